//! The story that is tampered with: a county changes what parking costs; the reviewer finds the draft unlawful, a member
//! dissents, the head decides all the same. As much of it as an attack needs.

use liuhen::format::Statement;
use liuhen::model::{OfficeId, PersonId, RecordDigest};
use liuhen::registry::{Appoint, EndAppointment, EndReason, Holder, HolderKind, LedgerFound, RootSet, Scope};
use liuhen::verify::Trust;

use super::{Book, DECISION, LEDGER, ORIGIN, ROOTS, json, public};

/// How far the story is told. Each chapter holds all before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Chapter {
    /// Entry 0: founded by three root holders.
    Founded,
    /// Entries 1 and 2: a head and a handling unit are appointed.
    Offices,
    /// Entry 3: the head opens the decision.
    Opened,
    /// Entry 4: the handling unit's draft, with a sealed list.
    Drafted,
    /// Entries 5 and 6: a reviewer is appointed and finds the draft unlawful.
    Reviewed,
    /// Entries 7 to 9: a recorder and a member are appointed, the meeting opens.
    Met,
    /// Entry 10: the member's dissent.
    Dissented,
    /// Entry 11: the head decides, the dissent before them.
    Decided,
}

pub(crate) const DRAFT: &str = "云溪县城区停车收费方案（草案）\n首半小时免费，此后每小时 3 元。\n";
pub(crate) const LIST: &str = "座谈会签到表\n虚构人员甲，虚构人员乙\n";

impl Book {
    /// The story as far as that.
    pub(crate) fn story(until: Chapter) -> Self {
        Self::story_from(0, until)
    }

    /// The same, begun so many half days later.
    pub(crate) fn story_from(start: i64, until: Chapter) -> Self {
        let mut book = Self::new(ORIGIN);
        book.wait(start);
        book.found(&ROOTS, LEDGER);
        if until >= Chapter::Offices {
            book.appoint("周远", "head", "head");
            book.appoint("吴桐", "handling-unit", "unit");
        }
        if until >= Chapter::Opened {
            let open = book.open(DECISION);
            book.say(open, &["head"]);
        }
        if until >= Chapter::Drafted {
            let draft = book.draft(DECISION);
            book.say(draft, &["unit"]);
        }
        if until >= Chapter::Reviewed {
            book.appoint("章恪", "legality-reviewer", "reviewer");
            let opinion = book.opinion(DECISION, "unlawful");
            book.say(opinion, &["reviewer"]);
        }
        if until >= Chapter::Met {
            book.appoint("江离", "recorder", "recorder");
            book.appoint("林岚", "member", "member");
            let meeting = book.meeting(DECISION);
            book.say(meeting, &["recorder"]);
        }
        if until >= Chapter::Dissented {
            let dissent = book.dissent(DECISION);
            book.say(dissent, &["member"]);
        }
        if until >= Chapter::Decided {
            let decision = book.decision(DECISION);
            book.say(decision, &["head"]);
        }
        book
    }

    /// A ledger that has just been founded by these root holders, two of whom must sign.
    pub(crate) fn founded(origin: &str, roots: &[&str], ledger: &str) -> Self {
        let mut book = Self::new(origin);
        book.found(roots, ledger);
        book
    }

    fn found(&mut self, roots: &[&str], ledger: &str) {
        let root = root_set(roots, 2);
        let found = LedgerFound { organ: "云溪县人民政府".into(), ledger_key: public(ledger), root };
        self.registry("ledger-found", &found, roots);
    }

    /// Two root holders appoint somebody.
    pub(crate) fn appoint(&mut self, person: &str, office: &str, key: &str) {
        self.registry("appoint", &appointment(person, office, key), &ROOTS[..2]);
    }

    pub(crate) fn open(&self, stream: &str) -> Statement {
        let body = r#"{"title":"城区停车收费调整","matter":"public-policy","organ":"云溪县人民政府","level":"county","handling_units":[{"unit":"城市管理局","lead":true}],"proposal_source":"department","affects_public":true,"technical":false,"risky":false,"affects_market":false}"#;
        self.statement(stream, "decision-open", json(body), &[("head", "head")])
    }

    pub(crate) fn draft(&mut self, stream: &str) -> Statement {
        let body = r#"{"version":"一稿","changes":"首次形成草案。"}"#;
        let mut draft = self.statement(stream, "draft-version", json(body), &[("handling-unit", "unit")]);
        draft.attachments = vec![self.document("draft", DRAFT), self.sealed("sign-in-sheet", LIST)];
        draft
    }

    pub(crate) fn opinion(&mut self, stream: &str, conclusion: &str) -> Statement {
        let draft = self.of_kind(stream, "draft-version");
        let body = format!(
            r#"{{"number":"云司审〔2026〕7号","draft":"{draft}","received":"2026-03-03","authority":"lawful","procedure":"changes-needed","content":"{conclusion}","conclusion":"{conclusion}","suggestions":[],"risk_notes":[],"counsel":[],"reviewer":"章恪","issuer":"章恪"}}"#
        );
        let offices = [("legality-reviewer", "reviewer")];
        let mut opinion = self.statement(stream, "legality-opinion", json(&body), &offices);
        let opened = self.lines.iter().find(|line| line.header.stream == opinion.stream).map(super::Line::digest);
        opinion.basis = opened.into_iter().chain([draft]).collect();
        opinion.attachments = vec![self.document("opinion", "合法性审查意见书\n未经听证，不合法。\n")];
        opinion
    }

    pub(crate) fn meeting(&self, stream: &str) -> Statement {
        let draft = self.of_kind(stream, "draft-version");
        let body = format!(
            r#"{{"meeting_kind":"executive-meeting","number":"2026-5","place":"三楼会议室","chair":"周远","recorder":"江离","roster":[{{"person":"周远","office":"head","attendance":"present"}},{{"person":"林岚","office":"member","attendance":"present"}}],"agenda":[{{"item":1,"subject":"城区停车收费调整"}}],"draft":"{draft}"}}"#
        );
        self.statement(stream, "meeting-opened", json(&body), &[("recorder", "recorder")])
    }

    pub(crate) fn dissent(&self, stream: &str) -> Statement {
        let meeting = self.of_kind(stream, "meeting-opened");
        let body = format!(
            r#"{{"meeting":"{meeting}","person":"林岚","position":"disagree","reasons":[{{"ground":"procedure","text":"未经听证，且审查认定不合法。"}}]}}"#
        );
        self.statement(stream, "position", json(&body), &[("member", "member")])
    }

    pub(crate) fn decision(&self, stream: &str) -> Statement {
        let (meeting, draft) = (self.of_kind(stream, "meeting-opened"), self.of_kind(stream, "draft-version"));
        let body = format!(
            r#"{{"meeting":"{meeting}","outcome":"passed","draft":"{draft}","tally":{{"agree":0,"agree_after_changes":0,"disagree":1,"defer":0,"reserve":0,"abstain":0}},"differs_from_majority":true,"reasons":"旺季在即。"}}"#
        );
        let mut decision = self.statement(stream, "head-decision", json(&body), &[("head", "head")]);
        let own = |line: &&super::Line| line.header.stream == decision.stream;
        decision.basis = self.lines.iter().filter(own).skip(1).map(super::Line::digest).collect();
        decision
    }

    /// What the record of this kind in this stream is cited by; zeros where there is none.
    fn of_kind(&self, stream: &str, kind: &str) -> RecordDigest {
        let found = self.lines.iter().rfind(|line| {
            line.header.stream.to_string() == stream && super::statement_of(&line.envelope).kind.as_str() == kind
        });
        found.map_or(RecordDigest([0; 32]), super::Line::digest)
    }

    /// The trust file of somebody who knows the founders.
    pub(crate) fn trust() -> String {
        let text = format!(
            "format = \"liuhen/trust/v1\"\norigin = \"{ORIGIN}\"\nledger_key = \"{}\"\nroot_keys = [\"{}\", \"{}\", \
             \"{}\"]\nroot_threshold = 2\n",
            public(LEDGER).id(),
            public(ROOTS[0]).id(),
            public(ROOTS[1]).id(),
            public(ROOTS[2]).id()
        );
        Trust::parse(&text).unwrap().to_toml()
    }
}

pub(crate) fn appointment(person: &str, office: &str, key: &str) -> Appoint {
    Appoint {
        office: OfficeId::new(office).unwrap(),
        person: PersonId::new(person).unwrap(),
        holder: HolderKind::Person,
        organ: "云溪县人民政府".into(),
        title: office.into(),
        key: public(key),
        scope: Scope::All,
        from: "2026-01-01".parse().unwrap(),
        document: "云府任〔2026〕1号".into(),
    }
}

pub(crate) fn end(person: &str, office: &str, key: &str, reason: EndReason, since: Option<&str>) -> EndAppointment {
    EndAppointment {
        office: OfficeId::new(office).unwrap(),
        person: PersonId::new(person).unwrap(),
        key: public(key),
        reason,
        since: since.map(|since| since.parse().unwrap()),
        document: "云府任〔2026〕9号".into(),
    }
}

fn holder(key: &str) -> Holder {
    Holder { person: PersonId::new(key).unwrap(), key: public(key) }
}

pub(crate) fn root_set(keys: &[&str], threshold: usize) -> RootSet {
    RootSet { threshold: threshold.try_into().unwrap(), holders: keys.iter().map(|key| holder(key)).collect() }
}

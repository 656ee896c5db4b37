//! Histories and profiles for tests: short to write, whole enough for any rule.

use super::history::{Document, History, LateEntry, Signer, Step};
use super::holidays::Holidays;
use super::judge::{Judgement, judge};
use super::profile::{Profile, ProfileError};
use crate::crypto::PublicKey;
use crate::model::kind;
use crate::model::{Occurred, OfficeId, PersonId, RecordDigest, Sha256Digest, Value};

/// A history in the making. In bodies `"#2"` stands for the record with number 2.
#[derive(Debug, Clone, Default)]
pub(crate) struct Story(Vec<Step>);

impl Story {
    /// A decision opened on 2026-01-05; what `more` says is added to its body.
    pub(crate) fn opened(more: &str) -> Self {
        let body = r##"{"title":"方案","matter":"public-policy","organ":"县政府","level":"county",
            "handling_units":[{"unit":"县城管局","lead":true}],"proposal_source":"department",
            "affects_public":false,"technical":false,"risky":false,"affects_market":false}"##;
        let mut whole = read(body);
        merge(&mut whole, &read(more));
        Self::default().add("decision-open", "2026-01-05", &serde_json::to_string(&whole).unwrap())
    }

    /// A record more, that happened on a day (or `FROM/TO`, each a day or a moment), was signed in the first office that
    /// may sign it, and recorded at ten on the day it ended.
    pub(crate) fn add(mut self, kind: &str, occurred: &str, body: &str) -> Self {
        let spec = kind::named(kind).unwrap_or_else(|| panic!("no kind {kind}"));
        let number = self.0.len() as u64;
        let body = body.replace("\"#", "\"REF").split('"').map(reference).collect::<Vec<_>>().join("\"");
        let (from, to) = occurred.split_once('/').unwrap_or((occurred, occurred));
        let occurred = Occurred { from: from.parse().unwrap(), to: to.parse().unwrap() };
        let recorded = format!("{}T02:00:{:02}.000Z", occurred.to.date(), number % 60);
        self.0.push(Step {
            number,
            seq: number + 10,
            record: digest(number),
            kind: spec,
            recorded: recorded.parse().unwrap(),
            signed_at: recorded.parse().unwrap(),
            occurred,
            signers: vec![signer(spec.signers[0], spec.signers[0])],
            basis: if number == 0 { vec![] } else { vec![digest(number - 1)] },
            body: read(&body),
            documents: vec![],
            late: None,
            despite: vec![],
        });
        self
    }

    /// A record of the meeting that is record 1, on its day; `more` is the body without the meeting.
    pub(crate) fn at_meeting(self, kind: &str, more: &str) -> Self {
        let comma = if more == "{}" { "" } else { "," };
        self.add(kind, "2026-03-01", &format!(r##"{{"meeting":"#1"{comma}{}"##, &more[1..]))
    }

    /// Members of the meeting that is record 1 take positions: `1 agree, 2 disagree`.
    pub(crate) fn say(self, positions: &str) -> Self {
        positions.split(", ").fold(self, |story, one| {
            let (person, position) = one.split_once(' ').unwrap();
            story.at_meeting("position", &format!(r##"{{"person":"{person}","position":"{position}"}}"##))
        })
    }

    fn last(&mut self) -> &mut Step {
        self.0.last_mut().unwrap()
    }

    /// The last record was recorded then (RFC 3339, UTC, three decimals).
    pub(crate) fn recorded(mut self, at: &str) -> Self {
        self.last().recorded = at.parse().unwrap();
        self
    }

    /// The last record was entered late.
    pub(crate) fn late(mut self, missing: &[&str]) -> Self {
        let missing = missing.iter().map(|&path| path.to_owned()).collect();
        self.last().late = Some(LateEntry { reason: "补录".into(), missing });
        self
    }

    /// The last record was signed so: `(office, person)`.
    pub(crate) fn signed(mut self, by: &[(&str, &str)]) -> Self {
        self.last().signers = by.iter().map(|(office, person)| signer(office, person)).collect();
        self
    }

    /// The last record cites a document: its role, and whether it is sealed.
    pub(crate) fn with_document(mut self, role: &str, sealed: bool) -> Self {
        let name = format!("{role}.pdf");
        let digest = (!sealed).then(|| "0b".repeat(32));
        let sealed = sealed.then_some(Sha256Digest([0x0b; 32]));
        self.last().documents.push(Document { role: role.into(), name, digest, sealed });
        self
    }

    /// The last record says that a rule was known to be broken.
    pub(crate) fn despite(mut self, code: &str, reason: &str) -> Self {
        self.last().despite.push((code.into(), reason.into()));
        self
    }

    /// The whole.
    pub(crate) fn history(&self) -> History {
        History::new("2026-001".parse().unwrap(), self.0.clone())
    }
}

/// A decision with an executive meeting on 2026-03-01, record 1, whose members attended so: the first is the head, and they
/// are called `1`, `2`, …; a guest called `列席` was there as well. `unknown` says nothing of somebody's attendance.
pub(crate) fn met(attendance: &str) -> Story {
    let row = |(place, attendance): (usize, &str)| {
        let office = if place == 0 { "head" } else { "member" };
        let said = if attendance == "unknown" { String::new() } else { format!(r##","attendance":"{attendance}""##) };
        format!(r##"{{"person":"{}","office":"{office}"{said}}}"##, place + 1)
    };
    let rows: Vec<String> = attendance.split_whitespace().enumerate().map(row).collect();
    let guest = r##"{"person":"列席","office":"attendee","attendance":"present"}"##;
    let body =
        format!(r##"{{"meeting_kind":"executive-meeting","number":"1","roster":[{},{guest}]}}"##, rows.join(","));
    Story::opened("{}").add("meeting-opened", "2026-03-01", &body)
}

/// The digest of the record with a number.
pub(crate) fn digest(number: u64) -> RecordDigest {
    let mut bytes = [0xa0; 32];
    bytes[24..].copy_from_slice(&number.to_be_bytes());
    RecordDigest(bytes)
}

fn reference(part: &str) -> String {
    match part.strip_prefix("REF").and_then(|number| number.parse().ok()) {
        Some(number) => digest(number).to_string(),
        None => part.replace("REF", "#"),
    }
}

pub(crate) fn signer(office: &str, person: &str) -> Signer {
    let mut key = [7; 32];
    key.iter_mut().zip(person.bytes()).for_each(|(to, from)| *to = from);
    Signer {
        office: OfficeId::new(office).unwrap(),
        key: PublicKey::from_bytes(key),
        person: PersonId::new(person).ok(),
    }
}

pub(crate) fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

pub(crate) fn merge(into: &mut Value, more: &Value) {
    let (Value::Table(into), Value::Table(more)) = (into, more) else { return };
    for (name, value) in more {
        match into.iter_mut().find(|(known, _)| known == name) {
            Some((_, place)) => *place = value.clone(),
            None => into.push((name.clone(), value.clone())),
        }
    }
}

/// A profile of one rule: `rule` is its kind and parameters, the rest is filled in. Its code is `X1`.
pub(crate) fn profile(rule: &str) -> Profile {
    try_profile(rule).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The same, with what is wrong with it.
pub(crate) fn try_profile(rule: &str) -> Result<Profile, Vec<ProfileError>> {
    Profile::read(&format!("{TOP}\n[[rule]]\ncode = \"X1\"\n{RULE}\n{rule}\n"))
}

/// Judges by one rule, with the holidays that are built in, as of 2026-12-31.
pub(crate) fn judged(rule: &str, story: &Story) -> Judgement {
    judge(&profile(rule), &story.history(), Holidays::built_in(), Some(jiff::civil::date(2026, 12, 31)))
}

/// What is found, in short: the standing and the records of each finding.
pub(crate) fn found(rule: &str, story: &Story) -> Vec<(&'static str, Vec<u64>)> {
    judged(rule, story).findings.into_iter().map(|one| (one.standing.slug(), one.records)).collect()
}

/// What stands at the top of a profile for tests.
pub(crate) const TOP: &str = r#"profile = "v1"
id = "test"
title = { zh = "测试", en = "Test" }
levels = ["county"]
effective_from = 2026-01-01
legal_basis = ["无"]
calendar = "cn"
"#;

/// What a rule for tests has beside its kind and parameters.
pub(crate) const RULE: &str = r#"article = { zh = "第一条", en = "art. 1" }
severity = "medium"
text = { zh = "要", en = "must" }
resolve = { zh = "补", en = "mend" }"#;

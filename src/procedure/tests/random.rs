//! Decisions made up at random, each as the law asks: nothing is found in any of them, whether they are over or under way.
//! With one record taken out, or one thing turned round, something is.

use std::cell::Cell;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::super::history::History;
use super::super::judge::judge;
use super::tale::Tale;
use super::{AS_OF, NATIONAL, holidays, profile};

/// Where choices come from: a run of numbers, each used once; zeros where it ends.
struct Dice {
    numbers: Vec<u8>,
    at: Cell<usize>,
}

impl Dice {
    fn below(&self, most: u8) -> u8 {
        self.at.set(self.at.get() + 1);
        self.numbers.get(self.at.get() - 1).copied().unwrap_or(0) % most
    }

    fn yes(&self) -> bool {
        self.below(2) == 1
    }

    fn one_of<T: Copy>(&self, of: &[T]) -> T {
        of[usize::from(self.below(u8::try_from(of.len()).unwrap()))]
    }
}

/// A decision in the making.
struct Making {
    dice: Dice,
    tale: Tale,
    today: Date,
    township: bool,
    /// What is now the draft, and how many there were.
    draft: String,
    drafts: u8,
    papers: Vec<&'static str>,
    /// Ways to spoil it, each in one thing.
    spoils: Vec<Spoil>,
}

/// One thing turned for the worse, and what that is.
type Spoil = (String, Box<dyn Fn(Tale) -> Tale>);

/// A decision and the ways to spoil it.
struct Made {
    tale: Tale,
    spoils: Vec<Spoil>,
}

fn made(numbers: Vec<u8>, township: bool) -> Made {
    let mut making = Making {
        dice: Dice { numbers, at: Cell::new(0) },
        tale: Tale::default(),
        today: date(2025, 1, 6),
        township,
        draft: String::new(),
        drafts: 0,
        papers: vec!["draft", "legality-opinion"],
        spoils: Vec::new(),
    };
    making.make();
    Made { tale: making.tale.in_order(), spoils: making.spoils }
}

impl Making {
    fn make(&mut self) {
        self.today = self.today.checked_add(i64::from(self.dice.below(200)).days()).unwrap();
        let (technical, risky, market) = (self.dice.yes(), self.dice.yes(), self.dice.yes());
        let (public, npc, exploratory) = (self.dice.yes(), self.dice.yes(), self.dice.below(4) == 0);
        let units: Vec<Json> =
            (0..=self.dice.below(3)).map(|unit| json!({"unit": format!("承办{unit}"), "lead": unit == 0})).collect();
        self.add(
            "opened",
            "decision-open",
            json!({
                "title": "方案", "matter": "public-policy", "organ": "政府", "handling_units": units,
                "level": if self.township { "township" } else { self.dice.one_of(&["county", "city", "province"]) },
                "proposal_source": "department", "affects_public": public, "technical": technical, "risky": risky,
                "affects_market": market, "npc_report_due": npc, "exploratory": exploratory,
            }),
        );
        self.draft(false);
        self.units();
        self.participation(public);
        if technical || self.dice.below(3) == 0 {
            self.experts(technical);
        }
        if risky || self.dice.below(3) == 0 {
            self.risks();
        }
        if self.dice.yes() {
            self.draft(false);
        }
        if market || self.dice.below(4) == 0 {
            self.competition();
        }
        if self.dice.below(4) == 0 {
            self.talk_over();
        }
        self.review(exploratory);
        self.submission();
        if self.dice.below(3) == 0 {
            let outcome = self.dice.one_of(&["deferred", "discuss-again"]);
            self.meeting("first", outcome);
            self.wait(5);
        }
        let outcome =
            self.dice.one_of(&["passed", "passed-in-principle", "passed-after-changes", "passed", "not-passed"]);
        self.meeting("last", outcome);
        if outcome != "not-passed" {
            self.issue(npc);
            self.carry_out();
        }
    }

    fn wait(&mut self, most: u8) {
        let days = 2 + i64::from(self.dice.below(most));
        self.pass(days);
    }

    fn pass(&mut self, days: i64) {
        self.today = self.today.checked_add(days.days()).unwrap();
    }

    fn day_after(&self, days: i64) -> Date {
        self.today.checked_add(days.days()).unwrap()
    }

    fn add(&mut self, name: &str, kind: &str, body: Json) {
        self.add_on(self.today, name, kind, body);
    }

    fn add_on(&mut self, day: Date, name: &str, kind: &str, body: Json) {
        let tale = std::mem::take(&mut self.tale);
        self.tale = tale.add(name, kind, &day.to_string(), &body.to_string());
    }

    fn spoil(&mut self, what: &str, spoil: impl Fn(Tale) -> Tale + 'static) {
        self.spoils.push((what.to_owned(), Box::new(spoil)));
    }

    /// Without this record something is wrong.
    fn needs(&mut self, name: &str) {
        let name = name.to_owned();
        self.spoil(&format!("without {name}"), move |tale| tale.without(&[&name]));
    }

    fn about(&self) -> String {
        format!("#{}", self.draft)
    }

    fn draft(&mut self, substantive: bool) {
        self.wait(8);
        self.drafts += 1;
        let name = format!("v{}", self.drafts);
        let mut body = json!({"version": name, "changes": "修改", "substantive": substantive});
        if self.drafts > 1 {
            body["previous"] = json!(self.about());
        }
        self.add(&name, "draft-version", body);
        self.draft = name;
    }

    fn units(&mut self) {
        for unit in 0..self.dice.below(3) {
            self.wait(4);
            let answer = self.dice.one_of(&["agree", "agree-after-changes", "disagree", "no-answer"]);
            let mut body = json!({"unit": format!("部门{unit}"), "draft": self.about(), "asked": self.today.to_string(), "answer": answer});
            if answer == "disagree" {
                body["adopted"] = json!("rejected");
                body["disagreement"] = json!("说明");
                let name = format!("unit-{unit}");
                self.spoil("a dispute untold", move |tale| tale.unset(&name, "disagreement"));
            }
            self.add(&format!("unit-{unit}"), "unit-opinion", body);
        }
    }

    fn participation(&mut self, public: bool) {
        let (announced, heard) = (self.dice.yes(), self.dice.yes());
        let visited = (public && !announced && !heard) || self.dice.below(3) == 0;
        if visited {
            self.wait(4);
            self.add(
                "visited",
                "participation-activity",
                json!({"way": "symposium", "draft": self.about(), "conclusion": "支持"}),
            );
        }
        if public && visited && !announced && !heard {
            self.needs("visited");
        }
        if announced {
            self.announce("announced", visited);
            if self.dice.below(3) == 0 {
                self.draft(true);
                self.announce("announced-again", visited);
            }
        }
        if heard {
            self.hearing();
        }
    }

    fn announce(&mut self, name: &str, visited: bool) {
        self.wait(4);
        let short = self.dice.below(4) == 0;
        let days = if short { 7 + i64::from(self.dice.below(10)) } else { 30 + i64::from(self.dice.below(15)) };
        let (from, to) = (self.today, self.day_after(days));
        let mut body = json!({
            "title": "公告", "from": from.to_string(), "to": to.to_string(), "channels": ["government-site"],
            "draft": self.about(), "ways": ["letter"], "explanation_published": true,
            "claimed_days": days + i64::from(self.dice.below(2)),
        });
        if short {
            body["shortening_reason"] = json!("汛期将至");
        }
        self.add(name, "comment-announcement", body);
        let spoilt = name.to_owned();
        let end = self.day_after(20).to_string();
        self.spoil("a period cut short", move |tale| {
            let tale = tale.set(&spoilt, &json!({"to": end, "claimed_days": 20}).to_string());
            tale.unset(&spoilt, "shortening_reason")
        });
        let received = 1 + self.dice.below(4);
        let mut adoption = Vec::new();
        for number in 1..=received {
            let outcome = self.dice.one_of(&["adopted", "partly", "rejected", "out-of-scope"]);
            let mut row = json!({"opinion": number.to_string(), "outcome": outcome});
            if outcome == "rejected" {
                row["reason"] = json!("理由");
            }
            adoption.push(row);
            let on = self.day_after(i64::from(self.dice.below(7)));
            let registered = json!({"number": number.to_string(), "announcement": format!("#{name}"), "received_on": on.to_string(), "way": "letter", "author_kind": "citizen", "gist": "意见"});
            self.add_on(on, &format!("{name}-{number}"), "comment-registered", registered);
        }
        self.pass(days);
        self.wait(3);
        let body = json!({"announcement": format!("#{name}"), "received": received, "adoption": adoption});
        self.add(&format!("{name}-summed"), "comment-summary", body);
        if !self.papers.contains(&"comment-summary") {
            self.papers.push("comment-summary");
            if !visited && name == "announced" {
                let row = format!("{name}-summed");
                self.spoil("comments unanswered", move |tale| tale.set(&row, r#"{"adoption":[]}"#));
            }
        }
    }

    fn hearing(&mut self) {
        self.wait(4);
        let groups: Vec<(String, i64)> =
            (0..=self.dice.below(3)).map(|group| (format!("群体{group}"), 3 + i64::from(self.dice.below(5)))).collect();
        let whole: i64 = groups.iter().map(|(_, count)| count).sum();
        let held = self.day_after(35);
        let seats: Vec<Json> = groups.iter().map(|(group, count)| json!({"group": group, "count": count})).collect();
        self.add("notice", "hearing-notice", json!({
            "title": "听证", "hearing_day": held.to_string(), "place": "厅", "representatives": whole, "representative_groups": seats,
            "registration_from": self.day_after(1).to_string(), "registration_to": self.day_after(10).to_string(),
            "selection_method": "抽签", "draft": self.about(),
        }));
        let (listed, delivered) = (self.day_after(14), self.day_after(15 + i64::from(self.dice.below(14))));
        self.add_on(listed, "chosen", "hearing-participants", json!({
            "notice": "#notice", "method": "抽签", "drawn": true, "list_published": listed.to_string(), "representatives": seats,
        }));
        self.add_on(delivered, "delivered", "hearing-delivery", json!({
            "notice": "#notice", "delivered_on": delivered.to_string(), "way": "mail", "recipients": whole, "draft": self.about(),
        }));
        self.pass(35);
        let came: Vec<Json> = groups
            .iter()
            .map(|(group, due)| json!({"group": group, "due": due, "present": due - i64::from(self.dice.below(2))}))
            .collect();
        let present: i64 = came.iter().filter_map(|row| row["present"].as_i64()).sum();
        let refused = i64::from(self.dice.below(2));
        self.add("heard", "hearing-record", json!({
            "notice": "#notice", "notice_day": listed.to_string(), "list_published": listed.to_string(),
            "materials_delivered": delivered.to_string(), "place": "厅", "chair": "温", "clerk": "石", "draft": self.about(),
            "representatives": came, "points": [], "signed": present - refused, "refused_to_sign": refused,
        }));
        self.spoil("a signature missing", move |tale| {
            tale.set("heard", &json!({"signed": present - refused - 1}).to_string())
        });
        let late = held.checked_sub(3.days()).unwrap().to_string();
        self.spoil("materials too late", move |tale| {
            tale.set("heard", &json!({"materials_delivered": late}).to_string())
        });
        self.wait(3);
        self.add(
            "heard-reported",
            "hearing-report",
            json!({"record": "#heard", "views": [{"view": "观点", "handling": "partly"}]}),
        );
        self.papers.push("hearing-report");
    }

    fn experts(&mut self, technical: bool) {
        let number = 1 + self.dice.below(6);
        let mut rows = Vec::new();
        for expert in 0..number {
            if self.dice.yes() {
                self.wait(3);
            }
            self.add(&format!("expert-{expert}"), "expert-opinion", json!({
                "expert": format!("专家{expert}"), "organisation": format!("院{expert}"), "way": "written", "interest": "none",
                "own_department": self.dice.yes(), "draft": self.about(), "necessity": "必要", "feasibility": "可行", "soundness": "科学",
                "conclusion": self.dice.one_of(&["agree", "agree-after-changes", "disagree"]), "reasons": "理由",
            }));
            rows.push(
                json!({"opinion": format!("#expert-{expert}"), "outcome": self.dice.one_of(&["adopted", "partly"])}),
            );
        }
        self.wait(4);
        self.add("answered-experts", "expert-adoption", json!({"rows": rows}));
        self.papers.extend(["expert-opinions", "expert-adoption"]);
        self.needs("answered-experts");
        self.spoil("an interest declared", |tale| tale.set("expert-0", r#"{"interest":"declared"}"#));
        self.spoil("an expert of the unit", |tale| tale.set("expert-0", r#"{"organisation":"承办0"}"#));
        if number == 1 && technical {
            self.needs("expert-0");
        }
    }

    fn risks(&mut self) {
        let report = |draft: String, conclusion: &str| {
            json!({
                "assessor": "评估中心", "third_party": true, "draft": draft, "methods": ["visits"], "contingency": "预案",
                "risks": [{"risk": "反对", "level": "low", "measure": "宣传"}], "conclusion": conclusion, "level": "low",
            })
        };
        self.wait(6);
        if self.dice.below(4) == 0 {
            self.add("risk-before", "risk-report", report(self.about(), "not-controllable"));
            self.draft(false);
            self.wait(6);
        } else {
            self.needs("risk");
        }
        self.add("risk", "risk-report", report(self.about(), "controllable"));
        self.spoil("risk not controllable", |tale| tale.set("risk", r#"{"conclusion":"not-controllable"}"#));
        self.papers.push("risk-report");
    }

    fn competition(&mut self) {
        self.wait(4);
        let said = self.dice.one_of(&["no-effect", "complies", "exception"]);
        self.add(
            "fair",
            "fair-competition-review",
            json!({"draft": self.about(), "drafter_conclusion": said, "regulator_conclusion": said}),
        );
        self.papers.push("fair-competition-review");
        self.needs("fair");
    }

    /// A meeting of the leader in charge, which decides nothing.
    fn talk_over(&mut self) {
        self.wait(3);
        self.add("talked-over", "meeting-opened", json!({
            "meeting_kind": "special-meeting", "number": "专题1", "place": "室", "chair": "副", "recorder": "记", "draft": self.about(),
            "roster": [{"person": "副", "office": "member", "attendance": "present"}], "agenda": [{"item": 1, "subject": "事项"}],
        }));
    }

    fn review(&mut self, exploratory: bool) {
        self.wait(3);
        let received = self.today;
        self.add("sent", "review-submission", json!({"draft": self.about(), "materials": ["draft"]}));
        self.pass(21 + i64::from(self.dice.below(10)));
        let reviewed = self.about();
        let conclusion = match self.dice.below(4) {
            0 if exploratory => "exploratory-reform",
            0 | 1 => "lawful",
            _ => "lawful-after-changes",
        };
        let changes = conclusion == "lawful-after-changes";
        let suggestions: Vec<&str> = if changes { vec!["删去第七条"] } else { vec![] };
        self.add("reviewed", "legality-opinion", json!({
            "number": "1", "draft": reviewed, "received": received.to_string(), "authority": "lawful", "procedure": "lawful",
            "content": "lawful", "conclusion": conclusion, "suggestions": suggestions, "risk_notes": [],
            "counsel": [{"counsel": "方", "capacity": "legal-counsel", "given": self.today.to_string(), "opinion": "可行"}],
            "reviewer": "严", "issuer": "司",
        }));
        self.needs("reviewed");
        self.spoil("unlawful", |tale| tale.set("reviewed", r#"{"conclusion":"unlawful"}"#));
        self.spoil("no counsel", |tale| tale.set("reviewed", r#"{"counsel":[]}"#));
        let yesterday = self.today.yesterday().unwrap().to_string();
        self.spoil("a day for the review", move |tale| {
            tale.set("reviewed", &json!({"received": yesterday}).to_string())
        });
        if changes {
            self.draft(false);
            let which = self.dice.below(3);
            if which != 1 {
                let rows = json!([{"suggestion": "删去第七条", "outcome": self.dice.one_of(&["adopted", "partly"])}]);
                self.add(
                    "mended",
                    "draft-response",
                    json!({"opinion": "#reviewed", "rows": rows, "draft": self.about()}),
                );
            }
            if which != 0 {
                self.wait(3);
                self.add(
                    "rechecked",
                    "legality-recheck",
                    json!({"opinion": "#reviewed", "draft": self.about(), "conclusion": "lawful", "covers": "第七条"}),
                );
            }
            match which {
                0 => self.needs("mended"),
                1 => self.needs("rechecked"),
                _ => self.spoil("no account of the changes", |tale| tale.without(&["mended", "rechecked"])),
            }
        }
    }

    fn submission(&mut self) {
        self.wait(4);
        self.add(
            "requested",
            "agenda-request",
            json!({"subject": "事项", "draft": self.about(), "package": self.papers}),
        );
        self.needs("requested");
        let fewer: Vec<&str> = self.papers.iter().copied().filter(|paper| *paper != "legality-opinion").collect();
        self.spoil("no opinion among the papers", move |tale| {
            tale.set("requested", &json!({"package": fewer}).to_string())
        });
        self.wait(4);
    }

    /// A meeting at which this came out.
    fn meeting(&mut self, name: &str, outcome: &'static str) {
        let named = |what: &str| format!("{name}-{what}");
        let meeting = format!("#{}", named("met"));
        let kind = match self.township {
            true => self.dice.one_of(&["township-leadership-meeting", "party-committee-meeting", "executive-meeting"]),
            false => self.dice.one_of(&["executive-meeting", "plenary-meeting"]),
        };
        // A Party committee decides by majority: the head's last word and reasons are asked for at the others.
        let heads = kind != "party-committee-meeting";
        let members: Vec<(String, &str)> = (0..2 + self.dice.below(8))
            .map(|member| {
                let there =
                    self.dice.one_of(&["present", "present", "present", "online", "absent", "wrote", "recused"]);
                (format!("委员{member}"), if member == 0 { "present" } else { there })
            })
            .collect();
        let seat = |(person, there): &(String, &str)| match *there {
            "wrote" => json!({"person": person, "office": "member", "attendance": "absent", "written_opinion": true}),
            there => json!({"person": person, "office": "member", "attendance": there}),
        };
        let mut roster = vec![json!({"person": "首长", "office": "head", "attendance": "present"})];
        roster.extend(members.iter().map(seat));
        roster.push(json!({"person": "列席", "office": "attendee", "attendance": "present"}));
        self.add(&named("met"), "meeting-opened", json!({
            "meeting_kind": kind, "number": name, "place": "室", "chair": "首长", "recorder": "记", "draft": self.about(),
            "roster": roster, "agenda": [{"item": 1, "subject": "事项"}],
        }));
        // A named ballot has each member's word; their positions are then told twice.
        let balloted = self.dice.below(3) == 0;
        let all = ["agree", "agree", "agree-after-changes", "disagree", "defer", "reserve", "abstain"];
        let mut counted = [0_i64; 6];
        let (mut approve, mut oppose, mut dissents, mut turn, mut votes) = (0_i64, 0_i64, 0_i64, 1, Vec::new());
        for (person, there) in &members {
            if matches!(*there, "absent" | "recused") {
                continue;
            }
            let position = self.dice.one_of(&all);
            turn += 1;
            let mut body = json!({"meeting": meeting, "person": person, "position": position});
            let wrote = *there == "wrote";
            if wrote {
                body["in_writing"] = json!(true);
                body["handed_in"] = json!(self.today.to_string());
            } else {
                body["turn"] = json!(turn);
            }
            if position != "agree" {
                body["reasons"] = json!([{"ground": "other", "text": "理由"}]);
            }
            let signed = self.dice.yes();
            self.add(&named(person), if signed { "position" } else { "minuted-position" }, body);
            if signed {
                let tale = std::mem::take(&mut self.tale);
                self.tale = tale.signed(&named(person), &[("member", person)]);
            }
            let at = ["agree", "agree-after-changes", "disagree", "defer", "reserve", "abstain"]
                .iter()
                .position(|one| *one == position);
            counted[at.unwrap()] += 1;
            dissents += i64::from(matches!(position, "disagree" | "reserve"));
            if !wrote {
                let is_for = position.starts_with("agree");
                *if is_for { &mut approve } else { &mut oppose } += 1;
                votes.push(json!({"person": person, "vote": if is_for { "agree" } else { "abstain" }}));
                if !balloted {
                    self.needs(&named(person));
                }
            }
        }
        let adopted = outcome.starts_with("passed");
        if balloted {
            let declared = if adopted { "passed" } else { "not-passed" };
            self.add(&named("ballot"), "ballot", json!({
                "meeting": meeting, "question": "同意方案", "named": true, "agree": approve, "disagree": 0, "abstain": oppose,
                "declared": declared, "rows": votes,
            }));
            let ballot = named("ballot");
            self.spoil("a ballot with one more", move |tale| {
                tale.set(&ballot, &json!({"agree": approve + 1}).to_string())
            });
        }
        let others = if adopted { oppose } else { approve };
        let differs = others * 2 > approve + oppose;
        let mut decision = json!({
            "meeting": meeting, "outcome": outcome, "draft": self.about(), "differs_from_majority": differs, "turn": turn + 1,
            "tally": {"agree": counted[0], "agree_after_changes": counted[1], "disagree": counted[2], "defer": counted[3],
                      "reserve": counted[4], "abstain": counted[5]},
        });
        let decided = named("decided");
        if differs {
            decision["reasons"] = json!("理由");
            let decided = decided.clone();
            if heads {
                self.spoil("no reasons", move |tale| tale.unset(&decided, "reasons"));
            }
        }
        self.add(&decided, "head-decision", decision);
        self.add(
            &named("closed"),
            "meeting-closed",
            json!({"meeting": meeting, "records": "count", "outcome": outcome, "dissents": dissents}),
        );
        self.wait(3);
        self.add(&named("issued"), "minutes-issued", json!({"meeting": meeting, "number": "1", "issuer": "首长", "issued_on": self.today.to_string(), "outcome": outcome, "dissents": dissents}));
        self.needs(&decided);
        self.needs(&named("met"));
        let (closed, issued, first) = (named("closed"), named("issued"), named("委员0"));
        if heads {
            let decided = decided.clone();
            self.spoil("the head first", move |tale| tale.set(&decided, r#"{"turn":1}"#));
        }
        let stranger = first.clone();
        self.spoil("a stranger's word", move |tale| tale.set(&stranger, r#"{"person":"路人"}"#));
        self.spoil("a tally too high", move |tale| {
            tale.set(
                &decided,
                r#"{"tally":{"agree":99,"agree_after_changes":0,"disagree":0,"defer":0,"reserve":0,"abstain":0}}"#,
            )
        });
        self.spoil("a closing too early", move |tale| tale.moved_before(&closed, &first));
        self.spoil("another outcome issued", move |tale| tale.set(&issued, r#"{"outcome":"shelved"}"#));
    }

    fn issue(&mut self, npc: bool) {
        if !self.township || self.dice.yes() {
            self.wait(3);
            self.add("told-party", "party-report", json!({"number": "1", "submitted": self.today.to_string()}));
        }
        if npc {
            self.add(
                "told-npc",
                "npc-report",
                json!({"number": "1", "submitted": self.today.to_string(), "body": "standing-committee"}),
            );
        }
        self.wait(6);
        let published = self.dice.below(4) != 0;
        let mut body = json!({
            "number": "1", "title": "方案", "signed_on": self.today.to_string(), "published": published, "draft": self.about(),
            "channels": if published { vec!["notice-board"] } else { vec![] },
        });
        if !published {
            body["withheld"] = json!([{"part": "全文", "basis": "endangers-security"}]);
            self.spoil("withheld on no ground", |tale| tale.unset("published", "withheld"));
        }
        self.add("published", "publication", body);
        self.needs("published");
        if !self.township {
            self.needs("told-party");
            let later = self.day_after(1).to_string();
            self.spoil("the Party committee afterwards", move |tale| {
                tale.on("told-party", &later).moved_last("told-party")
            });
            if npc {
                self.needs("told-npc");
            }
        }
    }

    fn carry_out(&mut self) {
        self.wait(9);
        self.add(
            "assigned",
            "execution-assignment",
            json!({"units": [{"unit": "执行单位", "lead": true}], "tasks": []}),
        );
        self.pass(i64::from(self.dice.below(90)));
        if self.dice.below(3) == 0 {
            self.wait(9);
            self.add("suspended", "suspension", json!({"reasons": "施工", "urgent": true}));
            self.pass(i64::from(self.dice.below(60)));
            self.add("changed", "adjustment", json!({"reasons": "错开", "major": false}));
            self.spoil("a major change", |tale| tale.set("changed", r#"{"major":true}"#));
        }
        self.wait(9);
        self.add("progressed", "execution-report", json!({"unit": "执行单位", "period": "一", "progress": "正常"}));
        if self.dice.yes() {
            self.wait(9);
            self.add("evaluated", "evaluation-report", json!({"evaluator": "评估协会", "methods": ["visits"], "public_heard": true, "conclusion": "好", "proposal": "continue"}));
        } else {
            self.needs("progressed");
        }
        self.wait(9);
        self.add(
            "handed-over",
            "archive-handover",
            json!({"receiver": "档案科", "items": 30, "retention": "permanent"}),
        );
        self.needs("handed-over");
        if self.dice.yes() {
            self.wait(9);
            self.add("inspected", "inspection-notice", json!({"authority": "监委", "subject": "事项"}));
        }
    }
}

fn findings(township: bool, history: &History, as_of: Option<Date>) -> Vec<String> {
    let profile = profile(if township { "cn-township" } else { NATIONAL });
    let found = judge(profile, history, holidays(), as_of).findings;
    found.into_iter().map(|one| format!("{} {:?} {:?}", one.code, one.records, one.found)).collect()
}

fn numbers() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..300)
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() }
}

/// So many decisions are made up for each property: a few seconds' worth.
const CASES: u32 = 96;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn in_a_lawful_decision_nothing_is_found(numbers in numbers(), township: bool) {
        let made = made(numbers, township);
        let history = made.tale.history();
        prop_assert_eq!(findings(township, &history, Some(AS_OF)), Vec::<String>::new());
        for step in history.steps() {
            prop_assert_eq!(step.kind.check(&step.body, None), vec![], "{}", step.kind.name);
        }
    }

    #[test]
    fn nothing_is_found_while_it_is_under_way(numbers in numbers(), township: bool, part: u8) {
        let history = made(numbers, township).tale.history();
        let steps = history.steps();
        let so_far = steps[..=usize::from(part) % steps.len()].to_vec();
        let so_far = History::new(history.decision().clone(), so_far);
        let found = findings(township, &so_far, so_far.last_recorded_day());
        prop_assert_eq!(found, Vec::<String>::new(), "after {} of {} records", so_far.steps().len(), steps.len());
    }

    #[test]
    fn with_one_thing_spoilt_something_is_found(numbers in numbers(), township: bool, which: u8) {
        let made = made(numbers, township);
        let which = usize::from(which) % made.spoils.len();
        let (what, spoil) = &made.spoils[which];
        let found = findings(township, &spoil(made.tale.clone()).history(), Some(AS_OF));
        prop_assert!(!found.is_empty(), "nothing found: {what}");
    }
}

#[test]
fn the_decisions_made_up_differ_from_each_other() {
    let kinds = |seed: u8| -> std::collections::BTreeSet<&'static str> {
        let numbers =
            (0..=u8::MAX).map(|at| at.wrapping_mul(37).wrapping_add(seed).rotate_left(u32::from(seed % 8))).collect();
        made(numbers, seed.is_multiple_of(2)).tale.history().steps().iter().map(|step| step.kind.name).collect()
    };
    let all: Vec<_> = (0..60).map(kinds).collect();
    let every: std::collections::BTreeSet<_> = all.iter().flatten().copied().collect();
    assert!(every.len() >= 30, "{every:?}");
    let shared = all.iter().fold(every.clone(), |shared, one| &shared & one);
    assert!(shared.len() < 16, "what no decision does without: {shared:?}");
}

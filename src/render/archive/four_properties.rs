//! The report of the four-property test (四性检测报告): every item, what it came to, what it rests on, and a place for the
//! signature of whoever answers what a program cannot.

use std::collections::BTreeMap;

use super::cover::version;
use super::desk::{Desk, each, head, part, row, row_of};
use crate::bundle::Volume;
use crate::render::html::Html;
use crate::render::messages::Value;
use crate::render::{Language, text};
use crate::verify::NotChecked;
use crate::verify::four_properties::{Fault, FourProperties, Occasion, Property, TestItem, TestOutcome, Why};

/// The report for programs, ending in LF.
pub(super) fn json(four: &FourProperties) -> String {
    // Texts, numbers and lists under text keys: nothing in it can fail to be written.
    let mut text = serde_json::to_string_pretty(four).unwrap_or_default();
    text.push('\n');
    text
}

/// The report for people.
pub(super) fn draw(desk: &Desk<'_>, four: &FourProperties, html: &mut Html) {
    let (cover, names) = (&desk.volume.cover, Documents::of(desk.volume));
    html.mark("<h1>").both("four-title").mark("</h1>\n<table class=\"form\">\n");
    row_of(html, "archive-col-title", Some(desk.name()));
    row_of(html, "archive-cover-reference", cover.reference.as_deref());
    row(html, "archive-cover-decision", |html| {
        html.text(desk.volume.decision.as_str()).mark(" ").both(version(desk.volume.version));
    });
    row(html, "four-occasion", |html| {
        html.both(occasion(four.occasion));
    });
    row(html, "four-verdict", |html| {
        each(html, |language| text(language, &format!("verdict-{}", four.verdict.word()), &[]));
    });
    for property in Property::ALL {
        row(html, name(property), |html| counts(four, property, html));
    }
    html.mark("</table>\n<p class=\"small\">").both("four-basis").mark(" ").both("four-never").mark("</p>\n");
    for property in Property::ALL {
        html.mark("<h3>").both(name(property)).mark("</h3>\n<table class=\"list\">\n");
        head(html, COLUMNS);
        four.of_property(property).for_each(|item| one(&names, item, html));
        html.mark("</tbody></table>\n");
    }
    html.mark("<table class=\"form\">\n");
    // What this program is it knows itself; whoever tests adds what else was used.
    html.mark("<tr class=\"sign\"><th>").both("four-tools").between("</th><td>", PROGRAM, "</td></tr>\n");
    for label in ["four-unit", "four-tester", "four-date"] {
        html.mark("<tr class=\"sign\"><th>").both(label).mark("</th><td></td></tr>\n");
    }
    html.mark("</table>\n");
}

/// What the test came to, in one sentence.
pub(super) fn tested(four: &FourProperties, language: Language) -> String {
    let counts = four.counts(None);
    let values = [
        ("passed", counts.passed),
        ("failed", counts.failed),
        ("intake", counts.at_intake),
        ("person", counts.to_person()),
    ];
    text(language, "archive-what-tested", &values.map(|(name, count)| (name, count.to_string().into())))
}

/// The summary on the page of the file: how many of each, and each item that has not passed.
pub(super) fn summary(desk: &Desk<'_>, four: &FourProperties, html: &mut Html) {
    let names = Documents::of(desk.volume);
    part(html, "tested", "archive-part-tested");
    html.mark("<table class=\"form\">\n");
    for property in Property::ALL {
        row(html, name(property), |html| counts(four, property, html));
    }
    html.mark("</table>\n<p class=\"small\">").both("four-summary-note").mark(" ").both("four-never").mark("</p>\n");
    html.mark("<table class=\"list\">\n");
    head(html, COLUMNS);
    let stays = |item: &&TestItem| matches!(item.outcome, TestOutcome::Failed(_) | TestOutcome::Open(_));
    four.items.iter().filter(stays).for_each(|item| one(&names, item, html));
    html.mark("</tbody></table>\n");
}

fn one(names: &Documents<'_>, item: &TestItem, html: &mut Html) {
    html.mark("<tr><td class=\"mid\">").text(item.number).mark(if item.number_inferred { "*" } else { "" });
    html.mark("</td><td>");
    each(html, |language| text(language, &format!("four-item-{}", item.item), &[]));
    html.mark("</td><td>");
    match &item.outcome {
        TestOutcome::Passed(items) => {
            html.both("four-passed").mark(" ").text(&items.to_string());
        }
        TestOutcome::Failed(_) => {
            html.mark("<b>").both("four-failed").mark("</b>");
        }
        TestOutcome::Open(_) => {
            html.mark("<b>").both("four-open").mark("</b>");
        }
        TestOutcome::NotApplicable => {
            html.both("four-not-applicable");
        }
    }
    html.mark("</td><td>");
    match &item.outcome {
        TestOutcome::Failed(faults) => lines(names, faults, fault, html),
        TestOutcome::Open(open) => lines(names, open, why, html),
        TestOutcome::Passed(_) | TestOutcome::NotApplicable => {}
    }
    html.mark("</td><td></td></tr>\n");
}

/// What is said of each thing, a line each in both languages; what is about the same thing stands together, under its name
/// in both, and once where both languages say the same: `未著录：全宗号、类别号`.
fn lines<T>(names: &Documents<'_>, all: &[T], said: fn(Language, &T) -> (Option<String>, String), html: &mut Html) {
    let mut groups: Vec<Said> = Vec::new();
    for one in all {
        let ((what, zh), (what_en, en)) = (said(Language::Zh, one), said(Language::En, one));
        let (zh, en) = (names.name(&zh), names.name(&en));
        match groups.last_mut() {
            Some(group) if what.is_some() && group.what.as_ref().map(|(zh, _)| zh) == what.as_ref() => {
                group.zh.push(zh);
                group.en.push(en);
            }
            _ => groups.push(Said { what: what.zip(what_en), zh: vec![zh], en: vec![en] }),
        }
    }
    for (place, group) in groups.iter().enumerate() {
        html.mark(if place > 0 { "<br>" } else { "" });
        let (zh, en) = (listed(Language::Zh, &group.zh), listed(Language::En, &group.en));
        match &group.what {
            None => html.pair(&zh, &en),
            Some((what, what_en)) if group.zh == group.en => html.pair(what, what_en).mark("：").text(&zh),
            Some((what, what_en)) => {
                let fact = |language, what: &str, which: &str| {
                    text(language, "four-why-fact", &[("what", what.into()), ("which", which.into())])
                };
                html.pair(&fact(Language::Zh, what, &zh), &fact(Language::En, what_en, &en))
            }
        };
    }
}

/// What is said of one thing.
struct Said {
    what: Option<(String, String)>,
    zh: Vec<String>,
    en: Vec<String>,
}

fn listed(language: Language, all: &[String]) -> String {
    let shown = &all[..all.len().min(LISTED_MAX)];
    let mut listed = shown.join(&text(language, "word-comma", &[]));
    if all.len() > LISTED_MAX {
        listed.push_str(&format!(" … +{}", all.len() - LISTED_MAX));
    }
    listed
}

/// The documents by where they lie: the name people know one by, and the records that cite it.
struct Documents<'a>(BTreeMap<&'a str, (&'a str, Vec<u64>)>);

impl<'a> Documents<'a> {
    fn of(volume: &'a Volume) -> Self {
        let mut documents: BTreeMap<&'a str, (&'a str, Vec<u64>)> = BTreeMap::new();
        for item in volume.by_number() {
            for document in item.filed().map_or(&[][..], |filed| &filed.documents) {
                if let (Some(path), Some(told)) = (document.path(), &document.told) {
                    documents.entry(path).or_insert((&told.name, Vec::new())).1.push(item.number);
                }
            }
        }
        Self(documents)
    }

    /// `草案.PDF（#1）` for the place of a document and what it is; anything else as it stands.
    fn name(&self, which: &str) -> String {
        let place = which.split_once(" (").map_or(which, |(place, _)| place);
        match self.0.get(place) {
            None => which.to_owned(),
            Some((name, numbers)) => {
                let mut numbers: Vec<String> = numbers.iter().map(|number| format!("#{number}")).collect();
                numbers.dedup();
                format!("{name}（{}）", numbers.join("、"))
            }
        }
    }
}

fn fault(language: Language, fault: &Fault) -> (Option<String>, String) {
    match fault {
        Fault::Check(check, count) => {
            let values = [("check", check_name(language, check.text())), ("count", count.to_string().into())];
            (None, text(language, "four-fault-check", &values))
        }
        Fault::Fact(what, which) => fact(language, what, which),
    }
}

fn why(language: Language, why: &Why) -> (Option<String>, String) {
    let said = match why {
        Why::Person => text(language, "four-by-person", &[]),
        Why::Said(said) => return (Some(text(language, "four-why-said", &[])), said.clone()),
        Why::NoBag => text(language, "four-why-no-bag", &[]),
        Why::SealLater => text(language, "four-why-seal-later", &[]),
        Why::AtIntake(what) => {
            let what = text(language, &format!("four-fact-{what}"), &[]);
            text(language, "four-why-at-intake", &[("what", what.into())])
        }
        Why::NotChecked(check, reason) => {
            let mut values = vec![("check", check_name(language, check.text()))];
            let missing = if let NotChecked::TilesMissing(missing) = reason { *missing } else { 0 };
            let reason = text(language, &format!("not-checked-{}", reason.text()), &[("missing", missing.into())]);
            values.push(("reason", reason.into()));
            text(language, "four-why-check", &values)
        }
        Why::NoCheck(check) => text(language, "four-why-no-check", &[("check", check_name(language, check.text()))]),
        Why::NotGiven(what) => {
            let what = text(language, &format!("four-fact-{what}"), &[]);
            text(language, "four-why-not-given", &[("what", what.into())])
        }
        Why::Fact(what, which) => return fact(language, what, which),
    };
    (None, said)
}

/// What sort of thing it is, and which one.
fn fact(language: Language, what: &str, which: &str) -> (Option<String>, String) {
    let which = match what {
        "unfilled" => text(language, &format!("four-unfilled-{which}"), &[]),
        _ => which.to_owned(),
    };
    (Some(text(language, &format!("four-fact-{what}"), &[])), which)
}

fn check_name(language: Language, check: &str) -> Value<'static> {
    text(language, &format!("check-{check}"), &[]).into()
}

fn counts(four: &FourProperties, property: Property, html: &mut Html) {
    let counts = four.counts(Some(property));
    let all = [
        ("four-passed", counts.passed),
        ("four-failed", counts.failed),
        ("four-left-to-intake", counts.at_intake),
        ("four-left-to-person", counts.to_person()),
        ("four-not-applicable", counts.not_applicable),
    ];
    for (place, (id, count)) in all.into_iter().filter(|(_, count)| *count > 0).enumerate() {
        html.mark(if place > 0 { "　" } else { "" }).both(id).mark(" ").text(&count.to_string());
    }
}

const fn name(property: Property) -> &'static str {
    match property {
        Property::Authenticity => "four-authenticity",
        Property::Integrity => "four-integrity",
        Property::Usability => "four-usability",
        Property::Security => "four-security",
    }
}

const fn occasion(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Export => "four-occasion-export",
        Occasion::Intake => "four-occasion-intake",
        Occasion::Keeping => "four-occasion-keeping",
    }
}

/// What makes the test.
const PROGRAM: &str = concat!("liuhen ", env!("CARGO_PKG_VERSION"));

/// A page lists so many things of one sort; the document for programs has them all.
const LISTED_MAX: usize = 12;

const COLUMNS: &[(&str, &str)] = &[
    ("four-number", "12mm"),
    ("four-item", "46mm"),
    ("four-result", "24mm"),
    ("four-details", "auto"),
    ("four-sign", "30mm"),
];

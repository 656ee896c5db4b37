//! The report of the four-property test (四性检测报告): every item, what it came to, what it rests on, and a place for the
//! signature of whoever answers what a program cannot.

use super::cover::version;
use super::desk::{Desk, each, head, part, row, row_of};
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
    let cover = &desk.volume.cover;
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
        four.of_property(property).for_each(|item| one(item, html));
        html.mark("</tbody></table>\n");
    }
    html.mark("<table class=\"form\">\n");
    for label in ["four-tools", "four-unit", "four-tester", "four-date"] {
        html.mark("<tr class=\"sign\"><th>").both(label).mark("</th><td></td></tr>\n");
    }
    html.mark("</table>\n");
}

/// The summary on the page of the file: how many of each, and each item that has not passed.
pub(super) fn summary(four: &FourProperties, html: &mut Html) {
    part(html, "tested", "archive-part-tested");
    html.mark("<table class=\"form\">\n");
    for property in Property::ALL {
        row(html, name(property), |html| counts(four, property, html));
    }
    html.mark("</table>\n<p class=\"small\">").both("four-summary-note").mark(" ").both("four-never").mark("</p>\n");
    html.mark("<table class=\"list\">\n");
    head(html, COLUMNS);
    let stays = |item: &&TestItem| matches!(item.outcome, TestOutcome::Failed(_) | TestOutcome::Open(_));
    four.items.iter().filter(stays).for_each(|item| one(item, html));
    html.mark("</tbody></table>\n");
}

fn one(item: &TestItem, html: &mut Html) {
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
        TestOutcome::Failed(faults) => {
            let (zh, en) = both(faults, fault);
            lines(&zh, &en, html);
        }
        TestOutcome::Open(open) => {
            let (zh, en) = both(open, why);
            lines(&zh, &en, html);
        }
        TestOutcome::Passed(_) | TestOutcome::NotApplicable => {}
    }
    html.mark("</td><td></td></tr>\n");
}

/// What is said of each thing in both languages, those about the same put together: `未著录：全宗号、类别号`.
fn both<T>(all: &[T], said: fn(Language, &T) -> (Option<String>, String)) -> (Vec<String>, Vec<String>) {
    let in_language = |language| {
        let mut lines: Vec<(Option<String>, Vec<String>)> = Vec::new();
        for (what, which) in all.iter().map(|one| said(language, one)) {
            match lines.last_mut() {
                Some((known, others)) if what.is_some() && *known == what => others.push(which),
                _ => lines.push((what, vec![which])),
            }
        }
        let comma = text(language, "word-comma", &[]);
        let line = |(what, mut which): (Option<String>, Vec<String>)| {
            let more = which.len().saturating_sub(LISTED_MAX);
            which.truncate(LISTED_MAX);
            let mut which = which.join(&comma);
            if more > 0 {
                which.push_str(&format!(" … +{more}"));
            }
            match what {
                Some(what) => text(language, "four-why-fact", &[("what", what.into()), ("which", which.into())]),
                None => which,
            }
        };
        lines.into_iter().map(line).collect()
    };
    (in_language(Language::Zh), in_language(Language::En))
}

fn lines(zh: &[String], en: &[String], html: &mut Html) {
    for (place, (zh, en)) in zh.iter().zip(en).enumerate() {
        html.mark(if place > 0 { "<br>" } else { "" }).pair(zh, en);
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
        Why::NoBag => text(language, "four-why-no-bag", &[]),
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
        ("four-open", counts.open),
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

/// A page lists so many things of one sort; the document for programs has them all.
const LISTED_MAX: usize = 12;

const COLUMNS: &[(&str, &str)] = &[
    ("four-number", "12mm"),
    ("four-item", "46mm"),
    ("four-result", "24mm"),
    ("four-details", "auto"),
    ("four-sign", "30mm"),
];

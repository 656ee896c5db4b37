//! The cover (封面): whose file it is, of what, from when to when, how long it is kept; and in a box what all of this is.

use super::desk::{Desk, each, row, row_of, say, size};
use crate::bundle::Volume;
use crate::bundle::volume::PeriodBasis;
use crate::format::contents::{Retention, Version};
use crate::procedure::Severity;
use crate::render::html::Html;
use crate::render::judgement::severities_in_words;
use crate::render::{Language, text, words};
use crate::verify::FourProperties;

pub(super) fn draw(desk: &Desk<'_>, four: &FourProperties, html: &mut Html) {
    let volume = desk.volume;
    html.mark("<section class=\"front\">\n<p class=\"kind\">").both("archive-page-kind").mark("</p>\n");
    html.mark("<p class=\"version\">").both(version(volume.version)).mark("</p>\n");
    html.between("<h1>", desk.title(), "</h1>\n");
    form(volume, html);
    what(desk, four, html);
    parts(html);
    html.mark("<p class=\"small\">");
    say(html, "archive-drawn-by", &[("program", volume.drawn_by.as_str().into())]);
    html.mark("</p>\n</section>\n");
}

/// 内部卷宗、公开版.
pub(super) const fn version(version: Version) -> &'static str {
    match version {
        Version::Full => "archive-version-full",
        Version::Public => "archive-version-public",
    }
}

fn form(volume: &Volume, html: &mut Html) {
    let (cover, description) = (&volume.cover, &volume.cover.description);
    html.mark("<table class=\"form\">\n");
    row_of(html, "archive-cover-fonds-name", description.fonds_name.as_deref());
    row_of(html, "archive-cover-category-name", description.category_name.as_deref());
    row_of(html, "archive-cover-unit", description.unit.as_deref());
    row_of(html, "archive-cover-organ", cover.organ.as_deref());
    let units = cover.handling_units.join("；");
    row_of(html, "archive-cover-handling", (!units.is_empty()).then_some(&*units));
    row(html, "archive-cover-time", |html| match (cover.from, cover.to) {
        (Some(from), Some(to)) => {
            say(html, "archive-cover-time-words", &[("from", from.to_string().into()), ("to", to.to_string().into())]);
        }
        _ => {
            html.both("archive-not-filled");
        }
    });
    row(html, "archive-cover-retention", |html| {
        html.both(retention(cover.period.retention));
    });
    row(html, "archive-cover-retention-basis", |html| {
        html.mark("<span class=\"small\">");
        each(html, |language| retention_basis(language, &cover.period.basis));
        html.mark("</span>");
    });
    row(html, "archive-cover-items", |html| {
        let count = |number: u64| number.to_string().into();
        let id = if cover.withheld + cover.unreadable > 0 {
            "archive-cover-items-more"
        } else {
            "archive-cover-items-words"
        };
        let (withheld, unreadable) = (count(cover.withheld), count(cover.unreadable));
        say(html, id, &[("records", count(cover.records)), ("withheld", withheld), ("unreadable", unreadable)]);
    });
    row(html, "archive-cover-pages", |html| {
        html.mark("<span class=\"faint\">").both("archive-cover-pages-words").mark("</span>");
    });
    row_of(html, "archive-cover-reference", cover.reference.as_deref());
    row(html, "archive-cover-secrecy", |html| {
        match &description.secrecy {
            Some(secrecy) => html.text(secrecy),
            None => html.both("archive-cover-no-secrecy"),
        };
    });
    row(html, "archive-cover-decision", |html| {
        html.text(volume.decision.as_str()).mark(" <span class=\"small\">");
        html.both("archive-cover-ledger").mark(" ").text(volume.origin.as_str()).mark("</span>");
    });
    html.mark("</table>\n");
}

/// 永久、定期30年、定期10年.
pub(super) const fn retention(retention: Retention) -> &'static str {
    match retention {
        Retention::Permanent => "archive-retention-permanent",
        Retention::Years30 => "archive-retention-30-years",
        Retention::Years10 => "archive-retention-10-years",
    }
}

fn retention_basis(language: Language, basis: &PeriodBasis) -> String {
    match basis {
        PeriodBasis::Archive(Some(basis)) => basis.clone(),
        PeriodBasis::Archive(None) => text(language, "archive-not-filled", &[]),
        PeriodBasis::Handover(number, Some(basis)) => text(
            language,
            "archive-retention-handover",
            &[("basis", basis.as_str().into()), ("number", number.to_string().into())],
        ),
        PeriodBasis::Handover(number, None) => {
            text(language, "archive-retention-handover-bare", &[("number", number.to_string().into())])
        }
        PeriodBasis::Default => text(language, "archive-retention-default", &[]),
    }
}

/// The box that tells a stranger what is before them.
fn what(desk: &Desk<'_>, four: &FourProperties, html: &mut Html) {
    let cover = &desk.volume.cover;
    html.mark("<div class=\"what\">\n<h3>").both("archive-what-heading").mark("</h3>\n<ul>\n");
    let line = |html: &mut Html, said: &dyn Fn(Language) -> String| {
        html.mark("<li>");
        each(html, said);
        html.mark("</li>\n");
    };
    line(html, &|language| text(language, "archive-what-is", &[]));
    if desk.volume.version == Version::Public {
        line(html, &|language| text(language, "archive-what-withheld", &[]));
    }
    let (records, documents) = (cover.records.to_string(), cover.documents.to_string());
    line(html, &|language| {
        let values = [
            ("records", records.clone().into()),
            ("documents", documents.clone().into()),
            ("size", size(cover.bytes).into()),
        ];
        text(language, "archive-what-holds", &values)
    });
    line(html, &|language| match &cover.outcome {
        Some((outcome, number)) => {
            let outcome = words::choice(language, "outcome", outcome);
            text(
                language,
                "archive-what-decided",
                &[("outcome", outcome.into()), ("number", number.to_string().into())],
            )
        }
        None => text(language, "archive-what-undecided", &[]),
    });
    let dissents: usize = desk.volume.meetings.iter().map(|meeting| meeting.dissents().count()).sum();
    if dissents > 0 {
        line(html, &|language| text(language, "archive-what-dissents", &[("count", dissents.to_string().into())]));
    }
    line(html, &|language| found(desk.volume, language));
    let counts = four.counts(None);
    line(html, &|language| {
        let values = [
            ("passed", counts.passed.to_string().into()),
            ("failed", counts.failed.to_string().into()),
            ("open", counts.open.to_string().into()),
        ];
        text(language, "archive-what-tested", &values)
    });
    line(html, &|language| text(language, "archive-what-no-claim", &[]));
    html.mark("</ul>\n</div>\n");
}

/// What judging the procedure came to, in one sentence.
pub(super) fn found(volume: &Volume, language: Language) -> String {
    let Some(procedure) = &volume.procedure else { return text(language, "archive-what-not-judged", &[]) };
    let judgement = &procedure.judgement;
    let title = match language {
        Language::Zh => &procedure.title.0,
        Language::En => &procedure.title.1,
    };
    let count = |severity: Severity| judgement.findings.iter().filter(|one| one.severity == severity).count() as u64;
    let id = if judgement.findings.is_empty() { "archive-what-found-none" } else { "archive-what-found" };
    let values = [
        ("profile", title.as_str().into()),
        ("kept", judgement.kept.to_string().into()),
        ("findings", judgement.findings.len().to_string().into()),
        ("severities", severities_in_words(language, count).into()),
        ("undecided", judgement.undecided.len().to_string().into()),
    ];
    text(language, id, &values)
}

fn parts(html: &mut Html) {
    html.mark("<h4>").both("archive-contents").mark("</h4>\n<ol class=\"parts\">\n");
    for (anchor, id) in PARTS {
        html.mark("<li><a").attribute("href", &format!("#{anchor}")).mark(">").both(id).mark("</a></li>\n");
    }
    html.mark("</ol>\n");
}

/// The parts of the page, in their order.
const PARTS: &[(&str, &str)] = &[
    ("list", "archive-part-list"),
    ("timeline", "archive-part-timeline"),
    ("meetings", "archive-part-meetings"),
    ("findings", "archive-part-findings"),
    ("notes", "archive-part-notes"),
    ("tested", "archive-part-tested"),
    ("records", "archive-part-records"),
    ("checking", "archive-part-checking"),
];

//! The cover (封面): whose file it is, of what, from when to when, how long it is kept; and in a box what all of this is.

use super::desk::{Desk, each, say, size, value};
use super::four_properties::tested;
use crate::bundle::Volume;
use crate::bundle::volume::{Period, PeriodBasis};
use crate::format::contents::{Retention, Version};
use crate::procedure::Severity;
use crate::render::html::Html;
use crate::render::judgement::severities_in_words;
use crate::render::table::places;
use crate::render::{Language, text, words};
use crate::verify::FourProperties;

pub(super) fn draw(desk: &Desk<'_>, four: &FourProperties, html: &mut Html) {
    let volume = desk.volume;
    html.mark("<section class=\"front\">\n<p class=\"kind\">").both("archive-page-kind").mark("</p>\n");
    html.mark("<p class=\"version\">").both(version(volume.version)).mark("</p>\n");
    let long = places(desk.name()) > TITLE_PLACES;
    html.mark(if long { "<h1 class=\"long\">" } else { "<h1>" }).text(desk.name()).mark("</h1>\n");
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
    html.mark("<table class=\"form cover\">\n<colgroup><col><col><col><col></colgroup>\n");
    two(
        html,
        ("archive-cover-fonds-name", description.fonds_name.as_deref()),
        ("archive-cover-category-name", description.category_name.as_deref()),
    );
    two(html, ("archive-cover-organ", cover.organ.as_deref()), ("archive-cover-unit", description.unit.as_deref()));
    let units = cover.handling_units.join("；");
    wide(html, "archive-cover-handling", |html| value(html, (!units.is_empty()).then_some(&*units)));
    wide(html, "archive-cover-time", |html| match (cover.from, cover.to) {
        (Some(from), Some(to)) => {
            html.text(&format!("{from} – {to}"));
        }
        _ => value(html, None),
    });
    html.mark("<tr>");
    half(html, "archive-cover-retention", |html| {
        html.both(period(&cover.period));
    });
    half(html, "archive-cover-secrecy", |html| {
        match &description.secrecy {
            Some(secrecy) => html.text(secrecy),
            None => html.both("archive-cover-no-secrecy"),
        };
    });
    html.mark("</tr>\n");
    wide(html, "archive-cover-retention-basis", |html| {
        html.mark("<span class=\"small\">");
        each(html, |language| retention_basis(language, &cover.period.basis));
        html.mark("</span>");
    });
    html.mark("<tr>");
    half(html, "archive-cover-items", |html| {
        html.text(&cover.records.to_string());
        for (id, count) in
            [("archive-cover-items-withheld", cover.withheld), ("archive-cover-items-unreadable", cover.unreadable)]
        {
            if count > 0 {
                html.mark("；");
                say(html, id, &[("count", count.to_string().into())]);
            }
        }
    });
    half(html, "archive-cover-pages", |html| {
        html.mark("<span class=\"faint\">").both("archive-cover-pages-words").mark("</span>");
    });
    html.mark("</tr>\n");
    two(
        html,
        ("archive-cover-reference", cover.reference.as_deref()),
        ("archive-cover-decision", Some(volume.decision.as_str())),
    );
    wide(html, "archive-cover-ledger", |html| value(html, Some(volume.origin.as_str())));
    html.mark("</table>\n");
}

/// A row of two fields.
fn two(
    html: &mut Html,
    (left, left_value): (&'static str, Option<&str>),
    (right, right_value): (&'static str, Option<&str>),
) {
    html.mark("<tr>");
    half(html, left, |html| value(html, left_value));
    half(html, right, |html| value(html, right_value));
    html.mark("</tr>\n");
}

fn half(html: &mut Html, label: &'static str, value: impl FnOnce(&mut Html)) {
    html.mark("<th>").both(label).mark("</th><td>");
    value(html);
    html.mark("</td>");
}

/// A row of one field.
fn wide(html: &mut Html, label: &'static str, value: impl FnOnce(&mut Html)) {
    html.mark("<tr><th>").both(label).mark("</th><td colspan=\"3\">");
    value(html);
    html.mark("</td></tr>\n");
}

/// 保管期限 in words; where nobody has set it, with that.
pub(super) const fn period(period: &Period) -> &'static str {
    match period.basis {
        PeriodBasis::Default => "archive-retention-not-set",
        PeriodBasis::Archive(_) | PeriodBasis::Handover(..) => retention(period.retention),
    }
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
        // What is not there may be withheld.
        None if desk.volume.in_part() => text(language, "archive-what-undecided-withheld", &[]),
        None => text(language, "archive-what-undecided", &[]),
    });
    let meetings = || desk.volume.meetings.iter();
    let opposed: usize = meetings().map(|meeting| meeting.opposed().count()).sum();
    let conditional: usize = meetings().map(|meeting| meeting.conditional().count()).sum();
    if opposed + conditional > 0 && !desk.volume.in_part() {
        line(html, &|language| {
            let values = [("count", opposed.to_string().into()), ("conditional", conditional.to_string().into())];
            text(language, "archive-what-dissents", &values)
        });
    }
    line(html, &|language| found(desk.volume, language));
    line(html, &|language| tested(four, language));
    line(html, &|language| text(language, "archive-what-no-claim", &[]));
    html.mark("</ul>\n</div>\n");
}

/// What judging the procedure came to, in one sentence.
pub(super) fn found(volume: &Volume, language: Language) -> String {
    if volume.in_part() {
        return text(language, "archive-not-judged-withheld", &[]);
    }
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
    html.mark("<p class=\"parts\"><b class=\"label\">").both("archive-contents").mark("</b>\n");
    for (place, (anchor, id)) in PARTS.iter().enumerate() {
        html.mark(" <span class=\"entry\">").text(&format!("{}. ", place + 1));
        html.mark("<a").attribute("href", &format!("#{anchor}")).mark(">").both(id).mark("</a></span>\n");
    }
    html.mark("</p>\n");
}

/// A line of the large letters of a title: a longer one is set smaller, so that the cover stays one page.
const TITLE_PLACES: usize = 52;

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

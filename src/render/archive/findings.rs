//! What was found in the procedure: every finding with what it rests on, what was expected and found, what was answered;
//! what could not be decided; how far each stage came. Where nothing was judged the page says so and why.

use super::desk::{Desk, each, head, part, row, say};
use crate::bundle::volume::Procedure;
use crate::procedure::{Finding, Standing, Text, Undecided};
use crate::render::html::Html;
use crate::render::judgement::{in_language, nature, severity, standing};
use crate::render::said::sentence;
use crate::render::{Language, text, words};

pub(super) fn draw(desk: &Desk<'_>, html: &mut Html) {
    part(html, "findings", "archive-part-findings");
    let Some(procedure) = &desk.volume.procedure else {
        html.mark("<p>");
        html.both(if desk.volume.in_part() { "archive-not-judged-withheld" } else { "archive-findings-no-profile" });
        html.mark("</p>\n");
        return;
    };
    facts(procedure, html);
    if procedure.judgement.findings.is_empty() {
        html.mark("<p>").both("archive-findings-none").mark("</p>\n");
    }
    for (place, finding) in procedure.judgement.findings.iter().enumerate() {
        one(desk, place + 1, finding, html);
    }
    if !procedure.judgement.undecided.is_empty() {
        html.mark("<h3>").both("archive-findings-undecided").mark("</h3>\n<ul class=\"notes\">\n");
        for one in &procedure.judgement.undecided {
            undecided(desk, one, html);
        }
        html.mark("</ul>\n");
    }
    stages(procedure, html);
}

fn facts(procedure: &Procedure, html: &mut Html) {
    let judgement = &procedure.judgement;
    html.mark("<table class=\"form\">\n");
    row(html, "archive-findings-profile", |html| {
        html.pair(&procedure.title.0, &procedure.title.1).mark(" <span class=\"small\">");
        html.text(&procedure.profile).mark("</span>");
    });
    row(html, "archive-findings-counts", |html| {
        let values = [
            ("kept", judgement.kept.to_string().into()),
            ("findings", judgement.findings.len().to_string().into()),
            ("undecided", judgement.undecided.len().to_string().into()),
            ("other", judgement.not_applying.to_string().into()),
            ("open", judgement.open.len().to_string().into()),
        ];
        say(html, "archive-findings-counts-words", &values);
    });
    html.mark("</table>\n");
}

fn one(desk: &Desk<'_>, place: usize, finding: &Finding, html: &mut Html) {
    html.mark("<div class=\"finding\">\n<h4>").text(&format!("{place}. "));
    each(html, |language| {
        let mut words =
            format!("{}  {}  {}", severity(language, finding.severity), finding.code, nature(language, finding.nature));
        if finding.standing == Standing::Borderline {
            words = format!("{words}  {}", standing(language, finding.standing));
        }
        words
    });
    html.mark("</h4>\n<table class=\"form\">\n");
    row(html, "judgement-article", |html| of_profile(&finding.article, html));
    row(html, "judgement-text", |html| of_profile(&finding.text, html));
    if !finding.records.is_empty() {
        row(html, "judgement-records", |html| desk.links(finding.records.iter().copied(), html));
    }
    let names = desk.names();
    row(html, "judgement-expected", |html| each(html, |language| sentence(language, &finding.expected, &names)));
    row(html, "judgement-found", |html| each(html, |language| sentence(language, &finding.found, &names)));
    if !finding.despite.is_empty() {
        row(html, "judgement-despite", |html| {
            for (number, reason) in &finding.despite {
                html.text(&format!("#{number}  {reason}")).mark("<br>");
            }
        });
    }
    if !finding.resolutions.is_empty() {
        row(html, "judgement-resolutions", |html| {
            for one in &finding.resolutions {
                desk.link(one.number, html);
                html.mark(" ");
                each(html, |language| match one.way.as_str() {
                    "corrected" => text(language, "judgement-corrected", &[]),
                    way => words::choice(language, "way", way),
                });
                html.mark("<br>");
            }
        });
    }
    row(html, "judgement-resolve", |html| of_profile(&finding.resolve, html));
    html.mark("</table>\n</div>\n");
}

fn of_profile(text: &Text, html: &mut Html) {
    html.pair(in_language(Language::Zh, text), in_language(Language::En, text));
}

fn undecided(desk: &Desk<'_>, one: &Undecided, html: &mut Html) {
    html.between("<li><b>", &one.code, "</b> ");
    let names = desk.names();
    each(html, |language| sentence(language, &one.why, &names));
    for &number in &one.records {
        html.mark(" ");
        desk.link(number, html);
    }
    html.mark("</li>\n");
}

fn stages(procedure: &Procedure, html: &mut Html) {
    html.mark("<h3>").both("archive-findings-stages").mark("</h3>\n<table class=\"list\">\n");
    head(html, COLUMNS);
    for one in &procedure.stages {
        html.mark("<tr><td>");
        each(html, |language| super::desk::stage(language, one.stage));
        html.mark("</td><td>");
        each(html, |language| text(language, &format!("progress-{}", one.standing.slug()), &[]));
        html.mark("</td><td>");
        for (place, number) in one.records.iter().enumerate() {
            html.mark(if place > 0 { "　" } else { "" });
            html.mark("<a")
                .attribute("href", &format!("#r{number}"))
                .mark(">")
                .text(&format!("#{number}"))
                .mark("</a>");
        }
        for &at in &one.open {
            let Some(open) = procedure.judgement.open.get(at) else { continue };
            html.mark("<br>").text(&open.code).mark(" ");
            of_profile(&open.text, html);
        }
        html.mark("</td></tr>\n");
    }
    html.mark("</tbody></table>\n");
}

const COLUMNS: &[(&str, &str)] = &[
    ("archive-col-stage", "45mm"),
    ("archive-findings-stage-standing", "25mm"),
    ("archive-findings-stage-records", "auto"),
];

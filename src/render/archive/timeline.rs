//! The timeline: what happened when, by its signers' word, and when the ledger entered it, by the ledger's clock.

use super::desk::{Desk, each, head, occurred, part, stage};
use super::file_list::Group;
use crate::bundle::volume::{Filed, Item};
use crate::procedure::history::day_of;
use crate::render::html::Html;
use crate::render::said::legal_time;
use crate::render::text;

pub(super) fn draw(desk: &Desk<'_>, html: &mut Html) {
    part(html, "timeline", "archive-part-timeline");
    html.mark("<p class=\"small\">").both("archive-timeline-note").mark("</p>\n<table class=\"list\">\n");
    head(html, COLUMNS);
    let mut all: Vec<(&Item, &Filed)> = desk.volume.filed().collect();
    all.sort_by_key(|(item, filed)| (filed.occurred.from.date(), filed.occurred.to.date(), item.number));
    for (item, filed) in all {
        html.between("<tr><td>", &occurred(&filed.occurred), "</td><td>");
        let group = Group::of(item);
        each(html, |language| match filed.stage {
            Some(one) => stage(language, one),
            None => group.words(language),
        });
        html.mark("</td><td><a").attribute("href", &format!("#r{}", item.number)).mark(">");
        html.text(&format!("#{}", item.number)).mark("</a> ");
        desk.title(item, html);
        let recorded = legal_time(item.recorded);
        html.between("</td><td>", recorded.strip_suffix(" +08:00").unwrap_or(&recorded), "</td><td>");
        let days = (day_of(item.recorded) - filed.occurred.to.date()).get_days();
        if filed.late.is_some() {
            html.mark("<b>").both("archive-remark-late").mark("</b><br>");
        }
        if days != 0 {
            each(html, |language| text(language, "archive-timeline-lag-days", &[("days", days.into())]));
        }
        html.mark("</td></tr>\n");
    }
    html.mark("</tbody></table>\n");
}

const COLUMNS: &[(&str, &str)] = &[
    ("archive-timeline-occurred", "27mm"),
    ("archive-col-stage", "29mm"),
    ("archive-col-title", "auto"),
    ("archive-timeline-recorded", "29mm"),
    ("archive-timeline-lag", "15mm"),
];

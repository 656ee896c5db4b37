//! The items in words (卷内文件): what each record says, who signed it, what it rests on, where its documents lie. Labels
//! stand in both languages; what somebody wrote stands as it was written.

use super::desk::{Desk, each, part, row};
use super::file_list::Group;
use crate::bundle::volume::{Document, Filed, Item, State, What};
use crate::model::RecordDigest;
use crate::render::body::{Part, parts};
use crate::render::html::Html;
use crate::render::said::legal_time;
use crate::render::{Language, text, words};

pub(super) fn draw(desk: &Desk<'_>, html: &mut Html) {
    part(html, "records", "archive-part-records");
    for item in &desk.volume.items {
        one(desk, item, html);
    }
}

fn one(desk: &Desk<'_>, item: &Item, html: &mut Html) {
    html.mark("<section class=\"item\"").attribute("id", &format!("r{}", item.number)).mark(">\n<h4>");
    html.text(&format!("#{} ", item.number));
    match item.filed() {
        Some(filed) => {
            let kind = |language| words::kind(language, filed.kind.name);
            each(html, kind);
        }
        None => {
            desk.title(item, html);
        }
    }
    html.mark(" <span class=\"small\">");
    each(html, |language| Group::of(item).words(language));
    html.mark("</span></h4>\n<table class=\"form\">\n");
    match &item.what {
        What::Record(filed) => {
            body(desk, filed, html);
            circumstances(desk, filed, html);
        }
        What::Withheld { withheld, by } => {
            row(html, "archive-col-remarks", |html| {
                html.both("archive-record-no-body").mark("<br>");
                each(html, |language| words::choice(language, "basis", &withheld.basis));
            });
            row(html, "archive-record-withheld-by", |html| match by {
                Some(by) => desk.link(*by, html),
                None => {
                    html.both("archive-notes-by-elsewhere");
                }
            });
        }
        What::Unreadable => row(html, "archive-col-remarks", |html| {
            html.both("archive-record-unreadable");
        }),
    }
    row(html, "archive-timeline-recorded", |html| {
        html.text(&legal_time(item.recorded));
    });
    row(html, "archive-record-place", |html| {
        let seq = item.seq;
        html.text(&format!("@{seq}")).between(" <span class=\"digest\">BLAKE3 ", &item.record.to_string(), "</span>");
    });
    html.mark("</table>\n</section>\n");
}

fn body(desk: &Desk<'_>, filed: &Filed, html: &mut Html) {
    let of = |language| {
        let names = |record: &RecordDigest| desk.cited(language, record);
        parts(language, filed.kind.name, &filed.body, &names)
    };
    for (zh, en) in of(Language::Zh).iter().zip(&of(Language::En)) {
        labelled(zh, en, html);
    }
}

fn labelled(zh: &Part, en: &Part, html: &mut Html) {
    let (label, label_en) = (label(zh), label(en));
    html.mark("<tr><th>").pair(label, label_en).mark("</th><td>");
    match (zh, en) {
        (Part::Value { value, .. }, Part::Value { .. }) if is_digest(value) => {
            html.between("<span class=\"digest\">", value, "</span>");
        }
        (Part::Value { value, .. }, Part::Value { value: value_en, .. }) => {
            html.pair(value, value_en);
        }
        (Part::Items { items, .. }, Part::Items { items: items_en, .. }) => {
            if items.is_empty() {
                html.both("word-none");
            }
            for (place, (zh, en)) in items.iter().zip(items_en).enumerate() {
                html.mark(if place > 0 { "<br>" } else { "" }).pair(zh, en);
            }
        }
        (Part::Rows { headings, rows, .. }, Part::Rows { headings: headings_en, rows: rows_en, .. }) => {
            // A column that no row has anything in only takes room.
            let used: Vec<usize> =
                (0..headings.len()).filter(|&at| rows.iter().any(|row| !row[at].is_empty())).collect();
            html.mark("<table><thead><tr>");
            for &at in &used {
                html.mark("<th>").pair(&headings[at], &headings_en[at]).mark("</th>");
            }
            html.mark("</tr></thead><tbody>\n");
            for (zh, en) in rows.iter().zip(rows_en) {
                html.mark("<tr>");
                for &at in &used {
                    html.mark("<td>").pair(&zh[at], &en[at]).mark("</td>");
                }
                html.mark("</tr>\n");
            }
            html.mark("</tbody></table>");
        }
        (Part::Groups { groups, .. }, Part::Groups { groups: groups_en, .. }) => {
            grouped(groups, groups_en, html);
        }
        // What is a table in one language may be too wide for one in the other.
        (Part::Rows { headings, rows, .. }, Part::Groups { groups, .. }) => {
            grouped(&as_groups(headings, rows), groups, html);
        }
        (Part::Groups { groups, .. }, Part::Rows { headings, rows, .. }) => {
            grouped(groups, &as_groups(headings, rows), html);
        }
        // The same body gives no other parts.
        _ => {}
    }
    html.mark("</td></tr>\n");
}

fn grouped(zh: &[Vec<Part>], en: &[Vec<Part>], html: &mut Html) {
    for (zh, en) in zh.iter().zip(en) {
        html.mark("<table class=\"form\">\n");
        zh.iter().zip(en).for_each(|(zh, en)| labelled(zh, en, html));
        html.mark("</table>\n");
    }
}

/// The rows of a table, each as the labelled values that it is made of.
fn as_groups(headings: &[String], rows: &[Vec<String>]) -> Vec<Vec<Part>> {
    let cells = |row: &Vec<String>| {
        let filled = headings.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        filled.map(|(heading, cell)| Part::value(heading.as_str(), cell.as_str())).collect()
    };
    rows.iter().map(cells).collect()
}

/// Whether a value is 256 bits in hex, as digests are written.
fn is_digest(value: &str) -> bool {
    value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn label(part: &Part) -> &str {
    match part {
        Part::Value { label, .. }
        | Part::Items { label, .. }
        | Part::Rows { label, .. }
        | Part::Groups { label, .. } => label,
    }
}

fn circumstances(desk: &Desk<'_>, filed: &Filed, html: &mut Html) {
    row(html, "archive-timeline-occurred", |html| {
        html.text(&super::desk::occurred(&filed.occurred));
    });
    if let Some(late) = &filed.late {
        row(html, "archive-remark-late", |html| {
            html.text(&late.reason);
        });
    }
    if !filed.despite.is_empty() {
        row(html, "archive-notes-despite", |html| {
            for one in &filed.despite {
                html.text(&format!("{}  {}", one.rule, one.reason)).mark("<br>");
            }
        });
    }
    if !filed.documents.is_empty() {
        row(html, "archive-record-documents", |html| {
            for document in &filed.documents {
                self::document(desk, document, html);
            }
        });
    }
    if !filed.corrected_by.is_empty() {
        row(html, "archive-notes-corrected", |html| desk.links(filed.corrected_by.iter().copied(), html));
    }
    if !filed.basis.is_empty() {
        row(html, "archive-record-basis", |html| {
            html.mark("<span class=\"small\">");
            for (place, record) in filed.basis.iter().enumerate() {
                html.mark(if place > 0 { "<br>" } else { "" });
                match desk.volume.number_of(record) {
                    Some(number) => desk.link(number, html),
                    None => {
                        html.text(&record.to_string());
                    }
                }
            }
            html.mark("</span>");
        });
    }
    row(html, "archive-record-signed-by", |html| {
        for one in &filed.signatories {
            if let Some(organ) = &one.organ {
                html.text(organ).mark(" ");
            }
            if let Some(person) = &one.person {
                html.text(person.as_str()).mark(" ");
            }
            match &one.title {
                Some(title) => html.text(title),
                None => html.pair(
                    &words::office(Language::Zh, one.office.as_str()),
                    &words::office(Language::En, one.office.as_str()),
                ),
            };
            html.mark("<br><span class=\"digest\">");
            html.both("archive-record-key").mark(" ").text(&one.key.to_string());
            html.mark("</span><br>");
        }
    });
}

fn document(desk: &Desk<'_>, document: &Document, html: &mut Html) {
    let decided = |language: Language, by: Option<u64>| match by {
        Some(by) => text(language, "archive-notes-by", &[("record", desk.record(language, by).into())]),
        None => text(language, "archive-notes-by-elsewhere", &[]),
    };
    html.mark("<div>");
    if let Some(told) = &document.told {
        match document.path().and_then(|path| path.strip_prefix("data/")) {
            Some(path) => {
                html.mark("<a").attribute("href", path).mark(">").text(&told.name).mark("</a>");
            }
            None => {
                html.text(&told.name);
            }
        }
        html.mark(" <span class=\"small\">");
        each(html, |language| words::document(language, &told.role));
        html.text(&format!(" · {} · {} B", told.media_type, told.size));
        html.mark("</span>");
    }
    match &document.state {
        State::Present { path, sha256, .. } => file(path, &sha256.to_string(), html),
        State::Sealed { path, sha256, .. } => {
            html.mark(" <b>").both("archive-document-sealed").mark("</b>");
            file(path, &sha256.to_string(), html);
        }
        State::Withheld { sealed, basis, by } => {
            html.mark(" <b>");
            each(html, |language| {
                let basis = words::choice(language, "basis", basis);
                let values = [("basis", basis.into()), ("by", decided(language, *by).into())];
                text(language, "archive-document-withheld", &values)
            });
            html.between("</b><br><span class=\"digest\">", &sealed.to_string(), "</span>");
        }
        State::Erased { sealed, by } => {
            html.mark(" <b>");
            each(html, |language| {
                text(language, "archive-document-erased", &[("by", desk.record(language, *by).into())])
            });
            html.between("</b><br><span class=\"digest\">", &sealed.to_string(), "</span>");
        }
        State::Lacking => {
            html.mark(" <b>").both("archive-document-lacking").mark("</b>");
        }
    }
    html.mark("</div>\n");
}

fn file(path: &str, sha256: &str, html: &mut Html) {
    html.between("<br><span class=\"digest\">", path, "<br>SHA-256 ").text(sha256).mark("</span>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_where_a_table_fits_in_one_language_only() {
        let rows = Part::Rows {
            label: "单位".into(),
            headings: vec!["甲".into(), "乙".into()],
            rows: vec![vec!["一".into(), String::new()], vec!["二".into(), "三".into()]],
        };
        let groups = Part::Groups {
            label: "Units".into(),
            counted: true,
            groups: vec![vec![Part::value("A", "one")], vec![Part::value("A", "two"), Part::value("B", "three")]],
        };
        for (zh, en) in [(&rows, &groups), (&groups, &rows)] {
            let mut html = Html::new();
            labelled(zh, en, &mut html);
            for word in ["单位", "Units", "一", "one", "二", "two", "三", "three", "乙", "B"] {
                assert!(html.as_str().contains(word), "{word}: {}", html.as_str());
            }
        }
    }
}

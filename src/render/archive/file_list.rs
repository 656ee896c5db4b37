//! The list of items (卷内文件目录): the columns of GB/T 9705-2008 with those of DA/T 22-2015, in the order of the stages.
//! What a list says of an item is said here once, for the page and for the lists that programs read.

use super::desk::{Desk, each, head, part, say, stage};
use crate::bundle::volume::{Item, State, What};
use crate::model::Stage;
use crate::render::html::Html;
use crate::render::{Language, text, words};

/// What a list says of an item.
pub(super) struct Listed<'a> {
    pub(super) item: &'a Item,
    /// 件号: the same in every version, whatever is withheld.
    pub(super) place: u64,
    /// 档号; empty where the file has none.
    pub(super) reference: String,
    /// 文号.
    pub(super) document_number: &'a str,
    /// 责任者.
    pub(super) responsible: String,
    /// 日期: the day the fact ended; none of what is withheld.
    pub(super) date: Option<jiff::civil::Date>,
    /// The paths of its documents in the bag.
    pub(super) files: Vec<&'a str>,
}

impl Listed<'_> {
    /// 日期 as archives write it: `20260320`.
    pub(super) fn day(&self) -> String {
        self.date.map(|day| day.strftime("%Y%m%d").to_string()).unwrap_or_default()
    }
}

/// All items, listed.
pub(super) fn listed<'a>(desk: &Desk<'a>) -> Vec<Listed<'a>> {
    let volume = desk.volume;
    let one = |item: &'a Item| {
        let filed = item.filed();
        Listed {
            item,
            place: item.place(),
            reference: volume.cover.reference.as_deref().map(|file| item.reference(file)).unwrap_or_default(),
            document_number: filed.and_then(|filed| filed.document_number.as_deref()).unwrap_or_default(),
            responsible: filed.map(|filed| desk.responsible(filed)).unwrap_or_default(),
            date: filed.map(|filed| filed.occurred.to.date()),
            files: filed.map_or_else(Vec::new, |filed| filed.documents.iter().filter_map(|one| one.path()).collect()),
        }
    };
    volume.items.iter().map(one).collect()
}

/// 题名 in the list: of what is withheld, that it is, and on what ground.
pub(super) fn title(desk: &Desk<'_>, language: Language, item: &Item) -> String {
    match &item.what {
        What::Withheld { .. } => remarks(language, item).concat(),
        What::Record(_) | What::Unreadable => desk.title_of(language, item),
    }
}

/// 备注.
pub(super) fn remarks(language: Language, item: &Item) -> Vec<String> {
    let filed = match &item.what {
        What::Record(filed) => filed,
        What::Withheld { withheld, .. } => {
            let basis = words::choice(language, "basis", &withheld.basis);
            return vec![text(language, "archive-remark-withheld", &[("basis", basis.into())])];
        }
        What::Unreadable => return Vec::new(),
    };
    let mut all = Vec::new();
    if filed.late.is_some() {
        all.push(text(language, "archive-remark-late", &[]));
    }
    for by in &filed.corrected_by {
        all.push(text(language, "archive-remark-corrected", &[("by", format!("#{by}").into())]));
    }
    if !filed.despite.is_empty() {
        let rules: Vec<&str> = filed.despite.iter().map(|one| one.rule.as_str()).collect();
        all.push(text(language, "archive-remark-despite", &[("rules", rules.join(" ").into())]));
    }
    for (id, is) in STATES {
        let count = filed.documents.iter().filter(|one| is(&one.state)).count();
        if count > 0 {
            all.push(text(language, id, &[("count", count.into())]));
        }
    }
    all
}

type IsState = fn(&State) -> bool;

const STATES: &[(&str, IsState)] = &[
    ("archive-remark-withheld-documents", |state| matches!(state, State::Withheld { .. })),
    ("archive-remark-lacking", |state| matches!(state, State::Lacking)),
    ("archive-remark-erased", |state| matches!(state, State::Erased { .. })),
];

/// Where in the dossier an item stands: its stage, or the name of what stands at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Stage(Stage),
    Corrections,
    AtEnd,
}

impl Group {
    pub(super) fn of(item: &Item) -> Self {
        match item.filed() {
            Some(filed) => filed.stage.map_or(Self::Corrections, Self::Stage),
            None => Self::AtEnd,
        }
    }

    pub(super) fn words(self, language: Language) -> String {
        match self {
            Self::Stage(one) => stage(language, one),
            Self::Corrections => text(language, "archive-list-corrections", &[]),
            Self::AtEnd => text(language, "archive-list-at-end", &[]),
        }
    }
}

pub(super) fn draw(desk: &Desk<'_>, html: &mut Html) {
    part(html, "list", "archive-part-list");
    let secrecy = |language| {
        let marked = desk.volume.cover.description.secrecy.clone();
        marked.unwrap_or_else(|| text(language, "archive-cover-no-secrecy", &[]))
    };
    html.mark("<p class=\"small\">");
    html.pair(
        &text(Language::Zh, "archive-list-note", &[("secrecy", secrecy(Language::Zh).into())]),
        &text(Language::En, "archive-list-note", &[("secrecy", secrecy(Language::En).into())]),
    );
    html.mark("</p>\n<table class=\"list\">\n");
    head(html, COLUMNS);
    let mut group = None;
    for listed in listed(desk) {
        let of = Group::of(listed.item);
        if group != Some(of) {
            html.mark("<tr class=\"group\"><td class=\"group\" colspan=\"8\">");
            html.pair(&of.words(Language::Zh), &of.words(Language::En)).mark("</td></tr>\n");
            group = Some(of);
        }
        row(desk, &listed, html);
    }
    html.mark("</tbody></table>\n");
}

fn row(desk: &Desk<'_>, listed: &Listed<'_>, html: &mut Html) {
    html.between("<tr><td class=\"mid\">", &listed.place.to_string(), "</td>");
    html.between("<td class=\"code\">", &listed.reference, "</td>");
    html.between("<td>", listed.document_number, "</td>");
    html.between("<td>", &listed.responsible, "</td><td>");
    let number = listed.item.number;
    html.mark("<a").attribute("href", &format!("#r{number}")).mark(">").text(&format!("#{number}")).mark("</a> ");
    let withheld = matches!(listed.item.what, What::Withheld { .. });
    if withheld {
        each(html, |language| title(desk, language, listed.item));
    } else {
        desk.title(listed.item, html);
    }
    html.between("</td><td class=\"mid\">", &listed.day(), "</td><td></td><td>");
    let (zh, en) = (remarks(Language::Zh, listed.item), remarks(Language::En, listed.item));
    for (zh, en) in zh.iter().zip(&en).filter(|_| !withheld) {
        html.pair(zh, en).mark("<br>");
    }
    if !listed.files.is_empty() {
        html.mark("<span class=\"faint\">");
        say(html, "archive-list-documents", &[("count", listed.files.len().into())]);
        html.mark("</span>");
    }
    html.mark("</td></tr>\n");
}

/// The columns and their widths. 页号 stays blank: electronic documents have none.
const COLUMNS: &[(&str, &str)] = &[
    ("archive-col-place", "9mm"),
    ("archive-col-reference", "23mm"),
    ("archive-col-document-number", "22mm"),
    ("archive-col-responsible", "29mm"),
    ("archive-col-title", "auto"),
    ("archive-col-date", "17mm"),
    ("archive-col-page", "9mm"),
    ("archive-col-remarks", "24mm"),
];

//! The cover of a file (案卷封面): GB/T 9705-2008, with the reference code of DA/T 13-2022.

use jiff::civil::Date;

use super::document::State;
use super::item::{Item, What};
use crate::format::contents::{Contents, Description, Retention};
use crate::model::Stage;
use crate::registry::Registry;

/// The cover of a file. What nobody has filled in is `None`, and shows as not filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// 案卷题名: the archive's, else that of the record that opened the decision.
    pub title: Option<String>,
    /// 决策机关.
    pub organ: Option<String>,
    /// 承办单位, the leading one first.
    pub handling_units: Vec<String>,
    /// What the head decided last, in the word of its field, with the number of the record.
    pub outcome: Option<(String, u64)>,
    /// The number (文号) and day of the publication, where there is one.
    pub published: Option<(Option<String>, Date)>,
    /// The archive's words.
    pub description: Description,
    /// 档号 by file.
    pub reference: Option<String>,
    /// The day the first fact happened, of those that are no care of the file itself (归档).
    pub from: Option<Date>,
    /// The day the last one ended.
    pub to: Option<Date>,
    /// 保管期限.
    pub period: Period,
    /// 件数: records in this copy.
    pub records: u64,
    /// Records that are withheld.
    pub withheld: u64,
    /// Records that cannot be read.
    pub unreadable: u64,
    /// Documents that lie in this copy; one that two records cite counts twice.
    pub documents: u64,
    /// Their bytes, each document once.
    pub bytes: u64,
}

/// How long the file is kept, and on what ground. Nothing in this program ever destroys a file whose time is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// How long.
    pub retention: Retention,
    /// Who says so.
    pub basis: PeriodBasis,
}

/// Who says how long a file is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeriodBasis {
    /// The archive, with what it rests on.
    Archive(Option<String>),
    /// The record of the hand-over with this number, with what it rests on.
    Handover(u64, Option<String>),
    /// Nobody has: liability for such a decision is for life (Order 713, art. 38), and records, minutes and documents
    /// passed by a meeting of government are kept for ever (State Archives Administration, order 8 of 2006).
    Default,
}

impl Cover {
    /// The cover of the items, which stand in the order of their numbers.
    pub(super) fn new(contents: &Contents, registry: Option<&Registry>, items: &[Item]) -> Self {
        let filed = || items.iter().filter_map(|item| Some((item.number, item.filed()?)));
        let opening = filed().find(|(_, filed)| filed.kind.opens).map(|(_, filed)| filed);
        let said = |field| opening.and_then(|filed| filed.body.text(field)).map(str::to_owned);
        let mut units: Vec<(bool, String)> = opening
            .map_or(&[][..], |filed| filed.rows("handling_units"))
            .iter()
            .filter_map(|row| {
                let leads = row.get("lead") == Some(&crate::model::Value::Bool(true));
                Some((!leads, row.text("unit")?.to_owned()))
            })
            .collect();
        units.sort_by_key(|(after, _)| *after);
        let last = |kind: &str| filed().rfind(|(_, filed)| filed.kind.name == kind);
        let outcome =
            last("head-decision").and_then(|(number, filed)| Some((filed.body.text("outcome")?.to_owned(), number)));
        let published = last("publication").map(|(_, filed)| (filed.document_number.clone(), filed.occurred.to.date()));
        let handed = last("archive-handover").and_then(|(number, filed)| {
            let retention = match filed.body.text("retention")? {
                "permanent" => Retention::Permanent,
                "30-years" => Retention::Years30,
                "10-years" => Retention::Years10,
                _ => return None,
            };
            let basis = filed.body.text("retention_basis").map(str::to_owned);
            Some(Period { retention, basis: PeriodBasis::Handover(number, basis) })
        });
        let description = contents.description.clone();
        let period = match description.retention {
            Some(retention) => Period { retention, basis: PeriodBasis::Archive(description.retention_basis.clone()) },
            None => handed.unwrap_or(Period { retention: Retention::Permanent, basis: PeriodBasis::Default }),
        };
        // The care of the file is no part of what it covers: or its end would move with every export.
        let of_matter = || filed().map(|(_, filed)| filed).filter(|filed| filed.kind.stage != Some(Stage::Archiving));
        let documents = || filed().flat_map(|(_, filed)| &filed.documents);
        let mut sizes: Vec<_> = documents()
            .filter_map(|document| match &document.state {
                State::Present { blake3, .. } | State::Sealed { blake3, .. } => {
                    Some((*blake3, document.told.as_ref().map_or(0, |told| told.size)))
                }
                State::Withheld { .. } | State::Erased { .. } | State::Lacking => None,
            })
            .collect();
        let there = sizes.len() as u64;
        sizes.sort_unstable();
        sizes.dedup_by_key(|(digest, _)| *digest);
        let count = |is: fn(&What) -> bool| items.iter().filter(|item| is(&item.what)).count() as u64;
        Self {
            title: description.title.clone().or_else(|| said("title")),
            organ: said("organ").or_else(|| registry.map(|registry| registry.organ().to_owned())),
            handling_units: units.into_iter().map(|(_, unit)| unit).collect(),
            outcome,
            published,
            reference: description.reference(),
            from: of_matter().map(|filed| filed.occurred.from.date()).min(),
            to: of_matter().map(|filed| filed.occurred.to.date()).max(),
            period,
            records: count(|what| matches!(what, What::Record(_))),
            withheld: count(|what| matches!(what, What::Withheld { .. })),
            unreadable: count(|what| matches!(what, What::Unreadable)),
            documents: there,
            bytes: sizes.iter().map(|(_, size)| *size).fold(0, u64::saturating_add),
            description,
        }
    }
}

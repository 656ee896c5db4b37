//! A dossier: one decision of the past in one file, to be entered late (补录) by an archivist.
//!
//! In scope: reading the file, everything wrong with it at once. Out of scope: entering it (`commands::import`).
//!
//! ```toml
//! dossier = "v1"
//! decision = "C5"
//! source = "…"                     # where the facts come from; it goes into every record, after the reason
//! profile = "cn-order-713"         # by which it is judged; may be left out as in a form
//!
//! [late]
//! reason = "…"                     # why it is entered late
//!
//! [[record]]                       # in the order they are to stand; #0 is the first
//! kind = "comment-announcement"
//! occurred = 2023-03-24
//! missing = ["draft", "ways"]      # mandatory fields that the source does not tell
//! [record.body]
//! title = "…"
//! ```
//!
//! A record may have its own `reason` in place of the common one, and `basis`, `despite` and `attachment` as in a
//! form. Who enters a dossier vouches for the entry and its source, not for the fact: the office is `archivist`.

use toml::de::DeTable;

use super::form::page::{self, Keys, Page};
use super::form::problem::{FormProblem, FormWrong};
use super::form::{Above, Form, RecordRef};
use crate::model::kind::{Need, Shape, Wrong};
use crate::model::office::ARCHIVIST;
use crate::model::{DecisionId, OfficeId};

/// One decision of the past.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The decision.
    pub decision: DecisionId,
    /// Its records, each a form of the archivist's with its `late`, in the order they are to be entered. `#n` in them
    /// is the place in this list, so the decision's stream must be empty when the first is entered.
    pub records: Vec<Form>,
}

impl Dossier {
    /// Reads a dossier.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of its lines.
    pub fn parse(text: &str) -> Result<Self, Vec<FormProblem>> {
        page::parse(text, read)
    }

    /// Reads a dossier from a file's bytes.
    ///
    /// # Errors
    /// As [`Dossier::parse`]; also where the bytes are no UTF-8 or too many.
    pub fn read_bytes(bytes: &[u8]) -> Result<Self, Vec<FormProblem>> {
        page::text(bytes).map_err(|problem| vec![problem]).and_then(Self::parse)
    }
}

fn read(page: &mut Page, table: &DeTable<'_>) -> Option<Dossier> {
    let mut keys = Keys::new(table, "", 1);
    if let Some((version, line)) = keys.required_text(page, "dossier")
        && version != VERSION
    {
        page.add(line, "dossier", FormWrong::Body(Wrong::Choice { choices: &[VERSION] }));
    }
    let decision: Option<DecisionId> = keys.name(page, "decision", Shape::Decision);
    let source = keys.required_words(page, "source");
    let profile = keys.optional_name(page, "profile", Shape::Profile);
    let reason = keys.table(page, "late", Need::Required).and_then(|(table, line)| {
        let mut late = Keys::new(table, "late", line);
        let reason = late.required_words(page, "reason");
        late.finish(page);
        reason
    });
    let above = Above {
        // Where one of these is missing that is said already, and the records are read all the same.
        decision: decision.clone().or_else(|| DecisionId::new("unknown").ok())?,
        office: OfficeId::new(ARCHIVIST).ok()?,
        reason: reason.unwrap_or_default(),
        profile,
    };
    let tables = keys.tables(page, "record");
    if tables.is_empty() {
        page.add(1, "record", FormWrong::Body(Wrong::TooFew { least: 1 }));
    }
    keys.finish(page);
    let mut records = Vec::new();
    for (place, (table, line, path)) in tables.into_iter().enumerate() {
        let mut inner = Keys::new(table, &path, line);
        let form = Form::read(page, &mut inner, Some(&above));
        inner.finish(page);
        let Some(mut form) = form else { continue };
        for (reference, path, line) in form.references() {
            if let RecordRef::Number(in_decision, number) = &reference
                && Some(in_decision) == decision.as_ref()
                && usize::try_from(*number).is_ok_and(|number| number >= place)
            {
                page.add(line, path, FormWrong::NoSuchRecord(reference));
            }
        }
        if let (Some(late), Some(source)) = (&mut form.late, &source) {
            late.reason = format!("{}\n{source}", late.reason);
        }
        records.push(form);
    }
    if let Some((_, line)) = above.profile
        && !records.iter().any(|form: &Form| form.profile.is_some())
        && !records.is_empty()
    {
        // Nothing in it is judged by a profile: a yearly catalogue, for one.
        page.add(line, "profile", FormWrong::UnknownKey);
    }
    Some(Dossier { decision: decision?, records })
}

/// The version of the format.
const VERSION: &str = "v1";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind;

    const GOOD: &str = r##"dossier = "v1"
decision = "C5"
source = "公示"
[late]
reason = "账本启用前的事实"
[[record]]
kind = "decision-open"
occurred = { from = 2010-01-01, to = 2023-03-24 }
missing = ["organ", "handling_units", "proposal_source", "affects_public", "technical", "risky", "affects_market"]
[record.body]
title = "规划"
matter = "plan"
level = "county"
[[record]]
kind = "comment-announcement"
occurred = 2023-03-24
reason = "另有理由"
missing = ["draft", "ways", "channels"]
basis = ["#0"]
[record.body]
title = "公示"
from = 2023-03-24
to = 2023-04-23
"##;

    fn problems(text: &str) -> Vec<String> {
        Dossier::parse(text)
            .unwrap_err()
            .iter()
            .map(|one| format!("{} {} {}", one.line, one.field, one.what.code()))
            .collect()
    }

    #[test]
    fn a_dossier_is_late_entries_of_the_archivist() {
        let dossier = Dossier::parse(GOOD).unwrap();
        assert_eq!((dossier.decision.as_str(), dossier.records.len()), ("C5", 2));
        for form in &dossier.records {
            assert!(form.kind.may_sign(&form.office, form.late.is_some()));
            assert_eq!(form.decision, dossier.decision);
        }
        let reasons: Vec<_> = dossier.records.iter().flat_map(|form| &form.late).map(|late| &late.reason).collect();
        assert_eq!(reasons, ["账本启用前的事实\n公示", "另有理由\n公示"]);
    }

    #[test]
    fn everything_wrong_is_said_with_its_record_and_line() {
        let text = GOOD
            .replace("dossier = \"v1\"", "dossier = \"v2\"")
            .replace("level = \"county\"", "level = \"village\"\nextra = 1")
            .replace("\"#0\"", "\"#1\"")
            .replace("\"channels\"", "\"title\"")
            .replace("to = 2023-04-23", "to = 2023-03-01\ndraft = \"#7\"");
        assert_eq!(
            problems(&text),
            [
                "1 dossier choice",
                "13 record[0].body.level choice",
                "14 record[0].body.extra unknown",
                "19 record[1].body.draft declared-but-present",
                "19 record[1].body.title declared-but-present",
                "20 record[1].basis[0] no-such-record",
                "21 record[1].body.channels missing",
                "24 record[1].body.to backwards",
                "25 record[1].body.draft no-such-record",
            ]
        );
        assert_eq!(
            problems("dossier = \"v1\"\nrecord = []\n"),
            ["1 decision missing", "1 source missing", "1 late missing", "1 record too-few"]
        );
        let foreign =
            GOOD.replace("[record.body]\ntitle = \"公示\"", "office = \"head\"\n[record.body]\ntitle = \"公示\"");
        assert_eq!(problems(&foreign), ["20 record[1].office unknown-key"]);
    }

    #[test]
    fn references_are_found_as_the_records_come_in() {
        let dossier = Dossier::parse(GOOD).unwrap();
        let first = crate::model::RecordDigest([1; 32]);
        let opened = dossier.records[0].resolve(&mut |_| None).unwrap();
        assert_eq!(opened.basis, []);
        let asked = dossier.records[1].resolve(&mut |_| Some(first)).unwrap();
        assert_eq!(asked.basis, [first]);
        assert!(kind::find(&asked.kind).is_some());
    }
}

//! A report as JSON, for programs: one schema (`liuhen/report/v1`) whose fields are only ever added to. Its own codes have
//! no words; findings of procedure carry those of their profile, in both languages.

use std::collections::BTreeMap;

use serde::Serialize;

use super::judgement::FindingDocument;
use super::said::RecordNames;
use super::unanimous::UnanimousDocument;
use crate::procedure::Severity;
use crate::verify::{ProcedureReport, Report};

/// The report with what was found in procedure, in both languages: a verdict on procedure rests on the words of a profile,
/// and a program that shows it must not have to find them elsewhere.
#[derive(Debug, Serialize)]
pub struct ReportDocument<'a> {
    #[serde(flatten)]
    report: &'a Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    procedure: Option<ProcedureDocument<'a>>,
}

#[derive(Debug, Serialize)]
struct ProcedureDocument<'a> {
    judged: u64,
    without_profile: u64,
    kept: u64,
    undecided: u64,
    severities: BTreeMap<Severity, u64>,
    counts: &'a BTreeMap<String, u64>,
    findings: Vec<FindingDocument>,
    /// How many findings are not listed.
    unlisted: u64,
    /// Bodies at which nobody ever dissented; no findings.
    unanimous: Vec<UnanimousDocument>,
}

impl<'a> ReportDocument<'a> {
    /// The report as a document.
    pub fn new(report: &'a Report) -> Self {
        Self { report, procedure: report.procedure.as_ref().map(ProcedureDocument::new) }
    }
}

impl<'a> ProcedureDocument<'a> {
    fn new(report: &'a ProcedureReport) -> Self {
        let one = |severity| (severity, report.severities.get(&severity).copied().unwrap_or(0));
        let findings = report.findings.iter();
        Self {
            judged: report.judged,
            without_profile: report.without_profile,
            kept: report.kept,
            undecided: report.undecided,
            severities: Severity::ALL.into_iter().map(one).collect(),
            counts: &report.counts,
            findings: findings
                .map(|found| FindingDocument::new(&found.finding, &RecordNames::new(&found.decision, &found.kinds)))
                .collect(),
            unlisted: report.unlisted(),
            unanimous: report.unanimous.iter().map(UnanimousDocument::new).collect(),
        }
    }
}

/// The report as one JSON document, ending in LF.
pub fn document(report: &Report) -> String {
    // Texts, numbers and lists under text keys: nothing in a report can fail to be written.
    let mut text = serde_json::to_string_pretty(&ReportDocument::new(report)).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::procedure::sample::Story;
    use crate::verify::Found;
    use crate::verify::tests::{Book, judged};

    fn read(report: &Report) -> Value {
        serde_json::from_str(&document(report)).unwrap()
    }

    #[test]
    fn the_fields_of_a_report_are_a_promise() {
        let sound = read(&judged(&Book::small().write()));
        let keys: Vec<&str> = sound.as_object().unwrap().keys().map(String::as_str).collect();
        let mut promised =
            ["schema", "subject", "verdict", "exit", "ledger", "checks", "findings", "notes", "counts"].to_vec();
        promised.sort_unstable();
        assert_eq!(keys, promised);
        assert_eq!(sound["schema"], "liuhen/report/v1");
        assert_eq!(
            (&sound["verdict"], &sound["exit"], &sound["subject"]),
            (&"sound".into(), &0.into(), &"ledger".into())
        );
        assert_eq!(sound["ledger"]["size"], 7);
        let check = |name: &str| sound["checks"].as_array().unwrap().iter().find(|one| one["check"] == name).unwrap();
        assert_eq!(check("chain")["outcome"], "passed");
        assert_eq!(check("chain")["items"], 7);
        assert_eq!(check("procedure")["outcome"], "not-checked");
        assert_eq!(check("procedure")["reason"], "no-profile");
    }

    #[test]
    fn what_was_found_in_procedure_stands_in_the_report_for_people_and_for_programs() {
        let rule = "kind = \"present\"\nany = [\"legality-opinion\"]\nby = \"meeting-opened\"";
        let story = Story::opened("{}").add("meeting-opened", "2026-03-01", "{}");
        let finding = crate::procedure::sample::judged(rule, &story).findings.remove(0);
        let kinds = story.history().kinds_of(finding.numbers());
        let mut report = judged(&Book::small().write());
        report.procedure = Some(ProcedureReport {
            judged: 2,
            kept: 5,
            counts: BTreeMap::from([("X1".to_owned(), 3)]),
            severities: BTreeMap::from([(Severity::Medium, 3)]),
            findings: vec![Found { decision: "2026-001".parse().unwrap(), finding, kinds }],
            unanimous: crate::procedure::sample::judged(
                "kind = \"unanimity\"\nmeetings = 2",
                &crate::procedure::sample::met("present present").say("2 agree"),
            )
            .deliberated,
            ..ProcedureReport::default()
        });
        let document = read(&report);
        let procedure = &document["procedure"];
        assert_eq!(
            (&procedure["judged"], &procedure["kept"], &procedure["unlisted"]),
            (&2.into(), &5.into(), &2.into())
        );
        assert_eq!(procedure["severities"], serde_json::json!({"signal": 0, "medium": 3, "serious": 0}));
        let finding = &procedure["findings"][0];
        assert_eq!((&finding["decision"], &finding["code"]), (&"2026-001".into(), &"X1".into()));
        assert_eq!(finding["records"][0]["kind"], "meeting-opened");
        let one = &procedure["unanimous"][0];
        assert_eq!((&one["code"], &one["organ"], &one["meetings"]), (&"X1".into(), &"县政府".into(), &1.into()));
        assert_eq!((&one["positions"], &one["text"]["en"]), (&1.into(), &"must".into()));
        for language in crate::render::Language::ALL {
            let text: String = crate::render::report_text::lines(language, &report)
                .iter()
                .map(|line| line.iter().map(|piece| piece.text.as_str()).collect::<String>() + "\n")
                .collect();
            assert!(text.contains("2026-001\n  1. ") && text.contains("X1"), "{text}");
            assert!(text.contains("X1  县政府"), "{text}");
            assert!(!text.contains('⟨'), "{text}");
        }
    }

    #[test]
    fn a_finding_says_what_where_and_against_what() {
        let mut book = Book::small();
        book.lines[6].envelope.push(b' ');
        let report = read(&judged(&book.write()));
        let finding = &report["findings"][0];
        assert_eq!(finding["code"], "digest-blake3");
        assert_eq!(finding["seq"], 6);
        assert_eq!(finding["stream"], "decision/2026-001");
        assert_eq!(finding["number"], 2);
        assert_eq!(finding["file"], "log/000000.log");
        for field in ["offset", "record", "expected", "found"] {
            assert!(!finding[field].is_null(), "{field}");
        }
        assert_eq!(report["counts"]["digest-blake3"], 1);
    }
}

//! A report as JSON, for programs: no words of any language, one schema (`liuhen/report/v1`) whose fields are only ever
//! added to.

use crate::verify::Report;

/// The report as one JSON document, ending in LF.
pub fn document(report: &Report) -> String {
    // Texts, numbers and lists under text keys: nothing in a report can fail to be written.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
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

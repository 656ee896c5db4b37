//! The dossiers of published cases say what the table of published cases says, and pass every check of their kinds.

#![expect(clippy::disallowed_methods, reason = "a test reads the files of this repository")]

use std::collections::BTreeMap;

use liuhen::cli::dossier::Dossier;
use liuhen::cli::form::{RecordRef, Resolved};
use liuhen::model::kind;
use liuhen::model::{RecordDigest, Value};

/// Every dossier under `docs/cases`, resolved as an import would: each record may name those before it.
fn dossiers() -> BTreeMap<String, Vec<Resolved>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/cases");
    let mut all = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let dossier =
            Dossier::read_bytes(&bytes).unwrap_or_else(|problems| panic!("{}: {problems:#?}", path.display()));
        let mut entered: Vec<RecordDigest> = Vec::new();
        let mut records = Vec::new();
        for form in &dossier.records {
            let mut find = |reference: &RecordRef| match reference {
                RecordRef::Latest(_) => entered.last().copied(),
                RecordRef::Number(_, number) => entered.get(usize::try_from(*number).unwrap()).copied(),
                RecordRef::Digest(digest) => Some(*digest),
            };
            records.push(form.resolve(&mut find).unwrap());
            entered.push(RecordDigest([u8::try_from(entered.len()).unwrap() + 1; 32]));
        }
        assert_eq!(path.file_stem().and_then(|name| name.to_str()), Some(dossier.decision.as_str()));
        all.insert(dossier.decision.to_string(), records);
    }
    all
}

fn table() -> toml::Table {
    toml::from_str(include_str!("../cases/published.toml")).unwrap()
}

fn one<'a>(records: &'a [Resolved], kind: &str) -> Option<&'a Resolved> {
    let mut of_kind = records.iter().filter(|record| record.kind.as_str() == kind);
    let first = of_kind.next();
    assert!(of_kind.next().is_none(), "one {kind} only");
    first
}

fn int(body: &Value, name: &str) -> Option<i64> {
    match body.get(name) {
        Some(Value::Int(number)) => Some(*number),
        _ => None,
    }
}

fn sum(body: &Value, name: &str) -> Option<i64> {
    match body.get(name) {
        Some(Value::List(rows)) => Some(rows.iter().filter_map(|row| int(row, "count")).sum()),
        _ => None,
    }
}

#[test]
fn every_dossier_is_late_declares_what_is_missing_and_passes_its_kinds() {
    for (id, records) in dossiers() {
        assert_eq!(records.first().map(|record| record.kind.as_str()), Some("decision-open"), "{id}");
        let missing = records.iter().filter_map(|record| record.late.as_ref()).map(|late| late.missing.len());
        assert_ne!(missing.sum::<usize>(), 0, "{id}: nobody publishes everything");
        for (place, record) in records.iter().enumerate() {
            let spec = kind::find(&record.kind).unwrap();
            let late = record.late.as_ref().unwrap_or_else(|| panic!("{id}: not late"));
            assert_eq!(spec.check(&record.body, Some(&late.missing)), [], "{id} {}", spec.name);
            assert!(spec.may_sign(&record.office, true) && !spec.may_sign(&record.office, false), "{id}");
            assert_eq!(record.basis.is_empty(), place == 0, "{id}: every record but the first stands on another");
            assert!(!record.occurred.is_backwards(), "{id}");
        }
    }
}

#[test]
fn every_case_has_its_dossier_and_every_fact_is_the_same_in_both() {
    let (dossiers, table) = (dossiers(), table());
    let cases = table["case"].as_array().unwrap();
    let ids: Vec<_> = cases.iter().map(|case| case["id"].as_str().unwrap()).collect();
    assert_eq!(dossiers.len(), ids.len());
    for case in cases {
        let id = case["id"].as_str().unwrap();
        let records = &dossiers[id];
        let open = one(records, "decision-open").unwrap();
        assert_eq!(open.body.text("title"), case["title"].as_str(), "{id}");
        assert_eq!(open.body.text("level"), case["level"].as_str(), "{id}");
        if let Some(comment) = case.get("comment") {
            let day = |name: &str| comment.get(name).and_then(toml::Value::as_str);
            let number = |name: &str| comment.get(name).and_then(toml::Value::as_integer);
            let announcement = one(records, "comment-announcement");
            let of_announcement = |name| announcement.and_then(|record| record.body.text(name));
            assert_eq!(of_announcement("from"), day("from"), "{id}");
            assert_eq!(of_announcement("to"), day("to"), "{id}");
            let claimed = announcement.and_then(|record| int(&record.body, "claimed_days"));
            assert_eq!(claimed, number("claims_days"), "{id}");
            if let Some(record) = announcement {
                assert_eq!(Some(record.occurred.from.to_string().as_str()), day("from"), "{id}");
            }
            let summary = one(records, "comment-summary").map(|record| &record.body);
            assert_eq!(summary.and_then(|body| int(body, "received")), number("opinions"), "{id}");
            assert_eq!(summary.and_then(|body| int(body, "category_count")), number("opinion_categories"), "{id}");
            assert_eq!(summary.and_then(|body| body.text("result_published")), day("result_published"), "{id}");
        }
        if let Some(hearing) = case.get("hearing") {
            let day = |name: &str| hearing.get(name).and_then(toml::Value::as_str);
            let number = |name: &str| hearing.get(name).and_then(toml::Value::as_integer);
            if let Some(record) = one(records, "hearing-record") {
                assert_eq!(Some(record.occurred.from.to_string().as_str()), day("date"), "{id}");
                assert_eq!(int(&record.body, "presenters"), number("presenters"), "{id}");
                assert_eq!(int(&record.body, "observers"), number("observers"), "{id}");
                assert_eq!(
                    record.body.get("observers_spoke"),
                    hearing.get("observers_spoke").and_then(toml::Value::as_bool).map(Value::Bool).as_ref(),
                    "{id}"
                );
                continue;
            }
            let notice = one(records, "hearing-notice").unwrap();
            assert_eq!(notice.body.text("hearing_day"), day("date"), "{id}");
            assert_eq!(notice.body.text("registration_to"), day("registration_to"), "{id}");
            assert_eq!(notice.body.text("list_published_by"), day("list_published_by"), "{id}");
            assert_eq!(int(&notice.body, "representatives"), number("representatives"), "{id}");
            assert_eq!(int(&notice.body, "supervisors"), number("supervisors"), "{id}");
            let dated = day("notice").or_else(|| day("notice_dated"));
            let occurred = notice.occurred;
            if let Some(dated) = dated {
                assert_eq!(
                    (occurred.from.to_string().as_str(), occurred.to.to_string().as_str()),
                    (dated, dated),
                    "{id}"
                );
            } else {
                assert_ne!(occurred.from, occurred.to, "{id}: an unknown day is a window");
            }
            if let Some(groups) = case.get("representatives").and_then(toml::Value::as_table) {
                let in_table: i64 = groups.values().filter_map(toml::Value::as_integer).sum();
                assert_eq!(sum(&notice.body, "representative_groups"), Some(in_table), "{id}");
                assert_eq!(case["expect"]["sum"].as_integer(), Some(in_table), "{id}");
            }
        }
    }
}

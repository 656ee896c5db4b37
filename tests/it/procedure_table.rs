//! `docs/procedure.md`, held against the built-in profiles and their tests: every article, every rule, every irregularity has its
//! row, and what a row says is so.

#![expect(clippy::disallowed_methods, reason = "a test reads the files of this repository")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use liuhen::model::kind;
use liuhen::procedure::rules::RuleKind;
use liuhen::procedure::{Profile, Rule, built_in};
use liuhen::verify::Code;

const NATIONAL: &str = "cn-order-713";

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The cells of a row.
type Row = Vec<String>;

/// The rows of the tables under a heading, without heads and rules.
fn rows(heading: &str) -> Vec<Row> {
    let page = file("docs/procedure.md");
    let section = page.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
    let lines: Vec<&str> = section.lines().collect();
    let is_head = |at: usize| lines.get(at + 1).is_some_and(|next| next.starts_with("| ---"));
    let is_row = |at: &usize| lines[*at].starts_with("| ") && !lines[*at].starts_with("| ---") && !is_head(*at);
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    (0..lines.len()).filter(is_row).map(|at| cells(lines[at])).collect()
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn profile(id: &str) -> &'static Profile {
    static ALL: LazyLock<BTreeMap<&'static str, Profile>> =
        LazyLock::new(|| built_in::BUILT_IN.iter().map(|id| (*id, built_in::profile(id).unwrap())).collect());
    ALL.get(id).unwrap_or_else(|| panic!("no profile {id}"))
}

/// What a rule looks at, where, and in which cases.
fn substance(rule: &Rule) -> String {
    format!("{:?} {:?} {:?}", rule.kind, rule.when, rule.unless)
}

/// That a test of this name breaks the rule of this code under this profile.
fn assert_breaks(test: &str, profile: &str, code: &str) {
    let (module, name) = test.split_once("::").unwrap_or_else(|| panic!("{code}: `{test}` names no test"));
    let source = file(&format!("src/procedure/tests/{module}.rs"));
    let begins = format!("fn {name}(\"{profile}\", \"{code}\"");
    assert!(source.contains(&begins), "{code}: no `{begins}` in src/procedure/tests/{module}.rs");
}

/// That stage, kinds of record, kind of rule, code and test of a row belong together.
fn assert_holds(id: &str, row: &Row) {
    let [stages, records, rule_kind, code, test] = &row[row.len() - 5..] else { panic!("{row:?}") };
    let code = quoted(code)[0];
    let profile = profile(id);
    let rule = profile.rule(code).unwrap_or_else(|| panic!("{id} has no rule {code}"));
    assert_eq!(quoted(rule_kind), [rule.kind.slug()], "{code}");
    let named = |name: &&str| kind::named(name).unwrap_or_else(|| panic!("{code}: no kind {name}"));
    let of_records: BTreeSet<&str> =
        quoted(records).iter().map(named).filter_map(|spec| spec.stage).map(|stage| stage.slug()).collect();
    assert_eq!(quoted(stages).into_iter().collect::<BTreeSet<_>>(), of_records, "{code}");
    assert!(records == "any" || !quoted(records).is_empty(), "{code} looks at nothing");
    assert_breaks(quoted(test)[0], id, code);
}

/// The numbers of the articles of the Order that a rule rests on.
fn articles(rule: &Rule) -> BTreeSet<u32> {
    let of_order = rule.article.en.split(';').filter(|part| part.contains("Order 713"));
    let numbers = of_order.flat_map(|part| {
        let plain: String =
            part.replace("Order 713", "").split('(').map(|bit| bit.rsplit(')').next().unwrap_or_default()).collect();
        plain.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect::<Vec<u32>>()
    });
    numbers.collect()
}

#[test]
fn every_article_has_its_rows_in_order_and_every_row_holds() {
    let (mut said, mut codes, national) = (Vec::new(), BTreeSet::new(), profile(NATIONAL));
    for row in rows("Order 713") {
        assert_eq!(row.len(), 7, "{row:?}");
        let code = quoted(&row[5]).first().map(|code| (*code).to_owned());
        match (row[0].parse::<u32>(), code) {
            (Ok(article), None) => {
                assert!(!row[1].is_empty() && row[2..].iter().all(String::is_empty), "{row:?}");
                said.push(article);
            }
            (Ok(42), Some(_)) => assert_holds("cn-township", &row),
            (Ok(article), Some(code)) => {
                assert_holds(NATIONAL, &row);
                assert!(
                    articles(national.rule(&code).unwrap()).contains(&article),
                    "{code} does not rest on art. {article}"
                );
                assert!(codes.insert((article, code)), "{row:?} stands twice");
                said.push(article);
            }
            // Rules on other law stand below, each with its source.
            (Err(_), Some(code)) => {
                assert_holds(NATIONAL, &row);
                let rule = national.rule(&code).unwrap();
                assert_eq!((row[0].as_str(), articles(rule).len()), (&*rule.article.en, 0), "{code}");
                codes.insert((0, code));
            }
            (Err(_), None) => panic!("{row:?}"),
        }
    }
    assert!(said.is_sorted(), "{said:?}");
    assert_eq!(said.into_iter().collect::<BTreeSet<_>>(), (1..=44).collect());
    for rule in &national.rules {
        let of_rule = articles(rule);
        let expected = if of_rule.is_empty() { BTreeSet::from([0]) } else { of_rule };
        let told: BTreeSet<u32> =
            codes.iter().filter(|(_, code)| **code == *rule.code).map(|(article, _)| *article).collect();
        assert_eq!(told, expected, "{}", rule.code);
    }
}

#[test]
fn every_irregularity_has_its_rows_and_every_row_holds() {
    let rows = rows("What an inspector looks for");
    let mut codes = BTreeSet::new();
    for row in &rows {
        let [name, what, rule_kind, code, test] = &row[..] else { panic!("{row:?}") };
        let (code, test) = (quoted(code), quoted(test)[0]);
        assert!(!what.is_empty(), "{name}");
        match (&code[..], quoted(rule_kind)[0]) {
            ([], slug) => {
                assert!(RuleKind::SLUGS.contains(&slug), "{name}: {slug}");
                let (module, test) = test.split_once("::").unwrap();
                let source = file(&format!("src/procedure/rules/{module}.rs"));
                assert!(source.contains(&format!("fn {test}()")), "{name}: no test {test}");
                assert_eq!(module, slug.replace('-', "_"), "{name}");
            }
            ([code], "verify") => {
                assert!(Code::ALL.iter().any(|known| known.text() == *code), "{name}: {code}");
                let shown: serde_json::Value = serde_json::from_str(&file(&format!("{test}/expected.json"))).unwrap();
                assert_eq!(shown["code"].as_str(), Some(*code), "{test}");
            }
            ([code, rest @ ..], slug) => {
                let id = rest.first().copied().unwrap_or(NATIONAL);
                let profile = profile(id);
                let rule = profile.rule(code).unwrap_or_else(|| panic!("{id} has no rule {code}"));
                assert_eq!(rule.kind.slug(), slug, "{code}");
                assert_breaks(test, id, code);
                codes.insert((id.to_owned(), (*code).to_owned()));
            }
        }
    }
    let names: BTreeSet<String> = rows.iter().map(|row| row[0].clone()).collect();
    assert_eq!(names, (1..=36).map(|number| format!("A{number:02}")).collect());
    assert!(rows.iter().map(|row| &row[0]).is_sorted());
    // Every rule of the Order's profile that is named after an irregularity stands with it.
    for rule in profile(NATIONAL).rules.iter().filter(|rule| rule.code.starts_with('A')) {
        assert!(codes.contains(&(NATIONAL.to_owned(), rule.code.to_string())), "{}", rule.code);
    }
}

#[test]
fn every_rule_of_a_place_has_its_row() {
    let mut told = BTreeSet::new();
    for row in rows("Places and other procedures") {
        let id = quoted(&row[0])[0].to_owned();
        assert_holds(&id, &row);
        told.insert((id, quoted(&row[5])[0].to_owned()));
    }
    let (mut own, national) = (BTreeSet::new(), profile(NATIONAL));
    for id in built_in::BUILT_IN.iter().filter(|id| **id != NATIONAL) {
        for rule in &profile(id).rules {
            let as_national = national.rule(&rule.code).is_some_and(|known| substance(known) == substance(rule));
            if !as_national {
                own.insert(((*id).to_owned(), rule.code.to_string()));
            }
        }
    }
    assert_eq!(told, own);
}

//! Procedure profiles from the file to the verdict, by running the real program: what is wrong with one is told at once, what
//! was adopted stays as it was, and a decision is judged by the text it pinned.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use liuhen::procedure::rules::RuleKind;
use liuhen::procedure::{Profile, Whole, built_in};
use liuhen::render::Language;
use liuhen::render::messages::find;
use serde_json::Value;

use crate::recording::{Machine, Said, draft, opening};

/// What stands at the top of a profile for these tests.
fn top(id: &str) -> String {
    format!(
        "profile = \"v1\"\nid = \"{id}\"\ntitle = {{ zh = \"测试\", en = \"Test\" }}\nlevels = [\"county\"]\n\
         effective_from = 2026-01-01\nlegal_basis = [\"无\"]\n"
    )
}

fn rule(code: &str, kind: &str) -> String {
    format!(
        "[[rule]]\ncode = \"{code}\"\narticle = {{ zh = \"第一条\", en = \"art. 1\" }}\nseverity = \"medium\"\n\
         text = {{ zh = \"要\", en = \"must\" }}\nresolve = {{ zh = \"补\", en = \"mend\" }}\n{kind}\n"
    )
}

/// Before a draft is recorded there is a proposal: none of these tests enters one, so each draft breaks it.
fn proposal_first(code: &str) -> String {
    rule(code, "kind = \"present\"\nany = [\"proposal\"]\nby = \"draft-version\"")
}

const OFFICES: [&str; 3] = ["government-office", "handling-unit", "archivist"];

impl Machine {
    fn adopt(&self, profile: &str) -> Said {
        self.run(&["profile", "adopt", profile, "--document", "文1", "--by", "root"])
    }

    #[track_caller]
    fn adopted(&self, name: &str, text: &str) -> String {
        let file = format!("{name}.toml");
        self.write(&file, text);
        let said = self.adopt(&file);
        assert_eq!(said.code, 0, "{said:?}");
        let listed = self.good(&["profile", "list"]).json();
        let current = listed["adopted"].as_array().unwrap().iter().rfind(|one| one["profile"] == name);
        current.unwrap()["blake3"].as_str().unwrap().to_owned()
    }

    /// Opens a decision with more words on the command line.
    fn opens(&self, decision: &str, top: &str, words: &[&str]) -> Said {
        let form = opening(decision);
        self.write("open.toml", &form.replace("[body]", &format!("{top}[body]")));
        self.run(&[&["decision", "open", "open.toml", "--key", "government-office"], words].concat())
    }

    /// The digest that a decision's opening pins.
    fn pinned(&self, decision: &str) -> Option<String> {
        let shown = self.good(&["step", "show", &format!("{decision}#0")]).json();
        shown["body"]["profile"]["blake3"].as_str().map(str::to_owned)
    }

    /// Records a draft in a decision.
    fn draft(&self, decision: &str, words: &[&str]) {
        self.write("草案.txt", decision);
        self.write("draft.toml", &draft("", "").replace("2026-003", decision));
        self.good(&[&["step", "add", "draft.toml", "--key", "handling-unit"], words].concat());
    }

    /// What verifying finds: the codes of findings and of rules, with the decision each is about.
    fn found(&self) -> Vec<String> {
        let report = self.run(&["verify"]).json();
        let findings = report["findings"].as_array().unwrap_or_else(|| panic!("{report}")).clone();
        let line = |one: &Value| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let stream = text(&one["stream"]);
            format!("{} {} {}", text(&one["code"]), stream.trim_start_matches("decision/"), text(&one["rule"]))
        };
        findings.iter().map(line).collect()
    }
}

/// Why a fact is entered long after it happened.
const OLD: [&str; 2] = ["--despite", "A23=记录当时未及时登记"];

#[test]
fn a_profile_written_by_its_user_is_adopted_pinned_and_judged_by() {
    let m = Machine::founded(&OFFICES);
    m.good(&["profile", "new", "my-county"]);
    let text = fs::read_to_string(m.path("my-county.toml")).unwrap();
    let said = m.good(&["profile", "check", "my-county.toml"]).json();
    assert_eq!((&said["schema"], &said["base"]), (&"liuhen/profile-check/v1".into(), &"cn-order-713".into()));
    let rules = said["rules"].as_u64().unwrap();
    assert_eq!(rules as usize, built_in::profile("cn-order-713").unwrap().rules.len());

    m.write("my-county.toml", &format!("{text}{}", proposal_first("MY.proposal")));
    let said = m.good(&["profile", "check", "my-county.toml"]).json();
    assert_eq!(said["rules"].as_u64().unwrap(), rules + 1);
    assert_eq!(m.adopt("my-county.toml").code, 0);
    let listed = m.good(&["profile", "list"]).json();
    let adopted = &listed["adopted"][0];
    assert_eq!((&adopted["profile"], &adopted["in_force"]), (&"my-county".into(), &true.into()), "{listed}");
    assert_eq!((&adopted["rules"], &adopted["blake3"]), (&said["rules"], &said["blake3"]));

    // The only one adopted is pinned without being named.
    // Its facts are older than a month; whoever enters them so says why.
    let said = m.opens("2026-003", "", &OLD);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(m.pinned("2026-003").as_deref(), adopted["blake3"].as_str());
    m.draft("2026-003", &OLD);
    let found = m.found();
    assert!(found.iter().any(|one| one.contains("MY.proposal")), "{found:?}");
    assert_eq!(m.run(&["verify"]).code, 20);

    // What was adopted is shown byte for byte, and stands alone.
    let text = m.run_as("text", &["profile", "show", "my-county"]).out;
    assert_eq!(Profile::read(&text).unwrap().id.as_str(), "my-county");
    let shown = m.good(&["profile", "show", "my-county", "--adopted"]).json();
    assert_eq!((&shown["text"], &shown["blake3"]), (&text.into(), &adopted["blake3"]));
}

#[test]
fn a_later_change_of_a_profile_does_not_alter_an_old_verdict() {
    let m = Machine::founded(&OFFICES);
    let first = m.adopted("here", &format!("{}{}", top("here"), proposal_first("H.1")));
    assert_eq!(m.opens("2026-001", "", &[]).code, 0);
    m.draft("2026-001", &[]);
    let before: Vec<String> = m.found();
    assert!(before.iter().any(|one| one.contains("2026-001") && one.contains("H.1")), "{before:?}");

    let other = rule("H.2", "kind = \"present\"\nany = [\"study\"]\nby = \"draft-version\"");
    let second = m.adopted("here", &format!("{}{other}", top("here")));
    assert_ne!(first, second);
    assert_eq!(m.found(), before);
    assert_eq!(m.pinned("2026-001").as_deref(), Some(first.as_str()));

    assert_eq!(m.opens("2026-002", "", &[]).code, 0);
    m.draft("2026-002", &[]);
    assert_eq!(m.pinned("2026-002"), Some(second));
    let found = m.found();
    let of = |decision: &str| -> Vec<&String> { found.iter().filter(|one| one.contains(decision)).collect() };
    assert!(of("2026-001").iter().any(|one| one.contains("H.1")), "{found:?}");
    assert!(!of("2026-001").iter().any(|one| one.contains("H.2")), "{found:?}");
    assert!(of("2026-002").iter().any(|one| one.contains("H.2")), "{found:?}");
    assert!(!found.iter().any(|one| one.contains("superseded")), "{found:?}");

    // Each entry has the text that was in force when it was made.
    let listed = m.good(&["profile", "list"]).json();
    let since = |nth: usize| listed["adopted"][nth]["since_entry"].as_u64().unwrap();
    assert_eq!(listed["adopted"][0]["superseded_at_entry"].as_u64(), Some(since(1)));
    let at = |entry: u64| m.run(&["profile", "show", "here", "--at", &format!("@{entry}")]);
    assert_eq!(at(since(1) - 1).json()["blake3"], first);
    assert_eq!(at(since(1)).json()["blake3"], listed["adopted"][1]["blake3"]);
    at(since(0) - 1).refused(1, "error-profile-not-adopted");
}

#[test]
fn everything_wrong_with_a_profile_is_told_at_once_and_nothing_is_adopted() {
    let m = Machine::founded(&OFFICES);
    let order = |first: &str, then: &str| format!("kind = \"order\"\nfirst = \"{first}\"\nthen = \"{then}\"");
    let text = [
        top("bad").replace("legal_basis", "legal_bases"),
        rule("R.kind", "kind = \"perhaps\""),
        rule("R.record", &order("nothing", "publication")),
        rule("R.field", &order("publication.day", "publication")),
        rule("R.unknown", &format!("{}\nunit = 1", order("draft-version", "publication"))),
        rule("R.a", &order("draft-version", "legality-opinion")),
        rule("R.b", &order("legality-opinion", "draft-version")),
    ]
    .concat();
    m.write("bad.toml", &text);
    let before = m.state();
    for words in [&["profile", "check", "bad.toml"][..], &["profile", "explain", "bad.toml"]] {
        m.run(words).refused(1, "error-profile");
    }
    let told = m.adopt("bad.toml").refused(1, "error-profile");
    let problems = told["problems"].as_array().unwrap();
    let codes: BTreeMap<&str, &str> =
        problems.iter().map(|one| (one["field"].as_str().unwrap(), one["code"].as_str().unwrap())).collect();
    for (rule, code) in [
        ("", "unknown"),
        ("R.kind", "rule-kind"),
        ("R.record", "record-kind"),
        ("R.field", "field"),
        ("R.unknown", "unknown"),
    ] {
        assert_eq!(codes.get(rule), Some(&code), "{told}");
    }
    assert!(problems.iter().any(|one| one["code"] == "circle"), "{told}");
    let lines: Vec<&str> = text.lines().collect();
    for one in problems {
        let line = lines[one["line"].as_u64().unwrap() as usize - 1];
        let says = one["message"].as_str().unwrap();
        assert!(says.starts_with(&format!("line {}", one["line"])), "{says}");
        assert!(!line.is_empty(), "{says}");
    }
    let zh = m.run_as("text", &["profile", "check", "bad.toml", "--lang", "zh"]);
    for words in ["没有规则种类“perhaps”", "规则 R.record", "没有记录种类“nothing”", "正好相反", "liuhen step kinds"]
    {
        assert!(zh.err.contains(words), "{words}: {}", zh.err);
    }
    assert_eq!(m.state(), before, "nothing was stored or appended");
    assert_eq!(m.run(&["profile", "check", "no.toml"]).code, 3);
    m.run(&["profile", "explain", "no-such"]).refused(1, "error-no-such-profile");
    m.run(&["profile", "explain", "cn-order-713", "Z99"]).refused(1, "error-no-such-rule");
}

#[test]
fn a_text_is_adopted_once_by_the_root_holders_and_travels_as_other_records_do() {
    let m = Machine::founded(&OFFICES);
    m.write("here.toml", &format!("{}{}", top("here"), proposal_first("H.1")));
    let before = m.state();
    let by = |key: &str| m.run(&["profile", "adopt", "here.toml", "--document", "文1", "--by", key]);
    assert_eq!(by("handling-unit").code, 1);
    assert_eq!(m.state(), before, "whoever is no root holder stores nothing");

    let adopt = ["profile", "adopt", "here.toml", "--document", "文1", "--by", "root", "--prepare"];
    for file in ["one.json", "two.json"] {
        m.good(&[&adopt[..], &[file]].concat());
        m.good(&["sign", file, "--key", "root"]);
    }
    m.good(&["append", "one.json"]);
    m.run(&["append", "two.json"]).refused(1, "error-profile-in-force");
    m.adopt("here.toml").refused(1, "error-profile-in-force");
    let record = m.good(&["step", "show", "profile/here#0"]).json();
    assert_eq!((&record["kind"], &record["attachments"][0]["role"]), (&"adopt-profile".into(), &"profile".into()));
    let shown = m.run_as("text", &["step", "show", "profile/here#0", "--lang", "zh"]).out;
    assert!(shown.contains("启用程序规则") && shown.contains("文1"), "{shown}");
    assert!(m.run_as("text", &["log"]).out.contains("Procedure profile adopted"));

    // An envelope whose text was never stored, or which adopts it under another id, is turned away before it is appended.
    fs::remove_dir_all(m.path("ledger/evidence")).unwrap();
    m.write("here.toml", &format!("{}{}", top("here"), proposal_first("H.2")));
    m.good(&[&adopt[..], &["three.json"]].concat());
    m.good(&["sign", "three.json", "--key", "root"]);
    fs::remove_dir_all(m.path("ledger/evidence")).unwrap();
    m.run(&["append", "three.json"]).refused(1, "error-profile-text-missing");
}

#[test]
fn an_opening_pins_what_it_names_or_the_only_one_there_is() {
    let m = Machine::founded(&OFFICES);
    let said = m.opens("2026-001", "", &[]);
    assert_eq!((said.code, m.pinned("2026-001")), (0, None));
    assert!(said.err.contains("adopted no profile"), "{said:?}");
    m.opens("2026-009", "profile = \"one\"\n", &[]).refused(1, "error-profile-not-adopted");

    let one = m.adopted("one", &format!("{}{}", top("one"), proposal_first("O.1")));
    let two = m.adopted("two", &format!("{}{}", top("two").replace("county", "city"), proposal_first("T.1")));
    let told = m.opens("2026-009", "", &[]).refused(1, "error-several-profiles");
    assert!(told["message"].as_str().unwrap().contains("one, two"), "{told}");
    m.opens("2026-009", "profile = \"one\"\n", &["--profile", "two"]).refused(2, "error-two-profiles");
    m.opens("2026-009", "profile = \"one\"\n", &["--no-profile"]).refused(2, "error-two-profiles");
    m.opens("2026-009", "profile = \"three\"\n", &[]).refused(1, "error-profile-not-adopted");
    assert_eq!(m.run(&["decision", "open", "open.toml", "--profile", "a", "--no-profile", "--key", "k"]).code, 2);

    assert_eq!(m.opens("2026-002", "profile = \"one\"\n", &[]).code, 0);
    assert_eq!(m.pinned("2026-002"), Some(one.clone()));
    let said = m.opens("2026-003", "", &["--profile", "two"]);
    assert_eq!((said.code, m.pinned("2026-003")), (0, Some(two)));
    assert!(said.err.contains("not for this level"), "{said:?}");
    assert_eq!(m.opens("2026-004", "", &["--no-profile"]).code, 0);
    assert_eq!(m.pinned("2026-004"), None);
    let found = m.found();
    let not_named: Vec<&String> = found.iter().filter(|one| one.starts_with("profile-not-named")).collect();
    assert!(not_named.len() == 1 && not_named[0].contains("2026-004"), "{found:?}");

    // `step add` and `step prepare` open the same way; a digest that somebody wrote into the body stays as it is.
    m.write("five.toml", &opening("2026-005"));
    m.good(&["step", "add", "five.toml", "--key", "government-office", "--profile", "one"]);
    assert_eq!(m.pinned("2026-005"), Some(one.clone()));
    m.write("six.toml", &opening("2026-006"));
    let prepare = ["step", "prepare", "six.toml", "--as", "government-office", "--out", "six.json"];
    m.good(&[&prepare[..], &["--profile", "one"]].concat());
    m.good(&["sign", "six.json", "--key", "government-office"]);
    m.good(&["append", "six.json"]);
    assert_eq!(m.pinned("2026-006"), Some(one));
    let own = format!("{}profile = {{ id = \"one\", blake3 = \"{}\" }}\n", opening("2026-007"), "0a".repeat(32));
    m.write("seven.toml", &own);
    m.good(&["step", "add", "seven.toml", "--key", "government-office"]);
    assert_eq!(m.pinned("2026-007"), Some("0a".repeat(32)));
    assert!(m.found().iter().any(|one| one.contains("2026-007") && one.starts_with("profile-")), "{:?}", m.found());
    m.write("twice.toml", &own.replace("[body]", "profile = \"one\"\n[body]").replace("-007", "-008"));
    m.run(&["step", "add", "twice.toml", "--key", "government-office"]).refused(1, "error-form");
    m.write("草案.txt", "第一条");
    m.write("draft.toml", &draft("", ""));
    m.run(&["step", "add", "draft.toml", "--key", "handling-unit", "--profile", "one"])
        .refused(2, "error-nothing-to-pin");
    m.write("draft.toml", &draft("profile = \"one\"\n", ""));
    m.run(&["step", "add", "draft.toml", "--key", "handling-unit"]).refused(1, "error-form");
}

#[test]
fn a_dossier_names_its_profile_at_the_top() {
    let m = Machine::founded(&OFFICES);
    let one = m.adopted("one", &format!("{}{}", top("one"), proposal_first("O.1")));
    m.adopted("two", &format!("{}{}", top("two"), proposal_first("T.1")));
    let dossier = |decision: &str, profile: &str| {
        format!(
            "dossier = \"v1\"\ndecision = \"{decision}\"\nsource = \"公示\"\n{profile}[late]\nreason = \"补录\"\n[[record]]\n\
             kind = \"decision-open\"\noccurred = 2023-03-24\nmissing = [\"organ\", \"handling_units\", \"proposal_source\", \
             \"affects_public\", \"technical\", \"risky\", \"affects_market\"]\n[record.body]\ntitle = \"规划\"\n\
             matter = \"plan\"\nlevel = \"county\"\n"
        )
    };
    m.write("a.toml", &dossier("C1", "profile = \"one\"\n"));
    m.write("b.toml", &dossier("C2", ""));
    let import = |words: &[&str]| m.run(&[&["import", "dossier", "--key", "archivist"], words].concat());
    import(&["a.toml", "b.toml"]).refused(1, "error-several-profiles");
    let said = import(&["a.toml", "b.toml", "--profile", "one"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!((m.pinned("C1"), m.pinned("C2")), (Some(one.clone()), Some(one)));
    let catalogue = dossier("C3", "profile = \"one\"\n").replace("\"decision-open\"", "\"catalogue\"");
    m.write("c.toml", &catalogue);
    let told = import(&["c.toml"]).refused(1, "error-form");
    assert!(told["problems"].as_array().unwrap().iter().any(|one| one["field"] == "profile"), "{told}");
}

#[test]
fn a_catalogue_opens_a_stream_of_its_own_and_is_judged_by_no_profile() {
    let m = Machine::founded(&OFFICES);
    m.adopted("one", &format!("{}{}", top("one"), proposal_first("O.1")));
    m.write("目录.txt", "决策事项目录");
    m.write(
        "catalogue.toml",
        "kind = \"catalogue\"\ndecision = \"catalogue-2026\"\noffice = \"government-office\"\noccurred = 2026-01-20\n\
         [body]\ntitle = \"2026 年度目录\"\nyear = 2026\norgan = \"O\"\nlevel = \"county\"\nitems = []\n\
         [[attachment]]\nfile = \"目录.txt\"\nrole = \"catalogue\"\n",
    );
    let said = m.good(&["step", "add", "catalogue.toml", "--key", "government-office"]).json();
    assert_eq!(said["records"][0]["stream"], "decision/catalogue-2026");
    m.run(&["step", "add", "catalogue.toml", "--key", "government-office"]).refused(1, "error-open-already");
    let found = m.found();
    assert!(!found.iter().any(|one| one.starts_with("profile-")), "{found:?}");
}

#[test]
fn every_built_in_profile_is_explained_and_can_be_begun_from() {
    let m = Machine::founded(&[]);
    for id in built_in::BUILT_IN {
        for lang in ["zh", "en"] {
            let said = m.run_as("text", &["profile", "explain", id, "--lang", lang]);
            assert!(said.code == 0 && !said.out.contains('⟨'), "{id}: {said:?}");
        }
        m.good(&["profile", "new", &format!("my-{id}"), "--from", id]);
        let text = fs::read_to_string(m.path(&format!("my-{id}.toml"))).unwrap();
        let find = |id: &str| built_in::source(id).map(str::to_owned);
        let whole = Whole::read(&text, &find).unwrap_or_else(|errors| panic!("{id}: {errors:?}"));
        assert_eq!(whole.profile.rules.len(), built_in::profile(id).unwrap().rules.len(), "{id}");
        // Everything that is commented out can be put to work.
        let put = |line: &str| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
            _ => format!("{line}\n"),
        };
        let all: String = text.lines().map(put).collect();
        let all = Whole::read(&all, &find).unwrap_or_else(|errors| panic!("{id}: {errors:?}"));
        assert!(all.profile.rules.iter().any(|rule| rule.kind.slug() == "quorum"), "{id} shows no quorum");
        m.run(&["profile", "new", &format!("my-{id}")]).refused(1, "error-file-exists");
    }
    let explained = m.good(&["profile", "explain", "cn-order-713", "A05"]).json();
    let shown = &explained["rules"][0];
    assert_eq!((&shown["kind"], &shown["parameters"]["least"]), (&"period".into(), &30.into()), "{explained}");
    let zh = m.run_as("text", &["profile", "explain", "cn-order-713", "A05", "--lang", "zh"]).out;
    assert!(zh.contains("不少于") && zh.contains("30") && !zh.contains("comment-announcement"), "{zh}");
}

#[test]
fn profiles_can_be_looked_at_without_a_ledger() {
    let m = Machine::new();
    let listed = m.good(&["profile", "list"]).json();
    assert!(listed["adopted"].is_null() && listed["built_in"].as_array().unwrap().len() == built_in::BUILT_IN.len());
    let shown = m.good(&["profile", "show", "cn-township"]).json();
    assert_eq!(shown["text"].as_str(), built_in::text("cn-township").as_deref());
    let source = m.run_as("text", &["profile", "show", "cn-township", "--source"]);
    assert_eq!(source.out, built_in::source("cn-township").unwrap());
    assert_eq!(m.run(&["profile", "show", "cn-township", "--adopted"]).code, 3);
    m.run(&["profile", "show", "nothing"]).refused(1, "error-no-such-profile");
}

/// The parameters of a kind of rule, as its own reader names them when it meets one that it does not know.
fn parameters(slug: &str) -> Vec<String> {
    let text = format!("{}{}", top("x"), rule("X", &format!("kind = \"{slug}\"\nnobody_knows_this = 1")));
    let errors = Profile::read(&text).unwrap_err();
    let what = errors.iter().map(|one| &one.what).find(|what| what.starts_with("unknown field")).unwrap();
    what.split('`').skip(1).step_by(2).skip(1).map(str::to_owned).collect()
}

#[test]
fn the_page_on_profiles_has_every_kind_of_rule_with_its_parameters() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/profiles.md")).unwrap();
    let table = page.split("## Kinds of rule").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let rows: BTreeMap<&str, &str> = rows.map(|(slug, rest)| (slug, rest.split('|').next().unwrap())).collect();
    assert_eq!(rows.keys().copied().collect::<Vec<_>>(), {
        let mut slugs = RuleKind::SLUGS.to_vec();
        slugs.sort_unstable();
        slugs
    });
    for (slug, row) in rows {
        let mut listed: Vec<String> = row.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let mut known = parameters(slug);
        for key in &known {
            for language in Language::ALL {
                let id = format!("rule-param-{}", key.replace('_', "-"));
                assert!(find(language, &id, &[]).is_some(), "{language:?}: {id}");
            }
        }
        listed.sort();
        known.sort();
        assert_eq!(listed, known, "{slug}");
    }
}

#[test]
fn the_example_on_the_page_adds_up() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/profiles.md")).unwrap();
    let text = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let whole = Whole::read(text, &|id| built_in::source(id).map(str::to_owned)).unwrap();
    assert!(whole.profile.rule("MY.quorum").is_some() && whole.profile.rule("A10").is_none());
}

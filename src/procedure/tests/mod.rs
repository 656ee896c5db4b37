//! The built-in profiles, rule by rule: one decision made as the law asks, in which nothing is found, and for each rule two
//! decisions that differ from it in one thing: one that breaks the rule and one that just does not.
//!
//! What a pair breaks it must break alone; where a fault cannot but bring another with it, the pair says so (`also`).

/// Tests of pairs, each a function, and the list of them.
macro_rules! pairs {
    ($(
        fn $test:ident($profile:literal, $code:literal $(, also $also:literal)*) {
            broken: $broken:expr,
            kept: $kept:expr,
        }
    )+) => {
        pub(super) const PAIRS: &[super::Pair] = &[$(super::Pair {
            profile: $profile,
            code: $code,
            also: &[$($also),*],
            test: stringify!($test),
            broken: $broken,
            kept: $kept,
        }),+];

        $(
            #[test]
            fn $test() {
                PAIRS.iter().find(|pair| pair.test == stringify!($test)).unwrap().hold();
            }
        )+
    };
}

mod afterwards;
mod assessment;
mod hearing;
mod issue;
mod meeting;
mod other_procedures;
mod participation;
mod places;
mod random;
mod records;
mod review;
mod start;
mod tale;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::{Date, date};

use super::holidays::{HolidayTable, Holidays};
use super::judge::{Judgement, judge};
use super::profile::{Profile, Rule};
use super::{Bodies, Standing, built_in};
use crate::model::kind;
use tale::Tale;

/// A rule, a decision that breaks it and a sibling that just does not.
struct Pair {
    profile: &'static str,
    code: &'static str,
    also: &'static [&'static str],
    test: &'static str,
    broken: fn(Tale) -> Tale,
    kept: fn(Tale) -> Tale,
}

/// Every pair, stage by stage.
fn all_pairs() -> impl Iterator<Item = &'static Pair> {
    let all = [
        start::PAIRS,
        participation::PAIRS,
        hearing::PAIRS,
        assessment::PAIRS,
        review::PAIRS,
        meeting::PAIRS,
        issue::PAIRS,
        afterwards::PAIRS,
        records::PAIRS,
        places::PAIRS,
        other_procedures::PAIRS,
    ];
    all.into_iter().flatten()
}

impl Pair {
    fn hold(&self) {
        let lawful = lawful(self.profile);
        let broken = codes(self.profile, &(self.broken)(lawful.clone()));
        let expected: BTreeSet<String> =
            std::iter::once(self.code).chain(self.also.iter().copied()).map(str::to_owned).collect();
        assert_eq!(broken, expected, "{}: what should break it", self.test);
        assert_eq!(codes(self.profile, &(self.kept)(lawful)), BTreeSet::new(), "{}: what should not", self.test);
    }
}

/// The decision that breaks nothing under a profile.
fn lawful(profile: &str) -> Tale {
    let tale = LAWFUL.clone();
    match profile {
        "cn-normative-document" => {
            tale.before("interpreted", "filed", "filing", "2026-05-20", r#"{"what":"备案报告","filed_with":"市人民政府","filed_on":"2026-05-20"}"#)
        }
        "cn-government-contract" => tale
            .before("assigned", "contracted", "agreement-signed", "2026-05-14", r##"{"number":"1","title":"停车场特许经营合同","parties":["县城市管理局","某公司"],"signed_on":"2026-05-14","draft":"#v3"}"##)
            .before("assigned", "filed", "filing", "2026-05-18", r#"{"what":"合同","filed_with":"县司法局","filed_on":"2026-05-18"}"#),
        "cn-enforcement-review" => tale.before("told-party", "enforced", "enforcement-decision", "2026-04-30", r##"{"number":"1","subject":"占道经营","decided_on":"2026-04-30","served_on":"2026-05-06","draft":"#v3"}"##),
        _ => tale,
    }
}

static LAWFUL: LazyLock<Tale> = LazyLock::new(|| Tale::read(include_str!("lawful.toml")));

/// Profiles, read once.
fn profile(id: &str) -> &'static Profile {
    static ALL: LazyLock<BTreeMap<&'static str, Profile>> = LazyLock::new(|| {
        built_in::BUILT_IN.iter().map(|id| (*id, built_in::profile(id).unwrap_or_else(|| panic!("{id}")))).collect()
    });
    &ALL[id]
}

/// The holidays built in, and a made-up table for the year after.
fn holidays() -> &'static Holidays {
    static ALL: LazyLock<Holidays> = LazyLock::new(|| {
        let mut all = Holidays::built_in().clone();
        let table = "calendar = \"cn\"\nyear = 2027\nsource = \"made up\"\noff = [2027-01-01]\non = []\n";
        all.add(HolidayTable::read(table).unwrap());
        all
    });
    &ALL
}

/// The day as of which is judged.
const AS_OF: Date = date(2027, 12, 31);

fn judged(id: &str, tale: &Tale) -> Judgement {
    judge(profile(id), &tale.history(), holidays(), Some(AS_OF))
}

/// The codes of all findings, and of what is pointed out where a ledger has a hundred such decisions.
fn codes(id: &str, tale: &Tale) -> BTreeSet<String> {
    let judgement = judged(id, tale);
    let mut bodies = Bodies::default();
    (0..100).for_each(|_| judgement.deliberated.iter().cloned().for_each(|one| bodies.add(one)));
    let unanimous = bodies.unanimous().map(|one| one.code.to_string()).collect::<Vec<_>>();
    judgement.findings.into_iter().map(|finding| finding.code.to_string()).chain(unanimous).collect()
}

/// What a rule looks at, where, and in which cases.
fn substance(rule: &Rule) -> String {
    format!("{:?} {:?} {:?}", rule.kind, rule.when, rule.unless)
}

#[test]
fn the_lawful_decision_is_lawful_under_every_profile() {
    for id in built_in::BUILT_IN {
        let judgement = judged(id, &lawful(id));
        assert_eq!(judgement.findings, [], "{id}");
        assert_eq!(judgement.undecided, [], "{id}");
        assert_eq!(judgement.open, [], "{id}");
        assert!(judgement.kept > 15, "{id}");
    }
}

#[test]
fn the_lawful_decision_could_be_recorded() {
    for step in lawful("cn-order-713").history().steps() {
        assert_eq!(step.kind.check(&step.body, None), [], "#{} {}", step.number, step.kind.name);
        for document in step.kind.documents.iter().filter(|document| document.need == kind::Need::Required) {
            assert!(
                step.documents.iter().any(|known| known.role == document.role),
                "#{}: {}",
                step.number,
                document.role
            );
        }
        let may_sign = |signer: &super::Signer| step.kind.may_sign(&signer.office, false);
        assert!(step.signers.iter().all(may_sign), "#{} {}", step.number, step.kind.name);
    }
}

#[test]
fn every_rule_of_every_built_in_profile_has_its_pair() {
    let national = profile(NATIONAL);
    let has = |profile: &str, code: &str| all_pairs().any(|pair| pair.profile == profile && pair.code == code);
    let mut missing = Vec::new();
    for id in built_in::BUILT_IN {
        for rule in &profile(id).rules {
            let as_national = national.rule(&rule.code).is_some_and(|known| substance(known) == substance(rule));
            if !(has(id, &rule.code) || as_national && has(NATIONAL, &rule.code)) {
                missing.push(format!("{id} {}", rule.code));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    for pair in all_pairs() {
        assert!(profile(pair.profile).rule(pair.code).is_some(), "{}: no such rule", pair.test);
        assert!(pair.test.starts_with(|first: char| first.is_ascii_lowercase()));
    }
}

#[test]
fn a_rule_taken_over_finds_what_it_finds_in_its_base() {
    for id in built_in::BUILT_IN.iter().filter(|id| **id != NATIONAL) {
        for pair in all_pairs().filter(|pair| pair.profile == NATIONAL) {
            let (own, base) = (profile(id).rule(pair.code), profile(NATIONAL).rule(pair.code));
            if own.is_some_and(|own| base.is_some_and(|base| substance(own) == substance(base))) {
                let found = codes(id, &(pair.broken)(lawful(id)));
                assert!(found.contains(pair.code), "{id}: {} finds {found:?}", pair.test);
            }
        }
    }
}

#[test]
fn what_hangs_on_the_first_day_is_borderline() {
    for (name, change) in [
        ("announced", r#"{"to":"2026-03-03","claimed_days":30}"#),
        ("heard", r#"{"materials_delivered":"2026-03-04"}"#),
        ("reviewed", r#"{"received":"2026-04-07"}"#),
    ] {
        let findings = judged(NATIONAL, &lawful(NATIONAL).set(name, change)).findings;
        assert_eq!(findings.len(), 1, "{name}");
        assert_eq!(findings[0].standing, Standing::Borderline, "{name}");
    }
}

const NATIONAL: &str = "cn-order-713";

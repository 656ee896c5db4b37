//! What a finding says was expected and was found, as a sentence: [`Said`] names it, the files under `messages/` have its
//! words (`said-<id>`), and the names of kinds, fields, choices and offices are those used everywhere.
//!
//! Out of scope: which sentences there are ([`rules`](crate::procedure::rules)).

use std::collections::BTreeMap;

use jiff::tz::{Offset, TimeZone};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::messages::{Value, text};
use super::{Language, local_time, words};
use crate::model::{DecisionId, RecordedTime};
use crate::procedure::{Arg, Said};

/// The names of a decision's records: `2026-003#12 合法性审查意见`.
#[derive(Debug, Clone)]
pub struct RecordNames<'a> {
    decision: &'a DecisionId,
    kinds: &'a BTreeMap<u64, &'static str>,
    to_come: Option<u64>,
}

/// A sentence for programs: its id, itself in both languages, and what stands in it as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaidDocument {
    id: &'static str,
    zh: String,
    en: String,
    args: Json,
}

impl<'a> RecordNames<'a> {
    /// The records of `decision`, of which `kinds` knows the kind by the number.
    pub const fn new(decision: &'a DecisionId, kinds: &'a BTreeMap<u64, &'static str>) -> Self {
        Self { decision, kinds, to_come: None }
    }

    /// The same, where the record with this number is not there yet, and is spoken of as if it were.
    #[must_use]
    pub const fn with_one_to_come(mut self, number: u64) -> Self {
        self.to_come = Some(number);
        self
    }

    /// Whether a record is only spoken of.
    pub fn is_to_come(&self, number: u64) -> bool {
        self.to_come == Some(number)
    }

    /// The decision.
    pub const fn decision(&self) -> &DecisionId {
        self.decision
    }

    /// The kind of a record, where it is known.
    pub fn kind(&self, number: u64) -> Option<&'static str> {
        self.kinds.get(&number).copied()
    }

    /// `2026-003#12`.
    pub fn name(&self, number: u64) -> String {
        format!("{}#{number}", self.decision)
    }

    /// `2026-003#12 合法性审查意见`.
    pub fn in_full(&self, language: Language, number: u64) -> String {
        self.with_kind(language, self.name(number), number)
    }

    /// `#12 合法性审查意见`, for a sentence that stands under the decision's name.
    pub fn in_short(&self, language: Language, number: u64) -> String {
        self.with_kind(language, format!("#{number}"), number)
    }

    fn with_kind(&self, language: Language, name: String, number: u64) -> String {
        let name = match self.kind(number) {
            Some(kind) => format!("{name} {}", words::kind(language, kind)),
            None => name,
        };
        if self.is_to_come(number) { text(language, "judgement-to-come", &[("record", name.into())]) } else { name }
    }
}

/// The sentence in the reader's language.
pub fn sentence(language: Language, said: &Said, names: &RecordNames<'_>) -> String {
    let id = format!("said-{}", said.saying.id);
    let args = said.saying.args.iter().zip(&said.args);
    let values: Vec<(&str, Value<'_>)> = args.map(|(name, arg)| (*name, value(language, arg, names))).collect();
    text(language, &id, &values)
}

/// The sentence for programs.
pub fn document(said: &Said, names: &RecordNames<'_>) -> SaidDocument {
    let args = said.saying.args.iter().zip(&said.args).map(|(name, arg)| ((*name).to_owned(), data(arg, names)));
    SaidDocument {
        id: said.saying.id,
        zh: sentence(Language::Zh, said, names),
        en: sentence(Language::En, said, names),
        args: Json::Object(args.collect()),
    }
}

/// A time of the ledger's clock where the law counts its days (UTC+8): whoever draws a finding draws it alike.
pub fn legal_time(time: RecordedTime) -> String {
    local_time(time.timestamp(), &legal_zone())
}

/// Where the law counts its days.
pub const fn legal_zone() -> TimeZone {
    TimeZone::fixed(LEGAL_OFFSET)
}

/// Several, any of which would do: `甲、乙或者丙`.
pub fn any_of(language: Language, all: &[String]) -> String {
    match all {
        [] => text(language, "word-none", &[]),
        [one] => one.clone(),
        [first @ .., last] => {
            let first = first.join(&text(language, "word-comma", &[]));
            text(language, "word-any-of", &[("first", first.into()), ("last", last.as_str().into())])
        }
    }
}

fn value(language: Language, arg: &Arg, names: &RecordNames<'_>) -> Value<'static> {
    let comma = || text(language, "word-comma", &[]);
    let words = match arg {
        // A number stays one, so that a sentence may have a plural.
        Arg::Int(number) => return Value::from(*number),
        Arg::Day(day) => day.to_string(),
        Arg::Time(time) => legal_time(*time),
        Arg::Words(words) => words.clone(),
        Arg::Kind(kind) => words::kind(language, kind),
        Arg::Kinds(kinds) => {
            any_of(language, &kinds.iter().map(|kind| words::kind(language, kind)).collect::<Vec<_>>())
        }
        Arg::Field(kind, path) => {
            let (kind, field) = (words::kind(language, kind), words::field(language, kind, path));
            text(language, "judgement-field", &[("kind", kind.into()), ("field", field.into())])
        }
        Arg::Choice(_, path, word) => words::choice(language, path, word),
        Arg::Choices(_, path, all) => {
            any_of(language, &all.iter().map(|word| words::choice(language, path, word)).collect::<Vec<_>>())
        }
        Arg::AllChoices(_, path, all) => {
            all.iter().map(|word| words::choice(language, path, word)).collect::<Vec<_>>().join(&comma())
        }
        Arg::Document(role) => words::document(language, role),
        Arg::Office(office) => words::office(language, office.as_str()),
        Arg::Offices(all) => {
            any_of(language, &all.iter().map(|office| words::office(language, office.as_str())).collect::<Vec<_>>())
        }
        Arg::Record(number) => names.in_short(language, *number),
        Arg::Records(all) => {
            all.iter().map(|&number| names.in_short(language, number)).collect::<Vec<_>>().join(&comma())
        }
        Arg::Share(share) => share.to_string(),
        Arg::List(all) if all.is_empty() => text(language, "word-none", &[]),
        Arg::List(all) => all.join(&comma()),
    };
    words.into()
}

fn data(arg: &Arg, names: &RecordNames<'_>) -> Json {
    match arg {
        Arg::Int(number) => json!(number),
        Arg::Day(day) => json!(day.to_string()),
        Arg::Time(time) => json!(time.to_string()),
        Arg::Words(words) | Arg::Choice(_, _, words) => json!(words),
        Arg::Kind(kind) => json!(kind),
        Arg::Kinds(kinds) => json!(kinds),
        Arg::Field(kind, path) => json!(format!("{kind}.{path}")),
        Arg::Choices(_, _, all) | Arg::AllChoices(_, _, all) | Arg::List(all) => json!(all),
        Arg::Document(role) => json!(role),
        Arg::Office(office) => json!(office.as_str()),
        Arg::Offices(all) => json!(all),
        Arg::Record(number) => json!(names.name(*number)),
        Arg::Records(all) => json!(all.iter().map(|&number| names.name(number)).collect::<Vec<_>>()),
        Arg::Share(share) => json!(share.to_string()),
    }
}

const LEGAL_OFFSET: Offset = Offset::constant(8);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::OfficeId;
    use crate::procedure::Saying;
    use crate::render::messages::find;

    fn said(args: Vec<(&'static str, Arg)>) -> Said {
        let (names, args): (Vec<_>, Vec<_>) = args.into_iter().unzip();
        let saying = Saying::new("value-says", Box::leak(names.into_boxed_slice()));
        Said { saying: Box::leak(Box::new(saying)), args }
    }

    fn with_names<T>(see: impl FnOnce(&RecordNames<'_>) -> T) -> T {
        let decision = DecisionId::new("2026-003").unwrap();
        see(&RecordNames::new(&decision, &BTreeMap::from([(12, "legality-opinion")])))
    }

    /// A mark for each argument that no sentence holds by itself.
    fn marked(saying: &'static Saying) -> Vec<(&'static str, Value<'static>)> {
        saying.args.iter().map(|name| (*name, Value::from(format!("⟦{name}⟧")))).collect()
    }

    #[test]
    fn everything_rules_can_say_has_its_sentence_with_exactly_its_arguments() {
        let mut known = BTreeSet::new();
        for saying in crate::procedure::rules::sayings() {
            let id = format!("said-{}", saying.id);
            known.insert(id.clone());
            for language in Language::ALL {
                let words = find(language, &id, &marked(saying)).unwrap_or_else(|| panic!("{language:?}: no `{id}`"));
                assert!(!words.contains("{$"), "{language:?}: `{id}` asks for more than it is given: {words}");
                // A number may choose between sentences without standing in any; it still has to choose.
                for name in saying.args.iter().filter(|name| !words.contains(&format!("⟦{name}⟧"))) {
                    let with = |number: i64| {
                        let mut values = marked(saying);
                        values
                            .iter_mut()
                            .filter(|(known, _)| known == name)
                            .for_each(|(_, value)| *value = number.into());
                        find(language, &id, &values)
                    };
                    assert!((0..3).any(|n| with(n) != with(n + 1)), "{language:?}: `{id}` leaves out `{name}`");
                }
            }
        }
        // What is written and never said.
        for source in SOURCES {
            for id in source.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id) {
                assert!(!id.starts_with("said-") || known.contains(id), "{id}");
            }
        }
    }

    const SOURCES: &[&str] = &[
        include_str!("messages/en/procedure.ftl"),
        include_str!("messages/zh/procedure.ftl"),
        include_str!("messages/en/procedure_rules_a.ftl"),
        include_str!("messages/en/procedure_rules_b.ftl"),
        include_str!("messages/zh/procedure_rules_a.ftl"),
        include_str!("messages/zh/procedure_rules_b.ftl"),
    ];

    #[test]
    fn every_sort_of_argument_is_put_into_words_and_into_data() {
        let choice = |word: &str| Arg::Choice("legality-opinion", "conclusion".into(), word.into());
        let all = [
            (Arg::Int(2027), "2027", "2027", json!(2027)),
            (Arg::Day(jiff::civil::date(2026, 3, 20)), "2026-03-20", "2026-03-20", json!("2026-03-20")),
            (
                Arg::Time("2026-03-20T01:15:04.120Z".parse().unwrap()),
                "2026-03-20 09:15:04 +08:00",
                "2026-03-20 09:15:04 +08:00",
                json!("2026-03-20T01:15:04.120Z"),
            ),
            (Arg::Words("李明".into()), "李明", "李明", json!("李明")),
            (Arg::Kind("publication"), "公布", "Publication", json!("publication")),
            (
                Arg::Kinds(vec!["hearing-record", "publication"]),
                "听证笔录或者公布",
                "Hearing record or Publication",
                json!(["hearing-record", "publication"]),
            ),
            (
                Arg::Field("legality-opinion", "conclusion".into()),
                "合法性审查意见“结论”",
                "Legality opinion “Conclusion”",
                json!("legality-opinion.conclusion"),
            ),
            (choice("unlawful"), "不合法", "unlawful", json!("unlawful")),
            (Arg::Office(OfficeId::new("head").unwrap()), "行政首长", "administrative head", json!("head")),
            (Arg::Record(12), "#12 合法性审查意见", "#12 Legality opinion", json!("2026-003#12")),
            (Arg::Record(3), "#3", "#3", json!("2026-003#3")),
            (
                Arg::Records(vec![3, 12]),
                "#3、#12 合法性审查意见",
                "#3, #12 Legality opinion",
                json!(["2026-003#3", "2026-003#12"]),
            ),
            (Arg::Document("draft".into()), "草案正文", "draft", json!("draft")),
            (
                Arg::Offices(vec![OfficeId::new("head").unwrap(), OfficeId::new("member").unwrap()]),
                "行政首长或者会议组成人员",
                "administrative head or member of the meeting",
                json!(["head", "member"]),
            ),
            (
                Arg::AllChoices("legality-opinion", "conclusion".into(), vec!["lawful".into(), "unlawful".into()]),
                "合法、不合法",
                "lawful, unlawful",
                json!(["lawful", "unlawful"]),
            ),
            (Arg::List(vec!["甲".into(), "乙".into()]), "甲、乙", "甲, 乙", json!(["甲", "乙"])),
            (Arg::List(Vec::new()), "（无）", "none", json!([])),
        ];
        for (arg, zh, en, raw) in all {
            with_names(|names| {
                let told = |language| match value(language, &arg, names) {
                    Value::String(words) => words.into_owned(),
                    Value::Number(number) => number.as_string().into_owned(),
                    other => panic!("{other:?}"),
                };
                assert_eq!((told(Language::Zh).as_str(), told(Language::En).as_str()), (zh, en), "{arg:?}");
                assert_eq!(data(&arg, names), raw);
            });
        }
    }

    #[test]
    fn a_record_that_is_only_spoken_of_is_said_to_come() {
        with_names(|names| {
            let names = names.clone().with_one_to_come(12);
            assert_eq!(names.in_short(Language::Zh, 12), "拟登记的 #12 合法性审查意见");
            assert_eq!(names.in_full(Language::En, 12), "2026-003#12 Legality opinion, to come");
            assert_eq!(names.in_short(Language::En, 3), "#3");
        });
    }

    #[test]
    fn a_sentence_comes_with_both_languages_and_its_data() {
        let said = said(vec![
            ("record", Arg::Record(12)),
            ("word", Arg::Choice("legality-opinion", "conclusion".into(), "unlawful".into())),
        ]);
        let document = with_names(|names| document(&said, names));
        assert_eq!(document.id, "value-says");
        assert!(document.zh.contains("#12 合法性审查意见") && document.zh.contains("不合法"), "{document:?}");
        assert!(document.en.contains("#12 Legality opinion") && document.en.contains("unlawful"), "{document:?}");
        assert_eq!(document.args, json!({"record": "2026-003#12", "word": "unlawful"}));
    }
}

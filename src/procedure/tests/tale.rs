//! A decision told by names, so that one thing in it can be changed and everything else stays as it was.

use std::collections::BTreeSet;

use super::super::history::{Document, History, LateEntry, Step};
use super::super::sample::{merge, read, signer};
use crate::model::kind;
use crate::model::{Occurred, RecordDigest, Value};

/// A decision in the making. In bodies `"#name"` stands for the record of that name.
#[derive(Debug, Clone, Default)]
pub(super) struct Tale {
    pages: Vec<Page>,
    /// Names of records that were taken out: others may go on naming them.
    dropped: BTreeSet<String>,
}

/// A record in the making.
#[derive(Debug, Clone)]
struct Page {
    name: String,
    kind: String,
    occurred: String,
    body: Value,
    recorded: Option<String>,
    by: Vec<(String, String)>,
    documents: Vec<(String, bool)>,
    late: Option<LateEntry>,
}

impl Tale {
    /// The lawful decision that stands in a file.
    pub(super) fn read(text: &str) -> Self {
        let table: toml::Table = text.parse().unwrap();
        let mut tale = Self::default();
        for one in table["record"].as_array().unwrap() {
            let text = |key: &str| one[key].as_str().unwrap();
            let list = |key: &str| -> Vec<String> {
                let list = one.get(key).and_then(toml::Value::as_array).into_iter().flatten();
                list.map(|item| item.as_str().unwrap().to_owned()).collect()
            };
            tale.pages.push(page(text("name"), text("kind"), text("occurred"), value(&one["body"])));
            let page = tale.pages.last_mut().unwrap();
            let signer = |by: String| by.split_once(':').map(|(office, person)| (office.to_owned(), person.to_owned()));
            page.by = list("by").into_iter().filter_map(signer).collect();
            for (key, sealed) in [("open", false), ("sealed", true)] {
                page.documents.extend(list(key).into_iter().map(|role| (role, sealed)));
            }
        }
        tale
    }

    fn place(&self, name: &str) -> usize {
        self.pages.iter().position(|page| page.name == name).unwrap_or_else(|| panic!("no record `{name}`"))
    }

    fn change(mut self, name: &str, change: impl FnOnce(&mut Page)) -> Self {
        let at = self.place(name);
        change(&mut self.pages[at]);
        self
    }

    /// Whether there is such a record.
    pub(super) fn has(&self, name: &str) -> bool {
        self.pages.iter().any(|page| page.name == name)
    }

    /// One record more, at the end.
    pub(super) fn add(mut self, name: &str, kind: &str, occurred: &str, body: &str) -> Self {
        self.pages.push(page(name, kind, occurred, read(body)));
        self
    }

    /// One record more, just before another.
    pub(super) fn before(mut self, other: &str, name: &str, kind: &str, occurred: &str, body: &str) -> Self {
        let at = self.place(other);
        self.pages.insert(at, page(name, kind, occurred, read(body)));
        self
    }

    /// Without a record.
    pub(super) fn without(mut self, names: &[&str]) -> Self {
        for name in names {
            let at = self.place(name);
            self.pages.remove(at);
            self.dropped.insert((*name).to_owned());
        }
        self
    }

    /// A record stands just before another, as it is.
    pub(super) fn moved_before(mut self, name: &str, other: &str) -> Self {
        let at = self.place(name);
        let page = self.pages.remove(at);
        let to = self.place(other);
        self.pages.insert(to, page);
        self
    }

    /// A record stands at the end, as it is.
    pub(super) fn moved_last(mut self, name: &str) -> Self {
        let at = self.place(name);
        let page = self.pages.remove(at);
        self.pages.push(page);
        self
    }

    /// The records in the order they ended in, the opening first.
    pub(super) fn in_order(mut self) -> Self {
        let day = |page: &Page| page.occurred.split_once('/').map_or(page.occurred.clone(), |(_, to)| to.to_owned());
        if let Some((_, rest)) = self.pages.split_first_mut() {
            rest.sort_by_key(day);
        }
        self
    }

    /// What a record says, changed or added to.
    pub(super) fn set(self, name: &str, more: &str) -> Self {
        self.change(name, |page| merge(&mut page.body, &read(more)))
    }

    /// The same in one row of a list.
    pub(super) fn set_row(self, name: &str, list: &str, row: usize, more: &str) -> Self {
        self.change(name, |page| {
            let Value::Table(fields) = &mut page.body else { panic!("{name}") };
            let field = fields.iter_mut().find(|(field, _)| field == list);
            let Some((_, Value::List(rows))) = field else { panic!("{name}.{list}") };
            merge(&mut rows[row], &read(more));
        })
    }

    /// A field is not told.
    pub(super) fn unset(self, name: &str, field: &str) -> Self {
        self.change(name, |page| {
            if let Value::Table(fields) = &mut page.body {
                fields.retain(|(known, _)| known != field);
            }
        })
    }

    /// A record happened then.
    pub(super) fn on(self, name: &str, occurred: &str) -> Self {
        self.change(name, |page| occurred.clone_into(&mut page.occurred))
    }

    /// A record was recorded then (RFC 3339, UTC, three decimals).
    pub(super) fn recorded(self, name: &str, at: &str) -> Self {
        self.change(name, |page| page.recorded = Some(at.to_owned()))
    }

    /// A record was entered late.
    pub(super) fn late(self, name: &str, missing: &[&str]) -> Self {
        let missing = missing.iter().map(|&path| path.to_owned()).collect();
        self.change(name, |page| page.late = Some(LateEntry { reason: "原件后来才找到".into(), missing }))
    }

    /// A record was signed so: `(office, person)`.
    pub(super) fn signed(self, name: &str, by: &[(&str, &str)]) -> Self {
        self.change(name, |page| {
            page.by = by.iter().map(|(office, person)| ((*office).to_owned(), (*person).to_owned())).collect();
        })
    }

    /// A record has its documents open.
    pub(super) fn unsealed(self, name: &str) -> Self {
        self.change(name, |page| page.documents.iter_mut().for_each(|(_, sealed)| *sealed = false))
    }

    /// The whole. Each record was entered at six in the evening of the day it ended, or just after the one before it.
    pub(super) fn history(&self) -> History {
        let mut steps: Vec<Step> = Vec::new();
        let mut clock = 0;
        for (number, page) in self.pages.iter().enumerate() {
            let spec = kind::named(&page.kind).unwrap_or_else(|| panic!("no kind {}", page.kind));
            let (from, to) = page.occurred.split_once('/').unwrap_or((&page.occurred, &page.occurred));
            let occurred = Occurred { from: from.parse().unwrap(), to: to.parse().unwrap() };
            let evening = occurred.to.date().at(10, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
            clock = match &page.recorded {
                Some(at) => at.parse::<jiff::Timestamp>().unwrap().as_millisecond(),
                None => evening.timestamp().as_millisecond().max(clock + 1_000),
            };
            let recorded = jiff::Timestamp::from_millisecond(clock).unwrap();
            let (office, person) = (spec.signers[0].to_owned(), spec.signers[0].to_owned());
            let by = if page.by.is_empty() { vec![(office, person)] } else { page.by.clone() };
            let mut body = page.body.clone();
            self.resolve(&mut body, number);
            let document = |(role, sealed): &(String, bool)| Document {
                role: role.clone(),
                name: format!("{}-{role}", page.name),
                digest: (!sealed).then(|| named(&format!("{}-{role}", page.name)).to_string()),
                sealed: sealed.then(|| crate::model::Sha256Digest([0x0b; 32])),
            };
            steps.push(Step {
                number: number as u64,
                seq: number as u64 + 10,
                record: named(&page.name),
                kind: spec,
                recorded: crate::model::RecordedTime::new(recorded),
                signed_at: crate::model::ClaimedTime::new(recorded),
                occurred,
                signers: by.iter().map(|(office, person)| signer(office, person)).collect(),
                basis: steps.last().map(|step| step.record).into_iter().collect(),
                body,
                documents: page.documents.iter().map(document).collect(),
                late: page.late.clone(),
                despite: vec![],
            });
        }
        History::new("2026-001".parse().unwrap(), steps)
    }

    fn resolve(&self, value: &mut Value, number: usize) {
        match value {
            Value::Text(text) => {
                if let Some(name) = text.strip_prefix('#') {
                    assert!(self.has(name) || self.dropped.contains(name), "nobody is called `{name}`");
                    *text = named(name).to_string();
                } else if text == COUNTED {
                    // What belongs to the meeting, from the opening to the closing, both counted.
                    let meeting = self.pages[number].body.text("meeting");
                    let belongs = |page: &&Page| page.body.text("meeting") == meeting;
                    *value = Value::Int(self.pages[..=number].iter().filter(belongs).count() as i64 + 1);
                }
            }
            Value::List(items) => items.iter_mut().for_each(|item| self.resolve(item, number)),
            Value::Table(fields) => fields.iter_mut().for_each(|(_, value)| self.resolve(value, number)),
            Value::Bool(_) | Value::Int(_) => {}
        }
    }
}

fn page(name: &str, kind: &str, occurred: &str, body: Value) -> Page {
    Page {
        name: name.to_owned(),
        kind: kind.to_owned(),
        occurred: occurred.to_owned(),
        body,
        recorded: None,
        by: vec![],
        documents: vec![],
        late: None,
    }
}

/// The digest of the record of a name.
fn named(name: &str) -> RecordDigest {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
    RecordDigest(bytes)
}

fn value(one: &toml::Value) -> Value {
    match one {
        toml::Value::String(text) => Value::Text(text.clone()),
        toml::Value::Integer(number) => Value::Int(*number),
        toml::Value::Boolean(yes) => Value::Bool(*yes),
        toml::Value::Array(items) => Value::List(items.iter().map(value).collect()),
        toml::Value::Table(fields) => {
            Value::Table(fields.iter().map(|(name, one)| (name.clone(), value(one))).collect())
        }
        other => panic!("{other}"),
    }
}

/// What stands for the number of a meeting's records.
const COUNTED: &str = "count";

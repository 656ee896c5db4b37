//! What a profile's parameters refer to: kinds, fields of their bodies, days, conditions. Each is read against the
//! catalogue, so that a rule about something that does not exist is refused with its line.

use std::fmt;

use jiff::civil::Date;
use serde::de::{Deserialize, Deserializer, Error};

use super::history::{History, Step};
use crate::model::kind::{self, Form, KindSpec};
use crate::model::{OfficeId, Value};

/// A kind of record.
#[derive(Debug, Clone, Copy)]
pub struct KindRef(pub &'static KindSpec);

impl KindRef {
    /// Its name.
    pub const fn name(self) -> &'static str {
        self.0.name
    }
}

impl PartialEq for KindRef {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

fn kind_named<E: Error>(name: &str) -> Result<KindRef, E> {
    kind::named(name).map(KindRef).ok_or_else(|| E::custom(format_args!("there is no kind of record `{name}`")))
}

impl<'de> Deserialize<'de> for KindRef {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        kind_named(&String::deserialize(from)?)
    }
}

/// A field of a kind's body: `legality-opinion.conclusion`, `hearing-record.representatives.count`.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldRef {
    /// The kind.
    pub kind: KindRef,
    /// The path in its body; a step through a list means every row.
    pub path: String,
    /// The names the path is made of.
    names: Box<[String]>,
    /// What may stand there.
    form: FormRef,
}

#[derive(Debug, Clone, Copy)]
struct FormRef(&'static Form);

impl PartialEq for FormRef {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl FieldRef {
    fn read<E: Error>(text: &str) -> Result<Self, E> {
        let (kind, path) =
            text.split_once('.').ok_or_else(|| E::custom(format_args!("`{text}` is not `KIND.FIELD`")))?;
        let kind: KindRef = kind_named(kind)?;
        let field = kind.0.field(path).filter(|_| !path.contains('['));
        let field = field.ok_or_else(|| E::custom(format_args!("a `{}` has no field `{path}`", kind.name())))?;
        let names = path.split('.').map(str::to_owned).collect();
        Ok(Self { kind, path: path.to_owned(), names, form: FormRef(&field.form) })
    }

    /// What may stand there.
    pub fn form(&self) -> &'static Form {
        self.form.0
    }

    /// The values in a record's body: several where the path leads through a list.
    pub fn values<'a>(&self, step: &'a Step) -> Vec<&'a Value> {
        let mut found = Vec::new();
        any_along(&step.body, &self.names, &mut |value| {
            found.push(value);
            false
        });
        found
    }

    /// Whether one of these values is as asked for.
    pub fn any<'a>(&self, step: &'a Step, mut is_so: impl FnMut(&'a Value) -> bool) -> bool {
        any_along(&step.body, &self.names, &mut is_so)
    }

    /// The first value in a record's body.
    pub fn value<'a>(&self, step: &'a Step) -> Option<&'a Value> {
        let mut found = None;
        any_along(&step.body, &self.names, &mut |value| {
            found = Some(value);
            true
        });
        found
    }
}

/// Whether a value at the end of a path is as asked for; no further one is looked at.
fn any_along<'a>(value: &'a Value, names: &[String], is_so: &mut impl FnMut(&'a Value) -> bool) -> bool {
    match (value, names) {
        (Value::List(rows), _) => rows.iter().any(|row| any_along(row, names, is_so)),
        (value, []) => is_so(value),
        (value, [name, rest @ ..]) => value.get(name).is_some_and(|value| any_along(value, rest, is_so)),
    }
}

impl<'de> Deserialize<'de> for FieldRef {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read(&String::deserialize(from)?)
    }
}

impl fmt::Display for FieldRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.kind.name(), self.path)
    }
}

/// A day that a record tells of: `hearing-record` (when it happened), `comment-announcement.from` (a day in its body),
/// `legality-opinion.recorded` (when the ledger entered it).
#[derive(Debug, Clone, PartialEq)]
pub struct DayRef {
    /// The kind.
    pub kind: KindRef,
    /// Which of its days.
    pub which: Which,
}

/// Which day of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Which {
    /// When it happened.
    Occurred,
    /// When the ledger entered it.
    Recorded,
    /// A field of its body.
    Field(String),
}

/// Which end of an event is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its beginning.
    From,
    /// Its end.
    To,
}

impl DayRef {
    /// The day, where the record tells it.
    pub fn day(&self, step: &Step, end: End) -> Option<Date> {
        match &self.which {
            Which::Occurred if end == End::From => Some(step.occurred.from.date()),
            Which::Occurred => Some(step.occurred.to.date()),
            Which::Recorded => Some(super::history::day_of(step.recorded)),
            Which::Field(path) => step.moment(path).map(|moment| moment.date()),
        }
    }

    /// Its name in the record's body, where it stands there.
    pub fn path(&self) -> Option<&str> {
        match &self.which {
            Which::Field(path) => Some(path),
            Which::Occurred | Which::Recorded => None,
        }
    }
}

impl<'de> Deserialize<'de> for DayRef {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match text.split_once('.') {
            None => Ok(Self { kind: kind_named(&text)?, which: Which::Occurred }),
            Some((kind, "recorded")) => Ok(Self { kind: kind_named(kind)?, which: Which::Recorded }),
            Some(_) => {
                let field = FieldRef::read::<D::Error>(&text)?;
                if field.path.contains('.') || !matches!(field.form(), Form::Day | Form::Moment) {
                    return Err(D::Error::custom(format_args!("`{text}` is no day of a record")));
                }
                Ok(Self { kind: field.kind, which: Which::Field(field.path) })
            }
        }
    }
}

impl fmt::Display for DayRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.which {
            Which::Occurred => f.write_str(self.kind.name()),
            Which::Recorded => write!(f, "{}.recorded", self.kind.name()),
            Which::Field(path) => write!(f, "{}.{path}", self.kind.name()),
        }
    }
}

/// Whether something holds of a decision: `decision-open.technical` (the field says yes, or there is one),
/// `hearing-record` (there is such a record), `decision-open.level = township` (the field says so), each with `not`
/// before it or without. The latest record of the kind counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    negated: bool,
    what: Holds,
}

#[derive(Debug, Clone, PartialEq)]
enum Holds {
    Kind(KindRef),
    Field(FieldRef),
    Says(FieldRef, String),
}

impl Condition {
    /// Whether it holds; `None` where nobody can tell, because a late entry declares the field unknown.
    pub fn holds(&self, history: &History) -> Option<bool> {
        let step = match &self.what {
            Holds::Kind(kind) => return Some(history.has(kind.name()) != self.negated),
            Holds::Field(field) | Holds::Says(field, _) => history.of(field.kind.name()).next_back(),
        };
        step.map_or(Some(self.negated), |step| self.holds_of(step))
    }

    /// Whether it holds of one record, which is of the kind it is about.
    pub fn holds_of(&self, step: &Step) -> Option<bool> {
        let said = match &self.what {
            Holds::Kind(kind) => step.kind.name == kind.name(),
            Holds::Field(field) | Holds::Says(field, _) if step.lacks(&field.path) => return None,
            Holds::Field(field) => field.any(step, |value| !matches!(value, Value::Bool(false))),
            Holds::Says(field, word) => field.any(step, |value| matches!(value, Value::Text(text) if text == word)),
        };
        Some(said != self.negated)
    }

    /// The kind it is about.
    pub const fn kind(&self) -> KindRef {
        match &self.what {
            Holds::Kind(kind) => *kind,
            Holds::Field(field) | Holds::Says(field, _) => field.kind,
        }
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let (negated, rest) = match text.strip_prefix("not ") {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let what = match rest.split_once(" = ") {
            Some((field, word)) => {
                let field = FieldRef::read::<D::Error>(field)?;
                match field.form() {
                    Form::Choice(choices) if choices.contains(&word) => {}
                    Form::Choice(_) => return Err(D::Error::custom(format_args!("`{field}` is never `{word}`"))),
                    _ => return Err(D::Error::custom(format_args!("`{field}` is not one of a set of words"))),
                }
                Holds::Says(field, word.to_owned())
            }
            None if rest.contains('.') => Holds::Field(FieldRef::read(rest)?),
            None => Holds::Kind(kind_named(rest)?),
        };
        Ok(Self { negated, what })
    }
}

/// A share: `2/3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Above the line.
    pub part: u64,
    /// Below it.
    pub whole: u64,
}

impl Share {
    /// Whether `part` of `whole` reaches this share (以上 includes it: Civil Code, art. 1259).
    pub fn reached_by(self, part: u64, whole: u64) -> bool {
        u128::from(part) * u128::from(self.whole) >= u128::from(whole) * u128::from(self.part)
    }

    /// Whether `part` of `whole` goes beyond it (超过 does not include it).
    pub fn passed_by(self, part: u64, whole: u64) -> bool {
        u128::from(part) * u128::from(self.whole) > u128::from(whole) * u128::from(self.part)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let numbers = text.split_once('/').map(|(part, whole)| (part.parse(), whole.parse()));
        match numbers {
            Some((Ok(part), Ok(whole))) if part <= whole && whole > 0 && whole <= SHARE_WHOLE_MAX => {
                Ok(Self { part, whole })
            }
            _ => Err(D::Error::custom(format_args!("`{text}` is no share such as `2/3`"))),
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.whole)
    }
}

/// Rules are written in halves, thirds and hundredths.
const SHARE_WHOLE_MAX: u64 = 1_000;

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRef(pub OfficeId);

impl<'de> Deserialize<'de> for OfficeRef {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        OfficeId::new(&text).map(Self).map_err(|_| D::Error::custom(format_args!("`{text}` is no office")))
    }
}

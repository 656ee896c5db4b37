//! What a finding says was expected and was found: an id that whoever draws it has a sentence for, and what to put into
//! the sentence. Sentences themselves are texts for people and live with the other texts.

use jiff::civil::Date;

use super::refs::Share;
use crate::model::{OfficeId, RecordedTime};

/// A sentence that can be said, and the names of its arguments in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saying {
    /// Its id: small letters and hyphens.
    pub id: &'static str,
    /// What it needs, by name.
    pub args: &'static [&'static str],
}

impl Saying {
    /// A sentence.
    pub const fn new(id: &'static str, args: &'static [&'static str]) -> Self {
        Self { id, args }
    }

    /// Says it.
    pub fn with<const N: usize>(&'static self, args: [Arg; N]) -> Said {
        debug_assert_eq!(self.args.len(), N, "{}", self.id);
        Said { saying: self, args: args.into() }
    }
}

/// A sentence with what belongs into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The sentence.
    pub saying: &'static Saying,
    /// Its arguments, in the order of [`Saying::args`].
    pub args: Vec<Arg>,
}

/// What goes into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A whole number.
    Int(i64),
    /// A day.
    Day(Date),
    /// A time of the ledger's clock.
    Time(RecordedTime),
    /// Words out of a record.
    Words(String),
    /// A kind of record.
    Kind(&'static str),
    /// Several kinds, any of which would do.
    Kinds(Vec<&'static str>),
    /// A field of a kind: the kind and the path.
    Field(&'static str, String),
    /// What a field that takes one of a set of words says: the kind, the path, the word.
    Choice(&'static str, String, String),
    /// Several of them, any of which would do.
    Choices(&'static str, String, Vec<String>),
    /// Several of them, each of which is meant.
    AllChoices(&'static str, String, Vec<String>),
    /// A document, by the role it is attached in.
    Document(String),
    /// An office.
    Office(OfficeId),
    /// Several offices, any of which would do.
    Offices(Vec<OfficeId>),
    /// A record of the decision, by its number.
    Record(u64),
    /// Several records of the decision, by their numbers.
    Records(Vec<u64>),
    /// A share.
    Share(Share),
    /// Names or words, in order.
    List(Vec<String>),
}

impl Arg {
    /// A count.
    pub fn count(number: usize) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

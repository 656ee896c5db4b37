//! How people name a record of the ledger at hand: `2026-003#12`, record 12 of that decision; `registry#4`; `@41`, the
//! entry with that sequence number. All numbers count from 0, as in the entry's header.
//!
//! Forms know shorter names, which mean something only inside a decision ([`form`](super::form)).

use std::fmt;
use std::str::FromStr;

use super::error::CliError;
use super::refusal;
use crate::chain::Header;
use crate::model::{DecisionId, Seq, StreamId};
use crate::port::{ReadLedger, StoredEntry};
use crate::render::Message;

/// A record by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordName {
    /// By its place in the ledger.
    Entry(Seq),
    /// By its stream and its number there.
    InStream(StreamId, u64),
}

/// A text that names no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no record; write 2026-003#12, registry#4 or @41")]
pub struct BadRecordName(String);

impl RecordName {
    /// The name of the record with this header: stream and number.
    pub fn of(header: &Header) -> Self {
        Self::InStream(header.stream.clone(), header.number)
    }

    /// Finds the record.
    ///
    /// # Errors
    /// There is none of this name (exit 1), or the store cannot answer.
    pub fn find<S: ReadLedger + ?Sized>(&self, store: &S) -> Result<StoredEntry, CliError> {
        let found = match self {
            Self::Entry(seq) => store.entries(*seq, 1),
            Self::InStream(stream, number) => store.stream(stream, *number, 1),
        };
        if let Some(stored) = found.map_err(|error| refusal::store(&error))?.into_iter().next() {
            return Ok(stored);
        }
        let count = match self {
            Self::Entry(_) => store.tip().map(|tip| tip.size),
            Self::InStream(stream, _) => store.stream_head(stream).map(|head| head.map_or(0, |head| head.count)),
        };
        let count = count.map_err(|error| refusal::store(&error))?;
        let error = CliError::refused("error-no-such-record").show("name", self);
        Err(match (self, count) {
            (Self::InStream(stream, _), 0) => {
                error.because(Message::new("cause-no-such-stream").show("stream", stream))
            }
            (_, count) => error.because(Message::new("cause-last-number").show("last", count.saturating_sub(1))),
        })
    }
}

impl fmt::Display for RecordName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(seq) => write!(f, "@{seq}"),
            Self::InStream(stream, number) => match stream.decision() {
                // A decision may have the id `registry`; it is then named in full.
                Some(id) if id.as_str() != REGISTRY => write!(f, "{id}#{number}"),
                _ => write!(f, "{stream}#{number}"),
            },
        }
    }
}

impl FromStr for RecordName {
    type Err = BadRecordName;

    fn from_str(text: &str) -> Result<Self, BadRecordName> {
        let bad = || BadRecordName(text.chars().take(80).collect());
        // One number has one spelling: neither sign nor leading zeros.
        let number = |digits: &str| digits.parse().ok().filter(|number: &u64| number.to_string() == digits);
        if let Some(digits) = text.strip_prefix('@') {
            return number(digits).map(|seq| Self::Entry(Seq(seq))).ok_or_else(bad);
        }
        let (stream, digits) = text.split_once('#').ok_or_else(bad)?;
        let stream = if stream == REGISTRY || stream.contains('/') {
            stream.parse().map_err(|_| bad())?
        } else {
            StreamId::Decision(DecisionId::new(stream).map_err(|_| bad())?)
        };
        number(digits).map(|number| Self::InStream(stream, number)).ok_or_else(bad)
    }
}

const REGISTRY: &str = "registry";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_as_it_is_written() {
        for text in ["2026-003#12", "registry#4", "@41", "@0", "profile/cn-order-713#0", "decision/registry#1"] {
            assert_eq!(text.parse::<RecordName>().map(|name| name.to_string()), Ok(text.to_owned()));
        }
        assert_eq!("decision/2026-003#1".parse(), Ok(in_stream("decision/2026-003", 1)));
        assert_eq!(in_stream("decision/2026-003", 1).to_string(), "2026-003#1");
        assert_eq!("registry#4".parse(), Ok(in_stream("registry", 4)));
    }

    #[test]
    fn what_names_no_record_is_refused() {
        for bad in [
            "",
            "#1",
            "12",
            "@",
            "@-1",
            "@01",
            "@+1",
            "2026-003",
            "2026-003#",
            "2026-003#012",
            "a b#1",
            "x#1#2",
            "#@1",
            "决策#1",
            "profile/#1",
            "other/x#1",
            "@18446744073709551616",
        ] {
            assert!(bad.parse::<RecordName>().is_err(), "{bad}");
        }
        let long = "x".repeat(500).parse::<RecordName>().unwrap_err().to_string();
        assert!(long.len() < 200, "{long}");
    }

    fn in_stream(stream: &str, number: u64) -> RecordName {
        RecordName::InStream(stream.parse().unwrap(), number)
    }
}

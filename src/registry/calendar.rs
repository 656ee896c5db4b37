//! A holiday table comes into force (工作日历启用): the bodies of the records in a stream `calendar/<id>`. Decided by the root
//! holders, as a profile is: by which days a period is counted must not be chosen by those who have to keep it.
//!
//! Out of scope: what the table says ([`holidays`](crate::procedure::holidays)); which of several tables of a year counts.

use serde::{Deserialize, Serialize};

use super::adoption::{NO_TEXT, has_text};
use super::event::EventError;
use crate::format::Record;
use crate::format::object;
use crate::model::{CalendarId, EvidenceDigest, StreamId};

/// The kind of record that adopts a holiday table.
pub const ADOPT_CALENDAR: &str = "adopt-calendar";

/// The role in which the table's text is attached.
pub const CALENDAR_ROLE: &str = "calendar";

/// The holiday table of a year comes into force. Signed by the root threshold; its text is an attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdoptCalendar {
    /// Whose holidays they are.
    pub calendar: CalendarId,
    /// The year.
    pub year: i16,
    /// Where the days come from, as the table says.
    pub source: String,
    /// The BLAKE3 of its text.
    pub blake3: EvidenceDigest,
    /// The document by which it was decided on.
    pub document: String,
}

impl AdoptCalendar {
    /// Reads the record's body, and holds it against its stream and its attachment.
    ///
    /// # Errors
    /// [`EventError`].
    pub fn read(record: &Record) -> Result<Self, EventError> {
        if record.kind.as_str() != ADOPT_CALENDAR {
            return Err(EventError::Kind(record.kind.clone()));
        }
        let fail = |what: String| EventError::Form { kind: record.kind.clone(), what };
        let adopt: Self = object::read(record.body.get().as_bytes()).map_err(|error| fail(error.to_string()))?;
        if record.stream != StreamId::Calendar(adopt.calendar.clone()) {
            return Err(fail(format!("it adopts `{}` in the stream `{}`", adopt.calendar, record.stream)));
        }
        if has_text(record, CALENDAR_ROLE, &adopt.blake3) { Ok(adopt) } else { Err(fail(NO_TEXT.into())) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::adoption::tests::{TEXT, attached, open, record};
    use super::*;
    use crate::format::Content;
    use crate::model::Sha256Digest;

    #[test]
    fn an_adoption_names_its_stream_and_has_its_table_once_and_openly() {
        let body = format!(
            "{{\"calendar\":\"cn\",\"year\":2027,\"source\":\"通知\",\"blake3\":\"{TEXT}\",\"document\":\"文1\"}}"
        );
        let text = || attached(CALENDAR_ROLE, open(TEXT));
        let read = |stream: &str, attachments| AdoptCalendar::read(&record(ADOPT_CALENDAR, stream, &body, attachments));
        let good = read("calendar/cn", vec![text(), attached("notice", open(TEXT))]).unwrap();
        assert_eq!((good.calendar.as_str(), good.year, good.source.as_str()), ("cn", 2027, "通知"));
        for (stream, attachments) in [
            ("calendar/other", vec![text()]),
            ("profile/cn", vec![text()]),
            ("calendar/cn", vec![]),
            ("calendar/cn", vec![text(), text()]),
            ("calendar/cn", vec![attached("profile", open(TEXT))]),
            ("calendar/cn", vec![attached(CALENDAR_ROLE, open(EvidenceDigest([9; 32])))]),
            ("calendar/cn", vec![attached(CALENDAR_ROLE, Content::Sealed(Sha256Digest([8; 32])))]),
        ] {
            assert!(matches!(read(stream, attachments), Err(EventError::Form { .. })), "{stream}");
        }
        let other = record("adopt-profile", "calendar/cn", &body, vec![text()]);
        assert!(matches!(AdoptCalendar::read(&other), Err(EventError::Kind(_))));
        for wrong in [
            body.replace("document", "paper"),
            body.replace("2027", "\"2027\""),
            body.replace("2027", "70000"),
            body.replace("}", ",\"from\":\"2026-01-01\"}"),
        ] {
            assert!(
                AdoptCalendar::read(&record(ADOPT_CALENDAR, "calendar/cn", &wrong, vec![text()])).is_err(),
                "{wrong}"
            );
        }
    }
}

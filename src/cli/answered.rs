//! A record as the views of accountability show it: who signed it and in which office, whose word it is, when it is said
//! to have happened, when it was recorded and how long after, what was said against it or corrected later.
//!
//! Like everything that reads, it shows and gives no verdict on the ledger; that is `verify`'s.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Serialize;

use super::context::Context;
use super::reader::{Reader, SignatoryShown, StreamNames, gist_of};
use super::record_name::RecordName;
use crate::format::{Despite, Late};
use crate::ledger::RecordView;
use crate::model::kind;
use crate::model::{ClaimedTime, KindName, Moment, Occurred, RecordDigest, RecordedTime, Value};
use crate::procedure::history::day_of;
use crate::procedure::{Stand, Voice};
use crate::render::body::indented;
use crate::render::{Language, Message, Piece, Tone, text, words, wrapped};

/// A record and who answers for it.
#[derive(Debug, Clone, Serialize)]
pub struct Answered {
    /// Its name, such as `2026-003#4`.
    pub name: String,
    /// Its place in the ledger.
    pub sequence: u64,
    /// Its number in its stream.
    pub number: u64,
    /// What others cite it by.
    pub record: RecordDigest,
    /// What it is.
    pub kind: KindName,
    /// Who signed it.
    pub signatories: Vec<SignatoryShown>,
    /// When the signers say it happened.
    pub occurred: Occurred,
    /// When they say they signed.
    pub signed_at: ClaimedTime,
    /// When the ledger took it in.
    pub recorded: RecordedTime,
    /// Calendar days from the end of the fact to the day it was recorded, in the time of the law's days (UTC+8).
    pub lag_days: i32,
    /// Why it was entered late, where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
    /// The findings its signers knew of.
    pub despite: Vec<Despite>,
    /// What it says, in one line.
    pub gist: String,
    /// Whose word it is, where it tells of one person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<Voice>,
    /// How a member stood, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stand: Option<StandShown>,
    /// The records that correct it.
    pub corrected_by: Vec<String>,
    /// A later position of the same person at the same meeting, as told by the same voice: it counts in place of this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<String>,
    /// Whether a signatory's key was declared compromised since before it.
    pub in_doubt: bool,
    /// What is against signatures or authority; `null` where both hold.
    pub against: Option<String>,
    #[serde(skip)]
    body: Value,
}

/// How somebody stood at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandShown {
    /// Who.
    pub person: Option<String>,
    /// How.
    pub position: Option<String>,
    /// Whether it is anything but agreement.
    pub dissents: bool,
    /// Whether reasons were refused.
    pub declined: bool,
    /// At which meeting.
    pub meeting: Option<String>,
    #[serde(skip)]
    at: Option<RecordDigest>,
}

impl Answered {
    /// A record as it is shown. `names` knows the records before it in its stream; who corrects it is said later, by
    /// [`Answered::corrected`].
    pub fn of(language: Language, reader: &Reader, view: &RecordView, names: &StreamNames) -> Self {
        let record = &view.record;
        let header = view.stored.entry.header();
        let signatories = reader.signatories(record, view.seq());
        let body = record.body_value().unwrap_or(Value::Table(Vec::new()));
        let spec = kind::find(&record.kind);
        let persons = || signatories.iter().filter_map(|one| one.person.as_ref());
        let stand = spec.and_then(|spec| Stand::of(spec, &body, persons())).map(|stand| StandShown {
            person: stand.person.map(str::to_owned),
            position: stand.position.map(str::to_owned),
            dissents: stand.dissents(),
            declined: stand.declined,
            meeting: stand.meeting.and_then(|meeting| names.record(&meeting)).map(ToString::to_string),
            at: stand.meeting,
        });
        let registry = reader.registry.as_ref();
        let doubted = |key| registry.is_some_and(|known| known.doubt(key, view.seq(), header.recorded).is_some());
        Self {
            name: RecordName::of(header).to_string(),
            sequence: header.sequence.0,
            number: header.number,
            record: header.record_blake3,
            kind: record.kind.clone(),
            occurred: record.occurred,
            signed_at: record.signed_at,
            recorded: header.recorded,
            lag_days: lag_days(&record.occurred, header.recorded),
            late: record.late.clone(),
            despite: record.despite.clone(),
            gist: gist_of(language, record, &|digest| names.name(digest)),
            voice: spec.and_then(|spec| Voice::of(spec, &body, persons())),
            stand,
            corrected_by: Vec::new(),
            changed_by: None,
            in_doubt: record.offices.iter().any(|one| doubted(&one.key)),
            against: reader.against(view).map(|why| why.text(language)),
            signatories,
            body,
        }
    }

    /// Says which later records of its stream correct it.
    pub fn corrected(&mut self, names: &StreamNames) {
        self.corrected_by = names.corrections_of(&self.record).iter().map(ToString::to_string).collect();
    }

    /// What it says, field by field.
    pub const fn body(&self) -> &Value {
        &self.body
    }

    /// The fields of its body that are named, in the body's own order.
    pub fn only(&self, fields: &[&str]) -> Value {
        let Value::Table(all) = &self.body else { return Value::Table(Vec::new()) };
        Value::Table(all.iter().filter(|(name, _)| fields.contains(&name.as_str())).cloned().collect())
    }

    /// Whether it is the signer's own word against: a dissent they signed, or an objection.
    pub fn own_dissent(&self) -> bool {
        let against = self.stand.as_ref().is_some_and(|stand| stand.dissents) || self.kind.as_str() == OBJECTION;
        against && self.voice == Some(Voice::Signed)
    }

    /// How a member stood, and whose word it is, in words.
    pub fn stand_in_words(&self, language: Language) -> Option<Piece> {
        let stand = self.stand.as_ref()?;
        let position = stand.position.as_deref().map_or_else(
            || text(language, "view-not-told", &[]),
            |position| words::choice(language, "position", position),
        );
        let person = stand.person.clone().unwrap_or_else(|| text(language, "view-not-told", &[]));
        let id = match (self.voice, stand.dissents) {
            (Some(Voice::Signed), true) => "view-dissent",
            (Some(Voice::Signed) | None, _) => "view-position",
            (Some(Voice::Minuted), _) => "view-minuted",
            (Some(Voice::Entered), _) => "view-entered",
        };
        let said = Message::new(id).with("person", person).with("position", position).text(language);
        Some(Piece::new(if stand.dissents { Tone::Warn } else { Tone::Plain }, said))
    }

    /// What is to be said of it beside its place, its signers and its times; the gravest first. `stand` is how a member
    /// stood, where that is not said already.
    fn remarks(&self, language: Language, stand: Option<Piece>) -> Vec<Piece> {
        let mut remarks = Vec::new();
        if let Some(why) = &self.against {
            remarks.push(Piece::new(Tone::Bad, why.as_str()));
        }
        if self.in_doubt {
            remarks.push(Piece::new(Tone::Bad, text(language, "step-in-doubt", &[])));
        }
        remarks.extend(stand);
        if let Some(by) = &self.changed_by {
            remarks.push(Piece::new(Tone::Warn, Message::new("view-changed-by").with("by", by.clone()).text(language)));
        }
        if self.stand.is_none() && self.voice == Some(Voice::Entered) {
            remarks.push(Piece::new(Tone::Warn, text(language, "view-entered-for", &[])));
        }
        if let Some(late) = &self.late {
            let why = first_line(&late.reason);
            remarks.push(Piece::new(Tone::Warn, Message::new("view-late").with("why", why).text(language)));
        }
        if self.lag_days < 0 {
            remarks.push(Piece::new(Tone::Warn, text(language, "view-before-it-happened", &[])));
        }
        for despite in &self.despite {
            let said = Message::new("view-despite").with("rule", despite.rule.clone());
            remarks.push(Piece::new(Tone::Warn, said.with("reason", despite.reason.clone()).text(language)));
        }
        if !self.corrected_by.is_empty() {
            let by = self.corrected_by.join(&text(language, "word-comma", &[]));
            remarks.push(Piece::new(Tone::Warn, Message::new("view-corrected-by").with("by", by).text(language)));
        }
        remarks
    }

    /// When it is said to have happened, the day written once where it began and ended on one.
    pub fn occurred_in_words(&self, language: Language) -> String {
        let Occurred { from, to } = self.occurred;
        let (day, whole) = (from.date(), to.to_string());
        let till = match whole.split_once('T') {
            Some((_, time)) if day == to.date() && matches!(from, Moment::Instant(..)) => time,
            _ => &whole,
        };
        if from == to {
            return from.to_string();
        }
        Message::new("occurred-from-to").show("from", from).with("to", till.to_owned()).text(language)
    }

    /// Its remarks as lines, each beginning `indent` places in.
    pub fn remark_lines(&self, language: Language, stand: Option<Piece>, indent: usize) -> Vec<Vec<Piece>> {
        let lines = self.remarks(language, stand).into_iter().flat_map(|remark| {
            let tone = remark.tone;
            wrapped(&remark.text, REMARK_PLACES).into_iter().map(move |line| vec![Piece::new(tone, line)])
        });
        indented(lines.collect(), indent).collect()
    }

    /// When it was recorded, and how long after the fact.
    pub fn recorded_in_words(&self, language: Language, reader: &Reader) -> String {
        let days = self.lag_in_words(language).text;
        Message::new("view-recorded").with("at", reader.local(self.recorded)).with("days", days).text(language)
    }

    /// How long after the fact it was recorded.
    pub fn lag_in_words(&self, language: Language) -> Piece {
        let tone = if self.late.is_some() || self.lag_days < 0 { Tone::Warn } else { Tone::Plain };
        Piece::new(tone, Message::new("view-days").with("count", self.lag_days).text(language))
    }
}

/// Says of each position which later one of the same person, at the same meeting and told by the same voice, counts in
/// its place. They come in the order they were recorded.
pub fn say_what_changed<'a>(all: impl DoubleEndedIterator<Item = &'a mut Answered>) {
    let mut last: HashMap<(Option<Voice>, RecordDigest, String), String> = HashMap::new();
    for one in all.rev() {
        let Some(stand) = &one.stand else { continue };
        let (Some(person), Some(at)) = (stand.person.clone(), stand.at) else { continue };
        match last.entry((one.voice, at, person)) {
            Entry::Occupied(later) => one.changed_by = Some(later.get().clone()),
            Entry::Vacant(none) => drop(none.insert(one.name.clone())),
        }
    }
}

/// Warns of records that cannot be read, by name: what they say is missing from what was shown.
pub fn warn_unreadable(context: &Context, names: &[String]) {
    if names.is_empty() {
        return;
    }
    let mut shown = names.iter().take(NAMES_SHOWN_MAX).cloned().collect::<Vec<_>>();
    if names.len() > NAMES_SHOWN_MAX {
        shown.push("…".to_owned());
    }
    let shown = shown.join(&context.text("word-comma"));
    context.printer.warning(&Message::new("warning-unreadable").with("names", shown));
}

/// Calendar days from the end of a fact to the day it was recorded.
fn lag_days(occurred: &Occurred, recorded: RecordedTime) -> i32 {
    (day_of(recorded) - occurred.to.date()).get_days()
}

/// The whole is in `step show`.
fn first_line(text: &str) -> String {
    text.split_once('\n').map_or_else(|| text.to_owned(), |(first, _)| format!("{first} …"))
}

/// More names than anybody reads; JSON has them all.
const NAMES_SHOWN_MAX: usize = 100;

/// A remark is broken into lines that fit a terminal of ordinary width, and a printed page.
const REMARK_PLACES: usize = 94;

/// An official's own word against an order (Civil Servants Law, art. 60).
const OBJECTION: &str = "objection";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lag_is_counted_in_days_of_the_place() {
        let at = |text: &str| Occurred::at(text.parse().unwrap());
        // 16:00 in UTC is midnight where the law counts its days.
        let before: RecordedTime = "2026-03-20T15:59:59.999Z".parse().unwrap();
        let after: RecordedTime = "2026-03-20T16:00:00.000Z".parse().unwrap();
        assert_eq!((lag_days(&at("2026-03-20"), before), lag_days(&at("2026-03-20"), after)), (0, 1));
        assert_eq!(lag_days(&at("2026-03-20T23:30:00+08:00"), after), 1);
        assert_eq!(lag_days(&at("2025-03-20"), before), 365);
        assert_eq!(lag_days(&at("2026-03-25"), before), -5);
        let span = Occurred { from: "2010-01-01".parse().unwrap(), to: "2026-03-19".parse().unwrap() };
        assert_eq!(lag_days(&span, before), 1);
    }
}

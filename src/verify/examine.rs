//! One entry, looked at on its own: everything that needs neither its neighbours nor the rest of the ledger, apart from
//! the registry as it stood there.

use jiff::SignedDuration;
use serde_json::value::RawValue;

use super::code::Code;
use super::documents::Documents;
use super::erasures;
use super::report::{Check, Finding, Gathered, Place};
use crate::chain::{EntryError, Frame, Header, check_digests, entry_hash, leaf_hash, line_end};
use crate::crypto::hash::fingerprint;
use crate::format::limits::CLOCK_SKEW_SECONDS_MAX;
use crate::format::{
    Attachment, BadField, Envelope, EnvelopeError, Nonce, Record, RecordError, Signatory, SignatureError, Verifiers,
};
use crate::model::{ClaimedTime, EntryHash, KindName, RecordDigest, Seq, StreamId, TreeHash, Value, kind};
use crate::port::ReadEvidence;
use crate::registry::{AuthorityError, Registry};

/// Looks at entries; one for all threads.
pub(super) struct Examiner<'a, S: ?Sized> {
    /// The documents.
    pub(super) documents: Documents<'a, S>,
    /// The key of all fingerprints.
    pub(super) seed: [u8; 32],
}

/// By what a record's authority is judged.
#[derive(Clone, Copy)]
pub(super) enum Authority<'a> {
    /// It founds the ledger.
    Founding,
    /// The registry before it.
    Registry(&'a Registry),
    /// There is none: the founding did not hold.
    None,
}

/// An entry that has been looked at: what its neighbours are judged by.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// Its place in the log, from 0.
    pub(super) at: u64,
    /// Where its frame begins in the file.
    pub(super) offset: u64,
    /// Its header; `None` where it is none.
    pub(super) header: Option<Header>,
    /// BLAKE3 of the header's bytes.
    pub(super) hash: EntryHash,
    /// The header's leaf in the tree.
    pub(super) leaf: TreeHash,
    /// What its record says that others are judged by; `None` where there is none.
    pub(super) said: Option<Said>,
    /// Fingerprints; zeros where there is no header.
    pub(super) prints: Prints,
    /// Whether anything is amiss with one of its sealed attachments.
    pub(super) amiss: bool,
    /// How many sealed attachments it has destroyed, where it is an erasure that holds.
    pub(super) erases: u64,
}

/// What a record says that others are judged by.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) nonce: Nonce,
    pub(super) signed_at: ClaimedTime,
    pub(super) basis: Vec<RecordDigest>,
    pub(super) offices: Vec<Signatory>,
    pub(super) kind: KindName,
    pub(super) attachments: Vec<Attachment>,
    pub(super) late: bool,
    body: Box<RawValue>,
}

impl Said {
    /// The fields of its kind.
    pub(super) fn body(&self) -> Option<Value> {
        serde_json::from_str(self.body.get()).ok()
    }
}

impl From<Record> for Said {
    fn from(record: Record) -> Self {
        let Record { nonce, signed_at, basis, offices, kind, attachments, late, body, .. } = record;
        Self { nonce, signed_at, basis, offices, kind, attachments, late: late.is_some(), body }
    }
}

/// Fingerprints of what must be found again among all entries.
#[derive(Debug, Clone, Default)]
pub(super) struct Prints {
    /// The stream's name.
    pub(super) stream: u64,
    /// The record's digest.
    pub(super) record: u64,
    /// The entry's hash.
    pub(super) entry: u64,
    /// The hash it names as the one before it in its stream.
    pub(super) stream_previous: u64,
    /// Stream and nonce.
    pub(super) nonce: u64,
    /// The records it stands on.
    pub(super) basis: Vec<u64>,
}

/// What came of looking at an entry.
pub(super) struct Examined {
    pub(super) seen: Seen,
    /// The record, where it could be read.
    pub(super) record: Option<Record>,
    /// Whether signatures and authority hold, so that a registry record may change the registry.
    pub(super) entitled: bool,
    /// The registry it founds.
    pub(super) founded: Option<Registry>,
}

impl Seen {
    /// Where it is, for a finding.
    pub(super) fn place(&self, file: &str) -> Place {
        let mut place =
            Place { seq: Some(self.at), file: Some(file.to_owned()), offset: Some(self.offset), ..Place::default() };
        if let Some(header) = &self.header {
            place.stream = Some(header.stream.clone());
            place.number = Some(header.number);
            place.record = Some(header.record_blake3);
        }
        place
    }
}

impl<S: ReadEvidence + ?Sized> Examiner<'_, S> {
    /// Looks at the whole frame `bytes`, entry `at` of the log, which begins at `offset` of `file`.
    pub(super) fn examine(
        &self,
        bytes: &[u8],
        at: u64,
        (file, offset): (&str, u64),
        authority: Authority<'_>,
        keys: &mut Verifiers,
        out: &mut Gathered,
    ) -> Examined {
        let (header_bytes, envelope) = cut(bytes);
        let mut seen = self.seen(header_bytes, at, offset);
        seen.leaf = leaf_hash(header_bytes);
        let place = || seen.place(file);
        let Some(header) = &seen.header else {
            let why = Header::read(header_bytes).err().map(|error| error.to_string()).unwrap_or_default();
            out.add(Finding::new(Code::HeaderForm, place()).saying(why));
            return Examined { seen, record: None, entitled: false, founded: None };
        };
        check_digests_of(header, envelope, &place, out);
        let Some((record, mut entitled)) = read_record(envelope, keys, &place, out) else {
            return Examined { seen, record: None, entitled: false, founded: None };
        };
        let placed = check_place(header, &record, &place, out);
        check_times(header, &record, &place, out);
        let amiss = self.documents.check(&record.attachments, &place, out);

        let (judged, founded) = match authority {
            Authority::Founding => Registry::found(&record).map_or_else(|e| (Err(e), None), |new| (Ok(()), Some(new))),
            Authority::Registry(registry) => (registry.judge(&record, Seq(at)), None),
            Authority::None => (Ok(()), None),
        };
        entitled &= placed && judged.is_ok() && !matches!(authority, Authority::None);
        if !matches!(authority, Authority::None) {
            let registry = record.stream == StreamId::Registry;
            out.looked(if registry { Check::Registry } else { Check::Authority }, 1);
        }
        match judged {
            // Said already, against the header.
            Err(AuthorityError::Origin { .. }) if !placed => {}
            Err(error) => out.add(authority_finding(&error, place())),
            Ok(()) => {}
        }
        seen.prints.say(&record, &self.seed);
        (seen.amiss, seen.erases) = (amiss, erasures::erases(&record, entitled));
        Examined { seen, record: Some(record), entitled, founded: founded.filter(|_| entitled) }
    }

    /// A header that stands alone.
    pub(super) fn header(&self, bytes: &[u8], at: u64, (file, offset): (&str, u64), out: &mut Gathered) -> Seen {
        let seen = self.seen(bytes, at, offset);
        if seen.header.is_none() {
            let why = Header::read(bytes).err().map(|error| error.to_string()).unwrap_or_default();
            out.add(Finding::new(Code::HeaderForm, seen.place(file)).saying(why));
        }
        seen
    }

    /// The same without what costs: neither digests nor signatures nor documents. For passes over what has been examined.
    pub(super) fn glance(&self, bytes: &[u8], at: u64, offset: u64) -> Seen {
        let (header, envelope) = cut(bytes);
        let mut seen = self.seen(header, at, offset);
        if seen.header.is_some() {
            let record = Envelope::read(envelope).ok().and_then(|envelope| Record::read(&envelope.payload).ok());
            if let Some(record) = record {
                seen.prints.say(&record, &self.seed);
                seen.said = Some(record.into());
            }
        }
        seen
    }

    fn seen(&self, header_bytes: &[u8], at: u64, offset: u64) -> Seen {
        let (header, hash) = (Header::read(header_bytes).ok(), entry_hash(header_bytes));
        let prints = header.as_ref().map_or_else(Prints::default, |header| Prints::of(header, &hash, &self.seed));
        Seen { at, offset, header, hash, leaf: TreeHash([0; 32]), said: None, prints, amiss: false, erases: 0 }
    }
}

impl Prints {
    fn of(header: &Header, hash: &EntryHash, seed: &[u8; 32]) -> Self {
        Self {
            stream: stream_print(&header.stream, seed),
            record: fingerprint(seed, &header.record_blake3.0),
            entry: fingerprint(seed, &hash.0),
            stream_previous: fingerprint(seed, &header.stream_previous.0),
            ..Self::default()
        }
    }

    /// Adds what the record says. The nonce goes with the stream of the *header*: where the two differ that is found.
    fn say(&mut self, record: &Record, seed: &[u8; 32]) {
        let mut named = [0; 24];
        named[..8].copy_from_slice(&self.stream.to_le_bytes());
        named[8..].copy_from_slice(&record.nonce.0);
        self.nonce = fingerprint(seed, &named);
        self.basis = record.basis.iter().map(|digest| fingerprint(seed, &digest.0)).collect();
    }
}

/// The header's bytes and the envelope's. The store has cut the frame out by its form; bytes that are none after all have an
/// empty header, which is found.
fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    Frame::find(bytes).map_or((&[], &[]), |frame| (frame.header_bytes(bytes), frame.envelope_bytes(bytes)))
}

/// Holds an envelope's bytes against the digests in its header.
pub(super) fn check_digests_of(header: &Header, envelope: &[u8], place: &dyn Fn() -> Place, out: &mut Gathered) {
    out.looked(Check::Digests, 1);
    match check_digests(header, envelope) {
        Ok(()) => {}
        Err(EntryError::Digest { which, expected, found }) => {
            let code = if which == "BLAKE3" { Code::DigestBlake3 } else { Code::DigestSha256 };
            out.add(Finding::new(code, place()).against(expected, found));
        }
        Err(error) => out.add(Finding::new(Code::HeaderForm, place()).saying(error)),
    }
}

/// Reads envelope and record strictly and checks the signatures; whether those hold goes with the record.
pub(super) fn read_record(
    envelope: &[u8],
    keys: &mut Verifiers,
    place: &dyn Fn() -> Place,
    out: &mut Gathered,
) -> Option<(Record, bool)> {
    out.looked(Check::Envelopes, 1);
    let envelope = match Envelope::read(envelope) {
        Ok(envelope) => envelope,
        Err(error) => {
            out.add(Finding::new(envelope_code(&error), place()).saying(error));
            return None;
        }
    };
    out.looked(Check::Records, 1);
    let record = match Record::read(&envelope.payload) {
        Ok(record) => record,
        Err(error) => {
            out.add(Finding::new(record_code(&error), place()).saying(error));
            return None;
        }
    };
    let signed = envelope.signed_by(&record.keys(), keys);
    match &signed {
        Ok(()) => out.looked(Check::Signatures, record.offices.len() as u64),
        Err(error) => out.add(Finding::new(signature_code(error), place()).saying(error)),
    }
    Some((record, signed.is_ok()))
}

/// Whether the record is for the place its header gives it.
pub(super) fn check_place(header: &Header, record: &Record, place: &dyn Fn() -> Place, out: &mut Gathered) -> bool {
    let (origin, stream) = (record.origin == header.origin, record.stream == header.stream);
    if !origin {
        out.add(Finding::new(Code::RecordOrigin, place()).against(&header.origin, &record.origin));
    }
    if !stream {
        out.add(Finding::new(Code::RecordStream, place()).against(&header.stream, &record.stream));
    }
    let opens = kind::opens(&record.kind);
    if header.stream.decision().is_some() && opens != (header.number == 0) {
        let expected = if opens { "a kind that does not open" } else { "a kind that opens" };
        out.add(Finding::new(Code::DecisionOpening, place()).against(expected, &record.kind));
    }
    origin && stream
}

/// Whether the frame's header says that it belongs to the registry: its sixth line does.
pub(super) fn says_registry(frame: &[u8]) -> bool {
    let mut rest = frame;
    for _ in 0..5 {
        let Some(end) = line_end(rest) else { return false };
        rest = &rest[end + 1..];
    }
    rest.starts_with(b"stream registry\n")
}

fn stream_print(stream: &StreamId, seed: &[u8; 32]) -> u64 {
    let (tag, id) = match stream {
        StreamId::Registry => (0, ""),
        StreamId::Profile(id) => (1, id.as_str()),
        StreamId::Decision(id) => (2, id.as_str()),
        StreamId::Calendar(id) => (3, id.as_str()),
    };
    // An id has at most 64 bytes.
    let mut named = [0; 65];
    named[0] = tag;
    named[1..=id.len()].copy_from_slice(id.as_bytes());
    fingerprint(seed, &named[..=id.len()])
}

/// The times a signer claims must be possible; two honest clocks may differ by [`CLOCK_SKEW_SECONDS_MAX`].
pub(super) fn check_times(header: &Header, record: &Record, place: &dyn Fn() -> Place, out: &mut Gathered) {
    out.looked(Check::Times, 1);
    let skew = SignedDuration::from_secs(CLOCK_SKEW_SECONDS_MAX);
    let (signed, recorded) = (record.signed_at.timestamp(), header.recorded.timestamp());
    if signed.duration_since(recorded) > skew {
        let finding = Finding::new(Code::SignedAfterRecorded, place());
        out.add(finding.against(format!("≤ {}", header.recorded), record.signed_at));
    }
    if record.occurred.from.bounds().0.duration_since(signed) > skew {
        let finding = Finding::new(Code::OccurredAfterSigned, place());
        out.add(finding.against(format!("≤ {}", record.signed_at), record.occurred.from));
    }
    let long_ago = || recorded.duration_since(record.occurred.to.bounds().1) > LATE_AFTER;
    if record.late.is_none() && header.stream.decision().is_some() && long_ago() {
        let finding = Finding::new(Code::LateUnsaid, place());
        out.add(finding.against(header.recorded, record.occurred.to));
    }
}

/// A step entered so long after the fact is told, where the record itself does not say that it is entered late. Whether it
/// is a fault, and how grave, is for a procedure profile: offices enter a quarter's papers together, so a quarter it is.
const LATE_AFTER: SignedDuration = SignedDuration::from_hours(24 * 92);

pub(super) fn envelope_code(error: &EnvelopeError) -> Code {
    match error {
        EnvelopeError::RecordTooLarge(_) => Code::RecordOversized,
        EnvelopeError::TooLarge(_) => Code::EnvelopeOversized,
        EnvelopeError::PayloadType(_) => Code::EnvelopePayloadType,
        EnvelopeError::PayloadBase64 | EnvelopeError::SignatureBase64 => Code::EnvelopeBase64,
        EnvelopeError::Signatures | EnvelopeError::SignatureLength | EnvelopeError::KeyidLength => {
            Code::EnvelopeSignatures
        }
        EnvelopeError::Form(what) => match Fault::of(what) {
            Fault::UnknownField => Code::EnvelopeUnknownField,
            Fault::DuplicateField => Code::EnvelopeDuplicateField,
            Fault::Other => Code::EnvelopeForm,
        },
    }
}

pub(super) fn record_code(error: &RecordError) -> Code {
    match error {
        RecordError::TooLarge(_) => Code::RecordOversized,
        RecordError::Field(BadField::KeyTwice) => Code::KeyNamedTwice,
        RecordError::Field(_) => Code::RecordField,
        RecordError::Form(what) => match Fault::of(what) {
            Fault::UnknownField => Code::RecordUnknownField,
            Fault::DuplicateField => Code::RecordDuplicateField,
            Fault::Other => Code::RecordForm,
        },
    }
}

pub(super) const fn signature_code(error: &SignatureError) -> Code {
    match error {
        SignatureError::Key { .. } => Code::KeyUnusable,
        SignatureError::Bad { .. } => Code::SignatureBad,
        SignatureError::Stranger { .. } => Code::SignatureByStranger,
        SignatureError::Twice { .. } => Code::KeySignedTwice,
        SignatureError::Missing { .. } => Code::SignatureMissing,
    }
}

/// The two faults of JSON that let two readers see two documents, told apart from the rest by what the parser says.
enum Fault {
    UnknownField,
    DuplicateField,
    Other,
}

impl Fault {
    fn of(what: &str) -> Self {
        let what = what.strip_prefix("body: ").unwrap_or(what);
        if what.starts_with("unknown field") {
            Self::UnknownField
        } else if what.starts_with("duplicate field") {
            Self::DuplicateField
        } else {
            Self::Other
        }
    }
}

/// Each thing that can be against a record's authority has a code of its own.
pub(super) fn authority_finding(error: &AuthorityError, place: Place) -> Finding {
    let code = match error {
        AuthorityError::Envelope(error) => envelope_code(error),
        AuthorityError::Record(error) => record_code(error),
        AuthorityError::Signatures(error) => signature_code(error),
        AuthorityError::Event(crate::registry::EventError::Kind(_)) | AuthorityError::Kind { .. } => {
            Code::KindMisplaced
        }
        AuthorityError::Event(_) => Code::RegistryBody,
        AuthorityError::Origin { .. } => Code::RecordOrigin,
        AuthorityError::Body { .. } => Code::BodyForm,
        AuthorityError::NotEntitled { .. } => Code::OfficeNotEntitled,
        AuthorityError::NotHeld { person: None, .. } => Code::KeyUnknown,
        AuthorityError::NotHeld { .. } => Code::OfficeNotHeld,
        AuthorityError::Ended { .. } => Code::OfficeEnded,
        AuthorityError::KeyOfAnother { .. } => Code::KeyOfAnother,
        AuthorityError::NotOwnWord { .. } => Code::NotOwnWord,
        AuthorityError::TooFewHands { .. } => Code::TooFewHands,
        AuthorityError::Threshold { .. } => Code::ThresholdNotMet,
        AuthorityError::NotFounded => Code::NotFounded,
        AuthorityError::FoundedAlready => Code::FoundedTwice,
        AuthorityError::Rule { .. } => Code::RegistryRule,
    };
    Finding::new(code, place).saying(error)
}

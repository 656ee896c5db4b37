//! Why the floors below refused: the one place where the cases of their errors become sentences in the reader's language.
//! What to do about it, and how the program ends, is [`refusal`](super::refusal)'s.

use super::error::CliError;
use crate::crypto::BadKey;
use crate::format::envelope::PAYLOAD_TYPE;
use crate::format::limits::{
    ATTACHMENTS_MAX, BASIS_MAX, ENVELOPE_BYTES_MAX, KEYID_BYTES_MAX, LISTED_MAX, NAME_CHARS_MAX, REASON_CHARS_MAX,
    RECORD_BYTES_MAX, SIGNERS_MAX,
};
use crate::format::{BadField, EnvelopeError, RecordError, SignatureError};
use crate::ledger::{BadBasis, BadTime, ReadError};
use crate::registry::{AuthorityError, BrokenRule, EventError};
use crate::render::Message;

/// What is against a record where it is to stand.
pub fn authority(error: &AuthorityError) -> Message {
    use AuthorityError as E;
    match error {
        E::Envelope(cause) => Message::new("refused-envelope").say("what", envelope(cause)),
        E::Record(cause) => Message::new("refused-record").say("what", record(cause)),
        E::Signatures(cause) => signature(cause),
        E::Event(cause) => event(cause),
        E::Origin { expected, found } => Message::new("refused-origin").show("expected", expected).show("found", found),
        E::Kind { kind, stream } => Message::new("refused-kind").show("kind", kind).show("stream", stream),
        E::Body { kind, problems } => {
            Message::new("refused-body").show("kind", kind).problems("problems", kind, problems)
        }
        E::NotEntitled { office, kind } => {
            Message::new("refused-not-entitled").show("office", office).show("kind", kind)
        }
        E::NotHeld { key, office, .. } => Message::new("refused-not-held").show("key", key).show("office", office),
        E::Ended { key, office, until } => {
            Message::new("refused-ended").show("key", key).show("office", office).show("until", until)
        }
        E::KeyOfAnother { key, person } => {
            Message::new("refused-key-of-another").show("key", key).show("person", person)
        }
        E::NotOwnWord { said_by, signed_by } => {
            Message::new("refused-not-own-word").with("said", said_by.clone()).show("signed", signed_by)
        }
        E::TooFewHands { kind } => Message::new("refused-too-few-hands").show("kind", kind),
        E::Threshold { needed, counted } => {
            Message::new("refused-threshold").show("needed", needed).show("counted", counted)
        }
        E::NotFounded => Message::new("refused-not-founded"),
        E::FoundedAlready => Message::new("refused-founded-already"),
        E::Rule(broken) => rule(broken),
    }
}

/// What is wrong with the body of a record in the registry.
pub fn event(error: &EventError) -> Message {
    match error {
        EventError::Kind(kind) => Message::new("refused-event-kind").show("kind", kind),
        EventError::Form { kind, what } => {
            Message::new("refused-event-form").show("kind", kind).say("what", json(what))
        }
        EventError::Rule { kind, rule: broken } => {
            Message::new("refused-event-rule").show("kind", kind).say("what", rule(broken))
        }
    }
}

/// Which rule of the registry is broken.
pub fn rule(broken: &BrokenRule) -> Message {
    use BrokenRule as R;
    match broken {
        R::Compromised => Message::new("rule-compromised"),
        R::HeldAlready => Message::new("rule-held-already"),
        R::Key { key, why } => Message::new("rule-key").show("key", key).say("what", self::key(*why)),
        R::LedgerKeyAgain => Message::new("rule-ledger-key-again"),
        R::LedgerKeyOfPerson => Message::new("rule-ledger-key-of-person"),
        R::LedgerKeyOfRoot => Message::new("rule-ledger-key-of-root"),
        R::NamedTwice => Message::new("rule-named-twice"),
        R::NothingToEnd { person, office } => {
            Message::new("rule-nothing-to-end").show("person", person).show("office", office)
        }
        R::RootAppointed => Message::new("rule-root-appointed"),
        R::Since => Message::new("rule-since"),
        R::Threshold(bad) => {
            Message::new("rule-threshold").show("threshold", bad.threshold).show("members", bad.members)
        }
    }
}

/// What is wrong with a public key.
pub const fn key(bad: BadKey) -> Message {
    match bad {
        BadKey::NotAPoint => Message::new("bad-key-not-a-point"),
        BadKey::NotSpki => Message::new("bad-key-not-spki"),
    }
}

/// What is wrong with the records that one stands on.
pub fn basis(bad: &BadBasis) -> Message {
    match bad {
        BadBasis::NothingBefore => Message::new("bad-basis-nothing-before"),
        BadBasis::OutsideStream { stream } => Message::new("bad-basis-outside-stream").show("stream", stream),
        BadBasis::Unknown { cited } => Message::new("bad-basis-unknown").show("cited", cited),
    }
}

/// What is wrong with the times that a signer gives.
pub fn time(bad: &BadTime) -> Message {
    match bad {
        BadTime::Ahead { signed_at, now } => Message::new("bad-time-ahead").show("signed", signed_at).show("now", now),
        BadTime::BeforeBasis { signed_at, cited, recorded } => Message::new("bad-time-before-basis")
            .show("signed", signed_at)
            .show("cited", cited)
            .show("recorded", recorded),
        BadTime::BeforeFact { signed_at, from } => {
            Message::new("bad-time-before-fact").show("signed", signed_at).show("from", from)
        }
    }
}

/// What keeps bytes from being a record.
pub fn record(error: &RecordError) -> Message {
    match error {
        RecordError::Field(bad) => field(*bad),
        RecordError::Form(words) => json(words),
        RecordError::TooLarge(size) => {
            Message::new("bad-record-too-large").show("size", size).show("max", RECORD_BYTES_MAX)
        }
    }
}

fn field(bad: BadField) -> Message {
    match bad {
        BadField::AttachmentLine => Message::new("bad-field-attachment-line").show("max", NAME_CHARS_MAX),
        BadField::Attachments => Message::new("bad-field-attachments").show("max", ATTACHMENTS_MAX),
        BadField::Basis => Message::new("bad-field-basis").show("max", BASIS_MAX),
        BadField::BasisTwice => Message::new("bad-field-basis-twice"),
        BadField::Despite => Message::new("bad-field-despite").show("max", LISTED_MAX),
        BadField::KeyTwice => Message::new("bad-field-key-twice"),
        BadField::LateMissing => Message::new("bad-field-late-missing").show("max", LISTED_MAX),
        BadField::LateReason => Message::new("bad-field-late-reason").show("max", REASON_CHARS_MAX),
        BadField::Occurred => Message::new("bad-field-occurred"),
        BadField::Signatories => Message::new("bad-field-signatories").show("max", SIGNERS_MAX),
    }
}

/// What keeps bytes from being a signed envelope.
pub fn envelope(error: &EnvelopeError) -> Message {
    use EnvelopeError as E;
    match error {
        E::Form(words) => json(words),
        E::KeyidLength => Message::new("bad-envelope-keyid").show("max", KEYID_BYTES_MAX),
        E::PayloadBase64 => Message::new("bad-envelope-payload-base64"),
        E::PayloadType(found) => {
            Message::new("bad-envelope-payload-type").with("found", found.clone()).with("expected", PAYLOAD_TYPE)
        }
        E::RecordTooLarge(size) => record(&RecordError::TooLarge(*size)),
        E::SignatureBase64 => Message::new("bad-envelope-signature-base64"),
        E::SignatureLength => Message::new("bad-envelope-signature-length"),
        E::Signatures => Message::new("bad-envelope-signatures").show("max", SIGNERS_MAX),
        E::TooLarge(size) => Message::new("bad-envelope-too-large").show("size", size).show("max", ENVELOPE_BYTES_MAX),
    }
}

/// In what the signatures are not those that the record names.
pub fn signature(error: &SignatureError) -> Message {
    match error {
        SignatureError::Key { key, source } => {
            Message::new("refused-signature-key").show("key", key).say("what", self::key(*source))
        }
        SignatureError::Bad { key } => Message::new("refused-signature-bad").show("key", key),
        SignatureError::Stranger { keyid, .. } => {
            Message::new("refused-signature-stranger").with("keyid", keyid.clone())
        }
        SignatureError::Twice { key } => Message::new("refused-signature-twice").show("key", key),
        SignatureError::Missing { key } => Message::new("refused-signature-missing").show("key", key),
    }
}

/// What could not be read of a ledger.
pub fn read(error: &ReadError) -> Message {
    match error {
        ReadError::Store(error) => CliError::from_store(error).into_message(),
        ReadError::Envelope { seq, source } => {
            Message::new("unread-envelope").show("seq", seq).say("what", envelope(source))
        }
        ReadError::Record { seq, source } => Message::new("unread-record").show("seq", seq).say("what", record(source)),
        ReadError::Registry { seq, source } => {
            Message::new("unread-registry").show("seq", seq).say("what", authority(source))
        }
        ReadError::Checkpoint(bad) => Message::new("unread-checkpoint").show("words", with_causes(bad)),
        ReadError::NotFounded => Message::new("error-not-founded"),
    }
}

/// An error with everything under it, in one line and in its own words.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        words = format!("{words}: {cause}");
        next = cause.source();
    }
    words
}

/// What the JSON reader says, in its own words: it knows of hundreds of things.
fn json(words: &str) -> Message {
    Message::new("bad-json").with("words", words.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::chain::BadCheckpoint;
    use crate::crypto::quorum::BadQuorum;
    use crate::crypto::{SecretKey, Signer as _};
    use crate::model::kind::{Problem, Shape, Wrong};
    use crate::model::{KeyId, KindName, OfficeId, Origin, PersonId, RecordDigest, Seq, StreamId};
    use crate::port::StoreErrorKind;
    use crate::render::Language;

    fn key_id() -> KeyId {
        SecretKey::from_seed(&[1; 32]).public().id()
    }

    fn office() -> OfficeId {
        OfficeId::new("head").unwrap()
    }

    fn person(name: &str) -> PersonId {
        PersonId::new(name).unwrap()
    }

    fn kind() -> KindName {
        KindName::new("position").unwrap()
    }

    fn stream() -> StreamId {
        "decision/2026-003".parse().unwrap()
    }

    fn every_rule() -> Vec<BrokenRule> {
        vec![
            BrokenRule::Compromised,
            BrokenRule::HeldAlready,
            BrokenRule::Key { key: key_id(), why: BadKey::NotAPoint },
            BrokenRule::LedgerKeyAgain,
            BrokenRule::LedgerKeyOfPerson,
            BrokenRule::LedgerKeyOfRoot,
            BrokenRule::NamedTwice,
            BrokenRule::NothingToEnd { person: person("王芳"), office: office() },
            BrokenRule::RootAppointed,
            BrokenRule::Since,
            BrokenRule::Threshold(BadQuorum { threshold: 3, members: 2 }),
        ]
    }

    fn every_record_error() -> Vec<RecordError> {
        let fields = [
            BadField::AttachmentLine,
            BadField::Attachments,
            BadField::Basis,
            BadField::BasisTwice,
            BadField::Despite,
            BadField::KeyTwice,
            BadField::LateMissing,
            BadField::LateReason,
            BadField::Occurred,
            BadField::Signatories,
        ];
        let others = [RecordError::Form("x".into()), RecordError::TooLarge(2_000_000)];
        fields.map(RecordError::Field).into_iter().chain(others).collect()
    }

    fn every_envelope_error() -> Vec<EnvelopeError> {
        vec![
            EnvelopeError::Form("x".into()),
            EnvelopeError::KeyidLength,
            EnvelopeError::PayloadBase64,
            EnvelopeError::PayloadType("text/plain".into()),
            EnvelopeError::RecordTooLarge(2_000_000),
            EnvelopeError::SignatureBase64,
            EnvelopeError::SignatureLength,
            EnvelopeError::Signatures,
            EnvelopeError::TooLarge(2_000_000),
        ]
    }

    fn every_signature_error() -> Vec<SignatureError> {
        let key = key_id();
        vec![
            SignatureError::Key { key, source: BadKey::NotSpki },
            SignatureError::Bad { key },
            SignatureError::Stranger { number: 0, keyid: "k".into() },
            SignatureError::Twice { key },
            SignatureError::Missing { key },
        ]
    }

    fn every_problem() -> Vec<Problem> {
        let wrong = [
            Wrong::Unknown,
            Wrong::Missing,
            Wrong::DeclaredButPresent,
            Wrong::DeclaredUnknown,
            Wrong::DeclaredTwice,
            Wrong::TooLong { max: 255 },
            Wrong::HiddenCharacters,
            Wrong::Range { min: 0, max: 9 },
            Wrong::Choice { choices: &["agree", "disagree"] },
            Wrong::TooFew { least: 1 },
            Wrong::Backwards { start: "from" },
            Wrong::Silent { declined: "reasons_declined" },
            Wrong::Excluded { by: "reasons_declined" },
            Wrong::Twice("王芳".into()),
            Wrong::More,
        ];
        let wrong = wrong.into_iter().chain(Shape::ALL.map(Wrong::Form));
        wrong.flat_map(|what| ["", "reasons"].map(|path| Problem::new(path, what.clone()))).collect()
    }

    fn every_authority_error() -> Vec<AuthorityError> {
        use AuthorityError as E;
        let (key, kind, office, person) = (key_id(), kind(), office(), person("王芳"));
        let origin = |name| Origin::new(name).unwrap();
        let mut all = vec![
            E::Origin { expected: origin("yunxi.example/a"), found: origin("yunxi.example/b") },
            E::Kind { kind: kind.clone(), stream: stream() },
            E::Body { kind: kind.clone(), problems: every_problem() },
            E::NotEntitled { office: office.clone(), kind: kind.clone() },
            E::NotHeld { key, office: office.clone(), person: None },
            E::Ended { key, office, until: Seq(7) },
            E::KeyOfAnother { key, person: person.clone() },
            E::NotOwnWord { said_by: "李明".into(), signed_by: person },
            E::TooFewHands { kind: kind.clone() },
            E::Threshold { needed: 2, counted: 1 },
            E::NotFounded,
            E::FoundedAlready,
            E::Event(EventError::Kind(kind.clone())),
            E::Event(EventError::Form { kind: kind.clone(), what: "x".into() }),
        ];
        all.extend(every_rule().into_iter().map(|rule| EventError::Rule { kind: kind.clone(), rule }.into()));
        all.extend(every_rule().into_iter().map(E::Rule));
        all.extend(every_envelope_error().into_iter().map(E::Envelope));
        all.extend(every_record_error().into_iter().map(E::Record));
        all.extend(every_signature_error().into_iter().map(E::Signatures));
        all
    }

    /// One of every case: the message and the error's own English.
    fn every_cause() -> Vec<(Message, String)> {
        let (cited, now) = (RecordDigest([7; 32]), "2026-03-20T01:15:00.000Z".parse().unwrap());
        let signed_at = "2026-03-20T01:15:00.000Z".parse().unwrap();
        let bases =
            [BadBasis::NothingBefore, BadBasis::OutsideStream { stream: stream() }, BadBasis::Unknown { cited }];
        let times = [
            BadTime::Ahead { signed_at, now },
            BadTime::BeforeBasis { signed_at, cited, recorded: now },
            BadTime::BeforeFact { signed_at, from: "2026-03-21".parse().unwrap() },
        ];
        let seq = Seq(3);
        let reads = [
            ReadError::Envelope { seq, source: EnvelopeError::Signatures },
            ReadError::Record { seq, source: RecordError::Field(BadField::KeyTwice) },
            ReadError::Registry { seq, source: AuthorityError::NotFounded },
            ReadError::Checkpoint(BadCheckpoint::Root),
            ReadError::Store(crate::port::StoreError::new(StoreErrorKind::Corrupt, "x")),
            ReadError::NotFounded,
        ];
        let mut all: Vec<(Message, String)> = Vec::new();
        all.extend(every_authority_error().iter().map(|one| (authority(one), one.to_string())));
        all.extend(every_envelope_error().iter().map(|one| (envelope(one), one.to_string())));
        all.extend(every_record_error().iter().map(|one| (record(one), one.to_string())));
        all.extend(every_rule().iter().map(|one| (rule(one), one.to_string())));
        all.extend([BadKey::NotAPoint, BadKey::NotSpki].map(|one| (key(one), one.to_string())));
        all.extend(bases.iter().map(|one| (basis(one), one.to_string())));
        all.extend(times.iter().map(|one| (time(one), one.to_string())));
        all.extend(reads.iter().map(|one| (read(one), one.to_string())));
        all
    }

    #[test]
    fn every_case_is_said_in_both_languages_with_nothing_left_open() {
        for (message, own) in every_cause() {
            let (en, zh) = (message.text(Language::En), message.text(Language::Zh));
            assert!(zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{zh}");
            for text in [&en, &zh] {
                assert!(!text.contains('⟨') && !text.contains("{$") && !text.contains("{ $"), "{text}");
            }
            // The words of other people's readers stand in brackets.
            let ours = zh.split('（').next().unwrap_or_default();
            assert!(!ours.contains(&own), "{zh}");
            assert!(!has_english_sentence(ours), "{zh}");
        }
    }

    #[test]
    fn every_sentence_of_this_file_is_among_the_cases() {
        let source = include_str!("cause.rs").split("#[cfg(test)]").next().unwrap();
        let asked: BTreeSet<&str> =
            source.split("Message::new(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let mut said = BTreeSet::new();
        for (message, _) in every_cause() {
            said.extend(message.ids());
        }
        assert!(asked.len() > 60, "{asked:?}");
        let unsaid: Vec<_> = asked.iter().filter(|id| !said.contains(*id)).collect();
        assert!(unsaid.is_empty(), "{unsaid:?}");
    }

    /// Whether three English words stand in a row; names and digests do not.
    fn has_english_sentence(text: &str) -> bool {
        let is_word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
        let words: Vec<&str> = text.split(|c: char| !c.is_ascii() || c == ' ').filter(|w| !w.is_empty()).collect();
        words.windows(3).any(|three| three.iter().all(|word| is_word(word)))
    }
}

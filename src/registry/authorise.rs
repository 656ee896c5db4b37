//! Authority at a point of the ledger: [`Authorised`] has one maker, and only `Authorised` can be chained.

use super::adoption::{ADOPT_PROFILE, AdoptProfile};
use super::calendar::{ADOPT_CALENDAR, AdoptCalendar};
use super::event::EventError;
use super::rule::BrokenRule;
use super::state::{Registry, count, signers_as_root};
use crate::crypto::hash::{DualDigest, dual};
use crate::format::{Envelope, EnvelopeError, Record, RecordError, SignatureError, Verifiers};
use crate::model::kind::hands::two_with_an_archivist;
use crate::model::kind::{self, Problem};
use crate::model::{KeyId, KindName, OfficeId, Origin, PersonId, Seq, StreamId};

/// Why a record may not stand where it is to stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorityError {
    /// The envelope is none.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// The record is none.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The signatures are not those the record names.
    #[error(transparent)]
    Signatures(#[from] SignatureError),
    /// A registry record's body is none.
    #[error(transparent)]
    Event(#[from] EventError),
    /// The record is for another ledger.
    #[error("the record is for the ledger `{found}`, this one is `{expected}`")]
    Origin {
        /// This ledger.
        expected: Origin,
        /// The record's.
        found: Origin,
    },
    /// Nothing of this kind may stand in this stream.
    #[error("the kind `{kind}` has no place in the stream `{stream}`")]
    Kind {
        /// The kind.
        kind: KindName,
        /// The stream.
        stream: StreamId,
    },
    /// The body is not that of its kind.
    #[error("the body of the `{kind}`: {}", listed(problems))]
    Body {
        /// The kind.
        kind: KindName,
        /// All that is wrong with it.
        problems: Vec<Problem>,
    },
    /// The office does not sign this kind of record.
    #[error("the office `{office}` does not sign the kind `{kind}`")]
    NotEntitled {
        /// The office.
        office: OfficeId,
        /// The kind.
        kind: KindName,
    },
    /// The key did not hold the office there.
    #[error("key {key} does not hold the office `{office}` at this point of the ledger")]
    NotHeld {
        /// The key.
        key: KeyId,
        /// The office it signs as.
        office: OfficeId,
        /// Whose key it is, where it is known.
        person: Option<PersonId>,
    },
    /// The key held the office, and no longer does.
    #[error("key {key} held the office `{office}` until entry {until}")]
    Ended {
        /// The key.
        key: KeyId,
        /// The office.
        office: OfficeId,
        /// The entry that ended it.
        until: Seq,
    },
    /// The key is another person's.
    #[error("key {key} is `{person}`'s: one key serves one person")]
    KeyOfAnother {
        /// The key.
        key: KeyId,
        /// Whose it is.
        person: PersonId,
    },
    /// A record that is a person's own word, signed by another.
    #[error("this is `{said_by}`'s own word and is signed by `{signed_by}`")]
    NotOwnWord {
        /// Whose word the body says it is.
        said_by: String,
        /// Who signed.
        signed_by: PersonId,
    },
    /// What destroys is signed by two persons in two offices, one of them the archivist.
    #[error("the kind `{kind}` is signed by two persons in two offices, one of them the archivist")]
    TooFewHands {
        /// The kind.
        kind: KindName,
    },
    /// Too few root holders have signed; each counts once.
    #[error("{counted} root holders have signed, {needed} must")]
    Threshold {
        /// How many must.
        needed: usize,
        /// How many have, each counted once.
        counted: usize,
    },
    /// Entry 0 is not a founding, signed by all root holders.
    #[error("a ledger begins with `ledger-found` in the stream `registry`")]
    NotFounded,
    /// A second founding.
    #[error("the ledger has been founded already")]
    FoundedAlready,
    /// A rule of the registry.
    #[error(transparent)]
    Rule(#[from] BrokenRule),
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A record that somebody entitled has signed, here. Only [`Registry::authorise`] and [`Registry::authorise_founding`]
/// make one.
#[derive(Debug, Clone)]
pub struct Authorised {
    envelope: Vec<u8>,
    record: Record,
    digests: DualDigest,
}

impl Authorised {
    /// The record.
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// The envelope's bytes, verbatim, the record, and both digests of those bytes.
    pub fn into_parts(self) -> (Vec<u8>, Record, DualDigest) {
        (self.envelope, self.record, self.digests)
    }

    /// Digests are computed here, since here a group is worked on by several threads; chaining it goes one by one.
    fn new(envelope: Vec<u8>, record: Record) -> Self {
        let digests = dual(&envelope);
        Self { envelope, record, digests }
    }
}

impl Registry {
    /// Authorises an envelope to stand at `at`: it reads strictly, every key it names has signed and nobody else, and
    /// each held, at that point, an office entitled to this kind of record.
    ///
    /// # Errors
    /// [`AuthorityError`] names the first thing against it.
    pub fn authorise(&self, envelope: Vec<u8>, at: Seq, keys: &mut Verifiers) -> Result<Authorised, AuthorityError> {
        let record = read_signed(&envelope, keys)?;
        self.judge(&record, at)?;
        Ok(Authorised::new(envelope, record))
    }

    /// Authorises the founding record, and gives the registry it begins.
    ///
    /// # Errors
    /// [`AuthorityError`].
    pub fn authorise_founding(envelope: Vec<u8>, keys: &mut Verifiers) -> Result<(Authorised, Self), AuthorityError> {
        let record = read_signed(&envelope, keys)?;
        let registry = Self::found(&record)?;
        Ok((Authorised::new(envelope, record), registry))
    }

    /// Whether a record may stand at `at`, its signatures apart.
    ///
    /// # Errors
    /// [`AuthorityError`] names the first thing against it.
    pub fn judge(&self, record: &Record, at: Seq) -> Result<(), AuthorityError> {
        if record.origin != *self.origin() {
            return Err(AuthorityError::Origin { expected: self.origin().clone(), found: record.origin.clone() });
        }
        match &record.stream {
            StreamId::Registry => self.judge_event(record).map(|_| ()),
            StreamId::Decision(_) => self.judge_step(record, at),
            StreamId::Profile(_) | StreamId::Calendar(_) => self.judge_adoption(record, at),
        }
    }

    /// A profile or a holiday table comes into force by the root threshold of that point of the ledger.
    fn judge_adoption(&self, record: &Record, at: Seq) -> Result<(), AuthorityError> {
        match (record.kind.as_str(), &record.stream) {
            (ADOPT_PROFILE, StreamId::Profile(_)) => AdoptProfile::read(record).map(|_| ())?,
            (ADOPT_CALENDAR, StreamId::Calendar(_)) => AdoptCalendar::read(record).map(|_| ())?,
            _ => return Err(AuthorityError::Kind { kind: record.kind.clone(), stream: record.stream.clone() }),
        }
        let signed = signers_as_root(record)?;
        let (root, quorum) = self.root_at(at);
        if !quorum.met_by(&signed) {
            return Err(AuthorityError::Threshold { needed: root.threshold.get(), counted: count(quorum, &signed) });
        }
        match signed.iter().find(|key| !quorum.members().contains(key)) {
            Some(stranger) => {
                Err(AuthorityError::NotHeld { key: stranger.id(), office: OfficeId::root(), person: None })
            }
            None => Ok(()),
        }
    }

    fn judge_step(&self, record: &Record, at: Seq) -> Result<(), AuthorityError> {
        let Some(spec) = kind::find(&record.kind) else {
            return Err(AuthorityError::Kind { kind: record.kind.clone(), stream: record.stream.clone() });
        };
        let body = record.body_value()?;
        let missing = record.late.as_ref().map(|late| late.missing.as_slice());
        let mut problems = spec.check(&body, missing);
        let attached = record.attachments.iter().map(|one| one.role.as_str());
        problems.extend(spec.check_documents(attached, missing));
        if !problems.is_empty() {
            return Err(AuthorityError::Body { kind: record.kind.clone(), problems });
        }
        for signatory in &record.offices {
            if !spec.may_sign(&signatory.office, record.late.is_some()) {
                return Err(AuthorityError::NotEntitled {
                    office: signatory.office.clone(),
                    kind: record.kind.clone(),
                });
            }
            self.held(signatory.office.clone(), &signatory.key, &record.stream, at)?;
        }
        let hands = || record.offices.iter().filter_map(|one| Some((&one.office, self.person(&one.key)?)));
        if spec.needs_two_hands() && !two_with_an_archivist(&hands().collect::<Vec<_>>()) {
            return Err(AuthorityError::TooFewHands { kind: record.kind.clone() });
        }
        // Order 713, art. 20, 28, 30 and 38; Civil Servants Law, art. 60: what an expert declares, what counsel finds, how a
        // member stands and what an official objects is their
        // own word; nobody gives it for them. What an archivist enters late is shown as entered by the archivist.
        if let (Some(field), None) = (spec.own_word(), &record.late) {
            let said_by = body.text(field).unwrap_or_default();
            for signatory in &record.offices {
                match self.person(&signatory.key) {
                    Some(person) if person.as_str() != said_by => {
                        return Err(AuthorityError::NotOwnWord {
                            said_by: said_by.to_owned(),
                            signed_by: person.clone(),
                        });
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn held(
        &self,
        office: OfficeId,
        key: &crate::crypto::PublicKey,
        stream: &StreamId,
        at: Seq,
    ) -> Result<(), AuthorityError> {
        let of_this = |one: &&super::state::Appointment| {
            one.appoint.office == office && Self::reaches(&one.appoint.scope, stream) && one.since < at
        };
        let appointments = self.appointments_of(key);
        if appointments.iter().filter(of_this).any(|one| one.held_at(at)) {
            return Ok(());
        }
        let ended = appointments.iter().filter(of_this).filter_map(|one| one.end.as_ref()).map(|end| end.at).max();
        Err(match ended {
            Some(until) => AuthorityError::Ended { key: key.id(), office, until },
            None => {
                let person = self.person(key).filter(|_| self.knew(key, at)).cloned();
                AuthorityError::NotHeld { key: key.id(), office, person }
            }
        })
    }
}

/// Reads an envelope and its record, and checks that exactly the named keys have signed.
///
/// # Errors
/// [`AuthorityError`] for what is wrong with the envelope, the record or the signatures.
pub fn read_signed(envelope: &[u8], keys: &mut Verifiers) -> Result<Record, AuthorityError> {
    let envelope = Envelope::read(envelope)?;
    let record = Record::read(&envelope.payload)?;
    envelope.signed_by(&record.keys(), keys)?;
    Ok(record)
}

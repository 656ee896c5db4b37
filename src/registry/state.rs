//! The registry: who holds which office with which key, as the ledger itself says, from which entry to which. It is a
//! fold of the stream `registry` and keeps its whole past, so that authority can be judged at any sequence number.

use std::collections::BTreeMap;

use super::authorise::AuthorityError;
use super::event::{Appoint, EndReason, Event, HolderKind, LedgerFound, RootSet, Scope};
use super::rule::BrokenRule;
use crate::crypto::{PublicKey, Quorum};
use crate::format::Record;
use crate::model::{KeyId, Moment, OfficeId, Origin, PersonId, RecordedTime, Seq, StreamId};

/// An appointment and, where it has ended, its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// What was said when it began.
    pub appoint: Appoint,
    /// The entry it began with.
    pub since: Seq,
    /// Its end.
    pub end: Option<End>,
}

/// The end of an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The entry it ended with.
    pub at: Seq,
    /// Why.
    pub reason: EndReason,
    /// For a compromised key: since when.
    pub since: Option<Moment>,
}

impl Appointment {
    /// Whether it was held at `at`: from its own entry on, up to the entry that ended it.
    pub fn held_at(&self, at: Seq) -> bool {
        self.since < at && self.end.as_ref().is_none_or(|end| at < end.at)
    }
}

/// Who may sign.
#[derive(Debug, Clone)]
pub struct Registry {
    origin: Origin,
    organ: String,
    roots: Vec<(Seq, RootSet, Quorum<PublicKey>)>,
    ledger_keys: Vec<(Seq, PublicKey)>,
    appointments: BTreeMap<PublicKey, Vec<Appointment>>,
    persons: BTreeMap<PublicKey, PersonId>,
}

impl Registry {
    /// The registry as entry 0 leaves it. `record` must be the founding record; its signatures have been checked.
    ///
    /// # Errors
    /// [`AuthorityError`] where it is not a founding signed by all root holders.
    pub fn found(record: &Record) -> Result<Self, AuthorityError> {
        let Event::LedgerFound(found) = Event::read(&record.kind, record.body.get())? else {
            return Err(AuthorityError::NotFounded);
        };
        if record.stream != StreamId::Registry {
            return Err(AuthorityError::NotFounded);
        }
        let LedgerFound { organ, ledger_key, root } = found;
        let quorum = root.quorum()?;
        let everybody = Quorum::new(quorum.members().iter().copied(), root.holders.len());
        let signed = signers_as_root(record)?;
        if !everybody.is_ok_and(|all| all.met_by(&signed)) || signed.len() != root.holders.len() {
            return Err(AuthorityError::Threshold { needed: root.holders.len(), counted: count(&quorum, &signed) });
        }
        let persons = root.holders.iter().map(|holder| (holder.key, holder.person.clone())).collect();
        Ok(Self {
            origin: record.origin.clone(),
            organ,
            roots: vec![(Seq::FIRST, root, quorum)],
            ledger_keys: vec![(Seq::FIRST, ledger_key)],
            appointments: BTreeMap::new(),
            persons,
        })
    }

    /// Takes the next record of the stream `registry`, which stands at `at`. Its signatures have been checked.
    ///
    /// # Errors
    /// [`AuthorityError`]; the registry is unchanged then.
    pub fn apply(&mut self, record: &Record, at: Seq) -> Result<(), AuthorityError> {
        let event = self.judge_event(record)?;
        match event {
            Event::LedgerFound(_) => return Err(AuthorityError::FoundedAlready),
            Event::Appoint(appoint) => {
                self.persons.insert(appoint.key, appoint.person.clone());
                let held = self.appointments.entry(appoint.key).or_default();
                held.push(Appointment { appoint, since: at, end: None });
            }
            Event::EndAppointment(end) => {
                // In whatever scope it was held. A key in other hands is in other hands whatever office it signs for.
                let ends = |one: &&mut Appointment| {
                    one.end.is_none() && (one.appoint.office == end.office || end.reason == EndReason::Compromised)
                };
                for one in self.appointments.get_mut(&end.key).into_iter().flatten().filter(ends) {
                    one.end = Some(End { at, reason: end.reason, since: end.since });
                }
            }
            Event::RotateRoot(rotate) => {
                let quorum = rotate.root.quorum()?;
                for holder in &rotate.root.holders {
                    self.persons.insert(holder.key, holder.person.clone());
                }
                self.roots.push((at, rotate.root, quorum));
            }
            Event::RotateLedgerKey(rotate) => self.ledger_keys.push((at, rotate.ledger_key)),
        }
        Ok(())
    }

    /// Judges a record of the stream `registry` against the registry as it now stands.
    pub(super) fn judge_event(&self, record: &Record) -> Result<Event, AuthorityError> {
        let event = Event::read(&record.kind, record.body.get())?;
        let signed = signers_as_root(record)?;
        let (root, quorum) = self.root();
        let enough = |quorum: &Quorum<PublicKey>, threshold: usize| {
            if quorum.met_by(&signed) {
                Ok(())
            } else {
                Err(AuthorityError::Threshold { needed: threshold, counted: count(quorum, &signed) })
            }
        };
        enough(quorum, root.threshold.get())?;
        let mut known = quorum.members().clone();
        match &event {
            Event::LedgerFound(_) => return Err(AuthorityError::FoundedAlready),
            Event::RotateRoot(rotate) => {
                let new = rotate.root.quorum()?;
                enough(&new, rotate.root.threshold.get())?;
                for holder in &rotate.root.holders {
                    self.one_key_one_person(&holder.key, &holder.person)?;
                    self.not_compromised(&holder.key)?;
                }
                known.extend(new.members());
            }
            Event::Appoint(appoint) => {
                self.one_key_one_person(&appoint.key, &appoint.person)?;
                self.not_compromised(&appoint.key)?;
                let held = self.appointments.get(&appoint.key).into_iter().flatten();
                let again = |one: &Appointment| {
                    one.end.is_none() && one.appoint.office == appoint.office && one.appoint.scope == appoint.scope
                };
                if held.clone().any(again) {
                    return Err(BrokenRule::HeldAlready.into());
                }
            }
            Event::EndAppointment(end) => {
                let held = self.appointments.get(&end.key).into_iter().flatten();
                let matches = |one: &Appointment| {
                    one.end.is_none() && one.appoint.office == end.office && one.appoint.person == end.person
                };
                if !held.clone().any(matches) {
                    return Err(
                        BrokenRule::NothingToEnd { person: end.person.clone(), office: end.office.clone() }.into()
                    );
                }
            }
            Event::RotateLedgerKey(rotate) => {
                if self.persons.contains_key(&rotate.ledger_key) {
                    return Err(BrokenRule::LedgerKeyOfPerson.into());
                }
                if self.ledger_keys.iter().any(|(_, key)| *key == rotate.ledger_key) {
                    return Err(BrokenRule::LedgerKeyAgain.into());
                }
            }
        }
        match signed.iter().find(|key| !known.contains(key)) {
            Some(stranger) => {
                Err(AuthorityError::NotHeld { key: stranger.id(), office: OfficeId::root(), person: None })
            }
            None => Ok(event),
        }
    }

    fn not_compromised(&self, key: &PublicKey) -> Result<(), AuthorityError> {
        let compromised = |one: &Appointment| one.end.as_ref().is_some_and(|end| end.reason == EndReason::Compromised);
        if self.appointments_of(key).iter().any(compromised) {
            return Err(BrokenRule::Compromised.into());
        }
        Ok(())
    }

    fn one_key_one_person(&self, key: &PublicKey, person: &PersonId) -> Result<(), AuthorityError> {
        if self.ledger_keys.iter().any(|(_, ledger)| ledger == key) {
            return Err(BrokenRule::LedgerKeyOfPerson.into());
        }
        match self.persons.get(key) {
            Some(other) if other != person => {
                Err(AuthorityError::KeyOfAnother { key: key.id(), person: other.clone() })
            }
            _ => Ok(()),
        }
    }

    /// The ledger's name.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The organ whose ledger it is.
    pub fn organ(&self) -> &str {
        &self.organ
    }

    /// The root holders now, and their quorum.
    pub fn root(&self) -> (&RootSet, &Quorum<PublicKey>) {
        // `found` puts the first one in, nothing takes one out.
        let (_, root, quorum) = &self.roots[self.roots.len() - 1];
        (root, quorum)
    }

    /// The root holders as they stood right before the entry at `at`, and their quorum.
    pub fn root_at(&self, at: Seq) -> (&RootSet, &Quorum<PublicKey>) {
        let reigning = self.roots.iter().rposition(|(since, ..)| *since < at).unwrap_or(0);
        let (_, root, quorum) = &self.roots[reigning];
        (root, quorum)
    }

    /// All root sets, oldest first, each with the entry it began with.
    pub fn roots(&self) -> impl Iterator<Item = (Seq, &RootSet)> {
        self.roots.iter().map(|(at, root, _)| (*at, root))
    }

    /// The ledger key in force after the entries before `size`, and the one before it where the very last entry rotated
    /// it: that checkpoint is signed by both.
    pub fn ledger_keys_at(&self, size: u64) -> (PublicKey, Option<PublicKey>) {
        let reigning = self.ledger_keys.iter().rposition(|(at, _)| at.0 < size).unwrap_or(0);
        let (at, key) = self.ledger_keys[reigning];
        let before = (reigning > 0 && at.0 + 1 == size).then(|| self.ledger_keys[reigning - 1].1);
        (key, before)
    }

    /// All ledger keys, oldest first, each with the entry it began with.
    pub fn ledger_keys(&self) -> &[(Seq, PublicKey)] {
        &self.ledger_keys
    }

    /// All appointments, in no particular order.
    pub fn appointments(&self) -> impl Iterator<Item = &Appointment> {
        self.appointments.values().flatten()
    }

    /// The appointments of one key.
    pub fn appointments_of(&self, key: &PublicKey) -> &[Appointment] {
        self.appointments.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whose key it is or was.
    pub fn person(&self, key: &PublicKey) -> Option<&PersonId> {
        self.persons.get(key)
    }

    /// Whether a key was anybody's at `at`. The registry may hold what came later: what is said of an entry does not
    /// depend on how far it has been read.
    pub(super) fn knew(&self, key: &PublicKey, at: Seq) -> bool {
        self.appointments_of(key).iter().any(|one| one.since < at)
            || self.roots().any(|(since, root)| since < at && root.holders.iter().any(|holder| holder.key == *key))
    }

    /// The public key with this id, among all the registry has ever known.
    pub fn key(&self, id: &KeyId) -> Option<PublicKey> {
        let ledger = self.ledger_keys.iter().map(|(_, key)| key);
        self.persons.keys().chain(ledger).find(|key| key.id() == *id).copied()
    }

    /// Why a record signed by `key`, standing at `at` and recorded at `recorded`, is in doubt: the key was later declared
    /// compromised since a time before that. What an outside time puts before the window is for the caller to know.
    pub fn doubt(&self, key: &PublicKey, at: Seq, recorded: RecordedTime) -> Option<&End> {
        self.appointments_of(key).iter().filter_map(|one| one.end.as_ref()).find(|end| {
            end.reason == EndReason::Compromised
                && at < end.at
                && end.since.is_some_and(|since| recorded.timestamp() >= since.bounds().0)
        })
    }

    /// Whether any key was ever declared compromised.
    pub fn has_compromised_keys(&self) -> bool {
        self.appointments().any(|one| one.end.as_ref().is_some_and(|end| end.reason == EndReason::Compromised))
    }

    /// Whether an appointment reaches a stream.
    pub fn reaches(scope: &Scope, stream: &StreamId) -> bool {
        match scope {
            Scope::All => true,
            Scope::Decision(id) => stream.decision() == Some(id),
        }
    }

    /// Whether an office holder is a seal.
    pub fn is_seal(&self, key: &PublicKey) -> bool {
        self.appointments_of(key).iter().any(|one| one.appoint.holder == HolderKind::Seal)
    }
}

/// The keys of a registry record's signatories, all of whom must sign as `root`.
pub(super) fn signers_as_root(record: &Record) -> Result<Vec<PublicKey>, AuthorityError> {
    match record.offices.iter().find(|one| one.office != OfficeId::root()) {
        Some(other) => Err(AuthorityError::NotEntitled { office: other.office.clone(), kind: record.kind.clone() }),
        None => Ok(record.keys()),
    }
}

pub(super) fn count(quorum: &Quorum<PublicKey>, signed: &[PublicKey]) -> usize {
    quorum.members().iter().filter(|member| signed.contains(member)).count()
}

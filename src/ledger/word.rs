//! The proof of what somebody said in a decision: which entries belong to it, and all of them under one checkpoint.
//!
//! In scope: choosing. The entries are what tells of the person's own word (theirs, or as minuted or entered for them), what it
//! speaks of (the decision's opening, the meeting), and what of the registry shows that its signers had been let in: the
//! founding, every rotation of root holders and ledger keys, whatever became of the signers' keys.
//! Out of scope: whether it holds ([`verify`](crate::verify) judges what is made here before anybody is handed it).

use std::collections::{BTreeSet, HashMap};

use super::prove::{ProofError, receipt_under};
use super::read::{RecordView, latest_checkpoint, stream_records};
use crate::chain::WordProof;
use crate::crypto::PublicKey;
use crate::model::{DecisionId, PersonId, RecordDigest, Seq, StreamId, kind};
use crate::port::ReadLedger;
use crate::procedure::Voice;
use crate::registry::{Event, Registry};

/// What a person said in one decision, gathered while its records go by.
#[derive(Debug)]
pub struct WordEntries<'a> {
    person: &'a PersonId,
    decision: &'a DecisionId,
    registry: &'a Registry,
    places: HashMap<RecordDigest, Seq>,
    opening: Option<Seq>,
    said: Vec<(Seq, Voice)>,
    speaks_of: Vec<RecordDigest>,
    keys: BTreeSet<PublicKey>,
}

impl<'a> WordEntries<'a> {
    /// None yet.
    pub fn new(person: &'a PersonId, decision: &'a DecisionId, registry: &'a Registry) -> Self {
        Self {
            person,
            decision,
            registry,
            places: HashMap::new(),
            opening: None,
            said: Vec::new(),
            speaks_of: Vec::new(),
            keys: BTreeSet::new(),
        }
    }

    /// Takes the next record of the decision.
    pub fn see(&mut self, view: &RecordView) {
        self.places.insert(view.digest(), view.seq());
        if view.number() == 0 {
            self.opening = Some(view.seq());
        }
        let record = &view.record;
        let (Some(spec), Ok(body)) = (kind::find(&record.kind), record.body_value()) else { return };
        let signers = record.offices.iter().filter_map(|one| self.registry.person(&one.key));
        if let Some(voice) = Voice::on_what_was_said_by(self.person, spec, &body, signers) {
            self.said.push((view.seq(), voice));
            self.speaks_of.extend(spec.speaks_of(&body));
            self.keys.extend(record.keys());
        }
    }

    /// What they said, and whose word each is, in the order it was recorded.
    pub fn said(&self) -> &[(Seq, Voice)] {
        &self.said
    }

    /// The proof of it under the latest checkpoint.
    ///
    /// # Errors
    /// [`ProofError`]; [`BadWordProof::NoEntry`](crate::chain::BadWordProof::NoEntry) where they said nothing.
    pub fn prove<S: ReadLedger + ?Sized>(&self, store: &S) -> Result<WordProof, ProofError> {
        let mut entries: BTreeSet<Seq> = self.said.iter().map(|(seq, _)| *seq).collect();
        if !entries.is_empty() {
            entries.extend(self.opening);
            entries.extend(self.speaks_of.iter().filter_map(|digest| self.places.get(digest)));
        }
        let checkpoint = latest_checkpoint(store)?.ok_or(ProofError::NoCheckpoint)?;
        let size = checkpoint.checkpoint().size;
        if !entries.is_empty() {
            stream_records(store, &StreamId::Registry, |view| {
                if view.seq().0 < size && self.lets_in(&view) {
                    entries.insert(view.seq());
                }
            })?;
        }
        let proofs = entries.into_iter().map(|seq| receipt_under(store, seq, checkpoint.clone()));
        let proofs = proofs.collect::<Result<Vec<_>, _>>()?;
        Ok(WordProof::new(self.person.clone(), self.decision.clone(), proofs)?)
    }

    /// Whether a record of the registry has to do with who signed.
    fn lets_in(&self, view: &RecordView) -> bool {
        match Event::read(&view.record.kind, view.record.body.get()) {
            Ok(Event::Appoint(appoint)) => self.keys.contains(&appoint.key),
            Ok(Event::EndAppointment(end)) => self.keys.contains(&end.key),
            Ok(Event::LedgerFound(_) | Event::RotateRoot(_) | Event::RotateLedgerKey(_)) => true,
            Err(_) => false,
        }
    }
}

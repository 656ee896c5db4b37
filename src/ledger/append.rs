//! Appending: authorised → chained → durable → read again → checkpoint → acknowledged. Each line takes what the line
//! above made, and nothing looks back. `docs/architecture.md` numbers the same steps.

use jiff::SignedDuration;

use super::append_error::{AppendError, BadBasis, BadTime};
use super::open::Ledger;
use super::stream_memory::StreamMemory;
use crate::chain::{Checkpoint, Entry, SignedCheckpoint};
use crate::crypto::Signer;
use crate::format::limits::CLOCK_SKEW_SECONDS_MAX;
use crate::format::{Record, Verifiers};
use crate::model::kind;
use crate::model::{EntryHash, RecordDigest, RecordedTime, Seq, StreamId};
use crate::port::{Clock, HighWater, Tip, WriteLedger};
use crate::registry::{Authorised, Registry};

/// A signed envelope on its way into the ledger.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The envelope's bytes; they are kept verbatim.
    pub envelope: Vec<u8>,
    /// Other decisions whose records it cites, so that they can be looked up; the registry and its own stream always are.
    pub citing: Vec<StreamId>,
}

impl Submission {
    /// An envelope that cites nothing beyond its own stream and the registry.
    pub const fn new(envelope: Vec<u8>) -> Self {
        Self { envelope, citing: Vec::new() }
    }
}

/// What the ledger says once a record is durable and under a signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// Its place in the ledger.
    pub seq: Seq,
    /// What it belongs to.
    pub stream: StreamId,
    /// Its number there.
    pub number: u64,
    /// The hash of its entry.
    pub entry: EntryHash,
    /// The digest others cite it by.
    pub record: RecordDigest,
    /// When it was recorded.
    pub recorded: RecordedTime,
}

/// Groups are authorised on several threads from this size on; below, starting them costs more than it saves.
const PARALLEL_FROM: usize = 32;

/// How many streams are remembered between commits.
const STREAMS_KEPT_MAX: usize = 4096;

impl<S: WriteLedger> Ledger<S> {
    /// Appends a group of signed envelopes as one: all of them or none. Returns once they are durable, read again and
    /// under a signed checkpoint.
    ///
    /// `signers` must hold the ledger key in force after the group, and where the group ends in its rotation the old one
    /// too.
    ///
    /// # Errors
    /// [`AppendError`]. Up to the write nothing has changed; after a failed write the ledger refuses and must be opened
    /// anew.
    pub fn append(
        &mut self,
        group: Vec<Submission>,
        signers: &[&dyn Signer],
        clock: &dyn Clock,
        marks: &dyn HighWater,
    ) -> Result<Vec<Acknowledged>, AppendError> {
        if self.poisoned {
            return Err(AppendError::Poisoned);
        }
        if self.streams.len() > STREAMS_KEPT_MAX {
            self.streams.clear();
        }
        let outcome = self.append_group(group, signers, clock, marks);
        if outcome.is_err() {
            // What was noted of the group on the way is not there; it is read again when needed.
            self.streams.clear();
        }
        outcome
    }

    fn append_group(
        &mut self,
        group: Vec<Submission>,
        signers: &[&dyn Signer],
        clock: &dyn Clock,
        marks: &dyn HighWater,
    ) -> Result<Vec<Acknowledged>, AppendError> {
        let now = RecordedTime::new(clock.now());
        let expected = Tip { size: self.head.size, last: self.head.last, recorded: self.head.recorded };

        let citing: Vec<Vec<StreamId>> = group.iter().map(|one| one.citing.clone()).collect();
        let (authorised, registry) = self.authorise(group)?; //                    signed     -> authorised
        self.signers_for(&registry, expected.size + authorised.len() as u64, signers)?;
        let mut head = self.head.clone();
        let mut entries = Vec::with_capacity(authorised.len());
        for (place, (one, citing)) in authorised.into_iter().zip(&citing).enumerate() {
            let record = one.record().clone();
            let at = self.place_for(place, &record, citing, now)?;
            let (entry, next) = head.extend(one, at, now)?; //                     authorised -> chained
            if let Some(memory) = self.streams.get_mut(&record.stream) {
                memory.note(&record, entry.header().record_blake3, entry.hash(), now);
            }
            entries.push(entry);
            head = next;
        }
        if entries.is_empty() {
            return Ok(Vec::new());
        }

        // From here on an error leaves it open whether the group is there: only opening anew tells.
        self.poisoned = true;
        self.store.commit(&expected, &entries)?; //                                chained    -> durable
        self.read_back(&entries)?; //                                              durable    -> read again
        self.head = head;
        self.registry = registry;
        self.publish(signers, marks)?; //                                          read again -> checkpoint
        self.poisoned = false;
        Ok(entries.iter().map(acknowledge).collect())
    }

    /// Authorises each record at its own place, registry records changing who may sign the ones after them.
    fn authorise(&mut self, group: Vec<Submission>) -> Result<(Vec<Authorised>, Registry), AppendError> {
        let mut registry = self.registry.clone();
        let from = self.head.size;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        if group.len() >= PARALLEL_FROM && threads > 1 {
            // A group with registry records among the others is judged one by one below.
            if let Some(all) = authorise_in_parallel(&registry, &group, from, threads)? {
                return Ok((all, registry));
            }
        }
        let mut all = Vec::with_capacity(group.len());
        let last = group.len().saturating_sub(1);
        for (place, one) in group.into_iter().enumerate() {
            let at = Seq(from + place as u64);
            let fail = |source| AppendError::Authority { place, source };
            let authorised = registry.authorise(one.envelope, at, &mut self.verifiers).map_err(fail)?;
            if authorised.record().stream == StreamId::Registry {
                let keys = registry.ledger_keys().len();
                registry.apply(authorised.record(), at).map_err(fail)?;
                // The checkpoint right after a rotation bears both keys; there is one only at the end of a group.
                if registry.ledger_keys().len() > keys && place != last {
                    return Err(AppendError::RotationNotLast { place });
                }
            }
            all.push(authorised);
        }
        Ok((all, registry))
    }

    /// Checks what only the stream tells (the nonce, the basis, the times) and gives the record's place in it.
    fn place_for(
        &mut self,
        place: usize,
        record: &Record,
        citing: &[StreamId],
        now: RecordedTime,
    ) -> Result<crate::chain::head::StreamPlace, AppendError> {
        possible_times(place, record, now)?;
        let skew = SignedDuration::from_secs(CLOCK_SKEW_SECONDS_MAX);
        let signed_at = record.signed_at.timestamp();
        self.load(&record.stream)?;
        for stream in citing.iter().chain([&StreamId::Registry]) {
            if !record.basis.is_empty() {
                self.load(stream)?;
            }
        }
        let own = &self.streams[&record.stream];
        if own.has_nonce(&record.nonce) {
            return Err(AppendError::Repeated { place, stream: record.stream.clone() });
        }
        let first = own.place().number == 0;
        if record.stream.decision().is_some() && first != (record.kind.as_str() == kind::OPENING) {
            return Err(AppendError::Opening { place });
        }
        let basis = |source| Err(AppendError::Basis { place, source });
        if !first && !record.basis.iter().any(|cited| own.recorded(cited).is_some()) {
            return basis(BadBasis::OutsideStream { stream: record.stream.clone() });
        }
        for cited in &record.basis {
            let streams = [&record.stream, &StreamId::Registry].into_iter().chain(citing);
            let Some(recorded) = streams.filter_map(|stream| self.streams.get(stream)?.recorded(cited)).next() else {
                return basis(BadBasis::Unknown { cited: *cited });
            };
            if recorded.timestamp().duration_since(signed_at) > skew {
                let source = BadTime::BeforeBasis { signed_at: record.signed_at, cited: *cited, recorded };
                return Err(AppendError::Time { place, source });
            }
        }
        Ok(own.place())
    }

    fn load(&mut self, stream: &StreamId) -> Result<(), AppendError> {
        if !self.streams.contains_key(stream) {
            let memory = StreamMemory::load(&self.store, stream)?;
            self.streams.insert(stream.clone(), memory);
        }
        Ok(())
    }

    /// Reads the group again from where it now rests and computes everything anew: a bit that flipped on the way to the
    /// disk must not get a signature.
    fn read_back(&mut self, entries: &[Entry]) -> Result<(), AppendError> {
        let from = Seq(self.head.size);
        let again = self.store.entries(from, entries.len())?;
        let differs = entries.iter().zip(&again).position(|(written, read)| *written != read.entry);
        if let Some(at) = differs.or((again.len() != entries.len()).then_some(again.len())) {
            return Err(AppendError::ReadBack { seq: Seq(from.0 + at as u64) });
        }
        for read in &again {
            self.tree.push(read.entry.leaf());
        }
        Ok(())
    }

    /// Signs a checkpoint over all there is, publishes it, raises the mark.
    pub(super) fn publish(&mut self, signers: &[&dyn Signer], marks: &dyn HighWater) -> Result<(), AppendError> {
        let signers = self.signers_for(&self.registry, self.head.size, signers)?;
        let checkpoint = Checkpoint { origin: self.head.origin.clone(), size: self.head.size, root: self.tree.root() };
        let signed = SignedCheckpoint::sign(&checkpoint, &signers)?;
        self.store.publish(signed.to_text().as_bytes())?;
        self.published = self.head.size;
        // The mark and the index are conveniences of this machine: what they miss costs time or a warning, not a record.
        let _best_effort = marks.raise(&self.first, &self.mark());
        self.store.settle();
        Ok(())
    }

    /// The signers whose keys a checkpoint over `size` entries must bear.
    fn signers_for<'a>(
        &self,
        registry: &Registry,
        size: u64,
        signers: &[&'a dyn Signer],
    ) -> Result<Vec<&'a dyn Signer>, AppendError> {
        let (key, before) = registry.ledger_keys_at(size);
        std::iter::once(key)
            .chain(before)
            .map(|key| {
                let found = signers.iter().find(|signer| signer.public() == key);
                found.copied().ok_or_else(|| AppendError::LedgerKey { key: key.id() })
            })
            .collect()
    }
}

/// Whether a signer's times can be, whatever else the ledger holds.
pub(super) fn possible_times(place: usize, record: &Record, now: RecordedTime) -> Result<(), AppendError> {
    let skew = SignedDuration::from_secs(CLOCK_SKEW_SECONDS_MAX);
    let time = |source| Err(AppendError::Time { place, source });
    let signed_at = record.signed_at.timestamp();
    if signed_at.duration_since(now.timestamp()) > skew {
        return time(BadTime::Ahead { signed_at: record.signed_at, now });
    }
    if record.occurred.from.bounds().0.duration_since(signed_at) > skew {
        return time(BadTime::BeforeFact { signed_at: record.signed_at, from: record.occurred.from });
    }
    Ok(())
}

fn acknowledge(entry: &Entry) -> Acknowledged {
    let header = entry.header();
    Acknowledged {
        seq: header.sequence,
        stream: header.stream.clone(),
        number: header.number,
        entry: entry.hash(),
        record: header.record_blake3,
        recorded: header.recorded,
    }
}

/// Authorises a group on several threads; `None` where a registry record among it could change who may sign the rest.
fn authorise_in_parallel(
    registry: &Registry,
    group: &[Submission],
    from: u64,
    threads: usize,
) -> Result<Option<Vec<Authorised>>, AppendError> {
    let share = group.len().div_ceil(threads);
    let parts: Vec<Result<Vec<Authorised>, AppendError>> = std::thread::scope(|scope| {
        let workers: Vec<_> = group
            .chunks(share)
            .enumerate()
            .map(|(part, submissions)| {
                scope.spawn(move || {
                    let mut verifiers = Verifiers::default();
                    let authorise = |(at, one): (usize, &Submission)| {
                        let place = part * share + at;
                        registry
                            .authorise(one.envelope.clone(), Seq(from + place as u64), &mut verifiers)
                            .map_err(|source| AppendError::Authority { place, source })
                    };
                    submissions.iter().enumerate().map(authorise).collect()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or(Err(AppendError::Poisoned))).collect()
    });
    let mut all = Vec::with_capacity(group.len());
    let mut failed = None;
    for part in parts {
        match part {
            Ok(part) => all.extend(part),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    // A failure may come from a registry record earlier in the group having changed things: one by one tells.
    let alone = failed.is_none() && !all.iter().any(|one| one.record().stream == StreamId::Registry);
    Ok(alone.then_some(all))
}

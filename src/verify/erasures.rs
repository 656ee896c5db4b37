//! Sealed attachments that are not as they must be: erased with authority, or missing.
//!
//! An erasure stands after the record whose attachments it destroys, so what is amiss with a sealed attachment is not told
//! when it is met. The full pass only marks where something is amiss and where an erasure stands, a bit an entry each. Light
//! passes afterwards judge the erasures, each by the profile its decision pinned, and then everything that was marked.
//! Memory is bounded: where more decisions and commitments would have to be remembered than [`REMEMBERED_MAX`], they fall
//! into shares by their stream, with two passes each.

use std::collections::HashMap;

use super::code::Code;
use super::documents::Documents;
use super::examine::Seen;
use super::memory::Bits;
use super::procedure::{Pinned, Procedure};
use super::report::{Check, Finding, Gathered, NotChecked};
use crate::format::Content;
use crate::model::{RecordDigest, Sha256Digest, Value, kind};
use crate::port::{ReadEvidence, ReadLedger};
use crate::procedure::erasure::{KIND, Order};
use crate::procedure::{Signer, may_erase};
use crate::registry::Registry;

/// What the full pass marks.
#[derive(Default)]
pub(super) struct Marked {
    /// Entries with a sealed attachment that something is amiss with.
    amiss: Bits,
    amiss_at_all: bool,
    /// Erasures whose signatures and authority hold.
    erasing: Bits,
    /// How many commitments they name.
    named: u64,
}

impl Marked {
    /// Takes note of an entry.
    pub(super) fn take(&mut self, seen: &Seen) {
        if seen.amiss {
            self.amiss.set(seen.at);
            self.amiss_at_all = true;
        }
        if seen.erases > 0 {
            self.erasing.set(seen.at);
            self.named = self.named.saturating_add(seen.erases);
        }
    }
}

/// What is asked for judging them.
pub(super) struct Erasures<'a, S: ReadLedger + ReadEvidence> {
    pub(super) marked: Marked,
    pub(super) documents: &'a Documents<'a, S>,
    pub(super) procedure: &'a Procedure<'a, S>,
    pub(super) registry: Option<&'a Registry>,
    /// How many decisions there are.
    pub(super) decisions: u64,
    /// The rows that are withheld from this copy, with their places: what their records have sealed nobody can say here.
    pub(super) withheld: &'a HashMap<RecordDigest, u64>,
}

/// A pass over all entries that looks at nothing that costs.
pub(super) type LightPass<'a> = &'a mut dyn FnMut(&mut Gathered, &mut dyn FnMut(&Seen, &str, &mut Gathered));

/// What one share remembers.
#[derive(Default)]
struct Share {
    /// The profile that each decision pinned, by the fingerprint of its stream.
    pinned: HashMap<u64, Value>,
    /// What may be destroyed: in which stream, of which record, what.
    named: HashMap<(u64, RecordDigest, Sha256Digest), By>,
}

/// By which erasure something may be destroyed.
struct By {
    seq: u64,
    number: u64,
    /// Whether an earlier record of its decision has such an attachment.
    met: bool,
    place: super::report::Place,
}

impl<S: ReadLedger + ReadEvidence> Erasures<'_, S> {
    /// Tells of every sealed attachment that was marked, and of every erasure.
    ///
    /// `pass` hands out every entry once more, each time it is called.
    pub(super) fn judge(&self, pass: LightPass<'_>, most: usize, out: &mut Gathered) {
        if !self.marked.amiss_at_all && self.marked.named == 0 {
            return;
        }
        let remembered = if self.marked.named == 0 { 0 } else { self.decisions.saturating_add(self.marked.named) };
        let shares = remembered.div_ceil(most.clamp(1, REMEMBERED_MAX) as u64).max(1);
        for at in 0..shares {
            let mine = |seen: &Seen| seen.prints.stream % shares == at;
            let mut share = Share::default();
            if self.marked.named > 0 {
                pass(out, &mut |seen, file, out| {
                    if mine(seen) {
                        self.learn(&mut share, seen, file, out);
                    }
                });
            }
            pass(out, &mut |seen, file, out| {
                if mine(seen) {
                    self.tell(&mut share, seen, file, out);
                }
            });
            for ((_, record, sealed), by) in share.named {
                if by.met {
                    continue;
                }
                if self.withheld.get(&record).is_some_and(|at| *at < by.seq) {
                    out.skip(Check::Openings, NotChecked::Withheld);
                } else {
                    out.add(Finding::new(Code::ErasureVoid, by.place).saying(sealed));
                }
            }
        }
    }

    /// Remembers what a decision is judged by, and what an erasure may destroy.
    fn learn(&self, share: &mut Share, seen: &Seen, file: &str, out: &mut Gathered) {
        let (Some(header), Some(said)) = (&seen.header, &seen.said) else { return };
        if header.number == 0 && kind::opens(&said.kind) {
            let pinned = said.body().and_then(|body| body.get("profile").cloned());
            if let Some(profile) = pinned {
                share.pinned.insert(seen.prints.stream, Value::Table(vec![("profile".into(), profile)]));
            }
        }
        if !self.marked.erasing.get(seen.at) {
            return;
        }
        let Some(order) = said.body().as_ref().and_then(Order::read) else { return };
        let unauthorised = |why: String| Finding::new(Code::ErasureUnauthorised, seen.place(file)).saying(why);
        let profile = match share.pinned.get(&seen.prints.stream).map(|opening| self.procedure.pinned_in(opening)) {
            Some(Pinned::Profile(profile, _)) => Some(profile),
            // It may ask for more than is known here.
            Some(Pinned::Unreadable(id, why)) => return out.add(unauthorised(format!("{id}: {why}"))),
            Some(Pinned::None) | None => None,
        };
        let person = |key| self.registry.and_then(|registry| registry.person(key)).cloned();
        let signers = said.offices.iter().map(|one| Signer {
            office: one.office.clone(),
            key: one.key,
            person: person(&one.key),
        });
        let signers: Vec<Signer> = signers.collect();
        if let Err(error) = may_erase(profile.as_deref(), &signers, said.late) {
            return out.add(unauthorised(error.to_string()));
        }
        for sealed in order.sealed {
            share.named.entry((seen.prints.stream, order.record, sealed)).or_insert_with(|| By {
                seq: seen.at,
                number: header.number,
                met: false,
                place: seen.place(file),
            });
        }
    }

    /// Tells what became of the sealed attachments of a record.
    fn tell(&self, share: &mut Share, seen: &Seen, file: &str, out: &mut Gathered) {
        let (Some(header), Some(said)) = (&seen.header, &seen.said) else { return };
        let amiss = self.marked.amiss.get(seen.at);
        if !amiss && share.named.is_empty() {
            return;
        }
        let place = || seen.place(file);
        for one in &said.attachments {
            let Content::Sealed(sealed) = one.content else { continue };
            let by = share.named.get_mut(&(seen.prints.stream, header.record_blake3, sealed));
            match by.filter(|by| seen.at < by.seq) {
                Some(by) => {
                    by.met = true;
                    // That it is withheld is told elsewhere; whether it was destroyed, this copy does not show.
                    if self.documents.withholds(Some(seen.at), &sealed) {
                        continue;
                    }
                    let gone = self.documents.is_gone(&sealed);
                    let code = if gone { Code::AttachmentErased } else { Code::ErasureNotCarriedOut };
                    let words = format!("{}: #{} (entry {})", one.name, by.number, by.seq);
                    out.add(Finding::new(code, place()).saying(words));
                }
                None if amiss => self.documents.sealed(one, &sealed, &place).into_iter().for_each(|one| out.add(one)),
                None => {}
            }
        }
    }
}

/// How many commitments an entry erases, where it is an erasure whose signatures and authority hold.
pub(super) fn erases(record: &crate::format::Record, entitled: bool) -> u64 {
    if !entitled || record.kind.as_str() != KIND {
        return 0;
    }
    let order = record.body_value().ok().as_ref().and_then(Order::read);
    order.map_or(0, |order| order.sealed.len() as u64)
}

/// How many decisions and commitments one share remembers, at about 300 bytes each.
const REMEMBERED_MAX: usize = 1 << 17;

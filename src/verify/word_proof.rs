//! The proof of somebody's word, judged without its ledger: each entry as a receipt is, then what the entries together
//! show: who let the signer in, whose word it is, what it speaks of.
//!
//! The registry comes along in part. It shows that the root holders who founded the ledger, or their successors, had
//! appointed the key's holder before. That nothing which was left out had ended the appointment it cannot show: the check
//! is listed as not made, and only the whole ledger makes it.

use super::anchors;
use super::check::{Check, NotChecked};
use super::code::Code;
use super::examine::authority_finding;
use super::passes::doubt_of;
use super::receipt::{Carried, NOT_REACHED, entry};
use super::report::{Facts, Finding, Gathered, Place, Proven, Report, Signed, Subject, Verdict, Word};
use super::trust::Trust;
use crate::chain::WordProof;
use crate::format::{Record, Signatory, Verifiers};
use crate::model::kind;
use crate::model::{PersonId, RecordDigest, Seq, StreamId, Value};
use crate::procedure::Voice;
use crate::registry::Registry;

/// A proof that holds as far as it goes, for whoever shows what it says.
#[derive(Debug, Clone)]
pub struct Opened {
    /// As it was read.
    pub proof: WordProof,
    /// What the person said, as a report tells it and as the record says it.
    pub said: Vec<(Word, Carried)>,
    /// What the words speak of: the opening of the decision, the meeting.
    pub context: Vec<Carried>,
    /// The registry, as far as it was carried.
    pub registry: Registry,
    /// The entries it was read from.
    pub appointing: Vec<Carried>,
    /// What judging it without trust came to.
    pub report: Report,
}

/// Judges a proof's bytes, against what the inspector believes where they say.
pub fn verify_word_proof(bytes: &[u8], trust: Option<&Trust>) -> Report {
    judge(bytes, trust).0
}

/// Reads a proof that holds. Nobody from outside has vouched for it.
///
/// # Errors
/// The report of what does not hold.
pub fn open_word_proof(bytes: &[u8]) -> Result<Opened, Box<Report>> {
    let (report, gone_through) = judge(bytes, None);
    match gone_through {
        Some((proof, parts, Some(registry))) if report.verdict < Verdict::Unreadable => {
            let Parts { appointing, said, context } = parts;
            Ok(Opened { proof, said, context, registry, appointing, report })
        }
        _ => Err(Box::new(report)),
    }
}

/// The entries of a proof, by what they are there for.
#[derive(Default)]
struct Parts {
    appointing: Vec<Carried>,
    said: Vec<(Word, Carried)>,
    context: Vec<Carried>,
}

type GoneThrough = (WordProof, Parts, Option<Registry>);

fn judge(bytes: &[u8], trust: Option<&Trust>) -> (Report, Option<GoneThrough>) {
    let mut out = Gathered::default();
    let mut facts = Facts::default();
    let proof = match WordProof::parse(bytes) {
        Ok(proof) => proof,
        Err(error) => {
            let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
            let why: Vec<String> = causes.map(ToString::to_string).collect();
            out.add(Finding::new(Code::ProofForm, Place::default()).saying(why.join(": ")));
            let missed = NOT_REACHED.iter().chain(OF_THE_REGISTRY);
            missed.for_each(|check| out.skip(*check, NotChecked::NotCarried));
            if trust.is_none() {
                out.skip(Check::Trust, NotChecked::NoTrust);
            }
            return (out.report(Subject::Word, facts, None), None);
        }
    };
    let mut keys = Verifiers::default();
    let carried: Vec<Carried> = proof.entries().iter().filter_map(|one| entry(one, &mut keys, &mut out)).collect();
    facts.records = out.items(Check::Records);
    facts.signatures = out.items(Check::Signatures);
    let signed = proof.checkpoint();
    out.looked(Check::Checkpoint, 1);
    let said = signed.checkpoint();
    (facts.origin, facts.size, facts.root) = (Some(said.origin.clone()), said.size, Some(said.root));

    let founding = carried.first().is_some_and(|first| first.header.sequence == Seq::FIRST);
    if !founding {
        out.add(Finding::new(Code::ProofWithoutFounding, Place::default()));
    }
    let registry = fold(&carried, &mut out);
    let attested = match &registry {
        Some(registry) => anchors::with_registry(signed, registry, trust, &mut out),
        None => {
            anchors::alone(signed, trust, &mut out);
            None
        }
    };
    let parts = sort(&proof, carried, registry.as_ref(), &mut out);
    match &registry {
        None => OF_THE_REGISTRY.iter().for_each(|check| out.skip(*check, NotChecked::NoRegistry)),
        Some(registry) => {
            let attested: Vec<(u64, u64)> = attested.map(|seconds| (said.size, seconds)).into_iter().collect();
            parts.said.iter().for_each(|(_, one)| authority(registry, one, &attested, &mut out));
            facts.organ = Some(registry.organ().to_owned());
            facts.ledger_keys = registry.ledger_keys().iter().map(|(_, key)| key.id()).collect();
            let (root, _) = registry.root();
            facts.root_keys = root.holders.iter().map(|holder| holder.key.id()).collect();
            facts.root_threshold = Some(root.threshold.get());
            // An appointment that was ended by an entry which is not carried shows in the whole ledger alone.
            out.skip(Check::Authority, NotChecked::RegistryInPart);
            out.skip(Check::Doubt, NotChecked::RegistryInPart);
        }
    }
    let own = said.origin.as_str();
    let names = signed.note().signatures().iter().map(|line| line.name.as_str());
    facts.cosigners = names.filter(|name| *name != own).map(str::to_owned).collect();
    let received = parts.said.last().map(|(word, _)| word.received.clone());
    let mut report = out.report(Subject::Word, facts, received);
    report.word = Some(Proven {
        person: proof.person().clone(),
        decision: proof.decision().clone(),
        title: title(&parts.context),
        said: parts.said.iter().map(|(word, _)| word.clone()).collect(),
    });
    (report, Some((proof, parts, registry)))
}

/// Folds the registry's entries; one that does not hold changes nothing.
fn fold(carried: &[Carried], out: &mut Gathered) -> Option<Registry> {
    let mut registry: Option<Registry> = None;
    for one in carried.iter().filter(|one| one.header.stream == StreamId::Registry) {
        out.looked(Check::Registry, 1);
        let Some(record) = one.record.as_ref().filter(|_| one.entitled) else { continue };
        let at = one.header.sequence;
        let held = match &mut registry {
            None if at == Seq::FIRST => Registry::found(record).map(|founded| registry = Some(founded)),
            None => continue,
            Some(known) => known.judge(record, at).and_then(|()| known.apply(record, at)),
        };
        if let Err(error) = held {
            out.add(authority_finding(&error, one.place()));
        }
    }
    registry
}

/// Sorts the entries by what they are there for.
fn sort(proof: &WordProof, carried: Vec<Carried>, registry: Option<&Registry>, out: &mut Gathered) -> Parts {
    let mut parts = Parts::default();
    let decision = StreamId::Decision(proof.decision().clone());
    let mut others = Vec::new();
    for one in carried {
        if one.header.stream == StreamId::Registry {
            parts.appointing.push(one);
        } else if let Some(word) = word(proof.person(), &one, registry).filter(|_| one.header.stream == decision) {
            parts.said.push((word, one));
        } else {
            others.push(one);
        }
    }
    if parts.said.is_empty() {
        let finding = Finding::new(Code::ProofWithoutWord, Place::default());
        out.add(finding.saying(format!("{} {}", proof.person(), proof.decision())));
    }
    let spoken_of: Vec<RecordDigest> =
        parts.said.iter().filter_map(|(_, one)| one.record.as_ref()).flat_map(spoken_of).collect();
    for one in others {
        let opens = one.header.number == 0;
        if one.header.stream != decision || !(opens || spoken_of.contains(&one.header.record_blake3)) {
            out.add(Finding::new(Code::ProofStray, one.place()));
        }
        parts.context.push(one);
    }
    parts
}

/// What a record tells of what the person said, where it does.
fn word(person: &PersonId, one: &Carried, registry: Option<&Registry>) -> Option<Word> {
    let record = one.record.as_ref()?;
    let body = record.body_value().ok()?;
    let known = |signatory: &Signatory| registry.and_then(|registry| registry.person(&signatory.key));
    let signers = record.offices.iter().filter_map(known);
    let voice = Voice::on_what_was_said_by(person, kind::find(&record.kind)?, &body, signers)?;
    let signatory = |one_of: &Signatory| Signed {
        office: one_of.office.clone(),
        key: one_of.key.id(),
        person: known(one_of).cloned(),
        since: registry.and_then(|registry| appointed(registry, one_of, &one.header.stream, one.header.sequence)),
    };
    let signatories = record.offices.iter().map(signatory).collect();
    Some(Word { received: one.received(), voice, signatories })
}

/// The entry that gave a signatory the office they sign in.
fn appointed(registry: &Registry, signatory: &Signatory, stream: &StreamId, at: Seq) -> Option<u64> {
    let held = registry.appointments_of(&signatory.key).iter().find(|one| {
        one.appoint.office == signatory.office && Registry::reaches(&one.appoint.scope, stream) && one.held_at(at)
    });
    held.map(|one| one.since.0)
}

/// Judges a word by the registry as it stood there, as far as it is known.
fn authority(registry: &Registry, one: &Carried, attested: &[(u64, u64)], out: &mut Gathered) {
    let Some(record) = &one.record else { return };
    match registry.judge(record, one.header.sequence) {
        Ok(()) => out.looked(Check::Appointment, record.offices.len() as u64),
        Err(error) => {
            out.skip(Check::Appointment, NotChecked::NotCarried);
            out.add(authority_finding(&error, one.place()));
        }
    }
    let stands = (one.header.sequence, one.header.recorded);
    doubt_of(registry, attested, stands, &record.offices, &|| one.place(), out);
}

/// The records that a word speaks of.
fn spoken_of(record: &Record) -> Vec<RecordDigest> {
    let body = record.body_value().ok();
    kind::find(&record.kind).zip(body).map(|(spec, body)| spec.speaks_of(&body)).unwrap_or_default()
}

fn title(context: &[Carried]) -> Option<String> {
    let opening = context.iter().find(|one| one.header.number == 0)?;
    match opening.record.as_ref()?.body_value().ok()?.get("title") {
        Some(Value::Text(title)) => Some(title.clone()),
        _ => None,
    }
}

/// The checks that rest on the registry.
const OF_THE_REGISTRY: &[Check] = &[Check::Registry, Check::Appointment, Check::Authority, Check::Doubt];

//! What holds the ledger from outside itself: the checkpoint's signature, the inspector's trust, the heads they know, the
//! witnesses they believe.

use super::code::Code;
use super::judge::Policy;
use super::known::KnownHead;
use super::links::Links;
use super::report::{Check, Facts, Finding, Gathered, NotChecked, Place};
use super::trust::Trust;
use crate::chain::{SignedCheckpoint, VerifyNoteError};
use crate::crypto::PublicKey;
use crate::model::{KeyId, Origin};
use crate::registry::Registry;

/// What the passes over the log came to.
pub(super) struct Judged<'a> {
    pub(super) checkpoint: Option<&'a SignedCheckpoint>,
    pub(super) registry: Option<&'a Registry>,
    pub(super) origin: Option<&'a Origin>,
    pub(super) links: &'a Links,
    pub(super) heads: &'a [&'a KnownHead],
    /// Whether the log could be read to its end, and is as long as its own checkpoint says.
    pub(super) whole: bool,
}

/// Reads the ledger's checkpoint by its form.
pub(super) fn read_checkpoint(bytes: Option<&[u8]>, out: &mut Gathered) -> Option<SignedCheckpoint> {
    let place = Place::whole(CHECKPOINT_FILE);
    match bytes.map(SignedCheckpoint::parse) {
        None => {
            out.add(Finding::new(Code::CheckpointMissing, place));
            None
        }
        Some(Err(error)) => {
            out.add(Finding::new(Code::CheckpointForm, place).saying(error));
            None
        }
        Some(Ok(signed)) => {
            out.looked(Check::Checkpoint, 1);
            Some(signed)
        }
    }
}

/// All heads the inspector knows.
pub(super) fn known_heads(policy: &Policy) -> Vec<&KnownHead> {
    let of_trust = policy.trust.iter().flat_map(|trust| &trust.known_heads);
    of_trust.chain(&policy.known_heads).collect()
}

/// Judges all of it; returns the sizes that trusted witnesses have attested, each with its unix time.
pub(super) fn judge(judged: &Judged<'_>, policy: &Policy, out: &mut Gathered) -> Vec<(u64, u64)> {
    checkpoint(judged, out);
    heads(judged, out);
    match &policy.trust {
        None => {
            out.skip(Check::Trust, NotChecked::NoTrust);
            out.skip(Check::Witnesses, NotChecked::NoTrust);
            Vec::new()
        }
        Some(believed) => {
            trust(judged.origin, judged.registry, believed, out);
            witness(judged, believed, out)
        }
    }
}

fn checkpoint(judged: &Judged<'_>, out: &mut Gathered) {
    let Some(signed) = judged.checkpoint else {
        out.skip(Check::Tree, NotChecked::NoCheckpoint);
        out.skip(Check::CheckpointSignature, NotChecked::NoCheckpoint);
        if judged.links.size() == 0 {
            out.add(Finding::new(Code::LedgerEmpty, Place::default()));
        }
        return;
    };
    let place = || Place::whole(CHECKPOINT_FILE);
    let said = signed.checkpoint();
    if let Some(origin) = judged.origin.filter(|origin| **origin != said.origin) {
        out.add(Finding::new(Code::CheckpointOrigin, place()).against(origin, &said.origin));
    }
    match judged.links.root_at(said.size) {
        Some(root) if root == said.root => out.looked(Check::Tree, said.size),
        Some(root) => out.add(Finding::new(Code::RootDiffers, place()).against(root, said.root)),
        None if said.size == 0 => out.add(Finding::new(Code::LedgerEmpty, Place::default())),
        None => out.skip(Check::Tree, NotChecked::LogIncomplete),
    }
    let Some(registry) = judged.registry else {
        out.skip(Check::CheckpointSignature, NotChecked::NoRegistry);
        return;
    };
    signatures(signed, registry, out);
}

/// The checkpoint is signed by the ledger key in force at its size, and right after a rotation by the one before it too.
fn signatures(signed: &SignedCheckpoint, registry: &Registry, out: &mut Gathered) {
    let (key, before) = registry.ledger_keys_at(signed.checkpoint().size);
    signature(signed, &key, Code::CheckpointNotSigned, out);
    if let Some(before) = before {
        signature(signed, &before, Code::CheckpointNotSignedByBoth, out);
    }
}

/// Holds a checkpoint that comes without its ledger against what the inspector believes.
pub(super) fn alone(signed: &SignedCheckpoint, believed: Option<&Trust>, out: &mut Gathered) {
    let Some(trust) = believed else {
        for check in [Check::CheckpointSignature, Check::Trust, Check::KnownHeads, Check::Witnesses] {
            out.skip(check, NotChecked::NoTrust);
        }
        return;
    };
    believed_origin(signed, trust, out);
    match &trust.ledger_public {
        None => out.skip(Check::CheckpointSignature, NotChecked::NoLedgerKey),
        Some(key) => signature(signed, key, Code::CheckpointNotTrusted, out),
    }
    outside(signed, trust, out);
}

/// The same for a checkpoint that comes with part of its ledger's registry. That part may end before the inspector's
/// trust begins: keys that it does not have are no proof of another ledger. Returns when trusted witnesses attested it.
pub(super) fn with_registry(
    signed: &SignedCheckpoint,
    registry: &Registry,
    believed: Option<&Trust>,
    out: &mut Gathered,
) -> Option<u64> {
    let (key, before) = registry.ledger_keys_at(signed.checkpoint().size);
    signature(signed, &key, Code::CheckpointNotSigned, out);
    if let Some(before) = before {
        signature(signed, &before, Code::CheckpointNotSignedByBoth, out);
    }
    let Some(trust) = believed else {
        for check in [Check::Trust, Check::KnownHeads, Check::Witnesses] {
            out.skip(check, NotChecked::NoTrust);
        }
        return None;
    };
    believed_origin(signed, trust, out);
    out.looked(Check::Trust, 2);
    if !trust.believes_ledger_key(registry) {
        let found = ids(registry.ledger_keys().iter().map(|(_, key)| key.id()));
        out.add(Finding::new(Code::CheckpointNotTrusted, Place::default()).against(trust.ledger_key, found));
    }
    if !trust.believes_root(registry) {
        let (expected, found) = roots(trust, registry);
        out.add(Finding::new(Code::TrustRootNotCarried, Place::default()).against(expected, found));
    }
    outside(signed, trust, out)
}

fn believed_origin(signed: &SignedCheckpoint, trust: &Trust, out: &mut Gathered) {
    out.looked(Check::Trust, 1);
    let found = &signed.checkpoint().origin;
    if *found != trust.origin {
        out.add(Finding::new(Code::TrustOrigin, Place::default()).against(&trust.origin, found));
    }
}

/// Holds a checkpoint without its ledger against the heads the inspector knows and the witnesses they trust.
fn outside(signed: &SignedCheckpoint, trust: &Trust, out: &mut Gathered) -> Option<u64> {
    let said = signed.checkpoint();
    let mut compared = 0;
    for head in trust.known_heads.iter().filter(|head| head.size() == said.size) {
        compared += 1;
        if head.root() != said.root {
            let finding = Finding::new(Code::HeadDiverged, Place::whole(head.from()));
            out.add(finding.against(head.root(), said.root).saying(format!("{} entries", said.size)));
        }
    }
    if compared == 0 {
        out.skip(Check::KnownHeads, NotChecked::NoKnownHead);
    }
    out.looked(Check::KnownHeads, compared);
    if trust.witnesses.is_none() {
        out.skip(Check::Witnesses, NotChecked::NoWitnesses);
    }
    witnessed(signed, trust, out)
}

/// Checks one ledger key's line under a checkpoint; `absent` is found where there is none.
fn signature(signed: &SignedCheckpoint, key: &PublicKey, absent: Code, out: &mut Gathered) {
    let place = Place::whole(CHECKPOINT_FILE);
    match signed.verify_by(key) {
        Ok(()) => out.looked(Check::CheckpointSignature, 1),
        Err(error @ VerifyNoteError::NotSigned { .. }) => out.add(Finding::new(absent, place).saying(error)),
        Err(error) => out.add(Finding::new(Code::CheckpointSignatureBad, place).saying(error)),
    }
}

/// Holds the log against each head the inspector knows. They vouch for what they bring: a head need not be signed by a key
/// this ledger knows, since a forged ledger would not know the true one.
fn heads(judged: &Judged<'_>, out: &mut Gathered) {
    if judged.heads.is_empty() {
        out.skip(Check::KnownHeads, NotChecked::NoKnownHead);
    }
    let size = judged.links.size();
    for head in judged.heads {
        let place = || Place::whole(head.from());
        match (head.origin(), judged.origin) {
            (Some(of), Some(origin)) if of != origin => {
                out.add(Finding::new(Code::HeadOfAnother, place()).against(origin, of));
                continue;
            }
            _ => {}
        }
        match judged.links.root_at(head.size()) {
            Some(root) if root == head.root() => out.looked(Check::KnownHeads, 1),
            Some(root) => {
                let finding = Finding::new(Code::HeadDiverged, place()).against(head.root(), root);
                out.add(finding.saying(format!("{} entries{}", head.size(), whose(head, judged.registry))));
            }
            // A damaged log is not a rolled back one.
            None if !judged.whole => out.skip(Check::KnownHeads, NotChecked::LogIncomplete),
            // Whether a shorter log is a true beginning of the longer one nobody can prove without the rest; that it agrees
            // with every other known head is all that can be said.
            None => {
                let finding = Finding::new(Code::HeadRolledBack, place()).against(head.size(), size);
                out.add(finding.saying(whose(head, judged.registry)));
            }
        }
    }
}

/// Whose word a head is, as far as this ledger's keys can tell.
fn whose(head: &KnownHead, registry: Option<&Registry>) -> &'static str {
    let (Some(signed), Some(registry)) = (head.signed(), registry) else { return "" };
    if registry.ledger_keys().iter().any(|(_, key)| signed.verify_by(key).is_ok()) {
        ", signed by a key of this ledger"
    } else {
        ", not signed by any key of this ledger"
    }
}

fn trust(origin: Option<&Origin>, registry: Option<&Registry>, trust: &Trust, out: &mut Gathered) {
    let place = Place::default;
    out.looked(Check::Trust, 3);
    match origin {
        Some(origin) if *origin == trust.origin => {}
        found => {
            let found = found.map_or("", Origin::as_str);
            out.add(Finding::new(Code::TrustOrigin, place()).against(&trust.origin, found));
        }
    }
    let Some(registry) = registry else { return };
    if !trust.believes_ledger_key(registry) {
        let found = ids(registry.ledger_keys().iter().map(|(_, key)| key.id()));
        out.add(Finding::new(Code::TrustLedgerKey, place()).against(trust.ledger_key, found));
    }
    if !trust.believes_root(registry) {
        let (expected, found) = roots(trust, registry);
        out.add(Finding::new(Code::TrustRoot, place()).against(expected, found));
    }
}

fn ids(keys: impl Iterator<Item = KeyId>) -> String {
    keys.map(|key| key.to_string()).collect::<Vec<_>>().join(" ")
}

/// The root holders that are believed and those that were found, each with the threshold.
fn roots(trust: &Trust, registry: &Registry) -> (String, String) {
    let (root, _) = registry.root();
    let expected = format!("{}: {}", trust.root_threshold, ids(trust.root_keys.iter().copied()));
    (expected, format!("{}: {}", root.threshold, ids(root.holders.iter().map(|holder| holder.key.id()))))
}

fn witness(judged: &Judged<'_>, trust: &Trust, out: &mut Gathered) -> Vec<(u64, u64)> {
    let Some(witnesses) = &trust.witnesses else {
        out.skip(Check::Witnesses, NotChecked::NoWitnesses);
        return Vec::new();
    };
    let mut attested = Vec::new();
    match judged.checkpoint {
        None => out.skip(Check::Witnesses, NotChecked::NoCheckpoint),
        Some(signed) => {
            let said = witnessed(signed, trust, out);
            attested.extend(said.map(|seconds| (signed.checkpoint().size, seconds)));
        }
    }
    // An earlier checkpoint that was witnessed says when the entries under it were there, where it is this log's.
    for head in judged.heads {
        if let Some(signed) = head.signed()
            && judged.links.root_at(head.size()) == Some(head.root())
            && let Some(seconds) = witnesses.on(signed).attested
        {
            attested.push((head.size(), seconds));
        }
    }
    attested
}

/// Holds a checkpoint's cosignatures against the quorum asked for; returns when it was reached.
fn witnessed(signed: &SignedCheckpoint, trust: &Trust, out: &mut Gathered) -> Option<u64> {
    let witnesses = trust.witnesses.as_ref()?;
    let place = || Place::whole(CHECKPOINT_FILE);
    let said = witnesses.on(signed);
    for bad in said.bad {
        out.add(Finding::new(Code::WitnessSignatureBad, place()).saying(bad));
    }
    out.looked(Check::Witnesses, said.counted as u64);
    if said.attested.is_none() {
        out.add(Finding::new(Code::WitnessQuorum, place()).against(witnesses.needed(), said.counted));
    }
    said.attested
}

/// Judges what holds a bundle from outside: its tree is the checkpoint's own, so that only heads of the same size can be
/// held against it.
pub(super) fn judge_bundle(
    checkpoint: Option<&SignedCheckpoint>,
    registry: Option<&Registry>,
    origin: Option<&Origin>,
    policy: &Policy,
    out: &mut Gathered,
) -> Vec<(u64, u64)> {
    let Some(signed) = checkpoint else {
        out.skip(Check::CheckpointSignature, NotChecked::NoCheckpoint);
        out.skip(Check::KnownHeads, NotChecked::NoCheckpoint);
        for check in [Check::Trust, Check::Witnesses] {
            out.skip(check, if policy.trust.is_some() { NotChecked::NoCheckpoint } else { NotChecked::NoTrust });
        }
        return Vec::new();
    };
    let said = signed.checkpoint();
    if let Some(origin) = origin.filter(|origin| **origin != said.origin) {
        let place = Place::whole(CHECKPOINT_FILE);
        out.add(Finding::new(Code::CheckpointOrigin, place).against(origin, &said.origin));
    }
    match registry {
        Some(registry) => signatures(signed, registry, out),
        None => out.skip(Check::CheckpointSignature, NotChecked::NoRegistry),
    }
    let heads = known_heads(policy);
    if heads.is_empty() {
        out.skip(Check::KnownHeads, NotChecked::NoKnownHead);
    }
    for head in heads {
        let finding = |code| Finding::new(code, Place::whole(head.from()));
        if let Some(of) = head.origin().filter(|of| **of != said.origin) {
            out.add(finding(Code::HeadOfAnother).against(&said.origin, of));
        } else if head.size() != said.size {
            out.skip(Check::KnownHeads, NotChecked::NotCarried);
        } else if head.root() == said.root {
            out.looked(Check::KnownHeads, 1);
        } else {
            let whose = whose(head, registry);
            let finding = finding(Code::HeadDiverged).against(head.root(), said.root);
            out.add(finding.saying(format!("{} entries{whose}", head.size())));
        }
    }
    let Some(believed) = &policy.trust else {
        out.skip(Check::Trust, NotChecked::NoTrust);
        out.skip(Check::Witnesses, NotChecked::NoTrust);
        return Vec::new();
    };
    trust(origin, registry, believed, out);
    if believed.witnesses.is_none() {
        out.skip(Check::Witnesses, NotChecked::NoWitnesses);
    }
    let attested = witnessed(signed, believed, out);
    attested.map(|seconds| (said.size, seconds)).into_iter().collect()
}

/// What the ledger says of its own keys, to be shown.
pub(super) fn show(registry: Option<&Registry>, checkpoint: Option<&SignedCheckpoint>, facts: &mut Facts) {
    if let Some(registry) = registry {
        facts.organ = Some(registry.organ().to_owned());
        facts.ledger_keys = registry.ledger_keys().iter().map(|(_, key)| key.id()).collect();
        let (root, _) = registry.root();
        facts.root_keys = root.holders.iter().map(|holder| holder.key.id()).collect();
        facts.root_threshold = Some(root.threshold.get());
    }
    if let Some(signed) = checkpoint {
        let own = signed.checkpoint().origin.as_str();
        let names = signed.note().signatures().iter().map(|line| line.name.as_str());
        facts.cosigners = names.filter(|name| *name != own).map(str::to_owned).collect();
    }
}

/// The checkpoint's file.
const CHECKPOINT_FILE: &str = "checkpoint";

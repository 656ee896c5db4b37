//! Two checkpoints and the proof between them, judged without their ledger: the later ledger begins with the earlier one.

use super::anchors;
use super::code::Code;
use super::report::{Check, Facts, Finding, Gathered, NotChecked, Place, Report, Subject};
use super::trust::Trust;
use crate::chain::{SignedCheckpoint, verify_consistency};
use crate::model::TreeHash;

/// Judges whether the ledger under the checkpoint `new` continues the one under `old`. Two checkpoints of one size need no
/// proof: their roots are equal, or somebody kept two stories and both files together show it.
pub fn verify_growth(old: &[u8], new: &[u8], proof: &[TreeHash], trust: Option<&Trust>) -> Report {
    let mut out = Gathered::default();
    let mut facts = Facts::default();
    let read = |bytes: &[u8], name: &str, out: &mut Gathered| match SignedCheckpoint::parse(bytes) {
        Ok(signed) => {
            out.looked(Check::Checkpoint, 1);
            anchors::alone(&signed, trust, out);
            Some(signed)
        }
        Err(error) => {
            out.add(Finding::new(Code::CheckpointForm, Place::whole(name)).saying(error));
            None
        }
    };
    let (old, new) = (read(old, "old", &mut out), read(new, "new", &mut out));
    if let (Some(old), Some(new)) = (&old, &new) {
        let (old, new) = (old.checkpoint(), new.checkpoint());
        (facts.origin, facts.size, facts.root) = (Some(new.origin.clone()), new.size, Some(new.root));
        out.looked(Check::Consistency, 1);
        if old.origin != new.origin {
            out.add(Finding::new(Code::CheckpointOrigin, Place::whole("new")).against(&old.origin, &new.origin));
        } else if old.size == new.size && old.root != new.root {
            let finding = Finding::new(Code::CheckpointsDiverge, Place::default()).against(old.root, new.root);
            out.add(finding.saying(format!("{} entries", old.size)));
        } else if let Err(error) = verify_consistency(old.size, &old.root, new.size, &new.root, proof) {
            let finding = Finding::new(Code::NotConsistent, Place::default()).against(old.size, new.size);
            out.add(finding.saying(error));
        }
    } else {
        out.skip(Check::Consistency, NotChecked::NoCheckpoint);
        if trust.is_none() {
            out.skip(Check::Trust, NotChecked::NoTrust);
        }
    }
    out.report(Subject::Consistency, facts, None)
}

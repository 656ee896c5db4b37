//! Judging a decision's bundle, offline: the same examination of every entry as in a ledger, by the same registry and the
//! same rules of procedure; in place of a whole log, each row's own path to the checkpoint's root, and what shows that no
//! record of the decision is missing: its numbers, its links, the headers behind its last one, the export's own record.
//!
//! What only a whole ledger tells is listed as not checked: that the ledger as a whole is sound, and records of other
//! decisions that are cited.

use super::anchors;
use super::bundle_pass::{CONTENTS_FILE, Pass, ROWS_FILE, there};
use super::code::Code;
use super::documents::Documents;
use super::erasures::Erasures;
use super::examine::{Examiner, Seen};
use super::judge::{Policy, Progress, ReadError};
use super::passes::doubt;
use super::procedure::{self, Procedure, Tally};
use super::report::{Check, Finding, Gathered, NotChecked, Place, Report, Subject};
use crate::chain::{Header, RowKind, Rows, SignedCheckpoint};
use crate::crypto::hash::fingerprint;
use crate::format::Contents;
use crate::model::EntryHash;
use crate::port::{BagFault, BagFaultKind, BagLooked, ReadBundle, ReadEvidence, ReadLedger, StoreError};
use crate::registry::Registry;

/// Judges a bundle. Every byte a verdict rests on is read; nothing is written.
///
/// # Errors
/// [`ReadError`] where the bag cannot be read at all. What is missing or wrong in it is a finding.
pub fn run_bundle<S: ReadBundle>(
    source: &S,
    policy: &Policy,
    progress: &dyn Fn(Progress),
) -> Result<Report, ReadError> {
    let fail = |what| move |source| ReadError { what, source };
    let mut out = Gathered::default();
    let looked = source.look(&mut |fault| out.add(bag_finding(fault))).map_err(fail("the bag"))?;
    match looked {
        Some(looked) => out.looked(Check::Bag, looked.files),
        None => out.skip(Check::Bag, NotChecked::NotKept),
    }
    let contents = contents(source, &mut out);
    let checkpoint = there(source.checkpoint(), &mut out).flatten();
    let checkpoint = anchors::read_checkpoint(checkpoint.as_deref(), &mut out);
    let checkpoint = checkpoint.map(|signed| with_later(source, signed, &mut out));

    let mut documents = Documents::new(source);
    if let Some(contents) = &contents {
        documents.withhold(contents.withheld_attachments());
    }
    let examiner = Examiner { documents, seed: policy.seed };
    let mut pass = Pass::new(contents.as_ref(), checkpoint.as_ref(), &examiner);
    pass.rows(source, progress, &mut out);
    let Pass { registry, mut facts, claims, tally, origin, names_profiles, marked, withheld, end, .. } = pass;
    let judge = Procedure::new(source, registry.as_ref(), &policy.holidays);
    let documents = &examiner.documents;
    let registered = registry.as_ref();
    Erasures { marked, documents, procedure: &judge, registry: registered, decisions: 1, withheld: &withheld }.judge(
        &mut |out, take| glance(source, &examiner, &mut |seen| take(seen, ROWS_FILE, out)),
        usize::MAX,
        &mut out,
    );
    if let (Some(contents), Some(origin)) = (&contents, &origin)
        && contents.origin != *origin
    {
        let finding = Finding::new(Code::ContentsDiffer, Place::whole(CONTENTS_FILE));
        out.add(finding.against(origin, &contents.origin));
    }
    claims.finish(contents.as_ref(), registry.as_ref(), checkpoint.as_ref(), &mut out);
    seal(source, contents.as_ref(), registry.as_ref(), end.size, &mut out);

    let attested = anchors::judge_bundle(checkpoint.as_ref(), registry.as_ref(), origin.as_ref(), policy, &mut out);
    match &registry {
        None => {
            for check in [Check::Authority, Check::Doubt] {
                out.skip(check, NotChecked::NoRegistry);
            }
        }
        Some(registry) if registry.has_compromised_keys() => {
            let mut take = |seen: &Seen| doubt(registry, &attested, seen, ROWS_FILE, &mut out);
            glance(source, &examiner, &mut take);
        }
        Some(_) => out.looked(Check::Doubt, end.whole),
    }
    out.skip(Check::OutsideTime, NotChecked::NoTimeAuthority);
    let withheld =
        contents.as_ref().is_some_and(|contents| contents.withheld.iter().any(|one| one.attachment.is_none()));
    let tally = Tally { last: procedure::last_day(end.recorded), ..tally };
    let print = |hash: &EntryHash| fingerprint(&policy.seed, &hash.0);
    let procedure = match (names_profiles, withheld) {
        (_, true) => {
            out.skip(Check::Procedure, NotChecked::Withheld);
            None
        }
        (true, false) => Some(procedure::judge_all(&judge, tally, &print, &mut out)),
        (false, false) => {
            out.skip(Check::Procedure, NotChecked::NoProfile);
            None
        }
    };

    facts.origin = origin;
    if let Some(signed) = &checkpoint {
        (facts.size, facts.root) = (signed.checkpoint().size, Some(signed.checkpoint().root));
    }
    facts.decisions = 1;
    facts.records = out.items(Check::Records);
    facts.signatures = out.items(Check::Signatures);
    facts.evidence_bytes = looked.map_or_else(|| examiner.documents.bytes(), |looked| looked.bytes);
    anchors::show(registry.as_ref(), checkpoint.as_ref(), &mut facts);
    Ok(Report { procedure, ..out.report(Subject::Bundle, facts, None) })
}

/// Judges a whole ledger that lies in a bag: as a ledger, and every file of the bag against its manifests, which `look` reads.
///
/// # Errors
/// [`ReadError`] where the bag or the ledger cannot be read at all.
pub fn run_whole<S: ReadLedger + ReadEvidence>(
    source: &S,
    look: Look<'_>,
    policy: &Policy,
    progress: &dyn Fn(Progress),
) -> Result<Report, ReadError> {
    let mut out = Gathered::default();
    let looked =
        look(&mut |fault| out.add(bag_finding(fault))).map_err(|source| ReadError { what: "the bag", source })?;
    out.looked(Check::Bag, looked.files);
    Ok(out.into_bag_of(super::judge::run(source, policy, progress)?))
}

/// Reads every file of a bag and tells what is wrong with them.
pub type Look<'a> = &'a dyn Fn(&mut dyn FnMut(BagFault)) -> Result<BagLooked, StoreError>;

/// Reads all whole rows once more, without what costs.
fn glance<S: ReadBundle>(source: &S, examiner: &Examiner<'_, S>, take: &mut dyn FnMut(&Seen)) {
    // What cannot be read has been told by the first pass.
    let Ok(rows) = source.rows() else { return };
    let mut rows = Rows::new(rows);
    while let Ok(Some(read)) = rows.next_row() {
        let header = Header::read(read.row.header_bytes(&read.bytes));
        if let (RowKind::Whole, Ok(header)) = (read.row.kind, header) {
            take(&examiner.glance(&read.bytes, header.sequence.0, read.offset));
        }
    }
}

fn contents<S: ReadBundle>(source: &S, out: &mut Gathered) -> Option<Contents> {
    let bytes = there(source.contents(), out)?;
    match Contents::read(&bytes) {
        Ok(contents) => Some(contents),
        Err(error) => {
            out.add(Finding::new(Code::ContentsForm, Place::whole(CONTENTS_FILE)).saying(error));
            None
        }
    }
}

/// The checkpoint with the cosignatures that were added later.
fn with_later<S: ReadBundle>(source: &S, signed: SignedCheckpoint, out: &mut Gathered) -> SignedCheckpoint {
    let mut signed = signed;
    for (file, bytes) in there(source.later_checkpoints(), out).unwrap_or_default() {
        match SignedCheckpoint::parse(&bytes) {
            Ok(later) if later.checkpoint() == signed.checkpoint() => {
                let known = signed.note().signatures().to_vec();
                for signature in later.note().signatures().iter().filter(|one| !known.contains(one)) {
                    match signed.with_signature(signature) {
                        Ok(more) => signed = more,
                        Err(error) => out.add(Finding::new(Code::AnchorForm, Place::whole(&file)).saying(error)),
                    }
                }
            }
            Ok(later) => {
                let (expected, found) = (signed.checkpoint().root, later.checkpoint().root);
                out.add(Finding::new(Code::AnchorForm, Place::whole(&file)).against(expected, found));
            }
            Err(error) => out.add(Finding::new(Code::AnchorForm, Place::whole(&file)).saying(error)),
        }
    }
    signed
}

/// Who has sealed the bundle, and whether they could.
fn seal<S: ReadBundle>(
    source: &S,
    contents: Option<&Contents>,
    registry: Option<&Registry>,
    size: u64,
    out: &mut Gathered,
) {
    let Some(Some(bytes)) = there(source.seal(), out) else {
        return out.skip(Check::Seal, NotChecked::NotSealed);
    };
    out.looked(Check::Seal, 1);
    super::bundle_claims::seal(&bytes, contents, registry, size, out);
}

fn bag_finding(fault: BagFault) -> Finding {
    let code = match fault.what {
        BagFaultKind::Missing => Code::BagFileMissing,
        BagFaultKind::Unlisted => Code::BagFileUnlisted,
        BagFaultKind::Differs => Code::BagFileDiffers,
        BagFaultKind::Form => Code::BagForm,
        BagFaultKind::Unsafe => Code::BagUnsafe,
        BagFaultKind::Unreadable => Code::BagUnreadable,
        BagFaultKind::Repacked => Code::BagRepacked,
    };
    let place = if fault.file.is_empty() { Place::default() } else { Place::whole(fault.file) };
    let finding = Finding::new(code, place);
    match (fault.expected, fault.found) {
        (Some(expected), Some(found)) => finding.against(expected, found),
        (Some(what), None) | (None, Some(what)) => finding.saying(what),
        (None, None) => finding,
    }
}

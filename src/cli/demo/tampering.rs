//! What an insider would do: each on a copy of the ledger, as well as somebody can who has the store and the ledger key,
//! and in three cases the key of an office too.
#![expect(clippy::disallowed_methods, reason = "the demonstration tampers with files of its own")]

use std::fs;
use std::io;
use std::path::Path;

use jiff::ToSpan as _;

use super::insider::Forgery;
use super::play::Played;
use crate::crypto::{SecretKey, Signer as _};
use crate::format::{Content, Envelope, Nonce, Record, Statement};
use crate::model::{OfficeId, RecordedTime, StreamId};
use crate::verify::{Code, Verdict};

/// One way to tamper.
pub struct Tampering {
    /// The folder it is done in, and the end of its messages' ids.
    pub name: &'static str,
    /// A finding it must give.
    pub code: Code,
    /// What the verdict must be.
    pub verdict: Verdict,
    /// Whether it takes an earlier head to find it, because everybody whose key it needed took part.
    pub needs_known_head: bool,
    apply: fn(&Played, &Path) -> io::Result<()>,
}

impl Tampering {
    /// Does it to the ledger in `dir`.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn apply(&self, played: &Played, dir: &Path) -> io::Result<()> {
        (self.apply)(played, dir)
    }
}

/// All of them.
pub const TAMPERINGS: &[Tampering] = &[
    Tampering {
        name: "dissent-removed",
        code: Code::BasisUnknown,
        verdict: Verdict::Invalid,
        needs_known_head: false,
        apply: dissent_removed,
    },
    Tampering {
        name: "reasons-softened",
        code: Code::SignatureBad,
        verdict: Verdict::Invalid,
        needs_known_head: false,
        apply: reasons_softened,
    },
    Tampering {
        name: "review-back-dated",
        code: Code::RecordedBackwards,
        verdict: Verdict::Invalid,
        needs_known_head: false,
        apply: review_back_dated,
    },
    Tampering {
        name: "draft-swapped",
        code: Code::AttachmentBlake3,
        verdict: Verdict::Invalid,
        needs_known_head: false,
        apply: draft_swapped,
    },
    Tampering {
        name: "review-by-another-office",
        code: Code::OfficeNotHeld,
        verdict: Verdict::Invalid,
        needs_known_head: false,
        apply: review_by_another_office,
    },
    Tampering {
        name: "rolled-back",
        code: Code::HeadRolledBack,
        verdict: Verdict::RolledBack,
        needs_known_head: true,
        apply: rolled_back,
    },
    Tampering {
        name: "history-rewritten",
        code: Code::HeadDiverged,
        verdict: Verdict::Diverged,
        needs_known_head: true,
        apply: history_rewritten,
    },
];

/// The first dissent, the second, the opinion that failed, the one that passed, the draft it passed, the
/// correction.
const DISSENT: u64 = 17;
const DISSENT_ON_COST: u64 = 21;
const FAILED_OPINION: u64 = 13;
const PASSED_OPINION: u64 = 15;
const REVIEWED_DRAFT: u64 = 14;
const CORRECTION: u64 = 32;

fn dissent_removed(played: &Played, dir: &Path) -> io::Result<()> {
    let mut forgery = Forgery::of_folder(dir)?;
    let at = place(&forgery, played, DISSENT)?;
    forgery.entries.remove(at);
    forgery.chain_anew();
    forgery.into_folder(dir, Some(key(played, "ledger")?))
}

fn reasons_softened(played: &Played, dir: &Path) -> io::Result<()> {
    let mut forgery = Forgery::of_folder(dir)?;
    let at = place(&forgery, played, DISSENT_ON_COST)?;
    let mut envelope = Envelope::read(&forgery.entries[at].1).map_err(io::Error::other)?;
    let text = String::from_utf8(envelope.payload).map_err(io::Error::other)?;
    envelope.payload =
        text.replace("设备投入测算偏低，三年内难以收支平衡，增加财政负担。", "建议进一步完善测算。").into_bytes();
    forgery.entries[at].1 = envelope.to_bytes();
    forgery.chain_anew();
    forgery.into_folder(dir, Some(key(played, "ledger")?))
}

fn review_back_dated(played: &Played, dir: &Path) -> io::Result<()> {
    let mut forgery = Forgery::of_folder(dir)?;
    let at = place(&forgery, played, PASSED_OPINION)?;
    let header = &mut forgery.entries[at].0;
    let earlier = header.recorded.timestamp().checked_sub((24 * 30).hours()).map_err(io::Error::other)?;
    header.recorded = RecordedTime::new(earlier);
    forgery.chain_anew();
    forgery.into_folder(dir, Some(key(played, "ledger")?))
}

fn draft_swapped(played: &Played, dir: &Path) -> io::Result<()> {
    let forgery = Forgery::of_folder(dir)?;
    let at = place(&forgery, played, REVIEWED_DRAFT)?;
    let record = record_of(&forgery.entries[at].1)?;
    let Some(Content::Open { blake3, .. }) = record.attachments.first().map(|one| one.content) else {
        return Err(io::Error::other("the draft has no document"));
    };
    let hex = blake3.to_string();
    let path = dir.join("evidence").join(&hex[..2]).join(&hex);
    let text = fs::read_to_string(&path)?;
    // A free half hour less, in as many bytes.
    fs::write(&path, text.replace("首半小时免费", "首半小时收费"))
}

fn review_by_another_office(played: &Played, dir: &Path) -> io::Result<()> {
    let mut forgery = Forgery::of_folder(dir)?;
    // The unit that wrote the draft turns the failed opinion into a passed one, in its own hand.
    let at = place(&forgery, played, FAILED_OPINION)?;
    let drafter = key(played, "handling-unit")?;
    forgery.entries[at].1 = said_again(&forgery.entries[at].1, drafter, |statement| {
        statement.offices[0].office = OfficeId::new("legality-reviewer").map_err(io::Error::other)?;
        replace_text(statement, "\"conclusion\":\"unlawful\"", "\"conclusion\":\"lawful\"")
    })?;
    // Those who stand on it cannot be made to stand on the new one: their signatures are their own.
    forgery.chain_anew();
    forgery.into_folder(dir, Some(key(played, "ledger")?))
}

fn rolled_back(played: &Played, dir: &Path) -> io::Result<()> {
    let mut forgery = Forgery::of_folder(dir)?;
    let at = place(&forgery, played, DISSENT)?;
    forgery.entries.truncate(at);
    forgery.into_folder(dir, None)?;
    let kept = usize::try_from(DISSENT).ok().and_then(|step| played.decision.steps.get(step));
    let kept = kept.ok_or_else(|| io::Error::other("no checkpoint was kept"))?;
    fs::write(dir.join("checkpoint"), kept.before.to_text())
}

fn history_rewritten(played: &Played, dir: &Path) -> io::Result<()> {
    let mut forgery = Forgery::of_folder(dir)?;
    let at = place(&forgery, played, CORRECTION)?;
    let drafter = key(played, "handling-unit")?;
    forgery.entries[at].1 = said_again(&forgery.entries[at].1, drafter, |statement| {
        replace_text(statement, "核对信函登记簿时发现登记渠道有误，总数不变。", "例行核对。")
    })?;
    forgery.chain_anew();
    forgery.into_folder(dir, Some(key(played, "ledger")?))
}

/// Says a record again with something changed, signed by `signer` alone.
fn said_again(
    envelope: &[u8],
    signer: &SecretKey,
    change: impl FnOnce(&mut Statement) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let record = record_of(envelope)?;
    let mut statement = Statement {
        origin: record.origin.clone(),
        stream: record.stream.clone(),
        kind: record.kind.clone(),
        nonce: Nonce(record.nonce.0.map(|byte| byte ^ 0xff)),
        signed_at: record.signed_at,
        occurred: record.occurred,
        offices: record.offices.clone(),
        basis: record.basis.clone(),
        body: record.body_value().map_err(io::Error::other)?,
        attachments: record.attachments.clone(),
        late: record.late.clone(),
        despite: record.despite.clone(),
    };
    statement.offices.truncate(1);
    statement.offices[0].key = signer.public();
    change(&mut statement)?;
    let record = Record::new(statement).map_err(io::Error::other)?;
    let mut envelope = Envelope::unsigned(record.to_bytes().map_err(io::Error::other)?);
    envelope.sign(signer);
    Ok(envelope.to_bytes())
}

fn replace_text(statement: &mut Statement, from: &str, to: &str) -> io::Result<()> {
    let text = serde_json::to_string(&statement.body)?.replace(from, to);
    statement.body = serde_json::from_str(&text)?;
    Ok(())
}

fn record_of(envelope: &[u8]) -> io::Result<Record> {
    let envelope = Envelope::read(envelope).map_err(io::Error::other)?;
    Record::read(&envelope.payload).map_err(io::Error::other)
}

fn place(forgery: &Forgery, played: &Played, number: u64) -> io::Result<usize> {
    let stream = StreamId::Decision(played.decision.id.clone());
    forgery.find(&stream, number).ok_or_else(|| io::Error::other("the record is not there"))
}

fn key<'a>(played: &'a Played, name: &str) -> io::Result<&'a SecretKey> {
    played.keys.get(name).ok_or_else(|| io::Error::other("no such key"))
}

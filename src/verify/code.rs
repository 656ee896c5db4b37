//! Everything that can be found, each with a code of its own. A code is a promise to scripts and to case files: it never
//! changes its text or its meaning, and none is used for two things.

use serde::{Serialize, Serializer};

use super::report::{Check, Verdict};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $check:ident, $verdict:expr;)+) => {
        /// What was found.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $name,)+
        }

        impl Code {
            /// All of them, check by check.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as it stands in reports.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// The check that finds it.
            pub const fn check(self) -> Check {
                match self { $(Self::$name => Check::$check,)+ }
            }

            /// What it makes of the verdict; `None` for a note, which is told and condemns nothing.
            pub const fn verdict(self) -> Option<Verdict> {
                match self { $(Self::$name => $verdict,)+ }
            }
        }
    };
}

const NOTE: Option<Verdict> = None;
const INVALID: Option<Verdict> = Some(Verdict::Invalid);
const PROCEDURE: Option<Verdict> = Some(Verdict::ProcedureFindings);
const UNREADABLE: Option<Verdict> = Some(Verdict::Unreadable);

codes! {
    /// The folder has no marker.
    MarkerMissing = "marker-missing", Marker, INVALID;
    /// The marker is not in its one spelling.
    MarkerForm = "marker-form", Marker, INVALID;
    /// The marker names another ledger.
    MarkerOrigin = "marker-origin", Marker, INVALID;
    /// A file that belongs to no ledger of version 1. It is not read and proves nothing.
    FileUnknown = "file-unknown", Files, NOTE;

    /// There is no entry at all.
    LedgerEmpty = "ledger-empty", Log, UNREADABLE;
    /// The log stops being entries before the checkpoint's last one.
    LogBroken = "log-broken", Log, INVALID;
    /// The log ends before the checkpoint's last entry.
    LogShort = "log-short", Log, INVALID;
    /// The log could not be read on.
    LogUnreadable = "log-unreadable", Log, UNREADABLE;
    /// Bytes after the last acknowledged entry that are no entry: a write that was cut off.
    LogTornTail = "log-torn-tail", Log, NOTE;
    /// Whole entries after the checkpoint's last one: written, not yet acknowledged.
    LogBeyondCheckpoint = "log-beyond-checkpoint", Log, NOTE;

    /// A header that is not in its one spelling.
    HeaderForm = "header-form", Chain, INVALID;
    /// An entry of another ledger.
    OriginDiffers = "origin-differs", Chain, INVALID;
    /// A sequence number that does not follow.
    SequenceGap = "sequence-gap", Chain, INVALID;
    /// An entry that does not name the one before it.
    ChainBroken = "chain-broken", Chain, INVALID;
    /// Recorded before the entry before it.
    RecordedBackwards = "recorded-backwards", RecordedOrder, INVALID;

    /// A number in the stream that does not follow.
    StreamNumber = "stream-number", Streams, INVALID;
    /// An entry that does not name the one before it in its stream.
    StreamLink = "stream-link", Streams, INVALID;
    /// A decision that does not begin with its opening, or is opened twice.
    DecisionOpening = "decision-opening", Streams, INVALID;

    /// The envelope has another BLAKE3 digest than its header says.
    DigestBlake3 = "digest-blake3", Digests, INVALID;
    /// The envelope has another SHA-256 digest than its header says.
    DigestSha256 = "digest-sha256", Digests, INVALID;

    /// The envelope is over its bound.
    EnvelopeOversized = "envelope-oversized", Envelopes, INVALID;
    /// The envelope is not strict JSON of its form.
    EnvelopeForm = "envelope-form", Envelopes, INVALID;
    /// The envelope has a field nobody knows.
    EnvelopeUnknownField = "envelope-unknown-field", Envelopes, INVALID;
    /// The envelope has a field twice.
    EnvelopeDuplicateField = "envelope-duplicate-field", Envelopes, INVALID;
    /// The envelope holds something else than a record of version 1.
    EnvelopePayloadType = "envelope-payload-type", Envelopes, INVALID;
    /// Base64 that is not the one standard spelling.
    EnvelopeBase64 = "envelope-base64", Envelopes, INVALID;
    /// Too many signatures, or one that is none by its form.
    EnvelopeSignatures = "envelope-signatures", Envelopes, INVALID;

    /// The record is over its bound.
    RecordOversized = "record-oversized", Records, INVALID;
    /// The record is not strict JSON of its form.
    RecordForm = "record-form", Records, INVALID;
    /// The record has a field nobody knows.
    RecordUnknownField = "record-unknown-field", Records, INVALID;
    /// The record has a field twice.
    RecordDuplicateField = "record-duplicate-field", Records, INVALID;
    /// A field breaks its rule.
    RecordField = "record-field", Records, INVALID;
    /// One key is named twice among the signatories.
    KeyNamedTwice = "key-named-twice", Records, INVALID;
    /// The record is for another ledger.
    RecordOrigin = "record-origin", Records, INVALID;
    /// The record belongs to another stream than its header says.
    RecordStream = "record-stream", Records, INVALID;
    /// A kind of record that has no place in its stream.
    KindMisplaced = "kind-misplaced", Records, INVALID;
    /// The body is not that of its kind.
    BodyForm = "body-form", Records, INVALID;
    /// The body of a registry record is not that of its kind.
    RegistryBody = "registry-body", Records, INVALID;

    /// The same record, or its nonce, stands twice in its stream.
    NonceRepeated = "nonce-repeated", Nonces, INVALID;

    /// Stands on a record that is nowhere before it.
    BasisUnknown = "basis-unknown", Basis, INVALID;
    /// Stands on no earlier record of its own stream.
    BasisOutsideStream = "basis-outside-stream", Basis, INVALID;

    /// Says it was signed after the ledger had recorded it.
    SignedAfterRecorded = "signed-after-recorded", Times, INVALID;
    /// Says it was signed before a record that it stands on was there: back-dated.
    SignedBeforeBasis = "signed-before-basis", Times, INVALID;
    /// Says it was signed before the fact it tells had begun.
    OccurredAfterSigned = "occurred-after-signed", Times, INVALID;
    /// Entered long after the fact without saying that it is entered late (补录).
    LateUnsaid = "late-unsaid", Times, NOTE;

    /// A signature that does not verify.
    SignatureBad = "signature-bad", Signatures, INVALID;
    /// A signatory who has not signed.
    SignatureMissing = "signature-missing", Signatures, INVALID;
    /// A signature by none of the signatories.
    SignatureByStranger = "signature-by-stranger", Signatures, INVALID;
    /// One key has signed twice.
    KeySignedTwice = "key-signed-twice", Signatures, INVALID;
    /// A signatory's key is no usable key.
    KeyUnusable = "key-unusable", Signatures, INVALID;

    /// The ledger does not begin with a founding signed by all root holders.
    NotFounded = "not-founded", Registry, INVALID;
    /// The ledger is founded a second time.
    FoundedTwice = "founded-twice", Registry, INVALID;
    /// Too few root holders have signed.
    ThresholdNotMet = "threshold-not-met", Registry, INVALID;
    /// The key is another person's.
    KeyOfAnother = "key-of-another", Registry, INVALID;
    /// A rule of the registry is broken.
    RegistryRule = "registry-rule", Registry, INVALID;

    /// Signed with a key the registry does not know at that point.
    KeyUnknown = "key-unknown", Authority, INVALID;
    /// Signed in an office that this key's holder did not hold at that point.
    OfficeNotHeld = "office-not-held", Authority, INVALID;
    /// Signed in an office that had ended.
    OfficeEnded = "office-ended", Authority, INVALID;
    /// The office does not sign this kind of record.
    OfficeNotEntitled = "office-not-entitled", Authority, INVALID;
    /// A person's own word, signed by another.
    NotOwnWord = "not-own-word", Authority, INVALID;
    /// A record that nobody signs alone, with too few hands: an erasure.
    TooFewHands = "too-few-hands", Authority, INVALID;
    /// An erasure without all the signatures that the decision's profile asks for: it gives no authority to destroy.
    ErasureUnauthorised = "erasure-unauthorised", Authority, Some(Verdict::AuthorityInDoubt);
    /// Signed with a key that was later declared compromised since before then.
    AuthorityInDoubt = "authority-in-doubt", Doubt, Some(Verdict::AuthorityInDoubt);

    /// A cited document is not there.
    AttachmentMissing = "attachment-missing", Attachments, INVALID;
    /// A cited document has another content (BLAKE3).
    AttachmentBlake3 = "attachment-blake3", Attachments, INVALID;
    /// A cited document has another content (SHA-256).
    AttachmentSha256 = "attachment-sha256", Attachments, INVALID;
    /// A cited document has another size.
    AttachmentSize = "attachment-size", Attachments, INVALID;
    /// A cited document could not be read.
    AttachmentUnreadable = "attachment-unreadable", Attachments, UNREADABLE;
    /// The opening of a sealed attachment is not there. In a full ledger nothing is withheld.
    OpeningMissing = "opening-missing", Openings, INVALID;
    /// The opening of a sealed attachment is not in its one spelling.
    OpeningForm = "opening-form", Openings, INVALID;
    /// The opening does not open this seal.
    OpeningDiffers = "opening-differs", Openings, INVALID;
    /// An opening could not be read.
    OpeningUnreadable = "opening-unreadable", Openings, UNREADABLE;
    /// A sealed attachment is gone, and an erasure with authority says so.
    AttachmentErased = "attachment-erased", Openings, NOTE;
    /// An erasure with authority names an attachment that is still there.
    ErasureNotCarriedOut = "erasure-not-carried-out", Openings, NOTE;
    /// An erasure names what no earlier record of its decision has sealed.
    ErasureVoid = "erasure-void", Openings, PROCEDURE;

    /// There is no checkpoint.
    CheckpointMissing = "checkpoint-missing", Checkpoint, INVALID;
    /// The checkpoint is none by its form.
    CheckpointForm = "checkpoint-form", Checkpoint, INVALID;
    /// The checkpoint is of another ledger.
    CheckpointOrigin = "checkpoint-origin", Checkpoint, INVALID;
    /// The ledger key in force has not signed the checkpoint.
    CheckpointNotSigned = "checkpoint-not-signed", CheckpointSignature, INVALID;
    /// The ledger key's signature under the checkpoint does not verify.
    CheckpointSignatureBad = "checkpoint-signature-bad", CheckpointSignature, INVALID;
    /// Right after a rotation the old ledger key has not signed too.
    CheckpointNotSignedByBoth = "checkpoint-not-signed-by-both", CheckpointSignature, INVALID;
    /// The believed ledger key has not signed: another of this ledger's keys may have, or somebody else's.
    CheckpointNotTrusted = "checkpoint-not-trusted", CheckpointSignature, Some(Verdict::Unanchored);
    /// The log has another root than the checkpoint says.
    RootDiffers = "root-differs", Tree, INVALID;
    /// A tile does not hold the hashes of the log.
    TileDiffers = "tile-differs", Tiles, INVALID;

    /// The ledger is not the one the trust file names.
    TrustOrigin = "trust-origin", Trust, INVALID;
    /// The trusted ledger key was never this ledger's.
    TrustLedgerKey = "trust-ledger-key", Trust, INVALID;
    /// The trusted root holders, with their threshold, were never this ledger's.
    TrustRoot = "trust-root", Trust, INVALID;
    /// The trusted root holders are not among those that are carried: they may have come before or after, or be another
    /// ledger's.
    TrustRootNotCarried = "trust-root-not-carried", Trust, Some(Verdict::Unanchored);
    /// A known head has another root at its size.
    HeadDiverged = "head-diverged", KnownHeads, Some(Verdict::Diverged);
    /// A known head lies beyond the end of the log.
    HeadRolledBack = "head-rolled-back", KnownHeads, Some(Verdict::RolledBack);
    /// A known head is of another ledger; it was not used.
    HeadOfAnother = "head-of-another", KnownHeads, Some(Verdict::Unanchored);
    /// Fewer witnesses than the trust file asks for have cosigned the checkpoint.
    WitnessQuorum = "witness-quorum", Witnesses, Some(Verdict::Unanchored);
    /// A trusted witness's cosignature does not verify.
    WitnessSignatureBad = "witness-signature-bad", Witnesses, INVALID;

    /// The file is no receipt.
    ReceiptForm = "receipt-form", Receipt, INVALID;
    /// The receipt does not carry its entry.
    ReceiptWithoutEntry = "receipt-without-entry", Receipt, INVALID;
    /// The receipt's index is not its entry's sequence number.
    ReceiptIndex = "receipt-index", Receipt, INVALID;
    /// The file is no proof of somebody's word.
    ProofForm = "proof-form", Receipt, INVALID;
    /// The proof does not begin with the founding of the ledger.
    ProofWithoutFounding = "proof-without-founding", Receipt, INVALID;
    /// The proof holds no word of the person in the decision that it names.
    ProofWithoutWord = "proof-without-word", Receipt, INVALID;
    /// An entry that has nothing to do with the word.
    ProofStray = "proof-stray", Receipt, INVALID;
    /// The entry is not shown to be under the checkpoint.
    NotIncluded = "not-included", Inclusion, INVALID;
    /// The later checkpoint is not shown to continue the earlier one.
    NotConsistent = "not-consistent", Consistency, INVALID;
    /// Two checkpoints of one ledger and one size have two roots: somebody kept two stories.
    CheckpointsDiverge = "checkpoints-diverge", Consistency, Some(Verdict::Diverged);

    /// A file of the bag is not there.
    BagFileMissing = "bag-file-missing", Bag, INVALID;
    /// A file of the bag that no manifest lists, or that has no place in a bundle.
    BagFileUnlisted = "bag-file-unlisted", Bag, INVALID;
    /// A file of the bag has another digest than a manifest or the seal says.
    BagFileDiffers = "bag-file-differs", Bag, INVALID;
    /// A manifest, the declaration or the bag's metadata are not of their form.
    BagForm = "bag-form", Bag, INVALID;
    /// A link, a path that leads out of the bag, or one that stands there twice.
    BagUnsafe = "bag-unsafe", Bag, INVALID;
    /// A file of the bag could not be read.
    BagUnreadable = "bag-unreadable", Bag, UNREADABLE;
    /// The bag was packed again by another program; its content is judged all the same.
    BagRepacked = "bag-repacked", Bag, NOTE;
    /// What the bundle says of itself is not of its form.
    ContentsForm = "contents-form", Bag, INVALID;
    /// The bundle says that it is of another decision than its rows.
    ContentsDiffer = "contents-differ", Bag, INVALID;
    /// The seal is none, or is another bundle's.
    SealForm = "seal-form", Seal, INVALID;
    /// Sealed in an office that this key did not hold, or that seals no bundles.
    SealOffice = "seal-office", Seal, INVALID;
    /// The rows stop being rows.
    RowsBroken = "rows-broken", Rows, INVALID;
    /// A row that does not belong into this bundle, or should be whole.
    RowMisplaced = "row-misplaced", Rows, INVALID;
    /// The paths to the checkpoint's root are not of their form.
    PathForm = "path-form", Inclusion, INVALID;
    /// A row without a path to the checkpoint's root.
    PathMissing = "path-missing", Inclusion, INVALID;
    /// A path of no row.
    PathUnasked = "path-unasked", Inclusion, INVALID;
    /// Entries after the decision's last record are not shown: a later record may have been left off.
    TailMissing = "tail-missing", Complete, INVALID;
    /// The rows are not those that the export's own record attests.
    ExportMisstates = "export-misstates", Complete, INVALID;
    /// A record is withheld from this copy, by the authority's decision.
    RecordWithheld = "record-withheld", Withheld, NOTE;
    /// A sealed attachment is withheld from this copy, by the authority's decision.
    AttachmentWithheld = "attachment-withheld", Withheld, NOTE;
    /// A record is not here and nothing says why.
    WithheldUnlisted = "withheld-unlisted", Withheld, INVALID;
    /// Withheld without a decision of the authority that names it, with this basis.
    WithheldUnauthorised = "withheld-unauthorised", Withheld, INVALID;
    /// Said to be withheld, and here.
    WithheldPresent = "withheld-present", Withheld, INVALID;
    /// Said to be withheld, and no record or attachment of this bundle.
    WithheldUnknown = "withheld-unknown", Withheld, INVALID;
    /// The full version withholds something.
    WithheldInFull = "withheld-in-full", Withheld, INVALID;
    /// A checkpoint that was added later is none, or is of another tree.
    AnchorForm = "anchor-form", Witnesses, INVALID;

    /// The records of decisions, as the store finds them, are not those of the log it was read from.
    StreamsUnreadable = "streams-unreadable", Procedure, UNREADABLE;
    /// A rule of the procedure profile that a decision pinned is broken.
    ProcedureFinding = "procedure-finding", Procedure, PROCEDURE;
    /// A rule that only points at something to look at.
    ProcedureSignal = "procedure-signal", Procedure, NOTE;
    /// A decision names no profile though the ledger had adopted one before it was opened.
    ProfileNotNamed = "profile-not-named", Procedure, PROCEDURE;
    /// A decision names a profile that had not been adopted when it was opened.
    ProfileNotAdopted = "profile-not-adopted", Procedure, PROCEDURE;
    /// A decision names a text of a profile that another had taken the place of.
    ProfileSuperseded = "profile-superseded", Procedure, PROCEDURE;
    /// The text of the profile that a decision names cannot be read: nothing is said of its procedure.
    ProfileUnreadable = "profile-unreadable", Procedure, PROCEDURE;
    /// An adopted holiday table cannot be read: what hangs on its year is not decided.
    CalendarUnreadable = "calendar-unreadable", Procedure, PROCEDURE;
    /// A holiday table counts other days than the one adopted before it for the same year.
    CalendarDiffers = "calendar-differs", Procedure, NOTE;
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_text_of_its_own_in_kebab_case() {
        let texts: BTreeSet<_> = Code::ALL.iter().map(|code| code.text()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        for text in texts {
            assert!(text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{text}");
        }
    }

    #[test]
    fn every_code_belongs_to_a_listed_check() {
        for code in Code::ALL {
            assert!(Check::ALL.contains(&code.check()), "{}", code.text());
        }
    }
}

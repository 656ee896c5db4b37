//! What is looked at, and why it may not have been.

use serde::{Serialize, Serializer};

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        /// What is looked at.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Check {
            $($(#[$doc])* $name,)+
        }

        impl Check {
            /// All of them, in the order a report lists them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The check's name in reports.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

checks! {
    /// The receipt's form, and that it carries its entry.
    Receipt = "receipt";
    /// The files of the bag, held against its manifests.
    Bag = "bag";
    /// Somebody in office has sealed the bundle.
    Seal = "seal";
    /// The file that says what the folder is.
    Marker = "marker";
    /// The files that lie in the folder.
    Files = "files";
    /// The log is whole entries from its start to the checkpoint's last one.
    Log = "log";
    /// Each row of the bundle belongs into it.
    Rows = "rows";
    /// Each entry has its one spelling, its place, and names the entry before it.
    Chain = "chain";
    /// The ledger's clock never goes back.
    RecordedOrder = "recorded-order";
    /// Each entry has its place in its stream and names the one before it there.
    Streams = "streams";
    /// Both digests of each envelope.
    Digests = "digests";
    /// Each envelope is strictly of its form.
    Envelopes = "envelopes";
    /// Each record is strictly of its form and of its kind.
    Records = "records";
    /// No record stands twice in its stream.
    Nonces = "nonces";
    /// Each record stands on earlier ones.
    Basis = "basis";
    /// The times that signers claim can be true.
    Times = "times";
    /// Each signatory has signed, and nobody else.
    Signatures = "signatures";
    /// The registry's own rules: founding, thresholds, one key one person.
    Registry = "registry";
    /// Each signatory had been appointed before, by the root holders, as far as what is carried shows.
    Appointment = "appointment";
    /// Each signatory held the office, at that point of the ledger.
    Authority = "authority";
    /// No record was signed with a key that may have been in other hands.
    Doubt = "doubt";
    /// No record of the decision is missing, and the registry is as the export attests.
    Complete = "complete";
    /// What is withheld from this copy is withheld by the authority's decision.
    Withheld = "withheld";
    /// The documents that records cite.
    Attachments = "attachments";
    /// The openings of sealed attachments.
    Openings = "openings";
    /// The checkpoint's form and origin.
    Checkpoint = "checkpoint";
    /// The ledger key's signature under the checkpoint.
    CheckpointSignature = "checkpoint-signature";
    /// The log has the root that the checkpoint says.
    Tree = "tree";
    /// The entry is under the checkpoint.
    Inclusion = "inclusion";
    /// The later checkpoint continues the earlier one.
    Consistency = "consistency";
    /// The stored hash tiles.
    Tiles = "tiles";
    /// The ledger is the one the inspector trusts.
    Trust = "trust";
    /// The heads, receipts and checkpoints the inspector knows.
    KnownHeads = "known-heads";
    /// Enough trusted witnesses have cosigned the checkpoint.
    Witnesses = "witnesses";
    /// A time authority's word on when the checkpoint was there.
    OutsideTime = "outside-time";
    /// Whether the steps were taken as the procedure asks.
    Procedure = "procedure";
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.text())
    }
}

/// Why a check was not made. It never counts as passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotChecked {
    /// No trust file was given.
    NoTrust,
    /// The inspector knows no earlier head.
    NoKnownHead,
    /// The trust file names no witnesses.
    NoWitnesses,
    /// The trust file names no time authority.
    NoTimeAuthority,
    /// The trust file gives no more than the ledger key's id.
    NoLedgerKey,
    /// No decision names a procedure profile.
    NoProfile,
    /// The store's streams are not the entries of its log: what it says of a decision may not be all there is.
    StreamsDiffer,
    /// The records of a decision could not be read stream by stream.
    StreamsUnreadable,
    /// There is no registry to judge by: the founding does not hold.
    NoRegistry,
    /// There is no checkpoint to hold it against.
    NoCheckpoint,
    /// The store keeps nothing of the kind.
    NotKept,
    /// The log could not be read to the checkpoint's last entry.
    LogIncomplete,
    /// So many tiles are missing or cut short; they can be made again from the log.
    TilesMissing(u64),
    /// What is at hand does not tell: a receipt carries no registry.
    NotCarried,
    /// The bundle has no seal.
    NotSealed,
    /// The export was not recorded, so that nobody attests how long the registry was.
    NotAttested,
    /// Records are withheld from this copy.
    Withheld,
    /// Part of the registry is at hand: what began shows, and not that it had not ended.
    RegistryInPart,
}

impl NotChecked {
    /// Every reason.
    pub const ALL: [Self; 18] = [
        Self::NoTrust,
        Self::NoKnownHead,
        Self::NoWitnesses,
        Self::NoTimeAuthority,
        Self::NoLedgerKey,
        Self::NoProfile,
        Self::StreamsDiffer,
        Self::StreamsUnreadable,
        Self::NoRegistry,
        Self::NoCheckpoint,
        Self::NotKept,
        Self::LogIncomplete,
        Self::TilesMissing(0),
        Self::NotCarried,
        Self::NotSealed,
        Self::NotAttested,
        Self::Withheld,
        Self::RegistryInPart,
    ];

    /// The reason's name in reports.
    pub const fn text(self) -> &'static str {
        match self {
            Self::NoTrust => "no-trust",
            Self::NoKnownHead => "no-known-head",
            Self::NoWitnesses => "no-witnesses",
            Self::NoTimeAuthority => "no-time-authority",
            Self::NoLedgerKey => "no-ledger-key",
            Self::NoProfile => "no-profile",
            Self::StreamsDiffer => "streams-differ",
            Self::StreamsUnreadable => "streams-unreadable",
            Self::NoRegistry => "no-registry",
            Self::NoCheckpoint => "no-checkpoint",
            Self::NotKept => "not-kept",
            Self::LogIncomplete => "log-incomplete",
            Self::TilesMissing(_) => "tiles-missing",
            Self::NotCarried => "not-carried",
            Self::NotSealed => "not-sealed",
            Self::NotAttested => "not-attested",
            Self::Withheld => "withheld",
            Self::RegistryInPart => "registry-in-part",
        }
    }
}

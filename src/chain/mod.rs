//! The Merkle tree over the entries and what is said of it in public: checkpoints, cosignatures, proofs. Floor 4.
//!
//! In scope: RFC 6962 hashing ([`merkle`]), inclusion and consistency proofs ([`proof`]), and five text formats of the
//! transparency world taken over unchanged from [C2SP](https://c2sp.org): hash tiles ([`tile`]), signed notes ([`note`], [`note_key`]),
//! checkpoints ([`checkpoint`]), witness cosignatures ([`cosignature`]) and offline proofs ([`tlog_proof`]); several of
//! those in one file prove somebody's word ([`word_proof`]).
//!
//! Out of scope: where nodes are kept ([`store`](crate::store)), what a leaf stands for ([`format`](crate::format)), which
//! keys an inspector believes ([`verify`](crate::verify)), and when a root may be signed ([`ledger`](crate::ledger)).
//!
//! Everything here is a function of its arguments; nothing reads, waits or remembers.

pub mod checkpoint;
pub mod cosignature;
pub mod entry;
pub mod frame;
pub mod growth;
pub mod head;
pub mod marker;
pub mod merkle;
pub mod note;
pub mod note_key;
pub mod proof;
pub mod proofs;
pub mod row;
pub mod tile;
pub mod tlog_proof;
pub mod word_proof;

mod line;

pub use checkpoint::{BadCheckpoint, Checkpoint, SignedCheckpoint};
pub(crate) use line::line_end;

pub use cosignature::{CosignerKey, cosign};
pub use entry::{Entry, EntryError, HEADER_BYTES_MAX, Header, HeaderError, check_digests, entry_hash};
pub use frame::{FRAME_BYTES_MAX, Frame, FrameError, write_frame};
pub use growth::{BadGrowthProof, GROWTH_PROOF_BYTES_MAX, GrowthProof};
pub use marker::Marker;
pub use merkle::{CompactRange, EMPTY_ROOT, NodeId, TREE_SIZE_MAX, leaf_hash, node_hash, nodes_for_range_root};
pub use note::{BadNote, NoteSignature, SignedNote, VerifyNoteError};
pub use note_key::{BadKeyName, BadVkey, KeyName, NoteKey};
pub use proof::{
    BadProof, ProveError, consistency_proof, inclusion_proof, shown_nodes, verify_consistency, verify_inclusion,
};
pub use proofs::{PROOFS_V1, Path, PathError, Paths};
pub use row::{ReadRow, Row, RowError, RowKind, Rows, write_bare_row};
pub use tile::{TilePath, TileSlot};
pub use tlog_proof::{BadTlogProof, TlogProof, VerifyTlogProofError};
pub use word_proof::{BadWordProof, WORD_PROOF_BYTES_MAX, WordProof};

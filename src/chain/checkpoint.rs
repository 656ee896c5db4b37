//! Checkpoints, C2SP [tlog-checkpoint](https://c2sp.org/tlog-checkpoint): the ledger's name, size and root, signed as a note.
//!
//! ```text
//! ledger.example/gov42                            the origin, and the name of the ledger's key
//! 7                                               leaves
//! kTlgHMHKirKnoMLBNMBIRfKxulSag9bIRc/NpDnMWF0=    root
//!
//! — ledger.example/gov42 OGxRYjOGIGKL…
//! ```
//!
//! Stricter than the specification: no extension lines, since nobody could audit them, and the empty tree has its one root.
//! Out of scope: when a checkpoint may be signed, and whether an earlier one is continued ([`proof`](super::proof)).

use std::fmt;

use super::line::{read_decimal, read_hash, write_base64};
use super::merkle::{EMPTY_ROOT, TREE_SIZE_MAX};
use super::note::{BadNote, NoteSignature, SignedNote, VerifyNoteError};
use super::note_key::{KeyName, NoteKey};
use crate::crypto::{PublicKey, Signer};
use crate::model::id::BadName;
use crate::model::{Origin, TreeHash};

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The ledger's name.
    pub origin: Origin,
    /// How many entries, at most [`TREE_SIZE_MAX`].
    pub size: u64,
    /// The root of the tree over them.
    pub root: TreeHash,
}

impl Checkpoint {
    /// Reads the text of a checkpoint: three lines, each with its LF.
    ///
    /// # Errors
    /// [`BadCheckpoint`] says which line is wrong.
    pub fn parse(text: &str) -> Result<Self, BadCheckpoint> {
        let mut lines = text.strip_suffix('\n').ok_or(BadCheckpoint::Lines)?.split('\n');
        let (Some(origin), Some(size), Some(root), None) = (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(BadCheckpoint::Lines);
        };
        let origin = Origin::new(origin).map_err(BadCheckpoint::Origin)?;
        let size = read_decimal(size).filter(|&size| size <= TREE_SIZE_MAX).ok_or(BadCheckpoint::Size)?;
        let root = read_hash(root).ok_or(BadCheckpoint::Root)?;
        if size == 0 && root != EMPTY_ROOT {
            return Err(BadCheckpoint::EmptyRoot);
        }
        Ok(Self { origin, size, root })
    }
}

impl fmt::Display for Checkpoint {
    /// The text that is signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, write_base64(&self.root.0))
    }
}

/// A checkpoint with its signatures, byte for byte as it came. Reading one verifies nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    note: SignedNote,
    checkpoint: Checkpoint,
}

impl SignedCheckpoint {
    /// Reads a signed checkpoint.
    ///
    /// # Errors
    /// [`BadCheckpoint`] says what is wrong with its form. No signature is looked at.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadCheckpoint> {
        let note = SignedNote::parse(bytes).map_err(BadCheckpoint::Note)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        Ok(Self { note, checkpoint })
    }

    /// Signs a checkpoint with the ledger's key; with the old and the new one where it has just been rotated.
    ///
    /// # Errors
    /// [`BadCheckpoint`] where the outcome could not be read back: no signer, one signer twice, a size beyond
    /// [`TREE_SIZE_MAX`], an empty tree with a root of its own.
    pub fn sign(checkpoint: &Checkpoint, signers: &[&dyn Signer]) -> Result<Self, BadCheckpoint> {
        let text = checkpoint.to_string();
        let name = KeyName::from(&checkpoint.origin);
        let lines: Vec<_> = signers.iter().map(|&signer| NoteSignature::sign(&text, name.clone(), signer)).collect();
        let note = SignedNote::new(&text, &lines).map_err(BadCheckpoint::Note)?;
        Self::parse(note.to_text().as_bytes())
    }

    /// The same checkpoint with one more signature line, such as a cosignature.
    ///
    /// # Errors
    /// [`BadNote`] where that key has signed already, or there are too many.
    pub fn with_signature(&self, signature: &NoteSignature) -> Result<Self, BadNote> {
        Ok(Self { note: self.note.with_signature(signature)?, checkpoint: self.checkpoint.clone() })
    }

    /// Checks that `ledger_key` signed it under the checkpoint's own origin. Whether that origin is the one wanted is the
    /// caller's question.
    ///
    /// # Errors
    /// [`VerifyNoteError`]; one that is not [`VerifyNoteError::NotSigned`] condemns the whole checkpoint.
    pub fn verify_by(&self, ledger_key: &PublicKey) -> Result<(), VerifyNoteError> {
        self.note.verify_by(&NoteKey::new(KeyName::from(&self.checkpoint.origin), *ledger_key))
    }

    /// What it says. Nothing of it is to be believed before [`SignedCheckpoint::verify_by`].
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note it came as.
    pub const fn note(&self) -> &SignedNote {
        &self.note
    }

    /// The whole text, byte for byte as it was read.
    pub fn to_text(&self) -> &str {
        self.note.to_text()
    }
}

impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_text())
    }
}

/// Bytes that are no checkpoint of this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadCheckpoint {
    /// Size 0 with another root than the empty tree's.
    #[error("an empty tree has but one root, and this is another")]
    EmptyRoot,
    /// Not three lines: one is missing, or there are extension lines.
    #[error("a checkpoint has three lines: origin, size, root")]
    Lines,
    /// Not a signed note.
    #[error("not a signed note")]
    Note(#[source] BadNote),
    /// The first line.
    #[error("the first line is no origin")]
    Origin(#[source] BadName),
    /// The third line.
    #[error("the third line is no SHA-256 hash in base64")]
    Root,
    /// The second line.
    #[error("the second line is no tree size: a decimal number without leading zeros, at most {TREE_SIZE_MAX}")]
    Size,
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::merkle::tests::{entries, naive_root};
    use super::*;
    use crate::crypto::SecretKey;

    /// The ledger key of the cross-checked vectors: the bytes 00 to 1f.
    pub(in crate::chain) fn ledger() -> SecretKey {
        SecretKey::from_seed(&std::array::from_fn(|i| i as u8))
    }

    /// The checkpoint of the cross-checked vectors: seven entries.
    pub(in crate::chain) fn seven() -> Checkpoint {
        let origin = Origin::new("ledger.example/gov42").unwrap();
        Checkpoint { origin, size: 7, root: naive_root(&entries(7)) }
    }

    pub(in crate::chain) const SEVEN_SIGNED: &str = "ledger.example/gov42\n7\n\
        kTlgHMHKirKnoMLBNMBIRfKxulSag9bIRc/NpDnMWF0=\n\n\
        — ledger.example/gov42 OGxRYjOGIGKLLCLSL4NUseDTeIYlSavAoK37HgiTZZbfrTcJavCugKKXFedLNZEqdxKXJu6BZsE8tIIU2df18OSdUQk=\n";

    #[test]
    fn the_keys_of_the_cross_checked_vectors() {
        let key = ledger().public();
        let hex = crate::model::digest::hex(key.as_bytes());
        assert_eq!(hex, "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
        let key = NoteKey::new(KeyName::from(&seven().origin), key);
        let vkey = "ledger.example/gov42+386c5162+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
        assert_eq!(key.to_string(), vkey);
        assert_eq!(vkey.parse(), Ok(key));
    }

    #[test]
    fn a_checkpoint_signs_to_the_cross_checked_bytes_and_reads_back() {
        let signed = SignedCheckpoint::sign(&seven(), &[&ledger()]).unwrap();
        assert_eq!(signed.to_text(), SEVEN_SIGNED);
        let read = SignedCheckpoint::parse(SEVEN_SIGNED.as_bytes()).unwrap();
        assert_eq!(read.checkpoint(), &seven());
        assert_eq!(read, signed);
        assert_eq!(read.verify_by(&ledger().public()), Ok(()));
    }

    #[test]
    fn a_rotated_ledger_signs_with_both_keys() {
        let (old, new, other) = (ledger(), SecretKey::from_seed(&[9; 32]), SecretKey::from_seed(&[8; 32]));
        let both = SignedCheckpoint::sign(&seven(), &[&old, &new]).unwrap();
        assert_eq!(both.verify_by(&old.public()), Ok(()));
        assert_eq!(both.verify_by(&new.public()), Ok(()));
        assert!(matches!(both.verify_by(&other.public()), Err(VerifyNoteError::NotSigned { .. })));
        let twice = SignedCheckpoint::sign(&seven(), &[&old, &old]);
        assert_eq!(twice, Err(BadCheckpoint::Note(BadNote::Duplicate)));
        assert_eq!(SignedCheckpoint::sign(&seven(), &[]), Err(BadCheckpoint::Note(BadNote::NoSignature)));
    }

    #[test]
    fn another_origin_size_or_root_does_not_verify() {
        let key = ledger().public();
        for (from, to) in [("\n7\n", "\n8\n"), ("\nkTlg", "\nkTlh")] {
            let other = SEVEN_SIGNED.replacen(from, to, 1);
            let other = SignedCheckpoint::parse(other.as_bytes()).unwrap();
            assert!(matches!(other.verify_by(&key), Err(VerifyNoteError::BadSignature { .. })), "{to}");
        }
        // Under another origin the key is another note key, so the line is a stranger's.
        let other = SEVEN_SIGNED.replacen("gov42", "gov43", 1);
        let other = SignedCheckpoint::parse(other.as_bytes()).unwrap();
        assert!(matches!(other.verify_by(&key), Err(VerifyNoteError::NotSigned { .. })));
        // And a key that signs under a name that is not the origin has not signed as the ledger.
        let other = SEVEN_SIGNED.replacen("— ledger.example/gov42", "— ledger.example/gov43", 1);
        let other = SignedCheckpoint::parse(other.as_bytes()).unwrap();
        assert!(matches!(other.verify_by(&key), Err(VerifyNoteError::NotSigned { .. })));
    }

    #[test]
    fn texts_out_of_form_are_refused() {
        let good = seven().to_string();
        assert_eq!(Checkpoint::parse(&good), Ok(seven()));
        for (text, error) in [
            (String::new(), BadCheckpoint::Lines),
            (good.trim_end().to_owned(), BadCheckpoint::Lines),
            (good.replacen("\n7\n", "\n", 1), BadCheckpoint::Lines),
            (format!("{good}extension\n"), BadCheckpoint::Lines),
            (format!("{good}\n"), BadCheckpoint::Lines),
            (format!("\n{good}"), BadCheckpoint::Lines),
            (good.replacen("\n7\n", "\n07\n", 1), BadCheckpoint::Size),
            (good.replacen("\n7\n", "\n+7\n", 1), BadCheckpoint::Size),
            (good.replacen("\n7\n", "\n-7\n", 1), BadCheckpoint::Size),
            (good.replacen("\n7\n", "\n\n", 1), BadCheckpoint::Size),
            (good.replacen("\n7\n", "\n7 \n", 1), BadCheckpoint::Size),
            (good.replacen("\n7\n", "\n4611686018427387905\n", 1), BadCheckpoint::Size),
            (good.replacen("\n7\n", "\n18446744073709551616\n", 1), BadCheckpoint::Size),
            (good.replacen("\n7\n", "\n0\n", 1), BadCheckpoint::EmptyRoot),
            (good.replacen("0=\n", "1=\n", 1), BadCheckpoint::Root),
            (good.replacen("0=\n", "0\n", 1), BadCheckpoint::Root),
            (good.replacen("kTlg", "", 1), BadCheckpoint::Root),
            (good.replacen('/', "_", 2).replacen("_gov", "/gov", 1), BadCheckpoint::Root),
        ] {
            assert_eq!(Checkpoint::parse(&text), Err(error), "{text:?}");
        }
        for origin in ["ledger example", "ledger+example", "\u{feff}ledger.example", "ledger.example\u{7f}"] {
            let text = good.replacen("ledger.example/gov42", origin, 1);
            assert!(matches!(Checkpoint::parse(&text), Err(BadCheckpoint::Origin(_))), "{origin:?}");
        }
    }

    #[test]
    fn the_empty_tree_has_a_checkpoint() {
        let empty = Checkpoint { size: 0, root: EMPTY_ROOT, ..seven() };
        let text = "ledger.example/gov42\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        assert_eq!(empty.to_string(), text);
        assert_eq!(Checkpoint::parse(text), Ok(empty));
    }

    #[test]
    fn what_could_not_be_read_back_is_not_signed() {
        let empty = Checkpoint { size: 0, ..seven() };
        assert_eq!(SignedCheckpoint::sign(&empty, &[&ledger()]), Err(BadCheckpoint::EmptyRoot));
        let vast = Checkpoint { size: TREE_SIZE_MAX + 1, ..seven() };
        assert_eq!(SignedCheckpoint::sign(&vast, &[&ledger()]), Err(BadCheckpoint::Size));
    }
}

//! Signed notes, C2SP [signed-note](https://c2sp.org/signed-note): a text, an empty line, and one line for each signature.
//!
//! In scope: the form, kept byte for byte; Ed25519 signatures over the text (signature type 0x01).
//! Out of scope: the keys ([`note_key`](super::note_key)), what the text says ([`checkpoint`](super::checkpoint)), signatures
//! over more than the text ([`cosignature`](super::cosignature)), which keys are believed.
//!
//! Stricter than the specification asks: a second line by the same name and key id is refused. Readers elsewhere disagree on
//! such a note, so nobody should be able to show one around.

use std::fmt;

use super::line::{read_base64, write_base64};
use super::note_key::{KeyName, NoteKey, TYPE_ED25519, key_id};
use crate::crypto::{BadKey, PublicKey, Signature, Signer};

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: KeyName,
    /// The id of the key.
    pub id: u32,
    /// What the key's signature type says: for Ed25519 the 64 bytes of the signature. Never empty.
    pub bytes: Vec<u8>,
}

impl NoteSignature {
    /// Signs a note's text with `signer` under `name` (type 0x01).
    pub fn sign(text: &str, name: KeyName, signer: &dyn Signer) -> Self {
        let id = key_id(&name, TYPE_ED25519, &signer.public());
        Self { name, id, bytes: signer.sign(text.as_bytes()).to_vec() }
    }

    /// Reads one line without its LF.
    ///
    /// # Errors
    /// [`BadNote::Line`].
    pub fn from_line(line: &str) -> Result<Self, BadNote> {
        let read = || {
            let (name, base64) = line.strip_prefix("— ")?.split_once(' ')?;
            let blob = read_base64(base64)?;
            let (id, bytes) = blob.split_first_chunk::<4>()?;
            let name = KeyName::new(name).ok()?;
            (!bytes.is_empty()).then(|| Self { name, id: u32::from_be_bytes(*id), bytes: bytes.to_vec() })
        };
        read().ok_or(BadNote::Line)
    }

    /// The line without its LF.
    pub fn to_line(&self) -> String {
        format!("— {} {}", self.name, write_base64(&[&self.id.to_be_bytes(), &*self.bytes].concat()))
    }
}

/// A note as it came: its bytes, and where in them what stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    bytes: String,
    text_len: usize,
    signatures: Vec<NoteSignature>,
}

impl SignedNote {
    /// Reads a signed note.
    ///
    /// # Errors
    /// [`BadNote`] says which rule of the form is broken. No signature is looked at.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadNote> {
        if bytes.len() > NOTE_BYTES_MAX {
            return Err(BadNote::TooLong { bytes: bytes.len() });
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| BadNote::Characters)?;
        if whole.bytes().any(|b| b < 0x20 && b != b'\n') {
            return Err(BadNote::Characters);
        }
        // The text may contain empty lines; the last one of the note ends it.
        let text_len = whole.rfind("\n\n").ok_or(BadNote::NoEmptyLine)? + 1;
        let lines = whole[text_len + 1..].strip_suffix('\n').ok_or(BadNote::NoSignature)?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            push_signature(&mut signatures, NoteSignature::from_line(line)?)?;
        }
        Ok(Self { bytes: whole.to_owned(), text_len, signatures })
    }

    /// Puts a text and its signatures together. The text must end in LF.
    ///
    /// # Errors
    /// [`BadNote`] where the outcome would not be read back.
    pub fn new(text: &str, signatures: &[NoteSignature]) -> Result<Self, BadNote> {
        let mut whole = format!("{text}\n");
        for signature in signatures {
            whole.push_str(&signature.to_line());
            whole.push('\n');
        }
        let note = Self::parse(whole.as_bytes())?;
        if note.text() == text { Ok(note) } else { Err(BadNote::NoEmptyLine) }
    }

    /// The same note with one more signature line at its end.
    ///
    /// # Errors
    /// [`BadNote::Duplicate`] where that key has signed already; [`BadNote::TooManySignatures`].
    pub fn with_signature(&self, signature: &NoteSignature) -> Result<Self, BadNote> {
        Self::parse(format!("{}{}\n", self.bytes, signature.to_line()).as_bytes())
    }

    /// What is signed: the text with its final LF.
    pub fn text(&self) -> &str {
        &self.bytes[..self.text_len]
    }

    /// The whole note, byte for byte as it was read.
    pub fn to_text(&self) -> &str {
        &self.bytes
    }

    /// The signature lines in their order.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// The line of the key with this name and id. There is at most one.
    pub fn signature_of(&self, name: &KeyName, id: u32) -> Option<&NoteSignature> {
        self.signatures.iter().find(|signature| signature.id == id && signature.name == *name)
    }

    /// Checks that `key` signed the text. Lines of other keys are passed over.
    ///
    /// # Errors
    /// [`VerifyNoteError::NotSigned`] where there is no line of this key. [`VerifyNoteError::BadSignature`] where there is one
    /// and it does not hold: then the whole note is to be refused, whoever else signed it.
    pub fn verify_by(&self, key: &NoteKey) -> Result<(), VerifyNoteError> {
        self.verify_line(key.name(), key.id(), key.public(), |bytes| {
            bytes.try_into().ok().map(|signature: Signature| (signature, self.text().as_bytes().to_vec()))
        })
    }

    /// Finds the line of a key, takes signature and signed message from it with `read`, and verifies.
    pub(super) fn verify_line(
        &self,
        name: &KeyName,
        id: u32,
        key: &PublicKey,
        read: impl FnOnce(&[u8]) -> Option<(Signature, Vec<u8>)>,
    ) -> Result<(), VerifyNoteError> {
        let line =
            self.signature_of(name, id).ok_or_else(|| VerifyNoteError::NotSigned { name: name.to_string(), id })?;
        let verifier = key.verifier().map_err(|source| VerifyNoteError::BadKey { name: name.to_string(), source })?;
        let bad = || VerifyNoteError::BadSignature { name: name.to_string(), id };
        let (signature, message) = read(&line.bytes).ok_or_else(bad)?;
        verifier.verify(&message, &signature).map_err(|_| bad())
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.bytes)
    }
}

/// Bytes that are no signed note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadNote {
    /// Not UTF-8, or a control character other than LF.
    #[error("a note is UTF-8 text without control characters but LF")]
    Characters,
    /// Two lines with one name and key id.
    #[error("two signatures by one key")]
    Duplicate,
    /// A line after the text that is no signature.
    #[error("a line that is no note signature")]
    Line,
    /// No empty line between text and signatures.
    #[error("no empty line divides text and signatures")]
    NoEmptyLine,
    /// No signature line, or no LF at the end.
    #[error("a note ends in one or more signature lines, each with its LF")]
    NoSignature,
    /// Longer than [`NOTE_BYTES_MAX`].
    #[error("a note of {bytes} bytes is beyond the limit of {NOTE_BYTES_MAX}")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// More signature lines than [`NOTE_SIGNATURES_MAX`].
    #[error("more than {NOTE_SIGNATURES_MAX} signatures")]
    TooManySignatures,
}

/// A note that a key did not sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyNoteError {
    /// The key cannot verify anything.
    #[error("the key of `{name}` cannot be used")]
    BadKey {
        /// The name of the key.
        name: String,
        /// Why not.
        source: BadKey,
    },
    /// A line of this key that does not hold.
    #[error("the signature of `{name}` ({id:08x}) does not verify")]
    BadSignature {
        /// The name of the key.
        name: String,
        /// The id of the key.
        id: u32,
    },
    /// No line of this key.
    #[error("not signed by `{name}` ({id:08x})")]
    NotSigned {
        /// The name of the key.
        name: String,
        /// The id of the key.
        id: u32,
    },
}

fn push_signature(signatures: &mut Vec<NoteSignature>, signature: NoteSignature) -> Result<(), BadNote> {
    if signatures.len() == NOTE_SIGNATURES_MAX {
        return Err(BadNote::TooManySignatures);
    }
    if signatures.iter().any(|other| other.id == signature.id && other.name == signature.name) {
        return Err(BadNote::Duplicate);
    }
    signatures.push(signature);
    Ok(())
}

/// How many signatures a note may have. The specification asks for 16 at least; 64 is a ledger's two keys and more witnesses
/// than any policy counts.
pub const NOTE_SIGNATURES_MAX: usize = 64;

/// How long a note may be: 64 lines of 7 KiB (a name, and a post-quantum signature of nearly 5 kB in base64) make 448 KiB,
/// and 64 KiB are left for the text.
pub const NOTE_BYTES_MAX: usize = 512 << 10;

#[cfg(test)]
mod tests {
    use super::super::note_key::tests::SPEC_VKEY;
    use super::*;
    use crate::crypto::SecretKey;

    /// The example of the specification, signed by [`SPEC_VKEY`].
    const SPEC_NOTE: &str = "This is an example message.\n\n\
        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    fn name(text: &str) -> KeyName {
        KeyName::new(text).unwrap()
    }

    fn signer(seed: u8) -> SecretKey {
        SecretKey::from_seed(&[seed; 32])
    }

    fn note(text: &str, signers: &[(&str, u8)]) -> SignedNote {
        let lines: Vec<_> =
            signers.iter().map(|&(who, seed)| NoteSignature::sign(text, name(who), &signer(seed))).collect();
        SignedNote::new(text, &lines).unwrap()
    }

    #[test]
    fn the_example_of_the_specification_verifies() {
        let key: NoteKey = SPEC_VKEY.parse().unwrap();
        assert_eq!((key.name().as_str(), key.id()), ("example.com/foo", 0x530d_903a));
        assert_eq!(key.to_string(), SPEC_VKEY);
        let note = SignedNote::parse(SPEC_NOTE.as_bytes()).unwrap();
        assert_eq!(note.text(), "This is an example message.\n");
        assert_eq!(note.to_text(), SPEC_NOTE);
        assert_eq!(note.verify_by(&key), Ok(()));
    }

    #[test]
    fn every_flipped_bit_of_the_example_is_noticed() {
        let key: NoteKey = SPEC_VKEY.parse().unwrap();
        for at in 0..SPEC_NOTE.len() {
            for bit in 0..8 {
                let mut bytes = SPEC_NOTE.as_bytes().to_vec();
                bytes[at] ^= 1 << bit;
                let outcome = SignedNote::parse(&bytes).map(|note| note.verify_by(&key));
                assert!(!matches!(outcome, Ok(Ok(()))), "bit {bit} of byte {at}");
            }
        }
    }

    #[test]
    fn the_last_empty_line_ends_the_text() {
        for text in ["one\n", "one\n\ntwo\n", "one\n\n", "\n", "\n\n\n", "— a b\n\nc\n", "决策\n"] {
            let note = note(text, &[("a", 1)]);
            assert_eq!(note.text(), text);
            assert_eq!(SignedNote::parse(note.to_text().as_bytes()), Ok(note.clone()));
            assert_eq!(note.verify_by(&NoteKey::new(name("a"), signer(1).public())), Ok(()));
        }
        for text in ["", "no line end"] {
            let line = NoteSignature::sign(text, name("a"), &signer(1));
            assert_eq!(SignedNote::new(text, &[line]), Err(BadNote::NoEmptyLine), "{text:?}");
        }
    }

    #[test]
    fn unknown_keys_are_passed_over_and_a_known_one_that_fails_is_not() {
        let both = note("text\n", &[("a", 1), ("b", 2)]);
        let key = |who: &str, seed| NoteKey::new(name(who), signer(seed).public());
        assert_eq!(both.verify_by(&key("a", 1)), Ok(()));
        assert_eq!(both.verify_by(&key("b", 2)), Ok(()));
        // The same key under another name, another key under the same name: both strangers.
        assert!(matches!(both.verify_by(&key("b", 1)), Err(VerifyNoteError::NotSigned { .. })));
        assert!(matches!(both.verify_by(&key("a", 2)), Err(VerifyNoteError::NotSigned { .. })));

        let other = both.to_text().replace("text\n", "test\n");
        let other = SignedNote::parse(other.as_bytes()).unwrap();
        assert!(matches!(other.verify_by(&key("a", 1)), Err(VerifyNoteError::BadSignature { .. })));
    }

    #[test]
    fn a_signature_of_the_wrong_length_does_not_verify() {
        let key = NoteKey::new(name("a"), signer(1).public());
        let good = NoteSignature::sign("t\n", name("a"), &signer(1));
        for bytes in [good.bytes[..63].to_vec(), [&*good.bytes, &[0]].concat()] {
            let note = SignedNote::new("t\n", &[NoteSignature { bytes, ..good.clone() }]).unwrap();
            assert!(matches!(note.verify_by(&key), Err(VerifyNoteError::BadSignature { .. })));
        }
    }

    #[test]
    fn notes_out_of_form_are_refused() {
        let line = NoteSignature::sign("t\n", name("a"), &signer(1)).to_line();
        let base64 = line.rsplit(' ').next().unwrap();
        let noncanonical = format!("{}F=", &base64[..base64.len() - 2]);
        for (bytes, error) in [
            (String::new(), BadNote::NoEmptyLine),
            ("t\n".into(), BadNote::NoEmptyLine),
            (format!("t\n{line}\n"), BadNote::NoEmptyLine),
            ("t\n\n".into(), BadNote::NoSignature),
            (format!("t\n\n{line}"), BadNote::NoSignature),
            (format!("t\n\n{line}\n\n"), BadNote::NoSignature),
            (format!("t\r\n\n{line}\n"), BadNote::Characters),
            (format!("t\n\n{line}\r\n"), BadNote::Characters),
            (format!("t\0\n\n{line}\n"), BadNote::Characters),
            (format!("t\t\n\n{line}\n"), BadNote::Characters),
            (format!("t\n\n{line}\n{line}\n"), BadNote::Duplicate),
            (format!("t\n\n {line}\n"), BadNote::Line),
            (format!("t\n\n{line} \n"), BadNote::Line),
            (format!("t\n\n- a {base64}\n"), BadNote::Line),
            (format!("t\n\n—a {base64}\n"), BadNote::Line),
            (format!("t\n\n— a  {base64}\n"), BadNote::Line),
            (format!("t\n\n— a+b {base64}\n"), BadNote::Line),
            (format!("t\n\n— a\u{3000}b {base64}\n"), BadNote::Line),
            (format!("t\n\n—  {base64}\n"), BadNote::Line),
            (format!("t\n\n— {base64}\n"), BadNote::Line),
            (format!("t\n\n— a {}\n", base64.trim_end_matches('=')), BadNote::Line),
            (format!("t\n\n— a {noncanonical}\n"), BadNote::Line),
            ("t\n\n— a AAAAAA==\n".into(), BadNote::Line),
            ("t\n\n— a AAAA\n".into(), BadNote::Line),
        ] {
            assert_eq!(SignedNote::parse(bytes.as_bytes()), Err(error), "{bytes:?}");
        }
        assert_eq!(SignedNote::parse(b"t\xff\n\n\xe2\x80\x94 a AAAAAAA=\n"), Err(BadNote::Characters));
    }

    #[test]
    fn a_note_has_its_limits() {
        let lines: Vec<_> = (0..=64).map(|id| NoteSignature { name: name("a"), id, bytes: vec![0; 64] }).collect();
        let full = SignedNote::new("t\n", &lines[..64]).unwrap();
        assert_eq!(full.signatures().len(), NOTE_SIGNATURES_MAX);
        assert_eq!(full.with_signature(&lines[64]), Err(BadNote::TooManySignatures));
        assert_eq!(full.with_signature(&lines[0]), Err(BadNote::TooManySignatures));
        let bytes = NOTE_BYTES_MAX + 1;
        assert_eq!(SignedNote::parse(&vec![b'a'; bytes]), Err(BadNote::TooLong { bytes }));
    }

    #[test]
    fn one_more_signature_leaves_the_rest_untouched() {
        let one = note("t\n", &[("a", 1)]);
        let line = NoteSignature::sign("t\n", name("b"), &signer(2));
        let two = one.with_signature(&line).unwrap();
        assert_eq!(two.to_text(), format!("{}{}\n", one.to_text(), line.to_line()));
        assert_eq!(two.with_signature(&line), Err(BadNote::Duplicate));
    }
}

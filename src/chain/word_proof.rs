//! A person's word in a decision, with all that is needed to prove it in ten years: a text file that holds one
//! [tlog-proof](super::tlog_proof) after another, all under one checkpoint.
//!
//! ```text
//! liuhen proof v1
//! person 何铮
//! decision 2026-003
//! entry 0                         from here to the next such line: a receipt as it stands alone
//! c2sp.org/tlog-proof@v1
//! extra …
//! index 0
//! …
//! entry 27
//! c2sp.org/tlog-proof@v1
//! …
//! ```
//!
//! No line of a tlog-proof can begin with `entry `: an origin has no space. So `awk` cuts the file as this reader does.
//!
//! Out of scope: whether the entries are what the first lines say, who signed them and whether they hold
//! ([`verify`](crate::verify)).

use std::fmt;

use super::checkpoint::SignedCheckpoint;
use super::line::read_decimal;
use super::tlog_proof::{BadTlogProof, TlogProof};
use crate::model::id::BadName;
use crate::model::{DecisionId, PersonId};

/// What somebody said in a decision, as proofs of entries. There is one at least; the entries' numbers grow, and all
/// stand under the same checkpoint, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordProof {
    person: PersonId,
    decision: DecisionId,
    entries: Vec<TlogProof>,
}

impl WordProof {
    /// Puts proofs together.
    ///
    /// # Errors
    /// [`BadWordProof`] where they could not be read back.
    pub fn new(person: PersonId, decision: DecisionId, entries: Vec<TlogProof>) -> Result<Self, BadWordProof> {
        let checkpoint = &entries.first().ok_or(BadWordProof::NoEntry)?.checkpoint;
        if entries.len() > WORD_PROOF_ENTRIES_MAX {
            return Err(BadWordProof::TooManyEntries { found: entries.len() });
        }
        if let Some(pair) = entries.windows(2).find(|pair| pair[0].index >= pair[1].index) {
            return Err(BadWordProof::Order { entry: pair[1].index });
        }
        if let Some(other) = entries.iter().find(|entry| entry.checkpoint != *checkpoint) {
            return Err(BadWordProof::OtherCheckpoint { entry: other.index });
        }
        Ok(Self { person, decision, entries })
    }

    /// Reads one. Nothing is verified.
    ///
    /// # Errors
    /// [`BadWordProof`] says what is wrong with its form.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadWordProof> {
        if bytes.len() > WORD_PROOF_BYTES_MAX {
            return Err(BadWordProof::TooLong { bytes: bytes.len() });
        }
        let text = std::str::from_utf8(bytes).map_err(|_| BadWordProof::NotText)?;
        let mut rest = text;
        let mut line = |opening: &str| -> Option<&str> {
            let (line, after) = rest.split_once('\n')?;
            rest = after;
            line.strip_prefix(opening)
        };
        if line(FIRST_LINE) != Some("") {
            return Err(BadWordProof::FirstLine);
        }
        let person = line("person ").ok_or(BadWordProof::Line("person"))?;
        let person = PersonId::new(person).map_err(BadWordProof::Name)?;
        let decision = line("decision ").ok_or(BadWordProof::Line("decision"))?;
        let decision = DecisionId::new(decision).map_err(BadWordProof::Name)?;
        Self::new(person, decision, entries(rest)?)
    }

    /// Whose word it is said to be.
    pub const fn person(&self) -> &PersonId {
        &self.person
    }

    /// In which decision.
    pub const fn decision(&self) -> &DecisionId {
        &self.decision
    }

    /// The entries, each with its proof; at least one.
    pub fn entries(&self) -> &[TlogProof] {
        &self.entries
    }

    /// The checkpoint of all of them.
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        // There is one at least.
        &self.entries[0].checkpoint
    }
}

/// Cuts the entries apart and reads each.
fn entries(text: &str) -> Result<Vec<TlogProof>, BadWordProof> {
    let mut parts: Vec<(u64, usize, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        match (line.strip_prefix("entry "), parts.last_mut()) {
            (Some(number), _) => {
                let number = number.strip_suffix('\n').and_then(read_decimal);
                parts.push((number.ok_or(BadWordProof::Line("entry"))?, at, at));
                if parts.len() > WORD_PROOF_ENTRIES_MAX {
                    return Err(BadWordProof::TooManyEntries { found: parts.len() });
                }
            }
            (None, Some((.., end))) => *end = at,
            (None, None) => return Err(BadWordProof::Line("entry")),
        }
    }
    let read = |(entry, start, end): (u64, usize, usize)| {
        let proof = TlogProof::parse(&text.as_bytes()[start..end]);
        let proof = proof.map_err(|source| BadWordProof::Proof { entry, source })?;
        if proof.index == entry { Ok(proof) } else { Err(BadWordProof::Index { entry, index: proof.index }) }
    };
    parts.into_iter().map(read).collect()
}

impl fmt::Display for WordProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{FIRST_LINE}\nperson {}\ndecision {}\n", self.person, self.decision)?;
        for entry in &self.entries {
            write!(f, "entry {}\n{entry}", entry.index)?;
        }
        Ok(())
    }
}

/// Bytes that are no proof of this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadWordProof {
    /// Another first line: another format, or another version of it.
    #[error("the first line is not `{FIRST_LINE}`")]
    FirstLine,
    /// A line that must be there.
    #[error("the line `{0} …` is missing or is not as it must be")]
    Line(&'static str),
    /// No person's or no decision's name.
    #[error("the first lines name nobody")]
    Name(#[source] BadName),
    /// No entry at all.
    #[error("it holds no entry")]
    NoEntry,
    /// Not UTF-8.
    #[error("a proof is UTF-8 text")]
    NotText,
    /// Entries out of order, or one of them twice.
    #[error("entry {entry} does not come after the one before it")]
    Order {
        /// The later one.
        entry: u64,
    },
    /// An entry under another checkpoint than the first.
    #[error("entry {entry} stands under another checkpoint than the first")]
    OtherCheckpoint {
        /// The entry.
        entry: u64,
    },
    /// What follows an `entry` line is no tlog-proof.
    #[error("what is given for entry {entry} is no proof")]
    Proof {
        /// The entry.
        entry: u64,
        /// What is wrong with it.
        #[source]
        source: BadTlogProof,
    },
    /// A proof of another entry than its line says.
    #[error("what is given for entry {entry} is the proof of entry {index}")]
    Index {
        /// As the line says.
        entry: u64,
        /// As the proof says.
        index: u64,
    },
    /// Longer than [`WORD_PROOF_BYTES_MAX`].
    #[error("a proof of {bytes} bytes is beyond the limit of {WORD_PROOF_BYTES_MAX}")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// More entries than [`WORD_PROOF_ENTRIES_MAX`].
    #[error("a proof holds at most {WORD_PROOF_ENTRIES_MAX} entries, not {found}")]
    TooManyEntries {
        /// How many there are.
        found: usize,
    },
}

const FIRST_LINE: &str = "liuhen proof v1";

/// What every proof begins with, of whatever version.
pub const OPENING: &[u8] = b"liuhen proof ";

/// How many entries a proof may hold. A dissent has five or six; a few changes of mind, a change of keys and a hundred
/// rotations of root holders are well below it.
pub const WORD_PROOF_ENTRIES_MAX: usize = 256;

/// How long a proof may be: enough for six of the largest entries, and read whole into memory without a thought.
pub const WORD_PROOF_BYTES_MAX: usize = 16 << 20;

#[cfg(test)]
mod tests {
    use super::super::checkpoint::Checkpoint;
    use super::super::checkpoint::tests::{ledger, seven};
    use super::super::merkle::leaf_hash;
    use super::*;

    fn proof(index: u64) -> TlogProof {
        let checkpoint = SignedCheckpoint::sign(&seven(), &[&ledger()]).unwrap();
        TlogProof { extra: Some(vec![7; 5]), index, proof: vec![leaf_hash(b"x"); 3], checkpoint }
    }

    fn word() -> WordProof {
        let entries = [0, 3, 6].map(proof).into();
        WordProof::new(PersonId::new("何铮").unwrap(), DecisionId::new("2026-003").unwrap(), entries).unwrap()
    }

    #[test]
    fn it_reads_as_it_is_written_and_each_part_is_a_proof_of_its_own() {
        let text = word().to_string();
        assert!(text.starts_with("liuhen proof v1\nperson 何铮\ndecision 2026-003\nentry 0\nc2sp.org/tlog-proof@v1\n"));
        assert_eq!(WordProof::parse(text.as_bytes()), Ok(word()));
        for part in text.split("entry ").skip(1) {
            let (number, part) = part.split_once('\n').unwrap();
            assert_eq!(TlogProof::parse(part.as_bytes()).unwrap(), proof(number.parse().unwrap()));
        }
    }

    #[test]
    fn what_is_out_of_form_is_refused_for_its_own_reason() {
        let text = word().to_string();
        let of = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            WordProof::parse(text.replacen(from, to, 1).as_bytes()).unwrap_err()
        };
        assert_eq!(of("proof v1\n", "proof v2\n"), BadWordProof::FirstLine);
        assert_eq!(of("proof v1\n", "proof v1 \n"), BadWordProof::FirstLine);
        assert_eq!(of("person ", "Person "), BadWordProof::Line("person"));
        assert!(matches!(of("person 何铮", "person "), BadWordProof::Name(_)));
        assert!(matches!(of("2026-003", "2026/003"), BadWordProof::Name(_)));
        assert_eq!(of("decision 2026-003\n", ""), BadWordProof::Line("decision"));
        assert_eq!(of("entry 0\n", ""), BadWordProof::Line("entry"));
        assert_eq!(of("entry 0\n", "entry 00\n"), BadWordProof::Line("entry"));
        assert_eq!(of("entry 3\n", "entry 4\n"), BadWordProof::Index { entry: 4, index: 3 });
        assert!(matches!(of("entry 3\n", "entry 3\n\n"), BadWordProof::Proof { entry: 3, .. }));
        assert!(matches!(of("entry 3\n", ""), BadWordProof::Proof { entry: 0, .. }));
        let swapped = text.replace("entry 3\n", "entry 1\n").replace("index 3\n", "index 1\n");
        assert!(WordProof::parse(swapped.as_bytes()).is_ok());
        let swapped = text.replace("entry 3\n", "entry 0\n").replace("index 3\n", "index 0\n");
        assert_eq!(WordProof::parse(swapped.as_bytes()), Err(BadWordProof::Order { entry: 0 }));
        assert_eq!(WordProof::parse(b"liuhen proof v1\nperson x\ndecision y\n"), Err(BadWordProof::NoEntry));
        assert_eq!(WordProof::parse(b"liuhen proof v1"), Err(BadWordProof::FirstLine));
        assert_eq!(WordProof::parse(b"\xff"), Err(BadWordProof::NotText));
        let bytes = WORD_PROOF_BYTES_MAX + 1;
        assert_eq!(WordProof::parse(&vec![b'a'; bytes]), Err(BadWordProof::TooLong { bytes }));
    }

    #[test]
    fn all_stand_under_one_checkpoint() {
        let mut entries = word().entries;
        let other = Checkpoint { size: 6, ..seven() };
        entries[2].checkpoint = SignedCheckpoint::sign(&other, &[&ledger()]).unwrap();
        let made = WordProof::new(word().person, word().decision, entries);
        assert_eq!(made, Err(BadWordProof::OtherCheckpoint { entry: 6 }));
        let many: Vec<_> = (0..=WORD_PROOF_ENTRIES_MAX as u64).map(proof).collect();
        let made = WordProof::new(word().person, word().decision, many);
        assert_eq!(made, Err(BadWordProof::TooManyEntries { found: WORD_PROOF_ENTRIES_MAX + 1 }));
    }

    #[test]
    fn there_is_one_spelling() {
        // Whatever a changed byte makes of it: what is read at all is written again byte for byte.
        let text = word().to_string().into_bytes();
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.clone();
                bytes[at] ^= 1 << bit;
                if let Ok(read) = WordProof::parse(&bytes) {
                    assert_eq!(read.to_string().into_bytes(), bytes, "bit {bit} of byte {at}");
                }
            }
        }
    }
}

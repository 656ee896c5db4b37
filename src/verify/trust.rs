//! What the inspector brings: which ledger they mean, whose keys they believe, which witnesses, which heads they know. It
//! comes from outside the ledger; what a ledger says of itself is shown to be compared by hand, and counts for nothing.
//!
//! ```toml
//! format = "liuhen/trust/v1"
//! origin = "yunxi.example/decisions"
//! ledger_key = "9f…64 hex…"          # key id, or verifier key (name+id+base64), or SPKI in base64
//! root_keys = ["1a…", "2b…", "3c…"]  # key ids or SPKI in base64
//! root_threshold = 2
//! quorum = 1                         # of the witnesses below
//!
//! [[witness]]
//! vkey = "witness.example/inspector1+e9d8da5d+BCms…"
//!
//! [[known_head]]
//! size = 41
//! root = "kTlgHMHKirKnoMLBNMBIRfKxulSag9bIRc/NpDnMWF0="
//! ```

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::known::KnownHead;
use crate::chain::{Checkpoint, CosignerKey, KeyName, NoteKey, SignedCheckpoint};
use crate::crypto::{PublicKey, Quorum};
use crate::model::{KeyId, Origin, TreeHash};
use crate::registry::Registry;

/// The version of the trust file.
pub const TRUST_V1: &str = "liuhen/trust/v1";

/// What the inspector believes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// The ledger they mean.
    pub origin: Origin,
    /// Its ledger key: the one in force, or an earlier one that the root holders have rotated since.
    pub ledger_key: KeyId,
    /// That key itself, where the file gives more than its id: needed for receipts, which carry no registry.
    pub ledger_public: Option<PublicKey>,
    /// The root holders' keys, as they were at some point.
    pub root_keys: BTreeSet<KeyId>,
    /// How many of them must sign.
    pub root_threshold: usize,
    /// The witnesses, and how many of them must have cosigned.
    pub witnesses: Option<Witnesses>,
    /// Heads the inspector knows.
    pub known_heads: Vec<KnownHead>,
}

/// Trusted witnesses and their quorum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnesses {
    keys: Vec<CosignerKey>,
    quorum: Quorum<KeyId>,
}

/// A text that is no trust file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct TrustError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    format: String,
    origin: toml::Spanned<String>,
    ledger_key: toml::Spanned<String>,
    root_keys: Vec<toml::Spanned<String>>,
    root_threshold: toml::Spanned<usize>,
    quorum: Option<toml::Spanned<usize>>,
    #[serde(default)]
    witness: Vec<WireWitness>,
    #[serde(default)]
    known_head: Vec<WireHead>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireWitness {
    vkey: toml::Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireHead {
    size: toml::Spanned<u64>,
    root: toml::Spanned<String>,
}

impl Trust {
    /// Reads a trust file.
    ///
    /// # Errors
    /// [`TrustError`] says the line and what is wrong there.
    pub fn parse(text: &str) -> Result<Self, TrustError> {
        let line_of =
            |at: usize| Some(1 + text.as_bytes()[..at.min(text.len())].iter().filter(|&&b| b == b'\n').count());
        let wire: Wire = toml::from_str(text).map_err(|e| TrustError {
            line: e.span().and_then(|span| line_of(span.start)),
            what: e.message().to_owned(),
        })?;
        let fail = |span: std::ops::Range<usize>, what: String| TrustError { line: line_of(span.start), what };
        if wire.format != TRUST_V1 {
            return Err(TrustError { line: None, what: format!("format `{}` is not `{TRUST_V1}`", wire.format) });
        }
        let origin = Origin::new(wire.origin.get_ref()).map_err(|e| fail(wire.origin.span(), e.to_string()))?;
        let (ledger_key, ledger_public) =
            read_ledger_key(wire.ledger_key.get_ref(), &origin).map_err(|what| fail(wire.ledger_key.span(), what))?;
        let mut root_keys = BTreeSet::new();
        for key in &wire.root_keys {
            let (id, _) =
                read_key(key.get_ref()).ok_or_else(|| fail(key.span(), "not a key id or SPKI in base64".into()))?;
            if !root_keys.insert(id) {
                return Err(fail(key.span(), "a root key is named twice".into()));
            }
        }
        let root_threshold = *wire.root_threshold.get_ref();
        Quorum::new(root_keys.iter().copied(), root_threshold)
            .map_err(|e| fail(wire.root_threshold.span(), e.to_string()))?;

        let mut keys: Vec<CosignerKey> = Vec::new();
        for witness in &wire.witness {
            let key: CosignerKey =
                witness.vkey.get_ref().parse().map_err(|e| fail(witness.vkey.span(), format!("{e} of a witness")))?;
            if keys.iter().any(|other| other.name() == key.name() || other.public() == key.public()) {
                return Err(fail(witness.vkey.span(), "one witness is named twice".into()));
            }
            keys.push(key);
        }
        let witnesses = match (&wire.quorum, keys.is_empty()) {
            (None, true) => None,
            (None, false) => {
                return Err(TrustError { line: None, what: "witnesses are named without `quorum`".into() });
            }
            (Some(quorum), _) => {
                let members = keys.iter().map(|key| key.public().id());
                let quorum =
                    Quorum::new(members, *quorum.get_ref()).map_err(|e| fail(quorum.span(), format!("quorum: {e}")))?;
                Some(Witnesses { keys, quorum })
            }
        };
        let mut known_heads = Vec::new();
        for head in &wire.known_head {
            let root = STANDARD.decode(head.root.get_ref()).ok().and_then(|bytes| bytes.try_into().ok()).map(TreeHash);
            let root = root.ok_or_else(|| fail(head.root.span(), "a root is 32 bytes in base64".into()))?;
            if *head.size.get_ref() == 0 {
                return Err(fail(head.size.span(), "a head of size 0 says nothing".into()));
            }
            known_heads.push(KnownHead::noted(*head.size.get_ref(), root, "trust file"));
        }
        Ok(Self { origin, ledger_key, ledger_public, root_keys, root_threshold, witnesses, known_heads })
    }

    /// A trust file made from what a ledger says of itself, for the inspector to hold against what they have from
    /// elsewhere, line by line, and only then to use.
    pub fn describe(registry: &Registry, head: Option<&Checkpoint>) -> String {
        let (root, _) = registry.root();
        let mut out = format!(
            "# Taken from the ledger itself: believe no line of it before you have compared it with what you have from\n\
             # elsewhere (a letter, a publication, the root holders in person).\n\
             # 本文件取自账本自身。每一行都须与另行取得的材料（函件、公告、根密钥持有人当面出示）核对无误后方可使用。\n\
             format = \"{TRUST_V1}\"\norigin = {}\n",
            quoted(registry.origin().as_str())
        );
        let keys = registry.ledger_keys();
        for (at, key) in &keys[..keys.len().saturating_sub(1)] {
            let _infallible = writeln!(out, "# ledger key from entry {at} on, rotated since: {}", key.id());
        }
        if let Some((at, key)) = keys.last() {
            let name = KeyName::from(registry.origin());
            let _infallible = writeln!(
                out,
                "# ledger key from entry {at} on / 账本密钥: {}\nledger_key = {}",
                key.id(),
                quoted(&NoteKey::new(name, *key).to_string())
            );
        }
        out.push_str("# root holders now / 根密钥持有人\nroot_keys = [\n");
        for holder in &root.holders {
            let _infallible = writeln!(out, "    \"{}\", # {}", holder.key.id(), holder.person);
        }
        let _infallible = writeln!(out, "]\nroot_threshold = {}", root.threshold);
        out.push_str(
            "\n# Witnesses you trust, and how many of them must have cosigned / 见证人\n# quorum = 1\n# [[witness]]\n\
             # vkey = \"name+id+base64\"\n",
        );
        if let Some(head) = head {
            let _infallible = write!(
                out,
                "\n# The head at the time of writing / 当前账本头\n# [[known_head]]\n# size = {}\n# root = \"{}\"\n",
                head.size,
                STANDARD.encode(head.root.0)
            );
        }
        out
    }

    /// The trust file's text, without remarks.
    pub fn to_toml(&self) -> String {
        let mut out = format!(
            "format = \"{TRUST_V1}\"\norigin = {}\nledger_key = {}\nroot_keys = [\n",
            quoted(self.origin.as_str()),
            quoted(&match self.ledger_public {
                Some(key) => NoteKey::new(KeyName::from(&self.origin), key).to_string(),
                None => self.ledger_key.to_string(),
            })
        );
        for key in &self.root_keys {
            let _infallible = writeln!(out, "    \"{key}\",");
        }
        let _infallible = writeln!(out, "]\nroot_threshold = {}", self.root_threshold);
        if let Some(witnesses) = &self.witnesses {
            let _infallible = writeln!(out, "quorum = {}", witnesses.quorum.threshold());
            for key in &witnesses.keys {
                let _infallible = write!(out, "\n[[witness]]\nvkey = {}\n", quoted(&key.to_string()));
            }
        }
        for head in &self.known_heads {
            let root = STANDARD.encode(head.root().0);
            let _infallible = write!(out, "\n[[known_head]]\nsize = {}\nroot = \"{root}\"\n", head.size());
        }
        out
    }

    /// Whether the ledger key believed is among those the root holders have given the ledger.
    pub(super) fn believes_ledger_key(&self, registry: &Registry) -> bool {
        registry.ledger_keys().iter().any(|(_, key)| key.id() == self.ledger_key)
    }

    /// Whether the root holders believed are, all together and with their threshold, the ledger's at some point. Whatever
    /// came after was signed by them or by whom they let in; what came before they took over with their signatures.
    pub(super) fn believes_root(&self, registry: &Registry) -> bool {
        registry.roots().any(|(_, root)| {
            let keys: BTreeSet<KeyId> = root.holders.iter().map(|holder| holder.key.id()).collect();
            keys == self.root_keys && root.threshold.get() == self.root_threshold
        })
    }
}

impl Witnesses {
    /// The witnesses' keys.
    pub fn keys(&self) -> &[CosignerKey] {
        &self.keys
    }

    /// How many must have cosigned.
    pub const fn needed(&self) -> usize {
        self.quorum.threshold()
    }

    /// What the witnesses say of a checkpoint.
    pub(super) fn on(&self, checkpoint: &SignedCheckpoint) -> Witnessed {
        let (mut signed, mut times, mut bad) = (Vec::new(), Vec::new(), Vec::new());
        for key in &self.keys {
            match key.verify(checkpoint) {
                Ok(seconds) => {
                    signed.push(key.public().id());
                    times.push(seconds);
                }
                Err(crate::chain::VerifyNoteError::NotSigned { .. }) => {}
                Err(error) => bad.push(error.to_string()),
            }
        }
        times.sort_unstable();
        // By then as many as are asked for had seen it.
        let attested = self.quorum.met_by(&signed).then(|| times[self.needed() - 1]);
        Witnessed { counted: signed.len(), attested, bad }
    }
}

/// What witnesses say of a checkpoint.
pub(super) struct Witnessed {
    /// How many have cosigned.
    pub(super) counted: usize,
    /// When the quorum was reached, in unix seconds; `None` where it was not.
    pub(super) attested: Option<u64>,
    /// Lines of trusted witnesses that do not verify.
    pub(super) bad: Vec<String>,
}

/// A key id, or SPKI in base64.
fn read_key(text: &str) -> Option<(KeyId, Option<PublicKey>)> {
    if let Ok(id) = text.parse() {
        return Some((id, None));
    }
    let key = PublicKey::from_spki(&STANDARD.decode(text).ok()?).ok()?;
    key.verifier().ok().map(|_| (key.id(), Some(key)))
}

fn read_ledger_key(text: &str, origin: &Origin) -> Result<(KeyId, Option<PublicKey>), String> {
    if let Some(read) = read_key(text) {
        return Ok(read);
    }
    let key: NoteKey = text.parse().map_err(|_| "not a key id, a verifier key or SPKI in base64".to_owned())?;
    if key.name().as_str() != origin.as_str() {
        return Err(format!("the verifier key is `{}`'s, not `{origin}`'s", key.name()));
    }
    Ok((key.public().id(), Some(*key.public())))
}

/// A text as a TOML basic string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{SecretKey, Signer};

    fn key(seed: u8) -> PublicKey {
        SecretKey::from_seed(&[seed; 32]).public()
    }

    fn witness(seed: u8) -> CosignerKey {
        CosignerKey::new(KeyName::new(&format!("witness.example/{seed}")).unwrap(), key(seed))
    }

    fn text() -> String {
        format!(
            "format = \"liuhen/trust/v1\"\norigin = \"test.example/ledger\"\nledger_key = \"{}\"\n\
             root_keys = [\"{}\", \"{}\"]\nroot_threshold = 2\nquorum = 1\n[[witness]]\nvkey = \"{}\"\n\
             [[known_head]]\nsize = 4\nroot = \"{}\"\n",
            key(9).id(),
            key(1).id(),
            STANDARD.encode(key(2).to_spki()),
            witness(50),
            STANDARD.encode([7; 32]),
        )
    }

    #[test]
    fn a_trust_file_reads_as_it_is_written() {
        let trust = Trust::parse(&text()).unwrap();
        assert_eq!(trust.ledger_key, key(9).id());
        assert_eq!(trust.root_keys, [key(1).id(), key(2).id()].into());
        assert_eq!(trust.known_heads.len(), 1);
        assert_eq!(Trust::parse(&trust.to_toml()), Ok(trust));
    }

    #[test]
    fn the_ledger_key_may_be_given_in_three_forms() {
        let origin = Origin::new("test.example/ledger").unwrap();
        let vkey = NoteKey::new(KeyName::from(&origin), key(9)).to_string();
        for form in [key(9).id().to_string(), vkey, STANDARD.encode(key(9).to_spki())] {
            let text = text().replacen(&key(9).id().to_string(), &form, 1);
            assert_eq!(Trust::parse(&text).map(|trust| trust.ledger_key), Ok(key(9).id()), "{form}");
        }
        let other = NoteKey::new(KeyName::new("other.example").unwrap(), key(9)).to_string();
        let text = text().replacen(&key(9).id().to_string(), &other, 1);
        assert_eq!(Trust::parse(&text).unwrap_err().line, Some(3));
    }

    #[test]
    fn what_is_not_understood_is_refused_with_its_line() {
        let good = text();
        for (from, to, line) in [
            ("root_threshold = 2", "root_threshold = 3", 5),
            ("root_threshold = 2", "root_threshold = 0", 5),
            ("root_threshold = 2", "root_treshold = 2", 5),
            ("quorum = 1", "quorum = 2", 6),
            ("quorum = 1", "quorum = 0", 6),
            ("test.example/ledger", "test.example ledger", 2),
            ("[[witness]]\n", "[[witness]]\nname = \"x\"\n", 8),
            ("size = 4", "size = 0", 10),
            ("size = 4", "size = -4", 10),
            ("BwcH", "BwcHBwcH", 11),
        ] {
            let changed = good.replacen(from, to, 1);
            assert_ne!(changed, good, "{from}");
            assert_eq!(Trust::parse(&changed).unwrap_err().line, Some(line), "{from} -> {to}");
        }
        for (from, to) in [("trust/v1", "trust/v2"), ("quorum = 1\n", "")] {
            assert!(Trust::parse(&good.replacen(from, to, 1)).is_err(), "{from} -> {to}");
        }
        let twice = good.replacen(&key(1).id().to_string(), &key(2).id().to_string(), 1);
        assert_eq!(Trust::parse(&twice).unwrap_err().what, "a root key is named twice");
        let again = format!("{good}[[witness]]\nvkey = \"{}\"\n", witness(50));
        assert_eq!(Trust::parse(&again).unwrap_err().what, "one witness is named twice");
    }
}

//! An append-only, hash-chained, role-signed record of how major administrative decisions (重大行政决策) are made.
//!
//! A ledger holds decisions; a decision is a stream of records, one for each step and each word that counts; each record
//! is signed by whoever answers for it, and chained to the one before. [`verify::run`] judges a ledger and says, for every
//! check, whether it was passed, failed, or could not be made.
//!
//! # What this crate does not do
//!
//! It does not repair, it does not delete, it opens no sockets. The rooms below [`store`] touch neither files nor clocks:
//! they are handed bytes and times.
//!
//! # Whom you trust
//!
//! The store is not trusted: whoever can change it can stop the ledger, and cannot change what somebody outside knows of
//! it. An office's key is trusted for that office's records until its appointment ends. The ledger key is trusted until
//! somebody outside has seen a checkpoint. `docs/threat-model.md` says it part by part.
//!
//! # First steps
//!
//! A ledger in memory: founded by two root holders, verified by somebody who knows their keys.
//!
//! ```
//! use std::num::NonZeroUsize;
//!
//! use jiff::Timestamp;
//! use liuhen::crypto::{SecretKey, Signer};
//! use liuhen::format::{Envelope, Nonce, Record, Signatory, Statement};
//! use liuhen::ledger::found;
//! use liuhen::model::{ClaimedTime, KindName, Occurred, OfficeId, Origin, PersonId, StreamId};
//! use liuhen::procedure::Holidays;
//! use liuhen::registry::{Holder, LedgerFound, RootSet};
//! use liuhen::store::MemoryLedger;
//! use liuhen::verify::{self, Policy, Trust, Verdict};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Keys from fixed seeds, for the example only.
//! let (ledger_key, first, second) =
//!     (SecretKey::from_seed(&[1; 32]), SecretKey::from_seed(&[2; 32]), SecretKey::from_seed(&[3; 32]));
//! let holder = |person: &str, key: &SecretKey| Ok::<_, liuhen::model::id::BadName>(Holder {
//!     person: PersonId::new(person)?,
//!     key: key.public(),
//! });
//! let founding = LedgerFound {
//!     organ: "云溪县人民政府".into(),
//!     ledger_key: ledger_key.public(),
//!     root: RootSet {
//!         threshold: NonZeroUsize::MIN.saturating_add(1),
//!         holders: vec![holder("许闻", &first)?, holder("陶砚", &second)?],
//!     },
//! };
//! let now: Timestamp = "2026-03-20T01:15:00Z".parse()?;
//! let root = |key: &SecretKey| Signatory { office: OfficeId::root(), key: key.public() };
//!
//! // Said, given its form, signed by everybody it names …
//! let record = Record::new(Statement {
//!     origin: Origin::new("yunxi.example/decisions")?,
//!     stream: StreamId::Registry,
//!     kind: KindName::new("ledger-found")?,
//!     nonce: Nonce([7; 16]),
//!     signed_at: ClaimedTime::new(now),
//!     occurred: Occurred::at("2026-03-20".parse()?),
//!     offices: vec![root(&first), root(&second)],
//!     basis: vec![],
//!     body: serde_json::from_str(&serde_json::to_string(&founding)?)?,
//!     attachments: vec![],
//!     late: None,
//!     despite: vec![],
//! })?;
//! let mut envelope = Envelope::unsigned(record.to_bytes()?);
//! envelope.sign(&first);
//! envelope.sign(&second);
//!
//! // … chained, durable, under a signed checkpoint …
//! let marks = liuhen::store::MemoryMarks::default();
//! let (ledger, acknowledged) = found(MemoryLedger::new(), envelope.to_bytes(), &ledger_key, &now, &marks)?;
//! assert_eq!(acknowledged.seq.0, 0);
//!
//! // … and judged by somebody who brings the keys they trust.
//! let trust = Trust::parse(&Trust::describe(ledger.registry(), None))?;
//! let policy = Policy { trust: Some(trust), known_heads: vec![], threads: 2, seed: [0; 32], holidays: Holidays::built_in().clone() };
//! let report = verify::run(ledger.store(), &policy, &|_| ())?;
//! assert_eq!(report.verdict, Verdict::Sound);
//! # Ok(())
//! # }
//! ```
//!
//! # The rooms
//!
//! From the ground up, each knowing only those below it: [`model`] the nouns · [`crypto`] keys and digests · [`mod@format`] the
//! record's bytes · [`registry`] who may sign and [`procedure`] what a decision owes · [`chain`] entries, tree,
//! checkpoints, proofs · [`port`] the doors · [`ledger`] writing and [`verify`] judging · [`store`] where bytes rest and
//! [`render`] how things are shown · [`cli`] where people come in.

pub mod bundle;
pub mod chain;
pub mod cli;
pub mod crypto;
pub mod format;
pub mod ledger;
pub mod model;
pub mod port;
pub mod procedure;
pub mod registry;
pub mod render;
pub mod store;
pub mod verify;

//! Suites, keys in memory, digests, signatures, quorum. Floor 1.
//!
//! In scope: signing and strict verification, keys at rest as PEM text, both digests of everything.
//! Out of scope: files and prompts ([`cli`](crate::cli)), who may sign ([`registry`](crate::registry)), randomness
//! (it is handed in).

pub mod digesting;
pub mod hash;
pub mod key;
pub mod pem;
pub mod quorum;

pub use digesting::{BLOCK_BYTES, Digesting, Digests};
pub use hash::{DualDigest, DualHasher, dual};
pub use key::{BadKey, BadSignature, PublicKey, SecretKey, Signature, Signer, Verifier};
pub use pem::{PemError, Protection, public_from_pem, public_to_pem, secret_from_pem, secret_to_pem};
pub use quorum::Quorum;

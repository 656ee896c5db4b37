//! The tests that see the program from outside.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test that fails is told by its panic")]

mod cases;
mod cli_base;
mod ed25519_strict;
mod messages;
mod openssl_keys;
mod second_opinion;

//! The tests that see the program from outside or need more than one room, in one program. Each file is a module here;
//! `rooms` sees that none is forgotten.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that fails is told by its panic; tests read files and say what they could not run"
)]

mod book;
mod broken;
mod bundle_pages;
mod bundles;
mod calendars;
mod cases;
mod cli_base;
mod co_signing;
mod crash;
mod demo;
mod docs;
mod ed25519_strict;
mod erasure;
mod faults;
mod head_decision;
mod independent;
mod messages;
mod mutation;
mod openssl_keys;
mod oracles;
mod procedure;
mod procedure_cases;
mod procedure_table;
mod profiles;
mod python;
mod reading;
mod recording;
mod refusals;
mod rooms;
mod second_opinion;
mod vectors;
mod views;
mod word_proof;

//! Liuhen.
pub mod chain;
pub mod cli;
pub mod crypto;
pub mod format;
pub mod ledger;
pub mod model;
pub mod port;
pub mod registry;
pub mod render;
pub mod store;
pub mod verify;

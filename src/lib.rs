//! Liuhen.
pub mod chain;
pub mod crypto;
pub mod format;
pub mod ledger;
pub mod model;
pub mod port;
pub mod registry;
pub mod store;

//! Liuhen.
pub mod chain;
pub mod crypto;
pub mod format;
pub mod model;

//! Liuhen.
pub mod crypto;
pub mod format;
pub mod model;

//! Liuhen.
pub mod chain;
pub mod crypto;
pub mod model;

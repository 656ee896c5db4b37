//! Liuhen.
pub mod crypto;
pub mod model;

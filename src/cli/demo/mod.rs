//! The demonstration. Floor 8.
pub mod insider;

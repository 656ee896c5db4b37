//! Tests.
mod second_opinion;

//! The program `liuhen`.
fn main() {}

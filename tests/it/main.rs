//! The tests that need more than one room, in one program. Each file is a module here; `rooms` sees that none is forgotten.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    missing_docs,
    reason = "tests read files, say what they could not run, and may fail"
)]

mod rooms;
mod second_opinion;

//! Tests.
mod ed25519_strict;
mod openssl_keys;
mod second_opinion;

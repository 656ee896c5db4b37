//! Tests.
mod openssl_keys;
mod second_opinion;

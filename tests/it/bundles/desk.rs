//! A desk at which somebody types: a folder with a ledger, keys and a trust file, and the real program.

use std::fs;
use std::process::{Command, Output};

use liuhen::crypto::{Protection, public_to_pem, secret_to_pem};
use liuhen::store::MemoryMarks;
use serde_json::Value as Json;

use crate::book::{self, Book, LEDGER, key};

/// A folder with a ledger, keys and a trust file.
pub(super) struct Desk(pub(super) tempfile::TempDir);

impl Desk {
    pub(super) fn of(book: &Book) -> Self {
        let place = tempfile::tempdir().unwrap();
        drop(book.lay_down(&place.path().join("ledger"), &MemoryMarks::default()));
        fs::create_dir(place.path().join("keys")).unwrap();
        for name in [LEDGER, "archivist", "head", "reviewer"] {
            let secret = secret_to_pem(&key(name), Protection::Open).unwrap();
            let file = |half: &str| place.path().join(format!("keys/{name}.{half}.pem"));
            fs::write(file("key"), secret.as_bytes()).unwrap();
            fs::write(file("pub"), public_to_pem(&book::public(name))).unwrap();
        }
        fs::write(place.path().join("trust.toml"), Book::trust()).unwrap();
        Self(place)
    }

    pub(super) fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn run(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_liuhen"))
            .args(line.split(' '))
            .current_dir(self.0.path())
            .env("LIUHEN_KEYS", self.path("keys"))
            .env("LIUHEN_STATE_DIR", self.path("state"))
            .env("LIUHEN_LEDGER", self.path("ledger"))
            .env("LIUHEN_LANG", "en")
            .output()
            .unwrap()
    }

    #[track_caller]
    pub(super) fn ends(&self, exit: i32, line: &str) -> String {
        let output = self.run(line);
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(exit), "{line}: {said}");
        said
    }

    #[track_caller]
    pub(super) fn json(&self, exit: i32, line: &str) -> Json {
        let output = self.run(&format!("{line} --format json"));
        assert_eq!(output.status.code(), Some(exit), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

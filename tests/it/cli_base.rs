//! The command line's foundation, by running the real program: help, languages, keys, exit codes, both streams.
#![expect(clippy::disallowed_methods, reason = "tests look at files")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const PASSPHRASE: &str = "correct horse 电池 staple";

/// The program in a folder of its own, deaf to the environment the tests run in.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liuhen"));
        command.args(words).current_dir(self.path()).env_clear().env("LC_ALL", "C").stdin(Stdio::null());
        command
    }

    fn run(&self, words: &[&str]) -> Said {
        self.command(words).output().unwrap().into()
    }

    fn run_with(&self, name: &str, value: &str, words: &[&str]) -> Said {
        self.command(words).env(name, value).output().unwrap().into()
    }

    /// A key pair `name` under [`PASSPHRASE`].
    fn key(&self, name: &str) {
        let said = self.run_with("LIUHEN_PASSPHRASE", PASSPHRASE, &["key", "new", name]);
        assert_eq!(said.code, 0, "{said:?}");
    }
}

#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Said {
    /// Standard output as exactly one JSON document.
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|cause| panic!("{cause}: {self:?}"))
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Whether `openssl` is here. Where it is not, the test says so loudly and looks at nothing.
fn openssl_is_here() -> bool {
    let here = Command::new("openssl").arg("version").output().is_ok_and(|output| output.status.success());
    if !here {
        let _ = writeln!(std::io::stderr(), "NOT CHECKED: openssl is not installed, nobody else has judged our keys");
    }
    here
}

#[test]
fn help_speaks_both_languages() {
    let place = Place::new();
    let (en, zh) = (place.run(&["--help"]), place.run(&["--help", "--lang", "zh"]));
    assert_eq!((en.code, zh.code), (0, 0));
    assert!(en.out.contains("Usage: liuhen") && en.out.contains("Commands:"), "{en:?}");
    assert!(zh.out.contains("用法: liuhen") && zh.out.contains("选项:"), "{zh:?}");
    assert!(zh.out.contains("命令:") && !zh.out.contains("Usage"), "{zh:?}");
    assert_eq!(en.err + &zh.err, "");
    assert_eq!(place.run(&["help", "key", "new"]).out, place.run(&["key", "new", "--help"]).out);
}

#[test]
fn the_language_is_the_typed_one_then_the_variable_then_the_locale() {
    let place = Place::new();
    let speaks_chinese = |said: &Said| said.out.contains("用法");
    assert!(speaks_chinese(&place.run_with("LIUHEN_LANG", "zh", &["-h"])));
    assert!(speaks_chinese(&place.run_with("LC_ALL", "zh_CN.UTF-8", &["-h"])));
    assert!(!speaks_chinese(&place.run_with("LIUHEN_LANG", "zh", &["-h", "--lang", "en"])));
    assert!(!speaks_chinese(&place.run(&["-h"])));
}

#[test]
fn a_wrong_command_line_is_told_in_the_chosen_language_and_ends_with_2() {
    let place = Place::new();
    let said = place.run(&["key", "show", "--nonsense"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert_eq!(said.err, "error: there is no option --nonsense\nhint: `liuhen key show --help` explains\n");
    let said = place.run(&["key", "show", "--nonsense", "--lang", "zh"]);
    assert_eq!(said.err, "错误：没有 --nonsense 这个选项\n提示：用法见 `liuhen key show --help`\n");
    assert_eq!(place.run(&[]).code, 2);
    assert_eq!(place.run(&["key"]).code, 2);
    assert_eq!(place.run(&["help", "nothing"]).code, 2);
}

#[test]
fn version_goes_to_standard_output() {
    let said = Place::new().run(&["--version"]);
    assert_eq!((said.code, said.out), (0, format!("liuhen {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn a_new_key_is_encrypted_private_and_never_overwritten() {
    let place = Place::new();
    place.key("root");
    let secret = place.path().join("keys/root.key.pem");
    let before = fs::read_to_string(&secret).unwrap();
    assert!(before.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"), "{before}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&secret).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let again = place.run_with("LIUHEN_PASSPHRASE", PASSPHRASE, &["key", "new", "root"]);
    assert_eq!((again.code, again.out.as_str()), (1, ""));
    assert!(again.err.contains("exists already"), "{again:?}");
    assert_eq!(fs::read_to_string(&secret).unwrap(), before);
    assert_eq!(fs::read_dir(place.path().join("keys")).unwrap().count(), 2);
}

#[test]
fn a_key_can_be_named_in_chinese_and_lie_elsewhere() {
    let place = Place::new();
    place.key("王法审");
    assert!(place.path().join("keys/王法审.pub.pem").is_file());
    let said = place.run(&["key", "new", "--out", "usb/a.key.pem", "--no-passphrase"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("warning: "), "{said:?}");
    assert!(place.path().join("usb/a.pub.pem").is_file());
    assert_eq!(place.run_with("LIUHEN_KEYS", "usb", &["key", "check", "a"]).code, 0);
}

#[test]
fn nobody_is_asked_where_nobody_sits() {
    let place = Place::new();
    for words in [["key", "new", "a"], ["key", "check", "b"]] {
        if words[1] == "check" {
            place.key("b");
        }
        let mut child = place.command(&words);
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // What is piped in is not taken for a passphrase.
        // (The program may be gone before it is written: it never reads it.)
        let _ = child.stdin.take().unwrap().write_all(PASSPHRASE.as_bytes());
        let said: Said = child.wait_with_output().unwrap().into();
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
        for way in ["--passphrase-file", "LIUHEN_PASSPHRASE", "terminal"] {
            assert!(said.err.contains(way), "{said:?}");
        }
    }
    assert!(!place.path().join("keys/a.key.pem").exists());
}

#[test]
fn a_passphrase_comes_from_a_file_or_the_environment() {
    let place = Place::new();
    fs::write(place.path().join("pass"), format!("{PASSPHRASE}\n")).unwrap();
    assert_eq!(place.run(&["key", "new", "a", "--passphrase-file", "pass"]).code, 0);
    assert_eq!(place.run_with("LIUHEN_PASSPHRASE", PASSPHRASE, &["key", "check", "a"]).code, 0);
    let wrong = place.run_with("LIUHEN_PASSPHRASE", "wrong", &["key", "check", "a"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""), "{wrong:?}");
    // A file that was named is not passed over for the variable.
    let missing = place.run_with("LIUHEN_PASSPHRASE", PASSPHRASE, &["key", "check", "a", "--passphrase-file", "no"]);
    assert_eq!(missing.code, 3, "{missing:?}");
    let empty = place.run_with("LIUHEN_LANG", "zh", &["key", "new", "b", "--passphrase-file", "/dev/null"]);
    assert_eq!((empty.code, empty.err.contains("口令不能为空")), (1, true), "{empty:?}");
}

#[test]
fn halves_of_two_pairs_do_not_pass_for_one() {
    let place = Place::new();
    place.key("a");
    place.key("b");
    fs::copy(place.path().join("keys/b.pub.pem"), place.path().join("keys/a.pub.pem")).unwrap();
    let said = place.run_with("LIUHEN_PASSPHRASE", PASSPHRASE, &["key", "check", "a"]);
    assert_eq!((said.code, said.out.as_str()), (40, ""), "{said:?}");
    fs::write(place.path().join("keys/a.pub.pem"), "not a key").unwrap();
    assert_eq!(place.run_with("LIUHEN_PASSPHRASE", PASSPHRASE, &["key", "check", "a"]).code, 41);
    fs::remove_file(place.path().join("keys/a.pub.pem")).unwrap();
    assert_eq!(place.run_with("LIUHEN_PASSPHRASE", PASSPHRASE, &["key", "check", "a"]).code, 3);
}

#[test]
fn openssl_gives_the_same_key_id_and_opens_the_secret_half() {
    if !openssl_is_here() {
        return;
    }
    let place = Place::new();
    place.key("a");
    fs::rename(place.path().join("keys"), place.path().join("it's keys")).unwrap();
    let said = place.run(&["key", "show", "it's keys/a.pub.pem", "--format", "json"]);
    let shown = &said.json()["keys"][0];
    // The very command that is shown, run by a shell.
    let line = shown["openssl"].as_str().unwrap();
    let answer = Command::new("sh").args(["-c", line]).current_dir(place.path()).output().unwrap();
    let answer = String::from_utf8(answer.stdout).unwrap();
    assert_eq!(answer.split(' ').next(), shown["id"].as_str(), "{line}");
    let mut openssl = Command::new("openssl");
    openssl.args(["pkey", "-pubout", "-in", "it's keys/a.key.pem", "-passin", &format!("pass:{PASSPHRASE}")]);
    let public = openssl.current_dir(place.path()).output().unwrap();
    let ours = fs::read(place.path().join("it's keys/a.pub.pem")).unwrap();
    assert_eq!(String::from_utf8_lossy(&public.stdout), String::from_utf8_lossy(&ours), "{public:?}");
}

#[test]
fn json_is_exactly_one_document_also_for_an_error() {
    let place = Place::new();
    let new = place.run_with("LIUHEN_PASSPHRASE", PASSPHRASE, &["key", "new", "a", "--format", "json"]);
    assert_eq!(new.json()["schema"], "liuhen/key-new/v1");
    let show = place.run(&["--format=json", "key", "show", "a", "keys/a.pub.pem"]);
    assert_eq!(show.json()["keys"][0]["id"], new.json()["id"]);
    assert_eq!(show.json()["keys"].as_array().unwrap().len(), 2);
    let check = place.run_with("LIUHEN_PASSPHRASE", PASSPHRASE, &["key", "check", "a", "--format", "json"]);
    assert_eq!(check.json()["matches"], true);
    let gone = place.run(&["key", "show", "nobody", "--format", "json", "--lang", "zh"]);
    assert_eq!(gone.code, 3);
    let document = gone.json();
    assert_eq!((&document["schema"], &document["exit"]), (&"liuhen/error/v1".into(), &3.into()), "{gone:?}");
    assert!(document["message"].as_str().unwrap().contains("nobody.pub.pem"), "{gone:?}");
    let wrong = place.run(&["nonsense", "--format", "json"]);
    assert_eq!((wrong.code, &wrong.json()["id"]), (2, &"usage-unknown-command".into()));
    let man = place.run(&["man", "--out", "man", "--format", "json"]);
    assert_eq!(man.json()["schema"], "liuhen/man/v1");
}

#[test]
fn quiet_says_only_the_result() {
    let place = Place::new();
    let said = place.run_with("LIUHEN_PASSPHRASE", PASSPHRASE, &["key", "new", "a", "--quiet"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    assert!(said.out.contains("key id"), "{said:?}");
}

#[test]
fn colour_is_used_on_demand_and_not_in_a_pipe() {
    let place = Place::new();
    assert!(!place.run(&["nonsense"]).err.contains('\u{1b}'));
    assert!(place.run(&["nonsense", "--color", "always"]).err.contains('\u{1b}'));
    assert!(place.run(&["--help", "--color", "always"]).out.contains('\u{1b}'));
    assert!(!place.run(&["--help"]).out.contains('\u{1b}'));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_crash_and_a_full_disk_is_told() {
    let place = Place::new();
    let mut child = place.command(&["completions", "bash"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let said: Said = child.wait_with_output().unwrap().into();
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    if let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") {
        let said: Said = place.command(&["--help"]).stdout(full).output().unwrap().into();
        assert_eq!(said.code, 3, "{said:?}");
        assert!(said.err.contains("could not be written out"), "{said:?}");
    }
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = place.run(&["completions", shell]);
        assert!(said.code == 0 && said.out.contains("no-passphrase"), "{shell}");
    }
    let said = place.run(&["man", "--out", "man", "--lang", "zh"]);
    assert_eq!(said.code, 0, "{said:?}");
    let page = fs::read_to_string(place.path().join("man/liuhen-key-new.1")).unwrap();
    assert!(page.contains("生成一对密钥"), "{page}");
}

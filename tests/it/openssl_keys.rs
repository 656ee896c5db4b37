//! Keys and signatures between this program and the `openssl` of the machine: what one writes the other reads.

use std::io::Write as _;
use std::process::{Command, Stdio};

use liuhen::crypto::{
    Protection, PublicKey, SecretKey, Signature, Signer as _, public_from_pem, public_to_pem, secret_from_pem,
    secret_to_pem,
};
use tempfile::NamedTempFile;

const PASSPHRASE: &str = "geheim 密码";

/// Runs `openssl` with `input` on its standard input; its standard output, or `None` where it is not installed.
fn openssl(args: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let child =
        Command::new("openssl").args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        not_run();
        return None;
    };
    // A tool that has what it needs may close its input before it is all written.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input));
    let output = child.wait_with_output().expect("openssl ends");
    assert!(output.status.success(), "openssl {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

#[expect(clippy::print_stderr, reason = "a check that was not made must not look like one that passed")]
fn not_run() {
    eprintln!("NOT RUN: openssl is not installed");
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("PEM is text")
}

fn key() -> SecretKey {
    SecretKey::from_seed(&[0x42; 32])
}

fn protected() -> Protection<'static> {
    Protection::Passphrase { passphrase: PASSPHRASE.as_bytes(), salt: [3; 16], iv: [4; 16] }
}

fn file(bytes: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("written");
    file
}

fn path(file: &NamedTempFile) -> &str {
    file.path().to_str().expect("a plain path")
}

#[test]
fn openssl_reads_our_open_key() {
    let pem = secret_to_pem(&key(), Protection::Open).expect("written");
    let Some(public) = openssl(&["pkey", "-pubout"], pem.as_bytes()) else { return };
    assert_eq!(text(public), public_to_pem(&key().public()));
}

#[test]
fn openssl_reads_our_encrypted_key() {
    let pem = secret_to_pem(&key(), protected()).expect("written");
    let pass = format!("pass:{PASSPHRASE}");
    let Some(public) = openssl(&["pkey", "-pubout", "-passin", &pass], pem.as_bytes()) else { return };
    assert_eq!(text(public), public_to_pem(&key().public()));
}

#[test]
fn openssl_gives_our_key_the_same_id() {
    let pem = public_to_pem(&key().public());
    let Some(der) = openssl(&["pkey", "-pubin", "-outform", "DER"], pem.as_bytes()) else { return };
    let Some(digest) = openssl(&["dgst", "-sha256", "-r"], &der) else { return };
    assert_eq!(text(digest).split(' ').next(), Some(key().public().id().to_string().as_str()));
}

#[test]
fn we_read_what_openssl_generates() {
    let Some(pem) = openssl(&["genpkey", "-algorithm", "ed25519"], b"") else { return };
    let Some(public) = openssl(&["pkey", "-pubout"], &pem) else { return };
    let ours = secret_from_pem(&text(pem), None).expect("read").public();
    assert_eq!(public_from_pem(&text(public)), Ok(ours));
}

#[test]
fn we_read_what_openssl_encrypts() {
    let pem = secret_to_pem(&key(), Protection::Open).expect("written");
    let pass = format!("pass:{PASSPHRASE}");
    for how in [
        &["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-scrypt"][..],
        &["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA256"],
        &["pkcs8", "-topk8", "-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512", "-iter", "10000"],
        &["pkcs8", "-topk8"],
    ] {
        let args = [how, &["-passout", &pass]].concat();
        let Some(sealed) = openssl(&args, pem.as_bytes()) else { return };
        let sealed = text(sealed);
        let read = secret_from_pem(&sealed, Some(PASSPHRASE.as_bytes())).expect("read");
        assert_eq!(read.public(), key().public(), "{how:?}");
        assert!(secret_from_pem(&sealed, Some(b"another")).is_err(), "{how:?}");
    }
}

#[test]
fn both_sign_a_message_to_the_same_bytes() {
    let message = file("一份记录".as_bytes());
    let secret = file(secret_to_pem(&key(), protected()).expect("written").as_bytes());
    let public = file(public_to_pem(&key().public()).as_bytes());
    let pass = format!("pass:{PASSPHRASE}");
    let sign = ["pkeyutl", "-sign", "-rawin", "-inkey", path(&secret), "-passin", &pass, "-in", path(&message)];
    let Some(theirs) = openssl(&sign, b"") else { return };
    let ours: Signature = key().sign("一份记录".as_bytes());
    assert_eq!(theirs, ours);

    let signature = file(&ours);
    let verify = ["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", path(&public), "-in", path(&message)];
    let told = openssl(&[&verify[..], &["-sigfile", path(&signature)]].concat(), b"").map(text);
    assert_eq!(told.as_deref().map(str::trim_end), Some("Signature Verified Successfully"));
    let verifier = key().public().verifier().expect("a usable key");
    assert_eq!(verifier.verify("一份记录".as_bytes(), &ours), Ok(()));
    assert!(verifier.verify("另一份记录".as_bytes(), &ours).is_err());
}

#[test]
fn openssl_and_we_name_the_same_public_key_bytes() {
    let Some(pem) = openssl(&["genpkey", "-algorithm", "ed25519"], b"") else { return };
    let Some(der) = openssl(&["pkey", "-pubout", "-outform", "DER"], &pem) else { return };
    let ours = secret_from_pem(&text(pem), None).expect("read").public();
    assert_eq!(PublicKey::from_spki(&der), Ok(ours));
    assert_eq!(ours.to_spki().as_slice(), der);
}

//! The vectors, judged by programs that nobody here wrote: `openssl` verifies the signatures and the digests of keys,
//! `sha256sum` and `b3sum` compute every digest. What is put together for them is put together here from the files alone,
//! as `docs/format` says, and not by the library.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;

/// Runs a tool with `input` on its standard input. `None`, and a loud word, where it is not installed.
fn run(tool: &str, args: &[&str], input: &[u8]) -> Option<(bool, Vec<u8>)> {
    let child =
        Command::new(tool).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        eprintln!("NOT RUN: {tool} is not installed");
        return None;
    };
    // A tool that has what it needs may close its input before it is all written.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input));
    let output = child.wait_with_output().unwrap();
    Some((output.status.success(), output.stdout))
}

/// The digest that `sha256sum` or `b3sum` prints for `input`.
fn digest(tool: &str, input: &[u8]) -> Option<String> {
    let (ran, out) = run(tool, &[], input)?;
    assert!(ran, "{tool} failed");
    Some(String::from_utf8(out).unwrap().split_whitespace().next().unwrap().to_owned())
}

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/v1")
}

fn read(path: &str) -> Vec<u8> {
    fs::read(vectors().join(path)).unwrap()
}

fn json(path: &str) -> Json {
    serde_json::from_slice(&read(path)).unwrap()
}

fn entries() -> Vec<Json> {
    json("entries.json")["entries"].as_array().unwrap().clone()
}

/// What is signed, by the DSSE specification: six words with spaces between them, the last being the record.
fn pre_authentication_encoding(envelope: &Json) -> Vec<u8> {
    let kind = envelope["payloadType"].as_str().unwrap();
    let payload = STANDARD.decode(envelope["payload"].as_str().unwrap()).unwrap();
    let mut out = format!("DSSEv1 {} {kind} {} ", kind.len(), payload.len()).into_bytes();
    out.extend_from_slice(&payload);
    out
}

#[test]
fn sha256sum_and_b3sum_give_the_digests_of_envelopes_and_headers() {
    for entry in entries() {
        let number = entry["sequence"].as_u64().unwrap();
        let envelope = read(&format!("envelopes/{number:02}.json"));
        let header = read(&format!("headers/{number:02}.txt"));
        let leaf = [&[0], &header[..]].concat();
        for (tool, input, expected) in [
            ("sha256sum", &envelope, "record_sha256"),
            ("b3sum", &envelope, "record_blake3"),
            ("b3sum", &header, "entry_hash"),
            ("sha256sum", &leaf, "leaf"),
        ] {
            let Some(found) = digest(tool, input) else { continue };
            assert_eq!(entry[expected], found, "{expected} of entry {number}");
        }
    }
}

#[test]
fn b3sum_chains_the_headers() {
    let mut before = "0".repeat(64);
    for number in 0..entries().len() {
        let header = read(&format!("headers/{number:02}.txt"));
        let text = String::from_utf8(header.clone()).unwrap();
        assert_eq!(text.lines().nth(3).unwrap(), format!("previous {before}"));
        let Some(hash) = digest("b3sum", &header) else { return };
        before = hash;
    }
}

#[test]
fn sha256sum_gives_the_root_of_the_checkpoint() {
    // The tree of eight leaves, level by level: no two of its nodes are hashed otherwise.
    let unhex = |text: &str| -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    };
    let mut level: Vec<String> =
        entries()[..8].iter().map(|entry| entry["leaf"].as_str().unwrap().to_owned()).collect();
    while level.len() > 1 {
        let mut above = Vec::new();
        for pair in level.chunks(2) {
            let node = [vec![1], unhex(&pair[0]), unhex(&pair[1])].concat();
            let Some(hash) = digest("sha256sum", &node) else { return };
            above.push(hash);
        }
        level = above;
    }
    let checkpoint = String::from_utf8(read("checkpoints/08.txt")).unwrap();
    assert_eq!(checkpoint.lines().nth(2).unwrap(), STANDARD.encode(unhex(&level[0])));
}

#[test]
fn openssl_verifies_the_signatures_of_every_envelope() {
    let keys = json("keys.json");
    let keys = keys["keys"].as_array().unwrap();
    for entry in entries() {
        let number = entry["sequence"].as_u64().unwrap();
        let envelope = json(&format!("envelopes/{number:02}.json"));
        let message = pre_authentication_encoding(&envelope);
        let signatures = envelope["signatures"].as_array().unwrap();
        let signers = entry["signed_by"].as_array().unwrap();
        assert_eq!(signatures.len(), signers.len());
        for (signature, signer) in signatures.iter().zip(signers) {
            let key = keys.iter().find(|key| key["name"] == *signer).unwrap();
            assert_eq!(signature["keyid"], key["id"]);
            let sig = STANDARD.decode(signature["sig"].as_str().unwrap()).unwrap();
            let pem = key["public_pem"].as_str().unwrap();
            let Some(holds) = openssl_verifies(pem, &message, &sig) else { return };
            assert!(holds, "entry {number} by {signer}");
            let other = openssl_verifies(pem, &[&message[..], b" "].concat(), &sig).unwrap();
            assert!(!other, "entry {number} by {signer}, one byte more");
        }
    }
}

#[test]
fn openssl_verifies_the_checkpoint() {
    let note = String::from_utf8(read("checkpoints/08.txt")).unwrap();
    let (text, lines) = note.rsplit_once("\n\n").unwrap();
    let blob = lines.trim_end().rsplit_once(' ').unwrap().1;
    let blob = STANDARD.decode(blob).unwrap();
    let keys = json("keys.json");
    let pem = keys["keys"][0]["public_pem"].as_str().unwrap().to_owned();
    // Four bytes of key id, then the signature; what is signed ends in one LF.
    let Some(holds) = openssl_verifies(&pem, format!("{text}\n").as_bytes(), &blob[4..]) else { return };
    assert!(holds);
    assert_eq!(openssl_verifies(&pem, text.as_bytes(), &blob[4..]), Some(false));
}

fn openssl_verifies(public_pem: &str, message: &[u8], signature: &[u8]) -> Option<bool> {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (key, message, signature) =
        (file("key.pem", public_pem.as_bytes()), file("message", message), file("signature", signature));
    let args = ["pkeyutl", "-verify", "-pubin", "-inkey", &key, "-rawin", "-in", &message, "-sigfile", &signature];
    run("openssl", &args, b"").map(|(holds, _)| holds)
}

#[test]
fn openssl_and_sha256sum_give_the_ids_and_keys() {
    for key in json("keys.json")["keys"].as_array().unwrap() {
        let name = key["name"].as_str().unwrap();
        let pem = key["public_pem"].as_str().unwrap().as_bytes();
        if let Some((ran, der)) = run("openssl", &["pkey", "-pubin", "-outform", "DER"], pem) {
            assert!(ran);
            assert_eq!(key["spki"], STANDARD.encode(&der), "{name}");
            if let Some(id) = digest("sha256sum", &der) {
                assert_eq!(key["id"], id, "{name}");
            }
        }
        if let Some(seed) = digest("sha256sum", format!("liuhen example key {name}").as_bytes()) {
            assert_eq!(key["seed"], seed, "{name}");
        }
        let secret = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("keys/{name}.key.pem"))).unwrap();
        if let Some((ran, public)) = run("openssl", &["pkey", "-pubout"], &secret) {
            assert!(ran);
            assert_eq!(public, pem, "{name}");
        }
    }
}

#[test]
fn sha256sum_gives_the_commitment_of_the_sealed_document() {
    let sealed = json("sealed.json");
    if let Some(found) = digest("sha256sum", sealed["hashed"].as_str().unwrap().as_bytes()) {
        assert_eq!(sealed["sealed"], found);
    }
    let opening: Json = serde_json::from_str(sealed["opening"].as_str().unwrap()).unwrap();
    let document = sealed["document"].as_str().unwrap().as_bytes();
    for (tool, name) in [("sha256sum", "sha256"), ("b3sum", "blake3")] {
        if let Some(found) = digest(tool, document) {
            assert_eq!(opening[name], found);
        }
    }
}

#[test]
fn the_shell_recipe_of_the_envelope_page_verifies_the_example() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/format/envelope.md")).unwrap();
    let recipe = page.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let key = Path::new(env!("CARGO_MANIFEST_DIR")).join("keys/transport.pub.pem");
    fs::copy(key, folder.path().join("transport.pub.pem")).unwrap();
    let envelope = String::from_utf8(read("envelopes/05.json")).unwrap();
    for (envelope, expected) in
        [(envelope.clone(), true), (envelope.replacen("\"payload\":\"eyJsaX", "\"payload\":\"eyJsaY", 1), false)]
    {
        fs::write(folder.path().join("envelope.json"), envelope).unwrap();
        if run("openssl", &["version"], b"").is_none() {
            return;
        }
        let script = format!("cd '{}' && {recipe}", folder.path().display());
        let (holds, out) = run("sh", &["-c", &script], b"").unwrap();
        assert_eq!(holds, expected, "{}", String::from_utf8_lossy(&out));
    }
}

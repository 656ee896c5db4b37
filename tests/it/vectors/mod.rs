//! The vectors of the formats, version 1: rebuilt from what [`example`] states and compared byte for byte, refused where
//! [`negative`] says so, and quoted verbatim by the pages in `docs/format`.
//!
//! `LIUHEN_WRITE_VECTORS=1 cargo test --test it vectors` writes them anew, the blocks in the pages too. A vector of a
//! published version never changes: what changes one is a new version of the format.

mod example;
mod kinds;
mod logs;
mod negative;
mod pages;
mod transfers;
mod whole;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liuhen::chain::{Entry, NoteKey, consistency_proof};
use liuhen::chain::{Frame, Marker, SignedCheckpoint, TlogProof, entry_hash, leaf_hash, verify_consistency};
use liuhen::crypto::hash::{dual, sha256};
use liuhen::crypto::{Signer as _, public_to_pem, secret_from_pem};
use liuhen::format::{Envelope, Opening, Record, Verifiers, envelope::pae};
use liuhen::model::digest::hex;
use liuhen::model::{Origin, Value};
use serde_json::{Value as Json, json};

use example::{COSIGNED_AT, DECISION, DRAFT, Example, KEYS, LIST, ORIGIN, RECEIPT_SIZE, WITNESS};

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/v1")
}

/// Whether the vectors are to be written and not compared.
pub(crate) fn writing() -> bool {
    std::env::var_os("LIUHEN_WRITE_VECTORS").is_some_and(|value| value == "1")
}

/// The entries of 周文博's proof, and those that a later one holds too.
pub(crate) const WORD: &[u64] = &[0, 3, 4, 6, 7];
pub(crate) const WORD_LATER: &[u64] = &[0, 3, 4, 6, 7, 8, 9, 10];

type Files = BTreeMap<String, Vec<u8>>;

fn put_json(files: &mut Files, path: &str, value: &Json) {
    let mut text = serde_json::to_string_pretty(value).unwrap();
    text.push('\n');
    files.insert(path.into(), text.into_bytes());
}

/// Every vector by its path below `tests/vectors/v1`.
pub(crate) fn files() -> Files {
    let example = Example::build();
    let mut files = Files::new();
    put_json(&mut files, "keys.json", &keys());
    for (number, made) in example.entries.iter().enumerate() {
        files.insert(format!("records/{number:02}.json"), made.record.clone());
        files.insert(format!("envelopes/{number:02}.json"), made.entry.envelope().to_vec());
        files.insert(format!("headers/{number:02}.txt"), made.entry.header_bytes().to_vec());
        files.insert(format!("frames/{number:02}.txt"), made.frame.clone());
    }
    put_json(&mut files, "entries.json", &entries(&example));
    for size in 1..=example.entries.len() as u64 {
        files.insert(format!("checkpoints/{size:02}.txt"), example.checkpoint(size).to_text().into());
    }
    files
        .insert(format!("checkpoints/{RECEIPT_SIZE:02}-cosigned.txt"), example.cosigned(RECEIPT_SIZE).to_text().into());
    for index in 0..RECEIPT_SIZE {
        let receipt = example.receipt(index, example.checkpoint(RECEIPT_SIZE));
        files.insert(format!("receipts/{index:02}.tlog-proof"), receipt.to_string().into());
    }
    let cosigned = example.receipt(7, example.cosigned(RECEIPT_SIZE));
    files.insert("receipts/07-cosigned.tlog-proof".into(), cosigned.to_string().into());
    for (name, entries, size) in [("07", WORD, RECEIPT_SIZE), ("07-later", WORD_LATER, 11)] {
        let proof = example.word_proof(entries, &example.checkpoint(size));
        files.insert(format!("proofs/{name}.proof"), proof.to_string().into());
    }
    files.extend(transfers::files(&example));
    put_json(&mut files, "consistency.json", &consistency(&example));
    put_json(&mut files, "sealed.json", &sealed());

    // The same as a ledger's folder: what is truth in it, and nothing that is rebuilt.
    let marker = Marker { origin: Origin::new(ORIGIN).unwrap() };
    files.insert("ledger/liuhen.toml".into(), marker.to_text().into());
    files.insert("ledger/log/000000.log".into(), example.log.clone());
    let all = example.entries.len() as u64;
    files.insert("ledger/checkpoint".into(), example.cosigned(all).to_text().into());
    for document in [DRAFT, LIST] {
        let name = hex(&dual(document.as_bytes()).blake3);
        files.insert(format!("ledger/evidence/{}/{name}", &name[..2]), document.into());
    }
    let sealed = example::opening().commitment().to_string();
    files.insert(format!("ledger/openings/{}/{sealed}.json", &sealed[..2]), example::opening().to_bytes());

    put_json(&mut files, "negative.json", &negative::to_json(&example));
    put_json(&mut files, "logs.json", &logs::to_json(&example));
    files
}

fn keys() -> Json {
    let one = |(name, purpose): &(&str, &str)| {
        let key = example::key(name);
        let public = key.public();
        let mut one = json!({
            "name": name,
            "purpose": purpose,
            "seed": hex(&example::seed(name)),
            "public": hex(public.as_bytes()),
            "spki": serde_json::to_value(public).unwrap(),
            "id": public.id(),
            "public_pem": public_to_pem(&public),
        });
        if name.starts_with("ledger") {
            let name = (&Origin::new(ORIGIN).unwrap()).into();
            one["verifier_key"] = json!(NoteKey::new(name, public).to_string());
        }
        if *name == "witness" {
            one["verifier_key"] = json!(Example::witness().to_string());
        }
        one
    };
    json!({ "keys": KEYS.iter().map(one).collect::<Vec<_>>() })
}

fn entries(example: &Example) -> Json {
    let one = |made: &example::Made| {
        let header = made.entry.header();
        json!({
            "sequence": header.sequence.0,
            "stream": header.stream,
            "number": header.number,
            "recorded": header.recorded,
            "signed_by": made.signers,
            "pae_sha256": hex(&sha256(&pae(&made.record))),
            "record_blake3": header.record_blake3,
            "record_sha256": header.record_sha256,
            "entry_hash": made.entry.hash(),
            "leaf": made.entry.leaf(),
            "root_after": example.roots[usize::try_from(header.sequence.0).unwrap() + 1],
            "frame": { "offset": made.offset, "length": made.frame.len() },
        })
    };
    json!({ "origin": ORIGIN, "entries": example.entries.iter().map(one).collect::<Vec<_>>() })
}

fn consistency(example: &Example) -> Json {
    let sizes = 0..=example.entries.len() as u64;
    let pairs = sizes.clone().flat_map(|new| (0..=new).map(move |old| (old, new)));
    let one = |(old, new): (u64, u64)| {
        let proof = consistency_proof(old, new, &mut |node| Ok::<_, std::convert::Infallible>(example.nodes[&node]));
        json!({ "old": old, "new": new, "proof": proof.unwrap() })
    };
    let roots: Vec<_> = sizes.clone().map(|size| example.roots[usize::try_from(size).unwrap()]).collect();
    json!({ "roots": roots, "proofs": pairs.map(one).collect::<Vec<_>>() })
}

fn sealed() -> Json {
    let opening = example::opening();
    json!({
        "document": LIST,
        "opening": String::from_utf8(opening.to_bytes()).unwrap(),
        "hashed": format!("liuhen sealed v1\n{}\n{}\n{}\n", opening.salt, opening.blake3, opening.sha256),
        "sealed": opening.commitment(),
    })
}

fn files_below(folder: &Path, from: &Path, out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, from, out);
        } else {
            out.push(path.strip_prefix(from).unwrap().to_str().unwrap().replace('\\', "/"));
        }
    }
}

#[test]
fn every_vector_is_rebuilt_byte_for_byte() {
    let built = files();
    if writing() {
        for (path, bytes) in &built {
            let path = folder().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    for (path, bytes) in &built {
        let stored = fs::read(folder().join(path)).unwrap_or_default();
        assert!(stored == *bytes, "tests/vectors/v1/{path} is not what is built");
    }
    let mut there = Vec::new();
    files_below(&folder(), &folder(), &mut there);
    there.retain(|path| path != "README.md" && !built.contains_key(path));
    assert!(there.is_empty(), "nothing builds {there:?}");
}

#[test]
fn the_example_holds_from_end_to_end() {
    // Read as a stranger would: from the bytes alone, nothing taken from how they were made.
    let stored = files();
    let log = &stored["ledger/log/000000.log"];
    let (mut at, mut leaves, mut previous) = (0, Vec::new(), "0".repeat(64));
    let mut verifiers = Verifiers::default();
    while at < log.len() {
        let frame = Frame::find(&log[at..]).unwrap();
        let header = frame.header_bytes(&log[at..]).to_vec();
        let envelope = frame.envelope_bytes(&log[at..]).to_vec();
        let entry = Entry::read(header.clone(), envelope.clone()).unwrap();
        assert_eq!(entry.header().previous.to_string(), previous);
        assert_eq!(entry.header().sequence.0, leaves.len() as u64);
        previous = entry_hash(&header).to_string();
        leaves.push(leaf_hash(&header));
        let envelope = Envelope::read(&envelope).unwrap();
        let record = Record::read(&envelope.payload).unwrap();
        assert_eq!(envelope.signed_by(&record.keys(), &mut verifiers), Ok(()));
        assert_eq!(record.to_bytes().unwrap(), envelope.payload, "this program writes one spelling");
        at += frame.total();
    }
    let ledger_key = example::key("ledger").public();
    for (path, bytes) in &stored {
        if path.starts_with("checkpoints/") && !path.contains("11") {
            let checkpoint = SignedCheckpoint::parse(bytes).unwrap();
            assert_eq!(checkpoint.verify_by(&ledger_key), Ok(()), "{path}");
        }
        if path.starts_with("receipts/") {
            let receipt = TlogProof::parse(bytes).unwrap();
            let index = usize::try_from(receipt.index).unwrap();
            assert_eq!(receipt.verify(leaves[index], &ledger_key), Ok(()), "{path}");
            let extra = receipt.extra.as_ref().unwrap();
            let frame = Frame::find(extra).unwrap();
            assert_eq!(frame.total(), extra.len());
            assert_eq!(leaf_hash(frame.header_bytes(extra)), leaves[index]);
        }
    }
    let rotated = SignedCheckpoint::parse(&stored["checkpoints/11.txt"]).unwrap();
    assert_eq!(rotated.verify_by(&ledger_key), Ok(()));
    assert_eq!(rotated.verify_by(&example::key("ledger-next").public()), Ok(()));
    let cosigned = SignedCheckpoint::parse(&stored["checkpoints/08-cosigned.txt"]).unwrap();
    assert_eq!(Example::witness().verify(&cosigned), Ok(COSIGNED_AT));

    let proofs: Json = serde_json::from_slice(&stored["consistency.json"]).unwrap();
    let hash = |text: &Json| text.as_str().unwrap().parse().unwrap();
    let roots: Vec<_> = proofs["roots"].as_array().unwrap().iter().map(hash).collect();
    for one in proofs["proofs"].as_array().unwrap() {
        let (old, new) = (one["old"].as_u64().unwrap(), one["new"].as_u64().unwrap());
        let proof: Vec<_> = one["proof"].as_array().unwrap().iter().map(hash).collect();
        let root = |size: u64| &roots[usize::try_from(size).unwrap()];
        assert_eq!(verify_consistency(old, root(old), new, root(new), &proof), Ok(()), "{old} to {new}");
    }
}

#[test]
fn the_sealed_attachment_opens_to_its_document() {
    let stored = files();
    let record = Record::read(&stored["records/05.json"]).unwrap();
    let liuhen::format::Content::Sealed(sealed) = record.attachments[1].content else { panic!("not sealed") };
    let opening = Opening::read(&stored[&format!("ledger/openings/{0:.2}/{0}.json", sealed.to_string())]).unwrap();
    assert_eq!(opening.commitment(), sealed);
    let document = &stored[&format!("ledger/evidence/{0:.2}/{0}", opening.blake3.to_string())];
    assert_eq!(dual(document).sha256, opening.sha256);
    assert_eq!(record.attachments[1].size, document.len() as u64);
}

#[test]
fn the_keys_in_the_folder_are_those_of_the_vectors() {
    let keys = Path::new(env!("CARGO_MANIFEST_DIR")).join("keys");
    for (name, _) in KEYS {
        let (secret, public) = (keys.join(format!("{name}.key.pem")), keys.join(format!("{name}.pub.pem")));
        let key = example::key(name);
        if writing() {
            let open = liuhen::crypto::secret_to_pem(&key, liuhen::crypto::Protection::Open).unwrap();
            fs::create_dir_all(&keys).unwrap();
            fs::write(&secret, open.as_bytes()).unwrap();
            fs::write(&public, public_to_pem(&key.public())).unwrap();
        }
        let read = secret_from_pem(&fs::read_to_string(&secret).unwrap(), None).unwrap();
        assert_eq!(read.public(), key.public(), "{name}");
        assert_eq!(fs::read_to_string(&public).unwrap(), public_to_pem(&key.public()), "{name}");
    }
    let path = keys.join("encrypted-example.key.pem");
    if writing() {
        let protection = liuhen::crypto::Protection::Passphrase {
            passphrase: PASSPHRASE.as_bytes(),
            salt: example::nonce("of the encrypted key").0,
            iv: example::nonce("of its cipher").0,
        };
        let sealed = liuhen::crypto::secret_to_pem(&example::key("member"), protection).unwrap();
        fs::write(&path, sealed.as_bytes()).unwrap();
    }
    let read = secret_from_pem(&fs::read_to_string(&path).unwrap(), Some(PASSPHRASE.as_bytes())).unwrap();
    assert_eq!(read.public(), example::key("member").public());
}

/// The passphrase of `keys/encrypted-example.key.pem`; it stands in keys/README.md too.
const PASSPHRASE: &str = "liuhen example passphrase";

/// The trust file of the example ledger: its founders, its first ledger key, the witness, the head that was cosigned.
fn trust_file() -> String {
    let example = Example::build();
    let ids: Vec<_> = ["root-1", "root-2", "root-3"].map(|name| example::key(name).public().id()).into();
    let head = example.checkpoint(RECEIPT_SIZE);
    format!(
        "# What an inspector of the example ledger brings. The keys are public, both halves: they vouch for nothing.\n\
         format = \"liuhen/trust/v1\"\norigin = \"{ORIGIN}\"\nledger_key = \"{}\"\n\
         root_keys = [\n    \"{}\",\n    \"{}\",\n    \"{}\",\n]\nroot_threshold = 2\nquorum = 1\n\n\
         [[witness]]\nvkey = \"{}\"\n\n[[known_head]]\nsize = {RECEIPT_SIZE}\nroot = \"{}\"\n",
        // With the key itself, not its id alone, receipts can be judged without the ledger.
        NoteKey::new((&Origin::new(ORIGIN).unwrap()).into(), example::key("ledger").public()),
        ids[0],
        ids[1],
        ids[2],
        Example::witness(),
        STANDARD.encode(head.checkpoint().root.0),
    )
}

#[test]
fn the_trust_file_in_the_folder_is_that_of_the_example() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("keys/trust.toml");
    if writing() {
        fs::write(&path, trust_file()).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), trust_file());
}

#[test]
fn what_is_malformed_is_refused_for_the_reason_given() {
    let example = Example::build();
    let mut wrong = String::new();
    for case in negative::cases(&example) {
        match negative::judge(&example, &case) {
            Err(error) if error.contains(case.says) => {}
            Err(error) => writeln!(wrong, "{}: `{error}` does not say `{}`", case.name, case.says).unwrap(),
            Ok(()) => writeln!(wrong, "{}: is taken", case.name).unwrap(),
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    // And the inputs they were made from are taken, so that the reason is the one change.
    for sound in negative::sound(&example) {
        assert_eq!(negative::judge(&example, &sound), Ok(()), "{}", sound.name);
    }
}

#[test]
fn the_pages_quote_the_vectors_verbatim() {
    pages::compare(&files());
}

/// JSON spread over lines, in its own order, for people.
pub(crate) fn spread(bytes: &[u8]) -> String {
    let value: Value = serde_json::from_slice(bytes).unwrap();
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

#[test]
fn the_example_is_what_it_says() {
    let example = Example::build();
    assert_eq!(example.entries.len(), 11);
    assert_eq!(example.entries[4].entry.header().stream.to_string(), DECISION);
    assert_eq!(Example::witness().name().as_str(), WITNESS);
}

//! What must be refused, and why: each case is a sound input with one change.

mod authority;
mod signatures;
mod tables;
mod texts;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liuhen::chain::{Entry, Frame, Header, Marker, SignedCheckpoint, TlogProof, leaf_hash};
use liuhen::crypto::{PublicKey, Signer as _};
use liuhen::format::{Envelope, Opening, Record, Verifiers};
use liuhen::model::Seq;
use liuhen::registry::{Registry, read_signed};
use serde_json::{Value as Json, json};

use super::example::{self, Example, RECEIPT_SIZE, key};

/// One input and what is wrong with it.
pub(crate) struct Case {
    pub(crate) name: String,
    /// As what it is to be read.
    pub(crate) of: Of,
    pub(crate) input: Vec<u8>,
    /// Why it is refused, for people.
    pub(crate) why: &'static str,
    /// What our own message holds, so that it is refused for that reason.
    pub(crate) says: &'static str,
}

/// As what an input is read, and so which rules it is held against.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    Envelope,
    Record,
    /// An envelope: its form, its record, its signatures.
    Signatures,
    /// An envelope that is to stand at this sequence number of the example ledger.
    Authority(u64),
    Header,
    Frame,
    Checkpoint,
    /// A checkpoint of the example ledger, with its signature.
    CheckpointSignature,
    Receipt,
    /// The proof of somebody's word; the first finding is what must be said.
    Proof,
    Opening,
    Marker,
}

impl Of {
    const fn name(self) -> &'static str {
        match self {
            Self::Envelope => "envelope",
            Self::Record => "record",
            Self::Signatures => "signatures",
            Self::Authority(_) => "authority",
            Self::Header => "header",
            Self::Frame => "frame",
            Self::Checkpoint => "checkpoint",
            Self::CheckpointSignature => "checkpoint-signature",
            Self::Receipt => "receipt",
            Self::Proof => "proof",
            Self::Opening => "opening",
            Self::Marker => "marker",
        }
    }
}

/// The cases as a file.
pub(crate) fn to_json(example: &Example) -> Json {
    let one = |case: &Case| {
        let mut one = json!({ "name": case.name, "of": case.of.name(), "why": case.why });
        if let Of::Authority(at) = case.of {
            one["at"] = json!(at);
        }
        match std::str::from_utf8(&case.input) {
            Ok(text) => one["input"] = json!(text),
            Err(_) => one["input_base64"] = json!(STANDARD.encode(&case.input)),
        }
        one
    };
    json!({ "refused": cases(example).iter().map(one).collect::<Vec<_>>() })
}

fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(one) = cause {
        text = format!("{text}: {one}");
        cause = one.source();
    }
    text
}

/// Reads the input as what it is said to be.
pub(crate) fn judge(example: &Example, case: &Case) -> Result<(), String> {
    let input = &case.input;
    let mut verifiers = Verifiers::default();
    let ledger_key = key("ledger").public();
    match case.of {
        Of::Envelope => Envelope::read(input).map(|_| ()).map_err(|e| told(&e)),
        Of::Record => Record::read(input).and_then(|record| record.body_value()).map(|_| ()).map_err(|e| told(&e)),
        Of::Signatures => read_signed(input, &mut verifiers).map(|_| ()).map_err(|e| told(&e)),
        Of::Authority(0) => {
            Registry::authorise_founding(input.clone(), &mut verifiers).map(|_| ()).map_err(|e| told(&e))
        }
        Of::Authority(at) => {
            let registry = &example.registries[usize::try_from(at).unwrap()];
            registry.authorise(input.clone(), Seq(at), &mut verifiers).map(|_| ()).map_err(|e| told(&e))
        }
        Of::Header => Header::read(input).map(|_| ()).map_err(|e| told(&e)),
        Of::Frame => frame(input).map(|_| ()),
        Of::Checkpoint => SignedCheckpoint::parse(input).map(|_| ()).map_err(|e| told(&e)),
        Of::CheckpointSignature => {
            SignedCheckpoint::parse(input).map_err(|e| told(&e))?.verify_by(&ledger_key).map_err(|e| told(&e))
        }
        Of::Receipt => receipt(input, &ledger_key),
        Of::Proof => proof(input),
        Of::Opening => Opening::read(input).map(|_| ()).map_err(|e| told(&e)),
        Of::Marker => Marker::read(input).map(|_| ()).map_err(|e| told(&e)),
    }
}

fn frame(bytes: &[u8]) -> Result<Entry, String> {
    let frame = Frame::find(bytes).map_err(|e| told(&e))?;
    if frame.total() != bytes.len() {
        return Err("more follows the frame".into());
    }
    Entry::read(frame.header_bytes(bytes).to_vec(), frame.envelope_bytes(bytes).to_vec()).map_err(|e| told(&e))
}

fn receipt(bytes: &[u8], ledger_key: &PublicKey) -> Result<(), String> {
    let receipt = TlogProof::parse(bytes).map_err(|e| told(&e))?;
    let entry = frame(receipt.extra.as_deref().ok_or("a receipt has its frame in `extra`")?)?;
    if entry.header().sequence.0 != receipt.index {
        return Err("the frame is of another entry than the index says".into());
    }
    if entry.header().origin != receipt.checkpoint.checkpoint().origin {
        return Err("the frame is of another ledger than the checkpoint".into());
    }
    receipt.verify(leaf_hash(entry.header_bytes()), ledger_key).map_err(|e| told(&e))
}

fn proof(bytes: &[u8]) -> Result<(), String> {
    let report = liuhen::verify::verify_word_proof(bytes, None);
    let told =
        |one: &liuhen::verify::Finding| format!("{} {}", one.code.text(), one.details.as_deref().unwrap_or_default());
    match report.findings.as_slice() {
        [] => Ok(()),
        findings => Err(findings.iter().map(told).collect::<Vec<_>>().join("; ")),
    }
}

/// The inputs the cases were made from, and one that looks odd and is sound.
pub(crate) fn sound(example: &Example) -> Vec<Case> {
    let case = |name: &str, of, input: Vec<u8>| Case { name: name.into(), of, input, why: "", says: "" };
    let envelope = |at: usize| example.entries[at].entry.envelope().to_vec();
    let mut all = vec![
        case("envelope", Of::Envelope, envelope(5)),
        case("record", Of::Record, example.entries[5].record.clone()),
        case("signatures", Of::Signatures, envelope(5)),
        case("header", Of::Header, example.entries[5].entry.header_bytes().to_vec()),
        case("frame", Of::Frame, example.entries[5].frame.clone()),
        case("checkpoint", Of::CheckpointSignature, checkpoint(example).into_bytes()),
        case("receipt", Of::Receipt, receipt_text(example).into_bytes()),
        case("proof", Of::Proof, word_text(example).into_bytes()),
        case("opening", Of::Opening, example::opening().to_bytes()),
        case("marker", Of::Marker, MARKER.into()),
    ];
    all.extend((0..11).map(|at| case("entry", Of::Authority(at as u64), envelope(at))));
    let mut hinting = Envelope::read(&envelope(5)).unwrap();
    hinting.signatures[0].keyid = "anybody".into();
    all.push(case("keyid-is-a-hint", Of::Signatures, hinting.to_bytes()));
    all
}

/// Every case.
pub(crate) fn cases(example: &Example) -> Vec<Case> {
    let mut all = Vec::new();
    texts::cases(example, &mut all);
    signatures::cases(example, &mut all);
    authority::cases(example, &mut all);
    for (place, case) in all.iter().enumerate() {
        assert!(all[..place].iter().all(|other| other.name != case.name), "{} twice", case.name);
    }
    all
}

const MARKER: &str = "format = \"liuhen/ledger/v1\"\norigin = \"yunxi.example/decisions\"\nstore = \"segments\"\n";

fn checkpoint(example: &Example) -> String {
    example.checkpoint(RECEIPT_SIZE).to_text().to_owned()
}

fn receipt_text(example: &Example) -> String {
    example.receipt(5, example.checkpoint(RECEIPT_SIZE)).to_string()
}

fn word_text(example: &Example) -> String {
    example.word_proof(super::WORD, &example.checkpoint(RECEIPT_SIZE)).to_string()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    let changed = text.replacen(from, to, 1);
    assert_ne!(changed, text, "nothing to change: {from}");
    changed
}

//! Texts with one piece replaced: their form alone is wrong.

use liuhen::chain::{SignedCheckpoint, TlogProof};

use super::super::WORD;
use super::super::example::{self, Example, RECEIPT_SIZE, key};
use super::tables::{CHECKPOINT, Change, ENVELOPE, FRAME, HEADER, MARKER_CHANGES, OPENING, PROOF, RECEIPT, RECORD};
use super::{Case, MARKER, Of, checkpoint, receipt_text, replaced, text, word_text};

/// Cases that are a sound text with one piece of it replaced: name, from, to, why, what our message says.
fn changed(base: &str, prefix: &str, of: Of, changes: &[Change], all: &mut Vec<Case>) {
    for &(name, from, to, why, says) in changes {
        let input = replaced(base, from, to).into_bytes();
        all.push(Case { name: format!("{prefix}-{name}"), of, input, why, says });
    }
}

pub(super) fn cases(example: &Example, all: &mut Vec<Case>) {
    let envelope = text(example.entries[5].entry.envelope());
    changed(&envelope, "envelope", Of::Envelope, ENVELOPE, all);
    let record = text(&example.entries[5].record);
    changed(&record, "record", Of::Record, RECORD, all);
    pieces(&envelope, &record, all);
    let header = text(example.entries[5].entry.header_bytes());
    changed(&header, "header", Of::Header, HEADER, all);
    let length = example.entries[5].entry.envelope().len();
    let frame = text(&example.entries[5].frame);
    changed(&frame, "frame", Of::Frame, FRAME, all);
    for (name, to, why, says) in [
        ("length-short", format!("record {}", length - 1), "the length is one too small", "two line ends"),
        ("length-long", format!("record {}", length + 1), "the length is one too large", "cut off"),
        ("length-padded", format!("record 0{length}"), "the length has a leading zero", "length"),
        ("length-vast", "record 9999999999".into(), "the length is over the bound", "over the bound"),
    ] {
        let input = replaced(&frame, &format!("record {length}"), &to).into_bytes();
        all.push(Case { name: format!("frame-{name}"), of: Of::Frame, input, why, says });
    }
    changed(&checkpoint(example), "checkpoint", Of::Checkpoint, CHECKPOINT, all);
    let other = replaced(&checkpoint(example), "\n8\n", "\n7\n").into_bytes();
    let why = "the signature is over another size";
    all.push(Case {
        name: "checkpoint-size".into(),
        of: Of::CheckpointSignature,
        input: other,
        why,
        says: "does not verify",
    });
    let stranger = example.checkpoint(RECEIPT_SIZE).checkpoint().clone();
    let stranger = SignedCheckpoint::sign(&stranger, &[&key("stranger")]).unwrap();
    all.push(Case {
        name: "checkpoint-stranger".into(),
        of: Of::CheckpointSignature,
        input: stranger.to_text().into(),
        why: "it is signed by another key than the ledger's",
        says: "not signed by",
    });
    receipts(example, all);
    proofs(example, all);
    changed(&text(&example::opening().to_bytes()), "opening", Of::Opening, OPENING, all);
    changed(MARKER, "marker", Of::Marker, MARKER_CHANGES, all);
}

/// The value of a JSON field up to a mark, with the field's name before it.
fn piece<'a>(text: &'a str, name: &str, until: &str) -> &'a str {
    let start = text.find(name).unwrap();
    &text[start..start + text[start..].find(until).unwrap()]
}

/// Changes of a whole value, whatever it is.
fn pieces(envelope: &str, record: &str, all: &mut Vec<Case>) {
    let mut push = |name: &str, of, base: &str, from: &str, to: &str, why, says| {
        all.push(Case { name: name.into(), of, input: replaced(base, from, to).into_bytes(), why, says });
    };
    let keyid = piece(envelope, "\"keyid\":", ",");
    push("envelope-keyid-null", Of::Envelope, envelope, keyid, "\"keyid\":null", "null is not a text", "invalid type");
    let nonce = piece(record, "\"nonce\":", ",");
    push("record-nonce-short", Of::Record, record, nonce, "\"nonce\":\"AAAA\"", "a nonce of 3 bytes", "16 bytes");
    let offices = piece(record, "\"offices\":", ",\"basis\"");
    push("record-offices-empty", Of::Record, record, offices, "\"offices\":[]", "nobody signs", "1 to 64");
    let basis = piece(record, "\"basis\":[\"", "\"],").trim_start_matches("\"basis\":[\"");
    push(
        "record-basis-upper",
        Of::Record,
        record,
        basis,
        &basis.to_uppercase(),
        "a digest in capital letters",
        "hexadecimal",
    );
    push("record-basis-short", Of::Record, record, basis, &basis[1..], "a digest of 63 digits", "hexadecimal");
    let size = piece(record, "\"size\":", ",");
    push(
        "record-size-fraction",
        Of::Record,
        record,
        size,
        &format!("{size}.0"),
        "a size with a fraction",
        "floating point",
    );
    push(
        "record-size-exponent",
        Of::Record,
        record,
        size,
        &format!("{size}e0"),
        "a size with an exponent",
        "floating point",
    );
}

fn receipts(example: &Example, all: &mut Vec<Case>) {
    let base = receipt_text(example);
    changed(&base, "receipt", Of::Receipt, RECEIPT, all);
    let proof = || TlogProof::parse(base.as_bytes()).unwrap();
    let mut push = |name: &str, change: &dyn Fn(&mut TlogProof), why, says| {
        let mut changed = proof();
        change(&mut changed);
        let input = changed.to_string().into_bytes();
        all.push(Case { name: format!("receipt-{name}"), of: Of::Receipt, input, why, says });
    };
    push("hash-dropped", &|one| one.proof.truncate(2), "a hash is missing", "must have 3 hashes");
    push("hash-added", &|one| one.proof.push(one.proof[0]), "there is a hash too many", "must have 3 hashes");
    push("hash-changed", &|one| one.proof[1].0[0] ^= 1, "a hash is another", "does not lead to the root");
    push(
        "frame-of-another",
        &|one| one.extra = Some(example.entries[4].frame.clone()),
        "the frame is of entry 4",
        "another entry",
    );
    push("frame-absent", &|one| one.extra = None, "there is no frame", "frame");
    push("beyond", &|one| one.index = 8, "the index is not below the size", "another entry");
    let forged = |one: &mut TlogProof| {
        let frame = text(one.extra.as_deref().unwrap());
        one.extra = Some(replaced(&frame, "06:31:00.000Z", "06:30:00.000Z").into_bytes());
    };
    push("back-dated", &forged, "the header in the frame says another time", "does not lead to the root");
}

fn proofs(example: &Example, all: &mut Vec<Case>) {
    changed(&word_text(example), "proof", Of::Proof, PROOF, all);
    let mut push = |name: &str, entries: &[u64], why, says| {
        let input = example.word_proof(entries, &example.checkpoint(RECEIPT_SIZE)).to_string().into_bytes();
        all.push(Case { name: format!("proof-{name}"), of: Of::Proof, input, why, says });
    };
    push("founding-absent", &[3, 4, 6, 7], "it does not begin with entry 0", "proof-without-founding");
    push("appointment-absent", &[0, 4, 6, 7], "nothing shows who appointed the signer", "key-unknown");
    push("appointment-of-another", &[0, 2, 4, 6, 7], "the appointment is another's", "key-unknown");
    push("word-absent", &[0, 3, 4], "it holds no word", "proof-without-word");
    push("stray", &[0, 3, 4, 5, 6, 7], "entry 5 is none that the word speaks of", "proof-stray");
    let good = example.word_proof(WORD, &example.checkpoint(RECEIPT_SIZE));
    let mut push = |name: &str, change: &dyn Fn(&mut Vec<TlogProof>), why, says| {
        let mut entries = good.entries().to_vec();
        change(&mut entries);
        // Written by hand, since our writer refuses some of it.
        let mut input = format!("liuhen proof v1\nperson {}\ndecision {}\n", good.person(), good.decision());
        entries.iter().for_each(|one| input.push_str(&format!("entry {}\n{one}", one.index)));
        all.push(Case { name: format!("proof-{name}"), of: Of::Proof, input: input.into_bytes(), why, says });
    };
    push("entry-twice", &|all| all.insert(1, all[0].clone()), "entry 0 stands twice", "does not come after");
    push("out-of-order", &|all| all.swap(3, 4), "entry 7 stands before entry 6", "does not come after");
    let other = example.checkpoint(11);
    push(
        "other-checkpoint",
        &|all| all[4] = example.receipt(7, other.clone()),
        "the last entry is proven under another checkpoint",
        "another checkpoint",
    );
    push("hash-changed", &|all| all[4].proof[1].0[0] ^= 1, "a hash is another", "not-included");
    push("frame-of-another", &|all| all[3].extra = all[4].extra.clone(), "the frame is of entry 7", "receipt-index");
    let forged = |all: &mut Vec<TlogProof>| {
        let frame = text(all[4].extra.as_deref().unwrap());
        all[4].extra = Some(replaced(&frame, "23:41:12.000Z", "23:40:12.000Z").into_bytes());
    };
    push("back-dated", &forged, "the header of the word says another time", "not-included");
}

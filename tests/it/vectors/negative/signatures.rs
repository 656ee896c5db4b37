//! Envelopes of good form whose signatures are not exactly those the record names.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liuhen::crypto::{PublicKey, Signer as _};
use liuhen::format::Envelope;
use liuhen::format::envelope::EnvelopeSignature;

use super::super::example::{Example, key};
use super::{Case, Of, replaced, text};

pub(super) fn cases(example: &Example, all: &mut Vec<Case>) {
    let made = &example.entries[5];
    let base = Envelope::read(made.entry.envelope()).unwrap();
    let mut push = |name: &str, change: &dyn Fn(&mut Envelope), why, says| {
        let mut changed = base.clone();
        change(&mut changed);
        let input = changed.to_bytes();
        all.push(Case { name: format!("signatures-{name}"), of: Of::Signatures, input, why, says });
    };
    push("none", &|one| one.signatures.clear(), "the key that the record names has not signed", "has not signed");
    push(
        "stranger",
        &|one| one.sign(&key("stranger")),
        "a key has signed that the record does not name",
        "by none of the keys",
    );
    push("twice", &|one| one.sign(&key("transport")), "one key has signed twice", "signed twice");
    push("flipped", &|one| one.signatures[0].sig[9] ^= 1, "one bit of the signature is another", "does not verify");
    push(
        "payload-changed",
        &|one| one.payload.push(b' '),
        "the record has a space more than the one that was signed",
        "does not verify",
    );
    push(
        "not-canonical",
        &|one| add_order(&mut one.signatures[0].sig),
        "S is not below the order of the group (RFC 8032, 5.1.7)",
        "does not verify",
    );
    // The neutral element as a key makes one signature fit every message.
    let weak: [u8; 32] = std::array::from_fn(|at| u8::from(at == 0));
    let spki = |key: PublicKey| STANDARD.encode(key.to_spki());
    let record = replaced(&text(&made.record), &spki(key("transport").public()), &spki(PublicKey::from_bytes(weak)));
    let mut envelope = Envelope::unsigned(record.into_bytes());
    let sig: [u8; 64] = std::array::from_fn(|at| u8::from(at == 0));
    envelope.signatures.push(EnvelopeSignature { keyid: String::new(), sig });
    all.push(Case {
        name: "signatures-weak-key".into(),
        of: Of::Signatures,
        input: envelope.to_bytes(),
        why: "the key is a point of small order",
        says: "no usable",
    });
    let record = text(&made.record);
    let offices = &record[record.find("[{\"office\"").unwrap()..=record.find("}],\"basis\"").unwrap() + 1];
    let twice = format!("{},{}", &offices[..offices.len() - 1], &offices[1..]);
    all.push(Case {
        name: "record-key-twice".into(),
        of: Of::Record,
        input: replaced(&record, offices, &twice).into_bytes(),
        why: "one key is named twice",
        says: "names one key twice",
    });
    let basis = &record[record.find("\"basis\":[").unwrap() + 9..record.find("],\"body\"").unwrap()];
    all.push(Case {
        name: "record-basis-twice".into(),
        of: Of::Record,
        input: replaced(&record, basis, &format!("{basis},{basis}")).into_bytes(),
        why: "one record is cited twice",
        says: "cites one record twice",
    });
}

/// Adds the order of the group to `S`: the same residue in another spelling.
fn add_order(signature: &mut [u8; 64]) {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut carry = 0;
    for (place, byte) in signature[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*place) + u16::from(byte) + carry;
        *place = (sum & 0xff) as u8;
        carry = sum >> 8;
    }
}

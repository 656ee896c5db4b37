//! Ed25519 at its edges, against published vectors (`tests/vectors/ed25519/README.md` names them): a signature that one reader
//! accepts and another refuses would let two inspectors part over one ledger, so each case has its one answer here.

use liuhen::crypto::{BadKey, PublicKey, Signature};
use liuhen::model::digest::unhex32;
use serde_json::Value;

/// What came of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The key is refused before any signature is looked at.
    BadKey,
    /// The key is sound and the signature is not.
    BadSignature,
    /// Both hold.
    Good,
}

fn judge(key: [u8; 32], message: &[u8], signature: &Signature) -> Outcome {
    match PublicKey::from_bytes(key).verifier() {
        Err(error) => {
            assert_eq!(error, BadKey::NotAPoint);
            Outcome::BadKey
        }
        Ok(verifier) if verifier.verify(message, signature).is_ok() => Outcome::Good,
        Ok(_) => Outcome::BadSignature,
    }
}

fn vectors(text: &str) -> Vec<Value> {
    serde_json::from_str(text).expect("a JSON array")
}

fn text<'a>(vector: &'a Value, field: &str) -> &'a str {
    vector[field].as_str().expect("a text")
}

fn flags(vector: &Value) -> Vec<&str> {
    vector["flags"].as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

fn point(hex: &str) -> [u8; 32] {
    unhex32(hex.as_bytes()).expect("32 bytes in hex")
}

fn signature(hex: &str) -> Signature {
    let mut both = [0; 64];
    both[..32].copy_from_slice(&point(&hex[..64]));
    both[32..].copy_from_slice(&point(&hex[64..]));
    both
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")).collect()
}

#[test]
fn the_twelve_cases_of_taming_the_many_eddsas() {
    use Outcome::{BadKey, BadSignature, Good};
    let expected = [
        (BadKey, "A and R of small order, S = 0"),
        (BadKey, "A of small order"),
        (BadSignature, "R of small order"),
        (Good, "A and R with a torsion component, and the equation without cofactor holds"),
        (BadSignature, "the equation holds with the cofactor only"),
        (BadSignature, "the equation holds with the cofactor only, and not if the challenge is reduced first"),
        (BadSignature, "S above the group order"),
        (BadSignature, "S far above the group order"),
        (BadSignature, "R not canonical, reduced in the challenge"),
        (BadSignature, "R not canonical, as it stands in the challenge"),
        (BadKey, "A not canonical, reduced in the challenge"),
        (BadKey, "A not canonical, as it stands in the challenge"),
    ];
    let cases = vectors(include_str!("../vectors/ed25519/speccheck.json"));
    assert_eq!(cases.len(), expected.len());
    for (number, (case, (outcome, why))) in cases.iter().zip(expected).enumerate() {
        let message = bytes(text(case, "message"));
        let judged = judge(point(text(case, "pub_key")), &message, &signature(text(case, "signature")));
        assert_eq!(judged, outcome, "case {number}: {why}");
    }
}

#[test]
fn every_combination_of_low_order_and_uncanonical_points() {
    let cases = vectors(include_str!("../vectors/ed25519/cctv.json"));
    assert_eq!(cases.len(), 66);
    let mut good = 0;
    for case in &cases {
        let flags = flags(case);
        let has = |names: &[&str]| flags.iter().any(|flag| names.contains(flag));
        // A point that merely has a torsion component beside its prime-order one stays allowed, as long as the equation
        // holds without the cofactor: no list of bad points could tell it, and it lets nobody but its owner sign.
        let outcome = if has(&["low_order_A", "non_canonical_A"]) {
            Outcome::BadKey
        } else if has(&["low_order_R", "non_canonical_R", "low_order_residue", "reencoded_k"]) {
            Outcome::BadSignature
        } else {
            good += 1;
            Outcome::Good
        };
        let message = text(case, "msg").as_bytes();
        let judged = judge(point(text(case, "key")), message, &signature(text(case, "sig")));
        assert_eq!(judged, outcome, "vector {}: {flags:?}", case["number"]);
    }
    assert_eq!(good, 3);
}

#[test]
fn forged_and_re_encoded_signatures_of_wycheproof() {
    let cases = vectors(include_str!("../vectors/ed25519/wycheproof.json"));
    assert_eq!(cases.len(), 67);
    let mut good = 0;
    for case in &cases {
        let outcome = match text(case, "result") {
            "valid" => Outcome::Good,
            "invalid" => Outcome::BadSignature,
            other => panic!("a vector that is {other}"),
        };
        good += usize::from(outcome == Outcome::Good);
        let message = bytes(text(case, "msg"));
        let judged = judge(point(text(case, "pk")), &message, &signature(text(case, "sig")));
        assert_eq!(judged, outcome, "vector {}: {:?}", case["tcId"], flags(case));
    }
    assert_eq!(good, 16);
}

#[test]
fn no_spelling_of_a_small_order_point_is_a_key() {
    // The eight points of small order and the six other spellings of some of them (C2SP/CCTV, ed25519).
    for hex in [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ] {
        assert_eq!(judge(point(hex), b"", &[0; 64]), Outcome::BadKey, "{hex}");
    }
}

#[test]
fn no_uncanonical_spelling_is_a_key() {
    // A y from p = 2^255 - 19 up to 2^255 - 1, with either sign: all that fit 255 bits and are not reduced.
    for low in 0xed..=0xff {
        for high in [0x7f, 0xff] {
            let mut key = [0xff; 32];
            (key[0], key[31]) = (low, high);
            assert_eq!(judge(key, b"", &[0; 64]), Outcome::BadKey, "{low:#04x} {high:#04x}");
        }
    }
}

//! Bytes that two readers could read differently, or that one reader should not read at all.

use liuhen::format::limits::{ENVELOPE_BYTES_MAX, RECORD_BYTES_MAX};
use liuhen::model::{RecordDigest, Sha256Digest, StreamId};
use liuhen::verify::Code;

use super::expected::Sought;
use super::{Attack, Broken};
use crate::book::{Book, Chapter, DECISION, appointment, json, payload, signed};

pub(super) const ATTACKS: &[Attack] = &[
    ("digest-of-another-envelope-blake3", digest_of_another_envelope_blake3),
    ("digest-of-another-envelope-sha256", digest_of_another_envelope_sha256),
    ("duplicate-json-key", duplicate_json_key),
    ("duplicate-json-key-in-the-body", duplicate_json_key_in_the_body),
    ("duplicate-json-key-in-the-envelope", duplicate_json_key_in_the_envelope),
    ("header-misspelled", header_misspelled),
    ("kind-misplaced", kind_misplaced),
    ("list-for-an-object", list_for_an_object),
    ("non-canonical-base64", non_canonical_base64),
    ("not-an-envelope", not_an_envelope),
    ("payload-type-changed", payload_type_changed),
    ("position-without-reasons", position_without_reasons),
    ("registry-body-unknown-field", registry_body_unknown_field),
    ("signature-cut-short", signature_cut_short),
    ("signatures-removed", signatures_removed),
    ("unknown-field", unknown_field),
    ("unknown-field-in-the-envelope", unknown_field_in_the_envelope),
];

pub(super) const LARGE: &[Attack] =
    &[("oversized-record", oversized_record), ("oversized-envelope", oversized_envelope)];

/// A ledger in which the head opens a decision, the text of the record changed before it is signed.
fn opened_with(change: impl FnOnce(String) -> String) -> Book {
    let mut book = Book::story(Chapter::Offices);
    let open = payload(book.open(DECISION));
    let text = change(String::from_utf8(open).unwrap());
    book.enter(&stream(), signed(text.into_bytes(), &["head"]));
    book
}

/// A ledger in which the head opens a decision, the text of the envelope changed after it was signed.
fn enveloped_with(change: impl FnOnce(String) -> String) -> Book {
    let mut book = Book::story(Chapter::Offices);
    let open = signed(payload(book.open(DECISION)), &["head"]);
    let text = change(String::from_utf8(open).unwrap());
    book.enter(&stream(), text.into_bytes());
    book
}

fn stream() -> StreamId {
    DECISION.parse().unwrap()
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

fn unknown_field() -> Broken {
    let book = opened_with(|text| replaced(&text, "\"kind\":", "\"supersedes\":\"2026-001\",\"kind\":"));
    let attack = "The head signs a record with a field that version 1 does not know and another program might heed.";
    Broken::of(&book, attack, Code::RecordUnknownField, 3)
}

fn duplicate_json_key() -> Broken {
    let book = opened_with(|text| replaced(&text, "\"kind\":", "\"kind\":\"draft-version\",\"kind\":"));
    let attack =
        "The head signs a record that is a draft to who reads the first `kind`, and an opening to who reads the last.";
    Broken::of(&book, attack, Code::RecordDuplicateField, 3)
}

fn duplicate_json_key_in_the_body() -> Broken {
    let mut book = Book::story(Chapter::Met);
    let dissent = String::from_utf8(payload(book.dissent(DECISION))).unwrap();
    let both = replaced(&dissent, "\"position\":\"disagree\"", "\"position\":\"agree\",\"position\":\"disagree\"");
    book.enter(&stream(), signed(both.into_bytes(), &["member"]));
    let attack = "A member signs a position that agrees to who reads the first, and disagrees to who reads the last.";
    Broken::of(&book, attack, Code::RecordDuplicateField, 10)
}

fn duplicate_json_key_in_the_envelope() -> Broken {
    let book = enveloped_with(|text| replaced(&text, "\"payload\":", "\"payload\":\"e30=\",\"payload\":"));
    let attack = "An envelope has two payloads, of which one is signed.";
    Broken::of(&book, attack, Code::EnvelopeDuplicateField, 3)
}

fn unknown_field_in_the_envelope() -> Broken {
    let book = enveloped_with(|text| replaced(&text, "\"payload\":", "\"comment\":\"已阅\",\"payload\":"));
    let attack = "An unsigned remark is put beside a signed record.";
    Broken::of(&book, attack, Code::EnvelopeUnknownField, 3)
}

fn non_canonical_base64() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let open = signed(payload(book.open(DECISION)), &["head"]);
    let text = String::from_utf8(open).unwrap();
    // 64 bytes end in one digit whose lower four bits say nothing: here they say something.
    let end = text.rfind("==\"").unwrap() - 1;
    let digit = text.as_bytes()[end];
    assert!(b"AQgw".contains(&digit));
    book.enter(&stream(), [&text.as_bytes()[..end], &[digit + 1], &text.as_bytes()[end + 1..]].concat());
    let attack =
        "A signature's base64 is spelled otherwise in bits that a lenient reader drops: one record under two digests.";
    Broken::of(&book, attack, Code::EnvelopeBase64, 3)
}

fn payload_type_changed() -> Broken {
    let book = enveloped_with(|text| replaced(&text, "record.v1+json", "draft.v1+json"));
    let attack = "A signed record is passed off as something of another type.";
    Broken::of(&book, attack, Code::EnvelopePayloadType, 3)
}

fn signature_cut_short() -> Broken {
    let book = enveloped_with(|text| {
        let at = text.rfind("\"sig\":\"").unwrap() + 7;
        format!("{}{}", &text[..at], &text[at + 4..])
    });
    let attack = "A signature has three bytes less than a signature has.";
    Broken::of(&book, attack, Code::EnvelopeSignatures, 3)
}

fn signatures_removed() -> Broken {
    let book = enveloped_with(|text| format!("{}}}", &text[..text.find(",\"signatures\"").unwrap()]));
    let attack = "The list of signatures is left out of an envelope.";
    Broken::of(&book, attack, Code::EnvelopeForm, 3)
}

fn not_an_envelope() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    book.enter(&stream(), payload(book.open(DECISION)));
    let attack = "A record stands in the log without an envelope, signed by nobody.";
    Broken::of(&book, attack, Code::EnvelopeUnknownField, 3)
}

fn list_for_an_object() -> Broken {
    let book = opened_with(|text| {
        let at = text.find("\"occurred\":{").unwrap();
        let end = at + text[at..].find('}').unwrap() + 1;
        let listed = text[at..end].replace('{', "[").replace('}', "]").replace("\"from\":", "").replace("\"to\":", "");
        format!("{}{listed}{}", &text[..at], &text[end..])
    });
    let attack =
        "The head signs a record in which a list stands for an object; some readers take the one for the other.";
    Broken::of(&book, attack, Code::RecordForm, 3)
}

fn kind_misplaced() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    let body = json(&serde_json::to_string(&appointment("章恪", "head", "reviewer")).unwrap());
    let appoint = book.statement(DECISION, "appoint", body, &[("head", "head")]);
    book.say(appoint, &["head"]);
    let attack = "The head appoints somebody within a decision, past the root holders.";
    Broken::of(&book, attack, Code::KindMisplaced, 4)
}

fn position_without_reasons() -> Broken {
    let mut book = Book::story(Chapter::Met);
    let mut dissent = book.dissent(DECISION);
    let text = serde_json::to_string(&dissent.body).unwrap();
    let at = text.find(",\"reasons\"").unwrap();
    dissent.body = json(&format!("{}}}", &text[..at]));
    book.say(dissent, &["member"]);
    let attack = "A dissent stands without reasons, and does not say that they were declined.";
    Broken::of(&book, attack, Code::BodyForm, 10)
}

fn registry_body_unknown_field() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    let mut appoint = book.event("appoint", &appointment("周远", "head", "head"), &["root-1", "root-2"]);
    let text = serde_json::to_string(&appoint.body).unwrap();
    appoint.body = json(&text.replacen("{\"office\"", "{\"deputy\":\"林岚\",\"office\"", 1));
    book.say(appoint, &["root-1", "root-2"]);
    let attack = "An appointment names a deputy, which version 1 does not know.";
    Broken::of(&book, attack, Code::RegistryBody, 1)
}

fn header_misspelled() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let line = &mut book.lines[2];
    line.raw_header = Some(line.header.to_text().replace("sequence 2", "sequence 02").into_bytes());
    let attack = "A header's number is spelled with a zero before it: the same entry under another hash.";
    // Of a header that is none, nothing but its place is believed.
    Broken::found(book.files(), attack, Sought::place(Code::HeaderForm, 2))
}

fn digest_of_another_envelope_sha256() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    book.lines[2].header.record_sha256 = Sha256Digest([7; 32]);
    let attack = "Somebody has broken BLAKE3 and put another envelope in the place of one with the same digest. The SHA-256 \
                  in the header does not fit it.";
    Broken::of(&book, attack, Code::DigestSha256, 2)
}

fn digest_of_another_envelope_blake3() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    book.lines[2].header.record_blake3 = RecordDigest([7; 32]);
    let attack = "Somebody has broken SHA-256 and put another envelope in the place of one with the same digest. The BLAKE3 \
                  in the header does not fit it.";
    Broken::of(&book, attack, Code::DigestBlake3, 2)
}

fn oversized_record() -> Broken {
    let book = opened_with(|text| {
        let blanks = " ".repeat(RECORD_BYTES_MAX + 1 - text.len());
        format!("{text}{blanks}")
    });
    let attack = "The head signs a record of a byte more than a record may have.";
    Broken::of(&book, attack, Code::RecordOversized, 3)
}

fn oversized_envelope() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let mut envelope = signed(payload(book.open(DECISION)), &["head"]);
    envelope.resize(ENVELOPE_BYTES_MAX + 1, b' ');
    book.enter(&stream(), envelope);
    let attack = "An envelope is blown up by blanks beyond what an envelope may have. No frame is that long: the log ends \
                  there.";
    let mut broken = Broken::found(book.files(), attack, Sought::place(Code::LogBroken, 3));
    broken.expected.also(Sought::place(Code::LogShort, 3));
    broken
}

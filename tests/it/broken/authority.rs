//! Signing for another, and changing who may sign.

use liuhen::crypto::PublicKey;
use liuhen::format::{Envelope, Nonce, Signatory};
use liuhen::model::{DecisionId, OfficeId};
use liuhen::registry::{EndReason, RotateLedgerKey, RotateRoot, Scope};
use liuhen::verify::Code;

use super::{Attack, Broken};
use crate::book::{
    Book, Chapter, DECISION, LEDGER, ROOTS, appointment, end, json, key, payload, public, root_set, signed,
    statement_of,
};

pub(super) const ATTACKS: &[Attack] = &[
    ("appointment-by-an-office", appointment_by_an_office),
    ("appointment-for-another-decision", appointment_for_another_decision),
    ("appointment-of-the-ledger-key", appointment_of_the_ledger_key),
    ("cosigner-removed", cosigner_removed),
    ("key-compromised", key_compromised),
    ("key-compromised-appointed-again", key_compromised_appointed_again),
    ("key-not-yet-appointed", key_not_yet_appointed),
    ("key-of-another-office", key_of_another_office),
    ("key-of-another-person", key_of_another_person),
    ("key-of-small-order", key_of_small_order),
    ("key-revoked-before-signing", key_revoked_before_signing),
    ("ledger-founded-twice", ledger_founded_twice),
    ("ledger-key-rotated-without-quorum", ledger_key_rotated_without_quorum),
    ("ledger-without-founding", ledger_without_founding),
    ("office-not-entitled", office_not_entitled),
    ("position-signed-by-another-member", position_signed_by_another_member),
    ("reasons-softened", reasons_softened),
    ("record-re-signed-by-another-office", record_re_signed_by_another_office),
    ("root-rotated-without-the-old-threshold", root_rotated_without_the_old_threshold),
    ("root-rotated-without-the-new-threshold", root_rotated_without_the_new_threshold),
    ("signature-by-stranger", signature_by_stranger),
    ("signature-malleated", signature_malleated),
    ("stranger-in-the-offices", stranger_in_the_offices),
    ("threshold-not-met", threshold_not_met),
    ("threshold-one-key-named-twice", threshold_one_key_named_twice),
    ("threshold-one-key-twice", threshold_one_key_twice),
];

fn record_re_signed_by_another_office() -> Broken {
    let mut book = Book::story(Chapter::Reviewed);
    let mut opinion = statement_of(&book.lines[6].envelope);
    opinion.nonce = Nonce([0xee; 16]);
    opinion.offices[0].key = public("unit");
    opinion.body = json(&serde_json::to_string(&opinion.body).unwrap().replace("unlawful", "lawful"));
    book.lines[6].envelope = signed(payload(opinion), &["unit"]);
    book.relink();
    let attack = "The unit that wrote the draft puts a favourable legality opinion in the place of the reviewer's, as the \
                  reviewer's office, with its own key.";
    Broken::of(&book, attack, Code::OfficeNotHeld, 6)
}

fn key_of_another_office() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    let mut draft = book.draft(DECISION);
    draft.offices[0].key = public("head");
    book.say(draft, &["head"]);
    let attack = "The head signs a draft as the handling unit.";
    Broken::of(&book, attack, Code::OfficeNotHeld, 4)
}

fn office_not_entitled() -> Broken {
    let mut book = Book::story(Chapter::Drafted);
    let mut opinion = book.opinion(DECISION, "lawful");
    opinion.offices[0] = Signatory { office: OfficeId::new("handling-unit").unwrap(), key: public("unit") };
    book.say(opinion, &["unit"]);
    let attack = "The handling unit, as what it is, gives the legality opinion on its own draft.";
    Broken::of(&book, attack, Code::OfficeNotEntitled, 5)
}

fn position_signed_by_another_member() -> Broken {
    let mut book = Book::story(Chapter::Met);
    book.appoint("何铮", "member", "member-2");
    let mut position = book.dissent(DECISION);
    position.body = json(&serde_json::to_string(&position.body).unwrap().replace("disagree", "agree"));
    position.offices[0].key = public("member-2");
    book.say(position, &["member-2"]);
    let attack = "One member says of another that she agrees, and signs it.";
    Broken::of(&book, attack, Code::NotOwnWord, 11)
}

fn key_revoked_before_signing() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    book.registry("end-appointment", &end("吴桐", "handling-unit", "unit", EndReason::Retired, None), &ROOTS[1..]);
    let draft = book.draft(DECISION);
    book.say(draft, &["unit"]);
    let attack = "A draft is signed with a key whose appointment had ended.";
    Broken::of(&book, attack, Code::OfficeEnded, 5)
}

fn key_not_yet_appointed() -> Broken {
    let mut book = Book::story(Chapter::Drafted);
    let opinion = book.opinion(DECISION, "lawful");
    book.say(opinion, &["reviewer"]);
    book.appoint("章恪", "legality-reviewer", "reviewer");
    let attack = "The reviewer signs first and is appointed afterwards.";
    Broken::of(&book, attack, Code::KeyUnknown, 5)
}

fn key_compromised() -> Broken {
    let mut book = Book::story(Chapter::Drafted);
    let since = Some("2026-03-03T00:00:00+08:00");
    let lost = end("吴桐", "handling-unit", "unit", EndReason::Compromised, since);
    book.registry("end-appointment", &lost, &ROOTS[..2]);
    let attack = "A draft is signed with a stolen key. Afterwards the key is declared to have been in other hands since \
                  before then.";
    Broken::of(&book, attack, Code::AuthorityInDoubt, 4)
}

fn key_compromised_appointed_again() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let since = Some("2026-03-03T00:00:00+08:00");
    let lost = end("吴桐", "handling-unit", "unit", EndReason::Compromised, since);
    book.registry("end-appointment", &lost, &ROOTS[..2]);
    book.appoint("吴桐", "handling-unit", "unit");
    let attack = "A key that was declared compromised is appointed again.";
    Broken::of(&book, attack, Code::RegistryRule, 4)
}

fn key_of_another_person() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    book.appoint("章恪", "legality-reviewer", "unit");
    let attack = "Two root holders appoint a reviewer with the handling unit's key: one hand writes and reviews.";
    Broken::of(&book, attack, Code::KeyOfAnother, 3)
}

fn appointment_of_the_ledger_key() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    book.appoint("吴桐", "handling-unit", LEDGER);
    let attack = "Two root holders appoint the ledger's own key to an office.";
    Broken::of(&book, attack, Code::RegistryRule, 1)
}

fn appointment_by_an_office() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let mut appoint = book.event("appoint", &appointment("章恪", "legality-reviewer", "reviewer"), &["root-1", "head"]);
    appoint.offices[1].office = OfficeId::new("head").unwrap();
    book.say(appoint, &["root-1", "head"]);
    let attack = "The head appoints a reviewer together with one root holder, in the place of the second.";
    Broken::of(&book, attack, Code::OfficeNotEntitled, 3)
}

fn stranger_in_the_offices() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    let roots = ["root-1", "root-2", "head"];
    book.registry("appoint", &appointment("周远", "head", "head"), &roots);
    let attack = "Somebody who is no root holder signs as one beside two who are.";
    Broken::of(&book, attack, Code::KeyUnknown, 1)
}

fn appointment_for_another_decision() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    book.appoint("周远", "head", "head");
    let mut unit = appointment("吴桐", "handling-unit", "unit");
    unit.scope = Scope::Decision(DecisionId::new("2026-001").unwrap());
    book.registry("appoint", &unit, &ROOTS[..2]);
    let open = book.open(DECISION);
    book.say(open, &["head"]);
    let draft = book.draft(DECISION);
    book.say(draft, &["unit"]);
    let attack = "Who is appointed for one decision signs in another.";
    Broken::of(&book, attack, Code::OfficeNotHeld, 4)
}

fn threshold_not_met() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    book.registry("appoint", &appointment("周远", "head", "head"), &["root-3"]);
    let attack = "One root holder alone appoints a head.";
    Broken::of(&book, attack, Code::ThresholdNotMet, 1)
}

fn threshold_one_key_twice() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    let appoint = book.event("appoint", &appointment("周远", "head", "head"), &["root-1", "root-2"]);
    book.say(appoint, &["root-1", "root-1"]);
    let attack = "One root holder signs twice, the second time under the other's name.";
    Broken::of(&book, attack, Code::KeySignedTwice, 1)
}

fn threshold_one_key_named_twice() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    let appoint = book.event("appoint", &appointment("周远", "head", "head"), &["root-1", "root-2"]);
    let named = |name: &str| serde_json::to_string(&public(name)).unwrap();
    let text = String::from_utf8(payload(appoint)).unwrap().replace(&named("root-2"), &named("root-1"));
    book.enter(&"registry".parse().unwrap(), signed(text.into_bytes(), &["root-1"]));
    let attack = "One root holder is named twice among those who sign.";
    Broken::of(&book, attack, Code::KeyNamedTwice, 1)
}

fn cosigner_removed() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let mut envelope = Envelope::read(&book.lines[2].envelope).unwrap();
    envelope.signatures.pop();
    book.lines[2].envelope = envelope.to_bytes();
    book.relink();
    let attack = "The second root holder's signature under an appointment is removed; the record names both.";
    Broken::of(&book, attack, Code::SignatureMissing, 2)
}

fn signature_by_stranger() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let open = book.open(DECISION);
    book.say(open, &["head", "unit"]);
    let attack = "Somebody signs a record that does not name them.";
    Broken::of(&book, attack, Code::SignatureByStranger, 3)
}

fn reasons_softened() -> Broken {
    let mut book = Book::story(Chapter::Dissented);
    let mut envelope = Envelope::read(&book.lines[10].envelope).unwrap();
    let text = String::from_utf8(envelope.payload).unwrap();
    envelope.payload = text.replace("未经听证，且审查认定不合法。", "建议进一步完善。").into_bytes();
    book.lines[10].envelope = envelope.to_bytes();
    book.relink();
    let attack = "The reasons of a dissent are softened. Digests, chain and checkpoint are made to fit; the member's \
                  signature cannot be.";
    Broken::of(&book, attack, Code::SignatureBad, 10)
}

fn signature_malleated() -> Broken {
    /// The order of the base point, little-endian (RFC 8032 §5.1).
    const L: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut book = Book::story(Chapter::Opened);
    let mut envelope = Envelope::read(&book.lines[3].envelope).unwrap();
    let mut carry = 0;
    for (byte, order) in envelope.signatures[0].sig[32..].iter_mut().zip(L) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        (*byte, carry) = (sum.to_le_bytes()[0], sum >> 8);
    }
    book.lines[3].envelope = envelope.to_bytes();
    book.relink();
    let attack = "A signature is spelled otherwise by adding the group's order to its second half, which a lenient verifier \
                  accepts: one record under two digests.";
    Broken::of(&book, attack, Code::SignatureBad, 3)
}

fn key_of_small_order() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    // The neutral element: for it many a lenient verifier takes one signature for every message.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut head = appointment("周远", "head", "head");
    head.key = PublicKey::from_bytes(neutral);
    book.registry("appoint", &head, &ROOTS[..2]);
    let mut open = book.open(DECISION);
    open.offices[0].key = head.key;
    let mut envelope = Envelope::unsigned(payload(open));
    envelope.sign(&key("head"));
    envelope.signatures[0].sig = [0; 64];
    envelope.signatures[0].sig[0] = 1;
    book.enter(&DECISION.parse().unwrap(), envelope.to_bytes());
    let attack = "A head is appointed with a key of small order, under which one signature fits every record. Neither the \
                  appointment counts nor the signature.";
    Broken::of(&book, attack, Code::KeyUnusable, 2).and(&book, Code::KeyUnknown, 2).and(&book, Code::RegistryBody, 1)
}

fn ledger_founded_twice() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let founding = statement_of(&book.lines[0].envelope);
    let mut again = book.statement("registry", "ledger-found", founding.body, &[]);
    again.offices = founding.offices;
    book.say(again, &ROOTS);
    let attack = "All root holders found the ledger a second time.";
    Broken::of(&book, attack, Code::FoundedTwice, 3)
}

fn ledger_without_founding() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    book.lines.remove(0);
    book.relink();
    let attack = "The founding is dropped, so that nobody can tell who the root holders were.";
    Broken::of(&book, attack, Code::NotFounded, 0).and(&book, Code::BasisUnknown, 0)
}

fn ledger_key_rotated_without_quorum() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    let rotate = RotateLedgerKey { ledger_key: public("ledger-2"), document: "云府办函〔2026〕11号".into() };
    book.registry("rotate-ledger-key", &rotate, &["root-1"]);
    let mut files = book.files();
    files.insert("checkpoint".into(), book.checkpoint(2, &[LEDGER, "ledger-2"]).to_text().into());
    let attack = "One root holder gives the ledger another key; old and new key sign the checkpoint.";
    Broken::of(&book, attack, Code::ThresholdNotMet, 1).with_files(files)
}

fn root_rotated_without_the_old_threshold() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    let root = root_set(&["root-4", "root-5"], 2);
    let rotate = RotateRoot { root, document: "云府办函〔2026〕10号".into() };
    book.registry("rotate-root", &rotate, &["root-1", "root-4", "root-5"]);
    let attack = "One root holder hands the ledger to two others.";
    Broken::of(&book, attack, Code::ThresholdNotMet, 1)
}

fn root_rotated_without_the_new_threshold() -> Broken {
    let mut book = Book::story(Chapter::Founded);
    let root = root_set(&["root-1", "root-4"], 2);
    let rotate = RotateRoot { root, document: "云府办函〔2026〕10号".into() };
    book.registry("rotate-root", &rotate, &["root-1", "root-2"]);
    let attack = "The root holders make somebody a root holder who has not signed.";
    Broken::of(&book, attack, Code::ThresholdNotMet, 1)
}

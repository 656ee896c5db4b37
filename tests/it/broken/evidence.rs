//! Documents and openings that are not those the records cite.

use liuhen::format::{Attachment, Content, Late};
use liuhen::model::{RecordDigest, Sha256Digest};
use liuhen::verify::Code;

use super::{Attack, Broken};
use crate::book::{Book, Chapter, DECISION, ROOTS, evidence_path, json, statement_of};

pub(super) const ATTACKS: &[Attack] = &[
    ("erasure-by-one-person", erasure_by_one_person),
    ("erasure-entered-afterwards", erasure_entered_afterwards),
    ("erasure-of-an-open-document", erasure_of_an_open_document),
    ("erasure-of-another-records-attachment", erasure_of_another_records_attachment),
    ("erasure-stretched", erasure_stretched),
    ("erasure-without-the-profiles-offices", erasure_without_the_profiles_offices),
    ("evidence-digest-of-another", evidence_digest_of_another),
    ("evidence-removed", evidence_removed),
    ("evidence-swapped", evidence_swapped),
    ("opening-misspelled", opening_misspelled),
    ("opening-of-another-file", opening_of_another_file),
    ("opening-removed", opening_removed),
];

/// The story as far as the draft, and where the draft's document lies.
fn drafted() -> (Book, String) {
    let book = Book::story(Chapter::Drafted);
    let draft = statement_of(&book.lines[4].envelope);
    let Content::Open { blake3, .. } = draft.attachments[0].content else { unreachable!() };
    (book, evidence_path(&blake3))
}

fn evidence_swapped() -> Broken {
    let (book, path) = drafted();
    let mut files = book.files();
    let text = String::from_utf8(files[&path].clone()).unwrap();
    files.insert(path.clone(), text.replace("免费", "收费").into_bytes());
    let attack = "Two characters of the draft are exchanged for others; it keeps its size and its name.";
    Broken::of(&book, attack, Code::AttachmentBlake3, 4).with_files(files).at(&path)
}

fn evidence_removed() -> Broken {
    let (book, path) = drafted();
    let mut files = book.files();
    files.remove(&path);
    let attack = "The draft's document is removed.";
    Broken::of(&book, attack, Code::AttachmentMissing, 4).with_files(files).at(&path)
}

fn evidence_digest_of_another() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    let mut draft = book.draft(DECISION);
    let Content::Open { blake3, .. } = draft.attachments[0].content else { unreachable!() };
    draft.attachments[0].content = Content::Open { blake3, sha256: Sha256Digest([7; 32]) };
    draft.attachments[0].size -= 1;
    book.say(draft, &["unit"]);
    let attack = "The handling unit signs a draft by digests of which one is another document's, and by another size.";
    let path = evidence_path(&blake3);
    Broken::of(&book, attack, Code::AttachmentSha256, 4).at(&path).and(&book, Code::AttachmentSize, 4)
}

fn opening_of_another_file() -> Broken {
    let (mut book, _) = drafted();
    let sealed = *book.openings.keys().next().unwrap();
    let other = book.opening("座谈会签到表\n虚构人员丙\n");
    book.openings.insert(sealed, other.to_bytes());
    let attack = "The sealed list is exchanged for another, and its opening for that of the other.";
    let name = sealed.to_string();
    Broken::of(&book, attack, Code::OpeningDiffers, 4).at(&format!("openings/{}/{name}.json", &name[..2]))
}

fn opening_misspelled() -> Broken {
    let (mut book, _) = drafted();
    book.openings.values_mut().for_each(|opening| opening.insert(0, b' '));
    let attack = "A blank is put into an opening, where it would hide a message or mark a copy.";
    Broken::of(&book, attack, Code::OpeningForm, 4)
}

fn opening_removed() -> Broken {
    let (mut book, _) = drafted();
    book.openings.clear();
    let attack = "The opening of the sealed list is removed, so that nobody can tell which list it was.";
    Broken::of(&book, attack, Code::OpeningMissing, 4)
}

/// Both who sign every erasure.
const BOTH: [(&str, &str); 2] = [("archivist", "archivist"), ("government-office", "office")];

/// The draft, with those appointed who may erase: entries 5 and 6.
fn with_an_archive() -> Book {
    let (mut book, _) = drafted();
    book.appoint("方岚", "archivist", "archivist");
    book.appoint("云溪县人民政府办公室", "government-office", "office");
    book
}

/// Has what `sealed` commits to erased, as an attachment of `record`.
fn erase(book: &mut Book, stream: &str, record: RecordDigest, sealed: &str, offices: &[(&str, &str)], late: bool) {
    let body = format!(
        r#"{{"record":"{record}","sealed":["{sealed}"],"ground":"personal-information","legal_basis":["个人信息保护法第四十七条"],"method":"覆写后删除，备份同时销毁。"}}"#
    );
    let mut statement = book.statement(stream, "erasure", json(&body), offices);
    statement.late = late.then(|| Late { reason: "当时未登记。".into(), missing: Vec::new() });
    let keys: Vec<&str> = offices.iter().map(|(_, key)| *key).collect();
    book.say(statement, &keys);
}

/// The book without the sealed list and its opening.
fn destroyed(mut book: Book) -> Book {
    let list = book.openings.values().next().unwrap();
    let list: serde_json::Value = serde_json::from_slice(list).unwrap();
    let blake3 = list["blake3"].as_str().unwrap().parse().unwrap();
    book.evidence.remove(&blake3);
    book.openings.clear();
    book
}

fn seal(book: &Book) -> String {
    book.openings.keys().next().unwrap().to_string()
}

fn erasure_by_one_person() -> Broken {
    let mut book = with_an_archive();
    let (draft, seal) = (book.lines[4].digest(), seal(&book));
    erase(&mut book, DECISION, draft, &seal, &BOTH[..1], false);
    let book = destroyed(book);
    let attack = "The archivist destroys a sealed list and signs for it alone.";
    Broken::of(&book, attack, Code::OpeningMissing, 4).and(&book, Code::TooFewHands, 7)
}

fn erasure_entered_afterwards() -> Broken {
    let mut book = with_an_archive();
    let (draft, seal) = (book.lines[4].digest(), seal(&book));
    erase(&mut book, DECISION, draft, &seal, &BOTH, true);
    let book = destroyed(book);
    let attack = "A sealed list is destroyed, and the decision to destroy it is entered afterwards, as a late entry.";
    Broken::of(&book, attack, Code::OpeningMissing, 4).and(&book, Code::ErasureUnauthorised, 7)
}

fn erasure_of_an_open_document() -> Broken {
    let mut book = with_an_archive();
    let draft = statement_of(&book.lines[4].envelope);
    let Content::Open { blake3, sha256 } = draft.attachments[0].content else { unreachable!() };
    let record = book.lines[4].digest();
    erase(&mut book, DECISION, record, &sha256.to_string(), &BOTH, false);
    book.evidence.remove(&blake3);
    let attack =
        "The draft's open document is destroyed, and an erasure names it by its digest, signed by all who must.";
    Broken::of(&book, attack, Code::AttachmentMissing, 4).at(&evidence_path(&blake3)).and(&book, Code::ErasureVoid, 7)
}

fn erasure_of_another_records_attachment() -> Broken {
    let mut book = with_an_archive();
    let other = "decision/2026-099";
    let open = book.open(other);
    book.say(open, &["head"]);
    let (draft, seal) = (book.lines[4].digest(), seal(&book));
    erase(&mut book, other, draft, &seal, &BOTH, false);
    let book = destroyed(book);
    let attack =
        "The sealed list of one decision is destroyed; the erasure, signed by all who must, hides in another decision.";
    Broken::of(&book, attack, Code::OpeningMissing, 4).and(&book, Code::ErasureVoid, 8)
}

fn erasure_stretched() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    let mut draft = book.draft(DECISION);
    let more = [book.sealed("list", "走访名单\n虚构人员丙\n"), book.sealed("list", "来信登记\n虚构人员丁\n")];
    draft.attachments.extend(more);
    let lists: Vec<Sha256Digest> = draft.attachments.iter().filter_map(sealed_of).collect();
    book.say(draft, &["unit"]);
    book.appoint("方岚", "archivist", "archivist");
    book.appoint("云溪县人民政府办公室", "government-office", "office");
    let both = format!("{}\",\"{}", lists[0], lists[2]);
    let draft = book.lines[4].digest();
    erase(&mut book, DECISION, draft, &both, &BOTH, false);
    lists[..2].iter().for_each(|list| drop(book.openings.remove(list)));
    let attack = "An erasure with authority names two sealed lists. One of them is destroyed, and with it a third that it does \
                  not name; the other is kept.";
    Broken::of(&book, attack, Code::OpeningMissing, 4).and(&book, Code::AttachmentErased, 4).and(
        &book,
        Code::ErasureNotCarriedOut,
        4,
    )
}

fn sealed_of(attachment: &Attachment) -> Option<Sha256Digest> {
    match attachment.content {
        Content::Sealed(sealed) => Some(sealed),
        Content::Open { .. } => None,
    }
}

fn erasure_without_the_profiles_offices() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let text = "profile = \"v1\"\nid = \"yunxi\"\ntitle = { zh = \"云溪\", en = \"Yunxi\" }\nlevels = [\"county\"]\n\
                effective_from = 2026-01-01\nlegal_basis = [\"无\"]\n[erasure]\nthreshold = 3\n";
    let profile = book.document("profile", text);
    let Content::Open { blake3, .. } = profile.content else { unreachable!() };
    let body = format!(r#"{{"profile":"yunxi","blake3":"{blake3}","document":"云府办发〔2026〕5号"}}"#);
    let mut adopt =
        book.statement("profile/yunxi", "adopt-profile", json(&body), &[("root", ROOTS[0]), ("root", ROOTS[1])]);
    (adopt.basis, adopt.attachments) = (Vec::new(), vec![profile]);
    book.say(adopt, &ROOTS[..2]);
    let mut open = book.open(DECISION);
    let pinned = serde_json::to_string(&open.body).unwrap();
    let pin = format!(r#","profile":{{"id":"yunxi","blake3":"{blake3}"}}}}"#);
    open.body = json(&format!("{}{pin}", &pinned[..pinned.len() - 1]));
    book.say(open, &["head"]);
    let draft = book.draft(DECISION);
    book.say(draft, &["unit"]);
    book.appoint("方岚", "archivist", "archivist");
    book.appoint("云溪县人民政府办公室", "government-office", "office");
    let (draft, seal) = (book.lines[5].digest(), seal(&book));
    erase(&mut book, DECISION, draft, &seal, &BOTH, false);
    let book = destroyed(book);
    let attack = "Two persons destroy a sealed list of a decision whose profile asks for three.";
    Broken::of(&book, attack, Code::OpeningMissing, 5).and(&book, Code::ErasureUnauthorised, 8)
}

//! Documents and openings that are not those the records cite.

use liuhen::format::Content;
use liuhen::model::Sha256Digest;
use liuhen::verify::Code;

use super::{Attack, Broken};
use crate::book::{Book, Chapter, DECISION, evidence_path, statement_of};

pub(super) const ATTACKS: &[Attack] = &[
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

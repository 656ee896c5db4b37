//! What holds a ledger from outside: checkpoint, tiles, marker, witnesses, and the trust of whoever verifies.

use liuhen::chain::{Checkpoint, CosignerKey, KeyName, Marker, SignedCheckpoint, cosign};
use liuhen::crypto::Signer as _;
use liuhen::model::{Origin, TreeHash};
use liuhen::registry::RotateLedgerKey;
use liuhen::verify::Code;

use super::expected::Sought;
use super::{Attack, Broken};
use crate::book::{Book, Chapter, Files, LEDGER, ORIGIN, ROOTS, key, public};

pub(super) const ATTACKS: &[Attack] = &[
    ("checkpoint-by-former-ledger-key", checkpoint_by_former_ledger_key),
    ("checkpoint-forged", checkpoint_forged),
    ("checkpoint-misspelled", checkpoint_misspelled),
    ("checkpoint-not-by-both-keys", checkpoint_not_by_both_keys),
    ("checkpoint-of-another-ledger", checkpoint_of_another_ledger),
    ("checkpoint-of-another-tree", checkpoint_of_another_tree),
    ("checkpoint-removed", checkpoint_removed),
    ("head-of-another-ledger", head_of_another_ledger),
    ("ledger-founded-by-others", ledger_founded_by_others),
    ("ledger-of-another-name", ledger_of_another_name),
    ("marker-misspelled", marker_misspelled),
    ("marker-of-another-ledger", marker_of_another_ledger),
    ("tile-altered", tile_altered),
    ("witness-cosignature-forged", witness_cosignature_forged),
    ("witness-left-out", witness_left_out),
];

pub(super) const LARGE: &[Attack] = &[("tile-altered-in-a-large-ledger", tile_altered_in_a_large_ledger)];

/// A small ledger under another checkpoint.
fn under(book: &Book, checkpoint: impl ToString, attack: &str, code: Code) -> Broken {
    let mut files = book.files();
    files.insert("checkpoint".into(), checkpoint.to_string().into_bytes());
    Broken::found(files, attack, Sought::file(code, "checkpoint"))
}

fn checkpoint_of_another_ledger() -> Broken {
    let book = Book::story(Chapter::Offices);
    let mut other = book.checkpoint(3, &[LEDGER]).checkpoint().clone();
    other.origin = Origin::new("yunxi.example/drafts").unwrap();
    let signed = SignedCheckpoint::sign(&other, &[&key(LEDGER)]).unwrap();
    let attack = "The checkpoint names another ledger of the same operator. Size, root and key are right.";
    under(&book, signed, attack, Code::CheckpointOrigin)
}

fn checkpoint_of_another_tree() -> Broken {
    let book = Book::story(Chapter::Offices);
    let origin = Origin::new(ORIGIN).unwrap();
    let other = Checkpoint { origin, size: 3, root: TreeHash([7; 32]) };
    let signed = SignedCheckpoint::sign(&other, &[&key(LEDGER)]).unwrap();
    let attack = "The ledger key has signed another root than the log's.";
    under(&book, signed, attack, Code::RootDiffers)
}

fn checkpoint_forged() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let signed = book.checkpoint(2, &[LEDGER]);
    let (_, signature) = signed.to_text().split_once("\n\n").unwrap();
    let forged = format!("{}\n{signature}", book.checkpoint(3, &[LEDGER]).checkpoint());
    book.wait(1);
    let attack = "Somebody without the ledger key appends an entry and puts an older signature under the checkpoint.";
    under(&book, forged, attack, Code::CheckpointSignatureBad)
}

fn checkpoint_misspelled() -> Broken {
    let book = Book::story(Chapter::Offices);
    let text = book.checkpoint(3, &[LEDGER]).to_text().replacen("\n3\n", "\n03\n", 1);
    let attack = "The checkpoint's size is spelled with a zero before it.";
    under(&book, text, attack, Code::CheckpointForm)
}

fn checkpoint_removed() -> Broken {
    let book = Book::story(Chapter::Offices);
    let mut files = book.files();
    files.remove("checkpoint");
    let attack = "The checkpoint is removed, so that entries can be cut off the log's end unseen.";
    Broken::found(files, attack, Sought::file(Code::CheckpointMissing, "checkpoint"))
}

fn rotated() -> Book {
    let mut book = Book::story(Chapter::Founded);
    let rotate = RotateLedgerKey { ledger_key: public("ledger-2"), document: "云府办函〔2026〕11号".into() };
    book.registry("rotate-ledger-key", &rotate, &ROOTS[..2]);
    book
}

fn checkpoint_by_former_ledger_key() -> Broken {
    let mut book = rotated();
    book.appoint("周远", "head", "head");
    let signed = book.checkpoint(3, &[LEDGER]);
    let attack = "Who holds the ledger's former key goes on signing with it after the root holders have changed it.";
    under(&book, signed, attack, Code::CheckpointNotSigned)
}

fn checkpoint_not_by_both_keys() -> Broken {
    let book = rotated();
    let signed = book.checkpoint(2, &["ledger-2"]);
    let attack =
        "Right after the ledger key was changed the new key signs alone, so that nothing ties it to the old one.";
    under(&book, signed, attack, Code::CheckpointNotSignedByBoth)
}

fn marker_of_another_ledger() -> Broken {
    let mut files = Book::story(Chapter::Founded).files();
    let marker = Marker { origin: Origin::new("yunxi.example/drafts").unwrap() };
    files.insert("liuhen.toml".into(), marker.to_text().into());
    let attack = "The folder says it is another ledger.";
    Broken::found(files, attack, Sought::file(Code::MarkerOrigin, "liuhen.toml"))
}

fn marker_misspelled() -> Broken {
    let mut files = Book::story(Chapter::Founded).files();
    files.get_mut("liuhen.toml").unwrap().extend_from_slice(b"# moved\n");
    let attack = "A remark is put into the marker.";
    Broken::found(files, attack, Sought::file(Code::MarkerForm, "liuhen.toml"))
}

fn tile_altered() -> Broken {
    let book = Book::story(Chapter::Drafted);
    let mut files = book.files();
    let mut tile: Vec<u8> =
        book.lines.iter().flat_map(|line| liuhen::chain::leaf_hash(&line.header_bytes()).0).collect();
    tile[3 * 32 + 5] ^= 1;
    files.insert("tile/0/000.p/5".into(), tile);
    let attack = "One byte of a published hash tile is altered.";
    let mut sought = Sought::place(Code::TileDiffers, 3);
    sought.file = Some("tile/0/000.p/5".into());
    Broken::found(files, attack, sought)
}

fn tile_altered_in_a_large_ledger() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    while book.lines.len() < 258 {
        let body = r#"{"version":"又一稿","changes":"文字调整。"}"#;
        let stream = crate::book::DECISION;
        let mut draft = book.statement(stream, "draft-version", crate::book::json(body), &[("handling-unit", "unit")]);
        draft.attachments = vec![book.document("draft", "草案\n")];
        book.say(draft, &["unit"]);
    }
    let mut tree = liuhen::chain::CompactRange::new();
    let mut files = book.files();
    let (mut leaves, mut above) = (Vec::new(), Vec::new());
    for line in &book.lines {
        tree.push_with(liuhen::chain::leaf_hash(&line.header_bytes()), |level, _, hash| match level {
            0 => leaves.extend_from_slice(&hash.0),
            8 => above.extend_from_slice(&hash.0),
            _ => {}
        });
    }
    leaves.truncate(256 * 32);
    leaves[200 * 32] ^= 0x80;
    files.insert("tile/0/000".into(), leaves);
    files.insert("tile/1/000.p/1".into(), above);
    let attack = "One byte of a full hash tile is altered; the tile above it is right.";
    let mut sought = Sought::place(Code::TileDiffers, 200);
    sought.file = Some("tile/0/000".into());
    Broken::found(files, attack, sought)
}

fn witness_name() -> KeyName {
    KeyName::new("witness.example/yunxi-archive").unwrap()
}

/// What an inspector believes who asks for one witness.
fn witnessed() -> String {
    let vkey = CosignerKey::new(witness_name(), key("witness").public());
    let trust = Book::trust().replacen("root_threshold = 2\n", "root_threshold = 2\nquorum = 1\n", 1);
    format!("{trust}\n[[witness]]\nvkey = \"{vkey}\"\n")
}

fn witness_left_out() -> Broken {
    let book = Book::story(Chapter::Founded);
    let attack = "The operator shows a checkpoint that no witness has seen.";
    Broken::found(book.files(), attack, Sought::file(Code::WitnessQuorum, "checkpoint")).trusting(witnessed())
}

fn witness_cosignature_forged() -> Broken {
    let book = Book::story(Chapter::Founded);
    let checkpoint = book.checkpoint(1, &[LEDGER]);
    let line = cosign(&checkpoint, witness_name(), 1_772_600_000, &key("witness")).unwrap();
    let mut forged = line;
    // The word is the witness's, the time another: an hour earlier.
    forged.bytes[..8].copy_from_slice(&(1_772_600_000_u64 - 3600).to_be_bytes());
    let forged = checkpoint.with_signature(&forged).unwrap();
    let attack = "A witness's word on the checkpoint is dated back an hour.";
    under(&book, forged, attack, Code::WitnessSignatureBad)
        .trusting(witnessed())
        .and_in(Code::WitnessQuorum, "checkpoint")
}

fn ledger_founded_by_others() -> Broken {
    let book = Book::founded(ORIGIN, &["root-7", "root-8", "root-9"], "ledger-9");
    let mut files: Files = book.files();
    files.insert("checkpoint".into(), book.checkpoint(1, &["ledger-9"]).to_text().into());
    let attack = "Somebody founds a ledger of the same name with keys of their own. Inside it everything is in order.";
    let mut broken = Broken::found(files, attack, Sought::whole(Code::TrustLedgerKey)).trusting(Book::trust());
    broken.expected.also(Sought::whole(Code::TrustRoot));
    broken
}

fn ledger_of_another_name() -> Broken {
    let book = Book::founded("yunxi.example/drafts", &ROOTS, LEDGER);
    let attack = "The operator shows another ledger of the same founders in the place of the one that was asked for.";
    Broken::found(book.files(), attack, Sought::whole(Code::TrustOrigin)).trusting(Book::trust())
}

fn head_of_another_ledger() -> Broken {
    let book = Book::story(Chapter::Founded);
    let other = Book::founded("yunxi.example/drafts", &ROOTS, LEDGER);
    let attack = "The inspector is handed a checkpoint of another ledger to hold this one against. It is not used, and that is \
                  said.";
    let sought = Sought::file(Code::HeadOfAnother, "known-head");
    Broken::found(book.files(), attack, sought).known(other.checkpoint(1, &[LEDGER]))
}

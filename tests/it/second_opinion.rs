//! The tree, its tiles and its notes, judged by programs of another team (`tlog_tiles`, `signed_note`), and theirs by ours.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liuhen::chain::merkle::{CompactRange, NodeId, leaf_hash};
use liuhen::chain::note::{NoteSignature, SignedNote, VerifyNoteError};
use liuhen::chain::note_key::{KeyName, NoteKey};
use liuhen::chain::proof::{BadProof, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion};
use liuhen::chain::tile::TilePath;
use liuhen::chain::{Checkpoint, SignedCheckpoint};
use liuhen::crypto::{SecretKey, Signer as _};
use liuhen::model::digest::hex;
use liuhen::model::{Origin, TreeHash};
use tlog_tiles::HashReader;

const SIZE: u64 = 40;

/// One tree, grown by both programs over the same entries.
struct BothTrees {
    ours: HashMap<NodeId, TreeHash>,
    roots: Vec<TreeHash>,
    theirs: RefCell<Vec<tlog_tiles::Hash>>,
}

impl BothTrees {
    fn grow(size: u64) -> Self {
        let mut both = Self { ours: HashMap::new(), roots: Vec::new(), theirs: RefCell::default() };
        let mut tree = CompactRange::new();
        both.roots.push(tree.root());
        for i in 0..size {
            let entry = format!("entry-{i}");
            tree.push_with(leaf_hash(entry.as_bytes()), |level, index, hash| {
                both.ours.insert(NodeId { level, index }, hash);
            });
            both.roots.push(tree.root());
            let stored = tlog_tiles::stored_hashes(i, entry.as_bytes(), &both).expect("hashes of an entry");
            both.theirs.borrow_mut().extend(stored);
        }
        both
    }

    fn node(&self) -> impl FnMut(NodeId) -> Result<TreeHash, Infallible> {
        |node| Ok(self.ours[&node])
    }
}

impl HashReader for BothTrees {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|&index| self.theirs.borrow()[index as usize]).collect())
    }
}

fn to_theirs(hash: &TreeHash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(hash.0)
}

fn to_ours(hashes: &[tlog_tiles::Hash]) -> Vec<TreeHash> {
    hashes.iter().map(|hash| TreeHash(hash.0)).collect()
}

#[test]
fn both_keep_the_same_nodes_and_roots() {
    let trees = BothTrees::grow(600);
    assert_eq!(trees.theirs.borrow().len(), trees.ours.len());
    for (index, hash) in trees.theirs.borrow().iter().enumerate() {
        let (level, at) = tlog_tiles::split_stored_hash_index(index as u64);
        assert_eq!(trees.ours[&NodeId { level, index: at }].0, hash.0, "level {level}, {at}");
    }
    for (size, root) in trees.roots.iter().enumerate() {
        assert_eq!(tlog_tiles::tree_hash(size as u64, &trees).unwrap().0, root.0, "size {size}");
    }
}

#[test]
fn both_make_and_accept_the_same_inclusion_proofs() {
    let trees = BothTrees::grow(SIZE);
    for size in 1..=SIZE {
        let root = &trees.roots[size as usize];
        for index in 0..size {
            let leaf = trees.ours[&NodeId::leaf(index)];
            let ours = inclusion_proof(index, size, &mut trees.node()).unwrap();
            let theirs = tlog_tiles::prove_record(size, index, &trees).unwrap();
            assert_eq!(to_ours(&theirs), ours, "{index} of {size}");
            assert_eq!(verify_inclusion(index, size, &leaf, &to_ours(&theirs), root), Ok(()));
            let judged = tlog_tiles::check_record(&theirs, size, to_theirs(root), index, to_theirs(&leaf));
            assert!(judged.is_ok(), "{index} of {size}");
        }
    }
}

#[test]
fn both_make_and_accept_the_same_consistency_proofs() {
    let trees = BothTrees::grow(SIZE);
    for new in 1..=SIZE {
        for old in 1..=new {
            let (old_root, new_root) = (&trees.roots[old as usize], &trees.roots[new as usize]);
            let ours = consistency_proof(old, new, &mut trees.node()).unwrap();
            let theirs = tlog_tiles::prove_tree(new, old, &trees).unwrap();
            assert_eq!(to_ours(&theirs), ours, "{old} to {new}");
            assert_eq!(verify_consistency(old, old_root, new, new_root, &ours), Ok(()));
            let judged = tlog_tiles::check_tree(&theirs, new, to_theirs(new_root), old, to_theirs(old_root));
            assert!(judged.is_ok(), "{old} to {new}");
        }
    }
}

#[test]
fn both_refuse_the_same_broken_proofs() {
    let trees = BothTrees::grow(SIZE);
    let root = &trees.roots[SIZE as usize];
    for index in 0..SIZE {
        let leaf = trees.ours[&NodeId::leaf(index)];
        let good = inclusion_proof(index, SIZE, &mut trees.node()).unwrap();
        for at in 0..good.len() {
            let mut broken = good.clone();
            broken[at].0[0] ^= 1;
            assert_eq!(
                verify_inclusion(index, SIZE, &leaf, &broken, root),
                Err(BadProof::OtherRoot { size: SIZE }),
                "{index}"
            );
            let broken: Vec<_> = broken.iter().map(to_theirs).collect();
            let judged = tlog_tiles::check_record(&broken, SIZE, to_theirs(root), index, to_theirs(&leaf));
            assert!(judged.is_err(), "{index}");
        }
    }
}

/// Theirs names the tile height between `tile` and the level; the C2SP form leaves it out.
fn their_name(tile: &tlog_tiles::Tile) -> String {
    tile.path().replacen("tile/8/", "tile/", 1)
}

#[test]
fn both_name_the_same_tiles_and_fill_them_alike() {
    let trees = BothTrees::grow(600);
    for (old, new) in [(0, 0), (0, 1), (0, 255), (0, 256), (0, 600), (1, 600), (255, 256), (256, 512), (300, 301)] {
        let ours: Vec<_> = TilePath::added(old, new).map(|tile| tile.to_string()).collect();
        let theirs = tlog_tiles::Tile::new_tiles(8, old, new);
        assert_eq!(ours, theirs.iter().map(their_name).collect::<Vec<_>>(), "{old} to {new}");
    }
    let theirs: BTreeMap<String, Vec<u8>> = tlog_tiles::Tile::new_tiles(8, 0, 600)
        .iter()
        .map(|tile| (their_name(tile), tile.read_data(&trees).unwrap()))
        .collect();
    for tile in TilePath::of_size(600) {
        let ours: Vec<u8> = tile.nodes().flat_map(|node| trees.ours[&node].0).collect();
        assert_eq!(theirs[&tile.to_string()], ours, "{tile}");
        assert_eq!(ours.len(), tile.byte_len(), "{tile}");
    }
}

#[test]
fn both_count_the_tiles_of_large_trees_alike() {
    for size in [70_000, 16_777_216, 16_777_217, (1 << 40) - 1] {
        // The last full tile and the partial ones, without walking through all the others.
        let ours: Vec<_> = TilePath::added(size - 1, size).map(|tile| tile.to_string()).collect();
        let theirs: Vec<_> = tlog_tiles::Tile::new_tiles(8, size - 1, size).iter().map(their_name).collect();
        assert_eq!(ours, theirs, "{size}");
    }
}

const SEED: [u8; 32] = [5; 32];
const NAME: &str = "ledger.example/gov42";

fn our_key() -> NoteKey {
    NoteKey::new(KeyName::new(NAME).expect("a name"), SecretKey::from_seed(&SEED).public())
}

fn their_signer() -> signed_note::StandardSigner {
    let id = our_key().id();
    let seed = STANDARD.encode([&[1], &SEED[..]].concat());
    signed_note::StandardSigner::new(&format!("PRIVATE+KEY+{NAME}+{id:08x}+{seed}")).expect("a signer key")
}

fn they_accept(note: &str, key: &NoteKey) -> bool {
    let Ok(note) = signed_note::Note::from_bytes(note.as_bytes()) else { return false };
    let verifier = signed_note::StandardVerifier::new(&key.to_string()).expect("a verifier key");
    note.verify(&signed_note::VerifierList::new(vec![Box::new(verifier)])).is_ok()
}

#[test]
fn they_accept_our_checkpoints() {
    let trees = BothTrees::grow(7);
    for size in 0..=7 {
        let checkpoint = Checkpoint { origin: Origin::new(NAME).unwrap(), size, root: trees.roots[size as usize] };
        let signed = SignedCheckpoint::sign(&checkpoint, &[&SecretKey::from_seed(&SEED)]).unwrap();
        assert!(they_accept(signed.to_text(), &our_key()), "{signed}");
        let read = tlog_tiles::Checkpoint::from_bytes(signed.note().text().as_bytes()).unwrap();
        assert_eq!((read.origin(), read.size(), read.hash().0), (NAME, size, checkpoint.root.0));
        assert_eq!(read.extension(), "");
    }
}

#[test]
fn we_accept_their_checkpoints() {
    let trees = BothTrees::grow(7);
    let root = tlog_tiles::tree_hash(7, &trees).unwrap();
    let text = tlog_tiles::Checkpoint::new(NAME, 7, root, "").unwrap().to_bytes();
    let mut note = signed_note::Note::new(&text, &[]).unwrap();
    note.add_sigs(&[&their_signer()]).unwrap();
    let read = SignedCheckpoint::parse(&note.to_bytes()).unwrap();
    assert_eq!(read.verify_by(our_key().public()), Ok(()));
    assert_eq!((read.checkpoint().size, read.checkpoint().root), (7, trees.roots[7]));
    // With an extension line it is theirs, and not ours.
    let text = tlog_tiles::Checkpoint::new(NAME, 7, root, "more\n").unwrap().to_bytes();
    let mut note = signed_note::Note::new(&text, &[]).unwrap();
    note.add_sigs(&[&their_signer()]).unwrap();
    assert!(SignedCheckpoint::parse(&note.to_bytes()).is_err());
}

#[test]
fn both_sign_a_text_to_the_same_note() {
    for text in ["one\n", "one\n\ntwo\n", "决策\n", "\n"] {
        let line = NoteSignature::sign(text, KeyName::new(NAME).unwrap(), &SecretKey::from_seed(&SEED));
        let ours = SignedNote::new(text, &[line]).unwrap();
        let mut theirs = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        theirs.add_sigs(&[&their_signer()]).unwrap();
        assert_eq!(theirs.to_bytes(), ours.to_text().as_bytes(), "{text:?}");
    }
}

#[test]
fn whatever_note_we_accept_they_accept() {
    let line = NoteSignature::sign("text\n", KeyName::new(NAME).unwrap(), &SecretKey::from_seed(&SEED));
    let good = SignedNote::new("text\n", &[line]).unwrap();
    let mut both = 0;
    for at in 0..good.to_text().len() {
        for byte in [b'\n', b' ', b'+', b'=', b'A', b'\r', 0, 0xff] {
            let mut bytes = good.to_text().as_bytes().to_vec();
            bytes[at] = byte;
            let ours = SignedNote::parse(&bytes).is_ok_and(|note| note.verify_by(&our_key()).is_ok());
            let theirs = std::str::from_utf8(&bytes).is_ok_and(|note| they_accept(note, &our_key()));
            assert_eq!(ours, theirs, "byte {at} as {byte:#04x}");
            both += usize::from(ours);
        }
    }
    // Only where the byte stood there anyhow.
    assert!(both > 0 && both < 40, "{both}");
}

#[test]
fn both_give_a_key_the_same_id() {
    let key = our_key();
    let id = signed_note::key_id(NAME, &[&[1], &key.public().as_bytes()[..]].concat());
    assert_eq!(id, key.id(), "{}", hex(key.public().as_bytes()));
    assert!(signed_note::StandardVerifier::new(&key.to_string()).is_ok());
}

#[test]
fn a_second_line_by_one_key_passes_there_and_not_here() {
    // The known difference: the reference reader keeps the first and drops the rest.
    let line = NoteSignature::sign("text\n", KeyName::new(NAME).unwrap(), &SecretKey::from_seed(&SEED));
    let twice = format!("text\n\n{0}\n{0}\n", line.to_line());
    assert!(they_accept(&twice, &our_key()));
    assert!(SignedNote::parse(twice.as_bytes()).is_err());
    let stranger = NoteKey::new(KeyName::new("other.example").unwrap(), *our_key().public());
    let once = SignedNote::new("text\n", &[line]).unwrap();
    assert!(matches!(once.verify_by(&stranger), Err(VerifyNoteError::NotSigned { .. })));
    assert!(!they_accept(once.to_text(), &stranger));
}

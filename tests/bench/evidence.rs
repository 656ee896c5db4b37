//! Storing evidence against computing both digests with their own libraries in a loop over the same file, in blocks of a
//! mebibyte. Run: `cargo bench --bench evidence`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench touches files, and may panic")]
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod field;

use std::fs::File;
use std::io::{Read as _, Write as _};

use field::{fresh, median, tell, time};
use liuhen::crypto::DualHasher;
use liuhen::model::Origin;
use liuhen::port::WriteEvidence as _;
use liuhen::store::LedgerFolder;

const SIZE: usize = 512 << 20;
const BLOCK: usize = 1 << 20;

fn main() {
    let dir = fresh("evidence");
    let path = dir.join("document");
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    let mut store = LedgerFolder::create(dir.join("ledger"), &Origin::new("bench.example/evidence").unwrap()).unwrap();
    let mut block = vec![0; BLOCK];
    for round in 0..5u8 {
        // Another content each time: what is stored already is not written again.
        let mut file = File::create(&path).unwrap();
        for at in 0..SIZE / BLOCK {
            block.iter_mut().enumerate().for_each(|(place, byte)| *byte = (place * 31 + at * 7) as u8 ^ round);
            file.write_all(&block).unwrap();
        }
        file.sync_all().unwrap();
        let (bare, digest) = time(|| {
            let mut file = File::open(&path).unwrap();
            let mut hasher = DualHasher::default();
            loop {
                match file.read(&mut block).unwrap() {
                    0 => break hasher.finish(),
                    read => hasher.update(&block[..read]),
                }
            }
        });
        let (our_time, stored) = time(|| store.put_evidence(&mut File::open(&path).unwrap()).unwrap());
        assert_eq!(stored.blake3.0, digest.blake3);
        floor.push(bare);
        ours.push(our_time);
    }
    tell("evidence of 512 MiB, stored and synced", median(ours), median(floor), "at most 1.25");
    drop(store);
    std::fs::remove_dir_all(dir).unwrap();
}

//! Durable appends, one by one and a thousand a commit, against a bare write and `fdatasync` of the same bytes (and, for
//! groups, the signing they contain). Run: `cargo bench --bench append`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench touches files, and may panic")]

mod field;

use std::io::Write as _;

use field::{Field, fresh, median, tell, time};
use liuhen::crypto::Signer as _;
use liuhen::format::envelope::pae;

fn main() {
    let dir = fresh("append");
    let mut field = Field::found(&dir);
    let mut bare = std::fs::OpenOptions::new().create(true).append(true).open(dir.join("bare")).unwrap();

    // Interleaved, so that a disk that is slow for a while is slow for both.
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for round in 0..600 {
        let envelope = field.next_envelope();
        let frame = vec![b'x'; envelope.len() + 640];
        let (bare_time, ()) = time(|| {
            bare.write_all(&frame).unwrap();
            bare.sync_data().unwrap();
        });
        let (our_time, ()) = time(|| field.append(vec![envelope]));
        if round >= 50 {
            floor.push(bare_time);
            ours.push(our_time);
        }
    }
    tell("single append (checkpoint signed, acknowledged)", median(ours), median(floor), "at most 3");

    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for round in 0..24 {
        let records: Vec<_> = (0..1000).map(|_| field.next_envelope()).collect();
        let frames: Vec<u8> = records.iter().flat_map(|one| vec![b'x'; one.len() + 640]).collect();
        let messages: Vec<Vec<u8>> =
            records.iter().map(|one| pae(&liuhen::format::Envelope::read(one).unwrap().payload)).collect();
        let unit = &field.unit;
        let (signing, _) = time(|| messages.iter().map(|message| unit.sign(message)[0]).map(u64::from).sum::<u64>());
        let (bare_time, ()) = time(|| {
            bare.write_all(&frames).unwrap();
            bare.sync_data().unwrap();
        });
        let (our_time, ()) = time(|| field.append(records));
        if round >= 4 {
            floor.push(bare_time + signing);
            ours.push(our_time + signing);
        }
    }
    tell("group of 1,000 (signing included)", median(ours), median(floor), "at most 2");
    drop(field);
    std::fs::remove_dir_all(dir).unwrap();
}

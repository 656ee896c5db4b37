//! What was written, read again from where it now rests: a bit that flipped on the way to the disk must not get a
//! signature.
//!
//! The bytes read are compared with the frames that were chained; for equal bytes SHA-256 computed anew could only give what
//! it gave before. BLAKE3, which costs a tenth of it, is computed anew all the same: it tells where memory has changed
//! between the digesting and the writing, so that both sides of the comparison are equal and equally wrong.

use crate::chain::{Entry, write_frame};
use crate::model::Seq;

/// The first entry of a group that does not read back as it was chained; of bytes beyond the group, the one after it.
pub(super) fn differs(group: &[Entry], read: &[u8]) -> Option<Seq> {
    let mut rest = read;
    let mut frame = Vec::new();
    for entry in group {
        frame.clear();
        write_frame(entry, &mut frame);
        match rest.strip_prefix(frame.as_slice()) {
            Some(after) if entry.is_as_hashed() => rest = after,
            _ => return Some(entry.header().sequence),
        }
    }
    let after = || group.last().map_or(Seq::FIRST, |last| Seq(last.header().sequence.0 + 1));
    (!rest.is_empty()).then(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Header;
    use crate::crypto::hash::dual;
    use crate::model::{EntryHash, Origin, RecordDigest, StreamId};

    fn entry(seq: u64, envelope: &[u8]) -> Entry {
        let digests = dual(envelope);
        let header = Header {
            origin: Origin::new("test.example/ledger").unwrap(),
            sequence: Seq(seq),
            previous: EntryHash([7; 32]),
            recorded: "2026-03-20T01:15:04.120Z".parse().unwrap(),
            stream: StreamId::Registry,
            number: seq,
            stream_previous: EntryHash([7; 32]),
            record_blake3: RecordDigest(digests.blake3),
            record_sha256: digests.sha256,
        };
        Entry::read(header.to_text().into_bytes(), envelope.to_vec()).unwrap()
    }

    #[test]
    fn any_other_bit_any_missing_byte_and_any_byte_more_is_found() {
        let group = [entry(5, b"{\"a\":1}"), entry(6, b"{\"b\":2}")];
        let mut read = Vec::new();
        write_frame(&group[0], &mut read);
        let first = read.len();
        write_frame(&group[1], &mut read);
        assert_eq!(differs(&group, &read), None);
        for at in 0..read.len() {
            let named = Some(Seq(if at < first { 5 } else { 6 }));
            for bit in 0..8 {
                let mut other = read.clone();
                other[at] ^= 1 << bit;
                assert_eq!(differs(&group, &other), named, "byte {at}");
            }
            assert_eq!(differs(&group, &read[..at]), named, "cut at {at}");
        }
        assert_eq!(differs(&group, &[read.as_slice(), b"\n"].concat()), Some(Seq(7)));
        assert_eq!(differs(&[group[1].clone(), group[0].clone()], &read), Some(Seq(6)));
    }
}

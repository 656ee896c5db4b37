//! The stored hash tiles, held against those the log gives. A tile that is missing or cut short can be made again and
//! condemns nothing; one with a wrong byte does.

use std::collections::BTreeSet;

use super::code::Code;
use super::report::{Check, Finding, Gathered, NotChecked, Place};
use crate::chain::tile::{HASH_BYTES, TILE_HEIGHT, TILE_LEVEL_MAX, TILE_WIDTH};
use crate::chain::{NodeId, TilePath};
use crate::model::TreeHash;
use crate::port::ReadLedger;

/// Follows the tree as it grows and compares each tile when it is full.
pub(super) struct Tiles<'a, S: ?Sized> {
    source: &'a S,
    /// The hashes of the last tile of each level, and that tile's index.
    open: Vec<(u64, Vec<u8>)>,
    /// Partial tiles that lie there, also those that a later one has superseded.
    partial: BTreeSet<TilePath>,
    compared: u64,
    missing: u64,
}

impl<'a, S: ReadLedger + ?Sized> Tiles<'a, S> {
    /// `partial` are the partial tiles that are known to lie there.
    pub(super) fn new(source: &'a S, partial: BTreeSet<TilePath>) -> Self {
        let open = (0..=TILE_LEVEL_MAX).map(|_| (0, Vec::with_capacity(FULL_BYTES))).collect();
        Self { source, open, partial, compared: 0, missing: 0 }
    }

    /// Takes a perfect subtree of the log's tree.
    pub(super) fn take(&mut self, node: NodeId, hash: TreeHash, out: &mut Gathered) {
        if !node.level.is_multiple_of(TILE_HEIGHT) {
            return;
        }
        let level = node.level / TILE_HEIGHT;
        let Some((index, hashes)) = self.open.get_mut(usize::from(level)) else { return };
        hashes.extend_from_slice(&hash.0);
        if hashes.len() < FULL_BYTES {
            return;
        }
        let (index, hashes) =
            (std::mem::replace(index, node.index / u64::from(TILE_WIDTH) + 1), std::mem::take(hashes));
        self.compare(level, index, &hashes, true, out);
        self.open[usize::from(level)].1 = hashes;
        self.open[usize::from(level)].1.clear();
    }

    /// Compares the last tile of each level, and says what the check came to.
    pub(super) fn finish(mut self, out: &mut Gathered) {
        for (level, (index, hashes)) in std::mem::take(&mut self.open).into_iter().enumerate() {
            if let (false, Ok(level)) = (hashes.is_empty(), u8::try_from(level)) {
                // The right edge of the leaves is kept in the log alone; higher levels are written when they grow.
                self.compare(level, index, &hashes, level > 0, out);
            }
        }
        out.looked(Check::Tiles, self.compared);
        if self.compared == 0 && self.missing == 0 {
            out.skip(Check::Tiles, NotChecked::NotKept);
        } else if self.missing > 0 {
            out.skip(Check::Tiles, NotChecked::TilesMissing(self.missing));
        }
    }

    /// Compares the tile made of `hashes`, and every partial tile that lies there with fewer of them.
    fn compare(&mut self, level: u8, index: u64, hashes: &[u8], kept: bool, out: &mut Gathered) {
        let width = |bytes: usize| u16::try_from(bytes / HASH_BYTES).unwrap_or(TILE_WIDTH);
        let Ok(whole) = TilePath::new(level, index, width(hashes.len())) else { return };
        let Ok(narrowest) = TilePath::new(level, index, 1) else { return };
        let mut paths: BTreeSet<TilePath> = self.partial.range(narrowest..=whole).copied().collect();
        for path in &paths {
            self.partial.remove(path);
        }
        paths.insert(whole);
        for path in paths {
            let expected = &hashes[..path.byte_len()];
            match self.source.tile(&path) {
                Ok(Some(found)) if found == expected => self.compared += 1,
                Ok(Some(found)) if !expected.starts_with(&found) => {
                    let at = found.iter().zip(expected).position(|(a, b)| a != b).unwrap_or(expected.len());
                    let mut place = Place { offset: Some(at as u64), ..Place::whole(path.to_string()) };
                    // A wrong leaf names its entry: either the tile was altered or the log was.
                    place.seq = (level == 0).then(|| index * u64::from(TILE_WIDTH) + (at / HASH_BYTES) as u64);
                    out.add(Finding::new(Code::TileDiffers, place));
                }
                _ if kept && path == whole => self.missing += 1,
                _ => {}
            }
        }
    }
}

const FULL_BYTES: usize = TILE_WIDTH as usize * HASH_BYTES;

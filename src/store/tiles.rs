//! Hash tiles: the Merkle tree over the entries in files that can be published as they are, in the layout of C2SP
//! tlog-tiles.
//!
//! Files are the full tiles and, from level 1 up, the partial tile at the right edge: they come about only where the log
//! crosses a multiple of 256 entries, so that most commits write no tile at all. The partial tile of level 0 is never a
//! file; its leaves are the last entries of the log.
//!
//! Tiles can be made again from the log, so no answer rests on one alone: a full tile is believed where it hashes to the
//! hash that the tile above it holds, up to the right edge, which is checked against the checkpoint's root. A tile that is
//! missing or wrong is hashed anew from what lies below it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::durable::{Disk, Privacy};
use super::segments::{STRETCH_BYTES, Segments};
use crate::chain::tile::{HASH_BYTES, LevelTiles, TILE_HEIGHT, TILE_LEVEL_MAX, TILE_WIDTH};
use crate::chain::{CompactRange, Frame, NodeId, TilePath, TileSlot, leaf_hash, nodes_for_range_root};
use crate::model::{Seq, TreeHash};
use crate::port::{StoreError, StoreErrorKind};

/// The tiles of a ledger.
#[derive(Debug)]
pub(super) struct Tiles {
    disk: Disk,
    root: PathBuf,
    /// How many leaves.
    size: u64,
    /// The hashes in the rightmost tile of each level, 0 to 255 of them.
    edge: Vec<Vec<u8>>,
    /// Full tiles that are not yet files, by level and index.
    unwritten: BTreeMap<(u8, u64), Vec<u8>>,
    /// For how many leaves the files were last brought up to date.
    written: u64,
    /// Full tiles that were read and checked, or made again.
    known: BTreeMap<(u8, u64), Vec<u8>>,
    /// Whether the log gives the root that is known for it.
    agree: bool,
}

impl Tiles {
    /// No tiles.
    pub(super) fn empty(disk: &Disk, root: &Path) -> Self {
        let edge = vec![Vec::new(); usize::from(TILE_LEVEL_MAX) + 1];
        Self {
            disk: disk.clone(),
            root: root.to_owned(),
            size: 0,
            edge,
            unwritten: BTreeMap::new(),
            written: 0,
            known: BTreeMap::new(),
            agree: true,
        }
    }

    /// The tiles of the first `size` entries of a log, with `expected` as their root where it is known. Reads a handful of
    /// files and at most 255 entries; only where the files do not give that root the tree is hashed anew from the log, and
    /// where the log gives it, once more to write the files.
    ///
    /// That even the log does not give that root is no error here: [`Tiles::node`] answers what the log gives, whoever
    /// knows the root sees that it is another, and the files, which may be the better witness, are not written again.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(super) fn open(
        disk: &Disk,
        root: &Path,
        log: &Segments,
        size: u64,
        expected: Option<TreeHash>,
    ) -> Result<Self, StoreError> {
        let mut tiles = Self::empty(disk, root);
        if let Some(expected) = expected {
            if tiles.read_edge(log, size)? && tiles.root()? == expected {
                return Ok(tiles);
            }
            tiles = Self::empty(disk, root);
            tiles.grow(log, size, false)?;
            tiles.agree = tiles.root()? == expected;
            if !tiles.agree || !disk.may_write() {
                return Ok(tiles);
            }
            tiles = Self::empty(disk, root);
        }
        tiles.extend(log, size)?;
        Ok(tiles)
    }

    /// Whether the log gives the root that is known for it.
    pub(super) const fn agree(&self) -> bool {
        self.agree
    }

    /// Reads the right edge from the files; answers whether they were there.
    fn read_edge(&mut self, log: &Segments, size: u64) -> Result<bool, StoreError> {
        // What has to be computed here is not there, and is written with the next tiles.
        let mut written = size;
        for level in 1..=TILE_LEVEL_MAX {
            let Some(width) = LevelTiles::of(level, size).partial else { continue };
            let index = LevelTiles::of(level, size).full;
            let Ok(path) = TilePath::new(level, index, width) else { return Ok(false) };
            // A power cut can bring back an earlier checkpoint whose partial tile has been superseded and removed.
            let bytes = match self.read_file(&path)? {
                Some(bytes) => Some(bytes),
                None => {
                    written = 0;
                    self.partial_from_files(&path)?
                }
            };
            let Some(bytes) = bytes else { return Ok(false) };
            self.edge[usize::from(level)] = bytes;
        }
        let begun = size - size % u64::from(TILE_WIDTH);
        let edge = &mut self.edge[0];
        each_leaf(log, begun, size, |leaf| {
            edge.extend_from_slice(&leaf.0);
            Ok(())
        })?;
        (self.size, self.written) = (size, written);
        Ok(true)
    }

    /// A partial tile from the files of the full ones below it; `None` where one is missing.
    fn partial_from_files(&self, path: &TilePath) -> Result<Option<Vec<u8>>, StoreError> {
        let first = path.index() * u64::from(TILE_WIDTH);
        let mut bytes = Vec::with_capacity(path.byte_len());
        for below in first..first + u64::from(path.width()) {
            let Ok(below) = TilePath::new(path.level() - 1, below, TILE_WIDTH) else { return Ok(None) };
            let Some(tile) = self.read_file(&below)? else { return Ok(None) };
            bytes.extend_from_slice(&root_of_full(&tile).0);
        }
        Ok(Some(bytes))
    }

    /// Adds the leaves of the log up to `size`, writing full tiles as they come about so that memory stays bounded. A store
    /// opened for reading keeps only the upper levels and hashes the others again when asked.
    pub(super) fn extend(&mut self, log: &Segments, size: u64) -> Result<(), StoreError> {
        self.grow(log, size, self.disk.may_write() && self.agree)
    }

    fn grow(&mut self, log: &Segments, size: u64, write: bool) -> Result<(), StoreError> {
        each_leaf(log, self.size, size, |leaf| {
            self.push(leaf);
            if self.unwritten.len() < UNWRITTEN_MAX {
                return Ok(());
            }
            if write {
                return self.write_full();
            }
            // The tiles of the leaves are by far the most, and can be hashed again.
            self.unwritten.retain(|(level, _), _| *level > 0);
            Ok(())
        })
    }

    /// Adds a leaf.
    pub(super) fn push(&mut self, leaf: TreeHash) {
        let (mut hash, mut index) = (leaf, self.size);
        for (level, edge) in (0..).zip(&mut self.edge) {
            edge.extend_from_slice(&hash.0);
            if edge.len() < FULL_BYTES {
                break;
            }
            index /= u64::from(TILE_WIDTH);
            let full = std::mem::take(edge);
            hash = root_of_full(&full);
            self.unwritten.insert((level, index), full);
        }
        self.size += 1;
    }

    /// Writes the files that the tree now has and did not have, durably. Does nothing where it has not crossed a multiple
    /// of 256 leaves.
    ///
    /// # Errors
    /// `Corrupt` where the log does not give the root that is known for it; [`StoreError`].
    pub(super) fn write(&mut self) -> Result<(), StoreError> {
        if !self.agree {
            let what = "the log, which hashes to another tree than its checkpoint,";
            return Err(StoreError::new(StoreErrorKind::Corrupt, what));
        }
        let width = u64::from(TILE_WIDTH);
        if self.written / width == self.size / width && self.unwritten.is_empty() {
            return Ok(());
        }
        let edge = (1..=TILE_LEVEL_MAX).filter_map(|level| Some((partial(level, self.size)?, usize::from(level))));
        self.write_with(&edge.map(|(path, level)| (path, self.edge[level].as_slice())).collect::<Vec<_>>())?;
        self.unwritten.clear();
        Ok(())
    }

    /// Removes the partial tiles that the last [`Tiles::write`] has superseded. Called once a checkpoint covers the new ones;
    /// an old one that stays is of no harm.
    pub(super) fn remove_superseded(&mut self) {
        let disk = self.disk.forgiving();
        for level in 1..=TILE_LEVEL_MAX {
            let (was, is) = (partial(level, self.written), partial(level, self.size));
            let Some(was) = was.filter(|_| was != is) else { continue };
            let path = self.root.join(was.to_string());
            let _harmless = disk.remove(&path);
            if is.is_none_or(|is| is.index() != was.index())
                && let Some(folder) = path.parent()
            {
                let _harmless = disk.remove_folder(folder);
            }
        }
        self.written = self.size;
    }

    fn write_full(&mut self) -> Result<(), StoreError> {
        self.write_with(&[])?;
        self.unwritten.clear();
        Ok(())
    }

    /// Writes the full tiles that are not yet files, and others with them.
    fn write_with(&self, others: &[(TilePath, &[u8])]) -> Result<(), StoreError> {
        let mut files = Vec::with_capacity(self.unwritten.len() + others.len());
        for (&(level, index), bytes) in &self.unwritten {
            let path = TilePath::new(level, index, TILE_WIDTH)
                .map_err(|bad| StoreError::caused(StoreErrorKind::Corrupt, "the tree", bad))?;
            files.push((self.root.join(path.to_string()), bytes.as_slice()));
        }
        files.extend(others.iter().map(|(path, bytes)| (self.root.join(path.to_string()), *bytes)));
        let folders: BTreeSet<&Path> = files.iter().filter_map(|(path, _)| path.parent()).collect();
        folders.into_iter().try_for_each(|folder| self.disk.create_folder(folder))?;
        self.disk.replace_all(&files, Privacy::Shared)
    }

    /// The root over all leaves.
    fn root(&self) -> Result<TreeHash, StoreError> {
        let mut hashes = Vec::new();
        for node in nodes_for_range_root(self.size) {
            // The nodes of the root are the hashes at the right edge, or made of them.
            let edge = &self.edge[usize::from(node.level / TILE_HEIGHT)];
            let slot = TileSlot::of(node);
            hashes.push(slot.hash_in(edge).ok_or_else(|| not_there(node))?);
        }
        let range = CompactRange::from_parts(self.size, hashes);
        range.map(|range| range.root()).map_err(|bad| StoreError::caused(StoreErrorKind::Corrupt, "the tree", bad))
    }

    /// The hash of a perfect subtree.
    ///
    /// # Errors
    /// `NotFound` where the tree has not got it.
    pub(super) fn node(&mut self, log: &Segments, node: NodeId) -> Result<TreeHash, StoreError> {
        let slot = TileSlot::of(node);
        let bytes = self.tile_of(log, slot.level, slot.index).map_err(|error| match error.kind {
            StoreErrorKind::NotFound => not_there(node),
            _ => error,
        })?;
        slot.hash_in(&bytes).ok_or_else(|| not_there(node))
    }

    /// The bytes of a tile, those of the rightmost as far as it goes.
    fn tile_of(&mut self, log: &Segments, level: u8, index: u64) -> Result<Vec<u8>, StoreError> {
        let not_there = || StoreError::new(StoreErrorKind::NotFound, format!("tile {index} of level {level}"));
        let edge = self.edge.get(usize::from(level)).ok_or_else(not_there)?;
        let full = LevelTiles::of(level, self.size).full;
        if index == full {
            return Ok(edge.clone());
        }
        if index > full {
            return Err(not_there());
        }
        let place = (level, index);
        if let Some(bytes) = self.unwritten.get(&place).or_else(|| self.known.get(&place)) {
            return Ok(bytes.clone());
        }
        let above = self.node(log, NodeId { level: (level + 1) * TILE_HEIGHT, index })?;
        let path = TilePath::new(level, index, TILE_WIDTH).map_err(|_| not_there())?;
        if let Some(bytes) = self.read_file(&path)?
            && root_of_full(&bytes) == above
        {
            self.remember(place, &bytes);
            return Ok(bytes);
        }
        // From the tiles below, and where one of them is wrong too, from the log alone.
        for files in [true, false] {
            let again = self.tile_from_below(log, level, index, files)?;
            if root_of_full(&again) == above {
                if self.disk.may_write() {
                    // It is written with the next tiles.
                    self.unwritten.insert(place, again.clone());
                } else {
                    self.remember(place, &again);
                }
                return Ok(again);
            }
        }
        let what = format!("the log below {path}, which hashes to another tree,");
        Err(StoreError::new(StoreErrorKind::Corrupt, what))
    }

    fn remember(&mut self, place: (u8, u64), bytes: &[u8]) {
        if self.known.len() >= KNOWN_MAX {
            self.known.clear();
        }
        self.known.insert(place, bytes.to_vec());
    }

    /// A full tile from the 256 tiles, or entries, below it. Every one of them is hashed here, so they need no check of
    /// their own: the whole is checked against the tile above.
    fn tile_from_below(&self, log: &Segments, level: u8, index: u64, files: bool) -> Result<Vec<u8>, StoreError> {
        let width = u64::from(TILE_WIDTH);
        let mut bytes = Vec::with_capacity(FULL_BYTES);
        if level == 0 {
            each_leaf(log, index * width, (index + 1) * width, |leaf| {
                bytes.extend_from_slice(&leaf.0);
                Ok(())
            })?;
            return Ok(bytes);
        }
        for below in index * width..(index + 1) * width {
            let path = TilePath::new(level - 1, below, TILE_WIDTH).ok().filter(|_| files);
            let tile = match path.map(|path| self.read_file(&path)).transpose()?.flatten() {
                Some(tile) => tile,
                None => self.tile_from_below(log, level - 1, below, files)?,
            };
            bytes.extend_from_slice(&root_of_full(&tile).0);
        }
        Ok(bytes)
    }

    /// The bytes of a tile's file; `None` where there is none, or it has not the length it must have.
    pub(super) fn read_file(&self, path: &TilePath) -> Result<Option<Vec<u8>>, StoreError> {
        read_tile(&self.disk, &self.root, path)
    }
}

/// The bytes of a tile's file; `None` where there is none, or it has not the length it must have.
pub(super) fn read_tile(disk: &Disk, root: &Path, path: &TilePath) -> Result<Option<Vec<u8>>, StoreError> {
    match disk.read(&root.join(path.to_string()), FULL_BYTES as u64) {
        Ok(bytes) => Ok(bytes.filter(|bytes| bytes.len() == path.byte_len())),
        Err(error) if error.kind == StoreErrorKind::Corrupt => Ok(None),
        Err(error) => Err(error),
    }
}

/// Calls `each` with the leaf hashes of the entries `from..until`.
fn each_leaf(
    log: &Segments,
    from: u64,
    until: u64,
    mut each: impl FnMut(TreeHash) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    if from >= until {
        return Ok(());
    }
    let mut left = until - from;
    // A stretch holds some 600 small entries; fewer are wanted at the right edge.
    let size = if left > u64::from(TILE_WIDTH) { STRETCH_BYTES } else { STRETCH_BYTES / 4 };
    for stretch in log.stretches(log.find(Seq(from))?, size) {
        let stretch = stretch?;
        for (_, bytes) in stretch.positions() {
            let Ok(frame) = Frame::find(bytes) else { continue };
            each(leaf_hash(frame.header_bytes(bytes)))?;
            left -= 1;
            if left == 0 {
                return Ok(());
            }
        }
    }
    Err(StoreError::new(StoreErrorKind::Corrupt, format!("the log, which ends before entry {},", until - left)))
}

/// The partial tile of a level that is a file in a tree of `size` leaves.
fn partial(level: u8, size: u64) -> Option<TilePath> {
    let tiles = LevelTiles::of(level, size);
    TilePath::new(level, tiles.full, tiles.partial?).ok()
}

fn root_of_full(bytes: &[u8]) -> TreeHash {
    let (hashes, _) = bytes.as_chunks::<HASH_BYTES>();
    let mut tree = CompactRange::new();
    hashes.iter().for_each(|&hash| tree.push(TreeHash(hash)));
    tree.root()
}

fn not_there(node: NodeId) -> StoreError {
    StoreError::new(StoreErrorKind::NotFound, format!("node {} of level {}", node.index, node.level))
}

const FULL_BYTES: usize = TILE_WIDTH as usize * HASH_BYTES;
/// So many full tiles are held before they are written while the tree is hashed anew: 2 MiB.
const UNWRITTEN_MAX: usize = 256;
/// So many tiles are remembered: 1 MiB, and enough that a row of proofs reads each tile once.
const KNOWN_MAX: usize = 128;

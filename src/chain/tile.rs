//! How the nodes of the tree lie in files: C2SP [tlog-tiles](https://c2sp.org/tlog-tiles), hash tiles only.
//!
//! A tile holds 256 neighbouring nodes of one height, 32 bytes each; tile level `L` holds nodes of tree level `8 L`. The
//! seven tree levels in between are not stored, they are hashed up from a tile. The last tile of each level is *partial*
//! until it has its 256 hashes, and only full tiles are hashed into the level above.
//!
//! In scope: which tiles a tree has, their names, where in which tile a node lies. Out of scope: files, entry bundles (the
//! ledger's own log holds the entries).

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::line::read_decimal;
use super::merkle::{NodeId, TREE_SIZE_MAX, node_hash};
use crate::model::TreeHash;

/// One tile by its place and width; as text, the path of its file: `tile/0/x001/067`, or `tile/0/x001/067.p/112` while
/// partial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TilePath {
    level: u8,
    index: u64,
    width: u16,
}

impl TilePath {
    /// The tile at `level` (0 to 7), the `index`-th from the left, with `width` hashes (1 to 256).
    ///
    /// # Errors
    /// [`BadTilePath`] where no tree of at most [`TREE_SIZE_MAX`] leaves has such a tile.
    pub const fn new(level: u8, index: u64, width: u16) -> Result<Self, BadTilePath> {
        if level > TILE_LEVEL_MAX || width == 0 || width > TILE_WIDTH {
            return Err(BadTilePath);
        }
        // The last hash of the tile must be of leaves below the limit.
        let hashes_at_level = TREE_SIZE_MAX >> (8 * level);
        let Some(start) = index.checked_mul(TILE_WIDTH as u64) else { return Err(BadTilePath) };
        if start >= hashes_at_level || width as u64 > hashes_at_level - start {
            return Err(BadTilePath);
        }
        Ok(Self { level, index, width })
    }

    /// All tiles of a tree of `size` leaves, level by level from the leaves, each level from the left. Where a level ends in
    /// a partial tile it comes last of its level. A size beyond [`TREE_SIZE_MAX`] is read as that limit.
    pub fn of_size(size: u64) -> impl Iterator<Item = Self> {
        Self::added(0, size)
    }

    /// The tiles a tree of `new` leaves has and the same tree with `old` leaves had not, in the order of
    /// [`TilePath::of_size`]: full tiles that have become full, and the partial tile of each level that has changed.
    pub fn added(old: u64, new: u64) -> impl Iterator<Item = Self> {
        let new = new.min(TREE_SIZE_MAX);
        (0..=TILE_LEVEL_MAX).flat_map(move |level| {
            let (was, is) = (LevelTiles::of(level, old), LevelTiles::of(level, new));
            let full = (was.full..is.full).map(move |index| Self { level, index, width: TILE_WIDTH });
            let partial = is.partial.filter(|_| is != was && new > old);
            full.chain(partial.map(|width| Self { level, index: is.full, width }))
        })
    }

    /// Tile level: the hashes in it are nodes of tree level `8 * level`.
    pub const fn level(&self) -> u8 {
        self.level
    }

    /// Which tile of its level, from the left, from 0.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes, 1 to 256.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Whether it has all its 256 hashes, and so will never change.
    pub const fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The length of its file in bytes.
    pub const fn byte_len(&self) -> usize {
        self.width as usize * HASH_BYTES
    }

    /// The tree nodes whose hashes it holds, in order.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        let Self { level, index, width } = *self;
        let start = index * u64::from(TILE_WIDTH);
        (start..start + u64::from(width)).map(move |index| NodeId { level: level * TILE_HEIGHT, index })
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/", self.level)?;
        let digits = self.index.to_string();
        let groups = digits.len().div_ceil(3);
        let padded = format!("{digits:0>width$}", width = groups * 3);
        for group in 0..groups {
            let (x, slash) = if group + 1 < groups { ("x", "/") } else { ("", "") };
            write!(f, "{x}{}{slash}", &padded[group * 3..group * 3 + 3])?;
        }
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

impl FromStr for TilePath {
    type Err = BadTilePath;

    fn from_str(text: &str) -> Result<Self, BadTilePath> {
        let (level, place) = text.strip_prefix("tile/").and_then(|rest| rest.split_once('/')).ok_or(BadTilePath)?;
        let (place, width) = match place.split_once(".p/") {
            Some((place, width)) => (place, read_decimal(width).ok_or(BadTilePath)?),
            None => (place, u64::from(TILE_WIDTH)),
        };
        let mut index: u64 = 0;
        for group in place.split('/') {
            let group: u64 = group.strip_prefix('x').unwrap_or(group).parse().map_err(|_| BadTilePath)?;
            index = index.checked_mul(1000).and_then(|index| index.checked_add(group)).ok_or(BadTilePath)?;
        }
        let level = read_decimal(level).and_then(|level| level.try_into().ok()).ok_or(BadTilePath)?;
        let path = Self::new(level, index, width.try_into().map_err(|_| BadTilePath)?)?;
        // Whatever was read leniently above is caught here: a tile has one name.
        if path.to_string() == text { Ok(path) } else { Err(BadTilePath) }
    }
}

/// A text or a place that is no tile's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the place of a hash tile")]
pub struct BadTilePath;

/// The tiles of one level in a tree of some size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelTiles {
    /// How many full tiles; their indices are `0..full`.
    pub full: u64,
    /// The width of the partial tile after them, if there is one (1 to 255).
    pub partial: Option<u16>,
}

impl LevelTiles {
    /// The tiles at tile level `level` in a tree of `size` leaves.
    pub const fn of(level: u8, size: u64) -> Self {
        if level > TILE_LEVEL_MAX {
            return Self { full: 0, partial: None };
        }
        let hashes = size >> (TILE_HEIGHT * level);
        let width = (hashes % TILE_WIDTH as u64) as u16;
        Self { full: hashes / TILE_WIDTH as u64, partial: if width == 0 { None } else { Some(width) } }
    }
}

/// Where a node's hash is found: in which tile, and from which of its hashes it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TileSlot {
    /// The tile level.
    pub level: u8,
    /// Which tile of that level.
    pub index: u64,
    /// The first of the hashes in the tile, 0 to 255.
    pub first: u16,
    /// How many of them: 1 where the node itself is stored, else 2, 4 … 128.
    pub count: u16,
}

impl TileSlot {
    /// The slot of a node.
    pub const fn of(node: NodeId) -> Self {
        let height = node.level % TILE_HEIGHT;
        let per_tile = TILE_WIDTH as u64 >> height;
        Self {
            level: node.level / TILE_HEIGHT,
            index: node.index / per_tile,
            first: ((node.index % per_tile) << height) as u16,
            count: 1 << height,
        }
    }

    /// The tile to read in a tree of `size` leaves, the full one where it is full; `None` where that tree has not got the
    /// node.
    pub fn tile(&self, size: u64) -> Option<TilePath> {
        let tiles = LevelTiles::of(self.level, size);
        let width = if self.index < tiles.full {
            TILE_WIDTH
        } else {
            tiles.partial.filter(|&width| self.index == tiles.full && self.first + self.count <= width)?
        };
        Some(TilePath { level: self.level, index: self.index, width })
    }

    /// Where the hashes lie in the tile's bytes.
    pub const fn bytes(&self) -> Range<usize> {
        let start = self.first as usize * HASH_BYTES;
        start..start + self.count as usize * HASH_BYTES
    }

    /// The node's hash from the bytes of its tile, or `None` where the tile is too short or no whole number of hashes.
    pub fn hash_in(&self, tile: &[u8]) -> Option<TreeHash> {
        if !tile.len().is_multiple_of(HASH_BYTES) {
            return None;
        }
        let (hashes, _) = tile.get(self.bytes())?.as_chunks::<HASH_BYTES>();
        let mut layer: Vec<TreeHash> = hashes.iter().map(|&hash| TreeHash(hash)).collect();
        while layer.len() > 1 {
            layer = layer.chunks_exact(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
        }
        layer.pop()
    }
}

/// Tree levels in a tile.
pub const TILE_HEIGHT: u8 = 8;
/// Hashes in a full tile.
pub const TILE_WIDTH: u16 = 1 << TILE_HEIGHT;
/// Bytes of a hash in a tile.
pub const HASH_BYTES: usize = 32;
/// The highest tile level of any tree up to [`TREE_SIZE_MAX`]. The specification allows names up to level 63, but no tree of
/// fewer than 2^64 leaves reaches level 8.
pub const TILE_LEVEL_MAX: u8 = 7;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::merkle::CompactRange;
    use super::super::merkle::tests::entries;
    use super::*;
    use crate::crypto::hash::sha256;
    use crate::model::digest::hex;

    fn path(text: &str) -> TilePath {
        text.parse().unwrap()
    }

    #[test]
    fn a_tile_has_one_name() {
        for (level, index, width, text) in [
            (0, 0, 256, "tile/0/000"),
            (0, 5, 256, "tile/0/005"),
            (0, 999, 1, "tile/0/999.p/1"),
            (0, 1000, 256, "tile/0/x001/000"),
            (1, 1067, 112, "tile/1/x001/067.p/112"),
            (0, 1_234_067, 255, "tile/0/x001/x234/067.p/255"),
            (7, 0, 1, "tile/7/000.p/1"),
        ] {
            let tile = TilePath::new(level, index, width).unwrap();
            assert_eq!(tile.to_string(), text);
            assert_eq!(path(text), tile);
        }
    }

    #[test]
    fn other_names_are_refused() {
        for text in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "/tile/0/000",
            "tile/00/000",
            "tile/8/000",
            "tile/-1/000",
            "tile/+1/000",
            "tile/0/0",
            "tile/0/0000",
            "tile/0/00",
            "tile/0/x000/000",
            "tile/0/001/000",
            "tile/0/x001/x000",
            "tile/0/x1/000",
            "tile/0/X001/000",
            "tile/0/xx001/000",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/",
            "tile/0/000.p",
            "tile/0/000.p/1/",
            "tile/0/000/",
            "tile/0/000.p/1.p/1",
            "tile/0/../000",
            "tile/entries/000",
            "tile/0/000 ",
            "tile/0/+00",
            "tile/0/x001/+67",
            "tile/7/001",
            "tile/0/x999/x999/x999/x999/x999/x999/999",
        ] {
            assert_eq!(text.parse::<TilePath>(), Err(BadTilePath), "{text:?}");
        }
        assert_eq!(TilePath::new(0, u64::MAX, 1), Err(BadTilePath));
        assert_eq!(TilePath::new(7, 0, 256), Err(BadTilePath));
        assert!(TilePath::new(7, 0, 64).is_ok());
    }

    #[test]
    fn the_tiles_of_a_tree_are_those_of_the_specification() {
        let names = |size| TilePath::of_size(size).map(|tile| tile.to_string()).collect::<Vec<_>>();
        assert_eq!(names(0), [""; 0]);
        assert_eq!(names(1), ["tile/0/000.p/1"]);
        assert_eq!(names(255), ["tile/0/000.p/255"]);
        assert_eq!(names(256), ["tile/0/000", "tile/1/000.p/1"]);
        assert_eq!(names(257), ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]);
        // The specification's example: 70,000 leaves.
        let tiles = names(70_000);
        assert_eq!(tiles.len(), 273 + 1 + 1 + 1 + 1);
        assert_eq!(
            &tiles[272..],
            ["tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
        );
    }

    #[test]
    fn what_growth_adds_makes_up_the_difference() {
        for old in [0, 1, 7, 255, 256, 257, 511, 65_535, 65_536] {
            for new in [old, old + 1, old + 2, old + 255, old + 256, old + 300] {
                let had: Vec<_> = TilePath::of_size(old).collect();
                let added: Vec<_> = TilePath::of_size(new).filter(|tile| !had.contains(tile)).collect();
                assert_eq!(TilePath::added(old, new).collect::<Vec<_>>(), added, "{old} to {new}");
            }
        }
        assert_eq!(TilePath::added(300, 200).count(), 0);
    }

    #[test]
    fn the_cross_checked_tile_of_seven_entries() {
        let bytes: Vec<u8> = entries(7).iter().flat_map(|leaf| leaf.0).collect();
        let tile = TilePath::of_size(7).next().unwrap();
        assert_eq!((tile.to_string().as_str(), tile.byte_len()), ("tile/0/000.p/7", 224));
        assert_eq!(hex(&sha256(&bytes)), "e99f493b599ba703533533aef52f8c7d065829a1ab763aac3f97a11854400cc9");
    }

    #[test]
    fn every_node_is_found_in_its_tile() {
        let leaves = entries(600);
        let (mut tree, mut nodes) = (CompactRange::new(), BTreeMap::new());
        for &leaf in &leaves {
            tree.push_with(leaf, |level, index, hash| {
                nodes.insert(NodeId { level, index }, hash);
            });
        }
        let tiles: BTreeMap<TilePath, Vec<u8>> = TilePath::of_size(600)
            .map(|tile| (tile, tile.nodes().flat_map(|node| nodes[&node].0).collect::<Vec<_>>()))
            .collect();
        for (tile, bytes) in &tiles {
            assert_eq!(bytes.len(), tile.byte_len());
        }
        for (&node, &hash) in &nodes {
            let slot = TileSlot::of(node);
            let tile = slot.tile(600).unwrap();
            assert_eq!(slot.hash_in(&tiles[&tile]), Some(hash), "{node:?}");
        }
    }

    #[test]
    fn a_node_the_tree_has_not_got_has_no_tile() {
        let slot = TileSlot::of(NodeId { level: 3, index: 0 });
        assert_eq!(slot, TileSlot { level: 0, index: 0, first: 0, count: 8 });
        assert_eq!(slot.tile(7), None);
        assert_eq!(slot.tile(8), Some(path("tile/0/000.p/8")));
        assert_eq!(TileSlot::of(NodeId { level: 8, index: 0 }).tile(255), None);
        assert_eq!(TileSlot::of(NodeId::leaf(256)).tile(256), None);
        assert_eq!(TileSlot::of(NodeId::leaf(512)).tile(256), None);
    }

    #[test]
    fn a_tile_that_is_too_short_or_ragged_gives_nothing() {
        let slot = TileSlot::of(NodeId { level: 1, index: 1 });
        assert_eq!(slot.bytes(), 64..128);
        assert!(slot.hash_in(&[0; 128]).is_some());
        assert_eq!(slot.hash_in(&[0; 96]), None);
        assert_eq!(slot.hash_in(&[0; 129]), None);
    }
}

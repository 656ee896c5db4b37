//! QR codes (ISO/IEC 18004) as drawings in a page, and a file cut into pieces that fit them.
//!
//! A piece is one line of ASCII, so that no reader guesses an encoding and no line end is lost or added:
//!
//! ```text
//! liuhen proof v1 003/018 1a2b3c4d:BASE64…
//! ```
//!
//! its number, how many there are, the first eight hex digits of the file's SHA-256. Sorted, with what stands before the
//! colon taken away, and joined, the pieces are the file in base64: `sort`, `sed` and `base64` put it together.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

use super::html::Html;
use crate::model::digest::hex;

/// A code with `text` in it, as bytes; `None` where it does not fit any. The strongest correction is taken that needs no
/// larger code than `least` does.
pub fn code(text: &str, least: Correction) -> Option<Html> {
    let least = match least {
        Correction::Low => QrCodeEcc::Low,
        Correction::Medium => QrCodeEcc::Medium,
    };
    let segments = [QrSegment::make_bytes(text.as_bytes())];
    // The mask is chosen by the standard's own penalty: the same text gives the same drawing.
    let mask: Option<Mask> = None;
    let code = QrCode::encode_segments_advanced(&segments, least, Version::MIN, Version::MAX, mask, true).ok()?;
    Some(drawn(&code))
}

/// How much of a code may be lost and it is still read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// About 7 in 100.
    Low,
    /// About 15 in 100: for paper that is kept for years.
    Medium,
}

/// One path for all dark modules, those beside each other in one stroke; around it the quiet zone of four modules.
fn drawn(code: &QrCode) -> Html {
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let from = x;
            while x < size && code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                path.push_str(&format!("M{} {}h{}v1H{}z", from + QUIET, y + QUIET, x - from, from + QUIET));
            }
            x += 1;
        }
    }
    let side = size + 2 * QUIET;
    let mut html = Html::new();
    html.mark("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" shape-rendering=\"crispEdges\"");
    html.attribute("viewBox", &format!("0 0 {side} {side}")).mark("><path fill=\"#000\"").attribute("d", &path);
    html.mark("/></svg>");
    html
}

/// The lines of a file's pieces; none where there would be more than [`PIECES_MAX`].
pub fn pieces(bytes: &[u8], sha256: &[u8; 32]) -> Vec<String> {
    let text = STANDARD.encode(bytes);
    let count = text.len().div_ceil(PIECE_CHARS);
    if count > PIECES_MAX {
        return Vec::new();
    }
    let mark = &hex(sha256)[..8];
    // Cut evenly, so that all codes have one size and print at one scale.
    let end = |at: usize| at * text.len() / count.max(1);
    let cut = (0..count).map(|at| text.get(end(at)..end(at + 1)).unwrap_or_default());
    cut.enumerate().map(|(at, piece)| format!("{PIECE_OPENING}{:03}/{count:03} {mark}:{piece}", at + 1)).collect()
}

/// What each piece begins with.
pub const PIECE_OPENING: &str = "liuhen proof v1 ";

/// The quiet zone that the standard asks for, in modules.
const QUIET: i32 = 4;

/// How many characters of base64 a piece holds at most. With what stands before them they fill version 30 at medium correction
/// (1,370 bytes): 137 modules, which at 80 mm are 0.55 mm each and are read by any telephone.
const PIECE_CHARS: usize = 1_336;

/// How many pieces are drawn: ten printed pages. A longer file is kept as a file.
pub const PIECES_MAX: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::hash::sha256;

    #[test]
    fn pieces_put_together_are_the_file() {
        for length in [0, 1, 1_002, 1_003, 20_000] {
            let bytes: Vec<u8> = (0..length).map(|at| (at * 7 % 256) as u8).collect();
            let digest = sha256(&bytes);
            let pieces = pieces(&bytes, &digest);
            assert!(pieces.is_sorted() && pieces.iter().all(|piece| piece.is_ascii() && !piece.contains('\n')));
            let joined: String = pieces.iter().map(|piece| piece.split_once(':').unwrap().1).collect();
            assert_eq!(STANDARD.decode(joined).unwrap(), bytes);
            for (at, piece) in pieces.iter().enumerate() {
                let opening = format!("liuhen proof v1 {:03}/{:03} {}:", at + 1, pieces.len(), &hex(&digest)[..8]);
                assert!(piece.starts_with(&opening), "{piece}");
            }
        }
    }

    #[test]
    fn a_piece_fills_version_30_and_no_larger_one() {
        let piece = &pieces(&[7; 5_000], &[0; 32])[0];
        let segments = [QrSegment::make_bytes(piece.as_bytes())];
        let code =
            QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Version::MIN, Version::MAX, None, true);
        assert_eq!(code.unwrap().version().value(), 30);
    }

    #[test]
    fn all_pieces_are_of_one_size() {
        for length in [1, 1_003, 5_000, 40_081] {
            let pieces = pieces(&vec![7; length], &[0; 32]);
            let (least, most) = (pieces.iter().map(String::len).min(), pieces.iter().map(String::len).max());
            assert!(most.unwrap() - least.unwrap() <= 1, "{length}: {least:?} {most:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_not_drawn() {
        assert_eq!(pieces(&vec![0; PIECES_MAX * PIECE_CHARS / 4 * 3], &[0; 32]).len(), PIECES_MAX);
        assert!(pieces(&vec![0; PIECES_MAX * PIECE_CHARS / 4 * 3 + 1], &[0; 32]).is_empty());
        assert!(code(&"x".repeat(2_953), Correction::Low).is_some());
        assert!(code(&"x".repeat(2_954), Correction::Low).is_none());
    }

    #[test]
    fn the_drawing_has_the_modules_of_the_code() {
        let html = code("liuhen", Correction::Medium).unwrap();
        // Version 1: 21 modules and the quiet zone; the first stroke is the top of the first finder pattern.
        assert!(html.as_str().contains("viewBox=\"0 0 29 29\"") && html.as_str().contains("d=\"M4 4h7v1H4z"));
    }
}

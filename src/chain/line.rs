//! The few things every C2SP text is made of: a hash in base64, a decimal number without leading zeros.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::model::TreeHash;

/// Where the first line of `bytes` ends: the place of its LF. Eight bytes at a time, since every header of a log is cut into
/// lines three times.
pub(crate) fn line_end(bytes: &[u8]) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        // The lowest byte that is zero here is the first LF; higher ones may be carries.
        let apart = u64::from_le_bytes(*word) ^ (LOW * b'\n' as u64);
        let found = apart.wrapping_sub(LOW) & !apart & HIGH;
        if found != 0 {
            return Some(8 * at + found.trailing_zeros() as usize / 8);
        }
    }
    rest.iter().position(|&b| b == b'\n').map(|at| 8 * words.len() + at)
}

/// Reads a decimal number that has one spelling: digits only, no leading zero but in `0` itself.
pub(super) fn read_decimal(text: impl AsRef<[u8]>) -> Option<u64> {
    let digit = |digit: u8| digit.is_ascii_digit().then(|| u64::from(digit - b'0'));
    match text.as_ref() {
        [b'0'] => Some(0),
        [b'1'..=b'9', ..] => {
            text.as_ref().iter().try_fold(0_u64, |sum, &next| sum.checked_mul(10)?.checked_add(digit(next)?))
        }
        _ => None,
    }
}

/// Reads base64 of the standard alphabet with padding and no stray bits: one text for one value (RFC 4648 §3.5, §4).
pub(super) fn read_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Reads a hash in base64: 44 characters.
pub(super) fn read_hash(text: &str) -> Option<TreeHash> {
    read_base64(text)?.try_into().ok().map(TreeHash)
}

/// Writes base64 of the standard alphabet with padding.
pub(super) fn write_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_where_its_first_lf_stands() {
        // Every pair of places, among bytes that differ from LF in one bit, or in all.
        for filler in [0, 0x0b, 0x8a, 0xff, b'x'] {
            for first in 0..40 {
                for second in first..40 {
                    let mut bytes = [filler; 40];
                    (bytes[first], bytes[second]) = (b'\n', b'\n');
                    for end in 0..=40 {
                        assert_eq!(line_end(&bytes[..end]), (first < end).then_some(first));
                    }
                }
            }
        }
    }

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!(read_decimal("0"), Some(0));
        assert_eq!(read_decimal("18446744073709551615"), Some(u64::MAX));
        for bad in ["", "00", "01", "+1", "-1", " 1", "1 ", "1_0", "0x1", "１", "18446744073709551616"] {
            assert_eq!(read_decimal(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn base64_has_one_spelling() {
        assert_eq!(read_base64("AQ=="), Some(vec![1]));
        for bad in ["AQ", "AQ=", "AR==", "AQ==\n", "A Q==", "_-==", "AQ===="] {
            assert_eq!(read_base64(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_hash_has_32_bytes() {
        let hash = TreeHash([7; 32]);
        assert_eq!(read_hash(&write_base64(&hash.0)), Some(hash));
        assert_eq!(read_hash(&write_base64(&[7; 31])), None);
        assert_eq!(read_hash(&write_base64(&[7; 33])), None);
    }
}

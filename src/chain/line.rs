//! The few things every C2SP text is made of: a hash in base64, a decimal number without leading zeros.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::model::TreeHash;

/// Reads a decimal number that has one spelling: digits only, no leading zero but in `0` itself.
pub(super) fn read_decimal(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) || (text.len() > 1 && text.starts_with('0')) {
        return None;
    }
    text.parse().ok()
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

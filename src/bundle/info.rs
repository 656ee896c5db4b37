//! The bag's metadata, `bag-info.txt` (RFC 8493, section 2.2.2): labels and values, one a line.

/// How many bytes and files the payload has.
pub const PAYLOAD_OXUM: &str = "Payload-Oxum";

/// Metadata in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BagInfo(Vec<(&'static str, String)>);

impl BagInfo {
    /// Adds a line; a value that is not known is left out. Line ends in it become spaces, so that it stays one line.
    pub fn add(&mut self, label: &'static str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            let value = value.into().split(|c: char| c.is_control()).collect::<Vec<_>>().join(" ");
            self.0.push((label, value.trim().to_owned()));
        }
    }

    /// The bytes.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|(label, value)| format!("{label}: {value}\n")).collect()
    }
}

/// The value of the only line with `label`; `None` where there is none or there are several.
pub(super) fn value(bytes: &[u8], label: &str) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut found = text.split('\n').filter_map(|line| line.strip_prefix(label)?.strip_prefix(": "));
    let value = found.next()?.to_owned();
    found.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_on_its_line() {
        let mut info = BagInfo::default();
        info.add("External-Description", Some("停车费\r\nPayload-Oxum: 0.0"));
        info.add("Bag-Size", None::<String>);
        info.add(PAYLOAD_OXUM, Some("12.3"));
        assert_eq!(info.to_text(), "External-Description: 停车费  Payload-Oxum: 0.0\nPayload-Oxum: 12.3\n");
        assert_eq!(value(info.to_text().as_bytes(), PAYLOAD_OXUM).as_deref(), Some("12.3"));
        assert_eq!(value(b"Payload-Oxum: 1.1\nPayload-Oxum: 2.2\n", PAYLOAD_OXUM), None);
        assert_eq!(value(b"Payload-Oxum: 1.1\r\n", PAYLOAD_OXUM).as_deref(), Some("1.1\r"), "lines end in LF");
        assert_eq!(value(b"", PAYLOAD_OXUM), None);
    }
}

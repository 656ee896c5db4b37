//! What a document is by its own bytes, for the test of usability (可用性): whether its format will be readable in decades,
//! and whether it hides its content. Names and media types are what somebody says; here the bytes are asked.
//!
//! In scope: the marks by which formats begin, the encryption flags of ZIP and PDF, the mark of PDF/A. Out of scope: whether
//! a document is well-formed, or conforms to the standard that its mark names; that takes a validator of that format.

/// Takes a document's bytes as they pass, and tells at the end what it is. Whoever has only the beginning may stop there:
/// what stands further on (the mark of PDF/A, an encrypted PDF) is then not seen, and not claimed.
#[derive(Debug, Clone, Default)]
pub struct Recogniser {
    head: Vec<u8>,
    /// The end of what has passed, so that a mark across two pieces is seen.
    carried: Vec<u8>,
    seen: u64,
    text: Text,
    pdf_a: bool,
    pdf_encrypted: bool,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Recognised {
    /// 版式文件 OFD (GB/T 33190).
    Ofd,
    /// PDF that says it is PDF/A (ISO 19005).
    PdfA,
    /// Any other PDF.
    Pdf,
    /// TIFF.
    Tiff,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WAVE.
    Wav,
    /// MPEG audio layer III.
    Mp3,
    /// XML.
    Xml,
    /// Any other text in UTF-8.
    Text,
    /// Office Open XML or OpenDocument.
    Office,
    /// The binary form of office documents before 2007.
    OldOffice,
    /// A ZIP archive that is none of the above.
    Zip,
    /// Another archive or compression: gzip, bzip2, xz, RAR, 7z.
    Archive,
    /// A PDF or an archive whose content is encrypted.
    Encrypted,
    /// Nothing at all.
    Empty,
    /// Nothing this program knows.
    Unknown,
}

/// How a format stands in an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeping {
    /// On the list of formats that are kept for long.
    LongTerm,
    /// Readable today, and to be converted or accepted by somebody.
    ToBeLookedAt,
    /// A container that hides or compresses its content by means of its own: not to be taken in as it is.
    Refused,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Text {
    /// So far.
    #[default]
    Utf8,
    No,
}

impl Recogniser {
    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        self.seen += bytes.len() as u64;
        let room = HEAD_BYTES.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        let is_pdf = self.head.starts_with(PDF);
        if !is_pdf && self.text == Text::No {
            return;
        }
        let mut piece = std::mem::take(&mut self.carried);
        piece.extend_from_slice(bytes);
        if is_pdf {
            self.pdf_a |= contains(&piece, b"pdfaid:part");
            self.pdf_encrypted |= contains(&piece, b"/Encrypt");
            self.carried = piece[piece.len().saturating_sub(CARRIED_BYTES)..].to_vec();
        } else {
            self.carried = self.rest_of_text(&piece);
        }
    }

    /// Whether what it is may still show further on.
    pub fn looks_on(&self) -> bool {
        self.head.starts_with(PDF)
    }

    /// What of a text's end may be the beginning of a character; none where it is no text.
    fn rest_of_text(&mut self, piece: &[u8]) -> Vec<u8> {
        let valid = match std::str::from_utf8(piece) {
            Ok(_) => piece.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => {
                self.text = Text::No;
                return Vec::new();
            }
        };
        let is_control = |b: &u8| *b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0c);
        if piece[..valid].iter().any(is_control) {
            self.text = Text::No;
            return Vec::new();
        }
        piece[valid..].to_vec()
    }

    /// What it is, where only its beginning has passed: a character that is cut in two says nothing.
    pub fn finish_early(mut self) -> Recognised {
        if self.text == Text::Utf8 {
            self.carried.clear();
        }
        self.finish()
    }

    /// What it is.
    pub fn finish(self) -> Recognised {
        let head = &self.head[..];
        let begins = |mark: &[u8]| head.starts_with(mark);
        if self.seen == 0 {
            return Recognised::Empty;
        }
        if begins(PDF) {
            return match (self.pdf_encrypted, self.pdf_a) {
                (true, _) => Recognised::Encrypted,
                (false, true) => Recognised::PdfA,
                (false, false) => Recognised::Pdf,
            };
        }
        if begins(ZIP) {
            return zip(head);
        }
        if begins(b"RIFF") && head.get(8..12) == Some(b"WAVE") {
            return Recognised::Wav;
        }
        if let Some((_, format)) = MARKS.iter().find(|(mark, _)| begins(mark)) {
            return *format;
        }
        // An MPEG frame: eleven bits set, layer III.
        if matches!(head, [0xff, second, ..] if second & 0xe6 == 0xe2) {
            return Recognised::Mp3;
        }
        if self.text == Text::Utf8 && self.carried.is_empty() {
            let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
            return if text.trim_ascii_start().starts_with(b"<?xml") { Recognised::Xml } else { Recognised::Text };
        }
        Recognised::Unknown
    }
}

impl Recognised {
    /// Its name in data.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Ofd => "ofd",
            Self::PdfA => "pdf-a",
            Self::Pdf => "pdf",
            Self::Tiff => "tiff",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Wav => "wav",
            Self::Mp3 => "mp3",
            Self::Xml => "xml",
            Self::Text => "text",
            Self::Office => "office",
            Self::OldOffice => "old-office",
            Self::Zip => "zip",
            Self::Archive => "archive",
            Self::Encrypted => "encrypted",
            Self::Empty => "empty",
            Self::Unknown => "unknown",
        }
    }

    /// How it stands in an archive: the formats for keeping of GB/T 18894 and GB/T 33190.
    pub const fn keeping(self) -> Keeping {
        match self {
            Self::Ofd | Self::PdfA | Self::Tiff | Self::Jpeg | Self::Wav | Self::Mp3 | Self::Xml | Self::Text => {
                Keeping::LongTerm
            }
            Self::Pdf | Self::Png | Self::Office | Self::OldOffice | Self::Empty | Self::Unknown => {
                Keeping::ToBeLookedAt
            }
            Self::Zip | Self::Archive | Self::Encrypted => Keeping::Refused,
        }
    }

    /// Whether a document of this sort may be declared so. `None` where the media type says nothing this program knows.
    pub fn may_be(self, media_type: &str) -> Option<bool> {
        let declared = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let expected: &[Self] = match declared.as_str() {
            "application/pdf" => &[Self::Pdf, Self::PdfA, Self::Encrypted],
            "application/ofd" | "application/vnd.ofd" => &[Self::Ofd],
            "image/tiff" => &[Self::Tiff],
            "image/jpeg" => &[Self::Jpeg],
            "image/png" => &[Self::Png],
            "audio/wav" | "audio/x-wav" | "audio/vnd.wave" => &[Self::Wav],
            "audio/mpeg" | "audio/mp3" => &[Self::Mp3],
            "application/xml" | "text/xml" => &[Self::Xml, Self::Text],
            "application/json" | "application/toml" => &[Self::Text],
            "application/zip" => &[Self::Zip, Self::Office, Self::Ofd, Self::Encrypted],
            "application/msword" | "application/vnd.ms-excel" | "application/vnd.ms-powerpoint" => {
                &[Self::OldOffice, Self::Office]
            }
            other if other.starts_with("application/vnd.openxmlformats-officedocument.") => {
                &[Self::Office, Self::OldOffice]
            }
            other if other.starts_with("application/vnd.oasis.opendocument.") => &[Self::Office],
            // A text may be in another encoding than UTF-8; that it is one cannot be told from its bytes.
            other if other.starts_with("text/") => &[Self::Text, Self::Xml, Self::Unknown, Self::Empty],
            _ => return None,
        };
        Some(expected.contains(&self))
    }
}

/// What a ZIP is by the first of its members: their names, and whether they are encrypted.
fn zip(head: &[u8]) -> Recognised {
    let (mut at, mut kind) = (0, Recognised::Zip);
    while let Some(member) = head.get(at..).filter(|rest| rest.starts_with(ZIP)) {
        let word = |from: usize| member.get(from..from + 2).map(|two| usize::from(two[0]) | usize::from(two[1]) << 8);
        let (Some(flags), Some(names), Some(extra)) = (word(6), word(26), word(28)) else { break };
        if flags & 1 == 1 {
            return Recognised::Encrypted;
        }
        let name = member.get(30..30 + names).unwrap_or_default();
        if name == b"OFD.xml" || name.ends_with(b"/OFD.xml") {
            kind = Recognised::Ofd;
        } else if kind == Recognised::Zip
            && (name == b"[Content_Types].xml"
                || [&b"word/"[..], b"xl/", b"ppt/"].iter().any(|folder| name.starts_with(folder))
                || name == b"mimetype")
        {
            kind = Recognised::Office;
        }
        // The packed size is unknown where a descriptor follows the data; the next member is looked for then.
        let packed = member
            .get(18..22)
            .map_or(0, |four| four.iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte)));
        let data = at + 30 + names + extra;
        let streamed = flags & 8 == 8 && packed == 0;
        let next = if streamed {
            head.get(data..).and_then(|rest| find(rest, ZIP)).map(|found| data + found)
        } else {
            data.checked_add(packed)
        };
        match next {
            Some(next) if next > at => at = next,
            _ => break,
        }
    }
    kind
}

fn find(within: &[u8], mark: &[u8]) -> Option<usize> {
    within.windows(mark.len()).position(|window| window == mark)
}

fn contains(within: &[u8], mark: &[u8]) -> bool {
    find(within, mark).is_some()
}

const PDF: &[u8] = b"%PDF-";
const ZIP: &[u8] = b"PK\x03\x04";

/// How other formats begin.
const MARKS: &[(&[u8], Recognised)] = &[
    (b"II*\0", Recognised::Tiff),
    (b"MM\0*", Recognised::Tiff),
    (b"\xff\xd8\xff", Recognised::Jpeg),
    (b"\x89PNG\r\n\x1a\n", Recognised::Png),
    (b"ID3", Recognised::Mp3),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Recognised::OldOffice),
    (b"Rar!\x1a\x07", Recognised::Archive),
    (b"7z\xbc\xaf\x27\x1c", Recognised::Archive),
    (b"\x1f\x8b", Recognised::Archive),
    (b"BZh", Recognised::Archive),
    (b"\xfd7zXZ\0", Recognised::Archive),
    (b"PK\x05\x06", Recognised::Zip),
];

/// Enough for the first members of any ZIP that is an OFD or an office document.
const HEAD_BYTES: usize = 16 << 10;

/// Longer than any mark that is looked for.
const CARRIED_BYTES: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Recognised {
        let mut whole = Recogniser::default();
        whole.take(bytes);
        // However the bytes are cut, the answer is the same.
        for step in [1, 7] {
            let mut pieces = Recogniser::default();
            bytes.chunks(step).for_each(|piece| pieces.take(piece));
            assert_eq!(pieces.finish(), whole.clone().finish(), "{step}");
        }
        whole.finish()
    }

    /// A member with stored content.
    fn member(name: &str, flags: u16, content: &[u8]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04\x14\0".to_vec();
        bytes.extend(flags.to_le_bytes());
        bytes.extend([0; 10]);
        let size = if flags & 8 == 8 { 0 } else { u32::try_from(content.len()).unwrap() };
        bytes.extend(size.to_le_bytes());
        bytes.extend(size.to_le_bytes());
        bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend([0; 2]);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
        bytes
    }

    #[test]
    fn formats_are_known_by_how_they_begin() {
        for (bytes, expected) in [
            (&b""[..], Recognised::Empty),
            (b"%PDF-1.7\n...", Recognised::Pdf),
            (b"%PDF-1.4\n<pdfaid:part>2</pdfaid:part>", Recognised::PdfA),
            (b"%PDF-1.4\ntrailer << /Encrypt 5 0 R >>", Recognised::Encrypted),
            (b"II*\0....", Recognised::Tiff),
            (b"\xff\xd8\xff\xe0..", Recognised::Jpeg),
            (b"\x89PNG\r\n\x1a\n..", Recognised::Png),
            (b"RIFF....WAVEfmt ", Recognised::Wav),
            (b"RIFF....AVI LIST\0", Recognised::Unknown),
            (b"ID3\x03", Recognised::Mp3),
            (b"\xff\xfb\x90\x64", Recognised::Mp3),
            (b"<?xml version=\"1.0\"?><a/>", Recognised::Xml),
            ("\u{feff}<?xml version=\"1.0\"?><a/>".as_bytes(), Recognised::Xml),
            ("序号,名称\r\n1,草案\n".as_bytes(), Recognised::Text),
            (b"a\0b", Recognised::Unknown),
            (b"\xe4\xba", Recognised::Unknown),
            (b"\xb2\xdd\xb0\xb8", Recognised::Unknown),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Recognised::OldOffice),
            (b"Rar!\x1a\x07\x01", Recognised::Archive),
            (b"7z\xbc\xaf\x27\x1c", Recognised::Archive),
            (b"\x1f\x8b\x08", Recognised::Archive),
        ] {
            assert_eq!(of(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_beginning_may_end_in_the_middle_of_a_character() {
        let mut recogniser = Recogniser::default();
        recogniser.take(&"草案".as_bytes()[..4]);
        assert_eq!(recogniser.clone().finish(), Recognised::Unknown);
        assert_eq!(recogniser.finish_early(), Recognised::Text);
    }

    #[test]
    fn a_zip_is_known_by_its_members() {
        assert_eq!(of(&member("a.txt", 0, b"x")), Recognised::Zip);
        assert_eq!(of(&member("a.txt", 1, b"x")), Recognised::Encrypted);
        assert_eq!(of(&[member("a.txt", 0, b"x"), member("b.txt", 1, b"x")].concat()), Recognised::Encrypted);
        assert_eq!(of(&[member("Doc_0/x", 0, b"x"), member("OFD.xml", 0, b"y")].concat()), Recognised::Ofd);
        assert_eq!(of(&[member("Doc_0/x", 8, b"xxxx"), member("OFD.xml", 8, b"y")].concat()), Recognised::Ofd);
        assert_eq!(of(&member("[Content_Types].xml", 0, b"x")), Recognised::Office);
        assert_eq!(of(b"PK\x03\x04"), Recognised::Zip);
    }

    #[test]
    fn the_lists_hold_what_they_must() {
        assert_eq!(Recognised::Ofd.keeping(), Keeping::LongTerm);
        assert_eq!(Recognised::Pdf.keeping(), Keeping::ToBeLookedAt);
        assert_eq!(Recognised::Encrypted.keeping(), Keeping::Refused);
        assert_eq!(Recognised::PdfA.may_be("application/pdf; version=1"), Some(true));
        assert_eq!(Recognised::Jpeg.may_be("application/pdf"), Some(false));
        assert_eq!(Recognised::Unknown.may_be("text/plain"), Some(true), "another encoding");
        assert_eq!(Recognised::Jpeg.may_be("text/plain"), Some(false));
        assert_eq!(Recognised::Jpeg.may_be("application/x-strange"), None);
        for declared in ["image/tiff", "audio/wav", "audio/mpeg", "application/ofd", "application/msword"] {
            assert_eq!(Recognised::Text.may_be(declared), Some(false), "{declared}");
        }
    }
}

//! Media types by a file's ending. A short table and no crate: the type is signed, so it must not change when a list of
//! a thousand endings is brought up to date. These are the formats archives accept, and those offices write.

/// The media type for a file's name; `application/octet-stream` where the ending is not known.
pub fn of_name(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    BY_ENDING
        .iter()
        .find(|(known, _)| *known == ending)
        .map_or("application/octet-stream", |(_, media_type)| media_type)
}

const BY_ENDING: &[(&str, &str)] = &[
    ("pdf", "application/pdf"),
    // GB/T 33190: the layout format of official documents.
    ("ofd", "application/ofd"),
    ("txt", "text/plain"),
    ("md", "text/markdown"),
    ("csv", "text/csv"),
    ("html", "text/html"),
    ("htm", "text/html"),
    ("xml", "application/xml"),
    ("json", "application/json"),
    ("toml", "application/toml"),
    // Captured web pages.
    ("warc", "application/warc"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("mp3", "audio/mpeg"),
    ("wav", "audio/wav"),
    ("mp4", "video/mp4"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("wps", "application/vnd.ms-works"),
    ("eml", "message/rfc822"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_has_its_type_whatever_its_case() {
        assert_eq!(of_name("公告.PDF"), "application/pdf");
        assert_eq!(of_name("卷/版式.ofd"), "application/ofd");
        for unknown in ["", "README", "a.unknown", ".", "a."] {
            assert_eq!(of_name(unknown), "application/octet-stream", "{unknown}");
        }
    }
}

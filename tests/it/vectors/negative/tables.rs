//! One change a line: its name, what is replaced, by what, why that is refused, what our message says.
/// A change of one piece of a sound text.
pub(super) type Change = (&'static str, &'static str, &'static str, &'static str, &'static str);

pub(super) const ENVELOPE: &[Change] = &[
    ("unknown-field", "\"payload\"", "\"more\":1,\"payload\"", "an unknown field", "unknown field"),
    ("field-twice", "\"payload\"", "\"payload\":\"e30=\",\"payload\"", "a field stands twice", "duplicate field"),
    (
        "field-twice-escaped",
        "\"payload\"",
        "\"p\\u0061yload\":\"e30=\",\"payload\"",
        "a field stands twice, once escaped",
        "duplicate field",
    ),
    ("other-type", "v1+json", "v2+json", "another payload type", "payload type"),
    ("url-safe-base64", "\"sig\":\"", "\"sig\":\"-_", "base64 of the URL alphabet", "base64"),
    ("base64-space", "\"payload\":\"", "\"payload\":\" ", "white space in base64", "base64"),
    ("base64-unpadded", "==\"}]}", "\"}]}", "base64 without its padding", "base64"),
    ("signature-long", "\"sig\":\"", "\"sig\":\"AAAA", "a signature of 67 bytes", "64 bytes"),
    ("keyid-missing", "\"keyid\":", "\"id\":", "another field in place of keyid", "unknown field"),
    ("signatures-missing", "\"signatures\"", "\"signature\"", "another field in place of signatures", "unknown field"),
    ("bom", "{\"payloadType\"", "\u{feff}{\"payloadType\"", "a byte order mark", "expected value"),
    ("more-after", "\"}]}", "\"}]} {}", "something follows the object", "trailing characters"),
    ("trailing-comma", "\"}]}", "\"},]}", "a trailing comma", "trailing comma"),
    (
        "list",
        "{\"payloadType\":\"application/vnd.liuhen.record.v1+json\",\"payload\":\"",
        "[\"application/vnd.liuhen.record.v1+json\",\"",
        "a list where an object belongs",
        "invalid type",
    ),
];

pub(super) const RECORD: &[Change] = &[
    ("other-version", "record/v1", "record/v2", "another version", "version"),
    ("version-missing", "\"liuhen\":\"record/v1\",", "", "no version", "missing field"),
    ("unknown-field", "\"kind\":", "\"note\":\"\",\"kind\":", "an unknown field", "unknown field"),
    ("field-twice", "\"kind\":", "\"kind\":\"position\",\"kind\":", "a field stands twice", "duplicate field"),
    (
        "field-twice-escaped",
        "\"kind\":",
        "\"k\\u0069nd\":\"position\",\"kind\":",
        "a field stands twice, once escaped",
        "duplicate field",
    ),
    ("late-null", "\"attachments\":", "\"late\":null,\"attachments\":", "null is not absence", "invalid type"),
    ("despite-null", "\"attachments\":", "\"despite\":null,\"attachments\":", "null is not absence", "invalid type"),
    ("comment", "{\"liuhen\"", "{/**/\"liuhen\"", "a comment", "key must be a string"),
    ("unpaired-surrogate", "首次形成草案。", "\\ud800", "half a surrogate pair", "hex escape"),
    ("control-character", "首次形成草案。", "\u{1}", "a control character that is not escaped", "control character"),
    ("origin-space", "yunxi.example/", "yunxi example/", "an origin with a space", "is not an origin"),
    ("stream-other", "decision/2026-003", "decisions/2026-003", "no such stream", "is not a stream"),
    ("stream-deep", "decision/2026-003", "decision/2026/003", "a decision id with a slash", "is not a decision id"),
    ("kind-upper", "draft-version", "Draft-version", "a kind with a capital letter", "is not a kind"),
    ("nonce-unpadded", "==\",\"signed_at\"", "\",\"signed_at\"", "a nonce without its padding", "16 bytes"),
    ("signed-at-seconds", "06:30:00.000Z", "06:30:00Z", "a time without decimals", "is not a time"),
    ("signed-at-two-decimals", "06:30:00.000Z", "06:30:00.00Z", "a time with two decimals", "is not a time"),
    ("signed-at-offset", "06:30:00.000Z", "14:30:00.000+08:00", "a time that is not UTC", "is not a time"),
    ("signed-at-leap-second", "06:30:00.000Z", "06:30:60.000Z", "a leap second", "is not a time"),
    ("signed-at-small-letters", "T06:30:00.000Z", "t06:30:00.000z", "small letters", "is not a time"),
    (
        "occurred-backwards",
        "\"from\":\"2026-03-03\"",
        "\"from\":\"2026-03-04\"",
        "it ends before it begins",
        "ends before",
    ),
    ("occurred-no-such-day", "\"from\":\"2026-03-03\"", "\"from\":\"2026-02-29\"", "no such day", "is not a date"),
    (
        "occurred-decimals",
        "\"from\":\"2026-03-03\"",
        "\"from\":\"2026-03-03T09:00:00.5+08:00\"",
        "parts of a second",
        "is not a date",
    ),
    (
        "occurred-no-offset",
        "\"from\":\"2026-03-03\"",
        "\"from\":\"2026-03-03T09:00:00\"",
        "a time without its offset",
        "is not a date",
    ),
    (
        "occurred-offset-of-a-day",
        "\"from\":\"2026-03-03\"",
        "\"from\":\"2026-03-03T09:00:00+24:00\"",
        "an offset of a day",
        "is not a date",
    ),
    (
        "occurred-minus-zero",
        "\"from\":\"2026-03-03\"",
        "\"from\":\"2026-03-03T09:00:00-00:00\"",
        "the offset -00:00",
        "is not a date",
    ),
    (
        "occurred-list",
        "{\"from\":\"2026-03-03\",\"to\":\"2026-03-03\"}",
        "[\"2026-03-03\",\"2026-03-03\"]",
        "a list where an object belongs",
        "invalid type",
    ),
    ("office-unknown-field", "{\"office\":", "{\"name\":\"\",\"office\":", "an unknown field", "unknown field"),
    ("office-upper", "\"handling-unit\"", "\"Handling-unit\"", "an office with a capital letter", "is not an office"),
    ("key-other-algorithm", "MCowBQYDK2VwAyEA", "MCowBQYDK2VuAyEA", "a key of X25519", "not an Ed25519"),
    ("body-missing", "\"body\":", "\"bodies\":", "no body", "unknown field"),
    ("body-fraction", "\"version\":\"v1\"", "\"version\":1.0", "a fraction", "floating point"),
    ("body-exponent", "\"version\":\"v1\"", "\"version\":1e2", "an exponent", "floating point"),
    ("body-minus-zero", "\"version\":\"v1\"", "\"version\":-0", "minus nothing", "floating point"),
    ("body-vast", "\"version\":\"v1\"", "\"version\":9223372036854775808", "a number beyond 64 bits with sign", "2^63"),
    ("body-null", "\"version\":\"v1\"", "\"version\":null", "null", "null"),
    (
        "body-field-twice",
        "\"version\":\"v1\"",
        "\"version\":\"v1\",\"version\":\"v1\"",
        "a field stands twice",
        "duplicate field",
    ),
    ("size-negative", "\"size\":", "\"size\":-", "a negative size", "integer"),
    ("name-two-lines", "停车收费调整方案草案.txt", "停车\\n草案.txt", "a name of two lines", "one line"),
    ("name-blank", "停车收费调整方案草案.txt", "\u{3000}", "a blank name", "one line"),
    (
        "attachment-both",
        "\"sealed\":",
        "\"blake3\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"sealed\":",
        "both open and sealed",
        "`sealed` alone",
    ),
    ("attachment-one-digest", "\"sealed\":", "\"sha256\":", "one digest of two", "`sealed` alone"),
    (
        "late-blank",
        "\"attachments\":",
        "\"late\":{\"reason\":\" \"},\"attachments\":",
        "a late entry without a reason",
        "late.reason",
    ),
    (
        "despite-blank",
        "\"attachments\":",
        "\"despite\":[{\"rule\":\"x\",\"reason\":\"\"}],\"attachments\":",
        "a rule passed over without a reason",
        "despite",
    ),
];

pub(super) const HEADER: &[Change] = &[
    ("title", "liuhen entry v1\n", "liuhen entry v2\n", "another version", "line 1"),
    ("origin", "origin yunxi", "origin  yunxi", "two spaces", "line 2"),
    ("sequence-padded", "sequence 5", "sequence 05", "a leading zero", "line 3"),
    ("sequence-sign", "sequence 5", "sequence +5", "a sign", "line 3"),
    ("previous-upper", "\nprevious ", "\nprevious A", "a capital letter", "line 4"),
    ("recorded-decimals", "31:00.000Z", "31:00.00Z", "two decimals", "line 5"),
    ("recorded-offset", "T06:31:00.000Z", "T14:31:00.000+08:00", "not UTC", "line 5"),
    ("number-space", "number 1\n", "number 1 \n", "a space at the end", "line 7"),
    ("crlf", "number 1\n", "number 1\r\n", "CR LF", "line 7"),
    ("line-missing", "number 1\n", "", "a line is missing", "line 7"),
    ("order", "sequence 5\n", "number 1\nsequence 5\n", "the lines in another order", "line 3"),
    ("end", "record-sha256 ", "record-sha256 0", "a digest of 65 digits", "line 10"),
];

pub(super) const FRAME: &[Change] = &[
    ("title", "liuhen entry v1\n", "Liuhen entry v1\n", "it does not begin with the title", "does not begin"),
    ("no-length", "\nrecord ", "\nrecords ", "the line with the length is missing", "record <length>"),
    ("envelope-changed", "\"payloadType\"", "\"payloadtype\"", "the envelope is not the one of the header", "BLAKE3"),
    (
        "sha256-changed",
        "record-sha256 ",
        "record-sha256 0000000000000000000000000000000000000000000000000000000000000000\nx ",
        "the second digest is of something else",
        "length",
    ),
];

pub(super) const CHECKPOINT: &[Change] = &[
    ("extension", "=\n\n", "=\nmore\n\n", "an extension line", "three lines"),
    ("size-padded", "\n8\n", "\n08\n", "a leading zero", "second line"),
    ("size-vast", "\n8\n", "\n4611686018427387905\n", "a size beyond 2^62", "second line"),
    ("size-nothing", "\n8\n", "\n0\n", "an empty tree with another root than the empty one's", "empty tree"),
    ("root-short", "=\n\n", "\n\n", "a root without its padding", "third line"),
    ("crlf", "\n8\n", "\r\n8\n", "a control character", "control characters"),
    ("hyphen", "\n— ", "\n- ", "a hyphen in place of the dash", "no note signature"),
    ("no-empty-line", "\n\n", "\n", "no empty line", "no empty line"),
    ("origin", "yunxi.example/decisions\n8", "yunxi+example/decisions\n8", "an origin with `+`", "no origin"),
];

pub(super) const RECEIPT: &[Change] = &[
    ("other-version", "@v1", "@v2", "another version", "first line"),
    ("index-padded", "index 5", "index 05", "a leading zero", "index line"),
    ("index-other", "index 5", "index 4", "the index is not that of the frame", "another entry"),
    ("extra-unpadded", "\nextra ", "\nextra A", "base64 of a wrong length", "extra line"),
    ("extra-after-index", "\nindex 5\n", "\nindex 5\nextra AAAA\n", "a line out of its place", "no SHA-256 hash"),
];

pub(super) const PROOF: &[Change] = &[
    ("other-version", "proof v1\n", "proof v2\n", "another version", "proof-form"),
    ("person-absent", "person 周文博\n", "", "nobody is named", "`person …` is missing"),
    ("person-other", "person 周文博", "person 吴清和", "none of it is that person's word", "proof-without-word"),
    (
        "decision-other",
        "decision 2026-003",
        "decision 2026-004",
        "none of it is of that decision",
        "proof-without-word",
    ),
    ("entry-padded", "entry 3\n", "entry 03\n", "a leading zero", "`entry …` is missing"),
    ("entry-other", "entry 3\n", "entry 2\n", "the line names another entry than its proof", "proof of entry 3"),
    ("line-between", "entry 3\n", "\nentry 3\n", "an empty line between two entries", "no proof"),
];

pub(super) const OPENING: &[Change] = &[
    ("space", "{\"salt\"", "{ \"salt\"", "white space", "one spelling"),
    ("no-line-end", "}\n", "}", "no LF at its end", "one spelling"),
    ("salt-upper", "\"salt\":\"", "\"salt\":\"AB", "a salt with capital letters", "hexadecimal"),
    ("unknown-field", "\"blake3\"", "\"size\":1,\"blake3\"", "an unknown field", "unknown field"),
];

pub(super) const MARKER_CHANGES: &[Change] = &[
    ("other-version", "ledger/v1", "ledger/v2", "another version", "as version 1 writes it"),
    ("more", "store = ", "note = \"\"\nstore = ", "a line more", "as version 1 writes it"),
    ("spaces", "origin = ", "origin  = ", "the same in another spelling", "as version 1 writes it"),
    ("store", "segments", "memory", "another store", "as version 1 writes it"),
];

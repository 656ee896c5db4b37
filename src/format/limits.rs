//! Every bound of the formats, with its reason. What is over a bound is refused before it is looked at.

/// A record's bytes. A record cites evidence, it does not contain it; 1 MiB holds 300,000 Chinese characters.
pub const RECORD_BYTES_MAX: usize = 1 << 20;

/// How many sign one record: a full assembly of a county government and its guests.
pub const SIGNERS_MAX: usize = 64;

/// An envelope's bytes: the record in base64 (4/3) and its signatures (each at most 64 + 88 + 64 bytes of JSON around),
/// with room for white space. 1,398,104 + 64 × 216 < 1.5 MiB.
pub const ENVELOPE_BYTES_MAX: usize = 3 << 19;

/// A signature's `keyid`, in bytes. It is a hint and decides nothing; a key id in hexadecimal has 64.
pub const KEYID_BYTES_MAX: usize = 128;

/// How many records one stands on.
pub const BASIS_MAX: usize = 256;

/// How many attachments one record cites.
pub const ATTACHMENTS_MAX: usize = 1024;

/// A name, a role, a rule code: one line of text, in characters.
pub const NAME_CHARS_MAX: usize = 255;

/// A reason in words, in characters: a few printed pages.
pub const REASON_CHARS_MAX: usize = 20_000;

/// How many findings one record goes ahead despite, and how many fields a late entry names as not known.
pub const LISTED_MAX: usize = 64;

/// How far two honest clocks may be apart, in seconds. Signers sit on isolated machines whose clocks are set by hand; ten
/// minutes forgive that and hide no back-dating that matters in days.
pub const CLOCK_SKEW_SECONDS_MAX: i64 = 600;

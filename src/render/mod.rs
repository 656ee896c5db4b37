//! Draws what the floors below found out: languages, messages, tables. Floor 7.
//!
//! In scope: choosing words in the reader's language, lining up columns, the tones a line may be spoken in.
//! Out of scope: terminals and colour codes ([`cli`](crate::cli)), judging ([`verify`](crate::verify)).

pub mod archive;
pub mod body;
pub mod by_hand;
pub mod day_words;
pub mod draft;
pub mod event;
pub mod gist;
pub mod html;
pub mod judgement;
pub mod language;
pub mod local_time;
pub mod messages;
pub mod paged_table;
pub mod profile_template;
pub mod profile_words;
pub mod proof_page;
pub mod qr;
pub mod report_json;
pub mod report_text;
pub mod said;
pub mod said_in_words;
pub mod table;
pub mod template;
pub mod tone;
pub mod unanimous;
pub mod words;
pub mod wrap;

pub use language::Language;
pub use local_time::local_time;
pub use messages::{Message, Value, text};
pub use paged_table::PagedTable;
pub use table::{Column, Table};
pub use tone::{Piece, Tone, harmless};
pub use wrap::wrapped;

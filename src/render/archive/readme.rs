//! The plain text (说明文件) for whoever has no browser: what this is, what it holds, how to check it, with a small program
//! that takes out what was signed so that `openssl` can judge it.

use super::checking::{CHECK_RECORD, LAYOUT, STEPS};
use super::cover::{found, period, version};
use super::desk::{Desk, size};
use super::four_properties::tested;
use crate::bundle::Volume;
use crate::render::messages::Value;
use crate::render::{Language, harmless, text as words};
use crate::verify::FourProperties;

/// The text, first in Chinese, then in English, then the program.
pub(super) fn text(volume: &Volume, four: &FourProperties) -> String {
    let desk = Desk::new(volume);
    let mut out = String::new();
    for language in [Language::Zh, Language::En] {
        in_language(&desk, four, language, &mut out);
    }
    out.push_str(SCRIPT);
    out
}

fn in_language(desk: &Desk<'_>, four: &FourProperties, language: Language, out: &mut String) {
    let volume = desk.volume;
    let cover = &volume.cover;
    let say = |id: &str, values: &[(&str, Value<'_>)]| words(language, id, values);
    let mut line = |line: &str| {
        out.push_str(line.trim_end());
        out.push('\n');
    };
    let title = format!("{} · {}", say("archive-readme-title", &[]), say("archive-page-kind", &[]));
    line(&title);
    line(&"=".repeat(unicode_width::UnicodeWidthStr::width(title.as_str())));
    line("");
    line(&harmless(desk.name()));
    line(&say(version(volume.version), &[]));
    line("");
    let fact = |label: &str, value: String| format!("{}: {}", say(label, &[]), harmless(&value));
    let given = |value: Option<&String>| value.cloned().unwrap_or_else(|| say("archive-not-filled", &[]));
    line(&fact("archive-cover-organ", given(cover.organ.as_ref())));
    line(&fact("archive-cover-unit", given(cover.description.unit.as_ref())));
    line(&fact("archive-cover-reference", given(cover.reference.as_ref())));
    if let (Some(from), Some(to)) = (cover.from, cover.to) {
        let values = [("from", from.to_string().into()), ("to", to.to_string().into())];
        line(&fact("archive-cover-time", say("archive-cover-time-words", &values)));
    }
    line(&fact("archive-cover-retention", say(period(&cover.period), &[])));
    line(&fact("archive-cover-decision", format!("{} ({})", volume.decision, volume.origin)));
    line("");
    line(&say("archive-what-is", &[]));
    let holds = [
        ("records", cover.records.to_string().into()),
        ("documents", cover.documents.to_string().into()),
        ("size", size(cover.bytes).into()),
    ];
    line(&say("archive-what-holds", &holds));
    line(&found(volume, language));
    line(&tested(four, language));
    line(&say("archive-readme-no-claim", &[]));
    line(&say("archive-retention-never", &[]));
    line("");
    line(&say("archive-readme-begin", &[]));
    line("");
    line(&say("archive-check-layout", &[]));
    for one in LAYOUT {
        line(&format!("  {}  {}", one.file, say(one.said_in_readme, &[])));
    }
    line("");
    line(&say("archive-part-checking", &[]));
    line(&say("archive-check-intro", &[]));
    for (place, step) in STEPS.iter().enumerate() {
        let said = if step.said == CHECK_RECORD { "archive-readme-check-record" } else { step.said };
        line(&format!("{}. {}", place + 1, say(said, &[])));
        step.commands.iter().for_each(|command| line(&format!("       {command}")));
    }
    line("");
    line(&say("archive-readme-script", &[]));
    line("");
    line(&say("archive-readme-format", &[]));
    line("");
    line("");
}

/// Splits the rows, holds each envelope against its SHA-256, says who signed one record by the registry, and writes what its
/// signatures are over: into the folder it is run in, since a bag must get no file more and may lie on a disc.
pub(super) const SCRIPT: &str = include_str!("check.py");

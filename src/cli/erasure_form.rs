//! What the form of an `erasure` proposes to destroy: every sealed document of the decision that is not destroyed yet. Each stands
//! there as a remark, and whoever fills in the form takes the mark away before those that are meant: a form that is signed as it
//! came destroys nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::context::Context;
use super::erased::Erasures;
use super::error::CliError;
use super::judged::Case;
use super::reader::Reader;
use crate::model::DecisionId;
use crate::port::ReadEvidence as _;
use crate::procedure::Holidays;
use crate::procedure::erasure::KIND;
use crate::render::{Message, words};

/// The kind that is proposed for.
pub const ERASURE: &str = KIND;

/// Fills the proposals for a decision into a form.
///
/// # Errors
/// There is no such decision, or it cannot be read.
pub fn propose(context: &Context, decision: &DecisionId, form: &str) -> Result<String, CliError> {
    let reader = Reader::open(context)?;
    let case = Case::read(context, &reader, decision, None, Holidays::built_in(), None)?;
    let erased = Erasures::of(&reader, decision)?;
    let language = context.language();
    let mut proposed: BTreeMap<u64, String> = BTreeMap::new();
    for step in case.history.steps() {
        for document in &step.documents {
            let Some(sealed) = document.sealed else { continue };
            let by = erased.naming(&step.record, step.number, &sealed);
            if by.is_some() && matches!(reader.store.opening(&sealed), Ok(None)) {
                continue;
            }
            let lines = proposed.entry(step.number).or_default();
            // A name is one line of text, so that it cannot leave the remark it stands in.
            let _ = write!(lines, "  # #{} {}: {}", step.number, words::kind(language, step.kind.name), document.name);
            if let Some(by) = by {
                let note = Message::new("attachment-to-be-erased-under").with("by", by.to_owned());
                let _ = write!(lines, " ({})", note.text(language));
            }
            let _ = write!(lines, "\n  #\"{sealed}\",\n");
        }
    }
    Ok(placed(form, &proposed, &context.text("form-erasure-choose"), &context.text("form-erasure-another")))
}

/// Puts the proposals in the place of the empty fields; without any the form stays as it is.
fn placed(form: &str, proposed: &BTreeMap<u64, String>, choose: &str, another: &str) -> String {
    let Some((first, lines)) = proposed.first_key_value() else { return form.to_owned() };
    let mut sealed = format!("# {choose}\nsealed = [\n{lines}]\n");
    for (number, lines) in proposed.iter().skip(1) {
        let _ = write!(sealed, "# {another}\n#record = \"#{number}\"\n#sealed = [\n");
        lines.lines().for_each(|line| sealed.push_str(&format!("#{line}\n")));
        sealed.push_str("#]\n");
    }
    form.replacen("\nrecord = \"\"\n", &format!("\nrecord = \"#{first}\"\n"), 1).replacen(
        "\nsealed = [\"\"]\n",
        &format!("\n{sealed}"),
        1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::form::Form;
    use crate::model::kind;
    use crate::render::Language;
    use crate::render::template::{Filled, filled};

    #[test]
    fn a_proposal_destroys_nothing_until_somebody_takes_its_mark_away() {
        let mut proposed = BTreeMap::new();
        for number in [1, 4] {
            proposed.insert(number, format!("  # #{number} draft: list.txt\n  #\"{}\",\n", "0b".repeat(32)));
        }
        for language in [Language::En, Language::Zh] {
            let form = filled(kind::named(ERASURE).unwrap(), language, &Filled::default());
            assert_eq!(placed(&form, &BTreeMap::new(), "", ""), form);
            let full = placed(&form, &proposed, "choose", "another");
            let table: toml::Table = full.parse().unwrap();
            assert_eq!(table["body"]["record"].as_str(), Some("#1"), "{full}");
            assert_eq!(table["body"]["sealed"].as_array().map(Vec::len), Some(0), "{full}");
            assert!(Form::parse(&full).is_err(), "nothing is chosen, and office and ground are empty");
            let chosen: toml::Table = full.replacen("\n  #\"", "\n  \"", 1).parse().unwrap();
            assert_eq!(chosen["body"]["sealed"].as_array().map(Vec::len), Some(1));
            assert!(full.contains("#record = \"#4\"\n#sealed = [\n#  # #4 draft: list.txt\n#  #\"0b"), "{full}");
        }
    }
}

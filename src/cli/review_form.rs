//! What the form of a `disclosure-review` proposes to withhold: what the decision's profile withholds by rule, and every other
//! sealed document, whose ground somebody must still choose. The authority decides; a form that is signed as it came is its
//! decision all the same.

use std::fmt::Write as _;

use super::context::Context;
use super::erased::Erasures;
use super::error::CliError;
use super::judged::Case;
use super::reader::Reader;
use crate::model::DecisionId;
use crate::procedure::Holidays;
use crate::procedure::profile::Text;
use crate::render::{Language, text, words};

/// The kind that is proposed for.
pub const DISCLOSURE_REVIEW: &str = "disclosure-review";

/// Fills the proposals for a decision into a form.
///
/// # Errors
/// There is no such decision, or it cannot be read.
pub fn propose(context: &Context, decision: &DecisionId, form: &str) -> Result<String, CliError> {
    let reader = Reader::open(context)?;
    let erased = Erasures::of(&reader, decision)?;
    let case = Case::read(context, &reader, decision, None, Holidays::built_in(), None)?;
    let language = context.language();
    let said = |text: &Text| if language == Language::Zh { text.zh.clone() } else { text.en.clone() };
    let mut rows = String::new();
    let mut row = |number: u64, what: &str, sealed: Option<String>, basis: &str, reason: String| {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let _ = write!(rows, "{ITEM}\n# {what}\nrecord = \"#{number}\"\n");
        if let Some(sealed) = sealed {
            let _ = writeln!(rows, "attachment = \"{sealed}\"");
        }
        let _ = write!(rows, "basis = \"{basis}\"\nreason = {}\n\n", quoted(&reason));
    };
    for step in case.history.steps() {
        let profile = case.profile.as_deref();
        let kind = words::kind(language, step.kind.name);
        if let Some(rule) = profile.and_then(|profile| profile.withholds_record(step.kind.name)) {
            row(step.number, &format!("#{} {kind}", step.number), None, rule.basis.slug(), said(&rule.article));
            continue;
        }
        for document in &step.documents {
            let Some(sealed) = document.sealed else { continue };
            // What is destroyed nobody can show, and nobody need withhold.
            if erased.naming(&step.record, step.number, &sealed).is_some() {
                continue;
            }
            let rule = profile.and_then(|profile| profile.withholds_document(step.kind.name, &document.role));
            let (basis, reason) = rule.map_or(("", String::new()), |rule| (rule.basis.slug(), said(&rule.article)));
            // A name is one line of text, so that it cannot leave the remark it stands in.
            let what = format!("#{} {kind}: {}", step.number, document.name);
            row(step.number, &what, Some(sealed.to_string()), basis, reason);
        }
    }
    let remarks: String = REMARKS.iter().map(|id| format!("# {}\n", text(language, id, &[]))).collect();
    Ok(placed(form, &remarks, &rows))
}

/// Puts the rows in the place of the empty one, which stays where there are none; before it, the remarks.
fn placed(form: &str, remarks: &str, rows: &str) -> String {
    let (before, rest) = form.split_once(&format!("{ITEM}\n")).unwrap_or((form, ""));
    if rows.is_empty() && form.contains(ITEM) {
        return format!("{before}{remarks}{ITEM}\n{rest}");
    }
    let empty = Some((before, rest)).filter(|_| form.contains(ITEM));
    // The row's fields end where a remark about what comes after the body begins: at the first blank line after the last field.
    let Some((before, (row, after))) = empty.and_then(|(before, rest)| Some((before, cut(rest)?))) else {
        return form.to_owned();
    };
    // What the empty row explains stays, as remarks.
    let explained: String = row.lines().filter(|line| line.starts_with('#') && !line.contains(" = ")).fold(
        String::new(),
        |mut all, line| {
            all.push_str(line);
            all.push('\n');
            all
        },
    );
    format!("{before}{explained}{remarks}{rows}{after}")
}

fn cut(rest: &str) -> Option<(&str, &str)> {
    let last = rest.find("\nreason = \"\"\n")? + "\nreason = \"\"\n".len();
    Some((&rest[..last], rest[last..].trim_start_matches('\n')))
}

/// What whoever withholds should know: the reasons are published, and numbers may tell what a position was.
const REMARKS: [&str; 2] = ["form-review-reasons", "form-review-numbers"];

const ITEM: &str = "[[body.items]]";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind;
    use crate::render::template::{Filled, filled};

    #[test]
    fn proposals_take_the_place_of_the_empty_row_and_the_rest_stays() {
        for language in [Language::En, Language::Zh] {
            let spec = kind::named(DISCLOSURE_REVIEW).unwrap();
            let form = filled(spec, language, &Filled::default());
            assert_eq!(placed(&form, "", ""), form);
            let remarks: String = REMARKS.iter().map(|id| format!("# {}\n", text(language, id, &[]))).collect();
            for rows in ["", "[[body.items]]\nrecord = \"#3\"\n\n"] {
                let full = placed(&form, &remarks, rows);
                assert_eq!((full.matches(&remarks).count(), full.matches(ITEM).count()), (1, 1), "{full}");
                assert!(full.find(&remarks) < full.find(ITEM), "{full}");
            }
            let rows = format!("{ITEM}\nrecord = \"#3\"\nbasis = \"trade-secret\"\nreason = \"x\"\n\n");
            let full = placed(&form, &remarks, &rows);
            assert_eq!(full.matches(ITEM).count(), 1, "{full}");
            assert!(full.contains(&rows) && !full.contains("record = \"\"\n"), "{full}");
            assert!(full.contains("trade-secret  "), "the grounds are still explained");
            assert_eq!(full.matches("#[[attachment]]").count(), form.matches("#[[attachment]]").count());
            assert_eq!(full.matches("#[[despite]]").count(), form.matches("#[[despite]]").count());
        }
    }
}

//! A profile as it is adopted: its file put together with the one it begins from, read and found to add up. What is wrong is
//! told with the lines of the file that somebody wrote, never with those of the text made from it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeValue;

use super::profile::{Page, Parts, Profile, ProfileError, flatten};

/// A profile that adds up, whole.
#[derive(Debug, Clone)]
pub struct Whole {
    /// Its text, depending on no other file: these bytes are adopted and pinned.
    pub text: String,
    /// The id of the profile it begins from, where it begins from one.
    pub base: Option<String>,
    /// What it says.
    pub profile: Profile,
}

impl Whole {
    /// Reads a file; `find` knows the files that others may begin from.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of its lines.
    pub fn read(text: &str, find: &dyn Fn(&str) -> Option<String>) -> Result<Self, Vec<ProfileError>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut page = Page::over(text);
        let Some(mut parts) = page.parts(text) else { return Err(page.errors) };
        let Some((base, base_at)) = parts.take("base") else {
            return Profile::read(text).map(|profile| Self { text: text.to_owned(), base: None, profile });
        };
        let base = base.get_ref().as_str().map(str::to_owned);
        let codes = codes_of(base.as_deref(), find);
        if base.is_none() || codes.is_none() {
            let named = base.as_deref().unwrap_or_default();
            page.add(base_at, None, format!("there is no profile `{named}` to begin from"));
        }
        check_drops(&mut page, &mut parts, base.as_deref().unwrap_or_default(), codes.as_ref());
        let own: BTreeMap<Arc<str>, usize> = page.own(parts).into_iter().collect();
        if page.errors.is_empty() {
            match flatten(text, find).map_err(|error| vec![error]) {
                Err(errors) => page.errors = errors,
                Ok(whole) => match Profile::read(&whole) {
                    Ok(profile) => return Ok(Self { text: whole, base, profile }),
                    // Each part is sound and the whole is not: a rule of its own is told where it stands, one of the base
                    // where the base is named.
                    Err(errors) => {
                        for error in errors {
                            let rule = error.rule.as_deref();
                            let at = rule.and_then(|code| own.get(code)).copied().unwrap_or(base_at);
                            page.add(at, rule, error.what);
                        }
                    }
                },
            }
        }
        page.errors.sort_by_key(|error| error.line);
        Err(page.errors)
    }
}

/// The codes of a profile's rules, once it is put together.
fn codes_of(id: Option<&str>, find: &dyn Fn(&str) -> Option<String>) -> Option<BTreeSet<String>> {
    let whole = flatten(&find(id?)?, find).ok()?;
    let table: toml::Table = whole.parse().ok()?;
    let rules = table.get("rule").and_then(toml::Value::as_array);
    let code = |rule: &toml::Value| rule.get("code").and_then(toml::Value::as_str).map(str::to_owned);
    Some(rules.into_iter().flatten().filter_map(code).collect())
}

fn check_drops(page: &mut Page, parts: &mut Parts<'_>, base: &str, codes: Option<&BTreeSet<String>>) {
    let Some((drop, at)) = parts.take("drop") else { return };
    let DeValue::Array(dropped) = drop.get_ref() else {
        return page.add(at, None, "`drop` is a list of codes".into());
    };
    for one in dropped {
        let code = Spanned::get_ref(one).as_str().unwrap_or_default();
        if codes.is_some_and(|codes| !codes.contains(code)) {
            page.add(one.span().start, None, format!("`{base}` has no rule `{code}` to drop"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{RULE, TOP};
    use super::*;

    fn order(code: &str, first: &str, then: &str) -> String {
        format!("[[rule]]\ncode = \"{code}\"\n{RULE}\nkind = \"order\"\nfirst = \"{first}\"\nthen = \"{then}\"\n")
    }

    fn read(own: &str) -> Result<Whole, Vec<(usize, String)>> {
        let base = TOP.to_owned()
            + &order("A", "draft-version", "legality-opinion")
            + &order("B", "legality-opinion", "publication");
        let find = |id: &str| (id == "test").then(|| base.clone());
        Whole::read(own, &find).map_err(|errors| errors.into_iter().map(|one| (one.line, one.what)).collect())
    }

    #[test]
    fn a_file_with_a_base_is_read_whole_and_its_text_reads_alone() {
        let whole = read(&format!(
            "base = \"test\"\nid = \"here\"\ndrop = [\"A\"]\n{}",
            order("C", "draft-version", "publication")
        ))
        .unwrap();
        assert_eq!((whole.profile.id.as_str(), whole.base.as_deref()), ("here", Some("test")));
        let alone = Profile::read(&whole.text).unwrap();
        let codes: Vec<&str> = alone.rules.iter().map(|rule| &*rule.code).collect();
        assert_eq!(codes, ["B", "C"]);
    }

    #[test]
    fn a_file_without_a_base_is_adopted_as_it_was_written() {
        let text = format!("# 注\n{TOP}");
        let whole = read(&format!("\u{feff}{text}")).unwrap();
        assert_eq!((whole.text, whole.base), (text, None));
    }

    #[test]
    fn everything_is_told_with_the_lines_that_were_written() {
        let own = format!(
            "base = \"test\"\nid = \"a/b\"\nlevels = [\"county\", \"village\"]\ndrop = [\"A\",\n\"Z\"]\n{}{}",
            order("C", "nothing", "publication"),
            order("D", "draft-version", "publication").replace("then", "than")
        );
        let wrong: Vec<_> = read(&own).unwrap_err();
        let lines: Vec<usize> = wrong.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 5, 13, 23], "{wrong:?}");
        assert!(wrong[2].1.contains("has no rule `Z`") && wrong[4].1.contains("unknown field `than`"), "{wrong:?}");
    }

    #[test]
    fn what_only_the_whole_has_wrong_is_told_where_its_own_part_stands() {
        let circle = format!("base = \"test\"\n\n{}", order("C", "publication", "draft-version"));
        let wrong = read(&circle).unwrap_err();
        assert!(wrong.len() == 1 && wrong[0].1.contains("the reverse"), "{wrong:?}");
        assert!([1, 3].contains(&wrong[0].0), "{wrong:?}");
        let twice = order("C", "draft-version", "publication").repeat(2);
        assert!(read(&format!("base = \"test\"\n{twice}")).unwrap_err()[0].1.contains("stands twice"));
        assert_eq!(
            read("id = \"x\"\nbase = \"other\"").unwrap_err()[0],
            (2, "there is no profile `other` to begin from".into())
        );
        assert!(read("base = 3").is_err() && read("base = \"test\"\ndrop = 1").is_err());
    }
}

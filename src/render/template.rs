//! The empty form of a kind: TOML with a comment on every field, in the recorder's language.
//!
//! A comment begins with `# `, an optional field with `#` alone, so that taking away the `#` of a line gives TOML.
//! Whatever is still `""` is reported as not filled in; a template never passes by itself. What the ledger knows already may
//! be [filled in](Filled); what only people know stays empty.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Language;
use super::messages::{find, text};
use super::words;
use crate::model::kind::{Field, Form, KindSpec, Need};

/// What is known before a form is filled in, by the path of its field: `decision`, `basis`, or in the body `tally.agree`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled(BTreeMap<String, Entry>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Entry {
    /// As TOML has it; a field without one is as empty as ever.
    value: Option<String>,
    /// Notes beside those of the kind.
    notes: Vec<String>,
    /// Whether an optional field is asked for, or left out.
    asked: Option<bool>,
}

impl Filled {
    /// Fills in a field with whatever TOML can hold.
    pub fn set(&mut self, path: &str, value: impl Into<toml::Value>) {
        let entry = self.entry(path);
        (entry.value, entry.asked) = (Some(value.into().to_string()), Some(true));
    }

    /// Adds a note to a field.
    pub fn note(&mut self, path: &str, note: String) {
        self.entry(path).notes.push(note);
    }

    /// Asks for an optional field.
    pub fn ask(&mut self, path: &str) {
        self.entry(path).asked = Some(true);
    }

    /// Leaves an optional field out.
    pub fn leave_out(&mut self, path: &str) {
        self.entry(path).asked = Some(false);
    }

    fn entry(&mut self, path: &str) -> &mut Entry {
        self.0.entry(path.to_owned()).or_default()
    }

    fn get(&self, path: &str) -> Option<&Entry> {
        self.0.get(path)
    }

    fn asks(&self, path: &str) -> Option<bool> {
        self.get(path).and_then(|entry| entry.asked)
    }
}

/// The empty form of `spec`, with notes in `language`.
pub fn template(spec: &KindSpec, language: Language) -> String {
    filled(spec, language, &Filled::default())
}

/// The form of `spec` with what is known filled in, and notes in `language`.
pub fn filled(spec: &KindSpec, language: Language, filled: &Filled) -> String {
    let mut page = Page { out: String::new(), language, kind: spec.name, filled };
    page.note(&format!("{} · {}", words::kind(language, spec.name), spec.name));
    page.note(&words::kind_help(language, spec.name));
    page.note("");
    for id in ["form-intro", "form-intro-reference", "form-intro-privacy"] {
        page.note(&text(language, id, &[]));
    }
    page.blank();
    page.line("", &format!("kind = \"{}\"", spec.name));
    page.key("decision", "", "\"\"");
    page.note(&page.say("form-key-office"));
    for office in spec.signers {
        page.choice(office, &words::office(language, office));
    }
    // With one office there is nothing to choose; with several, whoever signs must say as what.
    page.line("", &format!("office = \"{}\"", if let [only] = spec.signers { only } else { "" }));
    page.key("occurred", "", "\"\"");
    page.key("basis", "#", "[\"#0\"]");
    if spec.field("profile").is_some() {
        page.about_key("profile");
    }
    page.blank();
    page.note(&page.say("form-key-body"));
    page.line("", "[body]");
    page.fields(spec.fields, "body", "", "");
    page.documents(spec);
    page.blank();
    page.note(&page.say("form-key-late-help"));
    page.line("#", "[late]");
    page.line("#", "reason = \"\"");
    page.key("missing", "#", "[\"\"]");
    page.blank();
    page.note(&page.say("form-key-despite"));
    for line in ["[[despite]]", "rule = \"\"", "reason = \"\""] {
        page.line("#", line);
    }
    page.out
}

struct Page<'a> {
    out: String,
    language: Language,
    kind: &'static str,
    filled: &'a Filled,
}

impl Page<'_> {
    fn say(&self, id: &str) -> String {
        text(self.language, id, &[])
    }

    fn blank(&mut self) {
        self.out.push('\n');
    }

    fn note(&mut self, words: &str) {
        let _ = writeln!(self.out, "{}", format!("# {words}").trim_end());
    }

    fn choice(&mut self, value: &str, label: &str) {
        let _ = writeln!(self.out, "#   {value}  {label}");
    }

    fn line(&mut self, mark: &str, line: &str) {
        let _ = writeln!(self.out, "{mark}{line}");
    }

    /// A key above the body, with its label and, where it has one, its note.
    fn key(&mut self, name: &str, mark: &str, empty: &str) {
        self.about_key(name);
        self.value(name, name, mark, empty);
    }

    /// The line of a field: its value where that is known, else `empty`.
    fn value(&mut self, name: &str, path: &str, mark: &str, empty: &str) {
        let filled = self.filled;
        let entry = filled.get(path);
        entry.iter().flat_map(|entry| &entry.notes).for_each(|note| self.note(note));
        let mark = if filled.asks(path) == Some(true) { "" } else { mark };
        let value = entry.and_then(|entry| entry.value.as_deref()).unwrap_or(empty);
        self.line(mark, &format!("{name} = {value}"));
    }

    fn about_key(&mut self, name: &str) {
        let label = self.say(&format!("form-key-{name}"));
        let help = find(self.language, &format!("form-key-{name}-help"), &[]);
        let colon = if self.language == Language::Zh { "：" } else { ": " };
        self.note(&help.map_or_else(|| label.clone(), |help| format!("{label}{colon}{help}")));
    }

    /// The fields of one table: plain ones first, tables after them, as TOML wants it.
    fn fields(&mut self, fields: &[Field], table: &str, path: &str, mark: &str) {
        for field in fields.iter().filter(|field| field.form.fields().is_none()) {
            let path = join(path, field.name);
            if field.need == Need::Optional && self.filled.asks(&path) == Some(false) {
                continue;
            }
            let mark = if field.need == Need::Optional { "#" } else { mark };
            self.blank();
            self.about(field, &path);
            let empty = if matches!(field.form, Form::List { .. }) { "[\"\"]" } else { "\"\"" };
            self.value(field.name, &path, mark, empty);
        }
        for field in fields {
            let Some(inner) = field.form.fields() else { continue };
            let (path, table) = (join(path, field.name), format!("{table}.{}", field.name));
            let mark = if field.need == Need::Optional { "#" } else { mark };
            self.blank();
            self.about(field, &path);
            let filled = self.filled;
            filled.get(&path).iter().flat_map(|entry| &entry.notes).for_each(|note| self.note(note));
            if let Form::List { least, .. } = field.form {
                self.note(&self.say("form-repeat"));
                if least == 0 && field.need == Need::Required {
                    self.note(&text(self.language, "form-none", &[("field", field.name.into())]));
                }
                self.line(mark, &format!("[[{table}]]"));
            } else {
                self.line(mark, &format!("[{table}]"));
            }
            self.fields(inner, &table, &path, mark);
        }
    }

    fn about(&mut self, field: &Field, path: &str) {
        let required = field.need == Need::Required || self.filled.asks(path) == Some(true);
        let need = self.say(if required { "form-required" } else { "form-optional" });
        let label = words::field(self.language, self.kind, path);
        let help = words::field_help(self.language, self.kind, path);
        let values = [("label", label.into()), ("need", need.into()), ("help", help.into())];
        self.note(&text(self.language, "form-label", &values));
        if let Form::Choice(choices) | Form::List { of: Form::Choice(choices), .. } = &field.form {
            for one in *choices {
                self.choice(one, &words::choice(self.language, path, one));
            }
        }
    }

    fn documents(&mut self, spec: &KindSpec) {
        let with = |need| spec.documents.iter().filter(move |document| document.need == need);
        for (need, id) in [(Need::Required, "form-documents"), (Need::Optional, "form-documents-optional")] {
            if with(need).next().is_some() {
                self.blank();
                let roles: Vec<_> = with(need)
                    .map(|document| format!("{} ({})", document.role, words::document(self.language, document.role)))
                    .collect();
                self.note(&text(self.language, id, &[("roles", roles.join(", ").into())]));
            }
        }
        if with(Need::Required).next().is_none() {
            self.attachment("", "#");
        }
        for document in with(Need::Required) {
            self.attachment(document.role, "");
        }
    }

    fn attachment(&mut self, role: &str, mark: &str) {
        for line in ["[[attachment]]", "file = \"\"", &format!("role = \"{role}\""), "sealed = false"] {
            self.line(mark, line);
        }
        self.line("#", "name = \"\"");
        self.line("#", "media_type = \"\"");
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::all;

    #[test]
    fn a_template_is_toml_with_and_without_its_optional_parts() {
        for spec in all() {
            for language in Language::ALL {
                let page = template(spec, language);
                toml::from_str::<toml::Table>(&page).unwrap_or_else(|e| panic!("{}: {e}\n{page}", spec.name));
                let full: String = page
                    .lines()
                    .map(|line| match line.strip_prefix('#') {
                        Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
                        _ => format!("{line}\n"),
                    })
                    .collect();
                toml::from_str::<toml::Table>(&full).unwrap_or_else(|e| panic!("{}: {e}\n{full}", spec.name));
            }
        }
    }

    #[test]
    fn a_template_names_every_field_once() {
        fn named(fields: &[Field], table: &str, page: &str) {
            for field in fields {
                let table = format!("{table}.{}", field.name);
                match field.form.fields() {
                    Some(inner) => {
                        let heads = [format!("[[{table}]]"), format!("[{table}]")];
                        let times = page.lines().filter(|line| heads.iter().any(|h| line.trim_start_matches('#') == h));
                        assert_eq!(times.count(), 1, "{table}");
                        named(inner, &table, page);
                    }
                    None => {
                        let within = table.rsplit_once('.').map_or("", |(within, _)| within);
                        let part = page
                            .split("\n[")
                            .flat_map(|part| part.split("\n#["))
                            .find(|part| part.trim_start_matches('[').starts_with(&format!("{within}]")))
                            .unwrap_or_else(|| panic!("no part for {within}"));
                        let key = format!("{} = ", field.name);
                        let times = part.lines().filter(|line| line.trim_start_matches('#').starts_with(&key));
                        assert_eq!(times.count(), 1, "{table}");
                    }
                }
            }
        }
        for spec in all() {
            for language in Language::ALL {
                named(spec.fields, "body", &template(spec, language));
            }
        }
    }

    #[test]
    fn what_is_known_is_filled_in_and_the_rest_stays_as_it_was() {
        let spec = all().iter().find(|spec| spec.name == "head-decision").unwrap();
        let mut known = Filled::default();
        known.set("decision", "2026-\"001");
        known.set("basis", vec!["#3".to_owned(), "#4".to_owned()]);
        known.set("tally.agree", 3);
        known.note("tally.agree", "甲".to_owned());
        known.note("tally", "counted".to_owned());
        known.ask("reasons");
        known.leave_out("turn");
        let (empty, full) = (template(spec, Language::En), filled(spec, Language::En, &known));
        let table: toml::Table = toml::from_str(&full).unwrap_or_else(|error| panic!("{error}\n{full}"));
        assert_eq!(table["decision"].as_str(), Some("2026-\"001"));
        assert_eq!(table["basis"].as_array().map(Vec::len), Some(2));
        assert_eq!(table["body"]["tally"]["agree"].as_integer(), Some(3));
        assert_eq!((table["body"]["reasons"].as_str(), table["body"]["outcome"].as_str()), (Some(""), Some("")));
        assert!(full.contains("\n# 甲\nagree = 3\n") && full.contains("\n# counted\n[body.tally]\n"), "{full}");
        assert!(full.contains("Reasons (mandatory)") && empty.contains("Reasons (optional)"), "{full}");
        assert!(!full.contains("turn = ") && empty.contains("#turn = "), "{full}");
        assert_eq!(filled(spec, Language::En, &Filled::default()), empty);
    }

    #[test]
    fn notes_are_in_the_recorders_language() {
        for spec in all() {
            assert!(template(spec, Language::Zh).lines().next().is_some_and(|line| line.ends_with(spec.name)));
            let english = template(spec, Language::En);
            assert!(!english.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{}", spec.name);
            assert!(!english.contains('⟨'), "{english}");
        }
    }
}

//! The tables of `docs/format/kinds.md`, from the kinds themselves.

use std::fmt::Write as _;

use liuhen::model::kind::{self, Field, Form, Need};
use liuhen::render::{Language, words};

pub(crate) fn tables() -> String {
    let mut out = String::new();
    for spec in kind::all() {
        writeln!(out, "### `{}` · {}\n", spec.name, words::kind(Language::Zh, spec.name)).unwrap();
        let offices: Vec<_> = spec.signers.iter().map(|office| format!("`{office}`")).collect();
        let stage = spec.stage.map_or("that of the record it corrects".into(), |stage| {
            format!("`{}` · {}", stage.slug(), words::stage(Language::Zh, stage))
        });
        writeln!(out, "Stage: {stage}. Signed as: {}.\n", offices.join(", ")).unwrap();
        out.push_str("| field | must be | form | 中文 |\n|---|---|---|---|\n");
        rows(spec.name, spec.fields, "", "", &mut out);
        let documents: Vec<_> = spec
            .documents
            .iter()
            .map(|document| {
                let required = if document.need == Need::Required { " (required)" } else { "" };
                format!("`{}` {}{required}", document.role, words::document(Language::Zh, document.role))
            })
            .collect();
        let documents = if documents.is_empty() { "none of its own".into() } else { documents.join(", ") };
        writeln!(out, "\nDocuments: {documents}.\n").unwrap();
    }
    out
}

/// One line a field; `shown` is its path with `[]` for lists, `path` as the program's words know it.
fn rows(kind: &str, fields: &'static [Field], shown: &str, path: &str, out: &mut String) {
    for field in fields {
        let need = if field.need == Need::Required { "yes" } else { "" };
        let (shown, path) = (format!("{shown}{}", field.name), format!("{path}{}", field.name));
        let word = words::field(Language::Zh, kind, &path);
        writeln!(out, "| `{shown}` | {need} | {} | {word} |", form(&field.form)).unwrap();
        if let Some(inside) = field.form.fields() {
            let list = if matches!(field.form, Form::List { .. }) { "[]" } else { "" };
            rows(kind, inside, &format!("{shown}{list}."), &format!("{path}."), out);
        }
    }
}

fn form(form: &Form) -> String {
    match form {
        Form::Line => "line".into(),
        Form::Text => "text".into(),
        Form::Int { min, max } => format!("number, {min} to {max}"),
        Form::Bool => "yes/no".into(),
        Form::Day => "day".into(),
        Form::Moment => "moment".into(),
        Form::Choice(words) => {
            format!("one of {}", words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "))
        }
        Form::Record => "record".into(),
        Form::Digest => "digest".into(),
        Form::Person => "person".into(),
        Form::Office => "office".into(),
        Form::Decision => "decision".into(),
        Form::Profile => "profile".into(),
        Form::List { of, least } => {
            let least = if *least > 0 { format!(", at least {least}") } else { String::new() };
            let of = match of {
                Form::Table(_) => "objects".into(),
                of => format!("({})", self::form(of)),
            };
            format!("list of {of}{least}")
        }
        Form::Table(_) => "object".into(),
    }
}

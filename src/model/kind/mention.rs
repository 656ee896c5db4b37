//! Whom a body names, and as what: the chair, a reviewer, a name on the roster. A person who never held a key is found
//! this way and no other.
//!
//! In scope: the fields that name a person ([`Form::Person`]), wherever in a body they stand. Out of scope: names within
//! sentences and lines; nothing tells them from other words.

use super::schema::{Field, Form, KindSpec};
use crate::model::{RecordDigest, Value};

/// A place where a body names a person.
#[derive(Debug, Clone)]
pub struct Mention<'a> {
    /// The path of the field, without indices: `chair`, `roster.person`.
    pub path: String,
    /// The row it stands in and that row's fields; none where it stands in the body itself.
    pub row: Option<(&'static [Field], &'a Value)>,
}

impl KindSpec {
    /// Every place where a body of this kind names `person`, in the order of the fields. A list of names counts once.
    pub fn mentions<'a>(&self, body: &'a Value, person: &str) -> Vec<Mention<'a>> {
        let mut found = Vec::new();
        within(self.fields, body, "", None, person, &mut found);
        found
    }

    /// The records that a body of this kind speaks of: those its own fields name, such as the meeting of a position.
    pub fn speaks_of(&self, body: &Value) -> Vec<RecordDigest> {
        let fields = self.fields.iter().filter(|field| matches!(field.form, Form::Record));
        fields.filter_map(|field| body.text(field.name)?.parse().ok()).collect()
    }
}

fn within<'a>(
    fields: &'static [Field],
    table: &'a Value,
    at: &str,
    row: Option<(&'static [Field], &'a Value)>,
    person: &str,
    found: &mut Vec<Mention<'a>>,
) {
    for field in fields {
        let Some(value) = table.get(field.name) else { continue };
        let path = || if at.is_empty() { field.name.to_owned() } else { format!("{at}.{}", field.name) };
        match (&field.form, value) {
            (Form::Person, Value::Text(name)) if name == person => found.push(Mention { path: path(), row }),
            (Form::List { of: Form::Person, .. }, Value::List(names)) if names.iter().any(|name| is(name, person)) => {
                found.push(Mention { path: path(), row });
            }
            (Form::Table(inner), value) => within(inner, value, &path(), Some((inner, value)), person, found),
            (Form::List { of: Form::Table(inner), .. }, Value::List(rows)) => {
                rows.iter().for_each(|row| within(inner, row, &path(), Some((inner, row)), person, found));
            }
            _ => {}
        }
    }
}

fn is(value: &Value, person: &str) -> bool {
    matches!(value, Value::Text(name) if name == person)
}

#[cfg(test)]
mod tests {
    use crate::model::kind::named;

    fn paths(kind: &str, body: &str, person: &str) -> Vec<String> {
        let body = serde_json::from_str(body).unwrap();
        named(kind).unwrap().mentions(&body, person).into_iter().map(|mention| mention.path).collect()
    }

    #[test]
    fn a_person_is_found_wherever_a_field_names_them() {
        let meeting = r#"{"chair":"甲","recorder":"乙","place":"甲",
            "roster":[{"person":"甲","office":"head","attendance":"present"},{"person":"丙","office":"member"}]}"#;
        assert_eq!(paths("meeting-opened", meeting, "甲"), ["chair", "roster.person"]);
        assert_eq!(paths("meeting-opened", meeting, "丙"), ["roster.person"]);
        assert_eq!(paths("meeting-opened", meeting, "丁"), [""; 0]);
        assert_eq!(paths("expert-meeting", r#"{"chair":"甲","experts":["乙","丙","丙"]}"#, "丙"), ["experts"]);
    }

    #[test]
    fn the_row_comes_with_the_name() {
        let body = r#"{"roster":[{"person":"甲","attendance":"absent"},{"person":"乙","attendance":"present"}]}"#;
        let body = serde_json::from_str(body).unwrap();
        let spec = named("meeting-opened").unwrap();
        let rows: Vec<_> = spec.mentions(&body, "甲").into_iter().filter_map(|mention| mention.row).collect();
        assert_eq!((rows.len(), rows[0].1.text("attendance")), (1, Some("absent")));
        assert!(rows[0].0.iter().any(|field| field.name == "attendance"));
    }

    #[test]
    fn a_body_speaks_of_the_records_that_its_fields_name() {
        let digest = "01".repeat(32);
        let body = format!(r#"{{"meeting":"{digest}","person":"{digest}","reasons":"x"}}"#);
        let body = serde_json::from_str(&body).unwrap();
        assert_eq!(named("position").unwrap().speaks_of(&body), [digest.parse().unwrap()]);
        assert!(named("position").unwrap().speaks_of(&serde_json::from_str(r#"{"meeting":"x"}"#).unwrap()).is_empty());
    }

    #[test]
    fn what_is_no_body_of_its_kind_names_nobody() {
        for body in [r#""甲""#, r#"["甲"]"#, r#"{"chair":["甲"],"roster":"甲","experts":{"甲":"甲"}}"#] {
            assert_eq!(paths("meeting-opened", body, "甲"), [""; 0], "{body}");
        }
    }
}

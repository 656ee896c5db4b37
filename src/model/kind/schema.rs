//! What a kind of record is, as data: its fields and their forms, who may sign it, which documents belong to it.

use super::check;
use super::problem::Problem;
use crate::model::office::ARCHIVIST;
use crate::model::stage::Stage;
use crate::model::{OfficeId, Value};

/// A kind of record.
#[derive(Debug)]
pub struct KindSpec {
    /// Its name, as in [`KindName`](crate::model::KindName).
    pub name: &'static str,
    /// The stage its papers belong to; none where it belongs to the stage of another record (a correction).
    pub stage: Option<Stage>,
    /// Whether a stream begins with it. A stream `decision/<id>` begins with a kind that opens, and only begins so.
    pub opens: bool,
    /// The offices entitled to sign it; one of them is enough unless a profile asks for more.
    pub signers: &'static [&'static str],
    /// The fields of its body, in the order people fill them in.
    pub fields: &'static [Field],
    /// The documents that belong to it, by the role they are attached in. Others may be attached too.
    pub documents: &'static [Document],
    /// What makes a record of this kind meaningless although each field is as it must be; see [`Sense`].
    pub sense: Sense,
}

/// Adds what contradicts itself inside one body. Only the meaningless: an end before its start, a reason both given
/// and refused. What is merely irregular (a sum that does not add up, a rejection without a reason, a period too
/// short) is a fact, is recorded and becomes a finding.
pub type Sense = fn(&Value, &mut Vec<Problem>);

/// A field of a body.
#[derive(Debug)]
pub struct Field {
    /// Its name: small letters, digits and `_`.
    pub name: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// What may stand in it.
    pub form: Form,
}

/// Whether a field or document must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must, unless a late entry declares that nobody can tell any more.
    Required,
    /// It may.
    Optional,
}

/// What may stand in a field. In JSON and TOML: texts are strings, [`Form::Int`] a whole number.
#[derive(Debug)]
pub enum Form {
    /// One line: not blank, at most [`LINE_CHARS_MAX`] characters, no control characters.
    Line,
    /// Words, over several lines where need be: not blank, at most [`TEXT_CHARS_MAX`] characters.
    Text,
    /// A whole number from `min` to `max`.
    Int {
        /// The least it may be.
        min: i64,
        /// The most it may be.
        max: i64,
    },
    /// Yes or no.
    Bool,
    /// A day of the calendar, `2026-03-20`.
    Day,
    /// A day, or a time with its offset, `2026-03-20T09:15:00+08:00`.
    Moment,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A record, by the BLAKE3 of its envelope: 64 lower-case hexadecimal digits.
    Record,
    /// A BLAKE3 or SHA-256 of something else, in the same spelling.
    Digest,
    /// A person, by the name this ledger knows them by.
    Person,
    /// An office.
    Office,
    /// A decision of this ledger, by its id.
    Decision,
    /// A procedure profile, by its id.
    Profile,
    /// Several of one form, in order.
    List {
        /// The form of each.
        of: &'static Self,
        /// How many there must be at least.
        least: usize,
    },
    /// Named fields.
    Table(&'static [Field]),
}

/// A document that belongs to a kind.
#[derive(Debug)]
pub struct Document {
    /// The role it is attached in.
    pub role: &'static str,
    /// Whether it must be attached. A late entry declares its absence as `attachments.ROLE`.
    pub need: Need,
}

impl KindSpec {
    /// Holds a body against this kind and reports every problem there is (at most [`PROBLEMS_MAX`]).
    ///
    /// `missing` is `late.missing` where the record is entered late: the paths of fields that nobody can fill in any
    /// more. A path is a field's name; `roster.title` is that field in every row of a list, `roster[0].title` in one
    /// row, counted from 0 as in RFC 9535; `attachments.draft` is a document.
    pub fn check(&self, body: &Value, missing: Option<&[String]>) -> Vec<Problem> {
        check::body(self, body, missing)
    }

    /// Holds the roles of the attachments against the documents this kind must have.
    pub fn check_documents<'a>(
        &self,
        attached: impl Iterator<Item = &'a str> + Clone,
        missing: Option<&[String]>,
    ) -> Vec<Problem> {
        check::documents(self, attached, missing)
    }

    /// Whether an office may sign this kind. What is entered late (补录) may also be signed by the archivist, who
    /// vouches for the entry and not for the fact.
    pub fn may_sign(&self, office: &OfficeId, late: bool) -> bool {
        self.signers.contains(&office.as_str()) || (late && office.as_str() == ARCHIVIST)
    }

    /// The field that names the person whose own word a record of this kind is: only that person's key signs it.
    pub fn own_word(&self) -> Option<&'static str> {
        match self.name {
            "position" | "objection" => Some("person"),
            "expert-declaration" => Some("expert"),
            "counsel-opinion" => Some("counsel"),
            _ => None,
        }
    }

    /// The field at a path; indices in it are passed over.
    pub fn field(&self, path: &str) -> Option<&'static Field> {
        let mut fields = self.fields;
        let mut found: Option<&'static Field> = None;
        for step in path.split('.') {
            if let Some(field) = found {
                fields = field.form.fields()?;
            }
            let name = step.split_once('[').map_or(step, |(name, _)| name);
            found = Some(fields.iter().find(|field| field.name == name)?);
        }
        found
    }
}

impl Form {
    /// The fields inside, where it is a table or a list of tables.
    pub const fn fields(&self) -> Option<&'static [Field]> {
        match self {
            Self::Table(fields) | Self::List { of: Self::Table(fields), .. } => Some(fields),
            _ => None,
        }
    }
}

/// A field that must be there.
pub const fn required(name: &'static str, form: Form) -> Field {
    Field { name, need: Need::Required, form }
}

/// A field that may be there.
pub const fn optional(name: &'static str, form: Form) -> Field {
    Field { name, need: Need::Optional, form }
}

/// Several of one form, perhaps none.
pub const fn list(of: &'static Form) -> Form {
    Form::List { of, least: 0 }
}

/// One or more of one form.
pub const fn some(of: &'static Form) -> Form {
    Form::List { of, least: 1 }
}

/// A document that must be attached.
pub const fn with(role: &'static str) -> Document {
    Document { role, need: Need::Required }
}

/// A document that may be attached.
pub const fn perhaps_with(role: &'static str) -> Document {
    Document { role, need: Need::Optional }
}

/// The [`Sense`] of a kind whose fields cannot contradict each other.
pub const fn any_sense(_: &Value, _: &mut Vec<Problem>) {}

/// A number of people, opinions, copies: the inhabitants of the largest province are below it.
pub const COUNT: Form = Form::Int { min: 0, max: 1_000_000_000 };

/// A number of days that an announcement claims; ten years are more than any.
pub const DAYS: Form = Form::Int { min: 0, max: 3_660 };

/// A sum of money in whole yuan; a thousand million million is above the yearly product of any place.
pub const YUAN: Form = Form::Int { min: 0, max: 1_000_000_000_000_000 };

/// A year of the calendar.
pub const YEAR: Form = Form::Int { min: 1949, max: 9999 };

/// A place in an order, from 1.
pub const PLACE: Form = Form::Int { min: 1, max: 10_000 };

/// A line's most characters: a long title, a document number, an address.
pub const LINE_CHARS_MAX: usize = 255;

/// A text's most characters: a hearing's points in full. A record of 1 MiB holds three such texts.
pub const TEXT_CHARS_MAX: usize = 100_000;

/// More problems than anybody reads; the check stops there, so that a hostile body costs nothing.
pub const PROBLEMS_MAX: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind;

    #[test]
    fn the_archivist_signs_what_is_late_and_nothing_else() {
        let archivist = OfficeId::new("archivist").unwrap();
        let member = OfficeId::new("member").unwrap();
        let spec = kind::named("position").unwrap();
        assert!(spec.may_sign(&member, false) && spec.may_sign(&member, true));
        assert!(spec.may_sign(&archivist, true));
        assert!(!spec.may_sign(&archivist, false));
        assert!(!spec.may_sign(&OfficeId::new("handling-unit").unwrap(), true));
    }

    #[test]
    fn a_path_leads_to_its_field() {
        let spec = kind::named("meeting-opened").unwrap();
        for path in ["roster", "roster.person", "roster[3].person"] {
            assert!(spec.field(path).is_some(), "{path}");
        }
        for path in ["", "roster.", "roster.nobody", "place.person", "nothing"] {
            assert!(spec.field(path).is_none(), "{path}");
        }
    }
}

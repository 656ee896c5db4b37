//! The form a recorder fills in: a step as TOML, before it is signed.
//!
//! In scope: reading what people write, finding everything that is wrong with it at once with its line, and turning
//! `#12` into the digest of a record. Out of scope: files (attachments are names here), keys, procedure, the terminal.
//!
//! ```toml
//! kind = "comment-announcement"
//! decision = "2026-003"
//! office = "handling-unit"
//! occurred = 2026-03-20            # or 2026-03-20T09:15:00+08:00, or { from = 2026-03-20, to = 2026-03-21 }
//! basis = ["#3", "2025-001#4"]     # left out: the latest record of the decision
//!
//! [late]                           # only for what is entered late (补录)
//! reason = "…"
//! missing = ["channels"]           # mandatory fields that nobody can fill in any more
//!
//! [[despite]]                      # a procedure finding that is known and recorded all the same
//! rule = "comment.short"
//! reason = "…"
//!
//! [[attachment]]
//! file = "公告.pdf"
//! role = "announcement"
//! sealed = false                   # true for personal data
//!
//! [body]
//! title = "…"                      # the fields of the kind
//! ```
//!
//! The form of a `decision-open` may name the profile it is judged by, `profile = "cn-order-713"` above its body; the text
//! of it that is in force is pinned when the decision is opened ([`pinning`](super::pinning)).

mod body;
pub mod media;
pub(in crate::cli) mod page;
pub mod problem;
pub mod reference;
pub mod resolve;

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::format::{Despite, Late};
use crate::model::kind::{self, KindSpec, Need, Problem, Shape, Wrong};
use crate::model::{DecisionId, EvidenceDigest, KindName, Moment, Occurred, OfficeId, ProfileId, Value};
pub use problem::{FormProblem, FormWrong};
pub use reference::RecordRef;
pub use resolve::Resolved;

use page::{Keys, Page};

/// A step as a person wrote it, with everything in its place; only its references are still names.
#[derive(Debug, Clone)]
pub struct Form {
    /// What kind of record it is.
    pub kind: &'static KindSpec,
    /// The decision it belongs to.
    pub decision: DecisionId,
    /// The office it is signed in.
    pub office: OfficeId,
    /// When the fact happened.
    pub occurred: Occurred,
    /// The records it stands on, as written; `None` means the latest of the decision.
    pub basis: Option<Vec<RecordRef>>,
    /// The body, with references as written.
    pub body: Value,
    /// The documents it cites.
    pub attachments: Vec<FormAttachment>,
    /// Why it is entered late, where it is.
    pub late: Option<Late>,
    /// What is known to be irregular.
    pub despite: Vec<Despite>,
    /// The profile that it names, to be pinned.
    pub profile: Option<ProfileId>,
    /// Where the form itself stands: empty, or `record[3].` in a dossier.
    at: String,
    /// Where what stands, to say so when a reference leads nowhere.
    lines: Lines,
}

/// A document to be attached, by the name of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormAttachment {
    /// The file, relative to the form's folder, as written.
    pub file: String,
    /// What it is to the record.
    pub role: String,
    /// Its name in the record: the file's own name unless another is written.
    pub name: String,
    /// Its media type: by the file's ending unless another is written.
    pub media_type: String,
    /// Whether it is sealed: restricted, erasable.
    pub sealed: bool,
    /// The line it stands on.
    pub line: usize,
}

/// The line on which each field stands, by its path.
type Lines = BTreeMap<String, usize>;

/// What is declared missing, with the line each path stands on.
struct Declared(Vec<(String, usize)>);

impl Declared {
    /// The line of a declaration, where the problem is one with the declaration and not with the field.
    fn line_of(&self, problem: &Problem) -> Option<usize> {
        let mut lines = self.0.iter().filter(|(path, _)| *path == problem.path).map(|(_, line)| *line);
        match problem.what {
            Wrong::DeclaredUnknown | Wrong::DeclaredButPresent => lines.next(),
            Wrong::DeclaredTwice => lines.nth(1),
            _ => None,
        }
    }
}

/// What stands above the records of a dossier and holds for each of them.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Above {
    /// The decision all belong to.
    pub(in crate::cli) decision: DecisionId,
    /// The office all are signed in.
    pub(in crate::cli) office: OfficeId,
    /// Why all are entered late.
    pub(in crate::cli) reason: String,
    /// The profile that the opening is to pin, and the line it is named on.
    pub(in crate::cli) profile: Option<(ProfileId, usize)>,
}

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of its lines.
    pub fn parse(text: &str) -> Result<Self, Vec<FormProblem>> {
        page::parse(text, |page, table| {
            let mut keys = Keys::new(table, "", 1);
            let form = Self::read(page, &mut keys, None);
            keys.finish(page);
            form
        })
    }

    /// Reads a form from a file's bytes.
    ///
    /// # Errors
    /// As [`Form::parse`]; also where the bytes are no UTF-8 or too many.
    pub fn read_bytes(bytes: &[u8]) -> Result<Self, Vec<FormProblem>> {
        page::text(bytes).map_err(|problem| vec![problem]).and_then(Self::parse)
    }

    /// Pins a profile: the digest of its text goes into the body, at the place its kind gives it.
    pub(in crate::cli) fn pin(&mut self, profile: &ProfileId, blake3: &EvidenceDigest) {
        let Value::Table(entries) = &mut self.body else { return };
        let pinned = vec![
            ("id".to_owned(), Value::Text(profile.to_string())),
            ("blake3".to_owned(), Value::Text(blake3.to_string())),
        ];
        entries.push((PROFILE.to_owned(), Value::Table(pinned)));
        let place = |name: &str| self.kind.fields.iter().position(|field| field.name == name);
        entries.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    }

    /// Whether it opens something that is judged by a profile and pins none yet.
    pub(in crate::cli) fn may_pin(&self) -> bool {
        self.kind.opens && can_pin(self.kind) && self.body.get(PROFILE).is_none()
    }

    /// A problem with a field of the body, on its line or that of the nearest thing it stands in.
    pub(in crate::cli) fn problem_in_body(&self, path: &str, what: FormWrong) -> FormProblem {
        let field = format!("{}body.{path}", self.at);
        FormProblem { line: body::nearest(&self.lines, &field), field, what }
    }

    /// What `look` finds wrong with the files of the documents, each with its line.
    pub fn check_files(&self, look: &mut dyn FnMut(&FormAttachment) -> Option<FormWrong>) -> Vec<FormProblem> {
        let wrong = |(place, one): (usize, &FormAttachment)| {
            let field = format!("{}attachment[{place}].file", self.at);
            look(one).map(|what| FormProblem { line: one.line, field, what })
        };
        self.attachments.iter().enumerate().filter_map(wrong).collect()
    }

    /// Reads the keys of a form, or of one record of a dossier. `None` only where a problem was noted.
    pub(in crate::cli) fn read(page: &mut Page, keys: &mut Keys<'_, '_>, above: Option<&Above>) -> Option<Self> {
        let spec = keys.required_text(page, "kind").and_then(|(name, line)| {
            let spec = KindName::holds(name).then(|| kind::named(name)).flatten();
            if spec.is_none() {
                page.add(line, keys.path("kind"), FormWrong::UnknownKind(name.to_owned()));
            }
            spec
        });
        let (decision, office) = match above {
            Some(above) => (Some(above.decision.clone()), Some(above.office.clone())),
            None => (keys.name(page, "decision", Shape::Decision), keys.name(page, "office", Shape::Office)),
        };
        let occurred = occurred(page, keys);
        let basis = basis(page, keys, decision.as_ref());
        let (late, declared) = match above {
            None => late(page, keys).unzip(),
            Some(above) => {
                let reason = keys.optional_words(page, "reason").unwrap_or_else(|| above.reason.clone());
                let declared = keys.texts_with_lines(page, "missing").unwrap_or_default();
                let missing = declared.iter().map(|(path, _)| path.clone()).collect();
                (Some(Late { reason, missing }), Some(declared))
            }
        };
        let declared = Declared(declared.unwrap_or_default());
        let missing = late.as_ref().map(|late| late.missing.as_slice());
        let despite = despite(page, keys);
        let profile = match above {
            Some(above) => above.profile.clone().filter(|_| spec.is_some_and(can_pin)),
            None => keys.optional_name(page, "profile", Shape::Profile),
        };
        let (attachments, roles) = attachments(page, keys);
        let at = keys.path("");
        let mut lines = Lines::new();
        let body = match (keys.table(page, "body", Need::Required), spec) {
            (Some((table, line)), Some(spec)) => {
                lines.insert(format!("{at}body"), line);
                if let Some((_, at)) = &profile {
                    check_profile(page, spec, table, *at);
                }
                let reading = body::Reading { at: &at, spec, here: decision.as_ref(), missing, declared: &declared };
                let body = body::read(page, &mut lines, table, &reading);
                for problem in spec.check_documents(roles.iter().map(String::as_str), missing) {
                    let line = declared.line_of(&problem).unwrap_or(keys.line());
                    page.add(line, format!("{at}{}", problem.path), FormWrong::Body(problem.what));
                }
                Some(body)
            }
            _ => None,
        };
        lines.insert(format!("{at}basis"), keys.line_of("basis").unwrap_or(keys.line()));
        Some(Self {
            kind: spec?,
            decision: decision?,
            office: office?,
            occurred: occurred?,
            basis,
            body: body?,
            attachments,
            late,
            despite,
            profile: profile.map(|(profile, _)| profile),
            at,
            lines,
        })
    }
}

/// Whether records of a kind name the profile that a decision is judged by.
fn can_pin(spec: &KindSpec) -> bool {
    spec.field(PROFILE).is_some()
}

/// A profile is named once: above the body, or as a digest in it; and only where it is pinned.
fn check_profile(page: &mut Page, spec: &KindSpec, body: &DeTable<'_>, line: usize) {
    if !can_pin(spec) {
        page.add(line, PROFILE, FormWrong::UnknownKey);
    } else if body.keys().any(|key| **key.get_ref() == *PROFILE) {
        page.add(line, PROFILE, FormWrong::Body(Wrong::Excluded { by: BODY_PROFILE }));
    }
}

fn occurred(page: &mut Page, keys: &mut Keys<'_, '_>) -> Option<Occurred> {
    let (value, line) = keys.required(page, "occurred")?;
    let path = keys.path("occurred");
    let occurred = match value {
        DeValue::Table(table) => {
            let mut inner = Keys::new(table, &path, line);
            let from = inner.moment(page, "from");
            let to = inner.moment(page, "to");
            inner.finish(page);
            Occurred { from: from?, to: to? }
        }
        other => Occurred::at(page.moment(other, line, &path)?),
    };
    if occurred.is_backwards() {
        page.add(line, format!("{path}.to"), FormWrong::Body(Wrong::Backwards { start: "from" }));
        return None;
    }
    Some(occurred)
}

fn basis(page: &mut Page, keys: &mut Keys<'_, '_>, decision: Option<&DecisionId>) -> Option<Vec<RecordRef>> {
    let path = keys.path("basis");
    let written = keys.texts_with_lines(page, "basis")?;
    let mut references = Vec::new();
    for (place, (text, line)) in written.into_iter().enumerate() {
        match RecordRef::read(&text, decision) {
            Some(reference) => references.push(reference),
            // Without its decision `#3` leads nowhere yet; that the decision is missing is said already.
            None if decision.is_none() && text.starts_with('#') => {}
            None => page.add(line, format!("{path}[{place}]"), FormWrong::Reference(text)),
        }
    }
    Some(references)
}

fn late(page: &mut Page, keys: &mut Keys<'_, '_>) -> Option<(Late, Vec<(String, usize)>)> {
    let (table, line) = keys.table(page, "late", Need::Optional)?;
    let mut inner = Keys::new(table, &keys.path("late"), line);
    let reason = inner.required_words(page, "reason").unwrap_or_default();
    let declared = inner.texts_with_lines(page, "missing").unwrap_or_default();
    inner.finish(page);
    let missing = declared.iter().map(|(path, _)| path.clone()).collect();
    Some((Late { reason, missing }, declared))
}

fn despite(page: &mut Page, keys: &mut Keys<'_, '_>) -> Vec<Despite> {
    let mut all = Vec::new();
    for (table, line, path) in keys.tables(page, "despite") {
        let mut inner = Keys::new(table, &path, line);
        let rule = inner.required_text(page, "rule").map(|(rule, _)| rule.to_owned());
        let reason = inner.required_words(page, "reason");
        inner.finish(page);
        if let (Some(rule), Some(reason)) = (rule, reason) {
            all.push(Despite { rule, reason });
        }
    }
    all
}

/// The documents, and the roles of all of them: one whose file is not filled in yet is not missing as well.
fn attachments(page: &mut Page, keys: &mut Keys<'_, '_>) -> (Vec<FormAttachment>, Vec<String>) {
    let (mut all, mut roles) = (Vec::new(), Vec::new());
    for (table, line, path) in keys.tables(page, "attachment") {
        let mut inner = Keys::new(table, &path, line);
        let file = inner.required_text(page, "file").map(|(file, _)| file.to_owned());
        let role = inner.required_text(page, "role").map(|(role, _)| role.to_owned());
        let name = inner.optional_text(page, "name");
        let media_type = inner.optional_text(page, "media_type");
        let sealed = inner.bool(page, "sealed").unwrap_or(false);
        inner.finish(page);
        roles.extend(role.clone());
        if let (Some(file), Some(role)) = (file, role) {
            let own_name = file.rsplit(['/', '\\']).next().unwrap_or(&file).to_owned();
            let media_type = media_type.unwrap_or_else(|| media::of_name(&file).to_owned());
            all.push(FormAttachment { name: name.unwrap_or(own_name), file, role, media_type, sealed, line });
        }
    }
    (all, roles)
}

/// A day or a moment as TOML has it.
fn moment_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Datetime(datetime) => {
            let mut datetime = *datetime;
            if let Some(time) = &mut datetime.time {
                // TOML 1.1 lets the seconds be left out; records have them.
                time.second.get_or_insert(0);
            }
            Some(datetime.to_string())
        }
        _ => None,
    }
}

fn moment(value: &DeValue<'_>) -> Option<Moment> {
    moment_text(value)?.parse().ok()
}

/// The field that pins a profile.
const PROFILE: &str = "profile";
const BODY_PROFILE: &str = "body.profile";

#[cfg(test)]
mod tests;

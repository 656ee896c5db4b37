//! From names to digests: what a form says, ready to be made into a record.

use super::body::{each_record, nearest};
use super::problem::{FormProblem, FormWrong};
use super::{Form, FormAttachment, RecordRef};
use crate::format::{Despite, Late};
use crate::model::{KindName, Occurred, OfficeId, RecordDigest, StreamId, Value};

/// A form whose references lead somewhere.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The decision's stream.
    pub stream: StreamId,
    /// What kind of record it is.
    pub kind: KindName,
    /// The office it is signed in.
    pub office: OfficeId,
    /// When the fact happened.
    pub occurred: Occurred,
    /// The records it stands on: those written, or else the latest; and every record its body names. None twice.
    pub basis: Vec<RecordDigest>,
    /// The body, with digests.
    pub body: Value,
    /// The documents it cites.
    pub attachments: Vec<FormAttachment>,
    /// Why it is entered late, where it is.
    pub late: Option<Late>,
    /// What is known to be irregular.
    pub despite: Vec<Despite>,
}

impl Form {
    /// Every record the form names, with the path and the line it is named at.
    pub fn references(&self) -> Vec<(RecordRef, String, usize)> {
        let mut all = Vec::new();
        for (place, reference) in self.basis.iter().flatten().enumerate() {
            let path = format!("{}basis[{place}]", self.at);
            all.push((reference.clone(), path.clone(), nearest(&self.lines, &path)));
        }
        let mut body = self.body.clone();
        each_record(self.kind.fields, &mut body, "", &mut |text, path| {
            let path = format!("{}body.{path}", self.at);
            let reference = RecordRef::read(text, Some(&self.decision))?;
            let line = nearest(&self.lines, &path);
            all.push((reference, path, line));
            None
        });
        all
    }

    /// Looks up every reference with `find`. A decision's first record stands on nothing: where `find` has no answer
    /// for [`RecordRef::Latest`], the basis is what the body names.
    ///
    /// # Errors
    /// Every reference that leads nowhere.
    pub fn resolve(
        &self,
        find: &mut dyn FnMut(&RecordRef) -> Option<RecordDigest>,
    ) -> Result<Resolved, Vec<FormProblem>> {
        let mut problems = Vec::new();
        let mut basis = Vec::new();
        match &self.basis {
            None => basis.extend(find(&RecordRef::Latest(self.decision.clone()))),
            Some(written) => {
                for (place, reference) in written.iter().enumerate() {
                    match find(reference) {
                        Some(digest) => basis.push(digest),
                        None => problems.push(FormProblem {
                            line: nearest(&self.lines, &format!("{}basis", self.at)),
                            field: format!("{}basis[{place}]", self.at),
                            what: FormWrong::NoSuchRecord(reference.clone()),
                        }),
                    }
                }
            }
        }
        let mut body = self.body.clone();
        each_record(self.kind.fields, &mut body, "", &mut |text, path| {
            let reference = RecordRef::read(text, Some(&self.decision))?;
            let digest = find(&reference);
            match digest {
                // Who names a record in the body had it before them.
                Some(digest) => basis.push(digest),
                None => {
                    let field = format!("{}body.{path}", self.at);
                    let what = FormWrong::NoSuchRecord(reference);
                    problems.push(FormProblem { line: nearest(&self.lines, &field), field, what });
                }
            }
            digest
        });
        let mut seen = std::collections::BTreeSet::new();
        basis.retain(|digest| seen.insert(*digest));
        let kind = KindName::new(self.kind.name);
        match kind {
            Ok(kind) if problems.is_empty() => Ok(Resolved {
                stream: StreamId::Decision(self.decision.clone()),
                kind,
                office: self.office.clone(),
                occurred: self.occurred,
                basis,
                body,
                attachments: self.attachments.clone(),
                late: self.late.clone(),
                despite: self.despite.clone(),
            }),
            _ => {
                problems.sort_by_key(|problem| problem.line);
                Err(problems)
            }
        }
    }
}

//! Files that people wrote: forms and dossiers, read with everything that is wrong told under the file's name.
//!
//! In scope: reading the file, naming its problems, whether the documents it names can be read. Out of scope: what
//! may stand in it ([`form`](super::form), [`dossier`](super::dossier)), the ledger ([`recording`](super::recording)).
#![expect(clippy::disallowed_methods, reason = "forms and the documents they name are opened here")]

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::context::Context;
use super::dossier::Dossier;
use super::error::{CliError, FileDeed, FileProblem};
use super::form::page::FORM_BYTES_MAX;
use super::form::{Form, FormAttachment, FormProblem, FormWrong};
use crate::model::DecisionId;

/// The forms of one file: one where the file is a form, several in order where it is a dossier.
#[derive(Debug, Clone)]
pub struct Written {
    /// The file, as it was typed.
    pub name: String,
    /// The folder it lies in, in which the files it names are looked for.
    pub folder: PathBuf,
    /// The decision all of it belongs to.
    pub decision: DecisionId,
    /// The forms.
    pub forms: Vec<Form>,
}

impl Written {
    /// Reads a form.
    ///
    /// # Errors
    /// The file cannot be read (exit 3), or something is wrong with it: all of it at once (exit 1).
    pub fn form(context: &Context, typed: &Path) -> Result<Self, CliError> {
        let read =
            read(context, typed, |bytes| Form::read_bytes(bytes).map(|form| (form.decision.clone(), vec![form])))?;
        read.map_err(refused)
    }

    /// Reads a dossier. Its problems are handed over, to be told with those of other dossiers.
    ///
    /// # Errors
    /// The file cannot be read (exit 3).
    pub fn dossier(context: &Context, typed: &Path) -> Result<Result<Self, Vec<FileProblem>>, CliError> {
        read(context, typed, |bytes| Dossier::read_bytes(bytes).map(|dossier| (dossier.decision, dossier.records)))
    }

    /// A problem of one of the forms, under the file's name.
    pub fn problem(&self, form: &Form, problem: FormProblem) -> FileProblem {
        FileProblem { file: self.name.clone(), kind: Some(form.kind.name.to_owned()), problem }
    }

    /// Every document that is named and cannot be read. Their sizes are handed to `sized` where they can.
    pub fn missing_files(&self, form: &Form, sized: &mut dyn FnMut(u64)) -> Vec<FileProblem> {
        let problems = form.check_files(&mut |one| match size_of(&self.path_of(one)) {
            Ok(size) => {
                sized(size);
                None
            }
            Err(cause) => Some(FormWrong::Unreadable {
                path: self.path_of(one).display().to_string(),
                trouble: cause.kind(),
                words: cause.to_string(),
            }),
        });
        problems.into_iter().map(|problem| self.problem(form, problem)).collect()
    }

    fn path_of(&self, document: &FormAttachment) -> PathBuf {
        self.folder.join(&document.file)
    }
}

/// What is wrong with what people wrote, as one refusal (exit 1): nothing has been changed.
pub fn refused(problems: Vec<FileProblem>) -> CliError {
    CliError::refused("error-form").with("count", problems.len()).problems(problems)
}

/// The size of a document that can be read.
pub fn size_of(path: &Path) -> io::Result<u64> {
    let facts = File::open(path)?.metadata()?;
    if facts.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(facts.len()) }
}

type Parsed = Result<(DecisionId, Vec<Form>), Vec<FormProblem>>;

fn read(
    context: &Context,
    typed: &Path,
    parse: impl FnOnce(&[u8]) -> Parsed,
) -> Result<Result<Written, Vec<FileProblem>>, CliError> {
    let path = context.setting.path(typed);
    let failed = |cause: io::Error| CliError::file(FileDeed::Read, &path, &cause);
    let mut bytes = Vec::new();
    // One byte more than a form may have, so that a longer one is seen to be too long.
    let file = File::open(&path).map_err(failed)?;
    file.take(FORM_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    let name = typed.display().to_string();
    let folder = path.parent().unwrap_or(Path::new(".")).to_path_buf();
    Ok(match parse(&bytes) {
        Ok((decision, forms)) => Ok(Written { name, folder, decision, forms }),
        Err(problems) => {
            let kinds = Kinds::of(&bytes);
            let told = |problem: FormProblem| {
                let kind = kinds.at(&problem.field).map(str::to_owned);
                FileProblem { file: name.clone(), kind, problem }
            };
            Err(problems.into_iter().map(told).collect())
        }
    })
}

/// The kinds that a file names: they decide what the fields with problems are called. A file that is no TOML has none.
struct Kinds(Option<toml::Table>);

impl Kinds {
    fn of(bytes: &[u8]) -> Self {
        Self(std::str::from_utf8(bytes).ok().and_then(|text| text.trim_start_matches('\u{feff}').parse().ok()))
    }

    /// The kind of the record in which a field lies, e.g. `record[3].body.to`.
    fn at(&self, field: &str) -> Option<&str> {
        let table = self.0.as_ref()?;
        let Some((place, _)) = field.strip_prefix("record[").and_then(|rest| rest.split_once(']')) else {
            return table.get("kind")?.as_str();
        };
        table.get("record")?.get(place.parse::<usize>().ok()?)?.get("kind")?.as_str()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::cli::Exit;
    use crate::cli::context::tests::on_paper_in;
    use crate::cli::setting::Environment;
    use crate::render::Language;

    const GOOD: &str = "kind = \"draft-version\"\ndecision = \"2026-001\"\noffice = \"handling-unit\"\n\
                        occurred = 2026-03-20\n[body]\nversion = \"1\"\nchanges = \"none\"\n\
                        [[attachment]]\nfile = \"draft.txt\"\nrole = \"draft\"\n\
                        [[attachment]]\nfile = \"papers\"\nrole = \"explanation\"\n";

    fn read_form(folder: &Path, bytes: &[u8]) -> Result<Written, CliError> {
        fs::write(folder.join("form.toml"), bytes).unwrap();
        Written::form(&on_paper_in(folder, Environment::default()).0, Path::new("form.toml"))
    }

    fn told(error: &CliError) -> Vec<String> {
        let told = error.told(Language::En);
        told.problems.iter().map(|one| format!("{}: {} {} {}", one.file, one.line, one.field, one.code)).collect()
    }

    #[test]
    fn a_form_is_read_with_the_folder_its_documents_lie_in() {
        let home = tempfile::tempdir().unwrap();
        let written = read_form(home.path(), GOOD.as_bytes()).unwrap();
        assert_eq!((written.name.as_str(), written.folder.as_path()), ("form.toml", home.path()));
        assert_eq!((written.decision.as_str(), written.forms.len()), ("2026-001", 1));
    }

    #[test]
    fn every_document_that_cannot_be_read_is_named_with_its_line() {
        let home = tempfile::tempdir().unwrap();
        let written = read_form(home.path(), GOOD.as_bytes()).unwrap();
        let look = |total: &mut u64| written.missing_files(&written.forms[0], &mut |size| *total += size);
        fs::create_dir(home.path().join("papers")).unwrap();
        let mut total = 0;
        let error = refused(look(&mut total));
        assert_eq!(
            told(&error),
            ["form.toml: 8 attachment[0].file unreadable", "form.toml: 11 attachment[1].file unreadable"]
        );
        let words: Vec<_> = error.told(Language::Zh).problems.into_iter().map(|one| one.message).collect();
        assert!(words[0].contains("draft.txt") && words[0].contains("不存在"), "{words:?}");
        assert!(words[1].contains("文件夹"), "{words:?}");
        fs::remove_dir(home.path().join("papers")).unwrap();
        fs::write(home.path().join("papers"), "12").unwrap();
        fs::write(home.path().join("draft.txt"), "345").unwrap();
        assert_eq!((look(&mut total), total), (Vec::new(), 5));
    }

    #[test]
    fn what_is_wrong_is_told_under_the_labels_of_its_kind() {
        let home = tempfile::tempdir().unwrap();
        let error = read_form(home.path(), GOOD.replace("\"none\"", "\"\"").as_bytes()).unwrap_err();
        assert_eq!((error.exit(), error.id()), (Exit::Refused, "error-form"));
        assert_eq!(told(&error), ["form.toml: 7 body.changes empty"]);
        let kinds = Kinds::of(b"kind = \"a\"\n[[record]]\nkind = \"b\"\n[[record]]\nkind = 1\n");
        assert_eq!(kinds.at("body.to"), Some("a"));
        assert_eq!(kinds.at("record[0].body.to"), Some("b"));
        assert_eq!((kinds.at("record[1].kind"), kinds.at("record[9].kind")), (None, None));
    }

    #[test]
    fn another_encoding_and_a_file_too_large_are_problems_of_the_file() {
        let home = tempfile::tempdir().unwrap();
        // 决策 in GB 18030.
        let error = read_form(home.path(), b"kind = \"x\"\n# \xbe\xf6\xb2\xdf\n").unwrap_err();
        assert_eq!(told(&error), ["form.toml: 2  not-utf8"]);
        let error = read_form(home.path(), &vec![b'#'; FORM_BYTES_MAX + 1]).unwrap_err();
        assert_eq!(told(&error), ["form.toml: 1  too-large"]);
    }

    #[test]
    fn a_form_that_is_not_there_is_no_fault_of_the_form() {
        let home = tempfile::tempdir().unwrap();
        let context = on_paper_in(home.path(), Environment::default()).0;
        assert_eq!(Written::form(&context, Path::new("no.toml")).unwrap_err().exit(), Exit::Surroundings);
    }
}

//! Holding forms against the ledger before anything is asked of a key: documents, references, the decision's state,
//! who may sign. What is wrong is told while nothing has been signed or stored, all mistakes of the forms at once.
//!
//! The ledger judges everything again when the records come in. This is no second set of rules: authority is judged by
//! the same [`Registry::judge`], on a record with everything in place but its documents' digests.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use super::clock::SystemClock;
use super::context::Context;
use super::entering::{self, EnterError, Pending};
use super::error::{CliError, FileProblem};
use super::form::{Form, FormWrong, RecordRef, Resolved};
use super::key_folder::KeyFolder;
use super::opening::{LedgerKeyArgs, Writing};
use super::secret::PassphraseArgs;
use super::written::{Written, refused};
use super::{bundling, cause, erased, opening, refusal};
use crate::crypto::{PublicKey, SecretKey, Signer as _, hash};
use crate::format::limits::CLOCK_SKEW_SECONDS_MAX;
use crate::format::{Attachment, Content, Record, Verifiers};
use crate::ledger::{Acknowledged, registry_of};
use crate::model::{DecisionId, EvidenceDigest, RecordDigest, Seq, Sha256Digest, StreamId};
use crate::port::{Clock as _, ReadEvidence, ReadLedger};
use crate::registry::{AuthorityError, Registry};
use crate::render::Message;

/// A key by the name it was typed with.
#[derive(Debug, Clone)]
pub struct NamedKey {
    /// As typed.
    pub name: String,
    /// The key.
    pub key: PublicKey,
}

/// The public halves of the keys that were typed.
///
/// # Errors
/// One of them is not to be had.
pub fn named_keys(folder: &KeyFolder, typed: &[String]) -> Result<Vec<NamedKey>, CliError> {
    typed.iter().map(|name| Ok(NamedKey { name: name.clone(), key: folder.public(name)? })).collect()
}

/// Forms that were held against the ledger and found in order.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The bytes of all their documents.
    pub bytes: u64,
    /// The records as they would be, but for their documents' digests; none where whole decisions are entered.
    pub records: Vec<Record>,
}

/// What is to be recorded: the files, who signs, what they cite beyond what their references name.
#[derive(Debug, Clone, Copy)]
pub struct Recording<'a> {
    /// The files.
    pub written: &'a [Written],
    /// Who signs: the first in the form's office.
    pub keys: &'a [NamedKey],
    /// Other decisions in which cited records are looked for.
    pub citing: &'a [DecisionId],
    /// Whether each file is a whole decision from its opening on, of which the ledger has nothing yet.
    pub whole: bool,
}

impl Recording<'_> {
    /// Holds everything against the ledger as it now is.
    ///
    /// # Errors
    /// Every document and reference that is not there, or the first other thing that stands against a form: exit 1.
    pub fn check(&self, context: &Context) -> Result<Checked, CliError> {
        let store = opening::browsing(context)?;
        let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
        let size = store.tip().map_err(|error| refusal::store(&error))?.size;
        self.check_against(&store, &registry, size, SystemClock.now())
    }

    fn check_against<S: ReadLedger + ReadEvidence>(
        &self,
        store: &S,
        registry: &Registry,
        size: u64,
        now: Timestamp,
    ) -> Result<Checked, CliError> {
        for decision in self.citing {
            if count(store, decision)? == 0 {
                return Err(CliError::refused("error-no-such-decision").show("decision", decision));
            }
        }
        if self.whole {
            self.check_wholes(store)?;
        }
        let mut checked = Checked::default();
        let mut finder = Finder { store, pending: Pending::default(), citing: self.citing, known: HashMap::new() };
        let (mut problems, mut resolved) = (Vec::new(), Vec::new());
        for written in self.written {
            let (stored, before) = (count(store, &written.decision)?, problems.len());
            for (place, form) in written.forms.iter().enumerate() {
                check_opening(form, stored + place as u64)?;
                problems.extend(written.missing_files(form, &mut |size| checked.bytes += size));
                match finder.resolve(written, form)? {
                    Ok(found) => resolved.push((form, found)),
                    Err(wrong) => problems.extend(wrong),
                }
                finder.pending.note(&form.decision, stand_in(&form.decision, place));
            }
            problems[before..].sort_by_key(|one: &FileProblem| one.problem.line);
        }
        if !problems.is_empty() {
            return Err(refused(problems));
        }
        for (place, (form, resolved)) in resolved.into_iter().enumerate() {
            let record = self.judge(registry, form, resolved, Seq(size + place as u64), now)?;
            if !self.whole {
                erased::check(store, registry, &record)?;
                bundling::check_review(store, &record)?;
                checked.records.push(record);
            }
        }
        Ok(checked)
    }

    /// What begins in the middle, is there already, or comes twice is none of it a whole decision.
    fn check_wholes<S: ReadLedger>(&self, store: &S) -> Result<(), CliError> {
        let mut causes = Vec::new();
        for (place, written) in self.written.iter().enumerate() {
            let cause = |id| Message::new(id).with("path", written.name.clone()).show("decision", &written.decision);
            let stored = count(store, &written.decision)?;
            if stored > 0 {
                causes.push(cause("cause-decision-there").with("count", stored));
            }
            if let Some(other) = self.written[..place].iter().find(|other| other.decision == written.decision) {
                causes.push(cause("cause-decision-twice").with("other", other.name.clone()));
            }
            if written.forms.first().is_some_and(|form| !form.kind.opens) {
                causes.push(cause("cause-no-opening"));
            }
        }
        if causes.is_empty() {
            return Ok(());
        }
        Err(causes.into_iter().fold(CliError::refused("error-not-entered"), CliError::because))
    }

    /// Whether the record that the form will be could stand at `at`.
    fn judge(
        &self,
        registry: &Registry,
        form: &Form,
        resolved: Resolved,
        at: Seq,
        now: Timestamp,
    ) -> Result<Record, CliError> {
        let keys: Vec<PublicKey> = self.keys.iter().map(|one| one.key).collect();
        let offices = entering::signatories(registry, form.kind, &form.office, form.late.is_some(), &keys, at);
        let attachments = stand_in_attachments(form);
        let record = entering::record(resolved, registry.origin(), offices, attachments, now)?;
        record.to_bytes().map_err(|error| refusal::record(&error))?;
        check_time(&record, now)?;
        match registry.judge(&record, at) {
            Ok(()) => Ok(record),
            Err(error) => Err(self.no_authority(registry, &error, at)),
        }
    }

    /// Says why the keys may not sign, and what they hold instead.
    fn no_authority(&self, registry: &Registry, error: &AuthorityError, at: Seq) -> CliError {
        let mut told = CliError::refused("error-not-entered").because(cause::authority(error));
        let at_fault = match error {
            AuthorityError::NotHeld { key, .. } | AuthorityError::Ended { key, .. } => Some(*key),
            _ => None,
        };
        for one in self.keys.iter().filter(|one| at_fault.is_none_or(|id| one.key.id() == id)) {
            told = told.hint(what_it_holds(registry, one, at));
        }
        match refusal::authority_hint(error) {
            Some(hint) => told.hint(Message::new(hint)),
            None => told,
        }
    }
}

/// Signs the forms of one file, with keys at hand, and appends them as one. `heard` is told of the documents' bytes as
/// they are stored.
///
/// # Errors
/// Whatever stands against it; nothing has been appended then.
pub fn enter(
    writing: &mut Writing,
    written: &Written,
    keys: &[&SecretKey],
    citing: &[DecisionId],
    heard: &mut dyn FnMut(u64),
) -> Result<Vec<Acknowledged>, CliError> {
    let (registry, size) = (writing.ledger().registry().clone(), writing.ledger().size());
    let mut pending = Pending::default();
    let mut group = Vec::with_capacity(written.forms.len());
    for (place, form) in written.forms.iter().enumerate() {
        let (store, at, now) = (writing.store_mut(), size + place as u64, SystemClock.now());
        let entered =
            entering::enter_heard(form, &written.folder, store, &registry, at, keys, now, &mut pending, heard);
        let mut submission = entered.map_err(|error| told(written, form, error))?;
        submission.citing.extend(citing.iter().cloned().map(StreamId::Decision));
        group.push(submission);
    }
    writing.append(group)
}

/// What a form met on its way in, under the name of its file.
pub fn told(written: &Written, form: &Form, error: EnterError) -> CliError {
    match error {
        EnterError::Cli(error) => error,
        EnterError::Form(problems) => {
            refused(problems.into_iter().map(|problem| written.problem(form, problem)).collect())
        }
    }
}

/// Opens the secret halves of the keys.
///
/// # Errors
/// One of them is not here, does not open, or is not that of its public half.
pub fn open_keys(
    context: &Context,
    keys: &[NamedKey],
    passphrase: &PassphraseArgs,
) -> Result<Vec<SecretKey>, CliError> {
    let folder = context.keys();
    let open = |(nth, one): (usize, &NamedKey)| {
        let secret = folder.open(context, &one.name, &passphrase.source(nth)?)?;
        if secret.public() == one.key {
            Ok(secret)
        } else {
            Err(CliError::refused("error-halves-do-not-fit").with("key", one.name.clone()))
        }
    };
    keys.iter().enumerate().map(open).collect()
}

/// What `step add` and `decision open` do with a form that was checked: sign and append it, with a bar while its documents,
/// of so many bytes, are stored.
///
/// # Errors
/// Whatever stands against it; nothing has been appended then.
pub fn record(
    context: &Context,
    recording: &Recording<'_>,
    bytes: u64,
    passphrase: &PassphraseArgs,
    ledger_key: &LedgerKeyArgs,
) -> Result<Vec<Acknowledged>, CliError> {
    let secrets = open_keys(context, recording.keys, passphrase)?;
    let secrets: Vec<&SecretKey> = secrets.iter().collect();
    let mut writing = Writing::open(context, ledger_key)?;
    let mut progress = context.progress_in_bytes(&Message::new("progress-storing"), Some(bytes));
    let mut done = 0;
    let mut heard = |count| {
        done += count;
        progress.at(done);
    };
    let mut all = Vec::new();
    for written in recording.written {
        all.extend(enter(&mut writing, written, &secrets, recording.citing, &mut heard)?);
    }
    Ok(all)
}

/// Looks up what forms refer to. A digest says nothing about where its record stands, so it is looked for in the
/// decision, the registry and the decisions cited: where the ledger itself will look.
struct Finder<'a, S> {
    store: &'a S,
    pending: Pending,
    citing: &'a [DecisionId],
    known: HashMap<StreamId, HashSet<RecordDigest>>,
}

impl<S: ReadLedger> Finder<'_, S> {
    fn resolve(&mut self, written: &Written, form: &Form) -> Result<Result<Resolved, Vec<FileProblem>>, CliError> {
        let mut wrong = Vec::new();
        let cited = entering::citing(form);
        for (reference, field, line) in form.references() {
            let RecordRef::Digest(digest) = &reference else { continue };
            let own = [StreamId::Decision(form.decision.clone()), StreamId::Registry];
            let others = self.citing.iter().cloned().map(StreamId::Decision);
            let streams: Vec<StreamId> = own.into_iter().chain(others).chain(cited.iter().cloned()).collect();
            if !self.is_in(&streams, digest)? {
                let what = FormWrong::NoSuchRecord(reference);
                wrong.push(written.problem(form, super::form::FormProblem { line, field, what }));
            }
        }
        match entering::resolve(form, self.store, &self.pending) {
            Ok(resolved) if wrong.is_empty() => return Ok(Ok(resolved)),
            Ok(_) => {}
            Err(EnterError::Form(problems)) => {
                wrong.extend(problems.into_iter().map(|problem| written.problem(form, problem)));
                wrong.sort_by_key(|one| one.problem.line);
            }
            Err(EnterError::Cli(error)) => return Err(error),
        }
        Ok(Err(wrong))
    }

    fn is_in(&mut self, streams: &[StreamId], digest: &RecordDigest) -> Result<bool, CliError> {
        for stream in streams {
            if !self.known.contains_key(stream) {
                let records = records_of(self.store, stream)?;
                self.known.insert(stream.clone(), records);
            }
            if self.known.get(stream).is_some_and(|known| known.contains(digest)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn records_of<S: ReadLedger>(store: &S, stream: &StreamId) -> Result<HashSet<RecordDigest>, CliError> {
    let mut all = HashSet::new();
    loop {
        let page = store.stream(stream, all.len() as u64, PAGE).map_err(|error| refusal::store(&error))?;
        let done = page.len() < PAGE;
        all.extend(page.iter().map(|stored| stored.entry.header().record_blake3));
        if done {
            return Ok(all);
        }
    }
}

/// How many records a decision has.
///
/// # Errors
/// The store could not answer.
pub fn count<S: ReadLedger>(store: &S, decision: &DecisionId) -> Result<u64, CliError> {
    let head = store.stream_head(&StreamId::Decision(decision.clone())).map_err(|error| refusal::store(&error))?;
    Ok(head.map_or(0, |head| head.count))
}

/// A decision begins with its opening, once.
fn check_opening(form: &Form, number: u64) -> Result<(), CliError> {
    let told = match (number, form.kind.opens) {
        (0, false) => CliError::refused("error-no-such-decision").hint(Message::new("hint-opening")),
        (1.., true) => CliError::refused("error-open-already").with("number", number),
        _ => return Ok(()),
    };
    Err(told.show("decision", &form.decision))
}

/// What has not happened yet cannot be recorded. The ledger says so too, but an envelope may travel for days before it
/// gets there.
fn check_time(record: &Record, now: Timestamp) -> Result<(), CliError> {
    let ahead = record.occurred.from.bounds().0.duration_since(now);
    if ahead <= SignedDuration::from_secs(CLOCK_SKEW_SECONDS_MAX) {
        return Ok(());
    }
    Err(CliError::refused("error-not-yet")
        .show("occurred", record.occurred.from)
        .show("now", now)
        .hint(Message::new("hint-not-yet")))
}

/// What a key holds now, for whoever chose the wrong one.
fn what_it_holds(registry: &Registry, named: &NamedKey, at: Seq) -> Message {
    let held: Vec<String> = registry
        .appointments_of(&named.key)
        .iter()
        .filter(|one| one.held_at(at))
        .map(|one| format!("{} ({})", one.appoint.office, one.appoint.scope))
        .collect();
    match registry.person(&named.key) {
        Some(person) if !held.is_empty() => {
            Message::new("hint-key-holds").show("person", person).with("offices", held.join(", "))
        }
        _ => Message::new("hint-key-holds-nothing"),
    }
    .with("key", named.name.clone())
}

/// What stands for a record that is still to be made, where others of the same group refer to it.
fn stand_in(decision: &DecisionId, place: usize) -> RecordDigest {
    RecordDigest(hash::blake3(format!("{decision}#{place}").as_bytes()))
}

/// The attachments as they will be, but for their sizes and digests.
fn stand_in_attachments(form: &Form) -> Vec<Attachment> {
    let all = form.attachments.iter().map(|one| Attachment {
        name: one.name.clone(),
        role: one.role.clone(),
        media_type: one.media_type.clone(),
        size: 0,
        content: match one.sealed {
            true => Content::Sealed(Sha256Digest([0; 32])),
            false => Content::Open { blake3: EvidenceDigest([0; 32]), sha256: Sha256Digest([0; 32]) },
        },
    });
    all.collect()
}

/// How many entries of a stream are read at once.
const PAGE: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::form::Form;
    use crate::format::Signatory;
    use crate::model::Origin;

    fn form(occurred: &str) -> Form {
        let text = format!(
            "kind = \"draft-version\"\ndecision = \"2026-001\"\noffice = \"handling-unit\"\noccurred = {occurred}\n\
             [body]\nversion = \"1\"\nchanges = \"none\"\n\
             [[attachment]]\nfile = \"a.txt\"\nrole = \"draft\"\nsealed = true\n"
        );
        Form::parse(&text).unwrap()
    }

    fn record_of(form: &Form, now: Timestamp) -> Record {
        let resolved = form.resolve(&mut |_| Some(stand_in(&form.decision, 0))).unwrap();
        let key = SecretKey::from_seed(&[1; 32]).public();
        let offices = vec![Signatory { office: form.office.clone(), key }];
        let origin = Origin::new("test.example/ledger").unwrap();
        entering::record(resolved, &origin, offices, stand_in_attachments(form), now).unwrap()
    }

    #[test]
    fn what_begins_later_than_two_clocks_may_differ_has_not_happened() {
        let now: Timestamp = "2026-03-20T01:00:00Z".parse().unwrap();
        for (occurred, good) in [
            ("2026-03-20", true),
            // At 10:00 in UTC the day begins, first of all in the Pacific.
            ("2026-03-21", false),
            ("2026-03-20T09:10:00+08:00", true),
            ("2026-03-20T09:11:00+08:00", false),
            ("{ from = 2026-03-01, to = 2027-03-01 }", true),
            ("2062-03-20", false),
        ] {
            let judged = check_time(&record_of(&form(occurred), now), now);
            assert_eq!(
                judged.map_err(|error| error.id()),
                if good { Ok(()) } else { Err("error-not-yet") },
                "{occurred}"
            );
        }
    }

    #[test]
    fn a_stand_in_has_the_documents_of_the_form_and_nothing_of_their_content() {
        let attachments = stand_in_attachments(&form("2026-03-20"));
        let [one] = attachments.as_slice() else { panic!("{attachments:?}") };
        assert_eq!((one.name.as_str(), one.role.as_str()), ("a.txt", "draft"));
        assert_eq!(one.content, Content::Sealed(Sha256Digest([0; 32])));
        let decision = DecisionId::new("2026-001").unwrap();
        assert_ne!(stand_in(&decision, 0), stand_in(&decision, 1));
    }

    #[test]
    fn a_decision_opens_once_and_first() {
        let step = form("2026-03-20");
        assert_eq!(check_opening(&step, 0).unwrap_err().id(), "error-no-such-decision");
        assert_eq!(check_opening(&step, 1), Ok(()));
        let mut opening = step;
        opening.kind = crate::model::kind::named("decision-open").unwrap();
        assert_eq!(check_opening(&opening, 0), Ok(()));
        assert_eq!(check_opening(&opening, 3).unwrap_err().id(), "error-open-already");
    }
}

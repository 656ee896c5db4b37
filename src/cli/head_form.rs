//! A head's decision as a form: filled in from what the ledger knows of the meeting, and held against the members' majority
//! before anybody signs. Reasons are asked for exactly where the outcome differs from it (Order 713, art. 30).
//!
//! In scope: the meeting and its item, the draft, the tally of the positions as they stand, the records it rests on. Out of
//! scope: what differs ([`head_decision`](crate::procedure::head_decision)); a tally that somebody writes otherwise, which is
//! foreseen and found like everything else ([`foreseeing`](super::foreseeing)).

use std::sync::Arc;

use serde::Serialize;

use super::clock::SystemClock;
use super::context::Context;
use super::error::CliError;
use super::foreseeing::to_come;
use super::form::{FormWrong, RecordRef};
use super::judged::Case;
use super::reader::Reader;
use super::written::{Written, refused};
use super::{opening, refusal};
use crate::format::{Record, Verifiers};
use crate::ledger::registry_of;
use crate::model::kind::{self, Form};
use crate::model::{DecisionId, RecordDigest};
use crate::port::Clock as _;
use crate::procedure::head_decision::{Word, owed_reasons, undecided_meeting, weigh};
use crate::procedure::{HeadBasis, History, Holidays, Profile, Step, Voice, Weighed, built_in};
use crate::render::template::Filled;
use crate::render::{Language, Message, text, words};
use crate::verify::{Pinned, Procedure};

/// The kind of record that holds the head's decision.
pub const HEAD_DECISION: &str = "head-decision";

/// What was filled in, for programs.
#[derive(Debug, Serialize)]
pub struct HeadKnown {
    decision: DecisionId,
    /// The number of the record that opened the meeting.
    meeting: u64,
    /// Positions counted, and how many of them the members did not sign themselves.
    counted: usize,
    minuted: usize,
    entered_for_them: usize,
    /// Members who were there and of whom no position is recorded.
    silent: usize,
    /// Members for the draft, and otherwise.
    approve: u64,
    oppose: u64,
    /// Whether the outcome that was typed differs from the majority; `null` where none was, or nobody can tell.
    differs_from_majority: Option<bool>,
}

/// Fills in the form of a head's decision.
///
/// # Errors
/// There is no such decision or meeting, or no meeting that waits for the head (exit 1); the records do not hold (exit 40).
pub fn fill_in(
    context: &Context,
    decision: &DecisionId,
    meeting: Option<&str>,
    outcome: Option<&str>,
    form: &mut Filled,
) -> Result<HeadKnown, CliError> {
    let reader = Reader::open(context)?;
    let case = Case::read(context, &reader, decision, None, Holidays::built_in(), None)?;
    // A tally of positions that do not hold would look like one of positions that do.
    case.ends()?;
    let profile = match &case.profile {
        Some(profile) => Arc::clone(profile),
        None => the_order()?,
    };
    let meeting = match meeting {
        Some(typed) => named(&case.history, &profile, decision, typed)?,
        None => undecided_meeting(&profile, &case.history)
            .ok_or_else(|| CliError::refused("error-no-meeting-waits").show("decision", decision))?,
    };
    let filling = Filling { language: context.language(), history: &case.history, profile: &profile, form };
    Ok(filling.fill(decision, meeting, outcome))
}

/// A meeting by the name somebody typed: `#15` or `2026-003#15`.
fn named<'a>(
    history: &'a History,
    profile: &Profile,
    decision: &DecisionId,
    typed: &str,
) -> Result<&'a Step, CliError> {
    let found = match RecordRef::read(typed, Some(decision)) {
        Some(RecordRef::Number(of, number)) if of == *decision => history.step(number),
        Some(RecordRef::Digest(digest)) => history.record(&digest),
        _ => None,
    };
    found.filter(|step| step.kind.name == profile.meeting.name()).ok_or_else(|| {
        CliError::refused("error-no-such-meeting").with("name", typed.to_owned()).show("decision", decision)
    })
}

/// Order 713 itself, for decisions that pin no profile that can be read: the head owes reasons all the same.
fn the_order() -> Result<Arc<Profile>, CliError> {
    built_in::profile(ORDER).map(Arc::new).ok_or_else(|| CliError::bug("the national profile does not read"))
}

struct Filling<'a> {
    language: Language,
    history: &'a History,
    profile: &'a Profile,
    form: &'a mut Filled,
}

impl Filling<'_> {
    fn fill(mut self, decision: &DecisionId, meeting: &Step, outcome: Option<&str>) -> HeadKnown {
        let basis = HeadBasis::at(self.profile, self.history, meeting);
        self.form.set("decision", decision.as_str());
        self.form.set("basis", self.rests_on(&basis));
        self.form.set("meeting", format!("#{}", meeting.number));
        self.items(&basis);
        if let Some(draft) = basis.draft {
            self.form.set("draft", self.reference(&draft));
        }
        self.tally(&basis);
        let differs = self.outcome(meeting, outcome);
        let of_voice = |voice| basis.words.iter().filter(|word| word.voice == voice).count();
        // Which side the members stand on does not hang on the outcome.
        let Weighed { approve, oppose, .. } = weigh(self.profile, self.history, meeting, ANY_OUTCOME);
        HeadKnown {
            decision: decision.clone(),
            meeting: meeting.number,
            counted: basis.words.len(),
            minuted: of_voice(Voice::Minuted),
            entered_for_them: of_voice(Voice::Entered),
            silent: basis.silent.len(),
            approve,
            oppose,
            differs_from_majority: differs,
        }
    }

    fn say(&self, message: &Message) -> String {
        message.text(self.language)
    }

    /// The meeting, the draft and the positions that are counted: what the head had before them.
    fn rests_on(&self, basis: &HeadBasis<'_>) -> Vec<String> {
        let mut numbers: Vec<String> = vec![format!("#{}", basis.meeting.number)];
        numbers.extend(basis.draft.map(|draft| self.reference(&draft)));
        numbers.extend(basis.words.iter().map(|word| format!("#{}", word.number)));
        numbers
    }

    /// A record as people name it in a form.
    fn reference(&self, record: &RecordDigest) -> String {
        self.history.record(record).map_or_else(|| record.to_string(), |step| format!("#{}", step.number))
    }

    fn items(&mut self, basis: &HeadBasis<'_>) {
        for (item, subject) in &basis.items {
            let note = Message::new("form-head-item").with("item", item.to_string()).show("subject", subject);
            self.form.note("item", self.say(&note));
        }
        if let [(item, _)] = basis.items[..] {
            self.form.set("item", item);
        }
    }

    fn tally(&mut self, basis: &HeadBasis<'_>) {
        let of_voice = |voice| basis.words.iter().filter(|word| word.voice == voice).count().to_string();
        let counted = Message::new("form-head-tally")
            .with("meeting", format!("#{}", basis.meeting.number))
            .with("signed", of_voice(Voice::Signed))
            .with("minuted", of_voice(Voice::Minuted))
            .with("entered", of_voice(Voice::Entered));
        self.form.note("tally", self.say(&counted));
        if !basis.silent.is_empty() {
            let silent = basis.silent.join(&text(self.language, "word-comma", &[]));
            let note = Message::new("form-head-silent").with("persons", silent);
            self.form.note("tally", self.say(&note));
        }
        for (field, counted) in basis.tally() {
            let path = format!("tally.{field}");
            for word in &counted {
                self.form.note(&path, self.say(&told(word)));
            }
            self.form.set(&path, i64::try_from(counted.len()).unwrap_or(i64::MAX));
        }
    }

    /// Asks for reasons exactly where the outcome differs. Where none was typed, says which would.
    fn outcome(&mut self, meeting: &Step, outcome: Option<&str>) -> Option<bool> {
        let weigh = |outcome: &str| weigh(self.profile, self.history, meeting, outcome);
        let Some(outcome) = outcome else {
            let listed = |differs| {
                let of_these = outcomes().iter().filter(|outcome| weigh(outcome).differs == differs).copied();
                of_these.collect::<Vec<_>>().join(" ")
            };
            for (id, differs) in
                [("form-head-agree", Some(false)), ("form-head-differ", Some(true)), ("form-head-unsure", None)]
            {
                let outcomes = listed(differs);
                if !outcomes.is_empty() {
                    let note = Message::new(id).with("outcomes", outcomes);
                    self.form.note("differs_from_majority", note.text(self.language));
                }
            }
            return None;
        };
        let weighed = weigh(outcome);
        self.form.set("outcome", outcome);
        let id = match weighed.differs {
            Some(true) => "form-head-differs",
            Some(false) => "form-head-agrees",
            None => "form-head-may-differ",
        };
        let note = Message::new(id)
            .with("outcome", words::choice(self.language, "outcome", outcome))
            .with("approve", weighed.approve.to_string())
            .with("oppose", weighed.oppose.to_string())
            .with("silent", weighed.silent.to_string());
        self.form.note("differs_from_majority", self.say(&note));
        if let Some(differs) = weighed.differs {
            self.form.set("differs_from_majority", differs);
            if differs { self.form.ask("reasons") } else { self.form.leave_out("reasons") }
        }
        weighed.differs
    }
}

/// Whose word counts in a figure, and whose word it is that says so.
fn told(word: &Word<'_>) -> Message {
    let id = match word.voice {
        Voice::Signed => "form-head-signed",
        Voice::Minuted => "form-head-minuted",
        Voice::Entered => "form-head-entered",
    };
    let message = Message::new(id).with("record", format!("#{}", word.number)).with("person", word.person.to_owned());
    if word.in_writing { Message::new("form-head-written").say("said", message) } else { message }
}

fn outcomes() -> &'static [&'static str] {
    match kind::named(HEAD_DECISION).and_then(|spec| spec.field("outcome")).map(|field| &field.form) {
        Some(Form::Choice(words)) => words,
        _ => &[],
    }
}

/// Refuses a head's decision that differs from the majority and gives no reasons, at its line, before anything is signed. One
/// that says it goes ahead in spite of the rule passes: that no reasons were given is a fact too, and is found.
///
/// # Errors
/// Such a decision (exit 1); the ledger cannot be read.
pub fn check_reasons(context: &Context, written: &[Written], records: &[Record]) -> Result<(), CliError> {
    let forms = written.iter().flat_map(|one| one.forms.iter().map(move |form| (one, form)));
    let mut problems = Vec::new();
    for ((written, form), record) in forms.zip(records).filter(|((_, form), _)| form.kind.name == HEAD_DECISION) {
        if let Some(weighed) = owed(context, record)? {
            let what = FormWrong::AgainstMajority { approve: weighed.approve, oppose: weighed.oppose };
            problems.push(written.problem(form, form.problem_in_body("reasons", what)));
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(refused(problems).hint(Message::new("hint-head-reasons")))
}

fn owed(context: &Context, record: &Record) -> Result<Option<Weighed>, CliError> {
    let store = opening::browsing(context)?;
    let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
    let Some(decision) = record.stream.decision() else { return Ok(None) };
    let procedure = Procedure::new(&store, Some(&registry), Holidays::built_in());
    let history = procedure.history(decision).map_err(|error| refusal::store(&error))?;
    let step = to_come(&store, &registry, record.clone(), SystemClock.now())?;
    let Some((history, step)) = history.zip(step) else { return Ok(None) };
    let profile = match procedure.pinned_by(&history) {
        Pinned::Profile(profile, _) => profile,
        Pinned::None | Pinned::Unreadable(..) => the_order()?,
    };
    Ok(owed_reasons(&profile, &history.with(step.clone()), &step))
}

/// The profile of Order 713.
const ORDER: &str = "cn-order-713";

/// An outcome for a question that hangs on none.
const ANY_OUTCOME: &str = "deferred";

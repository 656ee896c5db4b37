//! What a step would be found at fault for, told before anybody signs it. What is serious is signed only with a reason, which
//! goes into the record (`despite`); the rest is said and stands in nobody's way: the ledger records what happened.
//!
//! Without a profile there is nothing to foresee, and nothing is said. What is foreseen is no verdict: the step is judged
//! again, with all others, whenever the ledger is.

use std::collections::BTreeMap;
use std::str::FromStr;

use clap::Args;
use jiff::Timestamp;

use super::clock::SystemClock;
use super::context::Context;
use super::error::CliError;
use super::written::Written;
use super::{opening, refusal};
use crate::format::{Despite, Record, Verifiers};
use crate::ledger::registry_of;
use crate::model::{DecisionId, RecordDigest, RecordedTime};
use crate::port::{Clock as _, ReadEvidence, ReadLedger};
use crate::procedure::foresight::added;
use crate::procedure::history::day_of;
use crate::procedure::{Finding, History, Holidays, Judgement, Profile, Severity, Step, judge};
use crate::registry::Registry;
use crate::render::Message;
use crate::render::judgement::{FindingDocument, finding_lines};
use crate::render::said::RecordNames;
use crate::verify::procedure::{Placed, step_at};
use crate::verify::{Judged, Pinned, Procedure};

/// Findings that the signers know of and sign in spite of.
#[derive(Debug, Clone, Default, Args)]
pub struct DespiteArgs {
    /// A rule by its code, and why the step is recorded all the same.
    #[arg(long, value_name = "CODE=REASON")]
    pub despite: Vec<KnownBreach>,
}

/// A rule and a reason as they are typed: `A02=the head ordered it`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownBreach {
    rule: String,
    reason: String,
}

impl FromStr for KnownBreach {
    type Err = NoBreach;

    fn from_str(text: &str) -> Result<Self, NoBreach> {
        let (rule, reason) = text.split_once('=').ok_or(NoBreach)?;
        let (rule, reason) = (rule.trim(), reason.trim());
        if rule.is_empty() || reason.is_empty() {
            return Err(NoBreach);
        }
        Ok(Self { rule: rule.to_owned(), reason: reason.to_owned() })
    }
}

/// A text that names no rule with a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write the rule's code, `=` and the reason: A02=REASON")]
pub struct NoBreach;

impl DespiteArgs {
    /// Puts what was typed beside what the form says.
    pub fn into_forms(self, written: &mut Written) {
        for form in &mut written.forms {
            let typed = self.despite.iter().map(|one| Despite { rule: one.rule.clone(), reason: one.reason.clone() });
            form.despite.extend(typed);
        }
    }
}

/// A step that is still to be signed, and what it would be found at fault for.
#[derive(Debug)]
pub struct Foreseen {
    decision: DecisionId,
    step: Step,
    findings: Vec<Finding>,
    kinds: BTreeMap<u64, &'static str>,
}

/// Judges the decision with the step that a record would be. `None` where the decision pins no profile that can be read.
///
/// # Errors
/// The ledger cannot be read, or the record goes ahead in spite of a rule that its profile does not have.
pub fn foresee(context: &Context, record: Record) -> Result<Option<Foreseen>, CliError> {
    let store = opening::browsing(context)?;
    let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
    foresee_in(context, &store, &registry, record, SystemClock.now())
}

/// As [`foresee`], of a ledger that is open already, at a moment.
///
/// # Errors
/// As [`foresee`].
pub fn foresee_in<S: ReadLedger + ReadEvidence>(
    context: &Context,
    store: &S,
    registry: &Registry,
    record: Record,
    now: Timestamp,
) -> Result<Option<Foreseen>, CliError> {
    let Some(decision) = record.stream.decision().cloned() else { return Ok(None) };
    let fail = |error| refusal::store(&error);
    let Some(step) = to_come(store, registry, record, now)? else { return Ok(None) };

    let procedure = Procedure::new(store, Some(registry), Holidays::built_in());
    let before = procedure.history(&decision).map_err(fail)?;
    let (history, opens) = match before {
        Some(history) => (history, false),
        None => (History::new(decision.clone(), Vec::new()).with(step.clone()), true),
    };
    let as_of = Some(day_of(RecordedTime::new(now)));
    let Judged { history, pinned, judgement, holidays, .. } = procedure.judged(history, as_of).map_err(fail)?;
    let profile = match pinned {
        Pinned::Profile(profile, _) => profile,
        Pinned::None => return Ok(None),
        Pinned::Unreadable(_, why) => {
            let warning = Message::new("warning-not-judged").show("decision", &decision).with("what", why);
            context.printer.warning(&warning);
            return Ok(None);
        }
    };
    known_to(&profile, &step)?;
    let (history, findings) = if opens {
        (history, added(&Judgement::default(), judgement))
    } else {
        let after = history.with(step.clone());
        let judged = judge(&profile, &after, &holidays, as_of);
        (after, added(&judgement, judged))
    };
    let kinds = history.steps().iter().map(|step| (step.number, step.kind.name)).collect();
    Ok(Some(Foreseen { decision, step, findings, kinds }))
}

/// A record as rules would look at it if it were entered now.
///
/// # Errors
/// The store cannot be read.
pub fn to_come<S: ReadLedger>(
    store: &S,
    registry: &Registry,
    record: Record,
    now: Timestamp,
) -> Result<Option<Step>, CliError> {
    let fail = |error| refusal::store(&error);
    let number = store.stream_head(&record.stream).map_err(fail)?.map_or(0, |head| head.count);
    let tip = store.tip().map_err(fail)?;
    let recorded = tip.recorded.into_iter().chain([RecordedTime::new(now)]).max();
    let place = Placed {
        number,
        seq: tip.size,
        record: RecordDigest([0; 32]),
        recorded: recorded.unwrap_or(RecordedTime::new(now)),
    };
    Ok(step_at(record, place, Some(registry)))
}

/// A reason for breaking a rule that is none would be signed, and answer nothing.
fn known_to(profile: &Profile, step: &Step) -> Result<(), CliError> {
    match step.despite.iter().find(|(code, _)| profile.rule(code).is_none()) {
        None => Ok(()),
        Some((code, _)) => {
            let codes: Vec<&str> = profile.rules.iter().map(|rule| &*rule.code).collect();
            Err(CliError::refused("error-despite-unknown")
                .with("rule", code.clone())
                .show("profile", &profile.id)
                .hint(Message::new("hint-despite-codes").with("codes", codes.join(" "))))
        }
    }
}

impl Foreseen {
    /// Shows what the step would be found at fault for. What is serious needs a reason.
    ///
    /// # Errors
    /// A serious finding has none: exit 1, with what to type.
    pub fn tell(&self, context: &Context) -> Result<(), CliError> {
        if self.findings.is_empty() {
            return Ok(());
        }
        context.printer.warning(&Message::new("warning-foreseen").with("count", self.findings.len()));
        let names = self.names();
        for finding in &self.findings {
            context.printer.converse_lines(&finding_lines(context.language(), None, finding, &names));
        }
        let unsaid = self.without_reason();
        if unsaid.is_empty() {
            return Ok(());
        }
        let reason = context.text("word-reason");
        let options: Vec<String> = unsaid.iter().map(|code| format!("--despite '{code}={reason}'")).collect();
        Err(CliError::refused("error-serious")
            .with("codes", unsaid.join(" "))
            .findings(self.documents())
            .hint(Message::new("hint-despite").with("options", options.join(" ")))
            .hint(Message::new("hint-despite-form").with("code", unsaid[0].to_owned())))
    }

    /// What it would be found at fault for, for programs.
    pub fn documents(&self) -> Vec<FindingDocument> {
        let names = self.names();
        self.findings.iter().map(|finding| FindingDocument::new(finding, &names)).collect()
    }

    fn names(&self) -> RecordNames<'_> {
        RecordNames::new(&self.decision, &self.kinds).with_one_to_come(self.step.number)
    }

    /// The serious rules it breaks without a word on why, each once.
    pub fn without_reason(&self) -> Vec<&str> {
        let said = |code: &str| self.step.despite.iter().any(|(rule, _)| rule == code);
        let serious = self.findings.iter().filter(|finding| finding.severity == Severity::Serious);
        let mut codes: Vec<&str> = serious.map(|finding| &*finding.code).filter(|code| !said(code)).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_stands_behind_the_first_equals_sign() {
        let read = |text: &str| text.parse::<KnownBreach>().map(|one| (one.rule, one.reason));
        assert_eq!(read("A02=县长批示：a=b"), Ok(("A02".into(), "县长批示：a=b".into())));
        assert_eq!(read(" A02 = why "), Ok(("A02".into(), "why".into())));
        for bad in ["A02", "A02=", "=why", "A02= ", ""] {
            assert_eq!(read(bad), Err(NoBreach), "{bad}");
        }
    }
}

//! What the commands that judge procedure share: one decision read and judged as of a day, by the profile it pinned or by
//! another; what that profile is; the names of its records.
//!
//! These commands give no verdict on the ledger; that is `verify`'s. Where a record cannot be read, or does not hold, they
//! say so and end as `decision show` does: a judgement on records that are at fault is worth no more than they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::context::Context;
use super::entries::Entries;
use super::error::CliError;
use super::exit::Exit;
use super::profiles::{ProfileName, find};
use super::reader::{Reader, unreadable};
use super::record_name::RecordName;
use super::refusal;
use crate::ledger::RecordView;
use crate::model::RecordedTime;
use crate::model::{DecisionId, EvidenceDigest, ProfileId, Seq, StreamId};
use crate::port::{Clock as _, ReadLedger as _};
use crate::procedure::history::day_of;
use crate::procedure::{History, Holidays, Judgement, Profile, Text, judge};
use crate::render::judgement::in_language;
use crate::render::report_text::sentence_of;
use crate::render::said::RecordNames;
use crate::render::{Language, Message};
use crate::verify::{AdoptedTable, Adoption, Calendars, Code, Judged, Pinned, Procedure};

/// A decision that was judged.
#[derive(Debug)]
pub struct Case {
    /// Which.
    pub decision: DecisionId,
    /// The title it was opened under, where that can be read.
    pub title: Option<String>,
    /// Its records.
    pub history: History,
    /// The profile it pinned.
    pub pinned: Pinned,
    /// How that profile stood.
    pub adoption: Adoption,
    /// The holidays its periods are counted by.
    pub holidays: Arc<Holidays>,
    /// The tables among them that the ledger adopted.
    pub tables: Vec<CountedBy>,
    /// The profile it was judged by; `None` where it was not judged.
    pub profile: Option<Arc<Profile>>,
    /// Whether that is another than the one it pinned.
    pub by_another: bool,
    /// What judging it came to.
    pub judgement: Judgement,
    /// The day as of which it was judged.
    pub as_of: Option<Date>,
    kinds: BTreeMap<u64, &'static str>,
    wrong: Option<RecordName>,
    damaged: u64,
}

/// The profile a decision was judged by, for programs.
#[derive(Debug, Serialize)]
pub struct ProfileDocument {
    id: ProfileId,
    /// `None` where its text cannot be read.
    title: Option<Text>,
    /// The digest it is pinned by; `None` for one named on the command line.
    blake3: Option<EvidenceDigest>,
    /// Whether it was named on the command line and is not the one that is pinned.
    by_another: bool,
}

/// Why a decision was not judged, or how the profile it pins is at fault; for programs.
#[derive(Debug, Serialize)]
pub struct ProfileFault {
    /// The code of `verify`.
    pub code: Code,
    /// More.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
}

/// A holiday table that the ledger adopted and a decision is counted by.
#[derive(Debug, Clone, Serialize)]
pub struct CountedBy {
    year: i16,
    /// The entry that adopted it.
    entry: u64,
    blake3: EvidenceDigest,
    /// Whether it can be read; the year has no table where it cannot.
    readable: bool,
    /// The entries that adopted tables of this year which count other days.
    differing: Vec<u64>,
}

impl CountedBy {
    fn all(calendars: &Calendars, history: &History, brought: &Holidays) -> Vec<Self> {
        let opened = history.opening().map_or(Seq(u64::MAX), |opening| Seq(opening.seq));
        let years = calendars.years().into_iter().filter(|year| !brought.is_brought(*year));
        let counted_by = years.filter_map(|year| calendars.counted_by(year, opened));
        let shown = |one: &AdoptedTable| Self {
            year: one.what.year,
            entry: one.at.0,
            blake3: one.what.blake3,
            readable: one.table.is_ok(),
            differing: calendars.others(one).iter().map(|(other, _)| other.at.0).collect(),
        };
        counted_by.map(shown).collect()
    }

    /// It in words, where there is another that differs or it cannot be read; the rest goes without saying.
    pub fn in_words(&self, language: Language) -> Option<String> {
        let message = |id| Message::new(id).with("year", self.year.to_string()).show("seq", self.entry);
        if !self.readable {
            return Some(message("case-table-unreadable").text(language));
        }
        let others: Vec<String> = self.differing.iter().map(|entry| format!("@{entry}")).collect();
        (!others.is_empty()).then(|| message("case-table-differs").with("others", others.join(" ")).text(language))
    }
}

impl Case {
    /// Reads a decision and judges it: by `other`, or else by the profile that it pinned.
    ///
    /// # Errors
    /// There is no such decision or profile, or the store cannot be read.
    pub fn read(
        context: &Context,
        reader: &Reader,
        decision: &DecisionId,
        other: Option<&ProfileName>,
        brought: &Holidays,
        as_of: Option<Date>,
    ) -> Result<Self, CliError> {
        let other = other.map(|name| find(context, name)).transpose()?;
        let (wrong, damaged) = against(reader, decision)?;
        let procedure = Procedure::new(&reader.store, reader.registry.as_ref(), brought);
        let judged = procedure.decision(decision, as_of).map_err(|error| refusal::store(&error))?;
        let Judged { history, pinned, adoption, holidays, mut judgement } = judged.ok_or_else(|| {
            CliError::refused("cause-no-such-stream").show("stream", StreamId::Decision(decision.clone()))
        })?;
        let tables =
            CountedBy::all(&*procedure.calendars().map_err(|error| refusal::store(&error))?, &history, brought);
        let by_another = other.is_some();
        let profile = match (other, &pinned) {
            (Some(found), _) => {
                judgement = judge(&found.whole.profile, &history, &holidays, as_of);
                Some(Arc::new(found.whole.profile))
            }
            (None, Pinned::Profile(profile, _)) => Some(Arc::clone(profile)),
            (None, Pinned::None | Pinned::Unreadable(..)) => None,
        };
        let kinds = history.steps().iter().map(|step| (step.number, step.kind.name)).collect();
        let title = history.opening().and_then(|opening| opening.body.text("title")).map(str::to_owned);
        let decision = decision.clone();
        let case = Self {
            decision,
            title,
            history,
            pinned,
            adoption,
            holidays,
            tables,
            profile,
            by_another,
            judgement,
            as_of,
            kinds,
            wrong,
            damaged,
        };
        Ok(case)
    }

    /// The names of its records.
    pub fn names(&self) -> RecordNames<'_> {
        RecordNames::new(&self.decision, &self.kinds)
    }

    /// Takes note of a record that is only spoken of, so that it has a name.
    pub fn imagine(&mut self, number: u64, kind: &'static str) {
        self.kinds.insert(number, kind);
    }

    /// How the profile that it pins is at fault, where it was judged by that.
    pub fn profile_fault(&self) -> Option<ProfileFault> {
        if self.by_another { None } else { profile_fault(&self.pinned, self.adoption) }
    }

    /// The profile, for programs.
    pub fn profile_document(&self) -> Option<ProfileDocument> {
        let blake3 = match (&self.pinned, self.by_another) {
            (Pinned::Profile(_, digest), false) => Some(*digest),
            _ => None,
        };
        match (&self.profile, &self.pinned) {
            (Some(profile), _) => Some(ProfileDocument {
                id: profile.id.clone(),
                title: Some(profile.title.clone()),
                blake3,
                by_another: self.by_another,
            }),
            (None, Pinned::Unreadable(id, _)) => {
                Some(ProfileDocument { id: id.clone(), title: None, blake3, by_another: false })
            }
            (None, _) => None,
        }
    }

    /// The profile in words: its id and title, and what is to be known of it.
    pub fn profile_in_words(&self, language: Language) -> String {
        let mut lines = Vec::new();
        match &self.profile {
            Some(profile) => {
                lines.push(format!("{}  {}", profile.id, in_language(language, &profile.title)));
                if self.by_another {
                    let id = match &self.pinned {
                        Pinned::Profile(pinned, _) => pinned.id.to_string(),
                        Pinned::Unreadable(id, _) => id.to_string(),
                        Pinned::None => Message::new("word-none").text(language),
                    };
                    lines.push(Message::new("case-by-another").with("pinned", id).text(language));
                }
            }
            None => lines.push(Message::new("case-not-checked").text(language)),
        }
        if let Some(fault) = self.profile_fault() {
            let more = fault.details.map_or_else(String::new, |more| format!(" ({more})"));
            lines.push(format!("{}{more} [{}]", sentence_of(language, fault.code), fault.code.text()));
        }
        lines.join("\n")
    }

    /// How a command that has shown it ends where records are at fault.
    ///
    /// # Errors
    /// A record cannot be read, or its signatures or their authority do not hold: exit 40.
    pub fn ends(&self) -> Result<Exit, CliError> {
        match &self.wrong {
            Some(name) => Err(CliError::new(Exit::Invalid, "error-record-against")
                .show("name", name)
                .hint(Message::new("hint-verify"))),
            None => unreadable(self.damaged),
        }
    }
}

/// How the profile that a decision pins is at fault.
pub fn profile_fault(pinned: &Pinned, adoption: Adoption) -> Option<ProfileFault> {
    let (code, details) = match (pinned, adoption) {
        (Pinned::Unreadable(_, why), _) => (Code::ProfileUnreadable, Some(why.clone())),
        (_, Adoption::NotNamed) => (Code::ProfileNotNamed, None),
        (_, Adoption::NotAdopted) => (Code::ProfileNotAdopted, None),
        (_, Adoption::Superseded(at)) => (Code::ProfileSuperseded, Some(format!("@{at}"))),
        (_, Adoption::InForce | Adoption::NoneThere) => return None,
    };
    Some(ProfileFault { code, details })
}

/// The day of the ledger's last entry: what is overdue is decided by the ledger, as in `verify`, unless somebody says as of
/// which day.
///
/// # Errors
/// The store cannot be read.
pub fn last_day(reader: &Reader) -> Result<Option<Date>, CliError> {
    let tip = reader.store.tip().map_err(|error| refusal::store(&error))?;
    Ok(tip.recorded.map(day_of))
}

/// Today where the law counts its days, by the system's clock.
pub fn today() -> Date {
    day_of(RecordedTime::new(super::clock::SystemClock.now()))
}

/// The first record whose signatures or authority do not hold, and how many cannot be read.
fn against(reader: &Reader, decision: &DecisionId) -> Result<(Option<RecordName>, u64), CliError> {
    let (mut wrong, mut damaged) = (None, 0);
    for stored in Entries::new(&reader.store, Some(StreamId::Decision(decision.clone())), None, None)? {
        let stored = stored.map_err(|error| refusal::store(&error))?;
        let name = RecordName::of(stored.entry.header());
        match RecordView::of(stored) {
            Ok(view) if wrong.is_none() && reader.against(&view).is_some() => wrong = Some(name),
            Ok(_) => {}
            Err(_) => damaged += 1,
        }
    }
    Ok((wrong, damaged))
}

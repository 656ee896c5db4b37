//! The file of a decision (案卷) as data: its cover (封面), its items in the order of a dossier (卷内文件), what was said and
//! decided at its meetings, what was found in its procedure, and what the note sheet (备考表) must say.
//!
//! In scope: which of this a copy of the file may hold. What is withheld is a number, a ground and the record that says so,
//! and nothing else of it comes in here: whoever draws a volume cannot let slip what is not in it.
//! Out of scope: whether signatures and digests hold, words for people, the files of the bag.

pub mod cover;
pub mod document;
pub mod item;
pub mod meeting;
pub mod note;

use std::collections::{BTreeMap, BTreeSet};

pub use cover::{Cover, Period, PeriodBasis};
pub use document::{Document, State, Told};
pub use item::{Filed, Item, Signatory, What};
pub use meeting::{HeadWord, Meeting, Position, Seat};
pub use note::Note;

use crate::format::contents::{Contents, Version, Withheld};
use crate::model::{DecisionId, EvidenceDigest, Origin, RecordDigest, RecordedTime, StreamId};
use crate::port::{ReadEvidence, ReadLedger, StoreError, StoreErrorKind, StoredEntry};
use crate::procedure::progress::{StageStanding, stages};
use crate::procedure::{History, Judgement, Profile};
use crate::registry::Registry;

/// What a file is compiled from.
#[derive(Clone, Copy)]
pub struct Sources<'a, S: ?Sized> {
    /// Where the decision's records, documents and openings are: a ledger, the part of it that leaves, or a bundle.
    pub source: &'a S,
    /// Who holds which office, where that is known.
    pub registry: Option<&'a Registry>,
    /// What this copy of the file says of itself.
    pub contents: &'a Contents,
    /// The withheld records that the source does not answer for. Those it does answer for are not read either.
    pub withheld: &'a [WithheldRecord],
    /// What judging the decision came to, where a profile is pinned. Left out where a record is withheld: what was judged
    /// with it in view may speak of it, and what was judged without it finds faults that nobody committed.
    pub judged: Option<Judged<'a>>,
    /// Where a document lies in the bag, such as `data/evidence/…`; `None` where the bag does not have it.
    pub path: &'a dyn Fn(&EvidenceDigest) -> Option<String>,
}

/// A record that is withheld as a whole, as its row in the bundle tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithheldRecord {
    /// Its number in the decision.
    pub number: u64,
    /// Its place in the ledger.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: RecordedTime,
    /// What it is cited by.
    pub record: RecordDigest,
    /// On what ground, on whose word.
    pub withheld: Withheld,
}

/// A decision, judged.
#[derive(Clone, Copy)]
pub struct Judged<'a> {
    /// By what.
    pub profile: &'a Profile,
    /// The records that were looked at.
    pub history: &'a History,
    /// What it came to.
    pub judgement: &'a Judgement,
}

/// The file of a decision.
#[derive(Debug, Clone)]
pub struct Volume {
    /// The ledger it comes from.
    pub origin: Origin,
    /// The decision.
    pub decision: DecisionId,
    /// Whether anything is withheld by rule.
    pub version: Version,
    /// The program that draws it.
    pub drawn_by: String,
    /// 封面.
    pub cover: Cover,
    /// 卷内文件: in the order of the stages, within a stage in the order of their numbers; what is withheld or unreadable
    /// at the end, since its stage would tell what it is.
    pub items: Vec<Item>,
    /// The meetings, in the order they were recorded.
    pub meetings: Vec<Meeting>,
    /// What was found in the procedure; `None` where no profile is pinned, none was judged by, or a record is withheld.
    pub procedure: Option<Procedure>,
    /// 备考表: what is late, corrected, missing, withheld, destroyed, changed, in the order of the records.
    pub notes: Vec<Note>,
}

/// What judging the procedure came to.
#[derive(Debug, Clone)]
pub struct Procedure {
    /// The profile's id.
    pub profile: String,
    /// Its title, Chinese and English.
    pub title: (String, String),
    /// The findings, and what could not be decided, what is open, how many rules were kept.
    pub judgement: Judgement,
    /// The stages of the profile, each with its records and with what is asked for: places in `judgement.open`.
    pub stages: Vec<StageStanding>,
}

impl Volume {
    /// Reads the decision's stream and compiles its file. The same source and the same contents give the same volume.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` where the decision has no record, withheld or not.
    pub fn compile<S: ReadLedger + ReadEvidence + ?Sized>(from: Sources<'_, S>) -> Result<Self, StoreError> {
        let contents = from.contents;
        let entries = entries(from.source, &contents.decision)?;
        let whole: BTreeMap<u64, &Withheld> = contents
            .withheld
            .iter()
            .filter(|one| one.attachment.is_none())
            .map(|one| (one.sequence, one))
            .chain(from.withheld.iter().map(|one| (one.seq, &one.withheld)))
            .collect();
        let mut items: Vec<Item> = entries
            .iter()
            .map(|stored| match whole.get(&stored.entry.header().sequence.0) {
                Some(withheld) => Item::withheld(stored.entry.header(), withheld),
                None => Item::read(stored, from.registry),
            })
            .collect();
        let met: BTreeSet<u64> = items.iter().map(|item| item.number).collect();
        items.extend(from.withheld.iter().filter(|one| !met.contains(&one.number)).map(Item::of_row));
        items.sort_by_key(|item| item.number);
        if items.is_empty() {
            let what = format!("the decision {}", contents.decision);
            return Err(StoreError::new(StoreErrorKind::NotFound, what));
        }
        document::attach(&mut items, &entries, &from)?;
        item::link(&mut items);
        let meetings = meeting::all(&items);
        let in_part = items.iter().any(|item| matches!(item.what, What::Withheld { .. }));
        let procedure = from.judged.filter(|_| !in_part).map(|judged| Procedure::new(judged, &items));
        let notes = note::all(&items, &meetings, procedure.as_ref());
        let cover = Cover::new(contents, from.registry, &items);
        item::in_order(&mut items);
        Ok(Self {
            origin: contents.origin.clone(),
            decision: contents.decision.clone(),
            version: contents.version,
            drawn_by: contents.drawn_by.clone(),
            cover,
            items,
            meetings,
            procedure,
            notes,
        })
    }

    /// The item with a number in the decision.
    pub fn item(&self, number: u64) -> Option<&Item> {
        self.items.iter().find(|item| item.number == number)
    }

    /// The number of a record of this decision, also of a withheld one.
    pub fn number_of(&self, record: &RecordDigest) -> Option<u64> {
        self.items.iter().find(|item| item.record == *record).map(|item| item.number)
    }

    /// The items that can be read.
    pub fn filed(&self) -> impl Iterator<Item = (&Item, &Filed)> {
        self.items.iter().filter_map(|item| Some((item, item.filed()?)))
    }

    /// The records that are withheld.
    pub fn withheld(&self) -> impl Iterator<Item = (&Item, &Withheld)> {
        self.items.iter().filter_map(|item| match &item.what {
            What::Withheld { withheld, .. } => Some((item, withheld)),
            What::Record(_) | What::Unreadable => None,
        })
    }

    /// Whether a record is withheld as a whole. Nobody can tell of what kind it is: so such a copy must not say of anything
    /// that it is not there, nor count what is.
    pub fn in_part(&self) -> bool {
        self.withheld().next().is_some()
    }

    /// The kinds of the records that can be read, by their numbers.
    pub fn kinds(&self) -> BTreeMap<u64, &'static str> {
        self.filed().map(|(item, filed)| (item.number, filed.kind.name)).collect()
    }

    /// The items in the order they were entered.
    pub fn by_number(&self) -> Vec<&Item> {
        let mut all: Vec<&Item> = self.items.iter().collect();
        all.sort_by_key(|item| item.number);
        all
    }
}

impl Procedure {
    fn new(judged: Judged<'_>, items: &[Item]) -> Self {
        let readable: BTreeSet<u64> =
            items.iter().filter(|item| item.filed().is_some()).map(|item| item.number).collect();
        let judgement = judged.judgement.clone();
        let mut stages = stages(judged.profile, judged.history, &judgement);
        stages.iter_mut().for_each(|stage| stage.records.retain(|number| readable.contains(number)));
        Self {
            profile: judged.profile.id.to_string(),
            title: (judged.profile.title.zh.clone(), judged.profile.title.en.clone()),
            judgement,
            stages,
        }
    }
}

/// All entries of the decision that the source has.
fn entries<S: ReadLedger + ?Sized>(source: &S, decision: &DecisionId) -> Result<Vec<StoredEntry>, StoreError> {
    let stream = StreamId::Decision(decision.clone());
    let mut all = Vec::new();
    loop {
        let page = source.stream(&stream, all.len() as u64, PAGE)?;
        let done = page.len() < PAGE;
        all.extend(page);
        if done {
            return Ok(all);
        }
    }
}

/// Entries read at once.
const PAGE: usize = 256;

#[cfg(test)]
pub(crate) mod tests;

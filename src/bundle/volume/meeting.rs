//! A meeting as its records tell of it: who sat there, what each said and why, what the head decided (Order 713, art. 30).
//! Dissent comes first. Every position that was recorded stands here, also one that its owner changed later.

use std::collections::BTreeMap;

use super::item::{Filed, Item};
use crate::model::{Occurred, PersonId, RecordDigest, Value};
use crate::procedure::{Stand, Voice};

/// A meeting.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The number of the record that opened it.
    pub number: u64,
    /// What kind of meeting, in the word of its field.
    pub kind: Option<String>,
    /// Which meeting: 第12次.
    pub session: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Who presided.
    pub chair: Option<String>,
    /// Who took the record.
    pub recorder: Option<String>,
    /// When.
    pub occurred: Occurred,
    /// The agenda, by its places.
    pub agenda: Vec<(Option<i64>, String)>,
    /// Everybody on the roster.
    pub roster: Vec<Seat>,
    /// Who listened without being called: the group, and how many.
    pub observers: Vec<(String, i64)>,
    /// Every position recorded: those against the draft first, then those with conditions, then by the order of speaking.
    pub positions: Vec<Position>,
    /// How many hold each position, by the last word of each person, in the order of the field's words.
    pub tally: Vec<(&'static str, u64)>,
    /// Ballots: the question, agreed, disagreed, abstained, what was declared.
    pub ballots: Vec<Ballot>,
    /// What the head decided; the last one where there are several.
    pub head: Option<HeadWord>,
    /// What the closing record says.
    pub closing: Option<Closing>,
    /// Minutes issued on it.
    pub minutes: Vec<Closing>,
}

/// Somebody on the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub person: String,
    /// In which office.
    pub office: Option<String>,
    /// As what besides.
    pub role: Option<String>,
    /// What the office is called.
    pub title: Option<String>,
    /// Whether they were there, in the word of its field.
    pub attendance: Option<String>,
    /// Why not.
    pub reason: Option<String>,
    /// Whether they handed in an opinion.
    pub wrote: bool,
}

/// How somebody stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The number of the record.
    pub number: u64,
    /// Who; nobody can tell any more in some late entries.
    pub person: Option<String>,
    /// How, in the word of its field.
    pub position: Option<String>,
    /// Whose word it is.
    pub voice: Voice,
    /// Whether it is anything but agreement.
    pub dissents: bool,
    /// The order of speaking.
    pub turn: Option<i64>,
    /// Why: the word of the ground, and the reason in full.
    pub reasons: Vec<(Option<String>, String)>,
    /// Whether reasons were asked for and refused.
    pub declined: bool,
    /// On what conditions.
    pub conditions: Vec<String>,
    /// Whether it was handed in by somebody absent.
    pub in_writing: bool,
    /// Whether it was recorded after the meeting had been closed.
    pub after_closing: bool,
    /// The record that holds this person's last word, where it is not this one.
    pub superseded_by: Option<u64>,
}

/// What the head decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadWord {
    /// The number of the record.
    pub number: u64,
    /// What, in the word of its field.
    pub outcome: Option<String>,
    /// The positions as the head counted them, by the words of the field.
    pub tally: Vec<(String, i64)>,
    /// Whether it is not what the majority held.
    pub differs: Option<bool>,
    /// Why.
    pub reasons: Option<String>,
    /// On what conditions.
    pub conditions: Vec<String>,
}

/// What a record that ends a meeting says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The number of the record.
    pub number: u64,
    /// 文号, of minutes that were issued.
    pub document_number: Option<String>,
    /// What came of it, in the word of its field.
    pub outcome: Option<String>,
    /// How many dissents it counts.
    pub dissents: Option<i64>,
}

/// A ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// The number of the record.
    pub number: u64,
    /// What was voted on.
    pub question: Option<String>,
    /// Agreed, disagreed, abstained.
    pub votes: [Option<i64>; 3],
    /// What was declared, in the word of its field.
    pub declared: Option<String>,
}

impl Meeting {
    /// The last words that are not for the draft: against it, for waiting, reserved, abstained.
    pub fn opposed(&self) -> impl Iterator<Item = &Position> {
        self.positions.iter().filter(|one| one.opposes() && one.superseded_by.is_none())
    }

    /// The last words that are for the draft after changes.
    pub fn conditional(&self) -> impl Iterator<Item = &Position> {
        self.positions.iter().filter(|one| one.dissents && !one.opposes() && one.superseded_by.is_none())
    }

    fn new(opening: &Item, filed: &Filed, items: &[Item]) -> Self {
        let of = |kind: &'static str| of_meeting(items, kind, opening.record);
        let closings: Vec<Closing> = of("meeting-closed").map(closing).collect();
        let closed = closings.first().map(|closing| closing.number);
        let mut positions: Vec<Position> = ["position", "minuted-position"]
            .into_iter()
            .flat_map(of)
            .filter_map(|(number, filed)| position(number, filed, closed))
            .collect();
        supersede(&mut positions);
        let tally = TALLIED
            .iter()
            .map(|word| {
                let holds = |one: &&Position| one.superseded_by.is_none() && one.position.as_deref() == Some(word);
                (*word, positions.iter().filter(holds).count() as u64)
            })
            .filter(|(_, count)| *count > 0)
            .collect();
        let rank = |one: &Position| (!one.opposes(), !one.dissents, one.turn.unwrap_or(i64::MAX), one.number);
        positions.sort_by_key(rank);
        let text = |field| filed.body.text(field).map(str::to_owned);
        Self {
            number: opening.number,
            kind: text("meeting_kind"),
            session: text("number"),
            place: text("place"),
            chair: text("chair"),
            recorder: text("recorder"),
            occurred: filed.occurred,
            agenda: filed
                .rows("agenda")
                .iter()
                .filter_map(|row| Some((int(row, "item"), row.text("subject")?.to_owned())))
                .collect(),
            roster: filed.rows("roster").iter().filter_map(seat).collect(),
            observers: filed
                .rows("observers")
                .iter()
                .filter_map(|row| Some((row.text("group")?.to_owned(), int(row, "count")?)))
                .collect(),
            positions,
            tally,
            ballots: of("ballot").map(ballot).collect(),
            head: of("head-decision").last().map(head),
            closing: closings.into_iter().next(),
            minutes: of("minutes-issued").map(closing).collect(),
        }
    }
}

impl Position {
    /// Whether it is not for the draft, neither as it lies there nor changed.
    pub fn opposes(&self) -> bool {
        self.dissents && self.position.as_deref() != Some(AFTER_CHANGES)
    }
}

/// The meetings of the decision. The items stand in the order of their numbers.
pub(super) fn all(items: &[Item]) -> Vec<Meeting> {
    let opened = items.iter().filter_map(|item| Some((item, item.filed()?)));
    opened
        .filter(|(_, filed)| filed.kind.name == "meeting-opened")
        .map(|(item, filed)| Meeting::new(item, filed, items))
        .collect()
}

fn of_meeting<'a>(
    items: &'a [Item],
    kind: &'static str,
    meeting: RecordDigest,
) -> impl Iterator<Item = (u64, &'a Filed)> {
    items
        .iter()
        .filter_map(|item| Some((item.number, item.filed()?)))
        .filter(move |(_, filed)| filed.kind.name == kind && filed.cited("meeting") == Some(meeting))
}

fn int(row: &Value, field: &str) -> Option<i64> {
    match row.get(field) {
        Some(Value::Int(number)) => Some(*number),
        _ => None,
    }
}

fn texts(value: &Value, field: &str) -> Vec<String> {
    let Some(Value::List(all)) = value.get(field) else { return Vec::new() };
    all.iter().filter_map(|one| if let Value::Text(text) = one { Some(text.clone()) } else { None }).collect()
}

fn seat(row: &Value) -> Option<Seat> {
    let text = |field| row.text(field).map(str::to_owned);
    Some(Seat {
        person: text("person")?,
        office: text("office"),
        role: text("role"),
        title: text("title"),
        attendance: text("attendance"),
        reason: text("reason"),
        wrote: row.get("written_opinion") == Some(&Value::Bool(true)),
    })
}

fn position(number: u64, filed: &Filed, closed: Option<u64>) -> Option<Position> {
    let persons: Vec<&PersonId> = filed.signatories.iter().filter_map(|one| one.person.as_ref()).collect();
    let stand = Stand::of(filed.kind, &filed.body, persons.into_iter())?;
    Some(Position {
        number,
        person: stand.person.map(str::to_owned),
        position: stand.position.map(str::to_owned),
        voice: stand.voice,
        dissents: stand.dissents(),
        turn: int(&filed.body, "turn"),
        reasons: filed
            .rows("reasons")
            .iter()
            .filter_map(|row| Some((row.text("ground").map(str::to_owned), row.text("text")?.to_owned())))
            .collect(),
        declined: stand.declined,
        conditions: texts(&filed.body, "conditions"),
        in_writing: filed.body.get("in_writing") == Some(&Value::Bool(true)),
        after_closing: closed.is_some_and(|closed| number > closed),
        superseded_by: None,
    })
}

/// Marks every position but the last word of its person. A person's own word goes before what somebody else wrote of them,
/// and what was there when the meeting was closed before what came afterwards: or whoever keeps the minutes could unsay a
/// dissent.
fn supersede(positions: &mut [Position]) {
    let mut last: BTreeMap<String, (bool, bool, u64)> = BTreeMap::new();
    let weight = |one: &Position| (!one.after_closing, one.voice == Voice::Signed, one.number);
    for one in positions.iter() {
        let Some(person) = &one.person else { continue };
        let known = last.entry(person.clone()).or_insert_with(|| weight(one));
        *known = weight(one).max(*known);
    }
    for one in positions.iter_mut() {
        let word = one.person.as_ref().and_then(|person| last.get(person)).map(|(_, _, number)| *number);
        one.superseded_by = word.filter(|number| *number != one.number);
    }
}

fn head((number, filed): (u64, &Filed)) -> HeadWord {
    let body = &filed.body;
    let tally = match body.get("tally") {
        Some(Value::Table(fields)) => {
            let count = |(name, value): &(String, Value)| match value {
                Value::Int(count) => Some((name.clone(), *count)),
                _ => None,
            };
            fields.iter().filter_map(count).collect()
        }
        _ => Vec::new(),
    };
    HeadWord {
        number,
        outcome: body.text("outcome").map(str::to_owned),
        tally,
        differs: match body.get("differs_from_majority") {
            Some(Value::Bool(differs)) => Some(*differs),
            _ => None,
        },
        reasons: body.text("reasons").map(str::to_owned),
        conditions: texts(body, "conditions"),
    }
}

fn closing((number, filed): (u64, &Filed)) -> Closing {
    Closing {
        number,
        document_number: filed.document_number.clone(),
        outcome: filed.body.text("outcome").map(str::to_owned),
        dissents: int(&filed.body, "dissents"),
    }
}

fn ballot((number, filed): (u64, &Filed)) -> Ballot {
    let body = &filed.body;
    Ballot {
        number,
        question: body.text("question").map(str::to_owned),
        votes: ["agree", "disagree", "abstain"].map(|field| int(body, field)),
        declared: body.text("declared").map(str::to_owned),
    }
}

/// The word of who agrees after changes.
const AFTER_CHANGES: &str = "agree-after-changes";

/// The words of a position, in the order of their field.
const TALLIED: &[&str] = &["agree", AFTER_CHANGES, "disagree", "defer", "reserve", "abstain"];

//! The pages for people of a bundle, and the four-property test: what is gathered for them, at the export and at the intake
//! alike, from a part of a ledger or from a bag.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use super::error::CliError;
use super::refusal;
use crate::bundle::volume::{PeriodBasis, Sources, State, WithheldRecord};
use crate::bundle::{BagInfo, Cited, Volume, volume};
use crate::chain::{Header, RowKind, Rows};
use crate::format::{Contents, Verifiers};
use crate::ledger::registry_of;
use crate::model::{EvidenceDigest, Value};
use crate::port::{ReadBundle, StoreError};
use crate::procedure::{Finding, Holidays, Judgement, Profile};
use crate::registry::Registry;
use crate::verify::document_format::{Recognised, Recogniser};
use crate::verify::four_properties::{Counted, Examined, FileFacts, FourProperties, Occasion, Process};
use crate::verify::{Judged, Pinned, Procedure, Report};

/// What people read of a bundle.
pub struct Dossier {
    /// The file.
    pub volume: Volume,
    /// What the four-property test came to.
    pub four: FourProperties,
}

/// Compiles the file of a bundle and makes the four-property test.
///
/// # Errors
/// The bundle cannot be read.
pub fn compile<S: ReadBundle>(
    source: &S,
    contents: &Contents,
    cited: &Cited,
    (occasion, held_already): (Occasion, Option<bool>),
    report: &Report,
    holidays: &Holidays,
) -> Result<Dossier, CliError> {
    let fail = |error: StoreError| refusal::store(&error);
    // A registry that cannot be read names nobody; that it cannot is in the report.
    let registry = registry_of(source, &mut Verifiers::default()).ok();
    let withheld = withheld_rows(source, contents).map_err(fail)?;
    let judged = judged(source, contents, registry.as_ref(), holidays).map_err(fail)?;
    let profile = judged.as_ref().and_then(|judged| match &judged.pinned {
        Pinned::Profile(profile, _) => Some(profile.as_ref()),
        Pinned::None | Pinned::Unreadable(..) => None,
    });
    let path = |digest: &EvidenceDigest| {
        let there = source.measured(digest).is_some() || source.evidence(digest).is_ok_and(|found| found.is_some());
        cited.documents.get(digest).filter(|_| there).map(|one| one.path.clone())
    };
    let volume = Volume::compile(Sources {
        source,
        registry: registry.as_ref(),
        contents,
        withheld: &withheld,
        judged: judged.as_ref().zip(profile).map(|(judged, profile)| volume::Judged {
            profile,
            history: &judged.history,
            judgement: &judged.judgement,
        }),
        path: &path,
    })
    .map_err(fail)?;
    let of_procedure = judged.as_ref().zip(profile).map(|(judged, profile)| process(profile, &judged.judgement));
    let facts = FileFacts {
        held_already,
        process: of_procedure.filter(|_| withheld.is_empty()),
        documents: Some(examined(source, &volume)?),
        ..facts(source, contents, cited, &volume)
    };
    let four = FourProperties::of(occasion, report, &facts);
    Ok(Dossier { volume, four })
}

/// The bag's metadata.
pub fn info(volume: &Volume, contents: &Contents) -> BagInfo {
    let mut info = BagInfo::default();
    let cover = &volume.cover;
    let last = volume.items.iter().map(|item| item.recorded).max();
    info.add("Source-Organization", contents.description.unit.clone().or_else(|| cover.organ.clone()));
    info.add("External-Identifier", cover.reference.clone().or_else(|| Some(contents.decision.to_string())));
    info.add("External-Description", cover.title.clone());
    // The day of the last record, in UTC: no clock is asked, so that the same input gives the same bytes.
    info.add("Bagging-Date", last.map(|last| last.to_string().chars().take(DAY_CHARS).collect::<String>()));
    info.add("Bag-Software-Agent", Some(contents.drawn_by.clone()));
    info.add("Bag-Group-Identifier", Some(contents.origin.to_string()));
    info.add("Internal-Sender-Identifier", Some(contents.decision.to_string()));
    info.add("Internal-Sender-Description", Some(format!("liuhen bundle v1, {} version", contents.version.word())));
    info
}

/// The file of a bundle without a judgement and without its documents: what is in it, for whoever asks at a glance.
///
/// # Errors
/// The bundle cannot be read.
pub fn glance<S: ReadBundle>(
    source: &S,
    contents: &Contents,
    registry: Option<&Registry>,
) -> Result<Volume, StoreError> {
    let withheld = withheld_rows(source, contents)?;
    Volume::compile(Sources { source, registry, contents, withheld: &withheld, judged: None, path: &|_| None })
}

/// Reads the rows that are withheld.
fn withheld_rows<S: ReadBundle>(source: &S, contents: &Contents) -> Result<Vec<WithheldRecord>, StoreError> {
    let mut rows = Rows::new(source.rows()?);
    let mut found = Vec::new();
    // Rows that cannot be read on are in the report.
    while let Ok(Some(read)) = rows.next_row() {
        let Ok(header) = Header::read(read.row.header_bytes(&read.bytes)) else { continue };
        let said = contents.withheld.iter().find(|one| one.sequence == header.sequence.0 && one.attachment.is_none());
        if let (RowKind::Withheld, Some(withheld)) = (read.row.kind, said) {
            found.push(WithheldRecord {
                number: header.number,
                seq: header.sequence.0,
                recorded: header.recorded,
                record: header.record_blake3,
                withheld: withheld.clone(),
            });
        }
    }
    Ok(found)
}

fn judged<S: ReadBundle>(
    source: &S,
    contents: &Contents,
    registry: Option<&Registry>,
    holidays: &Holidays,
) -> Result<Option<Judged>, StoreError> {
    let procedure = Procedure::new(source, registry, holidays);
    let last = source.tip()?.recorded.map(crate::procedure::history::day_of);
    procedure.decision(&contents.decision, last)
}

fn facts<S: ReadBundle>(source: &S, contents: &Contents, cited: &Cited, volume: &Volume) -> FileFacts {
    let reference = volume.cover.reference.clone();
    let items = volume.by_number();
    let measured = |digest: &EvidenceDigest| source.measured(digest).map(|measured| measured.size);
    let here = cited.documents.keys().map(measured).collect::<Option<Vec<u64>>>();
    let (mut texts, mut special) = (0, Vec::new());
    for (item, filed) in volume.filed() {
        let mut odd = false;
        each_text(&filed.body, &mut |text| {
            texts += 1;
            odd |= text.chars().any(|c| (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || c == '\u{fffd}');
        });
        if odd {
            special.push(format!("#{}", item.number));
        }
    }
    let numbers: BTreeSet<u64> = items.iter().map(|item| item.number).collect();
    let end = numbers.last().map_or(0, |last| last + 1);
    let exported = volume.filed().filter(|(_, filed)| filed.kind.name == "archive-export").last();
    let attested = exported.filter(|(item, _)| item.number + 1 == end).and_then(|(_, filed)| {
        let Some(Value::Int(records)) = filed.body.get("records") else { return None };
        // Those before the export's own record, and that one.
        u64::try_from(*records).ok()?.checked_add(1)
    });
    let late = volume.filed().filter_map(|(item, filed)| Some((item.number, filed.late.as_ref()?)));
    FileFacts {
        item_references: reference.iter().flat_map(|file| items.iter().map(|item| item.reference(file))).collect(),
        reference,
        duplicates: duplicates(volume),
        texts,
        special_characters: special,
        records: Counted { attested, counted: Some(items.len() as u64) },
        bytes: Counted { attested: Some(cited.bytes()), counted: here.map(|sizes| sizes.iter().sum()) },
        gaps: (0..end).filter(|number| !numbers.contains(number)).collect(),
        lacking: contents.lacking.iter().map(|one| one.name.clone()).collect(),
        declared_missing: late
            .flat_map(|(number, late)| late.missing.iter().map(move |field| format!("#{number} {field}")))
            .collect(),
        unfilled: unfilled(contents, volume),
        held_already: None,
        process: None,
        documents: None,
    }
}

/// Document numbers (文号) that two records of different kinds bear.
fn duplicates(volume: &Volume) -> Vec<String> {
    let mut seen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, filed) in volume.filed() {
        if let Some(number) = &filed.document_number {
            seen.entry(number).or_default().insert(filed.kind.name);
        }
    }
    seen.into_iter().filter(|(_, kinds)| kinds.len() > 1).map(|(number, _)| number.to_owned()).collect()
}

/// The archive's words that nobody has filled in. How long the file is kept may also be said by its hand-over.
fn unfilled(contents: &Contents, volume: &Volume) -> Vec<&'static str> {
    let said = &contents.description;
    let fields = [
        ("fonds", said.fonds.is_some()),
        ("fonds-name", said.fonds_name.is_some()),
        ("category", said.category.is_some()),
        ("file-number", said.file_number.is_some()),
        ("unit", said.unit.is_some()),
        ("retention", volume.cover.period.basis != PeriodBasis::Default),
        ("compiled-by", said.compiled_by.is_some()),
        ("compiled-on", said.compiled_on.is_some()),
    ];
    fields.into_iter().filter(|(_, filled)| !filled).map(|(name, _)| name).collect()
}

/// What the procedure asks for: a rule that only asks that a record be there has found it absent.
fn process(profile: &Profile, judgement: &Judgement) -> Process {
    let asks_presence = |finding: &&Finding| {
        let rule = profile.rules.iter().find(|rule| rule.code == finding.code);
        rule.is_some_and(|rule| rule.kind.slug() == "present")
    };
    let codes = |codes: &mut dyn Iterator<Item = String>| codes.collect::<BTreeSet<_>>().into_iter().collect();
    Process {
        decided: judgement.kept + judgement.findings.len() as u64,
        absent: codes(&mut judgement.findings.iter().filter(asks_presence).map(|one| one.code.to_string())),
        undecided: codes(&mut judgement.undecided.iter().map(|one| one.code.to_string())),
        awaited: codes(&mut judgement.open.iter().map(|one| one.code.to_string())),
    }
}

/// Looks at the beginning of every document that lies here.
fn examined<S: ReadBundle>(source: &S, volume: &Volume) -> Result<Vec<Examined>, CliError> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (_, filed) in volume.filed() {
        for document in &filed.documents {
            let (Some(told), State::Present { path, blake3, .. } | State::Sealed { path, blake3, .. }) =
                (&document.told, &document.state)
            else {
                continue;
            };
            if !seen.insert(*blake3) {
                continue;
            }
            let from = source.evidence(blake3).map_err(|error| refusal::store(&error))?;
            let is = from.map_or(Recognised::Unknown, recognised);
            found.push(Examined { place: path.clone(), media_type: told.media_type.clone(), is });
        }
    }
    Ok(found)
}

/// What a document is. What cannot be read is in the report; here it is a document that nobody can recognise.
fn recognised(mut from: impl Read) -> Recognised {
    let mut recogniser = Recogniser::default();
    let mut buffer = vec![0; LOOKED_AT_BYTES];
    let mut taken = 0;
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return recogniser.finish(),
            Ok(read) => {
                recogniser.take(&buffer[..read]);
                taken += read;
            }
            Err(_) => return Recognised::Unknown,
        }
        if taken >= if recogniser.looks_on() { READ_ON_BYTES_MAX } else { LOOKED_AT_BYTES } {
            return recogniser.finish_early();
        }
    }
}

fn each_text(value: &Value, each: &mut impl FnMut(&str)) {
    match value {
        Value::Text(text) => each(text),
        Value::List(items) => items.iter().for_each(|item| each_text(item, each)),
        Value::Table(fields) => fields.iter().for_each(|(_, value)| each_text(value, each)),
        Value::Bool(_) | Value::Int(_) => {}
    }
}

/// How much of a document is looked at to tell what it is.
const LOOKED_AT_BYTES: usize = 64 << 10;

/// A PDF says further on whether it is PDF/A, or encrypted; of a longer one that is left to a person.
const READ_ON_BYTES_MAX: usize = 64 << 20;

/// `2026-05-01`.
const DAY_CHARS: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::volume::tests::sample::{Book, OPENING, contents};

    #[test]
    fn how_long_a_file_is_kept_is_described_by_the_archive_or_by_the_hand_over() {
        let mut book = Book::new();
        let undescribed = |book: &Book, contents: &Contents| {
            let path = |_: &EvidenceDigest| None;
            let sources =
                Sources { source: &book.store, registry: None, contents, withheld: &[], judged: None, path: &path };
            unfilled(contents, &Volume::compile(sources).unwrap()).contains(&"retention")
        };
        book.add("decision-open", "2026-01-05", OPENING);
        assert!(undescribed(&book, &contents(vec![])));
        let mut described = contents(vec![]);
        described.description.retention = Some(crate::format::contents::Retention::Years30);
        assert!(!undescribed(&book, &described));
        book.add("archive-handover", "2026-06-01", r#"{"receiver":"县档案馆","items":2,"retention":"10-years"}"#);
        assert!(!undescribed(&book, &contents(vec![])));
    }
}

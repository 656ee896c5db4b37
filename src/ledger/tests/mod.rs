//! The writer against everything it must refuse, on the store in memory.

mod lying_store;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::crypto::{SecretKey, Signer, hash};
use crate::format::{Attachment, Content, Envelope, Nonce, Record, Signatory, Statement};
use crate::model::{
    ClaimedTime, KindName, Moment, Occurred, OfficeId, Origin, PersonId, RecordDigest, Sha256Digest, StreamId, Value,
};
use crate::port::{HighWater, ReadLedger as _};
use crate::registry::{
    Appoint, AuthorityError, EndAppointment, EndReason, Event, Holder, HolderKind, LedgerFound, RootSet,
    RotateLedgerKey, RotateRoot, Scope,
};
use crate::store::{MemoryLedger, MemoryMarks};

const ORIGIN: &str = "test.example/ledger";

fn key(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

fn now() -> Timestamp {
    "2026-03-20T01:15:00Z".parse().unwrap()
}

fn decision(id: &str) -> StreamId {
    format!("decision/{id}").parse().unwrap()
}

/// What a test says; the rest is as it should be.
struct Saying {
    origin: &'static str,
    stream: StreamId,
    kind: &'static str,
    nonce: u8,
    signed_at: Timestamp,
    office: &'static str,
    keys: Vec<u8>,
    basis: Vec<RecordDigest>,
    body: String,
    documents: Vec<&'static str>,
}

impl Saying {
    fn envelope(&self) -> Vec<u8> {
        let office = OfficeId::new(self.office).unwrap();
        let record = Record::new(Statement {
            origin: Origin::new(self.origin).unwrap(),
            stream: self.stream.clone(),
            kind: KindName::new(self.kind).unwrap(),
            nonce: Nonce([self.nonce; 16]),
            signed_at: ClaimedTime::new(self.signed_at),
            occurred: Occurred::at("2026-03-19".parse().unwrap()),
            offices: self
                .keys
                .iter()
                .map(|seed| Signatory { office: office.clone(), key: key(*seed).public() })
                .collect(),
            basis: self.basis.clone(),
            body: serde_json::from_str::<Value>(&self.body).unwrap(),
            attachments: self.documents.iter().map(|role| document(role)).collect(),
            late: None,
            despite: vec![],
        })
        .unwrap();
        let mut envelope = Envelope::unsigned(record.to_bytes().unwrap());
        for seed in &self.keys {
            envelope.sign(&key(*seed));
        }
        envelope.to_bytes()
    }

    fn submission(&self) -> Submission {
        Submission::new(self.envelope())
    }
}

fn registry(event: &Event, nonce: u8, basis: Vec<RecordDigest>, keys: &[u8]) -> Saying {
    let body = match event {
        Event::LedgerFound(event) => serde_json::to_string(event),
        Event::Appoint(event) => serde_json::to_string(event),
        Event::EndAppointment(event) => serde_json::to_string(event),
        Event::RotateLedgerKey(event) => serde_json::to_string(event),
        Event::RotateRoot(event) => serde_json::to_string(event),
    };
    Saying {
        origin: ORIGIN,
        stream: StreamId::Registry,
        kind: event.kind(),
        nonce,
        signed_at: now(),
        office: "root",
        keys: keys.to_vec(),
        basis,
        body: body.unwrap(),
        documents: vec![],
    }
}

fn appoint(office: &str, person: &str, seed: u8) -> Event {
    Event::Appoint(Appoint {
        office: OfficeId::new(office).unwrap(),
        person: PersonId::new(person).unwrap(),
        holder: HolderKind::Person,
        organ: "县政府".into(),
        title: office.into(),
        key: key(seed).public(),
        scope: Scope::All,
        from: Moment::Day("2026-01-01".parse().unwrap()),
        document: "云府任〔2026〕1号".into(),
    })
}

/// Root keys 2, 3, 4 of which two must sign; ledger key 1; the office of the government 10, a member 11.
fn founded() -> (Ledger<MemoryLedger>, MemoryMarks, RecordDigest) {
    let holder = |person: &str, seed| Holder { person: PersonId::new(person).unwrap(), key: key(seed).public() };
    let founding = Event::LedgerFound(LedgerFound {
        organ: "县政府".into(),
        ledger_key: key(1).public(),
        root: RootSet {
            threshold: 2.try_into().unwrap(),
            holders: vec![holder("甲", 2), holder("乙", 3), holder("丙", 4)],
        },
    });
    let marks = MemoryMarks::default();
    let envelope = registry(&founding, 0, vec![], &[2, 3, 4]).envelope();
    let (mut ledger, first) = found(MemoryLedger::new(), envelope, &key(1), &now(), &marks).unwrap();
    let group = [("government-office", "白苇", 10), ("member", "何铮", 11), ("organ-seal", "印章", 12)]
        .into_iter()
        .enumerate()
        .map(|(nonce, (office, person, seed))| {
            registry(&appoint(office, person, seed), nonce as u8 + 1, vec![first.record], &[2, 3]).submission()
        })
        .collect();
    ledger.append(group, &[&key(1)], &now(), &marks).unwrap();
    (ledger, marks, first.record)
}

fn opening(id: &str, nonce: u8) -> Saying {
    Saying {
        origin: ORIGIN,
        stream: decision(id),
        kind: "decision-open",
        nonce,
        signed_at: now(),
        office: "government-office",
        keys: vec![10],
        basis: vec![],
        body: r#"{"title":"方案","matter":"plan","organ":"县政府","level":"county","handling_units":[{"unit":"城管局","lead":true}],"proposal_source":"leader","affects_public":true,"technical":false,"risky":false,"affects_market":false}"#.into(),
        documents: vec![],
    }
}

fn document(role: &str) -> Attachment {
    let content = Content::Sealed(Sha256Digest([0; 32]));
    Attachment {
        name: format!("{role}.pdf"),
        role: role.into(),
        media_type: "application/pdf".into(),
        size: 1,
        content,
    }
}

fn announcement(id: &str, nonce: u8, basis: Vec<RecordDigest>) -> Saying {
    let draft = basis.first().copied().unwrap_or(RecordDigest([9; 32]));
    Saying {
        kind: "comment-announcement",
        basis,
        body: format!(
            r#"{{"title":"公告","from":"2026-03-20","to":"2026-04-20","channels":["gazette"],"draft":"{draft}","ways":["letter"]}}"#
        ),
        ..opening(id, nonce)
    }
}

fn append(ledger: &mut Ledger<MemoryLedger>, group: Vec<Submission>) -> Result<Vec<Acknowledged>, AppendError> {
    ledger.append(group, &[&key(1)], &now(), &MemoryMarks::default())
}

#[test]
fn a_life_of_records_ends_under_a_checkpoint_that_proves_them() {
    let (mut ledger, _, _) = founded();
    let opened = append(&mut ledger, vec![opening("2026-001", 1).submission()]).unwrap();
    let second = append(&mut ledger, vec![announcement("2026-001", 2, vec![opened[0].record]).submission()]).unwrap();
    assert_eq!((second[0].number, second[0].seq.0), (1, 5));
    let checkpoint = latest_checkpoint(ledger.store()).unwrap().unwrap();
    assert_eq!(checkpoint.checkpoint().size, 6);
    let proof = receipt(ledger.store(), second[0].seq).unwrap();
    let stored = ledger.store().entries(second[0].seq, 1).unwrap();
    proof.verify(stored[0].entry.leaf(), &key(1).public()).unwrap();
}

#[test]
fn a_group_is_all_or_nothing() {
    let (mut ledger, _, _) = founded();
    let before = ledger.mark();
    let foreign = announcement("2026-001", 2, vec![RecordDigest([5; 32])]);
    let refused = append(&mut ledger, vec![opening("2026-001", 1).submission(), foreign.submission()]);
    assert!(matches!(refused, Err(AppendError::Basis { place: 1, .. })), "{refused:?}");
    assert_eq!(ledger.mark(), before);
    assert_eq!(ledger.store().tip().unwrap().size, before.size);
    // What was noted of the refused group on the way is forgotten.
    append(&mut ledger, vec![opening("2026-001", 1).submission()]).unwrap();
}

#[test]
fn one_record_is_entered_once_even_with_its_signatures_encoded_anew() {
    let (mut ledger, _, _) = founded();
    let envelope = opening("2026-001", 1).envelope();
    append(&mut ledger, vec![Submission::new(envelope.clone())]).unwrap();
    let mut spaced = envelope;
    spaced.insert(1, b' ');
    let refused = append(&mut ledger, vec![Submission::new(spaced)]);
    assert!(matches!(refused, Err(AppendError::Repeated { place: 0, .. })), "{refused:?}");
}

#[test]
fn a_decision_is_opened_first_and_once() {
    let (mut ledger, _, first) = founded();
    let unopened = append(&mut ledger, vec![announcement("2026-001", 1, vec![first]).submission()]);
    assert!(matches!(unopened, Err(AppendError::Opening { place: 0 })), "{unopened:?}");
    let opened = append(&mut ledger, vec![opening("2026-001", 1).submission()]).unwrap();
    let mut again = opening("2026-001", 2);
    again.basis = vec![opened[0].record];
    let refused = append(&mut ledger, vec![again.submission()]);
    assert!(matches!(refused, Err(AppendError::Opening { place: 0 })), "{refused:?}");
}

#[test]
fn a_record_stands_on_an_earlier_one_of_its_own_stream() {
    let (mut ledger, _, first) = founded();
    let opened = append(&mut ledger, vec![opening("2026-001", 1).submission()]).unwrap()[0].record;
    let other = append(&mut ledger, vec![opening("2026-002", 1).submission()]).unwrap()[0].record;
    for basis in [vec![], vec![first], vec![other], vec![opened, RecordDigest([7; 32])], vec![opened, other]] {
        let refused = append(&mut ledger, vec![announcement("2026-001", 2, basis.clone()).submission()]);
        assert!(matches!(refused, Err(AppendError::Basis { .. })), "{basis:?}: {refused:?}");
    }
    // Another decision's record is found where the decision is named.
    let mut submission = announcement("2026-001", 2, vec![opened, other, first]).submission();
    submission.citing = vec![decision("2026-002")];
    append(&mut ledger, vec![submission]).unwrap();
}

#[test]
fn times_that_cannot_be_are_refused() {
    let (mut ledger, marks, _) = founded();
    let later = now() + SignedDuration::from_hours(48);
    let signers: [&dyn Signer; 1] = [&key(1)];
    let opened = ledger.append(vec![opening("2026-001", 1).submission()], &signers, &later, &marks);
    let basis = vec![opened.unwrap()[0].record];
    let mut saying = announcement("2026-001", 2, basis);
    // Signed before what it stands on was recorded; signed after it is recorded; signed before the fact.
    for hours in [0, 72, -48] {
        saying.signed_at = now() + SignedDuration::from_hours(hours);
        let refused = ledger.append(vec![saying.submission()], &signers, &later, &marks);
        assert!(matches!(refused, Err(AppendError::Time { place: 0, .. })), "{hours}: {refused:?}");
    }
    saying.signed_at = later - SignedDuration::from_mins(9);
    let behind = ledger.append(vec![saying.submission()], &signers, &now(), &marks);
    assert!(behind.is_err(), "a clock behind the last entry: {behind:?}");
    ledger.append(vec![saying.submission()], &signers, &later, &marks).unwrap();
}

#[test]
fn nobody_signs_what_their_office_does_not() {
    let (mut ledger, _, first) = founded();
    let refusal = |ledger: &mut Ledger<MemoryLedger>, saying: Saying| match append(ledger, vec![saying.submission()]) {
        Err(AppendError::Authority { source, .. }) => source,
        other => panic!("{other:?}"),
    };
    use crate::registry::AuthorityError as E;
    let by = |office, keys| Saying { office, keys, ..opening("2026-001", 1) };
    assert!(matches!(refusal(&mut ledger, by("member", vec![11])), E::NotEntitled { .. }));
    assert!(matches!(refusal(&mut ledger, by("government-office", vec![11])), E::NotHeld { .. }));
    assert!(matches!(refusal(&mut ledger, by("government-office", vec![99])), E::NotHeld { person: None, .. }));
    // The ledger key and a root holder's speak for no office.
    assert!(matches!(refusal(&mut ledger, by("government-office", vec![1])), E::NotHeld { .. }));
    assert!(matches!(refusal(&mut ledger, by("root", vec![2])), E::NotEntitled { .. }));
    let elsewhere = Saying { origin: "other.example/ledger", ..opening("2026-001", 1) };
    assert!(matches!(refusal(&mut ledger, elsewhere), E::Origin { .. }));
    // Too few root holders, the ledger key for a person, a person's key for another, a second founding.
    let one = registry(&appoint("member", "沈穗", 20), 20, vec![first], &[2]);
    assert!(matches!(refusal(&mut ledger, one), E::Threshold { needed: 2, counted: 1 }));
    let ledger_key = registry(&appoint("member", "沈穗", 1), 20, vec![first], &[2, 3]);
    assert!(matches!(refusal(&mut ledger, ledger_key), E::Rule { .. }));
    let shared = registry(&appoint("member", "沈穗", 11), 20, vec![first], &[2, 3]);
    assert!(matches!(refusal(&mut ledger, shared), E::KeyOfAnother { .. }));
    let stranger = registry(&appoint("member", "沈穗", 20), 20, vec![first], &[2, 3, 50]);
    assert!(matches!(refusal(&mut ledger, stranger), E::NotHeld { .. }));
}

#[test]
fn a_catalogue_has_a_stream_of_its_own() {
    let (mut ledger, _, _) = founded();
    let catalogue = |id: &str, basis: Vec<RecordDigest>| Saying {
        kind: "catalogue",
        basis,
        body: r#"{"title":"目录","year":2026,"organ":"县政府","level":"county","items":[]}"#.into(),
        documents: vec!["catalogue"],
        ..opening(id, 7)
    };
    let catalogued = append(&mut ledger, vec![catalogue("catalogue-2026", vec![]).submission()]).unwrap()[0].record;
    let decision = Saying { basis: vec![catalogued], ..opening("catalogue-2026", 1) };
    let opened = append(&mut ledger, vec![opening("2026-001", 1).submission()]).unwrap()[0].record;
    for refused in [decision, catalogue("2026-001", vec![opened])] {
        let refused = append(&mut ledger, vec![refused.submission()]);
        assert!(matches!(refused, Err(AppendError::Opening { place: 0 })), "{refused:?}");
    }
}

#[test]
fn nobody_gives_a_position_for_another() {
    let (mut ledger, _, _) = founded();
    let opened = append(&mut ledger, vec![opening("2026-001", 1).submission()]).unwrap()[0].record;
    let position = |person: &str| Saying {
        kind: "position",
        office: "member",
        keys: vec![11],
        body: format!(r#"{{"meeting":"{opened}","person":"{person}","position":"disagree","declined":true}}"#),
        ..announcement("2026-001", 2, vec![opened])
    };
    let refused = append(&mut ledger, vec![position("林岚").submission()]);
    assert!(
        matches!(
            refused,
            Err(AppendError::Authority { source: crate::registry::AuthorityError::NotOwnWord { .. }, .. })
        ),
        "{refused:?}"
    );
    append(&mut ledger, vec![position("何铮").submission()]).unwrap();
    // What the minutes say of her is no word of hers: the office that keeps them signs it, and no member does.
    let minuted =
        |office, seed| Saying { kind: "minuted-position", office, keys: vec![seed], nonce: 3, ..position("林岚") };
    let refused = append(&mut ledger, vec![minuted("member", 11).submission()]);
    assert!(
        matches!(
            refused,
            Err(AppendError::Authority { source: crate::registry::AuthorityError::NotEntitled { .. }, .. })
        ),
        "{refused:?}"
    );
    append(&mut ledger, vec![minuted("government-office", 10).submission()]).unwrap();
}

#[test]
fn a_founding_that_would_never_verify_founds_nothing() {
    let founding = |basis: Vec<RecordDigest>, signed_at: Timestamp| {
        let event = Event::LedgerFound(LedgerFound {
            organ: "县政府".into(),
            ledger_key: key(1).public(),
            root: RootSet {
                threshold: 1.try_into().unwrap(),
                holders: vec![Holder { person: PersonId::new("甲").unwrap(), key: key(2).public() }],
            },
        });
        let mut saying = registry(&event, 0, basis, &[2]);
        saying.signed_at = signed_at;
        found(MemoryLedger::new(), saying.envelope(), &key(1), &now(), &MemoryMarks::default()).map(|_| ())
    };
    assert!(founding(vec![], now()).is_ok());
    let cites = founding(vec![RecordDigest([7; 32])], now());
    assert!(matches!(cites, Err(FoundError::Append(AppendError::Basis { .. }))), "{cites:?}");
    let ahead = founding(vec![], now() + SignedDuration::from_hours(1));
    assert!(matches!(ahead, Err(FoundError::Append(AppendError::Time { .. }))), "{ahead:?}");
}

#[test]
fn a_compromised_key_signs_in_no_office_any_more() {
    let (mut ledger, _, first) = founded();
    let end = |reason, since: Option<&str>| {
        Event::EndAppointment(EndAppointment {
            office: OfficeId::new("member").unwrap(),
            person: PersonId::new("何铮").unwrap(),
            key: key(11).public(),
            reason,
            since: since.map(|since| since.parse().unwrap()),
            document: "文".into(),
        })
    };
    let also = registry(&appoint("government-office", "何铮", 11), 50, vec![first], &[2, 3]);
    append(&mut ledger, vec![also.submission()]).unwrap();
    let open = |id, nonce| {
        let mut saying = opening(id, nonce);
        saying.keys = vec![11];
        saying.submission()
    };
    append(&mut ledger, vec![open("2026-001", 51)]).unwrap();

    let retired = registry(&end(EndReason::Retired, None), 52, vec![first], &[2, 3]).submission();
    append(&mut ledger, vec![retired]).unwrap();
    append(&mut ledger, vec![open("2026-002", 53)]).unwrap();

    let again = registry(&appoint("member", "何铮", 11), 54, vec![first], &[2, 3]).submission();
    let lost = registry(&end(EndReason::Compromised, Some("2026-03-19")), 55, vec![first], &[2, 3]).submission();
    append(&mut ledger, vec![again, lost]).unwrap();
    let refused = append(&mut ledger, vec![open("2026-003", 56)]);
    assert!(matches!(refused, Err(AppendError::Authority { source: AuthorityError::Ended { .. }, .. })), "{refused:?}");
    let root = Event::RotateRoot(RotateRoot {
        root: RootSet {
            threshold: 1.try_into().unwrap(),
            holders: vec![Holder { person: PersonId::new("何铮").unwrap(), key: key(11).public() }],
        },
        document: "文".into(),
    });
    let refused = append(&mut ledger, vec![registry(&root, 57, vec![first], &[2, 3, 11]).submission()]);
    assert!(matches!(refused, Err(AppendError::Authority { source: AuthorityError::Rule { .. }, .. })), "{refused:?}");
}

#[test]
fn a_new_ledger_key_signs_with_the_old_one_and_ends_its_group() {
    let (mut ledger, marks, first) = founded();
    let rotate = Event::RotateLedgerKey(RotateLedgerKey { ledger_key: key(30).public(), document: "更换".into() });
    let rotation = registry(&rotate, 30, vec![first], &[2, 4]).submission();
    let after = opening("2026-001", 1).submission();
    let (old, new) = (key(1), key(30));
    let both: [&dyn Signer; 2] = [&old, &new];
    let in_the_middle = ledger.append(vec![rotation.clone(), after.clone()], &both, &now(), &marks);
    assert!(matches!(in_the_middle, Err(AppendError::RotationNotLast { place: 0 })), "{in_the_middle:?}");
    let alone = ledger.append(vec![rotation.clone()], &[&new], &now(), &marks);
    assert!(matches!(alone, Err(AppendError::LedgerKey { .. })), "{alone:?}");
    ledger.append(vec![rotation], &both, &now(), &marks).unwrap();
    let checkpoint = latest_checkpoint(ledger.store()).unwrap().unwrap();
    assert!(checkpoint.verify_by(&old.public()).is_ok() && checkpoint.verify_by(&new.public()).is_ok());
    let by_the_old = ledger.append(vec![after.clone()], &[&old], &now(), &marks);
    assert!(matches!(by_the_old, Err(AppendError::LedgerKey { .. })), "{by_the_old:?}");
    ledger.append(vec![after], &[&new], &now(), &marks).unwrap();
}

#[test]
fn a_large_group_is_judged_as_a_small_one_is() {
    let (mut ledger, _, _) = founded();
    let mut group: Vec<Saying> = (0..100).map(|n| opening(&format!("d{n}"), 1)).collect();
    group[63].keys = vec![11];
    let refused = append(&mut ledger, group.iter().map(Saying::submission).collect());
    assert!(matches!(refused, Err(AppendError::Authority { place: 63, .. })), "{refused:?}");
    group[63].keys = vec![10];
    assert_eq!(append(&mut ledger, group.iter().map(Saying::submission).collect()).unwrap().len(), 100);
}

#[test]
fn a_ledger_put_back_is_not_written_to() {
    let (mut ledger, marks, _) = founded();
    let earlier = ledger.store().clone();
    let first = ledger.first();
    append(&mut ledger, vec![opening("2026-001", 1).submission()]).unwrap();
    marks.raise(&first, &ledger.mark()).unwrap();
    assert!(matches!(Ledger::open(earlier.clone(), &marks), Err(OpenError::RolledBack { found: 4, known: 5, .. })));
    let mut other = Ledger::open(earlier, &MemoryMarks::default()).unwrap();
    append(&mut other, vec![opening("2026-009", 1).submission()]).unwrap();
    assert!(matches!(Ledger::open(other.into_store(), &marks), Err(OpenError::Diverged { size: 5, .. })));
    assert!(Ledger::open(ledger.into_store(), &marks).is_ok());
}

#[test]
fn what_is_read_as_a_digest_is_what_others_cite() {
    let (mut ledger, _, _) = founded();
    let envelope = opening("2026-001", 1).envelope();
    let acknowledged = append(&mut ledger, vec![Submission::new(envelope.clone())]).unwrap();
    assert_eq!(acknowledged[0].record, RecordDigest(hash::blake3(&envelope)));
    let view = record_at(ledger.store(), &decision("2026-001"), 0).unwrap().unwrap();
    assert_eq!(view.digest(), acknowledged[0].record);
}

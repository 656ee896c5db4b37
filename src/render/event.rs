//! A registry record in words: who was given or has lost what, with which key, on the basis of which document.

use super::body::Part;
use super::{Language, text, words};
use crate::crypto::PublicKey;
use crate::registry::{AdoptCalendar, AdoptProfile, EndReason, Event, HolderKind, RootSet, Scope};

/// What a registry record says, in parts.
pub fn event_parts(language: Language, event: &Event) -> Vec<Part> {
    let say = |id: &str| text(language, id, &[]);
    let value = |id: &str, value: &dyn ToString| Part::value(say(id), value.to_string());
    let key = |key: &PublicKey| value("event-key", &key.id());
    let office = |slug: &str| Part::value(say("event-office"), words::office(language, slug));
    match event {
        Event::LedgerFound(found) => {
            let mut parts =
                vec![value("event-ledger-organ", &found.organ), value("event-ledger-key", &found.ledger_key.id())];
            parts.extend(root(language, &found.root));
            parts
        }
        Event::Appoint(appoint) => {
            let holder = match appoint.holder {
                HolderKind::Person => "event-person",
                HolderKind::Seal => "event-seal",
            };
            let scope = match &appoint.scope {
                Scope::All => say("event-scope-all"),
                Scope::Decision(id) => id.to_string(),
            };
            vec![
                value(holder, &appoint.person),
                office(appoint.office.as_str()),
                value("event-organ", &appoint.organ),
                value("event-title", &appoint.title),
                key(&appoint.key),
                Part::value(say("event-scope"), scope),
                value("event-from", &appoint.from),
                value("event-document", &appoint.document),
            ]
        }
        Event::EndAppointment(end) => {
            let reason = say(match end.reason {
                EndReason::Compromised => "office-reason-compromised",
                EndReason::Lost => "office-reason-lost",
                EndReason::Retired => "office-reason-retired",
                EndReason::Superseded => "office-reason-superseded",
            });
            let mut parts = vec![
                value("event-person", &end.person),
                office(end.office.as_str()),
                key(&end.key),
                Part::value(say("event-reason"), reason),
            ];
            parts.extend(end.since.as_ref().map(|since| value("event-since", since)));
            parts.push(value("event-document", &end.document));
            parts
        }
        Event::RotateRoot(rotate) => {
            let mut parts = root(language, &rotate.root);
            parts.push(value("event-document", &rotate.document));
            parts
        }
        Event::RotateLedgerKey(rotate) => {
            vec![value("event-ledger-key", &rotate.ledger_key.id()), value("event-document", &rotate.document)]
        }
    }
}

/// What the adoption of a procedure profile says, in parts.
pub fn adoption_parts(language: Language, adopt: &AdoptProfile) -> Vec<Part> {
    let say = |id: &str| text(language, id, &[]);
    let mut parts = vec![
        Part::value(say("event-profile"), adopt.profile.as_str()),
        Part::value(say("event-profile-text"), format!("BLAKE3 {}", adopt.blake3)),
    ];
    parts.extend(adopt.from.as_ref().map(|from| Part::value(say("event-profile-from"), from.to_string())));
    parts.push(Part::value(say("event-document"), adopt.document.as_str()));
    parts
}

/// What the adoption of a holiday table says, in parts.
pub fn calendar_parts(language: Language, adopt: &AdoptCalendar) -> Vec<Part> {
    let say = |id: &str| text(language, id, &[]);
    vec![
        Part::value(say("calendar-table"), format!("{} {}", adopt.calendar, adopt.year)),
        Part::value(say("calendar-source"), adopt.source.as_str()),
        Part::value(say("event-profile-text"), format!("BLAKE3 {}", adopt.blake3)),
        Part::value(say("event-document"), adopt.document.as_str()),
    ]
}

fn root(language: Language, set: &RootSet) -> Vec<Part> {
    let say = |id: &str| text(language, id, &[]);
    vec![
        Part::value(say("event-threshold"), set.threshold.to_string()),
        Part::Rows {
            label: say("event-holders"),
            headings: vec![say("event-person"), say("event-key")],
            rows: set.holders.iter().map(|one| vec![one.person.to_string(), one.key.id().to_string()]).collect(),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{SecretKey, Signer as _};
    use crate::model::KindName;
    use crate::render::body::lines;

    fn drawn(language: Language, kind: &str, body: &str) -> String {
        let event = Event::read(&KindName::new(kind).unwrap(), body).unwrap();
        let lines = lines(language, &event_parts(language, &event), 0);
        lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect::<String>() + "\n").collect()
    }

    #[test]
    fn every_kind_of_event_is_told_with_its_keys_by_their_ids() {
        let key = |seed: u8| SecretKey::from_seed(&[seed; 32]).public();
        let spki = |seed: u8| serde_json::to_string(&key(seed)).unwrap();
        let root = format!(
            r#"{{"threshold":1,"holders":[{{"person":"许闻","key":{}}},{{"person":"陶砚","key":{}}}]}}"#,
            spki(1),
            spki(2)
        );
        let bodies = [
            ("ledger-found", format!(r#"{{"organ":"县政府","ledger_key":{},"root":{root}}}"#, spki(9)), vec![9, 1, 2]),
            (
                "appoint",
                format!(
                    r#"{{"office":"head","person":"李明","holder":"person","organ":"县政府","title":"县长","key":{},
                        "scope":"decision/2026-003","from":"2026-01-01","document":"云府任〔2026〕1号"}}"#,
                    spki(3)
                ),
                vec![3],
            ),
            (
                "end-appointment",
                format!(
                    r#"{{"office":"head","person":"李明","key":{},"reason":"compromised","since":"2026-02-01",
                        "document":"d"}}"#,
                    spki(3)
                ),
                vec![3],
            ),
            ("rotate-root", format!(r#"{{"root":{root},"document":"d"}}"#), vec![1, 2]),
            ("rotate-ledger-key", format!(r#"{{"ledger_key":{},"document":"d"}}"#, spki(8)), vec![8]),
        ];
        for (kind, body, keys) in bodies {
            for language in Language::ALL {
                let words = drawn(language, kind, &body);
                for seed in &keys {
                    assert!(words.contains(&key(*seed).id().to_string()), "{kind}: {words}");
                }
                assert!(!words.contains('⟨') && !words.contains("{ $"), "{words}");
            }
        }
    }
}

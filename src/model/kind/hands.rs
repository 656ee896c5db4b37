//! Kinds of record that nobody signs alone. What destroys is signed by two persons in two offices, one of them the
//! archivist, whatever a procedure profile says; a profile may ask for more.

use super::schema::KindSpec;
use crate::model::office::ARCHIVIST;
use crate::model::{OfficeId, PersonId};

impl KindSpec {
    /// Whether a record of this kind needs [two hands](two_with_an_archivist).
    pub fn needs_two_hands(&self) -> bool {
        self.name == "erasure"
    }
}

/// Whether the archivist and somebody else, in another office, have signed.
pub fn two_with_an_archivist(signed: &[(&OfficeId, &PersonId)]) -> bool {
    let archivists = signed.iter().filter(|(office, _)| office.as_str() == ARCHIVIST);
    let others = || signed.iter().filter(|(office, _)| office.as_str() != ARCHIVIST);
    archivists.clone().any(|(_, archivist)| others().any(|(_, other)| other != archivist))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind;

    #[test]
    fn two_offices_in_two_hands_one_of_them_the_archivists() {
        let office = |name: &str| OfficeId::new(name).unwrap();
        let person = |name: &str| PersonId::new(name).unwrap();
        let two = |rows: &[(&str, &str)]| {
            let rows: Vec<_> = rows.iter().map(|(o, p)| (office(o), person(p))).collect();
            two_with_an_archivist(&rows.iter().map(|(o, p)| (o, p)).collect::<Vec<_>>())
        };
        assert!(two(&[("archivist", "甲"), ("organ-seal", "乙")]));
        assert!(two(&[("organ-seal", "甲"), ("archivist", "甲"), ("head", "乙")]));
        assert!(!two(&[("archivist", "甲"), ("organ-seal", "甲")]), "one person in two offices");
        assert!(!two(&[("archivist", "甲"), ("archivist", "乙")]), "two persons in one office");
        assert!(!two(&[("head", "甲"), ("organ-seal", "乙")]), "no archivist");
        assert!(!two(&[("archivist", "甲")]) && !two(&[]));
    }

    #[test]
    fn only_what_destroys_needs_them() {
        let needing: Vec<&str> =
            kind::all().iter().filter(|spec| spec.needs_two_hands()).map(|spec| spec.name).collect();
        assert_eq!(needing, ["erasure"]);
        assert!(kind::named("erasure").unwrap().signers.contains(&ARCHIVIST));
    }
}

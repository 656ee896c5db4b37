//! What a public version of a decision (公开版) withholds by rule: whole records of some kinds, sealed attachments in some
//! roles, each with its ground in the Regulation on Open Government Information.
//!
//! ```toml
//! [[withhold]]
//! kinds = ["speech", "position"]          # records of these kinds, whole
//! basis = "process-information"
//! article = { zh = "信息公开条例第十六条", en = "Order 711, art. 16" }
//!
//! [[withhold]]
//! documents = ["opinions", "list"]        # sealed attachments in these roles, whatever record they belong to
//! basis = "personal-privacy"
//! article = { zh = "信息公开条例第十五条", en = "Order 711, art. 15" }
//! ```
//!
//! With both `kinds` and `documents`, it is the sealed attachments in these roles of records of these kinds. What one
//! decision withholds beyond that is for its own `disclosure-review` to say. Out of scope: making the public version.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::profile::Text;
use super::refs::KindRef;
use crate::model::{Withholding, kind};

/// Something a public version withholds by rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Withhold {
    /// Records of these kinds; with no kind, those of all kinds.
    pub kinds: Vec<KindRef>,
    /// Sealed attachments in these roles; with no role, the records themselves, whole.
    pub documents: Vec<String>,
    /// On which ground.
    pub basis: Withholding,
    /// What it rests on.
    pub article: Text,
}

impl Withhold {
    /// Whether records of this kind are withheld whole.
    pub fn takes_record(&self, kind: &str) -> bool {
        self.documents.is_empty() && self.is_of(kind)
    }

    /// Whether a sealed attachment in this role is withheld from a record of this kind that is itself published.
    pub fn takes_document(&self, kind: &str, role: &str) -> bool {
        self.documents.iter().any(|one| one == role) && (self.kinds.is_empty() || self.is_of(kind))
    }

    fn is_of(&self, kind: &str) -> bool {
        self.kinds.iter().any(|one| one.name() == kind)
    }
}

/// The same as it is written, with where each part stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(default)]
    kinds: Vec<Spanned<KindRef>>,
    #[serde(default)]
    documents: Vec<Spanned<String>>,
    basis: Spanned<String>,
    article: Text,
}

/// The tables of one profile, read one after another: nothing is withheld on two grounds.
#[derive(Default)]
pub(super) struct Reading {
    taken: Vec<(Option<&'static str>, Option<String>)>,
}

impl Reading {
    /// Reads a table that stands at `at`; `add` hears what is wrong with it, and where.
    pub(super) fn read(&mut self, written: Written, at: usize, mut add: impl FnMut(usize, String)) -> Option<Withhold> {
        let start = |span: Range<usize>| span.start;
        if written.kinds.is_empty() && written.documents.is_empty() {
            add(at, "missing field `kinds` or `documents`: what is withheld".into());
        }
        for one in &written.kinds {
            let name = one.get_ref().name();
            if written.documents.is_empty() && (one.get_ref().0.opens || ALWAYS_SHOWN.contains(&name)) {
                add(start(one.span()), format!("a `{name}` is never withheld: without it nobody can judge the rest"));
            }
        }
        for one in &written.documents {
            let role = one.get_ref();
            let mut belongs = kind::all()
                .iter()
                .filter(|spec| {
                    written.kinds.is_empty() || written.kinds.iter().any(|k| k.get_ref().name() == spec.name)
                })
                .flat_map(|spec| spec.documents);
            // A role that is misspelled here would publish what was to be withheld.
            if !belongs.any(|document| document.role == role) {
                add(start(one.span()), format!("there is no document `{role}` here"));
            }
        }
        let kinds = written.kinds.iter().map(|one| (Some(one.get_ref().name()), start(one.span())));
        let kinds: Vec<_> = if written.kinds.is_empty() { vec![(None, at)] } else { kinds.collect() };
        let roles = written.documents.iter().map(|one| (Some(one.get_ref().clone()), start(one.span())));
        let roles: Vec<_> = if written.documents.is_empty() { vec![(None, at)] } else { roles.collect() };
        for (kind, kind_at) in &kinds {
            for (role, role_at) in &roles {
                let both = (*kind, role.clone());
                if both != (None, None) && self.taken.contains(&both) {
                    let (place, name) = match role {
                        Some(role) => (*role_at, role.as_str()),
                        None => (*kind_at, kind.unwrap_or_default()),
                    };
                    add(place, format!("`{name}` is withheld twice"));
                }
                self.taken.push(both);
            }
        }
        let basis = written.basis.get_ref().parse::<Withholding>();
        if basis.is_err() {
            let known = Withholding::ALL.map(|ground| ground.slug()).join(", ");
            let words = format!("there is no ground `{}` for withholding; there are {known}", written.basis.get_ref());
            add(start(written.basis.span()), words);
        }
        Some(Withhold {
            kinds: written.kinds.into_iter().map(Spanned::into_inner).collect(),
            documents: written.documents.into_iter().map(Spanned::into_inner).collect(),
            basis: basis.ok()?,
            article: written.article,
        })
    }
}

/// Kinds that are shown whatever a profile says: they tell what is not there, and why. What opens a decision is shown too.
const ALWAYS_SHOWN: [&str; 2] = ["disclosure-review", "erasure"];

#[cfg(test)]
mod tests {
    use super::super::profile::Profile;
    use super::super::sample::TOP;
    use crate::model::Withholding;

    const ARTICLE: &str = "article = { zh = \"第十六条\", en = \"art. 16\" }";

    fn read(tables: &str) -> Result<Profile, Vec<(usize, String)>> {
        let errors = |errors: Vec<_>| errors.into_iter().map(|one: super::super::ProfileError| (one.line, one.what));
        Profile::read(&format!("{TOP}{tables}")).map_err(|found| errors(found).collect())
    }

    fn table(rest: &str) -> String {
        format!("[[withhold]]\n{ARTICLE}\n{rest}\n")
    }

    #[test]
    fn records_and_documents_are_withheld_by_their_ground() {
        let process = table("kinds = [\"speech\", \"position\"]\nbasis = \"process-information\"");
        let privacy = table("documents = [\"list\"]\nbasis = \"personal-privacy\"");
        let ballots = table("kinds = [\"ballot\"]\ndocuments = [\"ballots\"]\nbasis = \"process-information\"");
        let profile = read(&format!("{process}{privacy}{ballots}")).unwrap();
        let record = |kind| profile.withholds_record(kind).map(|one| one.basis);
        assert_eq!(record("speech"), Some(Withholding::ProcessInformation));
        assert_eq!((record("publication"), record("ballot")), (None, None));
        let document = |kind, role| profile.withholds_document(kind, role).map(|one| one.basis);
        assert_eq!(document("hearing-record", "list"), Some(Withholding::PersonalPrivacy));
        assert_eq!(document("ballot", "ballots"), Some(Withholding::ProcessInformation));
        assert_eq!((document("ballot", "count-sheet"), document("speech", "recording")), (None, None));
        assert_eq!(read("").unwrap().withhold, []);
    }

    #[test]
    fn what_does_not_add_up_is_refused_with_its_line() {
        // The top has seven lines; a table's own begin with the tenth.
        let good = "basis = \"process-information\"";
        for (rest, line, what) in [
            (good.to_owned(), 8, "missing field `kinds` or `documents`"),
            ("kinds = [\"speech\"]".to_owned(), 8, "missing field `basis`"),
            ("kinds = [\"speech\"]\nbasis = \"secret\"".to_owned(), 11, "there is no ground `secret`"),
            (format!("kinds = [\"nothing\"]\n{good}"), 10, "there is no kind of record `nothing`"),
            (format!("kinds = [\"decision-open\"]\n{good}"), 10, "is never withheld"),
            (format!("kinds = [\"disclosure-review\"]\n{good}"), 10, "is never withheld"),
            (format!("kinds = [\"erasure\"]\n{good}"), 10, "is never withheld"),
            (format!("documents = [\"lists\"]\n{good}"), 10, "there is no document `lists`"),
            (format!("kinds = [\"speech\"]\ndocuments = [\"list\"]\n{good}"), 11, "there is no document `list`"),
            (format!("kinds = [\"speech\", \"speech\"]\n{good}"), 10, "`speech` is withheld twice"),
            (format!("kinds = [\"speech\"]\nroles = [\"list\"]\n{good}"), 11, "unknown field `roles`"),
        ] {
            let errors = read(&table(&rest)).unwrap_err();
            assert!(errors[0].0 == line && errors[0].1.contains(what), "{rest}: {errors:?}");
        }
        let one = table(&format!("documents = [\"list\"]\n{good}"));
        let errors = read(&one.repeat(2)).unwrap_err();
        assert_eq!(errors, [(14, "`list` is withheld twice".to_owned())]);
        assert!(read("withhold = 3").unwrap_err()[0].1.contains("is written as `[[withhold]]`"));
    }
}

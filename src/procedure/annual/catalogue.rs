//! The catalogue of a year against the decisions that were opened: which item was begun, which was not. Catalogue and
//! decisions stand in streams of their own, so they are held until all have been read.

use std::collections::BTreeMap;

use super::figure::Tallied;
use crate::model::Value;
use crate::procedure::history::{History, Step};

/// Catalogues of the year and the decisions that name an item of the year.
#[derive(Debug, Default)]
pub(super) struct Catalogues {
    catalogues: Vec<Catalogue>,
    citing: Vec<Citing>,
}

/// One organ's catalogue, with its adjustments.
#[derive(Debug)]
struct Catalogue {
    organ: Option<String>,
    /// The titles of the items by their numbers.
    items: BTreeMap<String, String>,
    counted: Tallied,
}

/// A decision that names an item of the year.
#[derive(Debug)]
struct Citing {
    organ: Option<String>,
    item: Option<String>,
    counted: Tallied,
}

/// What comes of holding them against each other.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Decisions that name an item which is there.
    pub(super) opened: Vec<Tallied>,
    /// Catalogues, counted for the items that no decision names.
    pub(super) not_opened: Vec<Tallied>,
    /// Decisions that name the year, and no item that is there.
    pub(super) unmatched: Vec<Tallied>,
}

impl Catalogues {
    /// Takes a catalogue in, and gives it and its adjustments back as they count for the number of items.
    pub(super) fn take(
        &mut self,
        history: &History,
        catalogue: &Step,
        counted: &dyn Fn(&Step, i64) -> Tallied,
    ) -> Vec<Tallied> {
        let mut items = BTreeMap::new();
        let mut out = Vec::new();
        let mut count = |items: &mut BTreeMap<String, String>, step: &Step, change: &dyn Fn(&mut BTreeMap<_, _>)| {
            let before = items.len() as i64;
            change(items);
            out.push(counted(step, items.len() as i64 - before));
        };
        count(&mut items, catalogue, &|items| {
            items.extend(catalogue.rows("items").iter().filter_map(numbered));
        });
        let catalogue_of = |step: &&Step| step.cited("catalogue") == Some(catalogue.record);
        for step in history.of("catalogue-adjustment").filter(catalogue_of) {
            count(&mut items, step, &|items| step.rows("changes").iter().for_each(|row| change(items, row)));
        }
        let organ = catalogue.body.text("organ").map(str::to_owned);
        self.catalogues.push(Catalogue { organ, items, counted: counted(catalogue, 0) });
        out
    }

    /// Takes in a decision that names an item of the year.
    pub(super) fn cite(&mut self, opening: &Step, counted: Tallied) {
        let text = |field| opening.body.text(field).map(str::to_owned);
        self.citing.push(Citing { organ: text("organ"), item: text("catalogue_item"), counted });
    }

    /// Holds the decisions against the catalogues. Numbers are an organ's own: where several organs have a catalogue, only
    /// the deciding organ's is looked into.
    pub(super) fn held(mut self) -> Held {
        let mut held = Held::default();
        let alone = self.catalogues.len() == 1;
        let mut begun: Vec<Vec<String>> = vec![Vec::new(); self.catalogues.len()];
        for citing in self.citing {
            let found = citing.item.as_ref().and_then(|item| {
                self.catalogues.iter().position(|one| {
                    (alone || (one.organ.is_some() && one.organ == citing.organ)) && one.items.contains_key(item)
                })
            });
            match (found, citing.item) {
                (Some(at), Some(item)) => {
                    begun[at].push(item);
                    held.opened.push(citing.counted);
                }
                _ => held.unmatched.push(citing.counted),
            }
        }
        for (one, begun) in self.catalogues.iter_mut().zip(begun) {
            one.items.retain(|number, _| !begun.contains(number));
            let mut counted = one.counted.clone();
            counted.count = Ok(one.items.len() as i64);
            counted.parts = one.items.iter().map(|(number, title)| format!("{number} {title}")).collect();
            if !counted.parts.is_empty() {
                held.not_opened.push(counted);
            }
        }
        held
    }
}

fn numbered(row: &Value) -> Option<(String, String)> {
    Some((row.text("number")?.to_owned(), row.text("title").unwrap_or_default().to_owned()))
}

fn change(items: &mut BTreeMap<String, String>, row: &Value) {
    let Some((number, title)) = numbered(row) else { return };
    match row.text("action") {
        Some("removed") => drop(items.remove(&number)),
        Some("added") => drop(items.insert(number, title)),
        _ => {
            if let Some(known) = items.get_mut(&number).filter(|_| !title.is_empty()) {
                *known = title;
            }
        }
    }
}

//! A list in a JSON document that is made while it is written, so that its length is no matter of memory.

use std::cell::RefCell;

use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use super::error::CliError;

/// The items of an iterator as a JSON list. It can be written once.
pub struct Streamed<'a, I> {
    items: RefCell<I>,
    failed: &'a RefCell<Option<CliError>>,
}

impl<'a, I> Streamed<'a, I> {
    /// The list; where an item is an error the list breaks off and `failed` holds it.
    pub const fn new(items: I, failed: &'a RefCell<Option<CliError>>) -> Self {
        Self { items: RefCell::new(items), failed }
    }
}

impl<T: Serialize, I: Iterator<Item = Result<T, CliError>>> Serialize for Streamed<'_, I> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(None)?;
        for item in &mut *self.items.borrow_mut() {
            match item {
                Ok(item) => list.serialize_element(&item)?,
                Err(error) => {
                    self.failed.replace(Some(error));
                    return Err(S::Error::custom("it could not be read on"));
                }
            }
        }
        list.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_written_and_breaks_off_at_an_error() {
        let failed = RefCell::new(None);
        let good = Streamed::new([1, 2].map(Ok::<_, CliError>).into_iter(), &failed);
        assert_eq!(serde_json::to_string(&good).unwrap(), "[1,2]");
        assert_eq!(failed.take(), None);
        let bad = Streamed::new([Ok(1), Err(CliError::bug("x")), Ok(2)].into_iter(), &failed);
        assert!(serde_json::to_string(&bad).is_err());
        assert_eq!(failed.take(), Some(CliError::bug("x")));
    }
}

//! Objects, and nothing that only resembles one. serde's derived readers take the list of a struct's values wherever they
//! take the struct's object, so `["record/v1", …]` would pass for a record here and for nothing elsewhere: two readers
//! would disagree on one signed text. Every struct of the formats is read through this door.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Reads the whole of `bytes` as one JSON object of the form of `T`.
///
/// # Errors
/// What serde_json says; a list of values is no object.
pub fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> serde_json::Result<T> {
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let read = object(&mut from)?;
    from.end()?;
    Ok(read)
}

/// Reads a field that is an object; for `#[serde(deserialize_with)]`.
///
/// # Errors
/// The format's own, also for a list of values.
pub fn object<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_map(ObjectVisitor(PhantomData))
}

/// Reads a field that is a list of objects; for `#[serde(deserialize_with)]`.
///
/// # Errors
/// The format's own, also for a list of lists.
pub fn objects<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    let items = Vec::<Object<T>>::deserialize(from)?;
    Ok(items.into_iter().map(|item| item.0).collect())
}

struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        object(from).map(Self)
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Point {
        x: u8,
        y: u8,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shape {
        #[serde(deserialize_with = "object")]
        centre: Point,
        #[serde(deserialize_with = "objects")]
        corners: Vec<Point>,
    }

    #[test]
    fn a_list_of_values_is_no_object_at_any_depth() {
        let good = r#" {"centre":{"x":1,"y":2},"corners":[{"x":3,"y":4}]} "#;
        let point = |x, y| Point { x, y };
        let shape = Shape { centre: point(1, 2), corners: vec![point(3, 4)] };
        assert_eq!(read::<Shape>(good.as_bytes()).unwrap(), shape);
        for bad in [
            r#"[{"x":1,"y":2},[{"x":3,"y":4}]]"#,
            r#"{"centre":[1,2],"corners":[]}"#,
            r#"{"centre":{"x":1,"y":2},"corners":[[3,4]]}"#,
            r#"{"centre":{"x":1,"y":2},"corners":[],"more":0}"#,
            r#"{"centre":{"x":1,"x":1,"y":2},"corners":[]}"#,
            r#"{"centre":{"x":1,"y":2},"corners":[]} {}"#,
            r#"{"centre":{"x":1,"y":2}}"#,
        ] {
            assert!(read::<Shape>(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}

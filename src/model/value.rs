//! A record body as data: what JSON and TOML have in common, without what makes two readers disagree (no fractions, no
//! nulls, no key twice).

use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most fields one table may have. A kind has some dozens at most; the bound keeps the search for doubles cheap.
pub const TABLE_FIELDS_MAX: usize = 128;

/// A value in a record body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text; dates, digests and references are texts of a set form.
    Text(String),
    /// Several of one form, in order.
    List(Vec<Self>),
    /// Named fields, in the order they were written.
    Table(Vec<(String, Self)>),
}

impl Value {
    /// A field of a table.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Table(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A field of a table, where it is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Self::Text(text)) => Some(text),
            _ => None,
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(yes) => to.serialize_bool(*yes),
            Self::Int(number) => to.serialize_i64(*number),
            Self::Text(text) => to.serialize_str(text),
            Self::List(items) => {
                let mut list = to.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Table(fields) => {
                let mut table = to.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    table.serialize_entry(key, value)?;
                }
                table.end()
            }
        }
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, a whole number, a text, a list or a table")
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Int(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
        i64::try_from(number).map(Value::Int).map_err(|_| E::custom("a whole number beyond 2^63 - 1"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut fields: Vec<(String, Value)> = Vec::new();
        while let Some((key, value)) = entries.next_entry::<String, Value>()? {
            if fields.iter().any(|(known, _)| *known == key) {
                return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
            }
            if fields.len() == TABLE_FIELDS_MAX {
                return Err(A::Error::custom(format_args!("more than {TABLE_FIELDS_MAX} fields in one table")));
            }
            fields.push((key, value));
        }
        Ok(Value::Table(fields))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ValueVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_readers_could_read_differently_is_refused() {
        for bad in
            ["1.5", "1e3", "null", r#"{"a":1,"a":2}"#, r#"[null]"#, "9223372036854775808", r#"{"x":{"b":1,"b":1}}"#]
        {
            assert!(serde_json::from_str::<Value>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn order_and_content_are_kept() {
        let text = r#"{"b":[1,-2,true],"a":{"z":"云溪","y":[]}}"#;
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
        assert_eq!(value.get("a").and_then(|a| a.text("z")), Some("云溪"));
    }

    #[test]
    fn a_table_of_too_many_fields_is_refused() {
        let fields: Vec<String> = (0..=TABLE_FIELDS_MAX).map(|n| format!("\"f{n}\":1")).collect();
        assert!(serde_json::from_str::<Value>(&format!("{{{}}}", fields.join(","))).is_err());
        assert!(serde_json::from_str::<Value>(&format!("{{{}}}", fields[1..].join(","))).is_ok());
    }
}

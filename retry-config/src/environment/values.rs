//! The values of the variables, as a tree that serde reads.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::names::Step;

#[derive(Debug, Default)]
pub(crate) enum EnvValue {
    #[default]
    Unset,
    Text {
        variable: String,
        text: String,
    },
    /// The number of `attempts`. Its type also accepts a word, so it cannot ask serde for a number.
    Count {
        variable: String,
        count: u64,
    },
    Table(BTreeMap<&'static str, EnvValue>),
    List(BTreeMap<usize, EnvValue>),
}

impl EnvValue {
    pub(crate) fn empty_table() -> Self {
        Self::Table(BTreeMap::new())
    }

    /// Sets the text of `variable` at `path`. If another variable contradicts it, returns the name of that one.
    pub(crate) fn set(&mut self, path: &[Step], variable: &str, text: &str) -> Result<(), String> {
        let Some((step, path)) = path.split_first() else {
            if let Self::Table(_) | Self::List(_) = self {
                return Err(self.variable());
            }
            *self = Self::Text { variable: variable.into(), text: text.into() };
            return Ok(());
        };
        if let (Step::Key("attempts"), Self::Table(keys), Ok(count)) = (step, &mut *self, text.parse()) {
            keys.insert("attempts", Self::Count { variable: variable.into(), count });
            return Ok(());
        }
        if let Self::Unset = self {
            *self = if let Step::Index(_) = step { Self::List(BTreeMap::new()) } else { Self::empty_table() };
        }
        match (self, step) {
            (Self::Table(kinds), Step::Kind(kind)) if kinds.keys().any(|other| other != kind) => Err(first(kinds)),
            (Self::Table(table), Step::Key(key) | Step::Kind(key)) => table.entry(key).or_default().set(path, variable, text),
            (Self::List(list), Step::Index(index)) => list.entry(*index).or_default().set(path, variable, text),
            (other, _) => Err(other.variable()),
        }
    }

    /// The name of a variable that set this value, or a part of it.
    fn variable(&self) -> String {
        match self {
            Self::Unset => String::new(),
            Self::Text { variable, .. } | Self::Count { variable, .. } => variable.clone(),
            Self::Table(table) => first(table),
            Self::List(list) => first(list),
        }
    }

    /// Parses the text as a `T`.
    fn parsed<T: std::str::FromStr>(&self) -> Option<T> {
        if let Self::Text { text, .. } = self { text.parse().ok() } else { None }
    }
}

fn first<K>(values: &BTreeMap<K, EnvValue>) -> String {
    values.values().next().map_or_else(String::new, EnvValue::variable)
}

/// A variable is a text. The deserialized type decides how it is parsed.
impl<'de> Deserializer<'de> for EnvValue {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self {
            Self::Unset => visitor.visit_unit(),
            Self::Text { text, .. } => visitor.visit_string(text),
            Self::Count { count, .. } => visitor.visit_u64(count),
            Self::Table(table) => visitor.visit_map(MapDeserializer::new(table.into_iter())),
            Self::List(list) => {
                if let Some((gap, _)) = list.keys().enumerate().find(|(position, index)| position != *index) {
                    return Err(ValueError {
                        message: "the waits of a chain are numbered from 0, without a gap".into(),
                        below: Some(gap.to_string()),
                    });
                }
                visitor.visit_seq(SeqDeserializer::new(list.into_values()))
            }
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.parsed() {
            Some(value) => visitor.visit_bool(value),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.parsed() {
            Some(number) => visitor.visit_u64(number),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.parsed() {
            Some(number) => visitor.visit_f64(number),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 char str string bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, ValueError> for EnvValue {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A mistake in a value. If `below` is set, the value of that name is missing inside it.
#[derive(Debug)]
pub(crate) struct ValueError {
    pub(crate) message: String,
    pub(crate) below: Option<String>,
}

impl Error for ValueError {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self { message: message.to_string(), below: None }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { message: "the value is missing".into(), below: Some(field.to_uppercase()) }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ValueError {}

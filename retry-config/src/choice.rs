//! One of several kinds, written as a word or as a table. The only key of the table is the name of the kind.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// An enum of kinds. Its derived `Deserialize` knows their names.
pub(crate) trait Choice {
    /// Its name in messages.
    const NOUN: &'static str;
    /// The accepted syntax, for messages.
    const EXPECTED: &'static str;
    /// The kinds that need a table, each with an example of its value.
    const TABLES: &'static [(&'static str, &'static str)];
}

/// Reads a kind. A name without its table has its own error message, and so does a table with two kinds.
pub(crate) fn choose<'de, C, D>(deserializer: D) -> Result<C, D::Error>
where
    C: Choice + Deserialize<'de>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(WordOrTable(PhantomData))
}

struct WordOrTable<C>(PhantomData<C>);

impl<'de, C: Choice + Deserialize<'de>> Visitor<'de> for WordOrTable<C> {
    type Value = C;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(C::EXPECTED)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<C, E> {
        match C::TABLES.iter().find(|(name, _)| *name == word) {
            Some((_, table)) => Err(E::custom(format_args!("`{word}` needs its values: write `{{ {word} = {table} }}`"))),
            None => C::deserialize(StrDeserializer::new(word)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<C, A::Error> {
        let kind = C::deserialize(MapAccessDeserializer::new(&mut table))?;
        match table.next_key::<String>()? {
            Some(second) => Err(A::Error::custom(format_args!("`{second}` is a second {}: write only one", C::NOUN))),
            None => Ok(kind),
        }
    }
}

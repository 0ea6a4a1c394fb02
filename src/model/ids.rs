//! Identifiers: small validated types, so that a country is never mistaken for a language.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Why a text is not an identifier of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not {wanted}")]
pub struct IdError {
    /// What was given.
    pub given: String,
    /// What was wanted, in words.
    pub wanted: &'static str,
}

/// A State or organisation: three capital letters, ISO 3166-1 alpha-3 or a listed private code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode([u8; 3]);

impl CountryCode {
    /// The code as text, always three ASCII capitals.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for CountryCode {
    type Err = IdError;
    /// Takes any case; `bel` and `BEL` are the same.
    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.trim().as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|x| x.is_ascii_alphabetic()) => {
                Ok(Self([a, b, c].map(|x| x.to_ascii_uppercase())))
            }
            _ => Err(IdError {
                given: text.to_owned(),
                wanted: "a three-letter country code",
            }),
        }
    }
}

/// A language by its BCP 47 tag, lower case (`en`, `fr`, `es`, `ru`, `pt-br`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lang(String);

impl Lang {
    /// English.
    pub fn en() -> Self {
        Self("en".into())
    }
    /// French.
    pub fn fr() -> Self {
        Self("fr".into())
    }
    /// The whole tag, lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The primary subtag: `en` of `en-gb`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl FromStr for Lang {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let tag = text.trim().replace('_', "-").to_ascii_lowercase();
        let mut parts = tag.split('-');
        let primary_ok = parts.next().is_some_and(|p| {
            (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase())
        });
        let rest_ok = parts
            .all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        if primary_ok && rest_ok {
            Ok(Self(tag))
        } else {
            Err(IdError {
                given: text.to_owned(),
                wanted: "a language tag such as en or fr",
            })
        }
    }
}

/// The letter of a recommendation under its theme: one to three lower-case letters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Letter(String);

impl Letter {
    /// The letter of the n-th recommendation, counted from 0: a to z, then aa to zz.
    pub fn nth(n: usize) -> Self {
        let letter = |i: usize| char::from(b'a' + u8::try_from(i % 26).unwrap_or(0));
        if n < 26 {
            Self(letter(n).to_string())
        } else {
            Self([letter(n / 26 - 1), letter(n)].iter().collect())
        }
    }
    /// The letter as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Letter {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let t = text.trim().to_ascii_lowercase();
        if (1..=3).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_lowercase()) {
            Ok(Self(t))
        } else {
            Err(IdError {
                given: text.to_owned(),
                wanted: "the letter of a recommendation",
            })
        }
    }
}

/// One recommendation: theme number from 1 and letter. Shown as `2 (b)`, written as `2b`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// Number of the theme, from 1.
    pub theme: u16,
    /// Letter of the recommendation.
    pub recommendation: Letter,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.theme, self.recommendation)
    }
}

impl FromStr for Cell {
    type Err = IdError;
    /// Takes `2b`, `2 (b)` and `2(b)`.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let bad = || IdError {
            given: text.to_owned(),
            wanted: "a recommendation such as 2b",
        };
        let compact: String = text.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let split = compact
            .find(|c: char| !c.is_ascii_digit())
            .ok_or_else(bad)?;
        let (number, letter) = compact.split_at(split);
        Ok(Self {
            theme: number.parse().map_err(|_| bad())?,
            recommendation: letter.parse().map_err(|_| bad())?,
        })
    }
}

/// A SHA-256 value: of a file's bytes, or of folded text ([`super::text::text_hash`]). 64 hex digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hash(String);

impl Hash {
    /// The hash of bytes as they are.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        use std::fmt::Write;
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(bytes).iter() {
            let _ = write!(hex, "{byte:02x}");
        }
        Self(hex)
    }
    /// Takes back what [`Hash::as_str`] gave, for stores.
    pub fn from_stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }
    /// All 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The first eight digits, for people.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }
}

/// A returned file, known by the hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReturnId(pub Hash);

/// An entry; minted once, logged, never changed. Shown as `e17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub u64);

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "e{}", self.0)
    }
}

impl FromStr for EntryId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        text.trim()
            .trim_start_matches('e')
            .parse()
            .map(Self)
            .map_err(|_| IdError {
                given: text.to_owned(),
                wanted: "an entry such as e17",
            })
    }
}

macro_rules! text_like {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.as_str().to_owned()
            }
        }
    )*};
}
text_like!(CountryCode, Lang, Letter);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.short())
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.theme, self.recommendation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_validated() {
        assert_eq!("bel".parse::<CountryCode>().unwrap().as_str(), "BEL");
        assert!("be".parse::<CountryCode>().is_err());
        assert!("BÉL".parse::<CountryCode>().is_err());
        assert_eq!("EN_gb".parse::<Lang>().unwrap().as_str(), "en-gb");
        assert!("english".parse::<Lang>().is_err());
    }

    #[test]
    fn cells_are_read_as_people_write_them() {
        for text in ["2b", "2 (b)", "2(b)"] {
            let cell: Cell = text.parse().unwrap();
            assert_eq!((cell.theme, cell.recommendation.as_str()), (2, "b"));
        }
        assert!("b2".parse::<Cell>().is_err());
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(Letter::nth(25).as_str(), "z");
        assert_eq!(Letter::nth(26).as_str(), "aa");
    }
}

//! What makes two units, or two places of one, the same.

use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::model::text::fold;
use crate::model::unit::{Occurrence, Role, Unit};

pub(super) type Key = [u8; 16];

/// A unit with everything about it that can be worked out without the store, so that many cores
/// can do it.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) key: Key,
    /// Language, role and text in NFC of the variants that have text.
    pub(super) texts: Vec<(String, i64, String)>,
    /// The places with their keys; the first is the unit's own.
    pub(super) places: Vec<(Occurrence, Key)>,
}

impl Prepared {
    /// Makes a unit ready.
    pub fn of(unit: &Unit) -> Self {
        let folded: Vec<(usize, String)> = unit
            .variants
            .iter()
            .map(|v| fold(&v.text))
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let texts = folded
            .iter()
            .filter_map(|(at, _)| unit.variants.get(*at))
            .map(|v| {
                (
                    v.lang.as_str().to_owned(),
                    super::read::role_number(v.role),
                    composed(&v.text),
                )
            })
            .collect();
        let key = unit_key(
            folded
                .iter()
                .filter_map(|(at, text)| {
                    let v = unit.variants.get(*at)?;
                    Some((v.lang.as_str(), v.role, text.as_str()))
                })
                .collect(),
        );
        let first = Occurrence {
            origin: unit.origin.clone(),
            context: unit.context.clone(),
            author: unit.author.clone(),
            created: unit.created.clone(),
            changed: unit.changed.clone(),
            notes: unit.notes.clone(),
            properties: unit.properties.clone(),
        };
        let places = std::iter::once(first)
            .chain(unit.also.iter().cloned())
            .map(|place| {
                let key = occurrence_key(&place);
                (place, key)
            })
            .collect();
        Self { key, texts, places }
    }

    /// True when no variant has text.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// Stored in NFC, so that places in a text count the same everywhere.
fn composed(text: &str) -> String {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}

/// The key that a stored unit with these texts must have.
pub(super) fn key_of_texts(texts: &[(String, Role, String)]) -> Key {
    let folded: Vec<(&str, Role, String)> = texts
        .iter()
        .map(|(lang, role, text)| (lang.as_str(), *role, fold(text)))
        .filter(|(_, _, text)| !text.is_empty())
        .collect();
    unit_key(
        folded
            .iter()
            .map(|(l, r, t)| (*l, *r, t.as_str()))
            .collect(),
    )
}

/// Hashes parts so that they cannot run together.
#[derive(Default)]
struct Parts(Sha256);

impl Parts {
    fn part(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }
    fn key(self) -> Key {
        let mut key = [0u8; 16];
        for (to, from) in key.iter_mut().zip(self.0.finalize()) {
            *to = from;
        }
        key
    }
}

/// Equal for units with the same texts (but for spacing and normal form) in the same languages.
fn unit_key(mut texts: Vec<(&str, Role, &str)>) -> Key {
    // The order within a language is kept: the first of several variants is the preferred one.
    texts.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let mut parts = Parts::default();
    for (lang, role, text) in &texts {
        parts.part(lang);
        parts.part(match role {
            Role::Paragraph => "p",
            Role::Statement => "s",
            Role::Segment => "g",
        });
        parts.part(text);
    }
    parts.key()
}

fn occurrence_key(o: &Occurrence) -> Key {
    let mut parts = Parts::default();
    let number = |n: Option<i64>| n.map(|n| n.to_string());
    let (year, paragraph) = (
        number(o.origin.year.map(i64::from)),
        number(o.origin.paragraph.map(i64::from)),
    );
    for field in [
        &o.origin.symbol,
        &year,
        &paragraph,
        &o.origin.file,
        &o.origin.alignment,
        &o.context.meeting,
        &o.context.previous,
        &o.context.next,
        &o.author,
        &o.created,
        &o.changed,
    ] {
        parts.part(if field.is_some() { "+" } else { "-" });
        parts.part(field.as_deref().unwrap_or_default());
    }
    for country in &o.context.countries {
        parts.part(country.as_str());
    }
    parts.part("");
    for (lang, text) in &o.context.recommendation {
        parts.part(lang.as_str());
        parts.part(text);
    }
    parts.part("");
    for note in &o.notes {
        parts.part(note);
    }
    parts.part("");
    for (name, value) in &o.properties {
        parts.part(name);
        parts.part(value);
    }
    parts.key()
}

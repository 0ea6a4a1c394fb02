//! Translation units: what the memory holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::{CountryCode, Lang};

/// What a variant is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A paragraph of an issued note.
    #[default]
    Paragraph,
    /// A statement as returned (confidential; never leaves the dossier unasked).
    Statement,
    /// A sentence or other part of a paragraph.
    Segment,
}

/// Where a variant comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Origin {
    /// Document symbol, such as `UNODC/HONEURO/14/2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Year of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Paragraph number in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// File or import it came in with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// How the pair was aligned: `machine`, `confirmed`, or absent when the source does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alignment: Option<String>,
}

/// One language side of a unit. A unit may hold several of one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Variant {
    /// Language.
    pub lang: Lang,
    /// What it is.
    #[serde(default)]
    pub role: Role,
    /// The text.
    pub text: String,
}

/// The company a unit was met in; used to prefer one match over another.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Context {
    /// Countries the paragraph speaks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<CountryCode>,
    /// Meeting or series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<String>,
    /// Text of the recommendation it stands under, by language (letters are labels only).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recommendation: BTreeMap<Lang, String>,
    /// Source text of the unit before it in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Source text of the unit after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A further place where the texts of a unit were met, with what the source says of it there.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Occurrence {
    /// Origin.
    #[serde(default)]
    pub origin: Origin,
    /// Context.
    #[serde(default)]
    pub context: Context,
    /// Author, as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Created, RFC 3339 or as the source writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// Last changed, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    /// Notes of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Free properties.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, String>,
}

/// A translation unit as it is handed in or out; the store adds the id.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unit {
    /// The store's key, or the key given by the source of an import; unique in one memory.
    #[serde(default)]
    pub id: String,
    /// The aligned texts, at least two languages for a useful unit.
    pub variants: Vec<Variant>,
    /// Origin.
    #[serde(default)]
    pub origin: Origin,
    /// Context.
    #[serde(default)]
    pub context: Context,
    /// Author, as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Created, RFC 3339 or as the source writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// Last changed, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    /// Notes of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Free properties.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, String>,
    /// Further places where the same texts were met, in the order of their arrival.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Occurrence>,
}

impl Unit {
    /// The texts in a language, in the order of the unit.
    pub fn texts<'a>(&'a self, lang: &'a Lang) -> impl Iterator<Item = &'a Variant> {
        self.variants
            .iter()
            .filter(move |v| v.lang == *lang || v.lang.primary() == lang.as_str())
    }
    /// Where it comes from, in words: `UNODC/HONEURO/13/2, para. 12 (2020)`.
    pub fn origin_in_words(&self) -> String {
        let mut out = self
            .origin
            .symbol
            .clone()
            .or_else(|| self.origin.file.clone())
            .unwrap_or_default();
        if let Some(n) = self.origin.paragraph {
            if !out.is_empty() {
                out.push_str(", ");
            }
            out.push_str(&format!("para. {n}"));
        }
        if let Some(year) = self.origin.year {
            out.push_str(&format!(" ({year})"));
        }
        if out.is_empty() {
            format!("unit {}", self.id)
        } else {
            out
        }
    }
}

//! Aligning two language versions of a document. STUB
use crate::language::Resources;
use crate::model::ids::Lang;
use crate::model::unit::Unit;
use crate::model::{CountryCode, Document};

/// Texts that say the same thing.
#[derive(Debug, Clone, PartialEq)]
pub struct AlignedPair {
    /// Text in the first language.
    pub source: String,
    /// Text in the second language.
    pub target: String,
    /// Paragraph number, when both versions have the same.
    pub number: Option<u32>,
    /// Countries named at the beginning of the paragraph.
    pub countries: Vec<CountryCode>,
}
impl AlignedPair {
    pub fn into_unit(self) -> Unit {
        Unit::default()
    }
}
/// Aligns.
pub fn align(
    _en: &Document,
    _fr: &Document,
    _l: (&Lang, &Lang),
    _r: &Resources,
) -> Vec<AlignedPair> {
    Vec::new()
}

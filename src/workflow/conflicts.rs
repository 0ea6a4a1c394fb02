//! Units of a memory that disagree with one another.

use serde::Serialize;

use super::error::WorkflowError;
use super::memories::failed;
use crate::memory::Keeper;
use crate::model::Lang;
use crate::model::text::{fold, text_hash};
use crate::model::unit::{Role, Unit, Variant};

/// Units that disagree, or that say nearly the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflict {
    /// `same-source`: one source, several translations. `near-duplicate`: sources that differ in
    /// capitals, marks and spaces only. `alike`: sources that match by their words.
    pub kind: &'static str,
    /// How near the sources are, 0 to 100, for `alike`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The pairs.
    pub pairs: Vec<ConflictSide>,
}

/// One pair of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictSide {
    /// The unit.
    pub unit: String,
    /// Its source.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// Where it comes from, in words.
    pub origin: String,
}

/// A pair of texts by their hashes: the source's words, the source, the target, the unit.
type Print = (u64, u64, u64, i64);

/// Finds sources with several translations, and sources that are nearly the same, in the order of
/// the units.
///
/// # Errors
/// When the memory cannot be read.
pub fn conflicts(
    keeper: &Keeper,
    (from, to): (&Lang, &Lang),
) -> Result<Vec<Conflict>, WorkflowError> {
    let at = keeper.file().to_owned();
    let is = |lang: &str, wanted: &Lang| {
        lang == wanted.as_str() || lang.split('-').next() == Some(wanted.as_str())
    };
    let mut prints: Vec<Print> = Vec::new();
    let mut open: (i64, Vec<(u64, u64)>, Vec<u64>) = (0, Vec::new(), Vec::new());
    let mut close = |(row, sources, targets): &mut (i64, Vec<(u64, u64)>, Vec<u64>)| {
        for (near, source) in sources.drain(..) {
            prints.extend(targets.iter().map(|target| (near, source, *target, *row)));
        }
        targets.clear();
    };
    keeper
        .each_text(&mut |row, lang, text| {
            if row != open.0 {
                close(&mut open);
                open.0 = row;
            }
            if is(lang, from) {
                open.1.push((print(&words(text)), print(&fold(text))));
            } else if is(lang, to) {
                open.2.push(print(&fold(text)));
            }
        })
        .map_err(|e| failed(&at, e))?;
    close(&mut open);
    prints.sort_unstable();
    let mut found: Vec<(i64, Conflict)> = Vec::new();
    for near in prints.chunk_by(|a, b| a.0 == b.0) {
        let sources = near.chunk_by(|a, b| a.1 == b.1).count();
        let mut kinds: Vec<(&'static str, Vec<i64>)> = Vec::new();
        for same in near.chunk_by(|a, b| a.1 == b.1) {
            if same.chunk_by(|a, b| a.2 == b.2).count() > 1 {
                kinds.push(("same-source", same.iter().map(|p| p.3).collect()));
            }
        }
        if sources > 1 {
            kinds.push(("near-duplicate", near.iter().map(|p| p.3).collect()));
        }
        for (kind, mut rows) in kinds {
            rows.sort_unstable();
            rows.dedup();
            let first = rows.first().copied().unwrap_or_default();
            let mut pairs = Vec::new();
            for row in rows {
                let unit = keeper
                    .unit(&format!("u{row}"))
                    .map_err(|e| failed(&at, e))?;
                pairs.extend(unit.iter().flat_map(|unit| sides(unit, from, to)));
            }
            found.push((
                first,
                Conflict {
                    kind,
                    score: None,
                    pairs,
                },
            ));
        }
    }
    found.sort_by(|a, b| (a.0, b.1.kind).cmp(&(b.0, a.1.kind)));
    Ok(found.into_iter().map(|(_, conflict)| conflict).collect())
}

fn sides(unit: &Unit, from: &Lang, to: &Lang) -> Vec<ConflictSide> {
    let issued = |v: &&Variant| v.role != Role::Statement;
    unit.texts(from)
        .filter(issued)
        .flat_map(|source| {
            unit.texts(to).filter(issued).map(|target| ConflictSide {
                unit: unit.id.clone(),
                source: source.text.clone(),
                target: target.text.clone(),
                origin: unit.origin_in_words(),
            })
        })
        .collect()
}

/// The first 64 bits of a text's hash.
fn print(text: &str) -> u64 {
    let hash = text_hash(text);
    u64::from_str_radix(hash.as_str().get(..16).unwrap_or_default(), 16).unwrap_or_default()
}

/// A text's words without capitals and marks.
pub(super) fn words(text: &str) -> String {
    let plain: String = fold(text)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_nearly_equal_texts() {
        assert_eq!(words("The port — closed."), words("the  Port closed"));
        assert_ne!(words("The port closed."), words("The ports closed."));
    }
}

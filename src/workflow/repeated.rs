//! Text of a submission that stands in an earlier document: whoever edits the note leaves it as it
//! was published.

use serde::Serialize;

use super::changes::whole;
use super::desk::Desk;
use super::error::WorkflowError;
use crate::docx::write::{Shade, shade};
use crate::language::segment::sentences;
use crate::memory::{Memory, Query};
use crate::model::ids::Lang;
use crate::model::manuscript::Manuscript;
use crate::model::settings::Settings;

/// A paragraph or sentence that was published before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repeated {
    /// Language.
    pub lang: Lang,
    /// Number of the paragraph.
    pub number: u32,
    /// First character and the one after the last, in Unicode scalar values of the paragraph.
    pub at: (usize, usize),
    /// The text.
    pub text: String,
    /// Where it stood: symbol, paragraph, year.
    pub from: String,
}

/// What of a note is repeated word for word from documents with another symbol: whole paragraphs,
/// otherwise sentences. Sub-items are not looked at.
pub(super) fn repeated(
    desk: &Desk,
    settings: &Settings,
    note: &Manuscript,
    lang: &Lang,
) -> Result<Vec<Repeated>, WorkflowError> {
    let shelf = desk.shelf(settings)?;
    let memories = shelf.memories();
    let mut out = Vec::new();
    for (number, text) in note.parts.iter().filter_map(whole) {
        let text = text.lines().next().unwrap_or_default().to_owned();
        let length = text.chars().count();
        let mut found = |span: (usize, usize), words: &str| -> Result<bool, WorkflowError> {
            let from = stood(&memories, words, lang, &settings.note.symbol)?;
            let is = from.is_some();
            out.extend(from.map(|from| Repeated {
                lang: lang.clone(),
                number,
                at: span,
                text: words.to_owned(),
                from,
            }));
            Ok(is)
        };
        if found((0, length), &text)? {
            continue;
        }
        let parts = sentences(&text, lang);
        for range in parts.iter().filter(|_| parts.len() > 1) {
            let (Some(before), Some(words)) = (text.get(..range.start), text.get(range.clone()))
            else {
                continue;
            };
            let trimmed = words.trim_end();
            let from = before.chars().count();
            found((from, from + trimmed.chars().count()), trimmed)?;
        }
    }
    Ok(out)
}

/// The earlier document in which a text stands as it is.
fn stood(
    memories: &[&Memory],
    text: &str,
    lang: &Lang,
    own: &str,
) -> Result<Option<String>, WorkflowError> {
    let query = Query {
        to: None,
        min_score: 100.0,
        top: 5,
        ..Query::new(text, lang.clone(), lang.clone())
    };
    for memory in memories {
        let found = memory
            .lookup(&query)
            .map_err(|source| WorkflowError::Memory {
                path: "memory.db".into(),
                source,
            })?;
        let other = found.iter().filter(|m| m.exact).find_map(|m| {
            let symbol = m.unit.origin.symbol.as_deref()?;
            (symbol != own).then(|| m.unit.origin_in_words())
        });
        if other.is_some() {
            return Ok(other);
        }
    }
    Ok(None)
}

/// The file with the repeated text shaded.
pub(super) fn shaded(
    bytes: &[u8],
    note: &Manuscript,
    found: &[Repeated],
) -> Result<Vec<u8>, WorkflowError> {
    let order: Vec<u32> = note
        .parts
        .iter()
        .filter_map(whole)
        .map(|(n, _)| n)
        .collect();
    let shades: Vec<Shade> = found
        .iter()
        .filter_map(|r| {
            Some(Shade {
                paragraph: order.iter().position(|n| *n == r.number)?,
                from: r.at.0,
                to: r.at.1,
            })
        })
        .collect();
    Ok(shade(bytes, &shades)?)
}

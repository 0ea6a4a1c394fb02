//! A paragraph of several sentences, each translated by its own match.

use super::repair::{Asked, Wanted, asked_with, repair, round};
use super::things::Terms;
use super::{Names, SuggestRequest, basis};
use crate::memory::{Memory, MemoryError, Query};
use crate::model::suggestion::{Mark, Suggestion};
use crate::model::text::word_count;

/// A whole suggestion worth this much is not looked for in pieces.
pub(super) const GOOD: f64 = 95.0;
/// What gluing costs: nobody has written these sentences one after the other.
const GLUED: f64 = 1.0;
/// Least score of a sentence's match before repair.
const LEAST: f64 = 60.0;

/// The suggestion put together of matches for the sentences of a text; none when it has only one
/// sentence, when too little is found, or when it would be worth less than asked for. A sentence
/// without match stands as it is, marked.
pub(super) fn glued(
    memory: &Memory,
    res: &dyn Names,
    request: &SuggestRequest,
    query: &Query,
    terms: &Terms,
) -> Result<Option<Suggestion>, MemoryError> {
    let query = Query {
        min_score: LEAST,
        ..query.clone()
    };
    let Some(found) = memory.lookup_sentences(&query)? else {
        return Ok(None);
    };
    let mut out = Suggestion {
        target: String::new(),
        score: 0.0,
        source: String::new(),
        basis: String::new(),
        unit: String::new(),
        matched: found.score,
        repairs: Vec::new(),
        marks: Vec::new(),
    };
    let mut origins: Vec<String> = Vec::new();
    let (mut words, mut points) = (0usize, 0.0);
    for part in &found.parts {
        let text = request.text.get(part.span.clone()).unwrap_or_default();
        let weight = word_count(text).max(1);
        words += weight;
        if !out.target.is_empty() {
            out.target.push(' ');
        }
        let start = out.target.chars().count();
        let wanted = Wanted {
            text,
            from: &request.from,
            to: &request.to,
            countries: &request.countries,
        };
        let read: Asked = asked_with(res, wanted, terms);
        let done = part
            .found
            .as_ref()
            .and_then(|one| Some((one, repair(res, &one.source, &one.target, wanted, &read)?)));
        let Some((one, done)) = done else {
            out.target.push_str(text);
            out.marks.push(Mark {
                start,
                end: out.target.chars().count(),
                why: "no match for this sentence; it is not translated".into(),
            });
            continue;
        };
        points += (done.score - memory.penalty()).max(0.0) * weight as f64;
        out.target.push_str(&done.target);
        out.marks.extend(done.marks.into_iter().map(|mark| Mark {
            start: mark.start + start,
            end: mark.end + start,
            ..mark
        }));
        out.repairs.extend(done.repairs);
        if out.unit.is_empty() {
            out.unit.clone_from(&one.unit.id);
        }
        if !out.source.is_empty() {
            out.source.push(' ');
        }
        out.source.push_str(&one.source);
        let origin = basis(one);
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    out.score = round((points / words.max(1) as f64 - GLUED).max(0.0));
    out.basis = format!("sentence by sentence: {}", origins.join("; "));
    Ok((out.score >= request.min_score && !origins.is_empty()).then_some(out))
}

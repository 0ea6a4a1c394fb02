//! Makes matches ready for a person: repair, drafts, ranking.
//!
//! [`suggest`] turns what the memory finds for a text into translations that say what the text says;
//! [`drafts`] turns a raw reply into a proposal for the note's paragraph. Rules and scores are listed
//! in `docs/drafting.md`. Nothing here decides: every repair is named, every doubt is marked.

mod agree;
mod align;
mod article;
mod clauses;
mod content;
mod cut;
mod draft;
mod drafting;
mod edit;
mod exchange;
#[cfg(test)]
mod fake;
mod frame;
mod glued;
mod group;
mod join;
mod linked;
mod marks;
mod names;
mod noun;
mod official;
mod open;
mod phrase;
mod quantity;
mod rank;
mod repair;
mod reported;
mod ruled;
mod said;
mod sentences;
mod subject;
mod tense;
mod things;
mod trim;
mod verb;
mod verbs;
mod wording;

use std::collections::BTreeMap;

use crate::language::Resources;
use crate::language::frame::content;
use crate::memory::{ContextMatch, Match, Memory, MemoryError, Query};
use crate::model::ids::{Cell, CountryCode, Lang};
use crate::model::suggestion::Suggestion;
use crate::model::text::word_count;
use crate::model::unit::Context;
use names::Names;
use rank::{Company, Ranked, placed, ranked};
use repair::{Asked, Wanted, asked_with, repair, round};
use things::{Lexicons, Terms};

pub use draft::DraftRequest;
pub use group::{Spoken, not_in_reply, paragraph_key, reply_key, spoken_by};
pub use said::{drafted, drafts};

/// Why nothing could be suggested.
#[derive(Debug, thiserror::Error)]
pub enum SuggestError {
    /// A memory failed.
    #[error(transparent)]
    Memory(#[from] MemoryError),
}

/// What a translation is wanted for.
#[derive(Debug, Clone, PartialEq)]
pub struct SuggestRequest {
    /// Name of the request, for the caller.
    pub id: String,
    /// The text to be translated.
    pub text: String,
    /// Its language.
    pub from: Lang,
    /// The language wanted.
    pub to: Lang,
    /// The countries that the paragraph speaks for; when empty, those that its frame names.
    pub countries: Vec<CountryCode>,
    /// Theme and recommendation.
    pub cell: Option<Cell>,
    /// Text of the recommendation, in the language of the text.
    pub recommendation_text: Option<String>,
    /// Meeting.
    pub meeting: Option<String>,
    /// The paragraph before.
    pub previous: Option<String>,
    /// The paragraph after.
    pub next: Option<String>,
    /// Least score after repair, 0 to 100.
    pub min_score: f64,
    /// How many suggestions at most.
    pub top: usize,
}

/// Suggestions for a text, best first; none when the memories hold nothing useful.
///
/// Every suggestion speaks for the countries asked for. Those worth about the same are ordered by the
/// company they were met in, equal targets are given once, near copies of a better one come after the
/// first five, and all that are worth as much as the best are given, even beyond `top`.
///
/// # Errors
/// When a memory cannot be read.
pub fn suggest(
    memories: &[&Memory],
    res: &Resources,
    request: &SuggestRequest,
) -> Result<Vec<Suggestion>, SuggestError> {
    if request.text.trim().is_empty() || request.top == 0 {
        return Ok(Vec::new());
    }
    let query = Query {
        text: request.text.clone(),
        from: request.from.clone(),
        to: Some(request.to.clone()),
        min_score: least(&request.text).min(request.min_score),
        top: request.top.saturating_mul(4).clamp(20, 200),
        role: None,
        context: Some(context(request)),
    };
    let by_content = Query {
        min_score: CONTENT.max(request.min_score),
        top: BY_CONTENT,
        ..query.clone()
    };
    let wanted = Wanted {
        text: &request.text,
        from: &request.from,
        to: &request.to,
        countries: &request.countries,
    };
    let terms = Terms(
        memories
            .iter()
            .map(|m| Ok((m.terms(&request.from)?, m.terms(&request.to)?)))
            .collect::<Result<_, MemoryError>>()?,
    );
    let lexicons = Lexicons(
        memories
            .iter()
            .map(|m| m.lexicon(&request.from, &request.to))
            .collect::<Result<_, MemoryError>>()?,
    );
    let mut read = asked_with(res, wanted, &terms).with_lexicons(&lexicons);
    let mut found = Vec::new();
    for (shelf, memory) in memories.iter().enumerate() {
        let matches = memory.lookup(&query)?;
        let own = memory.apostrophe(&request.to)?;
        read.write_as(matches.iter().map(|m| m.target.as_str()), own);
        for one in matches {
            if let Some(suggestion) = made(res, request, wanted, &read, &one, memory.penalty()) {
                found.push(placed(&one, suggestion, request, shelf));
            }
        }
        if content(&request.text, &request.from, res).is_some() {
            for one in memory.lookup_content(&by_content)? {
                if one.found.score >= query.min_score {
                    continue; // among the matches of the whole text already
                }
                if let Some(suggestion) =
                    made(res, request, wanted, &read, &one.found, memory.penalty())
                {
                    found.push(placed(&one.found, suggestion, request, shelf));
                }
            }
        }
        let best = found.iter().map(|r| r.suggestion.score).fold(0.0, f64::max);
        // A sentence of a longer paragraph, with its own translation.
        if best < glued::GOOD
            && let Some(one) = memory.lookup_sentence(&query)?
            && let Some(suggestion) = made(res, request, wanted, &read, &one, memory.penalty())
        {
            found.push(placed(&one, suggestion, request, shelf));
        }
        if best < glued::GOOD
            && let Some(suggestion) = glued::glued(memory, res, request, &query, &terms)?
        {
            found.push(Ranked {
                suggestion,
                company: Company::default(),
                shelf,
            });
        }
        if best < glued::GOOD
            && let Some(suggestion) = clauses::by_clause(memory, res, request, &query, &terms)?
            && suggestion.score > best
        {
            found.push(Ranked {
                suggestion,
                company: Company::default(),
                shelf,
            });
        }
    }
    // A unit of which the text has one clause only is too far for the first look.
    if found.is_empty() {
        for (shelf, memory) in memories.iter().enumerate() {
            let far = Query {
                min_score: match memory.size(&request.from)? {
                    0..=READ_WHOLE => FAR,
                    _ => FAR_IN_LISTS,
                },
                ..query.clone()
            };
            if far.min_score >= query.min_score {
                continue;
            }
            for one in memory.lookup(&far)? {
                if let Some(suggestion) = made(res, request, wanted, &read, &one, memory.penalty())
                {
                    found.push(placed(&one, suggestion, request, shelf));
                }
            }
        }
    }
    Ok(ranked(found, request.top))
}

/// Least score of contents, and how many units are looked at for it.
const CONTENT: f64 = 70.0;
const BY_CONTENT: usize = 10;
/// How far down the second look goes, for texts of which nothing else was found.
const FAR: f64 = 40.0;
/// The same where reading all texts would take long; the lists of the index serve scores from here.
const FAR_IN_LISTS: f64 = 50.0;
/// Most texts of a memory that are read one by one for a second look: a millisecond's work.
const READ_WHOLE: usize = 50_000;

/// Matches of a text made ready, in their order and without a termbase; those that cannot be are left
/// out.
pub fn ready(res: &Resources, request: &SuggestRequest, matches: &[Match]) -> Vec<Suggestion> {
    let wanted = Wanted {
        text: &request.text,
        from: &request.from,
        to: &request.to,
        countries: &request.countries,
    };
    let mut read = asked_with(res, wanted, &Terms::default());
    read.write_as(matches.iter().map(|m| m.target.as_str()), None);
    matches
        .iter()
        .filter_map(|one| made(res, request, wanted, &read, one, 0.0))
        .collect()
}

/// How far down a match may be before repair: frame and facts weigh more in a short text.
fn least(text: &str) -> f64 {
    match word_count(text) {
        0..12 => 40.0,
        12..25 => 50.0,
        _ => 60.0,
    }
}

fn context(request: &SuggestRequest) -> Context {
    Context {
        countries: request.countries.clone(),
        meeting: request.meeting.clone(),
        recommendation: request
            .recommendation_text
            .iter()
            .map(|t| (request.from.clone(), t.clone()))
            .collect::<BTreeMap<_, _>>(),
        previous: request.previous.clone(),
        next: request.next.clone(),
    }
}

fn made(
    res: &dyn Names,
    request: &SuggestRequest,
    wanted: Wanted<'_>,
    query: &Asked,
    one: &Match,
    penalty: f64,
) -> Option<Suggestion> {
    let mut done = repair(res, &one.source, &one.target, wanted, query)?;
    done.score = round(done.score - penalty);
    (done.score >= request.min_score).then(|| Suggestion {
        target: done.target,
        score: done.score,
        source: one.source.clone(),
        basis: basis(one),
        unit: one.unit.id.clone(),
        matched: round(one.score),
        repairs: done.repairs,
        marks: done.marks,
    })
}

/// Unit and origin in words, with what is shared of the context.
fn basis(one: &Match) -> String {
    let shared = match one.context {
        ContextMatch::None => "",
        ContextMatch::Country => "; same country",
        ContextMatch::Recommendation => "; same recommendation",
        ContextMatch::CountryAndRecommendation => "; same country and recommendation",
        ContextMatch::Neighbours => "; same neighbours",
    };
    format!("{}{shared}", one.unit.origin_in_words())
}

/// True when two texts share nearly all words.
fn nearly(a: &str, b: &str) -> bool {
    let count = |text: &str| {
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        for word in text.split_whitespace() {
            *words.entry(word.to_lowercase()).or_default() += 1;
        }
        words
    };
    let (x, y) = (count(a), count(b));
    let common: usize = x
        .iter()
        .map(|(word, n)| (*n).min(y.get(word).copied().unwrap_or(0)))
        .sum();
    let longest = word_count(a).max(word_count(b)).max(1);
    common * 100 >= longest * 95
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod traps_tests;

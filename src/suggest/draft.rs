//! Drafts of the note's paragraph out of a raw reply: from the memory, and by rule.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::SuggestError;
use super::drafting::TABLES;
use super::frame::parse;
use super::marks::unsupported;
use super::names::{Names, detect};
use super::repair::{Wanted, asked, repair, round};
use super::reported::{Speaker, clause};
use super::sentences::{Sentence, says_nothing, sentences};
use super::subject::same_countries;
use crate::language::Resources;
use crate::memory::{Match, Memory, Query};
use crate::model::extraction::Answer;
use crate::model::ids::{Cell, CountryCode, Lang};
use crate::model::suggestion::{Draft, Mark};
use crate::model::text::{fold, word_count};
use crate::model::unit::Context;

/// What a draft is wanted for.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftRequest {
    /// Name of the request, for the caller.
    pub id: String,
    /// The reply as it came.
    pub text: String,
    /// Its language; recognised when absent.
    pub lang: Option<Lang>,
    /// Whose reply it is.
    pub country: Option<CountryCode>,
    /// Theme and recommendation.
    pub cell: Option<Cell>,
    /// The box ticked.
    pub action: Option<Answer>,
    /// When it was submitted; makes "last year" absolute.
    pub submitted: Option<Date>,
    /// Text of the recommendation, in English.
    pub recommendation_text: Option<String>,
}

/// Least score for a whole reply, and least share for a paragraph found inside one.
const LEAST: f64 = 60.0;
/// How many units are looked at.
const TOP: usize = 6;
/// How many drafts from the memory are given.
const KEPT: usize = 4;
/// A draft by rule is worth this at most; see `docs/drafting.md`.
const BY_RULE: f64 = 45.0;

/// Under this many words a draft of one sentence comes after that of two.
const SHORT: usize = 18;
const NO_VERB: &str = "no verb was recognised: the construction needs a person";

/// Proposals for the paragraph, best first. A reply without a sentence (a bare YES) gives none, and
/// so does one in another language than English for which the memory has nothing.
///
/// # Errors
/// When a memory cannot be read.
pub fn draft(
    memories: &[&Memory],
    res: &Resources,
    request: &DraftRequest,
) -> Result<Vec<Draft>, SuggestError> {
    let lang = request
        .lang
        .clone()
        .unwrap_or_else(|| detect(&request.text));
    let told = sentences(
        &request.text,
        &lang,
        request.recommendation_text.as_deref().unwrap_or_default(),
    );
    // A reply that only refers to another one is an officer's to word.
    if told.iter().all(|s| says_nothing(&s.text)) {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    for memory in memories {
        let to = if lang.primary() == "en" {
            Lang::fr()
        } else {
            Lang::en()
        };
        let query = Query {
            text: request.text.clone(),
            from: lang.clone(),
            to: Some(to),
            min_score: LEAST,
            top: TOP,
            role: None,
            context: Some(Context {
                countries: request.country.into_iter().collect(),
                recommendation: request
                    .recommendation_text
                    .iter()
                    .map(|t| (Lang::en(), t.clone()))
                    .collect::<BTreeMap<_, _>>(),
                ..Context::default()
            }),
        };
        let whole = memory.lookup(&query)?.into_iter().map(|m| (m, 0.95));
        let inside = memory
            .lookup_containing(&query)?
            .into_iter()
            .map(|m| (m, 0.85));
        out.extend(
            whole
                .chain(inside)
                .filter_map(|(m, share)| from_unit(res, request, &lang, &m, share)),
        );
    }
    // The order is that of the scores; equal ones keep the order of the memories.
    out.sort_by_key(|d| std::cmp::Reverse((d.score * 100.0).round() as i64));
    let mut given = BTreeSet::new();
    out.retain(|d| given.insert(fold(&d.en)));
    out.truncate(KEPT);
    if lang.primary() == "en" {
        out.extend(
            by_rule(res, request, &told)
                .into_iter()
                .filter(|d| given.insert(fold(&d.en))),
        );
    }
    out.sort_by_key(|d| std::cmp::Reverse((d.score * 100.0).round() as i64));
    Ok(out)
}

/// A unit as a draft; `None` when it cannot be put in the country's mouth.
fn from_unit(
    names: &dyn Names,
    request: &DraftRequest,
    lang: &Lang,
    found: &Match,
    share: f64,
) -> Option<Draft> {
    let (english, french) = match lang.primary() {
        "en" => (found.source.clone(), Some(found.target.clone())),
        "fr" => (found.target.clone(), Some(found.source.clone())),
        _ => (
            found.target.clone(),
            found.unit.texts(&Lang::fr()).next().map(|v| v.text.clone()),
        ),
    };
    let countries: Vec<CountryCode> = request.country.into_iter().collect();
    let frame = parse(names, &english, &Lang::en());
    let own = countries.is_empty()
        || frame
            .as_ref()
            .is_some_and(|f| same_countries(&f.countries, &countries));
    let mut basis = format!("memory: {}", found.unit.origin_in_words());
    let (en, fr, content) = match (&frame, own) {
        (Some(frame), false) => {
            let said = names.said(&countries, &Lang::en())?;
            let rest = english.get(frame.subject_end..)?;
            let en = format!("{}{rest}", said.text);
            let fr = french.and_then(|fr| {
                let wanted = Wanted {
                    text: &en,
                    from: &Lang::en(),
                    to: &Lang::fr(),
                    countries: &countries,
                };
                repair(names, &english, &fr, wanted, &asked(names, wanted)).map(|r| r.target)
            });
            basis.push_str("; another country's words");
            let content = said.text.len() + frame.content - frame.subject_end;
            (en, fr, content)
        }
        (Some(frame), true) => (english.clone(), french, frame.content),
        // Without a frame nobody speaks in it: a heading, a conclusion.
        (None, _) => return None,
    };
    // The note must never say more than the reply: a paragraph of the last cycle with a figure, a
    // name or a negation that the reply lacks is no draft of it.
    if !unsupported(&en, content, &request.text, lang).is_empty() {
        return None;
    }
    let score = found.score * share - if own { 0.0 } else { 12.0 };
    (score >= BY_RULE - 5.0).then(|| Draft {
        en,
        fr,
        score: round(score.min(95.0)),
        basis,
        marks: Vec::new(),
    })
}

/// Reported speech by rule: the best sentence, and the best two.
fn by_rule(names: &dyn Names, request: &DraftRequest, told: &[Sentence]) -> Vec<Draft> {
    let english = Lang::en();
    let said = request.country.and_then(|c| names.said(&[c], &english));
    let own = request
        .country
        .map(|c| names.own(c, &english))
        .unwrap_or_default();
    let known = format!(
        "{} {}",
        request.text,
        request.recommendation_text.as_deref().unwrap_or_default()
    );
    let speaker = Speaker {
        known: &known,
        names: &own,
        plural: said.as_ref().is_some_and(|s| s.plural),
        year: request.submitted.map(|d| d.year()),
    };
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by(|a, b| {
        let weight = |i: &usize| told.get(*i).map_or(0.0, |s| s.weight);
        weight(b).total_cmp(&weight(a)).then(a.cmp(b))
    });
    let mut out = Vec::new();
    for count in 1..=2usize.min(told.len()) {
        let mut chosen: Vec<usize> = order.iter().take(count).copied().collect();
        chosen.sort_unstable();
        let chosen: Vec<&Sentence> = chosen
            .into_iter()
            .filter_map(|i| told.get(i))
            .filter(|s| count == 1 || s.weight > 0.0)
            .collect();
        if chosen.len() == count {
            out.push(written(
                &chosen,
                said.as_ref().map(|s| s.text.as_str()),
                &speaker,
            ));
        }
    }
    // A paragraph of a note has 28 words on average: a short sentence brings its second.
    if out
        .first()
        .is_some_and(|d: &Draft| word_count(&d.en) < SHORT)
        && out.len() == 2
    {
        out.swap(0, 1);
        for (draft, score) in out.iter_mut().zip([BY_RULE, BY_RULE - 5.0]) {
            let unsure = draft.marks.iter().filter(|m| m.why == NO_VERB).count();
            draft.score = round(score - 10.0 * unsure as f64);
        }
    }
    out
}

/// True for "establishment of a unit": a noun for what was done opens the sentence.
fn names_an_act(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    ["tion", "ment", "sion", "ance", "ence", "ing"]
        .iter()
        .any(|e| first.ends_with(e))
}

fn written(chosen: &[&Sentence], country: Option<&str>, speaker: &Speaker<'_>) -> Draft {
    let lead = TABLES.lead.first().map_or("reported", String::as_str);
    let mut en = String::new();
    let mut marks = Vec::new();
    let mut score = BY_RULE - 5.0 * (chosen.len() as f64 - 1.0);
    for (i, sentence) in chosen.iter().enumerate() {
        let made = clause(&sentence.text, speaker);
        let opening = match (i, country, speaker.plural) {
            (0, Some(country), _) => format!("{country} {lead} "),
            (0, None, _) => format!("It was {lead} "),
            (_, _, true) => format!(" They {} ", TABLES.second),
            (_, _, false) => format!(" It {} ", TABLES.second),
        };
        let start = en.chars().count();
        en.push_str(&opening);
        let content = en.chars().count();
        en.push_str(if made.verb || !names_an_act(&made.text) {
            "that "
        } else {
            "on "
        });
        en.push_str(&made.text);
        let end = en.chars().count();
        en.push('.');
        if i == 0 && country.is_none() {
            marks.push(Mark {
                start,
                end: content,
                why: "whose reply it is is not known".into(),
            });
        }
        if !made.verb {
            marks.push(Mark {
                start: content,
                end,
                why: NO_VERB.into(),
            });
            score -= 10.0;
        }
        for year in &made.years {
            let place = made.text.find(year.as_str()).map_or(content, |b| {
                content + 5 + made.text.get(..b).unwrap_or_default().chars().count()
            });
            marks.push(Mark {
                start: place,
                end: (place + year.chars().count()).min(end),
                why: "year reckoned from the date of submission".into(),
            });
        }
    }
    Draft {
        en,
        fr: None,
        score: round(score),
        basis: "by rule, from the reply".into(),
        marks,
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;

//! Drafts of the note's paragraph out of a raw reply: from the memory, and by rule.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::SuggestError;
use super::frame::parse;
use super::linked::{linked, unused};
use super::marks::{Lack, Reply, unsupported};
use super::names::{Names, detect};
use super::official::official;
use super::repair::{Wanted, asked, repair, round};
use super::ruled::{BY_RULE, by_rule};
use super::sentences::{Sentence, says_nothing, sentences};
use super::subject::same_countries;
use crate::language::Resources;
use crate::language::segment;
use crate::memory::{Match, Memory, Query};
use crate::model::extraction::Answer;
use crate::model::ids::{Cell, CountryCode, Lang};
use crate::model::suggestion::{Draft, Drafted, FromReply, Mark, SaidBefore};
use crate::model::text::fold;
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
    /// The paragraph's share of the word limit, in words.
    pub words: Option<usize>,
}

/// Least score for a whole reply.
const LEAST: f64 = 60.0;
/// Least share for a paragraph found inside one.
const LEAST_SHARE: f64 = 30.0;
/// Least worth of a paragraph that becomes a draft.
const DRAFT_WORTH: f64 = 38.0;
/// A unit that stands out is lifted to this worth at most.
const LIFTED: f64 = 60.0;
/// How many units are looked at.
const TOP: usize = 8;
/// How many drafts from the memory are given.
const KEPT: usize = 4;
/// Another country's words are worth so much less.
const FOREIGN: f64 = 12.0;
/// A stretch that the reply does not bear out costs so much.
const DOUBT: f64 = 1.0;
/// All of them together cost so much at most.
const MOST_DOUBT: f64 = 4.0;

/// Proposals for the paragraph, and the units that say what the reply says. A reply without a
/// sentence (a bare YES) gives none, and so does one in another language than English for which the
/// memory has nothing: it waits for a translation.
///
/// # Errors
/// When a memory cannot be read.
pub(super) fn drafted(
    memories: &[&Memory],
    res: &Resources,
    request: &DraftRequest,
) -> Result<Drafted, SuggestError> {
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
        return Ok(Drafted::default());
    }
    let mut found = Vec::new();
    for memory in memories {
        found.extend(looked_up(memory, request, &lang)?);
    }
    // The order is that of the worth; equal ones keep the order of the memories.
    found.sort_by_key(|(_, worth)| Reverse(hundredths(*worth)));
    let mut out = Drafted::default();
    let mut given = BTreeSet::new();
    for (one, worth) in &found {
        let Some(unit) = Said::of(&lang, one) else {
            continue;
        };
        if given.insert(fold(&unit.english)) {
            out.drafts
                .extend(from_unit(res, request, &lang, &told, &unit, one, *worth));
            out.found
                .push(said_before(res, request, &lang, unit, one, *worth));
        }
    }
    out.found.truncate(TOP);
    let mut given = BTreeSet::new();
    out.drafts.sort_by_key(|d| Reverse(hundredths(d.score)));
    out.drafts.retain(|d| given.insert(fold(&d.en)));
    out.drafts.truncate(KEPT);
    if lang.primary() == "en" {
        let books = memories
            .iter()
            .map(|m| Ok(m.terms(&Lang::en())?))
            .collect::<Result<Vec<_>, SuggestError>>()?;
        let ruled = by_rule(res, request, &told).into_iter().map(|mut d| {
            official(&mut d, &books);
            d
        });
        out.drafts
            .extend(ruled.filter(|d| given.insert(fold(&d.en))));
    }
    out.drafts.sort_by_key(|d| Reverse(hundredths(d.score)));
    Ok(out)
}

fn hundredths(score: f64) -> i64 {
    (score * 100.0).round() as i64
}

/// The units that say the reply, whole or in part, with what each is worth.
fn looked_up(
    memory: &Memory,
    request: &DraftRequest,
    lang: &Lang,
) -> Result<Vec<(Match, f64)>, SuggestError> {
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
    let whole = memory.lookup(&query)?.into_iter();
    let mut out: Vec<(Match, f64)> = whole
        .map(|m| (m.score * 0.95, m))
        .map(|(w, m)| (m, w))
        .collect();
    let inside = Query {
        min_score: LEAST_SHARE,
        ..query
    };
    // The strongest stand first; none is worth more than the one before. One that stands far out is
    // worth more than its share.
    let found = memory.lookup_containing(&inside)?;
    let strength = |m: &Match| m.score * (m.source.split_whitespace().count() as f64).powf(0.25);
    let lead = match (found.first(), found.get(1)) {
        (Some(first), Some(second)) => (strength(first) / strength(second)).clamp(1.0, 2.0).sqrt(),
        _ => 1.4,
    };
    let mut most = f64::INFINITY;
    for (place, one) in found.into_iter().enumerate() {
        let share = one.score * 0.85;
        let lifted = if place == 0 { share * lead } else { share };
        let worth = share.max(lifted.min(LIFTED)).min(most);
        most = worth - 0.01;
        out.push((one, worth));
    }
    Ok(out)
}

/// A unit by its texts.
struct Said {
    english: String,
    french: Option<String>,
    /// The text in the language of the reply, when that is not English.
    own: Option<String>,
}

impl Said {
    fn of(lang: &Lang, found: &Match) -> Option<Self> {
        let french = || found.unit.texts(&Lang::fr()).next().map(|v| v.text.clone());
        let said = match lang.primary() {
            "en" => Self {
                english: found.source.clone(),
                french: Some(found.target.clone()),
                own: None,
            },
            "fr" => Self {
                english: found.target.clone(),
                french: Some(found.source.clone()),
                own: Some(found.source.clone()),
            },
            _ => Self {
                english: found.target.clone(),
                french: french(),
                own: Some(found.source.clone()),
            },
        };
        (!said.english.trim().is_empty()).then_some(said)
    }
}

fn said_before(
    names: &dyn Names,
    request: &DraftRequest,
    lang: &Lang,
    unit: Said,
    found: &Match,
    worth: f64,
) -> SaidBefore {
    let from = parse(names, &unit.english, &Lang::en()).map_or(0, |f| f.content);
    let lacks = unsupported(
        names,
        &unit.english,
        from,
        unit.own.as_deref(),
        reply(request, lang),
    );
    let hard = lacks.iter().filter(|l| l.hard);
    let lacks = hard
        .filter_map(|l| {
            unit.english
                .get(l.start..l.end)
                .map(|t| format!("{t}: {}", l.why))
        })
        .collect();
    SaidBefore {
        en: unit.english,
        fr: unit.french,
        score: round(worth.min(95.0)),
        basis: format!("memory: {}", found.unit.origin_in_words()),
        unit: found.unit.id.clone(),
        lacks,
    }
}

/// A unit as a draft; `None` when it cannot be put in the country's mouth or says more than the
/// reply.
fn from_unit(
    names: &dyn Names,
    request: &DraftRequest,
    lang: &Lang,
    told: &[Sentence],
    unit: &Said,
    found: &Match,
    worth: f64,
) -> Option<Draft> {
    if worth < DRAFT_WORTH {
        return None;
    }
    let countries: Vec<CountryCode> = request.country.into_iter().collect();
    // Without a frame nobody speaks in it: a heading, a conclusion.
    let frame = parse(names, &unit.english, &Lang::en())?;
    let own = countries.is_empty() || same_countries(&frame.countries, &countries);
    let mut basis = format!("memory: {}", found.unit.origin_in_words());
    let (mut en, mut fr, content) = if own {
        (unit.english.clone(), unit.french.clone(), frame.content)
    } else {
        let said = names.said(&countries, &Lang::en())?;
        let en = format!("{}{}", said.text, unit.english.get(frame.subject_end..)?);
        let fr = unit.french.as_ref().and_then(|fr| {
            let wanted = Wanted {
                text: &en,
                from: &Lang::en(),
                to: &Lang::fr(),
                countries: &countries,
            };
            repair(names, &unit.english, fr, wanted, &asked(names, wanted)).map(|r| r.target)
        });
        basis.push_str("; another country's words");
        let content = said.text.len() + frame.content - frame.subject_end;
        (en, fr, content)
    };
    // Another country's paragraph that names this one in passing says more than its reply.
    let asked_for = Reply {
        country: request.country.filter(|_| own),
        ..reply(request, lang)
    };
    let mut lacks = unsupported(names, &en, content, unit.own.as_deref(), asked_for);
    let mut part = false;
    // The note must never say more than the reply: last cycle's facts must not become this cycle's.
    if lacks.iter().any(|l| l.hard) {
        (en, fr) = first_sentence(&en, fr.as_deref(), &lacks)?;
        basis.push_str("; its first sentence");
        part = true;
        lacks = unsupported(names, &en, content, unit.own.as_deref(), asked_for);
        if lacks.iter().any(|l| l.hard) {
            return None;
        }
    }
    let marks = marks(&en, &lacks);
    let doubts = (DOUBT * marks.len() as f64).min(MOST_DOUBT);
    let score = worth - doubts - if own { 0.0 } else { FOREIGN };
    // A part of the last paragraph may leave out the very thing that is new.
    let score = if part {
        score.min(BY_RULE - 0.5)
    } else {
        score
    };
    let said = if lang.primary() == "en" {
        en.as_str()
    } else {
        fr.as_deref().unwrap_or_default()
    };
    let sentences = linked(&en, &Lang::en(), said, lang, told, &request.text);
    (score >= BY_RULE - 15.0).then(|| Draft {
        score: round(score.min(95.0)),
        basis,
        marks,
        reply: FromReply {
            working: false,
            rest: unused(&sentences, told, &request.text),
            sentences,
        },
        en,
        fr,
    })
}

fn reply<'a>(request: &'a DraftRequest, lang: &'a Lang) -> Reply<'a> {
    Reply {
        text: &request.text,
        lang,
        country: request.country,
        year: request.submitted.map(|d| d.year()),
    }
}

/// The first sentence in both languages, when all that is too much stands in the others.
fn first_sentence(en: &str, fr: Option<&str>, lacks: &[Lack]) -> Option<(String, Option<String>)> {
    let own = segment::sentences(en, &Lang::en());
    let first = own.first().filter(|_| own.len() > 1)?;
    if lacks.iter().any(|l| l.hard && l.start < first.end) {
        return None;
    }
    let fr = fr.and_then(|fr| {
        let other = segment::sentences(fr, &Lang::fr());
        let range = other.first().filter(|_| other.len() == own.len())?;
        fr.get(range.clone()).map(str::to_owned)
    });
    Some((en.get(first.clone())?.to_owned(), fr))
}

/// What needs a person, neighbours in one mark; places in characters.
fn marks(en: &str, lacks: &[Lack]) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    for lack in lacks {
        let place = |byte: usize| en.get(..byte).unwrap_or_default().chars().count();
        let (start, end) = (place(lack.start), place(lack.end));
        match out.last_mut() {
            Some(last) if last.why == lack.why && start <= last.end + 1 => last.end = end,
            _ => out.push(Mark {
                start,
                end,
                why: lack.why.clone(),
            }),
        }
    }
    out
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;

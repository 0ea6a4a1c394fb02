//! Drafts from what a country was reported to have said before: an earlier reply that the dossier
//! kept, and the paragraph that people made of it.

use std::collections::{BTreeMap, BTreeSet};

use super::SuggestError;
use super::draft::DraftRequest;
use super::group::{not_in_reply, spoken_by};
use super::names::detect;
use super::repair::round;
use crate::language::Resources;
use crate::memory::{Match, Memory, Query};
use crate::model::ids::Lang;
use crate::model::suggestion::{Draft, Drafted, FromReply};
use crate::model::text::fold;
use crate::model::unit::{Context, Role};

/// Least score of an earlier reply.
const LEAST: f64 = 70.0;
/// How many earlier replies are looked at.
const TOP: usize = 4;
/// What is taken off the words of another country.
const OTHER_COUNTRY: f64 = 12.0;

/// All proposals for the paragraph of a reply, best first: from earlier replies, from the memory and
/// by rule; and the units that say what the reply says.
///
/// # Errors
/// When a memory cannot be read.
pub fn drafted(
    memories: &[&Memory],
    res: &Resources,
    request: &DraftRequest,
) -> Result<Drafted, SuggestError> {
    let mut made = super::draft::drafted(memories, res, request)?;
    let mut all = said_before(memories, res, request)?;
    all.append(&mut made.drafts);
    // The sort is stable: among equals the earlier reply stays first.
    all.sort_by_key(|d| std::cmp::Reverse((d.score * 100.0).round() as i64));
    let mut given = BTreeSet::new();
    all.retain(|d| given.insert(fold(&d.en)));
    made.drafts = all;
    Ok(made)
}

/// The proposals of [`drafted`] alone.
///
/// # Errors
/// When a memory cannot be read.
pub fn drafts(
    memories: &[&Memory],
    res: &Resources,
    request: &DraftRequest,
) -> Result<Vec<Draft>, SuggestError> {
    Ok(drafted(memories, res, request)?.drafts)
}

/// The paragraphs that were made of replies like this one.
fn said_before(
    memories: &[&Memory],
    res: &Resources,
    request: &DraftRequest,
) -> Result<Vec<Draft>, SuggestError> {
    let english = Lang::en();
    if request.text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let lang = request
        .lang
        .clone()
        .unwrap_or_else(|| detect(&request.text));
    let query = Query {
        text: request.text.clone(),
        from: lang.clone(),
        to: Some(english.clone()),
        min_score: LEAST,
        top: TOP,
        role: Some(Role::Statement),
        context: Some(Context {
            countries: request.country.into_iter().collect(),
            recommendation: request
                .recommendation_text
                .iter()
                .map(|t| (english.clone(), t.clone()))
                .collect::<BTreeMap<_, _>>(),
            ..Context::default()
        }),
    };
    let mut out = Vec::new();
    for memory in memories {
        let found = memory.lookup(&query)?;
        out.extend(found.iter().filter_map(|m| of(res, request, &lang, m)));
    }
    Ok(out)
}

fn of(res: &Resources, request: &DraftRequest, lang: &Lang, found: &Match) -> Option<Draft> {
    let english = Lang::en();
    let paragraph = |lang: &Lang| {
        let mut all = found.unit.texts(lang);
        all.find(|v| v.role == Role::Paragraph)
            .map(|v| v.text.clone())
    };
    let (mut en, mut fr) = (paragraph(&english)?, paragraph(&Lang::fr()));
    let mut marks = Vec::new();
    let own = request
        .country
        .is_none_or(|c| found.unit.context.countries.contains(&c));
    if let Some(country) = request.country {
        // A paragraph of several countries, or of another one, is put into this one's mouth.
        let spoken = spoken_by(res, &en, &english, &[country], None)?;
        let french = fr.as_ref();
        let french = french.and_then(|t| spoken_by(res, t, &Lang::fr(), &[country], Some(&en)));
        fr = french.filter(|s| s.marks.is_empty()).map(|s| s.text);
        (en, marks) = (spoken.text, spoken.marks);
    }
    // Last cycle's facts must not become this cycle's.
    if !found.exact && !not_in_reply(res, &en, &request.text, Some(lang)).is_empty() {
        return None;
    }
    let whose = if own { "" } else { "; another country's words" };
    let score = found.score * 0.95 - if own { 0.0 } else { OTHER_COUNTRY };
    Some(Draft {
        en,
        fr,
        score: round(score.min(95.0)),
        basis: format!(
            "the paragraph of an earlier reply: {}{whose}",
            found.unit.origin_in_words()
        ),
        marks,
        reply: FromReply::default(),
    })
}

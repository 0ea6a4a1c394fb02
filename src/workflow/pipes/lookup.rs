//! `memory search`, `suggest`, `draft`, `check`: records in, records out.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::records::record;
use crate::check::{CheckFinding, check_pair, check_text};
use crate::language::Resources;
use crate::memory::{Memory, MemoryError, Query};
use crate::model::extraction::Answer;
use crate::model::ids::{Cell, CountryCode, Lang, Letter};
use crate::model::suggestion::{Draft, SaidBefore, Suggestion};
use crate::model::unit::Origin;
use crate::suggest::{DraftRequest, SuggestRequest, drafted, suggest};
use crate::workflow::WorkflowError;

/// One line of `memory search --json`.
#[derive(Debug, Clone, Serialize)]
pub struct SearchLine {
    /// The query as given.
    pub query: String,
    /// Matches, best first.
    pub matches: Vec<SearchMatch>,
}

/// One match.
#[derive(Debug, Clone, Serialize)]
pub struct SearchMatch {
    /// 0 to 100, two decimals.
    pub score: f64,
    /// Text in the language searched.
    pub source: String,
    /// Text in the other language.
    pub target: String,
    /// Key of the unit.
    pub unit: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Why the score is not 100.
    pub why: Vec<String>,
}

/// Looks one text up.
///
/// # Errors
/// When the memory cannot be read.
pub fn search(memory: &Memory, query: &Query) -> Result<SearchLine, MemoryError> {
    let matches = memory.lookup(query)?;
    Ok(SearchLine {
        query: query.text.clone(),
        matches: matches
            .into_iter()
            .map(|m| {
                let why = m.reasons(&query.text);
                let (unit, origin) = (m.unit.id.clone(), m.unit.origin.clone());
                SearchMatch {
                    score: m.score,
                    source: m.source,
                    target: m.target,
                    unit,
                    origin,
                    why,
                }
            })
            .collect(),
    })
}

/// A record of `suggest --json`.
#[derive(Debug, Clone, Deserialize)]
pub struct SuggestRecord {
    /// Handed back.
    pub id: String,
    /// The text to find a translation for.
    pub text: String,
    /// Countries that the paragraph speaks for.
    #[serde(default)]
    pub countries: Vec<CountryCode>,
    /// Theme.
    pub theme: Option<u16>,
    /// Letter of the recommendation.
    pub recommendation: Option<Letter>,
    /// Text of the recommendation.
    pub recommendation_text: Option<String>,
    /// Meeting.
    pub meeting: Option<String>,
    /// Paragraph before.
    pub previous: Option<String>,
    /// Paragraph after.
    pub next: Option<String>,
}

/// One line of `suggest --json`.
#[derive(Debug, Clone, Serialize)]
pub struct SuggestLine {
    /// As given.
    pub id: String,
    /// Best first.
    pub suggestions: Vec<Suggestion>,
}

/// Suggestions for the record on one line.
///
/// # Errors
/// When the line is no such record, or the memory cannot be read.
pub fn suggest_record(
    memory: &Memory,
    resources: &Resources,
    langs: (&Lang, &Lang),
    line: &str,
    number: usize,
) -> Result<SuggestLine, WorkflowError> {
    let r: SuggestRecord = record(line, number)?;
    let request = SuggestRequest {
        id: r.id.clone(),
        text: r.text,
        from: langs.0.clone(),
        to: langs.1.clone(),
        countries: r.countries,
        cell: cell(r.theme, r.recommendation),
        recommendation_text: r.recommendation_text,
        meeting: r.meeting,
        previous: r.previous,
        next: r.next,
        min_score: 65.0,
        top: 5,
    };
    Ok(SuggestLine {
        id: r.id,
        suggestions: suggest(&[memory], resources, &request)?,
    })
}

/// A record of `draft --json`.
#[derive(Debug, Clone, Deserialize)]
pub struct DraftRecord {
    /// Handed back.
    pub id: String,
    /// The statement as returned.
    pub text: String,
    /// Its language.
    pub lang: Option<Lang>,
    /// The country.
    pub country: Option<CountryCode>,
    /// Theme.
    pub theme: Option<u16>,
    /// Letter of the recommendation.
    pub recommendation: Option<Letter>,
    /// Text of the recommendation.
    pub recommendation_text: Option<String>,
    /// The box ticked.
    pub action: Option<Answer>,
    /// Date of submission.
    pub submitted: Option<Date>,
    /// The paragraph's share of the word limit, in words.
    pub words: Option<usize>,
}

/// One line of `draft --json`.
#[derive(Debug, Clone, Serialize)]
pub struct DraftLine {
    /// As given.
    pub id: String,
    /// Best first.
    pub drafts: Vec<Draft>,
    /// Units of the memory that say it, best first.
    pub found: Vec<SaidBefore>,
}

/// Drafts for the record on one line.
///
/// # Errors
/// When the line is no such record, or the memory cannot be read.
pub fn draft_record(
    memory: &Memory,
    resources: &Resources,
    line: &str,
    number: usize,
) -> Result<DraftLine, WorkflowError> {
    let r: DraftRecord = record(line, number)?;
    let request = DraftRequest {
        id: r.id.clone(),
        text: r.text,
        lang: r.lang,
        country: r.country,
        cell: cell(r.theme, r.recommendation),
        action: r.action,
        submitted: r.submitted,
        recommendation_text: r.recommendation_text,
        words: r.words,
    };
    let made = drafted(&[memory], resources, &request)?;
    Ok(DraftLine {
        id: r.id,
        drafts: made.drafts,
        found: made.found,
    })
}

fn cell(theme: Option<u16>, recommendation: Option<Letter>) -> Option<Cell> {
    Some(Cell {
        theme: theme?,
        recommendation: recommendation?,
    })
}

/// A record of `check --json`: an id, and the texts by language.
#[derive(Debug, Clone, Deserialize)]
pub struct CheckRecord {
    /// Handed back.
    pub id: String,
    /// The texts, by language tag.
    #[serde(flatten)]
    pub texts: std::collections::BTreeMap<String, serde_json::Value>,
}

/// One line of `check --json`.
#[derive(Debug, Clone, Serialize)]
pub struct CheckLine {
    /// As given.
    pub id: String,
    /// What was found.
    pub findings: Vec<CheckFinding>,
}

/// Checks the record on one line.
///
/// # Errors
/// When the line is no such record or has no text in one of the languages.
pub fn check_record(
    resources: &Resources,
    langs: (&Lang, &Lang),
    line: &str,
    number: usize,
) -> Result<CheckLine, WorkflowError> {
    let r: CheckRecord = record(line, number)?;
    let text = |lang: &Lang| {
        r.texts
            .get(lang.as_str())
            .and_then(|v| v.as_str())
            .ok_or_else(|| {
                WorkflowError::usage(
                    format!("line {number} of the input has no text under “{lang}”"),
                    format!("each record needs \"{}\" and \"{}\"", langs.0, langs.1),
                )
            })
    };
    let (a, b) = (text(langs.0)?, text(langs.1)?);
    let mut findings = check_text(resources, langs.0, a);
    findings.extend(check_text(resources, langs.1, b));
    findings.extend(check_pair(resources, (langs.0, a), (langs.1, b)));
    let mut seen = Vec::new();
    findings.retain(|f| {
        let new = !seen.contains(f);
        if new {
            seen.push(f.clone());
        }
        new
    });
    Ok(CheckLine { id: r.id, findings })
}

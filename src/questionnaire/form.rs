//! The blank questionnaire: what it asks, and every piece of its own text.

use jiff::civil::Date;

use super::bridge;
use super::fold::key;
use super::form_reader::Reader;
use super::lines::{Line, lines};
use super::meeting::{MeetingFacts, meeting_facts};
use super::options;
use super::scan;
use super::vocabulary::Vocabulary;
use crate::language::Resources;
use crate::model::document::Document;
use crate::model::finding::Finding;
use crate::model::ids::{Lang, Letter};

/// A blank questionnaire of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its language.
    pub lang: Lang,
    /// The lines of the title block, as written.
    pub title: Vec<String>,
    /// The meeting whose recommendations are asked about, when the title tells.
    pub meeting: Option<MeetingFacts>,
    /// The date by which replies are asked for.
    pub return_by: Option<Date>,
    /// The themes in order.
    pub themes: Vec<FormTheme>,
    /// Remarks on the form.
    pub findings: Vec<Finding>,
    /// Every piece of the form's text in order, with the part it plays.
    pub(super) pieces: Vec<Piece>,
}

/// A theme of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormTheme {
    /// Its number, from 1.
    pub number: u16,
    /// Its title.
    pub title: String,
    /// Its label as written (`Theme 1`, `Issue I`).
    pub label: String,
    /// Its recommendations in order.
    pub recommendations: Vec<FormRecommendation>,
}

/// A recommendation of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormRecommendation {
    /// Its letter; a form that counts with numbers gives `a` for 1.
    pub letter: Letter,
    /// Its label as written (`Recommendation (a)`).
    pub label: String,
    /// Its text, paragraphs joined by line feeds.
    pub text: String,
}

/// Why a document cannot serve as a blank questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// Nothing in it looks like a recommendation.
    #[error(
        "no recommendation was found: neither headings such as “Recommendation (a)” nor questions with YES and NO"
    )]
    NoRecommendation,
}

/// The part a piece of the form plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Cover,
    Consent,
    Front,
    Theme,
    Text,
    Prompt,
    Comments,
    Running,
}

/// A piece of the form's text, ready for comparison.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) role: Role,
    /// The text without spaces, folded.
    pub(super) key: String,
    /// Its folded words.
    pub(super) words: Vec<String>,
    /// Position of the theme, from 0.
    pub(super) theme: usize,
    /// Position of the recommendation in its theme, from 0.
    pub(super) recommendation: usize,
}

/// Reads a blank questionnaire.
///
/// # Errors
/// When it has no recommendation.
pub fn read_form(doc: &Document, res: &Resources) -> Result<Form, FormError> {
    let all = lines(&doc.body);
    let mut reader = Reader::new();
    let headed = all.iter().any(|l| {
        let found = l.words();
        scan::heading(&l.text, found, reader.v).is_some_and(|h| h.recommendation.is_some())
    });
    if headed {
        for (i, line) in all.iter().enumerate() {
            reader.line(line, i);
        }
    } else {
        reader.by_questions(&all);
    }
    reader.themes.retain(|t| !t.recommendations.is_empty());
    if reader.themes.is_empty() {
        return Err(FormError::NoRecommendation);
    }
    for story in doc.headers.iter().chain(&doc.footers) {
        for line in lines(story) {
            reader.piece(Role::Running, &line.text);
        }
    }
    let text: String = all
        .iter()
        .map(|l| l.text.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    let lang = bridge::detect(&text, None, res).unwrap_or_else(Lang::en);
    let mut findings = Vec::new();
    for theme in &reader.themes {
        for rec in theme
            .recommendations
            .iter()
            .filter(|r| r.text.trim().is_empty())
        {
            let message = format!(
                "no text was found for recommendation {} ({})",
                theme.number, rec.letter
            );
            findings.push(Finding::warning(
                "form-recommendation-without-text",
                message,
            ));
        }
    }
    Ok(Form {
        meeting: meeting_facts(&reader.title.join(" ")),
        lang,
        title: reader.title,
        return_by: reader.return_by,
        themes: reader.themes,
        findings,
        pieces: reader.pieces,
    })
}

/// Byte where marks and option words begin, when the line ends with both options or its own pair of
/// box and option.
pub(super) fn option_start(line: &Line, index: usize, v: &Vocabulary) -> Option<usize> {
    let found = line.words();
    let starts = found.iter().map(|w| w.start).chain(
        line.text
            .char_indices()
            .filter(|(_, c)| !c.is_alphanumeric())
            .map(|(i, _)| i),
    );
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable();
    // Options stand at the end of a line; the last few words are enough to look at.
    let from = found
        .len()
        .checked_sub(8)
        .and_then(|i| found.get(i))
        .map_or(0, |w| w.start);
    starts.into_iter().filter(|s| *s >= from).find(|s| {
        let begins = line
            .part(*s, line.text.len())
            .starts_with(|c: char| !c.is_whitespace() && !".,;:/|)-–—?".contains(c));
        begins
            && options::read(line, index, *s, v)
                .is_some_and(|(_, end)| line.part(end, line.text.len()).trim().is_empty())
    })
}

/// The folded key of a text; for callers that compare whole lines.
pub(super) fn line_key(line: &Line) -> String {
    key(&line.text)
}

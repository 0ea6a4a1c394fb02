//! The blank questionnaire: what it asks, and every piece of its own text.

use jiff::civil::Date;

use super::bridge;
use super::dates;
use super::fold::{Word, key, words};
use super::lines::{Line, lines};
use super::meeting::{MeetingFacts, meeting_facts};
use super::options;
use super::scan;
use super::vocabulary::{Sense, Vocabulary};
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
    let mut reader = Reader {
        v: Vocabulary::shipped(),
        ..Reader::new()
    };
    let headed = all.iter().any(|l| {
        let found = words(&l.text);
        scan::heading(&l.text, &found, reader.v).is_some_and(|h| h.recommendation.is_some())
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Title,
    Cover,
    Theme,
    Text,
    Answer,
}

struct Reader {
    v: &'static Vocabulary,
    zone: Zone,
    title: Vec<String>,
    themes: Vec<FormTheme>,
    pieces: Vec<Piece>,
    return_by: Option<Date>,
    in_return_box: Option<Option<u32>>,
}

impl Reader {
    fn new() -> Self {
        Self {
            v: Vocabulary::shipped(),
            zone: Zone::Title,
            title: Vec::new(),
            themes: Vec::new(),
            pieces: Vec::new(),
            return_by: None,
            in_return_box: None,
        }
    }

    fn piece(&mut self, role: Role, text: &str) {
        let found = words(text);
        let theme = self.themes.len().saturating_sub(1);
        let recommendation = self
            .themes
            .last()
            .map_or(0, |t| t.recommendations.len().saturating_sub(1));
        let piece = Piece {
            role,
            key: found.iter().map(|w| w.text.as_str()).collect(),
            words: found.into_iter().map(|w| w.text).collect(),
            theme,
            recommendation,
        };
        let known = self
            .pieces
            .iter()
            .any(|p| p.key == piece.key && p.role == role);
        let repeated = matches!(
            role,
            Role::Prompt | Role::Comments | Role::Running | Role::Front
        ) && known;
        if !piece.key.is_empty() && !repeated {
            self.pieces.push(piece);
        }
    }

    fn line(&mut self, line: &Line, index: usize) {
        let text = line.text.trim();
        if text.is_empty() || scan::is_fill(text) {
            return;
        }
        let found = words(text);
        if let Some(h) = scan::heading(text, &found, self.v) {
            let rest = text.get(h.end..).unwrap_or_default().trim();
            let label = text
                .get(..text.len() - rest.len())
                .unwrap_or_default()
                .trim()
                .trim_end_matches(['.', ':', ' ', '–', '—', '-']);
            // "Recommendation (a) and ..." inside guidance is no heading.
            let plausible = h.closed || h.recommendation.is_some() && self.zone != Zone::Cover;
            if plausible && (h.recommendation.is_some() || h.theme.is_some()) {
                if let Some(number) = h
                    .theme
                    .filter(|n| self.themes.last().map(|t| t.number) != Some(*n))
                {
                    self.theme(
                        number,
                        label,
                        if h.recommendation.is_some() { "" } else { rest },
                    );
                }
                match &h.recommendation {
                    Some(l) => self.recommendation(l, label, rest),
                    None => self.zone = Zone::Theme,
                }
                return;
            }
        }
        match self.zone {
            Zone::Title | Zone::Cover => self.front(line, text, &found, index),
            Zone::Theme => {
                let title = self.themes.last_mut().map(|t| &mut t.title);
                if let Some(title) = title.filter(|t| t.is_empty()) {
                    *title = text.to_owned();
                    self.piece(Role::Theme, text);
                } else {
                    self.piece(Role::Front, text);
                }
            }
            Zone::Text | Zone::Answer => self.question(line, text, &found, index),
        }
    }

    fn theme(&mut self, number: u16, label: &str, title: &str) {
        self.themes.push(FormTheme {
            number,
            title: title.to_owned(),
            label: label.to_owned(),
            recommendations: Vec::new(),
        });
        if !title.is_empty() {
            self.piece(Role::Theme, title);
        }
    }

    fn recommendation(&mut self, label: &scan::Label, written: &str, rest: &str) {
        if self.themes.is_empty() {
            self.theme(1, "", "");
        }
        if let Some(theme) = self.themes.last_mut() {
            let position = theme.recommendations.len();
            let letter = label
                .0
                .parse::<Letter>()
                .ok()
                .filter(|_| label.0.len() == 1 && label.0.is_ascii())
                .unwrap_or(Letter::nth(position));
            let taken = theme.recommendations.iter().any(|r| r.letter == letter);
            theme.recommendations.push(FormRecommendation {
                letter: if taken { Letter::nth(position) } else { letter },
                label: written.to_owned(),
                text: String::new(),
            });
        }
        self.zone = Zone::Text;
        if !rest.is_empty() {
            self.text(rest);
        }
    }

    fn text(&mut self, text: &str) {
        self.piece(Role::Text, text);
        if let Some(rec) = self
            .themes
            .last_mut()
            .and_then(|t| t.recommendations.last_mut())
        {
            if !rec.text.is_empty() {
                rec.text.push('\n');
            }
            rec.text.push_str(text);
        }
    }

    /// A line below a recommendation's heading: its text, the question, or what follows.
    fn question(&mut self, line: &Line, text: &str, found: &[Word], index: usize) {
        let option = option_start(line, index, self.v);
        let asks = scan::phrase(found, Sense::Prompt, self.v).is_some();
        let comments =
            scan::phrase(found, Sense::Comments, self.v).is_some_and(|n| n == found.len());
        let many = self
            .themes
            .last()
            .and_then(|t| t.recommendations.last())
            .is_some_and(|r| !r.text.is_empty());
        if comments {
            self.piece(Role::Comments, text);
            self.zone = Zone::Answer;
        } else if option.is_some() || asks {
            let at = option.unwrap_or(line.text.len());
            let prompt = line.part(0, at).trim().to_owned();
            self.piece(Role::Prompt, &prompt);
            self.zone = Zone::Answer;
        } else if self.zone == Zone::Text && (!many || found.len() > 6) {
            self.text(text);
        } else if text.ends_with([':', '?']) && found.len() <= 12 {
            let role = if self.zone == Zone::Answer {
                Role::Comments
            } else {
                Role::Prompt
            };
            self.piece(role, text);
            self.zone = Zone::Answer;
        } else {
            self.piece(Role::Front, text);
        }
    }

    /// A line before the first theme.
    fn front(&mut self, line: &Line, text: &str, found: &[Word], index: usize) {
        let folded: String = found.iter().map(|w| w.text.as_str()).collect();
        if self.v.is(Sense::Questionnaire, &folded) {
            self.zone = Zone::Cover;
            self.piece(Role::Title, text);
            return;
        }
        if scan::cover_label(text, self.v).is_some() {
            self.zone = Zone::Cover;
            let role = if self
                .in_return_box
                .is_some_and(|t| t == line.cell().map(|c| c.table))
            {
                Role::Front
            } else {
                Role::Cover
            };
            self.piece(role, text);
            return;
        }
        if self.zone == Zone::Title && line.cell().is_none() {
            self.title.push(text.to_owned());
            self.piece(Role::Title, text);
            return;
        }
        let table = line.cell().map(|c| c.table);
        if self.v.within(Sense::ReturnBox, &folded) {
            self.in_return_box = Some(table);
        } else if self.in_return_box.is_some_and(|t| t != table) {
            self.in_return_box = None;
        }
        if self.in_return_box.is_some() {
            self.return_by = dates::find(text).last().copied().or(self.return_by);
        }
        match option_start(line, index, self.v) {
            Some(at) => {
                let before = line.part(0, at).trim().to_owned();
                self.piece(Role::Consent, &before);
            }
            None if text.ends_with('?') => self.piece(Role::Consent, text),
            None => self.piece(Role::Front, text),
        }
    }

    /// A form without headings: every question with YES and NO closes a recommendation, whose text
    /// is the long paragraph before it.
    fn by_questions(&mut self, all: &[Line]) {
        let texts: Vec<usize> = all
            .iter()
            .enumerate()
            .filter(|(i, l)| option_start(l, *i, self.v).is_some())
            .filter_map(|(i, _)| {
                let before = (0..i)
                    .rev()
                    .take(3)
                    .find(|j| all.get(*j).is_some_and(|l| words(&l.text).len() >= 8))?;
                all.get(before)
                    .filter(|l| !l.text.trim().ends_with('?'))
                    .map(|_| before)
            })
            .collect();
        for (i, line) in all.iter().enumerate() {
            let text = line.text.trim();
            if texts.contains(&i) {
                if self.themes.is_empty() {
                    self.theme(1, "", "");
                }
                let n = self.themes.last().map_or(0, |t| t.recommendations.len());
                let label = scan::Label(Letter::nth(n).as_str().to_owned());
                self.recommendation(&label, "", text);
            } else {
                self.line(line, i);
            }
        }
    }
}

/// Byte where marks and option words begin, when the line ends with both options or its own pair of
/// box and option.
pub(super) fn option_start(line: &Line, index: usize, v: &Vocabulary) -> Option<usize> {
    let found = words(&line.text);
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

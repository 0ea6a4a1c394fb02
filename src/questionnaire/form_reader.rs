//! Reads a blank questionnaire line by line.

use jiff::civil::Date;

use super::dates;
use super::fold::{Folded, Words};
use super::form::{FormRecommendation, FormTheme, Piece, Role, option_start};
use super::lines::Line;
use super::scan;
use super::vocabulary::{Sense, Vocabulary};
use crate::model::ids::Letter;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Title,
    Cover,
    Theme,
    Text,
    Answer,
}

/// Reads a form line by line.
pub(super) struct Reader {
    pub(super) v: &'static Vocabulary,
    zone: Zone,
    pub(super) title: Vec<String>,
    pub(super) themes: Vec<FormTheme>,
    pub(super) pieces: Vec<Piece>,
    pub(super) return_by: Option<Date>,
    in_return_box: Option<Option<u32>>,
}

impl Reader {
    pub(super) fn new() -> Self {
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

    pub(super) fn piece(&mut self, role: Role, text: &str) {
        let folded = Folded::new(text);
        let found = folded.words();
        let theme = self.themes.len().saturating_sub(1);
        let recommendation = self
            .themes
            .last()
            .map_or(0, |t| t.recommendations.len().saturating_sub(1));
        let piece = Piece {
            role,
            key: found.key().to_owned(),
            words: found.iter().map(|w| w.text.to_owned()).collect(),
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

    pub(super) fn line(&mut self, line: &Line, index: usize) {
        let text = line.text.trim();
        if text.is_empty() || scan::is_fill(text) {
            return;
        }
        let folded = Folded::new(text);
        let found = folded.words();
        if let Some(h) = scan::heading(text, found, self.v) {
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
            Zone::Title | Zone::Cover => self.front(line, text, found, index),
            Zone::Theme => {
                let title = self.themes.last_mut().map(|t| &mut t.title);
                if let Some(title) = title.filter(|t| t.is_empty()) {
                    *title = text.to_owned();
                    self.piece(Role::Theme, text);
                } else {
                    self.piece(Role::Front, text);
                }
            }
            Zone::Text | Zone::Answer => self.question(line, text, found, index),
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
    fn question(&mut self, line: &Line, text: &str, found: Words<'_>, index: usize) {
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
    fn front(&mut self, line: &Line, text: &str, found: Words<'_>, index: usize) {
        let folded = found.key();
        if self.v.is(Sense::Questionnaire, folded) {
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
        if self.v.within(Sense::ReturnBox, folded) {
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
    pub(super) fn by_questions(&mut self, all: &[Line]) {
        let texts: Vec<usize> = all
            .iter()
            .enumerate()
            .filter(|(i, l)| option_start(l, *i, self.v).is_some())
            .filter_map(|(i, _)| {
                let before = (0..i)
                    .rev()
                    .take(3)
                    .find(|j| all.get(*j).is_some_and(|l| l.words().len() >= 8))?;
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

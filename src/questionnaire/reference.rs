//! All blank forms together, ready to recognise their pieces in a return.

use std::collections::{BTreeMap, HashMap};

use super::fit::{Fit, fit};
use super::fold::{Word, starts_with_key};
use super::form::{Form, Piece, Role};
use super::vocabulary::Vocabulary;
use crate::model::ids::Cell;

/// A piece found at the start of a stretch of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit<'a> {
    pub(super) piece: &'a Piece,
    /// Position of the form among the forms.
    pub(super) form: usize,
    /// Words of the stretch that belong to the piece.
    pub(super) words: usize,
    /// How well they agree, 0 to 1.
    pub(super) likeness: f64,
    /// True when the piece is there from its first to its last word.
    pub(super) whole: bool,
}

/// How much of a likeness is asked for, by where the line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Directly below a recommendation's heading: its text is expected.
    Expected,
    /// Anywhere among the form's own lines.
    Usual,
    /// Among answers, which may use the recommendation's words.
    Answers,
    /// Among answers to another recommendation.
    Other,
}

/// The forms with their indexes.
pub(super) struct Reference<'a> {
    pub(super) forms: &'a [Form],
    /// All recommendations in the order of the first form.
    pub(super) cells: Vec<Cell>,
    /// Theme numbers in order.
    pub(super) themes: Vec<u16>,
    pub(super) v: &'static Vocabulary,
    exact: HashMap<&'a str, Vec<(usize, &'a Piece)>>,
    by_word: HashMap<&'a str, Vec<usize>>,
    long: Vec<(usize, &'a Piece)>,
    /// First words of the forms' questions.
    questions: Vec<&'a str>,
}

impl<'a> Reference<'a> {
    /// Indexes the pieces of all forms.
    pub(super) fn new(forms: &'a [Form]) -> Self {
        let mut out = Self {
            forms,
            cells: Vec::new(),
            themes: Vec::new(),
            v: Vocabulary::shipped(),
            exact: HashMap::new(),
            by_word: HashMap::new(),
            long: Vec::new(),
            questions: Vec::new(),
        };
        for form in forms {
            for theme in &form.themes {
                if !out.themes.contains(&theme.number) {
                    out.themes.push(theme.number);
                }
                for rec in &theme.recommendations {
                    let cell = Cell {
                        theme: theme.number,
                        recommendation: rec.letter.clone(),
                    };
                    if !out.cells.contains(&cell) {
                        out.cells.push(cell);
                    }
                }
            }
        }
        for (f, form) in forms.iter().enumerate() {
            for piece in &form.pieces {
                if let Some(first) = piece.words.first().filter(|_| piece.role == Role::Prompt) {
                    out.questions.push(first);
                }
                out.exact.entry(&piece.key).or_default().push((f, piece));
                if piece.words.len() >= 4 && !matches!(piece.role, Role::Cover | Role::Comments) {
                    let number = out.long.len();
                    out.long.push((f, piece));
                    for word in &piece.words {
                        let slot = out.by_word.entry(word).or_default();
                        if slot.last() != Some(&number) {
                            slot.push(number);
                        }
                    }
                }
            }
        }
        out
    }

    /// The position among [`Self::cells`] of a piece's recommendation.
    pub(super) fn cell_of(&self, form: usize, piece: &Piece) -> Option<usize> {
        let theme = self.forms.get(form)?.themes.get(piece.theme)?;
        let rec = theme.recommendations.get(piece.recommendation)?;
        self.cells
            .iter()
            .position(|c| c.theme == theme.number && c.recommendation == rec.letter)
    }
    /// The number of a theme title's theme.
    pub(super) fn theme_of(&self, form: usize, piece: &Piece) -> Option<u16> {
        Some(self.forms.get(form)?.themes.get(piece.theme)?.number)
    }
    /// Positions of the recommendations of a theme, in order.
    pub(super) fn cells_of_theme(&self, number: u16) -> Vec<usize> {
        self.cells
            .iter()
            .enumerate()
            .filter(|(_, c)| c.theme == number)
            .map(|(i, _)| i)
            .collect()
    }

    /// The pieces whose whole text equals the stretch.
    pub(super) fn exact(&self, found: &[Word]) -> Vec<Hit<'a>> {
        let key: String = found.iter().map(|w| w.text.as_str()).collect();
        let hits = self
            .exact
            .get(key.as_str())
            .map(Vec::as_slice)
            .unwrap_or_default();
        hits.iter()
            .map(|(form, piece)| Hit {
                piece,
                form: *form,
                words: found.len(),
                likeness: 1.0,
                whole: true,
            })
            .collect()
    }

    /// The long piece (title, guidance, theme, recommendation) that agrees best with the stretch or
    /// with its beginning, if well enough. `open` is the piece that the line before broke off in,
    /// `current` the recommendation being answered: the text of another one needs less likeness among
    /// answers, since answers use the words of their own.
    pub(super) fn fuzzy(
        &self,
        found: &[Word],
        how: Strictness,
        open: Option<&Piece>,
        current: Option<usize>,
    ) -> Option<Hit<'a>> {
        let line: Vec<&str> = found.iter().take(400).map(|w| w.text.as_str()).collect();
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let mut seen: Vec<&str> = Vec::new();
        for word in line.iter().take(200) {
            if seen.contains(word) {
                continue;
            }
            seen.push(word);
            for piece in self
                .by_word
                .get(word)
                .map(Vec::as_slice)
                .unwrap_or_default()
            {
                *shared.entry(*piece).or_insert(0) += 1;
            }
        }
        let mut best: Option<(f64, Hit<'a>)> = None;
        let mut own: f64 = 0.0;
        let (mut relaxed, mut tied) = (false, false);
        for (number, common) in shared {
            let Some((form, piece)) = self.long.get(number) else {
                continue;
            };
            // Distinct words in common bound every likeness from above.
            if common * 5 < seen.len().min(piece.words.len()) * 2 {
                continue;
            }
            let f = fit(&piece.words, &line);
            let continues = open.is_some_and(|o| std::ptr::eq(o, *piece));
            let cell = self
                .cell_of(*form, piece)
                .filter(|_| piece.role == Role::Text);
            if cell.is_some() && cell == current {
                own = own.max(f.whole).max(f.prefix).max(f.shortened);
            }
            let sure = accept(&f, piece, line.len(), how, continues);
            let other = how == Strictness::Answers
                && line.len() >= 5
                && cell.is_some()
                && current.is_some_and(|c| Some(c) != cell);
            let less = || accept(&f, piece, line.len(), Strictness::Other, continues);
            let accepted = sure.or_else(|| other.then(less).flatten());
            let Some((words, likeness, whole)) = accepted else {
                continue;
            };
            let less = sure.is_none();
            // More words covered and better agreement; the text of a recommendation before others.
            let worth = likeness * words as f64 + if piece.role == Role::Text { 0.1 } else { 0.0 };
            let best_cell = best
                .as_ref()
                .and_then(|(_, h)| self.cell_of(h.form, h.piece));
            if best.as_ref().is_some_and(|(b, _)| worth == *b) && best_cell != cell {
                tied = true;
            }
            if best.as_ref().is_none_or(|(b, _)| worth > *b) {
                tied = false;
                relaxed = less;
                best = Some((
                    worth,
                    Hit {
                        piece,
                        form: *form,
                        words,
                        likeness,
                        whole,
                    },
                ));
            }
        }
        best.map(|(_, hit)| hit)
            .filter(|hit| !relaxed || !tied && hit.likeness > own + 0.15)
    }

    /// The recommendation that a text resembles most, with the likeness, when no other comes near.
    pub(super) fn nearest(&self, found: &[Word]) -> Option<(usize, f64)> {
        let line: Vec<&str> = found.iter().take(200).map(|w| w.text.as_str()).collect();
        let mut best: BTreeMap<usize, f64> = BTreeMap::new();
        for (form, piece) in self.long.iter().filter(|(_, p)| p.role == Role::Text) {
            let f = fit(&piece.words, &line);
            if let Some(cell) = self.cell_of(*form, piece) {
                let slot = best.entry(cell).or_insert(0.0);
                *slot = slot.max(f.whole).max(f.prefix).max(f.shortened);
            }
        }
        let mut ranked: Vec<(usize, f64)> = best.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (cell, likeness) = ranked.first().copied()?;
        let second = ranked.get(1).map_or(0.0, |x| x.1);
        (likeness >= 0.4 && likeness > second + 0.12).then_some((cell, likeness))
    }

    /// True when the form has a recommendation that the label can mean.
    pub(super) fn has(&self, theme: Option<u16>, label: &super::scan::Label) -> bool {
        let most = |n: u16| self.cells_of_theme(n).len();
        let themes = self.themes.iter().copied();
        themes
            .filter(|n| theme.is_none_or(|t| t == *n))
            .any(|n| label.positions().iter().any(|p| *p < most(n)))
    }

    /// The number of words before a question of the forms that stands further on in the stretch.
    pub(super) fn question_at(&self, found: &[Word]) -> usize {
        let begins = |i: &usize| {
            found.get(*i..).is_some_and(|rest| {
                rest.first()
                    .is_some_and(|w| self.questions.contains(&w.text.as_str()))
                    && self.label(rest, Role::Prompt).is_some()
            })
        };
        (1..found.len()).find(begins).unwrap_or(found.len())
    }

    /// A piece of this role at the start of the stretch, a few wrong letters allowed.
    pub(super) fn label(&self, found: &[Word], role: Role) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        for (f, form) in self.forms.iter().enumerate() {
            for piece in form.pieces.iter().filter(|p| p.role == role) {
                if let Some(n) = starts_with_key(found, &piece.key)
                    && best.is_none_or(|(words, _)| n > words)
                {
                    best = Some((n, f));
                }
            }
        }
        best
    }
}

/// Words covered, likeness, and whether the piece is complete; none when it is too unlike.
fn accept(
    f: &Fit,
    piece: &Piece,
    line: usize,
    how: Strictness,
    continues: bool,
) -> Option<(usize, f64, bool)> {
    let m = piece.words.len();
    let text = piece.role == Role::Text;
    let (whole, prefix, shortened, part) = match (how, text) {
        (Strictness::Expected, true) => (0.5, 0.8, 0.75, 0.85),
        (Strictness::Usual, true) => (0.65, 0.85, 0.85, 0.9),
        (Strictness::Other, true) => (0.6, 0.85, 0.85, 0.9),
        (Strictness::Answers, true) => (0.85, 0.9, 0.92, 0.95),
        (Strictness::Answers, false) => (0.9, 0.95, 0.95, 2.0),
        // A short line may differ from another in its one telling word or date.
        (_, false) if m < 8 => (0.86, 0.95, 2.0, 2.0),
        (_, false) => (0.75, 0.9, 0.85, 0.95),
    };
    let (least_short, least_part) = match how {
        Strictness::Answers => (8, 10),
        Strictness::Other => (5, 8),
        _ => (4, 6),
    };
    if f.prefix >= prefix && f.prefix_words < line && f.prefix * m as f64 > f.whole * m as f64 {
        return Some((f.prefix_words, f.prefix, true));
    }
    // A text that agrees word for word as far as it goes was broken off or shortened.
    if text && f.shortened >= 0.95 && f.shortened > f.whole && line >= least_short {
        return Some((line, f.shortened, false));
    }
    if f.whole >= whole {
        return Some((line, f.whole, true));
    }
    if f.shortened >= shortened && line >= least_short {
        return Some((line, f.shortened, false));
    }
    if f.part >= part && line >= least_part || continues && f.part >= 0.99 {
        return Some((line, f.part, false));
    }
    None
}

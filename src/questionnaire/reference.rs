//! All blank forms together, ready to recognise their pieces in a return.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fit::{Fit, bound, fit};
use super::fold::{Folded, Phrase, Word, Words};
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

/// A piece long enough to be recognised by its likeness.
struct Long<'a> {
    form: usize,
    piece: &'a Piece,
    /// The numbers of its words.
    words: Vec<usize>,
    /// The recommendation whose text it is.
    cell: Option<usize>,
}

/// What a line and a piece have in common.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    /// Distinct words among the first of the line.
    early: usize,
    /// Words of the piece that stand in the line, however often.
    there: usize,
}

/// The number of first words of a line that are looked at to find likely pieces.
const EARLY: usize = 200;

/// The number of all words that stand in no long piece.
const UNKNOWN: usize = usize::MAX;

/// The forms with their indexes.
pub(super) struct Reference<'a> {
    pub(super) forms: &'a [Form],
    /// All recommendations in the order of the first form.
    pub(super) cells: Vec<Cell>,
    /// Theme numbers in order.
    pub(super) themes: Vec<u16>,
    pub(super) v: &'static Vocabulary,
    exact: FxHashMap<&'a str, Vec<(usize, &'a Piece)>>,
    /// A number for each word of the long pieces.
    numbers: FxHashMap<&'a str, usize>,
    /// The long pieces that each of these words stands in, and how often.
    by_word: Vec<Vec<(usize, usize)>>,
    long: Vec<Long<'a>>,
    /// The forms' questions and labels of answers, with the position of the form.
    labels: Vec<(Role, Phrase, usize)>,
    /// First words of the forms' questions.
    questions: Vec<&'a str>,
    /// First words of the labels of the forms' themes.
    theme_words: FxHashSet<String>,
}

impl<'a> Reference<'a> {
    /// Indexes the pieces of all forms.
    pub(super) fn new(forms: &'a [Form]) -> Self {
        let mut out = Self {
            forms,
            cells: Vec::new(),
            themes: Vec::new(),
            v: Vocabulary::shipped(),
            exact: FxHashMap::default(),
            numbers: FxHashMap::default(),
            by_word: Vec::new(),
            long: Vec::new(),
            labels: Vec::new(),
            questions: Vec::new(),
            theme_words: FxHashSet::default(),
        };
        for form in forms {
            for theme in &form.themes {
                let label = Folded::new(&theme.label);
                out.theme_words
                    .extend(label.words().first().map(|w| w.text.to_owned()));
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
                if matches!(piece.role, Role::Prompt | Role::Comments) {
                    let phrase = Phrase::of_key(piece.key.clone());
                    out.labels.push((piece.role, phrase, f));
                }
                out.exact.entry(&piece.key).or_default().push((f, piece));
                if piece.words.len() >= 4 && !matches!(piece.role, Role::Cover | Role::Comments) {
                    out.add_long(f, piece);
                }
            }
        }
        out
    }

    fn add_long(&mut self, form: usize, piece: &'a Piece) {
        let position = self.long.len();
        let mut words = Vec::with_capacity(piece.words.len());
        for word in &piece.words {
            let next = self.by_word.len();
            let number = *self.numbers.entry(word).or_insert(next);
            if number == next {
                self.by_word.push(Vec::new());
            }
            if let Some(slot) = self.by_word.get_mut(number) {
                match slot.last_mut().filter(|(piece, _)| *piece == position) {
                    Some((_, times)) => *times += 1,
                    None => slot.push((position, 1)),
                }
            }
            words.push(number);
        }
        let cell = self.cell_of(form, piece);
        self.long.push(Long {
            form,
            piece,
            words,
            cell: cell.filter(|_| piece.role == Role::Text),
        });
    }

    /// The numbers of the first words of a stretch.
    fn numbered(&self, found: Words<'_>, most: usize) -> Vec<usize> {
        let number = |w: Word<'_>| self.numbers.get(w.text).copied().unwrap_or(UNKNOWN);
        found.iter().take(most).map(number).collect()
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
    pub(super) fn exact(&self, found: Words<'_>) -> Vec<Hit<'a>> {
        let hits = self
            .exact
            .get(found.key())
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
        found: Words<'_>,
        how: Strictness,
        open: Option<&Piece>,
        current: Option<usize>,
    ) -> Option<Hit<'a>> {
        let line = self.numbered(found, 400);
        let shared = self.shared(&line);
        let continues = |long: &Long<'_>| open.is_some_and(|o| std::ptr::eq(o, long.piece));
        let other = |long: &Long<'_>| {
            how == Strictness::Answers
                && line.len() >= 5
                && long.cell.is_some()
                && current.is_some_and(|c| Some(c) != long.cell)
        };
        let mut likely = self.long.iter().zip(&shared).filter(|(long, shared)| {
            let most = bound(long.words.len(), line.len(), shared.there);
            let within = |how| reaches(&most, long.piece, how, continues(long));
            shared.early > 0 && (within(how) || other(long) && within(Strictness::Other))
        });
        // Most lines of answers end here.
        let first = likely.next()?;
        let early = found.iter().take(EARLY).map(|w| w.text);
        let distinct = early.collect::<FxHashSet<&str>>().len();
        // A good part of the distinct words must be in common.
        let close = |long: &Long<'_>, shared: &Shared| {
            shared.early > 0 && shared.early * 5 >= distinct.min(long.words.len()) * 2
        };
        let mut best: Option<(f64, Hit<'a>)> = None;
        let (mut relaxed, mut tied) = (false, false);
        for (long, shared) in std::iter::once(first).chain(likely) {
            let (piece, cell) = (long.piece, long.cell);
            if !close(long, shared) {
                continue;
            }
            let f = fit(&long.words, &line);
            let sure = accept(&f, piece, line.len(), how, continues(long));
            let less = || accept(&f, piece, line.len(), Strictness::Other, continues(long));
            let accepted = sure.or_else(|| other(long).then(less).flatten());
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
                        form: long.form,
                        words,
                        likeness,
                        whole,
                    },
                ));
            }
        }
        let (_, hit) = best?;
        if relaxed {
            let own = self.long.iter().zip(&shared);
            let own = own.filter(|(long, shared)| long.cell == current && close(long, shared));
            let own = own.map(|(long, _)| fit(&long.words, &line).most());
            let own = own.fold(0.0, f64::max);
            return (!tied && hit.likeness > own + 0.15).then_some(hit);
        }
        Some(hit)
    }

    /// What a line has in common with each of the long pieces.
    fn shared(&self, line: &[usize]) -> Vec<Shared> {
        let mut seen = vec![false; self.by_word.len()];
        let mut out = vec![Shared::default(); self.long.len()];
        for (at, number) in line.iter().enumerate() {
            let Some(seen) = seen.get_mut(*number).filter(|seen| !**seen) else {
                continue;
            };
            *seen = true;
            for (piece, times) in self.by_word.get(*number).into_iter().flatten() {
                if let Some(shared) = out.get_mut(*piece) {
                    shared.early += usize::from(at < EARLY);
                    shared.there += times;
                }
            }
        }
        out
    }

    /// The recommendation that a text resembles most, with the likeness, when no other comes near.
    pub(super) fn nearest(&self, found: Words<'_>) -> Option<(usize, f64)> {
        let line = self.numbered(found, 200);
        let mut best: BTreeMap<usize, f64> = BTreeMap::new();
        for long in &self.long {
            if let Some(cell) = long.cell {
                let f = fit(&long.words, &line);
                let slot = best.entry(cell).or_insert(0.0);
                *slot = slot.max(f.most());
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
    pub(super) fn question_at(&self, found: Words<'_>) -> usize {
        let begins = |i: &usize| {
            found.get(*i).is_some_and(|w| {
                self.questions.contains(&w.text)
                    && self.label(found.from(*i), Role::Prompt).is_some()
            })
        };
        (1..found.len()).find(begins).unwrap_or(found.len())
    }

    /// True when the label of some theme of the forms begins with the word.
    pub(super) fn labels_themes(&self, word: &str) -> bool {
        self.theme_words.contains(word)
    }

    /// A question, or a label of answers, at the start of the stretch, a few wrong letters allowed:
    /// the words it covers and the form.
    pub(super) fn label(&self, found: Words<'_>, role: Role) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        for (_, phrase, form) in self.labels.iter().filter(|(r, _, _)| *r == role) {
            if let Some(n) = found.start_with(phrase)
                && best.is_none_or(|(words, _)| n > words)
            {
                best = Some((n, *form));
            }
        }
        best
    }
}

/// The likeness asked for: of the whole, of the piece as a beginning, of the line as a beginning of
/// the piece and as a part of it. Above 1 for what never counts.
fn asked(piece: &Piece, how: Strictness) -> (f64, f64, f64, f64) {
    match (how, piece.role == Role::Text) {
        (Strictness::Expected, true) => (0.5, 0.8, 0.75, 0.85),
        (Strictness::Usual, true) => (0.65, 0.85, 0.85, 0.9),
        (Strictness::Other, true) => (0.6, 0.85, 0.85, 0.9),
        (Strictness::Answers, true) => (0.85, 0.9, 0.92, 0.95),
        (Strictness::Answers, false) => (0.9, 0.95, 0.95, 2.0),
        // A short line may differ from another in its one telling word or date.
        (_, false) if piece.words.len() < 8 => (0.86, 0.95, 2.0, 2.0),
        (_, false) => (0.75, 0.9, 0.85, 0.95),
    }
}

/// False when [`accept`] can accept nothing that is no more alike than this.
fn reaches(most: &Fit, piece: &Piece, how: Strictness, continues: bool) -> bool {
    let (whole, prefix, shortened, part) = asked(piece, how);
    most.whole >= whole
        || most.prefix >= prefix
        || most.shortened >= shortened.min(WORD_FOR_WORD)
        || most.part >= part
        || continues && most.part >= 0.99
}

/// Likeness of a text that agrees word for word as far as it goes.
const WORD_FOR_WORD: f64 = 0.95;

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
    let (whole, prefix, shortened, part) = asked(piece, how);
    let (least_short, least_part) = match how {
        Strictness::Answers => (8, 10),
        Strictness::Other => (5, 8),
        _ => (4, 6),
    };
    if f.prefix >= prefix && f.prefix_words < line && f.prefix * m as f64 > f.whole * m as f64 {
        return Some((f.prefix_words, f.prefix, true));
    }
    // A text that agrees word for word as far as it goes was broken off or shortened.
    if text && f.shortened >= WORD_FOR_WORD && f.shortened > f.whole && line >= least_short {
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

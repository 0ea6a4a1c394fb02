//! Makes statements of sections whose recommendation is known.

use std::collections::{BTreeMap, BTreeSet};

use super::bridge;
use super::empty::{is_empty_answer, without_bullet};
use super::fold::Folded;
use super::lines::Line;
use super::options::{self, Choice};
use super::recognise::Token;
use super::reference::Reference;
use super::resolve::Resolved;
use super::scan;
use super::sections::{Section, Walk};
use super::vocabulary::Sense;
use crate::language::Resources;
use crate::model::document::NoteKey;
use crate::model::extraction::{Answer, Statement};
use crate::model::finding::Finding;
use crate::model::ids::{Cell, Lang};

/// Confidence below which a person must look.
pub(super) const SURE: u8 = 60;

/// What placing came to.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub(super) statements: Vec<Statement>,
    pub(super) findings: Vec<Finding>,
    /// Tokens whose text went into a statement.
    pub(super) used: BTreeSet<usize>,
    /// Tokens that hold no more than “N/A” and the like.
    pub(super) empty: BTreeSet<usize>,
    /// Notes that went with a statement.
    pub(super) notes: BTreeSet<NoteKey>,
}

/// The answers to one recommendation while they are put together.
#[derive(Default)]
struct Gathered<'a> {
    sections: Vec<(&'a Section, &'a Resolved)>,
}

/// All that placing looks at.
pub(super) struct Placing<'a> {
    pub(super) r: &'a Reference<'a>,
    pub(super) lines: &'a [Line],
    pub(super) walk: &'a Walk,
    pub(super) notes: &'a [(NoteKey, Vec<Line>)],
    pub(super) form_lang: Option<&'a Lang>,
    pub(super) res: &'a Resources,
}

impl Placing<'_> {
    /// Puts together one statement for each recommendation that was answered.
    pub(super) fn place(&self, resolved: &[Resolved]) -> Placed {
        let mut by_cell: BTreeMap<usize, Gathered<'_>> = BTreeMap::new();
        for (section, found) in self.walk.sections.iter().zip(resolved) {
            if let Some(cell) = found.cell {
                by_cell
                    .entry(cell)
                    .or_default()
                    .sections
                    .push((section, found));
            }
        }
        let mut out = Placed::default();
        for (position, gathered) in by_cell {
            if let Some(cell) = self.r.cells.get(position) {
                self.statement(cell, &gathered, &mut out);
            }
        }
        out
    }

    fn statement(&self, cell: &Cell, gathered: &Gathered<'_>, out: &mut Placed) {
        let mut parts: Vec<String> = Vec::new();
        let mut tokens: Vec<usize> = Vec::new();
        let mut actions: Vec<(Answer, &'static str)> = Vec::new();
        let mut sure: Option<&Resolved> = None;
        let (mut answered, mut whole) = (0, 0);
        for (section, found) in &gathered.sections {
            let mut text = self.text(&section.answers);
            let mut said = section.answers.clone();
            let mut empty = is_empty_answer(&text, self.r.v);
            if empty && let Some(echo) = self.echo(cell, section, out) {
                (text, said, empty) = (self.text(&echo), echo, false);
                out.empty.extend(&section.answers);
            }
            if empty {
                out.empty.extend(&section.answers);
            } else {
                answered += 1;
                whole += usize::from(section.text.is_some());
                parts.push(text.clone());
                tokens.extend(&said);
            }
            let action = self.action(cell, section, if empty { "" } else { &text }, out);
            actions.extend(action);
            let said_something = !empty || action.is_some();
            if said_something && sure.is_none_or(|s| found.confidence < s.confidence) {
                sure = Some(found);
            }
        }
        let Some(sure) = sure else { return };
        let distinct: BTreeSet<Answer> = actions.iter().map(|(a, _)| *a).collect();
        if distinct.len() > 1 {
            let message = format!(
                "recommendation {cell} is answered with YES in one place and with NO in another"
            );
            out.findings.push(
                Finding::warning("action-contradiction", message)
                    .hint("ask the sender, or decide which answer stands"),
            );
        }
        let action = if distinct.len() == 1 {
            distinct.first().copied()
        } else {
            None
        };
        if answered > 1 {
            let message = format!(
                "recommendation {cell} is answered in {answered} places of the file; the answers are kept together in their order"
            );
            // The recommendation asked and answered twice: two versions or two senders in one file.
            out.findings.push(if whole > 1 {
                Finding::warning("several-answers", message)
                    .hint("see whether both stand; the form is in the file more than once")
            } else {
                Finding::info("several-answers", message)
            });
        }
        let text = parts.join("\n");
        let mut notes = Vec::new();
        for key in self.marks(&tokens) {
            if let Some((_, lines)) = self
                .notes
                .iter()
                .find(|(k, _)| *k == key)
                .filter(|_| !out.notes.contains(&key))
            {
                let said: Vec<&str> = lines
                    .iter()
                    .map(|l| l.text.trim())
                    .filter(|t| !t.is_empty())
                    .collect();
                notes.push(said.join("\n"));
                out.notes.insert(key);
            }
        }
        let first = tokens
            .first()
            .and_then(|t| self.walk.tokens.get(*t))
            .map(|t| t.line);
        let first = first.or_else(|| gathered.sections.first().map(|(s, _)| s.first_line));
        let place = first
            .and_then(|l| self.lines.get(l))
            .map(|l| l.place.to_string())
            .unwrap_or_default();
        if sure.confidence < SURE {
            let message = format!(
                "it is not certain that this text answers recommendation {cell}: {}",
                sure.evidence
            );
            out.findings.push(
                Finding::warning("placement-unsure", message)
                    .at(&place)
                    .hint("compare the return with the form and confirm or move the text"),
            );
        } else if sure.disagrees {
            let message = format!(
                "the heading above this answer names another recommendation than the text; it was placed by the text, at {cell}"
            );
            out.findings
                .push(Finding::warning("heading-disagrees", message).at(&place));
        }
        let mut evidence = sure.evidence.clone();
        if let Some((_, why)) = actions.first().filter(|_| action.is_some()) {
            evidence.push_str("; ");
            evidence.push_str(why);
        }
        out.used.extend(&tokens);
        out.statements.push(Statement {
            cell: cell.clone(),
            action,
            lang: bridge::detect(&text, self.form_lang, self.res),
            text,
            notes,
            place,
            confidence: sure.confidence,
            evidence,
        });
    }

    /// What looked like the recommendation's text again where an answer should stand, when nothing
    /// else does and it is not the text word for word.
    fn echo(&self, cell: &Cell, section: &Section, out: &mut Placed) -> Option<Vec<usize>> {
        let changed = section.echoes.iter().any(|(_, likeness)| *likeness < 1.0);
        if !changed {
            return None;
        }
        let place = section
            .echoes
            .first()
            .and_then(|(t, _)| self.walk.tokens.get(*t))
            .and_then(|t| self.lines.get(t.line))
            .map(|l| l.place.to_string())
            .unwrap_or_default();
        let message = format!(
            "the answer to recommendation {cell} has almost the words of the recommendation; it was taken for an answer"
        );
        out.findings.push(
            Finding::warning("answer-like-recommendation", message)
                .at(place)
                .hint("see whether the sender only repeated the recommendation"),
        );
        Some(section.echoes.iter().map(|(t, _)| *t).collect())
    }

    /// The text of free stretches: lines by line feeds, the cells of a table inside the answer by tabs.
    pub(super) fn text(&self, tokens: &[usize]) -> String {
        let mut out = String::new();
        let mut last: Option<(&Token, &Line)> = None;
        for token in tokens.iter().filter_map(|t| self.walk.tokens.get(*t)) {
            let Some(line) = self.lines.get(token.line) else {
                continue;
            };
            let part = line.part(token.start, token.end);
            let part = without_bullet(part);
            if part.is_empty() {
                continue;
            }
            if let Some((before, before_line)) = last {
                let same_row = matches!((before_line.cell(), line.cell()), (Some(a), Some(b)) if a.table == b.table && a.row == b.row && a.column != b.column);
                out.push(if before.line == token.line {
                    ' '
                } else if same_row {
                    '\t'
                } else {
                    '\n'
                });
            }
            out.push_str(part);
            last = Some((token, line));
        }
        out
    }

    /// The notes marked in these stretches.
    fn marks(&self, tokens: &[usize]) -> Vec<NoteKey> {
        let mut out = Vec::new();
        for token in tokens.iter().filter_map(|t| self.walk.tokens.get(*t)) {
            let marks = self
                .lines
                .get(token.line)
                .map(|l| l.marks.as_slice())
                .unwrap_or_default();
            // A mark between two stretches belongs to the one before it.
            let here = marks.iter().filter(|(at, _)| {
                *at <= token.end && (*at > token.start || *at == 0 && token.start == 0)
            });
            for (_, key) in here {
                if !out.contains(key) {
                    out.push(*key);
                }
            }
        }
        out
    }

    /// The box ticked, or what was typed instead, with the reason.
    fn action(
        &self,
        cell: &Cell,
        section: &Section,
        text: &str,
        out: &mut Placed,
    ) -> Option<(Answer, &'static str)> {
        let place = self
            .lines
            .get(section.first_line)
            .map(|l| l.place.to_string())
            .unwrap_or_default();
        let contradiction = |message: String| {
            Finding::warning("action-contradiction", message)
                .at(&place)
                .hint("ask the sender, or decide which answer stands")
        };
        let typed = match options::decide(&section.typed) {
            Choice::One(answer, _) => Some((answer, "the word was typed")),
            _ => self.leading_word(text),
        };
        if let Some(found) = self.labelled(section, text) {
            return Some(found);
        }
        if options::tick_alone(&section.items) && typed.is_none() {
            let message = format!(
                "for recommendation {cell} a box is ticked, but neither YES nor NO stands by it"
            );
            out.findings.push(
                Finding::warning("action-unclear", message)
                    .at(&place)
                    .hint("look at the return"),
            );
        }
        match options::decide(&section.items) {
            Choice::One(answer, why) => {
                let nothing = scan::begins(text, Sense::NothingDone, self.r.v);
                if answer == Answer::Yes && nothing {
                    out.findings.push(contradiction(format!(
                        "for recommendation {cell} YES is chosen, but the answer begins by saying that nothing was done"
                    )));
                }
                if let Some((other, _)) = typed.filter(|(t, _)| *t != answer) {
                    let word = |a| if a == Answer::Yes { "YES" } else { "NO" };
                    out.findings.push(contradiction(format!(
                        "for recommendation {cell} {} is chosen, but the answer begins with {}",
                        word(answer),
                        word(other)
                    )));
                }
                Some((answer, why))
            }
            Choice::Both => {
                out.findings.push(contradiction(format!(
                    "for recommendation {cell} both YES and NO are chosen"
                )));
                None
            }
            Choice::Neither => typed.or_else(|| self.by_cell(section)),
        }
    }

    /// `Yes: we did` with `No:` left blank, or the other way round: the words are labels, and the
    /// one that something stands behind was meant.
    fn labelled(&self, section: &Section, text: &str) -> Option<(Answer, &'static str)> {
        let alone = options::one_word(&section.items) || section.items.is_empty();
        let other = if section.items.is_empty() {
            &section.typed
        } else {
            &section.items
        };
        if !alone || !options::one_word(other) {
            return None;
        }
        let Choice::One(blank, _) = options::decide(other) else {
            return None;
        };
        let (answer, _) = self.leading_word(text).filter(|(a, _)| *a != blank)?;
        let first = Folded::beginning(text, 1).words().first()?.end;
        let colon = text.get(first..)?.trim_start().starts_with(':');
        colon.then_some((
            answer,
            "text stands behind this word and none behind the other",
        ))
    }

    /// `Yes,` or `No.` at the beginning of the answer.
    fn leading_word(&self, text: &str) -> Option<(Answer, &'static str)> {
        let folded = Folded::beginning(text, 1);
        let first = folded.words().first()?;
        let answer = if self.r.v.is(Sense::Yes, first.text) {
            Answer::Yes
        } else if self.r.v.is(Sense::No, first.text) {
            Answer::No
        } else {
            return None;
        };
        let rest = text.get(first.end..)?;
        let dash = rest.starts_with([' ', '\u{a0}']) && rest.trim_start().starts_with("- ");
        let parted = rest.is_empty()
            || dash
            || rest
                .trim_start()
                .starts_with([',', '.', ';', ':', '!', '–', '—'])
            || rest.starts_with('\n');
        parted.then_some((answer, "the answer begins with the word"))
    }

    /// The option in whose cell the answer stands.
    fn by_cell(&self, section: &Section) -> Option<(Answer, &'static str)> {
        let cells = section
            .answers
            .iter()
            .filter_map(|t| self.walk.tokens.get(*t))
            .filter_map(|t| self.lines.get(t.line))
            .map(Line::cell);
        let found: BTreeSet<Answer> = cells
            .filter_map(|c| options::in_cell(&section.items, c?))
            .collect();
        (found.len() == 1)
            .then(|| found.first().copied())
            .flatten()
            .map(|a| (a, "the answer stands in its cell"))
    }
}

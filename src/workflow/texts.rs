//! The texts of a return as people arranged them: moved under another recommendation, confirmed where
//! they stand, or set aside as no answer. Every line keeps its words; only where it counts changes.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::model::decision::{Action, Decision, Piece, Subject};
use crate::model::extraction::{Answer, Extraction, Item, Statement};
use crate::model::ids::{Cell, Hash, ReturnId};
use crate::model::text::{fold, text_hash, texts_hash};

/// Where the reader put a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In a statement, by its position in the extraction.
    Statement(usize),
    /// Nowhere, by its position in the extraction.
    Unplaced(usize),
}

/// Who decided, and with which decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct By {
    /// Number of the decision.
    pub seq: u64,
    /// Who.
    pub person: String,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is where the reader put it.
    AsRead,
    /// A person put it under a recommendation.
    Placed(Cell, By),
    /// A person said that it is no answer, and why.
    Aside(String, By),
}

/// A line of a return that is an answer or could be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    /// The words.
    pub text: String,
    /// Where they stand in the file; for a statement, where it starts.
    pub place: String,
    /// Where the reader put them.
    pub origin: Origin,
    /// What became of them.
    pub fate: Fate,
}

impl TextLine {
    /// True when it belongs nowhere and nobody has said anything about it.
    pub fn is_loose(&self) -> bool {
        self.fate == Fate::AsRead && matches!(self.origin, Origin::Unplaced(_))
    }
    /// True when it stands in a header or footer: a letterhead, not an answer.
    pub fn is_letterhead(&self) -> bool {
        self.place.starts_with("header ") || self.place.starts_with("footer ")
    }
}

/// A decision on text that the return, as it is read today, does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The decision.
    pub by: By,
    /// What was decided, in words.
    pub what: String,
    /// The text.
    pub piece: Piece,
}

/// The lines of a return with what became of them, and the statements that they make.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Texts {
    /// All lines in the order of the file.
    pub lines: Vec<TextLine>,
    /// At most one statement for each recommendation, in their order.
    pub statements: Vec<Statement>,
    /// Decisions that lost their object.
    pub lost: Vec<Lost>,
}

impl Texts {
    /// What to hand back with a decision on lines: changes when a line, its place in the order, or
    /// what became of it changes.
    pub fn seen(&self) -> Hash {
        let fates: Vec<String> = self.lines.iter().map(|l| format!("{:?}", l.fate)).collect();
        let lines = self.lines.iter().map(|l| l.text.as_str());
        texts_hash(lines.chain(fates.iter().map(String::as_str)))
    }

    /// The chosen lines as pieces: each unbroken run is one.
    pub fn pieces(&self, chosen: &[usize]) -> Vec<Piece> {
        let mut numbers: Vec<usize> = chosen.to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.retain(|n| *n < self.lines.len());
        let mut runs: Vec<Range<usize>> = Vec::new();
        for n in numbers {
            match runs.last_mut().filter(|run| run.end == n) {
                Some(run) => run.end = n + 1,
                None => runs.push(n..n + 1),
            }
        }
        let keys = self.keys();
        runs.into_iter()
            .map(|run| {
                let lines = self.lines.get(run.clone()).unwrap_or_default();
                let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
                let text = texts.join("\n");
                let nth = find(&keys, &key_of(&text))
                    .iter()
                    .position(|r| r.start == run.start)
                    .unwrap_or(0);
                Piece { text, nth }
            })
            .collect()
    }

    fn keys(&self) -> Vec<String> {
        self.lines.iter().map(|l| key(&l.text)).collect()
    }
}

/// The texts of a return after all decisions that stand.
pub fn texts(id: &ReturnId, extraction: &Extraction, decisions: &[&Decision]) -> Texts {
    let mut out = Texts {
        lines: lines(extraction),
        ..Texts::default()
    };
    let keys = out.keys();
    // What a later decision says of the same words takes the place of what was lost.
    let mut lost: BTreeMap<(String, usize), Lost> = BTreeMap::new();
    for decision in decisions {
        let of = match &decision.subject {
            Subject::Return(of) | Subject::Passage(of, _) => of,
            Subject::Entry(_) | Subject::Note => continue,
        };
        if of != id {
            continue;
        }
        let by = By {
            seq: decision.seq,
            person: decision.person.clone(),
        };
        let (pieces, fate, what) = match &decision.action {
            Action::Place { cell } => {
                place_by_hash(&mut out.lines, &decision.subject, cell, &by);
                continue;
            }
            Action::Move { pieces, cell } => (
                pieces,
                Fate::Placed(cell.clone(), by.clone()),
                format!("it belongs to {cell}"),
            ),
            Action::SetAside { pieces, reason } => (
                pieces,
                Fate::Aside(reason.clone(), by.clone()),
                format!("it is no answer ({reason})"),
            ),
            Action::PutBack { pieces } => (pieces, Fate::AsRead, String::new()),
            _ => continue,
        };
        for piece in pieces {
            let wanted = key_of(&piece.text);
            lost.remove(&(wanted.clone(), piece.nth));
            let found = find(&keys, &wanted);
            let only = (found.len() == 1).then(|| found.first()).flatten();
            match found.get(piece.nth).or(only) {
                Some(run) => {
                    let lines = out.lines.get_mut(run.clone()).unwrap_or_default();
                    lines.iter_mut().for_each(|l| l.fate = fate.clone());
                }
                None if fate != Fate::AsRead => {
                    let gone = Lost {
                        by: by.clone(),
                        what: what.clone(),
                        piece: piece.clone(),
                    };
                    lost.insert((wanted, piece.nth), gone);
                }
                None => {}
            }
        }
    }
    out.lost = lost.into_values().collect();
    out.statements = statements(extraction, &out.lines);
    out
}

/// A passage placed by the hash of its words: all unplaced lines with these words.
fn place_by_hash(lines: &mut [TextLine], subject: &Subject, cell: &Cell, by: &By) {
    let Subject::Passage(_, hash) = subject else {
        return;
    };
    let meant =
        |l: &&mut TextLine| matches!(l.origin, Origin::Unplaced(_)) && text_hash(&l.text) == *hash;
    for line in lines.iter_mut().filter(meant) {
        line.fate = Fate::Placed(cell.clone(), by.clone());
    }
}

/// The lines of statements and of unplaced text, in the order of the file.
fn lines(x: &Extraction) -> Vec<TextLine> {
    let mut out = Vec::new();
    for item in x.in_order() {
        match item {
            Item::Statement(i) => {
                let Some(s) = x.statements.get(i) else {
                    continue;
                };
                out.extend(
                    s.text
                        .split('\n')
                        .filter(|t| !t.is_empty())
                        .map(|text| TextLine {
                            text: text.to_owned(),
                            place: s.place.clone(),
                            origin: Origin::Statement(i),
                            fate: Fate::AsRead,
                        }),
                );
            }
            Item::Unplaced(i) => {
                let Some(p) = x.unplaced.get(i) else {
                    continue;
                };
                out.extend(
                    p.text
                        .split('\n')
                        .filter(|t| !t.is_empty())
                        .map(|text| TextLine {
                            text: text.to_owned(),
                            place: p.place.clone(),
                            origin: Origin::Unplaced(i),
                            fate: Fate::AsRead,
                        }),
                );
            }
            Item::Form(_) | Item::Cover(_) | Item::LeftOut(_) => {}
        }
    }
    out
}

/// Marks at the beginning of a line that one reading may keep and another take away.
const MARKS: [char; 9] = ['-', '–', '—', '•', '·', '▪', '●', '*', ' '];

/// What a line is known by: its folded words, without the mark of a list.
fn key(line: &str) -> String {
    fold(line).trim_start_matches(MARKS).to_owned()
}

/// What several lines are known by.
fn key_of(text: &str) -> String {
    let keys: Vec<String> = text.lines().map(key).filter(|k| !k.is_empty()).collect();
    keys.join(" ")
}

/// All runs of lines that have just these words.
fn find(keys: &[String], wanted: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    if wanted.is_empty() {
        return out;
    }
    for start in (0..keys.len()).filter(|i| keys.get(*i).is_some_and(|k| !k.is_empty())) {
        let mut rest = wanted;
        for (n, key) in keys.iter().enumerate().skip(start) {
            let Some(after) = rest.strip_prefix(key.as_str()) else {
                break;
            };
            if after.is_empty() {
                out.push(start..n + 1);
                break;
            }
            match after.strip_prefix(' ') {
                Some(after) if !key.is_empty() => rest = after,
                // A line without words stands in between.
                _ if key.is_empty() => {}
                _ => break,
            }
        }
    }
    out
}

/// A statement while its lines are put together.
struct Growing {
    statement: Statement,
    text: Vec<String>,
    by: Option<String>,
}

/// The statements that the lines make. The box ticked and the notes go where all lines of a statement
/// go together; otherwise they stay under the recommendation where the reader found them.
fn statements(x: &Extraction, lines: &[TextLine]) -> Vec<Statement> {
    let mut out: BTreeMap<Cell, Growing> = BTreeMap::new();
    for (i, read) in x.statements.iter().enumerate() {
        let own: Vec<&TextLine> = lines
            .iter()
            .filter(|l| l.origin == Origin::Statement(i))
            .collect();
        let mut base = Statement {
            text: String::new(),
            ..read.clone()
        };
        if let Some((cell, person)) = together(&own) {
            base.cell = cell;
            base.confidence = 100;
            base.evidence = format!("placed by {person}");
        } else if !own.is_empty()
            && own.iter().all(|l| l.fate != Fate::AsRead)
            && base.action.is_none()
            && base.notes.is_empty()
        {
            continue;
        }
        match out.get_mut(&base.cell) {
            Some(there) => join(&mut there.statement, base),
            None => {
                let cell = base.cell.clone();
                let growing = Growing {
                    statement: base,
                    text: Vec::new(),
                    by: None,
                };
                out.insert(cell, growing);
            }
        }
    }
    for line in lines {
        let lang = match line.origin {
            Origin::Statement(i) => x.statements.get(i).and_then(|s| s.lang.clone()),
            Origin::Unplaced(_) => None,
        };
        let (cell, person) = match (&line.fate, line.origin) {
            (Fate::AsRead, Origin::Statement(i)) => match x.statements.get(i) {
                Some(s) => (s.cell.clone(), None),
                None => continue,
            },
            (Fate::Placed(cell, by), _) => (cell.clone(), Some(&by.person)),
            (Fate::AsRead, Origin::Unplaced(_)) | (Fate::Aside(..), _) => continue,
        };
        let growing = out.entry(cell.clone()).or_insert_with(|| Growing {
            statement: Statement {
                cell,
                action: None,
                lang,
                text: String::new(),
                notes: Vec::new(),
                place: line.place.clone(),
                confidence: 100,
                evidence: String::new(),
            },
            text: Vec::new(),
            by: None,
        });
        growing.text.push(line.text.clone());
        growing.by = growing.by.take().or(person.cloned());
    }
    out.into_values()
        .map(|g| {
            let mut s = g.statement;
            s.text = g.text.join("\n");
            if let Some(person) = g.by.filter(|_| !s.evidence.starts_with("placed by ")) {
                let more = if s.evidence.is_empty() {
                    format!("placed by {person}")
                } else {
                    format!("{}; some of it placed by {person}", s.evidence)
                };
                s.evidence = more;
            }
            s
        })
        .collect()
}

/// Where all lines of a statement went, if they went to one recommendation, and by whom.
fn together(own: &[&TextLine]) -> Option<(Cell, String)> {
    let Fate::Placed(first, by) = &own.first()?.fate else {
        return None;
    };
    own.iter()
        .all(|l| matches!(&l.fate, Fate::Placed(cell, _) if cell == first))
        .then(|| (first.clone(), by.person.clone()))
}

fn join(there: &mut Statement, more: Statement) {
    there.action = match (there.action, more.action) {
        (Some(Answer::Yes), Some(Answer::No)) | (Some(Answer::No), Some(Answer::Yes)) => None,
        (one, other) => one.or(other),
    };
    there.notes.extend(more.notes);
    there.lang = there.lang.take().or(more.lang);
    if more.confidence < there.confidence {
        there.confidence = more.confidence;
        there.evidence = more.evidence;
    }
}

#[cfg(test)]
#[path = "texts_tests.rs"]
mod tests;

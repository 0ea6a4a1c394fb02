//! The cover: labels with what was filled in beside or below them.

use std::collections::BTreeSet;

use super::lines::{Line, Spot};
use super::recognise::{Kind, Token};
use super::sections::Walk;
use crate::model::extraction::CoverField;

/// The cover lines, and the tokens they used up.
#[derive(Debug, Default)]
pub(super) struct Cover {
    pub(super) fields: Vec<CoverField>,
    pub(super) used: Vec<usize>,
    /// Lines of the values, by field.
    pub(super) places: Vec<Option<usize>>,
}

/// Reads the cover from the stretches before the first theme.
pub(super) fn cover(walk: &Walk, lines: &[Line]) -> Cover {
    let mut out = Cover::default();
    let tables: BTreeSet<u32> = walk
        .front
        .iter()
        .filter_map(|t| walk.tokens.get(*t))
        .filter(|t| matches!(t.kind, Kind::Cover(_)))
        .filter_map(|t| lines.get(t.line)?.cell().map(|c| c.table))
        .collect();
    let mut current: Option<Open> = None;
    for id in &walk.front {
        let Some(token) = walk.tokens.get(*id) else {
            continue;
        };
        let Some(line) = lines.get(token.line) else {
            continue;
        };
        let text = line.part(token.start, token.end).trim();
        match &token.kind {
            Kind::Cover(kind) => {
                current = Some(Open {
                    field: out.fields.len(),
                    line: token.line,
                    cell: line.cell(),
                    filled: false,
                });
                out.begin(kind, text, *id);
            }
            Kind::Free => {
                if let Some(open) = current.as_mut().filter(|o| o.takes(token, line)) {
                    open.filled = true;
                    out.fill(open.field, text, token.line, *id);
                } else if line.cell().is_some_and(|c| tables.contains(&c.table)) {
                    // A line that the sender added to the table: label and value.
                    current = Some(Open {
                        field: out.fields.len(),
                        line: token.line,
                        cell: line.cell(),
                        filled: false,
                    });
                    out.begin("other", text, *id);
                } else {
                    current = None;
                }
            }
            Kind::Fill => {}
            _ => current = None,
        }
    }
    out
}

struct Open {
    field: usize,
    line: usize,
    cell: Option<Spot>,
    filled: bool,
}

impl Open {
    /// True when the stretch belongs to this label: on its line, in its row, in the cell below it,
    /// or, without a table, on the next line.
    fn takes(&self, token: &Token, line: &Line) -> bool {
        if token.line == self.line {
            return true;
        }
        match (self.cell, line.cell()) {
            (Some(a), Some(b)) if a.table == b.table => {
                a.row == b.row || (b.row == a.row + 1 && b.column == a.column && !self.filled)
            }
            (Some(a), Some(_)) => line
                .spots
                .iter()
                .any(|s| s.table == a.table && s.row == a.row),
            (None, None) => !self.filled && token.line == self.line + 1,
            _ => false,
        }
    }
}

impl Cover {
    fn begin(&mut self, kind: &str, label: &str, id: usize) {
        self.fields.push(CoverField {
            kind: kind.into(),
            label: label.into(),
            value: String::new(),
        });
        self.places.push(None);
        self.used.push(id);
    }
    fn fill(&mut self, field: usize, text: &str, line: usize, id: usize) {
        if let Some(f) = self.fields.get_mut(field) {
            if !f.value.is_empty() {
                f.value.push('\n');
            }
            f.value.push_str(text);
        }
        if let Some(slot) = self.places.get_mut(field) {
            slot.get_or_insert(line);
        }
        self.used.push(id);
    }
}

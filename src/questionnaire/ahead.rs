//! What the walk sees around the line where it stands.

use super::form::Role;
use super::lines::Line;
use super::options::{self, Item};
use super::recognise::{self, Token};
use super::reference::Strictness;
use super::scan;
use super::sections::Walker;

impl Walker<'_> {
    /// True when the next line is a heading of the form.
    pub(super) fn before_heading(&self, index: usize) -> bool {
        let Some(next) = self.lines.get(index + 1) else {
            return false;
        };
        let found = next.words();
        let theme = || {
            let exact = self.r.exact(found);
            exact.iter().any(|h| h.piece.role == Role::Theme)
        };
        scan::heading(&next.text, found, self.r.v).is_some_and(|h| h.closed)
            || theme()
            || self.before_recommendation(index)
    }

    /// True when the next line is the heading or the text of a recommendation.
    pub(super) fn before_recommendation(&self, index: usize) -> bool {
        let Some(next) = self.lines.get(index + 1) else {
            return false;
        };
        let found = next.words();
        let headed =
            scan::heading(&next.text, found, self.r.v).is_some_and(|h| h.recommendation.is_some());
        let text = |role: Role| role == Role::Text;
        headed
            || self.r.exact(found).iter().any(|h| text(h.piece.role))
            || self
                .r
                .fuzzy(found, Strictness::Usual, None, None)
                .is_some_and(|h| text(h.piece.role))
    }

    /// True when the question stands on the next line.
    pub(super) fn asked_next(&self, line: usize) -> bool {
        let Some(here) = self.lines.get(line) else {
            return false;
        };
        match self.lines.get(line + 1) {
            Some(next) if next.cell() == here.cell() || here.cell().is_none() => {
                recognise::asks(self.r, next.words())
            }
            _ => false,
        }
    }

    /// True for an option word without mark whose row has the other one in another cell.
    pub(super) fn heads_columns(&self, items: &[Item], line: usize) -> bool {
        let Some(here) = self.lines.get(line).and_then(Line::cell) else {
            return false;
        };
        let beside = |i: usize| {
            let Some(other) = self.lines.get(i) else {
                return false;
            };
            let same_row = other
                .cell()
                .is_some_and(|c| c.table == here.table && c.row == here.row && c != here);
            same_row
                && options::read(other, i, 0, self.r.v).is_some_and(|(found, end)| {
                    options::opposite(items, &found) && end >= other.text.trim_end().len()
                })
        };
        options::unticked(items) && (line.saturating_sub(2)..=line + 2).any(beside)
    }

    /// True when a row of a table begins in the column of the recommendations, where each row before
    /// had its answer beside it, and nothing of the form was recognised in it.
    pub(super) fn new_row(&self, token: &Token, line: &Line) -> bool {
        let (Some(section), Some(here)) = (&self.current, line.cell()) else {
            return false;
        };
        let Some(began) = self.lines.get(section.first_line).and_then(Line::cell) else {
            return false;
        };
        let beside = || {
            let cells = section
                .answers
                .iter()
                .filter_map(|t| self.out.tokens.get(*t))
                .filter_map(|t| self.lines.get(t.line)?.cell());
            cells
                .chain(section.items.iter().filter_map(Item::cell))
                .any(|c| c.table == began.table && c.row == began.row && c.column != began.column)
        };
        token.start == 0
            && here.table == began.table
            && here.column == began.column
            && here.row > began.row
            && line.words().len() >= 4
            && beside()
    }
}

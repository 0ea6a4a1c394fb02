//! Tables as a grid: merged cells once, deleted rows and cells left out.

use std::collections::BTreeMap;

use crate::model::document::{Block, Reason, Row, Table, TableCell};
use crate::model::place::{Place, Step};

use super::state::{Container, Context, Reader, is_apart};
use super::xml::{El, Ns};

/// More columns than Word allows (63), to be safe against absurd spans.
const MOST_COLUMNS: u32 = 1024;

/// A cell of the file with the context it stands in.
struct RawCell<'t, 'c> {
    el: El<'t>,
    ctx: Context<'c>,
    checked: Option<bool>,
}

/// Where cells merged downwards began: column to row and cell.
type Merges = BTreeMap<u32, (usize, usize)>;

impl Reader<'_> {
    /// Reads a table; `None` when nothing of it is left.
    pub fn table(&mut self, el: El<'_>, ctx: Context<'_>, place: Place) -> Option<Table> {
        let styles = self.styles;
        let style = el.w("tblPr").and_then(|p| p.child_val("tblStyle"));
        let ctx = Context {
            table: styles.table(style),
            ..ctx
        };
        let mut table = Table {
            place,
            rows: Vec::new(),
        };
        let mut merges = Merges::new();
        self.rows(el, ctx, &mut table, &mut merges);
        (!table.rows.is_empty()).then_some(table)
    }

    fn rows(&mut self, parent: El<'_>, ctx: Context<'_>, table: &mut Table, merges: &mut Merges) {
        for el in parent.children() {
            match (el.ns(), el.name()) {
                (Ns::Word, "tr") => self.row(el, ctx, table, merges),
                (Ns::Word, "sdt") => {
                    let control = self.control(el);
                    if let Some(content) = el.w("sdtContent") {
                        self.rows(content, control.context(ctx), table, merges);
                    }
                }
                (Ns::Word, "del") => self.rows(el, ctx.because(Reason::Deleted), table, merges),
                (Ns::Word, "moveFrom") => self.rows(el, ctx.because(Reason::Moved), table, merges),
                (Ns::Word, name) if is_apart(name) => {}
                _ => self.rows(el, ctx, table, merges),
            }
        }
    }

    fn row(&mut self, el: El<'_>, ctx: Context<'_>, table: &mut Table, merges: &mut Merges) {
        let settings = el.w("trPr");
        let gone = if settings.is_some_and(|s| s.w("del").is_some()) {
            Some(Reason::Deleted)
        } else {
            None
        };
        let gone = gone.or(ctx
            .reason
            .filter(|r| matches!(r, Reason::Deleted | Reason::Moved)));
        let mut cells = Vec::new();
        gather(self, el, ctx, None, &mut cells);
        let place = table.place.clone();
        if let Some(reason) = gone {
            for cell in cells {
                self.drop_cell(&cell, reason, &place);
            }
            return;
        }
        let number = table.rows.len();
        let before = settings
            .and_then(|s| s.child_val("gridBefore"))
            .and_then(|v| v.trim().parse::<u32>().ok())
            .unwrap_or(0);
        let mut column = before.min(MOST_COLUMNS);
        let mut row = Row {
            header: settings
                .and_then(|s| s.switch("tblHeader"))
                .unwrap_or(false),
            cells: Vec::new(),
        };
        for cell in cells {
            let about = cell.el.w("tcPr");
            let span = about
                .and_then(|a| a.child_val("gridSpan"))
                .and_then(|v| v.trim().parse::<u32>().ok())
                .unwrap_or(1);
            let span = span.clamp(1, MOST_COLUMNS);
            let here = column;
            let cell_place = place.with(Step::TableCell {
                row: number as u32 + 1,
                column: here + 1,
            });
            if about.is_some_and(|a| a.w("cellDel").is_some()) {
                self.drop_cell(&cell, Reason::Deleted, &cell_place);
                continue;
            }
            column = (column + span).min(MOST_COLUMNS);
            if about
                .and_then(|a| a.w("hMerge"))
                .is_some_and(|m| m.val() != Some("restart"))
                && let Some(last) = row.cells.last_mut()
            {
                last.column_span += span;
                self.drop_cell(&cell, Reason::Hidden, &cell_place);
                continue;
            }
            match down(about) {
                Some(false) => {
                    let above = merges.get(&here).copied();
                    let origin = above
                        .and_then(|(r, c)| Some((r, table.rows.get_mut(r)?.cells.get_mut(c)?)));
                    if let Some((r, origin)) = origin {
                        origin.row_span = number.saturating_sub(r) as u32 + 1;
                        self.drop_cell(&cell, Reason::Hidden, &cell_place);
                        continue;
                    }
                    // Nothing to go on with (some writers shift the grid): the cell is shown.
                }
                Some(true) => {
                    merges.insert(here, (number, row.cells.len()));
                }
                None => merges.retain(|c, _| *c < here || *c >= here + span),
            }
            let blocks = self.cell(&cell, cell_place.clone());
            row.cells.push(TableCell {
                place: cell_place,
                column: here,
                column_span: span,
                row_span: 1,
                blocks,
            });
        }
        // A row of continuations only still counts as a row, so that spans and places agree.
        table.rows.push(row);
    }

    fn cell(&mut self, cell: &RawCell<'_, '_>, place: Place) -> Vec<Block> {
        let mut container = Container::new(place);
        let outer = self.pending_box;
        if cell.checked.is_some() {
            self.pending_box = cell.checked;
        }
        self.blocks(cell.el, cell.ctx, &mut container);
        self.close(cell.ctx, &mut container);
        self.pending_box = outer;
        container.blocks
    }

    /// Keeps the text of a cell that is not shown.
    fn drop_cell(&mut self, cell: &RawCell<'_, '_>, reason: Reason, place: &Place) {
        let ctx = cell.ctx.because(reason);
        let mut container = Container::new(place.clone());
        self.blocks(cell.el, ctx, &mut container);
        self.close(ctx, &mut container);
        self.leave_out(&container.blocks, reason);
    }
}

/// Cells of a row in order, through controls and markup around them.
fn gather<'t, 'c>(
    reader: &Reader<'_>,
    parent: El<'t>,
    ctx: Context<'c>,
    checked: Option<bool>,
    out: &mut Vec<RawCell<'t, 'c>>,
) {
    for el in parent.children() {
        match (el.ns(), el.name()) {
            (Ns::Word, "tc") => out.push(RawCell { el, ctx, checked }),
            (Ns::Word, "sdt") => {
                let control = reader.control(el);
                if let Some(content) = el.w("sdtContent") {
                    gather(
                        reader,
                        content,
                        control.context(ctx),
                        control.checked.or(checked),
                        out,
                    );
                }
            }
            (Ns::Word, "del") => gather(reader, el, ctx.because(Reason::Deleted), checked, out),
            (Ns::Word, "moveFrom") => gather(reader, el, ctx.because(Reason::Moved), checked, out),
            (Ns::Word, name) if is_apart(name) => {}
            _ => gather(reader, el, ctx, checked, out),
        }
    }
}

/// Merging downwards: `Some(true)` begins, `Some(false)` goes on.
fn down(about: Option<El<'_>>) -> Option<bool> {
    let about = about?;
    if let Some(tracked) = about.w("cellMerge") {
        return match tracked.w_attr("vMerge") {
            Some("cont") => Some(false),
            Some("rest") => Some(true),
            _ => None,
        };
    }
    about.w("vMerge").map(|m| m.val() == Some("restart"))
}

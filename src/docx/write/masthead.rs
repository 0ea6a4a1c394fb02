//! The head of the first page: a table without borders and two rules.

use docx_rs::{
    BorderType, Paragraph, Table, TableCell, TableCellBorder, TableCellBorderPosition,
    TableCellBorders, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::runs::{Content, plain_run};
use super::styles::id;
use crate::model::manuscript::{Manuscript, visible};

/// Width of the block at the right, in twentieths of a point.
const BLOCK: u32 = 2900;
/// What the symbol takes of the line above, beyond the block.
const MORE_FOR_SYMBOL: u32 = 1800;

impl Content<'_> {
    /// The masthead of the manuscript.
    pub fn masthead(&mut self) -> Table {
        let manuscript = self.manuscript;
        let head = &manuscript.masthead;
        let width = self.style.page.inner_width();
        let left = width.saturating_sub(BLOCK + MORE_FOR_SYMBOL);
        let rules = self.style.rules;

        let organization = Paragraph::new()
            .style(id::MASTHEAD_ORGANIZATION)
            .add_run(plain_run(&head.organization));
        let lead = head.symbol.find('/').unwrap_or(0);
        let (lead, rest) = head.symbol.split_at_checked(lead).unwrap_or_default();
        let mut symbol = Paragraph::new().style(id::MASTHEAD_SYMBOL);
        if !lead.is_empty() {
            symbol = symbol.add_run(plain_run(lead).style(id::SYMBOL_LEAD));
        }
        let symbol = self.add(symbol.add_run(plain_run(rest)), &head.symbol_note);
        let first = TableRow::new(vec![
            cell(left, 1, rules.masthead_top, VAlignType::Bottom).add_paragraph(organization),
            cell(
                MORE_FOR_SYMBOL + BLOCK,
                2,
                rules.masthead_top,
                VAlignType::Bottom,
            )
            .add_paragraph(symbol),
        ])
        .cant_split();

        let mut organ = cell(
            left + MORE_FOR_SYMBOL,
            2,
            rules.masthead_bottom,
            VAlignType::Top,
        );
        for line in &head.organ {
            organ = organ.add_paragraph(
                Paragraph::new()
                    .style(id::MASTHEAD_ORGAN)
                    .add_run(plain_run(line)),
            );
        }
        let organ = organ.add_paragraph(Paragraph::new().style(id::MASTHEAD_END));
        let mut block = cell(BLOCK, 1, rules.masthead_bottom, VAlignType::Top);
        // The languages stand apart from what is above them, whether there are one or two lines.
        let line = |first: bool| {
            Paragraph::new().style(if first {
                id::MASTHEAD_FIRST_LINE
            } else {
                id::MASTHEAD_LINE
            })
        };
        let translated = !head.language.trim().is_empty();
        for (text, first) in [
            (&head.distribution, true),
            (&head.date, false),
            (&head.language, true),
        ] {
            if !text.trim().is_empty() {
                let run = self.text_run(text, false, head.lang.as_ref(), None);
                block = block.add_paragraph(line(first).add_run(run));
            }
        }
        if !head.original.is_empty() {
            block = block.add_paragraph(self.add(line(!translated), &head.original));
        }
        // Air above the rule, and the paragraph without which a cell is not whole.
        let block = block.add_paragraph(Paragraph::new().style(id::MASTHEAD_END));
        let second = TableRow::new(vec![organ, block]).cant_split();

        Table::without_borders(vec![first, second])
            .set_grid(vec![
                left as usize,
                MORE_FOR_SYMBOL as usize,
                BLOCK as usize,
            ])
            .width(width as usize, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .margins(TableCellMargins::new().margin(0, 0, 0, 0))
    }
}

/// What the masthead says, for those who hear the page: the lines of the table in their order.
pub(super) fn description(manuscript: &Manuscript) -> Vec<String> {
    let head = &manuscript.masthead;
    [&head.organization, &head.symbol]
        .into_iter()
        .chain(&head.organ)
        .chain([&head.distribution, &head.date, &head.language])
        .cloned()
        .chain([visible(&head.original)])
        .map(|line| super::element::clean(&line).trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn cell(width: u32, span: usize, rule: u32, align: VAlignType) -> TableCell {
    let mut cell = TableCell::new()
        .width(width as usize, WidthType::Dxa)
        .vertical_align(align)
        .set_borders(
            TableCellBorders::with_empty().set(
                TableCellBorder::new(TableCellBorderPosition::Bottom)
                    .border_type(BorderType::Single)
                    .size(rule as usize)
                    .color("auto"),
            ),
        );
    if span > 1 {
        cell = cell.grid_span(span);
    }
    cell
}

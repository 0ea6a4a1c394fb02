//! Documents written as plain text, so that a test shows what a person would see.
//!
//! One line is one paragraph. `| a | b |` is a table row (`¶` ends a paragraph inside a cell, a row of
//! `|` lines is one table, a line `+` between them begins another table), `* ` a bulleted paragraph,
//! `@(a) ` a paragraph numbered `(a)` by its list, `# ` a heading, `⏎` a line break, `**bold**`,
//! `^^underlined^^`, `==highlighted==`, `~~struck~~`, `%%hidden%%`, `{{text box}}`, `![alt]` a picture,
//! `[^1]` a footnote mark, `[^1]: text` the footnote, `=page=` a page break, `head: text` a page header,
//! `comment: text` a reviewer's comment. A cell's paragraph `⟪a ; b // c ; d⟫` is a table of two rows
//! inside the cell.

use rapporteur::model::document::{
    Block, Document, Emphasis, Inline, LeftOut, ListPosition, NoteKey, Paragraph, Reason, Row, Run,
    Table, TableCell,
};
use rapporteur::model::place::{Place, Step};

/// The document of a text.
pub fn document(source: &str) -> Document {
    let mut out = Document::default();
    let mut table: Option<Table> = None;
    for line in source.lines().map(str::trim) {
        if let Some(row) = line.strip_prefix('|') {
            let cells = row
                .trim_end_matches('|')
                .split('|')
                .enumerate()
                .map(|(i, text)| TableCell {
                    column: i as u32,
                    column_span: 1,
                    row_span: 1,
                    blocks: text.trim().split('¶').map(|p| block(p.trim())).collect(),
                    ..TableCell::default()
                })
                .collect();
            table.get_or_insert_default().rows.push(Row {
                header: false,
                cells,
            });
            continue;
        }
        if let Some(done) = table.take() {
            out.body.push(Block::Table(done));
        }
        if line.is_empty() || line == "+" {
            continue;
        }
        if let Some(text) = line.strip_prefix("head: ") {
            out.headers.push(vec![Block::Paragraph(paragraph(text, 0))]);
        } else if let Some(text) = line.strip_prefix("comment: ") {
            out.left_out.push(LeftOut {
                reason: Reason::Comment,
                text: text.into(),
                place: "comment 1".into(),
            });
        } else if let Some((number, text)) = note(line) {
            out.notes.insert(
                NoteKey::Footnote(number),
                vec![Block::Paragraph(paragraph(text, 0))],
            );
        } else {
            let place = out.body.len() as u32 + 1;
            out.body.push(Block::Paragraph(paragraph(line, place)));
        }
    }
    if let Some(done) = table {
        out.body.push(Block::Table(done));
    }
    out
}

fn note(line: &str) -> Option<(u32, &str)> {
    let (number, text) = line.strip_prefix("[^")?.split_once("]:")?;
    Some((number.parse().ok()?, text.trim()))
}

/// A paragraph of a cell, or the table inside it.
fn block(text: &str) -> Block {
    let Some(inner) = text.strip_prefix('⟪').and_then(|t| t.strip_suffix('⟫')) else {
        return Block::Paragraph(paragraph(text, 0));
    };
    let cell = |(i, text): (usize, &str)| TableCell {
        column: i as u32,
        column_span: 1,
        row_span: 1,
        blocks: vec![Block::Paragraph(paragraph(text.trim(), 0))],
        ..TableCell::default()
    };
    let rows = inner.split("//").map(|row| Row {
        header: false,
        cells: row.split(';').enumerate().map(cell).collect(),
    });
    Block::Table(Table {
        rows: rows.collect(),
        ..Table::default()
    })
}

fn paragraph(text: &str, place: u32) -> Paragraph {
    let mut out = Paragraph {
        place: Place(vec![Step::Paragraph(place)]),
        ..Paragraph::default()
    };
    let mut rest = text;
    if let Some(tail) = rest.strip_prefix("* ") {
        out.label = Some("•".into());
        out.list = Some(ListPosition {
            list: 1,
            level: 0,
            bullet: true,
        });
        rest = tail;
    }
    if let Some((label, tail)) = rest.strip_prefix('@').and_then(|t| t.split_once(' ')) {
        out.label = Some(label.into());
        out.list = Some(ListPosition {
            list: 2,
            level: 0,
            bullet: false,
        });
        rest = tail;
    }
    if let Some(tail) = rest.strip_prefix("# ") {
        out.heading = Some(1);
        rest = tail;
    }
    let mut run = Run::default();
    let flush = |run: &mut Run, content: &mut Vec<Inline>| {
        if !run.text.is_empty() {
            content.push(Inline::Run(Run {
                text: std::mem::take(&mut run.text),
                ..run.clone()
            }));
        }
    };
    while let Some(c) = rest.chars().next() {
        if let Some(tail) = rest.strip_prefix("**") {
            flush(&mut run, &mut out.content);
            run.emphasis = Emphasis {
                bold: !run.emphasis.bold,
                ..Emphasis::default()
            };
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix("^^") {
            flush(&mut run, &mut out.content);
            run.emphasis.underline = !run.emphasis.underline;
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix("==") {
            flush(&mut run, &mut out.content);
            run.emphasis.highlight = !run.emphasis.highlight;
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix("%%") {
            flush(&mut run, &mut out.content);
            run.left_out = if run.left_out.is_none() {
                Some(Reason::Hidden)
            } else {
                None
            };
            rest = tail;
        } else if let Some((alt, tail)) = rest.strip_prefix("![").and_then(|t| t.split_once(']')) {
            flush(&mut run, &mut out.content);
            out.content.push(Inline::Picture { alt: alt.into() });
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix("~~") {
            flush(&mut run, &mut out.content);
            run.left_out = if run.left_out.is_none() {
                Some(Reason::Struck)
            } else {
                None
            };
            rest = tail;
        } else if let Some((inner, tail)) = rest.strip_prefix("{{").and_then(|t| t.split_once("}}"))
        {
            flush(&mut run, &mut out.content);
            let blocks = inner
                .split('¶')
                .map(|p| Block::Paragraph(paragraph(p.trim(), 0)))
                .collect();
            out.content.push(Inline::TextBox(blocks));
            rest = tail;
        } else if let Some((number, tail)) = rest
            .strip_prefix("[^")
            .and_then(|t| t.split_once(']'))
            .and_then(|(n, t)| Some((n.parse().ok()?, t)))
        {
            flush(&mut run, &mut out.content);
            out.content
                .push(Inline::NoteMark(NoteKey::Footnote(number)));
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix("=page=") {
            flush(&mut run, &mut out.content);
            out.content.push(Inline::PageBreak);
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix('⏎') {
            flush(&mut run, &mut out.content);
            out.content.push(Inline::LineBreak);
            rest = tail;
        } else {
            run.text.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    flush(&mut run, &mut out.content);
    out
}

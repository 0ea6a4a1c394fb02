//! A document as text: for pipes ([`plain_text`]) and for people and tests ([`outline`]).

use std::fmt::Write;

use crate::model::document::{
    Block, Document, Inline, LeftOut, NoteKey, Paragraph, Reason, Run, Table, walk,
};

/// The visible text: headers, body, footnotes and endnotes, footers; one line a paragraph with its
/// label, one line a table row with cells parted by tabs, text boxes after the paragraph that holds them.
pub fn plain_text(doc: &Document) -> String {
    let mut lines = Vec::new();
    let stories = doc
        .headers
        .iter()
        .chain([&doc.body])
        .chain(doc.notes.values())
        .chain(&doc.footers);
    for story in stories {
        text_lines(story, &mut lines);
    }
    let mut out = lines.join("\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn text_lines(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                out.push(line(paragraph));
                for inner in paragraph.text_boxes().filter(|b| any_shown(b)) {
                    text_lines(inner, out);
                }
            }
            Block::Table(table) => {
                for row in table.rows.iter().filter(|r| !r.cells.is_empty()) {
                    let cells: Vec<String> =
                        row.cells.iter().map(|c| cell_text(&c.blocks)).collect();
                    out.push(cells.join("\t"));
                }
            }
        }
    }
}

/// Label and text of a paragraph.
fn line(paragraph: &Paragraph) -> String {
    let text = paragraph.text();
    match &paragraph.label {
        Some(label) if text.is_empty() => label.clone(),
        Some(label) => format!("{label} {text}"),
        None => text,
    }
}

/// The text of a cell on one line.
fn cell_text(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    text_lines(blocks, &mut lines);
    let words: Vec<String> = lines
        .iter()
        .map(|l| l.replace(['\t', '\n'], " ").trim().to_owned())
        .filter(|l| !l.is_empty())
        .collect();
    words.join(" ")
}

/// Whether a paragraph shows anything.
pub(super) fn shows_something(paragraph: &Paragraph) -> bool {
    paragraph.label.is_some()
        || paragraph.content.iter().any(|inline| match inline {
            Inline::Run(run) => run.left_out.is_none() && !run.text.is_empty(),
            Inline::TextBox(blocks) => any_shown(blocks),
            Inline::Tab | Inline::LineBreak | Inline::PageBreak => false,
            Inline::NoteMark(_) | Inline::Checkbox { .. } | Inline::Picture { .. } => true,
        })
}

/// Looks at each block once: a walk that also looked into boxes from every paragraph would double
/// its work with each box within a box.
pub(super) fn any_shown(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => shows_something(paragraph),
        Block::Table(table) => table
            .rows
            .iter()
            .flat_map(|r| &r.cells)
            .any(|c| any_shown(&c.blocks)),
    })
}

/// The text of blocks that are not shown, piece by piece; what has no reason of its own has `otherwise`.
pub(super) fn apart(blocks: &[Block], otherwise: Reason) -> Vec<LeftOut> {
    let mut out: Vec<LeftOut> = Vec::new();
    walk(blocks, &mut |paragraph| {
        let mut last: Option<Reason> = None;
        for inline in &paragraph.content {
            let (text, reason) = match inline {
                Inline::Run(run) => (run.text.as_str(), run.left_out.unwrap_or(otherwise)),
                Inline::Tab => ("\t", otherwise),
                Inline::LineBreak | Inline::PageBreak => ("\n", otherwise),
                Inline::Checkbox { checked } => (if *checked { "☒" } else { "☐" }, otherwise),
                Inline::NoteMark(_) | Inline::Picture { .. } | Inline::TextBox(_) => continue,
            };
            match out.last_mut() {
                Some(before) if last == Some(reason) => before.text.push_str(text),
                _ => out.push(LeftOut {
                    reason,
                    text: text.to_owned(),
                    place: paragraph.place.to_string(),
                }),
            }
            last = Some(reason);
        }
    });
    out.retain(|l| !l.text.trim().is_empty());
    out
}

/// A stable outline: structure, styles, labels, emphasis, and left-out text with its reason.
pub fn outline(doc: &Document) -> String {
    let mut out = String::new();
    for (i, story) in doc.headers.iter().enumerate() {
        let _ = writeln!(out, "header {}", i + 1);
        blocks(story, 1, &mut out);
    }
    let _ = writeln!(out, "body");
    blocks(&doc.body, 1, &mut out);
    for (key, story) in &doc.notes {
        let _ = writeln!(out, "{}", note(*key));
        blocks(story, 1, &mut out);
    }
    for (i, story) in doc.footers.iter().enumerate() {
        let _ = writeln!(out, "footer {}", i + 1);
        blocks(story, 1, &mut out);
    }
    for piece in &doc.left_out {
        let place = if piece.place.is_empty() {
            String::new()
        } else {
            format!(" ({})", piece.place)
        };
        let _ = writeln!(
            out,
            "left out, {}{place}: {}",
            piece.reason.as_str(),
            piece.text.replace('\n', "↵")
        );
    }
    if doc.properties.protected {
        let _ = writeln!(out, "protected");
    }
    if let Some(place) = &doc.unsure_from {
        let from = if place.0.is_empty() {
            String::new()
        } else {
            format!(" from {place}")
        };
        let _ = writeln!(out, "unsure{from}");
    }
    for finding in &doc.findings {
        let place = if finding.place.is_empty() {
            String::new()
        } else {
            format!(" ({})", finding.place)
        };
        let _ = writeln!(out, "finding {}{place}", finding.code);
    }
    out
}

fn note(key: NoteKey) -> String {
    match key {
        NoteKey::Footnote(n) => format!("footnote {n}"),
        NoteKey::Endnote(n) => format!("endnote {n}"),
    }
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth.min(40))
}

fn blocks(list: &[Block], depth: usize, out: &mut String) {
    for block in list {
        match block {
            Block::Paragraph(p) => paragraph(p, depth, out),
            Block::Table(t) => table(t, depth, out),
        }
    }
}

fn paragraph(p: &Paragraph, depth: usize, out: &mut String) {
    let mut about = Vec::new();
    if let Some(level) = p.heading {
        about.push(format!("h{level}"));
    }
    if let Some(style) = p
        .style
        .as_deref()
        .filter(|s| !s.eq_ignore_ascii_case("normal"))
    {
        about.push(style.to_owned());
    }
    if let Some(list) = p.list {
        let kind = if list.bullet { "bullet" } else { "list" };
        about.push(format!("{kind} {} level {}", list.list, list.level));
    }
    let about = if about.is_empty() {
        String::new()
    } else {
        format!(" ({})", about.join(", "))
    };
    let label = p
        .label
        .as_ref()
        .map(|l| format!(" [{l}]"))
        .unwrap_or_default();
    let _ = write!(out, "{}p{about}{label}", indent(depth));
    if !p.content.is_empty() {
        out.push(' ');
    }
    let mut boxes = 0;
    for inline in &p.content {
        match inline {
            Inline::Run(r) => run(r, out),
            Inline::Tab => out.push('⇥'),
            Inline::LineBreak => out.push('↵'),
            Inline::PageBreak => out.push('⤓'),
            Inline::NoteMark(key) => {
                let _ = write!(out, "{{{}}}", note(*key));
            }
            Inline::Checkbox { checked } => out.push_str(if *checked { "{☒}" } else { "{☐}" }),
            Inline::Picture { alt } if alt.is_empty() => out.push_str("{picture}"),
            Inline::Picture { alt } => {
                let _ = write!(out, "{{picture: {alt}}}");
            }
            Inline::TextBox(_) => {
                boxes += 1;
                let _ = write!(out, "{{text box {boxes}}}");
            }
        }
    }
    out.push('\n');
    for (i, inner) in p.text_boxes().enumerate() {
        let _ = writeln!(out, "{}text box {}", indent(depth + 1), i + 1);
        blocks(inner, depth + 2, out);
    }
}

fn run(r: &Run, out: &mut String) {
    let mut marks = String::new();
    if let Some(reason) = r.left_out {
        marks.push_str(reason.as_str());
    }
    let signs = [
        (r.emphasis.bold, 'b'),
        (r.emphasis.italic, 'i'),
        (r.emphasis.underline, 'u'),
        (r.emphasis.highlight, 'h'),
        (r.emphasis.superscript, '^'),
        (r.in_control, '='),
    ];
    let signs: String = signs
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, sign)| *sign)
        .collect();
    if !signs.is_empty() {
        if !marks.is_empty() {
            marks.push(' ');
        }
        marks.push_str(&signs);
    }
    if let Some(link) = &r.link {
        if !marks.is_empty() {
            marks.push(' ');
        }
        let _ = write!(marks, "→{link}");
    }
    let text = r
        .text
        .replace('\u{A0}', "°")
        .replace('\n', "↵")
        .replace('\t', "⇥");
    if marks.is_empty() {
        out.push_str(&text);
    } else {
        let _ = write!(out, "{{{marks}: {text}}}");
    }
}

fn table(t: &Table, depth: usize, out: &mut String) {
    let _ = writeln!(out, "{}table", indent(depth));
    for (i, row) in t.rows.iter().enumerate() {
        let header = if row.header { " (header)" } else { "" };
        let _ = writeln!(out, "{}row {}{header}", indent(depth + 1), i + 1);
        for cell in &row.cells {
            let mut about = format!("cell {}", cell.column + 1);
            if cell.column_span > 1 {
                let _ = write!(about, ", {} columns", cell.column_span);
            }
            if cell.row_span > 1 {
                let _ = write!(about, ", {} rows", cell.row_span);
            }
            let _ = writeln!(out, "{}{about}", indent(depth + 2));
            blocks(&cell.blocks, depth + 3, out);
        }
    }
}

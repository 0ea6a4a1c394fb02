//! Text that stands in other parts of the package: files put into the document, charts, diagrams.

use std::collections::BTreeMap;

use crate::model::document::{Block, Document, Inline, LeftOut, walk};
use crate::model::place::{Place, Step};

use super::drawings::{paragraphs_of, plain_paragraph};
use super::package::{Package, Relationships};
use super::refusal::Refusal;
use super::xml::{El, Ns, Tree};

/// Most lines taken over from one such part.
const MOST_LINES: usize = 20_000;

/// Blocks by part name, and what these parts left out.
#[derive(Debug, Default)]
pub(super) struct Imports {
    pub blocks: BTreeMap<String, Vec<Block>>,
    pub left_out: Vec<LeftOut>,
}

/// Reads a Word file within the file.
pub(super) type Nested<'n> = &'n dyn Fn(&[u8]) -> Result<Document, Refusal>;

/// Reads the parts that the main part brings in. `nested` reads a Word file within the file.
pub(super) fn read(
    package: &mut Package<'_>,
    relations: &Relationships,
    nested: Option<Nested<'_>>,
) -> Result<Imports, Refusal> {
    let mut out = Imports::default();
    for relation in relations.values().filter(|r| !r.external) {
        let part = &relation.target;
        let lines = match relation.kind.as_str() {
            "chart" => package
                .text(part)?
                .map(|s| package.parse(&s, part).map(|t| chart(&t)))
                .transpose()?,
            "diagramData" => package
                .text(part)?
                .map(|s| package.parse(&s, part).map(|t| paragraphs_of(t.root())))
                .transpose()?,
            "aFChunk" => {
                let kind = package.content_type(part).to_owned();
                let Some(bytes) = package.read(part)? else {
                    continue;
                };
                if bytes.starts_with(b"PK\x03\x04") {
                    if let Some(inner) = nested.and_then(|read| read(&bytes).ok()) {
                        out.left_out.extend(inner.all_left_out());
                        out.blocks.insert(part.clone(), whole_text(inner));
                    }
                    continue;
                }
                if kind.contains("html") && !bytes.starts_with(b"MIME") {
                    Some(html_lines(&loose_text(bytes)))
                } else if kind.starts_with("text/plain") {
                    Some(loose_text(bytes).lines().map(str::to_owned).collect())
                } else {
                    None
                }
            }
            _ => None,
        };
        let Some(lines) = lines else { continue };
        let blocks = lines
            .into_iter()
            .take(MOST_LINES)
            .enumerate()
            .map(|(i, text)| {
                Block::Paragraph(plain_paragraph(
                    text,
                    None,
                    Place(vec![Step::Paragraph(i as u32 + 1)]),
                ))
            })
            .collect();
        out.blocks.insert(part.clone(), blocks);
    }
    Ok(out)
}

/// About how many bytes of memory the text takes: its letters, and something for each paragraph.
pub(super) fn weight(blocks: &[Block]) -> u64 {
    let mut out = 0;
    walk(blocks, &mut |p| out += 100 + p.text().len() as u64);
    out
}

/// Titles, names of series and categories, values, in the order of the part.
fn chart(tree: &Tree<'_>) -> Vec<String> {
    let mut out = Vec::new();
    chart_lines(tree.root(), &mut Vec::new(), &mut out);
    out.retain(|l| !l.trim().is_empty());
    out
}

/// Every series repeats the names of the categories; the chart shows them once.
fn chart_lines(el: El<'_>, categories: &mut Vec<String>, out: &mut Vec<String>) {
    for child in el.children() {
        match (child.ns(), child.name()) {
            (Ns::Drawing, "p") => out.push(paragraphs_of(child).join(" ")),
            (Ns::Chart, "v") => out.push(chart_value(child.text())),
            (Ns::Chart, "cat") => {
                let mut own = Vec::new();
                chart_lines(child, &mut Vec::new(), &mut own);
                if own != *categories {
                    out.extend_from_slice(&own);
                    *categories = own;
                }
            }
            _ => chart_lines(child, categories, out),
        }
    }
}

/// A stored value as people see it: of a number the 15 digits that are sure.
fn chart_value(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let number = text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    match number.and_then(|n| format!("{n:.14e}").parse::<f64>().ok()) {
        Some(short) if digits > 15 => short.to_string(),
        _ => text.to_owned(),
    }
}

/// The whole text of a document within the document: its notes follow its body.
fn whole_text(doc: Document) -> Vec<Block> {
    let mut blocks = doc.body;
    blocks.extend(doc.notes.into_values().flatten());
    for block in &mut blocks {
        without_marks(block);
    }
    blocks
}

/// Marks of notes belong to the inner document's own count.
fn without_marks(block: &mut Block) {
    match block {
        Block::Paragraph(p) => {
            p.content.retain(|i| !matches!(i, Inline::NoteMark(_)));
            for inline in &mut p.content {
                if let Inline::TextBox(inner) = inline {
                    inner.iter_mut().for_each(without_marks);
                }
            }
        }
        Block::Table(t) => {
            let cells = t.rows.iter_mut().flat_map(|r| &mut r.cells);
            cells.flat_map(|c| &mut c.blocks).for_each(without_marks);
        }
    }
}

fn loose_text(bytes: Vec<u8>) -> String {
    super::encoding::decode(bytes.clone())
        .unwrap_or_else(|_| encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned())
}

/// The visible lines of a web page.
fn html_lines(source: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut rest = source;
    let mut unseen: Option<String> = None;
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        if unseen.is_none() {
            add(&mut out, text);
        }
        if let Some(comment) = tail.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (tag, after) = tail
            .get(1..)
            .unwrap_or_default()
            .split_once('>')
            .unwrap_or((tail, ""));
        rest = after;
        let closing = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        match (&unseen, closing) {
            (Some(open), true) if *open == name => unseen = None,
            (None, false) if matches!(name.as_str(), "script" | "style" | "title") => {
                unseen = Some(name)
            }
            (None, _) => match name.as_str() {
                "p" | "div" | "br" | "li" | "tr" | "table" | "ul" | "ol" | "h1" | "h2" | "h3"
                | "h4" | "h5" | "h6" | "body" => out.push(String::new()),
                "td" | "th" => add(&mut out, " "),
                _ => {}
            },
            _ => {}
        }
    }
    if unseen.is_none() {
        add(&mut out, rest);
    }
    out.iter()
        .map(|l| l.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|l| !l.is_empty())
        .collect()
}

fn add(out: &mut [String], text: &str) {
    let Some(last) = out.last_mut() else { return };
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, tail) = rest.split_at(at);
        last.push_str(before);
        let name = tail
            .get(1..)
            .and_then(|t| t.split_once(';'))
            .map(|(n, _)| n)
            .filter(|n| n.len() <= 10);
        let c = name.and_then(|n| match n {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{A0}'),
            n => {
                let number = n.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        match (c, name) {
            (Some(c), Some(name)) => {
                last.push(c);
                rest = tail.get(name.len() + 2..).unwrap_or_default();
            }
            _ => {
                last.push('&');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    last.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_a_chart_loses_its_noise() {
        for (stored, seen) in [
            ("2.4000000000000004", "2.4"),
            ("4.3", "4.3"),
            ("2019", "2019"),
            ("Category 1", "Category 1"),
        ] {
            assert_eq!(chart_value(stored), seen);
        }
    }

    #[test]
    fn a_web_page_gives_its_visible_lines() {
        let page = "<title>t</title><style>p {}</style><p>One &amp; <b>two</b><!-- no --></p><ul><li>a &#x41;&bad; &</ul>";
        assert_eq!(html_lines(page), ["One & two", "a A&bad; &"]);
    }
}

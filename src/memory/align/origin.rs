//! Where a document says that it comes from: symbol, year, meeting.

use super::labels::Words;
use crate::language::facts::{FactKind, facts};
use crate::model::document::{Block, Document, walk};
use crate::model::text::fold;
use crate::model::{Lang, unit::Origin};

/// How many blocks at the head of a document may hold its masthead and title block.
const HEAD: usize = 30;

/// The block of the masthead: a table at the head with a document symbol, in a document that has
/// more than tables.
pub(super) fn masthead(document: &Document) -> Option<usize> {
    let running = document
        .body
        .iter()
        .any(|b| matches!(b, Block::Paragraph(p) if !p.text().trim().is_empty()));
    document
        .body
        .iter()
        .take(HEAD)
        .take_while(|b| !matches!(b, Block::Paragraph(p) if p.heading.is_some()))
        .position(|b| {
            matches!(b, Block::Table(_))
                && running
                && lines(std::slice::from_ref(b))
                    .iter()
                    .any(|l| symbol(l).is_some())
        })
}

/// Symbol and year of a document. The masthead comes first, then running heads and feet, then the
/// lines of the title block; footnotes are never asked, since they name other documents.
pub(super) fn origin(document: &Document, lang: &Lang) -> Origin {
    let at = masthead(document);
    let mast = at
        .and_then(|at| document.body.get(at))
        .map(|b| lines(std::slice::from_ref(b)))
        .unwrap_or_default();
    let running: Vec<String> = document
        .headers
        .iter()
        .chain(&document.footers)
        .flat_map(|story| lines(story))
        .collect();
    let title = title_block(document);
    let found = |lines: &[String]| lines.iter().find_map(|l| symbol(l));
    let year = |lines: &[String]| {
        lines.iter().find_map(|l| {
            facts(l, lang)
                .into_iter()
                .filter(|f| f.kind == FactKind::Date)
                .find_map(|f| f.value.get(..4)?.parse::<i16>().ok())
        })
    };
    Origin {
        symbol: found(&mast)
            .or_else(|| found(&running))
            .or_else(|| found(&title)),
        year: year(&mast).or_else(|| year(&title)),
        ..Origin::default()
    }
}

/// The line of the title block that names the meeting.
pub(super) fn meeting(document: &Document, words: Option<&Words>) -> Option<String> {
    let words = words?;
    title_block(document)
        .into_iter()
        .find(|l| l.split_whitespace().count() >= 3 && words.names_meeting(l))
}

/// The lines before the first heading, without the masthead.
fn title_block(document: &Document) -> Vec<String> {
    let skip = masthead(document);
    document
        .body
        .iter()
        .take(HEAD)
        .enumerate()
        .filter(|(at, _)| Some(*at) != skip)
        .map(|(_, b)| b)
        .take_while(|b| {
            !matches!(b, Block::Paragraph(p)
                if p.heading.is_some() || p.label.is_some() || p.text().chars().count() > 300)
        })
        .flat_map(|b| lines(std::slice::from_ref(b)))
        .collect()
}

fn lines(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    walk(blocks, &mut |p| {
        let text = fold(&p.text());
        if !text.is_empty() {
            out.push(text);
        }
    });
    out
}

/// The first document symbol of a line: parts joined by at least two slashes, the first of capitals,
/// one with a digit.
fn symbol(line: &str) -> Option<String> {
    line.split(|c: char| c.is_whitespace() || "()[],;".contains(c))
        .map(|token| token.trim_matches(|c: char| !c.is_alphanumeric()))
        .find(|token| {
            let parts: Vec<&str> = token.split('/').collect();
            parts.len() >= 3
                && parts.first().is_some_and(|first| {
                    first.starts_with(|c: char| c.is_ascii_uppercase())
                        && first
                            .chars()
                            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
                })
                && parts.iter().all(|p| {
                    !p.is_empty()
                        && p.chars()
                            .all(|c| c.is_ascii_alphanumeric() || ".-".contains(c))
                })
                && parts
                    .iter()
                    .skip(1)
                    .any(|p| p.chars().any(|c| c.is_ascii_digit()))
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn symbols_have_two_slashes_and_a_digit() {
        let wanted = Some("UNODC/HONEURO/14/2".to_owned());
        assert_eq!(symbol("United Nations UNODC/HONEURO/14/2"), wanted);
        assert_eq!(symbol("** UNODC/HONEURO/14/2."), wanted);
        assert_eq!(symbol("A/77/1*"), Some("A/77/1".into()));
        assert_eq!(symbol("law 12/2019 and/or 3/4/2020"), None);
        assert_eq!(symbol("MDMA/LSD"), None);
        assert_eq!(symbol("A/B/C"), None);
    }
}

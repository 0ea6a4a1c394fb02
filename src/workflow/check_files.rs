//! Checks two Word files that are one note in two languages.

use std::path::Path;

use super::checks::{CheckReport, CheckedEntry};
use super::documents::{document, language};
use super::error::WorkflowError;
use crate::check::check_documents;
use crate::language::Resources;
use crate::model::document::{Document, Paragraph};
use crate::model::ids::Lang;

/// Checks the numbered paragraphs of two files against one another.
///
/// # Errors
/// When a file cannot be read as a Word file, or neither has numbered paragraphs.
pub fn check_files(
    files: (&Path, &Path),
    resources: &Resources,
) -> Result<CheckReport, WorkflowError> {
    let documents = (document(files.0)?, document(files.1)?);
    let langs = (
        language(&documents.0, resources, Lang::en()),
        language(&documents.1, resources, Lang::fr()),
    );
    let numbered = (numbered(&documents.0), numbered(&documents.1));
    for (path, list) in [(files.0, &numbered.0), (files.1, &numbered.1)] {
        if list.is_empty() {
            return Err(WorkflowError::input(
                path,
                "it has no numbered paragraphs",
                "give the two language versions of one note",
            ));
        }
    }
    let (a, b) = (borrowed(&numbered.0), borrowed(&numbered.1));
    let found = check_documents(resources, (&langs.0, &a), (&langs.1, &b));
    let mut entries: Vec<CheckedEntry> = Vec::new();
    for one in found {
        match entries.last_mut().filter(|e| e.paragraph == one.paragraph) {
            Some(entry) => entry.findings.push(one.finding),
            None => entries.push(CheckedEntry {
                paragraph: one.paragraph,
                entry: None,
                lang: langs.1.clone(),
                findings: vec![one.finding],
            }),
        }
    }
    Ok(CheckReport {
        paragraphs: a.len(),
        entries,
        obstacles: Vec::new(),
    })
}

fn borrowed(list: &[(u32, String)]) -> Vec<(u32, &str)> {
    list.iter()
        .map(|(number, text)| (*number, text.as_str()))
        .collect()
}

/// The paragraphs with a running number, set by Word (`12.` as its label) or typed before a tab or
/// space; sub-items follow the paragraph above them.
fn numbered(document: &Document) -> Vec<(u32, String)> {
    let mut out: Vec<(u32, String)> = Vec::new();
    for paragraph in document.body_paragraphs() {
        if paragraph.heading.is_some() {
            continue;
        }
        match own_number(paragraph) {
            Some(found) => out.push(found),
            None => {
                let sub = paragraph.list.is_some_and(|l| l.level > 0 || l.bullet);
                if let Some((_, text)) = out.last_mut().filter(|_| sub) {
                    text.push('\n');
                    text.push_str(&paragraph.text());
                }
            }
        }
    }
    out
}

fn own_number(paragraph: &Paragraph) -> Option<(u32, String)> {
    let text = paragraph.text();
    let number = |label: &str| {
        label
            .trim()
            .strip_suffix('.')
            .and_then(|n| n.parse::<u32>().ok())
    };
    if let Some(n) = paragraph.label.as_deref().and_then(number) {
        return Some((n, text));
    }
    let (head, rest) = text.trim_start().split_once(['\t', ' ', '\u{a0}'])?;
    Some((number(head)?, rest.trim().to_owned()))
}

//! Answers that are there but cannot be read as text: pictures, hidden or deleted words, comments.

use super::lines::Line;
use super::place::Placed;
use super::reference::Reference;
use super::resolve::Resolved;
use super::sections::{Section, Walk};
use crate::model::document::{Document, Reason};
use crate::model::finding::Finding;

/// Says where something stands in place of an answer, and, when answers are missing, that the file
/// has comments.
pub(super) fn unseen(
    r: &Reference<'_>,
    doc: &Document,
    walk: &Walk,
    lines: &[Line],
    resolved: &[Resolved],
    placed: &Placed,
) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut empty: Vec<String> = Vec::new();
    for (section, found) in walk.sections.iter().zip(resolved) {
        let cell = found.cell.and_then(|c| r.cells.get(c));
        let named = cell.map_or_else(|| "an answer".to_owned(), |c| format!("recommendation {c}"));
        let written = section.answers.iter().any(|t| placed.used.contains(t));
        if !written && let Some(cell) = cell {
            let elsewhere = placed
                .statements
                .iter()
                .any(|s| s.cell == *cell && !s.text.trim().is_empty());
            let name = cell.to_string();
            if !elsewhere && !empty.contains(&name) {
                empty.push(name);
            }
        }
        out.extend(in_section(section, lines, &named, written));
    }
    let comments = doc
        .left_out
        .iter()
        .filter(|l| l.reason == Reason::Comment)
        .count();
    if comments > 0 && !empty.is_empty() {
        let message = format!(
            "the file has {comments} comment{}, which are left out, and no text below recommendation {}",
            if comments == 1 { "" } else { "s" },
            empty.join(", ")
        );
        out.push(
            Finding::warning("comments-beside-blanks", message)
                .hint("see whether the comments are the answers; if so, ask for them as text"),
        );
    }
    out
}

fn in_section(section: &Section, lines: &[Line], named: &str, written: bool) -> Vec<Finding> {
    let mut out = Vec::new();
    for line in section.unseen.iter().filter_map(|i| lines.get(*i)) {
        let mut say = |code: &str, message: String, hint: &str| {
            let finding = if written {
                Finding::info(code, message)
            } else {
                Finding::warning(code, message)
            };
            out.push(finding.at(&line.place).hint(hint));
        };
        if !line.pictures.is_empty() {
            let alt = line.pictures.join(", ");
            let about = if alt.trim().is_empty() {
                String::new()
            } else {
                format!(" ({alt})")
            };
            let message =
                format!("a picture{about} stands in the answer to {named}; it is not read");
            say(
                "answer-in-picture",
                message,
                "look whether it is a scanned answer",
            );
        }
        let hidden = line.hidden.concat();
        if hidden.chars().any(char::is_alphanumeric) {
            let message = format!("hidden text stands in the answer to {named}; it is left out");
            say(
                "answer-hidden",
                message,
                "ask the sender whether it was meant to be read",
            );
        }
        let gone: String = line.gone.iter().map(|(_, t)| t.as_str()).collect();
        if !written && super::fold::count(&gone) >= 3 {
            let message = format!(
                "the answer to {named} was deleted or struck out and nothing stands in its place"
            );
            say(
                "answer-deleted",
                message,
                "ask the sender whether an answer is missing",
            );
        }
    }
    out
}

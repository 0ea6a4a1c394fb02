//! Second thoughts after the walk: what stands behind the form, and recommendation texts in a
//! wording or language that no form has.

use std::collections::HashSet;

use super::bridge;
use super::fold::Folded;
use super::lines::Line;
use super::options;
use super::recognise::Kind;
use super::reference::Reference;
use super::resolve::Resolved;
use super::scan;
use super::sections::{Section, Walk};
use super::vocabulary::{Sense, Vocabulary};
use crate::language::Resources;

/// Takes what stands behind the form away from the last answer: everything outside the box when the
/// box holds an answer, and everything from a heading or a new page on.
pub(super) fn cut(walk: &mut Walk, lines: &[Line]) {
    let Walk {
        tokens,
        sections,
        loose,
        ..
    } = walk;
    let Some(section) = sections.last_mut() else {
        return;
    };
    let line_of = |id: &usize| tokens.get(*id).and_then(|t| lines.get(t.line));
    if section.answers.is_empty()
        && let Some(at) = section
            .between
            .iter()
            .position(|id| line_of(id).is_some_and(|l| closes(l, 0, 1)))
    {
        loose.extend(section.between.split_off(at));
    }
    let mut box_table: Option<u32> = None;
    let mut at = section.answers.len();
    for (i, id) in section.answers.iter().enumerate() {
        let Some(line) = line_of(id) else { continue };
        let outside = box_table.is_some_and(|t| line.spots.iter().all(|s| s.table != t));
        let begins_anew = line.heading || line.new_page;
        let titled = line.cell().is_none()
            && title_of_more(section.answers.get(i + 1).and_then(line_of), line);
        // Text below a box that was left empty may be the answer; a title below it is not.
        if outside && !line.boxed
            || closes(line, i, section.answers.len())
            || begins_anew && (i > 0 || line.cell().is_none())
            || i > 0 && titled
        {
            at = i;
            break;
        }
        if box_table.is_none() && !line.is_blank() {
            box_table = line.spots.first().map(|s| s.table);
        }
    }
    loose.extend(section.answers.split_off(at));
}

/// True for the first line of what people write below a finished form: a signature, thanks, or who
/// may be asked.
fn closes(line: &Line, at: usize, of: usize) -> bool {
    let v = Vocabulary::shipped();
    let found = line.words();
    let named = scan::phrase(found, Sense::Closing, v).is_some();
    let contact = scan::cover_label(&line.text, v).is_some_and(|(kind, _)| kind != "country");
    found.len() <= 12 && (named || contact && at > 0 && at < of)
}

/// Takes the letter or title that stands above a second copy of the form away from the last answer of
/// the first copy, when that was left without a tick and its box blank.
pub(super) fn between_copies(walk: &mut Walk, lines: &[Line], resolved: &[Resolved]) {
    let Walk {
        tokens,
        sections,
        loose,
        ..
    } = walk;
    let last = sections.iter().enumerate().filter_map(|(i, section)| {
        let here = resolved.get(i)?.cell?;
        let next = resolved.get(i + 1)?.cell?;
        let ticked = options::decide(&section.items) != options::Choice::Neither;
        let again = sections.get(i + 1).is_some_and(Section::anchored);
        (next <= here && again && !ticked).then_some(i)
    });
    let last: Vec<usize> = last.collect();
    for i in last {
        let Some(section) = sections.get_mut(i) else {
            continue;
        };
        let line_of = |t: &super::recognise::Token| lines.get(t.line);
        let from = section.first_line;
        let boxed = tokens
            .iter()
            .filter(|t| t.line >= from && t.kind == Kind::Fill)
            .find_map(|t| line_of(t)?.cell().map(|_| t.line));
        let outside = |id: &usize| {
            tokens.get(*id).is_some_and(|t| {
                boxed.is_some_and(|b| t.line > b) && line_of(t).is_some_and(|l| l.cell().is_none())
            })
        };
        if !section.answers.is_empty() && section.answers.iter().all(outside) {
            loose.append(&mut section.answers);
        }
    }
}

/// True when a short line without a full stop stands above a table.
fn title_of_more(next: Option<&Line>, line: &Line) -> bool {
    let short = line.words().len() <= 12 && !line.text.trim_end().ends_with(['.', ';', ',', ':']);
    short && next.is_some_and(|n| n.cell().is_some())
}

/// Free text between a recommendation's heading and its question, where the form has the text of the
/// recommendation: it is that text when it uses its words, or when an answer follows and it is in a
/// language that no form has; otherwise nobody can tell and it is shown to a person. Without a
/// question below, it is the answer.
pub(super) fn recommendation_texts(
    r: &Reference<'_>,
    walk: &mut Walk,
    lines: &[Line],
    resolved: &[Resolved],
    res: &Resources,
) {
    let Walk {
        tokens,
        sections,
        loose,
        strange,
        ..
    } = walk;
    for (section, found) in sections.iter_mut().zip(resolved) {
        let between = std::mem::take(&mut section.between);
        if between.is_empty() {
            continue;
        }
        if section.text.is_some() {
            // The text itself was found further down; what stands above it is a stray answer.
            section.answers.splice(0..0, between);
            continue;
        }
        if !section.asked
            && !section.commented
            && options::only_heads(&section.items)
            && !section.row
        {
            section.answers.splice(0..0, between);
            continue;
        }
        let (boxed, plain): (Vec<usize>, Vec<usize>) = between.into_iter().partition(|id| {
            tokens
                .get(*id)
                .and_then(|t| lines.get(t.line))
                .is_some_and(|l| l.boxed)
        });
        section.answers.splice(0..0, boxed);
        let answered = section
            .answers
            .iter()
            .any(|id| tokens.get(*id).is_some_and(|t| t.end > t.start));
        let alike = found
            .cell
            .is_some_and(|cell| resembles(r, cell, &plain, tokens, lines));
        let foreign = || !in_a_language_of(r, &plain, tokens, lines, res);
        let near = section.near.is_some();
        if alike || near || answered && foreign() {
            for id in plain {
                if let Some(token) = tokens.get_mut(id) {
                    token.kind = Kind::Form;
                }
            }
        } else {
            if answered {
                strange.extend(&plain);
            }
            loose.extend(plain);
        }
    }
}

/// True when the stretches are in a language that one of the forms has; of a few words too.
fn in_a_language_of(
    r: &Reference<'_>,
    ids: &[usize],
    tokens: &[super::recognise::Token],
    lines: &[Line],
    res: &Resources,
) -> bool {
    let text: Vec<&str> = ids
        .iter()
        .filter_map(|id| tokens.get(*id))
        .filter_map(|t| lines.get(t.line).map(|l| l.part(t.start, t.end)))
        .collect();
    let lang = bridge::detect(&text.join(" "), None, res);
    lang.is_none_or(|l| r.forms.iter().any(|f| f.lang.primary() == l.primary()))
}

/// True when the stretches use a good part of the recommendation's words, in any language.
fn resembles(
    r: &Reference<'_>,
    cell: usize,
    ids: &[usize],
    tokens: &[super::recognise::Token],
    lines: &[Line],
) -> bool {
    let Some(cell) = r.cells.get(cell) else {
        return false;
    };
    let folded: Vec<Folded> = ids
        .iter()
        .filter_map(|id| tokens.get(*id))
        .filter_map(|t| lines.get(t.line).map(|l| l.part(t.start, t.end)))
        .map(Folded::new)
        .collect();
    let words = folded.iter().flat_map(|f| f.words().iter());
    let said: Vec<&str> = words.filter(|w| w.letters > 4).map(|w| w.text).collect();
    r.forms
        .iter()
        .flat_map(|f| &f.themes)
        .filter(|t| t.number == cell.theme)
        .flat_map(|t| &t.recommendations)
        .filter(|rec| rec.letter == cell.recommendation)
        .any(|rec| {
            let folded = Folded::new(&rec.text);
            let text: HashSet<&str> = folded.words().iter().map(|w| w.text).collect();
            let shared = said.iter().filter(|w| text.contains(*w)).count();
            !said.is_empty() && shared * 3 >= said.len()
        })
}

//! Second thoughts after the walk: what stands behind the form, and recommendation texts in a
//! wording or language that no form has.

use super::fold::words;
use super::lines::Line;
use super::recognise::Kind;
use super::reference::Reference;
use super::resolve::Resolved;
use super::sections::Walk;

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

/// True when a short line without a full stop stands above a table.
fn title_of_more(next: Option<&Line>, line: &Line) -> bool {
    let short =
        words(&line.text).len() <= 12 && !line.text.trim_end().ends_with(['.', ';', ',', ':']);
    short && next.is_some_and(|n| n.cell().is_some())
}

/// Free text between a recommendation's heading and its question, where the form has the text of the
/// recommendation: it is that text, retyped or translated, when an answer follows; otherwise nobody
/// can tell and it is shown to a person. Without a question below, it is the answer.
pub(super) fn recommendation_texts(
    r: &Reference<'_>,
    walk: &mut Walk,
    lines: &[Line],
    resolved: &[Resolved],
) {
    let Walk {
        tokens,
        sections,
        loose,
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
        if !section.asked && !section.commented && section.items.is_empty() {
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
        if answered || alike {
            for id in plain {
                if let Some(token) = tokens.get_mut(id) {
                    token.kind = Kind::Form;
                }
            }
        } else {
            loose.extend(plain);
        }
    }
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
    let said: Vec<String> = ids
        .iter()
        .filter_map(|id| tokens.get(*id))
        .filter_map(|t| lines.get(t.line).map(|l| l.part(t.start, t.end)))
        .flat_map(|t| words(t).into_iter().map(|w| w.text))
        .filter(|w| w.chars().count() > 4)
        .collect();
    r.forms
        .iter()
        .flat_map(|f| &f.themes)
        .filter(|t| t.number == cell.theme)
        .flat_map(|t| &t.recommendations)
        .any(|rec| {
            let text: Vec<String> = words(&rec.text).into_iter().map(|w| w.text).collect();
            let shared = said.iter().filter(|w| text.contains(w)).count();
            rec.letter == cell.recommendation && !said.is_empty() && shared * 3 >= said.len()
        })
}

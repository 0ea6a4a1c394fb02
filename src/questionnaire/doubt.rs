//! Second thoughts on what was resolved: sections that look like the form's and may be none.

use super::lines::Line;
use super::recognise::Kind;
use super::resolve::Resolved;
use super::sections::{Section, Walk};

/// Confidence of what a person must look at.
const DOUBTFUL: u8 = 50;

/// Lowers the confidence of doubtful sections, and takes away the recommendation from those that
/// belong to an annex.
pub(super) fn doubt(walk: &mut Walk, lines: &[Line], resolved: &mut [Resolved]) {
    annexes(walk, resolved);
    repeated_labels(walk, resolved);
    points_of_a_list(walk, resolved);
    if answers_stand_above(walk, lines, resolved) {
        for found in resolved.iter_mut() {
            lower(found, "the answers may stand above their recommendations");
        }
    }
}

fn lower(found: &mut Resolved, why: &str) {
    found.confidence = found.confidence.min(DOUBTFUL);
    found.evidence.push_str("; ");
    found.evidence.push_str(why);
}

/// Behind the heading of an annex only a heading that goes on where the form stopped is one of the
/// form, and that is doubtful; the annex may recommend things of its own.
fn annexes(walk: &mut Walk, resolved: &mut [Resolved]) {
    let mut last: Option<usize> = None;
    let mut loose = Vec::new();
    for (section, found) in walk.sections.iter().zip(resolved.iter_mut()) {
        if !section.annex || section.text.is_some() || section.asked {
            last = found.cell.or(last);
            continue;
        }
        if found.cell.is_some() && found.cell == last.map(|l| l + 1) {
            lower(found, "it stands behind the heading of an annex");
            last = found.cell;
        } else {
            found.cell = None;
            loose.extend(section.head);
        }
    }
    for id in loose {
        if let Some(token) = walk.tokens.get_mut(id) {
            token.kind = Kind::Free;
        }
    }
}

/// A label without text and question, of a recommendation that has both in another place, may be a
/// point of an answer, or a quotation.
fn repeated_labels(walk: &Walk, resolved: &mut [Resolved]) {
    let whole: Vec<usize> = walk
        .sections
        .iter()
        .zip(resolved.iter())
        .filter(|(s, _)| s.text.is_some() || s.asked)
        .filter_map(|(_, found)| found.cell)
        .collect();
    for (section, found) in walk.sections.iter().zip(resolved.iter_mut()) {
        let bare = section.text.is_none() && !section.asked && section.label.is_some();
        if bare && found.cell.is_some_and(|c| whole.contains(&c)) {
            lower(found, "the whole recommendation stands in another place");
        }
    }
}

/// Labels before text are the form's when they alone go through it in order.
fn points_of_a_list(walk: &Walk, resolved: &mut [Resolved]) {
    let cells: Vec<usize> = resolved.iter().filter_map(|f| f.cell).collect();
    let all = walk.sections.iter().all(|s| s.weak || s.head.is_some());
    let ordered = cells.windows(2).all(|w| matches!(w, [a, b] if a < b));
    let pairs = walk.sections.iter().all(|s| s.theme.is_some());
    if all && ordered && cells.len() >= 3 && (pairs && !walk.listed || walk.pairs) {
        return;
    }
    for (section, found) in walk.sections.iter().zip(resolved.iter_mut()) {
        if section.weak {
            lower(found, "its label may be a point of a list");
        }
    }
}

/// True when answers may stand above their recommendations: no question or label says where they go,
/// and free text stands between a theme and its first recommendation, or above the first of all with
/// nothing below the last, or a recommendation's words come before its heading.
fn answers_stand_above(walk: &Walk, lines: &[Line], resolved: &[Resolved]) -> bool {
    let own: Vec<&Section> = walk.sections.iter().filter(|s| !s.annex).collect();
    let (Some(first), Some(last)) = (own.first(), own.last()) else {
        return false;
    };
    if own.len() < 2
        || walk
            .sections
            .iter()
            .any(|s| s.asked || s.commented || s.weak)
    {
        return false;
    }
    let silent = |s: &Section| s.answers.is_empty() && s.between.is_empty() && s.typed.is_empty();
    // Nothing below the last recommendation, or its own text with nothing behind it.
    let ends_silent = silent(last)
        || last
            .echoes
            .iter()
            .any(|(t, _)| last.answers.iter().all(|a| a < t));
    let above = |line: usize| {
        let at = walk.tokens.partition_point(|t| t.line < line);
        walk.tokens
            .iter()
            .take(at)
            .rev()
            .take_while(|t| t.kind == Kind::Free || is_blank(lines, t.line))
            .filter(|t| !is_blank(lines, t.line))
            .count()
    };
    let below_theme = |s: &Section| {
        let n = above(s.first_line);
        let at = walk.tokens.partition_point(|t| t.line < s.first_line);
        let theme = at
            .checked_sub(n + 1)
            .and_then(|i| walk.tokens.get(i))
            .is_some_and(|t| matches!(t.kind, Kind::Theme(_)));
        n > 0 && theme
    };
    let echoed = walk
        .sections
        .windows(2)
        .zip(resolved.windows(2))
        .any(|(s, f)| {
            let ([a, b], [x, y]) = (s, f) else {
                return false;
            };
            a.label.is_none()
                && b.label.is_some()
                && x.cell.is_some()
                && x.cell == y.cell
                && !silent(a)
        });
    // Its own text again between two stretches of the answer: one of them is another's.
    let interrupted = own.iter().any(|s| {
        let after = |t: usize| s.answers.iter().any(|a| *a < t) && s.answers.iter().any(|a| *a > t);
        s.label.is_none() && s.echoes.iter().any(|(t, _)| after(*t))
    });
    own.iter().any(|s| below_theme(s))
        || echoed
        || interrupted
        || above(first.first_line) > 0 && ends_silent
}

fn is_blank(lines: &[Line], line: usize) -> bool {
    lines.get(line).is_none_or(Line::is_blank)
}

//! A unit's target made to say the query: frame, facts and agreement; what stays open is marked.

use super::align::{Piece, Step, align, pieces};
use super::drafting::TABLES;
use super::edit::apply;
use super::exchange::{exchange, has_day};
use super::frame::{Frame, agreement, parse};
use super::names::Names;
use super::subject::{Work, cost, speaks_for, subject, unknown_frame, verb};
use crate::language::facts::{Fact, FactKind, facts};
use crate::model::ids::{CountryCode, Lang};
use crate::model::suggestion::{Mark, Repair};
use crate::model::text::fold;

/// A target after repair.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Repaired {
    pub target: String,
    pub repairs: Vec<Repair>,
    pub marks: Vec<Mark>,
    /// 0 to 100: what is not uncertain.
    pub score: f64,
}

/// What is to be said, and in which languages.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub text: &'a str,
    pub from: &'a Lang,
    pub to: &'a Lang,
    pub countries: &'a [CountryCode],
}

/// The query read once for all matches.
pub(super) struct Asked {
    frame: Option<Frame>,
    folded: String,
    /// The words of the whole text, and of its content behind the frame.
    whole: Vec<Piece>,
    content: Vec<Piece>,
}

/// Reads the query.
pub(super) fn asked(names: &dyn Names, wanted: Wanted<'_>) -> Asked {
    let frame = parse(names, wanted.text, wanted.from);
    let start = frame.as_ref().map_or(0, |f| f.content);
    Asked {
        folded: fold(wanted.text),
        whole: pieces(wanted.text, 0, wanted.from),
        content: pieces(wanted.text, start, wanted.from),
        frame,
    }
}

/// Repairs a target; `None` when it would put the text in another country's mouth or cannot be
/// compared.
pub(super) fn repair(
    names: &dyn Names,
    source: &str,
    target: &str,
    wanted: Wanted<'_>,
    query: &Asked,
) -> Option<Repaired> {
    let (asked, met, said) = (
        query.frame.as_ref(),
        parse(names, source, wanted.from),
        parse(names, target, wanted.to),
    );
    let countries: Vec<CountryCode> = if wanted.countries.is_empty() {
        asked.map(|f| f.countries.clone()).unwrap_or_default()
    } else {
        wanted.countries.to_vec()
    };
    let same = fold(source) == query.folded;
    let mut work = Work::default();
    let mut from = 0;
    match (&said, countries.is_empty()) {
        (Some(_), true) if !same => return None,
        (Some(frame), false) => {
            from = frame.rest;
            subject(
                names,
                target,
                frame,
                met.as_ref(),
                &countries,
                wanted,
                asked,
                &mut work,
            )?;
            if !same {
                verb(target, frame, met.as_ref(), asked, wanted.to, &mut work);
            }
        }
        (None, false) => unknown_frame(names, target, &countries, wanted, same, &mut work)?,
        _ => {}
    }
    // Where both have a frame their contents are compared, otherwise the whole texts.
    let (start, text_pieces) = match (&met, asked) {
        (Some(frame), Some(_)) => (frame.content, &query.content),
        _ => (0, &query.whole),
    };
    let source_pieces = pieces(source, start, wanted.from);
    let open = if same {
        0.0
    } else {
        content(
            target,
            from,
            &source_pieces,
            source,
            text_pieces,
            wanted,
            &mut work,
        )?
    };
    let longest = source_pieces.len().max(text_pieces.len()).max(1) as f64;
    let repaired = work
        .edits
        .iter()
        .any(|e| target.get(e.start..e.end) != Some(e.new.as_str()));
    let mut score = 100.0 * (1.0 - open / longest) - work.off;
    if repaired || !same {
        score = score.min(99.0);
    }
    if !work.doubts.is_empty() {
        score = score.min(94.0);
    }
    let curly = target.contains('’') && !target.contains('\'');
    if curly {
        work.edits
            .iter_mut()
            .for_each(|e| e.new = e.new.replace('\'', "’"));
    }
    let (target, repairs, marks) = apply(target, work.edits, work.doubts);
    speaks_for(names, &target, wanted.to, &countries).then(|| Repaired {
        target,
        repairs,
        marks,
        score: round(score),
    })
}

/// Two decimals, half up, never below 0.
pub(super) fn round(score: f64) -> f64 {
    (score.max(0.0) * 100.0 + 0.5).floor() / 100.0
}

/// Repairs the facts of the content; the number of words that stay open.
fn content(
    target: &str,
    from: usize,
    source: &[Piece],
    source_text: &str,
    text: &[Piece],
    wanted: Wanted<'_>,
    work: &mut Work,
) -> Option<f64> {
    let steps = align(source, text)?;
    let there: Vec<Fact> = facts(target, wanted.to)
        .into_iter()
        .filter(|f| f.kind != FactKind::MayBeNumber && f.start >= from)
        .collect();
    let mut open = 0.0;
    let mut group: Vec<Step> = Vec::new();
    for step in steps
        .iter()
        .copied()
        .chain([Step::Same(usize::MAX, usize::MAX)])
    {
        if let Step::Changed(i, j) = step
            && let Some(new) = text.get(j).and_then(|p| p.fact.as_ref())
            && let Some(change) = exchange(target, &there, source, i, new, wanted.to)
        {
            if let Some(why) = change.doubt {
                work.doubt(change.edit.start, change.edit.end, why, cost::NAME);
            }
            work.edits.push(change.edit);
            continue;
        }
        if let Step::Changed(i, j) = step
            && follows(source, text, i, j, work)
        {
            continue;
        }
        if !matches!(step, Step::Same(..)) {
            group.push(step);
            continue;
        }
        if !group.is_empty() {
            open += group.len() as f64;
            left_open(
                target,
                from,
                source,
                source_text,
                text,
                &there,
                &group,
                wanted,
                work,
            );
            group.clear();
        }
    }
    Some(open)
}

/// True for a word that changes only because another repair was made: the preposition before a
/// date, and English words that follow the number of the subject.
fn follows(source: &[Piece], text: &[Piece], i: usize, j: usize, work: &Work) -> bool {
    let (Some(a), Some(b)) = (source.get(i), text.get(j)) else {
        return false;
    };
    let date = |list: &[Piece], at: usize| {
        let fact = list.get(at + 1)?.fact.as_ref()?;
        matches!(fact.kind, FactKind::Date | FactKind::Year).then(|| has_day(fact))
    };
    let prepositions = [a.form.as_str(), b.form.as_str()];
    if prepositions == ["on", "in"] || prepositions == ["in", "on"] {
        return date(source, i)
            .zip(date(text, j))
            .is_some_and(|(was, is)| was != is);
    }
    let country = work.edits.iter().any(|e| e.kind == "country");
    country && agreement().follows(&a.form, &b.form)
}

/// Marks the stretch of the target in which an unrepaired difference must lie.
#[expect(
    clippy::too_many_arguments,
    reason = "the two texts, their facts and the difference belong together"
)]
fn left_open(
    target: &str,
    from: usize,
    source: &[Piece],
    source_text: &str,
    text: &[Piece],
    there: &[Fact],
    group: &[Step],
    wanted: Wanted<'_>,
    work: &mut Work,
) {
    let old: Vec<&Piece> = group
        .iter()
        .filter_map(|s| {
            if let Step::Changed(i, _) | Step::Removed(i) = s {
                source.get(*i)
            } else {
                None
            }
        })
        .collect();
    let new: Vec<&Piece> = group
        .iter()
        .filter_map(|s| {
            if let Step::Changed(_, j) | Step::Added(j) = s {
                text.get(*j)
            } else {
                None
            }
        })
        .collect();
    // An article or a "that" more or less says nothing else; the score still counts it.
    let mut differing = old.iter().chain(&new);
    if differing.all(|p| p.fact.is_none() && TABLES.lists.weightless.contains(&p.form)) {
        return;
    }
    let words = |list: &[&Piece], whole: &str| match (list.first(), list.last()) {
        (Some(a), Some(b)) => whole.get(a.start..b.end).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let (was, is) = (words(&old, source_text), words(&new, wanted.text));
    let why = match (was.is_empty(), is.is_empty()) {
        (true, _) => format!("“{is}” is new in the text"),
        (_, true) => format!("“{was}” is not in the text"),
        _ => format!("the text has “{is}” where the memory has “{was}”"),
    };
    let turned = |list: &[&Piece]| {
        list.iter()
            .filter(|p| TABLES.lists.negation.contains(&p.form))
            .count()
    };
    let mut off = if turned(&old) == turned(&new) {
        0.0
    } else {
        cost::NEGATION
    };
    if old.iter().chain(&new).any(|p| p.fact.is_some()) {
        off += cost::FACT;
    }
    // Facts that stand once on both sides hold the stretch.
    let place = old
        .first()
        .map(|p| p.start)
        .or_else(|| new.first().map(|_| before(source, group)));
    let anchor = |piece: &&Piece| {
        let fact = piece.fact.as_ref()?;
        let mut same = there
            .iter()
            .filter(|f| f.kind == fact.kind && f.value == fact.value);
        let one = same.next().filter(|_| same.next().is_none())?;
        (source.iter().filter(|p| p.form == piece.form).count() == 1).then_some(one)
    };
    let (mut start, mut end) = (from, target.trim_end_matches(['.', ' ']).len());
    if let Some(place) = place {
        start = source
            .iter()
            .filter(|p| p.end <= place)
            .filter_map(|p| anchor(&p))
            .map(|f| f.end)
            .next_back()
            .unwrap_or(start);
        let last = old.last().map_or(place, |p| p.end);
        end = source
            .iter()
            .filter(|p| p.start >= last)
            .find_map(|p| anchor(&p))
            .map_or(end, |f| f.start);
    }
    if start >= end {
        (start, end) = (from, target.len());
    }
    work.doubt(start, end, why, off);
}

/// Where added words would stand in the source.
fn before(source: &[Piece], group: &[Step]) -> usize {
    let Some(Step::Added(j)) = group.first() else {
        return 0;
    };
    source.get(j.saturating_sub(1)).map_or(0, |p| p.end)
}

#[cfg(test)]
#[path = "repair_tests.rs"]
mod tests;

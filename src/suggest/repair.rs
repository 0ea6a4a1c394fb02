//! A unit's target made to say the query: frame, facts and agreement; what stays open is marked.

use super::align::{Piece, pieces};
use super::content::Content;
use super::cut::cuts;
use super::edit::apply;
use super::frame::{Frame, parse};
use super::join::{Part, joined, parts};
use super::names::Names;
use super::subject::{Work, cost, speaks_for, subject, unknown_frame};
use super::things::{Lexicons, Terms, things};
use super::verb::verb;
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
    /// Its clauses; none where they cannot be told.
    parts: Vec<Part>,
    terms: Terms,
    lexicons: Lexicons,
    /// True where the memory's texts have the straight apostrophe.
    straight: bool,
}

impl Asked {
    /// Takes over what the memories know about words.
    pub fn with_lexicons(mut self, lexicons: &Lexicons) -> Self {
        self.lexicons = lexicons.clone();
        self
    }
    /// Takes over the apostrophe of the targets found, for those that have none, else the one given.
    pub fn write_as<'a>(
        &mut self,
        mut targets: impl Iterator<Item = &'a str>,
        otherwise: Option<char>,
    ) {
        let first = targets.find_map(|t| t.chars().find(|c| ['\'', '’'].contains(c)));
        self.straight = first.or(otherwise) == Some('\'');
    }
}

/// Reads the query.
pub(super) fn asked(names: &dyn Names, wanted: Wanted<'_>) -> Asked {
    asked_with(names, wanted, &Terms::default())
}

/// Reads the query, with a termbase.
pub(super) fn asked_with(names: &dyn Names, wanted: Wanted<'_>, terms: &Terms) -> Asked {
    let frame = parse(names, wanted.text, wanted.from);
    let start = frame.as_ref().map_or(0, |f| f.content);
    let spots = things(names, terms, wanted.text, start, wanted.from, false);
    let whole = pieces(wanted.text, 0, wanted.from, &spots);
    Asked {
        folded: fold(wanted.text),
        content: whole.iter().filter(|p| p.start >= start).cloned().collect(),
        whole,
        parts: parts(wanted.text, wanted.from).unwrap_or_default(),
        terms: terms.clone(),
        lexicons: Lexicons::default(),
        straight: false,
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
    let asked = query.frame.as_ref();
    let countries: Vec<CountryCode> = if wanted.countries.is_empty() {
        asked.map(|f| f.countries.clone()).unwrap_or_default()
    } else {
        wanted.countries.to_vec()
    };
    let same = fold(source) == query.folded;
    let mut work = Work::default();
    let langs = (wanted.from, wanted.to);
    let joined = (!same)
        .then(|| {
            let text = (wanted.text, query.parts.as_slice());
            joined(names, (source, target), text, langs, &countries)
        })
        .flatten();
    let (source, target) = match &joined {
        Some(one) => {
            work.off += cost::JOINED * one.repairs.len() as f64;
            (one.source.as_str(), one.target.as_str())
        }
        None => (source, target),
    };
    let met = parse(names, source, wanted.from);
    let said = parse(names, target, wanted.to);
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
    // Only a shorter text leaves something out.
    let source_spots = things(names, &query.terms, source, start, wanted.from, false);
    let mut source_pieces = pieces(source, start, wanted.from, &source_spots);
    let cut = if same || text_pieces.len() + LEAST_CUT > source_pieces.len() {
        Default::default()
    } else {
        cuts(source, target, wanted.text, wanted.from, wanted.to)
    };
    if !cut.is_empty() {
        work.edits.retain(|e| !cut.of_target(e.start));
        work.off += cost::LEFT_OUT;
        work.edits.extend(cut.edits.iter().cloned());
    }
    source_pieces.retain(|p| !cut.of_source(p.start));
    let open = if same {
        0.0
    } else {
        Content {
            names,
            terms: &query.terms,
            lexicons: &query.lexicons,
            target,
            from,
            source: &source_pieces,
            source_text: source,
            text: text_pieces,
            framed: met.is_some() && asked.is_some() && said.is_some(),
            wanted,
            cut: &cut,
        }
        .repaired(&mut work)?
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
    // A target keeps its own apostrophe; one without any takes the memory's.
    let straight = target.contains('\'') || (query.straight && !target.contains('’'));
    if !straight {
        work.edits
            .iter_mut()
            .for_each(|e| e.new = e.new.replace('\'', "’"));
    }
    let (target, mut repairs, marks) = apply(target, work.edits, work.doubts);
    repairs.extend(joined.map(|j| j.repairs).unwrap_or_default());
    speaks_for(names, &target, wanted.to, &countries).then(|| Repaired {
        target,
        repairs,
        marks,
        score: round(score),
    })
}

/// Words of the shortest sentence or clause that is looked for as left out.
const LEAST_CUT: usize = 3;

/// Two decimals, half up, never below 0.
pub(super) fn round(score: f64) -> f64 {
    (score.max(0.0) * 100.0 + 0.5).floor() / 100.0
}

#[cfg(test)]
#[path = "repair_tests.rs"]
mod tests;

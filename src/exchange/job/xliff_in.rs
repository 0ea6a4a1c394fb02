//! XLIFF 1.2 or 2.x that comes back: every unit becomes a line, whatever its state.
//!
//! Programs may have cut a unit into segments and put their translations into another order; the
//! segments are joined again. Candidates, glossaries and tracked changes are passed over. Remarks
//! that we wrote ourselves are known by their category and are no comments.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::super::error::ExchangeError;
use super::super::importer::Remarks;
use super::super::xliff_codes::Codes;
use super::super::xml::{Attributes, Sink, attribute, escaped, local, walk};
use super::xliff_out::{PREFIX, TENTATIVE_12};
use super::{Incoming, Key, Returned, Told};

/// A text longer than this (in bytes) is taken for damage.
const LONGEST: usize = 4 << 20;

/// Reads a file to its end, whatever is wrong inside.
///
/// # Errors
/// When it is no XLIFF file at all, defines entities, or cannot be read.
pub fn read_job_xliff(input: impl BufRead) -> Result<Returned, ExchangeError> {
    let mut state = State::default();
    let misfit = walk(input, "XLIFF", &["xliff"], &mut state)?;
    state.close_unit(false);
    let mut remarks = state.remarks;
    remarks.misfit(misfit);
    if !state.ended {
        remarks.warn(
            "xliff-truncated",
            state.line,
            "the end of the file is missing; the units before the break were read",
        );
    }
    Ok(Returned {
        lines: state.lines,
        findings: remarks.finish(),
    })
}

/// A segment, or what stands between two.
#[derive(Default)]
struct Part {
    source: Codes,
    target: Codes,
    has_target: bool,
    between: bool,
    order: Option<usize>,
    told: Option<Told>,
    /// Whether the file calls it reviewed.
    reviewed: bool,
}

#[derive(Default)]
struct Unit {
    line: u64,
    id: String,
    approved: Option<bool>,
    parts: Vec<Part>,
    comments: Vec<String>,
    fault: Option<String>,
    length: usize,
    skipped: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    Target,
}

#[derive(Default)]
struct State {
    lines: Vec<Incoming>,
    remarks: Remarks,
    line: u64,
    path: Vec<String>,
    unit: Option<Unit>,
    side: Option<Side>,
    /// Open elements whose content is not the translation.
    aside: usize,
    /// A comment that is being read.
    note: Option<String>,
    ended: bool,
}

/// Elements whose content is no part of the translation.
fn is_aside(name: &str) -> bool {
    matches!(
        name,
        "alt-trans"
            | "matches"
            | "seg-source"
            | "skeleton"
            | "skl"
            | "bin-unit"
            | "glossary"
            | "changeTrack"
            | "metadata"
            | "originalData"
            | "context-group"
            | "prop-group"
            | "count-group"
    )
}

/// What the words for a state mean; `None` for those that say nothing known.
fn told(state: &str) -> Option<Told> {
    Some(match state {
        "initial"
        | "new"
        | "needs-translation"
        | "needs-adaptation"
        | "needs-l10n"
        | "needs-review-translation"
        | "needs-review-adaptation"
        | "needs-review-l10n" => Told::Open,
        TENTATIVE_12 => Told::Tentative,
        "translated" | "reviewed" => Told::Done,
        "final" | "signed-off" => Told::Confirmed,
        _ => return None,
    })
}

impl State {
    fn part(&mut self) -> Option<&mut Part> {
        self.unit.as_mut()?.parts.last_mut()
    }

    fn begin_unit(&mut self, attributes: &Attributes) {
        self.unit = Some(Unit {
            line: self.line,
            id: attribute(attributes, "id").unwrap_or_default(),
            approved: attribute(attributes, "approved").map(|a| a == "yes"),
            skipped: attribute(attributes, "translate").is_some_and(|t| t == "no"),
            ..Unit::default()
        });
        self.side = None;
        self.note = None;
        self.aside = 0;
    }

    fn begin_side(&mut self, side: Side, attributes: &Attributes, empty: bool) {
        let in_segment = self.path.iter().any(|p| p == "segment" || p == "ignorable");
        let Some(unit) = &mut self.unit else { return };
        // Version 1.2 has no element around a source and its target.
        if !in_segment && unit.parts.is_empty() {
            unit.parts.push(Part::default());
        }
        if let (Side::Target, Some(part)) = (side, unit.parts.last_mut()) {
            part.has_target = true;
            part.order = attribute(attributes, "order").and_then(|n| n.parse().ok());
            if let Some(state) = attribute(attributes, "state") {
                part.told = told(&state);
            }
        }
        if !empty {
            self.side = Some(side);
        }
    }

    fn begin_part(&mut self, between: bool, attributes: &Attributes) {
        let state = attribute(attributes, "state");
        let sub = attribute(attributes, "subState").unwrap_or_default();
        let mut part = Part {
            between,
            told: state.as_deref().and_then(told),
            reviewed: state.as_deref().is_some_and(|s| s == "reviewed"),
            ..Part::default()
        };
        if part.told == Some(Told::Done) && sub == format!("{PREFIX}:tentative") {
            part.told = Some(Told::Tentative);
        }
        if state.is_none() && !between {
            part.told = Some(Told::Open);
        }
        if let Some(unit) = &mut self.unit {
            unit.parts.push(part);
        }
    }

    fn close_unit(&mut self, closed: bool) {
        let Some(mut unit) = self.unit.take() else {
            return;
        };
        self.side = None;
        self.note = None;
        self.aside = 0;
        if !closed {
            unit.fault
                .get_or_insert_with(|| "the unit is not closed".into());
        }
        let key: Result<Key, String> = unit.id.parse();
        // What is not to be translated and is none of ours is no line.
        if unit.skipped && key.is_err() {
            return;
        }
        let reviewed = unit.parts.iter().any(|p| p.reviewed);
        let mut state = unit
            .parts
            .iter()
            .filter(|p| !p.between)
            .filter_map(|p| p.told)
            .min();
        match unit.approved {
            Some(true) if state.is_none_or(|s| s == Told::Done) => state = Some(Told::Confirmed),
            // A person took the approval back, or changed the text and did not give it again.
            Some(false) if state == Some(Told::Confirmed) => state = Some(Told::Done),
            _ => {}
        }
        // A confirmed text goes out as reviewed where its source is not confirmed yet.
        let was_confirmed = key
            .as_ref()
            .is_ok_and(|k| k.standing == super::Standing::Confirmed);
        if reviewed && state == Some(Told::Done) && was_confirmed {
            state = Some(Told::Confirmed);
        }
        let joined = join(unit.parts);
        let (source, target) = match joined {
            Ok(both) => both,
            Err(source) => {
                state = Some(Told::Open);
                (source, String::new())
            }
        };
        self.lines.push(Incoming {
            place: format!("line {}", unit.line),
            key,
            source: Some(source),
            target,
            told: state,
            comments: unit.comments,
            fault: unit.fault,
        });
    }
}

/// The whole source and target of a unit; the error has the source of one whose segments are only in
/// part translated.
fn join(parts: Vec<Part>) -> Result<(String, String), String> {
    let mut source = String::new();
    let mut targets: BTreeMap<(usize, usize), String> = BTreeMap::new();
    let mut whole = true;
    for (at, part) in parts.into_iter().enumerate() {
        let said = part.source.finish().text;
        let target = part.target.finish().text;
        source.push_str(&said);
        let target = match (part.between, part.has_target) {
            // Without a translation it is the same in both languages.
            (true, false) => said,
            (false, false) => {
                whole &= said.trim().is_empty();
                String::new()
            }
            _ => target,
        };
        targets.insert((part.order.unwrap_or(at + 1), at), target);
    }
    if whole {
        Ok((source, targets.into_values().collect()))
    } else {
        Err(source)
    }
}

impl Sink for State {
    fn at_line(&mut self, line: u64) {
        self.line = line;
    }

    fn depth(&self) -> usize {
        self.path.len()
    }

    fn broken(&mut self, why: String) {
        match &mut self.unit {
            Some(unit) => {
                unit.fault.get_or_insert(why);
            }
            None => self.remarks.warn("xliff-broken", self.line, &why),
        }
    }

    fn cut(&mut self, why: &str) {
        self.close_unit(false);
        self.ended = true;
        let why = format!("the file breaks off here ({why}); the units before it were read");
        self.remarks.warn("xliff-truncated", self.line, &why);
    }

    fn start(&mut self, name: &str, attributes: Attributes, empty: bool) {
        let name = local(name);
        if name == "trans-unit" || name == "unit" {
            self.close_unit(false);
        }
        if !empty {
            self.path.push(name.to_owned());
        }
        if self.aside > 0 || is_aside(name) {
            self.aside += usize::from(!empty);
            return;
        }
        if let Some(side) = self.side {
            if let Some(part) = self.part() {
                let codes = match side {
                    Side::Source => &mut part.source,
                    Side::Target => &mut part.target,
                };
                codes.start(name, &attributes, empty, &BTreeMap::new());
            }
            return;
        }
        match name {
            "trans-unit" | "unit" => {
                self.begin_unit(&attributes);
                if empty {
                    self.close_unit(true);
                }
            }
            "segment" => self.begin_part(false, &attributes),
            "ignorable" => self.begin_part(true, &attributes),
            "source" => self.begin_side(Side::Source, &attributes, empty),
            "target" => self.begin_side(Side::Target, &attributes, empty),
            "note" if !empty && self.unit.is_some() => {
                let whose = attribute(&attributes, "category")
                    .or_else(|| attribute(&attributes, "from"))
                    .unwrap_or_default();
                if !whose.starts_with(&format!("{PREFIX}:")) {
                    self.note = Some(String::new());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        let name = local(name);
        match self.path.iter().rposition(|open| open == name) {
            Some(at) if at + 1 == self.path.len() => {
                self.path.pop();
            }
            Some(at) => {
                self.broken(format!("</{name}> closes something that was not opened"));
                self.path.truncate(at);
            }
            None => {
                self.broken(format!("</{name}> closes something that was not opened"));
                return;
            }
        }
        if self.aside > 0 {
            self.aside -= 1;
            return;
        }
        match name {
            "source" | "target" => self.side = None,
            "trans-unit" | "unit" => self.close_unit(true),
            "note" => {
                if let (Some(note), Some(unit)) = (self.note.take(), &mut self.unit)
                    && !note.trim().is_empty()
                {
                    unit.comments.push(note.trim().to_owned());
                }
            }
            "xliff" => self.ended = true,
            _ => {
                let side = self.side;
                if let (Some(side), Some(part)) = (side, self.part()) {
                    match side {
                        Side::Source => part.source.end(),
                        Side::Target => part.target.end(),
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.aside > 0 {
            return;
        }
        if let Some(unit) = &mut self.unit {
            unit.length = unit.length.saturating_add(text.len());
            if unit.length > LONGEST {
                unit.fault
                    .get_or_insert_with(|| "the unit is too long".into());
                return;
            }
        }
        if let Some(note) = &mut self.note {
            note.push_str(text);
        } else if let Some(side) = self.side
            && let Some(part) = self.part()
        {
            match side {
                Side::Source => part.source.text(text, &escaped(text)),
                Side::Target => part.target.text(text, &escaped(text)),
            }
        }
    }
}

//! XLIFF 1.2 and 2.x, read one unit at a time (writing: [`super::xliff_write`]).
//!
//! Translated texts become units; what is not translated is left out and counted. Proposals
//! (`alt-trans`, the matches module) are not translations and are passed over. Inline codes are
//! kept beside the text as codes of TMX, so that they go out again in either format.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::error::ExchangeError;
use super::importer::{Hints, Importer, Piece, Remarks, Report};
use super::tmx_unit::{VARIANT, keep, place};
use super::xliff_codes::Codes;
use super::xml::{Attributes, Sink, attribute, escaped, local, walk};
use crate::model::unit::{Role, Unit, Variant};
use crate::model::{Finding, Lang};

/// The property that keeps the state of a translation as XLIFF names it.
pub(super) const STATE: &str = "xliff:state";

/// Words for a target that is not translated yet.
const OPEN: [&str; 5] = [
    "new",
    "initial",
    "needs-translation",
    "needs-adaptation",
    "needs-l10n",
];

/// Words for a target that a person has approved.
const SURE: [&str; 2] = ["final", "signed-off"];

/// A text longer than this (in bytes) is taken for damage.
const LONGEST: usize = 4 << 20;

/// The format, for [`Importer`].
#[derive(Debug, Clone, Copy)]
pub struct Xliff;

impl Importer for Xliff {
    fn name(&self) -> &'static str {
        "xliff"
    }
    fn endings(&self) -> &'static [&'static str] {
        &["xlf", "xliff", "sdlxliff", "mqxliff"]
    }
    fn roots(&self) -> &'static [&'static str] {
        &["xliff"]
    }
    fn read(
        &self,
        input: &mut dyn BufRead,
        _: &Hints,
        sink: &mut dyn FnMut(Piece),
    ) -> Result<Report, ExchangeError> {
        let mut state = State {
            sink,
            report: Report::default(),
            remarks: Remarks::default(),
            line: 1,
            path: Vec::new(),
            source: None,
            target: None,
            file: None,
            unit: None,
            side: None,
            aside: 0,
            between: None,
            field: None,
            open: 0,
            ended: false,
        };
        let misfit = walk(input, "XLIFF", &["xliff"], &mut state)?;
        state.remarks.misfit(misfit);
        Ok(state.finish())
    }
}

/// A unit that is being read: the text of all its segments, each side in its order.
#[derive(Default)]
struct Open {
    line: u64,
    source: Codes,
    target: Codes,
    /// State of each segment, the weakest last.
    states: Vec<String>,
    approved: bool,
    segments: usize,
    translated: usize,
    unit: Unit,
    data: BTreeMap<String, String>,
    fault: Option<(u64, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    Target,
}

enum Field {
    Note,
    /// The code that inline elements name by its id.
    Data(String),
    Property(String),
}

struct State<'a> {
    sink: &'a mut dyn FnMut(Piece),
    report: Report,
    remarks: Remarks,
    line: u64,
    path: Vec<String>,
    source: Option<Lang>,
    target: Option<Lang>,
    file: Option<String>,
    unit: Option<Open>,
    side: Option<Side>,
    /// Open elements whose content is not the translation.
    aside: usize,
    /// The text between two segments, and whether its translation was given.
    between: Option<(String, bool)>,
    field: Option<(Field, String)>,
    /// Units that are not translated.
    open: usize,
    ended: bool,
}

impl State<'_> {
    fn codes(&mut self) -> Option<&mut Codes> {
        let side = self.side?;
        let open = self.unit.as_mut()?;
        Some(match side {
            Side::Source => &mut open.source,
            Side::Target => &mut open.target,
        })
    }

    fn language(&mut self, attributes: &Attributes, names: [&str; 2], target: bool) {
        for name in names {
            let Some(tag) = attribute(attributes, name) else {
                continue;
            };
            match tag.parse() {
                Ok(lang) if target => self.target = Some(lang),
                Ok(lang) => self.source = Some(lang),
                Err(_) => {
                    let why = format!("“{tag}” is not a language tag");
                    self.remarks.warn("xliff-broken", self.line, &why);
                }
            }
        }
    }

    fn begin_side(&mut self, side: Side, attributes: &Attributes, empty: bool) {
        let lang = attribute(attributes, "xml:lang").and_then(|tag| tag.parse::<Lang>().ok());
        match side {
            Side::Source => self.source = lang.or(self.source.take()),
            Side::Target => self.target = lang.or(self.target.take()),
        }
        if let Some((_, given)) = &mut self.between {
            *given |= side == Side::Target;
        } else if let Some(open) = &mut self.unit {
            match side {
                Side::Source => open.segments += 1,
                Side::Target => {
                    open.translated += 1;
                    open.states.extend(attribute(attributes, "state"));
                }
            }
        }
        if !empty {
            self.side = Some(side);
        }
    }

    fn begin_unit(&mut self, attributes: &Attributes) {
        let mut unit = Unit::default();
        let id = attribute(attributes, "resname")
            .or_else(|| attribute(attributes, "name"))
            .or_else(|| attribute(attributes, "id"));
        if let Some(id) = id {
            keep(&mut unit.properties, "tuid", &id);
        }
        self.between = None;
        self.unit = Some(Open {
            line: self.line,
            approved: attribute(attributes, "approved").is_some_and(|v| v == "yes"),
            unit,
            ..Open::default()
        });
        self.side = None;
        self.aside = 0;
    }

    fn end_unit(&mut self, closed: bool) {
        let Some(mut open) = self.unit.take() else {
            return;
        };
        self.side = None;
        self.aside = 0;
        if !closed {
            open.fault
                .get_or_insert((self.line, "a unit is not closed".into()));
        }
        if let Some((line, why)) = open.fault {
            self.report.left_out += 1;
            let why = format!(
                "{why}; the unit that begins at line {} was left out",
                open.line
            );
            self.remarks.warn("xliff-unit", line, &why);
            return;
        }
        let (source, target) = (open.source.finish(), open.target.finish());
        let untranslated = target.text.trim().is_empty()
            || source.text.trim().is_empty()
            || open.translated < open.segments
            || open.states.iter().any(|s| OPEN.contains(&s.as_str()));
        if untranslated {
            self.open += 1;
            self.report.left_out += 1;
            return;
        }
        let (Some(from), Some(to)) = (self.source.clone(), self.target.clone()) else {
            self.report.left_out += 1;
            self.remarks.warn(
                "xliff-unit",
                open.line,
                "the languages of the file are not told; a unit was left out",
            );
            return;
        };
        let sure = open.approved
            || (!open.states.is_empty() && open.states.iter().all(|s| SURE.contains(&s.as_str())));
        if sure && open.unit.origin.alignment.is_none() {
            open.unit.origin.alignment = Some("confirmed".into());
        }
        if let Some(state) = open.states.first() {
            keep(&mut open.unit.properties, STATE, state);
        }
        if open.unit.origin.file.is_none() {
            open.unit.origin.file = self.file.clone();
        }
        for (position, (lang, side)) in [(from, source), (to, target)].into_iter().enumerate() {
            if let Some(raw) = side.raw {
                keep(
                    &mut open.unit.properties,
                    &format!("{VARIANT}{position}:seg"),
                    &raw,
                );
            }
            open.unit.variants.push(Variant {
                lang,
                role: Role::Paragraph,
                text: side.text,
            });
        }
        self.report.pieces += 1;
        (self.sink)(Piece::Unit(open.unit));
    }

    fn end_field(&mut self) {
        let Some((field, text)) = self.field.take() else {
            return;
        };
        let Some(open) = &mut self.unit else { return };
        let unit = &mut open.unit;
        match field {
            Field::Note if !text.trim().is_empty() => unit.notes.push(text),
            Field::Note => {}
            Field::Data(id) => {
                open.data.insert(id, text);
            }
            Field::Property(name) => {
                let mut properties = BTreeMap::new();
                place(
                    &name,
                    &text,
                    &mut unit.origin,
                    &mut unit.context,
                    &mut properties,
                );
                for (name, value) in properties {
                    keep(&mut unit.properties, &name, &value);
                }
            }
        }
    }

    fn finish(mut self) -> Report {
        if !self.ended {
            self.cut("its end is missing");
        }
        if self.open > 0 {
            self.remarks.push(Finding::info(
                "xliff-untranslated",
                format!("{} units are not translated and were left out.", self.open),
            ));
        }
        self.report.findings = self.remarks.finish();
        self.report
    }
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
    )
}

impl Sink for State<'_> {
    fn at_line(&mut self, line: u64) {
        self.line = line;
    }

    fn depth(&self) -> usize {
        self.path.len()
    }

    fn broken(&mut self, why: String) {
        let line = self.line;
        match &mut self.unit {
            Some(open) => {
                open.fault.get_or_insert((line, why));
            }
            None => self.remarks.warn("xliff-broken", line, &why),
        }
    }

    fn cut(&mut self, why: &str) {
        self.end_unit(false);
        self.ended = true;
        let why = format!(
            "the file breaks off here ({why}); the {} units before it were kept",
            self.report.pieces
        );
        self.remarks.warn("xliff-truncated", self.line, &why);
    }

    fn start(&mut self, name: &str, attributes: Attributes, empty: bool) {
        let name = local(name);
        if name == "trans-unit" || name == "unit" {
            self.end_unit(false);
        }
        if !empty {
            self.path.push(name.to_owned());
        }
        if self.aside > 0 || is_aside(name) {
            self.aside += usize::from(!empty);
            return;
        }
        if self.side.is_some() {
            if let (Some(side), Some(open)) = (self.side, &mut self.unit) {
                let codes = match side {
                    Side::Source => &mut open.source,
                    Side::Target => &mut open.target,
                };
                codes.start(name, &attributes, empty, &open.data);
            }
            return;
        }
        match name {
            "xliff" => {
                self.language(&attributes, ["srcLang", "source-language"], false);
                self.language(&attributes, ["trgLang", "target-language"], true);
            }
            "file" => {
                self.file = attribute(&attributes, "original").filter(|name| !name.is_empty());
                self.language(&attributes, ["source-language", "srcLang"], false);
                self.language(&attributes, ["target-language", "trgLang"], true);
            }
            "trans-unit" | "unit" => {
                self.begin_unit(&attributes);
                if empty {
                    self.end_unit(true);
                }
            }
            "segment" => {
                if let Some(open) = &mut self.unit {
                    open.states.extend(attribute(&attributes, "state"));
                }
            }
            "ignorable" if !empty => self.between = Some(Default::default()),
            "source" => self.begin_side(Side::Source, &attributes, empty),
            "target" => self.begin_side(Side::Target, &attributes, empty),
            "data" if !empty => {
                let id = attribute(&attributes, "id").unwrap_or_default();
                self.field = Some((Field::Data(id), String::new()));
            }
            "note" if !empty => self.field = Some((Field::Note, String::new())),
            "meta" if !empty => {
                let name = attribute(&attributes, "type").unwrap_or_default();
                self.field = Some((Field::Property(name), String::new()));
            }
            "context" if !empty => {
                let name = attribute(&attributes, "context-type").unwrap_or_default();
                self.field = Some((Field::Property(name), String::new()));
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
            "ignorable" => {
                // Without a translation it is the same in both languages.
                if let (Some((text, false)), Some(open)) = (self.between.take(), &mut self.unit) {
                    open.target.text(&text, &escaped(&text));
                }
            }
            "trans-unit" | "unit" => self.end_unit(true),
            "note" | "data" | "meta" | "context" if self.side.is_none() => self.end_field(),
            "xliff" => self.ended = true,
            _ => {
                if let Some(codes) = self.codes() {
                    codes.end();
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.aside > 0 {
            return;
        }
        if self.side == Some(Side::Source)
            && let Some((between, _)) = &mut self.between
        {
            between.push_str(text);
        }
        if self.side.is_some() {
            let long = self.codes().is_some_and(|codes| {
                codes.text(text, &escaped(text));
                codes.length() > LONGEST
            });
            if long {
                self.side = None;
                self.broken("a text is too long".into());
            }
        } else if let Some((_, held)) = &mut self.field
            && held.len() < LONGEST
        {
            held.push_str(text);
        }
    }
}

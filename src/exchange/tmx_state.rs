//! The elements of a TMX file put together into units.

use std::collections::BTreeMap;

use quick_xml::escape::partial_escape;

use super::tmx::{TmxHeader, TmxReport};
use super::tmx_unit::{VARIANT, keep, place};
use super::xml::{Sink, escaped};
use crate::model::unit::{Role, Unit, Variant};
use crate::model::{Finding, Lang};

/// A text longer than this (in bytes) is taken for damage.
const LONGEST: usize = 4 << 20;

/// Findings listed one by one; further ones are only counted.
const LISTED: usize = 1_000;

/// What is being read inside a unit or the header.
enum Field {
    Property(String),
    Note,
    Segment,
}

#[derive(Default)]
struct OpenVariant {
    lang: Option<Lang>,
    text: String,
    /// The content with its inline codes, as well-formed XML.
    raw: String,
    has_codes: bool,
    has_segment: bool,
    extras: Vec<(String, String)>,
}

#[derive(Default)]
struct OpenUnit {
    line: u64,
    unit: Unit,
    role: Role,
    variant: Option<OpenVariant>,
    fault: Option<(u64, String)>,
}

/// Reads events, hands on units.
pub(super) struct State<'a> {
    sink: &'a mut dyn FnMut(Unit),
    report: TmxReport,
    line: u64,
    /// Names of open elements below the unit or header.
    path: Vec<String>,
    in_header: bool,
    ended: bool,
    open: Option<OpenUnit>,
    field: Option<Field>,
    text: String,
    /// Open inline elements whose content is code, not text.
    codes: usize,
    further: usize,
}

impl<'a> State<'a> {
    pub fn new(sink: &'a mut dyn FnMut(Unit)) -> Self {
        Self {
            sink,
            report: TmxReport::default(),
            line: 1,
            path: Vec::new(),
            in_header: false,
            ended: false,
            open: None,
            field: None,
            text: String::new(),
            codes: 0,
            further: 0,
        }
    }

    fn finding(&mut self, code: &str, line: u64, why: String) {
        if self.report.findings.len() >= LISTED {
            self.further += 1;
            return;
        }
        let mut message = why;
        if let Some(first) = message.get(..1).map(str::to_uppercase) {
            message.replace_range(..1, &first);
        }
        message.push('.');
        self.report
            .findings
            .push(Finding::warning(code, message).at(format!("line {line}")));
    }

    fn variant(&mut self) -> Option<&mut OpenVariant> {
        self.open.as_mut()?.variant.as_mut()
    }

    fn header(&mut self, attributes: &[(String, String)]) {
        let get = |name: &str| attribute(attributes, &[name]);
        self.report.header = TmxHeader {
            source_lang: get("srclang").and_then(|tag| tag.parse().ok()),
            tool: get("creationtool").unwrap_or_default(),
            tool_version: get("creationtoolversion").unwrap_or_default(),
            created: get("creationdate"),
            segment: get("segtype").unwrap_or_default(),
            properties: BTreeMap::new(),
            notes: Vec::new(),
        };
    }

    fn open_unit(&mut self, attributes: Vec<(String, String)>) {
        let mut open = OpenUnit {
            line: self.line,
            role: role_of(&self.report.header.segment),
            ..OpenUnit::default()
        };
        for (name, value) in attributes {
            match name.as_str() {
                "tuid" => {
                    keep(&mut open.unit.properties, "tuid", &value);
                    open.unit.id = value;
                }
                "creationdate" => open.unit.created = Some(value),
                "changedate" => open.unit.changed = Some(value),
                "creationid" => open.unit.author = Some(value),
                "segtype" => open.role = role_of(&value),
                _ => keep(&mut open.unit.properties, &format!("@{name}"), &value),
            }
        }
        self.open = Some(open);
        self.path.clear();
        self.field = None;
    }

    fn open_variant(&mut self, attributes: Vec<(String, String)>) {
        let mut variant = OpenVariant::default();
        let mut given = None;
        for (name, value) in attributes {
            match name.as_str() {
                "xml:lang" | "lang" => {
                    variant.lang = value.parse().ok();
                    given = Some(value);
                }
                _ => variant.extras.push((format!("@{name}"), value)),
            }
        }
        if variant.lang.is_none() {
            self.broken(match given {
                Some(tag) => format!("“{tag}” is not a language tag"),
                None => "a variant does not say its language".into(),
            });
        }
        match &mut self.open {
            Some(open) => {
                if open.variant.replace(variant).is_some() {
                    self.broken("a variant begins before the last one ended".into());
                }
            }
            None => self.broken("a variant stands outside a unit".into()),
        }
    }

    fn close_variant(&mut self) {
        if matches!(self.field, Some(Field::Segment)) {
            self.broken("a text is not closed".into());
            self.field = None;
        }
        let Some(open) = &mut self.open else { return };
        let Some(variant) = open.variant.take() else {
            return;
        };
        let Some(lang) = variant.lang else { return };
        if !variant.has_segment {
            self.broken("a variant has no text element".into());
            return;
        }
        if variant.text.trim().is_empty() {
            return;
        }
        let position = open.unit.variants.len();
        for (name, value) in variant.extras {
            keep(
                &mut open.unit.properties,
                &format!("{VARIANT}{position}:{name}"),
                &value,
            );
        }
        if variant.has_codes {
            keep(
                &mut open.unit.properties,
                &format!("{VARIANT}{position}:seg"),
                &variant.raw,
            );
        }
        open.unit.variants.push(Variant {
            lang,
            role: Role::Paragraph,
            text: variant.text,
        });
    }

    fn close_field(&mut self) {
        let text = std::mem::take(&mut self.text);
        let (name, is_note) = match self.field.take() {
            Some(Field::Property(name)) => (name, false),
            Some(Field::Note) => ("note".to_owned(), true),
            _ => return,
        };
        if self.in_header {
            if is_note {
                self.report.header.notes.push(text);
            } else {
                keep(&mut self.report.header.properties, &name, &text);
            }
            return;
        }
        let Some(open) = &mut self.open else { return };
        if let Some(variant) = &mut open.variant {
            variant.extras.push((name, text));
        } else if is_note {
            open.unit.notes.push(text);
        } else if name == "x-role" && text.trim() == "statement" {
            open.role = Role::Statement;
        } else {
            let unit = &mut open.unit;
            place(
                &name,
                &text,
                &mut unit.origin,
                &mut unit.context,
                &mut unit.properties,
            );
        }
    }

    fn open_inline(&mut self, name: &str, attributes: &[(String, String)], empty: bool) {
        let is_text = name == "hi";
        if !is_text && !empty {
            self.codes += 1;
        }
        let breaks = attribute(attributes, &["type"]).is_some_and(|t| t == "lb");
        let Some(variant) = self.variant() else {
            return;
        };
        variant.has_codes = true;
        variant.raw.push('<');
        variant.raw.push_str(name);
        for (key, value) in attributes {
            variant.raw.push_str(&format!(
                " {key}=\"{}\"",
                partial_escape(value.as_str()).replace('"', "&quot;")
            ));
        }
        variant.raw.push_str(if empty { "/>" } else { ">" });
        // A line break that is a code separates words.
        if breaks && !variant.text.ends_with(char::is_whitespace) {
            variant.text.push(' ');
        }
    }

    fn close_inline(&mut self, name: &str) {
        if name != "hi" {
            self.codes = self.codes.saturating_sub(1);
        }
        if let Some(variant) = self.variant() {
            variant.raw.push_str(&format!("</{name}>"));
        }
    }

    fn close_unit(&mut self, closed: bool) {
        if matches!(self.field, Some(Field::Segment)) {
            self.field = None;
            self.broken("a text is not closed".into());
        }
        self.field = None;
        self.path.clear();
        let Some(mut open) = self.open.take() else {
            return;
        };
        if !closed || open.variant.is_some() {
            open.fault
                .get_or_insert((self.line, "a unit is not closed".into()));
        }
        if let Some((line, why)) = open.fault {
            self.report.left_out += 1;
            let why = format!(
                "{why}; the unit that begins at line {} was left out",
                open.line
            );
            self.finding("tmx-unit", line, why);
            return;
        }
        if open.unit.variants.is_empty() {
            self.report.left_out += 1;
            self.finding("tmx-no-text", open.line, "a unit has no text".into());
            return;
        }
        for variant in &mut open.unit.variants {
            variant.role = open.role;
        }
        self.report.units += 1;
        (self.sink)(open.unit);
    }

    pub fn finish(mut self) -> TmxReport {
        if !self.ended {
            self.cut("its end is missing");
        }
        self.close_unit(false);
        if self.further > 0 {
            let more = self.further;
            self.report.findings.push(Finding::warning(
                "tmx-unit",
                format!("{more} further units were left out."),
            ));
        }
        self.report
    }
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
        match &mut self.open {
            Some(open) => {
                open.fault.get_or_insert((line, why));
            }
            None => self.finding("tmx-broken", line, why),
        }
    }

    fn cut(&mut self, why: &str) {
        self.close_unit(false);
        self.ended = true;
        let line = self.line;
        let kept = self.report.units;
        self.finding(
            "tmx-truncated",
            line,
            format!("the file breaks off here ({why}); the {kept} units before it were kept"),
        );
    }

    fn start(&mut self, name: &str, attributes: Vec<(String, String)>, empty: bool) {
        match name {
            "tu" => {
                self.close_unit(false);
                self.open_unit(attributes);
                if empty {
                    self.close_unit(true);
                }
                return;
            }
            "header" => {
                self.header(&attributes);
                self.in_header = !empty;
                return;
            }
            "tmx" | "body" => return,
            _ => {}
        }
        if matches!(self.field, Some(Field::Segment)) {
            self.open_inline(name, &attributes, empty);
            if !empty {
                self.path.push(name.to_owned());
            }
            return;
        }
        match name {
            "tuv" => self.open_variant(attributes),
            "prop" => {
                let kind = attribute(&attributes, &["type"]).unwrap_or_default();
                self.field = Some(Field::Property(kind));
                self.text.clear();
            }
            "note" => {
                self.field = Some(Field::Note);
                self.text.clear();
            }
            "seg" => {
                self.field = Some(Field::Segment);
                self.codes = 0;
                if let Some(variant) = self.variant() {
                    if variant.has_segment {
                        self.broken("a variant has two texts".into());
                    } else {
                        variant.has_segment = true;
                    }
                } else {
                    self.broken("a text stands outside a variant".into());
                }
            }
            _ => {}
        }
        if empty {
            self.end(name);
        } else {
            self.path.push(name.to_owned());
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "prop" | "note" | "seg" | "tuv")
            || matches!(self.field, Some(Field::Segment))
        {
            match self.path.last() {
                Some(last) if last == name => {
                    self.path.pop();
                }
                // An empty element was never opened.
                _ if matches!(name, "prop" | "note" | "seg")
                    && !self.path.iter().any(|n| n == name) => {}
                _ => {
                    self.broken(format!("</{name}> closes something that was not opened"));
                    if let Some(at) = self.path.iter().rposition(|n| n == name) {
                        self.path.truncate(at);
                    }
                }
            }
        } else if self.path.last().is_some_and(|n| n == name) {
            self.path.pop();
        }
        match name {
            "tu" => self.close_unit(true),
            "header" => self.in_header = false,
            "tmx" => self.ended = true,
            "tuv" => self.close_variant(),
            "seg" => {
                if self.codes > 0 {
                    self.broken("an inline code is not closed".into());
                }
                self.field = None;
            }
            "prop" | "note" if !matches!(self.field, Some(Field::Segment)) => self.close_field(),
            _ if matches!(self.field, Some(Field::Segment)) => self.close_inline(name),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.field {
            Some(Field::Segment) => {
                let code = self.codes > 0;
                if let Some(variant) = self.variant() {
                    variant.raw.push_str(&escaped(text));
                    if !code {
                        variant.text.push_str(text);
                    }
                    if variant.raw.len() > LONGEST {
                        variant.raw.clear();
                        variant.text.clear();
                        self.broken("a text is too long".into());
                    }
                }
            }
            Some(_) if self.text.len() < LONGEST => self.text.push_str(text),
            _ => {}
        }
    }
}

fn attribute(attributes: &[(String, String)], names: &[&str]) -> Option<String> {
    attributes
        .iter()
        .find(|(name, _)| names.contains(&name.as_str()))
        .map(|(_, value)| value.clone())
}

fn role_of(segment: &str) -> Role {
    match segment {
        "sentence" | "phrase" => Role::Segment,
        _ => Role::Paragraph,
    }
}

//! Termbases in XML: concepts hold languages, languages hold terms; the formats differ in names.

use std::io::BufRead;

use super::error::ExchangeError;
use super::importer::{Piece, Remarks, Report};
use super::tmx_unit::keep;
use super::xml::{Attributes, Sink, attribute, local, walk};
use crate::model::Lang;
use crate::model::term::{Concept, Term, TermStatus};

/// The names that a format has for the same things.
pub(super) struct Shape {
    /// In words.
    pub format: &'static str,
    /// Beginning of the codes of findings.
    pub code: &'static str,
    pub roots: &'static [&'static str],
    pub concepts: &'static [&'static str],
    pub languages: &'static [&'static str],
    pub terms: &'static [&'static str],
    /// Elements that only hold others.
    pub groups: &'static [&'static str],
}

/// A longer field (in bytes) is cut.
const LONGEST: usize = 1 << 20;

#[derive(Default)]
struct Open {
    line: u64,
    concept: Concept,
    lang: Option<Lang>,
    term: Option<Term>,
    in_language: bool,
    fault: Option<(u64, String)>,
}

/// Reads events, hands on concepts.
pub(super) struct TermSink<'a> {
    shape: &'static Shape,
    sink: &'a mut dyn FnMut(Piece),
    report: Report,
    remarks: Remarks,
    line: u64,
    path: Vec<String>,
    open: Option<Open>,
    /// The category of the field that is being read, how deep it is, and its text.
    field: Option<(String, usize, String)>,
    ended: bool,
}

impl<'a> TermSink<'a> {
    /// Reads a file.
    pub fn read(
        input: &mut dyn BufRead,
        shape: &'static Shape,
        sink: &'a mut dyn FnMut(Piece),
    ) -> Result<Report, ExchangeError> {
        let mut state = TermSink {
            shape,
            sink,
            report: Report::default(),
            remarks: Remarks::default(),
            line: 1,
            path: Vec::new(),
            open: None,
            field: None,
            ended: false,
        };
        let misfit = walk(input, shape.format, shape.roots, &mut state)?;
        if !state.ended {
            state.cut("its end is missing");
        }
        state.remarks.misfit(misfit);
        state.report.findings = state.remarks.finish();
        Ok(state.report)
    }

    fn warn(&mut self, what: &str, line: u64, why: &str) {
        let code = format!("{}-{what}", self.shape.code);
        self.remarks.warn(&code, line, why);
    }

    fn close_concept(&mut self, closed: bool) {
        self.field = None;
        self.close_term();
        let Some(mut open) = self.open.take() else {
            return;
        };
        if !closed {
            open.fault
                .get_or_insert((self.line, "an entry is not closed".into()));
        }
        if let Some((line, why)) = open.fault {
            self.report.left_out += 1;
            let why = format!(
                "{why}; the entry that begins at line {} was left out",
                open.line
            );
            self.warn("entry", line, &why);
        } else if open.concept.terms.is_empty() {
            self.report.left_out += 1;
            self.warn("no-term", open.line, "an entry has no term");
        } else {
            self.report.pieces += 1;
            (self.sink)(Piece::Concept(open.concept));
        }
    }

    fn close_term(&mut self) {
        let Some(open) = &mut self.open else { return };
        if let Some(term) = open.term.take()
            && !term.text.trim().is_empty()
        {
            open.concept.terms.push(term);
        }
    }

    fn new_term(&mut self) {
        self.close_term();
        let line = self.line;
        let Some(open) = &mut self.open else { return };
        match &open.lang {
            Some(lang) => {
                open.term = Some(Term {
                    lang: lang.clone(),
                    text: String::new(),
                    status: TermStatus::default(),
                    part: None,
                    note: None,
                });
            }
            None => {
                open.fault
                    .get_or_insert((line, "a term does not say its language".into()));
            }
        }
    }

    fn set_language(&mut self, tags: [Option<String>; 3]) {
        let Some(open) = &mut self.open else { return };
        let given: Vec<String> = tags.into_iter().flatten().collect();
        open.lang = given.iter().find_map(|tag| tag.parse().ok());
        if open.lang.is_none() {
            let why = match given.first() {
                Some(tag) => format!("“{tag}” is not a language tag"),
                None => "a language is not named".into(),
            };
            let line = self.line;
            open.fault.get_or_insert((line, why));
        }
    }

    fn close_field(&mut self) {
        let Some((category, _, text)) = self.field.take() else {
            return;
        };
        let value = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(open) = &mut self.open else { return };
        if value.is_empty() {
            return;
        }
        let kind: String = category
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        if kind == "term" {
            if open.term.as_ref().is_none_or(|t| !t.text.is_empty()) {
                self.new_term();
            }
            if let Some(term) = self.open.as_mut().and_then(|o| o.term.as_mut()) {
                term.text = value;
            }
            return;
        }
        match (&mut open.term, kind.as_str()) {
            (Some(term), "partofspeech" | "pos" | "wordclass") => term.part = Some(value),
            (
                Some(term),
                "administrativestatus"
                | "normativeauthorization"
                | "status"
                | "usagestatus"
                | "termstatus",
            ) => term.status = TermStatus::of_word(&value),
            (Some(term), "note" | "usagenote" | "comment") => match &mut term.note {
                Some(note) => {
                    note.push('\n');
                    note.push_str(&value);
                }
                None => term.note = Some(value),
            },
            (Some(term), _) => {
                let name = format!("{}:{}:{category}", term.lang, term.text);
                keep(&mut open.concept.properties, &name, &value);
            }
            (None, "concept") => open.concept.id = value,
            (None, "subjectfield" | "subject" | "domain") if open.concept.subject.is_none() => {
                open.concept.subject = Some(value);
            }
            (None, "definition") if !open.in_language && open.concept.definition.is_none() => {
                open.concept.definition = Some(value);
            }
            (None, _) => {
                let name = match (&open.lang, open.in_language) {
                    (Some(lang), true) => format!("{lang}:{category}"),
                    _ => category,
                };
                keep(&mut open.concept.properties, &name, &value);
            }
        }
    }
}

impl Sink for TermSink<'_> {
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
            None => self.warn("broken", line, &why),
        }
    }

    fn cut(&mut self, why: &str) {
        self.close_concept(false);
        self.ended = true;
        let why = format!(
            "the file breaks off here ({why}); the {} entries before it were kept",
            self.report.pieces
        );
        self.warn("truncated", self.line, &why);
    }

    fn start(&mut self, name: &str, attributes: Attributes, empty: bool) {
        let name = local(name);
        let get = |key: &str| attribute(&attributes, key);
        if self.shape.concepts.contains(&name) {
            self.close_concept(false);
            self.open = Some(Open {
                line: self.line,
                ..Open::default()
            });
            if let (Some(id), Some(open)) = (get("id").or_else(|| get("xml:id")), &mut self.open) {
                open.concept.id = id;
            }
            self.path.clear();
        } else if self.open.is_none() || self.field.is_some() {
            // The heading of the file, or markup inside a field.
        } else if self.shape.languages.contains(&name) {
            self.close_term();
            if let Some(open) = &mut self.open {
                open.in_language = true;
                open.lang = None;
            }
            if get("xml:lang").is_some() {
                self.set_language([get("xml:lang"), None, None]);
            }
        } else if self.shape.terms.contains(&name) {
            self.new_term();
        } else if name == "language" {
            self.set_language([get("lang"), get("xml:lang"), get("type")]);
        } else if !self.shape.groups.contains(&name) && !empty {
            // With categories as elements the name of the element is the category.
            let category = get("type").unwrap_or_else(|| name.to_owned());
            self.field = Some((category, self.path.len(), String::new()));
        }
        if !empty {
            self.path.push(name.to_owned());
        }
    }

    fn end(&mut self, name: &str) {
        let name = local(name);
        match self.path.iter().rposition(|open| open == name) {
            Some(at) => {
                if at + 1 != self.path.len() {
                    self.broken(format!("</{name}> closes something that was not opened"));
                }
                self.path.truncate(at);
            }
            None if self.open.is_some() => {
                self.broken(format!("</{name}> closes something that was not opened"));
            }
            None => {}
        }
        if self
            .field
            .as_ref()
            .is_some_and(|(_, depth, _)| *depth >= self.path.len())
        {
            self.close_field();
        }
        if self.shape.concepts.contains(&name) {
            self.close_concept(true);
        } else if self.shape.terms.contains(&name) {
            self.close_term();
        } else if self.shape.languages.contains(&name) {
            self.close_term();
            if let Some(open) = &mut self.open {
                open.in_language = false;
                open.lang = None;
            }
        } else if self.shape.roots.contains(&name) {
            self.ended = true;
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, _, held)) = &mut self.field
            && held.len() < LONGEST
        {
            held.push_str(text);
        }
    }
}

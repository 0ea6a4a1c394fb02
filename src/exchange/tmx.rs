//! Translation Memory eXchange 1.4b, read one unit at a time (writing: [`super::tmx_write`]).
//!
//! A file is read to its end whatever is wrong inside: a unit that is not sound is left out with a
//! finding that names its line, all others are handed on. Levels 1 and 2: inline codes are taken
//! out of the text and kept beside it. Any encoding with a byte order mark or a declaration; 1.1
//! files with `lang` instead of `xml:lang`. Entity definitions are refused.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use serde::{Deserialize, Serialize};

use super::source::Source;
use super::tmx_state::State;
use crate::model::unit::Unit;
use crate::model::{Finding, Lang};

/// Why a file could not be read as TMX at all.
#[derive(Debug, thiserror::Error)]
pub enum TmxError {
    /// Nothing in it.
    #[error("the file is empty; a TMX file was expected")]
    Empty,
    /// Something else.
    #[error("this is not a TMX file: {0}")]
    NotTmx(String),
    /// A document type with definitions of its own, which are not read for safety.
    #[error(
        "line {0}: the file defines its own entities or document type, which is not accepted; export it again without a DOCTYPE"
    )]
    Definitions(u64),
    /// The declared encoding is not known.
    #[error("the encoding “{0}” is not known; save the file as UTF-8")]
    Encoding(String),
    /// The file could not be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// What a header says of the whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TmxHeader {
    /// Language of the sources (`*all*` means any).
    pub source_lang: Option<Lang>,
    /// Program that wrote it.
    pub tool: String,
    /// Version of that program.
    pub tool_version: String,
    /// Creation date, `YYYYMMDDThhmmssZ`.
    pub created: Option<String>,
    /// Default kind of segment: `paragraph`, `sentence`, `phrase` or `block`.
    pub segment: String,
    /// Further properties.
    pub properties: BTreeMap<String, String>,
    /// Notes.
    pub notes: Vec<String>,
}

/// What reading a file gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TmxReport {
    /// The header.
    pub header: TmxHeader,
    /// Units handed on.
    pub units: usize,
    /// Units left out because they were not sound.
    pub left_out: usize,
    /// What was wrong, each with its line.
    pub findings: Vec<Finding>,
}

/// Deeper nesting than any sound file has.
const DEEPEST: usize = 64;

/// Reads a file, handing each sound unit to `sink` in order.
///
/// # Errors
/// When it is no TMX file at all, defines entities, or cannot be read.
pub fn read_tmx(reader: impl BufRead, sink: &mut dyn FnMut(Unit)) -> Result<TmxReport, TmxError> {
    let source = Source::new(reader)?.map_err(TmxError::Encoding)?;
    let mut xml = Reader::from_reader(source);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut state = State::new(sink);
    let mut buffer = Vec::new();
    let mut began = false;
    loop {
        buffer.clear();
        let line = xml.get_ref().line();
        state.at_line(line);
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => {
                root(&mut began, start.name().as_ref())?;
                let attributes = attributes(&start);
                state.start(start.name().as_ref(), attributes, false);
                if state.depth() > DEEPEST {
                    return Err(TmxError::NotTmx(format!(
                        "its elements are nested too deeply at line {line}"
                    )));
                }
            }
            Ok(Event::Empty(start)) => {
                root(&mut began, start.name().as_ref())?;
                let attributes = attributes(&start);
                state.start(start.name().as_ref(), attributes, true);
            }
            Ok(Event::End(end)) => state.end(end.name().as_ref()),
            Ok(Event::Text(text)) => {
                let text = text.xml10_content();
                if !began && !text.trim().is_empty() {
                    return Err(TmxError::NotTmx("it does not begin like XML".into()));
                }
                state.text(&text);
            }
            Ok(Event::CData(data)) => state.text(&data.xml10_content()),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(c)) => state.text(c.encode_utf8(&mut [0; 4])),
                Ok(None) => {
                    let name = reference.xml10_content();
                    match resolve_predefined_entity(&name) {
                        Some(text) => state.text(text),
                        None => state.broken(format!("the entity &{name}; is not defined")),
                    }
                }
                Err(_) => state.broken("it has a character reference that is not valid".into()),
            },
            Ok(Event::DocType(definition)) => {
                let text = definition.xml10_content();
                if text.contains('[') || text.contains("<!") || text.contains('%') {
                    return Err(TmxError::Definitions(line));
                }
            }
            Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_)) => {}
            Ok(Event::Eof) => break,
            Err(quick_xml::Error::Io(error)) => {
                return Err(TmxError::Io(io::Error::new(
                    error.kind(),
                    error.to_string(),
                )));
            }
            Err(quick_xml::Error::IllFormed(error)) if began => {
                state.broken(format!("the file is not well-formed here ({error})"));
            }
            Err(error) if began => {
                state.cut(&error.to_string());
                break;
            }
            Err(error) => return Err(TmxError::NotTmx(error.to_string())),
        }
    }
    if !began {
        return Err(TmxError::Empty);
    }
    state.at_line(xml.get_ref().line());
    let mut report = state.finish();
    let source = xml.get_ref();
    if let Some(first) = source.damaged.first() {
        report.findings.push(
            Finding::warning(
                "tmx-encoding",
                format!(
                    "Some characters are not valid {}; they were replaced by \u{fffd}.",
                    source.encoding
                ),
            )
            .at(format!("line {first}"))
            .hint("Save the file as UTF-8 and import it again."),
        );
    }
    Ok(report)
}

fn root(began: &mut bool, name: &str) -> Result<(), TmxError> {
    if !*began && name != "tmx" {
        return Err(TmxError::NotTmx(format!("its first element is <{name}>")));
    }
    *began = true;
    Ok(())
}

/// Attributes that read well; the others are passed over.
fn attributes(start: &BytesStart<'_>) -> Vec<(String, String)> {
    start
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            (attribute.key.as_ref().to_owned(), value)
        })
        .collect()
}

//! XML files of others read event by event, with the line of each, whatever is wrong inside.

use std::io::{self, BufRead};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::{minimal_escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};

use super::error::ExchangeError;
use super::source::Source;

/// Deeper nesting than any sound file has.
const DEEPEST: usize = 64;

/// Attributes with their values.
pub(super) type Attributes = Vec<(String, String)>;

/// What takes the events of a file.
pub(super) trait Sink {
    /// The line that is being read, from 1.
    fn at_line(&mut self, line: u64);
    /// An element begins; an empty one has no [`Sink::end`].
    fn start(&mut self, name: &str, attributes: Attributes, empty: bool);
    /// An element ends.
    fn end(&mut self, name: &str);
    /// A piece of text; references are resolved.
    fn text(&mut self, text: &str);
    /// What is being read is not sound.
    fn broken(&mut self, why: String);
    /// Nothing more can be read.
    fn cut(&mut self, why: &str);
    /// How many elements are open.
    fn depth(&self) -> usize;
}

/// Where bytes did not fit the encoding: name of the encoding and the first line.
pub(super) type Misfit = Option<(&'static str, u64)>;

/// Reads a file to its end. `format` and `roots` say what it should be.
pub(super) fn walk(
    reader: impl BufRead,
    format: &'static str,
    roots: &[&str],
    sink: &mut impl Sink,
) -> Result<Misfit, ExchangeError> {
    let source = Source::new(reader)?.map_err(ExchangeError::Encoding)?;
    let foreign = |why: String| ExchangeError::Foreign { format, why };
    let mut xml = Reader::from_reader(source);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut buffer = Vec::new();
    let mut began = false;
    loop {
        buffer.clear();
        let line = xml.get_ref().line();
        sink.at_line(line);
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => {
                let name = start.name();
                root(&mut began, local(name.as_ref()), roots).map_err(foreign)?;
                sink.start(name.as_ref(), attributes(&start), false);
                if sink.depth() > DEEPEST {
                    return Err(foreign(format!(
                        "its elements are nested too deeply at line {line}"
                    )));
                }
            }
            Ok(Event::Empty(start)) => {
                let name = start.name();
                root(&mut began, local(name.as_ref()), roots).map_err(foreign)?;
                sink.start(name.as_ref(), attributes(&start), true);
            }
            Ok(Event::End(end)) => sink.end(end.name().as_ref()),
            Ok(Event::Text(text)) => {
                let text = text.xml10_content();
                if !began && !text.trim().is_empty() {
                    return Err(foreign("it does not begin like XML".into()));
                }
                sink.text(&text);
            }
            Ok(Event::CData(data)) => sink.text(&data.xml10_content()),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(c)) => sink.text(c.encode_utf8(&mut [0; 4])),
                Ok(None) => {
                    let name = reference.xml10_content();
                    match resolve_predefined_entity(&name) {
                        Some(text) => sink.text(text),
                        None => sink.broken(format!("the entity &{name}; is not defined")),
                    }
                }
                Err(_) => sink.broken("it has a character reference that is not valid".into()),
            },
            Ok(Event::DocType(definition)) => {
                let text = definition.xml10_content();
                if text.contains('[') || text.contains("<!") || text.contains('%') {
                    return Err(ExchangeError::Definitions(line));
                }
            }
            Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_)) => {}
            Ok(Event::Eof) => break,
            Err(quick_xml::Error::Io(error)) => {
                return Err(ExchangeError::Io(io::Error::new(
                    error.kind(),
                    error.to_string(),
                )));
            }
            Err(quick_xml::Error::IllFormed(error)) if began => {
                sink.broken(format!("the file is not well-formed here ({error})"));
            }
            Err(error) if began => {
                sink.cut(&error.to_string());
                break;
            }
            Err(error) => return Err(foreign(error.to_string())),
        }
    }
    if !began {
        return Err(ExchangeError::Empty(format));
    }
    sink.at_line(xml.get_ref().line());
    let source = xml.get_ref();
    Ok(source.damaged.first().map(|line| (source.encoding, *line)))
}

/// Text as it stands in XML, also where `]]>` is in it.
pub(super) fn escaped(text: &str) -> String {
    minimal_escape(text).replace('>', "&gt;")
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute.
pub(super) fn attribute(attributes: &Attributes, name: &str) -> Option<String> {
    attributes
        .iter()
        .find(|(there, _)| there == name)
        .map(|(_, value)| value.clone())
}

fn root(began: &mut bool, name: &str, roots: &[&str]) -> Result<(), String> {
    if !*began && !roots.contains(&name) {
        return Err(format!("its first element is <{name}>"));
    }
    *began = true;
    Ok(())
}

/// Attributes that read well; the others are passed over.
fn attributes(start: &BytesStart<'_>) -> Attributes {
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

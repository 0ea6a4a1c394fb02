//! A small tree of elements: the finishing pass reads parts into it, other parts are made of it.
//! Prefixes are taken as they stand; only parts made by this program come here.

use quick_xml::Reader;
use quick_xml::Writer;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::error::WriteError;

/// An element with its attributes in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub name: String,
    pub attrs: Vec<(String, String)>,
    pub nodes: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// An element to be filled.
pub(super) fn el(name: &str) -> Element {
    Element {
        name: name.to_owned(),
        ..Element::default()
    }
}

/// An empty element with a `w:val`.
pub(super) fn val(name: &str, value: impl ToString) -> Element {
    el(name).attr("w:val", value)
}

impl Element {
    pub fn attr(mut self, name: &str, value: impl ToString) -> Self {
        self.set(name, value);
        self
    }
    pub fn child(mut self, child: Element) -> Self {
        self.nodes.push(Node::Element(child));
        self
    }
    pub fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.nodes.extend(children.into_iter().map(Node::Element));
        self
    }
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.nodes.push(Node::Text(text.into()));
        self
    }
    /// Sets an attribute, in place if it is there.
    pub fn set(&mut self, name: &str, value: impl ToString) {
        match self.attrs.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value.to_string(),
            None => self.attrs.push((name.to_owned(), value.to_string())),
        }
    }
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attrs
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|n| match n {
            Node::Element(e) => Some(e),
            Node::Text(_) => None,
        })
    }
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.nodes.iter_mut().filter_map(|n| match n {
            Node::Element(e) => Some(e),
            Node::Text(_) => None,
        })
    }
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find(|e| e.name == name)
    }
    /// The child of that name, made at the front if it is missing.
    pub fn first_or_new(&mut self, name: &str) -> Option<&mut Element> {
        if self.find(name).is_none() {
            self.nodes.insert(0, Node::Element(el(name)));
        }
        self.elements_mut().find(|e| e.name == name)
    }
    /// Calls `visit` for this element and all below it, parents first.
    pub fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut Element)) {
        visit(self);
        for child in self.elements_mut() {
            child.walk_mut(visit);
        }
    }

    /// Reads a part.
    pub fn parse(part: &'static str, bytes: &[u8]) -> Result<Self, WriteError> {
        let wrong = |message: String| WriteError::Part { part, message };
        let source = std::str::from_utf8(bytes).map_err(|e| wrong(e.to_string()))?;
        let mut reader = Reader::from_str(source);
        let mut open: Vec<Element> = Vec::new();
        let mut root = None;
        loop {
            match reader.read_event().map_err(|e| wrong(e.to_string()))? {
                Event::Start(start) => open.push(element_of(&start).map_err(wrong)?),
                Event::Empty(start) => {
                    let element = element_of(&start).map_err(wrong)?;
                    hang(&mut open, &mut root, element);
                }
                Event::End(_) => {
                    if let Some(element) = open.pop() {
                        hang(&mut open, &mut root, element);
                    }
                }
                Event::Text(text) => add_text(&mut open, &text.xml10_content()),
                Event::CData(text) => add_text(&mut open, &text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let c = if reference.is_char_ref() {
                        reference
                            .resolve_char_ref()
                            .map_err(|e| wrong(e.to_string()))?
                    } else {
                        match &*reference {
                            "lt" => Some('<'),
                            "gt" => Some('>'),
                            "amp" => Some('&'),
                            "apos" => Some('\''),
                            "quot" => Some('"'),
                            _ => None,
                        }
                    };
                    let c = c.ok_or_else(|| wrong("an entity that is not defined".into()))?;
                    add_text(&mut open, c.encode_utf8(&mut [0; 4]));
                }
                Event::Eof => break,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
            }
        }
        root.filter(|_| open.is_empty())
            .ok_or_else(|| wrong("there is no whole element".into()))
    }

    /// Writes a part: declaration, then this element.
    pub fn to_part(&self) -> Result<Vec<u8>, WriteError> {
        let mut writer = Writer::new(Vec::with_capacity(4096));
        writer.write_event(Event::Decl(BytesDecl::new(
            "1.0",
            Some("UTF-8"),
            Some("yes"),
        )))?;
        writer.write_event(Event::Text(BytesText::from_escaped("\n")))?;
        self.write(&mut writer)?;
        Ok(writer.into_inner())
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> Result<(), WriteError> {
        let start = BytesStart::new(&self.name)
            .with_attributes(self.attrs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
        if self.nodes.is_empty() {
            writer.write_event(Event::Empty(start))?;
            return Ok(());
        }
        writer.write_event(Event::Start(start))?;
        for node in &self.nodes {
            match node {
                Node::Element(child) => child.write(writer)?,
                Node::Text(text) => writer.write_event(Event::Text(BytesText::new(text)))?,
            }
        }
        writer.write_event(Event::End(BytesEnd::new(&self.name)))?;
        Ok(())
    }
}

fn element_of(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = el(start.name().into_inner());
    for attr in start.attributes() {
        let attr = attr.map_err(|e| e.to_string())?;
        let value = attr
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|e| e.to_string())?;
        element
            .attrs
            .push((attr.key.into_inner().to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn hang(open: &mut [Element], root: &mut Option<Element>, element: Element) {
    match open.last_mut() {
        Some(parent) => parent.nodes.push(Node::Element(element)),
        None => *root = Some(element),
    }
}

fn add_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    match parent.nodes.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.nodes.push(Node::Text(text.to_owned())),
    }
}

/// Text without the characters that XML does not allow.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| {
            matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(*c, '\u{fffe}' | '\u{ffff}'))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let tree = el("w:p")
            .attr("w:a", "x \"<&>'")
            .child(el("w:t").text("a & b < c"))
            .child(el("w:tab"));
        let bytes = tree.to_part().unwrap();
        assert_eq!(Element::parse("test", &bytes).unwrap(), tree);
    }

    #[test]
    fn half_a_part_is_refused() {
        assert!(Element::parse("test", b"<w:p><w:r>").is_err());
        assert!(Element::parse("test", b"").is_err());
        assert!(Element::parse("test", b"<w:p>&nbsp;</w:p>").is_err());
    }

    #[test]
    fn control_characters_are_left_out() {
        assert_eq!(clean("a\u{0}\u{1f}b\tc\u{fffe}"), "ab\tc");
    }
}

//! Builds the [`Tree`] of a part: text, entities and CDATA stitched together, prefixes resolved,
//! markup compatibility settled. Depth and number of elements are bounded by the limits.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::limits::Limits;
use super::refusal::Refusal;
use super::xml::{Attr, NONE, Node, Ns, Span, Tree};

/// Most attributes of an element, and most prefixes at one place. Word writes some forty; each is
/// looked for among the others, so that many would cost their square.
const MOST_ATTRIBUTES: usize = 4096;

struct Open {
    /// Node that children are hung under; the parent's for transparent wrappers.
    node: u32,
    bindings: usize,
    ignorable: usize,
    /// Inside `AlternateContent`: whether a branch was chosen already.
    alternate: Option<bool>,
}

struct Binding<'s> {
    prefix: &'s str,
    ns: Ns,
    address: String,
}

struct Builder<'s, 'l> {
    tree: Tree<'s>,
    part: &'l str,
    limits: &'l Limits,
    open: Vec<Open>,
    bindings: Vec<Binding<'s>>,
    ignorable: Vec<String>,
    /// Depth inside something that is left out.
    skip: usize,
    /// Text under way: text, entities and CDATA arrive as separate events.
    text: Option<Span>,
}

/// Parses a part whose source is short enough for the tree's offsets.
pub(super) fn parse<'s>(source: &'s str, part: &str, limits: &Limits) -> Result<Tree<'s>, Refusal> {
    let mut builder = Builder::new(source, part, limits);
    builder.run()?;
    Ok(builder.tree)
}

/// Parses a part up to the first place that is not well-formed; true when there is one. All other
/// refusals stand.
pub(super) fn parse_start<'s>(
    source: &'s str,
    part: &str,
    limits: &Limits,
) -> Result<(Tree<'s>, bool), Refusal> {
    let mut builder = Builder::new(source, part, limits);
    let broken = match builder.run() {
        Ok(()) => false,
        Err(Refusal::BrokenXml { .. }) => {
            // Children hang under their parents already, so that only the text under way is missing.
            builder.flush()?;
            true
        }
        Err(other) => return Err(other),
    };
    Ok((builder.tree, broken))
}

impl<'s, 'l> Builder<'s, 'l> {
    fn new(source: &'s str, part: &'l str, limits: &'l Limits) -> Self {
        let tree = Tree {
            source,
            pool: String::new(),
            nodes: Vec::with_capacity(source.len() / 40),
            attrs: Vec::with_capacity(source.len() / 60),
        };
        Self {
            tree,
            part,
            limits,
            open: Vec::new(),
            bindings: Vec::new(),
            ignorable: Vec::new(),
            skip: 0,
            text: None,
        }
    }
}

impl<'s> Builder<'s, '_> {
    fn broken(&self, position: u64, message: impl Into<String>) -> Refusal {
        Refusal::BrokenXml {
            part: self.part.to_owned(),
            position,
            message: message.into(),
        }
    }

    fn run(&mut self) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(self.tree.source);
        loop {
            let event = reader
                .read_event()
                .map_err(|e| self.broken(reader.error_position(), e.to_string()))?;
            let at = reader.buffer_position();
            match event {
                Event::Start(start) => {
                    self.start(&start, at)?;
                }
                Event::Empty(start) => {
                    self.start(&start, at)?;
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.text(&text.xml10_content(), at)?,
                Event::CData(text) => self.text(&text.xml10_content(), at)?,
                Event::GeneralRef(reference) => {
                    let c = if reference.is_char_ref() {
                        reference
                            .resolve_char_ref()
                            .map_err(|e| self.broken(at, e.to_string()))?
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
                    let c = c.ok_or_else(|| self.broken(at, "an entity that is not defined"))?;
                    self.text(c.encode_utf8(&mut [0; 4]), at)?;
                }
                Event::DocType(_) => {
                    return Err(Refusal::Doctype {
                        part: self.part.to_owned(),
                    });
                }
                Event::Eof => break,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            }
        }
        let end = self.tree.source.len() as u64;
        if self.tree.nodes.is_empty() {
            return Err(self.broken(end, "there is no element"));
        }
        if !self.open.is_empty() || self.skip > 0 {
            return Err(self.broken(end, "it ends before its elements are closed"));
        }
        Ok(())
    }

    fn offset(&self, slice: &str) -> u32 {
        let base = self.tree.source.as_ptr() as usize;
        u32::try_from((slice.as_ptr() as usize).saturating_sub(base)).unwrap_or(NONE)
    }

    fn keep(&mut self, text: &str) -> Span {
        // A borrowed slice lies inside the source; anything else is copied.
        let (base, at) = (self.tree.source.as_ptr() as usize, text.as_ptr() as usize);
        let inside = at >= base && at + text.len() <= base + self.tree.source.len();
        if inside {
            let from = self.offset(text);
            return Span::Source(from, from + text.len() as u32);
        }
        let from = self.tree.pool.len() as u32;
        self.tree.pool.push_str(text);
        Span::Pool(from, self.tree.pool.len() as u32)
    }

    fn resolve(&self, prefix: &str) -> Option<&Binding<'s>> {
        self.bindings.iter().rev().find(|b| b.prefix == prefix)
    }

    fn start(&mut self, start: &BytesStart<'s>, at: u64) -> Result<(), Refusal> {
        self.flush()?;
        if self.open.len() + self.skip >= self.limits.depth {
            return Err(Refusal::TooDeep {
                part: self.part.to_owned(),
                limit: self.limits.depth,
            });
        }
        if self.skip > 0 {
            self.skip += 1;
            return Ok(());
        }
        if self.open.is_empty() && !self.tree.nodes.is_empty() {
            return Err(self.broken(at, "there is a second outermost element"));
        }
        if self.tree.nodes.len() >= self.limits.elements {
            return Err(Refusal::TooLarge(format!(
                "{} has over {} elements",
                self.part, self.limits.elements
            )));
        }
        let mut open = Open {
            node: 0,
            bindings: self.bindings.len(),
            ignorable: self.ignorable.len(),
            alternate: None,
        };
        self.declare(start, at)?;
        // The event borrows from the source, so its parts can be kept as offsets.
        let source: &'s str = self.tree.source;
        let whole = start.name().into_inner();
        let from = self.offset(whole) as usize;
        let whole: &'s str = source.get(from..from + whole.len()).unwrap_or_default();
        let (prefix, local) = whole.split_once(':').unwrap_or(("", whole));
        let (ns, ignored) = match self.resolve(prefix) {
            Some(b) => (
                b.ns,
                b.ns == Ns::Other && self.ignorable.contains(&b.address),
            ),
            None if prefix.is_empty() => (Ns::None, false),
            None => return Err(self.broken(at, format!("the prefix {prefix} is not declared"))),
        };
        let parent = self.open.last().map_or(NONE, |o| o.node);
        if ns == Ns::Compatibility && parent != NONE {
            match local {
                "AlternateContent" => {
                    open.node = parent;
                    open.alternate = Some(false);
                    self.open.push(open);
                    return Ok(());
                }
                "Choice" | "Fallback" => {
                    let taken = self.open.last().and_then(|o| o.alternate);
                    let wanted = taken == Some(false)
                        && (local == "Fallback" || self.understood(start, at)?);
                    if wanted {
                        if let Some(outer) = self.open.last_mut() {
                            outer.alternate = Some(true);
                        }
                        open.node = parent;
                        self.open.push(open);
                    } else {
                        self.close_scope(&open);
                        self.skip = 1;
                    }
                    return Ok(());
                }
                _ => {}
            }
        }
        if ignored && parent != NONE {
            self.close_scope(&open);
            self.skip = 1;
            return Ok(());
        }
        let attrs = self.attributes(start, at)?;
        let name = from as u32 + (whole.len() - local.len()) as u32;
        let span = Span::Source(name, name + local.len() as u32);
        open.node = self.push(
            parent,
            Node {
                span,
                ns,
                is_text: false,
                next: NONE,
                first: NONE,
                last: NONE,
                attrs,
            },
        );
        self.open.push(open);
        Ok(())
    }

    fn close_scope(&mut self, open: &Open) {
        self.bindings.truncate(open.bindings);
        self.ignorable.truncate(open.ignorable);
    }

    fn end(&mut self) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        // A text under way belongs to the element that ends; the limit was checked when it began.
        let _ = self.flush();
        if let Some(open) = self.open.pop() {
            self.close_scope(&open);
        }
    }

    fn push(&mut self, parent: u32, node: Node) -> u32 {
        let id = self.tree.nodes.len() as u32;
        self.tree.nodes.push(node);
        let previous = match self.tree.nodes.get_mut(parent as usize) {
            Some(parent) => {
                let previous = parent.last;
                parent.last = id;
                if previous == NONE {
                    parent.first = id;
                }
                previous
            }
            None => NONE,
        };
        if let Some(previous) = self.tree.nodes.get_mut(previous as usize) {
            previous.next = id;
        }
        id
    }

    fn text(&mut self, text: &str, at: u64) -> Result<(), Refusal> {
        if self.skip > 0 || text.is_empty() {
            return Ok(());
        }
        if self.open.is_empty() {
            return if text
                .chars()
                .all(|c| c.is_ascii_whitespace() || c == '\u{FEFF}')
            {
                Ok(())
            } else {
                Err(self.broken(at, "there is text outside the outermost element"))
            };
        }
        self.text = Some(match self.text.take() {
            None => self.keep(text),
            Some(before) => {
                let joined = match before {
                    Span::Pool(from, to) if to as usize == self.tree.pool.len() => {
                        self.tree.pool.push_str(text);
                        Span::Pool(from, self.tree.pool.len() as u32)
                    }
                    other => {
                        let from = self.tree.pool.len() as u32;
                        let first = self.tree.slice(other).to_owned();
                        self.tree.pool.push_str(&first);
                        self.tree.pool.push_str(text);
                        Span::Pool(from, self.tree.pool.len() as u32)
                    }
                };
                if self.tree.pool.len() >= NONE as usize {
                    return Err(Refusal::TooLarge(format!("the text of {}", self.part)));
                }
                joined
            }
        });
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Refusal> {
        let Some(span) = self.text.take() else {
            return Ok(());
        };
        let Some(parent) = self.open.last().map(|o| o.node) else {
            return Ok(());
        };
        // Indentation between elements is no text; where text counts, blanks are kept.
        let blank = self
            .tree
            .slice(span)
            .bytes()
            .all(|b| b.is_ascii_whitespace());
        let counts = self
            .tree
            .nodes
            .get(parent as usize)
            .is_some_and(|n| matches!(self.tree.slice(n.span), "t" | "delText"));
        if blank && !counts {
            return Ok(());
        }
        self.push(
            parent,
            Node {
                span,
                ns: Ns::None,
                is_text: true,
                next: NONE,
                first: NONE,
                last: NONE,
                attrs: (0, 0),
            },
        );
        Ok(())
    }

    /// Takes in the namespace declarations and the ignorable prefixes of an element.
    fn declare(&mut self, start: &BytesStart<'s>, at: u64) -> Result<(), Refusal> {
        let raw = start.attributes_raw();
        let source: &'s str = self.tree.source;
        if raw.contains("xmlns") {
            for attr in start.attributes().take(MOST_ATTRIBUTES) {
                let attr = attr.map_err(|e| self.broken(at, e.to_string()))?;
                let key = attr.key.into_inner();
                let prefix = match key.strip_prefix("xmlns") {
                    Some("") => "",
                    Some(rest) if rest.starts_with(':') => rest.get(1..).unwrap_or_default(),
                    _ => continue,
                };
                let address = attr
                    .normalized_value(XmlVersion::Implicit1_0)
                    .map_err(|e| self.broken(at, e.to_string()))?
                    .into_owned();
                let from = self.offset(prefix) as usize;
                let prefix: &'s str = source.get(from..from + prefix.len()).unwrap_or_default();
                let ns = Ns::of(&address);
                self.bindings.push(Binding {
                    prefix,
                    ns,
                    address,
                });
            }
        }
        if raw.contains("Ignorable") {
            for attr in start.attributes().take(MOST_ATTRIBUTES).flatten() {
                let key = attr.key.into_inner();
                let Some((prefix, "Ignorable")) = key.split_once(':') else {
                    continue;
                };
                if self
                    .resolve(prefix)
                    .is_none_or(|b| b.ns != Ns::Compatibility)
                {
                    continue;
                }
                for name in attr.value.split_ascii_whitespace() {
                    if let Some(address) = self.resolve(name).map(|b| b.address.clone()) {
                        self.ignorable.push(address);
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether every namespace a choice requires is one that this reader knows.
    fn understood(&self, start: &BytesStart<'_>, at: u64) -> Result<bool, Refusal> {
        for attr in start.attributes().take(MOST_ATTRIBUTES) {
            let attr = attr.map_err(|e| self.broken(at, e.to_string()))?;
            if attr.key.into_inner() == "Requires" {
                let mut names = attr.value.split_ascii_whitespace().peekable();
                return Ok(names.peek().is_some()
                    && names
                        .all(|p| self.resolve(p).is_some_and(|b| b.ns.understood(&b.address))));
            }
        }
        Ok(false)
    }

    fn attributes(&mut self, start: &BytesStart<'s>, at: u64) -> Result<(u32, u32), Refusal> {
        let from = self.tree.attrs.len() as u32;
        for (i, attr) in start.attributes().enumerate() {
            if i >= MOST_ATTRIBUTES || self.bindings.len() > MOST_ATTRIBUTES {
                return Err(Refusal::TooLarge(format!(
                    "an element of {} has over {MOST_ATTRIBUTES} attributes",
                    self.part
                )));
            }
            let attr = attr.map_err(|e| self.broken(at, e.to_string()))?;
            let key = attr.key.into_inner();
            if key.starts_with("xmlns") {
                continue;
            }
            let (ns, local) = match key.split_once(':') {
                None => (Ns::None, key),
                Some(("xml", local)) => (Ns::Xml, local),
                Some((prefix, local)) => match self.resolve(prefix) {
                    Some(b) => (b.ns, local),
                    None => {
                        return Err(self.broken(at, format!("the prefix {prefix} is not declared")));
                    }
                },
            };
            // Marks of the editing session are many, and nothing here uses them.
            if ns == Ns::Word && local.starts_with("rsid") {
                continue;
            }
            let name = self.offset(local);
            let value = attr
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|e| self.broken(at, e.to_string()))?;
            let value = self.keep(&value);
            self.tree.attrs.push(Attr {
                name: (name, name + local.len() as u32),
                ns,
                value,
            });
        }
        Ok((from, self.tree.attrs.len() as u32))
    }
}

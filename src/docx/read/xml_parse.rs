//! Builds the [`Tree`] of a part: text, entities and CDATA stitched together, prefixes resolved,
//! markup compatibility settled. Depth and number of elements are bounded by the limits.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::attributes::{parted, simple};
use super::limits::Limits;
use super::refusal::Refusal;
use super::xml::{NONE, Node, Ns, Span, Tree};

/// Most attributes of an element, and most prefixes at one place. Word writes some forty; each is
/// looked for among the others, so that many would cost their square.
pub(super) const MOST_ATTRIBUTES: usize = 4096;

struct Open {
    /// Node that children are hung under; the parent's for transparent wrappers.
    node: u32,
    bindings: usize,
    ignorable: usize,
    /// False for transparent wrappers.
    own: bool,
    /// Inside `AlternateContent`: whether a branch was chosen already.
    alternate: Option<bool>,
}

pub(super) struct Binding<'s> {
    pub(super) prefix: &'s str,
    pub(super) ns: Ns,
    pub(super) address: String,
}

pub(super) struct Builder<'s, 'l> {
    pub(super) tree: Tree<'s>,
    pub(super) part: &'l str,
    limits: &'l Limits,
    open: Vec<Open>,
    pub(super) bindings: Vec<Binding<'s>>,
    pub(super) ignorable: Vec<String>,
    /// Depth inside something that is left out.
    skip: usize,
    /// Names and values of the attributes of the element under way, when they are simple.
    pub(super) simple: Vec<(&'s str, &'s str)>,
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
            builder.flush()?;
            while let Some(open) = builder.open.pop() {
                builder.close(&open);
            }
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
            simple: Vec::new(),
            text: None,
        }
    }
}

impl<'s> Builder<'s, '_> {
    pub(super) fn broken(&self, position: u64, message: impl Into<String>) -> Refusal {
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

    /// A slice of the source for as long as the source lives.
    pub(super) fn of_source(&self, slice: &str) -> &'s str {
        let source: &'s str = self.tree.source;
        let from = self.offset(slice) as usize;
        source.get(from..from + slice.len()).unwrap_or_default()
    }

    pub(super) fn keep(&mut self, text: &str) -> Span {
        // A borrowed slice lies inside the source; anything else is copied.
        let (base, at) = (self.tree.source.as_ptr() as usize, text.as_ptr() as usize);
        let inside = at >= base && at + text.len() <= base + self.tree.source.len();
        if inside {
            return self.span(text);
        }
        let from = self.pool_end();
        self.tree.pool.push_str(text);
        Span {
            from,
            to: self.pool_end(),
        }
    }

    /// The span of a slice of the source.
    pub(super) fn span(&self, slice: &str) -> Span {
        let from = self.offset(slice);
        Span {
            from,
            to: from + slice.len() as u32,
        }
    }

    fn pool_end(&self) -> u32 {
        (self.tree.source.len() + self.tree.pool.len()) as u32
    }

    pub(super) fn resolve(&self, prefix: &str) -> Option<&Binding<'s>> {
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
            own: false,
            bindings: self.bindings.len(),
            ignorable: self.ignorable.len(),
            alternate: None,
        };
        let simple = simple(self.of_source(start.attributes_raw()), &mut self.simple);
        if !simple {
            self.declare(start, at)?;
        }
        // The event borrows from the source, so its parts can be kept as offsets.
        let whole = self.of_source(start.name().into_inner());
        let (prefix, local) = parted(whole).unwrap_or(("", whole));
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
        let attrs = self.tree.attrs.len();
        let kept = if simple {
            self.simple_attributes(at)
        } else {
            self.attributes(start, at)
        };
        if let Err(e) = kept {
            self.tree.attrs.truncate(attrs);
            return Err(e);
        }
        open.node = self.tree.nodes.len() as u32;
        open.own = true;
        self.tree.nodes.push(Node {
            span: self.span(local),
            end: NONE,
            attrs: attrs as u32,
            ns,
            is_text: false,
        });
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
            self.close(&open);
            self.close_scope(&open);
        }
    }

    fn close(&mut self, open: &Open) {
        let end = self.tree.nodes.len() as u32;
        let node = self.tree.nodes.get_mut(open.node as usize);
        if let Some(node) = node.filter(|_| open.own) {
            node.end = end;
        }
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
                let size = self.tree.source.len() + self.tree.pool.len() + text.len();
                if size + (before.to - before.from) as usize >= NONE as usize {
                    return Err(Refusal::TooLarge(format!("the text of {}", self.part)));
                }
                let mut from = before.from;
                if before.to != self.pool_end() || from < self.tree.source.len() as u32 {
                    from = self.pool_end();
                    let first = self.tree.slice(before).to_owned();
                    self.tree.pool.push_str(&first);
                }
                self.tree.pool.push_str(text);
                Span {
                    from,
                    to: self.pool_end(),
                }
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
        self.tree.nodes.push(Node {
            span,
            end: self.tree.nodes.len() as u32 + 1,
            attrs: self.tree.attrs.len() as u32,
            ns: Ns::None,
            is_text: true,
        });
        Ok(())
    }
}

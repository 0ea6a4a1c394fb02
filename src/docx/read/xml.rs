//! A lean tree of one part: names resolved by namespace address, text stitched together,
//! alternate content already decided.
//!
//! Markup compatibility is settled while parsing: of `AlternateContent` the first understood
//! choice stays (else the fallback) and its wrapper vanishes; ignorable elements of unknown
//! namespaces vanish with their content. Nothing above this module sees prefixes.

use super::limits::Limits;
use super::refusal::Refusal;

pub(super) use super::namespace::Ns;

pub(super) const NONE: u32 = u32::MAX;

/// Where a piece of text is kept.
#[derive(Debug, Clone, Copy)]
pub(super) enum Span {
    Source(u32, u32),
    Pool(u32, u32),
}

#[derive(Debug)]
pub(super) struct Node {
    /// Local name, or the text of a text node.
    pub span: Span,
    pub ns: Ns,
    pub is_text: bool,
    pub next: u32,
    pub first: u32,
    pub last: u32,
    pub attrs: (u32, u32),
}

#[derive(Debug)]
pub(super) struct Attr {
    pub name: (u32, u32),
    pub ns: Ns,
    pub value: Span,
}

/// The elements and texts of a part, in the order of the part.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    pub(super) source: &'s str,
    pub(super) pool: String,
    pub(super) nodes: Vec<Node>,
    pub(super) attrs: Vec<Attr>,
}

/// An element of a [`Tree`].
#[derive(Clone, Copy)]
pub(super) struct El<'t> {
    tree: &'t Tree<'t>,
    id: u32,
}

impl<'s> Tree<'s> {
    /// Parses a part.
    pub fn parse(source: &'s str, part: &str, limits: &Limits) -> Result<Self, Refusal> {
        if source.len() >= NONE as usize {
            return Err(Refusal::TooLarge(format!(
                "{part} has {} bytes",
                source.len()
            )));
        }
        super::xml_parse::parse(source, part, limits)
    }

    /// Parses a part up to the place where it is broken, and says whether there is one; what is open
    /// there is closed. There may be no element at all.
    pub fn parse_start(
        source: &'s str,
        part: &str,
        limits: &Limits,
    ) -> Result<(Self, bool), Refusal> {
        if source.len() >= NONE as usize {
            return Err(Refusal::TooLarge(format!("{part} is too long")));
        }
        super::xml_parse::parse_start(source, part, limits)
    }

    /// The outermost element.
    pub fn root(&self) -> El<'_> {
        El { tree: self, id: 0 }
    }

    /// Every element under `from` in document order, `from` itself included.
    pub fn descendants<'t>(&'t self, from: El<'t>) -> impl Iterator<Item = El<'t>> {
        let end = self.end_of(from.id);
        (from.id..end)
            .map(move |id| El { tree: self, id })
            .filter(|el| !el.is_text())
    }

    /// One past the last node under `id`: nodes are stored in document order.
    fn end_of(&self, id: u32) -> u32 {
        let mut last = id;
        while let Some(node) = self.nodes.get(last as usize) {
            if node.last == NONE {
                break;
            }
            last = node.last;
        }
        last + 1
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        match span {
            Span::Source(a, b) => self.source.get(a as usize..b as usize),
            Span::Pool(a, b) => self.pool.get(a as usize..b as usize),
        }
        .unwrap_or_default()
    }
}

impl<'t> El<'t> {
    fn node(&self) -> Option<&'t Node> {
        self.tree.nodes.get(self.id as usize)
    }
    /// Number of the element in document order.
    pub fn id(&self) -> u32 {
        self.id
    }
    fn is_text(&self) -> bool {
        self.node().is_some_and(|n| n.is_text)
    }
    pub fn ns(&self) -> Ns {
        self.node().map_or(Ns::Other, |n| n.ns)
    }
    /// Local name; empty for text.
    pub fn name(&self) -> &'t str {
        self.node()
            .filter(|n| !n.is_text)
            .map_or("", |n| self.tree.slice(n.span))
    }
    /// True for the WordprocessingML element of this name.
    pub fn is_w(&self, name: &str) -> bool {
        self.ns() == Ns::Word && self.name() == name
    }
    /// Child elements in order.
    pub fn children(&self) -> impl Iterator<Item = El<'t>> + use<'t> {
        let tree = self.tree;
        let mut at = self.node().map_or(NONE, |n| n.first);
        std::iter::from_fn(move || {
            while let Some(node) = tree.nodes.get(at as usize) {
                let el = El { tree, id: at };
                at = node.next;
                if !node.is_text {
                    return Some(el);
                }
            }
            None
        })
    }
    /// Every element below, in document order, itself included.
    pub fn descendants(&self) -> impl Iterator<Item = El<'t>> + use<'t> {
        self.tree.descendants(*self)
    }
    /// First WordprocessingML child of this name.
    pub fn w(&self, name: &str) -> Option<El<'t>> {
        self.children().find(|c| c.is_w(name))
    }
    /// Value of an attribute in the namespace of the text, or without one, as some writers do.
    pub fn w_attr(&self, name: &str) -> Option<&'t str> {
        self.attr_where(|ns, n| {
            n == name && matches!(ns, Ns::Word | Ns::None | Ns::Word14 | Ns::Word15)
        })
    }
    /// Value of the first attribute of this local name.
    pub fn any_attr(&self, name: &str) -> Option<&'t str> {
        self.attr_where(|_, n| n == name)
    }
    /// Value of an attribute in one namespace.
    pub fn attr(&self, ns: Ns, name: &str) -> Option<&'t str> {
        self.attr_where(|a, n| a == ns && n == name)
    }
    fn attr_where(&self, test: impl Fn(Ns, &str) -> bool) -> Option<&'t str> {
        let tree = self.tree;
        let (a, b) = self.node()?.attrs;
        let attrs = tree.attrs.get(a as usize..b as usize)?;
        attrs
            .iter()
            .find(|x| test(x.ns, tree.slice(Span::Source(x.name.0, x.name.1))))
            .map(|x| tree.slice(x.value))
    }
    /// `w:val` of the element.
    pub fn val(&self) -> Option<&'t str> {
        self.w_attr("val")
    }
    /// `w:val` of a child.
    pub fn child_val(&self, name: &str) -> Option<&'t str> {
        self.w(name).and_then(|c| c.val())
    }
    /// The state of a switch: present without value means on.
    pub fn on(&self) -> bool {
        !matches!(self.val(), Some("0" | "false" | "off" | "none"))
    }
    /// The state of a switch among the children; `None` when it is not there.
    pub fn switch(&self, name: &str) -> Option<bool> {
        self.w(name).map(|c| c.on())
    }
    /// The text directly in the element.
    pub fn text(&self) -> &'t str {
        let tree = self.tree;
        let mut at = self.node().map_or(NONE, |n| n.first);
        while let Some(node) = tree.nodes.get(at as usize) {
            if node.is_text {
                return tree.slice(node.span);
            }
            at = node.next;
        }
        ""
    }
}

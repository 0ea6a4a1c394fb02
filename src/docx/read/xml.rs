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

/// Where a piece of text is kept: in the source, or behind its end in the pool.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub from: u32,
    pub to: u32,
}

/// An element or a text. Nodes are kept in the order of the part, so that the children of one stand
/// behind it up to its end, and a child's next sibling at the child's end.
#[derive(Debug)]
pub(super) struct Node {
    /// Local name, or the text of a text node.
    pub span: Span,
    /// The first node that is not inside.
    pub end: u32,
    /// The first attribute; its attributes end where those of the next node begin.
    pub attrs: u32,
    pub ns: Ns,
    pub is_text: bool,
}

#[derive(Debug)]
pub(super) struct Attr {
    pub name: Span,
    pub value: Span,
    pub ns: Ns,
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
        let end = self.nodes.get(from.id as usize).map_or(0, |n| n.end);
        (from.id..end)
            .map(move |id| El { tree: self, id })
            .filter(|el| !el.is_text())
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        let (from, to) = (span.from as usize, span.to as usize);
        let length = self.source.len();
        match (from.checked_sub(length), to.checked_sub(length)) {
            (Some(from), Some(to)) => self.pool.get(from..to),
            _ => self.source.get(from..to),
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
    /// Child elements and texts in order.
    fn inside(&self) -> impl Iterator<Item = (El<'t>, &'t Node)> + use<'t> {
        let tree = self.tree;
        let (mut at, end) = (self.id + 1, self.node().map_or(0, |n| n.end));
        std::iter::from_fn(move || {
            let node = tree.nodes.get(at as usize).filter(|_| at < end)?;
            let el = El { tree, id: at };
            at = node.end;
            Some((el, node))
        })
    }
    /// Child elements and texts in order; a text has no name and gives its words as `own_text`.
    pub fn pieces(&self) -> impl Iterator<Item = El<'t>> + use<'t> {
        self.inside().map(|(el, _)| el)
    }
    /// The words of a text; empty for an element.
    pub fn own_text(&self) -> &'t str {
        self.node()
            .filter(|n| n.is_text)
            .map_or("", |n| self.tree.slice(n.span))
    }
    /// Attributes: namespace, local name, value.
    pub fn attributes(&self) -> impl Iterator<Item = (Ns, &'t str, &'t str)> + use<'t> {
        let tree = self.tree;
        let from = self.node().map_or(0, |n| n.attrs as usize);
        let next = tree.nodes.get(self.id as usize + 1);
        let to = next.map_or(tree.attrs.len(), |n| n.attrs as usize);
        let attrs = tree.attrs.get(from..to).unwrap_or_default();
        attrs
            .iter()
            .map(|x| (x.ns, tree.slice(x.name), tree.slice(x.value)))
    }
    /// Child elements in order.
    pub fn children(&self) -> impl Iterator<Item = El<'t>> + use<'t> {
        let all = self.inside();
        all.filter_map(|(el, node)| (!node.is_text).then_some(el))
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
        let from = self.node()?.attrs as usize;
        let next = tree.nodes.get(self.id as usize + 1);
        let to = next.map_or(tree.attrs.len(), |n| n.attrs as usize);
        let attrs = tree.attrs.get(from..to)?;
        attrs
            .iter()
            .find(|x| test(x.ns, tree.slice(x.name)))
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
        let first = self.inside().find(|(_, node)| node.is_text);
        first.map_or("", |(_, node)| self.tree.slice(node.span))
    }
}

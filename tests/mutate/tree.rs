//! A part as a tree of tags that is written back byte by byte where it was not changed.

/// Namespace of the elements that are put in, declared on each of them: any prefix may be in use.
pub const DECLARED: &str =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const WORD: [&str; 2] = [
    "\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
    "\"http://purl.oclc.org/ooxml/wordprocessingml/main\"",
];

#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    El(El),
    /// Text, comment, CDATA or instruction as written.
    Raw(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct El {
    pub name: String,
    /// Attributes as written, with the blank before them.
    pub attrs: String,
    pub children: Vec<Node>,
}

/// A part: what stands before the root, the root, and the prefix of Word's own elements with colon.
#[derive(Debug, Clone)]
pub struct Part {
    pub head: String,
    pub root: El,
    pub w: String,
}

/// The way from the root: at each step the index of a child.
pub type Way = Vec<usize>;

/// What is around an element.
pub struct Around<'a> {
    /// Names of the ancestors without prefix, outermost first; other vocabularies with theirs.
    pub parents: Vec<&'a str>,
    /// Within a control that shows a prompt, a box or a chosen entry in place of its content.
    pub closed: bool,
}

impl Around<'_> {
    pub fn parent(&self) -> &str {
        self.parents.last().copied().unwrap_or_default()
    }
    pub fn within(&self, names: &[&str]) -> bool {
        self.parents.iter().any(|p| names.contains(p))
    }
    /// Where text is neither deleted nor one of several readings nor laid out in a way of its own.
    pub fn plain(&self) -> bool {
        !self.closed
            && !self.within(&[
                "del",
                "moveFrom",
                "mc:AlternateContent",
                "ruby",
                "m:oMath",
                "fldData",
            ])
    }
}

impl El {
    /// A Word element; `attrs` begin with a blank.
    pub fn w(name: &str, attrs: &str, children: Vec<Node>) -> Self {
        Self {
            name: format!("w:{name}"),
            attrs: format!("{DECLARED}{attrs}"),
            children,
        }
    }
    pub fn elements(&self) -> impl Iterator<Item = &El> {
        self.children.iter().filter_map(|n| match n {
            Node::El(el) => Some(el),
            Node::Raw(_) => None,
        })
    }
    /// Whether this or anything in it has one of the names, any prefix.
    pub fn has(&self, names: &[&str]) -> bool {
        names.contains(&self.local()) || self.elements().any(|e| e.has(names))
    }
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }
    pub fn at(&mut self, way: &[usize]) -> Option<&mut Node> {
        let (first, rest) = way.split_first()?;
        let node = self.children.get_mut(*first)?;
        if rest.is_empty() {
            return Some(node);
        }
        match node {
            Node::El(el) => el.at(rest),
            Node::Raw(_) => None,
        }
    }
    /// The element that holds the last step of the way.
    pub fn holder(&mut self, way: &[usize]) -> Option<&mut El> {
        let above = way.get(..way.len().checked_sub(1)?)?;
        if above.is_empty() {
            return Some(self);
        }
        match self.at(above)? {
            Node::El(el) => Some(el),
            Node::Raw(_) => None,
        }
    }
    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        out.push_str(&self.attrs);
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::El(el) => el.write(out),
                Node::Raw(text) => out.push_str(text),
            }
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

impl Part {
    /// Takes a part apart; `None` when it is not well-formed UTF-8 or no part of Word's.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut open: Vec<El> = vec![El {
            name: String::new(),
            attrs: String::new(),
            children: Vec::new(),
        }];
        let mut rest = text;
        while !rest.is_empty() {
            let end = if !rest.starts_with('<') {
                rest.find('<').unwrap_or(rest.len())
            } else if rest.starts_with("<!--") {
                rest.find("-->")? + 3
            } else if rest.starts_with("<![CDATA[") {
                rest.find("]]>")? + 3
            } else {
                tag_end(rest)?
            };
            let (piece, tail) = rest.split_at(end);
            rest = tail;
            if !piece.starts_with('<') || piece.starts_with("<!") || piece.starts_with("<?") {
                open.last_mut()?.children.push(Node::Raw(piece.to_owned()));
            } else if piece.starts_with("</") {
                let el = open.pop()?;
                open.last_mut()?.children.push(Node::El(el));
            } else {
                let inner = piece.trim_start_matches('<').trim_end_matches('>');
                let empty = inner.ends_with('/');
                let inner = inner.trim_end_matches('/');
                let cut = inner.find(char::is_whitespace).unwrap_or(inner.len());
                let el = El {
                    name: inner[..cut].to_owned(),
                    attrs: inner[cut..].trim_end().to_owned(),
                    children: Vec::new(),
                };
                if empty {
                    open.last_mut()?.children.push(Node::El(el));
                } else {
                    open.push(el);
                }
            }
        }
        let top = open.pop().filter(|_| open.is_empty())?;
        let mut head = String::new();
        let mut root = None;
        for node in top.children {
            match node {
                Node::Raw(text) if root.is_none() => head.push_str(&text),
                Node::Raw(_) => {}
                Node::El(el) => root = Some(el),
            }
        }
        let root = root?;
        let at = WORD.iter().find_map(|uri| root.attrs.find(uri))?;
        let declared = root.attrs[..at].trim_end().trim_end_matches('=').trim_end();
        let name = declared.rsplit(char::is_whitespace).next()?;
        let w = match name.strip_prefix("xmlns:") {
            Some(prefix) => format!("{prefix}:"),
            None => String::new(),
        };
        Some(Self { head, root, w })
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut out = self.head.clone();
        self.root.write(&mut out);
        out.into_bytes()
    }

    /// The name of an element: Word's without prefix, others with theirs.
    pub fn name<'a>(&self, el: &'a El) -> &'a str {
        match el.name.strip_prefix(&self.w).or(el.name.strip_prefix("w:")) {
            Some(local) if !local.contains(':') => local,
            _ => &el.name,
        }
    }

    /// The ways to all elements that are wanted, in document order.
    pub fn spots(&self, want: &dyn Fn(&str, &El, &Around<'_>) -> bool) -> Vec<Way> {
        let mut out = Vec::new();
        let mut around = Around {
            parents: vec![self.name(&self.root)],
            closed: false,
        };
        self.visit(&self.root, &mut Vec::new(), &mut around, want, &mut out);
        out
    }

    fn visit<'a>(
        &self,
        el: &'a El,
        way: &mut Way,
        around: &mut Around<'a>,
        want: &dyn Fn(&str, &El, &Around<'_>) -> bool,
        out: &mut Vec<Way>,
    ) {
        for (i, child) in el.children.iter().enumerate() {
            let Node::El(child) = child else { continue };
            way.push(i);
            if want(self.name(child), child, around) {
                out.push(way.clone());
            }
            let before = around.closed;
            let name = self.name(child);
            if name == "sdt" {
                around.closed |= child
                    .elements()
                    .find(|e| self.name(e) == "sdtPr")
                    .is_some_and(|e| {
                        e.has(&["showingPlcHdr", "checkbox", "dropDownList", "comboBox"])
                    });
            }
            around.parents.push(name);
            self.visit(child, way, around, want, out);
            around.parents.pop();
            around.closed = before;
            way.pop();
        }
    }
}

/// Where the tag at the beginning ends; signs in quotes do not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(i + 1),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
    }
    None
}

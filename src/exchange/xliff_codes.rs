//! The inline elements of XLIFF as the text they leave and as codes of TMX.

use std::collections::BTreeMap;

use quick_xml::escape::partial_escape;

use super::xml::{Attributes, attribute};

/// A text with its codes while it is read. Segments follow each other.
#[derive(Debug, Default)]
pub(super) struct Codes {
    text: String,
    raw: String,
    has_codes: bool,
    /// Open inline elements: what closes each, and whether its content is code.
    open: Vec<(String, bool)>,
    /// Numbers of pairs.
    pairs: Vec<String>,
}

/// A text, and the same with its codes where it has any.
#[derive(Debug)]
pub(super) struct Coded {
    pub text: String,
    pub raw: Option<String>,
}

impl Codes {
    pub fn length(&self) -> usize {
        self.raw.len()
    }

    /// An inline element begins; `data` has the codes that are named by their ids.
    pub fn start(
        &mut self,
        name: &str,
        attributes: &Attributes,
        empty: bool,
        data: &BTreeMap<String, String>,
    ) {
        let named = |name: &str| {
            attribute(attributes, name)
                .and_then(|id| data.get(&id))
                .map_or_else(String::new, |code| super::xml::escaped(code))
        };
        let get = |names: &[&str]| names.iter().find_map(|name| attribute(attributes, name));
        let id = get(&["id"]).unwrap_or_default();
        let mut closing = String::new();
        let mut code = false;
        match name {
            // A character that XML does not allow; text cannot hold it either.
            "cp" | "mrk" | "sm" | "em" | "sub" => {}
            "g" | "pc" => {
                let i = self.pair(&id);
                self.code(&match named("dataRefStart") {
                    code if code.is_empty() => {
                        format!("<bpt i=\"{i}\" x=\"{}\"/>", escaped(&id))
                    }
                    code => format!("<bpt i=\"{i}\" x=\"{}\">{code}</bpt>", escaped(&id)),
                });
                closing = match named("dataRefEnd") {
                    code if code.is_empty() => format!("<ept i=\"{i}\"/>"),
                    code => format!("<ept i=\"{i}\">{code}</ept>"),
                };
            }
            "bpt" | "sc" | "bx" => {
                let key = get(&["rid", "id"]).unwrap_or_default();
                let i = self.pair(&key);
                self.code(&format!("<bpt i=\"{i}\" x=\"{}\">", escaped(&id)));
                closing = "</bpt>".into();
                code = true;
            }
            "ept" | "ec" | "ex" => {
                let key = get(&["rid", "startRef", "id"]).unwrap_or_default();
                let i = self.pair(&key);
                self.code(&format!("<ept i=\"{i}\">"));
                closing = "</ept>".into();
                code = true;
            }
            "it" => {
                let pos = if get(&["pos"]).is_some_and(|p| p == "close") {
                    "end"
                } else {
                    "begin"
                };
                self.code(&format!("<it pos=\"{pos}\" x=\"{}\">", escaped(&id)));
                closing = "</it>".into();
                code = true;
            }
            _ => {
                let is_break = get(&["ctype", "subType", "equiv-text", "equiv"])
                    .is_some_and(|kind| matches!(kind.as_str(), "lb" | "xlf:lb" | "\n"));
                let kind = if is_break { " type=\"lb\"" } else { "" };
                self.code(&format!("<ph x=\"{}\"{kind}>", escaped(&id)));
                if is_break && !self.text.ends_with(char::is_whitespace) {
                    self.text.push(' ');
                }
                closing = "</ph>".into();
                code = true;
            }
        }
        if code {
            self.raw.push_str(&named("dataRef"));
        }
        if empty {
            self.raw.push_str(&closing);
        } else {
            self.open.push((closing, code));
        }
    }

    /// An inline element ends.
    pub fn end(&mut self) {
        if let Some((closing, _)) = self.open.pop() {
            self.raw.push_str(&closing);
        }
    }

    /// Text, plain and escaped.
    pub fn text(&mut self, plain: &str, escaped: &str) {
        self.raw.push_str(escaped);
        if !self.open.iter().any(|(_, code)| *code) {
            self.text.push_str(plain);
        }
    }

    /// The text and its codes.
    pub fn finish(self) -> Coded {
        Coded {
            text: self.text,
            raw: self.has_codes.then_some(self.raw),
        }
    }

    fn code(&mut self, element: &str) {
        self.has_codes = true;
        self.raw.push_str(element);
    }

    /// The number of a pair, from 1 in the order of their beginnings.
    fn pair(&mut self, key: &str) -> usize {
        let at = self.pairs.iter().position(|there| there == key);
        at.unwrap_or_else(|| {
            self.pairs.push(key.to_owned());
            self.pairs.len() - 1
        }) + 1
    }
}

/// The number that TMX wants for `x`: the digits of an id.
fn escaped(id: &str) -> String {
    let digits: String = id.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        partial_escape(id).replace('"', "&quot;")
    } else {
        digits
    }
}

//! Attributes and declarations of an element; nearly all are written in a way that is taken apart
//! without the care that the others need.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::refusal::Refusal;
use super::xml::{Attr, Ns};
use super::xml_parse::{Binding, Builder, MOST_ATTRIBUTES};

impl<'s> Builder<'s, '_> {
    /// Takes in the namespace declarations and the ignorable prefixes of an element.
    pub(super) fn declare(&mut self, start: &BytesStart<'s>, at: u64) -> Result<(), Refusal> {
        let raw = start.attributes_raw();
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
                let prefix = self.of_source(prefix);
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
    pub(super) fn understood(&self, start: &BytesStart<'_>, at: u64) -> Result<bool, Refusal> {
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

    /// Keeps the attributes of an element.
    pub(super) fn attributes(&mut self, start: &BytesStart<'s>, at: u64) -> Result<(), Refusal> {
        for (i, attr) in start.attributes().enumerate() {
            if i >= MOST_ATTRIBUTES || self.bindings.len() > MOST_ATTRIBUTES {
                return Err(self.too_many_attributes());
            }
            let attr = attr.map_err(|e| self.broken(at, e.to_string()))?;
            let key = attr.key.into_inner();
            if key.starts_with("xmlns") {
                continue;
            }
            let Some((ns, local)) = self.attribute_name(key, at)? else {
                continue;
            };
            let value = attr
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|e| self.broken(at, e.to_string()))?;
            let value = self.keep(&value);
            self.tree.attrs.push(Attr {
                name: self.span(local),
                value,
                ns,
            });
        }
        Ok(())
    }

    /// The same for [`simple`] ones.
    pub(super) fn simple_attributes(&mut self, at: u64) -> Result<(), Refusal> {
        if self.bindings.len() > MOST_ATTRIBUTES && !self.simple.is_empty() {
            return Err(self.too_many_attributes());
        }
        let simple = std::mem::take(&mut self.simple);
        for (key, value) in &simple {
            let Some((ns, local)) = self.attribute_name(key, at)? else {
                continue;
            };
            self.tree.attrs.push(Attr {
                name: self.span(local),
                value: self.span(value),
                ns,
            });
        }
        self.simple = simple;
        Ok(())
    }

    /// Namespace and local name of an attribute; none for one that is not kept.
    fn attribute_name<'a>(&self, key: &'a str, at: u64) -> Result<Option<(Ns, &'a str)>, Refusal> {
        let (ns, local) = match parted(key) {
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
        let kept = ns != Ns::Word || !local.starts_with("rsid");
        Ok(kept.then_some((ns, local)))
    }

    fn too_many_attributes(&self) -> Refusal {
        Refusal::TooLarge(format!(
            "an element of {} has over {MOST_ATTRIBUTES} attributes",
            self.part
        ))
    }
}

/// A name with a prefix, parted at its first colon.
pub(super) fn parted(name: &str) -> Option<(&str, &str)> {
    let colon = name.bytes().position(|b| b == b':')?;
    Some((name.get(..colon)?, name.get(colon + 1..)?))
}

/// Most attributes that are compared one by one.
const FEW_ATTRIBUTES: usize = 16;

/// Takes attributes apart that are written in the usual way: few, all different, quoted, with nothing
/// to be replaced in their values, and no declaration among them. False when they are not; then `out`
/// means nothing and they must be read with care.
pub(super) fn simple<'s>(raw: &'s str, out: &mut Vec<(&'s str, &'s str)>) -> bool {
    out.clear();
    let mut rest = raw;
    loop {
        rest = rest.trim_ascii_start();
        if rest.is_empty() {
            return true;
        }
        let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-' | b'.');
        let length = rest.bytes().take_while(plain).count();
        let (Some(name), Some(behind)) = (rest.get(..length), rest.get(length..)) else {
            return false;
        };
        let declares = name.starts_with("xmlns") || name.ends_with("Ignorable");
        let known = out.len() == FEW_ATTRIBUTES || out.iter().any(|(n, _)| *n == name);
        let Some(quoted) = behind.strip_prefix("=\"") else {
            return false;
        };
        if name.is_empty() || declares || known {
            return false;
        }
        let special = |b: u8| b == b'"' || b == b'&' || b == b'<' || b < b' ';
        let end = quoted.bytes().position(special);
        let Some((value, behind)) = end.and_then(|i| Some((quoted.get(..i)?, quoted.get(i..)?)))
        else {
            return false;
        };
        let Some(behind) = behind.strip_prefix('"') else {
            return false;
        };
        // Without a blank before it, the next name is read with care.
        if !behind.is_empty() && !behind.starts_with(' ') {
            return false;
        }
        out.push((name, value));
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Names and values as the careful way reads them; none when it finds a mistake.
    fn carefully(raw: &str) -> Option<Vec<(String, String)>> {
        let source = format!("x{raw}");
        let start = BytesStart::from_content(source.as_str(), 1);
        start
            .attributes()
            .map(|attr| {
                let attr = attr.ok()?;
                let value = attr.normalized_value(XmlVersion::Implicit1_0).ok()?;
                Some((attr.key.into_inner().to_owned(), value.into_owned()))
            })
            .collect()
    }

    proptest! {
        #[test]
        fn simple_attributes_are_read_as_with_care(
            parts in prop::collection::vec("( |\n|\t)?(w:val|a|b|xmlns:w|é)?( )?=?(\"[a<&; \té]{0,3}\"|'b'|\")?", 0..5)
        ) {
            let raw = parts.concat();
            let mut out = Vec::new();
            if simple(&raw, &mut out) {
                let found = out.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>();
                prop_assert_eq!(Some(found), carefully(&raw));
            }
        }

        #[test]
        fn usual_attributes_are_simple(pairs in prop::collection::btree_map("[a-z]{1,3}(:[a-z]{1,3})?", "[a-zé0-9 ]{0,6}", 0..6)) {
            let raw: String = pairs.iter().map(|(n, v)| format!(" {n}=\"{v}\"")).collect();
            let mut out = Vec::new();
            prop_assume!(!pairs.keys().any(|k| k.starts_with("xmlns")));
            prop_assert!(simple(&raw, &mut out));
            prop_assert_eq!(out.len(), pairs.len());
        }
    }
}

//! Styles with their inheritance resolved.

use std::collections::BTreeMap;

use super::props::RunProps;
use super::xml::{El, Tree};

/// Number and outline settings of a paragraph or of a style.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ParagraphProps {
    pub list: Option<i64>,
    /// Level from 0; over 8 is body text without a label.
    pub level: Option<usize>,
    /// Outline level from 0; 9 is body text.
    pub outline: Option<u8>,
}

impl ParagraphProps {
    /// Reads a `pPr` element.
    pub fn read(ppr: El<'_>) -> Self {
        let number = ppr.w("numPr");
        let parse = |name: &str| {
            number
                .and_then(|n| n.child_val(name))
                .and_then(|v| v.trim().parse::<i64>().ok())
        };
        Self {
            list: parse("numId"),
            level: parse("ilvl").map(|l| usize::try_from(l).unwrap_or(0)),
            outline: ppr
                .child_val("outlineLvl")
                .and_then(|v| v.trim().parse().ok()),
        }
    }
    fn over(&self, below: &Self) -> Self {
        Self {
            list: self.list.or(below.list),
            level: self.level.or(below.level),
            outline: self.outline.or(below.outline),
        }
    }
}

/// A style with what it inherits.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub name: String,
    pub run: RunProps,
    pub paragraph: ParagraphProps,
    based_on: Option<String>,
    kind: String,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    pub defaults: RunProps,
    pub plain: RunProps,
    styles: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
    default_table: Option<String>,
}

impl Styles {
    /// Reads a styles part.
    pub fn read(tree: &Tree<'_>) -> Self {
        let mut out = Self::default();
        let mut raw = BTreeMap::new();
        for el in tree.root().children() {
            if el.is_w("docDefaults") {
                if let Some(rpr) = el.w("rPrDefault").and_then(|d| d.w("rPr")) {
                    out.defaults = RunProps::read(rpr);
                }
            } else if el.is_w("style") {
                let Some(id) = el.w_attr("styleId") else {
                    continue;
                };
                let kind = el.w_attr("type").unwrap_or("paragraph").to_owned();
                let is_default = matches!(el.w_attr("default"), Some("1" | "true" | "on"));
                match kind.as_str() {
                    "paragraph" if is_default => out.default_paragraph = Some(id.to_owned()),
                    "table" if is_default => out.default_table = Some(id.to_owned()),
                    _ => {}
                }
                let paragraph = el.w("pPr").map(ParagraphProps::read).unwrap_or_default();
                raw.insert(
                    id.to_owned(),
                    Style {
                        name: el.child_val("name").unwrap_or(id).to_owned(),
                        run: el.w("rPr").map(RunProps::read).unwrap_or_default(),
                        paragraph,
                        based_on: el.child_val("basedOn").map(str::to_owned),
                        kind,
                    },
                );
            }
        }
        for id in raw.keys() {
            let style = resolve(&raw, id);
            out.styles.insert(id.clone(), style);
        }
        out
    }

    fn get(&self, id: &str, kind: &str) -> Option<&Style> {
        self.styles.get(id).filter(|s| s.kind == kind)
    }

    /// The paragraph style of this id, or the default one; with the id that applies.
    pub fn paragraph(&self, id: Option<&str>) -> Option<(&str, &Style)> {
        let id = id
            .filter(|id| self.get(id, "paragraph").is_some())
            .or(self.default_paragraph.as_deref())?;
        self.styles.get_key_value(id).map(|(k, v)| (k.as_str(), v))
    }

    /// Formatting of a character style.
    pub fn character(&self, id: Option<&str>) -> &RunProps {
        id.and_then(|id| self.get(id, "character"))
            .map_or(&self.plain, |s| &s.run)
    }

    /// Formatting of a table style, or of the default one.
    pub fn table(&self, id: Option<&str>) -> &RunProps {
        let id = id.or(self.default_table.as_deref());
        id.and_then(|id| self.get(id, "table"))
            .map_or(&self.plain, |s| &s.run)
    }

    /// The list of a numbering style.
    pub fn numbering_list(&self, id: &str) -> Option<i64> {
        self.styles.get(id).and_then(|s| s.paragraph.list)
    }
}

/// Longest chain of styles that is followed; Word itself stops at eleven.
const CHAIN: usize = 32;

fn resolve(raw: &BTreeMap<String, Style>, id: &str) -> Style {
    let Some(mut out) = raw.get(id).cloned() else {
        return Style::default();
    };
    let mut next = out.based_on.clone();
    for _ in 0..CHAIN {
        let Some(parent) = next
            .as_deref()
            .and_then(|p| raw.get(p))
            .filter(|p| p.kind == out.kind)
        else {
            break;
        };
        out.run = out.run.over(&parent.run);
        out.paragraph = out.paragraph.over(&parent.paragraph);
        next = parent.based_on.clone();
    }
    out
}

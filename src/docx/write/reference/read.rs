//! Takes styles, page and running heads out of a Word file, and says what stays behind.

use std::collections::{BTreeMap, BTreeSet};

use super::super::element::{Element, Node, el};
use super::super::house::{HouseStyle, Page};
use super::super::styles::W;
use super::{Reference, Stories, clean};
use crate::docx::read::{Limits, Parts, Refusal, Step};
use crate::model::finding::Finding;

impl Reference {
    /// Reads a Word file for its look. It is read like any file from outside, within `limits`; nothing
    /// in it is run or fetched. The findings (`reference-left-out`, `reference-page-unfit`,
    /// `reference-without-symbol`) say what could not be taken.
    ///
    /// # Errors
    /// When the file is no Word file, is damaged or goes beyond the limits.
    pub fn read(
        bytes: &[u8],
        limits: &Limits,
        house: &HouseStyle,
    ) -> Result<(Self, Vec<Finding>), Refusal> {
        let mut parts = Parts::open(bytes, limits)?;
        let mut findings = Vec::new();
        let fonts = parts.theme_fonts()?;
        let styles = match parts.of_kind("styles") {
            Some(part) => tree(&mut parts, &part)?,
            None => None,
        };
        let styles = styles.map(|root| usable(root, &fonts, &mut findings));
        let main = parts.main.clone();
        let section = last_section(&mut parts, &main)?;
        let even_and_odd = match parts.of_kind("settings") {
            Some(part) => tree(&mut parts, &part)?
                .and_then(|s| s.find("w:evenAndOddHeaders").map(is_on))
                .unwrap_or(false),
            None => false,
        };
        let page = section.as_ref().and_then(|s| page(s, house, &mut findings));
        let mut taken = |kind: &str| {
            stories(
                &mut parts,
                section.as_ref(),
                kind,
                even_and_odd,
                &fonts,
                &mut findings,
            )
        };
        let heads = taken("header")?;
        let feet = taken("footer")?;
        let symbol = heads.0.iter().chain(&feet.0).flatten().any(|s| {
            let mut filled = s.clone();
            let words = BTreeMap::from([("symbol", "\u{1}".to_owned())]);
            clean::fill(&mut filled, &words);
            filled != *s
        });
        if heads.0.is_some() && !symbol {
            findings.push(
                Finding::info(
                    "reference-without-symbol",
                    "the heads and feet of the reference document have no place for the symbol",
                )
                .hint("write {symbol} where it belongs; {job}, {date} and {draft} work alike"),
            );
        }
        let reference = Self {
            styles,
            page,
            heads,
            feet,
        };
        Ok((reference, findings))
    }
}

/// A part of the text's own vocabulary as elements; `None` when there is none.
fn tree(parts: &mut Parts<'_>, part: &str) -> Result<Option<Element>, Refusal> {
    let mut builder = Builder::default();
    parts.walk(part, &mut |step| builder.take(step))?;
    Ok(builder.root)
}

#[derive(Default)]
struct Builder {
    open: Vec<Element>,
    root: Option<Element>,
}

impl Builder {
    fn take(&mut self, step: Step<'_>) {
        match step {
            Step::Open(name, attrs, reference) => {
                let mut element = el(&format!("w:{name}"));
                for (name, value) in attrs {
                    element.set(&format!("w:{name}"), value);
                }
                if matches!(name, "t" | "instrText") {
                    element.set("xml:space", "preserve");
                }
                if let Some(id) = reference.filter(|_| name.ends_with("Reference")) {
                    element.set("r:id", id);
                }
                self.open.push(element);
            }
            Step::Text(text) => {
                if let Some(open) = self.open.last_mut()
                    && matches!(open.name.as_str(), "w:t" | "w:instrText")
                {
                    open.nodes
                        .push(Node::Text(super::super::element::clean(text)));
                }
            }
            Step::Close => {
                let Some(element) = self.open.pop() else {
                    return;
                };
                match self.open.last_mut() {
                    Some(parent) => parent.nodes.push(Node::Element(element)),
                    None => self.root = Some(element),
                }
            }
            Step::Other => {
                // Drawings are told by the element of the text that holds them.
            }
        }
    }
}

fn is_on(switch: &Element) -> bool {
    !matches!(switch.get("w:val"), Some("0" | "false" | "off"))
}

/// The section of the end of the text, which is that of most pages.
fn last_section(parts: &mut Parts<'_>, main: &str) -> Result<Option<Element>, Refusal> {
    let mut builder = Builder::default();
    let mut depth = 0usize;
    let mut found = None;
    // Only sections are kept: the text of the file may be long and is not wanted.
    parts.walk(main, &mut |step| {
        let begins = matches!(&step, Step::Open("sectPr", ..));
        if depth == 0 && !begins {
            return;
        }
        match &step {
            Step::Open(..) => depth += 1,
            Step::Close => depth = depth.saturating_sub(1),
            Step::Text(_) | Step::Other => {}
        }
        builder.take(step);
        if depth == 0
            && let Some(section) = builder.root.take()
        {
            found = Some(section);
        }
    })?;
    Ok(found)
}

/// The page of a section, when the column of the house fits on it.
fn page(section: &Element, house: &HouseStyle, findings: &mut Vec<Finding>) -> Option<Page> {
    let size = section.find("w:pgSz")?;
    let margin = section.find("w:pgMar");
    let number = |e: Option<&Element>, name: &str, usual: u32| {
        e.and_then(|e| e.get(name))
            .and_then(|v| v.parse::<f64>().ok())
            .map_or(usual, |v| v.abs().min(100_000.0) as u32)
    };
    let usual = house.page;
    let page = Page {
        width: number(Some(size), "w:w", usual.width),
        height: number(Some(size), "w:h", usual.height),
        top: number(margin, "w:top", usual.top),
        bottom: number(margin, "w:bottom", usual.bottom),
        left: number(margin, "w:left", usual.left) + number(margin, "w:gutter", 0),
        right: number(margin, "w:right", usual.right),
        header: number(margin, "w:header", usual.header),
        footer: number(margin, "w:footer", usual.footer),
    };
    let mut trial = house.clone();
    trial.page = page;
    match trial.check() {
        Ok(()) => Some(page),
        Err(why) => {
            findings.push(
                Finding::warning(
                    "reference-page-unfit",
                    "the page of the reference document leaves no room for the text; that of the house was taken",
                )
                .hint(why.to_string()),
            );
            None
        }
    }
}

/// Heads or feet for odd, first and even pages; none when they show nothing.
fn stories(
    parts: &mut Parts<'_>,
    section: Option<&Element>,
    kind: &str,
    even_and_odd: bool,
    fonts: &[Option<String>; 2],
    findings: &mut Vec<Finding>,
) -> Result<Stories, Refusal> {
    let Some(section) = section else {
        return Ok(Stories::default());
    };
    let name = format!("w:{kind}Reference");
    let mut by_pages = BTreeMap::new();
    for reference in section.elements().filter(|e| e.name == name) {
        let Some(part) = reference.get("r:id").and_then(|id| parts.target(id)) else {
            continue;
        };
        let Some(mut root) = tree(parts, &part)? else {
            continue;
        };
        root.attrs.clear();
        root.set("xmlns:w", W);
        for what in clean::story(&mut root, fonts) {
            findings.push(
                Finding::warning(
                    "reference-left-out",
                    format!("{what} in a running {kind} of the reference document was left out"),
                )
                .at(&part),
            );
        }
        let pages = reference.get("w:type").unwrap_or("default").to_owned();
        by_pages.insert(pages, root);
    }
    if !by_pages.values().any(clean::shows) {
        return Ok(Stories::default());
    }
    let root = if kind == "header" { "w:hdr" } else { "w:ftr" };
    let nothing = || el(root).attr("xmlns:w", W).child(el("w:p"));
    let odd = by_pages.remove("default").unwrap_or_else(nothing);
    let own_first = section.find("w:titlePg").is_some_and(is_on);
    let first = match by_pages.remove("first") {
        Some(first) if own_first => first,
        None if own_first => nothing(),
        _ => odd.clone(),
    };
    let even = match by_pages.remove("even") {
        Some(even) if even_and_odd => even,
        None if even_and_odd => nothing(),
        _ => odd.clone(),
    };
    let mut all = [odd, first, even];
    for story in &mut all {
        // A head without a paragraph is not whole.
        if !matches!(story.nodes.last(), Some(Node::Element(e)) if e.name == "w:p") {
            story.nodes.push(Node::Element(el("w:p")));
        }
    }
    Ok(Stories(Some(all)))
}

/// The styles that can be used: of paragraphs and characters, what they rest on, the defaults.
fn usable(mut root: Element, fonts: &[Option<String>; 2], findings: &mut Vec<Finding>) -> Element {
    let mut numbered = 0usize;
    root.nodes.retain_mut(|node| {
        let Node::Element(child) = node else {
            return false;
        };
        match child.name.as_str() {
            "w:docDefaults" => true,
            "w:style" => {
                let kind = child.get("w:type").unwrap_or("paragraph").to_owned();
                let default = child
                    .get("w:default")
                    .is_some_and(|v| v != "0" && v != "false");
                let wanted = matches!(kind.as_str(), "paragraph" | "character")
                    || default && matches!(kind.as_str(), "table" | "numbering");
                let named = child.get("w:styleId").is_some_and(|id| !id.is_empty())
                    && child.find("w:name").and_then(|n| n.get("w:val")).is_some();
                numbered += child
                    .find("w:pPr")
                    .map_or(0, |p| usize::from(p.find("w:numPr").is_some()));
                child.set("w:type", &kind);
                wanted && named
            }
            _ => false,
        }
    });
    if numbered > 0 {
        findings.push(Finding::info(
            "reference-left-out",
            format!(
                "the numbers of {numbered} styles of the reference document were left out: numbers are those of the note"
            ),
        ));
    }
    clean::properties(&mut root, fonts);
    // Two styles of one id, and references to styles that did not come along.
    let mut ids = BTreeSet::new();
    root.nodes.retain(|n| match n {
        Node::Element(e) if e.name == "w:style" => e
            .get("w:styleId")
            .is_some_and(|id| ids.insert(id.to_owned())),
        _ => true,
    });
    for style in root.elements_mut().filter(|e| e.name == "w:style") {
        style.nodes.retain(|n| match n {
            Node::Element(e) if matches!(e.name.as_str(), "w:basedOn" | "w:next" | "w:link") => {
                e.get("w:val").is_some_and(|id| ids.contains(id))
            }
            _ => true,
        });
        for properties in style
            .elements_mut()
            .filter(|e| matches!(e.name.as_str(), "w:pPr" | "w:rPr"))
        {
            properties.nodes.retain(|n| {
                !matches!(n, Node::Element(e) if matches!(e.name.as_str(), "w:pStyle" | "w:rStyle"))
            });
        }
    }
    root.attrs.clear();
    root.set("xmlns:w", W);
    root
}

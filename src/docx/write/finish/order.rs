//! The order in which the format wants the children of an element (ISO 29500-1, annex A).

use super::super::element::{Element, Node};

/// Children in schema order, for the elements whose children docx-rs or the writer may put in
/// another order. What is not in the list does not belong there.
fn order(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "w:pPr" => &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:numPr",
            "w:suppressLineNumbers",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:kinsoku",
            "w:wordWrap",
            "w:overflowPunct",
            "w:topLinePunct",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:mirrorIndents",
            "w:suppressOverlap",
            "w:jc",
            "w:textDirection",
            "w:textAlignment",
            "w:textboxTightWrap",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
            "w:pPrChange",
        ],
        "w:rPr" => &[
            "w:ins",
            "w:del",
            "w:moveFrom",
            "w:moveTo",
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:smallCaps",
            "w:strike",
            "w:dstrike",
            "w:outline",
            "w:shadow",
            "w:emboss",
            "w:imprint",
            "w:noProof",
            "w:snapToGrid",
            "w:vanish",
            "w:webHidden",
            "w:color",
            "w:spacing",
            "w:w",
            "w:kern",
            "w:position",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:effect",
            "w:bdr",
            "w:shd",
            "w:fitText",
            "w:vertAlign",
            "w:rtl",
            "w:cs",
            "w:em",
            "w:lang",
            "w:eastAsianLayout",
            "w:specVanish",
            "w:rPrChange",
        ],
        "w:numPr" => &["w:ilvl", "w:numId"],
        "w:sectPr" => &[
            "w:headerReference",
            "w:footerReference",
            "w:footnotePr",
            "w:endnotePr",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:paperSrc",
            "w:pgBorders",
            "w:lnNumType",
            "w:pgNumType",
            "w:cols",
            "w:formProt",
            "w:vAlign",
            "w:noEndnote",
            "w:titlePg",
            "w:textDirection",
            "w:bidi",
            "w:rtlGutter",
            "w:docGrid",
        ],
        "w:tblPr" => &[
            "w:tblStyle",
            "w:tblpPr",
            "w:tblOverlap",
            "w:bidiVisual",
            "w:tblStyleRowBandSize",
            "w:tblStyleColBandSize",
            "w:tblW",
            "w:jc",
            "w:tblCellSpacing",
            "w:tblInd",
            "w:tblBorders",
            "w:shd",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
            "w:tblCaption",
            "w:tblDescription",
        ],
        "w:tblCellMar" | "w:tcMar" => &["w:top", "w:left", "w:bottom", "w:right"],
        "w:tblBorders" | "w:tcBorders" => &[
            "w:top",
            "w:left",
            "w:bottom",
            "w:right",
            "w:insideH",
            "w:insideV",
        ],
        "w:pBdr" => &[
            "w:top",
            "w:left",
            "w:bottom",
            "w:right",
            "w:between",
            "w:bar",
        ],
        "w:footnotePr" => &[
            "w:pos",
            "w:numFmt",
            "w:numStart",
            "w:numRestart",
            "w:footnote",
        ],
        "w:trPr" => &["w:cantSplit", "w:tblHeader"],
        "w:tcPr" => &[
            "w:tcW",
            "w:gridSpan",
            "w:vMerge",
            "w:tcBorders",
            "w:shd",
            "w:noWrap",
            "w:tcMar",
            "w:textDirection",
            "w:tcFitText",
            "w:vAlign",
            "w:hideMark",
        ],
        "w:style" => &[
            "w:name",
            "w:aliases",
            "w:basedOn",
            "w:next",
            "w:link",
            "w:autoRedefine",
            "w:hidden",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:locked",
            "w:rsid",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
            "w:trPr",
            "w:tcPr",
            "w:tblStylePr",
        ],
        "w:lvl" => &[
            "w:start",
            "w:numFmt",
            "w:lvlRestart",
            "w:pStyle",
            "w:suff",
            "w:lvlText",
            "w:lvlJc",
            "w:pPr",
            "w:rPr",
        ],
        "w:settings" => &[
            "w:zoom",
            "w:defaultTabStop",
            "w:autoHyphenation",
            "w:evenAndOddHeaders",
            "w:characterSpacingControl",
            "w:footnotePr",
            "w:compat",
            "w:themeFontLang",
        ],
        _ => return None,
    })
}

/// Sorts the children of `element` where the format has an order for them, and drops those that
/// do not belong there; elements of the same name keep their order.
pub(in crate::docx::write) fn sort(element: &mut Element) {
    let Some(order) = order(&element.name) else {
        return;
    };
    let rank = |node: &Node| match node {
        Node::Element(child) => order.iter().position(|n| *n == child.name),
        Node::Text(_) => None,
    };
    element.nodes.retain(|node| rank(node).is_some());
    element.nodes.sort_by_key(rank);
}

#[cfg(test)]
mod tests {
    use super::super::super::element::{el, val};
    use super::*;

    #[test]
    fn children_come_into_order_and_strangers_go() {
        let mut ppr = el("w:pPr")
            .child(val("w:jc", "both"))
            .child(el("w:rPr"))
            .child(val("w:stranger", 1))
            .child(el("w:numPr"))
            .child(val("w:pStyle", "x"));
        sort(&mut ppr);
        let names: Vec<_> = ppr.elements().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["w:pStyle", "w:numPr", "w:jc", "w:rPr"]);
    }

    #[test]
    fn same_names_keep_their_order() {
        let mut section = el("w:sectPr")
            .child(el("w:pgSz"))
            .child(el("w:headerReference").attr("r:id", "b"))
            .child(el("w:headerReference").attr("r:id", "a"));
        sort(&mut section);
        let ids: Vec<_> = section.elements().filter_map(|e| e.get("r:id")).collect();
        assert_eq!(ids, ["b", "a"]);
    }

    #[test]
    fn content_is_not_touched() {
        let mut run = el("w:r").child(el("w:t").text("a")).child(el("w:rPr"));
        let before = run.clone();
        sort(&mut run);
        assert_eq!(run, before);
    }
}

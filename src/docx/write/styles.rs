//! The styles of a note. Headings, header, footer, notes and comments have the names by which every
//! word processor knows its own, so that outline, navigation and "insert footnote" work.

use super::element::{Element, el, val};
use super::house::{HouseStyle, MarkLook, Underline};
use crate::model::ids::Lang;
use crate::model::manuscript::DraftMark;

/// Namespace of the parts' elements.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Ids of the styles.
pub(super) mod id {
    pub const NORMAL: &str = "Normal";
    pub const TEXT: &str = "TextParagraph";
    pub const PARAGRAPH: &str = "NumberedParagraph";
    pub const ITEM: &str = "NumberedItem";
    pub const SUBITEM: &str = "NumberedSubitem";
    pub const MASTHEAD_ORGANIZATION: &str = "MastheadOrganization";
    pub const MASTHEAD_SYMBOL: &str = "MastheadSymbol";
    pub const SYMBOL_LEAD: &str = "SymbolLead";
    pub const MASTHEAD_ORGAN: &str = "MastheadOrgan";
    pub const MASTHEAD_LINE: &str = "MastheadLine";
    pub const MASTHEAD_FIRST_LINE: &str = "MastheadFirstLine";
    pub const MASTHEAD_END: &str = "MastheadEnd";
    pub const MEETING: &str = "Meeting";
    pub const PLACE: &str = "PlaceAndDates";
    pub const AGENDA_ITEM: &str = "AgendaItem";
    pub const AGENDA_TITLE: &str = "AgendaTitle";
    pub const TITLE: &str = "Title";
    pub const AUTHOR: &str = "DocumentAuthor";
    pub const HEADER: &str = "Header";
    pub const FIRST_HEADER: &str = "FirstHeader";
    pub const FOOTER: &str = "Footer";
    pub const FOOTNOTE_TEXT: &str = "FootnoteText";
    pub const COMMENT_TEXT: &str = "CommentText";
    pub const FOOTNOTE_REFERENCE: &str = "FootnoteReference";
    pub const COMMENT_REFERENCE: &str = "CommentReference";
    pub const DEFAULT_FONT: &str = "DefaultParagraphFont";
    pub const JOB_NUMBER: &str = "JobNumber";
    pub const DRAFT_WORD: &str = "DraftWord";
    pub const HYPERLINK: &str = "Hyperlink";
    pub const COVER_TITLE: &str = "CoverTitle";
    pub const COVER_TEXT: &str = "CoverText";
    pub const COVER_CAPTION: &str = "CoverCaption";
    pub const COVER_HEAD: &str = "CoverHead";
    pub const COVER_CELL: &str = "CoverCell";
}

const HEADINGS: [&str; 4] = ["Heading1", "Heading2", "Heading3", "Heading4"];

/// The style of a heading; levels below the fourth look like the fourth.
pub(super) fn heading_id(level: u8) -> &'static str {
    let at = usize::from(level.max(1)) - 1;
    HEADINGS.get(at).unwrap_or(&"Heading4")
}

/// The style of a draft mark.
pub(super) fn mark_id(mark: DraftMark) -> &'static str {
    match mark {
        DraftMark::Draft => "RapporteurDraft",
        DraftMark::Unconfirmed => "RapporteurUnconfirmed",
        DraftMark::Untranslated => "RapporteurUntranslated",
        DraftMark::NeedsReview => "RapporteurNeedsReview",
    }
}

/// Bold on or off, size in points.
pub(super) fn look(bold: bool, points: f32) -> Vec<Element> {
    let half = (points * 2.0).round();
    let mut out = Vec::new();
    if bold {
        out.push(el("w:b"));
        out.push(el("w:bCs"));
    }
    out.push(val("w:sz", half));
    out.push(val("w:szCs", half));
    out
}

/// Space before and after, distance of lines at least `line`, in twentieths of a point.
pub(super) fn spacing(before: u32, after: u32, line: u32) -> Element {
    el("w:spacing")
        .attr("w:before", before)
        .attr("w:after", after)
        .attr("w:line", line)
        .attr("w:lineRule", "atLeast")
}

fn indent(left: u32, right: u32, hanging: u32) -> Element {
    let ind = el("w:ind").attr("w:left", left).attr("w:right", right);
    if hanging > 0 {
        ind.attr("w:hanging", hanging)
    } else {
        ind
    }
}

fn rule(side: &str, size: u32) -> Element {
    el("w:pBdr").child(
        val(side, "single")
            .attr("w:sz", size)
            .attr("w:space", 4)
            .attr("w:color", "auto"),
    )
}

fn tab(kind: &str, at: u32) -> Element {
    el("w:tabs").child(val("w:tab", kind).attr("w:pos", at))
}

pub(super) fn keep() -> Vec<Element> {
    vec![el("w:keepNext"), el("w:keepLines")]
}

/// A paragraph style; the properties are in schema order already.
pub(super) fn paragraph(id: &str, name: &str, ppr: Vec<Element>, rpr: Vec<Element>) -> Element {
    let custom =
        name.chars().next().is_some_and(char::is_uppercase) && !matches!(name, "Normal" | "Title");
    style("paragraph", id, name, custom)
        .children((id != self::id::NORMAL).then(|| val("w:basedOn", self::id::NORMAL)))
        .child(el("w:qFormat"))
        .child(el("w:pPr").children(ppr))
        .child(el("w:rPr").children(rpr))
}

fn character(id: &str, name: &str, rpr: Vec<Element>) -> Element {
    let custom = name.chars().next().is_some_and(char::is_uppercase) && name != "Hyperlink";
    style("character", id, name, custom)
        .child(val("w:basedOn", self::id::DEFAULT_FONT))
        .child(el("w:rPr").children(rpr))
}

fn style(kind: &str, id: &str, name: &str, custom: bool) -> Element {
    let style = el("w:style").attr("w:type", kind);
    let style = if custom {
        style.attr("w:customStyle", 1)
    } else {
        style
    };
    style.attr("w:styleId", id).child(val("w:name", name))
}

/// The part that defines the styles.
pub(super) fn part(style: &HouseStyle, lang: &Lang) -> Element {
    el("w:styles")
        .attr("xmlns:w", W)
        .child(defaults(style, lang))
        .children(base(style.is_right_to_left(lang)))
        .children(masthead(style))
        .children(titles(style))
        .children(headings(style))
        .children(text(style))
        .children(furniture(style))
        .children(characters(style))
        .children(super::cover::styles(style))
}

pub(super) fn defaults(style: &HouseStyle, lang: &Lang) -> Element {
    let font = &style.font(lang).name;
    let fonts = el("w:rFonts")
        .attr("w:ascii", font)
        .attr("w:hAnsi", font)
        .attr("w:eastAsia", font)
        .attr("w:cs", font);
    el("w:docDefaults")
        .child(
            el("w:rPrDefault").child(
                el("w:rPr")
                    .child(fonts)
                    .children(look(false, style.sizes.body))
                    .child(language(style.full_tag(lang))),
            ),
        )
        .child(
            el("w:pPrDefault").child(
                el("w:pPr")
                    .child(el("w:widowControl"))
                    .child(el("w:suppressAutoHyphens"))
                    .child(spacing(0, 0, 240)),
            ),
        )
}

/// The language of text, for every kind of script.
pub(super) fn language(tag: &str) -> Element {
    val("w:lang", tag)
        .attr("w:eastAsia", tag)
        .attr("w:bidi", tag)
}

pub(super) fn base(right_to_left: bool) -> Vec<Element> {
    let cell = |side: &str, width: u32| el(side).attr("w:w", width).attr("w:type", "dxa");
    vec![
        // Every other style is based on this one: left and right then mean where lines begin and end.
        paragraph(
            id::NORMAL,
            "Normal",
            right_to_left.then(|| el("w:bidi")).into_iter().collect(),
            vec![],
        )
        .attr("w:default", 1),
        style(
            "character",
            id::DEFAULT_FONT,
            "Default Paragraph Font",
            false,
        )
        .attr("w:default", 1)
        .child(val("w:uiPriority", 1))
        .child(el("w:semiHidden")),
        style("table", "TableNormal", "Normal Table", false)
            .attr("w:default", 1)
            .child(val("w:uiPriority", 99))
            .child(el("w:semiHidden"))
            .child(
                el("w:tblPr").child(cell("w:tblInd", 0)).child(
                    el("w:tblCellMar")
                        .child(cell("w:top", 0))
                        .child(cell("w:left", 108))
                        .child(cell("w:bottom", 0))
                        .child(cell("w:right", 108)),
                ),
            ),
        style("numbering", "NoList", "No List", false)
            .attr("w:default", 1)
            .child(val("w:uiPriority", 99))
            .child(el("w:semiHidden")),
    ]
}

fn masthead(style: &HouseStyle) -> Vec<Element> {
    let s = &style.sizes;
    let right = val("w:jc", "right");
    vec![
        paragraph(
            id::MASTHEAD_ORGANIZATION,
            "Masthead Organization",
            vec![spacing(0, 60, 240)],
            look(false, s.organization),
        ),
        paragraph(
            id::MASTHEAD_SYMBOL,
            "Masthead Symbol",
            vec![spacing(0, 60, 240), right],
            look(false, s.symbol),
        ),
        paragraph(
            id::MASTHEAD_ORGAN,
            "Masthead Organ",
            vec![spacing(40, 0, 380), indent(0, 400, 0)],
            look(true, s.organ),
        ),
        paragraph(
            id::MASTHEAD_LINE,
            "Masthead Line",
            vec![spacing(0, 0, 240)],
            look(false, s.body),
        ),
        paragraph(
            id::MASTHEAD_FIRST_LINE,
            "Masthead First Line",
            vec![spacing(120, 0, 240)],
            look(false, s.body),
        ),
        paragraph(
            id::MASTHEAD_END,
            "Masthead End",
            vec![spacing(0, 0, 160)],
            look(false, 4.0),
        ),
    ]
}

fn titles(style: &HouseStyle) -> Vec<Element> {
    let s = &style.sizes;
    let column = style.column;
    // Meeting and agenda lines take the left part of the page.
    let narrow = indent(0, style.page.inner_width() * 2 / 5, 0);
    let centre = indent(column.left, column.right, 0);
    let with = |mut ppr: Vec<Element>, last: Vec<Element>| {
        ppr.extend(last);
        ppr
    };
    vec![
        paragraph(
            id::MEETING,
            "Meeting",
            vec![spacing(200, 0, 240), narrow.clone()],
            look(true, s.meeting),
        ),
        paragraph(
            id::PLACE,
            "Place and Dates",
            vec![spacing(0, 0, 240), narrow.clone()],
            look(false, s.meeting),
        ),
        paragraph(
            id::AGENDA_ITEM,
            "Agenda Item",
            vec![spacing(0, 0, 240), narrow.clone()],
            look(false, s.meeting),
        ),
        paragraph(
            id::AGENDA_TITLE,
            "Agenda Title",
            vec![spacing(0, 0, 240), narrow],
            look(true, s.meeting),
        ),
        paragraph(
            id::TITLE,
            "Title",
            with(keep(), vec![spacing(480, 240, 300), centre.clone()]),
            look(true, s.title),
        ),
        paragraph(
            id::AUTHOR,
            "Document Author",
            with(keep(), vec![spacing(120, 240, 260), centre]),
            look(true, s.author),
        ),
    ]
}

fn headings(style: &HouseStyle) -> Vec<Element> {
    let column = style.column;
    let spaces = [(360, 200), (280, 160), (200, 120), (160, 120)];
    HEADINGS
        .iter()
        .zip(style.sizes.headings)
        .zip(spaces)
        .enumerate()
        .map(|(i, ((id, size), (before, after)))| {
            let mut ppr = keep();
            ppr.push(spacing(before, after, (size * 24.0) as u32));
            ppr.push(indent(column.left, column.right, 0));
            ppr.push(val("w:outlineLvl", i));
            let mut rpr = look(true, size);
            if i == 3 {
                rpr.insert(2, el("w:i"));
                rpr.insert(3, el("w:iCs"));
            }
            let mut heading = paragraph(id, &format!("heading {}", i + 1), ppr, rpr);
            // After a heading the writer of a note goes on with a numbered paragraph.
            heading.nodes.insert(
                2,
                super::element::Node::Element(val("w:next", self::id::PARAGRAPH)),
            );
            heading
        })
        .collect()
}

fn text(style: &HouseStyle) -> Vec<Element> {
    let column = style.column;
    let numbered = |level: u32| {
        let number = el("w:numPr");
        let number = if level > 0 {
            number.child(val("w:ilvl", level))
        } else {
            number
        };
        vec![
            number.child(val("w:numId", super::numbering::PARAGRAPH_LIST)),
            spacing(0, 120, 240),
            // As in the list: some programs take only the left side from there.
            indent(column.left, column.right, 0).attr("w:firstLine", column.step * level),
            val("w:jc", "both"),
        ]
    };
    let small = style.sizes.footnote;
    vec![
        paragraph(
            id::TEXT,
            "Text Paragraph",
            vec![
                spacing(0, 120, 240),
                indent(column.left, column.right, 0),
                val("w:jc", "both"),
            ],
            vec![],
        ),
        paragraph(id::PARAGRAPH, "Numbered Paragraph", numbered(0), vec![]),
        paragraph(id::ITEM, "Numbered Item", numbered(1), vec![]),
        paragraph(id::SUBITEM, "Numbered Subitem", numbered(2), vec![]),
        paragraph(
            id::FOOTNOTE_TEXT,
            "footnote text",
            vec![
                tab("left", column.left),
                spacing(0, 40, 210),
                indent(column.left, column.right, column.step.min(column.left)),
                val("w:jc", "both"),
            ],
            look(false, small),
        ),
        paragraph(id::COMMENT_TEXT, "annotation text", vec![], vec![]),
    ]
}

fn furniture(style: &HouseStyle) -> Vec<Element> {
    let s = &style.sizes;
    let width = style.page.inner_width();
    let first = style.draft.colour.clone();
    vec![
        paragraph(
            id::HEADER,
            "header",
            vec![
                rule("w:bottom", style.rules.head),
                tab("right", width),
                spacing(0, 0, 220),
            ],
            look(true, s.head),
        ),
        paragraph(
            id::FIRST_HEADER,
            "First Header",
            vec![spacing(0, 0, 220), val("w:jc", "right")],
            look(true, s.head),
        ),
        paragraph(
            id::FOOTER,
            "footer",
            vec![tab("right", width), spacing(0, 0, 220)],
            look(true, s.page),
        ),
        character(
            id::JOB_NUMBER,
            "Job Number",
            [vec![val("w:b", 0), val("w:bCs", 0)], look(false, s.job)].concat(),
        ),
        character(
            id::DRAFT_WORD,
            "Draft Word",
            vec![
                el("w:b"),
                el("w:bCs"),
                val("w:color", first),
                val("w:spacing", 40),
            ],
        ),
    ]
}

fn characters(style: &HouseStyle) -> Vec<Element> {
    let mut out = vec![
        character(
            id::FOOTNOTE_REFERENCE,
            "footnote reference",
            vec![val("w:vertAlign", "superscript")],
        ),
        character(
            id::SYMBOL_LEAD,
            "Symbol Lead",
            look(false, style.sizes.symbol_lead),
        ),
        character(
            id::HYPERLINK,
            "Hyperlink",
            vec![val("w:color", "0563C1"), val("w:u", "single")],
        ),
        character(
            id::COMMENT_REFERENCE,
            "annotation reference",
            look(false, 8.0),
        ),
    ];
    for mark in [
        DraftMark::Draft,
        DraftMark::Unconfirmed,
        DraftMark::Untranslated,
        DraftMark::NeedsReview,
    ] {
        let look = style.mark(mark);
        out.push(character(mark_id(mark), &look.name, mark_look(look)));
    }
    out
}

fn mark_look(look: &MarkLook) -> Vec<Element> {
    let line = match look.underline {
        Underline::Single => "single",
        Underline::Double => "double",
        Underline::Dotted => "dotted",
        Underline::Dash => "dash",
        Underline::DotDash => "dotDash",
        Underline::Wave => "wave",
    };
    vec![
        val("w:u", line).attr("w:color", &look.colour),
        val("w:shd", "clear")
            .attr("w:color", "auto")
            .attr("w:fill", &look.shade),
    ]
}

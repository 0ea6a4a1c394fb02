//! The first page of a draft, made of elements directly: a section of its own before the masthead.

use super::element::{Element, clean, el, val};
use super::house::HouseStyle;
use super::styles::{id, keep, language, look, paragraph as style_of, spacing};
use crate::model::manuscript::{CoverTable, Manuscript};

/// The blocks of the cover page; none for a final note or without a cover. The section that ends it
/// is added by the finishing pass, which knows the heads and feet.
pub(super) fn blocks(manuscript: &Manuscript, style: &HouseStyle) -> Vec<Element> {
    let Some(cover) = manuscript.cover.as_ref().filter(|_| manuscript.draft) else {
        return Vec::new();
    };
    let right_to_left = style.is_right_to_left(&manuscript.lang);
    let mut out = vec![paragraph(id::COVER_TITLE, &cover.title, None)];
    for line in &cover.lines {
        out.push(paragraph(id::COVER_TEXT, line, None));
    }
    for table in cover.tables.iter().filter(|t| !t.head.is_empty()) {
        out.push(paragraph(id::COVER_CAPTION, &table.caption, None));
        out.push(grid(table, style, right_to_left));
    }
    out
}

fn paragraph(style: &str, text: &str, tag: Option<&str>) -> Element {
    let text = clean(text);
    let line = el("w:p").child(el("w:pPr").child(val("w:pStyle", style)));
    if text.is_empty() {
        return line;
    }
    let run = el("w:r").children(tag.map(|t| el("w:rPr").child(language(t))));
    line.child(run.child(el("w:t").attr("xml:space", "preserve").text(text)))
}

/// A table whose first row is repeated on each page; the last column takes the room that is left.
fn grid(table: &CoverTable, style: &HouseStyle, right_to_left: bool) -> Element {
    let columns = table.head.len();
    let width = style.page.inner_width() as usize;
    let narrow = width / 5;
    let first = if columns > 2 { width * 3 / 10 } else { narrow };
    let wide = |at: usize| match at {
        _ if columns == 1 => width,
        _ if at + 1 == columns => width - first - narrow * columns.saturating_sub(2),
        0 => first,
        _ => narrow,
    };
    let edges = ["top", "left", "bottom", "right", "insideH", "insideV"].map(|side| {
        val(&format!("w:{side}"), "single")
            .attr("w:sz", 4)
            .attr("w:space", 0)
            .attr("w:color", "808080")
    });
    let margin = |side: &str| el(side).attr("w:w", 80).attr("w:type", "dxa");
    let properties = el("w:tblPr")
        .children(right_to_left.then(|| el("w:bidiVisual")))
        .child(el("w:tblW").attr("w:w", width).attr("w:type", "dxa"))
        .child(el("w:tblBorders").children(edges))
        .child(el("w:tblLayout").attr("w:type", "fixed"))
        .child(
            el("w:tblCellMar")
                .child(margin("w:left"))
                .child(margin("w:right")),
        )
        .child(
            el("w:tblLook")
                .attr("w:val", "0020")
                .attr("w:firstRow", 1)
                .attr("w:lastRow", 0)
                .attr("w:firstColumn", 0)
                .attr("w:lastColumn", 0)
                .attr("w:noHBand", 1)
                .attr("w:noVBand", 1),
        )
        .child(val("w:tblCaption", clean(&table.caption)));
    let tag = table.lang.as_ref().map(|l| style.full_tag(l));
    let row = |cells: &[String], head: bool| {
        let properties = el("w:trPr")
            .child(el("w:cantSplit"))
            .children(head.then(|| el("w:tblHeader")));
        let (look, tag) = if head {
            (id::COVER_HEAD, None)
        } else {
            (id::COVER_CELL, tag)
        };
        el("w:tr")
            .child(properties)
            .children((0..columns).map(|at| {
                let text = cells.get(at).map_or("", String::as_str);
                el("w:tc")
                    .child(
                        el("w:tcPr").child(el("w:tcW").attr("w:w", wide(at)).attr("w:type", "dxa")),
                    )
                    .child(paragraph(look, text, tag))
            }))
    };
    el("w:tbl")
        .child(properties)
        .child(
            el("w:tblGrid").children((0..columns).map(|at| el("w:gridCol").attr("w:w", wide(at)))),
        )
        .child(row(&table.head, true))
        .children(table.rows.iter().map(|cells| row(cells, false)))
}

/// The styles of the page.
pub(super) fn styles(style: &HouseStyle) -> Vec<Element> {
    let s = &style.sizes;
    vec![
        style_of(
            id::COVER_TITLE,
            "Cover Title",
            [keep(), vec![spacing(0, 200, 320)]].concat(),
            look(true, s.headings.first().copied().unwrap_or(s.title)),
        ),
        style_of(
            id::COVER_TEXT,
            "Cover Text",
            vec![spacing(0, 80, 240)],
            vec![],
        ),
        style_of(
            id::COVER_CAPTION,
            "Cover Caption",
            [keep(), vec![spacing(280, 80, 240)]].concat(),
            look(true, s.body),
        ),
        style_of(
            id::COVER_HEAD,
            "Cover Head",
            [keep(), vec![spacing(40, 40, 220)]].concat(),
            look(true, s.footnote),
        ),
        style_of(
            id::COVER_CELL,
            "Cover Cell",
            vec![spacing(40, 40, 220)],
            look(false, s.footnote),
        ),
    ]
}

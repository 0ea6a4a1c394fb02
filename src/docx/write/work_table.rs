//! A table to be filled in with a word processor: landscape, its head repeated on each page, columns
//! that are not to be changed shaded. It is an ordinary document without protection, so that every
//! program can save it, with or without tracked changes.

use jiff::Timestamp;

use super::element::{Element, clean, el, val};
use super::error::WriteError;
use super::finish::{FOOTER_ID, Made, pack};
use super::house::HouseStyle;
use super::properties;
use super::settings;
use super::styles::{W, base, defaults, id, language, look, paragraph as style_of, spacing};
use crate::model::ids::Lang;
use crate::model::manuscript::{Manuscript, Masthead};

const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Margin on all sides, in twentieths of a point.
const MARGIN: u32 = 720;

/// The table and what stands above it.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkTable {
    /// Language of title, remarks and heads.
    pub lang: Lang,
    /// The title.
    pub title: String,
    /// How it is filled in, a paragraph each.
    pub remarks: Vec<String>,
    /// The columns.
    pub columns: Vec<WorkColumn>,
    /// Rows of as many cells; a line feed begins a paragraph.
    pub rows: Vec<Vec<String>>,
    /// Author for the file's properties.
    pub creator: String,
    /// Time to write into the file, RFC 3339 UTC; never the clock's.
    pub timestamp: String,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkColumn {
    /// Its head.
    pub head: String,
    /// Its share of the width, in any unit.
    pub share: u32,
    /// What its cells are for.
    pub cells: Cells,
    /// Language of its text, where that is not the table's.
    pub lang: Option<Lang>,
}

/// What the cells of a column are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    /// To be read: shaded.
    Fixed,
    /// To be filled in.
    Open,
    /// For the program: small and grey, without spelling marks.
    Key,
}

/// Ids of styles of its own.
const SHADED: &str = "WorkFixed";
const KEY: &str = "WorkKey";

/// Writes a table as the bytes of a DOCX file. The same table gives the same bytes.
///
/// # Errors
/// [`WriteError::Timestamp`] when the time is not RFC 3339; the others mean a fault of the program.
pub fn work_table(table: &WorkTable, style: &HouseStyle) -> Result<Vec<u8>, WriteError> {
    let time: Timestamp = table
        .timestamp
        .trim()
        .parse()
        .map_err(|_| WriteError::Timestamp(table.timestamp.clone()))?;
    let stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let about = Manuscript {
        lang: table.lang.clone(),
        masthead: Masthead::default(),
        job_number: String::new(),
        title: table.title.clone(),
        subject: String::new(),
        creator: table.creator.clone(),
        keywords: Vec::new(),
        timestamp: table.timestamp.clone(),
        draft: true,
        draft_word: String::new(),
        cover: None,
        parts: Vec::new(),
    };
    let right_to_left = style.is_right_to_left(&table.lang);
    pack(Made {
        document: document(table, style),
        footer: footer(),
        styles: el("w:styles")
            .attr("xmlns:w", W)
            .child(defaults(style, &table.lang))
            .children(base(right_to_left))
            .children(super::cover::styles(style))
            .children(own_styles(style)),
        settings: settings::plain(style, &table.lang),
        fonts: settings::fonts(style),
        core: properties::core(&about, style, &stamp),
        app: properties::app(&about),
        time,
    })
}

fn own_styles(style: &HouseStyle) -> Vec<Element> {
    let small = style.sizes.footnote;
    let grey = val("w:color", "7F7F7F");
    vec![
        style_of(
            SHADED,
            "Work Fixed",
            vec![spacing(40, 40, 220)],
            look(false, small),
        ),
        style_of(
            KEY,
            "Work Key",
            vec![spacing(40, 40, 160)],
            [vec![el("w:noProof"), grey], look(false, 5.0)].concat(),
        ),
        style_of(
            id::FOOTER,
            "footer",
            vec![val("w:jc", "right")],
            look(false, small),
        ),
    ]
}

fn document(table: &WorkTable, style: &HouseStyle) -> Element {
    let page = style.page;
    let mut body = el("w:body").child(line(id::COVER_TITLE, &table.title, None));
    for remark in &table.remarks {
        body = body.child(line(id::COVER_TEXT, remark, None));
    }
    let margins = ["w:top", "w:right", "w:bottom", "w:left"]
        .iter()
        .fold(el("w:pgMar"), |e, side| e.attr(side, MARGIN))
        .attr("w:header", MARGIN / 2)
        .attr("w:footer", MARGIN / 2)
        .attr("w:gutter", 0);
    body = body.child(grid(table, style)).child(el("w:p")).child(
        el("w:sectPr")
            .child(
                el("w:footerReference")
                    .attr("w:type", "default")
                    .attr("r:id", FOOTER_ID),
            )
            .child(
                // Landscape: the sheet turned.
                el("w:pgSz")
                    .attr("w:w", page.height)
                    .attr("w:h", page.width)
                    .attr("w:orient", "landscape"),
            )
            .child(margins),
    );
    el("w:document")
        .attr("xmlns:w", W)
        .attr("xmlns:r", R)
        .child(body)
}

fn footer() -> Element {
    let number = el("w:fldSimple")
        .attr("w:instr", "PAGE")
        .child(el("w:r").child(el("w:t").text("1")));
    el("w:ftr").attr("xmlns:w", W).attr("xmlns:r", R).child(
        el("w:p")
            .child(el("w:pPr").child(val("w:pStyle", id::FOOTER)))
            .child(number),
    )
}

fn line(style: &str, text: &str, tag: Option<&str>) -> Element {
    let text = clean(text);
    let out = el("w:p").child(el("w:pPr").child(val("w:pStyle", style)));
    if text.is_empty() {
        return out;
    }
    let run = el("w:r").children(tag.map(|t| el("w:rPr").child(language(t))));
    out.child(run.child(el("w:t").attr("xml:space", "preserve").text(text)))
}

fn grid(table: &WorkTable, style: &HouseStyle) -> Element {
    let width = style.page.height.saturating_sub(2 * MARGIN);
    let shares: u32 = table.columns.iter().map(|c| c.share).sum::<u32>().max(1);
    let wide = |c: &WorkColumn| width * c.share / shares;
    let edges = ["top", "left", "bottom", "right", "insideH", "insideV"].map(|side| {
        val(&format!("w:{side}"), "single")
            .attr("w:sz", 4)
            .attr("w:space", 0)
            .attr("w:color", "808080")
    });
    let margin = |side: &str| el(side).attr("w:w", 80).attr("w:type", "dxa");
    let properties = el("w:tblPr")
        .children(
            style
                .is_right_to_left(&table.lang)
                .then(|| el("w:bidiVisual")),
        )
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
        .child(val("w:tblCaption", clean(&table.title)));
    let heads: Vec<String> = table.columns.iter().map(|c| c.head.clone()).collect();
    let row = |cells: &[String], head: bool| {
        let properties = el("w:trPr").children(if head {
            vec![el("w:cantSplit"), el("w:tblHeader")]
        } else {
            vec![]
        });
        el("w:tr")
            .child(properties)
            .children(table.columns.iter().enumerate().map(|(at, column)| {
                let text = cells.get(at).map_or("", String::as_str);
                cell(column, text, wide(column), head, style)
            }))
    };
    el("w:tbl")
        .child(properties)
        .child(
            el("w:tblGrid").children(
                table
                    .columns
                    .iter()
                    .map(|c| el("w:gridCol").attr("w:w", wide(c))),
            ),
        )
        .child(row(&heads, true))
        .children(table.rows.iter().map(|cells| row(cells, false)))
}

fn cell(column: &WorkColumn, text: &str, width: u32, head: bool, style: &HouseStyle) -> Element {
    let (look, fill) = match (head, column.cells) {
        (true, _) => (id::COVER_HEAD, Some("D9D9D9")),
        (false, Cells::Fixed) => (SHADED, Some("F2F2F2")),
        (false, Cells::Open) => (id::COVER_CELL, None),
        (false, Cells::Key) => (KEY, Some("F2F2F2")),
    };
    let tag = column
        .lang
        .as_ref()
        .filter(|_| !head)
        .map(|l| style.full_tag(l));
    let properties = el("w:tcPr")
        .child(el("w:tcW").attr("w:w", width).attr("w:type", "dxa"))
        .children(fill.map(|f| {
            val("w:shd", "clear")
                .attr("w:color", "auto")
                .attr("w:fill", f)
        }));
    // A cell has at least one paragraph.
    el("w:tc")
        .child(properties)
        .children(text.split('\n').map(|part| line(look, part, tag)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::read::{Limits, read};
    use crate::model::document::Block;

    fn table() -> WorkTable {
        let column = |head: &str, cells| WorkColumn {
            head: head.into(),
            share: 3,
            cells,
            lang: Some(Lang::fr()),
        };
        WorkTable {
            lang: Lang::en(),
            title: "Note".into(),
            remarks: vec!["Fill in the third column.".into()],
            columns: vec![
                column("No.", Cells::Fixed),
                column("Text", Cells::Open),
                column("Id", Cells::Key),
            ],
            rows: vec![
                vec!["1".into(), "un\ndeux & <trois>".into(), "e1.fr".into()],
                vec!["2".into(), String::new(), "e2.fr".into()],
            ],
            creator: "Secretariat".into(),
            timestamp: "2026-03-01T09:00:00Z".into(),
        }
    }

    #[test]
    fn the_table_reads_back_with_its_head_and_lines() {
        let style = HouseStyle::embedded().unwrap();
        let bytes = work_table(&table(), &style).unwrap();
        assert_eq!(bytes, work_table(&table(), &style).unwrap());
        let document = read(&bytes, &Limits::default()).unwrap();
        assert!(document.findings.is_empty(), "{:?}", document.findings);
        let Some(Block::Table(read)) = document.body.iter().find(|b| matches!(b, Block::Table(_)))
        else {
            panic!("no table")
        };
        assert_eq!(read.rows.len(), 3);
        assert!(read.rows[0].header && !read.rows[1].header);
        let words = |row: usize, cell: usize| -> Vec<String> {
            read.rows[row].cells[cell]
                .blocks
                .iter()
                .map(|b| match b {
                    Block::Paragraph(p) => p.text(),
                    Block::Table(_) => String::new(),
                })
                .collect()
        };
        assert_eq!(words(1, 1), ["un", "deux & <trois>"]);
        assert_eq!(words(1, 2), ["e1.fr"]);
        assert_eq!(words(2, 1), [""]);
    }

    #[test]
    fn a_time_that_is_none_is_told() {
        let mut wrong = table();
        wrong.timestamp = "today".into();
        let style = HouseStyle::embedded().unwrap();
        assert!(matches!(
            work_table(&wrong, &style),
            Err(WriteError::Timestamp(_))
        ));
    }
}

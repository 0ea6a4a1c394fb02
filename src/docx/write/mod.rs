//! Writes a [`Manuscript`] as a DOCX package.
//!
//! `house` is the look, read from `memory/house.toml`. Content is made with docx-rs: `runs` (text,
//! notes, addresses), `remarks` (comments), `masthead`, `body` (title block, headings, numbered paragraphs), `furniture`
//! (heads and feet). `styles`, `numbering`, `settings` and `properties` are written as XML directly
//! (docs/decisions/0003-writing-docx.md says why). `finish` repairs and packs. The same manuscript
//! and style give the same bytes. `redline` makes one file with tracked changes of two.

mod body;
mod cover;
mod element;
mod error;
mod finish;
mod furniture;
pub mod house;
mod house_check;
mod links;
mod masthead;
mod numbering;
mod properties;
mod redline;
mod reference;
mod remarks;
mod runs;
mod settings;
mod styles;
mod work_table;

pub use error::WriteError;
pub use house::HouseStyle;
pub use redline::{Shade, Version, redline, shade};
pub use reference::Reference;
pub use work_table::{Cells, WorkColumn, WorkTable, work_table};

use std::collections::BTreeMap;

use docx_rs::{Docx, PageMargin};
use jiff::Timestamp;

use self::furniture::Pages;
use self::runs::Content;
use crate::model::manuscript::Manuscript;

/// Writes a manuscript as the bytes of a DOCX file.
///
/// Paragraph numbers are real numbering that comes to [`Part::Paragraph::number`]; a heading's label
/// is real numbering where it is the next in turn, else text. Draft marks, remarks and the draft word
/// are written only when [`Manuscript::draft`] is set. Characters that XML does not allow are left
/// out.
///
/// [`Part::Paragraph::number`]: crate::model::manuscript::Part::Paragraph
///
/// # Errors
/// [`WriteError::Timestamp`] when the manuscript's time is not RFC 3339; the others mean a fault of
/// the program.
pub fn write(manuscript: &Manuscript, style: &HouseStyle) -> Result<Vec<u8>, WriteError> {
    write_like(manuscript, style, None)
}

/// The same with styles, page, heads and feet of another Word file, as far as it has them.
///
/// # Errors
/// As for [`write()`].
pub fn write_like(
    manuscript: &Manuscript,
    style: &HouseStyle,
    reference: Option<&Reference>,
) -> Result<Vec<u8>, WriteError> {
    let own = reference.map(|r| r.house(style));
    let style = own.as_ref().unwrap_or(style);
    let time: Timestamp = manuscript
        .timestamp
        .trim()
        .parse()
        .map_err(|_| WriteError::Timestamp(manuscript.timestamp.clone()))?;
    let stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();

    let mut content = Content::new(manuscript, style);
    let masthead = content.masthead();
    let body = content.body(&stamp);
    let page = style.page;
    let margin = PageMargin::new()
        .top(page.top as i32)
        .bottom(page.bottom as i32)
        .left(page.left as i32)
        .right(page.right as i32)
        .header(page.header as i32)
        .footer(page.footer as i32);
    let mut docx = Docx::new()
        .page_size(page.width, page.height)
        .page_margin(margin)
        .header(content.header(Pages::Odd))
        .first_header(content.header(Pages::First))
        .even_header(content.header(Pages::Even))
        .footer(content.footer(Pages::Odd))
        .first_footer(content.footer(Pages::First))
        .even_footer(content.footer(Pages::Even))
        .add_table(masthead);
    for paragraph in body.paragraphs {
        docx = docx.add_paragraph(paragraph);
    }
    let house_styles = styles::part(style, &manuscript.lang);
    let (part, style_ids) = match reference.and_then(Reference::styles) {
        Some(theirs) => {
            let merged = reference::merge(&house_styles, theirs);
            (merged.styles, merged.ids)
        }
        None => (house_styles, BTreeMap::new()),
    };
    let words = furniture::words(manuscript);
    let mut draft_line = furniture::draft_line(manuscript);
    if let Some(line) = &mut draft_line {
        reference::rename(line, &style_ids);
    }
    let running = |heads| reference?.stories(heads, &words, draft_line.as_ref());
    let extra = finish::Extra {
        heads: running(true),
        feet: running(false),
        style_ids,
        marks: &content.note_marks,
        links: content.links.all(),
        note_links: content.note_links.all(),
        direction: finish::Direction::of(style, &manuscript.lang),
        restart: style.notes.restart,
        masthead: masthead::description(manuscript),
        cover: cover::blocks(manuscript, style),
        font: &style.font(&manuscript.lang).name,
        note_indent: style.column.left,
        initials: &style.comments.initials,
        has_comments: content.comments > 0,
        time,
        styles: part,
        numbering: numbering::part(style, &manuscript.lang, &body.sequence),
        settings: settings::part(style, &manuscript.lang),
        fonts: settings::fonts(style),
        core: properties::core(manuscript, style, &stamp),
        app: properties::app(manuscript),
    };
    finish::finish(&docx.build(), extra)
}

//! Walks the blocks of one story: paragraphs, tables, block-level controls.

use crate::model::document::{Block, ListPosition, NoteKey, Paragraph, Reason};
use crate::model::finding::Finding;
use crate::model::place::{Place, Step};

use super::imports;
use super::outline;
use super::props::{self, RunProps};
use super::state::{Container, Context, Line, Reader, is_apart};
use super::styles::ParagraphProps;
use super::xml::{El, Ns};

/// Most findings of one code that are kept for one file.
const MOST_OF_A_KIND: usize = 50;

impl<'a> Reader<'a> {
    pub fn finding(&mut self, finding: Finding) {
        if self
            .findings
            .iter()
            .filter(|f| f.code == finding.code)
            .count()
            < MOST_OF_A_KIND
            && !self.findings.contains(&finding)
        {
            self.findings.push(finding);
        }
    }

    /// Reads a story of its own: its lists and fields do not touch those around it.
    pub fn story(&mut self, parent: El<'_>, ctx: Context<'_>, place: Place) -> Vec<Block> {
        let fields = std::mem::take(&mut self.fields);
        let counters = self.numbering.set_aside();
        let mut container = Container::new(place);
        self.blocks(parent, ctx, &mut container);
        self.close(ctx, &mut container);
        self.numbering.bring_back(counters);
        self.fields = fields;
        container.blocks
    }

    /// Reads the blocks under `parent`.
    pub fn blocks(&mut self, parent: El<'_>, ctx: Context<'_>, into: &mut Container) {
        for el in parent.children() {
            match (el.ns(), el.name()) {
                (Ns::Word, "p") => self.paragraph(el, ctx, into),
                (Ns::Word, "tbl") => {
                    self.close(ctx, into);
                    into.tables += 1;
                    let place = into.place.with(Step::Table(into.tables));
                    match self.table(el, ctx, place) {
                        Some(table) => into.blocks.push(Block::Table(table)),
                        None => into.tables -= 1,
                    }
                }
                (Ns::Word, "sdt") => {
                    let control = self.control(el);
                    if let Some(content) = el.w("sdtContent") {
                        self.pending_box = control.checked.or(self.pending_box);
                        self.blocks(content, control.context(ctx), into);
                        if control.checked.is_some() {
                            self.pending_box = None;
                        }
                    }
                }
                (Ns::Word, "del") => self.blocks(el, ctx.because(Reason::Deleted), into),
                (Ns::Word, "moveFrom") => self.blocks(el, ctx.because(Reason::Moved), into),
                (Ns::Word, "altChunk") => self.chunk(el, ctx, into),
                (Ns::Word, "subDoc") => {
                    self.finding(
                        Finding::warning(
                            "linked-document",
                            "A part of the text stands in another file that is only linked here.",
                        )
                        .at(&into.place)
                        .hint("Ask the sender for the linked file."),
                    );
                }
                (Ns::Word, "sectPr") => self.section(el),
                (Ns::Word, name) if is_apart(name) => {}
                (Ns::Word, "r" | "hyperlink" | "fldSimple" | "smartTag") | (Ns::Math, _) => {
                    self.loose(el, ctx, into);
                }
                _ => self.blocks(el, ctx, into),
            }
        }
    }

    /// Content of a paragraph without its paragraph.
    fn loose(&mut self, el: El<'_>, ctx: Context<'_>, into: &mut Container) {
        let styles = self.styles;
        let style = styles
            .paragraph(None)
            .map_or(&styles.plain, |(_, s)| &s.run);
        let place = into.place.with(Step::Paragraph(into.paragraphs + 1));
        let mut line = Line {
            place,
            content: std::mem::take(&mut into.pending),
            boxes: into.boxes,
            style,
        };
        self.inline(el, ctx, &mut line);
        into.boxes = 0;
        if !line.content.is_empty() {
            into.paragraphs += 1;
            into.blocks.push(Block::Paragraph(Paragraph {
                place: line.place,
                content: line.content,
                ..Paragraph::default()
            }));
        }
    }

    fn paragraph(&mut self, el: El<'_>, ctx: Context<'_>, into: &mut Container) {
        let styles = self.styles;
        let ppr = el.w("pPr");
        let style = styles.paragraph(ppr.and_then(|p| p.child_val("pStyle")));
        let style_run = style.map_or(&styles.plain, |(_, s)| &s.run);
        if let Some(section) = ppr.and_then(|p| p.w("sectPr")) {
            self.section(section);
        }
        let joins = self.mark_is_gone(ppr, ctx, style_run);
        let place = into.place.with(Step::Paragraph(into.paragraphs + 1));
        let mut line = Line {
            place,
            content: std::mem::take(&mut into.pending),
            boxes: into.boxes,
            style: style_run,
        };
        let label_at = if joins || ctx.reason.is_some() {
            None
        } else {
            self.list_of(ppr)
        };
        let label = label_at.and_then(|(list, level)| self.numbering.next(list, level));
        for child in el.children() {
            self.inline(child, ctx, &mut line);
        }
        if joins {
            into.pending = line.content;
            into.boxes = line.boxes;
            return;
        }
        into.boxes = 0;
        into.paragraphs += 1;
        let own = ppr.map(ParagraphProps::read).unwrap_or_default();
        let outline = own
            .outline
            .or(style.and_then(|(_, s)| s.paragraph.outline))
            .filter(|o| *o < 9);
        let name = style.map(|(_, s)| s.name.as_str());
        let by_name = name.and_then(heading_by_name);
        into.blocks.push(Block::Paragraph(Paragraph {
            place: line.place,
            style: name.map(str::to_owned),
            heading: outline.map(|o| o + 1).or(by_name),
            list: label.as_ref().map(|l| ListPosition {
                list: l.list,
                level: l.level,
                bullet: l.bullet,
            }),
            label: label.map(|l| l.text).filter(|t| !t.is_empty()),
            content: line.content,
        }));
    }

    /// Whether the paragraph goes on in the next one: its mark is deleted, moved away or hidden.
    fn mark_is_gone(&self, ppr: Option<El<'_>>, ctx: Context<'_>, style: &RunProps) -> bool {
        let mark = ppr.and_then(|p| p.w("rPr"));
        if mark.is_some_and(|m| m.w("del").is_some() || m.w("moveFrom").is_some()) {
            return true;
        }
        if matches!(ctx.reason, Some(Reason::Deleted | Reason::Moved)) {
            return false;
        }
        let own = mark.map(RunProps::read).unwrap_or_default();
        let character = self
            .styles
            .character(mark.and_then(|m| m.child_val("rStyle")));
        own.style_separator
            || props::combine(&self.styles.defaults, [ctx.table, style, character], &own).reason
                == Some(Reason::Hidden)
    }

    /// List and level of a paragraph, by itself or by its style.
    fn list_of(&self, ppr: Option<El<'_>>) -> Option<(i64, usize)> {
        let own = ppr.map(ParagraphProps::read).unwrap_or_default();
        let style = self
            .styles
            .paragraph(ppr.and_then(|p| p.child_val("pStyle")));
        let inherited = style.map(|(_, s)| s.paragraph).unwrap_or_default();
        let list = own.list.or(inherited.list).filter(|l| *l != 0)?;
        let body_text = |l: &usize| *l > 8;
        let level = match (own.level, style) {
            (Some(level), _) => level,
            (None, Some((_, s))) if s.paragraph.level.as_ref().is_some_and(body_text) => {
                return None;
            }
            // A list given to the paragraph itself takes over the level of its style.
            (None, Some((_, s))) if own.list.is_some() => s.paragraph.level.unwrap_or(0),
            (None, Some((id, s))) => self
                .numbering
                .level_of_style(list, id)
                .or(s.paragraph.level)
                .unwrap_or(0),
            (None, None) => 0,
        };
        if body_text(&level) {
            return None;
        }
        Some((list, level))
    }

    /// Ends a run of joined paragraphs where no paragraph follows.
    pub fn close(&mut self, ctx: Context<'_>, into: &mut Container) {
        if into.pending.is_empty() {
            return;
        }
        let content = std::mem::take(&mut into.pending);
        let place = into.place.with(Step::Paragraph(into.paragraphs + 1));
        let paragraph = Paragraph {
            place,
            content,
            ..Paragraph::default()
        };
        into.boxes = 0;
        if outline::shows_something(&paragraph) {
            into.paragraphs += 1;
            into.blocks.push(Block::Paragraph(paragraph));
        } else {
            self.leave_out(
                &[Block::Paragraph(paragraph)],
                ctx.reason.unwrap_or(Reason::Deleted),
            );
        }
    }

    /// Keeps the text of blocks that are not shown, by the reason of each piece.
    pub fn leave_out(&mut self, blocks: &[Block], otherwise: Reason) {
        self.left_out.extend(outline::apart(blocks, otherwise));
    }

    fn chunk(&mut self, el: El<'_>, ctx: Context<'_>, into: &mut Container) {
        self.close(ctx, into);
        let target = el
            .attr(Ns::OfficeRel, "id")
            .and_then(|id| self.relations.get(id))
            .map(|r| r.target.clone())
            .unwrap_or_default();
        let blocks = self.brought_in(&target).cloned();
        let message = match blocks {
            Some(_) => {
                "A part of the text is another file put into this one; Word shows it only when it opens the document."
            }
            None => "A part of the text is another file put into this one, and it is not read.",
        };
        self.finding(
            Finding::warning("embedded-text", format!("{message} ({target})"))
                .at(&into.place)
                .hint("Open the document in Word and compare."),
        );
        for mut block in blocks.unwrap_or_default() {
            match &mut block {
                Block::Paragraph(p) => {
                    into.paragraphs += 1;
                    p.place = into.place.with(Step::Paragraph(into.paragraphs));
                }
                Block::Table(t) => {
                    into.tables += 1;
                    t.place = into.place.with(Step::Table(into.tables));
                }
            }
            if let Some(reason) = ctx.reason {
                self.leave_out(&[block], reason);
            } else {
                into.blocks.push(block);
            }
        }
    }

    /// Content of another part, if it is read and there is room: a part can be brought in again and
    /// again, and what comes of that must stay bounded as the parts themselves are.
    pub fn brought_in(&mut self, part: &str) -> Option<&'a Vec<Block>> {
        let imports = self.imports;
        let blocks = imports.get(part).filter(|_| self.import_room > 0)?;
        let left = self.import_room.checked_sub(imports::weight(blocks));
        self.import_room = left.unwrap_or(0);
        left.map(|_| blocks)
    }

    /// The mark of a note: shown, or noted as standing in text that is not shown.
    pub fn note_mark(
        &mut self,
        el: El<'_>,
        footnote: bool,
        reason: Option<Reason>,
    ) -> Option<NoteKey> {
        let id = (footnote, el.w_attr("id")?.trim().to_owned());
        if !self.known_notes.contains(&id) {
            return None;
        }
        if let Some(reason) = reason {
            self.dropped_notes.insert(id, reason);
            return None;
        }
        let (footnotes, endnotes) = &mut self.note_counts;
        let count = if footnote { footnotes } else { endnotes };
        let number = *self.marked_notes.entry(id).or_insert_with(|| {
            *count += 1;
            *count
        });
        Some(if footnote {
            NoteKey::Footnote(number)
        } else {
            NoteKey::Endnote(number)
        })
    }
}

fn heading_by_name(name: &str) -> Option<u8> {
    let rest = name.to_ascii_lowercase();
    rest.strip_prefix("heading ")?
        .trim()
        .parse()
        .ok()
        .filter(|n| (1..=9).contains(n))
}

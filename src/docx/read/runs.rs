//! The content of a paragraph.

use crate::model::document::{Emphasis, Inline, Reason, Run};
use crate::model::finding::Finding;
use crate::model::ids::Lang;

use super::fields;
use super::props::{self, RunProps};
use super::state::{Context, Line, Reader, heavier, is_apart};
use super::symbols::{self, Font, Glyph};
use super::xml::{El, Ns};

/// The look of a piece of text.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    pub emphasis: Emphasis,
    pub reason: Option<Reason>,
    pub font: Font,
    pub lang: Option<Lang>,
    pub link: Option<String>,
    pub in_control: bool,
}

impl Piece {
    pub fn plain(reason: Option<Reason>) -> Self {
        Self {
            reason,
            ..Self::default()
        }
    }
}

impl Reader<'_> {
    /// Reads one element inside a paragraph.
    pub fn inline(&mut self, el: El<'_>, ctx: Context<'_>, line: &mut Line<'_>) {
        match (el.ns(), el.name()) {
            (Ns::Word, "r") => self.run(el, ctx, line),
            (Ns::Word, "hyperlink") => {
                let relation = el
                    .attr(Ns::OfficeRel, "id")
                    .and_then(|id| self.relations.get(id))
                    .map(|r| r.target.clone());
                let link = relation.or_else(|| el.w_attr("anchor").map(|a| format!("#{a}")));
                self.inlines(
                    el,
                    Context {
                        link: link.as_deref().or(ctx.link),
                        ..ctx
                    },
                    line,
                );
            }
            (Ns::Word, "fldSimple") => {
                let link = el.w_attr("instr").and_then(fields::link).or(ctx.link);
                self.inlines(el, Context { link, ..ctx }, line);
            }
            (Ns::Word, "sdt") => {
                let control = self.control(el);
                if let Some(content) = el.w("sdtContent") {
                    // A control around the sign within a check box leaves the box waiting for it.
                    let outer = self.pending_box;
                    self.pending_box = control.checked.or(outer);
                    self.inlines(content, control.context(ctx), line);
                    if let Some(checked) = control.checked {
                        if self.pending_box.take().is_some() {
                            self.put(Inline::Checkbox { checked }, ctx.reason, line);
                        }
                        self.pending_box = outer;
                    }
                }
            }
            (Ns::Word, "del") => self.inlines(el, ctx.because(Reason::Deleted), line),
            (Ns::Word, "moveFrom") => self.inlines(el, ctx.because(Reason::Moved), line),
            (Ns::Word, "ruby") => {
                if let Some(base) = el.w("rubyBase") {
                    self.inlines(base, ctx, line);
                }
            }
            (Ns::Word, "sectPr") => {}
            (Ns::Word, name) if is_apart(name) => {}
            (Ns::Math, "t") => {
                let piece = Piece {
                    link: ctx.link.map(str::to_owned),
                    in_control: ctx.in_control,
                    ..Piece::plain(ctx.reason)
                };
                self.put_text(el.text(), &piece, line);
            }
            (Ns::Math, name) if name.ends_with("Pr") => {}
            (Ns::Math, "r") => self.math_run(el, ctx, line),
            // A fraction loses its bar on one line, and 3/4 must not become 34.
            (Ns::Math, "f") => {
                let mut parts = el
                    .children()
                    .filter(|c| c.ns() == Ns::Math && matches!(c.name(), "num" | "den"));
                if let Some(num) = parts.next() {
                    self.inlines(num, ctx, line);
                }
                if let Some(den) = parts.next() {
                    self.put_text("/", &Piece::plain(ctx.reason), line);
                    self.inlines(den, ctx, line);
                }
            }
            (Ns::Math, "oMath") => {
                self.finding(
                    Finding::info(
                        "formula",
                        "The text of a formula is read without its layout.",
                    )
                    .at(&line.place),
                );
                self.inlines(el, ctx, line);
            }
            // A paragraph where none may stand: what it says is still shown.
            (Ns::Word, "p") => {
                self.put(Inline::LineBreak, ctx.reason, line);
                self.inlines(el, ctx, line);
            }
            // Content of a run outside a run.
            (Ns::Word, name) if is_run_content(name) => {
                self.run_content(el, ctx, &Piece::plain(ctx.reason), line)
            }
            _ => self.inlines(el, ctx, line),
        }
    }

    /// A run of a formula: a mark beside its properties says that it is deleted or moved away.
    fn math_run(&mut self, el: El<'_>, ctx: Context<'_>, line: &mut Line<'_>) {
        let marked = |name| el.w(name).is_some_and(|mark| mark.w("r").is_none());
        let hidden = el.w("rPr").map(RunProps::read).and_then(|own| {
            let plain = &self.styles.plain;
            props::combine(plain, [plain, plain, plain], &own).reason
        });
        let ctx = match (marked("del"), marked("moveFrom"), hidden) {
            (true, ..) => ctx.because(Reason::Deleted),
            (_, true, _) => ctx.because(Reason::Moved),
            (.., Some(reason)) => ctx.because(reason),
            _ => ctx,
        };
        for child in el.children() {
            // The mark holds the properties of the run and no text.
            if child.is_w("del") || child.is_w("moveFrom") {
                self.inlines(child, ctx, line);
            } else if child.ns() == Ns::Word && child.name() != "rPr" {
                self.run_content(child, ctx, &Piece::plain(ctx.reason), line);
            } else {
                self.inline(child, ctx, line);
            }
        }
    }

    fn inlines(&mut self, parent: El<'_>, ctx: Context<'_>, line: &mut Line<'_>) {
        for el in parent.children() {
            self.inline(el, ctx, line);
        }
    }

    fn run(&mut self, el: El<'_>, ctx: Context<'_>, line: &mut Line<'_>) {
        let rpr = el.w("rPr");
        let own = rpr.map(RunProps::read).unwrap_or_default();
        let character = self
            .styles
            .character(rpr.and_then(|r| r.child_val("rStyle")));
        let look = props::combine(
            &self.styles.defaults,
            [ctx.table, line.style, character],
            &own,
        );
        let reason = match look.reason {
            Some(reason) => Some(heavier(ctx.reason, reason)),
            None => ctx.reason,
        };
        let piece = Piece {
            emphasis: look.emphasis,
            reason,
            font: look.font,
            lang: look.lang,
            link: ctx.link.map(str::to_owned),
            in_control: ctx.in_control,
        };
        for child in el.children() {
            self.run_content(child, ctx, &piece, line);
        }
    }

    fn run_content(&mut self, el: El<'_>, ctx: Context<'_>, piece: &Piece, line: &mut Line<'_>) {
        if el.ns() != Ns::Word {
            return match el.ns() {
                Ns::Math => self.inline(el, ctx, line),
                Ns::Vml | Ns::Drawing | Ns::Anchor | Ns::Shape => {
                    self.drawing(el, piece.reason, line)
                }
                _ => {
                    for child in el.children() {
                        self.run_content(child, ctx, piece, line);
                    }
                }
            };
        }
        match el.name() {
            "t" => self.put_piece(el.text(), piece, line),
            "delText" => {
                let piece = Piece {
                    reason: Some(heavier(piece.reason, Reason::Deleted)),
                    ..piece.clone()
                };
                self.put_piece(el.text(), &piece, line);
            }
            "tab" | "ptab" => self.put(Inline::Tab, piece.reason, line),
            "br" => {
                let kind = match el.w_attr("type") {
                    Some("page" | "column") => Inline::PageBreak,
                    _ => Inline::LineBreak,
                };
                self.put(kind, piece.reason, line);
            }
            "cr" => self.put(Inline::LineBreak, piece.reason, line),
            "noBreakHyphen" => self.put_text("\u{2011}", piece, line),
            "softHyphen" | "delInstrText" => {}
            "instrText" => self.instruction(el.text()),
            "fldChar" => self.field_char(el, ctx, piece.reason, line),
            "sym" => {
                let code = el
                    .w_attr("char")
                    .and_then(|c| u32::from_str_radix(c.trim(), 16).ok());
                let Some(c) = code.and_then(char::from_u32) else {
                    return;
                };
                let font = el.w_attr("font").map_or(piece.font, Font::of);
                self.put_glyph(symbols::glyph(font, c), piece, line);
            }
            "footnoteReference" | "endnoteReference" if !self.in_code() => {
                let key = self.note_mark(el, el.name() == "footnoteReference", piece.reason);
                if let Some(key) = key {
                    line.content.push(Inline::NoteMark(key));
                }
            }
            "drawing" | "pict" | "object" => self.drawing(el, piece.reason, line),
            "ruby" => self.inline(el, ctx, line),
            "commentReference" | "footnoteReference" | "endnoteReference" => {}
            "contentPart" => {
                self.finding(
                    Finding::warning(
                        "ink",
                        "Something drawn by hand stands here and cannot be read.",
                    )
                    .at(&line.place),
                );
            }
            name if is_apart(name) => {}
            "p" | "r" | "hyperlink" | "sdt" | "ins" | "del" | "moveTo" | "moveFrom"
            | "smartTag" | "customXml" | "fldSimple" => {
                self.inline(el, ctx, line);
            }
            _ => {
                for child in el.children() {
                    self.run_content(child, ctx, piece, line);
                }
            }
        }
    }

    /// Puts text of a run: the sign of a check box control is the box itself.
    fn put_piece(&mut self, text: &str, piece: &Piece, line: &mut Line<'_>) {
        if self.pending_box.is_some() && text.trim().chars().count() == 1 {
            if let Some(checked) = self.pending_box.take() {
                self.put(Inline::Checkbox { checked }, piece.reason, line);
            }
            return;
        }
        if piece.font == Font::Text {
            self.put_text(text, piece, line);
            return;
        }
        for c in text.chars() {
            self.put_glyph(symbols::glyph(piece.font, c), piece, line);
        }
    }

    fn put_glyph(&mut self, glyph: Glyph, piece: &Piece, line: &mut Line<'_>) {
        if let Some(checked) = self.pending_box.take() {
            self.put(Inline::Checkbox { checked }, piece.reason, line);
            return;
        }
        match glyph {
            Glyph::Box(checked) => self.put(Inline::Checkbox { checked }, piece.reason, line),
            Glyph::Text(c) => self.put_text(c.encode_utf8(&mut [0; 4]), piece, line),
        }
    }

    /// Puts something that is no text; left out, it stands as the text it would show.
    pub fn put(&mut self, inline: Inline, reason: Option<Reason>, line: &mut Line<'_>) {
        if self.in_code() {
            return;
        }
        let Some(reason) = self.field_reason(reason) else {
            self.field_shows();
            line.content.push(inline);
            return;
        };
        let text = match inline {
            Inline::Tab => "\t",
            Inline::LineBreak | Inline::PageBreak => "\n",
            Inline::Checkbox { checked: true } => "☒",
            Inline::Checkbox { checked: false } => "☐",
            _ => return,
        };
        push(&Piece::plain(Some(reason)), text, line);
    }

    /// Puts text, without soft hyphens and control characters; tabs in it are tabs.
    pub fn put_text(&mut self, text: &str, piece: &Piece, line: &mut Line<'_>) {
        if text.is_empty() || self.in_code() {
            return;
        }
        self.field_shows();
        let in_form = self.in_form_field();
        let linked = piece
            .link
            .is_none()
            .then(|| self.field_link().map(str::to_owned))
            .flatten();
        let reason = self.field_reason(piece.reason);
        let changed;
        let piece = if (in_form && !piece.in_control) || linked.is_some() || reason != piece.reason
        {
            changed = Piece {
                reason,
                in_control: piece.in_control || in_form,
                link: linked.or_else(|| piece.link.clone()),
                ..piece.clone()
            };
            &changed
        } else {
            piece
        };
        if !text.chars().any(|c| c == '\u{AD}' || c.is_control()) {
            push(piece, text, line);
            return;
        }
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\t' => {
                    push(piece, &plain, line);
                    plain.clear();
                    self.put(Inline::Tab, piece.reason, line);
                }
                '\n' | '\r' => plain.push(' '),
                '\u{AD}' => {}
                c if c.is_control() => {}
                c => plain.push(c),
            }
        }
        push(piece, &plain, line);
    }
}

/// Adds text to the last run when it looks the same.
fn push(piece: &Piece, text: &str, line: &mut Line<'_>) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Run(last)) = line.content.last_mut() {
        let same = last.emphasis == piece.emphasis
            && last.left_out == piece.reason
            && last.in_control == piece.in_control
            && last.lang == piece.lang
            && last.link == piece.link;
        if same {
            last.text.push_str(text);
            return;
        }
    }
    line.content.push(Inline::Run(Run {
        text: text.to_owned(),
        emphasis: piece.emphasis,
        left_out: piece.reason,
        lang: piece.lang.clone(),
        link: piece.link.clone(),
        in_control: piece.in_control,
    }));
}

fn is_run_content(name: &str) -> bool {
    matches!(
        name,
        "t" | "delText"
            | "tab"
            | "ptab"
            | "br"
            | "cr"
            | "sym"
            | "noBreakHyphen"
            | "fldChar"
            | "instrText"
            | "drawing"
            | "pict"
            | "object"
            | "footnoteReference"
            | "endnoteReference"
    )
}

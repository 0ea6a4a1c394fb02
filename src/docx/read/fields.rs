//! Fields: the code is never shown, the result is; old form fields carry their state in the beginning.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::model::document::{Inline, Reason};

use super::runs::Piece;
use super::state::{Context, Line, Reader, heavier};
use super::symbols::{self, Font, Glyph};
use super::xml::{El, Tree};

/// A field that has begun and not ended.
///
/// What the fields around it say is kept in it, so that a text looks at the innermost field only,
/// however deep the fields are nested: the outer ones do not change while an inner one is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// Still in the code, which is not shown.
    in_code: bool,
    code: String,
    form: Form,
    /// Whether the result has shown anything; handed on to the field around at the end.
    shown: bool,
    reason: Option<Reason>,
    /// The result, or that of a field around it, sets a name and is not shown where it stands.
    silent: bool,
    /// Target of this hyperlink field, or of the nearest one around it.
    link: Option<Rc<str>>,
    /// A field around it is in its code.
    in_outer_code: bool,
    /// A field around it is an old text field.
    in_outer_form: bool,
}

#[derive(Debug, Default)]
enum Form {
    #[default]
    None,
    Text,
    Checkbox(bool),
    Choice(String),
}

impl Field {
    fn hides(&self) -> bool {
        self.in_outer_code || self.in_code
    }
    fn is_typed(&self) -> bool {
        self.in_outer_form || matches!(self.form, Form::Text)
    }
    /// Ends the code.
    fn separate(&mut self) {
        if !self.in_code {
            return;
        }
        self.in_code = false;
        self.silent |= matches!(verb(&self.code).as_str(), "SET" | "ASK" | "PRIVATE" | "RD");
        if let Some(own) = link(&self.code) {
            self.link = Some(own.into());
        }
    }
}

fn verb(code: &str) -> String {
    code.split_whitespace()
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase()
}

/// The address in the code of a hyperlink field.
pub(super) fn link(code: &str) -> Option<&str> {
    let code = code.trim_start();
    let rest = code
        .get(..9)
        .filter(|v| v.eq_ignore_ascii_case("HYPERLINK"))
        .and_then(|_| code.get(9..))?;
    rest.trim_start().strip_prefix('"')?.split('"').next()
}

/// The beginnings of fields in a part that have an end; others would swallow the rest of the text.
/// In a part that is `cut`, those still open at its end count too: their end is what is missing.
pub(super) fn whole(tree: &Tree<'_>, cut: bool) -> BTreeSet<u32> {
    let mut open = Vec::new();
    let mut out = BTreeSet::new();
    for el in tree.root().descendants().filter(|el| el.is_w("fldChar")) {
        match el.w_attr("fldCharType") {
            Some("begin") => open.push(el.id()),
            Some("end") => out.extend(open.pop()),
            _ => {}
        }
    }
    if cut {
        out.extend(open);
    }
    out
}

fn form(el: El<'_>) -> Form {
    let Some(data) = el.w("ffData") else {
        return Form::None;
    };
    if let Some(check) = data.w("checkBox") {
        let on = check
            .switch("checked")
            .or_else(|| check.switch("default"))
            .unwrap_or(false);
        return Form::Checkbox(on);
    }
    if let Some(list) = data.w("ddList") {
        let index = |name: &str| {
            list.child_val(name)
                .and_then(|v| v.trim().parse::<usize>().ok())
        };
        let chosen = index("result").or_else(|| index("default")).unwrap_or(0);
        let entry = list.children().filter(|c| c.is_w("listEntry")).nth(chosen);
        return Form::Choice(entry.and_then(|e| e.val()).unwrap_or_default().to_owned());
    }
    if data.w("textInput").is_some() {
        Form::Text
    } else {
        Form::None
    }
}

impl Reader<'_> {
    /// True while the text being read is the code of a field.
    pub fn in_code(&self) -> bool {
        self.fields.last().is_some_and(Field::hides)
    }

    /// The reason of a text with what the fields around it add: some results are never shown.
    pub fn field_reason(&self, reason: Option<Reason>) -> Option<Reason> {
        if self.fields.last().is_some_and(|f| f.silent) {
            Some(heavier(reason, Reason::Hidden))
        } else {
            reason
        }
    }

    /// True while the text being read was typed into an old form field.
    pub fn in_form_field(&self) -> bool {
        self.fields.last().is_some_and(Field::is_typed)
    }

    /// Target of the hyperlink field around the text being read.
    pub fn field_link(&self) -> Option<&str> {
        self.fields.last().and_then(|f| f.link.as_deref())
    }

    /// Notes that the fields around have something to show.
    pub fn field_shows(&mut self) {
        if let Some(field) = self.fields.last_mut() {
            field.shown = true;
        }
    }

    pub fn instruction(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut().filter(|f| f.in_code) {
            field.code.push_str(text);
        }
    }

    /// Begin, middle or end of a field.
    pub fn field_char(
        &mut self,
        el: El<'_>,
        ctx: Context<'_>,
        reason: Option<Reason>,
        line: &mut Line<'_>,
    ) {
        match el.w_attr("fldCharType") {
            Some("begin") if self.whole_fields.contains(&el.id()) => {
                let outer = self.fields.last();
                self.fields.push(Field {
                    in_code: true,
                    form: form(el),
                    reason,
                    silent: outer.is_some_and(|o| o.silent),
                    link: outer.and_then(|o| o.link.clone()),
                    in_outer_code: outer.is_some_and(Field::hides),
                    in_outer_form: outer.is_some_and(Field::is_typed),
                    ..Field::default()
                });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.separate();
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    if field.shown {
                        self.field_shows();
                    }
                    self.field_end(field, ctx, line);
                }
            }
            _ => {}
        }
    }

    fn field_end(&mut self, field: Field, ctx: Context<'_>, line: &mut Line<'_>) {
        if self.in_code() {
            return;
        }
        let ctx = match field.reason {
            Some(reason) => ctx.because(reason),
            None => ctx,
        };
        match &field.form {
            Form::Checkbox(checked) => {
                self.put(Inline::Checkbox { checked: *checked }, ctx.reason, line)
            }
            Form::Choice(text) if !field.shown => {
                let piece = Piece {
                    in_control: true,
                    ..Piece::plain(ctx.reason)
                };
                self.put_text(text, &piece, line);
            }
            _ if field.shown => {}
            _ => self.code_shown(&field.code, ctx, line),
        }
    }

    /// The few fields that show something without a result.
    fn code_shown(&mut self, code: &str, ctx: Context<'_>, line: &mut Line<'_>) {
        let mut words = code.split_whitespace();
        match verb(code).as_str() {
            "SYMBOL" => {
                let number = words.nth(1).and_then(|n| match n.strip_prefix("0x") {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => n.parse().ok(),
                });
                let font = code.split('"').nth(1).map_or(Font::Text, Font::of);
                let Some(c) = number.and_then(char::from_u32) else {
                    return;
                };
                match symbols::glyph(font, c) {
                    Glyph::Box(checked) => self.put(Inline::Checkbox { checked }, ctx.reason, line),
                    Glyph::Text(c) => {
                        self.put_text(c.encode_utf8(&mut [0; 4]), &Piece::plain(ctx.reason), line)
                    }
                }
            }
            // The text of these buttons is a standing prompt: a click replaces it.
            "MACROBUTTON" | "GOTOBUTTON" => {
                let prompt = code
                    .trim_start()
                    .splitn(3, char::is_whitespace)
                    .nth(2)
                    .unwrap_or_default()
                    .trim();
                let ctx = ctx.because(Reason::Placeholder);
                self.put_text(prompt, &Piece::plain(ctx.reason), line);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_of_a_hyperlink_field_is_found() {
        assert_eq!(
            link(" HYPERLINK \"https://example.org/a\" \\o \"tip\" "),
            Some("https://example.org/a")
        );
        assert_eq!(link(" PAGEREF x"), None);
        assert_eq!(link("hyperlink \\l \"x\""), None);
    }
}

//! Content controls: kind, placeholder state, check boxes.

use crate::model::document::Reason;

use super::state::{Context, Reader};
use super::xml::{El, Ns};

/// What a content control says about its content.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Control {
    /// Nobody filled it in: its content is the standing prompt.
    pub placeholder: bool,
    /// State, when it is a check box.
    pub checked: Option<bool>,
    /// Its content is something typed or chosen, not a part of the form put into a frame.
    pub typed: bool,
}

impl Control {
    /// The context of the content.
    pub fn context<'c>(&self, ctx: Context<'c>) -> Context<'c> {
        let ctx = Context {
            in_control: ctx.in_control || self.typed,
            ..ctx
        };
        if self.placeholder {
            ctx.because(Reason::Placeholder)
        } else {
            ctx
        }
    }
}

impl Reader<'_> {
    /// Reads the settings of a content control.
    pub fn control(&self, el: El<'_>) -> Control {
        let mut out = Control {
            typed: true,
            ..Control::default()
        };
        let Some(settings) = el.w("sdtPr") else {
            return out;
        };
        for child in settings.children() {
            match (child.ns(), child.name()) {
                (Ns::Word, "showingPlcHdr") => out.placeholder = child.on(),
                (Ns::Word14 | Ns::Word, "checkbox") => {
                    let state = child.children().find(|c| c.name() == "checked");
                    out.checked = Some(state.is_some_and(|s| s.on()));
                }
                (
                    Ns::Word,
                    "docPartObj" | "docPartList" | "group" | "bibliography" | "citation",
                )
                | (Ns::Word15, "repeatingSection" | "repeatingSectionItem") => out.typed = false,
                _ => {}
            }
        }
        // The sign of a check box is never a prompt.
        if out.checked.is_some() {
            out.placeholder = false;
        }
        out
    }
}

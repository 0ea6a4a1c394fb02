//! Formatting of runs as far as it decides what is visible or what a mark means.

use crate::model::document::{Emphasis, Reason};
use crate::model::ids::Lang;

use super::symbols::Font;
use super::xml::{El, Ns};

/// What one level of formatting says; `None` where it is silent.
#[derive(Debug, Clone, Default)]
pub(super) struct RunProps {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub strike: Option<bool>,
    pub vanish: Option<bool>,
    pub double_strike: Option<bool>,
    pub underline: Option<bool>,
    pub highlight: Option<bool>,
    pub shade: Option<bool>,
    pub superscript: Option<bool>,
    pub lang: Option<Lang>,
    pub font: Option<Font>,
    /// Mark of a paragraph that only separates styles within a line.
    pub style_separator: bool,
}

impl RunProps {
    /// Reads an `rPr` element; its tracked former state is not looked at.
    pub fn read(rpr: El<'_>) -> Self {
        let mut out = Self::default();
        for el in rpr.children() {
            if el.ns() != Ns::Word {
                continue;
            }
            match el.name() {
                "b" => out.bold = Some(el.on()),
                "i" => out.italic = Some(el.on()),
                "strike" => out.strike = Some(el.on()),
                "dstrike" => out.double_strike = Some(el.on()),
                "vanish" => out.vanish = Some(el.on()),
                "specVanish" => out.style_separator = el.on(),
                "u" => out.underline = Some(el.on()),
                "highlight" => out.highlight = Some(el.on()),
                "shd" => {
                    let fill = el.w_attr("fill").unwrap_or("auto");
                    let pattern = el.val().unwrap_or("clear");
                    let plain =
                        fill.eq_ignore_ascii_case("auto") || fill.eq_ignore_ascii_case("FFFFFF");
                    out.shade = Some(!plain || !matches!(pattern, "clear" | "nil"));
                }
                "vertAlign" => out.superscript = Some(el.val() == Some("superscript")),
                "lang" => out.lang = el.val().and_then(|v| v.parse().ok()),
                "rFonts" => {
                    let name = el
                        .w_attr("ascii")
                        .or_else(|| el.w_attr("hAnsi"))
                        .or_else(|| el.w_attr("cs"));
                    if let Some(name) = name {
                        out.font = Some(Font::of(name));
                    }
                }
                _ => {}
            }
        }
        out
    }

    /// This level over `below`, as a style over the style it is based on.
    pub fn over(&self, below: &Self) -> Self {
        Self {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            strike: self.strike.or(below.strike),
            vanish: self.vanish.or(below.vanish),
            double_strike: self.double_strike.or(below.double_strike),
            underline: self.underline.or(below.underline),
            highlight: self.highlight.or(below.highlight),
            shade: self.shade.or(below.shade),
            superscript: self.superscript.or(below.superscript),
            lang: self.lang.clone().or_else(|| below.lang.clone()),
            font: self.font.or(below.font),
            style_separator: self.style_separator || below.style_separator,
        }
    }
}

/// What the levels together come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub emphasis: Emphasis,
    pub reason: Option<Reason>,
    pub font: Font,
    /// Language marked on the run itself or its character style.
    pub lang: Option<Lang>,
}

/// Combines the levels from the document's defaults to the run's own formatting.
///
/// Switches of styles (ISO 29500-1, 17.7.3) toggle: table, paragraph and character style are combined
/// by exclusive or unless the defaults already say yes; the run's own formatting has the last word.
pub(super) fn combine(defaults: &RunProps, styles: [&RunProps; 3], own: &RunProps) -> Look {
    let toggle = |get: fn(&RunProps) -> Option<bool>| {
        get(own).unwrap_or_else(|| {
            get(defaults).unwrap_or(false)
                || styles
                    .iter()
                    .fold(false, |state, s| state ^ get(s).unwrap_or(false))
        })
    };
    let [table, paragraph, character] = styles;
    let levels = [own, character, paragraph, table, defaults];
    let plain =
        |get: fn(&RunProps) -> Option<bool>| levels.iter().find_map(|l| get(l)).unwrap_or(false);
    let reason = if toggle(|p| p.vanish) {
        Some(Reason::Hidden)
    } else if toggle(|p| p.strike) || plain(|p| p.double_strike) {
        Some(Reason::Struck)
    } else {
        None
    };
    Look {
        emphasis: Emphasis {
            bold: toggle(|p| p.bold),
            italic: toggle(|p| p.italic),
            underline: plain(|p| p.underline),
            highlight: plain(|p| p.highlight) || plain(|p| p.shade),
            superscript: plain(|p| p.superscript),
        },
        reason,
        font: levels.iter().find_map(|l| l.font).unwrap_or_default(),
        lang: own.lang.clone().or_else(|| character.lang.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_switches_toggle_and_the_run_has_the_last_word() {
        let (off, hidden) = (
            RunProps::default(),
            RunProps {
                vanish: Some(true),
                ..RunProps::default()
            },
        );
        let shown = RunProps {
            vanish: Some(false),
            ..RunProps::default()
        };
        let reason = |defaults, styles, own| combine(defaults, styles, own).reason;
        assert_eq!(
            reason(&off, [&off, &hidden, &off], &off),
            Some(Reason::Hidden)
        );
        assert_eq!(reason(&off, [&off, &hidden, &hidden], &off), None);
        assert_eq!(
            reason(&hidden, [&off, &hidden, &hidden], &off),
            Some(Reason::Hidden)
        );
        assert_eq!(reason(&hidden, [&off, &hidden, &off], &shown), None);
    }
}

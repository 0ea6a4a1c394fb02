//! Settings of the document, and the fonts it asks for.

use super::element::{Element, el, val};
use super::house::HouseStyle;
use super::styles::W;
use crate::model::ids::Lang;

/// The part with the settings.
pub(super) fn part(style: &HouseStyle, lang: &Lang) -> Element {
    let tag = style.full_tag(lang);
    let compat = |name: &str, value: u32| {
        el("w:compatSetting")
            .attr("w:name", name)
            .attr("w:uri", "http://schemas.microsoft.com/office/word")
            .attr("w:val", value)
    };
    el("w:settings")
        .attr("xmlns:w", W)
        .child(el("w:zoom").attr("w:percent", 100))
        .child(val("w:defaultTabStop", style.column.step))
        .child(val("w:autoHyphenation", 0))
        .child(el("w:evenAndOddHeaders"))
        .child(val("w:characterSpacingControl", "doNotCompress"))
        .child(
            el("w:footnotePr")
                .child(el("w:footnote").attr("w:id", -1))
                .child(el("w:footnote").attr("w:id", 0)),
        )
        .child(
            el("w:compat")
                .child(compat("compatibilityMode", 15))
                .child(compat("overrideTableStyleFontSizeAndJustification", 1))
                .child(compat("enableOpenTypeFeatures", 1))
                .child(compat("doNotFlipMirrorIndents", 1))
                .child(compat("differentiateMultirowTableHeaders", 1)),
        )
        .child(val("w:themeFontLang", tag))
}

/// The part with the fonts: the name of the face, and the one to take where it is missing.
pub(super) fn fonts(style: &HouseStyle) -> Element {
    el("w:fonts").attr("xmlns:w", W).child(
        el("w:font")
            .attr("w:name", &style.font.name)
            .child(val("w:altName", &style.font.fallback))
            .child(val("w:charset", "00"))
            .child(val("w:family", "roman"))
            .child(val("w:pitch", "variable")),
    )
}

//! Settings of the document, and the fonts it asks for.

use super::element::{Element, el, val};
use super::house::{Font, HouseStyle, Restart};
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
                .children(restart(style.notes.restart))
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

/// The part for a document without running heads and notes.
pub(super) fn plain(style: &HouseStyle, lang: &Lang) -> Element {
    let kept = [
        "w:zoom",
        "w:defaultTabStop",
        "w:autoHyphenation",
        "w:compat",
        "w:themeFontLang",
    ];
    let whole = part(style, lang);
    el("w:settings").attr("xmlns:w", W).children(
        whole
            .elements()
            .filter(|e| kept.contains(&e.name.as_str()))
            .cloned()
            .collect::<Vec<_>>(),
    )
}

/// Where the numbers of notes begin again; nothing where they never do.
pub(super) fn restart(restart: Restart) -> Option<Element> {
    match restart {
        Restart::Never => None,
        Restart::EachSection => Some(val("w:numRestart", "eachSect")),
        Restart::EachPage => Some(val("w:numRestart", "eachPage")),
    }
}

/// The part with the fonts: the names of the faces, each with the one to take where it is missing.
pub(super) fn fonts(style: &HouseStyle) -> Element {
    let mut faces: Vec<&Font> = vec![&style.font];
    for face in style.scripts.values().filter_map(|s| s.font.as_ref()) {
        if faces.iter().all(|f| f.name != face.name) {
            faces.push(face);
        }
    }
    el("w:fonts")
        .attr("xmlns:w", W)
        .children(faces.into_iter().map(|face| {
            el("w:font")
                .attr("w:name", &face.name)
                .child(val("w:altName", &face.fallback))
                .child(val("w:charset", "00"))
                .child(val("w:family", "roman"))
                .child(val("w:pitch", "variable"))
        }))
}

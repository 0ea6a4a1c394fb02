//! What the file says about itself. Times are the manuscript's, never the clock's.

use super::element::{Element, clean, el};
use super::house::HouseStyle;
use crate::model::manuscript::Manuscript;

const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const TERMS: &str = "http://purl.org/dc/terms/";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const APP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";

/// Title, subject, author, keywords, language, times.
pub(super) fn core(manuscript: &Manuscript, style: &HouseStyle, time: &str) -> Element {
    let when = |name: &str| el(name).attr("xsi:type", "dcterms:W3CDTF").text(time);
    let words = |name: &str, text: &str| {
        let text = clean(text);
        (!text.trim().is_empty()).then(|| el(name).text(text))
    };
    let keywords: Vec<&str> = manuscript
        .keywords
        .iter()
        .map(|k| k.trim())
        .filter(|k| !k.is_empty())
        .collect();
    el("cp:coreProperties")
        .attr("xmlns:cp", CORE)
        .attr("xmlns:dc", DC)
        .attr("xmlns:dcterms", TERMS)
        .attr("xmlns:xsi", XSI)
        .children(words("dc:title", &manuscript.title))
        .children(words("dc:subject", &manuscript.subject))
        .children(words("dc:creator", &manuscript.creator))
        .children(words("cp:keywords", &keywords.join("; ")))
        .children(words("dc:language", style.full_tag(&manuscript.lang)))
        .children(words("cp:lastModifiedBy", &manuscript.creator))
        .child(when("dcterms:created"))
        .child(when("dcterms:modified"))
}

/// The program that wrote the file, and the organisation.
pub(super) fn app(manuscript: &Manuscript) -> Element {
    let company = clean(&manuscript.masthead.organization);
    el("Properties")
        .attr("xmlns", APP)
        .child(el("Application").text("Rapporteur"))
        .children((!company.trim().is_empty()).then(|| el("Company").text(company)))
        .child(el("AppVersion").text(app_version()))
}

/// The version in the form the property allows: two numbers of up to two and four digits.
fn app_version() -> String {
    format!(
        "{:0>2}.{:0>4}",
        env!("CARGO_PKG_VERSION_MAJOR"),
        env!("CARGO_PKG_VERSION_MINOR")
    )
}

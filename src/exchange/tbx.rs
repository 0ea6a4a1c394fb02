//! TermBase eXchange: version 2 (`martif`, ISO 30042:2008) and version 3 (`tbx`, 2019) in the
//! dialects Core, Min and Basic, in both styles (categories as attributes, or as elements).

use std::io::{BufRead, Write};

use super::error::ExchangeError;
use super::importer::{Hints, Importer, Piece, Report};
use super::term_sink::{Shape, TermSink};
use super::tmx_write::{attribute, text};
use crate::model::term::{Concept, TermStatus};

/// The format, for [`Importer`].
#[derive(Debug, Clone, Copy)]
pub struct Tbx;

const SHAPE: Shape = Shape {
    format: "TBX",
    code: "tbx",
    roots: &["martif", "tbx"],
    concepts: &["termEntry", "conceptEntry"],
    languages: &["langSet", "langSec"],
    terms: &["tig", "ntig", "termSec"],
    groups: &[
        "descripGrp",
        "adminGrp",
        "transacGrp",
        "termNoteGrp",
        "termGrp",
        "auxInfo",
    ],
};

impl Importer for Tbx {
    fn name(&self) -> &'static str {
        "tbx"
    }
    fn endings(&self) -> &'static [&'static str] {
        &["tbx", "tbxm"]
    }
    fn roots(&self) -> &'static [&'static str] {
        SHAPE.roots
    }
    fn holds_terms(&self) -> bool {
        true
    }
    fn read(
        &self,
        input: &mut dyn BufRead,
        _: &Hints,
        sink: &mut dyn FnMut(Piece),
    ) -> Result<Report, ExchangeError> {
        TermSink::read(input, &SHAPE, sink)
    }
}

/// Writes concepts as TBX-Basic of version 2, which most programs read. Gives their number.
///
/// # Errors
/// When writing fails.
pub fn write_tbx(mut to: impl Write, concepts: &[Concept]) -> Result<usize, ExchangeError> {
    writeln!(
        to,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n<martif type=\"TBX-Basic\" xml:lang=\"en\">\n  <martifHeader>\n    <fileDesc>\n      <sourceDesc>\n        <p>rapporteur</p>\n      </sourceDesc>\n    </fileDesc>\n    <encodingDesc>\n      <p type=\"XCSURI\">TBXBasicXCSV02.xcs</p>\n    </encodingDesc>\n  </martifHeader>\n  <text>\n    <body>"
    )?;
    for (n, concept) in concepts.iter().enumerate() {
        writeln!(to, "      <termEntry id=\"c{}\">", n + 1)?;
        if let Some(subject) = &concept.subject {
            writeln!(
                to,
                "        <descrip type=\"subjectField\">{}</descrip>",
                text(subject)
            )?;
        }
        if let Some(definition) = &concept.definition {
            writeln!(
                to,
                "        <descrip type=\"definition\">{}</descrip>",
                text(definition)
            )?;
        }
        let given = (!concept.id.is_empty()).then_some(("id", &concept.id));
        let more = concept.properties.iter().map(|(n, v)| (n.as_str(), v));
        for (name, value) in given.into_iter().chain(more) {
            writeln!(to, "        <note>{}: {}</note>", text(name), text(value))?;
        }
        // A language stands once, with all its terms.
        let mut langs = Vec::new();
        for term in &concept.terms {
            if !langs.contains(&&term.lang) {
                langs.push(&term.lang);
            }
        }
        for lang in langs {
            writeln!(
                to,
                "        <langSet xml:lang=\"{}\">",
                attribute(lang.as_str())
            )?;
            for term in concept.terms.iter().filter(|t| t.lang == *lang) {
                writeln!(to, "          <tig>")?;
                writeln!(to, "            <term>{}</term>", text(&term.text))?;
                if let Some(part) = &term.part {
                    writeln!(
                        to,
                        "            <termNote type=\"partOfSpeech\">{}</termNote>",
                        text(part)
                    )?;
                }
                let status = match term.status {
                    TermStatus::Preferred => Some("preferredTerm-admn-sts"),
                    TermStatus::Deprecated => Some("deprecatedTerm-admn-sts"),
                    TermStatus::Admitted => None,
                };
                if let Some(status) = status {
                    writeln!(
                        to,
                        "            <termNote type=\"administrativeStatus\">{status}</termNote>"
                    )?;
                }
                if let Some(note) = &term.note {
                    writeln!(to, "            <note>{}</note>", text(note))?;
                }
                writeln!(to, "          </tig>")?;
            }
            writeln!(to, "        </langSet>")?;
        }
        writeln!(to, "      </termEntry>")?;
    }
    writeln!(to, "    </body>\n  </text>\n</martif>")?;
    to.flush()?;
    Ok(concepts.len())
}

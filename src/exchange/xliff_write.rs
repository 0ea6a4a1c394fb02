//! Writing XLIFF 2.1 and 1.2: the pairs of a memory for programs that do not read TMX.

use std::collections::BTreeSet;
use std::io::Write;

use super::error::ExchangeError;
use super::tmx_unit::properties;
use super::tmx_write::{attribute, clean, raw_of, text};
use super::xliff::STATE;
use super::xliff_inline::Inline;
use crate::model::Lang;
use crate::model::unit::{Occurrence, Unit, Variant};

/// Versions that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XliffVersion {
    /// What older programs read.
    V12,
    /// The present standard, with the metadata module for where a unit comes from.
    V21,
}

/// Writes the pairs of two languages, each source variant with each target variant. Gives the
/// number of pairs.
///
/// # Errors
/// When writing fails.
pub fn write_xliff(
    mut to: impl Write,
    units: impl IntoIterator<Item = Unit>,
    (from, into): (&Lang, &Lang),
    version: XliffVersion,
) -> Result<usize, ExchangeError> {
    writeln!(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    match version {
        XliffVersion::V21 => writeln!(
            to,
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" version=\"2.1\" srcLang=\"{from}\" trgLang=\"{into}\">\n  <file id=\"f1\" original=\"rapporteur\">"
        )?,
        XliffVersion::V12 => writeln!(
            to,
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\">\n  <file original=\"rapporteur\" source-language=\"{from}\" target-language=\"{into}\" datatype=\"plaintext\">\n    <body>"
        )?,
    }
    let mut ids = BTreeSet::new();
    let mut written = 0;
    for unit in units {
        let texts = |lang: &Lang| -> Vec<(usize, Variant)> {
            unit.variants
                .iter()
                .enumerate()
                .filter(|(_, v)| v.lang == *lang || v.lang.primary() == lang.as_str())
                .map(|(at, v)| (at, v.clone()))
                .collect()
        };
        let place = Occurrence {
            origin: unit.origin.clone(),
            context: unit.context.clone(),
            author: unit.author.clone(),
            created: unit.created.clone(),
            changed: unit.changed.clone(),
            notes: unit.notes.clone(),
            properties: unit.properties.clone(),
        };
        for (from_at, source) in texts(from) {
            for (into_at, target) in texts(into) {
                written += 1;
                let pair = Pair {
                    id: fresh_id(&unit.id, written, &mut ids),
                    source: Inline::of(&source.text, raw_of(&place, from_at, &source.text)),
                    target: Inline::of(&target.text, raw_of(&place, into_at, &target.text)),
                    place: &place,
                    role: source.role,
                };
                match version {
                    XliffVersion::V21 => pair.write_21(&mut to)?,
                    XliffVersion::V12 => pair.write_12(&mut to)?,
                }
            }
        }
    }
    if written == 0 {
        // A file without a unit is not valid; this one is not to be translated.
        match version {
            XliffVersion::V21 => writeln!(
                to,
                "    <unit id=\"none\" translate=\"no\"><segment><source/></segment></unit>"
            )?,
            XliffVersion::V12 => {}
        }
    }
    match version {
        XliffVersion::V21 => writeln!(to, "  </file>\n</xliff>")?,
        XliffVersion::V12 => writeln!(to, "    </body>\n  </file>\n</xliff>")?,
    }
    to.flush()?;
    Ok(written)
}

struct Pair<'a> {
    id: String,
    source: Inline,
    target: Inline,
    place: &'a Occurrence,
    role: crate::model::unit::Role,
}

impl Pair<'_> {
    fn confirmed(&self) -> bool {
        self.place.origin.alignment.as_deref() == Some("confirmed")
    }

    fn state(&self, known: &[&'static str], sure: &'static str) -> &'static str {
        let kept = self
            .place
            .properties
            .get(STATE)
            .and_then(|state| known.iter().find(|k| *k == state));
        match kept {
            Some(state) => state,
            None if self.confirmed() => sure,
            None => "translated",
        }
    }

    fn write_21(&self, to: &mut impl Write) -> Result<(), ExchangeError> {
        writeln!(to, "    <unit id=\"{}\"{}>", self.id, self.name("name"))?;
        let origin = properties(self.place, self.role);
        if !origin.is_empty() {
            writeln!(
                to,
                "      <mda:metadata><mda:metaGroup category=\"origin\">"
            )?;
            for (name, value) in &origin {
                writeln!(
                    to,
                    "        <mda:meta type=\"{}\">{}</mda:meta>",
                    attribute(name),
                    text(value)
                )?;
            }
            writeln!(to, "      </mda:metaGroup></mda:metadata>")?;
        }
        if !self.place.notes.is_empty() {
            writeln!(to, "      <notes>")?;
            for note in &self.place.notes {
                writeln!(to, "        <note>{}</note>", text(note))?;
            }
            writeln!(to, "      </notes>")?;
        }
        let (source, kept) = self.source.as_21("s");
        let (target, more) = self.target.as_21("t");
        if !kept.is_empty() || !more.is_empty() {
            writeln!(to, "      <originalData>")?;
            for (id, code) in kept.iter().chain(&more) {
                writeln!(to, "        <data id=\"{id}\">{}</data>", text(code))?;
            }
            writeln!(to, "      </originalData>")?;
        }
        let state = self.state(&["translated", "reviewed", "final"], "final");
        writeln!(to, "      <segment state=\"{state}\">")?;
        writeln!(
            to,
            "        <source xml:space=\"preserve\">{source}</source>"
        )?;
        writeln!(
            to,
            "        <target xml:space=\"preserve\">{target}</target>"
        )?;
        writeln!(to, "      </segment>\n    </unit>")?;
        Ok(())
    }

    fn write_12(&self, to: &mut impl Write) -> Result<(), ExchangeError> {
        let known = [
            "translated",
            "signed-off",
            "final",
            "needs-review-translation",
            "needs-review-adaptation",
            "needs-review-l10n",
        ];
        let state = self.state(&known, "final");
        let approved = if self.confirmed() {
            " approved=\"yes\""
        } else {
            ""
        };
        writeln!(
            to,
            "      <trans-unit id=\"{}\"{}{approved} xml:space=\"preserve\">",
            self.id,
            self.name("resname")
        )?;
        writeln!(to, "        <source>{}</source>", self.source.as_12())?;
        writeln!(
            to,
            "        <target state=\"{state}\">{}</target>",
            self.target.as_12()
        )?;
        let origin = properties(self.place, self.role);
        if !origin.is_empty() {
            writeln!(
                to,
                "        <context-group name=\"origin-{}\" purpose=\"information\">",
                self.id
            )?;
            for (name, value) in &origin {
                writeln!(
                    to,
                    "          <context context-type=\"{}\">{}</context>",
                    attribute(name),
                    text(value)
                )?;
            }
            writeln!(to, "        </context-group>")?;
        }
        for note in &self.place.notes {
            writeln!(to, "        <note>{}</note>", text(note))?;
        }
        writeln!(to, "      </trans-unit>")?;
        Ok(())
    }

    fn name(&self, attribute_name: &str) -> String {
        match self.place.properties.get("tuid") {
            Some(name) if *name != self.id => {
                format!(" {attribute_name}=\"{}\"", attribute(name))
            }
            _ => String::new(),
        }
    }
}

/// An id that the file has not had yet, of the characters that XML allows in one.
fn fresh_id(id: &str, number: usize, taken: &mut BTreeSet<String>) -> String {
    let mut base: String = clean(id)
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .collect();
    if base.is_empty() {
        base = format!("p{number}");
    }
    let mut id = base.clone();
    let mut n = 1;
    while !taken.insert(id.clone()) {
        n += 1;
        id = format!("{base}-{n}");
    }
    id
}

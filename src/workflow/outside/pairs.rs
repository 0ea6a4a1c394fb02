//! Pairs as TMX: what is offered for each paragraph, or what is confirmed in both languages.

use std::collections::BTreeMap;

use super::super::error::WorkflowError;
use super::super::learn::context;
use super::export::{Job, Pairs, Parcel, unwritten};
use crate::exchange::job::{Outgoing, ProposedKind, Returned, Standing, returned_pairs};
use crate::exchange::{TmxHeader, read_tmx, write_tmx};
use crate::memory::UNISSUED;
use crate::model::ids::Lang;
use crate::model::unit::{Origin, Role, Unit, Variant};

impl Job<'_> {
    /// The file. Confirmed pairs have the key of their line as id, so that the file can come back.
    pub(super) fn pairs(&self) -> Result<Parcel, WorkflowError> {
        let (stem, units) = match self.wish.pairs {
            Pairs::Suggestions => ("suggestions", self.suggested()),
            Pairs::Confirmed => ("confirmed", self.confirmed()),
        };
        let lines = units.len();
        let mut bytes = Vec::new();
        write_tmx(&mut bytes, units, &self.header()).map_err(unwritten)?;
        Ok(Parcel {
            lines,
            ..self.single(format!("{stem}-{}.tmx", self.lang), bytes)
        })
    }

    pub(super) fn header(&self) -> TmxHeader {
        TmxHeader {
            source_lang: Some(self.now.settings.note.original.clone()),
            created: Some(self.time.clone()),
            ..TmxHeader::default()
        }
    }

    fn unit(&self, id: String, line: &Outgoing, source: &str, target: &str) -> Unit {
        let variant = |lang: &Lang, text: &str| Variant {
            lang: lang.clone(),
            role: Role::Paragraph,
            text: text.to_owned(),
        };
        let settings = &self.now.settings;
        Unit {
            id,
            variants: vec![
                variant(&settings.note.original, source),
                variant(&self.lang, target),
            ],
            context: self
                .now
                .entries
                .get(&line.key.entry)
                .map(|e| context(&self.now, e))
                .unwrap_or_default(),
            // The texts are confidential until the note is issued; a memory keeps them so.
            properties: BTreeMap::from([
                (UNISSUED.to_owned(), self.desk.dossier.name()),
                ("entry".to_owned(), line.key.entry.to_string()),
            ]),
            ..Unit::default()
        }
    }

    /// What is offered. A text as it stands in a memory keeps the source that it translates; one that
    /// was repaired or made by rule was made for the paragraph and goes with its text.
    fn suggested(&self) -> Vec<Unit> {
        let mut out = Vec::new();
        for line in &self.lines {
            for (n, p) in line.proposals.iter().enumerate() {
                let id = format!("{}-{}", line.key.entry, n + 1);
                let source = match p.kind {
                    ProposedKind::Memory => &p.source,
                    ProposedKind::Repaired | ProposedKind::Rule => &line.source,
                };
                let mut unit = self.unit(id, line, source, &p.target);
                unit.origin.alignment = Some("suggested".into());
                unit.properties
                    .insert("score".into(), format!("{:.2}", p.quality));
                if let Some(matched) = p.similarity {
                    unit.properties
                        .insert("match".into(), format!("{matched:.2}"));
                }
                if !p.origin.is_empty() {
                    unit.properties.insert("basis".into(), p.origin.clone());
                }
                out.push(unit);
            }
        }
        out
    }

    fn confirmed(&self) -> Vec<Unit> {
        let note = &self.now.settings.note;
        self.lines
            .iter()
            .filter(|l| l.key.standing == Standing::Confirmed && l.source_settled)
            .map(|line| {
                let mut unit = self.unit(line.key.to_string(), line, &line.source, &line.target);
                unit.origin = Origin {
                    symbol: (!note.symbol.is_empty()).then(|| note.symbol.clone()),
                    year: note.date.map(|d| d.year()),
                    paragraph: line.number,
                    alignment: Some("confirmed".into()),
                    ..Origin::default()
                };
                unit
            })
            .collect()
    }
}

/// The lines of a TMX file that came back.
///
/// # Errors
/// Why it is no TMX file.
pub(super) fn read_pairs(bytes: &[u8]) -> Result<Returned, String> {
    let mut units = Vec::new();
    let report = read_tmx(bytes, &mut |unit| units.push(unit)).map_err(|e| e.to_string())?;
    let mut out = returned_pairs(&units);
    out.findings.extend(report.findings);
    Ok(out)
}

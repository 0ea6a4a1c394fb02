//! What a translator's own tool takes: the clean original as a Word file, the earlier pairs as TMX,
//! and a list of the earlier documents, by whose symbols some tools search their own bitexts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::error::WorkflowError;
use super::super::issued::{is_reply, issued};
use super::export::{Job, Parcel, ParcelFile, unwritten};
use crate::docx::write::{HouseStyle, write};
use crate::exchange::write_tmx;
use crate::memory::Memory;
use crate::model::finding::Finding;
use crate::model::suggestion::Suggestion;
use crate::model::unit::Unit;
use crate::note::{Mode, render};

impl Job<'_> {
    /// The files of a package.
    pub(super) fn package(&self) -> Result<Parcel, WorkflowError> {
        let original = &self.now.settings.note.original;
        let mut parcel = Parcel {
            folder: Some(format!("package-{}", self.lang)),
            lines: self.lines.len(),
            ..Parcel::default()
        };
        let manuscript = render(
            &self.now.plan,
            &self.now.settings,
            original,
            &self.desk.resources,
            Mode::Final,
            None,
        );
        let note = write(&manuscript, &HouseStyle::embedded()?)?;
        let open = self
            .now
            .plan
            .paragraphs()
            .filter(|(_, e)| !e.is_settled(original))
            .count();
        if open > 0 {
            parcel.findings.push(
                Finding::warning(
                    "exchange-unconfirmed",
                    format!("{open} paragraphs in {original} are not confirmed yet; the Word file bears no mark of it"),
                )
                .hint("confirm them first, or send the package as an advance version"),
            );
        }
        let (units, table) = self.earlier()?;
        let mut tmx = Vec::new();
        write_tmx(&mut tmx, units, &self.header()).map_err(unwritten)?;
        let mut add = |name: String, bytes: Vec<u8>| parcel.files.push(ParcelFile { name, bytes });
        add(format!("note-{original}.docx"), note);
        add(format!("earlier-{}.tmx", self.lang), tmx);
        add("earlier-documents.tsv".into(), table.into_bytes());
        Ok(parcel)
    }

    /// The issued units behind the proposals, each once, and the list of where they stand.
    fn earlier(&self) -> Result<(Vec<Unit>, String), WorkflowError> {
        let shelf = self.desk.shelf(&self.now.settings)?;
        let memories = shelf.memories();
        let original = &self.now.settings.note.original;
        let mut units: BTreeMap<(String, String), Unit> = BTreeMap::new();
        let mut rows = BTreeSet::new();
        for line in &self.lines {
            let made = self.now.proposals.get(&(line.key.entry, self.lang.clone()));
            let proposals = made.map(|m| m.list.as_slice()).unwrap_or_default();
            for s in proposals.iter().map(|p| &p.suggestion) {
                let Some(unit) = unit_of(&memories, s, &self.desk.dossier.memory())? else {
                    continue;
                };
                let origin = &unit.origin;
                let cell =
                    |text: Option<String>| text.unwrap_or_default().replace(['\t', '\n'], " ");
                rows.insert((
                    line.number,
                    cell(origin.symbol.clone().or_else(|| origin.file.clone())),
                    origin.paragraph,
                    cell(origin.year.map(|y| y.to_string())),
                    format!("{:.0}", s.matched),
                ));
                let text = |lang| {
                    unit.texts(lang)
                        .next()
                        .map(|v| v.text.clone())
                        .unwrap_or_default()
                };
                let key = (text(original), text(&self.lang));
                units.entry(key).or_insert(unit);
            }
        }
        let mut table = String::from("paragraph\tsymbol\tearlier paragraph\tyear\tmatch\n");
        for (number, symbol, paragraph, year, matched) in rows {
            let shown = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
            table.push_str(&format!(
                "{}\t{symbol}\t{}\t{year}\t{matched}\n",
                shown(number),
                shown(paragraph)
            ));
        }
        Ok((units.into_values().collect(), table))
    }
}

/// The unit that a suggestion was made from, when it was issued and is no reply. Several memories may
/// have units of one number; the text tells which is meant.
fn unit_of(
    memories: &[&Memory],
    s: &Suggestion,
    own: &Path,
) -> Result<Option<Unit>, WorkflowError> {
    if s.unit.is_empty() {
        return Ok(None);
    }
    for memory in memories {
        let found = memory
            .unit(&s.unit)
            .map_err(|e| super::super::memories::failed(own, e))?;
        let Some(unit) = found.filter(|u| u.variants.iter().any(|v| v.text == s.source)) else {
            continue;
        };
        return Ok((!is_reply(&unit)).then(|| issued(unit)).flatten());
    }
    Ok(None)
}

//! Gathers the statements of all returns: by country and recommendation, every version kept.

use std::collections::BTreeMap;

use super::state::ReturnView;
use crate::model::entry::{EntryKey, Source};
use crate::model::ids::{Cell, CountryCode, Hash};
use crate::model::text::{text_hash, texts_hash};

/// What one country said on one recommendation: all versions, earliest first.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementOf {
    /// The country.
    pub country: CountryCode,
    /// The recommendation.
    pub cell: Cell,
    /// The versions, by date of submission, then by file name. Never empty.
    pub sources: Vec<Source>,
}

impl StatementOf {
    /// The key of the entry made from it.
    pub fn key(&self) -> EntryKey {
        EntryKey::Statement {
            country: self.country,
            cell: self.cell.clone(),
            sender: String::new(),
        }
    }
}

/// Hash of what stands behind an entry: changes when any version's words, notes or tick change. A
/// working translation is not part of it, since it is no word of the country.
pub fn sources_hash(sources: &[Source]) -> Hash {
    let mut parts = Vec::new();
    for source in sources {
        let s = &source.statement;
        parts.push(format!("{:?}", s.action));
        parts.push(s.text.clone());
        parts.extend(s.notes.iter().cloned());
    }
    texts_hash(parts.iter().map(String::as_str))
}

/// Where a return stands among others of its country: by date of submission, then by file name. A
/// return without a date is as old as its arrival, so that an undated update follows the dated reply
/// that it replaces.
pub fn arrival_order(view: &ReturnView) -> String {
    let submitted = view.record.extraction().and_then(|x| x.submitted);
    let arrived = || view.record.received.chars().take(10).collect::<String>();
    let day = submitted.map_or_else(arrived, |d| d.to_string());
    format!("{day} {}", view.record.file)
}

/// Gathers the statements of the returns that count, as people arranged them.
pub fn gather(returns: &[ReturnView]) -> Vec<StatementOf> {
    let mut by_key: BTreeMap<(CountryCode, Cell), Vec<(String, Source)>> = BTreeMap::new();
    for view in returns.iter().filter(|v| v.counts()) {
        let Some(country) = view.country else {
            continue;
        };
        let order = arrival_order(view);
        for statement in &view.texts.statements {
            let source = Source {
                return_id: view.record.id.clone(),
                file: view.record.file.clone(),
                statement: statement.clone(),
                working: view.working.get(&text_hash(&statement.text)).cloned(),
            };
            by_key
                .entry((country, statement.cell.clone()))
                .or_default()
                .push((order.clone(), source));
        }
    }
    by_key
        .into_iter()
        .map(|((country, cell), mut versions)| {
            versions.sort_by(|a, b| a.0.cmp(&b.0));
            let mut sources: Vec<Source> = versions.into_iter().map(|(_, source)| source).collect();
            // The same words sent twice are one version: the last file stands for it.
            sources.reverse();
            let mut seen = std::collections::BTreeSet::new();
            sources.retain(|s| seen.insert(sources_hash(std::slice::from_ref(s))));
            sources.reverse();
            StatementOf {
                country,
                cell,
                sources,
            }
        })
        .collect()
}

//! Gathers the statements of all returns: by country and recommendation, every version kept.

use std::collections::BTreeMap;

use super::state::ReturnView;
use crate::model::decision::{Action, Decision, Subject};
use crate::model::entry::{EntryKey, Source};
use crate::model::extraction::Statement;
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

/// Hash of what stands behind an entry: changes when any version's words, notes or tick change.
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

/// Gathers the statements of the returns that count, with the passages that people placed.
pub fn gather(returns: &[ReturnView], decisions: &[&Decision]) -> Vec<StatementOf> {
    let mut placed: BTreeMap<&Subject, &Cell> = BTreeMap::new();
    for decision in decisions {
        if let Action::Place { cell } = &decision.action {
            placed.insert(&decision.subject, cell);
        }
    }
    let mut by_key: BTreeMap<(CountryCode, Cell), Vec<(String, Source)>> = BTreeMap::new();
    for view in returns.iter().filter(|v| v.counts()) {
        let (Some(country), Some(extraction)) = (view.country, view.record.extraction()) else {
            continue;
        };
        let mut statements: BTreeMap<Cell, Statement> = BTreeMap::new();
        for statement in &extraction.statements {
            join(&mut statements, statement.clone());
        }
        for passage in &extraction.unplaced {
            let subject = Subject::Passage(view.record.id.clone(), text_hash(&passage.text));
            if let Some(cell) = placed.get(&subject) {
                join(
                    &mut statements,
                    placed_statement(passage.text.clone(), passage.place.clone(), (*cell).clone()),
                );
            }
        }
        // A version without a date is as old as its arrival, so that an undated update follows
        // the dated reply that it replaces.
        let day = extraction.submitted.map(|d| d.to_string());
        let arrived = || view.record.received.chars().take(10).collect::<String>();
        let order = format!("{} {}", day.unwrap_or_else(arrived), view.record.file);
        for (cell, statement) in statements {
            let source = Source {
                return_id: view.record.id.clone(),
                file: view.record.file.clone(),
                statement,
            };
            by_key
                .entry((country, cell))
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

fn join(statements: &mut BTreeMap<Cell, Statement>, more: Statement) {
    match statements.get_mut(&more.cell) {
        None => {
            statements.insert(more.cell.clone(), more);
        }
        Some(there) => {
            if !there.text.is_empty() && !more.text.is_empty() {
                there.text.push('\n');
            }
            there.text.push_str(&more.text);
            there.notes.extend(more.notes);
            there.action = there.action.or(more.action);
            there.confidence = there.confidence.min(more.confidence);
        }
    }
}

fn placed_statement(text: String, place: String, cell: Cell) -> Statement {
    Statement {
        cell,
        action: None,
        lang: None,
        text,
        notes: Vec::new(),
        place,
        confidence: 100,
        evidence: "placed by a person".into(),
    }
}

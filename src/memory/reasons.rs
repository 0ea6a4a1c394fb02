//! Why a match has its score, in words.

use unicode_normalization::UnicodeNormalization;

use super::critical::CriticalKind;
use super::diff::DiffKind;
use super::{Match, Penalty};

/// How many words of a stretch are quoted.
const MOST_WORDS: usize = 8;

impl Match {
    /// Why the score is what it is, in plain words: critical differences first, then the words
    /// changed, added and removed, then the penalties with their points. Empty for an exact match.
    pub fn reasons(&self, query: &str) -> Vec<String> {
        let mut out: Vec<String> = self
            .critical
            .iter()
            .map(|c| {
                let kind = match c.kind {
                    CriticalKind::Negation => "negation",
                    CriticalKind::Number => "number",
                    CriticalKind::Date => "date",
                    CriticalKind::Country => "country",
                    CriticalKind::Unit => "unit",
                };
                format!("{kind} differs: {}", change(&c.source, &c.query))
            })
            .collect();
        let query: Vec<char> = query.nfc().collect();
        let source: Vec<char> = self.source.nfc().collect();
        for step in self.diff.iter().filter(|s| s.kind != DiffKind::Kept) {
            let (old, new) = (piece(&source, step.source), piece(&query, step.query));
            out.push(match step.kind {
                DiffKind::Added => format!("added: “{}”", short(&new)),
                DiffKind::Removed => format!("removed: “{}”", short(&old)),
                _ => format!("changed: {}", change(&old, &new)),
            });
        }
        out.extend(self.penalties.iter().map(penalty));
        out
    }
}

fn penalty(p: &Penalty) -> String {
    if p.kind == "memory" {
        return format!("from a memory of less weight: {:.2} points off", p.points);
    }
    format!("{} differs: {:.2} points off", p.kind, p.points)
}

fn change(old: &str, new: &str) -> String {
    match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("“{}” added", short(new)),
        (_, true) => format!("“{}” removed", short(old)),
        _ => format!("“{}” → “{}”", short(old), short(new)),
    }
}

fn piece(text: &[char], (start, end): (usize, usize)) -> String {
    text.get(start..end).unwrap_or_default().iter().collect()
}

fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.get(..MOST_WORDS) {
        Some(first) if words.len() > MOST_WORDS => format!("{} …", first.join(" ")),
        _ => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::language::Resources;
    use crate::memory::{Memory, Query};
    use crate::model::ids::Lang;
    use crate::model::unit::{Role, Unit, Variant};

    #[test]
    fn a_match_says_what_differs_and_what_it_costs() {
        let variant = |lang: Lang, text: &str| Variant {
            lang,
            role: Role::Paragraph,
            text: text.into(),
        };
        let unit = Unit {
            variants: vec![
                variant(Lang::en(), "The police had seized 40 parcels in the port."),
                variant(Lang::fr(), "La police avait saisi 40 colis dans le port."),
            ],
            ..Unit::default()
        };
        let mut memory = Memory::in_memory(Arc::new(Resources::default())).unwrap();
        memory.add(&[unit]).unwrap();
        let text = "The police had not seized 42 parcels in the harbour.";
        let query = Query {
            min_score: 50.0,
            ..Query::new(text, Lang::en(), Lang::fr())
        };
        let found = memory.lookup(&query).unwrap();
        let why = found.first().unwrap().reasons(text);
        assert!(
            why.first()
                .unwrap()
                .starts_with("negation differs: “not” added"),
            "{why:?}"
        );
        for part in [
            "“40” → “42”",
            "“port” → “harbour”",
            "number differs: ",
            "added: “not”",
        ] {
            assert!(
                why.iter().any(|w| w.contains(part)),
                "{part} not in {why:?}"
            );
        }
        let same = memory
            .lookup(&Query::new(
                "The police had seized 40 parcels in the port.",
                Lang::en(),
                Lang::fr(),
            ))
            .unwrap();
        assert!(
            same.first()
                .unwrap()
                .reasons("The police had seized 40 parcels in the port.")
                .is_empty()
        );
    }
}

//! The lines that go out: every paragraph of the note with its source, in the note's order.

use super::super::desk::Desk;
use super::super::entries::base_hash;
use super::super::state::State;
use super::super::templates::Computed;
use crate::dossier::Proposal;
use crate::exchange::job::{
    Key, NoteKind, Outgoing, Proposed, ProposedKind, Standing, marked_source, marked_target,
};
use crate::model::entry::Entry;
use crate::model::ids::Lang;

/// The lines for a translation into `lang`; paragraphs without a source are left out. `statements`
/// puts the replies beside them.
pub(super) fn lines(desk: &Desk, now: &State, lang: &Lang, statements: bool) -> Vec<Outgoing> {
    let computed = Computed::new(&now.settings, &now.replied, &desk.resources);
    let original = &now.settings.note.original;
    now.plan
        .paragraphs()
        .filter_map(|(number, entry)| {
            let source = entry.text(original)?.text.clone();
            let target = entry.text(lang).map(|t| t.text.clone()).unwrap_or_default();
            Some(Outgoing {
                key: key_of(entry, lang, &computed),
                number: Some(number),
                proposals: proposals(now, entry, lang, &computed, &source),
                notes: notes(desk, now, entry, lang, statements),
                source_settled: entry.is_settled(original),
                source,
                target,
            })
        })
        .collect()
}

/// The key of a text as it stands. That of an original is bound to the replies behind it, which no
/// file carries.
pub(super) fn key_of(entry: &Entry, lang: &Lang, computed: &Computed<'_>) -> Key {
    let source = if *lang == entry.original {
        base_hash(entry, lang, computed).as_str().to_owned()
    } else {
        let text = entry.text(&entry.original);
        text.map(|t| t.text.clone()).unwrap_or_default()
    };
    let text = entry.text(lang);
    Key {
        entry: entry.id,
        lang: lang.clone(),
        source: marked_source(entry.id, lang, &source),
        target: marked_target(text.map(|t| t.text.as_str()).unwrap_or_default()),
        standing: text.map_or(Standing::Empty, |t| Standing::of(t.state, t.needs_review)),
    }
}

/// The names of the countries that an entry speaks for, in a language.
pub(super) fn countries(desk: &Desk, entry: &Entry, lang: &Lang) -> String {
    let name = |c: &_| desk.resources.countries.list_name(*c, lang);
    let names: Vec<String> = entry.countries.iter().map(name).collect();
    names.join(", ")
}

/// What stands beside a line.
pub(super) fn notes(
    desk: &Desk,
    now: &State,
    entry: &Entry,
    lang: &Lang,
    statements: bool,
) -> Vec<(NoteKind, String)> {
    let mut out = Vec::new();
    if !entry.countries.is_empty() {
        let original = countries(desk, entry, &entry.original);
        let target = countries(desk, entry, lang);
        let both = if original == target {
            original
        } else {
            format!("{original} / {target}")
        };
        out.push((NoteKind::Country, both));
    }
    if let Some(cell) = entry.key.cell() {
        let text = |lang: &Lang| {
            let recommendation = now.settings.recommendation(cell)?;
            recommendation.text.get(lang).filter(|t| !t.is_empty())
        };
        let mut note = cell.to_string();
        for text in [text(&entry.original), text(lang)].into_iter().flatten() {
            note.push('\n');
            note.push_str(text);
        }
        out.push((NoteKind::Recommendation, note));
    }
    if statements {
        for source in &entry.sources {
            let text = source.statement.text.trim();
            if !text.is_empty() {
                out.push((NoteKind::Statement, format!("{}\n{text}", source.file)));
            }
        }
    }
    out
}

fn proposals(
    now: &State,
    entry: &Entry,
    lang: &Lang,
    computed: &Computed<'_>,
    source: &str,
) -> Vec<Proposed> {
    let base = base_hash(entry, lang, computed);
    now.proposals
        .get(&(entry.id, lang.clone()))
        .filter(|made| made.based_on.as_ref() == Some(&base))
        .map(|made| made.list.iter().map(|p| proposed(p, source)).collect())
        .unwrap_or_default()
}

fn proposed(p: &Proposal, source: &str) -> Proposed {
    let s = &p.suggestion;
    let kind = match (p.by_rule, s.repairs.is_empty() && s.score == s.matched) {
        (true, _) => ProposedKind::Rule,
        (false, true) => ProposedKind::Memory,
        (false, false) => ProposedKind::Repaired,
    };
    let from = match kind {
        ProposedKind::Rule => source,
        _ if s.source.is_empty() => source,
        _ => s.source.as_str(),
    };
    Proposed {
        source: from.to_owned(),
        target: s.target.clone(),
        quality: s.score,
        similarity: (kind != ProposedKind::Rule).then_some(s.matched),
        origin: s.basis.clone(),
        kind,
    }
}

//! The fold of entries: what each country said, what people wrote, what the program proposes.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use super::state::keys;
use super::statements::{StatementOf, sources_hash};
use super::templates;
use super::versions::{self, VersionGroup};
use crate::dossier::{Minted, Proposals};
use crate::model::decision::{Action, Decision, Subject};
use crate::model::entry::{Entry, EntryKey, EntryText, Source, TextState};
use crate::model::ids::{CountryCode, EntryId, Hash, Lang};
use crate::model::settings::Settings;
use crate::model::text::{text_hash, texts_hash};

/// Every country's entry by itself, and those of the note's own paragraphs.
pub fn single_entries(
    desk: &Desk,
    settings: &Settings,
    (statements, versions): (&[StatementOf], &[VersionGroup]),
    replied: &BTreeSet<CountryCode>,
    minted: &Minted,
    proposals: &BTreeMap<(EntryId, Lang), Proposals>,
    decisions: &[&Decision],
) -> BTreeMap<EntryId, Entry> {
    let latest = Latest::of(decisions);
    let by_key: BTreeMap<EntryKey, &StatementOf> =
        statements.iter().map(|s| (s.key(), s)).collect();
    let groups: BTreeMap<EntryId, &VersionGroup> = versions
        .iter()
        .filter_map(|g| Some((g.entry?, g)))
        .collect();
    let computed = templates::Computed::new(settings, replied, &desk.resources);
    let original = &settings.note.original;
    let mut out = BTreeMap::new();
    for key in keys(settings, statements) {
        let Some(id) = minted.get(&key).copied() else {
            continue;
        };
        let statement = by_key.get(&key);
        let all = statement.map(|s| s.sources.as_slice()).unwrap_or_default();
        let chosen = versions::chosen_sources(groups.get(&id).copied(), all);
        let mut entry = Entry {
            id,
            countries: statement.map(|s| vec![s.country]).unwrap_or_default(),
            sources: chosen.sources,
            joined: chosen.joined,
            original: original.clone(),
            texts: BTreeMap::new(),
            excluded: chosen.left_out || latest.excluded.get(&id).copied().unwrap_or(false),
            key,
        };
        fold_texts(&mut entry, settings, &computed, proposals, &latest);
        out.insert(id, entry);
    }
    out
}

/// The last word on every text, and on whether an entry is in the note.
#[derive(Default)]
pub(super) struct Latest<'a> {
    texts: BTreeMap<(EntryId, &'a Lang), &'a Decision>,
    /// Entries that somebody left out, or took back in.
    pub excluded: BTreeMap<EntryId, bool>,
}

impl<'a> Latest<'a> {
    /// Of some decisions in their order.
    pub fn of(decisions: &[&'a Decision]) -> Self {
        let mut out = Self::default();
        for decision in decisions {
            let Subject::Entry(id) = decision.subject else {
                continue;
            };
            match &decision.action {
                Action::Edit { lang, .. }
                | Action::Tentative { lang, .. }
                | Action::Confirm { lang, .. }
                | Action::Reject { lang } => {
                    out.texts.insert((id, lang), decision);
                }
                Action::Exclude { excluded, .. } => {
                    out.excluded.insert(id, *excluded);
                }
                _ => {}
            }
        }
        out
    }
}

/// The texts of an entry that stands by itself, in every language.
pub(super) fn fold_texts(
    entry: &mut Entry,
    settings: &Settings,
    computed: &templates::Computed<'_>,
    proposals: &BTreeMap<(EntryId, Lang), Proposals>,
    latest: &Latest<'_>,
) {
    entry.texts.clear();
    let languages = std::iter::once(&settings.note.original).chain(settings.targets());
    for lang in languages {
        let base = base_hash(entry, lang, computed);
        let offered = proposals
            .get(&(entry.id, lang.clone()))
            .filter(|p| p.based_on.as_ref() == Some(&base));
        let decision = latest.texts.get(&(entry.id, lang)).copied();
        let mut text = fold_text(decision, offered, base);
        // A changed note.toml is seen at once; the proposals follow with the next run.
        if let (TextState::Empty, Some(own)) = (text.state, computed.text(&entry.key, lang)) {
            text.text = own;
            text.state = TextState::Draft;
            text.basis = computed.basis(&entry.key, lang).to_owned();
        }
        entry.texts.insert(lang.clone(), text);
    }
}

/// Hash of what the text of an entry in a language rests on: the statements or the computed text
/// for the original language; for a translation the original text and the computed one.
pub fn base_hash(entry: &Entry, lang: &Lang, computed: &templates::Computed<'_>) -> Hash {
    let own = computed.text(&entry.key, lang).unwrap_or_default();
    if *lang == entry.original {
        if entry.sources.is_empty() {
            text_hash(&own)
        } else {
            let mut parts = vec![sources_hash(&entry.sources).as_str().to_owned()];
            parts.extend(working_of(&entry.sources));
            // A text made from one version does not yet say what all of them say.
            parts.extend(entry.joined.then(|| "joined".to_owned()));
            // Nor does one that was made for other countries.
            if entry.countries.len() > 1 {
                parts.extend(entry.countries.iter().map(ToString::to_string));
            }
            match parts.as_slice() {
                [only] => Hash::from_stored(only.clone()),
                several => texts_hash(several.iter().map(String::as_str)),
            }
        }
    } else {
        let source = entry
            .texts
            .get(&entry.original)
            .map(|t| t.text.as_str())
            .unwrap_or_default();
        texts_hash([source, own.as_str()])
    }
}

/// The working translations behind an entry, as far as they change what is drafted.
fn working_of(sources: &[Source]) -> impl Iterator<Item = String> {
    sources
        .iter()
        .filter_map(|s| s.working.as_ref())
        .map(|w| format!("working {} {}", w.lang, w.text))
}

/// A person's text stands; otherwise the best proposal, marked as what it is.
pub(super) fn fold_text(
    decision: Option<&Decision>,
    offered: Option<&Proposals>,
    base: Hash,
) -> EntryText {
    let decided = decision.and_then(|d| {
        let (text, state) = match &d.action {
            Action::Edit { text, .. } => (text, TextState::Edited),
            Action::Tentative { text, .. } => (text, TextState::Tentative),
            Action::Confirm { text, .. } => (text, TextState::Confirmed),
            _ => return None,
        };
        Some(EntryText {
            text: text.clone(),
            state,
            needs_review: d.based_on.as_ref().is_some_and(|seen| *seen != base),
            based_on: d.based_on.clone(),
            basis: d.person.clone(),
            score: None,
        })
    });
    decided.unwrap_or_else(|| {
        // A suggestion with something open does not say what the original says: it is offered, and
        // the text waits for a person.
        let best = offered
            .and_then(|p| p.list.first())
            .filter(|p| p.by_rule || p.suggestion.marks.is_empty());
        EntryText {
            text: best
                .map(|p| p.suggestion.target.clone())
                .unwrap_or_default(),
            state: match best {
                None => TextState::Empty,
                Some(p) if p.by_rule => TextState::Draft,
                Some(_) => TextState::Suggested,
            },
            based_on: Some(base),
            needs_review: false,
            basis: best.map(|p| p.suggestion.basis.clone()).unwrap_or_default(),
            score: best.map(|p| p.suggestion.score),
        }
    })
}

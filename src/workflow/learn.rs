//! What a dossier's own memory learns: the pairs confirmed in it, and the replies they were made from.
//!
//! The collection is derived from the decisions and written whole, so that writing it twice changes
//! nothing and an undo withdraws what it took back. Each unit carries dossier, entry and decision.
//! A reply is a unit of its own: it stays in the dossier and is found by a later reply only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::propose::propose_for;
use super::state::{State, state};
use super::take_over::opened;
use crate::dossier::effective;
use crate::memory::UNISSUED;
use crate::model::decision::{Action, Subject};
use crate::model::entry::{Entry, EntryKey, EntryKind};
use crate::model::ids::{CountryCode, EntryId, Hash, Lang};
use crate::model::suggestion::Suggestion;
use crate::model::unit::{Context, Origin, Role, Unit, Variant};
use crate::suggest::{paragraph_key, reply_key};

/// Brings the memory in line with the decisions; when that changed it, the texts that nobody has
/// written of the twins of these entries are looked up anew. Gives the state after it.
///
/// # Errors
/// When dossier or memory cannot be read or written.
pub fn learn_and_fill(desk: &Desk, ids: &[EntryId]) -> Result<Arc<State>, WorkflowError> {
    let now = state(desk)?;
    if !learn(desk, &now)? {
        return Ok(now);
    }
    let twins: BTreeSet<EntryId> = ids
        .iter()
        .flat_map(|id| twins_of(desk, &now, *id))
        .collect();
    if twins.is_empty() {
        return Ok(now);
    }
    propose_for(desk, &twins.into_iter().collect::<Vec<_>>())?;
    state(desk)
}

/// Brings the dossier's own collection in its memory in line with the confirmed pairs. Tells whether
/// that changed it.
///
/// # Errors
/// When the memory cannot be written.
pub fn learn(desk: &Desk, now: &State) -> Result<bool, WorkflowError> {
    let units = learnt(now, &desk.dossier.name());
    let known = desk.database()?.meta("learned")?;
    let stamp = Hash::of_bytes(format!("{units:?}").as_bytes());
    if desk.dossier.memory().is_file() && known.as_deref() == Some(stamp.as_str()) {
        return Ok(false);
    }
    super::memories::learn(desk, &units)?;
    desk.database()?.set_meta("learned", stamp.as_str())?;
    Ok(true)
}

/// Counts in the dossier's memory that a suggestion made from one of its units was confirmed as it
/// stood. Units of other memories are not counted: those may be shared and read-only.
pub(super) fn count_use(
    desk: &Desk,
    around: &Surroundings<'_>,
    taken: &Suggestion,
) -> Result<(), WorkflowError> {
    let at = desk.dossier.memory();
    if taken.unit.is_empty() || !at.is_file() {
        return Ok(());
    }
    let bad = |e| super::memories::failed(&at, e);
    let mut keeper = super::memories::keep_memory(&at, false)?;
    // Another memory may have a unit of the same number.
    let own = keeper.unit(&taken.unit).map_err(bad)?;
    if own.is_some_and(|u| u.variants.iter().any(|v| v.text == taken.source)) {
        let day = around.now.to_string();
        keeper
            .used(std::slice::from_ref(&taken.unit), &day)
            .map_err(bad)?;
    }
    Ok(())
}

/// The units that the confirmed texts make, in the order of the entries.
pub fn learnt(now: &State, dossier: &str) -> Vec<Unit> {
    let original = &now.settings.note.original;
    let by = confirmed_by(now);
    let mut units = Vec::new();
    let settled = |e: &&Entry| !e.excluded && e.is_settled(original);
    for entry in now.entries.values().filter(settled) {
        let Some(source) = entry.text(original) else {
            continue;
        };
        let unit = |id: String, variants: Vec<Variant>, langs: &[&Lang]| {
            let decisions = langs
                .iter()
                .filter_map(|l| by.get(&(entry.id, (*l).clone())));
            let latest = decisions.max().copied().unwrap_or_default();
            Unit {
                id,
                variants,
                origin: Origin {
                    symbol: (!now.settings.note.symbol.is_empty())
                        .then(|| now.settings.note.symbol.clone()),
                    year: now.settings.note.date.map(|d| d.year()),
                    alignment: Some("confirmed".into()),
                    ..Origin::default()
                },
                context: context(now, entry),
                properties: BTreeMap::from([
                    (UNISSUED.to_owned(), dossier.to_owned()),
                    ("entry".to_owned(), entry.id.to_string()),
                    ("decision".to_owned(), latest.to_string()),
                ]),
                ..Unit::default()
            }
        };
        let paragraph = |lang: &Lang, text: &str| Variant {
            lang: lang.clone(),
            role: Role::Paragraph,
            text: text.to_owned(),
        };
        let mut whole = vec![paragraph(original, &source.text)];
        let mut langs = vec![original];
        for lang in now.settings.targets().filter(|lang| entry.is_settled(lang)) {
            let Some(target) = entry.text(lang) else {
                continue;
            };
            let target = paragraph(lang, &target.text);
            whole.push(target.clone());
            langs.push(lang);
            let pair = vec![paragraph(original, &source.text), target];
            units.push(unit(
                format!("{}-{lang}", entry.id),
                pair,
                &[original, lang],
            ));
        }
        for (n, (country, lang, reply)) in replies(now, entry).into_iter().enumerate() {
            let mut variants = vec![Variant {
                lang,
                role: Role::Statement,
                text: reply,
            }];
            variants.extend(whole.iter().cloned());
            let mut one = unit(format!("{}-reply-{n}", entry.id), variants, &langs);
            one.context.countries = vec![country];
            units.push(one);
        }
    }
    units
}

/// The number of the decision that confirmed each text.
fn confirmed_by(now: &State) -> BTreeMap<(EntryId, Lang), u64> {
    opened(effective(&now.log))
        .iter()
        .filter_map(|d| match (&d.subject, &d.action) {
            (Subject::Entry(id), Action::Confirm { lang, .. }) => {
                Some(((*id, lang.clone()), d.seq))
            }
            _ => None,
        })
        .collect()
}

/// The replies behind an entry, each with its country and language.
fn replies(now: &State, entry: &Entry) -> Vec<(CountryCode, Lang, String)> {
    let group = now.groups.iter().find(|g| g.first == entry.id);
    let own = std::slice::from_ref(entry);
    let members = group.map_or(own, |g| g.members.as_slice());
    let mut out = Vec::new();
    for member in members {
        let EntryKey::Statement { country, .. } = &member.key else {
            continue;
        };
        for source in &member.sources {
            let s = &source.statement;
            if let (Some(lang), false) = (&s.lang, s.text.trim().is_empty()) {
                out.push((*country, lang.clone(), s.text.clone()));
            }
        }
    }
    out
}

/// Where an entry stands, as a memory keeps it.
pub(super) fn context(now: &State, entry: &Entry) -> Context {
    let recommendation = entry
        .key
        .cell()
        .and_then(|cell| now.settings.recommendation(cell));
    let adopted = now.settings.adopted.name.get(&Lang::en());
    Context {
        countries: entry.countries.clone(),
        meeting: adopted.cloned().filter(|m| !m.is_empty()),
        recommendation: recommendation.map(|r| r.text.clone()).unwrap_or_default(),
        ..Context::default()
    }
}

/// Entries elsewhere in the note that say what an entry says, or were sent the same reply. Their
/// texts that nobody has written are looked up again when the entry is confirmed.
pub fn twins_of(desk: &Desk, now: &State, id: EntryId) -> Vec<EntryId> {
    let Some(entry) = now.entries.get(&id) else {
        return Vec::new();
    };
    let res = &desk.resources;
    let keys = |e: &Entry| -> BTreeSet<String> {
        let text = e.text(&e.original).map(|t| t.text.as_str());
        let paragraph = text.and_then(|t| paragraph_key(res, t, &e.original));
        let said = e.countries.iter().flat_map(|country| {
            let each = e.sources.iter();
            each.filter_map(|s| {
                let s = &s.statement;
                reply_key(res, &s.text, s.lang.as_ref(), *country)
            })
        });
        said.chain(paragraph).collect()
    };
    let own = keys(entry);
    now.entries
        .values()
        .filter(|e| e.id != id && e.key.kind() == EntryKind::Country)
        .filter(|e| e.texts.values().any(|t| !t.state.is_decided()))
        .filter(|e| !own.is_disjoint(&keys(e)))
        .map(|e| e.id)
        .collect()
}

//! Makes the program's proposals: drafts in the original language, suggestions for the others.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::desk::{Desk, Surroundings};
use super::entries::base_hash;
use super::error::WorkflowError;
use super::group_texts;
use super::learn::learn;
use super::memories::Shelf;
use super::references;
use super::state::{State, keys, state};
use super::statements::gather;
use super::templates::Computed;
use crate::dossier::{Proposal, Proposals};
use crate::model::entry::{Entry, EntryKey, TextState};
use crate::model::ids::{EntryId, Hash, Lang};
use crate::model::suggestion::{Draft, FromReply, Linked, Mark, Suggestion};
use crate::model::text::word_count;
use crate::suggest::{DraftRequest, SuggestRequest, drafts as drafts_of, suggest};

/// Score under which a match is not offered.
const USEFUL: f64 = 65.0;
/// Number of proposals kept for an entry in a language.
const KEPT: usize = 7;

/// Gives every new statement its entry and makes all proposals anew. People's texts are not touched.
///
/// # Errors
/// When dossier or memory cannot be read or written, or the person asked to stop; what was written
/// before stands.
pub fn propose(desk: &Desk, around: &Surroundings<'_>) -> Result<(), WorkflowError> {
    let before = state(desk)?;
    let statements = gather(&before.returns);
    desk.database()?.mint(
        &keys(&before.settings, &statements),
        &around.now.to_string(),
    )?;
    learn(desk, &before)?;
    let now = state(desk)?;
    let stamp = format!(
        "{}/{}/{}/{}",
        env!("CARGO_PKG_VERSION"),
        desk.resources.stamp,
        Hash::of_bytes(desk.dossier.settings_source()?.as_bytes()),
        desk.shelf(&now.settings)?.changes()?
    );
    // What was looked up in the same memories, for the same texts, is not looked up again.
    let same = desk.database()?.meta("proposed")?.as_deref() == Some(stamp.as_str());
    let ids = if same {
        outdated(desk, &now)
    } else {
        now.entries.keys().copied().collect()
    };
    around.progress.begin("Looking up", ids.len());
    let told = || around.progress.step();
    let done = propose_entries(desk, &ids, &told, &|| (around.stop)());
    around.progress.end();
    done?;
    around.go_on()?;
    Ok(desk.database()?.set_meta("proposed", &stamp)?)
}

/// The entries of which a proposal is missing or was made from other texts.
fn outdated(desk: &Desk, now: &State) -> Vec<EntryId> {
    let computed = Computed::new(&now.settings, &now.replied, &desk.resources);
    let stale = |entry: &&Entry| {
        entry.texts.keys().any(|lang| {
            let made = now.proposals.get(&(entry.id, lang.clone()));
            made.and_then(|p| p.based_on.clone()) != Some(base_hash(entry, lang, &computed))
        })
    };
    now.entries.values().filter(stale).map(|e| e.id).collect()
}

/// Makes the proposals of some entries anew.
///
/// # Errors
/// As [`propose`].
pub fn propose_for(desk: &Desk, ids: &[EntryId]) -> Result<(), WorkflowError> {
    propose_entries(desk, ids, &|| {}, &|| false)
}

/// The proposals of one entry in one language, looked up now for the text given as its source.
///
/// # Errors
/// When dossier or memory cannot be read.
pub fn fresh_proposals(
    desk: &Desk,
    id: EntryId,
    lang: &Lang,
) -> Result<Vec<Proposal>, WorkflowError> {
    let now = state(desk)?;
    let shelf = desk.shelf(&now.settings)?;
    let computed = Computed::new(&now.settings, &now.replied, &desk.resources);
    let Some(entry) = now.entries.get(&id) else {
        return Ok(Vec::new());
    };
    let share = share_of_limit(&now, &computed);
    proposals(desk, &now, &shelf, (&computed, share), entry, lang)
}

/// The hash that a decision on this text is based on.
///
/// # Errors
/// None today; the signature leaves room for stores that can fail.
pub fn base_of(
    desk: &Desk,
    now: &State,
    entry: &Entry,
    lang: &Lang,
) -> Result<Option<Hash>, WorkflowError> {
    let computed = Computed::new(&now.settings, &now.replied, &desk.resources);
    Ok(Some(base_hash(entry, lang, &computed)))
}

fn propose_entries(
    desk: &Desk,
    ids: &[EntryId],
    told: &(dyn Fn() + Sync),
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<(), WorkflowError> {
    let wanted: BTreeSet<EntryId> = ids.iter().copied().collect();
    let now = state(desk)?;
    let shelf = desk.shelf(&now.settings)?;
    let computed = Computed::new(&now.settings, &now.replied, &desk.resources);
    let share = share_of_limit(&now, &computed);
    let chosen: Vec<&Entry> = now
        .entries
        .values()
        .filter(|e| wanted.contains(&e.id))
        .collect();
    let made: Vec<Vec<(EntryId, Lang, Proposals)>> = chosen
        .par_iter()
        .map(|entry| {
            if stop() {
                return Ok(Vec::new());
            }
            let mut entry = (*entry).clone();
            let mut out = Vec::new();
            let original = entry.original.clone();
            let mut languages = vec![original.clone()];
            languages.extend(now.settings.targets().cloned());
            for lang in languages {
                let list = proposals(desk, &now, &shelf, (&computed, share), &entry, &lang)?;
                let based_on = Some(base_hash(&entry, &lang, &computed));
                // The translations are looked up for the original as it will stand after this.
                if lang == original
                    && let (Some(text), Some(best)) = (entry.texts.get_mut(&lang), list.first())
                    && !text.state.is_decided()
                {
                    text.text.clone_from(&best.suggestion.target);
                    text.state = TextState::Draft;
                }
                out.push((entry.id, lang, Proposals { based_on, list }));
            }
            told();
            Ok(out)
        })
        .collect::<Result<_, WorkflowError>>()?;
    let made: Vec<_> = made.into_iter().flatten().collect();
    Ok(desk.database()?.put_proposals(&made)?)
}

fn proposals(
    desk: &Desk,
    now: &State,
    shelf: &Shelf,
    (computed, share): (&Computed<'_>, Option<usize>),
    entry: &Entry,
    lang: &Lang,
) -> Result<Vec<Proposal>, WorkflowError> {
    let mut list = Vec::new();
    if let Some(text) = computed.text(&entry.key, lang) {
        list.push(by_rule(text, computed.basis(&entry.key, lang), 0.0));
    }
    let recommendation_text = |lang: &Lang| {
        let recommendation = entry
            .key
            .cell()
            .and_then(|cell| now.settings.recommendation(cell));
        recommendation
            .and_then(|r| r.text.get(lang))
            .filter(|t| !t.is_empty())
            .cloned()
    };
    let memories = shelf.memories();
    let group = now.groups.iter().find(|g| g.first == entry.id);
    let group = group.filter(|_| entry.countries.len() > 1);
    if *lang == entry.original {
        let reference = references::proposed(now, entry, &desk.resources);
        list.extend(reference.map(|(text, basis)| by_rule(text, &basis, 0.0)));
        let drafts = |entry: &Entry| -> Result<Vec<Proposal>, WorkflowError> {
            let EntryKey::Statement { country, cell, .. } = &entry.key else {
                return Ok(Vec::new());
            };
            let several = entry.sources.len() > 1;
            // Until a person says that all versions stand, the draft follows the latest.
            let from = if entry.joined {
                entry.sources.as_slice()
            } else {
                entry
                    .sources
                    .last()
                    .map(std::slice::from_ref)
                    .unwrap_or_default()
            };
            let mut of_each = Vec::new();
            for source in from {
                let mut request = DraftRequest {
                    id: entry.id.to_string(),
                    text: source.statement.text.clone(),
                    lang: source.statement.lang.clone(),
                    country: Some(*country),
                    cell: Some(cell.clone()),
                    action: source.statement.action,
                    submitted: submitted(now, source),
                    recommendation_text: recommendation_text(&entry.original),
                    words: share,
                };
                let mut drafts = drafts_of(&memories, &desk.resources, &request)?;
                if let Some(working) = &source.working {
                    request.text.clone_from(&working.text);
                    request.lang = Some(working.lang.clone());
                    let further = drafts_of(&memories, &desk.resources, &request)?;
                    drafts = super::working::with_drafts(drafts, further, working);
                }
                for d in &mut drafts {
                    if several {
                        d.basis.push_str(&format!(", of {}", source.file));
                    }
                    let own = |s: &crate::model::entry::Source| s == source;
                    let number = entry.sources.iter().position(own).unwrap_or(0);
                    d.reply.sentences.iter_mut().for_each(|l| l.source = number);
                    d.reply.rest.iter_mut().for_each(|r| r.source = number);
                }
                of_each.push(drafts);
            }
            Ok(together(of_each).into_iter().map(from_draft).collect())
        };
        match group {
            Some(group) => {
                let each = group.members.iter().map(drafts);
                let each = each.collect::<Result<Vec<_>, _>>()?;
                list.extend(group_texts::original(group, entry, each, &desk.resources));
            }
            None => list.extend(drafts(entry)?),
        }
    } else {
        let computed = !list.is_empty();
        if let Some(group) = group {
            list.extend(group_texts::translated(group, entry, lang, &desk.resources));
        }
        let source = entry
            .texts
            .get(&entry.original)
            .map(|t| t.text.as_str())
            .unwrap_or_default();
        if let Some(text) = references::translated(entry, source, lang, &desk.resources) {
            list.push(by_rule(text, "the same cross-reference", 0.0));
        }
        if !source.trim().is_empty() && !computed {
            let request = SuggestRequest {
                id: entry.id.to_string(),
                text: source.to_owned(),
                from: entry.original.clone(),
                to: lang.clone(),
                countries: entry.countries.clone(),
                cell: entry.key.cell().cloned(),
                recommendation_text: recommendation_text(&entry.original),
                meeting: now.settings.adopted.name.get(&entry.original).cloned(),
                previous: None,
                next: None,
                min_score: USEFUL,
                top: KEPT,
            };
            let found = suggest(&memories, &desk.resources, &request)?;
            list.extend(found.into_iter().map(|suggestion| Proposal {
                suggestion,
                by_rule: false,
                reply: FromReply::default(),
            }));
        }
    }
    list.truncate(KEPT);
    Ok(list)
}

/// How many words a paragraph may have: the limit of the note without its fixed texts, shared out
/// among the statements.
fn share_of_limit(now: &State, computed: &Computed<'_>) -> Option<usize> {
    let original = &now.settings.note.original;
    let (mut fixed, mut statements) = (0, 0);
    for entry in now.entries.values().filter(|e| !e.excluded) {
        match computed.text(&entry.key, original) {
            Some(text) => fixed += word_count(&text),
            None => statements += 1,
        }
    }
    let limit = usize::try_from(now.settings.note.word_limit).ok()?;
    limit.checked_sub(fixed)?.checked_div(statements)
}

fn submitted(now: &State, source: &crate::model::entry::Source) -> Option<jiff::civil::Date> {
    let view = now
        .returns
        .iter()
        .find(|v| v.record.id == source.return_id)?;
    view.record.extraction()?.submitted
}

fn by_rule(target: String, basis: &str, score: f64) -> Proposal {
    let suggestion = Suggestion {
        target,
        score,
        source: String::new(),
        basis: basis.into(),
        unit: String::new(),
        matched: 0.0,
        repairs: Vec::new(),
        marks: Vec::new(),
    };
    Proposal {
        suggestion,
        by_rule: true,
        reply: FromReply::default(),
    }
}

fn from_draft(draft: Draft) -> Proposal {
    let mut proposal = by_rule(draft.en, &draft.basis, draft.score);
    proposal.suggestion.marks = draft.marks;
    proposal.reply = draft.reply;
    proposal
}

/// The drafts of all versions of an answer: first the best of each in their order, then all others.
fn together(of_each: Vec<Vec<Draft>>) -> Vec<Draft> {
    let best: Vec<&Draft> = of_each.iter().filter_map(|drafts| drafts.first()).collect();
    let whole = match best.as_slice() {
        [] | [_] => None,
        [first, more @ ..] => {
            let mut out = (*first).clone();
            for d in more {
                out.en.push(' ');
                let shift = out.en.chars().count();
                out.en.push_str(&d.en);
                out.fr = None;
                out.score = out.score.min(d.score);
                out.basis = format!("{}; {}", out.basis, d.basis);
                out.marks.extend(d.marks.iter().map(|m| Mark {
                    start: m.start + shift,
                    end: m.end + shift,
                    why: m.why.clone(),
                }));
                out.reply
                    .sentences
                    .extend(d.reply.sentences.iter().map(|l| Linked {
                        start: l.start + shift,
                        end: l.end + shift,
                        ..l.clone()
                    }));
                out.reply.rest.extend_from_slice(&d.reply.rest);
            }
            Some(out)
        }
    };
    whole
        .into_iter()
        .chain(of_each.into_iter().flatten())
        .collect()
}

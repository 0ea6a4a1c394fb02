//! Which countries may speak in one paragraph: those that say the same under one recommendation.
//!
//! Only what a country itself has said counts: an entry whose box was ticked and beside which nothing
//! was written is never proposed, and an unread draft is proposed only when the reply bears it out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::apart::{kept_apart, said};
use super::bare::is_bare;
use super::decide::seen;
use super::state::State;
use super::statements::sources_hash;
use crate::language::Resources;
use crate::model::entry::{Entry, EntryKey, EntryKind};
use crate::model::ids::{Cell, CountryCode, EntryId, Hash, Lang};
use crate::model::suggestion::Mark;
use crate::model::text::texts_hash;
use crate::suggest::{Spoken, not_in_reply, paragraph_key, reply_key, spoken_by};

/// One entry of a proposal, with its own words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupMember {
    /// The entry.
    pub entry: EntryId,
    /// Number of its paragraph today.
    pub paragraph: Option<u32>,
    /// Its countries; several where it is a group already.
    pub countries: Vec<CountryCode>,
    /// Their names in English.
    pub names: Vec<String>,
    /// What they wrote, one text for each reply, in the order of the countries.
    pub words: Vec<String>,
    /// The text of the paragraph in the original language.
    pub text: String,
    /// What the paragraph says and the reply does not, as far as the program can tell.
    pub not_in_reply: Vec<String>,
}

/// The sentence for all of them in one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupSentence {
    /// The text.
    pub text: String,
    /// What still needs a person.
    pub marks: Vec<Mark>,
}

/// Entries that say the same, proposed as one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupProposal {
    /// The recommendation.
    #[serde(flatten)]
    pub cell: Cell,
    /// `same-paragraph` or `same-reply`.
    pub reason: &'static str,
    /// The group that the others would join, when there is one.
    pub group: Option<EntryId>,
    /// The entries in the order of the note; the group, or else the first, keeps its id.
    pub entries: Vec<GroupMember>,
    /// The sentence, by language; a language is missing when nothing is there to build it from.
    pub texts: BTreeMap<Lang, GroupSentence>,
    /// Hash of what is shown here, to hand back with the decision.
    pub seen: Hash,
}

impl GroupProposal {
    /// The ids of its entries, the one whose id is kept first.
    pub fn ids(&self) -> Vec<EntryId> {
        let mut ids: Vec<EntryId> = self.entries.iter().map(|m| m.entry).collect();
        if let Some(at) = self.group.and_then(|g| ids.iter().position(|i| *i == g)) {
            let kept = ids.remove(at);
            ids.insert(0, kept);
        }
        ids
    }
}

/// An entry with what it says.
struct Candidate<'a> {
    entry: &'a Entry,
    paragraph: BTreeSet<String>,
    replies: BTreeSet<String>,
}

/// All proposals in the order of the note.
pub fn group_proposals(now: &State, res: &Resources) -> Vec<GroupProposal> {
    proposals_under(now, res, None)
}

/// The proposals in which an entry has a part.
pub fn group_proposals_with(now: &State, res: &Resources, id: EntryId) -> Vec<GroupProposal> {
    let cell = now.entries.get(&id).and_then(|e| e.key.cell());
    let Some(cell) = cell else {
        return Vec::new();
    };
    let mut out = proposals_under(now, res, Some(cell));
    out.retain(|p| p.entries.iter().any(|m| m.entry == id));
    out
}

/// The proposals under one recommendation, or all.
fn proposals_under(now: &State, res: &Resources, only: Option<&Cell>) -> Vec<GroupProposal> {
    let mut by_cell: Vec<(Cell, Vec<Candidate<'_>>)> = Vec::new();
    for (_, entry) in now.plan.paragraphs() {
        let wanted = |cell: &&Cell| only.is_none_or(|o| o == *cell) && may_be_grouped(entry);
        let Some(cell) = entry.key.cell().filter(wanted) else {
            continue;
        };
        let one = candidate(now, entry, res);
        match by_cell.last_mut().filter(|(last, _)| last == cell) {
            Some((_, list)) => list.push(one),
            None => by_cell.push((cell.clone(), vec![one])),
        }
    }
    let apart = kept_apart(now);
    by_cell
        .into_iter()
        .flat_map(|(cell, list)| in_cell(now, &cell, &list, res))
        .filter(|p| {
            let ids: BTreeSet<EntryId> = p.ids().into_iter().collect();
            let mut kept = apart.iter().filter(|(entries, _)| *entries == ids);
            !kept.any(|(_, then)| *then == said(now, &ids))
        })
        .collect()
}

/// True for a country's paragraph in which the country itself has said something.
pub fn may_be_grouped(entry: &Entry) -> bool {
    entry.key.kind() == EntryKind::Country
        && !entry.excluded
        && !is_bare(entry)
        && entry
            .sources
            .iter()
            .any(|s| !s.statement.text.trim().is_empty())
}

fn candidate<'a>(now: &State, entry: &'a Entry, res: &Resources) -> Candidate<'a> {
    let text = entry.text(&entry.original).map(|t| t.text.as_str());
    let paragraph = text.and_then(|t| paragraph_key(res, t, &entry.original));
    let mut replies = BTreeSet::new();
    for (country, entry) in parts(now, entry) {
        // Which of several open versions stands is not known yet.
        if let (Some(country), [source]) = (country, entry.sources.as_slice()) {
            let s = &source.statement;
            replies.extend(reply_key(res, &s.text, s.lang.as_ref(), country));
        }
    }
    Candidate {
        entry,
        paragraph: paragraph.into_iter().collect(),
        replies,
    }
}

/// The entries of single countries that an entry is made of.
fn parts<'a>(now: &'a State, entry: &'a Entry) -> Vec<(Option<CountryCode>, &'a Entry)> {
    let of = |e: &'a Entry| match &e.key {
        EntryKey::Statement { country, .. } => (Some(*country), e),
        _ => (None, e),
    };
    match now.groups.iter().find(|g| g.first == entry.id) {
        Some(group) => group.members.iter().map(of).collect(),
        None => vec![of(entry)],
    }
}

/// Draws together what shares a paragraph or a reply.
fn in_cell(
    now: &State,
    cell: &Cell,
    list: &[Candidate<'_>],
    res: &Resources,
) -> Vec<GroupProposal> {
    let mut heaps: Vec<Vec<&Candidate<'_>>> = Vec::new();
    for one in list {
        let alike = |heap: &Vec<&Candidate<'_>>| {
            heap.iter().any(|c| {
                !c.paragraph.is_disjoint(&one.paragraph) || !c.replies.is_disjoint(&one.replies)
            })
        };
        let mut joined = vec![one];
        let mut rest = Vec::new();
        for heap in heaps {
            if alike(&heap) {
                joined.extend(heap);
            } else {
                rest.push(heap);
            }
        }
        rest.push(joined);
        heaps = rest;
    }
    let place = |c: &&Candidate<'_>| list.iter().position(|x| x.entry.id == c.entry.id);
    let mut out: Vec<(Option<usize>, GroupProposal)> = Vec::new();
    for mut heap in heaps {
        heap.sort_by_key(place);
        let first = heap.first().and_then(place);
        if let Some(proposal) = proposal(now, cell, &heap, res) {
            out.push((first, proposal));
        }
    }
    out.sort_by_key(|(first, _)| *first);
    out.into_iter().map(|(_, p)| p).collect()
}

fn proposal(
    now: &State,
    cell: &Cell,
    heap: &[&Candidate<'_>],
    res: &Resources,
) -> Option<GroupProposal> {
    // Two groups are never made one by the program.
    let group = heap.iter().find(|c| c.entry.countries.len() > 1);
    let group = group.map(|c| c.entry.id);
    let heap: Vec<&Candidate<'_>> = heap
        .iter()
        .filter(|c| c.entry.countries.len() == 1 || Some(c.entry.id) == group)
        .copied()
        .collect();
    let leading = leading(&heap, group);
    let said = leading.and_then(|c| c.entry.text(&c.entry.original));
    let said = said.map(|t| t.text.clone()).unwrap_or_default();
    let kept: Vec<(&Candidate<'_>, GroupMember)> = heap
        .into_iter()
        .filter_map(|c| {
            let own = c.entry.texts.get(&c.entry.original);
            let decided = own.is_some_and(|t| t.state.is_decided());
            let member = member(now, c.entry, &said, res);
            // A person who wrote the text answers for it; an unread draft must be borne out.
            (decided || member.not_in_reply.is_empty()).then_some((c, member))
        })
        .collect();
    if kept.len() < 2 {
        return None;
    }
    let shared = kept.iter().skip(1).all(|(c, _)| {
        kept.first()
            .is_some_and(|(f, _)| !f.paragraph.is_disjoint(&c.paragraph))
    });
    let entries: Vec<&Entry> = kept.iter().map(|(c, _)| c.entry).collect();
    Some(GroupProposal {
        cell: cell.clone(),
        reason: if shared {
            "same-paragraph"
        } else {
            "same-reply"
        },
        group,
        texts: sentences(now, &entries, group, res),
        seen: seen_of(&entries),
        entries: kept.into_iter().map(|(_, m)| m).collect(),
    })
}

/// The candidate whose words the sentence takes: the group, else a text that a person wrote, else
/// the first that has one.
fn leading<'a>(heap: &[&'a Candidate<'a>], group: Option<EntryId>) -> Option<&'a Candidate<'a>> {
    let order: Vec<&Entry> = heap.iter().map(|c| c.entry).collect();
    let chosen = leader(&order, group)?.id;
    heap.iter().find(|c| c.entry.id == chosen).copied()
}

fn leader<'a>(entries: &[&'a Entry], group: Option<EntryId>) -> Option<&'a Entry> {
    let original = |e: &Entry| e.original.clone();
    let decided = |e: &&&Entry| {
        e.texts
            .get(&original(e))
            .is_some_and(|t| t.state.is_decided())
    };
    let written = |e: &&&Entry| e.text(&original(e)).is_some();
    let of_group = entries.iter().find(|e| Some(e.id) == group);
    of_group
        .or_else(|| entries.iter().find(decided))
        .or_else(|| entries.iter().find(written))
        .copied()
}

fn member(now: &State, entry: &Entry, said: &str, res: &Resources) -> GroupMember {
    let mut lacking = Vec::new();
    for (_, part) in parts(now, entry) {
        // What any version of the reply says is said.
        let each = part.sources.iter().map(|source| {
            let s = &source.statement;
            not_in_reply(res, said, &s.text, s.lang.as_ref())
        });
        let fewest = each.min_by_key(Vec::len).unwrap_or_default();
        lacking.extend(fewest.into_iter().map(|(what, _)| what));
    }
    if entry.original.primary() != "en" {
        lacking.clear();
    }
    GroupMember {
        entry: entry.id,
        paragraph: now.number_of(entry.id),
        countries: entry.countries.clone(),
        names: entry
            .countries
            .iter()
            .map(|c| res.countries.list_name(*c, &Lang::en()))
            .collect(),
        words: entry
            .sources
            .iter()
            .map(|s| s.statement.text.clone())
            .collect(),
        text: entry
            .text(&entry.original)
            .map(|t| t.text.clone())
            .unwrap_or_default(),
        not_in_reply: lacking,
    }
}

/// Hash of the entries as they stand: their words, texts and states.
pub fn seen_of(entries: &[&Entry]) -> Hash {
    let mut parts = Vec::new();
    for entry in entries {
        parts.push(entry.id.to_string());
        parts.push(sources_hash(&entry.sources).as_str().to_owned());
        parts.push(seen(entry, &entry.original).as_str().to_owned());
    }
    texts_hash(parts.iter().map(String::as_str))
}

fn sentences(
    now: &State,
    entries: &[&Entry],
    group: Option<EntryId>,
    res: &Resources,
) -> BTreeMap<Lang, GroupSentence> {
    let mut out = BTreeMap::new();
    let countries: Vec<CountryCode> = entries.iter().flat_map(|e| e.countries.clone()).collect();
    let Some(leader) = leader(entries, group) else {
        return out;
    };
    let original = &leader.original;
    let english = leader.text(original).map(|t| t.text.clone());
    let Some(source) = english else { return out };
    let key = paragraph_key(res, &source, original);
    let put = |spoken: Spoken| GroupSentence {
        text: spoken.text,
        marks: spoken.marks,
    };
    if let Some(spoken) = spoken_by(res, &source, original, &countries, None) {
        out.insert(original.clone(), put(spoken));
    }
    for lang in now.settings.targets() {
        // A translation of the same words, the leader's own first.
        let mut order = vec![leader];
        order.extend(entries.iter().filter(|e| e.id != leader.id));
        let found = order.into_iter().find_map(|e| {
            let own = e.text(original)?;
            let target = e.text(lang)?;
            let same = paragraph_key(res, &own.text, original) == key && !target.needs_review;
            same.then(|| spoken_by(res, &target.text, lang, &countries, Some(&own.text)))?
        });
        out.extend(found.map(|spoken| (lang.clone(), put(spoken))));
    }
    out
}

//! Which entries are shown, and in which order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;

use super::checks::check_entry;
use super::findings::Dismissals;
use super::history::last_changes;
use super::progress::last_visit;
use super::references::check_references;
use super::state::State;
use super::talk::open_queries;
use super::twins::unequal_translations;
use crate::language::Resources;
use crate::model::entry::Entry;
use crate::model::ids::{Cell, CountryCode, EntryId, Lang};
use crate::model::text::fold;

/// What the best proposal for a translation is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// There is none.
    None,
    /// 65 to 99, nothing repaired.
    Similar,
    /// Repaired, nothing left to look at.
    Repaired,
    /// Something is left to look at.
    Marked,
    /// The same text.
    Same,
}

impl Band {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::Similar,
        Self::Repaired,
        Self::Marked,
        Self::Same,
    ];
    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Similar => "similar",
            Self::Repaired => "repaired",
            Self::Marked => "marked",
            Self::Same => "same",
        }
    }
    /// That of the best proposal for an entry in a language; a draft by rule is none.
    pub fn of(now: &State, id: EntryId, lang: &Lang) -> Self {
        let made = now.proposals.get(&(id, lang.clone()));
        let Some(best) = made.and_then(|p| p.list.first()).filter(|p| !p.by_rule) else {
            return Self::None;
        };
        let s = &best.suggestion;
        if !s.marks.is_empty() {
            Self::Marked
        } else if !s.repairs.is_empty() {
            Self::Repaired
        } else if s.score >= 99.995 {
            Self::Same
        } else {
            Self::Similar
        }
    }
}

/// The order of entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// That of the note.
    #[default]
    Note,
    /// By the names of countries.
    Country,
    /// The best proposal first.
    Score,
    /// The last changed first.
    Changed,
    /// What is furthest from confirmed first.
    State,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Note,
        Self::Country,
        Self::Score,
        Self::Changed,
        Self::State,
    ];
    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Country => "country",
            Self::Score => "score",
            Self::Changed => "changed",
            Self::State => "state",
        }
    }
}

/// Since when something must have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// A moment.
    Moment(Timestamp),
    /// The end of the person's visit before this one.
    LastVisit,
}

/// What is shown: everything that is not asked for is left open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntryFilter {
    /// Only what is not confirmed in every language.
    pub open: bool,
    /// State of the text in a language: a state's word, or `review`.
    pub states: Vec<(Lang, String)>,
    /// What the best proposal in the first language of translation is worth.
    pub band: Option<Band>,
    /// A country that the paragraph speaks for.
    pub country: Option<CountryCode>,
    /// A theme.
    pub theme: Option<u16>,
    /// A recommendation.
    pub cell: Option<Cell>,
    /// A finding of the checks with this code that nobody dismissed; `any` takes every code.
    pub finding: Option<String>,
    /// Somebody who decided on it.
    pub person: Option<String>,
    /// Something was decided on it since.
    pub since: Option<Since>,
    /// It has a query that nobody has settled.
    pub queries: bool,
    /// Words that a text or reply has.
    pub words: String,
    /// The order.
    pub sort: Sort,
}

/// The entries that a filter leaves, in its order: their numbers, where they have one. `person` and
/// `time` say what the last visit is.
pub fn filtered<'a>(
    now: &'a State,
    resources: &Resources,
    filter: &EntryFilter,
    (person, time): (&str, Timestamp),
) -> Vec<(Option<u32>, &'a Entry)> {
    let langs = &now.settings.note.languages;
    let target = now.settings.targets().next();
    let changes = last_changes(now);
    let since = filter.since.map(|since| match since {
        Since::Moment(moment) => Some(moment),
        Since::LastVisit => last_visit(&now.log, person, time),
    });
    let asked = filter.queries.then(|| {
        let open = open_queries(now);
        open.into_iter().map(|q| q.entry).collect::<Vec<_>>()
    });
    let mut people: BTreeMap<EntryId, bool> = BTreeMap::new();
    if let Some(person) = &filter.person {
        for decision in now.log.iter().filter(|d| d.person == *person) {
            let own = match decision.subject {
                crate::model::decision::Subject::Entry(id) => Some(id),
                _ => None,
            };
            let many = decision.action.at_once().into_iter().map(|(of, ..)| of);
            for id in own.into_iter().chain(many) {
                people.insert(now.group_of(id).map_or(id, |g| g.first), true);
            }
        }
    }
    let words: Vec<String> = filter
        .words
        .split_whitespace()
        .map(|w| fold(w).to_lowercase())
        .collect();
    let fits = |entry: &Entry| {
        (!filter.open || (!entry.excluded && !langs.iter().all(|l| entry.is_settled(l))))
            && filter
                .states
                .iter()
                .all(|(lang, word)| state_word(entry, lang) == word)
            && filter
                .band
                .is_none_or(|band| target.is_some_and(|lang| Band::of(now, entry.id, lang) == band))
            && filter.country.is_none_or(|c| entry.countries.contains(&c))
            && (filter.theme.is_none() || entry.key.cell().map(|c| c.theme) == filter.theme)
            && (filter.cell.is_none() || entry.key.cell() == filter.cell.as_ref())
            && (filter.person.is_none() || people.contains_key(&entry.id))
            && since.is_none_or(|since| {
                changes
                    .get(&entry.id)
                    .is_some_and(|(at, _)| since.is_none_or(|since| *at > since))
            })
            && asked.as_ref().is_none_or(|ids| ids.contains(&entry.id))
            && has_words(entry, &words)
    };
    let numbered = now.plan.paragraphs().map(|(n, e)| (Some(n), e));
    let in_plan: std::collections::BTreeSet<EntryId> =
        now.plan.paragraphs().map(|(_, e)| e.id).collect();
    let waiting = now.entries.values().filter(|e| !in_plan.contains(&e.id));
    let mut out: Vec<(Option<u32>, &Entry)> = numbered
        .chain(waiting.map(|e| (None, e)))
        .filter(|(_, e)| fits(e))
        .collect();
    if let Some(code) = &filter.finding {
        let with = with_findings(now, resources, code, &out);
        out.retain(|(_, e)| with.contains(&e.id));
    }
    let score = |e: &Entry| {
        let made = target.and_then(|lang| now.proposals.get(&(e.id, lang.clone())));
        made.and_then(|p| p.list.first())
            .map_or(0, |p| (p.suggestion.score * 100.0).round() as i64)
    };
    match filter.sort {
        Sort::Note => {}
        Sort::Country => out.sort_by_key(|(_, e)| {
            let first = e.countries.first();
            first.map_or_else(String::new, |c| {
                resources.countries.list_name(*c, &Lang::en())
            })
        }),
        Sort::Score => out.sort_by_key(|(_, e)| Reverse(score(e))),
        Sort::Changed => out.sort_by_key(|(_, e)| Reverse(changes.get(&e.id).map(|c| c.0))),
        Sort::State => out.sort_by_key(|(_, e)| {
            let settled = langs.iter().filter(|l| e.is_settled(l)).count();
            (
                settled,
                langs.iter().map(|l| e.texts.get(l).map(|t| t.state)).min(),
            )
        }),
    }
    out
}

/// The word for the state of a text: `review` where what it rests on has changed.
fn state_word<'a>(entry: &'a Entry, lang: &Lang) -> &'a str {
    match entry.texts.get(lang) {
        Some(t) if t.needs_review && t.state.is_decided() => "review",
        Some(t) => t.state.as_str(),
        None => "empty",
    }
}

fn has_words(entry: &Entry, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let texts = entry.texts.values().map(|t| t.text.as_str());
    let replies = entry.sources.iter().map(|s| s.statement.text.as_str());
    let all: Vec<String> = texts
        .chain(replies)
        .map(|t| fold(t).to_lowercase())
        .collect();
    words.iter().all(|w| all.iter().any(|t| t.contains(w)))
}

fn with_findings(
    now: &State,
    resources: &Resources,
    code: &str,
    list: &[(Option<u32>, &Entry)],
) -> Vec<EntryId> {
    use rayon::prelude::*;
    let dismissals = Dismissals::of(now);
    let unequal = unequal_translations(now, resources);
    list.par_iter()
        .filter(|(_, entry)| {
            entry.texts.iter().any(|(lang, text)| {
                let mut found = check_entry(resources, entry, lang);
                if !text.text.is_empty() {
                    found.extend(check_references(now, entry, lang, &text.text));
                    found.extend(unequal.get(&(entry.id, lang.clone())).cloned());
                }
                found.iter().any(|f| {
                    (code == "any" || f.code == code) && dismissals.find(entry, lang, f).is_none()
                })
            })
        })
        .map(|(_, e)| e.id)
        .collect()
}

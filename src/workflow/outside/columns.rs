//! What the lines of a file say of each other: texts that stand with another paragraph, columns that
//! were moved by themselves, entries that are there several times.

use std::collections::{BTreeMap, BTreeSet};

use super::super::state::State;
use crate::exchange::job::{Incoming, Key, marked_source, marked_target, plain};
use crate::model::ids::{EntryId, Lang};
use crate::model::text::fold;

/// A line whose entry is in the file several times.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rival {
    /// It says nothing besides what another line says.
    Repeats,
    /// Several lines say different things.
    Disagrees,
}

/// Lines that hold a text that belongs to another paragraph, which no longer has it in the file: rows
/// or a column were moved by themselves. Lines with the same source are alike and may share texts.
/// What stands in paragraphs that are not in the file counts too.
pub(super) fn strayed(now: &State, lines: &[Incoming]) -> BTreeSet<usize> {
    struct Owner {
        source: String,
        keeps: bool,
    }
    // Lines without a source are told apart by their entries.
    let about = |line: &Incoming, key: &Key| match &line.source {
        Some(source) => fold(source),
        None => key.entry.to_string(),
    };
    let empty = marked_target("");
    let mut owners: BTreeMap<(Lang, String), Vec<Owner>> = BTreeMap::new();
    let mut here: BTreeSet<(EntryId, &Lang)> = BTreeSet::new();
    let mut bare: BTreeSet<&Lang> = BTreeSet::new();
    for line in lines {
        let Ok(key) = &line.key else { continue };
        here.insert((key.entry, &key.lang));
        if line.source.is_none() {
            bare.insert(&key.lang);
        }
        let owner = Owner {
            source: about(line, key),
            keeps: marked_target(&line.target) == key.target,
        };
        let own = owners.entry((key.lang.clone(), key.target.clone()));
        own.or_default().push(owner);
    }
    for entry in now.entries.values() {
        for lang in entry.texts.keys() {
            let Some(text) = entry
                .text(lang)
                .filter(|_| !here.contains(&(entry.id, lang)))
            else {
                continue;
            };
            let source = match entry.text(&entry.original) {
                Some(original) if !bare.contains(lang) => fold(&original.text),
                _ => entry.id.to_string(),
            };
            let own = owners.entry((lang.clone(), marked_target(&text.text)));
            own.or_default().push(Owner {
                source,
                keeps: false,
            });
        }
    }
    let is_strayed = |line: &Incoming| {
        let Ok(key) = &line.key else { return false };
        let mark = marked_target(&line.target);
        if mark == key.target || mark == empty {
            return false;
        }
        let source = about(line, key);
        owners.get(&(key.lang.clone(), mark)).is_some_and(|all| {
            all.iter().all(|o| o.source != source) && all.iter().any(|o| !o.keeps)
        })
    };
    let mut out: BTreeSet<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| is_strayed(line))
        .map(|(at, _)| at)
        .collect();
    // Where the own text of a line went, another one came from somewhere.
    let gone: BTreeSet<(&Lang, String)> = out
        .iter()
        .filter_map(|at| lines.get(*at))
        .filter_map(|line| Some((&line.key.as_ref().ok()?.lang, marked_target(&line.target))))
        .collect();
    for (at, line) in lines.iter().enumerate() {
        let Ok(key) = &line.key else { continue };
        let changed = marked_target(&line.target) != key.target;
        if changed && gone.contains(&(&key.lang, key.target.clone())) {
            out.insert(at);
        }
    }
    out
}

/// Languages of which so many texts are with other paragraphs that the column as a whole was moved:
/// half of those that were changed and at least three; of the original, which has no source beside it
/// to prove its place, a single one.
pub(super) fn moved(lines: &[Incoming], strayed: &BTreeSet<usize>) -> BTreeSet<Lang> {
    let mut counts: BTreeMap<&Lang, (usize, usize, bool)> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Ok(key) = &line.key else { continue };
        let count = counts.entry(&key.lang).or_default();
        count.0 += usize::from(strayed.contains(&at));
        count.1 += usize::from(marked_target(&line.target) != key.target);
        count.2 |= line.source.is_none();
    }
    counts
        .into_iter()
        .filter(|(_, (strayed, changed, bare))| {
            (*bare && *strayed > 0) || (*strayed >= 3 && *strayed * 2 >= *changed)
        })
        .map(|(lang, _)| lang.clone())
        .collect()
}

/// Lines of entries that are in the file several times.
pub(super) fn rivals(lines: &[Incoming]) -> BTreeMap<usize, Rival> {
    let mut by_entry: BTreeMap<(EntryId, &Lang), Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if let (Ok(key), None) = (&line.key, &line.fault) {
            by_entry.entry((key.entry, &key.lang)).or_default().push(at);
        }
    }
    let mut out = BTreeMap::new();
    for all in by_entry.into_values().filter(|all| all.len() > 1) {
        // The text of each line that is another one than went out.
        let new = |at: usize| -> Option<String> {
            let line = lines.get(at)?;
            let key = line.key.as_ref().ok()?;
            let sound = line
                .source
                .as_deref()
                .is_none_or(|source| marked_source(key.entry, &key.lang, source) == key.source);
            let text = plain(&line.target);
            (sound && !text.is_empty() && marked_target(&text) != key.target).then_some(text)
        };
        let texts: BTreeSet<String> = all.iter().filter_map(|at| new(*at)).collect();
        let speaks = all
            .iter()
            .copied()
            .find(|at| new(*at).is_some())
            .or(all.first().copied());
        for at in all {
            let rival = match (texts.len(), new(at).is_some()) {
                (2.., true) => Rival::Disagrees,
                _ if Some(at) == speaks => continue,
                _ => Rival::Repeats,
            };
            out.insert(at, rival);
        }
    }
    out
}

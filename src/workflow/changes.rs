//! What has changed between two builds: for people as a list, for Word as tracked changes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::error::WorkflowError;
use super::version_proposals::difference;
use crate::docx::write::{HouseStyle, Version, redline, write};
use crate::language::Resources;
use crate::model::build::Said;
use crate::model::entry::EntryKey;
use crate::model::ids::{EntryId, Lang};
use crate::model::manuscript::{Manuscript, Part, Span};
use crate::model::text::fold;
use crate::model::version::Change as Word;

/// What happened to a paragraph or heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It was not there before.
    New,
    /// It says something else.
    Changed,
    /// It says the same in another order.
    Moved,
    /// It is no longer there.
    Removed,
    /// It says the same under another number.
    Renumbered,
}

impl ChangeKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Removed => "removed",
            Self::Renumbered => "renumbered",
        }
    }
}

/// One change in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteChange {
    /// Language.
    pub lang: Lang,
    /// What happened.
    pub kind: ChangeKind,
    /// Number now, of a numbered paragraph that is there.
    pub number: Option<u32>,
    /// Number before, of one that was there.
    pub was: Option<u32>,
    /// The entry, of a numbered paragraph.
    pub entry: Option<EntryId>,
    /// What it is, in words: `Austria, 1a`, `heading`.
    pub what: String,
    /// What it said; empty for a new one.
    pub before: String,
    /// What it says; empty for a removed one.
    pub after: String,
}

/// The words of spans: notes in `^[...]`, line breaks as line feeds.
pub(super) fn words(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        match span {
            Span::Text { text, .. } => out.push_str(text),
            Span::Raised(text) | Span::Link { text, .. } => out.push_str(&words(text)),
            Span::Footnote(text) => {
                out.push_str("^[");
                out.push_str(&words(text));
                out.push(']');
            }
            Span::MarkedFootnote { mark, text } => {
                out.push_str(&format!("{mark}^[{}]", words(text)));
            }
            Span::LineBreak => out.push('\n'),
        }
    }
    out
}

/// The whole words of a numbered paragraph: sub-items follow as lines.
pub(super) fn whole(part: &Part) -> Option<(u32, String)> {
    let Part::Paragraph {
        number,
        text,
        items,
        ..
    } = part
    else {
        return None;
    };
    let mut out = words(text);
    for item in items {
        out.push('\n');
        out.push_str(&words(item));
    }
    Some((*number, out))
}

/// Headings and lines of the title block, with what they are.
fn lines(manuscript: &Manuscript) -> Vec<(&'static str, String)> {
    let mast = &manuscript.masthead;
    let mut out: Vec<(&'static str, String)> = vec![("symbol", mast.symbol.clone())];
    for text in [&mast.distribution, &mast.date] {
        out.push(("masthead", text.clone()));
    }
    out.push(("masthead", words(&mast.original)));
    for part in &manuscript.parts {
        out.push(match part {
            Part::Heading { label, text, .. } => {
                ("heading", format!("{label} {}", words(text)).trim().into())
            }
            Part::Meeting(text)
            | Part::PlaceAndDates(text)
            | Part::AgendaItem(text)
            | Part::AgendaTitle(text)
            | Part::Title(text)
            | Part::Author(text) => ("title block", words(text)),
            _ => continue,
        });
    }
    out
}

/// The changes of one language from one build to another, in the order of the later one; what was
/// removed stands where it stood. A language that the earlier build did not have is all new.
pub fn changes(before: &Said, after: &Said, lang: &Lang, resources: &Resources) -> Vec<NoteChange> {
    let mut out = Vec::new();
    let Some(now) = after.notes.get(lang) else {
        return out;
    };
    let earlier = before.notes.get(lang);
    out.extend(in_lines(earlier, now, lang));
    let was = paragraphs(before, earlier);
    let is = paragraphs(after, Some(now));
    let kept = in_order(&was, &is);
    let place: BTreeMap<EntryId, usize> = was
        .iter()
        .enumerate()
        .map(|(at, p)| (p.entry, at))
        .collect();
    let there: BTreeSet<EntryId> = is.iter().map(|p| p.entry).collect();
    let mut told = 0;
    let removed = |p: &Told| NoteChange {
        lang: lang.clone(),
        kind: ChangeKind::Removed,
        number: None,
        was: Some(p.number),
        entry: Some(p.entry),
        what: what(&p.key, resources),
        before: p.text.clone(),
        after: String::new(),
    };
    for p in &is {
        let earlier = place.get(&p.entry).and_then(|at| was.get(*at));
        if kept.contains(&p.entry) {
            let at = place.get(&p.entry).copied().unwrap_or(told);
            let gone = was.get(told..at).unwrap_or_default();
            out.extend(
                gone.iter()
                    .filter(|x| !there.contains(&x.entry))
                    .map(removed),
            );
            told = at + 1;
        }
        let kind = match earlier {
            None => ChangeKind::New,
            Some(e) if fold(&e.text) != fold(&p.text) => ChangeKind::Changed,
            Some(_) if !kept.contains(&p.entry) => ChangeKind::Moved,
            Some(e) if e.number != p.number => ChangeKind::Renumbered,
            Some(_) => continue,
        };
        out.push(NoteChange {
            lang: lang.clone(),
            kind,
            number: Some(p.number),
            was: earlier.map(|e| e.number),
            entry: Some(p.entry),
            what: what(&p.key, resources),
            before: earlier.map(|e| e.text.clone()).unwrap_or_default(),
            after: p.text.clone(),
        });
    }
    let rest = was.get(told..).unwrap_or_default();
    out.extend(
        rest.iter()
            .filter(|x| !there.contains(&x.entry))
            .map(removed),
    );
    out
}

struct Told {
    number: u32,
    entry: EntryId,
    key: EntryKey,
    text: String,
}

fn paragraphs(said: &Said, note: Option<&Manuscript>) -> Vec<Told> {
    let texts: BTreeMap<u32, String> = note
        .map(|n| n.parts.iter().filter_map(whole).collect())
        .unwrap_or_default();
    said.paragraphs
        .iter()
        .filter_map(|p| {
            Some(Told {
                number: p.number,
                entry: p.entry,
                key: p.key.clone(),
                text: texts.get(&p.number)?.clone(),
            })
        })
        .collect()
}

/// The entries that stand in one order in both.
fn in_order(was: &[Told], is: &[Told]) -> BTreeSet<EntryId> {
    let ids = |list: &[Told]| list.iter().map(|p| p.entry).collect::<Vec<_>>();
    let (a, b) = (ids(was), ids(is));
    capture_diff_slices(Algorithm::Myers, &a, &b)
        .iter()
        .filter_map(|op| match op {
            DiffOp::Equal { new_index, len, .. } => b.get(*new_index..new_index + len),
            _ => None,
        })
        .flatten()
        .copied()
        .collect()
}

fn in_lines(before: Option<&Manuscript>, after: &Manuscript, lang: &Lang) -> Vec<NoteChange> {
    let (a, b) = (before.map(lines).unwrap_or_default(), lines(after));
    let line = |kind, what: &str, before: &str, after: &str| NoteChange {
        lang: lang.clone(),
        kind,
        number: None,
        was: None,
        entry: None,
        what: what.into(),
        before: before.into(),
        after: after.into(),
    };
    let mut out = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (_, old, new) = op.as_tag_tuple();
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (gone, come) = (
            a.get(old).unwrap_or_default(),
            b.get(new).unwrap_or_default(),
        );
        for (x, y) in gone.iter().zip(come) {
            out.push(line(ChangeKind::Changed, y.0, &x.1, &y.1));
        }
        for x in gone.iter().skip(come.len()) {
            out.push(line(ChangeKind::Removed, x.0, &x.1, ""));
        }
        for y in come.iter().skip(gone.len()) {
            out.push(line(ChangeKind::New, y.0, "", &y.1));
        }
    }
    out.retain(|c| !(c.before.trim().is_empty() && c.after.trim().is_empty()));
    out
}

/// What an entry is, in a few words.
pub(super) fn what(key: &EntryKey, resources: &Resources) -> String {
    match key {
        EntryKey::Introduction(n) => format!("introduction {n}"),
        EntryKey::Conclusion(n) => format!("conclusions {n}"),
        EntryKey::Restatement(cell) => format!("recommendation {cell} restated"),
        EntryKey::Statement { country, cell, .. } => {
            let name = resources.countries.list_name(*country, &Lang::en());
            format!("{name}, {cell}")
        }
    }
}

/// One text with the words that went in `[-...-]` and those that came in `{+...+}`.
pub fn in_words(before: &str, after: &str) -> String {
    difference(before, after)
        .into_iter()
        .map(|s| match s.change {
            Word::Kept => s.text,
            Word::Removed => format!("[-{}-]", s.text),
            Word::Added => format!("{{+{}+}}", s.text),
        })
        .collect()
}

/// The same for one line: of what both have, only some words beside each change.
pub fn in_brief(before: &str, after: &str) -> String {
    let steps = difference(before, after);
    let last = steps.len().saturating_sub(1);
    steps
        .into_iter()
        .enumerate()
        .map(|(at, s)| match s.change {
            Word::Kept => around(&s.text, at > 0, at < last),
            Word::Removed => format!("[-{}-]", s.text),
            Word::Added => format!("{{+{}+}}", s.text),
        })
        .collect()
}

/// A stretch with its first words, its last words, or both.
fn around(text: &str, head: bool, tail: bool) -> String {
    const WORDS: usize = 5;
    let gaps: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    if gaps.len() <= 2 * WORDS {
        return text.to_owned();
    }
    let first = gaps.get(WORDS).and_then(|at| text.get(..*at));
    let rest = gaps
        .len()
        .checked_sub(WORDS)
        .and_then(|n| gaps.get(n))
        .and_then(|at| text.get(*at..));
    match (head, tail) {
        (true, true) => format!(
            "{} …{}",
            first.unwrap_or_default(),
            rest.unwrap_or_default()
        ),
        (true, false) => format!("{} …", first.unwrap_or_default()),
        (false, _) => format!("…{}", rest.unwrap_or_default()),
    }
}

/// Numbers before and now, runs drawn together: `10–25 are now 11–26`.
fn in_runs(pairs: &[(u32, u32)]) -> Vec<String> {
    let mut runs: Vec<(u32, u32, u32)> = Vec::new();
    for (was, is) in pairs {
        match runs.last_mut() {
            Some((from, to, count)) if *from + *count == *was && *to + *count == *is => {
                *count += 1;
            }
            _ => runs.push((*was, *is, 1)),
        }
    }
    runs.into_iter()
        .map(|(was, is, count)| match count {
            1 => format!("{was} is now {is}"),
            n => format!("{was}–{} are now {is}–{}", was + n - 1, is + n - 1),
        })
        .collect()
}

/// The list as a text file for the translator.
pub(super) fn as_text(changes: &[NoteChange], since: &str, lang: &Lang) -> String {
    let mut out = format!("Changes in the {lang} note since {since}\n");
    out.push_str("[-words that went-] {+words that came+}\n");
    let mut renumbered: Vec<(u32, u32)> = Vec::new();
    for c in changes {
        let place = in_short(c);
        if c.kind == ChangeKind::Renumbered {
            renumbered.push((c.was.unwrap_or(0), c.number.unwrap_or(0)));
            continue;
        }
        let text = match c.kind {
            ChangeKind::Changed => in_words(&c.before, &c.after),
            ChangeKind::Removed => c.before.clone(),
            _ => c.after.clone(),
        };
        out.push_str(&format!("\n{place}\n{text}\n"));
    }
    if !renumbered.is_empty() {
        out.push_str(&format!(
            "\nOnly the number has changed\n{}\n",
            in_runs(&renumbered).join("\n")
        ));
    }
    if changes.is_empty() {
        out.push_str("\nNothing has changed.\n");
    }
    out
}

/// What happened to what, in one line: `changed: paragraph 12 (was 11), Austria, 1a`.
pub fn in_short(c: &NoteChange) -> String {
    let place = match (c.number, c.was) {
        (Some(n), Some(was)) if n != was => format!("paragraph {n} (was {was}), {}", c.what),
        (Some(n), _) | (None, Some(n)) => format!("paragraph {n}, {}", c.what),
        (None, None) => c.what.clone(),
    };
    format!("{}: {place}", c.kind.as_str())
}

/// The note in one language with its changes since an earlier build as tracked changes.
pub(super) fn tracked(
    before: &Said,
    after: &Said,
    lang: &Lang,
    style: &HouseStyle,
) -> Result<Option<Vec<u8>>, WorkflowError> {
    let (Some(old), Some(new)) = (before.notes.get(lang), after.notes.get(lang)) else {
        return Ok(None);
    };
    // Whether one of them was a draft is no change of the note.
    let mut old = old.clone();
    old.draft = new.draft;
    old.draft_word.clone_from(&new.draft_word);
    let keys = |said: &Said| -> Vec<u64> { said.paragraphs.iter().map(|p| p.entry.0).collect() };
    let (old_keys, new_keys) = (keys(before), keys(after));
    let bytes = redline(
        Version {
            bytes: &write(&old, style)?,
            keys: &old_keys,
        },
        Version {
            bytes: &write(new, style)?,
            keys: &new_keys,
        },
        &style.comments.author,
        &new.timestamp,
    )?;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_drawn_together_and_long_stretches_cut() {
        let pairs = [(10, 11), (11, 12), (12, 13), (14, 16), (20, 19)];
        assert_eq!(
            in_runs(&pairs),
            ["10–12 are now 11–13", "14 is now 16", "20 is now 19"]
        );
        let (a, b) = (
            "one two three four five six seven eight nine ten eleven twelve in 12 cases",
            "one two three four five six seven eight nine ten eleven twelve in 13 cases",
        );
        assert_eq!(in_brief(a, b), "… ten eleven twelve in [-12-]{+13+} cases");
        assert_eq!(
            in_words("in 12 cases", "in 13 cases"),
            "in [-12-]{+13+} cases"
        );
    }
}

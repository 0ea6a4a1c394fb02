//! What each line of a file that came back is, beside the dossier as it stands now.
//!
//! A line is known by the entry in its key and by the source that went out with it; when the two do
//! not belong together, or the text is that of another line, nothing is taken from it. Imported text
//! is never confirmed unless the file says so and the person who imports it wants it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::desk::Desk;
use super::super::entries::base_hash;
use super::super::state::State;
use super::super::take_over::opened;
use super::super::templates::Computed;
use super::columns::{Rival, moved, rivals, strayed};
use super::lines::{key_of, notes};
use super::why::Why;
use crate::check::check_pair;
use crate::dossier::effective;
use crate::exchange::job::{Incoming, Key, Standing, Told, marked_source, marked_target, plain};
use crate::model::decision::{Action, Merged, MergedText};
use crate::model::entry::{Entry, EntryText};
use crate::model::ids::{EntryId, Hash, Lang};
use crate::model::text::{fold, texts_hash};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MergeKind {
    /// A text where no person had written one.
    New,
    /// Another text than the person's text that went out.
    Changed,
    /// The same text in another state.
    State,
    /// What the dossier has already.
    Same,
    /// The text was deleted in the file; what stands is kept.
    Emptied,
    /// Changed in the file and here since it went out: a person decides.
    Conflicting,
    /// What it translates has changed here since it went out: a person looks at it.
    SourceChanged,
    /// It names other countries than its paragraph: a person decides.
    Unsure,
    /// It cannot be said which entry it belongs to, or it cannot be read: nothing is taken.
    Unknown,
}

impl MergeKind {
    /// All of them, in the order in which people look at them.
    pub const ALL: [Self; 9] = [
        Self::Unknown,
        Self::Unsure,
        Self::Conflicting,
        Self::SourceChanged,
        Self::Emptied,
        Self::Changed,
        Self::New,
        Self::State,
        Self::Same,
    ];
    /// The word in JSON and on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::State => "state",
            Self::Same => "same",
            Self::Emptied => "emptied",
            Self::Conflicting => "conflicting",
            Self::SourceChanged => "source-changed",
            Self::Unsure => "unsure",
            Self::Unknown => "unknown",
        }
    }
    /// True when a person must look at it.
    pub fn needs_a_person(self) -> bool {
        matches!(
            self,
            Self::Conflicting | Self::SourceChanged | Self::Unsure | Self::Unknown | Self::Emptied
        )
    }
}

/// A line of the file and what becomes of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MergeRow {
    /// Where it stands in the file.
    pub place: String,
    /// What it is.
    pub kind: MergeKind,
    /// The entry, when it is known.
    pub entry: Option<EntryId>,
    /// Number of its paragraph.
    pub paragraph: Option<u32>,
    /// Language, when it is known.
    pub lang: Option<Lang>,
    /// What the text becomes when the file is applied; `None`: nothing is taken.
    pub becomes: Option<Merged>,
    /// The source, as the file has it.
    pub source: String,
    /// The text that stands now.
    pub before: String,
    /// The text in the file.
    pub after: String,
    /// What people wrote beside it.
    pub comment: String,
    /// Why it is what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// A row, and what it puts into the decision.
pub(super) type Judged = (MergeRow, Option<MergedText>);

/// Judges all lines of a file. `confirm` takes texts as confirmed where the file says so.
pub(super) fn judge(desk: &Desk, now: &State, lines: &[Incoming], confirm: bool) -> Vec<Judged> {
    let strayed = strayed(now, lines);
    let bench = Bench {
        desk,
        now,
        computed: Computed::new(&now.settings, &now.replied, &desk.resources),
        confirm,
        comments: comments(now),
        moved: moved(lines, &strayed),
        strayed,
        rivals: rivals(lines),
    };
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| bench.judged(at, line))
        .collect()
}

struct Bench<'a> {
    desk: &'a Desk,
    now: &'a State,
    computed: Computed<'a>,
    confirm: bool,
    /// Comments that were taken before.
    comments: BTreeSet<(EntryId, Lang, String)>,
    /// Lines that hold the text of another line.
    strayed: BTreeSet<usize>,
    /// Languages whose column was sorted or moved by itself.
    moved: BTreeSet<Lang>,
    /// Lines of an entry that is in the file several times.
    rivals: BTreeMap<usize, Rival>,
}

/// What a line comes to.
struct Verdict {
    kind: MergeKind,
    becomes: Option<Merged>,
    based_on: Option<Hash>,
    why: Option<Why>,
}

impl Verdict {
    fn of(kind: MergeKind, why: Option<Why>) -> Self {
        Self {
            kind,
            becomes: None,
            based_on: None,
            why,
        }
    }
    fn taken(kind: MergeKind, how: Merged, based_on: Hash, why: Option<Why>) -> Self {
        Self {
            kind,
            becomes: Some(how),
            based_on: Some(based_on),
            why,
        }
    }
}

impl Bench<'_> {
    fn judged(&self, at: usize, line: &Incoming) -> Judged {
        let known = self.known(at, line);
        let entry = known.as_ref().ok().map(|(_, e, _)| *e);
        let text = plain(&line.target);
        let verdict = match known {
            Err(why) => Verdict::of(MergeKind::Unknown, Some(why)),
            Ok((key, entry, current)) => self.verdict(at, line, key, entry, current),
        };
        let key = line.key.as_ref().ok();
        let lang = key.map(|k| k.lang.clone());
        let comment = self.fresh_comment(entry, lang.as_ref(), line);
        let mut becomes = verdict.becomes;
        if becomes.is_none() && !comment.is_empty() && entry.is_some() {
            becomes = Some(Merged::Comment);
        }
        let row = MergeRow {
            place: line.place.clone(),
            kind: verdict.kind,
            entry: entry.map(|e| e.id),
            paragraph: entry.and_then(|e| self.now.number_of(e.id)),
            lang: lang.clone(),
            becomes,
            source: line.source.clone().unwrap_or_default(),
            before: entry
                .zip(lang.as_ref())
                .and_then(|(e, l)| e.text(l))
                .map(|t| t.text.clone())
                .unwrap_or_default(),
            after: text.clone(),
            comment: comment.clone(),
            why: verdict.why,
        };
        let merged = becomes
            .zip(entry)
            .zip(lang)
            .map(|((how, entry), lang)| MergedText {
                entry: entry.id,
                lang,
                how,
                text: match how {
                    Merged::Comment => String::new(),
                    _ => text,
                },
                based_on: verdict.based_on.filter(|_| how != Merged::Offered),
                comment,
            });
        (row, merged)
    }

    /// What people wrote beside a line: not what went out with it, and not what was taken before.
    fn fresh_comment(&self, entry: Option<&Entry>, lang: Option<&Lang>, line: &Incoming) -> String {
        let (Some(entry), Some(lang), false) = (entry, lang, line.comments.is_empty()) else {
            return line.comments.join("\n");
        };
        let own: BTreeSet<String> = notes(self.desk, self.now, entry, lang, true)
            .into_iter()
            .map(|(_, note)| fold(&note))
            .collect();
        let all: Vec<&str> = line
            .comments
            .iter()
            .filter(|c| !own.contains(&fold(c)))
            .map(|c| c.trim())
            .collect();
        let seen = (entry.id, lang.clone(), all.join("\n"));
        if self.comments.contains(&seen) {
            String::new()
        } else {
            seen.2
        }
    }

    /// The entry and text that a line is about, or why that cannot be said.
    fn known<'l>(
        &self,
        at: usize,
        line: &'l Incoming,
    ) -> Result<(&'l Key, &Entry, &EntryText), Why> {
        if let Some(fault) = &line.fault {
            return Err(Why::Unreadable(fault.clone()));
        }
        let key = line.key.as_ref().map_err(|given| match given.as_str() {
            "" => Why::NoId,
            given => Why::BadId(given.to_owned()),
        })?;
        let id = key.entry;
        if let Some(group) = self.now.group_of(id).filter(|g| g.first != id) {
            return Err(Why::Grouped(id, group.first));
        }
        let Some(entry) = self.now.entries.get(&id) else {
            return Err(Why::NoEntry(id));
        };
        let Some(text) = entry.texts.get(&key.lang) else {
            return Err(Why::NoLanguage(key.lang.clone()));
        };
        match &line.source {
            Some(source) if marked_source(id, &key.lang, source) != key.source => {
                return Err(Why::OtherSource(id));
            }
            // What an original rests on is in no file: it must be what it was.
            None if key_of(entry, &key.lang, &self.computed).source != key.source => {
                return Err(Why::RepliesChanged);
            }
            _ => {}
        }
        if self.strayed.contains(&at) {
            return Err(Why::Strayed);
        }
        if self.moved.contains(&key.lang) && marked_target(&line.target) != key.target {
            return Err(Why::ColumnMoved);
        }
        Ok((key, entry, text))
    }

    fn verdict(
        &self,
        at: usize,
        line: &Incoming,
        key: &Key,
        entry: &Entry,
        current: &EntryText,
    ) -> Verdict {
        let went_out_empty = key.target == marked_target("");
        if plain(&line.target).is_empty() {
            return if went_out_empty {
                Verdict::of(MergeKind::Same, None)
            } else {
                Verdict::of(MergeKind::Emptied, Some(Why::Deleted))
            };
        }
        match self.rivals.get(&at) {
            Some(Rival::Repeats) => {
                return Verdict::of(MergeKind::Same, Some(Why::Repeated));
            }
            Some(Rival::Disagrees) => {
                return self.offered(line, key, MergeKind::Conflicting, Why::Disagrees);
            }
            None => {}
        }
        let changed = marked_target(&line.target) != key.target;
        let (how, why) = self.wanted(line, key, changed);
        let Some(how) = how else {
            return Verdict::of(MergeKind::Same, why);
        };
        if changed && self.names_others(line, entry, key) {
            return self.offered(line, key, MergeKind::Unsure, Why::OtherCountry);
        }
        let decided = current.state.is_decided();
        let standing = Standing::of(current.state, current.needs_review);
        let same_text = marked_target(&line.target) == marked_target(&current.text);
        let here = decided
            && (marked_target(&current.text) != key.target
                || (standing != key.standing && standing == Standing::Confirmed));
        let today = key_of(entry, &key.lang, &self.computed);
        if today.source != key.source {
            return self.on_another_source(line, key, entry, (decided && same_text, here), how);
        }
        let base = base_hash(entry, &key.lang, &self.computed);
        if decided && same_text {
            let further = match how {
                Merged::Confirmed => standing != Standing::Confirmed,
                Merged::Tentative => standing == Standing::Edited,
                // Nothing is unconfirmed because a program forgot a state.
                Merged::Edited => {
                    standing == key.standing
                        && matches!(standing, Standing::Tentative | Standing::Review)
                }
                Merged::Offered | Merged::Comment => false,
            };
            return if further {
                Verdict::taken(MergeKind::State, how, base, why)
            } else {
                Verdict::of(MergeKind::Same, why)
            };
        }
        if here {
            return if changed || key.standing.is_open() {
                self.offered(line, key, MergeKind::Conflicting, Why::ChangedHere)
            } else {
                Verdict::of(MergeKind::Same, Some(Why::ChangedHere))
            };
        }
        let kind = if decided {
            MergeKind::Changed
        } else {
            MergeKind::New
        };
        Verdict::taken(kind, how, base, why)
    }

    /// True when a text names countries that its source does not, and lacks those that it does; an
    /// original is compared with the one that stands.
    fn names_others(&self, line: &Incoming, entry: &Entry, key: &Key) -> bool {
        let original = &entry.original;
        let stands = entry.text(original).map(|t| t.text.as_str());
        let source = line.source.as_deref().or(stands).unwrap_or_default();
        if entry.countries.is_empty() || source.trim().is_empty() {
            return false;
        }
        let pair = ((original, source), (&key.lang, line.target.as_str()));
        let found = check_pair(&self.desk.resources, pair.0, pair.1);
        let has = |code: &str| found.iter().any(|f| f.code == code);
        has("country-missing") && has("country-extra")
    }

    /// A text whose source has changed: it comes in as what it translated, so that it needs review.
    fn on_another_source(
        &self,
        line: &Incoming,
        key: &Key,
        entry: &Entry,
        (stands, here): (bool, bool),
        how: Merged,
    ) -> Verdict {
        let why = Why::SourceChanged;
        if stands {
            return Verdict::of(MergeKind::Same, Some(why));
        }
        if here {
            return self.offered(line, key, MergeKind::SourceChanged, why);
        }
        let own = self
            .computed
            .text(&entry.key, &key.lang)
            .unwrap_or_default();
        let base = texts_hash([line.source.as_deref().unwrap_or_default(), own.as_str()]);
        let how = match how {
            Merged::Confirmed => Merged::Edited,
            other => other,
        };
        Verdict::taken(MergeKind::SourceChanged, how, base, Some(why))
    }

    /// A text for a person to choose, unless it is offered already.
    fn offered(&self, line: &Incoming, key: &Key, kind: MergeKind, why: Why) -> Verdict {
        let text = plain(&line.target);
        let there = self.now.offers.get(&(key.entry, key.lang.clone()));
        let stands = self
            .now
            .entries
            .get(&key.entry)
            .and_then(|e| e.text(&key.lang))
            .is_some_and(|t| {
                t.state.is_decided() && marked_target(&t.text) == marked_target(&text)
            });
        if stands {
            return Verdict::of(MergeKind::Same, Some(why));
        }
        if there.is_some_and(|all| all.iter().any(|o| o.text == text)) {
            return Verdict::of(kind, Some(Why::OfferedAlready));
        }
        Verdict {
            kind,
            becomes: Some(Merged::Offered),
            based_on: None,
            why: Some(why),
        }
    }

    /// What a line wants to become; `None` when it brings nothing new. A state counts only where the
    /// file changed it, so that a text that was changed under an old “confirmed” is not confirmed.
    fn wanted(&self, line: &Incoming, key: &Key, changed: bool) -> (Option<Merged>, Option<Why>) {
        let before = key.standing.told();
        let told = line.told.filter(|t| *t != before);
        let waits = key.standing.is_open() || key.standing == Standing::Review;
        let original = self.now.settings.note.original == key.lang;
        match (told, changed) {
            (Some(Told::Confirmed), _) if self.confirm && !original => {
                (Some(Merged::Confirmed), None)
            }
            (Some(Told::Confirmed), _) => (
                (changed || waits || key.standing == Standing::Tentative).then_some(Merged::Edited),
                Some(if original {
                    Why::OriginalNotConfirmed
                } else {
                    Why::NotConfirmed
                }),
            ),
            (Some(Told::Tentative), _) => (Some(Merged::Tentative), None),
            (None, true) if line.told == Some(Told::Tentative) => (Some(Merged::Tentative), None),
            (_, true) => (Some(Merged::Edited), None),
            (Some(Told::Done), false) if key.standing == Standing::Confirmed => {
                (None, Some(Why::StaysConfirmed))
            }
            (Some(Told::Done), false) => (Some(Merged::Edited), None),
            (Some(Told::Open) | None, false) => (None, None),
        }
    }
}

/// The comments of files that were taken before.
fn comments(now: &State) -> BTreeSet<(EntryId, Lang, String)> {
    opened(effective(&now.log))
        .iter()
        .filter_map(|d| match &d.action {
            Action::Merge { texts, .. } => Some(texts.clone()),
            _ => None,
        })
        .flatten()
        .filter(|t| !t.comment.is_empty())
        .map(|t| (t.entry, t.lang, t.comment))
        .collect()
}

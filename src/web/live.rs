//! What open pages are told: that something has changed, and who is where. In memory only; whoever
//! has missed something is told to read again.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tokio::sync::broadcast;

use super::site::{lock, secret};
use crate::model::ids::{EntryId, Lang};
use crate::workflow::{Moved, WorkflowError};

/// Events that are kept for pages that come back.
const KEPT: usize = 1_000;
/// A page that says nothing for so long is gone, and with it its lease.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Most pages that are remembered.
const PAGES: usize = 2_000;

/// Something that pages are told.
#[derive(Debug, Clone)]
pub struct Event {
    /// Number, from 1.
    pub number: u64,
    /// What.
    pub what: What,
}

/// What pages are told.
#[derive(Debug, Clone)]
pub enum What {
    /// These entries have other texts, states or proposals.
    Entries(Vec<EntryId>),
    /// More has changed than single entries.
    All,
    /// Who is on an entry has changed.
    Here(EntryId),
}

/// Somebody on an entry.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Somebody {
    /// The page they have open.
    pub tab: String,
    /// The name.
    pub person: String,
    /// The language whose text they hold, while they write.
    pub lang: Option<Lang>,
    /// Since when they are here, or write.
    pub since: Timestamp,
}

#[derive(Debug)]
struct Page {
    entry: EntryId,
    somebody: Somebody,
    seen: Timestamp,
}

/// The news of one run of the program.
#[derive(Debug)]
pub struct Live {
    run: String,
    tell: broadcast::Sender<Event>,
    kept: Mutex<(u64, VecDeque<Event>)>,
    pages: Mutex<BTreeMap<String, Page>>,
}

/// What a page says of itself.
#[derive(Debug)]
pub struct Sign<'a> {
    /// Name that the page has given itself.
    pub tab: &'a str,
    /// Who has it open.
    pub person: &'a str,
    /// The entry.
    pub entry: EntryId,
    /// The language in which they begin or go on to write.
    pub writes: Option<Lang>,
    /// They take the text over from whoever holds it.
    pub takes: bool,
}

impl Live {
    /// Nothing has happened yet.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new() -> Result<Self, WorkflowError> {
        Ok(Self {
            run: secret()?.chars().take(16).collect(),
            tell: broadcast::channel(256).0,
            kept: Mutex::default(),
            pages: Mutex::default(),
        })
    }

    /// The moment now, as pages carry it: `RUN-NUMBER`.
    pub fn moment(&self) -> String {
        self.name(lock(&self.kept).0)
    }

    /// A number as pages carry it.
    pub fn name(&self, number: u64) -> String {
        format!("{}-{number}", self.run)
    }

    /// Tells all open pages.
    pub fn tell(&self, what: What) {
        let mut kept = lock(&self.kept);
        kept.0 += 1;
        let event = Event {
            number: kept.0,
            what,
        };
        if kept.1.len() >= KEPT {
            kept.1.pop_front();
        }
        kept.1.push_back(event.clone());
        // Told under the lock, so that nobody hears it twice or never ([`Live::listen`]).
        let _ = self.tell.send(event);
    }

    /// Tells what has moved.
    pub fn tell_moved(&self, moved: Moved) {
        match moved {
            Moved::Entries(ids) if ids.is_empty() => {}
            Moved::Entries(ids) => self.tell(What::Entries(ids)),
            Moved::All => self.tell(What::All),
        }
    }

    /// What has happened since a moment, and what comes. `None` for the past: too much, or of another
    /// run; the page must read everything again.
    pub fn listen(&self, since: &str) -> (Option<Vec<Event>>, broadcast::Receiver<Event>) {
        let kept = lock(&self.kept);
        let receiver = self.tell.subscribe();
        let number = since
            .rsplit_once('-')
            .filter(|(run, _)| *run == self.run)
            .and_then(|(_, number)| number.parse::<u64>().ok());
        let missed = number.and_then(|number| {
            let oldest = kept.1.front().map_or(kept.0 + 1, |e| e.number);
            (number + 1 >= oldest && number <= kept.0).then(|| {
                let later = kept.1.iter().filter(|e| e.number > number);
                later.cloned().collect()
            })
        });
        (missed, receiver)
    }

    /// Who is on an entry now, writers first.
    pub fn on(&self, entry: EntryId, now: Timestamp) -> Vec<Somebody> {
        let pages = lock(&self.pages);
        let mut all: Vec<Somebody> = pages
            .values()
            .filter(|p| p.entry == entry && now.duration_since(p.seen) < LEASE)
            .map(|p| p.somebody.clone())
            .collect();
        all.sort_by(|a, b| {
            (a.lang.is_none(), &a.person, &a.tab).cmp(&(b.lang.is_none(), &b.person, &b.tab))
        });
        all
    }

    /// A page says that it is there, and whether somebody writes in it. True when the text is theirs:
    /// nobody else holds it, or they take it over.
    pub fn sign(&self, sign: &Sign<'_>, now: Timestamp) -> bool {
        let mut pages = lock(&self.pages);
        let mut changed = Vec::new();
        pages.retain(|_, p| {
            let lives = now.duration_since(p.seen) < LEASE;
            if !lives {
                changed.push(p.entry);
            }
            lives
        });
        let holds = |p: &Page| {
            p.entry == sign.entry
                && sign.writes.is_some()
                && p.somebody.lang == sign.writes
                && p.somebody.person != sign.person
        };
        let mut theirs = true;
        for page in pages.values_mut().filter(|p| holds(p)) {
            if sign.takes {
                page.somebody.lang = None;
                page.somebody.since = now;
                changed.push(sign.entry);
            } else {
                theirs = false;
            }
        }
        let lang = sign.writes.clone().filter(|_| theirs);
        let before = pages.get(sign.tab);
        let since = before
            .filter(|p| p.entry == sign.entry && p.somebody.lang == lang)
            .map(|p| p.somebody.since);
        match before {
            Some(p) if p.entry != sign.entry => changed.extend([p.entry, sign.entry]),
            _ if since.is_none() => changed.push(sign.entry),
            _ => {}
        }
        if pages.len() < PAGES || pages.contains_key(sign.tab) {
            let page = Page {
                entry: sign.entry,
                somebody: Somebody {
                    tab: sign.tab.to_owned(),
                    person: sign.person.to_owned(),
                    lang,
                    since: since.unwrap_or(now),
                },
                seen: now,
            };
            pages.insert(sign.tab.to_owned(), page);
        }
        drop(pages);
        self.tell_here(changed);
        theirs
    }

    /// A page is closed. Only its own person closes it.
    pub fn leave(&self, tab: &str, person: &str) {
        let mut pages = lock(&self.pages);
        let own = pages.get(tab).is_some_and(|p| p.somebody.person == person);
        let gone = own.then(|| pages.remove(tab)).flatten();
        drop(pages);
        self.tell_here(gone.into_iter().map(|p| p.entry).collect());
    }

    /// Pages that say nothing any more are gone.
    pub fn sweep(&self, now: Timestamp) {
        let mut pages = lock(&self.pages);
        let mut gone = Vec::new();
        pages.retain(|_, p| {
            let lives = now.duration_since(p.seen) < LEASE;
            if !lives {
                gone.push(p.entry);
            }
            lives
        });
        drop(pages);
        self.tell_here(gone);
    }

    fn tell_here(&self, mut entries: Vec<EntryId>) {
        entries.sort();
        entries.dedup();
        for entry in entries {
            self.tell(What::Here(entry));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + second).unwrap()
    }

    fn sign<'a>(tab: &'a str, person: &'a str, writes: bool, takes: bool) -> Sign<'a> {
        Sign {
            tab,
            person,
            entry: EntryId(4),
            writes: writes.then(Lang::fr),
            takes,
        }
    }

    fn writers(live: &Live, second: i64) -> Vec<String> {
        let all = live.on(EntryId(4), at(second));
        let writing = all.into_iter().filter(|s| s.lang.is_some());
        writing.map(|s| s.person).collect()
    }

    #[test]
    fn a_text_is_held_by_one_person_until_they_go_or_another_takes_it() {
        let live = Live::new().unwrap();
        assert!(live.sign(&sign("a", "Ana", true, false), at(0)));
        assert!(!live.sign(&sign("b", "Ben", true, false), at(10)));
        assert!(live.sign(&sign("b", "Ben", false, false), at(11)));
        assert_eq!(writers(&live, 11), ["Ana"]);
        assert_eq!(live.on(EntryId(4), at(11)).len(), 2);
        // The same person in another window is not kept away from the own text.
        assert!(live.sign(&sign("c", "Ana", true, false), at(12)));
        assert!(live.sign(&sign("b", "Ben", true, true), at(13)));
        assert_eq!(writers(&live, 13), ["Ben"]);
        assert!(!live.sign(&sign("a", "Ana", true, false), at(14)));
        // Who says nothing for a minute holds nothing.
        assert!(writers(&live, 74).is_empty());
        assert!(live.sign(&sign("a", "Ana", true, false), at(74)));
        live.leave("a", "Ben");
        assert_eq!(writers(&live, 75), ["Ana"]);
        live.leave("a", "Ana");
        assert!(live.on(EntryId(4), at(75)).is_empty());
    }

    #[test]
    fn renewing_changes_nothing_and_is_not_told() {
        let live = Live::new().unwrap();
        live.sign(&sign("a", "Ana", true, false), at(0));
        let moment = live.moment();
        live.sign(&sign("a", "Ana", true, false), at(30));
        assert_eq!(live.moment(), moment);
        assert_eq!(live.on(EntryId(4), at(30))[0].since, at(0));
        live.sweep(at(80));
        assert_eq!(live.moment(), moment);
        live.sweep(at(90));
        assert_ne!(live.moment(), moment);
    }

    #[test]
    fn a_page_that_comes_back_hears_what_it_missed_or_reads_again() {
        let live = Live::new().unwrap();
        let start = live.moment();
        let entries = |n: u64| What::Entries(vec![EntryId(n)]);
        live.tell(entries(1));
        let later = live.moment();
        live.tell(entries(2));
        let missed = |since: &str| live.listen(since).0.map(|all| all.len());
        assert_eq!(missed(&start), Some(2));
        assert_eq!(missed(&later), Some(1));
        assert_eq!(missed(&live.moment()), Some(0));
        for other in ["", "x", "another-1", &live.name(99)] {
            assert_eq!(missed(other), None, "{other}");
        }
        for n in 0..=u64::try_from(KEPT).unwrap() {
            live.tell(entries(n));
        }
        assert_eq!(missed(&start), None);
        let (_, mut coming) = live.listen(&start);
        live.tell(What::All);
        assert!(matches!(coming.try_recv().unwrap().what, What::All));
    }
}

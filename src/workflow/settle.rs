//! When is a file in the inbox complete? Decided from listings and the time alone, so that it can
//! be tried without disk and clock.
//!
//! Explorer, Outlook, OneDrive and network shares write a file piece by piece, or lay it down at
//! its full size and fill it afterwards; Word renames files while it saves. So a file is opened when
//! size and time have not changed for a while, is left for later when it looks half-copied, and is
//! taken as it is only when it has not changed for long. A name that vanishes is believed gone only
//! after the same quiet.

use std::collections::BTreeMap;
use std::time::Duration;

use super::inbox::Item;
use super::ingest::{Errand, Patience};

/// How long to wait for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// Without change for this long, a file is opened.
    pub quiet: Duration,
    /// Between two attempts on a file that looks half-copied or cannot be opened.
    pub again: Duration,
    /// Without change for this long, a file is taken as it is, and an inbox that is suddenly empty
    /// is believed.
    pub patience: Duration,
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            quiet: Duration::from_millis(1500),
            again: Duration::from_secs(3),
            patience: Duration::from_secs(30),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Not opened since its last change.
    Fresh,
    /// Opened, and left for later; not tried again before this time.
    Later(Duration),
    /// Taken.
    Taken,
}

#[derive(Debug)]
struct File {
    size: u64,
    modified: u128,
    /// When it was first seen as it is now.
    since: Duration,
    stage: Stage,
    /// Since when it is missing, if it is.
    missing: Option<Duration>,
}

/// What is known of the files of an inbox from one listing to the next. Times are since any fixed
/// moment.
#[derive(Debug, Default)]
pub struct Settle {
    waits: Waits,
    files: BTreeMap<String, File>,
    /// True when the last listing had no file.
    empty: bool,
}

impl Settle {
    /// Nothing is known yet.
    pub fn new(waits: Waits) -> Self {
        Self {
            waits,
            files: BTreeMap::new(),
            empty: false,
        }
    }

    /// For how long a name must be missing to be gone: a share that drops out for a moment can look
    /// like an empty folder.
    fn believed(&self) -> Duration {
        if self.empty {
            self.waits.patience
        } else {
            self.waits.quiet
        }
    }

    /// Takes in a listing. Returns what is to be done now, or `None` when nothing is.
    pub fn look(&mut self, listing: &[Item], now: Duration) -> Option<Errand> {
        for item in listing {
            let as_it_is = |since, stage| File {
                size: item.size,
                modified: item.modified,
                since,
                stage,
                missing: None,
            };
            match self.files.get_mut(&item.name) {
                Some(file) if file.size == item.size && file.modified == item.modified => {
                    file.missing = None;
                }
                _ => {
                    self.files
                        .insert(item.name.clone(), as_it_is(now, Stage::Fresh));
                }
            }
        }
        self.empty = listing.is_empty();
        let believed = self.believed();
        let mut gone = false;
        self.files.retain(|name, file| {
            if listing.binary_search_by(|i| i.name.cmp(name)).is_ok() {
                return true;
            }
            let since = *file.missing.get_or_insert(now);
            let stays = now.saturating_sub(since) < believed;
            gone |= !stays;
            stays
        });
        let mut errand = Errand::default();
        for (name, file) in &self.files {
            match self.due(file) {
                Some(due) if due <= now => {
                    let patience = if now.saturating_sub(file.since) >= self.waits.patience {
                        Patience::Now
                    } else {
                        Patience::Later
                    };
                    errand.open.insert(name.clone(), patience);
                }
                _ => {
                    errand.leave.insert(name.clone());
                }
            }
        }
        (gone || !errand.open.is_empty()).then_some(errand)
    }

    /// When a file is to be opened; `None` when it is not.
    fn due(&self, file: &File) -> Option<Duration> {
        match file.stage {
            _ if file.missing.is_some() => None,
            Stage::Fresh => Some(file.since + self.waits.quiet),
            Stage::Later(time) => Some(time),
            Stage::Taken => None,
        }
    }

    /// Remembers what came of an errand: all files that it opened are taken, but those in `later`.
    pub fn done(&mut self, errand: &Errand, later: &[&str], now: Duration) {
        for name in errand.open.keys() {
            if let Some(file) = self.files.get_mut(name) {
                file.stage = if later.contains(&name.as_str()) {
                    Stage::Later(now + self.waits.again)
                } else {
                    Stage::Taken
                };
            }
        }
    }

    /// True when a file has changed and is not taken yet.
    pub fn is_waiting(&self) -> bool {
        self.files
            .values()
            .any(|f| f.stage != Stage::Taken || f.missing.is_some())
    }

    /// How long until there is something to do, if nothing changes; `None`: nothing.
    pub fn next(&self, now: Duration) -> Option<Duration> {
        let due = |file: &File| match file.missing {
            Some(since) => Some(since + self.believed()),
            None => self.due(file),
        };
        let first = self.files.values().filter_map(due).min()?;
        Some(first.saturating_sub(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder as the system would list it, and a clock that only we move.
    struct Scene {
        settle: Settle,
        now: u64,
        files: BTreeMap<&'static str, (u64, u128)>,
    }

    impl Scene {
        fn new() -> Self {
            Self {
                settle: Settle::new(Waits::default()),
                now: 0,
                files: BTreeMap::new(),
            }
        }
        fn put(&mut self, name: &'static str, size: u64, modified: u128) -> &mut Self {
            self.files.insert(name, (size, modified));
            self
        }
        fn take_away(&mut self, name: &str) -> &mut Self {
            self.files.remove(name);
            self
        }
        /// Moves the clock by milliseconds and looks: the names to open, with their patience.
        fn look(&mut self, later: u64) -> Option<Errand> {
            self.now += later;
            let listing: Vec<Item> = self
                .files
                .iter()
                .map(|(name, (size, modified))| Item {
                    name: (*name).to_owned(),
                    size: *size,
                    modified: *modified,
                })
                .collect();
            self.settle.look(&listing, Duration::from_millis(self.now))
        }
        fn opens(&mut self, later: u64) -> Vec<(String, Patience)> {
            self.look(later)
                .map(|e| e.open.into_iter().collect())
                .unwrap_or_default()
        }
        /// Opens what is due, and leaves the named files for later.
        fn work(&mut self, later: u64, unfinished: &[&str]) -> Vec<String> {
            let Some(errand) = self.look(later) else {
                return Vec::new();
            };
            let now = Duration::from_millis(self.now);
            self.settle.done(&errand, unfinished, now);
            errand.open.into_keys().collect()
        }
    }

    fn later(name: &str) -> Vec<(String, Patience)> {
        vec![(name.to_owned(), Patience::Later)]
    }

    #[test]
    fn a_file_is_opened_once_when_it_has_been_quiet() {
        let mut scene = Scene::new();
        scene.put("a.docx", 100, 1);
        assert_eq!(scene.opens(0), []);
        assert_eq!(scene.opens(1400), []);
        assert_eq!(scene.opens(100), later("a.docx"));
        assert_eq!(scene.work(10, &[]), ["a.docx"]);
        assert_eq!(scene.look(60_000), None);
        assert!(!scene.settle.is_waiting());
    }

    #[test]
    fn a_file_that_grows_or_is_filled_in_place_is_waited_for() {
        let mut scene = Scene::new();
        for step in 0..10 {
            scene.put("a.docx", 100 * step, 1);
            assert_eq!(scene.opens(1000), [], "opened while it grew");
        }
        for step in 2..10 {
            scene.put("a.docx", 900, step);
            assert_eq!(scene.opens(1000), [], "opened while it was filled");
        }
        assert_eq!(scene.opens(1500), later("a.docx"));
    }

    #[test]
    fn a_half_copied_file_is_tried_again_read_when_it_changes_and_refused_in_the_end() {
        let mut scene = Scene::new();
        scene.put("a.docx", 100, 1);
        scene.look(0);
        assert_eq!(scene.work(1500, &["a.docx"]), ["a.docx"]);
        assert!(scene.settle.is_waiting());
        assert_eq!(scene.work(1000, &["a.docx"]), [] as [&str; 0]);
        assert_eq!(scene.work(2000, &["a.docx"]), ["a.docx"]);
        // The rest comes.
        scene.put("a.docx", 200, 2);
        assert_eq!(scene.opens(3000), []);
        assert_eq!(scene.work(1500, &[]), ["a.docx"]);

        // Another one never gets any further.
        scene.put("b.docx", 50, 1);
        scene.look(0);
        let mut last = Vec::new();
        for _ in 0..40 {
            let opened = scene.opens(1000);
            if opened
                .iter()
                .any(|(_, patience)| *patience == Patience::Now)
            {
                last = opened;
                break;
            }
            scene.work(0, &["b.docx"]);
        }
        assert_eq!(last, [("b.docx".to_owned(), Patience::Now)]);
        assert!(scene.now < 45_000, "waited until {}", scene.now);
    }

    #[test]
    fn a_file_written_anew_is_read_anew() {
        let mut scene = Scene::new();
        scene.put("a.docx", 100, 1);
        scene.look(0);
        scene.work(1500, &[]);
        scene.put("a.docx", 100, 2);
        assert_eq!(scene.opens(10), []);
        assert_eq!(scene.opens(1500), later("a.docx"));
    }

    #[test]
    fn a_name_that_vanishes_for_a_moment_while_word_saves_is_not_gone() {
        let mut scene = Scene::new();
        scene.put("a.docx", 100, 1).put("b.docx", 100, 1);
        scene.look(0);
        scene.work(1500, &[]);
        scene.take_away("a.docx");
        assert_eq!(scene.look(10), None, "believed gone at once");
        scene.put("a.docx", 120, 2);
        assert_eq!(scene.look(500), None);
        let errand = scene.look(1500).unwrap();
        assert!(errand.open.contains_key("a.docx"));
        assert!(errand.leave.contains("b.docx"));
    }

    #[test]
    fn a_file_that_stays_away_is_gone() {
        let mut scene = Scene::new();
        scene.put("a.docx", 100, 1).put("b.docx", 100, 1);
        scene.look(0);
        scene.work(1500, &[]);
        scene.take_away("a.docx");
        assert_eq!(scene.look(10), None);
        let errand = scene.look(1500).unwrap();
        assert!(errand.open.is_empty());
        assert_eq!(errand.leave.iter().collect::<Vec<_>>(), ["b.docx"]);
        assert_eq!(scene.look(5000), None);
    }

    #[test]
    fn a_folder_that_is_suddenly_empty_is_believed_late() {
        let mut scene = Scene::new();
        scene.put("a.docx", 100, 1).put("b.docx", 100, 1);
        scene.look(0);
        scene.work(1500, &[]);
        scene.take_away("a.docx").take_away("b.docx");
        for _ in 0..29 {
            assert_eq!(scene.look(1000), None);
        }
        assert!(scene.look(2000).is_some());
    }

    #[test]
    fn the_next_look_is_told() {
        let mut scene = Scene::new();
        assert_eq!(scene.settle.next(Duration::ZERO), None);
        scene.put("a.docx", 100, 1);
        scene.look(500);
        assert_eq!(
            scene.settle.next(Duration::from_millis(1000)),
            Some(Duration::from_millis(1000))
        );
        scene.work(1500, &[]);
        assert_eq!(scene.settle.next(Duration::from_millis(3000)), None);
    }
}

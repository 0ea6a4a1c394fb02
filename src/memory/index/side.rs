//! The texts of one language: a base, a delta, the latest.
//!
//! Base and delta never change and are kept in files; what was withdrawn or read anew since is
//! marked beside them. The latest texts are looked at one by one; when they are many they go into
//! the delta, and when that is a quarter of the base all become a new base.

use std::sync::{Arc, Mutex, OnceLock};

use rayon::ThreadPool;

use super::build::{Source, build};
use super::contained::{Lists, Weighed};
use super::file::{Stamp, load, save};
use super::part::Part;
use super::piece::{Piece, Text};
use super::place::Place;
use super::segment::{Dead, Segment};
use super::tail::Tail;
use crate::language::Resources;
use crate::memory::error::MemoryError;
use crate::memory::profile::Scan;
use crate::memory::store::Store;

/// Texts read in one go while a base is made.
const PIECE: usize = 2_048;
/// Latest texts that are looked at one by one, at least.
const LATEST: usize = 2_048;
/// Fewer texts than this are read again faster than a file is worth.
const WORTH_A_FILE: usize = 500;

/// Texts that no longer change, with those of them that are gone.
#[derive(Debug, Clone, Default)]
struct Kept {
    segment: Arc<Segment>,
    dead: Dead,
    /// Made when first asked for; the segment never changes.
    lists: Arc<OnceLock<Lists>>,
}

impl Kept {
    fn of(segment: Segment) -> Self {
        Self {
            segment: Arc::new(segment),
            ..Self::default()
        }
    }
    fn withdraw(&mut self, row: i64) {
        for entry in self.segment.of_row(row) {
            self.dead.put(entry);
        }
    }
    fn source(&self) -> Source<'_> {
        Source::Segment(&self.segment, &self.dead)
    }
}

/// All texts of one language.
#[derive(Debug, Clone, Default)]
pub(in crate::memory) struct Side {
    /// The change of the store it is up to; `None` before the first reading.
    change: Option<i64>,
    base: Kept,
    delta: Kept,
    tail: Tail,
    tail_dead: Dead,
    /// Identity of the file of the base, when there is one.
    file: Option<String>,
    /// Of the latest texts; made when first asked for, forgotten after a change.
    tail_lists: OnceLock<Lists>,
    weighed: OnceLock<Weighed>,
}

impl Side {
    /// A side of a few texts alone, up to no store.
    pub fn of(texts: &[Text<'_>], resources: &Resources) -> Self {
        let mut side = Self::default();
        for text in texts {
            side.tail.push(text, resources);
        }
        side
    }

    /// The change of the store it is up to.
    pub fn change(&self) -> Option<i64> {
        self.change
    }

    /// Base and delta, with what is gone from each.
    pub fn segments(&self) -> impl Iterator<Item = (&Segment, &Dead)> {
        let kept = [&self.base, &self.delta].into_iter();
        kept.map(|k| (&*k.segment, &k.dead))
            .filter(|(segment, _)| segment.len() > 0)
    }

    /// The latest texts.
    pub fn tail(&self) -> (&Tail, &Dead) {
        (&self.tail, &self.tail_dead)
    }

    /// Base and delta with their lists of terms.
    pub(super) fn lists(&self) -> impl Iterator<Item = (&Segment, &Dead, &Lists)> {
        let kept = [&self.base, &self.delta].into_iter();
        kept.filter(|k| k.segment.len() > 0).map(|k| {
            let segment: &Segment = &k.segment;
            let lists = k.lists.get_or_init(|| Lists::of(segment, segment.len()));
            (segment, &k.dead, lists)
        })
    }

    /// The lists of the latest texts.
    pub(super) fn tail_lists(&self) -> &Lists {
        self.tail_lists
            .get_or_init(|| Lists::of(&self.tail, self.tail.len()))
    }

    /// What terms and texts weigh.
    pub(super) fn weighed(&self) -> &Weighed {
        self.weighed.get_or_init(|| Weighed::of(self))
    }

    /// Number of texts, those gone included.
    pub fn len(&self) -> usize {
        self.base.segment.len() + self.delta.segment.len() + self.tail.len()
    }

    /// Takes up the units that changed, when they are few; says whether the side is now up to the
    /// store.
    pub fn catch_up(
        &mut self,
        store: &Store,
        part: Part<'_>,
        resources: &Resources,
    ) -> Result<bool, MemoryError> {
        let Some(seen) = self.change else {
            return Ok(false);
        };
        store.at_one_moment(|store| {
            let now = store.change()?;
            if now == seen {
                return Ok(true);
            }
            // An older state of the file, put back from a copy, is another memory.
            if now < seen || self.tail.len() + store.count_changed(seen)? > self.most_latest() {
                return Ok(false);
            }
            self.take_changed(store, part, resources, seen)?;
            self.change = Some(now);
            Ok(true)
        })
    }

    /// Takes up everything that changed in the store, from files or by reading all if need be.
    pub fn refresh(
        &mut self,
        store: &Store,
        part: Part<'_>,
        resources: &Resources,
        place: &Place,
        pool: &ThreadPool,
    ) -> Result<(), MemoryError> {
        store.at_one_moment(|store| {
            let now = store.change()?;
            let stamp = place.stamp(store, &part.name(), resources)?;
            if self.change.is_none()
                && let Some(stamp) = &stamp
            {
                self.restore(store, stamp, place, pool);
            }
            match self.change {
                Some(seen) if seen == now => return Ok(()),
                Some(seen) if seen < now => {
                    let changed = store.count_changed(seen)?;
                    if changed <= 1_000.max(self.len() / 4) {
                        self.take_changed(store, part, resources, seen)?;
                        self.change = Some(now);
                        self.settle(stamp, place, pool);
                        return Ok(());
                    }
                }
                _ => {}
            }
            *self = Self::default();
            self.base = Kept::of(read_all(store, part, resources, pool)?);
            self.change = Some(now);
            self.keep_base(stamp, place);
            Ok(())
        })
    }

    /// The most texts that are looked at one by one.
    fn most_latest(&self) -> usize {
        LATEST + self.delta.segment.len() / 16
    }

    /// Takes the files up where they belong to this store and this program.
    fn restore(&mut self, store: &Store, stamp: &Stamp, place: &Place, pool: &ThreadPool) {
        let fits = |found: &Stamp| {
            let same = Stamp {
                change: found.change,
                writer: found.writer.clone(),
                base: found.base.clone(),
                ..stamp.clone()
            };
            *found == same
                && found.change <= stamp.change
                && store
                    .writer_at(found.change)
                    .is_ok_and(|w| w == found.writer)
        };
        for path in place.files(stamp, "index") {
            let Some(base) = load(&path, pool, |found| found.base.is_empty() && fits(found)) else {
                continue;
            };
            self.change = Some(base.stamp.change);
            self.base = Kept::of(base.segment);
            let identity = base.identity;
            let changes = |found: &Stamp| found.base == identity && fits(found);
            if let Some(delta) = place
                .files(stamp, "delta")
                .iter()
                .find_map(|path| load(path, pool, changes))
                .filter(|delta| delta.stamp.change >= base.stamp.change)
            {
                self.change = Some(delta.stamp.change);
                self.delta = Kept::of(delta.segment);
                for entry in delta.gone {
                    self.base.dead.put(entry);
                }
            }
            self.file = Some(identity);
            return;
        }
    }

    /// Takes up single units.
    fn take_changed(
        &mut self,
        store: &Store,
        part: Part<'_>,
        resources: &Resources,
        seen: i64,
    ) -> Result<(), MemoryError> {
        self.tail_lists = OnceLock::new();
        self.weighed = OnceLock::new();
        store.changed(part.lang, seen, &mut |row, texts| {
            self.base.withdraw(row);
            self.delta.withdraw(row);
            self.tail.withdraw(row, &mut self.tail_dead);
            for text in texts {
                part.entries(&text.borrowed(), resources, &mut |t| {
                    self.tail.push(t, resources);
                });
            }
        })
    }

    /// Moves the latest texts on when they have become many.
    fn settle(&mut self, stamp: Option<Stamp>, place: &Place, pool: &ThreadPool) {
        if self.tail.len() <= self.most_latest() {
            return;
        }
        let latest = Source::Piece(&self.tail.piece, &self.tail_dead);
        let more = self.delta.segment.len() + self.tail.len();
        if more > 1_000.max(self.base.segment.len() / 4) {
            let all = pool.install(|| build(&[self.base.source(), self.delta.source(), latest]));
            self.base = Kept::of(all);
            self.delta = Kept::default();
        } else {
            let delta = pool.install(|| build(&[self.delta.source(), latest]));
            self.delta = Kept::of(delta);
        }
        self.tail = Tail::default();
        self.tail_dead = Dead::default();
        self.tail_lists = OnceLock::new();
        self.weighed = OnceLock::new();
        if self.delta.segment.len() == 0 {
            self.keep_base(stamp, place);
        } else if let (Some(stamp), Some(base)) = (stamp, &self.file) {
            let stamp = Stamp {
                base: base.clone(),
                ..stamp
            };
            let gone = self.base.dead.entries();
            place.write(&stamp, "delta", |path, like| {
                save(path, like, stamp.clone(), &self.delta.segment, &gone)
            });
        }
    }

    fn keep_base(&mut self, stamp: Option<Stamp>, place: &Place) {
        let Some(stamp) = stamp.filter(|_| self.base.segment.len() >= WORTH_A_FILE) else {
            self.file = None;
            return;
        };
        self.file = place.write(&stamp, "index", |path, like| {
            save(path, like, stamp.clone(), &self.base.segment, &[])
        });
        if self.file.is_some() {
            place.remove(&stamp, "delta");
        }
    }
}

/// Reads all texts of a language and sorts them, on all cores.
fn read_all(
    store: &Store,
    part: Part<'_>,
    resources: &Resources,
    pool: &ThreadPool,
) -> Result<Segment, MemoryError> {
    let pieces: Mutex<Vec<(Piece, Scan)>> = Mutex::default();
    let held = || pieces.lock().unwrap_or_else(|e| e.into_inner());
    pool.in_place_scope(|scope| {
        store.all(part.lang, PIECE, &mut |texts| {
            scope.spawn(|_| {
                let texts = texts;
                let (mut piece, mut scratch) = held().pop().unwrap_or_default();
                for text in &texts {
                    part.entries(&text.borrowed(), resources, &mut |t| {
                        piece.push(t, resources, &mut scratch);
                    });
                }
                held().push((piece, scratch));
            });
        })
    })?;
    let pieces = pieces.into_inner().unwrap_or_else(|e| e.into_inner());
    let none = Dead::default();
    let sources: Vec<Source<'_>> = pieces
        .iter()
        .map(|(piece, _)| Source::Piece(piece, &none))
        .collect();
    Ok(pool.install(|| build(&sources)))
}

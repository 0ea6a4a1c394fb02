//! From texts as they came to a sorted segment, on all cores. The result does not depend on how the
//! texts were shared out.
//!
//! A text stands under its rarest words only. Two texts whose longer one has L words and whose
//! distance is at most D share at least L - D words; written with the rarest word first, each must
//! then have one of the shared words among its first D + 1 (Chaudhuri et al. 2006, Bayardo et al.
//! 2007). D is reckoned for the lowest score that the lists serve.

use std::sync::Mutex;

use rayon::prelude::*;

use super::lexicon::Lexicon;
use super::piece::{Packed, Piece, Record, class_of};
use super::segment::{Dead, Group, Segment};
use super::sign::Sign;
use crate::memory::score::greatest_distance;

/// Least score the lists serve, in hundredths; below it all texts are read.
pub(super) const SERVED: u32 = 5_000;

/// Texts worked on in one go.
const CHUNK: usize = 16_384;

/// Where texts come from, with those that are left out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'a> {
    Piece(&'a Piece, &'a Dead),
    Segment(&'a Segment, &'a Dead),
}

type Parts<'a> = (Record, &'a [u32], &'a [u32]);

impl<'a> Source<'a> {
    fn words(self) -> &'a Lexicon {
        match self {
            Self::Piece(piece, _) => &piece.words,
            Self::Segment(segment, _) => &segment.words,
        }
    }
    fn values(self) -> &'a Lexicon {
        match self {
            Self::Piece(piece, _) => &piece.values,
            Self::Segment(segment, _) => &segment.values,
        }
    }
    fn sets(self) -> &'a Lexicon {
        match self {
            Self::Piece(piece, _) => &piece.sets,
            Self::Segment(segment, _) => &segment.sets,
        }
    }
    fn len(self) -> usize {
        match self {
            Self::Piece(piece, _) => piece.entries.len(),
            Self::Segment(segment, _) => segment.len(),
        }
    }
    /// Record, words and values of a text that is there.
    fn get(self, at: u32) -> Option<Parts<'a>> {
        match self {
            Self::Piece(piece, dead) => {
                let entry = piece.entries.get(at as usize)?;
                let from = entry.record.values as usize;
                let values = piece
                    .value_list
                    .get(from..from + entry.record.values_length as usize);
                (!dead.has(at))
                    .then(|| (entry.record, piece.keys(entry), values.unwrap_or_default()))
            }
            Self::Segment(segment, dead) => {
                let record = segment.record(at)?;
                (!dead.has(at)).then(|| (record, segment.keys(at), segment.values_of(&record)))
            }
        }
    }
    fn entries(self) -> impl Iterator<Item = (u32, Parts<'a>)> {
        let all = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        all.filter_map(move |at| Some((at, self.get(at)?)))
    }
}

/// Old numbers to new ones, for each source.
type Map = Vec<Vec<u32>>;

fn mapped(map: &Map, source: usize, old: u32) -> u32 {
    map.get(source)
        .and_then(|m| m.get(old as usize))
        .copied()
        .unwrap_or(0)
}

/// Joins tables: the strings of all, in the order that `key` gives, each with its count.
fn join<K: Ord>(tables: &[(&Lexicon, Vec<u32>)], key: impl Fn(u32, &str) -> K) -> (Lexicon, Map) {
    let mut all = Lexicon::default();
    let mut counts: Vec<u32> = Vec::new();
    let mut map: Map = Vec::new();
    for (table, used) in tables {
        let mut own = vec![0; table.len()];
        for ((number, to), count) in (0u32..).zip(&mut own).zip(used) {
            if *count == 0 {
                continue;
            }
            *to = all.intern(table.get(number));
            if all.len() > counts.len() {
                counts.push(0);
            }
            if let Some(sum) = counts.get_mut(*to as usize) {
                *sum = sum.saturating_add(*count);
            }
        }
        map.push(own);
    }
    let mut order: Vec<u32> = (0..u32::try_from(all.len()).unwrap_or(u32::MAX)).collect();
    let count = |n: &u32| counts.get(*n as usize).copied().unwrap_or(0);
    order.sort_unstable_by(|a, b| {
        let (x, y) = (all.get(*a), all.get(*b));
        (key(count(a), x), x).cmp(&(key(count(b), y), y))
    });
    let mut sorted = Lexicon::default();
    let mut place = vec![0; all.len()];
    for old in order {
        let new = sorted.intern(all.get(old));
        if let Some(to) = place.get_mut(old as usize) {
            *to = new;
        }
    }
    for own in &mut map {
        for number in own {
            *number = place.get(*number as usize).copied().unwrap_or(0);
        }
    }
    (sorted, map)
}

/// How often each word, value and language set of a source is used.
fn used(source: Source<'_>) -> [Vec<u32>; 3] {
    let mut counts = [
        vec![0u32; source.words().len()],
        vec![0; source.values().len()],
        vec![0; source.sets().len()],
    ];
    let [words, values, sets] = &mut counts;
    let count = |list: &mut Vec<u32>, at: u32| {
        if let Some(n) = list.get_mut(at as usize) {
            *n = n.saturating_add(1);
        }
    };
    // A piece of which nothing is gone has counted its words already.
    let counted = match source {
        Source::Piece(piece, dead) if dead.count() == 0 => Some(&piece.counts),
        _ => None,
    };
    if let Some(counted) = counted {
        words.clone_from(counted);
    }
    for (_, (record, keys, own)) in source.entries() {
        if counted.is_none() {
            keys.iter().for_each(|key| count(words, *key));
        }
        own.iter().for_each(|v| count(values, v & 0x3fff_ffff));
        count(sets, u32::from(record.set));
    }
    counts
}

/// A text in the order of the segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    length: u32,
    /// The two rarest words: texts that share them lie side by side.
    rarest: (u32, u32),
    row: i64,
    position: u8,
    source: u32,
    entry: u32,
}

/// What a run of texts becomes.
#[derive(Default)]
struct Part {
    keys: Vec<u32>,
    signs: Vec<Sign>,
    records: Vec<Packed>,
    value_list: Vec<u32>,
    /// Word, place, entry.
    postings: Vec<[u32; 3]>,
}

/// The segment of all texts of the sources.
pub(super) fn build(sources: &[Source<'_>]) -> Segment {
    let counts: Vec<[Vec<u32>; 3]> = sources.par_iter().map(|s| used(*s)).collect();
    let mut tables: [Vec<(&Lexicon, Vec<u32>)>; 3] = Default::default();
    for (source, counts) in sources.iter().zip(counts) {
        let lexicons = [source.words(), source.values(), source.sets()];
        for ((table, lexicon), count) in tables.iter_mut().zip(lexicons).zip(counts) {
            table.push((lexicon, count));
        }
    }
    let [words, values, sets] = &tables;
    // Rare words first; the rest by their spelling, so that nothing depends on the order of arrival.
    let ((words, word_map), ((values, value_map), (sets, set_map))) = rayon::join(
        || join(words, |count, _| count),
        || (join(values, |_, _| ()), join(sets, |_, _| ())),
    );

    let mut order: Vec<Place> = Vec::with_capacity(sources.iter().map(|s| s.len()).sum());
    for (number, source) in sources.iter().enumerate() {
        let count = u32::try_from(source.len()).unwrap_or(u32::MAX);
        let places = (0..count)
            .into_par_iter()
            .with_min_len(1024)
            .filter_map(|entry| {
                let (record, keys, _) = source.get(entry)?;
                let mut rarest = (u32::MAX, u32::MAX);
                for key in keys {
                    let key = mapped(&word_map, number, *key);
                    if key < rarest.0 {
                        rarest = (key, rarest.0);
                    } else if key < rarest.1 {
                        rarest.1 = key;
                    }
                }
                Some(Place {
                    length: u32::try_from(keys.len()).unwrap_or(u32::MAX),
                    rarest,
                    row: record.row,
                    position: record.position,
                    source: u32::try_from(number).unwrap_or(u32::MAX),
                    entry,
                })
            });
        order.par_extend(places);
    }
    order.par_sort_unstable();

    let texts = Mutex::new(vec![0u32; words.len()]);
    let parts: Vec<Part> = order
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(number, places)| {
            let first = u32::try_from(number * CHUNK).unwrap_or(u32::MAX);
            let mut part = Part::default();
            let mut met = vec![0u32; words.len()];
            let mut sorted = Vec::new();
            for (entry, place) in (first..).zip(places) {
                let at = place.source as usize;
                let Some((record, keys, own)) = sources.get(at).and_then(|s| s.get(place.entry))
                else {
                    continue;
                };
                sorted.clear();
                sorted.extend(keys.iter().map(|key| mapped(&word_map, at, *key)));
                part.keys.extend_from_slice(&sorted);
                sorted.sort_unstable();
                part.signs.push(super::sign::sign(&sorted, words.len()));
                part.records.push(
                    Record {
                        values: u32::try_from(part.value_list.len()).unwrap_or(u32::MAX),
                        set: u16::try_from(mapped(&set_map, at, u32::from(record.set)))
                            .unwrap_or(u16::MAX),
                        ..record
                    }
                    .pack(),
                );
                part.value_list.extend(own.iter().map(|value| {
                    let class = (class_of(*value) as u32) << 30;
                    class | mapped(&value_map, at, value & 0x3fff_ffff)
                }));
                let length = place.length;
                let prefix = match length {
                    0 => 0,
                    _ => greatest_distance(length, SERVED).unwrap_or(0) + 1,
                };
                let mut last = None;
                for (at, word) in (0u32..).zip(&sorted) {
                    if last == Some(*word) {
                        continue;
                    }
                    last = Some(*word);
                    if at < prefix {
                        part.postings.push([*word, at, entry]);
                    }
                    if let Some(n) = met.get_mut(*word as usize) {
                        *n += 1;
                    }
                }
            }
            // A thread that failed holds nothing here that could be half done.
            let mut sums = texts.lock().unwrap_or_else(|e| e.into_inner());
            for (sum, n) in sums.iter_mut().zip(&met) {
                *sum += n;
            }
            part
        })
        .collect();
    let texts = texts.into_inner().unwrap_or_else(|e| e.into_inner());

    let mut segment = Segment {
        groups: groups(&order),
        texts,
        ..Segment::default()
    };
    segment
        .keys
        .reserve_exact(parts.iter().map(|p| p.keys.len()).sum());
    segment.signs.reserve_exact(order.len());
    segment.records.reserve_exact(order.len());
    let mut postings = Vec::with_capacity(parts.len());
    for part in parts {
        let before = u32::try_from(segment.value_list.len()).unwrap_or(u32::MAX);
        segment.records.extend(part.records.iter().map(|packed| {
            let mut record = Record::unpack(packed);
            record.values += before;
            record.pack()
        }));
        segment.keys.extend_from_slice(&part.keys);
        segment.signs.extend_from_slice(&part.signs);
        segment.value_list.extend_from_slice(&part.value_list);
        postings.push(part.postings);
    }
    (segment.starts, segment.postings) = lists(postings, words.len());
    segment.by_row = by_row(&order);
    segment.words = words;
    segment.values = values;
    segment.sets = sets;
    segment
}

fn groups(order: &[Place]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut keys = 0u64;
    for (entry, place) in (0u64..).zip(order) {
        let length = u64::from(place.length);
        if groups.last().is_none_or(|g| g[0] != length) {
            groups.push([length, entry, keys]);
        }
        keys += length;
    }
    groups
}

fn by_row(order: &[Place]) -> Vec<u32> {
    let mut rows: Vec<(i64, u32)> = order.iter().map(|p| p.row).zip(0u32..).collect();
    rows.par_sort_unstable();
    rows.into_iter().map(|(_, entry)| entry).collect()
}

/// The lists of all words and where each begins.
fn lists(parts: Vec<Vec<[u32; 3]>>, words: usize) -> (Vec<u32>, Vec<u32>) {
    let mut ends = vec![0usize; words + 1];
    for [word, ..] in parts.iter().flatten() {
        if let Some(n) = ends.get_mut(*word as usize + 1) {
            *n += 1;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let mut next = ends.clone();
    let mut cells = vec![0u64; sum];
    for part in parts {
        for [word, place, entry] in part {
            if let Some(at) = next.get_mut(word as usize) {
                if let Some(cell) = cells.get_mut(*at) {
                    *cell = u64::from(place) << 32 | u64::from(entry);
                }
                *at += 1;
            }
        }
    }
    // Words are shared out so that each share has about as many cells.
    let mut shares: Vec<(&[usize], &mut [u64])> = Vec::new();
    let (mut rest, mut done, mut from) = (cells.as_mut_slice(), 0, 0);
    for word in 1..=words {
        let end = ends.get(word).copied().unwrap_or(done);
        if end - done >= 1 << 18 || word == words {
            let (share, other) = rest.split_at_mut(end - done);
            shares.push((ends.get(from..=word).unwrap_or_default(), share));
            (rest, done, from) = (other, end, word);
        }
    }
    let written: Vec<(Vec<u32>, Vec<u32>)> = shares
        .into_par_iter()
        .map(|(ends, mut cells)| {
            let (mut lengths, mut out) = (Vec::new(), Vec::new());
            for pair in ends.windows(2) {
                let [from, to] = pair else { break };
                let Some((own, other)) = std::mem::take(&mut cells).split_at_mut_checked(to - from)
                else {
                    break;
                };
                cells = other;
                let before = out.len();
                write_list(own, &mut out);
                lengths.push(u32::try_from(out.len() - before).unwrap_or(u32::MAX));
            }
            (lengths, out)
        })
        .collect();
    let mut starts = Vec::with_capacity(words + 1);
    let mut postings = Vec::with_capacity(written.iter().map(|w| w.1.len()).sum());
    let mut at = 0u32;
    starts.push(0);
    for (lengths, out) in written {
        for length in lengths {
            at += length;
            starts.push(at);
        }
        postings.extend_from_slice(&out);
    }
    (starts, postings)
}

fn write_list(cells: &mut [u64], out: &mut Vec<u32>) {
    let Some(last) = cells.iter().map(|cell| cell >> 32).max() else {
        return;
    };
    cells.sort_unstable();
    let head = out.len();
    let places = last as u32 + 1;
    out.push(places);
    out.resize(head + 1 + places as usize, 0);
    for (n, cell) in (1u32..).zip(cells.iter()) {
        out.push(*cell as u32);
        if let Some(end) = out.get_mut(head + 1 + (cell >> 32) as usize) {
            *end = n;
        }
    }
    let mut until = 0;
    for end in out.iter_mut().skip(head + 1).take(places as usize) {
        until = until.max(*end);
        *end = until;
    }
}

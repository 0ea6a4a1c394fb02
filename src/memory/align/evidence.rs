//! What two texts in different languages have in common: figures, dates, symbols, countries, and
//! words that begin alike (Simard, Foster and Isabelle 1992).

use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::band::Band;
use super::items::Item;
use super::lexicon::{self, Lexicon};
use crate::language::facts::{FactKind, facts};
use crate::memory::profile::BuildFold;
use crate::model::Lang;

/// Letters that must agree at the beginning of two words.
const ALIKE: usize = 5;
/// A key found in more than one text of so many tells nothing, in documents of some size.
const COMMON: usize = 5;
/// Documents with fewer texts have no common keys.
const SOME_SIZE: usize = 20;
/// A fact tells more than a word that begins alike.
const FACT: f32 = 1.5;
/// A figure or date that the other document lacks altogether.
const MISSED: f32 = 0.6;
/// Different facts in either document from which they tell whether the documents are akin.
const TELLING: usize = 8;
/// Greatest weight of one key.
const HEAVIEST: f32 = 5.0;

/// The keys of both documents.
#[derive(Debug)]
pub(super) struct Evidence {
    weights: Vec<f32>,
    sorts: Vec<Sort>,
    /// All keys of the texts, and below those that weigh something.
    keys: (Vec<Vec<u32>>, Vec<Vec<u32>>),
    first: Vec<Vec<u32>>,
    second: Vec<Vec<u32>>,
    kinship: Option<f32>,
}

/// What a group of texts shares with another.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Shared {
    /// Facts in common.
    pub facts: usize,
    /// Words alike in common.
    pub words: usize,
    /// Share of the weight that could be in common and is, 0 to 1; of joined texts the part that
    /// shares least, when that is less.
    pub share: f32,
    /// The same without countries: versions of different notes name the same ones in the same order.
    pub content_share: f32,
    /// The weight that could be in common without countries.
    pub content_weight: f32,
    /// The weight that could be in common: 0 when the texts have nothing to compare.
    pub weight: f32,
}

/// What sort of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A figure, date or symbol: written alike in every language, so that it is missed where it is
    /// not found.
    Figure,
    /// A fact that another language may write in its own way.
    Fact,
    /// A country named at the beginning.
    Country,
    /// A word that begins alike.
    Word,
}

impl Sort {
    fn is_fact(self) -> bool {
        self != Self::Word
    }
}

#[derive(Default)]
struct Vocabulary {
    numbers: HashMap<String, u32, BuildFold>,
    sorts: Vec<Sort>,
}

impl Vocabulary {
    /// The number of a key.
    fn key(&mut self, text: String, sort: Sort) -> u32 {
        let next = u32::try_from(self.sorts.len()).unwrap_or(u32::MAX);
        let key = *self.numbers.entry(text).or_insert(next);
        if key == next {
            self.sorts.push(sort);
        }
        key
    }

    fn keys(&mut self, item: &Item, lang: &Lang) -> Vec<u32> {
        let mut out = BTreeSet::new();
        let mut bare = true;
        for fact in facts(&item.text, lang) {
            if fact.kind != FactKind::MayBeNumber {
                bare = false;
                let sort = match fact.kind {
                    FactKind::Acronym => Sort::Fact,
                    _ => Sort::Figure,
                };
                out.insert(self.key(format!("{:?} {}", fact.kind, fact.value), sort));
            }
        }
        for country in &item.countries {
            out.insert(self.key(format!("Country {}", country.as_str()), Sort::Country));
        }
        for word in item.text.split(|c: char| !c.is_alphanumeric()) {
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                // A language without words for its figures still has its digits.
                if bare {
                    out.insert(self.key(format!("Number {word}"), Sort::Figure));
                }
                continue;
            }
            let letters: String = word
                .nfd()
                .filter(|c| c.is_alphabetic())
                .flat_map(char::to_lowercase)
                .take(ALIKE)
                .collect();
            if letters.chars().count() == ALIKE {
                out.insert(self.key(letters, Sort::Word));
            }
        }
        out.into_iter().collect()
    }
}

fn frequencies(lists: &[Vec<u32>], keys: usize) -> Vec<usize> {
    let mut out = vec![0; keys];
    for key in lists.iter().flatten() {
        if let Some(n) = out.get_mut(*key as usize) {
            *n += 1;
        }
    }
    out
}

impl Evidence {
    /// The keys of two documents, weighed by how rare they are. Words that the other document
    /// lacks weigh nothing, figures and dates still a part.
    pub fn new(first: &[Item], second: &[Item], langs: (&Lang, &Lang)) -> Self {
        let mut vocabulary = Vocabulary::default();
        let mut lists = |items: &[Item], lang: &Lang| -> Vec<Vec<u32>> {
            items.iter().map(|i| vocabulary.keys(i, lang)).collect()
        };
        let lists = (lists(first, langs.0), lists(second, langs.1));
        Self::weighed(lists, vocabulary.sorts)
    }

    /// The same with the words that stand for each other as further keys.
    pub fn with(&self, lexicon: &Lexicon, first: &[Item], second: &[Item]) -> Self {
        let known = u32::try_from(self.sorts.len()).unwrap_or(u32::MAX);
        let more = |lists: &[Vec<u32>], items: &[Item], link: &dyn Fn(&str) -> Option<u32>| {
            lists
                .iter()
                .zip(items)
                .map(|(keys, item)| {
                    let mut keys = keys.clone();
                    let words = lexicon::words(&item.text);
                    keys.extend(words.iter().filter_map(|w| link(w)).map(|l| known + l));
                    keys
                })
                .collect::<Vec<_>>()
        };
        let lists = (
            more(&self.keys.0, first, &|w| lexicon.of_first(w)),
            more(&self.keys.1, second, &|w| lexicon.of_second(w)),
        );
        let mut sorts = self.sorts.clone();
        sorts.extend(std::iter::repeat_n(Sort::Word, lexicon.len()));
        Self::weighed(lists, sorts)
    }

    fn weighed(all: (Vec<Vec<u32>>, Vec<Vec<u32>>), sorts: Vec<Sort>) -> Self {
        let (mut first, mut second) = all.clone();
        let keys = sorts.len();
        let size = first.len().max(second.len());
        let counts = (frequencies(&first, keys), frequencies(&second, keys));
        let facts = || {
            let counts = counts.0.iter().zip(&counts.1);
            counts
                .zip(&sorts)
                .filter(|(_, sort)| matches!(sort, Sort::Figure | Sort::Fact))
        };
        let fewer = facts()
            .filter(|((a, _), _)| **a > 0)
            .count()
            .min(facts().filter(|((_, b), _)| **b > 0).count());
        let both = facts().filter(|((a, b), _)| **a > 0 && **b > 0).count();
        let kinship = (fewer >= TELLING).then(|| both as f32 / fewer as f32);
        let weights: Vec<f32> = counts
            .0
            .iter()
            .zip(&counts.1)
            .zip(&sorts)
            .map(|((a, b), sort)| {
                let most = *a.max(b);
                if (*a.min(b) == 0 && *sort != Sort::Figure)
                    || (size >= SOME_SIZE && most * COMMON > size)
                {
                    return 0.0;
                }
                let weight = (1.0 + size as f32 / most as f32).ln();
                let weight = match (sort.is_fact(), a.min(b)) {
                    (true, 0) => weight * MISSED,
                    (true, _) => weight * FACT,
                    (false, _) => weight,
                };
                weight.min(HEAVIEST)
            })
            .collect();
        for list in first.iter_mut().chain(second.iter_mut()) {
            list.retain(|k| weights.get(*k as usize).is_some_and(|w| *w > 0.0));
        }
        Self {
            weights,
            sorts,
            keys: all,
            first,
            second,
            kinship,
        }
    }

    /// Share of the different facts of one document that the other has too, 0 to 1; `None` when
    /// there are too few to tell.
    pub fn kinship(&self) -> Option<f32> {
        self.kinship
    }

    fn weight(&self, key: u32) -> f32 {
        self.weights.get(key as usize).copied().unwrap_or(0.0)
    }

    /// The weight of everything in each text of a document.
    fn totals(&self, lists: &[Vec<u32>]) -> Vec<f32> {
        lists
            .iter()
            .map(|list| list.iter().map(|k| self.weight(*k)).sum())
            .collect()
    }

    /// Weights of the texts of both documents.
    pub fn weights(&self) -> (Vec<f32>, Vec<f32>) {
        (self.totals(&self.first), self.totals(&self.second))
    }

    /// The texts of the second document by key.
    fn places(&self) -> Vec<Vec<usize>> {
        let mut out = vec![Vec::new(); self.weights.len()];
        for (at, list) in self.second.iter().enumerate() {
            for key in list {
                if let Some(places) = out.get_mut(*key as usize) {
                    places.push(at);
                }
            }
        }
        out
    }

    /// The weight in common of every pair of texts within the band, by [`Band::at`].
    pub fn table(&self, band: &Band) -> Vec<f32> {
        let mut out = vec![0.0; band.cells()];
        let places = self.places();
        for (row, list) in self.first.iter().enumerate() {
            for key in list {
                let weight = self.weight(*key);
                for column in places.get(*key as usize).into_iter().flatten() {
                    if let Some(cell) = band.at(row, *column).and_then(|at| out.get_mut(at)) {
                        *cell += weight;
                    }
                }
            }
        }
        out
    }

    /// Pairs of texts that share a key found once in either document, with the weight of such keys.
    pub fn unique(&self) -> Vec<(usize, usize, f32)> {
        let keys = self.weights.len();
        let (a, b) = (
            frequencies(&self.first, keys),
            frequencies(&self.second, keys),
        );
        let places = self.places();
        let mut out = Vec::new();
        for (row, list) in self.first.iter().enumerate() {
            let mut here: Vec<(usize, f32)> = list
                .iter()
                .filter(|k| {
                    let k = **k as usize;
                    a.get(k) == Some(&1) && b.get(k) == Some(&1)
                })
                .filter_map(|k| Some((*places.get(*k as usize)?.first()?, self.weight(*k))))
                .collect();
            here.sort_by_key(|(column, _)| *column);
            let mut best: Option<(usize, f32)> = None;
            for run in here.chunk_by(|x, y| x.0 == y.0) {
                let weight: f32 = run.iter().map(|(_, w)| w).sum();
                if let Some((column, _)) = run.first()
                    && best.is_none_or(|(_, w)| weight > w)
                {
                    best = Some((*column, weight));
                }
            }
            out.extend(best.map(|(column, weight)| (row, column, weight)));
        }
        out
    }

    /// What the texts `rows` of the first document share with `columns` of the second.
    pub fn shared(&self, rows: &[usize], columns: &[usize]) -> Shared {
        let gather = |lists: &[Vec<u32>], at: &[usize]| -> BTreeSet<u32> {
            at.iter()
                .filter_map(|i| lists.get(*i))
                .flatten()
                .copied()
                .collect()
        };
        let (a, b) = (gather(&self.first, rows), gather(&self.second, columns));
        let sort = |key: u32| self.sorts.get(key as usize).copied();
        let sum = |keys: &BTreeSet<u32>, countries: bool| -> f32 {
            keys.iter()
                .filter(|k| countries || sort(**k) != Some(Sort::Country))
                .map(|k| self.weight(*k))
                .sum()
        };
        let common: BTreeSet<u32> = a.intersection(&b).copied().collect();
        let facts = common
            .iter()
            .filter(|k| sort(**k).is_some_and(Sort::is_fact));
        let mut out = Shared {
            facts: facts.count(),
            ..Shared::default()
        };
        out.words = common.len() - out.facts;
        let of = |countries| {
            let both = sum(&a, countries) + sum(&b, countries);
            let share = 2.0 * sum(&common, countries) / both.max(f32::MIN_POSITIVE);
            (share, both / 2.0)
        };
        (out.share, out.weight) = of(true);
        (out.content_share, out.content_weight) = of(false);
        // A text joined to another must have its own part in common.
        for (lists, at, other) in [(&self.first, rows, &b), (&self.second, columns, &a)] {
            for list in at
                .iter()
                .filter(|_| at.len() > 1)
                .filter_map(|i| lists.get(*i))
            {
                let all: f32 = list.iter().map(|k| self.weight(*k)).sum();
                let common = list.iter().filter(|k| other.contains(k));
                let common: f32 = common.map(|k| self.weight(*k)).sum();
                if all > 0.0 {
                    out.share = out.share.min(common / all);
                }
            }
        }
        out
    }
}

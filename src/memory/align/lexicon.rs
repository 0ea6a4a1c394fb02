//! Which words of one language stand for which of the other, learned from texts that belong together.
//!
//! Words that occur together more often than chance would have it (Dunning, "Accurate methods for
//! the statistics of surprise and coincidence", 1993) are linked, the most telling pair first, each
//! word once (competitive linking: Melamed, "Models of translational equivalence among words", 2000).

use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::memory::profile::BuildFold;

/// Texts in which two words must meet.
const TOGETHER: u32 = 2;
/// Least log-likelihood ratio of a link; 10.8 is one chance in a thousand.
const TELLING: f64 = 10.8;
/// Words of a text that are looked at; more say no more and cost their square.
const WORDS: usize = 120;
/// Letters of the shortest word that is linked.
const SHORTEST: usize = 3;

type Numbers = HashMap<String, u32, BuildFold>;

/// Links between words of two languages, learned from texts that belong together; a word has one link
/// at most.
#[derive(Debug, Default)]
pub struct Lexicon {
    first: Numbers,
    second: Numbers,
}

/// The words of a text in lower case without accents and figures, each once.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.starts_with(|c: char| c.is_ascii_digit()))
        .map(|w| {
            w.nfd()
                .filter(|c| c.is_alphabetic())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        })
        .filter(|w| w.chars().count() >= SHORTEST)
        .take(WORDS)
        .collect()
}

/// The words of one side by number, and in how many texts each is.
#[derive(Default)]
struct Side {
    numbers: Numbers,
    names: Vec<String>,
    counts: Vec<u32>,
}

impl Side {
    fn take(&mut self, text: &str) -> Vec<u32> {
        words(text)
            .into_iter()
            .map(|word| {
                let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
                let number = *self.numbers.entry(word.clone()).or_insert(next);
                if number == next {
                    self.names.push(word);
                    self.counts.push(0);
                }
                if let Some(n) = self.counts.get_mut(number as usize) {
                    *n += 1;
                }
                number
            })
            .collect()
    }

    fn count(&self, word: u32) -> u32 {
        self.counts.get(word as usize).copied().unwrap_or(0)
    }
}

impl Lexicon {
    /// What texts that belong together say. The order of the texts does not matter.
    pub fn learned<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let (mut a, mut b) = (Side::default(), Side::default());
        let lists: Vec<(Vec<u32>, Vec<u32>)> = texts.map(|(x, y)| (a.take(x), b.take(y))).collect();
        let mut together: HashMap<(u32, u32), u32, BuildFold> = HashMap::default();
        for (x, y) in &lists {
            let rare = |side: &Side, w: u32| side.count(w) >= TOGETHER;
            for e in x.iter().filter(|e| rare(&a, **e)) {
                for f in y.iter().filter(|f| rare(&b, **f)) {
                    *together.entry((*e, *f)).or_insert(0) += 1;
                }
            }
        }
        let all = f64::from(u32::try_from(lists.len()).unwrap_or(u32::MAX));
        let mut candidates: Vec<(f64, u32, u32)> = Vec::new();
        #[expect(
            clippy::iter_over_hash_type,
            reason = "the candidates are sorted before use"
        )]
        for ((e, f), n) in together {
            let (ce, cf) = (a.count(e), b.count(f));
            let (n, ce, cf) = (f64::from(n), f64::from(ce), f64::from(cf));
            if n >= f64::from(TOGETHER) && n * all > ce * cf {
                let ratio = likelihood_ratio(n, ce, cf, all);
                if ratio >= TELLING {
                    candidates.push((ratio, e, f));
                }
            }
        }
        candidates.sort_by(|x, y| {
            let name = |side: &Side, w: u32| side.names.get(w as usize).cloned();
            y.0.total_cmp(&x.0)
                .then_with(|| name(&a, x.1).cmp(&name(&a, y.1)))
                .then_with(|| name(&b, x.2).cmp(&name(&b, y.2)))
        });
        let mut out = Self::default();
        let (mut taken_a, mut taken_b) = (BTreeSet::new(), BTreeSet::new());
        for (_, e, f) in candidates {
            if taken_a.contains(&e) || taken_b.contains(&f) {
                continue;
            }
            if let (Some(x), Some(y)) = (a.names.get(e as usize), b.names.get(f as usize)) {
                let link = u32::try_from(out.first.len()).unwrap_or(u32::MAX);
                out.first.insert(x.clone(), link);
                out.second.insert(y.clone(), link);
                taken_a.insert(e);
                taken_b.insert(f);
            }
        }
        out
    }

    /// True when a word of the first language and one of the second stand for each other, in whatever
    /// form of letters.
    pub fn linked(&self, first: &str, second: &str) -> bool {
        let link = |text: &str, of: &dyn Fn(&str) -> Option<u32>| {
            let words = words(text);
            let mut all = words.iter();
            all.next()
                .filter(|_| all.next().is_none())
                .and_then(|w| of(w))
        };
        let first = link(first, &|w| self.of_first(w));
        first.is_some() && first == link(second, &|w| self.of_second(w))
    }

    /// True when a word of the first language has a counterpart.
    pub fn knows(&self, first: &str) -> bool {
        words(first).iter().any(|w| self.of_first(w).is_some())
    }

    /// Number of links; they are counted from 0.
    pub(super) fn len(&self) -> usize {
        self.first.len()
    }

    /// The link of a word of the first language (in the form of [`words`]).
    pub(super) fn of_first(&self, word: &str) -> Option<u32> {
        self.first.get(word).copied()
    }

    /// The link of a word of the second language.
    pub(super) fn of_second(&self, word: &str) -> Option<u32> {
        self.second.get(word).copied()
    }
}

/// Dunning's -2 log lambda for two words that are in `x` and `y` of `all` texts, in `both` together.
fn likelihood_ratio(both: f64, x: f64, y: f64, all: f64) -> f64 {
    let log = |observed: f64, expected: f64| {
        if observed > 0.0 && expected > 0.0 {
            observed * (observed / expected).ln()
        } else {
            0.0
        }
    };
    let (rest_x, rest_y) = (all - x, all - y);
    2.0 * (log(both, x * y / all)
        + log(x - both, x * rest_y / all)
        + log(y - both, rest_x * y / all)
        + log(all - x - y + both, rest_x * rest_y / all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_go_together_are_linked_once() {
        let texts: Vec<(String, String)> = (0..40)
            .map(|i| {
                let (e, f) = [("house", "maison"), ("water", "eau"), ("fire", "feu")][i % 3];
                let (g, h) = [("red", "rouge"), ("blue", "bleue")][i % 2];
                (format!("the {g} {e} x{i}"), format!("la {f} {h} x{i}"))
            })
            .collect();
        let lexicon = Lexicon::learned(texts.iter().map(|(a, b)| (a.as_str(), b.as_str())));
        for (e, f) in [
            ("house", "maison"),
            ("water", "eau"),
            ("fire", "feu"),
            ("red", "rouge"),
            ("blue", "bleue"),
        ] {
            assert!(lexicon.of_first(e).is_some(), "{e}");
            assert_eq!(lexicon.of_first(e), lexicon.of_second(f), "{e} {f}");
        }
        // In every text: tells nothing.
        assert_eq!(lexicon.of_first("the"), None);
    }

    #[test]
    fn chance_is_no_link() {
        assert!(likelihood_ratio(2.0, 20.0, 20.0, 200.0) < 1e-6);
        assert!(likelihood_ratio(10.0, 10.0, 10.0, 200.0) > 70.0);
    }
}

//! Sentences and clauses of a unit that the text does not have: both languages lose them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::edit::Edit;
use crate::language::segment::sentences;
use crate::model::ids::Lang;

/// What is left out; bytes.
#[derive(Debug, Default)]
pub(super) struct Cut {
    /// Stretches of the source that the text does not have.
    pub source: Vec<Range<usize>>,
    /// Their counterparts in the target.
    pub target: Vec<Range<usize>>,
    pub edits: Vec<Edit>,
}

impl Cut {
    pub fn is_empty(&self) -> bool {
        self.target.is_empty()
    }
    pub fn of_source(&self, at: usize) -> bool {
        self.source.iter().any(|r| r.contains(&at))
    }
    pub fn of_target(&self, at: usize) -> bool {
        self.target.iter().any(|r| r.contains(&at))
    }
}

/// Least share of words that a part of the text has in common with its counterpart.
const ALIKE: f64 = 0.6;
/// The same for the part of the source that is left out and the whole text: above it is there.
const THERE: f64 = 0.75;

/// What is to be left out of a unit; nothing where its parts do not answer to each other in number,
/// or a part of the text has no counterpart.
pub(super) fn cuts(source: &str, target: &str, text: &str, from: &Lang, to: &Lang) -> Cut {
    let mut cut = Cut::default();
    let (s, t, q) = (
        sentences(source, from),
        sentences(target, to),
        sentences(text, from),
    );
    if s.len() != t.len() || s.is_empty() {
        return cut;
    }
    let kept = match kept(source, &s, text, &q) {
        Some(kept) => kept,
        None => return cut,
    };
    for (n, (mine, theirs)) in s.iter().zip(&t).enumerate() {
        if kept.contains_key(&n) {
            continue;
        }
        // The first sentence has the subject.
        let Some(before) = n.checked_sub(1).and_then(|b| t.get(b)) else {
            return Cut::default();
        };
        cut.source.push(mine.clone());
        leave_out(before.end..theirs.end, "", &mut cut);
    }
    for (n, m) in kept {
        if let (Some(a), Some(b), Some(c)) = (s.get(n), t.get(n), q.get(m)) {
            clauses(
                (source, a.clone(), from),
                (target, b.clone(), to),
                (text, c.clone()),
                &mut cut,
            );
        }
    }
    cut
}

fn leave_out(span: Range<usize>, new: &str, cut: &mut Cut) {
    cut.edits.push(Edit {
        start: span.start,
        end: span.end,
        new: new.to_owned(),
        kind: "left-out",
    });
    cut.target.push(span);
}

/// For each part of the source that the text keeps, its counterpart; in order on both sides. `None`
/// when a part of the text has none, or nothing is left out for certain.
fn kept(
    source: &str,
    s: &[Range<usize>],
    text: &str,
    q: &[Range<usize>],
) -> Option<BTreeMap<usize, usize>> {
    if q.is_empty() || q.len() > s.len() {
        return None;
    }
    let bag = |whole: &str, part: &Range<usize>| bag(whole.get(part.clone()).unwrap_or_default());
    if q.len() == s.len() {
        return Some((0..s.len()).map(|n| (n, n)).collect());
    }
    let theirs: Vec<_> = q.iter().map(|part| bag(text, part)).collect();
    let mine: Vec<_> = s.iter().map(|part| bag(source, part)).collect();
    let mut out = BTreeMap::new();
    let mut from = 0;
    for (m, words) in theirs.iter().enumerate() {
        // What is still to come must fit behind it.
        let last = s.len() - (theirs.len() - m);
        let best = (from..=last)
            .filter_map(|n| Some((alike(mine.get(n)?, words), n)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        if best.0 < ALIKE {
            return None;
        }
        out.insert(best.1, m);
        from = best.1 + 1;
    }
    let all = bag(text, &(0..text.len()));
    let still_there = (0..s.len())
        .filter(|n| !out.contains_key(n))
        .any(|n| mine.get(n).is_none_or(|words| share(words, &all) > THERE));
    (!still_there).then_some(out)
}

pub(super) type Bag = BTreeMap<String, usize>;

/// The longer words of a text, with how often each stands there.
pub(super) fn bag(text: &str) -> Bag {
    let mut out = Bag::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 2)
    {
        *out.entry(word.to_lowercase()).or_default() += 1;
    }
    out
}

fn common(a: &Bag, b: &Bag) -> usize {
    a.iter()
        .map(|(word, n)| (*n).min(b.get(word).copied().unwrap_or(0)))
        .sum()
}

/// Words in common, of the words of the longer; a part of the text that lies wholly in a longer one of
/// the source counts nearly as much, since clauses may be left out of that.
pub(super) fn alike(mine: &Bag, theirs: &Bag) -> f64 {
    let longest = mine
        .values()
        .sum::<usize>()
        .max(theirs.values().sum())
        .max(1);
    (common(mine, theirs) as f64 / longest as f64).max(0.7 * share(theirs, mine))
}

/// Words of `a` that `b` has too.
fn share(a: &Bag, b: &Bag) -> f64 {
    common(a, b) as f64 / a.values().sum::<usize>().max(1) as f64
}

/// What joins clauses after the reporting verb, longest first.
const JOINS_EN: [&str; 5] = [
    ", and that ",
    " and that ",
    ", that ",
    " but that ",
    ", but that ",
];
const JOINS_FR: [&str; 14] = [
    ", et que ",
    ", mais que ",
    ", mais qu'",
    ", mais qu’",
    " mais que ",
    " mais qu'",
    " mais qu’",
    " et que ",
    " et qu'",
    " et qu’",
    ", que ",
    ", qu'",
    ", qu’",
    ", et qu’",
];

/// The clauses of a sentence, each but the first with what joins it.
fn parts(text: &str, span: &Range<usize>, joins: &[&str]) -> Vec<Range<usize>> {
    let sentence = text.get(span.clone()).unwrap_or_default();
    let body = sentence.trim_end_matches(['.', ' ']).len();
    let mut cuts: Vec<usize> = Vec::new();
    for join in joins {
        for (at, _) in sentence.match_indices(join) {
            if !cuts.contains(&at) {
                cuts.push(at);
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup_by(|b, a| *b - *a < 3);
    let mut out = Vec::new();
    let mut from = 0;
    for at in cuts.into_iter().chain([body]) {
        out.push(span.start + from..span.start + at);
        from = at;
    }
    out
}

/// Clauses of one sentence that the text does not have.
fn clauses(
    (source, a, from): (&str, Range<usize>, &Lang),
    (target, b, to): (&str, Range<usize>, &Lang),
    (text, c): (&str, Range<usize>),
    cut: &mut Cut,
) {
    if from.primary() != "en" || to.primary() != "fr" {
        return;
    }
    let (s, t, q) = (
        parts(source, &a, &JOINS_EN),
        parts(target, &b, &JOINS_FR),
        parts(text, &c, &JOINS_EN),
    );
    if s.len() != t.len() || q.len() >= s.len() {
        return;
    }
    let part = text.get(c.clone()).unwrap_or_default();
    let inner: Vec<Range<usize>> = q
        .iter()
        .map(|r| r.start - c.start..r.end - c.start)
        .collect();
    let Some(kept) = kept(source, &s, part, &inner) else {
        return;
    };
    if !kept.contains_key(&0) {
        return;
    }
    let joined = |n: usize| {
        target
            .get(t.get(n)?.clone())
            .filter(|x| x.starts_with(" et ") || x.starts_with(", et "))
    };
    let last_kept = kept.keys().next_back().copied().unwrap_or(0);
    let last_joined = joined(s.len() - 1).is_some();
    for (n, (mine, theirs)) in s.iter().zip(&t).enumerate() {
        if kept.contains_key(&n) {
            // The last of a list takes the « et » of the one that is left out behind it.
            let comma = target
                .get(theirs.clone())
                .is_some_and(|x| x.starts_with(", qu"));
            if n == last_kept && n > 0 && n + 1 < s.len() && last_joined && comma {
                cut.edits.push(Edit {
                    start: theirs.start,
                    end: theirs.start + 2,
                    new: " et ".into(),
                    kind: "left-out",
                });
            }
            continue;
        }
        cut.source.push(mine.clone());
        leave_out(theirs.clone(), "", cut);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::edit::apply;

    fn left(source: &str, target: &str, text: &str) -> String {
        let cut = cuts(source, target, text, &Lang::en(), &Lang::fr());
        apply(target, cut.edits, Vec::new()).0
    }

    const EN: &str = "Haiti stated that nine dogs were deployed, that two of them had been trained and that the others would follow. The unit had seized 40 parcels.";
    const FR: &str = "Haïti a déclaré que neuf chiens étaient déployés, que deux d’entre eux avaient été dressés et que les autres suivraient. Le groupe avait saisi 40 colis.";

    #[test]
    fn sentences_and_clauses_are_left_out() {
        for (text, wanted) in [
            (EN, FR),
            (
                "Haiti stated that nine dogs were deployed, that two of them had been trained and that the others would follow.",
                "Haïti a déclaré que neuf chiens étaient déployés, que deux d’entre eux avaient été dressés et que les autres suivraient.",
            ),
            (
                "Haiti stated that nine dogs were deployed and that the others would follow. The unit had seized 12 parcels.",
                "Haïti a déclaré que neuf chiens étaient déployés et que les autres suivraient. Le groupe avait saisi 40 colis.",
            ),
            (
                "Haiti stated that nine dogs were deployed and that two of them had been trained. The unit had seized 40 parcels.",
                "Haïti a déclaré que neuf chiens étaient déployés et que deux d’entre eux avaient été dressés. Le groupe avait saisi 40 colis.",
            ),
            (
                "Haiti stated that nine dogs were deployed.",
                "Haïti a déclaré que neuf chiens étaient déployés.",
            ),
            ("Haiti stated that no boats had been bought.", FR),
        ] {
            assert_eq!(left(EN, FR, text), wanted);
        }
    }

    #[test]
    fn what_does_not_answer_in_number_is_left() {
        assert_eq!(
            left(
                EN,
                "Haïti a déclaré ceci et cela.",
                "Haiti stated that nine dogs were deployed."
            ),
            "Haïti a déclaré ceci et cela."
        );
    }
}

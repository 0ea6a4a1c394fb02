//! The two texts of an entry sentence by sentence: which sentences belong together, with the best
//! suggestion for each. How they are cut is for the person who looks at them; nothing of it is kept.

use super::desk::Desk;
use super::error::WorkflowError;
use super::state::State;
use crate::language::segment::sentences;
use crate::model::entry::Entry;
use crate::model::ids::Lang;
use crate::model::suggestion::Suggestion;
use crate::suggest::{SuggestRequest, suggest};

/// Points that a pair costs which leaves a sentence alone, in hundredths of a character's difference.
const ALONE: u32 = 300;
/// Points that two sentences for one cost besides their lengths.
const TWO: u32 = 60;

/// A cut: how many sentences of the source, and of the target, stand before it.
pub type Cut = (usize, usize);

/// Sentences that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct SentencePair {
    /// Of the source; empty when the target says more.
    pub source: String,
    /// Of the target, as it stands there.
    pub target: String,
    /// What stands in the target between this pair and the next one.
    pub gap: String,
    /// Where the next pair begins.
    pub end: Cut,
    /// Where it can be split; `None` when it has one sentence on either side at most.
    pub split: Option<Cut>,
    /// The best suggestion for the source, where there is one.
    pub suggestion: Option<Suggestion>,
}

/// The texts of an entry, sentence by sentence. `cuts` says where they are cut; when there is none,
/// they are cut by the lengths of their sentences.
///
/// # Errors
/// When a memory cannot be read.
pub fn sentence_pairs(
    desk: &Desk,
    now: &State,
    entry: &Entry,
    lang: &Lang,
    cuts: Option<&[Cut]>,
) -> Result<Vec<SentencePair>, WorkflowError> {
    let text = |lang: &Lang| entry.texts.get(lang).map_or("", |t| t.text.trim());
    let (source, target) = (text(&entry.original), text(lang));
    let mut pairs = cut_up((source, &entry.original), (target, lang), cuts);
    let shelf = desk.shelf(&now.settings)?;
    let memories = shelf.memories();
    for pair in pairs.iter_mut().filter(|p| !p.source.is_empty()) {
        let request = SuggestRequest {
            id: entry.id.to_string(),
            text: pair.source.clone(),
            from: entry.original.clone(),
            to: lang.clone(),
            countries: entry.countries.clone(),
            cell: entry.key.cell().cloned(),
            recommendation_text: None,
            meeting: None,
            previous: None,
            next: None,
            min_score: 65.0,
            top: 1,
        };
        let found = suggest(&memories, &desk.resources, &request)?;
        pair.suggestion = found.into_iter().next();
    }
    Ok(pairs)
}

fn cut_up(
    (source, from): (&str, &Lang),
    (target, to): (&str, &Lang),
    cuts: Option<&[Cut]>,
) -> Vec<SentencePair> {
    let (ours, theirs) = (sentences(source, from), sentences(target, to));
    let length = |text: &str, at: &std::ops::Range<usize>| {
        let words = text.get(at.clone()).unwrap_or_default();
        u32::try_from(words.chars().count()).unwrap_or(u32::MAX / 1000)
    };
    let last = (ours.len(), theirs.len());
    let mut ends: Vec<Cut> = match cuts {
        Some(cuts) => cuts
            .iter()
            .copied()
            .filter(|c| c.0 <= last.0 && c.1 <= last.1)
            .collect(),
        None => by_length(
            &ours.iter().map(|s| length(source, s)).collect::<Vec<_>>(),
            &theirs.iter().map(|s| length(target, s)).collect::<Vec<_>>(),
        ),
    };
    ends.push(last);
    let mut out: Vec<SentencePair> = Vec::new();
    let mut begin = (0, 0);
    for end in ends {
        // A cut that goes back on one side is none; every sentence stands in exactly one pair.
        if end == begin || end.0 < begin.0 || end.1 < begin.1 {
            continue;
        }
        let stretch = |text: &str, all: &[std::ops::Range<usize>], (a, b): (usize, usize)| {
            let first = all.get(a).filter(|_| b > a).map_or(0, |s| s.start);
            let last = all
                .get(b.wrapping_sub(1))
                .filter(|_| b > a)
                .map_or(0, |s| s.end);
            let words = text.get(first..last).unwrap_or_default();
            (words.trim_end().to_owned(), first + words.trim_end().len())
        };
        let (words, _) = stretch(source, &ours, (begin.0, end.0));
        let (target_words, stop) = stretch(target, &theirs, (begin.1, end.1));
        let next = theirs.get(end.1).map_or(target.len(), |s| s.start);
        let gap = if target_words.is_empty() {
            ""
        } else {
            target.get(stop..next).unwrap_or_default()
        };
        let (s, t) = (end.0 - begin.0, end.1 - begin.1);
        out.push(SentencePair {
            source: words,
            target: target_words,
            gap: gap.to_owned(),
            end,
            split: (s > 1 || t > 1).then(|| (begin.0 + s.min(1), begin.1 + t.min(1))),
            suggestion: None,
        });
        begin = end;
    }
    out
}

/// The cuts at which the lengths of sentences agree best: one for one, two for one, one for two, or
/// one left alone, after the idea of Gale and Church (1993) with plain differences of length.
fn by_length(source: &[u32], target: &[u32]) -> Vec<Cut> {
    const STEPS: [(usize, usize); 5] = [(1, 1), (2, 1), (1, 2), (1, 0), (0, 1)];
    let (all_s, all_t) = (source.iter().sum::<u32>(), target.iter().sum::<u32>());
    let width = target.len() + 1;
    let at = |i: usize, j: usize| i * width + j;
    let mut best: Vec<Option<(u32, Cut)>> = vec![None; (source.len() + 1) * width];
    if let Some(first) = best.first_mut() {
        *first = Some((0, (0, 0)));
    }
    for i in 0..=source.len() {
        for j in 0..=target.len() {
            let Some((so_far, _)) = best.get(at(i, j)).copied().flatten() else {
                continue;
            };
            for (di, dj) in STEPS {
                let (Some(a), Some(b)) = (source.get(i..i + di), target.get(j..j + dj)) else {
                    continue;
                };
                let (x, y) = (a.iter().sum::<u32>(), b.iter().sum::<u32>());
                // The target as long as it would be if both texts were of one length.
                let scaled = y.saturating_mul(all_s).checked_div(all_t).unwrap_or(y);
                let cost = match (di, dj) {
                    (1, 1) => x.abs_diff(scaled),
                    (0, _) | (_, 0) => ALONE + x.max(scaled),
                    _ => TWO + x.abs_diff(scaled),
                };
                let total = so_far.saturating_add(cost);
                let place = best.get_mut(at(i + di, j + dj));
                if let Some(place) = place.filter(|p| p.is_none_or(|(c, _)| total < c)) {
                    *place = Some((total, (i, j)));
                }
            }
        }
    }
    let mut out = Vec::new();
    let mut here = (source.len(), target.len());
    while here != (0, 0) {
        let Some((_, before)) = best.get(at(here.0, here.1)).copied().flatten() else {
            break;
        };
        if before != (0, 0) {
            out.push(before);
        }
        here = before;
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: &str = "Albania trained its officers. It bought scanners for all airports and for the ports. It did so alone.";
    const FR: &str = "L’Albanie a formé ses agents. Elle a acheté des scanners pour tous les aéroports. Elle en a acheté pour les ports. Elle a agi seule.";

    fn pairs(cuts: Option<&[Cut]>) -> Vec<(String, String)> {
        cut_up((EN, &Lang::en()), (FR, &Lang::fr()), cuts)
            .into_iter()
            .map(|p| (p.source, p.target))
            .collect()
    }

    #[test]
    fn sentences_are_paired_by_their_lengths() {
        let all = pairs(None);
        assert_eq!(all.len(), 3);
        assert!(all[1].0.starts_with("It bought") && all[1].1.ends_with("pour les ports."));
        assert_eq!(all[2].1, "Elle a agi seule.");
    }

    #[test]
    fn a_cut_is_taken_away_and_put_elsewhere_and_no_word_is_lost() {
        for cuts in [
            &[][..],
            &[(1, 1)],
            &[(1, 1), (2, 2)],
            &[(2, 1), (1, 3)],
            &[(9, 9)],
        ] {
            let all = cut_up((EN, &Lang::en()), (FR, &Lang::fr()), Some(cuts));
            let target: String = all
                .iter()
                .map(|p| format!("{}{}", p.target, p.gap))
                .collect();
            assert_eq!(target, FR, "{cuts:?}");
            let source: Vec<&str> = all.iter().map(|p| p.source.as_str()).collect();
            assert_eq!(source.join(" ").trim(), EN, "{cuts:?}");
        }
        let two = pairs(Some(&[(1, 1), (2, 2)]));
        assert!(two[1].1.ends_with("aéroports.") && two[2].1.starts_with("Elle en a acheté"));
        let whole = cut_up((EN, &Lang::en()), (FR, &Lang::fr()), Some(&[]));
        assert_eq!(whole[0].split, Some((1, 1)));
    }
}

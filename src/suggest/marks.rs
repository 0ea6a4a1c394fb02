//! What a draft says and the reply does not: last cycle's facts must not become this cycle's.

use super::drafting::TABLES;
use super::edit::Doubt;
use crate::language::facts::{Fact, FactKind, facts};
use crate::model::ids::Lang;
use unicode_normalization::UnicodeNormalization;

/// The stretches of an English draft, from `from` on, that the reply does not bear out; bytes.
pub(super) fn unsupported(draft: &str, from: usize, reply: &str, lang: &Lang) -> Vec<Doubt> {
    let english = Lang::en();
    let known = facts(reply, lang);
    let mut out = Vec::new();
    let told: Vec<Fact> = facts(draft, &english)
        .into_iter()
        .filter(|f| f.start >= from)
        .collect();
    for fact in &told {
        if let Some(what) = missing(fact, &known, reply, lang) {
            out.push(Doubt {
                start: fact.start,
                end: fact.end,
                why: format!("{what} is not in the reply"),
            });
        }
    }
    let said = words_of(reply);
    let lists = &TABLES.lists;
    let negated = said
        .iter()
        .any(|w| lists.negation.contains(w) || lists.negation_elsewhere.contains(w) || w == "t");
    let same = lang.primary() == "en";
    let taken: Vec<(usize, usize)> = out.iter().map(|d| (d.start, d.end)).collect();
    for (start, end, first) in words(draft).into_iter().filter(|w| w.0 >= from) {
        let Some(word) = draft.get(start..end) else {
            continue;
        };
        let low = word.to_lowercase();
        if taken.iter().any(|(s, e)| start < *e && end > *s) {
            continue;
        }
        let why = if lists.negation.contains(&low) && !negated {
            "a negation that is not in the reply"
        } else if !same {
            // Months and acronyms were compared as facts.
            let fact = told.iter().any(|f| start < f.end && end > f.start);
            let named = !first && !fact && word.starts_with(char::is_uppercase);
            if !named || said.iter().any(|w| alike(w, &low)) {
                continue;
            }
            "a name that is not in the reply"
        } else if lists.modality.contains(&low) && !said.iter().any(|w| lists.modality.contains(w))
        {
            "a plan or possibility that is not in the reply"
        } else if lists.quantity.contains(&low) && !said.contains(&low) {
            "a quantity that is not in the reply"
        } else if !first && word.starts_with(char::is_uppercase) && !said.contains(&low) {
            "a name that is not in the reply"
        } else {
            continue;
        };
        out.push(Doubt {
            start,
            end,
            why: why.into(),
        });
    }
    out
}

/// True for words that may be one name in two languages: accents apart, their first four letters
/// agree (*Lisbon*, « Lisbonne »). Names in another script never do.
fn alike(a: &str, b: &str) -> bool {
    let start =
        |word: &str| -> String { word.nfd().filter(|c| c.is_alphanumeric()).take(4).collect() };
    start(a) == start(b)
}

/// What is missing in the reply, in words; `None` when the fact is there.
fn missing(fact: &Fact, known: &[Fact], reply: &str, lang: &Lang) -> Option<&'static str> {
    let has = |value: &str| known.iter().any(|k| k.value == value);
    let what = match fact.kind {
        FactKind::MayBeNumber | FactKind::Letter => return None,
        FactKind::Number => "a figure that",
        FactKind::Date => "a date that",
        FactKind::Year => "a year that",
        FactKind::Symbol => "a reference that",
        FactKind::Acronym if lang.primary() != "en" => return None,
        FactKind::Acronym => "a name that",
    };
    let in_a_date = fact.kind == FactKind::Year
        && known
            .iter()
            .any(|k| k.kind == FactKind::Date && k.value.starts_with(&fact.value));
    let there = has(&fact.value)
        || in_a_date
        || (fact.kind == FactKind::Acronym && reply.contains(&fact.value));
    (!there).then(|| what.strip_suffix(" that").unwrap_or(what))
}

/// Words with their place and whether they open a sentence.
fn words(text: &str) -> Vec<(usize, usize, bool)> {
    let mut out = Vec::new();
    let mut start = None;
    let mut opens = true;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            start.get_or_insert(i);
        } else {
            if let Some(s) = start.take() {
                out.push((s, i, opens));
                opens = false;
            }
            opens |= matches!(c, '.' | '!' | '?');
        }
    }
    out
}

fn words_of(text: &str) -> Vec<String> {
    words(text)
        .into_iter()
        .filter_map(|(s, e, _)| text.get(s..e))
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(draft: &str, reply: &str, lang: &str) -> Vec<String> {
        unsupported(draft, 0, reply, &lang.parse().unwrap())
            .into_iter()
            .map(|d| draft[d.start..d.end].to_owned())
            .collect()
    }

    #[test]
    fn facts_of_the_last_cycle_are_found() {
        let draft = "It had not trained all 40 officers with Interpol and OLAF in May 2019.";
        assert_eq!(
            why(draft, "Officers were trained in 2021", "en"),
            ["40", "OLAF", "May 2019", "not", "all", "Interpol"]
        );
        assert_eq!(
            why(
                draft,
                "Not all of the 40 officers (OLAF, Interpol), 05.05.2019, May 2019",
                "en"
            ),
            Vec::<String>::new()
        );
    }

    #[test]
    fn figures_are_compared_across_languages() {
        assert_eq!(
            why(
                "It had trained 40 officers in May 2019.",
                "En mai 2019, quarante agents ont été formés",
                "fr"
            ),
            Vec::<String>::new()
        );
        assert_eq!(why("It had not acted.", "L'État a agi", "fr"), ["not"]);
    }

    #[test]
    fn names_are_compared_across_languages() {
        assert_eq!(
            why(
                "It had bought scanners for Lisbon and Tirana.",
                "Des scanners pour Lisbonne",
                "fr"
            ),
            ["Tirana"]
        );
        assert_eq!(
            why(
                "It had bought scanners for Minsk.",
                "Сканеры для Минска",
                "ru"
            ),
            ["Minsk"]
        );
    }
}

//! Inflected forms of names, by the endings of the data file.

use std::collections::BTreeSet;

/// All forms of a name that the endings give: every word in the same case, or the first word alone
/// (« Республики Беларусь »). The name itself is not among them.
pub(super) fn forms(name: &str, endings: &[Vec<String>]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let parts: Vec<&str> = name.split(' ').collect();
    let most = endings.iter().map(Vec::len).max().unwrap_or(0);
    for case in 1..most {
        let declined: Vec<Option<String>> = parts
            .iter()
            .map(|word| declined(word, case, endings))
            .collect();
        let all: Vec<String> = declined
            .iter()
            .zip(&parts)
            .map(|(d, p)| d.clone().unwrap_or_else(|| (*p).to_owned()))
            .collect();
        out.insert(all.join(" "));
        // The words that agree stand before the first that does not change.
        for changed in 1..parts.len() {
            let mixed: Vec<&str> = all
                .iter()
                .take(changed)
                .map(String::as_str)
                .chain(parts.iter().skip(changed).copied())
                .collect();
            out.insert(mixed.join(" "));
        }
    }
    out.remove(name);
    out
}

/// A word in a case; `None` when the rule has no such form or the word is a small one.
fn declined(word: &str, case: usize, endings: &[Vec<String>]) -> Option<String> {
    if word.chars().count() < 3 {
        return None;
    }
    let row = endings
        .iter()
        .filter(|row| row.first().is_some_and(|e| word.ends_with(e.as_str())))
        .max_by_key(|row| row.first().map_or(0, String::len))?;
    let stem = word.strip_suffix(row.first()?.as_str())?;
    // Adjectives and some nouns have fewer forms than others; the last one stands for the rest.
    let ending = row.get(case).or_else(|| row.last())?;
    Some(format!("{stem}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endings() -> Vec<Vec<String>> {
        [
            vec!["ия", "ии", "ию", "ией"],
            vec!["ая", "ой", "ую"],
            vec!["сь", "си", "сью"],
            vec!["ка", "ки", "ке", "ку", "кой"],
        ]
        .iter()
        .map(|row| row.iter().map(|e| (*e).to_owned()).collect())
        .collect()
    }

    #[test]
    fn words_are_declined_together_and_apart() {
        let found = forms("Республика Беларусь", &endings());
        assert!(found.contains("Республики Беларусь") && found.contains("Республики Беларуси"));
        assert!(forms("Российская Федерация", &endings()).contains("Российской Федерации"));
        assert!(!found.contains("Республика Беларусь"));
    }

    #[test]
    fn names_without_an_ending_of_the_list_stay() {
        assert!(forms("Перу", &endings()).is_empty());
    }
}

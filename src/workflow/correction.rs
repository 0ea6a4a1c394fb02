//! What a corrigendum quotes of a paragraph: the words that were changed, with as many beside them
//! as it takes to find them.

use crate::model::text::fold;

/// Above this share of the paragraph the whole of it is quoted, in hundredths.
const MOST: usize = 60;

/// The words to be replaced and those that replace them. The first occur once in `before`; both are
/// the whole text where most of it has changed.
pub(super) fn for_read(before: &str, after: &str) -> (String, String) {
    let (old, new) = (fold(before), fold(after));
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let ahead = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let room = a.len().min(b.len()) - ahead;
    let behind = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(room)
        .take_while(|(x, y)| x == y)
        .count();
    let quote = |words: &[&str], from: usize, behind: usize| -> String {
        words
            .get(from..words.len() - behind)
            .unwrap_or_default()
            .join(" ")
    };
    // A word on each side says where it is, also where nothing is replaced.
    for more in 1..=a.len() {
        let (from, rest) = (ahead.saturating_sub(more), behind.saturating_sub(more));
        let (was, is) = (quote(&a, from, rest), quote(&b, from, rest));
        if was.split(' ').count() * 100 > a.len() * MOST {
            break;
        }
        if !was.is_empty() && times(&a, &was) == 1 {
            return (was, is);
        }
    }
    (old, new)
}

/// How often whole words stand in a text.
fn times(text: &[&str], words: &str) -> usize {
    let words: Vec<&str> = words.split(' ').collect();
    text.windows(words.len()).filter(|w| **w == *words).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_changed_words_are_quoted_so_that_they_are_found() {
        let old = "Austria reported that 12 parcels had been held in the year and 12 letters opened by the post office.";
        let new = "Austria reported that 12 parcels had been held in the year and 14 letters opened by the post office.";
        assert_eq!(
            for_read(old, new),
            ("and 12 letters".into(), "and 14 letters".into())
        );
    }

    #[test]
    fn what_is_only_added_stands_between_its_neighbours() {
        let old = "The service had opened two offices in the ports of the country.";
        let new = "The service had opened two new offices in the ports of the country.";
        assert_eq!(
            for_read(old, new),
            ("two offices".into(), "two new offices".into())
        );
        let end = "The service had opened two offices in the ports of the country in 2024.";
        assert_eq!(
            for_read(old, end),
            ("the country.".into(), "the country in 2024.".into())
        );
    }

    #[test]
    fn another_text_is_quoted_whole() {
        let (old, new) = ("No measures were taken.", "A unit was set up.");
        assert_eq!(for_read(old, new), (old.into(), new.into()));
    }

    #[test]
    fn words_that_stand_twice_are_told_apart() {
        let old = "one two three one two four one two three five six seven eight nine ten";
        let new = "one two three one two four one two zero five six seven eight nine ten";
        let (was, _) = for_read(old, new);
        assert_eq!(old.matches(&was).count(), 1, "{was}");
    }
}

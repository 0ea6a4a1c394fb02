//! Folding and finding phrases, the fast ways beside plain ones.

use proptest::prelude::*;

use super::*;

#[test]
fn case_accents_and_spacing_do_not_matter() {
    assert_eq!(key("Thème\u{a0}1 :"), key("THEME 1."));
    assert_eq!(key("Any actiontaken"), key("any action taken:"));
    assert_eq!(key("co\u{ad}operation"), "cooperation");
}

#[test]
fn letters_apart_never_exceeds_the_edit_distance() {
    let texts = [
        "",
        "anyactiontaken",
        "anyactontaken",
        "тоже",
        "takenactionany",
        "été",
        "ete9",
    ];
    for a in texts {
        for b in texts {
            assert!(letters_apart(a, b) <= strsim::levenshtein(a, b), "{a} {b}");
        }
    }
    assert_eq!(letters_apart("anyacton", "anyaction"), 1);
    assert_eq!(letters_apart("comments", "observations"), 7);
}

fn found(text: &str, phrase: &str) -> Option<usize> {
    Folded::new(text).words().start_with(&Phrase::new(phrase))
}

#[test]
fn a_phrase_is_found_at_the_start_with_slips() {
    assert_eq!(found("Any acton taken: YES", "any action taken"), Some(3));
    assert_eq!(found("No new measures", "n"), None);
}

/// The same by comparing every beginning of the text with the phrase.
fn found_slowly(text: &str, phrase: &str) -> Option<usize> {
    let folded = Folded::new(text);
    let wanted = key(phrase);
    let length = wanted.chars().count();
    let allowed = if length >= 8 { length / 8 } else { 0 };
    let mut so_far = String::new();
    let mut best: Option<(usize, usize)> = None;
    for (n, word) in folded.words().iter().enumerate() {
        so_far.push_str(word.text);
        let distance = strsim::levenshtein(&so_far, &wanted);
        if distance <= allowed && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, n + 1));
        }
    }
    best.map(|(_, n)| n)
}

#[test]
fn usual_letters_are_folded_as_all_others() {
    for c in (char::MIN..=char::MAX).filter(|c| !invisible(*c) && !is_combining_mark(*c)) {
        let (mut found, mut wanted) = (String::new(), String::new());
        letters_of(c, |l| found.push(l));
        decompose_compatible(c, |d| {
            if d.is_alphanumeric() && !is_combining_mark(d) {
                wanted.extend(d.to_lowercase().filter(|l| l.is_alphanumeric()));
            }
        });
        assert_eq!(found, wanted, "{c:?}");
    }
}

proptest! {
    #[test]
    fn words_are_the_folded_letters_that_stand_together(text in "[aZ09É²ﬁЖ\u{301}\u{ad}Ⅷ½ .,-]{0,24}", most in 0usize..6) {
        let mut wanted: Vec<(String, usize, usize)> = Vec::new();
        let mut open = false;
        for (at, c) in text.char_indices() {
            if invisible(c) || is_combining_mark(c) {
                continue;
            }
            let mut letters = String::new();
            decompose_compatible(c, |d| {
                if d.is_alphanumeric() && !is_combining_mark(d) {
                    letters.extend(d.to_lowercase().filter(|l| l.is_alphanumeric()));
                }
            });
            if !letters.is_empty() {
                if !open {
                    wanted.push((String::new(), at, 0));
                }
                let word = wanted.last_mut().unwrap();
                word.0.push_str(&letters);
                word.2 = at + c.len_utf8();
            }
            open = !letters.is_empty();
        }
        let read = |folded: &Folded| -> Vec<(String, usize, usize)> {
            let words = folded.words().iter();
            words.map(|w| (w.text.to_owned(), w.start, w.end)).collect()
        };
        prop_assert_eq!(&read(&Folded::new(&text)), &wanted);
        prop_assert_eq!(count(&text), wanted.len());
        wanted.truncate(most);
        prop_assert_eq!(read(&Folded::beginning(&text, most)), wanted);
    }

    #[test]
    fn the_first_of_several_phrases_is_the_first_that_is_found(
        text in "[abc éж]{0,160}",
        phrases in prop::collection::vec("[abc éж]{1,30}", 0..6),
        long in "[a ]{100,200}",
    ) {
        let phrases: Vec<Phrase> = phrases.iter().chain([&long]).map(|p| Phrase::new(p)).collect();
        for text in [text, long] {
            let folded = Folded::new(&text);
            let words = folded.words();
            let wanted = phrases.iter().find_map(|p| words.start_with(p));
            prop_assert_eq!(words.start_with_one(&phrases), wanted);
        }
    }

    #[test]
    fn phrases_are_found_as_by_comparing_everything(
        text in "[abc ÉéЖ]{0,30}",
        phrase in "[abc éж]{1,24}",
    ) {
        prop_assert_eq!(found(&text, &phrase), found_slowly(&text, &phrase));
    }

    #[test]
    fn a_phrase_with_slips_is_found_as_by_comparing_everything(
        phrase in "[a-d ]{8,40}",
        behind in "[a-d ]{0,12}",
        slips in prop::collection::vec((0usize..40, "[a-d ]?"), 0..5),
    ) {
        let mut letters: Vec<String> = phrase.chars().map(String::from).collect();
        for (at, letter) in slips {
            let at = at % letters.len();
            letters[at] = letter;
        }
        let text = letters.concat() + " " + &behind;
        prop_assert_eq!(found(&text, &phrase), found_slowly(&text, &phrase));
    }

    #[test]
    fn words_from_a_byte_on_are_those_of_the_rest(
        text in "[aÉ1ﬁ\u{301}\u{ad}\u{200b} .,]{0,20}",
        skip in 0usize..20,
    ) {
        let folded = Folded::new(&text);
        let Some((byte, _)) = text.char_indices().nth(skip) else { return Ok(()) };
        let rest = Folded::new(&text[byte..]);
        if let Some(words) = folded.words_from(byte) {
            let (a, b): (Vec<_>, Vec<_>) = (words.iter().collect(), rest.words().iter().collect());
            prop_assert_eq!(a, b);
            prop_assert_eq!(words.key(), rest.key);
        }
    }

    #[test]
    fn parts_of_the_words_agree_with_the_words(text in "[ab é]{0,30}", from in 0usize..12, to in 0usize..12) {
        let folded = Folded::new(&text);
        let all: Vec<Word<'_>> = folded.words().iter().collect();
        let part = folded.words().from(from).to(to);
        let wanted: Vec<Word<'_>> = all.iter().skip(from).take(to).copied().collect();
        prop_assert_eq!(part.iter().collect::<Vec<_>>(), wanted.clone());
        prop_assert_eq!(part.key(), wanted.iter().map(|w| w.text).collect::<String>());
        for (i, word) in wanted.iter().enumerate() {
            prop_assert_eq!(part.get(i), Some(*word));
        }
    }
}

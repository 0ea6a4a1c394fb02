//! Answers that only refer to another answer, and references to recommendations in a note.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::Resources;
use crate::model::ids::{Cell, CountryCode, Lang, Letter};

/// A recommendation as a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Number of the theme, where it is named.
    pub theme: Option<u16>,
    /// The letter.
    pub letter: Letter,
    /// The letter with its marks, in bytes.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// True when the letter has the marks of its language: `(a)` in English, « a) » in French.
    pub right_form: bool,
}

impl Reference {
    /// The recommendation meant, for a text that stands under a theme.
    pub fn cell(&self, theme: u16) -> Cell {
        Cell {
            theme: self.theme.unwrap_or(theme),
            recommendation: self.letter.clone(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Words {
    recommendation: BTreeSet<String>,
    theme: BTreeSet<String>,
    filler: BTreeSet<String>,
    joiner: BTreeSet<String>,
    marks: [String; 2],
    verb: [String; 2],
    same: String,
    other: String,
}

const SHIPPED: &str = include_str!("../../memory/references.toml");

static WORDS: LazyLock<BTreeMap<String, Words>> =
    LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());

/// A piece of a text: a word, or a single bracket.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// What a reply refers to when it says nothing else; `None` for every other reply, and for one that
/// names several recommendations.
pub fn only_refers(reply: &str, lang: &Lang) -> Option<Reference> {
    let words = WORDS.get(lang.primary())?;
    let pieces = pieces(reply);
    let mut found: Option<Reference> = None;
    let mut used = vec![false; pieces.len()];
    for at in 0..pieces.len() {
        let Some((reference, theme_at)) = letter_at(&pieces, at, words, true) else {
            continue;
        };
        if found
            .as_ref()
            .is_some_and(|f| f.letter != reference.letter || f.theme != reference.theme)
        {
            return None;
        }
        for i in theme_at {
            if let Some(flag) = used.get_mut(i) {
                *flag = true;
            }
        }
        found = Some(reference);
    }
    let silent = pieces.iter().zip(&used).all(|(piece, used)| {
        let low = piece.text.to_lowercase();
        *used
            || words.filler.contains(&low)
            || words.recommendation.contains(&low)
            || words.theme.contains(&low)
            || low.chars().all(|c| !c.is_alphanumeric())
    });
    found.filter(|_| silent)
}

/// The recommendations that a paragraph of a note names, in order.
pub fn references(text: &str, lang: &Lang) -> Vec<Reference> {
    let Some(words) = WORDS.get(lang.primary()) else {
        return Vec::new();
    };
    let pieces = pieces(text);
    (0..pieces.len())
        .filter_map(|at| letter_at(&pieces, at, words, false))
        .map(|(reference, _)| reference)
        .collect()
}

/// The paragraph that says that countries reported under another recommendation; `None` where the
/// language has no such sentence.
pub fn cross_reference(
    res: &Resources,
    lang: &Lang,
    countries: &[CountryCode],
    own: &Cell,
    to: &Cell,
) -> Option<String> {
    let words = WORDS.get(lang.primary())?;
    let sentence = if own.theme == to.theme {
        &words.same
    } else {
        &words.other
    };
    let plural = res.countries.agreement(countries, lang)?.plural;
    let verb = words.verb.get(usize::from(plural))?;
    (!sentence.is_empty()).then(|| {
        sentence
            .replace("{country}", &res.countries.subject(countries, lang))
            .replace("{verb}", verb)
            .replace("{to}", to.recommendation.as_str())
            .replace("{theme}", &to.theme.to_string())
            .replace("{own}", own.recommendation.as_str())
    })
}

/// The reference whose letter is the piece at `at`, and the pieces that it is made of. A letter is
/// one in brackets, or in a reply one after "recommendation"; in a note it must stand after that
/// word, since sub-items have letters too.
fn letter_at(
    pieces: &[Piece<'_>],
    at: usize,
    words: &Words,
    reply: bool,
) -> Option<(Reference, Vec<usize>)> {
    let piece = pieces.get(at)?;
    let before = |n: usize| at.checked_sub(n).and_then(|i| pieces.get(i));
    let glued = piece.text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let (digits, rest) = piece.text.split_at(glued);
    let letter: Letter = rest
        .to_lowercase()
        .parse()
        .ok()
        .filter(|_| rest.chars().count() == 1)?;
    let close = pieces.get(at + 1).filter(|p| p.text == ")");
    let open = before(1).filter(|p| p.text == "(" && close.is_some());
    let mut place = at - usize::from(open.is_some());
    let mut used: Vec<usize> = (place..=at + usize::from(close.is_some())).collect();
    let mut theme: Option<u16> = digits.parse().ok();
    let number = place.checked_sub(1).and_then(|i| pieces.get(i));
    if let Some(number) = number
        .and_then(|p| p.text.parse::<u16>().ok())
        .filter(|_| theme.is_none())
    {
        theme = Some(number);
        place -= 1;
        used.push(place);
    }
    let named = is_named(pieces, place, words);
    // « la recommandation a été » names no letter; a reply may write "see 2a".
    let sure = match (reply, named) {
        (false, named) => named && close.is_some(),
        (true, true) => true,
        (true, false) => close.is_some() || !digits.is_empty(),
    };
    if !sure {
        return None;
    }
    let end = used.iter().copied().max().unwrap_or(at);
    // "(a) of theme 2", « a) du thème 2 »
    let tail = pieces.get(end + 1..).unwrap_or_default();
    let word = tail
        .iter()
        .take(2)
        .position(|p| words.theme.contains(&p.text.to_lowercase()));
    let after = word.and_then(|i| Some((i, tail.get(i + 1)?.text.parse::<u16>().ok()?)));
    if let Some((i, number)) = after.filter(|_| theme.is_none()) {
        theme = Some(number);
        used.extend([end + 1 + i, end + 2 + i]);
    }
    // "theme 2, recommendation (a)", "under theme 2 (a)"
    let earlier = pieces.get(..place).unwrap_or_default();
    let near = earlier.len().saturating_sub(5);
    for (i, pair) in earlier.windows(2).enumerate().skip(near) {
        if let ([word, number], None) = (pair, theme)
            && words.theme.contains(&word.text.to_lowercase())
            && let Ok(number) = number.text.parse::<u16>()
        {
            theme = Some(number);
            used.extend([i, i + 1]);
        }
    }
    let [left, right] = &words.marks;
    let right_form = digits.is_empty()
        && open.is_some() != left.is_empty()
        && close.is_some() != right.is_empty();
    let first = open.unwrap_or(piece);
    Some((
        Reference {
            theme,
            letter,
            start: first.start,
            end: close.unwrap_or(piece).end,
            right_form,
        },
        used,
    ))
}

/// True when a letter at `place` follows "recommendation", or another letter that does: "(a) and (c)".
fn is_named(pieces: &[Piece<'_>], place: usize, words: &Words) -> bool {
    let at = |n: usize| {
        place
            .checked_sub(n)
            .and_then(|i| pieces.get(i))
            .map(|p| p.text)
    };
    let low = |n: usize| at(n).map(str::to_lowercase).unwrap_or_default();
    if words.recommendation.contains(&low(1)) {
        return true;
    }
    let letter =
        at(3).is_some_and(|t| t.chars().count() == 1 && t.chars().all(char::is_alphabetic));
    if !words.joiner.contains(&low(1)) || at(2) != Some(")") || !letter {
        return false;
    }
    let back = if at(4) == Some("(") { 4 } else { 3 };
    is_named(pieces, place - back, words)
}

/// Words and single marks, without spaces.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            open.get_or_insert(i);
            continue;
        }
        let mut push = |start: usize, end: usize| {
            out.extend(text.get(start..end).map(|text| Piece { text, start, end }));
        };
        if let Some(start) = open.take() {
            push(start, i);
        }
        if !c.is_whitespace() {
            push(i, i + c.len_utf8());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refers(text: &str, lang: &str) -> Option<(Option<u16>, String)> {
        let found = only_refers(text, &lang.parse().unwrap())?;
        Some((found.theme, found.letter.to_string()))
    }

    #[test]
    fn the_shipped_words_are_read() {
        let words: BTreeMap<String, Words> = toml::from_str(SHIPPED).unwrap();
        assert!(words.len() >= 4 && words.values().all(|w| !w.filler.is_empty()));
    }

    #[test]
    fn replies_that_only_refer() {
        let a = |theme| Some((theme, "a".to_owned()));
        assert_eq!(refers("See our answer to (a).", "en"), a(None));
        assert_eq!(
            refers("See our answer to recommendation (a).", "en"),
            a(None)
        );
        assert_eq!(
            refers("Please refer to our reply under recommendation 2(a)", "en"),
            a(Some(2))
        );
        assert_eq!(refers("See 2a above", "en"), a(Some(2)));
        assert_eq!(refers("See theme 3, recommendation (a).", "en"), a(Some(3)));
        assert_eq!(
            refers("Same as under recommendation (a) of theme 3", "en"),
            a(Some(3))
        );
        assert_eq!(
            refers("Voir notre réponse à la recommandation a).", "fr"),
            a(None)
        );
        assert_eq!(
            refers("Voir la réponse à la recommandation a) du thème 2", "fr"),
            a(Some(2))
        );
        assert_eq!(
            refers("Véase la respuesta a la recomendación a).", "es"),
            a(None)
        );
        assert_eq!(refers("См. ответ на рекомендацию a)", "ru"), a(None));
    }

    #[test]
    fn replies_that_say_more_do_not_only_refer() {
        for text in [
            "See our answer to (a). Since 2024, dogs have been used too.",
            "See our answers to (a) and (b).",
            "We see a reply as useful.",
            "Yes",
            "",
        ] {
            assert_eq!(refers(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn references_of_a_note_have_the_marks_of_their_language() {
        let en = references(
            "Belgium reported, under recommendation (a) of theme 2, on dogs (b) and cats.",
            &Lang::en(),
        );
        assert_eq!(
            (en.len(), en[0].theme, en[0].right_form),
            (1, Some(2), true)
        );
        let fr = references("au titre de la recommandation a), de mesures", &Lang::fr());
        assert!(fr[0].right_form && fr[0].letter.as_str() == "a");
        let wrong = references("au titre de la recommandation (a), de mesures", &Lang::fr());
        assert!(!wrong[0].right_form);
        let letters = |text: &str, lang: &str| -> String {
            let found = references(text, &lang.parse().unwrap());
            found.iter().map(|r| r.letter.as_str().to_owned()).collect()
        };
        assert_eq!(
            letters("under recommendations (a), (b) and (c), on (i) dogs", "en"),
            "abc"
        );
        assert_eq!(
            letters(
                "au titre des recommandations a) et c), que la recommandation a été",
                "fr"
            ),
            "ac"
        );
    }

    #[test]
    fn the_sentence_agrees_in_both_languages() {
        let res = Resources::embedded().unwrap();
        let codes = |list: &str| -> Vec<CountryCode> {
            list.split(' ').map(|c| c.parse().unwrap()).collect()
        };
        let cell = |text: &str| text.parse::<Cell>().unwrap();
        let said = |lang: Lang, list: &str, to: &str| {
            cross_reference(&res, &lang, &codes(list), &cell("1b"), &cell(to)).unwrap()
        };
        assert_eq!(
            said(Lang::en(), "BEL", "1a"),
            "Belgium reported, under recommendation (a), on measures relevant to recommendation (b)."
        );
        assert_eq!(
            said(Lang::fr(), "BEL", "1a"),
            "La Belgique a rendu compte, au titre de la recommandation a), de mesures donnant suite à la recommandation b)."
        );
        assert_eq!(
            said(Lang::fr(), "NLD ALB", "2a"),
            "L'Albanie et le Royaume des Pays-Bas ont rendu compte, au titre de la recommandation a) du thème 2, de mesures donnant suite à la recommandation b)."
        );
    }
}

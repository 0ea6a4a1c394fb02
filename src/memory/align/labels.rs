//! What a label says: the number of a paragraph, the letter of a sub-item, the kind of a heading.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::Lang;

/// The words of one language.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Words {
    theme: Vec<String>,
    recommendation: Vec<String>,
    meeting: Vec<String>,
}

/// The words by primary language.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct AllWords(BTreeMap<String, Words>);

impl AllWords {
    /// The words shipped with the program.
    pub fn shipped() -> Self {
        toml::from_str(include_str!("../../../memory/alignment.toml")).unwrap_or_default()
    }

    /// The words of a language.
    pub fn of(&self, lang: &Lang) -> Option<&Words> {
        self.0.get(lang.primary())
    }
}

impl Words {
    /// Whether a line names a meeting.
    pub fn names_meeting(&self, text: &str) -> bool {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| self.meeting.contains(&word.to_lowercase()))
    }
}

/// What kind of heading, as far as its label tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// Of a theme, with its number.
    Theme(u32),
    /// Of a recommendation, with its letter or number.
    Recommendation(String),
    /// Any other label, `i` of `I.`, `a` of `A.`, `2` of `2.`.
    Section(String),
    /// None.
    None,
}

/// The number at the start of a text, `12.` or `12)` before white space or the end; with the rest.
pub(super) fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (digits, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix(['.', ')'])?;
    // Figures of five digits are no paragraph numbers.
    if digits.is_empty() || digits.len() > 4 || !(rest.is_empty() || opens_with_space(rest)) {
        return None;
    }
    Some((digits.parse().ok()?, rest.trim_start()))
}

/// The letter or small roman number of a sub-item, `(a)`, `a)` or `(ii)`, lower case; with the rest.
pub(super) fn letter(text: &str) -> Option<(String, &str)> {
    let bare = text.strip_prefix('(').unwrap_or(text);
    let end = bare.find(')')?;
    let (inside, rest) = bare.split_at_checked(end)?;
    let rest = rest.strip_prefix(')')?;
    let fits = (1..=4).contains(&inside.chars().count())
        && inside
            .chars()
            .all(|c| c.is_alphabetic() || c.is_ascii_digit())
        && (rest.is_empty() || opens_with_space(rest));
    fits.then(|| (inside.to_lowercase(), rest.trim_start()))
}

/// What the start of a heading says, with the title after it. `styled` is true for headings by
/// style or outline; others are told by their words only.
pub(super) fn heading<'a>(
    text: &'a str,
    words: Option<&Words>,
    styled: bool,
) -> Option<(Label, &'a str)> {
    if let Some(words) = words {
        if let Some((value, title)) = after_word(text, &words.theme)
            && let Some(number) = value.parse().ok().or_else(|| roman(&value))
            && (styled || title.chars().count() <= 250)
        {
            return Some((Label::Theme(number), title));
        }
        if let Some((value, title)) = after_word(text, &words.recommendation)
            && (styled || title.is_empty())
        {
            return Some((Label::Recommendation(value), title));
        }
    }
    if let Some((first, title)) = text.split_once(['.', ')'])
        && opens_with_space(title)
    {
        let title = title.trim();
        let short = title.chars().count() <= 120 && !title.ends_with(['.', ';', ':']);
        let capitals = first.chars().all(|c| c.is_uppercase());
        if capitals && roman(first).is_some() && (styled || short) {
            return Some((Label::Section(first.to_lowercase()), title));
        }
        if styled
            && (1..=3).contains(&first.chars().count())
            && first.chars().all(char::is_alphanumeric)
        {
            return Some((Label::Section(first.to_lowercase()), title));
        }
    }
    styled.then_some((Label::None, text))
}

/// The value after one of `words` at the start, `1` of `Theme 1. Title`, and the title.
fn after_word<'a>(text: &'a str, words: &[String]) -> Option<(String, &'a str)> {
    let gap = text.find(char::is_whitespace)?;
    let (word, rest) = text.split_at_checked(gap)?;
    if !words.contains(&word.to_lowercase()) {
        return None;
    }
    let rest = rest.trim_start();
    let bare = rest.strip_prefix('(').unwrap_or(rest);
    let end = bare
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(bare.len());
    let (value, after) = bare.split_at_checked(end)?;
    if value.is_empty() || value.chars().count() > 4 {
        return None;
    }
    // A mark must end the label, or it is the beginning of a sentence.
    let after = after.trim_start_matches(')');
    let marked = after.is_empty()
        || after.starts_with(['.', ':', '\n', '\t', '–', '—', '-'])
        || after.starts_with(" –")
        || after.starts_with(" —")
        || after.starts_with(" :")
        || after.starts_with("\u{a0}:");
    let title = after.trim_start_matches(|c: char| c.is_whitespace() || ".:–—-".contains(c));
    marked.then(|| (value.to_lowercase(), title))
}

fn opens_with_space(text: &str) -> bool {
    text.starts_with(char::is_whitespace)
}

/// The value of a roman number up to 39.
fn roman(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let ones = lower.trim_start_matches('x');
    let tens = u32::try_from(lower.len() - ones.len()).ok()?;
    let place = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
        .iter()
        .position(|r| *r == ones)?;
    let value = tens * 10 + u32::try_from(place).ok()?;
    (value > 0 && tens < 4).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_letters_of_paragraphs() {
        assert_eq!(number("12. Text"), Some((12, "Text")));
        assert_eq!(number("12.\tText"), Some((12, "Text")));
        assert_eq!(number("12."), Some((12, "")));
        assert_eq!(number("12.5 per cent"), None);
        assert_eq!(number("2019 was a year."), None);
        assert_eq!(letter("(a) Text"), Some(("a".into(), "Text")));
        assert_eq!(letter("b)\u{a0}Texte"), Some(("b".into(), "Texte")));
        assert_eq!(letter("The law (a) says"), None);
    }

    #[test]
    fn headings_by_style_and_by_words() {
        let all = AllWords::shipped();
        let (en, fr) = (all.of(&Lang::en()), all.of(&Lang::fr()));
        let theme = Some((Label::Theme(1), "Border control"));
        assert_eq!(heading("Theme 1. Border control", en, false), theme);
        assert_eq!(heading("Issue I: Border control", en, true), theme);
        assert_eq!(
            heading("Thème 2.\u{a0}Frontières", fr, false),
            Some((Label::Theme(2), "Frontières"))
        );
        let a = Some((Label::Recommendation("a".into()), ""));
        assert_eq!(heading("Recommendation (a)", en, false), a);
        assert_eq!(heading("Recommandation a)", fr, false), a);
        assert_eq!(heading("Recommendation (a) was followed.", en, false), None);
        assert_eq!(
            heading("II. Conclusions", en, false),
            Some((Label::Section("ii".into()), "Conclusions"))
        );
        assert_eq!(heading("I. was told that it was done.", en, false), None);
        assert_eq!(
            heading("Plain words", en, true),
            Some((Label::None, "Plain words"))
        );
        assert_eq!(heading("Plain words", en, false), None);
    }
}

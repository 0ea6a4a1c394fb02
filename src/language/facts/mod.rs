//! Facts in a text: figures, dates, years, symbols, acronyms and letters of recommendations, each
//! with a value that does not depend on the language it is written in.
//!
//! The words are data (`memory/facts.toml`). Figures and dates inside a longer one are not found
//! again, so the facts of a text never overlap and stand in its order.

mod scan;
mod tokens;
mod words;

use std::sync::LazyLock;

use super::facts::words::Words;
use crate::model::ids::Lang;

pub use scan::facts;

/// What kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// A figure in digits or words; value `1500`, `12.5`.
    Number,
    /// A word that may stand for a figure (`both`, `first`, « une »); same values.
    MayBeNumber,
    /// A day or a month; value `2021-12-09`, `2021-12`, or `--12-09` without a year.
    Date,
    /// A year; value `2021`.
    Year,
    /// A document symbol or the number of a law; value as written.
    Symbol,
    /// Capitals that stand for a name; value as written.
    Acronym,
    /// The letter of a recommendation; value `a`.
    Letter,
}

/// One fact and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Kind.
    pub kind: FactKind,
    /// Value, equal in all languages.
    pub value: String,
    /// Start in bytes of the text.
    pub start: usize,
    /// End in bytes, exclusive.
    pub end: usize,
    /// True when written in words rather than digits.
    pub in_words: bool,
}

impl Fact {
    /// The fact as it stands in the text it was found in.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The shipped words; empty only if the data file were broken, which a test excludes.
static WORDS: LazyLock<Words> = LazyLock::new(Words::shipped);

/// A figure as a language writes it in digits: `1,500` and « 1 500 », `12.5` and « 12,5 ».
pub fn write_number(value: &str, lang: &Lang) -> String {
    let Some(words) = WORDS.of(lang) else {
        return value.to_owned();
    };
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let mut out = String::new();
    let digits = whole.chars().count();
    for (i, c) in whole.chars().enumerate() {
        if digits > 3 && i > 0 && (digits - i).is_multiple_of(3) {
            out.push_str(&words.thousands);
        }
        out.push(c);
    }
    if !part.is_empty() {
        out.push_str(&words.decimal);
        out.push_str(part);
    }
    out
}

/// A figure in words, when the language's table has it.
pub fn number_in_words(value: &str, lang: &Lang) -> Option<String> {
    let n: usize = value.parse().ok()?;
    WORDS
        .of(lang)?
        .numbers
        .get(n.checked_sub(2)?)
        .map(|w| w.replace("-et-", " et "))
}

/// True for a word that is a figure, in lower case; hyphened figures have their hyphens.
pub fn is_number_word(word: &str, lang: &Lang) -> bool {
    WORDS.of(lang).is_some_and(|w| w.number(word).is_some())
}

/// The value of a word that says a place in an order: `fifth`, « cinquième ».
pub fn ordinal_value(word: &str, lang: &Lang) -> Option<usize> {
    let low = word.to_lowercase();
    let at = WORDS.of(lang)?.ordinals.iter().position(|o| *o == low)?;
    Some(at + 1)
}

/// The word for a place in an order, in the masculine where it has a gender.
pub fn ordinal(value: usize, lang: &Lang) -> Option<&'static str> {
    let list = &WORDS.of(lang)?.ordinals;
    list.get(value.checked_sub(1)?).map(String::as_str)
}

/// The figure and the word for "times" that one word stands for: `twice`.
pub fn times(word: &str, lang: &Lang) -> Option<(u64, &'static str)> {
    let (n, word) = WORDS.of(lang)?.times.get(&word.to_lowercase())?;
    Some((*n, word))
}

/// What the words that multiply the figure before them stand for: `million`, « milliards ».
pub fn scale_value(word: &str, lang: &Lang) -> Option<u64> {
    WORDS.of(lang)?.scale.get(&word.to_lowercase()).copied()
}

/// The name of a month, 1 to 12, as a language writes it in a date.
pub fn month_name(month: i8, lang: &Lang) -> Option<&'static str> {
    let at = usize::try_from(month).ok()?.checked_sub(1)?;
    WORDS.of(lang)?.months.get(at)?.first().map(String::as_str)
}

/// The number of a day in a date, `1er` included.
pub fn day_of_month(day: i8, lang: &Lang) -> Option<String> {
    let words = WORDS.of(lang)?;
    Some(match day {
        1 => format!("1{}", words.first),
        day => day.to_string(),
    })
}

/// A date value as a language writes it: `9 December 2021`, « 1er juillet 2022 », `December 2021`.
pub fn write_date(value: &str, lang: &Lang) -> Option<String> {
    let (year, rest) = match value.strip_prefix("--") {
        Some(rest) => ("", rest),
        None => value.split_once('-')?,
    };
    let (month, day) = rest.split_once('-').unwrap_or((rest, ""));
    let name = month_name(month.parse().ok()?, lang)?;
    let day = match day.parse::<i8>() {
        Ok(day) => format!("{} ", day_of_month(day, lang)?),
        Err(_) => String::new(),
    };
    Some(format!("{day}{name} {year}").trim_end().to_owned())
}

#[cfg(test)]
mod tests;

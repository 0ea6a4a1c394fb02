//! Dates as people write them on a cover.

use jiff::civil::Date;

use super::fold::words;
use super::vocabulary::Vocabulary;

/// The dates in a text, in order: `27 May 2022`, `May 27th, 2022`, `1er juillet 2022`,
/// `1 de julio de 2022`, `10 июня 2022 года`, `2022-05-27`, `27.05.2022`, `27/05/22`.
/// Days before months unless the second number is above 12.
pub(super) fn find(text: &str) -> Vec<Date> {
    let v = Vocabulary::shipped();
    let found = words(text);
    // Small words between the parts of a date ("de", "of", "the") do not count.
    let tokens: Vec<Token> = found.iter().filter_map(|w| Token::of(&w.text, v)).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some([a, b, c]) = tokens.get(at..at + 3) {
        match date(*a, *b, *c) {
            Some(d) => {
                out.push(d);
                at += 3;
            }
            None => at += 1,
        }
    }
    out
}

#[derive(Debug, Clone, Copy)]
enum Token {
    Number(i16, usize),
    Month(i8),
    Other,
}

impl Token {
    fn of(word: &str, v: &Vocabulary) -> Option<Self> {
        if [
            "de", "del", "of", "the", "г", "го", "года", "year", "den", "le",
        ]
        .contains(&word)
        {
            return None;
        }
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let tail = word.get(digits.len()..).unwrap_or_default();
        if !digits.is_empty()
            && digits.len() <= 4
            && ["", "st", "nd", "rd", "th", "er", "г", "го", "a", "o"].contains(&tail)
        {
            return digits.parse().ok().map(|n| Self::Number(n, digits.len()));
        }
        if digits.len() == 8 && tail.is_empty() {
            return Some(Self::Other);
        }
        Some(v.month(word).map_or(Self::Other, Self::Month))
    }
}

fn date(a: Token, b: Token, c: Token) -> Option<Date> {
    use Token::{Month, Number};
    let year = |n: i16, digits: usize| match digits {
        4 => Some(n).filter(|y| (1900..2200).contains(y)),
        2 => Some(2000 + n),
        _ => None,
    };
    let make = |y: Option<i16>, m: i16, d: i16| {
        Date::new(y?, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()
    };
    match (a, b, c) {
        (Number(y, 4), Month(m), Number(d, _)) => make(year(y, 4), i16::from(m), d),
        (Number(d, _), Month(m), Number(y, n)) | (Month(m), Number(d, _), Number(y, n)) => {
            make(year(y, n), i16::from(m), d)
        }
        (Number(y, 4), Number(m, _), Number(d, _)) => make(year(y, 4), m, d),
        (Number(d, 1..=2), Number(m, 1..=2), Number(y, n)) => {
            make(year(y, n), m, d).or_else(|| make(year(y, n), d, m))
        }
        _ => None,
    }
}

/// The two dates of a span such as `from 2 to 5 July 2019` or `2–5 июля 2019 года`, or of one day.
pub(super) fn span(text: &str) -> Option<(Date, Date)> {
    let end = find(text).first().copied()?;
    let v = Vocabulary::shipped();
    let found = words(text);
    let month = found
        .iter()
        .position(|w| v.month(&w.text) == Some(end.month()))?;
    let mut days = found.get(..month)?.iter().rev().take(6).filter_map(|w| {
        let digits: String = w.text.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<i8>().ok()
    });
    let last = days.next();
    let first = days.next().filter(|_| last == Some(end.day()));
    let start = first
        .and_then(|d| Date::new(end.year(), end.month(), d).ok())
        .filter(|s| *s <= end);
    Some((start.unwrap_or(end), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_forms_are_read() {
        for text in [
            "27 May 2022",
            "May 27th, 2022",
            "27 mai 2022",
            "27 de mayo de 2022",
            "27 мая 2022 года",
            "2022-05-27",
            "27.05.2022",
            "27/05/22",
            "Friday, 27 May 2022",
            "5/27/2022",
            "27. Mai 2022",
            "the 27th of May 2022",
            "27-May-2022",
        ] {
            assert_eq!(find(text), [Date::new(2022, 5, 27).unwrap()], "{text}");
        }
        assert!(find("31 February 2022").is_empty());
        assert!(find("between 2019 and 2022").is_empty());
    }

    #[test]
    fn spans_have_both_ends() {
        let day = |d| Date::new(2019, 7, d).unwrap();
        assert_eq!(
            span("held in Lisbon from 2 to 5 July 2019"),
            Some((day(2), day(5)))
        );
        assert_eq!(span("2–5 июля 2019 года"), Some((day(2), day(5))));
    }
}

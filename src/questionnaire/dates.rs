//! Dates as people write them on a cover.

use jiff::civil::Date;

use super::fold::Folded;
use super::vocabulary::{Sense, Vocabulary};

/// The dates in a text, in order: `27 May 2022`, `May 27th, 2022`, `1er juillet 2022`,
/// `1 de julio de 2022`, `10 июня 2022 года`, `2022-05-27`, `27.05.2022`, `27/05/22`, `27-V-2022`,
/// `20220527`, `2022年5月27日`. Days before months unless the second number is above 12.
pub(super) fn find(text: &str) -> Vec<Date> {
    read(text, false).into_iter().map(|(d, _)| d).collect()
}

/// What the date of submission came to.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Submitted {
    pub(super) date: Option<Date>,
    /// What a person should know: a stable code and why.
    pub(super) doubt: Option<(&'static str, String)>,
}

/// The date of submission as written on a cover. `day_first`: whether the language or the country
/// writes the day before the month, where that is known; `earliest`: no reply can be older.
pub(super) fn submission(text: &str, day_first: Option<bool>, earliest: Option<Date>) -> Submitted {
    let found = read(text, day_first == Some(false));
    let Some((date, other)) = found.first().copied() else {
        let doubt = if other_calendar(text) {
            (
                "date-other-calendar",
                format!("the date of submission “{text}” is of another calendar"),
            )
        } else {
            (
                "date-unreadable",
                format!("the date of submission “{text}” could not be read"),
            )
        };
        return Submitted {
            date: None,
            doubt: Some(doubt),
        };
    };
    let too_early = |d: Date| earliest.is_some_and(|e| d < e);
    let dotted = text.contains('.') && !text.contains('/');
    let mut date = date;
    let mut doubt = None;
    if let Some(other) = other.filter(|o| *o != date) {
        if too_early(date) && !too_early(other) {
            date = other;
        } else if day_first.is_none() && !dotted && !too_early(other) {
            doubt = Some((
                "date-ambiguous",
                format!("the date of submission “{text}” was read as {date}; it may be {other}"),
            ));
        }
    }
    if let Some((second, _)) = found.get(1).filter(|(d, _)| *d != date) {
        let message =
            format!("two dates of submission are given, {date} and {second}; the first counts");
        doubt = Some(("date-ambiguous", message));
    }
    if too_early(date) {
        let message = format!("the date of submission “{text}” lies before the meeting");
        doubt = Some(("date-doubtful", message));
    }
    Submitted {
        date: Some(date),
        doubt,
    }
}

/// True when a year of the Buddhist, Islamic or Persian calendar stands in the text.
fn other_calendar(text: &str) -> bool {
    Folded::new(&latin(text)).words().iter().any(|w| {
        let digits: String = w.text.chars().take_while(char::is_ascii_digit).collect();
        let year: Option<u16> = digits.parse().ok().filter(|_| digits.len() == 4);
        year.is_some_and(|y| (1330..1500).contains(&y) || (2440..2700).contains(&y))
    })
}

/// Digits of all scripts as Latin ones, and the words for year, month and day behind digits as spaces.
fn latin(text: &str) -> String {
    let zeros = [
        0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0, 0xff10,
    ];
    text.chars()
        .map(|c| {
            let digit = zeros
                .iter()
                .find_map(|z| (c as u32).checked_sub(*z).filter(|d| *d < 10))
                .and_then(|d| char::from_digit(d, 10));
            match digit {
                Some(d) => d,
                None if "年月日년월일".contains(c) => ' ',
                None => c,
            }
        })
        .collect()
}

/// The dates in order, each with the other one it may be when day and month could be exchanged.
fn read(text: &str, month_first: bool) -> Vec<(Date, Option<Date>)> {
    let v = Vocabulary::shipped();
    let text = latin(text);
    let folded = Folded::new(&text);
    let found = folded.words();
    // Small words between the parts of a date do not count.
    let tokens: Vec<Token> = found.iter().filter_map(|w| Token::of(w.text, v)).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        if let Token::Whole(date) = first {
            out.push((*date, None));
            at += 1;
            continue;
        }
        let three = tokens.get(at..at + 3);
        match three.and_then(|t| match t {
            [a, b, c] => date(*a, *b, *c),
            _ => None,
        }) {
            Some((d, Some(other))) if month_first => {
                out.push((other, Some(d)));
                at += 3;
            }
            Some(pair) => {
                out.push(pair);
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
    Roman(i8),
    /// Eight digits.
    Whole(Date),
    Other,
}

impl Token {
    fn of(word: &str, v: &Vocabulary) -> Option<Self> {
        if v.is(Sense::Small, word) {
            return None;
        }
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let tail = word.get(digits.len()..).unwrap_or_default();
        if !digits.is_empty()
            && digits.len() <= 4
            && (tail.is_empty() || v.is(Sense::DayEnding, tail))
        {
            return digits.parse().ok().map(|n| Self::Number(n, digits.len()));
        }
        if digits.len() == 8 && tail.is_empty() {
            let part = |a: usize, b: usize| digits.get(a..b).and_then(|t| t.parse::<i16>().ok());
            let whole = part(0, 4).zip(part(4, 6)).zip(part(6, 8));
            let date = whole.and_then(|((y, m), d)| make(Some(y), m, d));
            let likely = date.filter(|d| (1900..2200).contains(&d.year()));
            return Some(likely.map_or(Self::Other, Self::Whole));
        }
        let roman = [
            "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
        ];
        if let Some(at) = roman.iter().position(|r| *r == word) {
            return i8::try_from(at + 1).ok().map(Self::Roman);
        }
        Some(v.month(word).map_or(Self::Other, Self::Month))
    }
}

fn make(y: Option<i16>, m: i16, d: i16) -> Option<Date> {
    Date::new(y?, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()
}

fn date(a: Token, b: Token, c: Token) -> Option<(Date, Option<Date>)> {
    use Token::{Month, Number, Roman};
    let year = |n: i16, digits: usize| match digits {
        4 => Some(n).filter(|y| (1900..2200).contains(y)),
        2 => Some(2000 + n),
        _ => None,
    };
    let one = |d: Option<Date>| Some((d?, None));
    match (a, b, c) {
        (Number(y, 4), Month(m), Number(d, _)) => one(make(year(y, 4), i16::from(m), d)),
        (Number(d, _), Month(m), Number(y, n)) | (Month(m), Number(d, _), Number(y, n)) => {
            one(make(year(y, n), i16::from(m), d))
        }
        (Number(d, 1..=2), Roman(m), Number(y, 4)) => one(make(year(y, 4), i16::from(m), d)),
        (Number(y, 4), Number(m, _), Number(d, _)) => one(make(year(y, 4), m, d)),
        (Number(d, 1..=2), Number(m, 1..=2), Number(y, n)) => {
            let usual = make(year(y, n), m, d);
            let turned = make(year(y, n), d, m);
            match (usual, turned) {
                (Some(date), other) => Some((date, other)),
                (None, other) => one(other),
            }
        }
        _ => None,
    }
}

/// The two dates of a span such as `from 2 to 5 July 2019` or `2–5 июля 2019 года`, or of one day.
pub(super) fn span(text: &str) -> Option<(Date, Date)> {
    let end = find(text).first().copied()?;
    let v = Vocabulary::shipped();
    let folded = Folded::new(text);
    let found = folded.words();
    let month = found
        .iter()
        .position(|w| v.month(w.text) == Some(end.month()))?;
    let mut days = found.to(month).iter().rev().take(6).filter_map(|w| {
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
            "2022. május 27.",
            "27. svibnja 2022.",
            "27 травня 2022 року",
            "27-V-2022",
            "27.05.2022r.",
            "20220527",
            "2022年5月27日",
            "٢٧/٠٥/٢٠٢٢",
            "27 Mayıs 2022",
        ] {
            assert_eq!(find(text), [Date::new(2022, 5, 27).unwrap()], "{text}");
        }
        assert!(find("31 February 2022").is_empty());
        assert!(find("between 2019 and 2022").is_empty());
    }

    #[test]
    fn day_and_month_may_be_exchanged() {
        let day = |m, d| Date::new(2022, m, d).ok();
        let read = |text: &str, day_first| submission(text, day_first, None);
        let codes = |s: &Submitted| s.doubt.as_ref().map(|d| d.0);
        let open = read("05/06/2022", None);
        assert_eq!(
            (open.date, codes(&open)),
            (day(6, 5), Some("date-ambiguous"))
        );
        let sure = read("05/06/2022", Some(true));
        assert_eq!((sure.date, codes(&sure)), (day(6, 5), None));
        let american = read("05/06/2022", Some(false));
        assert_eq!((american.date, codes(&american)), (day(5, 6), None));
        let dots = read("05.06.2022", None);
        assert_eq!((dots.date, codes(&dots)), (day(6, 5), None));
        let only = read("06/14/22", Some(true));
        assert_eq!((only.date, codes(&only)), (day(6, 14), None));
    }

    #[test]
    fn other_calendars_and_impossible_days_are_told() {
        let code = |text: &str, earliest| {
            let found = submission(text, None, earliest);
            found.doubt.map(|d| d.0)
        };
        assert_eq!(code("14 มิถุนายน 2565", None), Some("date-other-calendar"));
        assert_eq!(code("14 June 2565", None), Some("date-other-calendar"));
        assert_eq!(
            code("15 Dhu al-Qi'dah 1443", None),
            Some("date-other-calendar")
        );
        assert_eq!(code("30 February 2022", None), Some("date-unreadable"));
        // The same word is October in one language and November in another.
        assert_eq!(code("3. listopada 2022.", None), Some("date-unreadable"));
        assert_eq!(
            code("3 May 2012", Date::new(2021, 5, 6).ok()),
            Some("date-doubtful")
        );
        assert_eq!(
            code("13/06/2022 (revised on 20/06/2022)", None),
            Some("date-ambiguous")
        );
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

//! Days and spans of days as a language writes them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::facts::{day_of_month, month_name, write_date};
use crate::model::ids::Lang;

/// The patterns of one language: within a month, within a year, over years.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Patterns {
    from_to: [String; 3],
    range: [String; 3],
    day: Option<String>,
}

/// The shipped patterns; empty only if the data file were broken, which a test excludes.
static PATTERNS: LazyLock<BTreeMap<String, Patterns>> =
    LazyLock::new(|| toml::from_str(include_str!("../../memory/dates.toml")).unwrap_or_default());

/// A day: `8 July 2022`, « 1er juillet 2022 ». A language without data gives `2022-07-08`.
pub fn format(lang: &Lang, day: Date) -> String {
    let plain = || write_date(&day.to_string(), lang).unwrap_or_else(|| day.to_string());
    match PATTERNS.get(lang.primary()).and_then(|p| p.day.as_ref()) {
        Some(pattern) => fill(lang, pattern, day, day).unwrap_or_else(plain),
        None => plain(),
    }
}

/// A span in a sentence: `from 2 to 5 July 2019`, « du 2 au 5 juillet 2019 ».
pub fn format_from_to(lang: &Lang, first: Date, last: Date) -> String {
    span(lang, first, last, |p| &p.from_to)
}

/// A span in a title block: `12–15 September 2022`, « 12-15 septembre 2022 ».
pub fn format_range(lang: &Lang, first: Date, last: Date) -> String {
    span(lang, first, last, |p| &p.range)
}

fn span(lang: &Lang, first: Date, last: Date, choose: fn(&Patterns) -> &[String; 3]) -> String {
    if first == last {
        return format(lang, first);
    }
    let pattern = PATTERNS.get(lang.primary()).map(|p| {
        let [month, year, years] = choose(p);
        if first.year() != last.year() {
            years
        } else if first.month() != last.month() {
            year
        } else {
            month
        }
    });
    pattern
        .and_then(|p| fill(lang, p, first, last))
        .unwrap_or_else(|| format!("{first} – {last}"))
}

fn fill(lang: &Lang, pattern: &str, first: Date, last: Date) -> Option<String> {
    Some(
        pattern
            .replace("{d1}", &day_of_month(first.day(), lang)?)
            .replace("{m1}", month_name(first.month(), lang)?)
            .replace("{y1}", &first.year().to_string())
            .replace("{d2}", &day_of_month(last.day(), lang)?)
            .replace("{m2}", month_name(last.month(), lang)?)
            .replace("{y2}", &last.year().to_string()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn days_in_each_language() {
        let all = |date: &str| -> Vec<String> {
            ["en", "fr", "es", "ru"]
                .iter()
                .map(|l| format(&l.parse().unwrap(), day(date)))
                .collect()
        };
        assert_eq!(
            all("2022-07-01"),
            [
                "1 July 2022",
                "1er juillet 2022",
                "1 de julio de 2022",
                "1 июля 2022 года"
            ]
        );
        assert_eq!(
            format(&"xx".parse().unwrap(), day("2022-07-08")),
            "2022-07-08"
        );
    }

    #[test]
    fn spans_within_a_month_a_year_and_over_years() {
        let cases = [
            (
                "2019-07-02",
                "2019-07-05",
                "from 2 to 5 July 2019",
                "2-5 juillet 2019",
            ),
            (
                "2019-06-30",
                "2019-07-03",
                "from 30 June to 3 July 2019",
                "30 juin-3 juillet 2019",
            ),
            (
                "2019-12-30",
                "2020-01-01",
                "from 30 December 2019 to 1 January 2020",
                "30 décembre 2019-1er janvier 2020",
            ),
        ];
        for (first, last, english, french) in cases {
            assert_eq!(format_from_to(&Lang::en(), day(first), day(last)), english);
            assert_eq!(format_range(&Lang::fr(), day(first), day(last)), french);
        }
        assert_eq!(
            format_from_to(&Lang::fr(), day("2019-07-01"), day("2019-07-05")),
            "du 1er au 5 juillet 2019"
        );
        assert_eq!(
            format_range(&Lang::en(), day("2019-07-02"), day("2019-07-02")),
            "2 July 2019"
        );
    }
}

//! What this room asks of the language room, in one place.

use std::collections::BTreeMap;

use super::fold::{Folded, count};
use super::vocabulary::Vocabulary;
use crate::language::Resources;
use crate::language::countries::Likely;
use crate::model::ids::{CountryCode, Lang};

/// A country recognised in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) country: CountryCode,
    /// The words it was recognised by.
    pub(super) words: String,
    /// 0 to 100; under 100 for a misspelling.
    pub(super) certainty: u8,
}

impl From<Likely> for Named {
    fn from(likely: Likely) -> Self {
        Self {
            country: likely.code,
            words: likely.words,
            certainty: likely.certainty,
        }
    }
}

/// The countries named in running text.
pub(super) fn countries(text: &str, res: &Resources) -> Vec<Named> {
    res.countries
        .find(text, None)
        .into_iter()
        .map(|named| Named {
            country: named.code,
            words: text
                .get(named.start..named.end)
                .unwrap_or_default()
                .to_owned(),
            certainty: 100,
        })
        .collect()
}

/// The countries of a letterhead, or of a line of the cover that is not the country's own: named, or
/// else by adjective (`Bulgarian Police`) or capital, which is less certain.
pub(super) fn letterhead(text: &str, res: &Resources) -> Vec<Named> {
    all(res.countries.letterhead(text))
}

/// The countries named in the country cell of the cover, misspellings allowed.
pub(super) fn country_cell(text: &str, res: &Resources) -> Vec<Named> {
    all(res.countries.country_cell(text))
}

/// The countries named in a file name, its words parted by any sign.
pub(super) fn file_name_country(stem: &str, res: &Resources) -> Vec<Named> {
    all(res.countries.file_name(stem))
}

/// The country of an e-mail address.
pub(super) fn email_country(address: &str, res: &Resources) -> Vec<Named> {
    all(res.countries.email(address))
}

fn all(list: Vec<Likely>) -> Vec<Named> {
    list.into_iter().map(Named::from).collect()
}

/// The language of a text. Short texts take the language expected, unless two of their words or their
/// alphabet say otherwise; none for a word or two. Each line votes with its words, so that a name or a title in another
/// language does not decide.
pub(super) fn detect(text: &str, expected: Option<&Lang>, _res: &Resources) -> Option<Lang> {
    // No word goes over the end of a line.
    let lines: Vec<(&str, usize)> = text.lines().map(|line| (line, count(line))).collect();
    let count: usize = lines.iter().map(|(_, words)| words).sum();
    if count < 3 {
        return None;
    }
    if count < 8
        && let Some(expected) = expected
    {
        let folded = Folded::new(text);
        let said: Vec<&str> = folded.words().iter().map(|w| w.text).collect();
        let cyrillic = |c: &char| ('\u{400}'..='\u{4ff}').contains(c);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let other_letters = text.chars().filter(cyrillic).count() * 2 > letters;
        let clear = Vocabulary::shipped()
            .language_of(&said)
            .filter(|(_, n)| *n >= 2 && !other_letters)
            .and_then(|(lang, _)| lang.parse().ok());
        let by_letters = || {
            let known = ["ru", "uk", "sr", "bg", "be", "mk", "kk", "ky", "mn", "tg"];
            (other_letters && !known.contains(&expected.primary()))
                .then(|| "ru".parse().ok())
                .flatten()
        };
        return clear.or_else(by_letters).or_else(|| Some(expected.clone()));
    }
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    let voting = |here: &usize| *here >= 6 || *here == count;
    let mut left: usize = lines.iter().map(|(_, n)| n).filter(|n| voting(n)).sum();
    for (line, here) in lines.into_iter().filter(|(_, n)| voting(n)) {
        *votes
            .entry(two_letters(
                whichlang::detect_language(line).three_letter_code(),
            ))
            .or_insert(0) += here;
        left -= here;
        if decided(&votes, left) {
            break;
        }
    }
    match votes.into_iter().max_by_key(|(_, n)| *n) {
        Some((lang, _)) => lang.parse().ok(),
        None => two_letters(whichlang::detect_language(text).three_letter_code())
            .parse()
            .ok(),
    }
}

/// True when the votes that are left cannot change which language has most.
fn decided(votes: &BTreeMap<&str, usize>, left: usize) -> bool {
    let (mut first, mut second) = (0, 0);
    for n in votes.values() {
        if *n > first {
            (first, second) = (*n, first);
        } else {
            second = second.max(*n);
        }
    }
    first > second + left
}

fn two_letters(code: &str) -> &str {
    match code {
        "ara" => "ar",
        "cmn" => "zh",
        "deu" => "de",
        "eng" => "en",
        "fra" => "fr",
        "hin" => "hi",
        "ita" => "it",
        "jpn" => "ja",
        "kor" => "ko",
        "nld" => "nl",
        "por" => "pt",
        "rus" => "ru",
        "spa" => "es",
        "swe" => "sv",
        "tur" => "tr",
        "vie" => "vi",
        other => other,
    }
}

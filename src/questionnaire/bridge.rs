//! What this room asks of the language room, in one place.

use std::collections::BTreeMap;

use super::fold::words;
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
/// else by adjective (`Bulgarian Police`), which is less certain.
pub(super) fn letterhead(text: &str, res: &Resources) -> Vec<Named> {
    let named = countries(text, res);
    if named.is_empty() {
        all(res.countries.adjectives(text, None))
    } else {
        named
    }
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

/// The language of a text. Short texts take the language expected, since a few words prove nothing;
/// none for a word or two. Each line votes with its words, so that a name or a title in another
/// language does not decide.
pub(super) fn detect(text: &str, expected: Option<&Lang>, _res: &Resources) -> Option<Lang> {
    let count = words(text).len();
    if count < 3 {
        return None;
    }
    if count < 8 && expected.is_some() {
        return expected.cloned();
    }
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for line in text.lines() {
        let here = words(line).len();
        if here >= 6 || here == count {
            *votes
                .entry(two_letters(
                    whichlang::detect_language(line).three_letter_code(),
                ))
                .or_insert(0) += here;
        }
    }
    match votes.into_iter().max_by_key(|(_, n)| *n) {
        Some((lang, _)) => lang.parse().ok(),
        None => two_letters(whichlang::detect_language(text).three_letter_code())
            .parse()
            .ok(),
    }
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

//! The words by which questionnaires are recognised, read from `memory/questionnaire.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::fold::{Phrase, key};
use crate::model::extraction::Answer;

const EMBEDDED: &str = include_str!("../../memory/questionnaire.toml");

/// The words of one language. Everything is folded: lower case, no accents, spaces or punctuation.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    questionnaire: Vec<String>,
    theme: Vec<String>,
    recommendation: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    prompt: Vec<String>,
    comments: Vec<String>,
    country: Vec<String>,
    date: Vec<String>,
    contact: Vec<String>,
    organization: Vec<String>,
    address: Vec<String>,
    telephone: Vec<String>,
    fax: Vec<String>,
    email: Vec<String>,
    return_box: Vec<String>,
    guidance: Vec<String>,
    annex: Vec<String>,
    empty: Vec<String>,
    replaces: Vec<String>,
    replies: Vec<String>,
    page: Vec<String>,
    closing: Vec<String>,
    nothing_done: Vec<String>,
    initials: Vec<String>,
    months: Vec<String>,
    whole_months: Vec<String>,
    small: Vec<String>,
    common: Vec<String>,
    day_endings: Vec<String>,
    ordinals: Vec<String>,
    meeting: Vec<String>,
    held_in: Vec<String>,
    adopted_by: Vec<String>,
}

/// What a folded word or phrase can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sense {
    Questionnaire,
    Theme,
    Recommendation,
    Yes,
    No,
    Prompt,
    Comments,
    Country,
    Date,
    Contact,
    Organization,
    Address,
    Telephone,
    Fax,
    Email,
    ReturnBox,
    Guidance,
    Annex,
    Empty,
    Replaces,
    /// What a return may call itself or an earlier one.
    Replies,
    Page,
    /// What is written below a finished form: signatures, thanks.
    Closing,
    /// Answers that say that nothing was done.
    NothingDone,
    /// Single letters typed for YES and NO.
    InitialYes,
    InitialNo,
    /// Small words inside a date.
    Small,
    /// What follows the digits of a day or a year: `st`, `er`.
    DayEnding,
    Meeting,
    HeldIn,
    AdoptedBy,
}

impl Sense {
    /// The kinds of cover line, with their stable names.
    pub(super) const COVER: [(Self, &'static str); 8] = [
        (Self::Country, "country"),
        (Self::Date, "date"),
        (Self::Contact, "contact"),
        (Self::Organization, "organization"),
        (Self::Address, "address"),
        (Self::Telephone, "telephone"),
        (Self::Fax, "fax"),
        (Self::Email, "email"),
    ];
    /// The bit that stands for it.
    fn bit(self) -> u64 {
        1 << self as u64
    }
}

/// The words of all languages together.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    senses: BTreeMap<Sense, Vec<Phrase>>,
    /// The senses of each phrase, one bit for each.
    by_key: FxHashMap<String, u64>,
    months: BTreeMap<String, i8>,
    /// Names of months that are not known by their beginning; none for one that two languages use
    /// for different months.
    whole_months: BTreeMap<String, Option<i8>>,
    ordinals: BTreeMap<String, u16>,
    /// The commonest words by language.
    common: BTreeMap<String, Vec<String>>,
}

impl Vocabulary {
    /// The words shipped with the program.
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Vocabulary> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            toml::from_str::<BTreeMap<String, Words>>(EMBEDDED)
                .map(|tables| Self::from_tables(&tables))
                .unwrap_or_default()
        })
    }
    fn from_tables(tables: &BTreeMap<String, Words>) -> Self {
        let mut out = Self::default();
        for (lang, words) in tables {
            let common: Vec<String> = words.common.iter().map(|w| key(w)).collect();
            if !common.is_empty() {
                out.common.insert(lang.clone(), common);
            }
            for (sense, list) in [
                (Sense::Questionnaire, &words.questionnaire),
                (Sense::Theme, &words.theme),
                (Sense::Recommendation, &words.recommendation),
                (Sense::Yes, &words.yes),
                (Sense::No, &words.no),
                (Sense::Prompt, &words.prompt),
                (Sense::Comments, &words.comments),
                (Sense::Country, &words.country),
                (Sense::Date, &words.date),
                (Sense::Contact, &words.contact),
                (Sense::Organization, &words.organization),
                (Sense::Address, &words.address),
                (Sense::Telephone, &words.telephone),
                (Sense::Fax, &words.fax),
                (Sense::Email, &words.email),
                (Sense::ReturnBox, &words.return_box),
                (Sense::Guidance, &words.guidance),
                (Sense::Annex, &words.annex),
                (Sense::Empty, &words.empty),
                (Sense::Replaces, &words.replaces),
                (Sense::Replies, &words.replies),
                (Sense::Page, &words.page),
                (Sense::Closing, &words.closing),
                (Sense::NothingDone, &words.nothing_done),
                (Sense::Small, &words.small),
                (Sense::DayEnding, &words.day_endings),
                (Sense::Meeting, &words.meeting),
                (Sense::HeldIn, &words.held_in),
                (Sense::AdoptedBy, &words.adopted_by),
            ] {
                let slot = out.senses.entry(sense).or_default();
                for word in list {
                    let folded = Phrase::new(word);
                    if !folded.key.is_empty() && !slot.contains(&folded) {
                        slot.push(folded);
                    }
                }
            }
            for (i, letter) in words.initials.iter().enumerate() {
                let sense = if i == 0 {
                    Sense::InitialYes
                } else {
                    Sense::InitialNo
                };
                let slot = out.senses.entry(sense).or_default();
                slot.push(Phrase::new(letter));
            }
            for (i, month) in words.months.iter().enumerate() {
                out.months
                    .entry(key(month))
                    .or_insert(i8::try_from(i % 12).unwrap_or(0) + 1);
            }
            for (i, month) in words.whole_months.iter().enumerate() {
                let number = i8::try_from(i % 12).unwrap_or(0) + 1;
                let slot = out.whole_months.entry(key(month)).or_insert(Some(number));
                if *slot != Some(number) {
                    *slot = None;
                }
            }
            for (i, ordinal) in words.ordinals.iter().enumerate() {
                out.ordinals
                    .entry(key(ordinal))
                    .or_insert(u16::try_from(i).unwrap_or(0) + 1);
            }
        }
        for (sense, list) in &mut out.senses {
            list.sort_by_key(|w| std::cmp::Reverse(w.letters()));
            for phrase in list {
                *out.by_key.entry(phrase.key.clone()).or_default() |= sense.bit();
            }
        }
        out
    }
    /// The folded phrases of a sense, longest first.
    pub(super) fn all(&self, sense: Sense) -> &[Phrase] {
        self.senses
            .get(&sense)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
    /// True when the folded text is a phrase of that sense.
    pub(super) fn is(&self, sense: Sense, folded: &str) -> bool {
        self.by_key
            .get(folded)
            .is_some_and(|senses| senses & sense.bit() != 0)
    }
    /// True when the folded text contains a phrase of that sense.
    pub(super) fn within(&self, sense: Sense, folded: &str) -> bool {
        self.all(sense)
            .iter()
            .any(|w| folded.contains(w.key.as_str()))
    }
    /// The month of a folded word, also by its first three or more letters when that is clear.
    pub(super) fn month(&self, folded: &str) -> Option<i8> {
        if let Some(month) = self.months.get(folded) {
            return Some(*month);
        }
        if let Some(month) = self.whole_months.get(folded) {
            return *month;
        }
        if folded.chars().count() < 3 || folded.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let mut found = self
            .months
            .iter()
            .filter(|(name, _)| name.starts_with(folded))
            .map(|(_, m)| *m);
        let first = found.next()?;
        found.all(|m| m == first).then_some(first)
    }
    /// The language most of whose commonest words are among these, with their number; none when two
    /// languages have as many.
    pub(super) fn language_of(&self, words: &[&str]) -> Option<(&str, usize)> {
        let mut counts: Vec<(usize, &str)> = self
            .common
            .iter()
            .map(|(lang, list)| {
                (
                    words
                        .iter()
                        .filter(|w| list.iter().any(|l| l == *w))
                        .count(),
                    lang.as_str(),
                )
            })
            .collect();
        counts.sort_by_key(|c| std::cmp::Reverse(c.0));
        let (most, lang) = *counts.first()?;
        let second = counts.get(1).map_or(0, |c| c.0);
        (most > second).then_some((lang, most))
    }
    /// The option that a single letter stands for.
    pub(super) fn initial(&self, folded: &str) -> Option<Answer> {
        let yes = self.is(Sense::InitialYes, folded);
        let no = self.is(Sense::InitialNo, folded);
        match (yes, no) {
            (true, false) => Some(Answer::Yes),
            (false, true) => Some(Answer::No),
            _ => None,
        }
    }
    /// The ordinal number a folded word stands for.
    pub(super) fn ordinal(&self, folded: &str) -> Option<u16> {
        self.ordinals.get(folded).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_are_read_and_folded() {
        toml::from_str::<BTreeMap<String, Words>>(EMBEDDED).unwrap();
        let v = Vocabulary::shipped();
        assert!(v.is(Sense::Yes, "si") && v.is(Sense::Yes, "да"));
        assert!(v.is(
            Sense::Prompt,
            "desmesuresontellesetéprises".replace('é', "e").as_str()
        ));
        assert_eq!(v.month("juin"), Some(6));
        assert_eq!(v.month("sept"), Some(9));
        assert_eq!(v.ordinal("treizieme"), Some(13));
    }
}

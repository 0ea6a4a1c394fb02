//! The order of countries in a body of paragraphs and in a list.

use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

use super::Countries;
use crate::model::ids::{CountryCode, Lang};

/// What is put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The paragraphs of a note: English order in every language, by `sort_body` where it is given,
    /// so that paragraph numbers agree.
    Body,
    /// Names in a sentence or list: the order of its language, by list name.
    List,
}

impl Countries {
    /// Puts countries in order: letter by letter, accents, case, spaces and marks ignored. Codes that
    /// are not in the table stand where their letters do.
    pub fn sort(&self, codes: &mut [CountryCode], lang: &Lang, purpose: Purpose) {
        let english = Lang::en();
        let lang = match purpose {
            Purpose::Body => &english,
            Purpose::List => lang,
        };
        let mut keyed: Vec<(String, CountryCode)> = codes
            .iter()
            .map(|code| {
                let body = self
                    .names(*code, lang)
                    .and_then(|n| n.sort_body.clone())
                    .filter(|_| purpose == Purpose::Body);
                (body.unwrap_or_else(|| self.list_name(*code, lang)), *code)
            })
            .collect();
        match collator(lang) {
            Some(collator) => {
                keyed.sort_by(|a, b| collator.compare(&a.0, &b.0).then(a.1.cmp(&b.1)));
            }
            None => keyed.sort(),
        }
        for (to, (_, code)) in codes.iter_mut().zip(keyed) {
            *to = code;
        }
    }
}

fn collator(lang: &Lang) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = lang.as_str().parse().unwrap_or(Locale::UNKNOWN);
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Primary);
    options.alternate_handling = Some(AlternateHandling::Shifted);
    Collator::try_new(CollatorPreferences::from(&locale), options).ok()
}

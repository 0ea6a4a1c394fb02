//! Texts that the program computes: introduction, conclusions, restated recommendations. Only
//! names, dates and counts are put in; the words are those of `note.toml`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::language::{Resources, dates, restate};
use crate::model::entry::EntryKey;
use crate::model::ids::{CountryCode, Lang};
use crate::model::settings::{Settings, Texts, text_in};

const FROM_SETTINGS: &str = "from the text in note.toml";

/// The computed texts of one state of a dossier.
pub struct Computed<'a> {
    settings: &'a Settings,
    replied: &'a BTreeSet<CountryCode>,
    resources: &'a Resources,
    values: BTreeMap<Lang, BTreeMap<&'static str, String>>,
}

impl<'a> Computed<'a> {
    /// The computed texts for these settings and these Governments.
    pub fn new(
        settings: &'a Settings,
        replied: &'a BTreeSet<CountryCode>,
        resources: &'a Resources,
    ) -> Self {
        let mut computed = Self {
            settings,
            replied,
            resources,
            values: BTreeMap::new(),
        };
        for lang in &settings.note.languages {
            let values = computed.values_in(lang);
            computed.values.insert(lang.clone(), values);
        }
        computed
    }

    /// Where the computed text of an entry comes from, in words.
    pub fn basis(&self, key: &EntryKey, lang: &Lang) -> &'static str {
        let EntryKey::Restatement(cell) = key else {
            return FROM_SETTINGS;
        };
        let Some(recommendation) = self.settings.recommendation(cell) else {
            return FROM_SETTINGS;
        };
        let adopted = text_in(&recommendation.text, lang).unwrap_or_default();
        if text_in(&recommendation.restated, lang).is_some() {
            FROM_SETTINGS
        } else if restate(self.resources, lang, adopted).by_rule {
            "the recommendation, restated by rule"
        } else {
            "the recommendation as adopted: no rule restates it, put it into the past"
        }
    }

    /// The computed text of an entry in a language; `None` for statements and for paragraphs or
    /// recommendations that have no text in that language.
    pub fn text(&self, key: &EntryKey, lang: &Lang) -> Option<String> {
        let paragraph = |texts: &BTreeMap<Lang, Vec<String>>, n: u16| {
            let template = texts.get(lang)?.get(usize::from(n).checked_sub(1)?)?;
            (!template.trim().is_empty()).then(|| self.fill(template, lang))
        };
        match key {
            EntryKey::Introduction(n) => paragraph(&self.settings.introduction, *n),
            EntryKey::Conclusion(n) => paragraph(&self.settings.conclusions, *n),
            EntryKey::Restatement(cell) => {
                let recommendation = self.settings.recommendation(cell)?;
                match text_in(&recommendation.restated, lang) {
                    Some(text) => Some(text.to_owned()),
                    None => Some(
                        restate(self.resources, lang, text_in(&recommendation.text, lang)?).text,
                    ),
                }
            }
            EntryKey::Statement { .. } => None,
        }
    }

    /// Replaces `{name}` by the value of that name; what is not known stays, plainly marked.
    fn fill(&self, template: &str, lang: &Lang) -> String {
        let empty = BTreeMap::new();
        let values = self.values.get(lang).unwrap_or(&empty);
        let mut out = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            match values.get(name).filter(|v| !v.is_empty()) {
                Some(value) => out.push_str(value),
                None => {
                    out.push_str("[… ");
                    out.push_str(name);
                    out.push_str(" …]");
                }
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    fn values_in(&self, lang: &Lang) -> BTreeMap<&'static str, String> {
        let s = self.settings;
        let text = |texts: &Texts| text_in(texts, lang).map(str::to_owned).unwrap_or_default();
        let day = |date: Option<Date>| date.map(|d| dates::format(lang, d)).unwrap_or_default();
        let replied: Vec<CountryCode> = self.replied.iter().copied().collect();
        let all_members = replied.iter().all(|c| {
            self.resources
                .countries
                .get(*c)
                .is_some_and(|e| e.is_member_state())
        });
        let span = match (s.adopted.start, s.adopted.end) {
            (Some(first), Some(last)) => dates::format_from_to(lang, first, last),
            _ => String::new(),
        };
        BTreeMap::from([
            ("symbol", s.note.symbol.clone()),
            ("meeting", text(&s.meeting.name)),
            ("adopted", text(&s.adopted.name)),
            ("adopted_short", text(&s.adopted.short_name)),
            ("participants", text(&s.adopted.participants)),
            ("adopted_place", text(&s.adopted.place)),
            ("adopted_dates", span),
            ("sent", day(s.note.questionnaire_sent)),
            ("cut_off", day(s.note.cut_off)),
            ("list", self.resources.countries.list(&replied, lang)),
            ("count", replied.len().to_string()),
            (
                "states",
                self.resources
                    .labels
                    .states(lang, all_members, replied.len()),
            ),
        ])
    }
}

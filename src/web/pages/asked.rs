//! Which entries are asked for, as it stands in the address: read, written, and shown as chips that
//! can be taken away.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::language::Resources;
use crate::web::show;
use crate::web::ui::Ui;
use crate::workflow::{Band, EntryFilter, Since, Sort, State as Dossier};

/// The filter of an address.
pub struct Asked {
    /// What it asks for.
    pub filter: EntryFilter,
    /// What of the address was understood, in order.
    pairs: Vec<(String, String)>,
}

/// A part of the filter, and the list without it.
pub struct Chip {
    pub words: String,
    pub without: String,
}

/// States that can be asked for.
pub const STATES: [&str; 7] = [
    "empty",
    "suggested",
    "draft",
    "edited",
    "tentative",
    "confirmed",
    "review",
];

/// Codes of the checks that can be asked for.
pub const CODES: [&str; 17] = [
    "any",
    "number-mismatch",
    "date-mismatch",
    "symbol-mismatch",
    "letter-mismatch",
    "country-missing",
    "country-extra",
    "country-old-name",
    "reference-unknown",
    "reference-empty",
    "unequal-translation",
    "untranslated",
    "negation",
    "terminology",
    "agreement",
    "doubled-word",
    "typography",
];

impl Asked {
    /// Reads an address. What cannot be understood is left out.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        let mut asked = Self {
            filter: EntryFilter::default(),
            pairs: Vec::new(),
        };
        for (key, value) in pairs {
            if asked.take(&key, value.trim()).is_some() {
                asked.pairs.push((key, value.trim().to_owned()));
            }
        }
        asked
    }

    fn take(&mut self, key: &str, value: &str) -> Option<()> {
        let f = &mut self.filter;
        if value.is_empty() {
            return None;
        }
        match key {
            "show" if value == "open" => f.open = true,
            "score" => f.band = Some(Band::ALL.into_iter().find(|b| b.as_str() == value)?),
            "country" => f.country = Some(value.parse().ok()?),
            "theme" => f.theme = Some(value.parse().ok()?),
            "under" => f.cell = Some(value.parse().ok()?),
            "finding" => f.finding = Some(value.to_owned()),
            "person" => f.person = Some(value.to_owned()),
            "since" if value == "visit" => f.since = Some(Since::LastVisit),
            "since" => {
                let day: Date = value.parse().ok()?;
                let begin = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?;
                f.since = Some(Since::Moment(begin.min(Timestamp::MAX)));
            }
            "queries" if value == "open" => f.queries = true,
            "find" => value.clone_into(&mut f.words),
            "sort" => f.sort = Sort::ALL.into_iter().find(|s| s.as_str() == value)?,
            _ => {
                let lang = key.strip_prefix("state-")?.parse().ok()?;
                STATES.contains(&value).then_some(())?;
                f.states.push((lang, value.to_owned()));
            }
        }
        Some(())
    }

    /// The value of a part, as it stands in the address.
    pub fn value(&self, key: &str) -> &str {
        let found = self.pairs.iter().find(|(k, _)| k == key);
        found.map(|(_, v)| v.as_str()).unwrap_or_default()
    }

    /// What follows the path: nothing, or a question mark and the parts.
    pub fn query(&self) -> String {
        query(self.pairs.iter())
    }

    /// The parts, each with the list without it. The order is none of them.
    pub fn chips(&self, ui: &Ui<'_>, now: &Dossier, resources: &Resources) -> Vec<Chip> {
        let shown = self.pairs.iter().filter(|(k, _)| k != "sort");
        shown
            .map(|(key, value)| Chip {
                words: self.words(ui, now, resources, key, value),
                without: format!(
                    "/entries{}",
                    query(self.pairs.iter().filter(|(k, _)| k != key))
                ),
            })
            .collect()
    }

    fn words(
        &self,
        ui: &Ui<'_>,
        now: &Dossier,
        resources: &Resources,
        key: &str,
        value: &str,
    ) -> String {
        match key {
            "show" => ui.t("entries-open"),
            "score" => self.filter.band.map(|b| band(ui, b)).unwrap_or_default(),
            "country" => {
                let codes: Vec<_> = self.filter.country.into_iter().collect();
                show::names(ui, &codes, resources)
            }
            "theme" => {
                let titles = now.settings.theme(self.filter.theme.unwrap_or(0));
                let titles = titles.map(|t| &t.title);
                let title = titles.and_then(|t| t.get(&show::tongue(ui))).cloned();
                let title = title.unwrap_or_default();
                ui.with2("entries-theme", "number", value, "title", title)
            }
            "under" => {
                let cell = self.filter.cell.as_ref().map(ToString::to_string);
                ui.with("entries-recommendation", "cell", cell.unwrap_or_default())
            }
            "finding" => finding(ui, value),
            "person" => ui.with("entries-by", "name", value),
            "since" if value == "visit" => ui.t("entries-since-visit"),
            "since" => ui.with("entries-since", "day", value),
            "queries" => ui.t("entries-queries"),
            "find" => ui.with("entries-with-words", "words", value),
            _ => {
                let lang = key.strip_prefix("state-").unwrap_or_default();
                let state = ui.t(&format!("state-{value}"));
                let lang = ui.language(lang);
                ui.with2("entries-state-is", "language", lang, "state", state)
            }
        }
    }
}

/// The title of a finding.
pub fn finding(ui: &Ui<'_>, code: &str) -> String {
    if code == "any" {
        ui.t("entries-finding-any")
    } else {
        ui.finding(code)
    }
}

/// The word for what a proposal is worth.
pub fn band(ui: &Ui<'_>, band: Band) -> String {
    match band {
        Band::None => ui.t("entries-band-none"),
        Band::Similar => ui.t("entries-band-similar"),
        Band::Repaired => ui.t("entries-band-repaired"),
        Band::Marked => ui.t("entries-band-marked"),
        Band::Same => ui.t("entries-band-same"),
    }
}

/// The word for an order.
pub fn sort(ui: &Ui<'_>, sort: Sort) -> String {
    match sort {
        Sort::Note => ui.t("entries-sort-note"),
        Sort::Country => ui.t("entries-sort-country"),
        Sort::Score => ui.t("entries-sort-score"),
        Sort::Changed => ui.t("entries-sort-changed"),
        Sort::State => ui.t("entries-sort-state"),
    }
}

fn query<'a>(pairs: impl Iterator<Item = &'a (String, String)>) -> String {
    let parts: Vec<String> = pairs
        .map(|(key, value)| format!("{}={}", escaped(key), escaped(value)))
        .collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("?{}", parts.join("&"))
    }
}

/// A text as part of an address.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        let owned = pairs.iter().map(|(k, v)| ((*k).into(), (*v).into()));
        Asked::of(owned.collect())
    }

    #[test]
    fn an_address_is_read_and_written_alike() {
        let one = asked(&[
            ("show", "open"),
            ("state-fr", "tentative"),
            ("country", ""),
            ("under", "2 (b)"),
            ("since", "2026-06-01"),
            ("find", "santé & drogue"),
            ("sort", "score"),
            ("colour", "red"),
            ("score", "huge"),
            ("state-fr", "purple"),
        ]);
        assert!(one.filter.open && one.filter.country.is_none());
        assert_eq!(one.filter.states.len(), 1);
        assert_eq!(
            one.query(),
            "?show=open&state-fr=tentative&under=2%20%28b%29&since=2026-06-01\
             &find=sant%C3%A9%20%26%20drogue&sort=score"
        );
        assert_eq!(asked(&[]).query(), "");
        assert_eq!(one.value("sort"), "score");
    }
}

//! The annex: replies as received, of the Governments that agreed to their publication. The cover
//! with its personal data never comes here; a NO or nothing said keeps the reply out of the annex,
//! and never the paragraph out of the note.

use std::collections::BTreeMap;

use super::state::State;
use crate::language::{Purpose, Resources, typography};
use crate::model::ReturnId;
use crate::model::entry::{EntryKey, Source};
use crate::model::extraction::Answer;
use crate::model::ids::{Cell, CountryCode, Lang};
use crate::model::manuscript::{Part, Span};

/// The annex in one language; nothing when no Government agreed.
pub(super) fn parts(now: &State, lang: &Lang, resources: &Resources) -> Vec<Part> {
    let agreed: BTreeMap<&ReturnId, CountryCode> = now
        .returns
        .iter()
        .filter(|v| v.counts())
        .filter(|v| {
            let said = v.record.extraction().and_then(|x| x.consent);
            said == Some(Answer::Yes)
        })
        .filter_map(|v| Some((&v.record.id, v.country?)))
        .collect();
    let order: BTreeMap<Cell, usize> = now
        .settings
        .cells()
        .enumerate()
        .map(|(at, (cell, _))| (cell, at))
        .collect();
    let mut replies: BTreeMap<CountryCode, Vec<(usize, &Cell, &Source)>> = BTreeMap::new();
    for entry in now.entries.values() {
        let Some(cell) = entry.key.cell() else {
            continue;
        };
        let (EntryKey::Statement { .. }, Some(at)) = (&entry.key, order.get(cell)) else {
            continue;
        };
        for source in &entry.sources {
            if let Some(country) = agreed.get(&source.return_id) {
                replies
                    .entry(*country)
                    .or_default()
                    .push((*at, cell, source));
            }
        }
    }
    if replies.is_empty() {
        return Vec::new();
    }
    let label = |name: &str| typography::finish(lang, &resources.labels.label(lang, name));
    let mut out = vec![
        heading(1, format!("{}. {}", label("annex"), label("annex_title"))),
        Part::Plain(vec![Span::Text {
            text: label("annex_disclaimer"),
            emphasis: true,
            lang: None,
            mark: None,
        }]),
    ];
    let mut countries: Vec<CountryCode> = replies.keys().copied().collect();
    resources
        .countries
        .sort(&mut countries, lang, Purpose::List);
    for country in countries {
        out.push(heading(2, resources.countries.list_name(country, lang)));
        let mut theirs = replies.remove(&country).unwrap_or_default();
        theirs.sort_by_key(|(at, ..)| *at);
        for (_, cell, source) in theirs {
            let place = resources
                .labels
                .label(lang, "annex_place")
                .replace("{theme}", &cell.theme.to_string())
                .replace("{letter}", cell.recommendation.as_str());
            out.push(heading(3, typography::finish(lang, &place)));
            match source.statement.action {
                Some(Answer::Yes) => out.push(line(label("action_yes"), None)),
                Some(Answer::No) => out.push(line(label("action_no"), None)),
                None => {}
            }
            let said = &source.statement;
            for text in said.text.lines().filter(|l| !l.trim().is_empty()) {
                out.push(line(text.to_owned(), said.lang.clone()));
            }
            for note in &said.notes {
                out.push(line(format!("[{note}]"), said.lang.clone()));
            }
        }
    }
    out
}

fn heading(level: u8, text: String) -> Part {
    Part::Heading {
        level,
        label: String::new(),
        text: vec![Span::Text {
            text,
            emphasis: false,
            lang: None,
            mark: None,
        }],
    }
}

/// A line as it was received: nothing is done to its typography.
fn line(text: String, lang: Option<Lang>) -> Part {
    Part::Plain(vec![Span::Text {
        text,
        emphasis: false,
        lang,
        mark: None,
    }])
}

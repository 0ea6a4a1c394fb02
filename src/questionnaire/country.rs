//! Which country a return comes from: all evidence, weighed; two candidates are a finding, not a guess.

use std::collections::BTreeMap;

use super::bridge::{self, Named};
use crate::language::Resources;
use crate::model::extraction::{CountryEvidence, Extraction, Passage};
use crate::model::finding::Finding;
use crate::model::ids::CountryCode;

/// Where to look.
pub(super) struct Sources<'a> {
    pub(super) file_name: &'a str,
    /// Headers, footers and what stands above the form.
    pub(super) letterhead: &'a [Passage],
    pub(super) extraction: &'a Extraction,
}

/// The country, if clear, with all evidence and what is to be said about it.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) country: Option<CountryCode>,
    pub(super) evidence: Vec<CountryEvidence>,
    pub(super) findings: Vec<Finding>,
}

/// What each kind of evidence weighs. The cover is the sender's own statement; a file name was given
/// by whoever saved the mail; the text names neighbours and partners too.
const COVER: u8 = 100;
const FILE_NAME: u8 = 70;
const HEADER: u8 = 60;
const EMAIL: u8 = 40;
const OTHER_COVER: u8 = 40;
const TEXT: u8 = 20;
/// A second candidate with this share of the first one's weight makes a contradiction.
const RIVAL: f64 = 0.6;

/// Weighs the evidence.
pub(super) fn find(sources: &Sources<'_>, res: &Resources) -> Found {
    decide(gather(sources, res))
}

fn gather(sources: &Sources<'_>, res: &Resources) -> Vec<CountryEvidence> {
    let mut out = Vec::new();
    let mut add = |source: &str, weight: u8, found: Vec<Named>| {
        for named in found {
            let confidence = u8::try_from(u32::from(weight) * u32::from(named.certainty) / 100)
                .unwrap_or(weight);
            out.push(CountryEvidence {
                country: named.country,
                source: source.into(),
                words: named.words,
                confidence,
            });
        }
    };
    for field in sources
        .extraction
        .cover
        .iter()
        .filter(|f| !f.value.trim().is_empty())
    {
        match field.kind.as_str() {
            "country" => add("cover", COVER, bridge::country_cell(&field.value, res)),
            "email" => add("e-mail", EMAIL, bridge::email_country(&field.value, res)),
            "date" | "telephone" | "fax" => {}
            _ => add("cover", OTHER_COVER, bridge::letterhead(&field.value, res)),
        }
    }
    for passage in sources.letterhead {
        add("letterhead", HEADER, bridge::letterhead(&passage.text, res));
    }
    let stem = sources
        .file_name
        .rsplit_once('.')
        .map_or(sources.file_name, |(stem, _)| stem);
    add("file name", FILE_NAME, bridge::file_name_country(stem, res));
    let mut named: BTreeMap<CountryCode, (usize, String)> = BTreeMap::new();
    for statement in &sources.extraction.statements {
        for one in bridge::countries(&statement.text, res) {
            named.entry(one.country).or_insert((0, one.words)).0 += 1;
        }
    }
    let all: usize = named.values().map(|(n, _)| n).sum();
    let most = named
        .into_iter()
        .max_by_key(|(_, (n, _))| *n)
        .filter(|(_, (n, _))| *n >= 2 && *n * 2 > all);
    add(
        "text",
        TEXT,
        most.map(|(country, (_, words))| Named {
            country,
            words,
            certainty: 100,
        })
        .into_iter()
        .collect(),
    );
    out
}

/// Adds up the evidence; one kind of source counts once for a country.
pub(super) fn decide(mut evidence: Vec<CountryEvidence>) -> Found {
    evidence.sort_by(|a, b| {
        b.confidence
            .cmp(&a.confidence)
            .then(a.country.cmp(&b.country))
            .then(a.source.cmp(&b.source))
    });
    evidence.dedup_by(|b, a| a.country == b.country && a.source == b.source);
    let mut weights: BTreeMap<CountryCode, u32> = BTreeMap::new();
    let mut counted: Vec<(CountryCode, &str)> = Vec::new();
    for e in &evidence {
        if !counted.contains(&(e.country, e.source.as_str())) {
            counted.push((e.country, &e.source));
            *weights.entry(e.country).or_insert(0) += u32::from(e.confidence);
        }
    }
    let mut ranked: Vec<(CountryCode, u32)> = weights.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut out = Found {
        evidence,
        ..Found::default()
    };
    let hint = "say which country it is; the reply stays apart until then";
    match (ranked.first(), ranked.get(1)) {
        (None, _) => {
            let message = "nothing in the file tells which country it comes from";
            out.findings
                .push(Finding::error("country-unknown", message).hint(hint));
        }
        (Some((first, weight)), second) => {
            let rival = second.filter(|(_, w)| f64::from(*w) >= RIVAL * f64::from(*weight));
            if let Some((other, _)) = rival {
                let said = |c: &CountryCode| {
                    out.evidence
                        .iter()
                        .find(|e| e.country == *c)
                        .map(|e| format!("{} (“{}”)", e.source, e.words))
                        .unwrap_or_default()
                };
                let message = format!(
                    "the file speaks for two countries: {first} by {}, {other} by {}",
                    said(first),
                    said(other)
                );
                out.findings
                    .push(Finding::error("country-contradiction", message).hint(hint));
            } else {
                out.country = Some(*first);
                if *weight < 40 {
                    let message =
                        format!("only weak evidence tells that this file comes from {first}");
                    out.findings.push(
                        Finding::warning("country-doubtful", message).hint("confirm the country"),
                    );
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::extraction::{CoverField, Statement};

    fn evidence(country: &str, source: &str, confidence: u8) -> CountryEvidence {
        CountryEvidence {
            country: country.parse().unwrap(),
            source: source.into(),
            words: "x".into(),
            confidence,
        }
    }
    fn code(found: &Found) -> Option<String> {
        found.country.map(|c| c.to_string())
    }

    #[test]
    fn agreeing_sources_win_over_a_stray_name() {
        let found = decide(vec![
            evidence("NOR", "cover", 100),
            evidence("NOR", "file name", 70),
            evidence("AUT", "letterhead", 60),
        ]);
        assert_eq!(code(&found).as_deref(), Some("NOR"));
        assert!(found.findings.is_empty());
    }

    #[test]
    fn two_candidates_are_a_finding() {
        let found = decide(vec![
            evidence("NOR", "cover", 100),
            evidence("SWE", "file name", 70),
        ]);
        assert_eq!(code(&found), None);
        assert_eq!(
            found.findings.first().map(|f| f.code.as_str()),
            Some("country-contradiction")
        );
    }

    #[test]
    fn no_evidence_is_a_finding() {
        assert_eq!(
            decide(Vec::new()).findings.first().map(|f| f.code.as_str()),
            Some("country-unknown")
        );
    }

    #[test]
    fn one_source_counts_once() {
        let found = decide(vec![
            evidence("NOR", "file name", 70),
            evidence("SWE", "letterhead", 30),
            evidence("SWE", "letterhead", 30),
            evidence("SWE", "letterhead", 30),
        ]);
        assert_eq!(code(&found).as_deref(), Some("NOR"));
    }

    /// What the shipped names make of a cover, a letterhead, a text and the name of a file.
    fn read(country: &str, email: &str, letterhead: &str, text: &str, file_name: &str) -> Found {
        let field = |kind: &str, value: &str| CoverField {
            kind: kind.into(),
            value: value.into(),
            label: String::new(),
        };
        let extraction = Extraction {
            cover: vec![field("country", country), field("email", email)],
            statements: vec![Statement {
                cell: "1a".parse().unwrap(),
                action: None,
                lang: None,
                text: text.into(),
                notes: Vec::new(),
                place: String::new(),
                confidence: 100,
                evidence: String::new(),
            }],
            ..Extraction::default()
        };
        let head = [Passage {
            text: letterhead.into(),
            place: String::new(),
        }];
        let sources = Sources {
            file_name,
            letterhead: &head,
            extraction: &extraction,
        };
        find(&sources, &Resources::embedded().unwrap())
    }

    #[test]
    fn the_shipped_names_tell_the_country() {
        let neighbours = "Joint patrols with Greece and Romania; Greece sent two boats.";
        for (found, wanted) in [
            (
                read("Republic of Bulgaria", "", "", neighbours, "reply.docx"),
                "BGR",
            ),
            (
                read("Begium, Federal Police", "", "", "", "reply.docx"),
                "BEL",
            ),
            (
                read("", "", "", neighbours, "Reply_Czech-Republic_final.docx"),
                "CZE",
            ),
            (read("", "", "BULGARIAN POLICE", "", "reply BG.docx"), "BGR"),
            (read("", "a@mvr.gov.bg", "", "", "reply.docx"), "BGR"),
            (read("Республика Беларусь", "", "", "", "ответ.docx"), "BLR"),
        ] {
            assert_eq!(
                code(&found).as_deref(),
                Some(wanted),
                "{:?}",
                found.evidence
            );
        }
        let two = read("Norway", "", "", "", "reply_Sweden.docx");
        assert_eq!(code(&two), None);
        // A letterhead that only says what is of a country is a doubt, not a certainty.
        let doubtful = read("", "", "Swiss police", "", "reply.docx");
        assert_eq!(code(&doubtful).as_deref(), Some("CHE"));
        assert_eq!(
            doubtful.findings.first().map(|f| f.code.as_str()),
            Some("country-doubtful")
        );
    }
}

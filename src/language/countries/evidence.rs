//! Countries in places that are no running text: the cell of a cover, the name of a file, an
//! address, a letterhead.

use std::collections::BTreeMap;

use super::Countries;
use super::find::Look;
use super::words::{Spans, fold};
use crate::model::ids::{CountryCode, Lang};

/// A country that a place speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// The country.
    pub code: CountryCode,
    /// The words it was recognised by.
    pub words: String,
    /// 1 to 100; under 100 for anything but a name as the table has it.
    pub certainty: u8,
}

/// What other signs than names are worth.
const ADJECTIVE: u8 = 60;
const THREE_LETTERS: u8 = 80;
const TWO_LETTERS: u8 = 60;
const CAPITAL: u8 = 35;
/// A slip of one letter, and each further one.
const SLIP: u8 = 85;
const FURTHER_SLIP: u8 = 15;
/// Names shorter than this are not found with slips, nor in more words than these.
const SLIP_LEAST: usize = 5;
const SLIP_WORDS: usize = 5;

impl Countries {
    /// The countries of the country cell of a cover, which may hold a ministry too: by name in any
    /// case, else by adjective, else by a code alone in the cell, else by a name with a slip or two
    /// (one for each six letters). Several names with the same number of slips are all given.
    pub fn country_cell(&self, text: &str) -> Vec<Likely> {
        let look = Look {
            any_case: true,
            any_gap: false,
        };
        let named = self.likely(text, look);
        if !named.is_empty() {
            return named;
        }
        let adjectives = self.adjectives(text, None);
        if !adjectives.is_empty() {
            return adjectives;
        }
        if let Some(found) = self.code_alone(text.trim()) {
            return vec![found];
        }
        let close = self.with_slips(text);
        if close.is_empty() {
            self.by_capital(text)
        } else {
            close
        }
    }

    /// The countries of a letterhead, or of a line of the cover that is not the country's own: named,
    /// else by adjective, else by capital.
    pub fn letterhead(&self, text: &str) -> Vec<Likely> {
        let named = self.likely(text, Look::default());
        if !named.is_empty() {
            return named;
        }
        let adjectives = self.adjectives(text, None);
        if !adjectives.is_empty() {
            return adjectives;
        }
        self.by_capital(text)
    }

    /// Countries by their capitals; not in the address of an office abroad.
    fn by_capital(&self, text: &str) -> Vec<Likely> {
        if self.names_a_mission(text) {
            return Vec::new();
        }
        let mut out: Vec<Likely> = Vec::new();
        for one in self.capitals.look(text, None, Look::default()) {
            if !out.iter().any(|l| l.code == one.code) {
                out.push(Likely {
                    code: one.code,
                    words: text.get(one.start..one.end).unwrap_or_default().to_owned(),
                    certainty: CAPITAL,
                });
            }
        }
        out
    }

    /// The countries of the name of a file without its extension: names in any case with any signs
    /// between their words, codes of three letters, and of two at the head or end.
    pub fn file_name(&self, stem: &str) -> Vec<Likely> {
        let spaced = part(stem);
        let look = Look {
            any_case: true,
            any_gap: true,
        };
        let named = self.likely(&spaced, look);
        if !named.is_empty() {
            return named;
        }
        let words: Vec<&str> = Spans::new(&spaced)
            .filter_map(|(start, end)| spaced.get(start..end))
            .collect();
        let shouted = !spaced.chars().any(char::is_lowercase);
        let last = words.len().saturating_sub(1);
        let mut out: Vec<Likely> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let (edge, low) = (at == 0 || at == last, word.to_lowercase());
            let capitals = !word.chars().any(char::is_lowercase);
            let three = word.len() == 3
                && (edge || (capitals && !shouted))
                && !self.codes.not_codes.contains(&low);
            let two = word.len() == 2
                && edge
                && capitals
                && !(at == last && self.codes.languages.contains(&low));
            if three || two {
                out.extend(self.code_alone(&word.to_uppercase()).map(|found| Likely {
                    words: (*word).to_owned(),
                    ..found
                }));
            }
        }
        if out.is_empty() {
            out = self.adjectives(&spaced, None);
        }
        out.dedup_by_key(|l| l.code);
        out
    }

    /// The country of a mail address, by its top-level domain.
    pub fn email(&self, address: &str) -> Vec<Likely> {
        let lower = address.trim().to_lowercase();
        let host = lower.rsplit('@').next().unwrap_or_default();
        let labels: Vec<&str> = host
            .split(['.', ' ', ',', ';', '>'])
            .filter(|l| !l.is_empty())
            .collect();
        let Some((last, rest)) = labels.split_last().filter(|(_, rest)| !rest.is_empty()) else {
            return Vec::new();
        };
        let official = rest
            .iter()
            .any(|l| self.codes.government.iter().any(|g| g == l));
        if self.codes.open_domains.iter().any(|d| d == last) && !official {
            return Vec::new();
        }
        self.rows
            .iter()
            .filter(|row| row.kind != super::Kind::Organization)
            .filter(|row| {
                row.iso2.eq_ignore_ascii_case(last) || row.domains.iter().any(|d| d == last)
            })
            .map(|row| Likely {
                code: row.code,
                words: format!(".{last}"),
                certainty: 100,
            })
            .collect()
    }

    /// Countries by adjectives (`Bulgarian Police`, « police belge ») where a text names none.
    /// Adjectives that two countries share say nothing.
    pub fn adjectives(&self, text: &str, lang: Option<&Lang>) -> Vec<Likely> {
        let look = Look {
            any_case: true,
            any_gap: false,
        };
        let mut out: Vec<Likely> = Vec::new();
        for one in self.adjectives.look(text, lang, look) {
            if !out.iter().any(|l| l.code == one.code) {
                out.push(Likely {
                    code: one.code,
                    words: text.get(one.start..one.end).unwrap_or_default().to_owned(),
                    certainty: ADJECTIVE,
                });
            }
        }
        out
    }

    fn likely(&self, text: &str, look: Look) -> Vec<Likely> {
        let mut out: Vec<Likely> = Vec::new();
        let named = self.named(text, look);
        for one in self.senders(text, named) {
            if !out.iter().any(|l| l.code == one.code) {
                out.push(Likely {
                    code: one.code,
                    words: text.get(one.start..one.end).unwrap_or_default().to_owned(),
                    certainty: 100,
                });
            }
        }
        out
    }

    /// Names of the table and local names in a text, in order; the longer of two that overlap.
    fn named(&self, text: &str, look: Look) -> Vec<super::Named> {
        let mut all = self.finder.look(text, None, look);
        all.extend(self.local.look(text, None, look));
        for row in &self.rows {
            // Scripts that put no space between words.
            for name in row.local.iter().filter(|n| n.chars().all(unspaced)) {
                all.extend(
                    text.match_indices(name.as_str())
                        .map(|(start, _)| super::Named {
                            start,
                            end: start + name.len(),
                            code: row.code,
                            current_name: true,
                        }),
                );
            }
        }
        all.sort_by_key(|n| (n.start, std::cmp::Reverse(n.end)));
        let mut out: Vec<super::Named> = Vec::new();
        for one in all {
            if out.last().is_none_or(|last| one.start >= last.end) {
                out.push(one);
            }
        }
        out
    }

    /// The country of a text that is one of its codes.
    fn code_alone(&self, text: &str) -> Option<Likely> {
        let upper = text.to_uppercase();
        let found = match text.len() {
            3 => self
                .get(upper.parse().ok()?)
                .map(|row| (row, THREE_LETTERS)),
            2 => self
                .rows
                .iter()
                .find(|row| row.iso2 == upper)
                .map(|row| (row, TWO_LETTERS)),
            _ => None,
        };
        let (row, certainty) = found?;
        Some(Likely {
            code: row.code,
            words: text.to_owned(),
            certainty,
        })
    }

    /// Names that stand in the text with as few wrong letters as any does.
    fn with_slips(&self, text: &str) -> Vec<Likely> {
        let words: Vec<(usize, usize)> = Spans::new(text).collect();
        let mut best: BTreeMap<CountryCode, (usize, String)> = BTreeMap::new();
        let mut fewest = usize::MAX;
        for from in 0..words.len() {
            for window in words
                .get(from..)
                .into_iter()
                .flat_map(|w| (1..=SLIP_WORDS.min(w.len())).filter_map(move |n| w.get(..n)))
            {
                let (Some(first), Some(last)) = (window.first(), window.last()) else {
                    continue;
                };
                let said = text.get(first.0..last.1).unwrap_or_default();
                let folded = fold(said);
                let length = folded.chars().count();
                if length < SLIP_LEAST {
                    continue;
                }
                for alias in self.finder.aliases().iter().chain(self.local.aliases()) {
                    let other = alias.words.chars().count();
                    let allowed = (length.min(other) / 5).clamp(1, 2);
                    let Some(code) = alias
                        .code
                        .filter(|_| other >= SLIP_LEAST && length.abs_diff(other) <= allowed)
                    else {
                        continue;
                    };
                    let slips = strsim::osa_distance(&folded, &alias.words);
                    if slips > allowed || slips > fewest {
                        continue;
                    }
                    if slips < fewest {
                        fewest = slips;
                        best.clear();
                    }
                    best.entry(code).or_insert((slips, said.to_owned()));
                }
            }
        }
        self.add_alike(&mut best);
        best.into_iter()
            .map(|(code, (slips, words))| Likely {
                code,
                words,
                certainty: SLIP
                    .saturating_sub(
                        u8::try_from(slips.saturating_sub(1))
                            .unwrap_or(u8::MAX)
                            .saturating_mul(FURTHER_SLIP),
                    )
                    .max(1),
            })
            .collect()
    }
}

/// Letters of scripts that put no space between words: Thai to Khmer, kana, Chinese characters.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// A name of a file with spaces where case or kind of its letters changes: `ReplyBulgaria2022`.
fn part(stem: &str) -> String {
    let mut out = String::new();
    let mut before: Option<char> = None;
    for c in stem.chars() {
        let turns = before.is_some_and(|b| {
            (b.is_lowercase() && c.is_uppercase()) || (b.is_numeric() != c.is_numeric())
        });
        if turns || c == '_' {
            out.push(' ');
        }
        if c != '_' {
            out.push(c);
        }
        before = Some(c);
    }
    out
}

//! Countries named in running text: one table of all names, by first word.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Country;
use super::data::{FILE, Names, Rules};
use super::decline::forms;
use super::words::{Spans, fold, fold_into, inside};
use crate::language::LanguageError;
use crate::model::ids::{CountryCode, Lang};

/// A country named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// First byte of the name, its article not counted.
    pub start: usize,
    /// Byte after the name.
    pub end: usize,
    /// The country.
    pub code: CountryCode,
    /// False for a name that is no longer to be written.
    pub current_name: bool,
}

/// How a text is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    /// Names without a capital count.
    pub any_case: bool,
    /// Any sign may stand between the words of a name.
    pub any_gap: bool,
}

/// Names by their first word.
#[derive(Debug, Default)]
pub(super) struct Finder {
    aliases: Vec<Alias>,
    /// Folded first word to its aliases, those of most words first.
    first: FxHashMap<String, Vec<u32>>,
    langs: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Alias {
    /// Folded words with one space between.
    pub words: String,
    count: usize,
    /// `None` for what looks like a name and is none.
    pub code: Option<CountryCode>,
    current: bool,
    /// Bits of the languages that it belongs to.
    langs: u32,
    /// Taken in capitals only, such as `US`.
    capitals: bool,
    /// A parenthesis may stand inside.
    parenthesis: bool,
    /// Not a country before a capitalised word.
    careful: bool,
}

/// Words of a name at most.
const MOST_WORDS: usize = 14;
/// Letters of an abbreviation at most.
const ABBREVIATION: usize = 4;

impl Finder {
    /// The names of all countries, with their inflected forms, and what is no country.
    pub fn of_names(
        rows: &[Country],
        rules: &BTreeMap<String, Rules>,
    ) -> Result<Self, LanguageError> {
        let mut out = Self::with_langs(rules);
        for row in rows {
            for (lang, names) in &row.names {
                let endings = rules
                    .get(lang)
                    .map(|r| r.endings.as_slice())
                    .unwrap_or_default();
                for (name, current) in every(names) {
                    out.add(name, lang, Some(row.code), current);
                    for form in forms(name, endings) {
                        out.add(&form, lang, Some(row.code), current);
                    }
                }
            }
        }
        let mut owner: BTreeMap<&str, CountryCode> = BTreeMap::new();
        for alias in &out.aliases {
            if let Some(code) = alias.code
                && let Some(other) = owner.insert(&alias.words, code)
                && other != code
            {
                return Err(LanguageError::data(
                    FILE,
                    format!("“{}” names {other} and {code}", alias.words),
                ));
            }
        }
        for (lang, rules) in rules {
            for name in &rules.not_countries {
                out.add(name, lang, None, true);
            }
            for name in &rules.not_before_capital {
                let (words, bit) = (fold(name), out.bit(lang));
                for alias in &mut out.aliases {
                    alias.careful |= alias.words == words && alias.langs & bit != 0;
                }
            }
        }
        out.settle();
        Ok(out)
    }

    /// The adjectives of all countries but those that two of them share.
    pub fn of_adjectives(rows: &[Country], rules: &BTreeMap<String, Rules>) -> Self {
        let mut owner: BTreeMap<String, Option<CountryCode>> = BTreeMap::new();
        let mut all = Vec::new();
        for row in rows {
            for (lang, names) in &row.names {
                for adjective in &names.adjective {
                    let known = owner.entry(fold(adjective)).or_insert(Some(row.code));
                    if *known != Some(row.code) {
                        *known = None;
                    }
                    all.push((adjective, lang, row.code));
                }
            }
        }
        let mut out = Self::with_langs(rules);
        for (adjective, lang, code) in all {
            if owner.get(&fold(adjective)).copied().flatten() == Some(code) {
                out.add(adjective, lang, Some(code), true);
                let plural = rules.get(lang).map_or("", |r| &r.plural);
                if !plural.is_empty() && !adjective.ends_with(plural) {
                    out.add(&format!("{adjective}{plural}"), lang, Some(code), true);
                }
            }
        }
        out.settle();
        out
    }

    /// Names of one list of each row.
    pub fn of_list(rows: &[Country], list: fn(&Country) -> &[String]) -> Self {
        let mut out = Self::default();
        for row in rows {
            for name in list(row) {
                out.add(name, "", Some(row.code), true);
            }
        }
        out.settle();
        out
    }

    fn with_langs(rules: &BTreeMap<String, Rules>) -> Self {
        Self {
            langs: rules.keys().take(32).cloned().collect(),
            ..Self::default()
        }
    }

    /// Every alias, for comparisons that allow slips.
    pub fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    fn bit(&self, lang: &str) -> u32 {
        self.langs
            .iter()
            .position(|l| l == lang)
            .map_or(0, |at| 1 << at)
    }

    fn add(&mut self, name: &str, lang: &str, code: Option<CountryCode>, current: bool) {
        let words = fold(name);
        if words.is_empty() {
            return;
        }
        let mut letters = name.chars().filter(|c| c.is_alphabetic());
        let short = letters.nth(ABBREVIATION).is_none();
        self.aliases.push(Alias {
            count: words.split(' ').count(),
            words,
            code,
            current,
            langs: self.bit(lang),
            capitals: short && !name.chars().any(char::is_lowercase),
            parenthesis: name.contains('('),
            careful: false,
        });
    }

    /// Joins equal aliases and builds the table.
    fn settle(&mut self) {
        self.aliases.sort_by(|a, b| {
            (b.count, &a.words, a.code, a.current, a.capitals)
                .cmp(&(a.count, &b.words, b.code, b.current, b.capitals))
        });
        self.aliases.dedup_by(|b, a| {
            let same = (&a.words, a.code, a.current, a.capitals)
                == (&b.words, b.code, b.current, b.capitals);
            if same {
                a.langs |= b.langs;
                a.parenthesis |= b.parenthesis;
                a.careful |= b.careful;
            }
            same
        });
        for (at, alias) in (0u32..).zip(&self.aliases) {
            let first = alias.words.split(' ').next().unwrap_or_default();
            match self.first.get_mut(first) {
                Some(list) => list.push(at),
                None => {
                    self.first.insert(first.to_owned(), vec![at]);
                }
            }
        }
    }

    /// Names in a text that begin with a capital.
    pub fn find(&self, text: &str, lang: Option<&Lang>) -> Vec<Named> {
        self.look(text, lang, Look::default())
    }

    /// Names in a text.
    pub fn look(&self, text: &str, lang: Option<&Lang>, look: Look) -> Vec<Named> {
        let mut out = Vec::new();
        if self.first.is_empty() {
            return out;
        }
        let bit = lang.map_or(0, |l| self.bit(l.primary()));
        let mut word = String::new();
        let mut next = 0;
        for (at, end) in Spans::new(text) {
            let here = text.get(at..end).unwrap_or_default();
            let counts = here.starts_with(|c: char| {
                if c.is_ascii() {
                    c.is_ascii_uppercase()
                } else {
                    // Letters of a script without case count as capitals.
                    !c.is_lowercase()
                }
            });
            if at >= next && (counts || look.any_case) {
                word.clear();
                fold_into(here, &mut word);
                if let Some(list) = self.first.get(word.as_str())
                    && let Some((alias, end)) = self.longest(list, text, at, bit, look)
                {
                    next = end;
                    out.extend(alias.code.map(|code| Named {
                        start: at,
                        end,
                        code,
                        current_name: alias.current,
                    }));
                }
            }
        }
        out
    }

    /// The longest alias of a list that stands at a place, with its end.
    fn longest(
        &self,
        list: &[u32],
        text: &str,
        at: usize,
        bit: u32,
        look: Look,
    ) -> Option<(&Alias, usize)> {
        let aliases = || list.iter().filter_map(|i| self.aliases.get(*i as usize));
        let most = aliases().next()?.count.min(MOST_WORDS);
        let ahead = Ahead::read(text, at, most, look);
        let mut best: Option<(&Alias, usize, u8)> = None;
        for alias in aliases() {
            if best.is_some_and(|(b, _, _)| b.count > alias.count) {
                break;
            }
            let Some(end) = ahead.end_of(alias, text, bit) else {
                continue;
            };
            let rank = match (alias.langs & bit != 0, alias.code.is_some(), alias.current) {
                (true, false, _) => 5,
                (true, true, true) => 4,
                (true, true, false) => 3,
                (false, true, true) => 2,
                (false, true, false) => 1,
                (false, false, _) => 0,
            };
            if best.is_none_or(|(_, _, r)| rank > r) {
                best = Some((alias, end, rank));
            }
        }
        best.map(|(alias, end, _)| (alias, end))
    }
}

/// Every name of a country in one language, and whether it is still to be written.
fn every(names: &Names) -> impl Iterator<Item = (&str, bool)> {
    let current = [names.running(), &names.name]
        .into_iter()
        .chain(names.formal.iter().chain(&names.also).map(String::as_str));
    current
        .map(|n| (n, true))
        .chain(names.old.iter().map(|n| (n.as_str(), false)))
}

/// The words from a place on that may be parts of one name.
struct Ahead {
    folded: String,
    /// By number of words: length of the folded text, end in the text, whether a parenthesis opened.
    ends: Vec<(usize, usize, bool)>,
    start: usize,
}

impl Ahead {
    fn read(text: &str, at: usize, most: usize, look: Look) -> Self {
        let tail = text.get(at..).unwrap_or_default();
        let mut out = Self {
            folded: String::new(),
            ends: Vec::with_capacity(most),
            start: at,
        };
        let (mut before, mut opened) = (0, false);
        for (start, end) in Spans::new(tail).take(most) {
            if start > 0 {
                let last = tail.get(..before).unwrap_or_default();
                let short = last.chars().rev().take_while(|c| inside(*c)).count() < 3;
                let gap = tail.get(before..start).unwrap_or_default();
                if !look.any_gap && !gap.chars().all(|c| joins(c, short)) {
                    break;
                }
                opened |= gap.contains('(');
                out.folded.push(' ');
            }
            fold_into(tail.get(start..end).unwrap_or_default(), &mut out.folded);
            out.ends.push((out.folded.len(), at + end, opened));
            before = end;
        }
        out
    }

    /// Where an alias ends, when it stands here.
    fn end_of(&self, alias: &Alias, text: &str, bit: u32) -> Option<usize> {
        let (length, end, opened) = *self.ends.get(alias.count.checked_sub(1)?)?;
        if self.folded.get(..length)? != alias.words || (opened && !alias.parenthesis) {
            return None;
        }
        let rest = text.get(end..)?;
        if alias.capitals && !self.in_capitals(text, end, rest) {
            return None;
        }
        let name_goes_on = || {
            let mut next = rest.chars();
            next.next() == Some(' ') && next.next().is_some_and(char::is_uppercase)
        };
        if alias.careful && alias.langs & bit != 0 && name_goes_on() {
            return None;
        }
        // « Iran (République islamique d') »
        let tail = rest.trim_start_matches(['\'', '’']);
        let closing = if opened && tail.starts_with(')') {
            rest.len() - tail.len() + 1
        } else {
            0
        };
        Some(end + closing)
    }

    /// Short names in capitals: written so, in a text that is not all capitals, and no currency.
    fn in_capitals(&self, text: &str, end: usize, rest: &str) -> bool {
        let here = text.get(self.start..end).unwrap_or_default();
        let head = text.get(..self.start).unwrap_or_default().trim_end();
        let before = head.rsplit(|c| !inside(c)).next().unwrap_or_default();
        let after = rest.trim_start().split(|c| !inside(c)).next();
        let loud = |word: &str| word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase());
        !here.chars().any(char::is_lowercase)
            && !rest.starts_with('$')
            && !loud(before)
            && !after.is_some_and(loud)
    }
}

/// What may stand between the words of a name.
fn joins(c: char, after_short: bool) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '‐'
                | '‑'
                | '‒'
                | '–'
                | '—'
                | '\''
                | '’'
                | '‘'
                | 'ʼ'
                | '`'
                | '´'
                | '&'
                | '('
        )
        || (c == '.' && after_short)
}

//! Words and phrases of a reply exchanged before its verbs are moved back.

use super::drafting::Tables;

/// A word with the marks around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub before: String,
    pub core: String,
    pub after: String,
}

impl Word {
    pub fn read(text: &str) -> Self {
        let inner = |c: char| c.is_alphanumeric();
        let start = text.find(inner).unwrap_or(text.len());
        let end = text
            .rfind(inner)
            .and_then(|i| text.get(i..)?.chars().next().map(|c| i + c.len_utf8()))
            .unwrap_or(start);
        let part = |a: usize, b: usize| text.get(a..b).unwrap_or_default().to_owned();
        Self {
            before: part(0, start),
            core: part(start, end).replace('’', "'"),
            after: part(end, text.len()),
        }
    }
    pub fn low(&self) -> String {
        self.core.to_lowercase()
    }
    pub fn written(&self) -> String {
        format!("{}{}{}", self.before, self.core, self.after)
    }
    /// True when a clause may begin after the word.
    pub fn closes(&self) -> bool {
        self.after.contains([',', ';', ':', ')', '.'])
    }
}

/// `15%` and `15 %` in words.
pub(super) fn percent(text: &str) -> String {
    text.replace("\u{a0}%", " per cent")
        .replace("\u{202f}%", " per cent")
        .replace(" %", " per cent")
        .replace('%', " per cent")
}

/// Figures as United Nations documents write them: up to nine in words before a small word, thousands
/// parted by a comma. Days, years, percentages and measures stay.
pub(super) fn figures(words: &mut Vec<Word>, tables: &Tables) {
    let digits = |w: &Word, count: std::ops::RangeInclusive<usize>| {
        count.contains(&w.core.len()) && w.core.bytes().all(|b| b.is_ascii_digit())
    };
    let mut at = 0;
    while at < words.len() {
        // "6 200", a space between the thousands.
        let joined = words.get(at).zip(words.get(at + 1)).is_some_and(|(a, b)| {
            digits(a, 1..=3) && a.after.is_empty() && b.before.is_empty() && digits(b, 3..=3)
        });
        if joined {
            let next = words.remove(at + 1);
            if let Some(word) = words.get_mut(at) {
                word.core = format!("{},{}", word.core, next.core);
                word.after = next.after;
            }
        }
        // "410 thousand".
        if words
            .get(at)
            .is_some_and(|w| digits(w, 1..=3) && w.after.is_empty())
            && words.get(at + 1).is_some_and(|w| w.low() == "thousand")
        {
            let next = words.remove(at + 1);
            if let Some(word) = words.get_mut(at) {
                word.core.push_str(",000");
                word.after = next.after;
            }
        }
        let next = words
            .get(at + 1)
            .map(|w| w.core.clone())
            .unwrap_or_default();
        let before = at
            .checked_sub(1)
            .and_then(|i| words.get(i))
            .map(Word::low)
            .unwrap_or_default();
        let small = next.starts_with(char::is_lowercase) || next.contains('-');
        let measured = tables.lists.measures.contains(&next.to_lowercase());
        let named = tables.lists.numbered.contains(&before);
        if let Some(word) = words.get_mut(at)
            && digits(word, 1..=4)
            && word.before.is_empty()
        {
            let value: usize = word.core.parse().unwrap_or(0);
            let free = word.after.is_empty() && small && !measured && !named;
            if word.core.len() == 1 && free {
                if let Some(written) = value
                    .checked_sub(1)
                    .and_then(|v| tables.lists.figures.get(v))
                {
                    word.core.clone_from(written);
                }
            } else if word.core.len() == 4 && free && !(1900..2100).contains(&value) {
                word.core.insert(1, ',');
            }
        }
        at += 1;
    }
}

/// Opens contractions, each then two words.
pub(super) fn open(words: &mut Vec<Word>, tables: &Tables) {
    let mut out = Vec::with_capacity(words.len());
    for word in words.drain(..) {
        let opened = tables.open.get(&word.low());
        match opened.and_then(|o| o.split_once(' ')) {
            Some((first, second)) => {
                out.push(Word {
                    before: word.before,
                    core: first.to_owned(),
                    after: String::new(),
                });
                out.push(Word {
                    before: String::new(),
                    core: second.to_owned(),
                    after: word.after,
                });
            }
            None => out.push(Word {
                core: opened.cloned().unwrap_or(word.core),
                ..word
            }),
        }
    }
    *words = out;
}

pub(super) fn absolute_years(
    words: &mut Vec<Word>,
    tables: &Tables,
    year: Option<i16>,
    found: &mut Vec<String>,
) {
    let Some(year) = year else { return };
    let mut at = 0;
    while at + 1 < words.len() {
        let pair = words
            .get(at)
            .zip(words.get(at + 1))
            .map(|(a, b)| format!("{} {}", a.low(), b.low()));
        let joined = words.get(at).is_some_and(|w| w.after.is_empty());
        if let Some(add) = pair.filter(|_| joined).and_then(|p| tables.years.get(&p)) {
            let text = year.saturating_add(*add).to_string();
            let before = at
                .checked_sub(1)
                .and_then(|i| words.get(i))
                .map(Word::low)
                .unwrap_or_default();
            let preposition = ["in", "during", "of", "since", "from", "until", "for", "by"]
                .contains(&before.as_str());
            let new = if preposition {
                text.clone()
            } else {
                format!("in {text}")
            };
            let after = words
                .get(at + 1)
                .map(|w| w.after.clone())
                .unwrap_or_default();
            if let Some(word) = words.get_mut(at) {
                word.core = new;
                word.after = after;
            }
            words.remove(at + 1);
            found.push(text);
        }
        at += 1;
    }
}

pub(super) fn phrases(words: &mut Vec<Word>, tables: &Tables, plural: bool) {
    let mut at = 0;
    while at < words.len() {
        let best = tables
            .phrases
            .iter()
            .filter(|(phrase, _)| stands(words, at, phrase))
            .max_by_key(|(phrase, _)| phrase.len());
        if let Some((phrase, (one, many))) = best {
            let count = phrase.split(' ').count();
            let last = words
                .get(at + count - 1)
                .map(|w| w.after.clone())
                .unwrap_or_default();
            let new = if plural { many } else { one };
            let before = words.get(at).map(|w| w.before.clone()).unwrap_or_default();
            let mut put: Vec<Word> = new.split(' ').map(Word::read).collect();
            if let Some(first) = put.first_mut() {
                first.before = before;
            }
            if let Some(end) = put.last_mut() {
                end.after = last;
            }
            let length = put.len();
            words.splice(at..at + count, put);
            at += length;
        } else {
            at += 1;
        }
    }
}

/// True when a phrase in lower case stands from a word on, nothing between its words.
pub(super) fn stands(words: &[Word], at: usize, phrase: &str) -> bool {
    let count = phrase.split(' ').count();
    phrase.split(' ').enumerate().all(|(i, p)| {
        words
            .get(at + i)
            .is_some_and(|w| w.low() == p && (i + 1 == count || w.after.is_empty()))
    })
}

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

pub(super) fn open(words: &mut [Word], tables: &Tables) {
    for word in words.iter_mut() {
        if let Some(opened) = tables.open.get(&word.low()) {
            word.core = opened.clone();
        }
    }
    // A contraction opened is two words from here on; it stays one item, which `shift` splits.
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
    let mut single: Vec<Word> = Vec::new();
    for word in words.drain(..) {
        match word.core.split_once(' ') {
            Some((a, b)) if !b.starts_with(|c: char| c.is_ascii_digit()) => {
                single.push(Word {
                    before: word.before,
                    core: a.to_owned(),
                    after: String::new(),
                });
                single.push(Word {
                    before: String::new(),
                    core: b.to_owned(),
                    after: word.after,
                });
            }
            _ => single.push(word),
        }
    }
    *words = single;
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

fn stands(words: &[Word], at: usize, phrase: &str) -> bool {
    let count = phrase.split(' ').count();
    phrase.split(' ').enumerate().all(|(i, p)| {
        words
            .get(at + i)
            .is_some_and(|w| w.low() == p && (i + 1 == count || w.after.is_empty()))
    })
}

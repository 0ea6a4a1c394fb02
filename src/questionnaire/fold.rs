//! Texts as they are compared: lower case, without accents, punctuation and invisible marks.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::language::cyrillic;

/// A folded word and where it stands in the text it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Letters and digits, folded.
    pub(super) text: &'a str,
    /// Byte where the word starts.
    pub(super) start: usize,
    /// Byte after the word.
    pub(super) end: usize,
    /// Number of letters and digits.
    pub(super) letters: usize,
}

/// A text folded once: its words without spaces one after the other, and where each stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    key: String,
    spans: Vec<Span>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    /// Byte of the key where the word starts; it ends where the next one starts.
    at: usize,
    /// Bytes of the text.
    start: usize,
    end: usize,
    letters: usize,
    marks: u64,
}

/// A stretch of the words of a folded text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Words<'a> {
    /// The key up to the end of the last word of the stretch.
    key: &'a str,
    spans: &'a [Span],
    /// Byte of the folded text that counts as the first.
    origin: usize,
}

/// A folded phrase to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its words without spaces.
    pub(super) key: String,
    letters: usize,
    marks: u64,
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

/// A bit for each letter; some letters share one.
fn mark(c: char) -> u64 {
    1 << (c as u32 % 64)
}

/// The folded letters and digits of a character.
fn letters_of(c: char, mut each: impl FnMut(char)) {
    if let Some(letter) = cyrillic(c) {
        return each(letter);
    }
    decompose_compatible(c, |d| {
        if d.is_alphanumeric() && !is_combining_mark(d) {
            d.to_lowercase()
                .filter(|l| l.is_alphanumeric())
                .for_each(&mut each);
        }
    });
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(text: &str) -> Self {
        Self::beginning(text, usize::MAX)
    }

    /// Folds the first words of a text.
    pub(super) fn beginning(text: &str, most: usize) -> Self {
        let mut out = Self::default();
        if most == usize::MAX {
            out.key.reserve(text.len());
            out.spans.reserve(text.len() / 5);
        }
        let bytes = text.as_bytes();
        let mut open = false;
        let mut start = 0;
        while let Some(byte) = bytes.get(start) {
            let mut end = start + 1;
            let at = out.key.len();
            let (mut letters, mut marks) = (0, 0);
            if byte.is_ascii_alphanumeric() {
                // Most letters are ASCII: no tables for these, and all in a row at once.
                let rest = bytes.get(end..).unwrap_or_default();
                end += rest
                    .iter()
                    .take_while(|b| b.is_ascii_alphanumeric())
                    .count();
                out.key.push_str(text.get(start..end).unwrap_or_default());
                if let Some(added) = out.key.get_mut(at..) {
                    added.make_ascii_lowercase();
                    letters = added.len();
                    marks = added.bytes().fold(0, |all, b| all | mark(char::from(b)));
                }
            } else if !byte.is_ascii() {
                let c = text.get(start..).and_then(|rest| rest.chars().next());
                let c = c.unwrap_or_default();
                end = start + c.len_utf8();
                if invisible(c) || is_combining_mark(c) {
                    start = end;
                    continue;
                }
                letters_of(c, |l| {
                    out.key.push(l);
                    letters += 1;
                    marks |= mark(l);
                });
            }
            let full = out.spans.len() >= most;
            match out.spans.last_mut().filter(|_| open) {
                _ if letters == 0 => {}
                Some(word) => {
                    word.end = end;
                    word.letters += letters;
                    word.marks |= marks;
                }
                None if full => {
                    out.key.truncate(at);
                    break;
                }
                None => out.spans.push(Span {
                    at,
                    start,
                    end,
                    letters,
                    marks,
                }),
            }
            open = letters > 0;
            start = end;
        }
        out
    }

    /// All words.
    pub(super) fn words(&self) -> Words<'_> {
        Words {
            key: &self.key,
            spans: &self.spans,
            origin: 0,
        }
    }

    /// The words of the text from a byte on, as if it began there; none when the byte is inside a word.
    pub(super) fn words_from(&self, byte: usize) -> Option<Words<'_>> {
        let n = self.spans.partition_point(|s| s.start < byte);
        let parted = n
            .checked_sub(1)
            .and_then(|i| self.spans.get(i))
            .is_none_or(|s| s.end <= byte);
        parted.then(|| Words {
            origin: byte,
            ..self.words().from(n)
        })
    }
}

impl<'a> Words<'a> {
    /// Number of words.
    pub(super) fn len(self) -> usize {
        self.spans.len()
    }
    /// True when there is none.
    pub(super) fn is_empty(self) -> bool {
        self.spans.is_empty()
    }
    /// The word at a position.
    pub(super) fn get(self, n: usize) -> Option<Word<'a>> {
        let span = self.spans.get(n)?;
        let until = self.spans.get(n + 1).map_or(self.key.len(), |s| s.at);
        Some(Word {
            text: self.key.get(span.at..until)?,
            start: span.start - self.origin,
            end: span.end - self.origin,
            letters: span.letters,
        })
    }
    /// The first word.
    pub(super) fn first(self) -> Option<Word<'a>> {
        self.get(0)
    }
    /// The words in order.
    pub(super) fn iter(self) -> impl DoubleEndedIterator<Item = Word<'a>> {
        (0..self.spans.len()).filter_map(move |n| self.get(n))
    }
    /// The words from a position on; none behind the last.
    pub(super) fn from(self, n: usize) -> Self {
        Self {
            spans: self.spans.get(n..).unwrap_or_default(),
            ..self
        }
    }
    /// The words before a position.
    pub(super) fn to(self, n: usize) -> Self {
        match (self.spans.get(..n), self.spans.get(n)) {
            (Some(spans), Some(next)) => Self {
                spans,
                key: self.key.get(..next.at).unwrap_or_default(),
                ..self
            },
            _ => self,
        }
    }
    /// All words without spaces: `Any action taken:` and `Anyaction taken` are the same.
    pub(super) fn key(self) -> &'a str {
        let from = self.spans.first().map_or(self.key.len(), |s| s.at);
        self.key.get(from..).unwrap_or_default()
    }

    /// The first of several phrases that stands at the start, as [`Self::start_with`] finds them: the
    /// number of words it covers.
    pub(super) fn start_with_one(self, phrases: &[Phrase]) -> Option<usize> {
        // Lengths that a phrase can have if it ends where some word does.
        let mut lengths = 0;
        // Letters of the words that end before every eighth letter.
        let mut before = [0; ENDING_AT.len() / 8];
        let (mut letters, mut marks) = (0, 0);
        for span in self.spans {
            letters += span.letters;
            marks |= span.marks;
            let (Some(here), Some(slot)) = (ENDING_AT.get(letters), before.get_mut(letters / 8))
            else {
                break;
            };
            lengths |= here;
            *slot = marks;
        }
        marks = 0;
        for slot in &mut before {
            marks |= *slot;
            *slot = marks;
        }
        let may_stand = |p: &&Phrase| {
            let slips = slips(p.letters);
            let there = before.get((p.letters + slips) / 8);
            // Each letter that none of the words has is a slip of its own.
            p.letters >= LONGEST
                || lengths >> p.letters & 1 == 1
                    && there.is_some_and(|m| (p.marks & !m).count_ones() as usize <= slips)
        };
        let mut fitting = phrases.iter().filter(may_stand);
        fitting.find_map(|p| self.start_with(p))
    }

    /// Finds a phrase at the start, allowing a few wrong letters in long ones, and returns the number
    /// of words it covers. A phrase never ends inside a word.
    pub(super) fn start_with(self, wanted: &Phrase) -> Option<usize> {
        let key = self.key();
        let allowed = slips(wanted.letters);
        if allowed == 0 && !key.starts_with(&wanted.key) {
            return None;
        }
        let base = self.spans.first()?.at;
        let ends = self.spans.iter().skip(1).map(|s| s.at - base);
        let (mut letters, mut marks) = (0, 0u64);
        let mut best: Option<(usize, usize)> = None;
        for (n, (span, end)) in self.spans.iter().zip(ends.chain([key.len()])).enumerate() {
            letters += span.letters;
            marks |= span.marks;
            if letters + allowed < wanted.letters {
                continue;
            }
            if letters > wanted.letters + allowed {
                break;
            }
            // Each letter that only one of the two has is a slip of its own.
            let lacking = (wanted.marks & !marks).count_ones();
            let more = (marks & !wanted.marks).count_ones();
            if lacking.max(more) as usize > allowed {
                continue;
            }
            let so_far = key.get(..end).unwrap_or_default();
            if so_far == wanted.key {
                return Some(n + 1);
            }
            if allowed == 0 || letters_apart(so_far, &wanted.key) > allowed {
                continue;
            }
            let distance = strsim::levenshtein(so_far, &wanted.key);
            if distance <= allowed && best.is_none_or(|(d, _)| distance < d) {
                best = Some((distance, n + 1));
            }
        }
        best.map(|(_, n)| n)
    }
}

impl Phrase {
    /// A phrase of a text, folded.
    pub(super) fn new(text: &str) -> Self {
        Self::of_key(key(text))
    }
    /// A phrase by its key.
    pub(super) fn of_key(key: String) -> Self {
        Self {
            letters: key.chars().count(),
            marks: key.chars().map(mark).fold(0, |all, m| all | m),
            key,
        }
    }
    /// Number of letters and digits.
    pub(super) fn letters(&self) -> usize {
        self.letters
    }
    /// Most words that it can cover, a word for each letter.
    pub(super) fn most_words(&self) -> usize {
        self.letters + slips(self.letters)
    }
}

/// Wrong letters that are allowed in a phrase of so many letters.
const fn slips(letters: usize) -> usize {
    if letters >= 8 { letters / 8 } else { 0 }
}

/// Phrases of so many letters and more are always compared.
const LONGEST: usize = 128;

/// For a word that ends after so many letters the lengths of the phrases that may end there, slips
/// counted, one bit for each.
#[expect(clippy::indexing_slicing, reason = "worked out by the compiler")]
static ENDING_AT: [u128; LONGEST + LONGEST / 8] = {
    let mut out = [0; LONGEST + LONGEST / 8];
    let mut length = 0;
    while length < LONGEST {
        let mut end = length - slips(length);
        while end <= length + slips(length) {
            out[end] |= 1 << length;
            end += 1;
        }
        length += 1;
    }
    out
};

/// All words of a text without spaces.
pub(super) fn key(text: &str) -> String {
    Folded::new(text).key
}

/// The number of words of a text.
pub(super) fn count(text: &str) -> usize {
    let (mut words, mut open) = (0, false);
    for c in text.chars() {
        let letter = if c.is_ascii() {
            c.is_ascii_alphanumeric()
        } else if invisible(c) || is_combining_mark(c) {
            continue;
        } else {
            let mut any = false;
            letters_of(c, |_| any = true);
            any
        };
        words += usize::from(letter && !open);
        open = letter;
    }
    words
}

/// How many letters one text has that the other lacks, order apart, whichever is more: never over the
/// edit distance, and found without its table (bag distance, Bartolini et al. 2002).
fn letters_apart(a: &str, b: &str) -> usize {
    let mut counts = [0i32; 64];
    let mut count = |text: &str, step: i32| {
        for c in text.chars() {
            // Letters that share a slot make the bound lower, never wrong.
            if let Some(slot) = counts.get_mut(c as usize % 64) {
                *slot += step;
            }
        }
    };
    count(a, 1);
    count(b, -1);
    let (more, fewer) = counts.iter().fold((0, 0), |(more, fewer), n| {
        (more + n.max(&0), fewer - n.min(&0))
    });
    usize::try_from(more.max(fewer)).unwrap_or(0)
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;

//! A text as the memory compares it: normalised words, classes masked, case and punctuation apart.

use std::hash::{BuildHasher, Hasher};

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::classes::{Classed, classes};
use super::score::Class;
use crate::language::Resources;
use crate::model::Lang;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Normalised form; for a word with a class its value (`BEL`, `2019-07-02`, `1500`).
    pub form: String,
    /// Class, when the word stands for one while structure is compared.
    pub class: Option<Class>,
    /// Start in the text, in Unicode scalar values.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
}

/// A text ready for comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The words in order.
    pub words: Vec<Word>,
    /// Stands for the case of the words without a class: equal for texts that agree in it.
    pub case: u32,
    /// Stands for the punctuation and its places between the words.
    pub punctuation: u32,
    /// Stands for the text but for spacing and normal form.
    pub text: u64,
}

/// The profile of a text in a language.
pub fn profile(text: &str, lang: &Lang, resources: &Resources) -> Profile {
    let composed: String;
    let text = if is_composed(text) {
        text
    } else {
        composed = text.nfc().collect();
        &composed
    };
    let mut read = Scan::default();
    scan(text, lang, resources, &mut read);
    // Places are counted in scalar values from here on.
    let (mut at, mut passed) = (0, 0);
    let mut place = |byte: usize| {
        passed += text
            .get(at..byte)
            .map_or(0, |between| between.chars().count());
        at = byte;
        passed
    };
    let words = read
        .words
        .iter()
        .map(|word| Word {
            form: read.form(word).to_owned(),
            class: word.class,
            start: place(word.start),
            end: place(word.end),
        })
        .collect();
    Profile {
        words,
        case: read.case,
        punctuation: read.punctuation,
        text: read.text,
    }
}

fn is_composed(text: &str) -> bool {
    text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// A text read word by word; the value is used again for the next text, so that reading many
/// texts asks for no memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Scan {
    /// Normalised forms, one after the other.
    buffer: String,
    /// The text but for its spacing, when that is not simple.
    folded: String,
    words: Vec<Span>,
    /// As [`Profile::case`].
    pub case: u32,
    /// As [`Profile::punctuation`].
    pub punctuation: u32,
    /// As [`Profile::text`].
    pub text: u64,
}

/// A word: its form in the buffer, its bytes in the text.
#[derive(Debug, Clone, Copy)]
struct Span {
    form: (usize, usize),
    class: Option<Class>,
    start: usize,
    end: usize,
}

impl Scan {
    fn form(&self, word: &Span) -> &str {
        self.buffer
            .get(word.form.0..word.form.1)
            .unwrap_or_default()
    }

    /// The normalised forms in order, with their classes.
    pub fn forms(&self) -> impl Iterator<Item = (&str, Option<Class>)> {
        self.words.iter().map(|word| (self.form(word), word.class))
    }

    fn add(&mut self, form: &str) -> (usize, usize) {
        let from = self.buffer.len();
        self.buffer.push_str(form);
        (from, self.buffer.len())
    }
}

/// Reads a text as [`profile`] does.
pub(super) fn scan(text: &str, lang: &Lang, resources: &Resources, out: &mut Scan) {
    let composed: String;
    let text = if is_composed(text) {
        text
    } else {
        composed = text.nfc().collect();
        &composed
    };
    out.buffer.clear();
    out.words.clear();
    words(text, &classes(text, lang, resources), lang, resources, out);
    out.text = whole(text, &mut out.folded);
    let mut case = Fold::default();
    let mut punctuation = Fold::default();
    // Capitals are taken in sixty-three at a time, with a bit ahead that tells how many.
    let mut capitals: u64 = 1;
    let mut marks = |from: usize, to: usize, passed: u32| {
        for c in text.get(from..to).unwrap_or_default().chars() {
            if !is_space(c) && !is_ignored(c) {
                punctuation.write_u32(passed);
                punctuation.write_u32(u32::from(mark(c)));
            }
        }
    };
    let mut before = 0;
    for (passed, word) in (0u32..).zip(&out.words) {
        marks(before, word.start, passed);
        before = word.end;
        if word.class.is_some() {
            continue;
        }
        let written = text.get(word.start..word.end).unwrap_or_default();
        if written
            .bytes()
            .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
        {
            let mut small = u32::try_from(written.len()).unwrap_or(u32::MAX);
            // As many as there is room for before the next are taken in.
            while small >= capitals.leading_zeros() {
                small -= capitals.leading_zeros();
                case.write_u64(capitals << capitals.leading_zeros());
                capitals = 1;
            }
            capitals <<= small;
            continue;
        }
        for c in written.chars().filter(|c| *c != '\u{ad}') {
            capitals = capitals << 1 | u64::from(is_capital(c));
            if capitals >> 63 == 1 {
                case.write_u64(std::mem::replace(&mut capitals, 1));
            }
        }
    }
    let words = u32::try_from(out.words.len()).unwrap_or(u32::MAX);
    marks(before, text.len(), words);
    case.write_u64(capitals);
    out.case = case.short();
    out.punctuation = punctuation.short();
}

/// Stands for a text with every run of white space as one space and none at its ends.
fn whole(text: &str, folded: &mut String) -> u64 {
    let mut hash = Fold::default();
    let mut last = b' ';
    let simple = text.bytes().all(|b| {
        let twice = b == b' ' && last == b' ';
        last = b;
        !twice && (b' '..0x80).contains(&b)
    });
    if simple && last != b' ' {
        hash.write(text.as_bytes());
        return hash.finish();
    }
    folded.clear();
    let mut gap = false;
    for c in text.chars() {
        if is_space(c) || c == '\u{feff}' {
            gap = !folded.is_empty();
        } else {
            if std::mem::take(&mut gap) {
                folded.push(' ');
            }
            folded.push(c);
        }
    }
    hash.write(folded.as_bytes());
    hash.finish()
}

fn is_space(c: char) -> bool {
    if c.is_ascii() {
        c == ' ' || ('\t'..='\r').contains(&c)
    } else {
        c.is_whitespace()
    }
}

fn is_capital(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_uppercase()
    } else {
        c.is_uppercase()
    }
}

fn is_inner(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric()
    }
}

/// Where the plain letters and digits from a byte on end, not behind `limit`.
fn plain_letters(text: &str, at: usize, limit: usize) -> usize {
    let rest = text.as_bytes().get(at..limit).unwrap_or_default();
    let letters = rest
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    at + letters
}

/// The character at a byte and where the next begins.
fn char_at(text: &str, at: usize) -> Option<(char, usize)> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some((char::from(byte), at + 1));
    }
    let c = text.get(at..)?.chars().next()?;
    Some((c, at + c.len_utf8()))
}

/// The words of a text: each stretch with a class is one, the rest is parted at spaces and marks.
fn words(text: &str, classes: &[Classed], lang: &Lang, resources: &Resources, out: &mut Scan) {
    let mut classes = classes.iter().peekable();
    let mut at = 0;
    while let Some((c, next)) = char_at(text, at) {
        if let Some(one) = classes.next_if(|one| one.start <= at) {
            add_classed(one, at, lang, resources, out);
            at = one.end.max(next);
            continue;
        }
        if !is_inner(c) {
            at = next;
            continue;
        }
        let (from, start) = (out.buffer.len(), at);
        let limit = classes.peek().map_or(text.len(), |one| one.start);
        // Most words have plain letters only.
        let plain = plain_letters(text, at, limit);
        if plain > at {
            out.buffer.push_str(text.get(at..plain).unwrap_or_default());
            if let Some(form) = out.buffer.get_mut(from..) {
                form.make_ascii_lowercase();
            }
            at = plain;
        }
        while at < limit
            && let Some((c, next)) = char_at(text, at)
            && (is_inner(c) || c == '\u{ad}')
        {
            if c != '\u{ad}' {
                out.buffer.extend(c.to_lowercase());
            }
            at = next;
        }
        out.words.push(Span {
            form: (from, out.buffer.len()),
            class: None,
            start,
            end: at,
        });
    }
}

/// Adds a stretch with a class as one word. The article of a country's name goes with it; what a
/// preposition becomes before it does not count.
fn add_classed(one: &Classed, start: usize, lang: &Lang, resources: &Resources, out: &mut Scan) {
    let mut begin = start;
    if one.class == Class::Country {
        let countries = &resources.countries;
        let plain = |out: &Scan| out.words.last().copied().filter(|w| w.class.is_none());
        if let Some(before) = plain(out).filter(|w| countries.is_article(out.form(w), lang)) {
            begin = before.start;
            out.words.pop();
        }
        if let Some(form) = plain(out).and_then(|w| countries.uncontracted(out.form(&w), lang)) {
            let form = out.add(form);
            if let Some(last) = out.words.last_mut() {
                last.form = form;
            }
        }
    }
    let form = out.add(&one.value);
    out.words.push(Span {
        form,
        class: Some(one.class),
        start: begin,
        end: one.end,
    });
}

fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Marks that differ only by typographic habit count as one.
fn mark(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' | '‹' | '›' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        other => other,
    }
}

/// A small fast hash (the multiply-and-rotate of FxHash) for numbers and short words; it is the
/// same in every process and never meets adversarial keys in a place where order or safety
/// depends on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fold(u64);

impl Fold {
    fn add(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    fn short(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for chunk in whole {
            self.add(u64::from_le_bytes(*chunk));
        }
        if !rest.is_empty() {
            let mut value = [0u8; 8];
            for (to, from) in value.iter_mut().zip(rest) {
                *to = *from;
            }
            self.add(u64::from_le_bytes(value));
        }
    }
    fn write_u8(&mut self, n: u8) {
        self.add(u64::from(n));
    }
    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }
    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }
}

/// Makes [`Fold`] hashers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BuildFold;

impl BuildHasher for BuildFold {
    type Hasher = Fold;
    fn build_hasher(&self) -> Fold {
        Fold::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Profile {
        profile(text, &Lang::en(), &Resources::default())
    }

    proptest! {
        /// What is compared, said the plain way.
        #[test]
        fn a_profile_is_what_the_page_says(
            text in "[a-cA-C1é\u{c9}ß\u{ad}\u{a0}İ ,’'-]{0,90}",
            at in 0usize..90,
            other in "[a-cA-Cé ,]",
        ) {
            let composed: String = text.nfc().collect();
            let chars: Vec<char> = composed.chars().collect();
            let inner = |c: char| c.is_alphanumeric() || c == '\u{ad}';
            let one = of(&text);
            for word in one.words.iter().filter(|w| w.class.is_none()) {
                let written = chars[word.start..word.end].iter().filter(|c| **c != '\u{ad}');
                let written: String = written.flat_map(|c| c.to_lowercase()).collect();
                prop_assert_eq!(&word.form, &written);
                prop_assert!(word.end == chars.len() || !inner(chars[word.end]));
            }
            let letters: usize = one.words.iter().map(|w| w.end - w.start).sum();
            prop_assert!(letters >= chars.iter().filter(|c| c.is_alphanumeric()).count());
            // Another text agrees in each part exactly when that part is the same.
            let mut changed = chars.clone();
            if at < changed.len() {
                changed[at] = other.chars().next().unwrap();
            }
            let changed: String = changed.into_iter().collect();
            let two = of(&changed);
            let fold = crate::model::text::fold;
            prop_assert_eq!(one.text == two.text, fold(&composed) == fold(&changed));
            if one.words.iter().map(|w| &w.form).eq(two.words.iter().map(|w| &w.form)) {
                let capitals = |text: &str, p: &Profile| -> Vec<bool> {
                    let chars: Vec<char> = text.nfc().collect();
                    let words = p.words.iter().filter(|w| w.class.is_none());
                    let letters = words.flat_map(|w| &chars[w.start..w.end]);
                    let letters = letters.filter(|c| **c != '\u{ad}');
                    letters.map(|c| c.is_uppercase()).collect()
                };
                let same = capitals(&text, &one) == capitals(&changed, &two);
                prop_assert_eq!(one.case == two.case, same);
            }
        }
    }
}

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
    let text = if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text
    } else {
        composed = text.nfc().collect();
        &composed
    };
    let words = words(text, &classes(text, lang, resources), lang, resources);
    let mut case = Fold::default();
    let mut punctuation = Fold::default();
    let mut whole = Fold::default();
    let mut gap = false;
    let mut next = words.iter().peekable();
    let mut passed: u32 = 0;
    for (at, c) in text.chars().enumerate() {
        while next.peek().is_some_and(|w| w.end <= at) {
            next.next();
            passed += 1;
        }
        if c.is_whitespace() || c == '\u{feff}' {
            gap = true;
        } else {
            if std::mem::take(&mut gap) {
                whole.write_u32(u32::from(' '));
            }
            whole.write_u32(u32::from(c));
        }
        match next.peek() {
            Some(word) if word.start <= at => {
                if word.class.is_none() {
                    case.write_u32(u32::from(c.is_uppercase()) + 1);
                }
            }
            _ if c.is_whitespace() || is_ignored(c) => {}
            _ => {
                punctuation.write_u32(passed);
                punctuation.write_u32(u32::from(mark(c)));
            }
        }
    }
    Profile {
        words,
        case: case.short(),
        punctuation: punctuation.short(),
        text: whole.finish(),
    }
}

/// The words of a text: each stretch with a class is one, the rest is parted at spaces and marks.
fn words(text: &str, classes: &[Classed], lang: &Lang, resources: &Resources) -> Vec<Word> {
    let countries = &resources.countries;
    let mut out: Vec<Word> = Vec::new();
    let mut classes = classes.iter().peekable();
    let mut chars = text.char_indices().enumerate().peekable();
    while let Some((start, (at, c))) = chars.next() {
        if let Some(one) = classes.next_if(|one| one.start <= at) {
            let mut end = start + 1;
            while chars.next_if(|(_, (at, _))| *at < one.end).is_some() {
                end += 1;
            }
            let country = one.class == Class::Country;
            // The article of a name goes with it; what a preposition becomes before it does not count.
            let article = |w: &Word| w.class.is_none() && countries.is_article(&w.form, lang);
            let before = out.pop_if(|w| country && article(w));
            if let Some(last) = out.last_mut().filter(|w| country && w.class.is_none())
                && let Some(plain) = countries.uncontracted(&last.form, lang)
            {
                last.form = plain.to_owned();
            }
            out.push(Word {
                form: one.value.clone(),
                class: Some(one.class),
                start: before.map_or(start, |w| w.start),
                end,
            });
            continue;
        }
        if !c.is_alphanumeric() {
            continue;
        }
        let mut form = String::new();
        form.extend(c.to_lowercase());
        let mut end = start + 1;
        let limit = classes.peek().map_or(usize::MAX, |one| one.start);
        while let Some((_, (_, c))) =
            chars.next_if(|(_, (at, c))| *at < limit && (c.is_alphanumeric() || *c == '\u{ad}'))
        {
            if c != '\u{ad}' {
                form.extend(c.to_lowercase());
            }
            end += 1;
        }
        out.push(Word {
            form,
            class: None,
            start,
            end,
        });
    }
    out
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
#[derive(Debug, Clone, Copy, Default)]
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
        for chunk in bytes.chunks(8) {
            let mut value = [0u8; 8];
            for (to, from) in value.iter_mut().zip(chunk) {
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

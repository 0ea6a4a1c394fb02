//! Texts as they come in: word numbers in the order of arrival, not yet sorted.

use super::lexicon::Lexicon;
use crate::language::Resources;
use crate::memory::profile::{Scan, scan};
use crate::memory::score::Class;
use crate::model::Lang;
use crate::model::unit::Role;

/// What is kept of a text besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::memory) struct Record {
    /// Row of the unit in the store.
    pub row: i64,
    /// Stands for the folded text.
    pub text: u64,
    /// Stands for the capitals of the words.
    pub case: u32,
    /// Stands for the punctuation.
    pub punctuation: u32,
    /// First of its values in the list of values.
    pub values: u32,
    /// Number of its values.
    pub values_length: u32,
    /// Which languages the unit has: number in the table of language sets.
    pub set: u16,
    /// Newest year of the unit's documents, 0 when unknown.
    pub year: i16,
    /// Position of the variant in the unit.
    pub position: u8,
    /// Role of the variant.
    pub role: Role,
}

/// A record as it is kept.
pub(in crate::memory) type Packed = [u32; 10];

impl Record {
    /// As whole numbers.
    pub fn pack(&self) -> Packed {
        let low = |n: u64| n as u32;
        let high = |n: u64| (n >> 32) as u32;
        let row = self.row as u64;
        let role = match self.role {
            Role::Paragraph => 0,
            Role::Statement => 1,
            Role::Segment => 2,
        };
        [
            low(row),
            high(row),
            low(self.text),
            high(self.text),
            self.case,
            self.punctuation,
            self.values,
            self.values_length,
            u32::from(self.set) << 16 | u32::from(self.year as u16),
            u32::from(self.position) << 8 | role,
        ]
    }

    /// From whole numbers.
    pub fn unpack(packed: &Packed) -> Self {
        let [
            r0,
            r1,
            t0,
            t1,
            case,
            punctuation,
            values,
            values_length,
            set,
            place,
        ] = *packed;
        let long = |low: u32, high: u32| u64::from(high) << 32 | u64::from(low);
        Self {
            row: long(r0, r1) as i64,
            text: long(t0, t1),
            case,
            punctuation,
            values,
            values_length,
            set: (set >> 16) as u16,
            year: set as u16 as i16,
            position: (place >> 8) as u8,
            role: match place & 0xff {
                1 => Role::Statement,
                2 => Role::Segment,
                _ => Role::Paragraph,
            },
        }
    }
}

/// A text with its place in a piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub record: Record,
    pub start: u32,
    pub length: u32,
}

/// A text as the store hands it over.
#[derive(Debug, Clone)]
pub(in crate::memory) struct Text<'a> {
    /// Row of the unit.
    pub row: i64,
    /// Position in the unit.
    pub position: u8,
    /// Role.
    pub role: Role,
    /// Newest year of the unit's documents, 0 when unknown.
    pub year: i16,
    /// Primary languages of the unit in order, one space between.
    pub set: &'a str,
    /// Language with its region.
    pub lang: &'a Lang,
    /// The text.
    pub text: &'a str,
}

/// Some texts with their own word numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    pub words: Lexicon,
    /// How often each word came.
    pub counts: Vec<u32>,
    pub values: Lexicon,
    pub sets: Lexicon,
    short: Short,
    pub keys: Vec<u32>,
    pub value_list: Vec<u32>,
    pub entries: Vec<Entry>,
}

/// Numbers of short words met lately: most words of a text are short and frequent, and this spares
/// looking at their letters in the table.
#[derive(Debug, Clone, Default)]
struct Short {
    /// Letters and their number in one, beside the number of the word.
    known: Vec<(u64, u32)>,
}

impl Short {
    fn intern(&mut self, word: &str, words: &mut Lexicon) -> u32 {
        let bytes = word.as_bytes();
        if bytes.is_empty() || bytes.len() > 7 {
            return words.intern(word);
        }
        let mut letters = [0u8; 8];
        for (to, from) in letters.iter_mut().zip(bytes) {
            *to = *from;
        }
        let key = u64::from_le_bytes(letters) | (bytes.len() as u64) << 56;
        if self.known.is_empty() {
            self.known = vec![(0, 0); 1 << 12];
        }
        let home = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize;
        match self.known.get_mut(home) {
            Some((known, number)) if *known == key => *number,
            Some(place) => {
                *place = (key, words.intern(word));
                place.1
            }
            None => words.intern(word),
        }
    }
}

/// The number of a value with its class in the two highest bits.
pub(super) fn classed(class: Class, number: u32) -> u32 {
    (class as u32) << 30 | (number & 0x3fff_ffff)
}

/// The class of a value in a list.
pub(super) fn class_of(value: u32) -> usize {
    (value >> 30) as usize
}

/// The word that stands for a class while structure is compared; no text has it.
pub(super) fn mask_word(class: Class) -> &'static str {
    match class {
        Class::Number => "\u{1}number",
        Class::Date => "\u{1}date",
        Class::Country => "\u{1}country",
        Class::Symbol => "\u{1}symbol",
    }
}

impl Piece {
    /// Takes in a text; `scratch` is used again and again.
    pub fn push(&mut self, text: &Text<'_>, resources: &Resources, scratch: &mut Scan) {
        scan(text.text, text.lang, resources, scratch);
        let (start, values) = (self.keys.len(), self.value_list.len());
        for (form, class) in scratch.forms() {
            let key = match class {
                Some(class) => {
                    let number = self.values.intern(form);
                    self.value_list.push(classed(class, number));
                    self.words.intern(mask_word(class))
                }
                None => self.short.intern(form, &mut self.words),
            };
            if self.counts.len() <= key as usize {
                self.counts.resize(key as usize + 1, 0);
            }
            if let Some(count) = self.counts.get_mut(key as usize) {
                *count = count.saturating_add(1);
            }
            self.keys.push(key);
        }
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.entries.push(Entry {
            record: Record {
                row: text.row,
                text: scratch.text,
                case: scratch.case,
                punctuation: scratch.punctuation,
                values: number(values),
                values_length: number(self.value_list.len() - values),
                set: u16::try_from(self.sets.intern(text.set)).unwrap_or(u16::MAX),
                year: text.year,
                position: text.position,
                role: text.role,
            },
            start: number(start),
            length: number(self.keys.len() - start),
        });
    }

    /// The word numbers of an entry.
    pub fn keys(&self, entry: &Entry) -> &[u32] {
        let start = entry.start as usize;
        self.keys
            .get(start..start + entry.length as usize)
            .unwrap_or_default()
    }
}

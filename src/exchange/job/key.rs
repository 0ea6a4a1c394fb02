//! The key of a line: it survives every program that keeps a word of letters, digits and full stops.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

use crate::model::entry::TextState;
use crate::model::ids::{EntryId, Hash, Lang};
use crate::model::text::fold;

use super::Told;

/// Characters of a mark: enough that two texts of one entry never share one by chance.
const LENGTH: usize = 12;

/// Who a line is and what it said when it went out: `e17.fr.4f2a90c1d3e5.0a1b2c3d4e5f.s`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The entry.
    pub entry: EntryId,
    /// Language of the text.
    pub lang: Lang,
    /// Mark of what it was made from, bound to the entry ([`marked_source`]).
    pub source: String,
    /// Mark of the text ([`marked_target`]).
    pub target: String,
    /// Its state.
    pub standing: Standing,
}

/// State of a text when it went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// No text.
    Empty,
    /// The best suggestion, not looked at.
    Suggested,
    /// Made by the program, not looked at.
    Draft,
    /// Written by a person.
    Edited,
    /// Marked as tentative.
    Tentative,
    /// Confirmed.
    Confirmed,
    /// Of a person; what it rests on has changed since.
    Review,
}

/// All of them, with their letters in keys and their names in tables of words.
const STANDINGS: [(Standing, char, &str); 7] = [
    (Standing::Empty, 'n', "empty"),
    (Standing::Suggested, 's', "suggested"),
    (Standing::Draft, 'd', "draft"),
    (Standing::Edited, 'e', "edited"),
    (Standing::Tentative, 't', "tentative"),
    (Standing::Confirmed, 'c', "confirmed"),
    (Standing::Review, 'r', "needs-review"),
];

impl Standing {
    /// Of a text of an entry.
    pub fn of(state: TextState, needs_review: bool) -> Self {
        match state {
            _ if needs_review && state.is_decided() => Self::Review,
            TextState::Empty => Self::Empty,
            TextState::Suggested => Self::Suggested,
            TextState::Draft => Self::Draft,
            TextState::Edited => Self::Edited,
            TextState::Tentative => Self::Tentative,
            TextState::Confirmed => Self::Confirmed,
        }
    }
    /// Its name.
    pub fn as_str(self) -> &'static str {
        STANDINGS
            .iter()
            .find(|(s, ..)| *s == self)
            .map_or("", |(.., name)| name)
    }
    /// The state of a name.
    pub fn named(name: &str) -> Option<Self> {
        STANDINGS
            .iter()
            .find(|(.., n)| *n == name)
            .map(|(s, ..)| *s)
    }
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        STANDINGS.iter().map(|(s, ..)| *s)
    }
    /// True when no person has decided on the text.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Empty | Self::Suggested | Self::Draft)
    }
    /// What a file says that leaves the state as it went out.
    pub fn told(self) -> Told {
        match self {
            Self::Empty | Self::Suggested | Self::Draft | Self::Review => Told::Open,
            Self::Edited => Told::Done,
            Self::Tentative => Told::Tentative,
            Self::Confirmed => Told::Confirmed,
        }
    }
}

/// The mark of what a text was made from. White space does not count; the entry does, so that the
/// same words under another entry have another mark.
pub fn marked_source(entry: EntryId, lang: &Lang, source: &str) -> String {
    mark(&format!("{entry}\n{lang}\n{}", fold(&shown(source))))
}

/// The mark of a text. It is the same wherever the text stands, so that a text in the wrong line is
/// recognised. Lines count, since they are sub-items; kinds of spaces do not: programs change them,
/// and the note sets its own.
pub fn marked_target(target: &str) -> String {
    let lines: Vec<String> = plain(target).lines().map(fold).collect();
    mark(&lines.join("\n"))
}

/// A text without what programs change by themselves: white space at the ends of lines, runs of
/// ordinary spaces, empty lines, other ends of lines, other normal forms.
pub fn plain(text: &str) -> String {
    let composed: String = shown(text).nfc().collect();
    composed
        .lines()
        .map(|line| {
            line.split([' ', '\t', '\r'])
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A text without the control characters that files cannot hold.
fn shown(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_whitespace() || !(c.is_control() || matches!(c, '\u{feff}')))
        .collect()
}

fn mark(text: &str) -> String {
    let hash = Hash::of_bytes(text.as_bytes());
    let hex = hash.as_str();
    hex.get(hex.len().saturating_sub(LENGTH)..)
        .unwrap_or(hex)
        .to_owned()
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = STANDINGS
            .iter()
            .find(|(s, ..)| *s == self.standing)
            .map_or('n', |(_, letter, _)| *letter);
        write!(
            f,
            "{}.{}.{}.{}.{letter}",
            self.entry, self.lang, self.source, self.target
        )
    }
}

impl FromStr for Key {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || text.trim().to_owned();
        let parts: Vec<&str> = text.trim().split('.').collect();
        let [entry, lang, source, target, letter] = parts.as_slice() else {
            return Err(bad());
        };
        let is_mark = |m: &str| {
            m.len() == LENGTH
                && m.bytes()
                    .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        };
        let digits = entry.strip_prefix('e').ok_or_else(bad)?;
        if !digits.bytes().all(|b| b.is_ascii_digit()) || !is_mark(source) || !is_mark(target) {
            return Err(bad());
        }
        let standing = STANDINGS
            .iter()
            .find(|(_, l, _)| letter.len() == 1 && letter.starts_with(*l))
            .map(|(s, ..)| *s)
            .ok_or_else(bad)?;
        Ok(Self {
            entry: EntryId(digits.parse().map_err(|_| bad())?),
            lang: lang.parse().map_err(|_| bad())?,
            source: (*source).to_owned(),
            target: (*target).to_owned(),
            standing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key {
            entry: EntryId(17),
            lang: Lang::fr(),
            source: marked_source(EntryId(17), &Lang::fr(), "Albania reported."),
            target: marked_target("L’Albanie a indiqué."),
            standing: Standing::Suggested,
        }
    }

    #[test]
    fn a_key_reads_back_and_is_a_name_token() {
        let text = key().to_string();
        assert_eq!(text.parse(), Ok(key()));
        assert!(text.starts_with("e17.fr.") && text.ends_with(".s"));
        assert!(
            text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.'),
            "{text}"
        );
    }

    #[test]
    fn a_damaged_key_is_no_key() {
        let text = key().to_string();
        for at in 0..text.len() {
            let mut cut = text.clone();
            cut.remove(at);
            let read: Result<Key, String> = cut.parse();
            assert_ne!(read, Ok(key()), "{cut}");
        }
        assert!("".parse::<Key>().is_err());
        assert!("e17".parse::<Key>().is_err());
        assert!("e.fr.0a1b2c3d4e5f.0a1b2c3d4e5f.s".parse::<Key>().is_err());
    }

    #[test]
    fn the_mark_of_a_source_belongs_to_its_entry_and_language() {
        let (a, b) = (EntryId(1), EntryId(2));
        let fr = Lang::fr();
        let one = marked_source(a, &fr, "Text  of\u{a0}the entry.");
        assert_eq!(one, marked_source(a, &fr, " Text of the entry.\n"));
        assert_ne!(one, marked_source(b, &fr, "Text of the entry."));
        assert_ne!(one, marked_source(a, &Lang::en(), "Text of the entry."));
    }

    #[test]
    fn kinds_of_spaces_do_not_count_in_a_target_and_lines_do() {
        let mark = marked_target("un  deux\r\n trois\u{a0}:");
        assert_eq!(mark, marked_target("un deux\ntrois :"));
        assert_ne!(mark, marked_target("un deux trois :"));
        assert_eq!(marked_target("e\u{301}"), marked_target("é"));
        assert_eq!(plain("mots\u{a0}:  oui "), "mots\u{a0}: oui");
    }
}

//! Typography of the published text: spaces that must not break, quotation marks, apostrophes.
//!
//! The marks are data (`memory/typography.toml`). Only what a careful typist would set is changed;
//! addresses, symbols and times keep their colons and hyphens.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::ids::Lang;

const NO_BREAK: char = '\u{a0}';
/// More passes than any text needs; a text that did not settle would otherwise go on for ever.
const MOST_PASSES: usize = 16;

/// The marks of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    space_before: String,
    space_after: String,
    quotes: [String; 2],
    apostrophe: String,
    range: String,
    thousands: String,
    stay_with_next: Vec<String>,
    #[serde(default)]
    raised_after_figures: Vec<String>,
    #[serde(default)]
    raised_before_figures: Vec<[String; 2]>,
    #[serde(default)]
    note_mark: NoteMark,
}

/// Where the mark of a footnote stands beside a punctuation mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteMark {
    /// Where it was put.
    #[default]
    AsTyped,
    /// Before the punctuation mark, as in French.
    Before,
    /// After it, as in English.
    After,
}

/// Where a language wants the mark of a footnote.
pub fn note_mark(lang: &Lang) -> NoteMark {
    MARKS
        .get(lang.primary())
        .map_or(NoteMark::AsTyped, |m| m.note_mark)
}

/// The pieces of a text that are set small and raised, as ranges of bytes in order: the letters of
/// « 1er », « XXIe », « no 5 » in French. Only whole words beside figures are; nothing else changes.
pub fn raised(lang: &Lang, text: &str) -> Vec<std::ops::Range<usize>> {
    let Some(marks) = MARKS.get(lang.primary()) else {
        return Vec::new();
    };
    if marks.raised_after_figures.is_empty() && marks.raised_before_figures.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric() && !is_joint(c)) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let after = text.get(start + piece.len()..).unwrap_or_default();
        let blank = piece.get(word.len()..).unwrap_or_default();
        let figure = word.find(|c: char| !c.is_ascii_digit());
        let roman = word.find(|c: char| !"IVX".contains(c));
        let tail = [figure, roman]
            .into_iter()
            .flatten()
            .filter(|at| *at > 0)
            .find(|at| {
                let tail = word.get(*at..).unwrap_or_default();
                marks.raised_after_figures.iter().any(|r| r == tail)
            });
        let head = marks.raised_before_figures.iter().find(|[head, tail]| {
            word.strip_prefix(head.as_str()) == Some(tail.as_str())
                && matches!(blank, " " | "\u{a0}" | "\u{202f}")
                && after.starts_with(|c: char| c.is_ascii_digit())
        });
        if let Some(at) = tail.or(head.map(|[head, _]| head.len())) {
            out.push(start + at..start + word.len());
        }
        start += piece.len();
    }
    out
}

/// Signs that make one word of two pieces, such as a symbol or a time.
fn is_joint(c: char) -> bool {
    "/-_@+\u{2011}".contains(c)
}

/// The shipped marks; empty only if the data file were broken, which a test excludes.
static MARKS: LazyLock<BTreeMap<String, Marks>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../memory/typography.toml")).unwrap_or_default()
});

/// The text with the typography of its language. Doing it twice changes nothing; a language without
/// data is left as it is. Words, digits and their order are never changed.
pub fn finish(lang: &Lang, text: &str) -> String {
    let Some(marks) = MARKS.get(lang.primary()) else {
        return text.to_owned();
    };
    // One pass may bring a mark into the position of another rule; each pass only adds typographic
    // marks, so that the text settles.
    let mut text = text.to_owned();
    for _ in 0..MOST_PASSES {
        let next = pass(marks, &text);
        if next == text {
            break;
        }
        text = next;
    }
    text
}

fn pass(marks: &Marks, text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Setting {
        marks,
        chars: &chars,
        out: String::with_capacity(text.len() + 16),
        open: false,
    };
    for at in 0..chars.len() {
        out.set(at);
    }
    out.out
}

struct Setting<'a> {
    marks: &'a Marks,
    chars: &'a [char],
    out: String,
    /// Whether a straight quotation mark has been opened.
    open: bool,
}

impl Setting<'_> {
    fn at(&self, i: usize) -> Option<char> {
        self.chars.get(i).copied()
    }

    fn before(&self, i: usize) -> Option<char> {
        i.checked_sub(1).and_then(|i| self.at(i))
    }

    fn set(&mut self, i: usize) {
        let Some(c) = self.at(i) else { return };
        let (before, after) = (self.before(i), self.at(i + 1));
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let marks = self.marks;
        match c {
            '\'' if letter(before) && letter(after) => self.out.push_str(&marks.apostrophe),
            '"' => self.quote(before, after),
            '-' if digit(before) && digit(after) && !marks.range.is_empty() && self.is_range(i) => {
                self.out.push_str(&marks.range)
            }
            ' ' if self.space_stays(i) => self.out.push(NO_BREAK),
            c if marks.space_before.contains(c) && self.wants_space(i, c) => {
                if self.out.ends_with(|b: char| !b.is_whitespace()) {
                    self.out.push(NO_BREAK);
                }
                self.out.push(c);
            }
            c if marks.space_after.contains(c) => {
                self.out.push(c);
                if after.is_some_and(|a| !a.is_whitespace()) {
                    self.out.push(NO_BREAK);
                }
            }
            c => self.out.push(c),
        }
    }

    /// A straight quotation mark opens after a space or an opening bracket, and closes otherwise.
    fn quote(&mut self, before: Option<char>, after: Option<char>) {
        let [opening, closing] = &self.marks.quotes;
        let opens = before.is_none_or(|b| b.is_whitespace() || "([’'".contains(b))
            && after.is_some_and(|a| !a.is_whitespace());
        if opens && !self.open {
            self.out.push_str(opening);
            self.open = true;
        } else if self.open {
            if closing.starts_with(NO_BREAK) {
                let kept = self.out.trim_end().len();
                self.out.truncate(kept);
            }
            self.out.push_str(closing);
            self.open = false;
        } else {
            self.out.push('"');
        }
    }

    /// True when the mark at `i` stands behind a word or figure and before a gap.
    fn wants_space(&self, i: usize, c: char) -> bool {
        let after = self.at(i + 1);
        let gap = after.is_none_or(|a| !a.is_alphanumeric() && !"/\\#&=@_".contains(a));
        let behind = match self.before(i) {
            None => false,
            Some(b) if b.is_whitespace() => true,
            // A row of marks (`?!`, `!!`) is kept together; `%` and `»` follow words and figures.
            Some(b) => {
                b.is_alphanumeric()
                    || ")]».…”’".contains(b) && !self.marks.space_before.contains(b)
                    || b == '»' && c != '»'
            }
        };
        gap && behind
    }

    /// True for a plain space that must not be a place to break.
    fn space_stays(&self, i: usize) -> bool {
        let (Some(before), Some(after)) = (self.before(i), self.at(i + 1)) else {
            return false;
        };
        if self.marks.space_before.contains(after) && self.wants_space(i + 1, after) {
            return true;
        }
        if self.marks.space_after.contains(before) {
            return true;
        }
        if !self.marks.thousands.is_empty() && before.is_ascii_digit() && self.is_thousands(i) {
            return true;
        }
        let starts = after.is_ascii_digit() || after.is_uppercase();
        starts
            && self
                .marks
                .stay_with_next
                .iter()
                .any(|word| self.is_word_before(i, word))
    }

    /// True when the word ends at the space and is not the tail of a longer one.
    fn is_word_before(&self, space: usize, word: &str) -> bool {
        let length = word.chars().count();
        let Some(start) = space.checked_sub(length) else {
            return false;
        };
        let same = self
            .chars
            .get(start..space)
            .is_some_and(|w| w.iter().copied().eq(word.chars()));
        same && self.before(start).is_none_or(|b| !b.is_alphanumeric())
    }

    /// One to three digits, the space, then exactly three digits.
    fn is_thousands(&self, space: usize) -> bool {
        let digit = |i: usize| self.at(i).is_some_and(|c| c.is_ascii_digit());
        let after = (1..=3).all(|n| digit(space + n)) && !digit(space + 4);
        let mut count = 0;
        let mut at = space;
        while let Some(b) = at.checked_sub(1).filter(|b| digit(*b)) {
            count += 1;
            at = b;
        }
        let joined = at
            .checked_sub(1)
            .and_then(|b| self.at(b))
            .is_some_and(|c| c.is_alphanumeric() || ".,/-".contains(c));
        // Four digits before the space are a year or a number of another kind.
        after && (1..=3).contains(&count) && !joined
    }

    /// True for a hyphen between two figures that stand alone: not in a symbol, an address or a row
    /// of figures such as a telephone number.
    fn is_range(&self, hyphen: usize) -> bool {
        let part = |c: char| c.is_ascii_digit();
        let mut left = hyphen;
        while let Some(b) = left
            .checked_sub(1)
            .filter(|b| self.at(*b).is_some_and(part))
        {
            left = b;
        }
        let mut right = hyphen + 1;
        while self.at(right).is_some_and(part) {
            right += 1;
        }
        let ends =
            |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !"/-_.@+‑".contains(c));
        let after = match self.at(right) {
            Some('.') => self.at(right + 1).is_none_or(char::is_whitespace),
            other => ends(other),
        };
        ends(left.checked_sub(1).and_then(|i| self.at(i)))
            && after
            && hyphen - left <= 4
            && right - hyphen <= 5
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fr(text: &str) -> String {
        finish(&Lang::fr(), text).replace(NO_BREAK, "~")
    }
    fn en(text: &str) -> String {
        finish(&Lang::en(), text).replace(NO_BREAK, "~")
    }

    #[test]
    fn french_marks_have_their_spaces() {
        for (from, to) in [
            (
                "pays suivants : Albanie; Autriche",
                "pays suivants~: Albanie~; Autriche",
            ),
            (
                "93 % des colis, 7% des lettres",
                "93~% des colis, 7~% des lettres",
            ),
            ("dite \"zéro colis\" depuis", "dite «~zéro colis~» depuis"),
            ("« déjà »", "«~déjà~»"),
            ("quoi ?! vraiment ?", "quoi~?! vraiment~?"),
            ("l'article no 5 de l'art. 3", "l’article no~5 de l’art.~3"),
            (
                "1 500 colis en 2024, 12 000 000 lettres",
                "1~500 colis en 2024, 12~000~000 lettres",
            ),
            (
                "voir https://exemple.org/a?b=1 à 10:30",
                "voir https://exemple.org/a?b=1 à 10:30",
            ),
            ("en 2024 150 colis", "en 2024 150 colis"),
        ] {
            assert_eq!(fr(from), to);
        }
    }

    #[test]
    fn english_marks() {
        for (from, to) in [
            (
                "the \"clean mail\" plan of 2019-2022",
                "the “clean mail” plan of 2019–2022",
            ),
            (
                "Government's reply, 12-15 September",
                "Government’s reply, 12–15 September",
            ),
            (
                "symbol A/76-12/3, tel. 555-12-34, T-4-5",
                "symbol A/76-12/3, tel. 555-12-34, T-4-5",
            ),
            ("Act No. 5: see", "Act No.~5: see"),
            ("open \"only", "open “only"),
        ] {
            assert_eq!(en(from), to);
        }
    }

    #[test]
    fn a_language_without_data_is_left_alone() {
        assert_eq!(finish(&"xx".parse().unwrap(), "a \"b\" : c"), "a \"b\" : c");
    }

    #[test]
    fn letters_beside_figures_are_raised() {
        let shown = |text: &str| {
            let mut out = String::new();
            let mut at = 0;
            for range in raised(&Lang::fr(), text) {
                out.push_str(&text[at..range.start]);
                out.push_str(&format!("<{}>", &text[range.clone()]));
                at = range.end;
            }
            out.push_str(&text[at..]);
            out
        };
        for (text, wanted) in [
            (
                "le 1er juillet, la 1re fois",
                "le 1<er> juillet, la 1<re> fois",
            ),
            ("au XXIe siècle (le 2e)", "au XXI<e> siècle (le 2<e>)"),
            (
                "loi no\u{a0}17 et nos 3 lois",
                "loi n<o>\u{a0}17 et nos 3 lois",
            ),
            (
                "Ce que no man dit, 5e-3, A/2er",
                "Ce que no man dit, 5e-3, A/2er",
            ),
            ("Vie, De 3, le no. 4", "Vie, De 3, le no. 4"),
            ("", ""),
        ] {
            assert_eq!(shown(text), wanted);
        }
        assert!(raised(&Lang::en(), "the 1er").is_empty());
    }

    proptest! {
        #[test]
        fn raised_pieces_lie_in_the_text(text in "[a-zIVX0-9 éo\u{a0}/.-]{0,30}|.{0,20}") {
            let mut last = 0;
            for range in raised(&Lang::fr(), &text) {
                prop_assert!(range.start >= last && range.start < range.end);
                prop_assert!(text.get(range.clone()).is_some());
                last = range.end;
            }
        }

        #[test]
        fn twice_is_once_and_words_stay(text in "[a-z0-9 :;?!%«»\"'.,/()\u{a0}-]{0,60}") {
            for lang in ["en", "fr", "es", "ru"] {
                let lang: Lang = lang.parse().unwrap();
                let once = finish(&lang, &text);
                prop_assert_eq!(finish(&lang, &once), once.clone());
                let words = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                prop_assert_eq!(words(&once), words(&text));
            }
        }
    }
}

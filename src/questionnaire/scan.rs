//! Patterns that can be told without the form: headings, dotted lines, labels.

use super::fold::{Folded, Phrase, Word, Words};
use super::vocabulary::{Sense, Vocabulary};

/// The label of a theme or recommendation as written: `a`, `2`, `iv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label(pub(super) String);

impl Label {
    /// The positions from 0 that the label can mean, likeliest first: `i` is a ninth letter and a one.
    pub(super) fn positions(&self) -> Vec<usize> {
        let mut out = Vec::new();
        if let Ok(n) = self.0.parse::<usize>() {
            out.extend(n.checked_sub(1));
        }
        let mut chars = self.0.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            // Cyrillic letters count in their own alphabet; those drawn like Latin ones also as these.
            let own = "абвгдежзик".chars().position(|x| x == c);
            let drawn = "авсе"
                .chars()
                .position(|x| x == c)
                .and_then(|i| [0, 1, 2, 4].get(i).copied());
            let latin = ('a'..='z').position(|x| x == c);
            for p in [latin, own, drawn].into_iter().flatten() {
                if !out.contains(&p) {
                    out.push(p);
                }
            }
        }
        if let Some(n) = roman(&self.0) {
            out.extend(n.checked_sub(1));
        }
        out
    }
    /// True when it is written in digits.
    pub(super) fn is_number(&self) -> bool {
        !self.0.is_empty() && self.0.bytes().all(|b| b.is_ascii_digit())
    }
    /// The number the label stands for when it labels a theme.
    pub(super) fn number(&self) -> Option<u16> {
        let n = self.0.parse().ok().or_else(|| roman(&self.0))?;
        u16::try_from(n).ok().filter(|n| *n > 0 && *n < 100)
    }
    fn of(word: &str) -> Option<Self> {
        let digits =
            word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        let letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        (digits || letter || roman(word).is_some()).then(|| Self(word.to_owned()))
    }
}

fn roman(word: &str) -> Option<usize> {
    let all = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv",
    ];
    all.iter().position(|r| *r == word).map(|i| i + 1)
}

/// A heading recognised at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// Number of the theme, if the heading names one.
    pub(super) theme: Option<u16>,
    /// Label of the recommendation, if the heading names one.
    pub(super) recommendation: Option<Label>,
    /// Words it covers.
    pub(super) words: usize,
    /// Bytes it covers, with the punctuation after it.
    pub(super) end: usize,
    /// True when the line ends or punctuation parts the heading from what follows; otherwise what
    /// follows may be the rest of a sentence ("Recommendation (a) was discussed").
    pub(super) closed: bool,
    /// True when it is a label alone, without a word for theme or recommendation.
    pub(super) bare: bool,
}

/// Reads `Theme 1`, `Issue II –`, `Recommendation (a)`, `Theme 2, recommendation (b):`,
/// `Recommendation 1 (a)` or a bare `2 (b)` at the start of the text.
pub(super) fn heading(text: &str, found: Words<'_>, v: &Vocabulary) -> Option<Heading> {
    let mut at = 0;
    // The computed number of a numbered heading stands before its words.
    if found.first().is_some_and(|w| Label::of(w.text).is_some())
        && found
            .get(1)
            .is_some_and(|w| v.is(Sense::Theme, w.text) || v.is(Sense::Recommendation, w.text))
    {
        at = 1;
    }
    let (mut theme, mut recommendation) = (None, None);
    if let Some((number, label)) = found.first().and_then(|w| short_form(w.text)) {
        (theme, recommendation, at) = (Some(number), Some(label), 1);
    }
    let label_at = |i: usize| found.get(i).and_then(|w| Label::of(w.text));
    if found.get(at).is_some_and(|w| v.is(Sense::Theme, w.text)) {
        let skip = usize::from(
            found
                .get(at + 1)
                .is_some_and(|w| ["no", "n", "nº"].contains(&w.text)),
        );
        if let Some(number) = label_at(at + 1 + skip).and_then(|l| l.number()) {
            theme = Some(number);
            at += 2 + skip;
        }
    }
    if found
        .get(at)
        .is_some_and(|w| v.is(Sense::Recommendation, w.text))
    {
        let skip = usize::from(
            found
                .get(at + 1)
                .is_some_and(|w| ["no", "n", "nº"].contains(&w.text)),
        );
        if let Some((number, label, used)) = label_pair(text, found, at + 1 + skip) {
            theme = number.or(theme);
            recommendation = Some(label);
            at += 1 + skip + used;
        }
    }
    if theme.is_none() && recommendation.is_none() {
        // A bare label is a heading only when nothing else stands on the line.
        let (number, label, used) = label_pair(text, found, 0)?;
        let length = text.trim().chars().count();
        let bracketed = text.contains('(') || text.contains(')');
        if used != found.len() || length > 8 || !bracketed || label.0.parse::<u16>().is_ok() {
            return None;
        }
        return Some(Heading {
            theme: number,
            recommendation: Some(label),
            words: used,
            end: text.len(),
            closed: true,
            bare: true,
        });
    }
    let last = found.get(at.checked_sub(1)?)?;
    let next = found.get(at).map_or(text.len(), |w| w.start);
    let gap = text.get(last.end..next).unwrap_or_default();
    let end = last.end + gap.len()
        - gap
            .trim_start_matches(|c: char| c.is_whitespace() || ")].:;,–—-\u{a0}°º".contains(c))
            .len();
    let closed = next == text.len() || gap.contains([':', '.', '–', '—', '-', '/', '\t']);
    Some(Heading {
        theme,
        recommendation,
        words: at,
        end,
        closed,
        bare: false,
    })
}

/// `R2b` and `Rec2b` written as one word.
fn short_form(word: &str) -> Option<(u16, Label)> {
    let rest = word
        .strip_prefix("rec")
        .or_else(|| word.strip_prefix('r'))?;
    let split = rest
        .find(|c: char| !c.is_ascii_digit())
        .filter(|i| *i > 0)?;
    let (number, letter) = rest.split_at(split);
    let one = letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic);
    Some((number.parse().ok()?, Label(one.then(|| letter.to_owned())?)))
}

/// A label before text: `1.a We trained`, `I (b) We trained`, `a) We trained`. Lists in answers look
/// the same, so it counts only where nothing better is there. Gives theme, label, bytes covered.
pub(super) fn leading_label(text: &str, found: Words<'_>) -> Option<(Option<u16>, Label, usize)> {
    let first = found.first()?;
    let close = |end: usize| {
        let rest = text.get(end..).unwrap_or_default();
        let tail = rest.trim_start_matches([')', '.', ':', ']', '-', '–', ' ', '\u{a0}', '\t']);
        (rest.len() > tail.len() && !tail.is_empty()).then_some(text.len() - tail.len())
    };
    if let (Some(label), Some(second)) = (Label::of(first.text), found.get(1)) {
        let gap = text.get(first.end..second.start).unwrap_or_default();
        let letter = second.letters == 1 && second.text.chars().all(char::is_alphabetic);
        let tight = !gap.is_empty() && gap.chars().all(|c| ".(- ".contains(c)) && gap != " ";
        if let Some(number) = label.number().filter(|_| tight && letter) {
            return Some((
                Some(number),
                Label(second.text.to_owned()),
                close(second.end)?,
            ));
        }
    }
    let split = first
        .text
        .find(|c: char| !c.is_ascii_digit())
        .filter(|i| *i > 0);
    if let Some((number, letter)) = split.map(|i| first.text.split_at(i)) {
        let label = Label::of(letter).filter(|_| letter.chars().count() == 1)?;
        return Some((number.parse().ok(), label, close(first.end)?));
    }
    let letter = first.letters == 1 && first.text.chars().all(char::is_alphabetic);
    let marked = text
        .get(first.end..)
        .is_some_and(|r| r.starts_with([')', '.']));
    (letter && marked).then_some(())?;
    Some((None, Label(first.text.to_owned()), close(first.end)?))
}

/// True for the number of a page (`Page 3 of 5`) as a line of its own.
pub(super) fn is_page_number(found: Words<'_>, v: &Vocabulary) -> bool {
    let number = |w: Word<'_>| w.text.bytes().all(|b| b.is_ascii_digit());
    found.len() <= 4
        && found.first().is_some_and(|w| v.is(Sense::Page, w.text))
        && found.get(1).is_some_and(number)
        && found.iter().skip(1).all(|w| number(w) || w.letters <= 3)
}

/// A label, or a theme number and a label (`1 (a)`, `1.2`, `1a`), and the words they take.
fn label_pair(text: &str, found: Words<'_>, at: usize) -> Option<(Option<u16>, Label, usize)> {
    let first = found.get(at)?;
    let split = first
        .text
        .find(|c: char| !c.is_ascii_digit())
        .filter(|i| *i > 0);
    if let Some((number, letter)) = split.map(|i| first.text.split_at(i)) {
        return Some((Some(number.parse().ok()?), Label::of(letter)?, 1));
    }
    let label = Label::of(first.text)?;
    if let (Ok(number), Some(second)) = (label.0.parse::<u16>(), found.get(at + 1)) {
        let gap = text.get(first.end..second.start).unwrap_or_default();
        let tight = !gap.is_empty()
            && gap.chars().count() <= 3
            && gap.chars().all(|c| " .(-\u{a0}".contains(c));
        let closes = text
            .get(second.end..)
            .is_none_or(|r| r.trim().is_empty() || r.starts_with([')', '.', ':']));
        if let Some(inner) =
            Label::of(second.text).filter(|_| tight && closes && gap.contains(['.', '(', '-']))
        {
            return Some((Some(number), inner, 2));
        }
    }
    Some((None, label, 1))
}

/// True for a heading over several recommendations at once (“Recommendations (a) and (b)”), which
/// no single one can claim.
pub(super) fn joint_heading(found: Words<'_>, v: &Vocabulary) -> bool {
    let plural = found.first().is_some_and(|w| {
        v.all(Sense::Recommendation).iter().any(|r| {
            let last = r.key.chars().next_back().map_or(0, char::len_utf8);
            let stem = r.key.get(..r.key.len() - last).unwrap_or_default();
            r.letters() > 5 && w.text.starts_with(stem) && w.text != r.key
        })
    });
    let rest = found.from(1);
    let labels = rest.iter().filter(|w| Label::of(w.text).is_some()).count();
    plural && labels >= 2 && rest.len() <= 6 && rest.iter().all(|w| w.letters <= 3)
}

/// True when the text is a line to write on: dots, underscores, dashes, and nothing else.
pub(super) fn is_fill(text: &str) -> bool {
    let mut ink = text.chars().filter(|c| !c.is_whitespace()).peekable();
    ink.peek().is_some() && ink.all(|c| "._…·-–—―‒⁃¯ˍ/|*".contains(c))
}

/// Bytes of a dotted or underscored stretch at the start of the text, at least four marks long.
pub(super) fn leading_fill(text: &str) -> usize {
    let end = text
        .find(|c: char| !"._… \t\u{a0}".contains(c))
        .unwrap_or(text.len());
    let stretch = text.get(..end).unwrap_or_default();
    let marks: usize = stretch
        .chars()
        .map(|c| {
            if c == '…' {
                3
            } else {
                usize::from(c == '.' || c == '_')
            }
        })
        .sum();
    if marks >= 4 { end } else { 0 }
}

/// Byte where a dotted or underscored stretch at the end of the text begins, or its length.
pub(super) fn trailing_fill(text: &str) -> usize {
    let kept = text
        .trim_end_matches(|c: char| "._… \t\u{a0}".contains(c))
        .len();
    let stretch = text.get(kept..).unwrap_or_default();
    let marks: usize = stretch
        .chars()
        .map(|c| {
            if c == '…' {
                3
            } else {
                usize::from(c == '.' || c == '_')
            }
        })
        .sum();
    // The first of the dots is the sentence's own full stop.
    match marks {
        0..5 => text.len(),
        _ => kept + usize::from(stretch.starts_with('.')),
    }
}

/// The number of words at the start that make up a phrase of this sense, the longest first.
pub(super) fn phrase(found: Words<'_>, sense: Sense, v: &Vocabulary) -> Option<usize> {
    found.start_with_one(v.all(sense))
}

/// True when a text begins with a phrase of this sense.
pub(super) fn begins(text: &str, sense: Sense, v: &Vocabulary) -> bool {
    let most = v.all(sense).iter().map(Phrase::most_words).max();
    let folded = Folded::beginning(text, most.unwrap_or(0));
    phrase(folded.words(), sense, v).is_some()
}

/// The kind of cover line whose label starts the text, with the words it covers: the label must
/// end at a colon or with the line.
pub(super) fn cover_label(text: &str, v: &Vocabulary) -> Option<(&'static str, usize)> {
    let folded = Folded::new(text);
    let found = folded.words();
    let mut best: Option<(&'static str, usize, usize)> = None;
    for (sense, kind) in Sense::COVER {
        let Some(n) = phrase(found, sense, v) else {
            continue;
        };
        let end = n
            .checked_sub(1)
            .and_then(|i| found.get(i))
            .map_or(0, |w| w.end);
        let rest = text.get(end..).unwrap_or_default();
        let glue = rest.trim_start_matches(|c: char| c.is_whitespace() || ".)(\u{a0}".contains(c));
        let closed =
            glue.is_empty() || glue.starts_with([':', '：', '–', '—']) || rest.starts_with('\t');
        if closed && best.is_none_or(|(_, words, _)| n > words) {
            let tail = glue.trim_start_matches([':', '：', '–', '—']).trim_start();
            best = Some((kind, n, text.len() - tail.len()));
        }
    }
    best.map(|(kind, _, end)| (kind, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<u16>, Option<String>, bool)> {
        heading(text, Folded::new(text).words(), Vocabulary::shipped())
            .map(|h| (h.theme, h.recommendation.map(|l| l.0), h.closed))
    }
    fn some(
        theme: Option<u16>,
        label: Option<&str>,
        closed: bool,
    ) -> Option<(Option<u16>, Option<String>, bool)> {
        Some((theme, label.map(str::to_owned), closed))
    }

    #[test]
    fn headings_of_many_makes() {
        assert_eq!(read("Theme 1. Data"), some(Some(1), None, true));
        assert_eq!(read("ISSUE II – Data"), some(Some(2), None, true));
        assert_eq!(read("Recommendation (a)"), some(None, Some("a"), true));
        assert_eq!(read("Recommandation b) :"), some(None, Some("b"), true));
        assert_eq!(
            read("Theme 2, recommendation (b)"),
            some(Some(2), Some("b"), true)
        );
        assert_eq!(read("Recommendation 1 (a)"), some(Some(1), Some("a"), true));
        assert_eq!(read("2 (b)"), some(Some(2), Some("b"), true));
        assert_eq!(read("3. Recommendation 2"), some(None, Some("2"), true));
    }

    #[test]
    fn sentences_are_no_headings() {
        assert_eq!(
            read("Recommendation (a) was discussed"),
            some(None, Some("a"), false)
        );
        assert_eq!(read("Recommendations were discussed"), None);
        assert_eq!(read("12 officers were trained"), None);
        assert_eq!(read("(a) cooperation with customs"), None);
        assert_eq!(read("2022"), None);
    }

    #[test]
    fn headings_over_several() {
        let joint = |t: &str| joint_heading(Folded::new(t).words(), Vocabulary::shipped());
        assert!(joint("Recommendations (a) and (b)") && joint("Рекомендации a) и b)"));
        assert!(!joint("Recommendation (a)") && !joint("Recommendations of the meeting"));
    }

    #[test]
    fn lines_to_write_on() {
        assert!(is_fill("........") && is_fill("--") && is_fill("____"));
        assert!(!is_fill("N/A") && !is_fill(""));
        assert_eq!(leading_fill("...... We"), 7);
        assert_eq!(leading_fill("... We"), 0);
        assert_eq!(trailing_fill("We did.........."), 7);
        assert_eq!(trailing_fill("We did ______"), 6);
    }

    #[test]
    fn cover_labels_end_at_a_colon() {
        let v = Vocabulary::shipped();
        assert_eq!(
            cover_label("Name of country: Norway", v),
            Some(("country", 17))
        );
        assert_eq!(cover_label("E-mail", v), Some(("email", 6)));
        assert_eq!(cover_label("Country profile was updated", v), None);
    }
}

//! Finding the facts of a text in one pass over its tokens.

use super::tokens::{Kind, Token, tokens};
use super::words::Language;
use super::{Fact, FactKind, WORDS};
use crate::model::ids::Lang;

/// The facts of a text in their order; none overlaps another.
pub fn facts(text: &str, lang: &Lang) -> Vec<Fact> {
    let empty = Language::default();
    let scan = Scan {
        tokens: tokens(text),
        text,
        words: WORDS.of(lang).unwrap_or(&empty),
        french: lang.primary() == "fr",
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < scan.tokens.len() {
        match scan.fact(at) {
            Some((fact, next)) => {
                out.push(fact);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    out
}

struct Scan<'a> {
    tokens: Vec<Token<'a>>,
    text: &'a str,
    words: &'a Language,
    french: bool,
}

type Step = Option<(Fact, usize)>;

impl<'a> Scan<'a> {
    fn fact(&self, at: usize) -> Step {
        // No fact begins with white space.
        if self.token(at)?.kind == Kind::Space {
            return None;
        }
        self.symbol(at)
            .or_else(|| self.letter(at))
            .or_else(|| self.numeric_date(at))
            .or_else(|| self.date(at))
            .or_else(|| self.number(at))
            .or_else(|| self.word(at))
    }

    fn token(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens.get(at)
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.token(at).is_some_and(|t| t.text == text)
    }

    fn digits(&self, at: usize) -> Option<&'a str> {
        self.token(at)
            .filter(|t| t.kind == Kind::Digits)
            .map(|t| t.text)
    }

    /// The place after white space.
    fn skip(&self, at: usize) -> usize {
        if self.token(at).is_some_and(|t| t.kind == Kind::Space) {
            at + 1
        } else {
            at
        }
    }

    fn made(
        &self,
        kind: FactKind,
        value: impl Into<String>,
        from: usize,
        to: usize,
        in_words: bool,
    ) -> Step {
        let (start, end) = (self.token(from)?.start, self.token(to.checked_sub(1)?)?.end);
        Some((
            Fact {
                kind,
                value: value.into(),
                start,
                end,
                in_words,
            },
            to,
        ))
    }

    /// `UNODC/HONEURO/14/2`, `S-30/1`, `123/2015`.
    fn symbol(&self, at: usize) -> Step {
        if at > 0
            && self.token(at - 1).is_some_and(|t| match t.kind {
                Kind::Space => false,
                Kind::Word | Kind::Digits => true,
                _ => !"([«“\"’'".contains(t.text),
            })
        {
            return None;
        }
        let mut to = at;
        let mut slash = false;
        while let Some(t) = self.token(to) {
            let part = match t.kind {
                Kind::Digits => true,
                Kind::Word => {
                    t.text.chars().all(|c| c.is_uppercase() || c.is_numeric())
                        || (slash && ["Add", "Rev", "Corr", "Part"].contains(&t.text))
                }
                Kind::Other => match t.text {
                    "/" => {
                        slash = true;
                        to > at
                    }
                    "-" | "." => self
                        .token(to + 1)
                        .is_some_and(|n| matches!(n.kind, Kind::Digits | Kind::Word)),
                    _ => false,
                },
                Kind::Space => false,
            };
            if !part {
                break;
            }
            to += 1;
        }
        let text = self
            .text
            .get(self.token(at)?.start..self.token(to.checked_sub(1)?)?.end)?;
        let digits = text.chars().any(|c| c.is_ascii_digit());
        let slashes = text.matches('/').count();
        let date = slashes == 2
            && text
                .split('/')
                .all(|p| p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()));
        (slash && digits && !date && text.len() >= 4)
            .then(|| self.made(FactKind::Symbol, text, at, to, false))?
    }

    /// `(a)` in English, « a) » in French.
    fn letter(&self, at: usize) -> Step {
        let open = self.is(at, "(");
        let word = at + usize::from(open);
        let t = self.token(word).filter(|t| t.kind == Kind::Word)?;
        let small = t.text.len() == 1 && t.text.bytes().all(|b| b.is_ascii_lowercase());
        if !small || !self.is(word + 1, ")") {
            return None;
        }
        let before = at.checked_sub(1).and_then(|b| self.token(b));
        if !open && before.is_some_and(|b| b.kind != Kind::Space) {
            return None;
        }
        (open != self.french || open)
            .then(|| self.made(FactKind::Letter, t.text, at, word + 2, false))?
    }

    /// `09.12.2021`, `9/12/2021`.
    fn numeric_date(&self, at: usize) -> Step {
        let (day, month, year) = (self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?);
        let mark = self.token(at + 1)?.text;
        if !(mark == "." || mark == "/") || !self.is(at + 3, mark) || year.len() != 4 {
            return None;
        }
        let (d, m): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
        ((1..=31).contains(&d) && (1..=12).contains(&m)).then(|| {
            self.made(
                FactKind::Date,
                format!("{year}-{m:02}-{d:02}"),
                at,
                at + 5,
                false,
            )
        })?
    }

    fn month(&self, at: usize) -> Option<(usize, usize)> {
        let t = self.token(at).filter(|t| t.kind == Kind::Word)?;
        let month = self.words.month(t.text)?;
        Some((month, at + 1))
    }

    fn year(&self, at: usize) -> Option<&'a str> {
        self.digits(at).filter(|d| is_year(d))
    }

    /// `9 December 2021`, « 1er juillet », `December 2021`, `April 8, 2022`.
    fn date(&self, at: usize) -> Step {
        if let Some((month, next)) = self.month(at) {
            let after = self.skip(next);
            if let Some(year) = self.year(after) {
                return self.made(
                    FactKind::Date,
                    format!("{year}-{month:02}"),
                    at,
                    after + 1,
                    false,
                );
            }
            let day: u8 = self
                .digits(after)?
                .parse()
                .ok()
                .filter(|d| (1..=31).contains(d))?;
            let mut end = after + 1;
            let comma = self.skip(if self.is(end, ",") { end + 1 } else { end });
            let year = self.year(comma);
            if year.is_some() {
                end = comma + 1;
            }
            return self.made(FactKind::Date, day_value(year, month, day), at, end, false);
        }
        let day: u8 = self
            .digits(at)?
            .parse()
            .ok()
            .filter(|d| (1..=31).contains(d))?;
        let mut next = at + 1;
        if self
            .token(next)
            .is_some_and(|t| ["er", "st", "nd", "rd", "th"].contains(&t.text))
        {
            next += 1;
        }
        let mut after = self.skip(next);
        if self.is(after, "of") || self.is(after, "de") {
            after = self.skip(after + 1);
        }
        let (month, end) = self.month(after)?;
        let mut later = self.skip(end);
        if self.is(later, "de") {
            later = self.skip(later + 1);
        }
        match self.year(later) {
            Some(year) => self.made(
                FactKind::Date,
                day_value(Some(year), month, day),
                at,
                later + 1,
                false,
            ),
            None => self.made(FactKind::Date, day_value(None, month, day), at, end, false),
        }
    }

    /// Digits with the language's marks, and words; scales multiply.
    fn number(&self, at: usize) -> Step {
        let (mut value, mut end, in_words) = if self.digits(at).is_some() {
            let (value, end) = self.figure(at)?;
            (value, end, false)
        } else {
            let (word, end) = self.hyphened(at)?;
            (self.words.number(&word)?.to_string(), end, true)
        };
        let plain_year = !in_words && end == at + 1 && is_year(&value);
        if !in_words
            && self
                .token(end)
                .is_some_and(|t| ["er", "re", "e", "st", "nd", "rd", "th", "ème"].contains(&t.text))
        {
            end += 1;
        }
        let mut after = self.skip(end);
        let mut scaled = false;
        while let Some(scale) = self
            .token(after)
            .and_then(|t| self.words.scale.get(&t.text.to_lowercase()))
        {
            let percent =
                self.is(after, "cent") && after > 1 && self.is(after.saturating_sub(2), "pour");
            if percent {
                break;
            }
            value = times(&value, *scale)?;
            scaled = true;
            end = after + 1;
            after = self.skip(end);
        }
        let kind = if plain_year && !scaled {
            FactKind::Year
        } else {
            FactKind::Number
        };
        self.made(kind, value, at, end, in_words)
    }

    /// The figure that begins at a run of digits, its thousands and decimals included.
    fn figure(&self, at: usize) -> Option<(String, usize)> {
        let mut value = self.digits(at)?.to_owned();
        let mut end = at + 1;
        let mut grouped = false;
        if value.len() <= 3 {
            while let (Some(mark), Some(next)) = (self.token(end), self.digits(end + 1)) {
                let space = mark.kind == Kind::Space && mark.text.chars().count() == 1;
                let group = next.len() == 3
                    && (space
                        || (mark.text == "," && self.words.decimal != ",")
                        || (mark.text == "." && self.words.decimal == ","));
                if !group {
                    break;
                }
                value.push_str(next);
                grouped = true;
                end += 2;
            }
        }
        if let (Some(mark), Some(next)) = (self.token(end), self.digits(end + 1)) {
            let dotted = self
                .token(end + 2)
                .is_some_and(|t| t.text == "." && self.digits(end + 3).is_some());
            if mark.text == self.words.decimal
                && !dotted
                && (next.len() != 3 || grouped || mark.text == ",")
            {
                value = format!("{value}.{next}");
                end += 2;
            }
        }
        let trimmed = value.trim_start_matches('0');
        let value = if trimmed.is_empty() || trimmed.starts_with('.') {
            format!("0{trimmed}")
        } else {
            trimmed.to_owned()
        };
        Some((value, end))
    }

    /// A word that may begin a figure, with its hyphened parts, lower case (« vingt et un » counts as
    /// one).
    fn hyphened(&self, at: usize) -> Option<(String, usize)> {
        let first = self.token(at).filter(|t| t.kind == Kind::Word)?;
        let mut longest = (first.text.to_lowercase(), at + 1);
        if !self.words.begins_number(&longest.0) {
            return None;
        }
        let mut word = longest.0.clone();
        let mut to = at + 1;
        while to < at + 6 {
            let Some(mark) = self.token(to) else { break };
            let next = self.token(to + 1);
            let joins =
                mark.text == "-" || mark.text == "‑" || (mark.kind == Kind::Space && self.french);
            let Some(next) = next.filter(|n| joins && n.kind == Kind::Word) else {
                break;
            };
            word = format!("{word}-{}", next.text.to_lowercase());
            to += 2;
            let hyphen = mark.kind != Kind::Space && longest.1 + 2 == to;
            if hyphen || self.words.number(&word).is_some() {
                longest = (word.clone(), to);
            }
        }
        Some(longest)
    }

    /// Acronyms, and words that may stand for a figure.
    fn word(&self, at: usize) -> Step {
        let t = self.token(at).filter(|t| t.kind == Kind::Word)?;
        let capitals = t.text.chars().filter(|c| c.is_uppercase()).count();
        if capitals >= 2
            && t.text
                .chars()
                .all(|c| c.is_uppercase() || c.is_numeric() || c == 's')
            && !self.shouted(at)
        {
            return self.made(FactKind::Acronym, t.text, at, at + 1, false);
        }
        let value = self.words.also.get(&t.text.to_lowercase())?;
        self.made(FactKind::MayBeNumber, value.to_string(), at, at + 1, true)
    }

    /// True in a stretch that is all capitals, such as a heading.
    fn shouted(&self, at: usize) -> bool {
        let loud = |i: usize| {
            self.token(i).is_some_and(|t| {
                t.kind == Kind::Word
                    && t.text.chars().count() > 3
                    && t.text.chars().all(char::is_uppercase)
            })
        };
        let near = |i: Option<usize>| i.is_some_and(loud);
        loud(at) && (near(at.checked_sub(2)) || near(at.checked_add(2)))
    }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits.starts_with("19") || digits.starts_with("20"))
}

fn day_value(year: Option<&str>, month: usize, day: u8) -> String {
    match year {
        Some(year) => format!("{year}-{month:02}-{day:02}"),
        None => format!("--{month:02}-{day:02}"),
    }
}

/// A decimal value times a power of ten or hundred, exactly.
fn times(value: &str, scale: u64) -> Option<String> {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let zeros = scale.to_string().len() - 1;
    let mut digits = format!("{whole}{part}");
    if digits.len() > 24 {
        return None;
    }
    let missing = zeros.checked_sub(part.len())?;
    digits.push_str(&"0".repeat(missing));
    let trimmed = digits.trim_start_matches('0');
    Some(if trimmed.is_empty() {
        "0".into()
    } else {
        trimmed.to_owned()
    })
}

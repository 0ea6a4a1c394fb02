//! The light markup of an entry's text: `*emphasis*`, `^[footnote]`, a line feed for a sub-item,
//! a backslash before a character to be taken as it is.

use super::spans::{place_notes, spans};
use crate::language::typography::finish;
use crate::model::ids::Lang;
use crate::model::manuscript::{DraftMark, Span};

/// A text taken apart: the paragraph, then its sub-items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The paragraph itself.
    pub text: Vec<Span>,
    /// Sub-items, without their letters.
    pub items: Vec<Vec<Span>>,
}

/// Reads light markup of a text in `of`, whose typography it gets; `lang` is written on its pieces.
/// Unclosed marks are taken as ordinary characters.
pub fn parse(text: &str, of: &Lang, lang: Option<&Lang>, mark: Option<DraftMark>) -> Parsed {
    let setting = Setting { of, lang, mark };
    let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    let first = lines
        .next()
        .map(|line| setting.spans(line))
        .unwrap_or_default();
    Parsed {
        text: first,
        items: lines
            .map(|line| setting.spans(without_letter(line)))
            .collect(),
    }
}

/// A sub-item may be typed with its letter, `(a)` or `a)`; the real numbering sets it anew.
fn without_letter(line: &str) -> &str {
    let rest = line.strip_prefix('(').unwrap_or(line);
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some(c), Some(')')) if c.is_ascii_lowercase() => chars.as_str().trim_start(),
        _ => line,
    }
}

struct Setting<'a> {
    of: &'a Lang,
    lang: Option<&'a Lang>,
    mark: Option<DraftMark>,
}

impl Setting<'_> {
    fn spans(&self, line: &str) -> Vec<Span> {
        let mut out = Vec::new();
        let mut text = String::new();
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            match c {
                '\\' => {
                    let kept = after.chars().next();
                    text.extend(kept);
                    rest = after
                        .get(kept.map_or(0, char::len_utf8)..)
                        .unwrap_or_default();
                    continue;
                }
                '*' => {
                    if let Some((inner, tail)) = after
                        .split_once('*')
                        .filter(|(inner, _)| is_emphasis(inner))
                    {
                        self.push(&mut out, &mut text, false);
                        text.push_str(inner);
                        self.push(&mut out, &mut text, true);
                        rest = tail;
                        continue;
                    }
                    text.push(c);
                }
                '^' => {
                    if let Some((note, tail)) =
                        after.strip_prefix('[').and_then(|t| t.split_once(']'))
                    {
                        self.push(&mut out, &mut text, false);
                        out.push(Span::Footnote(self.spans(note)));
                        rest = tail;
                        continue;
                    }
                    text.push(c);
                }
                _ => text.push(c),
            }
            rest = after;
        }
        self.push(&mut out, &mut text, false);
        place_notes(self.of, out)
    }

    fn push(&self, out: &mut Vec<Span>, text: &mut String, emphasis: bool) {
        if !text.is_empty() {
            let make = |piece: &str| Span::Text {
                text: piece.to_owned(),
                emphasis,
                lang: self.lang.cloned(),
                mark: self.mark,
            };
            out.extend(spans(self.of, &finish(self.of, text), &make));
            text.clear();
        }
    }
}

fn is_emphasis(inner: &str) -> bool {
    !inner.is_empty()
        && !inner.starts_with(char::is_whitespace)
        && !inner.ends_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        fn shown(spans: &[Span]) -> String {
            spans
                .iter()
                .map(|s| match s {
                    Span::Text {
                        text,
                        emphasis: true,
                        ..
                    } => format!("<i>{text}</i>"),
                    Span::Text { text, .. } => text.clone(),
                    Span::Footnote(inner) => format!("<note>{}</note>", shown(inner)),
                    _ => String::new(),
                })
                .collect()
        }
        let parsed = parse(text, &"xx".parse().unwrap(), None, None);
        let mut out = shown(&parsed.text);
        for item in &parsed.items {
            out.push_str(" | ");
            out.push_str(&shown(item));
        }
        out
    }

    #[test]
    fn marks_are_read() {
        assert_eq!(
            show("the law *Lex* applies^[Act *No.* 5.]."),
            "the law <i>Lex</i> applies<note>Act <i>No.</i> 5.</note>."
        );
        assert_eq!(
            show("three things:\n(a) one;\nb) two"),
            "three things: | one; | two"
        );
    }

    #[test]
    fn what_is_not_closed_is_text() {
        for text in ["5 * 3 is 15", "a * b * c", "x^2", "open *only", "^[open"] {
            assert_eq!(show(text), text);
        }
        assert_eq!(show(r"\*kept\* and \\"), r"*kept* and \");
    }
}

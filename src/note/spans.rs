//! A text as spans: letters that are raised, addresses that can be followed, marks of notes at their
//! side of a punctuation mark.

use crate::language::typography::{NoteMark, note_mark, raised};
use crate::model::ids::Lang;
use crate::model::manuscript::Span;

/// How an address begins, and what is put before it to make it whole.
const BEGINNINGS: [(&str, &str); 3] = [("https://", ""), ("http://", ""), ("www.", "https://")];

/// A finished text as spans; `make` makes the span of a plain piece.
pub(super) fn spans(lang: &Lang, text: &str, make: &dyn Fn(&str) -> Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, address, whole, after)) = next_address(rest) {
        lettered(lang, before, make, &mut out);
        out.push(Span::Link {
            address: whole,
            text: vec![make(address)],
        });
        rest = after;
    }
    lettered(lang, rest, make, &mut out);
    out
}

fn lettered(lang: &Lang, text: &str, make: &dyn Fn(&str) -> Span, out: &mut Vec<Span>) {
    let mut at = 0;
    for range in raised(lang, text) {
        let (before, letters) = (text.get(at..range.start), text.get(range.clone()));
        out.extend(before.filter(|b| !b.is_empty()).map(make));
        out.extend(letters.map(|l| Span::Raised(vec![make(l)])));
        at = range.end;
    }
    out.extend(text.get(at..).filter(|t| !t.is_empty()).map(make));
}

/// The first address in a text: what is before it, it as written, it whole, what is after it.
fn next_address(text: &str) -> Option<(&str, &str, String, &str)> {
    let starts = BEGINNINGS.iter().filter_map(|(beginning, add)| {
        text.match_indices(beginning)
            .map(|(at, _)| at)
            .find(|at| {
                let before = text.get(..*at).and_then(|t| t.chars().next_back());
                before.is_none_or(|c| !c.is_alphanumeric() && !"/.@".contains(c))
            })
            .map(|at| (at, *beginning, *add))
    });
    let (at, beginning, add) = starts.min_by_key(|(at, _, _)| *at)?;
    let (before, from) = text.split_at_checked(at)?;
    let end = from
        .find(|c: char| c.is_whitespace() || "<>\"«»“”|\\^`{}".contains(c))
        .unwrap_or(from.len());
    let address = trimmed(from.get(..end)?);
    if address.len() <= beginning.len() {
        // A beginning without more is text; the search goes on behind it by way of the caller.
        return next_address(from.get(beginning.len()..)?).map(|(_, address, whole, after)| {
            let length = text.len() - after.len() - address.len();
            (
                text.get(..length).unwrap_or_default(),
                address,
                whole,
                after,
            )
        });
    }
    let after = from.get(address.len()..)?;
    Some((before, address, format!("{add}{address}"), after))
}

/// An address without the punctuation of the sentence that it stands in.
fn trimmed(address: &str) -> &str {
    let mut out = address;
    loop {
        let next = match out.chars().next_back() {
            Some(c) if ".,;:!?’'…".contains(c) => out.strip_suffix(c),
            Some(')') if out.matches('(').count() < out.matches(')').count() => {
                out.strip_suffix(')')
            }
            Some(']') if !out.contains('[') => out.strip_suffix(']'),
            _ => None,
        };
        match next {
            Some(shorter) => out = shorter,
            None => return out,
        }
    }
}

/// Puts the marks of numbered notes at the side of a punctuation mark where the language has them.
pub(super) fn place_notes(lang: &Lang, spans: Vec<Span>) -> Vec<Span> {
    match note_mark(lang) {
        NoteMark::AsTyped => spans,
        NoteMark::After => notes_after(spans),
        NoteMark::Before => notes_before(spans),
    }
}

const PUNCTUATION: &str = ".,;:";

fn notes_after(spans: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for mut span in spans {
        if let Span::Text { text, .. } = &mut span
            && matches!(out.last(), Some(Span::Footnote(_)))
            && let Some(sign) = text.chars().next().filter(|c| PUNCTUATION.contains(*c))
            && text.chars().nth(1).is_none_or(char::is_whitespace)
        {
            let notes = out
                .iter()
                .rev()
                .take_while(|s| matches!(s, Span::Footnote(_)))
                .count();
            let at = out.len() - notes;
            let before = at.checked_sub(1).and_then(|i| out.get_mut(i));
            if let Some(Span::Text { text: words, .. }) = before {
                words.push(sign);
                text.remove(0);
            }
        }
        if !matches!(&span, Span::Text { text, .. } if text.is_empty()) {
            out.push(span);
        }
    }
    out
}

fn notes_before(spans: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    let mut held: Option<Span> = None;
    for span in spans {
        if !matches!(span, Span::Footnote(_)) {
            out.extend(held.take());
            out.push(span);
            continue;
        }
        if held.is_none()
            && let Some(Span::Text {
                text,
                emphasis,
                lang,
                mark,
            }) = out.last_mut()
        {
            let kept = text.trim_end_matches(|c| PUNCTUATION.contains(c));
            let signs = text.get(kept.len()..).unwrap_or_default().to_owned();
            // Several signs in a row are no end of a sentence, such as points that stand for more.
            if signs.chars().count() == 1 {
                let kept = kept.trim_end_matches(['\u{a0}', '\u{202f}']).len();
                let tail = text.split_off(kept);
                held = Some(Span::Text {
                    text: tail,
                    emphasis: *emphasis,
                    lang: lang.clone(),
                    mark: *mark,
                });
            }
        }
        out.push(span);
    }
    out.extend(held);
    out.retain(|s| !matches!(s, Span::Text { text, .. } if text.is_empty()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Span {
        Span::Text {
            text: text.to_owned(),
            emphasis: false,
            lang: None,
            mark: None,
        }
    }

    fn show(spans: &[Span]) -> String {
        spans
            .iter()
            .map(|s| match s {
                Span::Text { text, .. } => text.clone(),
                Span::Raised(inner) => format!("<{}>", show(inner)),
                Span::Link { address, text } => format!("[{}={address}]", show(text)),
                Span::Footnote(inner) => format!("^{}^", show(inner)),
                _ => "?".into(),
            })
            .collect()
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, wanted) in [
            (
                "See https://example.org/a?b=1, or www.example.org.",
                "See [https://example.org/a?b=1=https://example.org/a?b=1], or [www.example.org=https://www.example.org].",
            ),
            (
                "(http://example.org/x_(y))",
                "([http://example.org/x_(y)=http://example.org/x_(y)])",
            ),
            ("le 1er www. mai", "le 1<er> www. mai"),
            ("mail@www.example.org", "mail@www.example.org"),
            (
                "https:// and http://a.b",
                "https:// and [http://a.b=http://a.b]",
            ),
        ] {
            assert_eq!(show(&spans(&Lang::fr(), text, &plain)), wanted);
        }
    }

    #[test]
    fn marks_of_notes_stand_where_the_language_has_them() {
        let note = || Span::Footnote(vec![plain("n")]);
        let given = |a: &str, b: &str| vec![plain(a), note(), note(), plain(b)];
        let set = |lang: Lang, spans| show(&place_notes(&lang, spans));
        assert_eq!(set(Lang::en(), given("law", ". Then")), "law.^n^^n^ Then");
        assert_eq!(set(Lang::en(), given("law.", " Then")), "law.^n^^n^ Then");
        assert_eq!(set(Lang::en(), given("No", ".5")), "No^n^^n^.5");
        assert_eq!(set(Lang::fr(), given("loi.", " Puis")), "loi^n^^n^. Puis");
        assert_eq!(
            set(Lang::fr(), given("loi\u{a0};", " puis")),
            "loi^n^^n^\u{a0}; puis"
        );
        assert_eq!(set(Lang::fr(), given("loi", ", puis")), "loi^n^^n^, puis");
        assert_eq!(set(Lang::fr(), given("etc...", "")), "etc...^n^^n^");
        let xx: Lang = "xx".parse().unwrap();
        assert_eq!(set(xx, given("a.", " b")), "a.^n^^n^ b");
        assert_eq!(set(Lang::en(), vec![note(), plain(".")]), "^n^.");
    }
}

//! A text as words, runs of digits, white space and single marks.

/// A word, a run of digits, or one other character; spans in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Digits,
    Space,
    Other,
}

/// The tokens of a text; together they are the text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let kind = |c: char| {
        if c.is_ascii_digit() {
            Kind::Digits
        } else if c.is_alphanumeric() || c == '\u{ad}' {
            Kind::Word
        } else if c.is_whitespace() {
            Kind::Space
        } else {
            Kind::Other
        }
    };
    let mut out: Vec<Token<'_>> = Vec::new();
    for (at, c) in text.char_indices() {
        let (end, here) = (at + c.len_utf8(), kind(c));
        // Digits at the end of capitals belong to the word (`CO2`).
        let goes_on = out.last().is_some_and(|last| {
            here != Kind::Other
                && (last.kind == here || (last.kind == Kind::Word && here == Kind::Digits))
        });
        match out.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.end = end;
                last.text = text.get(last.start..end).unwrap_or_default();
            }
            None => out.push(Token {
                text: text.get(at..end).unwrap_or_default(),
                start: at,
                end,
                kind: here,
            }),
        }
    }
    out
}

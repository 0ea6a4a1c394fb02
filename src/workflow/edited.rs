//! A note as it came back from editing or publication: its numbered paragraphs as texts.

use crate::language::typography::finish;
use crate::model::document::{Block, Document, Inline, NoteKey, Paragraph, walk};
use crate::model::ids::Lang;

/// A paragraph of the text, with its sub-items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Edited {
    /// Its number, by real numbering or typed; `None` for one without a number.
    pub number: Option<u32>,
    /// Its text in the light markup of entries.
    pub markup: String,
    /// Its words: notes in `^[...]`, sub-items as lines.
    pub words: String,
}

/// The paragraphs from the first number to the end, and the headings among them. Changes that are
/// tracked in the file count as accepted.
pub(super) fn paragraphs(document: &Document, lang: &Lang) -> (Vec<Edited>, Vec<String>) {
    let mut out: Vec<Edited> = Vec::new();
    let mut headings = Vec::new();
    for block in &document.body {
        let Block::Paragraph(p) = block else { continue };
        let words = line(document, p, false);
        if words.trim().is_empty() {
            continue;
        }
        if p.heading.is_some() {
            headings.push(p.text().trim().to_owned());
            continue;
        }
        let markup = plain_spaces(lang, &line(document, p, true));
        match numbered(p, &words) {
            Label::Number(n, typed) => out.push(Edited {
                number: Some(n),
                markup: markup.get(typed..).unwrap_or_default().trim().to_owned(),
                words: words.get(typed..).unwrap_or_default().trim().to_owned(),
            }),
            Label::Item => {
                if let Some(last) = out.last_mut() {
                    last.markup.push('\n');
                    last.markup.push_str(markup.trim());
                    last.words.push('\n');
                    last.words.push_str(words.trim());
                }
            }
            // The title block and an annex have no numbers; what stands between numbers is text.
            Label::None if out.is_empty() => {}
            Label::None => out.push(Edited {
                number: None,
                markup: markup.trim().to_owned(),
                words: words.trim().to_owned(),
            }),
        }
    }
    // What follows the last number without one is no part of the text: an annex, a signature.
    let end = out
        .iter()
        .rposition(|p| p.number.is_some())
        .map_or(0, |at| at + 1);
    out.truncate(end);
    (out, headings)
}

enum Label {
    /// A number, and how many bytes of the text it takes when it was typed.
    Number(u32, usize),
    /// A sub-item.
    Item,
    None,
}

fn numbered(p: &Paragraph, words: &str) -> Label {
    let digits = |text: &str| text.trim().trim_end_matches(['.', ')']).parse::<u32>().ok();
    if let Some(label) = &p.label {
        let deep = p.list.is_some_and(|l| l.level > 0);
        return match digits(label) {
            Some(n) if !deep => Label::Number(n, 0),
            _ => Label::Item,
        };
    }
    let typed: String = words.chars().take_while(char::is_ascii_digit).collect();
    let rest = words.get(typed.len()..).unwrap_or_default();
    match (typed.parse::<u32>(), rest.strip_prefix('.')) {
        (Ok(n), Some(after)) if after.starts_with(char::is_whitespace) && typed.len() < 5 => {
            Label::Number(n, typed.len() + 1)
        }
        _ => Label::None,
    }
}

/// The text of a paragraph; with `markup` as entries have it.
fn line(document: &Document, p: &Paragraph, markup: bool) -> String {
    let mut out = String::new();
    let mut open = false;
    for inline in &p.content {
        let (text, italic) = match inline {
            Inline::Run(run) if run.left_out.is_none() => (run.text.clone(), run.emphasis.italic),
            Inline::Run(_) | Inline::Picture { .. } | Inline::TextBox(_) => continue,
            Inline::NoteMark(key) => {
                set(&mut out, &mut open, false, markup);
                out.push_str("^[");
                out.push_str(&note(document, *key));
                out.push(']');
                continue;
            }
            Inline::Tab | Inline::LineBreak | Inline::PageBreak => (" ".to_owned(), open),
            Inline::Checkbox { checked } => ((if *checked { "☒" } else { "☐" }).to_owned(), false),
        };
        if text.trim().is_empty() {
            // A gap alone opens and closes nothing.
            out.push_str(&text);
            continue;
        }
        set(&mut out, &mut open, italic, markup);
        if markup {
            out.push_str(&escaped(&text));
        } else {
            out.push_str(&text);
        }
    }
    set(&mut out, &mut open, false, markup);
    out
}

/// Opens or closes emphasis, before or behind a gap as the markup wants it.
fn set(out: &mut String, open: &mut bool, italic: bool, markup: bool) {
    if *open == italic || !markup {
        return;
    }
    *open = italic;
    let words = out.trim_end().len();
    if italic || words == out.len() {
        out.push('*');
    } else {
        out.insert(words, '*');
    }
}

fn note(document: &Document, key: NoteKey) -> String {
    let mut lines = Vec::new();
    if let Some(blocks) = document.notes.get(&key) {
        walk(blocks, &mut |p| lines.push(p.text().trim().to_owned()));
    }
    // A closing bracket would end the note in the markup.
    lines.join(" ").replace(']', ")")
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('*', "\\*")
        .replace("^[", "\\^[")
}

/// No-break spaces that the typography of the language sets by itself become spaces.
fn plain_spaces(lang: &Lang, text: &str) -> String {
    let simple = text.replace('\u{a0}', " ");
    if finish(lang, &simple) == finish(lang, text) {
        simple
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Emphasis, Run};

    fn run(text: &str, italic: bool) -> Inline {
        Inline::Run(Run {
            text: text.into(),
            emphasis: Emphasis {
                italic,
                ..Emphasis::default()
            },
            ..Run::default()
        })
    }

    fn paragraph(label: Option<&str>, content: Vec<Inline>) -> Block {
        Block::Paragraph(Paragraph {
            label: label.map(str::to_owned),
            content,
            ..Paragraph::default()
        })
    }

    #[test]
    fn emphasis_notes_and_items_become_markup() {
        let mut document = Document {
            body: vec![
                paragraph(None, vec![run("Title", false)]),
                paragraph(
                    Some("1."),
                    vec![
                        run("The ", false),
                        run("Law ", true),
                        run("of 5*5", false),
                        Inline::NoteMark(NoteKey::Footnote(1)),
                        run(" holds:", false),
                    ],
                ),
                paragraph(Some("(a)"), vec![run("one", false)]),
                paragraph(None, vec![run("12. typed", false)]),
                paragraph(None, vec![run("Annex text", false)]),
            ],
            ..Document::default()
        };
        document.notes.insert(
            NoteKey::Footnote(1),
            vec![paragraph(None, vec![run("\tAct 3.", false)])],
        );
        let (found, _) = paragraphs(&document, &Lang::en());
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].markup, "The *Law* of 5\\*5^[Act 3.] holds:\none");
        assert_eq!(found[0].words, "The Law of 5*5^[Act 3.] holds:\none");
        assert_eq!(
            (found[1].number, found[1].words.as_str()),
            (Some(12), "typed")
        );
    }

    #[test]
    fn spaces_that_typography_sets_are_plain_again() {
        let text = "dix\u{a0}: 5\u{a0}%";
        assert_eq!(plain_spaces(&Lang::fr(), text), "dix : 5 %");
    }
}

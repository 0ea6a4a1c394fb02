//! The note as it would be built, all languages side by side, paragraph by paragraph.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::html;
use crate::model::ids::Lang;
use crate::model::manuscript::{DraftMark, Manuscript, Part, Span};
use crate::web::fault::Fault;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{preview_of, state};

/// Which language is wanted; all when blank.
#[derive(Debug, Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    lang: String,
}

/// A piece of running text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Piece {
    text: String,
    emphasis: bool,
    raised: bool,
    /// Language, when it is another one.
    lang: String,
    /// How it is marked: `draft`, `unconfirmed`, `untranslated`, `needs-review`; empty: confirmed.
    mark: &'static str,
    /// True for a line break.
    break_here: bool,
    /// The number of the footnote that stands here; 0: none.
    note: usize,
}

/// What a block is, the same in all languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A line of the title block, by its place.
    Front(usize),
    /// A heading, by its place among headings.
    Heading(usize),
    /// A paragraph without a number, by its place.
    Plain(usize),
    /// A numbered paragraph.
    Paragraph(u32),
}

/// A block in one language.
struct Block {
    lang: String,
    /// The element and class: `title`, `front`, `h2`, `h3`, `h4`, `plain`, `numbered`.
    kind: &'static str,
    label: String,
    pieces: Vec<Piece>,
    items: Vec<Vec<Piece>>,
    /// Footnotes: number and text.
    notes: Vec<(usize, Vec<Piece>)>,
}

/// A line of the page: one block in every language.
struct Row {
    anchor: String,
    /// The entry behind it; empty for others.
    link: String,
    number: u32,
    blocks: Vec<Option<Block>>,
    /// True when it is not confirmed in some language shown.
    open: bool,
}

struct Column {
    name: String,
    words: usize,
    open: usize,
}

#[derive(Template)]
#[template(path = "preview.html")]
struct Page<'a> {
    ui: Ui<'a>,
    symbol: String,
    columns: Vec<Column>,
    /// All languages of the note: tag and name.
    languages: Vec<(String, String)>,
    /// The one shown alone; empty when all are.
    alone: String,
    rows: Vec<Row>,
    /// Headings: anchor, words, level.
    contents: Vec<(String, String, &'static str)>,
}

/// `GET /preview`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Fault> {
    let lang: Option<Lang> = wanted.lang.parse().ok();
    let asked = lang.clone();
    let (now, notes) = site
        .work(move |site, _| {
            let now = state(&site.desk)?;
            let langs = now.settings.note.languages.clone();
            let shown = langs
                .iter()
                .filter(|l| asked.as_ref().is_none_or(|a| a == *l));
            let notes: Result<Vec<Manuscript>, _> =
                shown.map(|l| preview_of(&site.desk, &now, l)).collect();
            Ok((now, notes?))
        })
        .await?;
    if notes.is_empty() {
        return Err(Fault::missing("fault-no-language"));
    }
    let ui = visitor.ui("preview");
    let entries: BTreeMap<u32, String> = now
        .plan
        .paragraphs()
        .map(|(n, e)| (n, format!("/entries/{}", e.id)))
        .collect();
    let rows = rows(&notes, &entries);
    let contents = rows.iter().filter_map(heading).collect();
    let columns = notes
        .iter()
        .enumerate()
        .map(|(i, m)| Column {
            name: ui.language(m.lang.as_str()),
            words: m.words(),
            open: rows.iter().filter(|r| r.is_open_in(i)).count(),
        })
        .collect();
    let name = |l: &Lang| (l.to_string(), ui.language(l.as_str()));
    html(&Page {
        symbol: now.settings.note.symbol.clone(),
        columns,
        languages: now.settings.note.languages.iter().map(name).collect(),
        alone: lang.map(|l| l.to_string()).unwrap_or_default(),
        rows,
        contents,
        ui,
    })
}

impl Row {
    fn is_open_in(&self, column: usize) -> bool {
        self.number > 0
            && self
                .blocks
                .get(column)
                .and_then(Option::as_ref)
                .is_some_and(|b| {
                    let all = b.pieces.iter().chain(b.items.iter().flatten());
                    all.clone().any(|p| !p.mark.is_empty())
                })
    }
}

fn heading(row: &Row) -> Option<(String, String, &'static str)> {
    let block = row.blocks.iter().flatten().next()?;
    if !block.kind.starts_with('h') {
        return None;
    }
    let words: String = block.pieces.iter().map(|p| p.text.as_str()).collect();
    let label = format!("{} {words}", block.label);
    Some((row.anchor.clone(), label.trim().to_owned(), block.kind))
}

/// The blocks of all languages side by side. They come of one plan: what a language lacks leaves its
/// place empty, what only it has is a line of its own.
fn rows(notes: &[Manuscript], entries: &BTreeMap<u32, String>) -> Vec<Row> {
    let mut columns: Vec<BTreeMap<Key, Block>> = Vec::new();
    let mut order: Vec<Key> = Vec::new();
    for note in notes {
        let mut column = BTreeMap::new();
        let mut footnotes = 0;
        let mut counts = [0_usize; 3];
        let mut at = 0;
        for part in &note.parts {
            let key = key(part, &mut counts);
            // A key of a further language comes in after the one before it.
            match order.iter().position(|k| *k == key) {
                Some(place) => at = place + 1,
                None => {
                    order.insert(at.min(order.len()), key);
                    at += 1;
                }
            }
            column.insert(key, block(note, part, &mut footnotes));
        }
        columns.push(column);
    }
    order
        .into_iter()
        .map(|key| {
            let number = match key {
                Key::Paragraph(n) => n,
                _ => 0,
            };
            let mut row = Row {
                anchor: match key {
                    Key::Paragraph(n) => format!("p{n}"),
                    Key::Heading(n) => format!("h{n}"),
                    Key::Front(n) => format!("f{n}"),
                    Key::Plain(n) => format!("t{n}"),
                },
                link: entries.get(&number).cloned().unwrap_or_default(),
                number,
                blocks: columns.iter_mut().map(|c| c.remove(&key)).collect(),
                open: false,
            };
            row.open = (0..row.blocks.len()).any(|i| row.is_open_in(i));
            row
        })
        .collect()
}

fn key(part: &Part, [front, headings, plain]: &mut [usize; 3]) -> Key {
    let next = |n: &mut usize| {
        *n += 1;
        *n
    };
    match part {
        Part::Paragraph { number, .. } => Key::Paragraph(*number),
        Part::Heading { .. } => Key::Heading(next(headings)),
        Part::Plain(_) => Key::Plain(next(plain)),
        _ => Key::Front(next(front)),
    }
}

fn block(note: &Manuscript, part: &Part, footnotes: &mut usize) -> Block {
    let mut out = Block {
        lang: note.lang.to_string(),
        kind: "front",
        label: String::new(),
        pieces: Vec::new(),
        items: Vec::new(),
        notes: Vec::new(),
    };
    let text = match part {
        Part::Title(text) => {
            out.kind = "title";
            text
        }
        Part::Meeting(text)
        | Part::PlaceAndDates(text)
        | Part::AgendaItem(text)
        | Part::AgendaTitle(text)
        | Part::Author(text) => text,
        Part::Plain(text) => {
            out.kind = "plain";
            text
        }
        Part::Heading { level, label, text } => {
            out.kind = match level {
                1 => "h2",
                2 => "h3",
                _ => "h4",
            };
            out.label.clone_from(label);
            text
        }
        Part::Paragraph { text, items, .. } => {
            out.kind = "numbered";
            let mut lists = Vec::new();
            for item in items {
                lists.push(pieces(note, item, footnotes, &mut out.notes));
            }
            out.items = lists;
            text
        }
    };
    // Footnotes of the paragraph itself come before those of its items.
    let mut own = Vec::new();
    let before = out.notes.len();
    out.pieces = pieces(note, text, footnotes, &mut own);
    if before == 0 {
        out.notes = own;
    } else {
        out.notes.extend(own);
    }
    out
}

fn pieces(
    note: &Manuscript,
    spans: &[Span],
    footnotes: &mut usize,
    notes: &mut Vec<(usize, Vec<Piece>)>,
) -> Vec<Piece> {
    let mut out = Vec::new();
    for span in spans {
        match span {
            Span::Text {
                text,
                emphasis,
                lang,
                mark,
            } => out.push(Piece {
                text: text.clone(),
                emphasis: *emphasis,
                lang: lang
                    .as_ref()
                    .filter(|l| **l != note.lang)
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                mark: mark.map_or("", class_of),
                ..Piece::default()
            }),
            Span::Raised(inner) => {
                out.extend(
                    pieces(note, inner, footnotes, notes)
                        .into_iter()
                        .map(|p| Piece { raised: true, ..p }),
                );
            }
            Span::Link { text, .. } => out.extend(pieces(note, text, footnotes, notes)),
            Span::LineBreak => out.push(Piece {
                break_here: true,
                ..Piece::default()
            }),
            Span::Footnote(text) | Span::MarkedFootnote { text, .. } => {
                *footnotes += 1;
                let number = *footnotes;
                let words = pieces(note, text, footnotes, &mut Vec::new());
                notes.push((number, words));
                out.push(Piece {
                    note: number,
                    ..Piece::default()
                });
            }
        }
    }
    out
}

fn class_of(mark: DraftMark) -> &'static str {
    match mark {
        DraftMark::Draft => "draft",
        DraftMark::Unconfirmed => "unconfirmed",
        DraftMark::Untranslated => "untranslated",
        DraftMark::NeedsReview => "needs-review",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str, mark: Option<DraftMark>) -> Vec<Span> {
        vec![Span::Text {
            text: words.into(),
            emphasis: false,
            lang: None,
            mark,
        }]
    }

    fn note(lang: Lang, parts: Vec<Part>) -> Manuscript {
        Manuscript {
            lang,
            masthead: Default::default(),
            job_number: String::new(),
            title: String::new(),
            subject: String::new(),
            creator: String::new(),
            keywords: Vec::new(),
            timestamp: String::new(),
            draft: true,
            draft_word: String::new(),
            cover: None,
            parts,
        }
    }

    fn paragraph(number: u32, words: &str, mark: Option<DraftMark>) -> Part {
        Part::Paragraph {
            number,
            text: text(words, mark),
            items: Vec::new(),
            remarks: Vec::new(),
        }
    }

    #[test]
    fn paragraphs_of_one_number_stand_side_by_side() {
        let heading = |words: &str| Part::Heading {
            level: 1,
            label: "I.".into(),
            text: text(words, None),
        };
        let english = note(
            Lang::en(),
            vec![
                Part::Title(text("Title", None)),
                heading("Introduction"),
                paragraph(1, "One", None),
                paragraph(2, "Two", None),
            ],
        );
        let french = note(
            Lang::fr(),
            vec![
                Part::Title(text("Titre", None)),
                Part::Author(text("Note du Secrétariat", None)),
                heading("Introduction"),
                paragraph(1, "Un", Some(DraftMark::Draft)),
                paragraph(2, "Deux", None),
            ],
        );
        let entries = BTreeMap::from([(1, "/entries/7".to_owned())]);
        let rows = rows(&[english, french], &entries);
        let said: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                let words = |b: &Option<Block>| {
                    let pieces = b.as_ref().map(|b| b.pieces.as_slice()).unwrap_or_default();
                    pieces.iter().map(|p| p.text.as_str()).collect()
                };
                row.blocks.iter().map(words).collect()
            })
            .collect();
        assert_eq!(
            said,
            [
                ["Title", "Titre"],
                ["", "Note du Secrétariat"],
                ["Introduction", "Introduction"],
                ["One", "Un"],
                ["Two", "Deux"],
            ]
        );
        assert_eq!(rows[3].link, "/entries/7");
        assert!(rows[3].open && rows[3].is_open_in(1) && !rows[3].is_open_in(0));
        assert!(!rows[4].open);
    }
}

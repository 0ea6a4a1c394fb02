//! Headings and numbered paragraphs.

use super::{Setter, markup};
use crate::language::typography;
use crate::model::entry::{Entry, EntryText, TextState};
use crate::model::manuscript::{DraftMark, Manuscript, Part, Span, visible};
use crate::model::note_plan::{Heading, NotePlan, PlanItem};
use crate::model::text::word_count;

impl Setter<'_> {
    pub(super) fn body(&self, plan: &NotePlan) -> Vec<Part> {
        plan.items
            .iter()
            .map(|item| match item {
                PlanItem::Heading(heading) => self.heading(heading),
                PlanItem::Paragraph { number, entry } => self.paragraph(*number, entry),
            })
            .collect()
    }

    fn heading(&self, heading: &Heading) -> Part {
        let (level, label, text) = match heading {
            Heading::Introduction => (1, "I.", self.label("introduction")),
            Heading::Implementation => {
                let meeting = self.text(&self.settings.adopted.short_name);
                (1, "II.", self.fill("implementation", "meeting", &meeting))
            }
            Heading::Conclusions => (1, "III.", self.label("conclusions")),
            Heading::Theme(number) => {
                let title = self
                    .settings
                    .theme(*number)
                    .map(|t| self.text(&t.title))
                    .unwrap_or_else(|| self.blank());
                (
                    2,
                    "",
                    self.fill("theme", "number", &number.to_string())
                        .replace("{title}", &title),
                )
            }
            Heading::Recommendation(cell) => (
                3,
                "",
                self.fill("recommendation", "letter", cell.recommendation.as_str()),
            ),
        };
        Part::Heading {
            level,
            label: label.into(),
            text: self.words(&text),
        }
    }

    fn paragraph(&self, number: u32, entry: &Entry) -> Part {
        let own = entry.text(self.lang);
        let parsed = match own {
            Some(text) => {
                let mark = if self.is_draft() { mark_of(text) } else { None };
                markup::parse(&text.text, self.lang, None, mark)
            }
            None => self.stand_in(entry),
        };
        let remarks = match own {
            Some(text) if self.is_draft() => self.remarks(entry, text, &parsed),
            _ => Vec::new(),
        };
        Part::Paragraph {
            number,
            text: parsed.text,
            items: parsed.items,
            remarks,
        }
    }

    /// What stands in a draft where a language has no text: a plain word, and the original.
    fn stand_in(&self, entry: &Entry) -> markup::Parsed {
        let mark = self.is_draft().then_some(DraftMark::Untranslated);
        let word = |label: &str| Span::Text {
            text: format!("[{}] ", self.label(label)),
            emphasis: false,
            lang: None,
            mark,
        };
        match entry
            .text(&entry.original)
            .filter(|_| *self.lang != entry.original)
        {
            Some(original) => {
                let lang = &entry.original;
                let mut parsed = markup::parse(&original.text, lang, Some(lang), mark);
                parsed.text.insert(0, word("to_be_translated"));
                parsed
            }
            None => {
                let names = self
                    .resources
                    .countries
                    .subject(&entry.countries, self.lang);
                let text = vec![
                    word("to_be_drafted"),
                    Span::Text {
                        text: typography::finish(self.lang, &names),
                        emphasis: false,
                        lang: None,
                        mark,
                    },
                ];
                markup::Parsed {
                    text,
                    items: Vec::new(),
                }
            }
        }
    }
}

fn mark_of(text: &EntryText) -> Option<DraftMark> {
    match text.state {
        TextState::Confirmed if text.needs_review => Some(DraftMark::NeedsReview),
        TextState::Confirmed => None,
        TextState::Edited | TextState::Tentative => Some(DraftMark::Unconfirmed),
        TextState::Suggested | TextState::Draft | TextState::Empty => Some(DraftMark::Draft),
    }
}

impl Part {
    /// Number of words of a heading or paragraph, with or without a number, footnotes included; 0 for the title block.
    pub(super) fn words(&self) -> usize {
        match self {
            Self::Heading { text, .. } | Self::Plain(text) => spans(text),
            Self::Paragraph { text, items, .. } => {
                spans(text) + items.iter().map(|i| spans(i)).sum::<usize>()
            }
            _ => 0,
        }
    }
}

fn spans(list: &[Span]) -> usize {
    word_count(&visible(list)) + list.iter().map(of_notes).sum::<usize>()
}

/// Words of the notes that hang on a span.
fn of_notes(span: &Span) -> usize {
    match span {
        Span::Footnote(inner) | Span::MarkedFootnote { text: inner, .. } => spans(inner),
        Span::Text { .. } | Span::Raised(_) | Span::Link { .. } | Span::LineBreak => 0,
    }
}

impl Manuscript {
    /// The numbers and plain words of the numbered paragraphs, for comparison and preview.
    pub fn numbered(&self) -> Vec<(u32, String)> {
        self.parts
            .iter()
            .filter_map(|part| match part {
                Part::Paragraph { number, text, .. } => Some((*number, visible(text))),
                _ => None,
            })
            .collect()
    }
}

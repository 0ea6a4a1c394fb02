//! Masthead and title block.

use super::spans::spans;
use super::{Mode, Setter};
use crate::language::dates;
use crate::model::manuscript::{Masthead, Part, Span};
use crate::model::settings::{Texts, text_in};

impl Setter<'_> {
    pub(super) fn masthead(&self) -> Masthead {
        let s = self.settings;
        let labels = &self.resources.labels;
        let translated = *self.lang != s.note.original;
        // Some languages have the lines at the right of the masthead in another one.
        let other = labels.masthead(self.lang);
        let head = Setter {
            lang: other.as_ref().unwrap_or(self.lang),
            ..*self
        };
        let line = head.fill(
            "original_line",
            "language",
            &labels.language_name(head.lang, &s.note.original),
        );
        let mut original = vec![Span::Text {
            text: head.finish(&line),
            emphasis: false,
            lang: other.clone(),
            mark: None,
        }];
        if let Some(note) = text_in(&s.footnotes.original, self.lang) {
            original.push(Span::MarkedFootnote {
                mark: "*".into(),
                text: self.words(note),
            });
        }
        Masthead {
            organization: self.label("united_nations"),
            organ: text_in(&s.note.organ, self.lang)
                .map(|o| o.lines().map(str::to_owned).collect())
                .unwrap_or_default(),
            symbol: if s.note.symbol.trim().is_empty() {
                self.blank()
            } else {
                s.note.symbol.clone()
            },
            symbol_note: Vec::new(),
            distribution: head.label(if s.note.distribution == "limited" {
                "distribution_limited"
            } else {
                "distribution_general"
            }),
            date: s
                .note
                .date
                .map_or_else(|| self.blank(), |d| dates::format(head.lang, d)),
            language: match &other {
                _ if !translated => String::new(),
                Some(other) => labels.language_name(other, self.lang),
                None => labels.own_name(self.lang),
            },
            lang: other,
            original,
        }
    }

    pub(super) fn title_block(&self) -> Vec<Part> {
        let s = self.settings;
        let place = self.text(&s.meeting.place);
        let days = match (s.meeting.start, s.meeting.end) {
            (Some(first), Some(last)) => dates::format_range(self.lang, first, last),
            _ => self.blank(),
        };
        let number = if s.agenda.item == 0 {
            self.blank()
        } else {
            s.agenda.item.to_string()
        };
        let mut agenda = self.words(&self.fill("agenda_item", "number", &number));
        if let Some(note) = text_in(&s.footnotes.agenda, self.lang) {
            agenda.push(Span::MarkedFootnote {
                mark: "**".into(),
                text: self.words(note),
            });
        }
        vec![
            Part::Meeting(self.words(&self.text(&s.meeting.name))),
            Part::PlaceAndDates(self.words(&format!("{place}, {days}"))),
            Part::AgendaItem(agenda),
            Part::AgendaTitle(self.words(&self.text(&s.agenda.title))),
            Part::Title(self.words(&self.title())),
            Part::Author(self.words(&self.label("note_by_secretariat"))),
        ]
    }

    /// The title of the document: its own where there is one, otherwise that of the agenda item.
    pub(super) fn title(&self) -> String {
        let own: &Texts = &self.settings.agenda.document_title;
        if text_in(own, self.lang).is_some() {
            self.text(own)
        } else {
            self.text(&self.settings.agenda.title)
        }
    }

    pub(super) fn job_number(&self) -> String {
        let number = self.settings.note.job_number.trim();
        if number.is_empty() {
            return String::new();
        }
        format!("{number} ({})", self.resources.labels.letter(self.lang))
    }

    /// A label with one value put in.
    pub(super) fn fill(&self, label: &str, name: &str, value: &str) -> String {
        self.label(label).replace(&format!("{{{name}}}"), value)
    }

    /// Words of this language as spans, their typography finished.
    pub(super) fn words(&self, text: &str) -> Vec<Span> {
        spans(self.lang, &self.finish(text), &|piece| Span::Text {
            text: piece.to_owned(),
            emphasis: false,
            lang: None,
            mark: None,
        })
    }

    pub(super) fn is_draft(&self) -> bool {
        self.mode == Mode::Draft
    }
}

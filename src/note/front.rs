//! Masthead and title block.

use super::{Mode, Setter};
use crate::language::dates;
use crate::model::manuscript::{Masthead, Part, Span};
use crate::model::settings::{Texts, text_in};

impl Setter<'_> {
    pub(super) fn masthead(&self) -> Masthead {
        let s = self.settings;
        let translated = *self.lang != s.note.original;
        let name = |lang| self.resources.labels.language_name(self.lang, lang);
        let mut original = vec![self.plain(self.finish(&self.fill(
            "original_line",
            "language",
            &name(&s.note.original),
        )))];
        if let Some(note) = text_in(&s.footnotes.original, self.lang) {
            original.push(Span::MarkedFootnote {
                mark: "*".into(),
                text: vec![self.plain(self.finish(note))],
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
            distribution: self.label(if s.note.distribution == "limited" {
                "distribution_limited"
            } else {
                "distribution_general"
            }),
            date: s
                .note
                .date
                .map_or_else(|| self.blank(), |d| dates::format(self.lang, d)),
            language: if translated {
                self.resources.labels.own_name(self.lang)
            } else {
                String::new()
            },
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
        let mut agenda = vec![self.plain(self.fill("agenda_item", "number", &number))];
        if let Some(note) = text_in(&s.footnotes.agenda, self.lang) {
            agenda.push(Span::MarkedFootnote {
                mark: "**".into(),
                text: vec![self.plain(self.finish(note))],
            });
        }
        vec![
            Part::Meeting(vec![self.plain(self.text(&s.meeting.name))]),
            Part::PlaceAndDates(vec![self.plain(format!("{place}, {days}"))]),
            Part::AgendaItem(agenda),
            Part::AgendaTitle(vec![self.plain(self.text(&s.agenda.title))]),
            Part::Title(vec![self.plain(self.title())]),
            Part::Author(vec![self.plain(self.label("note_by_secretariat"))]),
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

    pub(super) fn plain(&self, text: String) -> Span {
        Span::Text {
            text,
            emphasis: false,
            lang: None,
            mark: None,
        }
    }

    pub(super) fn is_draft(&self) -> bool {
        self.mode == Mode::Draft
    }
}

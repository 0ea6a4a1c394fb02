//! Renders the plan in one language: the words of a note, ready to be set.

mod cover;
mod front;
mod html;
pub mod markup;
mod paragraphs;
mod remarks;
mod spans;

use std::collections::BTreeMap;

use crate::language::Resources;
use crate::model::ids::{EntryId, Lang};
use crate::model::manuscript::{Manuscript, Part};
use crate::model::note_plan::NotePlan;
use crate::model::settings::Settings;

/// Draft or final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Unconfirmed text is marked.
    Draft,
    /// Nothing is marked; the caller has made sure that everything is confirmed.
    Final,
}

pub use html::{HtmlWords, html};

/// Something found in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftFinding {
    /// The words concerned, as they stand in the text; may be empty.
    pub words: String,
    /// What is said about them.
    pub message: String,
}

/// What a draft shows besides its texts: comments at words, and the cover page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftExtras {
    /// What was found in the text of an entry in a language.
    pub findings: BTreeMap<(EntryId, Lang), Vec<DraftFinding>>,
    /// What else is to be settled before the final note, one English sentence each.
    pub open: Vec<String>,
}

/// A draft in one language with comments and cover page; see [`render`] for the rest.
pub fn render_draft(
    plan: &NotePlan,
    settings: &Settings,
    lang: &Lang,
    resources: &Resources,
    extras: &DraftExtras,
    epoch: Option<i64>,
) -> Manuscript {
    let setter = Setter {
        settings,
        lang,
        resources,
        mode: Mode::Draft,
        extras: Some(extras),
    };
    let mut manuscript = setter.manuscript(plan, epoch);
    manuscript.cover = Some(setter.cover(plan, manuscript.words(), extras));
    manuscript
}

/// The note in one language. `epoch` (seconds since 1970) is the time for the file's properties;
/// when absent, the date of the note at midnight UTC is, and the clock never.
pub fn render(
    plan: &NotePlan,
    settings: &Settings,
    lang: &Lang,
    resources: &Resources,
    mode: Mode,
    epoch: Option<i64>,
) -> Manuscript {
    let setter = Setter {
        settings,
        lang,
        resources,
        mode,
        extras: None,
    };
    setter.manuscript(plan, epoch)
}

/// What every part of the rendering knows.
#[derive(Clone, Copy)]
struct Setter<'a> {
    settings: &'a Settings,
    lang: &'a Lang,
    resources: &'a Resources,
    mode: Mode,
    extras: Option<&'a DraftExtras>,
}

impl Setter<'_> {
    fn manuscript(&self, plan: &NotePlan, epoch: Option<i64>) -> Manuscript {
        let settings = self.settings;
        let mut parts = self.title_block();
        parts.extend(self.body(plan));
        Manuscript {
            lang: self.lang.clone(),
            masthead: self.masthead(),
            job_number: self.job_number(),
            title: self.title(),
            subject: self.text(&settings.agenda.title),
            creator: self.label("secretariat"),
            keywords: self.keywords(),
            timestamp: timestamp(settings, epoch),
            draft: self.is_draft(),
            draft_word: self.label("draft"),
            cover: None,
            parts,
        }
    }

    /// What the note is about in the words of its settings: the symbol, the meeting, the themes.
    fn keywords(&self) -> Vec<String> {
        let settings = self.settings;
        let themes = settings.themes.iter().map(|t| &t.title);
        let texts = std::iter::once(&settings.meeting.name).chain(themes);
        let words = texts.filter_map(|t| crate::model::settings::text_in(t, self.lang));
        std::iter::once(settings.note.symbol.clone())
            .chain(words.map(|w| self.finish(w)))
            .collect()
    }

    /// A word of the house in this language.
    fn label(&self, name: &str) -> String {
        self.resources.labels.label(self.lang, name)
    }
    /// A text of the settings with finished typography; a blank is shown as such, never skipped.
    fn text(&self, texts: &crate::model::settings::Texts) -> String {
        match crate::model::settings::text_in(texts, self.lang) {
            Some(text) => self.finish(text),
            None => self.blank(),
        }
    }
    fn blank(&self) -> String {
        "[…]".to_owned()
    }
    fn finish(&self, text: &str) -> String {
        crate::language::typography::finish(self.lang, text)
    }
}

fn timestamp(settings: &Settings, epoch: Option<i64>) -> String {
    let midnight = settings.note.date.and_then(|day| {
        jiff::tz::TimeZone::UTC
            .to_timestamp(day.at(0, 0, 0, 0))
            .ok()
    });
    let time = match (
        epoch.and_then(|s| jiff::Timestamp::from_second(s).ok()),
        midnight,
    ) {
        (Some(time), _) => time,
        (None, Some(midnight)) => midnight,
        // A fixed day for a note without a date; zip files cannot hold one before 1980.
        (None, None) => {
            jiff::Timestamp::from_second(946_684_800).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        }
    };
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl Manuscript {
    /// Number of words, headings and footnotes included, masthead and title block not.
    pub fn words(&self) -> usize {
        self.parts.iter().map(Part::words).sum()
    }
}

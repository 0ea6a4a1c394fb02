//! Renders the plan in one language: the words of a note, ready to be set.

mod front;
pub mod markup;
mod paragraphs;

use crate::language::Resources;
use crate::model::ids::Lang;
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
    };
    let mut parts = setter.title_block();
    parts.extend(setter.body(plan));
    Manuscript {
        lang: lang.clone(),
        masthead: setter.masthead(),
        job_number: setter.job_number(),
        title: setter.title(),
        subject: setter.text(&settings.agenda.title),
        creator: setter.label("secretariat"),
        timestamp: timestamp(settings, epoch),
        draft: mode == Mode::Draft,
        draft_word: setter.label("draft"),
        parts,
    }
}

/// What every part of the rendering knows.
#[derive(Clone, Copy)]
struct Setter<'a> {
    settings: &'a Settings,
    lang: &'a Lang,
    resources: &'a Resources,
    mode: Mode,
}

impl Setter<'_> {
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

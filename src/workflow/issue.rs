//! The documents of one note: the note itself, what is handed in for editing, and what follows when
//! it has been issued: addendum, corrigendum, revision, reissue. Which of these is right is for a
//! person to choose.

use std::collections::{BTreeMap, BTreeSet};

use super::annex;
use super::builds::{builds, issued, numbered};
use super::changes::{ChangeKind, changes};
use super::correction::for_read;
use super::desk::Desk;
use super::error::WorkflowError;
use super::final_gate::{Obstacle, obstacles};
use super::state::State;
use super::templates::Computed;
use crate::language::{Resources, dates, typography};
use crate::model::build::{Form, Numbered, Said};
use crate::model::entry::{Entry, EntryKey, EntryKind, EntryText, TextState};
use crate::model::ids::{Cell, CountryCode, EntryId, Lang};
use crate::model::manuscript::{Manuscript, Part, Span};
use crate::model::note_plan::{Heading, NotePlan, PlanItem};
use crate::model::settings::Settings;
use crate::note::{DraftExtras, Mode, render, render_draft};
use crate::plan::arrange;

/// What a document of some form is made from.
pub(super) struct Sheet {
    /// The settings, with the symbol and job number of the form.
    pub settings: Settings,
    /// The paragraphs.
    pub plan: NotePlan,
    form: Form,
    /// The note as issued, for the forms that follow it.
    issued: Option<Said>,
    /// The final documents of this form with lower numbers: what they say is not said again.
    earlier: Vec<Said>,
}

/// What the document of this form is made from.
///
/// # Errors
/// When the form follows an issued note and none was issued, or there is nothing to say in it.
pub(super) fn sheet(desk: &Desk, now: &State, form: Form) -> Result<Sheet, WorkflowError> {
    let mut settings = now.settings.clone();
    let mut plan = now.plan.clone();
    let follows = !matches!(form, Form::Note | Form::Submission | Form::Issued);
    let said = if follows {
        let (_, said) = issued(desk)?.ok_or_else(|| {
            WorkflowError::usage(
                "the note has not been issued yet",
                "`rapporteur import final EN.docx FR.docx` takes the published note back; then its numbers are frozen",
            )
        })?;
        Some(said)
    } else {
        None
    };
    let own_number = settings.note.job_number.trim();
    let used = |said: &Said| {
        let mut numbers = said.notes.values().map(|n| n.job_number.as_str());
        !own_number.is_empty() && numbers.any(|n| n.starts_with(own_number))
    };
    // A document of its own has a job number of its own: that of the issued note is not used again.
    let taken = form != Form::Reissue && said.as_ref().is_some_and(used);
    if form == Form::Submission || taken {
        settings.note.job_number.clear();
    }
    let earlier = earlier(desk, form)?;
    if let (Form::Addendum(_), Some(said)) = (form, &said) {
        let known = earlier.iter().chain([said]);
        let known = known.flat_map(|s| s.paragraphs.iter().map(|p| p.entry));
        plan = addition(now, &known.collect(), desk);
        if plan.paragraphs().count() < 2 {
            return Err(WorkflowError::usage(
                "nothing is new since the note was issued",
                "late replies count once note.cut_off in note.toml lies after them; then `rapporteur run`",
            ));
        }
    }
    settings.note.symbol.push_str(&form.suffix());
    Ok(Sheet {
        settings,
        plan,
        form,
        issued: said,
        earlier,
    })
}

/// What the last final build of each earlier document of the form said.
fn earlier(desk: &Desk, form: Form) -> Result<Vec<Said>, WorkflowError> {
    let before = |other: Form| match (form, other) {
        (Form::Addendum(n), Form::Addendum(m)) | (Form::Corrigendum(n), Form::Corrigendum(m)) => {
            m < n
        }
        _ => false,
    };
    let mut last: BTreeMap<Form, u64> = BTreeMap::new();
    for build in builds(desk)? {
        if build.last && before(build.form) {
            last.insert(build.form, build.build);
        }
    }
    let database = desk.database()?;
    let mut out = Vec::new();
    for build in last.into_values() {
        out.extend(database.said(build)?);
    }
    Ok(out)
}

impl Sheet {
    /// What stands in the way of this document in its final form.
    pub fn obstacles(&self, now: &State, langs: &[Lang], resources: &Resources) -> Vec<Obstacle> {
        let mut own = now.clone();
        own.plan = self.plan.clone();
        let mut all = obstacles(&own, langs, resources);
        match self.form {
            Form::Reissue => all.clear(),
            Form::Corrigendum(_) => {
                let touched = self.touched(now, langs, resources);
                all.retain(|o| {
                    o.paragraph.is_some() && o.entry.is_some_and(|e| touched.contains(&e))
                });
            }
            _ => {}
        }
        all
    }

    /// The entries that a corrigendum is about.
    fn touched(&self, now: &State, langs: &[Lang], resources: &Resources) -> BTreeSet<EntryId> {
        langs
            .iter()
            .flat_map(|lang| {
                let note = render(
                    &self.plan,
                    &now.settings,
                    lang,
                    resources,
                    Mode::Final,
                    None,
                );
                self.corrections(note, lang, resources)
            })
            .filter_map(|c| c.entry)
            .collect()
    }

    fn corrections(
        &self,
        note: Manuscript,
        lang: &Lang,
        resources: &Resources,
    ) -> Vec<super::changes::NoteChange> {
        let Some(before) = &self.issued else {
            return Vec::new();
        };
        let after = Said {
            paragraphs: numbered(&self.plan),
            notes: BTreeMap::from([(lang.clone(), note)]),
        };
        changes(before, &after, lang, resources)
            .into_iter()
            .filter(|c| matches!(c.kind, ChangeKind::Changed | ChangeKind::Removed))
            .filter(|c| c.was.is_some())
            .collect()
    }

    /// The document in one language; a draft shows `extras` at its words and on a page before it.
    pub fn manuscript(
        &self,
        now: &State,
        lang: &Lang,
        resources: &Resources,
        (mode, extras): (Mode, Option<&DraftExtras>),
        epoch: Option<i64>,
    ) -> Manuscript {
        let (plan, settings) = (&self.plan, &self.settings);
        let mut note = match extras {
            Some(extras) => render_draft(plan, settings, lang, resources, extras, epoch),
            None => render(plan, settings, lang, resources, mode, epoch),
        };
        let label = |name: &str| resources.labels.label(lang, name);
        match self.form {
            Form::Addendum(_) => under_title(&mut note, label("addendum")),
            Form::Corrigendum(_) => {
                let corrections = self.corrections(note.clone(), lang, resources);
                note.parts.retain(|p| !is_text(p));
                under_title(&mut note, label("corrigendum"));
                let said_before = |part: &Part| {
                    let mut notes = self.earlier.iter().filter_map(|s| s.notes.get(lang));
                    notes.any(|n| n.parts.contains(part))
                };
                for c in corrections {
                    let part = correction(&c, lang, resources);
                    if !said_before(&part) {
                        note.parts.push(part);
                    }
                }
            }
            Form::Reissue => {
                let frozen = self.issued.as_ref().and_then(|s| s.notes.get(lang));
                if let Some(frozen) = frozen {
                    note = Manuscript {
                        draft: note.draft,
                        draft_word: note.draft_word,
                        timestamp: note.timestamp,
                        ..frozen.clone()
                    };
                }
                let day = self
                    .settings
                    .note
                    .date
                    .map_or_else(|| "[…]".to_owned(), |d| dates::format(lang, d));
                let text = label("reissued").replace("{date}", &day);
                reissue(&mut note, typography::finish(lang, &text));
            }
            Form::Note | Form::Submission | Form::Revision(_) | Form::Issued => {
                if self.settings.note.annex {
                    note.parts.extend(annex::parts(now, lang, resources));
                }
            }
        }
        note
    }

    /// The numbered paragraphs of the document.
    pub fn paragraphs(&self) -> Vec<Numbered> {
        match (self.form, &self.issued) {
            (Form::Corrigendum(_), _) => Vec::new(),
            (Form::Reissue, Some(said)) => said.paragraphs.clone(),
            _ => numbered(&self.plan),
        }
    }
}

/// What has happened since the note was issued, and which documents would say it; empty when nothing
/// has, or it was not issued.
pub(super) fn since_issue(before: &Said, after: &Said, resources: &Resources) -> Vec<String> {
    let mut count: BTreeMap<ChangeKind, BTreeSet<EntryId>> = BTreeMap::new();
    for lang in after.notes.keys().filter(|l| before.notes.contains_key(*l)) {
        for c in changes(before, after, lang, resources) {
            if let Some(entry) = c.entry {
                count.entry(c.kind).or_default().insert(entry);
            }
        }
    }
    let say = |kind: ChangeKind, rest: &str| {
        let n = count.get(&kind).map_or(0, BTreeSet::len);
        let noun = if n == 1 { "paragraph" } else { "paragraphs" };
        (n > 0).then(|| format!("{n} {noun} {rest}"))
    };
    [
        say(
            ChangeKind::New,
            "new since it was issued: build --addendum, or --revision for the whole note",
        ),
        say(
            ChangeKind::Changed,
            "changed since it was issued: build --corrigendum, or --revision for the whole note",
        ),
        say(
            ChangeKind::Removed,
            "no longer there: build --corrigendum, or --revision for the whole note",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether a paragraph that was issued has another number now, or is gone.
pub(super) fn numbers_moved(before: &Said, plan: &NotePlan) -> bool {
    let now: BTreeMap<EntryId, u32> = plan.paragraphs().map(|(n, e)| (e.id, n)).collect();
    let same = now.len() == before.paragraphs.len();
    !same
        || before
            .paragraphs
            .iter()
            .any(|p| now.get(&p.entry) != Some(&p.number))
}

/// The plan of what is not among the entries of earlier documents: the recommendations concerned and the paragraphs under them.
fn addition(now: &State, old: &BTreeSet<EntryId>, desk: &Desk) -> NotePlan {
    let all: Vec<&Entry> = now.plan.paragraphs().map(|(_, e)| e).collect();
    let new: Vec<&Entry> = all
        .iter()
        .copied()
        .filter(|e| e.key.kind() == EntryKind::Country && !old.contains(&e.id))
        .collect();
    let cells: BTreeSet<&Cell> = new.iter().filter_map(|e| e.key.cell()).collect();
    let countries: BTreeSet<CountryCode> = new
        .iter()
        .flat_map(|e| e.countries.iter().copied())
        .collect();
    let mut entries: Vec<Entry> = new.into_iter().cloned().collect();
    if !entries.is_empty() {
        entries.push(opening(now, &countries, &desk.resources));
    }
    entries.extend(
        all.into_iter()
            .filter(|e| e.key.kind() == EntryKind::Restatement)
            .filter(|e| e.key.cell().is_some_and(|c| cells.contains(c)))
            .cloned(),
    );
    let order: Vec<Cell> = now
        .settings
        .cells()
        .map(|(cell, _)| cell)
        .filter(|c| cells.contains(c))
        .collect();
    let mut plan = arrange(entries, &order, &countries, &desk.resources);
    plan.items
        .retain(|i| !matches!(i, PlanItem::Heading(Heading::Conclusions)));
    plan
}

/// The paragraph that opens an addendum: from its template, in which the program puts names and
/// dates.
fn opening(now: &State, countries: &BTreeSet<CountryCode>, resources: &Resources) -> Entry {
    let mut settings = now.settings.clone();
    settings.introduction = settings
        .note
        .languages
        .iter()
        .map(|l| (l.clone(), resources.labels.paragraphs(l, "addendum")))
        .collect();
    let key = EntryKey::Introduction(1);
    let computed = Computed::new(&settings, countries, resources);
    let texts = settings
        .note
        .languages
        .iter()
        .filter_map(|lang| {
            let text = EntryText {
                text: computed.text(&key, lang)?,
                state: TextState::Confirmed,
                ..EntryText::default()
            };
            Some((lang.clone(), text))
        })
        .collect();
    Entry {
        // It belongs to no dossier's entry: those begin at 1.
        id: EntryId(0),
        key,
        countries: Vec::new(),
        sources: Vec::new(),
        joined: false,
        original: now.settings.note.original.clone(),
        texts,
        excluded: false,
    }
}

fn is_text(part: &Part) -> bool {
    matches!(
        part,
        Part::Heading { .. } | Part::Paragraph { .. } | Part::Plain(_)
    )
}

fn plain(text: String) -> Span {
    Span::Text {
        text,
        emphasis: false,
        lang: None,
        mark: None,
    }
}

/// Puts a word such as "Addendum" under the title.
fn under_title(note: &mut Manuscript, word: String) {
    let at = note
        .parts
        .iter()
        .position(is_text)
        .unwrap_or(note.parts.len());
    note.parts.insert(at, Part::Author(vec![plain(word)]));
}

/// Gives the symbol its asterisk and footnote; the marks that are there move on by one.
fn reissue(note: &mut Manuscript, text: String) {
    let further = |spans: &mut Vec<Span>| {
        for span in spans {
            if let Span::MarkedFootnote { mark, .. } = span
                && mark.chars().all(|c| c == '*')
            {
                mark.push('*');
            }
        }
    };
    further(&mut note.masthead.original);
    for part in &mut note.parts {
        match part {
            Part::Meeting(text)
            | Part::PlaceAndDates(text)
            | Part::AgendaItem(text)
            | Part::AgendaTitle(text)
            | Part::Title(text)
            | Part::Author(text) => further(text),
            _ => {}
        }
    }
    note.masthead.symbol_note = vec![Span::MarkedFootnote {
        mark: "*".into(),
        text: vec![plain(text)],
    }];
}

/// One correction: what to read instead of what.
fn correction(c: &super::changes::NoteChange, lang: &Lang, resources: &Resources) -> Part {
    let removed = c.kind == ChangeKind::Removed;
    let name = if removed {
        "correction_deletes"
    } else {
        "correction"
    };
    let number = c.was.unwrap_or_default().to_string();
    let template = resources
        .labels
        .label(lang, name)
        .replace("{number}", &number);
    let (old, new) = for_read(&c.before, &c.after);
    let mut spans = Vec::new();
    for (i, stretch) in typography::finish(lang, &template).split('*').enumerate() {
        let text = stretch.replace("{old}", &old).replace("{new}", &new);
        if !text.is_empty() {
            spans.push(Span::Text {
                text,
                emphasis: i % 2 == 1,
                lang: None,
                mark: None,
            });
        }
    }
    Part::Plain(spans)
}

//! Who did what: the last decisions in words, the work of each person, what waits for the one who asks.

use crate::language::Resources;
use crate::model::decision::{Action, Decision, Subject};
use crate::model::ids::EntryId;
use crate::web::show::moment;
use crate::web::ui::Ui;
use crate::workflow::{PersonWork, Query, State, Touched};

/// How many decisions are shown.
const RECENT: usize = 12;

/// A text that waits.
pub struct Item {
    pub link: String,
    pub words: String,
    pub when: String,
}

/// A query that nobody has settled.
pub struct Question {
    pub link: String,
    /// The paragraph.
    pub about: String,
    pub text: String,
    pub who: String,
    pub when: String,
    pub answers: usize,
}

/// A person's work.
pub struct Person {
    pub name: String,
    pub written: usize,
    pub confirmed: usize,
    pub last: String,
}

/// A decision in words.
pub struct Line {
    pub when: String,
    pub who: String,
    pub what: String,
    /// What it is about; may be empty.
    pub about: String,
    /// Where that stands; may be empty.
    pub link: String,
}

/// What every person did.
pub fn people(work: &[PersonWork]) -> Vec<Person> {
    work.iter()
        .map(|w| Person {
            name: w.person.clone(),
            written: w.written,
            confirmed: w.confirmed,
            last: moment(w.last),
        })
        .collect()
}

/// Texts as links to their entries.
pub fn items(ui: &Ui<'_>, texts: &[Touched]) -> Vec<Item> {
    texts
        .iter()
        .map(|t| Item {
            link: format!("/entries/{}", t.entry),
            words: ui.with3(
                "overview-text",
                &("number", t.number),
                &("lang", ui.language(t.lang.as_str())),
                &("who", t.person.as_str()),
            ),
            when: moment(t.time),
        })
        .collect()
}

/// Queries as links to their entries.
pub fn questions(ui: &Ui<'_>, now: &State, open: &[Query]) -> Vec<Question> {
    open.iter()
        .map(|q| {
            let (about, link) = entry(ui, now, q.entry);
            Question {
                link,
                about,
                text: q.asked.text.clone(),
                who: q.asked.person.clone(),
                when: moment(q.asked.time),
                answers: q.answers.len(),
            }
        })
        .collect()
}

/// The last decisions, latest first.
pub fn recent(ui: &Ui<'_>, res: &Resources, now: &State) -> Vec<Line> {
    let latest = now.log.iter().rev().take(RECENT);
    latest.map(|d| line(ui, res, now, d)).collect()
}

fn line(ui: &Ui<'_>, res: &Resources, now: &State, d: &Decision) -> Line {
    let (about, link) = match &d.subject {
        Subject::Entry(id) => entry(ui, now, *id),
        Subject::Return(id) | Subject::Passage(id, _) => {
            let view = now.returns.iter().find(|v| v.record.id == *id);
            let file = view.map(|v| v.record.file.clone()).unwrap_or_default();
            (file, format!("/returns/{}", id.0))
        }
        Subject::Note => (String::new(), String::new()),
    };
    Line {
        when: moment(d.time),
        who: d.person.clone(),
        what: words(ui, res, now, &d.action),
        about,
        link,
    }
}

fn entry(ui: &Ui<'_>, now: &State, id: EntryId) -> (String, String) {
    let name = match now.number_of(id) {
        Some(number) => ui.with("overview-paragraph", "number", number),
        None => ui.t("overview-not-in-note"),
    };
    (name, format!("/entries/{id}"))
}

/// A decision in words: what was done, without whom and to what.
pub fn words(ui: &Ui<'_>, res: &Resources, now: &State, action: &Action) -> String {
    let of = |key: &str, lang: &crate::model::ids::Lang| {
        ui.with(key, "lang", ui.language(lang.as_str()))
    };
    match action {
        Action::Edit { lang, .. } => of("did-edit", lang),
        Action::Tentative { lang, .. } => of("did-tentative", lang),
        Action::Confirm { lang, .. } => of("did-confirm", lang),
        Action::Reject { lang } => of("did-reject", lang),
        Action::Offer { lang, .. } => of("did-offer", lang),
        Action::Exclude { excluded: true, .. } => ui.t("did-exclude"),
        Action::Exclude { .. } => ui.t("did-include"),
        Action::Group { .. } => ui.t("did-group"),
        Action::Split { .. } => ui.t("did-split"),
        Action::Attribute { country } => {
            ui.with("did-attribute", "country", ui.country(res, *country))
        }
        Action::Place { cell } | Action::Move { cell, .. } => {
            ui.with("did-move", "cell", cell.to_string())
        }
        Action::SetAside { .. } => ui.t("did-set-aside"),
        Action::PutBack { .. } => ui.t("did-put-back"),
        Action::Versions { .. } => ui.t("did-versions"),
        Action::Settle { .. } => ui.t("did-settle"),
        Action::Resolve { .. } => ui.t("did-resolve"),
        Action::Reread { .. } => ui.t("did-reread"),
        Action::TakeOver { texts, .. } => ui.with("did-take-over", "count", texts.len()),
        Action::ConfirmMany { texts } => ui.with("did-confirm-many", "count", texts.len()),
        Action::Comment { .. } => ui.t("did-comment"),
        Action::Query { .. } => ui.t("did-query"),
        Action::Answer { .. } => ui.t("did-answer"),
        Action::Close { .. } => ui.t("did-close"),
        Action::Dismiss { .. } => ui.t("did-dismiss"),
        Action::Apart { .. } => ui.t("did-apart"),
        Action::Merge { file, texts, .. } => {
            ui.with2("did-merge", "count", texts.len(), "file", file.as_str())
        }
        Action::SentOut { statements, .. } => ui.with("did-send-out", "count", *statements),
        Action::WorkingTranslation { .. } => ui.t("did-working-translation"),
        Action::Undo { seq } => {
            let earlier = now.log.iter().find(|d| d.seq == *seq);
            match earlier.filter(|d| !matches!(d.action, Action::Undo { .. })) {
                Some(d) => ui.with("did-undo", "what", words(ui, res, now, &d.action)),
                None => ui.t("did-undo-undo"),
            }
        }
    }
}

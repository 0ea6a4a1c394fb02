//! What was decided, in words.

use crate::language::Resources;
use crate::model::decision::{Action, Subject};
use crate::web::pages::overview::deed;
use crate::web::show;
use crate::web::ui::Ui;
use crate::workflow::{Event, State as Dossier};

/// A text of a decision, as it differs from the one before.
pub struct Text {
    pub lang: String,
    pub text: String,
    pub changes: Vec<(&'static str, String)>,
}

/// One decision.
pub struct Told {
    pub seq: u64,
    pub who: String,
    pub when: String,
    pub what: String,
    /// What it is about, with a link.
    pub about: String,
    pub link: String,
    /// What the person wrote or gave as a reason.
    pub words: String,
    pub stands: bool,
    pub can_be_undone: bool,
    pub texts: Vec<Text>,
}

/// A decision in words.
pub fn tell(ui: &Ui<'_>, now: &Dossier, resources: &Resources, event: &Event) -> Told {
    let d = &event.decision;
    let (about, link) = subject(ui, now, resources, &d.subject);
    Told {
        seq: d.seq,
        who: d.person.clone(),
        when: show::moment(d.time),
        what: deed(ui, resources, now, &d.action),
        about,
        link,
        words: words(&d.action),
        stands: event.stands,
        can_be_undone: event.can_be_undone,
        texts: event
            .texts
            .iter()
            .map(|t| Text {
                lang: t.lang.to_string(),
                changes: if t.before.is_empty() {
                    vec![("kept", t.text.clone())]
                } else {
                    show::changes(&t.before, &t.text)
                },
                text: t.text.clone(),
            })
            .collect(),
    }
}

fn subject(
    ui: &Ui<'_>,
    now: &Dossier,
    resources: &Resources,
    subject: &Subject,
) -> (String, String) {
    match subject {
        Subject::Entry(id) => {
            let first = now.group_of(*id).map_or(*id, |g| g.first);
            let name = match now.entries.get(&first) {
                Some(entry) => show::title(ui, entry, resources),
                None => ui.with("entry-gone", "id", id.to_string()),
            };
            (name, format!("/entries/{first}"))
        }
        Subject::Return(id) | Subject::Passage(id, _) => {
            let view = now.returns.iter().find(|v| v.record.id == *id);
            let name = view.map(|v| v.record.file.clone()).unwrap_or_default();
            (name, format!("/returns/{}", id.0))
        }
        Subject::Note => (ui.t("entry-about-note"), "/entries".to_owned()),
    }
}

/// What the person wrote besides texts of the note.
fn words(action: &Action) -> String {
    match action {
        Action::Comment { text } | Action::Query { text, .. } | Action::Answer { text, .. } => {
            text.clone()
        }
        Action::Dismiss { span, reason, .. } => format!("“{span}”: {reason}"),
        Action::Exclude { reason, .. }
        | Action::SetAside { reason, .. }
        | Action::Settle { reason, .. }
        | Action::Resolve { reason, .. } => reason.clone(),
        Action::TakeOver { files, .. } => files.join(", "),
        Action::Offer { text, .. } => text.clone(),
        _ => String::new(),
    }
}

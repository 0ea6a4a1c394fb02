//! What waits for somebody, most pressing first.

use crate::model::finding::Severity;
use crate::web::ui::Ui;
use crate::workflow::{Status, gathered};

/// One thing that waits for somebody, or is only worth knowing.
pub struct Remark {
    pub class: &'static str,
    /// What it is, in the language of the interface.
    pub title: String,
    pub file: String,
    /// Where it is settled; empty when nowhere on the page.
    pub link: String,
    pub message: String,
    pub hint: String,
}

/// All of it.
pub struct Needs {
    pub first: Vec<Remark>,
    /// What does not fit into the first view.
    pub further: Vec<Remark>,
    /// What is only worth knowing.
    pub info: Vec<Remark>,
}

impl Needs {
    /// How many things wait.
    pub fn count(&self) -> usize {
        self.first.len() + self.further.len()
    }
}

/// How many are shown at once.
const FIRST: usize = 5;

/// Codes of remarks that stand among the questions, with a link.
const ASKED: [&str; 5] = [
    "several-versions",
    "placement-unsure",
    "answer-unsure",
    "action-contradiction",
    "decision-without-text",
];

/// What stands in the way of reading first, then what a person decides, then remarks.
pub fn needs(ui: &Ui<'_>, s: &Status) -> Needs {
    let (info, mut waits): (Vec<Remark>, Vec<Remark>) =
        all(ui, s).into_iter().partition(|r| r.class == "info");
    let further = waits.split_off(waits.len().min(FIRST));
    Needs {
        first: waits,
        further,
        info,
    }
}

fn all(ui: &Ui<'_>, s: &Status) -> Vec<Remark> {
    let page = |file: &str| {
        let found = s.returns.iter().find(|r| r.present && r.file == file);
        found.map_or_else(String::new, |r| format!("/returns/{}", r.id.0))
    };
    let titled = |code: &str, otherwise: &str| {
        let title = ui.finding(code);
        if title.is_empty() {
            ui.t(otherwise)
        } else {
            title
        }
    };
    let mut out: Vec<Remark> = s
        .findings
        .iter()
        .filter(|(_, f)| !ASKED.contains(&f.code.as_str()))
        .map(|(file, f)| {
            let blocks = f.severity == Severity::Error
                || s.needs
                    .iter()
                    .any(|n| n.file == *file && n.need.code == f.code && n.need.blocks);
            let (class, word) = match f.severity {
                _ if blocks => ("error", "overview-not-usable"),
                Severity::Info => ("info", "base-note"),
                _ => ("warning", "base-look-at"),
            };
            Remark {
                class,
                title: titled(&f.code, word),
                file: file.clone(),
                link: page(file),
                message: f.message.clone(),
                hint: f.hint.clone(),
            }
        })
        .collect();
    let ticks = s.obstacles.iter().filter(|o| o.code == "waits-for-officer");
    let questions = gathered(&s.questions);
    out.extend(questions.iter().chain(ticks).map(|q| Remark {
        class: "decide",
        title: titled(q.code, "overview-to-decide"),
        file: String::new(),
        link: q.page.clone().unwrap_or_default(),
        message: q.message.clone(),
        // The link leads to where the hint is followed.
        hint: String::new(),
    }));
    let rank = |r: &Remark| match r.class {
        "error" => 0,
        "decide" => 1,
        _ => 2,
    };
    out.sort_by_key(rank);
    out
}

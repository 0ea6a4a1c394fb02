//! What needs a person in each file, until someone has dealt with it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::questions::lost_findings;
use super::reading::until_then;
use super::state::{ReturnView, State};
use crate::dossier::Verdict;
use crate::model::ReturnId;
use crate::model::finding::Severity;
use crate::model::ids::CountryCode;

/// One thing in a file that needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Need {
    /// The code of the finding or the refusal.
    pub code: String,
    /// Why, in one line.
    pub reason: String,
    /// What to do, and the command or page that does it.
    pub cure: String,
    /// True when nothing of the file can be in a final note before.
    pub blocks: bool,
}

/// Codes of returns that are not read from the file as it came, and are not to be used before somebody
/// has compared them with it.
const UNCOMPARED: [&str; 2] = ["salvaged", "converted"];

/// A file with what needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileNeed {
    /// Name of the file.
    pub file: String,
    /// The return.
    #[serde(rename = "return")]
    pub id: ReturnId,
    /// What needs a person.
    #[serde(flatten)]
    pub need: Need,
}

/// What needs a person in a return, seen alone. Nothing when it is not in the inbox.
pub fn needs_of(view: &ReturnView) -> Vec<Need> {
    let mut out = all_of(view);
    out.retain(|need| !view.is_dealt_with(&need.code));
    out
}

/// What needs a person in each file, also where several returns are of one country; by file.
pub fn file_needs(now: &State) -> Vec<FileNeed> {
    let mut versions = versions(now);
    let mut out = Vec::new();
    for view in &now.returns {
        let more = versions.remove(&view.record.id).into_iter();
        let more = more
            .chain(lost(view))
            .filter(|n| view.record.present && !view.is_dealt_with(&n.code));
        out.extend(needs_of(view).into_iter().chain(more).map(|need| FileNeed {
            file: view.record.file.clone(),
            id: view.record.id.clone(),
            need,
        }));
    }
    out.sort_by(|a, b| (!a.need.blocks, &a.file).cmp(&(!b.need.blocks, &b.file)));
    out
}

/// The codes of everything that could be open in a return, dealt with or not.
pub fn codes(now: &State, id: &ReturnId) -> Vec<String> {
    let codes: BTreeSet<String> = now
        .returns
        .iter()
        .filter(|v| v.record.id == *id)
        .flat_map(|v| all_of(v).into_iter().chain(lost(v)))
        .chain(versions(now).remove(id))
        .map(|need| need.code)
        // Of a file that is away only that is known.
        .chain(
            now.returns
                .iter()
                .filter(|v| v.record.id == *id && !v.record.present)
                .map(|_| "return-gone".to_owned()),
        )
        .collect();
    codes.into_iter().collect()
}

fn all_of(view: &ReturnView) -> Vec<Need> {
    if !view.record.present {
        return Vec::new();
    }
    let file = &view.record.file;
    match &view.record.verdict {
        Verdict::Refused {
            code,
            message,
            hint,
            ..
        } => vec![Need {
            code: code.clone(),
            reason: message.clone(),
            cure: joined(&[
                hint,
                &until_then(code, file),
                &format!("When it is dealt with: rapporteur resolve \"{file}\" --because \"...\""),
            ]),
            blocks: true,
        }],
        Verdict::Read(found) => {
            let mut out: Vec<Need> = Vec::new();
            if view.country.is_none() {
                let doubt = found
                    .findings
                    .iter()
                    .find(|f| f.code == "country-contradiction");
                out.push(Need {
                    code: doubt
                        .map_or("country-unknown", |f| f.code.as_str())
                        .to_owned(),
                    reason: doubt
                        .map_or("country not known", |f| f.message.as_str())
                        .to_owned(),
                    cure: format!("rapporteur attribute \"{file}\" CODE"),
                    blocks: true,
                });
            }
            let mut by_code: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            let country = |code: &str| code.starts_with("country-");
            for f in view.open_findings() {
                let answered = country(&f.code) && (view.attributed || view.country.is_none());
                if f.severity > Severity::Info && !answered {
                    let place = if f.place.is_empty() || f.message.contains(&f.place) {
                        String::new()
                    } else {
                        format!(" ({})", f.place)
                    };
                    by_code
                        .entry(f.code.as_str())
                        .or_default()
                        .push(format!("{}{place}", f.message));
                }
            }
            out.extend(by_code.into_iter().map(|(code, said)| Need {
                code: code.to_owned(),
                reason: first_of(&said),
                cure: format!(
                    "compare with the file (rapporteur review), then: rapporteur resolve \"{file}\" --because \"...\""
                ),
                // What was recovered or converted is not the reply until somebody has compared it.
                blocks: UNCOMPARED.contains(&code),
            }));
            out
        }
    }
}

/// Sentences that are not empty, one after another.
fn joined(sentences: &[&str]) -> String {
    let said: Vec<&str> = sentences
        .iter()
        .copied()
        .filter(|s| !s.is_empty())
        .collect();
    said.join(" ")
}

/// The first of several remarks, and how many more there are.
fn first_of(said: &[String]) -> String {
    let first = said.first().map(String::as_str).unwrap_or_default();
    match said.len() {
        0 | 1 => first.to_owned(),
        n => format!("{first}, and {} more of the kind", n - 1),
    }
}

/// Decisions on texts that are not in the return as it is read now.
fn lost(view: &ReturnView) -> Option<Need> {
    let said: Vec<String> = lost_findings(view).into_iter().map(|f| f.message).collect();
    (!said.is_empty()).then(|| Need {
        code: "decision-without-text".into(),
        reason: first_of(&said),
        cure: "rapporteur review, page of the return: find the text again, or drop the decision"
            .into(),
        blocks: false,
    })
}

/// Returns that answer a recommendation otherwise than another return of their country, and between
/// which nobody has chosen.
fn versions(now: &State) -> BTreeMap<ReturnId, Need> {
    let mut found: BTreeMap<ReturnId, (CountryCode, BTreeSet<String>, BTreeSet<String>)> =
        BTreeMap::new();
    for group in now.versions.iter().filter(|g| g.is_open()) {
        for version in &group.versions {
            let (_, cells, files) = found
                .entry(version.return_id.clone())
                .or_insert_with(|| (group.country, BTreeSet::new(), BTreeSet::new()));
            cells.insert(group.cell.to_string());
            let others = group.versions.iter().map(|v| &v.file);
            files.extend(others.filter(|f| **f != version.file).cloned());
        }
    }
    let list = |of: BTreeSet<String>| of.into_iter().collect::<Vec<_>>().join(", ");
    found
        .into_iter()
        .map(|(id, (country, cells, files))| {
            let reason = if files.is_empty() {
                format!("a later return is silent on {}", list(cells))
            } else {
                format!("answers {} otherwise than {}", list(cells), list(files))
            };
            let need = Need {
                code: "several-versions".into(),
                reason,
                cure: format!(
                    "both stand until an officer decides: rapporteur versions --country {country}, or rapporteur review"
                ),
                blocks: false,
            };
            (id, need)
        })
        .collect()
}

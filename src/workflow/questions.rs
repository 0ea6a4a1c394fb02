//! What only a person can answer about returns: which version stands, whether a text is in its place,
//! what belongs nowhere, what contradicts itself. All of it stands before a final note.

use super::final_gate::Obstacle;
use super::state::{ReturnView, State};
use super::versions::{Standing, VersionGroup};
use crate::language::Resources;
use crate::model::entry::Entry;
use crate::model::extraction::Statement;
use crate::model::finding::Finding;
use crate::model::ids::Lang;

/// Sureness of a placement under which a person must look.
pub const SURE: u8 = 60;

/// True when it is not certain that this text answers its recommendation and nobody has said so.
pub fn is_unsure(statement: &Statement) -> bool {
    statement.confidence < SURE && !statement.text.trim().is_empty()
}

/// True when a return contradicts itself in this finding, so that its answer cannot be taken as it is.
fn is_contradiction(finding: &Finding) -> bool {
    finding.code == "action-contradiction"
}

/// Everything about the returns that waits for a person, return by return.
pub fn questions(now: &State, resources: &Resources) -> Vec<Obstacle> {
    let mut out: Vec<Obstacle> = now
        .versions
        .iter()
        .filter(|g| g.is_open())
        .filter(|g| group_entry(now, g).is_none_or(|e| !e.excluded))
        .map(|g| of_versions(g, resources))
        .collect();
    for entry in now.entries.values().filter(|e| !e.excluded) {
        for source in entry.sources.iter().filter(|s| is_unsure(&s.statement)) {
            let s = &source.statement;
            out.push(Obstacle {
                entry: Some(entry.id),
                page: Some(format!("/returns/{}#unsure", source.return_id.0)),
                hint: "compare with the return; confirm the place or move the text".into(),
                ..Obstacle::new(
                    "placement-open",
                    format!(
                        "{}{DOUBT}{} answers {} (sureness {}: {})",
                        source.file, s.place, s.cell, s.confidence, s.evidence
                    ),
                )
            });
        }
    }
    for view in now.returns.iter().filter(|v| v.counts()) {
        of_return(view, &mut out);
    }
    out
}

fn group_entry<'a>(now: &'a State, group: &VersionGroup) -> Option<&'a Entry> {
    now.entries.get(&group.entry?)
}

fn of_versions(group: &VersionGroup, resources: &Resources) -> Obstacle {
    let files: Vec<&str> = group.versions.iter().map(|v| v.file.as_str()).collect();
    let files = files.join(" and ");
    let (code, cell) = (group.country, &group.cell);
    let country = resources.countries.list_name(code, &Lang::en());
    let (kind, message) = match (group.standing, group.versions.len()) {
        (Standing::NeedsReview, _) => (
            "versions-changed",
            format!(
                "{country}, {cell}: the versions have changed since somebody chose between them ({files})"
            ),
        ),
        (_, 1) => (
            "versions-open",
            format!("{country}, {cell}: a later return replaces {files} and does not answer this"),
        ),
        _ => (
            "versions-open",
            format!("{country}, {cell}: {files} differ, and nobody has chosen"),
        ),
    };
    Obstacle {
        entry: group.entry,
        page: Some(format!("/versions/{code}")),
        hint: format!(
            "compare the versions on the page, or with `rapporteur versions --country {code}`"
        ),
        ..Obstacle::new(kind, message)
    }
}

fn of_return(view: &ReturnView, out: &mut Vec<Obstacle>) {
    let page = |anchor: &str| Some(format!("/returns/{}#{anchor}", view.record.id.0));
    let file = &view.record.file;
    let loose = view
        .texts
        .lines
        .iter()
        .filter(|l| l.is_loose() && !l.is_letterhead())
        .count();
    if loose > 0 {
        let (pieces, belong) = if loose == 1 {
            ("piece", "belongs")
        } else {
            ("pieces", "belong")
        };
        out.push(Obstacle {
            page: page("loose"),
            hint: "move it under its recommendation, or say that it is no answer".into(),
            ..Obstacle::new(
                "text-open",
                format!("{file}: {loose} {pieces} of text {belong} to no recommendation, and nobody has looked at it"),
            )
        });
    }
    for finding in view.open_findings().filter(|f| is_contradiction(f)) {
        out.push(Obstacle {
            page: page("remarks"),
            hint: finding.hint.clone(),
            ..Obstacle::new("contradiction-open", format!("{file}: {}", finding.message))
        });
    }
    for lost in &view.texts.lost {
        out.push(Obstacle {
            page: page("lost"),
            hint: "find the text again on the page of the return, or drop the decision".into(),
            ..Obstacle::new("decision-without-text", lost_message(file, lost))
        });
    }
}

/// The same for people: several doubts about places in one return are one line.
pub fn gathered(questions: &[Obstacle]) -> Vec<Obstacle> {
    let doubt = |o: &Obstacle| o.code == "placement-open";
    let file = |o: &Obstacle| {
        let words = o.message.split_once(DOUBT);
        words.map_or_else(String::new, |(file, _)| file.to_owned())
    };
    let mut out: Vec<Obstacle> = Vec::new();
    for (i, q) in questions.iter().enumerate() {
        let same = |o: &&Obstacle| doubt(o) && doubt(q) && o.page == q.page;
        if questions.iter().take(i).any(|o| same(&o)) {
            continue;
        }
        let mut q = q.clone();
        let many = questions.iter().filter(same).count();
        if many > 1 {
            q.message = format!(
                "{}: {many} answers are not sure, and nobody has looked",
                file(&q)
            );
            q.hint = "compare them with the return one by one; confirm the place or move the text"
                .into();
        }
        out.push(q);
    }
    out
}

/// Between the file and the place in the sentence about a doubtful place.
const DOUBT: &str = ": it is not certain that the text at ";

/// What is said of a decision whose text is not there any more.
fn lost_message(file: &str, lost: &super::texts::Lost) -> String {
    let text: String = lost.piece.text.chars().take(80).collect();
    format!(
        "{file}: {} decided of “{text}” that {}, and the return as it is read now does not have this text",
        lost.by.person, lost.what
    )
}

/// The findings of decisions that lost their object.
pub fn lost_findings(view: &ReturnView) -> Vec<Finding> {
    view.texts
        .lost
        .iter()
        .map(|lost| {
            Finding::warning(
                "decision-without-text",
                lost_message(&view.record.file, lost),
            )
            .hint("find the text again on the page of the return, or drop the decision")
        })
        .collect()
}

/// True when a finding of the reader has been answered by a person.
pub fn is_answered(view: &ReturnView, finding: &Finding) -> bool {
    let settled = view
        .settled
        .iter()
        .any(|(code, message, _)| *code == finding.code && *message == finding.message);
    let placed = finding.code == "placement-unsure"
        && !view
            .texts
            .statements
            .iter()
            .any(|s| s.confidence < SURE && s.place == finding.place);
    settled || placed
}

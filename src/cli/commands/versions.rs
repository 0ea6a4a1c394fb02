//! `versions`: the returns of countries that sent several, compared and chosen between.

use serde::Serialize;

use super::status::shortened;
use super::{Call, Done};
use crate::cli::args::{Take, Versions};
use crate::cli::exit::Outcome;
use crate::cli::printer::{Look, Printer};
use crate::model::Lang;
use crate::model::version::{Change, Choice, Stretch};
use crate::workflow::{
    Standing, VersionGroup, VersionsDecision, WorkflowError, choose_versions, difference, state,
};

/// A record of `versions --json`.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    group: &'a VersionGroup,
    /// For each later version the way from the one before it, in words.
    differences: Vec<Vec<Stretch>>,
}

pub fn run(call: &Call<'_>, a: &Versions) -> Done {
    let desk = call.desk(a.dir.as_ref())?;
    let p = &call.world.printer;
    let mut now = state(&desk)?;
    let wanted = |g: &&VersionGroup| {
        a.country.is_none_or(|c| c == g.country) && a.cell.as_ref().is_none_or(|c| *c == g.cell)
    };
    if let Some(take) = a.take {
        let wishes: Vec<VersionsDecision> = now
            .versions
            .iter()
            .filter(wanted)
            .filter(|g| g.standing != Standing::Clear)
            .filter_map(|g| {
                Some(VersionsDecision {
                    entry: g.entry?,
                    choice: choice(g, take)?,
                    seen: Some(g.seen.clone()),
                })
            })
            .collect();
        if wishes.is_empty() {
            return Err(WorkflowError::usage(
                "there is nothing to choose here",
                "`rapporteur versions` lists what is open",
            ));
        }
        now = choose_versions(&desk, &call.world.surroundings(), &wishes)?;
        p.say(&format!("{} decided.", counted(wishes.len())));
    }
    let listed: Vec<&VersionGroup> = now.versions.iter().filter(wanted).collect();
    let name = |g: &VersionGroup| desk.resources.countries.list_name(g.country, &Lang::en());
    let mut clear: Vec<(String, Vec<String>)> = Vec::new();
    for g in &listed {
        if a.json {
            p.record(&Record {
                group: g,
                differences: differences(g),
            });
        } else if g.standing == Standing::Clear && a.cell.is_none() {
            match clear.last_mut().filter(|(country, _)| *country == name(g)) {
                Some((_, cells)) => cells.push(g.cell.to_string()),
                None => clear.push((name(g), vec![g.cell.to_string()])),
            }
        } else {
            group(p, g, &name(g), true);
            p.data("");
        }
    }
    for (country, cells) in clear {
        p.data(&format!(
            "{country}, {}: nothing to choose",
            cells.join(", ")
        ));
    }
    if listed.is_empty() {
        p.say("No country has sent several returns.");
    }
    let open = listed.iter().filter(|g| g.is_open()).count();
    if open > 0 {
        p.say(&format!(
            "{} open; until somebody chooses, all versions stand.",
            counted(open)
        ));
        return Ok(Outcome::NeedsAPerson);
    }
    Ok(Outcome::Done)
}

fn counted(n: usize) -> String {
    if n == 1 {
        "1 answer".into()
    } else {
        format!("{n} answers")
    }
}

fn choice(g: &VersionGroup, take: Take) -> Option<Choice> {
    let version = |v: Option<&crate::workflow::Version>| v.map(|v| Choice::Take(v.hash.clone()));
    match take {
        Take::Proposed => g.proposed.clone().filter(|_| g.is_open()),
        Take::Earlier => version(g.versions.first()),
        Take::Later => version(g.versions.last()),
        Take::Both => Some(Choice::Both).filter(|_| g.versions.len() > 1),
        Take::None => Some(Choice::LeaveOut),
    }
}

fn differences(g: &VersionGroup) -> Vec<Vec<Stretch>> {
    g.versions
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(difference(&a.statement.text, &b.statement.text)),
            _ => None,
        })
        .collect()
}

/// Prints what a country said in several returns; the texts too when `whole`.
pub fn group(p: &Printer, g: &VersionGroup, country: &str, whole: bool) {
    let files: Vec<&str> = g.versions.iter().map(|v| v.file.as_str()).collect();
    let (word, look) = match g.standing {
        Standing::Clear => ("nothing to choose", Look::Quiet),
        Standing::Open => ("not decided, all versions stand", Look::Care),
        Standing::Decided => ("decided", Look::Good),
        Standing::NeedsReview => ("needs review: the versions have changed", Look::Bad),
    };
    p.data(&format!(
        "{} {}, {}",
        p.out(&format!("{country}, {}:", g.cell), Look::Strong),
        p.out(word, look),
        files.join(" | ")
    ));
    if let Some(c) = &g.chosen {
        let what = match &c.choice {
            Choice::Take(hash) => g.version(hash).map_or_else(
                || "a version that is no longer there".into(),
                |v| v.file.clone(),
            ),
            Choice::Both => "both, joined".into(),
            Choice::LeaveOut => "none".into(),
        };
        p.data(&format!(
            "  chosen: {what} ({}, decision {})",
            c.by.person, c.by.seq
        ));
    }
    for step in &g.proposals {
        p.data(&format!(
            "  {}: {}",
            step.relation.as_str(),
            step.reasons.join("; ")
        ));
    }
    if whole && g.standing != Standing::Clear {
        for steps in differences(g) {
            p.data(&format!("  {}", marked(&steps)));
        }
    }
}

/// A difference on one line: `[-taken away-] {+put in+}`.
fn marked(steps: &[Stretch]) -> String {
    let line: String = steps
        .iter()
        .map(|s| match s.change {
            Change::Kept => s.text.clone(),
            Change::Removed => format!("[-{}-]", s.text),
            Change::Added => format!("{{+{}+}}", s.text),
        })
        .collect();
    shortened(&line, 4000)
}

//! `group`: countries that say the same, listed, taken together, and let go.

use serde::Serialize;

use super::status::shortened;
use super::{Call, Done};
use crate::cli::args::{Grouping, Which};
use crate::cli::exit::Outcome;
use crate::cli::printer::{Look, Printer};
use crate::model::entry::EntryKey;
use crate::model::ids::{Cell, CountryCode, EntryId, Lang};
use crate::workflow::{
    Desk, Group, GroupDecision, GroupProposal, State, WorkflowError, group_entries,
    group_proposals, split_group, state,
};

/// Letters of a reply that are shown.
const SHOWN: usize = 300;

/// A line of `group --json`.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Line<'a> {
    /// Entries that may be taken together.
    Proposal(&'a GroupProposal),
    /// A group that stands.
    Group {
        #[serde(flatten)]
        cell: Option<&'a Cell>,
        entry: EntryId,
        paragraph: Option<u32>,
        countries: Vec<CountryCode>,
        person: &'a str,
        decision: u64,
    },
    /// Countries that ticked a box and wrote nothing; they are never grouped.
    TickedOnly {
        #[serde(flatten)]
        cell: &'a Cell,
        countries: Vec<CountryCode>,
    },
}

pub fn run(call: &Call<'_>, a: &Grouping) -> Done {
    let desk = call.desk(a.dir.as_ref())?;
    let p = &call.world.printer;
    let around = call.world.surroundings();
    let mut now = state(&desk)?;
    let wanted = |cell: &Cell| a.cell.as_ref().is_none_or(|c| c == cell);
    if a.take {
        let proposals = group_proposals(&now, &desk.resources);
        let all: Vec<&GroupProposal> = proposals.iter().filter(|g| wanted(&g.cell)).collect();
        if all.is_empty() {
            p.say("There is nothing to take together.");
        }
        for one in all {
            let wish = GroupDecision {
                entries: one.ids(),
                seen: Some(one.seen.clone()),
            };
            now = group_entries(&desk, &around, &wish)?;
            p.say(&format!("{}: {} taken together.", one.cell, names(one)));
        }
    } else if !a.entries.is_empty() {
        let entries = a.entries.iter().map(|w| entry(&now, *w));
        let wish = GroupDecision {
            entries: entries.collect::<Result<_, _>>()?,
            seen: None,
        };
        now = group_entries(&desk, &around, &wish)?;
        p.say("Taken together.");
    } else if let Some(which) = a.split {
        let id = entry(&now, which)?;
        let out = members(&now, id, &a.country)?;
        now = split_group(&desk, &around, id, &out)?;
        p.say("Split.");
    }
    let proposals = group_proposals(&now, &desk.resources);
    for one in proposals.iter().filter(|g| wanted(&g.cell)) {
        if a.json {
            p.record(&Line::Proposal(one));
        } else {
            proposal(p, one);
        }
    }
    let mut listed = proposals.iter().filter(|g| wanted(&g.cell)).count();
    for group in &now.groups {
        let cell = group.members.first().and_then(|m| m.key.cell());
        if cell.is_some_and(wanted) {
            listed += 1;
            standing(p, &now, &desk, group, a.json);
        }
    }
    listed += ticked(p, &now, &desk, &wanted, a.json);
    if listed == 0 {
        p.say("No two countries say the same under one recommendation.");
    }
    Ok(Outcome::Done)
}

fn names(one: &GroupProposal) -> String {
    let names = one.entries.iter().flat_map(|m| m.names.clone());
    names.collect::<Vec<_>>().join(", ")
}

fn entry(now: &State, which: Which) -> Result<EntryId, WorkflowError> {
    match which {
        Which::Entry(id) => Ok(id),
        Which::Number(number) => {
            let mut all = now.plan.paragraphs();
            let found = all.find(|(n, _)| *n == number).map(|(_, e)| e.id);
            found.ok_or_else(|| {
                WorkflowError::usage(
                    format!("the note has no paragraph {number}"),
                    "`rapporteur group` lists what may be taken together",
                )
            })
        }
    }
}

/// The entries of the countries named in the group of an entry.
fn members(
    now: &State,
    id: EntryId,
    countries: &[CountryCode],
) -> Result<Vec<EntryId>, WorkflowError> {
    let group = now.group_of(id).map(|g| g.members.as_slice());
    countries
        .iter()
        .map(|country| {
            let mut all = group.unwrap_or_default().iter();
            let found = all.find(|m| m.countries.contains(country)).map(|m| m.id);
            found.ok_or_else(|| {
                WorkflowError::usage(
                    format!("{country} is not in that group"),
                    "`rapporteur group` lists the groups",
                )
            })
        })
        .collect()
}

fn proposal(p: &Printer, one: &GroupProposal) {
    let why = match (one.group, one.reason) {
        (Some(_), _) => "says what the group says",
        (None, "same-reply") => "the same reply",
        (None, _) => "the same paragraph",
    };
    p.data(&format!(
        "{} {}",
        p.out(&format!("{}: {}", one.cell, names(one)), Look::Strong),
        p.out(&format!("({why})"), Look::Quiet)
    ));
    for member in &one.entries {
        let number = member.paragraph.map_or("–".into(), |n| n.to_string());
        p.data(&format!("  {number}. {}", member.names.join(", ")));
        for words in &member.words {
            p.data(&format!("     {}", shortened(words, SHOWN)));
        }
        if !member.not_in_reply.is_empty() {
            let what = format!("not in the reply: {}", member.not_in_reply.join(", "));
            p.data(&format!("     {}", p.out(&what, Look::Bad)));
        }
    }
    for (lang, sentence) in &one.texts {
        p.data(&format!("  {lang}: {}", sentence.text));
        for mark in &sentence.marks {
            let span: String = sentence
                .text
                .chars()
                .skip(mark.start)
                .take(mark.end.saturating_sub(mark.start))
                .collect();
            p.data(&format!(
                "      {}",
                p.out(&format!("“{span}” {}", mark.why), Look::Care)
            ));
        }
    }
    p.data("");
}

fn standing(p: &Printer, now: &State, desk: &Desk, group: &Group, json: bool) {
    let paragraph = now.number_of(group.first);
    let countries: Vec<CountryCode> = group
        .members
        .iter()
        .flat_map(|m| m.countries.clone())
        .collect();
    let cell = group.members.first().and_then(|m| m.key.cell());
    if json {
        p.record(&Line::Group {
            cell,
            entry: group.first,
            paragraph,
            countries,
            person: &group.person,
            decision: group.seq,
        });
        return;
    }
    let number = paragraph.map_or("–".into(), |n| n.to_string());
    let cell = cell.map(ToString::to_string).unwrap_or_default();
    p.data(&format!(
        "{cell}: paragraph {number} speaks for {} ({}, decision {})",
        desk.resources.countries.list(&countries, &Lang::en()),
        group.person,
        group.seq
    ));
}

/// Countries that ticked a box and wrote nothing, by recommendation. Gives the number of lines.
fn ticked(
    p: &Printer,
    now: &State,
    desk: &Desk,
    wanted: &dyn Fn(&Cell) -> bool,
    json: bool,
) -> usize {
    let mut lines = 0;
    let cells: Vec<Cell> = now.settings.cells().map(|(cell, _)| cell).collect();
    for cell in cells.iter().filter(|c| wanted(c)) {
        let bare = now.entries.values().filter(|e| {
            let silent = |text: &str| text.trim().is_empty();
            matches!(e.key, EntryKey::Statement { .. })
                && e.key.cell() == Some(cell)
                && !e.excluded
                && e.sources.iter().all(|s| silent(&s.statement.text))
        });
        let countries: Vec<CountryCode> = bare.flat_map(|e| e.countries.clone()).collect();
        if countries.is_empty() {
            continue;
        }
        lines += 1;
        if json {
            p.record(&Line::TickedOnly { cell, countries });
        } else {
            let names = desk.resources.countries.list(&countries, &Lang::en());
            p.data(&format!(
                "{cell}: only a box is ticked, never grouped: {names}"
            ));
        }
    }
    lines
}

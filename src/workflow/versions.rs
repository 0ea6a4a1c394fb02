//! Two returns of one country: per recommendation, how the later stands to the earlier, and what a
//! person chose. Until somebody chooses, all versions stand; a choice made on other versions than
//! today's is not applied and not dropped.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::state::ReturnView;
use super::statements::{arrival_order, sources_hash};
use super::texts::By;
use super::version_proposals::{compare, silent};
use crate::dossier::Minted;
use crate::model::decision::{Action, Decision};
use crate::model::entry::{EntryKey, Source};
use crate::model::extraction::Statement;
use crate::model::ids::{Cell, CountryCode, EntryId, Hash, ReturnId};
use crate::model::text::texts_hash;
use crate::model::version::{Choice, Chosen, Relation};

/// What one return says on a recommendation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Version {
    /// The return.
    #[serde(rename = "return")]
    pub return_id: ReturnId,
    /// Name of the file.
    pub file: String,
    /// Date of submission on the cover.
    pub submitted: Option<Date>,
    /// Day of arrival, `YYYY-MM-DD`.
    pub received: String,
    /// Hash of words, notes and box.
    pub hash: Hash,
    /// The statement.
    pub statement: Statement,
}

/// How one version stands to the one before it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proposal {
    /// Position of the earlier version.
    pub earlier: usize,
    /// Position of the later version; none where a later return is silent.
    pub later: Option<usize>,
    /// How they stand to each other.
    pub relation: Relation,
    /// Why, strongest reason first.
    pub reasons: Vec<String>,
}

/// Where the question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// There is nothing to choose: the words are the same, or only one return answers.
    Clear,
    /// Nobody has chosen; all versions stand.
    Open,
    /// Somebody chose, and the versions are those that were seen.
    Decided,
    /// Somebody chose between other versions; all of today's stand.
    NeedsReview,
}

/// A choice with who made it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChoiceBy {
    /// The choice.
    pub choice: Choice,
    /// By whom.
    #[serde(flatten)]
    pub by: By,
}

/// All that one country said on one recommendation in two or more returns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionGroup {
    /// The country.
    pub country: CountryCode,
    /// The recommendation.
    #[serde(flatten)]
    pub cell: Cell,
    /// The entry made from it, once it has one.
    pub entry: Option<EntryId>,
    /// The versions, earliest first; the same words count once.
    pub versions: Vec<Version>,
    /// Each later version compared with the one before it.
    pub proposals: Vec<Proposal>,
    /// What is proposed to do; none where only a person can tell.
    pub proposed: Option<Choice>,
    /// Where the question stands.
    pub standing: Standing,
    /// The last choice, also where it is not applied.
    pub chosen: Option<ChoiceBy>,
    /// Hash of the versions, to hand back with a choice.
    pub seen: Hash,
}

impl VersionGroup {
    /// True when a person must choose.
    pub fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open | Standing::NeedsReview)
    }
    /// The choice that is applied.
    pub fn applied(&self) -> Option<&Choice> {
        self.chosen
            .as_ref()
            .filter(|_| self.standing == Standing::Decided)
            .map(|c| &c.choice)
    }
    /// The relation proposed for the latest version.
    pub fn relation(&self) -> Option<Relation> {
        self.proposals.last().map(|p| p.relation)
    }
    /// The version with this hash.
    pub fn version(&self, hash: &Hash) -> Option<&Version> {
        self.versions.iter().find(|v| v.hash == *hash)
    }
}

/// What stands behind an entry after the choice.
pub struct Chosenness {
    /// The sources that stand.
    pub sources: Vec<Source>,
    /// True when a person said that all of them belong in the note.
    pub joined: bool,
    /// True when a person left all of them out.
    pub left_out: bool,
}

/// Applies the choice of a group, if it has one that stands.
pub fn chosen_sources(group: Option<&VersionGroup>, sources: &[Source]) -> Chosenness {
    let all = Chosenness {
        sources: sources.to_vec(),
        joined: false,
        left_out: false,
    };
    match group.and_then(VersionGroup::applied) {
        None => all,
        Some(Choice::Both) => Chosenness {
            joined: sources.len() > 1,
            ..all
        },
        Some(Choice::LeaveOut) => Chosenness {
            left_out: true,
            ..all
        },
        Some(Choice::Take(hash)) => {
            let taken: Vec<Source> = sources
                .iter()
                .filter(|s| sources_hash(std::slice::from_ref(s)) == *hash)
                .cloned()
                .collect();
            if taken.is_empty() {
                return all;
            }
            Chosenness {
                sources: taken,
                ..all
            }
        }
    }
}

/// Compares the returns of every country that sent two or more that count.
pub fn groups(
    returns: &[ReturnView],
    minted: &Minted,
    decisions: &[&Decision],
) -> Vec<VersionGroup> {
    let mut theirs: BTreeMap<CountryCode, Vec<&ReturnView>> = BTreeMap::new();
    for view in returns.iter().filter(|v| v.counts()) {
        if let Some(country) = view.country.filter(|_| view.record.extraction().is_some()) {
            theirs.entry(country).or_default().push(view);
        }
    }
    let choices = choices(decisions);
    let mut out = Vec::new();
    for (country, mut views) in theirs.into_iter().filter(|(_, views)| views.len() > 1) {
        views.sort_by_key(|v| arrival_order(v));
        let cells: BTreeSet<&Cell> = views
            .iter()
            .flat_map(|v| v.texts.statements.iter().map(|s| &s.cell))
            .collect();
        for cell in cells {
            out.push(group(country, cell, &views, minted, &choices));
        }
    }
    out
}

/// The last choice for each entry, with the hash it was made on.
fn choices<'a>(decisions: &[&'a Decision]) -> BTreeMap<EntryId, (&'a Chosen, By)> {
    let mut out = BTreeMap::new();
    for decision in decisions {
        let Action::Versions { choices } = &decision.action else {
            continue;
        };
        for chosen in choices {
            let by = By {
                seq: decision.seq,
                person: decision.person.clone(),
            };
            out.insert(chosen.entry, (chosen, by));
        }
    }
    out
}

fn group(
    country: CountryCode,
    cell: &Cell,
    views: &[&ReturnView],
    minted: &Minted,
    choices: &BTreeMap<EntryId, (&Chosen, By)>,
) -> VersionGroup {
    let mut versions: Vec<(usize, Version)> = Vec::new();
    for (n, view) in views.iter().enumerate() {
        for statement in view.texts.statements.iter().filter(|s| s.cell == *cell) {
            let version = version(view, statement);
            // The same words sent twice are one version: the last file stands for it.
            versions.retain(|(_, v)| v.hash != version.hash);
            versions.push((n, version));
        }
    }
    let proposals: Vec<Proposal> = match versions.as_slice() {
        [] => Vec::new(),
        [(n, only)] => silent(views, *n, only, cell).into_iter().collect(),
        several => several
            .windows(2)
            .enumerate()
            .filter_map(|(i, pair)| match pair {
                [(a, earlier), (b, later)] => {
                    let (a, b) = (views.get(*a)?, views.get(*b)?);
                    Some(compare(i, (a, earlier), (b, later)))
                }
                _ => None,
            })
            .collect(),
    };
    let versions: Vec<Version> = versions.into_iter().map(|(_, v)| v).collect();
    let last = proposals.last();
    let dropped = last.is_some_and(|p| p.later.is_none() && p.relation == Relation::Replaces);
    let asked = versions.len() > 1 || dropped;
    let proposed = match last.map(|p| p.relation) {
        _ if dropped => Some(Choice::LeaveOut),
        Some(Relation::Replaces) => versions.last().map(|v| Choice::Take(v.hash.clone())),
        Some(Relation::Completes) if versions.len() > 1 => Some(Choice::Both),
        _ => None,
    };
    let mut parts: Vec<&str> = versions.iter().map(|v| v.hash.as_str()).collect();
    if dropped {
        parts.push("a later return says that it replaces this");
    }
    let seen = texts_hash(parts);
    let entry = minted
        .get(&EntryKey::Statement {
            country,
            cell: cell.clone(),
            sender: String::new(),
        })
        .copied();
    let made = entry.and_then(|id| choices.get(&id));
    let standing = match made {
        _ if !asked => Standing::Clear,
        None => Standing::Open,
        Some((chosen, _)) if chosen.seen == seen => Standing::Decided,
        Some(_) => Standing::NeedsReview,
    };
    VersionGroup {
        country,
        cell: cell.clone(),
        entry,
        versions,
        proposals,
        proposed,
        standing,
        chosen: made.map(|(chosen, by)| ChoiceBy {
            choice: chosen.choice.clone(),
            by: by.clone(),
        }),
        seen,
    }
}

fn version(view: &ReturnView, statement: &Statement) -> Version {
    let source = Source {
        return_id: view.record.id.clone(),
        file: view.record.file.clone(),
        statement: statement.clone(),
        working: None,
    };
    Version {
        return_id: source.return_id.clone(),
        file: source.file.clone(),
        submitted: view.record.extraction().and_then(|x| x.submitted),
        received: view.record.received.chars().take(10).collect(),
        hash: sources_hash(std::slice::from_ref(&source)),
        statement: source.statement,
    }
}

//! The present state of a dossier: the fold of returns, proposals and decisions. Nothing of it is
//! stored; a desk keeps the last one in memory ([`super::cache`]).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::desk::Desk;
use super::entries::single_entries;
use super::error::WorkflowError;
use super::group::{Group, group_up, parted};
use super::needs::needs_of;
use super::offers::{Offered, offers};
use super::statements::{StatementOf, gather};
use super::take_over::opened;
use super::texts::{Texts, texts};
use super::versions::{self, VersionGroup};
use crate::dossier::{Database, Minted, Proposals, ReturnRecord, effective};
use crate::model::decision::{Action, Decision, Subject, Way};
use crate::model::entry::{Entry, EntryKey, WorkingTranslation};
use crate::model::finding::Finding;
use crate::model::ids::{Cell, CountryCode, EntryId, Hash, Lang, ReturnId};
use crate::model::note_plan::NotePlan;
use crate::model::settings::Settings;
use crate::plan::arrange;

/// A return with what people decided about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnView {
    /// As kept.
    pub record: ReturnRecord,
    /// The country: a person's word first, then the reader's.
    pub country: Option<CountryCode>,
    /// True when a person named the country.
    pub attributed: bool,
    /// True when it was submitted after the cut-off date, so that it does not count for this note.
    pub late: bool,
    /// Why a person took it off the list of what needs somebody.
    pub resolved: Option<String>,
    /// Its texts as people arranged them.
    pub texts: Texts,
    /// Findings that a person settled: code, message, how.
    pub settled: Vec<(String, String, String)>,
    /// Working translations that people attached, by the hash of the answer's words.
    pub working: BTreeMap<Hash, WorkingTranslation>,
    /// How it is read, as a person decided.
    pub way: Way,
    /// The codes of what was dealt with when it was taken off the list; empty: everything. What has
    /// come up since is open.
    pub dealt_with: Vec<String>,
}

impl ReturnView {
    /// True when its statements belong in the note.
    pub fn counts(&self) -> bool {
        self.record.present && !self.late && self.country.is_some()
    }
    /// The findings of the reader that no decision has answered.
    pub fn open_findings(&self) -> impl Iterator<Item = &Finding> {
        let all = self.record.extraction().map(|x| x.findings.as_slice());
        all.unwrap_or_default()
            .iter()
            .filter(|f| !super::questions::is_answered(self, f))
    }
    /// True when nobody has dealt with it yet and somebody must: refused, recovered from a damaged
    /// file, or of no known country.
    pub fn needs_a_person(&self) -> bool {
        needs_of(self).iter().any(|need| need.blocks)
    }
    /// True when it is what could be recovered of a damaged file.
    pub fn salvaged(&self) -> bool {
        let findings = self.record.extraction().map(|x| x.findings.as_slice());
        findings.is_some_and(|list| list.iter().any(|f| f.code == "salvaged"))
    }
    /// True when a person has dealt with what has this code.
    pub fn is_dealt_with(&self, code: &str) -> bool {
        self.resolved.is_some()
            && (self.dealt_with.is_empty() || self.dealt_with.iter().any(|c| c == code))
    }
}

/// Everything there is to know about a dossier just now.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The settings.
    pub settings: Settings,
    /// All returns.
    pub returns: Vec<ReturnView>,
    /// All entries, by identity; those without words yet are here too, but not in the plan. A group
    /// stands under the id of its first entry, the others in it are not here.
    pub entries: BTreeMap<EntryId, Entry>,
    /// The groups with the entries that they are made of.
    pub groups: Vec<Group>,
    /// The note as it would be built.
    pub plan: NotePlan,
    /// What the program proposes.
    pub proposals: BTreeMap<(EntryId, Lang), Proposals>,
    /// Texts of people that were not taken over, oldest first.
    pub offers: BTreeMap<(EntryId, Lang), Vec<Offered>>,
    /// What countries with several returns said, by country and recommendation.
    pub versions: Vec<VersionGroup>,
    /// Governments whose replies count.
    pub replied: BTreeSet<CountryCode>,
    /// The whole decision log.
    pub log: Vec<Decision>,
    /// Remarks on the dossier as a whole.
    pub findings: Vec<Finding>,
}

/// The present state of the dossier: the one kept in memory, brought up to date with what has
/// changed since.
///
/// # Errors
/// When settings or database cannot be read.
pub fn state(desk: &Desk) -> Result<Arc<State>, WorkflowError> {
    desk.cache.state(desk)
}

/// The state made from nothing.
///
/// # Errors
/// When the database cannot be read.
pub fn fold(desk: &Desk, settings: Settings, database: &Database) -> Result<State, WorkflowError> {
    let log = database.decisions()?;
    let minted = database.minted()?;
    let proposals = database.proposals()?;
    let opened = opened(effective(&log));
    let standing: Vec<&Decision> = opened.iter().map(AsRef::as_ref).collect();
    let returns = returns(database.returns()?, &settings, &standing);
    let replied: BTreeSet<CountryCode> = returns
        .iter()
        .filter(|v| v.counts())
        .filter_map(|v| v.country)
        .collect();
    let statements = gather(&returns);
    let versions = versions::groups(&returns, &minted, &standing);
    let findings = remarks(&statements, &versions, &settings, &returns, desk);
    let parted = parted(&log.iter().collect::<Vec<_>>(), &standing);
    let mut entries = single_entries(
        desk,
        &settings,
        (&statements, &versions),
        &replied,
        &minted,
        &proposals,
        &parted.single,
    );
    let lost = without_source(&minted, &entries, &standing);
    let (groups, broken) = group_up(desk, &settings, &replied, &mut entries, &parted, &proposals);
    let findings = [findings, lost, broken].concat();
    let plan = planned(desk, &settings, &entries, &replied);
    let offers = offers(&standing, &entries);
    Ok(State {
        settings,
        returns,
        entries,
        groups,
        plan,
        offers,
        proposals,
        versions,
        replied,
        log,
        findings,
    })
}

/// The note as it would be built from these entries.
pub(super) fn planned(
    desk: &Desk,
    settings: &Settings,
    entries: &BTreeMap<EntryId, Entry>,
    replied: &BTreeSet<CountryCode>,
) -> NotePlan {
    let cells: Vec<Cell> = settings.cells().map(|(cell, _)| cell).collect();
    let shown = entries.values().filter(|e| is_shown(e)).cloned();
    arrange(shown.collect(), &cells, replied, &desk.resources)
}

/// True when an entry may stand in the plan.
pub(super) fn is_shown(entry: &Entry) -> bool {
    !entry.excluded && !super::bare::is_bare(entry)
}

impl State {
    /// The group that an entry is in, its first one included.
    pub fn group_of(&self, id: EntryId) -> Option<&Group> {
        let in_it = |g: &&Group| g.members.iter().any(|m| m.id == id);
        self.groups.iter().find(in_it)
    }
    /// The number of the paragraph in which an entry stands, when it stands in the note.
    pub fn number_of(&self, id: EntryId) -> Option<u32> {
        let id = self.group_of(id).map_or(id, |g| g.first);
        let mut all = self.plan.paragraphs();
        all.find(|(_, e)| e.id == id).map(|(n, _)| n)
    }
}

/// Entries that people worked on and that have no statement any more: their return left the inbox,
/// turned late, or was given to another country. Their texts are kept and out of the note.
fn without_source(
    minted: &Minted,
    entries: &BTreeMap<EntryId, Entry>,
    decisions: &[&Decision],
) -> Vec<Finding> {
    let worked: BTreeSet<EntryId> = decisions
        .iter()
        .filter_map(|d| match (&d.subject, &d.action) {
            (
                Subject::Entry(id),
                Action::Edit { .. } | Action::Tentative { .. } | Action::Confirm { .. },
            ) => Some(*id),
            _ => None,
        })
        .collect();
    minted
        .iter()
        .filter(|(_, id)| worked.contains(id) && !entries.contains_key(id))
        .map(|(key, id)| {
            let what = match key {
                EntryKey::Statement { country, cell, .. } => format!("{country}, {cell}"),
                other => other.cell().map_or_else(|| "a paragraph of note.toml".to_owned(), ToString::to_string),
            };
            Finding::error(
                "entry-without-source",
                format!("{what}: entry {id} was worked on and is no longer in the note, since nothing stands behind it now"),
            )
            .hint("bring the return back into the inbox, or look at its country and the cut-off date")
        })
        .collect()
}

/// The keys of all entries that the dossier has today, in the order in which they get their identity.
pub fn keys(settings: &Settings, statements: &[StatementOf]) -> Vec<EntryKey> {
    let paragraphs = |texts: &BTreeMap<Lang, Vec<String>>| {
        u16::try_from(texts.values().map(Vec::len).max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let mut keys: Vec<EntryKey> = (1..=paragraphs(&settings.introduction))
        .map(EntryKey::Introduction)
        .collect();
    keys.extend(
        settings
            .cells()
            .map(|(cell, _)| EntryKey::Restatement(cell)),
    );
    let known: BTreeSet<Cell> = settings.cells().map(|(cell, _)| cell).collect();
    keys.extend(
        statements
            .iter()
            .filter(|s| known.contains(&s.cell))
            .map(StatementOf::key),
    );
    keys.extend((1..=paragraphs(&settings.conclusions)).map(EntryKey::Conclusion));
    keys
}

/// The returns alone, with what people decided about them.
///
/// # Errors
/// When settings or database cannot be read.
pub fn views(desk: &Desk) -> Result<Vec<ReturnView>, WorkflowError> {
    let settings = desk.settings()?;
    let database = desk.database()?;
    let log = database.decisions()?;
    Ok(returns(database.returns()?, &settings, &effective(&log)))
}

fn returns(
    records: Vec<ReturnRecord>,
    settings: &Settings,
    decisions: &[&Decision],
) -> Vec<ReturnView> {
    let mut attributed = BTreeMap::new();
    let mut resolved = BTreeMap::new();
    let mut settled: BTreeMap<ReturnId, Vec<(String, String, String)>> = BTreeMap::new();
    let ways = super::reading::ways(decisions);
    let mut working = super::working::working(decisions);
    for decision in decisions {
        match (&decision.subject, &decision.action) {
            (Subject::Return(id), Action::Attribute { country }) => {
                attributed.insert(id.clone(), *country);
            }
            (Subject::Return(id), Action::Resolve { reason, codes }) => {
                resolved.insert(id.clone(), (reason.clone(), codes.clone()));
            }
            (
                Subject::Return(id),
                Action::Settle {
                    code,
                    message,
                    reason,
                },
            ) => settled.entry(id.clone()).or_default().push((
                code.clone(),
                message.clone(),
                reason.clone(),
            )),
            // What was settled was settled for the file as it was read before.
            (Subject::Return(id), Action::Reread { .. }) => {
                resolved.remove(id);
            }
            _ => {}
        }
    }
    let about: Vec<&Decision> = decisions
        .iter()
        .filter(|d| !matches!(d.subject, Subject::Entry(_)))
        .copied()
        .collect();
    records
        .into_iter()
        .map(|record| {
            let extraction = record.extraction();
            let named = attributed.get(&record.id).copied();
            let submitted = extraction.and_then(|x| x.submitted);
            ReturnView {
                country: named.or_else(|| extraction.and_then(|x| x.country)),
                attributed: named.is_some(),
                late: matches!((submitted, settings.note.cut_off), (Some(day), Some(last)) if day > last),
                resolved: resolved.get(&record.id).map(|(reason, _)| reason.clone()),
                dealt_with: resolved
                    .get(&record.id)
                    .map(|(_, codes)| codes.clone())
                    .unwrap_or_default(),
                settled: settled.remove(&record.id).unwrap_or_default(),
                texts: extraction
                    .map(|x| texts(&record.id, x, &about))
                    .unwrap_or_default(),
                working: working.remove(&record.id).unwrap_or_default(),
                way: ways.get(&record.id).map(|w| w.0).unwrap_or_default(),
                record,
            }
        })
        .collect()
}

fn remarks(
    statements: &[StatementOf],
    versions: &[VersionGroup],
    settings: &Settings,
    returns: &[ReturnView],
    desk: &Desk,
) -> Vec<Finding> {
    let known: BTreeSet<Cell> = settings.cells().map(|(cell, _)| cell).collect();
    let name = |code| desk.resources.countries.list_name(code, &Lang::en());
    let mut out = Vec::new();
    for s in statements {
        if !known.contains(&s.cell) {
            out.push(
                Finding::error(
                    "unknown-recommendation",
                    format!(
                        "{} answered {}, which note.toml does not have",
                        name(s.country),
                        s.cell
                    ),
                )
                .hint("add the recommendation to note.toml"),
            );
        }
    }
    for group in versions
        .iter()
        .filter(|g| g.is_open() && g.versions.len() > 1)
    {
        let files: Vec<&str> = group.versions.iter().map(|v| v.file.as_str()).collect();
        out.push(
            Finding::warning(
                "several-versions",
                format!(
                    "{} answered {} differently in {}",
                    name(group.country),
                    group.cell,
                    files.join(" and ")
                ),
            )
            .hint("both stand until an officer decides; the draft follows the later one"),
        );
    }
    for view in returns.iter().filter(|v| v.late && v.record.present) {
        out.push(
            Finding::warning(
                "late-return",
                format!(
                    "{} was submitted after the cut-off date and does not count for this note",
                    view.record.file
                ),
            )
            .hint("change note.cut_off in note.toml, or keep it for an addendum"),
        );
    }
    let invited: BTreeSet<_> = settings.governments.invited.iter().collect();
    if !invited.is_empty() {
        for view in returns.iter().filter(|v| v.record.present) {
            if let Some(country) = view.country.filter(|c| !invited.contains(c)) {
                out.push(
                    Finding::warning(
                        "not-invited",
                        format!(
                            "{} is from {}, which is not among the Governments invited",
                            view.record.file,
                            name(country)
                        ),
                    )
                    .hint("check the country, or add it to governments.invited in note.toml"),
                );
            }
        }
    }
    out
}

//! The present state of a dossier: the fold of returns, proposals and decisions. Derived anew each
//! time it is asked for; nothing here is stored.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use super::error::WorkflowError;
use super::needs::needs_of;
use super::statements::{StatementOf, gather, sources_hash};
use super::templates;
use super::texts::{Texts, texts};
use super::versions::{self, VersionGroup};
use crate::dossier::{Minted, Proposals, ReturnRecord, effective};
use crate::model::decision::{Action, Decision, Subject, Way};
use crate::model::entry::{Entry, EntryKey, EntryText, TextState};
use crate::model::finding::Finding;
use crate::model::ids::{Cell, CountryCode, EntryId, Hash, Lang, ReturnId};
use crate::model::note_plan::NotePlan;
use crate::model::settings::Settings;
use crate::model::text::{text_hash, texts_hash};
use crate::plan::arrange;

/// A return with what people decided about it.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
pub struct State {
    /// The settings.
    pub settings: Settings,
    /// All returns.
    pub returns: Vec<ReturnView>,
    /// All entries, by identity; those without words yet are here too, but not in the plan.
    pub entries: BTreeMap<EntryId, Entry>,
    /// The note as it would be built.
    pub plan: NotePlan,
    /// What the program proposes.
    pub proposals: BTreeMap<(EntryId, Lang), Proposals>,
    /// What countries with several returns said, by country and recommendation.
    pub versions: Vec<VersionGroup>,
    /// Governments whose replies count.
    pub replied: BTreeSet<CountryCode>,
    /// The whole decision log.
    pub log: Vec<Decision>,
    /// Remarks on the dossier as a whole.
    pub findings: Vec<Finding>,
}

/// The present state of the dossier.
///
/// # Errors
/// When settings or database cannot be read.
pub fn state(desk: &Desk) -> Result<State, WorkflowError> {
    let settings = desk.settings()?;
    let database = desk.database()?;
    let log = database.decisions()?;
    let minted = database.minted()?;
    let proposals = database.proposals()?;
    let standing = effective(&log);
    let returns = returns(database.returns()?, &settings, &standing);
    let replied: BTreeSet<CountryCode> = returns
        .iter()
        .filter(|v| v.counts())
        .filter_map(|v| v.country)
        .collect();
    let statements = gather(&returns);
    let versions = versions::groups(&returns, &minted, &standing);
    let findings = remarks(&statements, &versions, &settings, &returns, desk);
    let entries = entries(
        desk,
        &settings,
        (&statements, &versions),
        &replied,
        &minted,
        &proposals,
        &standing,
    );
    let findings = [findings, without_source(&minted, &entries, &standing)].concat();
    let cells: Vec<Cell> = settings.cells().map(|(cell, _)| cell).collect();
    let shown: Vec<Entry> = entries
        .values()
        .filter(|e| !super::bare::is_bare(e))
        .cloned()
        .collect();
    let plan = arrange(shown, &cells, &replied, &desk.resources);
    Ok(State {
        settings,
        returns,
        entries,
        plan,
        proposals,
        versions,
        replied,
        log,
        findings,
    })
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

fn entries(
    desk: &Desk,
    settings: &Settings,
    (statements, versions): (&[StatementOf], &[VersionGroup]),
    replied: &BTreeSet<CountryCode>,
    minted: &Minted,
    proposals: &BTreeMap<(EntryId, Lang), Proposals>,
    decisions: &[&Decision],
) -> BTreeMap<EntryId, Entry> {
    let mut texts: BTreeMap<(EntryId, &Lang), &Decision> = BTreeMap::new();
    let mut excluded: BTreeMap<EntryId, bool> = BTreeMap::new();
    for decision in decisions {
        let Subject::Entry(id) = decision.subject else {
            continue;
        };
        match &decision.action {
            Action::Edit { lang, .. }
            | Action::Tentative { lang, .. }
            | Action::Confirm { lang, .. }
            | Action::Reject { lang } => {
                texts.insert((id, lang), decision);
            }
            Action::Exclude { excluded: out, .. } => {
                excluded.insert(id, *out);
            }
            _ => {}
        }
    }
    let by_key: BTreeMap<EntryKey, &StatementOf> =
        statements.iter().map(|s| (s.key(), s)).collect();
    let groups: BTreeMap<EntryId, &VersionGroup> = versions
        .iter()
        .filter_map(|g| Some((g.entry?, g)))
        .collect();
    let computed = templates::Computed::new(settings, replied, &desk.resources);
    let original = &settings.note.original;
    let mut out = BTreeMap::new();
    for key in keys(settings, statements) {
        let Some(id) = minted.get(&key).copied() else {
            continue;
        };
        let statement = by_key.get(&key);
        let all = statement.map(|s| s.sources.as_slice()).unwrap_or_default();
        let chosen = versions::chosen_sources(groups.get(&id).copied(), all);
        let mut entry = Entry {
            id,
            countries: statement.map(|s| vec![s.country]).unwrap_or_default(),
            sources: chosen.sources,
            joined: chosen.joined,
            original: original.clone(),
            texts: BTreeMap::new(),
            excluded: chosen.left_out || excluded.get(&id).copied().unwrap_or(false),
            key,
        };
        let languages = std::iter::once(original).chain(settings.targets());
        for lang in languages {
            let base = base_hash(&entry, lang, &computed);
            let offered = proposals
                .get(&(id, lang.clone()))
                .filter(|p| p.based_on.as_ref() == Some(&base));
            let mut text = fold_text(texts.get(&(id, lang)).copied(), offered, base);
            // A changed note.toml is seen at once; the proposals follow with the next run.
            if let (TextState::Empty, Some(own)) = (text.state, computed.text(&entry.key, lang)) {
                text.text = own;
                text.state = TextState::Draft;
                text.basis = computed.basis(&entry.key, lang).to_owned();
            }
            entry.texts.insert(lang.clone(), text);
        }
        out.insert(id, entry);
    }
    out
}

/// Hash of what the text of an entry in a language rests on: the statements or the computed text
/// for the original language; for a translation the original text and the computed one.
pub fn base_hash(entry: &Entry, lang: &Lang, computed: &templates::Computed<'_>) -> Hash {
    let own = computed.text(&entry.key, lang).unwrap_or_default();
    if *lang == entry.original {
        if entry.sources.is_empty() {
            text_hash(&own)
        } else if entry.joined {
            // A text made from one version does not yet say what all of them say.
            let all = sources_hash(&entry.sources);
            texts_hash([all.as_str(), "joined"])
        } else {
            sources_hash(&entry.sources)
        }
    } else {
        let source = entry
            .texts
            .get(&entry.original)
            .map(|t| t.text.as_str())
            .unwrap_or_default();
        texts_hash([source, own.as_str()])
    }
}

/// A person's text stands; otherwise the best proposal, marked as what it is.
fn fold_text(decision: Option<&Decision>, offered: Option<&Proposals>, base: Hash) -> EntryText {
    let decided = decision.and_then(|d| {
        let (text, state) = match &d.action {
            Action::Edit { text, .. } => (text, TextState::Edited),
            Action::Tentative { text, .. } => (text, TextState::Tentative),
            Action::Confirm { text, .. } => (text, TextState::Confirmed),
            _ => return None,
        };
        Some(EntryText {
            text: text.clone(),
            state,
            needs_review: d.based_on.as_ref().is_some_and(|seen| *seen != base),
            based_on: d.based_on.clone(),
            basis: d.person.clone(),
            score: None,
        })
    });
    decided.unwrap_or_else(|| {
        // A suggestion with something open does not say what the original says: it is offered, and
        // the text waits for a person.
        let best = offered
            .and_then(|p| p.list.first())
            .filter(|p| p.by_rule || p.suggestion.marks.is_empty());
        EntryText {
            text: best
                .map(|p| p.suggestion.target.clone())
                .unwrap_or_default(),
            state: match best {
                None => TextState::Empty,
                Some(p) if p.by_rule => TextState::Draft,
                Some(_) => TextState::Suggested,
            },
            based_on: Some(base),
            needs_review: false,
            basis: best.map(|p| p.suggestion.basis.clone()).unwrap_or_default(),
            score: best.map(|p| p.suggestion.score),
        }
    })
}

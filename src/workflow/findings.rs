//! What the checks say of an entry, with the correction where it is sure, and what people found to be
//! no fault.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::checks::check_entry;
use super::decide::log;
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::references::check_references;
use super::state::{State, state};
use super::talk::there;
use super::twins::unequal_translations;
use crate::check::CheckFinding;
use crate::dossier::effective;
use crate::language::Resources;
use crate::model::decision::{Action, Subject};
use crate::model::entry::Entry;
use crate::model::ids::{EntryId, Hash, Lang};
use crate::model::text::texts_hash;

/// A finding of the checks on one text.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryFinding {
    /// What was found.
    pub finding: CheckFinding,
    /// The whole text as it would be corrected.
    pub corrected: Option<String>,
    /// Who found it to be no fault, and why.
    pub dismissed: Option<(String, String)>,
}

/// Entry, language, code, words.
type About = (EntryId, Lang, String, String);

/// What people found to be no fault, with the texts that they saw, who, and why.
pub struct Dismissals(BTreeMap<About, (Hash, String, String)>);

impl Dismissals {
    /// Those that stand.
    pub fn of(now: &State) -> Self {
        let mut out = BTreeMap::new();
        for decision in effective(&now.log) {
            if let (
                Subject::Entry(id),
                Action::Dismiss {
                    lang,
                    code,
                    span,
                    texts,
                    reason,
                },
            ) = (&decision.subject, &decision.action)
            {
                out.insert(
                    (*id, lang.clone(), code.clone(), span.clone()),
                    (texts.clone(), decision.person.clone(), reason.clone()),
                );
            }
        }
        Self(out)
    }
    /// Who dismissed a finding on the texts as they are now, and why.
    pub fn find(&self, entry: &Entry, lang: &Lang, f: &CheckFinding) -> Option<(String, String)> {
        let key = (entry.id, lang.clone(), f.code.clone(), f.span.clone());
        let (texts, person, reason) = self.0.get(&key)?;
        (*texts == checked(entry, lang)).then(|| (person.clone(), reason.clone()))
    }
}

/// Hash of the texts that a finding rests on: the text, and the original of a translation.
fn checked(entry: &Entry, lang: &Lang) -> Hash {
    let text = |lang: &Lang| {
        let text = entry.texts.get(lang);
        text.map(|t| t.text.as_str()).unwrap_or_default()
    };
    let source = if *lang == entry.original {
        ""
    } else {
        text(&entry.original)
    };
    texts_hash([text(lang), source])
}

/// What the checks find in the texts of an entry, by language: what nobody has dismissed first, errors
/// before warnings.
pub fn entry_findings(
    now: &State,
    resources: &Resources,
    entry: &Entry,
) -> BTreeMap<Lang, Vec<EntryFinding>> {
    let dismissals = Dismissals::of(now);
    let mut unequal = unequal_translations(now, resources);
    let mut out = BTreeMap::new();
    for (lang, text) in &entry.texts {
        let mut found = check_entry(resources, entry, lang);
        if !text.text.is_empty() {
            found.extend(check_references(now, entry, lang, &text.text));
            found.extend(unequal.remove(&(entry.id, lang.clone())));
        }
        let mut list: Vec<EntryFinding> = found
            .into_iter()
            .map(|finding| EntryFinding {
                corrected: finding
                    .corrected(&text.text)
                    .filter(|corrected| *corrected != text.text),
                dismissed: dismissals.find(entry, lang, &finding),
                finding,
            })
            .collect();
        // An error ranks before a warning.
        list.sort_by_key(|f| (f.dismissed.is_some(), std::cmp::Reverse(f.finding.severity)));
        out.insert(lang.clone(), list);
    }
    out
}

/// Says that a finding is no fault, as long as the texts stay as they are.
///
/// # Errors
/// Usage errors when there is no such entry or finding, or no reason is given.
pub fn dismiss(
    desk: &Desk,
    around: &Surroundings<'_>,
    (entry, lang): (EntryId, &Lang),
    (code, span): (&str, &str),
    reason: &str,
) -> Result<Arc<State>, WorkflowError> {
    let now = state(desk)?;
    there(&now, entry)?;
    if reason.trim().is_empty() {
        return Err(WorkflowError::usage(
            "a reason is needed",
            "say in a few words why it is no fault",
        ));
    }
    let Some(there) = now.entries.get(&entry) else {
        return Err(WorkflowError::Conflict);
    };
    let found = entry_findings(&now, &desk.resources, there);
    let list = found.get(lang).map(Vec::as_slice).unwrap_or_default();
    if !list
        .iter()
        .any(|f| f.finding.code == code && f.finding.span == span)
    {
        return Err(WorkflowError::Conflict);
    }
    let action = Action::Dismiss {
        lang: lang.clone(),
        code: code.to_owned(),
        span: span.to_owned(),
        texts: checked(there, lang),
        reason: reason.trim().to_owned(),
    };
    log(desk, around, Subject::Entry(entry), action, None, None)?;
    state(desk)
}

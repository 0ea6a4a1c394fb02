//! `extract`: what countries answered, file by file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use super::read::load;
use crate::docx::read::Limits;
use crate::language::Resources;
use crate::model::document::LeftOut;
use crate::model::extraction::{
    Answer, CountryEvidence, CoverField, Extraction, Passage, Statement,
};
use crate::model::finding::Finding;
use crate::model::ids::{Cell, CountryCode, Lang};
use crate::questionnaire::{Form, supersedes};
use crate::workflow::reading::{Beyond, Failure, answers};

/// One line of `extract --json`.
#[derive(Debug, Clone, Serialize)]
pub struct ExtractLine {
    /// Name of the file as given.
    pub file: String,
    /// The country, when clear.
    pub country: Option<CountryCode>,
    /// All evidence for a country.
    pub country_evidence: Vec<CountryEvidence>,
    /// Language of the form used.
    pub lang: Option<Lang>,
    /// Date of submission.
    pub submitted: Option<Date>,
    /// The answers.
    pub statements: Vec<Statement>,
    /// Visible text that belongs to no recommendation.
    pub unplaced: Vec<Passage>,
    /// Problems and remarks.
    pub findings: Vec<Finding>,
    /// Why the file was refused.
    pub error: Option<String>,
    /// Code of the refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What to ask the sender for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The technical side of the refusal, for whoever looks after the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Filled-in cover lines by kind.
    pub cover: BTreeMap<String, String>,
    /// Agreement to publication.
    pub consent: Option<Answer>,
    /// Text left out, with the reason.
    pub left_out: Vec<LeftOut>,
    /// A later return of the same country that covers this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<String>,
}

/// Extracts the files in parallel and returns their lines in the order given.
pub fn extract_files(
    files: &[PathBuf],
    forms: &[Form],
    limits: &Limits,
    resources: &Resources,
    beyond: &Beyond<'_>,
    stop: &(dyn Fn() -> bool + Sync),
) -> Vec<ExtractLine> {
    let mut lines: Vec<ExtractLine> = files
        .par_iter()
        .map(|path| line(path, forms, limits, resources, beyond, stop))
        .collect();
    supersede(&mut lines);
    lines
}

fn line(
    path: &Path,
    forms: &[Form],
    limits: &Limits,
    resources: &Resources,
    beyond: &Beyond<'_>,
    stop: &dyn Fn() -> bool,
) -> ExtractLine {
    let file = path.display().to_string();
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_else(|| file.clone());
    let (extraction, failure) = match load(path, limits, beyond, stop) {
        Ok(document) => (answers(&document, forms, &name, resources), None),
        Err(failure) => (Extraction::default(), Some(failure)),
    };
    let told = |what: fn(&Failure) -> String| {
        let told = failure.as_ref().map(what);
        told.filter(|t| !t.is_empty())
    };
    ExtractLine {
        file,
        country: extraction.country,
        country_evidence: extraction.country_evidence,
        lang: extraction.lang,
        submitted: extraction.submitted,
        statements: extraction.statements,
        unplaced: extraction.unplaced,
        findings: extraction.findings,
        error: told(|f| f.message.clone()),
        code: told(|f| f.code.clone()),
        hint: told(super::read::hint),
        detail: told(|f| f.detail.clone()),
        cover: cover(&extraction.cover),
        consent: extraction.consent,
        left_out: extraction.left_out,
        superseded_by: None,
    }
}

fn cover(fields: &[CoverField]) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    for field in fields.iter().filter(|f| !f.value.trim().is_empty()) {
        let slot = out.entry(field.kind.clone()).or_default();
        if !slot.is_empty() {
            slot.push('\n');
        }
        slot.push_str(&field.value);
    }
    out
}

/// Marks a return that a later one of the same country covers cell by cell, and says where two
/// returns that both stand answer the same recommendation.
fn supersede(lines: &mut [ExtractLine]) {
    let mut order: Vec<usize> = (0..lines.len())
        .filter(|i| lines.get(*i).is_some_and(|l| l.country.is_some()))
        .collect();
    order.sort_by_key(|i| lines.get(*i).map(|l| (l.submitted, base_name(&l.file))));
    let cells = |l: &ExtractLine| {
        l.statements
            .iter()
            .map(|s| s.cell.clone())
            .collect::<Vec<Cell>>()
    };
    let mut marks: Vec<(usize, String)> = Vec::new();
    let mut overlaps: Vec<(usize, Finding)> = Vec::new();
    for (n, i) in order.iter().enumerate() {
        let Some(earlier) = lines.get(*i) else {
            continue;
        };
        let mut replaced = None;
        for j in order.iter().skip(n + 1) {
            let Some(later) = lines.get(*j).filter(|l| l.country == earlier.country) else {
                continue;
            };
            let (mine, theirs) = (cells(earlier), cells(later));
            let says_so = supersedes(&later.statements, &later.unplaced);
            if says_so || mine.iter().all(|c| theirs.contains(c)) {
                replaced = Some(later.file.clone());
            } else {
                let both: Vec<String> = mine
                    .iter()
                    .filter(|c| theirs.contains(c))
                    .map(ToString::to_string)
                    .collect();
                if !both.is_empty() {
                    let message = format!(
                        "{} and {} both answer {}",
                        base_name(&earlier.file),
                        base_name(&later.file),
                        both.join(", ")
                    );
                    overlaps.push((*i, Finding::warning("several-versions", message.clone())));
                    overlaps.push((*j, Finding::warning("several-versions", message)));
                }
            }
        }
        marks.extend(replaced.map(|by| (*i, by)));
    }
    for (i, by) in marks {
        if let Some(line) = lines.get_mut(i) {
            line.superseded_by = Some(base_name(&by));
        }
    }
    for (i, finding) in overlaps {
        if let Some(line) = lines.get_mut(i) {
            line.findings.push(finding);
        }
    }
}

fn base_name(file: &str) -> String {
    file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned()
}

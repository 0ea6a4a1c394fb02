//! How a file that came in is read: as it came, or in the way that a person asked for because it
//! cannot be read as it came.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::convert::{ConvertFault, Converter};
use super::decide::{known_return, log};
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::ingest::ingest;
use super::propose::propose;
use super::state::{State, state};
use crate::docx::read::{self, Limits, Refusal};
use crate::dossier::{ReturnRecord, Verdict};
use crate::language::Resources;
use crate::model::decision::{Action, Decision, Subject, Way};
use crate::model::document::Document;
use crate::model::extraction::{Extraction, Statement};
use crate::model::finding::Finding;
use crate::model::ids::ReturnId;
use crate::questionnaire::{Form, extract};

/// Sureness of an answer that stands where a file is damaged; under 60 a person must look.
const DOUBTFUL: u8 = 20;

/// What may be done for a file that cannot be read as it came.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beyond<'a> {
    /// Recover what can be recovered of a damaged file.
    pub salvage: bool,
    /// Turn a file of another format into a Word file.
    pub converter: Option<&'a Converter>,
}

impl<'a> Beyond<'a> {
    /// What a decision allows on a desk.
    pub fn of(way: Way, desk: &'a Desk) -> Self {
        Self {
            salvage: way == Way::Salvage,
            converter: desk.converter.as_ref().filter(|_| way == Way::Convert),
        }
    }
}

/// Why a file was not read.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub code: String,
    pub message: String,
    pub hint: String,
    pub detail: String,
}

impl Failure {
    /// True when it may look so because the file is still being copied.
    pub fn may_be_unfinished(&self) -> bool {
        matches!(
            self.code.as_str(),
            "damaged-archive" | "cut-short" | "half-copied" | "empty-file"
        )
    }
}

impl From<Refusal> for Failure {
    fn from(e: Refusal) -> Self {
        Self {
            code: e.code().to_owned(),
            message: e.to_string(),
            hint: e.hint(),
            detail: e.detail(),
        }
    }
}

impl From<Failure> for Verdict {
    fn from(f: Failure) -> Self {
        Self::Refused {
            code: f.code,
            message: f.message,
            hint: f.hint,
            detail: f.detail,
        }
    }
}

/// Reads a file. A damaged or converted one carries the finding `salvaged` or `converted`.
pub(super) fn document(
    bytes: &[u8],
    limits: &Limits,
    beyond: &Beyond<'_>,
    stop: &dyn Fn() -> bool,
) -> Result<Document, Failure> {
    let refusal = match read::read(bytes, limits) {
        Ok(document) => return Ok(document),
        Err(refusal) => refusal,
    };
    if beyond.salvage && refusal.salvageable() {
        return Ok(read::salvage(bytes, limits)?);
    }
    let (Some(kind), Some(converter)) = (refusal.convertible(), beyond.converter) else {
        return Err(refusal.into());
    };
    let unconverted = |fault: ConvertFault| Failure {
        code: "conversion-failed".into(),
        message: format!("{refusal}, and {fault}"),
        hint: refusal.hint(),
        detail: fault.detail(),
    };
    let converted = converter
        .convert(bytes, kind, limits.file_size, stop)
        .map_err(unconverted)?;
    let mut document = read::read(&converted, limits)?;
    document.findings.insert(
        0,
        Finding::warning(
            "converted",
            format!("{}; it was read from a Word file that LibreOffice made of it.", sentence(&refusal)),
        )
        .hint("Compare with the original before you confirm anything: boxes, numbers and hidden text may come out differently."),
    );
    Ok(document)
}

/// A message as the beginning of a sentence.
fn sentence(refusal: &Refusal) -> String {
    let text = refusal.to_string();
    let mut chars = text.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// Finds the answers in a document; those in the damaged part of a file are marked as unsure.
pub(super) fn answers(
    document: &Document,
    forms: &[Form],
    name: &str,
    resources: &Resources,
) -> Extraction {
    let mut out = extract(document, forms, name, resources);
    mark_unsure(document, &mut out);
    out
}

fn mark_unsure(document: &Document, x: &mut Extraction) {
    let Some(from) = &document.unsure_from else {
        return;
    };
    let mut order = BTreeMap::new();
    for (i, paragraph) in document.body_paragraphs().into_iter().enumerate() {
        order.entry(paragraph.place.to_string()).or_insert(i);
    }
    let cut = order.get(&from.to_string()).copied().unwrap_or(0);
    let start = |s: &Statement| order.get(&s.place).copied();
    // The answer that is under way at the break has begun before it.
    let under_way = x
        .statements
        .iter()
        .filter_map(start)
        .filter(|i| *i <= cut)
        .max()
        .unwrap_or(0)
        .min(cut);
    for s in &mut x.statements {
        let sure = start(s).is_some_and(|i| i < under_way) && !from.0.is_empty();
        if sure {
            continue;
        }
        s.confidence = s.confidence.min(DOUBTFUL);
        if !s.evidence.is_empty() {
            s.evidence.push_str("; ");
        }
        s.evidence.push_str("the file is damaged");
        let message = format!(
            "the answer to {} is not sure, since the file is damaged: words may be missing, wrong, or not meant to be seen",
            s.cell
        );
        x.findings.push(
            Finding::warning("answer-unsure", message)
                .at(&s.place)
                .hint("compare with the sender's copy before you confirm the paragraph"),
        );
    }
}

/// The way that a refused file of this code can be read all the same.
pub fn remedy(code: &str) -> Option<Way> {
    match code {
        "damaged-archive" | "cut-short" | "half-copied" | "broken-xml" => Some(Way::Salvage),
        "legacy-doc" | "opendocument" | "rtf" | "flat-xml" | "conversion-failed" => {
            Some(Way::Convert)
        }
        _ => None,
    }
}

/// The command by which a refused return can be read until a better file comes, as a sentence; empty
/// when there is none.
pub fn until_then(code: &str, file: &str) -> String {
    match remedy(code) {
        Some(Way::Salvage) => format!(
            "Until it comes, what can be recovered is read by: rapporteur reread \"{file}\" --salvage."
        ),
        Some(Way::Convert) => format!(
            "Until it comes, LibreOffice can convert it: rapporteur reread \"{file}\" --convert."
        ),
        _ => String::new(),
    }
}

/// The option of a command without dossier by which a refused file can be read, as a sentence.
pub(super) fn option(code: &str) -> &'static str {
    match remedy(code) {
        Some(Way::Salvage) => " With --salvage, what can be recovered is read.",
        Some(Way::Convert) => " With --convert, LibreOffice converts it, where it is installed.",
        _ => "",
    }
}

/// The ways that people decided on, by return, with the number of the decision; a return that is not
/// there is read as it came.
pub(super) fn ways(decisions: &[&Decision]) -> BTreeMap<ReturnId, (Way, u64)> {
    let mut out = BTreeMap::new();
    for decision in decisions {
        if let (Subject::Return(id), Action::Reread { way }) = (&decision.subject, &decision.action)
        {
            out.insert(id.clone(), (*way, decision.seq));
        }
    }
    out
}

/// The stamp of a return read in a way: another decision makes it be read again.
pub(super) fn stamp(forms: &str, way: Way, seq: u64) -> String {
    match way {
        Way::AsItCame => forms.to_owned(),
        Way::Salvage => format!("{forms}/salvage/{seq}"),
        Way::Convert => format!("{forms}/convert/{seq}"),
    }
}

/// True when a conversion did not come to its end, which says nothing about the file when it was
/// stopped.
pub(super) fn unfinished(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Refused { code, .. } if code == "conversion-failed")
}

/// True when a converted return cannot be read anew on this machine, and what was read before stands.
pub(super) fn stands(old: &ReturnRecord, way: Way, desk: &Desk) -> bool {
    way == Way::Convert && desk.converter.is_none() && old.extraction().is_some()
}

/// Decides in which way a return is read, and reads it so. The decision stays when the return is
/// read again, and can be undone.
///
/// # Errors
/// When there is no such return, the way does not fit it, or LibreOffice is needed and not there.
pub fn reread(
    desk: &Desk,
    around: &Surroundings<'_>,
    id: &ReturnId,
    way: Way,
) -> Result<Arc<State>, WorkflowError> {
    known_return(desk, id)?;
    let before = state(desk)?;
    let view = before.returns.iter().find(|v| v.record.id == *id);
    let fits = view.is_some_and(|v| match &v.record.verdict {
        Verdict::Refused { code, .. } => way == Way::AsItCame || remedy(code) == Some(way),
        Verdict::Read(_) => way == Way::AsItCame || v.way == way,
    });
    if !fits {
        let code = view.map(|v| match &v.record.verdict {
            Verdict::Refused { code, .. } => code.as_str(),
            Verdict::Read(_) => "",
        });
        let (what, hint) = match (way, code.and_then(remedy)) {
            (_, Some(Way::Salvage)) => (
                "this file is of no kind that can be converted: it is damaged",
                "what can be recovered of it is read with --salvage",
            ),
            (Way::Salvage, Some(Way::Convert)) => (
                "nothing can be recovered of this file: it is not damaged, but of another kind",
                "LibreOffice can convert it: --convert",
            ),
            (Way::Salvage, _) => (
                "nothing can be recovered of this file: it is not damaged, or it is of another kind",
                "`rapporteur status` says what is wrong with it",
            ),
            _ => (
                "this file is of no kind that can be converted",
                "old Word files (.doc), OpenDocument (.odt), Rich Text (.rtf) and Word 2003 XML can",
            ),
        };
        return Err(WorkflowError::usage(what, hint));
    }
    if way == Way::Convert && desk.converter.is_none() {
        return Err(no_converter());
    }
    let action = Action::Reread { way };
    log(
        desk,
        around,
        Subject::Return(id.clone()),
        action,
        None,
        None,
    )?;
    ingest(desk, around)?;
    propose(desk, around)?;
    state(desk)
}

/// LibreOffice is needed and was not found.
pub fn no_converter() -> WorkflowError {
    WorkflowError::usage(
        "LibreOffice was not found on this machine, and without it this cannot be converted",
        "install LibreOffice, or name its program with --soffice PATH; or ask the sender for a .docx",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::read::OpenForm;

    #[test]
    fn every_refusal_that_can_be_helped_has_its_remedy_by_code() {
        let refusals = [
            Refusal::HalfCopied(String::new()),
            Refusal::CutShort(String::new()),
            Refusal::DamagedArchive(String::new()),
            Refusal::BrokenXml {
                part: String::new(),
                position: 0,
                message: String::new(),
            },
            Refusal::LegacyDoc,
            Refusal::Rtf,
            Refusal::OpenDocument(OpenForm::Flat),
            Refusal::FlatXml { of_2003: true },
            Refusal::Pdf { scan: false },
            Refusal::EmptyFile,
        ];
        for refusal in refusals {
            let by_code = remedy(refusal.code());
            assert_eq!(
                by_code == Some(Way::Salvage),
                refusal.salvageable(),
                "{refusal:?}"
            );
            assert_eq!(
                by_code == Some(Way::Convert),
                refusal.convertible().is_some(),
                "{refusal:?}"
            );
        }
    }
}

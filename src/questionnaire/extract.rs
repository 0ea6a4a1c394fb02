//! From a return and the blank forms to what the country said.

use std::collections::BTreeSet;

use super::bridge;
use super::country::{self, Sources};
use super::cover::cover;
use super::dates;
use super::fold::key;
use super::form::{Form, Role};
use super::lines::{Line, lines, note_lines};
use super::mismatch;
use super::options::{self, Choice};
use super::order;
use super::place::{Placed, Placing};
use super::recognise::Kind;
use super::reference::Reference;
use super::resolve::resolve;
use super::sections::{Walk, walk};
use super::tail;
use crate::language::Resources;
use crate::model::document::Document;
use crate::model::extraction::{Extraction, Passage};
use crate::model::finding::Finding;
use crate::model::ids::Lang;

/// Finds the answers of a return.
///
/// Every visible piece of text ends in exactly one of form text, cover, statements and their notes,
/// unplaced ([`unaccounted`](super::unaccounted) proves it). Nothing is guessed silently: what is
/// uncertain is placed with a low confidence and a finding, or left unplaced.
pub fn extract(doc: &Document, forms: &[Form], file_name: &str, res: &Resources) -> Extraction {
    let reference = Reference::new(forms);
    let body = lines(&doc.body);
    let notes = note_lines(doc);
    let mut walk = walk(&reference, &body);
    let mut out = Extraction {
        left_out: doc.all_left_out(),
        findings: doc.findings.clone(),
        ..Extraction::default()
    };
    out.lang = form_language(&reference, &walk, &body, res);
    let mut resolved = resolve(&reference, &walk.sections);
    tail::cut(&mut walk, &body);
    tail::recommendation_texts(&reference, &mut walk, &body, &resolved);
    let verdict = mismatch::judge(&reference, &walk, &body, res);
    out.findings.extend(verdict.findings);
    if verdict.foreign {
        resolved.iter_mut().for_each(|r| r.cell = None);
    }
    let placing = Placing {
        r: &reference,
        lines: &body,
        walk: &walk,
        notes: &notes,
        form_lang: out.lang.as_ref(),
        res,
    };
    let mut placed = placing.place(&resolved);
    out.statements = std::mem::take(&mut placed.statements);
    out.findings.append(&mut placed.findings);

    let front = cover(&walk, &body);
    out.submitted = front
        .fields
        .iter()
        .filter(|f| f.kind == "date")
        .find_map(|f| dates::find(&f.value).first().copied());
    if let Some(f) = front
        .fields
        .iter()
        .find(|f| f.kind == "date" && !f.value.is_empty())
        .filter(|_| out.submitted.is_none())
    {
        out.findings.push(Finding::info(
            "date-unreadable",
            format!("the date of submission “{}” could not be read", f.value),
        ));
    }
    match options::decide(&walk.consent) {
        Choice::One(answer, _) => out.consent = Some(answer),
        Choice::Both => {
            let message = "both YES and NO are chosen for publishing the reply";
            out.findings.push(
                Finding::warning("consent-contradiction", message)
                    .hint("treat it as NO until the sender has answered"),
            );
        }
        Choice::Neither => {}
    }
    let cover_tokens: BTreeSet<usize> = front.used.iter().copied().collect();
    out.cover = front.fields;
    distribute(&walk, &body, &placed, &cover_tokens, &mut out);
    let letterhead = margins(doc, &reference, &mut out);
    remaining_notes(&notes, &placed, &mut out);
    let named = country::find(
        &Sources {
            file_name,
            letterhead: &letterhead,
            extraction: &out,
        },
        res,
    );
    out.country = named.country;
    out.country_evidence = named.evidence;
    out.findings.extend(named.findings);
    if walk.sections.is_empty() && body.iter().any(|l| !l.is_blank()) {
        let message = "no recommendation of the form was recognised in this file";
        out.findings.push(
            Finding::error("form-not-recognised", message)
                .hint("see whether it is a reply to this questionnaire"),
        );
    }
    out.order = order::order(doc, &body, &notes, &out);
    out
}

/// The language of the form most of whose pieces were found.
fn form_language(r: &Reference<'_>, walk: &Walk, body: &[Line], res: &Resources) -> Option<Lang> {
    let mut counts = vec![0usize; r.forms.len()];
    for token in &walk.tokens {
        if let Some(count) = token.form.and_then(|f| counts.get_mut(f)) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().filter(|m| *m > 0);
    match most.and_then(|m| counts.iter().position(|c| *c == m)) {
        Some(form) => r.forms.get(form).map(|f| f.lang.clone()),
        None => bridge::detect(
            &body
                .iter()
                .map(|l| l.text.as_str())
                .collect::<Vec<_>>()
                .join("\n"),
            None,
            res,
        ),
    }
}

/// Puts every stretch of the body that is not in a statement or on the cover where it belongs.
fn distribute(
    walk: &Walk,
    body: &[Line],
    placed: &Placed,
    cover: &BTreeSet<usize>,
    out: &mut Extraction,
) {
    for (id, token) in walk.tokens.iter().enumerate() {
        if placed.used.contains(&id) || cover.contains(&id) {
            continue;
        }
        let Some(line) = body.get(token.line) else {
            continue;
        };
        let text = line.part(token.start, token.end).trim().to_owned();
        if text.is_empty() {
            continue;
        }
        let passage = Passage {
            text,
            place: line.place.to_string(),
        };
        if token.kind == Kind::Free && !placed.empty.contains(&id) {
            out.unplaced.push(passage);
        } else {
            out.form_text.push(passage);
        }
    }
}

/// Headers and footers: the form's own are form text, others are letterheads. Returns the latter.
fn margins(doc: &Document, r: &Reference<'_>, out: &mut Extraction) -> Vec<Passage> {
    let without_digits = |s: &str| {
        key(s)
            .chars()
            .filter(|c| !c.is_ascii_digit())
            .collect::<String>()
    };
    let own: Vec<String> = r
        .forms
        .iter()
        .flat_map(|f| &f.pieces)
        .filter(|p| matches!(p.role, Role::Running | Role::Title))
        .map(|p| without_digits(&p.key))
        .collect();
    let mut letterhead = Vec::new();
    for line in doc
        .headers
        .iter()
        .chain(&doc.footers)
        .flat_map(|story| lines(story))
    {
        if line.is_blank() {
            continue;
        }
        let passage = Passage {
            text: line.text.trim().to_owned(),
            place: line.place.to_string(),
        };
        let folded = without_digits(&line.text);
        if folded.is_empty() || own.contains(&folded) {
            out.form_text.push(passage);
        } else {
            letterhead.push(passage.clone());
            out.unplaced.push(passage);
        }
    }
    letterhead
}

fn remaining_notes(
    notes: &[(crate::model::document::NoteKey, Vec<Line>)],
    placed: &Placed,
    out: &mut Extraction,
) {
    for (_, lines) in notes.iter().filter(|(key, _)| !placed.notes.contains(key)) {
        for line in lines.iter().filter(|l| !l.is_blank()) {
            out.unplaced.push(Passage {
                text: line.text.trim().to_owned(),
                place: line.place.to_string(),
            });
        }
    }
}

//! From a return and the blank forms to what the country said.

use std::collections::BTreeSet;

use super::arrange::arrange;
use super::bridge;
use super::country::{self, Sources};
use super::cover::cover;
use super::dates;
use super::doubt::doubt;
use super::empty::is_empty_answer;
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
use super::unseen::unseen;
use super::vocabulary::Vocabulary;
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
    let (body, broken) = arrange(&reference, lines(&doc.body));
    let notes = note_lines(doc);
    let mut walk = walk(&reference, &body);
    let mut out = Extraction {
        left_out: doc.all_left_out(),
        findings: doc.findings.clone(),
        ..Extraction::default()
    };
    if broken {
        let message = "the lines of this file are broken in mid-sentence, as a converter from PDF leaves them; they were joined";
        out.findings.push(
            Finding::warning("lines-joined", message)
                .hint("look at words that were parted by a hyphen at the end of a line"),
        );
    }
    out.lang = form_language(&reference, &walk, &body, res);
    let mut resolved = resolve(&reference, &walk.sections);
    tail::cut(&mut walk, &body);
    tail::between_copies(&mut walk, &body, &resolved);
    tail::recommendation_texts(&reference, &mut walk, &body, &resolved, res);
    let verdict = mismatch::judge(&reference, &walk, &body, res);
    out.findings.extend(verdict.findings);
    if verdict.foreign {
        resolved.iter_mut().for_each(|r| r.cell = None);
        for id in std::mem::take(&mut walk.strange) {
            if let Some(token) = walk.tokens.get_mut(id) {
                token.kind = Kind::Form;
            }
        }
    } else {
        doubt(&mut walk, &body, &mut resolved);
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
    out.findings
        .extend(unseen(&reference, doc, &walk, &body, &resolved, &placed));
    out.statements = std::mem::take(&mut placed.statements);
    out.findings.append(&mut placed.findings);

    let front = cover(&walk, &body);
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
    submitted(forms, res, &mut out);
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

/// Reads the date of submission from the cover. Day or month first is told by the country, else by the
/// language of the form.
fn submitted(forms: &[Form], res: &Resources, out: &mut Extraction) {
    let values: Vec<&str> = out
        .cover
        .iter()
        .filter(|f| f.kind == "date" && !f.value.trim().is_empty())
        .map(|f| f.value.trim())
        .collect();
    let readable = values.iter().find(|v| !dates::find(v).is_empty());
    let Some(text) = readable.or(values.first()) else {
        return;
    };
    if is_empty_answer(text, Vocabulary::shipped()) {
        return;
    }
    let by_country = out.country.map(|c| !res.countries.writes_month_first(c));
    let by_language = out
        .lang
        .as_ref()
        .is_some_and(|l| l.primary() != "en")
        .then_some(true);
    let earliest = forms.iter().filter_map(|f| f.meeting.as_ref()?.end).min();
    let found = dates::submission(text, by_country.or(by_language), earliest);
    out.submitted = found.date;
    if let Some((code, message)) = found.doubt {
        let finding = match code {
            "date-unreadable" => Finding::info("date-unreadable", message),
            "date-other-calendar" => Finding::warning("date-other-calendar", message),
            "date-doubtful" => Finding::warning("date-doubtful", message),
            _ => Finding::info("date-ambiguous", message),
        };
        out.findings.push(finding.hint("look at the cover"));
    }
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

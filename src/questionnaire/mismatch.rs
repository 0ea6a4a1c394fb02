//! Tells a return on this form from one on the form of another meeting or year.

use super::bridge;
use super::form::Role;
use super::lines::Line;
use super::meeting;
use super::recognise::Kind;
use super::reference::Reference;
use super::sections::Walk;
use crate::language::Resources;
use crate::model::finding::Finding;

/// What the comparison came to.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// True when the recommendations are those of another form; then nothing may be placed.
    pub(super) foreign: bool,
    pub(super) findings: Vec<Finding>,
}

/// Compares the meeting in the title and the texts below the headings with the forms.
pub(super) fn judge(r: &Reference<'_>, walk: &Walk, lines: &[Line], res: &Resources) -> Verdict {
    let known = walk.sections.iter().filter(|s| s.text.is_some()).count();
    let mut strange = 0;
    for (i, section) in walk.sections.iter().enumerate() {
        if section.text.is_some() || section.label.is_none() {
            continue;
        }
        // What stands between this heading and the next section is either its text or nothing.
        let until = walk
            .sections
            .get(i + 1)
            .map_or(usize::MAX, |s| s.first_line);
        let from = walk.tokens.partition_point(|t| t.line < section.first_line);
        let text: Vec<&str> = walk
            .tokens
            .iter()
            .skip(from)
            .take_while(|t| t.line < until)
            .enumerate()
            .filter(|(n, t)| {
                t.kind == Kind::Form && t.form.is_none() || walk.strange.contains(&(from + n))
            })
            .filter_map(|(_, t)| lines.get(t.line).map(|l| l.part(t.start, t.end)))
            .collect();
        let text = text.join(" ");
        let lang = bridge::detect(&text, None, res);
        let own_language =
            lang.is_some_and(|l| r.forms.iter().any(|f| f.lang.primary() == l.primary()));
        // A text in a language that no form has is a translation and proves nothing.
        strange += usize::from(own_language && text.split_whitespace().count() >= 8);
    }
    let title = title_difference(r, walk, lines);
    let foreign = strange >= 2 && strange > known
        || title.is_some() && known == 0 && walk.sections.iter().any(|s| s.label.is_some());
    let mut findings = Vec::new();
    if foreign {
        let mut message = String::from(
            "this return is on the form of another meeting: its recommendations are not those of the blank form",
        );
        if let Some(difference) = &title {
            message.push_str(&format!("; {difference}"));
        }
        let hint = "nothing was placed; ask the sender for a reply on the present form, or place the answers by hand";
        findings.push(Finding::error("form-mismatch", message).hint(hint));
    } else if let Some(difference) = title {
        let message = format!(
            "the title of the return is that of another meeting ({difference}), but its recommendations are those of the form"
        );
        findings.push(Finding::warning("form-mismatch", message));
    }
    Verdict { foreign, findings }
}

/// What differs between the meeting named in the return's title and that of the forms.
fn title_difference(r: &Reference<'_>, walk: &Walk, lines: &[Line]) -> Option<String> {
    let first = walk.sections.first().map_or(lines.len(), |s| s.first_line);
    let own: Vec<&str> = r
        .forms
        .iter()
        .flat_map(|f| &f.pieces)
        .filter(|p| p.role == Role::Title)
        .map(|p| p.key.as_str())
        .collect();
    let title = lines
        .iter()
        .take(first.min(15))
        .filter(|l| l.cell().is_none())
        .find(|l| meeting::names_a_meeting(&l.text))?;
    if own.contains(&super::form::line_key(title).as_str()) {
        return None;
    }
    let returned = meeting::meeting_facts(&title.text)?;
    let mut differences = r
        .forms
        .iter()
        .filter_map(|f| f.meeting.as_ref())
        .map(|m| meeting::difference(m, &returned));
    let first = differences.next()??;
    differences.all(|d| d.is_some()).then_some(first)
}

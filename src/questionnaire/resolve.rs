//! Decides which recommendation each section answers: by its text, else by its heading and theme,
//! else by the order of the form.

use super::reference::Reference;
use super::scan::Label;
use super::sections::Section;

/// The recommendation of a section, how sure that is, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    /// Position among the form's recommendations; none when nothing tells.
    pub(super) cell: Option<usize>,
    /// 0 to 100.
    pub(super) confidence: u8,
    /// In words.
    pub(super) evidence: String,
    /// True when heading and text name different recommendations.
    pub(super) disagrees: bool,
}

impl Resolved {
    fn new(cell: Option<usize>, confidence: u8, evidence: &str) -> Self {
        Self {
            cell,
            confidence,
            evidence: evidence.into(),
            disagrees: false,
        }
    }
}

/// Decides for all sections, in their order.
pub(super) fn resolve(r: &Reference<'_>, sections: &[Section]) -> Vec<Resolved> {
    let mut out: Vec<Option<Resolved>> = sections.iter().map(|s| by_text(r, s)).collect();
    out_of_order(sections, &mut out);
    let labels_wrong = labels_are_renumbered(r, sections);
    let count = Counting {
        flat: counted_through(r, sections),
        in_sequence: in_sequence(r, sections),
        renumbered: labels_wrong,
    };
    let mut previous: Option<usize> = None;
    for (section, slot) in sections.iter().zip(&mut out) {
        if section.text.is_none() && section.label.is_some() {
            *slot = Some(by_heading(r, section, previous, &count));
        }
        previous = slot.as_ref().and_then(|x| x.cell).or(previous);
    }
    for (section, slot) in sections.iter().zip(&mut out) {
        if let (None, Some((cell, likeness))) = (&slot, section.near) {
            let percent = (likeness * 100.0).round() as u8;
            let why = format!("its row resembles the recommendation ({percent} % alike)");
            *slot = Some(Resolved::new(Some(cell), 65, &why));
        }
    }
    by_order(r, sections, &mut out);
    out.into_iter()
        .map(|x| {
            x.unwrap_or_else(|| {
                Resolved::new(None, 0, "nothing tells which recommendation it answers")
            })
        })
        .collect()
}

/// A text that is little alike, without a heading, counts less where it is not next in order.
fn out_of_order(sections: &[Section], out: &mut [Option<Resolved>]) {
    let mut previous: Option<usize> = None;
    for (section, slot) in sections.iter().zip(out) {
        let Some(found) = slot else { continue };
        let unlike = section.text.is_some_and(|(_, likeness)| likeness < 0.7);
        let next = previous.map_or(0, |p| p + 1);
        if unlike && section.label.is_none() && found.cell != Some(next) {
            found.confidence = found.confidence.min(55);
        }
        previous = found.cell.or(previous);
    }
}

fn by_text(r: &Reference<'_>, section: &Section) -> Option<Resolved> {
    let (cell, likeness) = section.text?;
    let percent = (likeness * 100.0).round() as u8;
    let mut out = Resolved::new(Some(cell), percent.clamp(70, 100), "");
    let agrees = section
        .label
        .as_ref()
        .map(|l| heading_cells(r, section.theme, l, false).contains(&cell));
    out.evidence = match agrees {
        Some(true) => format!("heading and text of the recommendation ({percent} % alike)"),
        Some(false) => {
            out.disagrees = true;
            out.confidence = out.confidence.min(85);
            format!("text of the recommendation ({percent} % alike); the heading says otherwise")
        }
        None => format!("text of the recommendation ({percent} % alike)"),
    };
    Some(out)
}

/// Recommendations that a label can mean: within its theme, or counted through the whole form.
fn heading_cells(r: &Reference<'_>, theme: Option<u16>, label: &Label, flat: bool) -> Vec<usize> {
    let mut out = Vec::new();
    let positions = label.positions();
    let within = |number: u16, out: &mut Vec<usize>| {
        let cells = r.cells_of_theme(number);
        // The form's own letters first: a form may skip one.
        let own = cells.iter().find(|c| {
            r.cells
                .get(**c)
                .is_some_and(|x| x.recommendation.as_str() == label.0)
        });
        for cell in own
            .into_iter()
            .chain(positions.iter().filter_map(|p| cells.get(*p)))
        {
            if !out.contains(cell) {
                out.push(*cell);
            }
        }
    };
    match theme {
        Some(number) => within(number, &mut out),
        None => r.themes.iter().for_each(|n| within(*n, &mut out)),
    }
    if label.is_number() {
        // Counted through the whole form, the number must still lie in the theme.
        let in_theme = |p: &usize| {
            r.cells
                .get(*p)
                .is_some_and(|c| theme.is_none_or(|t| t == c.theme))
        };
        let through: Vec<usize> = positions.iter().copied().filter(in_theme).collect();
        if flat && !through.is_empty() {
            return through;
        }
        let more: Vec<usize> = through.into_iter().filter(|p| !out.contains(p)).collect();
        out.extend(more);
    }
    out
}

/// How the headings of a return count.
struct Counting {
    /// Numbers go on from theme to theme.
    flat: bool,
    /// Headings that name no theme follow the form from its first recommendation to its last.
    in_sequence: bool,
    /// Most labels contradict the texts below them.
    renumbered: bool,
}

/// True when some number is above what its theme has, or the numbers go on where a theme begins.
fn counted_through(r: &Reference<'_>, sections: &[Section]) -> bool {
    let mut flat = false;
    let mut most = 0;
    for s in sections {
        let Some(label) = s.label.as_ref().filter(|l| l.is_number()) else {
            continue;
        };
        let Some(position) = label.positions().first().copied() else {
            continue;
        };
        most = most.max(position);
        match s.theme {
            Some(theme) => {
                let cells = r.cells_of_theme(theme);
                flat |= position >= cells.len() && cells.contains(&position);
            }
            None => {
                flat |= r
                    .themes
                    .iter()
                    .all(|t| position >= r.cells_of_theme(*t).len())
            }
        }
    }
    flat && most < r.cells.len()
}

/// True when the labels of all headings without theme are those of the form, one after the other;
/// a heading repeated for another sender does not break the order.
fn in_sequence(r: &Reference<'_>, sections: &[Section]) -> bool {
    let mut labels: Vec<&Label> = Vec::new();
    for s in sections.iter().filter(|s| s.theme.is_none()) {
        if let Some(label) = &s.label
            && labels.last() != Some(&label)
        {
            labels.push(label);
        }
    }
    let fits = |label: &Label, at: usize| {
        r.cells.get(at).is_some_and(|c| {
            let place = r.cells_of_theme(c.theme).iter().position(|x| *x == at);
            c.recommendation.as_str() == label.0
                || label
                    .positions()
                    .iter()
                    .any(|p| Some(*p) == place || *p == at)
        })
    };
    r.themes.len() < 2
        || labels.len() == r.cells.len() && labels.iter().enumerate().all(|(i, l)| fits(l, i))
}

/// True when most sections that have both show a label that their text contradicts.
fn labels_are_renumbered(r: &Reference<'_>, sections: &[Section]) -> bool {
    let (mut wrong, mut right) = (0, 0);
    for s in sections {
        if let (Some((cell, _)), Some(label)) = (s.text, &s.label) {
            if heading_cells(r, s.theme, label, false).contains(&cell) {
                right += 1
            } else {
                wrong += 1
            }
        }
    }
    wrong > right
}

fn by_heading(
    r: &Reference<'_>,
    section: &Section,
    previous: Option<usize>,
    count: &Counting,
) -> Resolved {
    let Some(label) = &section.label else {
        return Resolved::new(None, 0, "");
    };
    let cells = heading_cells(r, section.theme, label, count.flat);
    let next = previous.map_or(0, |p| p + 1);
    if count.renumbered && next < r.cells.len() {
        return Resolved::new(
            Some(next),
            55,
            "order of the form; the headings are numbered in another way",
        );
    }
    let theme_known = section.theme.is_some();
    let in_order = cells
        .iter()
        .copied()
        .find(|c| *c == next && (!theme_known || Some(c) == cells.first()));
    match (in_order, cells.first()) {
        (Some(cell), _) if theme_known || cells.len() == 1 || count.in_sequence => Resolved::new(
            Some(cell),
            90,
            "heading of the recommendation, in the form's order",
        ),
        (None, Some(_)) if theme_known => {
            let cell = cells.first().copied();
            Resolved::new(cell, 80, "heading of the theme and of the recommendation")
        }
        (_, Some(_)) => {
            let later = in_order.or_else(|| {
                cells
                    .iter()
                    .copied()
                    .find(|c| *c >= next)
                    .or(cells.first().copied())
            });
            let sure = cells.len() == 1 || count.in_sequence;
            Resolved::new(
                later,
                if sure { 75 } else { 55 },
                "heading of the recommendation; its theme follows from the order",
            )
        }
        (_, None) => Resolved::new(
            None,
            0,
            "the heading names a recommendation that the form does not have",
        ),
    }
}

/// Sections without heading and text take the places left between their neighbours; where there is
/// no place left, they are a further sender's answer to the recommendation before.
fn by_order(r: &Reference<'_>, sections: &[Section], out: &mut [Option<Resolved>]) {
    let mut i = 0;
    while i < sections.len() {
        if out.get(i).is_some_and(Option::is_some) || sections.get(i).is_none_or(Section::anchored)
        {
            i += 1;
            continue;
        }
        let run = (i..sections.len())
            .take_while(|j| sections.get(*j).is_some_and(|s| !s.anchored()))
            .count();
        let before = out
            .get(..i)
            .and_then(|o| o.iter().rev().find_map(|x| x.as_ref().and_then(|x| x.cell)));
        let after = out
            .get(i + run..)
            .and_then(|o| o.iter().find_map(|x| x.as_ref().and_then(|x| x.cell)));
        let from = before.map_or(0, |b| b + 1);
        let until = after.filter(|a| *a >= from).unwrap_or(r.cells.len());
        let room = until.saturating_sub(from);
        for k in 0..run {
            let place = from + k;
            let found = if place < until {
                let exact = room == run;
                let confidence = if exact { 75 } else { 50 };
                let why = if exact {
                    "order of the form, all places filled"
                } else {
                    "order of the form, with places left over"
                };
                Resolved::new(Some(place), confidence, why)
            } else if let Some(last) = before.or(until.checked_sub(1)).filter(|_| room == 0) {
                // One more may be another sender's; several more may be another copy of the form.
                let confidence = if run < 2 { 70 } else { 55 };
                let why = "a further answer below the same recommendation";
                Resolved::new(Some(last), confidence, why)
            } else {
                Resolved::new(None, 0, "nothing tells which recommendation it answers")
            };
            if let Some(slot) = out.get_mut(i + k) {
                *slot = Some(found);
            }
        }
        i += run;
    }
}

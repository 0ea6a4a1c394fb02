//! Puts the entries in order and gives every paragraph its number, once for all languages.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::{Purpose, Resources};
use crate::model::entry::{Entry, EntryKey};
use crate::model::ids::{Cell, CountryCode, Lang};
use crate::model::note_plan::{Heading, NotePlan, PlanItem};

/// Arranges the entries: introduction, then theme by theme and recommendation by recommendation the
/// restated recommendation and the countries in English alphabetical order (in every language, so
/// that numbers agree), then the conclusions. Excluded entries are left out.
///
/// `cells` are the recommendations in the order of the questionnaire; an entry under another cell
/// does not appear. `replied` are the Governments whose replies count, in any order.
pub fn arrange(
    entries: Vec<Entry>,
    cells: &[Cell],
    replied: &BTreeSet<CountryCode>,
    resources: &Resources,
) -> NotePlan {
    let english = Lang::en();
    let mut introduction = Vec::new();
    let mut conclusions = Vec::new();
    let mut restated: BTreeMap<Cell, Entry> = BTreeMap::new();
    let mut bodies: BTreeMap<Cell, Vec<Entry>> = BTreeMap::new();
    for entry in entries.into_iter().filter(|e| !e.excluded) {
        match entry.key.clone() {
            EntryKey::Introduction(n) => introduction.push((n, entry)),
            EntryKey::Conclusion(n) => conclusions.push((n, entry)),
            EntryKey::Restatement(cell) => {
                restated.insert(cell, entry);
            }
            EntryKey::Statement { cell, .. } => bodies.entry(cell).or_default().push(entry),
        }
    }
    introduction.sort_by_key(|(n, _)| *n);
    conclusions.sort_by_key(|(n, _)| *n);

    let mut order: Vec<CountryCode> = bodies
        .values()
        .flatten()
        .flat_map(|e| e.countries.iter().copied())
        .collect();
    resources
        .countries
        .sort(&mut order, &english, Purpose::Body);
    let mut rank = BTreeMap::new();
    for (i, country) in order.into_iter().enumerate() {
        rank.entry(country).or_insert(i);
    }

    let mut plan = Numbering::default();
    plan.heading(Heading::Introduction);
    for (_, entry) in introduction {
        plan.paragraph(entry);
    }
    plan.heading(Heading::Implementation);
    let mut theme = None;
    for cell in cells {
        if theme != Some(cell.theme) {
            plan.heading(Heading::Theme(cell.theme));
            theme = Some(cell.theme);
        }
        plan.heading(Heading::Recommendation(cell.clone()));
        if let Some(entry) = restated.remove(cell) {
            plan.paragraph(entry);
        }
        let mut body = bodies.remove(cell).unwrap_or_default();
        // A paragraph of several countries stands where its first country stands.
        body.sort_by_key(|e| {
            (
                e.countries
                    .iter()
                    .filter_map(|c| rank.get(c))
                    .min()
                    .copied(),
                e.id,
            )
        });
        for entry in body {
            plan.paragraph(entry);
        }
    }
    plan.heading(Heading::Conclusions);
    for (_, entry) in conclusions {
        plan.paragraph(entry);
    }
    let mut replied: Vec<CountryCode> = replied.iter().copied().collect();
    resources
        .countries
        .sort(&mut replied, &english, Purpose::Body);
    NotePlan {
        items: plan.items,
        replied,
    }
}

#[derive(Default)]
struct Numbering {
    items: Vec<PlanItem>,
    last: u32,
}

impl Numbering {
    fn heading(&mut self, heading: Heading) {
        self.items.push(PlanItem::Heading(heading));
    }
    fn paragraph(&mut self, entry: Entry) {
        self.last += 1;
        self.items.push(PlanItem::Paragraph {
            number: self.last,
            entry,
        });
    }
}

//! How far the work is: the stages of each language, progress by theme and person, what waits for a
//! person, what others changed since their last visit. All of it is derived from the state.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::state::State;
use super::take_over::opened;
use crate::dossier::effective;
use crate::model::build::{Build, Form};
use crate::model::decision::{Action, Decision, Subject};
use crate::model::ids::{EntryId, Lang};

/// Quiet time after which work is another visit.
const PAUSE: SignedDuration = SignedDuration::from_hours(4);

/// A stage of the note in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// `drafted`, `cleared`, `submitted`, `edited`, `issued` for the original; `translated`,
    /// `confirmed`, `edited`, `issued` for the others.
    pub name: &'static str,
    /// How many paragraphs are there; `None` for stages of the note as a whole.
    pub done: Option<usize>,
    /// True when the note has reached it.
    pub reached: bool,
}

/// Paragraphs counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub paragraphs: usize,
    /// Those with a text.
    pub written: usize,
    /// Those confirmed.
    pub confirmed: usize,
}

/// What a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonWork {
    /// Their name.
    pub person: String,
    /// Texts that stand as they wrote them, not confirmed.
    pub written: usize,
    /// Texts that they confirmed.
    pub confirmed: usize,
    /// When they last decided something.
    pub last: Timestamp,
}

/// The last decision on a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The entry that speaks.
    pub entry: EntryId,
    /// Its paragraph.
    pub number: u32,
    /// The language.
    pub lang: Lang,
    /// Who.
    pub person: String,
    /// When.
    pub time: Timestamp,
    /// True when it was confirmed by that.
    pub confirmed: bool,
}

/// The stages of every language, in their order. `builds` are those of the dossier.
pub fn stages(now: &State, builds: &[Build]) -> BTreeMap<Lang, Vec<Stage>> {
    let standing = effective(&now.log);
    let languages = now.settings.note.languages.iter();
    languages
        .map(|lang| {
            let all = count(now, lang);
            let part = |name, done: usize| Stage {
                name,
                done: Some(done),
                reached: all.paragraphs > 0 && done == all.paragraphs,
            };
            let whole = |name, reached| Stage {
                name,
                done: None,
                reached,
            };
            let mut issued = false;
            let mut edited = false;
            for decision in &standing {
                if let Action::TakeOver {
                    texts, issued: of, ..
                } = &decision.action
                {
                    edited |= texts.iter().any(|t| t.lang == *lang);
                    issued |= of.is_some();
                }
            }
            let submitted = builds
                .iter()
                .any(|b| b.form == Form::Submission && b.files.iter().any(|f| f.lang == *lang));
            let first = if *lang == now.settings.note.original {
                [part("drafted", all.written), part("cleared", all.confirmed)]
            } else {
                [
                    part("translated", all.written),
                    part("confirmed", all.confirmed),
                ]
            };
            let mut out = first.to_vec();
            if *lang == now.settings.note.original {
                out.push(whole("submitted", submitted || edited || issued));
            }
            out.push(whole("edited", edited || issued));
            out.push(whole("issued", issued));
            (lang.clone(), out)
        })
        .collect()
}

/// The paragraphs of the note in a language.
pub fn count(now: &State, lang: &Lang) -> Count {
    let mut out = Count::default();
    for (_, entry) in now.plan.paragraphs() {
        add(&mut out, entry, lang);
    }
    out
}

fn add(count: &mut Count, entry: &crate::model::entry::Entry, lang: &Lang) {
    count.paragraphs += 1;
    count.written += usize::from(entry.text(lang).is_some());
    count.confirmed += usize::from(entry.is_settled(lang));
}

/// The paragraphs of each theme by language; those outside of the themes are left out.
pub fn by_theme(now: &State) -> BTreeMap<u16, BTreeMap<Lang, Count>> {
    let mut out: BTreeMap<u16, BTreeMap<Lang, Count>> = BTreeMap::new();
    for (_, entry) in now.plan.paragraphs() {
        let Some(cell) = entry.key.cell() else {
            continue;
        };
        let of = out.entry(cell.theme).or_default();
        for lang in &now.settings.note.languages {
            add(of.entry(lang.clone()).or_default(), entry, lang);
        }
    }
    out
}

/// The last decision on every text of the note, in the note's order.
pub fn touched(now: &State) -> Vec<Touched> {
    let opened = opened(effective(&now.log));
    let mut last: BTreeMap<(EntryId, &Lang), (&Decision, bool)> = BTreeMap::new();
    for decision in &opened {
        let Subject::Entry(id) = decision.subject else {
            continue;
        };
        let (lang, confirmed) = match &decision.action {
            Action::Edit { lang, .. } | Action::Tentative { lang, .. } => (lang, false),
            Action::Confirm { lang, .. } => (lang, true),
            Action::Reject { lang } => {
                last.remove(&(id, lang));
                continue;
            }
            _ => continue,
        };
        last.insert((id, lang), (decision, confirmed));
    }
    let mut out = Vec::new();
    for (number, entry) in now.plan.paragraphs() {
        for lang in &now.settings.note.languages {
            if let Some((decision, confirmed)) = last.get(&(entry.id, lang)) {
                out.push(Touched {
                    entry: entry.id,
                    number,
                    lang: lang.clone(),
                    person: decision.person.clone(),
                    time: decision.time,
                    confirmed: *confirmed && entry.is_settled(lang),
                });
            }
        }
    }
    out
}

/// What every person did, by name.
pub fn by_person(now: &State) -> Vec<PersonWork> {
    let mut out: BTreeMap<&str, PersonWork> = BTreeMap::new();
    for decision in &now.log {
        let work = out.entry(&decision.person).or_insert_with(|| PersonWork {
            person: decision.person.clone(),
            written: 0,
            confirmed: 0,
            last: decision.time,
        });
        work.last = work.last.max(decision.time);
    }
    let touched = touched(now);
    for text in &touched {
        if let Some(work) = out.get_mut(text.person.as_str()) {
            if text.confirmed {
                work.confirmed += 1;
            } else {
                work.written += 1;
            }
        }
    }
    out.into_values().collect()
}

/// The texts that this person was the last to write and that are not confirmed.
pub fn left_open_by(now: &State, person: &str) -> Vec<Touched> {
    let mut out = touched(now);
    out.retain(|t| t.person == person && !t.confirmed);
    out
}

/// The end of a person's last visit before the one at hand: their last decision with four hours of
/// quiet after it. `None` when there was no such visit. Reading leaves no trace and is no visit.
pub fn last_visit(log: &[Decision], person: &str, now: Timestamp) -> Option<Timestamp> {
    let mut later = now;
    for decision in log.iter().rev().filter(|d| d.person == person) {
        if later.duration_since(decision.time) >= PAUSE {
            return Some(decision.time);
        }
        later = decision.time;
    }
    None
}

/// The texts that others changed since a moment, in the note's order.
pub fn changed_since(now: &State, person: &str, since: Timestamp) -> Vec<Touched> {
    let mut out = touched(now);
    out.retain(|t| t.person != person && t.time > since);
    out
}

/// The entries that wait for a person's answer about what was returned: versions, doubtful places,
/// boxes that are only ticked.
pub fn in_doubt(obstacles: &[super::final_gate::Obstacle]) -> BTreeSet<EntryId> {
    const CODES: [&str; 4] = [
        "versions-open",
        "versions-changed",
        "placement-open",
        "waits-for-officer",
    ];
    let asked = obstacles.iter().filter(|o| CODES.contains(&o.code));
    asked.filter_map(|o| o.entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(seq: u64, time: &str, person: &str) -> Decision {
        Decision {
            seq,
            time: time.parse().unwrap(),
            person: person.into(),
            subject: Subject::Note,
            action: Action::Undo { seq: 0 },
            based_on: None,
            after: None,
        }
    }

    #[test]
    fn a_visit_ends_with_four_hours_of_quiet() {
        let log = [
            decided(1, "2026-07-01T09:00:00Z", "reviser"),
            decided(2, "2026-07-01T17:30:00Z", "reviser"),
            decided(3, "2026-07-01T18:00:00Z", "officer"),
            decided(4, "2026-07-02T09:00:00Z", "reviser"),
            decided(5, "2026-07-02T11:00:00Z", "reviser"),
        ];
        let visit = |now: &str, person| last_visit(&log, person, now.parse().unwrap());
        // In the middle of the second day the visit before is the day before, whatever was decided today.
        let evening = Some("2026-07-01T17:30:00Z".parse().unwrap());
        assert_eq!(visit("2026-07-02T11:10:00Z", "reviser"), evening);
        // The next morning it is today's.
        let noon = Some("2026-07-02T11:00:00Z".parse().unwrap());
        assert_eq!(visit("2026-07-03T08:00:00Z", "reviser"), noon);
        assert_eq!(visit("2026-07-01T18:30:00Z", "officer"), None);
        assert_eq!(visit("2026-07-03T08:00:00Z", "translator"), None);
    }
}

//! The first page of a draft: what is missing, by state, with the numbers of the paragraphs.

use super::{DraftExtras, Setter};
use crate::language::facts::write_number;
use crate::model::entry::{Entry, TextState};
use crate::model::ids::Lang;
use crate::model::manuscript::{Cover, CoverTable};
use crate::model::note_plan::NotePlan;

/// Lines of a table that are shown; what is beyond is a number.
const MOST_ROWS: usize = 40;

/// Labels of the states in the order of the table, furthest from ready first.
const STATES: [&str; 6] = [
    "state_empty",
    "state_made",
    "state_edited",
    "state_tentative",
    "state_review",
    "state_confirmed",
];

fn state_of(entry: &Entry, lang: &Lang) -> &'static str {
    let Some(text) = entry.text(lang) else {
        return "state_empty";
    };
    match text.state {
        TextState::Empty => "state_empty",
        TextState::Suggested | TextState::Draft => "state_made",
        _ if text.needs_review => "state_review",
        TextState::Edited => "state_edited",
        TextState::Tentative => "state_tentative",
        TextState::Confirmed => "state_confirmed",
    }
}

impl Setter<'_> {
    /// The cover of a draft of `words` words.
    pub(super) fn cover(&self, plan: &NotePlan, words: usize, extras: &DraftExtras) -> Cover {
        let mut numbers: Vec<Vec<u32>> = vec![Vec::new(); STATES.len()];
        let mut all = 0usize;
        for (number, entry) in plan.paragraphs() {
            all += 1;
            let state = state_of(entry, self.lang);
            let at = STATES.iter().position(|s| *s == state);
            if let Some(list) = at.and_then(|i| numbers.get_mut(i)) {
                list.push(number);
            }
        }
        let rows = STATES
            .iter()
            .zip(&numbers)
            .filter(|(_, list)| !list.is_empty())
            .map(|(state, list)| vec![self.label(state), self.figure(list.len()), ranges(list)])
            .collect();
        let label = |name: &str| self.label(name);
        let mut tables = vec![CoverTable {
            caption: label("cover_paragraphs"),
            head: vec![
                label("cover_state"),
                label("cover_number"),
                label("cover_which"),
            ],
            rows,
            lang: None,
        }];
        if !extras.open.is_empty() {
            let mut rows: Vec<Vec<String>> = extras
                .open
                .iter()
                .take(MOST_ROWS)
                .map(|line| vec![line.clone()])
                .collect();
            let beyond = extras.open.len().saturating_sub(MOST_ROWS);
            if beyond > 0 {
                rows.push(vec![format!("… (+{beyond})")]);
            }
            let english = Lang::en();
            tables.push(CoverTable {
                caption: label("cover_open"),
                head: vec![label("cover_what")],
                rows,
                lang: (*self.lang != english).then_some(english),
            });
        }
        let confirmed = numbers.last().map_or(0, Vec::len);
        let counts = label("cover_counts")
            .replace("{count}", &self.figure(all))
            .replace("{confirmed}", &self.figure(confirmed));
        Cover {
            title: label("cover_title"),
            lines: vec![
                label("cover_warning"),
                self.finish(&counts),
                self.finish(&self.length(words)),
            ],
            tables,
        }
    }

    /// Words of the limit, and how many are left or too many.
    fn length(&self, words: usize) -> String {
        let limit = self.settings.note.word_limit as usize;
        let (name, rest) = if words > limit {
            ("cover_over", words - limit)
        } else {
            ("cover_left", limit - words)
        };
        self.label(name)
            .replace("{count}", &self.figure(words))
            .replace("{limit}", &self.figure(limit))
            .replace("{rest}", &self.figure(rest))
    }

    fn figure(&self, n: usize) -> String {
        write_number(&n.to_string(), self.lang)
    }
}

/// Numbers in order as ranges: `3–5, 8`.
fn ranges(numbers: &[u32]) -> String {
    let mut out = String::new();
    let mut list = numbers.iter().copied().peekable();
    while let Some(first) = list.next() {
        let mut last = first;
        while let Some(next) = list.next_if(|n| last.checked_add(1) == Some(*n)) {
            last = next;
        }
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&first.to_string());
        if last > first {
            out.push_str(if last == first + 1 { ", " } else { "–" });
            out.push_str(&last.to_string());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_a_range() {
        assert_eq!(ranges(&[3, 4, 5, 8, 10, 11]), "3–5, 8, 10, 11");
        assert_eq!(ranges(&[]), "");
        assert_eq!(ranges(&[u32::MAX]), u32::MAX.to_string());
    }
}

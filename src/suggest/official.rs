//! Names and acronyms of a draft as the termbases have them.

use std::sync::Arc;

use crate::memory::terms::{TermBook, TermHit};
use crate::model::ids::Lang;
use crate::model::suggestion::{Draft, Mark};
use crate::model::term::TermStatus;

/// Letters of the longest acronym.
const ACRONYM: usize = 10;

/// Puts the preferred term of a termbase for another one of the same concept, and the full name before
/// an acronym that stands alone; each change is marked. The first termbase that knows a word decides.
pub(super) fn official(draft: &mut Draft, books: &[Arc<TermBook>]) {
    let mut from = 0;
    loop {
        let found = books
            .iter()
            .filter_map(|book| {
                let hits = book.find(&draft.en);
                hits.into_iter()
                    .filter(|hit| hit.start >= from)
                    .find_map(|hit| Some((hit.start, hit.end, wanted(&draft.en, &hit)?)))
            })
            .min_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        let Some((start, end, new)) = found else {
            return;
        };
        from = start + new.chars().count();
        replace(draft, start, end, &new);
    }
}

/// What is to stand in the place of a term; `None` when it is right as it is, or the termbase does
/// not say.
fn wanted(text: &str, hit: &TermHit<'_>) -> Option<String> {
    let english = Lang::en();
    let mut preferred = hit
        .concept
        .terms
        .iter()
        .filter(|t| t.lang.primary() == english.primary() && t.status == TermStatus::Preferred);
    // Of two that are preferred none can be chosen.
    let best = preferred.next().filter(|_| preferred.next().is_none())?;
    let there: String = text
        .chars()
        .skip(hit.start)
        .take(hit.end - hit.start)
        .collect();
    // A plural, or a word that only looks alike, is left alone.
    if !there.eq_ignore_ascii_case(&hit.term.text) || best.text.eq_ignore_ascii_case(&there) {
        return None;
    }
    let length = there.chars().count();
    let is_acronym = (2..=ACRONYM).contains(&length) && there.chars().all(char::is_uppercase);
    let full = best.text.split_whitespace().count() > 1;
    match (hit.term.status, is_acronym && full) {
        (TermStatus::Deprecated, _) | (TermStatus::Admitted, false) => Some(best.text.clone()),
        (_, true) => {
            let known = text.to_lowercase().contains(&best.text.to_lowercase());
            (!known).then(|| format!("{} ({there})", best.text))
        }
        (TermStatus::Preferred, false) => None,
    }
}

/// Puts a text in the place of another; places behind it move along.
fn replace(draft: &mut Draft, start: usize, end: usize, new: &str) {
    let chars: Vec<char> = draft.en.chars().collect();
    let old: String = chars.iter().skip(start).take(end - start).collect();
    let length = new.chars().count();
    draft.en = chars
        .iter()
        .take(start)
        .copied()
        .chain(new.chars())
        .chain(chars.iter().skip(end).copied())
        .collect();
    let moved = |place: usize| match place {
        p if p <= start => p,
        p if p < end => start + length,
        p => p - end + start + length,
    };
    for mark in &mut draft.marks {
        (mark.start, mark.end) = (moved(mark.start), moved(mark.end));
    }
    for part in &mut draft.reply.sentences {
        (part.start, part.end) = (moved(part.start), moved(part.end));
    }
    draft.marks.push(Mark {
        start,
        end: start + length,
        why: format!("the termbase has this for “{old}”"),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::suggestion::{FromReply, Linked};
    use crate::model::term::{Concept, Term};

    fn book() -> Vec<Arc<TermBook>> {
        let term = |text: &str, status| Term {
            lang: Lang::en(),
            text: text.into(),
            status,
            part: None,
            note: None,
        };
        let concept = |terms: Vec<Term>| Concept {
            terms,
            ..Concept::default()
        };
        use TermStatus::{Admitted, Deprecated, Preferred};
        let all = vec![
            concept(vec![
                term("Ministry of the Interior", Preferred),
                term("Ministry of Internal Affairs", Deprecated),
            ]),
            concept(vec![
                term("Central Narcotics Bureau", Preferred),
                term("CNB", Admitted),
            ]),
            concept(vec![term("parcel", Admitted), term("package", Admitted)]),
        ];
        vec![Arc::new(TermBook::new(all, &Lang::en()))]
    }

    fn draft(en: &str) -> Draft {
        let length = en.chars().count();
        Draft {
            en: en.into(),
            fr: None,
            score: 45.0,
            basis: String::new(),
            marks: Vec::new(),
            reply: FromReply {
                sentences: vec![Linked {
                    start: length - 5,
                    end: length,
                    from_start: 0,
                    from_end: 3,
                    source: 0,
                }],
                ..FromReply::default()
            },
        }
    }

    #[test]
    fn the_preferred_name_and_the_full_name_stand_in_the_draft() {
        let text = "Malta reported that the Ministry of Internal Affairs and the CNB had agreed.";
        let mut made = draft(text);
        official(&mut made, &book());
        assert_eq!(
            made.en,
            "Malta reported that the Ministry of the Interior and the Central Narcotics Bureau (CNB) had agreed."
        );
        let marked = |m: &Mark| -> String {
            made.en
                .chars()
                .skip(m.start)
                .take(m.end - m.start)
                .collect()
        };
        let all: Vec<String> = made.marks.iter().map(marked).collect();
        assert_eq!(
            all,
            ["Ministry of the Interior", "Central Narcotics Bureau (CNB)"]
        );
        let link = &made.reply.sentences[0];
        assert_eq!(link.end, made.en.chars().count());
    }

    #[test]
    fn what_the_termbase_leaves_open_stays() {
        for text in [
            "Malta reported that the package had been opened.",
            "Malta reported that the Central Narcotics Bureau (CNB) had agreed.",
            "Malta reported that the Ministry of the Interior had agreed.",
        ] {
            let mut made = draft(text);
            official(&mut made, &book());
            assert_eq!(made.en, text);
            assert!(made.marks.is_empty());
        }
    }
}

//! What people are typing: kept as they go, so that nothing is lost when browser, program or machine
//! break down, and made a decision when they confirm, save, or leave the text.

use super::decide::seen;
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::state::State;
use crate::dossier::Typed;
use crate::model::ids::{EntryId, Hash, Lang};

/// Longest text that is kept, in characters.
const LONGEST: usize = 200_000;

/// A text that was typed and not saved, as its person finds it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// The text, where and when.
    pub typed: Typed,
    /// True when the text that it started from has changed since.
    pub overtaken: bool,
}

/// Keeps what the person is typing. Nothing is checked against what others do meanwhile: that is done
/// when the text is saved.
///
/// # Errors
/// Usage errors when the text is longer than 200,000 characters; when the database cannot be written.
pub fn keep_typing(
    desk: &Desk,
    around: &Surroundings<'_>,
    entry: EntryId,
    lang: &Lang,
    text: &str,
    seen: &Hash,
) -> Result<(), WorkflowError> {
    if text.chars().count() > LONGEST {
        return Err(WorkflowError::usage(
            format!("the text has more than {LONGEST} characters"),
            "a paragraph of the note is shorter",
        ));
    }
    let typed = Typed {
        person: around.person.to_owned(),
        entry,
        lang: lang.clone(),
        text: text.to_owned(),
        seen: seen.clone(),
        time: around.now,
    };
    desk.database()?.put_typing(&typed)?;
    Ok(())
}

/// Drops what the person was typing.
///
/// # Errors
/// When the database cannot be written.
pub fn drop_typing(
    desk: &Desk,
    around: &Surroundings<'_>,
    entry: EntryId,
    lang: &Lang,
) -> Result<(), WorkflowError> {
    desk.database()?.forget_typing(around.person, entry, lang)?;
    Ok(())
}

/// What a person has typed and not saved, where it differs from the text that stands.
///
/// # Errors
/// When the database cannot be read.
pub fn unsaved(desk: &Desk, now: &State, person: &str) -> Result<Vec<Unsaved>, WorkflowError> {
    let all = desk.database()?.typing_of(person)?;
    Ok(all
        .into_iter()
        .filter_map(|mut typed| {
            typed.entry = now.group_of(typed.entry).map_or(typed.entry, |g| g.first);
            let entry = now.entries.get(&typed.entry)?;
            let stands = entry.texts.get(&typed.lang)?;
            (stands.text.trim() != typed.text.trim()).then(|| Unsaved {
                overtaken: seen(entry, &typed.lang) != typed.seen,
                typed,
            })
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::state::state;
    use crate::workflow::trial::{Stage, around};
    use crate::workflow::{TextDecision, Verb, write_text};

    #[test]
    fn what_is_typed_is_found_again_until_it_is_saved_or_dropped() {
        let stage = Stage::new();
        let desk = &stage.desk;
        let lang = Lang::en();
        let now = state(desk).unwrap();
        let id = *now.entries.keys().next_back().unwrap();
        let start = seen(&now.entries[&id], &lang);
        let keep = |text: &str| keep_typing(desk, &around("Ana"), id, &lang, text, &start).unwrap();
        let found = || unsaved(desk, &state(desk).unwrap(), "Ana").unwrap();
        let save = |person: &str, text: &str| {
            let seen = seen(&state(desk).unwrap().entries[&id], &lang);
            let wish = TextDecision {
                entry: id,
                lang: lang.clone(),
                verb: Verb::Edit,
                text: text.into(),
                seen: Some(seen),
            };
            let after = write_text(desk, &around(person), &wish).unwrap();
            assert!(!after.is_empty());
        };
        keep("Italy did");
        keep("Italy did more");
        assert_eq!(found().len(), 1);
        assert_eq!(found()[0].typed.text, "Italy did more");
        assert!(!found()[0].overtaken);
        // Typing is no decision.
        assert!(state(desk).unwrap().log.is_empty());

        save("Ben", "Ben was here.");
        assert!(found()[0].overtaken, "Ben saved another text meanwhile");
        save("Ana", "Italy did more.");
        assert!(found().is_empty());

        keep("Italy did more. ");
        assert!(found().is_empty(), "it says what stands");
        keep("Italy");
        drop_typing(desk, &around("Ana"), id, &lang).unwrap();
        assert!(found().is_empty());
        let long = "a".repeat(LONGEST + 1);
        assert!(keep_typing(desk, &around("Ana"), id, &lang, &long, &start).is_err());
    }
}

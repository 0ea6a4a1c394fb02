//! Upkeep of a memory by its people: finding and replacing, deleting. Each act can be taken back.

use serde::Serialize;

use super::desk::Surroundings;
use super::error::WorkflowError;
use super::memories::{by, failed};
use crate::memory::{Deed, Keeper, Selection};
use crate::model::Lang;
use crate::model::text::fold;

/// What to find and what to put in its place.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The words to find.
    pub find: String,
    /// What to put there.
    pub put: String,
    /// Only texts of this language.
    pub lang: Option<Lang>,
    /// Whether capitals must agree.
    pub exact_case: bool,
    /// Whether the words found may be parts of longer words.
    pub inside_words: bool,
}

/// One text that changes, or one unit that goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The unit.
    pub unit: String,
    /// Language of the text.
    pub lang: Lang,
    /// The text as it is.
    pub before: String,
    /// The text as it will be; absent for a unit that goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Where the unit comes from, in words.
    pub origin: String,
}

/// Finds words in the units of a selection and puts others there. Without `apply` nothing is
/// changed and the list is what would be.
///
/// # Errors
/// When there is nothing to find, or the memory cannot be read or written.
pub fn replace(
    keeper: &mut Keeper,
    selection: &Selection,
    what: &Replacement,
    apply: bool,
    around: &Surroundings<'_>,
) -> Result<Vec<Change>, WorkflowError> {
    if what.find.trim().is_empty() {
        return Err(WorkflowError::usage("there are no words to find", ""));
    }
    let at = keeper.file().to_owned();
    let mut selection = selection.clone();
    if selection.text.is_none() {
        selection.text = Some(what.find.clone());
        selection.text_lang = what.lang.clone();
    }
    let mut changes = Vec::new();
    let mut edited = Vec::new();
    for unit in keeper.units(&selection).map_err(|e| failed(&at, e))? {
        around.go_on()?;
        let unit = unit.map_err(|e| failed(&at, e))?;
        let mut after = unit.clone();
        let mut touched = false;
        for (variant, was) in after.variants.iter_mut().zip(&unit.variants) {
            let meant = what
                .lang
                .as_ref()
                .is_none_or(|l| was.lang == *l || was.lang.primary() == l.as_str());
            let text = replaced(&was.text, what);
            // Spaces alone make no other unit.
            if !meant || fold(&text) == fold(&was.text) {
                continue;
            }
            touched = true;
            changes.push(Change {
                unit: unit.id.clone(),
                lang: was.lang.clone(),
                before: was.text.clone(),
                after: Some(text.clone()),
                origin: unit.origin_in_words(),
            });
            variant.text = text;
        }
        if touched {
            edited.push(after);
        }
    }
    if apply && !edited.is_empty() {
        let summary = format!("“{}” by “{}”, {} units", what.find, what.put, edited.len());
        keeper
            .edit(&edited, &Deed::new("replace", summary, &by(around)))
            .map_err(|e| failed(&at, e))?;
    }
    Ok(changes)
}

/// A text with every find replaced.
fn replaced(text: &str, what: &Replacement) -> String {
    let same =
        |a: char, b: char| a == b || (!what.exact_case && a.to_lowercase().eq(b.to_lowercase()));
    let (chars, find): (Vec<char>, Vec<char>) =
        (text.chars().collect(), what.find.chars().collect());
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let rest = chars.get(at..).unwrap_or_default();
        let hit = rest.len() >= find.len() && rest.iter().zip(&find).all(|(a, b)| same(*a, *b));
        let letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        let cut = |inner: Option<&char>, outer: Option<&char>| !(letter(inner) && letter(outer));
        let whole = what.inside_words
            || (cut(
                find.first(),
                at.checked_sub(1).and_then(|before| chars.get(before)),
            ) && cut(find.last(), chars.get(at + find.len())));
        if hit && whole {
            out.push_str(&what.put);
            at += find.len();
        } else {
            out.extend(rest.first());
            at += 1;
        }
    }
    out
}

/// Takes the units of a selection out of sight. Without `apply` nothing is changed and the list is
/// what would go. A selection of everything is refused.
///
/// # Errors
/// When the selection is empty, or the memory cannot be read or written.
pub fn delete(
    keeper: &mut Keeper,
    selection: &Selection,
    apply: bool,
    around: &Surroundings<'_>,
) -> Result<Vec<Change>, WorkflowError> {
    if selection.is_everything() {
        return Err(WorkflowError::usage(
            "nothing says which units are meant",
            "give at least one of --unit, --text, --lang, --symbol, --file, --country, --since, --until, --author",
        ));
    }
    let at = keeper.file().to_owned();
    let mut gone = Vec::new();
    let mut ids = Vec::new();
    for unit in keeper.units(selection).map_err(|e| failed(&at, e))? {
        around.go_on()?;
        let unit = unit.map_err(|e| failed(&at, e))?;
        if let Some(first) = unit.variants.first() {
            gone.push(Change {
                unit: unit.id.clone(),
                lang: first.lang.clone(),
                before: first.text.clone(),
                after: None,
                origin: unit.origin_in_words(),
            });
        }
        ids.push(unit.id);
    }
    if apply && !ids.is_empty() {
        let summary = format!("{} units", ids.len());
        keeper
            .withdraw(&ids, &Deed::new("delete", summary, &by(around)))
            .map_err(|e| failed(&at, e))?;
    }
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(text: &str, find: &str, with: &str, exact_case: bool, inside_words: bool) -> String {
        let what = Replacement {
            find: find.into(),
            put: with.into(),
            lang: None,
            exact_case,
            inside_words,
        };
        replaced(text, &what)
    }

    #[test]
    fn whole_words_are_replaced_unless_asked_otherwise() {
        assert_eq!(
            put("A port, a Port, a sport.", "port", "harbour", false, false),
            "A harbour, a harbour, a sport."
        );
        assert_eq!(
            put("A port, a Port, a sport.", "port", "harbour", true, true),
            "A harbour, a Port, a sharbour."
        );
        assert_eq!(
            put("l’État d’été", "l’État", "le pays", false, false),
            "le pays d’été"
        );
        assert_eq!(
            put("per cent.", "cent.", "mille", false, false),
            "per mille"
        );
    }
}

//! What of a memory may leave it: issued text. Pairs that a dossier has confirmed and not issued yet,
//! and replies as returned, stay.

use crate::memory::UNISSUED;
use crate::model::unit::{Role, Unit};

/// True for a unit with a reply as returned in it.
pub fn is_reply(unit: &Unit) -> bool {
    unit.variants.iter().any(|v| v.role == Role::Statement)
}

/// The unit with the places only in which it was issued; `None` when there is none.
pub fn issued(mut unit: Unit) -> Option<Unit> {
    unit.also.retain(|o| !o.properties.contains_key(UNISSUED));
    if !unit.properties.contains_key(UNISSUED) {
        return Some(unit);
    }
    if unit.also.is_empty() {
        return None;
    }
    let first = unit.also.remove(0);
    unit.origin = first.origin;
    unit.context = first.context;
    unit.author = first.author;
    unit.created = first.created;
    unit.changed = first.changed;
    unit.notes = first.notes;
    unit.properties = first.properties;
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::unit::Occurrence;

    #[test]
    fn only_the_places_of_issued_text_are_left() {
        let own = [(UNISSUED.to_owned(), "d".to_owned())];
        let plain = Unit::default();
        assert_eq!(issued(plain.clone()), Some(plain.clone()));
        let unit = Unit {
            properties: own.clone().into(),
            ..Unit::default()
        };
        assert_eq!(issued(unit.clone()), None);
        let mut both = unit;
        both.also.push(Occurrence {
            author: Some("a".into()),
            ..Occurrence::default()
        });
        let left = issued(both).unwrap();
        assert_eq!((left.author.as_deref(), left.also.len()), (Some("a"), 0));
        assert!(left.properties.is_empty());
        let mut other = plain.clone();
        other.also.push(Occurrence {
            properties: own.into(),
            ..Occurrence::default()
        });
        assert_eq!(issued(other), Some(plain));
    }
}

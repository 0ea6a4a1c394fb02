//! Small units and stores for tests.

use super::*;
use crate::model::Lang;
use crate::model::unit::{Unit, Variant};

pub fn unit(en: &str, fr: &str) -> Unit {
    let variant = |lang: Lang, text: &str| Variant {
        lang,
        role: crate::model::unit::Role::Paragraph,
        text: text.into(),
    };
    Unit {
        variants: vec![variant(Lang::en(), en), variant(Lang::fr(), fr)],
        ..Unit::default()
    }
}

pub fn of_symbol(en: &str, fr: &str, symbol: &str) -> Unit {
    let mut unit = unit(en, fr);
    unit.origin.symbol = Some(symbol.into());
    unit
}

pub fn by(person: &str) -> By {
    By {
        person: person.into(),
        time: "2026-07-10T09:00:00Z".into(),
    }
}

pub fn ready(units: &[Unit]) -> Vec<Prepared> {
    units.iter().map(Prepared::of).collect()
}

pub fn bring(store: &mut Store, source: &str, units: &[Unit]) -> Added {
    let deed = Deed::new("import", source, &by("mw"));
    let import = store.begin(source, &deed).unwrap();
    store
        .stage(&import, &ready(units), units.len() as u64)
        .unwrap();
    store.complete(&import, &by("mw")).unwrap()
}

/// English and French of everything that can be found.
pub fn seen(store: &Store) -> Vec<(String, String)> {
    store
        .page(0, 1_000)
        .unwrap()
        .into_iter()
        .map(|(_, u)| (u.variants[0].text.clone(), u.variants[1].text.clone()))
        .collect()
}

pub fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

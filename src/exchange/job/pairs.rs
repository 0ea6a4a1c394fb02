//! A TMX file that came back: units whose id is a key are lines, all others belong into a memory.

use super::{Incoming, Key, Returned};
use crate::model::Finding;
use crate::model::unit::Unit;

/// The lines of units with keys.
pub fn returned_pairs(units: &[Unit]) -> Returned {
    let mut out = Returned::default();
    let mut others = 0;
    for (n, unit) in units.iter().enumerate() {
        let id = unit.properties.get("tuid").unwrap_or(&unit.id);
        let Ok(key) = id.parse::<Key>() else {
            others += 1;
            continue;
        };
        let text = |own: bool| {
            unit.variants
                .iter()
                .find(|v| (v.lang.primary() == key.lang.primary()) == own)
                .map(|v| v.text.clone())
                .unwrap_or_default()
        };
        out.lines.push(Incoming {
            place: format!("unit {}", n + 1),
            source: Some(text(false)),
            target: text(true),
            // The format has no states; what stands in it is translated.
            told: None,
            comments: unit.notes.clone(),
            fault: None,
            key: Ok(key),
        });
    }
    if others > 0 {
        out.findings.push(
            Finding::info(
                "exchange-other-units",
                format!("{others} units have no id that we gave and were passed over."),
            )
            .hint("Pairs without ids belong into a memory: rapporteur memory import."),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::model::unit::{Role, Variant};

    #[test]
    fn units_with_a_key_are_lines_whatever_their_order_of_languages() {
        let variant = |lang: Lang, text: &str| Variant {
            lang,
            role: Role::Paragraph,
            text: text.into(),
        };
        let unit = |id: &str| Unit {
            id: id.into(),
            variants: vec![variant(Lang::fr(), "Oui."), variant(Lang::en(), "Yes.")],
            notes: vec!["Why?".into()],
            ..Unit::default()
        };
        let read = returned_pairs(&[unit("17"), unit("e17.fr.4f2a90c1d3e5.0a1b2c3d4e5f.c")]);
        assert_eq!(read.lines.len(), 1);
        let line = &read.lines[0];
        assert_eq!(line.source.as_deref(), Some("Yes."));
        assert_eq!((line.target.as_str(), line.comments.len()), ("Oui.", 1));
        assert_eq!(read.findings.len(), 1);
    }
}

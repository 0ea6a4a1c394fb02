//! English verbs with their forms, from `memory/drafting.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::drafting::{TABLES, Tables};

/// What a word may be as a form of a verb.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Forms {
    /// As the base form or the third person: the past.
    pub base: Option<String>,
    pub third: Option<String>,
    /// As the past: the participle.
    pub past: Option<String>,
    /// True for the participle.
    pub participle: bool,
    /// True when the base form or the third person may be a noun too.
    pub noun: bool,
}

static VERBS: LazyLock<BTreeMap<String, Forms>> = LazyLock::new(|| table(&TABLES));

/// The forms that a lower-case word may be; the past of a verb that no table knows by its ending.
pub(super) fn forms(low: &str) -> Forms {
    if let Some(known) = VERBS.get(low) {
        return known.clone();
    }
    // "organises": the table has the spelling of the United Nations.
    for (from, to) in [("ise", "ize"), ("ises", "izes"), ("ised", "ized")] {
        let spelled = low.strip_suffix(from).map(|head| format!("{head}{to}"));
        if let Some(known) = spelled.and_then(|s| VERBS.get(&s)) {
            return known.clone();
        }
    }
    let ending = low.ends_with("ed") && low.len() > 4 && !low.ends_with("eed");
    Forms {
        past: ending.then(|| low.to_owned()),
        participle: ending,
        ..Forms::default()
    }
}

fn table(tables: &Tables) -> BTreeMap<String, Forms> {
    let mut out: BTreeMap<String, Forms> = BTreeMap::new();
    let regular = tables.verbs.regular.iter().map(|base| {
        let past = regular_past(base);
        (base, past.clone(), past)
    });
    let irregular = tables
        .verbs
        .irregular
        .iter()
        .map(|(base, (past, participle))| (base, past.clone(), participle.clone()));
    for (base, past, participle) in regular.chain(irregular) {
        let noun = tables.verbs.nouns.contains(base);
        let own = out.entry(base.clone()).or_default();
        own.base = Some(past.clone());
        own.noun |= noun;
        let own = out.entry(third(base)).or_default();
        own.third = Some(past.clone());
        own.noun |= noun;
        out.entry(past).or_default().past = Some(participle.clone());
        out.entry(participle).or_default().participle = true;
    }
    out
}

fn consonant_y(base: &str) -> Option<&str> {
    let head = base.strip_suffix('y')?;
    (!head.ends_with(['a', 'e', 'i', 'o', 'u'])).then_some(head)
}

/// The third person singular of the present.
fn third(base: &str) -> String {
    if let Some(head) = consonant_y(base) {
        format!("{head}ies")
    } else if ["s", "x", "z", "ch", "sh", "o"]
        .iter()
        .any(|e| base.ends_with(e))
    {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

fn regular_past(base: &str) -> String {
    if let Some(head) = consonant_y(base) {
        format!("{head}ied")
    } else if base.ends_with('e') {
        format!("{base}d")
    } else {
        format!("{base}ed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_made_from_the_base() {
        assert_eq!(forms("carries").third.as_deref(), Some("carried"));
        assert_eq!(forms("organise").base.as_deref(), Some("organized"));
        assert_eq!(forms("took").past.as_deref(), Some("taken"));
        assert_eq!(forms("launched").past.as_deref(), Some("launched"));
        assert_eq!(forms("planned").past.as_deref(), Some("planned"));
        assert!(forms("plans").noun && !forms("provides").noun);
        assert!(forms("taken").participle && forms("taken").past.is_none());
        assert_eq!(forms("need").past, None);
        assert_eq!(forms("customs"), Forms::default());
    }
}

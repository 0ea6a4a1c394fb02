//! Two texts side by side, without a lookup.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::critical::{Critical, CriticalWords};
use super::diff::diff;
use super::profile::profile;
use crate::language::Resources;
use crate::model::Lang;

static WORDS: LazyLock<CriticalWords> = LazyLock::new(CriticalWords::shipped);

/// The differences between a text and the source of a unit that change the meaning whatever the
/// score says: negation, number, date, country, unit of measure. In the order of the text.
pub fn critical_differences(
    resources: &Resources,
    lang: &Lang,
    text: &str,
    source: &str,
) -> Vec<Critical> {
    let (ours, theirs): (String, String) = (text.nfc().collect(), source.nfc().collect());
    let asked = profile(&ours, lang, resources);
    let met = profile(&theirs, lang, resources);
    let steps = diff(&asked.words, &met.words);
    WORDS.among(&steps, lang, (&ours, &asked.words), (&theirs, &met.words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::CriticalKind;

    #[test]
    fn what_changes_the_meaning_is_told() {
        let resources = Resources::embedded().unwrap();
        let found = critical_differences(
            &resources,
            &Lang::en(),
            "Belgium reported that it had not trained 40 officers.",
            "Belgium reported that it had trained 25 officers.",
        );
        let kinds: Vec<CriticalKind> = found.iter().map(|c| c.kind).collect();
        assert_eq!(kinds, [CriticalKind::Negation, CriticalKind::Number]);
        assert_eq!(
            (found[1].query.as_str(), found[1].source.as_str()),
            ("40", "25")
        );
    }
}

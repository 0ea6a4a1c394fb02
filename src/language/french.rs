//! French words made to agree: elision, plural, gender of participles and adjectives, number of verbs.
//!
//! The words are data (`memory/french.toml`). What a rule does not know for certain gives `None`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// Gender and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// True for the feminine.
    pub feminine: bool,
    /// True for the plural.
    pub plural: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    aspirated: Vec<String>,
    full: BTreeSet<String>,
    small: BTreeSet<String>,
    not_verbs: BTreeSet<String>,
    verbs: Vec<(String, String)>,
    endings: Vec<(String, String)>,
    participles: Vec<String>,
    plurals: Vec<(String, String)>,
    invariable: BTreeSet<String>,
    feminine_nouns: Vec<String>,
    masculine_nouns: Vec<String>,
    feminines: Vec<(String, String)>,
}

const SHIPPED: &str = include_str!("../../memory/french.toml");

/// The shipped words; empty only if the data file were broken, which a test excludes.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table: Table = toml::from_str(SHIPPED).unwrap_or_default();
    table
        .feminines
        .sort_by_key(|(masculine, _)| std::cmp::Reverse(masculine.len()));
    table
});

/// Lower case, with a straight apostrophe.
fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// True when *de*, *que*, *le* lose their vowel before the word.
pub fn elides(word: &str) -> bool {
    let low = plain(word);
    // « le HCR »: letters that are spelt out.
    let spelt = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    if TABLE.full.contains(&low) || (spelt && low.starts_with('h')) {
        return false;
    }
    match low.nfd().next() {
        Some('h') => !TABLE.aspirated.iter().any(|a| low.starts_with(a.as_str())),
        Some(c) => "aeiouœæ".contains(c),
        None => false,
    }
}

/// True for a word that ends a group of noun and adjectives.
pub fn is_small(word: &str) -> bool {
    TABLE.small.contains(&plain(word))
}

/// True for a word that looks like a verb with a subject.
pub fn is_finite(word: &str) -> bool {
    let low = plain(word);
    if TABLE.not_verbs.contains(&low) {
        return false;
    }
    TABLE
        .verbs
        .iter()
        .any(|(one, many)| low == *one || low == *many)
        || TABLE.endings.iter().any(|(one, many)| {
            [one, many].iter().any(|ending| {
                low.strip_suffix(ending.as_str())
                    .is_some_and(|stem| stem.chars().count() >= 2)
            })
        })
}

/// A finite verb in the other number; the same form when it has it already.
pub fn in_number(verb: &str, plural: bool) -> Option<String> {
    let pick = |pair: &(String, String)| {
        if plural {
            (pair.0.clone(), pair.1.clone())
        } else {
            (pair.1.clone(), pair.0.clone())
        }
    };
    for pair in &TABLE.verbs {
        let (was, is) = pick(pair);
        if verb == was || verb == is {
            return Some(is);
        }
    }
    for pair in &TABLE.endings {
        let (was, is) = pick(pair);
        for ending in [&was, &is] {
            if let Some(stem) = verb
                .strip_suffix(ending.as_str())
                .filter(|s| s.chars().count() >= 2)
            {
                return Some(format!("{stem}{is}"));
            }
        }
    }
    None
}

/// A noun or adjective in the plural.
fn plural_word(word: &str) -> String {
    if let Some((_, many)) = TABLE.plurals.iter().find(|(one, _)| one == word) {
        return many.clone();
    }
    match word {
        w if w.ends_with(['s', 'x', 'z']) => w.to_owned(),
        w if w.ends_with("eau") || w.ends_with("eu") || w.ends_with("au") => format!("{w}x"),
        w => match w.strip_suffix("al") {
            Some(stem) => format!("{stem}aux"),
            None => format!("{w}s"),
        },
    }
}

/// A noun with what belongs to it in the plural, and whether that is sure: « agents des douanes ».
/// Not sure are compounds with a hyphen, and an adjective behind a complement, which may belong to
/// either noun (« groupe d'enquête conjoint »).
pub fn plural(phrase: &str) -> (String, bool) {
    let mut out = Vec::new();
    let (mut head, mut sure, mut behind) = (true, true, 0);
    for (n, word) in phrase.split(' ').enumerate() {
        let elided = word.starts_with("d'") || word.starts_with("d’") || word.starts_with("l'");
        let small = is_small(word);
        head &= !(small || elided);
        let name = word.starts_with(char::is_uppercase);
        behind = match (small, elided) {
            (true, _) => 0,
            (_, true) => 1,
            _ => behind + usize::from(!name),
        };
        sure &= head || behind < 2;
        if !head || (name && n > 0) || word.chars().count() < 2 {
            out.push(word.to_owned());
        } else if word.contains('-') {
            sure = false;
            out.push(
                word.split('-')
                    .map(plural_word)
                    .collect::<Vec<_>>()
                    .join("-"),
            );
        } else {
            out.push(plural_word(word));
        }
    }
    (out.join(" "), sure)
}

/// True for a noun whose ending is that of feminine ones, false for that of masculine ones: a likely
/// gender, never a sure one.
pub fn likely_feminine(noun: &str) -> Option<bool> {
    let head = noun.split(' ').next()?.to_lowercase();
    let longest = |endings: &[String]| {
        let fitting = endings.iter().filter(|e| head.ends_with(e.as_str()));
        fitting.map(String::len).max()
    };
    let (feminine, masculine) = (
        longest(&TABLE.feminine_nouns),
        longest(&TABLE.masculine_nouns),
    );
    (feminine != masculine).then(|| feminine > masculine)
}

/// A noun with what belongs to it in the singular; `None` when a word does not look like a plural.
pub fn singular(phrase: &str) -> Option<String> {
    let mut out = Vec::new();
    let mut head = true;
    for word in phrase.split(' ') {
        let elided = word.starts_with("d'") || word.starts_with("d’") || word.starts_with("l'");
        head &= !(is_small(word) || elided);
        if !head || TABLE.invariable.contains(word) {
            out.push(word.to_owned());
            continue;
        }
        let known = TABLE.plurals.iter().find(|(_, many)| many == word);
        let one = match known {
            Some((one, _)) => one.clone(),
            None if word.ends_with("eaux") => word.strip_suffix('x')?.to_owned(),
            None => word.strip_suffix('s')?.to_owned(),
        };
        out.push(one);
    }
    Some(out.join(" "))
}

/// A participle or adjective that stands in one form, in another.
pub fn agreeing(word: &str, from: Form, to: Form) -> Option<String> {
    let base = masculine(word, from)?;
    Some(match (to.feminine, to.plural) {
        (false, false) => base,
        (false, true) => plural_word(&base),
        (true, false) => feminine(&base),
        (true, true) => format!("{}s", feminine(&base)),
    })
}

fn feminine(base: &str) -> String {
    let found = TABLE
        .feminines
        .iter()
        .find_map(|(m, f)| Some((base.strip_suffix(m.as_str())?, f)));
    match found {
        Some((stem, ending)) if !stem.is_empty() => format!("{stem}{ending}"),
        _ if base.ends_with('e') => base.to_owned(),
        _ => format!("{base}e"),
    }
}

/// The masculine singular of a word that stands in `from`; `None` when its ending does not fit.
fn masculine(word: &str, from: Form) -> Option<String> {
    let bare = if from.plural {
        let fixed = !from.feminine && TABLE.participles.iter().any(|p| word.ends_with(p.as_str()));
        if fixed {
            return Some(word.to_owned());
        }
        if let Some((one, _)) = TABLE.plurals.iter().find(|(_, many)| many == word) {
            return Some(one.clone());
        }
        match word.strip_suffix("eaux") {
            Some(stem) if !from.feminine => return Some(format!("{stem}eau")),
            _ => {}
        }
        match word.strip_suffix("aux") {
            Some(stem) if !from.feminine => return Some(format!("{stem}al")),
            _ => word.strip_suffix('s')?,
        }
    } else {
        word
    };
    if !from.feminine {
        return (bare.chars().count() > 1).then(|| bare.to_owned());
    }
    let known = TABLE
        .feminines
        .iter()
        .filter_map(|(m, f)| Some((bare.strip_suffix(f.as_str())?, m, f.len())))
        .max_by_key(|(.., length)| *length);
    if let Some((stem, ending, _)) = known.filter(|(stem, ..)| !stem.is_empty()) {
        return Some(format!("{stem}{ending}"));
    }
    let stem = bare.strip_suffix('e')?;
    // « joignable » is the same in both genders.
    let changes = [
        "é", "i", "u", "is", "it", "rt", "nt", "ct", "al", "and", "ard", "ain", "in", "un", "ieur",
    ];
    let fits = changes.iter().any(|c| stem.ends_with(c))
        && !["qu", "gu"].iter().any(|c| stem.ends_with(c));
    Some(if fits { stem } else { bare }.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn form(feminine: bool, plural: bool) -> Form {
        Form { feminine, plural }
    }
    const M: Form = form(false, false);
    const F: Form = form(true, false);
    const MP: Form = form(false, true);
    const FP: Form = form(true, true);

    #[test]
    fn the_shipped_table_is_read() {
        toml::from_str::<Table>(SHIPPED).unwrap();
    }

    #[test]
    fn vowels_and_mute_h_elide() {
        for word in [
            "amphétamine",
            "Athènes",
            "Éthiopie",
            "héroïne",
            "Haïti",
            "Helsinki",
            "œuvre",
        ] {
            assert!(elides(word), "{word}");
        }
        for word in [
            "Hongrie",
            "Honduras",
            "Haye",
            "huit",
            "onze",
            "Yémen",
            "kétamine",
            "hausse",
            "HCR",
        ] {
            assert!(!elides(word), "{word}");
        }
    }

    #[test]
    fn groups_of_words_in_the_plural() {
        for (one, many, sure) in [
            ("scanner à rayons X", "scanners à rayons X", true),
            ("agent des douanes", "agents des douanes", true),
            (
                "spectromètre Raman portatif",
                "spectromètres Raman portatifs",
                true,
            ),
            ("liste d'alerte", "listes d'alerte", true),
            ("accord bilatéral", "accords bilatéraux", true),
            ("bureau de douane", "bureaux de douane", true),
            (
                "groupe d'enquête conjoint",
                "groupes d'enquête conjoint",
                false,
            ),
            ("colis", "colis", true),
            ("accord-cadre", "accords-cadres", false),
        ] {
            assert_eq!(plural(one), (many.to_owned(), sure));
        }
    }

    #[test]
    fn endings_tell_a_likely_gender() {
        for (noun, feminine) in [
            ("déclaration commune", Some(true)),
            ("unité de liaison", Some(true)),
            ("comité", Some(false)),
            ("spectromètre de masse", Some(false)),
            ("mémorandum d'accord", None),
        ] {
            assert_eq!(likely_feminine(noun), feminine, "{noun}");
        }
    }

    #[test]
    fn groups_of_words_in_the_singular() {
        for (many, one) in [
            ("messages", Some("message")),
            ("colis", Some("colis")),
            ("bureaux de douane", Some("bureau de douane")),
            ("agents formés", Some("agent formé")),
            ("chevaux", None),
        ] {
            assert_eq!(singular(many).as_deref(), one);
        }
    }

    #[test]
    fn participles_and_adjectives_agree() {
        for (word, from, to, wanted) in [
            ("désigné", M, F, "désignée"),
            ("installé", M, MP, "installés"),
            ("envoyés", MP, M, "envoyé"),
            ("mises", FP, MP, "mis"),
            ("mis", MP, F, "mise"),
            ("conduite", F, MP, "conduits"),
            ("reçues", FP, M, "reçu"),
            ("joignable", F, MP, "joignables"),
            ("active", F, M, "actif"),
            ("nationaux", MP, F, "nationale"),
            ("disponible", M, F, "disponible"),
            ("sérieuse", F, MP, "sérieux"),
        ] {
            assert_eq!(agreeing(word, from, to).as_deref(), Some(wanted), "{word}");
        }
        assert_eq!(agreeing("désigné", MP, F), None);
    }

    #[test]
    fn verbs_change_their_number() {
        assert_eq!(in_number("tenaient", false).as_deref(), Some("tenait"));
        assert_eq!(in_number("sera", true).as_deref(), Some("seront"));
        assert_eq!(in_number("ont", false).as_deref(), Some("a"));
        assert_eq!(in_number("avait", false).as_deref(), Some("avait"));
        assert_eq!(in_number("savoir", true), None);
        assert!(is_finite("existait") && is_finite("ont"));
        assert!(!is_finite("fait") && !is_finite("agents") && !is_finite("retrait"));
    }
}

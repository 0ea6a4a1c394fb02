//! What stands before a French noun: articles, *de*, *à*, contractions, elision.

use super::edit::Edit;
use crate::language::french::elides;

/// A noun phrase without its article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noun<'a> {
    pub text: &'a str,
    /// `None` when it is not known.
    pub feminine: Option<bool>,
    pub plural: bool,
}

/// What stands before a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Article {
    /// Nothing that changes with the noun.
    None,
    /// *de* alone.
    Bare,
    The(Preposition),
    A(Preposition),
    /// *ce*
    This(Preposition),
    /// *son*
    Own,
    /// *leur*
    Their,
    /// *aucun*
    No,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Preposition {
    None,
    De,
    To,
}

/// The endings of a text before a noun, longest first, with what they say of its number.
const BEFORE: [(&str, Article, Option<bool>); 31] = {
    use Article::{A, Bare, No, Own, The, Their, This};
    use Preposition::{De, To};
    const P: Preposition = Preposition::None;
    [
        ("de cette ", This(De), Some(true)),
        ("d'aucune ", No, Some(true)),
        ("de cet ", This(De), Some(false)),
        ("de ce ", This(De), Some(false)),
        ("d'aucun ", No, Some(false)),
        ("aucune ", No, Some(true)),
        ("aucun ", No, Some(false)),
        ("cette ", This(P), Some(true)),
        ("d'une ", A(De), Some(true)),
        ("à une ", A(To), Some(true)),
        ("de la ", The(De), Some(true)),
        ("leurs ", Their, None),
        ("leur ", Their, None),
        ("d'un ", A(De), Some(false)),
        ("à un ", A(To), Some(false)),
        ("à la ", The(To), Some(true)),
        ("de l'", The(De), None),
        ("aux ", The(To), None),
        ("une ", A(P), Some(true)),
        ("cet ", This(P), Some(false)),
        ("ces ", This(P), None),
        ("ses ", Own, None),
        ("son ", Own, None),
        ("les ", The(P), None),
        ("à l'", The(To), None),
        ("du ", The(De), Some(false)),
        ("au ", The(To), Some(false)),
        ("un ", A(P), Some(false)),
        ("sa ", Own, Some(true)),
        ("ce ", This(P), Some(false)),
        ("de ", Bare, None),
    ]
};
/// Those that stand inside longer ones and are tried last.
const LAST: [(&str, Article, Option<bool>); 5] = [
    ("la ", Article::The(Preposition::None), Some(true)),
    ("le ", Article::The(Preposition::None), Some(false)),
    ("l'", Article::The(Preposition::None), None),
    ("d'", Article::Bare, None),
    ("des ", Article::The(Preposition::De), None),
];

/// Where what stands before the noun begins, what it is, and the gender it shows.
pub(super) fn article(head: &str) -> (usize, Article, Option<bool>) {
    let low = head.to_lowercase().replace('’', "'");
    // The typographic apostrophe is longer: lengths are taken from the text itself.
    let length = |ending: &str| {
        let chars = ending.chars().count();
        head.chars()
            .rev()
            .take(chars)
            .map(char::len_utf8)
            .sum::<usize>()
    };
    for (ending, what, gender) in BEFORE.iter().chain(&LAST) {
        let Some(before) = low.strip_suffix(ending) else {
            continue;
        };
        if !before.ends_with(char::is_alphanumeric) {
            return (head.len() - length(ending), *what, *gender);
        }
    }
    (head.len(), Article::None, None)
}

/// The words before a noun of this form; `None` when they need a gender that is not known.
pub(super) fn written(article: Article, noun: &Noun<'_>) -> Option<String> {
    let vowel = elides(noun.text);
    let (one, many) = match article {
        Article::None => return Some(String::new()),
        Article::Bare => return Some(if vowel { "d'" } else { "de " }.into()),
        Article::The(p) => {
            let many = match p {
                Preposition::None => "les ",
                Preposition::De => "des ",
                Preposition::To => "aux ",
            };
            let one = match (p, vowel) {
                _ if noun.plural => "",
                (Preposition::None, true) => "l'",
                (Preposition::De, true) => "de l'",
                (Preposition::To, true) => "à l'",
                (p, false) => match (p, noun.feminine?) {
                    (Preposition::None, true) => "la ",
                    (Preposition::None, false) => "le ",
                    (Preposition::De, true) => "de la ",
                    (Preposition::De, false) => "du ",
                    (Preposition::To, true) => "à la ",
                    (Preposition::To, false) => "au ",
                },
            };
            (one, many)
        }
        _ if noun.plural => match article {
            Article::A(Preposition::None) => ("", "des "),
            Article::A(Preposition::De) if vowel => ("", "d'"),
            Article::A(Preposition::De) => ("", "de "),
            Article::A(Preposition::To) => ("", "à des "),
            Article::This(Preposition::De) => ("", "de ces "),
            Article::This(_) => ("", "ces "),
            Article::Own => ("", "ses "),
            Article::Their => ("", "leurs "),
            _ => return None,
        },
        Article::Their => ("leur ", ""),
        Article::Own if vowel => ("son ", ""),
        _ => match (article, noun.feminine?) {
            (Article::A(Preposition::None), true) => ("une ", ""),
            (Article::A(Preposition::None), false) => ("un ", ""),
            (Article::A(Preposition::De), true) => ("d'une ", ""),
            (Article::A(Preposition::De), false) => ("d'un ", ""),
            (Article::A(Preposition::To), true) => ("à une ", ""),
            (Article::A(Preposition::To), false) => ("à un ", ""),
            (Article::This(Preposition::De), true) => ("de cette ", ""),
            (Article::This(Preposition::De), false) if vowel => ("de cet ", ""),
            (Article::This(Preposition::De), false) => ("de ce ", ""),
            (Article::This(_), true) => ("cette ", ""),
            (Article::This(_), false) if vowel => ("cet ", ""),
            (Article::This(_), false) => ("ce ", ""),
            (Article::Own, true) => ("sa ", ""),
            (Article::Own, false) => ("son ", ""),
            (Article::No, true) => ("aucune ", ""),
            (Article::No, false) => ("aucun ", ""),
            _ => return None,
        },
    };
    Some(if noun.plural { many } else { one }.into())
}

/// Where the words before a name begin, and what they become when another name stands there: names
/// with an article and names without one. `had` says that the old name takes an article; `feminine`
/// is the gender of the new one when it does. `None` when the words fit no such name.
pub(super) fn rename(
    head: &str,
    had: bool,
    name: &str,
    feminine: Option<bool>,
) -> Option<(usize, String)> {
    let (start, found, _) = article(head);
    let to = |text: &str| text.ends_with(" à ") || text == "à ";
    let (start, preposition) = match found {
        Article::The(preposition) if had => (start, preposition),
        // In brackets and lists a name stands without its article.
        Article::None if had => return Some((head.len(), String::new())),
        Article::Bare if !had => (start, Preposition::De),
        Article::None if to(head) => (head.len() - "à ".len(), Preposition::To),
        Article::None => (head.len(), Preposition::None),
        _ => return None,
    };
    let noun = Noun {
        text: name,
        feminine,
        plural: false,
    };
    let bare = |preposition| match preposition {
        Preposition::None => Some(String::new()),
        Preposition::To => Some("à ".to_owned()),
        Preposition::De => written(Article::Bare, &noun),
    };
    let bracket = head.ends_with('(');
    let before = match feminine {
        Some(_) if !bracket => written(Article::The(preposition), &noun)?,
        _ => bare(preposition)?,
    };
    Some((start, before))
}

/// Words that elide before a vowel, by their ending.
const ELIDED: [(&str, &str); 2] = [("que ", "qu'"), ("de ", "d'")];

/// Widens an edit to the left where *que* or *de* before it must elide or be written out.
pub(super) fn elide_before(target: &str, edit: &mut Edit) {
    let Some(head) = target.get(..edit.start) else {
        return;
    };
    let first = edit.new.split([' ', '\'', '’']).next().unwrap_or_default();
    // An article that is itself elided begins with its consonant.
    let vowel = elides(first) && !["l", "d"].contains(&first);
    for (full, short) in ELIDED {
        let curly = short.replace('\'', "’");
        for (is, becomes, wrong) in [
            (full, short, vowel),
            (short, full, !vowel),
            (curly.as_str(), full, !vowel),
        ] {
            let Some(before) = head.strip_suffix(is) else {
                continue;
            };
            if wrong && (is.starts_with('q') || !before.ends_with(char::is_alphanumeric)) {
                edit.new = format!("{becomes}{}", edit.new);
                edit.start = before.len();
            }
            return;
        }
    }
}

/// *de* and the article after it, with the article alone.
const CONTRACTED: [(&str, &str); 3] = [("du ", "le "), ("des ", "les "), ("d'", "")];
/// Words before a noun that stand after *de* as they are.
const WHOLE: [&str; 13] = [
    "la ", "l'", "son ", "sa ", "ses ", "leur ", "leurs ", "ce ", "cet ", "cette ", "ces ", "un ",
    "une ",
];

/// The length of the head of a complement that begins with *de*, and what it is without.
pub(super) fn without_of(rest: &str) -> Option<(usize, String)> {
    let plain = rest.replace('’', "'");
    let whole = |text: &str| WHOLE.iter().any(|w| text.starts_with(w));
    if plain.strip_prefix("de ").is_some_and(whole) {
        return Some(("de ".len(), String::new()));
    }
    for (with, without) in CONTRACTED {
        let Some(behind) = plain.strip_prefix(with) else {
            continue;
        };
        let length: usize = rest
            .chars()
            .take(with.chars().count())
            .map(char::len_utf8)
            .sum();
        return (with != "d'" || whole(behind)).then(|| (length, without.to_owned()));
    }
    None
}

/// The length of the head of a complement that begins with an article, and what it is after *de*.
pub(super) fn after_of(rest: &str) -> Option<(usize, String)> {
    let plain = rest.replace('’', "'");
    for (with, without) in CONTRACTED {
        if !without.is_empty() && plain.starts_with(without) {
            return Some((without.len(), with.to_owned()));
        }
    }
    if plain.starts_with("un ") || plain.starts_with("une ") {
        return Some((0, "d'".into()));
    }
    WHOLE
        .iter()
        .any(|w| plain.starts_with(w))
        .then(|| (0, "de ".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complements_take_and_lose_their_preposition() {
        let change = |f: fn(&str) -> Option<(usize, String)>, text: &str| {
            f(text).map(|(length, new)| format!("{new}{}", &text[length..]))
        };
        for (with, without) in [
            ("du plan adopté", "le plan adopté"),
            ("des travaux", "les travaux"),
            ("de la cellule", "la cellule"),
            ("de l’unité", "l’unité"),
            ("d'une équipe", "une équipe"),
            ("de ses travaux", "ses travaux"),
        ] {
            assert_eq!(change(without_of, with).as_deref(), Some(without));
            assert_eq!(change(after_of, without).as_deref(), Some(with));
        }
        assert_eq!(change(without_of, "de progrès"), None);
        assert_eq!(change(after_of, "avoir agi"), None);
    }

    #[test]
    fn names_with_and_without_article() {
        let put = |head: &str, had, name: &str, feminine| {
            let (start, before) = rename(head, had, name, feminine)?;
            Some(format!("{}{before}{name}", &head[..start]))
        };
        assert_eq!(
            put("au sein d'", false, "ONUDC", Some(false)).as_deref(),
            Some("au sein de l'ONUDC")
        );
        assert_eq!(
            put("avec l’", true, "Europol", None).as_deref(),
            Some("avec Europol")
        );
        assert_eq!(
            put("à l'", true, "HCR", Some(false)).as_deref(),
            Some("au HCR")
        );
        assert_eq!(
            put("de l'", true, "INTERPOL", None).as_deref(),
            Some("d'INTERPOL")
        );
        assert_eq!(
            put("mondiale (", true, "OMS", Some(true)).as_deref(),
            Some("mondiale (OMS")
        );
        assert_eq!(
            put("à ", false, "UPU", Some(true)).as_deref(),
            Some("à l'UPU")
        );
    }

    #[test]
    fn elision_before_an_exchange() {
        let edited = |target: &str, start, new: &str| {
            let mut edit = Edit {
                start,
                end: target.len(),
                new: new.into(),
                kind: "x",
            };
            elide_before(target, &mut edit);
            format!("{}{}", &target[..edit.start], edit.new)
        };
        assert_eq!(edited("qu’un", 5, "deux"), "que deux");
        assert_eq!(edited("que 17", 4, "un"), "qu'un");
        assert_eq!(edited("de Riga", 3, "Helsinki"), "d'Helsinki");
        assert_eq!(edited("d'Athènes", 2, "Paris"), "de Paris");
        assert_eq!(edited("que deux", 4, "onze"), "que onze");
    }
}

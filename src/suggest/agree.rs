//! French: what in the content agrees with the subject, changed where it is sure, marked where not.

use super::edit::{Doubt, Edit};
use super::frame::{agreement, is_reporting};
use super::names::Said;
use crate::language::french::{Form, agreeing, in_number, is_finite, is_small};

/// A word of the text; bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
}

/// The subject before and after, and what the English says.
struct Change<'a> {
    old: &'a Said,
    new: &'a Said,
    /// `it` and `they`, `its` and `their` of the English content, in order.
    pronouns: Vec<&'a str>,
    owners: Vec<&'a str>,
    /// The English speaks of several countries, so that its own pronouns are in the plural.
    several: bool,
}

/// Changes and doubts from `from` on in `text`, when the subject becomes `new` instead of `old`.
/// `english` is the English content that the text is to say; `several` that the English has several
/// countries as its subject.
///
/// A pronoun or possessive stands for the country as long as no other subject has come in between;
/// after that the English decides where its words tell.
pub(super) fn agree(
    text: &str,
    from: usize,
    old: &Said,
    new: &Said,
    english: &str,
    several: bool,
) -> (Vec<Edit>, Vec<Doubt>) {
    let mut found = (Vec::new(), Vec::new());
    if (old.plural, old.feminine) == (new.plural, new.feminine) {
        return found;
    }
    let words = words(text, from);
    let low = english.to_lowercase();
    let among = |list: [&str; 2]| -> Vec<&str> {
        low.split(|c: char| !c.is_alphanumeric())
            .filter(|w| list.contains(w))
            .collect()
    };
    let change = Change {
        old,
        new,
        pronouns: among(["it", "they"]),
        owners: among(["its", "their"]),
        several: several && new.plural && !old.plural,
    };
    walk(text, &words, &change, &mut found);
    infinitive(&words, old, new, &mut found);
    for word in &words {
        if word.text.ends_with("-même")
            || word.text.ends_with("-mêmes")
            || (word.text == "lui" && old.plural != new.plural)
            || ["celui-ci", "celle-ci", "ceux-ci", "celles-ci"].contains(&word.text)
        {
            found.1.push(doubt(word, "may refer to the country"));
        }
    }
    found
}

pub(super) fn doubt(word: &Word<'_>, why: &str) -> Doubt {
    Doubt {
        start: word.start,
        end: word.end,
        why: why.into(),
    }
}

fn pronoun(said: &Said) -> &'static str {
    match (said.plural, said.feminine) {
        (false, false) => "il",
        (false, true) => "elle",
        (true, false) => "ils",
        (true, true) => "elles",
    }
}

/// True for a possessive that may be the country's.
fn is_owner(words: &[Word<'_>], at: usize, change: &Change<'_>) -> bool {
    let Some(word) = words.get(at) else {
        return false;
    };
    if change.old.plural == change.new.plural {
        return false;
    }
    if change.new.plural {
        return agreement().owners.contains_key(word.text);
    }
    let before_verb = words.get(at + 1).is_some_and(|w| is_finite(w.text));
    ["leur", "leurs", "Leur", "Leurs"].contains(&word.text) && !before_verb
}

fn walk(text: &str, words: &[Word<'_>], change: &Change<'_>, out: &mut (Vec<Edit>, Vec<Doubt>)) {
    let was = pronoun(change.old);
    let is_pronoun = |i: usize| {
        words.get(i).is_some_and(|w| {
            w.text.eq_ignore_ascii_case(was) && !(was == "il" && impersonal(words, i))
        })
    };
    let here = (0..words.len()).filter(|i| is_pronoun(*i)).count();
    let owners = (0..words.len())
        .filter(|i| is_owner(words, *i, change))
        .count();
    let (mut nth_pronoun, mut nth_owner) = (0, 0);
    // Another subject has come in; the verb before is the country's; the verb of a pronoun.
    let (mut other, mut ours, mut taken) = (false, false, None);
    let mut last = words.first().map_or(0, |w| w.start);
    for (i, word) in words.iter().enumerate() {
        let gap = text.get(last..word.start).unwrap_or_default();
        last = word.end;
        if gap.contains(['.', ';']) {
            other = !(is_pronoun(i) && reports(words, i + 1));
            ours = false;
        }
        if is_pronoun(i) {
            let english = change
                .pronouns
                .get(nth_pronoun)
                .filter(|_| here == change.pronouns.len());
            nth_pronoun += 1;
            let told = change.several && english == Some(&"they");
            if change.several && english == Some(&"it") {
                other = true;
                continue;
            }
            if other && !told {
                out.1.push(doubt(word, "may stand for the country"));
                if english.is_none() {
                    continue;
                }
            } else {
                ours = true;
            }
            exchange(word, pronoun(change.new), out);
            taken = verb(words, i + 1, change.old, change.new, out);
        } else if is_owner(words, i, change) {
            let english = change
                .owners
                .get(nth_owner)
                .filter(|_| owners == change.owners.len());
            nth_owner += 1;
            let told = change.several && english == Some(&"their");
            if change.several && english == Some(&"its") {
                continue;
            }
            owner(word, change, !other || told, out);
        } else if taken == Some(i) {
            taken = None;
        } else if is_finite(word.text) {
            let joined = i
                .checked_sub(1)
                .and_then(|b| words.get(b))
                .is_some_and(|w| w.text == "et" || w.text == "mais")
                || (i >= 2
                    && words.get(i - 2).is_some_and(|w| w.text == "et")
                    && words
                        .get(i - 1)
                        .is_some_and(|w| agreement().between.contains(&w.text.replace('’', "'"))));
            if joined && ours && !other {
                inflect(words, i, false, change.old, change.new, out);
            } else {
                other = true;
            }
        }
    }
}

/// True for « a ajouté »: a reporting verb.
fn reports(words: &[Word<'_>], at: usize) -> bool {
    let auxiliary = words
        .get(at)
        .is_some_and(|w| ["a", "ont", "avait", "avaient"].contains(&w.text));
    auxiliary && words.get(at + 1).is_some_and(|w| is_reporting(w.text))
}

/// A word for another in its place, with a capital where it has one.
fn exchange(word: &Word<'_>, is: &str, out: &mut (Vec<Edit>, Vec<Doubt>)) {
    let new = if word.text.starts_with(char::is_uppercase) {
        super::phrase::with_capital(is)
    } else {
        is.to_owned()
    };
    out.0.push(Edit {
        start: word.start,
        end: word.end,
        new,
        kind: "agreement",
    });
}

fn owner(word: &Word<'_>, change: &Change<'_>, sure: bool, out: &mut (Vec<Edit>, Vec<Doubt>)) {
    let form = match (change.new.plural, word.text) {
        (true, owner) => agreement().owners.get(owner).cloned(),
        (false, "leurs") => Some("ses".into()),
        (false, "Leurs") => Some("Ses".into()),
        _ => None,
    };
    match form.filter(|_| sure) {
        Some(form) => out.0.push(Edit {
            start: word.start,
            end: word.end,
            new: form,
            kind: "agreement",
        }),
        None => out
            .1
            .push(doubt(word, "may be the country's: agrees in number")),
    }
}

/// « il existait », « il était prévu que »: no country speaks.
fn impersonal(words: &[Word<'_>], at: usize) -> bool {
    let next: Vec<&str> = words.iter().skip(at + 1).take(3).map(|w| w.text).collect();
    agreement().impersonal.iter().any(|i| {
        let parts: Vec<&str> = i.split(' ').collect();
        let glued: String = next.iter().take(2).copied().collect();
        next.starts_with(&parts) || glued == *i || glued.replace('’', "'") == *i
    }) && !next.contains(&"doté")
}

/// The verb after a pronoun, and the participle after « être »; the verb's place.
fn verb(
    words: &[Word<'_>],
    from: usize,
    old: &Said,
    new: &Said,
    out: &mut (Vec<Edit>, Vec<Doubt>),
) -> Option<usize> {
    let mut at = from;
    let mut reflexive = false;
    while let Some(word) = words.get(at) {
        let plain = word.text.replace('’', "'");
        if !agreement().between.contains(&plain) {
            break;
        }
        reflexive |= plain.starts_with('s');
        at += 1;
    }
    words.get(at)?;
    inflect(words, at, reflexive, old, new, out);
    Some(at)
}

/// A verb of the subject, with its participle.
fn inflect(
    words: &[Word<'_>],
    at: usize,
    reflexive: bool,
    old: &Said,
    new: &Said,
    out: &mut (Vec<Edit>, Vec<Doubt>),
) {
    let Some(word) = words.get(at) else { return };
    if old.plural != new.plural {
        match in_number(word.text, new.plural) {
            Some(form) => out.0.push(Edit {
                start: word.start,
                end: word.end,
                new: form,
                kind: "agreement",
            }),
            None => out.1.push(doubt(word, "agrees with the country in number")),
        }
    }
    let be = [
        "était", "étaient", "est", "sont", "serait", "seraient", "sera", "seront",
    ]
    .contains(&word.text);
    let been = words.get(at + 1).is_some_and(|w| w.text == "été");
    if be {
        participle(words, at + 1, old, new, reflexive, out);
    } else if been {
        participle(words, at + 2, old, new, false, out);
    }
}

fn participle(
    words: &[Word<'_>],
    from: usize,
    old: &Said,
    new: &Said,
    reflexive: bool,
    out: &mut (Vec<Edit>, Vec<Doubt>),
) {
    let adverbs = [
        "également",
        "déjà",
        "bien",
        "pas",
        "aussi",
        "toujours",
        "jamais",
        "en",
        "plus",
        "encore",
    ];
    let Some(word) = words
        .iter()
        .skip(from)
        .find(|w| !(adverbs.contains(&w.text) || w.text.ends_with("ement")))
    else {
        return;
    };
    if is_small(word.text) {
        return;
    }
    let form = |said: &Said| Form {
        feminine: said.feminine,
        plural: said.plural,
    };
    match agreeing(word.text, form(old), form(new)).filter(|_| !reflexive) {
        Some(form) if form != word.text => out.0.push(Edit {
            start: word.start,
            end: word.end,
            new: form,
            kind: "agreement",
        }),
        Some(_) => {}
        None if word.text.chars().count() > 2 => {
            out.1.push(doubt(word, "may agree with the country"))
        }
        None => {}
    }
}

/// « a indiqué être dotée de »: the participle after an infinitive.
fn infinitive(words: &[Word<'_>], old: &Said, new: &Said, out: &mut (Vec<Edit>, Vec<Doubt>)) {
    let head: Vec<&str> = words.iter().take(2).map(|w| w.text).collect();
    match head.as_slice() {
        ["être", ..] => participle(words, 1, old, new, false, out),
        ["avoir", "été"] => participle(words, 2, old, new, false, out),
        ["s'" | "s’", "être"] => participle(words, 2, old, new, true, out),
        _ => {}
    }
}

/// Words, an elided one (`qu'`) apart from the next.
pub(super) fn words(text: &str, from: usize) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut start: Option<usize> = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if i < from {
            continue;
        }
        let apostrophe = c == '\'' || c == '’';
        if c.is_alphanumeric() || (start.is_some() && c == '-') {
            start.get_or_insert(i);
        } else if let Some(s) = start.take() {
            let end = if apostrophe { i + c.len_utf8() } else { i };
            out.push(Word {
                text: text.get(s..end).unwrap_or_default(),
                start: s,
                end,
            });
        }
    }
    out
}

#[cfg(test)]
#[path = "agree_tests.rs"]
mod tests;

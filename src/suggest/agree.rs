//! French: what in the content agrees with the subject, changed where it is sure, marked where not.

use super::edit::{Doubt, Edit};
use super::frame::agreement;
use super::names::Said;

/// A word of the text; bytes.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// Changes and doubts from `from` on in `text`, when the subject becomes `new` instead of `old`.
/// `english` is the English content that the text is to say.
pub(super) fn agree(
    text: &str,
    from: usize,
    old: &Said,
    new: &Said,
    english: &str,
) -> (Vec<Edit>, Vec<Doubt>) {
    let mut found = (Vec::new(), Vec::new());
    if (old.plural, old.feminine) == (new.plural, new.feminine) {
        return found;
    }
    let words = words(text, from);
    let english: Vec<String> = english
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    pronouns(&words, old, new, &english, &mut found);
    if old.plural != new.plural {
        owners(&words, new, &english, &mut found);
    }
    infinitive(&words, new, &mut found);
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

fn doubt(word: &Word<'_>, why: &str) -> Doubt {
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

fn pronouns(
    words: &[Word<'_>],
    old: &Said,
    new: &Said,
    english: &[String],
    out: &mut (Vec<Edit>, Vec<Doubt>),
) {
    let (was, is) = (pronoun(old), pronoun(new));
    let here: Vec<usize> = (0..words.len())
        .filter(|i| {
            words
                .get(*i)
                .is_some_and(|w| w.text.eq_ignore_ascii_case(was))
                && !(was == "il" && impersonal(words, *i))
        })
        .collect();
    let there = english
        .iter()
        .filter(|w| ["it", "they"].contains(&w.as_str()))
        .count();
    let opens = english.first().is_some_and(|w| w == "it" || w == "they");
    for i in &here {
        let Some(word) = words.get(*i) else { continue };
        let first = *i == 0
            || (*i == 1
                && words
                    .first()
                    .is_some_and(|w| w.text == "qu'" || w.text == "qu’" || w.text == "que"));
        if !(first && opens) {
            out.1.push(doubt(word, "may stand for the country"));
            if here.len() != there {
                continue;
            }
        }
        let capital = word.text.starts_with(char::is_uppercase);
        let new_word = if capital {
            format!(
                "{}{}",
                is.get(..1).unwrap_or_default().to_uppercase(),
                is.get(1..).unwrap_or_default()
            )
        } else {
            is.to_owned()
        };
        out.0.push(Edit {
            start: word.start,
            end: word.end,
            new: new_word,
            kind: "agreement",
        });
        verb(words, i + 1, old, new, out);
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

/// The verb after a pronoun, and the participle after « être ».
fn verb(
    words: &[Word<'_>],
    from: usize,
    old: &Said,
    new: &Said,
    out: &mut (Vec<Edit>, Vec<Doubt>),
) {
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
    let Some(word) = words.get(at) else { return };
    if old.plural != new.plural {
        match other_number(word.text, new.plural) {
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
        participle(words, at + 1, new, reflexive, out);
    } else if been {
        participle(words, at + 2, new, false, out);
    }
}

fn participle(
    words: &[Word<'_>],
    from: usize,
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
        "régulièrement",
        "toujours",
        "jamais",
        "en",
        "plus",
    ];
    let Some(word) = words.iter().skip(from).find(|w| !adverbs.contains(&w.text)) else {
        return;
    };
    let stem = ["ées", "és", "ée", "é"]
        .iter()
        .find_map(|e| word.text.strip_suffix(e));
    let sure = stem.filter(|s| s.chars().count() >= 2 && !reflexive);
    match sure {
        Some(stem) => {
            let form = format!(
                "{stem}é{}{}",
                if new.feminine { "e" } else { "" },
                if new.plural { "s" } else { "" }
            );
            if form != word.text {
                out.0.push(Edit {
                    start: word.start,
                    end: word.end,
                    new: form,
                    kind: "agreement",
                });
            }
        }
        None if word.text.chars().count() > 2 => {
            out.1.push(doubt(word, "may agree with the country"))
        }
        None => {}
    }
}

fn other_number(verb: &str, plural: bool) -> Option<String> {
    let pairs = [("ait", "aient"), ("ra", "ront")];
    let whole = [
        ("a", "ont"),
        ("est", "sont"),
        ("va", "vont"),
        ("peut", "peuvent"),
        ("doit", "doivent"),
        ("fait", "font"),
    ];
    for (one, many) in whole {
        let (is, becomes) = if plural { (one, many) } else { (many, one) };
        if verb == is {
            return Some(becomes.into());
        }
    }
    for (one, many) in pairs {
        let (is, becomes) = if plural { (one, many) } else { (many, one) };
        if let Some(stem) = verb.strip_suffix(is).filter(|s| s.chars().count() >= 2) {
            return Some(format!("{stem}{becomes}"));
        }
    }
    None
}

fn owners(words: &[Word<'_>], new: &Said, english: &[String], out: &mut (Vec<Edit>, Vec<Doubt>)) {
    let there = english
        .iter()
        .filter(|w| ["its", "their"].contains(&w.as_str()))
        .count();
    let table = &agreement().owners;
    let is_owner = |w: &Word<'_>| {
        if new.plural {
            table.contains_key(w.text)
        } else {
            ["leur", "leurs", "Leur", "Leurs"].contains(&w.text)
        }
    };
    let here: Vec<&Word<'_>> = words.iter().filter(|w| is_owner(w)).collect();
    let sure = here.len() == there;
    for word in here {
        let form = match (new.plural, word.text) {
            (true, owner) => table.get(owner).cloned(),
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
}

/// « a indiqué être dotée de »: the participle after an infinitive.
fn infinitive(words: &[Word<'_>], new: &Said, out: &mut (Vec<Edit>, Vec<Doubt>)) {
    let head: Vec<&str> = words.iter().take(2).map(|w| w.text).collect();
    match head.as_slice() {
        ["être", ..] => participle(words, 1, new, false, out),
        ["avoir", "été"] => participle(words, 2, new, false, out),
        ["s'" | "s’", "être"] => participle(words, 2, new, true, out),
        _ => {}
    }
}

/// Words, an elided one (`qu'`) apart from the next.
fn words(text: &str, from: usize) -> Vec<Word<'_>> {
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

//! A French noun put in the place of another: article, contraction, elision before it, and what
//! agrees with it behind.

use super::agree::{Word, doubt, words};
use super::article::{Article, Noun, Preposition, article, elide_before, written};
use super::edit::{Doubt, Edit};
use crate::language::french::{Form, agreeing, in_number, is_finite, is_small};

/// Puts a noun in the place of another at a span. `None` when it cannot be done for certain.
pub(super) fn swap(
    target: &str,
    span: (usize, usize),
    old: &Noun<'_>,
    new: &Noun<'_>,
    kind: &'static str,
) -> Option<(Vec<Edit>, Vec<Doubt>)> {
    let head = target.get(..span.0)?;
    let (start, article, shown) = article(head);
    // « des » before a noun that becomes one may be an article or a contraction.
    if old.plural && !new.plural && matches!(article, Article::The(Preposition::De)) {
        return None;
    }
    let old_feminine = shown.or(old.feminine);
    let opens = start == 0 || target.get(..start)?.trim_end().ends_with('.');
    let capital = opens && target.get(start..)?.starts_with(char::is_uppercase);
    let mut text = format!("{}{}", written(article, new)?, new.text);
    if capital {
        text = with_capital(&text);
    }
    let mut edit = Edit {
        start,
        end: span.1,
        new: text,
        kind,
    };
    elide_before(target, &mut edit);
    let mut edits = vec![edit];
    let mut doubts = Vec::new();
    let gender_changes = match (old_feminine, new.feminine) {
        (Some(a), Some(b)) => a != b,
        _ => true,
    };
    if gender_changes || old.plural != new.plural {
        let all = words(target, 0);
        let forms = old_feminine.zip(new.feminine).map(|(was, is)| {
            (
                Form {
                    feminine: was,
                    plural: old.plural,
                },
                Form {
                    feminine: is,
                    plural: new.plural,
                },
            )
        });
        if article == Article::None && !fixed_before(&all, start) {
            let place = all.iter().rev().find(|w| w.end <= start)?;
            doubts.push(doubt(place, "may agree with the word that was exchanged"));
        }
        let subject = subject_at(target, &all, start);
        follow(
            target,
            &all,
            span.1,
            forms,
            subject,
            &mut edits,
            &mut doubts,
        );
    }
    Some((edits, doubts))
}

pub(super) fn with_capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// True for words before a noun that are the same in both genders: figures and small words.
fn fixed_before(all: &[Word<'_>], start: usize) -> bool {
    let Some(word) = all.iter().rev().find(|w| w.end <= start) else {
        return true;
    };
    is_small(word.text) || quantity(word.text)
}

/// Figures and words of quantity.
fn quantity(word: &str) -> bool {
    let low = word.to_lowercase();
    word.starts_with(|c: char| c.is_ascii_digit())
        || [
            "quelque",
            "quelques",
            "plusieurs",
            "chaque",
            "plus",
            "moins",
        ]
        .contains(&low.as_str())
        || crate::language::facts::is_number_word(&low, &crate::model::ids::Lang::fr())
}

/// True when the noun whose article or figure begins at `start` is the subject of its clause; `None`
/// when that cannot be told.
pub(super) fn subject_at(target: &str, all: &[Word<'_>], start: usize) -> Option<bool> {
    let mut opened = false;
    for word in all.iter().rev().skip_while(|w| w.end > start) {
        let gap = target.get(word.end..start).unwrap_or_default();
        if gap.contains(". ") {
            return Some(true);
        }
        let low = word.text.to_lowercase().replace('’', "'");
        if ["que", "qu'"].contains(&low.as_str()) {
            return Some(true);
        }
        if is_finite(word.text) {
            return Some(false);
        }
        if !opened && !quantity(word.text) {
            opened = true;
            if ["et", "ou", "mais", "ni"].contains(&low.as_str()) {
                return None;
            }
            // Directly before it: the end of an adjunct, or a preposition.
            if !gap.contains(',') {
                return Some(false);
            }
        }
    }
    Some(true)
}

/// What agrees with a noun that ends at `end`.
pub(super) fn follow(
    target: &str,
    all: &[Word<'_>],
    end: usize,
    forms: Option<(Form, Form)>,
    subject: Option<bool>,
    edits: &mut Vec<Edit>,
    doubts: &mut Vec<Doubt>,
) {
    let from = all.iter().position(|w| w.start >= end).unwrap_or(all.len());
    let mut at = from;
    // Adjectives that stand right behind the noun.
    while let Some(word) = all.get(at) {
        let before = at
            .checked_sub(1)
            .and_then(|b| all.get(b))
            .map_or(end, |w| w.end.max(end));
        let gap = target.get(before..word.start).unwrap_or_default();
        if gap.trim() != "" || is_small(word.text) || is_finite(word.text) || quantity(word.text) {
            break;
        }
        agreed(word, forms, edits, doubts);
        at += 1;
    }
    let mut relative = false;
    let mut last = end;
    for (n, word) in all.iter().enumerate().skip(at) {
        let gap = target.get(last..word.start).unwrap_or_default();
        last = word.end;
        if gap.contains(['.', ';']) {
            break;
        }
        let low = word.text.to_lowercase().replace('’', "'");
        if low.ends_with("lequel")
            || low.ends_with("laquelle")
            || ["auquel", "duquel"].contains(&low.as_str())
        {
            doubts.push(doubt(word, "may agree with the word that was exchanged"));
            break;
        }
        if ["qui", "que", "qu'", "dont", "où"].contains(&low.as_str()) {
            relative = low == "qui" && n == at;
            if !relative {
                break;
            }
            continue;
        }
        // « ..., composée de »: most likely of the noun, and shown to a person.
        let apposed = gap.trim() == "," && word.text.len() > 3;
        if apposed
            && ["é", "ée", "és", "ées"]
                .iter()
                .any(|e| word.text.ends_with(e))
            && let Some(form) = forms.and_then(|(old, new)| agreeing(word.text, old, new))
        {
            if form != word.text {
                doubts.push(doubt(word, "may agree with the word that was exchanged"));
                change(word, form, edits);
            }
            break;
        }
        if is_finite(word.text) {
            let joined = n
                .checked_sub(1)
                .and_then(|b| all.get(b))
                .is_some_and(|w| w.text == "et");
            if subject.is_none() && !relative {
                doubts.push(doubt(word, "may agree with the word that was exchanged"));
                break;
            }
            if !(subject == Some(true) || relative) {
                break;
            }
            predicate(all, n, forms, edits, doubts);
            if !joined && !coordinated(all, n + 1) {
                break;
            }
        }
    }
}

/// True when a further verb of the same subject follows: « ... et était joignable ».
fn coordinated(all: &[Word<'_>], from: usize) -> bool {
    for (n, word) in all.iter().enumerate().skip(from) {
        let low = word.text.to_lowercase().replace('’', "'");
        if ["que", "qu'", "qui", "dont", "où"].contains(&low.as_str()) {
            return false;
        }
        if is_finite(word.text) {
            return n
                .checked_sub(1)
                .and_then(|b| all.get(b))
                .is_some_and(|w| w.text == "et");
        }
    }
    false
}

/// A verb and its participle.
fn predicate(
    all: &[Word<'_>],
    at: usize,
    forms: Option<(Form, Form)>,
    edits: &mut Vec<Edit>,
    doubts: &mut Vec<Doubt>,
) {
    let Some(verb) = all.get(at) else { return };
    let Some((old, new)) = forms else {
        doubts.push(doubt(verb, "may agree with the word that was exchanged"));
        return;
    };
    if old.plural != new.plural {
        match in_number(verb.text, new.plural) {
            Some(form) => change(verb, form, edits),
            None => doubts.push(doubt(
                verb,
                "agrees in number with the word that was exchanged",
            )),
        }
    }
    let be = [
        "était", "étaient", "est", "sont", "serait", "seraient", "sera", "seront",
    ]
    .contains(&verb.text);
    let been = all.get(at + 1).is_some_and(|w| w.text == "été");
    if !be && !been {
        return;
    }
    let adverbs = [
        "également",
        "déjà",
        "bien",
        "pas",
        "aussi",
        "toujours",
        "jamais",
        "plus",
        "encore",
    ];
    let next = all
        .iter()
        .skip(at + if been { 2 } else { 1 })
        .find(|w| !(adverbs.contains(&w.text) || w.text.ends_with("ment")));
    if let Some(word) = next.filter(|w| !is_small(w.text)) {
        agreed(word, Some((old, new)), edits, doubts);
    }
}

fn change(word: &Word<'_>, form: String, edits: &mut Vec<Edit>) {
    if form != word.text {
        edits.push(Edit {
            start: word.start,
            end: word.end,
            new: form,
            kind: "agreement",
        });
    }
}

/// A participle or adjective of the noun.
fn agreed(
    word: &Word<'_>,
    forms: Option<(Form, Form)>,
    edits: &mut Vec<Edit>,
    doubts: &mut Vec<Doubt>,
) {
    match forms.and_then(|(old, new)| agreeing(word.text, old, new)) {
        Some(form) => change(word, form, edits),
        None => doubts.push(doubt(word, "may agree with the word that was exchanged")),
    }
}

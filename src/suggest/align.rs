//! Two texts of one language side by side: which words and facts of one stand for which of the other.

use super::things::{Spot, Thing};
use crate::language::facts::{Fact, FactKind, facts, ordinal_value, times};
use crate::model::ids::Lang;

/// A word or a fact; bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub form: String,
    pub start: usize,
    pub end: usize,
    pub fact: Option<Fact>,
    pub thing: Option<Thing>,
}

/// One step between the texts, by places in their pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Same(usize, usize),
    Changed(usize, usize),
    Removed(usize),
    Added(usize),
}

/// True for the words that stand for a figure and change with it: places in an order, and *one*.
fn changes(fact: &Fact, text: &str, lang: &Lang) -> bool {
    let word = fact.text(text);
    ordinal_value(word, lang).is_some() || (lang.primary() == "en" && word == "one")
}

/// *twice* as the figure 2 and the word *times*.
fn said_apart(fact: &Fact, n: u64, word: &str) -> [Piece; 2] {
    let number = Fact {
        kind: FactKind::Number,
        value: n.to_string(),
        in_words: true,
        ..fact.clone()
    };
    let figure = Piece {
        form: format!("{:?} {}", number.kind, number.value),
        start: fact.start,
        end: fact.end,
        fact: Some(number),
        thing: None,
    };
    let word = Piece {
        form: word.to_owned(),
        start: fact.end,
        end: fact.end,
        fact: None,
        thing: None,
    };
    [figure, word]
}

/// Words, facts and things from a place on; `spots` are the things, in the order of the text.
pub(super) fn pieces(text: &str, from: usize, lang: &Lang, spots: &[Spot]) -> Vec<Piece> {
    let mut marked: Vec<Piece> = spots
        .iter()
        .filter(|s| s.start >= from)
        .map(|s| Piece {
            form: format!("{:?}", s.thing),
            start: s.start,
            end: s.end,
            fact: None,
            thing: Some(s.thing.clone()),
        })
        .collect();
    for fact in facts(text, lang) {
        if let Some((n, word)) = times(fact.text(text), lang).filter(|_| fact.start >= from) {
            marked.extend(said_apart(&fact, n, word));
            continue;
        }
        let wanted = fact.kind != FactKind::MayBeNumber || changes(&fact, text, lang);
        let free = spots
            .iter()
            .all(|s| fact.end <= s.start || fact.start >= s.end);
        if wanted && free && fact.start >= from {
            marked.push(Piece {
                form: format!("{:?} {}", fact.kind, fact.value),
                start: fact.start,
                end: fact.end,
                fact: Some(fact),
                thing: None,
            });
        }
    }
    marked.sort_by_key(|p| p.start);
    let mut out = Vec::new();
    let mut at = from;
    for piece in marked {
        words(text, at, piece.start, &mut out);
        at = piece.end;
        out.push(piece);
    }
    words(text, at, text.len(), &mut out);
    out
}

fn words(text: &str, from: usize, to: usize, out: &mut Vec<Piece>) {
    let part = text.get(from..to).unwrap_or_default();
    let mut start = None;
    for (i, c) in part.char_indices().chain([(part.len(), ' ')]) {
        let inside = c.is_alphanumeric() || c == '\u{ad}';
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                let form: String = part
                    .get(s..i)
                    .unwrap_or_default()
                    .chars()
                    .filter(|c| *c != '\u{ad}')
                    .flat_map(char::to_lowercase)
                    .collect();
                out.push(Piece {
                    form,
                    start: from + s,
                    end: from + i,
                    fact: None,
                    thing: None,
                });
                start = None;
            }
            _ => {}
        }
    }
}

/// Beyond this many pairs two texts are not compared.
const MOST_PAIRS: usize = 1_000_000;

/// The cheapest way from `a` to `b`; facts of one kind change into each other before anything else.
pub(super) fn align(a: &[Piece], b: &[Piece]) -> Option<Vec<Step>> {
    // Equal heads and tails cost nothing and need no table.
    let same = |(x, y): &(&Piece, &Piece)| x.form == y.form;
    let head = a.iter().zip(b).take_while(same).count();
    let (rest_a, rest_b) = (a.get(head..)?, b.get(head..)?);
    let backwards = rest_a.iter().rev().zip(rest_b.iter().rev());
    let tail = backwards.take_while(same).count();
    let middle = between(
        rest_a.get(..rest_a.len() - tail)?,
        rest_b.get(..rest_b.len() - tail)?,
    )?;
    let mut steps: Vec<Step> = (0..head).map(|i| Step::Same(i, i)).collect();
    steps.extend(middle.into_iter().map(|step| match step {
        Step::Same(i, j) => Step::Same(i + head, j + head),
        Step::Changed(i, j) => Step::Changed(i + head, j + head),
        Step::Removed(i) => Step::Removed(i + head),
        Step::Added(j) => Step::Added(j + head),
    }));
    steps.extend((0..tail).map(|n| Step::Same(a.len() - tail + n, b.len() - tail + n)));
    Some(steps)
}

/// The same for the pieces between equal heads and tails.
fn between(a: &[Piece], b: &[Piece]) -> Option<Vec<Step>> {
    let width = b.len() + 1;
    if (a.len() + 1).checked_mul(width)? > MOST_PAIRS {
        return None;
    }
    let mut costs = vec![0u32; (a.len() + 1) * width];
    let get = |costs: &[u32], i: usize, j: usize| {
        costs.get(i * width + j).copied().unwrap_or(u32::MAX / 2)
    };
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let mut best = if i == 0 && j == 0 { 0 } else { u32::MAX / 2 };
            if i > 0 {
                best = best.min(get(&costs, i - 1, j) + 10);
            }
            if j > 0 {
                best = best.min(get(&costs, i, j - 1) + 10);
            }
            if let (Some(x), Some(y)) = (
                i.checked_sub(1).and_then(|i| a.get(i)),
                j.checked_sub(1).and_then(|j| b.get(j)),
            ) {
                best = best.min(get(&costs, i - 1, j - 1) + price(x, y));
            }
            if let Some(cell) = costs.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut steps = Vec::new();
    while i > 0 || j > 0 {
        let here = get(&costs, i, j);
        let pair = i
            .checked_sub(1)
            .and_then(|i| a.get(i))
            .zip(j.checked_sub(1).and_then(|j| b.get(j)));
        if let Some((x, y)) = pair
            && here == get(&costs, i - 1, j - 1) + price(x, y)
        {
            (i, j) = (i - 1, j - 1);
            steps.push(if x.form == y.form {
                Step::Same(i, j)
            } else {
                Step::Changed(i, j)
            });
        } else if i > 0 && here == get(&costs, i - 1, j) + 10 {
            i -= 1;
            steps.push(Step::Removed(i));
        } else {
            j = j.checked_sub(1)?;
            steps.push(Step::Added(j));
        }
    }
    steps.reverse();
    Some(steps)
}

fn price(a: &Piece, b: &Piece) -> u32 {
    if a.form == b.form {
        return 0;
    }
    match (&a.thing, &b.thing) {
        (Some(x), Some(y)) if std::mem::discriminant(x) == std::mem::discriminant(y) => return 6,
        (None, None) => {}
        _ => return 16,
    }
    match (&a.fact, &b.fact) {
        (Some(x), Some(y)) if x.kind == y.kind => 6,
        (Some(x), Some(y)) if dated(x) && dated(y) => 7,
        (Some(x), Some(y)) if counted(x) && counted(y) => 7,
        (Some(_), Some(_)) => 12,
        (None, None) => 10,
        _ => 16,
    }
}

fn counted(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Number | FactKind::MayBeNumber)
}

fn dated(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Date | FactKind::Year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_meet_facts() {
        let en = Lang::en();
        let a = pieces("In 2019 it held 12 courses on 3 May 2019.", 0, &en, &[]);
        let b = pieces(
            "In 2021 it held three new courses on 4 June 2021.",
            0,
            &en,
            &[],
        );
        let changed: Vec<_> = align(&a, &b)
            .unwrap()
            .into_iter()
            .filter_map(|s| {
                if let Step::Changed(i, j) = s {
                    Some((a[i].form.clone(), b[j].form.clone()))
                } else {
                    None
                }
            })
            .collect();
        let wanted = [
            ("Year 2019", "Year 2021"),
            ("Number 12", "Number 3"),
            ("Date 2019-05-03", "Date 2021-06-04"),
        ];
        assert_eq!(changed, wanted.map(|(x, y)| (x.to_owned(), y.to_owned())));
    }
}

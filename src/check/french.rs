//! French grammar, in the cases that are sure.

use super::CheckFinding;
use super::fix::as_begun;
use super::names;
use super::words::{Word, adjacent, lists, words};
use crate::language::Resources;
use crate::model::ids::Lang;

const CODE: &str = "agreement";
const VOWELS: &str = "aàâeéèêëiîïoôuùûœæAÀÂEÉÈÊËIÎÏOÔUÙÛŒ";

/// Elision, fused articles, « aucun » with a plural, a missing « de ».
pub(super) fn check(text: &str, out: &mut Vec<CheckFinding>) {
    let tables = lists(&Lang::fr());
    let list = words(text);
    let span = |a: &Word<'_>, b: &Word<'_>| text.get(a.start..b.end).unwrap_or_default().to_owned();
    for (i, pair) in list.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        if !adjacent(text, a, b) {
            continue;
        }
        let (low, next) = (a.low(), b.low());
        if tables.elided.contains(&low)
            && elides(b, &tables.kept)
            && !(low == "que" && next == "oui")
        {
            let short = low.get(..low.len() - 1).unwrap_or_default();
            let kept = a.text.get(..short.len()).unwrap_or(short);
            let finding = CheckFinding::error(
                CODE,
                span(a, b),
                format!("“{low}” is elided here: {short}’{}", b.text),
            );
            out.push(finding.fixed(a.start, b.start, format!("{kept}’")));
        }
        if low == "si" && (next == "il" || next == "ils") {
            let finding = CheckFinding::error(
                CODE,
                span(a, b),
                format!("“si” is elided here: s’{}", b.text),
            );
            out.push(finding.fixed(a.start, b.start, as_begun("s’", a.text)));
        }
        let third = list.get(i + 2).map(Word::low).unwrap_or_default();
        if let Some((_, _, fused)) = tables
            .fused
            .iter()
            .find(|(x, y, _)| *x == low && *y == next)
            && !infinitive(&third)
            && a.end < b.start
        {
            let finding = CheckFinding::error(
                CODE,
                span(a, b),
                format!("“{low} {next}” becomes “{fused}”"),
            );
            out.push(finding.fixed(a.start, b.end, as_begun(fused, a.text)));
        }
        if tables.wants_de.contains(&low) && infinitive(&next) {
            let finding = CheckFinding::error(
                CODE,
                span(a, b),
                format!("“{low}” wants “de” before the infinitive"),
            );
            let first = b.text.chars().next().unwrap_or(' ');
            out.push(match first {
                'h' | 'H' => finding,
                v if VOWELS.contains(v) => finding.fixed(b.start, b.start, "d’"),
                _ => finding.fixed(b.start, b.start, "de "),
            });
        }
    }
    none_in_the_plural(text, &list, out);
}

fn elides(word: &Word<'_>, kept: &[String]) -> bool {
    let low = word.low();
    let letters = word.text.chars().count();
    let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
    let opens = word.text.chars().next().is_some_and(|c| VOWELS.contains(c));
    let stays = kept.contains(&low) || low.starts_with("onz");
    opens && letters > 1 && capitals < 2 && !stays
}

fn infinitive(word: &str) -> bool {
    let long = word.chars().count() > 3;
    long && ["er", "ir", "re", "oir"].iter().any(|e| word.ends_with(e))
        && !lists(&Lang::fr()).nouns.iter().any(|n| n == word)
}

/// « aucune formation ... n'avaient ».
fn none_in_the_plural(text: &str, list: &[Word<'_>], out: &mut Vec<CheckFinding>) {
    for (i, word) in list.iter().enumerate() {
        if !["aucun", "aucune"].contains(&word.low().as_str()) {
            continue;
        }
        for (k, ne) in list.iter().enumerate().skip(i + 1).take(10) {
            let between = text.get(word.end..ne.start).unwrap_or_default();
            if between.contains(['.', ';', ':'])
                || ["et", "ou", "que", "qui"].contains(&ne.low().as_str())
            {
                break;
            }
            if !["n", "ne"].contains(&ne.low().as_str()) {
                continue;
            }
            if let Some(verb) = list.get(k + 1)
                && (verb.text.ends_with("aient")
                    || ["ont", "sont", "font", "vont"].contains(&verb.text))
            {
                let span = text.get(word.start..verb.end).unwrap_or_default();
                out.push(CheckFinding::error(
                    CODE,
                    span,
                    format!("“{}” wants a singular verb, not “{}”", word.text, verb.text),
                ));
            }
            break;
        }
    }
}

/// « La Tchéquie et la Roumanie a indiqué ».
pub(super) fn subject(res: &Resources, lang: &Lang, text: &str, out: &mut Vec<CheckFinding>) {
    let named = names::find(res, text, lang);
    let mut codes = Vec::new();
    let mut end = 0;
    for one in &named {
        let gap = text.get(end..one.start).unwrap_or("?");
        let joins = words(gap)
            .iter()
            .all(|w| ["le", "la", "les", "l", "et", "ainsi", "que"].contains(&w.low().as_str()));
        if !joins || gap.contains(['.', ':', '(']) {
            break;
        }
        codes.push(one.code);
        end = one.end;
    }
    let Some(rest) = text.get(end..).filter(|_| !codes.is_empty()) else {
        return;
    };
    let verb = words(rest)
        .first()
        .map(|w| w.text.to_owned())
        .unwrap_or_default();
    let many = match verb.as_str() {
        "a" | "avait" => false,
        "ont" | "avaient" => true,
        _ => return,
    };
    if names::plural(res, &codes, lang).is_some_and(|plural| plural != many) {
        let span = text.get(..end).unwrap_or_default();
        let finding = CheckFinding::error(
            CODE,
            format!("{span} {verb}"),
            format!("the verb “{verb}” does not agree with its subject"),
        );
        let right = match verb.as_str() {
            "a" => "ont",
            "ont" => "a",
            "avait" => "avaient",
            _ => "avait",
        };
        let at = words(rest).first().map_or(0, |w| w.start);
        out.push(finding.fixed(end + at, end + at + verb.len(), right));
    }
}

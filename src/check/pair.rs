//! Countries, negation and words left untranslated, between two texts.

use whichlang::Lang as Found;

use super::CheckFinding;
use super::names::{self, Named};
use super::words::{lists, words};
use crate::language::Resources;
use crate::model::ids::{CountryCode, Lang};
use crate::model::text::fold;

/// Least words for the language of a stretch to be told.
const LEAST: usize = 7;

/// Text that stands in the wrong language; true when nothing further need be compared.
pub(super) fn untranslated(
    a: (&Lang, &str),
    b: (&Lang, &str),
    out: &mut Vec<CheckFinding>,
) -> bool {
    if a.0.primary() == b.0.primary() {
        return false;
    }
    for (side, other) in [(a, b), (b, a)] {
        if side.1.trim().is_empty() {
            let span: String = other.1.chars().take(40).collect();
            out.push(CheckFinding::error(
                "untranslated",
                span,
                format!("there is no {} text", side.0),
            ));
            return true;
        }
    }
    let same = fold(a.1) == fold(b.1);
    if same && words(a.1).len() >= 3 {
        out.push(CheckFinding::error(
            "untranslated",
            b.1.trim(),
            "both texts are the same",
        ));
        return true;
    }
    for sentence in b.1.split_inclusive(['.', ';', '!', '?']) {
        let sentence = sentence.trim();
        let count = words(sentence).len();
        if count >= LEAST && is(sentence, a.0) && !is(sentence, b.0) {
            out.push(CheckFinding::error(
                "untranslated",
                sentence,
                format!("this stands in {} in the {} text", a.0, b.0),
            ));
        }
    }
    false
}

fn is(text: &str, lang: &Lang) -> bool {
    let found = match whichlang::detect_language(text) {
        Found::Eng => "en",
        Found::Fra => "fr",
        Found::Spa => "es",
        Found::Rus => "ru",
        _ => "",
    };
    found == lang.primary()
}

type Side<'a> = (&'a Lang, &'a str);

/// Countries named on one side only. An adjective on the other side satisfies a name and never asks
/// for one.
pub(super) fn countries(res: &Resources, sides: (Side<'_>, Side<'_>), out: &mut Vec<CheckFinding>) {
    let (a, b) = (
        names::find(res, sides.0.1, sides.0.0),
        names::find(res, sides.1.1, sides.1.0),
    );
    let lacks = |side: Side<'_>, list: &[Named], code: CountryCode| {
        !list.iter().any(|n| n.code == code)
            && !names::by_adjective(res, side.1, side.0).contains(&code)
    };
    let mut seen = Vec::new();
    let mut report = |named: &Named, code: &str, text: &str, message: String| {
        if !seen.contains(&named.code) {
            seen.push(named.code);
            out.push(CheckFinding::error(
                code,
                text.get(named.start..named.end).unwrap_or_default(),
                message,
            ));
        }
    };
    for named in a.iter().filter(|n| lacks(sides.1, &b, n.code)) {
        report(
            named,
            "country-missing",
            sides.0.1,
            format!(
                "{} is named in the {} text and not in the {} text",
                named.code, sides.0.0, sides.1.0
            ),
        );
    }
    for named in b.iter().filter(|n| lacks(sides.0, &a, n.code)) {
        report(
            named,
            "country-extra",
            sides.1.1,
            format!(
                "{} is named in the {} text and not in the {} text",
                named.code, sides.1.0, sides.0.0
            ),
        );
    }
}

/// A negation on one side only.
pub(super) fn negation(a: Side<'_>, b: Side<'_>, out: &mut Vec<CheckFinding>) {
    for (side, other) in [(a, b), (b, a)] {
        let (strong, weak) = (&lists(side.0).strong, &lists(other.0).weak);
        if strong.is_empty() || weak.is_empty() {
            continue;
        }
        let here = words(side.1);
        let Some(word) = here.iter().find(|w| strong.contains(&w.low())) else {
            continue;
        };
        let turned = |w: &str| {
            weak.iter().any(|x| x == w) || (other.0.primary() == "en" && negative_prefix(w))
        };
        if !words(other.1).iter().any(|w| turned(&w.low())) {
            out.push(CheckFinding::warning(
                "negation",
                word.text,
                format!(
                    "“{}” ({}) has no counterpart in the {} text",
                    word.text, side.0, other.0
                ),
            ));
        }
    }
}

/// `unaware`, `inadequate`: a word that says no by its beginning.
fn negative_prefix(word: &str) -> bool {
    let long = word.chars().count() > 5;
    let lists = lists(&Lang::en());
    long && ["un", "non", "in", "im", "dis"]
        .iter()
        .any(|p| word.starts_with(p))
        && !lists
            .not_negative
            .iter()
            .any(|p| word.starts_with(p.as_str()))
}

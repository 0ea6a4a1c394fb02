//! `memory concordance`.

use std::ops::Range;

use serde::Serialize;

use super::failed;
use crate::cli::commands::{Call, Done};
use crate::cli::exit::Outcome;
use crate::cli::memory_args::MemoryConcordance;
use crate::cli::printer::{Look, Printer};
use crate::memory::{Concordance, ConcordanceHit};
use crate::model::Lang;
use crate::model::unit::Origin;
use crate::workflow::{WorkflowError, read_memory};

/// Characters shown before and after the words.
const AROUND: usize = 60;

#[derive(Serialize)]
struct Line<'a> {
    unit: &'a str,
    source: &'a str,
    spans: Vec<[usize; 2]>,
    targets: Vec<Target<'a>>,
    origin: &'a Origin,
}

#[derive(Serialize)]
struct Target<'a> {
    lang: &'a Lang,
    text: &'a str,
}

pub fn run(call: &Call<'_>, a: &MemoryConcordance) -> Done {
    let at = &a.at.memory;
    let words = quoted(&a.words);
    if !words.chars().any(char::is_alphanumeric) {
        return Err(WorkflowError::usage(
            "no word was given to look for",
            "such as: memory concordance --memory M.db --from fr mélangeurs",
        ));
    }
    let asked = Concordance {
        words,
        lang: a.from.clone(),
        statements: a.statements,
        top: a.top,
    };
    let found = read_memory(at)?.concordance(&asked).map_err(failed(at))?;
    let p = &call.world.printer;
    for place in &found.list {
        show(p, a, place);
    }
    if !a.json {
        let shown = found.list.len();
        let more = match found.all {
            0 => "No text has these words.".to_owned(),
            1 => "1 unit has these words.".to_owned(),
            n if n > shown => {
                let places = if shown == 1 {
                    "1 place".to_owned()
                } else {
                    format!("{shown} places")
                };
                format!(
                    "{n} units have these words; {places} shown, the latest first (--top shows more)."
                )
            }
            n => format!("{n} units have these words."),
        };
        p.say(&more);
    }
    Ok(Outcome::Done)
}

/// One question of all arguments: an argument with a blank in it was in quotation marks, which the
/// shell took away.
fn quoted(words: &[String]) -> String {
    let one = |word: &String| {
        if word.contains(char::is_whitespace) && !word.contains(['"', '“', '«']) && words.len() > 1
        {
            format!("\"{word}\"")
        } else {
            word.clone()
        }
    };
    words.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn show(p: &Printer, a: &MemoryConcordance, place: &ConcordanceHit) {
    let unit = &place.unit;
    let Some(source) = unit.variants.get(place.position) else {
        return;
    };
    let targets: Vec<Target<'_>> = unit
        .variants
        .iter()
        .filter(|v| match &a.to {
            Some(to) => v.lang.primary() == to.primary(),
            None => v.lang.primary() != a.from.primary(),
        })
        .map(|v| Target {
            lang: &v.lang,
            text: &v.text,
        })
        .collect();
    if a.json {
        p.record(&Line {
            unit: &unit.id,
            source: &source.text,
            spans: place.spans.iter().map(|s| [s.start, s.end]).collect(),
            targets,
            origin: &unit.origin,
        });
        return;
    }
    p.data(&p.out(&unit.origin_in_words(), Look::Quiet));
    p.data(&format!("  {}", in_context(p, &source.text, &place.spans)));
    for target in targets {
        p.data(&format!("  {}: {}", target.lang, target.text));
    }
}

/// The text about the words, which stand out in colour; what is left away is marked.
fn in_context(p: &Printer, text: &str, spans: &[Range<usize>]) -> String {
    let chars: Vec<char> = text
        .chars()
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return text.to_owned();
    };
    let piece =
        |range: Range<usize>| -> String { chars.get(range).unwrap_or_default().iter().collect() };
    let from = first.start.saturating_sub(AROUND);
    let to = (last.end + AROUND).min(chars.len());
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    let mut at = from;
    for span in spans {
        out.push_str(&piece(at..span.start));
        out.push_str(&p.out(&piece(span.clone()), Look::Strong));
        at = span.end;
    }
    out.push_str(&piece(at..to));
    if to < chars.len() {
        out.push('…');
    }
    out
}

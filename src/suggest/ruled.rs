//! English drafts by rule: the sentences that carry the facts, in reported speech.

use super::draft::DraftRequest;
use super::drafting::TABLES;
use super::names::Names;
use super::repair::round;
use super::reported::{Clause, Speaker, clause};
use super::sentences::{Sentence, says_nothing};
use super::trim::Cut;
use crate::model::ids::Lang;
use crate::model::suggestion::{Draft, FromReply, Linked, Mark, Rest};
use crate::model::text::word_count;

/// A draft by rule is worth this at most; see `docs/drafting.md`.
pub(super) const BY_RULE: f64 = 45.0;
/// How many drafts by rule are given.
const GIVEN: usize = 3;
/// Words of a paragraph where no share of the limit is given: notes have 28 on average.
const USUAL: usize = 28;
/// How many of the weightiest sentences are tried together.
const TRIED: usize = 6;
/// Words up to which two clauses stand under one lead-in.
const JOINED: usize = 40;
/// And of the first of them.
const FIRST: usize = 24;
const NO_VERB: &str = "no verb was recognised: the construction needs a person";

/// A clause with the sentence it was made of.
struct Part<'a> {
    sentence: &'a Sentence,
    made: Clause,
}

/// Drafts of one and of two sentences, the fittest first.
pub(super) fn by_rule(names: &dyn Names, request: &DraftRequest, told: &[Sentence]) -> Vec<Draft> {
    let english = Lang::en();
    let said = request.country.and_then(|c| names.said(&[c], &english));
    let list = |of: &dyn Fn(_) -> Vec<String>| request.country.map(of).unwrap_or_default();
    let own = list(&|c| names.own(c, &english));
    let demonyms = list(&|c| names.demonyms(c, &english));
    let known = format!(
        "{} {}",
        request.text,
        request.recommendation_text.as_deref().unwrap_or_default()
    );
    let speaker = Speaker {
        known: &known,
        names: &own,
        demonyms: &demonyms,
        plural: said.as_ref().is_some_and(|s| s.plural),
        year: request.submitted.map(|d| d.year()),
    };
    let country = said.as_ref().map(|s| s.text.as_str());
    let mut tried: Vec<(f64, Draft)> = Vec::new();
    for chosen in choices(told) {
        for cut in [Cut::Padding, Cut::Clause] {
            let parts: Vec<Part<'_>> = chosen
                .iter()
                .filter_map(|i| told.get(*i))
                .map(|sentence| Part {
                    sentence,
                    made: clause(&sentence.text, &speaker, cut),
                })
                .collect();
            let draft = written(&parts, country, &speaker, request, told, &chosen);
            let share = request.words.map_or(USUAL, |w| w.min(USUAL));
            // Of two that tell the same, the shorter.
            let shorter = if cut == Cut::Clause { 1.0 } else { 0.0 };
            let fit = fitness(&parts, &draft, share) + shorter;
            if tried.iter().all(|(_, other)| other.en != draft.en) {
                tried.push((fit, draft));
            }
        }
    }
    // The sort is stable: among equals the shorter choice and the milder cut stay first.
    tried.sort_by(|a, b| b.0.total_cmp(&a.0));
    tried.truncate(GIVEN);
    let mut out: Vec<Draft> = tried.into_iter().map(|(_, draft)| draft).collect();
    for (place, draft) in out.iter_mut().enumerate() {
        let unsure = draft.marks.iter().filter(|m| m.why == NO_VERB).count();
        draft.score = round((BY_RULE - 5.0 * place as f64 - 10.0 * unsure as f64).max(5.0));
    }
    out
}

/// The single sentences and the pairs that are tried, each in the order of the reply.
fn choices(told: &[Sentence]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by(|a, b| {
        let weight = |i: &usize| told.get(*i).map_or(0.0, |s| s.weight);
        weight(b).total_cmp(&weight(a)).then(a.cmp(b))
    });
    order.truncate(TRIED);
    let mut out: Vec<Vec<usize>> = order.iter().map(|i| vec![*i]).collect();
    for (n, a) in order.iter().enumerate() {
        for b in order.iter().skip(n + 1) {
            out.push(vec![*a.min(b), *a.max(b)]);
        }
    }
    // Sentences that say little are better left to a person, but for a reply of nothing else.
    let useful = |i: &usize| told.get(*i).is_some_and(|s| s.weight > 0.0);
    if order.iter().any(useful) {
        out.retain(|chosen| chosen.iter().all(useful));
    }
    let tells = |i: &usize| told.get(*i).is_some_and(|s| !says_nothing(&s.text));
    if order.iter().any(tells) {
        out.retain(|chosen| chosen.iter().all(tells));
    }
    out
}

/// What the sentences tell, less what is too long or too short for the share of words.
fn fitness(parts: &[Part<'_>], draft: &Draft, share: usize) -> f64 {
    let told: f64 = parts.iter().map(|p| p.sentence.weight).sum();
    let words = word_count(&draft.en) as f64;
    let share = share as f64;
    let over = (words - 1.1 * share).max(0.0);
    let under = (0.7 * share - words).max(0.0);
    let unsure = parts.iter().filter(|p| !p.made.verb).count() as f64;
    let loose = parts
        .iter()
        .enumerate()
        .filter(|(i, p)| {
            let after = i.checked_sub(1).and_then(|b| parts.get(b));
            p.sentence.hangs && after.is_none_or(|b| b.sentence.number + 1 != p.sentence.number)
        })
        .count() as f64;
    told - 4.0 * loose - 0.35 * over - 0.2 * under - 2.0 * unsure
}

/// True for "establishment of a unit": a noun for what was done opens the sentence.
fn names_an_act(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    ["tion", "ment", "sion", "ance", "ence", "ing"]
        .iter()
        .any(|e| first.ends_with(e))
}

fn characters(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or_default().chars().count()
}

fn written(
    parts: &[Part<'_>],
    country: Option<&str>,
    speaker: &Speaker<'_>,
    request: &DraftRequest,
    told: &[Sentence],
    chosen: &[usize],
) -> Draft {
    let lead = TABLES.lead.first().map_or("reported", String::as_str);
    let mut en = String::new();
    let mut marks = Vec::new();
    let mut links = Vec::new();
    let words: usize = parts.iter().map(|p| word_count(&p.made.text)).sum();
    for (i, part) in parts.iter().enumerate() {
        let made = &part.made;
        let on = !made.verb && names_an_act(&made.text);
        let before = i.checked_sub(1).and_then(|b| parts.get(b));
        // One lead-in for two short clauses.
        let joined = before.is_some_and(|b| b.made.verb && word_count(&b.made.text) <= FIRST)
            && made.verb
            && words <= JOINED;
        // A comma in the first clause may still be open.
        let comma = before.is_some_and(|b| b.made.text.contains(", "));
        let opening = match (i, country) {
            (0, Some(country)) => format!("{country} {lead} "),
            (0, None) => format!("It was {lead} "),
            _ if joined && comma => ", and ".to_owned(),
            _ if joined => " and ".to_owned(),
            _ => format!(". {} ", again(speaker.plural)),
        };
        let start = en.chars().count();
        en.push_str(&opening);
        let content = en.chars().count();
        en.push_str(if on { "on " } else { "that " });
        let text = en.chars().count();
        en.push_str(&made.text);
        let end = en.chars().count();
        links.push(Linked {
            start: if i > 0 {
                start + opening.len() - opening.trim_start_matches(['.', ',', ' ']).len()
            } else {
                start
            },
            end,
            from_start: characters(&request.text, part.sentence.from.start),
            from_end: characters(&request.text, part.sentence.from.end),
            source: 0,
        });
        if i == 0 && country.is_none() {
            marks.push(Mark {
                start,
                end: content,
                why: "whose reply it is is not known".into(),
            });
        }
        if !made.verb {
            marks.push(Mark {
                start: content,
                end,
                why: NO_VERB.into(),
            });
        }
        for year in &made.years {
            let place = made
                .text
                .find(year.as_str())
                .map_or(content, |b| text + characters(&made.text, b));
            marks.push(Mark {
                start: place,
                end: (place + year.chars().count()).min(end),
                why: "year reckoned from the date of submission".into(),
            });
        }
    }
    en.push('.');
    if let Some(last) = links.last_mut() {
        last.end += 1;
    }
    Draft {
        en,
        fr: None,
        score: BY_RULE,
        basis: "by rule, from the reply".into(),
        marks,
        reply: FromReply {
            working: false,
            sentences: links,
            rest: rest(told, chosen, speaker, &request.text),
        },
    }
}

fn again(plural: bool) -> String {
    let pronoun = if plural { "They" } else { "It" };
    format!("{pronoun} {}", TABLES.second)
}

/// The sentences that are not chosen, each as it could follow.
fn rest(told: &[Sentence], chosen: &[usize], speaker: &Speaker<'_>, reply: &str) -> Vec<Rest> {
    told.iter()
        .enumerate()
        .filter(|(i, s)| !chosen.contains(i) && !says_nothing(&s.text))
        .map(|(_, sentence)| {
            let made = clause(&sentence.text, speaker, Cut::Padding);
            let on = !made.verb && names_an_act(&made.text);
            Rest {
                from_start: characters(reply, sentence.from.start),
                from_end: characters(reply, sentence.from.end),
                en: Some(if on {
                    format!("{} information on {}.", again(speaker.plural), made.text)
                } else {
                    format!("{} that {}.", again(speaker.plural), made.text)
                }),
                source: 0,
            }
        })
        .collect()
}

//! A report of several clauses, each translated by its own match and joined as the text is.

use super::frame::parse;
use super::join::{Joint, Part, added_words, cased, clause_words, conjoined, parts};
use super::repair::{Wanted, asked_with, round};
use super::things::Terms;
use super::{Names, SuggestRequest, made};
use crate::memory::{Match, Memory, MemoryError, Query};
use crate::model::suggestion::{Mark, Suggestion};
use crate::model::text::word_count;

/// What joining costs: nobody has written these clauses one after the other.
const JOINED: f64 = 2.0;
/// Least score of a clause's match before repair, and after it.
const LEAST: f64 = 70.0;
/// Most clauses that are looked up.
const MOST: usize = 4;
/// How many matches of a clause are looked at.
const TOP: usize = 8;

/// A clause of the translation, without full stop.
struct Told {
    text: String,
    marks: Vec<Mark>,
    found: Suggestion,
}

/// The suggestion put together of matches for the clauses of a report; none when it has only one
/// clause, or one of them is not found.
pub(super) fn by_clause(
    memory: &Memory,
    res: &dyn Names,
    request: &SuggestRequest,
    query: &Query,
    terms: &Terms,
) -> Result<Option<Suggestion>, MemoryError> {
    let Some(all) = parts(&request.text, &request.from).filter(|p| (2..=MOST).contains(&p.len()))
    else {
        return Ok(None);
    };
    let Some(frame) = parse(res, &request.text, &request.from) else {
        return Ok(None);
    };
    let Some(head) = request.text.get(..frame.content) else {
        return Ok(None);
    };
    let one = Clause {
        memory,
        res,
        request,
        query,
        terms,
        head,
    };
    let mut told = Vec::with_capacity(all.len());
    for part in &all {
        match one.told(part)? {
            Some(clause) => told.push(clause),
            None => return Ok(None),
        }
    }
    Ok(one.together(&all, told))
}

struct Clause<'a> {
    memory: &'a Memory,
    res: &'a dyn Names,
    request: &'a SuggestRequest,
    query: &'a Query,
    terms: &'a Terms,
    /// Country and verb of the text, up to its first clause.
    head: &'a str,
}

impl Clause<'_> {
    /// A clause translated: as a report of its own, or as a sentence of a longer one.
    fn told(&self, part: &Part) -> Result<Option<Told>, MemoryError> {
        let Some(clause) = self.request.text.get(part.span.clone()) else {
            return Ok(None);
        };
        if part.joint == Joint::Head {
            let framed = self.best(&format!("{clause}."), true)?;
            return Ok(framed.and_then(|found| whole(found, 0)));
        }
        let name = clause.chars().next().is_some_and(char::is_uppercase);
        let keeps = name && part.joint != Joint::Sentence;
        let framed = format!("{}{}.", self.head, cased(clause, true, keeps));
        let framed = self.best(&framed, true)?.and_then(|found| {
            let start = parse(self.res, &found.target, &self.request.to)?.content;
            whole(found, start)
        });
        if framed.as_ref().is_some_and(|t| t.found.score >= 99.0) {
            return Ok(framed);
        }
        let bare = self.best(&format!("{}.", cased(clause, false, false)), false)?;
        let bare = bare.and_then(|found| {
            let mut told = whole(found, 0)?;
            told.text = cased(&told.text, true, keeps);
            Some(told)
        });
        let worth = |t: &Option<Told>| t.as_ref().map_or(-1.0, |t| t.found.score);
        Ok(if worth(&bare) > worth(&framed) {
            bare
        } else {
            framed
        })
    }

    /// The best that a text by itself would be offered, with a report's frame or without.
    fn best(&self, text: &str, framed: bool) -> Result<Option<Suggestion>, MemoryError> {
        let request = SuggestRequest {
            text: text.to_owned(),
            min_score: LEAST,
            ..self.request.clone()
        };
        let query = Query {
            text: text.to_owned(),
            min_score: LEAST,
            top: TOP,
            ..self.query.clone()
        };
        let mut found: Vec<Match> = Vec::new();
        if framed {
            found.extend(self.memory.lookup(&query)?);
            let by_content = self.memory.lookup_content(&query)?;
            found.extend(by_content.into_iter().map(|one| one.found));
        }
        found.extend(self.memory.lookup_sentence(&query)?);
        // A sentence without a frame puts nothing in anybody's mouth.
        let nobody = Vec::new();
        let wanted = Wanted {
            text: &request.text,
            from: &request.from,
            to: &request.to,
            countries: if framed { &request.countries } else { &nobody },
        };
        let read = asked_with(self.res, wanted, self.terms);
        let done = found.iter().filter_map(|one| {
            made(
                self.res,
                &request,
                wanted,
                &read,
                one,
                self.memory.penalty(),
            )
        });
        Ok(done.max_by(|a, b| a.score.total_cmp(&b.score)))
    }

    /// The clauses one after the other, joined as those of the text.
    fn together(&self, all: &[Part], told: Vec<Told>) -> Option<Suggestion> {
        let to = &self.request.to;
        let said = self.res.said(&self.request.countries, to)?;
        let (conjunction, sets_off) = clause_words(to)?;
        let mut out = Suggestion {
            target: String::new(),
            score: 0.0,
            source: String::new(),
            basis: String::new(),
            unit: String::new(),
            matched: 0.0,
            repairs: Vec::new(),
            marks: Vec::new(),
        };
        let (mut words, mut points, mut matched) = (0, 0.0, 0.0);
        let mut origins: Vec<String> = Vec::new();
        for (part, clause) in all.iter().zip(told) {
            let before = out.target.chars().count();
            let put = match part.joint {
                Joint::Head => clause.text.clone(),
                Joint::Clause => conjoined(conjunction, &clause.text, sets_off),
                Joint::Sentence => format!(". {}", cased(&clause.text, false, false)),
                Joint::Added => {
                    let words = added_words(to, said.feminine, said.plural)?;
                    conjoined(&format!(". {words}"), &clause.text, sets_off)
                }
            };
            let shift = before + put.chars().count() - clause.text.chars().count();
            out.target.push_str(&put);
            out.marks.extend(clause.marks.into_iter().map(|m| Mark {
                start: m.start + shift,
                end: m.end + shift,
                ..m
            }));
            let weight = word_count(&clause.text).max(1);
            words += weight;
            points += clause.found.score * weight as f64;
            matched += clause.found.matched * weight as f64;
            if out.unit.is_empty() {
                out.unit.clone_from(&clause.found.unit);
            }
            if !out.source.is_empty() {
                out.source.push(' ');
            }
            out.source.push_str(&clause.found.source);
            if !origins.contains(&clause.found.basis) {
                origins.push(clause.found.basis);
            }
            out.repairs.extend(clause.found.repairs);
        }
        out.target.push('.');
        let each = |sum: f64| sum / words.max(1) as f64;
        out.score = round((each(points) - JOINED).max(0.0));
        out.matched = round(each(matched));
        out.basis = format!("clause by clause: {}", origins.join("; "));
        (out.score >= self.request.min_score).then_some(out)
    }
}

/// The translation from a byte on, without its full stop; `None` when it has several sentences or a
/// mark stands before it.
fn whole(found: Suggestion, start: usize) -> Option<Told> {
    let text = found.target.get(start..)?.strip_suffix('.')?.to_owned();
    if text.contains(". ") {
        return None;
    }
    let before = found.target.get(..start)?.chars().count();
    let length = text.chars().count();
    let marks: Option<Vec<Mark>> = found
        .marks
        .iter()
        .map(|m| {
            Some(Mark {
                start: m.start.checked_sub(before)?,
                end: m.end.checked_sub(before)?.min(length),
                why: m.why.clone(),
            })
        })
        .collect();
    Some(Told {
        text,
        marks: marks?,
        found,
    })
}

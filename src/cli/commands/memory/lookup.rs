//! `memory search`, `memory terms`.

use serde::Serialize;

use crate::cli::args::At;
use crate::cli::commands::{Call, Done, records::each_line};
use crate::cli::memory_args::{MemorySearch, MemoryTerms};
use crate::memory::Query;
use crate::memory::terms::TermBook;
use crate::model::term::TermStatus;
use crate::workflow::pipes::search as look_up;
use crate::workflow::{WorkflowError, open_memory, read_memory};

/// The terms of one line.
#[derive(Serialize)]
struct Found {
    query: String,
    terms: Vec<Hit>,
}

#[derive(Serialize)]
struct Hit {
    start: usize,
    end: usize,
    term: String,
    concept: String,
    status: TermStatus,
    targets: Vec<Target>,
}

#[derive(Serialize)]
struct Target {
    term: String,
    status: TermStatus,
}

pub fn terms(call: &Call<'_>, a: &MemoryTerms) -> Done {
    let At { memory: at } = &a.at;
    let concepts = read_memory(at)?
        .concepts()
        .map_err(|source| WorkflowError::Memory {
            path: at.clone(),
            source,
        })?;
    let book = TermBook::new(concepts, &a.from);
    let p = &call.world.printer;
    let act = |line: &str, _| {
        let hits = book.find(line).into_iter().map(|hit| Hit {
            start: hit.start,
            end: hit.end,
            term: hit.term.text.clone(),
            concept: hit.concept.id.clone(),
            status: hit.term.status,
            targets: hit
                .concept
                .terms
                .iter()
                .filter(|t| t.lang.primary() == a.to.primary())
                .map(|t| Target {
                    term: t.text.clone(),
                    status: t.status,
                })
                .collect(),
        });
        Ok(Found {
            query: line.to_owned(),
            terms: hits.collect(),
        })
    };
    each_line(a.input.as_ref(), &act, &mut |found| {
        if a.json {
            p.record(&found);
            return;
        }
        p.data(&found.query);
        for hit in &found.terms {
            let targets: Vec<String> = hit
                .targets
                .iter()
                .map(|t| match t.status {
                    TermStatus::Admitted => t.term.clone(),
                    other => format!("{} ({})", t.term, other.as_str()),
                })
                .collect();
            p.data(&format!("  {} → {}", hit.term, targets.join(", ")));
        }
    })
}

pub fn search(call: &Call<'_>, a: &MemorySearch) -> Done {
    if !(0.0..=100.0).contains(&a.min_score) {
        return Err(WorkflowError::usage(
            "--min-score must be between 0 and 100",
            "",
        ));
    }
    let memory = open_memory(&a.at.memory, &call.resources, false)?;
    let p = &call.world.printer;
    let act = |line: &str, _| {
        let query = Query {
            text: line.to_owned(),
            from: a.from.clone(),
            to: Some(a.to.clone()),
            min_score: a.min_score,
            top: a.top,
            role: None,
            context: None,
        };
        look_up(&memory, &query).map_err(|source| WorkflowError::Memory {
            path: a.at.memory.clone(),
            source,
        })
    };
    each_line(a.input.as_ref(), &act, &mut |done| {
        if a.json {
            p.record(&done);
            return;
        }
        p.data(&done.query);
        for m in &done.matches {
            p.data(&format!(
                "  {:>6.2}  {}\n          {}",
                m.score, m.source, m.target
            ));
            for why in &m.why {
                p.data(&format!("          {why}"));
            }
        }
    })
}

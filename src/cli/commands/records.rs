//! `suggest`, `draft`: records in, records out, a line each.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;

use rayon::prelude::*;

use super::{Call, Done};
use crate::cli::args::{Drafts, Pipe};
use crate::cli::exit::Outcome;
use crate::dossier::DossierError;
use crate::workflow::WorkflowError;
use crate::workflow::open_memory;
use crate::workflow::pipes::{draft_record, suggest_record};

/// Lines handled together, so that both cores work and memory stays bounded.
const BATCH: usize = 512;
/// Longest line taken from outside, in bytes.
const LONGEST: u64 = 16 << 20;

pub fn suggest(call: &Call<'_>, a: &Pipe) -> Done {
    let memory = open_memory(&a.at.memory, &call.resources, false)?;
    let p = &call.world.printer;
    each_line(
        a.input.as_ref(),
        &|line, n| suggest_record(&memory, &call.resources, (&a.from, &a.to), line, n),
        &mut |done| {
            if a.json {
                p.record(&done);
            } else {
                p.data(&done.id);
                for s in &done.suggestions {
                    p.data(&format!("  {:>5.1}  {}  [{}]", s.score, s.target, s.basis));
                }
            }
        },
    )
}

pub fn draft(call: &Call<'_>, a: &Drafts) -> Done {
    let memory = open_memory(&a.at.memory, &call.resources, false)?;
    let p = &call.world.printer;
    each_line(
        a.input.as_ref(),
        &|line, n| draft_record(&memory, &call.resources, line, n),
        &mut |done| {
            if a.json {
                p.record(&done);
            } else {
                p.data(&done.id);
                for d in &done.drafts {
                    p.data(&format!("  {:>5.1}  {}  [{}]", d.score, d.en, d.basis));
                }
            }
        },
    )
}

/// Handles every line of the input in parallel and hands the results on in order.
pub fn each_line<T: Send>(
    input: Option<&PathBuf>,
    act: &(dyn Fn(&str, usize) -> Result<T, WorkflowError> + Sync),
    print: &mut dyn FnMut(T),
) -> Done {
    let mut reader: Box<dyn BufRead> = match input.filter(|path| path.as_os_str() != "-") {
        Some(path) => Box::new(BufReader::new(
            File::open(path).map_err(|e| DossierError::io("read", path, e))?,
        )),
        None => Box::new(BufReader::new(io::stdin())),
    };
    let mut number = 0;
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        while batch.len() < BATCH {
            let Some(line) = next_line(&mut *reader, number + 1)? else {
                break;
            };
            number += 1;
            if !line.trim().is_empty() {
                batch.push((number, line));
            }
        }
        if batch.is_empty() {
            return Ok(Outcome::Done);
        }
        let done: Vec<Result<T, WorkflowError>> =
            batch.par_iter().map(|(n, line)| act(line, *n)).collect();
        for one in done {
            print(one?);
        }
    }
}

fn next_line(reader: &mut dyn BufRead, number: usize) -> Result<Option<String>, WorkflowError> {
    let mut bytes = Vec::new();
    let read = io::Read::take(&mut *reader, LONGEST).read_until(b'\n', &mut bytes);
    match read {
        Ok(0) => Ok(None),
        Ok(_) => {
            while matches!(bytes.last(), Some(b'\n' | b'\r')) {
                bytes.pop();
            }
            if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
                bytes.drain(..3);
            }
            String::from_utf8(bytes).map(Some).map_err(|_| {
                WorkflowError::usage(
                    format!("line {number} of the input is not UTF-8 text"),
                    "save the input as UTF-8",
                )
            })
        }
        Err(e) => Err(WorkflowError::usage(
            format!("the input cannot be read: {e}"),
            "",
        )),
    }
}

//! Reads what is new in the inbox.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::forms::{Forms, forms};
use super::reading::{self, Beyond};
use crate::dossier::{DossierError, ReturnRecord, Verdict, effective, files};
use crate::model::ReturnId;
use crate::model::decision::Way;
use crate::model::finding::Finding;
use crate::model::ids::Hash;

/// What came of one file of the inbox.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The record as kept.
    pub record: ReturnRecord,
    /// False when the file had been read before and nothing was done.
    pub new: bool,
}

/// What came of the whole inbox.
#[derive(Debug, Clone, Default)]
pub struct IngestReport {
    /// Every file, by name.
    pub arrivals: Vec<Arrival>,
    /// Files that were left alone, with the reason.
    pub ignored: Vec<(String, String)>,
    /// Remarks on the earlier notes and memories that were taken up on the way.
    pub earlier: Vec<Finding>,
}

impl IngestReport {
    /// Number of files read in this call.
    pub fn new_files(&self) -> usize {
        self.arrivals.iter().filter(|a| a.new).count()
    }
}

/// Reads every file of the inbox that was not read before, in parallel. Originals are never touched.
/// When the person asks to stop, what was read so far is kept.
///
/// # Errors
/// When the inbox or the blank forms are missing, or the database cannot be written.
pub fn ingest(desk: &Desk, around: &Surroundings<'_>) -> Result<IngestReport, WorkflowError> {
    let inbox = desk.dossier.inbox();
    if !inbox.is_dir() {
        return Err(DossierError::NoInbox(inbox).into());
    }
    let forms = forms(desk)?;
    let (paths, ignored) = inbox_files(&inbox)?;
    let mut database = desk.database()?;
    let log = database.decisions()?;
    let ways = reading::ways(&effective(&log));
    let known: BTreeMap<ReturnId, ReturnRecord> = database
        .returns()?
        .into_iter()
        .map(|r| (r.id.clone(), r))
        .collect();

    around.progress.begin("Reading returns", paths.len());
    let arrivals: Vec<Option<Arrival>> = paths
        .par_iter()
        .map(|path| {
            if (around.stop)() {
                return Ok(None);
            }
            let arrival = read_return(desk, &forms, path, &known, &ways, around)?;
            around.progress.step();
            if (around.stop)() && reading::unfinished(&arrival.record.verdict) {
                return Ok(None);
            }
            Ok(Some(arrival))
        })
        .collect::<Result<_, WorkflowError>>()?;
    around.progress.end();

    let mut arrivals: Vec<Arrival> = arrivals.into_iter().flatten().collect();
    arrivals.sort_by(|a, b| a.record.file.cmp(&b.record.file));
    let written: Vec<ReturnRecord> = arrivals
        .iter()
        .filter(|a| a.new)
        .map(|a| a.record.clone())
        .collect();
    let present: Vec<(ReturnId, String)> = arrivals
        .iter()
        .filter(|a| !a.new)
        .map(|a| (a.record.id.clone(), a.record.file.clone()))
        .collect();
    let complete = arrivals.len() == paths.len();
    if complete || !written.is_empty() {
        database.put_returns(&written, &present, complete)?;
    }
    around.go_on()?;
    Ok(IngestReport {
        arrivals,
        ignored,
        earlier: Vec::new(),
    })
}

/// Puts a file that came through the page into the inbox; an existing file of that name is kept
/// and the new one gets a number. Returns the name it got.
///
/// # Errors
/// When the name is no file name, or the inbox cannot be written.
pub fn accept_upload(desk: &Desk, name: &str, bytes: &[u8]) -> Result<String, WorkflowError> {
    let bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let name = name.trim().trim_end_matches(['.', ' ']);
    if name.is_empty() || name.starts_with('.') || name.chars().any(bad) || name.len() > 200 {
        return Err(WorkflowError::usage(
            format!("“{name}” cannot be used as a file name"),
            "rename the file",
        ));
    }
    let inbox = desk.dossier.inbox();
    std::fs::create_dir_all(&inbox).map_err(|e| DossierError::io("make the folder", &inbox, e))?;
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "docx"));
    let mut free = name.to_owned();
    for n in 2..1000 {
        let path = inbox.join(&free);
        match std::fs::read(&path) {
            Ok(old) if old == bytes => return Ok(free),
            Ok(_) => free = format!("{stem} ({n}).{extension}"),
            Err(_) => break,
        }
    }
    files::write_atomically(&inbox.join(&free), bytes)?;
    Ok(free)
}

/// Names of files left alone, each with the reason.
type Ignored = Vec<(String, String)>;

/// The files to read, sorted, and those to leave alone with the reason.
fn inbox_files(inbox: &Path) -> Result<(Vec<PathBuf>, Ignored), WorkflowError> {
    let fail = |e| DossierError::io("read the folder", inbox, e);
    let mut paths = Vec::new();
    let mut ignored = Vec::new();
    for item in std::fs::read_dir(inbox).map_err(fail)? {
        let path = item.map_err(fail)?.path();
        let name = file_name(&path);
        let lower = name.to_lowercase();
        if path.is_dir() {
            ignored.push((name, "it is a folder; files in folders are not read".into()));
        } else if name.starts_with("~$") {
            ignored.push((name, "it is the mark of a file that is open in Word".into()));
        } else if lower.ends_with(".tmp")
            || lower.ends_with(".crdownload")
            || lower.ends_with(".partial")
        {
            ignored.push((name, "it is still being copied".into()));
        } else if !name.starts_with('.') && lower != "desktop.ini" && lower != "thumbs.db" {
            paths.push(path);
        }
    }
    paths.sort();
    ignored.sort();
    Ok((paths, ignored))
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn read_return(
    desk: &Desk,
    forms: &Forms,
    path: &Path,
    known: &BTreeMap<ReturnId, ReturnRecord>,
    ways: &BTreeMap<ReturnId, (Way, u64)>,
    around: &Surroundings<'_>,
) -> Result<Arrival, WorkflowError> {
    let file = file_name(path);
    let refused = |code: &str, message: String, hint: String| Verdict::Refused {
        code: code.into(),
        message,
        hint,
        detail: String::new(),
    };
    let record = |id: ReturnId, verdict| ReturnRecord {
        id,
        file: file.clone(),
        received: around.now.to_string(),
        present: true,
        stamp: forms.stamp.clone(),
        verdict,
    };
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) => {
            // A file that cannot be opened has no content to be known by; its name must do.
            let id = ReturnId(Hash::of_bytes(format!("unreadable:{file}").as_bytes()));
            let error = DossierError::io("read", path, e);
            return Ok(Arrival {
                record: record(id, refused("unreadable", error.to_string(), error.hint())),
                new: true,
            });
        }
    };
    let id = ReturnId(Hash::of_bytes(&bytes));
    let (way, seq) = ways.get(&id).copied().unwrap_or_default();
    let stamp = reading::stamp(&forms.stamp, way, seq);
    let stands = |old: &&ReturnRecord| old.stamp == stamp || reading::stands(old, way, desk);
    if let Some(old) = known.get(&id).filter(stands) {
        return Ok(Arrival {
            record: ReturnRecord {
                file,
                present: true,
                ..old.clone()
            },
            new: false,
        });
    }
    let beyond = Beyond::of(way, desk);
    let verdict = match reading::document(&bytes, &desk.limits, &beyond, around.stop) {
        Ok(document) => Verdict::Read(Box::new(reading::answers(
            &document,
            &forms.list,
            &file,
            &desk.resources,
        ))),
        Err(failure) => failure.into(),
    };
    let mut arrival = Arrival {
        record: ReturnRecord {
            stamp,
            ..record(id, verdict)
        },
        new: true,
    };
    if let Some(old) = known.get(&arrival.record.id) {
        arrival.record.received.clone_from(&old.received);
    }
    Ok(arrival)
}

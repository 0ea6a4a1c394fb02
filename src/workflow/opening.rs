//! Opens one file of the inbox: what it is known by, whether it was read before, and what reading it
//! gives.

use std::collections::BTreeMap;
use std::path::Path;

use super::desk::{Desk, Surroundings};
use super::forms::Forms;
use super::inbox::path_of;
use super::ingest::{Errand, Patience};
use super::reading::{self, Beyond};
use crate::docx::read::{Limits, Refusal};
use crate::dossier::{DossierError, ReturnRecord, Verdict};
use crate::model::ReturnId;
use crate::model::decision::Way;
use crate::model::ids::Hash;

/// What was known before the look.
pub(super) struct Known {
    pub returns: BTreeMap<ReturnId, ReturnRecord>,
    pub names: BTreeMap<String, ReturnId>,
    /// How people decided that a return is to be read, with the number of the decision.
    pub ways: BTreeMap<ReturnId, (Way, u64)>,
}

/// What opening one file gave.
pub(super) enum Opened {
    /// The return; `new` when it was read just now.
    Record {
        record: Box<ReturnRecord>,
        new: bool,
    },
    /// It is known and cannot be opened just now.
    Held(String),
    /// It seems to be not wholly there yet.
    Unfinished(String),
}

impl Opened {
    /// True for a conversion that did not come to its end.
    pub fn is_broken_off(&self) -> bool {
        matches!(self, Self::Record { record, .. } if reading::unfinished(&record.verdict))
    }
}

/// True when the file could not be opened at all.
pub(super) fn is_unreadable(record: &ReturnRecord) -> bool {
    matches!(&record.verdict, Verdict::Refused { code, .. } if code == UNREADABLE)
}

/// Code of a file that could not be opened at all.
const UNREADABLE: &str = "unreadable";

/// Everything that opening a file takes; shared by the threads that read.
pub(super) struct Reader<'a> {
    pub desk: &'a Desk,
    pub forms: &'a Forms,
    pub limits: &'a Limits,
    pub known: &'a Known,
    pub errand: &'a Errand,
    pub around: &'a Surroundings<'a>,
}

/// Opens and reads one file of the inbox, when that was not done before.
pub(super) fn open(by: &Reader<'_>, name: &str, patience: Patience) -> Opened {
    let Reader {
        desk,
        forms,
        limits,
        known,
        ..
    } = by;
    let path = path_of(&desk.dossier.inbox(), name);
    let record = |id: ReturnId, stamp: String, verdict| Opened::Record {
        record: Box::new(ReturnRecord {
            file: name.to_owned(),
            also: Vec::new(),
            received: known
                .returns
                .get(&id)
                .map_or_else(|| by.around.now.to_string(), |old| old.received.clone()),
            present: true,
            stamp,
            verdict,
            id,
        }),
        new: true,
    };
    let bytes = match bytes_of(&path, limits.file_size) {
        Ok(bytes) => bytes,
        Err(error) => {
            let before = known.names.get(name).and_then(|id| known.returns.get(id));
            if before.is_some_and(|r| !is_unreadable(r)) {
                return Opened::Held(error.reason());
            }
            if patience == Patience::Later {
                return Opened::Unfinished(error.reason());
            }
            // A file that cannot be opened has no content to be known by; its name must do.
            let id = ReturnId(Hash::of_bytes(format!("unreadable:{name}").as_bytes()));
            let verdict = refused(UNREADABLE, error.reason(), error.hint());
            return match known.returns.get(&id).filter(|r| r.verdict == verdict) {
                Some(old) => Opened::Record {
                    record: Box::new(old.clone()),
                    new: false,
                },
                None => record(id, forms.stamp.clone(), verdict),
            };
        }
    };
    let id = ReturnId(Hash::of_bytes(&bytes));
    // A new name may tell the country that the old one did not.
    let named_anew = |old: &ReturnRecord| {
        old.extraction().is_some_and(|x| x.country.is_none())
            && !by.errand.open.contains_key(&old.file)
            && !by.errand.leave.contains(&old.file)
    };
    let (way, seq) = known.ways.get(&id).copied().unwrap_or_default();
    let stamp = reading::stamp(&forms.stamp, way, seq);
    let read_before = |old: &&ReturnRecord| {
        (old.stamp == stamp && !named_anew(old)) || reading::stands(old, way, desk)
    };
    if let Some(old) = known.returns.get(&id).filter(read_before) {
        return Opened::Record {
            record: Box::new(old.clone()),
            new: false,
        };
    }
    if bytes.len() as u64 > limits.file_size {
        // It was not read to its end; the folder knows how large it is.
        let size = std::fs::metadata(&path).map_or(bytes.len() as u64, |about| about.len());
        return record(id, stamp, too_large(size, limits.file_size));
    }
    let beyond = Beyond::of(way, desk);
    match reading::document(&bytes, limits, &beyond, by.around.stop) {
        Ok(document) => {
            let found = reading::answers(&document, &forms.list, name, &desk.resources);
            record(id, stamp, Verdict::Read(Box::new(found)))
        }
        Err(failure) if patience == Patience::Later && failure.may_be_unfinished() => {
            Opened::Unfinished(failure.message)
        }
        Err(failure) => record(id, stamp, failure.into()),
    }
}

fn too_large(size: u64, limit: u64) -> Verdict {
    let refusal = Refusal::TooLarge(format!("{size} bytes"));
    let message = format!(
        "{refusal}: {} MB, and the limit is {} MB",
        size.div_ceil(1 << 20),
        limit >> 20
    );
    let hint = format!(
        "{} The limits are in note.toml under [limits].",
        refusal.hint()
    );
    refused(refusal.code(), message, hint)
}

/// The bytes of a file, no more than one over the limit: what is larger is refused unread.
fn bytes_of(path: &Path, limit: u64) -> Result<Vec<u8>, DossierError> {
    use std::io::Read;
    let fail = |e| DossierError::io("read", path, e);
    let file = std::fs::File::open(path).map_err(fail)?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(fail)?;
    Ok(bytes)
}

fn refused(code: &str, message: String, hint: String) -> Verdict {
    Verdict::Refused {
        code: code.into(),
        message,
        hint,
        detail: String::new(),
    }
}

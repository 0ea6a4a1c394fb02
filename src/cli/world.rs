//! What the command line knows of the world: time, person, current folder, terminal, Ctrl-C.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::args::Arguments;
use super::printer::Printer;
use super::progress::Bar;
use crate::dossier::{Dossier, DossierError};
use crate::language::Resources;
use crate::workflow::{Converter, Desk, Surroundings, WorkflowError};

/// The world as read once at the start.
pub struct World {
    /// Everything that is said goes through it.
    pub printer: Printer,
    person: String,
    overlay: Option<PathBuf>,
    soffice: Option<PathBuf>,
    bar: Bar,
}

impl World {
    /// Reads the environment and begins to listen for Ctrl-C.
    #[allow(
        clippy::disallowed_methods,
        reason = "the edge is where the environment is read"
    )]
    pub fn new(arguments: &Arguments) -> Self {
        let account = ["USERNAME", "USER"]
            .iter()
            .find_map(|name| std::env::var(name).ok())
            .filter(|n| !n.is_empty());
        let no_color = std::env::var("NO_COLOR").is_ok_and(|v| !v.is_empty());
        // Without a handler Ctrl-C ends the process at once, which loses nothing either: every write
        // is a transaction or a rename.
        if arguments.command.ends_in_order() {
            let _ = ctrlc::set_handler(|| STOPPED.store(true, Ordering::SeqCst));
        }
        Self {
            printer: Printer::new(arguments.color, no_color),
            person: arguments
                .person
                .clone()
                .or(account)
                .unwrap_or_else(|| "officer".into()),
            overlay: arguments.resources.clone(),
            soffice: arguments.soffice.clone(),
            bar: Bar::new(),
        }
    }

    /// The language data, with the overlay if one was given.
    ///
    /// # Errors
    /// When a file of the overlay cannot be read or has a mistake.
    pub fn resources(&self) -> Result<Arc<Resources>, WorkflowError> {
        let Some(folder) = &self.overlay else {
            return Ok(Arc::new(Resources::embedded()?));
        };
        let mut files = BTreeMap::new();
        collect(folder, folder, &mut files)?;
        Ok(Arc::new(Resources::with_overlay(&files)?))
    }

    /// What use cases may know.
    pub fn surroundings(&self) -> Surroundings<'_> {
        Surroundings {
            now: now(),
            person: &self.person,
            progress: &self.bar,
            stop: &|| STOPPED.load(Ordering::SeqCst),
        }
    }

    /// LibreOffice, when it is on this machine.
    pub fn converter(&self) -> Option<Converter> {
        let program = super::soffice::find(self.soffice.as_deref())?;
        Some(Converter::new(program, std::env::temp_dir(), CONVERSION))
    }

    /// Who is working.
    pub fn person(&self) -> &str {
        &self.person
    }

    /// True when the person pressed Ctrl-C.
    pub fn stopped(&self) -> bool {
        STOPPED.load(Ordering::SeqCst)
    }
}

/// The longest time for converting one file: the first start of LibreOffice alone may take some.
const CONVERSION: Duration = Duration::from_secs(120);

/// Set by Ctrl-C; a signal belongs to the whole process, so this is one for all.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// The time now.
#[allow(
    clippy::disallowed_methods,
    reason = "the edge is where the clock is read"
)]
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// The time for built files from SOURCE_DATE_EPOCH, if set.
#[allow(
    clippy::disallowed_methods,
    reason = "the edge is where the environment is read"
)]
pub fn epoch() -> Option<i64> {
    std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()
}

/// The dossier named, or found from the current folder upwards.
///
/// # Errors
/// When there is none.
#[allow(
    clippy::disallowed_methods,
    reason = "the edge is where the current folder is read"
)]
pub fn desk(named: Option<&Path>, resources: &Arc<Resources>) -> Result<Desk, WorkflowError> {
    let dossier = match named {
        Some(dir) => Dossier::open(dir)?,
        None => {
            let here =
                std::env::current_dir().map_err(|e| DossierError::io("find", Path::new("."), e))?;
            Dossier::find(&here)?
        }
    };
    Ok(Desk::new(dossier, Arc::clone(resources)))
}

fn collect(
    root: &Path,
    folder: &Path,
    files: &mut BTreeMap<String, String>,
) -> Result<(), WorkflowError> {
    let fail = |e| DossierError::io("read the folder", folder, e);
    for item in std::fs::read_dir(folder).map_err(fail)? {
        let path = item.map_err(fail)?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            let text =
                std::fs::read_to_string(&path).map_err(|e| DossierError::io("read", &path, e))?;
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/");
            files.insert(name, text);
        }
    }
    Ok(())
}

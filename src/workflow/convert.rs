//! Files of other formats turned into Word files by LibreOffice, on request only.
//!
//! The program runs without window, in a folder and with a profile of its own that are removed
//! afterwards. No macro runs, links are not followed, the way to the network is barred by a proxy
//! that does not exist; when the time is up or the person asks to stop, it is ended with all the
//! processes it began. The original is only copied. The Word file is read and thrown away.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// LibreOffice, where it was found.
#[derive(Debug, Clone)]
pub struct Converter {
    program: PathBuf,
    scratch: PathBuf,
    time_limit: Duration,
    /// One file at a time: each run takes a processor and some 200 MB.
    turn: Arc<Mutex<()>>,
}

/// Why a file could not be converted.
#[derive(Debug, thiserror::Error)]
pub enum ConvertFault {
    /// It is not on this machine.
    #[error("LibreOffice was not found; install it, or name its program with --soffice PATH")]
    Missing,
    /// The program does not start, or its folder cannot be made.
    #[error("LibreOffice could not be used")]
    Unusable(#[source] std::io::Error),
    /// It took too long.
    #[error("LibreOffice did not finish this file within {0} seconds")]
    TimeLimit(u64),
    /// The person asked to stop.
    #[error("stopped as asked")]
    Stopped,
    /// It ended without a result; what it said.
    #[error("LibreOffice could not read this file")]
    NoResult(String),
}

impl ConvertFault {
    /// The technical side of it.
    pub fn detail(&self) -> String {
        match self {
            Self::Unusable(e) => e.to_string(),
            Self::NoResult(said) => said.clone(),
            Self::TimeLimit(_) | Self::Stopped | Self::Missing => String::new(),
        }
    }
}

/// The filter for PDF, with tags and bookmarks; the signs of comments would stand on the words.
const PDF: &str = r#"pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"},"ExportNotes":{"type":"boolean","value":"false"}}"#;

/// Settings of the profile: path, name, value.
const SETTINGS: [(&str, &str, &str); 12] = [
    (
        "Office.Common/Security/Scripting",
        "MacroSecurityLevel",
        "3",
    ),
    (
        "Office.Common/Security/Scripting",
        "DisableMacrosExecution",
        "true",
    ),
    (
        "Office.Common/Security/Scripting",
        "BlockUntrustedRefererLinks",
        "true",
    ),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
];

impl Converter {
    /// LibreOffice's `program`, a folder for temporary files, and the longest time for one file.
    pub fn new(program: PathBuf, scratch: PathBuf, time_limit: Duration) -> Self {
        Self {
            program,
            scratch,
            time_limit,
            turn: Arc::default(),
        }
    }

    /// Turns a file whose usual ending is `kind` into a Word file of at most `most` bytes.
    ///
    /// # Errors
    /// When the program does not start, does not finish in time, or makes nothing of the file.
    pub fn convert(
        &self,
        bytes: &[u8],
        kind: &str,
        most: u64,
        stop: &dyn Fn() -> bool,
    ) -> Result<Vec<u8>, ConvertFault> {
        self.run(bytes, kind, ("docx:MS Word 2007 XML", "docx"), most, stop)
    }

    /// Sets a Word file as PDF with tags for those who hear the page, of at most `most` bytes.
    ///
    /// # Errors
    /// As for [`Converter::convert`].
    pub fn to_pdf(
        &self,
        bytes: &[u8],
        most: u64,
        stop: &dyn Fn() -> bool,
    ) -> Result<Vec<u8>, ConvertFault> {
        self.run(bytes, "docx", (PDF, "pdf"), most, stop)
    }

    /// Has a file of the ending `kind` turned into `target`: the name of a filter and its ending.
    fn run(
        &self,
        bytes: &[u8],
        kind: &str,
        target: (&str, &str),
        most: u64,
        stop: &dyn Fn() -> bool,
    ) -> Result<Vec<u8>, ConvertFault> {
        // A turn that ended in a panic left nothing behind.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::Builder::new()
            .prefix("rapporteur-convert-")
            .tempdir_in(&self.scratch)
            .map_err(ConvertFault::Unusable)?;
        let source = folder.path().join(format!("return.{kind}"));
        let errors = folder.path().join("errors.txt");
        self.prepare(folder.path(), &source, bytes)
            .map_err(ConvertFault::Unusable)?;
        let said = File::create(&errors).map_err(ConvertFault::Unusable)?;
        let mut child = self
            .command(folder.path(), &source, target.0)
            .stderr(said)
            .spawn()
            .map_err(ConvertFault::Unusable)?;
        let end = Instant::now() + self.time_limit;
        let fault = loop {
            if has_ended(&mut child) {
                break None;
            }
            if stop() {
                break Some(ConvertFault::Stopped);
            }
            if Instant::now() >= end {
                break Some(ConvertFault::TimeLimit(self.time_limit.as_secs()));
            }
            std::thread::sleep(Duration::from_millis(40));
        };
        end_all(&mut child);
        if let Some(fault) = fault {
            return Err(fault);
        }
        let made = folder
            .path()
            .join("out")
            .join(format!("return.{}", target.1));
        let nothing = || {
            let mut words = String::new();
            if let Ok(file) = File::open(&errors) {
                let _ = file.take(2000).read_to_string(&mut words);
            }
            ConvertFault::NoResult(words.trim().to_owned())
        };
        let mut out = Vec::new();
        File::open(&made)
            .and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut out))
            .map_err(|_| nothing())?;
        Ok(out)
    }

    fn prepare(&self, folder: &Path, source: &Path, bytes: &[u8]) -> std::io::Result<()> {
        std::fs::write(source, bytes)?;
        std::fs::create_dir(folder.join("out"))?;
        std::fs::create_dir(folder.join("home"))?;
        let user = folder.join("profile").join("user");
        std::fs::create_dir_all(&user)?;
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\n",
        );
        for (path, name, value) in SETTINGS {
            text.push_str(&format!(
                "<item oor:path=\"/org.openoffice.{path}\"><prop oor:name=\"{name}\" oor:op=\"fuse\"><value>{value}</value></prop></item>\n"
            ));
        }
        text.push_str("</oor:items>\n");
        std::fs::write(user.join("registrymodifications.xcu"), text)
    }

    fn command(&self, folder: &Path, source: &Path, filter: &str) -> Command {
        let nowhere = "http://127.0.0.1:9";
        let mut command = Command::new(&self.program);
        command
            .arg(format!(
                "-env:UserInstallation={}",
                file_address(&folder.join("profile"))
            ))
            .args([
                "--headless",
                "--norestore",
                "--nodefault",
                "--nolockcheck",
                "--nologo",
            ])
            .args(["--nofirststartwizard", "--convert-to", filter, "--outdir"])
            .arg(folder.join("out"))
            .arg(source)
            .env("HOME", folder.join("home"))
            .env("SAL_USE_VCLPLUGIN", "svp")
            .env("http_proxy", nowhere)
            .env("https_proxy", nowhere)
            .env("no_proxy", "")
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            // A group of its own, so that all of it can be ended.
            command.process_group(0);
        }
        command
    }
}

/// The address of a folder as LibreOffice wants it.
fn file_address(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut out = String::from(if text.starts_with('/') {
        "file://"
    } else {
        "file:///"
    });
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"/-_.~:".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

/// Whether the program has ended. It is left unburied, so that its group keeps its number.
#[cfg(unix)]
fn has_ended(child: &mut Child) -> bool {
    use rustix::process::{WaitId, WaitIdOptions, waitid};
    let Some(pid) = pid(child) else { return true };
    let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    !matches!(waitid(WaitId::Pid(pid), look), Ok(None))
}

#[cfg(unix)]
fn pid(child: &Child) -> Option<rustix::process::Pid> {
    i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw)
}

#[cfg(not(unix))]
fn has_ended(child: &mut Child) -> bool {
    !matches!(child.try_wait(), Ok(None))
}

/// Ends the program with everything it began, and buries it.
#[cfg(unix)]
fn end_all(child: &mut Child) {
    if let Some(pid) = pid(child) {
        let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
    }
    let _ = child.wait();
}

#[cfg(not(unix))]
fn end_all(child: &mut Child) {
    if matches!(child.try_wait(), Ok(None)) {
        let _ = Command::new("taskkill")
            .args(["/T", "/F", "/PID", &child.id().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let _ = child.kill();
    }
    let _ = child.wait();
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A program that stands in for LibreOffice.
    fn stand_in(folder: &Path, script: &str) -> PathBuf {
        let path = folder.join("soffice");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    #[test]
    fn what_takes_too_long_is_ended_with_its_children() {
        let dir = tempfile::tempdir().unwrap();
        let mark = dir.path().join("alive");
        let script = format!("(sleep 3; touch '{}') & sleep 60", mark.display());
        let program = stand_in(dir.path(), &script);
        let converter = Converter::new(program, dir.path().into(), Duration::from_millis(300));
        let began = Instant::now();
        let fault = converter.convert(b"x", "doc", 100, &|| false).unwrap_err();
        assert!(matches!(fault, ConvertFault::TimeLimit(_)), "{fault:?}");
        assert!(began.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_secs(4));
        assert!(!mark.exists(), "a child lived on");
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "the folder was not removed: {left:?}");
    }

    #[test]
    fn no_result_says_what_the_program_said() {
        let dir = tempfile::tempdir().unwrap();
        let program = stand_in(dir.path(), "echo 'source file could not be loaded' >&2");
        let converter = Converter::new(program, dir.path().into(), Duration::from_secs(20));
        let fault = converter.convert(b"x", "doc", 100, &|| false).unwrap_err();
        assert!(fault.detail().contains("could not be loaded"), "{fault:?}");
        let missing = Converter::new(dir.path().join("none"), dir.path().into(), Duration::ZERO);
        let fault = missing.convert(b"x", "doc", 100, &|| false).unwrap_err();
        assert!(matches!(fault, ConvertFault::Unusable(_)), "{fault:?}");
    }

    #[test]
    fn addresses_have_no_blanks() {
        assert_eq!(file_address(Path::new("/tmp/a b")), "file:///tmp/a%20b");
        assert_eq!(file_address(Path::new("C:\\x\\y")), "file:///C:/x/y");
    }
}

//! Decides what goes to which stream and how it looks.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::args::When;
use crate::model::finding::Severity;

/// Everything that the program says goes through here.
pub struct Printer {
    color_out: bool,
    color_err: bool,
    /// False after the reader of standard output has gone away.
    open: AtomicBool,
}

/// How a piece of text is to stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Bold.
    Strong,
    /// Dim.
    Quiet,
    /// Green.
    Good,
    /// Yellow.
    Care,
    /// Red.
    Bad,
}

impl Printer {
    /// A printer for this terminal.
    pub fn new(when: When, no_color: bool) -> Self {
        let on = |terminal: bool| match when {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && !no_color,
        };
        Self {
            color_out: on(io::stdout().is_terminal()),
            color_err: on(io::stderr().is_terminal()),
            open: AtomicBool::new(true),
        }
    }

    /// A line of data on standard output.
    pub fn data(&self, line: &str) {
        self.write(line);
    }

    /// A record as one line of JSON on standard output.
    pub fn record<T: Serialize>(&self, record: &T) {
        match serde_json::to_string(record) {
            Ok(line) => self.write(&line),
            Err(error) => self.error(
                &format!("a record could not be written as JSON: {error}"),
                "",
            ),
        }
    }

    fn write(&self, line: &str) {
        // `rapporteur ... | head` closes the pipe; that is the reader's right and no fault.
        if self.open.load(Ordering::Relaxed) && writeln!(io::stdout().lock(), "{line}").is_err() {
            self.open.store(false, Ordering::Relaxed);
        }
    }

    /// Talk on standard error.
    pub fn say(&self, line: &str) {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// An error with advice on standard error.
    pub fn error(&self, message: &str, hint: &str) {
        self.say(&format!("{} {message}", self.err("error:", Look::Bad)));
        if !hint.is_empty() {
            self.say(&format!("{} {hint}", self.err(" help:", Look::Good)));
        }
    }

    /// Text for standard output with a look.
    pub fn out(&self, text: &str, look: Look) -> String {
        paint(text, look, self.color_out)
    }

    /// Text for standard error with a look.
    pub fn err(&self, text: &str, look: Look) -> String {
        paint(text, look, self.color_err)
    }

    /// The word for a severity, for standard output.
    pub fn severity(&self, severity: Severity) -> String {
        match severity {
            Severity::Error => self.out("error", Look::Bad),
            Severity::Warning => self.out("warning", Look::Care),
            Severity::Info => self.out("note", Look::Quiet),
        }
    }
}

/// An error with advice on standard error, when there is no printer any more.
pub fn last_words(message: &str, hint: &str) {
    let _ = writeln!(io::stderr().lock(), "error: {message}\n help: {hint}");
}

fn paint(text: &str, look: Look, on: bool) -> String {
    if !on {
        return text.to_owned();
    }
    let code = match look {
        Look::Strong => "1",
        Look::Quiet => "2",
        Look::Good => "32",
        Look::Care => "33",
        Look::Bad => "31;1",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

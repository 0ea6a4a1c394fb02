//! Findings: problems and remarks as data.

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// A person should look.
    Warning,
    /// A person must act before the note is issued.
    Error,
}

/// A problem or remark with a stable code, listed in `docs/findings.md` with cause and cure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code in kebab case, such as `country-unknown`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in one plain sentence.
    pub message: String,
    /// Where, in words; empty when the whole file or text is meant.
    #[serde(default)]
    pub place: String,
    /// What to do about it; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
}

impl Finding {
    /// A finding without place or hint.
    pub fn new(code: &str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            severity,
            message: message.into(),
            place: String::new(),
            hint: String::new(),
        }
    }
    /// An error: a person must act.
    pub fn error(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }
    /// A warning: a person should look.
    pub fn warning(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }
    /// A remark.
    pub fn info(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, message)
    }
    /// The same at a place.
    pub fn at(mut self, place: impl ToString) -> Self {
        self.place = place.to_string();
        self
    }
    /// The same with advice.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

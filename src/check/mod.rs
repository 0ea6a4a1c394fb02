//! Finds faults in texts, in pairs of texts and in whole notes.
//!
//! Findings are data with stable codes, listed with their rules in `docs/checks.md`. A check reports
//! what it is sure of; it never changes a text.

mod facts;
mod fix;
mod french;
mod names;
mod pair;
mod typography;
mod words;

use serde::{Deserialize, Serialize};

pub use fix::Fix;

use crate::language::Resources;
use crate::model::finding::Severity;
use crate::model::ids::Lang;

/// A fault in a text or in a pair of texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CheckFinding {
    /// Stable code, such as `number-mismatch`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// The words concerned, as they stand in the text.
    pub span: String,
    /// What is wrong, in one plain sentence.
    pub message: String,
    /// The correction, where it is sure.
    #[serde(skip)]
    pub fix: Option<Fix>,
}

impl CheckFinding {
    fn new(
        code: &str,
        severity: Severity,
        span: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code: code.into(),
            severity,
            span: span.into(),
            message: message.into(),
            fix: None,
        }
    }
    /// A fault that must be put right before the note is issued.
    pub fn error(code: &str, span: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span, message)
    }
    /// Something that a person should look at.
    pub fn warning(code: &str, span: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, span, message)
    }
}

/// What differs between a text and its translation: figures, dates, countries, references, negation,
/// words left untranslated.
pub fn check_pair(res: &Resources, a: (&Lang, &str), b: (&Lang, &str)) -> Vec<CheckFinding> {
    let mut out = Vec::new();
    if a.1.trim().is_empty() && b.1.trim().is_empty() {
        return out;
    }
    if pair::untranslated(a, b, &mut out) {
        return out;
    }
    facts::check(a, b, &mut out);
    pair::countries(res, (a, b), &mut out);
    pair::negation(a, b, &mut out);
    out
}

/// What is wrong with a text by itself: doubled words, typography, agreement, wording.
pub fn check_text(res: &Resources, lang: &Lang, text: &str) -> Vec<CheckFinding> {
    let mut out = Vec::new();
    words::doubled(lang, text, &mut out);
    words::phrases(lang, text, &mut out);
    words::split_acronyms(text, &mut out);
    typography::check(lang, text, &mut out);
    if lang.primary() == "fr" {
        french::check(text, &mut out);
        french::subject(res, lang, text, &mut out);
    }
    names::old_names(res, lang, text, &mut out);
    out
}

/// A finding and the number of the paragraph it is on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NumberedFinding {
    /// Number of the paragraph.
    pub paragraph: u32,
    /// What was found.
    #[serde(flatten)]
    pub finding: CheckFinding,
}

/// Checks two language versions of one note, each as numbered paragraphs: the same numbers in the
/// same order, and every pair.
pub fn check_documents(
    res: &Resources,
    a: (&Lang, &[(u32, &str)]),
    b: (&Lang, &[(u32, &str)]),
) -> Vec<NumberedFinding> {
    let mut out = Vec::new();
    let missing = |paragraph, lang: &Lang| NumberedFinding {
        paragraph,
        finding: CheckFinding::error(
            "paragraph-missing",
            "",
            format!("paragraph {paragraph} is not in the {lang} version"),
        ),
    };
    for ((_, list), other) in [(a, b), (b, a)] {
        for (number, _) in list {
            if !other.1.iter().any(|(n, _)| n == number) {
                out.push(missing(*number, other.0));
            }
        }
        for pair in list.windows(2) {
            if let [(first, _), (second, text)] = pair
                && second <= first
            {
                let finding = CheckFinding::error(
                    "paragraph-order",
                    text.chars().take(40).collect::<String>(),
                    format!("paragraph {second} follows paragraph {first}"),
                );
                out.push(NumberedFinding {
                    paragraph: *second,
                    finding,
                });
            }
        }
    }
    for (number, text) in a.1 {
        if let Some((_, translation)) = b.1.iter().find(|(n, _)| n == number) {
            let mut found = check_text(res, a.0, text);
            found.extend(check_text(res, b.0, translation));
            found.extend(check_pair(res, (a.0, text), (b.0, translation)));
            out.extend(found.into_iter().map(|finding| NumberedFinding {
                paragraph: *number,
                finding,
            }));
        }
    }
    out.sort();
    out.dedup();
    out
}

#[cfg(test)]
mod tests;

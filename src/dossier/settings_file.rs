//! Reads `note.toml`, and says in plain words what is wrong with it.

use std::path::Path;

use super::error::DossierError;
use crate::model::settings::Settings;

/// Parses the text of `note.toml`; `file` is for the message.
///
/// # Errors
/// The first mistake with line, column, and a cure where one can be guessed.
pub fn parse_settings(text: &str, file: &Path) -> Result<Settings, DossierError> {
    // Some Windows editors put a byte order mark in front, which TOML does not know.
    let text = text.trim_start_matches('\u{feff}');
    let settings: Settings = toml::from_str(text).map_err(|e| {
        let (line, column) = position(text, e.span().map_or(0, |s| s.start));
        let (message, hint) = in_words(e.message());
        DossierError::Settings {
            file: file.to_owned(),
            line,
            column,
            message,
            hint,
        }
    })?;
    let complain = |needle: &str, message: String, hint: &str| {
        let (line, column) = position(text, text.find(needle).unwrap_or(0));
        Err(DossierError::Settings {
            file: file.to_owned(),
            line,
            column,
            message,
            hint: hint.into(),
        })
    };
    if !settings.note.languages.contains(&settings.note.original) {
        return complain(
            "languages",
            format!(
                "the original language “{}” is not among the languages of the note",
                settings.note.original
            ),
            "add it to `languages`",
        );
    }
    if let Some((name, most)) = settings.limits.unsafe_one() {
        return complain(
            name,
            format!("limits.{name} must be from 1 to {most}"),
            "delete the line to have the usual limit",
        );
    }
    let mut cells: Vec<_> = settings.cells().map(|(cell, _)| cell).collect();
    let count = cells.len();
    cells.sort();
    cells.dedup();
    if cells.len() < count {
        return complain(
            "[[themes",
            "two recommendations have the same theme and letter".into(),
            "give each its own letter",
        );
    }
    Ok(settings)
}

fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    (line, column)
}

/// Turns the parser's message about an unknown key into one with a proposal.
fn in_words(message: &str) -> (String, String) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let (true, Some((unknown, known))) =
        (message.starts_with("unknown field"), quoted.split_first())
    {
        let nearest = known
            .iter()
            .map(|k| (strsim::normalized_damerau_levenshtein(unknown, k), *k))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let hint = match nearest {
            Some((closeness, k)) if closeness > 0.5 => format!("did you mean `{k}`?"),
            _ => format!("what can stand here: {}", known.join(", ")),
        };
        return (format!("“{unknown}” is not a setting"), hint);
    }
    (message.replace('\n', "; "), String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMAL: &str = "[note]\nsymbol = \"A\"\n[meeting]\n[adopted]\n";

    #[test]
    fn a_typo_is_named_with_its_line_and_the_likely_word() {
        let text = MINIMAL.replace("symbol", "simbol");
        let error = parse_settings(&text, Path::new("note.toml")).unwrap_err();
        let DossierError::Settings { line, hint, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!((*line, hint.as_str()), (2, "did you mean `symbol`?"));
    }

    #[test]
    fn a_wrong_date_says_how_to_write_it() {
        let text = "[note]\ndate = \"1 July\"\n[meeting]\n[adopted]\n";
        let error = parse_settings(text, Path::new("note.toml")).unwrap_err();
        assert!(
            error.to_string().contains("write it as 2026-07-01"),
            "{error}"
        );
        assert!(error.to_string().contains("line 2"), "{error}");
    }

    #[test]
    fn a_minimal_file_lists_what_is_missing() {
        let settings = parse_settings(MINIMAL, Path::new("note.toml")).unwrap();
        let missing = settings.missing();
        assert!(missing.iter().any(|(path, _)| path == "note.cut_off"));
        assert!(!missing.iter().any(|(path, _)| path == "note.symbol"));
    }
}

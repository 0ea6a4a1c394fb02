//! The one table of keys. It makes the data of the script and the help, in both languages; what a key
//! does, an element of the page with `data-action` of the same name does too.

use serde::Serialize;

use super::ui::Ui;

/// Name of the cookie that remembers the preset.
pub const KEYS_COOKIE: &str = "rapporteur-keys";

/// A set of keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Preset {
    /// As most programs for translators have them.
    #[default]
    Usual,
    /// After the habit of OmegaT, where the browser leaves a key free.
    OmegaT,
    /// None: for people whose software for reading or speaking needs the keys.
    Off,
}

impl Preset {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Usual, Self::OmegaT, Self::Off];

    /// Its name in the cookie and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::OmegaT => "omegat",
            Self::Off => "off",
        }
    }
    /// The preset of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }
}

/// Where a key does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// On the page of an entry, also while typing.
    Entry,
    /// On every page, also while typing.
    Everywhere,
    /// On every page, outside of fields.
    OutsideFields,
}

impl Place {
    /// The key of its heading in the help.
    fn heading(self) -> &'static str {
        match self {
            Self::Entry => "help-on-entry",
            Self::Everywhere => "help-everywhere",
            Self::OutsideFields => "help-outside-fields",
        }
    }
}

/// A line of the table.
pub struct Row {
    /// The action; its words are `key-<action>`.
    pub action: &'static str,
    /// Where it is valid.
    pub place: Place,
    /// The keys of the usual preset: `Ctrl+Enter`; digits mean the key, whatever a layout writes.
    pub usual: &'static [&'static str],
    /// The keys after the habit of OmegaT.
    pub omegat: &'static [&'static str],
}

const fn row(
    action: &'static str,
    place: Place,
    usual: &'static [&'static str],
    omegat: &'static [&'static str],
) -> Row {
    Row {
        action,
        place,
        usual,
        omegat,
    }
}

/// All keys. `apply-1` to `apply-9` are one line of the help.
pub static TABLE: [Row; 33] = [
    row("confirm", Place::Entry, &["Ctrl+Enter"], &["Ctrl+Enter"]),
    row(
        "tentative",
        Place::Entry,
        &["Ctrl+Shift+Enter"],
        &["Ctrl+Shift+Enter"],
    ),
    row("save", Place::Entry, &["Alt+Enter"], &["Alt+Enter"]),
    row(
        "reject",
        Place::Entry,
        &["Ctrl+Shift+Backspace"],
        &["Ctrl+Shift+X"],
    ),
    row("apply-1", Place::Entry, &["Ctrl+1"], &["Ctrl+1"]),
    row("apply-2", Place::Entry, &["Ctrl+2"], &["Ctrl+2"]),
    row("apply-3", Place::Entry, &["Ctrl+3"], &["Ctrl+3"]),
    row("apply-4", Place::Entry, &["Ctrl+4"], &["Ctrl+4"]),
    row("apply-5", Place::Entry, &["Ctrl+5"], &["Ctrl+5"]),
    row("apply-6", Place::Entry, &["Ctrl+6"], &["Ctrl+6"]),
    row("apply-7", Place::Entry, &["Ctrl+7"], &["Ctrl+7"]),
    row("apply-8", Place::Entry, &["Ctrl+8"], &["Ctrl+8"]),
    row("apply-9", Place::Entry, &["Ctrl+9"], &["Ctrl+9"]),
    row("offer-up", Place::Entry, &["Ctrl+Up"], &["Ctrl+Up"]),
    row("offer-down", Place::Entry, &["Ctrl+Down"], &["Ctrl+Down"]),
    row(
        "copy-source",
        Place::Entry,
        &["Ctrl+Insert"],
        &["Ctrl+Shift+S"],
    ),
    row("concordance", Place::Entry, &["Ctrl+K"], &["Ctrl+K"]),
    row("focus-target", Place::Entry, &["F2"], &["F2"]),
    row("focus-source", Place::Entry, &["Shift+F2"], &["Shift+F2"]),
    row("next-open", Place::Entry, &["F9"], &["F9"]),
    row(
        "next",
        Place::Entry,
        &["Alt+Down"],
        &["Alt+Down", "Ctrl+Shift+Down"],
    ),
    row(
        "previous",
        Place::Entry,
        &["Alt+Up"],
        &["Alt+Up", "Ctrl+Shift+Up"],
    ),
    row("comment", Place::Entry, &["F4"], &["F4"]),
    row("query", Place::Entry, &["F8"], &["F8"]),
    row("group", Place::Entry, &["Alt+G"], &["Alt+G"]),
    row(
        "split-sentence",
        Place::Entry,
        &["Alt+Shift+S"],
        &["Alt+Shift+S"],
    ),
    row(
        "merge-sentence",
        Place::Entry,
        &["Alt+Shift+M"],
        &["Alt+Shift+M"],
    ),
    row("undo", Place::Everywhere, &["Alt+Z"], &["Alt+Z"]),
    row("redo", Place::Everywhere, &["Alt+Y"], &["Alt+Y"]),
    row("continue", Place::Everywhere, &["F9"], &["F9"]),
    row(
        "go-entries",
        Place::Everywhere,
        &["Alt+Shift+E"],
        &["Alt+Shift+E"],
    ),
    row("search", Place::OutsideFields, &["/"], &["/"]),
    row("help", Place::OutsideFields, &["?"], &["?"]),
];

impl Row {
    /// Its keys in a preset.
    pub fn keys(&self, preset: Preset) -> &'static [&'static str] {
        match preset {
            Preset::Usual => self.usual,
            Preset::OmegaT => self.omegat,
            Preset::Off => &[],
        }
    }
}

#[derive(Serialize)]
struct ForScript {
    action: &'static str,
    keys: &'static [&'static str],
    /// False when it is left alone inside of fields.
    typing: bool,
}

/// The table of a preset as the script reads it: JSON, a list of `{action, keys, typing}`.
pub fn for_script(preset: Preset) -> String {
    let rows: Vec<ForScript> = TABLE
        .iter()
        .filter(|row| !row.keys(preset).is_empty())
        .map(|row| ForScript {
            action: row.action,
            keys: row.keys(preset),
            typing: row.place != Place::OutsideFields,
        })
        .collect();
    serde_json::to_string(&rows).unwrap_or_default()
}

/// A line of the help.
pub struct HelpLine {
    /// What it does.
    pub what: String,
    /// The keys of each preset with keys, each key as its parts.
    pub keys: Vec<Vec<Vec<String>>>,
}

/// A part of the help.
pub struct HelpPart {
    /// Where its keys are valid.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<HelpLine>,
}

/// The table for people.
pub fn for_people(ui: &Ui<'_>) -> Vec<HelpPart> {
    let presets = Preset::ALL.into_iter().filter(|p| *p != Preset::Off);
    [Place::Entry, Place::Everywhere, Place::OutsideFields]
        .into_iter()
        .map(|place| HelpPart {
            heading: ui.t(place.heading()),
            lines: TABLE
                .iter()
                .filter(|row| row.place == place)
                .filter(|row| !row.action.starts_with("apply-") || !is_later_match(row.action))
                .map(|row| HelpLine {
                    what: ui.t(&format!("key-{}", row.action)),
                    keys: presets
                        .clone()
                        .map(|preset| row.keys(preset).iter().map(|key| said(ui, key)).collect())
                        .collect(),
                })
                .collect(),
        })
        .collect()
}

/// True for the second to the ninth match, which the line of the first one speaks for.
fn is_later_match(action: &str) -> bool {
    let number = action.strip_prefix("apply-").and_then(|n| n.parse().ok());
    number.is_some_and(|n: u8| n > 1)
}

/// The parts of a key as they are written on the keyboard of the language.
fn said(ui: &Ui<'_>, key: &str) -> Vec<String> {
    key.split('+')
        .map(|part| match part {
            "Up" => "↑".into(),
            "Down" => "↓".into(),
            "1" => "1 … 9".into(),
            "Shift" => ui.t("keyboard-shift"),
            "Enter" => ui.t("keyboard-enter"),
            "Insert" => ui.t("keyboard-insert"),
            "Backspace" => ui.t("keyboard-backspace"),
            other => other.to_owned(),
        })
        .collect()
}

/// The first key of an action in a preset, for the title of a button: `Ctrl+Enter`; empty when none.
pub fn caption(ui: &Ui<'_>, preset: Preset, action: &str) -> String {
    let row = TABLE.iter().find(|row| row.action == action);
    let key = row.and_then(|row| row.keys(preset).first());
    key.map_or_else(String::new, |key| match key.rsplit_once('+') {
        // A digit is the key itself here, not the first of nine.
        Some((before, digit)) if digit.parse::<u8>().is_ok() => format!("{before}+{digit}"),
        _ => said(ui, key).join("+"),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::web::words::{Tongue, words};

    /// Keys that browsers and systems keep for themselves or that people need for their text.
    const OWNED: [&str; 62] = [
        "Ctrl+N",
        "Ctrl+T",
        "Ctrl+W",
        "Ctrl+Q",
        "Ctrl+R",
        "Ctrl+L",
        "Ctrl+D",
        "Ctrl+E",
        "Ctrl+F",
        "Ctrl+G",
        "Ctrl+H",
        "Ctrl+J",
        "Ctrl+O",
        "Ctrl+P",
        "Ctrl+S",
        "Ctrl+U",
        "Ctrl+A",
        "Ctrl+B",
        "Ctrl+C",
        "Ctrl+V",
        "Ctrl+X",
        "Ctrl+Y",
        "Ctrl+Z",
        "Ctrl+0",
        "Ctrl+Tab",
        "Ctrl+Shift+Tab",
        "Ctrl+PageUp",
        "Ctrl+PageDown",
        "Ctrl+Shift+N",
        "Ctrl+Shift+T",
        "Ctrl+Shift+W",
        "Ctrl+Shift+I",
        "Ctrl+Shift+J",
        "Ctrl+Shift+C",
        "Ctrl+Shift+R",
        "Ctrl+Shift+B",
        "Ctrl+Shift+O",
        "Ctrl+Shift+P",
        "Ctrl+Shift+Delete",
        "Ctrl+Shift+V",
        "Ctrl+Shift+Z",
        "Alt+Left",
        "Alt+Right",
        "Alt+Home",
        "Alt+Tab",
        "Alt+F4",
        "Alt+D",
        "Alt+F",
        "Alt+E",
        "Alt+Space",
        "Tab",
        "Shift+Tab",
        "Escape",
        "F1",
        "F3",
        "F5",
        "F6",
        "F7",
        "F10",
        "F11",
        "F12",
        "Enter",
    ];

    #[test]
    fn nothing_is_taken_from_the_browser() {
        for row in &TABLE {
            for preset in Preset::ALL {
                for key in row.keys(preset) {
                    assert!(
                        !OWNED.contains(key),
                        "{key} ({}) is the browser's",
                        row.action
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_valid_while_typing_is_no_letter() {
        for row in TABLE.iter().filter(|r| r.place != Place::OutsideFields) {
            for key in Preset::ALL.iter().flat_map(|p| row.keys(*p)) {
                let function = key.starts_with('F') && key.len() > 1;
                let held = key.starts_with("Ctrl+") || key.starts_with("Alt+");
                assert!(
                    held || function || *key == "Shift+F2",
                    "{key} would stop typing"
                );
            }
        }
    }

    #[test]
    fn one_key_does_one_thing() {
        for preset in Preset::ALL {
            let mut there: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for row in &TABLE {
                for key in row.keys(preset) {
                    there.entry(key).or_default().push(row.action);
                }
            }
            // The next open entry is where work goes on, on whatever page.
            there.retain(|_, actions| actions.len() > 1 && *actions != ["next-open", "continue"]);
            assert!(there.is_empty(), "{preset:?}: {there:?}");
        }
    }

    #[test]
    fn every_action_has_words() {
        for row in TABLE.iter().filter(|row| !is_later_match(row.action)) {
            let key = format!("key-{}", row.action);
            for tongue in Tongue::ALL {
                assert_ne!(words(tongue, &key, &[]), key);
            }
        }
    }

    #[test]
    fn every_action_has_its_element() {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/templates");
        let mut templates = String::new();
        for item in std::fs::read_dir(dir).unwrap() {
            templates.push_str(&std::fs::read_to_string(item.unwrap().path()).unwrap());
        }
        for row in &TABLE {
            // Matches and languages are numbered and named while the page is made.
            let made = ["apply-", "focus-"]
                .into_iter()
                .find(|family| row.action.starts_with(family));
            let wanted = match made {
                Some(family) => format!("data-action=\"{family}{{"),
                None => format!("data-action=\"{}\"", row.action),
            };
            assert!(
                templates.contains(&wanted),
                "no element does {}",
                row.action
            );
        }
    }

    #[test]
    fn the_script_reads_the_table() {
        let rows: serde_json::Value = serde_json::from_str(&for_script(Preset::Usual)).unwrap();
        assert_eq!(rows.as_array().unwrap().len(), TABLE.len());
        assert_eq!(rows.pointer("/0/keys/0").unwrap(), "Ctrl+Enter");
        assert_eq!(for_script(Preset::Off), "[]");
    }
}

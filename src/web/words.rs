//! The words of the interface: Fluent messages of memory/interface, a folder a language.
//! Source of the format: Project Fluent, syntax 1.0.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

pub use fluent_bundle::FluentValue;

/// A language in which the page speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

impl Tongue {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }
    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }
    /// The language of a tag, by its first part.
    pub fn of(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|t| t.tag() == first)
    }
    /// The first language of an `Accept-Language` header that the page speaks. Weights are not
    /// looked at: browsers list by preference.
    pub fn accepted(header: &str) -> Option<Self> {
        header
            .split(',')
            .find_map(|range| Self::of(range.split(';').next().unwrap_or_default().trim()))
    }
}

/// The files of a language, by name.
macro_rules! files {
    ($lang:literal) => {
        [
            include_str!(concat!("../../memory/interface/", $lang, "/base.ftl")),
            include_str!(concat!("../../memory/interface/", $lang, "/overview.ftl")),
            include_str!(concat!("../../memory/interface/", $lang, "/entry.ftl")),
            include_str!(concat!("../../memory/interface/", $lang, "/entries.ftl")),
            include_str!(concat!("../../memory/interface/", $lang, "/returns.ftl")),
            include_str!(concat!("../../memory/interface/", $lang, "/people.ftl")),
            include_str!(concat!("../../memory/interface/", $lang, "/memory.ftl")),
            include_str!(concat!("../../memory/interface/", $lang, "/preview.ftl")),
            include_str!(concat!("../../memory/interface/", $lang, "/keys.ftl")),
            include_str!(concat!("../../memory/interface/", $lang, "/exchange.ftl")),
            include_str!(concat!("../../memory/interface/", $lang, "/findings.ftl")),
        ]
    };
}

static ENGLISH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle("en", &files!("en")).0);
static FRENCH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle("fr", &files!("fr")).0);

/// The words of a message in a language; the key itself when there is none, so that a page is never
/// refused for a word (a test demands that there is one).
pub fn words(tongue: Tongue, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
    let bundle = match tongue {
        Tongue::English => &*ENGLISH,
        Tongue::French => &*FRENCH,
    };
    let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else {
        return key.to_owned();
    };
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(*name, value.clone());
    }
    let mut faults = Vec::new();
    bundle
        .format_pattern(pattern, Some(&args), &mut faults)
        .into_owned()
}

/// A bundle, and what is wrong with its files: unreadable lines, keys given twice.
fn bundle(tag: &str, files: &[&str]) -> (FluentBundle<FluentResource>, Vec<String>) {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Values stand in elements of their own or are of the page's direction.
    bundle.set_use_isolating(false);
    let mut faults = Vec::new();
    for file in files {
        let resource = match FluentResource::try_new((*file).to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                faults.extend(errors.iter().map(ToString::to_string));
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            faults.extend(errors.iter().map(ToString::to_string));
        }
    }
    (bundle, faults)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    use super::*;

    /// Keys whose last part is put together while the program runs: a finding's code, an action.
    const BY_FAMILY: [&str; 10] = [
        "finding-",
        "key-",
        "state-",
        "cell-",
        "act-",
        "language-",
        "reason-",
        "stage-",
        "repair-",
        "merge-",
    ];

    /// Keys of a language's files with the variables of their messages.
    fn keys(tongue: Tongue) -> BTreeMap<String, BTreeSet<String>> {
        let files = match tongue {
            Tongue::English => files!("en"),
            Tongue::French => files!("fr"),
        };
        let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut now = String::new();
        for line in files.iter().flat_map(|f| f.lines()) {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                now = line.split([' ', '=']).next().unwrap_or_default().to_owned();
                out.entry(now.clone()).or_default();
            }
            for (at, _) in line.match_indices('$') {
                let name: String = line[at + 1..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '-' || *c == '_')
                    .collect();
                out.entry(now.clone()).or_default().insert(name);
            }
        }
        out
    }

    /// The sources of the page, templates included, this file left out.
    fn sources() -> Vec<String> {
        fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
            for item in std::fs::read_dir(dir).unwrap() {
                let path = item.unwrap().path();
                if path.is_dir() {
                    walk(&path, out);
                } else if path.extension().is_some_and(|e| e == "rs" || e == "html")
                    && !path.ends_with("words.rs")
                {
                    out.push(path);
                }
            }
        }
        let mut files = Vec::new();
        walk(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"),
            &mut files,
        );
        files
            .into_iter()
            .map(|file| std::fs::read_to_string(file).unwrap())
            .collect()
    }

    /// The keys that templates and code ask for by name.
    fn asked() -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        for text in sources() {
            for call in [".t(\"", ".with(\"", ".with2(\"", ".with3(\""] {
                out.extend(
                    text.split(call)
                        .skip(1)
                        .filter_map(|rest| rest.split('"').next())
                        .map(str::to_owned),
                );
            }
            // Faults carry their key.
            let quoted = text.split('"').filter(|q| q.starts_with("fault-"));
            out.extend(quoted.map(str::to_owned));
        }
        out
    }

    #[test]
    fn every_finding_has_a_title() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut codes = BTreeSet::new();
        for page in ["docs/findings.md", "docs/checks.md"] {
            let text = std::fs::read_to_string(root.join(page)).unwrap();
            for row in text.lines().filter(|l| l.starts_with("| `")) {
                let first = row.split('|').nth(1).unwrap_or_default();
                codes.extend(first.split('`').skip(1).step_by(2).map(str::to_owned));
            }
        }
        assert!(codes.len() > 100, "only {} codes were found", codes.len());
        let there = keys(Tongue::English);
        let lacking: Vec<_> = codes
            .iter()
            .filter(|code| !there.contains_key(&format!("finding-{code}")))
            .collect();
        assert!(lacking.is_empty(), "no title for {lacking:?}");
        let idle: Vec<_> = there
            .keys()
            .filter_map(|key| key.strip_prefix("finding-"))
            .filter(|code| !codes.contains(*code))
            .collect();
        assert!(idle.is_empty(), "titles without a finding: {idle:?}");
    }

    #[test]
    fn the_files_of_both_languages_are_sound() {
        assert_eq!(bundle("en", &files!("en")).1, [""; 0]);
        assert_eq!(bundle("fr", &files!("fr")).1, [""; 0]);
    }

    #[test]
    fn both_languages_have_the_same_messages_with_the_same_variables() {
        let (en, fr) = (keys(Tongue::English), keys(Tongue::French));
        let lacking: Vec<_> = en.iter().filter(|(k, v)| fr.get(*k) != Some(v)).collect();
        let further: Vec<_> = fr.keys().filter(|k| !en.contains_key(*k)).collect();
        assert!(
            lacking.is_empty(),
            "French lacks, or has other variables: {lacking:?}"
        );
        assert!(further.is_empty(), "only in French: {further:?}");
    }

    #[test]
    fn every_message_asked_for_is_there() {
        let there = keys(Tongue::English);
        let lacking: Vec<_> = asked()
            .into_iter()
            .filter(|k| !there.contains_key(k))
            .collect();
        assert!(lacking.is_empty(), "no words for {lacking:?}");
    }

    #[test]
    fn every_message_is_used() {
        let quoted: BTreeSet<String> = sources()
            .iter()
            .flat_map(|text| text.split('"'))
            .map(str::to_owned)
            .collect();
        let idle: Vec<_> = keys(Tongue::English)
            .into_keys()
            .filter(|k| !quoted.contains(k) && !BY_FAMILY.iter().any(|f| k.starts_with(f)))
            .collect();
        assert!(idle.is_empty(), "nobody uses {idle:?}");
    }

    #[test]
    fn the_language_is_the_first_that_the_page_speaks() {
        assert_eq!(
            Tongue::accepted("de, fr-CH;q=0.9, en;q=0.5"),
            Some(Tongue::French)
        );
        assert_eq!(Tongue::accepted("en-GB,fr"), Some(Tongue::English));
        assert_eq!(Tongue::accepted("ru"), None);
    }

    #[test]
    fn a_number_chooses_its_form() {
        let said = |tongue, n: usize| {
            let values = [("count", n.into()), ("open", 0_usize.into())];
            words(tongue, "entries-count", &values)
        };
        assert_eq!(said(Tongue::English, 1), "1 paragraph, 0 open");
        assert_eq!(said(Tongue::English, 0), "0 paragraphs, 0 open");
        assert_eq!(said(Tongue::French, 0), "0 paragraphe, 0 à traiter");
        assert_eq!(said(Tongue::French, 2), "2 paragraphes, 0 à traiter");
    }
}

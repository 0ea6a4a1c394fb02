//! The reporting frame of a paragraph: countries, verb, and where the content begins.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Named, Resources};
use crate::model::ids::{CountryCode, Lang};

/// What follows the verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Construction {
    /// A clause.
    That,
    /// A noun after a preposition.
    Of,
    /// A plain object or an infinitive.
    Object,
}

/// A parsed frame; spans in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Who speaks.
    pub countries: Vec<CountryCode>,
    /// End of the subject, which begins the text.
    pub subject_end: usize,
    /// The verb without its auxiliary, as the table has it.
    pub verb: String,
    /// Where auxiliary and verb stand.
    pub verb_span: (usize, usize),
    /// What follows the verb.
    pub construction: Construction,
    /// Start of what follows the verb (`that`, « que » included).
    pub rest: usize,
    /// Start of the content after `that`, « que », « qu' », or the same as `rest`.
    pub content: usize,
}

type Verbs = BTreeMap<Construction, Vec<String>>;

#[derive(Debug, Default, Deserialize)]
struct Table {
    en: Verbs,
    fr: Verbs,
    choice: BTreeMap<String, Vec<String>>,
    reference: BTreeMap<String, ReferenceWords>,
    infinitive: Vec<String>,
    agreement: Agreement,
}

/// How a language refers to recommendations.
#[derive(Debug, Default, Deserialize)]
pub struct ReferenceWords {
    /// Before one recommendation.
    pub one: String,
    /// Before several.
    pub many: String,
    /// Before the number of a theme.
    pub theme: String,
    /// Between the last two.
    pub and: String,
    /// A letter, where `#` stands.
    pub letter: String,
}

/// Words of agreement with the subject in French.
#[derive(Debug, Default, Deserialize)]
pub struct Agreement {
    /// Words after « il » that make it a subject of no country.
    pub impersonal: Vec<String>,
    /// Small words between the pronoun and its verb.
    pub between: Vec<String>,
    /// Possessives of one owner and what they are for several.
    pub owners: BTreeMap<String, String>,
    follows: Vec<Follows>,
}

#[derive(Debug, Default, Deserialize)]
struct Follows {
    one: String,
    many: String,
}

impl Agreement {
    /// True when two English words differ only by the number of the subject.
    pub fn follows(&self, a: &str, b: &str) -> bool {
        self.follows
            .iter()
            .any(|f| (f.one == a && f.many == b) || (f.one == b && f.many == a))
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());

const SHIPPED: &str = include_str!("../../memory/frames.toml");

/// The words of agreement.
pub fn agreement() -> &'static Agreement {
    &TABLE.agreement
}

/// How a language refers to recommendations, when the table says it.
pub fn reference(lang: &Lang) -> Option<&'static ReferenceWords> {
    TABLE.reference.get(lang.primary())
}

/// French verbs that say what an English one says, the usual one first.
pub fn choice(english: &str) -> &'static [String] {
    let plain = english
        .strip_prefix("also ")
        .or_else(|| english.strip_prefix("further "))
        .unwrap_or(english);
    TABLE
        .choice
        .get(plain)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// True for a participle that begins a French reporting verb.
pub fn is_reporting(participle: &str) -> bool {
    TABLE
        .fr
        .values()
        .flatten()
        .any(|verb| verb.split(' ').next() == Some(participle))
}

/// True when the French verb takes this construction.
pub fn takes(verb: &str, construction: Construction) -> bool {
    TABLE
        .fr
        .get(&construction)
        .is_some_and(|v| v.iter().any(|x| x == verb))
}

/// True when an infinitive may follow the French verb: « a déclaré avoir agi ».
pub fn takes_infinitive(verb: &str) -> bool {
    TABLE.infinitive.iter().any(|v| v == verb)
}

/// The content of a paragraph: what stands behind its frame; `None` without a frame or content.
pub fn content<'a>(text: &'a str, lang: &Lang, resources: &Resources) -> Option<&'a str> {
    // Frames stand at the head: no need to look for countries in all of a long text.
    let head = text
        .char_indices()
        .nth(HEAD)
        .map_or(text.len(), |(at, _)| at);
    let head = text.get(..head)?;
    let named = resources.countries.find(head, Some(lang));
    let frame = parse(&named, text, lang)?;
    text.get(frame.content..).filter(|c| !c.trim().is_empty())
}

/// Characters in which a frame must begin: room for some forty long names of countries.
const HEAD: usize = 2_000;

/// The frame of a paragraph in which these countries are named, when it has one that the tables
/// know.
pub fn parse(named: &[Named], text: &str, lang: &Lang) -> Option<Frame> {
    let (countries, subject_end) = subject(named, text)?;
    let french = lang.primary() == "fr";
    let verbs = if french { &TABLE.fr } else { &TABLE.en };
    let start = skip(text, subject_end);
    let mut at = start;
    if french {
        let auxiliary = text.get(at..)?.split(' ').next()?;
        if !["a", "ont", "avait", "avaient"].contains(&auxiliary) {
            return None;
        }
        at = skip(text, at + auxiliary.len());
    }
    let after = text.get(at..)?;
    let mut found: Vec<(&str, Construction)> = Vec::new();
    for (construction, list) in verbs {
        for verb in list {
            let rest = after.strip_prefix(verb.as_str());
            if rest.is_some_and(|r| r.starts_with([' ', '\u{a0}', ','])) {
                found.push((verb, *construction));
            }
        }
    }
    found.sort_by_key(|(verb, construction)| (std::cmp::Reverse(verb.len()), *construction));
    found.into_iter().find_map(|(verb, construction)| {
        let end = at + verb.len();
        let rest = skip(text, end);
        let tail = text.get(rest..)?;
        let content = match construction {
            Construction::That => rest + that(tail, french)?,
            Construction::Of if french => {
                let of = ["de ", "du ", "des ", "d'", "d’"];
                // « a rendu compte, au titre de ..., de mesures »
                let behind = tail
                    .strip_prefix(", ")
                    .and_then(|t| t.split_once(", "))
                    .map_or(tail, |(_, behind)| behind);
                of.iter().any(|o| behind.starts_with(o)).then_some(rest)?
            }
            _ => rest,
        };
        Some(Frame {
            countries: countries.clone(),
            subject_end,
            verb: verb.to_owned(),
            verb_span: (start, end),
            construction,
            rest,
            content,
        })
    })
}

/// Length of the conjunction that begins a clause.
fn that(tail: &str, french: bool) -> Option<usize> {
    let forms: &[&str] = if french {
        &["que ", "qu'", "qu’", "que,"]
    } else {
        &["that ", "that,"]
    };
    // An adjunct between commas belongs to the content.
    forms
        .iter()
        .find(|f| tail.starts_with(**f))
        .map(|f| f.trim_end_matches(',').len())
}

/// The countries that begin the text, with the end of their list.
fn subject(named: &[Named], text: &str) -> Option<(Vec<CountryCode>, usize)> {
    let mut at = 0;
    let mut countries = Vec::new();
    loop {
        let from = article(text, at);
        // The table may count the article to the name.
        let Some(one) = named
            .iter()
            .find(|n| n.start <= from && n.start >= at && n.end > from)
        else {
            break;
        };
        countries.push(one.code);
        at = one.end;
        let tail = text.get(at..)?;
        let join = [
            ", and ",
            " and ",
            ", et ",
            " et ",
            ", ",
            " ainsi que ",
            " as well as ",
        ]
        .iter()
        .find(|j| tail.starts_with(**j));
        let Some(join) = join else { break };
        let next = at + join.len();
        let there = article(text, next);
        if !named
            .iter()
            .any(|n| n.start >= next && n.start <= there && n.end > there)
        {
            break;
        }
        at = next;
    }
    (!countries.is_empty()).then_some((countries, at))
}

/// The place after an article.
fn article(text: &str, at: usize) -> usize {
    let tail = text.get(at..).unwrap_or_default();
    let forms = [
        "The ", "the ", "Le ", "La ", "Les ", "le ", "la ", "les ", "L'", "l'", "L’", "l’",
    ];
    forms
        .iter()
        .find(|f| tail.starts_with(**f))
        .map_or(at, |f| at + f.len())
}

fn skip(text: &str, at: usize) -> usize {
    let tail = text.get(at..).unwrap_or_default();
    at + (tail.len() - tail.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split<'a>(text: &'a str, lang: &str) -> (usize, &'a str, Construction, &'a str) {
        let lang = lang.parse().unwrap();
        let resources = Resources::embedded().unwrap();
        let named = resources.countries.find(text, Some(&lang));
        let frame = parse(&named, text, &lang).unwrap();
        assert_eq!(content(text, &lang, &resources), text.get(frame.content..));
        (
            frame.countries.len(),
            &text[frame.verb_span.0..frame.verb_span.1],
            frame.construction,
            &text[frame.content..],
        )
    }

    #[test]
    fn the_shipped_table_is_read() {
        toml::from_str::<Table>(SHIPPED).unwrap();
    }

    #[test]
    fn frames_of_both_languages() {
        use Construction::*;
        assert_eq!(
            split("Bulgaria reported that it had moved.", "en"),
            (1, "reported", That, "it had moved.")
        );
        assert_eq!(
            split("Bulgaria reported on its work.", "en"),
            (1, "reported on", Of, "its work.")
        );
        assert_eq!(
            split(
                "The Netherlands and Haiti indicated that all was well.",
                "en"
            ),
            (2, "indicated", That, "all was well.")
        );
        assert_eq!(
            split("La Bulgarie a fait savoir qu’elle travaillait.", "fr"),
            (1, "a fait savoir", That, "elle travaillait.")
        );
        assert_eq!(
            split("Les Pays-Bas ont rendu compte des travaux.", "fr"),
            (1, "ont rendu compte", Of, "des travaux.")
        );
        assert_eq!(
            split("Haïti et la Bulgarie ont indiqué avoir agi.", "fr"),
            (2, "ont indiqué", Object, "avoir agi.")
        );
    }

    #[test]
    fn a_country_that_only_stands_near_is_no_subject() {
        let resources = Resources::embedded().unwrap();
        for text in [
            "The police of Bulgaria reported that it had moved.",
            "Governments were encouraged to act.",
        ] {
            assert_eq!(content(text, &Lang::en(), &resources), None, "{text}");
        }
    }
}

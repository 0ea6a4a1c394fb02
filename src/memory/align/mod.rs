//! Aligning two language versions of a document.
//!
//! Paragraph numbers, headings and sub-items hold the versions together; between them and where
//! they are missing decide length (Gale and Church 1993) and what the texts have in common: figures,
//! dates, symbols, countries, words that begin alike. One cheapest way through both documents takes
//! account of everything at once, so a paragraph lost in one version stays alone and shifts nothing
//! after it. `docs/alignment.md` says how every part counts and how well it works.

mod band;
mod evidence;
mod items;
mod labels;
mod lexicon;
mod numbers;
mod origin;
mod path;
mod price;
mod sure;

use std::sync::LazyLock;

pub use sure::Reason;

use crate::language::Resources;
use crate::model::unit::{Context, Origin, Role, Unit, Variant};
use crate::model::{CountryCode, Document, Lang};
use band::Band;
use evidence::Evidence;
use items::{Item, Kind, items};
use labels::{AllWords, Label};
pub use lexicon::Lexicon;
use numbers::Offsets;
use path::{Bead, cheapest};
use price::Prices;
use sure::Sure;

/// Pairs less sure than this are marked for a person.
pub const DOUBTFUL: u8 = 60;
/// Pairs less sure than this are not given.
const LEAST: u8 = 25;
/// The property that marks a doubtful pair; its value says how sure it is and why.
pub const DOUBT: &str = "alignment-doubt";

/// The shipped words; empty only if the data file were broken, which a test excludes.
static WORDS: LazyLock<AllWords> = LazyLock::new(AllWords::shipped);

/// Texts that say the same thing.
#[derive(Debug, Clone, PartialEq)]
pub struct AlignedPair {
    /// Text in the first language without its label; joined paragraphs are parted by `\n`.
    pub source: String,
    /// Text in the second language, likewise.
    pub target: String,
    /// The languages.
    pub langs: (Lang, Lang),
    /// [`Role::Paragraph`], or [`Role::Segment`] for a sub-item or footnote.
    pub role: Role,
    /// Number of the paragraph, in the first version or else in the second.
    pub number: Option<u32>,
    /// Countries named at the beginning of the paragraph.
    pub countries: Vec<CountryCode>,
    /// How sure it is, 0 to 100; below [`DOUBTFUL`] a person should look.
    pub sure: u8,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Symbol and year of the document, number of the paragraph.
    pub origin: Origin,
    /// Meeting, recommendation in both languages, neighbours in the first language.
    pub context: Context,
}

impl AlignedPair {
    /// True when a person should confirm it.
    pub fn is_doubtful(&self) -> bool {
        self.sure < DOUBTFUL
    }

    /// The reasons in words: `sure 45 of 100; length, words`.
    pub fn why(&self) -> String {
        let reasons: Vec<&str> = self.reasons.iter().map(|r| r.as_str()).collect();
        format!("sure {} of 100; {}", self.sure, reasons.join(", "))
    }

    /// The unit for the memory; a doubtful pair carries the property [`DOUBT`].
    pub fn into_unit(self) -> Unit {
        let mut unit = Unit::default();
        if self.is_doubtful() {
            unit.properties.insert(DOUBT.to_owned(), self.why());
        }
        let variant = |lang, text| Variant {
            lang,
            role: self.role,
            text,
        };
        unit.variants = vec![
            variant(self.langs.0, self.source),
            variant(self.langs.1, self.target),
        ];
        unit.origin = self.origin;
        unit.context = self.context;
        unit
    }
}

/// A text that found no counterpart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpaired {
    /// Number of the paragraph it belongs to.
    pub number: Option<u32>,
    /// The text without its label.
    pub text: String,
}

/// Two versions side by side.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alignment {
    /// Texts that say the same thing, in the order of the documents.
    pub pairs: Vec<AlignedPair>,
    /// Texts of the first version without counterpart.
    pub only_first: Vec<Unpaired>,
    /// Texts of the second version without counterpart.
    pub only_second: Vec<Unpaired>,
}

/// Which sentences of a paragraph and of its translation belong together, by their order and
/// lengths: as many on either side stand one for one, others are joined or left alone where that is
/// cheapest (Gale and Church 1993).
pub(in crate::memory) fn sentences_together(
    first: &[String],
    second: &[String],
) -> Vec<(Vec<usize>, Vec<usize>)> {
    if first.len() == second.len() {
        return (0..first.len()).map(|n| (vec![n], vec![n])).collect();
    }
    let chars = |texts: &[String]| -> f32 { texts.iter().map(|t| t.chars().count() as f32).sum() };
    let ratio = ((chars(second) + 100.0) / (chars(first) + 100.0)).clamp(0.4, 2.5);
    let band = Band::new(first.len(), second.len(), &[]);
    let price = |row: usize, a: usize, column: usize, b: usize| {
        let prior = match (a, b) {
            (1, 1) => 0.1,
            (0, _) | (_, 0) => 5.0,
            (2, 2) => 5.5,
            _ => 2.3,
        };
        let sum = |texts: &[String], from: usize, n: usize| {
            chars(texts.get(from..from + n).unwrap_or_default())
        };
        prior + price::length_cost(sum(first, row, a), sum(second, column, b), ratio)
    };
    cheapest(first.len(), second.len(), &band, &price)
        .into_iter()
        .map(|bead| (bead.rows, bead.columns))
        .collect()
}

/// The pairs of two versions of a document, in its order. Headings of recommendations, the masthead
/// and lines of one or two words before the first heading give none.
pub fn align(
    first: &Document,
    second: &Document,
    langs: (&Lang, &Lang),
    resources: &Resources,
) -> Vec<AlignedPair> {
    alignment(first, second, langs, resources).pairs
}

/// The pairs of two versions of a document and what is left over on either side.
pub fn alignment(
    first: &Document,
    second: &Document,
    langs: (&Lang, &Lang),
    resources: &Resources,
) -> Alignment {
    let words = (WORDS.of(langs.0), WORDS.of(langs.1));
    let sides = (
        items(first, words.0, langs.0, resources),
        items(second, words.1, langs.1, resources),
    );
    let plain = Evidence::new(&sides.0, &sides.1, langs);
    let (rows, columns) = (sides.0.len(), sides.1.len());
    // The first way knows nothing of numbers and words; it tells which of them belong together.
    let band = Band::new(rows, columns, &plain.unique());
    let prices = Prices::new(&sides.0, &sides.1, &band, &plain);
    let rough = cheapest(rows, columns, &band, &|r, a, c, b| prices.price(r, a, c, b));
    let lexicon = Lexicon::learned(single(&rough, &sides.0, &sides.1));
    let evidence = plain.with(&lexicon, &sides.0, &sides.1);
    let band = Band::about(rows, columns, &rough);
    let mut prices = Prices::new(&sides.0, &sides.1, &band, &evidence);
    prices.offsets = Some(Offsets::new(&rough, &sides.0, &sides.1, &evidence));
    let beads = cheapest(rows, columns, &band, &|r, a, c, b| prices.price(r, a, c, b));
    let sure = sure::judge(&beads, &prices, &evidence, &plain);
    let origin = {
        let (a, b) = (
            origin::origin(first, langs.0),
            origin::origin(second, langs.1),
        );
        Origin {
            symbol: a.symbol.or(b.symbol),
            year: a.year.or(b.year),
            alignment: Some("machine".into()),
            ..Origin::default()
        }
    };
    let about = About {
        first: &sides.0,
        second: &sides.1,
        langs,
        origin,
        meeting: origin::meeting(first, words.0),
    };
    about.gather(&beads, sure)
}

/// The texts of steps that take one from either side.
fn single<'a>(
    beads: &'a [Bead],
    first: &'a [Item],
    second: &'a [Item],
) -> impl Iterator<Item = (&'a str, &'a str)> {
    beads.iter().filter_map(|bead| {
        let (&[row], &[column]) = (bead.rows.as_slice(), bead.columns.as_slice()) else {
            return None;
        };
        let (x, y) = (first.get(row)?, second.get(column)?);
        Some((x.text.as_str(), y.text.as_str()))
    })
}

/// Bytes before the first name of a beginning, and between two names of its list.
const BEFORE_NAMES: usize = 28;
const BETWEEN_NAMES: usize = 14;
/// Letters of the words that may stand there in lower case: articles, prepositions, *and*.
const SHORT_WORD: usize = 3;

/// Countries named at the beginning of a paragraph, in the order of the text: the first name, after
/// a few short words at most, and those listed with it.
fn named_at_start(text: &str, lang: &Lang, resources: &Resources) -> Vec<CountryCode> {
    let mut out = Vec::new();
    let mut end = 0;
    for named in resources.countries.find(text, Some(lang)) {
        let gap = text.get(end..named.start).unwrap_or_default();
        let most = if out.is_empty() {
            BEFORE_NAMES
        } else {
            BETWEEN_NAMES
        };
        let linked = gap.len() <= most
            && !gap.contains(['.', ';', ':', '('])
            && gap
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.starts_with(char::is_uppercase) || !out.is_empty())
                .all(|w| w.chars().count() <= SHORT_WORD);
        if !linked {
            break;
        }
        end = named.end;
        if !out.contains(&named.code) {
            out.push(named.code);
        }
    }
    out
}

/// What all pairs of an alignment share.
struct About<'a> {
    first: &'a [Item],
    second: &'a [Item],
    langs: (&'a Lang, &'a Lang),
    origin: Origin,
    meeting: Option<String>,
}

impl About<'_> {
    fn gather(&self, beads: &[Bead], sure: Vec<Sure>) -> Alignment {
        let mut out = Alignment::default();
        for (bead, sure) in beads.iter().zip(sure) {
            if bead.rows.is_empty() || bead.columns.is_empty() || sure.points < LEAST {
                out.only_first.extend(unpaired(self.first, &bead.rows));
                out.only_second.extend(unpaired(self.second, &bead.columns));
            } else if self.is_useful(bead) {
                let pair = self.pair(bead, sure);
                let notes = self.notes(bead, &pair);
                out.pairs.push(pair);
                out.pairs.extend(notes);
            }
        }
        out
    }

    /// Labels, dates and single words are no use in a memory.
    fn is_useful(&self, bead: &Bead) -> bool {
        let useful = |items: &[Item], at: &[usize]| {
            at.iter().filter_map(|i| items.get(*i)).all(|item| {
                let label_only = matches!(
                    item.kind,
                    Kind::Heading {
                        label: Label::Recommendation(_),
                        ..
                    }
                );
                let few = item.front && item.text.split_whitespace().count() < 3;
                !label_only && !few && item.text.chars().any(char::is_alphabetic)
            })
        };
        useful(self.first, &bead.rows) && useful(self.second, &bead.columns)
    }

    fn pair(&self, bead: &Bead, sure: Sure) -> AlignedPair {
        let head = |items: &'_ [Item], at: &[usize]| -> Option<Item> {
            at.first().and_then(|i| items.get(*i)).cloned()
        };
        let (x, y) = (
            head(self.first, &bead.rows),
            head(self.second, &bead.columns),
        );
        let number = x
            .as_ref()
            .and_then(|i| i.owner)
            .or_else(|| y.as_ref().and_then(|i| i.owner));
        let source = joined(self.first, &bead.rows);
        let mut context = Context {
            countries: x.as_ref().map(|i| i.countries.clone()).unwrap_or_default(),
            meeting: self.meeting.clone(),
            previous: self.neighbour(bead.rows.first(), false),
            next: self.neighbour(bead.rows.last(), true),
            ..Context::default()
        };
        for (item, items, lang) in [
            (&x, self.first, self.langs.0),
            (&y, self.second, self.langs.1),
        ] {
            let under = item.as_ref().and_then(|i| i.under);
            if let Some(text) = under.and_then(|at| items::restated(items, at)) {
                context.recommendation.insert(lang.clone(), text);
            }
        }
        let sub_item = x.is_some_and(|i| matches!(i.kind, Kind::Letter(_)));
        AlignedPair {
            source,
            target: joined(self.second, &bead.columns),
            langs: (self.langs.0.clone(), self.langs.1.clone()),
            role: if sub_item {
                Role::Segment
            } else {
                Role::Paragraph
            },
            number,
            countries: context.countries.clone(),
            sure: sure.points,
            reasons: sure.reasons,
            origin: Origin {
                paragraph: number,
                ..self.origin.clone()
            },
            context,
        }
    }

    /// Footnotes of a pair, when both versions have as many.
    fn notes(&self, bead: &Bead, pair: &AlignedPair) -> Vec<AlignedPair> {
        let notes = |items: &[Item], at: &[usize]| -> Vec<String> {
            at.iter()
                .filter_map(|i| items.get(*i))
                .flat_map(|i| i.notes.iter().cloned())
                .collect()
        };
        let (a, b) = (
            notes(self.first, &bead.rows),
            notes(self.second, &bead.columns),
        );
        if a.len() != b.len() {
            return Vec::new();
        }
        a.into_iter()
            .zip(b)
            .filter(|(s, t)| {
                let letters = |t: &String| t.chars().any(char::is_lowercase);
                letters(s) && letters(t)
            })
            .map(|(source, target)| AlignedPair {
                source,
                target,
                role: Role::Segment,
                countries: Vec::new(),
                sure: pair.sure.saturating_sub(10),
                reasons: vec![Reason::Structure],
                context: Context {
                    countries: Vec::new(),
                    previous: None,
                    next: None,
                    ..pair.context.clone()
                },
                ..pair.clone()
            })
            .collect()
    }

    /// The nearest text of the first version before or after, headings not counted.
    fn neighbour(&self, from: Option<&usize>, after: bool) -> Option<String> {
        let mut at = *from?;
        loop {
            at = if after { at + 1 } else { at.checked_sub(1)? };
            let item = self.first.get(at)?;
            if !item.is_heading() && !item.front {
                return Some(item.text.clone());
            }
            if item.front && !after {
                return None;
            }
        }
    }
}

fn joined(items: &[Item], at: &[usize]) -> String {
    let texts: Vec<&str> = at
        .iter()
        .filter_map(|i| items.get(*i))
        .map(|i| i.text.as_str())
        .collect();
    texts.join("\n")
}

fn unpaired(items: &[Item], at: &[usize]) -> impl Iterator<Item = Unpaired> {
    at.iter().filter_map(|i| items.get(*i)).map(|i| Unpaired {
        number: i.owner,
        text: i.text.clone(),
    })
}

#[cfg(test)]
mod tests;

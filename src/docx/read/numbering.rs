//! Computes the labels of numbered paragraphs, as Word shows them.

use std::collections::{BTreeMap, BTreeSet};

use super::formats::{self, Format};
use super::props::RunProps;
use super::styles::Styles;
use super::symbols::{self, Font};
use super::xml::{El, Tree};

/// Bytes after which a label is broken off: it stands before every paragraph of its list.
const LONGEST_LABEL: usize = 1000;

const LEVELS: usize = 9;

#[derive(Debug, Clone)]
struct Level {
    start: i64,
    format: Format,
    text: String,
    /// Index from 1 of the level whose use restarts this one; `None` is any higher level, 0 never.
    restart: Option<usize>,
    legal: bool,
    style: Option<String>,
    hidden: bool,
    font: Font,
}

#[derive(Debug, Clone, Default)]
struct Abstract {
    levels: BTreeMap<usize, Level>,
    style_link: Option<String>,
    number_style_link: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Number {
    abstract_id: i64,
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, i64>,
}

/// A label with its place in the list.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub text: String,
    pub list: u32,
    pub level: u8,
    pub bullet: bool,
}

/// Lists and the state of their counters while a story is read.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: BTreeMap<i64, Abstract>,
    numbers: BTreeMap<i64, Number>,
    counters: BTreeMap<i64, [Option<i64>; LEVELS]>,
    started: BTreeSet<i64>,
}

fn level(el: El<'_>) -> Option<(usize, Level)> {
    let index: usize = el
        .w_attr("ilvl")?
        .trim()
        .parse()
        .ok()
        .filter(|l| *l < LEVELS)?;
    let format = el.w("numFmt");
    let rpr = el.w("rPr").map(RunProps::read).unwrap_or_default();
    let picture = el.w("lvlPicBulletId").is_some();
    Some((
        index,
        Level {
            start: el
                .child_val("start")
                .and_then(|v| v.trim().parse().ok())
                .unwrap_or(0),
            format: Format::of(
                format.and_then(|f| f.val()).unwrap_or("decimal"),
                format.and_then(|f| f.w_attr("format")),
            ),
            text: if picture {
                "•".into()
            } else {
                el.child_val("lvlText").unwrap_or_default().to_owned()
            },
            restart: el
                .child_val("lvlRestart")
                .and_then(|v| v.trim().parse().ok()),
            legal: el.switch("isLgl").unwrap_or(false),
            style: el.child_val("pStyle").map(str::to_owned),
            hidden: rpr.vanish == Some(true),
            font: rpr.font.unwrap_or_default(),
        },
    ))
}

impl Numbering {
    /// Reads a numbering part.
    pub fn read(tree: &Tree<'_>, styles: &Styles) -> Self {
        let mut out = Self::default();
        let id =
            |el: El<'_>, name: &str| el.w_attr(name).and_then(|v| v.trim().parse::<i64>().ok());
        for el in tree.root().children() {
            if el.is_w("abstractNum") {
                let Some(key) = id(el, "abstractNumId") else {
                    continue;
                };
                let levels = el
                    .children()
                    .filter(|c| c.is_w("lvl"))
                    .filter_map(level)
                    .collect();
                out.abstracts.insert(
                    key,
                    Abstract {
                        levels,
                        style_link: el.child_val("styleLink").map(str::to_owned),
                        number_style_link: el.child_val("numStyleLink").map(str::to_owned),
                    },
                );
            } else if el.is_w("num") {
                let Some(key) = id(el, "numId") else { continue };
                let mut number = Number {
                    abstract_id: el
                        .child_val("abstractNumId")
                        .and_then(|v| v.trim().parse().ok())
                        .unwrap_or(-1),
                    ..Number::default()
                };
                for change in el.children().filter(|c| c.is_w("lvlOverride")) {
                    let Some(at) = id(change, "ilvl")
                        .and_then(|l| usize::try_from(l).ok())
                        .filter(|l| *l < LEVELS)
                    else {
                        continue;
                    };
                    if let Some((_, level)) = change.w("lvl").and_then(level) {
                        number.levels.insert(at, level);
                    }
                    if let Some(start) = change
                        .child_val("startOverride")
                        .and_then(|v| v.trim().parse().ok())
                    {
                        number.starts.insert(at, start);
                    }
                }
                out.numbers.insert(key, number);
            }
        }
        out.link(styles);
        out
    }

    /// Follows lists that are defined by a numbering style to the list that holds the levels.
    fn link(&mut self, styles: &Styles) {
        let linked: BTreeMap<&str, i64> = self
            .abstracts
            .iter()
            .rev()
            .filter_map(|(key, list)| Some((list.style_link.as_deref()?, *key)))
            .collect();
        let mut targets = BTreeMap::new();
        for (key, list) in &self.abstracts {
            let Some(style) = list.number_style_link.as_deref() else {
                continue;
            };
            let by_style = styles
                .numbering_list(style)
                .and_then(|n| self.numbers.get(&n))
                .map(|n| n.abstract_id);
            let by_link = linked.get(style).copied();
            if let Some(target) = by_style.filter(|t| t != key).or(by_link) {
                targets.insert(*key, target);
            }
        }
        for number in self.numbers.values_mut() {
            if let Some(target) = targets.get(&number.abstract_id) {
                number.abstract_id = *target;
            }
        }
    }

    fn level(&self, list: i64, at: usize) -> Option<&Level> {
        let number = self.numbers.get(&list)?;
        number
            .levels
            .get(&at)
            .or_else(|| self.abstracts.get(&number.abstract_id)?.levels.get(&at))
    }

    /// The level that a paragraph style is linked to in a list.
    pub fn level_of_style(&self, list: i64, style: &str) -> Option<usize> {
        (0..LEVELS).find(|at| {
            self.level(list, *at)
                .is_some_and(|l| l.style.as_deref() == Some(style))
        })
    }

    /// Counts one paragraph and gives its label; `None` when there is no such list.
    pub fn next(&mut self, list: i64, at: usize) -> Option<Label> {
        let at = at.min(LEVELS - 1);
        let number = self.numbers.get(&list)?;
        let key = number.abstract_id;
        self.level(list, at)?;
        let mut counters = self.counters.get(&key).copied().unwrap_or_default();
        if self.started.insert(list) {
            for overridden in number.starts.keys() {
                if let Some(counter) = counters.get_mut(*overridden) {
                    *counter = None;
                }
            }
        }
        let start = |l: usize| {
            let number = self.numbers.get(&list);
            number
                .and_then(|n| n.starts.get(&l).copied())
                .or_else(|| self.level(list, l).map(|d| d.start))
                .unwrap_or(1)
        };
        for (l, counter) in counters.iter_mut().enumerate() {
            if l < at {
                // A level that is skipped counts as begun: the next paragraph on it goes on.
                counter.get_or_insert_with(|| start(l));
            } else if l == at {
                *counter = Some(counter.map_or_else(|| start(l), |c| c.saturating_add(1)));
            } else {
                let restart = self.level(list, l).and_then(|d| d.restart);
                if restart.is_none_or(|r| r != 0 && at < r) {
                    *counter = None;
                }
            }
        }
        let values: Vec<i64> = counters
            .iter()
            .enumerate()
            .map(|(l, c)| c.unwrap_or_else(|| start(l)))
            .collect();
        let label = self.label(list, at, &values);
        self.counters.insert(key, counters);
        label
    }

    fn label(&self, list: i64, at: usize, values: &[i64]) -> Option<Label> {
        let level = self.level(list, at)?;
        let bullet = level.format == Format::Bullet;
        let mut text = String::new();
        if level.hidden {
            // The number is formatted as hidden: it counts and is not shown.
        } else if bullet {
            for c in level.text.chars() {
                match symbols::glyph(level.font, c) {
                    symbols::Glyph::Text(t) => text.push(t),
                    symbols::Glyph::Box(checked) => text.push(if checked { '☒' } else { '☐' }),
                }
            }
            if text.chars().any(|c| ('\u{E000}'..='\u{F8FF}').contains(&c)) {
                text = "•".into();
            }
        } else {
            let mut chars = level.text.chars().peekable();
            while let Some(c) = chars.next().filter(|_| text.len() < LONGEST_LABEL) {
                let digit = (c == '%')
                    .then(|| chars.peek().and_then(|d| d.to_digit(10)))
                    .flatten()
                    .filter(|d| *d > 0);
                let Some(digit) = digit else {
                    text.push(c);
                    continue;
                };
                chars.next();
                let l = digit as usize - 1;
                let format = self.level(list, l).map_or(Format::Decimal, |d| d.format);
                let format = if level.legal && format != Format::Nothing {
                    Format::Decimal
                } else {
                    format
                };
                text.push_str(&formats::number(
                    values.get(l).copied().unwrap_or(0),
                    format,
                ));
            }
        }
        Some(Label {
            text: text.trim().to_owned(),
            list: u32::try_from(list).unwrap_or(0),
            level: at as u8,
            bullet,
        })
    }

    /// Takes the counters away while a story of its own (note, header, text box) is read.
    pub fn set_aside(&mut self) -> Counters {
        (
            std::mem::take(&mut self.counters),
            std::mem::take(&mut self.started),
        )
    }

    /// Brings them back.
    pub fn bring_back(&mut self, counters: Counters) {
        (self.counters, self.started) = counters;
    }
}

/// Values of the lists, and the lists that have begun.
pub(super) type Counters = (BTreeMap<i64, [Option<i64>; LEVELS]>, BTreeSet<i64>);

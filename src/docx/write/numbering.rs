//! Numbers: the lists of paragraphs and headings, and the part that defines them.

use super::element::{Element, el, val};
use super::house::{Column, HouseStyle, Level, NumberKind};
use super::styles::{W, id};
use crate::model::ids::Lang;

/// The list that the paragraph style is linked to; it starts at 1.
pub(super) const PARAGRAPH_LIST: usize = 1;
/// The list of counted headings.
pub(super) const HEADING_LIST: usize = 2;

/// The running numbers of the paragraphs. A number that does not follow the one before it starts a
/// further list of the same form.
#[derive(Debug, Default)]
pub(super) struct Sequence {
    /// First numbers of the further lists; the first of them is list 3.
    pub starts: Vec<u32>,
    last: u32,
    begun: bool,
}

impl Sequence {
    /// The list in which the next paragraph gets `number`.
    pub fn list_for(&mut self, number: u32) -> usize {
        let follows = if self.begun {
            self.last.checked_add(1) == Some(number)
        } else {
            number == 1
        };
        if !follows {
            self.starts.push(number);
        }
        self.begun = true;
        self.last = number;
        match self.starts.len() {
            0 => PARAGRAPH_LIST,
            n => HEADING_LIST + n,
        }
    }
}

/// Finds out which heading labels the file comes to by itself.
pub(super) struct HeadingLabels<'a> {
    levels: &'a [Level; 3],
    counts: [u32; 3],
}

impl<'a> HeadingLabels<'a> {
    pub fn new(levels: &'a [Level; 3]) -> Self {
        Self {
            levels,
            counts: [0; 3],
        }
    }

    /// The depth in the list, from 0, at which a heading of `level` (from 1) gets `label`; `None`
    /// when the list would give another label.
    pub fn counted(&mut self, level: u8, label: &str) -> Option<usize> {
        let depth = usize::from(level.checked_sub(1)?);
        let form = self.levels.get(depth)?;
        let count = self.counts.get(depth)?.checked_add(1)?;
        if form.text.replacen('#', &number(count, form.kind), 1) != label {
            return None;
        }
        for (at, value) in self.counts.iter_mut().enumerate() {
            if at == depth {
                *value = count;
            } else if at > depth {
                *value = 0;
            }
        }
        Some(depth)
    }
}

/// A number as Word writes it.
fn number(n: u32, kind: NumberKind) -> String {
    match kind {
        NumberKind::Decimal => n.to_string(),
        NumberKind::LowerLetter => letters(n, b'a'),
        NumberKind::UpperLetter => letters(n, b'A'),
        NumberKind::LowerRoman => roman(n),
        NumberKind::UpperRoman => roman(n).to_uppercase(),
        NumberKind::CyrillicLetter => one_of("абвгдежзиклмнопрстуфхцчшщэюя", n),
        NumberKind::ArabicLetter => one_of("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", n),
    }
}

/// The n-th letter of a row; after its end the letters are doubled, as for the Latin ones.
fn one_of(row: &str, n: u32) -> String {
    let letters: Vec<char> = row.chars().collect();
    let Some(n) = n.checked_sub(1).map(|n| n as usize) else {
        return String::new();
    };
    letters
        .get(n % letters.len())
        .map_or_else(String::new, |c| {
            std::iter::repeat_n(*c, n / letters.len() + 1).collect()
        })
}

impl HouseStyle {
    /// The label of the `n`-th (from 1) paragraph, sub-item or item below it (`depth` 0, 1, 2) in a
    /// language, such as `12.`, `(b)`, `b)`.
    pub fn label(&self, lang: &Lang, depth: usize, n: u32) -> String {
        self.levels(lang)
            .and_then(|levels| levels.get(depth))
            .map_or_else(
                || n.to_string(),
                |form| form.text.replacen('#', &number(n, form.kind), 1),
            )
    }
}

/// a to z, then aa, bb: Word repeats the letter.
fn letters(n: u32, first: u8) -> String {
    let Some(n) = n.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(first + u8::try_from(n % 26).unwrap_or(0));
    std::iter::repeat_n(letter, n as usize / 26 + 1).collect()
}

fn roman(mut n: u32) -> String {
    let mut out = String::new();
    for (value, sign) in [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ] {
        while n >= value {
            out.push_str(sign);
            n -= value;
        }
    }
    out
}

/// The part that defines the lists.
pub(super) fn part(style: &HouseStyle, lang: &Lang, sequence: &Sequence) -> Element {
    let column = style.column;
    let paragraphs = style.levels(lang).map_or(&[][..], |l| l.as_slice());
    let paragraph_list = el("w:abstractNum")
        .attr("w:abstractNumId", 0)
        .child(val("w:nsid", "52415001"))
        .child(val("w:multiLevelType", "multilevel"))
        .child(val("w:tmpl", "52415101"))
        .children(
            paragraphs
                .iter()
                .enumerate()
                .map(|(i, form)| paragraph_level(i, form, column)),
        );
    let heading_list = el("w:abstractNum")
        .attr("w:abstractNumId", 1)
        .child(val("w:nsid", "52415002"))
        .child(val("w:multiLevelType", "multilevel"))
        .child(val("w:tmpl", "52415102"))
        .children(
            style
                .headings
                .levels
                .iter()
                .enumerate()
                .map(|(i, form)| heading_level(i, form, column)),
        );
    let instance = |list: usize, form: usize| {
        el("w:num")
            .attr("w:numId", list)
            .child(val("w:abstractNumId", form))
    };
    el("w:numbering")
        .attr("xmlns:w", W)
        .child(paragraph_list)
        .child(heading_list)
        .child(instance(PARAGRAPH_LIST, 0))
        .child(instance(HEADING_LIST, 1))
        .children(sequence.starts.iter().enumerate().map(|(i, start)| {
            instance(HEADING_LIST + 1 + i, 0).child(
                el("w:lvlOverride")
                    .attr("w:ilvl", 0)
                    .child(val("w:startOverride", start)),
            )
        }))
}

fn level(index: usize, form: &Level, linked: Option<&str>) -> Element {
    let kind = match form.kind {
        NumberKind::Decimal => "decimal",
        NumberKind::LowerLetter => "lowerLetter",
        NumberKind::LowerRoman => "lowerRoman",
        NumberKind::UpperLetter => "upperLetter",
        NumberKind::UpperRoman => "upperRoman",
        NumberKind::CyrillicLetter => "russianLower",
        NumberKind::ArabicLetter => "arabicAbjad",
    };
    el("w:lvl")
        .attr("w:ilvl", index)
        .child(val("w:start", 1))
        .child(val("w:numFmt", kind))
        .children(linked.map(|style| val("w:pStyle", style)))
        .child(val("w:suff", "tab"))
        .child(val(
            "w:lvlText",
            form.text.replacen('#', &format!("%{}", index + 1), 1),
        ))
}

/// A level of the paragraphs: the number stands at the edge of the column, or a step further in for
/// each level below; the words begin a step after it, and the next lines go back to the edge.
fn paragraph_level(index: usize, form: &Level, column: Column) -> Element {
    let linked = [id::PARAGRAPH, id::ITEM, id::SUBITEM];
    let shift = column.step * index as u32;
    let ind = el("w:ind")
        .attr("w:left", column.left)
        .attr("w:right", column.right)
        .attr("w:firstLine", shift);
    level(index, form, linked.get(index).copied())
        .child(val("w:lvlJc", "left"))
        .child(
            el("w:pPr")
                .child(
                    el("w:tabs").child(
                        val("w:tab", "num").attr("w:pos", column.left + shift + column.step),
                    ),
                )
                .child(ind),
        )
}

/// A level of the headings: labels end at one line left of the column.
fn heading_level(index: usize, form: &Level, column: Column) -> Element {
    level(index, form, None)
        .child(val("w:lvlJc", "right"))
        .child(
            el("w:pPr").child(
                el("w:ind")
                    .attr("w:left", column.left)
                    .attr("w:right", column.right)
                    .attr("w:hanging", column.label),
            ),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let n = |n, kind| number(n, kind);
        assert_eq!(n(28, NumberKind::LowerLetter), "bb");
        assert_eq!(n(26, NumberKind::UpperLetter), "Z");
        assert_eq!(n(49, NumberKind::UpperRoman), "XLIX");
        assert_eq!(n(3, NumberKind::LowerRoman), "iii");
        assert_eq!(n(0, NumberKind::LowerLetter), "");
        assert_eq!(n(3, NumberKind::CyrillicLetter), "в");
        assert_eq!(n(30, NumberKind::CyrillicLetter), "бб");
        assert_eq!(n(4, NumberKind::ArabicLetter), "د");
        let style = HouseStyle::embedded().unwrap();
        let label = |lang: &str, depth, n| style.label(&lang.parse().unwrap(), depth, n);
        assert_eq!(label("en", 1, 2), "(b)");
        assert_eq!(label("fr", 1, 2), "b)");
        assert_eq!(label("ru", 0, 12), "12.");
    }

    #[test]
    fn only_labels_in_their_turn_are_counted() {
        let style = HouseStyle::embedded().unwrap();
        let mut labels = HeadingLabels::new(&style.headings.levels);
        assert_eq!(labels.counted(1, "I."), Some(0));
        assert_eq!(labels.counted(2, "A."), Some(1));
        assert_eq!(labels.counted(2, "Theme 1."), None);
        assert_eq!(labels.counted(2, "B."), Some(1));
        assert_eq!(labels.counted(1, "III."), None);
        assert_eq!(labels.counted(1, "II."), Some(0));
        assert_eq!(labels.counted(2, "A."), Some(1));
        assert_eq!(labels.counted(4, "1."), None);
        assert_eq!(labels.counted(0, "I."), None);
    }

    #[test]
    fn a_gap_starts_a_further_list() {
        let mut sequence = Sequence::default();
        let lists: Vec<_> = [1, 2, 5, 6, 6]
            .into_iter()
            .map(|n| sequence.list_for(n))
            .collect();
        assert_eq!(lists, [1, 1, 3, 3, 4]);
        assert_eq!(sequence.starts, [5, 6]);
        assert_eq!(Sequence::default().list_for(4), 3);
    }
}

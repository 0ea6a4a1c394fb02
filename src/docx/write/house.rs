//! The look of a note, read from `memory/house.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::WriteError;
use crate::model::ids::Lang;
use crate::model::manuscript::DraftMark;

const EMBEDDED: &str = include_str!("../../../memory/house.toml");

/// The look of a note: page, column, type, rules, numbering, marks.
///
/// Lengths are twentieths of a point, sizes of type points, rules eighths of a point, colours six
/// hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HouseStyle {
    /// The sheet and its margins.
    pub page: Page,
    /// The typeface.
    pub font: Font,
    /// The text column inside the margins.
    pub column: Column,
    /// What scripts need besides, by primary language tag.
    #[serde(default)]
    pub scripts: BTreeMap<String, Script>,
    /// Numbers of footnotes.
    pub notes: Notes,
    /// Sizes of type.
    pub sizes: Sizes,
    /// Thickness of rules.
    pub rules: Rules,
    /// Number formats by primary language tag; `default` for all others.
    pub numbering: BTreeMap<String, Levels>,
    /// Labels of headings that the file counts by itself.
    pub headings: Levels,
    /// Full language tags by the tag used in the dossier.
    pub languages: BTreeMap<String, String>,
    /// The draft marks.
    pub marks: Marks,
    /// The draft word.
    pub draft: DraftWord,
    /// Who makes the comments.
    pub comments: Comments,
}

/// The sheet and its margins, in twentieths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Width of the sheet.
    pub width: u32,
    /// Height of the sheet.
    pub height: u32,
    /// Upper margin.
    pub top: u32,
    /// Lower margin.
    pub bottom: u32,
    /// Left margin.
    pub left: u32,
    /// Right margin.
    pub right: u32,
    /// From the upper edge to the running head.
    pub header: u32,
    /// From the lower edge to the foot.
    pub footer: u32,
}

impl Page {
    /// Width between the margins.
    pub fn inner_width(&self) -> u32 {
        self.width
            .saturating_sub(self.left)
            .saturating_sub(self.right)
    }
}

/// The typeface.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Font {
    /// Name of the face.
    pub name: String,
    /// Name of the face to take where the first is missing.
    pub fallback: String,
}

/// What the script of a language needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Script {
    /// Written from right to left.
    pub right_to_left: bool,
    /// The typeface, when it is not that of the house.
    pub font: Option<Font>,
}

/// Numbers of footnotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// Where they begin again at 1; notes with a mark of their own never count.
    pub restart: Restart,
}

/// Where the numbers of footnotes begin again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Restart {
    /// Nowhere.
    Never,
    /// In each section, such as an annex.
    EachSection,
    /// On each page.
    EachPage,
}

/// The text column inside the margins, in twentieths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Indent from the left margin.
    pub left: u32,
    /// Indent from the right margin.
    pub right: u32,
    /// From a number to the words after it, and from level to level.
    pub step: u32,
    /// From a heading's label to its words.
    pub label: u32,
}

/// Sizes of type in points; halves are possible.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// Running text, the block at the right of the masthead.
    pub body: f32,
    /// Footnotes.
    pub footnote: f32,
    /// Running head.
    pub head: f32,
    /// Page number at the foot.
    pub page: f32,
    /// Job number at the foot.
    pub job: f32,
    /// "United Nations" in the masthead.
    pub organization: f32,
    /// First piece of the symbol in the masthead, up to the stroke.
    pub symbol_lead: f32,
    /// The rest of the symbol in the masthead.
    pub symbol: f32,
    /// Organ in the masthead.
    pub organ: f32,
    /// Meeting, place, agenda item.
    pub meeting: f32,
    /// Title of the document.
    pub title: f32,
    /// "Note by the Secretariat".
    pub author: f32,
    /// Headings of level 1, 2, 3, and all below.
    pub headings: [f32; 4],
}

/// Thickness of rules in eighths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Under the first line of the masthead.
    pub masthead_top: u32,
    /// Under the masthead.
    pub masthead_bottom: u32,
    /// Under the running head.
    pub head: u32,
}

/// Number formats, level by level.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// Paragraph, sub-item, item below it; or headings of level 1 to 3.
    pub levels: [Level; 3],
}

/// The number format of one level.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// What the number is made of.
    pub kind: NumberKind,
    /// The label, with `#` for the number.
    pub text: String,
}

/// What a number is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberKind {
    /// 1, 2, 3.
    Decimal,
    /// a, b, c.
    LowerLetter,
    /// i, ii, iii.
    LowerRoman,
    /// A, B, C.
    UpperLetter,
    /// I, II, III.
    UpperRoman,
    /// The letters of Cyrillic, without those that Word leaves out.
    CyrillicLetter,
    /// The letters of Arabic in the order of their values.
    ArabicLetter,
}

/// The looks of the draft marks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Marks {
    /// Nobody has looked at it.
    pub draft: MarkLook,
    /// Written by a person, not confirmed.
    pub unconfirmed: MarkLook,
    /// The original stands in for the translation.
    pub untranslated: MarkLook,
    /// Confirmed, but its ground has changed.
    pub needs_review: MarkLook,
}

/// The look of one draft mark.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkLook {
    /// Name of the character style.
    pub name: String,
    /// Colour behind the text.
    pub shade: String,
    /// Kind of underline; tells the marks apart without colour.
    pub underline: Underline,
    /// Colour of the underline.
    pub colour: String,
}

/// Kinds of underline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Underline {
    /// One line.
    Single,
    /// Two lines.
    Double,
    /// Dots.
    Dotted,
    /// Dashes.
    Dash,
    /// Dots and dashes.
    DotDash,
    /// A wave.
    Wave,
}

/// The look of the draft word.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftWord {
    /// Its colour.
    pub colour: String,
}

/// Who makes the comments.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comments {
    /// Author shown beside a comment.
    pub author: String,
    /// Initials shown in its balloon.
    pub initials: String,
}

impl HouseStyle {
    /// The style shipped with the program.
    ///
    /// # Errors
    /// When the shipped file is not sound, which a test excludes.
    pub fn embedded() -> Result<Self, WriteError> {
        Self::parse(EMBEDDED)
    }

    /// Reads a style in the form of `memory/house.toml`; every key is needed.
    ///
    /// # Errors
    /// [`WriteError::HouseStyle`] for broken TOML, missing or unknown keys,
    /// [`WriteError::HouseValue`] for a value out of its range.
    pub fn parse(text: &str) -> Result<Self, WriteError> {
        let style: Self = toml::from_str(text)?;
        style.check()?;
        Ok(style)
    }

    /// Number formats for a language.
    pub(super) fn levels(&self, lang: &Lang) -> Option<&[Level; 3]> {
        self.numbering
            .get(lang.as_str())
            .or_else(|| self.numbering.get(lang.primary()))
            .or_else(|| self.numbering.get("default"))
            .map(|l| &l.levels)
    }

    /// The full tag of a language, such as `fr-FR`; a tag that is not listed is taken as it is.
    pub fn full_tag<'a>(&'a self, lang: &'a Lang) -> &'a str {
        self.languages
            .get(lang.as_str())
            .map_or(lang.as_str(), String::as_str)
    }

    /// Whether a language is written from right to left.
    pub fn is_right_to_left(&self, lang: &Lang) -> bool {
        self.script(lang).is_some_and(|s| s.right_to_left)
    }

    /// The typeface for a language.
    pub(super) fn font(&self, lang: &Lang) -> &Font {
        self.script(lang)
            .and_then(|s| s.font.as_ref())
            .unwrap_or(&self.font)
    }

    fn script(&self, lang: &Lang) -> Option<&Script> {
        self.scripts.get(lang.primary())
    }

    /// The look of a draft mark.
    pub(super) fn mark(&self, mark: DraftMark) -> &MarkLook {
        match mark {
            DraftMark::Draft => &self.marks.draft,
            DraftMark::Unconfirmed => &self.marks.unconfirmed,
            DraftMark::Untranslated => &self.marks.untranslated,
            DraftMark::NeedsReview => &self.marks.needs_review,
        }
    }
}

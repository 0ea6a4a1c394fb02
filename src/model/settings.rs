//! The settings of a note: everything that a person fills in, as data.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{Cell, CountryCode, Lang, Letter};

/// A text by language; a language that is missing or empty is still to be filled in.
pub type Texts = BTreeMap<Lang, String>;

/// The text of a language, if it is there and not blank.
pub fn text_in<'a>(texts: &'a Texts, lang: &Lang) -> Option<&'a str> {
    texts
        .get(lang)
        .map(String::as_str)
        .filter(|t| !t.trim().is_empty())
}

/// The whole of `note.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The document.
    pub note: NoteSettings,
    /// The meeting that the note is submitted to.
    pub meeting: MeetingSettings,
    /// The meeting that adopted the recommendations.
    pub adopted: AdoptedSettings,
    /// The agenda item.
    #[serde(default)]
    pub agenda: AgendaSettings,
    /// The asterisk footnotes.
    #[serde(default)]
    pub footnotes: FootnoteSettings,
    /// The Governments invited.
    #[serde(default)]
    pub governments: GovernmentSettings,
    /// Text of the introduction, one string a paragraph, by language.
    #[serde(default)]
    pub introduction: BTreeMap<Lang, Vec<String>>,
    /// Text of the conclusions, likewise.
    #[serde(default)]
    pub conclusions: BTreeMap<Lang, Vec<String>>,
    /// Dossiers of earlier notes, whose memories are looked up after the dossier's own.
    #[serde(default)]
    pub earlier: Vec<EarlierSettings>,
    /// Further memories, besides the dossier's own.
    #[serde(default)]
    pub memories: Vec<MemorySettings>,
    /// What a returned file may cost; where nothing is said, the reader's own limits hold.
    #[serde(default)]
    pub limits: LimitSettings,
    /// Themes and recommendations.
    #[serde(default)]
    pub themes: Vec<ThemeSettings>,
}

/// The document itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NoteSettings {
    /// Document symbol.
    pub symbol: String,
    /// Date of the note.
    #[serde(with = "optional_date")]
    pub date: Option<Date>,
    /// Last day on which a reply counts; printed in the introduction.
    #[serde(with = "optional_date")]
    pub cut_off: Option<Date>,
    /// Day on which the questionnaire was sent.
    #[serde(with = "optional_date")]
    pub questionnaire_sent: Option<Date>,
    /// Day by which the English must be submitted for editing.
    #[serde(with = "optional_date")]
    pub submission: Option<Date>,
    /// `general` or `limited`.
    pub distribution: String,
    /// Job number without the language's letter, such as `V.26-01234`.
    pub job_number: String,
    /// Language that the others are translated from.
    pub original: Lang,
    /// Languages of the note, the original first.
    pub languages: Vec<Lang>,
    /// Largest number of words, footnotes and headings included.
    pub word_limit: u32,
    /// Whether replies of Governments that agreed to it are annexed as received.
    pub annex: bool,
    /// The organ on the masthead, lines separated by line feeds, by language.
    pub organ: Texts,
}

impl Default for NoteSettings {
    fn default() -> Self {
        Self {
            symbol: String::new(),
            date: None,
            cut_off: None,
            questionnaire_sent: None,
            submission: None,
            distribution: "general".into(),
            job_number: String::new(),
            original: Lang::en(),
            languages: vec![Lang::en(), Lang::fr()],
            word_limit: 8500,
            annex: false,
            organ: Texts::new(),
        }
    }
}

/// The meeting that the note is submitted to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MeetingSettings {
    /// Its full name ("Fourteenth Meeting of ...").
    pub name: Texts,
    /// City.
    pub place: Texts,
    /// First day.
    #[serde(with = "optional_date")]
    pub start: Option<Date>,
    /// Last day.
    #[serde(with = "optional_date")]
    pub end: Option<Date>,
}

/// The meeting that adopted the recommendations.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AdoptedSettings {
    /// Its full name, without article ("Thirteenth Meeting of ...").
    pub name: Texts,
    /// Its short name as in a sentence ("the Thirteenth Meeting").
    pub short_name: Texts,
    /// Who met ("the Heads of ...").
    pub participants: Texts,
    /// City.
    pub place: Texts,
    /// First day.
    #[serde(with = "optional_date")]
    pub start: Option<Date>,
    /// Last day.
    #[serde(with = "optional_date")]
    pub end: Option<Date>,
}

/// The agenda item under which the note is submitted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AgendaSettings {
    /// Number of the item; 0 when not known yet.
    pub item: u16,
    /// Title of the item.
    pub title: Texts,
    /// Title of the document, when it is not the item's.
    pub document_title: Texts,
}

/// The asterisk footnotes of the first page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FootnoteSettings {
    /// `*`, on the original line: languages available.
    pub original: Texts,
    /// `**`, on the agenda item: symbol of the provisional agenda.
    pub agenda: Texts,
}

/// The Governments.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GovernmentSettings {
    /// Those that received the questionnaire.
    pub invited: Vec<CountryCode>,
}

/// The dossier of an earlier note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierSettings {
    /// Path of its folder, relative to this dossier.
    pub path: String,
    /// Points taken off every score from its memory.
    #[serde(default)]
    pub penalty: f64,
}

/// A further memory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemorySettings {
    /// Path, relative to the dossier.
    pub path: String,
    /// Points taken off every score from this memory.
    #[serde(default)]
    pub penalty: f64,
    /// True when nothing may be written to it.
    #[serde(default = "yes")]
    pub read_only: bool,
}

fn yes() -> bool {
    true
}

/// Limits on what one file from outside may cost.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitSettings {
    /// Size of a file as it came, in megabytes.
    pub file_megabytes: Option<u64>,
    /// Size of one part of it when unpacked, in megabytes.
    pub part_megabytes: Option<u64>,
    /// Size of all parts when unpacked, in megabytes.
    pub total_megabytes: Option<u64>,
    /// Number of parts.
    pub parts: Option<usize>,
    /// How many times larger than its packed form a large part may be.
    pub ratio: Option<u64>,
    /// Depth of elements within elements.
    pub depth: Option<usize>,
    /// Number of elements in one part.
    pub elements: Option<usize>,
}

impl LimitSettings {
    /// The first limit that is 0 or over what is safe: its name and the largest value. The largest
    /// values keep memory within reach of an ordinary machine, and depth within the stack of a
    /// thread.
    pub fn unsafe_one(&self) -> Option<(&'static str, u64)> {
        let wide = |n: Option<usize>| n.map(|n| u64::try_from(n).unwrap_or(u64::MAX));
        [
            ("file_megabytes", self.file_megabytes, 1024),
            ("part_megabytes", self.part_megabytes, 1024),
            ("total_megabytes", self.total_megabytes, 2048),
            ("parts", wide(self.parts), 100_000),
            ("ratio", self.ratio, 10_000),
            ("depth", wide(self.depth), 256),
            ("elements", wide(self.elements), 50_000_000),
        ]
        .into_iter()
        .find(|(_, value, most)| value.is_some_and(|v| v == 0 || v > *most))
        .map(|(name, _, most)| (name, most))
    }
}

/// A theme.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeSettings {
    /// Number, from 1.
    pub number: u16,
    /// Title.
    #[serde(default)]
    pub title: Texts,
    /// Recommendations in order.
    #[serde(default)]
    pub recommendations: Vec<RecommendationSettings>,
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecommendationSettings {
    /// Letter.
    pub letter: Letter,
    /// The text as adopted, in the present tense.
    #[serde(default)]
    pub text: Texts,
    /// The text restated in the past passive; where empty, the program proposes it.
    #[serde(default)]
    pub restated: Texts,
}

impl Settings {
    /// Every recommendation in order.
    pub fn cells(&self) -> impl Iterator<Item = (Cell, &RecommendationSettings)> {
        self.themes.iter().flat_map(|theme| {
            theme.recommendations.iter().map(|rec| {
                (
                    Cell {
                        theme: theme.number,
                        recommendation: rec.letter.clone(),
                    },
                    rec,
                )
            })
        })
    }
    /// The recommendation of a cell.
    pub fn recommendation(&self, cell: &Cell) -> Option<&RecommendationSettings> {
        self.cells().find(|(c, _)| c == cell).map(|(_, rec)| rec)
    }
    /// The theme of a number.
    pub fn theme(&self, number: u16) -> Option<&ThemeSettings> {
        self.themes.iter().find(|t| t.number == number)
    }
    /// The languages that are translated into.
    pub fn targets(&self) -> impl Iterator<Item = &Lang> {
        self.note
            .languages
            .iter()
            .filter(|l| **l != self.note.original)
    }

    /// What is still missing, as dotted paths into `note.toml` with a word on each.
    pub fn missing(&self) -> Vec<(String, &'static str)> {
        let mut out: Vec<(String, &'static str)> = Vec::new();
        let mut want = |there: bool, path: String, what: &'static str| {
            if !there {
                out.push((path, what));
            }
        };
        want(
            !self.note.symbol.trim().is_empty(),
            "note.symbol".into(),
            "the document symbol",
        );
        want(
            self.note.date.is_some(),
            "note.date".into(),
            "the date of the note",
        );
        want(
            self.note.cut_off.is_some(),
            "note.cut_off".into(),
            "the last day on which a reply counts",
        );
        want(
            self.note.questionnaire_sent.is_some(),
            "note.questionnaire_sent".into(),
            "the day the questionnaire was sent",
        );
        want(
            self.meeting.start.is_some(),
            "meeting.start".into(),
            "the first day of the meeting",
        );
        want(
            self.meeting.end.is_some(),
            "meeting.end".into(),
            "the last day of the meeting",
        );
        want(
            self.adopted.start.is_some(),
            "adopted.start".into(),
            "the first day of the earlier meeting",
        );
        want(
            self.adopted.end.is_some(),
            "adopted.end".into(),
            "the last day of the earlier meeting",
        );
        want(
            self.agenda.item > 0,
            "agenda.item".into(),
            "the number of the agenda item",
        );
        want(
            !self.governments.invited.is_empty(),
            "governments.invited".into(),
            "the Governments that received the questionnaire",
        );
        let mut want_text = |texts: &Texts, path: &str, what: &'static str| {
            for lang in &self.note.languages {
                if text_in(texts, lang).is_none() {
                    out.push((format!("{path}.{lang}"), what));
                }
            }
        };
        want_text(
            &self.meeting.name,
            "meeting.name",
            "the name of the meeting",
        );
        want_text(
            &self.meeting.place,
            "meeting.place",
            "the city of the meeting",
        );
        want_text(
            &self.adopted.name,
            "adopted.name",
            "the name of the meeting that adopted the recommendations",
        );
        want_text(
            &self.adopted.short_name,
            "adopted.short_name",
            "its short name, for headings",
        );
        want_text(
            &self.adopted.participants,
            "adopted.participants",
            "who met there",
        );
        want_text(
            &self.adopted.place,
            "adopted.place",
            "the city where it was held",
        );
        want_text(
            &self.agenda.title,
            "agenda.title",
            "the title of the agenda item",
        );
        want_text(
            &self.footnotes.original,
            "footnotes.original",
            "the footnote on the languages available",
        );
        want_text(
            &self.footnotes.agenda,
            "footnotes.agenda",
            "the symbol of the provisional agenda",
        );
        for theme in &self.themes {
            want_text(
                &theme.title,
                &format!("themes {}: title", theme.number),
                "the title of the theme",
            );
            for rec in &theme.recommendations {
                want_text(
                    &rec.text,
                    &format!("themes {} ({}): text", theme.number, rec.letter),
                    "the text of the recommendation",
                );
            }
        }
        out
    }
}

/// Dates that are written as `YYYY-MM-DD`, where an empty string means "not known yet".
mod optional_date {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(date: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&date.map(|d| d.to_string()).unwrap_or_default())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
        let text = String::deserialize(from)?;
        match text.trim() {
            "" => Ok(None),
            day => day.parse().map(Some).map_err(|_| {
                D::Error::custom(format!("“{day}” is not a date; write it as 2026-07-01"))
            }),
        }
    }
}

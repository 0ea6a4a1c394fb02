//! Ranges of the house style: a slip in the file is named by its key, not found out in Word.

use super::error::WriteError;
use super::house::HouseStyle;
use crate::model::ids::Lang;

/// Largest sheet that Word takes, in twentieths of a point.
const LARGEST: u32 = 31_680;

fn bad(key: &str, value: impl ToString, wanted: &'static str) -> WriteError {
    WriteError::HouseValue {
        key: key.to_owned(),
        value: value.to_string(),
        wanted,
    }
}

impl HouseStyle {
    pub(super) fn check(&self) -> Result<(), WriteError> {
        self.check_lengths()?;
        self.check_sizes()?;
        self.check_numbering()?;
        self.check_words()
    }

    fn check_lengths(&self) -> Result<(), WriteError> {
        let page = &self.page;
        for (key, value) in [
            ("page.width", page.width),
            ("page.height", page.height),
            ("page.top", page.top),
            ("page.bottom", page.bottom),
            ("page.left", page.left),
            ("page.right", page.right),
            ("page.header", page.header),
            ("page.footer", page.footer),
            ("column.left", self.column.left),
            ("column.right", self.column.right),
            ("column.step", self.column.step),
            ("column.label", self.column.label),
        ] {
            if value > LARGEST {
                return Err(bad(key, value, "at most 31680"));
            }
        }
        let column = self.column.left + self.column.right;
        if page.inner_width() < column + 1440 {
            return Err(bad(
                "column.left",
                self.column.left,
                "margins and indents that leave a column of at least 1440",
            ));
        }
        if page.height < page.top + page.bottom + 1440 {
            return Err(bad(
                "page.height",
                page.height,
                "margins that leave at least 1440 for text",
            ));
        }
        if self.column.label > self.column.left {
            return Err(bad(
                "column.label",
                self.column.label,
                "at most column.left",
            ));
        }
        for (key, value) in [
            ("rules.masthead_top", self.rules.masthead_top),
            ("rules.masthead_bottom", self.rules.masthead_bottom),
            ("rules.head", self.rules.head),
        ] {
            if !(2..=96).contains(&value) {
                return Err(bad(key, value, "2 to 96 eighths of a point"));
            }
        }
        Ok(())
    }

    fn check_sizes(&self) -> Result<(), WriteError> {
        let s = &self.sizes;
        let [h1, h2, h3, h4] = s.headings;
        for (key, value) in [
            ("sizes.body", s.body),
            ("sizes.footnote", s.footnote),
            ("sizes.head", s.head),
            ("sizes.page", s.page),
            ("sizes.job", s.job),
            ("sizes.organization", s.organization),
            ("sizes.symbol_lead", s.symbol_lead),
            ("sizes.symbol", s.symbol),
            ("sizes.organ", s.organ),
            ("sizes.meeting", s.meeting),
            ("sizes.title", s.title),
            ("sizes.author", s.author),
            ("sizes.headings", h1),
            ("sizes.headings", h2),
            ("sizes.headings", h3),
            ("sizes.headings", h4),
        ] {
            if !(4.0..=72.0).contains(&value) || (value * 2.0).fract() != 0.0 {
                return Err(bad(key, value, "4 to 72 points in halves"));
            }
        }
        Ok(())
    }

    fn check_numbering(&self) -> Result<(), WriteError> {
        if !self.numbering.contains_key("default") {
            return Err(bad("numbering", "no default", "a table “default”"));
        }
        let headings = [("headings".to_owned(), &self.headings)];
        let lists = self
            .numbering
            .iter()
            .map(|(lang, levels)| (format!("numbering.{lang}"), levels))
            .chain(headings);
        for (key, levels) in lists {
            for level in &levels.levels {
                if level.text.matches('#').count() != 1 || level.text.contains('%') {
                    return Err(bad(&key, &level.text, "a label with one # and no %"));
                }
            }
        }
        Ok(())
    }

    fn check_words(&self) -> Result<(), WriteError> {
        let marks = [
            ("marks.draft", &self.marks.draft),
            ("marks.unconfirmed", &self.marks.unconfirmed),
            ("marks.untranslated", &self.marks.untranslated),
            ("marks.needs-review", &self.marks.needs_review),
        ];
        let colours = marks
            .iter()
            .flat_map(|(key, m)| [(*key, &m.shade), (*key, &m.colour)])
            .chain([("draft.colour", &self.draft.colour)]);
        for (key, colour) in colours {
            if colour.len() != 6 || !colour.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(bad(key, colour, "six hexadecimal digits"));
            }
        }
        let words = marks.iter().map(|(key, m)| (*key, &m.name)).chain([
            ("font.name", &self.font.name),
            ("font.fallback", &self.font.fallback),
            ("comments.author", &self.comments.author),
            ("comments.initials", &self.comments.initials),
        ]);
        for (lang, script) in &self.scripts {
            let blank =
                |f: &super::house::Font| f.name.trim().is_empty() || f.fallback.trim().is_empty();
            if script.font.as_ref().is_some_and(blank) {
                return Err(bad(&format!("scripts.{lang}"), "a blank", "a word"));
            }
        }
        for (lang, tag) in &self.languages {
            if tag.parse::<Lang>().is_err() {
                return Err(bad(&format!("languages.{lang}"), tag, "a language tag"));
            }
        }
        for (key, word) in words {
            if word.trim().is_empty() {
                return Err(bad(key, word, "a word"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(from: &str, to: &str) -> Result<HouseStyle, WriteError> {
        let shipped = include_str!("../../../memory/house.toml");
        assert!(shipped.contains(from), "{from} is not in the shipped file");
        HouseStyle::parse(&shipped.replacen(from, to, 1))
    }

    #[test]
    fn the_shipped_style_is_sound() {
        assert_eq!(HouseStyle::embedded().unwrap().page.inner_width(), 9638);
    }

    #[test]
    fn slips_are_named_by_their_key() {
        for (from, to, key) in [
            ("body = 10.0", "body = 10.3", "sizes.body"),
            ("left = 1267", "left = 8000", "column.left"),
            ("shade = \"FFF2CC\"", "shade = \"red\"", "marks.draft"),
            ("text = \"(#)\"", "text = \"(a)\"", "numbering.default"),
            ("masthead_top = 8", "masthead_top = 0", "rules.masthead_top"),
            ("height = 16838", "height = 3000", "page.height"),
            ("initials = \"R\"", "initials = \" \"", "comments.initials"),
        ] {
            match with(from, to) {
                Err(WriteError::HouseValue { key: found, .. }) => assert_eq!(found, key),
                other => panic!("{to}: {other:?}"),
            }
        }
        assert!(matches!(
            with("body = 10.0", "bdy = 10.0"),
            Err(WriteError::HouseStyle(_))
        ));
    }
}

//! Writes `note.toml` for a new dossier: every setting with a comment, unknown ones clearly blank.

use std::fmt::Write;

use jiff::civil::Date;

use crate::model::ids::Lang;
use crate::model::settings::{LimitSettings, Settings, Texts};

/// The limits on files, which few dossiers need.
fn limits(out: &mut Page, given: &LimitSettings) {
    let wide = |n: Option<usize>| n.and_then(|n| u64::try_from(n).ok());
    let all = [
        ("file_megabytes", given.file_megabytes, 256),
        ("part_megabytes", given.part_megabytes, 128),
        ("total_megabytes", given.total_megabytes, 256),
        ("parts", wide(given.parts), 20_000),
        ("ratio", given.ratio, 400),
        ("depth", wide(given.depth), 256),
        ("elements", wide(given.elements), 8_000_000),
    ];
    out.lines(&[
        "",
        "# What a returned file may cost at most; what is larger is refused.",
    ]);
    let used = all.iter().any(|(_, value, _)| value.is_some());
    out.lines(&[if used { "[limits]" } else { "# [limits]" }]);
    for (name, value, usual) in all {
        let _ = match value {
            Some(value) => writeln!(out.text, "{name} = {value}"),
            None => writeln!(out.text, "# {name} = {usual}"),
        };
    }
}

/// What stands after a setting that a person must still fill in.
const BLANK: &str = "   # <-- TO FILL IN";

/// The text of `note.toml` for these settings. What is empty is marked as to be filled in, and
/// `parse_settings` gives the same settings back.
pub fn settings_text(settings: &Settings) -> String {
    let mut out = Page {
        text: String::new(),
        langs: settings.note.languages.clone(),
    };
    let n = &settings.note;
    out.lines(&[
        "# Settings of the note. Edit them in any text editor; save as UTF-8.",
        "# A line that ends in \"<-- TO FILL IN\" is still blank: `rapporteur status` lists them.",
        "# Dates are written as 2026-07-01. Texts are given by language (en, fr, ...).",
    ]);
    out.table("note", "The document itself");
    out.string("symbol", &n.symbol, "document symbol");
    out.date("date", n.date, "date of the note");
    out.date(
        "cut_off",
        n.cut_off,
        "replies received up to this day count; printed in the introduction",
    );
    out.date(
        "questionnaire_sent",
        n.questionnaire_sent,
        "the day the questionnaire was sent",
    );
    out.optional_date(
        "submission",
        n.submission,
        "the day the English is due for editing, if you want it counted down",
    );
    out.plain(
        "distribution",
        &quoted(&n.distribution),
        "general or limited",
    );
    out.plain(
        "job_number",
        &quoted(&n.job_number),
        "without the language's letter, for example V.26-01234; may stay empty",
    );
    out.plain(
        "original",
        &quoted(n.original.as_str()),
        "the language that the others are translated from",
    );
    out.plain(
        "languages",
        &list(n.languages.iter().map(Lang::as_str)),
        "the languages of the note",
    );
    out.plain(
        "word_limit",
        &n.word_limit.to_string(),
        "headings and footnotes included",
    );
    out.plain(
        "annex",
        if n.annex { "true" } else { "false" },
        "true: replies whose Governments agreed to it are annexed as received",
    );
    out.optional_texts(
        "organ",
        &n.organ,
        "the organ on the masthead, if it is to be named there",
    );

    let m = &settings.meeting;
    out.table("meeting", "The meeting that the note is submitted to");
    out.texts("name", &m.name, "its full name, as in the title block");
    out.texts("place", &m.place, "the city");
    out.date("start", m.start, "first day");
    out.date("end", m.end, "last day");

    let a = &settings.adopted;
    out.table("adopted", "The meeting that adopted the recommendations");
    out.texts("name", &a.name, "its full name, without article");
    out.texts(
        "short_name",
        &a.short_name,
        "as in the headings: \"the Ninth Meeting\"",
    );
    out.texts(
        "participants",
        &a.participants,
        "who met, as in a sentence: \"the Heads of ...\"",
    );
    out.texts("place", &a.place, "the city");
    out.date("start", a.start, "first day");
    out.date("end", a.end, "last day");

    let g = &settings.agenda;
    out.table("agenda", "The agenda item");
    out.plain(
        "item",
        &g.item.to_string(),
        if g.item == 0 {
            "its number  <-- TO FILL IN"
        } else {
            "its number"
        },
    );
    out.texts("title", &g.title, "its title");
    out.optional_texts(
        "document_title",
        &g.document_title,
        "the title of the note, if it is not that of the item",
    );

    out.table("footnotes", "The footnotes of the first page");
    out.texts(
        "original",
        &settings.footnotes.original,
        "* on the languages in which the note is available",
    );
    out.texts(
        "agenda",
        &settings.footnotes.agenda,
        "** the symbol of the provisional agenda",
    );

    out.table(
        "governments",
        "The Governments that received the questionnaire",
    );
    let invited = &settings.governments.invited;
    let blank = if invited.is_empty() {
        "three-letter country codes  <-- TO FILL IN"
    } else {
        "three-letter country codes"
    };
    out.plain("invited", &list(invited.iter().map(|c| c.as_str())), blank);

    for (name, what, texts) in [
        (
            "introduction",
            "Paragraphs of the introduction; words in braces are put in by the program",
            &settings.introduction,
        ),
        (
            "conclusions",
            "Paragraphs of the conclusions; an evaluation is a person's, so it starts blank",
            &settings.conclusions,
        ),
    ] {
        out.table(name, what);
        for lang in out.langs.clone() {
            let paragraphs = texts.get(&lang).map(Vec::as_slice).unwrap_or_default();
            let _ = writeln!(out.text, "{lang} = [");
            for paragraph in paragraphs {
                let _ = writeln!(out.text, "  {},", quoted(paragraph));
            }
            out.text.push_str("]\n");
        }
    }

    out.lines(&[
        "",
        "# The dossiers of earlier notes: a reply finds the paragraph that was made of an earlier one:",
        "# [[earlier]]",
        "# path = \"../2023\"",
        "# penalty = 0.0      # points taken off every score",
    ]);
    for earlier in &settings.earlier {
        let _ = writeln!(
            out.text,
            "[[earlier]]\npath = {}\npenalty = {:?}",
            quoted(&earlier.path),
            earlier.penalty
        );
    }
    out.lines(&[
        "",
        "# Further memories, besides the dossier's own memory.db:",
        "# [[memories]]",
        "# path = \"../earlier/memory.db\"",
        "# penalty = 0.0      # points taken off every score",
        "# read_only = true",
    ]);
    for memory in &settings.memories {
        let _ = writeln!(
            out.text,
            "[[memories]]\npath = {}\npenalty = {:?}\nread_only = {}",
            quoted(&memory.path),
            memory.penalty,
            memory.read_only
        );
    }
    limits(&mut out, &settings.limits);

    for theme in &settings.themes {
        out.lines(&[
            "",
            "# ----------------------------------------------------------------------",
        ]);
        let _ = writeln!(out.text, "[[themes]]\nnumber = {}", theme.number);
        out.texts("title", &theme.title, "title of the theme");
        for rec in &theme.recommendations {
            let _ = writeln!(
                out.text,
                "\n[[themes.recommendations]]   # {} ({})",
                theme.number, rec.letter
            );
            let _ = writeln!(out.text, "letter = {}", quoted(rec.letter.as_str()));
            out.texts("text", &rec.text, "as adopted, in the present tense");
            out.optional_texts(
                "restated",
                &rec.restated,
                "as it shall stand in the note; empty: proposed by the program",
            );
        }
    }
    out.text
}

struct Page {
    text: String,
    langs: Vec<Lang>,
}

impl Page {
    fn lines(&mut self, lines: &[&str]) {
        for line in lines {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
    fn table(&mut self, name: &str, what: &str) {
        let _ = writeln!(self.text, "\n# {what}\n[{name}]");
    }
    fn plain(&mut self, key: &str, value: &str, comment: &str) {
        let _ = writeln!(self.text, "{key} = {value}   # {comment}");
    }
    fn string(&mut self, key: &str, value: &str, comment: &str) {
        let blank = if value.trim().is_empty() { BLANK } else { "" };
        let _ = writeln!(self.text, "# {comment}\n{key} = {}{blank}", quoted(value));
    }
    fn date(&mut self, key: &str, value: Option<Date>, comment: &str) {
        self.string(
            key,
            &value.map(|d| d.to_string()).unwrap_or_default(),
            comment,
        );
    }
    fn optional_date(&mut self, key: &str, value: Option<Date>, comment: &str) {
        self.plain(
            key,
            &quoted(&value.map(|d| d.to_string()).unwrap_or_default()),
            comment,
        );
    }
    fn texts(&mut self, key: &str, texts: &Texts, comment: &str) {
        let _ = writeln!(self.text, "# {comment}");
        for lang in self.langs.clone() {
            let value = texts.get(&lang).map(String::as_str).unwrap_or_default();
            let blank = if value.trim().is_empty() { BLANK } else { "" };
            let _ = writeln!(self.text, "{key}.{lang} = {}{blank}", quoted(value));
        }
        self.others(key, texts);
    }
    fn optional_texts(&mut self, key: &str, texts: &Texts, comment: &str) {
        let _ = writeln!(self.text, "# {comment}");
        for lang in self.langs.clone() {
            let value = texts.get(&lang).map(String::as_str).unwrap_or_default();
            let _ = writeln!(self.text, "{key}.{lang} = {}", quoted(value));
        }
        self.others(key, texts);
    }
    /// Texts in languages that the note is not written in are kept: returns come in them.
    fn others(&mut self, key: &str, texts: &Texts) {
        let langs = self.langs.clone();
        for (lang, value) in texts.iter().filter(|(lang, _)| !langs.contains(lang)) {
            let _ = writeln!(self.text, "{key}.{lang} = {}", quoted(value));
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<String> = items.map(quoted).collect();
    format!("[{}]", items.join(", "))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;
    use crate::dossier::parse_settings;
    use crate::model::ids::Letter;
    use crate::model::settings::{RecommendationSettings, ThemeSettings};

    fn example() -> Settings {
        let mut settings = Settings::default();
        settings.note.symbol = "X/1 \"quoted\" \\".into();
        settings.note.cut_off = "2026-07-01".parse().ok();
        settings.introduction = BTreeMap::from([
            (Lang::en(), vec!["One {list}.".into()]),
            (Lang::fr(), vec![]),
        ]);
        settings.conclusions = BTreeMap::from([(Lang::en(), vec![]), (Lang::fr(), vec![])]);
        let both = |t: &str| {
            Texts::from([
                (Lang::en(), t.to_owned()),
                (Lang::fr(), "ligne\nsuivante".to_owned()),
            ])
        };
        settings.themes = vec![ThemeSettings {
            number: 1,
            title: both("Title"),
            recommendations: vec![RecommendationSettings {
                letter: Letter::nth(0),
                text: both("Text"),
                restated: both(""),
            }],
        }];
        settings
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = settings_text(&example());
        let back = parse_settings(&text, Path::new("note.toml")).unwrap();
        let again = settings_text(&back);
        assert_eq!(text, again);
        assert_eq!(
            (back.note.symbol, back.note.cut_off),
            (example().note.symbol, example().note.cut_off)
        );
        assert_eq!(back.introduction, example().introduction);
    }

    #[test]
    fn limits_are_a_remark_until_one_is_set() {
        let mut settings = example();
        let file = Path::new("note.toml");
        let usual = settings_text(&settings);
        assert!(usual.contains("\n# [limits]\n# file_megabytes = 256\n"));
        settings.limits.file_megabytes = Some(20);
        let text = settings_text(&settings);
        let back = parse_settings(&text, file).unwrap();
        assert_eq!(back.limits, settings.limits);
        // What the remark shows is what holds, and it may be switched on as it stands.
        let mut on = String::new();
        let mut within = false;
        for line in usual.lines() {
            within |= line == "# [limits]";
            within &= !line.is_empty();
            on.push_str(if within {
                line.trim_start_matches("# ")
            } else {
                line
            });
            on.push('\n');
        }
        let back = parse_settings(&on, file).unwrap();
        assert_eq!(back.limits.depth, Some(256));
        let over = on.replace("ratio = 400", "ratio = 99999");
        let error = parse_settings(&over, file).unwrap_err().to_string();
        assert!(
            error.contains("limits.ratio must be from 1 to 10000"),
            "{error}"
        );
    }

    #[test]
    fn blanks_are_marked_and_only_blanks() {
        let text = settings_text(&example());
        assert!(text.contains("date = \"\"   # <-- TO FILL IN"));
        assert!(text.contains("cut_off = \"2026-07-01\"\n"));
    }
}

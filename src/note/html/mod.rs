//! A manuscript as one HTML file: semantic elements, the numbers of the plan, footnotes with ways back,
//! a language on everything that has one. Nothing is fetched, and nothing runs.

mod text;

use crate::docx::write::HouseStyle;
use crate::model::manuscript::{Cover, CoverTable, Manuscript, Part, visible};
use text::{Notes, escape};

const STYLE: &str = include_str!("note.css");

/// The words that the file needs besides the manuscript's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HtmlWords {
    /// The title of the footnotes.
    pub footnotes: String,
    /// What the way back from a footnote is called.
    pub back: String,
}

impl HtmlWords {
    /// The words of a language.
    pub fn of(labels: &crate::language::Labels, lang: &crate::model::ids::Lang) -> Self {
        Self {
            footnotes: labels.label(lang, "footnotes"),
            back: labels.label(lang, "back_to_text"),
        }
    }
}

/// The whole file, the same for the same manuscript. Draft marks, remarks and the cover page are
/// there only in a draft, as in the Word file.
pub fn html(manuscript: &Manuscript, style: &HouseStyle, words: &HtmlWords) -> String {
    let page = Page {
        manuscript,
        style,
        words,
    };
    let mut notes = Notes::default();
    let body = page.body(&mut notes);
    let mut out = String::with_capacity(body.len() + STYLE.len() + 2048);
    let lang = style.full_tag(&manuscript.lang);
    out.push_str(&format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
        escape(lang),
        if style.is_right_to_left(&manuscript.lang) {
            "rtl"
        } else {
            "ltr"
        }
    ));
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    for (name, content) in [
        ("author", manuscript.creator.clone()),
        ("description", manuscript.subject.clone()),
        ("keywords", page.keywords()),
    ] {
        if !content.trim().is_empty() {
            out.push_str(&format!(
                "<meta name=\"{name}\" content=\"{}\">\n",
                escape(&content)
            ));
        }
    }
    out.push_str(&format!("<title>{}</title>\n", escape(&page.title())));
    out.push_str(&format!("<style>\n{STYLE}</style>\n</head>\n<body>\n"));
    out.push_str(&body);
    out.push_str("</body>\n</html>\n");
    out
}

struct Page<'a> {
    manuscript: &'a Manuscript,
    style: &'a HouseStyle,
    words: &'a HtmlWords,
}

impl Page<'_> {
    fn title(&self) -> String {
        let m = self.manuscript;
        let parts = [m.masthead.symbol.as_str(), m.title.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|p| !p.trim().is_empty()).collect();
        parts.join(" – ")
    }

    fn keywords(&self) -> String {
        let words = self.manuscript.keywords.iter().map(|k| k.trim());
        words
            .filter(|k| !k.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn body(&self, notes: &mut Notes) -> String {
        let m = self.manuscript;
        let mut out = String::new();
        if m.draft {
            if !m.draft_word.trim().is_empty() {
                out.push_str(&format!(
                    "<p class=\"draft-word\">{}</p>\n",
                    escape(&m.draft_word)
                ));
            }
            if let Some(cover) = &m.cover {
                out.push_str(&self.cover(cover));
            }
        }
        out.push_str("<article>\n");
        out.push_str(&self.masthead(notes));
        let mut open = 0;
        for (i, part) in m.parts.iter().enumerate() {
            if i == 0 && is_title(part) {
                out.push_str("<header class=\"title-block\">\n");
                open = 1;
            }
            if open == 1 && !is_title(part) {
                out.push_str("</header>\n");
                open = 2;
            }
            out.push_str(&self.part(part, notes));
        }
        if open == 1 {
            out.push_str("</header>\n");
        }
        let own = notes.written(self);
        if !own.is_empty() {
            out.push_str(&format!(
                "<section class=\"footnotes\" role=\"doc-endnotes\">\n<h2>{}</h2>\n<ul>\n{own}</ul>\n</section>\n",
                escape(&self.words.footnotes)
            ));
        }
        if !m.job_number.trim().is_empty() {
            out.push_str(&format!("<footer>{}</footer>\n", escape(&m.job_number)));
        }
        out.push_str("</article>\n");
        out
    }

    fn masthead(&self, notes: &mut Notes) -> String {
        let head = &self.manuscript.masthead;
        let mut out = String::from("<header class=\"masthead\">\n");
        let mut line = |class: &str, text: &str, lang: Option<&crate::model::ids::Lang>| {
            if !text.trim().is_empty() {
                out.push_str(&format!(
                    "<p class=\"{class}\"{}>{}</p>\n",
                    self.lang(lang),
                    escape(text)
                ));
            }
        };
        line("organization", &head.organization, None);
        line("symbol", &head.symbol, None);
        for organ in &head.organ {
            line("organ", organ, None);
        }
        for text in [&head.distribution, &head.date, &head.language] {
            line("line", text, head.lang.as_ref());
        }
        if !head.original.is_empty() {
            let words = self.spans(&head.original, notes);
            out.push_str(&format!("<p class=\"line\">{words}</p>\n"));
        }
        out.push_str("</header>\n");
        out
    }

    fn part(&self, part: &Part, notes: &mut Notes) -> String {
        let line = |tag: &str, class: &str, words: String| {
            format!("<{tag} class=\"{class}\">{words}</{tag}>\n")
        };
        match part {
            Part::Meeting(text) => line("p", "meeting", self.spans(text, notes)),
            Part::PlaceAndDates(text) => line("p", "place", self.spans(text, notes)),
            Part::AgendaItem(text) => line("p", "agenda-item", self.spans(text, notes)),
            Part::AgendaTitle(text) => line("p", "agenda-title", self.spans(text, notes)),
            Part::Title(text) => line("h1", "title", self.spans(text, notes)),
            Part::Author(text) => line("p", "author", self.spans(text, notes)),
            Part::Plain(text) => line("p", "plain", self.spans(text, notes)),
            Part::Heading { level, label, text } => {
                let level = usize::from(*level).clamp(1, 5) + 1;
                let label = match label.trim() {
                    "" => String::new(),
                    label => format!("<span class=\"label\">{}</span> ", escape(label)),
                };
                format!("<h{level}>{label}{}</h{level}>\n", self.spans(text, notes))
            }
            Part::Paragraph {
                number,
                text,
                items,
                remarks,
            } => {
                let label = self.style.label(&self.manuscript.lang, 0, *number);
                let mut out = format!(
                    "<p class=\"numbered\" id=\"p{number}\"><span class=\"number\">{}</span> {}</p>\n",
                    escape(&label),
                    self.spans(text, notes)
                );
                if !items.is_empty() {
                    out.push_str("<ul class=\"items\">\n");
                    for (i, item) in items.iter().enumerate() {
                        let n = u32::try_from(i).unwrap_or(u32::MAX).saturating_add(1);
                        let label = self.style.label(&self.manuscript.lang, 1, n);
                        out.push_str(&format!(
                            "<li><span class=\"number\">{}</span> {}</li>\n",
                            escape(&label),
                            self.spans(item, notes)
                        ));
                    }
                    out.push_str("</ul>\n");
                }
                if self.manuscript.draft {
                    let lines = std::iter::once(text).chain(items);
                    let shown: Vec<String> = lines.map(|l| visible(l)).collect();
                    out.push_str(&self.remarks(remarks, &shown.join("\n")));
                }
                out
            }
        }
    }

    fn remarks(&self, remarks: &[crate::model::manuscript::Remark], shown: &str) -> String {
        let mut out = String::new();
        for remark in remarks.iter().filter(|r| !r.text.trim().is_empty()) {
            let words: String = match remark.at {
                Some((from, to)) if from < to => shown.chars().skip(from).take(to - from).collect(),
                _ => String::new(),
            };
            let words = if words.trim().is_empty() {
                String::new()
            } else {
                format!("<q>{}</q> ", escape(&words))
            };
            let text = escape(&remark.text).replace('\n', "<br>");
            out.push_str(&format!("<aside class=\"remark\">{words}{text}</aside>\n"));
        }
        out
    }

    fn cover(&self, cover: &Cover) -> String {
        let mut out = format!(
            "<section class=\"cover\">\n<h2>{}</h2>\n",
            escape(&cover.title)
        );
        for line in &cover.lines {
            out.push_str(&format!("<p>{}</p>\n", escape(line)));
        }
        for table in cover.tables.iter().filter(|t| !t.head.is_empty()) {
            out.push_str(&self.table(table));
        }
        out.push_str("</section>\n");
        out
    }

    fn table(&self, table: &CoverTable) -> String {
        let mut out = format!(
            "<table>\n<caption>{}</caption>\n<thead><tr>",
            escape(&table.caption)
        );
        for head in &table.head {
            out.push_str(&format!("<th scope=\"col\">{}</th>", escape(head)));
        }
        out.push_str(&format!(
            "</tr></thead>\n<tbody{}>\n",
            self.lang(table.lang.as_ref())
        ));
        for row in &table.rows {
            out.push_str("<tr>");
            for cell in row {
                out.push_str(&format!("<td>{}</td>", escape(cell)));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n");
        out
    }
}

fn is_title(part: &Part) -> bool {
    !matches!(part, Part::Heading { .. } | Part::Paragraph { .. })
}

#[cfg(test)]
mod tests;

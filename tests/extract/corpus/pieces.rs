//! The pieces of a random return: headings, texts, ticks, answers, each distorted in its way.

use super::compose::{Composer, Item, Layout, Owner};
use super::words::WORDS;

impl Composer<'_> {
    pub(super) fn theme(&mut self, item: &Item) -> String {
        let label = format!("{} {}", self.w.theme, item.theme);
        match self.headings {
            "none" | "flat" | "dotted" => String::new(),
            "label" => label,
            _ if self.d.one_in(6) => label,
            _ => format!("{label}. {}", item.title),
        }
    }

    pub(super) fn heading(&mut self, item: &Item) -> String {
        let label = self.w.recommendation;
        let bracket = if self.lang == 0 { "(" } else { "" };
        match self.headings {
            "none" => String::new(),
            "flat" => {
                let all = &self.forms[self.lang];
                let at = all.iter().position(|i| i.cell == item.cell).unwrap();
                format!("{label} {}", at + 1)
            }
            "dotted" => {
                let n = usize::from(item.letter.as_bytes()[0] - b'a') + 1;
                format!("{label} {}.{n}", item.theme)
            }
            "joint" => format!(
                "{} {}, {} {bracket}{})",
                self.w.theme,
                item.theme,
                label.to_lowercase(),
                item.letter
            ),
            "foreign" => format!("Empfehlung {})", item.letter),
            _ => format!("{label} {bracket}{})", item.letter),
        }
    }

    pub(super) fn text(&mut self, item: &Item) -> String {
        let words: Vec<&str> = item.text.split(' ').collect();
        match self.texts {
            "none" => String::new(),
            "short" => {
                let n = (words.len() / 2).max(5).min(words.len());
                format!("{} …", words[..n].join(" "))
            }
            "reworded" => {
                let mut out: Vec<String> = Vec::new();
                for word in words {
                    if self.d.one_in(7) {
                        continue;
                    }
                    out.push(word.to_owned());
                }
                out.join(" ")
            }
            "foreign" => {
                let other = (self.lang + 1 + self.d.below(3)) % 4;
                let found = self.forms[other].iter().find(|i| i.cell == item.cell);
                found.map_or(String::new(), |i| i.text.clone())
            }
            "quoted" => format!("“{}”", item.text),
            _ => item.text.clone(),
        }
    }

    /// The options with a tick, and the same for a pair of columns.
    pub(super) fn options(&mut self, tick: Option<bool>) -> (String, [String; 2]) {
        let (yes, no) = (self.w.yes, self.w.no);
        let Some(tick) = tick else {
            return (format!("☐ {yes}  ☐ {no}"), [String::new(), String::new()]);
        };
        let pick = |a: &str, b: &str| {
            if tick {
                (a.to_owned(), b.to_owned())
            } else {
                (b.to_owned(), a.to_owned())
            }
        };
        let mark = *self.d.of(&["X", "✓", "☒", "■"]);
        let (column_yes, column_no) = pick(mark, "");
        let line = match self.d.below(8) {
            0 => {
                let (a, b) = pick("☒", "☐");
                format!("{a} {yes}  {b} {no}")
            }
            1 => {
                let (a, b) = pick("☒", "☐");
                format!("{yes} {a}  {no} {b}")
            }
            2 => {
                let (a, b) = pick(mark, "");
                format!("{yes} {a}    {no} {b}")
            }
            3 => {
                let (a, b) = pick("**", "");
                format!("{a}{yes}{a} / {b}{no}{b}")
            }
            4 => {
                let (a, b) = pick("", "~~");
                format!("{a}{yes}{a} / {b}{no}{b}")
            }
            5 => {
                let (a, b) = pick("[x]", "[ ]");
                format!("{a} {yes} {b} {no}")
            }
            6 => {
                let (a, b) = pick("^^", "");
                format!("{a}{yes}{a} / {b}{no}{b}")
            }
            _ => {
                if tick {
                    yes.to_owned()
                } else {
                    no.to_owned()
                }
            }
        };
        (line, [column_yes, column_no])
    }

    /// The paragraphs of an answer; none for an answer left blank.
    pub(super) fn answer(&mut self, item: &Item, layout: Layout) -> Vec<String> {
        let owner = Owner::Cell(item.cell.clone());
        let mut out = Vec::new();
        // Above its recommendation, only a first answer shows that answers stand there.
        let first = self.out.ticks.is_empty() && layout == Layout::Above;
        if self.d.one_in(12) && !first {
            out.push((*self.d.of(&["--", "N/A", "", ".............", "n.a."])).to_owned());
            return out;
        }
        if self.d.one_in(8) && layout != Layout::Broken {
            // The recommendation again, whole or half.
            let words: Vec<&str> = item.text.split(' ').collect();
            let n = if self.d.one_in(2) {
                words.len()
            } else {
                words.len() * 2 / 3
            };
            out.push(words[..n].join(" "));
            self.out.kinds.push("echo");
        }
        // A mixture: some answer in another language.
        let w = if self.d.one_in(6) {
            &WORDS[self.d.below(4)]
        } else {
            self.w
        };
        let senders = 1 + usize::from(self.d.one_in(6));
        for sender in 0..senders {
            if senders > 1 {
                let agency = (*self.d.of(w.agencies)).to_owned();
                self.out.written.push((item.cell.clone(), agency.clone()));
                out.push(agency);
                if sender == 1 {
                    self.out.kinds.push("agencies");
                }
            }
            let style = self.d.below(6);
            let paragraphs = 1 + self.d.below(3);
            for p in 0..paragraphs {
                let stock = if p == 0 { w.answers } else { w.more };
                let text = *self.d.of(stock);
                let text = self.fill(text, &owner);
                let letter = (b'a' + p as u8) as char;
                let text = match style {
                    0 => format!("* {text}"),
                    1 if paragraphs > 1 => format!("({letter}) {text}"),
                    2 if paragraphs > 1 => format!("@({letter}) {text}"),
                    3 if paragraphs > 1 => format!("{}. {text}", p + 1),
                    4 if paragraphs > 1 => format!("@{}. {text}", p + 1),
                    _ => text,
                };
                let plain = text.trim_start_matches(['*', '@']).to_owned();
                self.out.written.push((item.cell.clone(), plain));
                out.push(text);
                if style > 0 && style < 5 && paragraphs > 1 {
                    self.out.kinds.push("lists");
                }
            }
        }
        out
    }

    /// A paragraph as a converter from PDF leaves it: lines that end anywhere, words hyphenated.
    pub(super) fn broken(&mut self, text: &str) {
        let mut line = String::new();
        for word in text.split(' ') {
            if line.chars().count() + word.chars().count() > 56 {
                let plain = word.chars().all(char::is_alphabetic) && word.chars().count() > 7;
                if plain && self.d.one_in(2) {
                    let (a, b) = word.split_at(word.char_indices().nth(4).unwrap().0);
                    line.push_str(&format!(" {a}-"));
                    self.line(line.trim());
                    line = b.to_owned();
                    continue;
                }
                self.line(line.trim());
                line = String::new();
            }
            line.push(' ');
            line.push_str(word);
        }
        if !line.trim().is_empty() {
            self.line(line.trim());
        }
    }
}

//! Composes random returns, with the truth of what stands where.

use super::words::{WORDS, Words};

/// Numbers from a seed (SplitMix64, Steele and others 2014).
pub struct Draw(pub u64);

impl Draw {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
    /// True once in `n`.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// A recommendation as the form of one language has it.
#[derive(Clone)]
pub struct Item {
    pub cell: String,
    pub theme: u16,
    pub title: String,
    pub letter: String,
    pub text: String,
}

/// What a number in the return belongs to.
#[derive(Debug, Clone, PartialEq)]
pub enum Owner {
    /// An answer to this recommendation.
    Cell(String),
    /// No answer: letter, annex.
    Outside,
}

/// A return and its truth.
pub struct Return {
    pub source: String,
    /// By number.
    pub owners: Vec<(u32, Owner)>,
    /// Every paragraph that was written as an answer.
    pub written: Vec<(String, String)>,
    /// What was ticked, by recommendation, where it can be told.
    pub ticks: Vec<(String, Option<bool>)>,
    /// The distortions used, for the report.
    pub kinds: Vec<&'static str>,
}

/// How the whole return is laid out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Layout {
    Form,
    Paragraphs,
    Joined,
    TwoColumns,
    ThreeColumns,
    Reversed,
    TablePerTheme,
    OptionColumns,
    Transposed,
    Boxes,
    Broken,
    /// The answer in the cell of the option chosen.
    OptionCell,
    /// The answer above its recommendation.
    Above,
    /// Nothing but labels such as `1 (a)` before the answers.
    Labels,
}

pub fn compose(forms: &[Vec<Item>; 4], seed: u64) -> Return {
    let mut d = Draw(seed);
    let lang = d.below(4);
    let w = &WORDS[lang];
    let mut c = Composer {
        number: 3000 + d.below(5000) as u32,
        out: Return {
            source: String::new(),
            owners: Vec::new(),
            written: Vec::new(),
            ticks: Vec::new(),
            kinds: vec![w.lang],
        },
        w,
        forms,
        lang,
        headings: *d.of(&[
            "full", "full", "label", "none", "flat", "dotted", "joint", "foreign",
        ]),
        texts: *d.of(&[
            "full", "full", "none", "short", "reworded", "foreign", "quoted",
        ]),
        prompts: *d.of(&["full", "full", "options", "none"]),
        d,
    };
    if c.headings == "none" && c.texts == "none" {
        // Nothing but the question tells where an answer begins.
        c.prompts = "full";
    }
    c.write();
    c.out
}

pub(super) struct Composer<'a> {
    pub(super) d: Draw,
    pub(super) number: u32,
    pub(super) out: Return,
    pub(super) w: &'static Words,
    pub(super) forms: &'a [Vec<Item>; 4],
    pub(super) lang: usize,
    pub(super) headings: &'static str,
    pub(super) texts: &'static str,
    pub(super) prompts: &'static str,
}

impl Composer<'_> {
    fn write(&mut self) {
        let mut layout = *self.d.of(&[
            Layout::Form,
            Layout::Form,
            Layout::Form,
            Layout::Paragraphs,
            Layout::Paragraphs,
            Layout::Joined,
            Layout::TwoColumns,
            Layout::ThreeColumns,
            Layout::Reversed,
            Layout::TablePerTheme,
            Layout::OptionColumns,
            Layout::Transposed,
            Layout::Boxes,
            Layout::Broken,
            Layout::OptionCell,
            Layout::Above,
            Layout::Labels,
        ]);
        let nothing = self.headings == "none" && self.texts == "none";
        if nothing
            && !matches!(
                layout,
                Layout::Form | Layout::Joined | Layout::Broken | Layout::Boxes
            )
        {
            layout = Layout::Paragraphs;
        }
        let kind = match layout {
            Layout::Form => "form",
            Layout::Paragraphs => "paragraphs",
            Layout::Joined => "joined",
            Layout::TwoColumns => "two-columns",
            Layout::ThreeColumns => "three-columns",
            Layout::Reversed => "reversed",
            Layout::TablePerTheme => "table-per-theme",
            Layout::OptionColumns => "option-columns",
            Layout::Transposed => "transposed",
            Layout::Boxes => "boxes",
            Layout::Broken => "broken",
            Layout::OptionCell => "option-cell",
            Layout::Above => "above",
            Layout::Labels => "labels",
        };
        self.out
            .kinds
            .extend([kind, self.headings, self.texts, self.prompts]);
        if matches!(layout, Layout::Above | Layout::OptionCell) && nothing {
            layout = Layout::Paragraphs;
        }
        if self.d.one_in(5) && layout == Layout::Form {
            // The blank form first, in the same file.
            for item in self.forms[self.lang].clone() {
                let heading = self.heading(&item);
                let (prompt, comments) = (self.w.prompt, self.w.comments);
                let (yes, no) = (self.w.yes, self.w.no);
                let theme = self.theme(&item);
                if item.letter == "a" {
                    self.line(&theme);
                }
                self.line(&format!(
                    "{heading}\n{}\n{prompt} ☐ {yes}  ☐ {no}\n{comments}\n| ........... |",
                    item.text
                ));
            }
            self.out.kinds.push("blank-first");
        }
        if self.d.one_in(4) {
            let letter = self.fill(self.w.letter, &Owner::Outside);
            self.line(&letter);
            self.out.kinds.push("letter");
        }
        let mut items = self.forms[self.lang].clone();
        if self.d.one_in(5) && (self.headings != "none" || self.texts != "none") {
            // Themes in another order.
            let first = items[0].theme;
            let (a, b): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|i| i.theme == first);
            items = b.into_iter().chain(a).collect();
            self.out.kinds.push("themes-swapped");
        }
        if self.d.one_in(5) {
            let keep = 1 + self.d.below(items.len());
            while items.len() > keep {
                let at = self.d.below(items.len());
                items.remove(at);
            }
            self.out.kinds.push("some-left-out");
        }
        let mut theme = 0;
        let mut rows: Vec<String> = Vec::new();
        let columns = matches!(
            layout,
            Layout::TwoColumns
                | Layout::ThreeColumns
                | Layout::Reversed
                | Layout::TablePerTheme
                | Layout::OptionColumns
                | Layout::Transposed
        );
        for item in &items {
            if item.theme != theme {
                theme = item.theme;
                let title = self.theme(item);
                if layout == Layout::TablePerTheme {
                    self.rows(&mut rows);
                }
                if !title.is_empty() {
                    if columns && layout != Layout::TablePerTheme && layout != Layout::Transposed {
                        rows.push(format!("| {title} |"));
                    } else if layout != Layout::Transposed {
                        self.line(&title);
                    }
                }
                if layout == Layout::TablePerTheme {
                    rows.push(format!("| {} | {} |", self.w.columns[0], self.w.columns[2]));
                }
            }
            self.item(item, layout, &mut rows);
        }
        if layout == Layout::Transposed {
            let (mut tops, mut downs) = (String::from("|"), String::from("|"));
            for row in rows.drain(..) {
                let (a, b) = row.split_once('\u{1}').unwrap();
                tops.push_str(&format!(" {a} |"));
                downs.push_str(&format!(" {b} |"));
            }
            self.line(&tops);
            self.line(&downs);
        }
        self.rows(&mut rows);
        if self.d.one_in(3) {
            for i in 0..self.w.annex.len() {
                let line = self.fill(self.w.annex[i], &Owner::Outside);
                self.line(&line);
            }
            self.out.kinds.push("annex");
        } else if self.d.one_in(4) {
            let (annex, rec) = (self.w.annex[0], self.w.recommendation);
            self.line(annex);
            for letter in ["a)", "b)"] {
                let text = self.fill(self.w.more[0], &Owner::Outside);
                self.line(&format!("{rec} {letter}: {text}"));
            }
            self.out.kinds.push("annex-recommends");
        } else if self.d.one_in(4) {
            self.line(self.w.closing);
            self.number += 1;
            self.out.owners.push((self.number, Owner::Outside));
            let line = format!("E-mail: office{}@example.org", self.number);
            self.line(&line);
            self.out.kinds.push("signed");
        }
    }

    fn rows(&mut self, rows: &mut Vec<String>) {
        for row in rows.drain(..) {
            self.line(&row);
        }
    }

    pub(super) fn line(&mut self, text: &str) {
        self.out.source.push_str(text);
        self.out.source.push('\n');
    }

    /// A text with a number of its own.
    pub(super) fn fill(&mut self, text: &str, owner: &Owner) -> String {
        if !text.contains('#') {
            return text.to_owned();
        }
        self.number += 1 + self.d.below(5) as u32;
        self.out.owners.push((self.number, owner.clone()));
        text.replace('#', &self.number.to_string())
    }

    fn item(&mut self, item: &Item, layout: Layout, rows: &mut Vec<String>) {
        let heading = self.heading(item);
        let text = self.text(item);
        let tick = *self.d.of(&[Some(true), Some(true), Some(false), None]);
        let (options, columns) = self.options(tick);
        let answer = self.answer(item, layout);
        let prompt = match self.prompts {
            "full" => format!("{} {options}", self.w.prompt),
            "options" => options.clone(),
            _ => String::new(),
        };
        let said =
            !prompt.is_empty() || layout == Layout::ThreeColumns || layout == Layout::OptionColumns;
        self.out
            .ticks
            .push((item.cell.clone(), tick.filter(|_| said)));
        let inside = answer.join("¶");
        let both = [heading.as_str(), text.as_str()]
            .iter()
            .filter(|t| !t.is_empty())
            .copied()
            .collect::<Vec<_>>();
        match layout {
            Layout::Form | Layout::Paragraphs | Layout::Boxes => {
                both.iter().for_each(|t| self.line(t));
                if !prompt.is_empty() {
                    self.line(&prompt);
                }
                let label = self.prompts != "none" || self.d.one_in(2);
                let label = if label { self.w.comments } else { "" };
                match layout {
                    Layout::Boxes => self.line(&format!("{label}{{{{{inside}}}}}")),
                    Layout::Form => {
                        self.line(label);
                        self.line(&format!("| {inside} |"));
                    }
                    _ => {
                        self.line(label);
                        answer.iter().for_each(|a| self.line(a));
                    }
                }
            }
            Layout::Joined => {
                self.line(&[both.join(" "), prompt].join(" "));
                self.line(&format!("{} {}", self.w.comments, answer.join("⏎")));
            }
            Layout::Broken => {
                for paragraph in both
                    .iter()
                    .map(|t| (*t).to_owned())
                    .chain([prompt, self.w.comments.to_owned()])
                    .chain(answer)
                {
                    self.broken(&paragraph);
                }
            }
            Layout::OptionCell => {
                both.iter().for_each(|t| self.line(t));
                let (yes, no) = (self.w.yes, self.w.no);
                let chosen = tick.unwrap_or(true);
                let (yes, no) = if chosen {
                    (format!("☒ {yes}¶{inside}"), format!("☐ {no}"))
                } else {
                    (format!("☐ {yes}"), format!("☒ {no}¶{inside}"))
                };
                self.line(&format!("| {} | {yes} | {no} |", self.w.prompt));
                self.told(item, &both, true, Some(chosen));
            }
            Layout::Above => {
                answer.iter().for_each(|a| self.line(a));
                both.iter().for_each(|t| self.line(t));
                self.told(item, &both, false, tick);
            }
            Layout::Labels => {
                let label = match self.headings {
                    "flat" | "dotted" => format!("{}.{}", item.theme, item.letter),
                    "label" => format!("R{}{}:", item.theme, item.letter),
                    _ => format!("{}({})", item.theme, item.letter),
                };
                self.line(&format!("{label} {}", answer.join("⏎")));
                self.told(item, &both, false, tick);
            }
            Layout::TwoColumns | Layout::TablePerTheme => {
                let said = if prompt.is_empty() {
                    inside
                } else {
                    format!("{options}¶{inside}")
                };
                rows.push(format!("| {} | {said} |", both.join("¶")));
                self.told(item, &both, !prompt.is_empty(), tick);
            }
            Layout::Reversed => {
                rows.push(format!("| {inside} | {} |", both.join("¶")));
                self.told(item, &both, false, tick);
            }
            Layout::ThreeColumns => {
                rows.push(format!("| {} | {options} | {inside} |", both.join("¶")))
            }
            Layout::OptionColumns => {
                if rows.len() < 2 {
                    rows.push(format!(
                        "| {} | {} | {} | {} |",
                        self.w.columns[0], self.w.yes, self.w.no, self.w.columns[2]
                    ));
                }
                rows.push(format!(
                    "| {} | {} | {} | {inside} |",
                    both.join("¶"),
                    columns[0],
                    columns[1]
                ));
            }
            Layout::Transposed => {
                rows.push(format!("{}\u{1}{inside}", both.join("¶")));
                self.told(item, &both, false, tick);
            }
        }
    }

    /// The tick, where the layout shows one.
    fn told(&mut self, item: &Item, _both: &[&str], shown: bool, tick: Option<bool>) {
        if let Some(last) = self.out.ticks.last_mut() {
            *last = (item.cell.clone(), tick.filter(|_| shown));
        }
    }
}

//! Walks through a return and cuts it into sections, one for each place where a recommendation is
//! answered, before it is known which recommendation that is.

use super::fold::words;
use super::form::Piece;
use super::lines::Line;
use super::options::{self, Item};
use super::recognise::{self, Before, Kind, Token, Zone};
use super::reference::Reference;
use super::scan::{self, Label};
use super::vocabulary::Sense;

/// One place where a recommendation is answered.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    /// Number of the theme it stands under, as far as known, or that its heading names.
    pub(super) theme: Option<u16>,
    /// Label of its heading.
    pub(super) label: Option<Label>,
    /// The recommendation whose text stands there, with the likeness.
    pub(super) text: Option<(usize, f64)>,
    /// Free text between heading and question, by token.
    pub(super) between: Vec<usize>,
    /// Answers, by token.
    pub(super) answers: Vec<usize>,
    /// Marks and options at the question.
    pub(super) items: Vec<Item>,
    /// Option words typed among the answers.
    pub(super) typed: Vec<Item>,
    /// True when the question was there.
    pub(super) asked: bool,
    /// True when the answer's label was there.
    pub(super) commented: bool,
    /// Line of its first stretch.
    pub(super) first_line: usize,
}

impl Section {
    /// True when heading or text says which recommendation it is.
    pub(super) fn anchored(&self) -> bool {
        self.label.is_some() || self.text.is_some()
    }
}

/// A return cut into stretches and sections.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) tokens: Vec<Token>,
    pub(super) sections: Vec<Section>,
    /// Tokens before the first theme, in order.
    pub(super) front: Vec<usize>,
    /// Free tokens that stand under no recommendation.
    pub(super) loose: Vec<usize>,
    /// Marks and options of the question about publishing.
    pub(super) consent: Vec<Item>,
}

/// Reads all lines of the body.
pub(super) fn walk(r: &Reference<'_>, lines: &[Line]) -> Walk {
    let mut walker = Walker {
        r,
        lines,
        out: Walk::default(),
        zone: Zone::Front,
        theme: None,
        current: None,
        open: None,
    };
    for (index, line) in lines.iter().enumerate() {
        walker.line(line, index);
    }
    walker.close();
    walker.out
}

struct Walker<'a> {
    r: &'a Reference<'a>,
    lines: &'a [Line],
    out: Walk,
    zone: Zone,
    theme: Option<u16>,
    current: Option<Section>,
    open: Option<&'a Piece>,
}

impl<'a> Walker<'a> {
    fn line(&mut self, line: &Line, index: usize) {
        let mut at = 0;
        let mut after_prompt = false;
        if line.is_blank() {
            self.free_blank(line, index);
        }
        while let Some((token, open)) = recognise::next(
            self.r,
            line,
            index,
            at,
            Before {
                zone: self.zone,
                open: self.open,
                after_prompt,
            },
        ) {
            at = token.end.max(at + 1);
            after_prompt = matches!(token.kind, Kind::Prompt);
            self.open = open;
            self.take(token, line);
        }
        self.struck(line, index);
    }

    /// A line without text that carries a note mark belongs to the answer before it.
    fn free_blank(&mut self, line: &Line, index: usize) {
        if line.marks.is_empty() {
            return;
        }
        if let Some(section) = self.current.as_mut().filter(|_| self.zone == Zone::Reply) {
            section.answers.push(self.out.tokens.len());
            self.out.tokens.push(Token {
                line: index,
                start: 0,
                end: line.text.len(),
                kind: Kind::Free,
                form: None,
            });
        }
    }

    /// Option words struck out where options stand.
    fn struck(&mut self, line: &Line, index: usize) {
        if line.gone.is_empty() {
            return;
        }
        let items = options::gone(line, index, self.r.v);
        match (&mut self.current, self.zone) {
            (Some(section), Zone::Ask | Zone::Head) => section.items.extend(items),
            (None, Zone::Front) => self.out.consent.extend(items),
            _ => {}
        }
    }

    fn take(&mut self, mut token: Token, line: &Line) {
        let id = self.out.tokens.len();
        if token.kind == Kind::Free && self.titles_theme(&token, line) {
            token.kind = Kind::Form;
        }
        if self.zone == Zone::Front && self.current.is_none() {
            self.out.front.push(id);
        }
        match &token.kind {
            Kind::Theme(number) => {
                self.close();
                self.theme = number.or(self.theme);
                self.zone = Zone::Theme;
            }
            Kind::Recommendation(theme, label) => self.headed(*theme, label.clone(), token.line),
            Kind::Text(cell, likeness) => self.text(*cell, *likeness, token.line),
            Kind::Prompt => self.prompt(token.line),
            Kind::Options(items) => self.options(items.clone()),
            Kind::Comments => self.comments(token.line),
            Kind::Free => self.free(id, &token, line),
            Kind::Fill => {
                if self.zone == Zone::Ask {
                    self.zone = Zone::Reply;
                }
            }
            Kind::Consent | Kind::Cover(_) | Kind::Form => {}
        }
        self.out.tokens.push(token);
    }

    /// True for the title of a theme in a wording that no form has: behind its label, or as a line
    /// without a full stop directly below it.
    fn titles_theme(&self, token: &Token, line: &Line) -> bool {
        let Some(last) = self
            .out
            .tokens
            .last()
            .filter(|t| matches!(t.kind, Kind::Theme(_)))
        else {
            return false;
        };
        let text = line.part(token.start, token.end);
        let short = words(text).len() <= 40;
        let open = !text.trim_end().ends_with(['.', ';', ':']);
        short && self.zone == Zone::Theme && (last.line == token.line || open)
    }

    fn close(&mut self) {
        self.out.sections.extend(self.current.take());
    }

    fn begin(&mut self, line: usize) -> &mut Section {
        self.close();
        let theme = self.theme;
        self.current.insert(Section {
            theme,
            first_line: line,
            ..Section::default()
        })
    }

    fn headed(&mut self, theme: Option<u16>, label: Label, line: usize) {
        let theme = theme.or(self.theme);
        self.theme = theme;
        let section = self.begin(line);
        section.label = Some(label);
        section.theme = theme;
        self.zone = Zone::Head;
    }

    fn text(&mut self, cell: usize, likeness: f64, line: usize) {
        let fresh = match &self.current {
            None => true,
            Some(s) => match s.text {
                // The same text again: an echo, or the rest of one broken over lines.
                Some((known, _)) => known != cell,
                None => s.asked || s.commented || !s.answers.is_empty(),
            },
        };
        if fresh {
            self.begin(line);
        }
        if self.zone == Zone::Reply && !fresh {
            return;
        }
        if let Some(section) = &mut self.current {
            let better = section.text.is_none_or(|(_, l)| l < likeness);
            if better {
                section.text = Some((cell, likeness));
            }
        }
        self.zone = Zone::Ask;
    }

    fn prompt(&mut self, line: usize) {
        let again = self.current.as_ref().is_none_or(|s| {
            s.asked && (s.commented || !s.answers.is_empty() || self.zone == Zone::Reply)
        });
        if again {
            self.begin(line);
        }
        if let Some(section) = &mut self.current {
            section.asked = true;
        }
        self.zone = Zone::Ask;
    }

    fn options(&mut self, items: Vec<Item>) {
        match (&mut self.current, self.zone) {
            (Some(section), Zone::Reply) => section.typed.extend(items),
            (Some(section), Zone::After) => section.typed.extend(items),
            (Some(section), _) => {
                section.items.extend(items);
                self.zone = Zone::Ask;
            }
            (None, Zone::Front) => self.out.consent.extend(items),
            (None, _) => {}
        }
    }

    fn comments(&mut self, line: usize) {
        let again = self
            .current
            .as_ref()
            .is_some_and(|s| s.commented && !s.anchored_only() && self.zone == Zone::Reply);
        if again {
            self.begin(line);
        }
        if let Some(section) = &mut self.current {
            section.commented = true;
            self.zone = Zone::Reply;
        }
    }

    fn free(&mut self, id: usize, token: &Token, line: &Line) {
        if self.zone == Zone::Front && self.current.is_none() {
            return;
        }
        if self.ends_form(token, line) || scan::joint_heading(&words(&line.text), self.r.v) {
            self.zone = Zone::After;
        }
        if self.zone == Zone::After {
            self.out.loose.push(id);
            return;
        }
        match &mut self.current {
            None => self.out.loose.push(id),
            Some(section) if self.zone == Zone::Head => section.between.push(id),
            Some(section) => {
                section.answers.push(id);
                // An answer in the YES cell does not end the options: NO may follow in the next cell.
                if !(self.zone == Zone::Ask && line.cell().is_some() && !section.commented) {
                    self.zone = Zone::Reply;
                }
            }
        }
    }

    /// True when the line is the heading of an annex, outside the box that the answer stands in.
    fn ends_form(&self, token: &Token, line: &Line) -> bool {
        if token.start > 0 {
            return false;
        }
        let Some(section) = &self.current else {
            return false;
        };
        let last = section
            .answers
            .last()
            .and_then(|t| self.out.tokens.get(*t))
            .and_then(|t| self.lines.get(t.line));
        if line.cell().is_some() && last.is_some_and(|l| l.cell() == line.cell()) {
            return false;
        }
        let found = words(&line.text);
        let Some(n) = scan::phrase(&found, Sense::Annex, self.r.v) else {
            return false;
        };
        let rest = found.len() - n;
        let label = found.get(n).is_none_or(|w| {
            w.text.chars().count() <= 3
                && w.text
                    .chars()
                    .all(|c| c.is_ascii_digit() || "ivxabc".contains(c))
        });
        let after = n
            .checked_sub(1)
            .and_then(|i| found.get(i))
            .map_or("", |w| line.text.get(w.end..).unwrap_or_default());
        let parted = after.trim_start().starts_with([':', '.', '–', '—', '-']);
        rest == 0
            || line.heading && rest <= 20
            || (label || parted) && rest <= 12 && !line.text.trim_end().ends_with('.')
    }
}

impl Section {
    /// True when nothing was answered yet.
    fn anchored_only(&self) -> bool {
        self.answers.is_empty() && self.typed.is_empty() && self.items.is_empty() && !self.asked
    }
}

//! Walks through a return and cuts it into sections, one for each place where a recommendation is
//! answered, before it is known which recommendation that is.

use std::collections::BTreeMap;

use super::fold::count;
use super::form::Piece;
use super::lines::Line;
use super::options::{self, Item};
use super::recognise::{self, Before, Kind, Token, Zone};
use super::reference::Reference;
use super::scan::{self, Label};
pub(super) use super::section::{Section, Walk};
use super::vocabulary::Sense;

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
        after: false,
        heads: BTreeMap::new(),
        weak_seen: false,
        weak_pairs: false,
        worded: lines
            .iter()
            .take_while(|l| scan::phrase(l.words(), Sense::Annex, r.v).is_none())
            .any(|l| worded(r, l)),
    };
    for (index, line) in lines.iter().enumerate() {
        walker.line(line, index);
    }
    walker.close();
    walker.out
}

/// True for a heading that has the word for recommendation or names its theme.
fn worded(r: &Reference<'_>, line: &Line) -> bool {
    scan::heading(&line.text, line.words(), r.v)
        .is_some_and(|h| h.recommendation.is_some() && !h.bare)
}

/// The state of the walk.
pub(super) struct Walker<'a> {
    pub(super) r: &'a Reference<'a>,
    pub(super) lines: &'a [Line],
    pub(super) out: Walk,
    pub(super) zone: Zone,
    pub(super) theme: Option<u16>,
    pub(super) current: Option<Section>,
    pub(super) open: Option<&'a Piece>,
    /// True behind the heading of an annex, until the form is seen to go on.
    pub(super) after: bool,
    /// YES and NO at the head of columns, by table.
    pub(super) heads: BTreeMap<u32, Vec<Item>>,
    pub(super) worded: bool,
    /// True when a label before text was taken for a recommendation's.
    pub(super) weak_seen: bool,
    /// True when such a label named its theme.
    pub(super) weak_pairs: bool,
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
                asked: self
                    .current
                    .as_ref()
                    .is_some_and(|s| s.asked || !s.items.is_empty()),
                cell: self.current.as_ref().and_then(|s| s.text).map(|t| t.0),
                worded: self.worded,
                labels: !self.worded && self.labels(),
            },
        ) {
            at = token.end.max(at + 1);
            after_prompt = matches!(token.kind, Kind::Prompt);
            self.open = open;
            self.take(token, line);
        }
        self.struck(line, index);
        if let Some(section) = self.current.as_mut().filter(|_| line.unseen()) {
            section.unseen.push(index);
        }
    }

    /// True where a label before text may be a recommendation's.
    fn labels(&self) -> bool {
        match &self.current {
            None => matches!(self.zone, Zone::Theme | Zone::Front),
            Some(section) => (self.weak_seen || section.label.is_some()) && !self.after,
        }
    }

    /// True when a label before text goes on where the last one left off.
    fn goes_on(&self, theme: Option<u16>, label: &Label) -> bool {
        let first = |l: &Label| l.positions().contains(&0);
        if self.weak_pairs && theme.is_none() {
            return false;
        }
        let Some(before) = &self.current else {
            return theme.is_some() || self.zone == Zone::Theme && first(label);
        };
        if theme.is_some() {
            // With its theme a label may stand anywhere; which one it is was written out.
            return theme != before.theme || before.label.as_ref() != Some(label);
        }
        let same = theme.is_none() || theme == before.theme;
        let next = before.label.as_ref().is_some_and(|b| {
            let here = label.positions();
            b.positions().iter().any(|p| here.contains(&(p + 1)))
        });
        same && next || !same && first(label)
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
        if let Kind::Label(theme, label) = &token.kind
            && !self.goes_on(*theme, label)
        {
            // The rest of the line is read as free text with it.
            self.out.listed |= self.weak_seen;
            token.kind = Kind::Free;
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
            Kind::Recommendation(theme, label) => {
                self.headed(*theme, label.clone(), token.line, id);
            }
            Kind::Label(theme, label) => {
                self.headed(*theme, label.clone(), token.line, id);
                self.weak_seen = true;
                self.weak_pairs |= theme.is_some();
                self.out.pairs = self.weak_pairs;
                if let Some(section) = &mut self.current {
                    section.weak = true;
                }
                self.zone = Zone::Reply;
            }
            Kind::Text(cell, likeness) => self.text(*cell, *likeness, token.line, id),
            Kind::Prompt => self.prompt(token.line),
            Kind::Options(items) => self.options(items.clone(), token.line),
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
        let short = count(text) <= 40;
        let open = !text.trim_end().ends_with(['.', ';', ':']);
        let below = || open && self.before_recommendation(token.line);
        short && self.zone == Zone::Theme && (last.line == token.line || below())
    }

    fn close(&mut self) {
        self.out.sections.extend(self.current.take());
    }

    fn begin(&mut self, line: usize) -> &mut Section {
        self.close();
        let theme = self.theme;
        let table = self.lines.get(line).and_then(Line::cell).map(|c| c.table);
        let items = table
            .and_then(|t| self.heads.get(&t))
            .cloned()
            .unwrap_or_default();
        if !items.is_empty() {
            // The head of the columns was no question about publishing.
            self.out.consent.retain(|i| !i.is_head_of(&items));
        }
        self.current.insert(Section {
            theme,
            items,
            annex: self.after,
            first_line: line,
            ..Section::default()
        })
    }

    fn headed(&mut self, theme: Option<u16>, label: Label, line: usize, id: usize) {
        let theme = theme.or(self.theme);
        self.theme = theme;
        let section = self.begin(line);
        section.label = Some(label);
        section.theme = theme;
        section.head = Some(id);
        self.zone = Zone::Head;
    }

    fn text(&mut self, cell: usize, likeness: f64, line: usize, id: usize) {
        let fresh = match &self.current {
            None => true,
            Some(s) => match s.text {
                // The same text again: an echo, or the rest of one broken over lines.
                Some((known, _)) => known != cell,
                // Below the answer's label, where no question follows, it is an echo too.
                None if self.zone == Zone::Reply && s.answers.is_empty() => {
                    (s.asked || s.commented) && self.asked_next(line)
                }
                None => s.asked || s.commented || !s.answers.is_empty(),
            },
        };
        if fresh {
            self.begin(line);
        }
        self.goes_on_behind_annex();
        if let Some(section) = self
            .current
            .as_mut()
            .filter(|s| self.zone == Zone::Reply && !fresh && s.text.is_some())
        {
            section.echoes.push((id, likeness));
            return;
        }
        if let Some(section) = &mut self.current {
            let better = section.text.is_none_or(|(_, l)| l < likeness);
            if better {
                section.text = Some((cell, likeness));
            }
            if self.zone == Zone::Reply && !fresh {
                return;
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
        self.goes_on_behind_annex();
        self.zone = Zone::Ask;
    }

    /// The form goes on: what looked like an annex stood in its middle.
    fn goes_on_behind_annex(&mut self) {
        self.after = false;
        if let Some(section) = &mut self.current {
            section.annex = false;
        }
    }

    fn options(&mut self, items: Vec<Item>, line: usize) {
        let here = self.lines.get(line).and_then(Line::cell);
        let outside = self
            .current
            .as_ref()
            .and_then(|s| self.lines.get(s.first_line))
            .is_none_or(|l| l.cell().map(|c| c.table) != here.map(|c| c.table));
        let asking = self.current.is_some() && matches!(self.zone, Zone::Ask | Zone::Head);
        if let Some(cell) = here.filter(|_| outside && !asking && self.heads_columns(&items, line))
        {
            let heads = self.heads.entry(cell.table).or_default();
            heads.extend(items.iter().cloned().map(Item::into_head));
            if self.current.is_some() {
                return;
            }
        }
        // Asked again without the question's words: options below an answer begin another one.
        let again = self.zone == Zone::Reply
            && self.current.as_ref().is_some_and(|s| {
                let had = s.asked || !s.items.is_empty() || !s.typed.is_empty();
                let inside = s
                    .answers
                    .last()
                    .and_then(|t| self.out.tokens.get(*t))
                    .and_then(|t| self.lines.get(t.line))
                    .is_some_and(|l| l.cell().is_some() && l.cell() == here);
                let pair = options::completes(&s.items, &items);
                had && !pair && !s.answers.is_empty() && !inside && options::named(&items)
            });
        if again {
            self.begin(line);
            self.zone = Zone::Ask;
        }
        match (&mut self.current, self.zone) {
            (Some(section), Zone::Reply) if options::completes(&section.items, &items) => {
                section.items.extend(items);
            }
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
        // The name of the next sender stands above its own headings.
        if line.heading && token.start == 0 && self.before_heading(token.line) {
            self.out.loose.push(id);
            return;
        }
        if self.new_row(token, line) {
            let near = self.r.nearest(line.words());
            let section = self.begin(token.line);
            section.near = near;
            section.row = true;
            section.between.push(id);
            self.zone = Zone::Head;
            return;
        }
        if self.ends_form(token, line) {
            self.after = true;
        }
        if self.after && self.current.as_ref().is_none_or(|s| !s.annex)
            || scan::joint_heading(line.words(), self.r.v)
        {
            self.zone = Zone::After;
        }
        if self.zone == Zone::After {
            self.out.loose.push(id);
            return;
        }
        match &mut self.current {
            None => self.out.loose.push(id),
            Some(section) if self.zone == Zone::Head => {
                let first = self.lines.get(section.first_line).and_then(Line::cell);
                let aside = line.cell().map(|c| c.column) != first.map(|c| c.column);
                if section.row && aside {
                    section.answers.push(id);
                    self.zone = Zone::Reply;
                } else {
                    section.between.push(id);
                }
            }
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
        let found = line.words();
        let Some(n) = scan::phrase(found, Sense::Annex, self.r.v) else {
            return false;
        };
        let rest = found.len() - n;
        let label = found.get(n).is_none_or(|w| {
            w.letters <= 3
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

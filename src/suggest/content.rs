//! The content of a target made to say the query: every difference is repaired where its place is
//! certain, and marked where it is not.

use super::align::{Piece, Step, align};
use super::cut::Cut;
use super::edit::{Doubt, Edit};
use super::exchange::{Exchange, exchange, has_day, ordinals};
use super::frame::agreement;
use super::names::Names;
use super::noun::{Sides, noun};
use super::open::left_open;
use super::quantity::crossing;
use super::repair::Wanted;
use super::subject::{Work, cost};
use super::things::{Lexicons, Spot, Terms, Thing, things};
use crate::language::facts::{Fact, FactKind, facts};
use crate::language::french::{is_finite, is_small};
use unicode_normalization::UnicodeNormalization;

/// The two sides of a unit and the query.
pub(super) struct Content<'a> {
    pub names: &'a dyn Names,
    pub terms: &'a Terms,
    pub lexicons: &'a Lexicons,
    pub target: &'a str,
    /// Where the content of the target begins.
    pub from: usize,
    pub source: &'a [Piece],
    pub source_text: &'a str,
    pub text: &'a [Piece],
    /// Frames were recognised on both sides and in the query.
    pub framed: bool,
    pub wanted: Wanted<'a>,
    pub cut: &'a Cut,
}

impl Content<'_> {
    /// Repairs what can be; the number of words that stay open. `None` when the texts cannot be
    /// compared.
    pub fn repaired(&self, work: &mut Work) -> Option<f64> {
        let steps = align(self.source, self.text)?;
        let there: Vec<Fact> = facts(self.target, self.wanted.to)
            .into_iter()
            .filter(|f| f.kind != FactKind::MayBeNumber && f.start >= self.from)
            .filter(|f| !self.cut.of_target(f.start))
            .collect();
        let mut spots: Option<Vec<Spot>> = None;
        // A figure that crosses from one to several takes its noun with it.
        let mut crossed = false;
        let mut handled = vec![false; steps.len()];
        for (n, step) in steps.iter().enumerate() {
            let Step::Changed(i, j) = *step else { continue };
            let (Some(old), Some(new)) = (self.source.get(i), self.text.get(j)) else {
                continue;
            };
            let made = if let (Some(_), Some(fact)) = (&old.fact, &new.fact) {
                self.fact(&there, i, fact, &mut crossed)
            } else if let (Some(was), Some(is)) = (&old.thing, &new.thing) {
                let spots = spots.get_or_insert_with(|| self.target_spots());
                self.thing(spots, i, was, is, crossed)
            } else {
                None
            };
            if let Some((edits, doubts)) = made {
                for doubt in doubts {
                    work.doubt(doubt.start, doubt.end, doubt.why, cost::NAME);
                }
                work.edits.extend(edits);
                done(&mut handled, n);
            }
        }
        for (n, step) in steps.iter().enumerate() {
            if let Step::Removed(i) = *step
                && self.adverb(i, work)
            {
                done(&mut handled, n);
            }
            let Step::Changed(i, j) = *step else { continue };
            if handled.get(n) == Some(&false)
                && (self.follows(i, j, work)
                    || (crossed && self.noun_follows(i, j))
                    || self.owner_follows(i, j, work)
                    || self.name(i, j, work))
            {
                done(&mut handled, n);
            }
        }
        let mut open = 0.0;
        let mut group: Vec<Step> = Vec::new();
        let end = [Step::Same(usize::MAX, usize::MAX)];
        let handled = handled.iter().copied().chain([true]);
        for (step, repaired) in steps.iter().chain(&end).zip(handled) {
            let same = matches!(step, Step::Same(..));
            if !repaired && !same {
                group.push(*step);
                continue;
            }
            // What was repaired does not part the words around it.
            if same && !group.is_empty() {
                open += group.len() as f64;
                left_open(self, &there, &group, work);
                group.clear();
            }
        }
        Some(open)
    }

    fn target_spots(&self) -> Vec<Spot> {
        let mut spots = things(
            self.names,
            self.terms,
            self.target,
            self.from,
            self.wanted.to,
            true,
        );
        spots.retain(|s| !self.cut.of_target(s.start));
        spots
    }

    fn fact(
        &self,
        there: &[Fact],
        place: usize,
        new: &Fact,
        crossed: &mut bool,
    ) -> Option<(Vec<Edit>, Vec<Doubt>)> {
        let to = self.wanted.to;
        if let Some(edit) = ordinals(self.target, self.from, self.source, place, new, to) {
            return Some((vec![edit], Vec::new()));
        }
        if let Some(Exchange { edit, doubt }) =
            exchange(self.target, there, self.source, place, new, to)
        {
            let doubts = doubt.map(|why| Doubt {
                start: edit.start,
                end: edit.end,
                why: why.into(),
            });
            return Some((vec![edit], doubts.into_iter().collect()));
        }
        let counterpart = super::exchange::counterpart(there, self.source, place);
        let done = crossing(self.target, self.source, place, new, counterpart, to)?;
        *crossed = true;
        Some(done)
    }

    /// A term, country, place or reference for another.
    fn thing(
        &self,
        spots: &[Spot],
        place: usize,
        was: &Thing,
        is: &Thing,
        crossed: bool,
    ) -> Option<(Vec<Edit>, Vec<Doubt>)> {
        // The same term in another number: its noun has followed the figure.
        if let (Thing::Term { concepts: a, .. }, Thing::Term { concepts: b, .. }) = (was, is)
            && a == b
        {
            return crossed.then(Default::default);
        }
        if matches!(is, Thing::Country(_)) && !self.framed {
            return None;
        }
        let nth = |p: &&Piece| p.thing.as_ref().is_some_and(|t| alike(t, was));
        let before = self.source.iter().take(place).filter(nth).count();
        let all = self.source.iter().filter(nth).count();
        let there: Vec<&Spot> = spots.iter().filter(|s| alike(&s.thing, was)).collect();
        let spot = there.get(before).filter(|_| there.len() == all)?;
        let sides = Sides {
            names: self.names,
            terms: self.terms,
            target: self.target,
            to: self.wanted.to,
        };
        noun(&sides, spot, was, is)
    }

    /// True for a word that changes only because another repair was made: the preposition before a
    /// date, and English words that follow the number of the subject.
    fn follows(&self, i: usize, j: usize, work: &Work) -> bool {
        let (Some(a), Some(b)) = (self.source.get(i), self.text.get(j)) else {
            return false;
        };
        let date = |list: &[Piece], at: usize| {
            let fact = list.get(at + 1)?.fact.as_ref()?;
            matches!(fact.kind, FactKind::Date | FactKind::Year).then(|| has_day(fact))
        };
        let prepositions = [a.form.as_str(), b.form.as_str()];
        if prepositions == ["on", "in"] || prepositions == ["in", "on"] {
            return date(self.source, i)
                .zip(date(self.text, j))
                .is_some_and(|(was, is)| was != is);
        }
        let country = work.edits.iter().any(|e| e.kind == "country");
        country && agreement().follows(&a.form, &b.form)
    }

    /// True for an English noun or verb that follows the number of a figure.
    fn noun_follows(&self, i: usize, j: usize) -> bool {
        let (Some(a), Some(b)) = (self.source.get(i), self.text.get(j)) else {
            return false;
        };
        let plural = |one: &str, many: &str| {
            many.strip_suffix('s') == Some(one)
                || many.strip_suffix("es") == Some(one)
                || (many.strip_suffix("ies"))
                    .is_some_and(|stem| one.strip_suffix('y') == Some(stem))
        };
        let words = a.fact.is_none() && b.fact.is_none() && a.thing.is_none() && b.thing.is_none();
        let verb = [a.form.as_str(), b.form.as_str()];
        words
            && (plural(&a.form, &b.form)
                || plural(&b.form, &a.form)
                || verb == ["was", "were"]
                || verb == ["were", "was"])
    }

    /// *it* that becomes *them* where the target has a possessive: « son » becomes « leur ».
    fn owner_follows(&self, i: usize, j: usize, work: &mut Work) -> bool {
        let english = ["it", "its", "they", "them", "their"];
        let (Some(a), Some(b)) = (self.source.get(i), self.text.get(j)) else {
            return false;
        };
        let plural = ["them", "their"].contains(&b.form.as_str());
        if !(plural && ["it", "its"].contains(&a.form.as_str())) || self.wanted.to.primary() != "fr"
        {
            return false;
        }
        let said = |p: &&Piece| english.contains(&p.form.as_str());
        let nth = self.source.iter().take(i).filter(said).count();
        let all = super::agree::words(self.target, self.from);
        let there: Vec<&super::agree::Word<'_>> = all
            .iter()
            .enumerate()
            .filter(|(n, w)| {
                let low = w.text.to_lowercase();
                let before_verb = all.get(n + 1).is_some_and(|next| is_finite(next.text));
                let known = agreement().owners.contains_key(w.text)
                    || ["il", "elle", "ils", "elles", "lui", "leurs"].contains(&low.as_str())
                    || (low == "leur" && !before_verb);
                known && !self.cut.of_target(w.start)
            })
            .map(|(_, w)| w)
            .collect();
        if there.len() != self.source.iter().filter(said).count() {
            return false;
        }
        let Some((word, new)) = there
            .get(nth)
            .and_then(|w| Some((w, agreement().owners.get(w.text)?)))
        else {
            return false;
        };
        work.edits.push(Edit {
            start: word.start,
            end: word.end,
            new: new.clone(),
            kind: "agreement",
        });
        true
    }

    /// An adverb that the text does not have: nothing agrees with it. *generally* is found as
    /// « généralement » by ending and beginning.
    fn adverb(&self, i: usize, work: &mut Work) -> bool {
        let plain = |word: &str| -> String {
            word.nfd()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect()
        };
        let Some(stem) = self
            .source
            .get(i)
            .and_then(|p| p.form.strip_suffix("ly"))
            .filter(|stem| stem.len() >= 4)
        else {
            return false;
        };
        let head = |word: &str| plain(word).chars().take(4).collect::<String>();
        let all = super::agree::words(self.target, self.from);
        // Behind an article the ending is that of a noun (« un équipement »).
        let adverbs: Vec<&super::agree::Word<'_>> = all
            .iter()
            .enumerate()
            .filter(|(n, w)| {
                let before = n.checked_sub(1).and_then(|b| all.get(b));
                w.text.ends_with("ment") && before.is_none_or(|b| !is_small(b.text))
            })
            .map(|(_, w)| w)
            .collect();
        let mut alike = adverbs.iter().filter(|w| head(w.text) == head(stem));
        let english = self.source.iter().filter(|p| p.form.ends_with("ly"));
        let word = match (alike.next(), alike.next(), adverbs.as_slice()) {
            (Some(one), None, _) => one,
            (None, _, [one]) if english.count() == 1 => one,
            _ => return false,
        };
        let before = self.target.get(..word.start).unwrap_or_default();
        if !before.ends_with(' ') || self.cut.of_target(word.start) {
            return false;
        }
        work.edits.push(Edit {
            start: word.start - 1,
            end: word.end,
            new: String::new(),
            kind: "left-out",
        });
        true
    }

    /// A name that both sides of the unit write alike, for another one; marked, since the language
    /// wanted may write it otherwise.
    fn name(&self, i: usize, j: usize, work: &mut Work) -> bool {
        let (Some(a), Some(b)) = (self.source.get(i), self.text.get(j)) else {
            return false;
        };
        let plain = |p: &Piece| p.fact.is_none() && p.thing.is_none();
        let (Some(was), Some(is)) = (
            self.source_text.get(a.start..a.end),
            self.wanted.text.get(b.start..b.end),
        ) else {
            return false;
        };
        let name = |text: &str, whole: &str, at: usize| {
            let opens = whole
                .get(..at)
                .is_some_and(|head| head.trim_end().is_empty() || head.trim_end().ends_with('.'));
            // Part of a longer name: the name of an office is translated.
            let near = |part: Option<&str>, last: bool| {
                let mut words = part.unwrap_or_default().split_whitespace();
                let word = if last {
                    words.next_back()
                } else {
                    words.next()
                };
                word.is_some_and(|w| w.starts_with(char::is_uppercase) && !w.ends_with('.'))
            };
            text.starts_with(char::is_uppercase)
                && !opens
                && text.chars().count() > 2
                && !near(whole.get(..at), true)
                && !near(whole.get(at + text.len()..), false)
        };
        let names = plain(a)
            && plain(b)
            && name(was, self.source_text, a.start)
            && name(is, self.wanted.text, b.start);
        if !names || self.source.iter().filter(|p| p.form == a.form).count() != 1 {
            return false;
        }
        let all = super::agree::words(self.target, self.from);
        let mut there = all.iter().filter(|w| w.text == was);
        let Some(word) = there.next().filter(|_| there.next().is_none()) else {
            return false;
        };
        let mut edit = Edit {
            start: word.start,
            end: word.end,
            new: is.to_owned(),
            kind: "name",
        };
        super::article::elide_before(self.target, &mut edit);
        work.doubt(
            edit.start,
            edit.end,
            "name taken over as it stands: this language may write it otherwise",
            cost::NAME,
        );
        work.edits.push(edit);
        true
    }
}

fn done(handled: &mut [bool], at: usize) {
    if let Some(one) = handled.get_mut(at) {
        *one = true;
    }
}

/// True for two things that stand for the same.
fn alike(a: &Thing, b: &Thing) -> bool {
    match (a, b) {
        (Thing::Term { concepts: a, .. }, Thing::Term { concepts: b, .. }) => {
            a.iter().any(|c| b.contains(c))
        }
        _ => a == b,
    }
}

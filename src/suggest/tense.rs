//! The finite verbs of a clause moved back in time.
//!
//! The words are walked once from left to right. A clause opens at the beginning, after a relative
//! word or a conjunction that subordinates, and after a semicolon; in each at most one verb is taken
//! for finite after a noun. What is not safe stays as it is.

use super::drafting::{TABLES, Tables};
use super::reported::{Speaker, with_case_of};
use super::verbs::{Forms, forms};
use super::wording::Word;

/// Words between subject and verb, or auxiliary and verb, that are looked over.
fn passed_over(low: &str) -> bool {
    TABLES.lists.adverbs.contains(low) || low.len() > 5 && low.ends_with("ly")
}

/// The last finite verb of the clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    None,
    Auxiliary,
    /// Present, third person.
    Third,
    /// Present, plural.
    Plural,
    /// Past, made past perfect.
    Perfect,
    /// Past, left as it is.
    Past,
}

struct Walk<'a> {
    words: &'a mut Vec<Word>,
    tables: &'a Tables,
    plural: bool,
    /// A finite verb is still wanted after a noun.
    open: bool,
    last: Last,
    /// The clause says when something was.
    when: bool,
    /// Inside a clause that ends at the next comma.
    inner: bool,
    seen: bool,
}

/// Moves the finite verbs back; true when one was recognised.
pub(super) fn shift(words: &mut Vec<Word>, speaker: &Speaker<'_>) -> bool {
    let tables: &Tables = &TABLES;
    if subjectless(words) {
        let pronoun = if speaker.plural { "they" } else { "it" };
        if let Some(first) = words.first_mut() {
            first.core = first.core.to_lowercase();
        }
        words.insert(0, Word::read(pronoun));
    }
    let mut walk = Walk {
        words,
        tables,
        plural: speaker.plural,
        open: true,
        last: Last::None,
        when: false,
        inner: false,
        seen: false,
    };
    let mut at = 0;
    while at < walk.words.len() {
        walk.step(at);
        at += 1;
    }
    walk.seen
}

impl Walk<'_> {
    fn low(&self, at: usize) -> String {
        self.words.get(at).map(Word::low).unwrap_or_default()
    }

    /// The place of the word before, adverbs passed over.
    fn before(&self, at: usize) -> Option<usize> {
        let mut at = at.checked_sub(1)?;
        while passed_over(&self.low(at)) && !self.words.get(at).is_some_and(Word::closes) {
            at = at.checked_sub(1)?;
        }
        Some(at)
    }

    /// The place of the word after, adverbs passed over.
    fn after(&self, at: usize) -> usize {
        let mut next = at + 1;
        while passed_over(&self.low(next)) {
            next += 1;
        }
        next
    }

    fn put(&mut self, at: usize, new: &str) {
        if let Some(word) = self.words.get_mut(at) {
            word.core = with_case_of(&word.core, new);
        }
    }

    fn auxiliary(&self, low: &str) -> bool {
        self.tables.tense.contains_key(low) || self.tables.lists.auxiliaries.contains(low)
    }

    fn step(&mut self, at: usize) {
        let here = self.low(at);
        let core = self
            .words
            .get(at)
            .map(|w| w.core.clone())
            .unwrap_or_default();
        let place = self.before(at);
        let before = place.map(|p| self.low(p)).unwrap_or_default();
        let parted = at
            .checked_sub(1)
            .and_then(|p| self.words.get(p))
            .is_some_and(Word::closes);
        let ended = at
            .checked_sub(1)
            .and_then(|p| self.words.get(p))
            .is_some_and(|w| w.after.contains([';', ':']));
        let lists = &self.tables.lists;
        let opens = lists.relative.contains(&here) || lists.subordinate.contains(&here);
        // After "when a case is detected, ..." the main clause begins, after ", and" another.
        let on = parted && (self.inner || ["and", "but"].contains(&here.as_str()));
        if ended || opens || on {
            self.open = true;
            self.inner = lists.subordinate.contains(&here) && at < 2;
            if opens || ended || !["and", "but"].contains(&here.as_str()) {
                self.last = Last::None;
            }
            self.when = lists.when.contains(&here);
        }
        // A capital inside a sentence is a name: "May", "Will".
        if (at > 0 || core == "May") && core.starts_with(char::is_uppercase) {
            return;
        }
        if self.auxiliary(&here) {
            self.auxiliary_at(at, &here, &before);
        } else {
            let forms = forms(&here);
            if forms != Forms::default() {
                self.verb_at(at, &before, &forms, parted, place);
            }
        }
    }

    fn auxiliary_at(&mut self, at: usize, here: &str, before: &str) {
        let lists = &self.tables.lists;
        let pronoun = lists.pronouns.contains(before);
        let infinitive = lists.before_base.contains(before);
        let next = self.low(at + 1);
        match here {
            "will" if lists.before_noun.contains(before) => return,
            "have" | "do" if infinitive || before == "and" && self.last != Last::Plural => return,
            // "do" as a verb of its own: only after a pronoun, or before "not".
            "do" | "does" if next != "not" && !pronoun => return,
            "was" | "were" => {
                let place = self.after(at);
                let following = self.low(place);
                let passive = forms(&following).participle;
                // "we were" of a country in the singular.
                let one = here == "were" && before == "we" && !self.plural;
                if passive && !self.when && next != "also" && next != "not" {
                    self.put(at, "had been");
                } else if one {
                    self.put(at, "was");
                }
            }
            "did" if next == "not" => {
                let place = self.after(at + 1);
                let base = forms(&self.low(place)).base;
                let participle = base.and_then(|past| forms(&past).past);
                if let Some(participle) = participle {
                    self.put(at, "had");
                    self.put(place, &participle);
                }
            }
            _ => {
                if let Some(past) = self.tables.tense.get(here).cloned() {
                    self.put(at, &past);
                }
            }
        }
        self.seen = true;
        self.open = false;
        self.last = Last::Auxiliary;
    }

    /// True inside "has been", "will also", "to": the verb here is not finite.
    fn in_group(&self, at: usize) -> bool {
        let Some(place) = self.before(at) else {
            return false;
        };
        let before = self.low(place);
        let lists = &self.tables.lists;
        let written = self.words.get(place).map(|w| w.core.clone());
        lists.before_base.contains(&before)
            || self.auxiliary(&before)
            || ["be", "been", "being", "having", "get", "got"].contains(&before.as_str())
            || written.is_some_and(|w| w == "had been")
    }

    /// True when a verb stands before a place.
    fn after_verb(&self, place: Option<usize>) -> bool {
        let Some(before) = place.and_then(|p| p.checked_sub(1)) else {
            return true;
        };
        let found = forms(&self.low(before));
        !found.noun && (found.base.is_some() || found.third.is_some() || found.past.is_some())
    }

    /// True when an auxiliary follows in the same clause: the form before it is a participle.
    fn finite_later(&self, at: usize) -> bool {
        let lists = &self.tables.lists;
        for place in at + 1..self.words.len() {
            let low = self.low(place);
            if lists.relative.contains(&low) || lists.subordinate.contains(&low) || low == "and" {
                return false;
            }
            if self.auxiliary(&low) {
                return true;
            }
            let found = forms(&low);
            if found.third.is_some() && !found.noun {
                return true;
            }
            if self.words.get(place).is_some_and(Word::closes) {
                return false;
            }
        }
        false
    }

    fn verb_at(
        &mut self,
        at: usize,
        before: &str,
        forms: &Forms,
        parted: bool,
        place: Option<usize>,
    ) {
        let lists = &self.tables.lists;
        if place.is_none() || self.in_group(at) {
            return;
        }
        let here = self.low(at);
        let next = self.low(at + 1);
        let pronoun = lists.pronouns.contains(before);
        // "We note that selected parcels ...": after a verb, "that" stands for no noun.
        let relative = lists.relative.contains(before)
            && !parted_at(self.words, place)
            && (before != "that" || !self.after_verb(place));
        let and = ["and", "or", "but", "then"].contains(&before) && !parted;
        // A noun that may be the subject stands before.
        let noun = self.open
            && !parted
            && !pronoun
            && !relative
            && !and
            && !lists.no_subject.contains(before)
            && !(before.len() > 5 && before.ends_with("ing"))
            && !lists.subordinate.contains(before);
        let plural =
            noun && (before.ends_with('s') && !before.ends_with("ss") || before == "police");
        let object = lists.object.contains(&next);
        // What may be a noun: a verb when an object follows, or when there is no other in the clause.
        let alone = !before.ends_with('s')
            && !self.finite_later(at)
            && !next.is_empty()
            && (next == "to" || !lists.prepositions.contains(&next));
        let clear = !forms.noun || lists.strict_object.contains(&next);
        let third_clear = clear || noun && alone;
        let many_clear = clear
            || plural
                && !self.finite_later(at)
                && !next.is_empty()
                && !lists.prepositions.contains(&next);
        // "which" and "who" are followed by a verb, "that" may be.
        let sure = relative && before != "that";
        // "It conducts tests, supports the regions and plans ..."
        let listed = |last| parted && self.last == last && object && clear;
        if let Some(past) = &forms.third
            && (pronoun && before != "we"
                || relative && (sure || clear)
                || noun && third_clear
                || listed(Last::Third)
                || and && self.last == Last::Third && (clear || object))
        {
            let past = past.clone();
            self.found(at, &past, Last::Third);
        } else if let Some(participle) = &forms.past
            && (forms.base.is_none() || !plural)
        {
            let participle = participle.clone();
            let attributive = lists.attributive.contains(&here);
            let bare = lists.prepositions.contains(&next) || lists.relative.contains(&next);
            let transitive = lists.transitive.contains(&here) && bare;
            let main =
                noun && next != "by" && !attributive && !transitive && !self.finite_later(at);
            if and && self.last == Last::Perfect {
                self.found(at, &participle, Last::Perfect);
            } else if pronoun || relative && next != "by" || main {
                if self.when {
                    self.found(at, &here, Last::Past);
                } else {
                    self.found(at, &format!("had {participle}"), Last::Perfect);
                }
            }
        } else if let Some(past) = &forms.base
            && (["we", "they", "i"].contains(&before)
                || relative && (sure || !forms.noun)
                || plural && many_clear
                || listed(Last::Plural)
                || and && self.last == Last::Plural && (object || !forms.noun && !next.is_empty()))
        {
            let past = past.clone();
            self.found(at, &past, Last::Plural);
        }
    }

    fn found(&mut self, at: usize, new: &str, last: Last) {
        self.put(at, new);
        self.seen = true;
        self.open = false;
        self.last = last;
    }
}

fn parted_at(words: &[Word], place: Option<usize>) -> bool {
    place.and_then(|p| words.get(p)).is_some_and(Word::closes)
}

/// "Participated in joint operations": a sentence that begins with its verb.
fn subjectless(words: &[Word]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let lists = &TABLES.lists;
    let low = first.low();
    let next = words.get(1).map(Word::low).unwrap_or_default();
    let auxiliary = words
        .iter()
        .any(|w| TABLES.tense.contains_key(&w.low()) || lists.auxiliaries.contains(&w.low()));
    let figure =
        super::reported::is_figure(&next) || next.starts_with(|c: char| c.is_ascii_digit());
    forms(&low).past.is_some()
        && (lists.object.contains(&next)
            || figure
            || ["part", "several", "joint", "new"].contains(&next.as_str()))
        && !auxiliary
        && first.after.is_empty()
        && !lists.attributive.contains(&low)
}

//! Who speaks: the frame of a target made that of the query.

use super::agree::agree;
use super::edit::{Doubt, Edit};
use super::frame::{Frame, parse};
use super::names::Names;
use super::repair::Wanted;
use crate::model::ids::{CountryCode, Lang};

/// Points taken off for what no count of words shows.
pub(super) mod cost {
    pub const FRAME_UNKNOWN: f64 = 15.0;
    pub const VERB: f64 = 4.0;
    pub const CONSTRUCTION: f64 = 10.0;
    pub const FACT: f64 = 6.0;
    pub const NEGATION: f64 = 15.0;
    pub const AGREEMENT: f64 = 5.0;
    pub const NAME: f64 = 6.0;
    pub const LEFT_OUT: f64 = 2.0;
    pub const JOINED: f64 = 1.0;
}

/// Collected changes.
#[derive(Default)]
pub(super) struct Work {
    pub edits: Vec<Edit>,
    pub doubts: Vec<Doubt>,
    pub off: f64,
}

impl Work {
    pub fn doubt(&mut self, start: usize, end: usize, why: impl Into<String>, off: f64) {
        self.doubts.push(Doubt {
            start,
            end,
            why: why.into(),
        });
        self.off += off;
    }
}

/// True unless the text opens in the mouth of a country that is not wanted.
pub(super) fn speaks_for(
    names: &dyn Names,
    text: &str,
    lang: &Lang,
    wanted: &[CountryCode],
) -> bool {
    if wanted.is_empty() {
        return true;
    }
    match parse(names, text, lang) {
        Some(frame) => same_countries(&frame.countries, wanted),
        None => names
            .find(text, lang)
            .first()
            .is_none_or(|n| n.start > 8 || wanted.contains(&n.code)),
    }
}

pub(super) fn same_countries(a: &[CountryCode], b: &[CountryCode]) -> bool {
    a.iter().all(|c| b.contains(c)) && b.iter().all(|c| a.contains(c))
}

#[expect(
    clippy::too_many_arguments,
    reason = "the frames of the three texts belong together"
)]
pub(super) fn subject(
    names: &dyn Names,
    target: &str,
    frame: &Frame,
    met: Option<&Frame>,
    countries: &[CountryCode],
    wanted: Wanted<'_>,
    asked: Option<&Frame>,
    work: &mut Work,
) -> Option<()> {
    if met.is_some_and(|m| !same_countries(&m.countries, &frame.countries)) {
        work.doubt(
            0,
            frame.subject_end,
            "the unit names different countries in its two languages",
            cost::FRAME_UNKNOWN,
        );
    }
    if asked.is_some_and(|a| !same_countries(&a.countries, countries)) {
        work.doubt(
            0,
            frame.subject_end,
            "the text speaks for other countries than its entry",
            cost::FRAME_UNKNOWN,
        );
    }
    if same_countries(&frame.countries, countries) {
        return Some(());
    }
    let (old, new) = (
        names.said(&frame.countries, wanted.to)?,
        names.said(countries, wanted.to)?,
    );
    work.edits.push(Edit {
        start: 0,
        end: frame.subject_end,
        new: new.text.clone(),
        kind: "country",
    });
    let content = asked
        .and_then(|a| wanted.text.get(a.content..))
        .unwrap_or(wanted.text);
    if wanted.to.primary() == "fr" {
        if old.plural != new.plural {
            let auxiliary = target.get(frame.verb_span.0..)?.split(' ').next()?;
            let other = match (auxiliary, new.plural) {
                ("a", true) => "ont",
                ("ont", false) => "a",
                ("avait", true) => "avaient",
                ("avaient", false) => "avait",
                _ => auxiliary,
            };
            let start = frame.verb_span.0;
            work.edits.push(Edit {
                start,
                end: start + auxiliary.len(),
                new: other.into(),
                kind: "country",
            });
        }
        let (edits, doubts) = agree(target, frame.rest, &old, &new, content, countries.len() > 1);
        work.edits.extend(edits);
        work.off += cost::AGREEMENT * doubts.len() as f64;
        work.doubts.extend(doubts);
    } else if old.plural != new.plural {
        work.doubt(
            frame.rest,
            target.len(),
            "pronouns may agree with the country in number",
            cost::AGREEMENT,
        );
    }
    Some(())
}

/// The target speaks in no frame that is known: nothing foreign may stand at its head.
pub(super) fn unknown_frame(
    names: &dyn Names,
    target: &str,
    countries: &[CountryCode],
    wanted: Wanted<'_>,
    same: bool,
    work: &mut Work,
) -> Option<()> {
    let named = names.find(target, wanted.to);
    let asked = names.find(wanted.text, wanted.from);
    let foreign =
        |code: &CountryCode| !countries.contains(code) && !asked.iter().any(|n| n.code == *code);
    if named.iter().any(|n| foreign(&n.code)) {
        return None;
    }
    if same && (named.is_empty() || countries.iter().all(|c| named.iter().any(|n| n.code == *c))) {
        return Some(());
    }
    let end = target
        .char_indices()
        .nth(40)
        .map_or(target.len(), |(i, _)| i);
    work.doubt(
        0,
        end,
        "no reporting frame was recognised: who speaks needs a person",
        cost::FRAME_UNKNOWN,
    );
    Some(())
}

//! Which suggestion comes first: what is worth about the same is ordered by the company it was met
//! in, and the first five differ from one another.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{SuggestRequest, nearly};
use crate::memory::{ContextMatch, Match};
use crate::model::suggestion::Suggestion;
use crate::model::text::fold;
use crate::model::unit::{Context, Origin};

/// Points within which two suggestions are worth about the same.
const BAND: i64 = 200;
/// Share of words from which two recommendations are the same or similar.
const SIMILAR: f64 = 0.7;
/// Share of words from which two recommendations are about the same things.
const ABOUT: f64 = 0.3;
/// Share of words from which two meetings belong to one series: ordinal and place differ.
const SERIES: f64 = 0.7;
/// How many places are kept free of near copies.
const FIRST: usize = 5;

/// The company a unit was met in, seen from the text asked for; greater is nearer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Company {
    /// The same neighbours; the same country under the same or a similar recommendation; such a
    /// recommendation; one about the same things; the same country. 5 to 1, and 0 for nothing.
    pub nearness: u8,
    series: bool,
    year: i16,
    confirmed: bool,
}

impl Company {
    /// What is shared besides what the memory itself saw, for the end of a basis.
    fn in_words(self, seen: ContextMatch) -> &'static str {
        match (self.nearness, seen) {
            (4, ContextMatch::Country) => ", similar recommendation",
            (3, ContextMatch::None) => "; similar recommendation",
            _ => "",
        }
    }
}

/// A suggestion with what decides its place.
pub(super) struct Ranked {
    pub suggestion: Suggestion,
    pub company: Company,
    /// Place of its memory in the order given.
    pub shelf: usize,
}

/// A suggestion made of a match, with its company, which its basis names too.
pub(super) fn placed(
    one: &Match,
    mut suggestion: Suggestion,
    request: &SuggestRequest,
    shelf: usize,
) -> Ranked {
    let company = company(one, request);
    suggestion.basis.push_str(company.in_words(one.context));
    Ranked {
        suggestion,
        company,
        shelf,
    }
}

/// The best company among the places where the unit of a match was met.
fn company(one: &Match, request: &SuggestRequest) -> Company {
    let unit = &one.unit;
    let also = unit.also.iter().map(|o| (&o.origin, &o.context));
    let all = std::iter::once((&unit.origin, &unit.context)).chain(also);
    let neighbours = one.context == ContextMatch::Neighbours;
    all.map(|(origin, context)| of(origin, context, neighbours, request))
        .max()
        .unwrap_or_default()
}

fn of(origin: &Origin, context: &Context, neighbours: bool, request: &SuggestRequest) -> Company {
    let asked = request.recommendation_text.as_deref();
    let known = context.recommendation.get(&request.from);
    let shared = asked.zip(known).map_or(0.0, |(a, b)| alike(a, b));
    let country = request
        .countries
        .iter()
        .any(|c| context.countries.contains(c));
    let meeting = request.meeting.as_deref().zip(context.meeting.as_deref());
    Company {
        nearness: match (country, shared) {
            _ if neighbours => 5,
            (true, s) if s >= SIMILAR => 4,
            (false, s) if s >= SIMILAR => 3,
            (_, s) if s >= ABOUT => 2,
            (true, _) => 1,
            (false, _) => 0,
        },
        series: meeting.is_some_and(|(a, b)| alike(a, b) >= SERIES),
        year: origin.year.unwrap_or_default(),
        confirmed: origin.alignment.as_deref() == Some("confirmed"),
    }
}

/// The share of their words that two texts have in common, by kinds of words, 0 to 1.
fn alike(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.chars().count() > 3)
            .map(str::to_lowercase)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let all = a.len() + b.len();
    if all == 0 {
        return 0.0;
    }
    2.0 * a.intersection(&b).count() as f64 / all as f64
}

/// The suggestions in their order. Equal targets are given once. `top` are given, and besides them
/// all that are worth as much as the best one.
pub(super) fn ranked(mut found: Vec<Ranked>, top: usize) -> Vec<Suggestion> {
    let hundredths = |score: f64| (score * 100.0).round() as i64;
    // Only the same text is worth 100; nothing else is about the same as that.
    let band = |score: f64| match 10_000 - hundredths(score) {
        0 => 0,
        lost => 1 + lost / BAND,
    };
    found.sort_by_key(|r| {
        let s = &r.suggestion;
        (
            band(s.score),
            Reverse(r.company),
            Reverse(hundredths(s.score)),
            Reverse(hundredths(s.matched)),
            r.shelf,
        )
    });
    let mut given = BTreeSet::new();
    found.retain(|r| given.insert(fold(&r.suggestion.target)));
    let best = found.iter().map(|r| hundredths(r.suggestion.score)).max();
    let (mut first, mut later): (Vec<Suggestion>, Vec<Suggestion>) = (Vec::new(), Vec::new());
    for one in found.into_iter().map(|r| r.suggestion) {
        let copy = first
            .iter()
            .any(|f| f.score > one.score && nearly(&f.target, &one.target));
        if first.len() < FIRST && !copy {
            first.push(one);
        } else {
            later.push(one);
        }
    }
    first.extend(later);
    let mut left = top;
    first.retain(|s| {
        let taken = left > 0 || Some(hundredths(s.score)) == best;
        left = left.saturating_sub(1);
        taken
    });
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::Lang;

    fn one(target: &str, score: f64, company: Company) -> Ranked {
        Ranked {
            suggestion: Suggestion {
                target: target.into(),
                score,
                source: String::new(),
                basis: String::new(),
                unit: String::new(),
                matched: score,
                repairs: Vec::new(),
                marks: Vec::new(),
            },
            company,
            shelf: 0,
        }
    }

    fn near(nearness: u8) -> Company {
        Company {
            nearness,
            ..Company::default()
        }
    }

    fn targets(list: Vec<Suggestion>) -> Vec<String> {
        list.into_iter().map(|s| s.target).collect()
    }

    #[test]
    fn among_about_equals_the_company_decides_and_never_against_the_same_text() {
        let list = vec![
            one("far", 98.9, near(0)),
            one("near", 98.1, near(4)),
            one("same text", 100.0, near(0)),
            one("worse", 80.0, near(5)),
        ];
        assert_eq!(
            targets(ranked(list, 5)),
            ["same text", "near", "far", "worse"]
        );
    }

    #[test]
    fn series_age_and_confirmation_decide_in_this_order() {
        let with = |series, year, confirmed| Company {
            nearness: 3,
            series,
            year,
            confirmed,
        };
        let list = vec![
            one("old", 90.0, with(true, 2016, true)),
            one("other series", 90.0, with(false, 2023, true)),
            one("newer", 90.0, with(true, 2023, false)),
            one("newer, confirmed", 90.0, with(true, 2023, true)),
        ];
        assert_eq!(
            targets(ranked(list, 5)),
            ["newer, confirmed", "newer", "old", "other series"]
        );
    }

    #[test]
    fn all_variants_of_the_best_are_shown_and_near_copies_come_after_five() {
        let words = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt";
        let mut list = vec![
            one(words, 95.0, near(0)),
            one(&words.replace("vingt", "trente"), 94.9, near(0)),
        ];
        for i in 0..4 {
            list.push(one(
                &format!("autre {i} chose"),
                90.0 - f64::from(i),
                near(0),
            ));
        }
        let found = targets(ranked(list, 6));
        assert!(found[5].ends_with("trente"), "{found:?}");
        let list = (0..8).map(|i| one(&format!("variante {i}"), 100.0, near(0)));
        assert_eq!(ranked(list.collect(), 5).len(), 8);
    }

    #[test]
    fn recommendations_and_meetings_are_compared_by_their_words() {
        let request = SuggestRequest {
            id: String::new(),
            text: "x".into(),
            from: Lang::en(),
            to: Lang::fr(),
            countries: vec!["BEL".parse().unwrap()],
            cell: None,
            recommendation_text: Some(
                "Governments are encouraged to equip mail centres with scanners and dogs.".into(),
            ),
            meeting: Some("Sixth Meeting of Heads of National Services, Europe".into()),
            previous: None,
            next: None,
            min_score: 65.0,
            top: 5,
        };
        let context = |country: &str, text: &str| Context {
            countries: vec![country.parse().unwrap()],
            meeting: Some("Fifth Meeting of Heads of National Services, Europe".into()),
            recommendation: [(Lang::en(), text.to_owned())].into(),
            ..Context::default()
        };
        let place = |c: &Context| of(&Origin::default(), c, false, &request);
        let same = "Governments were encouraged to equip all mail centres with scanners and dogs.";
        let about = "Governments are invited to buy scanners for parcels.";
        assert_eq!(place(&context("BEL", same)).nearness, 4);
        assert_eq!(place(&context("FRA", same)).nearness, 3);
        assert_eq!(place(&context("FRA", about)).nearness, 2);
        assert_eq!(place(&context("BEL", "Nothing else.")).nearness, 1);
        assert!(place(&context("FRA", about)).series);
    }
}

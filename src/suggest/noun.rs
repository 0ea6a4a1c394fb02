//! A thing in a target exchanged for another: its words, its article, and what agrees with it.

use super::article::{Noun, elide_before, rename};
use super::edit::{Doubt, Edit};
use super::names::Names;
use super::phrase::swap;
use super::things::{
    Reference, Spot, Terms, Thing, body_name, gender, place_name, write_reference,
};
use crate::language::countries::Forms;
use crate::language::french;
use crate::model::ids::Lang;

/// What an exchange needs to know.
pub(super) struct Sides<'a> {
    pub names: &'a dyn Names,
    pub terms: &'a Terms,
    pub target: &'a str,
    pub to: &'a Lang,
}

/// The change of the thing at a place of the target. `None` when it cannot be made for certain.
pub(super) fn noun(
    sides: &Sides<'_>,
    spot: &Spot,
    was: &Thing,
    is: &Thing,
) -> Option<(Vec<Edit>, Vec<Doubt>)> {
    match (was, is) {
        (Thing::Term { .. }, Thing::Term { .. }) => term(sides, spot, was, is),
        (Thing::Country(a), Thing::Country(b)) => country(
            sides,
            spot,
            &sides.names.forms(*a, sides.to)?,
            &sides.names.forms(*b, sides.to)?,
        ),
        (Thing::Place(_), Thing::Place(n)) => place(sides, spot, place_name(*n, sides.to)?),
        (Thing::Body(a), Thing::Body(b)) => body(
            sides,
            spot,
            body_name(*a, sides.to)?,
            body_name(*b, sides.to)?,
        ),
        (Thing::Reference(a), Thing::Reference(b)) => reference(sides, spot, a, b),
        _ => None,
    }
}

fn term(
    sides: &Sides<'_>,
    spot: &Spot,
    was: &Thing,
    is: &Thing,
) -> Option<(Vec<Edit>, Vec<Doubt>)> {
    let (
        Thing::Term {
            concepts: old,
            plural: old_plural,
        },
        Thing::Term {
            concepts: new,
            plural: new_plural,
        },
        Thing::Term { plural: there, .. },
    ) = (was, is, &spot.thing)
    else {
        return None;
    };
    let term = sides.terms.wanted(new, sides.to)?;
    // « colis » shows no number: the other language does.
    let written = sides.target.get(spot.start..spot.end)?;
    let there =
        &(*there || (*old_plural && written.ends_with(['s', 'x']) && !written.contains(' ')));
    // A language may have the plural where the other has none; only a change is taken over.
    let plural = if old_plural == new_plural {
        *there
    } else {
        *new_plural
    };
    if sides.to.primary() != "fr" {
        let edit = Edit {
            start: spot.start,
            end: spot.end,
            new: term.text.clone(),
            kind: "term",
        };
        let doubt = Doubt {
            start: spot.start,
            end: spot.end,
            why: "term exchanged: its number and article may differ".into(),
        };
        return Some((vec![edit], vec![doubt]));
    }
    let (text, sure) = if plural {
        french::plural(&term.text)
    } else {
        (term.text.clone(), true)
    };
    // The same noun with another complement keeps its article and all that agrees.
    let head = |text: &str| text.split(' ').next().unwrap_or_default().to_lowercase();
    if plural == *there && head(written) == head(&text) {
        let edit = Edit {
            start: spot.start,
            end: spot.end,
            new: text,
            kind: "term",
        };
        let doubt = Doubt {
            start: spot.start,
            end: spot.end,
            why: "the plural of the term is not known".into(),
        };
        return Some((vec![edit], if sure { Vec::new() } else { vec![doubt] }));
    }
    let old_noun = Noun {
        text: sides.target.get(spot.start..spot.end)?,
        feminine: sides.terms.wanted(old, sides.to).and_then(gender),
        plural: *there,
    };
    let put = |feminine| {
        let noun = Noun {
            text: &text,
            feminine,
            plural,
        };
        let span = (spot.start, spot.end);
        swap(sides.target, span, &old_noun, &noun, "term")
    };
    let known = put(gender(term));
    let certain = known.as_ref().is_some_and(|(_, doubts)| doubts.is_empty());
    let likely = french::likely_feminine(&term.text)
        .filter(|_| gender(term).is_none() && !certain)
        .and_then(|feminine| put(Some(feminine)));
    let (edits, mut doubts) = match likely {
        Some((edits, mut doubts)) => {
            doubts.push(Doubt {
                start: spot.start,
                end: spot.end,
                why: "the termbase does not say the gender of the term".into(),
            });
            (edits, doubts)
        }
        None => known?,
    };
    if !sure {
        doubts.push(Doubt {
            start: spot.start,
            end: spot.end,
            why: "the plural of the term is not known".into(),
        });
    }
    Some((edits, doubts))
}

/// A country inside the content, with the words before it: « de la Roumanie », « en Roumanie ».
fn country(
    sides: &Sides<'_>,
    spot: &Spot,
    old: &Forms,
    new: &Forms,
) -> Option<(Vec<Edit>, Vec<Doubt>)> {
    if sides.to.primary() != "fr" {
        return None;
    }
    let plain = |text: &str| text.replace('’', "'");
    let head = plain(sides.target.get(..spot.start)?);
    // Nothing but the running form is exchanged: another name may need another article.
    if plain(sides.target.get(spot.start..spot.end)?) != plain(&old.running) {
        return None;
    }
    let subject = |forms: &Forms| {
        let at = forms.subject.len().saturating_sub(forms.running.len());
        forms.subject.get(..at).unwrap_or_default().to_lowercase()
    };
    let before = |whole: &str, forms: &Forms| {
        whole
            .strip_suffix(forms.running.as_str())
            .map(str::to_owned)
    };
    let mut pairs = vec![
        (before(&old.locative, old)?, before(&new.locative, new)?),
        (before(&old.de, old)?, before(&new.de, new)?),
        (subject(old), subject(new)),
    ];
    pairs.sort_by_key(|(was, _)| std::cmp::Reverse(was.len()));
    let (was, is) = pairs.into_iter().find(|(was, _)| {
        head.strip_suffix(was.as_str())
            .is_some_and(|rest| was.is_empty() || !rest.ends_with(char::is_alphanumeric))
    })?;
    // The typographic apostrophe is longer than the straight one.
    let length: usize = sides
        .target
        .get(..spot.start)?
        .chars()
        .rev()
        .take(was.chars().count())
        .map(char::len_utf8)
        .sum();
    let edit = Edit {
        start: spot.start - length,
        end: spot.end,
        new: format!("{is}{}", new.running),
        kind: "country",
    };
    let mut doubts = Vec::new();
    let rest = sides.target.get(spot.end..).unwrap_or_default();
    let next = rest.split_whitespace().next().unwrap_or_default();
    if (old.gender != new.gender || old.number != new.number) && french::is_finite(next) {
        doubts.push(Doubt {
            start: spot.end,
            end: spot.end + (rest.len() - rest.trim_start().len()) + next.len(),
            why: "may agree with the country that was exchanged".into(),
        });
    }
    Some((vec![edit], doubts))
}

fn place(sides: &Sides<'_>, spot: &Spot, name: &str) -> Option<(Vec<Edit>, Vec<Doubt>)> {
    let mut edit = Edit {
        start: spot.start,
        end: spot.end,
        new: name.to_owned(),
        kind: "name",
    };
    if sides.to.primary() == "fr" {
        let head = sides.target.get(..spot.start)?;
        let old = sides.target.get(spot.start..spot.end)?;
        if old.starts_with("Le ") || head.ends_with("au ") || head.ends_with("du ") {
            return None;
        }
        match name.strip_prefix("Le ") {
            Some(bare) if head.ends_with(" de ") => {
                edit.start -= "de ".len();
                edit.new = format!("du {bare}");
            }
            Some(bare) if head.ends_with(" à ") => {
                edit.start -= "à ".len();
                edit.new = format!("au {bare}");
            }
            Some(_) if head.ends_with("d'") || head.ends_with("d’") => return None,
            _ => elide_before(sides.target, &mut edit),
        }
    }
    Some((vec![edit], Vec::new()))
}

/// An organisation by its short name: « d'Europol », « de l'ONUDC ».
fn body(
    sides: &Sides<'_>,
    spot: &Spot,
    (_, was): (&str, Option<bool>),
    (name, is): (&str, Option<bool>),
) -> Option<(Vec<Edit>, Vec<Doubt>)> {
    let mut edit = Edit {
        start: spot.start,
        end: spot.end,
        new: name.to_owned(),
        kind: "acronym",
    };
    if sides.to.primary() == "fr" {
        let head = sides.target.get(..spot.start)?;
        let (start, before) = rename(head, was.is_some(), name, is)?;
        edit.start = start;
        edit.new = format!("{before}{name}");
        elide_before(sides.target, &mut edit);
    }
    Some((vec![edit], Vec::new()))
}

fn reference(
    sides: &Sides<'_>,
    spot: &Spot,
    old: &Reference,
    new: &Reference,
) -> Option<(Vec<Edit>, Vec<Doubt>)> {
    let text = write_reference(new, sides.to)?;
    if sides.to.primary() != "fr" {
        let edit = Edit {
            start: spot.start,
            end: spot.end,
            new: text,
            kind: "letter",
        };
        return Some((vec![edit], Vec::new()));
    }
    // « le thème », « la recommandation ».
    let noun = |said: &Reference, text| Noun {
        text,
        feminine: Some(said.theme.is_none()),
        plural: said.theme.is_none() && said.letters.len() > 1,
    };
    let there = sides.target.get(spot.start..spot.end)?;
    swap(
        sides.target,
        (spot.start, spot.end),
        &noun(old, there),
        &noun(new, &text),
        "letter",
    )
}

//! The meeting a form asks about, as far as its title block tells.

use jiff::civil::Date;

use super::dates;
use super::fold::{Folded, key};
use super::vocabulary::{Sense, Vocabulary};

/// What the title block says about the meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeetingFacts {
    /// Which meeting of its kind, from 1.
    pub ordinal: Option<u16>,
    /// Its name as written, without place and dates.
    pub name: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

/// Reads the facts; none when nothing of a meeting is found.
pub(super) fn meeting_facts(title: &str) -> Option<MeetingFacts> {
    let v = Vocabulary::shipped();
    let folded = Folded::new(title);
    let found = folded.words();
    let has_meeting = found.iter().any(|w| v.is(Sense::Meeting, w.text));
    let ordinal = ordinal(title);
    let days = dates::span(title);
    if !has_meeting && ordinal.is_none() && days.is_none() {
        return None;
    }
    let held = place_of(title, Sense::HeldIn, v);
    let adopted = place_of(title, Sense::AdoptedBy, v);
    let name = adopted.map(|(_, from)| {
        let to = held.map_or(title.len(), |(to, _)| to);
        let name = title.get(from..to.max(from)).unwrap_or_default().trim();
        // « qui », « которое » and a comma lead over to the place.
        name.trim_end_matches("которое")
            .trim_end()
            .trim_end_matches(',')
            .trim()
            .to_owned()
    });
    let place = held.and_then(|(_, from)| {
        let rest = title.get(from..)?.trim();
        let stop = Folded::new(rest)
            .words()
            .iter()
            .find(|w| {
                w.text.starts_with(|c: char| c.is_ascii_digit())
                    || ["from", "du", "del", "on", "le", "el", "с", "les", "los"].contains(&w.text)
            })
            .map_or(rest.len(), |w| w.start);
        let place = rest.get(..stop)?.trim().trim_end_matches([',', '(']).trim();
        (!place.is_empty()).then(|| place.to_owned())
    });
    Some(MeetingFacts {
        ordinal,
        name: name.filter(|n| !n.is_empty()),
        place,
        start: days.map(|d| d.0),
        end: days.map(|d| d.1),
    })
}

/// The first ordinal number of a title: in words, or in digits with an ending (`13th`, `13ª`, `13e`).
pub(super) fn ordinal(title: &str) -> Option<u16> {
    let v = Vocabulary::shipped();
    let folded = Folded::new(title);
    let found = folded.words();
    found.iter().enumerate().find_map(|(i, w)| {
        let two = found.get(i + 1).map(|n| format!("{}{}", w.text, n.text));
        if let Some(n) = two
            .and_then(|t| v.ordinal(&t))
            .or_else(|| v.ordinal(w.text))
        {
            return Some(n);
        }
        let digits: String = w.text.chars().take_while(char::is_ascii_digit).collect();
        let tail = w.text.get(digits.len()..).unwrap_or_default();
        let marked = [
            "st", "nd", "rd", "th", "a", "o", "e", "eme", "re", "ere", "е", "м", "ым", "им", "го",
            "ом",
        ]
        .contains(&tail);
        digits.parse().ok().filter(|_| marked && digits.len() <= 2)
    })
}

/// Bytes where a phrase of that sense begins and ends in the title.
fn place_of(title: &str, sense: Sense, v: &Vocabulary) -> Option<(usize, usize)> {
    let folded = Folded::new(title);
    let found = folded.words();
    (0..found.len()).find_map(|i| {
        let rest = found.from(i);
        v.all(sense).iter().find_map(|wanted| {
            let mut so_far = String::new();
            rest.iter().take(6).find_map(|w| {
                so_far.push_str(w.text);
                (so_far == wanted.key).then(|| (rest.first().map_or(0, |f| f.start), w.end))
            })
        })
    })
}

/// What differs between the meeting of the form and that in a return's title, in words.
pub(super) fn difference(form: &MeetingFacts, returned: &MeetingFacts) -> Option<String> {
    if let (Some(a), Some(b)) = (form.ordinal, returned.ordinal)
        && a != b
    {
        return Some(format!("it names meeting number {b}, the form number {a}"));
    }
    if let (Some(a), Some(b)) = (form.end, returned.end)
        && a.year() != b.year()
    {
        return Some(format!(
            "it names a meeting of {}, the form one of {}",
            b.year(),
            a.year()
        ));
    }
    None
}

/// True when a line speaks of a meeting; for finding the title of a return.
pub(super) fn names_a_meeting(line: &str) -> bool {
    let v = Vocabulary::shipped();
    Folded::new(line)
        .words()
        .iter()
        .any(|w| v.is(Sense::Meeting, w.text))
        && key(line).len() > 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_in_four_languages() {
        for (title, place) in [
            (
                "adopted by the Twelfth Meeting of Harbour Masters, held in Oslo from 3 to 6 May 2021",
                "Oslo",
            ),
            (
                "adoptées à la douzième Réunion des capitaines de port, tenue à Oslo du 3 au 6 mai 2021",
                "Oslo",
            ),
            (
                "aprobadas por la 12ª Reunión de Capitanes de Puerto, celebrada en Oslo del 3 al 6 de mayo de 2021",
                "Oslo",
            ),
            (
                "принятых двенадцатым Совещанием капитанов портов, которое состоялось в Осло 3–6 мая 2021 года",
                "Осло",
            ),
        ] {
            let facts = meeting_facts(title).unwrap();
            assert_eq!(facts.ordinal, Some(12), "{title}");
            assert_eq!(facts.place.as_deref(), Some(place));
            assert_eq!(facts.start, Date::new(2021, 5, 3).ok());
            assert_eq!(facts.end, Date::new(2021, 5, 6).ok());
            assert!(!facts.name.unwrap().contains(place));
        }
    }

    #[test]
    fn another_meeting_is_told() {
        let facts = |t: &str| meeting_facts(t).unwrap();
        let form = facts("Twelfth Meeting, held in Oslo from 3 to 6 May 2021");
        assert!(
            difference(
                &form,
                &facts("Eleventh Meeting, held in Rome from 3 to 6 May 2019")
            )
            .is_some()
        );
        assert!(difference(&form, &facts("12th meeting, Oslo, 3-6 May 2021")).is_none());
    }
}

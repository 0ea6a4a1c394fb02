//! What this room asks of the country table.

use super::CheckFinding;
use super::fix::renamed;
use crate::language::Resources;
use crate::language::countries::Kind;
use crate::model::ids::{CountryCode, Lang};

/// A country named in a text; bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub start: usize,
    pub end: usize,
    pub code: CountryCode,
}

/// Countries named in a text, in order.
///
/// Organisations are left out: a translation rightly calls them by shorter names (« l'Union »).
pub(super) fn find(res: &Resources, text: &str, lang: &Lang) -> Vec<Named> {
    let state = |code: CountryCode| {
        let row = res.countries.get(code);
        row.is_none_or(|row| row.kind() != Kind::Organization)
    };
    res.countries
        .find(text, Some(lang))
        .into_iter()
        .filter(|named| state(named.code))
        .map(|named| Named {
            start: named.start,
            end: named.end,
            code: named.code,
        })
        .collect()
}

/// Countries that an adjective of the text stands for: « la police suisse » names Switzerland.
pub(super) fn by_adjective(res: &Resources, text: &str, lang: &Lang) -> Vec<CountryCode> {
    let list = res.countries.adjectives(text, Some(lang));
    list.into_iter().map(|likely| likely.code).collect()
}

/// True when the countries as a subject want a plural verb; `None` when one is unknown.
pub(super) fn plural(res: &Resources, codes: &[CountryCode], lang: &Lang) -> Option<bool> {
    res.countries.agreement(codes, lang).map(|a| a.plural)
}

/// Countries under a name that is not the one in use.
pub(super) fn old_names(res: &Resources, lang: &Lang, text: &str, out: &mut Vec<CheckFinding>) {
    for named in res.countries.find(text, Some(lang)) {
        if !named.current_name {
            let span = text.get(named.start..named.end).unwrap_or_default();
            let forms = res.countries.forms(named.code, lang);
            let now = forms.running;
            let finding = CheckFinding::warning(
                "country-old-name",
                span,
                format!("write “{now}” instead of “{span}”"),
            );
            out.push(match renamed(text, named.start, &now, &forms.subject) {
                Some((start, with)) => finding.fixed(start, named.end, with),
                None => finding,
            });
        }
    }
}

//! The sentence of a group, built from what its countries have: texts that people wrote first, then
//! drafts.

use super::group::Group;
use crate::dossier::Proposal;
use crate::language::Resources;
use crate::model::entry::Entry;
use crate::model::ids::Lang;
use crate::model::suggestion::{FromReply, Suggestion};
use crate::model::text::{fold, texts_hash};
use crate::suggest::{Spoken, paragraph_key, spoken_by};

const FOR_ALL: &str = "for all countries of the group";

/// Proposals in the original language. `drafts` are those of the single countries, best first.
pub fn original(
    group: &Group,
    entry: &Entry,
    drafts: Vec<Vec<Proposal>>,
    res: &Resources,
) -> Vec<Proposal> {
    let lang = &entry.original;
    let said = |text: &str| spoken_by(res, text, lang, &entry.countries, None);
    let mut out = Vec::new();
    let written = written(group, lang).into_iter();
    out.extend(written.filter_map(|text| {
        let basis = format!("what a person wrote for one of them, {FOR_ALL}");
        Some(made(said(&text)?, basis, 0.0, true))
    }));
    // The best of each country, then all others.
    let mut later = Vec::new();
    for list in drafts {
        for (i, draft) in list.into_iter().enumerate() {
            let Some(spoken) = said(&draft.suggestion.target) else {
                continue;
            };
            let basis = format!("{}, {FOR_ALL}", draft.suggestion.basis);
            let one = made(spoken, basis, draft.suggestion.score, true);
            if i == 0 {
                out.push(one);
            } else {
                later.push(one);
            }
        }
    }
    out.extend(later);
    once(out)
}

/// Proposals in another language: a translation that a person made of the same words.
pub fn translated(group: &Group, entry: &Entry, lang: &Lang, res: &Resources) -> Vec<Proposal> {
    let original = &entry.original;
    let Some(source) = entry.texts.get(original).map(|t| t.text.as_str()) else {
        return Vec::new();
    };
    let key = paragraph_key(res, source, original);
    let mut pairs: Vec<(String, String)> = Vec::new();
    if let (Some(own), Some(target)) = (group.before.get(original), group.before.get(lang)) {
        let rests_on_it = target.based_on == Some(texts_hash([own.text.as_str(), ""]));
        pairs.extend(rests_on_it.then(|| (own.text.clone(), target.text.clone())));
    }
    for member in &group.members {
        if let (Some(own), Some(target)) = (member.texts.get(original), member.texts.get(lang))
            && target.state.is_decided()
            && !target.needs_review
        {
            pairs.push((own.text.clone(), target.text.clone()));
        }
    }
    let made = pairs.into_iter().filter_map(|(own, target)| {
        if key.is_none() || paragraph_key(res, &own, original) != key {
            return None;
        }
        let spoken = spoken_by(res, &target, lang, &entry.countries, Some(&own))?;
        let basis = format!("a translation that a person made for one of them, {FOR_ALL}");
        // What is marked may say something else than the original: offered, and not taken as text.
        let sure = spoken.marks.is_empty();
        Some(made(spoken, basis, 0.0, sure))
    });
    once(made.collect())
}

/// What people wrote for the group or one of its countries, in a language.
fn written(group: &Group, lang: &Lang) -> Vec<String> {
    let before = group.before.get(lang).map(|w| w.text.clone());
    let own = group.members.iter().filter_map(|m| m.texts.get(lang));
    let own = own.filter(|t| t.state.is_decided()).map(|t| t.text.clone());
    before.into_iter().chain(own).collect()
}

fn made(spoken: Spoken, basis: String, score: f64, by_rule: bool) -> Proposal {
    Proposal {
        suggestion: Suggestion {
            target: spoken.text,
            score,
            source: String::new(),
            basis,
            unit: String::new(),
            matched: 0.0,
            repairs: spoken.repairs,
            marks: spoken.marks,
        },
        by_rule,
        reply: FromReply::default(),
    }
}

fn once(mut list: Vec<Proposal>) -> Vec<Proposal> {
    let mut given = std::collections::BTreeSet::new();
    list.retain(|p| given.insert(fold(&p.suggestion.target)));
    list
}

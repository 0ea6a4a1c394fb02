//! How the properties of a TMX unit and the fields of ours stand for each other.

use std::collections::BTreeMap;

use crate::model::Lang;
use crate::model::unit::{Context, Occurrence, Origin, Role};

/// Prefix of property names that keep what TMX says of one variant:
/// `tuv:2:x-name` is a property, `tuv:2:@creationdate` an attribute, `tuv:2:note` a note,
/// `tuv:2:seg` the text with its inline codes.
pub(super) const VARIANT: &str = "tuv:";

/// Puts a property where it belongs; what is not ours, or does not read as it should, stays a
/// property. Repeated names are kept as `name#2`, `name#3`.
pub(super) fn place(
    name: &str,
    value: &str,
    origin: &mut Origin,
    context: &mut Context,
    properties: &mut BTreeMap<String, String>,
) {
    let text = value.trim();
    let placed = match name {
        "x-symbol" => put(&mut origin.symbol, text),
        "x-file" => put(&mut origin.file, text),
        "x-alignment" => put(&mut origin.alignment, text),
        "x-year" => put_parsed(&mut origin.year, text),
        "x-paragraph" => put_parsed(&mut origin.paragraph, text),
        "x-meeting" => put(&mut context.meeting, text),
        "x-previous" => put(&mut context.previous, text),
        "x-next" => put(&mut context.next, text),
        "x-country" => {
            let codes: Option<Vec<_>> = text
                .split(|c: char| c == ',' || c == ';' || c.is_whitespace())
                .filter(|code| !code.is_empty())
                .map(|code| code.parse().ok())
                .collect();
            match codes {
                Some(codes) if !codes.is_empty() => {
                    for code in codes {
                        if !context.countries.contains(&code) {
                            context.countries.push(code);
                        }
                    }
                    true
                }
                _ => false,
            }
        }
        _ => match name
            .strip_prefix("x-recommendation-")
            .and_then(|tag| tag.parse::<Lang>().ok())
        {
            Some(lang) if !text.is_empty() && !context.recommendation.contains_key(&lang) => {
                context.recommendation.insert(lang, text.to_owned());
                true
            }
            _ => false,
        },
    };
    if !placed {
        keep(properties, name, value);
    }
}

fn put(field: &mut Option<String>, text: &str) -> bool {
    if field.is_some() || text.is_empty() {
        return false;
    }
    *field = Some(text.to_owned());
    true
}

fn put_parsed<T: std::str::FromStr>(field: &mut Option<T>, text: &str) -> bool {
    if field.is_some() {
        return false;
    }
    *field = text.parse().ok();
    field.is_some()
}

/// Keeps a property under its name, or under `name#2` and so on when it is taken.
pub(super) fn keep(properties: &mut BTreeMap<String, String>, name: &str, value: &str) {
    let mut key = name.to_owned();
    let mut n = 1;
    while properties.contains_key(&key) {
        n += 1;
        key = format!("{name}#{n}");
    }
    properties.insert(key, value.to_owned());
}

/// The name of a property as TMX has it, without the number of a repetition.
pub(super) fn plain_name(name: &str) -> &str {
    match name.rsplit_once('#') {
        Some((plain, n)) if !plain.is_empty() && n.parse::<u32>().is_ok_and(|n| n > 1) => plain,
        _ => name,
    }
}

/// The fields of ours as properties, in a fixed order.
pub(super) fn properties(place: &Occurrence, role: Role) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let (origin, context) = (&place.origin, &place.context);
    let mut add = |name: &str, value: Option<String>| {
        out.extend(value.map(|value| (name.to_owned(), value)));
    };
    add("x-symbol", origin.symbol.clone());
    add("x-year", origin.year.map(|y| y.to_string()));
    add("x-paragraph", origin.paragraph.map(|n| n.to_string()));
    add("x-file", origin.file.clone());
    add("x-alignment", origin.alignment.clone());
    add("x-meeting", context.meeting.clone());
    let codes: Vec<&str> = context.countries.iter().map(|c| c.as_str()).collect();
    add("x-country", (!codes.is_empty()).then(|| codes.join(" ")));
    for (lang, text) in &context.recommendation {
        add(&format!("x-recommendation-{lang}"), Some(text.clone()));
    }
    add("x-previous", context.previous.clone());
    add("x-next", context.next.clone());
    if role == Role::Statement {
        add("x-role", Some("statement".into()));
    }
    out
}

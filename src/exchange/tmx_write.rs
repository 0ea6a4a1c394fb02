//! Writing TMX 1.4b that other programs read.

use std::io::Write;

use quick_xml::escape::{minimal_escape, partial_escape};

use super::error::ExchangeError;
use super::tmx::TmxHeader;
use super::tmx_unit::{VARIANT, plain_name, properties};
use crate::model::unit::{Occurrence, Role, Unit};

/// Writes a file. A unit that was met in several places is written once for each, so that reading
/// the file again gives the same memory. Gives the number of `tu` elements written.
///
/// # Errors
/// When writing fails.
pub fn write_tmx(
    mut to: impl Write,
    units: impl IntoIterator<Item = Unit>,
    header: &TmxHeader,
) -> Result<usize, ExchangeError> {
    let segment = match header.segment.as_str() {
        known @ ("sentence" | "phrase" | "block") => known,
        _ => "paragraph",
    };
    writeln!(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(to, "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">")?;
    writeln!(to, "<tmx version=\"1.4\">")?;
    let source = header.source_lang.as_ref().map_or("*all*", |l| l.as_str());
    write!(
        to,
        "  <header creationtool=\"{}\" creationtoolversion=\"{}\" segtype=\"{segment}\" o-tmf=\"rapporteur\" adminlang=\"en\" srclang=\"{source}\" datatype=\"plaintext\"",
        attribute(if header.tool.is_empty() {
            "rapporteur"
        } else {
            &header.tool
        }),
        attribute(if header.tool_version.is_empty() {
            env!("CARGO_PKG_VERSION")
        } else {
            &header.tool_version
        }),
    )?;
    if let Some(date) = header.created.as_deref().and_then(date) {
        write!(to, " creationdate=\"{date}\"")?;
    }
    if header.notes.is_empty() && header.properties.is_empty() {
        writeln!(to, "/>")?;
    } else {
        writeln!(to, ">")?;
        for note in &header.notes {
            writeln!(to, "    <note>{}</note>", text(note))?;
        }
        for (name, value) in &header.properties {
            prop(&mut to, "    ", name, value)?;
        }
        writeln!(to, "  </header>")?;
    }
    writeln!(to, "  <body>")?;
    let mut written = 0;
    for unit in units {
        let first = Occurrence {
            origin: unit.origin,
            context: unit.context,
            author: unit.author,
            created: unit.created,
            changed: unit.changed,
            notes: unit.notes,
            properties: unit.properties,
        };
        for (n, place) in std::iter::once(&first).chain(&unit.also).enumerate() {
            let id = (n == 0).then_some(unit.id.as_str());
            write_unit(&mut to, id, &unit.variants, place, segment)?;
            written += 1;
        }
    }
    writeln!(to, "  </body>\n</tmx>")?;
    to.flush()?;
    Ok(written)
}

fn write_unit(
    to: &mut impl Write,
    id: Option<&str>,
    variants: &[crate::model::unit::Variant],
    place: &Occurrence,
    segment: &str,
) -> Result<(), ExchangeError> {
    let role = variants.first().map_or(Role::Paragraph, |v| v.role);
    write!(to, "    <tu")?;
    let given = place.properties.get("tuid").map(String::as_str);
    if let Some(id) = given.or(id).filter(|id| !id.is_empty()) {
        write!(to, " tuid=\"{}\"", attribute(id))?;
    }
    for (name, value) in place
        .properties
        .iter()
        .filter_map(|(n, v)| Some((n.strip_prefix('@')?, v)))
    {
        if matches!(
            name,
            "changeid"
                | "usagecount"
                | "lastusagedate"
                | "o-encoding"
                | "datatype"
                | "creationtool"
                | "creationtoolversion"
                | "o-tmf"
                | "srclang"
        ) {
            write!(to, " {name}=\"{}\"", attribute(value))?;
        }
    }
    if let Some(author) = &place.author {
        write!(to, " creationid=\"{}\"", attribute(author))?;
    }
    for (name, value) in [
        ("creationdate", &place.created),
        ("changedate", &place.changed),
    ] {
        if let Some(date) = value.as_deref().and_then(date) {
            write!(to, " {name}=\"{date}\"")?;
        }
    }
    let kind = match (role, segment) {
        (Role::Segment, "sentence" | "phrase") => None,
        (Role::Segment, _) => Some("sentence"),
        (_, "sentence" | "phrase") => Some("paragraph"),
        _ => None,
    };
    if let Some(kind) = kind {
        write!(to, " segtype=\"{kind}\"")?;
    }
    writeln!(to, ">")?;
    for note in &place.notes {
        writeln!(to, "      <note>{}</note>", text(note))?;
    }
    for (name, value) in properties(place, role) {
        prop(to, "      ", &name, &value)?;
    }
    for (name, value) in &place.properties {
        if name != "tuid" && !name.starts_with('@') && !name.starts_with(VARIANT) {
            prop(to, "      ", plain_name(name), value)?;
        }
    }
    for (position, variant) in variants.iter().enumerate() {
        let prefix = format!("{VARIANT}{position}:");
        let extras: Vec<(&str, &String)> = place
            .properties
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(&prefix)?, value)))
            .collect();
        write!(to, "      <tuv xml:lang=\"{}\"", variant.lang)?;
        for (name, value) in extras
            .iter()
            .filter_map(|(n, v)| Some((n.strip_prefix('@')?, v)))
        {
            write!(to, " {}=\"{}\"", plain_name(name), attribute(value))?;
        }
        writeln!(to, ">")?;
        for (name, value) in extras
            .iter()
            .filter(|(n, _)| !n.starts_with('@') && *n != "seg")
        {
            if plain_name(name) == "note" {
                writeln!(to, "        <note>{}</note>", text(value))?;
            } else {
                prop(to, "        ", plain_name(name), value)?;
            }
        }
        match raw_of(place, position, &variant.text) {
            Some(raw) => writeln!(
                to,
                "        <seg>{}</seg>",
                clean(raw).replace("]]>", "]]&gt;")
            )?,
            None => writeln!(to, "        <seg>{}</seg>", text(&variant.text))?,
        }
        writeln!(to, "      </tuv>")?;
    }
    writeln!(to, "    </tu>")?;
    Ok(())
}

fn prop(to: &mut impl Write, indent: &str, name: &str, value: &str) -> std::io::Result<()> {
    writeln!(
        to,
        "{indent}<prop type=\"{}\">{}</prop>",
        attribute(name),
        text(value)
    )
}

/// The text of a variant kept with its codes, when it is still the text of the variant.
pub(super) fn raw_of<'a>(place: &'a Occurrence, position: usize, text: &str) -> Option<&'a str> {
    place
        .properties
        .get(&format!("{VARIANT}{position}:seg"))
        .map(String::as_str)
        .filter(|raw| without_codes(raw).is_some_and(|there| same(&there, text)))
}

/// The text of a segment kept with its codes; `None` when it does not read as such.
fn without_codes(raw: &str) -> Option<String> {
    let file = format!(
        "<tmx version=\"1.4\"><header/><body><tu><tuv xml:lang=\"und\"><seg>{raw}</seg></tuv></tu></body></tmx>"
    );
    let mut found = None;
    super::tmx::read_tmx(file.as_bytes(), &mut |unit| {
        found = unit.variants.into_iter().next().map(|v| v.text);
    })
    .ok()?;
    found
}

fn same(a: &str, b: &str) -> bool {
    crate::model::text::fold(a) == crate::model::text::fold(b)
}

/// Without the control characters that XML does not allow.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| {
            matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(*c, '\u{fffe}' | '\u{ffff}'))
        })
        .collect()
}

pub(super) fn text(value: &str) -> String {
    minimal_escape(clean(value)).replace('>', "&gt;")
}

pub(super) fn attribute(value: &str) -> String {
    partial_escape(clean(value))
        .replace('"', "&quot;")
        .replace(['\n', '\r', '\t'], " ")
}

/// A date as TMX wants it, `YYYYMMDDThhmmssZ`, from the same or from RFC 3339 in UTC.
fn date(given: &str) -> Option<String> {
    let compact: String = given.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let compact = match compact.split_once('.') {
        Some((whole, _)) => format!("{whole}Z"),
        None => compact,
    };
    let compact = if compact.len() == 8 {
        format!("{compact}T000000Z")
    } else {
        compact
    };
    let sound = compact.len() == 16
        && compact.chars().enumerate().all(|(i, c)| match i {
            8 => c == 'T',
            15 => c == 'Z',
            _ => c.is_ascii_digit(),
        });
    sound.then_some(compact)
}

//! Entries as XLIFF 2.1 or 1.2: one unit an entry, the key as its id.
//!
//! 2.1 has the matches module and the metadata module. Candidates point to the segment, not to a mark
//! in the source: simple programs lose the text in a mark. The constraints that a schema cannot say are kept: unit ids are unique in the file, ids of
//! segments in the unit, a state past `initial` has a target, each `subState` has a prefix
//! and a state, every `ref` of a candidate meets a mark of its unit.

use std::io::Write;

use super::super::error::ExchangeError;
use super::super::tmx_write::{attribute, text};
use super::super::xliff_write::XliffVersion;
use super::{Languages, Outgoing, Proposed, ProposedKind, Standing};

/// What stands before our words in `subState` and the like.
pub(super) const PREFIX: &str = "rapporteur";

/// The state of a 1.2 target that is tentative, which the standard has no word for.
pub(super) const TENTATIVE_12: &str = "x-rapporteur-tentative";

/// Writes the lines. `original` names what they are from. Gives how many were written.
///
/// # Errors
/// When writing fails.
pub fn write_job_xliff(
    mut to: impl Write,
    lines: &[Outgoing],
    langs: Languages<'_>,
    original: &str,
    version: XliffVersion,
) -> Result<usize, ExchangeError> {
    let (from, into) = (langs.from, langs.into);
    let original = attribute(original);
    writeln!(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    match version {
        XliffVersion::V21 => {
            writeln!(
                to,
                "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\" xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" version=\"2.1\" srcLang=\"{from}\" trgLang=\"{into}\">\n  <file id=\"f1\" original=\"{original}\" canResegment=\"yes\">"
            )?;
            for line in lines {
                unit_21(&mut to, line)?;
            }
            if lines.is_empty() {
                // A file without a unit is not valid; this one is not to be translated.
                writeln!(
                    to,
                    "    <unit id=\"none\" translate=\"no\"><segment><source/></segment></unit>"
                )?;
            }
            writeln!(to, "  </file>\n</xliff>")?;
        }
        XliffVersion::V12 => {
            writeln!(
                to,
                "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\">\n  <file original=\"{original}\" source-language=\"{from}\" target-language=\"{into}\" datatype=\"plaintext\">\n    <header><tool tool-id=\"{PREFIX}\" tool-name=\"Rapporteur\" tool-version=\"{}\"/></header>\n    <body>",
                env!("CARGO_PKG_VERSION")
            )?;
            for line in lines {
                unit_12(&mut to, line)?;
            }
            writeln!(to, "    </body>\n  </file>\n</xliff>")?;
        }
    }
    to.flush()?;
    Ok(lines.len())
}

fn unit_21(to: &mut impl Write, line: &Outgoing) -> Result<(), ExchangeError> {
    let name = line
        .number
        .map(|n| format!(" name=\"{n}\""))
        .unwrap_or_default();
    writeln!(
        to,
        "    <unit id=\"{}\"{name} xml:space=\"preserve\">",
        line.key
    )?;
    if !line.proposals.is_empty() {
        writeln!(to, "      <mtc:matches>")?;
        for (n, p) in line.proposals.iter().enumerate() {
            match_21(to, n + 1, p)?;
        }
        writeln!(to, "      </mtc:matches>")?;
    }
    writeln!(
        to,
        "      <mda:metadata><mda:metaGroup category=\"{PREFIX}\"><mda:meta type=\"entry\">{}</mda:meta><mda:meta type=\"state\">{}</mda:meta></mda:metaGroup></mda:metadata>",
        line.key.entry,
        line.key.standing.as_str()
    )?;
    if !line.notes.is_empty() {
        writeln!(to, "      <notes>")?;
        for (kind, note) in &line.notes {
            writeln!(
                to,
                "        <note category=\"{PREFIX}:{}\" appliesTo=\"source\">{}</note>",
                kind.as_str(),
                text(note)
            )?;
        }
        writeln!(to, "      </notes>")?;
    }
    let state = match line.key.standing {
        Standing::Empty | Standing::Suggested | Standing::Draft | Standing::Review => "initial",
        _ if line.target.is_empty() => "initial",
        Standing::Edited | Standing::Tentative => "translated",
        Standing::Confirmed if line.source_settled => "final",
        Standing::Confirmed => "reviewed",
    };
    writeln!(
        to,
        "      <segment id=\"s1\" state=\"{state}\" subState=\"{PREFIX}:{}\">",
        line.key.standing.as_str()
    )?;
    writeln!(to, "        <source>{}</source>", text(&line.source))?;
    if !line.target.is_empty() {
        writeln!(to, "        <target>{}</target>", text(&line.target))?;
    }
    writeln!(to, "      </segment>\n    </unit>")?;
    Ok(())
}

fn match_21(to: &mut impl Write, n: usize, p: &Proposed) -> Result<(), ExchangeError> {
    let (kind, sub) = match p.kind {
        ProposedKind::Memory => ("tm", ""),
        ProposedKind::Repaired => ("tm", "repaired"),
        ProposedKind::Rule => ("other", "rule"),
    };
    let sub = match sub {
        "" => String::new(),
        word => format!(" subType=\"{PREFIX}:{word}\""),
    };
    let similarity = p
        .similarity
        .map(|s| format!(" similarity=\"{}\"", score(s)))
        .unwrap_or_default();
    // What is made by rule may have no score.
    let quality = if p.kind == ProposedKind::Rule && p.quality <= 0.0 {
        String::new()
    } else {
        format!(" matchQuality=\"{}\"", score(p.quality))
    };
    writeln!(
        to,
        "        <mtc:match id=\"mt{n}\" ref=\"#s1\" type=\"{kind}\"{sub}{similarity}{quality} origin=\"{}\">\n          <source>{}</source>\n          <target>{}</target>\n        </mtc:match>",
        attribute(&p.origin),
        text(&p.source),
        text(&p.target)
    )?;
    Ok(())
}

fn unit_12(to: &mut impl Write, line: &Outgoing) -> Result<(), ExchangeError> {
    let standing = line.key.standing;
    let name = line
        .number
        .map(|n| format!(" resname=\"{n}\""))
        .unwrap_or_default();
    let approved = match standing {
        Standing::Confirmed => " approved=\"yes\"",
        _ => " approved=\"no\"",
    };
    writeln!(
        to,
        "      <trans-unit id=\"{}\"{name}{approved} xml:space=\"preserve\">\n        <source>{}</source>",
        line.key,
        text(&line.source)
    )?;
    if !line.target.is_empty() {
        let state = match standing {
            Standing::Empty | Standing::Suggested | Standing::Draft | Standing::Review => {
                "needs-review-translation"
            }
            Standing::Edited => "translated",
            Standing::Tentative => TENTATIVE_12,
            Standing::Confirmed => "final",
        };
        writeln!(
            to,
            "        <target state=\"{state}\">{}</target>",
            text(&line.target)
        )?;
    }
    writeln!(
        to,
        "        <context-group name=\"{PREFIX}-{}\" purpose=\"information\"><context context-type=\"x-state\">{}</context></context-group>",
        line.key.entry,
        standing.as_str()
    )?;
    for (kind, note) in &line.notes {
        writeln!(
            to,
            "        <note from=\"{PREFIX}:{}\" annotates=\"source\">{}</note>",
            kind.as_str(),
            text(note)
        )?;
    }
    for p in &line.proposals {
        writeln!(
            to,
            "        <alt-trans match-quality=\"{}%\" origin=\"{}\">\n          <source>{}</source>\n          <target>{}</target>\n        </alt-trans>",
            score(p.quality),
            attribute(&p.origin),
            text(&p.source),
            text(&p.target)
        )?;
    }
    writeln!(to, "      </trans-unit>")?;
    Ok(())
}

/// A score as the standard writes it: a decimal from 0 to 100.
fn score(value: f64) -> String {
    let value = value.clamp(0.0, 100.0);
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
#[path = "xliff_tests.rs"]
mod tests;

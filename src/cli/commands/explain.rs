//! `explain N`.

use super::{Call, Done};
use crate::cli::args::Explain;
use crate::cli::exit::Outcome;
use crate::cli::printer::{Look, Printer};
use crate::model::Lang;
use crate::model::entry::EntryKey;
use crate::model::extraction::Answer;
use crate::workflow::{Desk, Explanation, explain};

pub fn run(call: &Call<'_>, a: &Explain) -> Done {
    let desk = call.desk(None)?;
    let e = explain(&desk, a.number)?;
    let p = &call.world.printer;
    if a.json {
        p.record(&e);
    } else {
        print(p, &desk, &e);
    }
    Ok(Outcome::Done)
}

fn print(p: &Printer, desk: &Desk, e: &Explanation) {
    let name = |code| desk.resources.countries.list_name(code, &Lang::en());
    let what = match &e.entry.key {
        EntryKey::Introduction(n) => format!("paragraph {n} of the introduction"),
        EntryKey::Restatement(cell) => format!("recommendation {cell} restated"),
        EntryKey::Statement { country, cell, .. } => {
            format!("what {} reported under {cell}", name(*country))
        }
        EntryKey::Conclusion(n) => format!("paragraph {n} of the conclusions"),
    };
    p.data(&p.out(
        &format!("Paragraph {}: {what} (entry {})", e.paragraph, e.entry.id),
        Look::Strong,
    ));
    for source in &e.entry.sources {
        let s = &source.statement;
        let ticked = match s.action {
            Some(Answer::Yes) => ", YES ticked",
            Some(Answer::No) => ", NO ticked",
            None => "",
        };
        p.data(&format!(
            "\nFrom {}, {}{ticked}, sureness {} ({})",
            source.file, s.place, s.confidence, s.evidence
        ));
        indented(p, &s.text);
        for note in &s.notes {
            indented(p, &format!("[note] {note}"));
        }
    }
    if let Some(group) = &e.versions {
        p.data("");
        super::versions::group(p, group, &name(group.country), false);
    }
    for (lang, text) in &e.entry.texts {
        let review = if text.needs_review {
            ", needs review"
        } else {
            ""
        };
        p.data(&format!(
            "\n{} ({}{review})",
            p.out(lang.as_str(), Look::Strong),
            text.state.as_str()
        ));
        indented(p, &text.text);
        if !text.basis.is_empty() {
            p.data(&format!(
                "  {}",
                p.out(&format!("by: {}", text.basis), Look::Quiet)
            ));
        }
        let offered = e
            .proposals
            .iter()
            .filter(|(l, _)| l == lang)
            .flat_map(|(_, list)| list);
        for proposal in offered {
            let s = &proposal.suggestion;
            p.data(&format!(
                "  offered {:>5.1}  match {:>5.1}  {}",
                s.score, s.matched, s.basis
            ));
            for r in &s.repairs {
                p.data(&format!("      {}: {} → {}", r.kind, r.from, r.to));
            }
            for m in &s.marks {
                let span: String = s
                    .target
                    .chars()
                    .skip(m.start)
                    .take(m.end.saturating_sub(m.start))
                    .collect();
                p.data(&format!("      look at “{span}”: {}", m.why));
            }
        }
    }
    if !e.decisions.is_empty() {
        p.data("\nDecisions");
        for d in &e.decisions {
            let act = serde_json::to_value(&d.action)
                .ok()
                .and_then(|v| v.get("act").and_then(|a| a.as_str().map(str::to_owned)));
            p.data(&format!(
                "  {} {} {} ({})",
                d.seq,
                d.time.strftime("%Y-%m-%d %H:%M"),
                act.unwrap_or_default(),
                d.person
            ));
        }
    }
}

fn indented(p: &Printer, text: &str) {
    for line in text.lines() {
        p.data(&format!("  {line}"));
    }
}

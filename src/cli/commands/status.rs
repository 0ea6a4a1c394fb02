//! `status`.

use jiff::civil::Date;

use super::{Call, Done};
use crate::cli::args::OnDossier;
use crate::cli::exit::Outcome;
use crate::cli::printer::{Look, Printer};
use crate::model::Finding;
use crate::workflow::{CellStatus, FileNeed, Status, status};

pub fn run(call: &Call<'_>, a: &OnDossier) -> Done {
    let desk = call.desk(a.dir.as_ref())?;
    let s = status(&desk)?;
    let p = &call.world.printer;
    if a.json {
        p.record(&s);
    } else {
        print(p, &s);
    }
    Ok(Outcome::Done)
}

fn print(p: &Printer, s: &Status) {
    let name = if s.symbol.is_empty() {
        s.dossier.clone()
    } else {
        format!("{} ({})", s.symbol, s.dossier)
    };
    p.data(&p.out(&name, Look::Strong));
    let cut_off = s
        .cut_off
        .map(|d| format!(", cut-off {d}"))
        .unwrap_or_default();
    p.data(&format!(
        "{} of {} Governments have replied{cut_off}.",
        s.replied, s.invited
    ));
    p.data("");
    table(p, s);
    p.data("");
    for (lang, l) in &s.languages {
        let over = if l.words > s.word_limit as usize {
            p.out(" over the limit", Look::Bad)
        } else {
            String::new()
        };
        p.data(&format!(
            "{lang}: {} paragraphs, {} with text, {} confirmed, {} of {} words{over}",
            l.paragraphs, l.written, l.confirmed, l.words, s.word_limit
        ));
    }
    if !s.silent.is_empty() {
        let silent: Vec<String> = s
            .countries
            .iter()
            .filter(|c| s.silent.contains(&c.country))
            .map(|c| c.name.clone())
            .collect();
        p.data(&format!(
            "\n{}\n  {}",
            p.out("No reply yet:", Look::Strong),
            silent.join(", ")
        ));
    }
    if !s.missing.is_empty() {
        p.data(&format!("\n{}", p.out("Blank in note.toml:", Look::Strong)));
        for (path, what) in &s.missing {
            p.data(&format!("  {path:<28} {what}"));
        }
    }
    needs(p, s);
    // What stands in the list of needs is not said twice.
    let listed = |file: &str, f: &Finding| {
        f.code == "several-versions"
            || s.needs
                .iter()
                .any(|n| n.file == file && n.need.code == f.code)
    };
    let remarks: Vec<_> = s
        .findings
        .iter()
        .filter(|(file, f)| !listed(file, f))
        .collect();
    if !remarks.is_empty() {
        p.data(&format!("\n{}", p.out("To look at:", Look::Strong)));
        for (file, f) in remarks {
            let whose = if file.is_empty() {
                String::new()
            } else {
                format!("{file}: ")
            };
            p.data(&format!(
                "  {} {whose}{} [{}]",
                p.severity(f.severity),
                f.message,
                f.code
            ));
            if !f.hint.is_empty() {
                p.data(&format!("      {}", p.out(&f.hint, Look::Quiet)));
            }
        }
    }
    super::versions::questions(p, &s.questions);
    if !s.unplaced.is_empty() {
        p.data(&format!(
            "\n{}",
            p.out("Text that belongs to no recommendation:", Look::Strong)
        ));
        for (file, place, text) in &s.unplaced {
            p.data(&format!("  {file}, {place}: {}", shortened(text, 90)));
        }
    }
    let open = s.obstacles.len();
    if open > 0 {
        p.data(&format!(
            "\n{} stand between this draft and the final note, the first of them:",
            p.out(&format!("{open} things"), Look::Strong)
        ));
        for o in s
            .obstacles
            .iter()
            .filter(|o| o.code != "setting-missing")
            .take(8)
        {
            p.data(&format!("  {}", o.message));
        }
    }
}

/// Needs that are told with the questions on texts and versions.
const ASKED: [&str; 4] = [
    "several-versions",
    "placement-unsure",
    "action-contradiction",
    "decision-without-text",
];

/// Every file that needs a person, with the reason and what resolves it.
fn needs(p: &Printer, s: &Status) {
    if !s.unread.is_empty() || !s.in_folders.is_empty() {
        p.data(&format!("\n{}", p.out("Not read:", Look::Strong)));
        for file in &s.unread {
            p.data(&format!(
                "  {file}: came since the last look; rapporteur ingest"
            ));
        }
        for file in &s.in_folders {
            p.data(&format!(
                "  {file}: in a folder; move it into the inbox itself"
            ));
        }
    }
    // What a person decides on texts stands in a list of its own.
    let needs: Vec<_> = s
        .needs
        .iter()
        .filter(|n| !ASKED.contains(&n.need.code.as_str()))
        .collect();
    if needs.is_empty() {
        return;
    }
    p.data(&format!("\n{}", p.out("Needs a person:", Look::Strong)));
    for FileNeed { file, need, .. } in needs {
        let sign = if need.blocks {
            p.out("✗", Look::Bad)
        } else {
            p.out("!", Look::Care)
        };
        p.data(&format!("  {sign} {file}: {} [{}]", need.reason, need.code));
        p.data(&format!("      {}", p.out(&need.cure, Look::Quiet)));
    }
}

/// Countries down, recommendations across; one sign a cell, explained below.
fn table(p: &Printer, s: &Status) {
    let width = s
        .countries
        .iter()
        .map(|c| c.name.chars().count())
        .max()
        .unwrap_or(8)
        .min(34);
    let head: Vec<String> = s.cells.iter().map(|c| format!("{c:>6}")).collect();
    p.data(&format!(
        "{:width$} {}   submitted   received",
        "",
        head.join("")
    ));
    for c in s.countries.iter().filter(|c| !c.files.is_empty()) {
        let cells: Vec<String> = s
            .cells
            .iter()
            .map(|cell| {
                let (sign, look) = sign(c.cells.get(cell).copied().unwrap_or(CellStatus::Blank));
                format!("     {}", p.out(sign, look))
            })
            .collect();
        let late = if c.counts {
            ""
        } else {
            "  does not count: submitted after the cut-off"
        };
        let name = shortened(&c.name, width);
        let pad = width.saturating_sub(name.chars().count());
        let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |d| d.to_string());
        p.data(&format!(
            "{name}{} {}   {:10}  {:10}{late}",
            " ".repeat(pad),
            cells.join(""),
            day(c.submitted),
            day(c.received)
        ));
    }
    p.data(&p.out("  ● confirmed  ◐ text in all languages  ○ drafted  ! to be drafted  ? ticked only  ~ changed since  × left out  · blank", Look::Quiet));
}

fn sign(status: CellStatus) -> (&'static str, Look) {
    match status {
        CellStatus::Blank => ("·", Look::Quiet),
        CellStatus::Excluded => ("×", Look::Quiet),
        CellStatus::WaitsForOfficer => ("?", Look::Care),
        CellStatus::Replied => ("!", Look::Care),
        CellStatus::Drafted => ("○", Look::Care),
        CellStatus::Translated => ("◐", Look::Good),
        CellStatus::Confirmed => ("●", Look::Good),
        CellStatus::NeedsReview => ("~", Look::Bad),
    }
}

/// A text on one line, cut at `most` characters.
pub fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let mut cut: String = line.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

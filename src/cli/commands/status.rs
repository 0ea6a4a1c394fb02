//! `status`.

use jiff::civil::Date;

use super::build::things;
use super::{Call, Done};
use crate::cli::args::StatusArgs;
use crate::cli::exit::Outcome;
use crate::cli::printer::{Look, Printer};
use crate::model::Finding;
use crate::workflow::{
    CellStatus, FileNeed, Obstacle, Status, gathered, in_short, status, status_table,
};

pub fn run(call: &Call<'_>, a: &StatusArgs) -> Done {
    let desk = call.desk(a.on.dir.as_ref())?;
    let s = status(&desk)?;
    let p = &call.world.printer;
    if let Some(file) = &a.xlsx {
        status_table(&desk, &call.world.surroundings(), file)?;
        p.say(&format!(
            "{} written; it is not part of the note.",
            file.display()
        ));
    }
    if a.on.json {
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
        heading(p, "Blank in note.toml:");
        for (path, what) in &s.missing {
            p.data(&format!("  {path:<28} {what}"));
        }
    }
    needs(p, s);
    decisions(p, s);
    unplaced(p, s);
    groups(p, s);
    twins(p, s);
    queries(p, s);
    remarks(p, s);
    before_final(p, s);
}

/// What a person decides on versions, places and ticks; a hint stands once for all that it helps.
fn decisions(p: &Printer, s: &Status) {
    let questions = gathered(&s.questions);
    let asked: Vec<&Obstacle> = questions
        .iter()
        .chain(s.obstacles.iter().filter(|o| o.code == "waits-for-officer"))
        // The text itself stands below.
        .filter(|q| q.code != "text-open")
        .collect();
    if asked.is_empty() {
        return;
    }
    heading(p, "For a person to decide:");
    for (i, q) in asked.iter().enumerate() {
        p.data(&format!("  {}{}", q.message, code(p, q.code)));
        if asked.get(i + 1).is_none_or(|next| next.hint != q.hint) {
            hint(p, &q.hint);
        }
    }
}

/// Text that nobody has placed, file by file; letterheads wait for nobody.
fn unplaced(p: &Printer, s: &Status) {
    let letterhead = |place: &str| place.starts_with("header") || place.starts_with("footer");
    let mut files: Vec<(&str, Vec<String>)> = Vec::new();
    for (file, place, text) in s.unplaced.iter().filter(|(_, place, _)| !letterhead(place)) {
        let said = shortened(&format!("{place}: {text}"), WIDTH - 6);
        match files.last_mut().filter(|(name, _)| name == file) {
            Some((_, texts)) => texts.push(said),
            None => files.push((file, vec![said])),
        }
    }
    if files.is_empty() {
        return;
    }
    heading(p, "Text that belongs to no recommendation:");
    for (file, texts) in files {
        p.data(&format!("  {file}"));
        for text in texts.iter().take(5) {
            p.data(&format!("      {text}"));
        }
        if texts.len() > 5 {
            p.data(&format!("      … and {} more", texts.len() - 5));
        }
    }
    hint(
        p,
        "rapporteur review, page of the return: move it under its recommendation, or say that it is no answer",
    );
}

/// Countries that may speak in one paragraph.
fn groups(p: &Printer, s: &Status) {
    if s.groups.is_empty() {
        return;
    }
    heading(p, "May be one paragraph:");
    for one in &s.groups {
        let numbers: Vec<String> = one.iter().map(u32::to_string).collect();
        p.data(&format!("  paragraphs {}", numbers.join(", ")));
    }
    hint(
        p,
        "`rapporteur group` shows what each country wrote, and the sentence for all",
    );
}

/// Paragraphs with the same original; their translations should be the same too.
fn twins(p: &Printer, s: &Status) {
    if s.twins.is_empty() {
        return;
    }
    heading(p, "Same original, whoever speaks:");
    for one in &s.twins {
        let numbers: Vec<String> = one.paragraphs.iter().map(u32::to_string).collect();
        let langs: Vec<&str> = one.unequal.iter().map(|l| l.as_str()).collect();
        let differs = if langs.is_empty() {
            String::new()
        } else {
            p.out(
                &format!(": not the same in {}", langs.join(", ")),
                Look::Care,
            )
        };
        p.data(&format!("  paragraphs {}{differs}", numbers.join(", ")));
    }
}

/// Questions that wait for an answer.
fn queries(p: &Printer, s: &Status) {
    if s.queries.is_empty() {
        return;
    }
    heading(p, "Open queries:");
    for q in &s.queries {
        let (to, by) = (q.to.as_str(), &q.asked.person);
        p.data(&format!("  to the {to}, by {by}: {}", q.asked.text));
    }
    hint(p, "they are answered on the page: Entries, open queries");
}

/// What is worth knowing and stands in no list yet.
fn remarks(p: &Printer, s: &Status) {
    let listed = |file: &str, f: &Finding| {
        ASKED.contains(&f.code.as_str())
            || s.needs
                .iter()
                .any(|n| n.file == file && n.need.code == f.code)
    };
    let remarks: Vec<_> = s
        .findings
        .iter()
        .filter(|(file, f)| !listed(file, f))
        .collect();
    if remarks.is_empty() {
        return;
    }
    heading(p, "To look at:");
    for (i, (file, f)) in remarks.iter().enumerate() {
        let whose = if file.is_empty() {
            String::new()
        } else {
            format!("{file}: ")
        };
        p.data(&format!(
            "  {} {whose}{}{}",
            p.severity(f.severity),
            f.message,
            code(p, &f.code)
        ));
        if remarks
            .get(i + 1)
            .is_none_or(|(_, next)| next.hint != f.hint)
        {
            hint(p, &f.hint);
        }
    }
}

/// How much stands before the final note: what is listed above is counted, texts are told in short.
fn before_final(p: &Printer, s: &Status) {
    if s.obstacles.is_empty() {
        return;
    }
    let (texts, listed): (Vec<Obstacle>, Vec<Obstacle>) = s
        .obstacles
        .iter()
        .cloned()
        .partition(|o| o.paragraph.is_some());
    heading(
        p,
        &format!(
            "Before the final note, {} to settle:",
            things(s.obstacles.len())
        ),
    );
    if !listed.is_empty() {
        p.data(&format!("  {} listed above", listed.len()));
    }
    for line in in_short(&texts) {
        p.data(&format!("  {}", shortened(&line, WIDTH - 2)));
    }
}

fn heading(p: &Printer, words: &str) {
    p.data(&format!("\n{}", p.out(words, Look::Strong)));
}

fn hint(p: &Printer, words: &str) {
    if !words.is_empty() {
        p.data(&format!("      {}", p.out(words, Look::Quiet)));
    }
}

/// A code, by which findings.md explains what is said.
fn code(p: &Printer, code: &str) -> String {
    format!(" {}", p.out(&format!("[{code}]"), Look::Quiet))
}

/// Needs that are told with the questions on texts and versions.
const ASKED: [&str; 5] = [
    "several-versions",
    "placement-unsure",
    "answer-unsure",
    "action-contradiction",
    "decision-without-text",
];

/// Every file that needs a person, with the reason and what resolves it.
fn needs(p: &Printer, s: &Status) {
    if !s.unread.is_empty() || !s.in_folders.is_empty() {
        heading(p, "Not read:");
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
    heading(p, "Needs a person:");
    for FileNeed { file, need, .. } in needs {
        let sign = if need.blocks {
            p.out("✗", Look::Bad)
        } else {
            p.out("!", Look::Care)
        };
        p.data(&format!(
            "  {sign} {file}: {}{}",
            need.reason,
            code(p, &need.code)
        ));
        hint(p, &need.cure);
    }
}

/// Largest number of characters in a line of the table.
const WIDTH: usize = 100;

/// Countries down, recommendations across; one sign a cell, explained below.
fn table(p: &Printer, s: &Status) {
    let rows: Vec<_> = s.countries.iter().filter(|c| !c.files.is_empty()).collect();
    if rows.is_empty() {
        return;
    }
    let names = rows.iter().map(|c| c.name.chars().count());
    let width = names.max().unwrap_or(8).min(28);
    let bands = bands(s.cells.len(), width);
    for (n, band) in bands.iter().enumerate() {
        let cells = s.cells.get(band.clone()).unwrap_or_default();
        // The dates stand beside the last recommendations.
        let last = n + 1 == bands.len();
        let head: String = cells.iter().map(|c| format!("{c:>6}")).collect();
        let dates = if last { "  submitted   received" } else { "" };
        p.data(&format!("{:width$} {head}{dates}", ""));
        for c in &rows {
            let signs: String = cells
                .iter()
                .map(|cell| {
                    let (sign, look) =
                        sign(c.cells.get(cell).copied().unwrap_or(CellStatus::Blank));
                    format!("     {}", p.out(sign, look))
                })
                .collect();
            let name = shortened(&c.name, width);
            let pad = " ".repeat(width.saturating_sub(name.chars().count()));
            let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |d| d.to_string());
            let late = if c.counts { "" } else { " late" };
            let dates = if last {
                format!("  {:10}  {:10}{late}", day(c.submitted), day(c.received))
            } else {
                String::new()
            };
            p.data(format!("{name}{pad} {signs}{dates}").trim_end());
        }
        if !last {
            p.data("");
        }
    }
    for line in [
        "  ● confirmed  ◐ text in all languages  ○ drafted  ! to be drafted",
        "  ? ticked only  ~ changed since  × left out  · blank",
    ] {
        p.data(&p.out(line, Look::Quiet));
    }
    if rows.iter().any(|c| !c.counts) {
        let late = "  late: submitted after the cut-off; it does not count";
        p.data(&p.out(late, Look::Quiet));
    }
    p.data("");
}

/// Which recommendations stand in each part of a table whose names take `width` characters, so that
/// no line is longer than [`WIDTH`].
fn bands(cells: usize, width: usize) -> Vec<std::ops::Range<usize>> {
    // A space, two dates with their gaps, and the word "late".
    let room = WIDTH.saturating_sub(width + 1 + 24 + 5);
    let most = (room / 6).max(1);
    let parts = cells.div_ceil(most).max(1);
    let each = cells.div_ceil(parts).max(1);
    (0..parts)
        .map(|n| (n * each).min(cells)..((n + 1) * each).min(cells))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_any_size_fits_the_line() {
        for cells in 1..40 {
            for width in 4..=28 {
                let bands = bands(cells, width);
                assert_eq!(bands.first().unwrap().start, 0);
                assert_eq!(bands.last().unwrap().end, cells);
                for (a, b) in bands.iter().zip(bands.iter().skip(1)) {
                    assert_eq!(a.end, b.start);
                }
                for band in bands {
                    assert!(width + 1 + band.len() * 6 + 24 + 5 <= WIDTH && !band.is_empty());
                }
            }
        }
    }
}

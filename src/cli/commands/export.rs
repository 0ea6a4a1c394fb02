//! `export`.

use serde::Serialize;

use super::{Call, Done};
use crate::cli::args::{Export, Out, PairsOf};
use crate::cli::exit::Outcome;
use crate::model::Finding;
use crate::workflow::{ExportWish, JobFormat, Pairs, export_for_translators, put_parcel};

#[derive(Serialize)]
struct Record<'a> {
    files: Vec<String>,
    lines: usize,
    statements: usize,
    findings: &'a [Finding],
}

pub fn run(call: &Call<'_>, a: &Export) -> Done {
    let desk = call.desk(None)?;
    let wish = ExportWish {
        format: match a.format {
            Out::Xliff => JobFormat::Xliff,
            Out::Docx => JobFormat::Docx,
            Out::Xlsx => JobFormat::Xlsx,
            Out::Tmx => JobFormat::Tmx,
            Out::Package => JobFormat::Package,
        },
        lang: a.lang.clone(),
        old_version: a.xliff == "1.2",
        statements: a.with_statements,
        pairs: match a.pairs {
            PairsOf::Suggestions => Pairs::Suggestions,
            PairsOf::Confirmed => Pairs::Confirmed,
        },
        open_only: a.open,
    };
    let parcel = export_for_translators(&desk, &call.world.surroundings(), &wish)?;
    let paths = put_parcel(&desk, &parcel, a.out.as_deref())?;
    let p = &call.world.printer;
    if a.json {
        p.record(&Record {
            files: paths.iter().map(|f| f.display().to_string()).collect(),
            lines: parcel.lines,
            statements: parcel.statements,
            findings: &parcel.findings,
        });
        return Ok(Outcome::Done);
    }
    for path in &paths {
        p.data(&path.display().to_string());
    }
    for f in &parcel.findings {
        p.say(&format!("{} {}", p.severity(f.severity), f.message));
    }
    let lines = match parcel.lines {
        1 => "1 line written.".to_owned(),
        n => format!("{n} lines written."),
    };
    p.say(&lines);
    if parcel.statements > 0 {
        p.say(&format!(
            "{} replies as returned went along; that is in the log.",
            parcel.statements
        ));
    }
    Ok(Outcome::Done)
}

//! `reread`: a refused return is read in another way.

use super::{Call, Done};
use crate::cli::args::Reread;
use crate::cli::exit::Outcome;
use crate::dossier::Verdict;
use crate::model::decision::Way;
use crate::workflow::{WorkflowError, is_unsure, reread};

pub fn run(call: &Call<'_>, a: &Reread) -> Done {
    let desk = call.desk(None)?;
    let way = match (a.salvage, a.convert) {
        (true, _) => Way::Salvage,
        (_, true) => Way::Convert,
        _ => Way::AsItCame,
    };
    let known = desk.database()?.returns()?;
    let Some(record) = known.into_iter().find(|r| r.present && r.file == a.file) else {
        return Err(WorkflowError::usage(
            format!("there is no return called “{}” in this dossier", a.file),
            "`rapporteur status` lists the files; run `rapporteur ingest` first if it is new",
        ));
    };
    let now = reread(&desk, &call.world.surroundings(), &record.id, way)?;
    let p = &call.world.printer;
    let Some(view) = now.returns.iter().find(|v| v.record.id == record.id) else {
        return Ok(Outcome::Done);
    };
    match &view.record.verdict {
        Verdict::Refused { message, hint, .. } => p.error(&format!("{}: {message}", a.file), hint),
        Verdict::Read(x) => {
            p.say(&format!(
                "{} was read in another way, as decided by {}: {} answers.",
                a.file,
                call.world.person(),
                x.statements.len()
            ));
            for f in x
                .findings
                .iter()
                .filter(|f| matches!(f.code.as_str(), "salvaged" | "converted"))
            {
                p.say(&format!("  {}", f.message));
                if !f.hint.is_empty() {
                    p.say(&format!("      {}", f.hint));
                }
            }
            let unsure: Vec<String> = x
                .statements
                .iter()
                .filter(|s| is_unsure(s))
                .map(|s| s.cell.to_string())
                .collect();
            if !unsure.is_empty() {
                p.say(&format!(
                    "  Not sure, for a person to confirm one by one: {}.",
                    unsure.join(", ")
                ));
            }
        }
    }
    Ok(if view.needs_a_person() {
        Outcome::NeedsAPerson
    } else {
        Outcome::Done
    })
}

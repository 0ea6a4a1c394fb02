//! `new`.

use super::{Call, Done};
use crate::cli::args::New;
use crate::cli::exit::Outcome;
use crate::workflow::new_dossier;

pub fn run(call: &Call<'_>, a: &New) -> Done {
    let report = new_dossier(&a.dir, &a.questionnaire, &call.resources)?;
    let p = &call.world.printer;
    let forms: Vec<&str> = report.forms.iter().map(|l| l.as_str()).collect();
    let dir = report.dossier.root().display();
    p.say(&format!(
        "Made {dir}: {} themes, {} recommendations, forms in {}.",
        report.themes,
        report.recommendations,
        forms.join(", ")
    ));
    for finding in &report.findings {
        p.say(&format!("  {}", finding.message));
    }
    if !report.missing.is_empty() {
        p.say(&format!(
            "To fill in in {dir}/note.toml ({}):",
            report.missing.len()
        ));
        for (path, what) in &report.missing {
            p.say(&format!("  {path:<28} {what}"));
        }
    }
    p.say(&format!(
        "Then put the returned files into {dir}/inbox and type: rapporteur run {dir}"
    ));
    Ok(Outcome::Done)
}

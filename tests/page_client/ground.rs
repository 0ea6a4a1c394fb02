//! A dossier made without files: countries that have answered recommendations, with texts given.

use std::path::Path;
use std::sync::Arc;

use rapporteur::dossier::{Dossier, Look, ReturnRecord, Verdict};
use rapporteur::language::Resources;
use rapporteur::model::extraction::{Answer, Extraction, Statement};
use rapporteur::model::ids::{Hash, Lang, ReturnId};
use rapporteur::workflow::Desk;

/// Recommendations under each theme.
const LETTERS: u8 = 10;

/// A dossier in a new folder: as many countries and themes of ten recommendations as asked for, each
/// answered with the next text.
pub fn dossier(
    folder: &Path,
    countries: usize,
    themes: usize,
    mut text: impl FnMut() -> String,
) -> Desk {
    let mut settings = String::from("[note]\nsymbol = \"A/1\"\n[meeting]\n[adopted]\n");
    let letters = || (0..LETTERS).map(|n| char::from(b'a' + n));
    for theme in 1..=themes {
        settings.push_str(&format!(
            "[[themes]]\nnumber = {theme}\ntitle.en = \"Theme\"\n"
        ));
        for letter in letters() {
            settings.push_str(&format!(
                "[[themes.recommendations]]\nletter = \"{letter}\"\ntext.en = \"Governments are encouraged to act.\"\n"
            ));
        }
    }
    let dossier = Dossier::create(folder, &settings).unwrap();
    let desk = Desk::new(dossier, Arc::new(Resources::embedded().unwrap()));
    let all: Vec<_> = desk.resources.countries.all().map(|c| c.code()).collect();
    let mut look = Look::default();
    for country in all.into_iter().take(countries) {
        let file = format!("{country}.docx");
        let mut statements = Vec::new();
        for theme in 1..=themes {
            for letter in letters() {
                statements.push(Statement {
                    cell: format!("{theme}{letter}").parse().unwrap(),
                    action: Some(Answer::Yes),
                    lang: Some(Lang::en()),
                    text: text(),
                    notes: Vec::new(),
                    place: format!("table {theme}"),
                    confidence: 100,
                    evidence: "order of the form".into(),
                });
            }
        }
        let id = ReturnId(Hash::of_bytes(file.as_bytes()));
        look.there.push((file.clone(), id.clone()));
        look.read.push(ReturnRecord {
            id,
            file,
            also: Vec::new(),
            received: "2026-06-01T10:00:00Z".into(),
            present: true,
            stamp: "1".into(),
            verdict: Verdict::Read(Box::new(Extraction {
                country: Some(country),
                lang: Some(Lang::en()),
                statements,
                ..Extraction::default()
            })),
        });
    }
    desk.database().unwrap().put_look(&look).unwrap();
    desk
}

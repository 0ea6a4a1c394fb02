//! A small dossier for the tests of this room.

use std::sync::Arc;

use jiff::Timestamp;

use super::desk::{Desk, Silent, Surroundings};
use super::state::{keys, state};
use super::statements::gather;
use crate::dossier::{Dossier, Look, NewDecision, ReturnRecord, Verdict};
use crate::language::Resources;
use crate::model::decision::{Action, Subject};
use crate::model::extraction::{Answer, Extraction, Statement};
use crate::model::ids::{Hash, Lang, ReturnId};

/// Its note.toml.
pub const SETTINGS: &str = "[note]\nsymbol = \"A/1\"\n[meeting]\n[adopted]\n\
    [introduction]\nen = [\"Replies came from {list}.\"]\n\
    [[themes]]\nnumber = 1\n\
    [[themes.recommendations]]\nletter = \"a\"\ntext.en = \"Governments are encouraged to act.\"\n\
    [[themes.recommendations]]\nletter = \"b\"\ntext.en = \"Governments should act.\"\n";

/// A dossier of four countries and two recommendations; one country has sent two returns, one reply
/// has a tick and no words.
pub struct Stage {
    _dir: tempfile::TempDir,
    /// The dossier.
    pub desk: Desk,
}

fn record(country: &str, file: &str, words: [&str; 2]) -> ReturnRecord {
    let statements = ["1a", "1b"]
        .iter()
        .zip(words)
        .map(|(cell, text)| Statement {
            cell: cell.parse().unwrap(),
            action: Some(Answer::Yes),
            lang: Some(Lang::en()),
            text: text.into(),
            notes: Vec::new(),
            place: "table 1".into(),
            confidence: 100,
            evidence: "order of the form".into(),
        });
    ReturnRecord {
        id: ReturnId(Hash::of_bytes(file.as_bytes())),
        file: file.into(),
        also: Vec::new(),
        received: "2026-06-01T10:00:00Z".into(),
        present: true,
        stamp: "1".into(),
        verdict: Verdict::Read(Box::new(Extraction {
            country: country.parse().ok(),
            statements: statements.collect(),
            ..Extraction::default()
        })),
    }
}

impl Stage {
    /// A new one.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let dossier = Dossier::create(&dir.path().join("d"), SETTINGS).unwrap();
        let desk = Desk::new(dossier, Arc::new(Resources::embedded().unwrap()));
        let read = vec![
            record("BEL", "a.docx", ["Belgium did this.", "Belgium did that."]),
            record("BEL", "b.docx", ["Belgium did more.", "Belgium did that."]),
            record("FRA", "c.docx", ["France did this.", ""]),
            record("ESP", "d.docx", ["Spain did this.", "Spain did that."]),
            record("ITA", "e.docx", ["Italy did this.", "Italy did that."]),
        ];
        let there = read.iter().map(|r| (r.file.clone(), r.id.clone()));
        let look = Look {
            there: there.collect(),
            read: read.clone(),
            gone: Vec::new(),
        };
        let mut database = desk.database().unwrap();
        database.put_look(&look).unwrap();
        let now = state(&desk).unwrap();
        let keys = keys(&now.settings, &gather(&now.returns));
        database.mint(&keys, "t").unwrap();
        Self { _dir: dir, desk }
    }
    /// Writes a decision past all checks.
    pub fn decide(&self, subject: Subject, action: Action, based_on: Option<Hash>) {
        let decision = NewDecision {
            time: Timestamp::UNIX_EPOCH,
            person: "officer".into(),
            subject,
            action,
            based_on,
            after: None,
        };
        self.desk.database().unwrap().decide(&[decision]).unwrap();
    }
}

/// Somebody at work.
pub fn around(person: &str) -> Surroundings<'_> {
    Surroundings {
        now: Timestamp::from_second(1_790_000_000).unwrap(),
        person,
        progress: &Silent,
        stop: &|| false,
    }
}

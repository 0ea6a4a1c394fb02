//! The list of builds and what each of them said.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::OptionalExtension;

use super::database::{Database, from_json, to_json};
use super::error::DossierError;
use crate::model::build::{Build, BuiltFile, Form, Said};
use crate::model::ids::Hash;

/// A build about to be recorded; the list gives it its number.
#[derive(Debug, Clone)]
pub struct NewBuild<'a> {
    /// When, RFC 3339.
    pub time: String,
    /// Who.
    pub person: &'a str,
    /// What kind of document.
    pub form: Form,
    /// True when everything was confirmed.
    pub last: bool,
    /// Hash of what it was made from.
    pub inputs: Hash,
    /// What it said.
    pub said: &'a Said,
    /// The files.
    pub files: Vec<BuiltFile>,
}

impl Database {
    /// Records a build in one transaction and returns its number.
    ///
    /// # Errors
    /// When the database fails; then nothing is recorded.
    pub fn record_build(&mut self, build: &NewBuild<'_>) -> Result<u64, DossierError> {
        let text = to_json("build", build.said)?;
        let hash = Hash::of_bytes(text.as_bytes());
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
        let packed = packer
            .write_all(text.as_bytes())
            .and_then(|()| packer.finish())
            .map_err(|_| DossierError::Unpacked)?;
        let paragraphs = i64::try_from(build.said.paragraphs.len()).unwrap_or(i64::MAX);
        let transaction = self.write()?;
        transaction.execute(
            "INSERT INTO said (hash, packed) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING",
            (hash.as_str(), &packed),
        )?;
        transaction.execute(
            "INSERT INTO builds (time, person, form, final, inputs, said, paragraphs) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (
                &build.time,
                build.person,
                build.form.to_string(),
                build.last,
                build.inputs.as_str(),
                hash.as_str(),
                paragraphs,
            ),
        )?;
        let number = transaction.last_insert_rowid();
        for file in &build.files {
            transaction.execute(
                "INSERT INTO built_files (build, lang, name, hash, words) VALUES (?1, ?2, ?3, ?4, ?5)",
                (
                    number,
                    file.lang.as_str(),
                    &file.name,
                    file.hash.as_str(),
                    i64::try_from(file.words).unwrap_or(i64::MAX),
                ),
            )?;
        }
        transaction.commit()?;
        Ok(u64::try_from(number).unwrap_or(0))
    }

    /// All builds in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn builds(&self) -> Result<Vec<Build>, DossierError> {
        let mut files = self.connection.prepare_cached(
            "SELECT lang, name, hash, words FROM built_files WHERE build = ?1 ORDER BY lang",
        )?;
        let mut statement = self.connection.prepare_cached(
            "SELECT seq, time, person, form, final, inputs, said, paragraphs FROM builds ORDER BY seq",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Build {
                build: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
                time: row.get(1)?,
                person: row.get(2)?,
                form: row.get::<_, String>(3)?.parse().unwrap_or_default(),
                last: row.get(4)?,
                inputs: row.get(5)?,
                said: row.get(6)?,
                paragraphs: row.get(7)?,
                files: Vec::new(),
            })
        })?;
        let mut out = Vec::new();
        for row in rows {
            let mut build = row?;
            let number = i64::try_from(build.build).unwrap_or(0);
            let of_it = files.query_map([number], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, i64>(3)?,
                ))
            })?;
            for file in of_it {
                let (lang, name, hash, words) = file?;
                let Ok(lang) = lang.parse() else { continue };
                build.files.push(BuiltFile {
                    lang,
                    name,
                    hash: Hash::from_stored(hash),
                    words: usize::try_from(words).unwrap_or(0),
                });
            }
            out.push(build);
        }
        Ok(out)
    }

    /// What a build said; `None` when there is no such build or it was made before this was kept.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be understood.
    pub fn said(&self, build: u64) -> Result<Option<Said>, DossierError> {
        let number = i64::try_from(build).unwrap_or(0);
        let packed: Option<Vec<u8>> = self
            .connection
            .query_row(
                "SELECT s.packed FROM builds b JOIN said s ON s.hash = b.said WHERE b.seq = ?1",
                [number],
                |row| row.get(0),
            )
            .optional()?;
        let Some(packed) = packed else {
            return Ok(None);
        };
        let mut text = String::new();
        ZlibDecoder::new(packed.as_slice())
            .read_to_string(&mut text)
            .map_err(|_| DossierError::Unpacked)?;
        from_json("build", &text).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::build::Numbered;
    use crate::model::entry::EntryKey;
    use crate::model::ids::{EntryId, Lang};

    fn said(paragraphs: u32) -> Said {
        Said {
            paragraphs: (1..=paragraphs)
                .map(|number| Numbered {
                    number,
                    entry: EntryId(u64::from(number)),
                    key: EntryKey::Introduction(1),
                })
                .collect(),
            ..Said::default()
        }
    }

    fn new(said: &Said, form: Form) -> NewBuild<'_> {
        NewBuild {
            time: "2026-07-01T10:00:00Z".into(),
            person: "officer",
            form,
            last: false,
            inputs: Hash::of_bytes(b"x"),
            said,
            files: vec![BuiltFile {
                lang: Lang::fr(),
                name: "note-fr.docx".into(),
                hash: Hash::of_bytes(b"y"),
                words: 7,
            }],
        }
    }

    #[test]
    fn builds_are_listed_and_say_again_what_they_said() {
        let mut db = Database::in_memory().unwrap();
        let (one, two) = (said(2), said(3));
        assert_eq!(db.record_build(&new(&one, Form::Note)).unwrap(), 1);
        assert_eq!(db.record_build(&new(&two, Form::Addendum(1))).unwrap(), 2);
        assert_eq!(db.record_build(&new(&one, Form::Note)).unwrap(), 3);
        let list = db.builds().unwrap();
        assert_eq!(
            list.iter()
                .map(|b| (b.build, b.form, b.paragraphs))
                .collect::<Vec<_>>(),
            [
                (1, Form::Note, 2),
                (2, Form::Addendum(1), 3),
                (3, Form::Note, 2)
            ]
        );
        assert_eq!(list[0].files[0].words, 7);
        assert_eq!(list[0].said, list[2].said);
        assert_eq!(db.said(2).unwrap(), Some(two));
        assert_eq!(db.said(9).unwrap(), None);
        let kept: i64 = db
            .connection
            .query_row("SELECT count(*) FROM said", [], |r| r.get(0))
            .unwrap();
        assert_eq!(kept, 2, "the same note is kept once");
    }

    #[test]
    fn the_list_cannot_be_rewritten() {
        let mut db = Database::in_memory().unwrap();
        db.record_build(&new(&said(1), Form::Note)).unwrap();
        assert!(db.connection.execute("DELETE FROM builds", []).is_err());
        assert!(
            db.connection
                .execute("UPDATE builds SET time = ''", [])
                .is_err()
        );
    }

    #[test]
    fn builds_of_the_first_format_are_taken_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.db");
        let old = rusqlite::Connection::open(&path).unwrap();
        old.execute_batch(include_str!("schema_1.sql")).unwrap();
        old.execute_batch(
            "INSERT INTO builds (time, lang, final, hash, paragraphs) VALUES ('t', 'en', 0, 'h', 5);
             PRAGMA application_id = 1380012100; PRAGMA user_version = 1;",
        )
        .unwrap();
        drop(old);
        let db = Database::open(&path).unwrap();
        let list = db.builds().unwrap();
        assert_eq!((list.len(), list[0].paragraphs), (1, 5));
        assert_eq!(list[0].files[0].name, "note-en.docx");
        assert_eq!(db.said(1).unwrap(), None);
    }
}

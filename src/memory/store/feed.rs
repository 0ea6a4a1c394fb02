//! What the index takes from the store: texts by language, all of them or those that changed.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{OptionalExtension, params};

use super::read::role_of;
use super::{MemoryError, Store};
use crate::memory::index::Text;
use crate::memory::profile::BuildFold;
use crate::model::Lang;
use crate::model::unit::Role;

/// A text with what the index keeps of its unit.
#[derive(Debug, Clone)]
pub(in crate::memory) struct Fed {
    row: i64,
    position: u8,
    role: Role,
    year: i16,
    set: Arc<str>,
    lang: Arc<Lang>,
    text: String,
}

impl Fed {
    /// As the index takes it in.
    pub fn borrowed(&self) -> Text<'_> {
        Text {
            row: self.row,
            position: self.position,
            role: self.role,
            year: self.year,
            set: &self.set,
            lang: &self.lang,
            text: &self.text,
        }
    }
}

/// The variants of one unit while they are read.
struct Gathered {
    wanted: String,
    /// Primary languages of the unit at hand.
    langs: Vec<String>,
    texts: Vec<Fed>,
    /// The last set of languages, which nearly every unit shares.
    last: (Vec<String>, Arc<str>),
    tags: Vec<Arc<Lang>>,
}

impl Gathered {
    fn new(wanted: &str) -> Self {
        Self {
            wanted: wanted.to_owned(),
            langs: Vec::new(),
            texts: Vec::new(),
            last: (Vec::new(), "".into()),
            tags: Vec::new(),
        }
    }

    /// Takes a variant; its text is asked for only when it is in the language wanted.
    fn take(
        &mut self,
        (row, position, lang, role): (i64, i64, &str, i64),
        text: impl FnOnce() -> rusqlite::Result<String>,
    ) -> rusqlite::Result<()> {
        let primary = lang.split('-').next().unwrap_or(lang);
        if !self.langs.iter().any(|l| l == primary) {
            self.langs.push(primary.to_owned());
        }
        if primary != self.wanted {
            return Ok(());
        }
        let tag = match self.tags.iter().find(|tag| tag.as_str() == lang) {
            Some(tag) => Arc::clone(tag),
            None => {
                let Ok(tag) = lang.parse::<Lang>() else {
                    return Ok(());
                };
                let tag = Arc::new(tag);
                self.tags.push(Arc::clone(&tag));
                tag
            }
        };
        self.texts.push(Fed {
            row,
            position: position.try_into().unwrap_or(u8::MAX),
            role: role_of(role),
            year: 0,
            set: Arc::clone(&self.last.1),
            lang: tag,
            text: text()?,
        });
        Ok(())
    }

    /// The texts of the unit that is complete.
    fn finish(&mut self, year: i16, out: &mut Vec<Fed>) {
        if !self.texts.is_empty() {
            if self.langs != self.last.0 {
                let mut sorted = self.langs.clone();
                sorted.sort();
                self.last = (self.langs.clone(), sorted.join(" ").into());
            }
            for mut text in self.texts.drain(..) {
                text.year = year;
                text.set = Arc::clone(&self.last.1);
                out.push(text);
            }
        }
        self.langs.clear();
    }
}

impl Store {
    /// Runs some reading on one state of the file, whatever others write meanwhile.
    pub fn at_one_moment<T>(
        &self,
        read: impl FnOnce(&Self) -> Result<T, MemoryError>,
    ) -> Result<T, MemoryError> {
        let transaction = self.connection.unchecked_transaction()?;
        let done = read(self)?;
        transaction.finish()?;
        Ok(done)
    }

    /// Id of the store, given once; `None` for a file of an earlier version that may not be written.
    pub fn id(&self) -> Result<Option<String>, MemoryError> {
        Ok(self
            .connection
            .prepare_cached("SELECT value FROM meta WHERE name = 'id'")?
            .query_row([], |row| row.get(0))
            .optional()?)
    }

    /// Who made a change; empty for changes of earlier versions.
    pub fn writer_at(&self, change: i64) -> Result<String, MemoryError> {
        let writer: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT value FROM meta WHERE name <= ?1 AND name >= 'writer:'
                 ORDER BY name DESC LIMIT 1",
            )?
            .query_row([writer_name(change)], |row| row.get(0))
            .optional()?;
        Ok(writer.unwrap_or_default())
    }

    /// How many units changed after a change number.
    pub fn count_changed(&self, after: i64) -> Result<usize, MemoryError> {
        let count: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM units WHERE change > ?1")?
            .query_row([after], |row| row.get(0))?;
        Ok(count.try_into().unwrap_or(usize::MAX))
    }

    /// Hands over every text of a primary language that can be found, in pieces.
    pub fn all(
        &self,
        lang: &str,
        piece: usize,
        take: &mut dyn FnMut(Vec<Fed>),
    ) -> Result<(), MemoryError> {
        let mut years: HashMap<i64, i16, BuildFold> = HashMap::default();
        let mut statement = self.connection.prepare_cached(
            "SELECT unit, year FROM occurrences WHERE year IS NOT NULL AND stands
               AND collection IN (SELECT id FROM collections WHERE complete)",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let year: i16 = row.get::<_, i64>(1)?.try_into().unwrap_or(0);
            let newest = years.entry(row.get(0)?).or_insert(year);
            *newest = (*newest).max(year);
        }
        let mut visible = self
            .connection
            .prepare_cached("SELECT id FROM units WHERE visible ORDER BY id")?;
        let visible = visible
            .query_map([], |row| row.get::<_, i64>(0))?
            .collect::<Result<Vec<_>, _>>()?;
        let mut visible = visible.into_iter().peekable();
        let mut statement = self.connection.prepare_cached(
            "SELECT unit, position, lang, role, text FROM variants ORDER BY unit, position",
        )?;
        let mut rows = statement.query([])?;
        let mut gathered = Gathered::new(lang);
        let mut held = Vec::with_capacity(piece);
        let mut unit = None;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            if unit != Some(number) {
                if let Some(before) = unit {
                    gathered.finish(years.get(&before).copied().unwrap_or(0), &mut held);
                    if held.len() >= piece {
                        take(std::mem::replace(&mut held, Vec::with_capacity(piece)));
                    }
                }
                while visible.next_if(|row| *row < number).is_some() {}
                unit = Some(number);
            }
            if visible.peek() == Some(&number) {
                let lang = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
                gathered.take((number, row.get(1)?, lang, row.get(3)?), || row.get(4))?;
            }
        }
        if let Some(before) = unit {
            gathered.finish(years.get(&before).copied().unwrap_or(0), &mut held);
        }
        take(held);
        Ok(())
    }

    /// Hands over each unit that changed after a change number with its texts in a primary
    /// language, none when it can no longer be found.
    pub fn changed(
        &self,
        lang: &str,
        after: i64,
        take: &mut dyn FnMut(i64, Vec<Fed>),
    ) -> Result<(), MemoryError> {
        let mut units = self.connection.prepare_cached(
            "SELECT id, visible, (SELECT coalesce(max(year), 0) FROM occurrences
               JOIN collections c ON c.id = collection WHERE unit = units.id AND complete AND stands)
             FROM units INDEXED BY units_by_change WHERE change > ?1 ORDER BY id",
        )?;
        let mut variants = self.connection.prepare_cached(
            "SELECT position, lang, role, text FROM variants WHERE unit = ?1 ORDER BY position",
        )?;
        let mut gathered = Gathered::new(lang);
        let mut rows = units.query([after])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let mut texts = Vec::new();
            if row.get::<_, bool>(1)? {
                let mut own = variants.query(params![number])?;
                while let Some(one) = own.next()? {
                    let lang = one.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                    gathered.take((number, one.get(0)?, lang, one.get(2)?), || one.get(3))?;
                }
                let year = row.get::<_, i64>(2)?.try_into().unwrap_or(0);
                gathered.finish(year, &mut texts);
            }
            take(number, texts);
        }
        Ok(())
    }
}

/// The name under which the writer of the changes from one on is kept.
pub(super) fn writer_name(change: i64) -> String {
    format!("writer:{change:020}")
}

//! Reading units, counts and changes.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};

use super::{MemoryError, Stats, Store, id_of};
use crate::model::Lang;
use crate::model::unit::{Context, Occurrence, Origin, Role, Unit, Variant};

pub(super) fn role_number(role: Role) -> i64 {
    match role {
        Role::Paragraph => 0,
        Role::Statement => 1,
        Role::Segment => 2,
    }
}

pub(super) fn role_of(number: i64) -> Role {
    match number {
        1 => Role::Statement,
        2 => Role::Segment,
        _ => Role::Paragraph,
    }
}

/// All occurrences, also those that no longer stand.
pub(super) const EVER: &str = "SELECT o.id, symbol, year, paragraph, file, alignment, meeting, \
     countries, previous, next, author, created, changed FROM occurrences o WHERE unit = ?1 \
     ORDER BY o.stands DESC, o.id";

/// Standing occurrences of complete collections only.
const OCCURRENCES: &str = "SELECT o.id, symbol, year, paragraph, file, alignment, meeting, \
     countries, previous, next, author, created, changed FROM occurrences o \
     JOIN collections c ON c.id = o.collection WHERE unit = ?1 AND complete AND stands ORDER BY o.id";

impl Store {
    /// Number of the last change.
    pub fn change(&self) -> Result<i64, MemoryError> {
        Ok(self
            .connection
            .prepare_cached("SELECT value FROM meta WHERE name = 'change'")?
            .query_row([], |row| row.get(0))?)
    }

    /// A visible unit.
    pub fn unit(&self, row: i64) -> Result<Option<Unit>, MemoryError> {
        let visible: Option<bool> = self
            .connection
            .prepare_cached("SELECT visible FROM units WHERE id = ?1")?
            .query_row([row], |r| r.get(0))
            .optional()?;
        if visible != Some(true) {
            return Ok(None);
        }
        self.unit_of(row, OCCURRENCES).map(Some)
    }

    /// A unit with the occurrences that a statement gives.
    pub(super) fn unit_of(&self, row: i64, occurrences: &str) -> Result<Unit, MemoryError> {
        let variants = self
            .connection
            .prepare_cached(
                "SELECT lang, role, text FROM variants WHERE unit = ?1 ORDER BY position",
            )?
            .query_map([row], |r| {
                Ok((r.get::<_, String>(0)?, r.get(1)?, r.get::<_, String>(2)?))
            })?
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .filter_map(|(lang, role, text)| {
                Some(Variant {
                    lang: lang.parse::<Lang>().ok()?,
                    role: role_of(role),
                    text,
                })
            })
            .collect();
        let mut occurrences = self
            .connection
            .prepare_cached(occurrences)?
            .query_map([row], occurrence)?
            .collect::<Result<Vec<_>, _>>()?;
        for (id, occurrence) in &mut occurrences {
            self.fill(*id, occurrence)?;
        }
        let mut occurrences = occurrences.into_iter().map(|(_, o)| o);
        let first = occurrences.next().unwrap_or_default();
        Ok(Unit {
            id: id_of(row),
            variants,
            origin: first.origin,
            context: first.context,
            author: first.author,
            created: first.created,
            changed: first.changed,
            notes: first.notes,
            properties: first.properties,
            also: occurrences.collect(),
        })
    }

    /// Reads what lies in further tables.
    pub(super) fn fill(&self, id: i64, occurrence: &mut Occurrence) -> Result<(), MemoryError> {
        let recommendation: BTreeMap<String, String> = self
            .connection
            .prepare_cached(
                "SELECT lang, text FROM occurrence_recommendations
                 JOIN recommendations ON recommendations.id = recommendation
                 WHERE occurrence = ?1",
            )?
            .query_map([id], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<Result<_, _>>()?;
        occurrence.context.recommendation = recommendation
            .into_iter()
            .filter_map(|(lang, text)| Some((lang.parse().ok()?, text)))
            .collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT name, value FROM properties WHERE occurrence = ?1 ORDER BY position",
        )?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let (name, value): (String, String) = (row.get(0)?, row.get(1)?);
            if name.is_empty() {
                occurrence.notes.push(value);
            } else {
                occurrence.properties.insert(name, value);
            }
        }
        Ok(())
    }

    /// Visible units after a row, at most `limit`, with their rows.
    pub fn page(&self, after: i64, limit: usize) -> Result<Vec<(i64, Unit)>, MemoryError> {
        // One snapshot for the page: otherwise each of its many small queries would lock the file
        // anew.
        let transaction = self.connection.unchecked_transaction()?;
        let rows = self
            .connection
            .prepare_cached("SELECT id FROM units WHERE id > ?1 AND visible ORDER BY id LIMIT ?2")?
            .query_map(params![after, limit as i64], |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        let mut page = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(unit) = self.unit(row)? {
                page.push((row, unit));
            }
        }
        transaction.finish()?;
        Ok(page)
    }

    /// A unit and those around it in the document where it was first met.
    pub fn neighbourhood(&self, row: i64, n: usize) -> Result<Vec<Unit>, MemoryError> {
        let n = n as i64;
        let rows = self
            .connection
            .prepare_cached(
                "WITH here AS (SELECT o.id, collection, symbol, file FROM occurrences o
                               JOIN collections c ON c.id = collection
                               WHERE unit = ?1 AND complete AND stands ORDER BY o.id LIMIT 1),
                 same AS (SELECT o.id, o.unit FROM occurrences o, here
                          WHERE o.collection = here.collection AND o.stands AND o.symbol IS here.symbol
                            AND o.file IS here.file AND o.id BETWEEN here.id - 100000 AND here.id + 100000)
                 SELECT unit FROM (
                   SELECT * FROM (SELECT same.* FROM same, here WHERE same.id < here.id
                                  ORDER BY same.id DESC LIMIT ?2)
                   UNION ALL SELECT here.id, ?1 FROM here
                   UNION ALL SELECT * FROM (SELECT same.* FROM same, here WHERE same.id > here.id
                                            ORDER BY same.id LIMIT ?2))
                 ORDER BY id",
            )?
            .query_map([row, n], |r| r.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        let mut out = Vec::new();
        for row in rows {
            out.extend(self.unit(row)?);
        }
        Ok(out)
    }

    /// Counts.
    pub fn stats(&self) -> Result<Stats, MemoryError> {
        let count = |sql: &str| -> rusqlite::Result<u64> {
            let n: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
            Ok(n.unsigned_abs())
        };
        let languages: BTreeMap<String, u64> = self
            .connection
            .prepare(
                "SELECT lang, count(*) FROM variants JOIN units ON units.id = unit
                 WHERE visible GROUP BY lang",
            )?
            .query_map([], |r| Ok((r.get(0)?, r.get::<_, i64>(1)?.unsigned_abs())))?
            .collect::<Result<_, _>>()?;
        Ok(Stats {
            units: count("SELECT count(*) FROM units WHERE visible")?,
            variants: languages.values().sum(),
            languages,
            occurrences: count(
                "SELECT count(*) FROM occurrences JOIN collections c ON c.id = collection
                 WHERE complete AND stands",
            )?,
            documents: count(
                "SELECT count(DISTINCT coalesce(symbol, file)) FROM occurrences
                 JOIN collections c ON c.id = collection WHERE complete AND stands",
            )?,
            incomplete: count("SELECT count(*) FROM collections WHERE NOT complete")?,
            concepts: count("SELECT count(*) FROM concepts WHERE stands")?,
            change: self.change()?,
        })
    }
}

pub(super) fn occurrence(row: &Row<'_>) -> rusqlite::Result<(i64, Occurrence)> {
    let countries: Option<String> = row.get(7)?;
    Ok((
        row.get(0)?,
        Occurrence {
            origin: Origin {
                symbol: row.get(1)?,
                year: row.get(2)?,
                paragraph: row.get(3)?,
                file: row.get(4)?,
                alignment: row.get(5)?,
            },
            context: Context {
                meeting: row.get(6)?,
                countries: countries
                    .unwrap_or_default()
                    .split(',')
                    .filter_map(|code| code.parse().ok())
                    .collect(),
                previous: row.get(8)?,
                next: row.get(9)?,
                ..Context::default()
            },
            author: row.get(10)?,
            created: row.get(11)?,
            changed: row.get(12)?,
            ..Occurrence::default()
        },
    ))
}

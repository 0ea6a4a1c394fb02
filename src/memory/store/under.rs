//! The places under a recommendation.

use super::{MemoryError, Store};

/// A place where a unit was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::memory) struct Under {
    /// Row of the unit.
    pub row: i64,
    /// Year of the document, 0 when unknown.
    pub year: i64,
    /// Codes of the countries, commas between.
    pub countries: String,
}

impl Store {
    /// The texts of recommendations that units stand under: number, language, text.
    pub fn recommendations(&self) -> Result<Vec<(i64, String, String)>, MemoryError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, lang, text FROM recommendations ORDER BY id")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The places of visible units under a recommendation, by row.
    pub fn under(&self, recommendation: i64) -> Result<Vec<Under>, MemoryError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.unit, coalesce(o.year, 0), coalesce(o.countries, '')
             FROM occurrence_recommendations r
             JOIN occurrences o ON o.id = r.occurrence
             JOIN collections c ON c.id = o.collection
             JOIN units u ON u.id = o.unit
             WHERE r.recommendation = ?1 AND o.stands AND c.complete AND u.visible
             ORDER BY o.unit, o.id",
        )?;
        let rows = statement.query_map([recommendation], |r| {
            Ok(Under {
                row: r.get(0)?,
                year: r.get(1)?,
                countries: r.get(2)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

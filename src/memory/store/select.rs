//! Which units a selection means.

use std::collections::BTreeSet;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::api::Selection;
use super::read::role_number;
use super::{MemoryError, Store, row_of};
use crate::model::text::fold;
use crate::model::unit::Role;

impl Store {
    /// Rows of the visible units that a selection means, in order.
    pub fn select(&self, selection: &Selection) -> Result<Vec<i64>, MemoryError> {
        let mut sql = String::from("SELECT id FROM units u WHERE visible");
        let mut values: Vec<Value> = Vec::new();
        for lang in &selection.langs {
            sql.push_str(
                " AND EXISTS (SELECT 1 FROM variants WHERE unit = u.id
                   AND (lang = ? OR substr(lang, 1, length(?) + 1) = ? || '-'))",
            );
            for _ in 0..3 {
                values.push(Value::Text(lang.as_str().to_owned()));
            }
        }
        let (places, more) = place_conditions(selection);
        if !places.is_empty() {
            sql.push_str(
                " AND EXISTS (SELECT 1 FROM occurrences o JOIN collections c ON c.id = o.collection
                   WHERE o.unit = u.id AND o.stands AND c.complete",
            );
            for condition in places {
                sql.push_str(" AND ");
                sql.push_str(condition);
            }
            sql.push(')');
            values.extend(more);
        }
        sql.push_str(" ORDER BY id");
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows: Vec<i64> = statement
            .query_map(params_from_iter(values), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        if !selection.units.is_empty() {
            let wanted: BTreeSet<i64> =
                selection.units.iter().filter_map(|id| row_of(id)).collect();
            rows.retain(|row| wanted.contains(row));
        }
        let Some(text) = selection.text.as_deref().map(|t| fold(t).to_lowercase()) else {
            return Ok(rows);
        };
        let mut with_text = BTreeSet::new();
        self.texts(true, &mut |row, lang, there| {
            let meant = selection.text_lang.as_ref().is_none_or(|wanted| {
                lang == wanted.as_str() || lang.split('-').next() == Some(wanted.as_str())
            });
            if meant && fold(there).to_lowercase().contains(&text) {
                with_text.insert(row);
            }
        })?;
        rows.retain(|row| with_text.contains(row));
        Ok(rows)
    }

    /// Hands over row, language and text of every visible variant in order, those of replies only when
    /// asked for.
    pub fn texts(
        &self,
        replies: bool,
        take: &mut dyn FnMut(i64, &str, &str),
    ) -> Result<(), MemoryError> {
        let mut statement = self.connection.prepare(
            "SELECT unit, lang, text FROM variants JOIN units ON units.id = unit
             WHERE visible AND (?1 OR role <> ?2) ORDER BY unit, position",
        )?;
        let mut rows = statement.query((replies, role_number(Role::Statement)))?;
        while let Some(row) = rows.next()? {
            let text = |at: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(at)?.as_str()?) };
            take(row.get(0)?, text(1)?, text(2)?);
        }
        Ok(())
    }
}

/// The date of an occurrence as eight digits: the year of its document, else when it was changed or
/// created. A year alone is the whole year: it is not before its end and not after its beginning.
const SINCE: &str = "coalesce(CASE WHEN year IS NOT NULL THEN year || '9999' END,
    substr(replace(coalesce(changed, created), '-', ''), 1, 8)) >= ?";
const UNTIL: &str = "coalesce(CASE WHEN year IS NOT NULL THEN year || '0000' END,
    substr(replace(coalesce(changed, created), '-', ''), 1, 8)) <= ?";

fn place_conditions(selection: &Selection) -> (Vec<&'static str>, Vec<Value>) {
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    let mut named = |given: &Option<String>, equal, begins| {
        let Some(given) = given else { return };
        match given.strip_suffix('*') {
            Some(start) => {
                conditions.push(begins);
                for _ in 0..2 {
                    values.push(Value::Text(start.to_owned()));
                }
            }
            None => {
                conditions.push(equal);
                values.push(Value::Text(given.clone()));
            }
        }
    };
    named(
        &selection.symbol,
        "symbol = ?",
        "substr(symbol, 1, length(?)) = ?",
    );
    named(
        &selection.file,
        "file = ?",
        "substr(file, 1, length(?)) = ?",
    );
    named(
        &selection.author,
        "author = ?",
        "substr(author, 1, length(?)) = ?",
    );
    if selection.doubtful {
        conditions.push("EXISTS (SELECT 1 FROM properties WHERE occurrence = o.id AND name = ?)");
        values.push(Value::Text(crate::memory::align::DOUBT.to_owned()));
    }
    if let Some(country) = &selection.country {
        conditions.push("instr(',' || countries || ',', ',' || ? || ',') > 0");
        values.push(Value::Text(country.as_str().to_owned()));
    }
    for (given, condition, fill) in [
        (&selection.since, SINCE, "0000"),
        (&selection.until, UNTIL, "9999"),
    ] {
        if let Some(given) = given {
            let mut digits: String = given.chars().filter(char::is_ascii_digit).take(8).collect();
            digits.extend(fill.chars().take(8_usize.saturating_sub(digits.len())));
            conditions.push(condition);
            values.push(Value::Text(digits));
        }
    }
    (conditions, values)
}

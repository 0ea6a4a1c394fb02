//! Units read lately, so that a batch of lookups reads each of them once.

use std::collections::HashMap;
use std::sync::Arc;

use super::MemoryError;
use super::profile::BuildFold;
use super::store::Store;
use crate::model::unit::Unit;

/// Most units kept; when there are more, all are forgotten and the next ones kept.
const MOST: usize = 8_192;

/// The units of one state of the store.
#[derive(Debug, Default)]
pub(super) struct Recent {
    change: i64,
    units: HashMap<i64, Arc<Unit>, BuildFold>,
}

impl Recent {
    /// The unit of a row, as the store has it at its present change.
    pub fn unit(&mut self, store: &Store, row: i64) -> Result<Option<Arc<Unit>>, MemoryError> {
        if let Some(unit) = self.units.get(&row) {
            return Ok(Some(Arc::clone(unit)));
        }
        let Some(unit) = store.unit(row)?.map(Arc::new) else {
            return Ok(None);
        };
        if self.units.len() >= MOST {
            self.units.clear();
        }
        self.units.insert(row, Arc::clone(&unit));
        Ok(Some(unit))
    }

    /// Forgets everything when the store has changed.
    pub fn keep_up(&mut self, store: &Store) -> Result<(), MemoryError> {
        let change = store.change()?;
        if change != self.change {
            self.units.clear();
            self.change = change;
        }
        Ok(())
    }
}

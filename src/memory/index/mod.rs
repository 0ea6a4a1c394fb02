//! The words of all units in main memory, one part for each language.

mod postings;
mod search;
mod side;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::error::MemoryError;
use super::profile::{Profile, profile};
use super::store::{ChangedVariant, Store};
use crate::language::Resources;
use crate::model::Lang;
use crate::model::unit::Role;

pub(super) use search::{Found, Wanted};
pub(super) use side::Side;

/// What the index knows of a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// Row in the store.
    pub row: i64,
    /// Languages it has, one bit each by [`Index::languages`]; the last bit stands for all further ones.
    pub languages: u64,
    /// Newest year of its documents, 0 when unknown.
    pub year: i16,
    /// Whether it can be found.
    pub visible: bool,
}

/// The index of a memory.
#[derive(Debug, Default)]
pub(super) struct Index {
    change: i64,
    slots: Vec<Slot>,
    languages: Vec<String>,
    sides: BTreeMap<String, Side>,
}

/// The last bit of a language mask: languages beyond the number of bits.
const FURTHER: usize = 63;

impl Index {
    /// Number of the change it is up to.
    pub fn change(&self) -> i64 {
        self.change
    }

    /// The part of a language.
    pub fn side(&self, lang: &Lang) -> Option<&Side> {
        self.sides.get(lang.primary())
    }

    /// The slot of a unit.
    pub fn slot(&self, number: u32) -> Option<&Slot> {
        self.slots.get(number as usize)
    }

    /// The bit of a language in masks; `None` when no unit has it.
    pub fn language_bit(&self, lang: &Lang) -> Option<u64> {
        let at = self.languages.iter().position(|l| l == lang.primary())?;
        Some(1 << at.min(FURTHER))
    }

    /// Takes up everything that changed in the store.
    pub fn refresh(&mut self, store: &Store, resources: &Resources) -> Result<(), MemoryError> {
        let now = store.change()?;
        let above = self.slots.last().map_or(0, |slot| slot.row);
        let mut came_back = false;
        for unit in store.changed_units(self.change)? {
            match self.slots.binary_search_by_key(&unit.row, |s| s.row) {
                Ok(at) => {
                    if let Some(slot) = self.slots.get_mut(at) {
                        slot.visible = unit.visible;
                        slot.year = unit.year;
                    }
                }
                Err(at) if at == self.slots.len() => {
                    if unit.visible {
                        self.slots.push(Slot {
                            row: unit.row,
                            languages: 0,
                            year: unit.year,
                            visible: true,
                        });
                    }
                }
                // A unit below the last one that was never seen: staged early, shown late.
                Err(_) => came_back |= unit.visible,
            }
        }
        if came_back {
            *self = Self::default();
            return self.refresh(store, resources);
        }
        store.changed_variants(self.change, above, 20_000, &mut |piece| {
            let ready: Vec<(ChangedVariant, Profile)> = piece
                .into_par_iter()
                .filter_map(|variant| {
                    let lang: Lang = variant.lang.parse().ok()?;
                    let profile = profile(&variant.text, &lang, resources);
                    Some((variant, profile))
                })
                .collect();
            for (variant, profile) in &ready {
                self.take(variant, profile);
            }
        })?;
        for side in self.sides.values_mut() {
            side.settle();
        }
        self.change = now;
        Ok(())
    }

    fn take(&mut self, variant: &ChangedVariant, profile: &Profile) {
        let primary = variant.lang.split('-').next().unwrap_or(&variant.lang);
        let Ok(slot) = self.slots.binary_search_by_key(&variant.unit, |s| s.row) else {
            return;
        };
        let bit = match self.languages.iter().position(|l| l == primary) {
            Some(at) => at,
            None => {
                self.languages.push(primary.to_owned());
                self.languages.len() - 1
            }
        };
        if let Some(slot) = self.slots.get_mut(slot) {
            slot.languages |= 1 << bit.min(FURTHER);
        }
        let side = self.sides.entry(primary.to_owned()).or_default();
        side.push(
            u32::try_from(slot).unwrap_or(u32::MAX),
            variant.position,
            variant.role,
            profile,
        );
    }
}

/// Whether a variant of a role is looked at.
pub(super) fn role_fits(wanted: Option<Role>, role: Role) -> bool {
    match wanted {
        Some(wanted) => wanted == role,
        None => role != Role::Statement,
    }
}

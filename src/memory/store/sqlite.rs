//! The SQLite file as a [`UnitStore`].

use super::api::{By, Deed, Import, Operation, Selection, UnitHistory, UnitStore};
use super::feed::Fed;
use super::keys::Prepared;
use super::{Added, MemoryError, Replaced, Stats, Store};
use crate::model::term::Concept;
use crate::model::unit::Unit;

/// Each method has the one of the same name of [`Store`], and errors that name the file.
macro_rules! hand_on {
    ($(fn $name:ident(&self $(, $arg:ident: $kind:ty)*) -> $out:ty;)* ---
     $(fn $change:ident(&mut self $(, $given:ident: $type:ty)*) -> $result:ty;)*) => {
        impl UnitStore for Store {
            $(fn $name(&self $(, $arg: $kind)*) -> Result<$out, MemoryError> {
                Store::$name(self $(, $arg)*).map_err(|e| e.about(&self.file))
            })*
            $(fn $change(&mut self $(, $given: $type)*) -> Result<$result, MemoryError> {
                Store::$change(self $(, $given)*).map_err(|e| e.about(&self.file))
            })*
        }
    };
}

hand_on! {
    fn change(&self) -> i64;
    fn id(&self) -> Option<String>;
    fn writer_at(&self, change: i64) -> String;
    fn count_changed(&self, after: i64) -> usize;
    fn all(&self, lang: &str, piece: usize, take: &mut dyn FnMut(Vec<Fed>)) -> ();
    fn changed(&self, lang: &str, after: i64, take: &mut dyn FnMut(i64, Vec<Fed>)) -> ();
    fn unit(&self, row: i64) -> Option<Unit>;
    fn page(&self, after: i64, limit: usize) -> Vec<(i64, Unit)>;
    fn neighbourhood(&self, row: i64, n: usize) -> Vec<Unit>;
    fn stats(&self) -> Stats;
    fn select(&self, selection: &Selection) -> Vec<i64>;
    fn texts(&self, replies: bool, take: &mut dyn FnMut(i64, &str, &str)) -> ();
    fn operations(&self, limit: usize) -> Vec<Operation>;
    fn history(&self, row: i64) -> Option<UnitHistory>;
    fn concepts(&self) -> Vec<Concept>;
    ---
    fn add(&mut self, collection: &str, units: &[Prepared], deed: &Deed) -> Added;
    fn replace(&mut self, collection: &str, units: &[Unit]) -> Replaced;
    fn begin(&mut self, source: &str, deed: &Deed) -> Import;
    fn stage(&mut self, import: &Import, units: &[Prepared], done: u64) -> ();
    fn complete(&mut self, import: &Import, by: &By) -> Added;
    fn abandon(&mut self, import: &Import) -> ();
    fn withdraw(&mut self, rows: &[i64], deed: &Deed) -> usize;
    fn edit(&mut self, edits: &[(i64, Unit)], deed: &Deed) -> usize;
    fn confirm(&mut self, rows: &[i64], deed: &Deed) -> usize;
    fn undo(&mut self, by: &By) -> Option<Operation>;
    fn note(&mut self, deed: &Deed) -> ();
    fn used(&mut self, rows: &[i64], time: &str) -> ();
    fn put_concepts(&mut self, source: &str, concepts: &[Concept], deed: &Deed) -> Added;
}

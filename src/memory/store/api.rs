//! What a store of units must do, whatever lies under it, and the types that go in and out.

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

use super::feed::Fed;
use super::keys::Prepared;
use super::{Added, MemoryError, Replaced, Stats};
use crate::model::term::Concept;
use crate::model::unit::Unit;
use crate::model::{CountryCode, Lang};

/// Who does something to a memory, and when; both empty when nobody asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct By {
    /// Name of the person.
    pub person: String,
    /// RFC 3339 in UTC.
    pub time: String,
}

/// What is to be written into the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// `add`, `import`, `terms`, `replace`, `edit`, `delete`, `confirm`, `export-statements`, `undo`.
    pub kind: &'static str,
    /// In words, for people.
    pub summary: String,
    /// Who and when.
    pub by: By,
}

impl Deed {
    /// Something that somebody does.
    pub fn new(kind: &'static str, summary: impl Into<String>, by: &By) -> Self {
        Self {
            kind,
            summary: summary.into(),
            by: by.clone(),
        }
    }
}

/// One line of a memory's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Its number.
    pub id: i64,
    /// When, RFC 3339; empty when not known.
    pub time: String,
    /// Who; empty when not known.
    pub person: String,
    /// What kind of act ([`Deed::kind`]).
    pub kind: String,
    /// In words.
    pub summary: String,
    /// Number of the operation that took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<i64>,
}

/// What happened to one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitEvent {
    /// The operation; absent for what was there before histories were kept, and for pairs of a
    /// dossier, whose history is its log of decisions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<Operation>,
    /// `met` (in a place), `withdrawn` (from it), `back`, `became` (another unit), `from` (another).
    pub what: String,
    /// Place where the texts were met, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The other unit of an edit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Everything that is known of one unit, also of one that can no longer be found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitHistory {
    /// The unit as it stands, or stood.
    pub unit: Unit,
    /// Whether it can be found.
    pub visible: bool,
    /// How often a suggestion from it was taken.
    pub uses: u64,
    /// When last, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<String>,
    /// What happened, oldest first.
    pub events: Vec<UnitEvent>,
}

/// An import under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub(super) collection: i64,
    pub(super) operation: i64,
    /// Units of the source that are staged already, from an earlier attempt that broke off.
    pub done: u64,
}

/// Which part of a memory is meant. Everything that is set must hold; nothing set is everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids of units.
    pub units: Vec<String>,
    /// The unit has a text in each of these.
    pub langs: Vec<Lang>,
    /// Words in a text: folded, without regard to case.
    pub text: Option<String>,
    /// The language of that text; any when absent.
    pub text_lang: Option<Lang>,
    /// Document symbol; with `*` at its end, all that begin so.
    pub symbol: Option<String>,
    /// File that it came in with; `*` likewise.
    pub file: Option<String>,
    /// Country that the paragraph speaks for.
    pub country: Option<CountryCode>,
    /// Not older than: a year, or a day as `2023-05-01`. Compared with the year of the document,
    /// else with the date of change or creation.
    pub since: Option<String>,
    /// Not newer than, likewise.
    pub until: Option<String>,
    /// Author as the source names it; `*` likewise.
    pub author: Option<String>,
    /// Only pairs that a machine made and is not sure of.
    pub doubtful: bool,
}

impl Selection {
    /// True when nothing is set.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }
}

/// Unit storage and its change feed. All of [`Keeper`](crate::memory::Keeper) and of the index
/// stands on this; a store on a server needs nothing else.
///
/// Every method that writes is one transaction: done whole, or not at all. The change number grows
/// with everything that can be seen; `changed` tells what is new since a number, which is what the
/// index lives on. The texts of a unit never change: a changed text is another unit.
#[allow(
    dead_code,
    reason = "the index and the lookup ask the SQLite store itself for the feed"
)]
pub(in crate::memory) trait UnitStore: Debug + Send {
    /// Number of the last change.
    fn change(&self) -> Result<i64, MemoryError>;
    /// Id of the store, given once; `None` for a file of an earlier version that may not be written.
    fn id(&self) -> Result<Option<String>, MemoryError>;
    /// Who made a change; empty for changes of earlier versions.
    fn writer_at(&self, change: i64) -> Result<String, MemoryError>;
    /// How many units changed after a change number.
    fn count_changed(&self, after: i64) -> Result<usize, MemoryError>;
    /// Hands over every text of a primary language that can be found, in pieces.
    fn all(
        &self,
        lang: &str,
        piece: usize,
        take: &mut dyn FnMut(Vec<Fed>),
    ) -> Result<(), MemoryError>;
    /// Hands over each unit that changed after a change number with its texts in a primary
    /// language, none when it can no longer be found.
    fn changed(
        &self,
        lang: &str,
        after: i64,
        take: &mut dyn FnMut(i64, Vec<Fed>),
    ) -> Result<(), MemoryError>;
    /// A visible unit.
    fn unit(&self, row: i64) -> Result<Option<Unit>, MemoryError>;
    /// Visible units after a row, at most `limit`, with their rows.
    fn page(&self, after: i64, limit: usize) -> Result<Vec<(i64, Unit)>, MemoryError>;
    /// A unit and those around it in its document.
    fn neighbourhood(&self, row: i64, n: usize) -> Result<Vec<Unit>, MemoryError>;
    /// Counts.
    fn stats(&self) -> Result<Stats, MemoryError>;
    /// Rows of the visible units that a selection means, in order.
    fn select(&self, selection: &Selection) -> Result<Vec<i64>, MemoryError>;
    /// Hands over row, language and text of every visible variant.
    fn texts(
        &self,
        replies: bool,
        take: &mut dyn FnMut(i64, &str, &str),
    ) -> Result<(), MemoryError>;

    /// Adds units at once.
    fn add(
        &mut self,
        collection: &str,
        units: &[Prepared],
        deed: &Deed,
    ) -> Result<Added, MemoryError>;
    /// Makes a derived collection hold exactly these units.
    fn replace(&mut self, collection: &str, units: &[Unit]) -> Result<Replaced, MemoryError>;
    /// Begins an import of a source, or takes one up again that broke off.
    fn begin(&mut self, source: &str, deed: &Deed) -> Result<Import, MemoryError>;
    /// Adds a batch that is not seen until the import is complete; `done` counts the units of the
    /// source up to its end.
    fn stage(&mut self, import: &Import, units: &[Prepared], done: u64) -> Result<(), MemoryError>;
    /// Shows an import, all at once.
    fn complete(&mut self, import: &Import, by: &By) -> Result<Added, MemoryError>;
    /// Forgets an import that is not complete.
    fn abandon(&mut self, import: &Import) -> Result<(), MemoryError>;

    /// Takes units out of sight; their texts and places are kept in the history.
    fn withdraw(&mut self, rows: &[i64], deed: &Deed) -> Result<usize, MemoryError>;
    /// Puts other texts in the place of units; the places go over.
    fn edit(&mut self, edits: &[(i64, Unit)], deed: &Deed) -> Result<usize, MemoryError>;
    /// Marks the pairs of units as confirmed wherever a machine was not sure of them.
    fn confirm(&mut self, rows: &[i64], deed: &Deed) -> Result<usize, MemoryError>;
    /// Takes the last operation back; gives it and what was done, `None` when there is none.
    fn undo(&mut self, by: &By) -> Result<Option<Operation>, MemoryError>;
    /// The operations, newest first, at most `limit`.
    fn operations(&self, limit: usize) -> Result<Vec<Operation>, MemoryError>;
    /// What happened to a unit.
    fn history(&self, row: i64) -> Result<Option<UnitHistory>, MemoryError>;
    /// Writes something into the history that changes no unit.
    fn note(&mut self, deed: &Deed) -> Result<(), MemoryError>;
    /// Counts that suggestions from units were taken.
    fn used(&mut self, rows: &[i64], time: &str) -> Result<(), MemoryError>;

    /// Makes the concepts of a source exactly these.
    fn put_concepts(
        &mut self,
        source: &str,
        concepts: &[Concept],
        deed: &Deed,
    ) -> Result<Added, MemoryError>;
    /// All concepts that stand.
    fn concepts(&self) -> Result<Vec<Concept>, MemoryError>;
}

//! What is left of a damaged file, put together again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::api::{By, Deed};
use super::keys::{Prepared, key_of_texts};
use super::pages::{Pages, Row, Value};
use super::read::role_of;
use super::{MAIN, MemoryError, Store};
use crate::model::term::{Concept, Term, TermStatus};
use crate::model::unit::{Context, Occurrence, Origin, Role, Unit, Variant};

/// Units written at a time.
const BATCH: usize = 2_000;

/// What was saved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovered {
    /// Pages of the file.
    pub pages: usize,
    /// Pages that could not be read.
    pub unreadable: usize,
    /// Units saved.
    pub units: usize,
    /// Units of them that have lost a text.
    pub incomplete: usize,
    /// Units of them of which nothing tells any more where they come from.
    pub without_place: usize,
    /// Concepts saved.
    pub concepts: usize,
    /// Units that had been withdrawn, and units of imports that were not complete; left out.
    pub left_out: usize,
}

#[derive(Default)]
struct Left {
    /// Key, and whether the unit can be found.
    units: BTreeMap<i64, (Vec<u8>, bool)>,
    texts: BTreeMap<i64, BTreeMap<i64, (String, Role, String)>>,
    /// By row: unit, collection, whether it stands, and what it says.
    places: BTreeMap<i64, (i64, i64, bool, Occurrence)>,
    /// Name, whether complete, whether derived.
    collections: BTreeMap<i64, (String, bool, bool)>,
    recommendations: BTreeMap<i64, (String, String)>,
    stands_under: BTreeSet<(i64, i64)>,
    properties: BTreeMap<i64, BTreeMap<i64, (String, String)>>,
    concepts: BTreeMap<i64, Concept>,
    terms: BTreeMap<i64, BTreeMap<i64, Term>>,
    concept_properties: BTreeMap<i64, BTreeMap<i64, (String, String)>>,
    unreadable: usize,
}

/// Saves what is left of a file into a new memory.
///
/// # Errors
/// When nothing of a memory is in the file, or the new one cannot be written.
pub fn recover(damaged: &Path, out: &Path, by: &By) -> Result<Recovered, MemoryError> {
    let bytes = content(damaged)?;
    let pages = Pages::new(&bytes);
    let left = Left::of(&pages);
    if left.texts.is_empty() && left.concepts.is_empty() {
        return Err(MemoryError::NotAMemory(damaged.to_owned()));
    }
    let mut done = Recovered {
        pages: pages.count(),
        unreadable: left.unreadable,
        ..Recovered::default()
    };
    let mut store = Store::open(out)?;
    let name = damaged
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let deed = Deed::new("import", format!("what was left of {name}"), by);
    let mut places: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (row, (unit, ..)) in &left.places {
        places.entry(*unit).or_default().push(*row);
    }
    let mut batch: Vec<Prepared> = Vec::new();
    let mut derived: BTreeMap<String, Vec<Unit>> = BTreeMap::new();
    for (row, texts) in &left.texts {
        let rows = places.get(row).map(Vec::as_slice).unwrap_or_default();
        let Some((unit, from)) = left.unit(*row, texts, rows, &mut done) else {
            done.left_out += 1;
            continue;
        };
        done.units += 1;
        match from {
            Some(collection) => derived.entry(collection).or_default().push(unit),
            None => batch.push(Prepared::of(&unit)),
        }
        if batch.len() >= BATCH {
            store.add(MAIN, &batch, &deed)?;
            batch.clear();
        }
    }
    store.add(MAIN, &batch, &deed)?;
    for (collection, units) in derived {
        store.replace(&collection, &units)?;
    }
    let concepts = left.concepts();
    done.concepts = concepts.len();
    if !concepts.is_empty() {
        store.put_concepts(&name, &concepts, &deed)?;
    }
    store
        .connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .map_err(|e| MemoryError::from_sqlite(out, e))?;
    Ok(done)
}

/// The bytes of a file, with what waits in its journal where SQLite can still join the two. The
/// file itself is not touched.
fn content(damaged: &Path) -> Result<Vec<u8>, MemoryError> {
    let open = |e: std::io::Error| MemoryError::Open {
        file: damaged.to_owned(),
        reason: e.to_string(),
    };
    let mut journal = damaged.as_os_str().to_owned();
    journal.push("-wal");
    let waiting = std::fs::metadata(&journal).is_ok_and(|m| m.len() > 0);
    if waiting && let Ok(folder) = tempfile::tempdir() {
        let copy = folder.path().join("m.db");
        let joined = std::fs::copy(damaged, &copy)
            .and_then(|_| std::fs::copy(&journal, folder.path().join("m.db-wal")))
            .is_ok()
            && Connection::open(&copy)
                .and_then(|c| {
                    c.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| {
                        r.get::<_, i64>(0)
                    })
                })
                .is_ok_and(|busy| busy == 0);
        if joined {
            return std::fs::read(&copy).map_err(open);
        }
    }
    std::fs::read(damaged).map_err(open)
}

impl Left {
    fn of(pages: &Pages<'_>) -> Self {
        let mut left = Self::default();
        let mut owner: BTreeMap<usize, String> = BTreeMap::new();
        for (name, root) in pages.roots() {
            for page in pages.of_tree(root) {
                owner.insert(page, name.clone());
            }
        }
        left.unreadable += usize::from(!pages.begins_well());
        for number in 2..=pages.count() {
            match pages.rows(number) {
                Some(rows) => {
                    let owner = owner.get(&number).map(String::as_str);
                    for row in rows {
                        left.take(row, owner);
                    }
                }
                None => left.unreadable += 1,
            }
        }
        left
    }

    /// Puts a row where its shape says that it belongs. `owner` is the table of its page, when
    /// that is known.
    fn take(&mut self, row: Row, owner: Option<&str>) {
        use Value::{Blob, Int, Null, Text};
        let is = |table: &str| owner.is_none_or(|owner| owner == table);
        match (row.id, row.values.as_slice()) {
            (Some(id), [Null, Blob(key), Int(_), Int(visible), ..]) if is("units") => {
                self.units.insert(id, (key.clone(), *visible != 0));
            }
            (Some(id), [Null, Int(unit), Int(collection), Blob(_), rest @ ..])
                if rest.len() >= 12 && is("occurrences") =>
            {
                let stands = !matches!(rest.get(12), Some(Int(0)));
                let place = occurrence(rest);
                self.places.insert(id, (*unit, *collection, stands, place));
            }
            (Some(id), [Null, Text(name), Int(complete), rest @ ..]) if is("collections") => {
                let derived = name == "dossier" || matches!(rest.get(3), Some(Int(1)));
                self.collections
                    .insert(id, (name.clone(), *complete != 0, derived));
            }
            (Some(id), [Null, Text(lang), Text(text)]) if is("recommendations") => {
                self.recommendations
                    .insert(id, (lang.clone(), text.clone()));
            }
            (
                Some(id),
                [
                    Null,
                    Int(_),
                    Text(key),
                    subject,
                    definition,
                    Int(stands),
                    ..,
                ],
            ) if is("concepts") && *stands != 0 => {
                let concept = Concept {
                    id: key.clone(),
                    subject: string(Some(subject)),
                    definition: string(Some(definition)),
                    ..Concept::default()
                };
                self.concepts.insert(id, concept);
            }
            (None, [Int(unit), Int(position), Text(lang), Int(role), Text(text)])
                if is("variants") =>
            {
                self.texts
                    .entry(*unit)
                    .or_default()
                    .insert(*position, (lang.clone(), role_of(*role), text.clone()));
            }
            (None, [Int(place), Text(name), Int(position), Text(value)]) if is("properties") => {
                self.properties
                    .entry(*place)
                    .or_default()
                    .insert(*position, (name.clone(), value.clone()));
            }
            (None, [Int(place), Int(recommendation)])
                if owner == Some("occurrence_recommendations") =>
            {
                self.stands_under.insert((*place, *recommendation));
            }
            (
                None,
                [
                    Int(concept),
                    Int(position),
                    Text(lang),
                    Text(text),
                    Text(status),
                    more @ ..,
                ],
            ) if is("terms") => {
                if let Ok(lang) = lang.parse() {
                    let term = Term {
                        lang,
                        text: text.clone(),
                        status: TermStatus::of_word(status),
                        part: string(more.first()),
                        note: string(more.get(1)),
                    };
                    self.terms
                        .entry(*concept)
                        .or_default()
                        .insert(*position, term);
                }
            }
            (None, [Int(concept), Int(position), Text(name), Text(value)])
                if is("concept_properties") =>
            {
                self.concept_properties
                    .entry(*concept)
                    .or_default()
                    .insert(*position, (name.clone(), value.clone()));
            }
            _ => {}
        }
    }

    /// A unit with its places; `None` when it was withdrawn or never shown. Also the derived
    /// collection that it is of.
    fn unit(
        &self,
        row: i64,
        texts: &BTreeMap<i64, (String, Role, String)>,
        places: &[i64],
        done: &mut Recovered,
    ) -> Option<(Unit, Option<String>)> {
        let known = self.units.get(&row);
        if known.is_some_and(|(_, visible)| !visible) {
            return None;
        }
        let all: Vec<(String, Role, String)> = texts.values().cloned().collect();
        let variants: Vec<Variant> = all
            .iter()
            .filter_map(|(lang, role, text)| {
                Some(Variant {
                    lang: lang.parse().ok()?,
                    role: *role,
                    text: text.clone(),
                })
            })
            .collect();
        if variants.is_empty() {
            return None;
        }
        if known.is_some_and(|(key, _)| key[..] != key_of_texts(&all)[..]) {
            done.incomplete += 1;
        }
        let mut collection = None;
        let mut met = Vec::new();
        let mut hidden = 0;
        for id in places {
            let Some((_, of, stands, place)) = self.places.get(id) else {
                continue;
            };
            let (name, complete, derived) = self
                .collections
                .get(of)
                .map_or((String::new(), true, false), Clone::clone);
            if !*stands || !complete {
                hidden += 1;
                continue;
            }
            if derived {
                collection = Some(name);
            }
            met.push(self.filled(*id, place.clone()));
        }
        if met.is_empty() && hidden > 0 && known.is_none() {
            return None;
        }
        done.without_place += usize::from(met.is_empty());
        let mut met = met.into_iter();
        let first = met.next().unwrap_or_default();
        let unit = Unit {
            variants,
            origin: first.origin,
            context: first.context,
            author: first.author,
            created: first.created,
            changed: first.changed,
            notes: first.notes,
            properties: first.properties,
            also: met.collect(),
            ..Unit::default()
        };
        Some((unit, collection))
    }

    fn filled(&self, id: i64, mut place: Occurrence) -> Occurrence {
        for (_, recommendation) in self.stands_under.range((id, i64::MIN)..=(id, i64::MAX)) {
            if let Some((lang, text)) = self.recommendations.get(recommendation)
                && let Ok(lang) = lang.parse()
            {
                place.context.recommendation.insert(lang, text.clone());
            }
        }
        for (name, value) in self
            .properties
            .get(&id)
            .into_iter()
            .flat_map(|p| p.values())
        {
            if name.is_empty() {
                place.notes.push(value.clone());
            } else {
                place.properties.insert(name.clone(), value.clone());
            }
        }
        place
    }

    fn concepts(&self) -> Vec<Concept> {
        self.concepts
            .iter()
            .map(|(row, concept)| {
                let mut concept = concept.clone();
                let terms = self.terms.get(row).into_iter();
                concept.terms = terms.flat_map(|t| t.values().cloned()).collect();
                let more = self.concept_properties.get(row).into_iter();
                concept.properties = more.flat_map(|p| p.values().cloned()).collect();
                concept
            })
            .filter(|concept| !concept.terms.is_empty())
            .collect()
    }
}

/// What a row says of a place: the columns after its key.
fn occurrence(columns: &[Value]) -> Occurrence {
    let text = |at: usize| string(columns.get(at));
    let number = |at: usize| match columns.get(at) {
        Some(Value::Int(n)) => Some(*n),
        _ => None,
    };
    Occurrence {
        origin: Origin {
            symbol: text(0),
            year: number(1).and_then(|n| n.try_into().ok()),
            paragraph: number(2).and_then(|n| n.try_into().ok()),
            file: text(3),
            alignment: text(4),
        },
        context: Context {
            meeting: text(5),
            countries: text(6)
                .unwrap_or_default()
                .split(',')
                .filter_map(|code| code.parse().ok())
                .collect(),
            previous: text(7),
            next: text(8),
            ..Context::default()
        },
        author: text(9),
        created: text(10),
        changed: text(11),
        ..Occurrence::default()
    }
}

fn string(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

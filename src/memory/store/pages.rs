//! The pages of an SQLite file read without SQLite, so that one bad page costs only itself.
//!
//! Layout: <https://www.sqlite.org/fileformat2.html>. Only pages that hold rows are read (leaves of
//! tables, and all pages of tables without row ids); what does not fit the layout is passed over
//! and counted.

use std::collections::{BTreeMap, BTreeSet};

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
    /// A number with a fraction, or something that is not read.
    Other,
}

/// A row: its number in a table that has them, and its values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub id: Option<i64>,
    pub values: Vec<Value>,
}

/// A file by its pages.
pub(super) struct Pages<'a> {
    bytes: &'a [u8],
    size: usize,
    usable: usize,
    free: BTreeSet<usize>,
}

/// The page size of all our files, taken when the header cannot be read.
const USUAL: usize = 4096;

impl<'a> Pages<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        let size = match be(bytes, 16, 2) {
            Some(1) => 65_536,
            Some(n) if (512..=32_768).contains(&n) && n.is_power_of_two() => n,
            _ => USUAL,
        };
        let reserved = bytes.get(20).copied().map_or(0, usize::from);
        let usable = if reserved <= 64 {
            size - reserved
        } else {
            size
        };
        let mut pages = Self {
            bytes,
            size,
            usable,
            free: BTreeSet::new(),
        };
        pages.free = pages.free_pages();
        pages
    }

    /// Whether the first page is that of a database.
    pub fn begins_well(&self) -> bool {
        self.bytes.starts_with(super::HEADER)
    }

    /// Number of pages.
    pub fn count(&self) -> usize {
        self.bytes.len().div_ceil(self.size)
    }

    fn page(&self, number: usize) -> Option<&'a [u8]> {
        let start = number.checked_sub(1)?.checked_mul(self.size)?;
        self.bytes.get(start..start.checked_add(self.size)?)
    }

    /// Pages on the list of free ones: what they hold was deleted.
    fn free_pages(&self) -> BTreeSet<usize> {
        let mut free = BTreeSet::new();
        let mut trunk = be(self.bytes, 32, 4).unwrap_or(0);
        while trunk != 0 && free.insert(trunk) {
            let Some(page) = self.page(trunk) else { break };
            let leaves = be(page, 4, 4).unwrap_or(0).min(self.size / 4);
            free.extend((0..leaves).filter_map(|n| be(page, 8 + 4 * n, 4)));
            trunk = be(page, 0, 4).unwrap_or(0);
        }
        free
    }

    /// The first page of each table, by name, as far as the schema can be read.
    pub fn roots(&self) -> BTreeMap<String, usize> {
        let mut out = BTreeMap::new();
        for page in self.of_tree(1) {
            for row in self.rows(page).unwrap_or_default() {
                if let [
                    Value::Text(kind),
                    Value::Text(name),
                    _,
                    Value::Int(root),
                    ..,
                ] = row.values.as_slice()
                    && kind == "table"
                {
                    out.insert(name.clone(), usize::try_from(*root).unwrap_or(0));
                }
            }
        }
        out
    }

    /// All pages of a tree that can be reached from its first one.
    pub fn of_tree(&self, root: usize) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let mut todo = vec![root];
        while let Some(number) = todo.pop() {
            let Some(page) = self.page(number) else {
                continue;
            };
            if !seen.insert(number) {
                continue;
            }
            let at = if number == 1 { 100 } else { 0 };
            if !matches!(page.get(at), Some(2 | 5)) {
                continue;
            }
            todo.extend(be(page, at + 8, 4));
            let cells = be(page, at + 3, 2).unwrap_or(0);
            for n in 0..cells {
                let cell = be(page, at + 12 + 2 * n, 2);
                todo.extend(cell.and_then(|cell| be(page, cell, 4)));
            }
        }
        seen
    }

    /// The rows of a page; `None` when it should hold some and does not fit the layout.
    pub fn rows(&self, number: usize) -> Option<Vec<Row>> {
        let page = self.page(number)?;
        let at = if number == 1 { 100 } else { 0 };
        let kind = *page.get(at)?;
        if self.free.contains(&number) {
            return Some(Vec::new());
        }
        let (pointers, before) = match kind {
            13 | 10 => (at + 8, 0),
            2 => (at + 12, 4),
            // Inner pages of tables hold no rows; a page that goes on with a long row begins with
            // the number of the next one, whose first byte is 0 in all but giant files.
            0 | 5 => return Some(Vec::new()),
            _ => return None,
        };
        let cells = be(page, at + 3, 2)?;
        if pointers + 2 * cells > self.size {
            return None;
        }
        let mut rows = Vec::with_capacity(cells);
        let mut bad = 0;
        for n in 0..cells {
            let row = be(page, pointers + 2 * n, 2)
                .and_then(|cell| self.row(page, cell + before, kind == 13));
            match row {
                Some(row) => rows.push(row),
                None => bad += 1,
            }
        }
        (bad == 0 || !rows.is_empty()).then_some(rows)
    }

    fn row(&self, page: &[u8], at: usize, is_table: bool) -> Option<Row> {
        let (length, mut at) = varint(page, at)?;
        let length = usize::try_from(length)
            .ok()
            .filter(|n| *n <= self.bytes.len())?;
        let mut id = None;
        if is_table {
            let (row, next) = varint(page, at)?;
            id = Some(row);
            at = next;
        }
        let most = if is_table {
            self.usable - 35
        } else {
            (self.usable - 12) * 64 / 255 - 23
        };
        let payload = if length <= most {
            page.get(at..at.checked_add(length)?)?.to_vec()
        } else {
            let least = (self.usable - 12) * 32 / 255 - 23;
            let fits = least + (length - least) % (self.usable - 4);
            let here = if fits <= most { fits } else { least };
            let mut payload = page.get(at..at.checked_add(here)?)?.to_vec();
            let mut next = be(page, at + here, 4)?;
            let mut steps = 0;
            while payload.len() < length {
                steps += 1;
                let page = self.page(next).filter(|_| steps <= self.count())?;
                let n = (length - payload.len()).min(self.usable - 4);
                payload.extend(page.get(4..4 + n)?);
                next = be(page, 0, 4)?;
            }
            payload
        };
        Some(Row {
            id,
            values: values(&payload)?,
        })
    }
}

/// The values of a record; `None` when its parts do not add up to the whole.
fn values(record: &[u8]) -> Option<Vec<Value>> {
    let (head, mut at) = varint(record, 0)?;
    let head = usize::try_from(head).ok().filter(|n| *n <= record.len())?;
    let mut body = head;
    let mut out = Vec::new();
    while at < head {
        let (kind, next) = varint(record, at)?;
        at = next;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let bytes = record.get(body..body.checked_add(length)?)?;
        body += length;
        out.push(match kind {
            0 => Value::Null,
            8 => Value::Int(0),
            9 => Value::Int(1),
            1..=6 => Value::Int(signed(bytes)),
            7 => Value::Other,
            even if even % 2 == 0 => Value::Blob(bytes.to_vec()),
            _ => Value::Text(std::str::from_utf8(bytes).ok()?.to_owned()),
        });
    }
    (body == record.len() && at == head).then_some(out)
}

fn signed(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|b| *b >= 0x80);
    let start = if negative { -1i64 } else { 0 };
    bytes
        .iter()
        .fold(start, |all, b| (all << 8) | i64::from(*b))
}

/// A number of so many bytes, the highest first.
fn be(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().fold(0, |all, b| (all << 8) | usize::from(*b)))
}

/// A number of one to nine bytes, and where the next thing begins.
fn varint(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let mut value: u64 = 0;
    for n in 0..9 {
        let byte = *bytes.get(at + n)?;
        if n == 8 {
            return Some((((value << 8) | u64::from(byte)).cast_signed(), at + 9));
        }
        value = (value << 7) | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((value.cast_signed(), at + n + 1));
        }
    }
    None
}

//! A segment in a file beside the store.
//!
//! Eight bytes of magic, the length and the checksum of the head, the head as JSON (stamp, size and
//! checksum of every array), then the arrays as they are in main memory, each at a multiple of
//! eight bytes. Whatever does not fit to the last byte is not used: the file can be made again.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use bytemuck::{AnyBitPattern, NoUninit};
use rayon::ThreadPool;
use serde::{Deserialize, Serialize};

use super::lexicon::Lexicon;
use super::segment::Segment;

/// Changes with the arrays. The byte order of the machine is told by the sizes in the head.
const MAGIC: [u8; 8] = *b"RAPMIX01";

/// Heads are some hundred bytes long.
const LONGEST_HEAD: u32 = 1 << 16;

/// What a file was made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::memory) struct Stamp {
    /// Id of the store.
    pub store: String,
    /// Number of the change it is up to.
    pub change: i64,
    /// Who made that change: two stores that parted after a copy have different writers.
    pub writer: String,
    /// Program and language data that read the texts.
    pub data: String,
    /// Name of the part: primary language, with `.sentences` for those.
    pub lang: String,
    /// Identity of the file whose texts this one adds to; empty for one that stands alone.
    pub base: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    stamp: Stamp,
    /// As the machine writes the number 1.
    order: [u8; 4],
    /// Bytes and checksum of each array.
    arrays: Vec<(u64, u32)>,
}

/// What a file holds.
#[derive(Debug)]
pub(super) struct Loaded {
    pub stamp: Stamp,
    pub segment: Segment,
    /// Entries of the base that are no longer to be found.
    pub gone: Vec<u32>,
    /// Stands for the whole content.
    pub identity: String,
}

/// Writes a segment through a temporary file beside its place; gives its identity. Nothing is
/// synced: what a power cut leaves is recognised and made again. The file may be read by whoever
/// may read `like`, and by its owner alone without one.
pub(super) fn save(
    path: &Path,
    like: Option<&Path>,
    stamp: Stamp,
    segment: &Segment,
    gone: &[u32],
) -> std::io::Result<String> {
    let mut arrays: Vec<&[u8]> = Vec::new();
    for lexicon in [&segment.words, &segment.values, &segment.sets] {
        let (text, ends, slots) = lexicon.parts();
        arrays.push(text.as_bytes());
        arrays.push(bytemuck::cast_slice(ends));
        arrays.push(bytemuck::cast_slice(slots));
    }
    arrays.push(bytemuck::cast_slice(&segment.groups));
    arrays.push(bytemuck::cast_slice(&segment.keys));
    arrays.push(bytemuck::cast_slice(&segment.signs));
    arrays.push(bytemuck::cast_slice(&segment.records));
    arrays.push(bytemuck::cast_slice(&segment.value_list));
    arrays.push(bytemuck::cast_slice(&segment.by_row));
    arrays.push(bytemuck::cast_slice(&segment.starts));
    arrays.push(bytemuck::cast_slice(&segment.postings));
    arrays.push(bytemuck::cast_slice(&segment.texts));
    arrays.push(bytemuck::cast_slice(gone));
    let head = Head {
        stamp,
        order: 1u32.to_ne_bytes(),
        arrays: arrays
            .iter()
            .map(|bytes| (bytes.len() as u64, crc32fast::hash(bytes)))
            .collect(),
    };
    let head = serde_json::to_vec(&head)?;
    let check = crc32fast::hash(&head);

    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".rapporteur-").suffix(".tmp");
    // Elsewhere a file has the rights of its folder.
    if cfg!(unix)
        && let Some(like) = like
    {
        builder.permissions(std::fs::metadata(like)?.permissions());
    }
    let mut temporary = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    let out = temporary.as_file_mut();
    let length = u32::try_from(head.len()).unwrap_or(u32::MAX);
    out.write_all(&MAGIC)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&check.to_le_bytes())?;
    out.write_all(&head)?;
    out.write_all(padding(head.len() as u64))?;
    for bytes in arrays {
        out.write_all(bytes)?;
        out.write_all(padding(bytes.len() as u64))?;
    }
    temporary.persist(path).map_err(|e| e.error)?;
    Ok(identity(check, length))
}

fn identity(check: u32, length: u32) -> String {
    format!("{check:08x}-{length}")
}

/// Zeros up to the next multiple of eight.
fn padding(length: u64) -> &'static [u8] {
    let missing = (length.wrapping_neg() % 8) as usize;
    ZEROS.get(..missing).unwrap_or_default()
}

static ZEROS: [u8; 8] = [0; 8];

/// The stamp of a file, without its arrays.
fn head(file: &mut File) -> Option<(Head, String, u64)> {
    let mut start = [0u8; 16];
    file.read_exact(&mut start).ok()?;
    let (magic, rest) = start.split_first_chunk::<8>()?;
    let (length, check) = rest.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length);
    let check = u32::from_le_bytes(*check.first_chunk::<4>()?);
    if *magic != MAGIC || length > LONGEST_HEAD {
        return None;
    }
    let mut bytes = vec![0; length as usize];
    file.read_exact(&mut bytes).ok()?;
    if crc32fast::hash(&bytes) != check {
        return None;
    }
    let head: Head = serde_json::from_slice(&bytes).ok()?;
    let after = 16 + u64::from(length) + padding(u64::from(length)).len() as u64;
    (head.order == 1u32.to_ne_bytes()).then(|| (head, identity(check, length), after))
}

/// Reads a file when `fits` takes its stamp and every byte is as it was written.
pub(super) fn load(
    path: &Path,
    pool: &ThreadPool,
    fits: impl FnOnce(&Stamp) -> bool,
) -> Option<Loaded> {
    let mut file = File::open(path).ok()?;
    let (head, identity, mut at) = head(&mut file)?;
    if !fits(&head.stamp) {
        return None;
    }
    let mut arrays = Vec::with_capacity(head.arrays.len());
    for (bytes, check) in &head.arrays {
        arrays.push((at, *bytes, *check));
        at = at.checked_add(*bytes)?;
        at = at.checked_add(padding(*bytes).len() as u64)?;
    }
    if file.metadata().ok()?.len() != at {
        return None;
    }
    let [
        w0,
        w1,
        w2,
        v0,
        v1,
        v2,
        s0,
        s1,
        s2,
        groups,
        keys,
        signs,
        records,
        value_list,
        by_row,
        starts,
        postings,
        texts,
        gone,
    ] = <[(u64, u64, u32); 19]>::try_from(arrays).ok()?;
    // The two halves are of about the same size.
    let (left, right) = pool.join(
        || Some((read(path, keys)?, read(path, signs)?, read(path, by_row)?)),
        || {
            let (starts, postings) = (read(path, starts)?, read(path, postings)?);
            Some((starts, postings, read(path, records)?))
        },
    );
    let ((keys, signs, by_row), (starts, postings, records)) = (left?, right?);
    let segment = Segment {
        words: lexicon(path, w0, w1, w2)?,
        values: lexicon(path, v0, v1, v2)?,
        sets: lexicon(path, s0, s1, s2)?,
        groups: read(path, groups)?,
        keys,
        signs,
        records,
        value_list: read(path, value_list)?,
        by_row,
        starts,
        postings,
        texts: read(path, texts)?,
    };
    segment.is_sound().then_some(())?;
    Some(Loaded {
        stamp: head.stamp,
        segment,
        gone: read(path, gone)?,
        identity,
    })
}

fn lexicon(
    path: &Path,
    text: (u64, u64, u32),
    ends: (u64, u64, u32),
    slots: (u64, u64, u32),
) -> Option<Lexicon> {
    let text = String::from_utf8(read(path, text)?).ok()?;
    Lexicon::from_parts(text, read(path, ends)?, read(path, slots)?)
}

/// An array of a file: where it begins, its bytes, its checksum.
fn read<T: AnyBitPattern + NoUninit>(
    path: &Path,
    (at, bytes, check): (u64, u64, u32),
) -> Option<Vec<T>> {
    let size = size_of::<T>() as u64;
    if !bytes.is_multiple_of(size) {
        return None;
    }
    let mut array = vec![T::zeroed(); usize::try_from(bytes / size).ok()?];
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut hasher = crc32fast::Hasher::new();
    // Each stretch is checked while it is still near.
    for stretch in bytemuck::cast_slice_mut::<T, u8>(&mut array).chunks_mut(1 << 18) {
        file.read_exact(stretch).ok()?;
        hasher.update(stretch);
    }
    (hasher.finalize() == check).then_some(array)
}

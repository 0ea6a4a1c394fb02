//! What is left of a damaged package: its entries are found without a directory, unpacked as far as
//! they go, and every damage is noted. The bounds are those of sound packages.
//!
//! Layout of entries after APPNOTE 6.3.10: local header (4.3.7), data descriptor (4.3.9).

use std::io::Cursor;

use flate2::{Crc, Decompress, FlushDecompress, Status};
use zip::{CompressionMethod, ZipArchive};

use super::damage::Fault;
use super::limits::Limits;
use super::refusal::Refusal;

/// An entry of a damaged archive.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Name as written.
    pub name: String,
    /// Where its data begin.
    start: usize,
    /// Bytes of data, as far as known; the data may break off before.
    packed: Option<u64>,
    /// True for deflated data, false for stored data.
    deflated: bool,
    checksum: Option<u32>,
    pub encrypted: bool,
}

/// The entries of an archive, and whether its own directory lists them.
pub(super) fn entries(bytes: &[u8], limits: &Limits) -> Result<(Vec<Entry>, bool), Refusal> {
    if let Some(listed) = listed(bytes, limits) {
        return Ok((listed, true));
    }
    Ok((found(bytes, limits)?, false))
}

/// The entries that the directory lists; `None` when it is not sound.
fn listed(bytes: &[u8], limits: &Limits) -> Option<Vec<Entry>> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > limits.entries || archive.has_duplicate_names() {
        return None;
    }
    let mut out = Vec::with_capacity(archive.len());
    for i in 0..archive.len() {
        let entry = archive.by_index_data(i).ok()?;
        let deflated = match entry.compression() {
            CompressionMethod::Deflated => true,
            CompressionMethod::Stored => false,
            _ => continue,
        };
        out.push(Entry {
            name: entry.name().ok()?.into_owned(),
            start: local_header(bytes, usize::try_from(entry.header_start()).ok()?)?.start,
            packed: Some(entry.compressed_size()),
            deflated,
            checksum: Some(entry.crc32()),
            encrypted: entry.encrypted(),
        });
    }
    Some(out)
}

/// The entries that local headers begin, in the order of the file.
fn found(bytes: &[u8], limits: &Limits) -> Result<Vec<Entry>, Refusal> {
    let mut out = Vec::new();
    let mut at = 0;
    // What looking for the ends of entries may take in and give out in all.
    let mut budget = limits.total_size.saturating_mul(4);
    while let Some(header) = next(bytes, at, b"PK\x03\x04") {
        let Some(mut entry) = local_header(bytes, header) else {
            at = header + 4;
            continue;
        };
        if out.len() >= limits.entries {
            return Err(Refusal::TooLarge(format!(
                "over {} entries",
                limits.entries
            )));
        }
        at = match entry.packed {
            Some(packed) => entry
                .start
                .saturating_add(usize::try_from(packed).unwrap_or(usize::MAX)),
            None => end_of(bytes, &mut entry, &mut budget)?,
        };
        out.push(entry);
    }
    if out.is_empty() {
        return Err(Refusal::DamagedArchive("no entry was found".into()));
    }
    Ok(out)
}

/// The next place of a sign from `at` on.
fn next(bytes: &[u8], at: usize, sign: &[u8; 4]) -> Option<usize> {
    let rest = bytes.get(at..)?;
    rest.windows(4).position(|w| w == sign).map(|n| at + n)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Reads a local header; `None` when it is none, breaks off, or its data are packed in another way.
fn local_header(bytes: &[u8], at: usize) -> Option<Entry> {
    if bytes.get(at..at.checked_add(30)?)?.get(..4) != Some(b"PK\x03\x04") {
        return None;
    }
    let flags = short(bytes, at + 6)?;
    let deflated = match short(bytes, at + 8)? {
        0 => false,
        8 => true,
        _ => return None,
    };
    let (checksum, packed) = (long(bytes, at + 14)?, long(bytes, at + 18)?);
    let name_length = usize::from(short(bytes, at + 26)?);
    let extra_length = usize::from(short(bytes, at + 28)?);
    let name = bytes.get(at + 30..at + 30 + name_length)?;
    let name = match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        // Names of parts are ASCII; other names of old archives are only shown.
        Err(_) => String::from_utf8_lossy(name).into_owned(),
    };
    // Sizes after the data, or in a 64-bit field, are not known here.
    let sized = flags & 8 == 0 && packed != u32::MAX;
    Some(Entry {
        name,
        start: at + 30 + name_length + extra_length,
        packed: sized.then_some(u64::from(packed)),
        deflated,
        checksum: sized.then_some(checksum),
        encrypted: flags & 1 != 0,
    })
}

/// Finds where the data of an entry end that does not say so, sets its size and checksum where they
/// can be known, and gives the place to look on from.
fn end_of(bytes: &[u8], entry: &mut Entry, budget: &mut u64) -> Result<usize, Refusal> {
    let rest = bytes.get(entry.start..).unwrap_or_default();
    let end = if entry.deflated {
        let mut inflater = Decompress::new(false);
        let mut buffer = vec![0_u8; 64 << 10];
        loop {
            let from = usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
            let before = (inflater.total_in(), inflater.total_out());
            let input = rest.get(from..).unwrap_or_default();
            let status = inflater.decompress(input, &mut buffer, FlushDecompress::None);
            let cost = inflater.total_in() - before.0 + inflater.total_out() - before.1;
            *budget = budget.saturating_sub(cost);
            if *budget == 0 {
                return Err(Refusal::ArchiveBomb("entries without size".into()));
            }
            let still = (inflater.total_in(), inflater.total_out()) == before;
            match status {
                Ok(Status::StreamEnd) => break Some(inflater.total_in()),
                Ok(_) if !still => {}
                // It breaks off, or is no deflated data any more.
                _ => break None,
            }
        }
    } else {
        next(rest, 0, b"PK\x07\x08").map(|n| n as u64)
    };
    let Some(end) = end.and_then(|e| usize::try_from(e).ok()) else {
        // The size stays unknown; a further header may stand behind damaged data.
        return Ok(entry.start);
    };
    entry.packed = Some(end as u64);
    if rest.get(end..end + 4) == Some(b"PK\x07\x08") {
        entry.checksum = long(rest, end + 4);
    }
    Ok(entry.start + end)
}

/// Unpacks an entry as far as it goes, at most `cap` bytes.
pub(super) fn unpack(
    bytes: &[u8],
    entry: &Entry,
    cap: u64,
    limits: &Limits,
) -> Result<(Vec<u8>, Option<Fault>), Refusal> {
    let rest = bytes.get(entry.start..).unwrap_or_default();
    let wanted = entry
        .packed
        .map_or(rest.len(), |n| usize::try_from(n).unwrap_or(usize::MAX));
    let input = rest.get(..wanted.min(rest.len())).unwrap_or(rest);
    let too_much = || Refusal::ArchiveBomb(format!("{} is over {cap} bytes", entry.name));
    let cut = entry.packed.is_none() || wanted > rest.len();
    let (data, mut fault) = if entry.deflated {
        inflate(input, cap, limits).ok_or_else(too_much)?
    } else if input.len() as u64 > cap {
        return Err(too_much());
    } else {
        (input.to_vec(), cut.then_some(Fault::Cut))
    };
    if fault == Some(Fault::Cut) && !cut {
        // All the packed bytes are there, and they do not make a whole: some of them are others.
        fault = Some(Fault::Changed);
    }
    if fault.is_none() && entry.checksum.is_some() {
        let mut sum = Crc::new();
        sum.update(&data);
        if entry.checksum != Some(sum.sum()) {
            fault = Some(Fault::Changed);
        }
    }
    Ok((data, fault))
}

/// Inflates as far as it goes; `None` when that is over the bounds.
fn inflate(input: &[u8], cap: u64, limits: &Limits) -> Option<(Vec<u8>, Option<Fault>)> {
    let mut inflater = Decompress::new(false);
    let mut out = Vec::new();
    let mut buffer = vec![0_u8; 64 << 10];
    loop {
        let from = usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
        let before = (inflater.total_in(), inflater.total_out());
        let rest = input.get(from..).unwrap_or_default();
        let status = inflater.decompress(rest, &mut buffer, FlushDecompress::None);
        let made = usize::try_from(inflater.total_out() - before.1).unwrap_or(0);
        out.extend_from_slice(buffer.get(..made).unwrap_or_default());
        let size = out.len() as u64;
        let absurd = size > limits.ratio_floor && size / limits.ratio > inflater.total_in();
        if size > cap || absurd {
            return None;
        }
        let still = (inflater.total_in(), inflater.total_out()) == before;
        match status {
            Ok(Status::StreamEnd) => return Some((out, None)),
            Ok(_) if still => return Some((out, Some(Fault::Cut))),
            Ok(_) => {}
            Err(_) => return Some((out, Some(Fault::Changed))),
        }
    }
}

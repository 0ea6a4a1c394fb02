//! Changes to Word files that a person would not see, or should not.
//!
//! `tree` takes a part apart and puts it together again, `same` and `packing` hold changes that
//! leave what is shown as it is, `unseen` brings in words that must never show. Used by the tests of accounting and by the
//! fuzz targets, so it knows nothing of the program itself.
#![allow(
    dead_code,
    clippy::ptr_arg,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub mod packing;
pub mod same;
pub mod tree;
pub mod unseen;

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Entries of a package by name, in their order.
pub type Parts = Vec<(String, Vec<u8>)>;

pub const MAIN: &str = "word/document.xml";

/// Draws: from a seed, the same each time; or from given bytes, and zero when they are used up.
pub struct Draw {
    state: u64,
    bytes: Option<(Vec<u8>, usize)>,
}

impl Draw {
    pub fn seed(seed: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            bytes: None,
        }
    }
    pub fn bytes(bytes: &[u8]) -> Self {
        Self {
            state: 0,
            bytes: Some((bytes.to_vec(), 0)),
        }
    }
    /// Whether given bytes are left.
    pub fn more(&self) -> bool {
        self.bytes.as_ref().is_some_and(|(b, at)| *at < b.len())
    }
    /// A number under `n`, 0 for `n` of 0.
    pub fn below(&mut self, n: usize) -> usize {
        let value = match &mut self.bytes {
            Some((bytes, at)) => {
                let take = if n <= 256 { 1 } else { 2 };
                let mut value = 0;
                for _ in 0..take {
                    value = value << 8 | u64::from(bytes.get(*at).copied().unwrap_or(0));
                    *at += 1;
                }
                value
            }
            None => {
                self.state ^= self.state << 13;
                self.state ^= self.state >> 7;
                self.state ^= self.state << 17;
                self.state >> 11
            }
        };
        if n == 0 {
            0
        } else {
            (value % n as u64) as usize
        }
    }
    /// Some of the items: half of them from a seed, one from bytes, the last first.
    pub fn some<T>(&mut self, items: Vec<T>) -> Vec<T> {
        if items.is_empty() {
            return items;
        }
        if self.bytes.is_some() {
            let at = self.below(items.len());
            return items.into_iter().skip(at).take(1).collect();
        }
        let mut out: Vec<T> = items.into_iter().filter(|_| self.below(2) == 0).collect();
        out.reverse();
        out
    }
    /// One of the items.
    pub fn one<T>(&mut self, mut items: Vec<T>) -> Option<T> {
        let at = self.below(items.len());
        (at < items.len()).then(|| items.swap_remove(at))
    }
}

pub fn unpack(bytes: &[u8]) -> Option<Parts> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut out = Vec::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).ok()?;
        let mut data = Vec::new();
        entry.read_to_end(&mut data).ok()?;
        out.push((entry.name().ok()?.into_owned(), data));
    }
    Some(out)
}

pub fn pack(parts: &Parts) -> Vec<u8> {
    pack_with(parts, zip::CompressionMethod::Deflated)
}

pub fn pack_with(parts: &Parts, method: zip::CompressionMethod) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(method);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in parts {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(data).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn part<'a>(parts: &'a Parts, name: &str) -> Option<&'a [u8]> {
    parts
        .iter()
        .find(|(n, _)| n == name)
        .map(|(_, data)| data.as_slice())
}

pub fn put(parts: &mut Parts, name: &str, data: Vec<u8>) {
    match parts.iter_mut().find(|(n, _)| n == name) {
        Some(slot) => slot.1 = data,
        None => parts.push((name.to_owned(), data)),
    }
}

/// All Word files under a folder of the fixtures by path, in order.
pub fn word_files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(dir) = open.pop() {
        for item in std::fs::read_dir(dir).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "docx") {
                let bytes = std::fs::read(&path).unwrap();
                out.push((path, bytes));
            }
        }
    }
    out.sort();
    out
}

//! Where the files of an index lie, and whether they may be used.

use std::path::{Path, PathBuf};

use super::file::Stamp;
use crate::language::Resources;
use crate::memory::error::MemoryError;
use crate::memory::store::Store;
use crate::model::ids::Hash;

/// Where the files of an index lie.
#[derive(Debug, Clone, Default)]
pub(in crate::memory) struct Place {
    /// The memory's file; nothing for a memory without one.
    pub memory: Option<PathBuf>,
    /// Whether files may be made beside it.
    pub beside: bool,
    /// A folder for the files where they cannot lie beside the memory.
    pub folder: Option<PathBuf>,
}

impl Place {
    /// The files of a kind, in the order in which they are tried.
    pub fn files(&self, stamp: &Stamp, kind: &str) -> Vec<PathBuf> {
        let beside = self.memory.as_deref().and_then(|memory| {
            let mut name = memory.file_name()?.to_owned();
            name.push(format!(".{}.{kind}", stamp.lang));
            Some(memory.with_file_name(name))
        });
        let apart = self
            .folder
            .as_deref()
            .map(|folder| folder.join(format!("{}.{}.{kind}", stamp.store, stamp.lang)));
        beside.into_iter().chain(apart).collect()
    }

    /// What files made now are stamped with; `None` when there can be none.
    pub fn stamp(
        &self,
        store: &Store,
        part: &str,
        resources: &Resources,
    ) -> Result<Option<Stamp>, MemoryError> {
        if self.memory.is_none() {
            return Ok(None);
        }
        let Some(id) = store.id()? else {
            return Ok(None);
        };
        let change = store.change()?;
        Ok(Some(Stamp {
            store: id,
            change,
            writer: store.writer_at(change)?,
            data: format!("{}/{}", readers(), resources.stamp),
            lang: part.to_owned(),
            base: String::new(),
        }))
    }

    /// Writes a file where it can be written; gives what the writing gives. The writer gets the
    /// path and, for a file beside the memory, the memory whose rights it shall have.
    pub fn write<T>(
        &self,
        stamp: &Stamp,
        kind: &str,
        write: impl Fn(&Path, Option<&Path>) -> std::io::Result<T>,
    ) -> Option<T> {
        let files = self.files(stamp, kind);
        let like = [self.memory.as_deref(), None];
        let mut places = files.iter().zip(like).skip(usize::from(!self.beside));
        // A folder that cannot be written to is no fault: the index then lives as long as this
        // process.
        places.find_map(|(path, like)| write(path, like).ok())
    }

    /// Takes files of a kind away.
    pub fn remove(&self, stamp: &Stamp, kind: &str) {
        let from = usize::from(!self.beside);
        for path in self.files(stamp, kind).iter().skip(from) {
            // What cannot be removed names another base and is not used.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Stands for everything in the program that decides how a text is read.
fn readers() -> &'static str {
    static STAMP: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let mut all = Vec::new();
        for source in [
            include_str!("../profile.rs"),
            include_str!("../classes.rs"),
            include_str!("piece.rs"),
            include_str!("build.rs"),
            include_str!("sign.rs"),
            include_str!("lexicon.rs"),
            include_str!("../../language/facts/scan.rs"),
            include_str!("../../language/facts/tokens.rs"),
            include_str!("../../language/facts/words.rs"),
            include_str!("../../language/countries/find.rs"),
            include_str!("../../language/countries/decline.rs"),
            include_str!("../../language/countries/names.rs"),
            include_str!("../../language/countries/words.rs"),
            include_str!("../../../memory/facts.toml"),
            include_str!("part.rs"),
            include_str!("../../language/segment.rs"),
            include_str!("../../language/letters.rs"),
            include_str!("../../../memory/segmentation.toml"),
        ] {
            all.extend_from_slice(source.as_bytes());
        }
        for part in [
            char::UNICODE_VERSION,
            unicode_normalization::UNICODE_VERSION,
        ] {
            all.extend_from_slice(&[part.0, part.1, part.2]);
        }
        all.extend_from_slice(env!("CARGO_PKG_VERSION").as_bytes());
        Hash::of_bytes(&all).short().to_owned()
    });
    &STAMP
}

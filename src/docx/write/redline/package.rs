//! A finished package taken apart, and put together again with some of its parts changed.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::super::element::{Element, Node};
use super::super::error::WriteError;

/// The parts of a package in their order.
pub(super) struct Package {
    parts: Vec<(String, Vec<u8>)>,
    time: zip::DateTime,
}

impl Package {
    pub fn open(bytes: &[u8]) -> Result<Self, WriteError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes))?;
        let mut parts = Vec::with_capacity(archive.len());
        let mut time = zip::DateTime::default();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at)?;
            time = entry.last_modified().unwrap_or(time);
            let mut content = Vec::new();
            entry.read_to_end(&mut content)?;
            parts.push((entry.name()?.into_owned(), content));
        }
        Ok(Self { parts, time })
    }

    fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.parts
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, b)| b.as_slice())
    }

    /// A part, if it is there.
    pub fn peek(&self, name: &str) -> Result<Option<Element>, WriteError> {
        self.bytes(name)
            .map(|b| Element::parse("of a note", b))
            .transpose()
    }

    /// A part that every note has.
    pub fn take(&mut self, name: &str) -> Result<Element, WriteError> {
        self.peek(name)?.ok_or_else(|| WriteError::Part {
            part: "of a note",
            message: format!("there is no {name}"),
        })
    }

    /// Puts a part in the place of the one of that name.
    pub fn put(&mut self, name: &str, root: &Element) -> Result<(), WriteError> {
        let bytes = root.to_part()?;
        if let Some((_, old)) = self.parts.iter_mut().find(|(n, _)| n == name) {
            *old = bytes;
        }
        Ok(())
    }

    /// Names of the heads and feet.
    pub fn furniture(&self) -> Vec<String> {
        let is = |n: &str| n.starts_with("word/header") || n.starts_with("word/footer");
        self.parts
            .iter()
            .map(|(n, _)| n.clone())
            .filter(|n| is(n))
            .collect()
    }

    /// Drops the comments and what points to them.
    pub fn without_comments(&mut self) -> Result<(), WriteError> {
        let is = |name: &str| {
            name.rsplit('/')
                .next()
                .unwrap_or(name)
                .starts_with("comments")
        };
        self.parts.retain(|(name, _)| !is(name));
        for (part, attribute) in [
            ("[Content_Types].xml", "PartName"),
            ("word/_rels/document.xml.rels", "Target"),
        ] {
            let mut root = self.take(part)?;
            root.nodes
                .retain(|n| !matches!(n, Node::Element(e) if e.get(attribute).is_some_and(is)));
            self.put(part, &root)?;
        }
        Ok(())
    }

    /// The package as bytes, with the times it had.
    pub fn close(self) -> Result<Vec<u8>, WriteError> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(64 * 1024)));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(self.time)
            .system(zip::System::Unix);
        for (name, bytes) in &self.parts {
            zip.start_file(name.as_str(), options)?;
            zip.write_all(bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }
}

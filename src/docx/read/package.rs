//! The package: entries, content types, relationships. Every read is bounded by the limits,
//! whatever size an entry declares.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::Limits;
use super::refusal::Refusal;
use super::xml::{Ns, Tree};

/// An opened package. Part names have no leading slash and are compared without regard to case.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Lower-case name to index and name as written.
    index: BTreeMap<String, (usize, String)>,
    defaults: BTreeMap<String, String>,
    overrides: BTreeMap<String, String>,
    limits: &'a Limits,
    unpacked: u64,
}

/// A relationship of a part.
#[derive(Debug, Clone)]
pub(super) struct Relationship {
    /// Last segment of the type's address, such as `footnotes`.
    pub kind: String,
    /// Resolved part name, or the address as written when external.
    pub target: String,
    pub external: bool,
}

pub(super) type Relationships = BTreeMap<String, Relationship>;

fn damaged(e: ZipError) -> Refusal {
    match e {
        ZipError::UnsupportedArchive(m) if m.contains("assword") => Refusal::PasswordProtected,
        ZipError::InvalidPassword => Refusal::PasswordProtected,
        other => Refusal::DamagedArchive(other.to_string()),
    }
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > limits.entries {
            return Err(Refusal::TooLarge(format!(
                "it has {} entries",
                archive.len()
            )));
        }
        let mut index = BTreeMap::new();
        let mut declared = 0u64;
        let mut encrypted = false;
        for i in 0..archive.len() {
            let entry = archive.by_index_data(i).map_err(damaged)?;
            let name = entry.name().map_err(damaged)?.into_owned();
            let clean = safe_name(&name).ok_or_else(|| Refusal::UnsafeEntry(shorten(&name)))?;
            declared = declared.saturating_add(entry.size());
            if entry.size() > limits.ratio_floor
                && entry.size() / limits.ratio > entry.compressed_size()
            {
                return Err(Refusal::ArchiveBomb(format!(
                    "{} declares {} bytes",
                    shorten(&name),
                    entry.size()
                )));
            }
            encrypted |= entry.encrypted();
            if entry.is_dir() {
                continue;
            }
            if index.insert(clean.to_lowercase(), (i, clean)).is_some() {
                return Err(Refusal::DuplicateEntry(shorten(&name)));
            }
        }
        if archive.has_duplicate_names() {
            return Err(Refusal::DuplicateEntry("the same name".into()));
        }
        if encrypted {
            return Err(Refusal::PasswordProtected);
        }
        if declared > limits.total_size.saturating_mul(4) {
            return Err(Refusal::ArchiveBomb(format!("{declared} bytes")));
        }
        let mut package = Self {
            archive,
            index,
            defaults: BTreeMap::new(),
            overrides: BTreeMap::new(),
            limits,
            unpacked: 0,
        };
        package.recognise()?;
        Ok(package)
    }

    /// Refuses archives that are no Word package, and reads the content types.
    fn recognise(&mut self) -> Result<(), Refusal> {
        if self.has("mimetype") {
            let kind = self.read("mimetype")?.unwrap_or_default();
            if kind.starts_with(b"application/vnd.oasis.opendocument")
                || kind.starts_with(b"application/vnd.sun.xml")
            {
                return Err(Refusal::OpenDocument);
            }
        }
        if !self.has("[Content_Types].xml") {
            if self.has("content.xml") && self.has("META-INF/manifest.xml") {
                return Err(Refusal::OpenDocument);
            }
            if !self.has("_rels/.rels") && !self.has("word/document.xml") {
                let names: Vec<String> = self
                    .index
                    .values()
                    .take(3)
                    .map(|(_, n)| shorten(n))
                    .collect();
                return Err(if names.is_empty() {
                    Refusal::NoDocumentPart
                } else {
                    Refusal::ZipOfFiles(names.join(", "))
                });
            }
            return Ok(());
        }
        let Some(source) = self.text("[Content_Types].xml")? else {
            return Ok(());
        };
        let tree = Tree::parse(&source, "[Content_Types].xml", self.limits)?;
        for node in tree
            .descendants(tree.root())
            .filter(|n| n.ns() == Ns::ContentTypes)
        {
            let kind = node.any_attr("ContentType").unwrap_or_default().to_owned();
            match node.name() {
                "Default" => {
                    let extension = node
                        .any_attr("Extension")
                        .unwrap_or_default()
                        .to_lowercase();
                    self.defaults.insert(extension, kind);
                }
                "Override" => {
                    let name = node.any_attr("PartName").unwrap_or_default();
                    self.overrides
                        .insert(name.trim_start_matches('/').to_lowercase(), kind);
                }
                _ => {}
            }
        }
        Ok(())
    }

    pub fn has(&self, name: &str) -> bool {
        self.index.contains_key(&name.to_lowercase())
    }

    /// Names of all parts as written, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.index.values().map(|(_, name)| name.as_str())
    }

    pub fn content_type(&self, name: &str) -> &str {
        let lower = name.to_lowercase();
        if let Some(kind) = self.overrides.get(&lower) {
            return kind;
        }
        let extension = lower.rsplit('.').next().unwrap_or_default();
        self.defaults.get(extension).map_or("", String::as_str)
    }

    /// The bytes of a part; `None` when there is no such part.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(&(i, _)) = self.index.get(&name.to_lowercase()) else {
            return Ok(None);
        };
        let mut entry = self.archive.by_index(i).map_err(damaged)?;
        let packed = entry.compressed_size();
        let cap = self
            .limits
            .part_size
            .min(self.limits.total_size.saturating_sub(self.unpacked));
        // The declared size is only a hint and can lie: memory grows with what really comes out.
        let expected =
            usize::try_from(entry.size().min(cap).min(packed.saturating_mul(32))).unwrap_or(0);
        let mut out = Vec::with_capacity(expected);
        let mut taken = (&mut entry).take(cap + 1);
        taken
            .read_to_end(&mut out)
            .map_err(|e| Refusal::DamagedArchive(format!("{}: {e}", shorten(name))))?;
        let size = out.len() as u64;
        if size > cap || (size > self.limits.ratio_floor && size / self.limits.ratio > packed) {
            return Err(Refusal::ArchiveBomb(format!(
                "{} is over {} bytes",
                shorten(name),
                size.min(cap)
            )));
        }
        self.unpacked += size;
        Ok(Some(out))
    }

    /// The text of a part in whatever encoding it is written.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.read(name)? else {
            return Ok(None);
        };
        super::encoding::decode(bytes)
            .map(Some)
            .map_err(|(position, message)| Refusal::BrokenXml {
                part: name.to_owned(),
                position,
                message,
            })
    }

    /// The relationships of a part; the package's own for the empty name.
    pub fn relationships(&mut self, part: &str) -> Result<Relationships, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let Some(source) = self.text(&name)? else {
            return Ok(BTreeMap::new());
        };
        let tree = Tree::parse(&source, &name, self.limits)?;
        let mut out = BTreeMap::new();
        for node in tree
            .descendants(tree.root())
            .filter(|n| n.ns() == Ns::Relationships && n.name() == "Relationship")
        {
            let (Some(id), Some(target)) = (node.any_attr("Id"), node.any_attr("Target")) else {
                continue;
            };
            let external = node
                .any_attr("TargetMode")
                .is_some_and(|m| m.eq_ignore_ascii_case("External"));
            let kind = node
                .any_attr("Type")
                .unwrap_or_default()
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default();
            let target = if external {
                target.to_owned()
            } else {
                resolve(folder, target)
            };
            out.insert(
                id.to_owned(),
                Relationship {
                    kind: kind.to_owned(),
                    target,
                    external,
                },
            );
        }
        Ok(out)
    }
}

/// The name without oddities of writers, or `None` when it points outside the package.
fn safe_name(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let drive = name.get(1..2) == Some(":");
    if name.starts_with('/') || drive || name.contains('\0') || name.split('/').any(|s| s == "..") {
        return None;
    }
    Some(name)
}

fn shorten(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// The part that `target` means, seen from `folder`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target
        .split('#')
        .next()
        .unwrap_or_default()
        .replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|s| !s.is_empty()).collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    unescape_percent(&steps.join("/"))
}

fn unescape_percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        let hex = text
            .get(i + 1..i + 3)
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match (b, hex) {
            (b'%', Some(value)) => {
                out.push(value);
                i += 3;
            }
            _ => {
                out.push(b);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_the_folder_of_the_part() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "../custom/a%20b.xml"), "custom/a b.xml");
        assert_eq!(resolve("", "../../x.xml"), "x.xml");
    }

    #[test]
    fn names_that_leave_the_package_are_unsafe() {
        for bad in ["../x", "word/../../x", "/etc/passwd", "c:/x", "..\\x"] {
            assert!(safe_name(bad).is_none(), "{bad}");
        }
        assert_eq!(
            safe_name("word\\document.xml").as_deref(),
            Some("word/document.xml")
        );
    }
}

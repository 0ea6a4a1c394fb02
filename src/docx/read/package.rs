//! The package: entries, content types, relationships. Every read is bounded by the limits,
//! whatever size an entry declares.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::damage::{Damage, Fault};
use super::limits::Limits;
use super::names::{resolve, safe_name, shorten};
use super::refusal::{OpenForm, Refusal, is_document};
use super::salvage::{self, Entry};
use super::xml::{Ns, Tree};

/// An opened package. Part names have no leading slash and are compared without regard to case.
pub(super) struct Package<'a> {
    source: Source<'a>,
    /// Lower-case name to index and name as written.
    index: BTreeMap<String, (usize, String)>,
    defaults: BTreeMap<String, String>,
    overrides: BTreeMap<String, String>,
    limits: &'a Limits,
    unpacked: u64,
    /// What was found damaged; nothing is tolerated while it is `None`.
    damage: Option<Damage>,
}

/// Where the parts come from.
enum Source<'a> {
    /// A sound archive.
    Archive(ZipArchive<Cursor<&'a [u8]>>),
    /// Entries of a damaged archive.
    Found(&'a [u8], Vec<Entry>),
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

const ENCRYPTED: Refusal = Refusal::PasswordProtected("encrypted entries of the archive");

fn damaged(e: ZipError) -> Refusal {
    match e {
        ZipError::UnsupportedArchive(m) if m.contains("assword") => ENCRYPTED,
        ZipError::InvalidPassword => ENCRYPTED,
        other => Refusal::DamagedArchive(other.to_string()),
    }
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| unopened(bytes, e))?;
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
            // A name that is no text must not cost the document; such a part is never asked for.
            let name = entry.name().map_or_else(
                |_| String::from_utf8_lossy(entry.name_raw()).into_owned(),
                |name| name.into_owned(),
            );
            let clean = safe_name(&name).ok_or_else(|| Refusal::UnsafeEntry(shorten(&name)))?;
            declared = declared.saturating_add(entry.size());
            encrypted |= entry.encrypted();
            if entry.is_dir() {
                continue;
            }
            if index.insert(clean.to_lowercase(), (i, clean)).is_some() {
                return Err(Refusal::DuplicateEntry(shorten(&name)));
            }
        }
        if archive.has_duplicate_names() {
            return Err(Refusal::DuplicateEntry("alike".into()));
        }
        if encrypted {
            return Err(ENCRYPTED);
        }
        if declared > limits.total_size.saturating_mul(4) {
            return Err(Refusal::ArchiveBomb(format!("{declared} bytes")));
        }
        Self::with(Source::Archive(archive), index, limits, None)
    }

    /// Opens what is left of a damaged package; the same bounds hold.
    pub fn open_damaged(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Refusal> {
        let (entries, directory) = salvage::entries(bytes, limits)?;
        let mut index = BTreeMap::new();
        for (i, entry) in entries.iter().enumerate() {
            let clean =
                safe_name(&entry.name).ok_or_else(|| Refusal::UnsafeEntry(shorten(&entry.name)))?;
            if !clean.ends_with('/') && index.insert(clean.to_lowercase(), (i, clean)).is_some() {
                return Err(Refusal::DuplicateEntry(shorten(&entry.name)));
            }
        }
        if entries.iter().any(|e| e.encrypted) {
            return Err(ENCRYPTED);
        }
        let damage = Damage::begin(!directory);
        Self::with(Source::Found(bytes, entries), index, limits, Some(damage))
    }

    fn with(
        source: Source<'a>,
        index: BTreeMap<String, (usize, String)>,
        limits: &'a Limits,
        damage: Option<Damage>,
    ) -> Result<Self, Refusal> {
        let mut package = Self {
            source,
            index,
            defaults: BTreeMap::new(),
            overrides: BTreeMap::new(),
            limits,
            unpacked: 0,
            damage,
        };
        package.recognise()?;
        Ok(package)
    }

    /// What was found damaged so far, in a package opened as damaged.
    pub fn damage(&mut self) -> Option<&mut Damage> {
        self.damage.as_mut()
    }

    /// Refuses archives that are no Word package, and reads the content types.
    fn recognise(&mut self) -> Result<(), Refusal> {
        if self.has("mimetype") {
            let kind = self.read("mimetype")?.unwrap_or_default();
            if kind.starts_with(b"application/vnd.oasis.opendocument")
                || kind.starts_with(b"application/vnd.sun.xml")
            {
                let kind = String::from_utf8_lossy(&kind).into_owned();
                return Err(self.open_document(&kind));
            }
        }
        if !self.has("[Content_Types].xml") {
            if self.has("content.xml") && self.has("META-INF/manifest.xml") {
                return Err(self.open_document(""));
            }
            if self.has("Index/Document.iwa") {
                return Err(Refusal::OtherOffice("a document of Apple Pages"));
            }
            if !self.has("_rels/.rels") && !self.has("word/document.xml") {
                let (documents, others): (Vec<String>, Vec<String>) = self
                    .names()
                    .filter(|n| !n.starts_with("__MACOSX/"))
                    .map(super::mail::clean)
                    .filter(|n| !n.is_empty())
                    .take(1000)
                    .partition(|n| is_document(n));
                return Err(if documents.is_empty() && others.is_empty() {
                    Refusal::NoDocumentPart
                } else {
                    Refusal::ZipOfFiles { documents, others }
                });
            }
            return Ok(());
        }
        let Some(source) = self.text("[Content_Types].xml")? else {
            return Ok(());
        };
        let tree = self.parse(&source, "[Content_Types].xml")?;
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

    /// An OpenDocument file of this media type, unless it is encrypted.
    fn open_document(&mut self, kind: &str) -> Refusal {
        let manifest = self.text("META-INF/manifest.xml").ok().flatten();
        if manifest.is_some_and(|m| m.contains("encryption-data")) {
            Refusal::PasswordProtected("an encrypted OpenDocument file")
        } else if kind.contains("spreadsheet") || kind.contains(".calc") {
            Refusal::OtherOffice("an OpenDocument spreadsheet")
        } else if kind.contains("presentation") || kind.contains(".impress") {
            Refusal::OtherOffice("an OpenDocument presentation")
        } else {
            Refusal::OpenDocument(OpenForm::Packed)
        }
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
        let cap = self
            .limits
            .part_size
            .min(self.limits.total_size.saturating_sub(self.unpacked));
        let archive = match &mut self.source {
            Source::Archive(archive) => archive,
            Source::Found(bytes, entries) => {
                let Some(entry) = entries.get(i) else {
                    return Ok(None);
                };
                let (data, fault) = salvage::unpack(bytes, entry, cap, self.limits)?;
                self.unpacked += data.len() as u64;
                if let (Some(damage), Some(fault)) = (&mut self.damage, fault) {
                    damage.note(name, fault);
                }
                return Ok(Some(data));
            }
        };
        let mut entry = archive.by_index(i).map_err(damaged)?;
        let packed = entry.compressed_size();
        if entry.size() > self.limits.ratio_floor && entry.size() / self.limits.ratio > packed {
            return Err(Refusal::ArchiveBomb(format!(
                "{} declares {} bytes",
                shorten(name),
                entry.size()
            )));
        }
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
        if let Some(damage) = &mut self.damage {
            let (text, whole) = super::encoding::decode_start(bytes);
            if !whole {
                damage.note(name, Fault::Cut);
            }
            return Ok(Some(text));
        }
        super::encoding::decode(bytes)
            .map(Some)
            .map_err(|(position, message)| Refusal::BrokenXml {
                part: name.to_owned(),
                position,
                message,
            })
    }

    /// The tree of a part; of a damaged package as far as it goes, and perhaps without any element.
    pub fn parse<'s>(&mut self, source: &'s str, part: &str) -> Result<Tree<'s>, Refusal> {
        let Some(damage) = &mut self.damage else {
            return Tree::parse(source, part, self.limits);
        };
        let (tree, broken) = Tree::parse_start(source, part, self.limits)?;
        if broken {
            damage.note(part, Fault::Cut);
        }
        Ok(tree)
    }

    /// The relationships of a part; the package's own for the empty name.
    pub fn relationships(&mut self, part: &str) -> Result<Relationships, Refusal> {
        let (folder, _) = split(part);
        let name = relationships_part(part);
        let Some(source) = self.text(&name)? else {
            return Ok(self.usual_relationships(part, folder));
        };
        let tree = self.parse(&source, &name)?;
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

    /// Where the list of a damaged package's relationships is lost: the usual names of the parts.
    fn usual_relationships(&self, part: &str, folder: &str) -> Relationships {
        let mut out = BTreeMap::new();
        if self.damage.is_none() || part.is_empty() {
            return out;
        }
        for kind in [
            "styles",
            "numbering",
            "settings",
            "footnotes",
            "endnotes",
            "comments",
        ] {
            let target = format!("{folder}/{kind}.xml");
            if self.has(&target) {
                let relationship = Relationship {
                    kind: kind.to_owned(),
                    target,
                    external: false,
                };
                out.insert(format!("usual {kind}"), relationship);
            }
        }
        out
    }
}

fn split(part: &str) -> (&str, &str) {
    part.rsplit_once('/').unwrap_or(("", part))
}

/// Name of the part that lists the relationships of a part.
pub(super) fn relationships_part(part: &str) -> String {
    match split(part) {
        ("", file) => format!("_rels/{file}.rels"),
        (folder, file) => format!("{folder}/_rels/{file}.rels"),
    }
}

/// Why an archive could not be opened: its end is not there yet, is missing, or is wrong.
fn unopened(bytes: &[u8], e: ZipError) -> Refusal {
    let empty = bytes.iter().rev().take_while(|b| **b == 0).count();
    match damaged(e) {
        Refusal::DamagedArchive(detail) if !super::sniff::ends_as_archive(bytes) => {
            if empty >= 512 {
                Refusal::HalfCopied(format!("{empty} zero bytes at the end; {detail}"))
            } else {
                Refusal::CutShort(detail)
            }
        }
        other => other,
    }
}

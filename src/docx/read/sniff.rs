//! Tells by content what a file is that is no package, whatever its name says.

use std::io::{Cursor, Read};

use super::mail;
use super::refusal::{OpenForm, Refusal};

const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Kinds that a few first bytes give away.
fn by_signature(bytes: &[u8]) -> Option<Refusal> {
    let begins = |sign: &[u8]| bytes.starts_with(sign);
    Some(if begins(&[0x78, 0x9F, 0x3E, 0x22]) {
        Refusal::Winmail
    } else if begins(b"Rar!\x1a\x07") {
        Refusal::OtherArchive("a RAR archive")
    } else if begins(b"7z\xBC\xAF\x27\x1C") {
        Refusal::OtherArchive("a 7-Zip archive")
    } else if begins(&[0x1F, 0x8B, 8]) {
        Refusal::OtherArchive("a gzip archive")
    } else if begins(&[0xFF, 0xD8, 0xFF]) {
        Refusal::Picture("JPEG")
    } else if begins(b"\x89PNG\r\n") {
        Refusal::Picture("PNG")
    } else if begins(b"GIF8") {
        Refusal::Picture("GIF")
    } else if begins(b"II*\0") || begins(b"MM\0*") {
        Refusal::Picture("TIFF")
    } else if begins(&[0xFF, b'W', b'P', b'C']) {
        Refusal::OtherOffice("a WordPerfect document")
    } else if begins(&[0xDB, 0xA5, 0x2D, 0]) || begins(&[0x31, 0xBE, 0, 0]) {
        Refusal::LegacyDoc
    } else {
        return None;
    })
}

/// What speaks against reading `bytes` as a package; `None` when it begins like an archive.
pub(super) fn refuse_foreign(bytes: &[u8]) -> Option<Refusal> {
    if bytes.is_empty() || bytes.iter().take(4096).all(|b| *b == 0) {
        return Some(Refusal::EmptyFile);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    if bytes.starts_with(OLE) {
        return Some(compound(bytes));
    }
    if is_lock_file(bytes) {
        return Some(Refusal::LockFile);
    }
    if let Some(refusal) = by_signature(bytes) {
        return Some(refusal);
    }
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or(bytes);
    let start = head
        .iter()
        .position(|b| !b.is_ascii_whitespace() && !matches!(b, 0xEF | 0xBB | 0xBF))
        .unwrap_or(0);
    let text = head.get(start..).unwrap_or(head);
    if text.starts_with(b"{\\rtf") {
        return Some(Refusal::Rtf);
    }
    if has(head.get(..1024).unwrap_or(head), b"%PDF-") {
        return Some(Refusal::Pdf {
            scan: is_scan(bytes),
        });
    }
    if looks_like_message(text) {
        return Some(Refusal::Email {
            attached: mail::attached_to_text(bytes),
        });
    }
    if let Some(refusal) = markup(&in_bytes(head)) {
        return Some(refusal);
    }
    // Bytes may stand before an archive (self-extracting files, mail gateways); its end tells.
    if ends_as_archive(bytes) {
        return None;
    }
    Some(Refusal::NotADocx)
}

/// True when the end record of an archive stands near the end.
pub(super) fn ends_as_archive(bytes: &[u8]) -> bool {
    let tail = bytes
        .get(bytes.len().saturating_sub(66_000)..)
        .unwrap_or(bytes);
    has(tail, b"PK\x05\x06")
}

fn has(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|w| w.eq_ignore_ascii_case(needle))
}

/// The head of a text in a single-byte form, also when it is UTF-16.
fn in_bytes(head: &[u8]) -> Vec<u8> {
    let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    head.iter().copied().filter(|b| !wide || *b != 0).collect()
}

/// Documents that are XML or HTML text.
fn markup(head: &[u8]) -> Option<Refusal> {
    if has(head, b"urn:oasis:names:tc:opendocument") {
        return Some(if has(head, b"opendocument.spreadsheet") {
            Refusal::OtherOffice("an OpenDocument spreadsheet")
        } else {
            Refusal::OpenDocument(OpenForm::Flat)
        });
    }
    if has(head, b"pkg:package") {
        return Some(Refusal::FlatXml { of_2003: false });
    }
    if has(head, b"w:wordDocument") || has(head, b"progid=\"Word.Document\"") {
        return Some(Refusal::FlatXml { of_2003: true });
    }
    let web = has(head, b"<html")
        || has(head, b"<!doctype html")
        || (has(head, b"mime-version:") && has(head, b"multipart/related"));
    web.then_some(Refusal::WebPage)
}

/// Pictures and no letters: fonts are named in the open part of a PDF or embedded as streams.
fn is_scan(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8 << 20)).unwrap_or(bytes);
    let any = |needles: &[&[u8]]| {
        needles
            .iter()
            .any(|needle| head.windows(needle.len()).any(|w| w == *needle))
    };
    any(&[b"/Subtype/Image", b"/Subtype /Image"])
        && !any(&[
            b"/Font",
            b"/Length1",
            b"/Type1C",
            b"/CIDFontType0C",
            b"/OpenType",
        ])
}

/// Word's owner file: 162 bytes, the length of a name, the name, the name again in UTF-16.
fn is_lock_file(bytes: &[u8]) -> bool {
    bytes.len() == 162
        && bytes.first().is_some_and(|n| (1..=53).contains(n))
        && bytes.get(54).is_some_and(|n| *n <= 53)
}

fn looks_like_message(text: &[u8]) -> bool {
    let head = String::from_utf8_lossy(text.get(..text.len().min(2048)).unwrap_or(text))
        .to_ascii_lowercase();
    let first_is_field = [
        "from:",
        "received:",
        "return-path:",
        "mime-version:",
        "date:",
        "subject:",
        "x-",
        "delivered-to:",
        "message-id:",
        "to:",
        "from ",
        "content-",
        "reply-to:",
        "cc:",
        "thread-",
        "dkim-signature:",
        "arc-",
        "authentication-results:",
    ]
    .iter()
    .any(|field| head.starts_with(field));
    let fields = [
        "\nfrom:",
        "\nto:",
        "\nsubject:",
        "\ndate:",
        "\nmime-version:",
        "\nmessage-id:",
        "\ncontent-type:",
        "\nreceived:",
    ]
    .iter()
    .filter(|field| head.contains(**field))
    .count();
    // A browser that saves a page as one file makes it look like a message.
    first_is_field && fields >= 2 && !head.contains("snapshot-content-location:")
}

fn compound(bytes: &[u8]) -> Refusal {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        return by_names(bytes);
    };
    let names: Vec<String> = file
        .read_root_storage()
        .take(4096)
        .map(|e| e.name().to_owned())
        .collect();
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let rights = has("\u{9}DRMContent")
        || file.exists("/\u{6}DataSpaces/DataSpaceInfo/DRMEncryptedDataSpace")
        || file.exists("/\u{6}DataSpaces/TransformInfo/DRMEncryptedTransform");
    if rights {
        Refusal::RightsManaged
    } else if has("EncryptedPackage") || has("EncryptionInfo") {
        Refusal::PasswordProtected("an encrypted package (EncryptedPackage)")
    } else if has("WordDocument") {
        if is_encrypted_doc(&mut file) {
            Refusal::PasswordProtected("an encrypted .doc file")
        } else {
            Refusal::LegacyDoc
        }
    } else if names
        .iter()
        .any(|n| n.starts_with("__substg1.0_") || n.starts_with("__properties_version"))
    {
        Refusal::OutlookMessage {
            attached: mail::attached_to_outlook(&mut file),
        }
    } else if has("Workbook") || has("Book") {
        Refusal::OtherOffice("an Excel workbook")
    } else if has("PowerPoint Document") {
        Refusal::OtherOffice("a PowerPoint presentation")
    } else if has("HwpSummaryInformation") || has("\u{5}HwpSummaryInformation") {
        Refusal::OtherOffice("a Hangul document (.hwp)")
    } else if has("MatOST") {
        Refusal::OtherOffice("a Works document (.wps)")
    } else {
        Refusal::NotADocx
    }
}

/// The flags `fEncrypted` and `fObfuscated` of the information block (MS-DOC, 2.5.2).
fn is_encrypted_doc(file: &mut cfb::CompoundFile<Cursor<&[u8]>>) -> bool {
    let mut head = [0_u8; 12];
    let read = file
        .open_stream("/WordDocument")
        .and_then(|mut stream| stream.read_exact(&mut head));
    let flags = u16::from_le_bytes([head[10], head[11]]);
    read.is_ok() && flags & 0x0100 != 0
}

/// A damaged compound file still shows its stream names in UTF-16.
fn by_names(bytes: &[u8]) -> Refusal {
    let head = bytes.get(..bytes.len().min(4 << 20)).unwrap_or(bytes);
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        head.windows(wide.len()).any(|w| w == wide)
    };
    if has("DRMEncrypted") {
        Refusal::RightsManaged
    } else if has("EncryptedPackage") {
        Refusal::PasswordProtected("an encrypted package (EncryptedPackage)")
    } else if has("WordDocument") {
        Refusal::LegacyDoc
    } else if has("__substg1.0_") {
        Refusal::OutlookMessage {
            attached: Vec::new(),
        }
    } else {
        Refusal::NotADocx
    }
}

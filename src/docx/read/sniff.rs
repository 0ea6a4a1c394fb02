//! Tells by the first bytes what a file is that is not a package.

use std::io::Cursor;

use super::refusal::Refusal;

const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

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
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or(bytes);
    let has = |needle: &[u8]| {
        head.windows(needle.len())
            .any(|w| w.eq_ignore_ascii_case(needle))
    };
    let start = head
        .iter()
        .position(|b| !b.is_ascii_whitespace() && !matches!(b, 0xEF | 0xBB | 0xBF))
        .unwrap_or(0);
    let text = head.get(start..).unwrap_or(head);
    if text.starts_with(b"{\\rtf") {
        return Some(Refusal::Rtf);
    }
    if head
        .get(..head.len().min(1024))
        .is_some_and(|h| h.windows(5).any(|w| w == b"%PDF-"))
    {
        return Some(Refusal::Pdf);
    }
    if has(b"pkg:package") || has(b"progid=\"Word.Document\"") || has(b"w:wordDocument") {
        return Some(Refusal::FlatXml);
    }
    if has(b"urn:oasis:names:tc:opendocument") {
        return Some(Refusal::OpenDocument);
    }
    if has(b"<html") || has(b"<!doctype html") {
        return Some(Refusal::WebPage);
    }
    if looks_like_message(text) {
        return Some(Refusal::Email);
    }
    // Bytes may stand before an archive (self-extracting files, mail gateways); its end tells.
    let tail = bytes
        .get(bytes.len().saturating_sub(66_000)..)
        .unwrap_or(bytes);
    if tail.windows(4).any(|w| w == b"PK\x05\x06") {
        return None;
    }
    Some(Refusal::NotADocx)
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
    .filter(|field| head.contains(*field))
    .count();
    first_is_field && fields >= 2
}

fn compound(bytes: &[u8]) -> Refusal {
    let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        return by_names(bytes);
    };
    let names: Vec<String> = file
        .read_root_storage()
        .take(512)
        .map(|e| e.name().to_owned())
        .collect();
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    if has("EncryptedPackage") || has("EncryptionInfo") {
        Refusal::PasswordProtected
    } else if has("WordDocument") {
        Refusal::LegacyDoc
    } else if names
        .iter()
        .any(|n| n.starts_with("__substg1.0_") || n.starts_with("__properties_version"))
    {
        Refusal::Email
    } else if has("Workbook") || has("Book") {
        Refusal::OtherOffice("an Excel workbook")
    } else if has("PowerPoint Document") {
        Refusal::OtherOffice("a PowerPoint presentation")
    } else {
        Refusal::NotADocx
    }
}

/// A damaged compound file still shows its stream names in UTF-16.
fn by_names(bytes: &[u8]) -> Refusal {
    let head = bytes.get(..bytes.len().min(4 << 20)).unwrap_or(bytes);
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        head.windows(wide.len()).any(|w| w == wide)
    };
    if has("EncryptedPackage") {
        Refusal::PasswordProtected
    } else if has("WordDocument") {
        Refusal::LegacyDoc
    } else if has("__substg1.0_") {
        Refusal::Email
    } else {
        Refusal::DamagedArchive("its container cannot be opened".into())
    }
}

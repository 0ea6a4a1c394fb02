//! Brings a part into UTF-8: byte order mark, then the shape of the first bytes, then the declaration.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The text without byte order mark, or the offset and the reason why it is no text.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, (u64, String)> {
    match bytes.get(..4) {
        Some([0, 0, 0xFE, 0xFF] | [0, 0, 0, b'<']) => return utf32(&bytes, u32::from_be_bytes),
        Some([0xFF, 0xFE, 0, 0] | [b'<', 0, 0, 0]) => return utf32(&bytes, u32::from_le_bytes),
        _ => {}
    }
    let encoding = match Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding,
        None => match bytes.get(..2) {
            Some([b'<', 0]) => UTF_16LE,
            Some([0, b'<']) => UTF_16BE,
            _ => declared(&bytes),
        },
    };
    if encoding == UTF_8 {
        return utf8(bytes);
    }
    let (text, _, errors) = encoding.decode(&bytes);
    if errors {
        let position = text.find('\u{FFFD}').unwrap_or(0) as u64;
        return Err((position, format!("bytes that are not {}", encoding.name())));
    }
    Ok(text.into_owned())
}

/// The text up to the first byte that is none, and whether that is all of it.
pub(super) fn decode_start(bytes: Vec<u8>) -> (String, bool) {
    // A character that is cut at the end spoils the whole otherwise; four bytes hold any of them.
    for lost in 0..4 {
        let Some(start) = bytes.get(..bytes.len().saturating_sub(lost)) else {
            break;
        };
        if let Ok(text) = decode(start.to_vec()) {
            return (text, lost == 0);
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{FEFF}');
    let end = text.find('\u{FFFD}').unwrap_or(text.len());
    (text.get(..end).unwrap_or_default().to_owned(), false)
}

fn utf8(mut bytes: Vec<u8>) -> Result<String, (u64, String)> {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|e| {
        (
            e.utf8_error().valid_up_to() as u64,
            "bytes that are not UTF-8".into(),
        )
    })
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> Result<String, (u64, String)> {
    let mut out = String::with_capacity(bytes.len() / 4);
    for (i, chunk) in bytes.chunks(4).enumerate() {
        let c = <[u8; 4]>::try_from(chunk)
            .ok()
            .and_then(|quad| char::from_u32(number(quad)));
        match c {
            Some('\u{FEFF}') if i == 0 => {}
            Some(c) => out.push(c),
            None => return Err((out.len() as u64, "bytes that are not UTF-32".into())),
        }
    }
    Ok(out)
}

/// The encoding named in the XML declaration; UTF-8 when none or when it cannot be true.
fn declared(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..bytes.len().min(200)).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    let Some(declaration) = head
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split("?>").next())
    else {
        return UTF_8;
    };
    let label = declaration.split_once("encoding").and_then(|(_, rest)| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    });
    match label.and_then(|l| Encoding::for_label(l.as_bytes())) {
        // A declaration that could be read byte by byte cannot itself stand in UTF-16.
        Some(e) if e == UTF_16LE || e == UTF_16BE => UTF_8,
        Some(e) => e,
        None => UTF_8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_encoding_gives_the_same_text() {
        let plain = "<?xml version=\"1.0\"?><a>é ☒</a>";
        let mut le = vec![0xFF, 0xFE];
        le.extend(plain.encode_utf16().flat_map(u16::to_le_bytes));
        let be: Vec<u8> = plain.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let quad: Vec<u8> = plain
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(plain.as_bytes());
        for bytes in [plain.as_bytes().to_vec(), le, be, quad, marked] {
            assert_eq!(decode(bytes).unwrap(), plain);
        }
        let latin = b"<?xml version='1.0' encoding='windows-1252'?><a>\xe9</a>".to_vec();
        assert!(decode(latin).unwrap().contains('é'));
        assert!(decode(b"<a>\xff</a>".to_vec()).is_err());
    }
}

//! The names of the files attached to a saved message, so that a person is told which one to take.
//!
//! Only names are read, nothing is taken out. Messages of Outlook are OLE containers (MS-OXMSG: an
//! attachment is a storage `__attach_version1.0_#...`, its properties are streams `__substg1.0_...`);
//! others are text with MIME headers (RFC 2045, names as RFC 2047 and RFC 2231 write them).

use std::io::{Read, Seek};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Most names that are given.
const MOST: usize = 20;
/// Most bytes of a name, and of a header line that is looked at.
const LONGEST: usize = 4096;

/// Names of the attachments of an Outlook message, in the order of the container.
pub(super) fn attached_to_outlook<F: Read + Seek>(file: &mut cfb::CompoundFile<F>) -> Vec<String> {
    let mut storages: Vec<String> = file
        .read_root_storage()
        .take(4096)
        .filter(|e| e.is_storage() && e.name().starts_with("__attach_version1.0_"))
        .map(|e| e.name().to_owned())
        .collect();
    storages.sort();
    let mut out = Vec::new();
    for storage in storages.iter().take(MOST) {
        // Long name, name of 8 + 3 letters, name shown; each in UTF-16 or in a code page.
        let name = ["3707", "3704", "3001"].iter().find_map(|property| {
            let mut value = |kind: &str| {
                let path = format!("/{storage}/__substg1.0_{property}{kind}");
                let stream = file.open_stream(path).ok()?;
                let mut bytes = Vec::new();
                stream.take(LONGEST as u64).read_to_end(&mut bytes).ok()?;
                Some(bytes)
            };
            value("001F")
                .map(|b| {
                    encoding_rs::UTF_16LE
                        .decode_without_bom_handling(&b)
                        .0
                        .into_owned()
                })
                .or_else(|| value("001E").map(|b| WINDOWS_1252.decode(&b).0.into_owned()))
                .map(|n| clean(&n))
                .filter(|n| !n.is_empty())
        });
        out.extend(name);
    }
    out
}

/// Names of the attachments of a message in text form, in its order, each once.
pub(super) fn attached_to_text(message: &[u8]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut header = String::new();
    for line in message.split(|b| *b == b'\n') {
        let folded = line.first().is_some_and(|b| matches!(b, b' ' | b'\t'));
        if folded && !header.is_empty() && header.len() < LONGEST {
            header.push_str(&String::from_utf8_lossy(line));
            continue;
        }
        take_name(&header, &mut out);
        header.clear();
        let head = line.get(..8).unwrap_or_default();
        if head.eq_ignore_ascii_case(b"content-") && line.len() < LONGEST {
            header.push_str(&String::from_utf8_lossy(line));
        }
        if out.len() >= MOST {
            return out;
        }
    }
    take_name(&header, &mut out);
    out
}

/// Adds the file name that a header gives, if any.
fn take_name(header: &str, out: &mut Vec<String>) {
    let Some((field, rest)) = header.split_once(':') else {
        return;
    };
    let wanted = match field.to_ascii_lowercase().as_str() {
        "content-disposition" => "filename",
        "content-type" => "name",
        _ => return,
    };
    let parameters = parameters(rest);
    // A long name may be cut into numbered pieces, each of them perhaps with percent signs.
    let mut whole = String::new();
    let mut escaped = false;
    for n in 0..MOST {
        let piece = parameters.iter().find_map(|(key, value)| {
            let tail = key.strip_prefix(wanted)?;
            let (number, percent) = match tail.strip_suffix('*') {
                Some(number) => (number, true),
                None => (tail, false),
            };
            let fits = match number.strip_prefix('*') {
                Some(digits) => digits.parse() == Ok(n),
                None => number.is_empty() && n == 0,
            };
            fits.then_some((value, percent))
        });
        let Some((value, percent)) = piece else { break };
        escaped |= percent;
        whole.push_str(value);
    }
    let name = if escaped {
        percent_decoded(&whole)
    } else {
        words_decoded(&whole)
    };
    let name = clean(&name);
    if !name.is_empty() && !out.contains(&name) {
        out.push(name);
    }
}

/// The parameters of a header, keys in lower case, values without quotation marks.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut quoted = false;
    let mut piece = String::new();
    let mut escape = false;
    for c in text.chars().chain([';']) {
        match c {
            _ if escape => {
                piece.push(c);
                escape = false;
            }
            '\\' if quoted => escape = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                if let Some((key, value)) = piece.split_once('=') {
                    out.push((
                        key.trim().to_ascii_lowercase(),
                        value.trim().replace('\0', " "),
                    ));
                }
                piece.clear();
            }
            // A blank within quotation marks belongs to the value, also at its ends.
            ' ' if quoted => piece.push('\0'),
            _ => piece.push(c),
        }
    }
    out
}

/// `charset'language'percent-encoded`.
fn percent_decoded(text: &str) -> String {
    let mut parts = text.splitn(3, '\'');
    let (label, body) = match (parts.next(), parts.next(), parts.next()) {
        (Some(label), Some(_), Some(body)) => (label, body),
        _ => ("utf-8", text),
    };
    decoded(label, &unescaped(body, b'%'))
}

/// Text with encoded words, `=?charset?B?...?=` or `=?charset?Q?...?=`.
fn words_decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, word)) = rest.split_once("=?") {
        let mut fields = word.splitn(3, '?');
        let (Some(label), Some(kind), Some(tail)) = (fields.next(), fields.next(), fields.next())
        else {
            break;
        };
        let Some((body, after)) = tail.split_once("?=") else {
            break;
        };
        // White space between two encoded words is none.
        if out.is_empty() || !before.trim().is_empty() {
            out.push_str(before);
        }
        let bytes = if kind.eq_ignore_ascii_case("b") {
            base64(body)
        } else {
            unescaped(&body.replace('_', " "), b'=')
        };
        out.push_str(&decoded(label, &bytes));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn decoded(label: &str, bytes: &[u8]) -> String {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
    encoding.decode(bytes).0.into_owned()
}

/// Bytes of a text in which `sign` and two hex digits stand for a byte.
fn unescaped(text: &str, sign: u8) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        let hex = text
            .get(at + 1..at + 3)
            .filter(|_| b == sign)
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(hex.unwrap_or(b));
        at += if hex.is_some() { 3 } else { 1 };
    }
    out
}

fn base64(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    for b in text.bytes() {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

/// A name as a person may be shown it: no folders, no control characters, not without end.
pub(super) fn clean(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let kept: String = base.chars().filter(|c| !c.is_control()).take(80).collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_written() {
        let message = "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n\
            Content-Type: application/octet-stream;\r\n\tname=\"=?UTF-8?B?UsOpcG9uc2UuZG9jeA==?=\"\r\n\
            Content-Disposition: attachment;\r\n filename*=UTF-8''R%C3%A9ponse.docx\r\n\r\nAAAA\r\n--x\r\n\
            content-disposition: attachment; filename*0=\"very long \"; filename*1=\"name; of.docx\"\r\n\r\n\
            Content-Disposition: attachment; filename=\"=?iso-8859-1?Q?C=F3digo_1=2Erar?=\"\r\n";
        assert_eq!(
            attached_to_text(message.as_bytes()),
            ["Réponse.docx", "very long name; of.docx", "Código 1.rar"]
        );
        assert!(attached_to_text(b"From: a\nSubject: name=x\n\nfilename=y.docx\n").is_empty());
    }
}

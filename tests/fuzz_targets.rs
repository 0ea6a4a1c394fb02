//! The fuzz targets without the fuzzer: inputs from seeds, the same each time. `scripts/fuzz` runs them
//! guided by coverage.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod mutate;
#[path = "../fuzz/src/targets.rs"]
#[allow(dead_code)]
mod targets;

use std::path::Path;

use mutate::{Draw, MAIN, part, unpack, word_files};

fn files() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    word_files(&folder)
        .into_iter()
        .map(|(_, bytes)| bytes)
        .filter(|b| b.len() < 1 << 16)
        .collect()
}

/// Hits single bytes, drops, doubles or exchanges stretches.
fn damage(data: &[u8], draw: &mut Draw) -> Vec<u8> {
    let mut out = data.to_vec();
    for _ in 0..1 + draw.below(6) {
        if out.is_empty() {
            break;
        }
        let at = draw.below(out.len());
        let length = draw.below(40).min(out.len() - at);
        match draw.below(5) {
            0 => out[at] = draw.below(256) as u8,
            1 => out[at] ^= 1 << draw.below(8),
            2 => drop(out.drain(at..at + length)),
            3 => {
                let piece = out[at..at + length].to_vec();
                let to = draw.below(out.len());
                out.splice(to..to, piece);
            }
            _ if draw.below(8) == 0 => out.truncate(at),
            _ => out[at] = b"<>/\"&;0:"[draw.below(8)],
        }
    }
    out
}

/// Drops, doubles or moves whole tags, so that much stays well-formed.
fn damage_tags(text: &[u8], draw: &mut Draw) -> Vec<u8> {
    let text = String::from_utf8_lossy(text).into_owned();
    let mut tags: Vec<String> = text.split_inclusive('>').map(str::to_owned).collect();
    for _ in 0..1 + draw.below(4) {
        let at = draw.below(tags.len());
        let to = draw.below(tags.len());
        match draw.below(4) {
            0 => tags[at].clear(),
            1 => tags[to] = tags[at].clone(),
            2 => tags.swap(at, to),
            _ => tags[at] = tags[at].replace("=\"", "=\"-9").replace('1', "99999999999"),
        }
    }
    tags.concat().into_bytes()
}

#[test]
fn any_bytes_as_a_file() {
    let files = files();
    assert!(files.len() > 100);
    let mut draw = Draw::seed(41);
    let mut were_read = 0;
    for _ in 0..1500 {
        let at = draw.below(files.len());
        were_read += usize::from(targets::package(&damage(&files[at], &mut draw)));
    }
    assert!(were_read > 20, "only {were_read} were read");
}

#[test]
fn any_bytes_as_a_part() {
    let mains: Vec<Vec<u8>> = files()
        .iter()
        .filter_map(|b| Some(part(&unpack(b)?, MAIN)?.to_vec()))
        .filter(|m| m.len() < 1 << 18)
        .collect();
    let mut draw = Draw::seed(42);
    let mut were_read = 0;
    for n in 0..1500 {
        let at = draw.below(mains.len());
        let main = if n % 2 == 0 {
            damage(&mains[at], &mut draw)
        } else {
            damage_tags(&mains[at], &mut draw)
        };
        let which = draw.below(8) as u8;
        were_read += usize::from(targets::body(&[&[which], main.as_slice()].concat()));
    }
    assert!(were_read > 150, "only {were_read} were read");
}

#[test]
fn any_changes_of_a_return() {
    let mut draw = Draw::seed(43);
    let mut were_read = 0;
    for _ in 0..300 {
        let data: Vec<u8> = (0..4 + draw.below(60))
            .map(|_| draw.below(256) as u8)
            .collect();
        were_read += usize::from(targets::extraction(&data));
    }
    assert!(were_read > 200, "only {were_read} were read");
}

//! A text kept with codes of TMX, written with the inline elements of XLIFF.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::tmx_write::text;

#[derive(Debug)]
enum Piece {
    Text(String),
    /// Begins a pair: its number, and the code.
    Begin(String, String),
    End(String, String),
    /// Stands alone.
    Alone(String),
}

/// A text with its codes.
#[derive(Debug)]
pub(super) struct Inline(Vec<Piece>);

impl Inline {
    /// A plain text, or the same as `raw` keeps it with its codes.
    pub fn of(plain: &str, raw: Option<&str>) -> Self {
        raw.and_then(pieces)
            .map_or_else(|| Self(vec![Piece::Text(plain.to_owned())]), Self)
    }

    /// For XLIFF 2.1, and the codes that its ids name. `side` parts the ids of source and target.
    pub fn as_21(&self, side: &str) -> (String, Vec<(String, String)>) {
        let mut out = String::new();
        let mut kept = Vec::new();
        let pairs = self.pairs();
        for (n, piece) in self.0.iter().enumerate() {
            let mut data = |code: &str| {
                if code.is_empty() {
                    return String::new();
                }
                let id = format!("{side}d{n}");
                kept.push((id.clone(), code.to_owned()));
                format!(" dataRef=\"{id}\"")
            };
            match piece {
                Piece::Text(plain) => out.push_str(&text(plain)),
                Piece::Begin(i, code) if pairs.contains(i) => {
                    out.push_str(&format!("<sc id=\"c{i}\"{}/>", data(code)));
                }
                Piece::End(i, code) if pairs.contains(i) => {
                    out.push_str(&format!("<ec startRef=\"c{i}\"{}/>", data(code)));
                }
                Piece::Begin(_, code) | Piece::End(_, code) | Piece::Alone(code) => {
                    out.push_str(&format!("<ph id=\"p{n}\"{}/>", data(code)));
                }
            }
        }
        (out, kept)
    }

    /// For XLIFF 1.2.
    pub fn as_12(&self) -> String {
        let mut out = String::new();
        let pairs = self.pairs();
        for (n, piece) in self.0.iter().enumerate() {
            match piece {
                Piece::Text(plain) => out.push_str(&text(plain)),
                Piece::Begin(i, code) if pairs.contains(i) => {
                    out.push_str(&format!("<bpt id=\"c{i}\">{}</bpt>", text(code)));
                }
                Piece::End(i, code) if pairs.contains(i) => {
                    out.push_str(&format!("<ept id=\"c{i}\">{}</ept>", text(code)));
                }
                Piece::Begin(_, code) | Piece::End(_, code) | Piece::Alone(code) => {
                    out.push_str(&format!("<ph id=\"p{n}\">{}</ph>", text(code)));
                }
            }
        }
        out
    }

    /// Numbers of pairs that have both ends, in the right order, and once.
    fn pairs(&self) -> BTreeSet<String> {
        let mut begun: Vec<&String> = Vec::new();
        let mut whole = BTreeSet::new();
        let mut twice = BTreeSet::new();
        for piece in &self.0 {
            match piece {
                Piece::Begin(i, _) => {
                    if begun.contains(&i) {
                        twice.insert(i.clone());
                    }
                    begun.push(i);
                }
                Piece::End(i, _) if begun.contains(&i) && !whole.insert(i.clone()) => {
                    twice.insert(i.clone());
                }
                _ => {}
            }
        }
        whole.difference(&twice).cloned().collect()
    }
}

/// The pieces of a text kept with its codes; `None` when it does not read as such.
fn pieces(raw: &str) -> Option<Vec<Piece>> {
    let mut xml = Reader::from_str(raw);
    xml.config_mut().check_end_names = false;
    let mut out: Vec<Piece> = Vec::new();
    // The open code, its number, its content, and how deep it is.
    let mut code: Option<(String, String, String, usize)> = None;
    loop {
        match xml.read_event().ok()? {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                if let Some((_, _, _, depth)) = &mut code {
                    *depth += 1;
                } else if name != "hi" {
                    code = Some((name, number(&start), String::new(), 1));
                }
            }
            Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                if code.is_none() && name != "hi" {
                    out.push(piece(&name, number(&start), String::new()));
                }
            }
            Event::End(_) => {
                if let Some((_, _, _, depth)) = &mut code {
                    *depth -= 1;
                }
                if code.as_ref().is_some_and(|(_, _, _, depth)| *depth == 0)
                    && let Some((name, number, content, _)) = code.take()
                {
                    out.push(piece(&name, number, content));
                }
            }
            Event::Text(text) => add(&mut out, &mut code, &text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(c) => add(&mut out, &mut code, c.encode_utf8(&mut [0; 4])),
                None => {
                    let name = reference.xml10_content();
                    add(
                        &mut out,
                        &mut code,
                        quick_xml::escape::resolve_predefined_entity(&name)?,
                    );
                }
            },
            Event::Eof => break,
            _ => {}
        }
    }
    Some(out)
}

fn add(out: &mut Vec<Piece>, code: &mut Option<(String, String, String, usize)>, text: &str) {
    if let Some((_, _, content, _)) = code {
        content.push_str(text);
    } else if let Some(Piece::Text(last)) = out.last_mut() {
        last.push_str(text);
    } else {
        out.push(Piece::Text(text.to_owned()));
    }
}

fn number(start: &quick_xml::events::BytesStart<'_>) -> String {
    start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.as_ref() == "i")
        .map(|a| {
            a.value
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect()
        })
        .unwrap_or_default()
}

fn piece(name: &str, number: String, code: String) -> Piece {
    match name {
        "bpt" => Piece::Begin(number, code),
        "ept" => Piece::End(number, code),
        _ => Piece::Alone(code),
    }
}

//! Tables of text: cells parted by tabs, commas or semicolons, in quotation marks where need be.

use std::collections::VecDeque;
use std::io::{BufRead, Read};

use super::error::ExchangeError;
use super::source::Source;

/// A longer row, in bytes and in lines, is taken for damage: a quotation mark that is not closed.
const LONGEST: usize = 1 << 20;
const MOST_LINES: usize = 500;

/// Hands over each row with its line. Gives the line of the first row whose quotation mark is not
/// closed, and where bytes did not fit the encoding.
pub(super) fn rows(
    input: &mut dyn BufRead,
    parted_by: Option<char>,
    format: &'static str,
    take: &mut dyn FnMut(u64, Vec<String>) -> Result<(), ExchangeError>,
) -> Result<(Option<u64>, super::xml::Misfit), ExchangeError> {
    let mut source = Source::new(input)?.map_err(ExchangeError::Encoding)?;
    let mut line = 0u64;
    let mut unclosed = None;
    let mut parted_by = parted_by;
    let mut any = false;
    // Lines that were read in search of a closing mark that is not there.
    let mut pending: VecDeque<String> = VecDeque::new();
    loop {
        let mut row = String::new();
        if next_line(&mut source, &mut pending, &mut row)? == 0 {
            break;
        }
        line += 1;
        if row.trim().is_empty() {
            continue;
        }
        if !any && row.contains('\0') {
            return Err(ExchangeError::Foreign {
                format,
                why: "it is no text".into(),
            });
        }
        any = true;
        let mark = *parted_by.get_or_insert_with(|| likely_mark(&row));
        let begins = line;
        if let Some(cells) = split(&row, mark) {
            take(begins, cells)?;
            continue;
        }
        // A cell in quotation marks goes on in the next line.
        let mut further: VecDeque<String> = VecDeque::new();
        let mut whole = row.clone();
        let cells = loop {
            let mut next = String::new();
            if whole.len() > LONGEST
                || further.len() >= MOST_LINES
                || next_line(&mut source, &mut pending, &mut next)? == 0
            {
                break None;
            }
            whole.push_str(&next);
            further.push_back(next);
            if let Some(cells) = split(&whole, mark) {
                break Some(cells);
            }
        };
        match cells {
            Some(cells) => {
                line += further.len() as u64;
                take(begins, cells)?;
            }
            None => {
                unclosed.get_or_insert(begins);
                further.append(&mut pending);
                pending = further;
                take(begins, plain(&row, mark))?;
            }
        }
    }
    if !any {
        return Err(ExchangeError::Empty(format));
    }
    let misfit = source.damaged.first().map(|line| (source.encoding, *line));
    Ok((unclosed, misfit))
}

/// One more line, first of those that were read before; 0 at the end.
fn next_line(
    source: &mut impl BufRead,
    pending: &mut VecDeque<String>,
    to: &mut String,
) -> Result<usize, ExchangeError> {
    if let Some(line) = pending.pop_front() {
        *to = line;
        return Ok(to.len());
    }
    Ok(source.take(LONGEST as u64).read_line(to)?)
}

/// The mark that a heading has most of.
fn likely_mark(row: &str) -> char {
    [';', '\t', ',']
        .into_iter()
        .max_by_key(|mark| row.matches(*mark).count())
        .unwrap_or(',')
}

/// The cells of a row; `None` when a quotation mark is not closed.
fn split(row: &str, mark: char) -> Option<Vec<String>> {
    let row = row.trim_end_matches(['\n', '\r']);
    let mut cells = Vec::new();
    let mut rest = row;
    loop {
        if let Some(inside) = rest.strip_prefix('"') {
            match quoted(inside, mark) {
                Quoted::Cell(cell, after) => {
                    cells.push(cell);
                    match after {
                        Some(after) => rest = after,
                        None => return Some(cells),
                    }
                    continue;
                }
                Quoted::Open => return None,
                // Text that happens to begin with a quotation mark.
                Quoted::Plain => {}
            }
        }
        match rest.split_once(mark) {
            Some((cell, after)) => {
                cells.push(cell.to_owned());
                rest = after;
            }
            None => {
                cells.push(rest.to_owned());
                return Some(cells);
            }
        }
    }
}

fn plain(row: &str, mark: char) -> Vec<String> {
    row.trim_end_matches(['\n', '\r'])
        .split(mark)
        .map(str::to_owned)
        .collect()
}

enum Quoted<'a> {
    Cell(String, Option<&'a str>),
    Open,
    Plain,
}

fn quoted(inside: &str, mark: char) -> Quoted<'_> {
    let mut cell = String::new();
    let mut rest = inside;
    loop {
        let Some((before, after)) = rest.split_once('"') else {
            // A tab or the end of the line without any closing mark: no quoted cell at all when
            // the mark parts cells by tabs.
            return if mark == '\t' && inside.contains('\t') {
                Quoted::Plain
            } else {
                Quoted::Open
            };
        };
        cell.push_str(before);
        if let Some(more) = after.strip_prefix('"') {
            cell.push('"');
            rest = more;
        } else if after.is_empty() {
            return Quoted::Cell(cell, None);
        } else if let Some(next) = after.strip_prefix(mark) {
            return Quoted::Cell(cell, Some(next));
        } else {
            return Quoted::Plain;
        }
    }
}

/// A cell as it is written: in quotation marks when it would not read back without.
pub(super) fn cell(text: &str, mark: char) -> String {
    let needs = text.contains([mark, '\n', '\r']) || text.starts_with('"');
    if needs {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: Option<char>) -> Vec<(u64, Vec<String>)> {
        let mut out = Vec::new();
        rows(&mut text.as_bytes(), mark, "table", &mut |line, row| {
            out.push((line, row));
            Ok(())
        })
        .unwrap();
        out
    }

    #[test]
    fn cells_come_back_as_they_were_written() {
        let cells = [
            "a", "b\tc", "\"d\" e", "f \"g\"", "h\ni", "", "j, k; l", "\"", "\"m",
        ];
        for mark in ['\t', ',', ';'] {
            let row: Vec<String> = cells.iter().map(|c| cell(c, mark)).collect();
            let text = row.join(&mark.to_string()) + "\n";
            assert_eq!(read(&text, Some(mark))[0].1, cells, "{mark:?}");
        }
    }

    #[test]
    fn a_quotation_mark_in_plain_text_is_no_quoting() {
        assert_eq!(
            read("\"Rain\" fell\t\"Pluie\" tombée\nx\ty\n", Some('\t')),
            [
                (
                    1,
                    vec!["\"Rain\" fell".to_owned(), "\"Pluie\" tombée".to_owned()]
                ),
                (2, vec!["x".to_owned(), "y".to_owned()])
            ]
        );
    }

    #[test]
    fn a_mark_that_is_never_closed_costs_one_row_only() {
        let mut lines = Vec::new();
        let (unclosed, _) = rows(
            &mut "a,b\n\"c,d\ne,f\n".as_bytes(),
            Some(','),
            "table",
            &mut |l, r| {
                lines.push((l, r));
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(unclosed, Some(2));
        assert_eq!(lines[0].1, ["a", "b"]);
        assert_eq!(lines[1].1, ["\"c", "d"]);
        assert_eq!(lines[2], (3, vec!["e".to_owned(), "f".to_owned()]));
    }

    #[test]
    fn the_mark_is_found_from_the_heading() {
        assert_eq!(read("en;fr\na, b;c\n", None)[1].1, ["a, b", "c"]);
    }
}

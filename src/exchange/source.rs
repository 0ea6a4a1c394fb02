//! Text input of any encoding as UTF-8, with its lines counted.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much is read at a time.
const PIECE: usize = 64 * 1024;

/// A reader that gives UTF-8 whatever comes in, and knows at which line it is.
pub(super) struct Source<R> {
    inner: R,
    decoder: Decoder,
    text: String,
    given: usize,
    ended: bool,
    line: u64,
    decoded_lines: u64,
    /// The lines where bytes did not fit the encoding, at most a few; they read as U+FFFD.
    pub damaged: Vec<u64>,
    /// The encoding's name.
    pub encoding: &'static str,
}

impl<R: BufRead> Source<R> {
    /// Looks at the beginning for a byte order mark or an XML declaration. The error names an
    /// encoding that is not known.
    pub fn new(mut inner: R) -> io::Result<Result<Self, String>> {
        let mut head = Vec::new();
        while head.len() < 256 {
            let more = inner.fill_buf()?;
            let n = more.len().min(256 - head.len());
            if n == 0 {
                break;
            }
            head.extend(more.iter().take(n));
            inner.consume(n);
        }
        let (encoding, mark) = match Encoding::for_bom(&head) {
            Some((encoding, length)) => (encoding, length),
            None => match declared(&head) {
                Ok(encoding) => (encoding, 0),
                Err(name) => return Ok(Err(name)),
            },
        };
        let mut source = Self {
            inner,
            decoder: encoding.new_decoder_without_bom_handling(),
            text: String::new(),
            given: 0,
            ended: false,
            line: 1,
            decoded_lines: 1,
            damaged: Vec::new(),
            encoding: encoding.name(),
        };
        source.decode(head.get(mark..).unwrap_or_default(), false);
        Ok(Ok(source))
    }

    /// The line that is being read, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    fn decode(&mut self, mut bytes: &[u8], last: bool) {
        if self.given > 0 {
            self.text.drain(..self.given);
            self.given = 0;
        }
        loop {
            let from = self.text.len();
            let wanted = self
                .decoder
                .max_utf8_buffer_length(bytes.len())
                .unwrap_or(bytes.len() * 3 + 16);
            self.text.reserve(wanted);
            let (result, read, replaced) =
                self.decoder.decode_to_string(bytes, &mut self.text, last);
            let new = self.text.get(from..).unwrap_or_default();
            if replaced {
                for (i, line) in new.split('\n').enumerate() {
                    if line.contains('\u{fffd}') && self.damaged.len() < 20 {
                        self.damaged.push(self.decoded_lines + i as u64);
                    }
                }
            }
            self.decoded_lines += new.matches('\n').count() as u64;
            bytes = bytes.get(read..).unwrap_or_default();
            if result == CoderResult::InputEmpty {
                break;
            }
        }
    }
}

/// The encoding that an XML declaration names; UTF-8 when there is none.
fn declared(head: &[u8]) -> Result<&'static Encoding, String> {
    match head {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    let head = String::from_utf8_lossy(head);
    let Some(declaration) = head
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split("?>").next())
    else {
        return Ok(UTF_8);
    };
    let Some(after) = declaration.split("encoding").nth(1) else {
        return Ok(UTF_8);
    };
    let name: String = after
        .trim_start_matches(|c: char| c.is_whitespace() || c == '=')
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| !matches!(c, '"' | '\''))
        .collect();
    match Encoding::for_label(name.as_bytes()) {
        // A declaration that could be read byte by byte is not in UTF-16, whatever it says.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Ok(UTF_8),
        Some(encoding) => Ok(encoding),
        None => Err(name),
    }
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let mut given = self.fill_buf()?;
        let n = given.read(to)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.given >= self.text.len() && !self.ended {
            let mut bytes = [0u8; PIECE];
            let n = self.inner.read(&mut bytes)?;
            self.ended = n == 0;
            self.decode(bytes.get(..n).unwrap_or_default(), self.ended);
        }
        Ok(self.text.as_bytes().get(self.given..).unwrap_or_default())
    }

    fn consume(&mut self, n: usize) {
        let end = (self.given + n).min(self.text.len());
        let gone = self
            .text
            .as_bytes()
            .get(self.given..end)
            .unwrap_or_default();
        self.line += gone.iter().filter(|b| **b == b'\n').count() as u64;
        self.given = end;
    }
}

//! Bytes changed at random: readers and rescue give what they can and never fall over.

use rapporteur::exchange::{Hints, importer_named};
use rapporteur::memory::{By, recover};

use crate::{Bench, harbours, numbered, text};

/// Small whole numbers in a fixed order (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }
}

fn harm(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(out.len());
        match numbers.below(4) {
            0 => out[at] = u8::try_from(numbers.below(256)).unwrap(),
            1 => {
                out.remove(at);
            }
            2 => {
                let length = numbers.below(40).min(out.len() - at);
                let piece: Vec<u8> = out[at..at + length].to_vec();
                let to = numbers.below(out.len());
                out.splice(to..to, piece);
            }
            _ => {
                let mark = b"<>&\"\t\n/;"[numbers.below(8)];
                out.insert(at, mark);
            }
        }
    }
    out
}

#[test]
fn every_reader_survives_every_file() {
    let bench = Bench::new();
    let file = bench.write("a.tmx", harbours());
    let terms = bench.write(
        "t.csv",
        "id,definition,en,fr,fr:note\nc1,\"A, place\",harbour|haven,port,x\nc2,,quay,quai,\n",
    );
    bench.import(&[&file, &terms]);
    let mut samples = vec![("tmx", harbours().into_bytes())];
    for (format, name) in [
        ("xliff", "o.xlf"),
        ("xliff-1.2", "o12.xlf"),
        ("tsv", "o.tsv"),
        ("tbx", "o.tbx"),
        ("csv", "o.csv"),
    ] {
        let out = bench.path(name);
        bench.done("export", &["--format", format, text(&out)]);
        let format = format.trim_end_matches("-1.2");
        samples.push((format, std::fs::read(out).unwrap()));
    }
    let entry = "<conceptGrp><concept>1</concept><languageGrp><language type=\"English\" lang=\"EN\"/><termGrp><term>quay</term></termGrp></languageGrp></conceptGrp>\n";
    let mtf = format!("<mtf>{}</mtf>", entry.repeat(12));
    samples.push(("multiterm", mtf.into_bytes()));
    let mut numbers = Numbers(9);
    for (format, sample) in samples {
        let importer = importer_named(format).unwrap();
        let hints = Hints {
            columns: vec!["en".parse().unwrap(), "fr".parse().unwrap()],
        };
        let mut kept = 0;
        for _ in 0..300 {
            let bytes = harm(&sample, &mut numbers);
            let mut pieces = 0;
            if let Ok(report) = importer.read(&mut &bytes[..], &hints, &mut |_| pieces += 1) {
                assert_eq!(report.pieces, pieces, "{format}");
            }
            kept += usize::from(pieces > 0);
        }
        assert!(kept > 100, "{format}: only {kept} of 300 gave anything");
    }
}

#[test]
fn what_is_left_is_saved_whatever_was_harmed() {
    let bench = Bench::new();
    let file = bench.write("a.tmx", numbered(300));
    bench.import(&[&file]);
    let whole = std::fs::read(bench.path("m.db")).unwrap();
    let mut numbers = Numbers(11);
    let mut saved = 0;
    for n in 0..12 {
        let mut bytes = whole.clone();
        for _ in 0..=numbers.below(20) {
            let at = numbers.below(bytes.len());
            let end = (at + numbers.below(300)).min(bytes.len());
            for byte in &mut bytes[at..end] {
                *byte = u8::try_from(numbers.below(256)).unwrap();
            }
        }
        let bad = bench.write("bad.db", bytes);
        let out = bench.path(&format!("out{n}.db"));
        let done = recover(&bad, &out, &By::default()).unwrap();
        saved += done.units;
        let ran = bench.memory_at(&format!("out{n}.db"), "doctor", &[]);
        assert_eq!(ran.code, 0, "{}", ran.out);
    }
    assert!(saved > 12 * 150, "{saved}");
}

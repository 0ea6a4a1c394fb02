//! What other programs make of our files, and we of theirs.

use crate::stage::fixtures;
use crate::{Bench, harbours, peers, text};

/// A memory with the harbours and a note of the fixtures.
fn bench() -> Bench {
    let bench = Bench::new();
    let file = bench.write("a.tmx", harbours());
    bench.import(&[&file, &fixtures().join("tmx/UNODC-HONMAIL-6-2.tmx")]);
    bench
}

#[test]
fn omegat_reads_our_memory_and_we_read_what_it_writes() {
    let bench = bench();
    let ours = bench.path("ours.tmx");
    bench.done("export", &[text(&ours)]);
    let theirs = bench.path("theirs.tmx");
    let Some(said) = peers::through_omegat(&ours, &theirs, "en", "fr") else {
        return;
    };
    let read: Vec<Vec<&str>> = said
        .lines()
        .filter_map(|line| line.strip_prefix("unit\t"))
        .map(|line| line.split('\t').collect())
        .collect();
    let occurrences = bench.stats("m.db")["occurrences"].as_u64().unwrap();
    assert_eq!(read.len() as u64, occurrences);
    let harbour = read.iter().find(|u| u[0].contains("harbours")).unwrap();
    // Its own short marks stand for our codes.
    assert_eq!(harbour[0], "The <b0>harbours</b0> were lit<f1>.");
    assert_eq!(&harbour[2..], ["mw", "Read twice."]);
    let ran = bench.memory_at("back.db", "import", &[text(&theirs)]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (all, back) = (bench.tmx("m.db"), bench.tmx("back.db"));
    let mut missing = Vec::new();
    for unit in &read {
        for words in &unit[..2] {
            // Marks of OmegaT are text in a TMX of level 1.
            if !words.contains('<') {
                let seg = format!(
                    "<seg>{}</seg>",
                    words
                        .replace('&', "&amp;")
                        .replace('<', "&lt;")
                        .replace('>', "&gt;")
                );
                if !(all.contains(&seg) && back.contains(&seg)) {
                    missing.push(seg);
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn our_tmx_is_valid_by_the_definition_of_1_4() {
    let bench = bench();
    let ours = bench.path("ours.tmx");
    bench.done("export", &[text(&ours)]);
    let Some(dtd) = peers::tmx_dtd(bench.dir.path()) else {
        return;
    };
    let Some(faults) = peers::xmllint(&["--dtdvalid", text(&dtd)], &ours) else {
        return;
    };
    assert_eq!(faults, "");
    let wrong = bench.write(
        "wrong.tmx",
        harbours()
            .replace("<tuv ", "<tuw ")
            .replace("</tuv>", "</tuw>"),
    );
    assert_ne!(
        peers::xmllint(&["--dtdvalid", text(&dtd)], &wrong).unwrap(),
        ""
    );
}

#[test]
fn translate_toolkit_reads_our_xliff_of_both_versions() {
    let bench = bench();
    for (format, module, class) in [
        ("xliff-1.2", "xliff", "xlifffile"),
        ("xliff", "xliff2", "Xliff2File"),
    ] {
        let ours = bench.path(&format!("{format}.xlf"));
        bench.done("export", &["--format", format, text(&ours)]);
        let script = format!(
            "
import sys
from translate.storage import {module} as m
f = m.{}.parsefile(sys.argv[1])
units = [u for u in f.units if not u.isheader()]
print(len(units), sum(bool(u.source and u.target) for u in units))
print([str(u.target) for u in units if 'second harbour stayed' in str(u.source)])
print([u.getnotes() for u in units if 'were lit' in str(u.source)])
",
            class
        );
        let Some(said) = peers::python(&script, &[text(&ours)]) else {
            return;
        };
        let lines: Vec<&str> = said.lines().collect();
        let counts: Vec<usize> = lines[0].split(' ').map(|n| n.parse().unwrap()).collect();
        let units = bench.stats("m.db")["units"].as_u64().unwrap() as usize;
        assert_eq!(counts, [units, units], "{format}: {said}");
        assert!(
            lines[1].contains("Le deuxième port est resté dans l’obscurité."),
            "{said}"
        );
        // It does not look for notes of whole units in version 2.
        if format == "xliff-1.2" {
            assert!(lines[2].contains("Read twice."), "{said}");
        }
        assert_eq!(peers::xmllint(&[], &ours).unwrap_or_default(), "");
    }
}

#[test]
fn translate_toolkit_reads_our_terms_and_we_read_its() {
    let bench = Bench::new();
    let table = bench.write("t.csv", "id,definition,en,fr,fr:note\nc1,A place for ships.,harbour|haven,port,masculine\nc2,,quay,quai,\n");
    bench.import(&[&table]);
    let ours = bench.path("t.tbx");
    bench.done("export", &[text(&ours)]);
    let script = "
import sys
from translate.storage.tbx import tbxfile
with open(sys.argv[1], 'rb') as h:
    f = tbxfile(h, 'en', 'fr')
print([(u.source, u.target) for u in f.units])
new = tbxfile(None, 'en', 'fr')
new.addsourceunit('pier').target = 'jetée'
new.savefile(sys.argv[2])
";
    let theirs = bench.path("theirs.tbx");
    let Some(said) = peers::python(script, &[text(&ours), text(&theirs)]) else {
        return;
    };
    assert_eq!(said.trim(), "[('harbour', 'port'), ('quay', 'quai')]");
    bench.import(&[&theirs]);
    let out = bench.path("all.csv");
    bench.done("export", &[text(&out)]);
    assert!(std::fs::read_to_string(&out).unwrap().contains("jetée"));
}

#[test]
fn we_read_memories_and_xliff_that_translate_toolkit_writes() {
    let bench = Bench::new();
    let script = "
import sys
from translate.storage import tmx, xliff
t = tmx.tmxfile()
t.addtranslation('The quay & the pier.', 'en', 'Le quai et la jetée.', 'fr', comment='look')
t.savefile(sys.argv[1])
x = xliff.xlifffile()
x.setsourcelanguage('en'); x.settargetlanguage('fr')
u = x.addsourceunit('The pier is short.')
u.target = 'La jetée est courte.'
u.marktranslated() if hasattr(u, 'marktranslated') else None
u = x.addsourceunit('Not done.')
x.savefile(sys.argv[2])
";
    let (tmx, xliff) = (bench.path("t.tmx"), bench.path("x.xlf"));
    if peers::python(script, &[text(&tmx), text(&xliff)]).is_none() {
        return;
    }
    bench.import(&[&tmx, &xliff]);
    let all = bench.tmx("m.db");
    for kept in ["The quay &amp; the pier.", "La jetée est courte.", "look"] {
        assert!(all.contains(kept), "{kept}\n{all}");
    }
    assert!(!all.contains("Not done"));
}

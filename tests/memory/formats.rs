//! Each format in and out again.

use crate::stage::{fixtures, pipe};
use crate::{Bench, harbours, records, text};

/// The texts of every unit, and where it comes from, sorted.
fn known(bench: &Bench, name: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut unit = Vec::new();
    for line in bench.tmx(name).lines() {
        let line = line.trim();
        if line.starts_with("<tu ") || line == "<tu>" {
            unit.clear();
        } else if line == "</tu>" {
            out.push(unit.join("|"));
        } else if line.starts_with("<seg") || line.contains("x-symbol") || line.contains("x-para") {
            unit.push(line.to_owned());
        }
    }
    out.sort();
    out
}

#[test]
fn tmx_comes_back_with_codes_notes_properties_and_variants() {
    let bench = Bench::new();
    let file = bench.write("a.tmx", harbours());
    bench.import(&[&file]);
    let first = bench.tmx("m.db");
    for kept in [
        "<bpt i=\"1\" x=\"1\">&lt;b&gt;</bpt>harbours<ept i=\"1\">&lt;/b&gt;</ept>",
        "<ph x=\"2\" type=\"fnote\">&lt;fn/&gt;</ph>",
        "usagecount=\"3\"",
        "creationid=\"mw\"",
        "<note>Read twice.</note>",
        "<prop type=\"client\">archive &amp; co</prop>",
        "<tuv xml:lang=\"es\">",
    ] {
        assert!(first.contains(kept), "{kept}\n{first}");
    }
    let out = bench.write("out.tmx", &first);
    let ran = bench.memory_at("again.db", "import", &[text(&out)]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(bench.tmx("again.db"), first);
    // The same file again changes nothing.
    let before = bench.stats("m.db");
    bench.import(&[&file]);
    let after = bench.stats("m.db");
    for count in ["units", "variants", "occurrences", "incomplete"] {
        assert_eq!(before[count], after[count], "{count}");
    }
}

#[test]
fn xliff_of_both_versions_comes_back_with_texts_codes_state_notes_and_origin() {
    for format in ["xliff", "xliff-1.2"] {
        let bench = Bench::new();
        let file = bench.write("a.tmx", harbours());
        bench.import(&[&file]);
        let out = bench.path("out.xlf");
        bench.done(
            "export",
            &["--format", format, "--lang", "en,fr", text(&out)],
        );
        let written = std::fs::read_to_string(&out).unwrap();
        assert!(written.contains("state=\"final\""), "{format}\n{written}");
        assert!(written.contains("state=\"translated\""), "{format}");
        assert!(written.contains("Read twice."), "{format}");
        assert!(!written.contains("<bpt i="), "no codes of TMX: {format}");
        let ran = bench.memory_at("again.db", "import", &["--json", text(&out)]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let report = &records(&ran)[0];
        assert_eq!(
            (report["found"].as_u64(), report["left_out"].as_u64()),
            (Some(4), Some(0))
        );
        let back = bench.tmx("again.db");
        for kept in [
            ">&lt;b&gt;</bpt>harbours<ept i=\"1\">&lt;/b&gt;</ept> were lit",
            ">&lt;b&gt;</bpt>ports<ept i=\"1\">&lt;/b&gt;</ept> ont été",
            ">&lt;fn/&gt;</ph>.",
            "<note>Read twice.</note>",
            "<prop type=\"x-symbol\">TEST/HARBOUR/1/2</prop>",
            "<prop type=\"x-country\">NOR SVN</prop>",
            "<prop type=\"x-alignment\">confirmed</prop>",
        ] {
            assert!(back.contains(kept), "{format}: {kept}\n{back}");
        }
    }
}

#[test]
fn xliff_of_other_programs_is_read_and_proposals_are_not_taken_for_translations() {
    let bench = Bench::new();
    let old = bench.write(
        "a.xlf",
        r#"<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:x="urn:x">
<file original="note.docx" source-language="en-US" target-language="fr-FR" datatype="plaintext"><header><skl><external-file href="x"/></skl></header><body><group id="g">
<trans-unit id="1" approved="yes"><source>The <g id="7">quay</g> is <x id="8"/>long.</source><seg-source><mrk mtype="seg" mid="1">The quay is long.</mrk></seg-source><target>Le <g id="7">quai</g> est <x id="8"/>long.</target><note>Look.</note>
<alt-trans match-quality="80"><source>The pier is long.</source><target>Le môle est long.</target></alt-trans></trans-unit>
<trans-unit id="2"><source>Not yet.</source><target state="needs-translation">Not yet.</target></trans-unit>
<trans-unit id="3"><source>Empty.</source><target/></trans-unit>
<trans-unit id="4"><source>Plain &amp; simple<ph id="1">&lt;br/&gt;</ph>.</source><target state="translated">Simple<ph id="1">&lt;br/&gt;</ph>.</target></trans-unit>
</group></body></file></xliff>"#,
    );
    let new = bench.write(
        "b.xlf",
        r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.0" srcLang="en" trgLang="fr">
<file id="f" original="two.docx"><unit id="u1"><mtc:matches><mtc:match ref="\#s1"><source>Pier.</source><target>Môle.</target></mtc:match></mtc:matches>
<notes><note>Two sentences.</note></notes><originalData><data id="d1">&lt;i&gt;</data></originalData>
<segment id="s1" state="reviewed"><source>One <pc id="1" dataRefStart="d1">short</pc>.</source><target>Une <pc id="1" dataRefStart="d1">courte</pc>.</target></segment>
<ignorable><source> </source></ignorable>
<segment id="s2" state="final"><source>Two.</source><target>Deux.</target></segment></unit>
<unit id="u2"><segment state="initial"><source>Later.</source></segment></unit>
<unit id="u3"><segment><source>No state.</source><target>Sans état.</target></segment></unit></file></xliff>"#,
    );
    let ran = bench.done("import", &["--json", text(&old), text(&new)]);
    let counts: Vec<_> = records(&ran)
        .iter()
        .map(|r| {
            (
                r["found"].as_u64().unwrap(),
                r["left_out"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(counts, [(2, 2), (2, 1)], "{}", ran.out);
    assert!(ran.out.contains("xliff-untranslated"));
    let all = bench.tmx("m.db");
    for kept in [
        "The <bpt i=\"1\" x=\"7\"/>quay<ept i=\"1\"/> is <ph x=\"8\"></ph>long.",
        "Plain &amp; simple<ph x=\"1\">&lt;br/&gt;</ph>.",
        "One <bpt i=\"1\" x=\"1\">&lt;i&gt;</bpt>short<ept i=\"1\"/>. Two.",
        "Une <bpt i=\"1\" x=\"1\">&lt;i&gt;</bpt>courte<ept i=\"1\"/>. Deux.",
        "<prop type=\"x-alignment\">confirmed</prop>",
        "<prop type=\"x-file\">note.docx</prop>",
        "<seg>Sans état.</seg>",
        "xml:lang=\"en-us\"",
    ] {
        assert!(all.contains(kept), "{kept}\n{all}");
    }
    for leaked in ["pier", "Pier", "Môle", "Not yet", "Later"] {
        assert!(!all.contains(leaked), "{leaked}\n{all}");
    }
}

#[test]
fn tables_come_back_and_name_their_bad_rows() {
    let bench = Bench::new();
    let file = bench.write("a.tmx", harbours());
    bench.import(&[&file]);
    let out = bench.path("out.tsv");
    bench.done("export", &["--lang", "en,fr", text(&out)]);
    let ran = bench.memory_at("again.db", "import", &[text(&out)]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let plain = |name: &str| -> Vec<String> {
        known(&bench, name)
            .into_iter()
            .map(|u| {
                u.replace("<bpt i=\"1\" x=\"1\">&lt;b&gt;</bpt>", "")
                    .replace("<ept i=\"1\">&lt;/b&gt;</ept>", "")
                    .replace("<ph x=\"2\" type=\"fnote\">&lt;fn/&gt;</ph>", "")
                    .replace("|<seg>El segundo puerto quedó a oscuras.</seg>", "")
            })
            .collect()
    };
    assert_eq!(plain("m.db"), plain("again.db"));
    let odd = bench.write(
        "odd.tab",
        "en\tfr\tsymbol\tclient\nOne\tUn\tS/1\tx\nalone\n\"Two\nlines\"\tDeux\n1\t2\t3\t4\t5\n",
    );
    let ran = bench.memory_at("odd.db", "import", &["--json", text(&odd)]);
    let report = &records(&ran)[0];
    assert_eq!(
        (report["found"].as_u64(), report["left_out"].as_u64()),
        (Some(2), Some(2)),
        "{report}"
    );
    assert_eq!(report["findings"][0]["place"], "line 3");
    assert_eq!(report["findings"][1]["place"], "line 6");
    let all = bench.tmx("odd.db");
    assert!(
        all.contains("Two\nlines") && all.contains("<prop type=\"client\">x</prop>"),
        "{all}"
    );
    // In UTF-16, and without a heading.
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("Éire\tIrlande\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let bare = bench.write("bare.tsv", utf16);
    let ran = bench.memory_at("bare.db", "import", &[text(&bare)]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("does not name the languages"),
        "{}",
        ran.err
    );
    assert!(!bench.path("bare.db").exists(), "nothing is left behind");
    let ran = bench.memory_at(
        "bare.db",
        "import",
        &["--from", "en", "--to", "fr", text(&bare)],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(bench.tmx("bare.db").contains("<seg>Éire</seg>"));
}

const MARTIF: &str = r#"<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader><text><body>
<termEntry id="c1"><descrip type="subjectField">ports</descrip><descripGrp><descrip type="definition">A place <hi>for</hi> ships.</descrip></descripGrp>
<langSet xml:lang="en"><tig><term>harbour</term><termNote type="partOfSpeech">noun</termNote><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<ntig><termGrp><term>haven</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig></langSet>
<langSet xml:lang="fr"><tig><term>port</term><note>masculine</note></tig></langSet></termEntry>
<termEntry id="c2"><langSet xml:lang="en"><tig><term>second harbour</term></tig></langSet><langSet xml:lang="fr"><tig><term>arrière-port</term></tig></langSet></termEntry>
<termEntry id="c3"><langSet xml:lang="en"><tig><term> </term></tig></langSet></termEntry>
</body></text></martif>"#;

const BASIC: &str = r#"<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c1"><min:subjectField>ports</min:subjectField><basic:definition>A place for ships.</basic:definition>
<langSec xml:lang="en"><termSec><term>harbour</term><min:partOfSpeech>noun</min:partOfSpeech><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>haven</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>port</term><note>masculine</note></termSec></langSec></conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>second harbour</term></termSec></langSec><langSec xml:lang="fr"><termSec><term>arrière-port</term></termSec></langSec></conceptEntry>
</body></text></tbx>"#;

const MULTITERM: &str = r#"<?xml version="1.0"?><mtf><conceptGrp><concept>c1</concept><system type="entryClass">1</system>
<descripGrp><descrip type="Subject">ports</descrip></descripGrp><descripGrp><descrip type="Definition">A place for ships.</descrip></descripGrp>
<languageGrp><language type="English" lang="EN"/><termGrp><term>harbour</term><descripGrp><descrip type="Part of Speech">noun</descrip></descripGrp><descripGrp><descrip type="Status">preferred</descrip></descripGrp></termGrp>
<termGrp><term>haven</term><descripGrp><descrip type="Status">deprecated</descrip></descripGrp></termGrp></languageGrp>
<languageGrp><language type="French" lang="FR"/><termGrp><term>port</term><descripGrp><descrip type="Note">masculine</descrip></descripGrp></termGrp></languageGrp></conceptGrp>
<conceptGrp><concept>c2</concept><languageGrp><language type="English" lang="EN"/><termGrp><term>second harbour</term></termGrp></languageGrp><languageGrp><language type="French" lang="FR"/><termGrp><term>arrière-port</term></termGrp></languageGrp></conceptGrp></mtf>"#;

const TABLE: &str = "id;subject;definition;en;en:status;en:part;fr;fr:note\nc1;ports;A place for ships.;harbour|haven;preferred;noun;port;masculine\nc2;;;second harbour;;;arrière-port;\n";

#[test]
fn termbases_of_every_kind_say_the_same() {
    for (name, content) in [
        ("a.tbx", MARTIF),
        ("b.xml", BASIC),
        ("c.xml", MULTITERM),
        ("d.csv", TABLE),
    ] {
        let bench = Bench::new();
        let file = bench.write(name, content);
        let ran = bench.done("import", &["--json", text(&file)]);
        let report = &records(&ran)[0];
        assert_eq!(
            (report["found"].as_u64(), report["terms"].as_bool()),
            (Some(2), Some(true)),
            "{name}: {report}"
        );
        assert_eq!(bench.stats("m.db")["concepts"], 2);
        let terms = |memory: &str| {
            let at = bench.path(memory);
            pipe(
                &[
                    "memory",
                    "terms",
                    "--memory",
                    text(&at),
                    "--from",
                    "en",
                    "--to",
                    "fr",
                    "--json",
                ],
                "The Second Harbour and two harbours, once a haven.\n",
            )
        };
        let found = records(&terms("m.db"));
        let hits: Vec<(u64, &str, &str, &str)> = found[0]["terms"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| {
                (
                    h["start"].as_u64().unwrap(),
                    h["term"].as_str().unwrap(),
                    h["status"].as_str().unwrap(),
                    h["targets"][0]["term"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(hits[0].1, "second harbour", "{name}: {hits:?}");
        assert_eq!((hits[0].0, hits[0].3), (4, "arrière-port"), "{name}");
        assert_eq!(
            (hits[1].1, hits[1].2, hits[1].3),
            ("harbour", "preferred", "port"),
            "{name}"
        );
        assert_eq!(hits[2].1, "haven", "{name}");
        if name != "d.csv" {
            assert_eq!(hits[2].2, "deprecated", "{name}");
        }
        // Out as TBX and in again.
        let out = bench.path("out.tbx");
        bench.done("export", &[text(&out)]);
        let written = std::fs::read_to_string(&out).unwrap();
        for kept in ["A place for ships.", "ports", "masculine", "noun"] {
            assert!(written.contains(kept), "{name}: {kept}\n{written}");
        }
        let ran = bench.memory_at("again.db", "import", &[text(&out)]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let again = records(&terms("again.db"));
        for (a, b) in found[0]["terms"]
            .as_array()
            .unwrap()
            .iter()
            .zip(again[0]["terms"].as_array().unwrap())
        {
            for key in ["start", "end", "term", "status", "targets"] {
                assert_eq!(a[key], b[key], "{name}");
            }
        }
    }
}

#[test]
fn part_of_a_memory_goes_out_by_what_is_asked() {
    let bench = Bench::new();
    let file = bench.write("a.tmx", harbours());
    bench.import(&[&file]);
    for (asked, count) in [
        (vec!["--symbol", "TEST/HARBOUR/1/2"], 2),
        (vec!["--symbol", "TEST/HARBOUR/*"], 3),
        (vec!["--country", "SVN"], 1),
        (vec!["--since", "2019", "--until", "2019"], 1),
        (vec!["--text", "SECOND HARBOUR"], 3),
        (vec!["--lang", "es"], 1),
        (vec!["--file", "a.tmx"], 4),
        (vec!["--unit", "u1,u2"], 2),
    ] {
        let out = bench.path("part.tmx");
        let mut all = asked.clone();
        all.extend(["--json", text(&out)]);
        let ran = bench.done("export", &all);
        assert_eq!(records(&ran)[0]["written"], count, "{asked:?}");
        let written = std::fs::read_to_string(&out).unwrap();
        assert_eq!(written.matches("</tu>").count(), count, "{asked:?}");
    }
}

#[test]
fn replies_stay_unless_asked_for_and_then_it_is_on_record() {
    let bench = Bench::new();
    let file = bench.write(
        "a.tmx",
        crate::tmx("<tu><prop type=\"x-role\">statement</prop><tuv xml:lang=\"en\"><seg>A reply.</seg></tuv><tuv xml:lang=\"fr\"><seg>Une réponse.</seg></tuv></tu><tu><tuv xml:lang=\"en\"><seg>Issued.</seg></tuv><tuv xml:lang=\"fr\"><seg>Publié.</seg></tuv></tu>"),
    );
    bench.import(&[&file]);
    for out in ["o.tmx", "o.xlf", "o.tsv"] {
        let out = bench.path(out);
        let ran = bench.done("export", &["--json", text(&out)]);
        assert_eq!(records(&ran)[0]["withheld"], 1);
        assert!(!std::fs::read_to_string(&out).unwrap().contains("A reply"));
    }
    let out = bench.path("all.tmx");
    bench.done("export", &["--statements", text(&out)]);
    assert!(std::fs::read_to_string(&out).unwrap().contains("A reply"));
    let history = records(&bench.done("history", &["--json"]));
    assert_eq!(history[0]["kind"], "export-statements");
}

#[test]
fn a_pair_of_notes_is_aligned_into_the_memory() {
    let bench = Bench::new();
    let earlier = fixtures().join("dossier/earlier");
    let mut notes: Vec<_> = std::fs::read_dir(earlier)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "docx"))
        .collect();
    notes.sort();
    bench.done("import", &["--pair", text(&notes[0]), text(&notes[1])]);
    let units = bench.stats("m.db")["units"].as_u64().unwrap();
    assert!(units >= 80, "{units}");
    bench.done("import", &["--pair", text(&notes[0]), text(&notes[1])]);
    assert_eq!(bench.stats("m.db")["units"].as_u64().unwrap(), units);
}

//! TMX in and out: levels, encodings, properties, damage.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use rapporteur::exchange::{ExchangeError, TmxHeader, TmxReport, read_tmx, write_tmx};
use rapporteur::model::Lang;
use rapporteur::model::unit::{Role, Unit};

fn read(text: &str) -> (Vec<Unit>, TmxReport) {
    read_bytes(text.as_bytes()).unwrap()
}

fn read_bytes(bytes: &[u8]) -> Result<(Vec<Unit>, TmxReport), ExchangeError> {
    let mut units = Vec::new();
    let report = read_tmx(bytes, &mut |unit| units.push(unit))?;
    assert_eq!(report.units, units.len());
    Ok((units, report))
}

fn file(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n<header creationtool=\"T\" creationtoolversion=\"1\" segtype=\"paragraph\" o-tmf=\"x\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/>\n<body>\n{body}\n</body>\n</tmx>\n"
    )
}

fn texts(unit: &Unit) -> Vec<(&str, &str)> {
    unit.variants
        .iter()
        .map(|v| (v.lang.as_str(), v.text.as_str()))
        .collect()
}

const PAIR: &str = "<tu><tuv xml:lang=\"en\"><seg>The harbour closed.</seg></tuv><tuv xml:lang=\"fr\"><seg>Le port a fermé.</seg></tuv></tu>";

#[test]
fn our_properties_become_origin_and_context() {
    let (units, report) = read(&file(
        "<tu tuid=\"p7\" creationdate=\"20190708T120000Z\" creationid=\"mw\" usagecount=\"3\">
         <note>Seen by the reviser.</note>
         <prop type=\"x-symbol\">UNODC/TEST/9/2</prop><prop type=\"x-paragraph\">7</prop>
         <prop type=\"x-country\">BEL, LUX</prop><prop type=\"x-meeting\">TEST/9</prop>
         <prop type=\"x-recommendation-en\">Governments should keep lists.</prop>
         <prop type=\"x-recommendation-fr\">Les gouvernements devraient tenir des listes.</prop>
         <prop type=\"x-client\">A</prop><prop type=\"x-client\">B</prop>
         <tuv xml:lang=\"EN-GB\" changedate=\"20190709T000000Z\"><prop type=\"x-q\">1</prop><seg>One.</seg></tuv>
         <tuv xml:lang=\"fr\"><seg>Un.</seg></tuv><tuv xml:lang=\"fr\"><seg>Une.</seg></tuv></tu>",
    ));
    assert_eq!(report.findings, []);
    let unit = &units[0];
    assert_eq!(
        texts(unit),
        [("en-gb", "One."), ("fr", "Un."), ("fr", "Une.")]
    );
    assert_eq!(unit.origin.symbol.as_deref(), Some("UNODC/TEST/9/2"));
    assert_eq!(unit.origin.paragraph, Some(7));
    let codes: Vec<_> = unit.context.countries.iter().map(|c| c.as_str()).collect();
    assert_eq!(codes, ["BEL", "LUX"]);
    assert_eq!(
        unit.context.recommendation[&Lang::en()],
        "Governments should keep lists."
    );
    assert_eq!(unit.notes, ["Seen by the reviser."]);
    assert_eq!(unit.author.as_deref(), Some("mw"));
    assert_eq!(unit.properties["x-client"], "A");
    assert_eq!(unit.properties["x-client#2"], "B");
    assert_eq!(unit.properties["@usagecount"], "3");
    assert_eq!(unit.properties["tuv:0:x-q"], "1");
}

#[test]
fn writing_and_reading_again_loses_nothing() {
    let (units, _) = read(&file(
        "<tu tuid=\"a\" segtype=\"sentence\" changedate=\"20200101T000000Z\"><note>n &lt; m</note><prop type=\"x-symbol\">S/1</prop>
         <prop type=\"x-country\">FRA</prop><prop type=\"x-other\">&quot;q&quot;</prop><prop type=\"x-other\">r</prop>
         <tuv xml:lang=\"en\" creationid=\"k\"><note>on this</note><prop type=\"x-t\">v</prop><seg>Use <bpt i=\"1\">&lt;b&gt;</bpt>both<ept i=\"1\">&lt;/b&gt;</ept> <hi type=\"x\">hands</hi> &amp; feet.</seg></tuv>
         <tuv xml:lang=\"fr\"><seg>Des deux mains.</seg></tuv></tu>",
    ));
    assert_eq!(texts(&units[0])[0].1, "Use both hands & feet.");
    let mut out = Vec::new();
    let header = TmxHeader::default();
    assert_eq!(write_tmx(&mut out, units.clone(), &header).unwrap(), 1);
    let (again, report) = read_bytes(&out).unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(again, units);
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("both<ept i=\"1\">&lt;/b"), "{text}");
}

#[test]
fn characters_that_xml_forbids_are_not_written() {
    let (mut units, _) = read(&file(PAIR));
    units[0].variants[0].text = "a\u{1}b\u{b}c & <d>".into();
    let mut out = Vec::new();
    write_tmx(&mut out, units, &TmxHeader::default()).unwrap();
    let (again, _) = read_bytes(&out).unwrap();
    assert_eq!(again[0].variants[0].text, "abc & <d>");
}

#[test]
fn every_encoding_reads_alike() {
    let text = file(PAIR);
    let expected = read(&text).0;
    let utf16 = |big: bool| -> Vec<u8> {
        let text = text.replace("UTF-8", "UTF-16");
        std::iter::once(0xfeffu16)
            .chain(text.encode_utf16())
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let latin: Vec<u8> = text
        .replace("UTF-8", "ISO-8859-1")
        .chars()
        .map(|c| u32::from(c) as u8)
        .collect();
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(text.bytes());
    let unmarked = utf16(false)[2..].to_vec();
    for bytes in [utf16(false), utf16(true), unmarked, latin, marked] {
        assert_eq!(read_bytes(&bytes).unwrap().0, expected);
    }
    let unknown = text.replace("UTF-8", "KLINGON");
    assert!(matches!(
        read_bytes(unknown.as_bytes()),
        Err(ExchangeError::Encoding(name)) if name == "KLINGON"
    ));
}

#[test]
fn a_wrong_encoding_is_reported_with_its_line() {
    let mut bytes = file(PAIR).into_bytes();
    let at = bytes.windows(2).position(|w| w == "é".as_bytes()).unwrap();
    bytes.splice(at..at + 2, [0xe9]);
    let (units, report) = read_bytes(&bytes).unwrap();
    assert_eq!(units.len(), 1);
    assert_eq!(report.findings[0].code, "tmx-encoding");
    assert_eq!(report.findings[0].place, "line 6");
}

#[test]
fn old_files_say_lang_without_prefix() {
    let text = file(PAIR)
        .replace("xml:lang", "lang")
        .replace("\"1.4\"", "\"1.1\"");
    assert_eq!(texts(&read(&text).0[0])[1], ("fr", "Le port a fermé."));
}

#[test]
fn what_is_broken_is_left_out_by_line_and_the_rest_kept() {
    let good = PAIR;
    for broken in [
        "<tu>\n<tuv xml:lang=\"en\"><seg>Open</tuv></tu>",
        "<tu>\n<tuv><seg>No language</seg></tuv></tu>",
        "<tu>\n<tuv xml:lang=\"english language\"><seg>x</seg></tuv></tu>",
        "<tu>\n<tuv xml:lang=\"en\"><seg>a &unknown; b</seg></tuv></tu>",
        "<tu>\n<tuv xml:lang=\"en\"><seg>a <b</seg></tuv></tu>",
        "<tu>\n<tuv xml:lang=\"en\"><seg>a</seg></tuv>",
    ] {
        let (units, report) = read(&file(&format!("{good}\n{broken}\n{good}")));
        assert_eq!(units.len(), 2, "{broken}: {report:?}");
        assert_eq!(report.left_out, 1, "{broken}");
        let finding = &report.findings[0];
        assert_eq!(finding.code, "tmx-unit");
        let line: u32 = finding
            .place
            .strip_prefix("line ")
            .unwrap()
            .parse()
            .unwrap();
        assert!((7..=9).contains(&line), "{broken}: {finding:?}");
    }
    let blank = "<tu>\n<tuv xml:lang=\"en\"><seg> </seg></tuv></tu>";
    let (units, report) = read(&file(&format!("{good}\n{blank}")));
    assert_eq!(units.len(), 1);
    assert_eq!(report.findings[0].code, "tmx-no-text");
}

#[test]
fn a_file_cut_short_keeps_what_came_before() {
    let whole = file(&format!("{PAIR}\n{PAIR}"));
    for cut in (whole.find("<tu>").unwrap() + 4)..whole.len() - 8 {
        if !whole.is_char_boundary(cut) {
            continue;
        }
        let (units, report) = read(&whole[..cut]);
        let ended = whole[..cut].matches("</tu>").count();
        assert_eq!(units.len(), ended, "cut at {cut}");
        assert!(
            report.findings.iter().any(|f| f.code == "tmx-truncated"),
            "cut at {cut}"
        );
    }
}

#[test]
fn what_is_no_tmx_is_refused() {
    assert!(matches!(read_bytes(b""), Err(ExchangeError::Empty(_))));
    for text in ["plain text", "<html><body/></html>", "PK\u{3}\u{4}"] {
        assert!(matches!(
            read_bytes(text.as_bytes()),
            Err(ExchangeError::Foreign { .. })
        ));
    }
}

#[test]
fn entity_definitions_are_refused() {
    let bomb = file(PAIR).replace(
        "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">",
        "<!DOCTYPE tmx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>",
    );
    assert!(matches!(
        read_bytes(bomb.as_bytes()),
        Err(ExchangeError::Definitions(2))
    ));
}

#[test]
fn sentences_become_segments() {
    let text = file(&PAIR.replace("<tu>", "<tu segtype=\"sentence\">"));
    let (units, _) = read(&text);
    assert!(units[0].variants.iter().all(|v| v.role == Role::Segment));
}

#[test]
fn a_coded_line_break_separates_words() {
    let (units, _) = read(&file(
        "<tu><tuv xml:lang=\"en\"><seg>first<ph type=\"lb\">&lt;br/&gt;</ph>second<ph x=\"1\"/></seg></tuv></tu>",
    ));
    assert_eq!(units[0].variants[0].text, "first second");
}

//! Random manuscripts: whatever one holds, the file is sound, and other programs read in it what was
//! meant.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rapporteur::docx::write::{HouseStyle, write};
use rapporteur::model::ids::Lang;
use rapporteur::model::manuscript::{DraftMark, Manuscript, Part, Remark, Span, visible};

use super::sample_note::{cover, note};
use super::{kept, peers, read_back};

/// Number of files put before other programs.
const FILES: usize = 24;

fn piece() -> impl Strategy<Value = Span> {
    let words = prop_oneof![
        "[A-Za-zéÉœ«»’“”0-9,.;:%\u{a0}\u{2011} -]{1,60}",
        "[А-я ]{1,20}",
        "[<>&\"'/\\\\{}]{1,6}",
        "[一-龥ا-ي]{1,8}",
    ];
    let mark = prop_oneof![
        4 => Just(None),
        1 => Just(Some(DraftMark::Draft)),
        1 => Just(Some(DraftMark::NeedsReview)),
    ];
    let lang = prop_oneof![
        5 => Just(None),
        1 => Just(Some("ru".parse::<Lang>().unwrap())),
        1 => Just(Some("ar".parse::<Lang>().unwrap())),
    ];
    (words, any::<bool>(), lang, mark).prop_map(|(text, emphasis, lang, mark)| Span::Text {
        text,
        emphasis,
        lang,
        mark,
    })
}

fn span() -> impl Strategy<Value = Span> {
    prop_oneof![
        8 => piece(),
        1 => Just(Span::LineBreak),
        1 => piece().prop_map(|p| Span::Raised(vec![p])),
        1 => ("[a-z]{1,8}", prop::collection::vec(piece(), 1..3)).prop_map(|(host, text)| Span::Link {
            address: format!("https://{host}.example/?q=a&b=é"),
            text,
        }),
        1 => prop::collection::vec(piece(), 1..3).prop_map(Span::Footnote),
    ]
}

fn line() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec(span(), 1..6).prop_map(|mut spans| {
        // Something that can be seen begins every line, so that other programs do not drop it.
        spans.insert(
            0,
            Span::Text {
                text: "Begin ".into(),
                emphasis: false,
                lang: None,
                mark: None,
            },
        );
        spans
    })
}

#[derive(Debug, Clone)]
enum Block {
    Heading(u8, usize, Vec<Span>),
    Paragraph(u32, Vec<Span>, Vec<Vec<Span>>, Vec<(usize, usize, String)>),
}

fn block() -> impl Strategy<Value = Block> {
    let remark = (0..80_usize, 0..20_usize, "[a-z& ]{0,12}");
    prop_oneof![
        1 => (1..5_u8, 0..4_usize, line()).prop_map(|(l, label, t)| Block::Heading(l, label, t)),
        4 => (
            prop_oneof![9 => Just(1_u32), 1 => 2..9_u32],
            line(),
            prop::collection::vec(line(), 0..3),
            prop::collection::vec(remark, 0..3),
        )
            .prop_map(|(step, text, items, remarks)| Block::Paragraph(step, text, items, remarks)),
    ]
}

fn manuscript() -> impl Strategy<Value = Manuscript> {
    (
        prop::sample::select(vec!["en", "fr", "es", "ru", "ar", "zh"]),
        any::<bool>(),
        any::<bool>(),
        prop::collection::vec(block(), 1..14),
    )
        .prop_map(|(lang, draft, with_cover, blocks)| {
            let mut m = note("en", draft);
            m.lang = lang.parse().unwrap();
            m.cover = with_cover.then(cover);
            m.parts.truncate(6);
            let mut number = 0;
            for block in blocks {
                m.parts.push(match block {
                    Block::Heading(level, label, text) => Part::Heading {
                        level,
                        label: ["", "I.", "A.", "Theme 1."][label].into(),
                        text,
                    },
                    Block::Paragraph(step, text, items, remarks) => {
                        number += step;
                        Part::Paragraph {
                            number,
                            text,
                            items,
                            remarks: remarks
                                .into_iter()
                                .map(|(from, length, text)| Remark {
                                    at: Some((from, from + length)),
                                    text,
                                })
                                .collect(),
                        }
                    }
                });
            }
            m
        })
}

fn some(count: usize) -> Vec<Manuscript> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..count)
        .map(|_| manuscript().new_tree(&mut runner).unwrap().current())
        .collect()
}

fn style() -> HouseStyle {
    HouseStyle::embedded().unwrap()
}

/// What the manuscript says, line by line: label, level of a heading, words.
fn meant(m: &Manuscript) -> Vec<(String, u8, String)> {
    let style = style();
    let mut out = Vec::new();
    for part in &m.parts {
        match part {
            Part::Heading { level, label, text } => {
                let words = format!("{label} {}", visible(text));
                out.push((String::new(), *level, words.trim().to_owned()));
            }
            Part::Paragraph {
                number,
                text,
                items,
                ..
            } => {
                out.push((style.label(&m.lang, 0, *number), 0, visible(text)));
                for (i, item) in items.iter().enumerate() {
                    out.push((style.label(&m.lang, 1, i as u32 + 1), 0, visible(item)));
                }
            }
            _ => {}
        }
    }
    out
}

fn notes_of(m: &Manuscript) -> usize {
    let count = |spans: &[Span]| {
        spans
            .iter()
            .filter(|s| matches!(s, Span::Footnote(_)))
            .count()
    };
    m.parts
        .iter()
        .map(|part| match part {
            Part::Heading { text, .. } => count(text),
            Part::Paragraph { text, items, .. } => {
                count(text) + items.iter().map(|i| count(i)).sum::<usize>()
            }
            _ => 0,
        })
        .sum()
}

/// Letters and figures alone: programs differ in spaces and signs.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn numbers_headings_and_words_come_back(m in manuscript()) {
        let bytes = write(&m, &style()).unwrap();
        prop_assert_eq!(&bytes, &write(&m, &style()).unwrap());
        let document = read_back(&bytes);
        let lines = document.body_paragraphs();
        let meant = meant(&m);
        let lines = &lines[lines.len() - meant.len()..];
        for (line, (label, level, words)) in lines.iter().zip(&meant) {
            if *level == 0 {
                prop_assert_eq!(line.label.clone().unwrap_or_default(), label.clone());
                prop_assert_eq!(line.text(), words.clone());
            } else {
                prop_assert_eq!(line.heading, Some(*level));
                let shown = format!("{} {}", line.label.clone().unwrap_or_default(), line.text());
                prop_assert_eq!(bare(&shown), bare(words));
            }
        }
        prop_assert_eq!(document.notes.len(), notes_of(&m) + 2);
    }
}

#[test]
fn the_open_xml_sdk_finds_no_fault_in_random_notes() {
    let files: Vec<_> = some(FILES)
        .iter()
        .enumerate()
        .map(|(i, m)| kept(&format!("random-{i}"), &write(m, &style()).unwrap()))
        .collect();
    let Some(errors) = peers::validate_all(&files) else {
        return;
    };
    assert!(errors.is_empty(), "{errors:#?}");
}

const PANDOC: &str = r#"
import json, subprocess, sys
for name in sys.argv[1:]:
    made = subprocess.run(['pandoc', '-f', 'docx', '-t', 'json', name], capture_output=True, check=True)
    tree = json.loads(made.stdout)
    heads, notes = [], 0
    def words(x):
        if isinstance(x, list): return ''.join(words(y) for y in x)
        if isinstance(x, dict):
            if x.get('t') == 'Str': return x['c']
            if x.get('t') == 'Note': return ''
            return words(x.get('c', []))
        return ''
    def walk(x):
        global notes
        if isinstance(x, list):
            for y in x: walk(y)
        elif isinstance(x, dict):
            if x.get('t') == 'Header': heads.append([x['c'][0], words(x['c'][2])])
            if x.get('t') == 'Note': notes += 1
            walk(x.get('c', []))
    walk(tree['blocks'])
    print(json.dumps({'heads': heads, 'notes': notes, 'words': words(tree['blocks'])}))
"#;

const PYTHON_DOCX: &str = r#"
import json, sys, docx
for name in sys.argv[1:]:
    d = docx.Document(name)
    heads = [[int(p.style.name[8:]), p.text] for p in d.paragraphs if p.style.name.startswith('Heading ')]
    body = [p.text for p in d.paragraphs if p.style.name.startswith('Numbered ')]
    print(json.dumps({'heads': heads, 'body': body, 'lang': d.core_properties.language}))
"#;

#[test]
fn pandoc_and_python_docx_read_what_was_meant() {
    let all = some(FILES);
    let files: Vec<String> = all
        .iter()
        .enumerate()
        .map(|(i, m)| {
            let file = kept(&format!("peer-{i}"), &write(m, &style()).unwrap());
            file.to_string_lossy().into_owned()
        })
        .collect();
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let records = |out: String| -> Vec<serde_json::Value> {
        out.lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect()
    };
    if let Some(out) = peers::python(PYTHON_DOCX, &names) {
        for (m, record) in all.iter().zip(records(out)) {
            let meant = meant(m);
            let body: Vec<String> = record["body"]
                .as_array()
                .unwrap()
                .iter()
                .map(|t| bare(t.as_str().unwrap()))
                .collect();
            let wanted: Vec<String> = meant
                .iter()
                .filter(|l| l.1 == 0)
                .map(|l| bare(&l.2))
                .collect();
            assert_eq!(body, wanted);
            let levels: Vec<u64> = record["heads"]
                .as_array()
                .unwrap()
                .iter()
                .map(|h| h[0].as_u64().unwrap())
                .collect();
            let wanted: Vec<u64> = meant
                .iter()
                .filter(|l| l.1 > 0)
                .map(|l| u64::from(l.1))
                .collect();
            assert_eq!(levels, wanted);
        }
    }
    if !peers::has_pandoc() {
        return;
    }
    if let Some(out) = peers::python(PANDOC, &names) {
        for (m, record) in all.iter().zip(records(out)) {
            let meant = meant(m);
            let heads = record["heads"].as_array().unwrap();
            let levels: Vec<u64> = heads.iter().map(|h| h[0].as_u64().unwrap()).collect();
            let wanted: Vec<u64> = meant
                .iter()
                .filter(|l| l.1 > 0)
                .map(|l| u64::from(l.1))
                .collect();
            assert_eq!(levels, wanted);
            assert_eq!(record["notes"].as_u64().unwrap() as usize, notes_of(m) + 2);
            let words = bare(record["words"].as_str().unwrap());
            for line in meant.iter().filter(|l| l.1 == 0) {
                assert!(words.contains(&bare(&line.2)), "{line:?}");
            }
        }
    }
}

#[test]
fn libreoffice_sets_every_number_of_random_notes() {
    for (i, m) in some(3).iter().enumerate() {
        let file = kept(&format!("office-{i}"), &write(m, &style()).unwrap());
        let Some(pages) = peers::to_pdf(&file).and_then(|pdf| peers::pdf_pages(&pdf)) else {
            return;
        };
        let whole = bare(&pages.concat());
        for (label, level, words) in meant(m) {
            // Right-to-left lines come out of a PDF in an order of their own.
            if level == 0 && m.lang.primary() != "ar" {
                assert!(words.starts_with("Begin "));
                let wanted = format!("{}Begin", bare(&label));
                assert!(whole.contains(&wanted), "{label}");
            }
        }
        let last = pages.len();
        assert!(pages.concat().contains(&format!("{last}/{last}")) || last == 1);
    }
}

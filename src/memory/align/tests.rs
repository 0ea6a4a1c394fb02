//! Alignment of documents built here. The sentences come from a small generator that writes the
//! same statement in English and in French, so that every pair is known.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::model::document::{Block, Inline, NoteKey, Paragraph, Row, Run, Table, TableCell};

const WHO: [(&str, &str); 8] = [
    ("The police", "La police"),
    ("The customs service", "Le service des douanes"),
    ("The coast guard", "La garde côtière"),
    ("The border guard", "Le corps des gardes frontière"),
    ("The prosecutor", "Le procureur"),
    ("The laboratory", "Le laboratoire"),
    ("The financial unit", "La cellule financière"),
    ("The training academy", "L'académie de formation"),
];
const DID: [(&str, &str); 6] = [
    ("had trained", "avait formé"),
    ("had inspected", "avait inspecté"),
    ("had identified", "avait identifié"),
    ("had equipped", "avait équipé"),
    ("had received", "avait reçu"),
    ("had contacted", "avait contacté"),
];
const WHAT: [(&str, &str); 7] = [
    ("officers of the ports", "agents des ports"),
    ("suspicious parcels", "colis suspects"),
    (
        "companies that sold precursors",
        "entreprises qui vendaient des précurseurs",
    ),
    ("vessels and containers", "navires et conteneurs"),
    ("experts in cryptocurrencies", "experts en cryptomonnaies"),
    ("chemical samples", "échantillons de produits chimiques"),
    (
        "clandestine laboratories in the mountain regions of the country",
        "laboratoires clandestins dans les régions montagneuses du pays",
    ),
];

/// The n-th statement, different for every n below 300, in both languages.
fn statement(n: usize) -> (String, String) {
    let (who, did, what) = (WHO[n % 8], DID[(n / 3) % 6], WHAT[(n / 2) % 7]);
    let (count, year) = (11 + (n * 37) % 83, 2000 + (n * 7) % 23);
    (
        format!("{} {} {count} {} in {year}.", who.0, did.0, what.0),
        format!("{} {} {count} {} en {year}.", who.1, did.1, what.1),
    )
}

fn paragraph(label: Option<&str>, heading: Option<u8>, text: &str) -> Block {
    Block::Paragraph(Paragraph {
        label: label.map(str::to_owned),
        heading,
        content: vec![run(text)],
        ..Paragraph::default()
    })
}

fn run(text: &str) -> Inline {
    Inline::Run(Run {
        text: text.into(),
        ..Run::default()
    })
}

fn numbered(n: usize, text: &str) -> Block {
    paragraph(Some(&format!("{n}.")), None, text)
}

fn document(body: Vec<Block>) -> Document {
    Document {
        body,
        ..Document::default()
    }
}

fn aligned(en: Vec<Block>, fr: Vec<Block>) -> Alignment {
    let (en, fr) = (document(en), document(fr));
    alignment(&en, &fr, (&Lang::en(), &Lang::fr()), &Resources::default())
}

fn pairs(alignment: &Alignment) -> BTreeSet<(String, String)> {
    alignment
        .pairs
        .iter()
        .map(|p| (p.source.clone(), p.target.clone()))
        .collect()
}

/// A note of two themes with recommendations, its paragraphs numbered in one run.
fn note(french: bool) -> Vec<Block> {
    let pick = |n: usize| {
        let (en, fr) = statement(n);
        if french { fr } else { en }
    };
    let say = |en: &str, fr: &str| if french { fr.to_owned() } else { en.to_owned() };
    let cell = |text: &str| TableCell {
        blocks: vec![paragraph(None, None, text)],
        ..TableCell::default()
    };
    let mut body = vec![
        Block::Table(Table {
            rows: vec![Row {
                cells: vec![
                    cell(&say("United Nations", "Nations Unies")),
                    cell("UNODC/TEST/14/2"),
                    cell(&say("8 July 2022", "8 juillet 2022")),
                ],
                ..Row::default()
            }],
            ..Table::default()
        }),
        paragraph(
            None,
            None,
            &say(
                "Fourteenth Meeting of the Heads of Laboratories",
                "Quatorzième Réunion des directeurs de laboratoires",
            ),
        ),
        paragraph(None, None, &say("Vienna, 3 May 2023", "Vienne, 3 mai 2023")),
        paragraph(None, Some(1), "I. Introduction"),
        numbered(1, &pick(0)),
    ];
    let mut n = 1;
    for theme in 1..=2 {
        body.push(paragraph(
            None,
            Some(2),
            &say(
                &format!("Theme {theme}. Border controls number {theme}"),
                &format!("Thème {theme}. Contrôles aux frontières numéro {theme}"),
            ),
        ));
        for letter in ["a", "b"] {
            body.push(paragraph(
                None,
                Some(3),
                &say(
                    &format!("Recommendation ({letter})"),
                    &format!("Recommandation {letter})"),
                ),
            ));
            for _ in 0..4 {
                n += 1;
                body.push(numbered(n, &pick(n)));
            }
        }
    }
    body
}

#[test]
fn the_shipped_words_are_there() {
    for lang in [Lang::en(), Lang::fr()] {
        assert!(WORDS.of(&lang).unwrap().names_meeting("Meeting Réunion"));
    }
}

#[test]
fn a_whole_note_with_its_context() {
    let found = aligned(note(false), note(true));
    assert!(found.only_first.is_empty() && found.only_second.is_empty());
    for n in std::iter::once(0).chain(2..=17) {
        let (en, fr) = statement(n);
        let pair = found.pairs.iter().find(|p| p.source == en).unwrap();
        assert_eq!(pair.target, fr);
        assert!(!pair.is_doubtful(), "{}", pair.why());
    }
    // The title, the introduction and both themes; no masthead, no recommendation heading.
    let others: Vec<&str> = found
        .pairs
        .iter()
        .filter(|p| p.number.is_none())
        .map(|p| p.source.as_str())
        .collect();
    let wanted = [
        "Fourteenth Meeting of the Heads of Laboratories",
        "Vienna, 3 May 2023",
        "Introduction",
        "Border controls number 1",
        "Border controls number 2",
    ];
    assert_eq!(others, wanted);
    let pair = found
        .pairs
        .iter()
        .find(|p| p.number == Some(8))
        .unwrap()
        .clone();
    assert!(pair.reasons.contains(&Reason::Number) && pair.reasons.contains(&Reason::Facts));
    let unit = pair.into_unit();
    assert_eq!(unit.origin.symbol.as_deref(), Some("UNODC/TEST/14/2"));
    assert_eq!(unit.origin.year, Some(2022));
    assert_eq!(unit.origin.paragraph, Some(8));
    assert_eq!(unit.origin.alignment.as_deref(), Some("machine"));
    assert_eq!(
        unit.context.meeting.as_deref(),
        Some("Fourteenth Meeting of the Heads of Laboratories")
    );
    assert_eq!(unit.context.recommendation[&Lang::en()], statement(6).0);
    assert_eq!(unit.context.recommendation[&Lang::fr()], statement(6).1);
    assert_eq!(unit.context.previous, Some(statement(7).0));
    assert_eq!(unit.context.next, Some(statement(9).0));
    assert!(!unit.properties.contains_key(DOUBT));
    // The restated recommendation stands under nothing.
    let first = found.pairs.iter().find(|p| p.number == Some(6)).unwrap();
    assert!(first.context.recommendation.is_empty());
}

#[test]
fn typed_numbers_meet_computed_ones() {
    let en = (1..=6).map(|n| numbered(n, &statement(n).0)).collect();
    let fr = (1..=6)
        .filter(|n| *n != 3)
        .map(|n| paragraph(None, None, &format!("{n}.\t{}", statement(n).1)))
        .collect();
    let found = aligned(en, fr);
    let wanted: BTreeSet<_> = [1, 2, 4, 5, 6].map(statement).into();
    assert_eq!(pairs(&found), wanted);
    assert_eq!(found.only_first.len(), 1);
    assert_eq!(found.only_first[0].number, Some(3));
}

#[test]
fn numbers_that_begin_again_stay_in_their_section() {
    let side = |french: bool| -> Vec<Block> {
        let mut body = Vec::new();
        for section in 0..3 {
            body.push(paragraph(
                Some(["I.", "II.", "III."][section]),
                Some(1),
                "Part",
            ));
            for n in 1..=5 {
                // The French version lost the second part's first paragraphs.
                if french && section == 1 && n < 4 {
                    continue;
                }
                let (en, fr) = statement(section * 5 + n);
                body.push(numbered(n, if french { &fr } else { &en }));
            }
        }
        body
    };
    let found = aligned(side(false), side(true));
    let wanted: BTreeSet<_> = (1..=15)
        .filter(|n| !(6..=8).contains(n))
        .map(statement)
        .collect();
    let mut given = pairs(&found);
    given.retain(|(source, _)| source != "Part");
    assert_eq!(given, wanted);
}

#[test]
fn automatic_numbers_after_a_lost_paragraph_are_not_believed() {
    let en = (1..=40).map(|n| numbered(n, &statement(n).0)).collect();
    let kept: Vec<usize> = (1..=40).filter(|n| *n != 15).collect();
    let fr = kept
        .iter()
        .enumerate()
        .map(|(at, n)| numbered(at + 1, &statement(*n).1))
        .collect();
    let wanted: BTreeSet<_> = kept.iter().map(|n| statement(*n)).collect();
    assert_eq!(pairs(&aligned(en, fr)), wanted);
}

#[test]
fn sub_items_are_segments_of_their_paragraph() {
    let side = |french: bool| -> Vec<Block> {
        let pick = |n: usize| {
            if french {
                statement(n).1
            } else {
                statement(n).0
            }
        };
        let label = |l: &str| {
            if french {
                format!("{l})")
            } else {
                format!("({l})")
            }
        };
        vec![
            numbered(7, &pick(1)),
            paragraph(Some(&label("a")), None, &pick(2)),
            paragraph(None, None, &format!("{} {}", label("b"), pick(3))),
            numbered(8, &pick(4)),
        ]
    };
    let found = aligned(side(false), side(true));
    let items: Vec<_> = found
        .pairs
        .iter()
        .filter(|p| p.role == Role::Segment)
        .map(|p| (p.number, p.source.clone(), p.target.clone()))
        .collect();
    let wanted = [2, 3].map(|n| (Some(7), statement(n).0, statement(n).1));
    assert_eq!(items, wanted);
}

#[test]
fn footnotes_go_with_their_paragraph() {
    let side = |french: bool, note: &str| -> Document {
        let (en, fr) = statement(5);
        let mut body = vec![numbered(5, if french { &fr } else { &en })];
        if let Block::Paragraph(p) = &mut body[0] {
            p.content.push(Inline::NoteMark(NoteKey::Footnote(1)));
        }
        let mut document = document(body);
        document
            .notes
            .insert(NoteKey::Footnote(1), vec![paragraph(None, None, note)]);
        document
    };
    let found = align(
        &side(false, "Official Journal, No. 5."),
        &side(true, "Journal officiel, no 5."),
        (&Lang::en(), &Lang::fr()),
        &Resources::default(),
    );
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].target, "Journal officiel, no 5.");
    assert_eq!((found[1].role, found[1].number), (Role::Segment, Some(5)));
}

#[test]
fn plain_documents_are_aligned_by_length() {
    // Letters of two alphabets, so that nothing but length can tell.
    let lengths = [40, 300, 90, 700, 150, 25, 420, 60, 900, 200, 33, 510];
    let text = |word: &str, n: usize| word.repeat(n / word.chars().count() + 1);
    let en: Vec<Block> = lengths
        .iter()
        .map(|n| paragraph(None, None, &text("word ", *n)))
        .collect();
    let other: Vec<Block> = lengths
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != 3)
        .map(|(_, n)| paragraph(None, None, &text("слово ", n + n / 10)))
        .collect();
    let found = aligned(en, other);
    assert_eq!(found.pairs.len(), 11, "{:?}", found.only_second);
    for pair in &found.pairs {
        let (a, b) = (pair.source.len() as f64, pair.target.chars().count() as f64);
        assert!((0.8..1.4).contains(&(b / a)), "{a} {b}");
        assert!(pair.is_doubtful());
        assert!(pair.reasons.iter().all(|r| *r == Reason::Length));
        assert!(pair.clone().into_unit().properties.contains_key(DOUBT));
    }
}

#[test]
fn documents_that_have_nothing_to_do_with_each_other_give_few_and_doubtful_pairs() {
    let en: Vec<Block> = (1..=60).map(|n| numbered(n, &statement(n).0)).collect();
    let fr: Vec<Block> = (1..=60)
        .map(|n| {
            let text = format!(
                "Article {} du règlement : le cuisinier prépare {} plats, ajoute du sel et sert à table.{}",
                300 - n,
                n % 9,
                " Chaque convive attend son tour.".repeat(n % 4)
            );
            numbered(n, &text)
        })
        .collect();
    let found = aligned(en, fr);
    let sure = found.pairs.iter().filter(|p| !p.is_doubtful()).count();
    assert!(sure <= 3, "{sure} sure pairs");
    assert!(found.pairs.len() <= 40, "{} pairs", found.pairs.len());
    assert!(found.only_first.len() >= 20);
}

#[test]
fn different_countries_at_the_beginning_speak_against_a_pair() {
    let item = |country: &str, text: &str| Item {
        kind: Kind::Plain,
        text: text.into(),
        owner: None,
        front: false,
        under: None,
        countries: vec![country.parse().unwrap()],
        notes: Vec::new(),
    };
    let en = [
        item("BEL", "Belgium did so."),
        item("DEU", "Germany did it."),
    ];
    let fr = [item("DEU", "L'Allemagne l'a fait.")];
    let evidence = Evidence::new(&en, &fr, (&Lang::en(), &Lang::fr()));
    let band = Band::new(2, 1, &[]);
    let prices = Prices::new(&en, &fr, &band, &evidence);
    let beads = cheapest(2, 1, &band, &|r, a, c, b| prices.price(r, a, c, b));
    let germany = Bead {
        rows: vec![1],
        columns: vec![0],
    };
    assert!(beads.contains(&germany), "{beads:?}");
}

#[test]
fn countries_at_the_beginning_are_those_of_the_subject() {
    let resources = Resources::embedded().unwrap();
    let named = |text: &str, lang: Lang| -> Vec<String> {
        named_at_start(text, &lang, &resources)
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    let en = |text| named(text, Lang::en());
    assert_eq!(en("Denmark reported on talks with Norway."), ["DNK"]);
    assert_eq!(
        en("Austria, the Russian Federation and Spain said so to France."),
        ["AUT", "RUS", "ESP"]
    );
    assert_eq!(
        en("The Governments of Chile and Peru agreed."),
        ["CHL", "PER"]
    );
    assert_eq!(en("Officers had been sent to Chile."), Vec::<String>::new());
    assert_eq!(
        named(
            "Le Danemark, l'Espagne et la Tchéquie ont indiqué que la France",
            Lang::fr()
        ),
        ["DNK", "ESP", "CZE"]
    );
}

#[test]
fn empty_documents_give_nothing() {
    assert_eq!(aligned(Vec::new(), Vec::new()), Alignment::default());
    let found = aligned(vec![numbered(1, "A text.")], Vec::new());
    assert_eq!((found.pairs.len(), found.only_first.len()), (0, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// Whatever is lost or joined, an untouched numbered paragraph meets its own number.
    #[test]
    fn untouched_paragraphs_keep_their_counterpart(
        size in 12usize..60,
        lost in prop::collection::btree_set(1usize..60, 0..8),
        joined in prop::collection::btree_set(1usize..60, 0..4),
        first_side in any::<bool>(),
    ) {
        let mut touched: BTreeSet<usize> = lost.clone();
        let mut side = |french: bool, changed: bool| -> Vec<Block> {
            let pick = |n: usize| if french { statement(n).1 } else { statement(n).0 };
            let mut body = Vec::new();
            let mut n = 1;
            while n <= size {
                let join = changed && joined.contains(&n) && n < size
                    && !lost.contains(&n) && !lost.contains(&(n + 1));
                if changed && lost.contains(&n) {
                    n += 1;
                } else if join {
                    touched.extend([n, n + 1]);
                    body.push(numbered(n, &format!("{} {}", pick(n), pick(n + 1))));
                    n += 2;
                } else {
                    body.push(numbered(n, &pick(n)));
                    n += 1;
                }
            }
            body
        };
        let (en, fr) = (side(false, first_side), side(true, !first_side));
        let there = en.len();
        let found = aligned(en, fr);
        for n in (1..=size).filter(|n| !touched.contains(n)) {
            let (en, fr) = statement(n);
            let pair = found.pairs.iter().find(|p| p.source == en);
            prop_assert_eq!(pair.map(|p| (&p.target, p.number)), Some((&fr, u32::try_from(n).ok())));
        }
        // Every text of either side is in one place.
        let given: usize = found.pairs.iter().map(|p| p.source.lines().count()).sum();
        prop_assert_eq!(given + found.only_first.len(), there);
    }
}

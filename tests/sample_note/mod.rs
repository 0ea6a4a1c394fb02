//! A note with everything that a manuscript can hold, in a language of one's choice.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)]

use rapporteur::model::ids::Lang;
use rapporteur::model::manuscript::{
    Cover, CoverTable, DraftMark, Manuscript, Masthead, Part, Remark, Span,
};

/// A remark that must never leave a draft.
pub const REMARK: &str = "The reply gives two dates; the later one was taken.";
/// An address that a note leads to.
pub const ADDRESS: &str = "https://www.example.org/ports?a=1&b=2";
/// Text in another language than the French note's.
pub const FOREIGN: &str = "Harbour Watch";

/// Plain text.
pub fn text(words: &str) -> Span {
    Span::Text {
        text: words.into(),
        emphasis: false,
        lang: None,
        mark: None,
    }
}

fn marked(words: &str, mark: DraftMark) -> Span {
    Span::Text {
        text: words.into(),
        emphasis: false,
        lang: None,
        mark: Some(mark),
    }
}

fn emphasis(words: &str, lang: Option<Lang>) -> Span {
    Span::Text {
        text: words.into(),
        emphasis: true,
        lang,
        mark: None,
    }
}

/// The visible text of spans: marks of their own included, numbers of notes not.
pub fn words(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|s| {
            match s {
                Span::Text { text, .. } => text.as_str(),
                Span::LineBreak => "\n",
                Span::MarkedFootnote { mark, .. } => mark,
                Span::Footnote(_) => "",
                Span::Raised(inner) | Span::Link { text: inner, .. } => {
                    return words(inner);
                }
            }
            .to_owned()
        })
        .collect()
}

/// Marks and texts of all notes in their order.
pub fn notes(manuscript: &Manuscript) -> Vec<(Option<String>, String)> {
    let mut out = Vec::new();
    let mut add = |spans: &[Span]| {
        for span in spans {
            match span {
                Span::Footnote(text) => out.push((None, words(text))),
                Span::MarkedFootnote { mark, text } => out.push((Some(mark.clone()), words(text))),
                _ => {}
            }
        }
    };
    add(&manuscript.masthead.original);
    for part in &manuscript.parts {
        match part {
            Part::Meeting(text)
            | Part::PlaceAndDates(text)
            | Part::AgendaItem(text)
            | Part::AgendaTitle(text)
            | Part::Title(text)
            | Part::Author(text)
            | Part::Plain(text)
            | Part::Heading { text, .. } => add(text),
            Part::Paragraph { text, items, .. } => {
                add(text);
                items.iter().for_each(|i| add(i));
            }
        }
    }
    out
}

/// What differs between the two languages.
struct Words {
    organization: &'static str,
    organ: [&'static str; 2],
    distribution: &'static str,
    date: &'static str,
    language: &'static str,
    original: &'static str,
    languages: &'static str,
    meeting: &'static str,
    place: &'static str,
    item: &'static str,
    agenda: &'static str,
    author: &'static str,
    creator: &'static str,
    introduction: &'static str,
    theme: [&'static str; 2],
    recommendation: [&'static str; 2],
    conclusions: &'static str,
    opening: &'static str,
    list: [&'static str; 3],
    answer: &'static str,
    law: &'static str,
    job: &'static str,
    word: &'static str,
}

const ENGLISH: Words = Words {
    organization: "United Nations",
    organ: ["Commission on Harbours", "and Inland Ports"],
    distribution: "Distr.: Limited",
    date: "9 March 2026",
    language: "",
    original: "Original: English",
    languages: "Available only in English and French, the working languages of the meeting.",
    meeting: "Fifth Meeting of Heads of Harbour Services, North and Baltic Seas",
    place: "Gdańsk, Poland, 4–7 May 2026",
    item: "Item 3 of the provisional agenda",
    agenda: "Implementation of the recommendations adopted by the Fourth Meeting of Heads of Harbour Services",
    author: "Note by the Secretariat",
    creator: "Secretariat & services",
    introduction: "Introduction",
    theme: ["Theme 1.", "Safe storage of seized goods in ports"],
    recommendation: ["", "Recommendation (a)"],
    conclusions: "Conclusions",
    opening: "The Fourth Meeting of Heads of Harbour Services recommended a number of measures, on which Governments were asked to report by 1 February 2026. The answers fall under three heads:",
    list: [
        "Measures taken within one port or by one authority;",
        "Measures that several authorities had agreed upon, and the agreements themselves;",
        "Plans for the years to come, where a Government had chosen to describe them in its answer.",
    ],
    answer: " reported that its port authorities and its customs service had opened a joint office, which examined containers at the request of either of them and kept one register of what had been found. In 2025 that office had examined 1,240 containers, 12 per cent more than in the year before.",
    law: "Act No. 17 of 2024 on ports, sect. 8.",
    job: "V.26-01234 (E)",
    word: "DRAFT",
};

const FRENCH: Words = Words {
    organization: "Nations Unies",
    organ: ["Commission des ports maritimes", "et intérieurs"],
    distribution: "Distr. limitée",
    date: "9 mars 2026",
    language: "Français",
    original: "Original\u{a0}: anglais",
    languages: "Disponible uniquement en anglais et en français, langues de travail de la réunion.",
    meeting: "Cinquième Réunion des chefs des services portuaires, mer du Nord et mer Baltique",
    place: "Gdańsk (Pologne), 4-7 mai 2026",
    item: "Point 3 de l’ordre du jour provisoire",
    agenda: "Application des recommandations adoptées à la quatrième Réunion des chefs des services portuaires",
    author: "Note du Secrétariat",
    creator: "Secrétariat & services",
    introduction: "Introduction",
    theme: [
        "Thème 1.",
        "Entreposage sûr des marchandises saisies dans les ports",
    ],
    recommendation: ["", "Recommandation a)"],
    conclusions: "Conclusions",
    opening: "La quatrième Réunion des chefs des services portuaires a recommandé un certain nombre de mesures, dont les gouvernements ont été priés de rendre compte avant le 1er février 2026. Les réponses se répartissent en trois groupes\u{a0}:",
    list: [
        "Mesures prises dans un seul port ou par une seule autorité\u{a0};",
        "Mesures convenues entre plusieurs autorités, et accords correspondants\u{a0};",
        "Projets pour les années à venir, lorsqu’un gouvernement a choisi d’en faire état dans sa réponse.",
    ],
    answer: " a indiqué que ses autorités portuaires et son service des douanes avaient ouvert un bureau commun, qui examinait des conteneurs à la demande de l’une ou de l’autre et tenait un registre unique de ce qui avait été trouvé. En 2025, ce bureau avait examiné 1\u{a0}240 conteneurs, soit 12\u{a0}% de plus que l’année précédente.",
    law: "Loi no\u{a0}17 de 2024 relative aux ports, art.\u{a0}8.",
    job: "V.26-01234 (F)",
    word: "PROJET",
};

/// A note of 62 paragraphs; any language but French has the English words.
pub fn note(lang: &str, draft: bool) -> Manuscript {
    long_note(lang, draft, 62)
}

/// The same with any number of paragraphs from 4.
pub fn long_note(lang: &str, draft: bool, paragraphs: u32) -> Manuscript {
    let w = if lang == "fr" { &FRENCH } else { &ENGLISH };
    let mut parts = vec![
        Part::Meeting(vec![text(w.meeting)]),
        Part::PlaceAndDates(vec![text(w.place)]),
        Part::AgendaItem(vec![
            text(w.item),
            Span::MarkedFootnote {
                mark: "**".into(),
                text: vec![text("HARBOUR/NBS/5/1.")],
            },
        ]),
        Part::AgendaTitle(vec![text(w.agenda)]),
        Part::Title(vec![text(w.agenda)]),
        Part::Author(vec![text(w.author)]),
        heading(1, "I.", w.introduction),
        Part::Paragraph {
            number: 1,
            text: vec![text(w.opening)],
            items: w.list.iter().map(|i| vec![text(i)]).collect(),
            remarks: vec![],
        },
        Part::Paragraph {
            number: 2,
            text: vec![
                text("HARBOUR/NBS/4/2"),
                Span::LineBreak,
                emphasis(FOREIGN, Some(Lang::en())),
                Span::Footnote(vec![emphasis(w.law, None)]),
                text("."),
            ],
            items: vec![vec![
                text(w.law),
                Span::Footnote(vec![
                    text(w.law),
                    text(" "),
                    Span::Link {
                        address: ADDRESS.into(),
                        text: vec![text("www.example.org/ports")],
                    },
                    text(", 1"),
                    Span::Raised(vec![text("er")]),
                    text("."),
                ]),
            ]],
            remarks: vec![
                REMARK.into(),
                Remark {
                    at: Some((8, 11)),
                    text: "Two & more\nlines".into(),
                },
            ],
        },
        heading(1, "II.", w.agenda),
        heading(2, w.theme[0], w.theme[1]),
        heading(3, w.recommendation[0], w.recommendation[1]),
    ];
    let countries = ["Bulgaria", "Denmark", "Finland", "Norway", "Sweden"];
    let french = [
        "La Bulgarie",
        "Le Danemark",
        "La Finlande",
        "La Norvège",
        "La Suède",
    ];
    for number in 3..paragraphs {
        let at = number as usize % 5;
        let country = if lang == "fr" {
            french[at]
        } else {
            countries[at]
        };
        let sentence = format!("{country}{}", w.answer);
        let span = match number % 7 {
            0 => marked(&sentence, DraftMark::Draft),
            1 => marked(&sentence, DraftMark::Unconfirmed),
            2 => marked(&sentence, DraftMark::Untranslated),
            3 => marked(&sentence, DraftMark::NeedsReview),
            _ => text(&sentence),
        };
        if number == 30 {
            parts.push(heading(2, "A.", w.theme[1]));
        }
        parts.push(Part::Paragraph {
            number,
            text: vec![span],
            items: vec![],
            remarks: vec![],
        });
    }
    parts.push(heading(1, "III.", w.conclusions));
    parts.push(Part::Paragraph {
        number: paragraphs,
        text: vec![text(w.opening)],
        items: vec![],
        remarks: vec![],
    });
    Manuscript {
        lang: lang.parse().unwrap(),
        masthead: Masthead {
            symbol_note: Vec::new(),
            organization: w.organization.into(),
            organ: w.organ.map(str::to_owned).into(),
            symbol: "HARBOUR/NBS/5/3".into(),
            distribution: w.distribution.into(),
            date: w.date.into(),
            language: w.language.into(),
            lang: None,
            original: vec![
                text(w.original),
                Span::MarkedFootnote {
                    mark: "*".into(),
                    text: vec![text(w.languages)],
                },
            ],
        },
        job_number: w.job.into(),
        title: w.agenda.into(),
        subject: w.meeting.into(),
        creator: w.creator.into(),
        keywords: vec!["HARBOUR/NBS/5/3".into(), w.theme[1].into(), " ".into()],
        cover: None,
        timestamp: "2026-03-09T08:30:00Z".into(),
        draft,
        draft_word: w.word.into(),
        parts,
    }
}

fn heading(level: u8, label: &str, words: &str) -> Part {
    Part::Heading {
        level,
        label: label.into(),
        text: vec![text(words)],
    }
}

/// The cover page of a draft.
pub fn cover() -> Cover {
    Cover {
        title: "What is missing".into(),
        lines: vec!["62 paragraphs & 12 confirmed.".into()],
        tables: vec![
            CoverTable {
                caption: "Paragraphs by state".into(),
                head: vec!["State".into(), "Number".into(), "Paragraphs".into()],
                rows: vec![
                    vec!["no text".into(), "2".into(), "3–5, 8".into()],
                    vec!["confirmed".into(), "12".into()],
                ],
                lang: None,
            },
            CoverTable {
                caption: "To be settled".into(),
                head: vec!["What".into()],
                rows: vec![vec!["note.toml: note.symbol is blank".into()]],
                lang: Some(Lang::en()),
            },
        ],
    }
}

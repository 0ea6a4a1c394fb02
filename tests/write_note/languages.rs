//! Spanish and Russian notes from the same plan: their words, formats and typography are data.

use std::collections::BTreeMap;

use rapporteur::docx::write::{HouseStyle, write};
use rapporteur::language::Resources;
use rapporteur::model::entry::{Entry, EntryKey, EntryText, TextState};
use rapporteur::model::ids::{Cell, CountryCode, EntryId, Lang};
use rapporteur::model::manuscript::{Manuscript, visible};
use rapporteur::model::note_plan::{Heading, NotePlan, PlanItem};
use rapporteur::model::settings::{RecommendationSettings, Settings, Texts, ThemeSettings};
use rapporteur::note::{DraftExtras, DraftFinding, Mode, render, render_draft};

use super::{faultless, part, parts, read_back};

fn lang(tag: &str) -> Lang {
    tag.parse().unwrap()
}

fn texts(list: [(&str, &str); 4]) -> Texts {
    list.iter()
        .map(|(l, t)| (lang(l), (*t).to_owned()))
        .collect()
}

fn settings() -> Settings {
    let mut s = Settings::default();
    s.note.symbol = "HARBOUR/NBS/5/3".into();
    s.note.date = Some("2026-03-09".parse().unwrap());
    s.note.job_number = "V.26-01234".into();
    s.note.languages = ["en", "fr", "es", "ru"].map(lang).into();
    s.meeting.name = texts([
        ("en", "Fifth Meeting of Heads of Harbour Services"),
        ("fr", "Cinquième Réunion des chefs des services portuaires"),
        ("es", "Quinta Reunión de Jefes de Servicios Portuarios"),
        ("ru", "Пятое Совещание руководителей портовых служб"),
    ]);
    s.meeting.place = texts([
        ("en", "Riga"),
        ("fr", "Riga"),
        ("es", "Riga"),
        ("ru", "Рига"),
    ]);
    s.meeting.start = Some("2026-05-04".parse().unwrap());
    s.meeting.end = Some("2026-05-07".parse().unwrap());
    s.adopted.short_name = texts([
        ("en", "the Fourth Meeting"),
        ("fr", "la quatrième Réunion"),
        ("es", "la cuarta Reunión"),
        ("ru", "четвертом Совещании"),
    ]);
    s.agenda.item = 3;
    s.agenda.title = texts([
        ("en", "Follow-up to the recommendations"),
        ("fr", "Suite donnée aux recommandations"),
        ("es", "Seguimiento de las recomendaciones"),
        ("ru", "Выполнение рекомендаций"),
    ]);
    s.footnotes.original = texts([
        ("en", "Available in four languages."),
        ("fr", "Disponible en quatre langues."),
        ("es", "Disponible en cuatro idiomas."),
        ("ru", "Имеется на четырех языках."),
    ]);
    s.footnotes.agenda = texts([("en", "HARBOUR/NBS/5/1."); 4]);
    for l in ["fr", "es", "ru"] {
        s.footnotes
            .agenda
            .insert(lang(l), "HARBOUR/NBS/5/1.".into());
    }
    s.themes = vec![ThemeSettings {
        number: 1,
        title: texts([
            ("en", "Safe storage"),
            ("fr", "Entreposage sûr"),
            ("es", "Almacenamiento seguro"),
            ("ru", "Безопасное хранение"),
        ]),
        recommendations: vec![RecommendationSettings {
            letter: "a".parse().unwrap(),
            text: Texts::new(),
            restated: Texts::new(),
        }],
    }];
    s
}

fn plan() -> NotePlan {
    let cell: Cell = "1a".parse().unwrap();
    let entry = |id: u64, key: EntryKey, words: [(&str, &str); 4]| {
        let texts: BTreeMap<Lang, EntryText> = words
            .iter()
            .map(|(l, t)| {
                let text = EntryText {
                    text: (*t).to_owned(),
                    state: TextState::Confirmed,
                    ..EntryText::default()
                };
                (lang(l), text)
            })
            .collect();
        Entry {
            id: EntryId(id),
            key,
            countries: vec![],
            sources: vec![],
            joined: false,
            original: Lang::en(),
            texts,
            excluded: false,
        }
    };
    let country: CountryCode = "LVA".parse().unwrap();
    NotePlan {
        items: vec![
            PlanItem::Heading(Heading::Implementation),
            PlanItem::Heading(Heading::Theme(1)),
            PlanItem::Heading(Heading::Recommendation(cell.clone())),
            PlanItem::Paragraph {
                number: 1,
                entry: entry(
                    1,
                    EntryKey::Restatement(cell.clone()),
                    [
                        (
                            "en",
                            "Governments were encouraged to act:\n(a) at once;\n(b) together.",
                        ),
                        (
                            "fr",
                            "Les gouvernements ont été encouragés à agir :\na) le 1er mai ;\nb) ensemble.",
                        ),
                        (
                            "es",
                            "Se alentó a los gobiernos a actuar:\na) de inmediato;\nb) juntos.",
                        ),
                        (
                            "ru",
                            "Правительствам было рекомендовано принять меры:\na) незамедлительно;\nb) совместно.",
                        ),
                    ],
                ),
            },
            PlanItem::Paragraph {
                number: 2,
                entry: entry(
                    2,
                    EntryKey::Statement {
                        country,
                        cell,
                        sender: String::new(),
                    },
                    [
                        (
                            "en",
                            "Latvia reported that 12 per cent was stored \"safely\"^[See https://example.org/lv.].",
                        ),
                        (
                            "fr",
                            "La Lettonie a indiqué que 12 % était stocké \"en lieu sûr\"^[Voir https://example.org/lv.].",
                        ),
                        (
                            "es",
                            "Letonia indicó que el 12 % se almacenaba \"en lugar seguro\"^[Véase https://example.org/lv.].",
                        ),
                        (
                            "ru",
                            "Латвия сообщила, что 12 % хранилось \"в надежном месте\"^[См. https://example.org/lv.].",
                        ),
                    ],
                ),
            },
        ],
        replied: vec![country],
    }
}

fn set(tag: &str) -> Manuscript {
    let resources = Resources::embedded().unwrap();
    render(
        &plan(),
        &settings(),
        &lang(tag),
        &resources,
        Mode::Final,
        None,
    )
}

#[test]
fn each_language_has_its_own_words_and_formats() {
    // Masthead at the right, agenda item, author, headings, first sub-item, a quotation and a figure.
    for (tag, wanted) in [
        (
            "es",
            [
                "Naciones Unidas",
                "Distr. general",
                "9 de marzo de 2026",
                "Español",
                "Original: inglés",
                "4 a 7 de mayo de 2026",
                "Tema 3 del programa provisional",
                "Nota de la Secretaría",
                "Aplicación de las recomendaciones aprobadas por la cuarta Reunión",
                "Tema 1. Almacenamiento seguro",
                "Recomendación a)",
                "a) de inmediato;",
                "12\u{a0}% se almacenaba “en lugar seguro”",
                "V.26-01234 (S)",
            ],
        ),
        (
            "ru",
            [
                "Организация Объединенных Наций",
                "Distr.: General",
                "9 March 2026",
                "Russian",
                "Original: English",
                "4–7 мая 2026 года",
                "Пункт 3 предварительной повестки дня",
                "Записка Секретариата",
                "Выполнение рекомендаций, принятых на четвертом Совещании",
                "Тема 1. Безопасное хранение",
                "Рекомендация a)",
                "a) незамедлительно;",
                "12\u{a0}% хранилось «в надежном месте»",
                "V.26-01234 (R)",
            ],
        ),
        (
            "fr",
            [
                "Nations Unies",
                "Distr. générale",
                "9 mars 2026",
                "Français",
                "Original\u{a0}: anglais",
                "4-7 mai 2026",
                "Point 3 de l’ordre du jour provisoire",
                "Note du Secrétariat",
                "Application des recommandations adoptées à la quatrième Réunion",
                "Thème 1. Entreposage sûr",
                "Recommandation a)",
                "a) le 1er mai\u{a0};",
                "12\u{a0}% était stocké «\u{a0}en lieu sûr\u{a0}»",
                "V.26-01234 (F)",
            ],
        ),
    ] {
        let manuscript = set(tag);
        let bytes = write(&manuscript, &HouseStyle::embedded().unwrap()).unwrap();
        faultless(&format!("plan-{tag}"), &bytes);
        let document = read_back(&bytes);
        let mut shown = String::new();
        for line in document.body_paragraphs() {
            if let Some(label) = &line.label {
                shown.push_str(&format!("{label} "));
            }
            shown.push_str(&line.text());
            shown.push('\n');
        }
        for foot in parts(&bytes).iter().filter(|(n, _)| n.contains("footer")) {
            shown.push_str(&foot.1);
        }
        for words in wanted {
            assert!(shown.contains(words), "{tag}: {words}\n{shown}");
        }
    }
}

#[test]
fn marks_of_notes_stand_as_the_language_has_them() {
    let end = |tag: &str| {
        let manuscript = set(tag);
        let rapporteur::model::manuscript::Part::Paragraph { text, .. } =
            manuscript.parts.last().unwrap()
        else {
            panic!("no paragraph");
        };
        let note = text
            .iter()
            .position(|s| matches!(s, rapporteur::model::manuscript::Span::Footnote(_)));
        visible(&text[note.unwrap()..])
    };
    assert_eq!(end("en"), "");
    for tag in ["fr", "es", "ru"] {
        assert_eq!(end(tag), ".");
    }
}

#[test]
fn all_languages_have_the_same_numbers_and_notes() {
    let shape = |tag: &str| {
        let manuscript = set(tag);
        let bytes = write(&manuscript, &HouseStyle::embedded().unwrap()).unwrap();
        let document = read_back(&bytes);
        let labels: Vec<String> = document
            .body_paragraphs()
            .iter()
            .map(|p| {
                let label = p.label.clone().unwrap_or_default();
                format!("{:?} {}", p.heading, label.replace(['(', ')'], ""))
            })
            .collect();
        (labels.len(), labels.concat().len(), document.notes.len())
    };
    let english = shape("en");
    for tag in ["fr", "ru", "es"] {
        let other = shape(tag);
        // A translation has one line more in its masthead: its language.
        assert_eq!(other.0, english.0 + 1, "{tag}");
        assert_eq!(other.2, english.2, "{tag}");
    }
}

#[test]
fn a_draft_says_first_what_is_missing() {
    let resources = Resources::embedded().unwrap();
    let mut plan = plan();
    if let PlanItem::Paragraph { entry, .. } = &mut plan.items[4] {
        let text = entry.texts.get_mut(&Lang::fr()).unwrap();
        text.state = TextState::Suggested;
        text.basis = "HARBOUR/NBS/4/2, para. 12".into();
        text.score = Some(87.5);
        entry.texts.remove(&lang("ru"));
    }
    let finding = DraftFinding {
        words: "12 %".into(),
        message: "A figure is another one (number-mismatch)".into(),
    };
    let extras = DraftExtras {
        findings: BTreeMap::from([((EntryId(2), Lang::fr()), vec![finding])]),
        open: vec!["note.toml: note.cut_off is blank".into()],
    };
    let draft = |tag: &str| render_draft(&plan, &settings(), &lang(tag), &resources, &extras, None);
    let french = draft("fr");
    let cover = french.cover.as_ref().unwrap();
    assert!(
        cover.lines.iter().any(|l| l.contains("8\u{202f}500")),
        "{cover:?}"
    );
    let rows: Vec<Vec<&str>> = cover.tables[0]
        .rows
        .iter()
        .map(|r| r.iter().map(String::as_str).collect())
        .collect();
    assert_eq!(
        rows,
        [
            ["établi par le programme, non relu", "1", "2"],
            ["confirmé", "1", "1"],
        ]
    );
    assert_eq!(cover.tables[1].lang, Some(Lang::en()));
    let russian = draft("ru").cover.unwrap();
    assert_eq!(russian.tables[0].rows[0][0], "нет текста");

    let bytes = write(&french, &HouseStyle::embedded().unwrap()).unwrap();
    faultless("plan-draft-fr", &bytes);
    let xml = parts(&bytes);
    let comments = part(&xml, "word/comments.xml");
    assert!(
        comments.contains("Origine\u{a0}: HARBOUR/NBS/4/2, para. 12 (88)."),
        "{comments}"
    );
    let main = part(&xml, "word/document.xml");
    let start = main
        .split("<w:commentRangeStart w:id=\"1\"/>")
        .nth(1)
        .unwrap();
    let between = start
        .split("<w:commentRangeEnd w:id=\"1\"/>")
        .next()
        .unwrap();
    assert!(between.contains(">12\u{a0}%<"), "{between}");
}

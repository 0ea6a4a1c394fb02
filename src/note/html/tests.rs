use super::*;
use crate::model::ids::Lang;
use crate::model::manuscript::{DraftMark, Remark, Span};

fn text(words: &str) -> Span {
    Span::Text {
        text: words.into(),
        emphasis: false,
        lang: None,
        mark: None,
    }
}

fn note(draft: bool) -> Manuscript {
    Manuscript {
        lang: Lang::fr(),
        masthead: Default::default(),
        job_number: "V.26-1 (F)".into(),
        title: "Titre & <suite>".into(),
        subject: String::new(),
        creator: "Secrétariat".into(),
        keywords: vec!["ports".into(), String::new()],
        timestamp: "2026-03-09T08:30:00Z".into(),
        draft,
        draft_word: "PROJET".into(),
        cover: Some(Cover {
            title: "Manque".into(),
            lines: vec!["Trois mots".into()],
            tables: vec![CoverTable {
                caption: "États".into(),
                head: vec!["a".into(), "b".into()],
                rows: vec![vec!["1".into(), "2".into()]],
                lang: Some(Lang::en()),
            }],
        }),
        parts: vec![
            Part::Title(vec![
                text("Titre"),
                Span::MarkedFootnote {
                    mark: "*".into(),
                    text: vec![text("Langues.")],
                },
            ]),
            Part::Heading {
                level: 2,
                label: "A.".into(),
                text: vec![text("Ports")],
            },
            Part::Paragraph {
                number: 12,
                text: vec![
                    text("Le 1"),
                    Span::Raised(vec![text("er")]),
                    text(" mai <b>&'\"\u{1}"),
                    Span::Footnote(vec![Span::Link {
                        address: "https://example.org/?a=1&b=2".into(),
                        text: vec![text("example.org")],
                    }]),
                    Span::Text {
                        text: "Watch".into(),
                        emphasis: true,
                        lang: Some(Lang::en()),
                        mark: Some(DraftMark::Draft),
                    },
                ],
                items: vec![vec![text("un")], vec![text("deux")]],
                remarks: vec![Remark {
                    at: Some((3, 6)),
                    text: "À voir".into(),
                }],
            },
        ],
    }
}

fn made(manuscript: &Manuscript) -> String {
    let words = HtmlWords {
        footnotes: "Notes".into(),
        back: "Retour".into(),
    };
    html(manuscript, &HouseStyle::embedded().unwrap(), &words)
}

#[test]
fn numbers_notes_and_languages_are_there() {
    let page = made(&note(true));
    for wanted in [
        "<html lang=\"fr-FR\" dir=\"ltr\">",
        "<title>Titre &amp; &lt;suite&gt;</title>",
        "<meta name=\"keywords\" content=\"ports\">",
        "<h1 class=\"title\">Titre<a id=\"r1\" href=\"#n1\" role=\"doc-noteref\">*</a></h1>",
        "<h3><span class=\"label\">A.</span> Ports</h3>",
        "<p class=\"numbered\" id=\"p12\"><span class=\"number\">12.</span> Le 1<sup>er</sup> mai &lt;b&gt;&amp;&#39;&quot;<sup><a id=\"r2\"",
        "role=\"doc-noteref\">1</a></sup><mark class=\"draft\"><em lang=\"en-GB\">Watch</em></mark></p>",
        "<li><span class=\"number\">b)</span> deux</li>",
        "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noreferrer\">example.org</a></li>",
        "<aside class=\"remark\"><q>1er</q> À voir</aside>",
        "<th scope=\"col\">a</th>",
        "<tbody lang=\"en-GB\">",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
}

#[test]
fn a_final_note_shows_nothing_of_a_draft() {
    let page = made(&note(false));
    for word in ["PROJET", "Manque", "À voir", "<mark", "<table"] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("V.26-1 (F)"));
}

#[test]
fn nothing_is_fetched_and_no_address_runs() {
    let mut manuscript = note(true);
    manuscript.parts.push(Part::Author(vec![Span::Link {
        address: "javascript:alert(1)".into(),
        text: vec![text("no")],
    }]));
    let page = made(&manuscript);
    for word in ["src=", "url(", "@import", "<script", "<link", "javascript:"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn a_language_from_right_to_left_says_so() {
    let mut manuscript = note(false);
    manuscript.lang = "ar".parse().unwrap();
    let page = made(&manuscript);
    assert!(page.contains("<html lang=\"ar-SA\" dir=\"rtl\">"));
    assert!(page.contains("<em lang=\"en-GB\" dir=\"ltr\">"), "{page}");
}

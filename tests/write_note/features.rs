//! Raised letters, addresses, direction, properties, the cover page, comments at words.

use rapporteur::docx::write::HouseStyle;
use rapporteur::model::document::Block;
use rapporteur::model::manuscript::{Manuscript, Part, Remark, Span};

use super::sample_note::{ADDRESS, cover, note, text};
use super::{faultless, part, parts, read_back, written};

/// A note of one paragraph.
fn of(spans: Vec<Span>, remarks: Vec<Remark>) -> Manuscript {
    let mut manuscript = note("en", true);
    manuscript.parts = vec![Part::Paragraph {
        number: 1,
        text: spans,
        items: vec![vec![text("first item")], vec![text("second")]],
        remarks,
    }];
    manuscript
}

#[test]
fn letters_are_raised_and_stay_in_their_word() {
    let bytes = written(&of(
        vec![
            text("le 1"),
            Span::Raised(vec![text("er")]),
            text(" juillet"),
        ],
        vec![],
    ));
    let xml = parts(&bytes);
    let main = part(&xml, "word/document.xml");
    assert!(main.contains(
        "<w:vertAlign w:val=\"superscript\"/></w:rPr><w:t xml:space=\"preserve\">er</w:t>"
    ));
    let document = read_back(&bytes);
    assert!(
        document
            .body_paragraphs()
            .iter()
            .any(|p| p.text() == "le 1er juillet")
    );
}

#[test]
fn addresses_are_links_of_their_own_part() {
    let bytes = written(&note("fr", true));
    let xml = parts(&bytes);
    let rels = part(&xml, "word/_rels/footnotes.xml.rels");
    let escaped = ADDRESS.replace('&', "&amp;");
    assert!(
        rels.contains(&format!("Target=\"{escaped}\" TargetMode=\"External\"")),
        "{rels}"
    );
    let notes = part(&xml, "word/footnotes.xml");
    assert!(notes.contains("<w:hyperlink r:id=\"rIdLink1\""), "{notes}");
    assert!(notes.contains("<w:rStyle w:val=\"Hyperlink\"/>"));
    assert!(!part(&xml, "word/document.xml").contains("<w:hyperlink"));
    // In the text the relationship is the document's; what is no address stays text.
    let link = |address: &str| Span::Link {
        address: address.into(),
        text: vec![text("here")],
    };
    let bytes = written(&of(
        vec![link("https://example.org/ü x"), link("javascript:x")],
        vec![],
    ));
    faultless("links", &bytes);
    let xml = parts(&bytes);
    let rels = part(&xml, "word/_rels/document.xml.rels");
    assert!(
        rels.contains("Target=\"https://example.org/%C3%BC%20x\""),
        "{rels}"
    );
    assert!(!rels.contains("javascript"));
    let main = part(&xml, "word/document.xml");
    assert_eq!(main.matches("<w:hyperlink ").count(), 1);
    assert_eq!(main.matches(">here<").count(), 2);
}

#[test]
fn a_language_from_right_to_left_is_set_so() {
    let mut manuscript = note("en", true);
    manuscript.lang = "ar".parse().unwrap();
    manuscript.cover = Some(cover());
    let bytes = written(&manuscript);
    faultless("right-to-left", &bytes);
    let xml = parts(&bytes);
    let main = part(&xml, "word/document.xml");
    assert!(main.contains("<w:rtl/>"));
    assert_eq!(main.matches("<w:bidiVisual/>").count(), 3);
    assert_eq!(main.matches("<w:bidi/>").count(), 2, "both sections");
    // Text in another language runs its own way.
    let foreign = main.split("Harbour Watch").next().unwrap();
    let run = foreign.rsplit("<w:r>").next().unwrap();
    assert!(!run.contains("<w:rtl/>"), "{run}");
    let styles = part(&xml, "word/styles.xml");
    assert!(styles.contains("w:cs=\"Traditional Arabic\""));
    assert!(styles.contains("<w:bidi/>"));
    assert!(part(&xml, "word/fontTable.xml").contains("Amiri"));
    assert!(part(&xml, "word/numbering.xml").contains("arabicAbjad"));
}

#[test]
fn the_properties_name_what_the_note_is_about() {
    let xml = parts(&written(&note("en", true)));
    let core = part(&xml, "docProps/core.xml");
    let wanted =
        "<cp:keywords>HARBOUR/NBS/5/3; Safe storage of seized goods in ports</cp:keywords>";
    assert!(core.contains(wanted), "{core}");
    let main = part(&xml, "word/document.xml");
    assert!(main.contains("<w:tblCaption w:val=\"United Nations\"/>"));
    assert!(
        main.contains("<w:tblDescription w:val=\"United Nations; HARBOUR/NBS/5/3; Commission on")
    );
}

#[test]
fn the_cover_is_the_first_page_of_a_draft_only() {
    let mut draft = note("en", true);
    draft.cover = Some(cover());
    let bytes = written(&draft);
    faultless("cover", &bytes);
    let document = read_back(&bytes);
    let first = document.body_paragraphs()[0].text();
    assert_eq!(first, "What is missing");
    let tables = document
        .body
        .iter()
        .filter(|b| matches!(b, Block::Table(_)))
        .count();
    assert_eq!(tables, 3, "two of the cover, and the masthead");
    let xml = parts(&bytes);
    let main = part(&xml, "word/document.xml");
    assert_eq!(main.matches("<w:tblHeader/>").count(), 2);
    assert!(main.contains("<w:tblCaption w:val=\"Paragraphs by state\"/>"));
    assert_eq!(main.matches("<w:sectPr").count(), 2);
    assert_eq!(
        main.matches("<w:titlePg").count(),
        1,
        "of the note's section"
    );
    // The numbers of the note are not moved by it.
    let label = document
        .body_paragraphs()
        .iter()
        .find_map(|p| p.label.clone());
    assert_eq!(label.as_deref(), Some("I."));

    let mut last = note("en", false);
    last.cover = Some(cover());
    assert_eq!(written(&last), written(&note("en", false)));
}

#[test]
fn comments_stand_at_their_words() {
    let spans = vec![
        text("One two "),
        Span::Raised(vec![text("th")]),
        text("ree"),
        Span::Footnote(vec![text("note")]),
        text(" four."),
    ];
    let at = |from, to, words: &str| Remark {
        at: Some((from, to)),
        text: words.into(),
    };
    let remarks = vec![
        at(4, 7, "of two"),
        at(8, 13, "of three"),
        at(4, 18, "of two to four"),
        at(20, 25, "of first"),
        at(900, 901, "of nothing there"),
        "of all".into(),
        " ".into(),
    ];
    let bytes = written(&of(spans, remarks));
    faultless("remarks", &bytes);
    let xml = parts(&bytes);
    let main = part(&xml, "word/document.xml");
    let comments = part(&xml, "word/comments.xml");
    assert_eq!(comments.matches("<w:comment ").count(), 6);
    let words_of = |remark: &str| -> String {
        let before = comments.split(&format!(">{remark}<")).next().unwrap();
        let id = before
            .rsplit("w:id=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let start = format!("<w:commentRangeStart w:id=\"{id}\"/>");
        let end = format!("<w:commentRangeEnd w:id=\"{id}\"/>");
        assert_eq!(main.matches(&start).count(), 1, "{remark}");
        assert_eq!(main.matches(&end).count(), 1, "{remark}");
        let between = main
            .split(&start)
            .nth(1)
            .unwrap()
            .split(&end)
            .next()
            .unwrap();
        between
            .split("<w:t")
            .skip(1)
            .map(|t| t.split('>').nth(1).unwrap().split('<').next().unwrap())
            .collect()
    };
    assert_eq!(words_of("of two"), "two");
    assert_eq!(words_of("of three"), "three");
    assert_eq!(words_of("of two to four"), "two three four");
    assert_eq!(words_of("of first"), "first");
    assert_eq!(words_of("of nothing there"), "One two three four.");
    assert_eq!(words_of("of all"), "One two three four.");
}

#[test]
fn numbers_of_notes_may_begin_again() {
    let shipped = include_str!("../../memory/house.toml");
    let style = |restart: &str| {
        let text = shipped.replace("restart = \"never\"", &format!("restart = \"{restart}\""));
        HouseStyle::parse(&text).unwrap()
    };
    let main = |restart: &str| {
        let bytes = rapporteur::docx::write::write(&note("en", false), &style(restart)).unwrap();
        faultless(&format!("restart-{restart}"), &bytes);
        part(&parts(&bytes), "word/document.xml").to_owned()
    };
    assert!(!main("never").contains("w:numRestart"));
    assert!(main("each-section").contains("<w:numRestart w:val=\"eachSect\"/>"));
}

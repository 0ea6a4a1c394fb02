//! The life of a note after its first build: what has changed, the edited note back, issue, and the
//! documents that follow.

use std::path::{Path, PathBuf};

use rapporteur::docx::read::{Limits, outline, read};
use rapporteur::model::ids::Lang;
use rapporteur::workflow::{
    Desk, TextDecision, TextsDecision, TextsVerb, Verb, decide_text, decide_texts, exclude, state,
};

use crate::decisions::{around, desk};
use crate::peers;
use crate::stage::{Stage, fixtures};

/// Confirms texts of one language, the missing ones with a sentence of their own.
fn confirm(desk: &Desk, lang: &Lang) {
    let now = state(desk).unwrap();
    for (number, entry) in now.plan.paragraphs() {
        if entry.is_settled(lang) {
            continue;
        }
        let text = entry.texts[lang].text.clone();
        let text = if text.trim().is_empty() {
            format!("Text {number} in {lang}.")
        } else {
            text
        };
        say(desk, number, lang, &text);
    }
}

fn say(desk: &Desk, number: u32, lang: &Lang, text: &str) {
    let now = state(desk).unwrap();
    let (_, entry) = now.plan.paragraphs().find(|(n, _)| *n == number).unwrap();
    let wish = TextDecision {
        entry: entry.id,
        lang: lang.clone(),
        verb: Verb::Confirm,
        text: text.into(),
        seen: None,
    };
    decide_text(desk, &around("officer"), &wish).unwrap();
}

/// Answers everything that the returns leave open.
fn settle(stage: &Stage, desk: &Desk) {
    let now = state(desk).unwrap();
    let shown: Vec<_> = now.plan.paragraphs().map(|(_, e)| e.id).collect();
    for id in now.entries.keys().filter(|id| !shown.contains(id)) {
        exclude(desk, &around("officer"), *id, true, "nothing was said").unwrap();
    }
    stage.done(&["versions", "--country", "TUR", "--take", "later"]);
    for id in now.returns.iter().map(|v| &v.record.id) {
        let now = state(desk).unwrap();
        let v = now.returns.iter().find(|v| v.record.id == *id).unwrap();
        let loose = (0..v.texts.lines.len()).filter(|n| v.texts.lines[*n].is_loose());
        let wish = TextsDecision {
            return_id: id.clone(),
            lines: loose.collect(),
            verb: TextsVerb::SetAside("no answer".into()),
            seen: None,
        };
        if !wish.lines.is_empty() {
            decide_texts(desk, &around("officer"), &wish).unwrap();
        }
    }
}

fn shown(path: &Path) -> String {
    outline(&read(&std::fs::read(path).unwrap(), &Limits::default()).unwrap())
}

/// Labels and words of the body, as they are with every change accepted.
fn lines(path: &Path) -> Vec<(Option<String>, String)> {
    let document = read(&std::fs::read(path).unwrap(), &Limits::default()).unwrap();
    let all = document.body_paragraphs();
    all.iter().map(|p| (p.label.clone(), p.text())).collect()
}

fn out(stage: &Stage, name: &str) -> PathBuf {
    stage.path().join("out").join(name)
}

/// Compares a built file with its outline in fixtures/dossier-expected, and keeps it to be looked at.
fn as_expected(stage: &Stage, name: &str) {
    let file = out(stage, &format!("{name}.docx"));
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dossier-builds");
    std::fs::create_dir_all(&kept).unwrap();
    std::fs::copy(&file, kept.join(format!("{name}.docx"))).unwrap();
    let path = fixtures().join(format!("dossier-expected/{name}.outline.txt"));
    let found = shown(&file);
    if std::env::var_os("RAPPORTEUR_BLESS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(expected.replace("\r\n", "\n"), found, "{}", path.display());
}

fn records(text: &str) -> Vec<serde_json::Value> {
    text.lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

/// Takes a return away until the note has been built, as if it came late.
fn without(stage: &Stage, file: &str) -> Vec<u8> {
    let path = stage.path().join("inbox").join(file);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    bytes
}

const LATE: &str = "CZ_questionnaire_completed.docx";

#[test]
fn a_late_reply_shows_as_changes_and_nothing_else() {
    let stage = Stage::new();
    let late = without(&stage, LATE);
    stage.done(&["run"]);
    let before = stage.bytes("fr");
    let old = out(&stage, "old-fr.docx");
    std::fs::write(stage.path().join("inbox").join(LATE), late).unwrap();
    stage.done(&["ingest"]);
    std::fs::write(&old, before).unwrap();
    let ran = stage.done(&["build", "--changes-since", "1", "--json"]);
    let all = records(&ran.out);
    let changes: Vec<_> = all.iter().filter(|r| r["kind"].is_string()).collect();
    let kinds = |lang: &str, kind: &str| {
        changes
            .iter()
            .filter(|c| c["lang"] == lang && c["kind"] == kind)
            .count()
    };
    assert!(kinds("en", "new") >= 3, "{changes:#?}");
    assert_eq!(kinds("en", "new"), kinds("fr", "new"));
    // The list of Governments and their number.
    assert_eq!(kinds("en", "changed"), 2);
    assert_eq!((kinds("en", "removed"), kinds("en", "moved")), (0, 0));
    assert!(kinds("en", "renumbered") > 5);
    for c in changes.iter().filter(|c| c["kind"] == "new") {
        assert!(c["what"].as_str().unwrap().starts_with("Czechia"), "{c}");
    }
    let list = std::fs::read_to_string(out(&stage, "changes-fr.txt")).unwrap();
    assert!(
        list.contains("new: paragraph") && list.contains("{+"),
        "{list}"
    );

    let tracked = out(&stage, "changes-fr.docx");
    // The page before a draft is no part of the note.
    let (found, mut wanted) = (lines(&tracked), lines(&stage.note("fr")));
    let masthead = wanted.iter().position(|l| l.1 == "Nations Unies");
    wanted.drain(..masthead.unwrap());
    assert_eq!(found, wanted);
    let script = include_str!("../redline/accept_reject.py");
    let new = stage.note("fr");
    let paths = [&tracked, &old, &new].map(|p| p.to_str().unwrap());
    peers::python(script, &paths);
    if let Some(errors) = peers::validator(&tracked, "Microsoft365") {
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn builds_are_listed_and_known_by_what_they_were_made_from() {
    let stage = Stage::new();
    stage.done(&["run"]);
    stage.done(&["build", "--lang", "fr"]);
    let list = records(&stage.done(&["builds", "--json"]).out);
    assert_eq!(list.len(), 2);
    assert_eq!(list[0]["build"], 1);
    assert_eq!(list[0]["form"], "note");
    assert_eq!(list[0]["files"].as_array().unwrap().len(), 2);
    assert_eq!(list[1]["files"][0]["lang"], "fr");
    assert_eq!(list[0]["inputs"], list[1]["inputs"]);
    let desk = desk(&stage);
    say(&desk, 5, &Lang::en(), "Another text.");
    stage.done(&["build"]);
    let list = records(&stage.done(&["builds", "--json"]).out);
    assert_ne!(list[0]["inputs"], list[2]["inputs"]);
    assert_ne!(list[0]["said"], list[2]["said"]);
    let none = stage.run(&["build", "--changes-since", "99"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("no build “99”"), "{}", none.err);
    let said = stage.done(&["builds"]).out;
    assert_eq!(said.lines().count(), 3, "{said}");
}

#[test]
fn english_alone_can_be_final_and_a_job_number_is_not_needed() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let file = stage.path().join("note.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let text = text.replacen("V.26-01234", "", 1);
    // What only the French note lacks is no obstacle to the English one.
    let at = text.find("title.fr = ").unwrap();
    let end = at + text[at..].find('\n').unwrap();
    let text = format!("{}title.fr = \"\"{}", &text[..at], &text[end..]);
    std::fs::write(&file, text).unwrap();
    let desk = desk(&stage);
    settle(&stage, &desk);
    confirm(&desk, &Lang::en());
    stage.done(&["build", "--final", "--lang", "en"]);
    assert!(!stage.outline("en").contains("DRAFT"));
    let refused = stage.run(&["build", "--final"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("title.fr"), "{}", refused.err);
}

#[test]
fn a_submission_has_no_job_number_and_shows_what_was_published_before() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    // A sentence of the earlier note, word for word, with another one before it.
    let shelf =
        rapporteur::workflow::open_memory(&stage.path().join("memory.db"), &desk.resources, false)
            .unwrap();
    let earlier = shelf
        .units()
        .filter_map(Result::ok)
        .find(|u| u.origin.paragraph.is_some_and(|n| n > 6))
        .unwrap();
    let published = earlier.texts(&Lang::en()).next().unwrap().text.clone();
    drop(shelf);
    say(&desk, 6, &Lang::en(), &published);
    let ran = stage.done(&["build", "--submission", "--lang", "en", "--json"]);
    let found: Vec<_> = records(&ran.out)
        .into_iter()
        .filter(|r| r["from"].is_string())
        .collect();
    assert!(
        found
            .iter()
            .any(|r| r["number"] == 6 && r["from"].as_str().unwrap().contains("HONMAIL/6/2")),
        "{found:#?}"
    );
    let file = out(&stage, "submission-en.docx");
    assert!(!shown(&file).contains("V.26-01234"));
    assert!(stage.outline("en").contains("V.26-01234"));
}

/// A copy of a built note with words replaced, as somebody leaves it who edits it in Word.
fn edited(stage: &Stage, lang: &str, name: &str, changes: &[(&str, &str)]) -> String {
    use std::io::{Read, Write};
    let bytes = stage.bytes(lang);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut made = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).unwrap();
        let part = entry.name().unwrap().into_owned();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        if part == "word/document.xml" {
            for (old, new) in changes {
                assert!(content.contains(old), "no “{old}” in the note");
                content = content.replacen(old, new, 1);
            }
        }
        let options = zip::write::SimpleFileOptions::default();
        made.start_file(part.as_str(), options).unwrap();
        made.write_all(content.as_bytes()).unwrap();
    }
    let path = out(stage, name);
    std::fs::write(&path, made.finish().unwrap().into_inner()).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A dossier with few replies, everything settled and both notes built in their final form.
fn ready() -> (Stage, Desk) {
    let stage = Stage::new();
    for (name, _) in stage.folder("inbox") {
        let stays = ["Albania", "Reply Austria", "Turkey", "CZ_"];
        if !stays.iter().any(|s| name.starts_with(s)) {
            std::fs::remove_file(stage.path().join("inbox").join(name)).unwrap();
        }
    }
    let late = without(&stage, LATE);
    std::fs::write(stage.path().join("late.docx"), late).unwrap();
    stage.done(&["run"]);
    let desk = desk(&stage);
    settle(&stage, &desk);
    for lang in [Lang::en(), Lang::fr()] {
        confirm(&desk, &lang);
    }
    say(
        &desk,
        5,
        &Lang::en(),
        "Albania reported that nine offices had been opened.",
    );
    say(
        &desk,
        5,
        &Lang::fr(),
        "L’Albanie a indiqué que neuf bureaux avaient été ouverts.",
    );
    say(
        &desk,
        6,
        &Lang::en(),
        "Austria stated that a law was in force.",
    );
    say(
        &desk,
        6,
        &Lang::fr(),
        "L’Autriche a déclaré qu’une loi était en vigueur.",
    );
    say(
        &desk,
        7,
        &Lang::en(),
        "Türkiye reported that scanners were used and dogs trained.",
    );
    say(
        &desk,
        7,
        &Lang::fr(),
        "La Türkiye a indiqué que des scanners étaient utilisés et des chiens dressés.",
    );
    stage.done(&["build", "--final"]);
    (stage, desk)
}

fn text_of(desk: &Desk, number: u32, lang: &Lang) -> (String, bool) {
    let now = state(desk).unwrap();
    let (_, entry) = now.plan.paragraphs().find(|(n, _)| *n == number).unwrap();
    (entry.texts[lang].text.clone(), entry.is_settled(lang))
}

#[test]
fn edited_english_comes_back_as_one_decision_and_french_waits() {
    let (stage, desk) = ready();
    let file = edited(
        &stage,
        "en",
        "edited-en.docx",
        &[(
            "nine offices had been opened",
            // As Word leaves it with changes that nobody has accepted yet.
            "</w:t></w:r><w:del w:id=\"9001\" w:author=\"E\" w:date=\"2026-07-20T00:00:00Z\"><w:r><w:delText>nine</w:delText></w:r></w:del>\
             <w:ins w:id=\"9002\" w:author=\"E\" w:date=\"2026-07-20T00:00:00Z\"><w:r><w:t>nine new</w:t></w:r></w:ins>\
             <w:r><w:t xml:space=\"preserve\"> offices had been opened",
        )],
    );
    let shown = stage.done(&["import", "final", "--dry-run", &file]);
    assert!(shown.out.contains("changed: paragraph 5"), "{}", shown.out);
    assert!(text_of(&desk, 5, &Lang::en()).0.contains("nine offices"));
    stage.done(&["import", "final", &file]);
    assert_eq!(
        text_of(&desk, 5, &Lang::en()),
        (
            "Albania reported that nine new offices had been opened.".into(),
            true
        )
    );
    assert!(
        !text_of(&desk, 5, &Lang::fr()).1,
        "French rests on other words now"
    );
    assert!(text_of(&desk, 6, &Lang::fr()).1);
    let again = stage.done(&["import", "final", &file]);
    assert!(again.err.contains("0 texts"), "{}", again.err);

    // One decision: one step back.
    rapporteur::workflow::undo(&desk, &around("officer")).unwrap();
    assert_eq!(
        text_of(&desk, 5, &Lang::en()).0,
        "Albania reported that nine offices had been opened."
    );
    assert!(text_of(&desk, 5, &Lang::fr()).1);
}

#[test]
fn what_a_person_changed_meanwhile_and_what_was_cut_in_two_is_left_alone() {
    let (stage, desk) = ready();
    let file = edited(
        &stage,
        "en",
        "edited-en.docx",
        &[
            (
                "nine offices had been opened",
                "nine new offices had been opened",
            ),
            (
                "Austria stated that a law was in force.",
                "Austria declared that a law was in force.",
            ),
            (
                "scanners were used and dogs trained",
                "scanners were used</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"NumberedParagraph\"/></w:pPr><w:r><w:t>and dogs trained",
            ),
        ],
    );
    say(
        &desk,
        6,
        &Lang::en(),
        "Austria stated that two laws were in force.",
    );
    let ran = stage.run(&["import", "final", "--json", &file]);
    assert_eq!(ran.code, 1);
    let report = &records(&ran.out)[0];
    let kind = |n: u32| {
        report["differences"]
            .as_array()
            .unwrap()
            .iter()
            .find(|d| d["built"][0] == n)
            .map(|d| d["kind"].as_str().unwrap().to_owned())
    };
    assert_eq!(kind(5).as_deref(), Some("changed"));
    assert_eq!(kind(6).as_deref(), Some("conflict"));
    assert_eq!(kind(7).as_deref(), Some("split"));
    assert!(text_of(&desk, 7, &Lang::en()).0.contains("used and dogs"));
    assert_eq!(
        text_of(&desk, 6, &Lang::en()).0,
        "Austria stated that two laws were in force."
    );
}

#[test]
fn french_that_was_translated_elsewhere_is_known_by_its_number() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    for (number, country) in [(5, "Albania"), (6, "Austria")] {
        let text = format!("{country} reported that nine offices had been opened.");
        say(&desk, number, &Lang::en(), &text);
    }
    stage.done(&["build"]);
    let file = edited(
        &stage,
        "fr",
        "elsewhere-fr.docx",
        &[
            ("[à traduire] ", ""),
            (
                "Albania reported that nine offices had been opened.",
                "L’Albanie a indiqué que neuf bureaux avaient été ouverts.",
            ),
            ("[à traduire] ", ""),
            (
                "Austria reported that nine offices had been opened.",
                "La Belgique a indiqué que neuf bureaux avaient été ouverts.",
            ),
        ],
    );
    let ran = stage.run(&["import", "final", &file]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("unsure: paragraph 6"), "{}", ran.out);
    assert_eq!(
        text_of(&desk, 5, &Lang::fr()),
        (
            "L’Albanie a indiqué que neuf bureaux avaient été ouverts.".into(),
            true
        )
    );
    assert_eq!(text_of(&desk, 6, &Lang::fr()).0, "");
}

#[test]
fn the_published_note_is_issued_and_what_follows_has_its_own_form() {
    let (stage, desk) = ready();
    let early = stage.run(&["build", "--addendum"]);
    assert_eq!(early.code, 2);
    assert!(early.err.contains("not been issued"), "{}", early.err);
    let english = edited(
        &stage,
        "en",
        "published-en.docx",
        &[(
            "nine offices had been opened",
            "nine new offices had been opened",
        )],
    );
    let french = edited(
        &stage,
        "fr",
        "published-fr.docx",
        &[("neuf bureaux avaient", "neuf nouveaux bureaux avaient")],
    );
    let ran = stage.done(&["import", "final", &english, &french]);
    assert!(ran.err.contains("recorded as issued"), "{}", ran.err);
    assert!(
        text_of(&desk, 5, &Lang::fr()).1,
        "the published pair is confirmed"
    );
    let shelf =
        rapporteur::workflow::open_memory(&stage.path().join("memory.db"), &desk.resources, false)
            .unwrap();
    let learned = shelf.units().filter_map(Result::ok).any(|u| {
        let here = |o: &rapporteur::model::unit::Origin| {
            o.symbol.as_deref() == Some("UNODC/HONMAIL/7/2") && o.paragraph == Some(5)
        };
        here(&u.origin) || u.also.iter().any(|a| here(&a.origin))
    });
    assert!(learned, "the memory does not know paragraph 5");
    drop(shelf);
    stage.done(&["build", "--final"]);

    let nothing = stage.run(&["build", "--corrigendum"]);
    assert_eq!(nothing.code, 2);
    assert!(
        nothing.err.contains("nothing that was issued"),
        "{}",
        nothing.err
    );

    // A mistake is found.
    say(
        &desk,
        6,
        &Lang::en(),
        "Austria stated that a new law was in force.",
    );
    say(
        &desk,
        6,
        &Lang::fr(),
        "L’Autriche a déclaré qu’une nouvelle loi était en vigueur.",
    );
    let said = stage.done(&["build"]).err;
    assert!(
        said.contains("1 paragraph changed since it was issued"),
        "{said}"
    );
    stage.done(&["build", "--corrigendum", "--final"]);
    for name in ["corrigendum-1-en", "corrigendum-1-fr"] {
        as_expected(&stage, name);
    }
    let english = shown(&out(&stage, "corrigendum-1-en.docx"));
    assert!(english.contains("UNODC/HONMAIL/7/2/Corr.1"), "{english}");
    assert!(
        english.contains("Paragraph 6") && english.contains("a new law"),
        "{english}"
    );
    assert!(!english.contains("nine new offices"), "{english}");
    assert!(
        !english.contains("V.26-01234"),
        "the job number is the note's"
    );
    let french = shown(&out(&stage, "corrigendum-1-fr.docx"));
    assert!(
        french.contains("Paragraphe\u{a0}6") || french.contains("Paragraphe 6"),
        "{french}"
    );
    assert!(french.contains("au lieu de"), "{french}");

    let second = stage.run(&["build", "--corrigendum=2"]);
    assert_eq!(second.code, 2, "what Corr.1 says is not said again");

    stage.done(&["build", "--reissue"]);
    let again = shown(&out(&stage, "reissue-en.docx"));
    assert!(again.contains("Reissued for technical reasons"), "{again}");
    assert!(
        again.contains("a law was in force"),
        "the text is that of the issue"
    );

    // A reply comes late.
    std::fs::copy(
        stage.path().join("late.docx"),
        stage.path().join("inbox").join(LATE),
    )
    .unwrap();
    stage.done(&["run"]);
    let refused = stage.run(&["build", "--final"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("its numbers are frozen"),
        "{}",
        refused.err
    );
    stage.done(&["build", "--addendum"]);
    let more = shown(&out(&stage, "addendum-1-en.docx"));
    assert!(more.contains("UNODC/HONMAIL/7/2/Add.1"), "{more}");
    assert!(more.contains("following countries: Czechia."), "{more}");
    assert!(
        more.contains("Addendum") && !more.contains("Conclusions"),
        "{more}"
    );
    let revision = stage.done(&["build", "--revision", "--lang", "fr"]);
    assert!(
        shown(&out(&stage, "revision-1-fr.docx")).contains("/Rev.1"),
        "{}",
        revision.err
    );
    for name in [
        "addendum-1-en.docx",
        "corrigendum-1-fr.docx",
        "reissue-en.docx",
        "revision-1-fr.docx",
    ] {
        if let Some(errors) = peers::validator(&out(&stage, name), "Microsoft365") {
            assert!(errors.is_empty(), "{name}: {errors:#?}");
        }
    }

    // The issue is part of the decision.
    let both = stage.run(&["build", "--addendum", "--revision"]);
    assert_eq!(both.code, 2);
}

#[test]
fn replies_are_annexed_only_where_their_governments_agreed() {
    let stage = Stage::new();
    let file = stage.path().join("note.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replacen("word_limit", "annex = true\nword_limit", 1),
    )
    .unwrap();
    stage.done(&["run"]);
    let note = stage.outline("en");
    let (body, annex) = note.split_once("Replies as received").unwrap();
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let (mut in_it, mut out_of_it) = (0, 0);
    for view in now.returns.iter().filter(|v| v.counts()) {
        let x = view.record.extraction().unwrap();
        let agreed = x.consent == Some(rapporteur::model::extraction::Answer::Yes);
        let long = x
            .statements
            .iter()
            .map(|s| s.text.lines().next().unwrap_or_default());
        for line in long.filter(|l| l.chars().count() > 60) {
            if agreed {
                in_it += usize::from(annex.contains(line));
            } else {
                out_of_it += 1;
                assert!(!annex.contains(line), "{}: {line}", view.record.file);
            }
        }
        for field in x
            .cover
            .iter()
            .filter(|f| f.kind == "email" || f.kind == "contact")
        {
            let value = field.value.trim();
            assert!(value.is_empty() || !annex.contains(value), "{value}");
        }
        let name = desk
            .resources
            .countries
            .list_name(view.country.unwrap(), &Lang::en());
        assert!(body.contains(&name), "{name} lost its place in the note");
    }
    assert!(in_it > 3 && out_of_it > 3, "{in_it} in, {out_of_it} out");
}

#[test]
fn the_table_of_replies_is_a_workbook() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let file = stage.path().join("table.xlsx");
    stage.done(&["status", "--xlsx", file.to_str().unwrap()]);
    let script = "
import sys, zipfile, re
z = zipfile.ZipFile(sys.argv[1])
text = z.read('xl/sharedStrings.xml').decode()
assert 'Austria' in text and 'Recommendation' in text, text[:500]
assert len([n for n in z.namelist() if n.startswith('xl/worksheets/sheet')]) == 2
print('sound')
";
    if let Some(said) = peers::python(script, &[file.to_str().unwrap()]) {
        assert!(said.contains("sound"));
    }
}

#[test]
fn one_bad_dossier_does_not_stop_the_others() {
    let (a, b) = (Stage::new(), Stage::new());
    a.done(&["ingest"]);
    b.done(&["ingest"]);
    let text = std::fs::read_to_string(a.path().join("note.toml")).unwrap();
    std::fs::write(
        a.path().join("note.toml"),
        text.replacen("symbol", "simbol", 1),
    )
    .unwrap();
    let ran = crate::stage::run(&[
        "build",
        a.path().to_str().unwrap(),
        b.path().to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("simbol"), "{}", ran.err);
    assert!(b.note("en").is_file() && !a.note("en").exists());
}

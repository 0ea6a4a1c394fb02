//! Two returns of one country: proposed, chosen, undone, and asked again when something changes.
//! Texts that are moved: nothing is lost, and a final note waits for whoever must look.

use std::collections::BTreeMap;

use rapporteur::model::ids::{EntryId, Lang};
use rapporteur::model::version::{Choice, Relation};
use rapporteur::workflow::{
    Desk, Fate, ReturnView, Standing, State, TextDecision, TextsDecision, TextsVerb, Verb,
    VersionGroup, VersionsDecision, WorkflowError, choose_versions, decide_text, decide_texts,
    seen, state, undo,
};

use crate::decisions::{around, desk};
use crate::stage::Stage;

const FIRST: &str = "Turkey questionnaire.docx";
const SECOND: &str = "Turkey questionnaire updated.docx";

fn group<'a>(now: &'a State, cell: &str) -> &'a VersionGroup {
    let cell = cell.parse().unwrap();
    now.versions.iter().find(|g| g.cell == cell).unwrap()
}

fn choose(desk: &Desk, cell: &str, choice: Choice) -> std::sync::Arc<State> {
    let now = state(desk).unwrap();
    let g = group(&now, cell);
    let wish = VersionsDecision {
        entry: g.entry.unwrap(),
        choice,
        seen: Some(g.seen.clone()),
    };
    choose_versions(desk, &around("officer"), &[wish]).unwrap()
}

fn entry_of(now: &State, cell: &str) -> EntryId {
    group(now, cell).entry.unwrap()
}

fn files(now: &State, id: EntryId) -> Vec<String> {
    let sources = &now.entries[&id].sources;
    sources.iter().map(|s| s.file.clone()).collect()
}

fn confirm(desk: &Desk, id: EntryId, text: &str) -> std::sync::Arc<State> {
    let now = state(desk).unwrap();
    let wish = TextDecision {
        entry: id,
        lang: Lang::en(),
        verb: Verb::Confirm,
        text: text.to_owned(),
        seen: Some(seen(&now.entries[&id], &Lang::en())),
    };
    decide_text(desk, &around("officer"), &wish).unwrap()
}

/// A run of the program, and the dossier as it is after it.
fn opened(stage: &Stage) -> (Desk, std::sync::Arc<State>) {
    stage.done(&["run"]);
    let desk = desk(stage);
    let now = state(&desk).unwrap();
    (desk, now)
}

/// Puts a changed copy of a return into the inbox: words of its main part are replaced.
fn changed_copy(stage: &Stage, from: &str, to: &str, swaps: &[(&str, &str)]) {
    use std::io::{Read, Write};
    let inbox = stage.path().join("inbox");
    let file = std::fs::File::open(inbox.join(from)).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut out = zip::ZipWriter::new(std::fs::File::create(inbox.join(to)).unwrap());
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).unwrap();
        let name = part.name().unwrap().to_string();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            let mut text = String::from_utf8(bytes).unwrap();
            for (a, b) in swaps {
                assert!(text.contains(a), "{from} has no “{a}”");
                text = text.replace(a, b);
            }
            bytes = text.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap();
}

#[test]
fn a_later_return_is_proposed_with_its_reasons_and_both_stand() {
    let stage = Stage::new();
    let (_, now) = opened(&stage);
    let relations: BTreeMap<String, (Relation, Standing)> = now
        .versions
        .iter()
        .map(|g| (g.cell.to_string(), (g.relation().unwrap(), g.standing)))
        .collect();
    assert_eq!(relations.len(), 7);
    for cell in ["1 (a)", "2 (b)"] {
        assert_eq!(
            relations[cell],
            (Relation::Replaces, Standing::Open),
            "{cell}"
        );
    }
    for cell in ["1 (b)", "2 (a)", "3 (a)"] {
        assert_eq!(relations[cell], (Relation::Same, Standing::Clear), "{cell}");
    }
    for cell in ["1 (c)", "3 (b)"] {
        assert_eq!(
            relations[cell],
            (Relation::Completes, Standing::Clear),
            "{cell}"
        );
    }
    let reasons = group(&now, "2b").proposals[0].reasons.join("; ");
    assert!(
        reasons.contains("it replaces our reply of 2 June 2026"),
        "{reasons}"
    );
    assert!(
        reasons.contains("NO is ticked in Turkey questionnaire.docx"),
        "{reasons}"
    );
    assert!(reasons.contains("2026-06-23"), "{reasons}");
    assert_eq!(files(&now, entry_of(&now, "1a")), [FIRST, SECOND]);
    let status = stage.done(&["status"]).out;
    assert!(status.contains("[versions-open]"), "{status}");
    let listed = stage.run(&["versions"]);
    assert_eq!(listed.code, 1);
    assert!(listed.out.contains("[-12-]{+14+}"), "{}", listed.out);
}

#[test]
fn a_version_taken_is_the_only_source_and_undo_brings_both_back() {
    let stage = Stage::new();
    let (desk, now) = opened(&stage);
    let id = entry_of(&now, "1a");
    let second = group(&now, "1a").versions[1].hash.clone();
    let now = confirm(&desk, id, "Türkiye reported on scanners.");
    assert!(now.entries[&id].is_settled(&Lang::en()));
    let now = choose(&desk, "1a", Choice::Take(second));
    assert_eq!(files(&now, id), [SECOND]);
    assert_eq!(group(&now, "1a").standing, Standing::Decided);
    let text = &now.entries[&id].texts[&Lang::en()];
    assert!(text.needs_review, "the text was confirmed on two versions");
    assert_eq!(text.text, "Türkiye reported on scanners.");
    undo(&desk, &around("officer")).unwrap().unwrap();
    let now = state(&desk).unwrap();
    assert_eq!(files(&now, id), [FIRST, SECOND]);
    assert!(
        now.entries[&id].is_settled(&Lang::en()),
        "the ground is as it was"
    );
}

#[test]
fn both_are_joined_in_their_order_and_none_is_left_out() {
    let stage = Stage::new();
    let (desk, now) = opened(&stage);
    let id = entry_of(&now, "1a");
    let draft = |now: &State| now.entries[&id].texts[&Lang::en()].text.clone();
    let before = draft(&now);
    assert!(!before.contains("12 X-ray"), "{before}");
    let now = choose(&desk, "1a", Choice::Both);
    assert!(now.entries[&id].joined);
    let (twelve, fourteen) = (draft(&now).find("12 X-ray"), draft(&now).find("14 X-ray"));
    assert!(twelve.is_some() && twelve < fourteen, "{}", draft(&now));
    confirm(&desk, id, "Both.");
    let now = choose(&desk, "1a", Choice::LeaveOut);
    assert!(now.entries[&id].excluded);
    assert!(now.plan.paragraphs().all(|(_, e)| e.id != id));
    undo(&desk, &around("officer")).unwrap().unwrap();
    let now = state(&desk).unwrap();
    assert!(!now.entries[&id].excluded && now.entries[&id].is_settled(&Lang::en()));
}

#[test]
fn a_third_version_asks_again_and_the_old_choice_is_kept_in_sight() {
    let stage = Stage::new();
    let (desk, now) = opened(&stage);
    let id = entry_of(&now, "1a");
    let first = group(&now, "1a").versions[0].hash.clone();
    choose(&desk, "1a", Choice::Take(first.clone()));
    confirm(&desk, id, "Twelve.");
    changed_copy(
        &stage,
        SECOND,
        "Turkey third.docx",
        &[("14 X-ray", "15 X-ray"), ("23 June 2026", "25 June 2026")],
    );
    stage.done(&["run"]);
    let now = state(&desk).unwrap();
    let g = group(&now, "1a");
    assert_eq!((g.versions.len(), g.standing), (3, Standing::NeedsReview));
    assert_eq!(g.chosen.as_ref().unwrap().choice, Choice::Take(first));
    assert_eq!(
        files(&now, id).len(),
        3,
        "an old choice was applied in silence"
    );
    let text = &now.entries[&id].texts[&Lang::en()];
    assert!(text.needs_review && text.text == "Twelve.");
    assert!(stage.done(&["status"]).out.contains("[versions-changed]"));
    // The same choice can be made again on what is there now.
    let third = g.versions[2].hash.clone();
    let now = choose(&desk, "1a", Choice::Take(third));
    assert_eq!(files(&now, id), ["Turkey third.docx"]);
    // With the file gone, the choice before it is not revived: another one was made since.
    std::fs::remove_file(stage.path().join("inbox/Turkey third.docx")).unwrap();
    stage.done(&["run"]);
    let now = state(&desk).unwrap();
    assert_eq!(group(&now, "1a").standing, Standing::NeedsReview);
}

#[test]
fn one_choice_for_a_whole_return_is_one_decision() {
    let stage = Stage::new();
    let (desk, now) = opened(&stage);
    let log = now.log.len();
    stage.done(&["versions", "--country", "TUR", "--take", "proposed"]);
    let now = state(&desk).unwrap();
    assert_eq!(now.log.len(), log + 1);
    for cell in ["1a", "2b"] {
        assert_eq!(files(&now, entry_of(&now, cell)), [SECOND]);
    }
    assert!(!stage.done(&["status"]).out.contains("[several-versions]"));
    let number = |now: &State| {
        let id = entry_of(now, "2b");
        let found = now.plan.paragraphs().find(|(_, e)| e.id == id);
        found.unwrap().0.to_string()
    };
    let explained = stage.done(&["explain", &number(&now)]).out;
    assert!(
        explained.contains("chosen: Turkey questionnaire updated.docx")
            && explained.contains("versions"),
        "{explained}"
    );
    undo(&desk, &around("officer")).unwrap().unwrap();
    assert!(group(&state(&desk).unwrap(), "2b").is_open());
    let json = stage.run(&["versions", "--json"]).out;
    let lines: Vec<serde_json::Value> = json
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[0]["country"], "TUR");
    assert_eq!(lines[0]["standing"], "open");
    assert_eq!(lines[0]["proposals"][0]["relation"], "replaces");
}

#[test]
fn a_choice_on_versions_that_were_not_seen_is_refused() {
    let stage = Stage::new();
    let (desk, now) = opened(&stage);
    let g = group(&now, "1a").clone();
    changed_copy(
        &stage,
        SECOND,
        "Turkey third.docx",
        &[("14 X-ray", "15 X-ray")],
    );
    stage.done(&["run"]);
    let wish = VersionsDecision {
        entry: g.entry.unwrap(),
        choice: Choice::Both,
        seen: Some(g.seen),
    };
    let refused = choose_versions(&desk, &around("officer"), &[wish]);
    assert!(matches!(refused, Err(WorkflowError::Conflict)));
}

#[test]
fn opposite_boxes_without_a_word_of_replacing_are_a_contradiction() {
    let stage = Stage::new();
    changed_copy(
        &stage,
        SECOND,
        "Turkey other.docx",
        &[("it replaces our reply of 2 June 2026", "with thanks to all")],
    );
    std::fs::remove_file(stage.path().join("inbox").join(SECOND)).unwrap();
    let (_, now) = opened(&stage);
    let g = group(&now, "2b");
    assert_eq!(
        (g.relation(), g.proposed.clone()),
        (Some(Relation::Contradicts), None)
    );
    let g = group(&now, "1a");
    assert_eq!(g.relation(), Some(Relation::Replaces));
    let reasons = g.proposals[0].reasons.join("; ");
    assert!(
        reasons.contains("answers every recommendation"),
        "{reasons}"
    );
}

#[test]
fn another_ministry_completes() {
    let stage = Stage::new();
    changed_copy(
        &stage,
        SECOND,
        "Turkey ministry.docx",
        &[
            ("it replaces our reply of 2 June 2026", "with thanks to all"),
            ("Counter Narcotics Department", "Ministry of Trade"),
        ],
    );
    std::fs::remove_file(stage.path().join("inbox").join(SECOND)).unwrap();
    let (_, now) = opened(&stage);
    let g = group(&now, "1a");
    assert_eq!(
        (g.relation(), g.proposed.clone()),
        (Some(Relation::Completes), Some(Choice::Both))
    );
    let reasons = g.proposals[0].reasons.join("; ");
    assert!(reasons.contains("“Ministry of Trade”"), "{reasons}");
}

/// As if the reader of tomorrow read a return in another way.
fn read_otherwise(stage: &Stage, file: &str, change: impl Fn(&mut serde_json::Value)) {
    let path = stage.path().join("rapporteur.db");
    let database = rusqlite::Connection::open(path).unwrap();
    let verdict: String = database
        .query_row("SELECT verdict FROM returns WHERE file = ?1", [file], |r| {
            r.get(0)
        })
        .unwrap();
    let mut value: serde_json::Value = serde_json::from_str(&verdict).unwrap();
    change(&mut value["read"]);
    let written = database.execute(
        "UPDATE returns SET verdict = ?1 WHERE file = ?2",
        (value.to_string(), file),
    );
    assert_eq!(written.unwrap(), 1);
}

#[test]
fn a_changed_reading_asks_again() {
    let stage = Stage::new();
    let (desk, now) = opened(&stage);
    let id = entry_of(&now, "1a");
    let second = group(&now, "1a").versions[1].hash.clone();
    choose(&desk, "1a", Choice::Take(second));
    confirm(&desk, id, "Fourteen.");
    read_otherwise(&stage, SECOND, |read| {
        read["statements"][0]["text"] = "In 2025 a total of 14 scanners were in use.".into();
    });
    let now = state(&desk).unwrap();
    assert_eq!(group(&now, "1a").standing, Standing::NeedsReview);
    assert_eq!(files(&now, id), [FIRST, SECOND]);
    assert!(now.entries[&id].texts[&Lang::en()].needs_review);
}

#[test]
fn silence_of_a_return_that_replaces_is_asked_about() {
    let stage = Stage::new();
    let (desk, now) = opened(&stage);
    let id = entry_of(&now, "1b");
    read_otherwise(&stage, SECOND, |read| {
        read["statements"].as_array_mut().unwrap().remove(1);
    });
    let now = state(&desk).unwrap();
    let g = group(&now, "1b");
    assert_eq!(
        (g.standing, g.proposed.clone()),
        (Standing::Open, Some(Choice::LeaveOut))
    );
    assert_eq!(files(&now, id), [FIRST], "it stands until somebody decides");
    let first = g.versions[0].hash.clone();
    let now = choose(&desk, "1b", Choice::Take(first));
    assert!(!now.entries[&id].excluded && !group(&now, "1b").is_open());
    let now = choose(&desk, "1b", Choice::LeaveOut);
    assert!(now.entries[&id].excluded);
}

#[test]
fn a_contradiction_waits_until_it_is_settled() {
    let stage = Stage::new();
    let (desk, _) = opened(&stage);
    let file = "Reply Austria.docx";
    let message = "for recommendation 2 (a) both YES and NO are chosen";
    read_otherwise(&stage, file, |read| {
        read["findings"]
            .as_array_mut()
            .unwrap()
            .push(serde_json::json!({
                "code": "action-contradiction", "severity": "warning", "message": message,
                "place": "table 5", "hint": "ask the sender",
            }));
    });
    let open = || {
        let all = rapporteur::workflow::questions(&state(&desk).unwrap(), &desk.resources);
        all.iter().any(|o| o.code == "contradiction-open")
    };
    assert!(open());
    let id = view(&state(&desk).unwrap(), file).record.id.clone();
    let settle = |reason: &str| {
        rapporteur::workflow::settle(
            &desk,
            &around("officer"),
            &id,
            "action-contradiction",
            message,
            reason,
        )
    };
    assert!(settle(" ").is_err(), "a reason is needed");
    settle("the ministry says NO").unwrap();
    assert!(!open());
    assert!(
        !stage
            .done(&["status"])
            .out
            .contains("[action-contradiction]")
    );
    undo(&desk, &around("officer")).unwrap().unwrap();
    assert!(open());
}

fn view<'a>(now: &'a State, file: &str) -> &'a ReturnView {
    now.returns.iter().find(|v| v.record.file == file).unwrap()
}

fn letters<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeMap<char, usize> {
    let mut out = BTreeMap::new();
    for c in texts.flat_map(str::chars).filter(|c| !c.is_whitespace()) {
        *out.entry(c).or_default() += 1;
    }
    out
}

/// Every character of answers, notes and unplaced text is in a statement, loose, or set aside.
fn accounted(v: &ReturnView) {
    let x = v.record.extraction().unwrap();
    let said = |all: &'_ [rapporteur::model::Statement]| -> Vec<String> {
        all.iter()
            .flat_map(|s| std::iter::once(s.text.clone()).chain(s.notes.iter().cloned()))
            .collect()
    };
    let mut before = said(&x.statements);
    before.extend(x.unplaced.iter().map(|p| p.text.clone()));
    let mut after = said(&v.texts.statements);
    let rest = v.texts.lines.iter();
    let rest = rest.filter(|l| l.is_loose() || matches!(l.fate, Fate::Aside(..)));
    after.extend(rest.map(|l| l.text.clone()));
    assert_eq!(
        letters(before.iter().map(String::as_str)),
        letters(after.iter().map(String::as_str)),
        "{}",
        v.record.file
    );
}

#[test]
fn nothing_is_lost_however_texts_are_moved() {
    let stage = Stage::new();
    let (desk, mut now) = opened(&stage);
    let cells: Vec<_> = now.settings.cells().map(|(cell, _)| cell).collect();
    let ids: Vec<_> = now.returns.iter().map(|v| v.record.id.clone()).collect();
    for v in &now.returns {
        let x = v.record.extraction().unwrap();
        let count = x.statements.len() + x.unplaced.len() + x.cover.len();
        assert_eq!(x.order.len(), count + x.form_text.len() + x.left_out.len());
        assert_eq!(x.order, x.in_order(), "an item stands twice in the order");
        accounted(v);
    }
    for (n, id) in ids.iter().enumerate() {
        let of = |now: &State| now.returns.iter().position(|v| v.record.id == *id).unwrap();
        let count = now.returns[of(&now)].texts.lines.len();
        let wishes = [
            (
                vec![n % count],
                TextsVerb::Move(cells[n % cells.len()].clone()),
            ),
            (
                (0..count).filter(|i| (i + n) % 3 == 0).collect(),
                TextsVerb::SetAside("not ours".into()),
            ),
            (
                vec![0, count - 1],
                TextsVerb::Move(cells[(n + 3) % cells.len()].clone()),
            ),
            (vec![0], TextsVerb::PutBack),
        ];
        // All kinds on some returns, one kind on the others: each asks for the proposals anew.
        let mut wishes = Vec::from(wishes);
        if n % 6 != 0 {
            wishes = vec![wishes.swap_remove(n % 3)];
        }
        for (lines, verb) in wishes {
            let wish = TextsDecision {
                return_id: id.clone(),
                lines,
                verb,
                seen: Some(now.returns[of(&now)].texts.seen()),
            };
            now = decide_texts(&desk, &around("officer"), &wish).unwrap();
            let v = &now.returns[of(&now)];
            accounted(v);
            assert!(v.texts.lost.is_empty());
        }
    }
}

#[test]
fn text_that_belongs_nowhere_waits_for_somebody_and_letterheads_do_not() {
    let stage = Stage::new();
    let (desk, now) = opened(&stage);
    let file = "UNODC questionnaire (final) NL.docx";
    let open = |now: &State, file: &str| {
        let all = rapporteur::workflow::questions(now, &desk.resources);
        all.iter()
            .any(|o| o.code == "text-open" && o.message.contains(file))
    };
    assert!(open(&now, file));
    assert!(!open(&now, "Ответ на вопросник ХОНМЕЙЛ (КР).docx"));
    let v = view(&now, file);
    let loose: Vec<usize> = (0..v.texts.lines.len())
        .filter(|n| v.texts.lines[*n].is_loose())
        .collect();
    assert_eq!(loose.len(), 4);
    let wish = |lines: Vec<usize>, verb, v: &ReturnView| TextsDecision {
        return_id: v.record.id.clone(),
        lines,
        verb,
        seen: Some(v.texts.seen()),
    };
    let to = TextsVerb::Move("3b".parse().unwrap());
    let now = decide_texts(&desk, &around("officer"), &wish(loose[..2].to_vec(), to, v)).unwrap();
    assert!(open(&now, file));
    let said = |now: &State| {
        let all = &view(now, file).texts.statements;
        let s = all.iter().find(|s| s.cell.to_string() == "3 (b)").unwrap();
        s.text.clone()
    };
    assert!(said(&now).contains("12,900 items"), "{}", said(&now));
    let aside = TextsVerb::SetAside("annex, for information".into());
    let stale = wish(loose[2..].to_vec(), aside.clone(), v);
    assert!(matches!(
        decide_texts(&desk, &around("officer"), &stale),
        Err(WorkflowError::Conflict)
    ));
    let rest = wish(loose[2..].to_vec(), aside, view(&now, file));
    let now = decide_texts(&desk, &around("officer"), &rest).unwrap();
    assert!(!open(&now, file));
    // Reading the return again changes nothing.
    read_again(&stage);
    stage.done(&["run"]);
    let now = state(&desk).unwrap();
    assert!(!open(&now, file) && said(&now).contains("12,900 items"));
    undo(&desk, &around("officer")).unwrap().unwrap();
    assert!(open(&state(&desk).unwrap(), file));
}

/// Makes the program read every return again, as after a change of the reader.
fn read_again(stage: &Stage) {
    let blank = stage.path().join("questionnaire/blank-ru.docx");
    std::fs::remove_file(blank).unwrap();
}

#[test]
fn a_decision_whose_text_is_gone_is_shown() {
    let stage = Stage::new();
    let (desk, now) = opened(&stage);
    let v = view(&now, SECOND);
    let n = (0..v.texts.lines.len())
        .find(|n| v.texts.lines[*n].is_loose())
        .unwrap();
    let wish = TextsDecision {
        return_id: v.record.id.clone(),
        lines: vec![n],
        verb: TextsVerb::SetAside("not an answer".into()),
        seen: None,
    };
    decide_texts(&desk, &around("officer"), &wish).unwrap();
    // The reader of tomorrow finds other words there.
    read_otherwise(&stage, SECOND, |read| {
        read["unplaced"][0]["text"] = "Updated version; it takes the place of our reply.".into();
    });
    let status = stage.done(&["status"]).out;
    assert!(status.contains("[decision-without-text]"), "{status}");
    assert!(status.contains("officer decided"), "{status}");
    let now = state(&desk).unwrap();
    let lost = &view(&now, SECOND).texts.lost[0];
    let hash = rapporteur::model::text::text_hash(&lost.piece.text);
    let id = view(&now, SECOND).record.id.clone();
    rapporteur::workflow::drop_lost(&desk, &around("officer"), &id, &hash).unwrap();
    assert!(
        !stage
            .done(&["status"])
            .out
            .contains("decision-without-text")
    );
}

#[test]
fn an_unsure_place_waits_until_somebody_confirms_it() {
    let stage = Stage::new();
    let (desk, _) = opened(&stage);
    let file = "Reply Austria.docx";
    read_otherwise(&stage, file, |read| {
        read["statements"][2]["confidence"] = 50.into();
    });
    let codes = |now: &State| -> Vec<String> {
        let all = rapporteur::workflow::questions(now, &desk.resources).into_iter();
        all.filter(|o| o.message.contains(file))
            .map(|o| o.code.to_owned())
            .collect()
    };
    let now = state(&desk).unwrap();
    assert_eq!(codes(&now), ["placement-open"]);
    let refused = stage.run(&["build", "--final"]);
    assert!(refused.err.contains("it is not certain"), "{}", refused.err);
    let v = view(&now, file);
    let lines = (0..v.texts.lines.len())
        .filter(|n| v.texts.lines[*n].origin == rapporteur::workflow::Origin::Statement(2))
        .collect();
    let before = now.entries.len();
    let wish = TextsDecision {
        return_id: v.record.id.clone(),
        lines,
        verb: TextsVerb::Confirm,
        seen: Some(v.texts.seen()),
    };
    let now = decide_texts(&desk, &around("officer"), &wish).unwrap();
    assert!(codes(&now).is_empty());
    assert_eq!(now.entries.len(), before);
    undo(&desk, &around("officer")).unwrap().unwrap();
    assert_eq!(codes(&state(&desk).unwrap()), ["placement-open"]);
}

#[test]
fn a_moved_answer_asks_for_the_confirmed_texts_of_both_recommendations() {
    let stage = Stage::new();
    let (desk, now) = opened(&stage);
    let file = "Reply Austria.docx";
    let id = |now: &State, cell: &str| {
        let mut all = now.entries.values();
        all.find(|e| {
            e.sources.iter().any(|s| s.file == file)
                && e.key.cell().is_some_and(|c| c.to_string() == cell)
        })
        .unwrap()
        .id
    };
    let (from, to) = (id(&now, "1 (a)"), id(&now, "1 (b)"));
    confirm(&desk, from, "One.");
    let now = confirm(&desk, to, "Two.");
    let v = view(&now, file);
    let lines: Vec<usize> = (0..v.texts.lines.len())
        .filter(|n| v.texts.lines[*n].origin == rapporteur::workflow::Origin::Statement(0))
        .collect();
    let wish = TextsDecision {
        return_id: v.record.id.clone(),
        lines,
        verb: TextsVerb::Move("1b".parse().unwrap()),
        seen: None,
    };
    let now = decide_texts(&desk, &around("officer"), &wish).unwrap();
    let english = &now.entries[&to].texts[&Lang::en()];
    assert!(english.needs_review && english.text == "Two.");
    // Nothing stands behind the other one now; its text is kept and the status says so.
    assert!(!now.entries.contains_key(&from));
    assert!(
        stage
            .done(&["status"])
            .out
            .contains("[entry-without-source]")
    );
    undo(&desk, &around("officer")).unwrap().unwrap();
    let now = state(&desk).unwrap();
    assert!(now.entries[&from].is_settled(&Lang::en()));
    assert!(now.entries[&to].is_settled(&Lang::en()));
}

//! What people decide stays, wins over suggestions, and is asked for again when its ground moves.

use jiff::Timestamp;
use rapporteur::dossier::Dossier;
use rapporteur::language::Resources;
use rapporteur::model::ids::Lang;
use rapporteur::workflow::{
    Desk, Silent, State, Surroundings, TextDecision, TextsDecision, TextsVerb, Verb, decide_text,
    decide_texts, seen, state,
};

use crate::stage::Stage;

pub fn desk(stage: &Stage) -> Desk {
    let resources = std::sync::Arc::new(Resources::embedded().unwrap());
    Desk::new(Dossier::open(stage.path()).unwrap(), resources)
}

pub fn around(person: &str) -> Surroundings<'_> {
    Surroundings {
        now: Timestamp::from_second(1_790_000_000).unwrap(),
        person,
        progress: &Silent,
        stop: &|| false,
    }
}

fn decide(
    desk: &Desk,
    now: &State,
    number: u32,
    lang: &Lang,
    verb: Verb,
    text: &str,
) -> std::sync::Arc<State> {
    let (_, entry) = now.plan.paragraphs().find(|(n, _)| *n == number).unwrap();
    let wish = TextDecision {
        entry: entry.id,
        lang: lang.clone(),
        verb,
        text: text.to_owned(),
        seen: Some(seen(entry, lang)),
    };
    decide_text(desk, &around("officer"), &wish).unwrap()
}

/// Confirms every text as it stands, the missing ones with a sentence of their own.
fn confirm_all(desk: &Desk) {
    let mut now = state(desk).unwrap();
    let ids: Vec<_> = now.plan.paragraphs().map(|(n, e)| (n, e.id)).collect();
    for lang in [Lang::en(), Lang::fr()] {
        for (number, id) in &ids {
            let text = now.entries[id].texts[&lang].text.clone();
            let text = if text.trim().is_empty() {
                format!("Text {number} in {lang}.")
            } else {
                text
            };
            now = decide(desk, &now, *number, &lang, Verb::Confirm, &text);
        }
    }
}

#[test]
fn a_final_note_is_refused_until_everything_is_confirmed_and_then_bears_no_mark() {
    let stage = Stage::new();
    stage.done(&["run"]);
    std::fs::remove_dir_all(stage.path().join("out")).unwrap();
    let refused = stage.run(&["build", "--final"]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(
        refused.err.contains("nobody has confirmed"),
        "{}",
        refused.err
    );
    assert!(!stage.note("en").exists(), "a refused build wrote a note");

    let desk = desk(&stage);
    confirm_all(&desk);
    // What was ticked without words is an officer's to leave out.
    let now = state(&desk).unwrap();
    let shown: Vec<_> = now.plan.paragraphs().map(|(_, e)| e.id).collect();
    for id in now.entries.keys().filter(|id| !shown.contains(id)) {
        rapporteur::workflow::exclude(&desk, &around("officer"), *id, true, "nothing was said")
            .unwrap();
    }
    // Confirmed texts alone do not answer what the returns leave open.
    let refused = stage.run(&["build", "--final"]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(
        refused.err.contains("nobody has looked at"),
        "{}",
        refused.err
    );
    stage.done(&["versions", "--country", "TUR", "--take", "later"]);
    for id in now.returns.iter().map(|v| &v.record.id) {
        let now = state(&desk).unwrap();
        let v = now.returns.iter().find(|v| v.record.id == *id).unwrap();
        let loose = (0..v.texts.lines.len()).filter(|n| v.texts.lines[*n].is_loose());
        let wish = TextsDecision {
            return_id: id.clone(),
            lines: loose.collect(),
            verb: TextsVerb::SetAside("no answer".into()),
            seen: None,
        };
        if !wish.lines.is_empty() {
            decide_texts(&desk, &around("officer"), &wish).unwrap();
        }
    }
    confirm_all(&desk);
    let built = stage.run(&["build", "--final"]);
    assert_eq!(built.code, 0, "{}", built.err);
    let english = stage.outline("en");
    for word in ["DRAFT", "to be drafted", "Rapporteur Draft", "Comes from"] {
        assert!(!english.contains(word), "“{word}” in a final note");
    }
    assert!(!stage.outline("fr").contains("à traduire"));
}

#[test]
fn a_confirmed_text_survives_runs_and_wins_over_suggestions() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let number = 6;
    decide(
        &desk,
        &now,
        number,
        &Lang::en(),
        Verb::Confirm,
        "Albania reported on one thing only.",
    );
    let now = state(&desk).unwrap();
    decide(
        &desk,
        &now,
        number,
        &Lang::fr(),
        Verb::Edit,
        "L’Albanie a rendu compte d’une seule chose.",
    );
    stage.done(&["run"]);
    let text = |lang| {
        stage
            .paragraphs(lang)
            .into_iter()
            .find(|(n, _)| *n == number)
            .unwrap()
            .1
    };
    assert_eq!(text("en"), "Albania reported on one thing only.");
    assert_eq!(text("fr"), "L’Albanie a rendu compte d’une seule chose.");
    let explained = stage.done(&["explain", "6"]).out;
    assert!(
        explained.contains("confirmed") && explained.contains("officer"),
        "{explained}"
    );
}

#[test]
fn a_changed_original_asks_for_the_translation_again() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let fr = Lang::fr();
    let now = decide(
        &desk,
        &state(&desk).unwrap(),
        6,
        &Lang::en(),
        Verb::Confirm,
        "One.",
    );
    let now = decide(&desk, &now, 6, &fr, Verb::Confirm, "Un.");
    let of = |now: &State| {
        now.plan
            .paragraphs()
            .find(|(n, _)| *n == 6)
            .unwrap()
            .1
            .clone()
    };
    assert!(of(&now).is_settled(&fr));
    let now = decide(&desk, &now, 6, &Lang::en(), Verb::Confirm, "Two.");
    assert!(!of(&now).is_settled(&fr));
    assert!(of(&now).texts[&fr].needs_review);
    assert_eq!(
        of(&now).texts[&fr].text,
        "Un.",
        "a person's text was changed by the program"
    );
    let now = decide(&desk, &now, 6, &Lang::en(), Verb::Confirm, "One.");
    assert!(of(&now).is_settled(&fr), "the ground is as it was");
}

#[test]
fn a_confirmed_pair_is_found_at_once_and_withdrawn_by_undo() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let english =
        "Albania indicated that its lighthouse keepers had counted forty-one purple herons.";
    let french = "L’Albanie a indiqué que ses gardiens de phare avaient compté quarante et un hérons pourprés.";
    let now = decide(
        &desk,
        &state(&desk).unwrap(),
        6,
        &Lang::en(),
        Verb::Confirm,
        english,
    );
    decide(&desk, &now, 6, &Lang::fr(), Verb::Confirm, french);
    let memory = stage.path().join("memory.db");
    let search = || {
        crate::stage::pipe(
            &[
                "memory",
                "search",
                "--memory",
                memory.to_str().unwrap(),
                "--from",
                "en",
                "--to",
                "fr",
                "--json",
            ],
            &format!("{english}\n"),
        )
        .out
    };
    assert!(search().contains("hérons pourprés"), "{}", search());
    let taken = rapporteur::workflow::undo(&desk, &around("officer")).unwrap();
    assert!(taken.is_some());
    assert!(
        !search().contains("hérons pourprés"),
        "an undone pair is still in the memory"
    );
}

#[test]
fn somebody_elses_change_is_not_written_over() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let before = state(&desk).unwrap();
    let entry = before
        .plan
        .paragraphs()
        .find(|(n, _)| *n == 6)
        .unwrap()
        .1
        .clone();
    decide(&desk, &before, 6, &Lang::en(), Verb::Edit, "The first one.");
    let late = TextDecision {
        entry: entry.id,
        lang: Lang::en(),
        verb: Verb::Confirm,
        text: "The second one.".into(),
        seen: Some(seen(&entry, &Lang::en())),
    };
    let refused = decide_text(&desk, &around("other"), &late);
    assert!(matches!(
        refused,
        Err(rapporteur::workflow::WorkflowError::Conflict)
    ));
    let now = state(&desk).unwrap();
    assert_eq!(
        now.entries[&entry.id].texts[&Lang::en()].text,
        "The first one."
    );
}

#[test]
fn a_translation_made_beside_an_older_original_is_refused() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let before = state(&desk).unwrap();
    let entry = before
        .plan
        .paragraphs()
        .find(|(n, _)| *n == 6)
        .unwrap()
        .1
        .clone();
    decide(
        &desk,
        &before,
        6,
        &Lang::en(),
        Verb::Confirm,
        "Something else.",
    );
    let late = TextDecision {
        entry: entry.id,
        lang: Lang::fr(),
        verb: Verb::Confirm,
        text: "Le texte d’avant.".into(),
        seen: Some(seen(&entry, &Lang::fr())),
    };
    let refused = decide_text(&desk, &around("translator"), &late);
    assert!(matches!(
        refused,
        Err(rapporteur::workflow::WorkflowError::Conflict)
    ));
}

#[test]
fn work_on_a_return_that_is_gone_is_not_lost_in_silence() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let (number, file) = now
        .plan
        .paragraphs()
        .find_map(|(n, e)| Some((n, e.sources.first()?.file.clone())))
        .unwrap();
    decide(
        &desk,
        &now,
        number,
        &Lang::en(),
        Verb::Confirm,
        "A sentence of a person.",
    );
    let inbox = stage.path().join("inbox").join(&file);
    let bytes = std::fs::read(&inbox).unwrap();
    std::fs::remove_file(&inbox).unwrap();
    stage.done(&["run"]);
    assert!(
        stage
            .done(&["status"])
            .out
            .contains("[entry-without-source]")
    );
    std::fs::write(&inbox, bytes).unwrap();
    stage.done(&["run"]);
    assert!(
        !stage
            .done(&["status"])
            .out
            .contains("[entry-without-source]")
    );
    let text = stage
        .paragraphs("en")
        .into_iter()
        .find(|(n, _)| *n == number)
        .unwrap()
        .1;
    assert_eq!(text, "A sentence of a person.");
}

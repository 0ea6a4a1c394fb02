//! What a dossier learns at once, what it forgets again, and what never leaves it.

use rapporteur::memory::Keeper;
use rapporteur::model::entry::TextState;
use rapporteur::model::ids::Lang;
use rapporteur::model::unit::Unit;
use rapporteur::workflow::{Verb, last_time, propose, state, undo};

use crate::decisions::{around, desk};
use crate::groups::{decide, entry_of};
use crate::stage::{Stage, run};

const EN: &str = "indicated that its lighthouse keepers had counted forty-one purple herons.";
const ALB_FR: &str =
    "L’Albanie a indiqué que ses gardiens de phare avaient compté quarante et un hérons pourprés.";

/// The units of the dossier's own collection.
fn learnt(stage: &Stage) -> Vec<Unit> {
    let keeper = Keeper::open_read_only(&stage.path().join("memory.db")).unwrap();
    let all: Vec<Unit> = keeper
        .units(&Default::default())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    all.into_iter()
        .filter(|u| u.properties.contains_key("entry"))
        .collect()
}

#[test]
fn the_twins_of_a_confirmed_paragraph_are_filled_at_once_and_emptied_by_undo() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let (en, fr) = (Lang::en(), Lang::fr());
    let now = state(&desk).unwrap();
    let (albania, bulgaria) = (entry_of(&now, "ALB", "1a"), entry_of(&now, "BGR", "2b"));
    let now = decide(
        &desk,
        "officer",
        bulgaria,
        &en,
        Verb::Edit,
        &format!("Bulgaria {EN}"),
    );
    assert_eq!(now.entries[&bulgaria].texts[&fr].state, TextState::Empty);
    decide(
        &desk,
        "officer",
        albania,
        &en,
        Verb::Confirm,
        &format!("Albania {EN}"),
    );
    let now = decide(&desk, "officer", albania, &fr, Verb::Confirm, ALB_FR);
    let twin = &now.entries[&bulgaria].texts[&fr];
    assert_eq!(twin.state, TextState::Suggested);
    assert_eq!(
        twin.text.replace('’', "'"),
        "La Bulgarie a indiqué que ses gardiens de phare avaient compté quarante et un hérons pourprés."
    );
    undo(&desk, &around("officer")).unwrap();
    let now = state(&desk).unwrap();
    assert_eq!(now.entries[&bulgaria].texts[&fr].state, TextState::Empty);
}

#[test]
fn units_carry_their_entry_and_decision_and_are_written_once() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let albania = entry_of(&now, "ALB", "1a");
    decide(
        &desk,
        "officer",
        albania,
        &Lang::en(),
        Verb::Confirm,
        &format!("Albania {EN}"),
    );
    let now = decide(
        &desk,
        "officer",
        albania,
        &Lang::fr(),
        Verb::Confirm,
        ALB_FR,
    );
    let last = now.log.last().unwrap().seq.to_string();
    let units = learnt(&stage);
    let pair = units.iter().find(|u| u.variants.len() == 2).unwrap();
    assert_eq!(pair.properties["entry"], albania.to_string());
    assert_eq!(pair.properties["decision"], last);
    assert!(!pair.properties["dossier"].is_empty());
    // The reply stays linked to the paragraph that was made of it.
    let reply = units.iter().find(|u| u.variants.len() == 3).unwrap();
    assert!(
        reply
            .variants
            .iter()
            .any(|v| v.text.contains("X-ray scanners"))
    );
    assert_eq!(reply.properties["entry"], albania.to_string());
    let change = || {
        Keeper::open_read_only(&stage.path().join("memory.db"))
            .unwrap()
            .stats()
            .unwrap()
            .change
    };
    let before = change();
    propose(&desk, &around("officer")).unwrap();
    stage.done(&["run"]);
    assert_eq!(
        change(),
        before,
        "learning the same twice changed the memory"
    );
    undo(&desk, &around("officer")).unwrap();
    assert!(
        learnt(&stage).iter().all(|u| u.variants.len() == 2),
        "only the English is confirmed"
    );
    undo(&desk, &around("officer")).unwrap();
    assert_eq!(learnt(&stage), []);
}

#[test]
fn the_next_cycle_finds_the_paragraph_by_the_reply() {
    let earlier = Stage::new();
    earlier.done(&["run"]);
    let before = desk(&earlier);
    let now = state(&before).unwrap();
    let albania = entry_of(&now, "ALB", "1a");
    decide(
        &before,
        "officer",
        albania,
        &Lang::en(),
        Verb::Confirm,
        &format!("Albania {EN}"),
    );
    decide(
        &before,
        "officer",
        albania,
        &Lang::fr(),
        Verb::Confirm,
        ALB_FR,
    );

    let stage = Stage::new();
    let file = stage.path().join("note.toml");
    let mut text = std::fs::read_to_string(&file).unwrap();
    text.push_str(&format!(
        "\n[[earlier]]\npath = {:?}\n",
        earlier.path().to_str().unwrap()
    ));
    std::fs::write(&file, &text).unwrap();
    stage.done(&["run"]);
    let now = state(&desk(&stage)).unwrap();
    let entry = &now.entries[&entry_of(&now, "ALB", "1a")];
    assert_eq!(entry.texts[&Lang::en()].text, format!("Albania {EN}"));
    assert!(
        entry.texts[&Lang::en()].basis.contains("earlier reply"),
        "{}",
        entry.texts[&Lang::en()].basis
    );
    assert_eq!(entry.texts[&Lang::fr()].text, ALB_FR);
    // Nothing was written into the earlier dossier, and a wrong path is said.
    std::fs::write(
        &file,
        text.replace(earlier.path().to_str().unwrap(), "nowhere"),
    )
    .unwrap();
    let ran = stage.run(&["run"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("[[earlier]]"), "{}", ran.err);
}

#[test]
fn a_reply_is_never_offered_as_a_translation() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let france = entry_of(&now, "FRA", "1a");
    let reply = now.entries[&france].sources[0].statement.text.clone();
    decide(
        &desk,
        "officer",
        france,
        &Lang::en(),
        Verb::Confirm,
        &format!("France {EN}"),
    );
    let memory = stage.path().join("memory.db");
    let found = crate::stage::pipe(
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
        &format!("France {EN}\n"),
    );
    let start: String = reply.chars().take(30).collect();
    assert!(!found.out.contains(&start), "{}", found.out);
    // Nor is it shown beside the paragraph in the concordance, unless replies are asked for.
    let beside = |options: &[&str]| {
        let at = memory.to_str().unwrap();
        let mut all = vec!["memory", "concordance", "--memory", at, "--from", "en"];
        all.extend_from_slice(options);
        all.push("herons");
        run(&all).out
    };
    assert!(!beside(&[]).contains(&start), "{}", beside(&[]));
    assert!(beside(&["--statements"]).contains(&start));
    let now = state(&desk).unwrap();
    let offered = &now.proposals[&(france, Lang::fr())];
    assert!(
        offered
            .list
            .iter()
            .all(|p| !p.suggestion.target.contains(&start))
    );
}

#[test]
fn what_leaves_a_memory_is_issued_text_only() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let albania = entry_of(&now, "ALB", "1a");
    let reply: String = now.entries[&albania].sources[0]
        .statement
        .text
        .chars()
        .take(40)
        .collect();
    decide(
        &desk,
        "officer",
        albania,
        &Lang::en(),
        Verb::Confirm,
        &format!("Albania {EN}"),
    );
    decide(
        &desk,
        "officer",
        albania,
        &Lang::fr(),
        Verb::Confirm,
        ALB_FR,
    );
    let memory = stage.path().join("memory.db");
    let memory = memory.to_str().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let written = |options: &[&str]| {
        let out = path("out.tmx");
        let mut all = vec!["memory", "export", "--memory", memory];
        all.extend_from_slice(options);
        all.push(&out);
        let ran = run(&all);
        assert_eq!(ran.code, 0, "{}", ran.err);
        (std::fs::read_to_string(&out).unwrap(), ran.err)
    };
    let (plain, said) = written(&[]);
    assert!(
        !plain.contains("purple herons") && !plain.contains(&reply),
        "{said}"
    );
    assert!(said.contains("not issued"), "{said}");
    assert!(plain.contains("</tu>"), "the earlier notes are issued");
    let (open, _) = written(&["--unissued"]);
    assert!(open.contains("purple herons") && !open.contains(&reply));
    let (all, _) = written(&["--unissued", "--statements"]);
    assert!(all.contains(&reply));
    // Nor does another memory get them.
    let shared = path("shared.db");
    let ran = run(&["memory", "merge", "--memory", &shared, memory]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let out = path("shared.tmx");
    let ran = run(&[
        "memory",
        "export",
        "--memory",
        &shared,
        "--unissued",
        "--statements",
        &out,
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let shared = std::fs::read_to_string(&out).unwrap();
    assert!(!shared.contains("purple herons") && !shared.contains(&reply));
    assert!(shared.contains("</tu>"));
}

#[test]
fn equal_english_with_unequal_french_is_found() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let (albania, bulgaria) = (entry_of(&now, "ALB", "1a"), entry_of(&now, "BGR", "2b"));
    for (id, name) in [(albania, "Albania"), (bulgaria, "Bulgaria")] {
        decide(
            &desk,
            "officer",
            id,
            &Lang::en(),
            Verb::Edit,
            &format!("{name} {EN}"),
        );
    }
    decide(
        &desk,
        "translator",
        albania,
        &Lang::fr(),
        Verb::Edit,
        ALB_FR,
    );
    let codes = || stage.run(&["check", "--json"]).out;
    decide(
        &desk,
        "translator",
        bulgaria,
        &Lang::fr(),
        Verb::Edit,
        "La Bulgarie a indiqué que ses gardiens de phare avaient compté quarante et un hérons pourprés.",
    );
    assert!(!codes().contains("unequal-translation"), "{}", codes());
    decide(
        &desk,
        "translator",
        bulgaria,
        &Lang::fr(),
        Verb::Edit,
        "La Bulgarie a indiqué que les gardiens de ses phares avaient vu quarante et un hérons pourprés.",
    );
    assert!(codes().contains("unequal-translation"), "{}", codes());
    let status = stage.status();
    assert_eq!(
        status["twins"][0]["paragraphs"].as_array().unwrap().len(),
        2
    );
    assert_eq!(status["twins"][0]["unequal"][0], "fr");
    assert!(stage.done(&["status"]).out.contains("Same original"));
}

#[test]
fn a_suggestion_that_is_confirmed_as_it_stands_counts_for_its_unit() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let fr = Lang::fr();
    let now = state(&desk).unwrap();
    let (id, text, unit) = now
        .proposals
        .iter()
        .filter(|((_, lang), _)| *lang == fr)
        .find_map(|((id, _), offered)| {
            let best = offered.list.first()?;
            let text = now.entries[id].texts[&fr].text.clone();
            let unit = best.suggestion.unit.clone();
            (!unit.is_empty() && best.suggestion.target == text).then_some((*id, text, unit))
        })
        .unwrap();
    let uses = || {
        let keeper = Keeper::open_read_only(&stage.path().join("memory.db")).unwrap();
        keeper.history(&unit).unwrap().unwrap().uses
    };
    assert_eq!(uses(), 0);
    decide(
        &desk,
        "reviser",
        id,
        &fr,
        Verb::Edit,
        &format!("{text} Et plus."),
    );
    assert_eq!(uses(), 0);
    decide(&desk, "reviser", id, &fr, Verb::Confirm, &text);
    assert_eq!(uses(), 1);
}

#[test]
fn what_a_country_said_last_time_is_found_by_its_place_alone() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let of = |country: &str, cell: &str| {
        let entry = &now.entries[&entry_of(&now, country, cell)];
        last_time(&desk, &now, entry).unwrap()
    };
    // A paragraph of the note of 2023 stood under this recommendation, in both languages.
    let said = of("ALB", "1a");
    assert!(!said.is_empty(), "nothing for Albania");
    for one in &said {
        assert!(one.origin.contains("UNODC/HONMAIL/6/2"), "{}", one.origin);
        assert!(one.texts.len() == 2 && one.texts[0].1.contains("Albania"));
        assert!((40.0..=100.0).contains(&one.recommendation));
    }
}

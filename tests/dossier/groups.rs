//! Countries that say the same in one paragraph: taken together, let go, taken back, and what comes
//! later.

use rapporteur::model::entry::TextState;
use rapporteur::model::ids::{CountryCode, EntryId, Lang};
use rapporteur::workflow::{
    Desk, GroupDecision, State, TextDecision, Verb, WorkflowError, decide_text, group_entries,
    group_proposals, seen, split_group, state, undo,
};

use crate::decisions::{around, desk};
use crate::stage::Stage;

const EN: &str = "reported that it had trained its officers in the use of scanners.";

/// The entry of a country under a recommendation.
pub fn entry_of(now: &State, country: &str, cell: &str) -> EntryId {
    let country: CountryCode = country.parse().unwrap();
    let cell = cell.parse().unwrap();
    now.entries
        .values()
        .find(|e| e.countries.contains(&country) && e.key.cell() == Some(&cell))
        .unwrap_or_else(|| panic!("{country} has no entry under {cell}"))
        .id
}

pub fn decide(
    desk: &Desk,
    person: &str,
    entry: EntryId,
    lang: &Lang,
    verb: Verb,
    text: &str,
) -> std::sync::Arc<State> {
    let now = state(desk).unwrap();
    let wish = TextDecision {
        entry,
        lang: lang.clone(),
        verb,
        text: text.to_owned(),
        seen: Some(seen(&now.entries[&entry], lang)),
    };
    decide_text(desk, &around(person), &wish).unwrap()
}

/// A dossier in which Albania and Bulgaria say the same under 1 (a).
pub fn two_alike(stage: &Stage) -> (Desk, EntryId, EntryId) {
    stage.done(&["run"]);
    let desk = desk(stage);
    let now = state(&desk).unwrap();
    let (albania, bulgaria) = (entry_of(&now, "ALB", "1a"), entry_of(&now, "BGR", "1a"));
    let en = Lang::en();
    decide(
        &desk,
        "officer",
        bulgaria,
        &en,
        Verb::Edit,
        &format!("Bulgaria {EN}"),
    );
    decide(
        &desk,
        "officer",
        albania,
        &en,
        Verb::Edit,
        &format!("Albania {EN}"),
    );
    decide(
        &desk,
        "translator",
        albania,
        &Lang::fr(),
        Verb::Edit,
        "L’Albanie a indiqué qu’elle avait formé ses agents à l’utilisation de scanners.",
    );
    (desk, albania, bulgaria)
}

fn take(desk: &Desk, entries: &[EntryId]) -> Result<std::sync::Arc<State>, WorkflowError> {
    let wish = GroupDecision {
        entries: entries.to_vec(),
        seen: None,
    };
    group_entries(desk, &around("officer"), &wish)
}

fn text(now: &State, id: EntryId, lang: &Lang) -> (TextState, String) {
    let text = &now.entries[&id].texts[lang];
    (text.state, text.text.clone())
}

const BOTH_EN: &str =
    "Albania and Bulgaria reported that they had trained their officers in the use of scanners.";
const BOTH_FR: &str = "L'Albanie et la Bulgarie ont indiqué qu’elles avaient formé leurs agents à l’utilisation de scanners.";

#[test]
fn a_group_takes_one_number_in_both_notes_and_speaks_for_all() {
    let stage = Stage::new();
    let (desk, albania, bulgaria) = two_alike(&stage);
    let before = stage.paragraphs("en").len();
    let listed = stage.done(&["group", "--json"]).out;
    let proposals: Vec<serde_json::Value> = listed
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .filter(|v: &serde_json::Value| v["kind"] == "proposal")
        .collect();
    assert_eq!(proposals.len(), 1, "{listed}");
    let one = &proposals[0];
    assert_eq!(one["texts"]["en"]["text"], BOTH_EN);
    assert_eq!(one["texts"]["fr"]["text"], BOTH_FR);
    // The words of each country stand beside it.
    for member in one["entries"].as_array().unwrap() {
        assert!(!member["words"][0].as_str().unwrap().is_empty(), "{member}");
    }
    assert_eq!(stage.status()["groups"], serde_json::json!([[5, 9]]));
    let talk = stage.done(&["group"]).out;
    assert!(
        talk.contains("1 (a): Albania, Bulgaria") && talk.contains(BOTH_FR),
        "{talk}"
    );

    stage.done(&["group", "--entries", "5", "9"]);
    stage.done(&["build"]);
    let (en, fr) = (stage.paragraphs("en"), stage.paragraphs("fr"));
    assert_eq!(en.len(), before - 1);
    let numbers = |list: &[(u32, String)]| list.iter().map(|p| p.0).collect::<Vec<_>>();
    assert_eq!(
        numbers(&en),
        (1..=u32::try_from(en.len()).unwrap()).collect::<Vec<_>>()
    );
    assert_eq!(numbers(&fr), numbers(&en));
    let of = |list: &[(u32, String)]| list.iter().find(|p| p.0 == 5).unwrap().1.replace('’', "'");
    assert_eq!(of(&en), BOTH_EN);
    assert_eq!(of(&fr), BOTH_FR.replace('’', "'"));
    // The first entry keeps its id, the other one rests.
    let now = state(&desk).unwrap();
    assert_eq!(now.entries[&albania].countries.len(), 2);
    assert!(!now.entries.contains_key(&bulgaria));
    assert_eq!(now.number_of(bulgaria), Some(5));
    assert_eq!(text(&now, albania, &Lang::en()).0, TextState::Draft);
    let status = stage.status();
    assert!(!status.to_string().contains("entry-without-source"));
    let explained = stage.done(&["explain", "5"]).out;
    assert!(
        explained.contains("Albania") && explained.contains("Bulgaria"),
        "{explained}"
    );
}

#[test]
fn a_split_and_an_undo_bring_the_texts_back() {
    let stage = Stage::new();
    let (desk, albania, bulgaria) = two_alike(&stage);
    let en = Lang::en();
    let alone = |now: &State, id: EntryId, name: &str| {
        assert_eq!(
            text(now, id, &Lang::en()),
            (TextState::Edited, format!("{name} {EN}"))
        );
    };
    take(&desk, &[albania, bulgaria]).unwrap();
    let now = decide(&desk, "officer", albania, &en, Verb::Confirm, BOTH_EN);
    assert!(now.entries[&albania].is_settled(&en));
    // Split: what each country had is there again, and nothing of the group is in Albania's mouth.
    let now = split_group(&desk, &around("officer"), albania, &[]).unwrap();
    alone(&now, albania, "Albania");
    alone(&now, bulgaria, "Bulgaria");
    assert!(
        text(&now, albania, &Lang::fr())
            .1
            .starts_with("L’Albanie a indiqué")
    );
    // The split taken back: the group with its confirmed text.
    undo(&desk, &around("officer")).unwrap();
    let now = state(&desk).unwrap();
    assert_eq!(
        text(&now, albania, &en),
        (TextState::Confirmed, BOTH_EN.into())
    );
    assert!(now.entries[&albania].is_settled(&en));
    // The text, then the group taken back.
    undo(&desk, &around("officer")).unwrap();
    let now = state(&desk).unwrap();
    assert_eq!(text(&now, albania, &en), (TextState::Draft, BOTH_EN.into()));
    undo(&desk, &around("officer")).unwrap();
    let now = state(&desk).unwrap();
    assert!(now.groups.is_empty());
    alone(&now, albania, "Albania");
    alone(&now, bulgaria, "Bulgaria");
}

#[test]
fn what_another_person_wrote_for_a_group_never_stands_for_one_country() {
    let stage = Stage::new();
    let (desk, albania, bulgaria) = two_alike(&stage);
    take(&desk, &[albania, bulgaria]).unwrap();
    decide(
        &desk,
        "translator",
        albania,
        &Lang::en(),
        Verb::Confirm,
        BOTH_EN,
    );
    // The officer takes back the grouping only.
    undo(&desk, &around("officer")).unwrap();
    let now = state(&desk).unwrap();
    assert_eq!(text(&now, albania, &Lang::en()).1, format!("Albania {EN}"));
    // Grouped anew, it is another group: its sentence is made again and waits to be confirmed.
    let now = take(&desk, &[albania, bulgaria]).unwrap();
    assert_eq!(
        text(&now, albania, &Lang::en()),
        (TextState::Draft, BOTH_EN.into())
    );
}

#[test]
fn a_late_country_is_proposed_to_a_confirmed_group_and_never_put_into_it() {
    let stage = Stage::new();
    let late = "CZ_questionnaire_completed.docx";
    let bytes = std::fs::read(stage.path().join("inbox").join(late)).unwrap();
    std::fs::remove_file(stage.path().join("inbox").join(late)).unwrap();
    let (desk, albania, bulgaria) = two_alike(&stage);
    take(&desk, &[albania, bulgaria]).unwrap();
    let en = Lang::en();
    decide(&desk, "officer", albania, &en, Verb::Confirm, BOTH_EN);
    decide(
        &desk,
        "translator",
        albania,
        &Lang::fr(),
        Verb::Confirm,
        BOTH_FR,
    );
    std::fs::write(stage.path().join("inbox").join(late), bytes).unwrap();
    stage.done(&["run"]);
    let now = state(&desk).unwrap();
    let czechia = entry_of(&now, "CZE", "1a");
    let now = decide(
        &desk,
        "officer",
        czechia,
        &en,
        Verb::Edit,
        &format!("Czechia {EN}"),
    );
    let settled = |now: &State| now.entries[&albania].is_settled(&Lang::fr());
    assert!(settled(&now) && now.entries[&albania].countries.len() == 2);
    let proposals = group_proposals(&now, &desk.resources);
    assert_eq!(proposals.len(), 1);
    assert_eq!(proposals[0].group, Some(albania));
    // Taken in by a person: one id still, the sentence built from what was confirmed, to be
    // confirmed again.
    let now = take(&desk, &proposals[0].ids()).unwrap();
    assert_eq!(
        text(&now, albania, &en),
        (
            TextState::Draft,
            "Albania, Bulgaria and Czechia reported that they had trained their officers in the use of scanners.".into()
        )
    );
    assert_eq!(
        text(&now, albania, &Lang::fr()),
        (
            TextState::Draft,
            "L'Albanie, la Bulgarie et la Tchéquie ont indiqué qu’elles avaient formé leurs agents à l’utilisation de scanners.".into()
        )
    );
    // One let go again: the two others are a group, and it speaks for itself.
    let now = split_group(&desk, &around("officer"), albania, &[bulgaria]).unwrap();
    assert_eq!(text(&now, bulgaria, &en).1, format!("Bulgaria {EN}"));
    assert!(
        text(&now, albania, &en)
            .1
            .starts_with("Albania and Czechia reported that they")
    );
}

#[test]
fn two_sessions_do_not_group_behind_each_others_back() {
    let stage = Stage::new();
    let (desk, albania, bulgaria) = two_alike(&stage);
    let now = state(&desk).unwrap();
    let shown = group_proposals(&now, &desk.resources).remove(0);
    // Meanwhile somebody else writes something else for Bulgaria.
    decide(
        &desk,
        "other",
        bulgaria,
        &Lang::en(),
        Verb::Edit,
        "Bulgaria reported that it had bought dogs.",
    );
    let wish = GroupDecision {
        entries: shown.ids(),
        seen: Some(shown.seen.clone()),
    };
    let refused = group_entries(&desk, &around("officer"), &wish);
    assert!(matches!(refused, Err(WorkflowError::Conflict)));
    assert!(state(&desk).unwrap().groups.is_empty());
    // Two people take the same together: the second one is told.
    decide(
        &desk,
        "other",
        bulgaria,
        &Lang::en(),
        Verb::Edit,
        &format!("Bulgaria {EN}"),
    );
    take(&desk, &[albania, bulgaria]).unwrap();
    assert!(matches!(
        take(&desk, &[albania, bulgaria]),
        Err(WorkflowError::Conflict)
    ));
}

#[test]
fn a_confirmed_group_asks_again_when_a_reply_behind_it_goes() {
    let stage = Stage::new();
    let (desk, albania, bulgaria) = two_alike(&stage);
    let en = Lang::en();
    let czechia = entry_of(&state(&desk).unwrap(), "CZE", "1a");
    decide(
        &desk,
        "officer",
        czechia,
        &en,
        Verb::Edit,
        &format!("Czechia {EN}"),
    );
    take(&desk, &[albania, bulgaria, czechia]).unwrap();
    let now = state(&desk).unwrap();
    let three = text(&now, albania, &en).1;
    decide(&desk, "officer", albania, &en, Verb::Confirm, &three);
    let file = stage.path().join("inbox/CZ_questionnaire_completed.docx");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    stage.done(&["run"]);
    let now = state(&desk).unwrap();
    let group = &now.entries[&albania];
    assert_eq!(group.countries.len(), 2);
    assert!(
        group.texts[&en].needs_review,
        "a country is gone and nobody is asked"
    );
    assert_eq!(group.texts[&en].text, three, "a person's text was changed");
    // With one country left there is no group: it has its own words, and a finding says so.
    let other = stage
        .path()
        .join("inbox/Bulgaria - questionnaire 2026.docx");
    let others = std::fs::read(&other).unwrap();
    std::fs::remove_file(&other).unwrap();
    stage.done(&["run"]);
    let now = state(&desk).unwrap();
    assert_eq!(text(&now, albania, &en).1, format!("Albania {EN}"));
    assert!(now.findings.iter().any(|f| f.code == "group-broken"));
    // Both back: as it was confirmed.
    std::fs::write(&file, bytes).unwrap();
    std::fs::write(&other, others).unwrap();
    stage.done(&["run"]);
    let now = state(&desk).unwrap();
    assert!(now.entries[&albania].is_settled(&en));
    assert!(!now.findings.iter().any(|f| f.code == "group-broken"));
}

#[test]
fn only_what_countries_said_themselves_is_grouped() {
    let stage = Stage::new();
    let (desk, albania, bulgaria) = two_alike(&stage);
    let now = state(&desk).unwrap();
    // Other words, another recommendation, a tick without words.
    let refused = |ids: &[EntryId], words: &str| {
        let error = take(&desk, ids).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    };
    refused(
        &[albania, entry_of(&now, "AUT", "1a")],
        "does not say the same",
    );
    refused(
        &[albania, entry_of(&now, "BGR", "1b")],
        "one recommendation",
    );
    refused(&[albania], "nothing to take together");
    let ticked = entry_of(&now, "LVA", "2b");
    refused(
        &[entry_of(&now, "ALB", "2b"), ticked],
        "nothing was written in the reply",
    );
    // Not even when a person wrote the sentence: the country has not said it.
    let en = Lang::en();
    decide(
        &desk,
        "officer",
        ticked,
        &en,
        Verb::Edit,
        &format!("Latvia {EN}"),
    );
    let now = decide(
        &desk,
        "officer",
        entry_of(&state(&desk).unwrap(), "ALB", "2b"),
        &en,
        Verb::Edit,
        &format!("Albania {EN}"),
    );
    let proposals = group_proposals(&now, &desk.resources);
    assert!(
        proposals.iter().all(|p| p.ids() == [albania, bulgaria]),
        "{proposals:#?}"
    );
    let listed = stage.done(&["group", "--cell", "2b"]).out;
    assert!(
        listed.contains("only a box is ticked, never grouped: Latvia"),
        "{listed}"
    );
    assert_eq!(stage.run(&["group", "--entries", "5", "6"]).code, 2);
    assert_eq!(stage.run(&["group", "--split", "6"]).code, 2);
    // What a reply does not bear out is shown beside the words.
    let shown = group_proposals(&now, &desk.resources);
    assert!(shown[0].entries.iter().all(|m| !m.words.is_empty()));
}

#[test]
fn an_answer_that_only_refers_becomes_a_cross_reference_in_both_languages() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let denmark = entry_of(&now, "DNK", "1c");
    assert_eq!(
        text(&now, denmark, &Lang::en()),
        (
            TextState::Draft,
            "Denmark reported, under recommendation (b), on measures relevant to recommendation (c).".into()
        )
    );
    assert_eq!(
        text(&now, denmark, &Lang::fr()),
        (
            TextState::Draft,
            "Le Danemark a rendu compte, au titre de la recommandation b), de mesures donnant suite à la recommandation c).".into()
        )
    );
    let codes = || stage.run(&["check", "--json"]).out;
    assert!(!codes().contains("\"reference-"), "{}", codes());
    // Across themes, with a letter that the note does not have, and where there is no paragraph.
    let now = decide(
        &desk,
        "officer",
        denmark,
        &Lang::en(),
        Verb::Edit,
        "Denmark reported, under recommendation (a) of theme 2, on measures relevant to recommendation (c).",
    );
    assert_eq!(
        text(&now, denmark, &Lang::fr()).1,
        "Le Danemark a rendu compte, au titre de la recommandation a) du thème 2, de mesures donnant suite à la recommandation c)."
    );
    decide(
        &desk,
        "officer",
        denmark,
        &Lang::en(),
        Verb::Edit,
        "Denmark reported, under recommendation (d), on measures relevant to recommendation (c).",
    );
    assert!(codes().contains("\"reference-unknown\""), "{}", codes());
    decide(
        &desk,
        "translator",
        denmark,
        &Lang::fr(),
        Verb::Edit,
        "Le Danemark a rendu compte, au titre de la recommandation (b), de mesures donnant suite à la recommandation c).",
    );
    assert!(codes().contains("\"reference-form\""), "{}", codes());
}

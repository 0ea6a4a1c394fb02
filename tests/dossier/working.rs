//! Working translations: a reply in another language gets its paragraph drafted from what a person
//! attached, and nothing of it stands in a note by itself.

use rapporteur::model::ids::Lang;
use rapporteur::model::text::text_hash;
use rapporteur::workflow::{Attached, attach_working, state, undo};

use crate::decisions::{around, desk};
use crate::groups::entry_of;
use crate::stage::Stage;

const WORDS: &str = "The sorting centres of Madrid, Barcelona and Valencia have 12 X-ray scanners. \
                     In 2025, 96 officers of the Civil Guard and the Customs Surveillance Service were trained.";

#[test]
fn a_spanish_reply_is_drafted_from_its_working_translation() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let (en, now) = (Lang::en(), state(&desk).unwrap());
    let id = entry_of(&now, "ESP", "1a");
    let before = now.proposals[&(id, en.clone())].clone();
    let source = now.entries[&id].sources.last().unwrap().clone();
    assert!(
        !before
            .list
            .iter()
            .any(|p| p.suggestion.target.contains("12 X-ray"))
    );

    let wish = Attached {
        return_id: source.return_id.clone(),
        answer: text_hash(&source.statement.text),
        lang: en.clone(),
        text: WORDS.into(),
    };
    let now = attach_working(&desk, &around("Ana"), &wish).unwrap();
    let entry = &now.entries[&id];
    assert_eq!(
        entry
            .sources
            .last()
            .unwrap()
            .working
            .as_ref()
            .unwrap()
            .person,
        "Ana"
    );
    let text = &entry.texts[&en];
    assert!(
        text.text.starts_with("Spain reported that"),
        "{}",
        text.text
    );
    assert!(text.text.contains("12 X-ray scanners"), "{}", text.text);
    assert!(
        text.basis.contains("working translation by Ana"),
        "{}",
        text.basis
    );
    let made = &now.proposals[&(id, en.clone())].list;
    assert!(
        made.iter()
            .any(|p| p.reply.working && !p.reply.sentences.is_empty())
    );

    // It outlives another run, and an undo takes it away with the drafts that rest on it.
    stage.done(&["run"]);
    assert!(
        state(&desk).unwrap().entries[&id].texts[&en]
            .text
            .contains("12 X-ray")
    );
    undo(&desk, &around("Ana")).unwrap();
    let now = state(&desk).unwrap();
    assert!(now.entries[&id].sources.last().unwrap().working.is_none());
    assert_eq!(now.proposals[&(id, en)], before);
}

#[test]
fn a_translation_is_attached_and_taken_away_by_command() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let file = stage.path().join("translation.txt");
    std::fs::write(&file, format!("\u{feff}{WORDS}\n")).unwrap();
    let dossier = stage.path().to_str().unwrap().to_owned();
    let arguments = [
        "translation",
        "ESP",
        "1a",
        file.to_str().unwrap(),
        "-C",
        &dossier,
    ];
    stage.done(&arguments);
    let desk = desk(&stage);
    let source = || {
        let now = state(&desk).unwrap();
        let id = entry_of(&now, "ESP", "1a");
        now.entries[&id].sources.last().unwrap().clone()
    };
    assert_eq!(source().working.unwrap().text, WORDS);
    stage.done(&["translation", "ESP", "1a", "--remove", "-C", &dossier]);
    assert!(source().working.is_none());
}

#[test]
fn a_translation_into_the_language_of_the_reply_is_refused() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let source = now.entries[&entry_of(&now, "ESP", "1a")].sources[0].clone();
    let wish = Attached {
        return_id: source.return_id.clone(),
        answer: text_hash(&source.statement.text),
        lang: "es".parse().unwrap(),
        text: "Lo mismo.".into(),
    };
    assert!(attach_working(&desk, &around("Ana"), &wish).is_err());
    let elsewhere = Attached {
        answer: text_hash("nothing of the kind"),
        lang: Lang::en(),
        ..wish
    };
    assert!(attach_working(&desk, &around("Ana"), &elsewhere).is_err());
}

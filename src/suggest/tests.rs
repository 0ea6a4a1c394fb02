use std::sync::Arc;

use super::*;
use crate::model::unit::{Role, Unit, Variant};

fn unit(en: &str, fr: &str) -> Unit {
    let side = |lang: Lang, text: &str| Variant {
        lang,
        role: Role::Paragraph,
        text: text.into(),
    };
    Unit {
        variants: vec![side(Lang::en(), en), side(Lang::fr(), fr)],
        ..Unit::default()
    }
}

fn memory(units: &[Unit]) -> Memory {
    let mut memory = Memory::in_memory(Arc::new(Resources::default())).unwrap();
    memory.add(units).unwrap();
    memory
}

fn request(text: &str) -> SuggestRequest {
    SuggestRequest {
        id: "1".into(),
        text: text.into(),
        from: Lang::en(),
        to: Lang::fr(),
        countries: Vec::new(),
        cell: None,
        recommendation_text: None,
        meeting: None,
        previous: None,
        next: None,
        min_score: 65.0,
        top: 5,
    }
}

fn pairs() -> Vec<Unit> {
    vec![
        unit(
            "The report was sent to all States on 3 May 2019.",
            "Le rapport a été envoyé à tous les États le 3 mai 2019.",
        ),
        unit(
            "The report was sent to all States on 4 May 2019.",
            "Le rapport a été adressé à tous les États le 4 mai 2019.",
        ),
        unit(
            "Nothing of the kind stands here at all.",
            "Rien de tel ne se trouve ici.",
        ),
    ]
}

#[test]
fn the_date_is_repaired_and_the_best_comes_first() {
    let memory = memory(&pairs());
    let found = suggest(
        &[&memory],
        &Resources::default(),
        &request("The report was sent to all States on 1 June 2022."),
    )
    .unwrap();
    assert_eq!(
        found[0].target,
        "Le rapport a été envoyé à tous les États le 1er juin 2022."
    );
    assert!(found[0].score > found[0].matched && found[0].score < 100.0);
    assert_eq!(found[0].repairs[0].kind, "date");
    assert_eq!(found.len(), 2);
    let same = suggest(
        &[&memory],
        &Resources::default(),
        &request("The report was sent to all States on 4 May 2019."),
    )
    .unwrap();
    assert_eq!(
        (same[0].score, same[0].target.as_str()),
        (
            100.0,
            "Le rapport a été adressé à tous les États le 4 mai 2019."
        )
    );
}

#[test]
fn nothing_useful_gives_nothing() {
    let memory = memory(&pairs());
    assert!(
        suggest(
            &[&memory],
            &Resources::default(),
            &request("A wholly different paragraph about maritime containers.")
        )
        .unwrap()
        .is_empty()
    );
    assert!(
        suggest(&[], &Resources::default(), &request("x"))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn equal_targets_are_given_once() {
    let (a, b) = (memory(&pairs()), memory(&pairs()));
    let found = suggest(
        &[&a, &b],
        &Resources::default(),
        &request("The report was sent to all States on 3 May 2019."),
    )
    .unwrap();
    let mut targets: Vec<_> = found.iter().map(|s| s.target.clone()).collect();
    targets.sort();
    targets.dedup();
    assert_eq!(targets.len(), found.len());
}

#[test]
fn sentences_of_different_units_are_put_together() {
    let memory = memory(&[
        unit(
            "A new unit was set up in the capital. It has nine officers.",
            "Une nouvelle unité a été créée dans la capitale. Elle compte neuf agents.",
        ),
        unit(
            "Every parcel is weighed twice. Records are kept for ten years.",
            "Chaque colis est pesé deux fois. Les dossiers sont conservés dix ans.",
        ),
    ]);
    let text = "A new unit was set up in the capital. Records are kept for ten years.";
    let found = suggest(&[&memory], &Resources::default(), &request(text)).unwrap();
    let first = &found[0];
    assert_eq!(
        first.target,
        "Une nouvelle unité a été créée dans la capitale. Les dossiers sont conservés dix ans."
    );
    assert!(
        first.basis.starts_with("sentence by sentence: "),
        "{}",
        first.basis
    );
    assert_eq!(first.score, 99.0);
    assert!(first.marks.is_empty());
    // A sentence without match stands untranslated and is marked, in characters of the target.
    let text = "A new unit was set up in the capital of the country last year. Été is short.";
    let found = suggest(
        &[&memory],
        &Resources::default(),
        &SuggestRequest {
            min_score: 30.0,
            ..request(text)
        },
    )
    .unwrap();
    let one = found
        .iter()
        .find(|s| s.basis.starts_with("sentence by sentence"))
        .expect("no glued suggestion");
    let mark = one.marks.last().unwrap();
    let chars: Vec<char> = one.target.chars().collect();
    let marked: String = chars[mark.start..mark.end].iter().collect();
    assert_eq!(marked, "Été is short.");
}

#[test]
fn a_unit_behind_a_much_shorter_frame_is_met_by_its_content() {
    let resources = Arc::new(Resources::embedded().unwrap());
    let mut memory = Memory::in_memory(Arc::clone(&resources)).unwrap();
    memory
        .add(&[unit(
            "Norway reported that all harbours had been lit.",
            "La Norvège a indiqué que tous les ports avaient été éclairés.",
        )])
        .unwrap();
    let asked = request(
        "Albania, Cuba, Denmark, Estonia, Fiji, Ghana, Greece, Iceland, Malta, Peru and Togo \
         reported that all harbours had been lit.",
    );
    let found = suggest(&[&memory], &resources, &asked).unwrap();
    assert!(found[0].matched < 50.0, "{}", found[0].matched);
    let end = "ont indiqué que tous les ports avaient été éclairés.";
    assert!(found[0].target.ends_with(end), "{}", found[0].target);
    assert!(found[0].score > 90.0);
}

#[test]
fn the_place_of_a_changed_word_is_told_by_the_statistics_of_the_memory() {
    let mut units: Vec<Unit> = (0..8)
        .map(|n| {
            let (en, fr) = [("quarterly", "trimestrielles"), ("annual", "annuelles")][n % 2];
            let (what, quoi) = [
                ("seizures", "les saisies"),
                ("arrests", "les arrestations"),
                ("training", "la formation"),
                ("equipment", "le matériel"),
            ][n / 2];
            unit(
                &format!("Findings on {what} were discussed at {en} meetings of the services."),
                &format!("Les constatations sur {quoi} étaient examinées lors de réunions {fr} des services."),
            )
        })
        .collect();
    units.extend(pairs());
    let memory = memory(&units);
    let text = "Findings on seizures were discussed at weekly meetings of the services.";
    let found = suggest(&[&memory], &Resources::default(), &request(text)).unwrap();
    let best = found
        .iter()
        .find(|s| s.source.contains("quarterly"))
        .unwrap();
    let [mark] = best.marks.as_slice() else {
        panic!("{:?}", best.marks);
    };
    let marked: String = best
        .target
        .chars()
        .skip(mark.start)
        .take(mark.end - mark.start)
        .collect();
    assert_eq!(marked, "trimestrielles");
}

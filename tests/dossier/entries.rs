//! The work on entries: queries, findings dismissed, redo, filters, countries kept apart, texts
//! confirmed together.

use rapporteur::model::decision::{Action, Asked};
use rapporteur::model::entry::Entry;
use rapporteur::model::ids::{EntryId, Lang};
use rapporteur::workflow::{
    Band, Desk, EntryFilter, Sort, State, TextDecision, Verb, answer, comment, confirm_issued,
    decide_text, dismiss, entry_findings, filtered, group_proposals, history, issued_before,
    keep_apart, open_queries, query, recent, redo, seen, state, talk, undo, undo_one,
};

use crate::decisions::{around, desk};
use crate::groups::two_alike;
use crate::stage::Stage;

fn stage() -> (Stage, Desk) {
    let stage = Stage::new();
    stage.done(&["run"]);
    let desk = desk(&stage);
    (stage, desk)
}

fn write(desk: &Desk, id: EntryId, lang: &Lang, verb: Verb, text: &str) {
    let now = state(desk).unwrap();
    let wish = TextDecision {
        entry: id,
        lang: lang.clone(),
        verb,
        text: text.into(),
        seen: Some(seen(&now.entries[&id], lang)),
    };
    decide_text(desk, &around("officer"), &wish).unwrap();
}

/// An entry of one country with words in English.
fn country(now: &State) -> &Entry {
    let mut all = now.plan.paragraphs().map(|(_, e)| e);
    all.find(|e| e.countries.len() == 1 && e.text(&Lang::en()).is_some())
        .unwrap()
}

fn shown(desk: &Desk, filter: &EntryFilter) -> Vec<EntryId> {
    let now = state(desk).unwrap();
    let time = around("officer").now;
    filtered(&now, &desk.resources, filter, ("officer", time))
        .into_iter()
        .map(|(_, e)| e.id)
        .collect()
}

#[test]
fn a_query_waits_until_somebody_settles_it() {
    let (_stage, desk) = stage();
    let id = country(&state(&desk).unwrap()).id;
    let (ana, bo) = (around("Ana"), around("Bo"));
    assert!(query(&desk, &ana, id, Asked::Officer, "  ").is_err());
    comment(&desk, &ana, id, "Read twice.").unwrap();
    query(&desk, &ana, id, Asked::Officer, "Which year is meant?").unwrap();
    let now = state(&desk).unwrap();
    let open = open_queries(&now);
    assert_eq!(open.len(), 1);
    let asked = EntryFilter {
        queries: true,
        ..EntryFilter::default()
    };
    assert_eq!(shown(&desk, &asked), [id]);
    let number = open[0].asked.seq;
    answer(&desk, &bo, (id, number), "The year 2025.", false).unwrap();
    assert!(
        undo_one(&desk, &bo, number).is_err(),
        "its answer rests on it"
    );
    answer(&desk, &ana, (id, number), "", true).unwrap();
    let now = state(&desk).unwrap();
    assert!(open_queries(&now).is_empty());
    let said = talk(&now, id);
    assert_eq!((said.comments.len(), said.queries[0].answers.len()), (1, 1));
    assert_eq!(said.queries[0].closed.as_deref(), Some("Ana"));
    assert!(answer(&desk, &bo, (id, number), "Late.", false).is_err());
    // Settling it is taken back like every decision.
    undo(&desk, &ana).unwrap();
    assert_eq!(open_queries(&state(&desk).unwrap()).len(), 1);
}

#[test]
fn a_dismissed_finding_comes_back_with_another_text() {
    let (_stage, desk) = stage();
    let id = country(&state(&desk).unwrap()).id;
    let en = Lang::en();
    let found = |desk: &Desk| {
        let now = state(desk).unwrap();
        let all = entry_findings(&now, &desk.resources, &now.entries[&id]);
        all[&en]
            .iter()
            .find(|f| f.finding.code == "doubled-word")
            .cloned()
    };
    write(&desk, id, &en, Verb::Edit, "It had adopted the the law.");
    let finding = found(&desk).unwrap();
    assert_eq!(
        finding.corrected.as_deref(),
        Some("It had adopted the law.")
    );
    let ana = around("Ana");
    let what = (finding.finding.code.as_str(), finding.finding.span.as_str());
    assert!(dismiss(&desk, &ana, (id, &en), what, " ").is_err());
    dismiss(&desk, &ana, (id, &en), what, "so it is called").unwrap();
    assert_eq!(
        found(&desk).unwrap().dismissed,
        Some(("Ana".into(), "so it is called".into()))
    );
    let doubled = EntryFilter {
        finding: Some("doubled-word".into()),
        ..EntryFilter::default()
    };
    assert!(shown(&desk, &doubled).is_empty());
    write(
        &desk,
        id,
        &en,
        Verb::Edit,
        "It had adopted the the new law.",
    );
    assert_eq!(found(&desk).unwrap().dismissed, None);
    assert_eq!(shown(&desk, &doubled), [id]);
}

#[test]
fn what_was_taken_back_is_made_to_stand_again() {
    let (_stage, desk) = stage();
    let id = country(&state(&desk).unwrap()).id;
    let en = Lang::en();
    let text = |desk: &Desk| state(desk).unwrap().entries[&id].texts[&en].text.clone();
    write(&desk, id, &en, Verb::Edit, "One.");
    write(&desk, id, &en, Verb::Confirm, "Two.");
    let me = around("officer");
    undo(&desk, &me).unwrap();
    undo(&desk, &me).unwrap();
    assert_ne!(text(&desk), "One.");
    redo(&desk, &me).unwrap();
    assert_eq!(text(&desk), "One.");
    redo(&desk, &me).unwrap();
    assert_eq!(text(&desk), "Two.");
    assert_eq!(redo(&desk, &me).unwrap(), None);
    let now = state(&desk).unwrap();
    let events = history(&now, id);
    // The newest first: two texts, two undone, two redone.
    assert_eq!(events.len(), 6);
    let last = events.iter().rev().nth(1).unwrap();
    assert_eq!(
        (last.texts[0].before.as_str(), last.texts[0].text.as_str()),
        ("One.", "Two.")
    );
    assert!(last.stands && last.can_be_undone);
    assert!(!events.last().unwrap().can_be_undone, "Two. rests on it");
    assert_eq!(recent(&now, None, 2).len(), 2);
    undo_one(&desk, &around("Bo"), last.decision.seq).unwrap();
    assert_eq!(text(&desk), "One.");
}

#[test]
fn filters_leave_what_they_say_in_their_order() {
    let (_stage, desk) = stage();
    let now = state(&desk).unwrap();
    let all = EntryFilter::default();
    assert_eq!(shown(&desk, &all).len(), now.entries.len());
    let entry = country(&now);
    let (id, code) = (entry.id, entry.countries[0]);
    let of_country = shown(
        &desk,
        &EntryFilter {
            country: Some(code),
            ..all.clone()
        },
    );
    assert!(of_country.contains(&id));
    assert!(
        of_country
            .iter()
            .all(|i| now.entries[i].countries.contains(&code))
    );
    write(&desk, id, &Lang::en(), Verb::Confirm, "A zebra crossed.");
    let state_of = |word: &str| {
        let states = vec![(Lang::en(), word.to_owned())];
        shown(
            &desk,
            &EntryFilter {
                states,
                ..all.clone()
            },
        )
    };
    assert_eq!(state_of("confirmed"), [id]);
    let zebras = EntryFilter {
        words: "ZEBRA".into(),
        ..all.clone()
    };
    assert_eq!(shown(&desk, &zebras), [id]);
    let mine = EntryFilter {
        person: Some("officer".into()),
        ..all.clone()
    };
    assert_eq!(shown(&desk, &mine), [id]);
    let bands: usize = Band::ALL
        .into_iter()
        .map(|band| {
            let band = Some(band);
            shown(
                &desk,
                &EntryFilter {
                    band,
                    ..all.clone()
                },
            )
            .len()
        })
        .sum();
    assert_eq!(bands, now.entries.len(), "every entry is in one band");
    let changed = EntryFilter {
        sort: Sort::Changed,
        ..all.clone()
    };
    assert_eq!(shown(&desk, &changed)[0], id);
}

#[test]
fn countries_kept_apart_are_not_proposed_again() {
    let stage = Stage::new();
    let (desk, ..) = two_alike(&stage);
    let now = state(&desk).unwrap();
    let before = group_proposals(&now, &desk.resources);
    let first = before.first().unwrap();
    let ids = first.ids();
    keep_apart(&desk, &around("Ana"), &ids, &first.seen).unwrap();
    let after = |desk: &Desk| group_proposals(&state(desk).unwrap(), &desk.resources);
    assert_eq!(after(&desk).len(), before.len() - 1);
    assert!(after(&desk).iter().all(|p| p.ids() != ids));
    undo(&desk, &around("Ana")).unwrap();
    assert_eq!(after(&desk).len(), before.len());
}

#[test]
fn issued_translations_are_confirmed_as_one_decision() {
    let (_stage, desk) = stage();
    let (en, fr) = (Lang::en(), Lang::fr());
    // English that stands word for word in an earlier note.
    let now = state(&desk).unwrap();
    let shelf = desk.shelf(&now.settings).unwrap();
    let issued: Vec<(String, String)> = shelf
        .memories()
        .iter()
        .flat_map(|m| m.units())
        .map(|u| u.unwrap())
        .filter(|u| u.origin.symbol.is_some() && u.origin.paragraph.is_some())
        .filter_map(|u| {
            let text = |l: &Lang| u.texts(l).next().map(|v| v.text.clone());
            Some((text(&en)?, text(&fr)?))
        })
        .take(12)
        .collect();
    let ids: Vec<EntryId> = now
        .plan
        .paragraphs()
        .filter(|(_, e)| e.countries.len() == 1)
        .map(|(_, e)| e.id)
        .take(issued.len())
        .collect();
    assert!(issued_before(&desk, &now, &fr).unwrap().is_empty());
    for (id, (english, _)) in ids.iter().zip(&issued) {
        write(&desk, *id, &en, Verb::Confirm, english);
    }
    let now = state(&desk).unwrap();
    let there = issued_before(&desk, &now, &fr).unwrap();
    assert!(there.len() > 1, "some of them are found");
    for one in &there {
        assert!(issued.contains(&(one.source.clone(), one.target.clone())));
    }
    assert!(issued_before(&desk, &now, &en).unwrap().is_empty());
    let chosen: Vec<_> = there.iter().map(|i| (i.entry, i.seen.clone())).collect();
    let (count, now) = confirm_issued(&desk, &around("Ana"), &fr, &chosen).unwrap();
    assert_eq!(count, there.len());
    assert!(there.iter().all(|i| now.entries[&i.entry].is_settled(&fr)));
    assert!(matches!(
        now.log.last().unwrap().action,
        Action::ConfirmMany { .. }
    ));
    assert!(confirm_issued(&desk, &around("Ana"), &fr, &chosen).is_err());
    undo(&desk, &around("Ana")).unwrap();
    let now = state(&desk).unwrap();
    assert!(there.iter().all(|i| !now.entries[&i.entry].is_settled(&fr)));
}

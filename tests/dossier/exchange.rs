//! Out to the programs of others and back: what goes out, what comes back, and that no text is ever
//! misplaced on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use rapporteur::dossier::Dossier;
use rapporteur::language::Resources;
use rapporteur::model::decision::Merged;
use rapporteur::model::entry::TextState;
use rapporteur::model::ids::{EntryId, Lang};
use rapporteur::workflow::{
    Desk, MergeKind, MergeReport, MergeWish, ReturnedFile, Silent, State, Surroundings,
    TextDecision, Verb, decide_text, merge_apply, merge_preview, state, undo,
};

use super::peers;
use super::stage::{Ran, Stage};

/// A dossier that was run once.
fn ready() -> Stage {
    let stage = Stage::new();
    stage.done(&["run"]);
    stage
}

fn desk(stage: &Stage) -> Desk {
    Desk::new(
        Dossier::open(stage.path()).unwrap(),
        Arc::new(Resources::embedded().unwrap()),
    )
}

fn around(person: &str) -> Surroundings<'_> {
    Surroundings {
        now: "2026-07-01T10:00:00Z".parse().unwrap(),
        person,
        progress: &Silent,
        stop: &|| false,
    }
}

fn exported(stage: &Stage, arguments: &[&str], name: &str) -> PathBuf {
    let out = stage.path().join(name);
    let mut all = vec!["export"];
    all.extend_from_slice(arguments);
    all.extend_from_slice(&["--out", out.to_str().unwrap()]);
    stage.done(&all);
    out
}

fn import(stage: &Stage, file: &Path, more: &[&str]) -> Ran {
    let mut all = vec!["import", file.to_str().unwrap()];
    all.extend_from_slice(more);
    stage.run(&all)
}

fn returned(name: &str, text: &str) -> ReturnedFile {
    ReturnedFile {
        name: name.into(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn preview(desk: &Desk, text: &str) -> MergeReport {
    merge_preview(desk, &returned("t.xlf", text), &MergeWish::default()).unwrap()
}

fn french(now: &State, entry: u64) -> (String, TextState, bool) {
    let text = &now.entries[&EntryId(entry)].texts[&Lang::fr()];
    (text.text.clone(), text.state, text.needs_review)
}

fn decided(desk: &Desk, entry: u64, lang: Lang, verb: Verb, text: &str) {
    let wish = TextDecision {
        entry: EntryId(entry),
        lang,
        verb,
        text: text.into(),
        seen: None,
    };
    decide_text(desk, &around("officer"), &wish).unwrap();
}

/// One unit of an exported file: the whole element, its entry and its lines.
#[derive(Debug, Clone)]
struct Unit {
    entry: u64,
    xml: String,
}

impl Unit {
    /// What stands in its segment between two marks; candidates have texts too.
    fn between(&self, from: &str, to: &str) -> Option<&str> {
        let (_, segment) = self.xml.split_once("<segment")?;
        let (_, rest) = segment.split_once(from)?;
        rest.split_once(to).map(|(text, _)| text)
    }
    fn target(&self) -> String {
        self.between("<target>", "</target>").unwrap_or("").into()
    }
    fn source(&self) -> String {
        self.between("<source>", "</source>").unwrap().into()
    }
    /// With another target in its segment.
    fn with_target(&self, text: &str) -> Self {
        let (head, segment) = self.xml.split_once("<segment").unwrap();
        let (before, rest) = segment.split_once("</source>").unwrap();
        let (_, tail) = rest.split_once("</segment>").unwrap();
        Self {
            entry: self.entry,
            xml: format!(
                "{head}<segment{before}</source>\n<target>{text}</target></segment>{tail}"
            ),
        }
    }
    fn with_source(&self, text: &str) -> Self {
        let (head, segment) = self.xml.split_once("<segment").unwrap();
        let (before, rest) = segment.split_once("<source>").unwrap();
        let (_, tail) = rest.split_once("</source>").unwrap();
        Self {
            entry: self.entry,
            xml: format!("{head}<segment{before}<source>{text}</source>{tail}"),
        }
    }
    fn with_state(&self, state: &str) -> Self {
        let (head, segment) = self.xml.split_once("<segment").unwrap();
        let (before, rest) = segment.split_once("state=\"").unwrap();
        let (_, tail) = rest.split_once('"').unwrap();
        Self {
            entry: self.entry,
            xml: format!("{head}<segment{before}state=\"{state}\"{tail}"),
        }
    }
}

/// A file taken apart: what stands before its units, the units, what stands after.
fn units(xml: &str) -> (String, Vec<Unit>, String) {
    let (head, rest) = xml.split_once("    <unit ").unwrap();
    let (body, tail) = rest.rsplit_once("</unit>\n").unwrap();
    let units = format!("    <unit {body}</unit>\n")
        .split_inclusive("</unit>\n")
        .map(|xml| {
            let id = xml.split('"').nth(1).unwrap();
            Unit {
                entry: id[1..].split('.').next().unwrap().parse().unwrap(),
                xml: xml.to_owned(),
            }
        })
        .collect();
    (head.into(), units, tail.into())
}

fn file(head: &str, units: &[Unit], tail: &str) -> String {
    let body: String = units.iter().map(|u| u.xml.as_str()).collect();
    format!("{head}{body}{tail}")
}

#[test]
fn what_comes_back_as_it_went_out_changes_nothing() {
    let stage = ready();
    for (arguments, name) in [
        (&["xliff"][..], "a.xlf"),
        (&["xliff", "--version", "1.2", "--with-statements"], "b.xlf"),
        (&["docx"], "c.docx"),
    ] {
        let out = exported(&stage, arguments, name);
        let ran = import(&stage, &out, &[]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        assert_eq!(ran.out, "");
        assert!(ran.err.contains("75 same"), "{}", ran.err);
        assert!(ran.err.contains("Nothing was taken over"));
        // The same dossier gives the same bytes.
        let again = exported(&stage, arguments, "again");
        assert_eq!(std::fs::read(out).unwrap(), std::fs::read(again).unwrap());
    }
}

#[test]
fn replies_stay_unless_asked_for_and_their_export_is_logged_and_not_undone() {
    let stage = ready();
    let reply = "scanner";
    let plain = std::fs::read_to_string(exported(&stage, &["xliff"], "a.xlf")).unwrap();
    assert!(!plain.contains("rapporteur:statement"));
    let desk = desk(&stage);
    assert!(state(&desk).unwrap().log.is_empty());
    let with = exported(&stage, &["xliff", "--with-statements"], "b.xlf");
    let with = std::fs::read_to_string(with).unwrap();
    assert!(with.contains("rapporteur:statement") && with.contains(reply));
    let log = state(&desk).unwrap().log.clone();
    assert_eq!(log.len(), 1);
    assert!(format!("{:?}", log[0].action).contains("SentOut"));
    assert_eq!(undo(&desk, &around("officer")).unwrap(), None);
}

#[test]
fn a_file_is_one_decision_and_one_undo_takes_it_back() {
    let stage = ready();
    let xml = std::fs::read_to_string(exported(&stage, &["xliff"], "a.xlf")).unwrap();
    let (head, mut all, tail) = units(&xml);
    let entries: Vec<u64> = all.iter().take(8).map(|u| u.entry).collect();
    all[0] = all[0].with_target("Un texte.").with_state("final");
    all[1] = all[1]
        .with_target("Un autre texte.")
        .with_state("translated");
    // A suggestion or draft accepted as it stands.
    let accepted = all[2].target();
    all[2] = all[2].with_state("translated");
    let desk = desk(&stage);
    let before = state(&desk).unwrap();
    let text = file(&head, &all, &tail);
    let shown = preview(&desk, &text);
    assert_eq!(
        shown.counts(),
        [(MergeKind::New, 3), (MergeKind::Same, 72)],
        "{:?}",
        shown.rows
    );
    assert_eq!(
        state(&desk).unwrap().log,
        before.log,
        "a preview writes nothing"
    );
    let wish = MergeWish {
        seen: Some(shown.stamp.clone()),
        ..MergeWish::default()
    };
    let done = merge_apply(
        &desk,
        &around("translator"),
        &returned("t.xlf", &text),
        &wish,
    )
    .unwrap();
    assert_eq!((done.taken(), done.decision.is_some()), (3, true));
    let after = state(&desk).unwrap();
    assert_eq!(after.log.len(), before.log.len() + 1);
    let is = |n: usize| french(&after, entries[n]);
    // Nothing is confirmed that nobody wanted confirmed.
    assert_eq!(is(0), ("Un texte.".into(), TextState::Edited, false));
    assert_eq!(is(1), ("Un autre texte.".into(), TextState::Edited, false));
    assert_eq!(is(2), (accepted, TextState::Edited, false));
    // The same file again brings nothing new; a stale preview is refused.
    let again = preview(&desk, &text);
    assert!(
        again.rows.iter().all(|r| r.becomes.is_none()),
        "{:?}",
        again.rows
    );
    let stale = merge_apply(
        &desk,
        &around("translator"),
        &returned("t.xlf", &text),
        &wish,
    );
    assert!(stale.is_err());
    assert!(undo(&desk, &around("translator")).unwrap().is_some());
    let undone = state(&desk).unwrap();
    for id in entries {
        assert_eq!(french(&undone, id), french(&before, id));
    }
    // With the wish the word of the file counts.
    let wish = MergeWish {
        confirm: true,
        ..MergeWish::default()
    };
    merge_apply(&desk, &around("reviser"), &returned("t.xlf", &text), &wish).unwrap();
    let now = state(&desk).unwrap();
    assert_eq!(french(&now, all[0].entry).1, TextState::Confirmed);
    assert_eq!(french(&now, all[1].entry).1, TextState::Edited);
}

#[test]
fn what_was_changed_on_both_sides_is_a_choice_and_old_sources_need_review() {
    let stage = ready();
    let desk = desk(&stage);
    let xml = std::fs::read_to_string(exported(&stage, &["xliff"], "a.xlf")).unwrap();
    let (head, all, tail) = units(&xml);
    let countries: Vec<&Unit> = all
        .iter()
        .filter(|u| u.xml.contains("rapporteur:country"))
        .collect();
    let [here, source, both, confirmed] = [0, 1, 2, 3].map(|n| countries[n].entry);
    decided(&desk, here, Lang::fr(), Verb::Edit, "Écrit ici.");
    decided(
        &desk,
        source,
        Lang::en(),
        Verb::Edit,
        "Another English text.",
    );
    decided(&desk, both, Lang::fr(), Verb::Edit, "Écrit ici aussi.");
    decided(&desk, both, Lang::en(), Verb::Edit, "A third English text.");
    decided(&desk, confirmed, Lang::fr(), Verb::Confirm, "Confirmé ici.");
    let changed: Vec<Unit> = all
        .iter()
        .map(|u| {
            if [here, source, both, confirmed].contains(&u.entry) {
                u.with_target(&format!("Du fichier {}.", u.entry))
                    .with_state("final")
            } else {
                u.clone()
            }
        })
        .collect();
    let text = file(&head, &changed, &tail);
    let wish = MergeWish {
        confirm: true,
        ..MergeWish::default()
    };
    let report = merge_apply(
        &desk,
        &around("translator"),
        &returned("t.xlf", &text),
        &wish,
    )
    .unwrap();
    let row = |id: u64| {
        let row = report.rows.iter().find(|r| r.entry == Some(EntryId(id)));
        let row = row.unwrap();
        (row.kind, row.becomes)
    };
    let offered = Some(Merged::Offered);
    assert_eq!(row(here), (MergeKind::Conflicting, offered));
    assert_eq!(row(confirmed), (MergeKind::Conflicting, offered));
    assert_eq!(
        row(source),
        (MergeKind::SourceChanged, Some(Merged::Edited))
    );
    assert_eq!(row(both), (MergeKind::SourceChanged, offered));
    let now = state(&desk).unwrap();
    assert_eq!(french(&now, here).0, "Écrit ici.");
    assert_eq!(
        french(&now, confirmed),
        ("Confirmé ici.".into(), TextState::Confirmed, false)
    );
    // It translates another English text: it needs review and is not confirmed, whatever the file says.
    assert_eq!(
        french(&now, source),
        (format!("Du fichier {source}."), TextState::Edited, true)
    );
    for id in [here, both, confirmed] {
        let offers = &now.offers[&(EntryId(id), Lang::fr())];
        assert_eq!(offers[0].text, format!("Du fichier {id}."));
        assert_eq!(offers[0].person, "translator");
        assert_eq!(offers[0].from, "t.xlf");
    }
    let again = preview(&desk, &text);
    assert!(
        again.rows.iter().all(|r| r.becomes.is_none()),
        "{:?}",
        again.rows
    );
    undo(&desk, &around("translator")).unwrap();
    assert!(state(&desk).unwrap().offers.is_empty());
}

#[test]
fn bad_lines_are_shown_and_the_others_taken() {
    let stage = ready();
    let desk = desk(&stage);
    let xml = std::fs::read_to_string(exported(&stage, &["xliff"], "a.xlf")).unwrap();
    let (head, mut all, tail) = units(&xml);
    let good = all[6].entry;
    all[0].xml = all[0]
        .with_target("Un.")
        .xml
        .replacen("<unit id=\"e", "<unit id=\"f", 1);
    all[1] = all[1]
        .with_source("Not what went out.")
        .with_target("Deux.");
    // The id of another entry.
    let other = all[3].xml.split('"').nth(1).unwrap().to_owned();
    let own = all[2].xml.split('"').nth(1).unwrap().to_owned();
    all[2].xml = all[2].with_target("Trois.").xml.replacen(&own, &other, 1);
    all[4].xml = all[4].xml.replacen("</source>", "&nope;</source>", 9);
    all[5].xml = all[5].xml.replacen("<unit id=\"e", "<unit id=\"e99", 1);
    all[6] = all[6].with_target("Sept.");
    let report = preview(&desk, &file(&head, &all, &tail));
    let unknown: Vec<_> = report
        .rows
        .iter()
        .filter(|r| r.kind == MergeKind::Unknown)
        .collect();
    assert_eq!(unknown.len(), 5, "{unknown:?}");
    assert!(
        unknown
            .iter()
            .all(|r| r.becomes.is_none() && r.why.is_some())
    );
    let taken: Vec<_> = report.rows.iter().filter(|r| r.becomes.is_some()).collect();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].entry, Some(EntryId(good)));
    let out = stage.path().join("bad.xlf");
    std::fs::write(&out, file(&head, &all, &tail)).unwrap();
    let ran = import(&stage, &out, &["--json"]);
    assert_eq!(ran.code, 1, "something needs a person");
    let lines: Vec<serde_json::Value> = ran
        .out
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(
        lines.len(),
        report.rows.len() + 1,
        "a record a line, and the sum"
    );
    assert_eq!(lines.last().unwrap()["taken"], 1);
    assert_eq!(import(&stage, Path::new("/nowhere.xlf"), &[]).code, 2);
    let foreign = stage.path().join("foreign.txt");
    std::fs::write(&foreign, "words").unwrap();
    assert_eq!(import(&stage, &foreign, &[]).code, 2);
}

/// A change that a person or a program may make to the lines of a file.
#[derive(Debug, Clone)]
enum Change {
    Edit(usize, u8),
    Swap(usize, usize),
    Drop(usize),
    Double(usize, u8),
    DamageId(usize, usize),
    ForeignId(usize, usize),
    Source(usize),
    SwapTargets(usize, usize),
    ShiftTargets(usize, usize),
    State(usize, bool),
}

fn change() -> impl Strategy<Value = Change> {
    let at = || 0usize..75;
    prop_oneof![
        4 => (at(), any::<u8>()).prop_map(|(a, n)| Change::Edit(a, n)),
        2 => (at(), at()).prop_map(|(a, b)| Change::Swap(a, b)),
        1 => at().prop_map(Change::Drop),
        1 => (at(), any::<u8>()).prop_map(|(a, n)| Change::Double(a, n)),
        1 => (at(), 0usize..30).prop_map(|(a, n)| Change::DamageId(a, n)),
        1 => (at(), at()).prop_map(|(a, b)| Change::ForeignId(a, b)),
        1 => at().prop_map(Change::Source),
        1 => (at(), at()).prop_map(|(a, b)| Change::SwapTargets(a, b)),
        1 => (at(), at()).prop_map(|(a, b)| Change::ShiftTargets(a, b)),
        1 => (at(), any::<bool>()).prop_map(|(a, b)| Change::State(a, b)),
    ]
}

fn apply(all: &mut Vec<Unit>, change: &Change) {
    let n = all.len();
    let id = |u: &Unit| u.xml.split('"').nth(1).unwrap().to_owned();
    match *change {
        Change::Edit(a, k) if a < n => {
            all[a] = all[a].with_target(&format!("Texte {k} de e{}.", all[a].entry));
        }
        Change::Swap(a, b) if a < n && b < n => all.swap(a, b),
        Change::Drop(a) if a < n => drop(all.remove(a)),
        Change::Double(a, k) if a < n => {
            let twin = all[a].with_target(&format!("Double {k} de e{}.", all[a].entry));
            all.push(twin);
        }
        Change::DamageId(a, at) if a < n => {
            let mut damaged = id(&all[a]);
            let at = at % damaged.len();
            damaged.replace_range(at..=at, "0");
            all[a].xml = all[a].xml.replacen(&id(&all[a]), &damaged, 1);
        }
        Change::ForeignId(a, b) if a < n && b < n => {
            all[a].xml = all[a].xml.replacen(&id(&all[a]), &id(&all[b]), 1);
        }
        Change::Source(a) if a < n => all[a] = all[a].with_source("Changed by somebody."),
        // Texts move and the rows stay: a column was sorted or shifted by itself.
        Change::SwapTargets(a, b) if a < n && b < n => {
            let (one, two) = (all[a].target(), all[b].target());
            all[a] = all[a].with_target(&two);
            all[b] = all[b].with_target(&one);
        }
        Change::ShiftTargets(a, b) if a < n && b < n && a < b => {
            let texts: Vec<String> = all[a..b].iter().map(Unit::target).collect();
            for (unit, text) in all[a + 1..=b].iter_mut().zip(texts) {
                *unit = unit.with_target(&text);
            }
            all[a] = all[a].with_target("");
        }
        Change::State(a, sure) if a < n => {
            all[a] = all[a].with_state(if sure { "final" } else { "translated" });
        }
        _ => {}
    }
}

#[test]
fn no_text_is_ever_misplaced() {
    let stage = ready();
    let desk = desk(&stage);
    let xml = std::fs::read_to_string(exported(&stage, &["xliff"], "a.xlf")).unwrap();
    let (head, sent, tail) = units(&xml);
    // To which entries each text belongs: those that went out with it, or have the same source.
    let mut owners: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    let plain = |text: &str| {
        text.replace("&amp;", "&")
            .replace("&gt;", ">")
            .replace("&lt;", "<")
    };
    for unit in &sent {
        let same = sent.iter().filter(|u| u.source() == unit.source());
        owners
            .entry(plain(&unit.target()))
            .or_default()
            .extend(same.map(|u| u.entry));
    }
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let changes = proptest::collection::vec(change(), 1..12);
    runner
        .run(&changes, |changes| {
            let mut all = sent.clone();
            // What is written new and moved by itself afterwards has no mark; its country tells, see
            // below. Here texts move first.
            let moves =
                |c: &Change| matches!(c, Change::SwapTargets(..) | Change::ShiftTargets(..));
            for change in changes.iter().filter(|c| moves(c)) {
                apply(&mut all, change);
            }
            for change in changes.iter().filter(|c| !moves(c)) {
                apply(&mut all, change);
            }
            let report = preview(&desk, &file(&head, &all, &tail));
            prop_assert_eq!(report.rows.len(), all.len());
            let mut taken = BTreeSet::new();
            for row in report.rows.iter().filter(|r| r.becomes.is_some()) {
                let EntryId(entry) = row.entry.unwrap();
                let mine = row.after.ends_with(&format!(" de e{entry}."));
                // A text that a change made belongs to one entry; one that moved to its own.
                let moved = owners.get(&row.after).is_some_and(|o| o.contains(&entry));
                prop_assert!(mine || moved, "{:?}", row);
                if row.becomes != Some(Merged::Offered) {
                    prop_assert!(taken.insert(entry), "{entry} is taken twice");
                }
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_new_text_in_the_wrong_row_is_told_by_its_country() {
    let stage = ready();
    let desk = desk(&stage);
    let xml = std::fs::read_to_string(exported(&stage, &["xliff"], "a.xlf")).unwrap();
    let (head, mut all, tail) = units(&xml);
    let at = |country: &str| all.iter().position(|u| u.xml.contains(country)).unwrap();
    let (albania, austria) = (at("Albania / Albanie"), at("Austria / Autriche"));
    all[albania] = all[albania].with_target("L’Autriche a indiqué que tout allait bien.");
    all[austria] = all[austria].with_target("L’Autriche a indiqué que tout allait bien.");
    let report = preview(&desk, &file(&head, &all, &tail));
    let row = |unit: &Unit| {
        let row = report
            .rows
            .iter()
            .find(|r| r.entry == Some(EntryId(unit.entry)));
        (row.unwrap().kind, row.unwrap().becomes)
    };
    assert_eq!(
        row(&all[albania]),
        (MergeKind::Unsure, Some(Merged::Offered))
    );
    assert_eq!(row(&all[austria]), (MergeKind::New, Some(Merged::Edited)));
}

#[test]
fn xliff_comes_back_from_translate_toolkit() {
    let stage = ready();
    for (version, class) in [("2.1", "xliff2.Xliff2File"), ("1.2", "xliff.xlifffile")] {
        let out = exported(&stage, &["xliff", "--version", version], "tt.xlf");
        let back = stage.path().join("tt-back.xlf");
        let (module, class) = class.split_once('.').unwrap();
        let script = format!(
            "
import sys
from translate.storage import {module}
f = {module}.{class}.parsefile(sys.argv[1])
units = list(f.units)
units[0].target = 'Texte & <autre>.'
units[5].addnote('Une question ?', origin='translator')
units[6].target = 'Encore « un » texte.'
f.savefile(sys.argv[2])
print(len(units), sum(bool(u.target) for u in units))
"
        );
        let paths = [out.to_str().unwrap(), back.to_str().unwrap()];
        let Some(said) = peers::python(&script, &paths) else {
            return;
        };
        assert!(said.starts_with("75 "), "{said}");
        let report = preview(&desk(&stage), &std::fs::read_to_string(&back).unwrap());
        let taken: Vec<_> = report
            .rows
            .iter()
            .enumerate()
            .filter(|(_, r)| r.becomes.is_some())
            .map(|(n, r)| (n, r.after.clone(), r.comment.clone(), r.becomes.unwrap()))
            .collect();
        assert_eq!(taken.len(), 3, "{version}: {taken:?}");
        assert_eq!(taken[0].1, "Texte & <autre>.");
        assert_eq!((taken[1].0, taken[1].3), (5, Merged::Comment));
        assert_eq!(taken[1].2, "Une question ?");
        assert_eq!(taken[2].1, "Encore « un » texte.");
    }
}

/// The `xliff` package of npm keeps little besides ids and texts; that is enough.
#[test]
fn xliff_comes_back_from_a_library_that_keeps_ids_and_texts_only() {
    let Some(folder) = peers::modules("xliff") else {
        return;
    };
    let stage = ready();
    for (version, read, write) in [
        ("2.1", "xliff2js", "js2xliff"),
        ("1.2", "xliff12ToJs", "jsToXliff12"),
    ] {
        let out = exported(&stage, &["xliff", "--version", version], "js.xlf");
        let back = stage.path().join("js-back.xlf");
        let script = format!(
            "const x = require(process.argv[1] + '/xliff'); const fs = require('fs');
(async () => {{
  const js = await x.{read}(fs.readFileSync(process.argv[2], 'utf8'));
  const units = Object.values(Object.values(js.resources)[0]);
  units[0].target = 'Texte & <autre>.'; units[6].target = 'Encore « un » texte.';
  fs.writeFileSync(process.argv[3], await x.{write}(js));
}})();"
        );
        let arguments = [folder.as_path(), &out, &back].map(|p| p.to_str().unwrap());
        if peers::node(&script, &arguments).is_none() {
            return;
        }
        let report = preview(&desk(&stage), &std::fs::read_to_string(&back).unwrap());
        let taken: Vec<&str> = report
            .rows
            .iter()
            .filter(|r| r.becomes.is_some())
            .map(|r| r.after.as_str())
            .collect();
        assert_eq!(
            taken,
            ["Texte & <autre>.", "Encore « un » texte."],
            "{version}"
        );
        assert_eq!(report.counts().iter().map(|(_, n)| n).sum::<usize>(), 75);
        assert!(report.rows.iter().all(|r| r.kind != MergeKind::Unknown));
    }
}

/// Rows edited, sorted, deleted and doubled by python-docx.
const EDIT_TABLE: &str = "
import sys, docx
from copy import deepcopy
d = docx.Document(sys.argv[1])
t = d.tables[0]
def put(row, text, state, comment):
    c = t.rows[row].cells
    c[2].text = text
    c[3].text = state
    c[4].text = comment
put(1, 'Premier texte.', 'CONFIRMÉ', '')
put(2, 'Deux lignes\\nen tout.', 'traduit', 'À voir.')
put(3, 'Un  essai\u{a0}: oui.', 'tentative', '')
p = t.rows[4].cells[2].paragraphs[0]
for r in p.runs[1:]: r.text = ''
p.runs[0].text = 'Au '
r = p.add_run('Journal officiel'); r.italic = True
p.add_run('.')
a, b = t.rows[1]._tr, t.rows[9]._tr
b.addnext(a)
t._tbl.remove(t.rows[11]._tr)
x = t.rows[15]._tr
x.addnext(deepcopy(x))
t.rows[20].cells[5].text = 'perdu'
d.save(sys.argv[2])
";

#[test]
fn the_table_comes_back_from_python_docx() {
    let stage = ready();
    let out = exported(&stage, &["docx"], "t.docx");
    let back = stage.path().join("back.docx");
    let paths = [out.to_str().unwrap(), back.to_str().unwrap()];
    if peers::python(EDIT_TABLE, &paths).is_none() {
        return;
    }
    let bytes = std::fs::read(&back).unwrap();
    let desk = desk(&stage);
    let wish = MergeWish {
        confirm: true,
        ..MergeWish::default()
    };
    let file = ReturnedFile {
        name: "back.docx".into(),
        bytes,
    };
    let report = merge_apply(&desk, &around("translator"), &file, &wish).unwrap();
    let taken: Vec<_> = report
        .rows
        .iter()
        .filter_map(|r| Some((r.paragraph?, r.after.as_str(), r.becomes?)))
        .collect();
    assert_eq!(
        taken,
        [
            (2, "Deux lignes\nen tout.", Merged::Edited),
            (3, "Un essai\u{a0}: oui.", Merged::Tentative),
            (4, "Au *Journal officiel*.", Merged::Edited),
            (1, "Premier texte.", Merged::Confirmed),
        ]
    );
    assert_eq!(report.comments(), 1);
    let unknown = report.rows.iter().filter(|r| r.kind == MergeKind::Unknown);
    assert_eq!(unknown.count(), 1, "the row whose id was overwritten");
    let now = state(&desk).unwrap();
    assert_eq!(french(&now, 1).1, TextState::Confirmed);
    assert_eq!(french(&now, 3).1, TextState::Tentative);
}

/// LibreOffice writes the table anew, once as its own format and back.
#[test]
fn the_table_comes_back_from_libreoffice() {
    let stage = ready();
    let out = exported(&stage, &["docx"], "t.docx");
    let edited = stage.path().join("edited.docx");
    let paths = [out.to_str().unwrap(), edited.to_str().unwrap()];
    if peers::python(EDIT_TABLE, &paths).is_none() {
        return;
    }
    let folder = stage.path().join("office");
    std::fs::create_dir(&folder).unwrap();
    let Some(odt) = peers::convert(&edited, "odt", &folder) else {
        return;
    };
    let back = peers::convert(&odt, "docx", &folder).unwrap();
    let rows = |path: &Path| {
        let file = ReturnedFile {
            name: "t.docx".into(),
            bytes: std::fs::read(path).unwrap(),
        };
        let report = merge_preview(&desk(&stage), &file, &MergeWish::default()).unwrap();
        report
            .rows
            .into_iter()
            .map(|r| (r.kind, r.entry, r.after, r.becomes, r.comment))
            .collect::<Vec<_>>()
    };
    let (before, after) = (rows(&edited), rows(&back));
    assert_eq!(before.len(), 75, "one row less, one twice");
    assert_eq!(before, after);
}

#[test]
fn tracked_changes_count_as_accepted() {
    let stage = ready();
    let out = exported(&stage, &["docx"], "t.docx");
    let back = stage.path().join("tracked.docx");
    let script = "
import sys, docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
d = docx.Document(sys.argv[1])
p = d.tables[0].rows[1].cells[2].paragraphs[0]
run = p.runs[0]._r
gone = OxmlElement('w:del'); gone.set(qn('w:id'), '900'); gone.set(qn('w:author'), 'T')
run.addprevious(gone); gone.append(run)
for t in run.findall(qn('w:t')): t.tag = qn('w:delText')
new = OxmlElement('w:ins'); new.set(qn('w:id'), '901'); new.set(qn('w:author'), 'T')
r = OxmlElement('w:r'); t = OxmlElement('w:t'); t.text = 'Texte suivi.'; r.append(t); new.append(r)
gone.addnext(new)
row = d.tables[0].rows[2]._tr
pr = row.get_or_add_trPr()
mark = OxmlElement('w:del'); mark.set(qn('w:id'), '902'); mark.set(qn('w:author'), 'T'); pr.append(mark)
d.save(sys.argv[2])
";
    let paths = [out.to_str().unwrap(), back.to_str().unwrap()];
    if peers::python(script, &paths).is_none() {
        return;
    }
    let ran = import(&stage, &back, &["--preview"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(
        ran.out.contains("new: paragraph 1 fr\n    Texte suivi."),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("1 new, 73 same"), "{}", ran.err);
}

#[test]
fn the_table_is_sound_for_the_validator_and_looks_like_a_table() {
    let stage = ready();
    let out = exported(&stage, &["docx"], "t.docx");
    if let Some(errors) = peers::validator(&out, "Microsoft365") {
        assert!(errors.is_empty(), "{errors:?}");
    }
    let Some(pdf) = peers::to_pdf(&out) else {
        return;
    };
    let pages = peers::pdf_pages(&pdf).unwrap();
    assert!(pages.len() > 3);
    for page in &pages {
        assert!(
            page.contains("anglais") && page.contains("Observations"),
            "{page}"
        );
    }
}

/// Confirms the first paragraphs of countries in both languages; gives their entries.
fn confirmed(desk: &Desk, how_many: usize) -> Vec<u64> {
    let now = state(desk).unwrap();
    let all: Vec<(u64, String)> = now
        .plan
        .paragraphs()
        .filter(|(_, e)| !e.countries.is_empty())
        .filter_map(|(_, e)| Some((e.id.0, e.text(&Lang::en())?.text.clone())))
        .take(how_many)
        .collect();
    for (id, english) in &all {
        decided(desk, *id, Lang::en(), Verb::Confirm, english);
        decided(
            desk,
            *id,
            Lang::fr(),
            Verb::Confirm,
            &format!("Texte de e{id}."),
        );
    }
    all.into_iter().map(|(id, _)| id).collect()
}

#[test]
fn pairs_go_out_as_tmx_and_changed_ones_come_back() {
    let stage = ready();
    let desk = desk(&stage);
    let ids = confirmed(&desk, 3);
    let out = exported(&stage, &["tmx", "--pairs", "confirmed"], "c.tmx");
    let text = std::fs::read_to_string(&out).unwrap();
    assert_eq!(text.matches("<tu ").count(), 3);
    assert!(text.contains("\"x-symbol\"") && text.contains("\"x-paragraph\""));
    // A memory that takes them knows that they are not issued.
    assert!(text.contains("type=\"dossier\""), "{text}");
    let changed = text.replace(&format!("Texte de e{}.", ids[1]), "Un meilleur texte.");
    let file = returned("c.tmx", &changed);
    let report = merge_apply(&desk, &around("reviser"), &file, &MergeWish::default()).unwrap();
    assert_eq!(
        report.counts(),
        [(MergeKind::Changed, 1), (MergeKind::Same, 2)]
    );
    let now = state(&desk).unwrap();
    assert_eq!(
        french(&now, ids[1]),
        ("Un meilleur texte.".into(), TextState::Edited, false)
    );
    let offered = exported(&stage, &["tmx"], "s.tmx");
    let offered = std::fs::read_to_string(offered).unwrap();
    assert!(offered.matches("<tu ").count() > 30);
    assert!(offered.contains("\"score\"") && offered.contains("suggested"));
    // Suggestions are no lines of ours.
    let report = merge_preview(&desk, &returned("s.tmx", &offered), &MergeWish::default());
    assert!(report.unwrap().rows.is_empty());
}

#[test]
fn a_package_has_the_clean_original_and_issued_pairs_only() {
    let stage = ready();
    let desk = desk(&stage);
    confirmed(&desk, 5);
    let out = stage.path().join("package");
    let ran = stage.run(&["export", "package", "--out", out.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("not confirmed yet"), "{}", ran.err);
    let read = |name: &str| std::fs::read(out.join(name)).unwrap();
    let tmx = String::from_utf8(read("earlier-fr.tmx")).unwrap();
    assert!(tmx.contains("UNODC/HONMAIL/6/2") && tmx.contains("\"x-paragraph\""));
    assert!(!tmx.contains("type=\"dossier\"") && !tmx.contains("statement"));
    let table = String::from_utf8(read("earlier-documents.tsv")).unwrap();
    assert!(table.lines().count() > 20, "{table}");
    assert!(table.lines().all(|l| l.split('\t').count() == 5));
    let note = rapporteur::docx::read::read(
        &read("note-en.docx"),
        &rapporteur::docx::read::Limits::default(),
    )
    .unwrap();
    let text: Vec<String> = note.body_paragraphs().iter().map(|p| p.text()).collect();
    assert!(text.iter().any(|t| t.contains("Albania")));
    assert!(!text.iter().any(|t| t.contains("DRAFT")), "a clean text");
    let with = stage.run(&["export", "package", "--with-statements"]);
    assert_eq!(with.code, 2);
    // As a folder of the dossier when nothing is said.
    stage.done(&["export", "package"]);
    assert!(stage.path().join("out/package-fr/note-en.docx").is_file());
}

#[test]
fn the_workbook_comes_back_from_openpyxl() {
    let stage = ready();
    let desk = desk(&stage);
    let out = exported(&stage, &["xlsx"], "t.xlsx");
    let same = import(&stage, &out, &[]);
    assert_eq!((same.code, same.out.as_str()), (0, ""), "{}", same.err);
    let back = stage.path().join("back.xlsx");
    let script = "
import sys, openpyxl
wb = openpyxl.load_workbook(sys.argv[1])
ws = wb.worksheets[0]
heads = [c.value for c in ws[1]]
at = {h: i + 1 for i, h in enumerate(heads)}
print(heads)
def put(row, head, text): ws.cell(row, at[head]).value = text
put(2, 'French', 'Texte de l’administrateur.')
put(2, 'State (French)', 'confirmed')
put(3, 'English', 'Another English text.')
put(4, 'Comment', 'Why?')
put(6, 'French', 'Deux' + chr(10) + 'lignes')
put(7, 'Id', 'lost')
# Whole rows sorted: the first two exchanged.
for c in range(1, ws.max_column + 1):
    a, b = ws.cell(5, c), ws.cell(8, c)
    a.value, b.value = b.value, a.value
wb.save(sys.argv[2])
";
    let paths = [out.to_str().unwrap(), back.to_str().unwrap()];
    let Some(heads) = peers::python(script, &paths) else {
        return;
    };
    assert!(!heads.contains("Reply"), "{heads}");
    let file = ReturnedFile {
        name: "back.xlsx".into(),
        bytes: std::fs::read(&back).unwrap(),
    };
    let report = merge_apply(&desk, &around("officer"), &file, &MergeWish::default()).unwrap();
    let taken: Vec<_> = report
        .rows
        .iter()
        .filter_map(|r| Some((r.paragraph?, r.lang.as_ref()?.to_string(), r.becomes?)))
        .collect();
    assert_eq!(
        taken,
        [
            (1, "fr".to_owned(), Merged::Edited),
            (2, "en".to_owned(), Merged::Edited),
            (3, "en".to_owned(), Merged::Comment),
            (5, "fr".to_owned(), Merged::Edited),
        ],
        "{:?}",
        report.rows
    );
    let unknown: Vec<_> = report
        .rows
        .iter()
        .filter(|r| r.kind == MergeKind::Unknown)
        .map(|r| r.place.as_str())
        .collect();
    assert_eq!(unknown, ["row 7"]);
    let now = state(&desk).unwrap();
    let second = now.plan.paragraphs().nth(1).unwrap().1;
    assert_eq!(second.texts[&Lang::en()].text, "Another English text.");
    let with = exported(&stage, &["xlsx", "--with-statements"], "with.xlsx");
    assert!(std::fs::metadata(with).unwrap().len() > std::fs::metadata(&out).unwrap().len());
    assert_eq!(state(&desk).unwrap().log.len(), 2);
}

/// A column that was sorted by itself puts every text beside another paragraph.
#[test]
fn a_column_sorted_by_itself_changes_nothing() {
    let stage = ready();
    let desk = desk(&stage);
    for head in ["English", "French"] {
        let out = exported(&stage, &["xlsx"], "t.xlsx");
        let back = stage.path().join("sorted.xlsx");
        let script = "
import sys, openpyxl
wb = openpyxl.load_workbook(sys.argv[1])
ws = wb.worksheets[0]
at = [c.value for c in ws[1]].index(sys.argv[3]) + 1
texts = sorted((ws.cell(r, at).value or '' for r in range(2, ws.max_row + 1)), reverse=True)
texts[3] = 'Written after the sorting.'
for r, t in enumerate(texts): ws.cell(r + 2, at).value = t
wb.save(sys.argv[2])
";
        let paths = [out.to_str().unwrap(), back.to_str().unwrap(), head];
        if peers::python(script, &paths).is_none() {
            return;
        }
        let file = ReturnedFile {
            name: "sorted.xlsx".into(),
            bytes: std::fs::read(&back).unwrap(),
        };
        let report = merge_preview(&desk, &file, &MergeWish::default()).unwrap();
        let taken: Vec<_> = report.rows.iter().filter(|r| r.becomes.is_some()).collect();
        assert!(taken.is_empty(), "{head}: {taken:?}");
    }
}

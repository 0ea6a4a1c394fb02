//! The files hold what the standard demands beyond its schemas, and read back as they were.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::{
    Key, Languages, NoteKind, Outgoing, Proposed, ProposedKind, Standing, Told, marked_source,
    marked_target, read_job_xliff,
};
use super::{PREFIX, XliffVersion, write_job_xliff};
use crate::model::ids::{EntryId, Lang};

fn line(n: u64, source: &str, target: &str, standing: Standing) -> Outgoing {
    let (entry, lang) = (EntryId(n), Lang::fr());
    Outgoing {
        key: Key {
            entry,
            source: marked_source(entry, &lang, source),
            lang,
            target: marked_target(target),
            standing,
        },
        number: u32::try_from(n).ok(),
        source: source.into(),
        source_settled: n.is_multiple_of(2),
        target: target.into(),
        proposals: Vec::new(),
        notes: Vec::new(),
    }
}

/// Lines of all states, with texts that are awkward in XML.
fn lines() -> Vec<Outgoing> {
    let proposal = |kind, similarity| Proposed {
        source: "Angola & \"others\" <had> reported.".into(),
        target: "L’Angola, «\u{a0}entre autres\u{a0}», a indiqué ]]> ceci.".into(),
        quality: 87.5,
        similarity,
        origin: "UNODC/HONMAIL/6/2, para. 12 (2023); \"same\" & <close>".into(),
        kind,
    };
    let mut all = vec![
        line(1, "First.", "", Standing::Empty),
        line(
            2,
            "Second & <third>.",
            "Deuxième & <troisième>.",
            Standing::Suggested,
        ),
        line(3, "A ]]> b.", "Un ]]> deux.", Standing::Draft),
        line(4, "Two\nlines.", "Deux\nlignes.", Standing::Edited),
        line(
            5,
            "*Emphasis* and ^[a note].",
            "*Relief* et ^[une note].",
            Standing::Tentative,
        ),
        line(6, "Sure.", "Sûr.", Standing::Confirmed),
        line(7, "Sure too.", "Sûr aussi.", Standing::Confirmed),
        line(8, "Stale.", "Périmé\u{a0}: oui.", Standing::Review),
    ];
    for (at, line) in all.iter_mut().enumerate() {
        if at % 2 == 0 {
            line.proposals = vec![
                proposal(ProposedKind::Memory, Some(100.0)),
                proposal(ProposedKind::Repaired, Some(71.25)),
                proposal(ProposedKind::Rule, None),
            ];
        }
        line.notes = vec![
            (NoteKind::Country, "Angola / Angola".into()),
            (
                NoteKind::Recommendation,
                "2b\nGovernments should & could.".into(),
            ),
        ];
    }
    all
}

fn written(lines: &[Outgoing], version: XliffVersion) -> String {
    let mut out = Vec::new();
    let langs = Languages {
        from: &Lang::en(),
        into: &Lang::fr(),
    };
    write_job_xliff(&mut out, lines, langs, "UNODC/\"X\"/7", version).unwrap();
    String::from_utf8(out).unwrap()
}

/// An element with its attributes and children; text is left out.
#[derive(Debug, Default, Clone)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
}

impl Node {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
    fn all<'a>(&'a self, name: &str, out: &mut Vec<&'a Node>) {
        if self.name == name {
            out.push(self);
        }
        for child in &self.children {
            child.all(name, out);
        }
    }
    fn named(&self, name: &str) -> Vec<&Node> {
        let mut out = Vec::new();
        self.all(name, &mut out);
        out
    }
}

fn tree(xml: &str) -> Node {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Node::default()];
    let node = |start: &quick_xml::events::BytesStart<'_>| Node {
        name: start.name().as_ref().to_owned(),
        attributes: start
            .attributes()
            .map(|a| {
                let a = a.unwrap();
                (a.key.as_ref().to_owned(), a.value.to_string())
            })
            .collect(),
        children: Vec::new(),
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(node(&start)),
            Event::Empty(start) => {
                let child = node(&start);
                open.last_mut().unwrap().children.push(child);
            }
            Event::End(_) => {
                let child = open.pop().unwrap();
                open.last_mut().unwrap().children.push(child);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    open.pop().unwrap().children.pop().unwrap()
}

/// What each element may carry in the files that we write.
fn allowed(element: &str) -> &'static [&'static str] {
    match element {
        "xliff" => &[
            "xmlns",
            "xmlns:mtc",
            "xmlns:mda",
            "version",
            "srcLang",
            "trgLang",
        ],
        "file" => &["id", "original", "canResegment"],
        "unit" => &["id", "name", "xml:space", "translate"],
        "segment" => &["id", "state", "subState"],
        "mrk" => &["id", "type"],
        "note" => &["category", "appliesTo"],
        "mtc:match" => &[
            "id",
            "ref",
            "type",
            "subType",
            "similarity",
            "matchQuality",
            "origin",
        ],
        "mda:metaGroup" => &["category"],
        "mda:meta" => &["type"],
        _ => &[],
    }
}

fn is_token(id: &str) -> bool {
    !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

fn has_prefix(value: &str) -> bool {
    value
        .split_once(':')
        .is_some_and(|(prefix, word)| !prefix.is_empty() && prefix != "xlf" && !word.is_empty())
}

/// The rules of XLIFF 2.1 that a schema does not say; the fault is the first that is broken.
fn rules(root: &Node) -> Result<(), String> {
    fn attributes(node: &Node) -> Result<(), String> {
        for name in node.attributes.keys() {
            if !allowed(&node.name).contains(&name.as_str()) {
                return Err(format!("{} has {name}", node.name));
            }
        }
        node.children.iter().try_for_each(attributes)
    }
    attributes(root)?;
    let mut units = BTreeSet::new();
    for unit in root.named("unit") {
        let id = unit.get("id").unwrap_or_default();
        if !is_token(id) || !units.insert(id.to_owned()) {
            return Err(format!("unit id {id}"));
        }
        let place = |n: &Node| match n.name.as_str() {
            name if name.contains(':') => 0,
            "notes" => 1,
            "originalData" => 2,
            _ => 3,
        };
        if !unit.children.is_sorted_by_key(place) {
            return Err(format!("order in unit {id}"));
        }
        let mut ids = BTreeSet::new();
        for segment in unit.named("segment") {
            let (state, sub) = (segment.get("state"), segment.get("subState"));
            if !matches!(
                state,
                None | Some("initial" | "translated" | "reviewed" | "final")
            ) {
                return Err(format!("state {state:?}"));
            }
            if sub.is_some_and(|s| state.is_none() || !has_prefix(s)) {
                return Err(format!("subState {sub:?} beside {state:?}"));
            }
            let has = |name: &str| segment.children.iter().filter(|c| c.name == name).count();
            let past = !matches!(state, None | Some("initial"));
            if has("source") != 1 || has("target") > 1 || (past && has("target") == 0) {
                return Err(format!("segment of {id} in state {state:?}"));
            }
            for node in segment.named("mrk").into_iter().chain([segment]) {
                let own = node.get("id").unwrap_or_default();
                let needed = node.name == "mrk" || node.get("id").is_some();
                if needed && (!is_token(own) || !ids.insert(own.to_owned())) {
                    return Err(format!("id {own} in unit {id}"));
                }
                if node.name == "mrk"
                    && (node.get("type") != Some("mtc:match") || node.get("ref").is_some())
                {
                    return Err(format!("mark {own} in unit {id}"));
                }
            }
        }
        let mut candidates = BTreeSet::new();
        for m in unit.named("mtc:match") {
            let target = m.get("ref").and_then(|r| r.strip_prefix('#'));
            if !target.is_some_and(|t| ids.contains(t)) {
                return Err(format!("ref {target:?} in unit {id}"));
            }
            let own = m.get("id").unwrap_or_default();
            if !is_token(own) || !candidates.insert(own.to_owned()) {
                return Err(format!("candidate {own} in unit {id}"));
            }
            let sub = m.get("subType");
            if sub.is_some_and(|s| m.get("type").is_none() || !has_prefix(s)) {
                return Err(format!("subType {sub:?}"));
            }
            for name in ["similarity", "matchQuality"] {
                let value = m.get(name).map(str::parse::<f64>);
                if value.is_some_and(|v| !v.is_ok_and(|v| (0.0..=100.0).contains(&v))) {
                    return Err(format!("{name} in unit {id}"));
                }
            }
        }
        let notes = unit.named("note");
        if notes
            .iter()
            .any(|n| !matches!(n.get("appliesTo"), None | Some("source" | "target")))
        {
            return Err(format!("note in unit {id}"));
        }
    }
    let resegment = root
        .named("file")
        .into_iter()
        .map(|f| f.get("canResegment"));
    if resegment
        .into_iter()
        .any(|r| !matches!(r, None | Some("yes" | "no")))
    {
        return Err("canResegment".into());
    }
    Ok(())
}

#[test]
fn what_goes_out_keeps_the_rules_beyond_the_schema() {
    let xml = written(&lines(), XliffVersion::V21);
    assert_eq!(rules(&tree(&xml)), Ok(()));
    assert_eq!(rules(&tree(&written(&[], XliffVersion::V21))), Ok(()));
    let root = tree(&xml);
    assert_eq!(root.named("unit").len(), 8);
    assert_eq!(root.named("mtc:match").len(), 12);
    let states: Vec<_> = root
        .named("segment")
        .iter()
        .map(|s| s.get("state").unwrap().to_owned())
        .collect();
    assert_eq!(
        states,
        [
            "initial",
            "initial",
            "initial",
            "translated",
            "translated",
            "final",
            "reviewed",
            "initial"
        ]
    );
}

#[test]
fn the_rules_find_what_is_wrong() {
    let xml = written(&lines(), XliffVersion::V21);
    for (from, to) in [
        ("ref=\"#s1\"", "ref=\"#s2\""),
        ("subState=\"rapporteur:", "subState=\""),
        ("<segment id=\"s1\"", "<segment id=\"m1\""),
        ("<source>", "<source><mrk id=\"s1\" type=\"mtc:match\"/>"),
        ("<source>", "<source><mrk id=\"m1\" type=\"generic\"/>"),
        ("state=\"initial\"", "state=\"translated\""),
        ("xml:space=\"preserve\"", "approved=\"yes\""),
        ("matchQuality=\"87.5\"", "matchQuality=\"875\""),
        ("canResegment=\"yes\"", "canResegment=\"perhaps\""),
    ] {
        assert!(xml.contains(from), "{from}");
        assert!(rules(&tree(&xml.replace(from, to))).is_err(), "{from}");
    }
    let one = &lines()[0];
    let twice = written(&[one.clone(), one.clone()], XliffVersion::V21);
    assert!(rules(&tree(&twice)).is_err());
}

#[test]
fn both_versions_read_back_as_they_went_out() {
    for version in [XliffVersion::V21, XliffVersion::V12] {
        let all = lines();
        let back = read_job_xliff(written(&all, version).as_bytes()).unwrap();
        assert!(back.findings.is_empty(), "{:?}", back.findings);
        assert_eq!(back.lines.len(), all.len());
        for (line, sent) in back.lines.iter().zip(&all) {
            assert_eq!(line.key, Ok(sent.key.clone()));
            assert_eq!(line.source.as_deref(), Some(sent.source.as_str()));
            assert_eq!(line.target, sent.target);
            assert_eq!(
                line.comments,
                Vec::<String>::new(),
                "our own notes are no comments"
            );
            assert_eq!(line.fault, None);
            let told = line.told.unwrap_or(Told::Open);
            assert_eq!(told, sent.key.standing.told(), "{version:?} {line:?}");
        }
    }
}

#[test]
fn segments_that_a_program_cut_are_joined_in_their_order() {
    let sent = line(9, "One. Two.", "", Standing::Empty);
    let xml = format!(
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"en\" trgLang=\"fr\"><file id=\"f\"><unit id=\"{}\"><notes><note>Ask &amp; check.</note><note category=\"{PREFIX}:country\">Angola</note></notes><segment id=\"a\" state=\"final\"><source>One.</source><target order=\"3\">Un.</target></segment><ignorable><source> </source></ignorable><segment id=\"b\" state=\"translated\"><source>T<ph id=\"1\"/>wo.</source><target order=\"1\">Deux<mrk id=\"x\" type=\"term\">.</mrk></target></segment></unit></file></xliff>",
        sent.key
    );
    let back = read_job_xliff(xml.as_bytes()).unwrap();
    let line = &back.lines[0];
    assert_eq!(line.source.as_deref(), Some("One. Two."));
    assert_eq!(line.target, "Deux. Un.");
    assert_eq!(line.told, Some(Told::Done), "the weakest state counts");
    assert_eq!(line.comments, ["Ask & check."]);
    let half = xml.replace("<target order=\"3\">Un.</target>", "");
    let back = read_job_xliff(half.as_bytes()).unwrap();
    assert_eq!(
        back.lines[0].target, "",
        "a unit in part translated is none"
    );
    assert_eq!(back.lines[0].told, Some(Told::Open));
}

#[test]
fn damage_spoils_one_unit_and_not_the_file() {
    let xml = written(&lines(), XliffVersion::V12);
    let broken = xml.replacen("Deuxième", "Deux&nope;", 1);
    let back = read_job_xliff(broken.as_bytes()).unwrap();
    assert_eq!(back.lines.len(), 8);
    assert_eq!(back.lines.iter().filter(|l| l.fault.is_some()).count(), 1);
    let cut = &xml[..xml.find("Sûr aussi").unwrap()];
    let back = read_job_xliff(cut.as_bytes()).unwrap();
    assert_eq!(back.lines.iter().filter(|l| l.fault.is_none()).count(), 6);
    assert!(!back.findings.is_empty());
    assert!(read_job_xliff(&b"<tmx/>"[..]).is_err());
}

//! The editor of a language, with what is proposed under it.

use super::findings::{Shown as Finding, shown};
use crate::dossier::Proposal;
use crate::memory::CriticalKind;
use crate::model::entry::Entry;
use crate::model::ids::Lang;
use crate::model::suggestion::Suggestion;
use crate::web::show::{self, Piece};
use crate::web::ui::Ui;
use crate::workflow::{EntryFinding, Offered, Provenance, State as Dossier, seen};

/// A repair made to a proposal.
pub struct Repair {
    pub kind: String,
    pub from: String,
    pub to: String,
}

/// A difference that changes the meaning.
pub struct Critical {
    pub kind: String,
    pub ours: String,
    pub theirs: String,
    /// A repair has put ours into the proposal.
    pub mended: bool,
}

/// The document that a proposal comes from.
pub struct Document {
    pub words: String,
    pub link: String,
    pub by_machine: bool,
}

/// A text offered.
pub struct Offer {
    pub index: usize,
    pub score: String,
    pub class: &'static str,
    pub state: String,
    pub matched: String,
    pub text: String,
    /// The text cut at its marks.
    pub pieces: Vec<Piece>,
    /// Reasons of marks that have no place in the text.
    pub remarks: Vec<String>,
    /// From the unit's source to ours.
    pub changes: Vec<(&'static str, String)>,
    pub critical: Vec<Critical>,
    pub document: Option<Document>,
    pub basis: String,
    pub repairs: Vec<Repair>,
    /// Sentences of the reply that it leaves out, as they could follow.
    pub rest: Vec<String>,
}

/// One language of the entry.
pub struct Editor {
    pub lang: String,
    pub name: String,
    /// The other languages are translated from it.
    pub original: bool,
    pub class: &'static str,
    pub state: String,
    pub text: String,
    /// The text cut at the marks of the proposal that it is.
    pub pieces: Vec<Piece>,
    pub basis: String,
    pub seen: String,
    pub offers: Vec<Offer>,
    pub review: bool,
    pub findings: Vec<Finding>,
}

/// The editor of a language.
pub fn editor(
    ui: &Ui<'_>,
    now: &Dossier,
    entry: &Entry,
    lang: &Lang,
    provenance: &[Option<Provenance>],
    findings: &[EntryFinding],
) -> Editor {
    let text = entry.texts.get(lang);
    let (class, state) = show::state_of(ui, text);
    let key = (entry.id, lang.clone());
    let list = now.proposals.get(&key).map(|p| p.list.as_slice());
    let list = list.unwrap_or_default();
    let written = text.map(|t| t.text.clone()).unwrap_or_default();
    let marks = list
        .iter()
        .find(|p| p.suggestion.target == written)
        .filter(|_| text.is_some_and(|t| t.state.as_str() != "confirmed"))
        .map(|p| p.suggestion.marks.as_slice())
        .unwrap_or_default();
    let source = (*lang != entry.original)
        .then(|| entry.text(&entry.original))
        .flatten()
        .map(|t| t.text.as_str());
    let people = now.offers.get(&key).map(Vec::as_slice).unwrap_or_default();
    let mut offers: Vec<Offer> = people.iter().map(|o| of_person(ui, o, &written)).collect();
    offers.extend(
        list.iter()
            .enumerate()
            .map(|(i, p)| offer(ui, p, provenance.get(i).and_then(Option::as_ref), source)),
    );
    for (n, offer) in offers.iter_mut().enumerate() {
        offer.index = n + 1;
    }
    Editor {
        lang: lang.to_string(),
        name: ui.language(lang.as_str()),
        original: *lang == entry.original,
        class,
        state,
        pieces: show::pieces(&written, marks),
        findings: shown(ui, findings, &written),
        text: written,
        basis: match text {
            Some(t) if t.state.is_decided() => ui.with("entry-written-by", "name", &t.basis),
            Some(t) => t.basis.clone(),
            None => String::new(),
        },
        seen: seen(entry, lang).as_str().to_owned(),
        review: text.is_some_and(|t| t.needs_review),
        offers,
    }
}

/// Word and class of what a proposal is worth, after the habit of eLUNa: what was repaired and what
/// needs a person is told apart from what stands as it is.
fn worth(p: &Proposal) -> &'static str {
    let s = &p.suggestion;
    match s.score {
        _ if p.by_rule => "draft",
        _ if !s.marks.is_empty() => "tentative",
        _ if !s.repairs.is_empty() => "repaired",
        score if score >= 99.995 => "full",
        score if score >= 65.0 => "fuzzy",
        _ => "weak",
    }
}

/// True when one of the repairs has put our figure, date or country into the proposal.
fn is_mended(c: &crate::memory::Critical, s: &Suggestion) -> bool {
    let kinds: &[&str] = match c.kind {
        CriticalKind::Number | CriticalKind::Date => &["number", "date"],
        CriticalKind::Country => &["country"],
        CriticalKind::Negation | CriticalKind::Unit => return false,
    };
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    s.repairs.iter().any(|r| {
        kinds.contains(&r.kind.as_str())
            && (c.kind == CriticalKind::Country
                || (!digits(&c.query).is_empty() && digits(&r.to).contains(&digits(&c.query))))
    })
}

fn word(ui: &Ui<'_>, class: &str) -> String {
    match class {
        "draft" => ui.t("entry-offer-draft"),
        "tentative" => ui.t("entry-offer-tentative"),
        "repaired" => ui.t("entry-offer-repaired"),
        "full" => ui.t("entry-offer-full"),
        "fuzzy" => ui.t("entry-offer-fuzzy"),
        _ => ui.t("entry-offer-weak"),
    }
}

fn offer(ui: &Ui<'_>, p: &Proposal, from: Option<&Provenance>, source: Option<&str>) -> Offer {
    let s = &p.suggestion;
    let class = worth(p);
    let critical = from.map(|f| f.critical.as_slice()).unwrap_or_default();
    let said = source.filter(|_| !s.source.is_empty());
    Offer {
        index: 0,
        score: if p.by_rule && s.score <= 0.0 {
            "–".into()
        } else {
            format!("{:.0}", s.score)
        },
        class,
        state: word(ui, class),
        matched: if s.matched > 0.0 && (s.matched - s.score).abs() >= 0.05 {
            format!("{:.1}", s.matched)
        } else {
            String::new()
        },
        pieces: show::pieces(&s.target, &s.marks),
        remarks: s.marks.iter().map(|m| show::marked(&s.target, m)).collect(),
        changes: said.map_or_else(
            || match s.source.as_str() {
                "" => Vec::new(),
                source => vec![("kept", source.to_owned())],
            },
            |ours| show::changes(&s.source, ours),
        ),
        critical: critical
            .iter()
            .map(|c| Critical {
                kind: match c.kind {
                    CriticalKind::Negation => ui.t("entry-critical-negation"),
                    CriticalKind::Number => ui.t("entry-critical-number"),
                    CriticalKind::Date => ui.t("entry-critical-date"),
                    CriticalKind::Country => ui.t("entry-critical-country"),
                    CriticalKind::Unit => ui.t("entry-critical-unit"),
                },
                mended: is_mended(c, s),
                ours: c.query.clone(),
                theirs: c.source.clone(),
            })
            .collect(),
        document: from.map(|f| document(ui, f)),
        basis: s.basis.clone(),
        repairs: s
            .repairs
            .iter()
            .map(|r| Repair {
                kind: ui
                    .found(&format!("repair-{}", r.kind))
                    .unwrap_or_else(|| r.kind.clone()),
                from: r.from.clone(),
                to: r.to.clone(),
            })
            .collect(),
        rest: p.reply.rest.iter().filter_map(|r| r.en.clone()).collect(),
        text: s.target.clone(),
    }
}

/// `UNODC/HONEURO/13/2, para. 12 (2020)` in the words of the interface.
pub fn origin(ui: &Ui<'_>, origin: &crate::model::unit::Origin, unit: &str) -> String {
    let mut out = origin
        .symbol
        .clone()
        .or_else(|| origin.file.clone())
        .unwrap_or_default();
    if let Some(n) = origin.paragraph {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&ui.with("entry-origin-paragraph", "number", n.to_string()));
    }
    if let Some(year) = origin.year {
        out.push_str(&format!(" ({year})"));
    }
    if out.is_empty() {
        ui.with("entry-origin-unit", "unit", unit)
    } else {
        out
    }
}

fn document(ui: &Ui<'_>, from: &Provenance) -> Document {
    Document {
        words: origin(ui, &from.origin, &from.unit),
        link: format!("/units/{}/{}", from.memory, from.unit),
        by_machine: from.by_machine,
    }
}

fn of_person(ui: &Ui<'_>, o: &Offered, stands: &str) -> Offer {
    Offer {
        index: 0,
        score: "–".into(),
        class: "person",
        state: ui.with("entry-offer-person", "name", &o.person),
        matched: String::new(),
        pieces: show::pieces(&o.text, &[]),
        text: o.text.clone(),
        remarks: Vec::new(),
        changes: show::changes(stands, &o.text),
        critical: Vec::new(),
        document: None,
        basis: ui.with2(
            "entry-offer-kept",
            "time",
            show::moment(o.time),
            "place",
            &o.from,
        ),
        repairs: Vec::new(),
        rest: Vec::new(),
    }
}

//! One return as a document: everything that stands in the file, in its order, with what became of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;

use super::super::{html, reread};
use crate::dossier::Verdict;
use crate::model::Extraction;
use crate::model::extraction::{Answer, Item};
use crate::model::ids::Cell;
use crate::model::text::text_hash;
use crate::web::fault::Fault;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{Fate, Need, Origin, ReturnView, SURE, TextLine, file_needs, state};

/// Usual reasons why a text is no answer.
const REASONS: [&str; 6] = [
    "reason-annex",
    "reason-letterhead",
    "reason-greeting",
    "reason-form",
    "reason-internal",
    "reason-foreign",
];

/// A line that can be moved.
struct Line {
    number: usize,
    text: String,
    /// In words, what became of it; empty when it is where the reader put it.
    tag: String,
    class: &'static str,
}

/// Lines that stand together, with the form to decide about them.
struct Part {
    lines: Vec<Line>,
    /// The numbers of all lines, with commas.
    all: String,
    cell: String,
    /// True when something was decided that can be put back.
    decided: bool,
    /// True when a person must look, so that the form is unfolded.
    open: bool,
    /// True when it stands under a recommendation, so that its place can be confirmed.
    placed: bool,
    /// The anchor, for links that lead to the first of its kind.
    anchor: &'static str,
}

struct Answered {
    ticked: String,
    place: String,
    sureness: u8,
    evidence: String,
    notes: Vec<String>,
    /// Lines from elsewhere in the file that people put here.
    added: Vec<String>,
    versions: String,
    /// The entry that is made of it; empty when there is none.
    entry: String,
    /// The recommendation, in the language of the interface where it has one.
    recommendation: String,
    /// Language of the text; empty when not known.
    lang: String,
    part: Part,
}

enum Block {
    Form(Vec<String>),
    Cover(Vec<(String, String)>),
    Answer(Answered),
    Loose(String, Part),
    Gone {
        reason: String,
        text: String,
        place: String,
    },
}

struct Remark {
    class: &'static str,
    code: String,
    /// What it is, in the language of the interface; may be empty.
    title: String,
    message: String,
    place: String,
    hint: String,
    can_settle: bool,
}

/// Findings that are not settled as a remark: a place is confirmed where the text stands, and the file
/// as a whole is taken off the list.
const ELSEWHERE: [&str; 3] = ["placement-unsure", "salvaged", "converted"];

struct LostDecision {
    who: String,
    what: String,
    text: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "return.html")]
struct Page<'a> {
    ui: Ui<'a>,
    id: String,
    previous: Option<String>,
    next: Option<String>,
    file: String,
    country: String,
    code: String,
    attributed: bool,
    submitted: String,
    received: String,
    also: Vec<String>,
    consent: String,
    compare: bool,
    refused: Option<(String, String)>,
    /// What the refusal is, in the language of the interface.
    refused_title: String,
    reread: reread::Offer,
    evidence: Vec<(String, String, String)>,
    blocks: Vec<Block>,
    seen: String,
    rest: String,
    rest_count: usize,
    lost: Vec<LostDecision>,
    remarks: Vec<Remark>,
    settled: Vec<(String, String)>,
    cells: Vec<String>,
    reasons: Vec<String>,
    countries: Vec<(String, String)>,
    /// What needs a person besides what stands in the remarks and in its place.
    more: Vec<String>,
    needs_a_person: bool,
    resolved: String,
}

fn answer(ui: &Ui<'_>, a: Option<Answer>) -> String {
    match a {
        Some(Answer::Yes) => ui.t("return-yes"),
        Some(Answer::No) => ui.t("return-no"),
        None => "–".into(),
    }
}

/// `GET /returns/{id}`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Html<String>, Fault> {
    let now = site.work(|site, _| state(&site.desk)).await?;
    let Some(v) = now.returns.iter().find(|v| v.record.id.0.as_str() == id) else {
        return Err(Fault::missing("fault-no-return"));
    };
    let names = &site.desk.resources.countries;
    let ui = visitor.ui("returns");
    let name = |code| ui.country(&site.desk.resources, code);
    let empty = Extraction::default();
    let x = v.record.extraction().unwrap_or(&empty);
    let mut countries: Vec<(String, String)> = names
        .all()
        .map(|c| (c.code().to_string(), name(c.code())))
        .collect();
    countries.sort_by(|a, b| a.1.cmp(&b.1));
    let needs: Vec<Need> = file_needs(&now)
        .into_iter()
        .filter(|n| n.id == v.record.id)
        .map(|n| n.need)
        .collect();
    let rest = |l: &TextLine| l.is_loose() && !l.is_letterhead();
    let compared: Vec<String> = now
        .versions
        .iter()
        .filter(|g| Some(g.country) == v.country && g.is_open())
        .map(|g| g.cell.to_string())
        .collect();
    let entries: BTreeMap<Cell, String> = now
        .entries
        .values()
        .filter(|e| v.country.is_some_and(|c| e.countries.contains(&c)))
        .filter_map(|e| Some((e.key.cell()?.clone(), format!("/entries/{}", e.id))))
        .collect();
    let recommendations: BTreeMap<Cell, String> = now
        .settings
        .cells()
        .filter_map(|(cell, r)| {
            let own = r.text.get(&ui.tongue());
            let text = own.or_else(|| r.text.get(&now.settings.note.original))?;
            Some((cell, text.clone()))
        })
        .collect();
    let others: Vec<String> = now
        .returns
        .iter()
        .filter(|o| o.record.present)
        .map(|o| o.record.id.0.as_str().to_owned())
        .collect();
    let at = others.iter().position(|o| *o == id);
    let beside = |i: Option<usize>| {
        i.and_then(|i| others.get(i))
            .map(|o| format!("/returns/{o}"))
    };
    html(&Page {
        ui,
        previous: beside(at.and_then(|i| i.checked_sub(1))),
        next: beside(at.map(|i| i + 1)),
        file: v.record.file.clone(),
        country: v.country.map(name).unwrap_or_default(),
        code: v.country.map(|c| c.to_string()).unwrap_or_default(),
        attributed: v.attributed,
        submitted: x.submitted.map(|d| ui.day(d)).unwrap_or_default(),
        received: v
            .record
            .received_on()
            .map(|d| ui.day(d))
            .unwrap_or_default(),
        also: v.record.also.clone(),
        consent: answer(&ui, x.consent),
        compare: now
            .versions
            .iter()
            .any(|g| Some(g.country) == v.country && v.counts()),
        reread: reread::offer(&site, &ui, v),
        refused_title: match &v.record.verdict {
            Verdict::Refused { code, .. } => ui.finding(code),
            Verdict::Read(_) => String::new(),
        },
        refused: match &v.record.verdict {
            Verdict::Refused { message, hint, .. } => Some((message.clone(), hint.clone())),
            Verdict::Read(_) => None,
        },
        evidence: x
            .country_evidence
            .iter()
            .map(|e| {
                (
                    name(e.country),
                    e.words.clone(),
                    format!("{}, {}", e.source, e.confidence),
                )
            })
            .collect(),
        blocks: blocks(&ui, v, x, &compared, (&entries, &recommendations)),
        seen: v.texts.seen().as_str().to_owned(),
        rest: numbers(v.texts.lines.iter().enumerate().filter(|(_, l)| rest(l))),
        rest_count: v.texts.lines.iter().filter(|l| rest(l)).count(),
        lost: v
            .texts
            .lost
            .iter()
            .map(|l| LostDecision {
                who: l.by.person.clone(),
                what: l.what.clone(),
                text: l.piece.text.clone(),
                hash: text_hash(&l.piece.text).as_str().to_owned(),
            })
            .collect(),
        remarks: v
            .open_findings()
            // It stands beside the answer.
            .filter(|f| f.code != "answer-unsure")
            .map(|f| Remark {
                class: if f.severity == crate::model::Severity::Info {
                    "info"
                } else {
                    "warning"
                },
                code: f.code.clone(),
                title: ui.finding(&f.code),
                message: f.message.clone(),
                place: f.place.clone(),
                hint: f.hint.clone(),
                can_settle: f.severity != crate::model::Severity::Info
                    && !ELSEWHERE.contains(&f.code.as_str()),
            })
            .collect(),
        settled: v
            .settled
            .iter()
            .map(|(_, message, reason)| (message.clone(), reason.clone()))
            .collect(),
        cells: now
            .settings
            .cells()
            .map(|(cell, _)| cell.to_string())
            .collect(),
        reasons: REASONS.iter().map(|key| ui.t(key)).collect(),
        countries,
        more: needs
            .iter()
            .filter(|n| !n.blocks && !x.findings.iter().any(|f| f.code == n.code))
            .filter(|n| n.code != "decision-without-text")
            .map(|n| n.reason.clone())
            .collect(),
        needs_a_person: !needs.is_empty(),
        resolved: v.resolved.clone().unwrap_or_default(),
        id,
    })
}

fn numbers<'a>(lines: impl Iterator<Item = (usize, &'a TextLine)>) -> String {
    let all: Vec<String> = lines.map(|(n, _)| n.to_string()).collect();
    all.join(",")
}

/// Everything in the order of the file; form text, cover lines and loose lines that follow each other
/// stand together.
fn blocks(
    ui: &Ui<'_>,
    v: &ReturnView,
    x: &Extraction,
    compared: &[String],
    (entries, cells): (&BTreeMap<Cell, String>, &BTreeMap<Cell, String>),
) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let (mut unsure_seen, mut loose_seen) = (false, false);
    for item in x.in_order() {
        match item {
            Item::Form(i) => {
                let Some(p) = x.form_text.get(i) else {
                    continue;
                };
                match out.last_mut() {
                    Some(Block::Form(texts)) => texts.push(p.text.clone()),
                    _ => out.push(Block::Form(vec![p.text.clone()])),
                }
            }
            Item::Cover(i) => {
                let Some(f) = x.cover.get(i) else { continue };
                let row = (f.label.clone(), f.value.clone());
                match out.last_mut() {
                    Some(Block::Cover(rows)) => rows.push(row),
                    _ => out.push(Block::Cover(vec![row])),
                }
            }
            Item::LeftOut(i) => {
                if let Some(l) = x.left_out.get(i) {
                    out.push(Block::Gone {
                        reason: ui.t(&format!("reason-{}", l.reason.as_str())),
                        text: l.text.clone(),
                        place: l.place.clone(),
                    });
                }
            }
            Item::Statement(i) => {
                let Some(s) = x.statements.get(i) else {
                    continue;
                };
                let mut part = part(ui, v, Origin::Statement(i), s.cell.to_string());
                part.placed = true;
                part.open = s.confidence < SURE
                    && lines_of(v, Origin::Statement(i)).any(|(_, l)| l.fate == Fate::AsRead);
                if part.open && !unsure_seen {
                    unsure_seen = true;
                    part.anchor = "unsure";
                }
                out.push(Block::Answer(Answered {
                    ticked: answer(ui, s.action),
                    place: s.place.clone(),
                    sureness: s.confidence,
                    evidence: s.evidence.clone(),
                    notes: s.notes.clone(),
                    added: v
                        .texts
                        .lines
                        .iter()
                        .filter(|l| l.origin != Origin::Statement(i))
                        .filter(|l| matches!(&l.fate, Fate::Placed(to, _) if *to == s.cell))
                        .map(|l| l.text.clone())
                        .collect(),
                    versions: if compared.contains(&s.cell.to_string()) {
                        format!(
                            "/versions/{}#c{}{}",
                            v.country.map(|c| c.to_string()).unwrap_or_default(),
                            s.cell.theme,
                            s.cell.recommendation
                        )
                    } else {
                        String::new()
                    },
                    entry: entries.get(&s.cell).cloned().unwrap_or_default(),
                    recommendation: cells.get(&s.cell).cloned().unwrap_or_default(),
                    lang: s.lang.as_ref().map(ToString::to_string).unwrap_or_default(),
                    part,
                }));
            }
            Item::Unplaced(i) => {
                let Some(p) = x.unplaced.get(i) else { continue };
                let more = part(ui, v, Origin::Unplaced(i), String::new());
                let open = lines_of(v, Origin::Unplaced(i))
                    .any(|(_, l)| l.is_loose() && !l.is_letterhead());
                if let Some(Block::Loose(_, there)) = out.last_mut() {
                    there.all.push(',');
                    there.all.push_str(&more.all);
                    there.lines.extend(more.lines);
                    there.decided |= more.decided;
                    there.open |= open;
                } else {
                    out.push(Block::Loose(p.place.clone(), Part { open, ..more }));
                }
                if let Some(Block::Loose(_, there)) = out.last_mut()
                    && there.open
                    && !loose_seen
                {
                    loose_seen = true;
                    there.anchor = "loose";
                }
            }
        }
    }
    out
}

fn lines_of(v: &ReturnView, origin: Origin) -> impl Iterator<Item = (usize, &TextLine)> {
    let all = v.texts.lines.iter().enumerate();
    all.filter(move |(_, l)| l.origin == origin)
}

fn part(ui: &Ui<'_>, v: &ReturnView, origin: Origin, cell: String) -> Part {
    let mut now: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    let mut decided = false;
    for (number, l) in lines_of(v, origin) {
        let (tag, class) = match &l.fate {
            Fate::AsRead => (String::new(), ""),
            Fate::Placed(to, by) if to.to_string() == cell => {
                (ui.with("return-kept-by", "who", &by.person), "kept")
            }
            Fate::Placed(to, by) => (
                ui.with2("return-moved-by", "cell", to.to_string(), "who", &by.person),
                "moved",
            ),
            Fate::Aside(reason, by) => (
                ui.with2("return-aside-by", "reason", reason, "who", &by.person),
                "set-aside",
            ),
        };
        now.push(match &l.fate {
            Fate::Placed(to, _) => to.to_string(),
            Fate::AsRead | Fate::Aside(..) => cell.clone(),
        });
        decided |= l.fate != Fate::AsRead;
        lines.push(Line {
            number,
            text: l.text.clone(),
            tag,
            class,
        });
    }
    now.dedup();
    let cell = match now.as_slice() {
        [one] => one.clone(),
        _ => cell,
    };
    Part {
        all: numbers(lines_of(v, origin)),
        lines,
        cell,
        decided,
        open: false,
        placed: false,
        anchor: "",
    }
}

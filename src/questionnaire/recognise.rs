//! Reads a line of a return from left to right as pieces of the form and free text.

use super::fold::{Folded, Word, Words};
use super::form::{Piece, Role, option_start};
use super::lines::Line;
use super::options::{self, Item};
use super::reference::{Hit, Reference, Strictness};
use super::scan::{self, Label};
use super::vocabulary::Sense;

/// Where in the form the reading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Before the first theme: title, cover, guidance.
    Front,
    /// Below a theme's heading.
    Theme,
    /// Below a recommendation's heading, its text not yet seen.
    Head,
    /// Below a recommendation's text or question.
    Ask,
    /// Where answers stand.
    Reply,
    /// Behind the form: annexes.
    After,
}

/// What a stretch of a line is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A theme's label or title.
    Theme(Option<u16>),
    /// A recommendation's label, with the theme if it names one.
    Recommendation(Option<u16>, Label),
    /// A label at the head of text, where a recommendation may be meant.
    Label(Option<u16>, Label),
    /// A recommendation's text, by position of the cell, with the likeness.
    Text(usize, f64),
    /// The question whether action was taken.
    Prompt,
    /// Boxes and option words.
    Options(Vec<Item>),
    /// The label of the answer.
    Comments,
    /// The question about publishing.
    Consent,
    /// The label of a cover line.
    Cover(&'static str),
    /// Other text of the form.
    Form,
    /// Dots and dashes to write on.
    Fill,
    /// What the sender wrote.
    Free,
}

/// A stretch of a line with what it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) line: usize,
    /// Byte range of the line's text.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// The form it was recognised by.
    pub(super) form: Option<usize>,
}

/// What the reading needs to know of what came before on the way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before<'a> {
    pub(super) zone: Zone,
    /// The piece that the line before broke off in.
    pub(super) open: Option<&'a Piece>,
    /// True when the stretch before on this line was the question.
    pub(super) after_prompt: bool,
    /// True when the question or options of the present section were there already.
    pub(super) asked: bool,
    /// The recommendation whose text began the present section.
    pub(super) cell: Option<usize>,
    /// True when headings with the word for recommendation stand somewhere in the return: then a
    /// label alone is a point of a list.
    pub(super) worded: bool,
    /// True where a label before text may be a recommendation's: below a theme, or after another one.
    pub(super) labels: bool,
}

/// Reads the next stretch from byte `at`; none at the end of the line. Also gives the piece that
/// the stretch breaks off in, if it does.
pub(super) fn next<'a>(
    r: &Reference<'a>,
    line: &Line,
    index: usize,
    at: usize,
    before: Before<'_>,
) -> Option<(Token, Option<&'a Piece>)> {
    let text = line.part(at, line.text.len());
    if text.trim().is_empty() {
        return None;
    }
    let end_of_line = line.text.len();
    let token = |kind, end: usize, form| Token {
        line: index,
        start: at,
        end,
        kind,
        form,
    };
    let plain = |kind, end| Some((token(kind, end, None), None));
    if scan::is_fill(text) {
        return plain(Kind::Fill, end_of_line);
    }
    let fill = scan::leading_fill(text);
    if fill > 0 {
        return plain(Kind::Fill, at + fill);
    }
    let cut;
    let found = match line.words_from(at) {
        Some(found) => found,
        None => {
            cut = Folded::new(text);
            cut.words()
        }
    };
    if at == 0 && scan::is_page_number(found, r.v) {
        return plain(Kind::Form, end_of_line);
    }
    if let Some((kind, end)) = heading(r, text, found, before) {
        return plain(kind, at + end);
    }
    if at == 0
        && before.labels
        && let Some((theme, label, end)) = scan::leading_label(text, found)
        && r.has(theme, &label)
        && (theme.is_some() || r.fuzzy(found, Strictness::Usual, None, None).is_none())
    {
        return plain(Kind::Label(theme, label), end);
    }
    // A label before the recommendation's text is no part of it.
    let label = comments(r, text, found, before.zone);
    if before.zone != Zone::Front
        && let Some((end, form)) = label
        && end < text.len()
        && r.exact(found).is_empty()
    {
        return Some((token(Kind::Comments, at + end, form), None));
    }
    if let Some((hit, from)) = piece(r, text, found, before) {
        let covered = from + hit.words;
        // A box behind the question is not part of it.
        let end = if covered >= found.len() && hit.piece.role != Role::Prompt {
            text.len()
        } else {
            glue(text, found, covered)
        };
        let kind = kind_of(r, &hit, before.zone)?;
        let open = (!hit.whole).then_some(hit.piece);
        return Some((token(kind, at + end, Some(hit.form)), open));
    }
    if before.zone != Zone::Front && before.zone != Zone::After || before.after_prompt {
        if let Some((n, form)) = prompt(r, text, found, before) {
            return Some((token(Kind::Prompt, at + glue(text, found, n), form), None));
        }
    } else if let Some((n, form)) = r.label(found, Role::Prompt) {
        return Some((
            token(Kind::Prompt, at + glue(text, found, n), Some(form)),
            None,
        ));
    }
    if before.after_prompt
        && let Some(start) = option_start(line, index, r.v).filter(|s| *s > at && *s < at + 80)
    {
        // "(please tick one)" between the question and its options.
        return plain(Kind::Form, start);
    }
    if before.after_prompt
        && found.len() == 1
        && let Some(letter) = found.first()
        && let Some(answer) = r.v.initial(letter.text)
    {
        let item = Item::word(answer, line, index, at);
        return plain(Kind::Options(vec![item]), end_of_line);
    }
    if let Some((items, end)) = option_items(r, line, index, at, before) {
        return plain(Kind::Options(items), end);
    }
    if let Some((end, form)) = label {
        return Some((token(Kind::Comments, at + end, form), None));
    }
    if before.zone == Zone::Front
        && let Some((kind, end)) = scan::cover_label(text, r.v)
    {
        return plain(Kind::Cover(kind), at + end);
    }
    let end = at + scan::trailing_fill(text);
    plain(Kind::Free, if end > at { end } else { end_of_line })
}

/// True when the question, its options, or the label of the answer stand at the start.
pub(super) fn asks(r: &Reference<'_>, found: Words<'_>) -> bool {
    let own = r
        .label(found, Role::Prompt)
        .or_else(|| r.label(found, Role::Comments));
    let option = |w: Word<'_>| r.v.is(Sense::Yes, w.text) || r.v.is(Sense::No, w.text);
    let question = scan::phrase(found, Sense::Prompt, r.v)
        .is_some_and(|n| found.len() <= n + 2 || found.get(n).is_some_and(option));
    own.is_some()
        || question
        || scan::phrase(found, Sense::Comments, r.v) == Some(found.len())
        || found.len() <= 4 && found.iter().any(option)
}

/// A heading, if it is one here.
fn heading(
    r: &Reference<'_>,
    text: &str,
    found: Words<'_>,
    before: Before<'_>,
) -> Option<(Kind, usize)> {
    let zone = before.zone;
    let h = scan::heading(text, found, r.v)?;
    if h.bare && h.theme.is_none() && before.worded {
        return None;
    }
    let rest = found.from(h.words);
    let rest = rest.to(r.question_at(rest));
    let expected = || {
        rest.is_empty()
            || r.fuzzy(rest, Strictness::Expected, None, None)
                .is_some_and(|x| matches!(x.piece.role, Role::Text | Role::Theme))
            || !r.exact(rest).is_empty()
            || asks(r, found.from(h.words))
    };
    if let Some(label) = h.recommendation {
        let known = h.theme.is_none_or(|n| r.themes.contains(&n));
        let sure = if h.closed { known } else { expected() };
        return sure.then_some((Kind::Recommendation(h.theme, label), h.end));
    }
    let number = h.theme?;
    // "Issue 1: lack of staff" inside an answer is no theme.
    let own = found.first().is_some_and(|w| r.labels_themes(w.text));
    let sure = match zone {
        Zone::Reply | Zone::After | Zone::Ask | Zone::Head | Zone::Theme => {
            expected() || h.closed && own && rest.len() > 2 && r.themes.contains(&number)
        }
        _ => h.closed || expected(),
    };
    sure.then_some((Kind::Theme(Some(number)), h.end))
}

/// A whole piece of the form, or a long one as a beginning; a list label before it does not matter.
fn piece<'a>(
    r: &Reference<'a>,
    text: &str,
    found: Words<'_>,
    before: Before<'_>,
) -> Option<(Hit<'a>, usize)> {
    let how = match before.zone {
        Zone::Head => Strictness::Expected,
        Zone::Reply | Zone::After => Strictness::Answers,
        _ => Strictness::Usual,
    };
    let found = found.to(r.question_at(found));
    let labelled = found.first().is_some_and(|w| w.letters <= 2)
        && text
            .trim_start()
            .starts_with(|c: char| c == '(' || c.is_alphanumeric());
    for from in 0..=usize::from(labelled && found.len() > 4) {
        let stretch = found.from(from);
        let exact = r.exact(stretch);
        let fits = |h: &&Hit<'a>| match h.piece.role {
            Role::Cover => false,
            Role::Comments | Role::Prompt => {
                before.zone != Zone::Front || h.piece.role == Role::Prompt
            }
            Role::Title | Role::Front | Role::Running | Role::Consent => {
                before.zone == Zone::Front || h.piece.words.len() >= 2
            }
            _ => true,
        };
        if let Some(hit) = exact.iter().find(fits) {
            return Some((*hit, from));
        }
        if (stretch.len() >= 3 || before.open.is_some())
            && let Some(hit) = r.fuzzy(stretch, how, before.open, before.cell)
        {
            return Some((hit, from));
        }
    }
    None
}

fn kind_of(r: &Reference<'_>, hit: &Hit<'_>, zone: Zone) -> Option<Kind> {
    Some(match hit.piece.role {
        Role::Theme => Kind::Theme(r.theme_of(hit.form, hit.piece)),
        Role::Text => Kind::Text(r.cell_of(hit.form, hit.piece)?, hit.likeness),
        Role::Prompt => Kind::Prompt,
        Role::Comments => Kind::Comments,
        Role::Consent if zone == Zone::Front => Kind::Consent,
        Role::Consent | Role::Title | Role::Front | Role::Running | Role::Cover => Kind::Form,
    })
}

/// The question at the start, as the forms put it or in the words of any language; it must end at
/// punctuation, at the options or with the line. Among answers it must be followed by options, since
/// an answer may begin with “Action taken:”.
fn prompt(
    r: &Reference<'_>,
    text: &str,
    found: Words<'_>,
    before: Before<'_>,
) -> Option<(usize, Option<usize>)> {
    let own = r
        .label(found, Role::Prompt)
        .map(|(n, form)| (n, Some(form)));
    let (n, form) = own.or_else(|| scan::phrase(found, Sense::Prompt, r.v).map(|n| (n, None)))?;
    let last = found.get(n.checked_sub(1)?)?;
    let rest = text.get(last.end..).unwrap_or_default().trim_start();
    let option = found
        .get(n)
        .is_some_and(|w| r.v.is(Sense::Yes, w.text) || r.v.is(Sense::No, w.text));
    let boxed = rest.starts_with(|c: char| "☐☒☑□[".contains(c));
    let parted = rest.starts_with([':', '?', '？', '(']);
    let complete = own.is_some() && rest.trim_matches([':', '?', '？', ' ', '.']).is_empty();
    let answers = matches!(before.zone, Zone::Reply | Zone::After);
    let closed = match (answers, before.asked) {
        (true, _) => option || boxed || complete || own.is_some() && parted && !before.asked,
        // Asked once: what follows may be an answer that begins with the same words.
        (_, true) => option || boxed || complete,
        // In words of its own a question ends there; “Action taken: forty boats” is an answer.
        _ => {
            let short = found.len() <= n + 2;
            own.is_some() || option || boxed || parted && short || rest.is_empty()
        }
    };
    closed.then_some((n, form))
}

/// Boxes and option words, unless they are the beginning of a sentence.
fn option_items(
    r: &Reference<'_>,
    line: &Line,
    index: usize,
    at: usize,
    before: Before<'_>,
) -> Option<(Vec<Item>, usize)> {
    let start = at
        + line
            .part(at, line.text.len())
            .find(|c: char| !c.is_whitespace())?;
    if let Some(items) = options::read_marks(line, index, start, r.v) {
        // A lone cross in the cell beside YES.
        return matches!(before.zone, Zone::Ask | Zone::Head | Zone::Front)
            .then_some((items, line.text.len()));
    }
    let (items, end) = options::read(line, index, start, r.v)?;
    let rest = line.part(end, line.text.len());
    if rest.trim().is_empty() {
        return Some((items, line.text.len()));
    }
    let first = line.part(start, line.text.len()).chars().next()?;
    let boxed = !first.is_alphanumeric() && !"/|\\,;.:)]-–—*".contains(first);
    let comma = line.part(start, end).trim_end().ends_with(',');
    (boxed || items.len() > 1 && before.zone != Zone::Reply || before.after_prompt && !comma).then(
        || {
            let gap = rest.len()
                - rest
                    .trim_start_matches(|c: char| c.is_whitespace() || ":;–—".contains(c))
                    .len();
            (items, end + gap)
        },
    )
}

/// The label of the answer at the start, in one language or several (`Comments / Observations:`),
/// closed by a colon or the line's end. Among answers only the forms' own label counts, or a line of
/// its own, since an answer may have points such as “Details:”.
fn comments(
    r: &Reference<'_>,
    text: &str,
    found: Words<'_>,
    zone: Zone,
) -> Option<(usize, Option<usize>)> {
    let (mut n, mut form) = (0, None);
    for _ in 0..4 {
        let rest = found.from(n);
        let own = r.label(rest, Role::Comments);
        let Some(more) = own
            .map(|(m, _)| m)
            .or_else(|| scan::phrase(rest, Sense::Comments, r.v))
        else {
            break;
        };
        form = form.or(own.map(|(_, f)| f));
        n += more;
    }
    let last = found.get(n.checked_sub(1)?)?;
    let rest = text.get(last.end..).unwrap_or_default();
    let open = rest.trim_start_matches(|c: char| c.is_whitespace() || ")(/".contains(c));
    let alone = open.trim_matches([' ', ':', '：', '.']).is_empty();
    let parted = open.starts_with([':', '：', '.', '–', '—']);
    let counts = alone || parted && (form.is_some() || zone != Zone::Reply);
    counts.then(|| (glue(text, found, n), form))
}

/// The byte where the words from `n` on begin, opening quotes and boxes left to them.
fn glue(text: &str, found: Words<'_>, n: usize) -> usize {
    let from = n
        .checked_sub(1)
        .and_then(|i| found.get(i))
        .map_or(0, |w| w.end);
    let rest = text.get(from..).unwrap_or_default();
    from + rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_whitespace() || ":：;.,?？!)]»”–—-".contains(c))
            .len()
}

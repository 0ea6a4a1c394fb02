//! What is seen without scrolling: replies, dates, words, stages; and the progress of each theme.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::model::build::Build;
use crate::model::ids::Lang;
use crate::web::ui::Ui;
use crate::workflow::{Count, State, Status, by_theme, stages};

/// A date with the days to it.
pub struct Day {
    pub day: String,
    pub left: String,
    /// True when it is past.
    pub past: bool,
}

/// The words of a language under the limit.
pub struct Words {
    pub lang: String,
    pub words: usize,
    pub left: String,
    pub over: bool,
}

/// A stage with its words.
pub struct Step {
    pub name: String,
    /// How far: `12 of 84`; empty for stages of the whole.
    pub done: String,
    pub reached: bool,
}

/// The stages of a language.
pub struct Track {
    pub lang: String,
    pub steps: Vec<Step>,
}

/// Everything at a glance.
pub struct Glance {
    pub cut_off: Option<Day>,
    pub submission: Option<Day>,
    pub words: Vec<Words>,
    pub tracks: Vec<Track>,
    /// Files that cannot be used yet: link, name, what it is.
    pub unusable: Vec<(String, String, String)>,
}

/// The part of the page that is seen first. Days are counted in universal time.
pub fn glance(ui: &Ui<'_>, now: &State, s: &Status, builds: &[Build], at: Timestamp) -> Glance {
    let today = Offset::UTC.to_datetime(at).date();
    let limit = usize::try_from(s.word_limit).unwrap_or(usize::MAX);
    let mut tracks: Vec<(bool, Track)> = stages(now, builds)
        .into_iter()
        .map(|(lang, steps)| {
            let of = s.languages.get(&lang).map_or(0, |l| l.paragraphs);
            let steps = steps
                .into_iter()
                .map(|stage| Step {
                    name: ui.t(&format!("stage-{}", stage.name)),
                    done: stage.done.map_or_else(String::new, |done| {
                        ui.with2("overview-of", "done", done, "all", of)
                    }),
                    reached: stage.reached,
                })
                .collect();
            let track = Track {
                lang: ui.language(lang.as_str()),
                steps,
            };
            (lang != now.settings.note.original, track)
        })
        .collect();
    tracks.sort_by_key(|(translated, _)| *translated);
    Glance {
        cut_off: s.cut_off.map(|d| day(ui, d, today)),
        submission: s.submission.map(|d| day(ui, d, today)),
        words: s
            .languages
            .iter()
            .map(|(lang, l)| Words {
                lang: ui.language(lang.as_str()),
                words: l.words,
                left: if l.words > limit {
                    ui.with("overview-words-over", "count", l.words - limit)
                } else {
                    ui.with("overview-words-left", "count", limit - l.words)
                },
                over: l.words > limit,
            })
            .collect(),
        tracks: tracks.into_iter().map(|(_, track)| track).collect(),
        unusable: s
            .needs
            .iter()
            .filter(|n| n.need.blocks)
            .map(|n| {
                let title = ui.finding(&n.need.code);
                let what = if title.is_empty() {
                    n.need.reason.clone()
                } else {
                    title
                };
                (format!("/returns/{}", n.id.0), n.file.clone(), what)
            })
            .collect(),
    }
}

fn day(ui: &Ui<'_>, day: Date, today: Date) -> Day {
    let days = today.duration_until(day).as_hours() / 24;
    let count = days.unsigned_abs();
    Day {
        day: ui.day(day),
        left: match days {
            0 => ui.t("overview-today"),
            1.. => ui.with("overview-days-left", "count", count),
            _ => ui.with("overview-days-past", "count", count),
        },
        past: days < 0,
    }
}

/// A theme with how far each language is in it.
pub struct Theme {
    pub name: String,
    pub link: String,
    pub languages: Vec<Bar>,
}

/// How far a language is.
pub struct Bar {
    pub lang: String,
    pub count: Count,
}

/// The themes, first what stands outside of them is left out.
pub fn themes(ui: &Ui<'_>, now: &State) -> Vec<Theme> {
    by_theme(now)
        .into_iter()
        .map(|(number, counts)| {
            let titles = now.settings.theme(number).map(|t| &t.title);
            let title = titles.and_then(|t| t.get(&ui.tongue()).or_else(|| t.get(&Lang::en())));
            Theme {
                name: ui.with2(
                    "overview-theme",
                    "number",
                    number,
                    "title",
                    title.map_or("", String::as_str),
                ),
                link: format!("/entries?theme={number}"),
                languages: counts
                    .into_iter()
                    .map(|(lang, count)| Bar {
                        lang: ui.language(lang.as_str()),
                        count,
                    })
                    .collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::ui::Visitor;
    use crate::web::words::Tongue;

    #[test]
    fn days_are_counted_in_words() {
        let visitor = Visitor {
            person: "officer".into(),
            csrf: String::new(),
            tongue: Tongue::French,
            preset: crate::web::keys::Preset::Usual,
            live: String::new(),
            signed_in: false,
            rights: None,
        };
        let ui = visitor.ui("overview");
        let today: Date = "2026-07-01".parse().unwrap();
        let said = |d: &str| day(&ui, d.parse().unwrap(), today);
        assert_eq!(said("2026-07-01").left, "aujourd’hui");
        assert_eq!(said("2026-07-02").left, "dans 1 jour");
        assert_eq!(said("2026-07-31").left, "dans 30 jours");
        assert_eq!(said("2026-06-29").left, "il y a 2 jours");
        assert!(said("2026-06-29").past && !said("2026-07-01").past);
        assert_eq!(said("2026-07-01").day, "1er juillet 2026");
    }
}

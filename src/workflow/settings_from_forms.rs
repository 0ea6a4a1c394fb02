//! What the blank questionnaires say about the note to come.

use std::collections::BTreeMap;

use crate::language::Resources;
use crate::model::ids::Lang;
use crate::model::settings::{RecommendationSettings, Settings, Texts, ThemeSettings};
use crate::questionnaire::Form;

/// Settings with everything that the forms tell and the texts of the language data; the rest blank.
/// The note's languages are those of the forms that the language data has labels and templates for,
/// English first; other forms are kept for reading returns.
pub fn settings_from_forms(forms: &[Form], resources: &Resources) -> Settings {
    let mut settings = Settings::default();
    let written: Vec<Lang> = settings.note.languages.clone();
    for form in forms {
        let lang = &form.lang;
        for (i, theme) in form.themes.iter().enumerate() {
            if settings.themes.len() <= i {
                settings.themes.push(ThemeSettings {
                    number: theme.number,
                    ..ThemeSettings::default()
                });
            }
            let Some(slot) = settings.themes.get_mut(i) else {
                continue;
            };
            slot.title.insert(lang.clone(), theme.title.clone());
            for (j, rec) in theme.recommendations.iter().enumerate() {
                if slot.recommendations.len() <= j {
                    slot.recommendations.push(RecommendationSettings {
                        letter: rec.letter.clone(),
                        text: Texts::new(),
                        restated: Texts::new(),
                    });
                }
                if let Some(there) = slot.recommendations.get_mut(j) {
                    there.text.insert(lang.clone(), rec.text.clone());
                }
            }
        }
        if let Some(facts) = &form.meeting {
            let put = |texts: &mut Texts, value: &Option<String>| {
                if let Some(value) = value {
                    texts.insert(lang.clone(), value.clone());
                }
            };
            put(&mut settings.adopted.name, &facts.name);
            put(&mut settings.adopted.place, &facts.place);
            settings.adopted.start = settings.adopted.start.or(facts.start);
            settings.adopted.end = settings.adopted.end.or(facts.end);
        }
        settings.note.cut_off = settings.note.cut_off.or(form.return_by);
    }
    settings.introduction = templates(&written, resources, "introduction");
    settings.conclusions = templates(&written, resources, "conclusions");
    settings
}

fn templates(langs: &[Lang], resources: &Resources, name: &str) -> BTreeMap<Lang, Vec<String>> {
    langs
        .iter()
        .map(|lang| (lang.clone(), resources.labels.paragraphs(lang, name)))
        .collect()
}

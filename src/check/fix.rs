//! Corrections that are sure: what a finding would have in the place of what stands there.

use serde::{Deserialize, Serialize};

use super::CheckFinding;

/// Other words for a stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fix {
    /// Start of the stretch in bytes of the text that was checked.
    pub start: usize,
    /// Its end, exclusive.
    pub end: usize,
    /// The words for it.
    pub with: String,
}

impl CheckFinding {
    /// The same with a correction.
    pub(super) fn fixed(mut self, start: usize, end: usize, with: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            start,
            end,
            with: with.into(),
        });
        self
    }
    /// The whole text with the correction in it; `None` when there is none, or the text is not the
    /// one that was checked.
    pub fn corrected(&self, text: &str) -> Option<String> {
        let fix = self.fix.as_ref()?;
        let (before, after) = (text.get(..fix.start)?, text.get(fix.end..)?);
        (fix.start <= fix.end).then(|| format!("{before}{}{after}", fix.with))
    }
}

/// Words with the capital that the words they replace begin with.
pub(super) fn as_begun(with: &str, before: &str) -> String {
    let capital = before.chars().next().is_some_and(char::is_uppercase);
    let mut chars = with.chars();
    match chars.next().filter(|_| capital) {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => with.to_owned(),
    }
}

/// A name in the place of another one that begins at `start`: where the stretch to replace begins,
/// and what is put there. `subject` is the name with its article. `None` where the name hangs together
/// with the word before it otherwise (« du », « de » before a vowel).
pub(super) fn renamed(
    text: &str,
    start: usize,
    bare: &str,
    subject: &str,
) -> Option<(usize, String)> {
    const ARTICLES: [&str; 6] = ["the ", "la ", "le ", "les ", "l’", "l'"];
    let before = text.get(..start)?;
    let low = before.to_lowercase();
    let ends = |word: &str| {
        low.strip_suffix(word)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    };
    if let Some(article) = ARTICLES.iter().find(|a| ends(a)) {
        let from = start.checked_sub(article.len())?;
        let there = text.get(from..start)?;
        let low = subject.to_lowercase();
        let mut chars = subject.chars();
        // The subject is written as at the head of a sentence.
        let inside =
            there.starts_with(char::is_lowercase) && ARTICLES.iter().any(|a| low.starts_with(a));
        return match chars.next().filter(|_| inside) {
            Some(first) => Some((from, first.to_lowercase().chain(chars).collect())),
            None => Some((from, subject.to_owned())),
        };
    }
    let vowel = bare.starts_with(|c: char| "aàâeéèêiîoôuyhAÀÂEÉÈÊIÎOÔUYH".contains(c));
    let fused = ["du ", "des ", "au ", "aux ", "d’", "d'"]
        .iter()
        .any(|w| ends(w));
    if fused || (ends("de ") && vowel) {
        return None;
    }
    Some((start, bare.to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::check::{check_pair, check_text};
    use crate::language::Resources;
    use crate::model::Lang;

    fn corrected(lang: &Lang, text: &str) -> Vec<String> {
        let res = Resources::embedded().unwrap();
        let found = check_text(&res, lang, text);
        found.iter().filter_map(|f| f.corrected(text)).collect()
    }

    #[test]
    fn sure_faults_bring_their_correction() {
        for (text, right) in [
            ("It had had the the law.", "It had had the law."),
            ("It had  a law.", "It had a law."),
            ("It had a law .", "It had a law."),
            ("It trained 12% of them.", "It trained 12 per cent of them."),
            (
                "It had laws,rules and more.",
                "It had laws, rules and more.",
            ),
            (
                "Turkey reported that it did.",
                "Türkiye reported that it did.",
            ),
            (
                "The Czech Republic reported that it did.",
                "Czechia reported that it did.",
            ),
        ] {
            assert_eq!(corrected(&Lang::en(), text), [right], "{text}");
        }
        for (text, right) in [
            (
                "Il a indiqué que il formait.",
                "Il a indiqué qu’il formait.",
            ),
            ("Il demande si ils forment.", "Il demande s’ils forment."),
            ("La loi de le pays.", "La loi du pays."),
            ("La Turquie a indiqué ceci.", "La Türkiye a indiqué ceci."),
            ("Le 1 mai 2024, il a agi.", "Le 1er mai 2024, il a agi."),
            ("Il a dit ceci: rien.", "Il a dit ceci\u{a0}: rien."),
        ] {
            assert_eq!(corrected(&Lang::fr(), text), [right], "{text}");
        }
    }

    #[test]
    fn a_single_figure_that_differs_is_put_right() {
        let res = Resources::embedded().unwrap();
        let there = "La Belgique a formé 25 agents.";
        let found = check_pair(
            &res,
            (&Lang::en(), "Belgium trained 40 officers."),
            (&Lang::fr(), there),
        );
        let all: Vec<String> = found.iter().filter_map(|f| f.corrected(there)).collect();
        assert!(!all.is_empty());
        assert!(all.iter().all(|t| t == "La Belgique a formé 40 agents."));
        // Of two, nobody can tell which is which.
        let there = "La Belgique a formé 25 agents et 8 juges.";
        let found = check_pair(
            &res,
            (&Lang::en(), "Belgium trained 40 officers and 9 judges."),
            (&Lang::fr(), there),
        );
        assert!(found.iter().all(|f| f.fix.is_none()));
    }
}

//! The language of a text.

use crate::model::ids::Lang;

/// The language that a text is most likely in, by the statistics of its letters (whichlang, 16
/// languages); `None` for a text without words. Short texts are guesses: callers that expect a
/// language should prefer it there.
pub fn detect(text: &str) -> Option<Lang> {
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    two_letters(whichlang::detect_language(text).three_letter_code())
        .parse()
        .ok()
}

fn two_letters(code: &str) -> &str {
    match code {
        "ara" => "ar",
        "cmn" => "zh",
        "deu" => "de",
        "eng" => "en",
        "fra" => "fr",
        "hin" => "hi",
        "ita" => "it",
        "jpn" => "ja",
        "kor" => "ko",
        "nld" => "nl",
        "por" => "pt",
        "rus" => "ru",
        "spa" => "es",
        "swe" => "sv",
        "tur" => "tr",
        "vie" => "vi",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_languages_of_replies() {
        for (text, lang) in [
            (
                "The police seized four parcels at the sorting centre.",
                "en",
            ),
            ("La police a saisi quatre colis au centre de tri.", "fr"),
            (
                "La policía incautó cuatro paquetes en el centro de clasificación.",
                "es",
            ),
            (
                "Полиция изъяла четыре посылки в сортировочном центре.",
                "ru",
            ),
        ] {
            assert_eq!(detect(text).unwrap().as_str(), lang);
        }
        assert_eq!(detect(" 12 – "), None);
    }
}

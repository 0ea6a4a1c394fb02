//! Characters of symbol fonts as the characters that people see.

/// A font whose letters are pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Font {
    #[default]
    Text,
    Symbol,
    Wingdings,
    Wingdings2,
    Wingdings3,
    Webdings,
}

/// What a character of a symbol font shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    Text(char),
    /// A box to tick, with its state.
    Box(bool),
}

impl Font {
    /// The font of a name.
    pub fn of(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "symbol" => Self::Symbol,
            "wingdings" => Self::Wingdings,
            "wingdings 2" => Self::Wingdings2,
            "wingdings 3" => Self::Wingdings3,
            "webdings" => Self::Webdings,
            _ => Self::Text,
        }
    }
}

/// Greek and other letters of the Symbol font, by code from 0x21.
const SYMBOL_LOW: &str = "!∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{203E}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
/// The same from 0xA1.
const SYMBOL_HIGH: &str = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑";

/// What `c` shows in a font; characters of the private area stand for their low byte.
pub(super) fn glyph(font: Font, c: char) -> Glyph {
    let code = u32::from(c);
    let code = if (0xF000..=0xF0FF).contains(&code) {
        code - 0xF000
    } else {
        code
    };
    let text = |t: char| Glyph::Text(t);
    match (font, code) {
        (Font::Text, _) => text(c),
        (_, 0x20 | 0xA0) => text(' '),
        (Font::Symbol, 0x21..=0x7E) => {
            text(SYMBOL_LOW.chars().nth(code as usize - 0x21).unwrap_or(c))
        }
        (Font::Symbol, 0xA1..=0xE5) => {
            text(SYMBOL_HIGH.chars().nth(code as usize - 0xA1).unwrap_or(c))
        }
        (Font::Wingdings, 0xFE | 0xFD | 0x78) => Glyph::Box(true),
        (Font::Wingdings, 0x6F | 0x71 | 0x72 | 0xA8 | 0x70) => Glyph::Box(false),
        (Font::Wingdings, 0xFC) => text('✓'),
        (Font::Wingdings, 0xFB) => text('✗'),
        (Font::Wingdings, 0x6C | 0x9F) => text('•'),
        (Font::Wingdings, 0x6E) => text('■'),
        (Font::Wingdings, 0xA7) => text('▪'),
        (Font::Wingdings, 0x76 | 0x77) => text('❖'),
        (Font::Wingdings, 0xD8) => text('➢'),
        (Font::Wingdings, 0xE0 | 0xE8) => text('→'),
        (Font::Wingdings, 0xDF) => text('←'),
        (Font::Wingdings, 0xE1) => text('↑'),
        (Font::Wingdings, 0xE2) => text('↓'),
        (Font::Wingdings, 0xF0) => text('⇨'),
        (Font::Wingdings, 0x4A) => text('☺'),
        (Font::Wingdings, 0x4C) => text('☹'),
        (Font::Wingdings, 0x28 | 0x29) => text('☎'),
        (Font::Wingdings, 0x2A | 0x2B) => text('✉'),
        (Font::Wingdings, 0x22) => text('✂'),
        (Font::Wingdings, 0xAB) => text('★'),
        (Font::Wingdings, 0x80..=0x8A) => text(
            char::from_u32(if code == 0x80 {
                0x24EA
            } else {
                0x245F + code - 0x80
            })
            .unwrap_or(c),
        ),
        (Font::Wingdings, 0x8C..=0x95) => text(char::from_u32(0x2776 + code - 0x8C).unwrap_or(c)),
        (Font::Wingdings2, 0x51..=0x54) => Glyph::Box(true),
        (Font::Wingdings2, 0xA3 | 0x2A | 0x30 | 0x35) => Glyph::Box(false),
        (Font::Wingdings2, 0x50) => text('✓'),
        (Font::Wingdings2, 0x4F | 0xCE | 0xD0 | 0xD2) => text('✗'),
        (Font::Wingdings2, 0x96..=0x98) => text('•'),
        (Font::Wingdings3, 0x7D) => text('▶'),
        (Font::Webdings, 0x63) => Glyph::Box(false),
        (Font::Webdings, 0x61) => text('✓'),
        (Font::Webdings, 0x72) => text('✗'),
        (Font::Webdings, 0x67 | 0x3D) => text('■'),
        // Not a picture that carries meaning in an answer: kept as it is, so that it is seen and not lost.
        _ => text(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_boxes_whatever_way_they_are_written() {
        assert_eq!(glyph(Font::of("Wingdings"), '\u{F0FE}'), Glyph::Box(true));
        assert_eq!(glyph(Font::of("wingdings"), 'þ'), Glyph::Box(true));
        assert_eq!(glyph(Font::of("Wingdings"), 'o'), Glyph::Box(false));
        assert_eq!(glyph(Font::of("Wingdings 2"), 'R'), Glyph::Box(true));
        assert_eq!(glyph(Font::of("Arial"), 'o'), Glyph::Text('o'));
    }

    #[test]
    fn the_symbol_font_is_greek() {
        for (latin, seen) in [
            ('a', 'α'),
            ('z', 'ζ'),
            ('W', 'Ω'),
            ('\u{F0B7}', '•'),
            ('\u{F0B3}', '≥'),
            ('\u{F0D7}', '⋅'),
        ] {
            assert_eq!(glyph(Font::Symbol, latin), Glyph::Text(seen), "{latin}");
        }
    }
}

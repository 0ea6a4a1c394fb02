//! Letters that are folded without the tables of Unicode.

/// The small letter of a letter of the Russian alphabet, or none for any other character and for the
/// two that are written with a mark (й, ё). Nearly all letters of a Russian text are of this kind.
pub(crate) fn cyrillic(c: char) -> Option<char> {
    match c {
        'й' | 'Й' => None,
        'а'..='я' => Some(c),
        'А'..='Я' => char::from_u32(c as u32 + 0x20),
        _ => None,
    }
}

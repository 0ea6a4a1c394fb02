//! Number formats of lists.

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Decimal,
    /// Filled up with zeros to this many digits.
    Padded(u8),
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    /// Letters of an alphabet, repeated when it is used up.
    Alphabet(&'static str),
    Ordinal,
    CardinalWords,
    OrdinalWords,
    Hex,
    Chicago,
    Circled,
    InParentheses,
    WithStop,
    FullWidth,
    InDashes,
    /// Digits from this zero.
    Digits(char),
    /// Each digit by its ideograph.
    IdeographDigits,
    /// Counted with tens, and with hundreds and thousands where the third is true: signs of the
    /// digits, signs of ten to a thousand.
    Ideographs(&'static str, &'static str, bool),
    /// One sign for each number, decimals when they are used up.
    Signs(&'static str),
    Bullet,
    Nothing,
}

const RUSSIAN_LOWER: &str = "абвгдежзиклмнопрстуфхцчшщыэюя";
const RUSSIAN_UPPER: &str = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ";
const ARABIC: &str = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي";
const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
const HEBREW: &str = "אבגדהוזחטיכלמנסעפצקרשת";
const THAI: &str = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const AIUEO: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const GANADA: &str = "가나다라마바사아자차카타파하";
const CHOSUNG: &str = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ";
const HAN: (&str, &str) = ("〇一二三四五六七八九", "十百千");

impl Format {
    /// The format of a `numFmt` value; unknown ones count in decimals.
    pub fn of(value: &str, pattern: Option<&str>) -> Self {
        match value {
            "decimalZero" => Self::Padded(2),
            "custom" => {
                let first = pattern
                    .and_then(|p| p.split(',').next())
                    .map_or(1, |p| p.trim().len());
                Self::Padded(u8::try_from(first.clamp(1, 9)).unwrap_or(1))
            }
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "russianLower" => Self::Alphabet(RUSSIAN_LOWER),
            "russianUpper" => Self::Alphabet(RUSSIAN_UPPER),
            "arabicAlpha" => Self::Alphabet(ARABIC),
            "arabicAbjad" => Self::Alphabet(ABJAD),
            "hebrew1" | "hebrew2" => Self::Alphabet(HEBREW),
            "ordinal" => Self::Ordinal,
            "cardinalText" => Self::CardinalWords,
            "ordinalText" => Self::OrdinalWords,
            "hex" => Self::Hex,
            "chicago" => Self::Chicago,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::InParentheses,
            "decimalEnclosedFullstop" => Self::WithStop,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "numberInDash" => Self::InDashes,
            "hindiNumbers" => Self::Digits('०'),
            "thaiNumbers" => Self::Digits('๐'),
            "thaiLetters" => Self::Alphabet(THAI),
            "ideographTraditional" => Self::Signs(STEMS),
            "ideographZodiac" => Self::Signs(BRANCHES),
            "ideographEnclosedCircle" => Self::Signs("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
            "aiueo" | "aiueoFullWidth" => Self::Signs(AIUEO),
            "iroha" | "irohaFullWidth" => Self::Signs(IROHA),
            "ganada" => Self::Alphabet(GANADA),
            "chosung" => Self::Alphabet(CHOSUNG),
            "ideographDigital"
            | "japaneseDigitalTenThousand"
            | "taiwaneseDigital"
            | "koreanDigital2" => Self::IdeographDigits,
            "chineseCounting" | "taiwaneseCounting" => Self::Ideographs(HAN.0, HAN.1, false),
            "chineseCountingThousand" | "japaneseCounting" => Self::Ideographs(HAN.0, HAN.1, true),
            "taiwaneseCountingThousand" => Self::Ideographs("零一二三四五六七八九", HAN.1, true),
            "chineseLegalSimplified" => Self::Ideographs("零壹贰叁肆伍陆柒捌玖", "拾佰仟", true),
            "ideographLegalTraditional" => Self::Ideographs("零壹貳參肆伍陸柒捌玖", "拾佰仟", true),
            "japaneseLegal" => Self::Ideographs("〇壱弐参四伍六七八九", "拾百阡", true),
            "koreanCounting" => Self::Ideographs("영일이삼사오육칠팔구", "십백천", true),
            "bullet" => Self::Bullet,
            "none" => Self::Nothing,
            _ => Self::Decimal,
        }
    }
}

/// The number `n` in a format.
pub(super) fn number(n: i64, format: Format) -> String {
    match format {
        Format::Decimal => n.to_string(),
        Format::Padded(width) => format!("{n:0width$}", width = usize::from(width)),
        Format::UpperRoman => roman(n),
        Format::LowerRoman => roman(n).to_lowercase(),
        Format::UpperLetter => letters(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        Format::LowerLetter => letters(n, "abcdefghijklmnopqrstuvwxyz"),
        Format::Alphabet(alphabet) => letters(n, alphabet),
        Format::Ordinal => ordinal(n),
        Format::CardinalWords => capital(&words(n)),
        Format::OrdinalWords => capital(&ordinal_words(n)),
        Format::Hex => format!("{n:X}"),
        Format::Chicago => letters(n, "*†‡§"),
        Format::Circled => match u32::try_from(n) {
            Ok(n @ 1..=20) => {
                char::from_u32(0x245F + n).map_or_else(|| n.to_string(), String::from)
            }
            _ => n.to_string(),
        },
        Format::InParentheses => format!("({n})"),
        Format::WithStop => format!("{n}."),
        Format::FullWidth => digits(n, '０'),
        Format::InDashes => format!("- {n} -"),
        Format::Digits(zero) => digits(n, zero),
        Format::IdeographDigits => n
            .to_string()
            .chars()
            .map(|c| {
                c.to_digit(10)
                    .and_then(|d| sign(HAN.0, d as usize))
                    .unwrap_or(c)
            })
            .collect(),
        Format::Ideographs(digits, units, thousands) => ideographs(n, digits, units, thousands),
        Format::Signs(signs) => usize::try_from(n)
            .ok()
            .and_then(|n| sign(signs, n.checked_sub(1)?))
            .map_or_else(|| n.to_string(), String::from),
        Format::Bullet | Format::Nothing => String::new(),
    }
}

/// `a` to `z`, then `aa`, `bb`: the letter is repeated, as Word does.
fn letters(n: i64, alphabet: &str) -> String {
    let size = alphabet.chars().count().max(1);
    let Some(n) = usize::try_from(n).ok().filter(|n| (1..=32_767).contains(n)) else {
        return n.to_string();
    };
    let letter = alphabet.chars().nth((n - 1) % size).unwrap_or('?');
    std::iter::repeat_n(letter, (n - 1) / size + 1).collect()
}

fn roman(n: i64) -> String {
    const STEPS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=32_767).contains(&n) {
        return n.to_string();
    }
    let mut rest = n;
    let mut out = String::new();
    for (value, sign) in STEPS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

fn ordinal(n: i64) -> String {
    let ending = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn words(n: i64) -> String {
    let name = |table: &[&'static str], at: i64| {
        usize::try_from(at)
            .ok()
            .and_then(|i| table.get(i).copied())
            .unwrap_or_default()
    };
    match n {
        0..=19 => name(&SMALL, n).to_owned(),
        20..=99 if n % 10 == 0 => name(&TENS, n / 10).to_owned(),
        20..=99 => format!("{}-{}", name(&TENS, n / 10), name(&SMALL, n % 10)),
        100..=999 if n % 100 == 0 => format!("{} hundred", name(&SMALL, n / 100)),
        100..=999 => format!("{} hundred {}", name(&SMALL, n / 100), words(n % 100)),
        _ => n.to_string(),
    }
}

fn ordinal_words(n: i64) -> String {
    if !(0..=999).contains(&n) {
        return ordinal(n);
    }
    let base = words(n);
    let cut = base.rfind(['-', ' ']).map_or(0, |i| i + 1);
    let (head, last) = base.split_at(cut);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        other => match other.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{other}th"),
        },
    };
    format!("{head}{last}")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

fn digits(n: i64, zero: char) -> String {
    let shift = |c: char| {
        c.to_digit(10)
            .and_then(|d| char::from_u32(u32::from(zero) + d))
            .unwrap_or(c)
    };
    n.to_string().chars().map(shift).collect()
}

fn sign(signs: &str, at: usize) -> Option<char> {
    signs.chars().nth(at)
}

/// Counted as it is spoken: no one before ten alone, one nought for any gap.
fn ideographs(n: i64, digits: &str, units: &str, thousands: bool) -> String {
    let most = if thousands { 9999 } else { 99 };
    let Some(n) = usize::try_from(n).ok().filter(|n| *n <= most) else {
        return n.to_string();
    };
    if n == 0 {
        return sign(digits, 0).map_or_else(String::new, String::from);
    }
    let mut out = String::new();
    let mut gap = false;
    for (place, size) in [(Some(2), 1000), (Some(1), 100), (Some(0), 10), (None, 1)] {
        let digit = n / size % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.extend(sign(digits, 0));
        }
        // Formal figures and figures after a hundred say the one before ten.
        let spoken = digit != 1 || size != 10 || n >= 20 || units.starts_with('拾');
        if size == 1 || spoken {
            out.extend(sign(digits, digit));
        }
        out.extend(place.and_then(|p| sign(units, p)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let show = |value: &str, n| number(n, Format::of(value, None));
        for (value, n, wanted) in [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("lowerLetter", 28, "bb"),
            ("upperLetter", 26, "Z"),
            ("lowerRoman", 1994, "mcmxciv"),
            ("russianLower", 4, "г"),
            ("ordinal", 112, "112th"),
            ("ordinal", 23, "23rd"),
            ("ordinalText", 21, "Twenty-first"),
            ("ordinalText", 30, "Thirtieth"),
            ("cardinalText", 342, "Three hundred forty-two"),
            ("chicago", 5, "**"),
            ("numberInDash", 3, "- 3 -"),
            ("chineseCounting", 34, "三十四"),
            ("chineseCounting", 12, "十二"),
            ("chineseCounting", 20, "二十"),
            ("chineseCountingThousand", 305, "三百〇五"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("taiwaneseCountingThousand", 101, "一百零一"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographDigital", 10, "一〇"),
            ("ideographTraditional", 3, "丙"),
            ("ideographZodiac", 12, "亥"),
            ("ideographZodiac", 13, "13"),
            ("irohaFullWidth", 2, "ロ"),
            ("none", 3, ""),
            ("lowerRoman", 0, "0"),
        ] {
            assert_eq!(show(value, n), wanted, "{value} {n}");
        }
        assert_eq!(
            number(5, Format::of("custom", Some("001, 002, 003, ..."))),
            "005"
        );
    }
}

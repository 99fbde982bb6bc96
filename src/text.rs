//! Text put together and taken apart by ASCII characters. The standard library's searchers and joiners do the
//! same for every pattern and type there is, in eight times the bytes of the gate module.

/// The parts of a text, one after another.
pub fn join(parts: &[&str]) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        text.push_str(part);
    }
    text
}

/// What stands before and after the first `mark`, an ASCII character; `None` where there is none.
pub fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.as_bytes().iter().position(|byte| *byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The pieces of `text` between marks, empty ones included; one piece at least.
pub fn pieces(text: &str, mark: u8) -> Pieces<'_> {
    Pieces { rest: Some(text), mark }
}

/// See [`pieces`].
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    rest: Option<&'a str>,
    mark: u8,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let (piece, rest) = cut(rest, self.mark).map_or((rest, None), |(piece, rest)| (piece, Some(rest)));
        self.rest = rest;
        Some(piece)
    }
}

/// `text` without blanks before and after.
pub fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    let dark = |byte: &u8| !byte.is_ascii_whitespace();
    let start = bytes.iter().position(dark).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(dark).map_or(start, |at| at + 1);
    text.get(start..end).unwrap_or("")
}

/// True where `list`, words with single blanks between, has `word`.
pub fn lists(list: &str, word: &str) -> bool {
    pieces(list, b' ').any(|listed| listed == word)
}

/// `value` in decimal; `to_string` would bring the formatting machinery.
pub fn digits(mut value: u64) -> String {
    let mut text = [b'0'; 20];
    let mut at = text.len();
    loop {
        at -= 1;
        text[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 || at == 0 {
            break;
        }
    }
    text[at..].iter().map(|digit| char::from(*digit)).collect()
}

/// `bytes` in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from(self::nibble(nibble)));
        }
    }
    text
}

/// The hexadecimal digit for a number below 16.
pub fn nibble(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' - 10 + value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_does_what_the_standard_library_does(text in "[ab;é \t]{0,12}", number in any::<u64>(), bytes: Vec<u8>) {
            prop_assert_eq!(cut(&text, b';'), text.split_once(';'));
            prop_assert_eq!(pieces(&text, b';').collect::<Vec<_>>(), text.split(';').collect::<Vec<_>>());
            prop_assert_eq!(trim(&text), text.trim_matches(|c: char| c.is_ascii_whitespace()));
            prop_assert_eq!(join(&[&text, "-", &text]), format!("{text}-{text}"));
            prop_assert_eq!(digits(number), number.to_string());
            prop_assert_eq!(hex(&bytes), bytes.iter().map(|b| format!("{b:02x}")).collect::<String>());
        }
    }
}

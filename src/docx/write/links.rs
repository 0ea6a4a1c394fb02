//! Addresses that text leads to: kept once for each part, and written so that any program takes them.

/// How an address is named in what docx-rs renders; the finishing pass gives it its relationship.
pub(super) const ANCHOR: &str = "rapporteur-link-";

/// The addresses of one part, each once, in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Links {
    addresses: Vec<String>,
}

impl Links {
    /// The name by which docx-rs carries an address; `None` for what is no address.
    pub fn anchor(&mut self, address: &str) -> Option<String> {
        let address = written(address)?;
        let at = match self.addresses.iter().position(|a| *a == address) {
            Some(at) => at,
            None => {
                self.addresses.push(address);
                self.addresses.len() - 1
            }
        };
        Some(format!("{ANCHOR}{}", at + 1))
    }

    /// The addresses; the first is the one of `rapporteur-link-1`.
    pub fn all(&self) -> &[String] {
        &self.addresses
    }
}

/// The id of the relationship that an anchor stands for.
pub(super) fn relation(anchor: &str) -> Option<String> {
    let number: usize = anchor.strip_prefix(ANCHOR)?.parse().ok()?;
    Some(format!("rIdLink{number}"))
}

/// An address in the characters that addresses are made of: others are written in per cent signs.
/// Only addresses of pages and of mail are taken.
fn written(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let rest = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//")?,
        "mailto" => rest,
        _ => return None,
    };
    let mut out = if scheme == "mailto" {
        "mailto:".to_owned()
    } else {
        format!("{scheme}://")
    };
    let first = rest.chars().next()?;
    if !first.is_alphanumeric() {
        return None;
    }
    let bytes = rest.as_bytes();
    for (at, b) in bytes.iter().enumerate() {
        let coded = *b == b'%'
            && bytes
                .get(at + 1..at + 3)
                .is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        if b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(b) || coded {
            out.push(char::from(*b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_once() {
        let mut links = Links::default();
        let first = links.anchor("https://example.org/a").unwrap();
        assert_eq!(relation(&first).as_deref(), Some("rIdLink1"));
        assert_eq!(
            links.anchor("HTTPS://example.org/b c").as_deref(),
            Some("rapporteur-link-2")
        );
        assert_eq!(links.anchor("https://example.org/a"), Some(first));
        assert_eq!(
            links.all(),
            ["https://example.org/a", "https://example.org/b%20c"]
        );
        assert_eq!(relation("elsewhere"), None);
    }

    #[test]
    fn only_pages_and_mail_are_addresses() {
        for no in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "example",
            "",
            "http:// x",
        ] {
            assert_eq!(written(no), None, "{no}");
        }
        assert_eq!(
            written("https://exämple.org/%41%zz").as_deref(),
            Some("https://ex%C3%A4mple.org/%41%25zz")
        );
        assert_eq!(
            written("mailto:a@example.org").as_deref(),
            Some("mailto:a@example.org")
        );
    }
}

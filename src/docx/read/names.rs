//! Names of parts: which are safe, and which part a relationship means.

/// The name without oddities of writers, or `None` when it points outside the package.
pub(super) fn safe_name(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let drive = name.get(1..2) == Some(":");
    if name.starts_with('/') || drive || name.contains('\0') || name.split('/').any(|s| s == "..") {
        return None;
    }
    // Some packers begin every name with the folder they started in.
    Some(name.trim_start_matches("./").to_owned())
}

/// A name as it may be shown.
pub(super) fn shorten(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// The part that `target` means, seen from `folder`.
pub(super) fn resolve(folder: &str, target: &str) -> String {
    let target = target
        .split('#')
        .next()
        .unwrap_or_default()
        .replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|s| !s.is_empty()).collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    unescape_percent(&steps.join("/"))
}

fn unescape_percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        let hex = text
            .get(i + 1..i + 3)
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match (b, hex) {
            (b'%', Some(value)) => {
                out.push(value);
                i += 3;
            }
            _ => {
                out.push(b);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_the_folder_of_the_part() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "../custom/a%20b.xml"), "custom/a b.xml");
        assert_eq!(resolve("", "../../x.xml"), "x.xml");
    }

    #[test]
    fn names_that_leave_the_package_are_unsafe() {
        for bad in ["../x", "word/../../x", "/etc/passwd", "c:/x", "..\\x"] {
            assert!(safe_name(bad).is_none(), "{bad}");
        }
        for odd in ["word\\document.xml", "./word/document.xml"] {
            assert_eq!(safe_name(odd).as_deref(), Some("word/document.xml"));
        }
    }
}

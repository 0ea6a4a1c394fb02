//! Why a file cannot be read, and what to ask the sender for.

/// Why a file is refused, in the words of the person who has to answer the sender.
///
/// The message and [`Refusal::hint`] have no technical words; those are in [`Refusal::detail`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// No bytes at all, or nothing but zeros.
    #[error("the file is empty")]
    EmptyFile,
    /// The small owner file Word keeps beside an open document.
    #[error("this is the lock file of a document that is open in Word, not the document")]
    LockFile,
    /// A package whose end is still zeros: the copying program made room and did not fill it.
    #[error("the file is copied in part only: its end is still empty")]
    HalfCopied(String),
    /// A package without its end.
    #[error("the file was cut short: its end is missing")]
    CutShort(String),
    /// The binary format of Word 97 to 2003 and before.
    #[error("this is a Word document in the old .doc format")]
    LegacyDoc,
    /// Encrypted with a password; what is encrypted.
    #[error("the file is protected by a password")]
    PasswordProtected(&'static str),
    /// Encrypted by rights management for certain readers only.
    #[error("the file is protected by rights management and opens for named readers only")]
    RightsManaged,
    /// OpenDocument text.
    #[error("this is an OpenDocument file (.odt), not a Word file")]
    OpenDocument(OpenForm),
    /// Rich Text Format.
    #[error("this is a Rich Text file (.rtf), not a Word file")]
    Rtf,
    /// PDF.
    #[error("{}", if *.scan { "this is a PDF file, it seems of scanned pages" } else { "this is a PDF file" })]
    Pdf {
        /// True when it holds pictures and no letters.
        scan: bool,
    },
    /// A picture; its kind.
    #[error("this is a picture ({0}), not a text document")]
    Picture(&'static str),
    /// A message saved as text (.eml).
    #[error("this is a saved e-mail message, not the file attached to it")]
    Email {
        /// Names of the files attached, perhaps not all.
        attached: Vec<String>,
    },
    /// A message saved by Outlook (.msg).
    #[error("this is a message saved by Outlook (.msg), not the file attached to it")]
    OutlookMessage {
        /// Names of the files attached, perhaps not all.
        attached: Vec<String>,
    },
    /// What Outlook wraps attachments in for other mail programs.
    #[error(
        "this is a winmail.dat file, in which Outlook has wrapped the attachments of a message"
    )]
    Winmail,
    /// A web page.
    #[error("this is a web page, not a Word file")]
    WebPage,
    /// Word's single-file XML.
    #[error("this is a Word document saved as one XML file")]
    FlatXml {
        /// True for the form of Word 2003.
        of_2003: bool,
    },
    /// A spreadsheet, slides, or the document of another program.
    #[error("this is {0}, not a Word document")]
    OtherOffice(&'static str),
    /// An archive of other files.
    #[error("this is a ZIP archive with other files in it")]
    ZipOfFiles {
        /// The text documents in it, without folders.
        documents: Vec<String>,
        /// Some of the other files.
        others: Vec<String>,
    },
    /// An archive of a kind that is not looked into.
    #[error("this is {0} with other files in it")]
    OtherArchive(&'static str),
    /// Anything else.
    #[error("this is not a Word file")]
    NotADocx,
    /// A package that cannot be unpacked.
    #[error("the file is damaged: it cannot be unpacked")]
    DamagedArchive(String),
    /// Two entries of one name.
    #[error(
        "the file holds two parts of one name, so that two programs may show two different texts"
    )]
    DuplicateEntry(String),
    /// A name that points outside the package.
    #[error("the file holds a part that points to a place outside of the file")]
    UnsafeEntry(String),
    /// Unpacks to far more than it should.
    #[error("the file unpacks to an absurd size")]
    ArchiveBomb(String),
    /// Larger than the limits.
    #[error("the file is larger than this program takes in")]
    TooLarge(String),
    /// Elements nested too deep.
    #[error(
        "{} of the file is nested deeper than in any document that people write",
        in_words(part)
    )]
    TooDeep {
        /// Name of the part.
        part: String,
        /// The limit that was passed.
        limit: usize,
    },
    /// A package without a text.
    #[error("the file is made like a Word file, but there is no text document in it")]
    NoDocumentPart,
    /// XML that is not well-formed.
    #[error(
        "{} of the file is damaged and cannot be read to its end",
        in_words(part)
    )]
    BrokenXml {
        /// Name of the part.
        part: String,
        /// Offset in bytes of the part's text as UTF-8.
        position: u64,
        /// What the parser says.
        message: String,
    },
    /// A document type declaration, which no Word file has.
    #[error(
        "{} of the file holds a declaration that no Word file has and that serves to attack programs",
        in_words(part)
    )]
    Doctype {
        /// Name of the part.
        part: String,
    },
}

/// How an OpenDocument file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenForm {
    /// As an archive (.odt).
    Packed,
    /// As one XML file (.fodt).
    Flat,
}

const AS_DOCX: &str =
    "Ask the sender to open the document, to save it as a Word file (.docx) and to send that.";
const AGAIN: &str =
    "Ask the sender to open the document in Word, to save it again and to send it anew.";
const ATTACK: &str =
    "Do not open the file; ask the sender to save the document again in Word and to send it anew.";
const WORD_FILE: &str = "Ask the sender for the completed questionnaire as a Word file (.docx).";
impl Refusal {
    /// The stable code, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "empty-file",
            Self::LockFile => "lock-file",
            Self::HalfCopied(_) => "half-copied",
            Self::CutShort(_) => "cut-short",
            Self::LegacyDoc => "legacy-doc",
            Self::PasswordProtected(_) => "password-protected",
            Self::RightsManaged => "rights-managed",
            Self::OpenDocument(_) => "opendocument",
            Self::Rtf => "rtf",
            Self::Pdf { .. } => "pdf",
            Self::Picture(_) => "picture-file",
            Self::Email { .. } => "email",
            Self::OutlookMessage { .. } => "outlook-message",
            Self::Winmail => "winmail",
            Self::WebPage => "web-page",
            Self::FlatXml { .. } => "flat-xml",
            Self::OtherOffice(_) => "other-office",
            Self::ZipOfFiles { .. } => "zip-of-files",
            Self::OtherArchive(_) => "other-archive",
            Self::NotADocx => "not-a-docx",
            Self::DamagedArchive(_) => "damaged-archive",
            Self::DuplicateEntry(_) => "duplicate-entry",
            Self::UnsafeEntry(_) => "unsafe-entry",
            Self::ArchiveBomb(_) => "archive-bomb",
            Self::TooLarge(_) => "too-large",
            Self::TooDeep { .. } => "too-deep",
            Self::NoDocumentPart => "no-document-part",
            Self::BrokenXml { .. } => "broken-xml",
            Self::Doctype { .. } => "doctype",
        }
    }

    /// What to ask the sender for, or what to do, in plain sentences.
    pub fn hint(&self) -> String {
        match self {
            Self::EmptyFile => {
                "Wait until the file is copied completely; if it stays empty, ask the sender to send it again.".into()
            }
            Self::LockFile => "Close the document in Word and use the document itself.".into(),
            Self::HalfCopied(_) => {
                "Wait until the file is copied completely; if it stays so, copy it once more or ask the sender to send it again.".into()
            }
            Self::CutShort(_) => {
                "If it is still being copied, wait; otherwise ask the sender to send it again, since mail gateways sometimes cut attachments short.".into()
            }
            Self::LegacyDoc
            | Self::OpenDocument(_)
            | Self::Rtf
            | Self::FlatXml { of_2003: true } => AS_DOCX.into(),
            Self::FlatXml { of_2003: false } => {
                "Open the file in Word, save it as .docx and use that copy, or ask the sender for it.".into()
            }
            Self::PasswordProtected(_) => {
                "Ask the sender for a copy without password; if you know the password, open the file in Word and save a copy without it.".into()
            }
            Self::RightsManaged => {
                "Ask the sender for a copy without restriction of access (Word: File, Info, Protect Document).".into()
            }
            Self::Pdf { scan: false } => {
                "Ask the sender for the Word version (.docx), as the questionnaire requests.".into()
            }
            Self::Pdf { scan: true } | Self::Picture(_) => {
                "A scan or picture has no text to read: ask the sender for the Word file (.docx) that was printed.".into()
            }
            Self::Email { attached } | Self::OutlookMessage { attached } => message_hint(attached),
            Self::Winmail => {
                "Ask the sender to send the message again as plain text or HTML with the Word file attached; or let somebody with Outlook open it.".into()
            }
            Self::WebPage => "Ask the sender for the Word version (.docx).".into(),
            Self::ZipOfFiles { documents, others } => zip_hint(documents, others),
            Self::OtherArchive(_) => {
                "Unpack it and put the Word file in it into the inbox, or ask the sender for the Word file alone.".into()
            }
            Self::OtherOffice(_) | Self::NotADocx => WORD_FILE.into(),
            Self::DamagedArchive(_) => {
                "Ask the sender to send the file again; mail gateways sometimes damage attachments.".into()
            }
                        Self::DuplicateEntry(_) | Self::UnsafeEntry(_) | Self::Doctype { .. } => ATTACK.into(),
            Self::ArchiveBomb(_) => "Do not open the file; ask the sender what it is.".into(),
            Self::TooLarge(_) => {
                "Ask the sender for a smaller file without large pictures, or raise the limits.".into()
            }
            Self::TooDeep { .. } | Self::NoDocumentPart | Self::BrokenXml { .. } => AGAIN.into(),
        }
    }

    /// The technical side of it, for whoever looks after the program; empty when there is none.
    pub fn detail(&self) -> String {
        match self {
            Self::HalfCopied(d)
            | Self::CutShort(d)
            | Self::DamagedArchive(d)
            | Self::DuplicateEntry(d)
            | Self::UnsafeEntry(d)
            | Self::ArchiveBomb(d)
            | Self::TooLarge(d) => d.clone(),
            Self::PasswordProtected(d) => (*d).into(),
            Self::TooDeep { part, limit } => {
                format!("{part}: more than {limit} levels of elements")
            }
            Self::BrokenXml {
                part,
                position,
                message,
            } => format!("{part}, byte {position}: {message}"),
            Self::Doctype { part } => format!("{part}: document type declaration"),
            _ => String::new(),
        }
    }

    /// True when [`salvage`](super::salvage) may recover something.
    pub fn salvageable(&self) -> bool {
        matches!(
            self,
            Self::HalfCopied(_)
                | Self::CutShort(_)
                | Self::DamagedArchive(_)
                | Self::BrokenXml { .. }
        )
    }

    /// The usual ending of the file's kind, when another office program can turn it into a Word file.
    pub fn convertible(&self) -> Option<&'static str> {
        match self {
            Self::LegacyDoc => Some("doc"),
            Self::OpenDocument(OpenForm::Packed) => Some("odt"),
            Self::OpenDocument(OpenForm::Flat) => Some("fodt"),
            Self::Rtf => Some("rtf"),
            Self::FlatXml { of_2003: true } => Some("xml"),
            _ => None,
        }
    }
}

/// Endings of files that may be a reply.
const DOCUMENTS: [&str; 7] = ["docx", "docm", "dotx", "doc", "rtf", "odt", "fodt"];

/// True when a file's name says that it is a text document.
pub(super) fn is_document(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    name.contains('.')
        && !name.starts_with("~$")
        && DOCUMENTS.iter().any(|d| ending.eq_ignore_ascii_case(d))
}

/// Some names in quotation marks.
fn list(names: &[String]) -> String {
    const MOST: usize = 5;
    let mut out: Vec<String> = names.iter().take(MOST).map(|n| format!("“{n}”")).collect();
    if names.len() > MOST {
        out.push(format!("and {} more", names.len() - MOST));
    }
    out.join(", ")
}

fn message_hint(attached: &[String]) -> String {
    let documents: Vec<String> = attached
        .iter()
        .filter(|n| is_document(n))
        .cloned()
        .collect();
    match (documents.as_slice(), attached) {
        ([], []) => {
            "No attached file was found in it. Open the message and look; ask the sender for the Word file (.docx) if there is none.".into()
        }
        ([], others) => format!(
            "Attached: {}; none of them is a Word file. Ask the sender for the completed questionnaire as a Word file (.docx).",
            list(others)
        ),
        ([one], _) => format!("Open the message and save the attached file “{one}” into the inbox."),
        (many, _) => format!(
            "Open the message and save the reply among its attached files into the inbox: {}.",
            list(many)
        ),
    }
}

fn zip_hint(documents: &[String], others: &[String]) -> String {
    match documents {
        [] => format!(
            "There is no Word file in it ({}). {WORD_FILE}",
            list(others)
        ),
        [one] => format!("Unpack the archive and put “{one}” into the inbox."),
        many => format!(
            "Unpack the archive and put the reply among its files into the inbox: {}.",
            list(many)
        ),
    }
}

/// What a person calls a part of the package.
pub(super) fn in_words(part: &str) -> &'static str {
    let name = part.to_lowercase();
    let file = name.rsplit('/').next().unwrap_or_default();
    let begins = |word: &str| file.starts_with(word);
    if file.ends_with(".rels") || begins("[content_types]") {
        "the list of parts"
    } else if begins("footnotes") {
        "the footnotes"
    } else if begins("endnotes") {
        "the endnotes"
    } else if begins("comments") {
        "the comments"
    } else if begins("header") {
        "a page header"
    } else if begins("footer") {
        "a page footer"
    } else if begins("styles") {
        "the styles"
    } else if begins("numbering") {
        "the numbering"
    } else if begins("settings") {
        "the settings"
    } else if name.starts_with("docprops/") {
        "the description"
    } else if name.contains("/media/") {
        "a picture"
    } else if begins("document") || begins("text") {
        "the main text"
    } else {
        "a part"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_names_the_file_to_take_out() {
        let names = |n: &[&str]| n.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let one = Refusal::OutlookMessage {
            attached: names(&["logo.png", "Reply.docx"]),
        };
        assert!(one.hint().contains("“Reply.docx”") && !one.hint().contains("logo"));
        let none = Refusal::Email {
            attached: names(&["scan.pdf"]),
        };
        assert!(
            none.hint()
                .contains("“scan.pdf”; none of them is a Word file")
        );
        let zip = Refusal::ZipOfFiles {
            documents: names(&["a.docx", "b.doc"]),
            others: names(&["c.pdf"]),
        };
        assert!(zip.hint().contains("“a.docx”, “b.doc”") && !zip.hint().contains("c.pdf"));
    }

    #[test]
    fn technical_words_are_in_the_detail_only() {
        let broken = Refusal::BrokenXml {
            part: "word/document.xml".into(),
            position: 7,
            message: "mismatched end".into(),
        };
        assert_eq!(
            broken.to_string(),
            "the main text of the file is damaged and cannot be read to its end"
        );
        assert_eq!(broken.detail(), "word/document.xml, byte 7: mismatched end");
        let damaged = Refusal::DamagedArchive("invalid Zip archive: no EOCD".into());
        for said in [damaged.to_string(), damaged.hint()] {
            assert!(!said.contains("EOCD") && !said.contains("Zip"), "{said}");
        }
    }
}

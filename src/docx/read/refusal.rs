//! Why a file cannot be read.

/// Why a file is refused, in the words of the person who has to answer the sender.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// No bytes at all, or nothing but zeros.
    #[error("the file is empty")]
    EmptyFile,
    /// The small owner file Word keeps beside an open document.
    #[error("this is the lock file of a document that is open in Word, not the document")]
    LockFile,
    /// The binary format of Word 97 to 2003.
    #[error("this is a Word document in the old .doc format")]
    LegacyDoc,
    /// Encrypted with a password or by rights management.
    #[error("the file is protected by a password")]
    PasswordProtected,
    /// OpenDocument text.
    #[error("this is an OpenDocument file (.odt), not a Word file")]
    OpenDocument,
    /// Rich Text Format.
    #[error("this is a Rich Text file (.rtf), not a Word file")]
    Rtf,
    /// PDF.
    #[error("this is a PDF file")]
    Pdf,
    /// A saved message.
    #[error("this is a saved e-mail message, not the file attached to it")]
    Email,
    /// A web page.
    #[error("this is a web page, not a Word file")]
    WebPage,
    /// Word's single-file XML.
    #[error("this is a Word document saved as one XML file")]
    FlatXml,
    /// A spreadsheet or slides.
    #[error("this is {0}, not a text document")]
    OtherOffice(&'static str),
    /// An archive of other files.
    #[error("this is a ZIP archive holding other files ({0})")]
    ZipOfFiles(String),
    /// Anything else.
    #[error("this is not a Word file")]
    NotADocx,
    /// A package that cannot be unpacked.
    #[error("the file is damaged or was cut short: {0}")]
    DamagedArchive(String),
    /// Two entries of one name.
    #[error("the package holds two parts named {0}")]
    DuplicateEntry(String),
    /// A name that points outside the package.
    #[error("the package holds a part with an unsafe name ({0})")]
    UnsafeEntry(String),
    /// Unpacks to far more than it should.
    #[error("the file unpacks to an absurd size ({0})")]
    ArchiveBomb(String),
    /// Larger than the limits.
    #[error("the file is too large: {0}")]
    TooLarge(String),
    /// Elements nested too deep.
    #[error("the part {part} is nested more than {limit} levels deep")]
    TooDeep {
        /// Name of the part.
        part: String,
        /// The limit that was passed.
        limit: usize,
    },
    /// A package without a text.
    #[error("the package has no main document part")]
    NoDocumentPart,
    /// XML that is not well-formed.
    #[error("the part {part} is broken at byte {position}: {message}")]
    BrokenXml {
        /// Name of the part.
        part: String,
        /// Offset in bytes of the part's text as UTF-8.
        position: u64,
        /// What the parser says.
        message: String,
    },
    /// A document type declaration, which no Word file has.
    #[error("the part {part} has a document type declaration, which a Word file never has")]
    Doctype {
        /// Name of the part.
        part: String,
    },
}

impl Refusal {
    /// The stable code, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "empty-file",
            Self::LockFile => "lock-file",
            Self::LegacyDoc => "legacy-doc",
            Self::PasswordProtected => "password-protected",
            Self::OpenDocument => "opendocument",
            Self::Rtf => "rtf",
            Self::Pdf => "pdf",
            Self::Email => "email",
            Self::WebPage => "web-page",
            Self::FlatXml => "flat-xml",
            Self::OtherOffice(_) => "other-office",
            Self::ZipOfFiles(_) => "zip-of-files",
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

    /// What to ask the sender for.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::EmptyFile => {
                "Wait until the file is copied completely; if it stays empty, ask the sender to send it again."
            }
            Self::LockFile => "Close the document in Word and use the document itself.",
            Self::LegacyDoc => {
                "Ask the sender to save the document as .docx (Word: File, Save As) and to send it again."
            }
            Self::PasswordProtected => "Ask the sender for a copy without password.",
            Self::OpenDocument => {
                "Ask the sender to save the document as .docx and to send it again."
            }
            Self::Rtf => "Ask the sender to save the document as .docx and to send it again.",
            Self::Pdf => {
                "Ask the sender for the Word version (.docx), as the questionnaire requests."
            }
            Self::Email => "Open the message and save the attached Word file into the inbox.",
            Self::WebPage => "Ask the sender for the Word version (.docx).",
            Self::FlatXml => {
                "Open the file in Word, save it as .docx and use that copy, or ask the sender for it."
            }
            Self::OtherOffice(_) => {
                "Ask the sender for the completed questionnaire as a Word file (.docx)."
            }
            Self::ZipOfFiles(_) => {
                "Unpack the archive and put the Word files in it into the inbox."
            }
            Self::NotADocx => {
                "Ask the sender for the completed questionnaire as a Word file (.docx)."
            }
            Self::DamagedArchive(_) => {
                "Ask the sender to send the file again; mail gateways sometimes cut attachments short."
            }
            Self::DuplicateEntry(_) | Self::UnsafeEntry(_) => {
                "Do not open the file; ask the sender to save the document again in Word and to resend it."
            }
            Self::ArchiveBomb(_) => "Do not open the file; ask the sender what it is.",
            Self::TooLarge(_) => {
                "Ask the sender for a smaller file without large pictures, or raise the limits."
            }
            Self::TooDeep { .. } => {
                "Ask the sender to open the document in Word, to save it again and to resend it."
            }
            Self::NoDocumentPart | Self::BrokenXml { .. } => {
                "Ask the sender to open the document in Word, to save it again and to resend it."
            }
            Self::Doctype { .. } => {
                "Do not open the file; ask the sender to save the document again in Word and to resend it."
            }
        }
    }
}

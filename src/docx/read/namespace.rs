//! Namespaces by their address, transitional and strict as one.

/// A namespace that the reader tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ns {
    /// No namespace.
    None,
    /// `xml:`.
    Xml,
    /// The text itself.
    Word,
    /// Word 2010 additions.
    Word14,
    /// Word 2012 and later additions.
    Word15,
    /// Relationship references in content.
    OfficeRel,
    /// Shapes, canvases and groups of Word 2010.
    Shape,
    /// Anchors of drawings.
    Anchor,
    /// DrawingML.
    Drawing,
    /// Pictures.
    Picture,
    /// Charts.
    Chart,
    /// SmartArt.
    Diagram,
    /// Formulas.
    Math,
    /// VML.
    Vml,
    /// VML additions of Office (OLE objects).
    Office,
    /// Markup compatibility.
    Compatibility,
    /// Relationship parts.
    Relationships,
    /// Content types.
    ContentTypes,
    /// Properties of any kind.
    Properties,
    /// Anything else.
    Other,
}

impl Ns {
    /// The namespace of an address.
    pub fn of(address: &str) -> Self {
        match address {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.microsoft.com/office/word/2010/wordml" => Self::Word14,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Self::OfficeRel,
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Self::Anchor,
            "http://schemas.openxmlformats.org/drawingml/2006/main"
            | "http://purl.oclc.org/ooxml/drawingml/main" => Self::Drawing,
            "http://schemas.openxmlformats.org/drawingml/2006/picture"
            | "http://purl.oclc.org/ooxml/drawingml/picture" => Self::Picture,
            "http://schemas.openxmlformats.org/drawingml/2006/chart"
            | "http://purl.oclc.org/ooxml/drawingml/chart" => Self::Chart,
            "http://schemas.openxmlformats.org/drawingml/2006/diagram"
            | "http://purl.oclc.org/ooxml/drawingml/diagram" => Self::Diagram,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "urn:schemas-microsoft-com:vml" => Self::Vml,
            "urn:schemas-microsoft-com:office:office" => Self::Office,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "http://schemas.openxmlformats.org/package/2006/relationships" => Self::Relationships,
            "http://schemas.openxmlformats.org/package/2006/content-types" => Self::ContentTypes,
            "http://www.w3.org/XML/1998/namespace" => Self::Xml,
            "" => Self::None,
            a if a.starts_with("http://schemas.microsoft.com/office/word/2010/wordprocessing") => {
                Self::Shape
            }
            a if a.starts_with("http://schemas.microsoft.com/office/word/")
                && a.contains("/wordml") =>
            {
                Self::Word15
            }
            a if a.starts_with("http://purl.org/dc/")
                || a.ends_with("/core-properties")
                || a.ends_with("/extended-properties")
                || a.ends_with("/extendedProperties") =>
            {
                Self::Properties
            }
            _ => Self::Other,
        }
    }

    /// Whether a branch of alternate content that needs this namespace can be read.
    pub fn understood(self, address: &str) -> bool {
        match self {
            // Ink and other canvases carry no text; their fallback is a picture.
            Self::Shape => !address.ends_with("Ink"),
            Self::Other => address.starts_with("http://schemas.microsoft.com/office/drawing/2010/"),
            _ => true,
        }
    }
}

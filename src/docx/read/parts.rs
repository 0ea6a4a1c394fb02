//! The parts of a Word file as they are, for the writer that takes styles, page and heads from it: read
//! within the same bounds and with the same refusals as any file from outside.

use super::assemble::main_part;
use super::limits::Limits;
use super::package::{Package, Relationships};
use super::refusal::Refusal;
use super::sniff;
use super::xml::{El, Ns};

/// A Word file with its main part found.
pub(in crate::docx) struct Parts<'a> {
    package: Package<'a>,
    /// Name of the main part.
    pub main: String,
    relations: Relationships,
}

/// One step of a walk through a part.
pub(in crate::docx) enum Step<'t> {
    /// An element of the text's own vocabulary begins: its local name, its attributes of that
    /// vocabulary by local name, its reference to another part.
    Open(&'t str, Vec<(&'t str, &'t str)>, Option<&'t str>),
    /// Text.
    Text(&'t str),
    /// The element ends.
    Close,
    /// An element of another vocabulary, passed over with all it holds.
    Other,
}

impl<'a> Parts<'a> {
    /// Opens a file.
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Refusal> {
        if let Some(refusal) = sniff::refuse_foreign(bytes) {
            return Err(refusal);
        }
        if bytes.len() as u64 > limits.file_size {
            return Err(Refusal::TooLarge(format!("{} bytes", bytes.len())));
        }
        let mut package = Package::open(bytes, limits)?;
        let root = package.relationships("")?;
        let main = main_part(&package, &root)?;
        let relations = package.relationships(&main)?;
        Ok(Self {
            package,
            main,
            relations,
        })
    }

    /// Name of the part that the main part points to for something, such as `styles`.
    pub fn of_kind(&self, kind: &str) -> Option<String> {
        self.relations
            .values()
            .find(|r| r.kind == kind && !r.external)
            .map(|r| r.target.clone())
    }

    /// Name of the part behind a reference of the main part.
    pub fn target(&self, id: &str) -> Option<String> {
        self.relations
            .get(id)
            .filter(|r| !r.external)
            .map(|r| r.target.clone())
    }

    /// Walks through a part; false when there is no such part.
    pub fn walk(&mut self, part: &str, visit: &mut dyn FnMut(Step<'_>)) -> Result<bool, Refusal> {
        let Some(source) = self.package.text(part)? else {
            return Ok(false);
        };
        let tree = self.package.parse(&source, part)?;
        step(tree.root(), visit);
        Ok(true)
    }

    /// The faces for headings and for text of the theme, where the file has one.
    pub fn theme_fonts(&mut self) -> Result<[Option<String>; 2], Refusal> {
        let mut out = [None, None];
        let Some(part) = self.of_kind("theme") else {
            return Ok(out);
        };
        let Some(source) = self.package.text(&part)? else {
            return Ok(out);
        };
        let tree = self.package.parse(&source, &part)?;
        for el in tree.root().descendants().filter(|e| e.ns() == Ns::Drawing) {
            let place = match el.name() {
                "majorFont" => 0,
                "minorFont" => 1,
                _ => continue,
            };
            let face = el
                .children()
                .find(|c| c.name() == "latin")
                .and_then(|c| c.any_attr("typeface"))
                .filter(|f| !f.trim().is_empty());
            if let Some(slot) = out.get_mut(place) {
                *slot = face.map(str::to_owned);
            }
        }
        Ok(out)
    }
}

/// The depth is bounded by the limits of the parser.
fn step(el: El<'_>, visit: &mut dyn FnMut(Step<'_>)) {
    if el.name().is_empty() {
        visit(Step::Text(el.own_text()));
        return;
    }
    if el.ns() != Ns::Word {
        visit(Step::Other);
        return;
    }
    let mut attrs = Vec::new();
    let mut reference = None;
    for (ns, name, value) in el.attributes() {
        match ns {
            Ns::Word | Ns::None => attrs.push((name, value)),
            Ns::OfficeRel if name == "id" => reference = Some(value),
            _ => {}
        }
    }
    visit(Step::Open(el.name(), attrs, reference));
    for piece in el.pieces() {
        step(piece, visit);
    }
    visit(Step::Close);
}

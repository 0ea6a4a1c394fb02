//! Writes a [`Manuscript`](crate::model::manuscript::Manuscript) as a DOCX package.

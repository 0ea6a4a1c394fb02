//! Reads any DOCX into a [`Document`](crate::model::Document).

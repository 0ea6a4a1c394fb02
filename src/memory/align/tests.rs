//! Alignment of documents built here.

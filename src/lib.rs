//! Rapporteur turns returned Word questionnaires into a numbered note in English and in French.
//!
//! The way of the data, one stage a room, one type a stage:
//!
//! 1. [`docx`] reads a returned file into a [`model::document::Document`] and writes a
//!    [`model::manuscript::Manuscript`] back into a package. Only this room knows OOXML.
//! 2. [`questionnaire`] compares a document with the blank form and yields a
//!    [`model::extraction::Extraction`]: statements, cover data, unplaced text.
//! 3. [`memory`] keeps translation units and finds matches; [`exchange`] brings them in and out.
//! 4. [`suggest`] makes matches ready: drafts and suggestions for an entry.
//! 5. [`dossier`] keeps the folder, its settings and its decision log.
//! 6. [`plan`] puts the entries in order and gives every paragraph its number, once for all languages.
//! 7. [`note`] renders the plan in one language.
//! 8. [`workflow`] is the list of things a person can do; [`cli`] and [`web`] call it alike.
//!
//! [`language`] holds what is known of countries, verbs, numbers, dates and typography, all of it
//! read from the data files under `memory/`. [`check`] finds faults in texts and pairs.
#![warn(missing_docs)]

pub mod check;
pub mod cli;
pub mod docx;
pub mod dossier;
pub mod exchange;
pub mod language;
pub mod memory;
pub mod model;
pub mod note;
pub mod plan;
pub mod questionnaire;
pub mod suggest;
pub mod web;
pub mod workflow;

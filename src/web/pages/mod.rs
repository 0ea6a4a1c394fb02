//! The views, one file each.

pub mod asked;
pub mod assets;
pub mod bulk;
pub mod concordance;
pub mod entries;
pub mod entry;
pub mod events;
pub mod exchange;
pub mod files;
pub mod groups;
pub mod help;
pub mod language;
pub mod log;
pub mod login;
pub mod memory;
pub mod overview;
pub mod preview;
pub mod reread;
pub mod returns;
pub mod saving;
pub mod versions;

use askama::Template;
use axum::response::Html;

use super::fault::Fault;

/// A rendered template.
pub fn html(template: &impl Template) -> Result<Html<String>, Fault> {
    template
        .render()
        .map(Html)
        .map_err(|_| Fault::internal("fault-not-rendered"))
}

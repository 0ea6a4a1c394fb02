//! The pipes: single stages on files and records, without a dossier. The shapes are contracts.

mod countries;
mod extract;
mod lookup;
mod read;
mod records;

pub use countries::{CountryLine, countries_joined, countries_lines};
pub use extract::{ExtractLine, extract_files};
pub use lookup::{
    CheckLine, CheckRecord, DraftLine, DraftRecord, SearchLine, SearchMatch, SuggestLine,
    SuggestRecord, check_record, draft_record, search, suggest_record,
};
pub use read::{ReadLine, outline_file, read_file};

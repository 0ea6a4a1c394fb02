//! What a person can do: the use cases, called alike by the command line and the page.
//!
//! Every use case takes a [`Desk`] (an opened dossier with the language data) and its
//! [`Surroundings`] (time, person, progress, the wish to stop), and returns a report as data.

mod align_final;
mod apart;

mod annex;
mod arrange;
mod bare;
mod build;
mod builds;
mod bulk;
mod cache;
mod changes;
mod check_files;
mod checks;
mod companions;
mod compare_final;
mod conflicts;
mod convert;
mod copies;
mod correction;
mod decide;
mod desk;
mod documents;
mod draft_extras;
mod earlier;
mod edited;
mod entries;
mod error;
mod explain;
mod exports;
mod filter;
mod final_gate;
mod findings;
mod forms;
mod group;
mod group_proposals;
mod group_texts;
mod grouping;
mod history;
mod import_final;
mod imports;
mod inbox;
mod ingest;
mod issue;
mod issued;
mod last_time;
mod learn;
mod listening;
mod memories;
mod moved;
mod near_sources;
mod needs;
mod new_dossier;
mod offers;
mod opening;
mod outside;
mod people;
pub mod pipes;
mod progress;
mod propose;
mod provenance;
mod questions;
mod reading;
mod references;
mod refold;
mod repeated;
mod rights;
mod sentence_pairs;
mod settings_from_forms;
mod settle;
mod shelf_view;
mod state;
mod statements;
mod status;
mod status_table;
mod streaming;
mod take_over;
mod taking_back;
mod talk;
mod templates;
mod terms;
mod texts;
#[cfg(test)]
mod trial;
mod twins;
mod typing;
mod upkeep;
mod upload;
mod version_proposals;
mod versions;
mod watch;
mod working;

pub use apart::keep_apart;
pub use arrange::{
    TextsDecision, TextsVerb, VersionsDecision, choose_versions, decide_texts, drop_lost, settle,
};
pub use build::{BuildReport, BuildRequest, Built, build, preview, preview_of};
pub use builds::{builds, find_build};
pub use bulk::{Issued, confirm_issued, issued_before};
pub use changes::{ChangeKind, NoteChange, in_brief, in_short as change_in_short, in_words};
pub use check_files::check_files;
pub use checks::{CheckReport, CheckedEntry, check};
pub use companions::Companions;
pub use conflicts::{Conflict, ConflictSide, conflicts};
pub use convert::{ConvertFault, Converter};
pub use copies::{backup_memory, compact_memory, doctor, merge_memory, recover_memory};
pub use decide::{
    Aftermath, TextDecision, Verb, attribute, decide_text, exclude, place, resolve, seen,
    write_text,
};
pub use desk::{Desk, Progress, Silent, Surroundings};
pub use documents::text_of_file;
pub use earlier::import_earlier;
pub use error::WorkflowError;
pub use explain::{Explanation, explain};
pub use exports::{ExportRequest, Exported, export_memory};
pub use filter::{Band, EntryFilter, Since, Sort, filtered};
pub use final_gate::{Obstacle, in_short, obstacles};
pub use findings::{Dismissals, EntryFinding, dismiss, entry_findings};
pub use forms::blank_form;
pub use group::{Group, Written};
pub use group_proposals::{
    GroupMember, GroupProposal, GroupSentence, group_proposals, group_proposals_with,
};
pub use grouping::{GroupDecision, group_entries, split_group};
pub use history::{Event, EventText, history, last_changes, recent};
pub use import_final::{Difference, DifferenceKind, FinalReport, FinalRequest, import_final};
pub use imports::{How, Imported, import_file, import_pair};
pub use inbox::{Item, Listing};
pub use ingest::{Arrival, Errand, IngestReport, Patience, ingest, ingest_these};
pub use last_time::{LastTime, last_time};
pub use listening::Listening;
pub use memories::{keep_memory, open_memory, read_memory};
pub use moved::{Moved, moved};
pub use near_sources::near_sources;
pub use needs::{FileNeed, Need, file_needs};
pub use new_dossier::{NewReport, new_dossier};
pub use offers::{Offered, offer_text};
pub use outside::{
    ExportWish, JobFormat, MergeKind, MergeReport, MergeRow, MergeWish, Pairs, Parcel, ParcelFile,
    ReturnedFile, Why, export_for_translators, merge_apply, merge_preview, put as put_parcel,
};
pub use people::{
    SHORTEST as SHORTEST_PASSWORD, add_person, change_password, change_roles,
    in_words as roles_in_words, remove_person, sign_in,
};
pub use progress::{
    Count, PersonWork, Stage, Touched, by_person, by_theme, changed_since, in_doubt, last_visit,
    left_open_by, stages,
};
pub use propose::{fresh_proposals, propose};
pub use provenance::{Provenance, provenance, surroundings_of};
pub use questions::{SURE, gathered, is_unsure, questions};
pub use reading::{Beyond, no_converter, remedy, reread, until_then};
pub use repeated::Repeated;
pub use rights::{Deed, Rights, require, rights_of};
pub use sentence_pairs::{SentencePair, sentence_pairs};
pub use settle::Waits;
pub use shelf_view::{
    Book, Found, books, confirm_pair, doubtful_pairs, edit_unit, find_like, find_words,
    is_of_a_dossier, undo_in_memory, unit_seen, withdraw_unit,
};
pub use state::{ReturnView, State, state};
pub use statements::StatementOf;
pub use status::{CellStatus, CountryStatus, ReturnStatus, Status, status, status_of};
pub use status_table::status_table;
pub use taking_back::{can_be_undone, redo, undo, undo_one};
pub use talk::{Query, Remark, Talk, all_talk, answer, comment, open_queries, query, talk};
pub use terms::{Concord, TermFound, concord, entry_terms};
pub use texts::{Fate, Lost, Origin, TextLine, Texts};
pub use twins::{Alike, Twins, alike, twins};
pub use typing::{Unsaved, drop_typing, keep_typing, unsaved};
pub use upkeep::{Change, Replacement, delete, replace};
pub use upload::accept_upload;
pub use version_proposals::difference;
pub use versions::{Proposal as VersionProposal, Standing, Version, VersionGroup};
pub use watch::{Turn, Watch};
pub use working::{Attached, attach_working};

/// The main job: take up earlier notes, read what is new, propose texts.
///
/// # Errors
/// When the dossier cannot be read or written, or the person asked to stop.
pub fn run(desk: &Desk, around: &Surroundings<'_>) -> Result<IngestReport, WorkflowError> {
    require(desk, around, Deed::TakeIn)?;
    let earlier = import_earlier(desk, around)?;
    let mut report = ingest(desk, around)?;
    report.earlier = earlier.findings;
    propose(desk, around)?;
    Ok(report)
}

//! Makes matches ready for a person: repair, drafts, ranking.

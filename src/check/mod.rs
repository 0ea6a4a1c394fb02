//! Finds faults in texts, in pairs of texts and in whole notes.

//! The translation memory: units, store, index, lookup, alignment of document pairs.

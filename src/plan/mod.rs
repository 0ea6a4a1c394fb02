//! Puts the entries in order and gives every paragraph its number.

//! Compares a return with the blank form and finds the answers.

//! What is known of countries, verbs, numbers, dates and typography, read from data files.

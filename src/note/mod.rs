//! Renders the plan in one language.

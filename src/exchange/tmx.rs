//! Translation Memory eXchange 1.4b.

//! The dossier: its folder, its settings, its database and its decision log.

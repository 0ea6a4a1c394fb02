//! The command line: typed arguments, one file a command, printer, exit codes.

//! The reader beside those of others: every word of a feature's fixture that python-docx, mammoth or
//! pandoc shows and this reader does not is explained in `peers/differences.toml`.
#![allow(clippy::unwrap_used)]

mod peers;

#[test]
fn what_others_show_and_we_do_not_is_explained() {
    let program = env!("CARGO_BIN_EXE_rapporteur");
    if let Some(table) = peers::compare_readers(&["--program", program]) {
        assert!(table.contains("| python-docx |"), "{table}");
    }
}

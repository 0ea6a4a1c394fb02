//! Words looked for in all texts of a memory, in either language.

use crate::{Bench, harbours, records};

#[test]
fn words_are_found_in_both_languages_with_their_translation() {
    let bench = Bench::new();
    let file = bench.write(
        "a.tsv",
        "en\tfr\nThe harbour was lit.\tLe port a été éclairé.\nA cafe near the quay closed.\tUn café près du quai a fermé.\nThe quay of the harbour is old.\tLe quai du port est ancien.\n",
    );
    bench.import(&[&file]);
    let found = records(&bench.done(
        "concordance",
        &["--from", "fr", "--to", "en", "--json", "quai", "PORT"],
    ));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["source"], "Le quai du port est ancien.");
    assert_eq!(found[0]["spans"], serde_json::json!([[3, 7], [11, 15]]));
    assert_eq!(
        found[0]["targets"],
        serde_json::json!([{"lang": "en", "text": "The quay of the harbour is old."}])
    );
    // Accents do not count, beginnings and words that stand together do.
    let count = |words: &[&str]| {
        let mut all = vec!["--from", "fr", "--json"];
        all.extend_from_slice(words);
        records(&bench.done("concordance", &all)).len()
    };
    assert_eq!(count(&["cafe"]), 1);
    assert_eq!(count(&["eclair*"]), 1);
    assert_eq!(count(&["\"quai du port\""]), 1);
    assert_eq!(count(&["\"port du quai\""]), 0);
    assert_eq!(count(&["\"du port\"", "quai"]), 1);
    assert_eq!(count(&["quai"]), 2);
    let told = bench.done("concordance", &["--from", "fr", "--top", "1", "quai"]);
    assert!(
        told.err.contains("2 units have these words; 1 place"),
        "{}",
        told.err
    );
    assert!(
        told.out.contains("en: The quay of the harbour is old."),
        "{}",
        told.out
    );
    let none = bench.memory("concordance", &["--from", "fr", "?"]);
    assert_eq!(none.code, 2, "{}", none.err);
}

#[test]
fn what_was_taken_out_is_not_found() {
    let bench = Bench::new();
    let file = bench.write("a.tmx", harbours());
    bench.import(&[&file]);
    let words = ["--from", "en", "--json", "dark"];
    let before = records(&bench.done("concordance", &words));
    assert!(!before.is_empty());
    bench.done("delete", &["--text", "dark", "--apply"]);
    assert!(records(&bench.done("concordance", &words)).is_empty());
    bench.done("undo", &[]);
    assert_eq!(records(&bench.done("concordance", &words)), before);
}

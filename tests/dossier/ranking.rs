//! The order of suggestions, by the requests of fixtures/ranking.

use serde_json::Value;

use crate::stage::{fixtures, pipe, run};

#[test]
fn the_company_of_a_unit_decides_among_suggestions_worth_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let memory = dir.path().join("m.db").to_str().unwrap().to_owned();
    let tmx = fixtures().join("ranking/memory.tmx");
    let ran = run(&[
        "memory",
        "import",
        "--memory",
        &memory,
        tmx.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let items = std::fs::read_to_string(fixtures().join("ranking/items.jsonl")).unwrap();
    let ran = pipe(
        &[
            "suggest", "--memory", &memory, "--from", "en", "--to", "fr", "--json",
        ],
        &items,
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let parse = |text: &str| -> Vec<Value> {
        text.lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect()
    };
    let (items, found) = (parse(&items), parse(&ran.out));
    assert_eq!(items.len(), found.len());
    for (item, line) in items.iter().zip(&found) {
        let list = line["suggestions"].as_array().unwrap();
        let basis = list[0]["basis"].as_str().unwrap();
        let first = item["first"].as_str().unwrap();
        assert!(
            basis.starts_with(first),
            "{}: {}\n{list:#?}",
            item["id"],
            item["why"]
        );
        if let Some(count) = item["count"].as_u64() {
            assert_eq!(list.len() as u64, count, "{}", item["id"]);
        }
        let band =
            |s: &Value| ((100.0 - s["score"].as_f64().unwrap()) * 100.0).round() as i64 / 200;
        assert!(
            list.windows(2).all(|p| band(&p[0]) <= band(&p[1])),
            "{}: a better band comes later",
            item["id"]
        );
    }
}

//! What is wrong outside: a clear message, the right exit code, nothing lost.

use crate::stage::program;
use crate::{Bench, harbours, numbered, text};

#[test]
fn a_broken_file_gives_what_is_sound_and_names_the_line() {
    let bench = Bench::new();
    let whole = harbours();
    let cut = bench.write("cut.tmx", &whole[..whole.find("El segundo").unwrap()]);
    let ran = bench.done("import", &[text(&cut)]);
    assert!(
        ran.err.contains("breaks off") && ran.err.contains("line"),
        "{}",
        ran.err
    );
    assert_eq!(bench.stats("m.db")["units"], 1);
    let wrong = bench.write(
        "wrong.tmx",
        whole.replace("éclairés", "\u{1}éclair&nosuch;és"),
    );
    let ran = bench.memory_at("w.db", "import", &[text(&wrong)]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("line 6") && ran.err.contains("nosuch"),
        "{}",
        ran.err
    );
    assert_eq!(bench.stats("w.db")["units"], 3);
    for (name, bytes, units) in [
        ("latin.tmx", latin(&whole.replace("UTF-8", "ISO-8859-1")), 4),
        (
            "utf16.tmx",
            [
                vec![0xfe, 0xff],
                whole.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            ]
            .concat(),
            4,
        ),
    ] {
        let file = bench.write(name, bytes);
        let memory = format!("{name}.db");
        let ran = bench.memory_at(&memory, "import", &[text(&file)]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(bench.stats(&memory)["units"], units);
        assert!(bench.tmx(&memory).contains("éclairés"), "{name}");
    }
    // Says UTF-8 and is not.
    let lying = bench.write("lying.tmx", latin(&whole));
    let ran = bench.memory_at("l.db", "import", &[text(&lying)]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("not valid UTF-8"), "{}", ran.err);
}

fn latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            '’' => b'\'',
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect()
}

#[test]
fn what_is_refused_leaves_nothing_behind() {
    let bench = Bench::new();
    let bomb = harbours().replace(
        "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">",
        "<!DOCTYPE tmx [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">]>",
    );
    let bomb_xliff = "<!DOCTYPE xliff [<!ENTITY a \"a\">]><xliff version=\"1.2\"/>";
    let bomb_tbx = "<!DOCTYPE martif [<!ENTITY % x SYSTEM \"file:///etc/passwd\">]><martif/>";
    for (name, content, says) in [
        ("bomb.tmx", bomb.as_str(), "defines its own entities"),
        ("bomb.xlf", bomb_xliff, "defines its own entities"),
        ("bomb.tbx", bomb_tbx, "defines its own entities"),
        ("empty.tmx", "", "empty"),
        ("page.tmx", "<html><body/></html>", "not a TMX file"),
        (
            "letter.odt",
            "Dear colleague",
            "no format that can be imported",
        ),
        (
            "odd.tmx",
            "<?xml version=\"1.0\" encoding=\"klingon\"?><tmx/>",
            "encoding “klingon”",
        ),
    ] {
        let file = bench.write(name, content);
        let ran = bench.memory("import", &[text(&file)]);
        assert_eq!(ran.code, 2, "{name}: {}", ran.err);
        assert!(ran.err.contains(says), "{name}: {}", ran.err);
        assert!(ran.err.contains("help:"), "{name}: {}", ran.err);
        assert!(!bench.path("m.db").exists(), "{name}");
    }
    let deep = bench.write("deep.xlf", format!("<xliff>{}", "<group>".repeat(100_000)));
    assert_eq!(bench.memory("import", &[text(&deep)]).code, 2);
}

#[test]
fn a_refused_file_does_not_touch_what_is_there() {
    let bench = Bench::new();
    let good = bench.write("a.tmx", harbours());
    bench.import(&[&good]);
    let before = bench.tmx("m.db");
    // Sound at first, refused in the middle: nothing of it is seen.
    let late = harbours().replace("</body>", &format!("{}</body>", "<x>".repeat(80)));
    let late = bench.write("late.tmx", late.replace("harbour", "quay"));
    assert_eq!(bench.memory("import", &[text(&late)]).code, 2);
    assert_eq!(bench.tmx("m.db"), before);
    assert_eq!(bench.stats("m.db")["incomplete"], 0);
}

#[test]
fn other_databases_and_newer_memories_are_refused_with_2() {
    let bench = Bench::new();
    let good = bench.write("a.tmx", harbours());
    bench.import(&[&good]);
    let newer = bench.path("newer.db");
    std::fs::copy(bench.path("m.db"), &newer).unwrap();
    let connection = rusqlite::Connection::open(&newer).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let other = bench.path("other.db");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE units (x)")
        .unwrap();
    for (name, says) in [
        ("newer.db", "newer version"),
        ("other.db", "not a translation memory"),
    ] {
        let bytes = std::fs::read(bench.path(name)).unwrap();
        for command in [
            vec!["import", text(&good)],
            vec!["export", "o.tmx"],
            vec!["stats"],
            vec!["doctor"],
            vec!["compact"],
            vec!["undo"],
            vec!["history"],
        ] {
            let ran = bench.memory_at(name, command[0], &command[1..]);
            assert_eq!(ran.code, 2, "{name} {command:?}: {}", ran.err);
            assert!(ran.err.contains(says), "{name} {command:?}: {}", ran.err);
        }
        assert_eq!(std::fs::read(bench.path(name)).unwrap(), bytes, "{name}");
    }
}

/// As somebody who may read the folder and write nothing in it.
#[cfg(unix)]
#[test]
fn a_memory_in_a_write_protected_folder_is_read() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let bench = Bench::new();
    let good = bench.write("a.tmx", harbours());
    bench.import(&[&good]);
    let at = bench.path("m.db");
    let set = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set(&at, 0o444);
    set(bench.dir.path(), 0o555);
    let is_root = std::fs::metadata(&at).unwrap().uid() == 0;
    let run = |arguments: &[&str]| {
        let mut command = program();
        command.args(arguments);
        if is_root {
            // Permissions do not bind root; nobody is bound.
            command.uid(65_534).gid(65_534);
        }
        command.output()
    };
    let ran = run(&["memory", "stats", "--json", "--memory", text(&at)]);
    let ran = match ran {
        Ok(ran) => ran,
        // The program itself lies where nobody may go.
        Err(error) => {
            eprintln!("skipped: {error}");
            set(bench.dir.path(), 0o755);
            return;
        }
    };
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.success(), "{said}");
    assert!(String::from_utf8_lossy(&ran.stdout).contains("\"units\":4"));
    let ran = run(&["memory", "undo", "--memory", text(&at)]).unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("cannot open"));
    // Changes that wait beside it cannot be read there, and this is said.
    set(bench.dir.path(), 0o755);
    std::fs::write(bench.path("m.db-wal"), [1; 100]).unwrap();
    set(&bench.path("m.db-wal"), 0o444);
    set(bench.dir.path(), 0o555);
    let ran = run(&["memory", "stats", "--memory", text(&at)]).unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    set(bench.dir.path(), 0o755);
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(said.contains("-wal"), "{said}");
}

#[test]
fn a_locked_memory_is_waited_for() {
    let bench = Bench::new();
    let good = bench.write("a.tmx", numbered(10));
    bench.import(&[&good]);
    let holder = rusqlite::Connection::open(bench.path("m.db")).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let later = bench.write("b.tmx", harbours());
    let child = program()
        .args([
            "memory",
            "import",
            "--memory",
            text(&bench.path("m.db")),
            text(&later),
        ])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(600));
    holder.execute_batch("ROLLBACK").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(bench.stats("m.db")["units"], 14);
}

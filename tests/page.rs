//! The review page over HTTP: who is let in, what roles allow, hostile replies, thirty people at once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "page_client/ground.rs"]
mod ground;
mod page_client;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

use page_client::Client;
use rapporteur::model::ids::{EntryId, Lang};
use rapporteur::model::person::{Role, Roles};
use rapporteur::workflow::{
    Desk, Listening, Silent, Surroundings, add_person, change_password, propose, remove_person,
    state,
};

const PASSWORD: &str = "three words in a row";

fn around() -> Surroundings<'static> {
    Surroundings {
        now: jiff::Timestamp::from_second(1_790_000_000).unwrap(),
        person: "lead",
        progress: &Silent,
        stop: &|| false,
    }
}

/// The page of a dossier, served by this process until it is dropped.
struct Page {
    desk: Desk,
    address: String,
    stop: Arc<AtomicBool>,
    served: Option<JoinHandle<()>>,
    _dir: tempfile::TempDir,
}

impl Drop for Page {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(served) = self.served.take() {
            let _ = served.join();
        }
    }
}

impl Page {
    fn of(countries: usize, text: impl FnMut() -> String, before: impl FnOnce(&Desk)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let desk = ground::dossier(&dir.path().join("d"), countries, 1, text);
        propose(&desk, &around()).unwrap();
        before(&desk);
        let stop = Arc::new(AtomicBool::new(false));
        let (told, heard) = mpsc::channel();
        let (served, stopped) = (desk.clone(), Arc::clone(&stop));
        let served = std::thread::spawn(move || {
            let say = |address: &str| told.send(address.to_owned()).unwrap();
            let stop = || stopped.load(Ordering::SeqCst);
            #[allow(clippy::disallowed_methods, reason = "a test is an edge")]
            let now = jiff::Timestamp::now;
            rapporteur::web::serve(served, "lead", Listening::here(0), now, &stop, &say).unwrap();
        });
        Self {
            desk,
            address: heard.recv().unwrap(),
            stop,
            served: Some(served),
            _dir: dir,
        }
    }
    fn host(&self) -> &str {
        let rest = self.address.strip_prefix("http://").unwrap();
        rest.split('/').next().unwrap()
    }
    fn entries(&self) -> Vec<EntryId> {
        let now = state(&self.desk).unwrap();
        now.plan
            .paragraphs()
            .filter(|(_, e)| !e.sources.is_empty())
            .map(|(_, e)| e.id)
            .collect()
    }
    fn sign_in(&self, name: &str) -> Client {
        let mut client = Client::new(self.host());
        let answer = client.submit("/login", &[("name", name), ("password", PASSWORD)]);
        assert_eq!(answer.status, 303, "{}", answer.body);
        client
    }
}

fn plain() -> impl FnMut() -> String {
    let mut n = 0;
    move || {
        n += 1;
        format!("The customs service trained {n} officers in 2025.")
    }
}

fn add(desk: &Desk, name: &str, role: Role) {
    add_person(desk, &around(), name, &Roles::from([role]), PASSWORD).unwrap();
}

/// A text as it is saved from the page of its entry.
fn save(client: &mut Client, id: EntryId, lang: &str, verb: &str, text: &str) -> (u16, String) {
    let page = client.get(&format!("/entries/{id}"));
    assert_eq!(page.status, 200, "{}", page.body);
    let (_, editor) = page
        .body
        .split_once(&format!("data-lang=\"{lang}\""))
        .unwrap();
    let (_, seen) = editor.split_once("name=\"seen\" value=\"").unwrap();
    let fields = [
        ("csrf", page.hidden("csrf").unwrap()),
        ("lang", lang),
        ("verb", verb),
        ("text", text),
        ("seen", seen.split('"').next().unwrap()),
    ];
    let answer = client.post(&format!("/entries/{id}/text"), &fields);
    (answer.status, answer.body)
}

#[test]
fn strangers_and_other_sites_are_refused() {
    let page = Page::of(1, plain(), |_| {});
    let id = page.entries()[0];
    let mut stranger = Client::new(page.host());
    for path in [
        "/",
        "/entries",
        "/events",
        "/live?entries=1",
        "/login",
        "/assets/style.css",
    ] {
        assert_eq!(stranger.get(path).status, 403, "{path}");
    }
    assert_eq!(stranger.get("/?token=wrong").status, 403);
    let mut own = Client::open(&page.address);
    let csrf = own.get("/").hidden("csrf").unwrap().to_owned();
    let path = format!("/entries/{id}/typing");
    let typed = [("csrf", csrf.as_str()), ("lang", "en"), ("text", "x")];
    assert_eq!(own.post(&path, &typed).status, 204);
    let without = [("csrf", "x"), ("lang", "en"), ("text", "x")];
    assert_eq!(own.post(&path, &without).status, 400);
    for head in [
        "Origin: https://elsewhere.example\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
    ] {
        assert_eq!(own.post_with(&path, &typed, head).status, 403, "{head}");
    }
    let origin = format!("Origin: http://{}\r\n", page.host());
    assert_eq!(own.post_with(&path, &typed, &origin).status, 204);
    own.host = "elsewhere.example".into();
    assert_eq!(own.get("/").status, 403);
}

#[test]
fn every_answer_carries_the_policy() {
    let page = Page::of(1, plain(), |_| {});
    let mut own = Client::open(&page.address);
    for path in ["/", "/entries", "/nothing", "/assets/live.js", "/live"] {
        let answer = own.get(path);
        let policy = answer.field("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
        assert_eq!(
            answer.field("x-content-type-options").unwrap().trim(),
            "nosniff"
        );
        assert_eq!(answer.field("x-frame-options").unwrap().trim(), "DENY");
    }
}

#[test]
fn people_sign_in_and_do_what_their_roles_allow() {
    let (en, fr) = (Lang::en(), Lang::fr());
    let page = Page::of(1, plain(), |desk| {
        add(desk, "Ana", Role::Translator { lang: fr.clone() });
        add(desk, "Ben", Role::ClearingOfficer);
        add(desk, "Rita", Role::Reviser { lang: fr.clone() });
        add(desk, "Otto", Role::Reader);
    });
    let id = page.entries()[0];
    assert!(!page.address.contains("token"));
    let mut stranger = Client::new(page.host());
    let sent_on = stranger.get("/entries");
    assert_eq!(
        (sent_on.status, sent_on.field("location").map(str::trim)),
        (303, Some("/login?next=/entries"))
    );
    assert_eq!(stranger.get("/login").status, 200);
    let wrong = [("name", "Ana"), ("password", "three words in a now")];
    assert_eq!(stranger.submit("/login", &wrong).status, 401);
    assert_eq!(stranger.get("/entries").status, 303);

    let mut ana = page.sign_in("ana");
    let shown = ana.get(&format!("/entries/{id}")).body;
    let english = shown.split("data-lang=\"en\"").nth(1).unwrap();
    let english = english.split("data-lang=\"fr\"").next().unwrap();
    assert!(english.contains("readonly") && !english.contains("value=\"confirm\""));
    assert_eq!(save(&mut ana, id, "en", "edit", "Changed.").0, 403);
    assert_eq!(save(&mut ana, id, "fr", "confirm", "Un texte.").0, 403);
    assert_eq!(save(&mut ana, id, "fr", "edit", "Un texte.").0, 200);
    let mut otto = page.sign_in("Otto");
    assert_eq!(save(&mut otto, id, "fr", "edit", "Non.").0, 403);
    let mut ben = page.sign_in("Ben");
    assert_eq!(
        save(&mut ben, id, "en", "confirm", "Belgium trained.").0,
        200
    );
    assert_eq!(save(&mut ben, id, "fr", "edit", "Non.").0, 403);
    let mut rita = page.sign_in("Rita");
    assert_eq!(save(&mut rita, id, "fr", "confirm", "Un bon texte.").0, 200);
    let now = state(&page.desk).unwrap();
    let by = |lang: &Lang| now.entries[&id].texts[lang].basis.clone();
    assert_eq!((by(&en), by(&fr)), ("Ben".into(), "Rita".into()));

    // Another password and being taken off the list end what is open.
    change_password(&page.desk, &around(), "Rita", "four words in a row").unwrap();
    assert_eq!(rita.get("/").status, 303);
    remove_person(&page.desk, &around(), "Otto").unwrap();
    assert_eq!(otto.get("/").status, 303);
    let csrf = ana.get("/").hidden("csrf").unwrap().to_owned();
    assert_eq!(ana.submit("/logout", &[("csrf", &csrf)]).status, 303);
    assert_eq!(ana.get("/").status, 303);
    assert_eq!(ben.get("/").status, 200);
}

#[test]
fn guessing_passwords_gets_slow() {
    let page = Page::of(1, plain(), |desk| add(desk, "Ana", Role::Officer));
    let mut guess = Client::new(page.host());
    let mut try_one = |password: &str| {
        let fields = [("name", "Ana"), ("password", password)];
        let answer = guess.submit("/login", &fields);
        let wait = answer.field("retry-after").map(str::to_owned);
        (answer.status, wait)
    };
    let stati: Vec<u16> = (0..7)
        .map(|n| try_one(&format!("guess number {n}")).0)
        .collect();
    assert_eq!(stati[..5], [401; 5]);
    assert!(stati[5..].contains(&429), "{stati:?}");
    // The right password has to wait as well.
    let (status, wait) = try_one(PASSWORD);
    assert_eq!(status, 429);
    assert!(wait.is_some());
}

#[test]
fn who_comes_too_late_keeps_the_text() {
    let lang = Lang::fr();
    let page = Page::of(1, plain(), |desk| {
        add(desk, "Ana", Role::Translator { lang: lang.clone() });
        add(desk, "Ben", Role::Translator { lang: lang.clone() });
    });
    let id = page.entries()[0];
    let (mut ana, mut ben) = (page.sign_in("Ana"), page.sign_in("Ben"));
    let path = format!("/entries/{id}");
    let open = |client: &mut Client| {
        let page = client.get(&path);
        let (_, editor) = page.body.split_once("data-lang=\"fr\"").unwrap();
        let (_, seen) = editor.split_once("name=\"seen\" value=\"").unwrap();
        let seen = seen.split('"').next().unwrap().to_owned();
        (page.hidden("csrf").unwrap().to_owned(), seen)
    };
    let (anas, bens) = (open(&mut ana), open(&mut ben));
    let send = |client: &mut Client, (csrf, seen): &(String, String), text: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("lang", "fr"),
            ("verb", "edit"),
            ("text", text),
            ("seen", seen.as_str()),
        ];
        client.submit(&format!("{path}/text"), &fields)
    };
    assert_eq!(send(&mut ana, &anas, "Le texte d’Ana.").status, 303);
    let late = send(&mut ben, &bens, "Le texte de Ben.");
    let to = late.field("location").unwrap().trim().to_owned();
    assert_eq!(to, format!("{path}?late=fr"));
    let shown = ben.get(&to).body;
    assert!(shown.contains("Ana saved this text"), "{shown}");
    assert!(shown.contains("Le texte de Ben.") && shown.contains("Le texte d’Ana."));
    let now = state(&page.desk).unwrap();
    assert_eq!(now.entries[&id].texts[&lang].text, "Le texte d’Ana.");
    assert_eq!(now.offers[&(id, lang)][0].person, "Ben");
}

/// Everything that a reply may try with the page.
const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'`>< {{ 7*7 }} \
    <a href=\"javascript:alert(3)\">x</a> </textarea></title><svg onload=alert(4)> \
    \u{202E}desrever\u{202C} \u{2066}x\u{2069} \u{0}& &lt;b&gt; ]]> --> in 2025 12 officers.";

#[test]
fn a_hostile_reply_is_text_in_every_view() {
    let page = Page::of(2, || HOSTILE.to_owned(), |_| {});
    let mut own = Client::open(&page.address);
    let id = page.entries()[0];
    for lang in ["en", "fr"] {
        assert_eq!(save(&mut own, id, lang, "edit", HOSTILE).0, 200);
    }
    let csrf = own.get("/").hidden("csrf").unwrap().to_owned();
    let typed = [
        ("csrf", csrf.as_str()),
        ("lang", "fr"),
        ("text", "</p><script>alert(5)</script>"),
        ("seen", "\"><script>"),
    ];
    assert_eq!(
        own.post(&format!("/entries/{id}/typing"), &typed).status,
        204
    );
    let returns = state(&page.desk).unwrap();
    let first = returns.returns[0].record.id.0.as_str().to_owned();
    let views = [
        "/".to_owned(),
        "/?said=<script>alert(6)</script>".to_owned(),
        "/entries".to_owned(),
        "/entries?show=<script>".to_owned(),
        format!("/entries/{id}"),
        format!("/entries/{id}?late=<script>"),
        "/returns".to_owned(),
        format!("/returns/{first}"),
        "/preview".to_owned(),
        "/memory".to_owned(),
        "/memory/search?q=<script>alert(7)</script>".to_owned(),
        "/help".to_owned(),
        "/nothing/<script>".to_owned(),
    ];
    let mut shown = 0;
    for view in views {
        let answer = own.get(&view.replace('<', "%3C").replace('>', "%3E"));
        let body = answer.body.to_lowercase();
        for raw in [
            "<script>",
            "<img src=x",
            "<svg onload",
            "href=\"javascript",
            "onerror=alert(2)>",
        ] {
            assert!(!body.contains(raw), "{view}: {raw}");
        }
        shown += usize::from(body.contains("alert(1)"));
    }
    assert!(
        shown >= 4,
        "the reply is shown as text in {shown} views only"
    );
    let told = own.get(&format!("/live?entries={id}"));
    assert!(
        told.field("content-type")
            .unwrap()
            .contains("application/json")
    );
    // Entries are named as in addresses, so that a page knows its own.
    assert!(told.body.contains(&format!("\"entry\":\"{id}\"")));
}

#[test]
fn thirty_people_work_at_once() {
    const PEOPLE: usize = 30;
    const TURNS: usize = 6;
    let page = Page::of(3, plain(), |_| {});
    let ids = page.entries();
    let start = state(&page.desk).unwrap().log.len();
    std::thread::scope(|scope| {
        for person in 0..PEOPLE {
            let (page, ids) = (&page, &ids);
            scope.spawn(move || {
                let mut own = Client::open(&page.address);
                let id = ids[person % ids.len()];
                for turn in 0..TURNS {
                    assert_eq!(own.get("/entries").status, 200);
                    let csrf = own
                        .get(&format!("/entries/{id}"))
                        .hidden("csrf")
                        .unwrap()
                        .to_owned();
                    let tab = person.to_string();
                    let here = [("csrf", csrf.as_str()), ("tab", &tab), ("writes", "fr")];
                    assert_eq!(own.post(&format!("/entries/{id}/here"), &here).status, 200);
                    let text = format!("Texte {turn} de {person}.");
                    let typed = [("csrf", csrf.as_str()), ("lang", "fr"), ("text", &text)];
                    assert_eq!(
                        own.post(&format!("/entries/{id}/typing"), &typed).status,
                        204
                    );
                    let (status, body) = save(&mut own, id, "fr", "tentative", &text);
                    assert_eq!(status, 200, "{body}");
                }
            });
        }
    });
    let now = state(&page.desk).unwrap();
    assert_eq!(now.log.len() - start, PEOPLE * TURNS);
    for person in 0..PEOPLE {
        let text = &now.entries[&ids[person % ids.len()]].texts[&Lang::fr()].text;
        let last = TURNS - 1;
        assert_eq!(*text, format!("Texte {last} de {person}."));
    }
}

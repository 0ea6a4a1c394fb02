//! Who is signed in, and who tries to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};

use super::site::{lock, same, secret};
use crate::model::ids::Hash;
use crate::workflow::WorkflowError;

/// A session without a request ends after this.
const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// A session ends after this in any case.
const WHOLE: SignedDuration = SignedDuration::from_hours(12);
/// Most sessions kept; the one that was idle longest makes room.
const MOST: usize = 1_000;

/// Somebody who is signed in.
#[derive(Debug)]
pub struct Session {
    /// Secret of the cookie.
    id: String,
    /// The name, as it goes into the log.
    pub person: String,
    /// Secret in every form of this session.
    pub csrf: String,
    /// What the account's password was known by; empty where there are no accounts.
    stamp: String,
    made: Timestamp,
    used: Mutex<Timestamp>,
}

impl Session {
    /// Secret of the cookie.
    pub fn id(&self) -> &str {
        &self.id
    }
    /// True when it was begun with name and password.
    pub fn is_account(&self) -> bool {
        !self.stamp.is_empty()
    }
}

/// All sessions of this run of the program.
#[derive(Debug, Default)]
pub struct Sessions {
    all: Mutex<Vec<Arc<Session>>>,
}

/// What a password is known by in a session, so that another password ends it.
pub fn stamp_of(password: &str) -> String {
    Hash::of_bytes(password.as_bytes()).as_str().to_owned()
}

impl Sessions {
    /// Begins a session. `stamp` is what the account's password is known by.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn begin(
        &self,
        person: &str,
        stamp: &str,
        now: Timestamp,
    ) -> Result<Arc<Session>, WorkflowError> {
        let session = Arc::new(Session {
            id: secret()?,
            person: person.to_owned(),
            csrf: secret()?,
            stamp: stamp.to_owned(),
            made: now,
            used: Mutex::new(now),
        });
        let mut all = lock(&self.all);
        all.retain(|s| s.lives(now));
        if all.len() >= MOST {
            let oldest = all.iter().enumerate().min_by_key(|(_, s)| *lock(&s.used));
            if let Some((at, _)) = oldest {
                all.remove(at);
            }
        }
        all.push(Arc::clone(&session));
        Ok(session)
    }

    /// The session of a cookie, if it has not ended and `valid` says that its person with the stamp
    /// is still let in. `used`: the request counts as work.
    pub fn find(
        &self,
        id: &str,
        now: Timestamp,
        used: bool,
        valid: impl Fn(&str, &str) -> bool,
    ) -> Option<Arc<Session>> {
        let mut all = lock(&self.all);
        let found = all.iter().find(|s| same(&s.id, id)).map(Arc::clone)?;
        if !found.lives(now) || !valid(&found.person, &found.stamp) {
            all.retain(|s| s.id != found.id);
            return None;
        }
        if used {
            *lock(&found.used) = now;
        }
        Some(found)
    }

    /// Ends a session.
    pub fn end(&self, id: &str) {
        lock(&self.all).retain(|s| !same(&s.id, id));
    }
}

impl Session {
    fn lives(&self, now: Timestamp) -> bool {
        let since = |then: Timestamp| now.duration_since(then);
        since(self.made) < WHOLE && since(*lock(&self.used)) < IDLE
    }
}

/// Failed attempts that are free; each further one doubles the wait.
const FREE: u32 = 5;
/// As [`FREE`], for an address that many people may share.
const FREE_OF_ADDRESS: u32 = 20;
/// Longest wait.
const LONGEST: i64 = 15 * 60;
/// Most names and addresses that are remembered.
const REMEMBERED: usize = 10_000;

/// Failed attempts to sign in, by name and by address.
#[derive(Debug, Default)]
pub struct Attempts {
    failed: Mutex<BTreeMap<String, Failed>>,
}

#[derive(Debug, Clone, Copy)]
struct Failed {
    times: u32,
    last: Timestamp,
    until: Timestamp,
}

impl Attempts {
    /// Seconds to wait before this name may be tried from this address; 0: at once. The attempt is
    /// counted as failed until [`Attempts::succeeded`] says otherwise, so that many at once do not
    /// slip through.
    pub fn wait(&self, name: &str, address: &str, now: Timestamp) -> i64 {
        let mut failed = lock(&self.failed);
        let keys = keys(name, address);
        let waits = keys.iter().filter_map(|(key, _)| failed.get(key));
        let wait = waits
            .map(|f| f.until.duration_since(now).as_secs())
            .max()
            .unwrap_or(0);
        if wait > 0 {
            return wait;
        }
        if failed.len() > REMEMBERED {
            failed.retain(|_, f| now.duration_since(f.last).as_secs() < LONGEST);
        }
        for (key, free) in keys {
            let known = failed.get(&key).copied();
            // After a quiet while the count begins anew.
            let times = known
                .filter(|f| now.duration_since(f.last).as_secs() < 4 * LONGEST)
                .map_or(1, |f| f.times.saturating_add(1));
            let wait = match times.checked_sub(free) {
                Some(over) => 1_i64.checked_shl(over.min(20)).unwrap_or(LONGEST),
                None => 0,
            };
            let until = now
                .checked_add(SignedDuration::from_secs(wait.min(LONGEST)))
                .unwrap_or(now);
            let one = Failed {
                times,
                last: now,
                until,
            };
            failed.insert(key, one);
        }
        0
    }

    /// The attempt was right: the name is free again, and the attempt does not count against the
    /// address.
    pub fn succeeded(&self, name: &str, address: &str) {
        let mut failed = lock(&self.failed);
        let [(name, _), (address, _)] = keys(name, address);
        failed.remove(&name);
        if let Some(f) = failed.get_mut(&address) {
            f.times = f.times.saturating_sub(1);
            f.until = f.last;
        }
    }
}

fn keys(name: &str, address: &str) -> [(String, u32); 2] {
    let name: String = name.trim().to_lowercase().chars().take(200).collect();
    [
        (format!("n {name}"), FREE),
        (format!("a {address}"), FREE_OF_ADDRESS),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + second).unwrap()
    }

    #[test]
    fn a_session_ends_when_it_is_idle_old_or_no_longer_valid() {
        let sessions = Sessions::default();
        let begin = |second| sessions.begin("Ana", "x", at(second)).unwrap();
        let find = |s: &Session, second| {
            let valid = |_: &str, _: &str| true;
            sessions.find(s.id(), at(second), true, valid).is_some()
        };
        let idle = begin(0);
        assert!(find(&idle, 2 * 3600 - 1));
        assert!(!find(&idle, 4 * 3600));
        assert!(!find(&idle, 1), "an ended session came back");
        let busy = begin(0);
        assert!((1..12).all(|hour| find(&busy, hour * 3600)));
        assert!(!find(&busy, 12 * 3600));
        let (out, other) = (begin(0), begin(0));
        sessions.end(out.id());
        assert!(!find(&out, 1) && find(&other, 1));
        let gone = |person: &str, stamp: &str| person != "Ana" || stamp != "x";
        assert!(sessions.find(other.id(), at(2), true, gone).is_none());
        assert!(sessions.find("", at(2), true, |_, _| true).is_none());
        assert_ne!(out.id(), other.id());
        assert_ne!(out.csrf, out.id());
    }

    #[test]
    fn looking_on_keeps_no_session_alive() {
        let sessions = Sessions::default();
        let one = sessions.begin("Ana", "", at(0)).unwrap();
        let find = |second| sessions.find(one.id(), at(second), false, |_, _| true);
        assert!(find(3600).is_some());
        assert!(find(2 * 3600).is_none());
    }

    #[test]
    fn guessing_gets_slower_by_name_and_by_address() {
        let attempts = Attempts::default();
        for n in 0..5 {
            assert_eq!(attempts.wait("Ana", &format!("10.0.0.{n}"), at(0)), 0);
        }
        // From whatever address.
        assert_eq!(attempts.wait("ANA", "10.0.0.99", at(0)), 1);
        assert_eq!(attempts.wait("Ana", "10.0.0.99", at(1)), 0);
        assert_eq!(attempts.wait("Ana", "10.0.0.99", at(1)), 2);
        let mut now = 1;
        for _ in 0..20 {
            now += attempts.wait("Ana", "10.0.0.99", at(now));
            assert_eq!(attempts.wait("Ana", "10.0.0.99", at(now)), 0);
        }
        assert_eq!(attempts.wait("Ana", "10.0.0.99", at(now)), LONGEST);
        // Who knows the password is not kept waiting afterwards.
        assert_eq!(attempts.wait("Ben", "10.0.0.7", at(now)), 0);
        attempts.succeeded("Ben", "10.0.0.7");
        assert_eq!(attempts.wait("Ben", "10.0.0.7", at(now)), 0);

        let attempts = Attempts::default();
        for n in 0..20 {
            assert_eq!(attempts.wait(&format!("name {n}"), "10.0.0.1", at(0)), 0);
        }
        assert!(attempts.wait("another", "10.0.0.1", at(0)) > 0);
        assert_eq!(attempts.wait("another", "10.0.0.2", at(0)), 0);
    }
}

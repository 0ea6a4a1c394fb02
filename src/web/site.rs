//! What all requests share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::fault::Fault;
use super::held::Held;
use super::live::Live;
use super::sessions::{Attempts, Session, Sessions};
use crate::model::ids::Hash;
use crate::workflow::{
    Aftermath, Desk, Listening, Silent, State, Surroundings, WorkflowError, moved, state,
};

/// How often it is looked whether another process has written.
const LOOK: std::time::Duration = std::time::Duration::from_millis(500);

tokio::task_local! {
    /// The session of the request at hand; set by the guard.
    pub static SESSION: Arc<Session>;
}

/// The dossier on the page, and who is signed in.
pub struct Site {
    /// The dossier.
    pub desk: Desk,
    /// Who started the page; the user where there are no accounts.
    pub person: String,
    /// Secret of the first link, where there are no accounts.
    pub token: String,
    /// Where the page listens.
    pub listening: Listening,
    /// Port, for checking where requests are addressed to.
    pub port: u16,
    /// Who is signed in.
    pub sessions: Sessions,
    /// Who tries to.
    pub attempts: Attempts,
    /// Few passwords are hashed at once: each takes 19 MB for a moment.
    pub hashing: tokio::sync::Semaphore,
    now: fn() -> Timestamp,
    /// Decisions of this page are made one after the other.
    turn: Mutex<()>,
    /// What follows from decisions and has not been done yet.
    after: Mutex<Aftermath>,
    wake: tokio::sync::Notify,
    /// Files that came back and are not taken over yet.
    pub held: Held,
    /// What open pages are told.
    pub live: Live,
    changed: tokio::sync::Notify,
}

impl Site {
    /// A site with a fresh secret.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(
        desk: Desk,
        person: String,
        (listening, port): (Listening, u16),
        now: fn() -> Timestamp,
    ) -> Result<Self, WorkflowError> {
        Ok(Self {
            desk,
            person,
            token: secret()?,
            listening,
            port,
            sessions: Sessions::default(),
            attempts: Attempts::default(),
            hashing: tokio::sync::Semaphore::new(2),
            now,
            turn: Mutex::new(()),
            after: Mutex::default(),
            wake: tokio::sync::Notify::new(),
            held: Held::default(),
            live: Live::new()?,
            changed: tokio::sync::Notify::new(),
        })
    }

    /// The address to open the page with.
    ///
    /// # Errors
    /// When the dossier cannot be read.
    pub fn address(&self) -> Result<String, WorkflowError> {
        let (place, port) = (&self.listening, self.port);
        let secure = place.is_secure();
        let scheme = if secure { "https" } else { "http" };
        let ip = place.address.ip();
        let host = match place.hosts.first() {
            // The port is the proxy's, and not known here.
            Some(name) if place.behind_proxy => name.clone(),
            Some(name) if secure && port == 443 => name.clone(),
            Some(name) => format!("{name}:{port}"),
            None => std::net::SocketAddr::new(ip, port).to_string(),
        };
        Ok(if self.has_accounts()? {
            format!("{scheme}://{host}/")
        } else {
            format!("{scheme}://{host}/?token={}", self.token)
        })
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// True when people must sign in with name and password.
    ///
    /// # Errors
    /// When the dossier cannot be read.
    pub fn has_accounts(&self) -> Result<bool, WorkflowError> {
        Ok(self.listening.is_open() || !self.desk.people()?.is_empty())
    }

    /// Runs something that reads or writes the dossier away from the threads that serve requests, in
    /// the name of whoever asks.
    ///
    /// # Errors
    /// What the work returns, or a fault when it broke down.
    pub async fn work<T, F>(self: &Arc<Self>, act: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Site, &Surroundings<'_>) -> Result<T, WorkflowError> + Send + 'static,
    {
        let site = Arc::clone(self);
        let session = SESSION.try_with(Arc::clone).ok();
        let done = tokio::task::spawn_blocking(move || {
            let around = Surroundings {
                now: site.now(),
                person: session.as_ref().map_or(&site.person, |s| &s.person),
                progress: &Silent,
                stop: &|| false,
            };
            act(&site, &around)
        });
        match done.await {
            Ok(result) => result.map_err(Fault::from),
            Err(_) => Err(Fault::internal("fault-broke-down")),
        }
    }

    /// As [`Site::work`], one at a time.
    ///
    /// # Errors
    /// As [`Site::work`].
    pub async fn change<T, F>(self: &Arc<Self>, act: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Site, &Surroundings<'_>) -> Result<T, WorkflowError> + Send + 'static,
    {
        let done = self.work(move |site, around| {
            let _turn = lock(&site.turn);
            act(site, around)
        });
        let done = done.await;
        self.changed.notify_one();
        done
    }

    /// Tells open pages what has changed, whoever changed it, until the page ends.
    pub async fn watch(self: Arc<Self>) {
        let mut last: Option<Arc<State>> = None;
        loop {
            let news = self.work(|site, _| state(&site.desk)).await;
            self.live.sweep(self.now());
            // A note.toml with a mistake is said on the pages; here it is no news.
            if let Ok(now) = news {
                let before = last.replace(Arc::clone(&now));
                let old = before.filter(|before| !Arc::ptr_eq(before, &now));
                if let Some(old) = old
                    && let Ok(moved) = self.work(move |_, _| Ok(moved(&old, &now))).await
                {
                    self.live.tell_moved(moved);
                }
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                () = self.changed.notified() => {}
            }
        }
    }

    /// Leaves what follows from a decision to the worker behind the page.
    pub fn later(&self, after: Aftermath) {
        lock(&self.after).and(after);
        self.wake.notify_one();
    }

    /// Does what follows from a decision now.
    ///
    /// # Errors
    /// As [`Site::work`].
    pub async fn settle(self: &Arc<Self>, after: Aftermath) -> Result<(), Fault> {
        let done = self.work(move |site, around| after.settle(&site.desk, around));
        let done = done.await.map(|_| ());
        self.changed.notify_one();
        done
    }

    /// Does what follows from decisions, as they come, until the page ends.
    pub async fn follow(self: Arc<Self>) {
        loop {
            self.wake.notified().await;
            self.settle_rest().await;
        }
    }

    /// Does what is left. What cannot be done is derived and made again with the next run.
    pub async fn settle_rest(self: &Arc<Self>) {
        let rest = std::mem::take(&mut *lock(&self.after));
        if !rest.is_empty() {
            let _ = self.settle(rest).await;
        }
    }
}

/// What is behind a lock, also after a panic elsewhere: nothing is left half-changed under it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Compares secrets in a time that does not tell where they differ.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |all, (x, y)| all | (x ^ y))
            == 0
}

/// 32 random bytes of the operating system as 64 hex digits.
pub(super) fn secret() -> Result<String, WorkflowError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| {
        WorkflowError::usage(
            format!("the system gives no random bytes: {e}"),
            "restart the machine",
        )
    })?;
    Ok(Hash::of_bytes(&bytes).as_str().to_owned())
}

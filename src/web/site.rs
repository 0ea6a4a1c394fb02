//! What all requests share.

use std::sync::Mutex;

use jiff::Timestamp;

use super::fault::Fault;
use super::held::Held;
use crate::model::ids::Hash;
use crate::workflow::{Aftermath, Desk, Silent, Surroundings, WorkflowError};

/// The dossier on the page, and the secrets of this session.
pub struct Site {
    /// The dossier.
    pub desk: Desk,
    /// Who is working.
    pub person: String,
    /// Secret of the first link.
    pub token: String,
    /// Secret of the session cookie.
    pub session: String,
    /// Secret in every form.
    pub csrf: String,
    /// Port, for checking where requests are addressed to.
    pub port: u16,
    now: fn() -> Timestamp,
    /// Decisions of this page are made one after the other.
    turn: Mutex<()>,
    /// What follows from decisions and has not been done yet.
    after: Mutex<Aftermath>,
    wake: tokio::sync::Notify,
    /// Files that came back and are not taken over yet.
    pub held: Held,
}

impl Site {
    /// A site with fresh secrets.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(
        desk: Desk,
        person: String,
        port: u16,
        now: fn() -> Timestamp,
    ) -> Result<Self, WorkflowError> {
        Ok(Self {
            desk,
            person,
            token: secret()?,
            session: secret()?,
            csrf: secret()?,
            port,
            now,
            turn: Mutex::new(()),
            after: Mutex::default(),
            wake: tokio::sync::Notify::new(),
            held: Held::default(),
        })
    }

    /// Runs something that reads or writes the dossier away from the threads that serve requests.
    ///
    /// # Errors
    /// What the work returns, or a fault when it broke down.
    pub async fn work<T, F>(self: &std::sync::Arc<Self>, act: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Site, &Surroundings<'_>) -> Result<T, WorkflowError> + Send + 'static,
    {
        let site = std::sync::Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let around = Surroundings {
                now: (site.now)(),
                person: &site.person,
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
    pub async fn change<T, F>(self: &std::sync::Arc<Self>, act: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Site, &Surroundings<'_>) -> Result<T, WorkflowError> + Send + 'static,
    {
        self.work(move |site, around| {
            // A turn that ended in a panic left nothing behind: every write is a transaction.
            let _turn = lock(&site.turn);
            act(site, around)
        })
        .await
    }
}

impl Site {
    /// Leaves what follows from a decision to the worker behind the page.
    pub fn later(&self, after: Aftermath) {
        lock(&self.after).and(after);
        self.wake.notify_one();
    }

    /// Does what follows from a decision now.
    ///
    /// # Errors
    /// As [`Site::work`].
    pub async fn settle(self: &std::sync::Arc<Self>, after: Aftermath) -> Result<(), Fault> {
        let done = self.work(move |site, around| after.settle(&site.desk, around));
        done.await.map(|_| ())
    }

    /// Does what follows from decisions, as they come, until the page ends.
    pub async fn follow(self: std::sync::Arc<Self>) {
        loop {
            self.wake.notified().await;
            self.settle_rest().await;
        }
    }

    /// Does what is left. What cannot be done is derived and made again with the next run.
    pub async fn settle_rest(self: &std::sync::Arc<Self>) {
        let rest = std::mem::take(&mut *lock(&self.after));
        if !rest.is_empty() {
            let _ = self.settle(rest).await;
        }
    }
}

/// What is behind a lock, also after a panic elsewhere: nothing is left half-changed under it.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// 32 random bytes of the operating system as 64 hex digits.
fn secret() -> Result<String, WorkflowError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| {
        WorkflowError::usage(
            format!("the system gives no random bytes: {e}"),
            "restart the machine",
        )
    })?;
    Ok(Hash::of_bytes(&bytes).as_str().to_owned())
}

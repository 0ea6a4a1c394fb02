//! Waits until something happens in a folder: told by the system where it can, by looking often
//! where it cannot.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// How often to look when the system tells of changes: now and then all the same.
const TRUSTING: Duration = Duration::from_secs(10);
/// How often to look when it does not, as on network shares.
const LOOKING: Duration = Duration::from_secs(2);
/// How long Ctrl-C may take to be noticed.
const SLICE: Duration = Duration::from_millis(150);
/// Events come in bursts; one look is enough for what comes within this time.
const BURST: Duration = Duration::from_millis(50);

/// A bell that rings when a folder changes.
pub struct Bell {
    /// Kept alive: the watching ends with it.
    watcher: Option<RecommendedWatcher>,
    rings: Receiver<()>,
    poll: Duration,
    /// True when a person said how often to look.
    fixed: bool,
}

impl Bell {
    /// Hangs the bell at a folder. `poll`: how often to look, when a person wants that.
    pub fn new(folder: &Path, poll: Option<Duration>) -> Self {
        let (tell, rings) = channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Our own reading is no change.
            if !matches!(event, Ok(ref e) if e.kind.is_access()) {
                let _ = tell.send(());
            }
        })
        .and_then(|mut watcher| {
            watcher.watch(folder, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        })
        .ok();
        let usual = if watcher.is_some() { TRUSTING } else { LOOKING };
        Self {
            watcher,
            rings,
            poll: poll.unwrap_or(usual),
            fixed: poll.is_some(),
        }
    }

    /// Waits for a ring, for `next` or for the next look, or for the wish to stop. True when it rang.
    pub fn wait(&self, next: Option<Duration>, stop: &dyn Fn() -> bool) -> bool {
        let until = Instant::now() + next.map_or(self.poll, |n| n.min(self.poll)).max(SLICE);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if stop() || left.is_zero() {
                return false;
            }
            if self.watcher.is_none() {
                std::thread::sleep(left.min(SLICE));
            } else if self.rings.recv_timeout(left.min(SLICE)).is_ok() {
                std::thread::sleep(BURST);
                while self.rings.try_recv().is_ok() {}
                return true;
            }
        }
    }

    /// A change was seen that the system had not told of: from now on the folder is looked at often.
    pub fn distrust(&mut self) {
        if !self.fixed {
            self.poll = LOOKING;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_rings_or_the_time_is_up() {
        let dir = tempfile::tempdir().unwrap();
        let bell = Bell::new(dir.path(), None);
        let begin = Instant::now();
        assert!(!bell.wait(Some(Duration::from_millis(200)), &|| false));
        assert!(begin.elapsed() < Duration::from_secs(5));
        if bell.watcher.is_some() {
            std::fs::write(dir.path().join("a"), "x").unwrap();
            assert!(bell.wait(Some(Duration::from_secs(9)), &|| false));
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_looked_for_and_stopping_is_noticed() {
        let bell = Bell::new(Path::new("/nowhere/at/all"), None);
        assert_eq!(bell.poll, LOOKING);
        let begin = Instant::now();
        assert!(!bell.wait(None, &|| true));
        assert!(begin.elapsed() < Duration::from_secs(1));
    }
}

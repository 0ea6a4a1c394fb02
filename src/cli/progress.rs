//! Progress on standard error; nothing when it is not a terminal.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::workflow::Progress;

/// One bar at a time.
pub struct Bar {
    current: Mutex<Option<ProgressBar>>,
}

impl Bar {
    /// No work yet.
    pub fn new() -> Self {
        Self {
            current: Mutex::new(None),
        }
    }
    fn with(&self, act: impl FnOnce(&mut Option<ProgressBar>)) {
        if let Ok(mut current) = self.current.lock() {
            act(&mut current);
        }
    }
}

impl Progress for Bar {
    fn begin(&self, what: &str, total: usize) {
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        // The draw target is hidden by itself when standard error is not a terminal.
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        self.with(|current| *current = Some(bar));
    }
    fn step(&self) {
        self.with(|current| {
            if let Some(bar) = current {
                bar.inc(1);
            }
        });
    }
    fn end(&self) {
        self.with(|current| {
            if let Some(bar) = current.take() {
                bar.finish_and_clear();
            }
        });
    }
}

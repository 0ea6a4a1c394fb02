//! Reading and writing at once: one thread reads a file and makes batches, another stages them.

use std::io::{self, BufRead, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::desk::{Progress, Surroundings};
use super::error::WorkflowError;
use super::memories::failed;
use crate::exchange::{ExchangeError, Report};
use crate::memory::{Import, Keeper, Prepared};
use crate::model::unit::Unit;

/// Units written in one transaction; a kill loses at most one batch of the work, and nothing that
/// was there before. The keys of units lie all over their index, so that each batch of a large
/// import writes most of its pages anew: small batches would write them much more often.
pub(super) const BATCH: usize = 16_000;

/// Batches that wait to be written.
const WAITING: usize = 2;

/// How much is read between two steps of the progress bar.
pub(super) const STEP: u64 = 1 << 20;

/// Why reading and writing together broke off.
pub(super) enum Broken {
    Read(ExchangeError),
    Other(WorkflowError),
}

impl From<ExchangeError> for Broken {
    fn from(error: ExchangeError) -> Self {
        Self::Read(error)
    }
}

/// A batch, and how many units of the source there were up to its end.
type Batch = (Vec<Prepared>, u64);

/// Where the reading side puts its batches.
pub(super) struct Out<'a> {
    to: SyncSender<Batch>,
    /// Set when nobody takes them any more.
    gone: &'a AtomicBool,
}

/// Reads on one thread and writes on this one. Gives the report, and how many units were empty.
pub(super) fn stream(
    memory: &mut Keeper,
    import: &Import,
    read: &(dyn Fn(&Out<'_>) -> Result<Report, ExchangeError> + Sync),
) -> Result<(Report, usize), Broken> {
    let gone = AtomicBool::new(false);
    let (to, from): (SyncSender<Batch>, Receiver<Batch>) = sync_channel(WAITING);
    let at = memory.file().to_owned();
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| read(&Out { to, gone: &gone }));
        let mut empty = 0;
        let mut fault = None;
        for (batch, done) in &from {
            empty += batch.iter().filter(|unit| unit.is_empty()).count();
            if let Err(error) = memory.stage(import, &batch, done) {
                fault = Some(failed(&at, error));
                gone.store(true, Ordering::Relaxed);
                break;
            }
        }
        // A sender that waits for room is let go.
        drop(from);
        let report = match reading.join() {
            Ok(report) => report,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        match fault {
            Some(error) => Err(Broken::Other(error)),
            None => Ok((report?, empty)),
        }
    })
}

/// The batch that is being filled.
pub(super) struct Filling<'a> {
    out: &'a Out<'a>,
    /// Units that are there already.
    skip: u64,
    seen: u64,
    batch: Vec<Prepared>,
}

impl<'a> Filling<'a> {
    pub fn new(out: &'a Out<'a>, skip: u64) -> Self {
        Self {
            out,
            skip,
            seen: 0,
            batch: Vec::with_capacity(BATCH),
        }
    }

    pub fn push(&mut self, unit: Unit) {
        self.seen += 1;
        if self.seen <= self.skip {
            return;
        }
        self.batch.push(Prepared::of(&unit));
        if self.batch.len() >= BATCH {
            self.flush();
        }
    }

    pub fn flush(&mut self) {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        if !batch.is_empty() && self.out.to.send((batch, self.seen)).is_err() {
            self.out.gone.store(true, Ordering::Relaxed);
        }
    }
}

/// A reader that tells how far it is, and ends with an error when nobody wants more.
pub(super) struct Watched<'a, R> {
    inner: R,
    read: u64,
    progress: &'a dyn Progress,
    stop: &'a (dyn Fn() -> bool + Sync),
    gone: &'a AtomicBool,
}

impl<'a, R> Watched<'a, R> {
    pub fn new(inner: R, around: &Surroundings<'a>, out: &Out<'a>) -> Self {
        Self {
            inner,
            read: 0,
            progress: around.progress,
            stop: around.stop,
            gone: out.gone,
        }
    }
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.gone.load(Ordering::Relaxed) || (self.stop)() {
            return Err(io::Error::other("stopped"));
        }
        let n = self.inner.read(to)?;
        let before = self.read / STEP;
        self.read += n as u64;
        for _ in before..self.read / STEP {
            self.progress.step();
        }
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Watched<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.gone.load(Ordering::Relaxed) || (self.stop)() {
            return Err(io::Error::other("stopped"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        let before = self.read / STEP;
        self.read += n as u64;
        for _ in before..self.read / STEP {
            self.progress.step();
        }
        self.inner.consume(n);
    }
}

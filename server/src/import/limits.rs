//! How large and how long a file may be, and what a refusal says.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// The most a file may hold, unpacked.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// The longest one file may take to read.
pub const LONGEST: Duration = Duration::from_secs(10);
/// The longest text in one cell, as in a spreadsheet.
pub const LONGEST_CELL: usize = 32_767;
/// The most columns, as in a spreadsheet.
pub const MOST_COLUMNS: usize = 16_384;

/// Why a whole file is not taken, in a sentence for the person who chose it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

impl Refused {
    /// The file holds more than [`MOST_BYTES`].
    pub fn too_large() -> Self {
        Self("The file holds more than 256 MiB when unpacked, the most that is read.".into())
    }

    /// Reading took longer than [`LONGEST`].
    pub fn too_slow() -> Self {
        Self("Reading the file took longer than 10 seconds, the most that is allowed.".into())
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        // A refusal travels through readers as an I/O error and comes out whole.
        match error.downcast::<Self>() {
            Ok(refused) => refused,
            Err(error) => Self(format!("The file cannot be read: {error}.")),
        }
    }
}

impl From<csv::Error> for Refused {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            other => Self(format!("The file cannot be read as a table: {other:?}.")),
        }
    }
}

/// When reading one file must be done. Every reader of the file shares it; time while other files are
/// read does not count.
#[derive(Debug, Clone)]
pub struct Deadline(Rc<Cell<Clock>>);

#[derive(Debug, Clone, Copy)]
enum Clock {
    Until(Instant),
    Paused(Duration),
}

impl Deadline {
    /// [`LONGEST`] from now.
    pub fn start() -> Self {
        Self::lasting(LONGEST)
    }

    /// So long from now.
    pub fn lasting(time: Duration) -> Self {
        Self(Rc::new(Cell::new(Clock::Until(Instant::now() + time))))
    }

    /// Stops counting.
    pub fn pause(&self) {
        if let Clock::Until(end) = self.0.get() {
            let left = end.saturating_duration_since(Instant::now());
            self.0.set(Clock::Paused(left));
        }
    }

    /// Counts again, what was left.
    pub fn go_on(&self) {
        if let Clock::Paused(left) = self.0.get() {
            self.0.set(Clock::Until(Instant::now() + left));
        }
    }

    /// Refuses when it has passed.
    pub fn check(&self) -> Result<(), Refused> {
        match self.0.get() {
            Clock::Until(end) if Instant::now() >= end => Err(Refused::too_slow()),
            _ => Ok(()),
        }
    }
}

/// A reader that stops at [`MOST_BYTES`] and at the deadline: what is packed small may be large.
pub struct Limited<R> {
    inner: R,
    left: u64,
    deadline: Deadline,
}

impl<R> Limited<R> {
    /// Reads from `inner` no more than the limits allow.
    pub fn new(inner: R, deadline: &Deadline) -> Self {
        Self {
            inner,
            left: MOST_BYTES,
            deadline: deadline.clone(),
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.deadline.check().map_err(io::Error::other)?;
        let count = self.inner.read(into)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::other(Refused::too_large()))?;
        Ok(count)
    }
}

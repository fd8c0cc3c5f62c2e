//! How large and how long a file may be, and what a refusal says.

use std::io::{self, Read};
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

/// When reading must be done.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    /// Ten seconds from now.
    pub fn start() -> Self {
        Self(Instant::now() + LONGEST)
    }

    /// Refuses when it has passed.
    pub fn check(self) -> Result<(), Refused> {
        if Instant::now() > self.0 {
            Err(Refused::too_slow())
        } else {
            Ok(())
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
    pub fn new(inner: R, deadline: Deadline) -> Self {
        Self {
            inner,
            left: MOST_BYTES,
            deadline,
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

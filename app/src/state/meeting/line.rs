//! What the person is told about the line and about saving, and for how long.

/// How long a refused change stays on screen, struck through, milliseconds.
pub const REFUSED_SHOWN: i64 = 10_000;
/// How long somebody may take back their own change with one press, milliseconds.
pub const UNDO_OFFERED: i64 = 10_000;
/// How long the bar in the margin says that somebody changed a value, milliseconds.
pub const CHANGED_SHOWN: i64 = 60_000;

/// The stream from the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stream {
    #[default]
    Opening,
    Live,
    Lost,
}

/// What the person is told about saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineState {
    Live,
    Reconnecting,
    /// Kept in this browser, to be sent when the line is back.
    ThisDeviceOnly(usize),
    /// Only in this page's memory.
    NotSaved(usize),
}

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

/// What the person is told about saving, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineState {
    Live,
    Reconnecting,
    /// Kept in this browser, to be sent when the line is back.
    ThisDeviceOnly(usize),
    /// Only in this page's memory.
    NotSaved(usize),
}

impl LineState {
    /// The words on screen.
    pub fn words(self) -> String {
        match self {
            Self::Live => "Live".to_owned(),
            Self::Reconnecting => "Reconnecting".to_owned(),
            Self::ThisDeviceOnly(1) => "Saved on this device only, 1 change".to_owned(),
            Self::ThisDeviceOnly(count) => format!("Saved on this device only, {count} changes"),
            Self::NotSaved(1) => "Not saved, 1 change".to_owned(),
            Self::NotSaved(count) => format!("Not saved, {count} changes"),
        }
    }
}

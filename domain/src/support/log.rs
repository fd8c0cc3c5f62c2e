//! Logbooks, as the room below has them.

pub use crate::schools::{Kept, LogFault, Word};
pub(super) use crate::schools::{said, short};

//! How a caller follows a search and ends it early.

/// What the caller is told, often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The tier whose count is being settled (4 to 1), or none: fit.
    pub tier: Option<u8>,
    /// Nodes of the search tree so far, over all levels.
    pub nodes: u64,
}

/// What the caller answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continue {
    /// Go on.
    Yes,
    /// Stop at once with the best plan so far.
    No,
}

/// When to stop by itself. Counted in nodes, not seconds, so that the answer is the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Limit {
    /// At most so many nodes of the search tree; none is no limit.
    pub nodes: Option<u64>,
}

pub(super) struct Watch<'w> {
    pub ask: &'w mut dyn FnMut(Progress) -> Continue,
    pub limit: Limit,
    pub progress: Progress,
    pub stopped: bool,
}

impl Watch<'_> {
    pub fn halted(&mut self) -> bool {
        if !self.stopped {
            self.stopped = self
                .limit
                .nodes
                .is_some_and(|most| self.progress.nodes > most)
                || (self.ask)(self.progress) == Continue::No;
        }
        self.stopped
    }
}

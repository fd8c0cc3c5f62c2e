//! What the brokerage page knows.

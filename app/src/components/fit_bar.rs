//! Filled in by the brokerage pages.

//! The proof.

pub mod browser;

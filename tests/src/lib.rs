//! The proof.

pub mod browser;

pub mod bench;

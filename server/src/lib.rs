//! The record.

pub mod assets;
pub mod postgres;

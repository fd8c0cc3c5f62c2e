//! Support, from request to impact.

pub mod money;

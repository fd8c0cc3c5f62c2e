//! What a live page knows. No view code.

pub mod brokerage;
pub mod leaders;
pub mod meeting;
pub mod rules;
pub mod schools;
pub mod support;

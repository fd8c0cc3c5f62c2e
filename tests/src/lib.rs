//! The proof: what tests stand on. A server of their own, people who sign in, and a browser.

pub mod app;
pub mod bench;
pub mod browser;
pub mod district;
pub mod events;
pub mod served;

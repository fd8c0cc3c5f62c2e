//! The proof: what tests stand on. A server of their own, people who sign in, and a browser.

pub mod app;
pub mod bench;
pub mod browser;
pub mod district;
pub mod events;
pub mod hand;
pub mod published;
pub mod record;
pub mod served;
pub mod smtp;
pub mod soak;

/// The folder of a crate under test, as cargo names it to what it runs: what is built may be shared by
/// several checkouts, so the place is never built in.
///
/// # Panics
/// When not run by cargo.
pub fn here() -> std::path::PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR")
        .expect("run by cargo")
        .into()
}

//! Where things are: the source, the build output, what is kept between runs.

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

/// The workspace.
pub static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
    // As cargo says while it runs this: what is built may be shared by several checkouts.
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().map_or(here.clone(), PathBuf::from)
});

/// Cargo's build output, wherever this machine puts it.
pub static TARGET: LazyLock<PathBuf> = LazyLock::new(|| {
    let asked = Command::new(cargo())
        .args(["metadata", "--format-version=1", "--no-deps"])
        .current_dir(&*ROOT)
        .output();
    asked
        .ok()
        .and_then(|it| serde_json::from_slice::<serde_json::Value>(&it.stdout).ok())
        .and_then(|it| it["target_directory"].as_str().map(PathBuf::from))
        .unwrap_or_else(|| ROOT.join("target"))
});

/// The built app.
pub fn bundle() -> PathBuf {
    TARGET.join("bundle")
}

/// What the tests fetch once (axe-core), outside the source.
pub fn cache() -> PathBuf {
    TARGET.join("fetched")
}

/// The cargo that runs us.
pub fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

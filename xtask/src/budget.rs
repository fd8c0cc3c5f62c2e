//! What a first visit may weigh, and the table that says what it does weigh.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Bytes a release may not pass: (raw, brotli).
fn limit(name: &str) -> (Option<u64>, Option<u64>) {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    match extension {
        // Signing in, the frame and today: what a first visit reads over school wi-fi. Raw it grows with every
        // page URL there is (a few kilobytes each, nearly all alike, so that they pack to next to nothing); it
        // is compiled while it streams, and the packed size is what a visitor waits for.
        "wasm" if stem.starts_with("app-") => (Some(1_250_000), Some(300_000)),
        // Pages fetched when somebody goes there, or before that once the first page stands. They are compiled while
        // they stream as well; the room of a meeting is the largest.
        "wasm" => (Some(1_500_000), Some(350_000)),
        // What several pages share, in one file: whoever goes to any of them reads it once.
        "pack" => (None, Some(150_000)),
        "js" => (None, Some(25_000)),
        "css" => (None, Some(30_000)),
        _ => (None, None),
    }
}

/// Prints what the bundle in `folder` weighs; refuses where a limit is passed. A development build is not packed and its size says nothing.
pub fn weigh(folder: &Path) -> Result<()> {
    println!(
        "  {:<30} {:>11} {:>11} {:>11}",
        "file", "raw", "brotli", "limit"
    );
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .flatten()
        .map(|it| it.path())
        .collect();
    files.retain(|it| it.is_file() && it.extension().is_none_or(|it| it != "br" && it != "stamp"));
    files.sort();
    let bytes = |path: &Path| std::fs::metadata(path).map(|it| it.len()).ok();
    let words = |bytes: Option<u64>| {
        bytes.map_or_else(
            || "-".to_owned(),
            |it| format!("{:.1} kB", it as f64 / 1000.0),
        )
    };
    let mut passed = Vec::new();
    for file in files {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let (raw, brotli) = (
            bytes(&file),
            bytes(&PathBuf::from(format!("{}.br", file.display()))),
        );
        let (most_raw, most_brotli) = limit(&name);
        println!(
            "  {name:<30} {:>11} {:>11} {:>11}",
            words(raw),
            words(brotli),
            words(most_brotli)
        );
        let over =
            |most: Option<u64>, is: Option<u64>| most.zip(is).is_some_and(|(most, is)| is > most);
        if brotli.is_some() && (over(most_brotli, brotli) || over(most_raw, raw)) {
            passed.push(name);
        }
    }
    if !passed.is_empty() {
        bail!(
            "too big for the budget of a first visit: {}. Take something out, or give the limit a reason in xtask/src/budget.rs",
            passed.join(", ")
        );
    }
    Ok(())
}

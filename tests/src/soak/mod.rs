//! What a meeting stands: many people, killed servers, two servers, thousands of open streams. Tests run
//! each in small and look only at what came of it; `cargo xtask soak` runs each in full and prints how long
//! it took as well.

pub mod crowd;
pub mod goodbye;
mod listener;
pub mod room;
pub mod streams;
pub mod writers;

use std::time::Duration;

use anyhow::Result;

/// Runs the parts named, in full.
///
/// # Errors
/// When anything is lost, doubled or out of order, or a part cannot be run.
pub async fn run(parts: &[String]) -> Result<()> {
    let wanted = |part: &str| parts.iter().any(|one| one == part);
    if wanted("writers") {
        let size = writers::Size {
            people: 60,
            writes: 100_000,
            kills: 200,
        };
        println!("{}", writers::run(&size).await?);
    }
    if wanted("room") {
        let size = room::Size {
            people: 500,
            changes: 600,
            a_second: 20,
            servers: 1,
        };
        println!("{}", room::run(&size).await?);
        println!("{}", room::run(&room::Size { servers: 2, ..size }).await?);
    }
    if wanted("streams") {
        let size = streams::Size {
            streams: 10_000,
            meetings: 150,
            changes: 3_000,
            a_second: 50,
        };
        println!("{}", streams::run(&size).await?);
    }
    if wanted("goodbye") {
        let size = goodbye::Size {
            streams: 1_000,
            times: 20,
        };
        println!("{}", goodbye::run(&size).await?);
    }
    Ok(())
}

/// The value below which so many hundredths of them are.
fn centile(sorted: &[Duration], hundredths: usize) -> Duration {
    let at = (sorted.len() * hundredths / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}

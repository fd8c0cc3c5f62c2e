//! `cargo xtask soak` runs this with the parts it wants: writers, room, streams, goodbye.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let parts: Vec<String> = std::env::args().skip(1).collect();
    tests::soak::run(&parts).await
}

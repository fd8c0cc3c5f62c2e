//! `cargo xtask bench` runs this.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tests::bench::run().await
}

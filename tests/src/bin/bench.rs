//! `cargo xtask bench` runs this with the parts it wants: england, solve, room, truth, districts.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let parts: Vec<String> = std::env::args().skip(1).collect();
    tests::bench::run(&parts).await
}

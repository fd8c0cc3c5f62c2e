//! `alongside migrate`

use super::{OnDatabase, Outcome};

pub async fn run(asked: OnDatabase) -> Outcome {
    asked.open().await?;
    println!("The database is up to date.");
    Ok(())
}

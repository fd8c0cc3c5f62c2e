//! `alongside demo`

use clap::Args;

use super::{OnDatabase, Outcome};

#[derive(Args)]
pub struct Demo {
    #[command(flatten)]
    database: OnDatabase,
}

pub async fn run(asked: Demo) -> Outcome {
    let (database, pool) = asked.database.pool().await?;
    crate::demo::fill(&pool).await?;
    println!("The made-up district is there.");
    drop(database);
    Ok(())
}

//! `alongside demo`

use clap::Args;
use sqlx::{ConnectOptions, Connection};

use super::{OnDatabase, Outcome};
use crate::demo::{self, Written};

/// What to say where the district lacks what this version would show.
pub const ANOTHER: &str = "The made-up district was there already, as another version of Alongside made it: some pages \
     may be empty. To make it again, without what was done in it: alongside demo --reset";

#[derive(Args)]
pub struct Demo {
    /// Take the made-up district away first, with everything that was done in it.
    #[arg(long)]
    reset: bool,
    #[command(flatten)]
    database: OnDatabase,
}

pub async fn run(asked: Demo) -> Outcome {
    let (database, pool) = asked.database.pool().await?;
    let written = if asked.reset {
        // Logs are the app's to add to and never to take away: that is the owner's.
        let mut owner = database
            .owner
            .connect()
            .await
            .map_err(anyhow::Error::from)?;
        let written = demo::reset(&mut owner).await?;
        owner.close().await.map_err(anyhow::Error::from)?;
        written
    } else {
        demo::ensure(&pool).await?
    };
    println!(
        "{}",
        match written {
            Written::Made => "The made-up district is there: Airedale Vale.",
            Written::AlreadyThere => {
                "The made-up district was there already, and is as it was left. To make it again: alongside demo --reset"
            }
            Written::Another => ANOTHER,
        }
    );
    drop(database);
    Ok(())
}

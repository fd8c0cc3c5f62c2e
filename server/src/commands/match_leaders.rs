//! `alongside match`: eligibility, fit and the best plan, on what is in the database. Changes nothing.

use clap::Args;
use domain::brokerage::{Held, Question, Weights};
use domain::schools::{AuthorityId, LeaderId, NeedId};
use serde::Serialize;
use time::OffsetDateTime;

use super::{Format, OnDatabase, Outcome, Stop, authority_code, solve};
use crate::db::{self, board};

#[derive(Args)]
pub struct Match {
    #[arg(long, value_parser = authority_code)]
    authority: AuthorityId,
    /// Every leader for this need: who may, how well they suit, and why the others may not.
    #[arg(long)]
    explain: Option<NeedId>,
    /// Write the instance that `alongside solve` takes.
    #[arg(long, conflicts_with = "explain")]
    pairs: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    database: OnDatabase,
}

pub async fn run(asked: Match) -> Outcome {
    let (database, pool) = asked.database.pool().await?;
    let done = matched(&asked, &pool).await;
    drop(database);
    done
}

async fn matched(asked: &Match, pool: &sqlx::PgPool) -> Outcome {
    let mut tx = db::begin(pool, asked.authority).await?;
    let board = board::read(&mut tx).await?;
    let context = board.context(OffsetDateTime::now_utc().date());
    let question = Question::of(&board, &Weights::default(), &context);
    let instance = question.instance(&Held::on(&board));
    if let Some(need) = asked.explain {
        let candidates = explain(&board, &question, need)?;
        return print(&candidates, asked.format);
    }
    if asked.pairs {
        println!("{}", serde_json::to_string(&instance)?);
        return Ok(());
    }
    let checked = instance.check().map_err(|faults| {
        let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Stop::Refused(words.join("\n"))
    })?;
    solve::print(&solve::within(&checked, solve::PATIENCE), asked.format)
}

#[derive(Serialize)]
struct Candidate {
    leader: LeaderId,
    name: String,
    /// Hundredths of a point.
    fit: u32,
    /// Empty: they may.
    refused: Vec<String>,
    parts: Vec<String>,
}

fn explain(
    board: &domain::brokerage::Board,
    question: &Question,
    need: NeedId,
) -> Result<Vec<Candidate>, Stop> {
    let candidates = question.candidates(need);
    if candidates.is_empty() {
        return Err(Stop::Refused(format!("there is no open need {need}")));
    }
    Ok(candidates
        .into_iter()
        .filter_map(|pair| {
            let fit = question.fit(pair)?;
            let refused = question.refusals(pair).iter();
            Some(Candidate {
                leader: pair.leader,
                name: board.leaders.get(&pair.leader)?.name.clone(),
                fit: fit.total,
                refused: refused.map(domain::brokerage::Refusal::words).collect(),
                parts: fit.parts.iter().map(|part| part.words()).collect(),
            })
        })
        .collect())
}

fn print(candidates: &[Candidate], format: Format) -> Outcome {
    if format == Format::Json {
        println!("{}", serde_json::to_string(candidates)?);
        return Ok(());
    }
    for one in candidates {
        let whole = one.fit / 100;
        println!("{}\t{whole}\t{}", one.name, one.refused.join(" "));
    }
    Ok(())
}

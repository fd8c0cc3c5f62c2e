//! `alongside solve`: the pure optimisation of one instance. Needs no database.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use domain::brokerage::solve::{Checked, Continue, Instance, Limit, Plan, Status, solve};

use super::{Format, Outcome, Stop};

/// How long is looked for a proof, where nobody says.
pub const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Args)]
pub struct Solve {
    /// The instance; its form is in the README.
    instance: PathBuf,
    /// Stop looking for a proof after so many seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(asked: &Solve) -> Outcome {
    let text = std::fs::read_to_string(&asked.instance)
        .with_context(|| format!("{} cannot be read", asked.instance.display()))?;
    let checked = Instance::parse(&text).map_err(|faults| {
        let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Stop::Refused(words.join("\n"))
    })?;
    let plan = within(&checked, Duration::from_secs(asked.seconds));
    print(&plan, asked.format)
}

/// The best plan that is found in so long.
pub fn within(checked: &Checked, patience: Duration) -> Plan {
    let started = Instant::now();
    let mut plan = solve(checked, Limit::default(), &mut |_| {
        if started.elapsed() < patience {
            Continue::Yes
        } else {
            Continue::No
        }
    });
    let millis = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
    plan.seconds = f64::from(millis) / 1000.0;
    plan
}

/// Prints a plan.
pub fn print(plan: &Plan, format: Format) -> Outcome {
    if format == Format::Json {
        println!("{}", serde_json::to_string(plan)?);
        return Ok(());
    }
    let proof = match plan.status {
        Status::Optimal => "the best there is, proven",
        Status::Stopped => "the best found in the time; not proven",
    };
    println!("{} matched, fit {}: {proof}.", plan.matches.len(), plan.fit);
    for found in &plan.matches {
        println!("{}\t{}\t{}", found.need, found.leader, found.fit);
    }
    for unmet in &plan.unmatched {
        println!(
            "{}\tnot met\t{}",
            unmet.need,
            serde_json::to_string(&unmet.reason)?
        );
    }
    for broken in &plan.broken_pins {
        let why = serde_json::to_string(&broken.reason)?;
        println!("{}\t{}\tpin not kept: {why}", broken.need, broken.leader);
    }
    Ok(())
}

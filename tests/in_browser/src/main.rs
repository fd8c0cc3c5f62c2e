//! The same work natively, in a process of its own, so that it is measured as built for release
//! whatever the tests are built as. `work england TIMES` or `work solve TIMES SECONDS`, JSON on
//! standard input, or `work ways TIMES`; prints the median milliseconds, a space, and what came of it.

use std::io::Read;
use std::time::Instant;

use domain::brokerage::solve::Continue;
use in_browser::{England, Task, Ways};

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u64>().ok());
    let (Some(what), Some(times)) = (arguments.first(), number(1)) else {
        return Err("work england TIMES, work ways TIMES, or work solve TIMES SECONDS".to_owned());
    };
    let mut json = String::new();
    std::io::stdin()
        .read_to_string(&mut json)
        .map_err(|error| error.to_string())?;
    let (took, result) = if what == "ways" {
        let ways = Ways::made()?;
        timed(times, &mut |_| ways.all())
    } else if what == "england" {
        let england = England::read(&json)?;
        timed(times, &mut |_| england.categorise())
    } else {
        let task = Task::read(&json)?;
        let patience = number(2).unwrap_or(60);
        timed(times, &mut |start| {
            let plan = task.plan(&mut || {
                if start.elapsed().as_secs() < patience {
                    Continue::Yes
                } else {
                    Continue::No
                }
            });
            serde_json::to_string(&plan).unwrap_or_default()
        })
    };
    println!("{took} {result}");
    Ok(())
}

/// The median of so many runs, fewer where they add up to two seconds.
fn timed(times: u64, work: &mut dyn FnMut(Instant) -> String) -> (f64, String) {
    let mut took = Vec::new();
    let mut result = String::new();
    while (took.len() as u64) < times && took.iter().sum::<f64>() < 2_000.0 {
        let start = Instant::now();
        result = std::hint::black_box(work(start));
        took.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    took.sort_by(f64::total_cmp);
    (took[took.len() / 2], result)
}

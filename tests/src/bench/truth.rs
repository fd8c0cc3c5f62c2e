//! Truth: what a scheme's levels of risk would have said of England's primaries, beside the inspections
//! that came later. Rules are chosen on the schools whose number is even and reported on the odd ones.

mod primaries;

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use domain::calendar::Date;
use domain::risk::{BackTest, Level, Scheme, categorise};
use domain::schools::inspection::Grade;
use time::macros::date;

pub use primaries::{AS_AT, Primary, primaries};

/// From here on no figure is of a time after the inspection it is held against.
const NO_OVERLAP: Date = date!(2019 - 09 - 01);

/// What the schools were looked at by, and what happened.
pub const WHAT: &str = "England's primaries with 11 or more pupils at the end of key stage 2 in 2018, on results of 2017 \
    and 2018 and absence of 2018/19: was the first graded inspection from January 2019 to February 2020 requires \
    improvement or inadequate? The half of the schools the lines were not chosen on.";

/// What must be said wherever these figures are shown.
pub const LIMITS: &str = "Absence of 2018/19 overlaps the inspections before September 2019; the history of \
    grades is a third party's; good schools were given a graded inspection where there was cause, so those \
    inspected are no sample of all; and what goes together is not advice.";

/// What a scheme said of some schools.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Told {
    /// All schools at each level of risk, none to high.
    pub levels: [u32; 4],
    /// Those graded afterwards: requires improvement or inadequate is what happened.
    pub all: BackTest,
    /// Of those, the ones good or outstanding before.
    pub good_before: BackTest,
    /// Of those, the ones inspected once every figure was a past one.
    pub no_overlap: BackTest,
}

impl Told {
    /// Schools that were categorised.
    pub fn schools(&self) -> u32 {
        self.levels.iter().sum()
    }

    /// The share at a level, hundredths of a per cent.
    pub fn share(&self, level: Level) -> u32 {
        (self.levels[level as usize] * 10_000)
            .checked_div(self.schools())
            .unwrap_or_default()
    }
}

/// What a scheme would have said of these schools.
pub fn tell<'a>(scheme: &Scheme, schools: impl Iterator<Item = &'a Primary>) -> Told {
    let mut told = Told::default();
    for school in schools {
        let level = categorise(&school.evidence, scheme, AS_AT).risk.known;
        told.levels[level as usize] += 1;
        let Some((on, grade)) = school.after else {
            continue;
        };
        let happened = grade >= Grade::RequiresImprovement;
        told.all.count(level, happened);
        if school.before.is_some_and(|before| before <= Grade::Good) {
            told.good_before.count(level, happened);
        }
        if on >= NO_OVERLAP {
            told.no_overlap.count(level, happened);
        }
    }
    told
}

/// What came of it in a sentence, as a scheme carries it.
pub fn sentence(told: &Told) -> String {
    let [none, low, medium, high] = rates(&told.all);
    format!(
        "Of {} schools inspected it happened to {none}% at no risk, {low}% at low, {medium}% at medium and {high}% at \
         high risk. A school it happened to stood higher than one it did not {} of the time (a tie counts half; 0.50 is a coin), and {} \
         among the {} good or outstanding before. {} of all {} were at high risk.",
        told.all.all_known(),
        auc(&told.all),
        auc(&told.good_before),
        told.good_before.all_known(),
        hundredths(told.share(Level::High), "%"),
        told.schools(),
    )
}

/// Of those at each level, per cent it happened to.
fn rates(seen: &BackTest) -> [u32; 4] {
    std::array::from_fn(|at| {
        (seen.happened[at] * 100 + seen.known[at] / 2)
            .checked_div(seen.known[at])
            .unwrap_or_default()
    })
}

/// The schools no line was chosen on.
pub fn reported_on(school: &Primary) -> bool {
    school.urn % 2 == 1
}

/// A scheme shipped with the product.
///
/// # Errors
/// When there is none of that name.
pub fn shipped(name: &str) -> Result<Scheme> {
    let text = Scheme::shipped(name).with_context(|| format!("no scheme {name}"))?;
    Scheme::parse(text).map_err(|faults| anyhow!("{name}: {faults:?}"))
}

/// Prints the tables.
pub(super) fn print(data: &Path) -> Result<()> {
    let primaries = primaries(data).context("the open data beside the project")?;
    println!(
        "\nTruth: {} primaries with 11 or more pupils at the end of key stage 2 in 2018, their evidence of 2017",
        primaries.len()
    );
    println!(
        "to 2019, and the first graded inspection of each from January 2019 to February 2020: did it find"
    );
    println!(
        "requires improvement or inadequate? Read across: each level should be worse than the one before."
    );
    println!(
        "AUC: how often a school it happened to stood at the more serious level; 0.50 is a coin.\n"
    );
    println!(
        "{:<42} {:>15} {:>15} {:>15} {:>15}   AUC all      good before",
        "", "none", "low", "medium", "high"
    );
    for (name, words) in [
        ("present_day", "areas as first proposed"),
        ("measured", "areas as measured"),
    ] {
        let scheme = shipped(name)?;
        for (odd, half) in [(false, "half chosen on"), (true, "half reported on")] {
            let of_half = primaries.iter().filter(|school| reported_on(school) == odd);
            row(&format!("{words}, {half}"), &tell(&scheme, of_half));
        }
    }
    println!("\n{LIMITS}");
    Ok(())
}

fn row(name: &str, told: &Told) {
    let shares: Vec<String> = Level::ALL
        .iter()
        .map(|level| format!("{:>15}", hundredths(told.share(*level), "%")))
        .collect();
    println!("{name:<42} {}   of {}", shares.join(" "), told.schools());
    let happened: Vec<String> = rates(&told.all)
        .iter()
        .zip(told.all.known)
        .map(|(share, known)| format!("{:>15}", format!("{share}% of {known}")))
        .collect();
    println!(
        "{:<42} {}   {} of {}  {} of {}",
        "  of those inspected, it happened to",
        happened.join(" "),
        auc(&told.all),
        told.all.all_known(),
        auc(&told.good_before),
        told.good_before.all_known(),
    );
    println!(
        "{:<42} {} of {}",
        "  AUC of inspections from September 2019",
        auc(&told.no_overlap),
        told.no_overlap.all_known(),
    );
}

/// The order as people write it: 0.75.
pub fn auc(seen: &BackTest) -> String {
    seen.ordering().map_or("-".to_owned(), |order| {
        format!("{:.3}", f64::from(order) / 10_000.0)
    })
}

fn hundredths(number: u32, unit: &str) -> String {
    format!("{:.1}{unit}", f64::from(number) / 100.0)
}

//! What the bench asks of the domain, the same natively and in a browser: categorise many schools,
//! solve an instance. Only the work is inside; whoever calls holds the watch.

use domain::brokerage::solve::{Checked, Continue, Instance, Limit, Plan};
use domain::calendar::Date;
use domain::risk::{Categorisation, Scheme, categorise, counterfactuals, line_number, step};
use domain::schools::{Evidence, Finding, Key, Observed, Phase, Setting};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

/// Many schools and the day they are looked at.
#[derive(Serialize, Deserialize)]
pub struct Facts {
    pub as_at: Date,
    pub schools: Vec<(Phase, Setting, Vec<(Key, Observed)>)>,
}

/// Facts taken in and ready: reading them is not what is measured.
#[wasm_bindgen]
pub struct England {
    scheme: Scheme,
    as_at: Date,
    schools: Vec<Evidence>,
}

#[wasm_bindgen]
impl England {
    /// Takes in facts as JSON.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn read(json: &str) -> Result<England, String> {
        let facts: Facts = serde_json::from_str(json).map_err(|error| error.to_string())?;
        Self::of(facts)
    }

    /// Categorises every school once; how many fall in each band as known, as JSON.
    pub fn categorise(&self) -> String {
        let mut counts = vec![0_u32; self.scheme.bands.len()];
        for school in &self.schools {
            let now = categorise(school, &self.scheme, self.as_at);
            counts[usize::from(now.band.known.0)] += 1;
        }
        serde_json::to_string(&counts).unwrap_or_default()
    }
}

impl England {
    /// Takes in facts.
    ///
    /// # Errors
    /// When the shipped scheme is broken.
    pub fn of(facts: Facts) -> Result<England, String> {
        let scheme = Scheme::bradford().map_err(|faults| format!("{faults:?}"))?;
        let schools = facts
            .schools
            .into_iter()
            .map(|(phase, setting, readings)| Evidence::new(phase, setting, readings))
            .collect();
        Ok(England {
            scheme,
            as_at: facts.as_at,
            schools,
        })
    }
}

/// Made-up schools with every indicator known, each near one of its lines: the most there is to look
/// through for what would move a school.
#[wasm_bindgen]
pub struct Ways {
    scheme: Scheme,
    schools: Vec<(Evidence, Categorisation)>,
}

/// How many such schools; a prime, so that values do not repeat in step.
const SCHOOLS: usize = 61;

#[wasm_bindgen]
impl Ways {
    /// Makes them, the same every time.
    ///
    /// # Errors
    /// When the shipped scheme is broken.
    pub fn made() -> Result<Ways, String> {
        let scheme = Scheme::bradford().map_err(|faults| format!("{faults:?}"))?;
        let schools = (0..SCHOOLS)
            .map(|nth| {
                let evidence = near_lines(&scheme, nth);
                let now = categorise(&evidence, &scheme, NEWEST);
                (evidence, now)
            })
            .collect();
        Ok(Ways { scheme, schools })
    }

    /// Looks for every smallest set of changes for each of them; how many there are in all, as text.
    pub fn all(&self) -> String {
        let ways: usize = self
            .schools
            .iter()
            .map(|(evidence, now)| counterfactuals(&self.scheme, evidence, now, 12).len())
            .sum();
        ways.to_string()
    }

    /// How many schools that was.
    pub fn count(&self) -> usize {
        self.schools.len()
    }
}

const NEWEST: Date = time::macros::date!(2026 - 09 - 01);

fn near_lines(scheme: &Scheme, nth: usize) -> Evidence {
    let readings = scheme.indicators.iter().enumerate().map(|(at, one)| {
        let turn = nth * 31 + at * 17;
        let lines: Vec<i32> = one.lines.iter().filter_map(line_number).collect();
        let finding = if let Some(choice) = one.choices.get(turn % one.choices.len().max(1)) {
            Finding::choice(choice.id)
        } else {
            let line = lines.get(turn % lines.len().max(1)).copied().unwrap_or(0);
            let off = i32::try_from(turn % 5).unwrap_or(0) - 2;
            Finding::number((line + off * step(one)).clamp(one.bounds[0], one.bounds[1]))
        };
        let seen = Observed {
            finding,
            comparator: Some(0),
            cohort: Some(60),
            marker: None,
            as_at: NEWEST,
            contested: false,
        };
        (one.id, seen)
    });
    Evidence::new(Phase::Primary, Setting::Mainstream, readings)
}

/// An instance read and checked.
#[wasm_bindgen]
pub struct Task {
    instance: Checked,
}

#[wasm_bindgen]
impl Task {
    /// Takes in an instance as JSON.
    ///
    /// # Errors
    /// When it is refused.
    pub fn read(json: &str) -> Result<Task, String> {
        let instance = Instance::parse(json).map_err(|refusals| format!("{refusals:?}"))?;
        Ok(Task { instance })
    }

    /// The plan as JSON.
    pub fn solve(&self) -> String {
        serde_json::to_string(&self.plan(&mut || Continue::Yes)).unwrap_or_default()
    }
}

impl Task {
    /// The plan, stopped when the caller says so.
    pub fn plan(&self, go_on: &mut dyn FnMut() -> Continue) -> Plan {
        domain::brokerage::solve::solve(&self.instance, Limit::default(), &mut |_| go_on())
    }
}

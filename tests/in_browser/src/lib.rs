//! What the bench asks of the domain, the same natively and in a browser: categorise many schools,
//! solve an instance. Only the work is inside; whoever calls holds the watch.

use domain::brokerage::solve::{Checked, Continue, Instance, Limit, Plan};
use domain::calendar::Date;
use domain::risk::{Scheme, categorise};
use domain::schools::{Evidence, Key, Observed, Phase, Setting};
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

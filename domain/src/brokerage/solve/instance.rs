//! What is to be solved, as it is written in a file, and the checks it must pass first.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most days (in whatever whole unit the caller counts in) a need may ask or a leader may have.
pub const MOST_DAYS: i64 = 10_000;
/// The greatest fit, either side of nought, that a pair may have.
pub const MOST_FIT: i64 = 100_000_000;
/// The most needs, and the most leaders, in one instance.
pub const MOST_ROWS: usize = 5_000;

/// The most needs in one instance that belong to teams.
pub const MOST_IN_TEAMS: usize = 500;

/// A school's need for support. Met whole by one leader, or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Unique among needs.
    pub id: String,
    /// 4 is the most serious, 1 the least.
    pub tier: i64,
    /// Days of a leader's time it takes: a whole number, in the same unit as [`Leader::days`].
    pub days: i64,
    /// Of a part of a team: the id of the need of its lead. A team is met whole, each part by another leader, or
    /// not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// A system leader and what they have to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leader {
    /// Unique among leaders.
    pub id: String,
    /// Days they have left.
    pub days: i64,
    /// How many needs they may take at once.
    pub max_deployments: i64,
}

/// A leader who may take a need, and how well they suit it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Id of a need.
    pub need: String,
    /// Id of a leader.
    pub leader: String,
    /// How well they suit; more is better. A whole number.
    pub fit: i64,
}

/// A need and a leader named together: to be kept together (a pin), or never to be (an exclusion).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Id of a need.
    pub need: String,
    /// Id of a leader.
    pub leader: String,
}

/// A whole question: who should support whom. Not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    /// Every need to be met.
    pub needs: Vec<Need>,
    /// Every leader who could.
    pub leaders: Vec<Leader>,
    /// Who may take what. A pair that is not listed is never used.
    pub pairs: Vec<Pair>,
    /// Matches to be kept if they can be.
    #[serde(default)]
    pub pins: Vec<Named>,
    /// Matches never to be made.
    #[serde(default)]
    pub exclusions: Vec<Named>,
}

/// One reason why an instance cannot be taken, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Error)]
#[error("{place}: {reason}")]
pub struct Refusal {
    /// Such as `pairs, entry 3` or `line 4, column 17`.
    pub place: String,
    /// In a user's words.
    pub reason: String,
}

/// An instance that has passed every check, in order of id so that the order of the input changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    instance: Instance,
}

impl Checked {
    /// The instance, sorted by id.
    #[must_use]
    pub fn instance(&self) -> &Instance {
        &self.instance
    }
}

impl Instance {
    /// Reads and checks a JSON document.
    ///
    /// # Errors
    /// Every fault found, with its place; one fault only when the text is not JSON of the right form.
    pub fn parse(json: &str) -> Result<Checked, Vec<Refusal>> {
        match serde_json::from_str::<Instance>(json.trim_start_matches('\u{feff}')) {
            Ok(instance) => instance.check(),
            Err(error) => {
                let words = error.to_string();
                let reason = words.split(" at line ").next().unwrap_or_default();
                let place = format!("line {}, column {}", error.line(), error.column());
                Err(vec![Refusal {
                    place,
                    reason: plain(reason),
                }])
            }
        }
    }

    /// Checks what has been read or built.
    ///
    /// # Errors
    /// Every fault found, with its place.
    pub fn check(mut self) -> Result<Checked, Vec<Refusal>> {
        let mut faults = Faults(Vec::new());
        if self.needs.len() > MOST_ROWS || self.leaders.len() > MOST_ROWS {
            faults.add(
                "needs and leaders",
                None,
                format!("at most {MOST_ROWS} of each"),
            );
            return Err(faults.0);
        }
        let mut needs = BTreeMap::new();
        for (at, need) in self.needs.iter().enumerate() {
            faults.id("needs", at, &need.id, &mut needs);
            if !(1..=4).contains(&need.tier) {
                faults.add(
                    "needs",
                    Some(at),
                    format!(
                        "tier {} of need {}: must be 1, 2, 3 or 4",
                        need.tier, need.id
                    ),
                );
            }
            faults.amount("needs", at, "days", &need.id, need.days);
        }
        for (at, need) in self.needs.iter().enumerate() {
            let Some(of) = &need.of else { continue };
            let reason = match needs.get(of.as_str()) {
                None => format!(
                    "{} is part of the team of {of}, which is not in needs",
                    need.id
                ),
                Some(_) if *of == need.id => format!("{of} cannot be part of its own team"),
                Some(&lead) if self.needs[lead].of.is_some() => format!(
                    "{} is part of the team of {of}, which is itself part of a team",
                    need.id
                ),
                Some(_) => continue,
            };
            faults.add("needs", Some(at), reason);
        }
        if self.needs.iter().filter(|need| need.of.is_some()).count() > MOST_IN_TEAMS {
            faults.add(
                "needs",
                None,
                format!("at most {MOST_IN_TEAMS} parts of teams"),
            );
        }
        let mut leaders = BTreeMap::new();
        for (at, leader) in self.leaders.iter().enumerate() {
            faults.id("leaders", at, &leader.id, &mut leaders);
            faults.amount("leaders", at, "days", &leader.id, leader.days);
            faults.amount(
                "leaders",
                at,
                "max_deployments",
                &leader.id,
                leader.max_deployments,
            );
        }
        let pairs = self.pairs.iter().map(|pair| (&pair.need, &pair.leader));
        faults.named("pairs", pairs, &needs, &leaders);
        for (at, pair) in self.pairs.iter().enumerate() {
            if pair.fit.unsigned_abs() > MOST_FIT.unsigned_abs() {
                faults.add(
                    "pairs",
                    Some(at),
                    format!(
                        "fit {}: must lie between -{MOST_FIT} and {MOST_FIT}",
                        pair.fit
                    ),
                );
            }
        }
        for (list, named) in [("pins", &self.pins), ("exclusions", &self.exclusions)] {
            faults.named(
                list,
                named.iter().map(|named| (&named.need, &named.leader)),
                &needs,
                &leaders,
            );
        }
        if !faults.0.is_empty() {
            return Err(faults.0);
        }
        self.needs.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        self.leaders.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        self.pairs
            .sort_unstable_by(|a, b| (&a.need, &a.leader).cmp(&(&b.need, &b.leader)));
        self.pins.sort_unstable();
        self.exclusions.sort_unstable();
        Ok(Checked { instance: self })
    }
}

impl Instance {
    /// The teams, each with the need of its lead first and its parts after it, by place. In order of id.
    pub(super) fn teams(&self) -> Vec<Vec<usize>> {
        let mut teams: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, need) in self.needs.iter().enumerate() {
            if let Some(of) = &need.of {
                teams.entry(of).or_default().push(at);
            }
        }
        let with_lead = |(lead, parts): (&str, Vec<usize>)| {
            let lead = super::pins::need_at(self, lead)?;
            Some([lead].into_iter().chain(parts).collect())
        };
        teams.into_iter().filter_map(with_lead).collect()
    }

    /// Whether a pair is excluded. The instance is in order of id.
    pub(super) fn excluded(&self, pair: &Pair) -> bool {
        let excluded = self.exclusions.binary_search_by(|other| {
            (&other.need, &other.leader).cmp(&(&pair.need, &pair.leader))
        });
        excluded.is_ok()
    }
}

struct Faults(Vec<Refusal>);

impl Faults {
    fn add(&mut self, list: &str, at: Option<usize>, reason: String) {
        let place = match at {
            Some(at) => format!("{list}, entry {}", at + 1),
            None => list.to_owned(),
        };
        self.0.push(Refusal { place, reason });
    }

    fn id<'a>(&mut self, list: &str, at: usize, id: &'a str, seen: &mut BTreeMap<&'a str, usize>) {
        if id.is_empty() {
            self.add(list, Some(at), "id is empty".to_owned());
        } else if let Some(first) = seen.get(id) {
            self.add(
                list,
                Some(at),
                format!("id {id} is used twice: entry {} has it too", first + 1),
            );
        } else {
            seen.insert(id, at);
        }
    }

    fn amount(&mut self, list: &str, at: usize, field: &str, id: &str, amount: i64) {
        if amount < 0 {
            self.add(
                list,
                Some(at),
                format!("{field} of {id} is {amount}: must not be negative"),
            );
        } else if amount > MOST_DAYS {
            self.add(
                list,
                Some(at),
                format!("{field} of {id} is {amount}: at most {MOST_DAYS}"),
            );
        }
    }

    fn named<'a>(
        &mut self,
        list: &str,
        named: impl Iterator<Item = (&'a String, &'a String)>,
        needs: &BTreeMap<&str, usize>,
        leaders: &BTreeMap<&str, usize>,
    ) {
        let mut seen = BTreeSet::new();
        for (at, (need, leader)) in named.enumerate() {
            if !needs.contains_key(need.as_str()) {
                self.add(list, Some(at), format!("need {need} is not in needs"));
            }
            if !leaders.contains_key(leader.as_str()) {
                self.add(list, Some(at), format!("leader {leader} is not in leaders"));
            }
            if !seen.insert((need, leader)) {
                self.add(
                    list,
                    Some(at),
                    format!("need {need} and leader {leader} are listed twice"),
                );
            }
        }
    }
}

/// The reader's words of the JSON library, in ours.
fn plain(reason: &str) -> String {
    reason
        .replace("i64", "a whole number")
        .replace("a sequence", "a list")
        .replace("sequence", "list")
        .replace("invalid type:", "wrong type:")
        .replace("floating point", "decimal number")
}

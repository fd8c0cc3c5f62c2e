//! Reports, what the school thinks of the support, the check of it, and what came of it all.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::plan::Rag;
use super::review::{Evidence, Weighed};
use super::time_used::Quarters;
use crate::calendar::{Date, Moment, day_words};
use crate::schools::By;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    Interim,
    Final,
}

impl ReportKind {
    pub fn words(self) -> &'static str {
        match self {
            Self::Interim => "Interim report",
            Self::Final => "Final report",
        }
    }
}

/// A report on progress and impact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    pub kind: ReportKind,
    pub on: Date,
    /// How each objective stands.
    pub weighed: Vec<Weighed>,
    pub evidence: Vec<Evidence>,
    /// What was done.
    pub progress: String,
    /// What is different for pupils.
    pub impact: String,
    /// What keeps it up when nobody comes any more.
    #[serde(default)]
    pub lasting: String,
    /// Time given until then, counted from the records.
    pub time: Quarters,
}

/// What the school that was helped thinks of it. Scores 1 to 4, 4 the best.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    pub impact: u8,
    /// The leader's way with people.
    pub leader: u8,
    pub value: u8,
    pub would_again: bool,
    pub words: String,
}

impl Evaluation {
    /// Out of 100, as the leader's record counts it.
    pub fn score(&self) -> u32 {
        (u32::from(self.impact) + u32::from(self.leader) + u32::from(self.value)) * 100 / 12
    }
}

/// The broker's check of the final report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assurance {
    pub passed: bool,
    pub note: String,
    pub by: By,
    pub at: Moment,
}

/// What the next figures, or the next term, showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Impact {
    /// What was looked at: "key stage 2 writing at the expected standard".
    pub measure: String,
    pub before: String,
    pub after: String,
    /// Pupils the figures are about; few pupils say little.
    #[serde(default)]
    pub pupils: Option<u32>,
    /// What one may conclude, and what not.
    pub words: String,
}

/// Fewer pupils than this move with every child.
const FEW: u32 = 30;

impl Impact {
    /// How sure one may be: one school's figures never prove what support did.
    pub fn caution(&self) -> &'static str {
        match self.pupils {
            Some(count) if count < FEW => {
                "Fewer than 30 pupils: one or two children move this figure, whatever anybody did."
            }
            Some(_) => {
                "One school, before and after: other things changed too. It does not prove what the support did."
            }
            None => "It is not said how many pupils this is about, so not how sure it is.",
        }
    }
}

/// A report as far as the records write it: every objective as it was last seen, what was done visit by
/// visit, and the time it took. What changed for pupils is for people to say.
pub fn draft_report(case: &Case, kind: ReportKind, on: Date) -> Report {
    let weighed = case
        .plan
        .iter()
        .flat_map(|plan| plan.objectives.iter().enumerate())
        .map(|(at, _)| {
            let objective = u16::try_from(at).unwrap_or(u16::MAX);
            Weighed {
                objective,
                rag: case.last_rag(objective).unwrap_or(Rag::Amber),
                words: String::new(),
            }
        })
        .collect();
    let progress = case
        .visits
        .iter()
        .map(|one| format!("{}: {}", day_words(one.visit.on), one.visit.done.trim()))
        .collect::<Vec<_>>()
        .join("\n");
    let impact = case
        .reviews
        .last()
        .map(|review| review.impact.clone())
        .unwrap_or_default();
    let mut evidence: Vec<Evidence> = case
        .reviews
        .iter()
        .flat_map(|review| review.evidence.iter().copied())
        .collect();
    evidence.sort_unstable();
    evidence.dedup();
    Report {
        kind,
        on,
        weighed,
        evidence,
        progress,
        impact,
        lasting: case.exit.clone(),
        time: case.used(),
    }
}

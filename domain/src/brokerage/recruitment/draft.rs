//! What a round seeks, as it is told to everybody.

use serde::{Deserialize, Serialize};

use super::super::areas::Areas;
use super::around::Around;
use super::check::{RecruitmentFault, written, wrong};
use crate::calendar::{Date, add_months};
use crate::schools::{Key, PersonId, Phase};

/// Places a round has at most.
pub const MOST_PLACES: u16 = 50;
/// Nobody is interviewed by one person alone.
pub const FEWEST_INTERVIEWERS: usize = 2;
/// People who may be named to interview, at most.
const MOST_INTERVIEWERS: usize = 12;
/// Months from the first day to the last of applying, at most.
const LONGEST: i32 = 12;

/// What is sought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundDraft {
    /// "Specialist leaders, spring".
    pub title: String,
    /// The type of leader.
    pub kind: Key,
    /// What they are needed for.
    pub why: String,
    /// Areas of expertise that are sought; empty: any.
    #[serde(default)]
    pub areas: Vec<Key>,
    /// Empty: any phase.
    #[serde(default)]
    pub phases: Vec<Phase>,
    pub places: u16,
    /// Which body designates whoever is chosen.
    pub body: String,
    pub opens: Date,
    /// The last day to apply; none: not set yet.
    pub closes: Option<Date>,
    /// Days of interviews, first and later ones; empty: not set yet.
    #[serde(default)]
    pub interviews: Vec<Date>,
    /// Who may interview; empty: nobody is named yet.
    #[serde(default)]
    pub panel: Vec<PersonId>,
}

/// Whether a round can be told to everybody as it is written.
///
/// # Errors
/// Where not: the field and why.
pub fn check_draft(draft: &RoundDraft, around: &Around) -> Result<(), RecruitmentFault> {
    written("title", &draft.title, 120, "give the round a name")?;
    if !around.types.iter().any(|kind| kind.id == draft.kind) {
        return wrong("kind", "choose which type of leader is sought");
    }
    written("why", &draft.why, 2_000, "say what they are needed for")?;
    let listed = |area: &Key| Areas::standard().area(*area).is_some();
    if !draft.areas.iter().all(listed) {
        return wrong("areas", "one of these is no area of expertise");
    }
    if !(1..=MOST_PLACES).contains(&draft.places) {
        return wrong("places", "write 1 to 50 places");
    }
    written("body", &draft.body, 120, "say which body designates them")?;
    if let Some(closes) = draft.closes {
        if closes < draft.opens {
            return wrong("closes", "the last day to apply is before the first");
        }
        if closes > add_months(draft.opens, LONGEST) {
            return wrong("closes", "a round takes applications for a year at most");
        }
    }
    let first = draft.closes.unwrap_or(draft.opens);
    if draft.interviews.iter().any(|day| *day < first) {
        return wrong(
            "interviews",
            "interviews are held once applications have closed",
        );
    }
    check_panel(draft, around)
}

fn check_panel(draft: &RoundDraft, around: &Around) -> Result<(), RecruitmentFault> {
    let panel = &draft.panel;
    if panel.len() > MOST_INTERVIEWERS {
        return wrong("panel", "name twelve people at most");
    }
    if !panel.is_empty() && panel.len() < FEWEST_INTERVIEWERS {
        return wrong(
            "panel",
            "at least two people interview: name another, or nobody yet",
        );
    }
    for (at, one) in panel.iter().enumerate() {
        if panel[..at].contains(one) {
            return wrong("panel", "somebody is named twice");
        }
        if !around.people.get(one).is_some_and(|one| one.interviews()) {
            return wrong(
                "panel",
                "one of these cannot interview: choose from the list",
            );
        }
    }
    Ok(())
}

impl RoundDraft {
    /// "Mathematics, Reading"; any area where none is said.
    pub fn area_words(&self) -> String {
        if self.areas.is_empty() {
            return "any area".to_owned();
        }
        let words: Vec<String> = self
            .areas
            .iter()
            .map(|area| Areas::standard().word(*area))
            .collect();
        words.join(", ")
    }

    /// "primary, secondary"; any phase where none is said.
    pub fn phase_words(&self) -> String {
        if self.phases.is_empty() {
            return "any phase".to_owned();
        }
        let words: Vec<String> = self
            .phases
            .iter()
            .map(|phase| phase.word().to_lowercase())
            .collect();
        words.join(", ")
    }
}

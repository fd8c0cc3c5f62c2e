//! Whose turn it is.

use super::around::Around;
use super::round::{Applicant, Round, Standing};
use super::stage::Stage;
use crate::calendar::Date;
use crate::schools::PersonId;

/// Who is asked for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// The applicant.
    Applicant,
    /// Whoever answers for the applicant's own school.
    School,
    Interviewer(PersonId),
    /// Who keeps the round.
    Office,
}

/// What is asked, and by when; no day: none is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    pub whose: Whose,
    pub what: &'static str,
    pub due: Option<Date>,
}

/// Days an applicant is told that there is an outcome.
const TOLD: i32 = 14;

/// What waits about an applicant.
pub fn waits(round: &Round, of: &Applicant, around: &Around) -> Vec<Wait> {
    let today = around.today;
    let mut all = Vec::new();
    let mut add = |whose, what, due| all.push(Wait { whose, what, due });
    if of.stage.open() && of.word.is_none() {
        add(
            Whose::School,
            "The school’s word on an application",
            round.draft.closes,
        );
    }
    match &of.stage {
        Stage::PutForward => {
            if round.standing(today) == Standing::Closed {
                let first = round.draft.interviews.iter().min().copied();
                add(Whose::Office, "Shortlist, or say not this time", first);
            }
        }
        Stage::Shortlisted => {
            let next = round
                .draft
                .interviews
                .iter()
                .filter(|day| **day >= today)
                .min();
            add(Whose::Office, "Book the interview", next.copied());
        }
        Stage::Booked { interview } => {
            for id in &interview.by {
                match of.interest(*id) {
                    None => add(
                        Whose::Interviewer(*id),
                        "Say what ties you to an applicant",
                        Some(interview.on),
                    ),
                    Some(said) if said.is_tied() => add(
                        Whose::Office,
                        "Book the interview with others",
                        Some(interview.on),
                    ),
                    Some(_) => {}
                }
            }
            if interview.on > today {
                add(Whose::Applicant, "Your interview", Some(interview.on));
            } else {
                add(
                    Whose::Office,
                    "Say what came of the interview",
                    Some(interview.on),
                );
            }
        }
        Stage::Designated { why, .. }
        | Stage::Deferred { why, .. }
        | Stage::NotThisTime { why } => {
            let said = why.at.day();
            if today.to_julian_day() - said.to_julian_day() <= TOLD {
                add(Whose::Applicant, "What came of your application", None);
            }
        }
        Stage::Withdrawn { .. } => {}
    }
    all
}

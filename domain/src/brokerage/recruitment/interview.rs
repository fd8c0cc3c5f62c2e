//! Who may interview somebody, and what a designation rests on.

use super::around::Around;
use super::check::{RecruitmentFault, written, wrong};
use super::draft::FEWEST_INTERVIEWERS;
use super::entry::Award;
use super::round::{Applicant, Round};
use crate::calendar::day_words;
use crate::schools::PersonId;

/// At least two, of those who are named, none tied to the applicant.
pub(super) fn check_interviewers(
    round: &Round,
    of: &Applicant,
    by: &[PersonId],
    around: &Around,
) -> Result<(), RecruitmentFault> {
    let mut once = by.to_vec();
    once.sort_unstable();
    once.dedup();
    if once.len() < FEWEST_INTERVIEWERS {
        return wrong("by", "choose at least two people to interview");
    }
    for id in by {
        let Some(one) = around
            .people
            .get(id)
            .filter(|_| round.draft.panel.contains(id))
        else {
            return wrong("by", "one of these is not named to interview in this round");
        };
        let (name, applicant) = (&one.name, &of.application.name);
        if of.application.person == Some(*id) {
            return wrong("by", "nobody interviews themselves");
        }
        if around.ties(*id, of.application.school) {
            let school = &of.application.school_name;
            return wrong(
                "by",
                format!("{name} is tied to {school}, {applicant}’s own school"),
            );
        }
        if of.interest(*id).is_some_and(|said| said.is_tied()) {
            return wrong(
                "by",
                format!("{name} has declared an interest in {applicant}"),
            );
        }
    }
    Ok(())
}

/// An interview that was held, the word of their own school, interviewers nothing ties, and a place.
pub(super) fn check_award(
    round: &Round,
    of: &Applicant,
    award: &Award,
    around: &Around,
) -> Result<(), RecruitmentFault> {
    let name = &of.application.name;
    let Some(interview) = of.interview() else {
        return wrong("entry", format!("{name} has not been interviewed"));
    };
    if interview.on > around.today {
        let day = day_words(interview.on);
        return wrong("entry", format!("the interview is on {day}"));
    }
    if !of.supported() {
        return wrong(
            "entry",
            format!("{name}’s own school has not said that it supports it"),
        );
    }
    for id in &interview.by {
        let who = around
            .people
            .get(id)
            .map_or("somebody", |one| one.name.as_str());
        match of.interest(*id) {
            None => {
                return wrong(
                    "entry",
                    format!("{who} has not said whether anything ties them to {name}"),
                );
            }
            Some(said) if said.is_tied() => {
                return wrong(
                    "entry",
                    format!(
                        "{who} has declared an interest in {name}: book the interview with others"
                    ),
                );
            }
            Some(_) => {}
        }
    }
    if round.left() == 0 {
        return wrong("entry", "every place of this round is filled");
    }
    written("body", &award.body, 120, "say which body designates them")?;
    if award.awarded < interview.on || award.awarded > around.today {
        return wrong("awarded", "choose a day from the interview to today");
    }
    if award.review_due.is_some_and(|due| due <= award.awarded) {
        return wrong("review", "the review is before the award");
    }
    Ok(())
}

//! No surprises: a category is issued only once the school has been told of it and could answer.

use time::Duration;

use crate::calendar::{Date, day_words};

/// Days a school has to answer, counted from the day it was told.
pub const ANSWER_DAYS: i64 = 14;

/// What has passed between the partnership and the school about a proposed category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Notice {
    /// The day the school was told what is proposed.
    pub told: Option<Date>,
    /// The last day it may answer.
    pub answer_by: Option<Date>,
    /// It has answered, or said that it will not.
    pub answered: bool,
}

impl Notice {
    /// As it is for a school that was told on a day, and whose newest words are of a day: what it said before it
    /// was told is no answer.
    pub fn after(told: Option<Date>, said: Option<Date>) -> Self {
        Self {
            told,
            answer_by: told.map(|day| day + Duration::days(ANSWER_DAYS)),
            answered: told.is_some_and(|told| said.is_some_and(|said| said >= told)),
        }
    }
}

/// Why a letter cannot be issued yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoticeFault {
    #[error(
        "the school has not been told of the proposed category: tell it before the letter is issued"
    )]
    NotTold,
    #[error("the school may answer until {}", day_words(*.0))]
    MayAnswer(Date),
}

/// Whether the letter of a category may be issued on such a day.
///
/// # Errors
/// Where the school has not been told, or may still answer and has not.
pub fn may_issue(notice: &Notice, on: Date) -> Result<(), NoticeFault> {
    match (notice.told, notice.answer_by) {
        (None, _) => Err(NoticeFault::NotTold),
        (Some(_), Some(until)) if !notice.answered && on <= until => {
            Err(NoticeFault::MayAnswer(until))
        }
        (Some(_), _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_school_may_answer_for_a_fortnight_and_what_it_said_before_is_no_answer() {
        let told = date!(2026 - 11 - 13);
        let early = Notice::after(Some(told), Some(date!(2026 - 11 - 12)));
        let last = date!(2026 - 11 - 27);
        assert_eq!(early.answer_by, Some(last));
        assert!(matches!(
            may_issue(&early, last),
            Err(NoticeFault::MayAnswer(_))
        ));
        assert!(may_issue(&early, date!(2026 - 11 - 28)).is_ok());
        let answered = Notice::after(Some(told), Some(told));
        assert!(may_issue(&answered, told).is_ok());
        let nobody = Notice::after(None, Some(told));
        assert!(matches!(
            may_issue(&nobody, last),
            Err(NoticeFault::NotTold)
        ));
    }
}

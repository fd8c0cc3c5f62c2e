//! No surprises: a category is issued only once the school has been told of it and could answer.

use crate::calendar::{Date, day_words};

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

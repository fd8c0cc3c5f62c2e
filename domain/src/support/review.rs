//! A review: chaired by the school, about what changed, not about what was done.

use serde::{Deserialize, Serialize};

use super::plan::Rag;
use crate::calendar::Date;

/// What a judgement rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    PupilTracking,
    WorkScrutiny,
    TalkingToPupils,
    LessonVisits,
    Discussion,
    Data,
}

impl Evidence {
    pub const ALL: [Self; 6] = [
        Self::PupilTracking,
        Self::WorkScrutiny,
        Self::TalkingToPupils,
        Self::LessonVisits,
        Self::Discussion,
        Self::Data,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Self::PupilTracking => "Pupil tracking",
            Self::WorkScrutiny => "Pupils’ work",
            Self::TalkingToPupils => "Talking to pupils",
            Self::LessonVisits => "Lesson visits",
            Self::Discussion => "Discussion",
            Self::Data => "Data",
        }
    }
}

/// An objective, how it is going, and why one thinks so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    pub objective: u16,
    pub rag: Rag,
    #[serde(default)]
    pub words: String,
}

/// What a review comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Continue,
    /// The agreement is written anew, and signed anew.
    Revise,
    Pause,
    Stop,
}

impl Outcome {
    pub const ALL: [Self; 4] = [Self::Continue, Self::Revise, Self::Pause, Self::Stop];

    pub fn words(self) -> &'static str {
        match self {
            Self::Continue => "Continue",
            Self::Revise => "Revise",
            Self::Pause => "Pause",
            Self::Stop => "Stop",
        }
    }
}

/// One review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    pub on: Date,
    /// Who chaired it, of the school.
    pub chair: String,
    pub weighed: Vec<Weighed>,
    pub evidence: Vec<Evidence>,
    /// What is different for pupils.
    pub impact: String,
    pub outcome: Outcome,
    /// Why that, and what happens now.
    pub reason: String,
    #[serde(default)]
    pub next: Option<Date>,
    /// Progress so far below what was hoped that the school may be in a vulnerable position.
    #[serde(default)]
    pub vulnerable: bool,
}

//! A round, as its entries make it.

use serde::{Deserialize, Serialize};

use super::draft::RoundDraft;
use super::entry::{Application, Outcome, PutForwardBy, RoundEntry};
use super::stage::{Stage, StageKind};
use crate::calendar::Date;
use crate::schools::{ApplicantId, By, Kept, PersonId, Word};

/// The word of whoever answers for the applicant's own school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadWord {
    pub supports: bool,
    pub word: Word,
}

/// An interview that is booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interview {
    pub on: Date,
    pub place: String,
    pub by: Vec<PersonId>,
    pub booked: Word,
}

/// What somebody who may interview said ties them to an applicant; in no words: nothing does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interest {
    pub word: Word,
}

impl Interest {
    pub fn is_tied(&self) -> bool {
        !self.word.words.is_empty()
    }
}

/// Somebody who is put forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    pub id: ApplicantId,
    pub application: Application,
    pub put: Word,
    pub word: Option<HeadWord>,
    pub shortlisted: Option<Word>,
    pub stage: Stage,
    /// Interviews that were booked and then booked again.
    pub before: Vec<Interview>,
    /// The last of each person.
    pub interests: Vec<Interest>,
    pub feedback: Vec<Word>,
}

impl Applicant {
    /// What this person said ties them to the applicant; none: they have not said.
    pub fn interest(&self, of: PersonId) -> Option<&Interest> {
        self.interests.iter().find(|one| one.word.by.id == of)
    }

    /// The interview that stands.
    pub fn interview(&self) -> Option<&Interview> {
        match &self.stage {
            Stage::Booked { interview } => Some(interview),
            _ => None,
        }
    }

    pub fn supported(&self) -> bool {
        self.word.as_ref().is_some_and(|word| word.supports)
    }
}

/// Where a round stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Open,
    ToCome,
    /// Nobody can be put forward any more; what came of those who were is not all said.
    Closed,
    Over,
}

impl Standing {
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "Open to applications",
            Self::ToCome => "To come",
            Self::Closed => "Closed to applications",
            Self::Over => "Over",
        }
    }
}

/// A round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub revision: u64,
    pub draft: RoundDraft,
    pub opened: Word,
    /// Who changed it last.
    pub changed: Option<Word>,
    /// In the order they were put forward.
    pub applicants: Vec<Applicant>,
    pub over: Option<Word>,
}

impl Round {
    /// The round these entries make; none: nobody opened it.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Kept<RoundEntry>>) -> Option<Self> {
        let mut entries = entries.into_iter();
        let first = entries.next()?;
        let RoundEntry::Open { round } = &first.entry else {
            return None;
        };
        let mut one = Self {
            revision: first.revision,
            draft: (**round).clone(),
            opened: first.word(""),
            changed: None,
            applicants: Vec::new(),
            over: None,
        };
        for kept in entries {
            one.take(kept);
        }
        Some(one)
    }

    fn take(&mut self, kept: &Kept<RoundEntry>) {
        self.revision = kept.revision;
        match &kept.entry {
            RoundEntry::Open { .. } => {}
            RoundEntry::Change { round } => {
                self.draft = (**round).clone();
                self.changed = Some(kept.word(""));
            }
            RoundEntry::PutForward {
                applicant,
                application,
            } => self
                .applicants
                .push(put_forward(*applicant, application, kept)),
            RoundEntry::End { why } => self.over = Some(kept.word(why)),
            about => {
                let id = about.applicant();
                if let Some(one) = self.applicants.iter_mut().find(|one| Some(one.id) == id) {
                    one.take(kept);
                }
            }
        }
    }

    pub fn applicant(&self, id: ApplicantId) -> Option<&Applicant> {
        self.applicants.iter().find(|one| one.id == id)
    }

    /// How many stand there.
    pub fn count(&self, kind: StageKind) -> usize {
        let there = |one: &&Applicant| one.stage.kind() == kind;
        self.applicants.iter().filter(there).count()
    }

    /// Places nobody was designated for.
    pub fn left(&self) -> u16 {
        let filled = u16::try_from(self.count(StageKind::Designated)).unwrap_or(u16::MAX);
        self.draft.places.saturating_sub(filled)
    }

    pub fn standing(&self, today: Date) -> Standing {
        if self.over.is_some() {
            Standing::Over
        } else if today < self.draft.opens {
            Standing::ToCome
        } else if self.draft.closes.is_some_and(|closes| closes < today) {
            Standing::Closed
        } else {
            Standing::Open
        }
    }
}

fn put_forward(id: ApplicantId, said: &Application, kept: &Kept<RoundEntry>) -> Applicant {
    let word = (said.by == PutForwardBy::Head).then(|| HeadWord {
        supports: true,
        word: kept.word(&said.statement),
    });
    Applicant {
        id,
        application: said.clone(),
        put: kept.word(""),
        word,
        shortlisted: None,
        stage: Stage::PutForward,
        before: Vec::new(),
        interests: Vec::new(),
        feedback: Vec::new(),
    }
}

impl Applicant {
    fn take(&mut self, kept: &Kept<RoundEntry>) {
        match &kept.entry {
            RoundEntry::Open { .. }
            | RoundEntry::Change { .. }
            | RoundEntry::PutForward { .. }
            | RoundEntry::End { .. } => {}
            RoundEntry::Word {
                supports, words, ..
            } => {
                self.word = Some(HeadWord {
                    supports: *supports,
                    word: kept.word(words),
                });
            }
            RoundEntry::Shortlist { why, .. } => {
                self.shortlisted = Some(kept.word(why));
                self.stage = Stage::Shortlisted;
            }
            RoundEntry::Book { on, place, by, .. } => {
                self.put_by();
                self.stage = Stage::Booked {
                    interview: Interview {
                        on: *on,
                        place: place.trim().to_owned(),
                        by: by.clone(),
                        booked: kept.word(""),
                    },
                };
            }
            RoundEntry::Declare { interest, .. } => {
                let By { id, .. } = kept.by;
                self.interests.retain(|one| one.word.by.id != id);
                self.interests.push(Interest {
                    word: kept.word(interest),
                });
            }
            RoundEntry::Outcome {
                outcome,
                why,
                feedback,
                ..
            } => {
                self.put_by();
                let why = kept.word(why);
                self.stage = match outcome.clone() {
                    Outcome::Designated { award } => Stage::Designated { award, why },
                    Outcome::Deferred { to } => Stage::Deferred { to, why },
                    Outcome::NotThisTime => Stage::NotThisTime { why },
                };
                if !feedback.trim().is_empty() {
                    self.feedback.push(kept.word(feedback));
                }
            }
            RoundEntry::Feedback { words, .. } => self.feedback.push(kept.word(words)),
            RoundEntry::Withdraw { why, .. } => {
                self.put_by();
                self.stage = Stage::Withdrawn {
                    why: kept.word(why),
                };
            }
        }
    }

    /// An interview that stands is one that was, before the stage moves on.
    fn put_by(&mut self) {
        if let Some(interview) = self.interview().cloned() {
            self.before.push(interview);
        }
    }
}

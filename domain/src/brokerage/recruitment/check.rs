//! Whether an entry can be written, by whom and from which stage.

use serde::{Deserialize, Serialize};

use super::application::check_application;
use super::around::{Around, Seats, seats};
use super::draft::{RoundDraft, check_draft};
use super::entry::{Outcome, RoundEntry};
use super::interview::{check_award, check_interviewers};
use super::round::{Applicant, Round};
use super::stage::{Stage, StageKind};
use crate::access::{Action, Actor, Resource, may};
use crate::calendar::day_words;
use crate::schools::{By, Kept, PersonId};

/// Why an entry cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecruitmentFault {
    #[error("that is not yours to write")]
    NotYours,
    /// The field it is about, and what is wrong with it.
    #[error("{1}")]
    Written(&'static str, String),
}

use RecruitmentFault::NotYours;

pub(super) fn wrong<T>(
    field: &'static str,
    words: impl Into<String>,
) -> Result<T, RecruitmentFault> {
    Err(RecruitmentFault::Written(field, words.into()))
}

/// Something must be said here, and not at too great length.
pub(super) fn written(
    field: &'static str,
    text: &str,
    most: usize,
    missing: &str,
) -> Result<(), RecruitmentFault> {
    if text.trim().is_empty() {
        return wrong(field, missing);
    }
    if text.chars().count() > most {
        return wrong(field, format!("write at most {most} characters"));
    }
    Ok(())
}

/// Something that can be done about an applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Word,
    Declare,
    Shortlist,
    Book,
    Designate,
    Defer,
    NotThisTime,
    Feedback,
    Withdraw,
}

impl Act {
    /// The words of its button.
    pub fn words(self) -> &'static str {
        match self {
            Self::Word => "Give the school’s word",
            Self::Declare => "Say what ties you to them",
            Self::Shortlist => "Shortlist",
            Self::Book => "Book the interview",
            Self::Designate => "Designate",
            Self::Defer => "Defer to a later round",
            Self::NotThisTime => "Not this time",
            Self::Feedback => "Give feedback",
            Self::Withdraw => "Withdraw",
        }
    }
}

/// What can be done about an applicant now from these seats, in the order of the way through.
pub fn acts(round: &Round, of: &Applicant, seats: Seats) -> Vec<Act> {
    let kind = of.stage.kind();
    let (open, decides) = (
        kind.open() && round.over.is_none(),
        seats.keeps && !seats.tied,
    );
    let may_shortlist = seats.decides() && !seats.tied && kind == StageKind::PutForward;
    [
        (Act::Word, open && seats.writes_word),
        (Act::Declare, open && seats.panel),
        (Act::Shortlist, open && may_shortlist),
        (
            Act::Book,
            open && seats.keeps && matches!(kind, StageKind::Shortlisted | StageKind::Booked),
        ),
        (Act::Designate, open && decides && kind == StageKind::Booked),
        (Act::Defer, open && decides),
        (Act::NotThisTime, open && decides),
        (
            Act::Feedback,
            !kind.open() && kind != StageKind::Withdrawn && seats.decides(),
        ),
        (Act::Withdraw, open && (seats.own || seats.keeps)),
    ]
    .into_iter()
    .filter_map(|(act, can)| can.then_some(act))
    .collect()
}

/// Whether somebody can write this now.
///
/// # Errors
/// Where not, and why.
pub fn check_entry(
    round: &Round,
    entry: &RoundEntry,
    actor: &Actor,
    around: &Around,
) -> Result<(), RecruitmentFault> {
    let keeps = may(
        actor,
        Action::RunRecruitment,
        &Resource::of(actor.authority),
    );
    if let Some(id) = entry.applicant()
        && !matches!(entry, RoundEntry::PutForward { .. })
    {
        let of = round.applicant(id).ok_or(NotYours)?;
        let seats = seats(round, of, actor, around);
        if !seats.any() {
            return Err(NotYours);
        }
        return about(round, of, entry, seats, around);
    }
    if round.over.is_some() {
        return wrong("entry", "this round is over");
    }
    match entry {
        RoundEntry::Change { round: draft } if keeps => check_change(round, draft, around),
        RoundEntry::End { why } if keeps => {
            let open = round.applicants.iter().find(|one| one.stage.open());
            if let Some(one) = open {
                let name = &one.application.name;
                return wrong("why", format!("nothing is said yet of what came of {name}"));
            }
            written(
                "why",
                why,
                400,
                "say why it ends, and of places that are left, why",
            )
        }
        RoundEntry::PutForward { application, .. } => {
            check_application(round, application, actor, around)
        }
        _ => Err(NotYours),
    }
}

fn check_change(
    round: &Round,
    draft: &RoundDraft,
    around: &Around,
) -> Result<(), RecruitmentFault> {
    check_draft(draft, around)?;
    if draft.kind != round.draft.kind && !round.applicants.is_empty() {
        return wrong(
            "kind",
            "somebody is put forward already: who is sought cannot change",
        );
    }
    let filled = round.count(StageKind::Designated);
    if usize::from(draft.places) < filled {
        return wrong("places", "more than that are designated");
    }
    for one in &round.applicants {
        let name = &one.application.name;
        if one
            .application
            .person
            .is_some_and(|id| draft.panel.contains(&id))
        {
            return wrong("panel", format!("{name} is put forward in this round"));
        }
        let Some(interview) = one.interview() else {
            continue;
        };
        if !draft.interviews.contains(&interview.on) {
            let day = day_words(interview.on);
            return wrong(
                "interviews",
                format!("{name} is to be interviewed on {day}"),
            );
        }
        if !interview.by.iter().all(|id| draft.panel.contains(id)) {
            return wrong(
                "panel",
                format!("somebody left out here is to interview {name}: book that again first"),
            );
        }
    }
    Ok(())
}

/// An entry about somebody who is put forward.
fn about(
    round: &Round,
    of: &Applicant,
    entry: &RoundEntry,
    seats: Seats,
    around: &Around,
) -> Result<(), RecruitmentFault> {
    let act = match entry {
        RoundEntry::Word { .. } => Act::Word,
        RoundEntry::Declare { .. } => Act::Declare,
        RoundEntry::Shortlist { .. } => Act::Shortlist,
        RoundEntry::Book { .. } => Act::Book,
        RoundEntry::Outcome { outcome, .. } => match outcome {
            Outcome::Designated { .. } => Act::Designate,
            Outcome::Deferred { .. } => Act::Defer,
            Outcome::NotThisTime => Act::NotThisTime,
        },
        RoundEntry::Feedback { .. } => Act::Feedback,
        RoundEntry::Withdraw { .. } => Act::Withdraw,
        _ => return Err(NotYours),
    };
    if !acts(round, of, seats).contains(&act) {
        return Err(not_now(round, of, act, seats));
    }
    let name = &of.application.name;
    match entry {
        RoundEntry::Word { words, .. } => written("words", words, 1_000, "say it in words"),
        RoundEntry::Declare { interest, .. } if interest.chars().count() > 400 => {
            wrong("interest", "write at most 400 characters")
        }
        RoundEntry::Shortlist { why, .. } => {
            if of.word.as_ref().is_some_and(|word| !word.supports) {
                return wrong("why", format!("{name}’s own school does not support it"));
            }
            written("why", why, 400, "say why they are shortlisted")
        }
        RoundEntry::Book { on, place, by, .. } => {
            if *on < around.today {
                return wrong("on", "that day is over");
            }
            if !round.draft.interviews.contains(on) {
                return wrong(
                    "on",
                    "choose a day of the round; another is added to the round first",
                );
            }
            written("place", place, 200, "say where, or by which means")?;
            check_interviewers(round, of, by, around)
        }
        RoundEntry::Outcome {
            outcome,
            why,
            feedback,
            ..
        } => {
            if let Outcome::Designated { award } = outcome {
                check_award(round, of, award, around)?;
            }
            written("why", why, 1_000, "say why: the applicant reads it")?;
            if feedback.chars().count() > 2_000 {
                return wrong("feedback", "write at most 2000 characters");
            }
            Ok(())
        }
        RoundEntry::Feedback { words, .. } => {
            written("words", words, 2_000, "say what would help them next time")
        }
        RoundEntry::Withdraw { why, .. } => written("why", why, 400, "say why"),
        _ => Ok(()),
    }
}

/// Why an act cannot be taken: whose it is, or where the applicant stands.
fn not_now(round: &Round, of: &Applicant, act: Act, seats: Seats) -> RecruitmentFault {
    let name = &of.application.name;
    let words = match (act, &of.stage) {
        _ if round.over.is_some() && act != Act::Feedback => "this round is over".to_owned(),
        (Act::Shortlist | Act::Designate | Act::Defer | Act::NotThisTime, _)
            if seats.tied && seats.decides() =>
        {
            format!(
                "you are tied to {}: somebody else decides of {name}",
                of.application.school_name
            )
        }
        (Act::Word, stage) if seats.writes_word && !stage.open() => of_stage(name, stage),
        (Act::Declare, stage) if seats.panel && !stage.open() => of_stage(name, stage),
        (Act::Withdraw, stage) if (seats.own || seats.keeps) && !stage.open() => {
            of_stage(name, stage)
        }
        (Act::Shortlist, stage) if seats.decides() => of_stage(name, stage),
        (Act::Feedback, _) if seats.decides() => {
            "feedback is given once it is said what came of it".to_owned()
        }
        (Act::Book, Stage::PutForward) if seats.keeps => {
            format!("{name} is not shortlisted yet")
        }
        (Act::Designate, Stage::PutForward | Stage::Shortlisted) if seats.keeps => {
            format!("{name} has not been interviewed")
        }
        (Act::Book | Act::Designate | Act::Defer | Act::NotThisTime, stage) if seats.keeps => {
            of_stage(name, stage)
        }
        _ => return NotYours,
    };
    RecruitmentFault::Written("entry", words)
}

fn of_stage(name: &str, stage: &Stage) -> String {
    format!("{name}: {} already", stage.kind().words().to_lowercase())
}

/// Who wrote meanwhile what this entry would be written over: of the same applicant, or of the round itself. What an
/// interviewer declares stands in nobody's way here: it is asked of every booking and award.
pub fn overtaken<'a>(
    kept: &'a [Kept<RoundEntry>],
    entry: &RoundEntry,
    (base, person): (u64, PersonId),
) -> Option<&'a By> {
    let same = |one: &RoundEntry| match (one, entry) {
        (RoundEntry::Declare { .. }, _) | (_, RoundEntry::Declare { .. }) => false,
        (_, RoundEntry::PutForward { .. } | RoundEntry::Feedback { .. }) => false,
        _ => one.applicant() == entry.applicant(),
    };
    kept.iter()
        .find(|one| one.revision > base && one.by.id != person && same(&one.entry))
        .map(|one| &one.by)
}

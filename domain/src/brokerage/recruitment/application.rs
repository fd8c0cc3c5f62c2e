//! Whether somebody can be put forward as it is written, by whom and when.

use super::super::areas::Areas;
use super::super::leader::HalfDays;
use super::around::Around;
use super::check::{RecruitmentFault, written, wrong};
use super::entry::{Application, PutForwardBy};
use super::round::{Applicant, Round, Standing};
use crate::access::{Action, Actor, Resource, may, may_somewhere};
use crate::calendar::{Date, day_words};
use crate::schools::Key;

/// Whether this person can put them forward in this round.
///
/// # Errors
/// Where not, and why.
pub(super) fn check_application(
    round: &Round,
    said: &Application,
    actor: &Actor,
    around: &Around,
) -> Result<(), RecruitmentFault> {
    let here = Resource::of(actor.authority);
    let heads = said.school.is_some_and(|urn| {
        let one = around.people.get(&actor.person);
        one.is_some_and(|one| one.heads(urn))
    });
    let known = said.leader.is_none_or(|id| around.homes.contains_key(&id))
        && said.person.is_none_or(|id| around.people.contains_key(&id));
    let home = |id| around.homes.get(&id).copied().flatten();
    let yours = match said.by {
        PutForwardBy::Themselves => {
            said.person == Some(actor.person)
                && said.leader == actor.leader
                && may_somewhere(actor, Action::PutForward)
        }
        PutForwardBy::Head => {
            heads
                && said.person != Some(actor.person)
                && said.leader.is_none_or(|id| home(id) == said.school)
        }
        PutForwardBy::Office => may(actor, Action::RunRecruitment, &here),
    };
    if !yours {
        return Err(RecruitmentFault::NotYours);
    }
    if !known {
        return wrong("who", "choose somebody of the list, or write a name");
    }
    match round.standing(around.today) {
        Standing::Open => {}
        Standing::ToCome => {
            let day = day_words(round.draft.opens);
            return wrong("name", format!("this round opens on {day}"));
        }
        Standing::Closed | Standing::Over => {
            return wrong("name", "this round is closed to applications");
        }
    }
    written("name", &said.name, 120, "write a name")?;
    let same = |one: &&Applicant| {
        let other = &one.application;
        one.stage.open()
            && ((said.person.is_some() && other.person == said.person)
                || (said.leader.is_some() && other.leader == said.leader)
                || (other.school == said.school
                    && other.name.trim().to_lowercase() == said.name.trim().to_lowercase()))
    };
    if let Some(one) = round.applicants.iter().find(same) {
        let day = day_words(one.put.at.day());
        return wrong(
            "name",
            format!(
                "{} is put forward in this round since {day}",
                said.name.trim()
            ),
        );
    }
    if said
        .person
        .is_some_and(|id| round.draft.panel.contains(&id))
    {
        return wrong(
            "name",
            "who interviews in this round cannot be put forward in it",
        );
    }
    check_said(said, around.today)
}

fn check_said(said: &Application, today: Date) -> Result<(), RecruitmentFault> {
    written(
        "school",
        &said.school_name,
        120,
        "say which school is theirs",
    )?;
    written("post", &said.post, 120, "say what they do there")?;
    if said.areas.is_empty() {
        return wrong("areas", "say at least one thing they can help with");
    }
    let listed = |area: &Key| Areas::standard().area(*area).is_some();
    if said.areas.len() > 12 || !said.areas.iter().all(listed) {
        return wrong("areas", "choose twelve areas of the list at most");
    }
    if said.phases.is_empty() {
        return wrong("phases", "choose at least one phase");
    }
    let year = u16::try_from(today.year()).unwrap_or(u16::MAX);
    if said
        .leads_since
        .is_some_and(|since| !(1970..=year).contains(&since))
    {
        return wrong("since", "write a year, such as 2019, or leave it empty");
    }
    if said.yearly > HalfDays::days(200) {
        return wrong("days", "at most 200 days a year");
    }
    written(
        "statement",
        &said.statement,
        1_500,
        "say why, in a few sentences",
    )
}

//! Putting somebody forward: oneself, one's own staff, or whoever the office knows.

use domain::access::Action;
use domain::api::{RecruitmentPage as Page, RoundRow};
use domain::brokerage::HalfDays;
use domain::brokerage::recruitment::{Application, PutForwardBy, RoundEntry, Standing};
use domain::schools::{ApplicantId, LeaderId, PersonId, Urn};
use leptos::prelude::*;

use super::draft::{area_choices, areas_of, phase_choices, phases_of};
use super::{Desk, entry};
use crate::browser;
use crate::pages::organisations::act::choices;
use crate::pages::support::form::{Ask, How, Written, Wrong};
use crate::words::half_days;

const FIELDS: &[&str] = &[
    "who",
    "name",
    "school",
    "district",
    "post",
    "areas",
    "phases",
    "since",
    "days",
    "statement",
];
/// Of those who put themselves forward from a school that is known.
const OWN: &[&str] = &["post", "areas", "phases", "since", "days", "statement"];
const OWN_ELSEWHERE: &[&str] = &[
    "school",
    "district",
    "post",
    "areas",
    "phases",
    "since",
    "days",
    "statement",
];

pub fn forms(desk: Desk, row: &RoundRow, page: &Page) -> AnyView {
    if row.standing != Standing::Open {
        return ().into_any();
    }
    let mine = row
        .applicants
        .iter()
        .any(|one| one.own && one.applicant.stage.open());
    let own = (page.may_apply && !mine).then(|| themselves(desk, row, page));
    let others = page.may_put.then(|| another(desk, row, page));
    view! { {own} {others} }.into_any()
}

fn themselves(desk: Desk, row: &RoundRow, page: &Page) -> AnyView {
    let (name, person, leader) = desk
        .me
        .with_value(|me| (me.name.clone(), me.actor.person, me.actor.leader));
    let school = page.own_school.clone();
    let mut asks = Vec::new();
    if school.is_none() {
        asks.push(Ask::new("school", "Your school", How::Line));
        asks.push(
            Ask::new("district", "Its district", How::Line)
                .hint("Where it is not one of this district"),
        );
    }
    asks.extend(rest("Why you put yourself forward"));
    let fields = if school.is_none() { OWN_ELSEWHERE } else { OWN };
    let applicant = ApplicantId(browser::new_id());
    let key = (format!("apply-{}", row.id), "Put yourself forward");
    entry(desk, row, key, asks, fields, move |said| {
        let mut one = application(said, PutForwardBy::Themselves)?;
        one.name = name.clone();
        (one.person, one.leader) = (Some(person), leader);
        if let Some(school) = &school {
            one.school = Some(school.urn);
            one.school_name = school.name.clone();
        }
        let application = Box::new(one);
        Ok(RoundEntry::PutForward {
            applicant,
            application,
        })
    })
}

fn another(desk: Desk, row: &RoundRow, page: &Page) -> AnyView {
    let runs = desk.me.with_value(|me| me.may(Action::RunRecruitment));
    let leaders = page
        .leaders
        .iter()
        .map(|(id, name)| (format!("leader {id}"), name.clone()));
    let known = |name: &String| page.leaders.iter().any(|(_, one)| one == name);
    let people = page
        .people
        .iter()
        .filter(|(_, name)| runs && !known(name))
        .map(|(id, name)| (format!("person {id}"), name.clone()));
    let mut who: Vec<(String, String)> = leaders.chain(people).collect();
    who.sort_by(|one, other| one.1.cmp(&other.1));
    let schools = page.schools.clone();
    let alone = schools.first().cloned().filter(|_| schools.len() == 1);
    let mut asks = Vec::new();
    if !who.is_empty() {
        asks.push(
            Ask::new("who", "Who it is", How::From(who.clone()))
                .hint("Left as it is: somebody without a record or an account here"),
        );
    }
    asks.push(
        Ask::new("name", "Their name", How::Line).hint("Left empty: as they are named above"),
    );
    if alone.is_none() {
        let list = choices(schools.iter().map(|one| (one.urn, one.name.clone())));
        asks.push(Ask::new("urn", "Their school", How::From(list)));
        asks.push(Ask::new(
            "school",
            "Or its name, where it is elsewhere",
            How::Line,
        ));
        asks.push(Ask::new("district", "And its district", How::Line));
    }
    asks.extend(rest(if runs {
        "Why they are put forward"
    } else {
        "Why you support it"
    }));
    let by = if runs {
        PutForwardBy::Office
    } else {
        PutForwardBy::Head
    };
    let words = if runs {
        "Put somebody forward"
    } else {
        "Put one of your staff forward"
    };
    let applicant = ApplicantId(browser::new_id());
    let key = (format!("put-{}", row.id), words);
    entry(desk, row, key, asks, FIELDS, move |said| {
        let mut one = application(said, by)?;
        let chosen = said.text("who");
        if let Some((_, name)) = who.iter().find(|(key, _)| *key == chosen)
            && one.name.is_empty()
        {
            one.name.clone_from(name);
        }
        (one.person, one.leader) = person_or_leader(&chosen);
        let urn = alone.as_ref().map(|one| one.urn).or_else(|| {
            let number: u32 = said.text("urn").parse().ok()?;
            Urn::try_from(number).ok()
        });
        if let Some(school) = urn.and_then(|urn| schools.iter().find(|one| one.urn == urn)) {
            one.school = Some(school.urn);
            one.school_name = school.name.clone();
            one.district.clear();
        }
        let application = Box::new(one);
        Ok(RoundEntry::PutForward {
            applicant,
            application,
        })
    })
}

fn person_or_leader(text: &str) -> (Option<PersonId>, Option<LeaderId>) {
    match text.split_once(' ') {
        Some(("leader", id)) => (None, id.parse().ok()),
        Some((_, id)) => (id.parse().ok(), None),
        None => (None, None),
    }
}

fn rest(statement: &str) -> Vec<Ask> {
    vec![
        Ask::new("post", "What they do there", How::Line),
        Ask::new("areas", "Can help with", area_choices()),
        Ask::new("phases", "In", phase_choices()),
        Ask::new("since", "The year they first led in a school", How::Line)
            .hint("Left empty: not said"),
        Ask::new("days", "Days a year they could give", How::Line).hint("Left empty: not said"),
        Ask::new("statement", statement, How::Words).hint("A few sentences"),
    ]
}

fn application(said: &Written, by: PutForwardBy) -> Result<Application, Wrong> {
    let leads_since = match said.text("since").as_str() {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| ("since", "Write a year, such as 2019, or leave it empty"))?,
        ),
    };
    let yearly = match said.text("days").as_str() {
        "" => HalfDays(0),
        text => half_days(text).ok_or(("days", "Write days in whole or half: 6, or 2½"))?,
    };
    Ok(Application {
        by,
        name: said.text("name"),
        person: None,
        leader: None,
        school: None,
        school_name: said.text("school"),
        district: said.text("district"),
        post: said.text("post"),
        areas: areas_of(said),
        phases: phases_of(said),
        leads_since,
        yearly,
        statement: said.text("statement"),
    })
}

/// Who was deferred to this round: one press puts them forward in it as they were.
pub fn deferred(desk: Desk, row: &RoundRow) -> AnyView {
    if row.deferred.is_empty() {
        return ().into_any();
    }
    let rows = row
        .deferred
        .iter()
        .map(|said| {
            let (name, school) = (said.name.clone(), said.school_name.clone());
            let press = (row.standing == Standing::Open).then(|| {
                let mut again = said.clone();
                again.by = PutForwardBy::Office;
                let applicant = ApplicantId(browser::new_id());
                let key = (format!("again-{}-{name}", row.id), "Put forward again");
                entry(desk, row, key, Vec::new(), &[], move |_| {
                    Ok(RoundEntry::PutForward {
                        applicant,
                        application: Box::new(again.clone()),
                    })
                })
            });
            view! { <li>{name} ", " {school} " " {press}</li> }
        })
        .collect_view();
    view! { <div class="deferred"><h3>"Deferred to this round"</h3><ul class="plain-list">{rows}</ul></div> }
        .into_any()
}

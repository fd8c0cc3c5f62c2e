//! Requests nobody is matched to yet.

use domain::brokerage::HalfDays;
use domain::schools::{Key, NeedId};
use domain::support::{Body, Part, Recipient, Request, Scope, Step};

use super::life::Life;
use super::{BROKER, Lived};
use crate::demo::needs::OpenNeed;
use crate::demo::terms::Terms;
use crate::demo::{Person, SchoolRecord, id, millbeck, offers, words_of_support as words};

const OFFICER: &str = "Pearl Okafor";

/// What a school asked for, as its need says it.
pub fn request(need: &OpenNeed, school: &SchoolRecord) -> Request {
    let draft = &need.draft;
    let said = words::of(draft.area);
    Request {
        urn: draft.urn,
        area: draft.area,
        priority: said.priority.to_owned(),
        tried: said.tried.to_owned(),
        outcome: if draft.note.is_empty() {
            said.outcome.to_owned()
        } else {
            draft.note.clone()
        },
        accountable: school.head.clone(),
        half_days: draft.half_days,
        from: draft.from,
        to: draft.to,
        recipient: Recipient::School,
        cohort: String::new(),
        preferred: String::new(),
        others: String::new(),
        kind: None,
        keys: Vec::new(),
    }
}

/// Requests nobody is matched to yet: new, late, sent back, being scoped, on the board, passed on.
pub fn requests(
    terms: Terms,
    schools: &[SchoolRecord],
    people: &[Person],
    needs: &[OpenNeed],
) -> Vec<Lived> {
    let named = |name: &str| schools.iter().find(|one| one.school.name == name);
    let need_of = |name: &str| {
        let school = named(name)?;
        needs.iter().find(|one| one.draft.urn == school.school.urn)
    };
    let mut all = Vec::new();
    for (at, (name, area, days_ago)) in [
        ("Tenter Croft Primary", "writing", 7),
        ("Cinder Path Primary", "attendance", 1),
        ("Bobbin Mill Primary", "maths", 9),
        ("Candle Row Primary", "phonics", 6),
        ("Kestrel Moss Primary", "attendance", 14),
    ]
    .into_iter()
    .enumerate()
    {
        let (Some(school), Ok(area)) = (named(name), area.parse::<Key>()) else {
            continue;
        };
        let said = words::of(area);
        let mut life = Life::new(
            terms,
            people,
            school,
            terms.days_ago(days_ago),
            id::request(at),
        );
        let request = Request {
            urn: school.school.urn,
            area,
            priority: said.priority.to_owned(),
            tried: said.tried.to_owned(),
            outcome: said.outcome.to_owned(),
            accountable: school.head.clone(),
            half_days: HalfDays::days(5),
            from: terms.days_on(20),
            to: terms.days_on(140),
            recipient: Recipient::School,
            cohort: String::new(),
            preferred: "Somebody who still teaches.".to_owned(),
            others: String::new(),
            kind: None,
            keys: Vec::new(),
        };
        let submit = Step::Submit {
            request: Box::new(request),
        };
        life.step(&school.head, Some(Part::Head), submit);
        life.pass(2);
        match at {
            2 => {
                let question = "Is it number in every year, or mainly years 3 and 4? That decides who can help.";
                life.step(
                    BROKER,
                    Some(Part::Broker),
                    Step::Return {
                        question: question.to_owned(),
                    },
                );
            }
            3 => life.step(BROKER, Some(Part::Broker), Step::Take),
            4 => {
                let offer = format!(
                    "{}, by Bobbin Mill Primary. Ask: Theo Amberley, Bobbin Mill Primary",
                    offers::ATTENDANCE
                );
                let of = Some(offers::offer(offers::ATTENDANCE));
                life.step(BROKER, Some(Part::Broker), Step::Signpost { offer, of });
            }
            _ => {}
        }
        all.extend(life.lived);
    }
    if let (Some(school), Some(need)) = (named(millbeck::NAME), need_of(millbeck::NAME)) {
        all.extend(on_the_board(terms, people, school, need));
    }
    if let (Some(school), Some(need)) =
        (named("Greave House School"), need_of("Greave House School"))
    {
        all.extend(passed_on(terms, people, school, need));
    }
    all
}

/// Millbeck asked, was scoped, and waits for somebody.
fn on_the_board(
    terms: Terms,
    people: &[Person],
    school: &SchoolRecord,
    need: &OpenNeed,
) -> Option<Lived> {
    let mut life = Life::new(terms, people, school, need.opened, id::case(need.id));
    let submit = Step::Submit {
        request: Box::new(request(need, school)),
    };
    life.step(&school.head, Some(Part::Head), submit);
    life.pass(1);
    life.step(BROKER, Some(Part::Broker), Step::Take);
    life.near(3);
    let draft = &need.draft;
    let scope = Scope {
        pays: None,
        area: draft.area,
        half_days: draft.half_days,
        from: draft.from,
        to: draft.to,
        talked:
            "An hour with the head and the English lead: spelling is in hand, composition is not."
                .to_owned(),
        measures: "Writing at the expected standard in years 5 and 6, term by term.".to_owned(),
        funding: "Schools forum".to_owned(),
    };
    let step = Step::Scope {
        scope: Box::new(scope),
        need: NeedId(need.id.0),
    };
    life.step(BROKER, Some(Part::Broker), step);
    life.lived
}

/// Greave House needs what nobody here can give, and the authority is asked.
fn passed_on(
    terms: Terms,
    people: &[Person],
    school: &SchoolRecord,
    need: &OpenNeed,
) -> Option<Lived> {
    let mut life = Life::new(terms, people, school, need.opened, id::case(need.id));
    let begin = Step::FromNeed {
        request: Box::new(request(need, school)),
        need: need.id,
    };
    life.step(OFFICER, Some(Part::Officer), begin);
    life.pass(12);
    let escalate = Step::Escalate {
        to: Body::Authority,
        why: "Nobody here has run a special school’s budget; the alliance next door has no days until summer.".to_owned(),
    };
    life.step(BROKER, Some(Part::Broker), escalate);
    life.lived
}

mod seat;

use time::macros::date;
use uuid::Uuid;

use super::*;
use crate::calendar::Date;
use crate::schools::{ApplicantId, Key, PersonId};
use seat::*;

#[test]
fn somebody_goes_from_their_own_application_to_a_designation_and_every_step_is_someones() {
    let mut round = Written::begun();
    round.put(LEADER, CLOSES, forward(LEADER, PutForwardBy::Themselves));
    round.refuses(
        LEADER,
        CLOSES,
        forward(LEADER, PutForwardBy::Themselves),
        "since 20 Nov 2026",
    );
    round.refuses(LEADER, CLOSES, word(LEADER, true), "not yours");
    round.refuses(OFFICER, CLOSES, word(LEADER, true), "not yours");
    round.put(LEAD, CLOSES, shortlist(LEADER));
    round.refuses(
        OFFICER,
        CLOSES,
        designate(LEADER, CLOSES),
        "not been interviewed",
    );
    round.refuses(
        LEAD,
        CLOSES,
        book(LEADER, INTERVIEWS, &[OFFICER, LEAD]),
        "not yours",
    );
    round.refuses(
        OFFICER,
        CLOSES,
        book(LEADER, INTERVIEWS, &[OFFICER]),
        "at least two",
    );
    round.refuses(
        OFFICER,
        CLOSES,
        book(LEADER, INTERVIEWS, &[OFFICER, HEAD]),
        "Headteacher 4 is tied to School One",
    );
    round.refuses(
        OFFICER,
        CLOSES,
        book(LEADER, date!(2026 - 12 - 03), &[OFFICER, LEAD]),
        "a day of the round",
    );
    round.put(OFFICER, CLOSES, book(LEADER, INTERVIEWS, &[OFFICER, LEAD]));
    // Interviewed again on another day, with somebody else.
    round.put(LEAD, INTERVIEWS, declare(LEADER, "I taught with them."));
    round.refuses(
        OFFICER,
        INTERVIEWS,
        designate(LEADER, INTERVIEWS),
        "has not said that it supports",
    );
    round.put(HEAD, INTERVIEWS, word(LEADER, true));
    round.refuses(
        OFFICER,
        INTERVIEWS,
        designate(LEADER, INTERVIEWS),
        "Officer 1 has not said",
    );
    round.put(OFFICER, INTERVIEWS, declare(LEADER, ""));
    round.refuses(
        OFFICER,
        INTERVIEWS,
        designate(LEADER, INTERVIEWS),
        "PartnershipLead 3 has declared an interest",
    );
    round.put(OFFICER, INTERVIEWS, book(LEADER, AGAIN, &[OFFICER, BROKER]));
    round.put(BROKER, INTERVIEWS, declare(LEADER, ""));
    round.refuses(
        OFFICER,
        INTERVIEWS,
        designate(LEADER, INTERVIEWS),
        "8 Feb 2027",
    );
    round.put(OFFICER, AGAIN, designate(LEADER, AGAIN));
    let now = round.round();
    assert_eq!((now.left(), now.count(StageKind::Designated)), (0, 1));
    assert_eq!(now.applicants[0].before.len(), 2);
    assert_eq!(now.applicants[0].feedback.len(), 1);
    round.refuses(
        OFFICER,
        AGAIN,
        designate(LEADER, AGAIN),
        "designated already",
    );
}

#[test]
fn no_place_is_given_twice_and_one_that_stays_empty_is_counted() {
    let mut round = Written::begun();
    for who in [LEADER, OTHER_LEADER] {
        let mut said = application(who, PutForwardBy::Themselves);
        said.school = (who == LEADER).then(|| urn(1));
        let put = RoundEntry::PutForward {
            applicant: applicant(who),
            application: Box::new(said),
        };
        round.put(who, OPENED, put);
    }
    // Nobody of a school elsewhere has an account: the office writes down what it was told.
    round.put(OFFICER, OPENED, word(OTHER_LEADER, true));
    round.put(HEAD, OPENED, word(LEADER, true));
    for who in [LEADER, OTHER_LEADER] {
        round.put(OFFICER, CLOSES, shortlist(who));
        round.put(OFFICER, CLOSES, book(who, INTERVIEWS, &[OFFICER, LEAD]));
        for by in [OFFICER, LEAD] {
            round.put(by, CLOSES, declare(who, ""));
        }
    }
    round.refuses(
        OFFICER,
        CLOSES,
        RoundEntry::End {
            why: "Over.".to_owned(),
        },
        "nothing is said",
    );
    round.put(OFFICER, INTERVIEWS, designate(LEADER, INTERVIEWS));
    round.refuses(
        OFFICER,
        INTERVIEWS,
        designate(OTHER_LEADER, INTERVIEWS),
        "every place",
    );
    round.put(
        OFFICER,
        INTERVIEWS,
        outcome(OTHER_LEADER, Outcome::Deferred { to: None }),
    );
    let mut more = draft();
    more.places = 3;
    let change = RoundEntry::Change {
        round: Box::new(more),
    };
    round.put(OFFICER, INTERVIEWS, change);
    round.put(
        OFFICER,
        INTERVIEWS,
        RoundEntry::End {
            why: "Two places found nobody.".to_owned(),
        },
    );
    assert_eq!(round.round().left(), 2);
    assert_eq!(round.round().standing(INTERVIEWS), Standing::Over);
    let late = forward(OTHER_LEADER, PutForwardBy::Themselves);
    round.refuses(OTHER_LEADER, INTERVIEWS, late, "this round is over");
}

#[test]
fn an_applicant_reads_of_themselves_a_head_of_their_staff_and_another_applicant_nothing() {
    let mut round = Written::begun();
    round.put(LEADER, OPENED, forward(LEADER, PutForwardBy::Themselves));
    let mut other = application(OTHER_LEADER, PutForwardBy::Themselves);
    other.school = None;
    round.put(
        OTHER_LEADER,
        OPENED,
        RoundEntry::PutForward {
            applicant: applicant(OTHER_LEADER),
            application: Box::new(other),
        },
    );
    round.put(LEAD, OPENED, declare(LEADER, "A friend."));
    let (now, around) = (round.round(), around(OPENED));
    let read = |who: u128| -> Vec<(ApplicantId, usize)> {
        let actor = &around.people[&person(who)].actor;
        now.applicants
            .iter()
            .filter_map(|one| seen(one, seats(&now, one, actor, &around)))
            .map(|one| (one.id, one.interests.len()))
            .collect()
    };
    let (one, two) = (applicant(LEADER), applicant(OTHER_LEADER));
    assert_eq!(read(LEADER), [(one, 0)]);
    assert_eq!(read(OTHER_LEADER), [(two, 0)]);
    // The head of the first is named to interview, and reads the round so.
    assert_eq!(read(HEAD), [(one, 1), (two, 0)]);
    for who in [OFFICER, BROKER, LEAD] {
        assert_eq!(read(who), [(one, 1), (two, 0)], "{who}");
    }
    for who in [GOVERNOR, OTHER_HEAD] {
        assert_eq!(read(who), [], "{who}");
    }
}

#[test]
fn a_keeper_of_rounds_who_is_put_forward_keeps_nothing_of_that_round() {
    let mut round = Written::begun();
    let mut said = application(LEADER, PutForwardBy::Office);
    said.person = Some(person(BROKER));
    said.school = Some(urn(2));
    let put = RoundEntry::PutForward {
        applicant: applicant(BROKER),
        application: Box::new(said.clone()),
    };
    round.refuses(OFFICER, OPENED, put.clone(), "who interviews");
    let mut without = draft();
    without.panel = vec![person(OFFICER), person(LEAD)];
    let change = RoundEntry::Change {
        round: Box::new(without),
    };
    round.put(OFFICER, OPENED, change);
    round.put(OFFICER, OPENED, put);
    round.put(LEADER, OPENED, forward(LEADER, PutForwardBy::Themselves));
    round.refuses(BROKER, OPENED, shortlist(LEADER), "not yours");
    round.refuses(BROKER, OPENED, shortlist(BROKER), "not yours");
    let back = RoundEntry::Change {
        round: Box::new(draft()),
    };
    round.refuses(OFFICER, OPENED, back, "put forward in this round");
}

#[test]
fn nobody_decides_of_somebody_of_a_school_they_are_tied_to() {
    let mut round = Written::begun();
    let mut said = application(OTHER_LEADER, PutForwardBy::Head);
    (said.person, said.leader) = (None, None);
    said.school = Some(urn(2));
    said.school_name = "School Two".to_owned();
    let put = RoundEntry::PutForward {
        applicant: applicant(9),
        application: Box::new(said),
    };
    round.refuses(HEAD, OPENED, put.clone(), "not yours");
    round.put(OTHER_HEAD, OPENED, put);
    // A head who puts somebody forward has said so.
    assert!(round.round().applicants[0].supported());
    round.refuses(BROKER, OPENED, shortlist(9), "you are tied to School Two");
    round.put(OFFICER, OPENED, shortlist(9));
    round.refuses(
        BROKER,
        OPENED,
        outcome(9, Outcome::NotThisTime),
        "you are tied to School Two",
    );
    // A no of the school keeps somebody from being designated, and is not the last word.
    round.put(OTHER_HEAD, OPENED, word(9, false));
    assert!(!round.round().applicants[0].supported());
    round.put(OTHER_HEAD, OPENED, word(9, true));
    round.put(
        OFFICER,
        OPENED,
        RoundEntry::Withdraw {
            applicant: applicant(9),
            why: "They have moved.".to_owned(),
        },
    );
    round.refuses(OFFICER, OPENED, shortlist(9), "withdrawn already");
}

#[test]
fn a_head_who_applies_has_the_word_of_their_governors() {
    let mut round = Written::begun();
    let mut without = draft();
    without.panel = Vec::new();
    let change = RoundEntry::Change {
        round: Box::new(without),
    };
    round.put(OFFICER, OPENED, change);
    let mut said = application(HEAD, PutForwardBy::Themselves);
    said.leader = None;
    let put = RoundEntry::PutForward {
        applicant: applicant(HEAD),
        application: Box::new(said),
    };
    round.put(HEAD, OPENED, put);
    round.refuses(HEAD, OPENED, word(HEAD, true), "not yours");
    round.refuses(OFFICER, OPENED, word(HEAD, true), "not yours");
    round.put(GOVERNOR, OPENED, word(HEAD, true));
    assert!(round.round().applicants[0].supported());
}

#[test]
fn a_round_that_cannot_stand_is_refused_at_its_field() {
    let around = around(OPENED);
    let cases: [(&str, fn(&mut RoundDraft)); 10] = [
        ("title", |one| one.title.clear()),
        ("kind", |one| one.kind = Key::of("none")),
        ("why", |one| one.why.clear()),
        ("areas", |one| one.areas.push(Key::of("moon"))),
        ("places", |one| one.places = 0),
        ("body", |one| one.body.clear()),
        ("closes", |one| one.closes = Some(date!(2026 - 11 - 01))),
        ("interviews", |one| one.interviews = vec![OPENED]),
        ("panel", |one| one.panel.truncate(1)),
        ("panel", |one| one.panel.push(PersonId(Uuid::from_u128(99)))),
    ];
    assert_eq!(check_draft(&draft(), &around), Ok(()));
    for (field, change) in cases {
        let mut one = draft();
        change(&mut one);
        let Err(RecruitmentFault::Written(at, words)) = check_draft(&one, &around) else {
            panic!("{field} stands");
        };
        assert_eq!(at, field, "{words}");
    }
    // What is not known yet may be left out.
    let mut one = draft();
    one.closes = None;
    one.interviews.clear();
    one.panel.clear();
    assert_eq!(check_draft(&one, &around), Ok(()));
}

#[test]
fn whose_turn_it_is_is_said_and_an_outcome_is_told_for_a_fortnight() {
    let mut round = Written::begun();
    round.put(LEADER, OPENED, forward(LEADER, PutForwardBy::Themselves));
    let on = |round: &Written, day: Date| -> Vec<(Whose, Option<Date>)> {
        let now = round.round();
        let found = waits(&now, &now.applicants[0], &around(day));
        found.iter().map(|one| (one.whose, one.due)).collect()
    };
    assert_eq!(on(&round, OPENED), [(Whose::School, Some(CLOSES))]);
    let after = date!(2026 - 11 - 21);
    assert_eq!(
        on(&round, after),
        [
            (Whose::School, Some(CLOSES)),
            (Whose::Office, Some(INTERVIEWS))
        ]
    );
    round.put(HEAD, CLOSES, word(LEADER, true));
    round.put(OFFICER, CLOSES, shortlist(LEADER));
    round.put(OFFICER, CLOSES, book(LEADER, INTERVIEWS, &[OFFICER, LEAD]));
    round.put(LEAD, CLOSES, declare(LEADER, ""));
    assert_eq!(
        on(&round, CLOSES),
        [
            (Whose::Interviewer(person(OFFICER)), Some(INTERVIEWS)),
            (Whose::Applicant, Some(INTERVIEWS))
        ]
    );
    round.put(OFFICER, INTERVIEWS, declare(LEADER, ""));
    assert_eq!(on(&round, INTERVIEWS), [(Whose::Office, Some(INTERVIEWS))]);
    round.put(OFFICER, INTERVIEWS, outcome(LEADER, Outcome::NotThisTime));
    assert_eq!(on(&round, INTERVIEWS), [(Whose::Applicant, None)]);
    assert_eq!(on(&round, AGAIN), []);
}

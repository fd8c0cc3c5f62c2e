use time::macros::date;
use uuid::Uuid;

use super::*;
use crate::calendar::Moment;
use crate::schools::{By, ChangeId, PersonId};

fn urns(count: u32) -> Vec<Urn> {
    (0..count)
        .map(|at| Urn::try_from(100_001 + at).unwrap())
        .collect()
}

#[test]
fn no_school_reviews_its_reviewer_and_few_meet_again() {
    for count in 3..30 {
        let members = urns(count);
        let first = suggest_pairs(&members, &[]);
        assert_eq!(first.len(), members.len());
        assert_eq!(check_pairs(&first, &members), Ok(()), "{count}");
        let second = suggest_pairs(&members, &first);
        assert_eq!(check_pairs(&second, &members), Ok(()), "{count}");
        let again = second.iter().filter(|pair| first.contains(pair)).count();
        assert_eq!(again, 0, "{count}");
    }
    assert!(suggest_pairs(&urns(2), &[]).is_empty());
}

#[test]
fn pairs_that_make_no_round_are_refused_in_words() {
    let all = urns(4);
    let pair = |one: usize, other: usize| Pair {
        reviewer: all[one],
        reviewed: all[other],
    };
    for (pairs, said) in [
        (vec![pair(0, 0)], "itself"),
        (vec![pair(0, 1), pair(1, 0)], "that reviews it"),
        (vec![pair(0, 1), pair(0, 2)], "reviews one other"),
        (vec![], "three schools"),
    ] {
        let refused = check_pairs(&pairs, &all).unwrap_err().to_string();
        assert!(refused.contains(said), "{refused}");
    }
    assert!(check_pairs(&[pair(0, 3)], &all[..3]).is_err());
}

#[test]
fn a_review_is_written_by_the_reviewer_answered_by_the_school_and_looked_at_again() {
    let members = urns(3);
    let pairs = suggest_pairs(&members, &[]);
    let reviewed = pairs[0].reviewed;
    let kept = |revision, entry| Kept {
        revision,
        id: ChangeId(Uuid::from_u128(u128::from(revision))),
        at: Moment(1_790_000_000_000),
        by: By {
            id: PersonId(Uuid::from_u128(1)),
            name: "A head".to_owned(),
        },
        entry,
    };
    let begin = PeerEntry::Begin {
        partnership: PartnershipId(Uuid::from_u128(1)),
        title: "Spring".to_owned(),
        pairs,
        by: date!(2027 - 03 - 31),
    };
    let today = date!(2027 - 02 - 01);
    let record = PeerEntry::Record {
        reviewed,
        record: Box::new(Record {
            on: today,
            focus: "Reading".to_owned(),
            strengths: "Phonics".to_owned(),
            questions: "Who reads aloud in year 5?".to_owned(),
            again: date!(2027 - 05 - 01),
        }),
    };
    let reply = PeerEntry::Reply {
        reviewed,
        words: "Nobody yet.".to_owned(),
    };
    let round = Round::of(&[kept(1, begin.clone())]).unwrap();
    assert_eq!(
        round.check(&record, PeerSeat::Reviewed, today),
        Err(PeerRefusal::NotYours)
    );
    assert!(round.check(&reply, PeerSeat::Reviewed, today).is_err());
    assert_eq!(round.check(&record, PeerSeat::Reviewer, today), Ok(()));
    let round = Round::of(&[kept(1, begin), kept(2, record.clone())]).unwrap();
    assert!(round.check(&record, PeerSeat::Reviewer, today).is_err());
    assert_eq!(round.check(&reply, PeerSeat::Reviewed, today), Ok(()));
    assert_eq!(
        round.check(&reply, PeerSeat::Lead, today),
        Err(PeerRefusal::NotYours)
    );
    let due = round.review(reviewed).unwrap().due(round.by);
    assert_eq!(due, Some((date!(2027 - 05 - 01), "Look at it again")));
    let again = PeerEntry::Again {
        reviewed,
        on: today,
        words: "Two do.".to_owned(),
    };
    assert_eq!(
        round.check(&again, PeerSeat::Reviewer, today),
        Err(PeerRefusal::NotYours)
    );
    assert_eq!(round.check(&again, PeerSeat::Reviewed, today), Ok(()));
}

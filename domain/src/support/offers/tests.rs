use std::collections::BTreeSet;

use time::macros::date;
use uuid::Uuid;

use super::*;
use crate::brokerage::{Areas, HalfDays};
use crate::calendar::{Date, Moment};
use crate::schools::{By, CaseId, ChangeId, Key, OrganisationId, PersonId, Phase, Place, Urn};
use crate::support::money::Pence;
use crate::support::{Kept, LogFault};

const TODAY: Date = date!(2026 - 11 - 27);

fn urn(number: u32) -> Urn {
    Urn::try_from(107_000 + number).unwrap()
}

fn case(number: u128) -> CaseId {
    CaseId(Uuid::from_u128(number))
}

fn alliance() -> OrganisationId {
    OrganisationId(Uuid::from_u128(7))
}

fn draft() -> OfferDraft {
    OfferDraft {
        by: Offerer::School(urn(1)),
        title: "See mixed-age mathematics taught".to_owned(),
        about: "Three mornings in three classes.".to_owned(),
        areas: vec![Key::of("maths")],
        phases: vec![Phase::Primary],
        places: Some(2),
        half_days: HalfDays(3),
        from: date!(2026 - 11 - 01),
        to: date!(2027 - 03 - 31),
        contact: "The head".to_owned(),
        price: Pence::pounds(120),
        free_to: Some(alliance()),
        within: None,
    }
}

fn offer(draft: OfferDraft, entries: &[OfferEntry]) -> Offer {
    let put = OfferEntry::Put {
        offer: Box::new(draft),
    };
    let kept: Vec<Kept<OfferEntry>> = std::iter::once(&put)
        .chain(entries)
        .enumerate()
        .map(|(at, entry)| Kept {
            revision: at as u64 + 1,
            id: ChangeId(Uuid::from_u128(at as u128)),
            at: Moment(0),
            by: By {
                id: PersonId(Uuid::nil()),
                name: "Head".to_owned(),
            },
            entry: entry.clone(),
        })
        .collect();
    Offer::of(&kept).unwrap()
}

fn take(number: u128) -> OfferEntry {
    OfferEntry::Take {
        case: case(number),
        school: urn(5),
    }
}

fn wanted() -> Wanted {
    Wanted {
        school: urn(5),
        area: Key::of("maths"),
        phase: Phase::Primary,
        place: Some(Place {
            easting: 416_000,
            northing: 433_000,
        }),
        belongs: BTreeSet::new(),
        today: TODAY,
    }
}

fn near() -> Option<Place> {
    Some(Place {
        easting: 419_000,
        northing: 433_000,
    })
}

#[test]
fn the_last_place_goes_once_and_comes_back_where_it_is_given_back() {
    let half = offer(draft(), &[take(1)]);
    assert_eq!(half.left(), Some(1));
    assert_eq!(half.check(&take(2), TODAY), Ok(()));
    assert_eq!(
        half.check(&take(1), TODAY),
        Err(LogFault("of", "this case has a place in it already"))
    );
    let full = offer(draft(), &[take(1), take(2)]);
    assert_eq!(full.standing(TODAY), OfferStanding::Full);
    assert_eq!(
        full.check(&take(3), TODAY),
        Err(LogFault("of", "the last place was taken meanwhile"))
    );
    let back = OfferEntry::GiveBack {
        case: case(1),
        why: "The school found somebody.".to_owned(),
    };
    assert_eq!(full.check(&back, TODAY), Ok(()));
    let again = offer(draft(), &[take(1), take(2), back.clone()]);
    assert_eq!(again.left(), Some(1));
    assert_eq!(again.check(&back, TODAY).unwrap_err().0, "case");
    assert_eq!(again.check(&take(3), TODAY), Ok(()));
}

#[test]
fn an_offer_begins_lapses_and_is_withdrawn_with_a_reason() {
    let one = offer(draft(), &[]);
    assert_eq!(one.standing(date!(2026 - 10 - 31)), OfferStanding::ToCome);
    assert_eq!(one.standing(date!(2027 - 03 - 31)), OfferStanding::Open);
    assert_eq!(one.standing(date!(2027 - 04 - 01)), OfferStanding::Lapsed);
    let why = |why: &str| OfferEntry::Withdraw {
        why: why.to_owned(),
    };
    assert_eq!(one.check(&why(" "), TODAY).unwrap_err().0, "why");
    let gone = offer(draft(), &[why("The teacher leaves.")]);
    assert_eq!(gone.standing(TODAY), OfferStanding::Withdrawn);
    for entry in [take(1), why("Again.")] {
        assert_eq!(gone.check(&entry, TODAY).unwrap_err().0, "entry");
    }
}

#[test]
fn an_offer_that_cannot_be_is_refused_at_its_field() {
    let wrong = |change: fn(&mut OfferDraft)| {
        let mut one = draft();
        change(&mut one);
        check_offer(&one, TODAY).unwrap_err().0
    };
    assert_eq!(check_offer(&draft(), TODAY), Ok(()));
    assert_eq!(wrong(|one| one.title.clear()), "title");
    assert_eq!(wrong(|one| one.areas.clear()), "areas");
    assert_eq!(wrong(|one| one.areas = vec![Key::of("moon")]), "areas");
    assert_eq!(wrong(|one| one.places = Some(0)), "places");
    assert_eq!(wrong(|one| one.to = date!(2026 - 10 - 01)), "to");
    assert_eq!(wrong(|one| one.to = date!(2030 - 10 - 01)), "to");
    assert_eq!(wrong(|one| one.contact.clear()), "contact");
    assert_eq!(wrong(|one| one.price = Pence(-1)), "price");
    assert_eq!(wrong(|one| one.price = Pence::ZERO), "free_to");
    let full = offer(draft(), &[take(1), take(2)]);
    let fewer = OfferDraft {
        places: Some(1),
        ..draft()
    };
    let change = |offer| OfferEntry::Change {
        offer: Box::new(offer),
    };
    assert_eq!(full.check(&change(fewer), TODAY).unwrap_err().0, "places");
    let other = OfferDraft {
        by: Offerer::Organisation(alliance()),
        ..draft()
    };
    assert_eq!(full.check(&change(other), TODAY).unwrap_err().0, "by");
}

#[test]
fn an_offer_fits_with_its_reason_in_words() {
    let one = offer(draft(), &[take(1)]);
    let fit = fitting(&one, near(), &wanted()).unwrap();
    assert_eq!(
        fit.words(),
        "mathematics, primary, the last place, 3.0 km, £120"
    );
    let mut member = wanted();
    member.belongs.insert(alliance());
    let free = fitting(&one, None, &member).unwrap();
    assert_eq!(
        free.words(),
        "mathematics, primary, the last place, distance not known, free to this school as a member"
    );
    let open = OfferDraft {
        places: None,
        phases: Vec::new(),
        price: Pence::ZERO,
        free_to: None,
        ..draft()
    };
    let fit = fitting(&offer(open, &[]), near(), &wanted()).unwrap();
    assert_eq!(
        fit.words(),
        "mathematics, any phase, all can come, 3.0 km, free"
    );
}

#[test]
fn an_offer_that_does_not_fit_says_every_reason() {
    let unfit = |draft: OfferDraft, entries: &[OfferEntry], wanted: &Wanted| {
        fitting(&offer(draft, entries), near(), wanted).unwrap_err()
    };
    let other = Wanted {
        area: Key::of("behaviour"),
        phase: Phase::Secondary,
        school: urn(1),
        ..wanted()
    };
    assert_eq!(
        unfit(draft(), &[], &other),
        [Unfit::Area, Unfit::Own, Unfit::Phase]
    );
    assert_eq!(
        unfit(draft(), &[take(1), take(2)], &wanted()),
        [Unfit::Full]
    );
    let kept = OfferDraft {
        within: Some(alliance()),
        ..draft()
    };
    let found = unfit(kept.clone(), &[], &wanted());
    assert_eq!(
        found[0].words(|_| "Vale Alliance".to_owned()),
        "only for schools of Vale Alliance, to which this school does not belong"
    );
    let mut member = wanted();
    member.belongs.insert(alliance());
    assert!(fitting(&offer(kept, &[]), near(), &member).is_ok());
    let later = Wanted {
        today: date!(2027 - 04 - 01),
        ..wanted()
    };
    assert_eq!(
        unfit(draft(), &[], &later)[0].words(|_| String::new()),
        "lapsed on 31 Mar 2027"
    );
}

#[test]
fn the_very_area_comes_first_and_then_the_nearest() {
    let around = Areas::standard()
        .areas
        .iter()
        .find_map(|area| Some((area.id, *area.within.first()?)))
        .unwrap();
    let of = |area: Key| {
        offer(
            OfferDraft {
                areas: vec![area],
                ..draft()
            },
            &[],
        )
    };
    let wanted = Wanted {
        area: around.0,
        ..wanted()
    };
    let exact_far = fitting(&of(around.0), None, &wanted).unwrap();
    let exact_near = fitting(&of(around.0), near(), &wanted).unwrap();
    let wider = fitting(&of(around.1), near(), &wanted).unwrap();
    assert!(exact_far.exact && !wider.exact);
    let mut all = [&wider, &exact_far, &exact_near];
    all.sort_by(|one, other| order(one, other));
    assert_eq!(all, [&exact_near, &exact_far, &wider]);
}

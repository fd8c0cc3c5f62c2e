use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

use super::*;
use crate::brokerage::{
    ByTerm, Depth, Familiarity, NeedDraft, Release, Specialism, Tier, standard_types,
};
use crate::schools::{LeaderId, NeedId, Phase, Urn};

const TODAY: Date = date!(2026 - 11 - 30);

fn leader(number: u128, yearly: u32, spring: Option<u32>, areas: &[&'static str]) -> Leader {
    let mut leader = Leader::blank(LeaderId(Uuid::from_u128(number)), Key::of("SLE"), TODAY);
    leader.yearly = HalfDays::days(yearly);
    leader.release = Release::Agreed;
    leader.declared_until = Some(date!(2027 - 10 - 01));
    leader.checks_until = Some(date!(2027 - 10 - 01));
    leader.profile.terms = spring.map(|days| ByTerm {
        autumn: HalfDays::days(5),
        spring: HalfDays::days(days),
        summer: HalfDays::days(5),
    });
    leader.specialisms = areas
        .iter()
        .map(|area| Specialism {
            area: Key::of(area),
            depth: Depth::Primary,
        })
        .collect();
    leader
}

fn need(number: u32, area: &'static str, days: u32, from: Date, to: Date) -> Need {
    Need {
        id: NeedId(Uuid::from_u128(number.into())),
        draft: NeedDraft {
            urn: Urn::try_from(900_000 + number).unwrap(),
            area: Key::of(area),
            note: String::new(),
            half_days: HalfDays::days(days),
            tier: Tier::default(),
            from,
            to,
            phase_essential: false,
            remote: false,
            style: None,
            familiarity: Familiarity::Either,
            meeting: None,
            of: None,
        },
        school: format!("School {number}"),
        phase: Phase::Primary,
        place: None,
        governance: None,
        organisation: None,
        roll: None,
        disadvantaged: None,
        faith: false,
        vetoes: Vec::new(),
        opened: date!(2026 - 10 - 05),
        matched: None,
    }
}

fn ahead(leaders: &[Leader], needs: &[Need], schools: u32) -> Foresight {
    let leaders: Vec<&Leader> = leaders.iter().collect();
    let needs: Vec<&Need> = needs.iter().collect();
    let ctx = Context::new(TODAY, standard_types(), leaders.iter().copied());
    let term = Term::of(date!(2027 - 02 - 01));
    foresee(&leaders, &needs, &ctx, Suppose { schools, term })
}

#[test]
fn three_schools_that_fall_leave_mathematics_short_in_spring() {
    let spring = |number, area, days| {
        need(
            number,
            area,
            days,
            date!(2027 - 01 - 11),
            date!(2027 - 03 - 26),
        )
    };
    let leaders = [
        leader(1, 20, Some(10), &["mathematics"]),
        leader(2, 20, Some(4), &["mathematics", "writing"]),
        leader(3, 20, None, &["writing"]),
    ];
    // Two schools asked so far: twelve days of mathematics, and six of writing.
    let needs = [
        spring(1, "mathematics", 8),
        spring(1, "mathematics", 4),
        spring(2, "writing", 6),
    ];
    let now = ahead(&leaders, &needs, 0);
    assert_eq!(
        now.words(),
        "As things stand, there are days enough in every area to the end of the school year."
    );
    let then = ahead(&leaders, &needs, 3);
    // Six days of mathematics a school: eighteen more, thirty in all, against fourteen.
    let of = &then.terms[1].areas[0];
    assert_eq!(of.area, Key::of("mathematics"));
    assert_eq!(
        (of.asked, of.supposed),
        (HalfDays::days(12), HalfDays::days(18))
    );
    assert_eq!(
        (of.offered, of.short()),
        (HalfDays::days(14), HalfDays::days(16))
    );
    assert_eq!(
        then.words(),
        "If 3 more schools need support in spring: in spring mathematics is 16 days short."
    );
    assert_eq!(then.terms[1].short, HalfDays::days(16));
}

#[test]
fn nobody_gives_a_day_twice() {
    // Either area could be met by the one leader, and not both.
    let leaders = [leader(1, 20, Some(6), &["mathematics", "writing"])];
    let (from, to) = (date!(2027 - 01 - 11), date!(2027 - 03 - 26));
    let needs = [
        need(1, "mathematics", 5, from, to),
        need(2, "writing", 4, from, to),
    ];
    let found = ahead(&leaders, &needs, 0);
    let spring = &found.terms[1];
    assert!(spring.areas.iter().all(|one| one.short() == HalfDays(0)));
    assert_eq!(spring.short, HalfDays::days(3));
    assert_eq!(
        found.words(),
        "As things stand: in spring there are 3 days too few for all areas together."
    );
}

#[test]
fn whoever_may_not_be_asked_offers_nothing_and_terms_that_are_over_are_left_out() {
    let (from, to) = (date!(2026 - 09 - 07), date!(2026 - 10 - 16));
    let mut one = leader(1, 20, None, &["writing"]);
    let needs = [need(1, "writing", 4, from, to)];
    // The window is past: what was not given is wanted now.
    let found = ahead(std::slice::from_ref(&one), &needs, 0);
    assert_eq!(found.terms.len(), 3);
    assert_eq!(found.terms[0].areas[0].asked, HalfDays::days(4));
    assert_eq!(found.terms[0].short, HalfDays(0));
    one.checks_until = None;
    let found = ahead(&[one], &needs, 0);
    assert_eq!(found.terms[0].short, HalfDays::days(4));
}

/// The most that can be met, by trying every way.
fn most(year: &[u32], terms: &[Vec<u32>], left: &[(usize, Vec<usize>)]) -> u32 {
    let Some(((term, covers), rest)) = left.split_first() else {
        return 0;
    };
    let without = most(year, terms, rest);
    covers.iter().fold(without, |best, who| {
        if year[*who] == 0 || terms[*who][*term] == 0 {
            return best;
        }
        let (mut year, mut terms) = (year.to_vec(), terms.to_vec());
        year[*who] -= 1;
        terms[*who][*term] -= 1;
        best.max(1 + most(&year, &terms, rest))
    })
}

proptest! {
    #[test]
    fn as_much_is_met_as_can_be(
        year in prop::collection::vec(0u32..4, 3),
        terms in prop::collection::vec(prop::collection::vec(0u32..3, 2), 3),
        asked in prop::collection::vec((0usize..2, prop::collection::btree_set(0usize..3, 0..3), 1u32..3), 1..5),
    ) {
        let mut offer = Offer::new(year.clone(), terms.clone());
        let mut met = 0;
        let mut singles = Vec::new();
        for (term, covers, half_days) in &asked {
            let covers: Vec<usize> = covers.iter().copied().collect();
            met += offer.take(*term, covers.clone(), *half_days);
            for _ in 0..*half_days {
                singles.push((*term, covers.clone()));
            }
            // What was asked first is met as well as it could be by itself.
            prop_assert_eq!(met, most(&year, &terms, &singles));
        }
    }
}

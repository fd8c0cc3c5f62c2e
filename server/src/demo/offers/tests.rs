use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::Date;
use domain::support::Kept;
use domain::support::offers::{Offer, OfferEntry, OfferStanding, check_offer};
use domain::support::organisations::{Organisation, OrganisationEntry};
use time::macros::date;

use crate::demo::{District, Entered, district};

const TODAY: Date = date!(2026 - 11 - 19);

#[test]
fn the_district_has_organisations_schools_that_belong_to_several_and_offers_of_every_standing() {
    let made = district(TODAY).unwrap();
    fn books<E: serde::de::DeserializeOwned>(made: &District, log: &str) -> Vec<Vec<Kept<E>>> {
        let mut found: BTreeMap<String, Vec<Kept<E>>> = BTreeMap::new();
        for row in made.logbooks.iter().map(Entered::row) {
            if row["log"] != log {
                continue;
            }
            let by = serde_json::json!({"id": row["person"], "name": row["name"]});
            let kept = serde_json::json!({
                "revision": row["revision"], "id": row["id"], "at": row["at"], "by": by,
                "entry": row["entry"],
            });
            let subject = row["subject"].as_str().unwrap_or_default().to_owned();
            found
                .entry(subject)
                .or_default()
                .push(serde_json::from_value(kept).unwrap());
        }
        found.into_values().collect()
    }
    let all: Vec<Organisation> = books::<OrganisationEntry>(&made, "organisation")
        .iter()
        .filter_map(|book| Organisation::of(book, |urn| urn.to_string()))
        .collect();
    assert_eq!(all.len(), 11);
    let led = all
        .iter()
        .filter(|one| one.lead_on(TODAY).is_some())
        .count();
    assert_eq!(led, 3, "hub, alliance and English hub are led now");
    assert!(all.iter().any(|one| !one.there_on(TODAY)));
    let belongs = |urn| all.iter().filter(|one| one.has(urn, TODAY)).count();
    let several = made
        .schools
        .iter()
        .filter(|one| belongs(one.school.urn) > 1);
    assert!(several.count() > 20);
    let offers: Vec<Offer> = books::<OfferEntry>(&made, "offer")
        .iter()
        .filter_map(Offer::of)
        .collect();
    assert_eq!(offers.len(), 11);
    let standings: BTreeSet<OfferStanding> = offers.iter().map(|one| one.standing(TODAY)).collect();
    for standing in [
        OfferStanding::Open,
        OfferStanding::ToCome,
        OfferStanding::Withdrawn,
    ] {
        assert!(standings.contains(&standing), "{standing:?}");
    }
    for one in &offers {
        assert_eq!(
            check_offer(&one.draft, one.draft.from),
            Ok(()),
            "{}",
            one.draft.title
        );
    }
    assert_eq!(
        offers.iter().map(|one| one.taken().count()).sum::<usize>(),
        1
    );
}

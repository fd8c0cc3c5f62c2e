use std::collections::BTreeMap;

use domain::brokerage::recruitment::{Round, RoundEntry, StageKind, Standing};
use domain::calendar::Date;
use domain::schools::Kept;
use time::macros::date;

use crate::demo::{Entered, district};

const TODAY: Date = date!(2026 - 11 - 19);

#[test]
fn the_district_has_a_round_of_every_standing_and_a_place_that_found_nobody() {
    let made = district(TODAY).unwrap();
    let mut books: BTreeMap<String, Vec<Kept<RoundEntry>>> = BTreeMap::new();
    for row in made.logbooks.iter().map(Entered::row) {
        if row["log"] != "recruitment" {
            continue;
        }
        let by = serde_json::json!({"id": row["person"], "name": row["name"]});
        let kept = serde_json::json!({
            "revision": row["revision"], "id": row["id"], "at": row["at"], "by": by,
            "entry": row["entry"],
        });
        let subject = row["subject"].as_str().unwrap_or_default().to_owned();
        let kept = serde_json::from_value(kept).unwrap();
        books.entry(subject).or_default().push(kept);
    }
    let rounds: Vec<Round> = books.values().filter_map(Round::of).collect();
    let of = |title: &str| {
        let found = rounds.iter().find(|one| one.draft.title.starts_with(title));
        found.unwrap_or_else(|| panic!("{title}"))
    };
    let past = of("Specialist leaders in mathematics");
    assert_eq!((past.standing(TODAY), past.left()), (Standing::Over, 1));
    assert_eq!(past.count(StageKind::Designated), 1);
    let now = of("Specialist leaders, winter");
    assert_eq!(now.standing(TODAY), Standing::Closed);
    for (kind, count) in [
        (StageKind::Booked, 1),
        (StageKind::Shortlisted, 1),
        (StageKind::NotThisTime, 1),
    ] {
        assert_eq!(now.count(kind), count, "{kind:?}");
    }
    let next = of("Consultant governors");
    assert_eq!(next.standing(TODAY), Standing::Open);
    assert_eq!(next.count(StageKind::PutForward), 1);
    assert!(next.applicants[0].word.is_none());
}

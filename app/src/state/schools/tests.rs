use domain::api::{SchoolRow, Standing};
use domain::calendar::Date;
use domain::meetings::Past;
use domain::risk::{Band, Level, Owner, Scheme, Span};
use domain::schools::{Governance, Phase, School, Setting, Status, Urn};

use super::{Asked, Column};

fn today() -> Date {
    Date::from_ordinal_date(2026, 320).unwrap()
}

fn school(number: u32, name: &str) -> School {
    School {
        urn: Urn::try_from(number).unwrap(),
        name: name.to_owned(),
        phase: Phase::Primary,
        setting: Setting::Mainstream,
        governance: Governance::Maintained,
        kind: "Community school".to_owned(),
        status: Status::Open,
        number: None,
        place: None,
        postcode: "AV1 2BC".to_owned(),
        town: "Otterbridge".to_owned(),
        roll: Some(number - 100_000),
        disadvantaged: None,
        trust: None,
        federation: None,
        diocese: None,
        faith: None,
        opened: None,
        closed: None,
        partnership: None,
    }
}

fn standing(band: Span<Band>, risk: Level, was: Option<Band>) -> Standing {
    Standing {
        band,
        risk: Span::only(risk),
        owner: Owner::Partnership,
        causing_concern: false,
        main_reason: String::new(),
        unknown: u32::from(band.settled().is_none()),
        decided: was.map(|band| Past::as_suggested(today(), band, risk)),
        before: None,
        holds: None,
        steady: 1,
        next_review: None,
        results: Vec::new(),
        absence: Vec::new(),
    }
}

fn row(number: u32, name: &str, standing: Option<Standing>) -> SchoolRow {
    SchoolRow {
        school: school(number, name),
        standing,
        support_in: 0,
        support_out: 0,
    }
}

fn rows() -> Vec<SchoolRow> {
    let range = Span {
        lowest: Band(1),
        known: Band(1),
        highest: Band(2),
    };
    vec![
        row(
            100_300,
            "Ash Lane Primary",
            Some(standing(Span::only(Band(0)), Level::None, Some(Band(0)))),
        ),
        row(
            100_200,
            "Beck Foot Primary",
            Some(standing(range, Level::Medium, None)),
        ),
        row(
            100_100,
            "Crag Side High",
            Some(standing(Span::only(Band(2)), Level::High, Some(Band(1)))),
        ),
        row(100_400, "Dale End Primary", None),
        row(
            100_500,
            "Eller Beck Primary",
            Some(standing(Span::only(Band(3)), Level::High, Some(Band(3)))),
        ),
    ]
}

fn asked(query: &str) -> Asked {
    Asked::read(|name| {
        query
            .split('&')
            .find_map(|part| part.split_once('=').filter(|(key, _)| *key == name))
            .map(|(_, value)| value.to_owned())
    })
}

fn scheme() -> Scheme {
    Scheme::bradford().unwrap()
}

fn names(query: &str) -> Vec<String> {
    let rows = rows();
    asked(query)
        .arrange(&rows, &scheme(), today())
        .into_iter()
        .map(|at| rows[at].school.name.split(' ').next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_most_serious_come_first_a_range_at_its_upper_band_and_the_unseen_last() {
    assert_eq!(names(""), ["Eller", "Crag", "Beck", "Ash", "Dale"]);
}

#[test]
fn what_is_not_there_comes_last_whichever_way_it_is_sorted() {
    for query in [
        "sort=category",
        "sort=-category",
        "sort=-risk",
        "sort=since",
    ] {
        assert_eq!(
            names(query).last().map(String::as_str),
            Some("Dale"),
            "{query}"
        );
    }
}

#[test]
fn each_filter_takes_what_it_says() {
    for (query, expected) in [
        ("find=beck", vec!["Eller", "Beck"]),
        ("find=otter prim", vec!["Eller", "Beck", "Ash", "Dale"]),
        ("find=100100", vec!["Crag"]),
        ("band=2", vec!["Crag", "Beck"]),
        ("band=3,0", vec!["Eller", "Ash"]),
        ("risk=high", vec!["Eller", "Crag"]),
        ("moved=1", vec!["Crag"]),
        ("unknowns=1", vec!["Beck"]),
        ("undecided=1", vec!["Beck"]),
        ("phase=secondary", vec![]),
        ("kind=academy", vec![]),
    ] {
        assert_eq!(names(query), expected, "{query}");
    }
}

#[test]
fn pressing_a_heading_again_turns_it_round() {
    let once = asked("").sorted_by(Column::Roll);
    assert!(once.descending);
    assert!(!once.sorted_by(Column::Roll).descending);
    assert!(!once.sorted_by(Column::Name).descending);
}

#[test]
fn what_cannot_be_understood_in_a_url_is_left_at_its_default() {
    assert_eq!(asked("sort=sideways&band=x&risk=purple"), Asked::default());
}

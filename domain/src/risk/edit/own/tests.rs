use super::*;
use crate::calendar::Date;
use crate::risk::{Band, Edit, SHIPPED, Scheme, categorise, difference};
use crate::schools::{Evidence, Finding, Observed, Setting};
use time::macros::date;

const TODAY: Date = date!(2026 - 11 - 19);

fn bradford() -> Document {
    Scheme::bradford().unwrap().document
}

fn survey() -> OwnIndicator {
    OwnIndicator {
        name: "  Pupil voice   survey: do you feel safe ".to_owned(),
        short: "Pupil voice".to_owned(),
        area: Some(Key::of("safeguarding")),
        lines: [Some(9_000), Some(8_000), Some(7_000)],
        ..OwnIndicator::default()
    }
}

fn judgement() -> OwnIndicator {
    let answer = |words: &str, level| Answer {
        id: None,
        words: words.to_owned(),
        level,
    };
    OwnIndicator {
        name: "Reading culture".to_owned(),
        area: Some(Key::of("teaching")),
        unit: Unit::Choice,
        answers: vec![
            answer("strong", Level::None),
            answer("patchy", Level::Medium),
            answer("absent", Level::High),
            answer(" ", Level::High),
        ],
        ..OwnIndicator::default()
    }
}

fn added(own: &OwnIndicator, to: &Document) -> (Key, Document) {
    let one = own.written(to, None).unwrap();
    let id = one.id;
    let document = Edit::Indicator(Box::new(one)).of(to);
    let checked = Scheme::new(document.clone());
    assert!(checked.is_ok(), "{:?}", checked.err());
    (id, document)
}

#[test]
fn an_own_indicator_is_asked_counts_and_is_not_known_of_anybody_yet() {
    let before = bradford();
    let (id, document) = added(&survey(), &before);
    assert_eq!(id.as_str(), "pupil_voice");
    let scheme = Scheme::new(document.clone()).unwrap();
    let band = |readings: Vec<(Key, Observed)>| -> (Band, Level) {
        let evidence = Evidence::new(Phase::Primary, Setting::Mainstream, readings);
        let now = categorise(&evidence, &scheme, TODAY);
        (
            now.band.known,
            now.judged[scheme.place(id).unwrap()].known(),
        )
    };
    let seen = |number| Observed {
        finding: Finding::number(number),
        comparator: None,
        cohort: None,
        marker: None,
        as_at: TODAY,
        contested: false,
    };
    assert_eq!(band(Vec::new()).1, Level::None);
    for (number, level) in [
        (9_001, Level::None),
        (9_000, Level::Low),
        (8_000, Level::Medium),
        (7_000, Level::High),
    ] {
        assert_eq!(band(vec![(id, seen(number))]).1, level, "{number}");
    }
    // It stands with the others of its area, and is said as something new.
    let last = document
        .indicator
        .iter()
        .rposition(|one| one.area == Some(Key::of("safeguarding")))
        .unwrap();
    assert_eq!(document.indicator[last].id, id);
    let said = difference(&before, &document);
    assert_eq!(
        said,
        [
            "Pupil voice survey: do you feel safe: looked at now, in Safeguarding and concerns; high 70% or \
          lower, medium 80% or lower, low 90% or lower"
        ]
    );
    assert_eq!(
        difference(&document, &Edit::Remove(id).of(&document)),
        ["Pupil voice survey: do you feel safe: no longer looked at"]
    );
    assert_eq!(Edit::Remove(id).of(&document), before);
}

#[test]
fn ids_are_made_from_names_and_never_clash() {
    let mut document = bradford();
    let mut ids = Vec::new();
    for name in [
        "Pupil voice",
        "Pupil-voice",
        "Pupil: voice!",
        "I10",
        "Αθήνα",
        "Ελλάς",
        "Antidisestablishmentarianism",
    ] {
        let own = OwnIndicator {
            name: name.to_owned(),
            ..survey()
        };
        let (id, next) = added(&own, &document);
        ids.push(id.to_string());
        document = next;
    }
    assert_eq!(
        ids,
        [
            "pupil_voice",
            "pupil_voice_2",
            "pupil_voice_3",
            "i10",
            "own",
            "own_2",
            "antidisestablish"
        ]
    );
    // What the shared catalogue has and this scheme does not ask is not taken for one's own.
    assert!(is_shared(Key::of("I97")));
    assert!(
        !document
            .indicator
            .iter()
            .any(|one| one.id == Key::of("I97"))
    );
    assert_eq!(
        key_of("I97", "own", |id| id == Key::of("i97")).as_str(),
        "i97_2"
    );
}

#[test]
fn a_judgement_keeps_the_ids_of_its_answers_when_their_words_change() {
    let (id, document) = added(&judgement(), &bradford());
    let mut own = OwnIndicator::read(&document, id).unwrap();
    let ids: Vec<Key> = own.answers.iter().filter_map(|one| one.id).collect();
    assert_eq!(
        ids,
        ["strong", "patchy", "absent"].map(|id| id.parse().unwrap())
    );
    own.answers[1].words = "uneven".to_owned();
    own.answers.push(Answer {
        id: None,
        words: "Strong!".to_owned(),
        level: Level::Low,
    });
    let one = own.written(&document, Some(id)).unwrap();
    let choices: Vec<(String, String)> = one
        .choice
        .as_ref()
        .unwrap()
        .iter()
        .map(|one| (one.id.to_string(), one.words.clone()))
        .collect();
    assert_eq!(
        choices[1..],
        [
            ("patchy".to_owned(), "uneven".to_owned()),
            ("absent".to_owned(), "absent".to_owned()),
            ("strong_2".to_owned(), "Strong!".to_owned())
        ]
    );
    let after = Edit::Indicator(Box::new(one)).of(&document);
    let said = difference(&document, &after);
    assert_eq!(said.len(), 2, "{said:?}");
    // From a judgement to a number: it has lines then, and no answers.
    let number = OwnIndicator {
        unit: Unit::Count,
        high_is_worse: true,
        lines: [None, Some(300), Some(500)],
        ..own
    };
    let one = number.written(&document, Some(id)).unwrap();
    assert_eq!(
        (one.choice.is_none(), one.line.as_ref().unwrap().len()),
        (true, 2)
    );
    let changed = Edit::Indicator(Box::new(one)).of(&document);
    assert!(Scheme::new(changed).is_ok());
}

#[test]
fn what_is_filled_in_is_read_back_the_same() {
    let before = bradford();
    for own in [survey(), judgement()] {
        let own = OwnIndicator {
            critical: true,
            phases: vec![Phase::Primary],
            shelf_months: 6,
            standing: Standing::Sourced,
            source: "The partnership’s survey".to_owned(),
            ..own
        };
        let (id, document) = added(&own, &before);
        let read = OwnIndicator::read(&document, id).unwrap();
        let again = read.written(&document, Some(id)).unwrap();
        let same = Edit::Indicator(Box::new(again)).of(&document);
        assert_eq!(same, document);
    }
    assert!(OwnIndicator::read(&before, Key::of("I10")).is_none());
    // Schemes shipped have indicators of their own too; what a form cannot say of one is not lost by it.
    let mut own = 0;
    for (name, text) in SHIPPED {
        let document = Scheme::parse(text).unwrap().document;
        for one in &document.indicator {
            let Some(read) = OwnIndicator::read(&document, one.id) else {
                continue;
            };
            own += 1;
            let again = read.written(&document, Some(one.id)).unwrap();
            let same = Edit::Indicator(Box::new(again)).of(&document);
            let differs = difference(&document, &same);
            assert!(differs.is_empty(), "{name} {}: {differs:?}", one.id);
        }
    }
    assert!(own >= 8, "{own}");
}

#[test]
fn what_is_missing_or_cannot_be_is_said_beside_its_field() {
    let document = bradford();
    let wrong = |own: OwnIndicator| -> Vec<OwnField> {
        let faults = own.written(&document, None).unwrap_err();
        faults.into_iter().map(|(field, _)| field).collect()
    };
    assert_eq!(
        wrong(OwnIndicator::default()),
        [OwnField::Name, OwnField::Area, OwnField::Lines]
    );
    let taken = document.indicator[0].name.clone().unwrap().to_uppercase();
    for (own, field) in [
        (
            OwnIndicator {
                name: taken,
                ..survey()
            },
            OwnField::Name,
        ),
        (
            OwnIndicator {
                area: Some(Key::of("nowhere")),
                ..survey()
            },
            OwnField::Area,
        ),
        (
            OwnIndicator {
                lines: [Some(7_000), Some(8_000), None],
                ..survey()
            },
            OwnField::Lines,
        ),
        (
            OwnIndicator {
                lines: [None, None, Some(10_100)],
                ..survey()
            },
            OwnField::Lines,
        ),
        (
            OwnIndicator {
                high_is_worse: true,
                ..survey()
            },
            OwnField::Lines,
        ),
        (
            OwnIndicator {
                phases: Vec::new(),
                ..survey()
            },
            OwnField::Phases,
        ),
        (
            OwnIndicator {
                shelf_months: 0,
                ..survey()
            },
            OwnField::Shelf,
        ),
        (
            OwnIndicator {
                standing: Standing::Sourced,
                ..survey()
            },
            OwnField::Source,
        ),
        (
            OwnIndicator {
                answers: judgement().answers[..1].to_vec(),
                ..judgement()
            },
            OwnField::Answers,
        ),
        (
            OwnIndicator {
                answers: [&judgement().answers[..2], &judgement().answers[1..2]].concat(),
                ..judgement()
            },
            OwnField::Answers,
        ),
    ] {
        assert_eq!(wrong(own.clone()), [field], "{own:?}");
    }
}

#[test]
fn one_that_a_category_asks_for_cannot_be_taken_away_and_it_is_said_where() {
    let (id, document) = added(&survey(), &bradford());
    let asked = crate::risk::ConditionDoc::of_indicators(
        vec![id],
        crate::risk::Amount::AtLeast(Level::High),
    );
    let at = crate::risk::RuleAt {
        band: Key::of("P4"),
        nth: 6,
    };
    let rule = crate::risk::RuleText {
        words: "children say they are not safe".to_owned(),
        all: vec![asked],
    };
    let document = Edit::Rule(at, rule).of(&document);
    assert!(Scheme::new(document.clone()).is_ok());
    let without = Edit::Remove(id).of(&document);
    let faults = Scheme::new(without).unwrap_err();
    assert_eq!(
        faults[0].words(&document),
        "Priority 4, rule 7: there is no indicator pupil_voice"
    );
}

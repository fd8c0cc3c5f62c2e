//! The school's own evaluation, keys, audits, and the log of what an authority does.

use super::*;
use crate::support::caseload::evaluation::Against;

const YEAR: i32 = 2026;
const TEACHING: Key = Key::of("teaching");

fn own(judgement: &'static str, improve: &str) -> Entry {
    Entry::Evaluate {
        own: Box::new(OwnSection {
            year: YEAR,
            section: TEACHING,
            judgement: Some(Key::of(judgement)),
            strengths: "Explanations are clear; six lesson visits.".to_owned(),
            improve: improve.to_owned(),
            target: String::new(),
            evidence: Vec::new(),
        }),
    }
}

fn view(judgement: &'static str, words: &str) -> Entry {
    Entry::Moderate {
        year: YEAR,
        section: TEACHING,
        judgement: Some(Key::of(judgement)),
        words: words.to_owned(),
    }
}

fn refused(file: &SchoolFile, entry: &Entry, seat: Seat) -> (String, String) {
    match file.check(entry, seat, &way(), TODAY) {
        Err(EntryRefusal::Written { field, reason }) => (field, reason),
        Err(other) => (String::new(), other.to_string()),
        Ok(()) => panic!("it can be written"),
    }
}

fn against(file: &SchoolFile) -> Option<Against> {
    let way = way();
    let all = file.evaluation(&way, YEAR);
    let one = all.iter().find(|one| one.section == TEACHING).unwrap();
    one.against
}

#[test]
fn a_school_says_what_it_is_and_its_partner_stands_beside_it() {
    let mut file = SchoolFile::default();
    let first = own("good", "Checking for understanding.");
    // Nobody says it for the school.
    for seat in Seat::ALL {
        assert_eq!(
            file.check(&first, seat, &way(), TODAY).is_ok(),
            seat == Seat::Head,
            "{seat:?}"
        );
        assert_eq!(
            seat.writes(EntryKind::Moderate),
            matches!(seat, Seat::Officer | Seat::Contact)
        );
    }
    // What is not said cannot be moderated.
    let (field, _) = refused(&file, &view("good", ""), Seat::Contact);
    assert_eq!(field, "section");
    add(&mut file, 1, first);
    assert_eq!(against(&file), None);
    // Who sees it the same need say no more; who does not says why.
    assert!(
        file.check(&view("good", ""), Seat::Contact, &way(), TODAY)
            .is_ok()
    );
    let (field, _) = refused(&file, &view("satisfactory", " "), Seat::Contact);
    assert_eq!(field, "words");
    add(
        &mut file,
        2,
        view("satisfactory", "Uneven in years 3 and 4."),
    );
    assert_eq!(against(&file), Some(Against::Lower));
    add(&mut file, 2, view("outstanding", "Better than they think."));
    assert_eq!(against(&file), Some(Against::Higher));
    add(&mut file, 2, view("good", ""));
    assert_eq!(against(&file), Some(Against::Agrees));
    // The school says it anew: the view is of what it said before, and both versions are there.
    add(
        &mut file,
        1,
        own("satisfactory", "Checking for understanding."),
    );
    assert_eq!(against(&file), Some(Against::Earlier));
    assert_eq!(file.evaluated(YEAR, TEACHING).len(), 2);
    // Governors read what their school says, and no partner's words.
    let seen = file.clone().seen(Seat::Governor);
    assert!(seen.moderated.iter().all(|one| one.word.words.is_empty()));
    assert_eq!(seen.own, file.own);
}

#[test]
fn an_evaluation_is_of_this_year_and_says_both_what_is_strong_and_what_is_not() {
    let file = SchoolFile::default();
    let with = |change: fn(&mut OwnSection)| {
        let Entry::Evaluate { mut own } = own("good", "Checking.") else {
            unreachable!()
        };
        change(&mut own);
        refused(&file, &Entry::Evaluate { own }, Seat::Head).0
    };
    assert_eq!(with(|own| own.year = YEAR - 1), "year");
    assert_eq!(with(|own| own.year = YEAR + 1), "year");
    assert_eq!(with(|own| own.section = Key::of("catering")), "section");
    assert_eq!(with(|own| own.judgement = None), "judgement");
    assert_eq!(
        with(|own| own.judgement = Some(Key::of("superb"))),
        "judgement"
    );
    assert_eq!(with(|own| own.strengths = " ".to_owned()), "strengths");
    assert_eq!(with(|own| own.improve.clear()), "improve");
    assert_eq!(with(|own| own.target = "x".repeat(2_001)), "target");
    // Last year's stays, and stands beside this year's.
    let mut file = SchoolFile::default();
    let Entry::Evaluate { own: mut last } = own("inadequate", "Everything.") else {
        unreachable!()
    };
    last.year = YEAR - 1;
    add(&mut file, 1, Entry::Evaluate { own: last });
    add(&mut file, 1, own("good", "Checking."));
    let way = way();
    let all = file.evaluation(&way, YEAR);
    let one = all.iter().find(|one| one.section == TEACHING).unwrap();
    assert_eq!(one.versions.len(), 1);
    assert_eq!(
        one.before.unwrap().own.judgement,
        Some(Key::of("inadequate"))
    );
    assert_eq!(annual(&file, &way, 0, YEAR).own.len(), 1);
    // Where a way has no judgements, words alone are asked for.
    let mut plain = way.clone();
    plain.judgements.clear();
    let said = |judgement| {
        let Entry::Evaluate { mut own } = own("good", "Checking.") else {
            unreachable!()
        };
        own.judgement = judgement;
        file.check(&Entry::Evaluate { own }, Seat::Head, &plain, TODAY)
    };
    assert!(said(None).is_ok());
    assert!(said(Some(Key::of("good"))).is_err());
}

#[test]
fn visits_are_tagged_with_keys_to_improvement_and_counted_over_the_year() {
    let tagged = |number, on, keys: &[&'static str]| {
        let mut one = note(number, on, 2, &["teaching"]);
        one.keys = keys.iter().map(|key| Key::of(key)).collect();
        one
    };
    let mut file = SchoolFile::default();
    add(
        &mut file,
        1,
        noted(tagged(1, date!(2026 - 09 - 20), &["tracking"])),
    );
    add(
        &mut file,
        1,
        noted(tagged(2, date!(2026 - 11 - 03), &["tracking", "plan"])),
    );
    add(
        &mut file,
        1,
        noted(tagged(3, date!(2026 - 06 - 03), &["achievement"])),
    );
    let count = |key: &'static str| {
        let all = worked_on(&file, &way(), YEAR);
        all.iter().find(|(of, _)| *of == Key::of(key)).unwrap().1
    };
    assert_eq!(
        (count("tracking"), count("plan"), count("achievement")),
        (2, 1, 0)
    );
    for keys in [&["happiness"][..], &["plan", "plan"][..]] {
        let entry = noted(tagged(4, TODAY, keys));
        assert_eq!(refused(&file, &entry, Seat::Contact).0, "keys");
    }
    let report = annual(&file, &way(), 0, YEAR);
    assert!(report.keys.contains(&("Tracking children".to_owned(), 2)));
    assert!(report.keys.contains(&("Achievement".to_owned(), 0)));
}

fn audit(consent: Consent) -> Audit {
    Audit {
        auditor: "Westfold Associates".to_owned(),
        about: "What stops children in year 4 from getting on.".to_owned(),
        from: date!(2026 - 12 - 07),
        told: date!(2026 - 11 - 26),
        consent,
    }
}

fn without(why: &str) -> Consent {
    Consent::Without {
        why: why.to_owned(),
        leads: true,
    }
}

#[test]
fn over_serious_concerns_an_audit_needs_no_consent_but_a_reason_and_the_school_is_told_first() {
    let mut file = SchoolFile::default();
    let asked = |audit: Audit| Entry::Audit {
        audit: Box::new(audit),
    };
    let concerns = "Results fell for three years and leaders refused a joint audit.";
    let fine = asked(audit(without(concerns)));
    for seat in Seat::ALL {
        let may = file.check(&fine, seat, &way(), TODAY).is_ok();
        assert_eq!(may, seat == Seat::Officer, "{seat:?}");
    }
    for (wrong, field) in [
        (audit(without(" ")), "why"),
        (
            audit(Consent::Agreed {
                with: String::new(),
            }),
            "with",
        ),
        (
            Audit {
                told: date!(2026 - 11 - 28),
                ..audit(without(concerns))
            },
            "told",
        ),
        (
            Audit {
                from: date!(2026 - 11 - 25),
                ..audit(without(concerns))
            },
            "from",
        ),
        (
            Audit {
                auditor: String::new(),
                ..audit(without(concerns))
            },
            "auditor",
        ),
    ] {
        assert_eq!(refused(&file, &asked(wrong), Seat::Officer).0, field);
    }
    add(&mut file, 9, fine.clone());
    let number = file.revision;
    assert!(file.audit(number).unwrap().without_consent());
    // One at a time; what it found comes once it has begun; the head has a word on it.
    assert_eq!(refused(&file, &fine, Seat::Officer).0, "auditor");
    let found = |on| Entry::Found {
        audit: number,
        on,
        words: "Barriers named.".to_owned(),
    };
    assert_eq!(refused(&file, &found(TODAY), Seat::Officer).0, "on");
    let later = date!(2026 - 12 - 10);
    assert!(
        file.check(&found(later), Seat::Contact, &way(), later)
            .is_ok()
    );
    let reply = Entry::OnAudit {
        audit: number,
        words: "We asked for another month.".to_owned(),
    };
    assert!(file.check(&reply, Seat::Officer, &way(), TODAY).is_err());
    add(&mut file, 1, reply);
    add(&mut file, 9, found(later));
    let one = file.audit(number).unwrap();
    assert!(one.reply.is_some() && one.found.is_some());
    assert!(
        file.check(&found(later), Seat::Officer, &way(), later)
            .is_err()
    );
    let none = Entry::OnAudit {
        audit: 99,
        words: "x".to_owned(),
    };
    assert_eq!(
        file.check(&none, Seat::Head, &way(), TODAY),
        Err(EntryRefusal::NoSuchAudit)
    );
}

#[test]
fn the_four_kinds_of_activity_are_one_log_the_latest_first() {
    let urn = Urn::try_from(100_001).unwrap();
    let mut file = SchoolFile::default();
    let mut first = note(1, date!(2026 - 09 - 20), 2, &["teaching"]);
    first.purpose = Key::of("hypotheses");
    add(&mut file, 1, noted(first));
    let mut last = note(2, date!(2026 - 11 - 20), 2, &["outcomes", "inclusion"]);
    last.purpose = Key::of("moderation");
    add(&mut file, 1, noted(last));
    add(
        &mut file,
        9,
        Entry::Audit {
            audit: Box::new(audit(without("Serious."))),
        },
    );
    let by_hand = |on| Entry::ByHand {
        kind: Activity::Monitor,
        on,
        words: "Read the website and the minutes.".to_owned(),
    };
    let tomorrow = date!(2026 - 11 - 28);
    assert_eq!(refused(&file, &by_hand(tomorrow), Seat::Officer).0, "on");
    assert!(
        file.check(&by_hand(TODAY), Seat::Head, &way(), TODAY)
            .is_err()
    );
    add(&mut file, 9, by_hand(date!(2026 - 10 - 01)));
    let meeting = LogLine {
        kind: Activity::Monitor,
        on: date!(2026 - 10 - 09),
        what: "Meeting".to_owned(),
        words: String::new(),
        by: String::new(),
        href: String::new(),
    };
    let log = activities(&file, &way(), urn, vec![meeting]);
    let of: Vec<Activity> = log
        .iter()
        .filter(|one| one.href.is_empty() || !one.what.starts_with("External"))
        .map(|one| one.kind)
        .collect();
    use Activity::{Assure, Challenge, Monitor};
    assert_eq!(of, [Assure, Monitor, Monitor, Challenge]);
    assert!(log.windows(2).all(|two| two[0].on >= two[1].on));
    let audit = log.iter().find(|one| one.what.starts_with("External"));
    assert_eq!(audit.unwrap().kind, Activity::Intervene);
    assert_eq!(
        log.iter().find(|one| one.kind == Assure).unwrap().words,
        "Outcomes, Inclusion"
    );
}

#[test]
fn the_gap_to_the_aim_is_counted_in_steps_and_what_is_not_known_is_neither_far_nor_near() {
    let way = way();
    let mut file = SchoolFile::default();
    // Nothing is known: nothing is reached, and nothing is short.
    let gaps = file.gaps(&way, YEAR, None).unwrap();
    assert_eq!(
        gaps.count(|gap| gap == Gap::Unknown),
        way.sections.len() + 1
    );
    assert_eq!(gaps.words(), "nothing of it is known");
    let teaching = |file: &SchoolFile, tone| {
        let gaps = file.gaps(&way, YEAR, tone).unwrap();
        let at = way.sections.iter().position(|one| one.key == TEACHING);
        (gaps.sections[at.unwrap()], gaps.category.unwrap())
    };
    add(&mut file, 1, own("good", "Checking."));
    assert_eq!(teaching(&file, Some(0)), (Gap::Reached, Gap::Reached));
    // Who looked from outside counts, until the school says it anew.
    add(&mut file, 2, view("inadequate", "Not what we saw."));
    assert_eq!(teaching(&file, Some(3)), (Gap::Short(2), Gap::Short(2)));
    add(&mut file, 1, own("satisfactory", "Checking."));
    assert_eq!(teaching(&file, None), (Gap::Short(1), Gap::Unknown));
    // A school's own aim takes the place of the one for all.
    let aim = |judgement, by, why: &str| Entry::Aim {
        aim: OwnAim {
            judgement,
            tone: None,
            by,
            why: why.to_owned(),
        },
    };
    let by = date!(2027 - 07 - 20);
    let satisfactory = Some(Key::of("satisfactory"));
    for (wrong, field) in [
        (aim(None, by, "Why"), "judgement"),
        (aim(Some(Key::of("superb")), by, "Why"), "judgement"),
        (aim(satisfactory, TODAY, "Why"), "by"),
        (aim(satisfactory, by, ""), "why"),
    ] {
        assert_eq!(refused(&file, &wrong, Seat::Officer).0, field);
    }
    let fine = aim(satisfactory, by, "A first step after special measures.");
    assert!(file.check(&fine, Seat::Head, &way, TODAY).is_err());
    assert!(file.check(&fine, Seat::Officer, &way, TODAY).is_ok());
    add(&mut file, 9, fine);
    let gaps = file.gaps(&way, YEAR, Some(4)).unwrap();
    assert_eq!((gaps.category, gaps.by), (None, Some(by)));
    assert_eq!(gaps.count(|gap| gap == Gap::Reached), 1);
    // Where a way wants nothing, there is no gap.
    let mut plain = way.clone();
    plain.aim = None;
    assert!(SchoolFile::default().gaps(&plain, YEAR, None).is_none());
}

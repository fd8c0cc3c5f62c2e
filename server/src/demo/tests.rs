use std::collections::BTreeMap;
use std::collections::BTreeSet;

use domain::access::Role;
use domain::meetings::{Board, Section, agenda};
use domain::risk::{Band, Categorisation, Level, Scheme, categorise, counterfactuals, explain};
use domain::schools::{Evidence, Finding, Key};
use time::macros::date;

use super::*;

const TODAY: Date = date!(2026 - 11 - 19);

fn suggestion(one: &SchoolRecord, changed: &[(&str, Finding)]) -> Categorisation {
    let frozen = Terms { today: TODAY }.frozen();
    let known = sheet::Sheet {
        readings: one.readings.clone(),
    }
    .known_on(frozen);
    let mut evidence = Evidence::new(
        one.school.phase,
        one.school.setting,
        known.iter().map(|one| (one.indicator, one.seen)),
    );
    for (id, finding) in changed {
        let key: Key = id.parse().unwrap();
        let mut seen = *evidence.of(key).unwrap();
        seen.finding = *finding;
        seen.as_at = TODAY;
        evidence.set(key, seen);
    }
    categorise(&evidence, &Scheme::bradford().unwrap(), TODAY)
}

#[test]
fn look() {
    let started = std::time::Instant::now();
    let d = district(TODAY).unwrap();
    println!("made in {:?}", started.elapsed());
    let scheme = Scheme::bradford().unwrap();
    let mut bands = BTreeMap::new();
    let mut readings = 0;
    for one in &d.schools {
        let now = suggestion(one, &[]);
        let key = format!(
            "{:?}{:?} range={}",
            now.band.known.0 + 1,
            now.risk.known,
            now.band.settled().is_none()
        );
        *bands.entry(key).or_insert(0) += 1;
        if now.band.known != Band(one.band) {
            println!(
                "MISSED {} {:?} wanted {} got {:?}",
                one.school.name,
                one.kind,
                one.band + 1,
                now.band
            );
        }
        readings += one.readings.len();
    }
    println!("{bands:#?} readings {readings}");
    let m = d
        .schools
        .iter()
        .find(|o| o.school.name == millbeck::NAME)
        .unwrap();
    let now = suggestion(m, &[]);
    println!("{:?} {:?} areas {:?}", now.band, now.risk, now.areas);
    let frozen = Terms { today: TODAY }.frozen();
    let known = sheet::Sheet {
        readings: m.readings.clone(),
    }
    .known_on(frozen);
    let ev = Evidence::new(
        m.school.phase,
        m.school.setting,
        known.iter().map(|one| (one.indicator, one.seen)),
    );
    let ex = explain(&scheme, &ev, &now);
    println!("{}\n{}", ex.sentence, ex.main);
    for r in &ex.rows {
        println!(
            "{} {:?} {} {} {} {}",
            r.indicator, r.judged, r.name, r.value, r.beside, r.line
        );
    }
    for c in counterfactuals(&scheme, &ev, &now, 6) {
        println!("{c:?}");
    }
    for held in &d.meetings {
        let board = Board::open(held.meeting.clone(), held.openings.clone());
        let mut then = BTreeMap::new();
        for k in &held.kept {
            *then
                .entry((k.decision.band.0 + 1, k.outcome.differs))
                .or_insert(0) += 1;
        }
        println!(
            "{} {} schools {} log {} kept {} {then:?}",
            held.meeting.title,
            held.meeting.on,
            board.items.len(),
            held.log.len(),
            held.kept.len()
        );
    }
    let held = d.meetings.last().unwrap();
    let opened = Board::open(held.meeting.clone(), held.openings.clone());
    let mut board = opened.clone();
    for c in &held.log {
        board.apply(c);
    }
    for e in agenda(&board, &opened, &scheme) {
        println!(
            "{:?} {} P{}..{} {:?} {:?}",
            e.section(),
            e.name,
            e.suggestion.band.lowest.0 + 1,
            e.suggestion.band.highest.0 + 1,
            e.suggestion.risk.known,
            e.why
        );
    }
    println!(
        "{}",
        d.schools
            .iter()
            .map(|o| o.school.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    );
    println!(
        "{}",
        d.schools
            .iter()
            .map(|o| o.head.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    );
    let ex: Vec<String> = d
        .leaders
        .iter()
        .map(|l| {
            format!(
                "{} {} {} {}/{}",
                l.name,
                l.designation.kind,
                l.specialisms
                    .iter()
                    .map(|s| s.area.to_string())
                    .collect::<Vec<_>>()
                    .join("+"),
                l.used.words(),
                l.yearly.words()
            )
        })
        .collect();
    println!("{} {}", ex.len(), ex.join("; "));
    let _ = (
        Role::Officer,
        Section::Done,
        Level::None,
        BTreeSet::<u8>::new(),
    );
}

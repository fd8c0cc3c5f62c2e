//! Caseloads: naming, handing over, notes by section, and the way of working, by everybody it takes.

use domain::api::{AdoptWay, CaseloadPage, FilePage, HandOver, PutEntry, TheWay, Today};
use domain::schools::{By, ChangeId, Key, Urn, VisitId};
use domain::support::caseload::{AboutSection, Entry, Note, Seat, WAYS};
use domain::support::{Mode, Quarters};
use serde_json::json;
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Broker, Governor, Head, Lead, Leader, Officer, OtherLead};

const LINK: Key = Key::of("link");

fn url(urn: Urn) -> String {
    format!("/api/caseload/{urn}")
}

fn put(page: &FilePage, entry: Entry) -> PutEntry {
    PutEntry {
        id: ChangeId(Uuid::new_v4()),
        base: page.file.revision,
        entry,
    }
}

async fn file(browser: &Browser, urn: Urn) -> FilePage {
    browser.get(&url(urn)).await.done()
}

fn named(page: &FilePage, who: Who, days: i64) -> Entry {
    let person = page.people.iter().find(|one| one.id == who.id()).unwrap();
    Entry::Contact {
        role: LINK,
        person: Some(By {
            id: person.id,
            name: person.name.clone(),
        }),
        from: d::in_days(days),
        why: String::new(),
    }
}

/// The officer names somebody for a school.
async fn name(officer: &Browser, urn: Urn, who: Who) -> FilePage {
    let page = file(officer, urn).await;
    let entry = named(&page, who, -30);
    officer.post(&url(urn), &put(&page, entry)).await.done()
}

fn note(request: &str) -> Note {
    Note {
        id: VisitId(Uuid::new_v4()),
        on: d::today(),
        mode: Mode::InPerson,
        time: Quarters(4),
        purpose: Key::of("monitoring"),
        met: vec!["Head".to_owned()],
        about: vec![AboutSection {
            section: Key::of("teaching"),
            words: "Four lessons SEEN-TOGETHER.".to_owned(),
            evidence: Vec::new(),
        }],
        keys: Vec::new(),
        agreed: "Moderate in May.".to_owned(),
        request: request.to_owned(),
        next_visit: None,
    }
}

fn noted(note: &Note) -> Entry {
    Entry::Note {
        note: Box::new(note.clone()),
    }
}

#[tokio::test]
async fn whoever_is_named_writes_a_note_the_head_answers_for_it_and_the_team_answers_the_request() {
    let app = TestApp::start().await;
    let (officer, leader, head) = (
        app.sign_in(Officer).await,
        app.sign_in(Leader).await,
        app.sign_in(Head).await,
    );
    // Nobody is named: that comes first, and the leader has no seat.
    let list: CaseloadPage = officer.get("/api/caseload").await.done();
    assert_eq!(list.rows.len(), 3);
    assert!(list.rows.iter().all(|row| row.unnamed == ["Link officer"]));
    let none: CaseloadPage = leader.get("/api/caseload").await.done();
    assert!(none.rows.is_empty() && none.people.is_empty());
    assert_eq!(leader.get(&url(d::vale_one())).await.status, 404);
    name(&officer, d::vale_one(), Leader).await;
    let page = file(&leader, d::vale_one()).await;
    assert_eq!(page.seat, Seat::Contact);
    assert_eq!(leader.get(&url(d::vale_two())).await.status, 404);
    // A note of a whole day; sent twice it is one; another by that id is none.
    let wrote = note("A writing lead for two terms.");
    let asked = put(&page, noted(&wrote));
    let page: FilePage = leader.post(&url(d::vale_one()), &asked).await.done();
    let again: FilePage = leader.post(&url(d::vale_one()), &asked).await.done();
    assert_eq!(again.file.revision, page.file.revision);
    assert_eq!(
        (page.drawn.used, page.drawn.used_in_school),
        (Quarters(4), Quarters(4))
    );
    let other = PutEntry {
        entry: noted(&note("")),
        ..asked.clone()
    };
    assert_eq!(leader.post(&url(d::vale_one()), &other).await.status, 422);
    let rows: CaseloadPage = leader.get("/api/caseload").await.done();
    assert_eq!(rows.rows[0].coverage[1], Some(d::today()));
    assert!(rows.rows[0].coverage[0].is_none() && !rows.rows[0].first_visit_due);
    // It waits for the officer, on their first page too.
    let today: Today = officer.get("/api/today").await.done();
    assert!(
        today
            .tasks
            .iter()
            .any(|task| task.what == "A school asks for something")
    );
    // The head's word is the head's; the answer is the team's.
    let confirm = Entry::Confirm {
        note: wrote.id,
        accurate: true,
        words: String::new(),
    };
    let answer = Entry::Answer {
        note: wrote.id,
        words: "Six days from January.".to_owned(),
    };
    for (browser, entry) in [
        (&leader, &confirm),
        (&officer, &confirm),
        (&leader, &answer),
        (&head, &answer),
    ] {
        let reply = browser
            .post(&url(d::vale_one()), &put(&page, entry.clone()))
            .await;
        assert_eq!(reply.status, 403, "{}", reply.text);
    }
    let page: FilePage = head
        .post(&url(d::vale_one()), &put(&page, confirm))
        .await
        .done();
    let page: FilePage = officer
        .post(&url(d::vale_one()), &put(&page, answer))
        .await
        .done();
    let kept = page.file.note(wrote.id).unwrap();
    assert!(!kept.waits() && kept.confirmed.as_ref().is_some_and(|(right, _)| *right));
    // The governors see days and sections, and not a word of it; others nothing at all.
    let governor = app.sign_in(Governor).await.get(&url(d::vale_one())).await;
    assert_eq!(governor.status, 200);
    assert!(
        !governor.text.contains("SEEN-TOGETHER"),
        "{}",
        governor.text
    );
    let seen: FilePage = governor.json();
    assert!(
        seen.file.notes[0]
            .note
            .about
            .iter()
            .all(|one| one.words.is_empty())
    );
    for who in [Broker, OtherLead] {
        assert_eq!(
            app.sign_in(who).await.get(&url(d::vale_one())).await.status,
            404
        );
    }
    let lead: FilePage = file(&app.sign_in(Lead).await, d::vale_one()).await;
    assert_eq!(lead.seat, Seat::PartnershipLead);
}

#[tokio::test]
async fn two_people_who_write_the_same_report_both_see_it() {
    let app = TestApp::start().await;
    let (officer, leader) = (app.sign_in(Officer).await, app.sign_in(Leader).await);
    name(&officer, d::vale_one(), Leader).await;
    let page = file(&leader, d::vale_one()).await;
    let page: FilePage = leader
        .post(&url(d::vale_one()), &put(&page, noted(&note(""))))
        .await
        .done();
    let report = |words: &str| Entry::Report {
        year: page.annual.year,
        words: words.to_owned(),
    };
    let first = leader
        .post(&url(d::vale_one()), &put(&page, report("A good start.")))
        .await;
    assert_eq!(first.status, 200, "{}", first.text);
    let late = officer
        .post(&url(d::vale_one()), &put(&page, report("Another.")))
        .await;
    assert_eq!(late.status, 409, "{}", late.text);
    assert_eq!(late.problem().kind, "stale");
    let page = file(&officer, d::vale_one()).await;
    let again = officer
        .post(&url(d::vale_one()), &put(&page, report("Another.")))
        .await;
    assert_eq!(again.status, 200, "{}", again.text);
}

#[tokio::test]
async fn a_caseload_is_handed_over_in_one_step_and_goes_with_its_rights() {
    let app = TestApp::start().await;
    let (officer, leader, other) = (
        app.sign_in(Officer).await,
        app.sign_in(Leader).await,
        app.sign_in(OtherLead).await,
    );
    for urn in [d::vale_one(), d::vale_two()] {
        name(&officer, urn, Leader).await;
    }
    let asked = HandOver {
        id: ChangeId(Uuid::new_v4()),
        role: LINK,
        of: Some(Leader.id()),
        to: OtherLead.id(),
        from: d::today(),
        why: "A new post".to_owned(),
        schools: Vec::new(),
    };
    assert_eq!(
        leader.post("/api/caseload/hand-over", &asked).await.status,
        404
    );
    let nobody = HandOver {
        id: ChangeId(Uuid::new_v4()),
        to: domain::schools::PersonId(Uuid::new_v4()),
        ..asked.clone()
    };
    assert_eq!(
        officer
            .post("/api/caseload/hand-over", &nobody)
            .await
            .status,
        422
    );
    for _ in 0..2 {
        let page: CaseloadPage = officer.post("/api/caseload/hand-over", &asked).await.done();
        let held = page
            .rows
            .iter()
            .filter(|row| row.held.iter().any(|one| one.by.id == OtherLead.id()));
        assert_eq!(held.count(), 2);
    }
    assert_eq!(leader.get(&url(d::vale_one())).await.status, 404);
    let page = file(&other, d::vale_one()).await;
    assert_eq!(page.seat, Seat::Contact);
    let held: Vec<_> = page
        .file
        .contacts
        .iter()
        .map(|one| (one.from, one.to))
        .collect();
    assert_eq!(
        held,
        [(d::in_days(-30), Some(d::in_days(-1))), (d::today(), None)]
    );
    // There is nothing left to hand over.
    let more = HandOver {
        id: ChangeId(Uuid::new_v4()),
        ..asked
    };
    assert_eq!(
        officer.post("/api/caseload/hand-over", &more).await.status,
        422
    );
}

#[tokio::test]
async fn the_way_of_working_is_a_document_that_is_adopted() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Officer).await;
    let way: TheWay = officer.get("/api/caseload/way").await.done();
    assert_eq!((way.version, way.shipped.len()), (0, 3));
    let (_, wiltshire) = WAYS.iter().find(|(key, _)| *key == "wiltshire").unwrap();
    let adopt = AdoptWay {
        id: ChangeId(Uuid::new_v4()),
        base: 0,
        document: (*wiltshire).to_owned(),
        why: "From September".to_owned(),
    };
    let wrong = AdoptWay {
        document: wiltshire.replace("half_term = 6", "half_term = 9"),
        ..adopt.clone()
    };
    let refused = officer.post("/api/caseload/way", &wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.problem().fields[0].field, "document");
    assert_eq!(
        app.sign_in(Leader)
            .await
            .post("/api/caseload/way", &adopt)
            .await
            .status,
        404
    );
    for _ in 0..2 {
        let now: TheWay = officer.post("/api/caseload/way", &adopt).await.done();
        assert_eq!(now.version, 1);
    }
    let late = AdoptWay {
        id: ChangeId(Uuid::new_v4()),
        ..adopt
    };
    assert_eq!(officer.post("/api/caseload/way", &late).await.status, 409);
    let list: CaseloadPage = officer.get("/api/caseload").await.done();
    assert_eq!(
        list.rows[0].unnamed,
        ["School Improvement Partner", "Authority contact"]
    );
    assert_eq!(list.rows[0].drawn.given, Quarters(20));
    // A role that way does not have cannot be given.
    let page = file(&officer, d::vale_one()).await;
    let gone = put(&page, named(&page, Leader, 0));
    assert_eq!(officer.post(&url(d::vale_one()), &gone).await.status, 422);
    let junk = json!({"id": Uuid::new_v4(), "base": 0, "entry": {"entry": "note"}});
    assert_eq!(officer.post(&url(d::vale_one()), &junk).await.status, 422);
}

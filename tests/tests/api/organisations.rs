//! Organisations: written down by those who broker, read by everybody of the authority, and never written over.

use domain::api::{
    BeginOrganisation, OrganisationPage, OrganisationsPage, PutOrganisation, SchoolPage,
};
use domain::calendar::Date;
use domain::schools::{ChangeId, Key, Urn};
use domain::support::organisations::{Count, OrganisationAbout, OrganisationEntry};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Administrator, Broker, Governor, Head, Lead, Leader, Officer, OtherLead, Stranger};

pub fn about(kind: &'static str, name: &str) -> OrganisationAbout {
    OrganisationAbout {
        kind: Key::of(kind),
        name: name.to_owned(),
        also: String::new(),
        about: String::new(),
        contact: String::new(),
        from: None,
    }
}

/// Somebody writes one down.
pub async fn add(browser: &Browser, kind: &'static str, name: &str) -> OrganisationPage {
    let asked = BeginOrganisation {
        id: ChangeId(Uuid::new_v4()),
        about: about(kind, name),
    };
    browser.post("/api/organisations", &asked).await.done()
}

pub fn put(page: &OrganisationPage, entry: OrganisationEntry) -> PutOrganisation {
    PutOrganisation {
        id: ChangeId(Uuid::new_v4()),
        base: page.organisation.revision,
        entry,
    }
}

pub fn url(page: &OrganisationPage) -> String {
    format!("/api/organisations/{}", page.id)
}

pub async fn go(
    browser: &Browser,
    page: &OrganisationPage,
    entry: OrganisationEntry,
) -> OrganisationPage {
    browser.post(&url(page), &put(page, entry)).await.done()
}

pub fn join(school: Urn, from: Date) -> OrganisationEntry {
    let role = String::new();
    OrganisationEntry::Join { school, from, role }
}

#[tokio::test]
async fn an_alliance_has_a_lead_school_with_its_days_and_a_school_belongs_to_several() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    let alliance = add(&broker, "alliance", "Vale Alliance").await;
    let alliance = go(&broker, &alliance, join(d::vale_one(), d::in_days(-900))).await;
    let alliance = go(&broker, &alliance, join(d::moor_one(), d::in_days(-800))).await;
    let lead = |school, from| OrganisationEntry::Lead { school, from };
    let alliance = go(&broker, &alliance, lead(d::vale_one(), d::in_days(-900))).await;
    let alliance = go(&broker, &alliance, lead(d::moor_one(), d::in_days(-30))).await;
    assert_eq!(
        alliance.organisation.lead_on(d::today()),
        Some(d::moor_one())
    );
    assert_eq!(alliance.organisation.leads[0].until, Some(d::in_days(-31)));
    let hub = add(&broker, "hub", "Vale Hub").await;
    go(&broker, &hub, join(d::vale_one(), d::in_days(-100))).await;
    let school = format!("/api/schools/{}", d::vale_one());
    for who in [Officer, Lead, Head, Governor, Leader] {
        let page: SchoolPage = app.sign_in(who).await.get(&school).await.done();
        let names: Vec<&str> = page.belongs.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Vale Alliance", "Vale Hub"], "{who:?}");
    }
    // It leaves the alliance: that it belonged to it stays, with its days and why.
    let alliance = go(
        &broker,
        &alliance,
        OrganisationEntry::Leave {
            school: d::vale_one(),
            until: d::in_days(-1),
            why: "It joined the hub.".to_owned(),
        },
    )
    .await;
    let past = &alliance.organisation.members[0];
    assert_eq!(
        (past.until, past.why.as_str()),
        (Some(d::in_days(-1)), "It joined the hub.")
    );
    let list: OrganisationsPage = app
        .sign_in(OtherLead)
        .await
        .get("/api/organisations")
        .await
        .done();
    let of: Vec<_> = list
        .rows
        .iter()
        .map(|row| (row.name.as_str(), row.schools, row.lead.is_some()))
        .collect();
    assert_eq!(
        of,
        [
            ("Vale Hub", Some(1), false),
            ("Vale Alliance", Some(1), true)
        ]
    );
    assert!(list.alone.is_empty(), "every school is in a partnership");
    // Of another authority: nothing.
    let elsewhere = app.sign_in(Stranger).await;
    let theirs: OrganisationsPage = elsewhere.get("/api/organisations").await.done();
    assert!(theirs.rows.is_empty());
    assert_eq!(elsewhere.get(&url(&alliance)).await.status, 404);
    let entry = put(&alliance, join(d::vale_two(), d::today()));
    assert_eq!(elsewhere.post(&url(&alliance), &entry).await.status, 404);
}

#[tokio::test]
async fn the_three_kinds_of_activity_are_counted_for_those_who_broker_and_written_down_for_all() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    let page = add(&broker, "alliance", "Moor Alliance").await;
    let known = |page: &OrganisationPage, wanted| {
        let mut counts = page.activities.iter().flat_map(|part| &part.counts);
        counts
            .find(|(count, _)| *count == wanted)
            .map(|(_, found)| *found)
    };
    // Nobody wrote down its schools: how many leaders they have is not known, and not nothing.
    assert_eq!(known(&page, Count::Leaders), Some(None));
    assert_eq!(known(&page, Count::PaidFor), Some(None));
    assert_eq!(known(&page, Count::Offers), Some(Some(0)));
    let page = go(&broker, &page, join(d::moor_one(), d::in_days(-90))).await;
    assert_eq!(known(&page, Count::Leaders), Some(Some(2)));
    assert_eq!(known(&page, Count::Days), Some(Some(32)));
    assert_eq!(known(&page, Count::Given), Some(Some(0)));
    let did = OrganisationEntry::Did {
        activity: Key::of("capacity"),
        on: d::today(),
        words: "Eight middle leaders began.".to_owned(),
    };
    let page = go(&broker, &page, did).await;
    let names: Vec<&str> = page
        .activities
        .iter()
        .map(|part| part.activity.id.as_str())
        .collect();
    assert_eq!(names, ["capacity", "commissioning", "brokering"]);
    for who in [Head, Lead, Leader, Governor, Administrator] {
        let theirs: OrganisationPage = app.sign_in(who).await.get(&url(&page)).await.done();
        assert!(!theirs.may_write);
        assert_eq!(theirs.activities[0].deeds.len(), 1, "{who:?}");
        let counts = theirs.activities.iter().flat_map(|part| &part.counts);
        assert_eq!(counts.count(), 0, "{who:?}");
        let entry = put(&page, join(d::vale_two(), d::today()));
        assert_eq!(
            app.sign_in(who)
                .await
                .post(&url(&page), &entry)
                .await
                .status,
            404,
            "{who:?}"
        );
    }
}

#[tokio::test]
async fn the_same_entry_twice_is_one_and_nobody_writes_over_what_they_have_not_seen() {
    let app = TestApp::start().await;
    let (broker, officer) = (app.sign_in(Broker).await, app.sign_in(Officer).await);
    let asked = BeginOrganisation {
        id: ChangeId(Uuid::new_v4()),
        about: about("hub", "Vale Hub"),
    };
    for _ in 0..2 {
        let page: OrganisationPage = broker.post("/api/organisations", &asked).await.done();
        assert_eq!(page.organisation.revision, 1);
    }
    let again = BeginOrganisation {
        about: about("hub", "Another"),
        ..asked.clone()
    };
    for wrong in [
        &again,
        &BeginOrganisation {
            id: ChangeId(Uuid::new_v4()),
            ..asked.clone()
        },
    ] {
        assert_eq!(broker.post("/api/organisations", wrong).await.status, 422);
    }
    assert_eq!(officer.post("/api/organisations", &asked).await.status, 422);
    let page: OrganisationPage = officer
        .get(&format!("/api/organisations/{}", asked.id))
        .await
        .done();
    let first = put(&page, join(d::vale_one(), d::today()));
    for _ in 0..2 {
        let now: OrganisationPage = broker.post(&url(&page), &first).await.done();
        assert_eq!(now.organisation.members.len(), 1);
    }
    // The officer looked at it before the broker wrote.
    let stale = officer
        .post(&url(&page), &put(&page, join(d::vale_two(), d::today())))
        .await;
    assert_eq!(stale.status, 409);
    assert!(stale.problem().title.contains("Broker of Testshire"));
    let page: OrganisationPage = officer.get(&url(&page)).await.done();
    for (entry, field) in [
        (join(d::vale_one(), d::today()), "school"),
        (join(d::far_one(), d::today()), "school"),
        (join(d::vale_two(), d::in_days(4_000)), "from"),
        (
            OrganisationEntry::Lead {
                school: d::vale_two(),
                from: d::today(),
            },
            "school",
        ),
        (
            OrganisationEntry::End {
                until: d::today(),
                why: " ".to_owned(),
            },
            "why",
        ),
    ] {
        let problem = officer
            .post(&url(&page), &put(&page, entry))
            .await
            .problem();
        assert_eq!(
            (problem.status, problem.fields[0].field.as_str()),
            (422, field)
        );
    }
    let nowhere = format!("/api/organisations/{}", Uuid::new_v4());
    assert_eq!(officer.get(&nowhere).await.status, 404);
    let entry = put(&page, join(d::vale_two(), d::today()));
    assert_eq!(officer.post(&nowhere, &entry).await.status, 404);
}

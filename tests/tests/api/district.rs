//! Views of many schools over HTTP: each with their own rows, counted from what is known; targets set and
//! taken back by officers; schools like another one without anything confidential.

use domain::api::{DistrictPage, PartnershipPage, SimilarSchools, TargetState};
use domain::meetings::Gap;
use domain::risk::{Pace, TargetId};
use domain::schools::Key;
use serde_json::{Value, json};
use sqlx::Connection;
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use crate::meetings::{changes, open_meeting, proposed};

/// Sets a target on key stage 2 results.
pub async fn set_target(officer: &Browser) -> TargetId {
    let id = TargetId(Uuid::new_v4());
    let asked = target(id.0, "I10", &json!("national"));
    let reply = officer.post("/api/targets", &asked).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    id
}

fn target(id: Uuid, indicator: &str, aim: &Value) -> Value {
    json!({"id": id, "target": {"indicator": indicator, "aim": aim, "by": d::in_days(600)}})
}

async fn district(browser: &Browser) -> DistrictPage {
    browser.get("/api/district").await.done()
}

fn names(page: &DistrictPage) -> Vec<&str> {
    page.schools.iter().map(|one| one.name.as_str()).collect()
}

#[tokio::test]
async fn an_officer_sees_every_school_and_a_lead_their_own_only() {
    let app = TestApp::start().await;
    for (who, expected) in [
        (Who::Officer, &["Moor One", "Vale One", "Vale Two"][..]),
        (Who::Lead, &["Vale One", "Vale Two"]),
        (Who::OtherLead, &["Moor One"]),
        (Who::Stranger, &["Far One"]),
    ] {
        let page = district(&app.sign_in(who).await).await;
        assert_eq!(names(&page), expected, "{who:?}");
    }
    for who in [
        Who::Administrator,
        Who::Broker,
        Who::Leader,
        Who::Head,
        Who::Governor,
    ] {
        let reply = app.sign_in(who).await.get("/api/district").await;
        assert_eq!(reply.status, 403, "{who:?}");
    }
}

#[tokio::test]
async fn what_a_school_lacks_is_read_from_what_happened_to_it() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let scheme = domain::risk::Scheme::bradford().unwrap();
    let lacks = |page: &DistrictPage, urn| -> Vec<Gap> {
        let one = page.schools.iter().find(|one| one.urn == urn).unwrap();
        domain::meetings::left_behind(&scheme, &one.watched, d::today())
            .into_iter()
            .map(|lack| lack.gap)
            .collect()
    };
    let before = district(&officer).await;
    assert_eq!(
        lacks(&before, d::vale_one()),
        [Gap::Category, Gap::Review, Gap::Contact]
    );
    let meeting = open_meeting(&officer).await;
    let decision = json!({"kind": "decide", "urn": d::vale_one(), "decision": {
        "band": 2, "risk": "medium", "next_review": d::in_days(120), "rationale": "Seen."}});
    let reply = officer
        .post(&changes(meeting), &proposed(0, &decision))
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let after = district(&officer).await;
    // Decided, to be reviewed, met today; weak, with six days asked for and nobody found.
    assert_eq!(lacks(&after, d::vale_one()), [Gap::Support]);
    let one = after.schools.iter().find(|one| one.urn == d::vale_one());
    let watched = &one.unwrap().watched;
    assert_eq!((watched.asked, watched.support), (12, 0));
    assert_eq!(watched.contact, Some(d::today()));
    let last = watched.decided.as_ref().unwrap();
    assert!(
        last.suggested.is_some(),
        "what the rules said is kept beside"
    );
    assert_eq!(
        lacks(&after, d::vale_two()),
        lacks(&before, d::vale_two()),
        "others are as they were"
    );
}

#[tokio::test]
async fn a_partnership_is_on_a_page_for_its_lead_and_nowhere_for_others() {
    let app = TestApp::start().await;
    let path = format!("/api/partnerships/{}", d::vale());
    let page: PartnershipPage = app.sign_in(Who::Lead).await.get(&path).await.done();
    assert_eq!(page.partnership.name, "Vale");
    let names: Vec<&str> = page
        .members
        .iter()
        .map(|one| one.school.name.as_str())
        .collect();
    assert_eq!(names, ["Vale One", "Vale Two"]);
    let scheme = domain::risk::Scheme::bradford().unwrap();
    assert!(
        page.members
            .iter()
            .all(|one| one.areas.len() == scheme.areas.len())
    );
    let results = page
        .trends
        .iter()
        .find(|one| one.indicator == Key::of("I10"))
        .unwrap();
    let last = results.years.last().unwrap();
    assert_eq!(
        (last.median, last.national, last.schools),
        (6_200, Some(6_000), 2)
    );
    let other = app.sign_in(Who::OtherLead).await;
    let nowhere = format!("/api/partnerships/{}", Uuid::from_u128(77));
    let (theirs, none) = (other.get(&path).await, other.get(&nowhere).await);
    assert_eq!((theirs.status, &theirs.text), (404, &none.text));
    let officer = app.sign_in(Who::Officer).await;
    assert_eq!(officer.get(&nowhere).await.status, 404);
}

#[tokio::test]
async fn a_target_is_counted_over_the_schools_one_sees_and_taken_back_with_a_reason() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let id = set_target(&officer).await;
    let standing = district(&officer).await.targets;
    assert_eq!(standing.len(), 1);
    assert_eq!(standing[0].set_by, "Officer of Testshire");
    let progress = &standing[0].progress;
    assert_eq!((progress.there, progress.of, progress.unknown), (3, 3, 0));
    assert_eq!(progress.pace, Pace::There);
    let lead = district(&app.sign_in(Who::Lead).await).await;
    assert_eq!(lead.targets[0].progress.of, 2);
    assert!(
        district(&app.sign_in(Who::Stranger).await)
            .await
            .targets
            .is_empty()
    );

    // Sent twice it is one; a second aim for the measure has to wait until the first is taken back.
    let again = target(id.0, "I10", &json!("national"));
    let reply: Vec<TargetState> = officer.post("/api/targets", &again).await.done();
    assert_eq!(reply.len(), 1);
    let second = target(Uuid::new_v4(), "I10", &json!({"number": 7_000}));
    let refused = officer.post("/api/targets", &second).await.problem();
    assert_eq!((refused.status, refused.kind.as_str()), (409, "stale"));
    assert!(
        refused.title.contains("Officer of Testshire"),
        "{}",
        refused.title
    );

    let withdraw = format!("/api/targets/{id}/withdraw");
    let silent = officer
        .post(&withdraw, &json!({"why": "  "}))
        .await
        .problem();
    assert_eq!(
        (silent.status, silent.fields[0].field.as_str()),
        (422, "why")
    );
    let why = json!({"why": "The measure ends this year"});
    let left: Vec<TargetState> = officer.post(&withdraw, &why).await.done();
    assert!(left.is_empty());
    let twice = officer.post(&withdraw, &why).await.problem();
    assert_eq!((twice.status, twice.kind.as_str()), (409, "stale"));
    let nowhere = format!("/api/targets/{}/withdraw", Uuid::new_v4());
    assert_eq!(officer.post(&nowhere, &why).await.status, 404);
    let reply: Vec<TargetState> = officer.post("/api/targets", &second).await.done();
    assert_eq!(reply[0].progress.there, 0);
}

#[tokio::test]
async fn a_target_that_cannot_be_is_refused_with_the_field_and_the_reason() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let national = json!("national");
    let on = |day| json!({"id": Uuid::new_v4(), "target": {"indicator": "I30", "aim": "national", "by": day}});
    for (asked, field, says) in [
        (target(Uuid::new_v4(), "I99", &national), "indicator", "I99"),
        (
            target(Uuid::new_v4(), "I40", &national),
            "indicator",
            "judgement",
        ),
        (
            target(Uuid::new_v4(), "I30", &json!({"number": 20_000})),
            "aim",
            "between",
        ),
        (on(d::in_days(-1)), "by", "gone by"),
        (on(d::in_days(0)), "by", "gone by"),
        (on(d::in_days(4_000)), "by", "ten years"),
    ] {
        let refused = officer.post("/api/targets", &asked).await.problem();
        assert_eq!(refused.status, 422, "{asked}");
        assert_eq!(refused.fields[0].field, field, "{asked}");
        assert!(
            refused.fields[0].reason.contains(says),
            "{:?}",
            refused.fields
        );
    }
    for wrong in [
        json!({}),
        json!({"id": Uuid::new_v4(), "target": {"indicator": "I30", "aim": "best", "by": d::in_days(9)}}),
        json!({"id": Uuid::new_v4(), "target": {"indicator": "I30", "aim": "national", "by": "soon"}}),
        json!({"id": Uuid::new_v4(), "target": {}, "more": true}),
    ] {
        let refused = officer.post("/api/targets", &wrong).await;
        assert_eq!(refused.status, 422, "{wrong}: {}", refused.text);
    }
}

#[tokio::test]
async fn schools_like_it_come_with_published_figures_and_a_category_only_for_who_sees_it() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let meeting = open_meeting(&officer).await;
    let decision = json!({"kind": "decide", "urn": d::vale_two(), "decision": {
        "band": 2, "risk": "medium", "next_review": d::in_days(120), "rationale": "Seen."}});
    let reply = officer
        .post(&changes(meeting), &proposed(0, &decision))
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let path = format!("/api/schools/{}/similar", d::vale_one());
    // Nothing came with a file yet: what is known is not published.
    let none: SimilarSchools = officer.get(&path).await.done();
    assert!(none.own.is_empty() && none.others.iter().all(|one| one.figures.is_empty()));
    let mut owner = sqlx::PgConnection::connect_with(&app.owner).await.unwrap();
    for begin in ["select set_config('alongside.authority', '901', false)"] {
        sqlx::query(begin).execute(&mut owner).await.unwrap();
    }
    let changed =
        sqlx::query("update reading set import_id = gen_random_uuid() where indicator = 'I10'")
            .execute(&mut owner)
            .await
            .unwrap();
    assert!(changed.rows_affected() > 0);
    for (who, sees) in [
        (Who::Officer, true),
        (Who::Lead, true),
        (Who::Head, false),
        (Who::Broker, false),
        (Who::Leader, false),
        (Who::Administrator, false),
    ] {
        let reply = app.sign_in(who).await.get(&path).await;
        let page: SimilarSchools = reply.done();
        let two = page
            .others
            .iter()
            .find(|one| one.school.urn == d::vale_two())
            .unwrap();
        assert_eq!(two.decided.is_some(), sees, "{who:?}");
        let figure = two.figures[&Key::of("I10")];
        assert_eq!((figure.value, figure.national), (6_200, Some(6_000)));
        // Absence came with no file, and the inspection is a judgement.
        assert_eq!(two.figures.len(), 1, "{who:?}");
        for secret in ["Seen.", "\"risk\"", "suggest", "I01"] {
            assert!(!reply.text.contains(secret), "{who:?} {secret}");
        }
    }
    // A governor sees no school but their own.
    let governor: SimilarSchools = app.sign_in(Who::Governor).await.get(&path).await.done();
    assert!(governor.others.is_empty());
    // A lead sees those of their own partnership.
    let lead: SimilarSchools = app.sign_in(Who::Lead).await.get(&path).await.done();
    assert!(
        lead.others
            .iter()
            .all(|one| one.school.urn != d::moor_one())
    );
}

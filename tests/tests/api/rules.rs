//! The rules over HTTP: adopted with a minute, never over another's head, and never over what was decided.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use domain::api::{AdoptRules, MeetingPage, RulesPage, RulesPast, SchoolPage, Session};
use domain::calendar::Date;
use domain::risk::{Document, Hundredths, Judged, Level, Scheme};
use domain::schools::{Key, MeetingId};
use serde_json::json;
use sqlx::Connection;
use tests::app::{Browser, Reply, TestApp};
use tests::district::{self as d, Who};

use crate::meetings::{changes, open_meeting, proposed};

pub async fn rules(browser: &Browser) -> RulesPage {
    browser.get("/api/rules").await.done()
}

/// The document in force with its line for high on key stage 2 results drawn elsewhere.
fn with_line(page: &RulesPage, below: i32) -> Document {
    let mut document = page.scheme.document.clone();
    let results = document
        .indicator
        .iter_mut()
        .find(|one| one.id.as_str() == "I10");
    let lines = results.unwrap().line.as_mut().unwrap();
    let line = lines
        .iter_mut()
        .find(|line| line.level == Level::High && line.below.is_some());
    line.unwrap().below = Some(Hundredths(below));
    document
}

pub fn adopting(page: &RulesPage, document: Document, from: Date) -> AdoptRules {
    AdoptRules {
        base: page.versions[0].version,
        from,
        why: "The floor has moved".to_owned(),
        document,
    }
}

pub async fn adopt(browser: &Browser, asked: &AdoptRules) -> Reply {
    browser.post("/api/rules", asked).await
}

/// How a school's results are judged on its page.
async fn judged(browser: &Browser) -> Judged {
    let path = format!("/api/schools/{}", d::vale_one());
    let risk = browser.get(&path).await.done::<SchoolPage>().risk.unwrap();
    let session: Session = browser.get("/api/session").await.done();
    risk.suggestion.judged[session.scheme.place(Key::of("I10")).unwrap()]
}

async fn decide(browser: &Browser, meeting: MeetingId) {
    let decision = json!({"kind": "decide", "urn": d::vale_one(), "decision": {
        "band": 2, "risk": "medium", "next_review": d::in_days(120), "rationale": "Seen."}});
    let reply = browser
        .post(&changes(meeting), &proposed(0, &decision))
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
}

#[tokio::test]
async fn a_version_is_adopted_with_its_minute_and_is_in_force_everywhere_from_its_day() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let before = rules(&officer).await;
    assert_eq!(before.versions.len(), 1);
    assert_ne!(judged(&officer).await, Judged::Is(Level::High), "62% today");
    let mut document = with_line(&before, 6_400);
    // Whatever number and day it came with.
    document.version = 99;
    let after: RulesPage = adopt(&officer, &adopting(&before, document, d::today()))
        .await
        .done();
    assert_eq!(after.scheme.version, before.scheme.version + 1);
    assert_eq!(after.scheme.from, d::today());
    let adopted = &after.versions[0];
    assert_eq!(adopted.version, after.scheme.version);
    assert_eq!(adopted.why, "The floor has moved");
    assert_eq!(adopted.by, "Officer of Testshire");
    assert!(adopted.at.is_some());
    assert_eq!(adopted.changes.len(), 1, "{:?}", adopted.changes);
    assert!(
        adopted.changes[0].contains("high below 64%, was below "),
        "{:?}",
        adopted.changes
    );
    assert_eq!(judged(&officer).await, Judged::Is(Level::High));
    let session: Session = app
        .sign_in(Who::Head)
        .await
        .get("/api/session")
        .await
        .done();
    assert_eq!(session.scheme, after.scheme);
    // Each version is still to be read; another authority has none of it.
    for (version, scheme) in [(5, &before.scheme), (6, &after.scheme)] {
        let read: Scheme = officer.get(&format!("/api/rules/{version}")).await.done();
        assert_eq!(read, **scheme, "{version}");
    }
    assert_eq!(officer.get("/api/rules/7").await.problem().status, 404);
    let stranger = app.sign_in(Who::Stranger).await;
    assert_eq!(stranger.get("/api/rules/6").await.problem().status, 404);
    let theirs = rules(&stranger).await;
    assert_eq!((theirs.scheme, theirs.versions.len()), (before.scheme, 1));
    assert!(
        theirs
            .schools
            .iter()
            .all(|school| school.urn == d::far_one())
    );
}

#[tokio::test]
async fn what_was_made_from_an_older_version_is_refused_with_who_adopted_what_since() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let page = rules(&officer).await;
    let asked = adopting(&page, with_line(&page, 6_400), d::today());
    assert_eq!(adopt(&officer, &asked).await.status, 200);
    let problem = adopt(&officer, &asked).await.problem();
    assert_eq!((problem.status, problem.kind.as_str()), (409, "stale"));
    for words in ["Officer of Testshire", "version 6", "The floor has moved"] {
        assert!(problem.detail.contains(words), "{}", problem.detail);
    }
    // Of many at once one is first.
    let page = rules(&officer).await;
    let asked = adopting(&page, with_line(&page, 6_300), d::today());
    let all = futures::future::join_all((0..6).map(|_| adopt(&officer, &asked))).await;
    let mut statuses: Vec<u16> = all.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409]);
}

#[tokio::test]
async fn only_an_officer_adopts_and_nothing_is_kept_of_what_is_refused() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let page = rules(&officer).await;
    let good = adopting(&page, with_line(&page, 6_400), d::today());
    for who in [Who::Lead, Who::Broker, Who::Administrator, Who::Head] {
        let browser = app.sign_in(who).await;
        assert_eq!(
            adopt(&browser, &good).await.problem().status,
            404,
            "{who:?}"
        );
    }
    let mut faulty = good.clone();
    let lines = faulty.document.indicator[0].clone();
    faulty.document.indicator.push(lines);
    faulty.document.area_rule.clear();
    faulty.document.category_of_concern = vec![Key::of("I999")];
    faulty.document.name = "Priorіty".to_owned();
    let problem = adopt(&officer, &faulty).await.problem();
    assert_eq!(problem.status, 422);
    let all = format!("{:?}", problem.fields);
    for words in ["category_of_concern", "I999", "two scripts", "listed twice"] {
        assert!(all.contains(words), "{words}: {all}");
    }
    let with = |change: fn(&mut AdoptRules)| {
        let mut asked = good.clone();
        change(&mut asked);
        asked
    };
    for (asked, field) in [
        (with(|asked| asked.why = "  ".to_owned()), "why"),
        (with(|asked| asked.why = "a".repeat(1_001)), "why"),
        (with(|asked| asked.from = d::in_days(-1)), "from"),
    ] {
        let problem = adopt(&officer, &asked).await.problem();
        assert_eq!(
            (problem.status, problem.fields[0].field.as_str()),
            (422, field)
        );
    }
    // A character the database keeps nowhere.
    for asked in [
        with(|asked| asked.why = "a\0b".to_owned()),
        with(|asked| asked.document.note = "a\0b".to_owned()),
    ] {
        let status = adopt(&officer, &asked).await.problem().status;
        assert!((400..500).contains(&status), "{status}");
    }
    assert_eq!(rules(&officer).await.versions.len(), 1);
    assert_eq!(adopt(&officer, &good).await.status, 200);
}

#[tokio::test]
async fn a_version_of_a_later_day_is_not_in_force_before_it() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let page = rules(&officer).await;
    let asked = adopting(&page, with_line(&page, 6_400), d::in_days(1));
    let after: RulesPage = adopt(&officer, &asked).await.done();
    assert_eq!(after.scheme, page.scheme);
    assert_eq!(after.versions[0].from, d::in_days(1));
    assert_ne!(judged(&officer).await, Judged::Is(Level::High));
    let mut tx = server::db::begin(app.pool(), d::here()).await.unwrap();
    for (day, version) in [(d::today(), 5), (d::in_days(1), 6), (d::in_days(900), 6)] {
        let scheme = server::scheme::in_force(&mut tx, day).await.unwrap();
        assert_eq!(scheme.version, version, "{day}");
    }
    // The next is made from it, and begins no earlier.
    let mut next = adopting(&after, with_line(&page, 6_500), d::today());
    let problem = adopt(&officer, &next).await.problem();
    assert_eq!(
        (problem.status, problem.fields[0].field.as_str()),
        (422, "from")
    );
    assert!(
        problem.fields[0].reason.contains("version 6"),
        "{problem:?}"
    );
    next.from = d::in_days(1);
    assert_eq!(adopt(&officer, &next).await.status, 200);
    // Two of one day: the later word stands.
    let scheme = server::scheme::in_force(&mut tx, d::in_days(1))
        .await
        .unwrap();
    assert_eq!(scheme.version, 7);
}

#[tokio::test]
async fn a_meeting_keeps_the_rules_it_was_opened_under_and_a_decision_its_version() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let meeting = open_meeting(&officer).await;
    let page = rules(&officer).await;
    let asked = adopting(&page, with_line(&page, 6_400), d::today());
    let after: RulesPage = adopt(&officer, &asked).await.done();
    let held: MeetingPage = officer
        .get(&format!("/api/meetings/{meeting}"))
        .await
        .done();
    assert_eq!(held.scheme, page.scheme);
    decide(&officer, meeting).await;
    let next = open_meeting(&officer).await;
    let held: MeetingPage = officer.get(&format!("/api/meetings/{next}")).await.done();
    assert_eq!(held.scheme, after.scheme);
    decide(&officer, next).await;
    let mut owner = sqlx::PgConnection::connect_with(&app.owner).await.unwrap();
    let kept: Vec<(String, i32)> =
        sqlx::query_as("select scheme_name, scheme_version from decision order by scheme_version")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    let name = page.scheme.name.clone();
    assert_eq!(kept, [(name.clone(), 5), (name, 6)]);
}

#[tokio::test]
async fn a_decision_beside_a_suggestion_it_differs_from_is_shown_to_those_who_see_the_school() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    assert_eq!(rules(&officer).await.decisions, 0);
    let meeting = open_meeting(&officer).await;
    decide(&officer, meeting).await;
    for who in [Who::Officer, Who::Lead] {
        let page = rules(&app.sign_in(who).await).await;
        assert_eq!((page.decisions, page.otherwise.len()), (1, 1), "{who:?}");
        let one = &page.otherwise[0];
        assert_eq!((one.urn, one.rationale.as_str()), (d::vale_one(), "Seen."));
        assert_ne!(one.suggested.known, one.band);
    }
    let page = rules(&app.sign_in(Who::OtherLead).await).await;
    assert_eq!((page.decisions, page.otherwise.len()), (0, 0));
}

#[tokio::test]
async fn another_scheme_altogether_is_taken_also_after_decisions_which_keep_their_words() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let page = rules(&officer).await;
    let names: Vec<&str> = page.shipped.iter().map(|(id, _)| id.as_str()).collect();
    assert!(
        names.contains(&"rotherham") && !names.contains(&"bradford"),
        "{names:?}"
    );
    let none = officer.get("/api/rules/shipped/none").await.problem();
    assert_eq!(none.status, 404);
    let other: Scheme = officer.get("/api/rules/shipped/rotherham").await.done();
    let meeting = open_meeting(&officer).await;
    decide(&officer, meeting).await;
    let asked = adopting(&page, other.document.clone(), d::today());
    let after: RulesPage = adopt(&officer, &asked).await.done();
    assert_eq!(after.scheme.name, other.name);
    assert!(!after.versions[0].changes.is_empty());
    let path = format!("/api/schools/{}", d::vale_one());
    let school: SchoolPage = officer.get(&path).await.done();
    let last = &school.risk.unwrap().decisions[0];
    assert_eq!(after.scheme.band(last.band).word, "Priority 3");
    assert_eq!(after.scheme.gone_since(last.band), Some(5));
}

#[tokio::test]
async fn a_lead_tries_rules_on_their_own_schools_only() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let page = rules(&lead).await;
    let urns: Vec<_> = page.schools.iter().map(|school| school.urn).collect();
    assert_eq!(urns, [d::vale_one(), d::vale_two()]);
    assert_eq!(
        (page.schools[0].roll, page.schools[0].faith),
        (Some(210), false)
    );
    let past: RulesPast = lead.get("/api/rules/past").await.done();
    let of: Vec<_> = past.schools.iter().map(|(urn, _)| *urn).collect();
    assert_eq!(of, urns);
    let results: Vec<_> = past.schools[0]
        .1
        .iter()
        .filter(|(key, _)| *key == Key::of("I10"))
        .map(|(_, seen)| (seen.as_at, seen.finding))
        .collect();
    assert_eq!(
        results,
        [
            (d::in_days(-500), domain::schools::Finding::number(6_500)),
            (d::in_days(-120), domain::schools::Finding::number(6_200)),
        ]
    );
    for path in ["/api/rules", "/api/rules/past", "/api/rules/export.csv"] {
        let reply = lead.get(path).await;
        assert!(!reply.text.contains("900003"), "{path}");
        assert!(!reply.text.contains("Moor One"), "{path}");
    }
}

#[tokio::test]
async fn what_the_rules_made_of_each_school_goes_out_as_text_that_is_no_formula() {
    let app = TestApp::start().await;
    let nasty = "=HYPERLINK(\"http://evil.example\",\"Vale\")";
    let mut tx = server::db::begin(app.pool(), d::here()).await.unwrap();
    let school = d::school(d::urn(900_009), nasty, d::vale());
    server::db::schools::put(&mut tx, d::here(), &school)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let lead = app.sign_in(Who::Lead).await;
    let reply = lead.get("/api/rules/export.csv").await;
    let name = format!("levels-and-reasons-{}-rules-version-5.csv", d::today());
    assert_eq!(
        reply.headers["content-disposition"].to_str().unwrap(),
        format!("attachment; filename=\"{name}\"")
    );
    let mut sheet = csv::Reader::from_reader(reply.text.trim_start_matches('\u{feff}').as_bytes());
    let heads = sheet.headers().unwrap().clone();
    let at = |wanted: &str| heads.iter().position(|head| head == wanted).unwrap();
    let rows: Vec<csv::StringRecord> = sheet.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    let row = rows.iter().find(|row| &row[0] == "900001").unwrap();
    let results = heads
        .iter()
        .position(|head| head.starts_with("I10 "))
        .unwrap();
    assert_eq!(&row[results], "62");
    assert_eq!(&row[at("I01: level")], "None");
    assert!(
        ["risk", "risk range", "band", "band range", "reason"]
            .iter()
            .all(|head| !row[at(head)].is_empty())
    );
    let row = rows.iter().find(|row| &row[0] == "900009").unwrap();
    assert_eq!(row[1], format!("'{nasty}"));
    assert_eq!(&row[results + 1], "Not known: not available");

    let request = lead.request(reqwest::Method::GET, "/api/rules/export.xlsx");
    let bytes = request.send().await.unwrap().bytes().await.unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Levels and reasons").unwrap();
    let formulas = book.worksheet_formula("Levels and reasons").unwrap();
    assert!(formulas.used_cells().next().is_none(), "no formula");
    let rows: Vec<&[Data]> = sheet.rows().collect();
    assert_eq!(rows.len(), 4);
    assert!(
        rows.iter()
            .any(|row| row[1] == Data::String(nasty.to_owned()))
    );
    let row = rows
        .iter()
        .find(|row| row[0] == Data::Float(900_001.0))
        .unwrap();
    assert_eq!(row[results], Data::Float(62.0));
}

#[tokio::test]
async fn the_method_is_public_and_says_the_rules_and_what_each_version_changed_and_names_no_school()
{
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let page = rules(&officer).await;
    assert_eq!(page.method, "/method/901");
    let mut document = with_line(&page, 6_400);
    document.note = "<script>alert(1)</script>".to_owned();
    let mut asked = adopting(&page, document, d::today());
    asked.why = "Because of Vale One".to_owned();
    assert_eq!(adopt(&officer, &asked).await.status, 200);
    let nobody = app.nobody();
    let reply = nobody.get(&page.method).await;
    assert_eq!(reply.status, 200);
    assert!(
        reply.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
    for words in [
        "Testshire",
        "version 6",
        "below 64%",
        "high below 64%, was below",
        "<caption>",
        "scope=\"row\"",
        "&lt;script&gt;",
    ] {
        assert!(reply.text.contains(words), "{words}");
    }
    for indicator in &page.scheme.indicators {
        let name = indicator.name.replace('\'', "&#39;").replace('&', "&amp;");
        let name = name.replace("&amp;#39;", "&#39;");
        assert!(reply.text.contains(&name), "{name}");
    }
    for secret in ["Vale", "900001", "Officer of", "<script", "style="] {
        assert!(!reply.text.contains(secret), "{secret}");
    }
    let nowhere = nobody.get("/api/nothing").await;
    for path in ["/method/999", "/method/x", "/method/1000"] {
        let reply = nobody.get(path).await;
        assert_eq!((reply.status, &reply.text), (404, &nowhere.text), "{path}");
    }
}

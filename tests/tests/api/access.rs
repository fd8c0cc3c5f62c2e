//! Every route, asked by everybody. The expectations are a table beside the table of routes: a route
//! without a row fails, and so does a row without a route.

use std::collections::BTreeSet;

use domain::schools::{ChangeId, MeetingId, NeedId};
use serde_json::{Value, json};
use server::routes::every_route;
use tests::app::TestApp;
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Administrator, Broker, Governor, Head, Lead, Leader, Officer, OtherLead, Stranger};

use crate::district::set_target;
use crate::meetings::open_meeting;
use crate::money::{self, add_pot};
use crate::offers;
use crate::organisations;
use crate::recruitment;
use crate::support;

/// Method and path as in the table of routes, and who is let in. Everybody else is refused; "let in"
/// is any answer but 401, 403 and 404.
const WHO_MAY: &[(&str, &str, &[Who])] = &[
    ("GET", "/api/session", &Who::ALL),
    ("GET", "/api/today", &Who::ALL),
    ("GET", "/api/calendar", &Who::ALL),
    ("POST", "/api/calendar", &Who::ALL),
    ("POST", "/api/calendar/forget", &Who::ALL),
    ("GET", "/api/schools", &Who::ALL),
    (
        "GET",
        "/api/schools/{urn}",
        &[Officer, Administrator, Lead, Broker, Leader, Head, Governor],
    ),
    // A list is for everybody who has the right somewhere, each with their own rows.
    (
        "GET",
        "/api/meetings",
        &[Officer, Lead, OtherLead, Stranger],
    ),
    ("POST", "/api/schools/{urn}/told", &[Officer, Lead]),
    ("POST", "/api/schools/{urn}/known", &[Officer, Lead]),
    (
        "POST",
        "/api/schools/{urn}/known/{id}/withdraw",
        &[Officer, Lead],
    ),
    // The head of a school contests what they have been told of.
    ("POST", "/api/schools/{urn}/contests", &[Officer]),
    (
        "POST",
        "/api/schools/{urn}/contests/{id}/settle",
        &[Officer, Lead],
    ),
    ("POST", "/api/schools/{urn}/reply", &[Head]),
    // Until something is decided there is no letter: nobody is let in to what is not there.
    ("GET", "/api/schools/{urn}/letter", &[]),
    ("POST", "/api/schools/{urn}/letter", &[Officer, Lead]),
    // A head appeals against what they have been told of.
    ("POST", "/api/schools/{urn}/appeal", &[]),
    ("POST", "/api/schools/{urn}/approval", &[Officer, Lead]),
    ("POST", "/api/meetings", &[Officer, Lead]),
    ("GET", "/api/meetings/{id}", &[Officer, Lead]),
    ("POST", "/api/meetings/{id}/changes", &[Officer, Lead]),
    ("POST", "/api/meetings/{id}/views", &[Officer, Lead]),
    ("POST", "/api/meetings/{id}/display", &[Officer, Lead]),
    ("GET", "/api/meetings/{id}/events", &[Officer, Lead]),
    ("GET", "/api/meetings/{id}/minutes", &[Officer, Lead]),
    ("POST", "/api/meetings/{id}/minutes", &[Officer, Lead]),
    ("GET", "/api/meetings/{id}/minutes.docx", &[Officer, Lead]),
    ("GET", "/api/meetings/{id}/minutes.xlsx", &[Officer, Lead]),
    (
        "GET",
        "/api/brokerage",
        &[Officer, Lead, OtherLead, Broker, Head, Stranger],
    ),
    ("GET", "/api/brokerage/events", &[Officer, Broker, Stranger]),
    ("POST", "/api/brokerage/changes", &[Officer, Broker]),
    (
        "POST",
        "/api/brokerage/accept",
        &[Officer, Broker, Stranger],
    ),
    ("POST", "/api/needs", &[Officer, Lead, Broker, Head]),
    (
        "GET",
        "/api/leaders",
        &[
            Officer,
            Administrator,
            Lead,
            OtherLead,
            Broker,
            Leader,
            Head,
            Stranger,
        ],
    ),
    ("POST", "/api/leaders", &[Officer, Broker, Stranger]),
    (
        "GET",
        "/api/leaders/{leader}",
        &[
            Officer,
            Administrator,
            Lead,
            OtherLead,
            Broker,
            Leader,
            Head,
        ],
    ),
    // What somebody can and will do is theirs to say, and their office's.
    (
        "POST",
        "/api/leaders/{leader}/changes",
        &[Officer, Broker, Leader],
    ),
    ("GET", "/api/leaders/shares", &[Officer, Broker, Stranger]),
    ("POST", "/api/leader-types", &[Officer, Broker, Stranger]),
    // What is sought is told to everybody who may be sought or interview.
    (
        "GET",
        "/api/leaders/recruitment",
        &[
            Officer, Lead, OtherLead, Broker, Leader, Head, Governor, Stranger,
        ],
    ),
    (
        "POST",
        "/api/leaders/recruitment",
        &[Officer, Broker, Stranger],
    ),
    // Somebody the office puts forward: for those who keep rounds.
    (
        "POST",
        "/api/leaders/recruitment/{round}",
        &[Officer, Broker],
    ),
    (
        "GET",
        "/api/schools/{urn}/similar",
        &[Officer, Administrator, Lead, Broker, Leader, Head, Governor],
    ),
    (
        "GET",
        "/api/district",
        &[Officer, Lead, OtherLead, Stranger],
    ),
    ("GET", "/api/partnerships/{partnership}", &[Officer, Lead]),
    ("POST", "/api/targets", &[Officer, Stranger]),
    ("POST", "/api/targets/{target}/withdraw", &[Officer]),
    ("GET", "/api/rules", &[Officer, Lead, OtherLead, Stranger]),
    ("POST", "/api/rules", &[Officer, Stranger]),
    (
        "GET",
        "/api/rules/export.csv",
        &[Officer, Lead, OtherLead, Stranger],
    ),
    (
        "GET",
        "/api/rules/export.xlsx",
        &[Officer, Lead, OtherLead, Stranger],
    ),
    (
        "GET",
        "/api/rules/past",
        &[Officer, Lead, OtherLead, Stranger],
    ),
    (
        "GET",
        "/api/rules/shipped/{name}",
        &[Officer, Lead, OtherLead, Stranger],
    ),
    (
        "GET",
        "/api/rules/{version}",
        &[Officer, Lead, OtherLead, Stranger],
    ),
    ("POST", "/api/import", &[Officer, Stranger]),
    // What is nobody's is refused like what is somebody else's: look again.
    ("POST", "/api/import/{id}", &[Officer, Stranger]),
    (
        "GET",
        "/api/support",
        &[
            Officer, Lead, OtherLead, Broker, Leader, Head, Governor, Stranger,
        ],
    ),
    ("POST", "/api/support", &[Officer, Lead, Head]),
    (
        "GET",
        "/api/support/combined/{urn}",
        &[Officer, Lead, Broker, Head, Governor],
    ),
    (
        "GET",
        "/api/support/{case}",
        &[Officer, Lead, Broker, Head, Governor],
    ),
    (
        "GET",
        "/api/support/{case}/events",
        &[Officer, Lead, Broker, Head, Governor],
    ),
    // A talk is not a governor's to keep.
    (
        "POST",
        "/api/support/{case}/steps",
        &[Officer, Lead, Broker, Head],
    ),
    // The case has no plan and so no file; a plan is the school's to send, and this one's time has not come.
    ("GET", "/api/support/{case}/files/{file}", &[]),
    ("POST", "/api/support/{case}/files/{file}", &[Head]),
    (
        "GET",
        "/api/library",
        &[
            Officer, Lead, OtherLead, Broker, Leader, Head, Governor, Stranger,
        ],
    ),
    ("GET", "/api/mail", &[Administrator]),
    // No letter has that id: whoever may is told so too.
    ("POST", "/api/mail/{id}/again", &[]),
    // Everybody who may be named for a school sees the list, each with their own rows.
    (
        "GET",
        "/api/caseload",
        &[
            Officer, Lead, OtherLead, Broker, Leader, Head, Governor, Stranger,
        ],
    ),
    (
        "GET",
        "/api/caseload/way",
        &[
            Officer, Lead, OtherLead, Broker, Leader, Head, Governor, Stranger,
        ],
    ),
    ("POST", "/api/caseload/way", &[Officer, Stranger]),
    // Refused for there being nothing to hand over, once one is let in.
    ("POST", "/api/caseload/hand-over", &[Officer, Stranger]),
    (
        "GET",
        "/api/caseload/{urn}",
        &[Officer, Lead, Head, Governor],
    ),
    ("POST", "/api/caseload/{urn}", &[Officer]),
    // The list is each one's own; of a school, head and governors are let in to the page, which is empty until
    // the school was written to.
    (
        "GET",
        "/api/statutory",
        &[Officer, Head, Governor, Stranger],
    ),
    ("GET", "/api/statutory/{urn}", &[Officer, Head, Governor]),
    ("POST", "/api/statutory/{urn}", &[Officer]),
    (
        "GET",
        "/api/strategic",
        &[Officer, Lead, OtherLead, Stranger],
    ),
    (
        "GET",
        "/api/strategic/export.xlsx",
        &[Officer, Lead, OtherLead, Stranger],
    ),
    (
        "GET",
        "/api/peers",
        &[Officer, Lead, OtherLead, Head, Stranger],
    ),
    // Refused for pairs that make no round, once one is let in.
    ("POST", "/api/peers", &[Officer, Lead, Stranger]),
    // There is no such round.
    ("POST", "/api/peers/{round}", &[]),
    // Who belongs to what, and what is on offer, is no secret within the authority.
    ("GET", "/api/organisations", &Who::ALL),
    ("POST", "/api/organisations", &[Officer, Broker, Stranger]),
    (
        "GET",
        "/api/organisations/{organisation}",
        &[
            Officer,
            Administrator,
            Lead,
            OtherLead,
            Broker,
            Leader,
            Head,
            Governor,
        ],
    ),
    (
        "POST",
        "/api/organisations/{organisation}",
        &[Officer, Broker],
    ),
    ("GET", "/api/offers", &Who::ALL),
    // For Vale One: its head, and those who broker; whom the school is not there for is told to choose one.
    ("POST", "/api/offers", &[Officer, Broker, Head, Stranger]),
    ("POST", "/api/offers/{offer}", &[Officer, Broker, Head]),
    // A head reads of their own school; the book is for those who move money.
    ("GET", "/api/money", &[Officer, Broker, Head, Stranger]),
    ("POST", "/api/money/changes", &[Officer, Broker, Stranger]),
    ("GET", "/api/money/pots/{pot}", &[Officer, Broker]),
    ("GET", "/api/money/export.csv", &[Officer, Broker, Stranger]),
    (
        "GET",
        "/api/money/export.xlsx",
        &[Officer, Broker, Stranger],
    ),
];

/// Routes that do not ask who is there.
const OPEN: &[(&str, &str)] = &[
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/calendar/{secret}"),
    ("GET", "/answer/{token}"),
    ("POST", "/answer/{token}"),
    ("GET", "/assets/{*path}"),
    ("GET", "/plain"),
    ("GET", "/plain.css"),
    ("POST", "/plain/sign-in"),
    ("POST", "/plain/sign-out"),
    ("GET", "/method/{authority}"),
    ("GET", "/method.css"),
    ("POST", "/api/session"),
    ("DELETE", "/api/session"),
    ("GET", "/api/session/demo"),
    ("POST", "/api/session/demo"),
    ("GET", "/api/session/example"),
    ("POST", "/api/session/display"),
];

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let routes: BTreeSet<(&str, &str)> = every_route()
        .map(|route| (route.method, route.path))
        .collect();
    let rows: BTreeSet<(&str, &str)> = WHO_MAY
        .iter()
        .map(|(method, path, _)| (*method, *path))
        .chain(OPEN.iter().copied())
        .collect();
    assert_eq!(
        routes.difference(&rows).collect::<Vec<_>>(),
        Vec::<&(&str, &str)>::new(),
        "routes without a row"
    );
    assert_eq!(
        rows.difference(&routes).collect::<Vec<_>>(),
        Vec::<&(&str, &str)>::new(),
        "rows without a route"
    );
}

/// A body that would do something in the Vale of Testshire.
fn body(method: &str, path: &str) -> Option<Value> {
    Some(match (method, path) {
        ("POST", "/api/meetings") => json!({
            "id": MeetingId(Uuid::new_v4()), "partnership": d::vale(), "title": "Autumn",
            "on": d::today(),
        }),
        ("POST", "/api/meetings/{id}/changes") => json!({
            "id": ChangeId(Uuid::new_v4()), "base": 0,
            "change": {"kind": "point", "urn": d::vale_one(), "text": "A point"},
        }),
        ("POST", "/api/meetings/{id}/views") => json!({
            "id": ChangeId(Uuid::new_v4()), "urn": d::vale_one(), "band": 1,
        }),
        ("POST", "/api/brokerage/changes") => json!({
            "id": ChangeId(Uuid::new_v4()), "base": 0,
            "change": {"kind": "exclude",
                "pair": {"need": d::need_id(1), "leader": d::leader_id(1)}},
        }),
        ("POST", "/api/brokerage/accept") => json!({
            "id": ChangeId(Uuid::new_v4()), "base": 0, "matches": [],
        }),
        ("POST", "/api/rules") => json!({
            "base": 5, "from": d::today(), "why": "A reason",
            "document": domain::risk::Scheme::bradford().unwrap(),
        }),
        ("POST", "/api/schools/{urn}/told") => json!({
            "meeting": MeetingId(Uuid::from_u128(1)), "how": "By telephone",
        }),
        ("POST", "/api/schools/{urn}/letter") => json!({"meeting": Uuid::new_v4()}),
        ("POST", "/api/schools/{urn}/appeal") => json!({
            "meeting": Uuid::new_v4(), "text": "It is wrong.",
        }),
        ("POST", "/api/meetings/{id}/minutes") => json!({"seal": "00"}),
        ("POST", "/api/schools/{urn}/known") => json!({
            "id": Uuid::new_v4(), "entry": {
                "on": d::today(), "area": "leadership", "text": "The deputy starts in January.",
                "source": "Governor services", "sensitivity": "school", "until": d::in_days(90),
            },
        }),
        // Refused for what is missing, once one is let in: there is no such entry and no such contest.
        ("POST", "/api/schools/{urn}/known/{id}/withdraw") => json!({"why": ""}),
        ("POST", "/api/schools/{urn}/contests/{id}/settle") => json!({
            "how": "stands", "words": "",
        }),
        ("POST", "/api/schools/{urn}/contests") => json!({
            "id": Uuid::new_v4(), "indicator": "I10", "finding": {"known": {"number": 1}},
            "as_at": d::today(), "why": "It is not ours.",
        }),
        ("POST", "/api/schools/{urn}/reply") => json!({
            "id": Uuid::new_v4(), "text": "We ask the meeting to weigh mobility.",
        }),
        ("POST", "/api/schools/{urn}/approval") => json!({
            "meeting": Uuid::new_v4(), "band": 1, "risk": "low", "approved": true,
        }),
        ("POST", "/api/targets") => json!({
            "id": Uuid::new_v4(),
            "target": {"indicator": "I30", "aim": "national", "by": d::in_days(400)},
        }),
        ("POST", "/api/targets/{target}/withdraw") => json!({"why": "It was set by mistake"}),
        ("POST", "/api/leaders") => json!({
            "id": Uuid::new_v4(), "leader": Uuid::new_v4(), "details": [],
        }),
        ("POST", "/api/leaders/{leader}/changes") => json!({
            "id": Uuid::new_v4(), "base": 0, "details": [{"field": "at_once", "value": 2}],
        }),
        ("POST", "/api/leaders/recruitment") => json!({
            "id": Uuid::new_v4(), "round": recruitment::draft(),
        }),
        ("POST", "/api/leaders/recruitment/{round}") => json!({
            "id": Uuid::new_v4(), "base": 9, "entry": {
                "entry": "put_forward", "applicant": Uuid::new_v4(),
                "application": recruitment::office("Somebody"),
            },
        }),
        ("POST", "/api/leader-types") => json!({
            "was": null,
            "becomes": domain::brokerage::standard_types()[0],
        }),
        ("POST", "/api/support") => json!({
            "case": Uuid::new_v4(), "id": Uuid::new_v4(), "request": support::request(),
        }),
        ("POST", "/api/support/{case}/steps") => json!({
            "id": Uuid::new_v4(), "base": 1, "step": {"step": "talk", "text": "By telephone."},
        }),
        ("POST", "/api/needs") => json!({
            "id": NeedId(Uuid::new_v4()), "draft": d::draft(d::vale_one(), 2, 3),
        }),
        ("POST", "/api/caseload/{urn}") => json!({
            "id": Uuid::new_v4(), "base": 0,
            "entry": {"entry": "allowance", "quarters": 8, "in_school": 4, "why": "A reason"},
        }),
        ("POST", "/api/caseload/hand-over") => json!({
            "id": Uuid::new_v4(), "role": "nothing", "of": null, "to": Uuid::new_v4(),
            "from": d::today(), "why": "",
        }),
        ("POST", "/api/caseload/way") => json!({
            "id": Uuid::new_v4(), "base": 0, "document": "", "why": "",
        }),
        ("POST", "/api/statutory/{urn}") => json!({
            "id": Uuid::new_v4(), "base": 0, "step": {"step": "begin", "why": "Concerns."},
        }),
        ("POST", "/api/peers") => json!({
            "id": Uuid::new_v4(), "partnership": d::vale(), "title": "Spring",
            "by": d::in_days(60), "pairs": [],
        }),
        ("POST", "/api/peers/{round}") => json!({
            "id": Uuid::new_v4(),
            "entry": {"entry": "reply", "reviewed": d::vale_one(), "words": "Thank you."},
        }),
        ("POST", "/api/organisations") => json!({
            "id": Uuid::new_v4(), "about": {"kind": "alliance", "name": Uuid::new_v4().to_string()},
        }),
        ("POST", "/api/organisations/{organisation}") => json!({
            "id": Uuid::new_v4(), "base": 9,
            "entry": {"entry": "did", "activity": "capacity", "on": d::today(), "words": "A course."},
        }),
        ("POST", "/api/offers") => json!({
            "id": Uuid::new_v4(), "offer": offers::draft(),
        }),
        ("POST", "/api/offers/{offer}") => json!({
            "id": Uuid::new_v4(), "base": 9, "entry": {"entry": "change", "offer": offers::draft()},
        }),
        ("POST", "/api/money/changes") => money::rate(),
        ("POST", _) => json!({}),
        _ => return None,
    })
}

#[tokio::test]
async fn each_route_lets_in_whom_the_table_says_and_nobody_else() {
    let app = TestApp::start().await;
    let meeting = open_meeting(&app.sign_in(Officer).await).await;
    let target = set_target(&app.sign_in(Officer).await).await;
    let case = support::asked(&app.sign_in(Head).await).await.case.id;
    let pot = add_pot(&app.sign_in(Officer).await, "Opportunity fund", 1_000).await;
    let organisation = organisations::add(&app.sign_in(Officer).await, "hub", "Vale Hub").await;
    let offer = offers::add(&app.sign_in(Head).await, offers::draft()).await;
    let round = recruitment::open(&app.sign_in(Officer).await, recruitment::draft()).await;
    let mut faults = Vec::new();
    for who in Who::ALL {
        let browser = app.sign_in(who).await;
        for (method, path, let_in) in WHO_MAY {
            let url = path
                .replace("{id}", &meeting.to_string())
                .replace("{name}", "rotherham")
                .replace("{version}", "5")
                .replace("{partnership}", &d::vale().to_string())
                .replace("{target}", &target.to_string())
                .replace("{case}", &case.to_string())
                .replace("{file}", &Uuid::new_v4().to_string())
                .replace("{pot}", &pot.to_string())
                .replace("{organisation}", &organisation.id.to_string())
                .replace("{offer}", &offer.to_string())
                .replace("{round}", &round.to_string())
                .replace("{leader}", &d::leader_id(1).0.to_string())
                .replace("{urn}", &d::vale_one().to_string());
            let body = body(method, path);
            let mut request = browser.request(method.parse().unwrap(), &url);
            if *path == "/api/import" {
                request = request.multipart(reqwest::multipart::Form::new());
            } else if let Some(body) = &body {
                request = request.json(body);
            }
            // A stream is let in when it is opened; its body never ends.
            let status = request.send().await.unwrap().status().as_u16();
            let entered = !matches!(status, 401 | 403 | 404);
            if entered != let_in.contains(&who) {
                faults.push(format!("{who:?} {method} {path}: {status}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn nobody_gets_in_without_signing_in() {
    let app = TestApp::start().await;
    let nobody = app.nobody();
    for (method, path, _) in WHO_MAY {
        let url = path
            .replace("{id}", &Uuid::new_v4().to_string())
            .replace("{partnership}", &Uuid::new_v4().to_string())
            .replace("{target}", &Uuid::new_v4().to_string())
            .replace("{case}", &Uuid::new_v4().to_string())
            .replace("{file}", &Uuid::new_v4().to_string())
            .replace("{pot}", &Uuid::new_v4().to_string())
            .replace("{organisation}", &Uuid::new_v4().to_string())
            .replace("{offer}", &Uuid::new_v4().to_string())
            .replace("{round}", &Uuid::new_v4().to_string())
            .replace("{leader}", &Uuid::new_v4().to_string())
            .replace("{urn}", "900001");
        let mut request = nobody.request(method.parse().unwrap(), &url);
        if let Some(body) = body(method, path) {
            request = request.json(&body);
        }
        let status = request.send().await.unwrap().status().as_u16();
        assert_eq!(status, 401, "{method} {path}");
    }
}

#[tokio::test]
async fn what_is_another_authoritys_answers_word_for_word_like_what_is_nowhere() {
    let app = TestApp::start().await;
    let meeting = open_meeting(&app.sign_in(Officer).await).await;
    let nowhere = Uuid::from_u128(77);
    let stranger = app.sign_in(Stranger).await;
    let other_lead = app.sign_in(OtherLead).await;
    let point = |id: Uuid| {
        json!({"id": id, "base": 0,
            "change": {"kind": "point", "urn": d::vale_one(), "text": "x"}})
    };
    for browser in [&stranger, &other_lead] {
        for (theirs, none) in [
            (
                browser
                    .get(&format!("/api/schools/{}", d::vale_one()))
                    .await,
                browser.get("/api/schools/999999").await,
            ),
            (
                browser.get(&format!("/api/meetings/{meeting}")).await,
                browser.get(&format!("/api/meetings/{nowhere}")).await,
            ),
            (
                browser
                    .get(&format!("/api/meetings/{meeting}/events"))
                    .await,
                browser.get("/api/meetings/not-an-id/events").await,
            ),
            (
                browser
                    .post(
                        &format!("/api/meetings/{meeting}/changes"),
                        &point(Uuid::new_v4()),
                    )
                    .await,
                browser
                    .post(
                        &format!("/api/meetings/{nowhere}/changes"),
                        &point(Uuid::new_v4()),
                    )
                    .await,
            ),
        ] {
            assert_eq!(theirs.status, 404);
            assert_eq!((theirs.status, theirs.text), (none.status, none.text));
        }
    }
}

#[tokio::test]
async fn lists_hold_nothing_of_what_a_person_may_not_see() {
    let app = TestApp::start().await;
    open_meeting(&app.sign_in(Officer).await).await;
    for (who, path, hidden) in [
        (OtherLead, "/api/schools", "900001"),
        (OtherLead, "/api/meetings", "Autumn"),
        (OtherLead, "/api/today", "Vale"),
        (Governor, "/api/schools", "900002"),
        (Stranger, "/api/schools", "Vale"),
        (Stranger, "/api/leaders", "Lena"),
        (Stranger, "/api/brokerage", "Vale"),
        (Head, "/api/brokerage", "Lena"),
        (Leader, "/api/leaders", "Marek"),
        // A broker sees the need and its tier, not the record behind it.
        (Broker, "/api/schools", "\"band\""),
        (Head, "/api/schools", "\"band\""),
        (Administrator, "/api/schools", "\"band\""),
        // The directory without ratings.
        (Lead, "/api/leaders", "\"sum\":360"),
    ] {
        let reply = app.sign_in(who).await.get(path).await;
        assert_eq!(reply.status, 200, "{who:?} {path}");
        assert!(
            !reply.text.contains(hidden),
            "{who:?} {path}: {}",
            reply.text
        );
    }
    let broker = app.sign_in(Broker).await.get("/api/leaders").await;
    assert!(broker.text.contains("\"sum\":360"), "{}", broker.text);
}

#[tokio::test]
async fn the_page_of_a_school_sends_what_was_said_of_it_to_those_who_see_its_meetings_only() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Officer).await;
    let meeting = open_meeting(&officer).await;
    let act = json!({
        "id": Uuid::new_v4(), "base": 0,
        "change": {
            "kind": "act", "urn": d::vale_one(), "text": "Ask for a writing lead",
            "owner": "Helen Marsh", "due": d::in_days(8),
        },
    });
    let said = officer
        .post(&format!("/api/meetings/{meeting}/changes"), &act)
        .await;
    assert_eq!(said.status, 200, "{}", said.text);
    let path = format!("/api/schools/{}", d::vale_one());
    for (who, sees) in [
        (Officer, true),
        (Lead, true),
        (Head, false),
        (Governor, false),
        (Broker, false),
        (Leader, false),
        (Administrator, false),
    ] {
        let page = app.sign_in(who).await.get(&path).await;
        for secret in [
            "Ask for a writing lead",
            "\"suggestion\"",
            "\"readings\"",
            "\"coming\"",
        ] {
            assert_eq!(
                page.text.contains(secret),
                sees,
                "{who:?} {secret}: {}",
                page.text
            );
        }
    }
}

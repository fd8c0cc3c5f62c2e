//! Offers: put up by a head for their own school, pointed to by a broker, and the last place goes once.

use domain::api::{AskSupport, CasePage, ChangeOffer, OfferRow, OffersPage, PutOffer};
use domain::brokerage::HalfDays;
use domain::schools::{CaseId, ChangeId, OfferId, OrganisationId};
use domain::support::money::Pence;
use domain::support::offers::{OfferDraft, OfferEntry, OfferStanding, Offerer};
use domain::support::organisations::OrganisationEntry;
use domain::support::{Stage, StageKind, Step};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Broker, Governor, Head, Lead, Leader, Officer, OtherLead, Stranger};

use crate::organisations;
use crate::support::{self, scope, step, url};

/// What Vale One offers.
pub fn draft() -> OfferDraft {
    OfferDraft {
        by: Offerer::School(d::vale_one()),
        title: "Reading seen in four classes".to_owned(),
        about: "Half a day.".to_owned(),
        areas: vec![d::area()],
        phases: Vec::new(),
        places: Some(1),
        half_days: HalfDays(1),
        from: d::in_days(-10),
        to: d::in_days(60),
        contact: "The head of Vale One".to_owned(),
        price: Pence::ZERO,
        free_to: None,
        within: None,
    }
}

/// Puts one up.
pub async fn add(browser: &Browser, offer: OfferDraft) -> OfferId {
    let id = ChangeId(Uuid::new_v4());
    let asked = PutOffer { id, offer };
    let page: OffersPage = browser.post("/api/offers", &asked).await.done();
    assert!(page.rows.iter().any(|row| row.id.0 == id.0));
    OfferId(id.0)
}

async fn row(browser: &Browser, id: OfferId) -> Option<OfferRow> {
    let page: OffersPage = browser.get("/api/offers").await.done();
    page.rows.into_iter().find(|row| row.id == id)
}

fn change(row: &OfferRow, entry: OfferEntry) -> ChangeOffer {
    ChangeOffer {
        id: ChangeId(Uuid::new_v4()),
        base: row.offer.revision,
        entry,
    }
}

fn at(id: OfferId) -> String {
    format!("/api/offers/{id}")
}

/// Vale Two asks for support: its lead asks for it.
async fn asked_for(lead: &Browser) -> CasePage {
    let mut request = support::request();
    request.urn = d::vale_two();
    let ask = AskSupport {
        case: CaseId(Uuid::new_v4()),
        id: ChangeId(Uuid::new_v4()),
        request,
    };
    let reply = lead.post("/api/support", &ask).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.json()
}

async fn seen(broker: &Browser, page: &CasePage) -> CasePage {
    broker
        .get(&format!("/api/support/{}", page.case.id))
        .await
        .done()
}

fn point(page: &CasePage, at: usize) -> Step {
    let one = &page.elsewhere.fit[at];
    Step::Signpost {
        offer: one.pointer.clone(),
        of: Some(one.id),
    }
}

#[tokio::test]
async fn a_head_offers_and_a_broker_points_another_school_to_it_and_the_last_place_goes_once() {
    let app = TestApp::start().await;
    let (head, broker, lead) = (
        app.sign_in(Head).await,
        app.sign_in(Broker).await,
        app.sign_in(Lead).await,
    );
    let id = add(&head, draft()).await;
    let (one, two) = (asked_for(&lead).await, asked_for(&lead).await);
    let (one, two) = (seen(&broker, &one).await, seen(&broker, &two).await);
    let why = one.elsewhere.fit[0].fitting.words();
    assert_eq!(one.elsewhere.fit[0].id, id);
    assert!(
        why.contains("any phase, the last place, 0.5 km, free"),
        "{why}"
    );
    // Who may not point to it is shown nothing of it beside the case.
    assert!(seen(&lead, &one).await.elsewhere.fit.is_empty());
    // Two brokers press at once: one case ends there, the other is told.
    let officer = app.sign_in(Officer).await;
    let (first, second) = (step(&one, point(&one, 0)), step(&two, point(&two, 0)));
    let (url_one, url_two) = (url(&one), url(&two));
    let (a, b) = tokio::join!(
        broker.post(&url_one, &first),
        officer.post(&url_two, &second)
    );
    let mut answers = [a.status, b.status];
    answers.sort_unstable();
    assert_eq!(answers, [200, 422]);
    let (won, lost, taken) = if a.status == 200 {
        (a, b, (&broker, url_one, first))
    } else {
        (b, a, (&officer, url_two, second))
    };
    let problem = lost.problem();
    let told = &problem.title;
    assert!(
        told.starts_with("The last place was taken meanwhile"),
        "{told}"
    );
    let done: CasePage = won.done();
    assert_eq!(done.case.stage_kind(), StageKind::Signposted);
    assert!(matches!(&done.case.stage, Stage::Signposted { of: Some(of), .. } if *of == id));
    // The same press again is the same place.
    let (who, url, again) = taken;
    assert_eq!(who.post(&url, &again).await.status, 200);
    let own = row(&head, id).await.unwrap();
    assert_eq!((own.left, own.standing), (Some(0), OfferStanding::Full));
    assert_eq!(own.placed, [(d::vale_two(), "Vale Two".to_owned())]);
    // Which school was pointed there is between it, who offers and who brokers.
    for who in [Lead, OtherLead, Leader, Governor] {
        let theirs = row(&app.sign_in(who).await, id).await.unwrap();
        assert!(
            theirs.placed.is_empty() && theirs.offer.places.is_empty(),
            "{who:?}"
        );
        assert_eq!(theirs.left, Some(0), "{who:?}");
    }
    let other = seen(
        &broker,
        if done.case.id == one.case.id {
            &two
        } else {
            &one
        },
    )
    .await;
    assert!(other.elsewhere.fit.is_empty());
    assert!(other.elsewhere.unfit[0].1.contains("no place left"));
    // The school finds somebody else: the place is free again, once.
    let back = OfferEntry::GiveBack {
        case: done.case.id,
        why: "It found somebody in its own trust.".to_owned(),
    };
    let page: OffersPage = head.post(&at(id), &change(&own, back.clone())).await.done();
    assert_eq!(page.rows[0].left, Some(1));
    let twice = head
        .post(&at(id), &change(&page.rows[0], back))
        .await
        .problem();
    assert_eq!(twice.fields[0].field, "case");
    // A scoped case can end there too, and its need is closed.
    let other = support::go(&broker, &other, Step::Take).await;
    let other = support::go(&broker, &other, scope(&other)).await;
    let ended = support::go(&broker, &other, point(&other, 0)).await;
    assert_eq!(ended.case.stage_kind(), StageKind::Signposted);
    let board = broker.get("/api/brokerage").await.text;
    let need = ended.case.need.unwrap().to_string();
    assert!(!board.contains(&need), "the need is closed");
}

#[tokio::test]
async fn an_offer_kept_within_an_alliance_is_seen_and_used_by_its_schools_alone() {
    let app = TestApp::start().await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let alliance = organisations::add(&broker, "alliance", "Moor Alliance").await;
    let joined = organisations::join(d::moor_one(), d::in_days(-90));
    let alliance = organisations::go(&broker, &alliance, joined).await;
    let lead = OrganisationEntry::Lead {
        school: d::moor_one(),
        from: d::in_days(-90),
    };
    let alliance = organisations::go(&broker, &alliance, lead).await;
    let kept = OfferDraft {
        by: Offerer::Organisation(alliance.id),
        title: "KEPT-WITHIN".to_owned(),
        within: Some(alliance.id),
        price: Pence::pounds(200),
        free_to: Some(alliance.id),
        ..draft()
    };
    let id = add(&broker, kept.clone()).await;
    // Vale One does not belong to it: its head reads nothing of it. Moor One does, and its head's fellows do.
    assert!(row(&head, id).await.is_none());
    assert!(row(&app.sign_in(OtherLead).await, id).await.is_some());
    assert!(row(&app.sign_in(Officer).await, id).await.is_some());
    let case = asked_for(&app.sign_in(Lead).await).await;
    let seen_case = seen(&broker, &case).await;
    assert!(seen_case.elsewhere.fit.is_empty());
    assert_eq!(
        seen_case.elsewhere.unfit[0].1,
        "only for schools of Moor Alliance, to which this school does not belong"
    );
    let forced = Step::Signpost {
        offer: "KEPT-WITHIN".to_owned(),
        of: Some(id),
    };
    let refused = broker
        .post(&url(&case), &step(&case, forced))
        .await
        .problem();
    assert_eq!(
        (refused.status, refused.fields[0].field.as_str()),
        (422, "of")
    );
    // Vale Two joins: it fits, and is free to it.
    let joined = organisations::join(d::vale_two(), d::today());
    organisations::go(&broker, &alliance, joined).await;
    let seen_case = seen(&broker, &case).await;
    let fit = &seen_case.elsewhere.fit[0].fitting;
    assert!(fit.as_member && fit.price == Pence::ZERO);
    let done = support::go(&broker, &seen_case, point(&seen_case, 0)).await;
    assert_eq!(done.case.stage_kind(), StageKind::Signposted);
}

#[tokio::test]
async fn a_head_offers_for_their_own_school_alone_and_an_offer_is_changed_over_nobody() {
    let app = TestApp::start().await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let page: OffersPage = head.get("/api/offers").await.done();
    assert_eq!(page.schools.len(), 1);
    assert!(page.organisations.is_empty());
    let put = |offer| PutOffer {
        id: ChangeId(Uuid::new_v4()),
        offer,
    };
    let of = |by| OfferDraft { by, ..draft() };
    let other = put(of(Offerer::School(d::vale_two())));
    assert_eq!(head.post("/api/offers", &other).await.status, 404);
    for who in [Lead, OtherLead, Leader, Governor] {
        let browser = app.sign_in(who).await;
        assert_eq!(
            browser.post("/api/offers", &put(draft())).await.status,
            403,
            "{who:?}"
        );
    }
    let nobody = OrganisationId(Uuid::new_v4());
    let wrongs: Vec<(OfferDraft, &str)> = vec![
        (of(Offerer::Organisation(nobody)), "by"),
        (
            OfferDraft {
                title: " ".to_owned(),
                ..draft()
            },
            "title",
        ),
        (
            OfferDraft {
                areas: Vec::new(),
                ..draft()
            },
            "areas",
        ),
        (
            OfferDraft {
                places: Some(0),
                ..draft()
            },
            "places",
        ),
        (
            OfferDraft {
                to: d::in_days(-1),
                ..draft()
            },
            "to",
        ),
        (
            OfferDraft {
                contact: String::new(),
                ..draft()
            },
            "contact",
        ),
        (
            OfferDraft {
                within: Some(nobody),
                ..draft()
            },
            "within",
        ),
        (
            OfferDraft {
                price: Pence(-100),
                ..draft()
            },
            "price",
        ),
    ];
    for (wrong, field) in wrongs {
        let problem = broker.post("/api/offers", &put(wrong)).await.problem();
        assert_eq!(
            (problem.status, problem.fields[0].field.as_str()),
            (422, field)
        );
    }
    let asked = put(draft());
    for _ in 0..2 {
        let page: OffersPage = head.post("/api/offers", &asked).await.done();
        assert_eq!(page.rows.len(), 1);
    }
    let id = OfferId(asked.id.0);
    let before = row(&head, id).await.unwrap();
    let longer = OfferEntry::Change {
        offer: Box::new(OfferDraft {
            places: Some(4),
            ..draft()
        }),
    };
    assert_eq!(
        broker
            .post(&at(id), &change(&before, longer.clone()))
            .await
            .status,
        200
    );
    let stale = head.post(&at(id), &change(&before, longer)).await;
    assert_eq!(stale.status, 409);
    let now = row(&head, id).await.unwrap();
    assert_eq!(now.left, Some(4));
    // A place is taken by a case alone.
    let take = OfferEntry::Take {
        case: CaseId(Uuid::new_v4()),
        school: d::vale_two(),
    };
    assert_eq!(head.post(&at(id), &change(&now, take)).await.status, 422);
    let withdraw = |why: &str| OfferEntry::Withdraw {
        why: why.to_owned(),
    };
    assert_eq!(
        head.post(&at(id), &change(&now, withdraw(""))).await.status,
        422
    );
    let gone = withdraw("The teacher is leaving.");
    let page: OffersPage = head.post(&at(id), &change(&now, gone)).await.done();
    assert_eq!(page.rows[0].standing, OfferStanding::Withdrawn);
    let elsewhere = app.sign_in(Stranger).await;
    assert!(row(&elsewhere, id).await.is_none());
    assert_eq!(
        elsewhere
            .post(&at(id), &change(&now, withdraw("x")))
            .await
            .status,
        404
    );
}

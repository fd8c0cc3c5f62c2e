//! Peer reviews: a round of three schools, and a record that stays between two of them and their lead.

use domain::api::{BeginPeers, PeersPage, PutPeer};
use domain::schools::{ChangeId, Urn};
use domain::support::{Pair, PeerEntry, PeerSeat, Record};
use server::db::{self, schools};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Broker, Governor, Head, Lead, Leader, Officer, OtherLead};

async fn page(browser: &Browser) -> PeersPage {
    browser.get("/api/peers").await.done()
}

#[tokio::test]
async fn a_round_is_begun_a_review_written_down_and_answered_and_nobody_else_reads_it() {
    let app = TestApp::start().await;
    let mut tx = app.pool().begin().await.unwrap();
    db::enter(&mut tx, d::here()).await.unwrap();
    let third = Urn::try_from(900_009).unwrap();
    schools::put(
        &mut tx,
        d::here(),
        &d::school(third, "Vale Three", d::vale()),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let (lead, head) = (app.sign_in(Lead).await, app.sign_in(Head).await);
    let before = page(&lead).await;
    let suggested = before.begins[0].pairs.clone();
    assert_eq!((suggested.len(), before.begins.len()), (3, 1));
    let asked = BeginPeers {
        id: ChangeId(Uuid::new_v4()),
        partnership: d::vale(),
        title: "Spring".to_owned(),
        by: d::in_days(90),
        pairs: suggested.clone(),
    };
    let back: Vec<Pair> = suggested
        .iter()
        .take(1)
        .flat_map(|pair| {
            [
                *pair,
                Pair {
                    reviewer: pair.reviewed,
                    reviewed: pair.reviewer,
                },
            ]
        })
        .collect();
    let wrong = BeginPeers {
        pairs: back,
        ..asked.clone()
    };
    let refused = lead.post("/api/peers", &wrong).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert_eq!(head.post("/api/peers", &asked).await.status, 404);
    for _ in 0..2 {
        let now: PeersPage = lead.post("/api/peers", &asked).await.done();
        assert_eq!(now.rounds.len(), 1);
    }
    // The head of Vale One sees the two reviews their school is in, and of the third nothing.
    let theirs = page(&head).await;
    assert_eq!(theirs.rounds[0].reviews.len(), 2);
    let of = |seat| {
        theirs.rounds[0]
            .reviews
            .iter()
            .find(|row| row.seat == seat)
            .unwrap()
    };
    let url = format!("/api/peers/{}", theirs.rounds[0].id);
    let record = |reviewed| PutPeer {
        id: ChangeId(Uuid::new_v4()),
        entry: PeerEntry::Record {
            reviewed,
            record: Box::new(Record {
                on: d::today(),
                focus: "Reading".to_owned(),
                strengths: "Phonics SEEN-BY-PEERS".to_owned(),
                questions: "Who reads aloud?".to_owned(),
                again: d::in_days(60),
            }),
        },
    };
    let own = of(PeerSeat::Reviewed).review.pair.reviewed;
    let other = of(PeerSeat::Reviewer).review.pair.reviewed;
    assert_eq!(head.post(&url, &record(own)).await.status, 403);
    let asked = record(other);
    let done: PeersPage = head.post(&url, &asked).await.done();
    assert!(
        done.rounds[0]
            .reviews
            .iter()
            .any(|row| row.review.record.is_some())
    );
    assert_eq!(head.post(&url, &asked).await.status, 200);
    assert_eq!(head.post(&url, &record(other)).await.status, 422);
    let written: PeersPage = lead.post(&url, &record(own)).await.done();
    assert_eq!(
        written.rounds[0]
            .reviews
            .iter()
            .filter(|row| row.review.record.is_some())
            .count(),
        2
    );
    let reply = PutPeer {
        id: ChangeId(Uuid::new_v4()),
        entry: PeerEntry::Reply {
            reviewed: own,
            words: "Thank you.".to_owned(),
        },
    };
    assert_eq!(lead.post(&url, &reply).await.status, 403);
    assert_eq!(head.post(&url, &reply).await.status, 200);
    for who in [Broker, Governor, Leader] {
        assert_eq!(
            app.sign_in(who).await.get("/api/peers").await.status,
            403,
            "{who:?}"
        );
    }
    let elsewhere = app.sign_in(OtherLead).await;
    assert!(
        !elsewhere
            .get("/api/peers")
            .await
            .text
            .contains("SEEN-BY-PEERS")
    );
    assert_eq!(elsewhere.post(&url, &record(own)).await.status, 404);
    assert!(
        app.sign_in(Officer)
            .await
            .get("/api/peers")
            .await
            .text
            .contains("SEEN-BY-PEERS")
    );
}

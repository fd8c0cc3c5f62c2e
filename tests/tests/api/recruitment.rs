//! Rounds in which leaders are sought: from an application to a designation, each by whose it is to say, and read by
//! those it concerns.

use domain::api::{
    ApplicantRow, LeaderPage, OpenRound, PutRound, RecruitmentPage, RoundRow, Today,
};
use domain::brokerage::HalfDays;
use domain::brokerage::recruitment::{
    Act, Application, Award, Outcome, PutForwardBy, RoundDraft, RoundEntry, StageKind, Standing,
};
use domain::schools::{ApplicantId, ChangeId, Key, Phase, RoundId};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Broker, Governor, Head, Lead, Leader, Officer, OtherLead};

/// What is sought: two specialist leaders, interviewed today or later.
pub fn draft() -> RoundDraft {
    RoundDraft {
        title: "Specialist leaders, spring".to_owned(),
        kind: Key::of("SLE"),
        why: "Reading is short.".to_owned(),
        areas: vec![d::area()],
        phases: vec![Phase::Primary],
        places: 2,
        body: "Test hub".to_owned(),
        opens: d::in_days(-20),
        closes: Some(d::today()),
        interviews: vec![d::today(), d::in_days(30)],
        panel: vec![Officer.id(), Lead.id(), Head.id(), OtherLead.id()],
    }
}

fn application(by: PutForwardBy, name: &str) -> Application {
    Application {
        by,
        name: name.to_owned(),
        person: None,
        leader: None,
        school: None,
        school_name: "Elsewhere Primary".to_owned(),
        district: "Nidderby".to_owned(),
        post: "Deputy head".to_owned(),
        areas: vec![d::area()],
        phases: vec![Phase::Primary],
        leads_since: None,
        yearly: HalfDays::days(6),
        statement: "SAID-OF-THEM".to_owned(),
    }
}

/// Somebody of a school elsewhere, whom the office knows.
pub fn office(name: &str) -> Application {
    application(PutForwardBy::Office, name)
}

fn staff(name: &str) -> Application {
    Application {
        school: Some(d::vale_one()),
        school_name: "Vale One".to_owned(),
        district: String::new(),
        ..application(PutForwardBy::Head, name)
    }
}

pub async fn open(browser: &Browser, round: RoundDraft) -> RoundId {
    let id = ChangeId(Uuid::new_v4());
    let asked = OpenRound { id, round };
    let page: RecruitmentPage = browser
        .post("/api/leaders/recruitment", &asked)
        .await
        .done();
    assert!(page.rounds.iter().any(|row| row.id.0 == id.0));
    RoundId(id.0)
}

async fn page(browser: &Browser) -> RecruitmentPage {
    browser.get("/api/leaders/recruitment").await.done()
}

async fn row(browser: &Browser, id: RoundId) -> RoundRow {
    let page = page(browser).await;
    page.rounds.into_iter().find(|row| row.id == id).unwrap()
}

fn of(row: &RoundRow, id: ApplicantId) -> Option<&ApplicantRow> {
    row.applicants.iter().find(|one| one.applicant.id == id)
}

fn at(id: RoundId) -> String {
    format!("/api/leaders/recruitment/{id}")
}

fn put(base: u64, entry: RoundEntry) -> PutRound {
    PutRound {
        id: ChangeId(Uuid::new_v4()),
        base,
        entry,
    }
}

async fn write(browser: &Browser, id: RoundId, entry: RoundEntry) -> (u16, String) {
    let base = row(browser, id).await.round.revision;
    let reply = browser.post(&at(id), &put(base, entry)).await;
    (reply.status, reply.text)
}

async fn done(browser: &Browser, id: RoundId, entry: RoundEntry) {
    let (status, text) = write(browser, id, entry).await;
    assert_eq!(status, 200, "{text}");
}

async fn forward(browser: &Browser, id: RoundId, application: Application) -> ApplicantId {
    let applicant = ApplicantId(Uuid::new_v4());
    let application = Box::new(application);
    let entry = RoundEntry::PutForward {
        applicant,
        application,
    };
    done(browser, id, entry).await;
    applicant
}

fn shortlist(applicant: ApplicantId) -> RoundEntry {
    RoundEntry::Shortlist {
        applicant,
        why: "Led it in two schools.".to_owned(),
    }
}

fn book(applicant: ApplicantId, by: &[Who]) -> RoundEntry {
    RoundEntry::Book {
        applicant,
        on: d::today(),
        place: "The hub".to_owned(),
        by: by.iter().map(|who| who.id()).collect(),
    }
}

fn declare(applicant: ApplicantId, interest: &str) -> RoundEntry {
    RoundEntry::Declare {
        applicant,
        interest: interest.to_owned(),
    }
}

fn designate(applicant: ApplicantId) -> RoundEntry {
    RoundEntry::Outcome {
        applicant,
        outcome: Outcome::Designated {
            award: Award {
                body: "Test hub".to_owned(),
                awarded: d::today(),
                review_due: Some(d::in_days(900)),
            },
        },
        why: "Clear about what pupils gain.".to_owned(),
        feedback: "Bring an example.".to_owned(),
    }
}

#[tokio::test]
async fn a_head_puts_forward_two_interview_and_a_designation_makes_the_record() {
    let app = TestApp::start().await;
    let (officer, head) = (app.sign_in(Officer).await, app.sign_in(Head).await);
    let (lead, other) = (app.sign_in(Lead).await, app.sign_in(OtherLead).await);
    let id = open(&officer, draft()).await;
    let who = forward(&head, id, staff("Tilda Marrow")).await;
    // The head of Vale One is tied to it, and may neither shortlist nor interview.
    assert_eq!(write(&head, id, shortlist(who)).await.0, 422);
    done(&lead, id, shortlist(who)).await;
    let (status, text) = write(&officer, id, book(who, &[Officer, Head])).await;
    assert_eq!(status, 422);
    assert!(text.contains("is tied to Vale One"), "{text}");
    assert_eq!(write(&officer, id, book(who, &[Officer])).await.0, 422);
    done(&officer, id, book(who, &[Officer, Lead])).await;
    // Each who is to interview finds it on their first page, and says what ties them.
    let asked: Today = lead.get("/api/today").await.done();
    let task = |one: &domain::api::Task| one.what == "Say what ties you to an applicant";
    assert!(asked.tasks.iter().any(task));
    done(&lead, id, declare(who, "We shared an office.")).await;
    done(&officer, id, declare(who, "")).await;
    let (status, text) = write(&officer, id, designate(who)).await;
    assert_eq!(status, 422);
    assert!(text.contains("has declared an interest"), "{text}");
    // Booked again with somebody else.
    done(&officer, id, book(who, &[Officer, OtherLead])).await;
    done(&other, id, declare(who, "")).await;
    // Whoever interviews does not make leaders.
    assert_eq!(write(&other, id, designate(who)).await.0, 403);
    let base = row(&officer, id).await.round.revision;
    let asked = put(base, designate(who));
    for _ in 0..2 {
        let page: RecruitmentPage = officer.post(&at(id), &asked).await.done();
        let row = page.rounds.iter().find(|row| row.id == id).unwrap();
        assert_eq!(row.pipeline.as_ref().unwrap().left, 1);
    }
    let made: LeaderPage = officer.get(&format!("/api/leaders/{}", who.0)).await.done();
    assert_eq!(made.leader.name, "Tilda Marrow");
    assert_eq!(made.leader.home, Some(d::vale_one()));
    let given = &made.leader.designation;
    assert_eq!(
        (given.kind, given.body.as_str()),
        (Key::of("SLE"), "Test hub")
    );
    assert_eq!(
        (given.awarded, given.review_due),
        (d::today(), Some(d::in_days(900)))
    );
    assert_eq!(made.history.len(), 1);
    // Their head reads why, and the feedback; who is no part of it reads nothing of them.
    let read = row(&head, id).await;
    assert_eq!(of(&read, who).unwrap().applicant.feedback.len(), 1);
    for nobody in [Governor, Leader] {
        let browser = app.sign_in(nobody).await;
        let text = browser.get("/api/leaders/recruitment").await.text;
        assert!(text.contains("Specialist leaders, spring"), "{nobody:?}");
        assert!(!text.contains("Tilda"), "{nobody:?} {text}");
    }
}

#[tokio::test]
async fn a_leader_who_applies_reads_of_themselves_alone_and_keeps_their_record() {
    let app = TestApp::start().await;
    let (officer, leader) = (app.sign_in(Officer).await, app.sign_in(Leader).await);
    let mut lle = draft();
    lle.kind = Key::of("LLE");
    let id = open(&officer, lle).await;
    let themselves = Application {
        person: Some(Leader.id()),
        leader: Some(d::leader_id(1)),
        school: Some(d::moor_one()),
        school_name: "Moor One".to_owned(),
        ..application(PutForwardBy::Themselves, "Lena Lindqvist")
    };
    // Nobody puts another forward as if it were they.
    let entry = RoundEntry::PutForward {
        applicant: ApplicantId(Uuid::new_v4()),
        application: Box::new(Application {
            person: Some(Governor.id()),
            ..themselves.clone()
        }),
    };
    assert_eq!(write(&leader, id, entry).await.0, 403);
    let who = forward(&leader, id, themselves).await;
    let other = forward(&officer, id, office("Ottilie Fenn")).await;
    let seen = row(&leader, id).await;
    assert_eq!(seen.applicants.len(), 1);
    assert!(seen.pipeline.is_none());
    assert_eq!(seen.applicants[0].acts, [Act::Withdraw]);
    assert!(of(&seen, other).is_none());
    assert_eq!(write(&leader, id, shortlist(other)).await.0, 403);
    // Nobody who heads Moor One has the account of a head: the office writes down what it was told.
    let word = |applicant| RoundEntry::Word {
        applicant,
        supports: true,
        words: "By telephone.".to_owned(),
    };
    assert_eq!(write(&leader, id, word(who)).await.0, 403);
    done(&officer, id, word(who)).await;
    // A lead who heads Moor One is tied to it.
    let tied = write(&app.sign_in(OtherLead).await, id, shortlist(who)).await;
    assert_eq!(tied.0, 422, "{}", tied.1);
    done(&officer, id, shortlist(who)).await;
    done(&officer, id, book(who, &[Officer, Lead])).await;
    let lead = app.sign_in(Lead).await;
    for browser in [&officer, &lead] {
        done(browser, id, declare(who, "")).await;
    }
    done(&officer, id, designate(who)).await;
    let page: LeaderPage = officer
        .get(&format!("/api/leaders/{}", d::leader_id(1).0))
        .await
        .done();
    assert_eq!(page.leader.designation.kind, Key::of("LLE"));
    assert_eq!(
        page.leader.yearly,
        HalfDays::days(10),
        "what they give is theirs to say"
    );
    assert_eq!(page.history.len(), 1);
    let seen = row(&leader, id).await;
    let one = &seen.applicants[0].applicant;
    assert_eq!(one.stage.kind(), StageKind::Designated);
    assert!(
        one.interests.is_empty(),
        "what ties interviewers is not theirs to read"
    );
    let told: Today = leader.get("/api/today").await.done();
    assert!(
        told.tasks
            .iter()
            .any(|task| task.what == "What came of your application")
    );
}

#[tokio::test]
async fn what_cannot_stand_is_refused_at_its_field_and_nothing_is_written_over() {
    let app = TestApp::start().await;
    let (officer, broker) = (app.sign_in(Officer).await, app.sign_in(Broker).await);
    let mut wrong = draft();
    wrong.panel.truncate(1);
    let asked = OpenRound {
        id: ChangeId(Uuid::new_v4()),
        round: wrong,
    };
    let reply = officer.post("/api/leaders/recruitment", &asked).await;
    assert_eq!(reply.status, 422);
    assert_eq!(reply.problem().fields[0].field, "panel");
    for who in [Lead, Head, Leader, Governor] {
        let reply = app
            .sign_in(who)
            .await
            .post("/api/leaders/recruitment", &asked)
            .await;
        assert_eq!(reply.status, 403, "{who:?}");
    }
    let id = open(&officer, draft()).await;
    let who = forward(&officer, id, office("Ottilie Fenn")).await;
    // The same person is not put forward twice.
    let entry = RoundEntry::PutForward {
        applicant: ApplicantId(Uuid::new_v4()),
        application: Box::new(office("ottilie fenn ")),
    };
    let (status, text) = write(&broker, id, entry).await;
    assert_eq!(status, 422, "{text}");
    // Two say at once what comes of somebody: the second is told so, and of another applicant nothing stands in the way.
    let other = forward(&officer, id, office("Ismay Crake")).await;
    let base = row(&broker, id).await.round.revision;
    done(&officer, id, shortlist(who)).await;
    let late = put(base, shortlist(who));
    assert_eq!(broker.post(&at(id), &late).await.status, 409);
    assert_eq!(
        broker
            .post(&at(id), &put(base, shortlist(other)))
            .await
            .status,
        200
    );
    // An id is one entry's.
    let again = PutRound {
        id: late.id,
        ..put(
            base,
            RoundEntry::Withdraw {
                applicant: other,
                why: "Moved.".to_owned(),
            },
        )
    };
    assert_eq!(broker.post(&at(id), &again).await.status, 200);
    let taken = PutRound {
        id: again.id,
        ..put(base, shortlist(who))
    };
    assert_eq!(broker.post(&at(id), &taken).await.status, 422);
    let nowhere = at(RoundId(Uuid::new_v4()));
    let reply = officer.post(&nowhere, &put(0, shortlist(who))).await;
    assert_eq!(reply.status, 404);
}

#[tokio::test]
async fn somebody_deferred_is_put_forward_again_and_a_round_ends_with_a_place_unfilled() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Officer).await;
    let first = open(&officer, draft()).await;
    let mut later = draft();
    later.title = "Specialist leaders, summer".to_owned();
    let second = open(&officer, later).await;
    let who = forward(&officer, first, office("Ottilie Fenn")).await;
    let defer = |to| RoundEntry::Outcome {
        applicant: who,
        outcome: Outcome::Deferred { to },
        why: "After the inspection of their school.".to_owned(),
        feedback: String::new(),
    };
    assert_eq!(write(&officer, first, defer(Some(first))).await.0, 422);
    let end = RoundEntry::End {
        why: "Nobody else came.".to_owned(),
    };
    assert_eq!(write(&officer, first, end.clone()).await.0, 422);
    done(&officer, first, defer(Some(second))).await;
    let waits = row(&officer, second).await;
    assert_eq!(waits.deferred.len(), 1);
    forward(&officer, second, waits.deferred[0].clone()).await;
    assert!(row(&officer, second).await.deferred.is_empty());
    done(&officer, first, end).await;
    let over = row(&officer, first).await;
    assert_eq!(
        (over.standing, over.pipeline.unwrap().left),
        (Standing::Over, 2)
    );
    // Nothing more is written in it.
    let late = RoundEntry::PutForward {
        applicant: ApplicantId(Uuid::new_v4()),
        application: Box::new(office("Ismay Crake")),
    };
    assert_eq!(write(&officer, first, late).await.0, 422);
}

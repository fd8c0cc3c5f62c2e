//! What a school says of itself, keys to improvement, audits, and the log of what the authority does with it.

use domain::api::{
    AdoptWay, AskSupport, CasePage, CaseloadPage, FilePage, PutEntry, SupportPage, TheWay, Today,
};
use domain::schools::{By, CaseId, ChangeId, Key, Urn};
use domain::support::caseload::{
    Activity, Against, Audit, Consent, Entry, Named, OwnSection, WAYS, school_year,
};
use serde_json::json;
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Broker, Governor, Head, Lead, Leader, Officer, OtherLead};

const TEACHING: Key = Key::of("teaching");

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

async fn file(browser: &Browser) -> FilePage {
    browser.get(&url(d::vale_one())).await.done()
}

async fn write(browser: &Browser, entry: Entry) -> FilePage {
    let page = file(browser).await;
    let asked = put(&page, entry);
    browser.post(&url(d::vale_one()), &asked).await.done()
}

async fn name(officer: &Browser, who: Who) {
    let page = file(officer).await;
    let person = page.people.iter().find(|one| one.id == who.id()).unwrap();
    let entry = Entry::Contact {
        role: Key::of("link"),
        person: Some(By {
            id: person.id,
            name: person.name.clone(),
        }),
        from: d::in_days(-30),
        why: String::new(),
    };
    write(officer, entry).await;
}

fn own(judgement: &'static str, strengths: &str) -> Entry {
    Entry::Evaluate {
        own: Box::new(OwnSection {
            year: school_year(d::today()),
            section: TEACHING,
            judgement: Some(Key::of(judgement)),
            strengths: strengths.to_owned(),
            improve: "Checking for understanding.".to_owned(),
            target: String::new(),
            evidence: Vec::new(),
        }),
    }
}

fn view(judgement: &'static str, words: &str) -> Entry {
    Entry::Moderate {
        year: school_year(d::today()),
        section: TEACHING,
        judgement: Some(Key::of(judgement)),
        words: words.to_owned(),
    }
}

fn against(page: &FilePage) -> Option<Against> {
    let all = page.file.evaluation(&page.way, school_year(d::today()));
    all.iter()
        .find(|one| one.section == TEACHING)
        .and_then(|one| one.against)
}

#[tokio::test]
async fn a_school_writes_its_self_evaluation_and_its_partner_moderates_it() {
    let app = TestApp::start().await;
    let (officer, leader, head) = (
        app.sign_in(Officer).await,
        app.sign_in(Leader).await,
        app.sign_in(Head).await,
    );
    name(&officer, Leader).await;
    let page = file(&head).await;
    // It is the school's own: nobody writes it for the school.
    for who in [Officer, Leader, Lead, Governor] {
        let browser = app.sign_in(who).await;
        let reply = browser
            .post(&url(d::vale_one()), &put(&page, own("strong", "Ours.")))
            .await;
        assert_eq!(reply.status, 403, "{who:?}");
    }
    for who in [Broker, OtherLead] {
        let browser = app.sign_in(who).await;
        let reply = browser
            .post(&url(d::vale_one()), &put(&page, own("strong", "Ours.")))
            .await;
        assert_eq!(reply.status, 404, "{who:?}");
    }
    // What is missing is said at its field.
    let blank = head
        .post(&url(d::vale_one()), &put(&page, own("strong", "  ")))
        .await;
    assert_eq!(blank.status, 422);
    assert_eq!(blank.problem().fields[0].field, "strengths");
    let unknown = head
        .post(&url(d::vale_one()), &put(&page, own("superb", "Ours.")))
        .await;
    assert_eq!(unknown.problem().fields[0].field, "judgement");
    // Text is text, and sent twice it is one version.
    let asked = put(&page, own("strong", "<b>OUR-OWN-WORDS</b>"));
    for _ in 0..2 {
        let page: FilePage = head.post(&url(d::vale_one()), &asked).await.done();
        assert_eq!(page.file.own.len(), 1);
        assert_eq!(page.file.own[0].own.strengths, "<b>OUR-OWN-WORDS</b>");
    }
    // Who sees it otherwise says why.
    let mute = leader
        .post(
            &url(d::vale_one()),
            &put(&file(&leader).await, view("secure", "")),
        )
        .await;
    assert_eq!(mute.problem().fields[0].field, "words");
    let looked_at = file(&leader).await;
    // The school says it anew while the partner writes: the partner sees that first.
    write(&head, own("secure", "On reflection.")).await;
    let late = leader
        .post(
            &url(d::vale_one()),
            &put(&looked_at, view("secure", "UNEVEN-IN-FOUR")),
        )
        .await;
    assert_eq!(late.status, 409, "{}", late.text);
    let page = write(&leader, view("attention", "UNEVEN-IN-FOUR")).await;
    assert_eq!(against(&page), Some(Against::Lower));
    assert_eq!(
        head.post(&url(d::vale_one()), &put(&page, view("secure", "")))
            .await
            .status,
        403
    );
    let rows: CaseloadPage = leader.get("/api/caseload").await.done();
    assert_eq!(rows.rows[0].evaluated, 1);
    // Governors read what their school says, and none of the partner's words.
    let governor = app.sign_in(Governor).await.get(&url(d::vale_one())).await;
    assert!(governor.text.contains("OUR-OWN-WORDS"));
    assert!(
        !governor.text.contains("UNEVEN-IN-FOUR"),
        "{}",
        governor.text
    );
    let lead = app.sign_in(Lead).await.get(&url(d::vale_one())).await;
    assert!(lead.text.contains("UNEVEN-IN-FOUR"));
}

fn audit(consent: Consent) -> Entry {
    Entry::Audit {
        audit: Box::new(Audit {
            auditor: "Westfold Associates".to_owned(),
            about: "What keeps children from getting on.".to_owned(),
            from: d::in_days(10),
            told: d::today(),
            consent,
        }),
    }
}

#[tokio::test]
async fn an_audit_without_consent_says_why_and_the_school_hears_of_it() {
    let app = TestApp::start().await;
    let (officer, head) = (app.sign_in(Officer).await, app.sign_in(Head).await);
    let without = |why: &str| {
        audit(Consent::Without {
            why: why.to_owned(),
            leads: true,
        })
    };
    let page = file(&officer).await;
    let mute = officer
        .post(&url(d::vale_one()), &put(&page, without(" ")))
        .await;
    assert_eq!(mute.status, 422);
    assert_eq!(mute.problem().fields[0].field, "why");
    name(&officer, Leader).await;
    for who in [Head, Leader, Lead, Governor] {
        let browser = app.sign_in(who).await;
        let reply = browser
            .post(&url(d::vale_one()), &put(&page, without("Serious.")))
            .await;
        assert_eq!(reply.status, 403, "{who:?}");
    }
    let page = write(&officer, without("Results FELL-THREE-YEARS.")).await;
    let number = page.file.audits[0].number;
    // The school reads why on its file, and finds it on its first page until it has said its word.
    let seen = head.get(&url(d::vale_one())).await;
    assert!(seen.text.contains("FELL-THREE-YEARS"));
    let waits = async || {
        let today: Today = head.get("/api/today").await.done();
        let what = "An external audit is commissioned";
        today.tasks.iter().any(|task| task.what == what)
    };
    assert!(waits().await);
    let word = |audit| Entry::OnAudit {
        audit,
        words: "We would have agreed in May.".to_owned(),
    };
    let none = head
        .post(&url(d::vale_one()), &put(&file(&head).await, word(999)))
        .await;
    assert_eq!(none.status, 404);
    write(&head, word(number)).await;
    assert!(!waits().await);
    // One at a time.
    let second = audit(Consent::Agreed {
        with: "the head".to_owned(),
    });
    let refused = officer
        .post(&url(d::vale_one()), &put(&file(&officer).await, second))
        .await;
    assert_eq!(refused.status, 422);
    let rows: CaseloadPage = officer.get("/api/caseload").await.done();
    let row = rows
        .rows
        .iter()
        .find(|row| row.urn == d::vale_one())
        .unwrap();
    assert_eq!(row.audit, Some(("Westfold Associates".to_owned(), true)));
}

#[tokio::test]
async fn the_log_holds_the_four_kinds_as_far_as_each_may_read() {
    let app = TestApp::start().await;
    let (officer, head) = (app.sign_in(Officer).await, app.sign_in(Head).await);
    let by_hand = |kind| Entry::ByHand {
        kind,
        on: d::today(),
        words: "READ-THE-MINUTES.".to_owned(),
    };
    let page = file(&officer).await;
    let refused = head
        .post(&url(d::vale_one()), &put(&page, by_hand(Activity::Monitor)))
        .await;
    assert_eq!(refused.status, 403);
    let junk = json!({"id": Uuid::new_v4(), "base": 0,
        "entry": {"entry": "by_hand", "kind": "punish", "on": d::today(), "words": "x"}});
    assert_eq!(officer.post(&url(d::vale_one()), &junk).await.status, 422);
    write(&officer, by_hand(Activity::Monitor)).await;
    write(
        &officer,
        audit(Consent::Without {
            why: "Serious.".to_owned(),
            leads: false,
        }),
    )
    .await;
    // Action that was not told to the school is in the officer's log alone.
    let begun = json!({"id": Uuid::new_v4(), "base": 0,
        "step": {"step": "begin", "why": "NOT-TOLD-YET"}});
    let reply = officer
        .post(&format!("/api/statutory/{}", d::vale_one()), &begun)
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let log = file(&officer).await.log;
    let of = |kind| log.iter().filter(|line| line.kind == kind).count();
    assert_eq!((of(Activity::Monitor), of(Activity::Intervene)), (1, 2));
    assert!(log.windows(2).all(|two| two[0].on >= two[1].on));
    let heads = head.get(&url(d::vale_one())).await;
    assert!(heads.text.contains("READ-THE-MINUTES"));
    assert!(!heads.text.contains("NOT-TOLD-YET"), "{}", heads.text);
    let governor = app.sign_in(Governor).await.get(&url(d::vale_one())).await;
    assert!(!governor.text.contains("READ-THE-MINUTES"));
}

#[tokio::test]
async fn a_request_is_tagged_with_a_kind_of_support_and_keys_to_improvement() {
    let app = TestApp::start().await;
    let (officer, head) = (app.sign_in(Officer).await, app.sign_in(Head).await);
    let offered: SupportPage = head.get("/api/support").await.done();
    let kind = offered
        .kinds
        .iter()
        .find(|one| one.key == Key::of("self_evaluation"))
        .unwrap()
        .clone();
    let key = offered.keys[0].clone();
    let ask = |kind: Named, keys: Vec<Named>| {
        let mut request = crate::support::request();
        request.kind = Some(kind);
        request.keys = keys;
        AskSupport {
            case: CaseId(Uuid::new_v4()),
            id: ChangeId(Uuid::new_v4()),
            request,
        }
    };
    let made_up = Named {
        words: "Anything at all".to_owned(),
        ..kind.clone()
    };
    for (asked, field) in [
        (ask(made_up, Vec::new()), "kind"),
        (ask(kind.clone(), vec![key.clone(), key.clone()]), "keys"),
    ] {
        let refused = head.post("/api/support", &asked).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.problem().fields[0].field, field);
    }
    let asked = ask(kind.clone(), vec![key.clone()]);
    let page: CasePage = head.post("/api/support", &asked).await.done();
    assert_eq!(page.case.request.kind, Some(kind));
    let rows: CaseloadPage = officer.get("/api/caseload").await.done();
    let row = rows
        .rows
        .iter()
        .find(|row| row.urn == d::vale_one())
        .unwrap();
    assert_eq!(row.keys, [(key.key, 1)]);
    // Another way has other keys: what was asked keeps its words, and the new ones are offered.
    let way: TheWay = officer.get("/api/caseload/way").await.done();
    let (_, wiltshire) = WAYS.iter().find(|(key, _)| *key == "wiltshire").unwrap();
    let adopt = AdoptWay {
        id: ChangeId(Uuid::new_v4()),
        base: way.version,
        document: (*wiltshire).replace(
            "words = \"Plan for improvement\"",
            "words = \"A plan that is lived\"",
        ),
        why: "From September".to_owned(),
    };
    let adopted = officer.post("/api/caseload/way", &adopt).await;
    assert_eq!(adopted.status, 200, "{}", adopted.text);
    let offered: SupportPage = head.get("/api/support").await.done();
    assert!(
        offered
            .keys
            .iter()
            .any(|one| one.words == "A plan that is lived")
    );
    let kept: CasePage = head
        .get(&format!("/api/support/{}", page.case.id))
        .await
        .done();
    assert_eq!(kept.case.request.keys, [key]);
}

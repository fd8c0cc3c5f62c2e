//! A school's own plan as a file: sent, served as an attachment, and read by whom the plan is read.

use domain::api::CasePage;
use domain::schools::FileId;
use domain::support::{Attached, Step, StepKind};
use reqwest::Method;
use serde_json::json;
use tests::app::{Browser, Reply, TestApp, read};
use tests::district::Who;
use uuid::Uuid;

use Who::{Broker, Governor, Head, Officer, OtherLead, Stranger};

use crate::support::{self as s, go, home_head, proposed, see, step, terms};

const PDF: &[u8] = b"%PDF-1.7 <script>alert(1)</script>";

async fn send(browser: &Browser, page: &CasePage, id: FileId, name: &str, bytes: &[u8]) -> Reply {
    let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let url = format!("/api/support/{}/files/{id}?name={name}", page.case.id);
    let request = browser.request(Method::POST, &url).body(bytes.to_vec());
    read(request.send().await.unwrap()).await.unwrap()
}

fn id() -> FileId {
    FileId(Uuid::new_v4())
}

/// A case whose plan is to be written.
async fn agreed(app: &TestApp) -> (CasePage, Browser, Browser) {
    let page = proposed(app).await;
    let head = app.sign_in(Head).await;
    let leader = s::leader_in(app, page.case.helper.as_ref().unwrap().leader).await;
    let home = home_head(app).await;
    let broker = app.sign_in(Broker).await;
    for browser in [&head, &leader, &home] {
        let now = see(browser, &page).await;
        if now.offers.contains(&StepKind::Agree) {
            go(browser, &now, Step::Agree).await;
        }
    }
    let page = see(&broker, &page).await;
    let page = go(&broker, &page, terms(&page)).await;
    for browser in [&home, &head, &broker] {
        go(browser, &page, Step::Sign).await;
    }
    (see(&head, &page).await, head, broker)
}

#[tokio::test]
async fn a_schools_own_plan_is_kept_with_the_case_and_served_as_an_attachment() {
    let app = TestApp::start().await;
    let (page, head, broker) = agreed(&app).await;
    // What it is not is refused in words, at the field.
    for (name, bytes) in [
        ("plan.html", PDF.to_vec()),
        ("plan.docx", PDF.to_vec()),
        ("plan.pdf", Vec::new()),
        ("../plan.pdf", PDF.to_vec()),
        ("plan.pdf", [PDF, &vec![b' '; 5 * 1024 * 1024][..]].concat()),
    ] {
        let refused = send(&head, &page, id(), name, &bytes).await;
        assert_eq!(refused.status, 422, "{name}: {}", refused.text);
        assert_eq!(refused.problem().fields[0].field, "file", "{name}");
    }
    // Who does not write the plan sends none.
    assert_eq!(
        send(&broker, &page, id(), "plan.pdf", PDF).await.status,
        403
    );
    for who in [OtherLead, Stranger] {
        let browser = app.sign_in(who).await;
        assert_eq!(
            send(&browser, &page, id(), "plan.pdf", PDF).await.status,
            404
        );
    }
    // Sent twice it is one; another by that id is none.
    let mine = id();
    let name = "Our plan \"é\".pdf";
    let kept: Attached = send(&head, &page, mine, name, PDF).await.done();
    let again: Attached = send(&head, &page, mine, name, PDF).await.done();
    assert_eq!(kept, again);
    let other = send(&head, &page, mine, name, b"%PDF-other").await;
    assert_eq!(other.status, 422);
    // It is read once a plan names it, and not before.
    let url = format!("/api/support/{}/files/{mine}", page.case.id);
    assert_eq!(head.get(&url).await.status, 404);
    let plan = |file: &Attached| -> Step {
        serde_json::from_value(json!({"step": "set_plan", "plan": {
            "objectives": [], "file": file, "head": "R. Dalal", "chair": "O. Tranter",
        }}))
        .unwrap()
    };
    let never_sent = Attached {
        id: id(),
        ..kept.clone()
    };
    let steps = s::url(&page);
    let refused = head.post(&steps, &step(&page, plan(&never_sent))).await;
    assert_eq!(refused.problem().fields[0].field, "file");
    go(&head, &page, plan(&kept)).await;
    let served = head.get(&url).await;
    assert_eq!(served.status, 200);
    assert_eq!(served.text.as_bytes(), PDF);
    let head_of = |name: &str| served.headers[name].to_str().unwrap().to_owned();
    assert_eq!(head_of("content-type"), "application/pdf");
    assert!(head_of("content-disposition").starts_with("attachment; filename=\"Our plan"));
    assert_eq!(head_of("x-content-type-options"), "nosniff");
    assert!(head_of("content-security-policy").contains("default-src"));
    // Whoever reads the plan reads it; who lends the leader does not, nor do others.
    for (who, status) in [
        (Officer, 200),
        (Broker, 200),
        (Governor, 200),
        (OtherLead, 404),
        (Stranger, 404),
    ] {
        let browser = app.sign_in(who).await;
        assert_eq!(browser.get(&url).await.status, status, "{who:?}");
    }
    assert_eq!(home_head(&app).await.get(&url).await.status, 404);
    // A plan names who leads the school and who chairs its governors.
    let nameless =
        json!({"step": "set_plan", "plan": {"objectives": [], "file": kept, "head": "R. Dalal"}});
    let nameless: Step = serde_json::from_value(nameless).unwrap();
    let page = see(&head, &page).await;
    let refused = head.post(&steps, &step(&page, nameless)).await;
    assert_eq!(refused.problem().fields[0].field, "chair");
}

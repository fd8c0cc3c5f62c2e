//! Telling people: what waits is told once, in few words; a link answers one question once and nothing else;
//! what could not be sent is seen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::access::Role;
use domain::api::{CasePage, LetterState, MailPage};
use domain::schools::PersonId;
use domain::support::Step;
use server::db;
use server::db::people::{self, NewPerson};
use server::mail::{Post, sweep};
use server::session::Token;
use sqlx::{Connection, PgConnection};
use tests::app::{Reply, TestApp, read};
use tests::district::{self as d, Who};
use tests::served::Served;
use tests::smtp::{MailServer, Mood};
use time::{Duration, OffsetDateTime, Weekday};
use uuid::Uuid;

use Who::{Administrator, Broker, Head, Officer};

use crate::support::{go, leader_in, proposed, see, terms, visit};

/// A head of Vale One who has no account.
const ACTING: &str = "acting.head@test.example";

async fn acting_head(app: &TestApp) {
    let mut tx = app.pool().begin().await.unwrap();
    db::enter(&mut tx, d::here()).await.unwrap();
    let person = NewPerson {
        id: PersonId(Uuid::from_u128(2_100)),
        name: "The acting head".to_owned(),
        email: ACTING.to_owned(),
        password: None,
        role: Role::Headteacher,
        about: String::new(),
        leader: None,
        partnerships: Vec::new(),
        schools: vec![d::vale_one()],
        chairs: Vec::new(),
    };
    people::put(&mut tx, d::here(), &person).await.unwrap();
    tx.commit().await.unwrap();
}

/// A folder of letters.
pub struct Letters(PathBuf, pub Post);

impl Letters {
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("letters-{}", Uuid::new_v4()));
        let post = Post::new(
            None,
            folder.clone(),
            "Alongside <a@test.example>",
            "http://x.test",
        );
        Self(folder, post.unwrap())
    }

    fn all(&self) -> Vec<String> {
        let Ok(folder) = std::fs::read_dir(&self.0) else {
            return Vec::new();
        };
        let eml = |path: &Path| path.extension().is_some_and(|one| one == "eml");
        folder
            .filter_map(|one| one.ok().map(|one| one.path()))
            .filter(|path| eml(path))
            .map(|path| unfolded(&std::fs::read_to_string(path).unwrap()))
            .collect()
    }

    pub fn to(&self, whom: &str) -> Vec<String> {
        let mut all = self.all();
        all.retain(|letter| letter.contains(&format!("<{whom}>")));
        all
    }
}

impl Drop for Letters {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Without the soft breaks of quoted-printable.
fn unfolded(letter: &str) -> String {
    letter
        .replace("\r\n", "\n")
        .replace("=\n", "")
        .replace("=3D", "=")
}

/// The links of a letter, as paths.
pub fn links(letter: &str) -> Vec<String> {
    letter
        .lines()
        .filter_map(|line| line.strip_prefix("http://x.test"))
        .map(str::to_owned)
        .collect()
}

pub async fn press(app: &TestApp, link: &str, form: &[(&str, &str)]) -> Reply {
    let fields: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace(' ', "+")))
        .collect();
    let request = app
        .nobody()
        .request("POST".parse().unwrap(), link)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(fields.join("&"));
    read(request.send().await.unwrap()).await.unwrap()
}

/// Of the links in the letters to the acting head, the one that asks about so many days.
async fn link_about(app: &TestApp, letters: &Letters, days: &str) -> Option<String> {
    for letter in letters.to(ACTING) {
        for link in links(&letter) {
            let opened = app.nobody().get(&link).await;
            if opened.text.contains(&format!("<dd>{days}, ")) {
                return Some(link);
            }
        }
    }
    None
}

/// The next working Monday from next week on, at this hour.
pub fn monday(hour: u8) -> OffsetDateTime {
    let mut day = OffsetDateTime::now_utc().date() + Duration::days(7);
    while day.weekday() != Weekday::Monday || !domain::calendar::is_working(day) {
        day = day.next_day().unwrap();
    }
    day.with_hms(hour, 0, 0).unwrap().assume_utc()
}

#[tokio::test]
async fn a_consent_is_asked_at_once_and_a_link_answers_it_once() {
    let app = TestApp::start().await;
    acting_head(&app).await;
    let broker = app.sign_in(Broker).await;
    let letters = Letters::new();
    let page = proposed(&app).await;
    let night = monday(1);
    sweep(app.pool(), &letters.1, night).await.unwrap();
    let told = letters.to(ACTING);
    assert_eq!(told.len(), 1, "{:?}", letters.all());
    // Nothing of a category, a pupil or what the school wrote.
    for letter in letters.all() {
        assert!(letter.contains("Vale One"));
        for secret in [
            "riority",
            "writing",
            "Moderation",
            "60%",
            "Lindqvist",
            "Moss",
        ] {
            assert!(!letter.contains(secret), "{secret}: {letter}");
        }
    }
    // Who has an account signs in; who has none has a link of their own.
    let with_account = letters.to(Head.email());
    assert!(links(&with_account[0]).contains(&format!("/support/{}", page.case.id)));
    assert!(
        with_account
            .iter()
            .all(|letter| !letter.contains("/answer/"))
    );
    let link = link_about(&app, &letters, "2")
        .await
        .expect("the link of this case");
    assert!(link.starts_with("/answer/") && link.len() > 64);
    let mut owner = PgConnection::connect_with(&app.owner).await.unwrap();
    let token = link.trim_start_matches("/answer/").to_owned();
    sqlx::query("alter table mail_link no force row level security")
        .execute(&mut owner)
        .await
        .unwrap();
    let hashes: Vec<(Vec<u8>,)> = sqlx::query_as("select token_hash from mail_link")
        .fetch_all(&mut owner)
        .await
        .unwrap();
    let hash = Token::of_letter(&token);
    assert!(
        hashes.iter().any(|(kept,)| kept == hash.bytes()),
        "only its hash is kept"
    );
    // Opened by whoever reads letters first: nothing is decided.
    for _ in 0..3 {
        let opened = app.nobody().get(&link).await;
        assert_eq!(opened.status, 200, "{}", opened.text);
        assert!(opened.text.contains("Vale One") && opened.text.contains("Say yes"));
        assert!(!opened.text.contains("Moderation with"));
    }
    let now = see(&broker, &page).await;
    assert_eq!(now.case.revision, page.case.revision);
    // Nothing else can be done with it.
    let other = press(&app, &link, &[("say", "sign")]).await;
    assert_eq!(other.status, 422, "{}", other.text);
    let why = press(&app, &link, &[("say", "no"), ("words", " ")]).await;
    assert_eq!(why.status, 422, "{}", why.text);
    assert_eq!(see(&broker, &page).await.case.revision, page.case.revision);
    // Twenty at once: it is one answer.
    let all = (0..20).map(|_| press(&app, &link, &[("say", "yes")]));
    let mut answers = Vec::new();
    for reply in futures::future::join_all(all).await {
        answers.push(reply.status);
    }
    answers.sort_unstable();
    assert_eq!((answers[0], answers[1], answers[19]), (200, 410, 410));
    let now = see(&broker, &page).await;
    assert_eq!(now.case.revision, page.case.revision + 1);
    assert!(
        now.history
            .iter()
            .any(|one| one.who.as_deref() == Some("The acting head"))
    );
    assert_eq!(app.nobody().get(&link).await.status, 410);
    let loud = format!("/answer/{}", token.to_uppercase());
    for wrong in ["/answer/0", "/answer/%27%20or%201=1", &loud] {
        let none = app.nobody().get(wrong).await;
        assert!(matches!(none.status, 404 | 410), "{wrong}: {}", none.status);
    }
}

#[tokio::test]
async fn a_link_is_good_for_nothing_once_it_was_settled_otherwise_or_is_old() {
    let app = TestApp::start().await;
    acting_head(&app).await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let letters = Letters::new();
    let page = proposed(&app).await;
    sweep(app.pool(), &letters.1, monday(1)).await.unwrap();
    let link = link_about(&app, &letters, "2")
        .await
        .expect("the link of this case");
    // The other head says no: the next in line is asked, and the old link is not about them.
    let no = Step::Decline {
        why: "Not this one.".to_owned(),
    };
    let page = go(&head, &page, no).await;
    let over = press(&app, &link, &[("say", "yes")]).await;
    assert_eq!(over.status, 410, "{}", over.text);
    let now = see(&broker, &page).await;
    assert_eq!(now.case.revision, page.case.revision);
    // Two weeks later a link is good for nothing.
    let other = link_about(&app, &letters, "6")
        .await
        .expect("another case asks too");
    let mut owner = PgConnection::connect_with(&app.owner).await.unwrap();
    for sql in [
        "alter table mail_link no force row level security",
        "update mail_link set expires_at = now() - interval '1 second'",
    ] {
        sqlx::query(sql).execute(&mut owner).await.unwrap();
    }
    let old = press(&app, &other, &[("say", "yes")]).await;
    assert_eq!(old.status, 410, "{}", old.text);
    assert!(old.text.contains("14 days"), "{}", old.text);
}

#[tokio::test]
async fn what_is_not_urgent_waits_for_one_letter_a_morning() {
    let app = TestApp::start().await;
    acting_head(&app).await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let letters = Letters::new();
    let page = proposed(&app).await;
    let leader = leader_in(&app, page.case.helper.as_ref().unwrap().leader).await;
    sweep(app.pool(), &letters.1, monday(1)).await.unwrap();
    let before = letters.to(ACTING).len();
    go(&head, &page, Step::Agree).await;
    let page = go(&leader, &page, Step::Agree).await;
    let page = go(&broker, &page, terms(&page)).await;
    // At night nobody is written to about a signature; on Saturday neither.
    for when in [monday(2), monday(9) - Duration::days(2)] {
        sweep(app.pool(), &letters.1, when).await.unwrap();
        assert_eq!(letters.to(ACTING).len(), before);
    }
    // Eight servers at once, in the morning: one letter.
    let all = (0..8).map(|_| sweep(app.pool(), &letters.1, monday(9)));
    let sent: usize = futures::future::join_all(all)
        .await
        .into_iter()
        .map(Result::unwrap)
        .sum();
    assert_eq!(letters.to(ACTING).len(), before + 1);
    assert!(
        sent >= 2,
        "the acting head and the head have a letter each: {sent}"
    );
    let mine = letters
        .to(ACTING)
        .into_iter()
        .find(|letter| letter.contains("signature"))
        .expect("the signature is told");
    // The link signs, and what it shows is the agreement.
    let link = links(&mine).remove(0);
    let opened = app.nobody().get(&link).await;
    assert!(opened.text.contains("The leader models") && opened.text.contains("£350 a day"));
    let signed = press(&app, &link, &[("say", "sign")]).await;
    assert_eq!(signed.status, 200, "{}", signed.text);
    let now: CasePage = see(&broker, &page).await;
    assert_eq!(now.case.agreement.as_ref().unwrap().signatures.len(), 1);
    // More on the same day waits until the next.
    let home = crate::support::home_head(&app).await;
    go(&home, &now, Step::Sign).await;
    go(&broker, &see(&broker, &page).await, Step::Sign).await;
    go(&leader, &page, visit(2)).await;
    sweep(app.pool(), &letters.1, monday(15)).await.unwrap();
    assert_eq!(letters.to(ACTING).len(), before + 1);
    sweep(app.pool(), &letters.1, monday(9) + Duration::days(1))
        .await
        .unwrap();
    let record = letters.to(ACTING);
    assert_eq!(record.len(), before + 2);
    let link = record
        .iter()
        .find(|letter| letter.contains("record of a visit"))
        .map(|letter| links(letter).remove(0))
        .expect("the record is told");
    let opened = app.nobody().get(&link).await;
    assert!(
        opened.text.contains("TOGETHER-IN-CONFIDENCE"),
        "the record itself is shown"
    );
    let wrong = press(
        &app,
        &link,
        &[("say", "wrong"), ("words", "It was ten books.")],
    )
    .await;
    assert_eq!(wrong.status, 200, "{}", wrong.text);
    let now = see(&broker, &page).await;
    let checked = now.case.visits[0].checked.clone().unwrap();
    assert_eq!(
        (checked.accurate, checked.comment.as_str()),
        (false, "It was ten books.")
    );
}

#[tokio::test]
async fn a_letter_that_cannot_be_sent_is_tried_again_then_given_up_and_seen() {
    let app = TestApp::start().await;
    let server = MailServer::start().await;
    let post = Post::new(
        Some(&server.url),
        PathBuf::new(),
        "a@test.example",
        "http://x.test",
    );
    let post = post.unwrap();
    proposed(&app).await;
    server.be(Mood::NotNow);
    let start = OffsetDateTime::now_utc();
    assert_eq!(sweep(app.pool(), &post, start).await.unwrap(), 0);
    let tried = server.letters().len();
    assert!(tried > 0);
    // Not before its time.
    sweep(app.pool(), &post, start + Duration::seconds(30))
        .await
        .unwrap();
    assert_eq!(server.letters().len(), tried);
    let admin = app.sign_in(Administrator).await;
    let page: MailPage = admin.get("/api/mail").await.done();
    assert_eq!(page.unsent.len(), tried);
    assert!(
        page.unsent
            .iter()
            .all(|one| one.state == LetterState::TriedAgain)
    );
    assert!(page.unsent[0].why.contains("come again"), "{page:?}");
    server.be(Mood::Takes);
    let later = start + Duration::seconds(90);
    assert_eq!(sweep(app.pool(), &post, later).await.unwrap(), tried);
    assert!(
        admin
            .get("/api/mail")
            .await
            .done::<MailPage>()
            .unsent
            .is_empty()
    );
    assert_eq!(sweep(app.pool(), &post, later).await.unwrap(), 0);
    assert_eq!(server.letters().len(), 2 * tried);
    // For good is for good, until somebody who keeps the accounts says otherwise.
    proposed(&app).await;
    server.be(Mood::Never);
    sweep(app.pool(), &post, later).await.unwrap();
    let page: MailPage = admin.get("/api/mail").await.done();
    let lost = page.unsent.first().expect("it is seen").clone();
    assert_eq!(lost.state, LetterState::GivenUp);
    server.be(Mood::Takes);
    let much_later = later + Duration::days(3);
    assert_eq!(sweep(app.pool(), &post, much_later).await.unwrap(), 0);
    let again = format!("/api/mail/{}/again", lost.id);
    let officer = app.sign_in(Officer).await;
    assert_eq!(officer.post(&again, &()).await.status, 404);
    assert_eq!(admin.post(&again, &()).await.status, 200);
    assert_eq!(sweep(app.pool(), &post, much_later).await.unwrap(), 1);
}

#[tokio::test]
async fn a_server_that_dies_with_a_letter_in_hand_sends_it_no_second_time() {
    let app = TestApp::start().await;
    let server = MailServer::start().await;
    server.be(Mood::Silent);
    acting_head(&app).await;
    proposed(&app).await;
    let mut served = Served::posting(&app.database_url, &server.url)
        .await
        .unwrap();
    for _ in 0..300 {
        if !server.letters().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let first = server.letters();
    assert_eq!(
        first.len(),
        1,
        "it was handed one letter, and does not answer"
    );
    served.kill().unwrap();
    server.be(Mood::Takes);
    served.again().await.unwrap();
    let id = |letter: &String| {
        let line = letter.lines().find(|line| line.starts_with("Message-ID"));
        line.unwrap_or_default().to_owned()
    };
    // The others go out; this one does not go again by itself.
    tokio::time::sleep(std::time::Duration::from_secs(8)).await;
    let all = server.letters();
    let ids: BTreeSet<String> = all.iter().map(id).collect();
    assert_eq!(ids.len(), all.len(), "no letter twice");
    assert!(all.len() > 1, "the others were sent");
    served.kill().unwrap();
    // It is in doubt, and seen.
    let mut owner = PgConnection::connect_with(&app.owner).await.unwrap();
    sqlx::query("alter table mail no force row level security")
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query(
        "update mail set claimed_at = claimed_at - interval '1 hour' where sent_at is null",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    let admin = app.sign_in(Administrator).await;
    let page: MailPage = admin.get("/api/mail").await.done();
    let states: Vec<LetterState> = page.unsent.iter().map(|one| one.state).collect();
    assert_eq!(states, [LetterState::InDoubt]);
}

//! Files over HTTP: how far they are, the look and the yes, and files made to break a reader.

use std::io::Write as _;

use domain::api::{ImportNews, ImportReport, SchoolList};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use tests::app::{Browser, Reply, TestApp, read};
use tests::district::{self, Who};
use uuid::Uuid;

const REGISTER: &str = "URN,LA (code),LA (name),EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),PhaseOfEducation (name),NumberOfPupils\n\
    910001,901,Testshire,Beck Foot Primary,Community school,Open,Primary,212\n\
    910002,901,Testshire,Fell Academy,Academy converter,Open,Secondary,1163\n";

fn absence(rows: usize) -> String {
    let mut text = "LA,ESTAB,URN,PERCTOT,PPERSABS10\n901,2000,910001,5.2,9.8\n".to_owned();
    for _ in 0..rows {
        text.push_str("999,2001,900999,5.9,16.2\n");
    }
    text
}

pub async fn send(who: &Browser, url: &str, accept: &str, files: &[(&str, Vec<u8>)]) -> Reply {
    let form = files.iter().fold(Form::new(), |form, (name, bytes)| {
        form.part(
            "file",
            Part::bytes(bytes.clone()).file_name((*name).to_owned()),
        )
    });
    let request = who.request(Method::POST, url).header("accept", accept);
    read(request.multipart(form).send().await.unwrap())
        .await
        .unwrap()
}

/// Every word of a followed import.
fn news(reply: &Reply) -> Vec<ImportNews> {
    assert_eq!(reply.status, 200, "{}", reply.text);
    let lines = reply
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("data:"));
    lines
        .map(|line| serde_json::from_str(line.trim()).unwrap())
        .collect()
}

fn found(reply: &Reply) -> (Option<Uuid>, ImportReport) {
    match news(reply).pop() {
        Some(ImportNews::Found { look, report }) => (look, report),
        other => panic!("{other:?}"),
    }
}

const FOLLOWED: &str = "text/event-stream";

async fn look(who: &Browser, files: &[(&str, Vec<u8>)]) -> (Option<Uuid>, ImportReport) {
    found(&send(who, "/api/import?dry_run=true", FOLLOWED, files).await)
}

async fn take_in(who: &Browser, look: Uuid) -> Reply {
    let request = who.request(Method::POST, &format!("/api/import/{look}"));
    read(request.send().await.unwrap()).await.unwrap()
}

async fn schools(who: &Browser) -> usize {
    who.get("/api/schools")
        .await
        .done::<SchoolList>()
        .rows
        .len()
}

/// Files the record says were taken in.
async fn imports(app: &TestApp) -> i64 {
    let mut tx = server::db::begin(app.pool(), district::here())
        .await
        .unwrap();
    sqlx::query_scalar("select count(*) from import_run")
        .fetch_one(&mut *tx)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_look_says_how_far_it_is_and_is_taken_in_without_being_sent_again() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let before = schools(&officer).await;
    let files = [
        ("register.csv", REGISTER.into()),
        ("2022-2023_abs.csv", absence(150_000).into_bytes()),
    ];
    let reply = send(&officer, "/api/import?dry_run=true", FOLLOWED, &files).await;
    let rows: Vec<u64> = news(&reply)
        .iter()
        .filter_map(|news| match news {
            ImportNews::Progress(progress) => Some(progress.files[1].rows),
            _ => None,
        })
        .collect();
    assert!(
        rows.iter().any(|rows| (1..150_000).contains(rows)),
        "{rows:?}"
    );
    assert!(rows.is_sorted(), "{rows:?}");
    let (kept, report) = found(&reply);
    assert_eq!(report.files[0].changes.schools_added, 2);
    assert_eq!(schools(&officer).await, before, "a look changes nothing");

    // It is the officer's own.
    let stranger = app.sign_in(Who::Stranger).await;
    assert_eq!(take_in(&stranger, kept.unwrap()).await.status, 409);
    let took: ImportReport = take_in(&officer, kept.unwrap()).await.done();
    assert_eq!(took, report, "what was shown is what was done");
    assert_eq!(schools(&officer).await, before + 2);
    let again = take_in(&officer, kept.unwrap()).await;
    assert_eq!(again.problem().status, 409);
    assert_eq!(schools(&officer).await, before + 2);
}

#[tokio::test]
async fn what_was_looked_at_is_not_written_over_what_somebody_took_in_since() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let (kept, _) = look(&officer, &[("register.csv", REGISTER.into())]).await;
    let abs = [("2022-2023_abs.csv", absence(0).into_bytes())];
    let direct = send(&officer, "/api/import", "application/json", &abs).await;
    assert_eq!(direct.status, 200, "{}", direct.text);
    let refused = take_in(&officer, kept.unwrap()).await.problem();
    assert_eq!((refused.status, refused.kind.as_str()), (409, "stale"));
    assert!(refused.title.contains("look again"), "{}", refused.title);
}

#[tokio::test]
async fn a_refused_file_keeps_every_other_out_and_nothing_is_half_written() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let before = schools(&officer).await;
    let pack = |text: &[u8]| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text).unwrap();
        packed.finish().unwrap()
    };
    let columns = ",x".repeat(1_000_000);
    let open_quote = format!(
        "{}901,2000,\"910002,{}",
        absence(0),
        "5,9\n901,".repeat(9_000)
    );
    for (name, bytes, reason) in [
        (
            "shoes.csv",
            b"URN,Shoe size\n910001,5\n".to_vec(),
            "No known header",
        ),
        (
            "bomb.csv.gz",
            pack(&vec![b'\n'; 257 * 1024 * 1024]),
            "256 MiB",
        ),
        (
            "cut.csv.gz",
            pack(absence(50).as_bytes())[..60].to_vec(),
            "cannot be read",
        ),
        ("quote.csv", open_quote.into_bytes(), "quotation mark"),
        (
            "wide.csv",
            format!("{}901,2000,910001{columns}\n", absence(0)).into_bytes(),
            "columns",
        ),
        (
            "nul.csv",
            absence(0).replace("5.2", "5\x002").into_bytes(),
            "zero bytes",
        ),
        ("book.xlsx", b"PK\x03\x04 and no more".to_vec(), "damaged"),
    ] {
        let files = [("register.csv", REGISTER.into()), (name, bytes)];
        for url in ["/api/import?dry_run=true", "/api/import"] {
            let reply = send(&officer, url, "application/json", &files).await;
            let report: ImportReport = reply.done();
            let why = report.files[1].reason.clone().unwrap_or_default();
            assert!(why.contains(reason), "{name}: {why}");
            assert!(!why.contains('/'), "{name} tells of our insides: {why}");
        }
        let (kept, _) = look(&officer, &files).await;
        assert_eq!(kept, None, "{name}: nothing can be taken in");
        assert_eq!(schools(&officer).await, before, "{name}");
    }
    assert_eq!(imports(&app).await, 0);
    let good = [("register.csv", REGISTER.into())];
    let taken = send(&officer, "/api/import", "application/json", &good).await;
    assert_eq!(taken.status, 200);
    assert_eq!(imports(&app).await, 1);
}

#[tokio::test]
async fn more_than_256_mib_is_refused_before_it_is_read() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let files = [("big.csv", vec![b'a'; 257 * 1024 * 1024])];
    let reply = send(&officer, "/api/import?dry_run=true", FOLLOWED, &files).await;
    let problem = reply.problem();
    assert_eq!(problem.status, 413);
    assert!(problem.title.contains("256 MiB"), "{}", problem.title);
}

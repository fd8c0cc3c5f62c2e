//! Imports against a real database: what is there after one, after the same one again, and after one
//! that was refused.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use domain::api::ImportReport;
use domain::schools::{AuthorityId, Key, Urn};
use server::import::{self, Loading, Source};
use server::postgres::cluster::Cluster;
use server::{Config, db, postgres};
use sqlx::PgPool;
use tests::published;

const REGISTER: &str = "URN,LA (code),LA (name),EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),CloseDate,PhaseOfEducation (name),NumberOfPupils,Postcode,Town,Easting,Northing\r\n\
    100001,380,Made-up Vale,Quarry Lane Primary,Community school,Open,,Primary,212,AB1 2CD,Overbeck,416000,433000\r\n\
    100002,380,Made-up Vale,Fell Academy,Academy converter,Open,,Secondary,1163,AB1 2CE,Overbeck,,\r\n\
    100009,999,Elsewhere,Far Primary,Community school,Open,,Primary,90,ZZ1 1ZZ,Far,1,1\r\n";
const ABSENCE: &str = "LA,ESTAB,URN,PERCTOT,PPERSABS10\n380,2000,100001,5.2,SUPP\n380,4000,100002,8.1,22\nNAT,PRI,,5.9,16.2\nNAT,SEC,,9,26.5\n";
const CENSUS: &str =
    "URN,LA,Estab,NOR,PNUMFSMEVER\n100001,380,2000,210,21.9%\n100002,380,4000,1150,NA\n";
const LINKS: &str = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n100002,100900,Fell School,Predecessor,01-09-2014\n";

fn source(name: &str, text: &str) -> Source {
    Source {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
    }
}

/// Census and absence before the register they need: the order files are given in is nobody's concern.
fn all() -> Vec<Source> {
    vec![
        source("2022-2023_census.csv", CENSUS),
        source("2022-2023_abs.csv", ABSENCE),
        source("links.csv", LINKS),
        source("register.csv", REGISTER),
    ]
}

async fn load(
    pool: &PgPool,
    code: u16,
    dry_run: bool,
    files: Vec<Source>,
) -> server::Result<ImportReport> {
    let asked = Loading {
        authority: AuthorityId::try_from(code).expect("a code"),
        as_at: None,
        by: "a test".to_owned(),
        dry_run,
    };
    import::load(pool, asked, files).await
}

/// Added and changed, over all files.
fn changes(report: &ImportReport) -> (u64, u64, u64) {
    report.files.iter().fold((0, 0, 0), |sum, file| {
        let of = file.changes;
        (
            sum.0 + of.schools_added,
            sum.1 + of.schools_changed,
            sum.2 + of.readings_added,
        )
    })
}

#[tokio::test]
async fn an_import_is_whole_repeatable_and_kept_out_of_the_made_up_district() -> Result<()> {
    let server = match std::env::var("ALONGSIDE_TEST_POSTGRES") {
        Ok(url) => (url, None),
        Err(_) => {
            let folder = std::env::temp_dir().join("alongside-test-postgres");
            let cluster = tokio::task::spawn_blocking(move || Cluster::start(&folder)).await??;
            (cluster.url("postgres"), Some(cluster))
        }
    };
    let name = format!("import_{}", uuid::Uuid::new_v4().simple());
    postgres::make_database(&server.0, &name).await?;
    let url = match &server.1 {
        Some(cluster) => cluster.url(&name),
        None => server.0.replace("/postgres", &format!("/{name}")),
    };
    let (_, app) = postgres::prepare(&url).await?;
    let pool = db::pool(app, &Config::default());
    let here = AuthorityId::try_from(380)?;

    // What a dry run counts is what a real one then does, and a dry run does nothing.
    let would = load(&pool, 380, true, all()).await.expect("read");
    let did = load(&pool, 380, false, all()).await.expect("written");
    assert_eq!(would, did);
    assert_eq!(changes(&did).0, 2);
    assert_eq!(changes(&did).2, 8);
    let again = load(&pool, 380, false, all()).await.expect("written");
    assert_eq!(changes(&again), (0, 0, 0));

    let mut tx = db::begin(&pool, here).await.expect("a transaction");
    let schools = db::schools::all(&mut tx).await.expect("schools");
    let facts: Vec<_> = schools
        .iter()
        .map(|one| (one.name.as_str(), one.roll, one.disadvantaged))
        .collect();
    assert_eq!(
        facts,
        [
            ("Fell Academy", Some(1163), None),
            ("Quarry Lane Primary", Some(212), Some(2190)),
        ]
    );
    let urn = Urn::try_from(100_001)?;
    let latest = db::evidence::latest(&mut tx, &[urn])
        .await
        .expect("readings");
    let overall = latest[&urn]
        .iter()
        .find(|one| one.indicator == Key::of("I30"))
        .expect("absence");
    assert_eq!(overall.seen.comparator, Some(590));
    assert_eq!(overall.from.by, "a test");
    let (authority, demo) = db::people::authority(&mut tx)
        .await
        .expect("asked")
        .expect("made");
    assert_eq!((authority.name.as_str(), demo), ("Made-up Vale", false));
    drop(tx);

    // One file that is refused, and nothing of the others is written.
    let mut files = vec![source("revised.csv", &ABSENCE.replace("5.2", "5.3"))];
    files.push(source("shoes.csv", "URN,Shoe size\n100001,5\n"));
    let refused = load(&pool, 380, false, files).await.expect("read");
    assert!(refused.files[1].reason.is_some());
    assert_eq!(changes(&refused), (0, 0, 0));

    // A revised figure is a vintage of its own beside the old one.
    let revised = source("2022-2023_abs.csv", &ABSENCE.replace("5.2", "5.3"));
    let added = load(&pool, 380, false, vec![revised])
        .await
        .expect("written");
    assert_eq!(changes(&added), (0, 0, 1));

    // An older register, loaded later, does not turn a school back; a newer one does change it.
    for (name, roll, changed) in [
        ("register_2020-01.csv", "300", 0),
        ("register.csv", "301", 1),
        ("register_2020-02.csv", "302", 0),
    ] {
        let register = source(name, &REGISTER.replace("212", roll));
        let report = load(&pool, 380, false, vec![register])
            .await
            .expect("written");
        assert_eq!(changes(&report).1, changed, "{name}");
    }

    let mut tx = db::begin(&pool, AuthorityId::try_from(998)?)
        .await
        .expect("a transaction");
    db::people::put_authority(&mut tx, AuthorityId::try_from(998)?, "Airedale Vale", true)
        .await
        .expect("a made-up district");
    tx.commit().await?;
    let refused = load(&pool, 998, false, all()).await;
    assert!(refused.is_err_and(|error| error.to_string().contains("made-up district")));
    Ok(())
}

/// Each file with its number of rows, as the README beside them says.
fn said_rows(folder: &Path) -> Result<BTreeMap<PathBuf, u64>> {
    let readme = std::fs::read_to_string(folder.join("README.md"))?;
    let mut rows = BTreeMap::new();
    let mut file = None;
    for line in readme.lines() {
        if let Some(name) = line
            .strip_prefix("### `")
            .and_then(|it| it.strip_suffix('`'))
        {
            file = Some(folder.join(name));
        } else if let Some(count) = line.strip_prefix("- Rows (without the header): ") {
            let digits: String = count
                .chars()
                .take_while(|letter| letter.is_ascii_digit() || *letter == ',')
                .filter(char::is_ascii_digit)
                .collect();
            rows.insert(file.take().context("rows of no file")?, digits.parse()?);
        }
    }
    Ok(rows)
}

/// `alongside import`, and how long it took.
fn import_program(url: &str, code: &str, files: &[PathBuf]) -> Result<(ImportReport, Duration)> {
    let start = Instant::now();
    let said = Command::new(tests::app::server_binary())
        .args(["import", "--format", "json", "--authority", code])
        .args(files)
        .env("DATABASE_URL", url)
        .output()?;
    let took = start.elapsed();
    ensure!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    Ok((serde_json::from_slice(&said.stdout)?, took))
}

#[tokio::test]
async fn every_published_file_is_read_to_its_last_row_in_time_and_a_second_time_changes_nothing()
-> Result<()> {
    let Some(folder) = published::folder()? else {
        return Ok(());
    };
    let said = said_rows(&folder)?;
    ensure!(said.len() > 30, "the README lists {} files", said.len());
    let files: Vec<PathBuf> = said.keys().cloned().collect();
    let (url, _, _) = tests::app::new_database().await?;
    for code in ["380", "383", "936"] {
        let (first, took) = import_program(&url, code, &files)?;
        let mut rows = 0;
        for (report, (path, count)) in first.files.iter().zip(&said) {
            let name = path.display();
            assert_eq!(report.reason, None, "{name}");
            assert!(report.recognised_as.is_some(), "{name}");
            let passed_over: u64 = report.skipped.iter().map(|one| one.rows).sum();
            assert!(report.accepted + passed_over <= report.rows, "{name}");
            assert_eq!(report.rows, *count, "{name}");
            rows += report.rows;
        }
        let (schools, changed, values) = changes(&first);
        println!(
            "authority {code}: {} files, {rows} rows in {:.1} s: {schools} schools added, {changed} changed, {values} values",
            files.len(),
            took.as_secs_f64()
        );
        assert!(schools > 0 && values > 0);
        // 25,000 rows have 30 seconds.
        assert!(
            took.as_secs_f64() < rows as f64 / 25_000.0 * 30.0,
            "{took:?}"
        );
        let (second, took) = import_program(&url, code, &files)?;
        assert_eq!(changes(&second), (0, 0, 0), "authority {code}");
        println!(
            "authority {code}, again: {:.1} s, nothing changed",
            took.as_secs_f64()
        );
    }
    Ok(())
}

#[tokio::test]
async fn twenty_five_thousand_rows_are_in_within_thirty_seconds() -> Result<()> {
    let Some(folder) = published::folder()? else {
        return Ok(());
    };
    let (url, _, _) = tests::app::new_database().await?;
    let files = [
        "gias/bradford_rotherham_wiltshire_2023-11_derived.csv",
        "absence_census/2022-2023_england_census.csv.gz",
    ]
    .map(|name| folder.join(name));
    let (report, took) = import_program(&url, "380", &files)?;
    let rows: u64 = report.files.iter().map(|file| file.rows).sum();
    println!("{rows} rows in {:.1} s", took.as_secs_f64());
    assert!(rows >= 25_000);
    assert!(took < Duration::from_secs(30), "{took:?}");
    Ok(())
}

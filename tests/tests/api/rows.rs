//! The second wall: what the database itself refuses, asked in SQL as the app's own role.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tests::app::TestApp;
use tests::district::{self as d, Who};

use crate::meetings::{changes, open_meeting, proposed, record};

async fn tables(conn: &mut PgConnection) -> Vec<String> {
    sqlx::query_scalar(
        "select tablename::text from pg_tables
         where schemaname = 'public' and tablename not like '\\_%'
         order by 1",
    )
    .fetch_all(conn)
    .await
    .unwrap()
}

#[tokio::test]
async fn every_table_keeps_its_rows_to_the_authority_they_belong_to() {
    let app = TestApp::start().await;
    let mut owner = PgConnection::connect_with(&app.owner).await.unwrap();
    for table in tables(&mut owner).await {
        let (enabled, forced, keyed): (bool, bool, bool) = sqlx::query_as(
            "select relrowsecurity, relforcerowsecurity, exists (
                 select from pg_constraint
                 join pg_attribute on attrelid = conrelid and attnum = conkey[1]
                 where conrelid = pg_class.oid and contype = 'p' and attname = 'authority_id')
             from pg_class where oid = $1::regclass",
        )
        .bind(&table)
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert!(enabled && forced, "{table}: row-level security");
        assert!(keyed, "{table}: the key begins with authority_id");
    }
}

#[tokio::test]
async fn without_an_authority_no_table_shows_a_row() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    assert_eq!(
        lead.post(&changes(id), &proposed(0, &record(4_400)))
            .await
            .status,
        200
    );
    let mut role = PgConnection::connect_with(&app.app).await.unwrap();
    let mut owner = PgConnection::connect_with(&app.owner).await.unwrap();
    let mut with_rows = 0;
    for table in tables(&mut owner).await {
        let count = format!("select count(*) from {table}");
        let none: i64 = sqlx::query_scalar(AssertSqlSafe(count.clone()))
            .fetch_one(&mut role)
            .await
            .unwrap();
        assert_eq!(none, 0, "{table}");
        let mut tx = server::db::begin(app.pool(), d::here()).await.unwrap();
        let some: i64 = sqlx::query_scalar(AssertSqlSafe(count))
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        let theirs: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
            "select count(*) from {table} where authority_id <> 901"
        )))
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        assert_eq!(theirs, 0, "{table}");
        with_rows += i32::from(some > 0);
    }
    assert!(
        with_rows >= 10,
        "the district fills tables, or this proves nothing: {with_rows}"
    );
}

#[tokio::test]
async fn what_was_said_cannot_be_unsaid_by_the_app() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    assert_eq!(
        lead.post(&changes(id), &proposed(0, &record(4_400)))
            .await
            .status,
        200
    );
    for log in [
        "meeting_change",
        "decision",
        "reading",
        "board_change",
        "plan",
        "head_told",
        "meeting_item",
        "own_view",
        "import_run",
        "reply",
        "adopted_scheme",
    ] {
        for sql in [
            format!("delete from {log}"),
            format!("update {log} set authority_id = authority_id"),
            format!("truncate {log}"),
        ] {
            let mut tx = server::db::begin(app.pool(), d::here()).await.unwrap();
            let refused = sqlx::query(AssertSqlSafe(sql.clone()))
                .execute(&mut *tx)
                .await
                .unwrap_err();
            let code = refused.as_database_error().and_then(|error| error.code());
            assert_eq!(code.as_deref(), Some("42501"), "{sql}");
        }
    }
}

#[tokio::test]
async fn nothing_can_be_written_into_another_authority() {
    let app = TestApp::start().await;
    let mut tx = server::db::begin(app.pool(), d::here()).await.unwrap();
    let refused = sqlx::query(
        "insert into partnership (authority_id, id, name) values (902, gen_random_uuid(), 'Ours')",
    )
    .execute(&mut *tx)
    .await
    .unwrap_err();
    let code = refused.as_database_error().and_then(|error| error.code());
    assert_eq!(code.as_deref(), Some("42501"));
}

#[tokio::test]
async fn the_tables_hold_no_token_and_no_password() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let token = lead.cookie.unwrap();
    let token = token.split_once('=').unwrap().1.to_owned();
    let mut owner = PgConnection::connect_with(&app.owner).await.unwrap();
    for table in tables(&mut owner).await {
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!(
            "select to_jsonb(one)::text from {table} as one"
        )))
        .fetch_all(&mut owner)
        .await
        .unwrap();
        for row in rows {
            assert!(!row.contains(&token), "{table}");
            assert!(!row.contains(d::PASSWORD), "{table}");
        }
    }
}

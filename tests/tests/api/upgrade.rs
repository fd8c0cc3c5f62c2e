//! A record that was begun under an earlier version of the product: what is worked out from it while it is
//! brought up to date is true of every authority in it.

use server::postgres;
use sqlx::migrate::Migrator;
use sqlx::{Connection, PgConnection, Row};
use tests::app::{empty_database, new_database};

/// The last step before the log was kept beside its last words.
const BEFORE: i64 = 9;

/// Two authorities, each with a meeting: values changed twice, a point between, somebody who came and left; and
/// rules adopted by one.
const RECORD: &str = r#"
    insert into authority (authority_id, name) values (801, 'One'), (802, 'Other');
    insert into partnership (authority_id, id, name)
    select authority_id, '00000000-0000-0000-0000-00000000000a', 'Vale' from authority;
    insert into person (authority_id, id, name, email, role)
    select authority_id, '00000000-0000-0000-0000-000000000001', 'Pearl', authority_id || '@test.example', 'officer'
    from authority;
    insert into meeting (authority_id, id, partnership_id, title, on_date, scheme_name, scheme_version, scheme,
        chair_id, frozen_on, seq)
    select authority_id, '00000000-0000-0000-0000-0000000000aa', '00000000-0000-0000-0000-00000000000a', 'Autumn',
        '2026-10-01', 'Priority and risk', 5, '', '00000000-0000-0000-0000-000000000001', '2026-10-01', 6
    from authority;
    insert into meeting_change (authority_id, meeting_id, seq, id, person_id, person_name, change)
    select authority_id, '00000000-0000-0000-0000-0000000000aa', seq, gen_random_uuid(),
        '00000000-0000-0000-0000-000000000001', 'Pearl', change::jsonb
    from authority, (values
        (1, '{"kind": "record", "urn": 900001, "indicator": "I10"}'),
        (2, '{"kind": "point", "urn": 900001, "text": "Said"}'),
        (3, '{"kind": "record", "urn": 900001, "indicator": "I30"}'),
        (4, '{"kind": "record", "urn": 900001, "indicator": "I10"}'),
        (5, '{"kind": "attend", "who": "R. Dalal", "how": "present"}'),
        (6, '{"kind": "attend", "who": "R. Dalal", "how": "neither"}')
    ) as said (seq, change)
    where authority_id = 801 or seq < 4;
    insert into adopted_scheme (authority_id, version, name, document, from_day, why, person_id, person_name)
    values (801, 6, 'Ours', '{"band": [
            {"id": "A", "word": "Well", "short": "W", "tone": 0, "meaning": "well", "days": 1},
            {"id": "B", "word": "Weak", "short": "K", "tone": 4, "meaning": "weak", "days": 9}]}',
        '2026-09-01', 'Ours', '00000000-0000-0000-0000-000000000001', 'Pearl');
"#;

#[tokio::test]
async fn a_record_from_before_the_last_words_were_kept_beside_the_log_has_them_right() {
    // The app's own role is made once for all databases of a Postgres.
    new_database().await.unwrap();
    let url = empty_database().await.unwrap();
    let steps = tests::here().join("../server/migrations");
    let all = Migrator::new(steps).await.unwrap();
    let earlier = all.iter().filter(|step| step.version <= BEFORE).cloned();
    let earlier = Migrator::with_migrations(earlier.collect());
    let mut owner = PgConnection::connect(&url).await.unwrap();
    earlier.run(&mut owner).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "select tablename::text from pg_tables where schemaname = 'public' and tablename not like '\\_%'",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    // Several authorities at once: as a restored copy is put in.
    let force = |how: &str| -> String {
        let each = |table: &String| format!("alter table {table} {how} row level security;");
        tables.iter().map(each).collect()
    };
    for sql in [force("no force"), RECORD.to_owned(), force("force")] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(&mut owner)
            .await
            .unwrap();
    }
    owner.close().await.unwrap();

    postgres::prepare(&url).await.unwrap();

    let mut owner = PgConnection::connect(&url).await.unwrap();
    let mut kept = Vec::new();
    for authority in [801_i16, 802] {
        let rows = sqlx::query(
            "select urn, kind, about, seq from meeting_last where authority_id = $1 order by seq",
        )
        .bind(authority)
        .fetch_all(&mut owner)
        .await
        .unwrap();
        kept.push(
            rows.iter()
                .map(|row| {
                    let about = row.get::<String, _>(2);
                    (
                        row.get::<i32, _>(0),
                        row.get::<String, _>(1),
                        about,
                        row.get::<i64, _>(3),
                    )
                })
                .collect::<Vec<_>>(),
        );
    }
    let last =
        |urn: i32, kind: &str, about: &str, seq: i64| (urn, kind.to_owned(), about.to_owned(), seq);
    let point = last(900_001, "point", "", 2);
    let absence = last(900_001, "record", "I30", 3);
    assert_eq!(
        kept[0],
        [
            point.clone(),
            absence.clone(),
            last(900_001, "record", "I10", 4),
            last(0, "attend", "R. Dalal", 6)
        ]
    );
    assert_eq!(kept[1], [last(900_001, "record", "I10", 1), point, absence]);
    let bands: serde_json::Value = sqlx::query_scalar("select bands from adopted_scheme")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(
        bands,
        serde_json::json!([
            {"id": "A", "word": "Well", "short": "W", "tone": 0, "meaning": "well"},
            {"id": "B", "word": "Weak", "short": "K", "tone": 4, "meaning": "weak"}
        ])
    );
    // And it is followed from here on.
    sqlx::raw_sql(
        r#"insert into meeting_change (authority_id, meeting_id, seq, id, person_id, person_name, change)
           values (801, '00000000-0000-0000-0000-0000000000aa', 7, gen_random_uuid(),
               '00000000-0000-0000-0000-000000000001', 'Pearl',
               '{"kind": "record", "urn": 900001, "indicator": "I10"}')"#,
    )
    .execute(&mut owner)
    .await
    .unwrap();
    let seq: i64 = sqlx::query_scalar(
        "select seq from meeting_last where authority_id = 801 and about = 'I10'",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(seq, 7);
}

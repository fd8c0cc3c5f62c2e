//! Bulk writes of imports: whole files of schools, links and readings in one statement each.

use std::collections::BTreeSet;

use domain::calendar::Date;
use domain::schools::{AuthorityId, Finding, Key, Phase, Reading, School, Setting, Urn, Value};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::people::urn_key;
use super::schools::urn;
use super::{evidence, from_word, key, whole, word};
use crate::error::Result;

/// The register as far as reading files needs it.
pub async fn register(conn: &mut PgConnection) -> Result<Vec<(Urn, Phase, Setting)>> {
    let rows = sqlx::query!("select urn, phase, setting from school")
        .fetch_all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok((
                urn(row.urn)?,
                from_word(&row.phase)?,
                from_word(&row.setting)?,
            ))
        })
        .collect()
}

/// Every reading of these indicators, oldest first: what trends, rolls and inspections are worked out with.
pub async fn readings_of(
    conn: &mut PgConnection,
    indicators: &[Key],
) -> Result<Vec<(Urn, Reading)>> {
    let indicators: Vec<String> = indicators.iter().map(ToString::to_string).collect();
    evidence::of_indicators(conn, &indicators).await
}

/// The day a file of these bytes was first taken, if it was.
pub async fn first_taken(conn: &mut PgConnection, sha256: &[u8]) -> Result<Option<Date>> {
    Ok(sqlx::query_scalar!(
        "select (min(at) at time zone 'utc')::date from import_run where sha256 = $1",
        sha256
    )
    .fetch_one(conn)
    .await?)
}

/// The import that was written last.
pub async fn newest(conn: &mut PgConnection) -> Result<Option<Uuid>> {
    let newest = sqlx::query_scalar!("select id from import_run order by at desc, id desc limit 1");
    Ok(newest.fetch_optional(conn).await?)
}

/// Notes that a file was taken, with its report.
pub async fn record(
    conn: &mut PgConnection,
    authority: AuthorityId,
    id: Uuid,
    by: &str,
    sha256: &[u8],
    report: &domain::api::FileReport,
) -> Result<()> {
    sqlx::query!(
        "insert into import_run (authority_id, id, by_name, file_name, sha256, recognised_as, report)
         values ($1, $2, $3, $4, $5, $6, $7)",
        key(authority),
        id,
        by,
        report.file,
        sha256,
        report.recognised_as.as_deref().unwrap_or_default(),
        serde_json::to_value(report)?
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Columns of many schools.
#[derive(Default)]
struct Columns {
    urn: Vec<i32>,
    name: Vec<String>,
    phase: Vec<String>,
    setting: Vec<String>,
    governance: Vec<String>,
    kind: Vec<String>,
    status: Vec<String>,
    number: Vec<Option<i16>>,
    easting: Vec<Option<i32>>,
    northing: Vec<Option<i32>>,
    postcode: Vec<String>,
    town: Vec<String>,
    roll: Vec<Option<i32>>,
    disadvantaged: Vec<Option<i32>>,
    trust: Vec<Option<String>>,
    federation: Vec<Option<String>>,
    diocese: Vec<Option<String>>,
    faith: Vec<Option<String>>,
    opened: Vec<Option<Date>>,
    closed: Vec<Option<Date>>,
}

impl Columns {
    fn of(schools: &[School]) -> Result<Self> {
        let mut all = Self::default();
        for school in schools {
            all.urn.push(urn_key(school.urn));
            all.name.push(school.name.clone());
            all.phase.push(word(&school.phase)?);
            all.setting.push(word(&school.setting)?);
            all.governance.push(word(&school.governance)?);
            all.kind.push(school.kind.clone());
            all.status.push(word(&school.status)?);
            all.number
                .push(school.number.map(whole::<i16, _>).transpose()?);
            all.easting.push(school.place.map(|place| place.easting));
            all.northing.push(school.place.map(|place| place.northing));
            all.postcode.push(school.postcode.clone());
            all.town.push(school.town.clone());
            all.roll.push(school.roll.map(whole::<i32, _>).transpose()?);
            all.disadvantaged.push(school.disadvantaged);
            all.trust.push(school.trust.clone());
            all.federation.push(school.federation.clone());
            all.diocese.push(school.diocese.clone());
            all.faith.push(school.faith.clone());
            all.opened.push(school.opened);
            all.closed.push(school.closed);
        }
        Ok(all)
    }
}

/// Adds schools of the register and brings the others up to date: how many were added, and how many
/// changed. What this register does not say is kept, and so is the partnership; where a register of a later
/// day has spoken of a school, this one does not change it. Each school once.
pub async fn put_schools(
    conn: &mut PgConnection,
    authority: AuthorityId,
    schools: &[School],
    day: Option<Date>,
) -> Result<(u64, u64)> {
    let of = Columns::of(schools)?;
    let added = sqlx::query_scalar!(
        "insert into school as old (authority_id, urn, name, phase, setting, governance, kind, status,
             number, easting, northing, postcode, town, roll, disadvantaged, trust, federation,
             diocese, faith, opened, closed)
         select $1, * from unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::text[],
             $7::text[], $8::text[], $9::smallint[], $10::integer[], $11::integer[], $12::text[],
             $13::text[], $14::integer[], $15::integer[], $16::text[], $17::text[], $18::text[],
             $19::text[], $20::date[], $21::date[])
         on conflict (authority_id, urn) do update set
             name = excluded.name,
             phase = excluded.phase,
             setting = excluded.setting,
             governance = excluded.governance,
             kind = excluded.kind,
             status = excluded.status,
             number = coalesce(excluded.number, old.number),
             easting = coalesce(excluded.easting, old.easting),
             northing = coalesce(excluded.northing, old.northing),
             postcode = excluded.postcode,
             town = excluded.town,
             roll = coalesce(excluded.roll, old.roll),
             disadvantaged = coalesce(excluded.disadvantaged, old.disadvantaged),
             trust = coalesce(excluded.trust, old.trust),
             federation = coalesce(excluded.federation, old.federation),
             diocese = coalesce(excluded.diocese, old.diocese),
             faith = coalesce(excluded.faith, old.faith),
             opened = coalesce(excluded.opened, old.opened),
             closed = excluded.closed
         where ($22::date is null or old.register_day is null or old.register_day <= $22)
             and ((old.name, old.phase, old.setting, old.governance, old.kind, old.status, old.postcode,
                 old.town, old.closed)
             is distinct from (excluded.name, excluded.phase, excluded.setting, excluded.governance,
                 excluded.kind, excluded.status, excluded.postcode, excluded.town, excluded.closed)
             or excluded.number <> old.number or excluded.number is not null and old.number is null
             or (excluded.easting is not null
                 and (old.easting, old.northing) is distinct from (excluded.easting, excluded.northing))
             or coalesce(excluded.roll, old.roll) is distinct from old.roll
             or coalesce(excluded.disadvantaged, old.disadvantaged) is distinct from old.disadvantaged
             or coalesce(excluded.trust, old.trust) is distinct from old.trust
             or coalesce(excluded.federation, old.federation) is distinct from old.federation
             or coalesce(excluded.diocese, old.diocese) is distinct from old.diocese
             or coalesce(excluded.faith, old.faith) is distinct from old.faith
             or coalesce(excluded.opened, old.opened) is distinct from old.opened)
         returning (xmax = 0) as \"added!\"",
        key(authority),
        &of.urn,
        &of.name,
        &of.phase,
        &of.setting,
        &of.governance,
        &of.kind,
        &of.status,
        &of.number as &[Option<i16>],
        &of.easting as &[Option<i32>],
        &of.northing as &[Option<i32>],
        &of.postcode,
        &of.town,
        &of.roll as &[Option<i32>],
        &of.disadvantaged as &[Option<i32>],
        &of.trust as &[Option<String>],
        &of.federation as &[Option<String>],
        &of.diocese as &[Option<String>],
        &of.faith as &[Option<String>],
        &of.opened as &[Option<Date>],
        &of.closed as &[Option<Date>],
        day
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!(
        "update school set register_day = $2
         where urn = any ($1) and (register_day is null or register_day < $2)",
        &of.urn,
        day
    )
    .execute(conn)
    .await?;
    let new = added.iter().filter(|added| **added).count() as u64;
    Ok((new, added.len() as u64 - new))
}

/// Adds schools the register lacks, and changes none: how many were added.
pub async fn fill_gaps(
    conn: &mut PgConnection,
    authority: AuthorityId,
    schools: &[School],
) -> Result<u64> {
    let known: BTreeSet<Urn> = register(&mut *conn)
        .await?
        .into_iter()
        .map(|(urn, ..)| urn)
        .collect();
    let missing: Vec<School> = schools
        .iter()
        .filter(|school| !known.contains(&school.urn))
        .cloned()
        .collect();
    if missing.is_empty() {
        return Ok(0);
    }
    Ok(put_schools(conn, authority, &missing, None).await?.0)
}

/// Sets the trust of schools that have none: how many changed.
pub async fn put_trusts(conn: &mut PgConnection, trusts: &[(Urn, String)]) -> Result<u64> {
    let urns: Vec<i32> = trusts.iter().map(|(urn, _)| urn_key(*urn)).collect();
    let names: Vec<String> = trusts.iter().map(|(_, name)| name.clone()).collect();
    let done = sqlx::query!(
        "update school set trust = said.name
         from unnest($1::integer[], $2::text[]) as said (urn, name)
         where school.urn = said.urn and school.trust is null",
        &urns,
        &names
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Schools whose share of disadvantaged pupils a census has counted; the register's cruder figure does
/// not replace it.
pub async fn counted(conn: &mut PgConnection) -> Result<BTreeSet<Urn>> {
    let rows = sqlx::query_scalar!(
        "select distinct urn from reading
         where indicator = 'fsm6' and number is not null and authority_id = current_authority()"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(urn).collect()
}

/// Brings the facts of schools in line with the newest census there is: the share disadvantaged always,
/// the roll where the register has none. How many schools changed.
pub async fn put_sizes(conn: &mut PgConnection) -> Result<u64> {
    let done = sqlx::query!(
        "update school set
             disadvantaged = coalesce(share.number, school.disadvantaged),
             roll = coalesce(school.roll, roll.number / 100)
         from (select distinct urn from reading
                 where indicator in ('fsm6', 'roll') and authority_id = current_authority()) as said
         left join lateral (
             select number from reading
             where urn = said.urn and indicator = 'fsm6' and number is not null
                 and authority_id = current_authority()
             order by as_at desc, id desc
             limit 1
         ) as share on true
         left join lateral (
             select number from reading
             where urn = said.urn and indicator = 'roll' and number is not null
                 and authority_id = current_authority()
             order by as_at desc, id desc
             limit 1
         ) as roll on true
         where school.urn = said.urn
             and (coalesce(share.number, school.disadvantaged), coalesce(school.roll, roll.number / 100))
                 is distinct from (school.disadvantaged, school.roll)"
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Adds predecessors: urn, predecessor, kind of link, since when. What is there stays.
pub async fn put_links(
    conn: &mut PgConnection,
    authority: AuthorityId,
    links: &[(Urn, Urn, String, Option<Date>)],
) -> Result<u64> {
    let urns: Vec<i32> = links.iter().map(|link| urn_key(link.0)).collect();
    let before: Vec<i32> = links.iter().map(|link| urn_key(link.1)).collect();
    let kinds: Vec<String> = links.iter().map(|link| link.2.clone()).collect();
    let days: Vec<Option<Date>> = links.iter().map(|link| link.3).collect();
    let done = sqlx::query!(
        "insert into urn_link (authority_id, urn, predecessor, kind, on_date)
         select $1, * from unnest($2::integer[], $3::integer[], $4::text[], $5::date[])
         on conflict do nothing",
        key(authority),
        &urns,
        &before,
        &kinds,
        &days as &[Option<Date>]
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Adds readings in this order, each a vintage of its own: how many were new. One that says the same as
/// one that is there is not news.
pub async fn put_readings(
    conn: &mut PgConnection,
    authority: AuthorityId,
    import: Uuid,
    by: &str,
    readings: &[(Urn, Reading)],
) -> Result<u64> {
    let urns: Vec<i32> = readings.iter().map(|(urn, _)| urn_key(*urn)).collect();
    let mut indicators = Vec::with_capacity(readings.len());
    let (mut numbers, mut choices, mut unknowns) = (Vec::new(), Vec::new(), Vec::new());
    let (mut comparators, mut cohorts, mut markers) = (Vec::new(), Vec::new(), Vec::new());
    let mut days = Vec::with_capacity(readings.len());
    let (mut sources, mut periods, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (_, reading) in readings {
        let seen = &reading.seen;
        indicators.push(reading.indicator.to_string());
        let (number, choice, unknown) = match seen.finding {
            Finding::Known(Value::Number(number)) => (Some(number), None, None),
            Finding::Known(Value::Choice(choice)) => (None, Some(choice.to_string()), None),
            Finding::Unknown(reason) => (None, None, Some(word(&reason)?)),
        };
        numbers.push(number);
        choices.push(choice);
        unknowns.push(unknown);
        comparators.push(seen.comparator);
        cohorts.push(seen.cohort.and_then(|pupils| i32::try_from(pupils).ok()));
        markers.push(seen.marker.map(|marker| marker.to_string()));
        days.push(seen.as_at);
        sources.push(reading.from.source.clone());
        periods.push(reading.from.period.clone());
        notes.push(reading.from.note.clone());
    }
    let done = sqlx::query!(
        "insert into reading (authority_id, urn, indicator, number, choice, unknown, comparator, cohort,
             marker, as_at, source, period, note, by_name, import_id)
         select $1, urn, indicator, number, choice, unknown, comparator, cohort, marker, as_at, source,
             period, note, $2, $3
         from unnest($4::integer[], $5::text[], $6::integer[], $7::text[], $8::text[], $9::integer[],
             $10::integer[], $11::text[], $12::date[], $13::text[], $14::text[], $15::text[])
             with ordinality as said (urn, indicator, number, choice, unknown, comparator, cohort,
                 marker, as_at, source, period, note, place)
         order by place
         on conflict do nothing",
        key(authority),
        by,
        import,
        &urns,
        &indicators,
        &numbers as &[Option<i32>],
        &choices as &[Option<String>],
        &unknowns as &[Option<String>],
        &comparators as &[Option<i32>],
        &cohorts as &[Option<i32>],
        &markers as &[Option<String>],
        &days,
        &sources,
        &periods,
        &notes
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

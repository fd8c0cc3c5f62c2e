//! Leaders and needs.

use std::collections::BTreeMap;

use domain::brokerage::{HalfDays, Leader, LeaderType, Need, NeedDraft, Taken};
use domain::calendar::Date;
pub use domain::schools::has_faith;
use domain::schools::{AuthorityId, LeaderId, NeedId, Place, Urn};
use domain::support::Evaluation;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::people::urn_key;
use super::schools::urn;
use super::{constraint, from_word, key, whole};
use crate::error::{Error, Result};

/// The types of leader there are, by id.
pub async fn types(conn: &mut PgConnection) -> Result<Vec<LeaderType>> {
    let rows =
        sqlx::query_scalar!("select doc as \"doc: Json<LeaderType>\" from leader_type order by id")
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Adds a type of leader, or changes it.
pub async fn put_type(
    conn: &mut PgConnection,
    authority: AuthorityId,
    kind: &LeaderType,
) -> Result<()> {
    sqlx::query!(
        "insert into leader_type (authority_id, id, doc) values ($1, $2, $3)
         on conflict (authority_id, id) do update set doc = excluded.doc",
        key(authority),
        kind.id.as_str(),
        serde_json::to_value(kind)?
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What schools said of the support each leader gave here.
async fn evaluations(conn: &mut PgConnection) -> Result<BTreeMap<LeaderId, Vec<Evaluation>>> {
    let rows = sqlx::query!(
        "select (doc -> 'helper' ->> 'leader')::uuid as \"leader!\",
             doc -> 'evaluation' as \"evaluation!: Json<Evaluation>\"
         from support_case
         where jsonb_typeof(doc -> 'evaluation') = 'object' and doc -> 'helper' ->> 'leader' is not null"
    )
    .fetch_all(conn)
    .await?;
    let mut said: BTreeMap<LeaderId, Vec<Evaluation>> = BTreeMap::new();
    for row in rows {
        let leader = LeaderId(row.leader);
        said.entry(leader).or_default().push(row.evaluation.0);
    }
    Ok(said)
}

/// Every leader, with what is agreed here added to what their record says is used: what runs, and what
/// was given since the first of September.
pub async fn leaders(conn: &mut PgConnection) -> Result<Vec<Leader>> {
    let rows = sqlx::query!(
        "select leader.doc as \"doc: Json<Leader>\",
             count(work.id) filter (where work.ended_at is null) as \"running!\",
             coalesce(
                 jsonb_agg(jsonb_build_object('half_days', work.half_days,
                     'from', need.draft -> 'from', 'to', need.draft -> 'to')
                     order by work.agreed_at, work.id) filter (where work.id is not null),
                 '[]'
             ) as \"taken!: Json<Vec<Taken>>\"
         from leader
         left join deployment as work on work.authority_id = leader.authority_id
             and work.leader_id = leader.id
             and (work.ended_at is null or work.agreed_at
                 >= school_year_began())
         left join need on need.authority_id = work.authority_id and need.id = work.need_id
         group by leader.authority_id, leader.id
         order by leader.name, leader.id"
    )
    .fetch_all(&mut *conn)
    .await?;
    let said = evaluations(conn).await?;
    rows.into_iter()
        .map(|row| {
            let mut leader = row.doc.0;
            for evaluation in said.get(&leader.id).into_iter().flatten() {
                leader.track.evaluations += 1;
                leader.track.sum += evaluation.score();
            }
            let agreed: u32 = row.taken.iter().map(|work| work.half_days.0).sum();
            leader.used = HalfDays(leader.used.0.saturating_add(agreed));
            leader.deployments = leader
                .deployments
                .saturating_add(whole::<u32, _>(row.running)?);
            leader.profile.taken = row.taken.0;
            Ok(leader)
        })
        .collect()
}

/// Pence a day the type of a leader is charged at.
pub async fn day_rate(conn: &mut PgConnection, leader: LeaderId) -> Result<Option<u32>> {
    let rate = sqlx::query_scalar!(
        "select (leader_type.doc ->> 'day_rate')::integer as \"rate!\"
         from leader
         join leader_type on leader_type.authority_id = leader.authority_id
             and leader_type.id = leader.doc -> 'designation' ->> 'kind'
         where leader.id = $1",
        leader.0
    )
    .fetch_optional(conn)
    .await?;
    rate.map(whole).transpose()
}

/// Adds a leader, or changes what is known of them.
pub async fn put_leader(
    conn: &mut PgConnection,
    authority: AuthorityId,
    leader: &Leader,
) -> Result<()> {
    sqlx::query!(
        "insert into leader (authority_id, id, name, doc) values ($1, $2, $3, $4)
         on conflict (authority_id, id) do update set name = excluded.name, doc = excluded.doc",
        key(authority),
        leader.id.0,
        leader.name,
        serde_json::to_value(leader)?
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Every need that is not closed, oldest first, with what matching looks at of its school.
pub async fn needs(conn: &mut PgConnection) -> Result<Vec<Need>> {
    let rows = sqlx::query!(
        "select need.id, need.draft as \"draft: Json<NeedDraft>\", need.vetoes, need.opened,
             school.name, school.phase, school.governance, school.easting, school.northing,
             coalesce(school.trust, school.federation) as organisation, school.roll,
             school.disadvantaged, school.faith, deployment.leader_id as \"matched?\"
         from need
         join school on school.authority_id = need.authority_id and school.urn = need.urn
         left join deployment on deployment.authority_id = need.authority_id
             and deployment.need_id = need.id and deployment.ended_at is null
         where need.closed_at is null
         order by need.opened, need.id"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Need {
                id: NeedId(row.id),
                draft: row.draft.0,
                school: row.name,
                phase: from_word(&row.phase)?,
                place: row
                    .easting
                    .zip(row.northing)
                    .map(|(easting, northing)| Place { easting, northing }),
                governance: Some(from_word(&row.governance)?),
                organisation: row.organisation,
                roll: row.roll.map(whole).transpose()?,
                disadvantaged: row.disadvantaged,
                faith: has_faith(row.faith.as_deref()),
                vetoes: row.vetoes.into_iter().map(LeaderId).collect(),
                opened: row.opened,
                matched: row.matched.map(LeaderId),
            })
        })
        .collect()
}

/// Opens a need. False where this id was opened before.
pub async fn open_need(
    conn: &mut PgConnection,
    authority: AuthorityId,
    id: NeedId,
    draft: &NeedDraft,
    opened: Date,
    by: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into need (authority_id, id, urn, draft, opened, opened_by)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (authority_id, id) do nothing",
        key(authority),
        id.0,
        urn_key(draft.urn),
        serde_json::to_value(draft)?,
        opened,
        by
    )
    .execute(conn)
    .await;
    match done {
        Err(error) if constraint(&error) == Some("need_school") => Err(Error::NotFound),
        other => Ok(other?.rows_affected() == 1),
    }
}

/// The leaders a school will not have.
pub async fn set_vetoes(conn: &mut PgConnection, id: NeedId, vetoes: &[LeaderId]) -> Result<()> {
    let vetoes: Vec<Uuid> = vetoes.iter().map(|id| id.0).collect();
    sqlx::query!("update need set vetoes = $2 where id = $1", id.0, &vetoes)
        .execute(conn)
        .await?;
    Ok(())
}

/// Half-days agreed since the first of September, into each school and out of each leader.
pub async fn agreed(
    conn: &mut PgConnection,
) -> Result<(BTreeMap<Urn, u32>, BTreeMap<LeaderId, u32>)> {
    let rows = sqlx::query!(
        "select need.urn, deployment.leader_id, sum(deployment.half_days) as \"half_days!\"
         from deployment
         join need on need.authority_id = deployment.authority_id and need.id = deployment.need_id
         where deployment.agreed_at
             >= school_year_began()
         group by need.urn, deployment.leader_id"
    )
    .fetch_all(conn)
    .await?;
    let (mut into, mut out) = (BTreeMap::new(), BTreeMap::new());
    for row in rows {
        let half_days: u32 = whole(row.half_days)?;
        *into.entry(urn(row.urn)?).or_default() += half_days;
        *out.entry(LeaderId(row.leader_id)).or_default() += half_days;
    }
    Ok((into, out))
}

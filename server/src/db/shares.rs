//! What was agreed this school year, of whom, and by whom.

use domain::brokerage::{HalfDays, Waiver, Won};
use domain::schools::LeaderId;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;

use super::whole;
use crate::error::Result;

/// Every piece of work agreed since the first of September. An organisation is a trust or federation, or
/// the one school where there is neither.
pub async fn won(conn: &mut PgConnection) -> Result<Vec<Won>> {
    let rows = sqlx::query!(
        "with body as (
             select id, name, coalesce(doc ->> 'organisation', doc ->> 'home_name', '') as organisation
             from leader
         )
         select work.leader_id, body.name, body.organisation as \"organisation!\", work.half_days,
             exists (
                 select from person_school as own
                 join school on school.authority_id = own.authority_id and school.urn = own.urn
                 where own.person_id = plan.person_id
                     and coalesce(school.trust, school.federation, school.name) = body.organisation
             ) or exists (
                 select from person
                 join body as theirs on theirs.id = person.leader_id
                 where person.id = plan.person_id and theirs.organisation = body.organisation
             ) as \"connected!\",
             school.name as school, waiver.doc as \"waiver?: Json<Waiver>\"
         from deployment as work
         join plan on plan.authority_id = work.authority_id and plan.id = work.plan_id
         join body on body.id = work.leader_id
         join need on need.authority_id = work.authority_id and need.id = work.need_id
         join school on school.authority_id = need.authority_id and school.urn = need.urn
         left join lateral (
             select doc from board_waiver
             where board_waiver.authority_id = work.authority_id
                 and board_waiver.need_id = work.need_id
                 and board_waiver.leader_id = work.leader_id
                 and coalesce((doc ->> 'until')::date, work.agreed_at::date) >= work.agreed_at::date
             order by rule
             limit 1
         ) as waiver on true
         where work.agreed_at
             >= school_year_began()
         order by work.agreed_at, work.id"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Won {
                leader: LeaderId(row.leader_id),
                name: row.name,
                organisation: row.organisation,
                half_days: HalfDays(whole(row.half_days)?),
                connected: row.connected,
                waived: row.waiver.map(|waiver| (row.school, waiver.0)),
            })
        })
        .collect()
}

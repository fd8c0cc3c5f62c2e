//! What is to be told, the letters it goes in, and the links in them.

mod kind;
mod links;

pub use kind::Kind;
pub use links::{Linked, authority_of, link, linked, renew, used};

use std::time::Duration;

use domain::access::Role;
use domain::calendar::Date;
use domain::schools::{AuthorityId, CaseId, LeaderId, PersonId, Urn};
use domain::support::Question;
use domain::support::money::News;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::people::{authority_id, urn_key};
use super::{key, moment, whole, word};
use crate::error::Result;

/// Something to tell one person.
#[derive(Debug, Clone, Copy)]
pub struct New {
    pub person: PersonId,
    pub cause: Uuid,
    pub case: Option<CaseId>,
    pub urn: Urn,
    pub question: Option<Question>,
    pub kind: Kind,
}

/// Writes what is to be told, in the transaction of what it tells of; the same cause tells it once.
pub async fn tell(conn: &mut PgConnection, authority: AuthorityId, new: &New) -> Result<()> {
    sqlx::query!(
        "insert into mail_authority (authority_id) values ($1) on conflict do nothing",
        key(authority)
    )
    .execute(&mut *conn)
    .await?;
    let question = new
        .question
        .as_ref()
        .map(serde_json::to_value)
        .transpose()?;
    sqlx::query!(
        "insert into notice (authority_id, id, person_id, cause_id, case_id, urn, part, question, kind)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict do nothing",
        key(authority),
        Uuid::new_v4(),
        new.person.0,
        new.cause,
        new.case.map(|id| id.0),
        urn_key(new.urn),
        new.question.map(|one| word(&one.whose)).transpose()?,
        question,
        new.kind.word()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// These questions of a case wait no more: they are told to nobody any more, and their links are good for
/// nothing.
pub async fn settle(conn: &mut PgConnection, case: CaseId, gone: &[Question]) -> Result<()> {
    let gone: Vec<serde_json::Value> = gone
        .iter()
        .map(serde_json::to_value)
        .collect::<Result<_, _>>()?;
    sqlx::query!(
        "update notice set settled_at = now()
         where case_id = $1 and settled_at is null and question = any($2)",
        case.0,
        &gone
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What came of this waits for nobody any more.
pub async fn settle_cause(conn: &mut PgConnection, cause: Uuid) -> Result<()> {
    sqlx::query!(
        "update notice set settled_at = now() where cause_id = $1 and settled_at is null",
        cause
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// People who move money.
pub async fn keepers(conn: &mut PgConnection) -> Result<Vec<PersonId>> {
    let rows = sqlx::query_scalar!(
        "select id from person where role in ('officer', 'broker') and active order by id"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(PersonId).collect())
}

/// People who head or govern a school.
pub async fn of_school(conn: &mut PgConnection, urn: Urn, role: Role) -> Result<Vec<PersonId>> {
    let rows = sqlx::query_scalar!(
        "select person.id from person
         join person_school on person_school.authority_id = person.authority_id
             and person_school.person_id = person.id
         where person_school.urn = $1 and person.role = $2 and person.active
         order by person.id",
        urn_key(urn),
        word(&role)?
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(PersonId).collect())
}

/// The person a leader is.
pub async fn of_leader(conn: &mut PgConnection, leader: LeaderId) -> Result<Vec<PersonId>> {
    let rows = sqlx::query_scalar!(
        "select id from person where leader_id = $1 and active order by id",
        leader.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(PersonId).collect())
}

/// Whether somebody can sign in.
pub async fn has_account(conn: &mut PgConnection, person: PersonId) -> Result<bool> {
    let found = sqlx::query_scalar!(
        "select password is not null as \"account!\" from person where id = $1",
        person.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.unwrap_or_default())
}

/// Authorities that have anything to tell.
pub async fn authorities(conn: &mut PgConnection) -> Result<Vec<AuthorityId>> {
    let rows = sqlx::query_scalar!("select authority_id from mail_authority order by authority_id")
        .fetch_all(conn)
        .await?;
    rows.into_iter().map(authority_id).collect()
}

/// Makes letters of what waits: consents at once; everything else once a working day and person, in the
/// morning's letter.
pub async fn gather(
    conn: &mut PgConnection,
    authority: AuthorityId,
    now: OffsetDateTime,
    morning: Option<Date>,
) -> Result<()> {
    sqlx::query!(
        "with waits as (
             select id, person_id from notice
             where mail_id is null and settled_at is null and kind = 'consent'
             order by id
             for update skip locked
         ), letter as (
             insert into mail (authority_id, id, person_id, next_try)
             select $1, gen_random_uuid(), person_id, $2 from (select distinct person_id from waits) as whom
             returning id, person_id
         )
         update notice set mail_id = letter.id
         from waits join letter using (person_id)
         where notice.authority_id = $1 and notice.id = waits.id",
        key(authority),
        now
    )
    .execute(&mut *conn)
    .await?;
    let Some(day) = morning else { return Ok(()) };
    renew(conn, now).await?;
    sqlx::query!(
        "with waits as (
             select id, person_id from notice
             where mail_id is null and settled_at is null and kind <> 'consent'
             order by id
             for update skip locked
         ), letter as (
             insert into mail (authority_id, id, person_id, digest_on, next_try)
             select $1, gen_random_uuid(), person_id, $3, $2
             from (select distinct person_id from waits) as whom
             on conflict on constraint mail_one_a_morning do nothing
             returning id, person_id
         )
         update notice set mail_id = letter.id
         from waits join letter using (person_id)
         where notice.authority_id = $1 and notice.id = waits.id",
        key(authority),
        now,
        day
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A letter somebody has just taken to send.
pub struct Claimed {
    pub id: Uuid,
    pub attempts: u32,
    pub digest: bool,
    pub to: String,
    pub name: String,
    /// They can sign in; if not, each thing has a link of its own.
    pub account: bool,
    pub told: Vec<Told>,
}

/// One thing in a letter.
pub struct Told {
    pub notice: Uuid,
    pub case: Option<CaseId>,
    pub question: Option<Question>,
    /// Of money; none: it is a question of a case.
    pub news: Option<News>,
    pub school: String,
}

/// Takes the next letter that is due, so that no other server does. One that was taken long ago and never
/// finished is taken again only where sending it twice is the same as once.
pub async fn claim(
    conn: &mut PgConnection,
    now: OffsetDateTime,
    taken_again_after: Option<Duration>,
) -> Result<Option<Claimed>> {
    let stale = taken_again_after.map(|after| now - after);
    let row = sqlx::query!(
        "update mail set claimed_at = $1, attempts = attempts + 1
         where id = (
             select id from mail
             where sent_at is null and given_up_at is null and next_try <= $1
                 and (claimed_at is null or claimed_at < $2)
             order by next_try, id
             limit 1
             for update skip locked
         )
         returning id, person_id, attempts, digest_on is not null as \"digest!\"",
        now,
        stale
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let person = sqlx::query!(
        "select name, email, password is not null as \"account!\" from person where id = $1",
        row.person_id
    )
    .fetch_one(&mut *conn)
    .await?;
    let told = sqlx::query!(
        "select notice.id, notice.case_id, notice.kind, notice.question as \"question: Json<Question>\",
             coalesce(school.name, '') as \"school!\"
         from notice
         left join school on school.authority_id = notice.authority_id and school.urn = notice.urn
         where notice.mail_id = $1 and notice.settled_at is null
         order by notice.at, notice.id",
        row.id
    )
    .fetch_all(conn)
    .await?;
    Ok(Some(Claimed {
        id: row.id,
        attempts: whole(row.attempts)?,
        digest: row.digest,
        to: person.email,
        name: person.name,
        account: person.account,
        told: told
            .into_iter()
            .map(|one| Told {
                notice: one.id,
                case: one.case_id.map(CaseId),
                question: one.question.map(|question| question.0),
                news: Kind::news(&one.kind),
                school: one.school,
            })
            .collect(),
    }))
}

/// It is sent, or nothing in it waits any more.
pub async fn sent(conn: &mut PgConnection, id: Uuid, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update mail set sent_at = $2, last_error = '' where id = $1",
        id,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// It could not be sent: tried again at that moment, or given up.
pub async fn failed(
    conn: &mut PgConnection,
    id: Uuid,
    now: OffsetDateTime,
    words: &str,
    again: Option<OffsetDateTime>,
) -> Result<()> {
    sqlx::query!(
        "update mail set claimed_at = null, last_error = $3, next_try = coalesce($4, next_try),
             given_up_at = case when $4::timestamptz is null then $2::timestamptz end
         where id = $1",
        id,
        now,
        words,
        again
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Letters that did not go out, the last first: given up, or in doubt since the server died with it in hand.
pub async fn troubled(
    conn: &mut PgConnection,
    in_doubt_after: Duration,
) -> Result<Vec<domain::api::UnsentLetter>> {
    let rows = sqlx::query!(
        "select mail.id, person.name, person.email, mail.created_at, mail.attempts, mail.last_error,
             mail.given_up_at is not null as \"given_up!\", mail.claimed_at is not null as \"claimed!\"
         from mail
         join person on person.authority_id = mail.authority_id and person.id = mail.person_id
         where mail.sent_at is null
             and (mail.given_up_at is not null or mail.attempts > 0)
             and (mail.claimed_at is null or mail.claimed_at < now() - make_interval(secs => $1))
         order by mail.created_at desc, mail.id
         limit 200",
        in_doubt_after.as_secs_f64()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(domain::api::UnsentLetter {
                id: row.id,
                to: row.name,
                email: row.email,
                at: moment(row.created_at),
                attempts: whole(row.attempts)?,
                why: row.last_error,
                state: match (row.given_up, row.claimed) {
                    (true, _) => domain::api::LetterState::GivenUp,
                    (false, true) => domain::api::LetterState::InDoubt,
                    (false, false) => domain::api::LetterState::TriedAgain,
                },
            })
        })
        .collect()
}

/// Sends one again that was given up or is in doubt. False where it is neither.
pub async fn again(conn: &mut PgConnection, id: Uuid, in_doubt_after: Duration) -> Result<bool> {
    let done = sqlx::query!(
        "update mail set claimed_at = null, given_up_at = null, attempts = 0, next_try = now()
         where id = $1 and sent_at is null
             and (given_up_at is not null or claimed_at < now() - make_interval(secs => $2))",
        id,
        in_doubt_after.as_secs_f64()
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

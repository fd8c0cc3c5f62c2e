//! People and what they belong to.

use std::collections::BTreeMap;

use domain::access::{Actor, Role};
use domain::api::{Authority, DemoPerson, Partnership, SchoolPerson};
use domain::schools::{AuthorityId, Holders, LeaderId, Office, PartnershipId, PersonId, Urn};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::{constraint, from_word, key, schools::urn, setting, whole, word};
use crate::error::{Error, Result};

/// A person to be added.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    /// argon2id, PHC string. `None`: cannot sign in with a password.
    pub password: Option<String>,
    pub role: Role,
    pub about: String,
    pub leader: Option<LeaderId>,
    pub partnerships: Vec<PartnershipId>,
    pub schools: Vec<Urn>,
    /// Of these, whose governors they chair.
    pub chairs: Vec<Urn>,
}

/// What is needed to check a password.
pub struct Account {
    pub authority: AuthorityId,
    pub person: PersonId,
    pub password: Option<String>,
    pub active: bool,
}

/// Somebody signed in, as the screen shows them.
pub struct Profile {
    pub actor: Actor,
    pub name: String,
    pub email: String,
    /// The version of the rules in force; 0 while those shipped are.
    pub rules: i32,
}

/// The authority there is to work in, made where it is not there yet. A demonstration never becomes
/// real, nor a real one a demonstration.
pub async fn put_authority(
    conn: &mut PgConnection,
    authority: AuthorityId,
    name: &str,
    demo: bool,
) -> Result<()> {
    super::enter(conn, authority).await?;
    let found = sqlx::query_scalar!(
        "insert into authority (authority_id, name, demo) values ($1, $2, $3)
         on conflict (authority_id) do update set name = excluded.name
         returning demo",
        key(authority),
        name,
        demo
    )
    .fetch_one(&mut *conn)
    .await?;
    if found == demo {
        Ok(())
    } else {
        Err(Error::Forbidden(
            "made-up and real people are never mixed: use another database",
        ))
    }
}

/// The authority of this transaction, if it is there.
pub async fn authority(conn: &mut PgConnection) -> Result<Option<(Authority, bool)>> {
    let row = sqlx::query!(
        "select authority_id, name, demo from authority where authority_id = current_authority()"
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let id = authority_id(row.authority_id)?;
        Ok((Authority { id, name: row.name }, row.demo))
    })
    .transpose()
}

/// The made-up authorities of this database; seen without belonging to any.
pub async fn demonstrations(conn: &mut PgConnection) -> Result<Vec<AuthorityId>> {
    let rows =
        sqlx::query_scalar!("select authority_id from authority where demo order by authority_id")
            .fetch_all(conn)
            .await?;
    rows.into_iter().map(authority_id).collect()
}

pub(super) fn authority_id(number: i16) -> Result<AuthorityId> {
    whole::<AuthorityId, _>(whole::<u16, _>(number)?)
}

/// Adds a person with everything they belong to; what is there already is brought up to date, the
/// password only where a new one is given.
pub async fn put(
    conn: &mut PgConnection,
    authority: AuthorityId,
    person: &NewPerson,
) -> Result<()> {
    let done = sqlx::query!(
        "insert into person (authority_id, id, name, email, password, role, about, leader_id)
         values ($1, $2, $3, lower($4), $5, $6, $7, $8)
         on conflict (authority_id, id) do update set
             name = excluded.name,
             email = excluded.email,
             password = coalesce(excluded.password, person.password),
             role = excluded.role,
             about = excluded.about,
             leader_id = excluded.leader_id",
        key(authority),
        person.id.0,
        person.name,
        person.email.trim(),
        person.password,
        word(&person.role)?,
        person.about,
        person.leader.map(|id| id.0)
    )
    .execute(&mut *conn)
    .await;
    match done {
        Err(error) if constraint(&error) == Some("person_email_once") => {
            return Err(Error::field(
                "email",
                "somebody has that e-mail address already",
            ));
        }
        other => other?,
    };
    let partnerships: Vec<Uuid> = person.partnerships.iter().map(|id| id.0).collect();
    sqlx::query!(
        "delete from person_partnership where person_id = $1 and not (partnership_id = any($2))",
        person.id.0,
        &partnerships
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into person_partnership (authority_id, person_id, partnership_id)
         select $1, $2, unnest($3::uuid[])
         on conflict do nothing",
        key(authority),
        person.id.0,
        &partnerships
    )
    .execute(&mut *conn)
    .await?;
    let urns: Vec<i32> = person.schools.iter().map(|urn| urn_key(*urn)).collect();
    let chairs: Vec<i32> = person.chairs.iter().map(|urn| urn_key(*urn)).collect();
    sqlx::query!(
        "delete from person_school where person_id = $1 and not (urn = any($2))",
        person.id.0,
        &urns
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into person_school (authority_id, person_id, urn, chairs)
         select $1, $2, school.urn, school.urn = any($4)
         from unnest($3::integer[]) as school (urn)
         on conflict (authority_id, person_id, urn) do update set chairs = excluded.chairs",
        key(authority),
        person.id.0,
        &urns,
        &chairs
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) fn urn_key(urn: Urn) -> i32 {
    i32::try_from(u32::from(urn)).unwrap_or(i32::MAX)
}

/// Everybody of the authority, by name.
pub async fn all(conn: &mut PgConnection) -> Result<Vec<DemoPerson>> {
    let rows =
        sqlx::query!("select id, name, role, about from person where active order by name, id")
            .fetch_all(conn)
            .await?;
    rows.into_iter()
        .map(|row| {
            Ok(DemoPerson {
                id: PersonId(row.id),
                name: row.name,
                role: from_word(&row.role)?,
                about: row.about,
            })
        })
        .collect()
}

/// Heads and governors of a school, and who leads its partnership.
pub async fn around(
    conn: &mut PgConnection,
    of: Urn,
    partnership: Option<PartnershipId>,
) -> Result<Vec<SchoolPerson>> {
    let rows = sqlx::query!(
        "select role, name,
             role = 'governor' and exists (
                 select from person_school
                 where person_school.person_id = person.id and urn = $1 and chairs
             ) as \"chairs!\"
         from person
         where active
             and (id in (select person_id from person_school where urn = $1)
                 or id in (select person_id from person_partnership where partnership_id = $2))
         order by name, id",
        urn_key(of),
        partnership.map(|id| id.0)
    )
    .fetch_all(conn)
    .await?;
    let mut found = rows
        .into_iter()
        .map(|row| {
            Ok(SchoolPerson {
                role: from_word(&row.role)?,
                name: row.name,
                chairs: row.chairs,
            })
        })
        .collect::<Result<Vec<SchoolPerson>>>()?;
    found.sort_by_key(|one| match one.role {
        Role::Headteacher => 0,
        Role::Governor if one.chairs => 1,
        Role::Governor => 2,
        _ => 3,
    });
    Ok(found)
}

/// Who heads each of these schools and who chairs its governors, as far as they have an account.
pub async fn holders(conn: &mut PgConnection, urns: &[Urn]) -> Result<BTreeMap<Urn, Holders>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let rows = sqlx::query!(
        "select person_school.urn, person.role, person.name
         from person_school
         join person on person.authority_id = person_school.authority_id
             and person.id = person_school.person_id
         where person_school.urn = any($1) and person.active
             and (person.role = 'headteacher' or person.role = 'governor' and person_school.chairs)
         order by person.name, person.id",
        &urns
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<Urn, Holders> = BTreeMap::new();
    for row in rows {
        let office = match from_word(&row.role)? {
            Role::Headteacher => Office::Head,
            _ => Office::Chair,
        };
        let of = found.entry(urn(row.urn)?).or_default();
        of.add(office, &row.name);
    }
    Ok(found)
}

/// Who has this address, whatever their authority; asked before anybody is signed in.
pub async fn account(conn: &mut PgConnection, email: &str) -> Result<Option<Account>> {
    let email = email.trim().to_lowercase();
    setting(conn, "alongside.email", &email).await?;
    let row = sqlx::query!(
        "select authority_id, id, password, active from person where email = $1",
        email
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Account {
            authority: authority_id(row.authority_id)?,
            person: PersonId(row.id),
            password: row.password,
            active: row.active,
        })
    })
    .transpose()
}

/// Sets a password and ends every session of that person: a copied cookie dies with the old password.
pub async fn set_password(conn: &mut PgConnection, person: PersonId, hash: &str) -> Result<()> {
    sqlx::query!(
        "update person set password = $2 where id = $1",
        person.0,
        hash
    )
    .execute(&mut *conn)
    .await?;
    super::sessions::end_all(conn, person).await
}

/// Who a person is and what they belong to. `None`: gone, or no longer active.
pub async fn profile(
    conn: &mut PgConnection,
    authority: AuthorityId,
    person: PersonId,
) -> Result<Option<Profile>> {
    let row = sqlx::query!(
        "select name, email, role, leader_id,
             array(select partnership_id from person_partnership where person_id = person.id
                   order by partnership_id) as \"partnerships!\",
             array(select urn from person_school where person_id = person.id
                   order by urn) as \"urns!\",
             (select max(version) from adopted_scheme
              where from_day <= (now() at time zone 'Europe/London')::date) as rules
         from person
         where id = $1 and active",
        person.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let schools = row
            .urns
            .into_iter()
            .map(|urn| whole::<Urn, _>(whole::<u32, _>(urn)?))
            .collect::<Result<_>>()?;
        let actor = Actor {
            person,
            authority,
            role: from_word(&row.role)?,
            partnerships: row.partnerships.into_iter().map(PartnershipId).collect(),
            schools,
            leader: row.leader_id.map(LeaderId),
            meeting: None,
        };
        Ok(Profile {
            actor,
            name: row.name,
            email: row.email,
            rules: row.rules.unwrap_or_default(),
        })
    })
    .transpose()
}

/// Everybody of the authority who may sign in, by name, and what they belong to.
pub async fn actors(
    conn: &mut PgConnection,
    authority: AuthorityId,
) -> Result<Vec<(String, Actor)>> {
    let rows = sqlx::query!(
        "select id, name, role, leader_id,
             array(select partnership_id from person_partnership where person_id = person.id
                   order by partnership_id) as \"partnerships!\",
             array(select urn from person_school where person_id = person.id
                   order by urn) as \"urns!\"
         from person
         where active
         order by name, id"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let schools = row
                .urns
                .into_iter()
                .map(|urn| whole::<Urn, _>(whole::<u32, _>(urn)?))
                .collect::<Result<_>>()?;
            let actor = Actor {
                person: PersonId(row.id),
                authority,
                role: from_word(&row.role)?,
                partnerships: row.partnerships.into_iter().map(PartnershipId).collect(),
                schools,
                leader: row.leader_id.map(LeaderId),
                meeting: None,
            };
            Ok((row.name, actor))
        })
        .collect()
}

/// Partnerships of the authority, by name.
pub async fn partnerships(conn: &mut PgConnection) -> Result<Vec<Partnership>> {
    let rows = sqlx::query!("select id, name from partnership order by name, id")
        .fetch_all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Partnership {
            id: PartnershipId(row.id),
            name: row.name,
        })
        .collect())
}

//! The register: schools, partnerships, predecessors.

use domain::api::Partnership;
use domain::brokerage::{Belongs, Register};
use domain::schools::{AuthorityId, PartnershipId, Place, School, Urn};
use sqlx::postgres::PgConnection;
use time::Date;

use super::people::urn_key;
use super::{from_word, key, whole, word};
use crate::error::Result;

struct Row {
    urn: i32,
    name: String,
    phase: String,
    setting: String,
    governance: String,
    kind: String,
    status: String,
    number: Option<i16>,
    easting: Option<i32>,
    northing: Option<i32>,
    postcode: String,
    town: String,
    roll: Option<i32>,
    disadvantaged: Option<i32>,
    trust: Option<String>,
    federation: Option<String>,
    diocese: Option<String>,
    faith: Option<String>,
    opened: Option<Date>,
    closed: Option<Date>,
    partnership_id: Option<uuid::Uuid>,
}

impl Row {
    fn school(self) -> Result<School> {
        Ok(School {
            urn: urn(self.urn)?,
            name: self.name,
            phase: from_word(&self.phase)?,
            setting: from_word(&self.setting)?,
            governance: from_word(&self.governance)?,
            kind: self.kind,
            status: from_word(&self.status)?,
            number: self.number.map(whole).transpose()?,
            place: self
                .easting
                .zip(self.northing)
                .map(|(easting, northing)| Place { easting, northing }),
            postcode: self.postcode,
            town: self.town,
            roll: self.roll.map(whole).transpose()?,
            disadvantaged: self.disadvantaged,
            trust: self.trust,
            federation: self.federation,
            diocese: self.diocese,
            faith: self.faith,
            opened: self.opened,
            closed: self.closed,
            partnership: self.partnership_id.map(PartnershipId),
        })
    }
}

/// A URN the table's own check kept whole.
pub(crate) fn urn(number: i32) -> Result<Urn> {
    whole::<Urn, _>(whole::<u32, _>(number)?)
}

/// Every school of the authority, by name.
pub async fn all(conn: &mut PgConnection) -> Result<Vec<School>> {
    let rows = sqlx::query_as!(
        Row,
        "select urn, name, phase, setting, governance, kind, status, number, easting, northing,
             postcode, town, roll, disadvantaged, trust, federation, diocese, faith, opened, closed,
             partnership_id
         from school
         order by name, urn"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::school).collect()
}

/// One school.
pub async fn one(conn: &mut PgConnection, urn: Urn) -> Result<Option<School>> {
    let row = sqlx::query_as!(
        Row,
        "select urn, name, phase, setting, governance, kind, status, number, easting, northing,
             postcode, town, roll, disadvantaged, trust, federation, diocese, faith, opened, closed,
             partnership_id
         from school
         where urn = $1",
        urn_key(urn)
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::school).transpose()
}

/// One partnership.
pub async fn partnership(
    conn: &mut PgConnection,
    id: PartnershipId,
) -> Result<Option<Partnership>> {
    let name = sqlx::query_scalar!("select name from partnership where id = $1", id.0)
        .fetch_optional(conn)
        .await?;
    Ok(name.map(|name| Partnership { id, name }))
}

/// Adds a partnership, or renames it.
pub async fn put_partnership(
    conn: &mut PgConnection,
    authority: AuthorityId,
    partnership: &Partnership,
) -> Result<()> {
    sqlx::query!(
        "insert into partnership (authority_id, id, name) values ($1, $2, $3)
         on conflict (authority_id, id) do update set name = excluded.name",
        key(authority),
        partnership.id.0,
        partnership.name
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds a school, or brings what the register says of it up to date. The partnership is kept where
/// the school comes without one: registers do not know it.
pub async fn put(conn: &mut PgConnection, authority: AuthorityId, school: &School) -> Result<()> {
    sqlx::query!(
        "insert into school (authority_id, urn, name, phase, setting, governance, kind, status,
             number, easting, northing, postcode, town, roll, disadvantaged, trust, federation,
             diocese, faith, opened, closed, partnership_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $20, $21, $22)
         on conflict (authority_id, urn) do update set
             name = excluded.name,
             phase = excluded.phase,
             setting = excluded.setting,
             governance = excluded.governance,
             kind = excluded.kind,
             status = excluded.status,
             number = excluded.number,
             easting = excluded.easting,
             northing = excluded.northing,
             postcode = excluded.postcode,
             town = excluded.town,
             roll = excluded.roll,
             disadvantaged = excluded.disadvantaged,
             trust = excluded.trust,
             federation = excluded.federation,
             diocese = excluded.diocese,
             faith = excluded.faith,
             opened = excluded.opened,
             closed = excluded.closed,
             partnership_id = coalesce(excluded.partnership_id, school.partnership_id)",
        key(authority),
        urn_key(school.urn),
        school.name,
        word(&school.phase)?,
        word(&school.setting)?,
        word(&school.governance)?,
        school.kind,
        word(&school.status)?,
        school.number.map(whole::<i16, _>).transpose()?,
        school.place.map(|place| place.easting),
        school.place.map(|place| place.northing),
        school.postcode,
        school.town,
        school.roll.map(whole::<i32, _>).transpose()?,
        school.disadvantaged,
        school.trust,
        school.federation,
        school.diocese,
        school.faith,
        school.opened,
        school.closed,
        school.partnership.map(|id| id.0)
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Which school belongs to which trust, federation and diocese.
pub async fn register(conn: &mut PgConnection) -> Result<Register> {
    let rows = sqlx::query!(
        "select urn, name, trust, federation, diocese
         from school
         where coalesce(trust, federation, diocese) is not null"
    )
    .fetch_all(conn)
    .await?;
    rows.iter()
        .filter_map(|row| {
            let belongs = Belongs::new(
                &row.name,
                row.trust.as_deref(),
                row.federation.as_deref(),
                row.diocese.as_deref(),
            )?;
            Some(urn(row.urn).map(|urn| (urn, belongs)))
        })
        .collect()
}

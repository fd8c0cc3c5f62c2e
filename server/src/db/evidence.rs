//! Readings: added, never edited. The one that counts is the one with the latest day, and of one day
//! the one added last. A school that took over from exactly one other is read together with it.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::Date;
use domain::schools::{
    AuthorityId, Finding, Key, MeetingId, Observed, Provenance, Reading, Unknown, Urn, Value,
};
use sqlx::postgres::PgConnection;

use super::people::urn_key;
use super::schools::urn;
use super::{contests, from_word, key, name, whole, word};
use crate::error::{Error, Result};

struct Row {
    urn: i32,
    from_urn: i32,
    indicator: String,
    number: Option<i32>,
    choice: Option<String>,
    unknown: Option<String>,
    comparator: Option<i32>,
    cohort: Option<i32>,
    marker: Option<String>,
    as_at: Date,
    source: String,
    period: String,
    by_name: String,
    note: String,
}

impl Row {
    fn reading(self) -> Result<(Urn, Reading)> {
        let finding = match (self.number, self.choice, self.unknown) {
            (Some(number), ..) => Finding::number(number),
            (None, Some(choice), _) => Finding::Known(Value::Choice(name(&choice)?)),
            (None, None, Some(reason)) => Finding::Unknown(from_word::<Unknown>(&reason)?),
            (None, None, None) => {
                return Err(Error::Internal(anyhow::anyhow!(
                    "a reading of {} holds nothing",
                    self.urn
                )));
            }
        };
        let note = if self.from_urn == self.urn {
            self.note
        } else if self.note.is_empty() {
            format!("From the school before it, {}.", self.from_urn)
        } else {
            format!(
                "From the school before it, {}. {}",
                self.from_urn, self.note
            )
        };
        let reading = Reading {
            indicator: name(&self.indicator)?,
            seen: Observed {
                finding,
                comparator: self.comparator,
                cohort: self.cohort.map(whole).transpose()?,
                marker: self.marker.as_deref().map(name).transpose()?,
                as_at: self.as_at,
                contested: false,
            },
            from: Provenance {
                source: self.source,
                period: self.period,
                by: self.by_name,
                note,
            },
        };
        Ok((urn(self.urn)?, reading))
    }
}

/// The reading that counts of each indicator, of these schools; in order of indicator.
pub async fn latest(conn: &mut PgConnection, urns: &[Urn]) -> Result<BTreeMap<Urn, Vec<Reading>>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let rows = sqlx::query_as!(
        Row,
        "select distinct on (line.urn, reading.indicator)
             line.urn as \"urn!\", line.from_urn as \"from_urn!\", reading.indicator, reading.number,
             reading.choice, reading.unknown, reading.comparator, reading.cohort, reading.marker,
             reading.as_at, reading.source, reading.period, reading.by_name,
             reading.note
         from school_line($1::integer[]) as line
         join reading on reading.urn = line.from_urn and reading.authority_id = current_authority()
         order by line.urn, reading.indicator, reading.as_at desc, line.far, reading.id desc",
        &urns
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut found = by_school(rows)?;
    contests::mark(conn, &urns, &mut found).await?;
    Ok(found)
}

/// Every reading of these indicators of every school, oldest first; a school's own only.
pub async fn of_indicators(
    conn: &mut PgConnection,
    indicators: &[String],
) -> Result<Vec<(Urn, Reading)>> {
    let rows = sqlx::query_as!(
        Row,
        "select urn, urn as from_urn, indicator, number, choice, unknown, comparator, cohort, marker,
             as_at, source, period, by_name, note
         from reading
         where indicator = any($1) and authority_id = current_authority()
         order by as_at, id",
        indicators
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::reading).collect()
}

/// Every reading there has been of each of these schools, in order of indicator and oldest first; of one
/// period the one that counts.
pub async fn history(conn: &mut PgConnection, urns: &[Urn]) -> Result<BTreeMap<Urn, Vec<Reading>>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let rows = sqlx::query_as!(
        Row,
        "with counted as (
             select distinct on (line.urn, reading.indicator, reading.as_at, reading.period)
                 line.urn as of_urn, reading.*
             from school_line($1::integer[]) as line
             join reading on reading.urn = line.from_urn
                 and reading.authority_id = current_authority()
             order by line.urn, reading.indicator, reading.as_at, reading.period, line.far,
                 reading.id desc
         )
         select of_urn as \"urn!\", urn as \"from_urn!\", indicator as \"indicator!\", number,
             choice, unknown, comparator, cohort, marker, as_at as \"as_at!\",
             source as \"source!\", period as \"period!\",
             by_name as \"by_name!\", note as \"note!\"
         from counted
         order by of_urn, indicator, as_at, id",
        &urns
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut found = by_school(rows)?;
    contests::mark(conn, &urns, &mut found).await?;
    Ok(found)
}

/// Readings by school, in the order the rows came.
fn by_school(rows: Vec<Row>) -> Result<BTreeMap<Urn, Vec<Reading>>> {
    let mut found: BTreeMap<Urn, Vec<Reading>> = BTreeMap::new();
    for row in rows {
        let (urn, reading) = row.reading()?;
        found.entry(urn).or_default().push(reading);
    }
    Ok(found)
}

/// Numbers of these indicators over the years, oldest first, at most `most` of each; `None` is a year
/// whose number is not known.
pub async fn series(
    conn: &mut PgConnection,
    urns: &[Urn],
    indicators: &[Key],
    most: usize,
) -> Result<BTreeMap<Urn, BTreeMap<Key, Vec<Option<i32>>>>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let names: Vec<String> = indicators.iter().map(Key::to_string).collect();
    let rows = sqlx::query!(
        "select distinct on (line.urn, reading.indicator, reading.as_at)
             line.urn as \"urn!\", reading.indicator, reading.number
         from school_line($1::integer[]) as line
         join reading on reading.urn = line.from_urn and reading.authority_id = current_authority()
         where reading.indicator = any($2) and reading.choice is null
         order by line.urn, reading.indicator, reading.as_at, line.far, reading.id desc",
        &urns,
        &names
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<Urn, BTreeMap<Key, Vec<Option<i32>>>> = BTreeMap::new();
    for row in rows {
        let of_school = found.entry(urn(row.urn)?).or_default();
        let series = of_school.entry(name(&row.indicator)?).or_default();
        series.push(row.number);
        if series.len() > most {
            series.remove(0);
        }
    }
    Ok(found)
}

/// Indicators that a file or a form has brought for any school of the authority. What one meeting
/// judged of one school does not make it an open question for every other.
pub async fn loaded(conn: &mut PgConnection) -> Result<BTreeSet<Key>> {
    let rows =
        sqlx::query_scalar!("select distinct indicator from reading where meeting_id is null")
            .fetch_all(conn)
            .await?;
    rows.iter().map(|row| name(row)).collect()
}

/// Adds a reading; the same one again adds nothing. True when it was news.
pub async fn add(
    conn: &mut PgConnection,
    authority: AuthorityId,
    of: Urn,
    reading: &Reading,
    meeting: Option<MeetingId>,
) -> Result<bool> {
    let (number, choice, unknown) = match reading.seen.finding {
        Finding::Known(Value::Number(number)) => (Some(number), None, None),
        Finding::Known(Value::Choice(choice)) => (None, Some(choice.to_string()), None),
        Finding::Unknown(reason) => (None, None, Some(word(&reason)?)),
    };
    let done = sqlx::query!(
        "insert into reading (authority_id, urn, indicator, number, choice, unknown, comparator,
             cohort, marker, as_at, source, period, by_name, note, meeting_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict do nothing",
        key(authority),
        urn_key(of),
        reading.indicator.as_str(),
        number,
        choice,
        unknown,
        reading.seen.comparator,
        reading.seen.cohort.map(whole::<i32, _>).transpose()?,
        reading.seen.marker.map(|marker| marker.to_string()),
        reading.seen.as_at,
        reading.from.source,
        reading.from.period,
        reading.from.by,
        reading.from.note,
        meeting.map(|id| id.0)
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

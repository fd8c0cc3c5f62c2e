//! What rooms decided, each with the evidence, the suggestion and the reasons it was made beside.

use std::collections::BTreeMap;

use domain::api::DecidedOtherwise;
use domain::calendar::Date;
use domain::meetings::{Approval, By, Decision, Outcome, Past};
use domain::risk::{Band, Categorisation, Explanation, Level, Scheme, Span};
use domain::schools::{AuthorityId, MeetingId, PersonId, Reading, Urn};
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use time::OffsetDateTime;

use super::people::urn_key;
use super::schools::urn;
use super::{key, name, whole, word};
use crate::error::{Error, Result};

/// A decision with everything that made it.
pub struct Decided<'a> {
    pub meeting: MeetingId,
    pub seq: u64,
    pub urn: Urn,
    pub on: Date,
    pub decision: &'a Decision,
    pub outcome: Outcome,
    pub scheme: (&'a str, u32),
    pub suggestion: &'a Categorisation,
    pub evidence: &'a [Reading],
    pub reasons: &'a Explanation,
    pub by: &'a By,
}

/// Keeps a decision. A category is never stored without what produced it.
pub async fn keep(
    conn: &mut PgConnection,
    authority: AuthorityId,
    decided: &Decided<'_>,
) -> Result<()> {
    let rests_on: Vec<String> = decided
        .decision
        .rests_on
        .iter()
        .map(ToString::to_string)
        .collect();
    sqlx::query!(
        "insert into decision (authority_id, meeting_id, seq, urn, on_date, band, risk, owner,
             causing_concern, differs, rationale, confirmed, next_review, scheme_name,
             scheme_version, suggestion, evidence, reasons, person_id, person_name, rests_on,
             second_reader)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $20, $21, $22)",
        key(authority),
        decided.meeting.0,
        whole::<i64, _>(decided.seq)?,
        urn_key(decided.urn),
        decided.on,
        i16::from(decided.decision.band.0),
        decided.decision.risk as i16,
        word(&decided.outcome.owner)?,
        decided.outcome.causing_concern,
        decided.outcome.differs,
        decided.decision.rationale,
        decided.decision.confirmed,
        decided.decision.next_review,
        decided.scheme.0,
        whole::<i32, _>(decided.scheme.1)?,
        serde_json::to_value(decided.suggestion)?,
        serde_json::to_value(decided.evidence)?,
        serde_json::to_value(decided.reasons)?,
        decided.by.id.0,
        decided.by.name,
        &rests_on,
        decided.outcome.second_reader
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A decision as lists need it.
#[derive(Debug, Clone)]
pub struct PastDecision {
    pub meeting: MeetingId,
    /// Its place in the log of the meeting.
    pub seq: i64,
    pub decided_by: PersonId,
    pub past: Past,
}

/// Every decision of each school, newest first; of one meeting the last word only. Bands are read under the
/// version each was made under, and are those of this scheme. What the rules
/// suggested beside it is read where the room differed, and where one school is asked for.
pub async fn all(
    conn: &mut PgConnection,
    scheme: &Scheme,
    of: Option<Urn>,
) -> Result<BTreeMap<Urn, Vec<PastDecision>>> {
    let rows = sqlx::query!(
        "select last_word.*, approved as \"approved?\", words as \"words?\", by_name as \"by_name?\",
             approved_at as \"approved_at?\"
         from (
             select distinct on (urn, meeting_id) urn, meeting_id, seq, on_date, at, band, risk,
                 differs, second_reader, scheme_version, rationale, next_review, rests_on, person_id, person_name,
                 -- Not of every school: a whole suggestion is long.
                 case when differs or $1::integer is not null then suggestion -> 'band' end
                     as suggested,
                 case when differs then suggestion #> '{risk,known}' end as suggested_risk
             from decision
             where $1::integer is null or urn = $1
             order by urn, meeting_id, seq desc
         ) as last_word
         left join (
             select meeting_id, seq, approved, words, by_name, at as approved_at from approval
         ) as second using (meeting_id, seq)
         order by urn, on_date desc, at desc",
        of.map(urn_key)
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<Urn, Vec<PastDecision>> = BTreeMap::new();
    for row in rows {
        let version = whole(row.scheme_version)?;
        let suggested: Option<Span<Band>> =
            row.suggested.map(serde_json::from_value).transpose()?;
        let past = Past {
            on: row.on_date,
            band: scheme.decided_under(version, Band(whole(row.band)?)),
            since: None,
            risk: level(row.risk)?,
            differed: row.differs,
            second_reader: row.second_reader,
            rationale: row.rationale,
            suggested: suggested.map(|span| scheme.suggested_under(version, span)),
            suggested_risk: row.suggested_risk.map(serde_json::from_value).transpose()?,
            rests_on: row
                .rests_on
                .iter()
                .map(|text| name(text))
                .collect::<Result<_>>()?,
            review: Some(row.next_review),
            by: row.person_name,
            approval: approval(row.approved, row.words, row.by_name, row.approved_at),
        };
        found.entry(urn(row.urn)?).or_default().push(PastDecision {
            meeting: MeetingId(row.meeting_id),
            seq: row.seq,
            decided_by: PersonId(row.person_id),
            past,
        });
    }
    for of_school in found.values_mut() {
        date_stays(of_school);
    }
    Ok(found)
}

/// The last decision of one school.
pub async fn last(
    conn: &mut PgConnection,
    scheme: &Scheme,
    of: Urn,
) -> Result<Option<PastDecision>> {
    let found = all(conn, scheme, Some(of)).await?.remove(&of);
    Ok(found.and_then(|all| all.into_iter().next()))
}

/// Says of each decision since when the school has been in its band without a break; newest first.
fn date_stays(decisions: &mut [PastDecision]) {
    let mut stay: Option<(Band, Date)> = None;
    for one in decisions.iter_mut().rev() {
        let since = match stay {
            Some((band, since)) if band == one.past.band => since,
            _ => one.past.on,
        };
        stay = Some((one.past.band, since));
        one.past.since = (since != one.past.on).then_some(since);
    }
}

fn approval(
    approved: Option<bool>,
    words: Option<String>,
    by: Option<String>,
    at: Option<OffsetDateTime>,
) -> Option<Approval> {
    Some(Approval {
        approved: approved?,
        by: by?,
        on: at?.date(),
        words: words?,
    })
}

fn level(number: i16) -> Result<Level> {
    usize::try_from(number)
        .ok()
        .and_then(|at| Level::ALL.get(at).copied())
        .ok_or_else(|| Error::Internal(anyhow::anyhow!("the database holds a risk of {number}")))
}

/// How many decisions there are on these schools, and those the rules had suggested otherwise, newest
/// first; of one meeting the last word only.
pub async fn otherwise(
    conn: &mut PgConnection,
    scheme: &Scheme,
    urns: &[Urn],
) -> Result<(u32, Vec<DecidedOtherwise>)> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let rows = sqlx::query!(
        "select urn, on_date, band, risk, scheme_version, rationale, next_review, differs, person_name,
             case when differs then suggestion -> 'band' end as suggested,
             case when differs then suggestion -> 'risk' end as suggested_risk,
             approved as \"approved?\", words as \"words?\", by_name as \"by_name?\",
             approved_at as \"approved_at?\"
         from (
             select distinct on (urn, meeting_id) *
             from decision
             where urn = any($1)
             order by urn, meeting_id, seq desc
         ) as last_word
         left join (
             select meeting_id, seq, approved, words, by_name, at as approved_at from approval
         ) as second using (meeting_id, seq)
         order by on_date desc, at desc, urn",
        &urns
    )
    .fetch_all(conn)
    .await?;
    let all = whole::<u32, _>(rows.len())?;
    let mut otherwise = Vec::new();
    for row in rows {
        let (Some(suggested), Some(suggested_risk)) = (row.suggested, row.suggested_risk) else {
            continue;
        };
        let version = whole(row.scheme_version)?;
        otherwise.push(DecidedOtherwise {
            urn: urn(row.urn)?,
            on: row.on_date,
            suggested: scheme.suggested_under(version, serde_json::from_value(suggested)?),
            suggested_risk: serde_json::from_value(suggested_risk)?,
            band: scheme.decided_under(version, Band(whole(row.band)?)),
            risk: level(row.risk)?,
            rationale: row.rationale,
            next_review: row.next_review,
            by: row.person_name,
            approval: approval(row.approved, row.words, row.by_name, row.approved_at),
        });
    }
    Ok((all, otherwise))
}

/// Keeps what a second person said of a decision. False where somebody has said something already: the
/// first word stands.
pub async fn approve(
    conn: &mut PgConnection,
    authority: AuthorityId,
    (meeting, seq, of): (MeetingId, i64, Urn),
    by: &By,
    approved: bool,
    words: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into approval (authority_id, meeting_id, seq, urn, approved, words, person_id, by_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict do nothing",
        key(authority),
        meeting.0,
        seq,
        urn_key(of),
        approved,
        words,
        by.id.0,
        by.name
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The evidence each of these schools was last decided on.
pub async fn last_evidence(
    conn: &mut PgConnection,
    urns: &[Urn],
) -> Result<BTreeMap<Urn, Vec<Reading>>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let rows = sqlx::query!(
        "select distinct on (urn) urn, evidence as \"evidence: Json<Vec<Reading>>\"
         from decision
         where urn = any($1)
         order by urn, on_date desc, at desc",
        &urns
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((urn(row.urn)?, row.evidence.0)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_stay_begins_with_the_first_decision_of_the_same_band_in_a_row() {
        let one = |on: Date, band: u8| PastDecision {
            meeting: MeetingId(uuid::Uuid::nil()),
            seq: 1,
            decided_by: PersonId(uuid::Uuid::nil()),
            past: Past::as_suggested(on, Band(band), Level::Low),
        };
        let mut newest_first = [
            one(date!(2026 - 06 - 01), 2),
            one(date!(2026 - 03 - 01), 2),
            one(date!(2025 - 11 - 01), 1),
            one(date!(2025 - 06 - 01), 2),
        ];
        date_stays(&mut newest_first);
        let since = newest_first.map(|one| one.past.since);
        assert_eq!(since, [Some(date!(2026 - 03 - 01)), None, None, None]);
    }
}

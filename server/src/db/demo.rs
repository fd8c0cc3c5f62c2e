//! The made-up district as rows. Everything goes in with one statement a table: the district is made
//! of values that know how to write themselves, and the columns are read off those.
//!
//! Long because each table of the district has its one statement here.

use std::collections::BTreeMap;

use domain::api::{Authority, Partnership};
use domain::brokerage::{Leader, LeaderType};
use domain::calendar::{Date, Moment};
use domain::risk::Aim;
use domain::schools::{Contest, Urn};
use domain::support::Summary;
use serde_json::{Value, json};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use crate::demo::{
    self, CODE, Entry, Given, HeldMeeting, Lived, OFFICER, OpenNeed, Person, SchoolRecord,
    SetTarget, approval, person_id,
};

/// Two servers that start at once write the district once.
const LOCK: i64 = 999_999;

/// Waits for whoever else is writing a district, and speaks for the made-up authority from here to
/// the end of the transaction.
pub async fn enter(conn: &mut PgConnection) -> anyhow::Result<()> {
    sqlx::query_scalar!("select pg_advisory_xact_lock($1)::text", LOCK)
        .fetch_one(&mut *conn)
        .await?;
    sqlx::query_scalar!(
        "select set_config('alongside.authority', $1, true)",
        CODE.to_string()
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}

/// Whether the made-up authority is here.
pub async fn present(conn: &mut PgConnection) -> anyhow::Result<bool> {
    let found =
        sqlx::query_scalar!("select exists (select from authority where demo) as \"found!\"")
            .fetch_one(conn)
            .await?;
    Ok(found)
}

/// Which made-up district is here, where there is one: unknown for one made before that was noted.
pub async fn edition(conn: &mut PgConnection) -> anyhow::Result<Option<Option<String>>> {
    let found = sqlx::query_scalar!(
        "select demo_edition from authority where authority_id = $1 and demo",
        code()
    )
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Whether any authority here is real. Row-level security shows one authority at a time, so each
/// code is asked for in turn, inside the database.
pub async fn holds_a_real_authority(conn: &mut PgConnection) -> anyhow::Result<bool> {
    sqlx::query(
        "do $$
         declare
             mine text := current_setting('alongside.authority', true);
             code integer;
         begin
             perform set_config('alongside.real', 'no', true);
             for code in 1..999 loop
                 perform set_config('alongside.authority', code::text, true);
                 if exists (select from authority where authority_id = code and not demo) then
                     perform set_config('alongside.real', 'yes', true);
                 end if;
             end loop;
             perform set_config('alongside.authority', coalesce(mine, ''), true);
         end
         $$",
    )
    .execute(&mut *conn)
    .await?;
    let found = sqlx::query_scalar!(
        "select coalesce(current_setting('alongside.real', true), '') = 'yes' as \"found!\""
    )
    .fetch_one(conn)
    .await?;
    Ok(found)
}

/// Takes the made-up authority away, log and all. Only the owner may, and only this authority.
pub async fn erase(conn: &mut PgConnection) -> anyhow::Result<()> {
    sqlx::query(
        "do $$
         declare
             name text;
         begin
             foreach name in array array[
                 'calendar_link', 'mail_link', 'notice', 'mail', 'mail_authority',
                 'logged', 'logbook', 'adopted_way', 'money_entry', 'money_change', 'money_claim', 'money_claw_back', 'money_invoice',
                 'money_commitment', 'money_rate', 'money_pot', 'money_book', 'case_file', 'support_step', 'support_case',
                 'leader_change', 'leader_type_change', 'target_withdrawn', 'target', 'adopted_scheme',
                 'minutes_signed', 'letter_issued', 'appeal', 'known_withdrawn', 'known', 'contest_settled', 'contest',
                 'approval', 'head_told', 'decision', 'own_view', 'meeting_last', 'meeting_change', 'meeting_item', 'reply', 'deployment',
                 'plan', 'board_waiver', 'board_pair', 'board_change', 'board', 'need', 'leader', 'leader_type',
                 'session', 'person_school', 'person_partnership', 'meeting', 'person', 'reading',
                 'import_run', 'urn_link', 'school', 'partnership', 'authority'
             ] loop
                 execute format('delete from %I where authority_id = current_authority()', name);
             end loop;
         end
         $$",
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn code() -> i16 {
    i16::try_from(CODE).unwrap_or(i16::MAX)
}

pub async fn authority(
    conn: &mut PgConnection,
    authority: &Authority,
    partnerships: &[Partnership],
    edition: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into authority (authority_id, name, demo, demo_edition) values ($1, $2, true, $3)",
        code(),
        authority.name,
        edition
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("insert into board (authority_id) values ($1)", code())
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "insert into partnership (authority_id, id, name)
         select $1, id, name from jsonb_to_recordset($2) as one (id uuid, name text)",
        code(),
        serde_json::to_value(partnerships)?
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn schools(conn: &mut PgConnection, records: &[SchoolRecord]) -> anyhow::Result<()> {
    let schools: Vec<_> = records.iter().map(|one| &one.school).collect();
    sqlx::query!(
        "insert into school (authority_id, urn, name, phase, setting, governance, kind, status,
             number, easting, northing, postcode, town, roll, disadvantaged, trust, federation,
             diocese, faith, opened, closed, partnership_id)
         select $1, urn, name, phase, setting, governance, kind, status, number,
             (place ->> 'easting')::integer, (place ->> 'northing')::integer, postcode, town, roll,
             disadvantaged, trust, federation, diocese, faith, opened, closed, partnership
         from jsonb_to_recordset($2) as one (urn integer, name text, phase text, setting text,
             governance text, kind text, status text, number smallint, place jsonb, postcode text,
             town text, roll integer, disadvantaged integer, trust text, federation text,
             diocese text, faith text, opened date, closed date, partnership uuid)",
        code(),
        serde_json::to_value(schools)?
    )
    .execute(&mut *conn)
    .await?;
    let rows: Vec<Value> = records
        .iter()
        .flat_map(|one| {
            one.readings
                .iter()
                .map(|reading| (one.school.urn, reading, None))
        })
        .map(reading_row)
        .collect();
    readings(conn, rows).await
}

fn reading_row(
    (urn, reading, meeting): (
        domain::schools::Urn,
        &domain::schools::Reading,
        Option<Uuid>,
    ),
) -> Value {
    json!({
        "urn": urn, "indicator": reading.indicator, "seen": reading.seen,
        "source": reading.from.source, "period": reading.from.period,
        "by_name": reading.from.by, "note": reading.from.note, "meeting": meeting,
        // What the data team loads comes with files.
        "import": (meeting.is_none() && reading.from.by == demo::PUBLISHED).then(demo::import),
    })
}

async fn readings(conn: &mut PgConnection, rows: Vec<Value>) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into reading (authority_id, urn, indicator, number, choice, unknown, comparator,
             cohort, marker, as_at, source, period, by_name, note, meeting_id,
             import_id, recorded_at)
         select $1, urn, indicator, (seen #>> '{finding,known,number}')::integer,
             seen #>> '{finding,known,choice}', seen #>> '{finding,unknown}',
             (seen ->> 'comparator')::integer, (seen ->> 'cohort')::integer, seen ->> 'marker',
             (seen ->> 'as_at')::date, source, period, by_name,
             note, meeting, import, least(now(), ((seen ->> 'as_at')::date + time '09:00') at time zone 'UTC')
         from jsonb_to_recordset($2) as one (urn integer, indicator text, seen jsonb, source text,
             period text, by_name text, note text, meeting uuid, import uuid)
         on conflict do nothing",
        code(),
        Value::Array(rows)
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn people(conn: &mut PgConnection, people: &[Person]) -> anyhow::Result<()> {
    let rows: Vec<Value> = people
        .iter()
        .map(|one| {
            json!({
                "id": one.id, "name": one.name, "email": one.email, "role": one.role,
                "about": one.about, "leader": one.leader, "partnerships": one.partnerships,
                "schools": one.schools, "chairs": one.chairs,
            })
        })
        .collect();
    let rows = Value::Array(rows);
    sqlx::query!(
        "insert into person (authority_id, id, name, email, role, about, leader_id)
         select $1, id, name, lower(email), role, about, leader
         from jsonb_to_recordset($2) as one (id uuid, name text, email text, role text,
             about text, leader uuid)",
        code(),
        rows
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into person_partnership (authority_id, person_id, partnership_id)
         select $1, one.id, partnership::uuid
         from jsonb_to_recordset($2) as one (id uuid, partnerships jsonb),
             jsonb_array_elements_text(one.partnerships) as partnership",
        code(),
        rows
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into person_school (authority_id, person_id, urn, chairs)
         select $1, one.id, urn::integer, one.chairs
         from jsonb_to_recordset($2) as one (id uuid, schools jsonb, chairs boolean),
             jsonb_array_elements_text(one.schools) as urn",
        code(),
        rows
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Meetings with their logs, moved so many milliseconds on, and what was decided in them.
pub async fn meeting(
    conn: &mut PgConnection,
    held: &HeldMeeting,
    later: i64,
) -> anyhow::Result<()> {
    let id = held.meeting.id.0;
    let moved = |at: Moment| at.0 + later;
    sqlx::query!(
        "insert into meeting (authority_id, id, partnership_id, title, on_date, scheme_name,
             scheme_version, scheme, chair_id, frozen_on, seq, closed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
             to_timestamp($12::bigint / 1000.0))",
        code(),
        id,
        held.meeting.partnership.0,
        held.meeting.title,
        held.meeting.on,
        held.meeting.scheme,
        i32::try_from(held.meeting.scheme_version)?,
        held.scheme,
        held.meeting.chair.id.0,
        held.meeting.frozen,
        i64::try_from(held.log.len())?,
        held.closed.map(moved)
    )
    .execute(&mut *conn)
    .await?;
    let openings: Vec<Value> = held
        .openings
        .iter()
        .map(|one| json!({ "urn": one.school.urn, "opening": one }))
        .collect();
    sqlx::query!(
        "insert into meeting_item (authority_id, meeting_id, urn, opening)
         select $1, $2, urn, opening
         from jsonb_to_recordset($3) as one (urn integer, opening jsonb)",
        code(),
        id,
        Value::Array(openings)
    )
    .execute(&mut *conn)
    .await?;
    let log: Vec<Value> = held
        .log
        .iter()
        .map(|one| {
            json!({
                "seq": one.seq, "id": one.id, "at": moved(one.at), "by": one.by.id,
                "by_name": one.by.name, "change": one.change, "before": one.from,
            })
        })
        .collect();
    sqlx::query!(
        "insert into meeting_change (authority_id, meeting_id, seq, id, at, person_id, person_name,
             change, before)
         select $1, $2, seq, id, to_timestamp(at / 1000.0), by, by_name, change, before
         from jsonb_to_recordset($3) as one (seq bigint, id uuid, at bigint, by uuid, by_name text,
             change jsonb, before jsonb)",
        code(),
        id,
        Value::Array(log)
    )
    .execute(&mut *conn)
    .await?;
    decisions(&mut *conn, held, later).await?;
    approvals(&mut *conn, held).await?;
    let rows = held
        .recorded
        .iter()
        .map(|(urn, reading)| reading_row((*urn, reading, Some(id))))
        .collect();
    readings(conn, rows).await
}

async fn decisions(conn: &mut PgConnection, held: &HeldMeeting, later: i64) -> anyhow::Result<()> {
    let kept: Vec<Value> = held
        .kept
        .iter()
        .map(|one| {
            json!({
                "seq": one.seq, "urn": one.urn, "band": one.decision.band,
                "risk": one.decision.risk as i16, "owner": one.outcome.owner,
                "concern": one.outcome.causing_concern, "differs": one.outcome.differs,
                "second_reader": one.outcome.second_reader,
                "rationale": one.decision.rationale, "confirmed": one.decision.confirmed,
                "next_review": one.decision.next_review, "suggestion": one.suggestion,
                "evidence": one.evidence, "reasons": one.reasons, "at": one.at.0 + later,
                "by": one.by.id, "by_name": one.by.name,
            })
        })
        .collect();
    let kept = Value::Array(kept);
    sqlx::query!(
        "insert into decision (authority_id, meeting_id, seq, urn, on_date, band, risk, owner,
             causing_concern, differs, rationale, confirmed, next_review, scheme_name,
             scheme_version, suggestion, evidence, reasons, at, person_id, person_name, second_reader)
         select $1, $2, seq, urn, $3, band, risk, owner, concern, differs, rationale, confirmed,
             next_review, $4, $5, suggestion, evidence, reasons, to_timestamp(at / 1000.0), by,
             by_name, second_reader
         from jsonb_to_recordset($6) as one (seq bigint, urn integer, band smallint, risk smallint,
             owner text, concern boolean, differs boolean, rationale text, confirmed text,
             next_review date, suggestion jsonb, evidence jsonb, reasons jsonb, at bigint, by uuid,
             by_name text, second_reader boolean)",
        code(),
        held.meeting.id.0,
        held.meeting.on,
        held.meeting.scheme,
        i32::try_from(held.meeting.scheme_version)?,
        kept
    )
    .execute(&mut *conn)
    .await?;
    if held.closed.is_some() {
        // Heads hear it from the chair the day after; not what still waits for a second person.
        let heard = held
            .kept
            .iter()
            .filter(|one| !one.outcome.asks_a_second_person() || approval(held, one).is_some())
            .map(|one| json!({"urn": one.urn, "at": one.at.0 + later, "by": one.by.id}))
            .collect();
        sqlx::query!(
            "insert into head_told (authority_id, meeting_id, urn, at, person_id, how)
             select $1, $2, urn, to_timestamp(at / 1000.0) + interval '1 day', by,
                 'Told by the chair on the telephone'
             from jsonb_to_recordset($3) as one (urn integer, at bigint, by uuid)
             on conflict do nothing",
            code(),
            held.meeting.id.0,
            Value::Array(heard)
        )
        .execute(conn)
        .await?;
    }
    Ok(())
}

pub async fn reply(
    conn: &mut PgConnection,
    id: Uuid,
    urn: domain::schools::Urn,
    reply: &domain::meetings::Reply,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into reply (authority_id, id, urn, on_date, by_name, text)
         values ($1, $2, $3, $4, $5, $6)",
        code(),
        id,
        i32::try_from(u32::from(urn))?,
        reply.on,
        reply.by,
        reply.text
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn brokerage(
    conn: &mut PgConnection,
    types: &[LeaderType],
    leaders: &[Leader],
    needs: &[OpenNeed],
    given: &[Given],
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into leader_type (authority_id, id, doc)
         select $1, one ->> 'id', one from jsonb_array_elements($2) as one",
        code(),
        serde_json::to_value(types)?
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into leader (authority_id, id, name, doc)
         select $1, (one ->> 'id')::uuid, one ->> 'name', one from jsonb_array_elements($2) as one",
        code(),
        serde_json::to_value(leaders)?
    )
    .execute(&mut *conn)
    .await?;
    let row = |one: &OpenNeed, closed: Option<Date>| {
        json!({
            "id": one.id, "urn": one.draft.urn, "draft": one.draft, "vetoes": one.vetoes,
            "opened": one.opened, "opened_by": one.opened_by, "closed": closed, "pays": one.pays,
        })
    };
    let open = needs.iter().map(|one| row(one, None));
    let met = given
        .iter()
        .map(|one| row(&one.need, Some(one.need.draft.to)));
    sqlx::query!(
        "insert into need (authority_id, id, urn, draft, vetoes, opened, opened_by, closed_at, pays)
         select $1, id, urn, draft,
             array(select jsonb_array_elements_text(one.vetoes)::uuid), opened, opened_by, closed,
             nullif(pays, 'null'::jsonb)
         from jsonb_to_recordset($2) as one (id uuid, urn integer, draft jsonb, vetoes jsonb,
             opened date, opened_by text, closed date, pays jsonb)",
        code(),
        Value::Array(open.chain(met).collect())
    )
    .execute(&mut *conn)
    .await?;
    support(conn, given).await
}

/// Support that was agreed by hand.
async fn support(conn: &mut PgConnection, given: &[Given]) -> anyhow::Result<()> {
    let mut by: BTreeMap<Uuid, Vec<&Given>> = BTreeMap::new();
    for one in given {
        by.entry(one.by.0).or_default().push(one);
    }
    for (person, given) in by {
        let matches: Vec<Value> = given
            .iter()
            .map(|one| json!({ "need": one.need.id, "leader": one.leader }))
            .collect();
        sqlx::query!(
            "insert into plan (authority_id, id, revision, at, person_id, instance, plan)
             values ($1, $2, 0, $3::date, $4, '{}', $5)",
            code(),
            demo::by_hand(person),
            given[0].agreed,
            person,
            json!({ "agreed": "by hand", "matches": matches })
        )
        .execute(&mut *conn)
        .await?;
    }
    let rows: Vec<Value> = given
        .iter()
        .map(|one| {
            json!({
                "id": one.id, "plan": demo::by_hand(one.by.0), "need": one.need.id,
                "leader": one.leader, "half_days": one.need.draft.half_days, "agreed": one.agreed,
                "ended": (!one.running).then_some(one.need.draft.to),
            })
        })
        .collect();
    sqlx::query!(
        "insert into deployment (authority_id, id, plan_id, need_id, leader_id, half_days,
             agreed_at, ended_at)
         select $1, id, plan, need, leader, half_days, agreed, ended
         from jsonb_to_recordset($2) as one (id uuid, plan uuid, need uuid, leader uuid,
             half_days integer, agreed date, ended date)",
        code(),
        Value::Array(rows)
    )
    .execute(&mut *conn)
    .await?;
    waived(conn, given).await
}

/// What was set aside for it.
async fn waived(conn: &mut PgConnection, given: &[Given]) -> anyhow::Result<()> {
    let rows: Vec<Value> = given
        .iter()
        .filter_map(|one| {
            let waiver = one.waiver.as_ref()?;
            Some(json!({
                "need": waiver.need, "leader": waiver.leader, "rule": waiver.rule, "doc": waiver,
                "agreed": one.agreed,
            }))
        })
        .collect();
    sqlx::query!(
        "insert into board_waiver (authority_id, need_id, leader_id, rule, doc, person_id, at)
         select $1, need, leader, rule, doc, $2, agreed
         from jsonb_to_recordset($3) as one (need uuid, leader uuid, rule text, doc jsonb,
             agreed date)",
        code(),
        person_id(OFFICER).0,
        Value::Array(rows)
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Cases, and the steps that made them.
pub async fn cases(conn: &mut PgConnection, lived: &[Lived]) -> anyhow::Result<()> {
    let rows: Vec<Value> = lived
        .iter()
        .map(|one| {
            json!({
                "id": one.case.id, "urn": one.case.urn, "need": one.case.need,
                "revision": one.case.revision, "doc": one.case,
                "summary": Summary::of(&one.case), "opened": one.case.opened,
            })
        })
        .collect();
    sqlx::query!(
        "insert into support_case (authority_id, id, urn, need_id, revision, doc, summary, opened_at)
         select $1, id, urn, need, revision, doc, summary, to_timestamp(opened / 1000.0)
         from jsonb_to_recordset($2) as one (id uuid, urn integer, need uuid, revision bigint,
             doc jsonb, summary jsonb, opened bigint)",
        code(),
        Value::Array(rows)
    )
    .execute(&mut *conn)
    .await?;
    let steps: Vec<Value> = lived
        .iter()
        .flat_map(|one| {
            one.steps.iter().map(|taken| {
                let person = Some(taken.by.id).filter(|id| !id.0.is_nil());
                json!({
                    "of": one.case.id, "revision": taken.revision, "id": taken.id, "at": taken.at,
                    "person": person, "name": taken.by.name, "part": taken.part, "step": taken.step,
                })
            })
        })
        .collect();
    sqlx::query!(
        "insert into support_step (authority_id, case_id, revision, id, at, person_id, person_name,
             part, step)
         select $1, \"of\", revision, id, to_timestamp(at / 1000.0), person, name, part, step
         from jsonb_to_recordset($2) as one (\"of\" uuid, revision bigint, id uuid, at bigint,
             person uuid, name text, part text, step jsonb)",
        code(),
        Value::Array(steps)
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn known(conn: &mut PgConnection, entries: &[Entry]) -> anyhow::Result<()> {
    let rows: Vec<Value> = entries
        .iter()
        .map(|(urn, known, by)| {
            json!({
                "urn": urn, "id": known.id, "entry": known.entry, "recorded": known.recorded,
                "by": by.id, "by_name": by.name,
            })
        })
        .collect();
    sqlx::query!(
        "insert into known (authority_id, id, urn, on_date, area, text, source, sensitivity, until,
             person_id, by_name, at)
         select $1, id, urn, (entry ->> 'on')::date, entry ->> 'area', entry ->> 'text',
             entry ->> 'source', entry ->> 'sensitivity', (entry ->> 'until')::date, by, by_name,
             (recorded + time '10:00') at time zone 'UTC'
         from jsonb_to_recordset($2) as one (urn integer, id uuid, entry jsonb, recorded date,
             by uuid, by_name text)",
        code(),
        Value::Array(rows)
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn contests(conn: &mut PgConnection, all: &[(Urn, Contest)]) -> anyhow::Result<()> {
    for (urn, contest) in all {
        sqlx::query!(
            "insert into contest (authority_id, id, urn, indicator, finding, as_at, why, by_name,
                 on_date)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            code(),
            contest.id.0,
            i32::try_from(u32::from(*urn))?,
            contest.indicator.as_str(),
            serde_json::to_value(contest.finding)?,
            contest.as_at,
            contest.why,
            contest.by,
            contest.on
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// What is to be reached.
pub async fn targets(conn: &mut PgConnection, targets: &[SetTarget]) -> anyhow::Result<()> {
    for one in targets {
        let aim = match one.target.aim {
            Aim::National => None,
            Aim::Number(number) => Some(number),
        };
        sqlx::query!(
            "insert into target (authority_id, id, indicator, aim, by_day, person_id, person_name, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8::date)",
            code(),
            one.id.0,
            one.target.indicator.as_str(),
            aim,
            one.target.by,
            one.by.0,
            one.by_name,
            one.on
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// What a second person said of what a meeting decided against the rules.
async fn approvals(conn: &mut PgConnection, held: &HeldMeeting) -> anyhow::Result<()> {
    let rows: Vec<Value> = held
        .kept
        .iter()
        .filter_map(|kept| Some((kept, approval(held, kept)?)))
        .map(|(kept, second)| {
            json!({
                "seq": kept.seq, "urn": kept.urn, "approved": second.approved,
                "words": second.words, "on": second.on, "by": person_id(OFFICER), "by_name": second.by,
            })
        })
        .collect();
    sqlx::query!(
        "insert into approval (authority_id, meeting_id, seq, urn, approved, words, person_id,
             by_name, at)
         select $1, $2, seq, urn, approved, words, by, by_name,
             (\"on\" + time '09:30') at time zone 'UTC'
         from jsonb_to_recordset($3) as one (seq bigint, urn integer, approved boolean, words text,
             \"on\" date, by uuid, by_name text)",
        code(),
        held.meeting.id.0,
        Value::Array(rows)
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Logbooks, entry by entry.
pub async fn logbooks(conn: &mut PgConnection, entries: &[demo::Entered]) -> anyhow::Result<()> {
    let rows: Vec<Value> = entries.iter().map(demo::Entered::row).collect();
    sqlx::query!(
        "insert into logbook (authority_id, log, subject, revision)
         select $1, log, subject, max(revision)
         from jsonb_to_recordset($2) as one (log text, subject text, revision bigint)
         group by log, subject",
        code(),
        Value::Array(rows.clone())
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into logged (authority_id, log, subject, revision, id, at, person_id, person_name, entry)
         select $1, log, subject, revision, id, to_timestamp(at / 1000.0), person, name, entry
         from jsonb_to_recordset($2) as one (log text, subject text, revision bigint, id uuid,
             at bigint, person uuid, name text, entry jsonb)",
        code(),
        Value::Array(rows)
    )
    .execute(conn)
    .await?;
    Ok(())
}

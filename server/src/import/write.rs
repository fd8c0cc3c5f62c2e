//! One import, written whole or not at all. The caller opens the transaction, and may let it go: then
//! the report says what would change.

use std::collections::BTreeMap;

use domain::api::{FileStage, ImportChanges};
use domain::calendar::Date;
use domain::schools::{AuthorityId, Key, School, Urn};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::{Known, Loaded, Run, Source, Telling, gias, lists, performance, secondary};
use crate::db::{imports, people};
use crate::error::{Error, Result};
use crate::scheme;

/// What the database knows that files are read with. Refuses a made-up authority: real files and
/// made-up schools are never mixed.
///
/// # Errors
/// The refusal, and a database that does not answer.
pub async fn known(
    conn: &mut PgConnection,
    authority: AuthorityId,
    sources: &[Source],
    as_at: Option<Date>,
    today: Date,
) -> Result<Known> {
    let found = people::authority(conn).await?;
    if found.as_ref().is_some_and(|(_, demo)| *demo) {
        return Err(Error::Forbidden(
            "this is the made-up district: real files are not taken into it; \
             use a database of your own",
        ));
    }
    let schools = imports::register(conn).await?;
    let lean_on = [
        performance::RWM,
        secondary::ATTAINMENT,
        gias::ROLL,
        Key::of("I01"),
        lists::RISE,
        lists::HIGH_PREMIUM,
    ];
    let mut first_taken = BTreeMap::new();
    for source in sources {
        let sha256 = source.sha256();
        if let Some(day) = imports::first_taken(conn, &sha256).await? {
            first_taken.insert(sha256, day);
        }
    }
    Ok(Known {
        authority,
        authority_name: found
            .map(|(authority, _)| authority.name)
            .unwrap_or_default(),
        as_at,
        today,
        scheme: scheme::in_force(conn, today).await?,
        first_taken,
        after: imports::newest(conn).await?,
        schools: schools
            .into_iter()
            .map(|(urn, phase, setting)| (urn, (phase, setting)))
            .collect(),
        mainstream: std::collections::BTreeSet::new(),
        readings: imports::readings_of(conn, &lean_on).await?,
    })
}

/// Writes every file of a run and says in its reports what changed.
///
/// # Errors
/// Where other files were taken in since these were read, and a database that does not answer; then
/// nothing is written.
pub async fn write(
    conn: &mut PgConnection,
    run: &mut Run,
    by: &str,
    telling: &Telling,
) -> Result<()> {
    let name = if run.authority_name.is_empty() {
        format!("Authority {}", run.authority)
    } else {
        run.authority_name.clone()
    };
    // Holds the authority's row: of two imports at once the second waits here, and then sees the first.
    people::put_authority(conn, run.authority, &name, false).await?;
    if imports::newest(conn).await? != run.after {
        return Err(Error::Stale {
            title:
                "other files were taken in since these were read: look again at what would change"
                    .into(),
            detail: String::new(),
        });
    }
    let counted = imports::counted(conn).await?;
    // The register first, the oldest of several, whatever the order the files were given in.
    let mut files: Vec<(usize, &mut Loaded)> = run.files.iter_mut().enumerate().collect();
    files.sort_by_key(|(_, file)| (file.turn, file.plan.register_day));
    for (at, file) in files {
        telling.file(at, FileStage::Writing);
        let id = Uuid::now_v7();
        let plan = &file.plan;
        file.report.changes = ImportChanges::default();
        let changes = &mut file.report.changes;
        let mut schools = each_once(&plan.schools);
        for school in &mut schools {
            if counted.contains(&school.urn) {
                school.disadvantaged = None;
            }
        }
        if !schools.is_empty() {
            let (added, changed) =
                imports::put_schools(conn, run.authority, &schools, plan.register_day).await?;
            changes.schools_added += added;
            changes.schools_changed += changed;
        }
        if !plan.gaps.is_empty() {
            let gaps = each_once(&plan.gaps);
            changes.schools_added += imports::fill_gaps(conn, run.authority, &gaps).await?;
        }
        changes.schools_changed += imports::put_trusts(conn, &once(&plan.trusts)).await?;
        let links: Vec<_> = plan
            .links
            .iter()
            .map(|link| (link.urn, link.predecessor, link.kind.clone(), link.on))
            .collect();
        changes.schools_changed += imports::put_links(conn, run.authority, &links).await?;
        let added = imports::put_readings(conn, run.authority, id, by, &plan.readings).await?;
        changes.readings_added += added;
        if added > 0 && plan.has_census {
            changes.schools_changed += imports::put_sizes(conn).await?;
        }
        changes.readings_already_there += plan.readings.len() as u64 - added;
        let changed = changes.schools_added + changes.schools_changed + changes.readings_added;
        if changed > 0 || imports::first_taken(conn, &file.sha256).await?.is_none() {
            imports::record(conn, run.authority, id, by, &file.sha256, &file.report).await?;
        }
        telling.file(at, FileStage::Written);
    }
    Ok(())
}

/// The last word on each school.
fn each_once(schools: &[School]) -> Vec<School> {
    let by_urn: BTreeMap<Urn, &School> = schools.iter().map(|one| (one.urn, one)).collect();
    by_urn.into_values().cloned().collect()
}

fn once(trusts: &[(Urn, String)]) -> Vec<(Urn, String)> {
    let by_urn: BTreeMap<Urn, String> = trusts.iter().cloned().collect();
    by_urn.into_iter().collect()
}

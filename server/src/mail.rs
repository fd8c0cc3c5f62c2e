//! Letters. What is to be told is in the database, written with what it tells of; here it is gathered, one
//! letter a morning and person, consents at once, and sent: by SMTP where a mail server is named, else as .eml
//! files. A letter holds a school's name and a link at most.
//!
//! Never twice: a letter is claimed and that is kept before it is sent. Where the server dies in between, a
//! file is written again under the same name; by SMTP nobody can know whether it arrived, so it is in doubt,
//! and a person decides.

mod letter;
mod post;

pub use post::{Post, Unsent};

use std::time::Duration;

use domain::calendar::Moment;
use domain::schools::AuthorityId;
use sqlx::PgPool;
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use crate::db;
use crate::error::Result;
use crate::session::Token;

/// How often one looks for what is to be told.
const EVERY: Duration = Duration::from_secs(5);
/// A letter that was taken so long ago and not finished is in doubt.
pub const IN_DOUBT_AFTER: Duration = Duration::from_secs(120);
/// Waits between tries, minutes; after the last it is given up.
const AGAIN: [i64; 5] = [1, 5, 30, 120, 480];
/// Days a link is good for.
const LINK: i64 = 14;

/// Sends what is due until the server stops.
pub async fn run(pool: &PgPool, post: &Post, stop: &CancellationToken) {
    loop {
        if let Err(error) = sweep(pool, post, OffsetDateTime::now_utc()).await {
            tracing::warn!("letters wait: {error}");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => return,
        }
    }
}

/// Gathers and sends everything that is due. How many letters went out.
///
/// # Errors
/// Where the database is away. What was claimed meanwhile is in doubt.
pub async fn sweep(pool: &PgPool, post: &Post, now: OffsetDateTime) -> Result<usize> {
    let mut conn = pool.acquire().await?;
    let authorities = db::mail::authorities(&mut conn).await?;
    drop(conn);
    let mut sent = 0;
    for authority in authorities {
        let mut tx = db::begin(pool, authority).await?;
        let moment = Moment(i64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or(0));
        let morning = domain::calendar::morning(moment);
        db::mail::gather(&mut tx, authority, now, morning).await?;
        tx.commit().await?;
        while one(pool, post, authority, now, &mut sent).await? {}
    }
    Ok(sent)
}

/// Sends the next letter of an authority; false where none is due.
async fn one(
    pool: &PgPool,
    post: &Post,
    authority: AuthorityId,
    now: OffsetDateTime,
    sent: &mut usize,
) -> Result<bool> {
    let mut tx = db::begin(pool, authority).await?;
    let again = post.same_twice().then_some(IN_DOUBT_AFTER);
    let Some(claimed) = db::mail::claim(&mut tx, now, again).await? else {
        return Ok(false);
    };
    if claimed.told.is_empty() {
        db::mail::sent(&mut tx, claimed.id, now).await?;
        tx.commit().await?;
        return Ok(true);
    }
    let mut lines = Vec::new();
    for told in &claimed.told {
        let linked = told.question.filter(|one| !one.asked.steps().is_empty());
        let href = match (linked, told.case) {
            (Some(_), _) if !claimed.account => {
                let (token, hash) = Token::for_letter()?;
                let expires = now + time::Duration::days(LINK);
                db::mail::link(&mut tx, authority, told.notice, hash, expires).await?;
                format!("/answer/{token}")
            }
            (_, Some(case)) => format!("/support/{case}"),
            (_, None) => "/money".to_owned(),
        };
        lines.push(letter::line(told, &post.href(&href)));
    }
    // From here on nobody else has it, whatever happens to this server.
    tx.commit().await?;
    let letter = letter::letter(&claimed, &lines);
    let done = post.send(&letter).await;
    let mut tx = db::begin(pool, authority).await?;
    match done {
        Ok(()) => {
            db::mail::sent(&mut tx, claimed.id, now).await?;
            *sent += 1;
        }
        Err(unsent) => {
            let tries = usize::try_from(claimed.attempts).unwrap_or(usize::MAX);
            let wait = AGAIN
                .get(tries.saturating_sub(1))
                .filter(|_| !unsent.for_good);
            let next = wait.map(|minutes| now + time::Duration::minutes(*minutes));
            tracing::warn!("a letter was not sent: {}", unsent.words);
            db::mail::failed(&mut tx, claimed.id, now, &unsent.words, next).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

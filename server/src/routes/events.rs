//! The live feed as it is sent: first what was missed, then what happens, with a heartbeat. Whoever may
//! not look any more is cut off within seconds.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::api::{MeetingEvent, ViewsGiven};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};

use crate::App;
use crate::db::meetings;
use crate::error::{Error, Result};
use crate::live::{Line, Place, Seat, Watch, lines_since, views_given};
use crate::routes::support;
use crate::session::{Visitor, resolve};

/// Less than the minute after which proxies lose patience, and than the quarter of one after which a
/// page looks for itself. A comment would do for proxies, but pages cannot see comments.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// How long somebody who was signed out may still be listening, at most.
const ASK_AGAIN: Duration = Duration::from_secs(4);
/// Nothing is sent on an older word than this.
const FRESH: Duration = Duration::from_secs(1);
/// Events that may wait for a slow reader; one who takes longer than [`PATIENCE`] is cut, and catches
/// up from the log when they come back.
const WAITING: usize = 64;
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a long poll waits for something to happen.
const LONG_POLL: Duration = Duration::from_secs(25);

/// From where, and how.
pub struct From {
    after: u64,
    poll: bool,
}

#[derive(Deserialize)]
struct Asked {
    after: Option<String>,
    poll: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for From {
    type Rejection = Error;

    /// A number that is none, or from the future, means the beginning: sending too much harms nobody,
    /// and folding a change twice changes nothing.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let asked = Query::<Asked>::from_request_parts(parts, state)
            .await
            .map(|Query(asked)| asked)
            .unwrap_or(Asked {
                after: None,
                poll: None,
            });
        let last = parts
            .headers
            .get("last-event-id")
            .map(|value| value.to_str().unwrap_or_default().to_owned());
        let after = last.or(asked.after).unwrap_or_default();
        Ok(Self {
            after: after.trim().parse().unwrap_or(0),
            poll: asked.poll.is_some_and(|poll| poll == "1"),
        })
    }
}

impl From {
    /// Once with a list, whatever was asked for.
    pub fn asked(self) -> Self {
        Self { poll: true, ..self }
    }
}

/// Answers with a stream, or once with a list.
pub async fn answer(app: App, visitor: Visitor, place: Place, from: From) -> Result<Response> {
    let who = (!from.poll).then(|| visitor.by());
    let seat = app.live.enter(place, who);
    let missed = missed(&app, place, from.after).await?;
    if from.poll {
        return poll(app, place, seat, missed).await;
    }
    let stream = app.live.stream(visitor.actor.person)?;
    let (to, mut events) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        feed(app, visitor, place, seat, missed, to).await;
        drop(stream);
    });
    let events = futures::stream::poll_fn(move |context| events.poll_recv(context));
    let mut reply = Sse::new(events)
        .keep_alive(
            KeepAlive::new()
                .interval(HEARTBEAT)
                .event(Event::default().event("beat").data("{}")),
        )
        .into_response();
    reply.headers_mut().insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    Ok(reply)
}

/// The part of a log somebody has not seen.
struct Missed {
    /// What they have seen, by the log's own account.
    after: u64,
    lines: Vec<Line>,
}

/// The log after a number; all of it where the number is not of this log.
async fn missed(app: &App, place: Place, after: u64) -> Result<Missed> {
    let lines = lines_since(&app.pool, place, after).await?;
    if lines.is_empty() && after > 0 {
        let all = lines_since(&app.pool, place, 0).await?;
        if all.last().is_none_or(|line| line.seq < after) {
            return Ok(Missed {
                after: 0,
                lines: all,
            });
        }
    }
    Ok(Missed { after, lines })
}

async fn poll(app: App, place: Place, mut seat: Seat, mut missed: Missed) -> Result<Response> {
    let deadline = Instant::now() + LONG_POLL;
    let mut given = views_given(&app.pool, place).await?;
    while missed.lines.is_empty() {
        tokio::select! {
            changed = seat.views.changed() => {
                let now = seat.views.borrow_and_update().clone();
                if changed.is_err() || now != given {
                    given = now;
                    break;
                }
            }
            _line = seat.lines.recv() => {
                missed.lines = lines_since(&app.pool, place, missed.after).await?;
            }
            () = sleep_until(deadline) => break,
            () = app.stop.cancelled() => break,
        }
    }
    let mut events = Vec::with_capacity(missed.lines.len() + 1);
    for line in &missed.lines {
        events.push(serde_json::from_str::<serde_json::Value>(&line.json)?);
    }
    let people = seat.room.people();
    events.push(serde_json::to_value(MeetingEvent::Present { people })?);
    if !given.is_empty() {
        events.push(serde_json::to_value(MeetingEvent::Views { given })?);
    }
    Ok(Json(events).into_response())
}

/// Where events go. `Err`: nobody is there any more, or they are too slow.
struct Sender {
    to: mpsc::Sender<Result<Event, Infallible>>,
    /// The last line sent.
    seen: u64,
}

struct Gone;

impl Sender {
    async fn send(&self, event: Event) -> Result<(), Gone> {
        match timeout(PATIENCE, self.to.send(Ok(event))).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Gone),
        }
    }

    async fn line(&mut self, line: &Line) -> Result<(), Gone> {
        if line.seq > self.seen {
            let event = Event::default()
                .event("change")
                .id(line.seq.to_string())
                .data(&line.json);
            self.send(event).await?;
            self.seen = line.seq;
        }
        Ok(())
    }

    async fn tell(&self, name: &str, json: &str) -> Result<(), Gone> {
        self.send(Event::default().event(name).data(json)).await
    }
}

/// How many have given a view, as an event's data.
fn views_event(given: Vec<ViewsGiven>) -> Result<String, Gone> {
    serde_json::to_string(&MeetingEvent::Views { given }).map_err(|_| Gone)
}

async fn feed(
    app: App,
    visitor: Visitor,
    place: Place,
    seat: Seat,
    missed: Missed,
    to: mpsc::Sender<Result<Event, Infallible>>,
) {
    let seen = missed.after;
    let mut sender = Sender { to, seen };
    let stop = app.stop.clone();
    tokio::select! {
        _gone = send_all(&app, &visitor, place, seat, missed, &mut sender) => return,
        () = stop.cancelled() => {}
    }
    if let Ok(bye) = serde_json::to_string(&MeetingEvent::Bye) {
        let _gone = sender.tell("bye", &bye).await;
    }
}

async fn send_all(
    app: &App,
    visitor: &Visitor,
    place: Place,
    mut seat: Seat,
    missed: Missed,
    sender: &mut Sender,
) -> Result<(), Gone> {
    for line in &missed.lines {
        sender.line(line).await?;
    }
    drop(missed);
    let mut watch = app
        .live
        .standings
        .watch(visitor.actor.authority, visitor.session);
    let meeting = matches!(place, Place::Meeting(..));
    if meeting {
        // Nobody has been told yet where this is the first to come: they will be, in a moment.
        let people = seat.present.borrow_and_update().clone();
        if !people.is_empty() {
            sender.tell("present", &people).await?;
        }
        let given = seat.views.borrow_and_update().clone();
        if !given.is_empty() {
            sender.tell("views", &views_event(given)?).await?;
        }
    }
    let mut look = Instant::now() + ASK_AGAIN;
    loop {
        tokio::select! {
            line = seat.lines.recv() => {
                still(app, visitor, place, &mut watch, FRESH).await?;
                match line {
                    Ok(line) if line.seq <= sender.seen + 1 => sender.line(&line).await?,
                    // A gap: the log has what is between.
                    Ok(_) | Err(RecvError::Lagged(_)) => {
                        let lines = lines_since(&app.pool, place, sender.seen).await;
                        for line in lines.map_err(|_| Gone)? {
                            sender.line(&line).await?;
                        }
                    }
                    Err(RecvError::Closed) => return Err(Gone),
                }
            }
            changed = seat.present.changed(), if meeting => {
                changed.map_err(|_| Gone)?;
                let people = seat.present.borrow_and_update().clone();
                sender.tell("present", &people).await?;
            }
            changed = seat.views.changed(), if meeting => {
                changed.map_err(|_| Gone)?;
                let given = seat.views.borrow_and_update().clone();
                sender.tell("views", &views_event(given)?).await?;
            }
            changed = seat.again.changed() => {
                changed.map_err(|_| Gone)?;
                still(app, visitor, place, &mut watch, Duration::ZERO).await?;
            }
            () = sleep_until(look) => {
                still(app, visitor, place, &mut watch, ASK_AGAIN).await?;
                look = Instant::now() + ASK_AGAIN;
            }
            () = sender.to.closed() => return Err(Gone),
        }
    }
}

/// Whether this visitor may go on listening. While the database is away nothing new can come, so they
/// may wait with us.
async fn still(
    app: &App,
    visitor: &Visitor,
    place: Place,
    watch: &mut Watch,
    age: Duration,
) -> Result<(), Gone> {
    let may = match watch.changed(&app.pool, age).await {
        Ok(false) => Ok(true),
        Ok(true) => may_listen(app, visitor, place).await,
        Err(error) => Err(error),
    };
    match may {
        Ok(true) | Err(Error::Unavailable(_)) => Ok(()),
        _ => Err(Gone),
    }
}

async fn may_listen(app: &App, visitor: &Visitor, place: Place) -> Result<bool> {
    let now = resolve(&app.pool, visitor.session, false).await?;
    match place {
        Place::Board(_) => Ok(now.may(Action::ReadNeeds, &now.here())),
        Place::Case(_, id) => support::follows(app, &now, id).await.map(|()| true),
        Place::Meeting(_, id) => {
            let mut tx = now.begin(&app.pool).await?;
            let kept = meetings::one(&mut tx, id).await?.ok_or(Error::NotFound)?;
            let on = now
                .here()
                .partnership(Some(kept.meeting.partnership))
                .meeting(id);
            Ok(now.may(Action::ReadMeeting, &on))
        }
    }
}

//! The live feed: one hub a process. A room (a meeting, or an authority's board) is awake while anybody
//! is in it; it reads the log when Postgres says there is something new, and now and then in case a notice
//! was lost, and hands each line once to everybody in the room.
//!
//! The log is the truth. A listener who falls behind, or comes back, reads it from the last number they
//! saw; nothing is kept for them.

mod place;
mod standing;

pub use place::{Line, Place, lines_since, views_given};
pub use standing::{Standings, Watch};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use domain::api::{MeetingEvent, ViewsGiven};
use domain::meetings::By;
use domain::schools::{PersonId, Urn};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::{Notify, broadcast, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};

/// How often at most a room is told who is there: five hundred who come at once are some lists of five
/// hundred, not five hundred.
const TELL_WHO: Duration = Duration::from_millis(500);
/// Lines a slow listener may be behind before it is sent back to the log.
const BEHIND: usize = 256;

/// Streams one person may have open on one server: some tabs and a projector, not a thousand.
const MOST_STREAMS: u32 = 12;

/// A room with somebody in it.
pub struct Room {
    place: Place,
    lines: broadcast::Sender<Line>,
    wake: Notify,
    present: watch::Sender<BTreeMap<PersonId, (By, u32)>>,
    /// Who is here, ready to send; follows `present` within [`TELL_WHO`].
    told: watch::Sender<Arc<str>>,
    /// No line of the log says who has given a view: their number is told beside it.
    views: watch::Sender<Vec<ViewsGiven>>,
}

impl Room {
    /// Who is here now, by name.
    pub fn people(&self) -> Vec<By> {
        let mut people: Vec<By> = self
            .present
            .borrow()
            .values()
            .map(|(by, _)| by.clone())
            .collect();
        people.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        people
    }

    /// Who is here now, as an event's data.
    fn roll(&self) -> Arc<str> {
        let people = self.people();
        serde_json::to_string(&MeetingEvent::Present { people })
            .unwrap_or_default()
            .into()
    }
}

/// Every room of this process.
#[derive(Clone)]
pub struct Hub {
    pool: PgPool,
    rooms: Arc<Mutex<BTreeMap<Place, Weak<Room>>>>,
    stop: CancellationToken,
    streams: Arc<Mutex<BTreeMap<PersonId, u32>>>,
    pub standings: Standings,
    /// Rises when somebody signed out here, so that their streams end at once.
    again: watch::Sender<u64>,
}

/// An open stream, counted until it is dropped.
pub struct Stream {
    who: PersonId,
    streams: Arc<Mutex<BTreeMap<PersonId, u32>>>,
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = streams.get_mut(&self.who) {
            *open -= 1;
            if *open == 0 {
                streams.remove(&self.who);
            }
        }
    }
}

/// Being in a room. Dropping it leaves.
pub struct Seat {
    pub room: Arc<Room>,
    pub lines: broadcast::Receiver<Line>,
    /// Who is here, as an event's data; told on within half a second.
    pub present: watch::Receiver<Arc<str>>,
    pub views: watch::Receiver<Vec<ViewsGiven>>,
    pub again: watch::Receiver<u64>,
    who: Option<PersonId>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Some(who) = self.who else { return };
        self.room.present.send_if_modified(|people| {
            let Some((_, times)) = people.get_mut(&who) else {
                return false;
            };
            *times -= 1;
            let gone = *times == 0;
            if gone {
                people.remove(&who);
            }
            gone
        });
    }
}

impl Hub {
    pub fn new(pool: PgPool, stop: CancellationToken) -> Self {
        Self {
            pool,
            rooms: Arc::default(),
            streams: Arc::default(),
            standings: Standings::default(),
            stop,
            again: watch::Sender::new(0),
        }
    }

    /// Counts a stream of this person.
    ///
    /// # Errors
    /// Where they have as many open as one may.
    pub fn stream(&self, who: PersonId) -> Result<Stream> {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let open = streams.entry(who).or_default();
        if *open >= MOST_STREAMS {
            return Err(Error::TooMany { seconds: 10 });
        }
        *open += 1;
        Ok(Stream {
            who,
            streams: Arc::clone(&self.streams),
        })
    }

    /// Enters a room; `who` is seen there by the others, `None` only listens.
    pub fn enter(&self, place: Place, who: Option<By>) -> Seat {
        let room = self.room(place);
        let seat = Seat {
            lines: room.lines.subscribe(),
            present: room.told.subscribe(),
            views: room.views.subscribe(),
            again: self.again.subscribe(),
            who: who.as_ref().map(|by| by.id),
            room,
        };
        if let Some(by) = who {
            seat.room.present.send_if_modified(|people| {
                let times = &mut people.entry(by.id).or_insert((by.clone(), 0)).1;
                *times += 1;
                *times == 1
            });
        }
        seat
    }

    /// Who is in a room now; empty where nobody is.
    pub fn people(&self, place: Place) -> Vec<By> {
        self.open(place).map_or_else(Vec::new, |room| room.people())
    }

    /// Something was written here: do not wait for Postgres to say so.
    pub fn wake(&self, place: Place) {
        if let Some(room) = self.open(place) {
            room.wake.notify_one();
        }
    }

    /// Every open stream asks again whether it may go on.
    pub fn look_again(&self) {
        self.again.send_modify(|times| *times += 1);
    }

    fn open(&self, place: Place) -> Option<Arc<Room>> {
        self.rooms
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&place)
            .and_then(Weak::upgrade)
    }

    fn room(&self, place: Place) -> Arc<Room> {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(room) = rooms.get(&place).and_then(Weak::upgrade) {
            return room;
        }
        rooms.retain(|_, room| room.strong_count() > 0);
        let room = Arc::new(Room {
            place,
            lines: broadcast::Sender::new(BEHIND),
            wake: Notify::new(),
            present: watch::Sender::default(),
            told: watch::Sender::new(Arc::from("")),
            views: watch::Sender::default(),
        });
        rooms.insert(place, Arc::downgrade(&room));
        tokio::spawn(tell_who(Arc::downgrade(&room), room.present.subscribe()));
        tokio::spawn(keep(
            self.pool.clone(),
            Arc::downgrade(&room),
            self.stop.clone(),
        ));
        room
    }

    /// Listens to Postgres for as long as the server runs; comes back when the connection is lost.
    pub fn listen(&self) -> JoinHandle<()> {
        let hub = self.clone();
        tokio::spawn(async move {
            while !hub.stop.is_cancelled() {
                if let Err(error) = hub.hear().await {
                    tracing::warn!("the live feed polls until the database is back: {error}");
                }
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        })
    }

    async fn hear(&self) -> Result<()> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen("alongside").await?;
        self.wake_all();
        loop {
            match listener.try_recv().await? {
                Some(notice) => {
                    if let Some(place) = Place::read(notice.payload()) {
                        self.wake(place);
                    }
                }
                // The connection was lost, and notices with it.
                None => self.wake_all(),
            }
        }
    }

    fn wake_all(&self) {
        let rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        for room in rooms.values().filter_map(Weak::upgrade) {
            room.wake.notify_one();
        }
    }
}

/// Reads the log of a room for everybody in it, until nobody is.
async fn keep(pool: PgPool, room: Weak<Room>, stop: CancellationToken) {
    let mut seen: Option<u64> = None;
    // Schools of which own views are being given: only then is asked how many there are.
    let mut asked: BTreeSet<Urn> = BTreeSet::new();
    loop {
        {
            let Some(room) = room.upgrade() else { return };
            match lines_since(&pool, room.place, seen.unwrap_or(0)).await {
                Ok(lines) => {
                    // The first look only finds the end: what was before, each listener reads alone,
                    // and one who sees a gap goes back to the log.
                    let old = if seen.is_none() {
                        lines.len().saturating_sub(1)
                    } else {
                        0
                    };
                    for (urn, given) in lines.iter().filter_map(|line| line.views) {
                        if given {
                            asked.insert(urn);
                        } else {
                            asked.remove(&urn);
                        }
                    }
                    seen = lines.last().map(|line| line.seq).or(seen).or(Some(0));
                    for line in lines.into_iter().skip(old) {
                        let _nobody = room.lines.send(line);
                    }
                }
                Err(error) => tracing::warn!("the live feed could not read on: {error}"),
            }
            if !asked.is_empty()
                && let Ok(given) = views_given(&pool, room.place).await
            {
                room.views.send_if_modified(|known| {
                    let news = *known != given;
                    *known = given;
                    news
                });
            }
        }
        let Some(room) = room.upgrade() else { return };
        tokio::select! {
            () = room.wake.notified() => {}
            () = tokio::time::sleep(room.place.patience()) => {}
            () = stop.cancelled() => return,
        }
    }
}

/// Tells a room who is there whenever that changes, until nobody is.
async fn tell_who(room: Weak<Room>, mut present: watch::Receiver<BTreeMap<PersonId, (By, u32)>>) {
    while present.changed().await.is_ok() {
        let Some(room) = room.upgrade() else { return };
        room.told.send_replace(room.roll());
        drop(room);
        tokio::time::sleep(TELL_WHO).await;
    }
}

//! The live feed of a meeting: changes come down an event stream, from the last one this page has.
//!
//! A stream that goes quiet is opened again, later each time; where a network holds streams back the
//! feed is asked for instead. What comes through is only told on: what it means is the state's.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::api::MeetingEvent;
use domain::schools::MeetingId;
use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

use crate::api;
use crate::browser::{self, hidden, online};
use crate::state::meeting::Stream;

/// Nothing at all this long after opening: something in between holds the stream back.
const SILENT_AFTER: i64 = 10_000;
/// No heartbeat for this long: the stream is dead although nothing said so.
const QUIET_AFTER: i64 = 15_000;
/// A change is missing for this long: ask again from the last one there is.
const BEHIND_AFTER: i64 = 2_000;
/// A page nobody looks at gives its stream back after this long: browsers have few to spare.
const HIDDEN_AFTER: i64 = 30_000;
/// How long the feed is asked for before a stream is tried again.
const ASKING_FOR: i64 = 60_000;
/// How many streams in a row may fail before the feed is asked for.
const PATIENCE: u32 = 2;
const TICK: u32 = 250;
const LONGEST_WAIT: u32 = 15_000;

/// Every name the server gives an event; all but `beat` carry a [`MeetingEvent`].
const NAMES: [&str; 6] = ["change", "present", "views", "bye", "beat", "message"];

/// What the feed tells.
pub enum Heard {
    Event(MeetingEvent),
    Stream(Stream),
}

/// A feed that is being followed, until it is told to stop.
#[derive(Clone)]
pub struct Feed(Arc<AtomicBool>);

impl Feed {
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What the feed must know of the page to go on from the right place.
pub struct Reader {
    /// The last sequence number there is; `None` when the page is gone.
    pub seq: Box<dyn Fn() -> Option<u64>>,
    /// A change is missing in between.
    pub behind: Box<dyn Fn() -> bool>,
    pub tell: Box<dyn Fn(Heard)>,
}

/// Follows the feed of a meeting.
pub fn follow(meeting: MeetingId, reader: Reader) -> Feed {
    let feed = Feed(Arc::new(AtomicBool::new(false)));
    let run = Run {
        meeting,
        reader: Rc::new(reader),
        stop: feed.clone(),
    };
    spawn_local(async move { run.go().await });
    feed
}

/// How following the stream once came to its end.
enum End {
    Stopped,
    /// Nothing came although it was opened.
    Silent,
    Lost,
    /// Not lost, but to be opened again.
    Again,
}

struct Run {
    meeting: MeetingId,
    reader: Rc<Reader>,
    stop: Feed,
}

impl Run {
    async fn go(self) {
        let mut ask = false;
        let mut tries = 0;
        loop {
            let end = if ask {
                self.ask().await
            } else {
                self.listen(&mut tries).await
            };
            match end {
                End::Stopped => return,
                End::Silent => ask = true,
                End::Again => ask = false,
                End::Lost => {
                    // Something in between may end every stream and let questions through.
                    if !ask && tries >= PATIENCE {
                        ask = true;
                        continue;
                    }
                    ask = false;
                    (self.reader.tell)(Heard::Stream(Stream::Lost));
                    if !self.wait(tries).await {
                        return;
                    }
                    tries += 1;
                }
            }
        }
    }

    fn stopped(&self) -> bool {
        self.stop.0.load(Ordering::Relaxed) || (self.reader.seq)().is_none()
    }

    /// Waits longer each time, not in step with the others; no longer once the network is back.
    async fn wait(&self, tries: u32) -> bool {
        let most = 500_u32.saturating_mul(1 << tries.min(6)).min(LONGEST_WAIT);
        let until = browser::now().0
            + i64::from(most / 2)
            + (js_sys::Math::random() * f64::from(most / 2)) as i64;
        let was_online = online();
        loop {
            TimeoutFuture::new(TICK).await;
            if self.stopped() {
                return false;
            }
            let back = !was_online && online();
            if back || (browser::now().0 >= until && online()) {
                return true;
            }
        }
    }

    /// Asks for everything after the last change there is. False where that failed.
    async fn catch_up(&self) -> bool {
        let Some(seq) = (self.reader.seq)() else {
            return false;
        };
        match api::meeting_events(self.meeting, seq).await {
            Ok(events) => {
                (self.reader.tell)(Heard::Stream(Stream::Live));
                for event in events {
                    (self.reader.tell)(Heard::Event(event));
                }
                true
            }
            Err(_) => false,
        }
    }

    /// Asks again and again for a while, then has the stream tried once more.
    async fn ask(&self) -> End {
        // An answer about the feed may take its time; this one says at once whether the server is there,
        // and whether one is still signed in, which a stream that fails does not.
        if api::meeting(self.meeting).await.is_err() {
            return End::Lost;
        }
        (self.reader.tell)(Heard::Stream(Stream::Live));
        let until = browser::now().0 + ASKING_FOR;
        loop {
            if self.stopped() {
                return End::Stopped;
            }
            if !self.catch_up().await {
                return End::Lost;
            }
            if browser::now().0 > until {
                return End::Again;
            }
            TimeoutFuture::new(1_000).await;
        }
    }

    async fn listen(&self, tries: &mut u32) -> End {
        let Some(seq) = (self.reader.seq)() else {
            return End::Stopped;
        };
        let Ok(source) = EventSource::new(&api::meeting_events_url(self.meeting, seq)) else {
            return End::Silent;
        };
        let ears = Ears::on(&source, Rc::clone(&self.reader));
        let opened = browser::now().0;
        let mut behind_since = None;
        let mut hidden_since = None;
        let end = loop {
            TimeoutFuture::new(TICK).await;
            let now = browser::now().0;
            if self.stopped() {
                break End::Stopped;
            }
            if ears.failed.get() || !online() {
                break End::Lost;
            }
            match ears.heard.get() {
                None if now - opened > SILENT_AFTER => break End::Silent,
                Some(at) if now - at > QUIET_AFTER => break End::Lost,
                Some(_) => *tries = 0,
                None => {}
            }
            if longer_than(&mut behind_since, (self.reader.behind)(), now, BEHIND_AFTER) {
                break End::Again;
            }
            if longer_than(&mut hidden_since, hidden(), now, HIDDEN_AFTER) {
                source.close();
                break self.until_seen().await;
            }
        };
        source.close();
        end
    }

    /// Waits until somebody looks at the page again.
    async fn until_seen(&self) -> End {
        while hidden() {
            TimeoutFuture::new(TICK).await;
            if self.stopped() {
                return End::Stopped;
            }
        }
        End::Again
    }
}

/// Whether something has been so for longer than allowed.
fn longer_than(since: &mut Option<i64>, so: bool, now: i64, most: i64) -> bool {
    if !so {
        *since = None;
        return false;
    }
    now - *since.get_or_insert(now) > most
}

/// The listeners of one stream, as long as it lasts.
struct Ears {
    heard: Rc<Cell<Option<i64>>>,
    failed: Rc<Cell<bool>>,
    _events: Closure<dyn Fn(MessageEvent)>,
    _open: Closure<dyn Fn()>,
    _error: Closure<dyn Fn()>,
}

impl Ears {
    fn on(source: &EventSource, reader: Rc<Reader>) -> Self {
        let heard = Rc::new(Cell::new(None));
        let failed = Rc::new(Cell::new(false));
        let events = Closure::<dyn Fn(MessageEvent)>::new({
            let heard = Rc::clone(&heard);
            let failed = Rc::clone(&failed);
            let reader = Rc::clone(&reader);
            move |message: MessageEvent| {
                heard.set(Some(browser::now().0));
                let text = message.data().as_string().unwrap_or_default();
                if let Ok(event) = serde_json::from_str::<MeetingEvent>(&text) {
                    // The server is going away: come back after a moment, without waiting to notice.
                    if event == MeetingEvent::Bye {
                        failed.set(true);
                    }
                    (reader.tell)(Heard::Event(event));
                }
            }
        });
        let open = Closure::<dyn Fn()>::new(move || (reader.tell)(Heard::Stream(Stream::Live)));
        let error = Closure::<dyn Fn()>::new({
            let failed = Rc::clone(&failed);
            move || failed.set(true)
        });
        for name in NAMES {
            let _ = source.add_event_listener_with_callback(name, events.as_ref().unchecked_ref());
        }
        source.set_onopen(Some(open.as_ref().unchecked_ref()));
        source.set_onerror(Some(error.as_ref().unchecked_ref()));
        Self {
            heard,
            failed,
            _events: events,
            _open: open,
            _error: error,
        }
    }
}

//! Something others change too, asked for again and again while its page lives and somebody looks at it. The server
//! answers when there is something; a meeting has a stream of its own (`live.rs`).

use std::future::Future;

use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;

use crate::browser::hidden;

/// How long to wait before asking again where the answer came at once or not at all, milliseconds.
const PATIENCE: u32 = 2_000;

/// What asking once came to.
pub enum Heard {
    News,
    /// Nothing new, or no line.
    Nothing,
    /// The page is gone, or it is not theirs to hear any more: the page says so when they do something.
    Over,
}

/// Follows what `ask` asks for.
pub fn follow<F: Future<Output = Heard> + 'static>(ask: impl Fn() -> F + 'static) {
    spawn_local(async move {
        loop {
            // The page is painted first; who is not looked at asks for nothing.
            TimeoutFuture::new(PATIENCE).await;
            while !hidden() {
                match ask().await {
                    Heard::News => {}
                    Heard::Nothing => break,
                    Heard::Over => return,
                }
            }
        }
    });
}

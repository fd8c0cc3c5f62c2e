//! What may be set from outside, and what it is when nobody sets it.

use std::sync::Arc;
use std::time::Duration;

use crate::mail::Post;

/// How a server runs. Everything has a default: nothing has to be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// How many proxies of our own stand before us: the caller's address is taken so many from the
    /// right of `X-Forwarded-For`. With none the header is not looked at, since anybody may send it.
    pub trusted_hops: usize,
    /// How long a request waits for a database connection before it is told to come back.
    pub acquire: Duration,
    pub connections: u32,
    /// How letters go out; none: this server sends none.
    pub mail: Option<Arc<Post>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            trusted_hops: 0,
            // A request that finds no database is answered within two seconds, reply included.
            acquire: Duration::from_millis(1500),
            connections: 20,
            mail: None,
        }
    }
}

//! How often one may try to sign in: by the address it comes from, and by the account it is for.
//!
//! A guesser with a thousand addresses is stopped by the account's own limit; the person whose account
//! it is still gets in, because an address that has signed in to it before has a limit of its own.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Mutex;
use std::time::Duration;

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::App;
use crate::error::{Error, Result};

/// More keys than this are swept of those that have rested.
const MOST_KEYS: usize = 10_000;

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Account {
    email: String,
    /// Set for an address that has signed in to this account before.
    known: Option<IpAddr>,
}

/// Counts tries.
pub struct Limits {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    accounts: DefaultKeyedRateLimiter<Account>,
    known: Mutex<BTreeSet<(String, IpAddr)>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // Whole schools share one address.
            addresses: RateLimiter::keyed(quota(Duration::from_secs(2), 60)),
            accounts: RateLimiter::keyed(quota(Duration::from_secs(60), 10)),
            known: Mutex::default(),
        }
    }
}

fn quota(one_every: Duration, at_once: u32) -> Quota {
    Quota::with_period(one_every)
        .unwrap_or(Quota::per_minute(NonZeroU32::MIN))
        .allow_burst(NonZeroU32::new(at_once).unwrap_or(NonZeroU32::MIN))
}

impl Limits {
    /// Counts a try at an account.
    ///
    /// # Errors
    /// How long to wait.
    pub fn try_account(&self, from: IpAddr, email: &str) -> Result<()> {
        self.try_address(from)?;
        let email = email.trim().to_lowercase();
        let known = self
            .known
            .lock()
            .is_ok_and(|known| known.contains(&(email.clone(), from)));
        let account = Account {
            email,
            known: known.then_some(from),
        };
        if self.accounts.len() > MOST_KEYS {
            self.accounts.retain_recent();
        }
        self.accounts
            .check_key(&account)
            .map_err(|until| too_many(until.wait_time_from(DefaultClock::default().now())))
    }

    /// Counts a try from an address.
    ///
    /// # Errors
    /// How long to wait.
    pub fn try_address(&self, from: IpAddr) -> Result<()> {
        if self.addresses.len() > MOST_KEYS {
            self.addresses.retain_recent();
        }
        self.addresses
            .check_key(&from)
            .map_err(|until| too_many(until.wait_time_from(DefaultClock::default().now())))
    }

    /// Remembers that the right password came from here.
    pub fn signed_in(&self, from: IpAddr, email: &str) {
        if let Ok(mut known) = self.known.lock() {
            if known.len() >= MOST_KEYS {
                known.pop_first();
            }
            known.insert((email.trim().to_lowercase(), from));
        }
    }
}

fn too_many(wait: Duration) -> Error {
    Error::TooMany {
        seconds: wait.as_secs() + 1,
    }
}

/// Where a request comes from: the socket's own word, or that of the proxies we were told to trust.
pub struct Address(pub IpAddr);

impl<S> FromRequestParts<S> for Address
where
    S: Send + Sync,
    App: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let app = App::from_ref(state);
        let socket = parts
            .extensions
            .get::<ConnectInfo<std::net::SocketAddr>>()
            .map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip());
        let forwarded: Vec<&str> = parts
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .collect();
        Ok(Self(caller(socket, &forwarded, app.config.trusted_hops)))
    }
}

fn caller(socket: IpAddr, forwarded: &[&str], trusted_hops: usize) -> IpAddr {
    if trusted_hops == 0 {
        return socket;
    }
    forwarded
        .len()
        .checked_sub(trusted_hops)
        .and_then(|at| forwarded[at].parse().ok())
        .unwrap_or(socket)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_true_person_gets_in_while_a_thousand_addresses_guess() {
        let limits = Limits::default();
        let home = IpAddr::from([10, 0, 0, 1]);
        limits.signed_in(home, "Asha@example.org");
        let refused = (0..1000_u32)
            .filter(|n| {
                let from = IpAddr::from((0x0B00_0000 + n).to_be_bytes());
                limits.try_account(from, "asha@example.org").is_err()
            })
            .count();
        assert!(refused >= 985, "{refused}");
        assert!(limits.try_account(home, "asha@example.org").is_ok());
    }

    #[test]
    fn a_thousand_accounts_from_one_address_are_stopped() {
        let limits = Limits::default();
        let from = IpAddr::from([10, 0, 0, 9]);
        let refused = (0..1000)
            .filter(|n| {
                limits
                    .try_account(from, &format!("{n}@example.org"))
                    .is_err()
            })
            .count();
        assert!(refused >= 935, "{refused}");
    }

    #[test]
    fn only_the_trusted_hop_says_who_is_calling() {
        let socket = IpAddr::from([127, 0, 0, 1]);
        for (forwarded, hops, expected) in [
            (vec!["6.6.6.6"], 0, "127.0.0.1"),
            (vec!["6.6.6.6", "10.1.1.1"], 1, "10.1.1.1"),
            (vec![], 1, "127.0.0.1"),
            (vec!["rubbish"], 1, "127.0.0.1"),
        ] {
            assert_eq!(caller(socket, &forwarded, hops).to_string(), expected);
        }
    }
}

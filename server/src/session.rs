//! Who is asking. A session is 256 random bits in a cookie that scripts cannot read; the database
//! keeps only its SHA-256, so a copy of the table signs nobody in, and deleting a row signs out at once.

mod limits;
mod password;

pub use limits::{Address, Limits};
pub use password::{Passwords, checked_hash};

use std::sync::{Arc, OnceLock};

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use domain::access::{Action, Actor, Resource, Role, may, may_somewhere};
use domain::meetings::By;
use domain::schools::{AuthorityId, MeetingId, PersonId};
use sha2::{Digest, Sha256};
use sqlx::{PgPool, Postgres, Transaction};
use time::{Duration, OffsetDateTime};

use crate::App;
use crate::db::people::Profile;
use crate::db::{self, people, sessions};
use crate::error::{Error, Result};

/// Bound by browsers to this host, to HTTPS (or this very machine), and to the root.
pub const COOKIE: &str = "__Host-sid";
/// Minutes a session lasts however busy it is.
const LONGEST: i32 = 12 * 60;
/// Minutes a projector lasts.
const LONGEST_DISPLAY: i32 = 4 * 60;
/// Minutes in which a projector's link must be opened.
const LINK: i32 = 10;

/// What the database knows a session by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// As the database has it.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A token as the cookie holds it.
pub struct Token(String);

impl Token {
    /// A link for one question in a letter, and what the database knows it by: no cookie has such a hash.
    pub fn for_letter() -> Result<(String, TokenHash)> {
        let token = Self::new()?;
        let hash = Self::of_letter(&token.0);
        Ok((token.0, hash))
    }

    /// The address of somebody's dates, and what the database knows it by.
    pub fn for_calendar() -> Result<(String, TokenHash)> {
        let token = Self::new()?;
        let hash = Self::of_calendar(&token.0);
        Ok((token.0, hash))
    }

    /// What the database knows the address of somebody's dates by.
    pub fn of_calendar(text: &str) -> TokenHash {
        Self::hash(&format!("calendar {text}"))
    }

    /// What the database knows the link of a letter by.
    pub fn of_letter(text: &str) -> TokenHash {
        Self::hash(&format!("letter {text}"))
    }

    fn new() -> Result<Self> {
        let mut bits = [0_u8; 32];
        getrandom::fill(&mut bits)
            .map_err(|error| Error::Internal(anyhow::anyhow!("no randomness: {error}")))?;
        Ok(Self(
            bits.iter().map(|byte| format!("{byte:02x}")).collect(),
        ))
    }

    fn hash(text: &str) -> TokenHash {
        TokenHash(Sha256::digest(text.as_bytes()).into())
    }
}

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub actor: Actor,
    pub name: String,
    pub email: String,
    pub session: TokenHash,
    /// The version of the rules in force; 0 while those shipped are.
    rules: i32,
}

/// The rules in force for whoever asks: every answer carries their version, so that a page left open
/// notices that others were adopted.
#[derive(Clone, Default)]
pub struct InForce(Arc<OnceLock<i32>>);

impl InForce {
    /// The version, once it is known who asks.
    pub fn version(&self) -> Option<i32> {
        self.0.get().copied()
    }
}

impl Visitor {
    /// Somebody known by what their token hashes to.
    pub fn of(profile: Profile, session: TokenHash) -> Self {
        Self {
            actor: profile.actor,
            name: profile.name,
            email: profile.email,
            session,
            rules: profile.rules,
        }
    }

    /// As records name them.
    pub fn by(&self) -> By {
        By {
            id: self.actor.person,
            name: self.name.clone(),
        }
    }

    /// Everything of their authority.
    pub fn here(&self) -> Resource {
        Resource::of(self.actor.authority)
    }

    pub fn may(&self, action: Action, on: &Resource) -> bool {
        may(&self.actor, action, on)
    }

    /// Refuses as if there were nothing there.
    pub fn must(&self, action: Action, on: &Resource) -> Result<()> {
        if self.may(action, on) {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }

    /// Refuses those who have this right nowhere; each row is then asked for by itself.
    pub fn must_somewhere(&self, action: Action) -> Result<()> {
        if may_somewhere(&self.actor, action) {
            Ok(())
        } else {
            Err(Error::Forbidden("that is not part of your role"))
        }
    }

    /// A transaction that sees this visitor's authority.
    pub async fn begin(&self, pool: &PgPool) -> Result<Transaction<'static, Postgres>> {
        db::begin(pool, self.actor.authority).await
    }
}

/// A visitor who only watches: a stream that is open is no sign of anybody being there, so it does
/// not keep a session alive.
pub struct Watcher(pub Visitor);

impl<S> FromRequestParts<S> for Visitor
where
    S: Send + Sync,
    App: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let app = App::from_ref(state);
        let hash = presented(&parts.headers).ok_or(Error::NotSignedIn)?;
        let visitor = resolve(&app.pool, hash, true).await?;
        if let Some(InForce(rules)) = parts.extensions.get() {
            rules.get_or_init(|| visitor.rules);
        }
        Ok(visitor)
    }
}

impl<S> FromRequestParts<S> for Watcher
where
    S: Send + Sync,
    App: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let app = App::from_ref(state);
        let hash = presented(&parts.headers).ok_or(Error::NotSignedIn)?;
        resolve(&app.pool, hash, false).await.map(Self)
    }
}

/// The token a request carries, hashed.
pub fn presented(headers: &HeaderMap) -> Option<TokenHash> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| Token::hash(token))
}

/// Who a session belongs to now: role and belonging are read afresh each time, so that taking a right
/// away takes it away at once.
pub async fn resolve(pool: &PgPool, hash: TokenHash, active: bool) -> Result<Visitor> {
    let mut tx = pool.begin().await?;
    let session = sessions::open(&mut tx, hash.bytes())
        .await?
        .ok_or(Error::NotSignedIn)?;
    db::enter(&mut tx, session.authority).await?;
    let profile = people::profile(&mut tx, session.authority, session.person)
        .await?
        .ok_or(Error::NotSignedIn)?;
    // Once a minute is often enough to count thirty.
    if active && OffsetDateTime::now_utc() - session.seen_at > Duration::MINUTE {
        sessions::touch(&mut tx, hash.bytes()).await?;
    }
    tx.commit().await?;
    let mut visitor = Visitor::of(profile, hash);
    if let Some(meeting) = session.meeting {
        visitor.actor = Actor {
            role: Role::Display,
            partnerships: Vec::new(),
            schools: Vec::new(),
            leader: None,
            meeting: Some(meeting),
            ..visitor.actor
        };
    }
    Ok(visitor)
}

/// Begins a session and returns the cookie that carries it. Whatever token the browser had before is
/// ended: nobody can plant one and wait.
pub async fn start(
    tx: &mut Transaction<'static, Postgres>,
    authority: AuthorityId,
    person: PersonId,
    before: Option<TokenHash>,
) -> Result<HeaderValue> {
    db::enter(tx, authority).await?;
    if let Some(before) = before {
        sessions::end(tx, before.bytes()).await?;
    }
    begin(tx, authority, person, None, LONGEST).await
}

/// Makes a link for a projector: good once, for ten minutes, for one meeting. It is kept like a session,
/// under a hash that no cookie can have.
pub async fn link_display(
    tx: &mut Transaction<'static, Postgres>,
    visitor: &Visitor,
    meeting: MeetingId,
) -> Result<String> {
    let token = Token::new()?;
    let hash = link_hash(&token.0);
    let new = sessions::New {
        hash: hash.bytes(),
        person: visitor.actor.person,
        meeting: Some(meeting),
        minutes: LINK,
    };
    sessions::begin(tx, visitor.actor.authority, &new).await?;
    Ok(token.0)
}

/// Opens a projector's link and returns the cookie of its session.
///
/// # Errors
/// [`Error::NotFound`] where there is no such link, or it was opened before, or is too old.
pub async fn start_display(
    tx: &mut Transaction<'static, Postgres>,
    token: &str,
) -> Result<HeaderValue> {
    let hash = link_hash(token);
    let link = sessions::open(tx, hash.bytes()).await?;
    let link = link.ok_or(Error::NotFound)?;
    db::enter(tx, link.authority).await?;
    if link.meeting.is_none() || !sessions::end(tx, hash.bytes()).await? {
        return Err(Error::NotFound);
    }
    begin(
        tx,
        link.authority,
        link.person,
        link.meeting,
        LONGEST_DISPLAY,
    )
    .await
}

fn link_hash(token: &str) -> TokenHash {
    Token::hash(&format!("link {token}"))
}

async fn begin(
    tx: &mut Transaction<'static, Postgres>,
    authority: AuthorityId,
    person: PersonId,
    meeting: Option<MeetingId>,
    minutes: i32,
) -> Result<HeaderValue> {
    let token = Token::new()?;
    let hash = Token::hash(&token.0);
    let new = sessions::New {
        hash: hash.bytes(),
        person,
        meeting,
        minutes,
    };
    sessions::begin(tx, authority, &new).await?;
    cookie(&token.0)
}

fn cookie(token: &str) -> Result<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!(
        "{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax"
    ))
    .map_err(|error| Error::Internal(error.into()))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The cookie that forgets.
pub const FORGET: HeaderValue =
    HeaderValue::from_static("__Host-sid=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_among_other_cookies_and_kept_only_as_its_hash() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("theme=dark; __Host-sid=abc; sid=no"),
        );
        assert_eq!(presented(&headers), Some(Token::hash("abc")));
        headers.insert(header::COOKIE, HeaderValue::from_static("x__Host-sid=abc"));
        assert_eq!(presented(&headers), None);
    }

    #[test]
    fn the_cookie_is_bound_to_the_host_and_hidden_from_scripts() {
        let value = cookie("abc").unwrap();
        let text = value.to_str().unwrap();
        assert!(text.starts_with("__Host-sid=abc;"));
        for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(text.contains(part), "{part}");
        }
        assert!(!text.contains("Domain"));
    }
}

//! What can go wrong, by what it means to the person, and the problem document each becomes.
//!
//! A refusal is theirs to act on and says how; a fault is ours, is logged under a number, and says
//! nothing of our insides.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::api::{FieldProblem, Problem, Unread};
use domain::meetings::Refusal;
use uuid::Uuid;

/// What every fallible function of the server returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("sign in first")]
    NotSignedIn,
    /// The same whether the address is unknown or the password wrong.
    #[error("that e-mail address and password do not belong together")]
    WrongPassword,
    /// Also where it exists and its existence is not theirs to know: the same words, the same length.
    #[error("there is nothing here that you can see")]
    NotFound,
    #[error("{0}")]
    Forbidden(&'static str),
    /// Understood, and cannot stand: which fields, and what is wrong with each.
    #[error("{title}")]
    Invalid {
        title: String,
        fields: Vec<FieldProblem>,
    },
    /// Not readable at all.
    #[error("{0}")]
    Malformed(String),
    #[error("{0}")]
    TooLarge(&'static str),
    #[error("send it as application/json")]
    NotJson,
    /// A change of a meeting that cannot stand, with the reason as data.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// Somebody was there first.
    #[error("{title}")]
    Stale { title: String, detail: String },
    #[error("too many tries: wait {seconds} seconds and try again")]
    TooMany { seconds: u64 },
    /// Nothing was saved, and trying again later may well work.
    #[error("{0}")]
    Unavailable(&'static str),
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl Error {
    /// One field that is wrong.
    pub fn field(field: &str, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::Invalid {
            title: reason.clone(),
            fields: vec![FieldProblem {
                field: field.to_owned(),
                reason,
            }],
        }
    }

    fn status_and_kind(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not_signed_in"),
            Self::WrongPassword => (StatusCode::UNAUTHORIZED, "wrong_password"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden"),
            Self::Invalid { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed"),
            Self::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json"),
            Self::Refused(refusal) => match **refusal {
                Refusal::Stale { .. } => (StatusCode::CONFLICT, "stale"),
                _ => (StatusCode::CONFLICT, "refused"),
            },
            Self::Stale { .. } => (StatusCode::CONFLICT, "stale"),
            Self::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many"),
            Self::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// As it is told.
    pub fn problem(self) -> Problem {
        let (status, kind) = self.status_and_kind();
        let mut problem = Problem {
            kind: kind.to_owned(),
            status: status.as_u16(),
            title: sentence(&self.to_string()),
            detail: String::new(),
            fields: Vec::new(),
            refusal: None,
        };
        match self {
            Self::Invalid { fields, .. } => problem.fields = fields,
            Self::Stale { detail, .. } => problem.detail = detail,
            Self::Refused(refusal) => problem.refusal = Unread::new(&refusal),
            Self::Internal(cause) => {
                let number = Uuid::new_v4().simple().to_string();
                let number = &number[..8];
                tracing::error!(number, "{cause:?}");
                problem.title =
                    "Something went wrong here. Nothing was saved; please try again.".to_owned();
                problem.detail = format!("If it happens again, mention {number}.");
            }
            _ => {}
        }
        problem
    }
}

/// A capital and a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let mut text: String = letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    });
    if !text.ends_with(['.', '?']) {
        text.push('.');
    }
    text
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let wait = match &self {
            Self::TooMany { seconds } => Some(*seconds),
            Self::Unavailable(_) => Some(2),
            _ => None,
        };
        let mut reply = problem_response(self.problem());
        if let Some(seconds) = wait {
            reply
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        reply
    }
}

/// A problem document as a response.
pub fn problem_response(problem: Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut reply = (status, Json(problem)).into_response();
    reply.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    reply
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        const DOWN: &str =
            "the database is not answering; nothing was saved, try again in a moment";
        match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                Self::Unavailable(DOWN)
            }
            sqlx::Error::Database(refused) => match refused.code().as_deref() {
                // Shutting down, starting up, out of connections, connection lost.
                Some(code) if code.starts_with("57P") || code.starts_with("08") => {
                    Self::Unavailable(DOWN)
                }
                Some("53300") => Self::Unavailable(DOWN),
                Some("53100") => Self::Unavailable("the disk is full; nothing was saved"),
                // A zero byte in a text, which Postgres keeps nowhere.
                Some("22021" | "22P05") => Self::Malformed(
                    "there is a character in it that cannot be kept: write it again".to_owned(),
                ),
                Some("25006") => Self::Unavailable("view only for now: nothing can be saved"),
                // Two people at the very same thing: the database let one go first.
                Some("40001" | "40P01" | "55P03") => {
                    Self::Unavailable("somebody else was saving the same thing; try again")
                }
                _ => Self::Internal(error.into()),
            },
            _ => Self::Internal(error.into()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_nothing_of_our_insides() {
        let problem = Error::Internal(anyhow::anyhow!("relation \"school\" of 10.0.0.7")).problem();
        let text = serde_json::to_string(&problem).unwrap();
        assert!(!text.contains("10.0.0.7"), "{text}");
        assert_eq!(problem.status, 500);
    }

    #[test]
    fn a_database_that_does_not_answer_is_a_503_and_not_a_fault() {
        let problem = Error::from(sqlx::Error::PoolTimedOut).problem();
        assert_eq!(
            (problem.status, problem.kind.as_str()),
            (503, "unavailable")
        );
    }
}

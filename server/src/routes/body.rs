//! What comes in: bodies and ids, refused with the place and the reason, never with a fault of ours.

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use bytes::Bytes;
use domain::api::FieldProblem;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::error::{Error, Result};

/// A JSON body of exactly this shape.
pub struct Body<T>(pub T);

impl<T, S> FromRequest<S> for Body<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        if !is_json(&request) {
            return Err(Error::NotJson);
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|refused| match refused.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => {
                    Error::TooLarge("that is more than can be taken at once")
                }
                _ => Error::Malformed("the body broke off".to_owned()),
            })?;
        serde_json::from_slice(&bytes).map(Self).map_err(refusal)
    }
}

fn is_json(request: &Request) -> bool {
    request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| {
            let kind = kind.split(';').next().unwrap_or_default().trim();
            kind.eq_ignore_ascii_case("application/json")
        })
}

/// JSON that is none is malformed; JSON of another shape is invalid, and says where.
fn refusal(error: serde_json::Error) -> Error {
    let words = error.to_string();
    match error.classify() {
        Category::Data => {
            let field = words
                .split('`')
                .nth(1)
                .filter(|_| words.contains("field `"))
                .unwrap_or_default();
            let field = if field.is_empty() {
                format!("line {} column {}", error.line(), error.column())
            } else {
                field.to_owned()
            };
            Error::Invalid {
                title: "that is not what was asked for".to_owned(),
                fields: vec![FieldProblem {
                    field,
                    reason: words,
                }],
            }
        }
        _ => Error::Malformed(format!("that is not JSON: {words}")),
    }
}

/// An id in a URL. What is no id names nothing, like an id nobody has.
pub struct Id<T>(pub T);

impl<T, S> FromRequestParts<S> for Id<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        Path::<T>::from_request_parts(parts, state)
            .await
            .map(|Path(id)| Self(id))
            .map_err(|_| Error::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::api::SignIn;

    #[test]
    fn a_body_is_refused_with_the_field_and_the_reason() {
        for (text, status, field) in [
            ("{", 400, ""),
            (
                "{\"email\":\"a\",\"password\":\"b\",\"role\":\"officer\"}",
                422,
                "role",
            ),
            ("{\"email\":\"a\"}", 422, "password"),
            ("{\"email\":1,\"password\":\"b\"}", 422, "line 1 column 10"),
        ] {
            let problem = refusal(serde_json::from_str::<SignIn>(text).unwrap_err()).problem();
            assert_eq!(problem.status, status, "{text}");
            let named = problem.fields.first().map_or("", |one| one.field.as_str());
            assert_eq!(named, field, "{text}");
        }
    }
}

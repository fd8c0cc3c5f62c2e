//! The product without scripts: sign in, and read the list of schools. Made on the server, and small.

use std::fmt::Write;

use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, Html, IntoResponse, Redirect, Response};
use domain::api::{SchoolRow, SignIn};
use domain::risk::{Scheme, span_words};
use time::OffsetDateTime;

use super::{schools, session};
use crate::App;
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::{Address, FORGET, Visitor, presented, start};

const STYLE: &str = include_str!("plain.css");

/// `GET /plain`
pub async fn page(State(app): State<App>, visitor: Result<Visitor>) -> Result<Html<String>> {
    match visitor {
        Ok(visitor) => {
            let mut tx = visitor.begin(&app.pool).await?;
            let rows = schools::rows(&mut tx, &visitor).await?;
            let today = OffsetDateTime::now_utc().date();
            let scheme = scheme::in_force(&mut tx, today).await?;
            Ok(Html(list(&visitor.name, &rows, &scheme)))
        }
        Err(Error::NotSignedIn) => Ok(Html(form(""))),
        Err(error) => Err(error),
    }
}

/// `GET /plain.css`
pub async fn style() -> impl IntoResponse {
    (
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/css; charset=utf-8"),
        )],
        STYLE,
    )
}

/// `POST /plain/sign-in`
pub async fn sign_in(
    State(app): State<App>,
    address: Address,
    headers: HeaderMap,
    Form(asked): Form<SignIn>,
) -> Result<Response> {
    match session::check(&app, &address, asked).await {
        Ok((authority, person)) => {
            let mut tx = app.pool.begin().await?;
            let cookie = start(&mut tx, authority, person, presented(&headers)).await?;
            tx.commit().await?;
            let go = Redirect::to("/plain");
            Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), go).into_response())
        }
        Err(error @ (Error::WrongPassword | Error::TooMany { .. })) => {
            let words = error.to_string();
            Ok((StatusCode::UNAUTHORIZED, Html(form(&words))).into_response())
        }
        Err(error) => Err(error),
    }
}

/// `POST /plain/sign-out`
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    session::end(&app, &headers).await?;
    let go = Redirect::to("/plain");
    Ok((AppendHeaders([(header::SET_COOKIE, FORGET)]), go).into_response())
}

fn frame(title: &str, body: &str) -> String {
    let header = "Alongside, the plain page. <a href=\"/\">The whole app</a> needs JavaScript and WebAssembly.";
    document(title, "plain", header, body)
}

/// A page that needs no script.
pub fn document(title: &str, class: &str, header: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} - Alongside</title>\n<link rel=\"stylesheet\" href=\"/plain.css\">\n</head>\n\
         <body class=\"{class}\">\n<header><p>{header}</p></header>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn form(wrong: &str) -> String {
    let wrong = if wrong.is_empty() {
        String::new()
    } else {
        format!("<p role=\"alert\">{}.</p>\n", escaped(&capital(wrong)))
    };
    frame(
        "Sign in",
        &format!(
            "<h1>Sign in</h1>\n{wrong}<form method=\"post\" action=\"/plain/sign-in\">\n\
             <p><label for=\"email\">E-mail address</label>\n\
             <input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"username\" required></p>\n\
             <p><label for=\"password\">Password</label>\n\
             <input id=\"password\" name=\"password\" type=\"password\" \
             autocomplete=\"current-password\" required></p>\n\
             <p><button>Sign in</button></p>\n</form>\n"
        ),
    )
}

fn list(name: &str, rows: &[SchoolRow], scheme: &Scheme) -> String {
    let mut body = format!(
        "<h1>Schools</h1>\n<form method=\"post\" action=\"/plain/sign-out\"><p>{}: {} schools. \
         <button>Sign out</button></p></form>\n<table>\n<thead><tr><th scope=\"col\">School</th>\
         <th scope=\"col\">URN</th><th scope=\"col\">Phase</th><th scope=\"col\">The rules suggest</th>\
         <th scope=\"col\">The room says</th></tr></thead>\n<tbody>\n",
        escaped(name),
        rows.len()
    );
    for row in rows {
        let (suggested, decided) = row.standing.as_ref().map_or_else(
            || ("not shown".to_owned(), "not shown".to_owned()),
            |standing| {
                let decided = standing.decided.as_ref().map_or_else(
                    || "nothing yet".to_owned(),
                    |past| scheme.band(past.band).word.clone(),
                );
                (span_words(scheme, standing.band), decided)
            },
        );
        let _infallible = writeln!(
            body,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&row.school.name),
            row.school.urn,
            row.school.phase.word(),
            escaped(&suggested),
            escaped(&decided)
        );
    }
    body.push_str("</tbody>\n</table>\n");
    frame("Schools", &body)
}

pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// As text, whatever it holds.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_text_whatever_it_holds() {
        assert_eq!(
            escaped("<script>alert('St Mary & \"All\"')</script>"),
            "&lt;script&gt;alert(&#39;St Mary &amp; &quot;All&quot;&#39;)&lt;/script&gt;"
        );
    }
}

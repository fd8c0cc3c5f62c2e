//! How an authority's rules work, for anybody who asks: made from the scheme in force, in the shape of the
//! UK's algorithmic transparency record. Rules only, never a school: not even the minute of a version,
//! which may name one.

mod data;
mod html;
mod steps;

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse};
use domain::api::{Authority, RulesVersion};
use domain::calendar::{Date, day_words};
use domain::risk::Scheme;
use domain::schools::AuthorityId;
use time::OffsetDateTime;

use super::body::Id;
use super::plain::escaped;
use super::rules::versions;
use crate::App;
use crate::db::{self, people, rules};
use crate::error::{Error, Result};
use crate::scheme;
use html::{facts, list, paragraph, section};

const STYLE: &str = include_str!("method.css");

/// `GET /method.css`
pub async fn style() -> impl IntoResponse {
    (
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/css; charset=utf-8"),
        )],
        STYLE,
    )
}

/// `GET /method/{authority}`
pub async fn page(State(app): State<App>, Id(id): Id<AuthorityId>) -> Result<Html<String>> {
    let mut tx = db::begin(&app.pool, id).await?;
    let (authority, demo) = people::authority(&mut tx).await?.ok_or(Error::NotFound)?;
    let today = OffsetDateTime::now_utc().date();
    let method = Method {
        authority,
        demo,
        scheme: scheme::in_force(&mut tx, today).await?,
        versions: versions(&rules::all(&mut tx).await?)?,
        today,
    };
    Ok(Html(method.page()))
}

struct Method {
    authority: Authority,
    demo: bool,
    scheme: Arc<Scheme>,
    /// Newest first.
    versions: Vec<RulesVersion>,
    today: Date,
}

impl Method {
    fn page(&self) -> String {
        let title = format!("How schools are categorised in {}", self.authority.name);
        let body = [
            self.short(),
            self.responsibility(),
            self.purpose(),
            self.oversight(),
            data::section(&self.scheme),
            steps::section(&self.scheme),
            self.unknown(),
            self.limits(),
            self.history(),
        ]
        .concat();
        let title = escaped(&title);
        format!(
            "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} - Alongside</title>\n<link rel=\"stylesheet\" href=\"/method.css\">\n\
             </head>\n<body>\n<main>\n<header>\n<h1>{title}</h1>\n<p>{}, version {}, in force from \
             {}. This page is made from the rules themselves, on {}.</p>\n</header>\n{body}</main>\n\
             </body>\n</html>\n",
            escaped(&self.scheme.name),
            self.scheme.version,
            day_words(self.scheme.from),
            day_words(self.today),
        )
    }

    /// Tier 1.
    fn short(&self) -> String {
        let scheme = &self.scheme;
        let bands: Vec<&str> = scheme.bands.iter().map(|band| band.word.as_str()).collect();
        let does = format!(
            "Rules, written down in full on this page, look at {} facts about a school and suggest one \
             of {} categories ({}) and one of four levels of risk. People decide, in a meeting.",
            scheme.indicators.len(),
            bands.len(),
            bands.join(", ")
        );
        let mut about = vec![
            ("Name", scheme.name.clone()),
            ("What it does", does),
            ("Used by", self.authority.name.clone()),
            ("Owner", scheme.owner.clone()),
            (
                "Who to ask",
                format!("{}, through {}", scheme.owner, self.authority.name),
            ),
        ];
        if !scheme.note.is_empty() {
            about.insert(2, ("In the owner’s words", scheme.note.clone()));
        }
        if self.demo {
            about.push(("Note", "This is a made-up district.".to_owned()));
        }
        section("In short", &facts(&about))
    }

    /// Tier 2 from here.
    fn responsibility(&self) -> String {
        let owner = &self.scheme.owner;
        let text = format!(
            "{owner} owns the rules and answers for them. Each version after the first is adopted by a lead officer of {}, \
             with its reason on record and the day it begins. A decision keeps the version it was made \
             under; a later version never changes it.",
            self.authority.name
        );
        section("Owner and responsibility", &paragraph(&text))
    }

    fn purpose(&self) -> String {
        let body = [
            paragraph(
                "A category says how much support a school is offered, who leads it and when it is looked \
                 at again. The rules are there so that like schools are treated alike, so that the reasons \
                 can be read, and so that a school that is about to need help is seen early.",
            ),
            paragraph(
                "The rules are arithmetic a reader can follow with a pencil: lines, counts and conditions. \
                 Nothing is learnt from data and nothing is weighed that is not on this page. The same facts \
                 always give the same suggestion.",
            ),
        ];
        section("What it does, and why", &body.concat())
    }

    fn oversight(&self) -> String {
        let refused = self
            .scheme
            .bands
            .iter()
            .any(|band| band.owner.contains(&domain::risk::OwnerDoc::Refuse));
        let mut points = vec![
            "The rules suggest. The people in the meeting decide, and no category comes about without \
             them."
                .to_owned(),
            "Where they decide otherwise than the rules suggest they write down why. The suggestion and \
             the decision are kept side by side."
                .to_owned(),
            "Nobody decides on their own school.".to_owned(),
            "The head is told before anybody outside the meeting sees a category, or it is recorded why \
             not."
                .to_owned(),
            "A school may dispute a value: until that is settled the suggestion says what it would be with \
             and without it. A school’s own reply is kept beside the evidence and is read in the meeting."
                .to_owned(),
            format!(
                "A school that thinks a decision is wrong asks {} to look at it again; every category is \
                 reviewed by the day it was given.",
                self.scheme.owner
            ),
        ];
        if refused {
            points.insert(
                2,
                "Some pairs of category and risk cannot stand: an officer of the authority confirms them \
                 in writing, or one of the two is changed."
                    .to_owned(),
            );
        }
        section("How decisions are made", &list(&points))
    }

    fn unknown(&self) -> String {
        let points = [
            "Not known is never counted as nothing, as good or as bad. It has a reason: suppressed, too \
             few pupils, out of date, not available, no national figure, disputed."
                .to_owned(),
            "Where what is not known could change the answer, the answer is a range, from what it would be \
             with everything unknown at its best to everything at its worst, and it is said which unknowns \
             matter."
                .to_owned(),
            "What nobody has loaded for any school of the authority is left out, and that is said too."
                .to_owned(),
        ];
        section("What is not known", &list(&points))
    }

    fn limits(&self) -> String {
        let mut points = vec![
            "Rules see what is counted. What a visitor sees in a classroom they see only as far as \
             somebody recorded it: that is what the meeting is for."
                .to_owned(),
            "Published results are months old when they arrive, and a small year group moves a percentage \
             by chance."
                .to_owned(),
            "A line is a line: a school just above it and one just below are much alike. The page of a \
             school says how near the next line is and whether another year group of the same size would \
             fall elsewhere."
                .to_owned(),
            "A category says what support is due. It is no grade, no measure of teachers and no inspection \
             outcome."
                .to_owned(),
            "Schools with few pupils, or with many who are disadvantaged, may meet a line more often. \
             Whoever changes the rules sees, before adopting them, which schools move."
                .to_owned(),
        ];
        if self.scheme.small_cohort > 0 {
            points.insert(
                2,
                format!(
                    "A figure of one year about fewer than {} pupils is taken as not known.",
                    self.scheme.small_cohort
                ),
            );
        }
        section("Limits and risks", &list(&points))
    }

    fn history(&self) -> String {
        let versions: Vec<String> = self
            .versions
            .iter()
            .map(|one| {
                let begins = if one.from > self.today {
                    format!("begins on {}", day_words(one.from))
                } else {
                    format!("from {}", day_words(one.from))
                };
                let head = format!("<h3>Version {}, {begins}</h3>\n", one.version);
                let changes = if one.at.is_none() {
                    paragraph(&format!("{}, as it came with the product.", one.name))
                } else if one.changes.is_empty() {
                    paragraph("The rules of the version before, confirmed.")
                } else {
                    list(&one.changes)
                };
                head + &changes
            })
            .collect();
        section("Versions, and what each changed", &versions.concat())
    }
}

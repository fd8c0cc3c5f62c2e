//! The server's API, one function an endpoint. The only place the app knows its URLs.
//!
//! A request is answered with the thing, or with [`Failure`]: the server could not be reached, or it
//! refused and said why. Whoever is no longer signed in is told once, here, for every page.

mod caseload;
mod leaders;
mod mail;
mod meetings;
mod money;
mod organisations;
mod peers;
mod recruitment;
mod schools;
mod statutory;
mod support;
mod upload;

pub use caseload::*;
pub use leaders::*;
pub use mail::*;
pub use meetings::*;
pub use money::*;
pub use organisations::*;
pub use peers::*;
pub use recruitment::*;
pub use schools::*;
pub use statutory::*;
pub use support::*;

use std::cell::RefCell;
use std::sync::Arc;

use domain::api::{
    AcceptPlan, AdoptRules, BoardProposed, BoardRecorded, BrokeragePage, DemoSignIn, Demonstration,
    DistrictPage, ImportNews, ImportProgress, ImportReport, OpenNeed, PartnershipPage, Problem,
    RulesPage, RulesPast, Session, SetTarget, SignIn, StrategicPage, TargetState, WithdrawTarget,
};
use domain::brokerage::Need;
use domain::risk::{Scheme, TargetId};
use domain::schools::{PartnershipId, PersonId};
use gloo_net::http::{Method, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Failure {
    /// The server could not be reached, or did not answer like ours.
    #[error("the server cannot be reached")]
    Offline,
    #[error("{}", .0.title)]
    Refused(Box<Problem>),
}

impl Failure {
    /// The refusal, where there is one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused(problem) => Some(problem),
            Self::Offline => None,
        }
    }
}

pub type Answer<T> = Result<T, Failure>;

// ---- session -------------------------------------------------------------------------------------

pub async fn session() -> Answer<Session> {
    get("/api/session").await
}

pub async fn sign_in(who: &SignIn) -> Answer<()> {
    tell("/api/session", who).await
}

pub async fn sign_out() -> Answer<()> {
    send(Method::DELETE, "/api/session", None).await.map(|_| ())
}

/// The made-up people of a demonstration; empty elsewhere.
pub async fn demonstration() -> Answer<Demonstration> {
    get("/api/session/demo").await
}

/// The rules the product comes with.
pub async fn example() -> Answer<Arc<Scheme>> {
    get("/api/session/example").await
}

pub async fn demo_sign_in(person: PersonId) -> Answer<()> {
    tell("/api/session/demo", &DemoSignIn { person }).await
}

// ---- the district ---------------------------------------------------------------------------------

pub async fn district() -> Answer<DistrictPage> {
    get("/api/district").await
}

/// The strategic board's report, of this school year or the one asked for.
pub async fn strategic(year: Option<i32>) -> Answer<StrategicPage> {
    let year = year.map_or_else(String::new, |year| format!("?year={year}"));
    get(&format!("/api/strategic{year}")).await
}

pub async fn partnership(id: PartnershipId) -> Answer<PartnershipPage> {
    get(&format!("/api/partnerships/{id}")).await
}

pub async fn set_target(target: &SetTarget) -> Answer<Vec<TargetState>> {
    post("/api/targets", target).await
}

pub async fn withdraw_target(id: TargetId, why: &WithdrawTarget) -> Answer<Vec<TargetState>> {
    post(&format!("/api/targets/{id}/withdraw"), why).await
}

// ---- brokerage -----------------------------------------------------------------------------------

pub async fn brokerage() -> Answer<BrokeragePage> {
    get("/api/brokerage").await
}

pub async fn change_board(change: &BoardProposed) -> Answer<BoardRecorded> {
    post("/api/brokerage/changes", change).await
}

/// Every change of the board after that one; where there is none, waits a while for one to come.
pub async fn board_events(after: u64) -> Answer<Vec<BoardRecorded>> {
    // Who is on the page is told in the same list, and is not asked for here.
    let events: Vec<serde_json::Value> =
        get(&format!("/api/brokerage/events?poll=1&after={after}")).await?;
    Ok(events
        .into_iter()
        .filter_map(|event| serde_json::from_value(event).ok())
        .collect())
}

pub async fn accept_plan(plan: &AcceptPlan) -> Answer<BoardRecorded> {
    post("/api/brokerage/accept", plan).await
}

pub async fn open_need(need: &OpenNeed) -> Answer<Need> {
    post("/api/needs", need).await
}

// ---- rules ---------------------------------------------------------------------------------------

pub async fn rules() -> Answer<RulesPage> {
    get("/api/rules").await
}

/// Every dated value there has been, for trying rules on earlier years.
pub async fn rules_past() -> Answer<RulesPast> {
    get("/api/rules/past").await
}

/// A scheme the product comes with.
pub async fn shipped_rules(name: &str) -> Answer<Scheme> {
    get(&format!("/api/rules/shipped/{name}")).await
}

pub async fn adopt_rules(adopt: &AdoptRules) -> Answer<RulesPage> {
    post("/api/rules", adopt).await
}

// ---- import --------------------------------------------------------------------------------------

pub use upload::Stop;

/// What is heard while files are on their way.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// How much is sent, per cent.
    Sent(u32),
    Progress(ImportProgress),
}

/// Sends files (parts named `file`): what they would change. Nothing is changed. With the number what was
/// read is kept under for a while, where it can be taken in.
pub async fn look(
    files: &web_sys::FormData,
    stop: &Stop,
    hear: impl Fn(Heard) + Clone + 'static,
) -> Answer<(Option<Uuid>, ImportReport)> {
    match imported("/api/import?dry_run=true", Some(files), stop, hear).await? {
        ImportNews::Found { look, report } => Ok((look, report)),
        _ => Err(Failure::Offline),
    }
}

/// Takes in what was looked at.
pub async fn take_in(look: Uuid, hear: impl Fn(Heard) + Clone + 'static) -> Answer<ImportReport> {
    let url = format!("/api/import/{look}");
    match imported(&url, None, &Stop::default(), hear).await? {
        ImportNews::Done { report } => Ok(report),
        _ => Err(Failure::Offline),
    }
}

/// The last word on an import.
async fn imported(
    url: &str,
    files: Option<&web_sys::FormData>,
    stop: &Stop,
    hear: impl Fn(Heard) + Clone + 'static,
) -> Answer<ImportNews> {
    let sent = hear.clone();
    let told = move |line: &str| {
        if let Ok(ImportNews::Progress(progress)) = serde_json::from_str(line) {
            hear(Heard::Progress(progress));
        }
    };
    let (status, text) = upload::send(url, files, stop, move |now| sent(Heard::Sent(now)), told)
        .await
        .ok_or(Failure::Offline)?;
    if !(200..300).contains(&status) {
        return Err(failed(url, status, &text));
    }
    // An answer that broke off has progress for its last line: that is no answer.
    match text.lines().rev().find_map(upload::data) {
        None => Err(Failure::Offline),
        Some(line) => match read(line)? {
            ImportNews::Refused { problem } => Err(Failure::Refused(problem)),
            news => Ok(news),
        },
    }
}

// ---- the wire ------------------------------------------------------------------------------------

async fn get<T: DeserializeOwned>(url: &str) -> Answer<T> {
    read(&send(Method::GET, url, None).await?)
}

async fn post<T: DeserializeOwned>(url: &str, body: &impl Serialize) -> Answer<T> {
    read(&send(Method::POST, url, Some(json(body)?)).await?)
}

/// Sends something that is answered with "done" and no more.
async fn tell(url: &str, body: &impl Serialize) -> Answer<()> {
    send(Method::POST, url, Some(json(body)?)).await.map(|_| ())
}

fn json(body: &impl Serialize) -> Answer<String> {
    serde_json::to_string(body).map_err(|_| Failure::Offline)
}

fn read<T: DeserializeOwned>(text: &str) -> Answer<T> {
    serde_json::from_str(text).map_err(|error| {
        web_sys::console::error_1(&JsValue::from_str(&error.to_string()));
        refused(
            0,
            "unreadable",
            "The server's answer could not be read. Open the page again.",
        )
    })
}

/// Milliseconds without an answer after which there is none: a network that swallows what is sent would else hold up
/// whatever waits behind it for minutes. What changes something goes again under the same name.
const PATIENCE: u32 = 60_000;

/// Not generic, so that it is in the wasm once.
async fn send(method: Method, url: &str, body: Option<String>) -> Answer<String> {
    let body = body.map(|text| (JsValue::from(text), "application/json"));
    sent(method, url, body).await
}

async fn sent(method: Method, url: &str, body: Option<(JsValue, &'static str)>) -> Answer<String> {
    let builder = RequestBuilder::new(url)
        .method(method)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)))
        .header("accept", "application/json");
    let request = match body {
        None => builder.build(),
        Some((body, kind)) => builder.header("content-type", kind).body(body),
    };
    let response = request
        .map_err(|_| Failure::Offline)?
        .send()
        .await
        .map_err(|_| Failure::Offline)?;
    let status = response.status();
    noted(response.headers().get("x-rules"));
    let text = response.text().await.map_err(|_| Failure::Offline)?;
    if response.ok() {
        return Ok(text);
    }
    Err(failed(url, status, &text))
}

/// Why there is no answer, from what came instead of one.
fn failed(url: &str, status: u16, text: &str) -> Failure {
    if status == 401 && !url.starts_with("/api/session") {
        SIGNED_OUT.with_borrow(|tell| {
            if let Some(tell) = tell {
                tell();
            }
        });
    }
    // A gateway in between may answer with a page of its own: that is not the server refusing.
    match serde_json::from_str::<Problem>(text) {
        Ok(problem) => Failure::Refused(Box::new(problem)),
        Err(_) if status >= 500 => Failure::Offline,
        Err(_) => refused(status, "refused", "The server did not accept this."),
    }
}

/// Where an address names nothing at all, the server need not be asked.
pub fn nothing_there(title: &str) -> Failure {
    refused(404, "not_found", title)
}

fn refused(status: u16, kind: &str, title: &str) -> Failure {
    Failure::Refused(Box::new(Problem {
        kind: kind.to_owned(),
        status,
        title: title.to_owned(),
        detail: String::new(),
        fields: Vec::new(),
        refusal: None,
    }))
}

thread_local! {
    static SIGNED_OUT: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
    static OTHER_RULES: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
    /// The rules that answers so far were made under.
    static RULES: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Notes under which rules an answer was made, and tells of it where they are others than before.
fn noted(rules: Option<String>) {
    let Some(now) = rules else { return };
    let before = RULES.replace(Some(now.clone()));
    if before.is_some_and(|before| before != now) {
        OTHER_RULES.with_borrow(|tell| {
            if let Some(tell) = tell {
                tell();
            }
        });
    }
}

/// What to do when an answer was made under other rules than those before it.
pub fn when_rules_change(tell: impl Fn() + 'static) {
    OTHER_RULES.with_borrow_mut(|place| *place = Some(Box::new(tell)));
}

/// What to do when any answer says that nobody is signed in any more.
pub fn when_signed_out(tell: impl Fn() + 'static) {
    SIGNED_OUT.with_borrow_mut(|place| *place = Some(Box::new(tell)));
}
